"""Filing for the record (备案): each document sent where it has to go, in its time.

A document is filed with the government above and with the standing committee of its
own level, each within its time: rules by 《立法法》第一百零九条 and
《法规规章备案审查条例》第四条, normative documents by the State Council's decision of
2008 and by local rules. Where no rule gives a time, absence shows only once the life of
the document has gone on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from attrs import frozen

from adminlaw.checks.drafting import NORMATIVE, RULES
from adminlaw.checks.identity import Check, check
from adminlaw.checks.local import by_ending, local_rules, rule_on
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.tracks import Track
from adminlaw.clocks import Due, due
from adminlaw.errors import PeriodError, UnknownRuleError
from adminlaw.findings import Outcome, Subject, failed, passed, pending, unknown
from adminlaw.identifiers import DivisionLevel
from adminlaw.labels import Label
from adminlaw.model import (
    Authority,
    AuthorityKind,
    Document,
    DocumentKind,
    Event,
    EventKind,
    Filing,
    FilingDirection,
    latest_possible,
    when,
)
from adminlaw.rulebook import Rule, TimeLimit

_GOVERNMENTS = frozenset({AuthorityKind.GOVERNMENT, AuthorityKind.GOVERNMENT_OFFICE})
_ABOVE_CITIES = frozenset({DivisionLevel.NATION, DivisionLevel.PROVINCE})
_LATER = (
    EventKind.EVALUATED,
    EventKind.RENEWED,
    EventKind.REPEALED,
    EventKind.LAPSED,
    EventKind.FILING_REVIEWED,
)
"""What happens to a document only after it should have been filed."""


@frozen
class Sent:
    """A document that has to be filed in one direction.

    Attributes:
        filings: The filings of it in that direction.
        unnamed: Whether there are filings in that direction that name no document.
        limit: Rule of the time for it; empty where there is none.
        doubtful: Whether it is not sure that it has to be filed there at all.
    """

    track: Track
    filings: tuple[Track, ...]
    unnamed: bool
    limit: str
    doubtful: bool


# --- Which documents, in which direction, by which rule ---------------------------

_Filings = Mapping[tuple[str | None, FilingDirection], list[Track]]


def _by_document(context: Context) -> _Filings:
    found: dict[tuple[str | None, FilingDirection], list[Track]] = {}
    for track in context.tracks("filings"):
        filing: Filing = track.record
        found.setdefault((filing.document, filing.direction), []).append(track)
    return found


def published_day(track: Track) -> date | None:
    """Return the first day of publication; None where one has no day."""
    days = [each.day for each in track.of(EventKind.PUBLISHED)]
    known = [each for each in days if each is not None]
    return min(known) if known and None not in days else None


def _issuers(document: Document, context: Context) -> tuple[Authority, ...]:
    found = (context.register.get(Authority, key) for key in document.issuers)
    return tuple(each for each in found if each is not None)


def _of_government(document: Document, context: Context) -> bool | None:
    """Tell whether a government, or its office, issued it; None where unsaid."""
    issuers = _issuers(document, context)
    if any(each.kind in _GOVERNMENTS for each in issuers):
        return True
    return False if issuers and len(issuers) == len(document.issuers) else None


def _levels(document: Document, context: Context) -> set[DivisionLevel]:
    issuers = _issuers(document, context)
    levels = (document.level, *(each.level for each in issuers))
    return {each for each in levels if each is not None}


def _sights(
    context: Context,
    documents: Iterable[tuple[Track, str, bool]],
    direction: FilingDirection,
    *,
    named: bool = False,
) -> Iterator[Sight[Sent]]:
    filings = _by_document(context)
    unnamed = bool(filings.get((None, direction)))
    for track, rule, doubtful in documents:
        subject = track.subject
        if named:
            key = f"{subject.key}/{direction.code}"
            label = subject.label
            label = Label(f"{label.zh} {direction.zh}", f"{label.en} {direction.en}")
            subject = Subject(key=key, label=label, records=subject.records)
        held = context.law.get(rule)
        limit = rule if held is not None and _is_limit(held) else ""
        sent = tuple(filings.get((track.record.id, direction), ()))
        yield Sight(
            item=Sent(track, sent, unnamed, limit, doubtful),
            subject=subject,
            rule=rule,
            day=published_day(track),
        )


def _is_limit(rule: Rule) -> bool:
    return any(isinstance(each.content, TimeLimit) for each in rule.versions)


def _own(context: Context) -> Iterator[Track]:
    for track in context.tracks("documents"):
        if NORMATIVE.holds(track.record):
            yield track


def _upward(context: Context) -> Iterator[Sight[Sent]]:
    own = local_rules(context, "documents.filing")

    def documents() -> Iterator[tuple[Track, str, bool]]:
        for track in _own(context):
            if _levels(track.record, context) & _ABOVE_CITIES:
                continue
            national = "state_council.filing_government"
            # Who issued it decides with whom it is filed; the time is the same.
            if _of_government(track.record, context) is False:
                national = "state_council.filing_department"
            day = published_day(track) or context.as_of
            yield track, _timed_first(own, national, day, context), False

    yield from _sights(context, documents(), FilingDirection.UPWARD)


def _timed_first(
    own: tuple[Rule, ...], national: str, day: date, context: Context
) -> str:
    """Return the rule that gives a time on a day; the place's own goes first."""
    local = [each for each in own if each.on(day)]
    timed = [each.id for each in local if _is_limit(each)]
    if timed:
        return timed[0]
    held = context.law.get(national)
    if held is not None and held.on(day):
        return national
    return local[0].id if local else national


