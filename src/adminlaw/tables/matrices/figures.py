"""The numbers of a yearly form as figures of a register (统计表导入).

Each number becomes one figure whose measure is its place in the form, such as
``disclosure-2021.requests.granted.total``; blank cells and those that do not apply
become none. What became of each row is said, as of any table that is imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from adminlaw.labels import Label
from adminlaw.model import Figure
from adminlaw.model.identities import FigureId
from adminlaw.spans import DateSpan
from adminlaw.tables.grids import Grid
from adminlaw.tables.layout import Template
from adminlaw.tables.matrices.cells import Cell, CellKind, plain_text
from adminlaw.tables.matrices.layouts import TOTAL, Address, Layout
from adminlaw.tables.matrices.locating import Found, Located, locate, locate_in
from adminlaw.tables.matrices.sheets import Sheet
from adminlaw.tables.matrices.shipped import load_layout
from adminlaw.tables.results import Fate, ImportResult, Origin, RowFate

_COUNTED = frozenset({CellKind.NUMBER, CellKind.ZERO})


def read_matrix(
    grids: Iterable[Grid],
    template: str | Layout | Template,
    *,
    year: int | None = None,
) -> ImportResult:
    """Return the numbers of a yearly form as figures, one for each numeric cell.

    Args:
        grids: The sheets of a file.
        template: Id of a layout, such as ``disclosure-2021``, a layout, or a template
            of that id.
        year: The year reported on, which becomes the period of the figures.

    Raises:
        UnknownCodeError: there is no layout of that id.

    >>> grid = Grid(file="a.csv", rows=(
    ...     ("省份", "数量", "省份", "数量"),
    ...     ("广东", 31392, "河北", 7040),
    ...     ("总计", 38432, None, None),
    ... ))
    >>> result = read_matrix([grid], "reconsideration-statistics-2015", year=2019)
    >>> [(each.label.zh, int(each.value)) for each in result.records]
    [('广东·数量', 31392), ('河北·数量', 7040), ('数量', 38432)]
    """
    layout = load_layout(template.id if isinstance(template, Template) else template)
    sheets = tuple(grids)
    located = locate(sheets, layout)
    period = DateSpan.year(year) if year is not None else None
    kept = [each for each in located.cells if each.cell.kind in _COUNTED]
    figures = tuple(_figure(layout, each, period) for each in kept)
    pairs = tuple(zip(figures, kept, strict=True))
    return ImportResult(
        file=sheets[0].file if sheets else "",
        template=layout.id,
        version=layout.profile.id if layout.profile else "",
        records=figures,
        problems=located.problems,
        remarks=located.remarks,
        provenance={figure.id: _origin(figure, each, sheets) for figure, each in pairs},
        rows=_fates(located, pairs),
    )


def best_layout(grids: Iterable[Grid], among: Iterable[Layout]) -> Layout | None:
    """Return the layout that reads most cells and refuses fewest rows, or None.

    A table that is known by a word counts where the file, the sheet or a line above its
    numbers has it: names and numbers alone are any table.
    """
    sheets = tuple(map(Sheet, grids))
    best: tuple[tuple[int, int], Layout] | None = None
    for layout in among:
        located = locate_in(sheets, layout)
        known = sum(each.count for each in _tables(located, sheets, layout))
        score = (known - len(located.problems), -len(located.problems))
        if known and (best is None or score > best[0]):
            best = score, layout
    return best[1] if best else None


@frozen
class _Stretch:
    """The numbers of one table in one sheet; rows count from 0."""

    table: str
    sheet: str
    first: int
    count: int


def _tables(
    located: Located, sheets: tuple[Sheet, ...], layout: Layout
) -> Iterator[_Stretch]:
    """Yield the tables that were found and are known to be of the form."""
    rows: dict[tuple[str, str], list[int]] = {}
    for each in located.cells:
        rows.setdefault((each.address[0], each.sheet), []).append(each.row)
    for (table, sheet), found in rows.items():
        stretch = _Stretch(table, sheet, min(found), len(found))
        known = layout.table(table)
        words = known.mentions if known else ()
        if not words or any(each in _above(stretch, sheets) for each in words):
            yield stretch


def _above(stretch: _Stretch, sheets: tuple[Sheet, ...]) -> str:
    """Return the names of the file and the sheet, and what stands above numbers."""
    sheet = next(each for each in sheets if each.grid.sheet == stretch.sheet)
    rows = sheet.grid.rows[: stretch.first]
    texts = (plain_text(each) for row in rows for each in row)
    return "\n".join((sheet.grid.file, sheet.grid.sheet, *texts)).casefold()


def _figure(layout: Layout, found: Found, period: DateSpan | None) -> Figure:
    table, column = layout.place(found.address)
    measure = f"{layout.id}.{'.'.join(found.address)}"
    return Figure(
        id=FigureId(measure),
        label=label_of(layout, found.address),
        unit=table.unit_of(column),
        value=found.cell.number,
        measure=measure,
        period=period,
        section=table.label.zh,
    )


def label_of(layout: Layout, address: Address) -> Label:
    """Return what a number of a form is called: its row and its column.

    >>> label_of(
    ...     load_layout("disclosure-2021"), ("requests", "granted", "total")
    ... ).zh
    '予以公开·总计'
    """
    table_key, row_key, column_key = address
    table = layout.table(table_key)
    row = table.row(row_key) if table else None
    column = table.column(column_key) if table else None
    first = row.label if row else Label(row_key, row_key)
    last = column.label if column else Label(column_key, column_key)
    if table is not None and table.open_rows and row_key == TOTAL:
        return last
    return Label(f"{first.zh}·{last.zh}", f"{first.en}, {last.en}")


def _origin(figure: Figure, found: Found, sheets: tuple[Grid, ...]) -> Origin:
    grid = next(each for each in sheets if each.sheet == found.sheet)
    texts = (plain_text(each) for each in grid.rows[found.row])
    words = " ".join(each for each in texts if each)
    return Origin(
        file=grid.file,
        sheet=found.sheet,
        rows=(found.row + 1,),
        cells=({"": words, figure.label.zh: _raw(found.cell)},),
    )


def _raw(cell: Cell) -> str:
    return cell.raw or cell.text()


def _fates(
    located: Located, pairs: tuple[tuple[Figure, Found], ...]
) -> tuple[RowFate, ...]:
    """Return the fates of rows; one of which nothing was counted is blank."""
    first: dict[tuple[str, int], str] = {}
    for figure, found in pairs:
        first.setdefault((found.sheet, found.row + 1), figure.id)
    fates = []
    for each in located.fates:
        record = first.get((each.sheet, each.row), "")
        empty = each.fate is Fate.RECORD and not record
        fates.append(
            RowFate(
                sheet=each.sheet,
                row=each.row,
                fate=Fate.BLANK if empty else each.fate,
                record=record if each.fate is Fate.RECORD else "",
            )
        )
    return tuple(fates)
