"""Write a yearly form: JSON, or a workbook with a sheet for each table (报表写出).

What is written is read again as the same form. A workbook has Chinese headings, typed
numbers, and a sheet that says which form it is and why cells are blank.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from adminlaw.errors import FieldValueError, MissingExtraError
from adminlaw.forms.form import Form
from adminlaw.forms.reading import ABOUT, AUTHORITY, FORM, TEXT, YEAR
from adminlaw.tables.matrices import Cell, CellKind, MatrixTable, label_of

_DIGITS: Final = 15
_NAME: Final = 28  # characters of the name of a sheet, beside its number
_FORBIDDEN: Final = str.maketrans("", "", "[]:*?/\\'")
_WIDTH: Final = 14


def write_form(form: Form, path: str | Path) -> Path:
    """Write a form to a file and return its path.

    Args:
        form: The form.
        path: A path that ends in ``.json`` or ``.xlsx``.

    Raises:
        FieldValueError: the path ends otherwise.
        MissingExtraError: xlsxwriter is not installed.

    >>> from tempfile import TemporaryDirectory
    >>> from adminlaw.forms.reading import read_form
    >>> cells = {("fees", "fees", "amount"): Cell.of(Decimal("1.5"))}
    >>> form = Form(id="disclosure-2021", year=2023, cells=cells)
    >>> with TemporaryDirectory() as folder:
    ...     read_form(write_form(form, Path(folder, "2023.xlsx"))) == form
    True
    """
    file = Path(path)
    match file.suffix.lower():
        case ".json":
            text = json.dumps(form.json(), ensure_ascii=False, indent=1)
            file.write_text(f"{text}\n", "utf-8")
        case ".xlsx":
            file.write_bytes(_workbook(form))
        case _:
            raise FieldValueError(
                "path", file.suffix, ".json 或 .xlsx", ".json or .xlsx"
            )
    return file


def _workbook(form: Form) -> bytes:
    try:
        library = import_module("xlsxwriter")
    except ImportError:
        raise MissingExtraError("xlsxwriter", "xlsx") from None
    content = BytesIO()
    book = library.Workbook(content, {"in_memory": True})
    bold = book.add_format({"bold": True, "text_wrap": True, "align": "center"})
    for number, table in enumerate(form.layout.tables, 1):
        name = table.label.zh.translate(_FORBIDDEN)[:_NAME]
        sheet = book.add_worksheet(f"{number} {name}")
        sheet.set_column(0, 0, 3 * _WIDTH)
        sheet.set_column(1, len(table.columns) * len(table.rows), _WIDTH)
        if table.across:
            _across(sheet, table, form, bold)
        else:
            _rows(sheet, table, form, bold)
    _about(book.add_worksheet(ABOUT), form)
    book.close()
    return content.getvalue()


def _rows(sheet: Any, table: MatrixTable, form: Form, bold: Any) -> None:  # noqa: ANN401 - published without types
    head = table.folded[0] if table.folded else table.label.zh
    sheet.write_string(0, 0, head, bold)
    for at, column in enumerate(table.columns, 1):
        sheet.write_string(0, at, column.label.zh, bold)
    for down, (row, label) in enumerate(form.rows_of(table).items(), 1):
        sheet.write_string(down, 0, label.zh)
        for at, column in enumerate(table.columns, 1):
            _put(sheet, (down, at), form.cell(table.key, row, column.key))
    sheet.freeze_panes(1, 1)


def _across(sheet: Any, table: MatrixTable, form: Form, bold: Any) -> None:  # noqa: ANN401 - published without types
    """Write groups side by side, their names over their columns."""
    at, width = 1, len(table.columns)
    for row in table.rows:
        if width > 1:
            sheet.merge_range(0, at, 0, at + width - 1, row.label.zh, bold)
        for column in table.columns:
            sheet.write_string(1, at, column.label.zh, bold)
            _put(sheet, (2, at), form.cell(table.key, row.key, column.key))
            at += 1
    sheet.freeze_panes(2, 1)


def _put(sheet: Any, place: tuple[int, int], cell: Cell) -> None:  # noqa: ANN401 - published without types
    if cell.kind is CellKind.NOT_APPLICABLE:
        sheet.write_string(*place, "/")
    elif isinstance(cell.value, date):
        sheet.write_string(*place, cell.value.isoformat())
    elif cell.value is not None:
        number = _number(cell.value)
        if isinstance(number, str):
            sheet.write_string(*place, number)
        else:
            sheet.write_number(*place, number)


def _number(value: Decimal) -> float | str:
    """Return a number, or its digits where a double would lose some."""
    number = float(value)
    exact = len(value.as_tuple().digits) <= _DIGITS
    return number if exact and Decimal(repr(number)) == value else format(value, "f")


def _about(sheet: Any, form: Form) -> None:  # noqa: ANN401 - published without types
    said = [
        (FORM, form.id),
        (YEAR, "" if form.year is None else str(form.year)),
        (AUTHORITY, form.authority),
        *((f"{TEXT}{key}", text) for key, text in form.texts.items()),
    ]
    notes = [
        (f"空白或存疑：{label_of(form.layout, address).zh}", cell.note.zh)
        for address, cell in form.cells.items()
        if cell.note is not None
    ]
    for row, (name, text) in enumerate([*said, *notes]):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, text)
    sheet.set_column(0, 1, 3 * _WIDTH)
