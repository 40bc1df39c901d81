"""Tables of a page, by lxml (网页表格).

Every table of a page is a sheet of its own, named by its caption or by the nearest
heading before it. Merged cells have their text in the top left corner; what a page
writes as ``&nbsp;`` and nothing else is blank. The limits: a table inside a cell is a
sheet of its own and no text of that cell; a table in which no cell has text only lays
out the page and is left out; styles and scripts are not heeded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from adminlaw.errors import InputError, MissingExtraError
from adminlaw.tables.encodings import decoded
from adminlaw.tables.grids import Grid, Merge, Value
from adminlaw.tables.refusing import unreadable

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{1,30})")
_GB: Final = frozenset({"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk"})
_HEADS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS: Final = frozenset({"p", "div", "li", "section", "tr"})
_UNSEEN: Final = frozenset({"style", "script", "table", "caption"})
_NUMBERED: Final = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]{1,3}[、）)．.]|附?表\s*[0-9一二三四五六七八九十])"
)
_LONGEST_HEADING: Final = 60
_WIDEST: Final = 1000
"""The most columns that one cell may span, as browsers have it."""


def page_text(data: bytes, file: str, *, encoding: str | None = None) -> str:
    """Return the text of a page, in the encoding that the page names if that fits.

    Pages that name GB2312 and are UTF-8 do occur; the reverse is caught by strictness.

    Raises:
        InputError: no encoding fits.
    """
    if encoding is not None:
        return decoded(data, file, encoding=encoding)
    named = _CHARSET.search(data[:4096].lower())
    name = named[1].decode("ascii") if named else ""
    for each in _candidates(data, name):
        try:
            return decoded(data, file, encoding=each)
        except InputError:
            continue
    return decoded(data, file)


def _candidates(data: bytes, name: str) -> tuple[str, ...]:
    if name not in _GB:
        return (name,) if name else ()
    # Chinese in UTF-8 has three bytes a character; by chance GB text has not.
    if re.search(rb"[\xe4-\xe9][\x80-\xbf]{2}", data):
        return ("utf-8", "gb18030")
    return ("gb18030",)


def read_page(text: str, file: str) -> tuple[Grid, ...]:
    """Return the tables of a page, in their order.

    Args:
        text: The page.
        file: Its name, for messages.

    Raises:
        InputError: the page has no table with text.
        MissingExtraError: lxml is not installed.

    >>> page = '<h2>清单</h2><table><tr><td colspan=2>事项<td>依据</table>'
    >>> read_page(page, "a.html")[0].rows
    (('事项', None, '依据'),)
    """
    root = _parsed(text)
    found = [] if root is None else list(_grids(root, file))
    if not found:
        raise unreadable(file, "含有表格的网页", "a page that holds a table")
    return tuple(found)


def _parsed(text: str) -> HtmlElement | None:
    try:
        html = import_module("lxml.html")
    except ImportError:
        raise MissingExtraError("lxml", "html") from None
    # Bytes, since lxml refuses a text that names an encoding of its own.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root: HtmlElement | None = html.document_fromstring(
            text.encode("utf-8", "replace"), parser=parser, ensure_head_body=True
        )
    except import_module("lxml.etree").ParserError:
        return None  # There is nothing in it but a comment or a declaration.
    return root


def _grids(root: HtmlElement, file: str) -> Iterator[Grid]:
    heading, names = "", set[str]()
    for number, element in enumerate(root.iter()):
        if not isinstance(element.tag, str):
            continue
        if element.tag == "table":
            rows, merges = _cells(element)
            if not any(cell for row in rows for cell in row):
                continue
            name = _unique(_caption(element) or heading, names)
            yield Grid(file=file, sheet=name, rows=rows, merges=merges)
        elif number:
            heading = _heading(element) or heading


def _unique(name: str, names: set[str]) -> str:
    """Return a name that no table before has: rows are known by their sheet."""
    count, found = 2, name
    while found in names:
        found, count = f"{name} #{count}".strip(), count + 1
    names.add(found)
    return found


def _caption(table: HtmlElement) -> str:
    caption = table.find("caption")
    return "" if caption is None else " ".join(_text(caption).split())


def _heading(element: HtmlElement) -> str:
    """Return the text of a heading, or of a short block that is numbered like one."""
    tag = element.tag
    if tag not in _HEADS and tag not in ("p", "div", "strong", "b"):
        return ""
    if tag in ("div", "p") and element.find(".//table") is not None:
        return ""
    text = " ".join(_text(element).split())
    if tag not in _HEADS and not _NUMBERED.match(text):
        return ""
    return text if len(text) <= _LONGEST_HEADING else ""


def _cells(
    table: HtmlElement,
) -> tuple[tuple[tuple[Value, ...], ...], tuple[Merge, ...]]:
    """Return the rows of a table and its merged cells, spans laid out."""
    own = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    rows: list[dict[int, str | None]] = [{} for _ in own]
    merges: list[Merge] = []
    for top, element in enumerate(own):
        left = 0
        for cell in element.iterchildren("td", "th"):
            while left in rows[top]:
                left += 1
            bottom = min(top + _span(cell, "rowspan", len(own)), len(own)) - 1
            right = left + _span(cell, "colspan", _WIDEST) - 1
            _fill(rows, Merge(top=top, left=left, bottom=bottom, right=right))
            rows[top][left] = _text(cell) or None
            if (bottom, right) != (top, left):
                merges.append(Merge(top=top, left=left, bottom=bottom, right=right))
            left = right + 1
    return tuple(map(_line, rows)), tuple(merges)


def _fill(rows: list[dict[int, str | None]], merge: Merge) -> None:
    for row in rows[merge.top : merge.bottom + 1]:
        row.update(dict.fromkeys(range(merge.left, merge.right + 1)))


def _line(row: dict[int, str | None]) -> tuple[Value, ...]:
    return tuple(row.get(column) for column in range(max(row, default=-1) + 1))


def _span(cell: Any, name: str, most: int) -> int:  # noqa: ANN401 - an element of lxml
    """Return how many rows or columns a cell spans; 0 rows are all that follow."""
    written = re.match(r"\s*(\d{1,9})", cell.get(name) or "1")
    number = int(written[1]) if written else 1
    if number == 0:
        return most if name == "rowspan" else 1
    return min(number, most)


def _text(element: HtmlElement) -> str:
    """Return the text of an element as a page shows it, a line for each block."""
    lines = "".join(_pieces(element)).split("\n")
    return "\n".join(line for each in lines if (line := each.strip()))


def _pieces(element: HtmlElement) -> Iterator[str]:
    """Yield the text of an element; line breaks are those that a page shows."""
    yield _flat(element.text)
    for child in element:
        block = child.tag in _BLOCKS
        if block or child.tag == "br":
            yield "\n"
        if isinstance(child.tag, str) and child.tag not in _UNSEEN:
            yield from _pieces(child)
        if block:
            yield "\n"
        yield _flat(child.tail)


def _flat(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")
