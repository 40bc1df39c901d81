"""Read what stands in parentheses between a name and its places.

A version (2021年修订), the number of the document, the short name that the text will
use from there on. Anything else is refused rather than dropped: it might change
what is cited. The limits: a remark inside the marks, 《…（试行）》, belongs to the
name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from attrs import field, frozen

from adminlaw.citations.document_numbers import DocumentNumber, parse_document_number
from adminlaw.errors import CitationSyntaxError

_YEAR: Final = (
    "(?:[12][0-9０-９]{3}|[１２][0-9０-９]{3}|[一二][〇零○一二三四五六七八九]{3})"
)
_DAY: Final = (
    rf"{_YEAR}(?:年(?:[0-9０-９一二三四五六七八九十]{{1,3}}月"
    r"(?:[0-9０-９一二三四五六七八九十]{1,3}日)?)?)?"
)
_TIMES: Final = "(?:第[一二三四五六七八九十]{1,3}次)?"
_ACT: Final = "(?:予以)?(?:修[订正改]|公布|发布|颁布|施行|通过|制定|批准)"
# 2019年4月3日国务院令第711号修订; 2021年1月22日全国人大常委会第二十五次会议修订.
_BODY: Final = (
    r"[^（()），,；;\s]{0,60}?(?:会议|令第?[0-9０-９一二三四五六七八九十百]{1,5}号)"
)
_VERSION: Final = re.compile(
    rf"{_DAY}{_TIMES}{_ACT}?[版本]?|{_DAY}{_BODY}{_TIMES}{_ACT}?"
    rf"|{_BODY}{_TIMES}{_ACT}|第[一二三四五六七八九十]{{1,3}}次修[订正改]|[新旧]法"
)
_SHORT_NAME: Final = re.compile(
    "(?:以下|下)(?:均|一律|统一)?(?:简称|称)(?:为)?[：:]?"
    r"(?:“([^“”]++)”|\"([^\"]++)\"|《([^《》]++)》|([^“”\"《》]++))"
)
_SHORT_NAME_IN: Final = re.compile(
    "(?:以下|下)(?P<each>分别)?(?:均|一律|统一)?(?:简称|称)(?:为)?[：:]?\\s*"
    '(?:《(?P<marked>[^《》\n]{1,40})》|[“"‘]?\\s*'
    '(?P<plain>[^“”"‘’《》（()），。；、\n]{2,24}))'
)
_IN_MARKS: Final = re.compile("[《“]([^《》“”\n]{1,40})[》”]")
_PLAIN: Final = re.compile(r"[^\s“”\"《》（()），,；;]++")
# 2003年8月27日…会议通过 根据2019年4月23日…会议修正: two acts, and no comma.
_PIECE: Final = re.compile("(?:根据)?(?:(?!根据[12１２一二])[^，,；;])+")
_OPENING: Final = re.compile(r"\s*+[（(]")
_WIDE: Final = str.maketrans("０１２３４５６７８９", "0123456789")

_A_REMARK: Final = (
    "a version, a document number or a short name",
    "版本、文号或者简称",
)
_A_BRACKET: Final = ("）", "）")
_ONCE: Final = ("one remark of each kind", "同类说明只写一次")


class ShortName(NamedTuple):
    """A short name that a text gives, and whether it gives it in marks."""

    name: str
    marked: bool


@frozen(kw_only=True)
class Remarks:
    """What a citation adds to a name in parentheses (引用中的说明)."""

    version: str = ""
    number: DocumentNumber | None = None
    short_name: str = ""
    position: int = field(default=0, eq=False)


def read_remarks(text: str, position: int) -> Remarks:
    """Read the parentheses at *position*; ``position`` of the answer is their end.

    Raises:
        CitationSyntaxError: A parenthesis is not closed, or holds anything else.

    >>> remarks = read_remarks("《甲法》（2021年修订）第五条", 4)
    >>> remarks.version, remarks.position
    ('2021年修订', 13)
    """
    found: dict[str, str | DocumentNumber] = {}
    while opening := _OPENING.match(text, position):
        closing = _closing(text, opening.end())
        for start, end in _pieces(text, opening.end(), closing):
            name, value = _remark(text, start, end)
            if name == "version" and name in found:
                value = f"{found[name]}，{value}"
            elif name in found:
                raise CitationSyntaxError(text, start, *_ONCE)
            found[name] = value
        position = closing + 1
    return Remarks(**found, position=position)  # type: ignore[arg-type]  # by kind


def write_remarks(version: str, number: DocumentNumber | None, short_name: str) -> str:
    """Write remarks in their one order, each in a parenthesis of its own.

    >>> write_remarks("2021年修订", None, "处罚法")
    '（2021年修订）（以下简称处罚法）'
    """
    parts = (version, str(number or ""), short_name and f"以下简称{short_name}")
    return "".join(f"（{part}）" for part in parts if part)


def is_version(text: str) -> bool:
    """Tell whether *text* names a version as a remark does.

    Several acts may be named, the last of which made the version.

    >>> is_version("2017年通过，2019年修正"), is_version("试行")
    (True, False)
    """
    return bool(text) and all(map(_VERSION.fullmatch, text.split("，")))


def is_short_name(text: str) -> bool:
    """Tell whether *text* can be given as a short name and is read as itself.

    >>> is_short_name("处罚法"), is_short_name("《条例》")
    (True, False)
    """
    return bool(_PLAIN.fullmatch(text)) and not text.startswith(("为", "：", ":"))


def _closing(text: str, start: int) -> int:
    """Return where the parenthesis that opens before *start* closes."""
    depth = 1
    for index in range(start, len(text)):
        depth += (text[index] in "（(") - (text[index] in "）)")
        if not depth:
            return index
    raise CitationSyntaxError(text, len(text), *_A_BRACKET)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where each remark between two brackets stands."""
    pieces = [
        (start + found.start(), start + found.end())
        for found in re.finditer(_PIECE, text[start:end])
    ]
    return pieces or [(start, end)]


def _remark(text: str, start: int, end: int) -> tuple[str, str | DocumentNumber]:
    """Return one remark and which kind it is of."""
    written = "".join(text[start:end].split()).removeprefix("根据")
    if is_version(written):
        return "version", written.translate(_WIDE)
    short_name = _SHORT_NAME.fullmatch(written)
    if short_name:
        return "short_name", next(filter(None, short_name.groups()))
    try:
        return "number", parse_document_number(written)
    except CitationSyntaxError:
        raise CitationSyntaxError(text, start, *_A_REMARK) from None


@lru_cache(maxsize=8192)
def remarks_in(inside: str) -> tuple[str, tuple[ShortName, ...]]:
    """Return the version and the short names that a parenthesis gives, if any.

    For running text, where a parenthesis may hold anything else beside them, and
    may give the names before it their short names one by one (分别简称).

    >>> remarks_in("2021年修订，以下简称《处罚法》")
    ('2021年修订', (ShortName(name='处罚法', marked=True),))
    >>> remarks_in("略")
    ('', ())
    """
    short = _SHORT_NAME_IN.search(inside)
    parts = re.split("[，,；;]|根据(?=[12１２一二])", "".join(inside.split()))
    version = "，".join(each for each in parts if each and is_version(each))
    if short is None:
        names: tuple[ShortName, ...] = ()
    elif short["each"]:
        found = _IN_MARKS.findall(inside, short.end("each"))
        names = tuple(ShortName(each, marked=True) for each in found)
    else:
        bare = "".join((short["marked"] or short["plain"] or "").split())
        names = (ShortName(bare, marked=bool(short["marked"])),)
    return version.translate(_WIDE), tuple(each for each in names if each.name)
