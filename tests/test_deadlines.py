"""Where periods end: worked cases that a jurist can read, and the laws of counting."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve, frozen
from hypothesis import assume, given
from hypothesis import strategies as st

from adminlaw.errors import PeriodError, UnpublishedYearError
from adminlaw.periods import Direction, FirstDay, FirstHour, Length, LengthUnit
from adminlaw.periods.calendars import WorkCalendar, work_calendar
from adminlaw.periods.deadlines import (
    Deadline,
    DeadlineStatus,
    Period,
    add_months,
    certain_end,
    deadline_of,
)
from adminlaw.rulebook import FixedDate, load_rulebook
from adminlaw.spans import DateSpan

CASES = Path(__file__).parent / "cases"
FROZEN = "7f262bd13d759c128fe65a8c2c02c6021986844597355d86dbdeef4888deb399"
"""The frozen cases: written before the arithmetic, and never changed to suit it."""

CALENDAR = work_calendar()
DAY = timedelta(days=1)
CALENDAR_UNITS = (LengthUnit.DAY, LengthUnit.WEEK, LengthUnit.MONTH, LengthUnit.YEAR)


# The worked cases


@frozen
class Worked:
    """One row: what is asked, and the answer that the law gives."""

    id: str
    start: date | datetime
    options: dict[str, str]
    expected: str
    last_day: str

    @property
    def period(self) -> Period:
        """The period that the options describe."""
        given = self.options
        exact = given.get("hour") == "exact" or given.get("first_hour") == "counted"
        first = given.get("first", "excluded")
        return Period(
            length=Length.parse(given["length"]),
            direction=Direction.of(given.get("direction", "forward")),
            rolls=given.get("roll") == "yes",
            extension=Length.parse(given["extension"])
            if "extension" in given
            else None,
            excluded=tuple(spans(given.get("exclude", ""))),
            cap=date.fromisoformat(given["cap"]) if "cap" in given else None,
            first_day=FirstDay.of(first),
            first_hour=FirstHour.EXACT if exact else FirstHour.EXCLUDED,
        )

    @property
    def calendar(self) -> WorkCalendar:
        """The calendar as it was known on the day that the options name."""
        known_at = self.options.get("as_known_at")
        return known(date.fromisoformat(known_at)) if known_at else CALENDAR


@cache
def known(day: date) -> WorkCalendar:
    """Return the calendar as it was known on a day."""
    return CALENDAR.as_known_at(day)


def spans(text: str) -> Iterator[DateSpan]:
    """Yield the stretches of an option, both ends of each included."""
    for each in filter(None, text.split(",")):
        since, _, until = each.partition("..")
        yield DateSpan(date.fromisoformat(since), date.fromisoformat(until) + DAY)


def moment(text: str) -> date | datetime:
    """Return a day, or a moment where a time is given."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


@cache
def worked(name: str) -> tuple[Worked, ...]:
    """Return every row of a file."""
    with (CASES / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            Worked(
                row["id"],
                moment(row["start"]),
                dict(each.split("=", 1) for each in row["options"].split(";") if each),
                row["expected"],
                row["last_day"],
            )
            for row in csv.DictReader(file)
        )


ROWS = (*worked("deadlines"), *worked("deadlines_frozen"))
KNOWN_DAYS = [
    row for row in ROWS if row.expected == "day" and "fixed" not in row.options
]
OPEN = [row for row in ROWS if row.expected == "provisional"]
FIXED = [row for row in ROWS if "fixed" in row.options]


def test_the_frozen_cases_are_as_they_were_frozen() -> None:
    """They are a measure only as long as nobody fits them to the code."""
    frozen_file = CASES / "deadlines_frozen.csv"
    assert hashlib.sha256(frozen_file.read_bytes()).hexdigest() == FROZEN


@pytest.mark.parametrize(
    ("name", "number", "left_to_judgement"),
    [("deadlines", 487, 9), ("deadlines_frozen", 241, 11)],
)
def test_no_case_is_left_out(name: str, number: int, left_to_judgement: int) -> None:
    """Each row is counted, is provisional, or is left to judgement, and no other."""
    rows = worked(name)
    assert len({row.id for row in rows}) == len(rows) == number
    judged = [row for row in rows if row.expected == "judgement"]
    assert len(judged) == left_to_judgement
    kinds = {row.expected for row in rows}
    assert kinds == {"day", "provisional", "judgement"}
    assert all(bool(row.last_day) is (row.expected == "day") for row in rows)


