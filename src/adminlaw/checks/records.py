"""What checks of single records share: their sights, and what an absence shows."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.tracks import name_of
from adminlaw.findings import Facts, Outcome, Subject, failed, passed, unknown
from adminlaw.labels import Label
from adminlaw.model import Event, EventKind, when
from adminlaw.model.registers import kind_of

Record = TypeVar("Record")


def sight_of_record(
    record: Record, label: str = "", *, day: date | None = None
) -> Sight[Record]:
    """Return the sight of one record, by default under its own name."""
    item: Any = record
    key = f"{kind_of(type(item))}/{item.id}"
    name = Label(label, label) if label else name_of(item)
    subject = Subject(key=item.id, label=name, records=(key,))
    return Sight(item=record, subject=subject, day=day)


def absent(message: Label, facts: Facts, *, complete: bool) -> Outcome:
    """Return what absence shows: a breach only where the records are complete."""
    return failed(message, facts) if complete else unknown(message, (message,), facts)


def happened(
    events: tuple[Event, ...], kind: EventKind, context: Context, records: str
) -> Outcome:
    """Judge that something has happened, whenever it did."""
    message = Label(f"没有{kind.zh}的记录", f"no record that it was {kind.en}")
    missing = (Label(kind.zh, kind.en),)
    facts = {"records": str(sum(each.kind is kind for each in events))}
    if any(is_over(each, context.as_of) for each in events if each.kind is kind):
        return passed(Label(f"已{kind.zh}", f"it was {kind.en}"), facts)
    spans = [when(each) for each in events if each.kind is kind]
    begun = any(
        not span or not span.since or span.since <= context.as_of for span in spans
    )
    if records in context.register.complete and not begun:
        return failed(Label(f"未{kind.zh}", f"it was not {kind.en}"), facts)
    return unknown(message, missing, facts)


def is_over(event: Event, as_of: date) -> bool:
    """Tell whether an event is past for certain; one without a day is on record."""
    span = when(event)
    return span is None or (span.last_day is not None and span.last_day <= as_of)
