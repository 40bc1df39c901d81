"""Indicators of days that are open: the last word, the last count, what may be due.

What a record does not say gives bounds and no value, and no order in a file decides.
"""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction
from typing import Any

import attrs
import pytest

from adminlaw.measures import (
    IndicatorStatus,
    indicators,
)
from adminlaw.model import (
    Authority,
    AuthorityKind,
    CaseKind,
    Certificate,
    CertificateKind,
    ClearanceCycle,
    ClearanceOutcome,
    ClearanceScope,
    Event,
    EventKind,
    Headcount,
    HeadcountKind,
    Officer,
    OfficerCategory,
    Power,
    PowerKind,
    Task,
    Verdict,
)
from adminlaw.spans import DateSpan
from tests.measure_registers import (
    amount,
    between,
    case,
    event,
    published,
    record,
    register,
)

SPRING = DateSpan(date(2021, 1, 1), date(2021, 4, 1))


# --- The last review ------------------------------------------------------------------


PASSED = event(EventKind.REVIEWED, "2021-02-01", passed=True)


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        (event(EventKind.REVIEWED, "2021-03-01", passed=False), (0, 0)),
        (event(EventKind.REVIEWED, "2021-01-10", passed=False), (100, 100)),
        (event(EventKind.REVIEWED, "2021-06-01", passed=False), (100, 100)),
        (event(EventKind.REVIEWED, "2021-02-01", passed=False), (0, 100)),
        (Event(kind=EventKind.REVIEWED, within=SPRING, passed=False), (0, 100)),
    ],
)
def test_the_last_review_before_publication_has_the_last_word(
    refusal: Event, expected: tuple[int, int]
) -> None:
    """Passed in February: a refusal in March overrules that, one in January does not.

    Nor does one after publication, which judged no draft. On one day without times, or
    in an unknown month, either may have been the last word.
    """
    for events in ((PASSED, refusal), (refusal, PASSED)):
        held = (published(*events),)
        assert amount("documents.review_rate", documents=held) == between(*expected)


def test_of_two_reviews_of_one_day_the_hour_tells_the_last() -> None:
    """Refused at nine and passed at three: the document was passed."""
    first = event(EventKind.REVIEWED, "2021-02-01", time=time(9), passed=False)
    last = event(EventKind.REVIEWED, "2021-02-01", time=time(15), passed=True)
    held = (published(last, first),)
    assert amount("documents.review_rate", documents=held) == between(100, 100)


# --- Headcounts, certificates, tasks --------------------------------------------------


def staff(key: str, number: int, day: str = "", **more: Any) -> Headcount:  # noqa: ANN401
    """Return a headcount of legal staff of the bureau."""
    fields = {"kind": HeadcountKind.LEGAL_STAFF, "authority": "bureau"} | more
    as_of = date.fromisoformat(day) if day else None
    return record(Headcount, id=key, number=number, as_of=as_of, **fields)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((staff("a", 3, "2021-03-01"), staff("b", 5, "2021-06-01")), (5, 5)),
        ((staff("a", 3, "2021-06-01"), staff("b", 5, "2021-06-01")), (3, 5)),
        ((staff("a", 3, "2021-06-01"), staff("b", 3, "2021-06-01")), (3, 3)),
        ((staff("a", 3, "2021-06-01"), staff("b", 5)), (3, 5)),
        ((staff("a", 3),), (0, 3)),
        ((staff("a", 3, "2022-06-01"), staff("b", 5, "2021-06-01")), (5, 5)),
    ],
)
def test_a_headcount_of_no_day_or_one_of_two_of_a_day_gives_bounds(
    counts: tuple[Headcount, ...], expected: tuple[int, int]
) -> None:
    """The last by the as-of day counts; which is last is not decided by the file."""
    for held in (counts, counts[::-1]):
        assert amount("staff.legal", headcounts=held) == between(*expected)