def test_no_option_of_a_case_is_passed_over() -> None:
    """An option that the test did not read would make a case say nothing."""
    read = "length unit roll direction extension exclude cap first hour first_hour"
    apart = "as_known_at fixed judgement"
    options = {key for row in ROWS for key in row.options}
    assert options == {*read.split(), *apart.split()}
    for row in ROWS:
        if "unit" in row.options:
            unit = Length.parse(row.options["length"]).unit
            assert row.options["unit"].removesuffix("s") == unit.code
        assert row.options.get("hour", "exact") in ("exact", "excluded")
        assert row.options.get("first_hour", "counted") in ("counted", "excluded")


@pytest.mark.parametrize("row", KNOWN_DAYS, ids=lambda row: row.id)
def test_a_period_ends_where_the_law_says(row: Worked) -> None:
    """The last day, and for hours the last minute, is that of the law."""
    found = deadline_of(row.period, row.start, row.calendar)
    assert found.status is DeadlineStatus.CERTAIN
    if found.last_moment:
        assert f"{found.last_moment:%Y-%m-%dT%H:%M}" == row.last_day
    assert found.last_day == moment(row.last_day[:10])


@pytest.mark.parametrize("row", OPEN, ids=lambda row: row.id)
def test_what_waits_for_a_notice_is_given_as_bounds(row: Worked) -> None:
    """No day, but the days between which it lies, what is missing, and when to ask.

    Where the notice is out by now, the day that it gives lies between them.
    """
    found = deadline_of(row.period, row.start, row.calendar)
    assert found.status is DeadlineStatus.PROVISIONAL
    assert found.last_day is None
    assert found.earliest <= found.latest
    assert found.missing
    assert found.assumption
    assert found.recheck_after
    since = date.fromisoformat(row.options["as_known_at"])
    assert found.recheck_after > since
    later = found.again(CALENDAR)
    if later.last_day:
        assert found.earliest <= later.last_day <= found.latest


@pytest.mark.parametrize("row", FIXED, ids=lambda row: row.id)
def test_a_fixed_date_stays_where_it_is(row: Worked) -> None:
    """A rule of the rule book has the day, and a rest day does not move it."""
    contents = [
        version.content
        for rule in load_rulebook().statutes.values()
        for version in rule.versions
    ]
    days = {(each.month, each.day) for each in contents if isinstance(each, FixedDate)}
    expected = date.fromisoformat(row.last_day)
    assert row.options["fixed"] == row.last_day
    assert (expected.month, expected.day) in days


# The laws of counting, quantified

days = st.dates(date(2008, 1, 1), date(2020, 12, 31))
"""Starts from which every period below ends in a year that is published."""

numbers = st.integers(1, 120)
directions = st.sampled_from(Direction)
forward_units = st.sampled_from(LengthUnit).filter(lambda unit: unit.code != "hour")


@st.composite
def lengths(draw: st.DrawFn) -> Length:
    """Draw a length in any unit but hours, at most two years long."""
    unit = draw(forward_units)
    most = {LengthUnit.YEAR: 2, LengthUnit.MONTH: 24, LengthUnit.WEEK: 100}
    return Length(draw(st.integers(1, most.get(unit, 300))), unit)


@st.composite
def stretches(draw: st.DrawFn, since: date, longest: int = 40) -> DateSpan:
    """Draw days that do not count, from the start on."""
    begun = since + draw(st.integers(0, 60)) * DAY
    return DateSpan(begun, begun + draw(st.integers(1, longest)) * DAY)


@st.composite
def questions(draw: st.DrawFn) -> tuple[Period, date]:
    """Draw a period with a start: any unit, option and exclusion."""
    start = draw(days)
    length = draw(lengths())
    units = (length.unit, draw(forward_units))
    longer = draw(
        st.none() | st.builds(Length, st.integers(1, 3), st.sampled_from(units))
    )
    period = Period(
        length=length,
        rolls=draw(st.booleans()),
        extension=longer,
        excluded=tuple(draw(st.lists(stretches(start), max_size=3))),
        cap=draw(st.none() | st.integers(0, 500).map(lambda n: start + n * DAY)),
        first_day=draw(st.sampled_from(FirstDay)),
    )
    return period, start


