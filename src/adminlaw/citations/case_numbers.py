"""Read and write the number of a court case (案号).

Since 2016 a number is the year, the court's code, the case type's code and a
serial: （2020）京01民终1号. Before, courts abbreviated their own names and wrote
字第: （2014）杭西行初字第1号. The law: 最高人民法院《关于人民法院案件案号的若干规定》
（法〔2015〕137号）第二条、第三条. The limits: one case; ranges of serials (1-3号) are
refused, for they also mean the third ruling in case 1.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from attrs import field, frozen

from adminlaw.citations.number_parts import (
    A_SERIAL,
    A_YEAR,
    BLANKS,
    CLOSE,
    HAN,
    OPEN,
    SERIAL,
    THE_END,
    YEAR,
    refuse,
    serial_in,
    stages,
    without_blanks,
    year_in,
)
from adminlaw.citations.numerals import format_numeral
from adminlaw.errors import CitationSyntaxError, FieldValueError, check_type
from adminlaw.markup import shown_as

_COURT_CODE: Final = (
    "(?:最高法|[京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵黔云滇藏陕甘青宁新军兵]"
    "[0-9０-９]{0,4})"
)
# The letters of the types in the annex to the provisions of 2015; a closed list of
# the 200 types would go out of date, while new types use the old letters.
_TYPE_CODE: Final = (
    "[刑民行赔执破清算初终再审监申抗提他复核辖特撤督催财保没医解止更备请认台港澳法委司"
    "救惩知仲强恢异协停外移送调引渡区令环转友促]{1,6}"
)
_FORMER_TYPE: Final = (
    "(?:[知立]?(?:行赔|委赔|法赔|刑|民|行|经|商|知|执|赔|破|仲|督|催|立|告|少)"
    "(?:附民)?[一二三四五六七八九重外商知立少金房]?(?:[（(][民商经知刑行房金外劳][）)])?"
    "[初终再申监提抗他复核特督催撤破裁保异请协恢减更执审辖赔]{0,3}|[初终再])"
)
_FORMER_COURT: Final = rf"(?:(?!证){HAN}|[0-9０-９]){{0,8}}?"
_SUFFIX: Final = rf"之{BLANKS}(?P<suffix>{SERIAL})"
_HEAD: Final = rf"{BLANKS}{OPEN}{BLANKS}(?P<year>{YEAR}){BLANKS}年?{BLANKS}{CLOSE}"
_TAIL: Final = rf"{BLANKS}(?P<serial>{SERIAL}){BLANKS}号{BLANKS}(?:{_SUFFIX}{BLANKS})?"

_HALF_WIDTH: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_ROUND: Final = str.maketrans("()", "（）")

_CURRENT: Final = re.compile(
    rf"{_HEAD}{BLANKS}(?P<court>{_COURT_CODE}){BLANKS}(?P<type>{_TYPE_CODE})"
    rf"{BLANKS}第?{_TAIL}"
)
_FORMER: Final = re.compile(
    rf"{_HEAD}{BLANKS}(?P<court>{_FORMER_COURT})(?P<type>{_FORMER_TYPE})"
    rf"{BLANKS}(?:字|(?<=[初终再申监提抗他核])){BLANKS}第?{_TAIL}"
)

_SIGNS: Final = rf"(?:{HAN}|[（）()]|[0-9０-９](?=[0-9０-９]{{0,4}}{HAN}))"
_STAGES: Final = stages(
    OPEN,
    YEAR,
    f"年?{BLANKS}{CLOSE}",
    rf"(?!第|号){_SIGNS}+?(?={BLANKS}第?{BLANKS}{SERIAL}{BLANKS}(?:号|\Z))|{_SIGNS}+",
    f"第?{BLANKS}{SERIAL}",
    "号",
)
_EXPECTED: Final = (
    ("（ before the year", "年份前的“（”"),
    A_YEAR,
    ("） after the year", "年份后的“）”"),
    ("the codes of a court and a case type", "法院代字和案件类型代字"),
    A_SERIAL,
    ("号", "号"),
    THE_END,
)

_TYPES: Final[dict[str, type]] = {
    "year": int,
    "court": str,
    "type_code": str,
    "serial": int,
    "suffix": int,
    "former": bool,
    "original": str,
}


@frozen(kw_only=True)
class CaseNumber:
    """The number of one court case (案号).

    Attributes:
        year: The year in which the court took the case (收案年度).
        court: The court's code (法院代字), such as 京01; empty where an old
            number of the Supreme People's Court has none.
        type_code: The case type (类型代字), such as 民终 or 执恢.
        serial: The number of the case (案件编号).
        suffix: 1 for 之一, the first further document in the case; else None.
        former: Whether it is written the way used before 2016, with 字第.
        original: The text that was read; not compared.

    Raises:
        FieldTypeError: A field holds something of another type.
        FieldValueError: The fields do not make up a case number.

    Source: 最高人民法院《关于人民法院案件案号的若干规定》第二条、第三条.

    >>> str(CaseNumber(year=2020, court="京01", type_code="民终", serial=1))
    '（2020）京01民终1号'
    """

    year: int
    court: str = ""
    type_code: str
    serial: int
    suffix: int | None = None
    former: bool = False
    original: str = field(default="", eq=False, repr=False)

    _repr_html_ = shown_as(
        "案号",
        original="原文",
        year="年份",
        court="法院",
        type_code="类型代字",
        serial="序号",
    )

    def __attrs_post_init__(self) -> None:
        """Refuse what could not be read back."""
        for name, kind in _TYPES.items():
            value = getattr(self, name)
            if value is not None or name != "suffix":
                check_type(self, name, value, kind)
        try:
            again = _read(str(self))
        except (CitationSyntaxError, FieldValueError):
            again = {}
        if (
            any(getattr(self, name) != fact for name, fact in again.items())
            or not again
        ):
            raise FieldValueError(
                "type_code",
                self.type_code,
                "与其余各项合起来能写成案号的类型代字",
                "a code that makes up a case number with the other fields",
            )

    def __str__(self) -> str:
        """Write the number in its canonical form, which reads back as itself."""
        mark = "字第" if self.former else ""
        suffix = "" if self.suffix is None else f"之{format_numeral(self.suffix)}"
        codes = f"{self.court}{self.type_code}"
        return f"（{self.year}）{codes}{mark}{self.serial}号{suffix}"


@lru_cache(maxsize=16384)
def parse_case_number(text: str) -> CaseNumber:
    """Read *text* as exactly one case number.

    Args:
        text: The number; any brackets round the year, any digits, blanks.

    Raises:
        CitationSyntaxError: *text* is anything else, such as a range of numbers
            or the number of a document; its position is the offending code point.

    Source: 最高人民法院《关于人民法院案件案号的若干规定》第三条.

    >>> str(parse_case_number("(2019)最高法知民终7号之一"))
    '（2019）最高法知民终7号之一'
    >>> number = parse_case_number("〔2014〕杭西行初字第１２号")
    >>> number.court, number.type_code, number.serial
    ('杭西', '行初', 12)
    """
    fields = _read(text)
    try:
        return CaseNumber(**fields, original=text)
    except FieldValueError:
        raise CitationSyntaxError(text, 0, *_EXPECTED[0]) from None


def _read(text: str) -> dict[str, Any]:
    """Return the fields of the case number that *text* writes."""
    found = _CURRENT.fullmatch(text) or _FORMER.fullmatch(text)
    if found is None:
        refuse(text, [(_STAGES, _EXPECTED)])
    return {
        "year": year_in(found, "year"),
        "court": found["court"].translate(_HALF_WIDTH),
        "type_code": without_blanks(found["type"]).translate(_ROUND),
        "serial": serial_in(found, "serial"),
        "suffix": serial_in(found, "suffix") if found["suffix"] else None,
        "former": found.re is _FORMER,
    }


def is_case_number(text: str) -> bool:
    """Tell whether *text* has the form of a case number.

    >>> is_case_number("（2003）民一他字第1号"), is_case_number("国发〔2020〕1号")
    (True, False)
    """
    return bool(_CURRENT.fullmatch(text) or _FORMER.fullmatch(text))
