"""Read and write the number of an official document (发文字号).

A coded number is the issuing code, the year in 〔〕 and the serial: 国发〔2020〕1号
(GB/T 9704—2012 第7.2.5条; 《党政机关公文处理工作条例》第九条第五项). Orders and
announcements are numbered by their body: 国务院令第1号, 某市人民政府第1号令,
公告2020年第3号, and those of a congress within its term: 公告〔十三届〕第3号. The
limits: one number with its 号; ranges and lists of serials are refused.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from attrs import field, frozen

from adminlaw.citations.case_numbers import is_case_number
from adminlaw.citations.issuers import after_body, body_start, first_word
from adminlaw.citations.number_parts import (
    A_SERIAL,
    A_YEAR,
    BLANKS,
    BODY,
    CLOSE,
    HAN,
    NUMERALS,
    OPEN,
    SERIAL,
    THE_END,
    YEAR,
    one_blank,
    refuse,
    serial_in,
    stages,
    without_blanks,
    year_in,
)
from adminlaw.citations.numerals import format_numeral
from adminlaw.errors import CitationSyntaxError, FieldValueError, check_type
from adminlaw.labels import LabelledEnum
from adminlaw.markup import shown_as


class NumberForm(LabelledEnum):
    """How the documents of a series are numbered (编号方式)."""

    CODED = "coded", "发文字号", "issuing code, year and serial"
    YEAR_FIRST = "year_first", "年份在前的字号", "year before the issuing code"
    ORDER = "order", "令", "order"
    ANNOUNCEMENT = "announcement", "公告", "announcement"
    NOTICE = "notice", "通告", "public notice"


class NumberLayout(LabelledEnum):
    """Where a series puts the year and the word 令 or 公告 (书写次序)."""

    PLAIN = "plain", "令2020年第1号", "word first, year plain"
    BRACKETED = "bracketed", "令〔2020〕第1号", "word first, year in brackets"
    CODE_LIKE = "code_like", "令〔2020〕1号", "word first, as in a code"
    WORD_LAST = "word_last", "2020年第1号令", "word last"


_WORDS: Final = {
    NumberForm.ORDER: "令",
    NumberForm.ANNOUNCEMENT: "公告",
    NumberForm.NOTICE: "通告",
}
_FORMS: Final = {word: form for form, word in _WORDS.items()}
_WORD: Final = "(?P<word>令|公告|通告)"

_LABEL: Final = rf"(?:(?:发文字号|发文号|文件编号|文件号|文号){BLANKS}[:：]{BLANKS})?+"
_NO_YEAR: Final = rf"(?![{NUMERALS}OoＯ年第届]+[）)])"
_UNIT: Final = rf"(?:(?!号){HAN}|[（(]{_NO_YEAR}{HAN}{{1,4}}[）)])"
_CODE: Final = rf"(?P<agency>(?:(?!第{BLANKS}[{NUMERALS}]){_UNIT}{BLANKS})+)"
# 第十三届 and 第一次会议 are parts of names; 第十三号 never is.
_BODY_UNIT: Final = (
    rf"(?:(?!号){HAN}|[、\u200b\u200c\u200d\ufeff]|[^\S\n]"
    "|第[0-9０-９]{1,2}(?=[届次]))"
)
_BODY: Final = rf"(?P<agency>(?:{_BODY_UNIT}*?[{BODY}]{BLANKS})??)"
_TERM: Final = rf"第?{BLANKS}(?P<term>[{NUMERALS}]{{1,3}}){BLANKS}届"
_IN_BRACKETS: Final = (
    rf"{OPEN}{BLANKS}(?:(?P<year>{YEAR}){BLANKS}年?|{_TERM}){BLANKS}{CLOSE}"
)
_YEAR_IN_BRACKETS: Final = rf"{OPEN}{BLANKS}(?P<year>{YEAR}){BLANKS}年?{BLANKS}{CLOSE}"
_PLAIN_YEAR: Final = rf"(?P<plain>{YEAR}){BLANKS}年"
_SERIAL: Final = rf"(?P<serial>{SERIAL}){BLANKS}号"
_START: Final = f"{BLANKS}{_LABEL}"

_CODED: Final = re.compile(
    rf"{_START}{_CODE}{_YEAR_IN_BRACKETS}{BLANKS}(?P<mark>第)?{BLANKS}{_SERIAL}{BLANKS}"
)
_CODED_PLAIN: Final = re.compile(
    rf"{_START}(?P<agency>{HAN}+?(?<=[{BODY}发函字])){BLANKS}{_PLAIN_YEAR}"
    rf"{BLANKS}第?{BLANKS}{_SERIAL}{BLANKS}"
)
_YEAR_FIRST: Final = re.compile(
    rf"{_START}{_YEAR_IN_BRACKETS}{BLANKS}(?P<agency>(?:{_UNIT}{BLANKS})+?(?<=字))"
    rf"{BLANKS}第?{BLANKS}{_SERIAL}{BLANKS}"
)
_WORD_FIRST: Final = re.compile(
    rf"{_START}{_BODY}{_WORD}{BLANKS}(?:{_IN_BRACKETS}{BLANKS})?(?P<wrap>{OPEN})?"
    rf"{BLANKS}(?:(?P<plain>{YEAR}){BLANKS}(?:年|(?=第)){BLANKS})?(?P<mark>第)?{BLANKS}"
    rf"{_SERIAL}{BLANKS}(?(wrap){CLOSE}{BLANKS})"
)
_WORD_LAST: Final = re.compile(
    rf"{_START}{_BODY}(?:{_IN_BRACKETS}|{_PLAIN_YEAR})?{BLANKS}第?{BLANKS}{_SERIAL}"
    rf"{BLANKS}{_WORD}{BLANKS}"
)
_PATTERNS: Final = (_WORD_FIRST, _WORD_LAST, _CODED, _YEAR_FIRST, _CODED_PLAIN)

_A_CODE: Final = ("an issuing code or body", "发文机关代字或者机关名称")
_A_BRACKET: Final = ("〔 and a year", "“〔”加年份")
_CLOSING: Final = ("〕 after the year", "年份后的“〕”")
_FIRST_SERIAL: Final = ("第 and a number", "“第”加序号")
_HAO: Final = ("号", "号")
_ATTEMPTS: Final = (
    (
        stages(
            f"(?:{_UNIT}{BLANKS})*?(?:令|公告|通告)",
            f"(?:{OPEN}?{BLANKS}(?:{YEAR}|第?{BLANKS}[{NUMERALS}]+届)"
            f"{BLANKS}年?{BLANKS}{CLOSE}?)?{BLANKS}{OPEN}?第?",
            SERIAL,
            "号",
            before=_LABEL,
        ),
        (_A_CODE, _FIRST_SERIAL, _FIRST_SERIAL, _HAO, THE_END),
    ),
    (
        stages(
            f"(?:(?!第{BLANKS}[{NUMERALS}号]){_UNIT}{BLANKS})+",
            OPEN,
            YEAR,
            f"年?{BLANKS}{CLOSE}",
            f"第?{BLANKS}{SERIAL}",
            "号",
            before=_LABEL,
        ),
        (_A_CODE, _A_BRACKET, A_YEAR, _CLOSING, A_SERIAL, _HAO, THE_END),
    ),
)

_TYPES: Final[dict[str, type]] = {
    "agency": str,
    "year": int,
    "term": int,
    "serial": int,
    "form": NumberForm,
    "layout": NumberLayout,
    "original": str,
}


@frozen(kw_only=True)
class DocumentNumber:
    """The number under which a document was issued (发文字号).

    Two numbers are equal where they mean the same document; how a series lays
    its numbers out and what was written in one text do not count.

    Attributes:
        agency: The issuing code (国发) or, for orders and announcements, the
            body; bodies that sign together as written. It may be empty for an
            order or announcement whose body the text does not write.
        year: The year of the series; None where it is numbered without years.
        term: The term (届) of a congress within which it is numbered, or None.
        serial: The number in the series, from 1.
        form: How the series is numbered.
        layout: Where the year and the word stand; not compared.
        original: The text that was read; not compared.

    Raises:
        FieldTypeError: A field holds something of another type.
        FieldValueError: The fields do not make up a number.

    Source: GB/T 9704—2012 第7.2.5条.

    >>> str(DocumentNumber(agency="国发", year=2020, serial=1))
    '国发〔2020〕1号'
    """

    agency: str
    year: int | None = None
    term: int | None = None
    serial: int
    form: NumberForm = NumberForm.CODED
    layout: NumberLayout = field(default=NumberLayout.PLAIN, eq=False)
    original: str = field(default="", eq=False, repr=False)

    _repr_html_ = shown_as(
        "发文字号", original="原文", agency="机关代字", year="年度", serial="序号"
    )

    def __attrs_post_init__(self) -> None:
        """Refuse what could not be read back."""
        for name, kind in _TYPES.items():
            value = getattr(self, name)
            if value is not None or name not in {"year", "term"}:
                check_type(self, name, value, kind)
        try:
            again = _read(str(self))
        except (CitationSyntaxError, FieldValueError):
            again = {}
        if not again or any(
            getattr(self, name) != fact for name, fact in again.items()
        ):
            raise FieldValueError(
                "agency",
                self.agency,
                "与其余各项合起来能写成发文字号的代字或者机关名称",
                "a code or body that makes up a number with the other fields",
            )

    def __str__(self) -> str:
        """Write the number in its canonical form, which reads back as itself."""
        number = f"{self.serial}号"
        if self.form is NumberForm.CODED:
            return f"{self.agency}〔{self.year}〕{number}"
        if self.form is NumberForm.YEAR_FIRST:
            return f"〔{self.year}〕{self.agency}第{number}"
        word, series = _WORDS[self.form], self._series()
        if self.layout is NumberLayout.WORD_LAST:
            return f"{self.agency}{series}第{number}{word}"
        mark = "" if self.layout is NumberLayout.CODE_LIKE else "第"
        return f"{self.agency}{word}{series}{mark}{number}"

    def _series(self) -> str:
        """Write the year or the term that the serials of an order belong to."""
        if self.term is not None:
            return f"〔{format_numeral(self.term)}届〕"
        if self.year is None:
            return ""
        plain = self.layout in {NumberLayout.PLAIN, NumberLayout.WORD_LAST}
        return f"{self.year}年" if plain else f"〔{self.year}〕"


@lru_cache(maxsize=16384)
def parse_document_number(text: str) -> DocumentNumber:
    """Read *text* as exactly one document number.

    Args:
        text: The number; any brackets round the year, any digits, blanks, 第 or
            none. A label (发文字号：) and a body before its own code are passed over.

    Raises:
        CitationSyntaxError: *text* is anything else, such as a case number or a
            number without 号; its position is the offending code point.

    Source: GB/T 9704—2012 第7.2.5条.

    >>> str(parse_document_number("国发[二〇二〇]第０１号"))
    '国发〔2020〕1号'
    >>> parse_document_number("中华人民共和国国务院令第七百一十三号").serial
    713
    """
    fields = _read(text)
    try:
        return DocumentNumber(**fields, original=text)
    except FieldValueError:
        raise CitationSyntaxError(text, 0, *_A_CODE) from None


def _read(text: str) -> dict[str, Any]:
    """Return the fields of the number that *text* writes."""
    for pattern in _PATTERNS:
        found = pattern.fullmatch(text)
        if found is not None and not is_case_number(text):
            break
    else:
        refuse(text, _ATTEMPTS)
    groups = found.groupdict()
    if found.re in {_WORD_FIRST, _WORD_LAST}:
        return _order(found)
    return {
        "agency": _agency(found),
        "year": year_in(found, "plain" if "plain" in groups else "year"),
        "term": None,
        "serial": serial_in(found, "serial"),
        "form": NumberForm.YEAR_FIRST if found.re is _YEAR_FIRST else NumberForm.CODED,
        "layout": NumberLayout.PLAIN,
    }


def _order(found: re.Match[str]) -> dict[str, Any]:
    """Return the fields of an order or announcement."""
    if found["year"] and found["plain"]:
        raise CitationSyntaxError(found.string, found.start("plain"), *_FIRST_SERIAL)
    year = "year" if found["year"] else "plain"
    return {
        "agency": _issuer(found),
        "year": year_in(found, year) if found[year] else None,
        "term": serial_in(found, "term") if found["term"] else None,
        "serial": serial_in(found, "serial"),
        "form": _FORMS[found["word"]],
        "layout": _layout(found),
    }


def _layout(found: re.Match[str]) -> NumberLayout:
    """Return where an order that was read puts its year and its word."""
    if found.re is _WORD_LAST:
        return NumberLayout.WORD_LAST
    if found["year"]:
        marked = found["mark"]
        return NumberLayout.BRACKETED if marked else NumberLayout.CODE_LIKE
    return NumberLayout.PLAIN


def _agency(found: re.Match[str]) -> str:
    """Return the code of a coded number, without a body that precedes it."""
    code = _plain(without_blanks(found["agency"]))
    _refuse_words(found)
    return code[after_body(code, 0, len(code)) :]


def _issuer(found: re.Match[str]) -> str:
    """Return the body or bodies of an order or announcement."""
    written = found["agency"].strip()
    if body_start(written, len(written)) > 0:
        _refuse_words(found)
    return one_blank(written) if written else ""


def _refuse_words(found: re.Match[str]) -> None:
    """Point at a word that belongs to the sentence and not to an issuer."""
    word = first_word(found["agency"])
    if word is not None:
        place = found.start("agency") + word
        raise CitationSyntaxError(found.string, place, *_A_CODE)


def _plain(code: str) -> str:
    """Return a code with its inner brackets in full width."""
    return code.translate(str.maketrans("()", "（）"))
