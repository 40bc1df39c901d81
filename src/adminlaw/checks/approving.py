"""When the head approved a compulsory measure: before it, or within hours after it.

Which of the two is asked depends on whether it was urgent and done on the spot
(《行政强制法》第十八条第一项、第十九条). Hours are counted from the times of day where
the record gives them; a day without a time may have been any hour of it.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from attrs import evolve

from adminlaw.checks.asking import Matter
from adminlaw.checks.identity import Check
from adminlaw.checks.sights import Context
from adminlaw.checks.stepping import Asked, judge_step, step_check
from adminlaw.findings import Outcome, Status, failed, unknown
from adminlaw.labels import Label
from adminlaw.model import Event, EventKind, Trait, has_trait
from adminlaw.periods import LengthUnit
from adminlaw.rulebook import TimeLimit

_LIMIT = "compulsion.report_urgent_measure"
_DAY = timedelta(days=1)

Moments = tuple[datetime, datetime]


def approved(asked: Asked, context: Context) -> Outcome:
    """Judge the approval of a measure: before it, or soon after one on the spot.

    Where it is not said that it was urgent, an approval soon afterwards is no proof
    of a breach.
    """
    outcome = judge_step(asked, context)
    urgent = has_trait(asked.track.record, Trait.ON_THE_SPOT)
    events = asked.track.of(asked.step.event)
    if urgent is False or not events:
        return outcome
    soon = _soon(asked, context)
    if urgent is None:
        open_yet = outcome.status is Status.FAILED and soon is not False
        return _undecided(_URGENT, outcome) if open_yet else outcome
    if outcome.status is not Status.PASSED or soon:
        return outcome
    if soon is None:
        return _undecided(_HOURS, outcome)
    return failed(_LATE, outcome.facts)


_URGENT = (
    Label(
        "批准在后，是否紧急当场实施未载明",
        "approved afterwards; whether it was urgent is not recorded",
    ),
    Label(Trait.ON_THE_SPOT.zh, Trait.ON_THE_SPOT.en),
)
_HOURS = (
    Label("批准是否及时不确定", "whether it was approved in time is not certain"),
    Label("实施和批准的时刻", "the hours of the measure and of the approval"),
)
_LATE = Label("补办批准逾期", "approved too late after the measure")


def _undecided(what: tuple[Label, Label], outcome: Outcome) -> Outcome:
    message, missing = what
    return unknown(message, (missing,), outcome.facts)


def _soon(asked: Asked, context: Context) -> bool | None:
    """Tell whether some approval came within the hours; None where that is open."""
    imposed = asked.track.of(EventKind.EXECUTED) or asked.track.of(EventKind.DECIDED)
    first = min((span for e in imposed if (span := _moments(e))), default=None)
    limit = _hours(first[0].date(), context) if first else None
    if first is None or limit is None:
        return None
    spans = [_moments(each) for each in asked.track.of(asked.step.event)]
    found = [None if span is None else _within(first, span, limit) for span in spans]
    if any(found):
        return True
    return None if None in found else False


def _within(first: Moments, second: Moments, limit: timedelta) -> bool | None:
    if second[1] - first[0] <= limit:
        return True
    return False if second[0] - first[1] >= limit else None


def _moments(event: Event) -> Moments | None:
    """Return from when to when an event can have been; None without a day."""
    if event.day is None:
        return None
    if event.time is not None:
        moment = datetime.combine(event.day, event.time)
        return moment, moment
    begun = datetime.combine(event.day, time.min)
    # The last day that there is has no day after it.
    return begun, begun + _DAY if event.day < date.max else datetime.combine(
        date.max, time.max
    )


def _hours(day: date, context: Context) -> timedelta | None:
    rule = context.law.get(_LIMIT)
    version = rule.on(day) if rule else None
    content = version.content if version else None
    length = content.length if isinstance(content, TimeLimit) else None
    if length is None or length.unit is not LengthUnit.HOUR:
        return None
    return timedelta(hours=length.number)


approved_in_time: Check[Asked] = evolve(
    step_check(
        "E219",
        step="approve",
        matter=Matter(records="cases", kinds=("compulsory_measure",)),
        zh="报告并经批准",
        en="reported and approved",
    ),
    judge=approved,
)
