"""What a reader of law holds against an indicator: doubt, two years, other counts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from adminlaw.measures import Amount, IndicatorStatus, indicators
from adminlaw.model import (
    CaseKind,
    CaseOutcome,
    Document,
    DocumentKind,
    EventKind,
    Filing,
    FilingDirection,
)
from adminlaw.model.events import Event
from adminlaw.spans import DateSpan
from tests.measure_registers import case, event, printed, record, register

FIRST_HALF = DateSpan(date(2021, 1, 1), date(2021, 7, 1))
SECOND_HALF = DateSpan(date(2021, 7, 1), date(2022, 1, 1))


def between(least: int, most: int) -> Amount:
    """Return the bounds of a share."""
    return Amount(Fraction(least), Fraction(most))


def document(*events: Event) -> Document:
    """Return a normative document with events."""
    return record(
        Document,
        id="d",
        title="某办法",
        kind=DocumentKind.NORMATIVE,
        valid=DateSpan(date(2021, 1, 1)),
        events=events,
    )


def test_a_review_that_may_have_come_before_publication_is_in_doubt() -> None:
    """Published between January and March, reviewed in February: before or after."""
    span = DateSpan(date(2021, 1, 1), date(2021, 4, 1))
    published = Event(kind=EventKind.PUBLISHED, within=span)
    for day, expected in (
        ("2020-12-30", (100, 100)),
        ("2021-02-01", (0, 100)),
        ("2021-04-02", (0, 0)),
    ):
        made = document(event(EventKind.REVIEWED, day, passed=True), published)
        found = indicators(register(documents=(made,))).find("documents.review_rate")
        assert found.amount == between(*expected), day


def test_an_application_counts_in_one_period_only() -> None:
    """Replied to in June and concluded in July: the reply is the end of it."""
    made = case(
        "a",
        CaseKind.DISCLOSURE,
        event(EventKind.RECEIVED, "2021-06-01"),
        event(EventKind.REPLIED, "2021-06-20"),
        event(EventKind.CONCLUDED, "2021-07-02"),
    )
    held = register(cases=(made,))
    counts = [
        indicators(held, period=each).find("disclosure.concluded").value
        for each in (FIRST_HALF, SECOND_HALF)
    ]
    assert counts == [1, 0]


def test_a_share_of_more_than_the_whole_is_refused() -> None:
    """47 concluded of 45 accepted: those concluded were not all accepted this year."""
    held = printed(reconsideration__accepted="45", reconsideration__concluded="47")
    found = indicators(held).find("reconsideration.conclusion_rate")
    assert found.status is IndicatorStatus.REFUSED
    assert found.reason is not None
    assert found.reason.en == "the numerator is more than the base"


def test_a_document_that_was_repealed_does_not_survive() -> None:
    """A repeal on record ends a document whose days are open."""
    published = event(EventKind.PUBLISHED, "2021-02-01")
    standing = document(published)
    ended = document(published, event(EventKind.REPEALED, "2021-09-01"))
    undated = document(published, event(EventKind.REPEALED))
    shares = [
        indicators(register(documents=(each,))).find("documents.survival").amount
        for each in (standing, ended, undated)
    ]
    assert shares == [between(100, 100), between(0, 0), between(0, 100)]


def test_a_case_that_was_not_accepted_is_not_concluded() -> None:
    """《行政复议法》第三十条: what is not accepted is not decided."""
    refused = case(
        "a",
        CaseKind.RECONSIDERATION,
        event(EventKind.RECEIVED, "2021-02-01"),
        event(EventKind.NOT_ACCEPTED, "2021-02-05"),
        event(EventKind.CONCLUDED, "2021-02-05"),
        outcome=CaseOutcome.REJECTED,
    )
    found = indicators(register(cases=(refused,)))
    assert found.find("reconsideration.concluded").value == 0
    assert found.find("reconsideration.rejected").value == 0


def test_records_that_are_not_all_there_have_no_upper_bound() -> None:
    """Two filings of which the day is open: none or more, since there may be others."""
    span = DateSpan(date(2021, 6, 1), date(2021, 8, 1))
    filed = Event(kind=EventKind.FILED, within=span)
    filings = tuple(
        record(Filing, id=key, direction=FilingDirection.UPWARD, events=(filed,))
        for key in ("a", "b")
    )
    held = register(filings=filings, complete=frozenset())
    found = indicators(held, period=FIRST_HALF).find("filings.made")
    assert found.amount == Amount(Fraction(0), None)