def last(period: Period, start: date, calendar: WorkCalendar = CALENDAR) -> date:
    """Return the last day of a period that is certain."""
    found = deadline_of(period, start, calendar).last_day
    assert found is not None
    return found


@given(asked=questions(), later=st.integers(1, 60))
def test_a_period_that_starts_later_never_ends_sooner(
    asked: tuple[Period, date], later: int
) -> None:
    """Clipped month ends, make-up days and moves keep the order of the starts.

    The first day is not counted here: whether it counts depends on the day itself.
    Nor are days left out of months: months differ in length, and days do not, so that
    two months and eighteen days from 07-13 end after two months from 07-31.
    """
    period, start = asked
    by_day = {LengthUnit.DAY, LengthUnit.WEEK, LengthUnit.WORKING_DAY}
    whole = all(part.unit in by_day for part in period.parts)
    out = period.excluded if whole else ()
    period = evolve(period, first_day=FirstDay.EXCLUDED, excluded=out)
    assert last(period, start) <= last(period, start + later * DAY)


@given(asked=questions())
def test_no_period_ends_before_it_starts(asked: tuple[Period, date]) -> None:
    """It ends on the day of its start at the soonest: the first counted, or a cap."""
    period, start = asked
    end = last(period, start)
    assert end >= start
    if period.first_day is FirstDay.EXCLUDED and period.cap is None:
        assert end > start


