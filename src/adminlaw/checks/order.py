"""Which of two events was first, as far as the days on record tell."""

from __future__ import annotations

from adminlaw.model import Event, when
from adminlaw.spans import DateSpan


def in_order(first: Event, second: Event) -> bool | None:
    """Tell whether one event was not after another; None where the days leave it open.

    On one day the times decide, where both are recorded; without them nothing shows
    the wrong order.
    """
    one, other = when(first), when(second)
    if one is None or other is None:
        return None
    if first.day is not None and first.day == second.day:
        return not first.time or not second.time or first.time <= second.time
    if certainly_before(other, one):
        return False
    return True if not_after(one, other) else None


def certainly_before(first: DateSpan, second: DateSpan) -> bool:
    """Tell whether all of *first* lies before *second*."""
    last = first.last_day
    return last is not None and second.since is not None and last < second.since


def not_after(first: DateSpan, second: DateSpan) -> bool:
    """Tell whether no day of *first* lies after a day of *second*.

    One unknown day after another, in one month, is no order.
    """
    last = first.last_day
    return last is not None and second.since is not None and last <= second.since


def day_of(event: Event) -> str:
    """Return the day of an event as text, or its span; empty where neither is known."""
    span = when(event)
    if span is None:
        return ""
    return str(span.since) if span.days == 1 else str(span)
