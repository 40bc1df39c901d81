"""Officers: certified on the day on which they act."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from adminlaw.checks.certificates import NO_SPAN
from adminlaw.checks.identity import check
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.tracks import name_of
from adminlaw.findings import Outcome, Subject, failed, passed, pending, unknown
from adminlaw.labels import Label
from adminlaw.model import Case, CaseKind, CertificateKind, EventKind, Officer, when

ENFORCEMENT = frozenset(
    {
        CaseKind.PENALTY,
        CaseKind.COMPULSORY_MEASURE,
        CaseKind.COMPULSORY_ENFORCEMENT,
        CaseKind.INSPECTION,
    }
)
ACTS = frozenset(
    {
        EventKind.INVESTIGATED,
        EventKind.IDENTIFIED,
        EventKind.NOTIFIED,
        EventKind.INSPECTED,
        EventKind.DECIDED,
        EventKind.EXECUTED,
    }
)
"""What an officer does in a case and needs a certificate for."""


def subject_of(case: Case, *officers: str) -> Subject:
    """Return a case as what is judged, with the officers concerned."""
    named = name_of(case)
    return Subject(
        key="/".join((case.id, *officers)),
        label=Label(" ".join((named.zh, *officers)), " ".join((named.en, *officers))),
        records=(
            f"cases/{case.id}",
            *(f"officers/{each}" for each in officers),
        ),
    )


@frozen
class ActingOfficer:
    """One officer in one case."""

    officer: Officer
    case: Case


def _acting(context: Context) -> Iterator[Sight[ActingOfficer]]:
    for case in context.register.cases:
        if case.kind not in ENFORCEMENT:
            continue
        days = [each.day for each in case.events if each.kind in ACTS and each.day]
        acting = (each.person for each in case.events if each.kind in ACTS)
        for key in dict.fromkeys((*case.officers, *filter(None, acting))):
            officer = context.register.get(Officer, key)
            if officer is None:
                continue
            yield Sight(
                item=ActingOfficer(officer, case),
                subject=subject_of(case, officer.id),
                day=min(days, default=None),
            )


@check(
    "O101",
    zh="持有效证件执法",
    en="an officer was certified on the day of the act",
    rule="officers.certified",
    over=_acting,
)
def certified_on_the_day(item: ActingOfficer, context: Context) -> Outcome:
    """An act by somebody without a good certificate can be voided for that alone.

    Blind to: whether the certificate covers the field and place of the act.
    """
    acts = [event for event in item.case.events if event.kind in ACTS]
    spans = [span for span in map(when, acts) if span is not None]
    known = [span for span in spans if span.since and span.since <= context.as_of]
    if not acts and item.case.events:
        return pending()
    if not known:
        return unknown(
            Label("执法行为日期未载明", "the day of the act is not recorded"),
            (Label("执法行为日期", "day of the act"),),
        )
    good = [
        each.valid
        for each in item.officer.certificates
        if each.kind is CertificateKind.ENFORCEMENT
    ]
    if not good:
        return unknown(
            Label("证件未登记", "no certificate is recorded"),
            (Label("行政执法证", "enforcement certificate"),),
        )
    for span in known:
        if not any(each is None or each.overlaps(span) for each in good):
            facts = {"day": str(span.since)}
            return failed(Label("当日证件无效", "no good certificate that day"), facts)
    stated = [each for each in good if each is not None]
    sure = all(any(each.covers(span) for each in stated) for span in known)
    if sure and len(spans) == len(acts):
        return passed(Label("当日证件有效", "certified on the day"))
    if not sure and len(stated) < len(good):
        return unknown(NO_SPAN, (Label("证件有效期", "days of validity"),))
    return unknown(
        Label("执法行为日期不确定", "the day of an act is not certain"),
        (Label("执法行为日期", "day of the act"),),
    )
