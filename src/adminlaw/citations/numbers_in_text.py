"""Find every document number and case number in running text.

The search starts from 号, which every number ends with, and looks back over a
short stretch of the same line; so it costs what finding one character costs.
Where a number begins is told by the issuer (GB/T 9704—2012 第7.2.5条) or, for a
case, by the year in brackets. The limits: a number that is broken over two lines
or that lacks its 号 is not found; of a list (第1、2号) nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from adminlaw.citations.case_numbers import (
    CaseNumber,
    is_case_number,
    parse_case_number,
)
from adminlaw.citations.document_numbers import DocumentNumber, parse_document_number
from adminlaw.citations.issuers import body_start, code_start, ends_in_word
from adminlaw.citations.number_parts import (
    BODY,
    BRACKETED_YEAR,
    CLOSE,
    HAN,
    NUMERALS,
    OPEN,
    SERIAL,
    YEAR,
)
from adminlaw.errors import CitationSyntaxError

Number = DocumentNumber | CaseNumber
"""Either of the two kinds of number."""

_LOOK_BACK: Final = 80
_LOOK_AHEAD: Final = 12
_BEFORE: Final = frozenset(NUMERALS)
_GAP: Final = r"[^\S\n]*"

_BRACKETED: Final = re.compile(
    rf"{BRACKETED_YEAR}|{OPEN}{_GAP}第?[{NUMERALS}]{{1,3}}届{_GAP}{CLOSE}"
)
_ENDING: Final = rf"{_GAP}(?P<mark>第)?{_GAP}{SERIAL}{_GAP}\Z"
_SERIAL_ONLY: Final = re.compile(_ENDING)
_CODES_AND_SERIAL: Final = re.compile(rf"(?:{HAN}|[0-9０-９（）()]|[^\S\n])+\Z")
_WORD: Final = "(?:令|公告|通告)"
_WORD_BEFORE: Final = re.compile(rf"{_WORD}{_GAP}\Z")
_WORD_FIRST: Final = re.compile(
    rf"{_WORD}{_GAP}{OPEN}?{_GAP}(?:{YEAR}{_GAP}年?)?{_ENDING}"
)
_WORD_LAST: Final = re.compile(rf"(?:{YEAR}{_GAP}年)?{_ENDING}")
_PLAIN_YEAR: Final = re.compile(rf"(?<=[{BODY}发函字]){_GAP}{YEAR}{_GAP}年{_ENDING}")

_WORD_AFTER: Final = re.compile(rf"号{_GAP}(?:令|公告|通告)")
_SUFFIX_AFTER: Final = re.compile(rf"号之{SERIAL}")
_WRAP_AFTER: Final = re.compile(rf"号{_GAP}{CLOSE}")
# 国务院2019年3号楼 is a place.
_THINGS_AFTER: Final = re.compile("号[楼院线房室库店井机门桥坝墩图馆路街车舰箱码牌]")


def numbers_in(text: str) -> list[tuple[int, int, Number]]:
    """Find every document and case number in *text*, in order.

    Args:
        text: Running text of any length.

    Returns:
        For each number its start and end in code points, end exclusive, and what
        it says. Words that merely stand beside it (根据, 文件) are outside.

    Source: GB/T 9704—2012 第7.2.5条; 最高人民法院《关于人民法院案件案号的若干规定》.

    >>> text = "根据国务院令第713号和国办发[2018]37号文件"
    >>> [(text[start:end], str(each)) for start, end, each in numbers_in(text)]
    [('国务院令第713号', '国务院令第713号'), ('国办发[2018]37号', '国办发〔2018〕37号')]
    """
    numbers: list[tuple[int, int, Number]] = []
    end = 0
    sign = text.find("号")
    while sign >= 0:
        found = _number_at(text, sign, end)
        if found is not None:
            numbers.append(found)
            end = found[1]
        sign = text.find("号", max(sign + 1, end))
    return numbers


def _number_at(text: str, sign: int, after: int) -> tuple[int, int, Number] | None:
    """Return the number whose 号 stands at *sign*, if it is one.

    Args:
        text: The whole text.
        sign: The position of 号.
        after: The end of the number before; nothing is looked at before it.
    """
    place = sign
    while place > after and text[place - 1] in " \u3000\xa0":
        place -= 1
    if place == after or text[place - 1] not in _BEFORE:
        return None
    base = max(after, sign - _LOOK_BACK)
    base = max(base, text.rfind("\n", base, sign) + 1)
    found = _read(text[base:sign], text[sign : sign + _LOOK_AHEAD])
    if found is None:
        return None
    start, beyond, number = found
    return base + start, sign + beyond, number


def _read(before: str, rest: str) -> tuple[int, int, Number] | None:
    """Return the number that ends with the first character of *rest*.

    Returns its start in *before*, its end in *rest* and the number itself.
    """
    for start in _starts(before, rest):
        for end in _ends(rest):
            number = _parsed(before[start:] + rest[:end])
            if number is not None:
                return start, end, number
    return None


def _starts(before: str, rest: str) -> Iterator[int]:
    """Yield where the number may start, the likeliest place first."""
    bracketed = _last_bracketed(before)
    if _WORD_AFTER.match(rest):
        yield from _before_word_last(before, bracketed)
    if bracketed is not None:
        yield from _from_year(before, bracketed)
    # Most figures before 号 count houses; a plain search is the cheapest way to say so.
    has_word = "令" in before or "告" in before
    word = _WORD_FIRST.search(before) if has_word else None
    if word is not None and _stands_apart(before, word.start()):
        yield body_start(before, word.start())
    year = _PLAIN_YEAR.search(before) if "年" in before else None
    if year is not None and not _THINGS_AFTER.match(rest):
        yield code_start(before, year.start())


def _last_bracketed(before: str) -> re.Match[str] | None:
    """Return the last year or term in brackets, if there is one."""
    found = None
    for each in _BRACKETED.finditer(before):
        found = each
    return found


def _before_word_last(before: str, bracketed: re.Match[str] | None) -> Iterator[int]:
    """Yield where a number may start whose word 令 comes last."""
    if bracketed is not None and _SERIAL_ONLY.match(before, bracketed.end()):
        yield body_start(before, bracketed.start())
        return
    serial = _WORD_LAST.search(before)
    if serial is None:
        return
    start = body_start(before, serial.start())
    if start < serial.start() or serial["mark"]:
        yield start


def _from_year(before: str, bracketed: re.Match[str]) -> Iterator[int]:
    """Yield where a number may start that has its year in brackets."""
    start, end = bracketed.span()
    if not _SERIAL_ONLY.match(before, end):
        if _CODES_AND_SERIAL.match(before, end):
            yield start
        return
    word = _WORD_BEFORE.search(before, 0, start)
    if word is not None and _stands_apart(before, word.start()):
        yield body_start(before, word.start())
    elif (code := code_start(before, len(before[:start].rstrip()))) < start:
        yield code


def _stands_apart(before: str, place: int) -> bool:
    """Tell whether 令 or 公告 at *place* is a word of its own, or a body's.

    The last two characters of 禁止令 and 宅基地公告 are no order and no number's.
    """
    if place == 0 or not re.match(HAN, before[place - 1]):
        return True
    return body_start(before, place) < place or ends_in_word(before, place)


def _ends(rest: str) -> list[int]:
    """Return where a number may end after 号, the longest first."""
    patterns = (_WORD_AFTER, _SUFFIX_AFTER, _WRAP_AFTER)
    found = [pattern.match(rest) for pattern in patterns]
    return [*(each.end() for each in found if each), 1]


@lru_cache(maxsize=16384)
def _parsed(text: str) -> Number | None:
    """Return the number that *text* is, or None.

    Judgments name the same few numbers again and again, which is why answers are
    remembered.
    """
    parse = parse_case_number if is_case_number(text) else parse_document_number
    try:
        return parse(text)
    except CitationSyntaxError:
        return None