def test_a_headcount_of_no_day_counts_where_no_day_is_asked() -> None:
    """A register of no period holds one number of a body, and it is that."""
    held = register(headcounts=(staff("a", 3),), period=None)
    assert indicators(held).find("staff.legal").value == 3


def test_two_headcounts_of_a_day_with_two_bases_leave_the_base_open() -> None:
    """Reviewers of one day over 100 or over 200 officers: no rate can be told."""
    bureau = record(Authority, id="bureau", name="某局", kind=AuthorityKind.DEPARTMENT)
    officers = {"kind": HeadcountKind.OFFICERS}
    reviewers = {"kind": HeadcountKind.REVIEWERS}
    counts = (
        staff("r1", 5, "2021-06-01", base="o1", **reviewers),
        staff("r2", 5, "2021-06-01", base="o2", **reviewers),
        staff("o1", 100, "2021-06-01", **officers),
        staff("o2", 200, "2021-06-01", **officers),
    )
    records = {"headcounts": counts, "authorities": (bureau,)}
    assert amount("officers.departments", **records) == between(0, 300)
    assert amount("reviewers.departments", **records) == between(5, 5)


def test_a_certificate_that_does_not_say_its_days_may_be_good() -> None:
    """A certificate is asked for, and until when this one is good is not recorded.

    《行政处罚法》第四十二条第一款. Of three officers one has a good one, one an unsaid
    one and one none.
    """
    good = DateSpan(date(2020, 1, 1), date(2025, 1, 1))
    certificates = (
        (Certificate(kind=CertificateKind.ENFORCEMENT, valid=good),),
        (Certificate(kind=CertificateKind.ENFORCEMENT, valid=None),),
        (),
    )
    officers = tuple(
        record(
            Officer,
            id=str(index),
            category=OfficerCategory.OFFICER,
            certificates=each,
        )
        for index, each in enumerate(certificates)
    )
    third = Fraction(100, 3)
    rate = amount("officers.certified_rate", officers=officers)
    assert rate == between(third, 2 * third)


def test_a_task_of_no_due_day_may_have_been_due() -> None:
    """One due and done, one without a day and done: one or two were due, all in time.

    A third with neither a day nor an end may have been due and missed.
    """
    done = (event(EventKind.COMPLETED, "2021-03-01"),)
    due = record(Task, id="a", due=date(2021, 6, 30), events=done)
    vague = record(Task, id="b", events=done)
    assert amount("tasks.due", tasks=(due, vague)) == between(1, 2)
    idle = record(Task, id="c")
    rate = amount("tasks.on_time_rate", tasks=(due, idle))
    assert rate == between(50, 100)


def test_a_task_that_begins_after_the_period_was_not_due_in_it() -> None:
    """From 2022 on without an end: not due in 2021."""
    later = record(Task, id="a", within=DateSpan(date(2022, 1, 1)))
    assert amount("tasks.due", tasks=(later,)) == between(0, 0)


# --- By day, and not by the order in the file -----------------------------------------


def test_the_last_assignment_starts_the_time_wherever_it_stands() -> None:
    """Assigned again on 1 June, a suggestion may be replied to until 1 September.

    《代表法》第五十一条第二款 gives three months from the day of assignment.
    """
    first = event(EventKind.ASSIGNED, "2021-03-01")
    again = event(EventKind.ASSIGNED, "2021-06-01")
    for assigned in ((first, again), (again, first)):
        made = case(
            "a",
            CaseKind.DEPUTY_SUGGESTION,
            event(EventKind.RECEIVED, "2021-02-25"),
            *assigned,
            event(EventKind.REPLIED, "2021-08-31"),
        )
        assert amount("proposals.on_time_rate", cases=(made,)) == between(100, 100)


def test_the_year_of_a_document_is_that_of_its_first_publication() -> None:
    """Published in 2020 and again in 2021, it is one of 2020 in either order."""
    days = ("2020-05-01", "2021-05-01")
    for order in (days, days[::-1]):
        events = tuple(event(EventKind.PUBLISHED, day) for day in order)
        made = attrs.evolve(published(), events=events, valid=DateSpan.always())
        found = indicators(register(documents=(made,)))
        assert [x.member for x in found.members("documents.survival")] == ["2020"]


