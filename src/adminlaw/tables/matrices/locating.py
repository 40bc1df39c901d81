"""Find the numbers of a form in a sheet, and account for each of its rows (定位).

A row is read whole or refused: where a row has not a cell for each column, has numbers
where no column is, or cells that are merged over several columns, nobody can tell which
number belongs where, and nothing is shifted into place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from attrs import define, field, frozen

from adminlaw.converter import shown
from adminlaw.errors import Problem
from adminlaw.labels import Label
from adminlaw.tables.grids import Grid
from adminlaw.tables.matrices.cells import (
    Cell,
    MisreadError,
    blank_value,
    is_numeric,
    name_text,
    plain_text,
    read_cell,
)
from adminlaw.tables.matrices.headers import Finder, Head, Slot
from adminlaw.tables.matrices.layouts import TOTAL, Address, Layout, MatrixRow
from adminlaw.tables.matrices.sheets import Sheet
from adminlaw.tables.results import Fate, RowFate, place_of

_NOTES: Final = ("说明", "注", "填表", "填报", "备注", "表格说明")
_UNKNOWN_ROW = Label("表式中的行", "a row of the form")
_COUNT = Label("每栏一个单元格", "one cell for each column")
_MERGED = Label("未合并的数字单元格", "cells of numbers that are not merged")
_TWICE = Label("同一数字只出现一次，或者相同", "a number once, or the same again")


@frozen(kw_only=True)
class Found:
    """One cell of a form with the place it was read from; row and column from 0."""

    address: Address
    cell: Cell
    sheet: str
    row: int
    column: int


@frozen(kw_only=True)
class Located:
    """What a file has of a form.

    Attributes:
        fates: What became of each row.
        problems: Rows that were refused.
        remarks: Cells that were left blank in rows that were read.
    """

    cells: tuple[Found, ...] = ()
    fates: tuple[RowFate, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


def locate(grids: Iterable[Grid], layout: Layout) -> Located:
    """Return the numbers of a form that the sheets hold, and the fate of each row."""
    return locate_in(map(Sheet, grids), layout)


def locate_in(sheets: Iterable[Sheet], layout: Layout) -> Located:
    """Return what ``locate`` does, of sheets that are ready to be searched."""
    finders = tuple(map(Finder, layout.tables))
    found, fates = list[Found](), list[RowFate]()
    problems, remarks = list[Problem](), list[Problem]()
    held: dict[Address, Cell] = {}
    for sheet in sheets:
        walk = _Walk(finders, sheet, held)
        walk.run()
        found += walk.found
        problems += walk.problems
        remarks += walk.remarks
        fates += [
            RowFate(sheet=sheet.grid.sheet, row=row + 1, fate=fate)
            for row, fate in enumerate(walk.fates)
        ]
    return Located(
        cells=tuple(found),
        fates=tuple(fates),
        problems=tuple(problems),
        remarks=tuple(remarks),
    )


class _RefusedError(ValueError):
    """A row that cannot be read; it never leaves this module."""

    def __init__(self, column: int, expected: Label) -> None:
        super().__init__(expected.en)
        self.column, self.expected = column, expected


@define
class _Walk:
    """One pass over a sheet, from the top."""

    finders: tuple[Finder, ...]
    sheet: Sheet
    held: dict[Address, Cell]
    heads: tuple[Head, ...] = ()
    header: tuple[str, ...] = ()
    done: set[str] = field(factory=set)
    found: list[Found] = field(factory=list)
    fates: list[Fate] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    remarks: list[Problem] = field(factory=list)

    def run(self) -> None:
        """Read every row; hidden sheets and those without the form are set apart."""
        count = len(self.sheet.grid.rows)
        if self.sheet.grid.hidden:
            self.fates = [Fate.HIDDEN] * count
            return
        self.fates = [Fate.TITLE] * count
        for row in range(count):
            self.fates[row] = self._row(row)
        if not self.header:
            lost = (Fate.PROBLEM, Fate.BLANK)
            self.fates = [
                each if each in lost else Fate.OTHER_TABLE for each in self.fates
            ]

    def _row(self, row: int) -> Fate:
        if self.sheet.is_blank(row):
            return Fate.BLANK
        heads = self._heads(row)
        if heads:
            return self._begin(heads, row)
        if self.heads:
            try:
                fate = self._data(row)
            except _RefusedError as error:
                self._refuse(row, error)
                return Fate.PROBLEM
            if fate is not None:
                return fate
        return self._text(row)

    def _heads(self, row: int) -> tuple[Head, ...]:
        found = (each.head_at(self.sheet, row) for each in self.finders)
        return tuple(each for each in found if each is not None)

    def _begin(self, heads: tuple[Head, ...], row: int) -> Fate:
        """Take a header: where columns of two tables are alike, rows will tell."""
        names = tuple(each.table.key for each in heads)
        again = names == self.header and self.heads
        self.heads, self.header = heads, names
        self.done -= {each.table.key for each in heads}
        if again:
            return Fate.REPEATED_HEADER
        for above in range(self.sheet.header_top(row), row):
            if self.fates[above] in (Fate.TITLE, Fate.SECTION, Fate.NOTE):
                self.fates[above] = Fate.HEADER
        return Fate.HEADER

    def _text(self, row: int) -> Fate:
        numbers = [
            at
            for at in self.sheet.numeric(row)
            if any(at >= each.first for each in self.heads)
        ]
        if numbers:
            self._refuse(row, _RefusedError(numbers[0], _UNKNOWN_ROW))
            return Fate.PROBLEM
        text = next((t for t in map(plain_text, self.sheet.grid.rows[row]) if t), "")
        if text.startswith(_NOTES):
            return Fate.NOTE
        return Fate.SECTION if self.header else Fate.TITLE

    def _refuse(self, row: int, error: _RefusedError) -> None:
        self.problems.append(self._problem(row, error.column, error.expected))

    def _problem(self, row: int, column: int, expected: Label) -> Problem:
        value = self.sheet.value(row, column)
        return Problem(
            expected_zh=expected.zh,
            expected_en=expected.en,
            received=shown(value) if is_numeric(value) else "",
            path=place_of(self.sheet.grid.sheet, row + 1, column),
            file=self.sheet.grid.file,
            line=row + 1,
        )

    def _data(self, row: int) -> Fate | None:
        """Read a row of numbers; None where it is none."""
        if self.heads[0].pairs:
            return self._folded(self.heads[0], row)
        for head in self.heads:
            table = head.table
            if table.across:
                if table.key in self.done or not self.sheet.numeric(row):
                    continue
                self._check(head, row)
                self._take(head, head.slots, row, key="")
                self.done.add(table.key)
                return Fate.RECORD
        return self._labelled(row)

    def _labelled(self, row: int) -> Fate | None:
        best: tuple[int, Head, str] | None = None
        for head in self.heads:
            if head.table.across:
                continue
            key, weight = self._key(head, row)
            if key and (best is None or weight > best[0]):
                best = weight, head, key
        if best is None:
            return None
        _, head, key = best
        if head.table.open_rows and key != TOTAL and not self.sheet.numeric(row):
            return None
        self._check(head, row)
        self._take(head, head.slots, row, key=key)
        return Fate.RECORD

    def _label(self, head: Head, row: int) -> str:
        """Return the innermost label of a row."""
        texts = [
            self.sheet.text(row, at)
            for at in range(head.first)
            if at not in head.serial and not is_numeric(self.sheet.value(row, at))
        ]
        return next((each for each in reversed(texts) if each), "")

    def _key(self, head: Head, row: int) -> tuple[str, int]:
        """Return the row of the form that a label stands for, and how surely."""
        label = self._label(head, row)
        if not head.table.open_rows:
            return _fixed(head.table.rows, label)
        if not label:
            return (TOTAL, 1) if self.sheet.numeric(row) else ("", 0)
        total = head.table.row(TOTAL)
        if total is not None and label in total.synonyms:
            return TOTAL, len(label)
        if label.startswith(_NOTES):
            return "", 0
        cells = (self.sheet.value(row, at) for at in range(head.first))
        name = next(each for each in cells if plain_text(each) == label)
        return name_text(name), 1

    def _take(
        self, head: Head, slots: Mapping[Slot, int], row: int, *, key: str
    ) -> None:
        """Keep the cells of a row: all of them, or none where one is refused."""
        cells = [
            ((head.table.key, group or key, name), at)
            for (group, name), at in slots.items()
        ]
        read = [
            Found(
                address=address,
                cell=self._read(head, (address[2], at), row),
                sheet=self.sheet.grid.sheet,
                row=row,
                column=at,
            )
            for address, at in cells
        ]
        for each in read:
            if self.held.get(each.address, each.cell) != each.cell:
                raise _RefusedError(each.column, _TWICE)
        for each in read:
            if each.address not in self.held:
                self.held[each.address] = each.cell
                self.found.append(each)

    def _read(self, head: Head, place: tuple[str, int], row: int) -> Cell:
        name, at = place
        column = head.table.column(name)
        assert column is not None  # noqa: S101 - slots are made of columns
        value = self.sheet.value(row, at)
        unit = head.table.unit_of(column)
        try:
            return read_cell(value, column.kind, unit, head=head.units.get(at, ""))
        except MisreadError as error:
            if is_numeric(value):
                raise _RefusedError(at, error.expected) from None
            self.remarks.append(self._problem(row, at, error.expected))
            return Cell.of(None, error.expected)

    def _check(self, head: Head, row: int) -> None:
        """Refuse a row whose numbers may not stand under their columns."""
        places = set(head.slots.values())
        numbers = set(self.sheet.numeric(row))
        if numbers and max(places) >= len(self.sheet.grid.rows[row]):
            raise _RefusedError(min(numbers), _COUNT)
        loose = numbers - places - head.serial
        if head.table.open_rows:
            # Columns that a place has added are kept out, not in the way.
            loose -= {at for at in head.headed if at > head.first}
        if loose:
            raise _RefusedError(min(loose), _COUNT)
        for at in places:
            merge = self.sheet.merge(row, at)
            if merge is not None and (
                merge.top != merge.bottom
                or merge.left != at
                or any(at < other <= merge.right for other in places)
            ):
                raise _RefusedError(at, _MERGED)

    def _folded(self, head: Head, row: int) -> Fate | None:
        """Read pairs of a name and a number that stand side by side."""
        pairs = [
            (name, number)
            for name, number in head.pairs
            if self.sheet.text(row, name)
            and not blank_value(self.sheet.value(row, number))
        ]
        loose = set(self.sheet.numeric(row)) - {number for _, number in pairs}
        if loose - head.serial:
            raise _RefusedError(min(loose), _COUNT)
        for name, number in pairs:
            label = self.sheet.text(row, name)
            total = head.table.row(TOTAL)
            known = total is not None and label in total.synonyms
            slots = {("", head.table.columns[0].key): number}
            written = name_text(self.sheet.value(row, name))
            self._take(head, slots, row, key=TOTAL if known else written)
        return Fate.RECORD if pairs else None


def _words(row: MatrixRow) -> tuple[str, ...]:
    return tuple(map(plain_text, row.synonyms or (row.label.zh,)))


def _fixed(rows: Iterable[MatrixRow], label: str) -> tuple[str, int]:
    """Return the row whose longest word a label holds; nothing where two fit alike."""
    weights = {
        row.key: max((len(each) for each in _words(row) if each in label), default=0)
        for row in rows
        if not any(each in label for each in row.excludes)
    }
    best = max(weights.values(), default=0)
    keys = [key for key, weight in weights.items() if weight == best and best]
    return (keys[0], best) if len(keys) == 1 else ("", 0)
