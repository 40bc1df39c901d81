"""Sheets written as files, in the formats and under the wrong names of real ones.

``write`` gives a file for each name of ``FORMATS``; what a format cannot hold (merged
cells, several sheets, hidden ones) is lost in it as it is lost in offices, which
``SHEETS`` and ``MERGES`` say.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from html import escape
from pathlib import Path
from xml.sax.saxutils import quoteattr

import xlsxwriter

from tests.dirty_tables import Cell, Line, Plain, Sheet, Span

Book = Sequence[Sheet]


def text(value: Plain) -> str:
    """Return a value as text files hold it."""
    return "" if value is None else str(value)


def _xlsx(book: Book) -> bytes:
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    days = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for sheet in book:
        page = workbook.add_worksheet(sheet.name)
        for at, line in enumerate(sheet.lines):
            for column, cell in enumerate(line.cells):
                _put(page, (at, column), cell, days)
        if sheet.hidden:
            page.hide()
    shown = next(each.name for each in book if not each.hidden and each.lines)
    first = workbook.get_worksheet_by_name(shown)
    first.activate()
    first.set_first_sheet()
    workbook.close()
    return out.getvalue()


def _put(
    page: xlsxwriter.worksheet.Worksheet,
    place: tuple[int, int],
    cell: Cell,
    days: xlsxwriter.format.Format,
) -> None:
    row, column = place
    if isinstance(cell, Span):
        if cell.down > 1 or cell.right > 1:
            page.merge_range(
                row, column, row + cell.down - 1, column + cell.right - 1, ""
            )
        cell = cell.value
    match cell:
        case None:
            pass
        case str():
            page.write_string(row, column, cell)
        case date():
            page.write_datetime(row, column, cell, days)
        case _:
            page.write_number(row, column, float(cell))


def _flat(lines: Iterable[Line]) -> Iterator[list[str]]:
    for line in lines:
        yield [
            text(each.value if isinstance(each, Span) else each) for each in line.cells
        ]


def _delimited(mark: str, encoding: str) -> Callable[[Book], bytes]:
    def written(book: Book) -> bytes:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=mark).writerows(_flat(book[0].lines))
        return out.getvalue().encode(encoding)

    return written


def _covered(lines: Iterable[Line]) -> set[tuple[int, int]]:
    """Return the places that merged cells cover, but for their own."""
    return {
        (at + down, column + right)
        for at, line in enumerate(lines)
        for column, cell in enumerate(line.cells)
        if isinstance(cell, Span)
        for down in range(cell.down)
        for right in range(cell.right)
        if down or right
    }


def _html(encoding: str) -> Callable[[Book], bytes]:
    def written(book: Book) -> bytes:
        lines = book[0].lines
        covered = _covered(lines)
        rows = "\n".join(
            "<tr>"
            + "".join(
                _td(cell)
                for column, cell in enumerate(line.cells)
                if (at, column) not in covered
            )
            + "</tr>"
            for at, line in enumerate(lines)
        )
        page = (
            f'<html><head><meta http-equiv="Content-Type" content="text/html; '
            f'charset={encoding}"></head><body>\n<table border="1">{rows}</table>'
            f"</body></html>"
        )
        return page.encode(encoding)

    return written


def _td(cell: Cell) -> str:
    span = cell if isinstance(cell, Span) else Span(cell)
    inner = escape(text(span.value)).replace("\n", "<br>")
    down = f' rowspan="{span.down}"' if span.down > 1 else ""
    right = f' colspan="{span.right}"' if span.right > 1 else ""
    return f"<td{down}{right}>{inner or '&nbsp;'}</td>"


_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' office:version="1.2"><office:body><office:spreadsheet>'
)
_ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"
_ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_PARTS = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_KIND}"/>'
    '<manifest:file-entry manifest:full-path="content.xml"'
    ' manifest:media-type="text/xml"/></manifest:manifest>'
)


def _ods(book: Book) -> bytes:
    """Return the least that an OpenDocument spreadsheet is made of."""
    tables = "".join(
        f"<table:table table:name={quoteattr(sheet.name)}>{_ods_rows(sheet)}"
        "</table:table>"
        for sheet in book
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _ODS_KIND, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _ODS_PARTS)
        archive.writestr("content.xml", _ODS_HEAD + tables + _ODS_TAIL)
    return out.getvalue()


def _ods_rows(sheet: Sheet) -> str:
    covered = _covered(sheet.lines)
    return "".join(
        "<table:table-row>"
        + "".join(
            "<table:covered-table-cell/>"
            if (at, column) in covered
            else _ods_cell(cell)
            for column, cell in enumerate(line.cells)
        )
        + "</table:table-row>"
        for at, line in enumerate(sheet.lines)
    )


def _ods_cell(cell: Cell) -> str:
    span = cell if isinstance(cell, Span) else Span(cell)
    places = (
        f' table:number-rows-spanned="{span.down}"'
        f' table:number-columns-spanned="{span.right}"'
        if span.down > 1 or span.right > 1
        else ""
    )
    paragraphs = "".join(
        f"<text:p>{escape(each)}</text:p>" for each in text(span.value).split("\n")
    )
    match span.value:
        case None:
            return f"<table:table-cell{places}/>"
        case date():
            kind = f'office:value-type="date" office:date-value="{span.value}"'
        case int() | Decimal():
            kind = f'office:value-type="float" office:value="{span.value}"'
        case _:
            kind = 'office:value-type="string"'
    return f"<table:table-cell{places} {kind}>{paragraphs}</table:table-cell>"


FORMATS: Mapping[str, tuple[str, Callable[[Book], bytes]]] = {
    "xlsx": (".xlsx", _xlsx),
    "xlsx named xls": (".xls", _xlsx),
    "csv": (".csv", _delimited(",", "utf-8")),
    "csv for Excel": (".csv", _delimited(",", "utf-8-sig")),
    "csv in GB18030": (".csv", _delimited(",", "gb18030")),
    "semicolons": (".csv", _delimited(";", "utf-8")),
    "tabs in GB18030": (".txt", _delimited("\t", "gb18030")),
    "tabs named xls": (".xls", _delimited("\t", "utf-8-sig")),
    "html": (".html", _html("utf-8")),
    "html named xls": (".xls", _html("gb18030")),
    "ods": (".ods", _ods),
}
"""Every way to write a file: the ending of its name, and what makes its bytes."""

SHEETS = frozenset({"xlsx", "xlsx named xls", "ods"})
"""Formats that hold several sheets."""

HIDES = frozenset({"xlsx", "xlsx named xls"})
"""Formats whose sheets can be hidden here."""

MERGES = frozenset({"xlsx", "xlsx named xls", "html", "html named xls"})
"""Formats whose merged cells a reader can see."""


def write(book: Book, form: str, folder: Path) -> Path:
    """Write a book into *folder* and return the path of the file."""
    ending, made = FORMATS[form]
    path = folder / f"清单{ending}"
    path.write_bytes(made(book))
    return path
