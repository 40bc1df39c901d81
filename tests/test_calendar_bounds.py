"""Bounds of years whose notice is hidden hold the true day and say their ground."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from adminlaw.errors import UnpublishedYearError
from adminlaw.periods.calendars import WorkCalendar, work_calendar
from adminlaw.periods.festivals import festival_data, regulation_of

DAY = timedelta(days=1)
CALENDAR = work_calendar()
WORKING_DAYS = (3, 5, 7, 10, 15, 20, 30, 60)
ROLLED_DAYS = (15, 30, 60, 90)
YEARS = range(2008, 2027)
SAMPLED = 3
"""Every third start day, another third each year; the benchmark takes all of them."""

EXTRAORDINARY = (
    (date(2015, 9, 3), date(2015, 9, 6)),
    (date(2020, 1, 31), date(2020, 2, 2)),
)
"""The days of the two notices that departed from the holiday regulation."""


def is_extraordinary(since: date, until: date) -> bool:
    """Tell whether the two days, or a day between them, are of those notices."""
    return any(since <= last and until >= first for first, last in EXTRAORDINARY)


def starts(year: int) -> Iterator[date]:
    """Yield start days from July of the year before to the end of *year*."""
    first = date(year - 1, 7, 1)
    for number in range(year % SAMPLED, (date(year, 12, 31) - first).days + 1, SAMPLED):
        yield first + number * DAY


@pytest.mark.parametrize("year", YEARS)
def test_the_true_day_lies_within_the_bounds(year: int) -> None:
    """With its notice hidden, no length ends outside the bounds of a year.

    Only spans that touch an extraordinary notice do; those of 2019 reach into 2020.
    """
    hidden = CALENDAR.before(year)
    outside = []
    for start in starts(year):
        for number in WORKING_DAYS:
            if start > date(2026, 9, 1):
                continue
            true = CALENDAR.add(start, number)
            bounds = hidden.bounds_of_add(start, number)
            if not bounds.earliest <= true <= bounds.latest:
                outside.append((start, true))
        for number in ROLLED_DAYS:
            day = start + number * DAY
            if day > date(2026, 12, 25):
                continue
            true = CALENDAR.roll(day)
            bounds = hidden.bounds_of_roll(day)
            if not bounds.earliest <= true <= bounds.latest:
                outside.append((day, true))
    assert [each for each in outside if not is_extraordinary(*each)] == []
    assert bool(outside) == (year in {2015, 2019, 2020})


@given(
    year=st.sampled_from([each for each in YEARS if each not in {2015, 2020, 2021}]),
    place=st.integers(0, 540),
    number=st.integers(1, 90),
)
def test_backward_bounds_hold_the_true_day(year: int, place: int, number: int) -> None:
    """Counting back from a hidden year is bounded as well."""
    start = date(year - 1, 7, 1) + place * DAY
    if start > date(2026, 12, 31) or is_extraordinary(start - 200 * DAY, start):
        return
    true = CALENDAR.add(start, -number)
    bounds = CALENDAR.before(year).bounds_of_add(start, -number)
    assert bounds.earliest <= true <= bounds.latest


@pytest.mark.parametrize("year", [each for each in YEARS if each not in {2015, 2020}])
def test_what_was_said_before_a_notice_came_true(year: int) -> None:
    """Bounds given before a notice held, unless the regulation changed with it."""
    published = CALENDAR.notice(year).published
    assert published is not None
    known = CALENDAR.as_known_at(published - DAY)
    assert known.known_until == date(year - 1, 12, 31)
    outside = []
    for start in starts(year):
        if start > date(2026, 9, 1):
            continue
        true = CALENDAR.add(start, 20)
        bounds = known.bounds_of_add(start, 20)
        if not bounds.earliest <= true <= bounds.latest:
            outside.append(start)
    changed = regulation_of(year) != regulation_of(year, published - DAY)
    assert changed == (year in {2014, 2025})
    assert changed or outside == []


def test_published_years_are_certain() -> None:
    """What published notices settle needs no assumption."""
    bounds = CALENDAR.bounds_of_add(date(2026, 9, 24), 5)
    assert (bounds.earliest, bounds.latest) == (date(2026, 10, 9), date(2026, 10, 9))
    assert bounds.certain
    assert (bounds.assumption, bounds.missing, bounds.recheck_after) == (None,) * 3
    assert CALENDAR.bounds_of_roll(date(2026, 10, 1)).earliest == date(2026, 10, 8)
    assert CALENDAR.bounds_of_add(date(2026, 12, 24), -60).certain


def test_later_years_say_what_they_rest_on() -> None:
    """A provisional answer names the regulation, the exceptions and the notice."""
    bounds = CALENDAR.bounds_of_roll(date(2027, 2, 7))
    assert not bounds.certain
    assert bounds.assumption is not None
    assert bounds.missing is not None
    for zh in ("2024年修订", "70周年", "延长2020年春节假期", "10月25日"):
        assert zh in bounds.assumption.zh
    assert "made longer" in bounds.assumption.en
    assert bounds.missing.zh == "国务院办公厅关于2027年部分节假日安排的通知"
    assert bounds.recheck_after == date(2026, 10, 25)


def test_two_missing_notices_are_both_named() -> None:
    """An answer that two unpublished years decide waits for both."""
    missing = CALENDAR.bounds_of_add(date(2026, 12, 20), 300).missing
    assert missing is not None
    assert "2027" in missing.zh
    assert "2028" in missing.zh


def test_late_december_waits_for_the_next_notice() -> None:
    """Before 2018-12-06 nobody knew of the working Saturday of 2018-12-29."""
    early = CALENDAR.as_known_at(date(2018, 12, 5)).bounds_of_add(date(2018, 12, 28), 1)
    assert (early.earliest, early.latest) == (date(2018, 12, 29), date(2019, 1, 2))
    assert not early.certain
    assert early.recheck_after == date(2018, 12, 6)
    later = CALENDAR.as_known_at(date(2018, 12, 6)).bounds_of_add(date(2018, 12, 28), 1)
    assert (later.earliest, later.certain) == (date(2018, 12, 29), True)


def test_what_lies_behind_a_break_is_exact() -> None:
    """Twenty working days across the whole of Labour Day 2027 end on one day."""
    bounds = CALENDAR.bounds_of_add(date(2027, 4, 20), 20)
    assert bounds.earliest == bounds.latest
    assert not bounds.certain


def test_a_festival_never_works() -> None:
    """No bound ends on a statutory day: such days are known to be off."""
    for year in range(2027, 2041):
        for days in regulation_of(year).statutory_days(year).values():
            for day in days:
                bounds = CALENDAR.bounds_of_roll(day)
                assert day < bounds.earliest <= bounds.latest


def test_years_without_festival_days_are_refused() -> None:
    """The days of the lunar festivals are held until 2050."""
    assert CALENDAR.bounds_of_add(date(2050, 10, 10), 20).latest.year == 2050
    with pytest.raises(UnpublishedYearError, match="2051"):
        CALENDAR.bounds_of_add(date(2051, 1, 4), 20)
    with pytest.raises(UnpublishedYearError, match="2051"):
        CALENDAR.bounds_of_add(date(2051, 1, 4), -20)


later_days = st.dates(date(2026, 7, 1), date(2040, 12, 31))
numbers = st.integers(1, 120)


@given(day=later_days, number=numbers)
def test_bounds_are_in_order(day: date, number: int) -> None:
    """The earliest day is never after the latest; both follow the start."""
    bounds = CALENDAR.bounds_of_add(day, number)
    assert day < bounds.earliest <= bounds.latest
    back = CALENDAR.bounds_of_add(day, -number)
    assert back.earliest <= back.latest < day


@given(day=later_days, number=numbers)
def test_a_longer_period_never_ends_sooner(day: date, number: int) -> None:
    """One working day more moves neither bound back."""
    short = CALENDAR.bounds_of_add(day, number)
    long = CALENDAR.bounds_of_add(day, number + 1)
    assert short.earliest <= long.earliest
    assert short.latest <= long.latest


@given(day=later_days, number=numbers)
def test_a_later_start_never_ends_sooner(day: date, number: int) -> None:
    """One day later moves neither bound back."""
    first = CALENDAR.bounds_of_add(day, number)
    second = CALENDAR.bounds_of_add(day + DAY, number)
    assert first.earliest <= second.earliest
    assert first.latest <= second.latest


@frozen
class Laid:
    """How one break was laid.

    Attributes:
        year: Its year.
        moved: Working days that were taken and made up.
        before: Weekdays off before its first statutory day.
        after: Weekdays off after its last one.
    """

    year: int
    moved: int
    before: int
    after: int


def regular(year: int) -> WorkCalendar:
    """Return the final calendar, extraordinary changes left out."""
    asked = {2015: date(2015, 5, 12), 2020: date(2020, 1, 26)}
    return CALENDAR.as_known_at(asked[year]) if year in asked else CALENDAR


def side(calendar: WorkCalendar, day: date, step: timedelta) -> int:
    """Return how many weekdays off lie on one side of a day without a gap."""
    weekdays = 0
    while not calendar.is_working_day(day := day + step):
        weekdays += day.weekday() < 5
    return weekdays


def laid(festival: str, year: int) -> Laid:
    """Return how the break of a festival was laid in the end."""
    days = regulation_of(year).statutory_days(year)[festival]
    calendar = regular(year)
    before = side(calendar, days[0], -DAY)
    after = side(calendar, days[-1], DAY)
    weekends = sum(day.weekday() >= 5 for day in days)
    return Laid(year, before + after - weekends, before, after)


def limits() -> list[tuple[Mapping[str, Any], int]]:
    """Return each limit of the data with the last year it speaks of."""
    table = festival_data()["moves"]["limit"]
    return [(each, 2013 if each["since_year"] < 2014 else 2026) for each in table]


def observed(limit: Mapping[str, Any], last: int) -> list[Laid]:
    """Return the breaks that a limit speaks of, but for those laid together."""
    together = {2009, 2012, 2015, 2017, 2020, 2023, 2025}
    return [
        laid(festival, year)
        for year in range(max(limit["since_year"], 2005), last + 1)
        for festival in limit["festivals"]
        if festival in regulation_of(year).days
        and not (festival in {"mid_autumn", "national_day"} and year in together)
    ]


@pytest.mark.parametrize(("limit", "last"), limits())
def test_no_limit_rests_on_one_year(limit: Mapping[str, Any], last: int) -> None:
    """Each break kept to its limit, and the other years alone would give it as well."""
    breaks = observed(limit, last)
    for name in ("moved", "before", "after"):
        most = limit.get(name)
        if most is None:
            continue
        assert all(getattr(each, name) <= most for each in breaks), name
        for year in {each.year for each in breaks}:
            own = max(getattr(each, name) for each in breaks if each.year == year)
            others = max(getattr(each, name) for each in breaks if each.year != year)
            assert own <= others, (name, year)
    assert all(each.moved >= 0 for each in breaks)
