"""What a count asks beyond its selector, and by what an indicator is broken down.

Each function looks at one record and answers yes, no, or None where the record does
not tell; no number of law stands here, but is asked of the rule book.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from adminlaw.clocks import due
from adminlaw.labels import Label, LabelledEnum
from adminlaw.measures.viewing import View, between
from adminlaw.model import (
    Activity,
    Authority,
    AuthorityKind,
    Case,
    CertificateKind,
    Document,
    Event,
    EventKind,
    FilingDirection,
    Headcount,
    HeadcountKind,
    Officer,
    Power,
    ServiceItem,
    Task,
    when,
)
from adminlaw.rulebook import Procedure
from adminlaw.rulebook.procedures import ProcedureStep
from adminlaw.spans import DateSpan

Truth = bool | None
"""Yes, no, or not to be told."""


def both(*answers: Truth) -> Truth:
    """Return no if any is no, else None if any is None, else yes."""
    if any(each is False for each in answers):
        return False
    return None if None in answers else True


def either(answers: Iterable[Truth]) -> Truth:
    """Return yes if any is yes, else None if any is None, else no."""
    held = tuple(answers)
    if any(held):
        return True
    return None if None in held else False


def lies_in(days: DateSpan | None, span: DateSpan) -> Truth:
    """Tell whether something of which the possible days are known lies in a span."""
    if days is None:
        return None
    if span.covers(days):
        return True
    return None if span.overlaps(days) else False


def happened(event: Event, by: date) -> Truth:
    """Tell whether an event happened by a day."""
    return lies_in(when(event), between(date.min, by))


# --- What more is asked --------------------------------------------------------------


def reviewed_before_publication(document: Document, _view: View) -> Truth:
    """Tell whether a legality review that did not fail came before publication."""
    published = [each for each in document.events if each.kind is EventKind.PUBLISHED]
    reviews = [each for each in document.events if each.kind is EventKind.REVIEWED]
    passed = [each for each in reviews if each.passed is not False]
    return either(_not_after(each, published) for each in passed)


def _not_after(event: Event, others: Iterable[Event]) -> Truth:
    """Tell whether an event was not later than the first of others."""
    spans, span = [when(each) for each in others], when(event)
    if span is None or not spans:
        return None
    starts = [each.since if each else None for each in spans]
    ends = [each.last_day for each in spans if each and each.last_day]
    if span.last_day and all(start and span.last_day <= start for start in starts):
        return True
    if span.since and any(end < span.since for end in ends):
        return False
    return None


def filed_upward(document: Document, view: View) -> Truth:
    """Tell whether a document was filed with the higher government."""
    return _filed(document, view, FilingDirection.UPWARD)


def filed_with_congress(document: Document, view: View) -> Truth:
    """Tell whether a document was filed with the standing committee."""
    return _filed(document, view, FilingDirection.CONGRESS)


def filed_both_ways(document: Document, view: View) -> Truth:
    """Tell whether a document was filed in both directions."""
    return both(filed_upward(document, view), filed_with_congress(document, view))


def _filed(document: Document, view: View, direction: FilingDirection) -> Truth:
    return either(
        happened(event, view.as_of)
        for filing in view.filings.get(document.id, ())
        if filing.direction is direction
        for event in filing.events
        if event.kind is EventKind.FILED
    )


def certified(officer: Officer, view: View) -> Truth:
    """Tell whether an officer holds a good enforcement certificate."""
    return any(
        each.kind is CertificateKind.ENFORCEMENT and view.as_of in each.valid
        for each in officer.certificates
    )


_LEGAL: Final = frozenset({AuthorityKind.LEGAL_AFFAIRS, AuthorityKind.JUSTICE_BUREAU})


def latest_headcount(headcount: Headcount, view: View) -> Truth:
    """Tell whether a headcount is the last of its body and kind by the as-of day."""
    return headcount.id in view.latest_headcounts


def of_legal_affairs(headcount: Headcount, view: View) -> Truth:
    """Tell whether the latest headcount of a body is that of a legal affairs body."""
    return both(_is_legal(headcount, view), latest_headcount(headcount, view))


def of_departments(headcount: Headcount, view: View) -> Truth:
    """Tell whether the latest headcount of a body is that of a department."""
    legal = _is_legal(headcount, view)
    other = None if legal is None else not legal
    return both(other, latest_headcount(headcount, view))


def _is_legal(headcount: Headcount, view: View) -> Truth:
    body = view.register.get(Authority, headcount.authority)
    return None if body is None else body.kind in _LEGAL


def base_of_legal_affairs(headcount: Headcount, view: View) -> Truth:
    """Tell whether a headcount is the base of one of a legal affairs body."""
    return _is_base(headcount, view, of_legal_affairs)


def base_of_departments(headcount: Headcount, view: View) -> Truth:
    """Tell whether a headcount is the base of one of a department."""
    return _is_base(headcount, view, of_departments)


def _is_base(
    headcount: Headcount, view: View, owner: Callable[[Headcount, View], Truth]
) -> Truth:
    shares = view.shares_of.get(headcount.id, ())
    reviewers = [each for each in shares if each.kind is HeadcountKind.REVIEWERS]
    return either(owner(each, view) for each in reviewers)


def held_in_period(activity: Activity, view: View) -> Truth:
    """Tell whether an activity, or the series that it stands for, was in the period."""
    if activity.period is not None:
        return lies_in(activity.period, view.period)
    held = [each for each in activity.events if each.kind is EventKind.HELD]
    return either(lies_in(when(each), view.period) for each in held) if held else None


def both_limits(item: ServiceItem, _view: View) -> Truth:
    """Tell whether an item states both limits, in one unit."""
    law, promise = item.statutory_limit, item.promised_limit
    return law is not None and promise is not None and law.unit is promise.unit


def task_due(task: Task, view: View) -> Truth:
    """Tell whether a task was due in the period."""
    last = _due_day(task)
    return False if last is None else last in view.period


def task_on_time(task: Task, view: View) -> Truth:
    """Tell whether a task was due in the period and completed by then."""
    last = _due_day(task)
    if last is None or last not in view.period:
        return False
    done = [each for each in task.events if each.kind is EventKind.COMPLETED]
    return either(happened(each, min(last, view.as_of)) for each in done)


def _due_day(task: Task) -> date | None:
    return task.due or (task.within.last_day if task.within else None)


def reply_due(case: Case, view: View) -> Truth:
    """Tell whether the last day for a reply, by a rule, lies in the period."""
    days = _reply_days(case, view)
    return None if days is None else either(lies_in(each, view.period) for each in days)


def replied_in_time(case: Case, view: View) -> Truth:
    """Tell whether a reply was due in the period and given by its last day."""
    days = _reply_days(case, view)
    if days is None:
        return None
    replies = [each for each in case.events if each.kind is EventKind.REPLIED]
    return either(
        both(lies_in(each, view.period), _replied(replies, each)) for each in days
    )


def _replied(replies: Iterable[Event], days: DateSpan) -> Truth:
    """Tell whether a reply came by a last day that is one of *days*."""
    last = days.last_day or date.max
    return either(
        both(happened(each, last), happened(each, days.since or last) or None)
        for each in replies
    )


def _reply_days(case: Case, view: View) -> tuple[DateSpan, ...] | None:
    """Return the days among which the last lawful day for a reply is.

    None where the day is unknown on which the time started; empty without a rule.
    """
    found: dict[str, DateSpan] = {}
    for step in _reply_steps(case, view):
        starts = [each for each in case.events if each.kind is step.start]
        if any(each.day is None for each in starts):
            return None
        for event in starts[-1:]:
            day = event.day or date.min
            answer = due(
                step.within, start=day, rulebook=view.law, calendar=view.calendar
            )
            found[step.within] = between(answer.earliest, answer.latest)
    return tuple(found.values())


def _reply_steps(case: Case, view: View) -> Iterator[ProcedureStep]:
    """Yield the steps of a reply with a time, of the procedures that a case passes."""
    received = next(
        (e.day for e in case.events if e.kind is EventKind.RECEIVED and e.day), None
    )
    if received is None:
        return
    for rule in (*view.law.rules.values(), *view.law.review.values()):
        version = rule.on(received) if rule.applies_in(view.division) else None
        content = version.content if version else None
        if isinstance(content, Procedure) and _passes(case, content):
            for step in content.steps:
                if step.event is EventKind.REPLIED and step.within:
                    yield step


def _passes(case: Case, procedure: Procedure) -> bool:
    """Tell whether a case is one of those that pass a procedure."""
    if procedure.records != "cases" or case.kind.code not in procedure.kinds:
        return False
    traits = frozenset(case.traits)
    if traits & frozenset(procedure.never):
        return False
    return not procedure.only or bool(traits & frozenset(procedure.only))


ALSO: Final[Mapping[str, Callable[[Any, View], Truth]]] = MappingProxyType(
    {
        each.__name__: each
        for each in (
            reviewed_before_publication,
            filed_upward,
            filed_with_congress,
            filed_both_ways,
            certified,
            latest_headcount,
            of_legal_affairs,
            of_departments,
            base_of_legal_affairs,
            base_of_departments,
            held_in_period,
            both_limits,
            task_due,
            task_on_time,
            reply_due,
            replied_in_time,
        )
    }
)
"""What ``also`` of a selector may name."""

ALSO_READS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "filed_upward": "filings",
        "filed_with_congress": "filings",
        "filed_both_ways": "filings",
    }
)
"""The other collection that one of them reads, for whether it is complete."""


# --- By what an indicator is broken down ---------------------------------------------

UNSTATED: Final = ("unstated", Label("未载明", "unstated"))


def _power_level(power: Power, view: View) -> Iterator[tuple[str, Label]]:
    """Yield the levels at which a power is exercised, or that of its holder."""
    holder = view.register.get(Authority, power.holder)
    own = (holder.level,) if holder and holder.level else ()
    for level in dict.fromkeys(power.levels or own):
        yield level.code, Label(level.zh, level.en)


def _year_published(document: Document, _view: View) -> Iterator[tuple[str, Label]]:
    days = [
        span.since.year
        for each in document.events
        if each.kind is EventKind.PUBLISHED and (span := when(each)) and span.since
    ]
    for year in days[:1]:
        yield str(year), Label(f"{year}年", str(year))


def _limit_unit(item: ServiceItem, _view: View) -> Iterator[tuple[str, Label]]:
    if item.statutory_limit:
        unit = item.statutory_limit.unit
        yield unit.code, Label(unit.zh, unit.code.replace("_", " "))


def _rule(record: Any, view: View) -> Iterator[tuple[str, Label]]:  # noqa: ANN401
    rule = view.law.get(record.rule)
    yield record.rule, rule.label if rule else Label(record.rule, record.rule)


_MEMBERS: Final[Mapping[str, Callable[[Any, View], Iterator[tuple[str, Label]]]]] = (
    MappingProxyType(
        {
            "power_level": _power_level,
            "year_published": _year_published,
            "limit_unit": _limit_unit,
            "rule": _rule,
        }
    )
)


def members(record: Any, name: str, view: View) -> tuple[tuple[str, Label], ...]:  # noqa: ANN401
    """Return the members of a field or grouping that a record falls under."""
    special = _MEMBERS.get(name)
    found = special(record, view) if special else _of_field(record, name, view)
    return tuple(dict(found).items()) or (UNSTATED,)


def _of_field(record: Any, name: str, view: View) -> Iterator[tuple[str, Label]]:  # noqa: ANN401
    value = getattr(record, name)
    for each in value if isinstance(value, tuple) else (value,):
        if isinstance(each, LabelledEnum):
            yield each.code, Label(each.zh, each.en)
        elif each is not None:
            body = view.register.get(Authority, each)
            yield str(each), Label(*((body.name,) * 2 if body else (str(each),) * 2))
