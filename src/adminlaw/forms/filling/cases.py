"""When cases were received, decided and concluded, for counts of a year (案件时点)."""

from __future__ import annotations

from typing import Final

from adminlaw.forms.filling.counting import Sheet, Sure, before, both, earliest, in_span
from adminlaw.forms.filling.counting import negated as no
from adminlaw.forms.filling.outcomes import ended
from adminlaw.model import Case, Event, EventKind
from adminlaw.tables.matrices import MatrixRow

RECEIPT: Final = (EventKind.RECEIVED, EventKind.REQUESTED, EventKind.REGISTERED)
ACCEPTANCE: Final = (EventKind.ACCEPTED, EventKind.OPENED)
DECISION: Final = (EventKind.DECIDED, EventKind.CONCLUDED)
CLOSING: Final = (EventKind.REPLIED, EventKind.CONCLUDED, EventKind.DECIDED)


def event_of(case: Case, kinds: tuple[EventKind, ...]) -> Event | None:
    """Return the first event of some kinds, earlier kinds first."""
    return earliest(case.events, kinds)


def happened(sheet: Sheet, case: Case, kinds: tuple[EventKind, ...]) -> Sure:
    """Tell whether something happened in the year; unsaid if an end has no day."""
    event = event_of(case, kinds)
    if event is None and (case.outcome or case.disclosure_result):
        return None
    return in_span(event, sheet.span)


def received(sheet: Sheet, case: Case, kinds: tuple[EventKind, ...]) -> Sure:
    """Tell whether a case came in during the year; unsaid where no day is held."""
    event = event_of(case, kinds)
    return None if event is None else in_span(event, sheet.span)


def open_at(
    sheet: Sheet, case: Case, kinds: tuple[EventKind, ...], *, end: bool
) -> Sure:
    """Tell whether a case was open when the year began, or when it ended."""
    span = sheet.span
    day = span.until if end else span.since
    start = event_of(case, kinds)
    if day is None or start is None:
        return None
    came = before(start, day)
    event = event_of(case, CLOSING)
    if event is None and (case.outcome or case.disclosure_result):
        return both(came, None)
    return both(came, no(before(event, day)))


def mine(sheet: Sheet, case: Case, holds: Sure) -> Sure:
    """Return whether it holds of a case of the body that reports."""
    return both(sheet.mine(case.handler), holds)


def decided(sheet: Sheet, case: Case, row: MatrixRow) -> Sure:
    """Tell whether a case was decided in the year by the body that reports.

    A row may name the outcomes with which a case counts, or those with which it does
    not; where it names some, a case of no outcome has to say the kinds of its act.
    """
    if ended(case, row.unless):
        return False
    stated: Sure = True
    if row.outcomes:
        stated = ended(case, row.outcomes)
        stated = True if stated is None and case.forms else stated
    return both(mine(sheet, case, happened(sheet, case, DECISION)), stated)
