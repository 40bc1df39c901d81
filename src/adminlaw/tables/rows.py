"""Sort the rows of a sheet, and put those of one record together (行的归类).

Every row is something: a title above the table, the header or the header again, a
note, a total, the heading of a section, blank, or data. Data rows become groups: what
is merged over several rows, or left blank below the first one, is one record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from attrs import define, field, frozen

from adminlaw.tables.cells import blank, cell_text
from adminlaw.tables.grids import Grid, Value
from adminlaw.tables.headers import Header, heading_key
from adminlaw.tables.layout import ColumnKind, Template
from adminlaw.tables.results import Fate
from adminlaw.tables.words import key

_TOTAL = re.compile(r"(?:合计|总计|小计|共计|累计|总数)(?:[(（:：].*)?")
_NOTE = re.compile(
    r"(?:[*※]?\s*)(?:注|备注|说明|表格说明|填表说明|填报说明|注释|附注|填表人|填报人|"
    r"制表人|审核人|联系人|数据来源|来源)\s*(?:\d+)?\s*[:：].*"
    r"|(?:表格|填表|填报|使用|导入|编制)说明.*",
    re.DOTALL,
)
_STEMS = frozenset({"甲", "乙", "丙", "丁", "戊", "栏次", "序号"})
_FIRST_HAN, _LAST_HAN = "一", "龥"
_NOTE_CELLS = 3  # a note may stand beside a blank and a page number, not in data
_MANY = frozenset({ColumnKind.NUMBERED, ColumnKind.TEXTS, ColumnKind.ENUMS})


class DataRow(NamedTuple):
    """A data row: its number, from 1, its cells filled down, and its section."""

    number: int
    cells: tuple[Value, ...]
    section: str


def fates_of(grid: Grid, header: Header, template: Template) -> list[Fate]:
    """Return the fate of each row; data rows are ``RECORD`` until they are read."""
    sorter = _Sorter(grid, header, template)
    return [sorter.fate(index, row) for index, row in enumerate(grid.rows)]


@define
class _Sorter:
    grid: Grid
    header: Header
    template: Template
    _mapped: tuple[int, ...] = field(init=False)
    _told: tuple[tuple[int, frozenset[str]], ...] = field(init=False)
    _wide: dict[int, int] = field(init=False)
    _below: frozenset[int] = field(init=False)
    _many: bool = field(init=False)
    _headings: dict[int, list[tuple[str, str]]] = field(init=False)
    _before: Fate = Fate.BLANK

    def __attrs_post_init__(self) -> None:
        columns = self.header.columns
        self._mapped = tuple(sorted(each for at in columns.values() for each in at))
        keys = {columns[each][0] for each in self.template.keys if each in columns}
        self._wide = {
            merge.top: merge.right - merge.left + 1
            for merge in self.grid.merges
            if merge.right > merge.left
        }

        self._headings = {}
        for cells in self.grid.rows[self.header.top : self.header.bottom + 1]:
            for place, each in enumerate(cells):
                if type(each) is str and each:
                    said = (each, heading_key(each))
                    self._headings.setdefault(place, []).append(said)
        self._told = tuple(
            (place, self._beginnings(place))
            for place in sorted(keys | set(self._mapped[:3]))
        )
        self._below = frozenset(
            row
            for merge in self.grid.merges
            if merge.top > self.header.bottom
            for row in range(merge.top + 1, merge.bottom + 1)
        )
        first = {at[0]: name for name, at in columns.items()}.get(self._mapped[0])
        self._many = any(
            each.name == first and each.kind in _MANY for each in self.template.columns
        )

    def fate(self, index: int, row: Sequence[Value]) -> Fate:
        """Return what one row is; the rows are asked in order."""
        self._before = self._fate(index, row)
        return self._before

    def _fate(self, index: int, row: Sequence[Value]) -> Fate:
        # Few cells need a look; a call for each would cost more than all the rest.
        filled = [
            place
            for place, each in enumerate(row)
            if (
                type(each) is not str or each[0].isalnum() or not blank(each)
                if each
                else not blank(each)
            )
        ]
        if not filled:
            return Fate.BLANK
        if self.header.top <= index <= self.header.bottom:
            return Fate.HEADER
        if self._is_note(row[filled[0]], filled):
            return Fate.NOTE
        if index < self.header.top:
            return Fate.TITLE
        if index == self.header.bottom + 1 and _counts_columns(row, filled):
            return Fate.HEADER
        if self._is_total(row, filled):
            return Fate.TOTAL
        if self._is_header(row, filled):
            return Fate.REPEATED_HEADER
        return Fate.SECTION if self._is_section(index, filled) else Fate.RECORD

    def _is_note(self, value: Value, filled: Sequence[int]) -> bool:
        if type(value) is not str or filled[0] > self._mapped[0]:
            return False
        first = value.strip()
        if self.template.ignored and first.startswith(self.template.ignored):
            return True
        return len(filled) <= _NOTE_CELLS and _NOTE.fullmatch(first) is not None

    def _is_total(self, row: Sequence[Value], filled: Sequence[int]) -> bool:
        # 合计 may stand in the first column, or below the names beside a number.
        for place in filled[:2]:
            value = row[place]
            # Each of these words has one of two characters, which few cells have.
            if type(value) is str and ("计" in value or "数" in value):
                text = "".join(value.split())
                if _TOTAL.fullmatch(text):
                    return True
        return False

    def _beginnings(self, place: int) -> frozenset[str]:
        """Return with what a cell may begin that says the heading of its column."""
        texts = [text for pair in self._headings.get(place, ()) for text in pair]
        return frozenset(text[0] for text in texts if text)

    def _is_header(self, row: Sequence[Value], filled: Sequence[int]) -> bool:
        # Nearly every row differs in its keys, so few cells are compared first; the
        # keys may stand in the lower of two header rows.
        if self._before is not Fate.REPEATED_HEADER:
            width = len(row)
            for place, begins in self._told:
                value = row[place] if place < width else None
                if type(value) is not str or not value:
                    continue
                likely = value[0] in begins or not _FIRST_HAN <= value[0] <= _LAST_HAN
                if likely and self._says_heading(row, place):
                    break
            else:
                return False
        same = sum(self._says_heading(row, place) for place in filled)
        return same * 2 >= len(filled)

    def _says_heading(self, row: Sequence[Value], place: int) -> bool:
        value = row[place] if place < len(row) else None
        if type(value) is not str or blank(value):
            return False
        for above, said in self._headings.get(place, ()):
            if value == above:
                return True
            # A common character begins its key, whatever else the heading may hold.
            if _FIRST_HAN <= value[0] <= _LAST_HAN and value[0] != said[:1]:
                continue
            if said and len(value) < len(above) * 2 + 8 and heading_key(value) == said:
                return True
        return False

    def _is_section(self, index: int, filled: Sequence[int]) -> bool:
        if len(filled) > 1 or filled[0] > self._mapped[0]:
            return False
        if index in self._below or self._many:
            return False
        if len(self.header.columns) <= 2:  # noqa: PLR2004 - a name may stand alone
            return self._wide.get(index, 0) >= len(self._mapped) > 1
        return True


def _counts_columns(row: Sequence[Value], filled: Sequence[int]) -> bool:
    """Tell whether a row only numbers the columns (栏次): 甲, 乙, 1, 2, 3."""
    texts = [key(row[place]) for place in filled]
    numbers = [int(each) for each in texts if each.isascii() and each.isdigit()]
    others = [each for each in texts if not (each.isascii() and each.isdigit())]
    counted = numbers == list(range(1, len(numbers) + 1))
    return len(numbers) > 2 and counted and set(others) <= _STEMS  # noqa: PLR2004


def data_rows(grid: Grid, header: Header, fates: Sequence[Fate]) -> Iterator[DataRow]:
    """Yield the data rows of a sheet with merged cells filled in."""
    merged = _merged(grid, header)
    section = ""
    for index, row in enumerate(grid.rows):
        fate = fates[index]
        if fate is Fate.SECTION:
            section = next(cell_text(each) for each in row if not blank(each)).strip()
        elif fate is Fate.RECORD:
            extra = merged.get(index)
            cells = _with(row, extra) if extra else row
            yield DataRow(index + 1, cells, section)


def _merged(grid: Grid, header: Header) -> dict[int, dict[int, Value]]:
    """Return what merged cells say to the rows below their first one."""
    found: dict[int, dict[int, Value]] = {}
    for merge in grid.merges:
        if merge.top <= header.bottom or merge.top >= len(grid.rows):
            continue
        row = grid.rows[merge.top]
        value = row[merge.left] if merge.left < len(row) else None
        if blank(value):
            continue
        for index in range(merge.top + 1, min(merge.bottom + 1, len(grid.rows))):
            found.setdefault(index, {})[merge.left] = value
    return found


def _with(row: Sequence[Value], extra: dict[int, Value]) -> tuple[Value, ...]:
    width = max(len(row), max(extra) + 1)
    cells = [*row, *[None] * (width - len(row))]
    for place, value in extra.items():
        if blank(cells[place]):
            cells[place] = value
    return tuple(cells)


def grouped(
    rows: Iterator[DataRow], grid: Grid, plan: Plan
) -> Iterator[tuple[DataRow, ...]]:
    """Yield the rows of each record together, with blanks filled down."""
    group: list[DataRow] = []
    above: dict[int, Value] = {}
    section = ""
    for each in rows:
        if each.section != section:
            above, section = {}, each.section
        row = plan.filled(each, above)
        if group and plan.continues(group[0], row, grid.rows[each.number - 1]):
            group.append(row)
            continue
        if group:
            yield tuple(group)
        group = [row]
    if group:
        yield tuple(group)


@frozen(kw_only=True)
class Plan:
    """Which columns of a grid say that a row belongs to the record above.

    Attributes:
        keys: Columns whose content begins a new record.
        number: Column of the running number; None where there is none.
        down: Columns in which a blank cell means what stands above.
        begins: Keys among them: what is filled there begins something new.
        bases: Legal bases among them, which a new key does not share with the last.
        single: Columns that hold one value for a record.
        many: Whether any column holds several values for a record.
        groups: Whether a record may take several rows at all.
    """

    keys: tuple[int, ...]
    number: int | None
    down: tuple[int, ...]
    begins: tuple[int, ...]
    bases: tuple[int, ...]
    single: tuple[int, ...]
    many: bool
    groups: bool

    @classmethod
    def of(cls, header: Header, template: Template) -> Plan:
        """Return the plan of one sheet."""
        found = [each for each in template.columns if each.name in header.columns]
        at = {each.name: header.columns[each.name][0] for each in found}
        numbers = [at[each.name] for each in found if each.kind is ColumnKind.NUMBER]
        down = tuple(at[each.name] for each in found if each.fill_down)
        keys = tuple(at[name] for name in template.keys if name in at)
        single = [at[each.name] for each in found if each.kind not in _MANY]
        return cls(
            keys=keys,
            number=numbers[0] if numbers else None,
            down=down,
            begins=tuple(place for place in keys if place in down),
            bases=tuple(
                at[each.name]
                for each in found
                if each.fill_down and each.kind is ColumnKind.BASIS
            ),
            single=tuple(place for place in single if place not in numbers),
            many=any(each.kind in _MANY for each in found),
            groups=bool(set(keys) & set(down)),
        )

    def filled(self, row: DataRow, above: dict[int, Value]) -> DataRow:
        """Return a row with blanks filled from *above*, which it brings up to date."""
        cells, extra = row.cells, {}
        width = len(cells)
        named = _any_filled(cells, self.begins)
        if named:
            for place in self.bases:
                above.pop(place, None)
        faulty = False
        number = _at(cells, self.number) if self.number is not None else None
        if not blank(number):
            # A number of its own and no name: it is not the one above.
            named = named or number == above.get(-1)
            faulty = not (named or _any_filled(cells, self.keys))
            above[-1] = number
        for place in self.down:
            if faulty and place in self.keys:
                continue
            value = cells[place] if place < width else None
            if not blank(value):
                above[place] = value
            elif place in above:
                extra[place] = above[place]
        if not extra:
            return row
        return DataRow(row.number, _with(row.cells, extra), row.section)

    def continues(self, first: DataRow, row: DataRow, raw: Sequence[Value]) -> bool:
        """Tell whether a row belongs to the record that *first* begins.

        Args:
            first: The first row of that record.
            row: The row, filled down.
            raw: The same row as the file has it.
        """
        if not self.groups or first.section != row.section:
            return False
        if self.number is not None:
            number = _at(raw, self.number)
            if not blank(number) and number != _at(first.cells, self.number):
                return False
        if not _any_filled(raw, self.keys):
            return True
        return self.many and self._says_the_same(first.cells, raw)

    def _says_the_same(self, first: Sequence[Value], raw: Sequence[Value]) -> bool:
        """Tell whether a row says nothing else in any column that holds one value."""
        for place in self.single:
            value = _at(raw, place)
            if not blank(value) and value != _at(first, place):
                return False
        return all(
            blank(_at(raw, place)) == blank(_at(first, place)) for place in self.keys
        )


def _any_filled(row: Sequence[Value], places: Sequence[int]) -> bool:
    width = len(row)
    for place in places:  # noqa: SIM110 - twice as fast as any(), a row each time
        if place < width and not blank(row[place]):
            return True
    return False


def _at(row: Sequence[Value], place: int) -> Value:
    return row[place] if place < len(row) else None
