"""Open a file of tables, whatever its name says that it is (打开表格文件).

What a file is, is told from its first bytes: workbooks by their signatures, pages,
JSON and delimited text by their first characters once decoded. Many a ``.xls`` is a
page, and many a ``.xlsx`` is delimited text. The limits: an encoding is taken from a
byte order mark or a page, or is strict UTF-8 or strict GB18030; a file that is none
of these is refused, as are pictures, PDF and word processor files.
"""

from __future__ import annotations

import re
from os import PathLike
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

from adminlaw.errors import FieldTypeError, InputError
from adminlaw.tables.delimited import read_delimited
from adminlaw.tables.encodings import decoded
from adminlaw.tables.grids import Grid
from adminlaw.tables.html_pages import page_text, read_page
from adminlaw.tables.json_files import read_json
from adminlaw.tables.refusing import unreadable
from adminlaw.tables.workbooks import read_workbook

Source: TypeAlias = str | PathLike[str] | bytes | bytearray | memoryview | BinaryIO
"""A file: its path, its bytes, or the file opened in binary mode."""

_ZIP: Final = b"PK\x03\x04"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE: Final = re.compile(r"\ufeff?\s*<[!?a-zA-Z]")
_JSON: Final = re.compile(r"\ufeff?\s*(?:\{|\[\s*[\[{\"\]])")
_XML_SHEET: Final = "urn:schemas-microsoft-com:office:spreadsheet"
_OTHERS: Final = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"MIME-Version:", "MHTML"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
)


def read_grids(path: Source, *, encoding: str | None = None) -> tuple[Grid, ...]:
    r"""Return the sheets of a file, or its tables, in their order.

    Args:
        path: A workbook (``.xlsx``, ``.xls``, ``.xlsb``, ``.ods``), delimited text, a
            page, or JSON: a path, bytes, or a file opened in binary mode. Its name
            does not matter, its content does.
        encoding: The encoding of a text file, where it is known and neither marked
            nor UTF-8 nor GB18030.

    Raises:
        InputError: it cannot be opened, is none of these, or fits no encoding.
        FieldTypeError: what was given is no file, such as one opened as text.
        MissingExtraError: the library that reads such files is not installed.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "清单.csv")
    ...     _ = file.write_bytes("序号,事项名称\n1,采矿许可\n".encode("gb18030"))
    ...     [grid] = read_grids(file)
    >>> grid.rows
    (('序号', '事项名称'), ('1', '采矿许可'))
    """
    file, data = name_of(path), _content(path)
    _refuse_others(data, file)
    if data.startswith((_ZIP, _COMPOUND)):
        return read_workbook(data, file)
    return _of_text(data, file, encoding)


def name_of(source: Source) -> str:
    """Return the name of a file without its folder; empty where it has none.

    >>> name_of("清单/教育局.csv"), name_of(b"")
    ('教育局.csv', '')
    """
    is_path = isinstance(source, str | PathLike)
    name = source if is_path else getattr(source, "name", "")
    return Path(name).name if isinstance(name, str | PathLike) else ""


def _content(source: Source) -> bytes:
    """Return the bytes of a file.

    Raises:
        InputError: it cannot be opened.
        FieldTypeError: it is no file, or one opened as text.
    """
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source)
    content: object = None
    try:
        if isinstance(source, str | PathLike):
            return Path(source).read_bytes()
        if hasattr(source, "read"):
            content = source.read()
    except (OSError, ValueError):  # ValueError: a closed file, a name with a NUL.
        zh, en = "可以打开的文件", "a file that can be opened"
        raise unreadable(name_of(source), zh, en) from None
    if not isinstance(content, bytes):
        expected = "a path, bytes or a file opened in binary mode"
        received = type(source).__name__
        raise FieldTypeError("read_table", "path", expected, received)
    return content


def _of_text(data: bytes, file: str, encoding: str | None) -> tuple[Grid, ...]:
    """Return the tables of a file that is text."""
    page = _PAGE.match(data[:4096].decode("latin-1"))
    try:
        text = decoded(data, file, encoding=encoding)
    except InputError:
        # A page may say itself in which encoding it is.
        if encoding is not None or not page:
            raise
        return read_page(page_text(data, file), file)
    if _XML_SHEET in text[:4096]:
        raise unreadable(
            file,
            "xlsx、xls、ods、csv、html 或 json 表格"
            "（不是 XML 电子表格 2003，请另存为 xlsx）",
            "a table of xlsx, xls, ods, csv, html or json "
            "(not an XML spreadsheet of 2003: save it as xlsx)",
        )
    if page or _PAGE.match(text):
        return read_page(page_text(data, file, encoding=encoding), file)
    if _JSON.match(text):
        return read_json(text, file)
    return (read_delimited(text, file),)


def _refuse_others(data: bytes, file: str) -> None:
    """Refuse a file without content, or of a known kind that holds no tables."""
    found = next((name for head, name in _OTHERS if data.startswith(head)), "")
    if found or not data.strip():
        shown = found or "空文件", found or "an empty file"
        raise unreadable(
            file,
            f"xlsx、xls、ods、csv、html 或 json 表格，而不是 {shown[0]}",
            f"a table of xlsx, xls, ods, csv, html or json, not {shown[1]}",
        )
