"""Write a yearly form: JSON, or a workbook that looks like the form (报表写出).

What is written is read again as the same form. A workbook has the titles, headings and
labels of the official form, typed numbers, and a sheet that says which form it is and
why cells are blank.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import import_module
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from adminlaw.errors import FieldValueError, MissingExtraError
from adminlaw.forms.explaining import explain
from adminlaw.forms.form import Form
from adminlaw.forms.pages import Page
from adminlaw.forms.reading import ABOUT
from adminlaw.tables.matrices import MatrixTable

_NAME: Final = 31  # characters that the name of a sheet may have
_FORBIDDEN: Final = str.maketrans("", "", "[]:*?/\\'")
_CELL: Final = {"border": 1, "valign": "vcenter", "text_wrap": True}
_STYLES: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "title": {
            "bold": True,
            "font_size": 14,
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
        },
        "line": {"align": "left", "valign": "vcenter", "text_wrap": True},
        "head": {**_CELL, "bold": True, "align": "center"},
        "label": {**_CELL, "align": "left"},
        "number": {**_CELL, "align": "center"},
    }
)


def write_form(form: Form, path: str | Path) -> Path:
    """Write a form to a file and return its path.

    Args:
        form: The form.
        path: A path that ends in ``.json`` or ``.xlsx``.

    Raises:
        FieldValueError: the path ends otherwise.
        MissingExtraError: xlsxwriter is not installed.

    >>> from tempfile import TemporaryDirectory
    >>> from decimal import Decimal
    >>> from adminlaw.forms.reading import read_form
    >>> from adminlaw.tables.matrices import Cell
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
    styles = {name: book.add_format(style) for name, style in _STYLES.items()}
    for number, tables in enumerate(_sheets(form), 1):
        first = tables[0]
        name = first.heading or f"{number} {first.label.zh}"
        sheet = book.add_worksheet(name.translate(_FORBIDDEN)[:_NAME])
        Page(sheet, styles).write(form, tables)
    explain(Page(book.add_worksheet(ABOUT), styles), form)
    book.close()
    return content.getvalue()


def _sheets(form: Form) -> list[tuple[MatrixTable, ...]]:
    """Return the tables of each sheet: those under one heading stand together."""
    found: dict[str, list[MatrixTable]] = {}
    for table in form.layout.tables:
        found.setdefault(table.heading or table.key, []).append(table)
    return [tuple(each) for each in found.values()]
