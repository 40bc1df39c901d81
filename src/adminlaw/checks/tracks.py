"""Tracks: a record with what had happened to it by the day of the audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import frozen

from adminlaw.findings import Subject
from adminlaw.labels import Label
from adminlaw.model import Event, EventKind, Register, when


@frozen
class Track:
    """One record and its events, gathered by kind.

    Attributes:
        record: The record.
        records: Its collection.
        by_kind: What happened to it on or before the day of the audit.
        subject: The record as what is judged.
    """

    record: Any
    records: str
    by_kind: Mapping[EventKind, tuple[Event, ...]]
    subject: Subject

    def of(self, kind: EventKind) -> tuple[Event, ...]:
        """Return the events of a kind, in the order of the record."""
        return self.by_kind.get(kind, ())


_OF_PERSONS = frozenset({"officers", "advisers"})
"""Collections whose records bear the names of persons."""


def tracks_of(register: Register, records: str, as_of: date) -> tuple[Track, ...]:
    """Return the records of a collection with their events as of a day."""
    return tuple(
        Track(
            each,
            records,
            _by_kind(getattr(each, "events", ()), as_of),
            _subject(each, records),
        )
        for each in getattr(register, records)
    )


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


def _by_kind(
    events: Iterable[Event], as_of: date
) -> Mapping[EventKind, tuple[Event, ...]]:
    found: dict[EventKind, list[Event]] = {}
    for event in known(events, as_of):
        found.setdefault(event.kind, []).append(event)
    return {kind: tuple(each) for kind, each in found.items()}


def known(events: Iterable[Event], as_of: date) -> Iterator[Event]:
    """Yield the events that may have happened by a day; one without a day has."""
    for event in events:
        span = when(event)
        if span is None or span.since is None or span.since <= as_of:
            yield event