def _across(context: Context) -> Iterator[Sight[Sent]]:
    own = local_rules(context, "documents.filing_congress")

    def documents() -> Iterator[tuple[Track, str, bool]]:
        for track in _own(context):
            levels = _levels(track.record, context)
            government = _of_government(track.record, context)
            if government is False or DivisionLevel.TOWN in levels:
                continue
            day = published_day(track) or context.as_of
            rule = rule_on(own, "documents.filing_congress", day)
            yield track, rule, government is None

    yield from _sights(context, documents(), FilingDirection.CONGRESS)


def _of_rules(context: Context) -> Iterator[Sight[Sent]]:
    """Yield each rule with each direction in which it has to be filed."""
    rules = [t for t in context.tracks("documents") if RULES.holds(t.record)]
    upward = ((track, "filing.submit", False) for track in rules)
    across = (
        (track, "legislation.filing", False)
        for track in rules
        if track.record.kind is DocumentKind.LOCAL_RULE
    )
    yield from _sights(context, upward, FilingDirection.UPWARD, named=True)
    yield from _sights(context, across, FilingDirection.CONGRESS, named=True)


# --- Whether it was filed ---------------------------------------------------------


@check(
    "D212",
    zh="报上级人民政府备案",
    en="filed with the higher government",
    rule="state_council.filing_government",
    over=_upward,
    others=by_ending("documents.filing"),
)
def filed_upward(item: Sent, context: Context) -> Outcome:
    """Judge whether a normative document was filed upward in its time."""
    return _filed(item, context)


@check(
    "D213",
    zh="报本级人大常委会备案",
    en="filed with the standing committee",
    rule="documents.filing_congress",
    over=_across,
    others=by_ending("documents.filing_congress"),
)
def filed_with_committee(item: Sent, context: Context) -> Outcome:
    """Judge whether a government's document was filed with its standing committee."""
    return _filed(item, context)


@check(
    "G209",
    zh="报国务院等备案",
    en="filed for the record",
    rule="filing.submit",
    over=_of_rules,
)
def rule_filed(item: Sent, context: Context) -> Outcome:
    """Judge whether a rule was filed in one direction in its time."""
    return _filed(item, context)


def _filed(item: Sent, context: Context) -> Outcome:
    published = published_day(item.track)
    end = end_of(item.limit, published, context)
    earliest = end or end_of(item.limit, _first_published(item.track), context)
    latest = end or end_of(item.limit, _last_published(item.track), context)
    events = [each for track in item.filings for each in track.of(EventKind.FILED)]
    facts = _facts(published, end, events)
    if not item.limit and events:
        return passed(_FILED, facts)
    verdicts = [_in_time(each, earliest, latest) for each in events]
    if any(verdicts):
        return passed(_FILED, facts)
    if None in verdicts or any(map(_undated, item.filings)):
        return unknown(_UNSURE, (_WHEN,), facts)
    if events:
        return failed(_LATE, facts)
    return _not_filed(item, end, facts, context)


