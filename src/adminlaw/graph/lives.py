"""When a record of a register is in force: from its own days and its events.

The limits: a document of which no day is known at all may be in force on any day and
is in doubt on all of them; a clearance of which only the period is known leaves its
days in doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from adminlaw.graph.validity import Validity
from adminlaw.model import (
    Case,
    ClearanceCycle,
    ClearanceOutcome,
    Decision,
    Document,
    Event,
    EventKind,
    Register,
    latest_possible,
    when,
)
from adminlaw.spans import DateSpan

_ENDS: Final = frozenset(
    {ClearanceOutcome.REPEALED, ClearanceOutcome.LAPSED, ClearanceOutcome.MERGED}
)
_DECIDED: Final = (
    EventKind.PUBLISHED,
    EventKind.RESULT_PUBLISHED,
    EventKind.DECIDED,
    EventKind.ADOPTED,
    EventKind.COMPLETED,
)
_OPENS: Final = frozenset({EventKind.RECEIVED, EventKind.ACCEPTED, EventKind.OPENED})
_CLOSED: Final = frozenset({EventKind.CONCLUDED, EventKind.NOT_ACCEPTED})


def day_of(events: Iterable[Event], kinds: Iterable[EventKind]) -> date | None:
    """Return the day of the first kind of event that has one."""
    known = {event.kind: event.day for event in reversed(tuple(events)) if event.day}
    return next((known[kind] for kind in kinds if kind in known), None)


def ended_by_clearance(register: Register) -> Mapping[str, Validity]:
    """Return for each document that a clearance ended the days before that."""
    found: dict[str, Validity] = {}
    for cycle in register.clearance_cycles:
        before = _before(cycle)
        for verdict in cycle.verdicts:
            if verdict.outcome in _ENDS:
                known = found.get(verdict.document, Validity())
                found[verdict.document] = known.meet(before)
    return found


def clearance_day(cycle: ClearanceCycle) -> date | None:
    """Return the day on which a clearance was published or decided."""
    return day_of(cycle.events, _DECIDED)


def _before(cycle: ClearanceCycle) -> Validity:
    """Return the days before a clearance ended something."""
    day = clearance_day(cycle)
    if day is not None:
        return Validity(None, day)
    period = cycle.period
    if period is None:
        return Validity(None, None, (DateSpan.always(),))
    return Validity(None, period.until, (period,))


def document_days(document: Document, cleared: Validity | None) -> Validity:
    """Return the days on which a document is in force."""
    since = document.valid.since if document.valid else None
    since = since or day_of(
        document.events, (EventKind.TOOK_EFFECT, EventKind.PUBLISHED)
    )
    ends = [
        document.valid.until if document.valid else None,
        day_of(document.events, (EventKind.REPEALED, EventKind.LAPSED)),
    ]
    until = min(filter(None, ends), default=None)
    doubt = (DateSpan.always(),) if since is None else ()
    days = Validity(since, until, doubt)
    return days.meet(cleared) if cleared else days


def ending_of(document: Document, register: Register) -> ClearanceOutcome | None:
    """Return whether a document was repealed or lapsed; None where neither is said.

    A repeal, by an event or a clearance, goes before the end of its validity.
    """
    said = {
        verdict.outcome
        for cycle in register.clearance_cycles
        for verdict in cycle.verdicts
        if verdict.document == document.id
    }
    events = {event.kind for event in document.events}
    if ClearanceOutcome.REPEALED in said or EventKind.REPEALED in events:
        return ClearanceOutcome.REPEALED
    ends = document.valid is not None and document.valid.until is not None
    lapsed = ClearanceOutcome.LAPSED in said or EventKind.LAPSED in events or ends
    return ClearanceOutcome.LAPSED if lapsed else None


def case_days(case: Case) -> Validity:
    """Return the days on which a case is open: from its first event to its end."""
    known = [
        (day, event.kind)
        for event in case.events
        if (day := latest_possible(event)) is not None
    ]
    opening = [each for each in case.events if each.kind in _OPENS and when(each)]
    begun = [span for each in opening or case.events if (span := when(each))]
    if not begun or not known:
        return Validity(None, None, (DateSpan.always(),))
    first = min(begun, key=lambda span: span.since or date.min)
    closed = max((day for day, kind in known if kind in _CLOSED), default=None)
    reopened = max(
        (day for day, kind in known if kind is EventKind.RESUMED), default=None
    )
    if closed and reopened and closed < reopened:
        closed = None
    since = first.since
    end = closed and max(since or closed, closed)
    days = Validity(since, end)
    unsure = DateSpan(since, first.last_day) if since != first.last_day else None
    return Validity(since, end, (unsure,)).meet(days) if unsure else days


def decision_days(decision: Decision) -> Validity:
    """Return the days from a decision on."""
    made = day_of(decision.events, (EventKind.DECIDED, EventKind.ADOPTED))
    return Validity(made, None, () if made else (DateSpan.always(),))
