"""A table as a workbook: typed cells, Chinese headings that stay, widths that fit.

A cell of a workbook is a number of fifteen digits, a day from March 1900, a truth
value or a text; whatever would lose something as a number or a day is a text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from io import BytesIO
from typing import Any, Final

from adminlaw.errors import FieldValueError, MissingExtraError
from adminlaw.frames.cells import shortest
from adminlaw.frames.columns import Column, Kind
from adminlaw.frames.extracting import Table
from adminlaw.frames.files import storable, texts_of

_DIGITS: Final = 15
_FIRST_DAY: Final = date(1900, 3, 1)  # before it, spreadsheet programs disagree
_MOST_ROWS: Final = 2**20 - 1
_MOST_COLUMNS: Final = 2**14
_LONGEST: Final = 2**15 - 1  # characters of a cell
_LOOKED_AT: Final = 500  # rows that the width of a column is taken from
_NARROW, _WIDE = 6, 60
_MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - a file does not say when
_NO_NAME: Final = re.compile(r"[\[\]:*?/\\']")

Made = str | int | float | bool | date
"""What is written into a cell."""


def workbook_bytes(table: Table) -> bytes:
    """Return a table as an XLSX file.

    Raises:
        FieldValueError: there is more than a sheet or a cell can hold.
        MissingExtraError: xlsxwriter is not installed.
    """
    _check_size(table)
    content = BytesIO()
    book = _xlsxwriter().Workbook(content, {"in_memory": True})
    book.set_properties({"created": _MADE})
    sheet = book.add_worksheet(_NO_NAME.sub("", table.title)[:31] or None)
    bold = book.add_format({"bold": True, "num_format": "@"})
    formats = {
        Kind.DAY: book.add_format({"num_format": "yyyy-mm-dd"}),
        Kind.TEXT: book.add_format({"num_format": "@"}),
    }
    for at, name in enumerate(table.headings):
        sheet.write_string(0, at, name, bold)
    for at, (column, cells) in enumerate(
        zip(table.columns, texts_of(table, _made), strict=True)
    ):
        _check_texts(table.headings[at], cells)
        shape = formats[Kind.DAY if column.kind is Kind.DAY else Kind.TEXT]
        typed = column.kind in (Kind.WHOLE, Kind.DECIMAL, Kind.FLOAT, Kind.TRUTH)
        width = _width_of((table.headings[at], *cells[:_LOOKED_AT]))
        sheet.set_column(at, at, width, None if typed else shape)
        _fill(sheet, at, cells, shape)
    sheet.freeze_panes(1, 0)
    if table.columns:
        sheet.autofilter(0, 0, table.rows, len(table.columns) - 1)
    book.close()
    return content.getvalue()


def _xlsxwriter() -> Any:  # noqa: ANN401 - it is published without types
    try:
        return import_module("xlsxwriter")
    except ImportError:
        raise MissingExtraError("xlsxwriter", "xlsx") from None


def _fill(
    sheet: Any,  # noqa: ANN401 - of a library without types
    column: int,
    cells: Iterable[Any],
    shape: object,
) -> None:
    """Write the cells of a column below its heading."""
    for row, cell in enumerate(cells, 1):
        if isinstance(cell, str):
            sheet.write_string(row, column, cell, shape)
        elif isinstance(cell, bool):
            sheet.write_boolean(row, column, cell)
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, cell, shape)
        elif cell is not None:
            sheet.write_number(row, column, cell)


def _made(column: Column) -> Callable[[Any], Made]:
    """Return what makes the cell of a value."""
    match column.kind:
        case Kind.WHOLE | Kind.DECIMAL:
            return _number
        case Kind.DAY:
            return lambda day: day if day >= _FIRST_DAY else day.isoformat()
        case Kind.TIME:
            return str
        case Kind.TRUTH | Kind.FLOAT:
            return lambda value: value
        case _:
            return storable


def _number(value: Decimal | int) -> float | int | str:
    """Return a number, or its digits where a double would lose some.

    >>> _number(Decimal("95.50")), _number(1234567890123456)
    (95.5, '1234567890123456')
    """
    text = shortest(Decimal(value))
    if len(text.lstrip("-0.").replace(".", "")) <= _DIGITS:
        number = float(text)
        if Decimal(repr(number)) == Decimal(text):
            return number
    return format(value, "f") if isinstance(value, Decimal) else text


def _check_size(table: Table) -> None:
    if table.rows > _MOST_ROWS:
        zh, en = f"至多 {_MOST_ROWS} 行", f"{_MOST_ROWS} rows at most"
        raise FieldValueError("records", table.rows, zh, en)
    if len(table.columns) > _MOST_COLUMNS:
        zh, en = f"至多 {_MOST_COLUMNS} 列", f"{_MOST_COLUMNS} columns at most"
        raise FieldValueError("records", len(table.columns), zh, en)


def _check_texts(heading: str, cells: Iterable[Any]) -> None:
    """Refuse a text that a cell would cut off; how long it is says nothing of it."""
    longest = max((len(each) for each in cells if isinstance(each, str)), default=0)
    if longest > _LONGEST:
        zh, en = f"至多 {_LONGEST} 字", f"{_LONGEST} characters at most in a cell"
        raise FieldValueError(heading, longest, zh, en)


def _width_of(cells: Iterable[Any]) -> int:
    """Return how wide a column has to be, in columns of text; 汉字 take two."""
    widest = max(_width(str(each)) for each in cells if each is not None)
    return min(max(widest + 3, _NARROW), _WIDE)


def _width(text: str) -> int:
    line = max(text.splitlines() or [""], key=len)[:_WIDE]
    return sum(1 + (unicodedata.east_asian_width(each) in "WF") for each in line)
