"""Examinations of officers: passed before the certificate, and not failed since.

No certificate without an examination passed is the national rule; a place may have one
of its own, which then gives the ground.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from adminlaw.checks.certificates import (
    held,
    sight_of_officer,
)
from adminlaw.checks.identity import Check, check
from adminlaw.checks.local import by_ending, local_rules
from adminlaw.checks.order import certainly_before, not_after
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.tracks import known
from adminlaw.findings import (
    Outcome,
    failed,
    passed,
    unknown,
)
from adminlaw.labels import Label
from adminlaw.model import (
    Certificate,
    Event,
    EventKind,
    Officer,
    when,
)
from adminlaw.model.registers import kind_of
from adminlaw.rulebook import Rulebook
from adminlaw.spans import DateSpan

_OFFICERS = kind_of(Officer)
_EXAM = "officers.exam"
_EXAM_OF_PLACE = "officers.exam"


@frozen
class Held:
    """One enforcement certificate of one officer."""

    officer: Officer
    certificate: Certificate


def _certificates(context: Context) -> Iterator[Sight[Held]]:
    for officer in context.register.officers:
        for number, each in enumerate(held(officer), 1):
            issued = _issued(each)
            if issued and issued.since and issued.since > context.as_of:
                continue
            sight = sight_of_officer(officer, Held(officer, each), str(number))
            yield Sight(
                item=sight.item,
                subject=sight.subject,
                day=issued.since if issued else None,
            )


def _issued(certificate: Certificate) -> DateSpan | None:
    """Return when a certificate was given: the day on record, else its first day."""
    for event in certificate.events:
        if event.kind is EventKind.CERTIFIED and when(event) is not None:
            return when(event)
    since = certificate.valid.since if certificate.valid else None
    return DateSpan.day(since) if since else None


@check(
    "O201",
    zh="考试合格后发证",
    en="examined before the certificate",
    rule=_EXAM,
    over=_certificates,
)
def examined_first(item: Held, context: Context) -> Outcome:
    """Judge that an examination was passed on or before the day of issue."""
    issued = _issued(item.certificate)
    exams = list(_exams(item.officer, context))
    good = [when(each) for each in exams if each.passed]
    facts = {"issued": str(issued.since)} if issued and issued.since else {}
    if issued is not None and any(each and not_after(each, issued) for each in good):
        return passed(Label("先考试合格后发证", "examined first"), facts)
    if not exams:
        return _not_examined(facts, context)
    if issued is None:
        return unknown(_NO_ISSUE, (Label("发证日期", "day of issue"),))
    doubtful = [
        each for each in exams if each.passed is not False and not _late(each, issued)
    ]
    if doubtful:
        return unknown(_UNSURE, (Label("考试日期和结果", "day and result"),), facts)
    facts["examined"] = "、".join(str(each.day) for each in exams if each.day)
    return failed(Label("未经考试合格即发证", "certified without a pass"), facts)


_NO_ISSUE = Label("发证日期未载明", "the day of issue is not recorded")
_UNSURE = Label("考试记录不足以判断", "the examinations on record do not decide it")


def _exams(officer: Officer, context: Context) -> Iterator[Event]:
    for event in known(officer.events, context.as_of):
        if event.kind is EventKind.EXAMINED:
            yield event


def _late(event: Event, issued: DateSpan) -> bool:
    span = when(event)
    return span is not None and certainly_before(issued, span)


def _not_examined(facts: dict[str, str], context: Context) -> Outcome:
    message = Label("没有考试记录", "no examination is on record")
    if _OFFICERS in context.register.complete:
        return failed(message, facts)
    return unknown(message, (Label("考试合格记录", "an examination passed"),), facts)


# --- Nothing after a failed examination -------------------------------------------


def _failed_once(context: Context) -> Iterator[Sight[Officer]]:
    own = [each.id for each in local_rules(context, _EXAM_OF_PLACE)]
    for officer in context.register.officers:
        if any(each.passed is False for each in _exams(officer, context)):
            for rule in own or [_EXAM]:
                yield sight_of_officer(officer, officer, "", rule)


def _exam_rules(law: Rulebook) -> tuple[str, ...]:
    return (_EXAM, *by_ending(_EXAM_OF_PLACE)(law))


def barred_after_failing(officer: Officer, context: Context) -> Outcome:
    """Judge that nothing was granted between a failed examination and a later pass."""
    grants = list(_grants(officer, context))
    unsure = False
    for exam in _exams(officer, context):
        if exam.passed is not False:
            continue
        for grant in grants:
            verdict = _granted_after(exam, grant, officer, context)
            if verdict:
                facts = {"examined": _text(exam), "granted": _text(grant)}
                return failed(_GRANTED, facts)
            unsure |= verdict is None
    if unsure:
        return unknown(_UNSURE, (Label("日期", "the day"),))
    return passed(Label("不合格后没有发证、年检", "nothing was granted after it"))


def _text(event: Event) -> str:
    return str(event.day or event.within or "")


_GRANTED = Label("不合格而发证或者年检合格", "granted in spite of a failure")
_GRANTING = frozenset({EventKind.CERTIFIED, EventKind.REISSUED, EventKind.CHECKED})


def _grants(officer: Officer, context: Context) -> Iterator[Event]:
    for each in held(officer):
        for event in known(each.events, context.as_of):
            if event.kind in _GRANTING and event.passed is not False:
                yield event
        if not any(event.kind is EventKind.CERTIFIED for event in each.events):
            since = each.valid.since if each.valid else None
            if since is not None and since <= context.as_of:
                yield Event(kind=EventKind.CERTIFIED, day=since)


def _granted_after(
    exam: Event, grant: Event, officer: Officer, context: Context
) -> bool | None:
    """Tell whether a grant came after a failure with no pass between the two."""
    lost, given = when(exam), when(grant)
    if lost is None or given is None:
        return None
    if not_after(given, lost):
        return False
    if not certainly_before(lost, given):
        return None
    between = [
        each
        for each in _exams(officer, context)
        if each is not exam and each.passed is not False and _between(lost, each, given)
    ]
    if any(each.passed and _surely_between(lost, each, given) for each in between):
        return False
    # An examination of an unknown day or result may have been passed in between.
    if between or (grant.kind is EventKind.CHECKED and grant.passed is None):
        return None
    return True


def _surely_between(lost: DateSpan, exam: Event, given: DateSpan) -> bool:
    span = when(exam)
    return span is not None and not_after(lost, span) and not_after(span, given)


def _between(lost: DateSpan, exam: Event, given: DateSpan) -> bool:
    span = when(exam)
    if span is None:
        return True
    return not certainly_before(span, lost) and not certainly_before(given, span)


BARRED = Check[Officer](
    id="O203",
    label=Label("不合格者不发证、不年检", "no certificate without a pass"),
    rule="",
    select=_failed_once,
    judge=barred_after_failing,
    others=_exam_rules,
)


EXAMINATION_CHECKS: tuple[Check[Any], ...] = (examined_first, BARRED)
