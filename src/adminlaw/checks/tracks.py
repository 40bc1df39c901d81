"""Tracks: a record with what had happened to it by the day of the audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import frozen

from adminlaw.findings import Subject
from adminlaw.labels import Label
from adminlaw.model import Event, EventKind, Register, latest_possible


@frozen
class Track:
    """One record and its events, gathered by kind.

    Attributes:
        record: The record.
        records: Its collection.
        by_kind: What happened to it on or before the day of the audit.
        begun: The first day of each kind of event, as far as days are recorded.
        subject: The record as what is judged.
        as_of: The day of the audit.
    """

    record: Any
    records: str
    by_kind: Mapping[EventKind, tuple[Event, ...]]
    begun: Mapping[EventKind, date]
    subject: Subject
    as_of: date

    def of(self, kind: EventKind) -> tuple[Event, ...]:
        """Return the events of a kind, in the order of the record."""
        return self.by_kind.get(kind, ())


_OF_PERSONS = frozenset({"officers", "advisers"})
"""Collections whose records bear the names of persons."""


def tracks_of(register: Register, records: str, as_of: date) -> tuple[Track, ...]:
    """Return the records of a collection with their events as of a day."""
    return tuple(_track(each, records, as_of) for each in getattr(register, records))


def _track(record: Any, records: str, as_of: date) -> Track:  # noqa: ANN401
    by_kind: dict[EventKind, tuple[Event, ...]] = {}
    begun: dict[EventKind, date] = {}
    for event in known(getattr(record, "events", ()), as_of):
        kind, day = event.kind, since_of(event)
        by_kind[kind] = (*by_kind.get(kind, ()), event)
        if day is not None:
            begun[kind] = min(day, begun.get(kind, day))
    return Track(record, records, by_kind, begun, _subject(record, records), as_of)


def _subject(record: Any, records: str) -> Subject:  # noqa: ANN401
    name = _name(record, records)
    return Subject(
        key=record.id, label=Label(name, name), records=(f"{records}/{record.id}",)
    )


def _name(record: Any, records: str) -> str:  # noqa: ANN401
    """Return what a record is called; never the name of a person."""
    if records in _OF_PERSONS:
        return str(record.id)
    found = (getattr(record, each, "") for each in ("title", "number", "name"))
    return str(next(filter(None, found), record.id))


def known(events: Iterable[Event], as_of: date) -> Iterator[Event]:
    """Yield the events that may have happened by a day; one without a day has."""
    for event in events:
        since = since_of(event)
        if since is None or since <= as_of:
            yield event


def is_past(event: Event, as_of: date) -> bool:
    """Tell whether an event has happened for certain; one without a day has."""
    last = latest_possible(event)
    return (event.day is None and event.within is None) or (
        last is not None and last <= as_of
    )


def since_of(event: Event) -> date | None:
    """Return the first day on which an event can have happened; None if unknown."""
    if event.day is not None:
        return event.day
    return event.within.since if event.within else None
