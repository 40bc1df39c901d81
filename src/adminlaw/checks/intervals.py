"""What a figure allows: a number, or a range where it says 不少于 or 余.

A comparison of ranges has three answers. Only a certain one is reported as
passed or failed.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext
from fractions import Fraction

from attrs import frozen

from adminlaw.model import Figure, Qualifier
from adminlaw.rates import Rounding, rounded


@frozen
class Interval:
    """Numbers from *low* to *high*; None is unbounded, an open end is left out."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    @property
    def exact(self) -> Fraction | None:
        """The one number that it allows, or None."""
        return self.low if self.low == self.high else None

    @property
    def stated(self) -> Fraction:
        """The number that it was made from, be it exact or the end of a range."""
        ends = [end for end in (self.low, self.high) if end is not None]
        return ends[0] if ends else Fraction(0)

    def at_most(self, other: Interval) -> bool | None:
        """Tell whether this is at most *other*; None where that is not certain."""
        if self.high is not None and other.low is not None and self.high <= other.low:
            return True
        return False if self._above(other) else None

    def _above(self, other: Interval) -> bool:
        """Tell whether this is certainly more than *other*."""
        if self.low is None or other.high is None:
            return False
        strict = self.low_open or other.high_open
        return self.low > other.high or (self.low == other.high and strict)

    def equals(self, other: Interval) -> bool | None:
        """Tell whether both are one number; None where that is not certain."""
        if self.exact is not None and self.exact == other.exact:
            return True
        apart = self._above(other) or other._above(self)
        return False if apart else None

    def plus(self, other: Interval) -> Interval:
        """Return the range of the sum."""
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def negated(self) -> Interval:
        """Return the range of the numbers with the other sign."""
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_open,
            self.low_open,
        )

    def over(self, other: Interval) -> Interval:
        """Return the range of the quotient; unbounded where a sign is not certain."""
        if self.low is None or self.low < 0 or other.low is None or other.low <= 0:
            return Interval(None, None)
        return Interval(
            Fraction(0) if other.high is None else self.low / other.high,
            None if self.high is None else self.high / other.low,
            self.low_open or other.high_open,
            self.high_open or other.low_open,
        )


def point(number: Fraction | Decimal | int) -> Interval:
    """Return the range of one number."""
    return Interval(Fraction(number), Fraction(number))


def interval(figure: Figure) -> Interval | None:
    """Return what a figure allows; None where it states no number and no day.

    Days are counted from a fixed day, so that only their order and distance mean
    anything.
    """
    if figure.value is None:
        return _days(figure)
    number = Fraction(figure.value)
    open_above = figure.qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN)
    open_below = figure.qualifier in (Qualifier.AT_MOST, Qualifier.BASICALLY_ALL)
    return Interval(
        # A count of things is at least none.
        Fraction(0) if open_below and number >= 0 else None if open_below else number,
        None if open_above else number,
        low_open=figure.qualifier is Qualifier.MORE_THAN,
    )


def _days(figure: Figure) -> Interval | None:
    span = figure.when
    if span is None or span.since is None or span.last_day is None:
        return None
    return Interval(
        Fraction(span.since.toordinal()), Fraction(span.last_day.toordinal())
    )


def total(intervals: Iterable[Interval]) -> Interval:
    """Return the range of a sum."""
    result = point(0)
    for each in intervals:
        result = result.plus(each)
    return result


_LONGEST = 10**40  # beyond it a number is written with an exponent


def plain(number: Fraction | None, places: int = 4) -> str:
    """Return a number for people: whole, or with *places* decimals, half up.

    >>> plain(Fraction(179)), plain(Fraction(4300, 45))
    ('179', '95.5556')
    """
    if number is None:
        return "…"
    if abs(number) >= _LONGEST:
        with localcontext(prec=_PRECISION):
            return f"{Decimal(number.numerator) / Decimal(number.denominator):.4E}"
    if number.denominator == 1:
        return str(number.numerator)
    return str(rounded(number, places, Rounding.HALF_UP))


_PRECISION = 28  # digits of a number written with an exponent, whatever the caller's


def printed(figure: Figure) -> str:
    """Return the number of a figure as the report prints it, with its range.

    >>> from adminlaw.labels import Label
    >>> from adminlaw.model.figures import FigureId
    >>> from adminlaw.model import Unit
    >>> printed(
    ...     Figure(
    ...         id=FigureId("f"),
    ...         label=Label("出庭", "appearances"),
    ...         unit=Unit.PERSON_TIME,
    ...         value=Decimal(860),
    ...         qualifier=Qualifier.MORE_THAN,
    ...     )
    ... )
    '>860'
    """
    if figure.value is None:
        return figure.raw or str(figure.when or "?")
    sign = {
        Qualifier.AT_LEAST: "≥",
        Qualifier.AT_MOST: "≤",
        Qualifier.MORE_THAN: ">",
        Qualifier.BASICALLY_ALL: "≈",
        Qualifier.UNIVERSAL: "",
    }.get(figure.qualifier, "")
    return f"{sign}{figure.value}"


def whole_number(figure: Figure | None) -> int | None:
    """Return the number of a figure where it is whole and not negative, else None."""
    if figure is None or figure.value is None or figure.value < 0:
        return None
    return int(figure.value) if figure.value == int(figure.value) else None


_LISTED = 6  # neighbours that are written out; longer runs are first to last


def run(numbers: range) -> str:
    """Return neighbouring whole numbers for people.

    >>> run(range(44, 46)), run(range(10, 100))
    ('44 45', '10–99')
    """
    # ``len`` would ask for a length that a machine word can hold.
    if numbers.stop - numbers.start <= _LISTED:
        return " ".join(map(str, numbers))
    return f"{numbers.start}–{numbers.stop - 1}"
