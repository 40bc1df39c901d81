"""What a count asks beyond its selector, and by what an indicator is broken down.

Each function looks at one record and answers yes, no, or None where the record does
not tell; no number of law stands here, but is asked of the rule book.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

from adminlaw.clocks import due
from adminlaw.labels import Label, LabelledEnum
from adminlaw.measures.amounts import Amount
from adminlaw.measures.bodies import body_groups
from adminlaw.measures.filing import (
    filed_both_ways,
    filed_upward,
    filed_with_congress,
    received_here,
    sent_from_here,
    to_file_both_ways,
    to_file_upward,
    to_file_with_congress,
)
from adminlaw.measures.outcomes import lost, won
from adminlaw.measures.truths import (
    Truth,
    both,
    came_after,
    either,
    happened,
    lies_in,
    negated,
    not_after_first,
)
from adminlaw.measures.viewing import View, between
from adminlaw.model import (
    Activity,
    Authority,
    Case,
    CertificateKind,
    Document,
    Event,
    EventKind,
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

# --- What more is asked --------------------------------------------------------------


def reviewed_before_publication(document: Document, _view: View) -> Truth:
    """Tell whether a legality review came before publication, and was the last word.

    A review that did not fail counts unless one that failed came after it and before
    publication, too: the checks judge it so.
    """
    published = [each for each in document.events if each.kind is EventKind.PUBLISHED]
    reviews = [each for each in document.events if each.kind is EventKind.REVIEWED]
    refused = [each for each in reviews if each.passed is False]
    return either(
        both(
            not_after_first(each, published),
            *(negated(_overruled(each, by, published)) for by in refused),
        )
        for each in reviews
        if each.passed is not False
    )


def _overruled(review: Event, refusal: Event, published: Iterable[Event]) -> Truth:
    """Tell whether a refusal came after a review, and before publication."""
    return both(came_after(refusal, review), not_after_first(refusal, published))


def certified(officer: Officer, view: View) -> Truth:
    """Tell whether an officer holds a good enforcement certificate.

    One that does not say until when it is good may be good or not.
    """
    return either(
        None if each.valid is None else view.as_of in each.valid
        for each in officer.certificates
        if each.kind is CertificateKind.ENFORCEMENT
    )


def latest_headcount(headcount: Headcount, view: View) -> Truth:
    """Tell whether a headcount stands for its body and kind on the as-of day.

    Of several that may be the last, the first stands for all. Where none has a day,
    there may have been none by then.
    """
    rivals = view.rivals(headcount)
    if not rivals or rivals[0].id != headcount.id:
        return False
    return True if _known_by_then(rivals, view) else None


def _known_by_then(rivals: Iterable[Headcount], view: View) -> bool:
    return view.given is None or any(each.as_of is not None for each in rivals)


def of_legal_affairs(headcount: Headcount, view: View) -> Truth:
    """Tell whether the latest headcount of a body is that of a legal affairs body."""
    return both(_is_legal(headcount, view), latest_headcount(headcount, view))


def of_departments(headcount: Headcount, view: View) -> Truth:
    """Tell whether the latest headcount of a body is that of a department."""
    return both(_is_other(headcount, view), latest_headcount(headcount, view))


def _is_legal(headcount: Headcount, view: View) -> Truth:
    body = view.register.get(Authority, headcount.authority)
    return None if body is None else body_groups()["legal_affairs"].holds(body)


def _is_other(headcount: Headcount, view: View) -> Truth:
    return negated(_is_legal(headcount, view))


def base_of_legal_affairs(headcount: Headcount, view: View) -> Truth:
    """Tell whether a headcount is the base of one of a legal affairs body."""
    return _is_base(headcount, view, _is_legal)


def base_of_departments(headcount: Headcount, view: View) -> Truth:
    """Tell whether a headcount is the base of one of a department."""
    return _is_base(headcount, view, _is_other)


def _is_base(
    headcount: Headcount, view: View, owner: Callable[[Headcount, View], Truth]
) -> Truth:
    shares = view.shares_of.get(headcount.id, ())
    reviewers = [each for each in shares if each.kind is HeadcountKind.REVIEWERS]
    return either(
        both(owner(each, view), _names_the_base(each, view)) for each in reviewers
    )


def _names_the_base(headcount: Headcount, view: View) -> Truth:
    """Tell whether a headcount is the last, so that its base is the base."""
    rivals = view.rivals(headcount)
    if not rivals:
        return False
    same = len({each.base for each in rivals}) == 1
    return True if same and _known_by_then(rivals, view) else None


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
    """Tell whether a task was due in the period; None where it has no due day."""
    return lies_in(_due_days(task), view.period)


def task_on_time(task: Task, view: View) -> Truth:
    """Tell whether a task was due in the period and completed by then."""
    days = _due_days(task)
    last = view.as_of if days is None or days.last_day is None else days.last_day
    done = [each for each in task.events if each.kind is EventKind.COMPLETED]
    completed = either(happened(each, min(last, view.as_of)) for each in done)
    return both(lies_in(days, view.period), completed)


def _due_days(task: Task) -> DateSpan | None:
    """Return the days among which a task is due: one, open ones, or None if unsaid."""
    last = task.due or (task.within.last_day if task.within else None)
    return task.within if last is None else DateSpan.day(last)


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
        if starts:
            day = max(each.day or date.min for each in starts)
            answer = due(
                step.within, start=day, rulebook=view.law, calendar=view.calendar
            )
            found[step.within] = between(answer.earliest, answer.latest)
    return tuple(found.values())


def _reply_steps(case: Case, view: View) -> Iterator[ProcedureStep]:
    """Yield the steps of a reply with a time, of the procedures that a case passes."""
    days = [e.day for e in case.events if e.kind is EventKind.RECEIVED and e.day]
    if not days:
        return
    received = min(days)
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
            to_file_upward,
            to_file_with_congress,
            to_file_both_ways,
            filed_upward,
            filed_with_congress,
            filed_both_ways,
            received_here,
            sent_from_here,
            won,
            lost,
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


def _number_of_latest(headcount: Headcount, view: View) -> Amount:
    """Return the number of a headcount, or the bounds of those that may be the last."""
    numbers = [each.number for each in view.rivals(headcount)]
    known = [Fraction(each) for each in numbers if each is not None]
    if len(known) < len(numbers):
        return Amount(Fraction(0), None)
    return Amount(min(known), max(known))


AMOUNT_OF: Final[Mapping[str, Callable[[Headcount, View], Amount]]] = MappingProxyType(
    dict.fromkeys(
        ("latest_headcount", "of_legal_affairs", "of_departments"), _number_of_latest
    )
)
"""For how much a record counts where that depends on what more is asked."""


# --- By what an indicator is broken down ---------------------------------------------

UNSTATED: Final = ("unstated", Label("未载明", "unstated"))


def _power_level(power: Power, view: View) -> Iterator[tuple[str, Label]]:
    """Yield the levels at which a power is exercised, or that of its holder."""
    holder = view.register.get(Authority, power.holder)
    own = (holder.level,) if holder and holder.level else ()
    for level in dict.fromkeys(power.levels or own):
        yield level.code, Label(level.zh, level.en)


def _year_published(document: Document, _view: View) -> Iterator[tuple[str, Label]]:
    years = [
        span.since.year
        for each in document.events
        if each.kind is EventKind.PUBLISHED and (span := when(each)) and span.since
    ]
    for year in sorted(years)[:1]:
        yield str(year), Label(f"{year}年", str(year))


def _limit_unit(item: ServiceItem, _view: View) -> Iterator[tuple[str, Label]]:
    if item.statutory_limit:
        unit = item.statutory_limit.unit
        yield unit.code.replace(" ", "_"), Label(unit.zh, unit.code)


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
