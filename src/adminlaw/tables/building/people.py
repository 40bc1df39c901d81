"""Enforcement subjects and officers (行政执法主体、行政执法人员).

Identity numbers, birthdays and telephones are known as columns and kept in no record.
An officer's id is made of the employer and the place in the file: a number or a name
of a person can be guessed from its digest. The limits: the area of a certificate is
kept with the origin only, since its text names no division.
"""

from __future__ import annotations

from collections.abc import Iterator

from adminlaw.model import (
    Certificate,
    CertificateKind,
    EventKind,
    Officer,
    OfficerCategory,
    Subject,
    SubjectKind,
)
from adminlaw.model.identities import OfficerId, SubjectId
from adminlaw.spans import DateSpan
from adminlaw.tables.building.readings import (
    body,
    diagnosed,
    happened,
    named_in,
    remark_on_several,
    said,
    spanned,
)
from adminlaw.tables.desk import Desk
from adminlaw.tables.groups import Group

_NOTHING = frozenset({"", "无", "-", "/", "—", "——"})


def subjects(group: Group, desk: Desk) -> Iterator[Subject]:
    """Yield the subject of one row of 行政执法主体名录.

    Source: 《行政处罚法》第十七条、第十九条、第二十条.
    """
    name = said(group, "name")
    if not name:
        group.refuse("name", "执法主体名称", "the name of the subject")
    kind, basis = _subject_kind(group), said(group, "basis")
    principal = said(group, "principal")
    remark_on_several(group, "name", name)
    remark_on_several(group, "principal", principal)
    yield Subject(
        id=SubjectId(desk.identity("subject", name, principal)),
        authority=desk.authority(name, diagnosed(group, "credit_code")),
        kind=kind,
        principal=None if principal in _NOTHING else desk.authority(principal),
        basis=desk.citations(basis),
        basis_text=basis,
        domains=_listed(group, "domains"),
    )


def _subject_kind(group: Group) -> SubjectKind:
    """Return the kind of a subject: its own, or that of the section it stands in."""
    kind: SubjectKind | None = group.value("kind")
    if kind is None and not said(group, "kind"):
        code = named_in(group, "kind", group.section)
        kind = SubjectKind.of(code) if code else None
    if kind is None:
        group.refuse(
            "kind",
            "执法主体的类别：法定行政机关、授权组织或受委托组织",
            "a kind of subject: statutory, authorised or entrusted",
        )
    return kind


def officers(group: Group, desk: Desk) -> Iterator[Officer]:
    """Yield the officer of one row of 行政执法人员名录.

    Source: 《行政处罚法》第四十二条 (officers with certificates).
    """
    name, employer = said(group, "name"), said(group, "authority") or group.about
    if not name:
        group.refuse("name", "姓名", "a name")
    if not employer:
        group.remark("authority", "所在单位", "the employer")
    remark_on_several(group, "authority", employer)
    place = (employer, group.sheet, str(group.rows[0]))
    yield Officer(
        id=OfficerId(desk.identity("officer", *place)),
        category=_category(group),
        name=name,
        authority=desk.authority(employer) if employer else None,
        certificates=(*_own(group, desk), *_law(group)),
    )


def _category(group: Group) -> OfficerCategory:
    """Return the category; a roster of officers lists officers unless it says more."""
    found: OfficerCategory | None = group.value("category")
    if found is not None:
        return found
    return (
        OfficerCategory.INSPECTOR
        if group.value("supervises")
        else OfficerCategory.OFFICER
    )


def _own(group: Group, desk: Desk) -> tuple[Certificate, ...]:
    """Return the certificate of the row; none where it has no number, kind or day."""
    names = ("certificate_number", "certificate_kind", "issued", "valid_until")
    if not any(said(group, each) for each in names):
        return ()
    issuer = body(group, desk, "issuer")
    kind: CertificateKind | None = group.value("certificate_kind")
    return (
        Certificate(
            kind=kind or CertificateKind.ENFORCEMENT,
            number=said(group, "certificate_number"),
            issuer=issuer,
            domains=_listed(group, "domains"),
            valid=_good(group),
            events=happened(EventKind.CERTIFIED, group.value("issued"), issuer),
        ),
    )


def _good(group: Group) -> DateSpan | None:
    """Return the days on which a certificate is good; None where no end is read.

    Only 长期 is an end that never comes: what is blank or cannot be read is not.
    """
    span = spanned(group, group.value("valid_since"), "valid_until")
    if group.value("valid_until") is not None:
        return span
    if said(group, "valid_since") and not said(group, "valid_until"):
        group.remark("valid_since", "有效期的截止日", "the end of its validity")
    return None


def _law(group: Group) -> tuple[Certificate, ...]:
    if not group.value("law_qualified"):
        return ()
    return (Certificate(kind=CertificateKind.LEGAL_PROFESSION),)


def _listed(group: Group, name: str) -> tuple[str, ...]:
    return tuple(text for each in group.values(name) for text in each)