# --- A share of which the numerator is part of the base -------------------------------


def clearance(key: str, span: DateSpan, *outcomes: ClearanceOutcome) -> ClearanceCycle:
    """Return a clearance that ended on some day of a span."""
    names = [f"{key}{index}" for index in range(len(outcomes))]
    verdicts = tuple(
        record(Verdict, document=name, outcome=outcome)
        for name, outcome in zip(names, outcomes, strict=True)
    )
    return record(
        ClearanceCycle,
        id=key,
        scope=ClearanceScope.NORMATIVE,
        population=tuple(names),
        verdicts=verdicts,
        period=span,
    )


INSIDE = DateSpan(date(2021, 3, 1), date(2021, 9, 1))
ACROSS = DateSpan(date(2021, 10, 1), date(2022, 3, 1))
KEPT, GONE = ClearanceOutcome.RETAINED, ClearanceOutcome.REPEALED


def test_what_may_count_counts_in_the_base_and_in_the_part_alike() -> None:
    """One of two kept, and one kept that may be of the year: 1/2 or 2/3, never 1/3."""
    cycles = (clearance("a", INSIDE, KEPT, GONE), clearance("b", ACROSS, KEPT))
    found = indicators(register(clearance_cycles=cycles)).find(
        "clearance.retained_share"
    )
    assert found.amount == between(50, Fraction(200, 3))


def test_a_share_of_a_base_that_may_be_empty_is_told_but_not_as_a_value() -> None:
    """If anything was cleared it was kept; whether anything was is not known."""
    cycles = (clearance("b", ACROSS, KEPT),)
    found = indicators(register(clearance_cycles=cycles)).find(
        "clearance.retained_share"
    )
    assert found.status is IndicatorStatus.BOUNDED
    assert found.value is None
    assert found.amount == between(100, 100)


def test_what_may_count_and_what_may_be_part_of_it_are_both_open() -> None:
    """Received on an unknown day and accepted on another: in neither, one or both."""
    sure = case(
        "a",
        CaseKind.RECONSIDERATION,
        event(EventKind.RECEIVED, "2021-03-01"),
        event(EventKind.ACCEPTED, "2021-03-02"),
    )
    vague = case(
        "b",
        CaseKind.RECONSIDERATION,
        event(EventKind.RECEIVED),
        event(EventKind.ACCEPTED),
    )
    rate = amount("reconsideration.acceptance_rate", cases=(sure, vague))
    assert rate == between(50, 100)


# --- Powers that are suspended --------------------------------------------------------


@pytest.mark.parametrize(
    ("turns", "bounds"),
    [
        ((), (1, 1)),
        (((EventKind.SUSPENDED, "2021-03-01"),), (0, 1)),
        (((EventKind.SUSPENDED, ""),), (0, 1)),
        (((EventKind.SUSPENDED, "2022-03-01"),), (1, 1)),
        (
            ((EventKind.SUSPENDED, "2021-03-01"), (EventKind.RESUMED, "2021-04-01")),
            (1, 1),
        ),
        (
            ((EventKind.SUSPENDED, "2021-03-01"), (EventKind.REPEALED, "2021-05-01")),
            (0, 0),
        ),
    ],
)
def test_a_suspended_power_may_count_until_it_is_resumed(
    turns: tuple[tuple[EventKind, str], ...], bounds: tuple[int, int]
) -> None:
    """No rule says whether a power is held while it is suspended: both are possible."""
    body = record(Authority, id="a", name="某局", kind=AuthorityKind.DEPARTMENT)
    power = record(
        Power,
        id="p",
        name="某处罚",
        kind=PowerKind.PENALTY,
        holder="a",
        events=tuple(event(kind, day) for kind, day in turns),
    )
    assert amount("powers.held", authorities=(body,), powers=(power,)) == between(
        *bounds
    )
