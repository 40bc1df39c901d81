"""How long a document lives: a stated end, no silent one, evaluation and clearance.

How long a normative document may be valid, and when it is evaluated before its end, is
for the rules of places to say; that its end is made known and that documents are
cleared every so often is asked of all (the State Council's documents of 2008 and 2010).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from attrs import frozen

from adminlaw.checks.drafting import NORMATIVE
from adminlaw.checks.filings import end_of, published_day
from adminlaw.checks.identity import Check, check
from adminlaw.checks.local import by_ending, local_rules
from adminlaw.checks.records import absent
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.tracks import Track, known
from adminlaw.clocks import Due
from adminlaw.findings import (
    Outcome,
    failed,
    not_applicable,
    passed,
    pending,
    unknown,
)
from adminlaw.graph.lives import clearance_day, document_days, ended_by_clearance
from adminlaw.graph.validity import Validity
from adminlaw.labels import Label
from adminlaw.model import (
    ClearanceCycle,
    ClearanceOutcome,
    ClearanceScope,
    Event,
    EventKind,
    latest_possible,
    when,
)
from adminlaw.periods.deadlines import moved_by
from adminlaw.rulebook import Frequency, Rule, TimeLimit
from adminlaw.spans import DateSpan


def _own(context: Context) -> Iterator[Track]:
    for track in context.tracks(NORMATIVE.records):
        if NORMATIVE.holds(track.record):
            yield track


def _last_valid(track: Track) -> date | None:
    valid: DateSpan | None = track.record.valid
    return valid.last_day if valid else None


def _complete(context: Context) -> bool:
    return NORMATIVE.records in context.register.complete


# --- A stated end -----------------------------------------------------------------


@frozen
class Limited:
    """A document whose validity a place limits.

    Attributes:
        limit: Rule of its length; empty where the place gives none.
    """

    track: Track
    limit: str


def _limited(context: Context) -> Iterator[Sight[Limited]]:
    own = local_rules(context, "documents.validity")
    interim = local_rules(context, "documents.interim_validity")
    for track in _own(context) if own else ():
        day = published_day(track) or context.as_of
        asked = (*interim, *own) if track.record.trial else own
        rule = next((each for each in asked if each.on(day)), None)
        if rule is not None:
            limit = rule.id if _sets_time(rule, day) else ""
            yield Sight(
                item=Limited(track, limit),
                subject=track.subject,
                rule=rule.id,
                day=day,
            )


def _sets_time(rule: Rule, day: date) -> bool:
    version = rule.on(day)
    return version is not None and isinstance(version.content, TimeLimit)


@check(
    "D216",
    zh="载明有效期",
    en="a period of validity is stated",
    rule="",
    over=_limited,
    others=by_ending("documents.validity", "documents.interim_validity"),
)
def validity_is_stated(item: Limited, context: Context) -> Outcome:
    """Judge whether a document states its end, no later than the place allows."""
    track, last = item.track, _last_valid(item.track)
    published = published_day(track)
    if last is None:
        if track.by_kind and not track.of(EventKind.PUBLISHED):
            return pending()
        return absent(_NO_END, {}, complete=_complete(context))
    facts = {"stated": last.isoformat()}
    if not item.limit:
        return passed(_STATED, facts)
    end = end_of(item.limit, published, context)
    if end is None:
        missing = Label("公布日期", "day of publication")
        return unknown(_NO_START, (missing,), facts)
    facts["last_day"] = _text(end)
    if last <= end.earliest:
        return passed(_STATED, facts)
    if last > end.latest:
        return failed(Label("有效期过长", "valid for too long"), facts)
    return unknown(_UNSURE, (Label("有效期限", "period of validity"),), facts)


_NO_END = Label("未载明有效期", "no period of validity is stated")
_STATED = Label("载明有效期", "its validity is stated")
_NO_START = Label("起算日期未载明", "the day from which it runs is not recorded")
_UNSURE = Label("日期不确定", "the days are not certain")


def _text(end: Due) -> str:
    return str(end.last_day or f"{end.earliest}–{end.latest}")


# --- No silent end ----------------------------------------------------------------


@frozen
class Ended:
    """A document whose validity has run out.

    Attributes:
        until: The first day on which it was no longer valid.
        cleared: Whether a clearance said what became of it.
    """

    track: Track
    until: date
    cleared: bool


def _ended(context: Context) -> Iterator[Sight[Ended]]:
    cleared = _verdicts(context)
    for track in _own(context):
        valid: DateSpan | None = track.record.valid
        until = valid.until if valid else None
        if until is not None and until <= context.as_of:
            said = cleared.get(track.record.id, ())
            told = any(_tells(each, until) for each in said)
            yield Sight(
                item=Ended(track, until, told), subject=track.subject, day=until
            )


@frozen
class Cleared:
    """One verdict on a document, with the days on which it can have been given."""

    outcome: ClearanceOutcome
    span: DateSpan | None


def _verdicts(context: Context) -> Mapping[str, tuple[Cleared, ...]]:
    """Return the verdicts on each document that can have been given by the day."""
    found: dict[str, list[Cleared]] = {}
    for cycle in context.register.clearance_cycles:
        span = _span(cycle)
        if span is None or span.since is None or span.since <= context.as_of:
            for verdict in cycle.verdicts:
                said = Cleared(verdict.outcome, span)
                found.setdefault(verdict.document, []).append(said)
    return {document: tuple(each) for document, each in found.items()}


def _span(cycle: ClearanceCycle) -> DateSpan | None:
    day = clearance_day(cycle)
    return DateSpan.day(day) if day is not None else cycle.period


_ENDS = frozenset({ClearanceOutcome.REPEALED, ClearanceOutcome.LAPSED})


def _tells(said: Cleared, until: date) -> bool:
    """Tell whether a verdict says what becomes of a document at its end."""
    if said.outcome in _ENDS:
        return True
    last = said.span.last_day if said.span else None
    return last is None or last >= until


@check(
    "D217",
    zh="有效期届满须有公告或者延续",
    en="no silent end of validity",
    rule="documents.lapse_notice",
    over=_ended,
)
def end_is_told(item: Ended, context: Context) -> Outcome:
    """Judge whether the end of a document's validity was announced, or put off."""
    facts = {"expires": item.until.isoformat()}
    told = (EventKind.LAPSED, EventKind.REPEALED, EventKind.RENEWED)
    if item.cleared or any(item.track.of(kind) for kind in told):
        return passed(Label("已公告或者延续", "announced, or renewed"), facts)
    message = Label("届满而没有公告或者延续", "it ended without a notice or a renewal")
    return absent(message, facts, complete=_complete(context))


