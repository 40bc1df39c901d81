"""Reviewers of enforcement decisions: qualified, and enough of them.

Officers are named by their ids alone. How many are enough is the rule of the place, or
else the national one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import frozen

from adminlaw.checks.identity import Check, check
from adminlaw.checks.officers import subject_of
from adminlaw.checks.records import sight_of_record
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.tracks import known
from adminlaw.findings import (
    Outcome,
    failed,
    not_applicable,
    not_assessable,
    passed,
    unknown,
)
from adminlaw.labels import Label
from adminlaw.model import (
    Authority,
    AuthorityKind,
    Case,
    CaseKind,
    CertificateKind,
    Event,
    EventKind,
    Headcount,
    HeadcountKind,
    Officer,
    OfficerCategory,
    when,
)
from adminlaw.model.registers import kind_of
from adminlaw.rulebook import Ratio, Rulebook
from adminlaw.rulebook.limits import Quantity

_OFFICERS = kind_of(Officer)


@frozen
class Review:
    """A review of a penalty by a person, who reviewed first on a day."""

    key: str
    officer: Officer | None
    event: Event
    first: date | None


def _reviews(context: Context) -> Iterator[Sight[Review]]:
    found = [
        (case, event)
        for case in context.register.cases
        if case.kind is CaseKind.PENALTY
        for event in known(case.events, context.as_of)
        if event.kind is EventKind.REVIEWED
    ]
    first: dict[str, date] = {}
    for _, event in found:
        if event.person and event.day:
            first[event.person] = min(event.day, first.get(event.person, date.max))
    for case, event in found:
        key = event.person or ""
        officer = context.register.get(Officer, key)
        span = when(event)
        yield Sight(
            item=Review(key, officer, event, first.get(key)),
            subject=subject_of(case, *filter(None, (key,))),
            day=span.since if span else None,
        )


_REVIEWERS = "officers.reviewers"


@check(
    "O205",
    zh="初次审核人员资格",
    en="qualification of reviewers",
    rule=_REVIEWERS,
    over=_reviews,
)
def reviewer_qualified(item: Review, context: Context) -> Outcome:
    """Judge that who reviews penalties for the first time is a qualified lawyer."""
    officer, span = item.officer, when(item.event)
    if officer is None:
        nobody = Label("审核人员未登记", "the reviewer is not on record")
        return unknown(nobody, (Label("审核人员登记", "a record of the reviewer"),))
    lawyer = [
        each.valid
        for each in officer.certificates
        if each.kind is CertificateKind.LEGAL_PROFESSION
    ]
    if span and any(each and each.covers(span) for each in lawyer):
        return passed(Label("具有法律职业资格", "a qualified lawyer"))
    since = _since(context.law)
    if since and _reviewed_before(item, since):
        return not_applicable(Label("不是初次从事审核", "not new to reviewing"))
    newcomer = _is_new(officer, since, context)
    facts = {"day": str(span.since)} if span and span.since else {}
    none_held = not lawyer and _OFFICERS in context.register.complete
    if newcomer and span and (none_held or (lawyer and not _may(lawyer, item))):
        return failed(Label("没有法律职业资格", "not a qualified lawyer"), facts)
    missing = (
        Label("法律职业资格", "legal profession qualification"),
        Label("何时起从事审核", "since when the person reviews"),
    )
    return unknown(Label("资格未载明", "the qualification is not recorded"), missing)


def _is_new(officer: Officer, since: date | None, context: Context) -> bool:
    """Tell whether a person is known to be new: joined since, or with no older case."""
    joined = officer.valid.since
    late = since is not None and joined is not None and joined >= since
    return late or kind_of(Case) in context.register.complete


def _may(lawyer: list[Any], item: Review) -> bool:
    span = when(item.event)
    return span is not None and any(
        each is None or each.overlaps(span) for each in lawyer
    )


def _since(law: Rulebook) -> date | None:
    rule = law.get(_REVIEWERS)
    days = [each.valid.since for each in rule.versions] if rule else []
    return min(filter(None, days), default=None)


def _reviewed_before(item: Review, since: date) -> bool:
    """Tell whether a person reviewed before the law asked for the qualification."""
    officer = item.officer
    joined = officer.valid.since if officer else None
    reviewer = officer is not None and officer.category is OfficerCategory.REVIEWER
    early = item.first is not None and item.first < since
    return early or bool(reviewer and joined and joined < since)


# --- Enough reviewers -------------------------------------------------------------

_RATIO = "three_systems.reviewers"
_OF_GOVERNMENT = frozenset(
    {
        AuthorityKind.GOVERNMENT,
        AuthorityKind.GOVERNMENT_OFFICE,
        AuthorityKind.LEGAL_AFFAIRS,
        AuthorityKind.JUSTICE_BUREAU,
    }
)


@frozen
class Share:
    """Reviewers of a body and the percentage that a rule asks for."""

    reviewers: Headcount
    at_least: Decimal


def _shares(context: Context) -> Iterator[Sight[Share]]:
    for each in context.register.headcounts:
        day = each.as_of or context.as_of
        if each.kind is not HeadcountKind.REVIEWERS or day > context.as_of:
            continue
        for rule, at_least in _asked(each, day, context):
            sight = sight_of_record(each)
            yield Sight(
                item=Share(each, at_least), subject=sight.subject, rule=rule, day=day
            )


def _asked(
    each: Headcount, day: date, context: Context
) -> Iterator[tuple[str, Decimal]]:
    """Yield the ratios for a body: those of its place, else the national one."""
    body = context.register.get(Authority, each.authority)
    government = body is not None and body.kind in _OF_GOVERNMENT
    measure = "reviewers.government" if government else "reviewers.departments"
    own = [
        (rule.id, said.at_least)
        for rule, said in context.saying(Ratio, day)
        if said.numerator == measure
    ]
    yield from own
    national = context.law.get(_RATIO)
    version = national.on(day) if national else None
    if own or government or version is None:
        return
    if isinstance(version.content, Quantity) and version.content.at_least is not None:
        yield _RATIO, version.content.at_least


def _ratio_rules(law: Rulebook) -> tuple[str, ...]:
    found = tuple(
        rule.id
        for rule in law.rules.values()
        if any(
            isinstance(version.content, Ratio)
            and version.content.numerator.startswith("reviewers.")
            for version in rule.versions
        )
    )
    return (_RATIO, *found)


def enough_reviewers(item: Share, context: Context) -> Outcome:
    """Judge that the reviewers of a body are a large enough share of its officers."""
    base = context.register.get(Headcount, item.reviewers.base)
    number, whole = item.reviewers.number, base.number if base else None
    if number is None or whole is None:
        missing = (Label("执法人员总数", "number of enforcement officers"),)
        return unknown(Label("人数未载明", "a number is not recorded"), missing)
    facts = {
        "count": str(number),
        "base": str(whole),
        "at_least": f"{item.at_least}%",
    }
    if base is not None and base.kind is not HeadcountKind.OFFICERS:
        return not_assessable(Label("基数不是执法人员数", "another base"), facts)
    if whole <= 0 or number < 0:
        return not_assessable(Label("没有执法人员", "no officers to divide by"), facts)
    if number * 100 >= item.at_least * whole:
        return passed(Label("达到比例", "enough reviewers"), facts)
    return failed(Label("低于规定比例", "too few reviewers"), facts)


SHARES = Check[Share](
    id="O206",
    label=Label("审核人员比例", "ratio of reviewers"),
    rule="",
    select=_shares,
    judge=enough_reviewers,
    others=_ratio_rules,
)


REVIEWER_CHECKS: tuple[Check[Any], ...] = (reviewer_qualified, SHARES)
