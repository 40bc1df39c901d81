"""Major decisions, their votes, and who answers for them afterwards."""

from __future__ import annotations

from attrs import field, frozen

from adminlaw.citations import Citation
from adminlaw.labels import LabelledEnum
from adminlaw.model.events import Event
from adminlaw.model.fields import PERSONAL, typed
from adminlaw.model.headings import record_html
from adminlaw.model.identities import (
    AccountabilityId,
    AuthorityId,
    CaseId,
    CatalogueId,
    DecisionId,
    DocumentId,
    EvaluationId,
    FigureId,
    TransferId,
)
from adminlaw.model.traits import Trait


class DecisionCategory(LabelledEnum):
    """What a major decision is about (重大行政决策事项类别)."""

    POLICY = "policy", "公共服务、市场监管等重大公共政策", "major public policy"
    PLANNING = "planning", "经济和社会发展等重要规划", "important plan"
    RESOURCES = "resources", "重要自然资源和文化资源", "important resources"
    PROJECT = "project", "重大公共建设项目", "major public construction"
    OTHER = "other", "其他重大事项", "other major matter"


class VotePosition(LabelledEnum):
    """What a person said in a collective discussion (表态)."""

    FOR = "for", "同意", "for"
    AGAINST = "against", "不同意", "against"
    ABSTAINED = "abstained", "保留意见", "abstained"
    ABSENT = "absent", "缺席", "absent"


class AccountabilityMeasure(LabelledEnum):
    """What was done about a fault (处理方式)."""

    TALK = "talk", "约谈", "admonitory talk"
    CRITICISM = "criticism", "通报批评", "public criticism"
    ORGANISATIONAL = "organisational", "组织处理", "organisational measure"
    PARTY_DISCIPLINE = "party_discipline", "党纪处分", "Party discipline"
    ADMINISTRATIVE_SANCTION = (
        "administrative_sanction",
        "政务处分",
        "administrative sanction",
    )
    JUDICIAL_TRANSFER = "judicial_transfer", "移送司法", "transfer to judicial organs"
    RECOVERY = "recovery", "追偿", "recovery of compensation"
    RECTIFICATION = "rectification", "责令整改", "ordered to rectify"
    OTHER = "other", "其他处理", "other measure"


class FaultGround(LabelledEnum):
    """Why somebody answers for an act (追责事由)."""

    BEYOND_POWERS = "beyond_powers", "超越权限", "beyond powers"
    PROCEDURE = "procedure", "违反程序", "breach of procedure"
    NO_BASIS = "no_basis", "没有依据", "without a basis"
    WRONG_FACTS = "wrong_facts", "事实不清", "facts not established"
    IMPROPER = "improper", "明显不当", "manifestly improper"
    INACTION = "inaction", "不作为", "failure to act"
    LOSS = "loss", "造成重大损失", "major loss"
    OTHER = "other", "其他", "other"


class DisciplineGrade(LabelledEnum):
    """Grade of an administrative sanction (处分档次)."""

    WARNING = "warning", "警告", "warning"
    DEMERIT = "demerit", "记过", "demerit"
    MAJOR_DEMERIT = "major_demerit", "记大过", "major demerit"
    DEMOTION = "demotion", "降级", "demotion"
    DISMISSAL_FROM_POST = "dismissal_from_post", "撤职", "dismissal from the post"
    EXPULSION = "expulsion", "开除", "expulsion"


class EvaluationKind(LabelledEnum):
    """What is evaluated, and how (评估类别)."""

    DOCUMENT = "document", "规范性文件后评估", "evaluation of a document"
    DECISION = "decision", "决策后评估", "evaluation of a decision"
    TRANSFER = "transfer", "下放事项评估", "evaluation of a transfer"
    CASE_FILE = "case_file", "案卷评查", "case-file review"
    SATISFACTION = "satisfaction", "群众满意度评价", "public satisfaction"
    OPINION_POLL = "opinion_poll", "民意测验", "opinion poll"
    SAMPLE_SURVEY = "sample_survey", "抽样调查", "sample survey"
    FOLLOW_UP = "follow_up", "跟踪反馈", "follow-up feedback"
    EMERGENCY_SYSTEM = (
        "emergency_system",
        "预警和应急制度评估",
        "evaluation of an emergency system",
    )


