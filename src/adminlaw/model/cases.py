"""Cases: one machine for every kind, received → accepted → concluded or pending.

A penalty, a reconsideration and a citizen's message differ in clocks, steps
and outcomes, which are data; the states that a case passes through are the
same and follow from its events.
"""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from adminlaw.citations import Citation
from adminlaw.labels import LabelledEnum
from adminlaw.model.events import Event, EventKind, latest_possible
from adminlaw.model.fields import PERSONAL, typed
from adminlaw.model.headings import record_html
from adminlaw.model.identities import (
    AuthorityId,
    BenchmarkId,
    CaseId,
    DocumentId,
    OfficerId,
    PowerId,
)
from adminlaw.model.powers import PowerForm
from adminlaw.model.traits import Trait
from adminlaw.money import Money
from adminlaw.spans import DateSpan


class CaseKind(LabelledEnum):
    """Kind of case (案件类别)."""

    PENALTY = "penalty", "行政处罚", "administrative penalty"
    LICENCE = "licence", "行政许可", "administrative licensing"
    COMPULSORY_MEASURE = "compulsory_measure", "行政强制措施", "compulsory measure"
    COMPULSORY_ENFORCEMENT = (
        "compulsory_enforcement",
        "行政强制执行",
        "compulsory enforcement",
    )
    ENFORCEMENT_APPLICATION = (
        "enforcement_application",
        "申请人民法院强制执行",
        "enforcement application to a court",
    )
    INSPECTION = "inspection", "行政检查", "administrative inspection"
    CHARGE = "charge", "行政收费", "administrative charge"
    ADJUDICATION = "adjudication", "行政裁决", "administrative adjudication"
    RECONSIDERATION = "reconsideration", "行政复议", "administrative reconsideration"
    LITIGATION = "litigation", "行政诉讼", "administrative litigation"
    STATE_COMPENSATION = "state_compensation", "国家赔偿", "state compensation"
    DISCLOSURE = "disclosure", "政府信息公开申请", "disclosure application"
    PETITION = "petition", "信访", "petition"
    DEPUTY_SUGGESTION = "deputy_suggestion", "人大代表建议", "deputies' suggestion"
    CPPCC_PROPOSAL = "cppcc_proposal", "政协提案", "CPPCC proposal"
    CONGRESS_SUGGESTION = (
        "congress_suggestion",
        "人大建议",
        "suggestion of the people's congress",
    )
    JUDICIAL_RECOMMENDATION = (
        "judicial_recommendation",
        "司法建议",
        "judicial recommendation",
    )
    SUPERVISION_PROBLEM = (
        "supervision_problem",
        "监督中发现的问题",
        "problem found by supervision",
    )
    MEDIATION = "mediation", "矛盾纠纷调解", "dispute mediation"
    PUBLIC_MESSAGE = "public_message", "网民留言", "public message"
    ENFORCEMENT_COMPLAINT = (
        "enforcement_complaint",
        "行政执法投诉",
        "enforcement complaint",
    )
    CRIME_TRANSFER_OUT = (
        "crime_transfer_out",
        "向司法机关移送涉嫌犯罪案件",
        "suspected crime transferred to judicial organs",
    )
    CRIME_TRANSFER_IN = (
        "crime_transfer_in",
        "司法机关移送行政处理案件",
        "case transferred from judicial organs",
    )


class CaseState(LabelledEnum):
    """State of a case on a day (案件状态)."""

    NOT_RECEIVED = "not_received", "未收到", "not received"
    RECEIVED = "received", "已收到待受理", "received"
    NOT_ACCEPTED = "not_accepted", "不予受理", "not accepted"
    ACCEPTED = "accepted", "已受理未办结", "accepted, pending"
    SUSPENDED = "suspended", "中止", "suspended"
    CONCLUDED = "concluded", "已办结", "concluded"


