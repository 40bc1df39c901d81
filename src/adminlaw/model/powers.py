"""Powers, the lists that publish them, service items and transfers of powers."""

from __future__ import annotations

from attrs import frozen

from adminlaw.citations import Citation
from adminlaw.identifiers import DivisionLevel
from adminlaw.labels import LabelledEnum
from adminlaw.model.events import Event, EventKind, when
from adminlaw.model.fields import typed
from adminlaw.model.headings import record_html
from adminlaw.model.identities import (
    AuthorityId,
    FigureId,
    PowerId,
    PowerListId,
    ServiceItemId,
    TransferId,
)
from adminlaw.money import Money
from adminlaw.periods import Length
from adminlaw.spans import DateSpan


class PowerKind(LabelledEnum):
    """Kind of administrative power (行政权力类型)."""

    LICENSING = "licensing", "行政许可", "administrative licensing"
    PENALTY = "penalty", "行政处罚", "administrative penalty"
    COMPULSION = "compulsion", "行政强制", "administrative compulsion"
    COLLECTION = "collection", "行政征收", "administrative collection"
    PAYMENT = "payment", "行政给付", "administrative payment"
    INSPECTION = "inspection", "行政检查", "administrative inspection"
    CONFIRMATION = "confirmation", "行政确认", "administrative confirmation"
    REWARD = "reward", "行政奖励", "administrative reward"
    ADJUDICATION = "adjudication", "行政裁决", "administrative adjudication"
    CHARGE = "charge", "行政收费", "administrative charge"
    PLANNING = "planning", "行政规划", "administrative planning"
    CONTRACT = "contract", "行政合同", "administrative contract"
    GUIDANCE = "guidance", "行政指导", "administrative guidance"
    FRANCHISE = "franchise", "特许经营", "franchise"
    OTHER = "other", "其他行政权力", "other administrative power"


class PowerForm(LabelledEnum):
    """What a power may impose, take or enforce (处罚、强制措施和强制执行的种类).

    Source: 《行政处罚法》第九条, 《行政强制法》第九条、第十二条,
    《行政许可法》第十五条.
    """

    WARNING = "warning", "警告", "warning"
    PUBLIC_CRITICISM = "public_criticism", "通报批评", "circulated criticism"
    FINE = "fine", "罚款", "fine"
    CONFISCATION = "confiscation", "没收违法所得、没收非法财物", "confiscation"
    LICENCE_SUSPENSION = (
        "licence_suspension",
        "暂扣许可证件",
        "suspension of a licence",
    )
    DOWNGRADING = "downgrading", "降低资质等级", "downgrading of a qualification"
    LICENCE_REVOCATION = (
        "licence_revocation",
        "吊销许可证件",
        "revocation of a licence",
    )
    BUSINESS_LICENCE_REVOCATION = (
        "business_licence_revocation",
        "吊销营业执照",
        "revocation of a business licence",
    )
    RESTRICTION_OF_BUSINESS = (
        "restriction_of_business",
        "限制开展生产经营活动",
        "restriction of business",
    )
    SUSPENSION_OF_BUSINESS = (
        "suspension_of_business",
        "责令停产停业",
        "suspension of business",
    )
    CLOSURE = "closure", "责令关闭", "closure"
    EMPLOYMENT_BAN = "employment_ban", "限制从业", "ban from an occupation"
    DETENTION = "detention", "行政拘留", "administrative detention"
    OTHER_PENALTY = "other_penalty", "其他行政处罚", "other penalty"
    RESTRAINT_OF_LIBERTY = (
        "restraint_of_liberty",
        "限制公民人身自由",
        "restraint of personal liberty",
    )
    SEALING = "sealing", "查封场所、设施或者财物", "sealing"
    SEIZURE = "seizure", "扣押财物", "seizure"
    FREEZING = "freezing", "冻结存款、汇款", "freezing of deposits"
    OTHER_MEASURE = "other_measure", "其他行政强制措施", "other compulsory measure"
    SURCHARGE = "surcharge", "加处罚款或者滞纳金", "surcharge"
    TRANSFER_OF_DEPOSITS = (
        "transfer_of_deposits",
        "划拨存款、汇款",
        "transfer of deposits",
    )
    AUCTION = (
        "auction",
        "拍卖或者依法处理查封、扣押的场所、设施或者财物",
        "auction of what is seized",
    )
    REMOVAL = "removal", "排除妨碍、恢复原状", "removal and restoration"
    SUBSTITUTE_PERFORMANCE = (
        "substitute_performance",
        "代履行",
        "substitute performance",
    )
    OTHER_ENFORCEMENT = (
        "other_enforcement",
        "其他强制执行方式",
        "other compulsory enforcement",
    )
    PERMANENT_LICENCE = "permanent_licence", "经常性行政许可", "permanent licence"
    PROVISIONAL_LICENCE = (
        "provisional_licence",
        "临时性行政许可",
        "provisional licence",
    )
    NATIONAL_QUALIFICATION = (
        "national_qualification",
        "国家统一确定的资格、资质许可",
        "qualification that the state sets uniformly",
    )
    ESTABLISHMENT_REGISTRATION = (
        "establishment_registration",
        "企业或者其他组织的设立登记及其前置性许可",
        "registration of an enterprise, or what precedes it",
    )


