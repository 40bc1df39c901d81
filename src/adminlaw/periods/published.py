"""The working days of published years, from chinesecalendar: its only importer.

It holds the days as they were in the end, changes within a year included, and names
the festival of each day off. What it gives is sorted here by the notice that set the
day: a day of December belongs to the notice for the following year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from attrs import field, frozen
from chinese_calendar import constants

from adminlaw.labels import Label
from adminlaw.periods.festivals import festival_labels

_CODES: Final = {
    "New Year's Day": "new_year",
    "Spring Festival": "spring_festival",
    "Tomb-sweeping Day": "qingming",
    "Labour Day": "labour_day",
    "Dragon Boat Festival": "dragon_boat",
    "National Day": "national_day",
    "Mid-autumn Festival": "mid_autumn",
}
_DECEMBER: Final = 12


@frozen
class YearDays:
    """The days that one year's notice sets against the plain week.

    Attributes:
        days_off: Days off with the name of their festival; weekends may be among them.
        working: Weekend days that are worked.
    """

    days_off: dict[date, Label] = field(factory=dict)
    working: set[date] = field(factory=set)


def published_years() -> Mapping[int, YearDays]:
    """Return, by year of the notice, the days of every year that is published.

    >>> sorted(day.isoformat() for day in published_years()[2019].working)[0]
    '2018-12-29'
    """
    days_off: Iterable[tuple[date, str]] = constants.holidays.items()
    working: Iterable[date] = constants.workdays
    years = {year: YearDays() for year in range(*_published_range())}
    # What the notice for a year not held sets in December is no part of a known year.
    for day, name in days_off:
        if notice_year(day) in years:
            years[notice_year(day)].days_off[day] = _label(name)
    for day in working:
        if notice_year(day) in years:
            years[notice_year(day)].working.add(day)
    return years


def notice_year(day: date) -> int:
    """Return the year whose notice may set *day* apart from the plain week.

    No festival lies in December: what is moved there is moved for New Year's Day.
    """
    return day.year + (day.month == _DECEMBER)


def _published_range() -> tuple[int, int]:
    return min(constants.holidays).year, max(constants.holidays).year + 1


def _label(name: str) -> Label:
    code = _CODES.get(name)
    return (
        festival_labels()[code]
        if code
        else Label(constants.Holiday(name).chinese, name)
    )
