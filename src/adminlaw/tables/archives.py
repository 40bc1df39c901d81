"""A look into a packed workbook before a library fills it (预检工作簿).

A library keeps a sheet as a full rectangle, so that one cell in the last row and column
would ask for more memory than there is and end the program. Here the XML of each sheet
is passed over once: how far its filled cells reach, and which cells hold an error of a
formula, since those come as blank ones afterwards. The limits: the binary parts of xlsb
are not looked into, nor are xls files.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from html import unescape
from io import BytesIO
from posixpath import join, normpath
from typing import Final
from zipfile import BadZipFile, ZipFile

from adminlaw.errors import InputError
from adminlaw.tables.grids import CellError
from adminlaw.tables.refusing import unreadable
from adminlaw.tables.results import place_of

MOST_BYTES: Final = 2**31
"""What the parts of a workbook may come to when unpacked."""
MOST_CELLS: Final = 30_000_000
"""What the rectangle of a sheet may hold: all rows of 28 columns."""
MOST_ROWS: Final = 2**20
MOST_COLUMNS: Final = 2**14

BROKEN: Final = (
    BadZipFile,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What reading a damaged or encrypted archive may raise."""
_PIECE: Final = 2**20
_LONGEST: Final = 2**24
_ODS_PART: Final = "content.xml"
_NO_SHEET: Final = re.compile(
    r"(?:sharedStrings|styles|calcChain|metadata)\.xml$|theme/|docProps/|_rels/"
    r"|drawings/|charts/|comments|\[Content_Types\]"
)
# Of most sheets this alone is sought: a cell beyond Z, or below row 999,999. Whatever
# is written in an odd way is looked at again: a plain beginning is found much faster.
_FAR: Final = re.compile(rb' r="[A-Za-z](?:[A-Za-z]|\d{7})')
_ODD: Final = (
    (b" r =", b" r ="),
    (b"'", b" r='"),
    (b"\t", b"\tr="),
    (b"\n", b"\nr="),
    (b"\r", b"\rr="),
)
"""Odd ways to write the place of a cell, each with a sign that most sheets lack."""
_FILLED: Final = re.compile(
    rb"\sr\s*=\s*[\"']([A-Za-z]+)(\d+)[\"'][^>]*(?<!/)>(?!\s*</)"
)
_ERROR: Final = re.compile(
    rb"<(?:\w+:)?c\s([^>]*?t=[\"']e[\"'][^>]*)>(?:(?!</?(?:\w+:)?c[\s>]).)*?"
    rb"<(?:\w+:)?v>([^<]*)<",
    re.DOTALL,
)
_AT: Final = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]+)(\d+)[\"']")
_SHEET: Final = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION: Final = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE: Final = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ODS_TAG: Final = re.compile(
    rb"<(/?)table:(table-row|covered-table-cell|table-cell|table)(?=[\s/>])([^>]*)>"
)
_REPEATED: Final = re.compile(rb"number-(?:rows|columns)-repeated=[\"'](\d+)[\"']")