class EvaluationAdvice(LabelledEnum):
    """What an evaluation advises (评估建议)."""

    KEEP = "keep", "继续施行", "keep"
    AMEND = "amend", "修改", "amend"
    END = "end", "废止或停止执行", "end"
    RECTIFY = "rectify", "整改", "rectify"


@frozen(kw_only=True, field_transformer=typed)
class Vote:
    """What one person said on a decision, for the record (表决记录).

    Attributes:
        voter: Name of the person; personal.
        role: Office held then, such as 副市长.
        on_record: Whether a different opinion was written down as such.
    """

    position: VotePosition
    voter: str = field(default="", repr=False, metadata=PERSONAL)
    role: str = ""
    on_record: bool = False

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class Decision:
    """A major administrative decision (重大行政决策).

    Attributes:
        lead: Register id of the unit that prepares it (承办单位).
        proposer: Register id of the body that proposed it.
        maker: Register id of the authority that decides.
        catalogue: Register id of the catalogue that lists it.
        responsible: The person who answers for it, such as the head; personal.
        hearing: Whether a hearing catalogue lists it; None where unsaid.
        secret: Whether it may lawfully be kept from the public.
        traits: What sets it apart and calls for steps of its own.
        without: Traits that it is known not to have; what is in neither is unsaid.
        events: The steps: participation, argument, assessment, review, collective
            decision, publication, execution, evaluation.
        votes: What each member said, dissent included.
    """

    id: DecisionId
    title: str
    category: DecisionCategory | None = None
    lead: AuthorityId | None = None
    proposer: AuthorityId | None = None
    maker: AuthorityId | None = None
    catalogue: CatalogueId | None = None
    document: DocumentId | None = None
    responsible: str = field(default="", repr=False, metadata=PERSONAL)
    hearing: bool | None = None
    secret: bool = False
    traits: tuple[Trait, ...] = ()
    without: tuple[Trait, ...] = ()
    basis: tuple[Citation, ...] = ()
    events: tuple[Event, ...] = ()
    votes: tuple[Vote, ...] = ()

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class Criterion:
    """One thing that an evaluation looks at (评查标准), and how it came out."""

    name: str
    passed: bool | None = None

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class Evaluation:
    """A judgement after the fact: of a document, a decision, a case file (评估、评查).

    Attributes:
        evaluator: Register id of the body that evaluates.
        score: As written, such as 92 or 优秀.
        criteria: What was looked at, one by one.
        advice: What it advises.
    """

    id: EvaluationId
    kind: EvaluationKind
    evaluator: AuthorityId | None = None
    document: DocumentId | None = None
    decision: DecisionId | None = None
    transfer: TransferId | None = None
    case: CaseId | None = None
    score: str = ""
    criteria: tuple[Criterion, ...] = ()
    advice: EvaluationAdvice | None = None
    counts: tuple[FigureId, ...] = ()
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class Accountability:
    """A record of answering for a fault (责任追究), kept beyond any office.

    Attributes:
        measures: What was done; empty while open.
        grounds: Why it was done.
        grade: Grade of the discipline, where it was discipline.
        case: Register id of the case that was voided or did damage.
        decision: Register id of the decision behind it.
        document: Register id of the document behind it.
        authority: Register id of the body held to account.
        responsible: Names of the persons held to account; personal.
        roles: Their offices, without names.
        left_office: Whether they had left office; the duty outlasts it.
    """

    id: AccountabilityId
    measures: tuple[AccountabilityMeasure, ...] = ()
    grounds: tuple[FaultGround, ...] = ()
    grade: DisciplineGrade | None = None
    case: CaseId | None = None
    decision: DecisionId | None = None
    document: DocumentId | None = None
    authority: AuthorityId | None = None
    responsible: str = field(default="", repr=False, metadata=PERSONAL)
    roles: tuple[str, ...] = ()
    left_office: bool | None = None
    basis: tuple[Citation, ...] = ()
    counts: tuple[FigureId, ...] = ()
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html
