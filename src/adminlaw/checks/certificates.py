"""Certificates of officers: checked every year, and one at a time.

That a certificate is checked every year is what some places ask for, and only there is
it judged; the rules of a place are known by the end of their ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import MAXYEAR, date
from itertools import combinations
from typing import Any, TypeVar

from attrs import frozen

from adminlaw.checks.identity import Check, check
from adminlaw.checks.local import by_ending, local_rules
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.tracks import known, name_of
from adminlaw.findings import (
    Outcome,
    Subject,
    failed,
    not_applicable,
    passed,
    pending,
    unknown,
)
from adminlaw.labels import Label
from adminlaw.model import (
    Certificate,
    CertificateKind,
    EventKind,
    Officer,
    when,
)
from adminlaw.model.registers import kind_of
from adminlaw.rulebook import Rule
from adminlaw.spans import DateSpan

_OFFICERS = kind_of(Officer)
_ANNUAL = "officers.annual_check"


def held(officer: Officer) -> tuple[Certificate, ...]:
    """Return the enforcement certificates of an officer."""
    return tuple(
        each
        for each in officer.certificates
        if each.kind is CertificateKind.ENFORCEMENT
    )


Item = TypeVar("Item")


def sight_of_officer(
    officer: Officer, item: Item, tail: str, rule: str = ""
) -> Sight[Item]:
    """Return a sight of an officer, who is named by the id alone."""
    key = f"{officer.id}/{tail}" if tail else officer.id
    return Sight(
        item=item,
        subject=Subject(
            key=key,
            label=name_of(officer),
            records=(f"{_OFFICERS}/{officer.id}",),
        ),
        rule=rule,
    )


# --- Checked every year -----------------------------------------------------------


@frozen
class Year:
    """A certificate in one whole year in which it was good, or may have been."""

    certificate: Certificate
    year: int


def _years(context: Context) -> Iterator[Sight[Year]]:
    rules = local_rules(context, _ANNUAL)
    acted = _acted(context) if rules else {}
    for officer in context.register.officers if rules else ():
        years = acted.get(officer.id, set()) | _checked(officer, context)
        for number, each in enumerate(held(officer), 1):
            for year in sorted(years):
                if _good_throughout(each, year):
                    item = Year(each, year)
                    for rule in _then(rules, year):
                        yield sight_of_officer(officer, item, f"{number}/{year}", rule)


def _then(rules: Iterable[Rule], year: int) -> Iterator[str]:
    """Yield the rules that asked for a check all of a year."""
    for rule in rules:
        if rule.on(date(year, 1, 1)) and rule.on(date(year, 12, 31)):
            yield rule.id


def _acted(context: Context) -> dict[str, set[int]]:
    """Return the years in which each officer acted in a case."""
    found: dict[str, set[int]] = {}
    for case in context.register.cases:
        for event in known(case.events, context.as_of):
            if event.day is not None and event.day.year < MAXYEAR:
                keys = (event.person,) if event.person else case.officers
                for key in keys:
                    found.setdefault(key, set()).add(event.day.year)
    return found


def _checked(officer: Officer, context: Context) -> set[int]:
    return {
        event.day.year
        for each in held(officer)
        for event in known(each.events, context.as_of)
        if event.kind is EventKind.CHECKED
        and event.day is not None
        and event.day.year < MAXYEAR
    }


def _good_throughout(certificate: Certificate, year: int) -> bool:
    """Tell whether a certificate was given before a year and may be good in it."""
    first, span = date(year, 1, 1), _good(certificate)
    return first in span or (span.since is None and first < (span.until or date.max))


def checked_that_year(item: Year, context: Context) -> Outcome:
    """Judge that a certificate went through the check of a year."""
    year = DateSpan.year(item.year)
    found = [
        event
        for event in known(item.certificate.events, context.as_of)
        if event.kind is EventKind.CHECKED
        and ((span := when(event)) is None or year.overlaps(span))
    ]
    inside = [each for each in found if (span := when(each)) and year.covers(span)]
    facts = {"year": str(item.year)}
    if any(each.passed for each in inside):
        return passed(Label("年检合格", "the check was passed"), facts)
    if any(each.passed is None or each not in inside for each in found):
        return unknown(_UNCHECKED, (Label("年检日期和结果", "day and result"),), facts)
    if item.certificate.valid is None:
        # It may have ended, and then nobody had to check it.
        return unknown(NO_SPAN, (Label("证件有效期", "days of validity"),), facts)
    if found:
        return failed(Label("年检不合格而继续有效", "the check was failed"), facts)
    if context.as_of < date(item.year, 12, 31):
        return pending(facts)
    if _OFFICERS in context.register.complete:
        return failed(_UNCHECKED, facts)
    return unknown(_UNCHECKED, (Label("年检合格记录", "a check passed"),), facts)


_UNCHECKED = Label("没有年检合格的记录", "no check passed is on record")

CHECKED = Check[Year](
    id="O204",
    label=Label("年检合格", "annual check passed"),
    rule="",
    select=_years,
    judge=checked_that_year,
    others=by_ending(_ANNUAL),
)


# --- One at a time ----------------------------------------------------------------


def _several(context: Context) -> Iterator[Sight[Officer]]:
    for officer in context.register.officers:
        if len(held(officer)) > 1:
            yield sight_of_officer(officer, officer, "")


@check(
    "O207",
    zh="新旧证件不重叠",
    en="certificates do not overlap",
    rule="officers.certificates",
    over=_several,
)
def one_at_a_time(officer: Officer, _context: Context) -> Outcome:
    """Judge that no two enforcement certificates of an officer are good on one day.

    Two certificates for different fields stand beside each other.
    """
    alike = [(a, b) for a, b in combinations(held(officer), 2) if _same_field(a, b)]
    if not alike:
        return not_applicable(Label("证件领域不同", "certificates of other fields"))
    for one, other in alike:
        if one.valid is None or other.valid is None:
            continue
        if _good(one).overlaps(_good(other)):
            facts = {"valid": str(_good(one)), "other": str(_good(other))}
            return failed(Label("证件有效期重叠", "they overlap"), facts)
    if any(each.valid is None for pair in alike for each in pair):
        return unknown(NO_SPAN, (Label("证件有效期", "days of validity"),))
    return passed(Label("证件有效期不重叠", "they do not overlap"))


NO_SPAN = Label("证件有效期未载明", "the days of validity are not recorded")


def _same_field(one: Certificate, other: Certificate) -> bool:
    fields = set(one.domains), set(other.domains)
    return not all(fields) or not fields[0].isdisjoint(fields[1])


def _good(certificate: Certificate) -> DateSpan:
    """Return the days on which a certificate may be good: to its withdrawal at most.

    Where the record does not say the days, it may be good on each of them.
    """
    span = certificate.valid or DateSpan.always()
    for event in certificate.events:
        if event.kind is EventKind.WITHDRAWN and event.day is not None:
            since, until = span.since, min(span.until or date.max, event.day)
            return DateSpan(since, until) if not since or since < until else span
    return span


CERTIFICATE_CHECKS: tuple[Check[Any], ...] = (
    CHECKED,
    one_at_a_time,
)