def error_cells(data: bytes, file: str) -> Mapping[str, tuple[CellError, ...]]:
    """Return the cells with an error of a formula, by the name of their sheet.

    Args:
        data: The content of a workbook; what is no packed one has nothing to show.
        file: Its name, for messages.

    Raises:
        InputError: unpacked it is too large, or a filled cell lies so far off that the
            sheet would not fit into memory.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _looked_into(archive, file)
    except InputError:
        raise
    except BROKEN:
        # The library will say that it cannot read it.
        return {}


def _looked_into(archive: ZipFile, file: str) -> Mapping[str, tuple[CellError, ...]]:
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise unreadable(
            file,
            f"解压后不超过 {MOST_BYTES // 2**30} GB 的工作簿",
            f"a workbook of at most {MOST_BYTES // 2**30} GB when unpacked",
        )
    found = {part.filename: _errors_in(archive, part.filename, file) for part in parts}
    found = {part: errors for part, errors in found.items() if errors}
    return _by_sheet(archive, found) if found else {}


def _errors_in(archive: ZipFile, part: str, file: str) -> tuple[CellError, ...]:
    """Return the errors of a part; a broken part does not keep others from a look."""
    try:
        if part == _ODS_PART:
            _check_ods(archive, file)
        elif part.endswith(".xml") and not _NO_SHEET.search(part):
            return _look_at(archive, part, file)
    except InputError:
        raise
    except BROKEN:
        pass
    return ()


def _pieces(archive: ZipFile, part: str) -> Iterator[bytes]:
    """Yield the content of a part, cut before a cell if it has any, else at a tag."""
    rest = b""
    with archive.open(part) as stream:
        while block := stream.read(_PIECE):
            rest += block
            cut = rest.rfind(b"<c ")
            cut = cut if cut > 0 else rest.rfind(b">") + 1
            if not cut and len(rest) > _LONGEST:
                cut = len(rest)
            if cut:
                yield rest[:cut]
                rest = rest[cut:]
    yield rest


def _look_at(archive: ZipFile, part: str, file: str) -> tuple[CellError, ...]:
    far = False
    errors: list[CellError] = []
    for piece in _pieces(archive, part):
        far = far or _may_reach_far(piece)
        if b't="e"' in piece or (b"'" in piece and b"t='e'" in piece):
            errors += map(_error, _ERROR.finditer(piece))
    if far:
        _check_reach(archive, part, file)
    return tuple(errors)


def _may_reach_far(piece: bytes) -> bool:
    """Tell whether a piece may hold a cell that is far off; seldom, and so quickly."""
    if _FAR.search(piece):
        return True
    return any(sign in piece and odd in piece for sign, odd in _ODD)


def _error(found: re.Match[bytes]) -> CellError:
    place = _AT.search(found[1])
    row, column = (_row(place[2]), _column(place[1])) if place else (0, 0)
    return CellError(row=row - 1, column=column - 1, text=found[2].decode("utf-8"))


def _row(digits: bytes) -> int:
    """Return the number of a row; no digits beyond what tells that it is far off."""
    return int(digits[:9])


def _column(letters: bytes) -> int:
    """Return the number of a column, A being 1."""
    number = 0
    for letter in letters[:9].upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _check_reach(archive: ZipFile, part: str, file: str) -> None:
    """Refuse a sheet whose filled cells reach too far.

    Raises:
        InputError: they do.
    """
    rows = columns = 0
    for piece in _pieces(archive, part):
        found = _FILLED.findall(piece)
        rows = max(rows, *map(_row, {row for _, row in found}), 0)
        columns = max(columns, *map(_column, {column for column, _ in found}), 0)
        _check(rows, columns, (file, part.rpartition("/")[2]))


def _check(rows: int, columns: int, place: tuple[str, str]) -> None:
    beyond = rows > MOST_ROWS or columns > MOST_COLUMNS
    if beyond or rows * columns > MOST_CELLS:
        file, path = place
        last = f"{rows}×{columns}" if beyond else place_of("", rows, columns - 1)
        raise unreadable(
            file,
            f"不超过 {MOST_CELLS} 个单元格的工作表（请删去远处的单元格，"
            f"内容到达 {last}）",
            f"a sheet of at most {MOST_CELLS} cells (delete the cells far off: "
            f"filled ones reach {last})",
            path=path,
        )


def _by_sheet(
    archive: ZipFile, found: Mapping[str, tuple[CellError, ...]]
) -> Mapping[str, tuple[CellError, ...]]:
    """Return what was found by part, by the names of sheets."""
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {
        each.get("Id", ""): normpath(join("xl", each.get("Target", ""))).lstrip("/")
        for each in map(_attributes, _RELATION.findall(links))
    }
    names = {
        targets.get(each.get("r:id", ""), ""): each.get("name", "")
        for each in map(_attributes, _SHEET.findall(book))
    }
    return {names[part]: errors for part, errors in found.items() if part in names}


def _attributes(tag: str) -> dict[str, str]:
    return {
        name: unescape(double or single)
        for name, double, single in _ATTRIBUTE.findall(tag)
    }


# --- ods --------------------------------------------------------------------------


def _check_ods(archive: ZipFile, file: str) -> None:
    """Refuse a table whose filled cells reach too far, repeated ones counted.

    Raises:
        InputError: they do.
    """
    rows = columns = filled = width = times = 0
    for piece in _pieces(archive, _ODS_PART):
        for closing, kind, rest in _ODS_TAG.findall(piece):
            blank = rest.endswith(b"/")
            if kind == b"table":
                rows = columns = 0
            elif kind == b"table-row":
                if not closing:
                    filled, width, times = 0, 0, _times(rest)
                if closing or blank:
                    rows, columns = rows + times, max(columns, filled)
                if closing and filled:
                    _check(rows, columns, (file, _ODS_PART))
            elif not closing:
                width += _times(rest)
                filled = filled if blank and b"value" not in rest else width


def _times(attributes: bytes) -> int:
    found = _REPEATED.search(attributes) if b"repeated" in attributes else None
    return int(found[1][:9]) if found else 1
