"""Yes, no, or not to be told: the answers of records, and how they go together.

What a record does not say is None and never a no; whoever counts then gives bounds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from adminlaw.measures.viewing import between
from adminlaw.model import Event, when
from adminlaw.spans import DateSpan

Truth = bool | None
"""Yes, no, or not to be told."""


def both(*answers: Truth) -> Truth:
    """Return no if any is no, else None if any is None, else yes.

    >>> both(True, None), both(False, None)
    (None, False)
    """
    if any(each is False for each in answers):
        return False
    return None if None in answers else True


def either(answers: Iterable[Truth]) -> Truth:
    """Return yes if any is yes, else None if any is None, else no."""
    held = tuple(answers)
    if any(held):
        return True
    return None if None in held else False


def negated(answer: Truth) -> Truth:
    """Return no for yes and yes for no; what is not to be told stays so."""
    return None if answer is None else not answer


def lies_in(days: DateSpan | None, span: DateSpan) -> Truth:
    """Tell whether something of which the possible days are known lies in a span."""
    if days is None:
        return None
    if span.covers(days):
        return True
    return None if span.overlaps(days) else False


def happened(event: Event, by: date) -> Truth:
    """Tell whether an event happened by a day."""
    return lies_in(when(event), between(date.min, by))


def came_after(event: Event, other: Event) -> Truth:
    """Tell whether an event came after another; one day without times tells nothing."""
    span, before = when(event), when(other)
    if span is None or before is None:
        return None
    if event.day is not None and event.day == other.day:
        if event.time is None or other.time is None:
            return None
        return event.time > other.time
    if span.since and before.last_day and before.last_day < span.since:
        return True
    if span.last_day and before.since and span.last_day < before.since:
        return False
    return None


def not_after_first(event: Event, others: Iterable[Event]) -> Truth:
    """Tell whether an event was not later than the first of others, if there are any.

    The day of the first itself is in time: what happened on one day happened in time.
    """
    spans, span = [when(each) for each in others], when(event)
    if span is None or not spans:
        return None
    starts = [each.since if each else None for each in spans]
    ends = [each.last_day for each in spans if each and each.last_day]
    if span.last_day and all(start and span.last_day <= start for start in starts):
        return True
    if span.since and any(end < span.since for end in ends):
        return False
    return None
