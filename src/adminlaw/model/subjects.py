"""Who may enforce: subjects, their officers with certificates, and headcounts."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from adminlaw.citations import Citation
from adminlaw.labels import LabelledEnum
from adminlaw.model.events import Event
from adminlaw.model.fields import PERSONAL, typed
from adminlaw.model.headings import record_html
from adminlaw.model.identities import (
    AuthorityId,
    FigureId,
    HeadcountId,
    OfficerId,
    PlaceId,
    SubjectId,
)
from adminlaw.spans import DateSpan


class SubjectKind(LabelledEnum):
    """What makes a body an enforcement subject (执法主体类别)."""

    STATUTORY = "statutory", "法定行政机关", "statutory organ"
    AUTHORISED = "authorised", "法律法规授权的组织", "authorised organisation"
    ENTRUSTED = "entrusted", "受委托组织", "entrusted organisation"


class OfficerCategory(LabelledEnum):
    """Category of enforcement and related personnel (执法及相关人员分类)."""

    OFFICER = "officer", "行政执法人员", "enforcement officer"
    ENTRUSTED = "entrusted", "受委托执法人员", "entrusted officer"
    AUXILIARY = "auxiliary", "执法辅助人员", "enforcement auxiliary"
    INSPECTOR = "inspector", "法制督察", "legal inspector"
    REVIEWER = "reviewer", "法制审核人员", "legality reviewer"
    LIAISON = "liaison", "联络人员", "liaison person"
    RECONSIDERATION = "reconsideration", "行政复议人员", "reconsideration officer"
    LEGISLATION = "legislation", "立法调研人员", "legislative researcher"
    LEGAL_STAFF = "legal_staff", "法制工作人员", "legal affairs staff"
    FIRST_RESPONSIBLE = (
        "first_responsible",
        "第一责任人",
        "first responsible person",
    )
    LEADER_IN_CHARGE = "leader_in_charge", "分管领导", "leader in charge"


class CertificateKind(LabelledEnum):
    """Kind of certificate (证件类别)."""

    ENFORCEMENT = "enforcement", "行政执法证", "enforcement certificate"
    SUPERVISION = "supervision", "行政执法监督证", "supervision certificate"
    LEGAL_PROFESSION = (
        "legal_profession",
        "法律职业资格证书",
        "legal profession qualification",
    )


class HeadcountKind(LabelledEnum):
    """Who is counted (人员类别)."""

    OFFICERS = "officers", "行政执法人员", "enforcement officers"
    REVIEWERS = "reviewers", "法制审核人员", "legality reviewers"
    LEGAL_STAFF = "legal_staff", "专业法律人员", "professional legal staff"
    POSTS = "posts", "编制", "public institution posts"
    GOVERNMENT_LAWYERS = "government_lawyers", "公职律师", "government lawyers"
    LAW_GRADUATES = "law_graduates", "法律专业人员", "staff with a law background"
    LEADING_POSTS = "leading_posts", "职数", "leading posts"


@frozen(kw_only=True, field_transformer=typed)
class Subject:
    """A body that may enforce, and in whose name (行政执法主体).

    Attributes:
        authority: Register id of the body.
        principal: Register id of the organ in whose name an entrusted body acts;
            the principal answers for it.
        basis: Provisions that make it a subject, or allow the entrusting.
        domains: Fields in which it enforces.
    """

    id: SubjectId
    authority: AuthorityId
    kind: SubjectKind
    principal: AuthorityId | None = None
    basis: tuple[Citation, ...] = ()
    basis_text: str = ""
    domains: tuple[str, ...] = ()
    valid: DateSpan = DateSpan.always()
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class Certificate:
    """A certificate of one officer (行政执法证).

    Attributes:
        number: As written; personal.
        domains: Fields for which it was given.
        place: Register id of the territory in which it is good.
        valid: Days on which it is good; None where the record does not say until when,
            which proves nothing. A span without an end is one that has none (长期).
        events: Issue, yearly checks (``passed`` says how they went), reissue.
    """

    kind: CertificateKind
    number: str = field(default="", repr=False, metadata=PERSONAL)
    issuer: AuthorityId | None = None
    domains: tuple[str, ...] = ()
    place: PlaceId | None = None
    valid: DateSpan | None = None
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class Officer:
    """One person who enforces, assists or supervises (行政执法人员).

    Attributes:
        name: Name of the person; personal.
        authority: Register id of the body that employs the person.
        subject: Register id of the subject for which the person acts.
        events: Training and examinations (``passed`` says how they went).
    """

    id: OfficerId
    category: OfficerCategory
    name: str = field(default="", repr=False, metadata=PERSONAL)
    authority: AuthorityId | None = None
    subject: SubjectId | None = None
    certificates: tuple[Certificate, ...] = ()
    valid: DateSpan = DateSpan.always()
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class Headcount:
    """How many persons of a kind a body has, with the count it is a share of (人员数).

    Attributes:
        number: The count; None where only a figure says it.
        base: Register id of the headcount that a ratio divides by.
        counts: Figures that publish it.
    """

    id: HeadcountId
    kind: HeadcountKind
    authority: AuthorityId | None = None
    number: int | None = None
    base: HeadcountId | None = None
    as_of: date | None = None
    counts: tuple[FigureId, ...] = ()

    _repr_html_ = record_html
