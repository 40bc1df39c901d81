"""The year before a year, for what rose or fell."""

from __future__ import annotations

from datetime import date, timedelta

from adminlaw.spans import DateSpan


def year_before(period: DateSpan | None) -> DateSpan | None:
    """Return the year before a period of one year; None if it is not one.

    >>> str(year_before(DateSpan.year(2021)))
    '[2020-01-01, 2021-01-01)'
    """
    if period is None or period.since is None or period.until is None:
        return None
    since, until = period.since, period.until
    if (until.year, until.month, until.day) != (since.year + 1, since.month, since.day):
        return None
    return DateSpan(since.replace(year=since.year - 1), since)


def day_before(day: date | None, period: DateSpan | None) -> date | None:
    """Return the as-of day a year earlier; the last day of a year stays the last.

    >>> day_before(date(2024, 12, 31), DateSpan.year(2024))
    datetime.date(2023, 12, 31)
    """
    if day is None:
        return None
    if period and period.since and day == period.last_day:
        return period.since - timedelta(days=1)
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=day.day - 1)
