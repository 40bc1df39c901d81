"""Which column of a sheet is which column of a form (栏目定位).

A column is known by its own heading and, where that is not enough (其他, 总计), by the
headings above it. What fits two columns is not taken for either.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import define, field, frozen

from adminlaw.tables.headers import heading_key, heading_unit
from adminlaw.tables.matrices.cells import plain_text
from adminlaw.tables.matrices.layouts import MatrixColumn, MatrixRow, MatrixTable
from adminlaw.tables.matrices.sheets import Paths, Sheet

Slot = tuple[str, str]
"""Row and column of a form for a column of a sheet; the row is empty but in groups."""

_SERIAL: Final = frozenset({"序号", "编号", "行号"})
_LONGEST: Final = 60  # characters; what is longer is no heading


@frozen(kw_only=True)
class Head:
    """A table of a form found by its header (表头).

    Attributes:
        slots: The column of the sheet for each row and column of the form.
        units: Units of money that headings name, by column of the sheet.
        pairs: Columns of names and of their numbers, where pairs stand side by side.
        headed: Columns of the sheet that have a heading.
        serial: Columns of the sheet that number the rows.
        first: The first column of numbers; labels stand before it.
    """

    table: MatrixTable
    slots: Mapping[Slot, int]
    units: Mapping[int, str]
    headed: frozenset[int]
    serial: frozenset[int]
    pairs: tuple[tuple[int, int], ...] = ()

    @property
    def first(self) -> int:
        """The first column that holds numbers of the form."""
        return min(self.slots.values())


@define
class Finder:
    """Looks for the header of one table; its names are compared again and again."""

    table: MatrixTable
    _names: dict[str, frozenset[str]] = field(init=False)
    _leaves: tuple[str, ...] = field(init=False)
    _keys: dict[str, str] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Bring the names of columns into the form in which they are compared."""
        self._names = {
            each.key: frozenset(map(heading_key, each.synonyms))
            for each in self.table.columns
        }
        labels = {heading_key(each.label.zh) for each in self.table.columns}
        self._leaves = tuple(labels.union(*self._names.values()))

    def head_at(self, sheet: Sheet, bottom: int) -> Head | None:
        """Return the header of the table that ends in a row of a sheet, or None."""
        if sheet.numeric(bottom) or not self._promises(sheet, bottom):
            return None
        top = sheet.header_top(bottom)
        while top <= bottom:
            found = self._head(sheet.paths(top, bottom))
            if found is not None and _ends(found, sheet, bottom):
                return found
            # A line of text above, such as the name of the body, is no part of it.
            top += 1
        return None

    def _promises(self, sheet: Sheet, row: int) -> bool:
        """Tell whether a row has any name of a column; most rows have none."""
        texts = (sheet.text(row, at) for at in range(sheet.width))
        keys = (self._key(each) for each in texts if each)
        if self.table.across:
            return any(each.endswith(self._leaves) for each in keys)
        return any(each in self._leaves for each in keys)

    def _key(self, text: str) -> str:
        if len(text) > _LONGEST:
            return ""
        if text not in self._keys:
            self._keys[text] = heading_key(text)
        return self._keys[text]

    def _head(self, paths: Paths) -> Head | None:
        pairs = self._pairs(paths) if self.table.folded else ()
        if self.table.folded and not pairs:
            return None
        first = self.table.columns[0].key
        slots = {("", first): pairs[0][1]} if pairs else self._slots(paths)
        if not slots:
            return None
        return Head(
            table=self.table,
            slots=slots,
            units=_units(paths, slots),
            headed=frozenset(at for at, path in enumerate(paths) if path),
            serial=frozenset(
                at for at, path in enumerate(paths) if path and path[-1] in _SERIAL
            ),
            pairs=pairs,
        )

    def _pairs(self, paths: Paths) -> tuple[tuple[int, int], ...]:
        """Return columns of names with the column of their number to the right."""
        names = set(map(heading_key, self.table.folded))
        return tuple(
            (at, at + 1)
            for at in range(len(paths) - 1)
            if paths[at]
            and self._key(paths[at][-1]) in names
            and self._fits(self.table.columns[0], paths[at + 1])
        )

    def _slots(self, paths: Paths) -> dict[Slot, int]:
        """Return where each column stands; nothing where one is missing."""
        found: dict[Slot, int] = {}
        groups = self.table.rows if self.table.across else (None,)
        for group in groups:
            for column in self.table.columns:
                places = [
                    at
                    for at, path in enumerate(paths)
                    if at not in found.values() and self._fits(column, path, group)
                ]
                if len(places) == 1:
                    found[group.key if group else "", column.key] = places[0]
                elif not column.optional:
                    return {}
        enough = len(found) >= min(2, len(self.table.columns))
        return found if enough else {}

    def _fits(
        self,
        column: MatrixColumn,
        path: tuple[str, ...],
        group: MatrixRow | None = None,
    ) -> bool:
        if not path:
            return False
        leaf, names = self._key(path[-1]), self._names[column.key]
        if group is not None:
            named = leaf in names or (len(path) == 1 and leaf.endswith(tuple(names)))
            return named and _in_group(group, "".join(path))
        if leaf == self._key(column.label.zh):
            return True
        above = "".join(path[:-1])
        return leaf in names and (
            not column.under or any(each in above for each in column.under)
        )


def _in_group(group: MatrixRow, text: str) -> bool:
    words = map(plain_text, group.synonyms or (group.label.zh,))
    return any(each in text for each in words) and not any(
        each in text for each in group.excludes
    )


def _ends(head: Head, sheet: Sheet, bottom: int) -> bool:
    """Tell whether a header ends in that row, rather than in one above it."""
    return any(sheet.text(bottom, column) for column in head.slots.values())


def _units(paths: Paths, slots: Mapping[Slot, int]) -> dict[int, str]:
    found = {at: heading_unit(paths[at][-1]) for at in slots.values() if paths[at]}
    return {at: unit for at, unit in found.items() if unit in {"元", "万元", "亿元"}}
