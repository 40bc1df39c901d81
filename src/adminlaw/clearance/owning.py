"""Find the documents that a clearance is about: those of the register's own making.

Who makes a document clears it (《立法法》第一百一十六条). The limits: a document
without issuers, or one that stands for several unnamed ones, is in no population.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from adminlaw.graph.lives import clearance_day, document_days, ended_by_clearance
from adminlaw.model import (
    ClearanceCycle,
    ClearanceOutcome,
    ClearanceScope,
    Document,
    DocumentKind,
    DocumentMention,
    Event,
    EventKind,
    Place,
    Register,
    when,
)
from adminlaw.model.identities import DocumentId
from adminlaw.spans import plain_day

_KINDS: Final[Mapping[ClearanceScope, frozenset[DocumentKind | None]]] = (
    MappingProxyType(
        {
            # What a source does not classify may be a normative document as well.
            ClearanceScope.NORMATIVE: frozenset({DocumentKind.NORMATIVE, None}),
            ClearanceScope.RULES: frozenset(
                {DocumentKind.LOCAL_RULE, DocumentKind.DEPARTMENTAL_RULE}
            ),
            ClearanceScope.PARTY: frozenset({DocumentKind.PARTY}),
        }
    )
)

ENDS: Final = frozenset(
    {ClearanceOutcome.REPEALED, ClearanceOutcome.LAPSED, ClearanceOutcome.MERGED}
)
"""Outcomes after which a document is no longer in force."""

_NOT_MADE: Final = frozenset({DocumentMention.PLANNED, DocumentMention.COMMENTED})
_NOTICES: Final = (EventKind.REPEALED, EventKind.LAPSED)


def division_of(register: Register) -> str:
    """Return the division code of the register's place; empty if unknown."""
    place = register.get(Place, register.place)
    return place.division_code if place else ""


def population(
    register: Register,
    *,
    as_of: date,
    scope: ClearanceScope = ClearanceScope.NORMATIVE,
) -> tuple[DocumentId, ...]:
    """Return the documents that a clearance beginning on a day has to go through.

    These are the register's own documents that are in force, and those whose validity
    has run out without a notice: such a document still stands in people's hands.

    Args:
        register: The records.
        as_of: The day.
        scope: What is cleared.

    Raises:
        NotADayError: *as_of* is no day.

    Source: 《立法法》第一百一十六条.

    >>> from adminlaw.labels import Label
    >>> empty = Register(id="r", label=Label("空", "empty"))
    >>> population(empty, as_of=date(2024, 1, 1))
    ()
    """
    plain_day(as_of)
    return tuple(each.id for each in standing(register, as_of, scope))


def standing(
    register: Register, day: date, scope: ClearanceScope
) -> Iterator[Document]:
    """Yield the own documents in force on a day, or run out without a notice."""
    ended = ended_by_clearance(register)
    noticed = noticed_by_clearance(register, day)
    for each in own_documents(register, scope):
        days = document_days(each, ended.get(each.id))
        begun = days.since is None or days.since <= day
        lives = days.until is None or days.until > day
        run_out = each.id not in noticed and ran_out(each, day)
        if begun and (lives or run_out):
            yield each


def own_documents(register: Register, scope: ClearanceScope) -> Iterator[Document]:
    """Yield the documents of a scope that bodies of the register's place issued."""
    kinds = _KINDS.get(scope, frozenset())
    makers = {
        each.id
        for each in register.authorities
        if register.place is None or each.place in (None, register.place)
    }
    for each in register.documents:
        named = each.members is None and not makers.isdisjoint(each.issuers)
        made = not each.mentions or not _NOT_MADE.issuperset(each.mentions)
        if each.kind in kinds and named and made:
            yield each


def ran_out(document: Document, day: date) -> bool:
    """Tell whether its validity has run out by a day, and nobody said that it ended."""
    until = document.valid.until if document.valid else None
    if until is None or until > day:
        return False
    return not any(possible(document.events, kind, day) for kind in _NOTICES)


def possible(events: Iterable[Event], kind: EventKind, day: date) -> bool:
    """Tell whether something may have happened by a day; one without a day may."""
    return any(
        span is None or span.since is None or span.since <= day
        for span in (when(each) for each in events if each.kind is kind)
    )


def noticed_by_clearance(register: Register, day: date) -> frozenset[str]:
    """Return the documents that a clearance may have ended by a day."""
    return frozenset(
        verdict.document
        for cycle in register.clearance_cycles
        if (reached := days_of(cycle)) is None or reached[0] <= day
        for verdict in cycle.verdicts
        if verdict.outcome in ENDS
    )


def days_of(cycle: ClearanceCycle) -> tuple[date, date] | None:
    """Return the first and the last day on which a clearance can have ended.

    One of which only the period is known can have ended on any day of it.
    """
    day = clearance_day(cycle)
    if day is not None:
        return day, day
    period = cycle.period
    if period is None or period.last_day is None:
        return None
    return period.since or date.min, period.last_day
