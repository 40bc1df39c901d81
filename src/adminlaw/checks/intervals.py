"""What a figure allows: a number, or a range where it says 不少于 or 余.

A comparison of ranges has three answers. Only a certain one is reported as
passed or failed.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen

from adminlaw.model import Figure, Qualifier
from adminlaw.rates import Rounding, rounded


@frozen
class Interval:
    """Numbers from *low* to *high*, both included; None is unbounded."""

    low: Fraction | None
    high: Fraction | None

    @property
    def exact(self) -> Fraction | None:
        """The one number that it allows, or None."""
        return self.low if self.low == self.high else None

    def at_most(self, other: Interval) -> bool | None:
        """Tell whether this is at most *other*; None where that is not certain."""
        if self.high is not None and other.low is not None and self.high <= other.low:
            return True
        apart = self.low is not None and other.high is not None
        return False if apart and _above(self.low, other.high) else None

    def equals(self, other: Interval) -> bool | None:
        """Tell whether both are one number; None where that is not certain."""
        if self.exact is not None and self.exact == other.exact:
            return True
        apart = self.at_most(other) is False or other.at_most(self) is False
        return False if apart else None


def _above(low: Fraction | None, high: Fraction | None) -> bool:
    return low is not None and high is not None and low > high


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
        None if open_below else number,
        None if open_above else number,
    )


def _days(figure: Figure) -> Interval | None:
    span = figure.when
    if span is None or span.since is None or span.last_day is None:
        return None
    return Interval(
        Fraction(span.since.toordinal()), Fraction(span.last_day.toordinal())
    )


def total(intervals: Iterable[Interval]) -> Interval:
    """Return the sum of ranges."""
    members = tuple(intervals)
    return Interval(
        _sum(each.low for each in members), _sum(each.high for each in members)
    )


def _sum(bounds: Iterable[Fraction | None]) -> Fraction | None:
    result = Fraction(0)
    for each in bounds:
        if each is None:
            return None
        result += each
    return result


def plain(number: Fraction | None, places: int = 4) -> str:
    """Return a number for people: whole, or with *places* decimals, half up.

    >>> plain(Fraction(179)), plain(Fraction(4300, 45))
    ('179', '95.5556')
    """
    if number is None:
        return "…"
    if number.denominator == 1:
        return str(number.numerator)
    return str(rounded(number, places, Rounding.HALF_UP))


def printed(figure: Figure) -> str:
    """Return the number of a figure as the report prints it, with its range.

    >>> from decimal import Decimal
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
        Qualifier.EXACT: "",
        Qualifier.AT_LEAST: "≥",
        Qualifier.AT_MOST: "≤",
        Qualifier.MORE_THAN: ">",
        Qualifier.BASICALLY_ALL: "≈",
    }[figure.qualifier]
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
    if numbers.stop - numbers.start <= _LISTED:
        return " ".join(map(str, numbers))
    return f"{numbers[0]}–{numbers[-1]}"