@given(start=days, length=lengths(), rolls=st.booleans())
def test_a_moved_end_is_a_working_day_and_moves_no_further(
    start: date,
    length: Length,
    rolls: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    """Moving is done once: rolled from its own end, the day stays."""
    end = last(Period(length=length, rolls=rolls), start)
    plain = last(Period(length=length), start)
    assert end == (CALENDAR.roll(plain) if rolls else plain)
    if rolls:
        assert CALENDAR.is_working_day(end)
        assert CALENDAR.roll(end) == end


@given(start=days, number=numbers)
def test_working_days_are_counted_as_the_calendar_adds_them(
    start: date, number: int
) -> None:
    """``count(a, add(a, n))`` is ``n``, and a period of ``n`` ends at ``add(a, n)``."""
    end = last(Period(length=Length(number, LengthUnit.WORKING_DAY)), start)
    assert end == CALENDAR.add(start, number)
    assert CALENDAR.count(start, end) == number
    assert CALENDAR.count(start, CALENDAR.add(start, -number)) == -number


@given(start=days, number=numbers)
def test_days_counted_back_lead_to_the_start(start: date, number: int) -> None:
    """Backward from the end of a period in days lies its start."""
    length = Length(number, LengthUnit.DAY)
    end = last(Period(length=length), start)
    assert last(Period(length=length, direction=Direction.BACKWARD), end) == start


@given(start=days, number=numbers)
def test_working_days_counted_back_lead_to_the_start(start: date, number: int) -> None:
    """Backward from the end lies the start, or the working day before it."""
    length = Length(number, LengthUnit.WORKING_DAY)
    end = last(Period(length=length), start)
    back = last(Period(length=length, direction=Direction.BACKWARD), end)
    before = start if CALENDAR.is_working_day(start) else CALENDAR.add(start, -1)
    assert back == before


@given(start=days, length=lengths(), span=st.data())
def test_what_runs_backward_never_ends_after_its_event(
    start: date, length: Length, span: st.DataObject
) -> None:
    """Days left out push a backward limit further back, and nothing moves it on."""
    begun = start - span.draw(st.integers(1, 60)) * DAY
    out = DateSpan(begun, begun + span.draw(st.integers(1, 20)) * DAY)
    assume(start > date(2012, 1, 1))
    period = Period(length=length, direction=Direction.BACKWARD, rolls=True)
    plain = last(period, start)
    assert last(evolve(period, excluded=(out,)), start) <= plain < start


@given(
    start=days,
    number=numbers,
    unit=st.sampled_from([LengthUnit.DAY, LengthUnit.WORKING_DAY]),
    drawn=st.data(),
)
def test_excluded_stretches_add_up(
    start: date, number: int, unit: LengthUnit, drawn: st.DataObject
) -> None:
    """Exactly as many days count as the period has, whatever lies between.

    Stretches may overlap and may be given in any order and in pieces.
    """
    out = drawn.draw(st.lists(stretches(start), max_size=4))
    period = Period(length=Length(number, unit), excluded=tuple(out))
    end = last(period, start)
    each = [start + step * DAY for step in range(1, (end - start).days + 1)]
    works = unit is LengthUnit.DAY or CALENDAR.is_working_day
    counted = [
        day
        for day in each
        if not any(day in span for span in out) and (works is True or works(day))
    ]
    assert len(counted) == number
    assert counted[-1] == end
    pieces = tuple(DateSpan.day(day) for day in each if any(day in x for x in out))
    assert last(evolve(period, excluded=pieces[::-1]), start) == end


@given(start=days, length=lengths(), gap=st.integers(0, 30), drawn=st.data())
def test_disjoint_stretches_count_as_the_sum_of_both(
    start: date, length: Length, gap: int, drawn: st.DataObject
) -> None:
    """Within a period in calendar units, the end moves by the days of both."""
    assume(length.unit in CALENDAR_UNITS)
    plain = last(Period(length=length), start)
    one = DateSpan(start + DAY, start + drawn.draw(st.integers(2, 20)) * DAY)
    assert one.until
    since = one.until + gap * DAY
    two = DateSpan(since, since + drawn.draw(st.integers(1, 20)) * DAY)
    assume(since <= plain)
    assert one.days
    assert two.days
    both = last(Period(length=length, excluded=(two, one)), start)
    assert both == plain + (one.days + two.days) * DAY


@given(start=days, length=lengths(), longer=st.integers(1, 3), rolls=st.booleans())
def test_an_extension_is_one_longer_period(
    start: date,
    length: Length,
    longer: int,
    rolls: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    """Counted from the start and moved once; not from the moved end of the first."""
    extended = Period(length=length, extension=Length(longer, length.unit), rolls=rolls)
    whole = Period(length=Length(length.number + longer, length.unit), rolls=rolls)
    found = deadline_of(extended, start, CALENDAR)
    assert found.last_day == last(whole, start)
    assert found.last_day > last(Period(length=length), start)


@given(asked=questions(), known_before=st.integers(2009, 2023))
def test_no_period_goes_beyond_its_cap(
    asked: tuple[Period, date], known_before: int
) -> None:
    """The earlier day wins, on a rest day too, and even where a notice is missing."""
    period, start = asked
    assume(period.cap)
    plain = last(evolve(period, cap=None), start)
    assert last(period, start) == min(plain, period.cap or plain)
    found = deadline_of(period, start, hidden(known_before))
    assert found.latest <= (period.cap or date.max)


@cache
def hidden(year: int) -> WorkCalendar:
    """Return the calendar without the notices for a year and later."""
    return CALENDAR.before(year)


EXTRAORDINARY = (
    (date(2015, 9, 3), date(2015, 9, 6)),
    (date(2020, 1, 31), date(2020, 2, 2)),
)
"""Days that a notice moved within the year, against all that was usual."""


@given(asked=questions(), year=st.integers(2009, 2025))
def test_bounds_hold_the_day_that_the_notice_brings(
    asked: tuple[Period, date], year: int
) -> None:
    """With the notices of a year hidden, the true day lies within the bounds.

    Working days whose first day counts are left out: no statute has such a period.
    """
    period, start = asked
    if any(part.unit is LengthUnit.WORKING_DAY for part in period.parts):
        period = evolve(period, first_day=FirstDay.EXCLUDED)
    found = deadline_of(period, start, hidden(year))
    true = last(period, start)
    excused = any(start <= b and found.latest >= a for a, b in EXTRAORDINARY)
    assume(not excused)
    assert found.earliest <= true <= found.latest
    if found.status is DeadlineStatus.CERTAIN:
        assert found.last_day == true
        assert (found.missing, found.assumption) == (None, None)
        assert found.recheck_after is None
    else:
        assert found.last_day is None
        assert found.missing
        assert found.assumption
        assert found.recheck_after


@given(asked=questions(), day=st.dates(date(2008, 1, 1), date(2025, 12, 31)))
def test_what_was_certain_on_a_day_stays_unless_a_notice_was_changed(
    asked: tuple[Period, date], day: date
) -> None:
    """Only a change within a year moves an answer that was once certain."""
    period, start = asked
    then = deadline_of(period, start, known(day))
    now = then.again(CALENDAR)
    if then.last_day and then.last_day != now.last_day:
        changes = [
            change
            for year in range(start.year, now.latest.year + 2)
            for change in CALENDAR.notice(year).changes
        ]
        assert changes


@given(asked=questions())
def test_the_steps_end_at_the_last_day(asked: tuple[Period, date]) -> None:
    """The calculation can be followed: it never goes back, but for the cap."""
    period, start = asked
    found = deadline_of(period, start, CALENDAR)
    assert found.steps[-1].day == found.last_day
    steps = found.steps[:-1] if period.cap else found.steps
    assert all(before.day <= after.day for before, after in pairwise(steps))


@given(asked=questions(), known_before=st.sampled_from([2009, 2026]))
def test_a_calculation_is_told_in_both_languages(
    asked: tuple[Period, date], known_before: int
) -> None:
    """Each step has a line, and the last line is the end or its bounds."""
    period, start = asked
    found = deadline_of(period, start, hidden(known_before))
    for lang in ("zh", "en"):
        lines = found.text(lang).splitlines()
        assert len(lines) == len(found.steps) + 1
        end = str(found.last_day or f"{found.earliest} – {found.latest}")
        assert lines[-1] == f"= {end} [{found.status.text(lang)}]"
        chinese = [char for step in found.steps for char in step.reason.en]
        assert all(char < "一" for char in chinese)


@given(asked=questions())
def test_asking_again_gives_the_same_answer(asked: tuple[Period, date]) -> None:
    """On the calendar that it was made with a deadline is as it was."""
    period, start = asked
    found = deadline_of(period, start, CALENDAR)
    assert found.again(CALENDAR) == found
    assert CALENDAR.affected([found], CALENDAR) == ()


@given(asked=questions(), direction=directions, known_before=st.integers(2009, 2026))
def test_the_short_way_gives_the_same_day(
    asked: tuple[Period, date], direction: Direction, known_before: int
) -> None:
    """``certain_end`` answers as ``deadline_of`` does, or sends the caller there."""
    period = evolve(asked[0], direction=direction)
    plain = evolve(period, extension=None, excluded=(), cap=None)
    for each in (period, evolve(plain, first_day=FirstDay.EXCLUDED)):
        assume(asked[1].year > 2011)
        short = certain_end(each, asked[1], hidden(known_before))
        found = deadline_of(each, asked[1], hidden(known_before))
        assert short in (None, found.last_day)


@given(
    start=st.datetimes(datetime(2008, 1, 1), datetime(2026, 1, 1)),  # noqa: DTZ001 - China Standard Time throughout
    number=st.integers(1, 100),
    direction=directions,
)
def test_hours_run_on_through_nights_and_holidays(
    start: datetime, number: int, direction: Direction
) -> None:
    """From the very moment, or from the next full hour; never moved."""
    hours = Period(
        length=Length(number, LengthUnit.HOUR),
        direction=direction,
        rolls=True,
        first_hour=FirstHour.EXACT,
    )
    sign = 1 if direction is Direction.FORWARD else -1
    exact = deadline_of(hours, start, CALENDAR)
    assert exact.last_moment == start + sign * timedelta(hours=number)
    full = deadline_of(evolve(hours, first_hour=FirstHour.EXCLUDED), start, CALENDAR)
    assert full.last_moment
    assert full.last_moment.minute == full.last_moment.second == 0
    assert timedelta() < full.last_moment - exact.last_moment <= timedelta(hours=1)
    assert full.last_day == full.last_moment.date() == full.steps[-1].day


# Single points of the law


@pytest.mark.parametrize(
    ("day", "months", "corresponding"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-06-30", 6, "2023-12-30"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-01-15", -1, "2023-12-15"),
        ("2023-12-31", 2, "2024-02-29"),
    ],
)
def test_a_month_ends_on_its_corresponding_day(
    day: str, months: int, corresponding: str
) -> None:
    """《民法典》第二百零二条: else on the last day of the month."""
    found = add_months(date.fromisoformat(day), months)
    assert found == date.fromisoformat(corresponding)


def test_the_holiday_that_moved_an_end_is_named() -> None:
    """Sixty days from 2024-08-03 end on 国庆节, and the first working day is 10-08."""
    period = Period(length=Length.parse("60 days"), rolls=True)
    found = deadline_of(period, date(2024, 8, 3), CALENDAR)
    assert [str(step.day) for step in found.steps] == ["2024-10-02", "2024-10-08"]
    assert "国庆节" in found.steps[-1].reason.zh
    assert "《民法典》第二百零三条第一款" in found.text("zh")


def test_an_extension_of_another_unit_follows_the_base() -> None:
    """One month and ten working days: the month first, then the days."""
    period = Period(
        length=Length.parse("1 month"), extension=Length.parse("10 working days")
    )
    found = deadline_of(period, date(2024, 1, 31), CALENDAR)
    assert [str(step.day) for step in found.steps] == ["2024-02-29", "2024-03-14"]


def test_a_moment_starts_a_period_in_days_as_its_day_does() -> None:
    """The hour of the event plays no part in days."""
    period = Period(length=Length.parse("3 days"))
    noon = datetime(2024, 3, 5, 12)  # noqa: DTZ001 - China Standard Time
    assert last(period, noon) == last(period, date(2024, 3, 5)) == date(2024, 3, 8)


@pytest.mark.parametrize(
    ("period", "start"),
    [
        (Period(length=Length.parse("24 hours")), date(2024, 3, 5)),
        (Period(length=Length.parse("99999 years")), date(2024, 3, 5)),
        (Period(length=Length.parse("999999 days"), rolls=True), date(9000, 1, 1)),
        (
            Period(length=Length.parse("3000 years"), direction=Direction.BACKWARD),
            date(2024, 3, 5),
        ),
    ],
)
def test_what_cannot_be_counted_is_refused(period: Period, start: date) -> None:
    """Hours from a day without a time, and ends beyond all dates."""
    with pytest.raises(PeriodError) as caught:
        deadline_of(period, start, CALENDAR)
    assert caught.value.message("zh") != caught.value.message("en")


@pytest.mark.parametrize(
    "parts",
    [
        {"excluded": (DateSpan(date(2024, 3, 5), None),)},
        {"excluded": (DateSpan.always(),)},
        {"extension": Length.parse("24 hours")},
    ],
)
def test_a_period_of_parts_that_do_not_fit_is_refused(parts: dict[str, object]) -> None:
    """Days left out have an end, and hours are not added to days."""
    with pytest.raises(PeriodError):
        Period(length=Length.parse("3 days"), **parts)  # type: ignore[arg-type]


def test_working_days_before_the_first_notice_are_refused() -> None:
    """What no notice can ever settle is an error, not a provisional answer."""
    period = Period(length=Length.parse("5 working days"))
    with pytest.raises(UnpublishedYearError):
        deadline_of(period, date(1996, 10, 1), CALENDAR)
    back = evolve(period, direction=Direction.BACKWARD)
    with pytest.raises(UnpublishedYearError):
        deadline_of(back, CALENDAR.known_from, CALENDAR)


def test_a_new_notice_tells_which_deadlines_it_moves() -> None:
    """Labour Day 2019 was made longer on 2019-03-22: what ended there was moved."""
    then = known(date(2019, 3, 1))
    period = Period(length=Length.parse("10 days"), rolls=True)
    found: list[Deadline] = [
        deadline_of(period, date(2019, 4, day), then) for day in (10, 22, 29)
    ]
    moved = then.affected(found, CALENDAR)
    assert [each.start for each in moved] == [date(2019, 4, 22)]
    assert moved[0].again(CALENDAR).last_day == date(2019, 5, 5)
