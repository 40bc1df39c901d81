"""Read what every number is made of: a year, a serial, the body before them.

The same number is written with six kinds of brackets, in half-width, full-width
and Chinese digits, with and without blanks (GB/T 9704 第7.2.5条 asks for one way).
The pieces are shared by 发文字号 and 案号. The limits: a body is known by its last
character, not by a list of all bodies there are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Never

from adminlaw.citations.numerals import read_numeral
from adminlaw.errors import CitationSyntaxError

BLANKS: Final = "[\\s\u200b\u200c\u200d\ufeff]*+"
"""Blanks, and the characters without width that web pages leave behind."""

HAN: Final = "[一-鿿〇]"
OPEN: Final = r"[〔\[［(（【〈<＜﹝〖{｛]"
CLOSE: Final = r"[〕\]］)）】〉>＞﹞〗}｝]"
NUMERALS: Final = "0123456789０１２３４５６７８９〇零一二三四五六七八九十百千"
SERIAL: Final = rf"[{NUMERALS}]{{1,12}}+"
# 二O二O and 二○二○ are how typewriters and input methods write 二〇二〇.
YEAR_SIGN: Final = "[0-9０-９〇○零OoＯ一二三四五六七八九]"
YEAR: Final = rf"(?:{YEAR_SIGN}{{4}}|{YEAR_SIGN}{{2}})(?!{YEAR_SIGN})"

BRACKETED_YEAR: Final = rf"{OPEN}{BLANKS}({YEAR}){BLANKS}年?{BLANKS}{CLOSE}"
"""A year in brackets; whether the two belong together is not asked."""

BODY: Final = "部委会局署厅府院席团行办室司处央军"
"""The characters in which the name of a public body ends."""

A_SERIAL: Final = ("a number from 1 upwards", "从1起的序号")
A_YEAR: Final = ("a year, such as 2020", "年份，如2020")
THE_END: Final = ("the end of the number", "编号到此结束")

_YEAR_DIGITS: Final = str.maketrans(
    "０１２３４５６７８９〇○零OoＯ一二三四五六七八九", "0123456789000000123456789"
)
_DIGITS: Final = re.compile("0*+([1-9][0-9]{0,7})")
_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_CENTURY: Final = re.compile("(?:19|20)[0-9]{2}")
_SPACE: Final = re.compile("[\\s\u200b\u200c\u200d\ufeff]++")


def read_year(written: str) -> int | None:
    """Return the year that *written* gives in any digits, or None.

    Two digits are a year of the People's Republic: 〔94〕 is 1994, 〔03〕 is 2003.

    >>> [read_year(text) for text in ("２０２０", "二〇二O", "94", "3020")]
    [2020, 2020, 1994, None]
    """
    digits = written.translate(_YEAR_DIGITS)
    if len(digits) == 2:  # noqa: PLR2004 - the length of a year without its century
        digits = ("19" if digits > "48" else "20") + digits
    return int(digits) if _CENTURY.fullmatch(digits) else None


def read_serial(written: str) -> int | None:
    """Return the serial number that *written* gives, or None.

    >>> [read_serial(text) for text in ("089", "７", "七十", "0", "1二")]
    [89, 7, 70, None, None]
    """
    digits = _DIGITS.fullmatch(written.translate(_FULL_WIDTH))
    return int(digits[1]) if digits else read_numeral(written)


def year_in(found: re.Match[str], group: str) -> int:
    """Return the year in *group* of *found*, or point at it.

    Raises:
        CitationSyntaxError: What is written there is no year.
    """
    year = read_year(found[group])
    if year is None:
        raise CitationSyntaxError(found.string, found.start(group), *A_YEAR)
    return year


def serial_in(found: re.Match[str], group: str) -> int:
    """Return the serial number in *group* of *found*, or point at it.

    Raises:
        CitationSyntaxError: What is written there is no serial number.
    """
    serial = read_serial(found[group])
    if serial is None:
        raise CitationSyntaxError(found.string, found.start(group), *A_SERIAL)
    return serial


def without_blanks(text: str) -> str:
    """Return *text* without blanks and characters without width.

    >>> without_blanks("豫政 \u200b办")
    '豫政办'
    """
    return _SPACE.sub("", text)


def one_blank(text: str) -> str:
    """Return the names of bodies in *text* with one blank where they meet.

    财政部 税务总局 is how two bodies sign together; other blanks mean nothing.

    >>> one_blank("财政部　税务总局"), one_blank("省 政 府")
    ('财政部 税务总局', '省政府')
    """
    parts = _SPACE.split(text.strip())
    kept = [part + " " if part[-1:] in BODY else part for part in parts[:-1]]
    return "".join([*kept, parts[-1]])


def stages(*parts: str, before: str = "") -> re.Pattern[str]:
    """Return a pattern that matches as many of *parts* in turn as stand there.

    Args:
        parts: Patterns; each becomes a group, blanks may stand between them.
        before: A pattern for what may precede them all; no group.
    """
    pattern = ""
    for part in reversed(parts):
        pattern = f"(?:({part}){BLANKS}{pattern})?"
    return re.compile(BLANKS + before + pattern)


def refuse(
    text: str, attempts: Sequence[tuple[re.Pattern[str], Sequence[tuple[str, str]]]]
) -> Never:
    """Point at the place up to which the best of *attempts* could read *text*.

    Args:
        text: What could not be read.
        attempts: Patterns of :func:`stages`, each with what was expected where a
            stage is missing, and after the last one.

    Raises:
        CitationSyntaxError: Always.
    """
    best, expected = 0, attempts[0][1][0]
    for pattern, names in attempts:
        found = pattern.match(text)
        if found and found.end() > best:
            best, expected = found.end(), names[found.lastindex or 0]
    raise CitationSyntaxError(text, best, *expected)
