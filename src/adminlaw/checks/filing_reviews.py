"""What follows a filing: every one is reviewed, and every error is corrected.

有备必审、有错必纠 (《法规规章备案审查条例》第三条). Only filings that a body of the
place received are judged; by when is known where the ordinance on filing gives a time,
which provinces follow for documents below them (第二十五条).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from attrs import frozen

from adminlaw.checks.drafting import RULES
from adminlaw.checks.filings import end_of
from adminlaw.checks.identity import Check, check
from adminlaw.checks.local import by_ending, local_rules, rule_on
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.tracks import Track
from adminlaw.clocks import Due
from adminlaw.findings import Outcome, Subject, failed, passed, pending, unknown
from adminlaw.labels import Label
from adminlaw.model import Authority, Event, EventKind, Filing, when
from adminlaw.periods.deadlines import moved_by
from adminlaw.rulebook import TimeLimit


@frozen
class Received:
    """A filing that a body of the place received, with what followed.

    Attributes:
        track: The filing.
        document: The document, where the register has it.
    """

    track: Track
    document: Track | None

    def of(self, kind: EventKind) -> tuple[Event, ...]:
        """Return the events of a kind on the filing, then on its document."""
        more = self.document.of(kind) if self.document else ()
        return (*self.track.of(kind), *more)


def _received(context: Context, start: EventKind, name: str) -> Iterator[Sight[Any]]:
    documents = {each.record.id: each for each in context.tracks("documents")}
    own = local_rules(context, "documents.filing_review")
    for track in context.tracks("filings"):
        filing: Filing = track.record
        if not track.of(start) or not _of_place(filing, context):
            continue
        document = documents.get(filing.document) if filing.document else None
        day = _day(track.of(start)) or context.as_of
        if document is not None and RULES.holds(document.record):
            rule = f"rules.{name}"
        else:
            rule = rule_on(own, f"documents.{name}", day)
        yield Sight(
            item=Received(track, document),
            subject=_subject(track, document),
            rule=rule,
            day=day,
        )


def _of_place(filing: Filing, context: Context) -> bool:
    """Tell whether the receiver may be a body of the register's own place."""
    receiver = context.register.get(Authority, filing.receiver)
    place = context.register.place
    if receiver is None:
        return filing.receiver is None and filing.sender is not None
    return receiver.place is None or place is None or receiver.place == place


def _subject(track: Track, document: Track | None) -> Subject:
    subject = track.subject
    if document is None:
        return subject
    name = document.subject.label
    label = Label(f"{name.zh} 备案", f"{name.en}, filing")
    records = (*subject.records, *document.subject.records)
    return Subject(key=subject.key, label=label, records=records)


def _day(events: Iterable[Event]) -> date | None:
    days = [each.day for each in events if each.day is not None]
    return min(days, default=None)


def _filings_received(context: Context) -> Iterator[Sight[Received]]:
    yield from _received(context, EventKind.FILED, "filing_review")


_UNSURE = Label("日期不确定", "the days are not certain")


@check(
    "D214",
    zh="备案必审",
    en="every filing is reviewed",
    rule="documents.filing_review",
    over=_filings_received,
    others=by_ending("filing_review"),
)
def filing_is_reviewed(item: Received, context: Context) -> Outcome:
    """Judge whether a filing that was received was reviewed."""
    filed = _day(item.track.of(EventKind.FILED))
    reviews = item.of(EventKind.FILING_REVIEWED)
    end = end_of("filing.review", filed, context)
    long = end is None and _long_ago(filed, context)
    facts = _times(filed, end, _day(reviews))
    if any(_not_before(each, filed) for each in reviews):
        return passed(Label("已经审查", "it was reviewed"), facts)
    if any(_not_before(each, filed) is None for each in reviews):
        return unknown(_UNSURE, (Label("审查日期", "day of the review"),), facts)
    went_on = long or bool(item.track.of(EventKind.CORRECTED))
    missing = Label("备案审查", "review of the filing")
    return _absent(missing, end, facts, context, went_on=went_on)


def _long_ago(filed: date | None, context: Context) -> bool:
    """Tell whether a filing has lain longer than reviews are given by later law.

    Before the ordinance of 2024 there was no time; what takes longer than the one that
    it gives is late by any reading.
    """
    held = context.law.get("filing.review")
    said = held.versions[0].content if held else None
    if filed is None or not isinstance(said, TimeLimit):
        return False
    try:
        return moved_by(filed, said.length) < context.as_of
    except OverflowError:
        return False


def _absent(
    missing: Label,
    end: Due | None,
    facts: dict[str, str],
    context: Context,
    *,
    went_on: bool,
) -> Outcome:
    """Judge what is not on record: not yet due, missed, or not shown."""
    if end is not None and end.latest >= context.as_of and not went_on:
        return pending(facts)
    over = end is not None or went_on
    if over and "filings" in context.register.complete:
        return failed(Label(f"没有{missing.zh}", f"no {missing.en}"), facts)
    message = Label(f"没有{missing.zh}的记录", f"no record of: {missing.en}")
    return unknown(message, (missing,), facts)


def _not_before(event: Event, day: date | None) -> bool | None:
    """Tell whether an event lies on a day or after it; None where that is unsure."""
    span = when(event)
    if span is None or day is None:
        return None
    if span.since is not None and span.since >= day:
        return True
    last = span.last_day
    return False if last is not None and last < day else None


def _times(start: date | None, end: Due | None, day: date | None) -> dict[str, str]:
    facts = {"start": start.isoformat()} if start else {}
    if end is not None:
        facts["last_day"] = str(end.last_day or f"{end.earliest}–{end.latest}")
    return {**facts, "day": day.isoformat()} if day else facts


def _found_wrong(context: Context) -> Iterator[Sight[Received]]:
    kind = EventKind.FILING_REVIEWED
    for sight in _received(context, kind, "filing_correction"):
        if any(each.passed is False for each in sight.item.track.of(kind)):
            yield sight


_PUT_RIGHT = (EventKind.CORRECTED, EventKind.AMENDED, EventKind.REPEALED)


@check(
    "D215",
    zh="有错必纠",
    en="every error is corrected",
    rule="documents.filing_correction",
    over=_found_wrong,
    others=by_ending("filing_correction"),
)
def error_is_corrected(item: Received, context: Context) -> Outcome:
    """Judge whether what a review found wrong was corrected after it."""
    reviews = item.track.of(EventKind.FILING_REVIEWED)
    found = _day(each for each in reviews if each.passed is False)
    ends = [each for kind in _PUT_RIGHT for each in item.of(kind)]
    end = end_of("filing.result_report", found, context)
    facts = _times(found, end, _day(ends))
    if any(_not_before(each, found) for each in ends):
        return passed(Label("已经纠正", "it was corrected"), facts)
    if any(_not_before(each, found) is None for each in ends):
        return unknown(_UNSURE, (Label("纠正日期", "day of the correction"),), facts)
    return _absent(Label("纠正", "correction"), end, facts, context, went_on=False)


FILING_REVIEW_CHECKS: tuple[Check[Any], ...] = (
    filing_is_reviewed,
    error_is_corrected,
)