def _undated(track: Track) -> bool:
    """Tell whether a filing is on record without the sending itself."""
    return not any(each.kind is EventKind.FILED for each in track.record.events)


_FILED = Label("已报送备案", "it was filed")
_UNSURE = Label("报送日期或者期限不确定", "the day or the end is not certain")
_WHEN = Label("公布日期和报送日期", "days of publication and of filing")
_LATE = Label("逾期报送备案", "filed late")
_NOT_FILED = Label("未报送备案", "it was not filed")
_NO_RECORD = Label("没有报送备案的记录", "no record that it was filed")


def end_of(limit: str, start: date | None, context: Context) -> Due | None:
    """Return by which day something is due; None where that cannot be told."""
    if not limit or start is None:
        return None
    try:
        return due(limit, start=start, rulebook=context.law, calendar=context.calendar)
    except (UnknownRuleError, PeriodError, OverflowError):
        return None


def _first_published(track: Track) -> date | None:
    """Return the first day on which publication can have been; None where unknown."""
    found = [span.since if (span := when(e)) else None for e in _publications(track)]
    known = [each for each in found if each is not None]
    return min(known) if known and None not in found else None


def _publications(track: Track) -> tuple[Event, ...]:
    return track.of(EventKind.PUBLISHED)


def _last_published(track: Track) -> date | None:
    """Return the last day on which publication can have been; None where unknown."""
    found = [latest_possible(each) for each in _publications(track)]
    known = [each for each in found if each is not None]
    return max(known) if known and None not in found else None


def _in_time(event: Event, earliest: Due | None, latest: Due | None) -> bool | None:
    """Tell whether a filing was in time, by the first and the last end that can be."""
    span = when(event)
    if span is None or span.since is None or span.last_day is None:
        return None
    if earliest is not None and span.last_day < _start(earliest):
        return None  # what was sent before publication was not this document
    if earliest is not None and span.last_day <= earliest.earliest:
        return True
    return False if latest is not None and span.since > latest.latest else None


def _start(found: Due) -> date:
    start = found.deadline.start
    return start.date() if isinstance(start, datetime) else start


def _facts(
    published: date | None, end: Due | None, events: list[Event]
) -> dict[str, str]:
    facts = {"published": published.isoformat()} if published else {}
    if end is not None:
        last = end.last_day
        facts["last_day"] = last.isoformat() if last else f"{end.earliest}–{end.latest}"
    days = [each.day for each in events if each.day is not None]
    return {**facts, "day": min(days).isoformat()} if days else facts


def _not_filed(
    item: Sent, end: Due | None, facts: dict[str, str], context: Context
) -> Outcome:
    track = item.track
    if track.by_kind and not track.of(EventKind.PUBLISHED) and not _goes_on(track):
        return pending(facts)
    if end is not None and end.latest >= context.as_of:
        return pending(facts)
    over = end is not None or (not item.limit and _overdue(track, context))
    sure = not item.unnamed and not item.doubtful
    if over and sure and "filings" in context.register.complete:
        return failed(_NOT_FILED, facts)
    missing = Label("报送备案", "filing") if not item.doubtful else _ISSUER
    return unknown(_NO_RECORD, (missing,), facts)


_ISSUER = Label("制定机关", "enacting organ")


def _overdue(track: Track, context: Context) -> bool:
    """Tell whether a filing without a time of its own should have been made.

    It should where the document has gone on, and after more time than rules are given.
    """
    end = end_of("legislation.filing", _last_published(track), context)
    return _goes_on(track) or (end is not None and end.latest < context.as_of)


def _goes_on(track: Track) -> bool:
    return any(track.of(kind) for kind in _LATER)


FILING_CHECKS: tuple[Check[Any], ...] = (
    filed_upward,
    filed_with_committee,
    rule_filed,
)
"""The filing of normative documents, then that of rules."""
