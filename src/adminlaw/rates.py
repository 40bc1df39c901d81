"""Percentages as reports print them, and the counts that they allow.

A printed rate is a rounded number. Which rounding was used is seldom said, so
a rate is compared under each; and a rate with a base but no count still allows
only certain whole numbers. All arithmetic is exact (``Decimal``, ``Fraction``).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from adminlaw.labels import LabelledEnum


class Rounding(LabelledEnum):
    """How a printed number was shortened (舍入方式)."""

    HALF_UP = "half_up", "四舍五入", "half up"
    HALF_EVEN = "half_even", "四舍六入五成双", "half even"
    TRUNCATE = "truncate", "截尾", "truncation"


def decimals(value: Decimal) -> int:
    """Return how many decimal places *value* was printed with.

    >>> decimals(Decimal("66.49")), decimals(Decimal("20"))
    (2, 0)
    """
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounded(value: Fraction, places: int, rounding: Rounding) -> Decimal:
    """Return *value* shortened to *places* decimals, exactly.

    >>> rounded(Fraction(4300, 45), 1, Rounding.TRUNCATE)
    Decimal('95.5')
    """
    scale = 10**places
    whole, rest = divmod(abs(value) * scale, 1)
    up = {
        Rounding.TRUNCATE: False,
        Rounding.HALF_UP: rest >= Fraction(1, 2),
        Rounding.HALF_EVEN: rest > Fraction(1, 2)
        or (rest == Fraction(1, 2) and whole % 2 == 1),
    }[rounding]
    # Built from its digits: arithmetic would round to the caller's decimal context.
    digits = Decimal(int(whole) + up).as_tuple().digits
    return Decimal((int(value < 0), digits, -places))


def percentage(numerator: Decimal, base: Decimal) -> Fraction:
    """Return 100 × *numerator* ÷ *base*, exactly.

    Raises:
        ZeroDivisionError: *base* is zero.
    """
    return 100 * Fraction(numerator) / Fraction(base)


def agreeing(stated: Decimal, exact: Fraction) -> tuple[Rounding, ...]:
    """Return the roundings under which *exact* prints as *stated*.

    >>> agreeing(Decimal("95.5"), Fraction(4300, 45))
    (Rounding.TRUNCATE,)
    """
    places = decimals(stated)
    return tuple(mode for mode in Rounding if rounded(exact, places, mode) == stated)


def counts_allowed(rate: Decimal, base: int, rounding: Rounding) -> range:
    """Return the whole numbers of *base* that print as *rate* percent.

    A larger count never prints as a smaller rate, so they are neighbours.

    Args:
        rate: A printed percentage, with its decimals.
        base: The whole number that it is a share of, at least 1.
        rounding: How it was shortened.

    >>> list(counts_allowed(Decimal("20"), 223, Rounding.HALF_UP))
    [44, 45]
    """
    places = decimals(rate)

    def printed(count: int) -> Decimal:
        return rounded(Fraction(100 * count, base), places, rounding)

    first = _least(lambda count: printed(count) >= rate, base)
    return range(first, _least(lambda count: printed(count) > rate, base))


def _least(holds: Callable[[int], bool], most: int) -> int:
    """Return the least of 0 … *most* for which *holds* is true; *most* + 1 if none.

    ``bisect`` would do, but for its limit to lengths that a machine word can hold.
    """
    low, high = 0, most + 1
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low
