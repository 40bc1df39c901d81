"""Days of a year: 每年某月某日前, and what one reads where that day is a rest day."""

from __future__ import annotations

from datetime import date

import pytest

from adminlaw.clocks import due, due_for_year, timeline
from adminlaw.clocks.due import Facts
from adminlaw.clocks.standing import ClockState
from adminlaw.errors import PeriodError, UnknownRuleError
from adminlaw.model import Case, Event, EventKind
from adminlaw.model.cases import CaseKind
from adminlaw.model.identities import CaseId
from adminlaw.periods.readings import Choice


def test_the_report_of_an_organ_is_due_by_the_end_of_january() -> None:
    """《政府信息公开条例》第四十九条: by 31 January of the next year."""
    found = due_for_year("disclosure.organ_report", year=2023)
    assert found.day == date(2024, 1, 31)
    assert str(found.source).startswith("《中华人民共和国政府信息公开条例》第四十九条")


def test_a_fixed_date_on_a_rest_day_stays_unless_one_reads_it_otherwise() -> None:
    """2026-01-31 is a Saturday; the working day before it is Friday."""
    plain = due_for_year("disclosure.organ_report", year=2025)
    assert plain.day == date(2026, 1, 31)
    early = Choice({"fixed-dates": "working_day_before"})
    moved = due_for_year("disclosure.organ_report", year=2025, choice=early)
    assert moved.day == date(2026, 1, 30)
    assert "前一工作日" in moved.notices[0].zh


def test_what_is_no_fixed_date_is_refused() -> None:
    """A length of time has no day of the year, and an unknown rule none at all."""
    with pytest.raises(PeriodError):
        due_for_year("licence.decide", year=2024)
    with pytest.raises(UnknownRuleError):
        due_for_year("no.such_rule", year=2024)
    with pytest.raises(UnknownRuleError):
        due_for_year("disclosure.organ_report", year=1990)


def test_silence_of_the_organ_opens_the_way_to_a_court() -> None:
    """Sixty days from acceptance pass without a decision; then fifteen days to sue.

    Accepted 2024-03-06: the sixtieth day is 2024-05-05, a rest day, moved to 05-06;
    fifteen days more end on 2024-05-21 (《行政诉讼法》第四十五条).
    """
    case = Case(
        id=CaseId("c"),
        kind=CaseKind.RECONSIDERATION,
        events=(
            Event(kind=EventKind.RECEIVED, day=date(2024, 3, 4)),
            Event(kind=EventKind.ACCEPTED, day=date(2024, 3, 6)),
        ),
    )
    key = "litigation.sue_after_reconsideration_silence"
    waiting = timeline(case, as_of=date(2024, 5, 6), complete=True)
    assert key in {each.rule for each in waiting.not_applied}
    open_now = timeline(case, as_of=date(2024, 5, 7), complete=True)
    (clock,) = [each for each in open_now.clocks if each.rule == key]
    assert (clock.start, clock.last_day) == (date(2024, 5, 6), date(2024, 5, 21))
    assert clock.state is ClockState.RUNNING


def test_the_law_of_the_step_may_be_taken_instead_of_that_of_the_event() -> None:
    """Seven days from 2021-07-14: calendar days then, working days from 07-15 on."""
    key, start = "penalty.registered_evidence", date(2021, 7, 14)
    facts = Facts(step=date(2021, 7, 20))
    by_event = due(key, start=start, facts=facts)
    assert by_event.last_day == date(2021, 7, 21)
    assert any("跨越修法" in each.zh for each in by_event.notices)
    by_step = due(
        key, start=start, facts=facts, choice={"transition-procedure": "law_of_step"}
    )
    assert by_step.last_day == date(2021, 7, 23)