class CaseOutcome(LabelledEnum):
    """How a case ended (办理结果)."""

    GRANTED = "granted", "准予", "granted"
    PARTLY_GRANTED = "partly_granted", "部分准予", "partly granted"
    REFUSED = "refused", "不予", "refused"
    UPHELD = "upheld", "维持", "upheld"
    REVOKED = "revoked", "撤销", "revoked"
    CHANGED = "changed", "变更", "changed"
    CONFIRMED_UNLAWFUL = "confirmed_unlawful", "确认违法", "confirmed unlawful"
    CONFIRMED_INVALID = "confirmed_invalid", "确认无效", "confirmed invalid"
    CONFIRMED_IMPROPER = "confirmed_improper", "认定不当", "confirmed improper"
    ORDERED = "ordered", "责令履行", "ordered to perform"
    REJECTED = "rejected", "驳回", "rejected"
    MEDIATED = "mediated", "调解", "mediated"
    WITHDRAWN = "withdrawn", "撤回", "withdrawn"
    TERMINATED = "terminated", "终止", "terminated"
    PENALISED = "penalised", "予以处罚", "penalised"
    NOT_PENALISED = "not_penalised", "不予处罚", "not penalised"
    TRANSFERRED = "transferred", "移送", "transferred"
    ENFORCED = "enforced", "执行完毕", "enforced"
    COMPENSATED = "compensated", "予以赔偿", "compensated"
    ANSWERED = "answered", "已答复", "answered"
    SOLVED = "solved", "已解决或采纳", "solved or adopted"
    PLANNED = "planned", "列入规划逐步解决", "planned for solution"
    FOR_REFERENCE = "for_reference", "留作参考", "kept for reference"
    NO_VIOLATION = "no_violation", "未发现违法", "no violation found"
    OTHER = "other", "其他", "other"


class PartyKind(LabelledEnum):
    """Kind of the party of a case (当事人、申请人类别)."""

    NATURAL_PERSON = "natural_person", "自然人", "natural person"
    SOLE_TRADER = "sole_trader", "个体工商户", "sole trader"
    COMPANY = "company", "商业企业", "company"
    RESEARCH = "research", "科研机构", "research institution"
    SOCIAL_ORGANISATION = (
        "social_organisation",
        "社会公益组织",
        "social organisation",
    )
    LEGAL_SERVICE = "legal_service", "法律服务机构", "legal service provider"
    ORGANISATION = (
        "organisation",
        "法人及非法人组织",
        "legal person or other organisation",
    )
    OTHER = "other", "其他", "other"


class DisclosureResult(LabelledEnum):
    """How a disclosure application was answered (政府信息公开申请办理结果).

    Source: 《政府信息公开条例》第三十六条, and the yearly form
    (国办公开办函〔2021〕30号).
    """

    GRANTED = "granted", "予以公开", "granted"
    PARTLY_GRANTED = "partly_granted", "部分公开", "partly granted"
    STATE_SECRET = "state_secret", "属于国家秘密", "state secret"
    FORBIDDEN_BY_LAW = (
        "forbidden_by_law",
        "其他法律行政法规禁止公开",
        "forbidden by another law or regulation",
    )
    SAFETY_AND_STABILITY = (
        "safety_and_stability",
        "危及“三安全一稳定”",
        "endangers safety or stability",
    )
    THIRD_PARTY = "third_party", "保护第三方合法权益", "rights of a third party"
    INTERNAL_AFFAIRS = "internal_affairs", "属于三类内部事务信息", "internal affairs"
    DELIBERATION = "deliberation", "属于四类过程性信息", "information of a process"
    ENFORCEMENT_FILE = "enforcement_file", "属于行政执法案卷", "enforcement case file"
    ADMINISTRATIVE_QUERY = (
        "administrative_query",
        "属于行政查询事项",
        "matter of a statutory query",
    )
    NOT_HELD = "not_held", "本机关不掌握相关政府信息", "not held"
    NEEDS_CREATION = (
        "needs_creation",
        "没有现成信息需要另行制作",
        "would have to be created",
    )
    STILL_UNCLEAR = "still_unclear", "补正后申请内容仍不明确", "still unclear"
    PETITION = "petition", "信访举报投诉类申请", "a petition or complaint"
    REPEATED = "repeated", "重复申请", "repeated application"
    PUBLICATION = "publication", "要求提供公开出版物", "asks for a publication"
    MASSIVE = "massive", "无正当理由大量反复申请", "massive applications"
    CONFIRMATION = (
        "confirmation",
        "要求行政机关确认或重新出具已获取信息",
        "asks to confirm what was obtained",
    )
    NOT_SUPPLEMENTED = (
        "not_supplemented",
        "申请人无正当理由逾期不补正",
        "not supplemented in time",
    )
    FEE_UNPAID = "fee_unpaid", "申请人逾期未按收费通知要求缴纳费用", "fee unpaid"
    OTHER = "other", "其他处理", "other handling"


class CaseLinkKind(LabelledEnum):
    """How a case stands to another (案件关联)."""

    REVIEWS = "reviews", "复议或诉讼的原行为", "reviews the act of"
    ENFORCES = "enforces", "执行", "enforces"
    COMPENSATES = "compensates", "赔偿", "compensates for"
    ARISES_FROM = "arises_from", "源于", "arises from"
    TRANSFERRED_FROM = "transferred_from", "移送自", "transferred from"
    JOINED_WITH = "joined_with", "合并", "joined with"
    REOPENS = "reopens", "重新处理", "reopens"


