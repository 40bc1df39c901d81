"""Read and write the numerals by which provisions are counted.

Law prints Chinese numerals (第一百二十条); judgments and databases also print
digits (第120条, 第１２０条) and write digit by digit (第一二〇条). All of them are
one integer, and there is one way to write it back: the Chinese numerals in
which articles are counted (《立法法》第六十五条第二款). The limits: 1 to 9999, no
mixture of styles, no forms that mean two numbers (一百一, 五六).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from adminlaw.errors import CitationSyntaxError, FieldValueError

LARGEST: Final = 9999
"""The largest number that a provision can bear; the longest code has 1260."""

_DIGITS: Final = "零一二三四五六七八九"
_UNITS: Final = {"千": 1000, "百": 100, "十": 10}
_LONGEST: Final = len("九千九百九十九")

_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_DIGIT_BY_DIGIT: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")
_ARABIC: Final = re.compile(r"[1-9][0-9]{0,3}")
_PAIR: Final = re.compile(r"两(?=[百千]|\Z)")
_EXPECTED: Final = ("a numeral from 1 to 9999", "1至9999的数字")


def parse_numeral(text: str) -> int:
    """Return the number that *text* writes, whichever of the styles it uses.

    Args:
        text: Chinese numerals, ASCII or full-width digits, nothing else.

    Raises:
        CitationSyntaxError: *text* is not one numeral from 1 to 9999; the
            position is the first character that a numeral cannot hold.

    Source: 《立法法》第六十五条第二款.

    >>> [parse_numeral(text) for text in ("一百零一", "一百〇一", "十五", "３３")]
    [101, 101, 15, 33]
    """
    number = read_numeral(text)
    if number is None:
        raise CitationSyntaxError(text, misread_at(text), *_EXPECTED)
    return number


def format_numeral(number: int) -> str:
    """Return *number* in the Chinese numerals of promulgated texts.

    Args:
        number: From 1 to 9999.

    Raises:
        FieldValueError: *number* is outside that range.

    Source: 《立法法》第六十五条第二款.

    >>> [format_numeral(number) for number in (12, 101, 120, 1005)]
    ['十二', '一百零一', '一百二十', '一千零五']
    """
    if not 1 <= number <= LARGEST:
        raise FieldValueError(
            "number", number, "1至9999的整数", "an integer from 1 to 9999"
        )
    return _written(number)


@cache
def _written(number: int) -> str:
    """Return the canonical numeral of a number from 1 to 9999."""
    places = zip(f"{number:04d}", ("千", "百", "十", ""), strict=True)
    text = "".join(
        "零" if digit == "0" else _DIGITS[int(digit)] + unit for digit, unit in places
    )
    text = re.sub("零+", "零", text).strip("零")
    return text.removeprefix("一") if text.startswith("一十") else text


@lru_cache(maxsize=4096)
def read_numeral(text: str) -> int | None:
    """Return the number that *text* writes, or None where it writes none.

    The reading of one corpus asks for the same few hundred numerals over and
    over, which is why answers are remembered.

    >>> read_numeral("二十"), read_numeral("二十一零")
    (20, None)
    """
    if not 0 < len(text) <= _LONGEST:
        return None
    digits = text.translate(_FULL_WIDTH)
    if not digits.isascii():
        digits = text.translate(_DIGIT_BY_DIGIT)
        # A numeral of mixed styles (1二) is more likely a slip than a number.
        if any(char.isascii() for char in text) or not digits.isascii():
            return _read_places(text)
        # 五六 is as likely to mean 5 and 6 as it is to mean 56.
        if len(text) > 1 and text in _DIGITS:
            return None
    return int(digits) if _ARABIC.fullmatch(digits) else None


def _read_places(text: str) -> int | None:
    """Return the number that *text* writes with 十, 百 and 千.

    The sum is accepted only where writing it gives the text back, once the
    accepted variants are evened out; no rule about 零 has to be stated twice.
    """
    even = _PAIR.sub("二", text.replace("〇", "零"))
    even = re.sub("(?<=[百零])十", "一十", even)
    even = even.removeprefix("一") if even.startswith("一十") else even
    total = digit = 0
    for char in even:
        if char in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[char], 0
        else:
            digit = _DIGITS.find(char)
    total += digit
    return total if 1 <= total <= LARGEST and _written(total) == even else None


def misread_at(text: str) -> int:
    """Return where *text* stops being a numeral: the end of its longest start.

    >>> misread_at("一百一"), misread_at("条")
    (2, 0)
    """
    starts = range(min(len(text), _LONGEST + 1), 0, -1)
    return next((end for end in starts if read_numeral(text[:end]) is not None), 0)
