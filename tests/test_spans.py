"""Spans of days are half-open: what that means, as laws over all spans.

The axioms are those of half-open intervals of days; the oracle is counting: a span
is the set of its days, and a question about spans is answered by looking at each.
"""

from __future__ import annotations

import copy
import pickle
from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import attrs
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from adminlaw.errors import AdminLawError, SpanError
from adminlaw.spans import DateSpan, is_day

FIRST = date(2021, 2, 20)
FRAME = [FIRST + timedelta(days=number) for number in range(-2, 22)]
"""Days around all days drawn below, so that open ends show as well."""

days = st.dates(FIRST, FIRST + timedelta(days=19))
any_days = st.dates(date(1, 1, 1), date(9999, 12, 30))
ends = st.tuples(st.none() | days, st.none() | days)
years = st.integers(1, 9998)


def is_span(since: date | None, until: date | None) -> bool:
    """Tell whether there is a day from *since* on and before *until*."""
    return any(
        (since is None or day >= since) and (until is None or day < until)
        for day in FRAME
    )


spans = ends.filter(lambda pair: is_span(*pair)).map(lambda pair: DateSpan(*pair))
closed = st.builds(
    lambda since, size: DateSpan(since, since + timedelta(days=size)),
    st.dates(date(1, 1, 1), date(9900, 1, 1)),
    st.integers(1, 4000),
)


def held(span: DateSpan) -> set[date]:
    """Return the days of the frame that *span* holds, one by one."""
    return {day for day in FRAME if day in span}


# What a span holds


@given(pair=ends, day=days)
def test_a_span_holds_its_first_day_and_not_its_end(
    pair: tuple[date | None, date | None], day: date
) -> None:
    """A day is held exactly where since <= day < until; an open end bounds nothing."""
    since, until = pair
    assume(is_span(since, until))
    expected = (since is None or since <= day) and (until is None or day < until)
    assert (day in DateSpan(since, until)) is expected


@given(pair=ends)
def test_a_span_ends_after_it_starts(pair: tuple[date | None, date | None]) -> None:
    """A span without a day cannot be made: neither reversed nor empty."""
    since, until = pair
    if is_span(since, until):
        assert (DateSpan(since, until).since, DateSpan(since, until).until) == pair
    else:
        with pytest.raises(SpanError) as caught:
            DateSpan(since, until)
        assert (caught.value.since, caught.value.until) == pair


@given(day=any_days)
def test_always_holds_every_day(day: date) -> None:
    """The span of all days has no end on either side."""
    assert day in DateSpan.always()
    assert DateSpan.always() == DateSpan() == DateSpan(None, None)


@given(span=closed)
def test_a_span_holds_as_many_days_as_it_counts(span: DateSpan) -> None:
    """The count is that of the days from the first to the last, both included."""
    assert span.since is not None
    assert span.last_day is not None
    assert span.days == (span.last_day - span.since).days + 1
    assert span.since in span
    assert span.last_day in span
    assert span.last_day + timedelta(days=1) not in span


@given(span=spans)
def test_an_open_span_has_no_count_and_an_open_end_no_last_day(span: DateSpan) -> None:
    """What is unbounded is not counted, and what is bounded is."""
    assert (span.days is None) is (span.since is None or span.until is None)
    assert (span.last_day is None) is (span.until is None)


@given(before=closed, size=st.integers(1, 90))
def test_spans_that_meet_leave_no_gap_and_no_overlap(
    before: DateSpan, size: int
) -> None:
    """Where one version ends the next begins: each day is held exactly once."""
    assert before.since is not None
    assert before.until is not None
    after = DateSpan(before.until, before.until + timedelta(days=size))
    edge = [before.until + timedelta(days=number) for number in (-1, 0)]
    assert [(day in before) + (day in after) for day in edge] == [1, 1]
    assert not before.overlaps(after)
    assert not after.overlaps(before)


# Days, months and years


@given(day=any_days)
def test_the_span_of_a_day_holds_that_day_alone(day: date) -> None:
    """One day is a span of length 1."""
    span = DateSpan.day(day)
    assert (span.since, span.last_day, span.days) == (day, day, 1)


@given(year=years, month=st.integers(1, 12))
@example(year=2020, month=2)
@example(year=2100, month=2)
@example(year=2021, month=12)
def test_the_span_of_a_month_holds_the_days_of_the_calendar(
    year: int, month: int
) -> None:
    """A month runs from its first day to its last, of which the calendar tells."""
    length = monthrange(year, month)[1]
    span = DateSpan.month(year, month)
    assert (span.since, span.last_day) == (
        date(year, month, 1),
        date(year, month, length),
    )
    assert span.days == length


