"""What an authority does besides cases and documents, and how it is appraised."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from adminlaw.labels import LabelledEnum
from adminlaw.model.events import Event
from adminlaw.model.fields import PERSONAL, typed
from adminlaw.model.headings import record_html
from adminlaw.model.identities import (
    ActivityId,
    AdviserId,
    AppraisalId,
    AuthorityId,
    CatalogueId,
    DocumentId,
    FigureId,
    ProgrammeId,
    TaskId,
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
    HONOUR = "honour", "表彰", "honour"
    CASE_FILE_REVIEW = "case_file_review", "案卷评查", "case-file review"
    RESEARCH_TRIP = "research_trip", "立法调研", "legislative research trip"
    INTERPELLATION = "interpellation", "询问、质询", "interpellation"
    DRILL = "drill", "应急演练", "emergency drill"
    PLATFORM = "platform", "平台、网站建设", "platform or website"
    PILOT = "pilot", "试点", "pilot"
    REFORM = "reform", "改革", "reform"
    LINKAGE = "linkage", "衔接机制", "linkage mechanism"
    ENFORCEMENT_INSPECTION = (
        "enforcement_inspection",
        "专项执法检查",
        "special enforcement inspection",
    )
    EXECUTIVE_MEETING = (
        "executive_meeting",
        "政府常务会议",
        "government executive meeting",
    )
    OPINION_RESPONSE = (
        "opinion_response",
        "舆情回应",
        "response to public opinion",
    )
    COLLECTIVE_STUDY = "collective_study", "集中学法", "collective law study"
    DEPARTMENT_STUDY = (
        "department_study",
        "部门办公会议学法",
        "law study at department office meetings",
    )
    MOOT_COURT = "moot_court", "模拟法庭", "moot court"
    PEER_LEARNING = "peer_learning", "先进帮扶", "peer learning"
    REPORT_HEARD = "report_heard", "听取工作汇报", "work report heard"
    PERIODIC_REPORT = (
        "periodic_report",
        "依法行政情况报告",
        "periodic report on law-based administration",
    )
    GUIDANCE = "guidance", "监督指导", "supervision and guidance"
    EFFICIENCY_SUPERVISION = (
        "efficiency_supervision",
        "行政效能监察",
        "administrative efficiency supervision",
    )
    PROTECTION_PERIOD = (
        "protection_period",
        "特别防护期",
        "special protection period",
    )
    EMERGENCY_RESPONSE = (
        "emergency_response",
        "突发公共事件应急",
        "public emergency response",
    )
    EMERGENCY_EDUCATION = (
        "emergency_education",
        "应急普及",
        "public emergency education",
    )
    PUBLIC_LEGAL_SERVICE = (
        "public_legal_service",
        "公共法律服务",
        "public legal services",
    )


class AdviserKind(LabelledEnum):
    """Kind of legal adviser (法律顾问类别)."""

    STAFF = "staff", "政府法制机构人员", "staff of the legal affairs body"
    LAWYER = "lawyer", "外聘律师", "engaged outside lawyer"
    EXPERT = "expert", "法学专家", "legal expert"
    GOVERNMENT_LAWYER = "government_lawyer", "公职律师", "government lawyer"
    VILLAGE = "village", "村（社区）法律顾问", "village legal adviser"


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
        participants: Register ids of the other bodies that take part.
        participants_text: The audience as a class, such as 领导干部.
        topics: Register ids of documents studied or carried out.
        subject: What it was about, in a few words.
        counts: Figures that measure it.
    """

    id: ActivityId
    kind: ActivityKind
    organiser: AuthorityId | None = None
    occurrences: int | None = None
    period: DateSpan | None = None
    participants: tuple[AuthorityId, ...] = ()
    participants_text: str = ""
    topics: tuple[DocumentId, ...] = ()
    subject: str = ""
    counts: tuple[FigureId, ...] = ()
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class AppraisalResult:
    """How one unit did in an appraisal (考核结果).

    Attributes:
        grade: As written, such as 优秀 or 不合格.
        score: As written.
        rank: Place in the order, from 1.
    """

    unit: AuthorityId
    grade: str = ""
    score: str = ""
    rank: int | None = None
    passed: bool | None = None

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
    results: tuple[AppraisalResult, ...] = ()
    counts: tuple[FigureId, ...] = ()
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class Programme:
    """A work plan (工作要点、工作计划) and its size.

    Attributes:
        document: Register id of the document that sets it out.
        parent: Register id of the plan that it carries out.
        counts: Figures of its aspects and tasks.
    """

    id: ProgrammeId
    document: DocumentId | None = None
    parent: ProgrammeId | None = None
    authority: AuthorityId | None = None
    period: DateSpan | None = None
    counts: tuple[FigureId, ...] = ()
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class Task:
    """One task of a programme (工作任务).

    Attributes:
        programme: Register id of the programme.
        number: Its number there, as written.
        leads: Register ids of the bodies that lead: one, or several jointly.
        shared: Register ids of bodies that answer for it together, where none leads.
        shared_text: Those bodies as a class, where the source names none.
        participants: Register ids of the bodies that take part.
        participants_text: Those bodies as a class, such as 市级各部门.
        due: The day by which it is due.
        within: The span within which it is due, where no day is given.
        subject: What it is about, in a few words.
    """

    id: TaskId
    programme: ProgrammeId | None = None
    number: str = ""
    subject: str = ""
    leads: tuple[AuthorityId, ...] = ()
    shared: tuple[AuthorityId, ...] = ()
    shared_text: str = ""
    participants: tuple[AuthorityId, ...] = ()
    participants_text: str = ""
    due: date | None = None
    within: DateSpan | None = None
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class Adviser:
    """A legal adviser of a body, or a team of them (法律顾问).

    Attributes:
        name: Name of the person; personal.
        organs: Register ids of the bodies advised; several share one adviser.
        employer: Register id of the body that employs the adviser.
        valid: Term of the engagement.
    """

    id: AdviserId
    kind: AdviserKind
    name: str = field(default="", repr=False, metadata=PERSONAL)
    organs: tuple[AuthorityId, ...] = ()
    employer: AuthorityId | None = None
    valid: DateSpan = DateSpan.always()
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