class ListKind(LabelledEnum):
    """What a published list lists (清单类别)."""

    POWERS = "powers", "权力清单", "list of powers"
    RESPONSIBILITIES = "responsibilities", "责任清单", "list of responsibilities"
    LICENSING_ITEMS = (
        "licensing_items",
        "行政许可事项目录",
        "catalogue of licensing items",
    )
    INTERMEDIARY_SERVICES = (
        "intermediary_services",
        "中介服务事项清单",
        "list of intermediary services for approvals",
    )
    ENVIRONMENTAL_SUPERVISION = (
        "environmental_supervision",
        "生态环境保护监管责任清单",
        "list of ecological and environmental supervision responsibilities",
    )
    WORK_SAFETY_SUPERVISION = (
        "work_safety_supervision",
        "安全生产监管责任清单",
        "list of work safety supervision responsibilities",
    )
    APPROVALS = "approvals", "行政审批目录清单", "administrative approval catalogue"
    FEES = "fees", "行政事业性收费目录", "administrative fee catalogue"
    SPECIAL_FUNDS = "special_funds", "专项资金管理清单", "special fund list"
    INVESTMENT_PROJECTS = (
        "investment_projects",
        "政府核准的投资项目目录",
        "catalogue of investment projects subject to government approval",
    )
    SUBJECTS = "subjects", "执法资格主体清单", "list of qualified enforcement subjects"
    DISCLOSURE = (
        "disclosure",
        "主动公开基本目录",
        "basic catalogue of proactive disclosure",
    )
    PUBLICITY_DUTIES = (
        "publicity_duties",
        "普法责任清单",
        "list of legal publicity duties",
    )
    OTHER = "other", "其他清单", "other list"


class TransferKind(LabelledEnum):
    """How a power moves from one body to another (权限流转方式)."""

    DELEGATION = "delegation", "下放", "delegation"
    ENTRUSTMENT = "entrustment", "委托", "entrustment"
    CENTRALISATION = "centralisation", "相对集中", "relative centralisation"


class OnlineDepth(LabelledEnum):
    """How far an item can be handled online (网上办理深度)."""

    CONSULTING = "consulting", "网上咨询", "online consultation"
    BOOKING = "booking", "网上预约", "online booking"
    APPLYING = "applying", "网上受理", "online application"
    FULL = "full", "全程网办", "entirely online"


@frozen(kw_only=True, field_transformer=typed)
class Power:
    """One power of one agency (行政职权), as listed in its register.

    Attributes:
        holder: Register id of the agency that exercises it.
        code: Item code as written; judged by a check, not here.
        parent: Register id of the power of which it is a part (子项).
        levels: Levels of government at which it is exercised (行使层级).
        handling_unit: Name of the unit inside the holder that handles it (承办机构).
        basis: Provisions that grant the power, strongest first; may be empty,
            which a check reports.
        basis_text: The basis as the source writes it, where it was not parsed.
        forms: What it may impose, take or enforce; empty where unsaid.
        highest_fine: The highest fine that may be imposed; None where unsaid.
        posts: Posts that answer for it (责任岗位).
        steps: Names of the steps of its flowchart, in order.
        risk_points: Names of the steps at which integrity is at risk (廉政风险点).
        duties: What the holder answers for, one by one (责任事项).
        duties_basis: The basis of the duties as the source writes it.
        liability: When somebody is held to account (追责情形).
        remark: What the list remarks on it.
        valid: Days in force, all days where its list states none; where it has ended
            on no known day, an event without one says so (see ``days_in_force``).
    """

    id: PowerId
    name: str
    kind: PowerKind
    holder: AuthorityId
    code: str = ""
    parent: PowerId | None = None
    levels: tuple[DivisionLevel, ...] = ()
    handling_unit: str = ""
    basis: tuple[Citation, ...] = ()
    basis_text: str = ""
    forms: tuple[PowerForm, ...] = ()
    highest_fine: Money | None = None
    posts: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    risk_points: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    duties_basis: str = ""
    liability: tuple[str, ...] = ()
    remark: str = ""
    valid: DateSpan = DateSpan.always()
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html