@given(year=years)
@example(year=2000)
@example(year=1900)
@example(year=2024)
def test_the_span_of_a_year_is_made_of_its_twelve_months(year: int) -> None:
    """A leap year has 366 days by the Gregorian rule, others 365, in twelve months."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    months = [DateSpan.month(year, month) for month in range(1, 13)]
    span = DateSpan.year(year)
    assert span.days == (366 if leap else 365)
    assert span.days == sum(month.days or 0 for month in months)
    assert [each.since for each in months[1:]] == [each.until for each in months[:-1]]
    assert (span.since, span.until) == (months[0].since, months[-1].until)


# Two spans


@given(one=spans, other=spans)
def test_spans_overlap_where_they_share_a_day(one: DateSpan, other: DateSpan) -> None:
    """To overlap is to have a day in common, found by looking at every day."""
    assert one.overlaps(other) is bool(held(one) & held(other))


@given(one=spans, other=spans)
def test_overlap_is_symmetric(one: DateSpan, other: DateSpan) -> None:
    """Neither span is the first."""
    assert one.overlaps(other) is other.overlaps(one)


@given(one=spans, other=spans)
def test_a_span_covers_another_where_it_holds_each_of_its_days(
    one: DateSpan, other: DateSpan
) -> None:
    """To cover is to be a superset, day by day."""
    assert one.covers(other) is (held(one) >= held(other))


@given(one=spans, other=spans, third=spans)
def test_covering_is_an_order(one: DateSpan, other: DateSpan, third: DateSpan) -> None:
    """Covering is reflexive, antisymmetric and transitive, and implies overlap."""
    assert one.covers(one)
    if one.covers(other):
        assert one.overlaps(other)
        assert not other.covers(one) or one == other
        assert not other.covers(third) or one.covers(third)


@given(span=spans)
def test_always_covers_every_span(span: DateSpan) -> None:
    """The span of all days covers each span and is covered by itself alone."""
    always = DateSpan.always()
    assert always.covers(span)
    assert span.covers(always) is (span == always)
    assert always.overlaps(span)


@given(one=spans, other=spans)
def test_equal_spans_are_one_in_a_set(one: DateSpan, other: DateSpan) -> None:
    """Spans are equal where they hold the same days, and then hash alike."""
    assert (one == other) is (held(one) == held(other))
    assert len({one, other}) == (1 if one == other else 2)


# What is no day


MOMENTS = [
    datetime(2021, 7, 15),  # noqa: DTZ001 - a moment without a zone is the point
    datetime(2021, 7, 15, 8, 25, tzinfo=UTC),
]
ODD = [*MOMENTS, "2021-07-15", 20210715, 2021.0, b"2021"]


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_an_end_that_is_no_day_is_refused(odd: date) -> None:
    """A moment, a text or a number is no end of a span of days."""
    for since, until in ((odd, None), (None, odd), (date(2021, 1, 1), odd)):
        with pytest.raises(SpanError):
            DateSpan(since, until)


@pytest.mark.parametrize("moment", MOMENTS, ids=repr)
def test_a_moment_has_no_span_of_one_day(moment: datetime) -> None:
    """A datetime is a date by inheritance, but not a day."""
    with pytest.raises(SpanError):
        DateSpan.day(moment)


@pytest.mark.parametrize("moment", MOMENTS, ids=repr)
@pytest.mark.parametrize(
    "span",
    [DateSpan.always(), DateSpan.year(2021), DateSpan(date(2021, 1, 1), None)],
    ids=str,
)
def test_whether_a_span_holds_a_moment_is_no_question(
    span: DateSpan, moment: datetime
) -> None:
    """Asking it raises, whether the span is bounded or not; it is never answered."""
    with pytest.raises((AdminLawError, TypeError)):
        moment in span  # noqa: B015 - the question itself is what raises


@pytest.mark.parametrize(
    ("value", "answer"),
    [(date(2021, 7, 15), True), (None, False), *[(odd, False) for odd in ODD]],
    ids=repr,
)
def test_a_day_is_a_date_and_nothing_finer(value: object, answer: bool) -> None:  # noqa: FBT001 - the column of a table
    """Only a plain date is a day."""
    assert is_day(value) is answer


@pytest.mark.parametrize(
    ("year", "month"), [(2021, 0), (2021, 13), (0, 1), (10_000, 1)]
)
def test_a_month_that_does_not_exist_is_refused(year: int, month: int) -> None:
    """A span error names what is no month; it is one of the library's own errors."""
    with pytest.raises(AdminLawError):
        DateSpan.month(year, month)


@pytest.mark.parametrize("year", [0, -1, 10_000])
def test_a_year_that_does_not_exist_is_refused(year: int) -> None:
    """Dates have the years 1 to 9999; to ask for others is wrong use: our error."""
    with pytest.raises(AdminLawError):
        DateSpan.year(year)


@pytest.mark.parametrize(
    "make",
    [
        lambda: DateSpan.day(date.max),
        lambda: DateSpan.month(9999, 12),
        lambda: DateSpan.year(9999),
    ],
    ids=["day", "month", "year"],
)
def test_at_the_end_of_the_calendar_a_span_is_made_or_refused(
    make: Callable[[], DateSpan],
) -> None:
    """No day follows 9999-12-31: the span is left open or refused by our error."""
    try:
        held_or_refused = date.max in make()
    except SpanError:
        held_or_refused = True
    assert held_or_refused


# What a span is


def test_a_span_cannot_be_changed() -> None:
    """A span is frozen and slotted."""
    span = DateSpan.year(2021)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        span.since = None  # type: ignore[misc]
    assert not hasattr(span, "__dict__")


@given(span=spans)
def test_a_span_survives_copying_and_pickling(span: DateSpan) -> None:
    """A copy is equal, and so is what another process receives."""
    assert copy.deepcopy(span) == span
    assert pickle.loads(pickle.dumps(span)) == span  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (DateSpan.year(2021), "[2021-01-01, 2022-01-01)"),
        (DateSpan(None, date(2021, 1, 1)), "[…, 2021-01-01)"),
        (DateSpan(date(2021, 1, 1), None), "[2021-01-01, …)"),
        (DateSpan.always(), "[…, …)"),
    ],
)
def test_a_span_is_written_as_half_open(span: DateSpan, text: str) -> None:
    """The text shows which end belongs to the span."""
    assert str(span) == text


def test_the_error_of_a_span_names_both_ends() -> None:
    """The message says the two days in both languages."""
    with pytest.raises(SpanError) as caught:
        DateSpan(date(2021, 7, 15), date(2021, 7, 14))
    for lang in ("zh", "en"):
        assert "2021-07-15" in caught.value.message(lang)
        assert "2021-07-14" in caught.value.message(lang)