# --- Evaluated before its end -----------------------------------------------------


@frozen
class Evaluable:
    """A document that a place has evaluated before its end.

    Attributes:
        rule: Rule of the time in which that is done.
        last: The last day of its validity.
        events: Its evaluations, wherever they are recorded.
    """

    track: Track
    rule: str
    last: date
    events: tuple[Event, ...]


def _evaluable(context: Context) -> Iterator[Sight[Evaluable]]:
    own = local_rules(context, "documents.evaluate")
    others = _evaluations(context) if own else {}
    for track in _own(context) if own else ():
        last = _last_valid(track)
        rule = next((each for each in own if last and each.on(last)), None)
        if rule is not None and last is not None:
            events = track.of(EventKind.EVALUATED)
            events = (*events, *others.get(track.record.id, ()))
            yield Sight(
                item=Evaluable(track, rule.id, last, events),
                subject=track.subject,
                rule=rule.id,
                day=last,
            )


def _evaluations(context: Context) -> Mapping[str, tuple[Event, ...]]:
    """Return the events of the evaluations of each document."""
    found: dict[str, tuple[Event, ...]] = {}
    for each in context.register.evaluations:
        if each.document:
            events = known(each.events, context.as_of)
            found[each.document] = (*found.get(each.document, ()), *events)
    return found


@check(
    "D220",
    zh="届满前评估",
    en="evaluated before its validity ends",
    rule="",
    over=_evaluable,
    others=by_ending("documents.evaluate"),
)
def evaluated_before_end(item: Evaluable, context: Context) -> Outcome:
    """Judge whether a document was evaluated in the time before its end."""
    begins = end_of(item.rule, item.last, context)
    if begins is None:
        return unknown(_UNSURE, (Label("评估期间", "time of the evaluation"),))
    facts = {"start": _text(begins), "last_day": item.last.isoformat()}
    window = DateSpan(begins.earliest, item.last)
    verdicts = [_inside(each, window, item.last) for each in item.events]
    if any(verdicts):
        return passed(Label("已在届满前评估", "evaluated before its end"), facts)
    if None in verdicts:
        return unknown(_UNSURE, (Label("评估日期", "day of the evaluation"),), facts)
    if item.last >= context.as_of:
        return pending(facts)
    if _ended_before(item):
        return not_applicable(_ENDED_OTHERWISE, facts)
    message = Label("届满前未评估", "not evaluated before its end")
    return absent(message, facts, complete=_complete(context))


