"""A sheet ready to be searched for a form: texts, merged cells, headings above a cell.

The heading of a column is the path of texts above it: 行政诉讼, 复议后起诉, 结果维持.
Sites lay one header out in two or in three rows, and text files lose what was merged;
the path is the same in each.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field

from adminlaw.tables.grids import Grid, Merge, Value
from adminlaw.tables.matrices.cells import blank_value, is_numeric, plain_text

_DEEPEST = 5  # rows of a header

Paths = tuple[tuple[str, ...], ...]
"""The headings above each column of a sheet, the outermost first."""


@define
class Sheet:
    """One grid with its texts; rows and columns count from 0."""

    grid: Grid
    width: int = field(init=False)
    _texts: list[list[str]] = field(init=False)
    _merges: dict[tuple[int, int], Merge] = field(init=False, factory=dict)
    _numeric: dict[int, tuple[int, ...]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Read the texts once, and note which cell each merged cell belongs to."""
        rows = self.grid.rows
        self.width = max((len(row) for row in rows), default=0)
        self._texts = [
            [plain_text(each) for each in row] + [""] * (self.width - len(row))
            for row in rows
        ]
        for merge in self.grid.merges:
            for row in range(merge.top, min(merge.bottom, len(rows) - 1) + 1):
                for column in range(merge.left, min(merge.right, self.width - 1) + 1):
                    self._merges[row, column] = merge

    def text(self, row: int, column: int) -> str:
        """Return the text that stands in a cell itself."""
        return self._texts[row][column]

    def seen(self, row: int, column: int) -> str:
        """Return the text that a reader sees in a cell, merged ones included."""
        merge = self._merges.get((row, column))
        return self._texts[merge.top][merge.left] if merge else self.text(row, column)

    def value(self, row: int, column: int) -> Value:
        """Return a cell of the file; None where the row has no such cell."""
        cells = self.grid.rows[row]
        return cells[column] if column < len(cells) else None

    def merge(self, row: int, column: int) -> Merge | None:
        """Return the merged cell that a cell belongs to, or None."""
        return self._merges.get((row, column))

    def is_blank(self, row: int) -> bool:
        """Tell whether a row has no text."""
        return all(blank_value(each) for each in self.grid.rows[row])

    def numeric(self, row: int) -> tuple[int, ...]:
        """Return the columns of a row that hold a number or what stands for one."""
        found = self._numeric.get(row)
        if found is None:
            cells = enumerate(self.grid.rows[row])
            found = tuple(column for column, each in cells if is_numeric(each))
            self._numeric[row] = found
        return found

    def alone(self, row: int) -> str:
        """Return the text of a row that has no other one; empty where it has."""
        texts = [each for each in self._texts[row] if each]
        return texts[0] if len(texts) == 1 else ""

    def is_title(self, row: int) -> bool:
        """Tell whether a row is one text over the whole width, or over nothing."""
        if not self.alone(row) or self.numeric(row):
            return False
        column = next(at for at in range(self.width) if self.text(row, at))
        merge = self.merge(row, column)
        if merge is None:
            return column == 0
        return merge.left == 0 and merge.right >= self.width - 1

    def header_top(self, bottom: int) -> int:
        """Return the first row of the header that ends at *bottom*."""
        top = bottom
        while top > 0 and bottom - top + 1 < _DEEPEST:
            above = top - 1
            if self.is_blank(above) or self.numeric(above) or self.is_title(above):
                break
            top = above
        return top

    def paths(self, top: int, bottom: int) -> Paths:
        """Return the headings above each column, in the rows from *top* to *bottom*.

        A heading merged over several columns of cells that are merged alike is that of
        the first; the others have none.
        """
        rows = [
            [self.seen(row, column) for column in range(self.width)]
            for row in range(top, bottom + 1)
        ]
        if not any((row, at) in self._merges for row, at in self._block(top, bottom)):
            _fill_right(rows)
        return tuple(
            tuple(dict.fromkeys(row[column] for row in rows if row[column]))
            if self._leads(column, (top, bottom))
            else ()
            for column in range(self.width)
        )

    def _leads(self, column: int, rows: tuple[int, int]) -> bool:
        """Tell whether the lowest heading of a column begins there."""
        top, bottom = rows
        for row in range(bottom, top - 1, -1):
            if self.seen(row, column):
                merge = self._merges.get((row, column))
                return merge is None or merge.left == column
        return False

    def _block(self, top: int, bottom: int) -> Iterator[tuple[int, int]]:
        for row in range(top, bottom + 1):
            for column in range(self.width):
                yield row, column


def _fill_right(rows: list[list[str]]) -> None:
    """Repeat a group over the parts below it, where what was merged is lost."""
    for upper, *below in (rows[at:] for at in range(len(rows) - 1)):
        for column in range(1, len(upper)):
            under = any(row[column] for row in below)
            if not upper[column] and upper[column - 1] and under:
                upper[column] = upper[column - 1]
