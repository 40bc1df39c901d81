"""Amounts that may lie between two bounds: what is unknown widens them.

A missing day, a 余 or a restored number is never guessed. Sums, differences and
quotients of amounts keep the bounds sound; all arithmetic is exact (``Fraction``).
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen

from adminlaw.markup import shown_as


@frozen
class Amount:
    """A number, or the bounds between which it lies.

    Attributes:
        least: The least that it can be.
        most: The most that it can be; None without a bound.

    >>> (Amount.of(3) + Amount(Fraction(0), Fraction(2))).exact is None
    True
    """

    least: Fraction
    most: Fraction | None

    _repr_html_ = shown_as("数量", least="下限", most="上限")

    @classmethod
    def of(cls, number: object) -> Amount:
        """Return the amount of one exact number."""
        exact = Fraction(str(number))
        return cls(exact, exact)

    @property
    def exact(self) -> Fraction | None:
        """The one number that it is, or None."""
        return self.least if self.least == self.most else None

    def maybe(self) -> Amount:
        """Return this amount, or nothing of it: whether it counts is unknown."""
        return Amount(min(self.least, Fraction(0)), self.most)

    def __add__(self, other: Amount) -> Amount:
        most = None if None in (self.most, other.most) else _sum(self.most, other.most)
        return Amount(self.least + other.least, most)

    def minus(self, other: Amount) -> Amount | None:
        """Return the difference; None where *other* has no upper bound."""
        if other.most is None:
            return None
        most = None if self.most is None else self.most - other.least
        return Amount(self.least - other.most, most)

    def over(self, base: Amount) -> Amount | None:
        """Return the quotient; None where the base can be zero or less.

        Each bound lies at one of the four corners; a base without an upper bound
        brings the quotient as near to zero as one likes.
        """
        if base.least <= 0:
            return None
        ends = [1 / base.least, 1 / base.most if base.most else Fraction(0)]
        least = min(self.least * end for end in ends)
        if self.most is None:
            return Amount(least, None)
        return Amount(least, max(self.most * end for end in ends))

    def times(self, factor: int) -> Amount:
        """Return it *factor* times, a whole number from 1 on."""
        most = None if self.most is None else self.most * factor
        return Amount(self.least * factor, most)

    def within(self, least: Fraction, most: Fraction) -> Amount:
        """Return it cut to bounds that it cannot leave: a share lies in 0 … 100."""
        if self.exact is not None:
            return self
        low = min(max(self.least, least), most)
        high = most if self.most is None else max(min(self.most, most), low)
        return Amount(low, high)


def _sum(first: Fraction | None, second: Fraction | None) -> Fraction:
    return (first or Fraction(0)) + (second or Fraction(0))


ZERO = Amount(Fraction(0), Fraction(0))
"""Nothing."""


def total(amounts: Iterable[Amount]) -> Amount:
    """Return the sum of amounts; nothing if there are none."""
    # Most records count once, by one and the same amount: it is multiplied.
    times: dict[int, list[Amount]] = {}
    for each in amounts:
        times.setdefault(id(each), []).append(each)
    least, most = Fraction(0), Fraction(0)
    bounded = True
    for same in times.values():
        least += same[0].least * len(same)
        bounded = bounded and same[0].most is not None
        most += (same[0].most or 0) * len(same)
    return Amount(least, most if bounded else None)
