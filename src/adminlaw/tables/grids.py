"""A table as a file holds it: sheets of cells, before anything is understood.

Every file format ends here, so that nothing above knows of encodings or of
spreadsheet programs. Cells keep the type that the file gave them; rows and columns
are counted from 1 in messages and from 0 in the grid.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from attrs import field, frozen

from adminlaw.wording import masked

Value: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None
"""What a cell can hold; None and the empty text are blank."""


@frozen(kw_only=True)
class Merge:
    """Cells that are merged into one (合并单元格); bounds are inclusive, from 0."""

    top: int
    left: int
    bottom: int
    right: int


@frozen(kw_only=True)
class CellError:
    """A cell whose formula went wrong (错误值), which reads as blank.

    Attributes:
        row: Its row, from 0.
        column: Its column, from 0.
        text: What the program shows, such as ``#REF!``.
    """

    row: int
    column: int
    text: str


@frozen(kw_only=True)
class Grid:
    """One sheet of a file (工作表), or a whole file that has no sheets.

    Attributes:
        file: Name of the file, without its folder.
        sheet: Name of the sheet; empty where the file has none. In both a number that
            may identify a person is masked, for they stand in every message.
        rows: Its rows of cells, the first row of the sheet first; rows may differ in
            length. A merged cell stands in its top left corner, the rest are blank.
        merges: The merged cells.
        hidden: Whether the sheet is hidden.
        epoch_1904: Whether its serial days count from 1904.
        errors: Cells with an error of a formula; known of xlsx only.
    """

    file: str = field(converter=masked)
    sheet: str = field(default="", converter=masked)
    rows: tuple[tuple[Value, ...], ...] = ()
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    epoch_1904: bool = False
    errors: tuple[CellError, ...] = ()

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)