@frozen(kw_only=True, field_transformer=typed)
class CaseLink:
    """A link from one case to another (案件关联)."""

    kind: CaseLinkKind
    case: CaseId

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class Case:
    """One case of any kind (案件).

    Attributes:
        number: 案号 or 文书号 as written.
        subject: What it is about (案由), in a few words.
        traits: What sets it apart, such as 重大.
        without: Traits that it is known not to have; what is in neither is unsaid.
        handler: Register id of the authority that handles it.
        respondent: Register id of the authority whose act is in question.
        power: Register id of the power under which it is decided.
        basis: Provisions applied, or the ground for refusing.
        basis_text: The basis as the source writes it, where it was not parsed.
        benchmark: Register id of the benchmark that guided it.
        officers: Register ids of the persons who acted in it.
        document: Register id of the document that concludes it.
        events: Its timeline; the state follows from it.
        outcome: How it ended; None while pending or unsaid.
        disclosure_result: How a disclosure application was answered.
        forms: Kinds of penalty, measure or enforcement that were decided.
        content: What was decided or permitted, in its words; may name persons.
        amount: Fine, fee or compensation.
        confiscated: Unlawful gains and goods confiscated, by their worth.
        valid: Days on which a licence or a penalty is in effect.
        published_until: Last day on which the decision stays published (公示截止期).
        departure: Why the amount lies outside every tier of the benchmark, as the
            decision states it; empty where it does not.
        party: The person or body concerned; personal.
        party_kind: Whether it is a person, a company or another body.
        party_number: Identity number or credit code of the party; personal.
        links: Other cases that it reviews, enforces or arises from.

    >>> from adminlaw.model.events import EventKind
    >>> case = Case(
    ...     id=CaseId("c"),
    ...     kind=CaseKind.RECONSIDERATION,
    ...     events=(Event(kind=EventKind.RECEIVED, day=date(2021, 3, 1)),),
    ... )
    >>> case_state(case, as_of=date(2021, 3, 2)).zh
    '已收到待受理'
    """

    id: CaseId
    kind: CaseKind
    number: str = ""
    subject: str = ""
    traits: tuple[Trait, ...] = ()
    without: tuple[Trait, ...] = ()
    handler: AuthorityId | None = None
    respondent: AuthorityId | None = None
    power: PowerId | None = None
    basis: tuple[Citation, ...] = ()
    basis_text: str = ""
    benchmark: BenchmarkId | None = None
    officers: tuple[OfficerId, ...] = ()
    document: DocumentId | None = None
    events: tuple[Event, ...] = ()
    outcome: CaseOutcome | None = None
    disclosure_result: DisclosureResult | None = None
    forms: tuple[PowerForm, ...] = ()
    content: str = field(default="", repr=False, metadata=PERSONAL)
    amount: Money | None = None
    confiscated: Money | None = None
    valid: DateSpan | None = None
    published_until: date | None = None
    departure: str = ""
    party: str = field(default="", repr=False, metadata=PERSONAL)
    party_kind: PartyKind | None = None
    party_number: str = field(default="", repr=False, metadata=PERSONAL)
    links: tuple[CaseLink, ...] = ()

    _repr_html_ = record_html


_STATE_AFTER = {
    EventKind.RECEIVED: CaseState.RECEIVED,
    EventKind.SUPPLEMENT_ASKED: CaseState.RECEIVED,
    EventKind.ACCEPTED: CaseState.ACCEPTED,
    EventKind.OPENED: CaseState.ACCEPTED,
    EventKind.NOT_ACCEPTED: CaseState.NOT_ACCEPTED,
    EventKind.SUSPENDED: CaseState.SUSPENDED,
    EventKind.RESUMED: CaseState.ACCEPTED,
    EventKind.CONCLUDED: CaseState.CONCLUDED,
}


def case_state(case: Case, *, as_of: date) -> CaseState:
    """Return the state of a case at the end of *as_of*.

    Events whose day is unknown, or may be later, do not count; events of one
    day count in the order in which the case gives them.
    """
    known = [
        (day, event.kind)
        for event in case.events
        if event.kind in _STATE_AFTER
        and (day := latest_possible(event)) is not None
        and day <= as_of
    ]
    if not known:
        return CaseState.NOT_RECEIVED
    # The last of one day: ``max`` would keep the first.
    _, kind = max(reversed(known), key=lambda pair: pair[0])
    return _STATE_AFTER[kind]
