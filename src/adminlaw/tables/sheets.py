"""One sheet ready to be read: its header, its reader, and whom it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from attrs import frozen

from adminlaw.converter import shown
from adminlaw.errors import Problem
from adminlaw.tables.cells import Reader, blank, cell_text
from adminlaw.tables.desk import names_a_body
from adminlaw.tables.grids import Grid, Value
from adminlaw.tables.headers import Header
from adminlaw.tables.layout import ColumnKind, Template
from adminlaw.tables.results import Fate, place_of
from adminlaw.wording import masked


@frozen(kw_only=True)
class Sheet:
    """One sheet with its header, ready to be read."""

    grid: Grid
    header: Header
    reader: Reader
    about: str
    title: str
    headings: tuple[str, ...]
    hidden: frozenset[int]

    @classmethod
    def of(cls, grid: Grid, header: Header, template: Template) -> Sheet:
        """Return a sheet; columns without a heading are called by their letters."""
        columns = {each.name: each for each in template.columns}
        personal = {
            place
            for name, at in header.columns.items()
            if columns[name].personal or columns[name].kind is ColumnKind.PERSON
            for place in at
        }
        known = {place for at in header.columns.values() for place in at}
        title = _title(grid, header)
        return cls(
            grid=grid,
            header=header,
            reader=Reader(
                columns=columns,
                units=header.units(template, title),
                places={
                    name: at[0] for name, at in header.columns.items() if len(at) == 1
                },
                epoch_1904=grid.epoch_1904,
            ),
            about=_about(grid, header),
            title=title,
            headings=_headings(header.headings),
            # What is not known may name a person, so it is hidden as well.
            hidden=frozenset(
                place
                for place in range(len(header.headings))
                if place in personal or place not in known
            ),
        )


def _headings(headings: Sequence[str]) -> tuple[str, ...]:
    """Return a name for each column, each used once."""
    names: list[str] = []
    used: set[str] = set()
    for place, heading in enumerate(headings):
        letters = place_of("", 1, place)[:-1]
        name = heading or letters
        names.append(f"{name} ({letters})" if name in used else name)
        used.add(names[-1])
    return tuple(names)


_UNIT_LINE = re.compile(
    r"(?:填报|公布|制定|责任|实施|编制|部门)?(?:单位|部门|机关)(?:名称)?(?:[(（][^)）]*[)）])?"
    r"\s*[:：]\s*(\S+)"
)
_LIST_TITLE = re.compile(
    r"(.+?)(?:行政)?(?:权力|权责|职权|责任)(?:和责任)?(?:事项)?(?:清单|目录)"
)
_EDGE_NUMBER = re.compile(r"^[\d一二三四五六七八九十]+[.、．\s]+|[(（]\d+[)）]$")


def _about(grid: Grid, header: Header) -> str:
    """Return the body that a sheet is named after, or that its title names."""
    sheet = _EDGE_NUMBER.sub("", grid.sheet.strip())
    if names_a_body(sheet):
        return sheet
    for row in grid.rows[: header.top]:
        for each in row:
            text = "" if blank(each) else "".join(cell_text(each).split())
            stated = _UNIT_LINE.fullmatch(text) or _LIST_TITLE.match(text)
            if stated and names_a_body(stated[1]):
                return stated[1]
    return ""


def _title(grid: Grid, header: Header) -> str:
    """Return what stands above the table, by line."""
    texts = (cell_text(each) for row in grid.rows[: header.top] for each in row)
    return "\n".join(text for text in texts if text.strip())


class RowCells(Mapping[str, str]):
    """The filled cells of a row by their headings, put together when they are asked.

    All rows of a sheet share their headings, as few of a long list are ever looked at.

    >>> RowCells(("序号", "事项", "备注"), (1, "甲", None))
    {'序号': '1', '事项': '甲'}
    """

    __slots__ = ("_headings", "_row")

    def __init__(self, headings: tuple[str, ...], row: Sequence[Value]) -> None:
        self._headings = headings
        self._row = row

    def _filled(self) -> dict[str, str]:
        return {
            name: cell_text(each)
            for name, each in zip(self._headings, self._row, strict=False)
            if each is not None and each != ""
        }

    def __getitem__(self, heading: str) -> str:
        return self._filled()[heading]

    def __iter__(self) -> Iterator[str]:
        return iter(self._filled())

    def __len__(self) -> int:
        return len(self._filled())

    def __repr__(self) -> str:
        return repr(self._filled())


def origin_cells(
    row: Sequence[Value], sheet: Sheet, *, hide: bool
) -> Mapping[str, str]:
    """Return the filled cells of a row, as the file has them, by their headings."""
    if not hide:
        return RowCells(sheet.headings, row)
    return {
        name: masked(cell_text(each))
        for place, (name, each) in enumerate(zip(sheet.headings, row, strict=False))
        if place not in sheet.hidden and not blank(each)
    }


_LEAST_REPEATED = 2  # rows; a single one may well be there twice


def seen_twice(grids: Sequence[Grid]) -> Iterator[Problem]:
    """Yield a remark for each sheet that holds what another one holds.

    Pages often carry a table twice, for wide and for narrow screens.
    """
    sheets: dict[object, Grid] = {}
    for grid in grids:
        if len(grid.rows) < _LEAST_REPEATED:
            continue
        first = sheets.setdefault((len(grid), grid.rows[0], grid.rows[-1]), grid)
        if first is not grid and first.rows == grid.rows:
            yield Problem(
                file=masked(grid.file),
                line=1,
                path=place_of(grid.sheet, 1, 0),
                received=shown(grid.sheet),
                expected_zh=f"与工作表“{masked(first.sheet)}”不同的内容（其记录各读一次）",
                expected_en="other content than that of the sheet "
                f"{masked(first.sheet)!r} (the records of both are read)",
            )


def formula_errors(sheet: Sheet, fates: Sequence[Fate]) -> Iterator[Problem]:
    """Yield a remark for each cell of a data row that holds an error of a formula.

    Such a cell reads as blank, though something was meant to stand there.
    """
    for each in sheet.grid.errors:
        if each.row < len(fates) and fates[each.row] in {Fate.RECORD, Fate.PROBLEM}:
            yield Problem(
                file=masked(sheet.grid.file),
                line=each.row + 1,
                path=place_of(sheet.grid.sheet, each.row + 1, each.column),
                received=each.text,
                expected_zh="公式的结果（错误值按空白读入）",
                expected_en="the result of a formula (an error is read as blank)",
            )


_GRAND = re.compile(r"(?:合计|总计|共计|总数)(?:[(（:：].*)?")
_COUNTED = frozenset({ColumnKind.WHOLE, ColumnKind.DECIMAL})


def wrong_totals(
    sheet: Sheet, fates: Sequence[Fate], template: Template
) -> Iterator[Problem]:
    """Yield a remark for each grand total that is not the sum of the rows read.

    Where a sheet has several totals, what each of them sums is not known.
    """
    totals = [row for row, fate in enumerate(fates) if fate is Fate.TOTAL]
    if len(totals) != 1 or Fate.PROBLEM in fates:
        return
    row = sheet.grid.rows[totals[0]]
    if not any(_GRAND.fullmatch("".join(cell_text(each).split())) for each in row[:2]):
        return
    data = [
        cells
        for cells, fate in zip(sheet.grid.rows, fates, strict=True)
        if fate is Fate.RECORD
    ]
    for column in template.columns:
        places = sheet.header.columns.get(column.name, ())
        if column.kind not in _COUNTED or len(places) != 1:
            continue
        stated = _number(sheet, column.name, row)
        parts = [_number(sheet, column.name, cells) for cells in data]
        whole = sum((part for part in parts if part is not None), Decimal(0))
        if stated is not None and stated != whole:
            yield Problem(
                file=masked(sheet.grid.file),
                line=totals[0] + 1,
                path=place_of(sheet.grid.sheet, totals[0] + 1, places[0]),
                received=str(stated),
                expected_zh=f"各行之和 {whole}",
                expected_en=f"the sum of the rows, {whole}",
            )


def _number(sheet: Sheet, name: str, row: Sequence[Value]) -> Decimal | None:
    place = sheet.header.columns[name][0]
    value = row[place] if place < len(row) else None
    if blank(value):
        return None
    read, misread = sheet.reader.read(name, value)
    return None if misread else Decimal(read)
