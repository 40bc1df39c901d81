"""Workbooks of spreadsheet programs, by calamine: xlsx, xlsb, xls and ods.

The workbook is read from memory, so that its format is told by its content and not by
its name. Sheets begin at their first row and column even where those are blank, so
that a row has the number that a spreadsheet program shows. The limits: a cell with an
error of a formula is blank, and of xlsx only is it known that it is one; merged cells
are known of xlsx and xls only; whether serial days count from 1904 is read from xlsx
only (cells formatted as days are days in every format).
"""

from __future__ import annotations

import re
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZipFile

from attrs import evolve

from adminlaw.errors import InputError, MissingExtraError
from adminlaw.tables.archives import BROKEN, error_cells
from adminlaw.tables.grids import Grid, Merge, Value
from adminlaw.tables.refusing import unreadable

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook, SheetMetadata

_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_FROM_1904: Final = re.compile(rb"\bdate1904\s*=\s*[\"'](?:1|true)[\"']", re.IGNORECASE)
_WIDE: Final = 256
"""Columns beyond which no list goes, so that a sheet of more has stray cells."""
_EXACT: Final = 2.0**53
"""Whole numbers from here on have lost digits when they were stored."""


def read_workbook(data: bytes, file: str) -> tuple[Grid, ...]:
    """Return the sheets of a workbook, hidden ones marked, charts left out.

    Whole numbers are ``int`` as far as a workbook holds them exactly; a longer one
    stays a ``float``, which says that digits were lost. Blank cells are empty texts.

    Args:
        data: The content of the file.
        file: Its name, for messages.

    Raises:
        InputError: it is broken, protected by a password, or no workbook, or it is
            too large to be held in memory.
        MissingExtraError: python-calamine is not installed.
    """
    library = _calamine()
    errors = error_cells(data, file)
    try:
        with _opened(library, data, file) as book:
            blank = Grid(file=file, epoch_1904=_counts_from_1904(data))
            return tuple(
                evolve(
                    _grid(book.get_sheet_by_name(sheet.name), sheet, blank),
                    errors=errors.get(sheet.name, ()),
                )
                for sheet in book.sheets_metadata
                if sheet.typ == library.SheetTypeEnum.WorkSheet
            )
    except library.CalamineError:
        raise _broken(file) from None


def _calamine() -> Any:  # noqa: ANN401 - a module that is only loaded here
    try:
        return import_module("python_calamine")
    except ImportError:
        raise MissingExtraError("python-calamine", "xlsx") from None


def _opened(library: Any, data: bytes, file: str) -> CalamineWorkbook:  # noqa: ANN401 - a module that is only loaded when needed
    """Return the workbook, or say why there is none."""
    try:
        found: CalamineWorkbook = library.CalamineWorkbook.from_filelike(BytesIO(data))
    except library.PasswordError:
        raise _protected(file) from None
    except library.CalamineError:
        raise (_protected if _ENCRYPTED in data else _broken)(file) from None
    return found


def _grid(found: CalamineSheet, sheet: SheetMetadata, blank: Grid) -> Grid:
    # One pass over all cells: what is done here costs a million times a cell.
    exact = _EXACT
    rows: tuple[tuple[Value, ...], ...] = tuple(
        tuple(
            [
                int(cell)
                if type(cell) is float and cell.is_integer() and -exact < cell < exact
                else cell
                for cell in row
            ]
        )
        for row in _trimmed(found.to_python(skip_empty_area=False))
    )
    merges = tuple(
        Merge(top=start[0], left=start[1], bottom=end[0], right=end[1])
        for start, end in sorted(found.merged_cell_ranges or ())
    )
    hidden = not str(sheet.visible).endswith(".Visible")
    return evolve(blank, sheet=sheet.name, rows=rows, merges=merges, hidden=hidden)


def _trimmed(rows: list[list[Any]]) -> list[list[Any]]:
    """Return the rows of a wide sheet without the blanks at their ends.

    One stray cell far to the right makes every row as long as that.
    """
    if not rows or len(rows[0]) <= _WIDE:
        return rows
    for row in rows:
        last = next((at for at in range(len(row), 0, -1) if row[at - 1] != ""), 0)
        del row[last:]
    return rows


def _counts_from_1904(data: bytes) -> bool:
    """Tell whether an xlsx workbook says that its days count from 1904."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            return bool(_FROM_1904.search(archive.read("xl/workbook.xml")))
    except BROKEN:
        return False


def _protected(file: str) -> InputError:
    return unreadable(
        file,
        "未加密的工作簿（请先取消打开密码）",
        "a workbook without a password (remove the password first)",
    )


def _broken(file: str) -> InputError:
    return unreadable(
        file,
        "完好的 xlsx、xlsb、xls 或 ods 工作簿",
        "a sound workbook of xlsx, xlsb, xls or ods",
    )