_ENDS = frozenset({EventKind.REPEALED, EventKind.LAPSED, EventKind.SUSPENDED})


def days_in_force(power: Power) -> DateSpan | None:
    """Return the days on which a power is in force; None where its end has no day.

    >>> held = Power(
    ...     id=PowerId("p"),
    ...     name="某处罚",
    ...     kind=PowerKind.PENALTY,
    ...     holder=AuthorityId("a"),
    ...     events=(Event(kind=EventKind.REPEALED),),
    ... )
    >>> days_in_force(held) is None
    True
    """
    if power.valid.until is not None:
        return power.valid
    ended = any(each.kind in _ENDS and when(each) is None for each in power.events)
    return None if ended else power.valid


@frozen(kw_only=True, field_transformer=typed)
class PowerList:
    """A list that an authority builds and publishes (清单).

    Attributes:
        publisher: Register id of the authority that publishes it.
        powers: Register ids of its members; empty where only a count is known.
        counts: Figures that give its size.
    """

    id: PowerListId
    name: str
    kind: ListKind
    publisher: AuthorityId | None = None
    powers: tuple[PowerId, ...] = ()
    counts: tuple[FigureId, ...] = ()
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class Material:
    """What an applicant hands in (申请材料).

    Attributes:
        essential: Whether the item cannot be accepted without it (容缺受理); None
            where unsaid.
    """

    name: str
    essential: bool | None = None

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class ServiceItem:
    """An item handled for the public (政务服务事项) with its time limits.

    Attributes:
        handler: Register id of the authority that handles it.
        levels: Levels of government at which it is handled (行使层级).
        basis_text: The basis as the source writes it, where it was not parsed.
        statutory_limit: Limit set by law, as the record states it.
        promised_limit: Limit that the authority promises.
        limit_rule: Id of the rule of the rule book that sets the statutory
            limit, used where the record states none.
        fee: What it costs; None where unsaid.
        qr_code: Address behind its own QR code.
        in_hall: Whether it is handled at the service hall.
        online: How far it can be handled online.
        joined_with: Register ids of items handled at the same window with it.
        materials: What an applicant hands in.
        steps: Names of the steps of handling, in order.
    """

    id: ServiceItemId
    name: str
    handler: AuthorityId | None = None
    code: str = ""
    levels: tuple[DivisionLevel, ...] = ()
    basis: tuple[Citation, ...] = ()
    basis_text: str = ""
    statutory_limit: Length | None = None
    promised_limit: Length | None = None
    limit_rule: str = ""
    fee: Money | None = None
    qr_code: str = ""
    in_hall: bool | None = None
    online: OnlineDepth | None = None
    joined_with: tuple[ServiceItemId, ...] = ()
    materials: tuple[Material, ...] = ()
    steps: tuple[str, ...] = ()
    powers: tuple[PowerId, ...] = ()
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class Transfer:
    """Powers that move from some bodies to others (下放、委托、相对集中).

    Attributes:
        transferors: Register ids of the bodies that give them up.
        receivers: Register ids of the bodies that receive them.
        receivers_text: The receivers as a class, where the source names none.
        powers: Register ids of the powers; empty where only a count is known.
        counts: Figures that give the size; no powers are invented for a count.
        supervisors: Register ids of the bodies that supervise afterwards (审管联动).
        basis_text: The basis as the source writes it, where it was not parsed.
    """

    id: TransferId
    kind: TransferKind
    name: str = ""
    transferors: tuple[AuthorityId, ...] = ()
    receivers: tuple[AuthorityId, ...] = ()
    receivers_text: str = ""
    powers: tuple[PowerId, ...] = ()
    counts: tuple[FigureId, ...] = ()
    supervisors: tuple[AuthorityId, ...] = ()
    basis: tuple[Citation, ...] = ()
    basis_text: str = ""
    valid: DateSpan = DateSpan.always()
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html
