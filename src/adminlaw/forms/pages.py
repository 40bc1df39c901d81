"""One sheet of a written form: its title, whose and of which year, and its tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any, Final

from attrs import field, frozen

from adminlaw.forms.form import Form
from adminlaw.forms.papers import Block, Paper, paper_of
from adminlaw.forms.reading import AUTHORITY, SCOPE
from adminlaw.tables.matrices import Cell, CellKind, MatrixTable

_DIGITS: Final = 15
_WIDTHS: Final = {1: (36,), 2: (14, 36), 3: (12, 16, 36)}
_NUMBER_WIDTH: Final = 12
_HAN_WIDTH: Final = 2.2  # of a Chinese sign, in signs of the Latin script
_LINE: Final = 16  # points
_LANDSCAPE_A4: Final = 9


@frozen
class Page:
    """A sheet of a workbook, with the styles of its cells.

    Attributes:
        sheet: The worksheet of the library that writes.
        styles: Styles by name: title, line, head, label, number.
        heights: How high rows have to be; a merged cell does not grow by itself.
    """

    sheet: Any
    styles: Mapping[str, Any]
    heights: dict[int, float] = field(factory=dict)

    def write(self, form: Form, tables: tuple[MatrixTable, ...]) -> None:
        """Write the tables of one section below each other."""
        papers = [paper_of(form, each) for each in tables]
        width = max(each.width for each in papers)
        first = tables[0]
        self.put(_line(0, width, first.heading or first.label.zh), "title")
        self.put(_line(1, width, said_of(form, tables)), "line")
        depth = max(each.depth for each in papers)
        self._grow(_line(1, width, said_of(form, tables)), depth)
        top = 2
        for table, paper in zip(tables, papers, strict=True):
            if len(tables) > 1:
                self.put(_line(top, width, table.label.zh), "head")
                top += 1
            top = self._table(form, paper, top, width)
        self._set_up(papers, width)
        for row, height in self.heights.items():
            self.sheet.set_row(row, height)

    def _table(self, form: Form, paper: Paper, top: int, width: int) -> int:
        """Write a table from a row; its last column is as wide as the sheet."""
        last, wider = paper.width - 1, width - paper.width
        for each in paper.blocks:
            more = wider if each.right == last else 0
            head = each.top < paper.height
            block = Block(
                top=each.top + top,
                left=each.left,
                bottom=each.bottom + top,
                right=each.right + more,
                text=each.text,
            )
            self.put(block, "head" if head else "label")
            self._grow(block, paper.depth)
        bottom = paper.height
        for (row, column), address in paper.numbers:
            more = wider if column == last else 0
            at = row + top, column
            self.span((*at, row + top, column + more), "number")
            self.cell(at, form.cells.get(address))
            bottom = max(bottom, row + 1)
        return top + bottom

    def _grow(self, block: Block, depth: int) -> None:
        """Make the rows of a block high enough for its text, which is broken."""
        first = _WIDTHS.get(depth, ())
        wide = sum(
            first[at] if at < len(first) else _NUMBER_WIDTH
            for at in range(block.left, block.right + 1)
        )
        breaks = ceil(_HAN_WIDTH * len(block.text) / wide)
        rows = block.bottom - block.top + 1
        for row in range(block.top, block.bottom + 1):
            need = max(_LINE, _LINE * breaks / rows)
            self.heights[row] = max(need, self.heights.get(row, 0))

    def _set_up(self, papers: list[Paper], width: int) -> None:
        depth = max(each.depth for each in papers)
        for at, wide in enumerate(_WIDTHS.get(depth, ())):
            self.sheet.set_column(at, at, wide)
        self.sheet.set_column(depth, width - 1, _NUMBER_WIDTH)
        if len(papers) == 1:
            self.sheet.freeze_panes(2 + papers[0].height, depth)
        self.sheet.set_landscape()
        self.sheet.set_paper(_LANDSCAPE_A4)
        self.sheet.fit_to_pages(1, 0)

    def put(self, block: Block, style: str) -> None:
        """Write a text over the cells of a block."""
        self.span((block.top, block.left, block.bottom, block.right), style)
        place = block.top, block.left
        self.sheet.write_string(*place, block.text, self.styles[style])

    def span(self, place: tuple[int, int, int, int], style: str) -> None:
        """Make one cell of several: top, left, bottom and right."""
        top, left, bottom, right = place
        if (top, left) != (bottom, right):
            self.sheet.merge_range(*place, "", self.styles[style])

    def cell(self, place: tuple[int, int], cell: Cell | None) -> None:
        """Write a cell of a form: a number, a day, what does not apply, or nothing."""
        style = self.styles["number"]
        if cell is None or cell.kind is CellKind.BLANK:
            self.sheet.write_blank(*place, None, style)
        elif cell.kind is CellKind.NOT_APPLICABLE:
            self.sheet.write_string(*place, "/", style)
        elif isinstance(cell.value, date):
            self.sheet.write_string(*place, cell.value.isoformat(), style)
        elif cell.value is not None:
            number = _number(cell.value)
            exact = isinstance(number, float)
            write = self.sheet.write_number if exact else self.sheet.write_string
            write(*place, number, style)


def said_of(form: Form, tables: tuple[MatrixTable, ...]) -> str:
    """Return who reports, on which year and in which unit, as a line."""
    units = {each.unit.zh for each in tables}
    whole = "" if form.authority or form.scope is None else form.scope.zh
    parts = (
        f"{AUTHORITY}：{form.authority}",
        f"{SCOPE}：{whole}" if whole else "",
        f"年度：{form.year or ''}",
        f"单位：{units.pop()}" if len(units) == 1 else "",
    )
    return "　　".join(each for each in parts if each)


def _line(row: int, width: int, text: str) -> Block:
    return Block(top=row, left=0, bottom=row, right=width - 1, text=text)


def _number(value: Decimal) -> float | str:
    """Return a number, or its digits where a double would lose some."""
    number = float(value)
    exact = len(value.as_tuple().digits) <= _DIGITS
    return number if exact and Decimal(repr(number)) == value else format(value, "f")
