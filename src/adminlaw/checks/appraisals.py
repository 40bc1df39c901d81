"""Appraisals made known and followed up, and advisers within their term."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from adminlaw.checks.identity import Check, check
from adminlaw.checks.order import certainly_before
from adminlaw.checks.records import absent, sight_of_record
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.tracks import Track, known
from adminlaw.findings import (
    Outcome,
    Subject,
    failed,
    passed,
    pending,
    unknown,
)
from adminlaw.labels import Label
from adminlaw.model import (
    Activity,
    ActivityKind,
    Adviser,
    AdviserKind,
    Appraisal,
    Authority,
    Event,
    EventKind,
    when,
)
from adminlaw.model.registers import kind_of
from adminlaw.spans import DateSpan

_ACTIVITIES = kind_of(Activity)

# --- Appraisals -------------------------------------------------------------------

_MADE_KNOWN = (
    EventKind.PUBLISHED,
    EventKind.CIRCULAR_ISSUED,
    EventKind.RESULT_PUBLISHED,
)


def _finished(context: Context) -> Iterator[Sight[Track]]:
    for track in context.tracks(kind_of(Appraisal)):
        done = track.of(EventKind.COMPLETED) or any(map(track.of, _MADE_KNOWN))
        if track.record.results or done:
            last = track.record.period.last_day if track.record.period else None
            yield Sight(item=track, subject=track.subject, day=last)


@check(
    "Y206",
    zh="考核结果公布",
    en="appraisal result published",
    rule="years.appraisal_published",
    over=_finished,
)
def result_made_known(track: Track, context: Context) -> Outcome:
    """Judge that the result of an appraisal was made known after it."""
    if _ahead(track, context):
        return pending()
    found = [when(each) for kind in _MADE_KNOWN for each in track.of(kind)]
    done = [when(each) for each in track.of(EventKind.COMPLETED)]
    days = [str(span.since) for span in found if span and span.since]
    facts = {"published": "、".join(days)} if days else {}
    early = [
        each and all(span and certainly_before(each, span) for span in done)
        for each in found
    ]
    if found and done and all(early):
        return failed(Label("先公布后考核", "published before it was done"), facts)
    if found:
        return passed(Label("结果已公布", "its result was made known"), facts)
    message = Label("没有公布结果的记录", "no record that its result was made known")
    # Without a record that it was done nothing says that its result is due.
    complete = bool(done) and track.records in context.register.complete
    return absent(message, facts, complete=complete)


def _ahead(track: Track, context: Context) -> bool:
    """Tell whether an appraisal is not done yet: its end, or its year, lies ahead."""
    planned = any(each.kind is EventKind.COMPLETED for each in track.record.events)
    last = track.record.period.last_day if track.record.period else None
    if track.of(EventKind.COMPLETED) or any(map(track.of, _MADE_KNOWN)):
        return False
    return planned or (last is not None and context.as_of <= last)


@frozen
class FailedUnit:
    """A unit that failed an appraisal, and the talks on record."""

    appraisal: Appraisal
    unit: str
    talks: tuple[Activity, ...]


def _failed_units(context: Context) -> Iterator[Sight[FailedUnit]]:
    talks = [e for e in context.register.activities if e.kind is ActivityKind.TALK]
    by_unit: dict[str, list[Activity]] = {}
    unnamed = [each for each in talks if not each.participants]
    for talk in talks:
        for key in talk.participants:
            by_unit.setdefault(key, []).append(talk)
    for appraisal in context.register.appraisals:
        for result in appraisal.results:
            if result.passed is False:
                found = (*by_unit.get(result.unit, ()), *unnamed)
                sight = sight_of_record(appraisal)
                yield Sight(
                    item=FailedUnit(appraisal, result.unit, found),
                    subject=Subject(
                        key=f"{appraisal.id}/{result.unit}",
                        label=sight.subject.label,
                        records=(*sight.subject.records, f"authorities/{result.unit}"),
                    ),
                    day=appraisal.period.last_day if appraisal.period else None,
                )


@check(
    "Y207",
    zh="不合格单位约谈",
    en="failed units are called in",
    rule="years.appraisal_talk",
    over=_failed_units,
)
def called_in(item: FailedUnit, context: Context) -> Outcome:
    """Judge that a unit that failed was called in after the appraised year began."""
    body = context.register.get(Authority, item.unit)
    facts = {"named": body.name} if body else {}
    fitting = [each for each in item.talks if _fits(each, item.appraisal, context)]
    if any(item.unit in each.participants for each in fitting):
        return passed(Label("已约谈", "it was called in"), facts)
    message = Label("没有约谈的记录", "no record that it was called in")
    complete = _ACTIVITIES in context.register.complete and not fitting
    return absent(message, facts, complete=complete)


def _fits(talk: Activity, appraisal: Appraisal, context: Context) -> bool:
    """Tell whether a talk can be about an appraisal: not before it was done."""
    begun = [talk.period] if talk.period else []
    begun += [span for event in talk.events if (span := when(event))]
    if any(span.since and span.since > context.as_of for span in begun):
        return False
    done = [
        span
        for event in appraisal.events
        if event.kind is EventKind.COMPLETED and (span := when(event))
    ]
    last = appraisal.period.last_day if appraisal.period else None
    after = done or ([DateSpan.day(last)] if last else [])
    return not any(certainly_before(span, each) for span in begun for each in after)


# --- Advisers ---------------------------------------------------------------------

_ENGAGED = frozenset({AdviserKind.LAWYER, AdviserKind.EXPERT, AdviserKind.VILLAGE})


def _advising(context: Context) -> Iterator[Sight[Adviser]]:
    for adviser in context.register.advisers:
        if adviser.kind in _ENGAGED and any(_opinions(adviser, context)):
            yield sight_of_record(adviser)


def _opinions(adviser: Adviser, context: Context) -> Iterator[Event]:
    for event in known(adviser.events, context.as_of):
        if event.kind is EventKind.OPINION_GIVEN:
            yield event


@check(
    "V201",
    zh="顾问聘期有效",
    en="adviser within the term",
    rule="advisers.term",
    over=_advising,
)
def within_the_term(adviser: Adviser, context: Context) -> Outcome:
    """Judge that every opinion of an engaged adviser lies in the term."""
    term = adviser.valid
    spans = [when(each) for each in _opinions(adviser, context)]
    if term == DateSpan.always():
        missing = (Label("聘期", "term of the engagement"),)
        return unknown(Label("聘期未载明", "the term is not recorded"), missing)
    outside = [span for span in spans if span and not term.overlaps(span)]
    facts = {"valid": str(term)}
    if outside:
        facts["day"] = "、".join(str(span.since) for span in outside)
        return failed(Label("聘期外提供意见", "advice outside the term"), facts)
    if all(span and term.covers(span) for span in spans):
        return passed(Label("聘期内提供意见", "advice within the term"), facts)
    missing = (Label("提供意见日期", "day of the advice"),)
    return unknown(Label("日期不确定", "the day is not certain"), missing, facts)


APPRAISAL_CHECKS: tuple[Check[Any], ...] = (
    within_the_term,
    result_made_known,
    called_in,
)
