"""Who acted: inside the certificate, and no auxiliary alone.

Officers are named by their ids alone. A person of whom the register says nothing is
unknown, and so is a certificate that names no field or no place.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import frozen

from adminlaw.checks.certificates import NO_SPAN
from adminlaw.checks.identity import Check, check
from adminlaw.checks.officers import ACTS, ENFORCEMENT, subject_of
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
    Authority,
    Case,
    Certificate,
    CertificateKind,
    Officer,
    OfficerCategory,
    Place,
)
from adminlaw.model import Subject as EnforcementSubject
from adminlaw.model.registers import kind_of

_CASES, _OFFICERS = kind_of(Case), kind_of(Officer)


# --- Inside the field and the place of the certificate ----------------------------


@frozen
class Scope:
    """An officer in a case, with the fields in which the body may enforce."""

    officer: Officer
    case: Case
    fields: frozenset[str]


def _scopes(context: Context) -> Iterator[Sight[Scope]]:
    register = context.register
    fields: dict[str, set[str]] = {}
    for each in register.subjects:
        fields.setdefault(each.authority, set()).update(each.domains)
    for case in register.cases:
        if case.kind not in ENFORCEMENT or not _acted(case, context):
            continue
        for key in dict.fromkeys(case.officers):
            officer = register.get(Officer, key)
            if officer is not None and any(map(_is_enforcement, officer.certificates)):
                own = register.get(EnforcementSubject, officer.subject)
                said = set(own.domains) if own else fields.get(case.handler or "", ())
                yield Sight(
                    item=Scope(officer, case, frozenset(said)),
                    subject=subject_of(case, officer.id),
                    day=_act_day(case),
                )


def _is_enforcement(certificate: Certificate) -> bool:
    return certificate.kind is CertificateKind.ENFORCEMENT


def _acted(case: Case, context: Context) -> bool:
    return any(each.kind in ACTS for each in known(case.events, context.as_of))


def _act_day(case: Case) -> date | None:
    days = [each.day for each in case.events if each.kind in ACTS and each.day]
    return min(days, default=None)


@check(
    "O202",
    zh="证件覆盖领域和地域",
    en="certificate covers field and place",
    rule="officers.scope",
    over=_scopes,
)
def inside_the_certificate(item: Scope, context: Context) -> Outcome:
    """Judge that some certificate good on the day covers the field and the place."""
    day = _act_day(item.case)
    held = [
        each
        for each in item.officer.certificates
        if _is_enforcement(each)
        and (day is None or each.valid is None or day in each.valid)
    ]
    if not held:
        # That itself is a finding of O101.
        missing = (Label("当日有效的证件", "a certificate good that day"),)
        return unknown(_NONE_GOOD, missing)
    verdicts = [_covers(each, item, context) for each in held]
    if any(verdicts):
        return passed(Label("在证件范围之内", "inside the certificate"))
    if None in verdicts and any(each.valid is None for each in held):
        return unknown(NO_SPAN, (Label("证件有效期", "days of validity"),))
    if None in verdicts:
        missing = (Label("证件领域和地域", "field and place of the certificate"),)
        return unknown(Label("范围未载明", "the scope is not recorded"), missing)
    domains = sorted({name for each in held for name in each.domains})
    facts = {"named": "、".join(domains), "needed": "、".join(sorted(item.fields))}
    return failed(Label("超出证件范围", "outside the certificate"), facts)


_NONE_GOOD = Label("当日没有有效证件", "no good certificate that day")


def _covers(certificate: Certificate, item: Scope, context: Context) -> bool | None:
    answers = (_in_field(certificate, item), _in_place(certificate, item, context))
    if False in answers:
        return False
    return None if None in answers or certificate.valid is None else True


def _in_field(certificate: Certificate, item: Scope) -> bool | None:
    """Tell whether the certificate is for the fields; None where some only are."""
    named = set(certificate.domains)
    if not named or not item.fields:
        return None
    if item.fields <= named:
        return True
    return False if item.fields.isdisjoint(named) else None


def _in_place(certificate: Certificate, item: Scope, context: Context) -> bool | None:
    body = context.register.get(Authority, item.case.handler)
    place = context.register.get(Place, body.place) if body else None
    if certificate.place is None or place is None:
        return None
    seen: set[str] = set()
    while place is not None and place.id not in seen:
        if place.id == certificate.place:
            return True
        seen.add(place.id)
        place = context.register.get(Place, place.parent)
    return False


# --- Auxiliaries ------------------------------------------------------------------


def _with_persons(context: Context) -> Iterator[Sight[Case]]:
    for case in context.register.cases:
        if case.kind in ENFORCEMENT and _acted(case, context):
            yield Sight(item=case, subject=subject_of(case), day=_act_day(case))


def _persons(case: Case, context: Context) -> Iterator[str]:
    """Yield the persons of the acts of a case; where none is named, its officers."""
    acts = [
        each.person
        for each in known(case.events, context.as_of)
        if each.kind in ACTS and each.person
    ]
    yield from acts or case.officers


@check(
    "O208",
    zh="辅助人员不单独执法",
    en="auxiliaries do not act alone",
    rule="officers.auxiliaries",
    over=_with_persons,
)
def no_auxiliary_acts(case: Case, context: Context) -> Outcome:
    """Judge that no act was that of an auxiliary; beside an officer one may help."""
    found = [context.register.get(Officer, each) for each in _persons(case, context)]
    helpers = [each for each in found if each and _is_auxiliary(each)]
    named = any(
        each.kind in ACTS and each.person for each in known(case.events, context.as_of)
    )
    if helpers and (named or len(helpers) == len(found)):
        facts = {"named": "、".join(dict.fromkeys(each.id for each in helpers))}
        return failed(Label("辅助人员实施执法行为", "an auxiliary acted"), facts)
    officers = [each for each in found if each and not _is_auxiliary(each)]
    if officers and len(officers) == len(found):
        return passed(Label("由执法人员实施", "acts of officers"))
    missing = (Label("执法人员", "the officers"),)
    return unknown(Label("执法人员未登记", "who acted is not on record"), missing)


def _is_auxiliary(officer: Officer) -> bool:
    return officer.category is OfficerCategory.AUXILIARY


PERSONNEL_CHECKS: tuple[Check[Any], ...] = (
    inside_the_certificate,
    no_auxiliary_acts,
)
