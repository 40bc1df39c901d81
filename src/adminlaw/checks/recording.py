"""Whether an enforcement case was recorded as it went.

The record has no place among the steps: it accompanies them all. What the law asks
for is missed once the case is closed without it, and not shown once it was decided.
"""

from __future__ import annotations

from attrs import evolve

from adminlaw.checks.acts import first_day
from adminlaw.checks.asking import Matter
from adminlaw.checks.identity import Check
from adminlaw.checks.sights import Context
from adminlaw.checks.stepping import Asked, judge_step, step_check
from adminlaw.findings import Outcome, Status, not_applicable, unknown
from adminlaw.labels import Label
from adminlaw.model import EventKind

_ACTED = (EventKind.DECIDED, EventKind.EXECUTED, EventKind.INSPECTED)


def recorded(asked: Asked, context: Context) -> Outcome:
    """Judge the record of a case: an act without one is not shown to be recorded."""
    outcome = judge_step(asked, context)
    step, track = asked.step, asked.track
    acted = any(track.of(kind) for kind in _ACTED)
    if outcome.status is not Status.NOT_APPLICABLE or not acted:
        return outcome
    day = first_day(track, *_ACTED)
    if day is not None and day not in asked.demand.version.valid:
        return not_applicable(_BEFORE)
    return unknown(_NOT_SHOWN, (step.evidence or step.label,), outcome.facts)


_BEFORE = Label("当时没有记录的要求", "no record was asked for at that time")
_NOT_SHOWN = Label("没有进行的记录", "no record that it was done")


def recording_check(matter: Matter) -> Check[Asked]:
    """Make the check of the record for the cases of a matter."""
    return evolve(
        step_check(
            "E213",
            step="record",
            matter=matter,
            zh="全过程记录",
            en="whole-process recording",
        ),
        judge=recorded,
    )
