"""Numbers and amounts of money as cells have them (数字与金额).

Never by float arithmetic: what a workbook stores is taken by its digits. Rounding,
``约`` and ranges are refused. The limits: Chinese numerals up to 9999万.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from adminlaw.citations.numerals import read_numeral
from adminlaw.errors import MisreadError
from adminlaw.money import Money, MoneyUnit
from adminlaw.tables.grids import Value
from adminlaw.tables.words import half_width

_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_COUNTED: Final = "件宗次人名个项起条份部户家"
_YUAN, _WAN = MoneyUnit.YUAN, MoneyUnit.WAN_YUAN
_UNITS: Final[Mapping[str, tuple[MoneyUnit, int]]] = MappingProxyType(
    {
        "分": (_YUAN, -2),
        "角": (_YUAN, -1),
        "元": (_YUAN, 0),
        "百元": (_YUAN, 2),
        "千元": (_YUAN, 3),
        "万元": (_WAN, 0),
        "十万元": (_WAN, 1),
        "百万元": (_WAN, 2),
        "千万元": (_WAN, 3),
        "亿元": (_WAN, 4),
        "fen": (_YUAN, -2),
        "yuan": (_YUAN, 0),
        "wan_yuan": (_WAN, 0),
    }
)
"""Names of units: the unit of ``Money``, and by how many digits the amount moves."""
_AMOUNT: Final = re.compile(
    r"(?:人民币|RMB|CNY)? ?:?[¥￥]? ?(?:"
    r"(?P<digits>[+-]?[\d,.]+) ?(?P<unit>分|角|[十百千]?万?[元圆]|[十百千]?万|亿元?)?"
    # The longest numeral: 一万二千元 is no 一万二 of 千元.
    r"|(?P<numeral>[零〇一二两三四五六七八九十百千万]+)(?P<coin>[元圆角分])?)[整正]?"
)
_TWICE: Final = re.compile(r"(?P<first>[^()]+?) ?\((?P<second>[^()]+)\)")
_CAPITALS: Final = str.maketrans(
    "壹贰叁肆伍陆柒捌玖拾佰仟萬", "一二三四五六七八九十百千万"
)
_MONEY: Final = (
    "金额及其单位，如 3000元 或 0.3万元",
    "an amount with its unit, such as 3000元 or 0.3万元",
)
_THOUSAND: Final = 1000
_LOST: Final = 2.0**53


def read_decimal(value: Value) -> Decimal:
    """Return the number of a cell, by its digits.

    Raises:
        MisreadError: it is no number, or has a unit or a sign of percent.

    >>> read_decimal("１，２３４.50"), read_decimal(0.1)
    (Decimal('1234.50'), Decimal('0.1'))
    """
    found = _number(value)
    if found is None:
        raise MisreadError(value, "数字", "a number")
    return found


def read_whole(value: Value) -> int:
    """Return the whole number of a cell, which may have a measure word (12件).

    Raises:
        MisreadError: it is no whole number, or a workbook stored more digits than a
            number holds there, so that the last are lost.

    >>> read_whole("1,234"), read_whole("１２ 件"), read_whole(3.0)
    (1234, 12, 3)
    """
    lost = isinstance(value, float) and abs(value) >= _LOST
    text = half_width(value).rstrip(_COUNTED).rstrip() if isinstance(value, str) else ""
    found = _number(text or value)
    if found is None and text:
        numeral = read_numeral(text)
        found = None if numeral is None else Decimal(numeral)
    if found is None or lost or found != found.to_integral_value():
        raise MisreadError(value, "整数", "a whole number")
    return int(found)


def read_money(value: Value, *, unit: str) -> Money:
    """Return the amount of a cell, with the unit of the cell before that of the column.

    An amount in 分, 千元 or 亿元 is moved by digits into 元 or 万元.

    Args:
        value: The cell.
        unit: Unit where the cell names none, such as ``万元`` or ``wan_yuan``; empty
            where nothing names one.

    Raises:
        MisreadError: it is no single amount, or no unit is known.

    >>> str(read_money("3,000元", unit="万元")), str(read_money(0.3, unit="万元"))
    ('3000元', '0.3万元')
    >>> read_money("约3万元", unit="")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    adminlaw.errors.MisreadError: the cell is to hold an amount with...
    """
    if isinstance(value, str):
        return _of_text(value, half_width(value).translate(_CAPITALS), unit)
    number = _number(value)
    if number is None:
        raise MisreadError(value, *_MONEY)
    return _money(value, number, unit)


def names_unit(value: Value) -> bool:
    """Tell whether a cell names the unit of its amount itself.

    >>> names_unit("3000元"), names_unit("3000"), names_unit(0.3)
    (True, False, False)
    """
    try:
        read_money(value, unit="")
    except MisreadError:
        return False
    return True


def counts_in_wan(value: Value) -> bool:
    """Tell whether a cell ends with a bare 万, which may or may not be its unit.

    >>> counts_in_wan("壹万"), counts_in_wan("1万元")
    (True, False)
    """
    return (
        isinstance(value, str) and half_width(value).translate(_CAPITALS)[-1:] == "万"
    )


def _of_text(value: str, text: str, unit: str) -> Money:
    """Read an amount that may be followed by itself in capital numerals."""
    twice = _TWICE.fullmatch(text)
    if twice is None or twice["second"] in _UNITS:
        text = f"{twice['first']}{twice['second']}" if twice else text
        return _one(value, text, unit)
    first = _one(value, twice["first"], unit)
    if _one(value, twice["second"], unit).yuan != first.yuan:
        raise MisreadError(value, *_MONEY)
    return first


def _one(value: str, text: str, unit: str) -> Money:
    read = _AMOUNT.fullmatch(text)
    if read is None:
        raise MisreadError(value, *_MONEY)
    digits, numeral = read["digits"], read["numeral"]
    number = _number(digits) if digits else _of_numerals(numeral)
    if number is None:
        raise MisreadError(value, *_MONEY)
    # 壹万 is 10,000 yuan in a column of 万元 as well, as 1万 is.
    bare = "元" if numeral and "万" in numeral else ""
    own = read["unit"] or read["coin"] or bare
    named = f"{own}元" if own[-1:] in ("万", "亿") else own.replace("圆", "元")
    return _money(value, number, named or unit)


def _money(value: Value, number: Decimal, unit: str) -> Money:
    if unit not in _UNITS:
        raise MisreadError(value, *_MONEY)
    known, places = _UNITS[unit]
    return Money(_moved(number, places), known)


def _moved(number: Decimal, places: int) -> Decimal:
    """Return a number times a power of ten, by its digits and in plain notation."""
    sign, digits, exponent = number.as_tuple()
    whole = exponent if isinstance(exponent, int) else 0
    return Decimal(format(Decimal((sign, digits, whole + places)), "f"))


def _number(value: Value) -> Decimal | None:
    match value:
        case bool():
            return None
        case int():
            return Decimal(value)
        case float():
            found = Decimal(repr(value))
            if not found.is_finite():
                return None
            plain = format(found, "f")
            return Decimal(plain.removesuffix(".0"))
        case str():
            text = half_width(value)
            return Decimal(text.replace(",", "")) if _NUMBER.fullmatch(text) else None
        case _:
            return None


def _of_numerals(text: str) -> Decimal | None:
    """Return the number of Chinese numerals, with one 万 at most.

    一万二 is refused: it is said for 12000 and would be written for 10002.
    """
    above, wan, below = text.rpartition("万")
    low = read_numeral(below.removeprefix("零")) if below else 0
    high = read_numeral(above) if above else 0
    if low is None or high is None or (wan and not above):
        return None
    short = low < _THOUSAND
    if wan and below and short != below.startswith("零"):
        return None
    return Decimal(high * 10_000 + low)