def _ended_before(item: Evaluable) -> bool:
    """Tell whether a document was ended before its validity ran out."""
    ends = (event for kind in _ENDED for event in item.track.of(kind))
    last = map(latest_possible, ends)
    return any(each is not None and each < item.last for each in last)


_ENDED = (EventKind.REPEALED, EventKind.LAPSED)
_ENDED_OTHERWISE = Label("已废止或宣布失效", "it was repealed or declared lapsed")


def _inside(event: Event, window: DateSpan, last: date) -> bool | None:
    """Tell whether an event lies in a window, its last day included."""
    span = when(event)
    if span is None:
        return None
    if window.covers(span) or span == DateSpan.day(last):
        return True
    return None if window.overlaps(span) else False


# --- Cleared every so often -------------------------------------------------------


@frozen
class Clearable:
    """A document in force with what clearances have said of it.

    Attributes:
        days: Its days in force.
        start: The first day of the interval that ends on the day of the audit.
        verdicts: What clearances said of it.
        counted: Whether a clearance in the interval names no documents.
    """

    days: Validity
    start: date
    verdicts: tuple[Cleared, ...]
    counted: bool


def _clearable(context: Context) -> Iterator[Sight[Clearable]]:
    asked = _interval(context)
    if asked is None:
        return
    rule, start = asked
    ended, verdicts = ended_by_clearance(context.register), _verdicts(context)
    counted = any(map(_only_counted, _within(context, start)))
    for track in _own(context):
        days = document_days(track.record, ended.get(track.record.id))
        if context.as_of in days:
            said = verdicts.get(track.record.id, ())
            item = Clearable(days, start, said, counted)
            yield Sight(item=item, subject=track.subject, rule=rule.id)


def _interval(context: Context) -> tuple[Rule, date] | None:
    """Return the rule on clearances, the place's own before all, and its interval."""
    said = [
        (rule, content)
        for rule, content in context.saying(Frequency, context.as_of)
        if content.clearance is ClearanceScope.NORMATIVE
    ]
    # False comes first: a rule with a place.
    for rule, content in sorted(said, key=lambda each: not each[0].place):
        try:
            return rule, moved_by(context.as_of, content.every, -1)
        except OverflowError:
            continue
    return None


def _within(context: Context, start: date) -> Iterator[ClearanceCycle]:
    for cycle in context.register.clearance_cycles:
        span = _span(cycle)
        over = span is not None and span.last_day is not None and span.last_day < start
        if cycle.scope is ClearanceScope.NORMATIVE and not over:
            yield cycle


def _only_counted(cycle: ClearanceCycle) -> bool:
    return not cycle.verdicts


@check(
    "D223",
    zh="按期清理",
    en="cleared within the interval",
    rule="clearance.normative",
    over=_clearable,
)
def cleared_in_interval(item: Clearable, context: Context) -> Outcome:
    """Judge whether a document in force was looked at by a clearance in its time."""
    facts = {"start": item.start.isoformat()}
    answers = [_recent(each, item.start, context.as_of) for each in item.verdicts]
    if any(answers):
        return passed(Label("已按期清理", "it was cleared in time"), facts)
    since = item.days.since
    if since is None or None in answers:
        missing = Label("制定日期、清理日期", "days of issue and of clearance")
        return unknown(_UNSURE, (missing,), facts)
    facts["day"] = since.isoformat()
    if since >= item.start:
        return pending(facts)
    message = Label("没有按期清理的记录", "no record of a clearance in time")
    complete = "clearance_cycles" in context.register.complete and not item.counted
    return absent(message, facts, complete=complete)


def _recent(said: Cleared, start: date, as_of: date) -> bool | None:
    """Tell whether a verdict fell in the interval; None where that is not certain."""
    span = said.span
    if span is None or span.since is None or span.last_day is None:
        return None
    if span.last_day < start:
        return False
    return True if span.since >= start and span.last_day <= as_of else None


VALIDITY_CHECKS: tuple[Check[Any], ...] = (
    validity_is_stated,
    end_is_told,
    evaluated_before_end,
    cleared_in_interval,
)
"""The life of normative documents, from its stated end to its clearance."""
