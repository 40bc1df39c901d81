"""The working-day calendar against the notices' own words and two other calendars."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adminlaw.errors import PeriodError, UnpublishedYearError
from adminlaw.periods.calendars import work_calendar
from adminlaw.periods.notices import NoticeStatus

FIRST_EDITIONS = Path(__file__).parent / "data" / "first_editions.toml"
DAY = timedelta(days=1)
CALENDAR = work_calendar()
START, END = date(2007, 1, 1), date(2026, 12, 31)
days = st.dates(date(2005, 1, 1), date(2024, 12, 31))
numbers = st.integers(1, 200)


def every_day(first: date, last: date) -> list[date]:
    """Return the days from *first* to *last*."""
    return [first + number * DAY for number in range((last - first).days + 1)]


def test_every_day_equals_chinesecalendar() -> None:
    """Every day from 2007 to 2026 is what chinesecalendar says."""
    different = [
        day
        for day in every_day(START, END)
        if CALENDAR.is_working_day(day) != chinese_calendar.is_workday(day)
    ]
    assert different == []


def test_every_day_equals_holidays() -> None:
    """Every day from 2007 to 2026 is what the ``holidays`` package says."""
    other = holidays.country_holidays("CN", years=range(2006, 2028))
    different = [
        day
        for day in every_day(START, END)
        if CALENDAR.is_working_day(day) != other.is_working_day(day)
    ]
    assert different == []


def test_adding_equals_both_libraries() -> None:
    """Fifteen working days end where both say.

    From a rest day chinesecalendar rolls first and ends one working day later, so it
    is asked from working days only.
    """
    other = holidays.country_holidays("CN", years=range(2006, 2028))
    for start in every_day(START, date(2026, 11, 30))[::7]:
        working = CALENDAR.roll(start)
        found = chinese_calendar.find_workday(15, working)
        assert CALENDAR.add(working, 15) == found
        assert CALENDAR.add(start, 15) == other.get_nth_working_day(start, 15)


def test_the_one_day_on_which_chinesecalendar_departs_from_a_notice() -> None:
    """2005-12-31 was a working Saturday by the notice for 2006."""
    different = [
        day
        for day in every_day(CALENDAR.known_from, START)
        if CALENDAR.is_working_day(day) != chinese_calendar.is_workday(day)
    ]
    assert different == [date(2005, 12, 31)]
    assert CALENDAR.notice(2006).number == "国办发明电〔2005〕35号"


@pytest.mark.parametrize(
    "printed",
    tomllib.loads(FIRST_EDITIONS.read_text("utf-8"))["first_edition"],
    ids=lambda printed: str(printed["year"]),
)
def test_each_first_edition_is_as_printed(printed: dict[str, Any]) -> None:
    """As known on the day of publication, a year is what its notice printed."""
    year = printed["year"]
    published = CALENDAR.notice(year).published
    assert published is not None
    calendar = CALENDAR.as_known_at(published)
    off: set[date] = set()
    for span in printed["days_off"]:
        first, last = span.split("/")
        off.update(every_day(date.fromisoformat(first), date.fromisoformat(last)))
    for day in every_day(date(year - 1, 12, 26), date(year, 12, 20)):
        works = day in printed["working"] or (day.weekday() < 5 and day not in off)
        assert calendar.is_working_day(day) == works, day


@pytest.mark.parametrize(
    ("asked", "day", "works"),
    [
        ("2019-03-01", "2019-05-02", True),
        ("2019-03-21", "2019-04-28", False),
        ("2019-03-22", "2019-05-02", False),
        ("2019-03-22", "2019-04-28", True),
        ("2019-03-22", "2019-05-05", True),
        ("2018-12-05", "2018-12-29", False),
        ("2018-12-05", "2018-12-31", True),
        ("2018-12-06", "2018-12-29", True),
        ("2018-12-06", "2018-12-31", False),
        ("2015-05-12", "2015-09-03", True),
        ("2015-05-13", "2015-09-03", False),
        ("2015-05-13", "2015-09-06", True),
        ("2020-01-26", "2020-01-31", True),
        ("2020-01-26", "2020-02-01", True),
        ("2020-01-27", "2020-01-31", False),
        ("2020-01-27", "2020-02-01", False),
    ],
)
def test_a_question_is_answered_as_known(asked: str, day: str, works: bool) -> None:  # noqa: FBT001 - a column of cases
    """Notices and changes published later do not count."""
    calendar = CALENDAR.as_known_at(date.fromisoformat(asked))
    assert calendar.is_working_day(date.fromisoformat(day)) == works


def test_an_unpublished_year_is_refused() -> None:
    """A year without a notice has no answer, and the error names it."""
    calendar = CALENDAR.as_known_at(date(2018, 11, 1))
    assert calendar.known_until == date(2018, 12, 31)
    assert calendar.settled_until == date(2018, 12, 21)
    with pytest.raises(UnpublishedYearError) as raised:
        calendar.is_working_day(date(2019, 1, 2))
    assert (raised.value.year, raised.value.known_until) == (2019, date(2018, 12, 31))
    with pytest.raises(UnpublishedYearError, match="2019"):
        calendar.add(date(2018, 12, 20), 30)
    with pytest.raises(UnpublishedYearError, match="2019"):
        calendar.notice(2019)


def test_days_before_the_first_year_are_refused() -> None:
    """Neither a start nor an answer lies before 2004."""
    for day, number in ((date(2003, 12, 31), 1), (date(2004, 1, 5), -9)):
        with pytest.raises(UnpublishedYearError, match="2003"):
            CALENDAR.add(day, number)
        with pytest.raises(UnpublishedYearError, match="2003"):
            CALENDAR.bounds_of_add(day, number)
    with pytest.raises(UnpublishedYearError, match="2003"):
        CALENDAR.count(date(2003, 12, 31), date(2004, 1, 5))
    with pytest.raises(UnpublishedYearError, match="2003"):
        CALENDAR.before(2004)


def test_a_start_behind_the_last_year_is_refused_backwards_too() -> None:
    """Counting back from a day that is not known gives no answer."""
    with pytest.raises(UnpublishedYearError, match="2027"):
        CALENDAR.add(date(2027, 1, 1), -5)
    with pytest.raises(UnpublishedYearError, match="2027"):
        CALENDAR.roll(date(2027, 1, 1))


def test_a_last_rest_day_rolls_into_the_unknown() -> None:
    """A rest day at the end of what is known has no next working day."""
    calendar = CALENDAR.before(2012)
    assert not calendar.is_working_day(date(2011, 12, 31))
    with pytest.raises(UnpublishedYearError, match="2012"):
        calendar.roll(date(2011, 12, 31))


def test_a_moment_counts_as_its_day() -> None:
    """A start with a time of day is its day."""
    moment = datetime(2024, 2, 9, 15, 30)  # noqa: DTZ001 - days of one country
    assert CALENDAR.add(moment, 1) == CALENDAR.add(moment.date(), 1)
    assert CALENDAR.add(moment, -1) == CALENDAR.add(moment.date(), -1)
    assert repr(CALENDAR) == "WorkCalendar(2004-01-01 to 2026-12-31)"


def test_no_working_days_are_no_number() -> None:
    """The zeroth working day is not defined."""
    with pytest.raises(PeriodError):
        CALENDAR.add(date(2024, 1, 2), 0)
    with pytest.raises(PeriodError):
        CALENDAR.bounds_of_add(date(2027, 1, 2), 0)


@pytest.mark.parametrize(
    ("day", "zh"),
    [
        ("2024-02-09", None),
        ("2024-02-10", "春节"),
        ("2024-02-13", "春节假期（调休或补休）"),
        ("2024-02-17", "周末"),
        ("2025-01-28", "春节"),
        ("2020-10-01", "国庆节、中秋节"),
        ("2025-10-06", "中秋节"),
        ("2025-10-08", "国庆节假期（调休或补休）"),
        ("2022-12-31", "周末"),
        ("2018-12-31", "元旦假期（调休或补休）"),
        ("2015-09-03", "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日"),
        ("2020-01-31", "春节延长假期"),
        ("2020-02-01", "春节延长假期"),
        ("2020-02-02", "周末"),
        ("2024-09-14", None),
    ],
)
def test_a_rest_day_says_why(day: str, zh: str | None) -> None:
    """The festival, the day in lieu or the weekend is named; a working day has none."""
    label = CALENDAR.holiday(date.fromisoformat(day))
    assert (label and label.zh) == zh


def test_every_published_year_has_its_notice() -> None:
    """From 2006 on, number and publication day are held and follow each other."""
    notices = [CALENDAR.notice(year) for year in range(2006, 2027)]
    published = [each.published or date.min for each in notices]
    assert all(each.number.startswith("国办发明电〔") for each in notices)
    assert published == sorted(published)
    assert all(
        each.published.year == each.year - 1 for each in notices if each.published
    )
    assert CALENDAR.notice(2004).status is NoticeStatus.NOT_HELD
    assert {each.year for each in notices if each.changes} == {2015, 2019, 2020}
    assert "〔2018〕15号" in CALENDAR.notice(2019).label.zh


def test_an_edition_shows_the_changes_known_then() -> None:
    """A notice as known on a day lists no later change."""
    assert CALENDAR.as_known_at(date(2019, 3, 1)).notice(2019).changes == ()
    assert CALENDAR.as_known_at(date(2019, 3, 22)).notice(2019).changes


@given(day=days, number=numbers)
def test_count_undoes_add(day: date, number: int) -> None:
    """Counting to the n-th working day gives n, before and after."""
    assert CALENDAR.count(day, CALENDAR.add(day, number)) == number
    back = number % 150 + 1
    assert CALENDAR.count(day, CALENDAR.add(day, -back)) == -back


@given(day=days, number=numbers)
def test_the_nth_working_day_is_found_by_walking(day: date, number: int) -> None:
    """A walk day by day ends on the same day as the table."""
    reached, left = day, number
    while left:
        reached += DAY
        left -= CALENDAR.is_working_day(reached)
    assert CALENDAR.add(day, number) == reached


@given(day=days, other=days, number=numbers)
def test_a_later_start_never_ends_sooner(day: date, other: date, number: int) -> None:
    """Adding working days keeps the order of two starts."""
    first, second = sorted((day, other))
    assert CALENDAR.add(first, number) <= CALENDAR.add(second, number)
    assert CALENDAR.roll(first) <= CALENDAR.roll(second)


@given(day=days, first=numbers, second=numbers)
def test_working_days_add_up(day: date, first: int, second: int) -> None:
    """Adding twice is adding the sum."""
    steps = CALENDAR.add(CALENDAR.add(day, first), second)
    assert steps == CALENDAR.add(day, first + second)


@given(day=days, number=numbers)
def test_backward_undoes_forward_from_a_working_day(day: date, number: int) -> None:
    """From a working day, n forward and n back is the day itself."""
    start = CALENDAR.roll(day)
    assert CALENDAR.add(CALENDAR.add(start, number), -number) == start


@given(day=days)
def test_rolling_is_idempotent(day: date) -> None:
    """A rolled day is a working day, never earlier, and stays where it is."""
    rolled = CALENDAR.roll(day)
    assert rolled >= day
    assert CALENDAR.is_working_day(rolled)
    assert CALENDAR.roll(rolled) == rolled
    assert CALENDAR.count(day - DAY, rolled) == 1


@given(first=days, second=days, third=days)
def test_counts_add_up(first: date, second: date, third: date) -> None:
    """The count over two spans that meet is the sum of both."""
    one, two, three = sorted((first, second, third))
    whole = CALENDAR.count(one, three)
    assert whole == CALENDAR.count(one, two) + CALENDAR.count(two, three)
