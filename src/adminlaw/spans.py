"""Spans of days, half-open: a span holds ``since <= day < until``.

Half-open spans meet without overlap or gap, which is what "exactly one holder
on each day" and "exactly one version in force" need. A month or a year is a
span like any other.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Self, TypeGuard

from attrs import field, frozen

from adminlaw.errors import NotADayError, SpanError


def is_day(value: object) -> TypeGuard[date]:
    """Tell whether *value* is a plain day; a ``datetime`` is not."""
    return isinstance(value, date) and not isinstance(value, datetime)


def plain_day(value: object) -> date:
    """Return *value*, which is a plain day.

    Raises:
        NotADayError: it is none.
    """
    if not is_day(value):
        raise NotADayError(value)
    return value


@frozen
class DateSpan:
    """Days from *since* (included) to *until* (excluded); None is unbounded.

    Raises:
        SpanError: *until* is not after *since*, or is the first day of the calendar,
            so that no day is in it.
        NotADayError: either is not a plain day.

    >>> date(2017, 12, 31) in DateSpan.year(2017)
    True
    """

    since: date | None = field(default=None)
    until: date | None = field(default=None)

    def __attrs_post_init__(self) -> None:
        """Refuse what is not a span."""
        ends = (self.since, self.until)
        for end in ends:
            if end is not None:
                plain_day(end)
        # No day of the calendar lies before its first one.
        if self.until and self.until <= (self.since or date.min):
            raise SpanError(*ends)

    @classmethod
    def always(cls) -> Self:
        """Return the span of all days."""
        return cls()

    @classmethod
    def day(cls, day: date) -> Self:
        """Return the span of one day; the last day of the calendar leaves it open.

        Raises:
            NotADayError: *day* is not a plain day.
        """
        plain_day(day)
        return cls(day, None if day == date.max else day + timedelta(days=1))

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """Return the span of one calendar month.

        Raises:
            SpanError: there is no such month, or none after it.

        >>> DateSpan.month(2017, 12).until
        datetime.date(2018, 1, 1)
        """
        try:
            following = date(year + month // 12, month % 12 + 1, 1)
            return cls(date(year, month, 1), following)
        except ValueError:
            raise SpanError((year, month), "…") from None

    @classmethod
    def year(cls, year: int) -> Self:
        """Return the span of one calendar year.

        Raises:
            SpanError: there is no such year, or none after it.
        """
        try:
            return cls(date(year, 1, 1), date(year + 1, 1, 1))
        except ValueError:
            raise SpanError(year, "…") from None

    def __contains__(self, day: date) -> bool:
        plain_day(day)
        after_start = self.since is None or self.since <= day
        return after_start and (self.until is None or day < self.until)

    @property
    def last_day(self) -> date | None:
        """The last day inside the span; None where it is open."""
        return self.until - timedelta(days=1) if self.until else None

    @property
    def days(self) -> int | None:
        """How many calendar days the span holds; None where it is open.

        >>> DateSpan.year(2021).days
        365
        """
        if self.since is None or self.until is None:
            return None
        return (self.until - self.since).days

    def covers(self, other: DateSpan) -> bool:
        """Tell whether every day of *other* is in this span."""
        starts = self.since is None or (
            other.since is not None and self.since <= other.since
        )
        ends = self.until is None or (
            other.until is not None and other.until <= self.until
        )
        return starts and ends

    def overlaps(self, other: DateSpan) -> bool:
        """Tell whether the two spans share a day."""
        starts = self.until is None or other.since is None or other.since < self.until
        ends = other.until is None or self.since is None or self.since < other.until
        return starts and ends

    def __str__(self) -> str:
        return f"[{self.since or '…'}, {self.until or '…'})"
