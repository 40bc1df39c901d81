"""Lengths of time as cells have them (办结时限): a number with a unit, or none.

``0`` and 即办 say that a matter is done on the spot, which is understood and is no
length; ``-1``, 无 and ``-`` that nothing is said. The limits: 日 is a calendar day
here, though a law may count working days by it; what has two units, or half of one,
is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from adminlaw.citations.numerals import read_numeral
from adminlaw.errors import MisreadError
from adminlaw.labels import LabelledEnum
from adminlaw.periods import Length, LengthUnit
from adminlaw.tables.grids import Value
from adminlaw.tables.words import cell_text, half_width, is_blank


class NoLength(LabelledEnum):
    """A limit that is no length of time (非时长的时限)."""

    IMMEDIATE = "immediate", "即办", "done on the spot"
    UNKNOWN = "unknown", "未载明", "not stated"


IMMEDIATE: Final = NoLength.IMMEDIATE
"""What 即办 and 0 are read as."""
UNKNOWN: Final = NoLength.UNKNOWN
"""What -1, 无, - and a blank are read as."""

_EXPECTED: Final = (
    "时长，如 20个工作日 或 3个月",
    "a length of time such as 20个工作日 or 3个月",
)
_AT_ONCE: Final = re.compile(
    r"即办(?:件|理)?|即(?:来|到)?即办|马上办|(?:当场|即时|立即|当即|随到随)(?:办结|办理|办)?|当日办结"
)
_UNSAID: Final = re.compile(
    r"-1|[-—–/\\]+|无|暂无|未(?:规定|明确|载明|定)|无(?:法定)?(?:时限|期限|规定)(?:要求|规定)?|不限|没有规定"
)
_NAMES: Final[Mapping[str, LengthUnit]] = MappingProxyType(
    {
        "工作日": LengthUnit.WORKING_DAY,
        "工作天": LengthUnit.WORKING_DAY,
        "自然日": LengthUnit.DAY,
        "日历日": LengthUnit.DAY,
        "日历天": LengthUnit.DAY,
        "日": LengthUnit.DAY,
        "天": LengthUnit.DAY,
        "月": LengthUnit.MONTH,
        "年": LengthUnit.YEAR,
        "小时": LengthUnit.HOUR,
        "周": LengthUnit.WEEK,
        "星期": LengthUnit.WEEK,
    }
)
_LIMIT: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8}(?:时限|期限) ?[:为] ?)?"
    r"(?:[自从][^,，。;；]{0,30}?起 ?,?)?(?:在|于|不超过|最长)?"
    r" ?(?P<number>-?\d{1,6}(?:\.0+)?|[零〇一二两三四五六七八九十百]{1,5}) ?"
    r"[(\[]? ?(?:个 ?)?(?P<unit>" + "|".join(_NAMES) + r")? ?[)\]]?"
    r" ?(?:以内|之内|内)?(?:办结|办理完毕|完成|作出决定)?[。.]?"
)


def read_limit(value: Value, *, unit: str = "") -> Length | NoLength:
    """Return the length of time of a cell, or that it is none or not stated.

    Args:
        value: The cell.
        unit: Unit where the cell names none: ``工作日``, ``working day`` and such;
            empty where nothing names one.

    Raises:
        MisreadError: it is no single whole length, or no unit is known.

    >>> [str(read_limit(each)) for each in ("20（工作日）", "自受理之日起45日内")]
    ['20 working days', '45 days']
    >>> read_limit("即办"), read_limit(-1)
    (NoLength.IMMEDIATE, NoLength.UNKNOWN)
    """
    text = half_width(cell_text(value))
    if is_blank(value) or _UNSAID.fullmatch(text):
        return UNKNOWN
    if _AT_ONCE.fullmatch(text):
        return IMMEDIATE
    read = None if isinstance(value, bool) else _LIMIT.fullmatch(text)
    number = None if read is None else _number(read["number"])
    if read is None or number is None or number < -1:
        raise MisreadError(value, *_EXPECTED)
    if number <= 0:
        return IMMEDIATE if number == 0 else UNKNOWN
    named = _unit(read["unit"] or unit)
    if named is None:
        raise MisreadError(value, *_EXPECTED)
    return Length(number, named)


def _number(text: str) -> int | None:
    if text.lstrip("-")[0].isascii():
        return int(text.partition(".")[0])
    return 0 if text in ("零", "〇") else read_numeral(text)


def _unit(name: str) -> LengthUnit | None:
    """Return a unit by its Chinese name, with or without 个, or by its code."""
    known = _NAMES.get(half_width(name).removeprefix("个"))
    if known is not None:
        return known
    return next((each for each in LengthUnit if each.code == name), None)
