"""Tracks: a record with what had happened to it by the day of the audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import frozen

from adminlaw.findings import Subject
from adminlaw.labels import Label
from adminlaw.model import (
    Adviser,
    Event,
    EventKind,
    Officer,
    Register,
    latest_possible,
)
from adminlaw.model.fields import entity_label
from adminlaw.spans import DateSpan


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


_OF_PERSONS = (Officer, Adviser)
"""Records that bear the names of persons."""


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
    return Subject(
        key=record.id, label=name_of(record), records=(f"{records}/{record.id}",)
    )


def name_of(record: Any) -> Label:  # noqa: ANN401 - a record of any kind
    """Return what a record is called; never the name of a person.

    One without a name is called by its kind, with its year and its id.

    >>> from adminlaw.model import Appraisal, AppraisalId
    >>> name_of(Appraisal(id=AppraisalId("a"), period=DateSpan.year(2016))).zh
    '依法行政考核（2016年，a）'
    """
    if not isinstance(record, _OF_PERSONS):
        found = (getattr(record, each, "") for each in ("title", "number", "name"))
        name = next((each for each in found if each and isinstance(each, str)), "")
        if name:
            return Label(name, name)
    kind = getattr(record, "kind", None)
    if kind is not None:
        return with_id(Label(kind.zh, kind.en), record)
    entity = (entity_label(type(record), lang) for lang in ("zh", "en"))
    return with_id(Label(*entity), record)


def with_id(name: Label, record: Any) -> Label:  # noqa: ANN401 - a record of any kind
    """Return a name that many records may bear, with the year and the id of one."""
    period = getattr(record, "period", None)
    year = period.since.year if period and period.since else None
    if year is None or period != DateSpan.year(year):
        return Label(f"{name.zh}（{record.id}）", f"{name.en} ({record.id})")
    return Label(
        f"{name.zh}（{year}年，{record.id}）", f"{name.en} ({year}, {record.id})"
    )


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
