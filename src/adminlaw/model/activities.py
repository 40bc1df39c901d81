"""What an authority does besides cases and documents, and how it is appraised."""

from __future__ import annotations

from attrs import frozen

from adminlaw.labels import LabelledEnum
from adminlaw.model.events import Event
from adminlaw.model.fields import typed
from adminlaw.model.headings import record_html
from adminlaw.model.identities import (
    ActivityId,
    AppraisalId,
    AuthorityId,
    CatalogueId,
    DocumentId,
    FigureId,
    ProgrammeId,
)
from adminlaw.spans import DateSpan


class ActivityKind(LabelledEnum):
    """Kind of activity (活动类别)."""

    STUDY_SESSION = "study_session", "会前学法", "pre-meeting law study"
    LECTURE = "lecture", "法治专题讲座", "lecture"
    TRAINING = "training", "专题培训班", "training course"
    TRAINING_EXAM = "training_exam", "执法培训考试", "training and examination"
    RECEPTION = "reception", "领导干部接访下访", "leaders receiving petitioners"
    JOINT_MEETING = "joint_meeting", "联席会议", "joint meeting"
    CONFERENCE = "conference", "工作会议", "work conference"
    SUPERVISION = "supervision", "专项督查", "special supervision"
    RANDOM_INSPECTION = (
        "random_inspection",
        "双随机抽查",
        "double-random inspection",
    )
    CAMPAIGN = "campaign", "专项行动", "campaign"
    COURT_OBSERVATION = "court_observation", "旁听庭审", "court observation"
    DUTY_REPORT = "duty_report", "述职述法", "report on legal duties"
    PUBLICITY = "publicity", "普法宣传", "publicity"
    TALK = "talk", "约谈", "admonitory talk"


class CatalogueKind(LabelledEnum):
    """What a yearly catalogue lists (目录类别)."""

    DECISIONS = (
        "decisions",
        "重大行政决策事项目录",
        "catalogue of major decision items",
    )
    HEARINGS = (
        "hearings",
        "重大行政决策听证目录",
        "hearing catalogue of major decisions",
    )


@frozen(kw_only=True, field_transformer=typed)
class Activity:
    """An activity or a series of them (学法、培训、接访、督查等).

    Attributes:
        organiser: Register id of the authority that holds it.
        occurrences: How many times the record stands for; None where unsaid. Topics are
            not occurrences.
        topics: Register ids of documents studied or carried out.
        subject: What it was about, in a few words.
        counts: Figures that measure it.
    """

    id: ActivityId
    kind: ActivityKind
    organiser: AuthorityId | None = None
    occurrences: int | None = None
    period: DateSpan | None = None
    topics: tuple[DocumentId, ...] = ()
    subject: str = ""
    counts: tuple[FigureId, ...] = ()
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class Appraisal:
    """An appraisal of law-based administration (依法行政考核).

    Attributes:
        period: The year appraised, not the year in which it was done.
        standard: Register id of the document that sets it.
    """

    id: AppraisalId
    authority: AuthorityId | None = None
    period: DateSpan | None = None
    standard: DocumentId | None = None
    counts: tuple[FigureId, ...] = ()
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class Programme:
    """A work plan (工作要点、工作计划) and its size.

    Attributes:
        document: Register id of the document that sets it out.
        counts: Figures of its aspects and tasks.
    """

    id: ProgrammeId
    document: DocumentId | None = None
    authority: AuthorityId | None = None
    period: DateSpan | None = None
    counts: tuple[FigureId, ...] = ()
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class Catalogue:
    """A yearly catalogue of decision or hearing items (目录).

    Attributes:
        within: Register id of the catalogue that it is a part of: hearing items
            are a part of decision items.
        counts: Figures of its size.
    """

    id: CatalogueId
    kind: CatalogueKind
    authority: AuthorityId | None = None
    document: DocumentId | None = None
    period: DateSpan | None = None
    within: CatalogueId | None = None
    counts: tuple[FigureId, ...] = ()
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html
