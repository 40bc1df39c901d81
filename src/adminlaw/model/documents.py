"""Documents, their filing and their clearance.

A document is any text that an authority makes or a report names. Whether a
local 办法 is a rule or a normative document is often unsaid; then its kind is
``None`` and nothing is guessed.
"""

from __future__ import annotations

from attrs import frozen

from adminlaw.citations import Citation
from adminlaw.identifiers import DivisionLevel
from adminlaw.labels import LabelledEnum
from adminlaw.model.events import Event
from adminlaw.model.fields import typed
from adminlaw.model.headings import record_html
from adminlaw.model.identities import (
    AuthorityId,
    ClearanceCycleId,
    DocumentId,
    FigureId,
    FilingId,
)
from adminlaw.model.traits import Trait
from adminlaw.spans import DateSpan


class DocumentKind(LabelledEnum):
    """Kind of document (文件类别)."""

    LAW = "law", "法律", "law"
    ADMINISTRATIVE_REGULATION = (
        "administrative_regulation",
        "行政法规",
        "administrative regulation",
    )
    LOCAL_REGULATION = "local_regulation", "地方性法规", "local regulation"
    DEPARTMENTAL_RULE = "departmental_rule", "部门规章", "departmental rule"
    LOCAL_RULE = "local_rule", "地方政府规章", "local government rule"
    NORMATIVE = "normative", "行政规范性文件", "administrative normative document"
    ORDINARY = "ordinary", "一般文件", "ordinary document"
    INTERNAL_SYSTEM = "internal_system", "内部制度", "internal system"
    PLAN = "plan", "规划、计划、方案", "plan"
    KEY_POINTS = "key_points", "工作要点", "annual key points"
    REPORT = "report", "报告", "report"
    CATALOGUE = "catalogue", "目录", "catalogue"
    INDICATOR_SYSTEM = "indicator_system", "指标体系", "indicator system"
    EMERGENCY_PLAN = "emergency_plan", "应急预案", "emergency plan"
    NOTICE = "notice", "通知", "notice"
    MANUAL = "manual", "手册、表册", "manual or table"
    RESPONSIBILITY_STATEMENT = (
        "responsibility_statement",
        "责任书",
        "responsibility statement",
    )
    FORM = "form", "文书格式文本", "document form"
    ENFORCEMENT_DOCUMENT = "enforcement_document", "执法文书", "enforcement document"
    INSPECTION_OPINION = "inspection_opinion", "检查意见书", "inspection opinion"
    SUPERVISION_RECOMMENDATION = (
        "supervision_recommendation",
        "执法监督建议书",
        "enforcement supervision recommendation",
    )
    LEGAL_OPINION = "legal_opinion", "法律意见书", "legal opinion letter"
    CONTRACT = "contract", "合同", "contract"
    MEETING_ITEM = "meeting_item", "会议议题", "item for a meeting"
    PARTY = "party", "党内文件", "Party document"
    JOINT = "joint", "党政联合文件", "joint Party and government document"


class DocumentMention(LabelledEnum):
    """How a source speaks of a document (文件在来源中的角色)."""

    CONTAINER = "container", "本文件", "the source itself"
    ISSUED = "issued", "制定印发", "issued"
    REVISED = "revised", "完善修订", "revised"
    PLANNED = "planned", "拟制定", "planned"
    IMPLEMENTED = "implemented", "贯彻执行", "implemented"
    STUDIED = "studied", "学习培训", "studied"
    COMMENTED = "commented", "征求意见", "commented on"
    CITED = "cited", "引用", "cited"
    TARGET = "target", "作为目标", "used as target"


class FilingDirection(LabelledEnum):
    """Where a filing goes (备案方向)."""

    UPWARD = "upward", "报上级人民政府备案", "to the higher government"
    CONGRESS = (
        "congress",
        "报本级人大常委会备案",
        "to the standing committee of the same level",
    )


class ClearanceOutcome(LabelledEnum):
    """What a clearance decides (清理结果)."""

    RETAINED = "retained", "保留", "retained"
    AMENDED = "amended", "修改", "amended"
    REPEALED = "repealed", "废止", "repealed"
    LAPSED = "lapsed", "宣布失效", "lapsed"
    MERGED = "merged", "合并", "merged into another"
    TO_BE_REVISED = "to_be_revised", "拟修订", "to be revised"


class ClearanceScope(LabelledEnum):
    """What a clearance covers (清理范围)."""

    NORMATIVE = "normative", "行政规范性文件", "administrative normative documents"
    RULES = "rules", "政府规章", "government rules"
    PARTY = "party", "党内规范性文件", "Party normative documents"
    POWERS = "powers", "行政权力事项", "administrative powers"
    INTERMEDIARY_SERVICES = (
        "intermediary_services",
        "中介服务事项",
        "intermediary services for approvals",
    )


@frozen(kw_only=True, field_transformer=typed)
class Document:
    """A text that an authority makes, or that a source names (文件).

    Attributes:
        title: Full title without 《》, as far as the source gives it.
        kind: None where the source does not say what it is.
        number: 发文字号 as written.
        index_number: 索引号 as written.
        topic: The heading under which it is published (主题分类).
        issuers: Register ids of the bodies that issued it, jointly if several.
        mentions: How the register's source speaks of it.
        members: How many unnamed documents stand behind the record; None for one
            document.
        basis: Provisions that it rests on, as its first article names them.
        basis_text: The basis as the source writes it, where it was not parsed.
        parent: Register id of the document that issues, contains or is above it.
        trial: Whether its title says 试行 or 暂行.
        public_interest: Whether it touches vital interests of the public, which calls
            for consultation; None where unsaid.
        traits: What sets it apart and calls for steps of its own.
        without: Traits that it is known not to have; what is in neither is unsaid.
        raw: How the source writes its title, where that was restored.
        valid: Days in force, where known; an open end is unknown or unlimited.
        inferred: Names of fields that the source does not state literally.
    """

    id: DocumentId
    title: str
    kind: DocumentKind | None = None
    level: DivisionLevel | None = None
    number: str = ""
    index_number: str = ""
    topic: str = ""
    issuers: tuple[AuthorityId, ...] = ()
    mentions: tuple[DocumentMention, ...] = ()
    members: FigureId | None = None
    basis: tuple[Citation, ...] = ()
    basis_text: str = ""
    parent: DocumentId | None = None
    trial: bool = False
    public_interest: bool | None = None
    traits: tuple[Trait, ...] = ()
    without: tuple[Trait, ...] = ()
    raw: str = ""
    valid: DateSpan | None = None
    inferred: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class Filing:
    """One sending of documents for the record (备案).

    Attributes:
        document: Register id of the document; None where only a count is known.
        counts: Figures that say how many documents were filed.
        sender: Register id of the body that files.
        receiver: Register id of the body that receives it.
        direction: Upward to the government or across to the standing committee.
    """

    id: FilingId
    direction: FilingDirection
    sender: AuthorityId | None = None
    receiver: AuthorityId | None = None
    document: DocumentId | None = None
    counts: tuple[FigureId, ...] = ()
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class Verdict:
    """What a clearance decided on one document (清理结论).

    Attributes:
        successor: Register id of the document that takes its place.
    """

    document: DocumentId
    outcome: ClearanceOutcome
    successor: DocumentId | None = None

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class ClearanceCycle:
    """One clearance of documents (规范性文件清理) with its published outcome.

    Attributes:
        population: Register ids of the documents to be cleared, closed when the cycle
            opened; empty where it is not recorded.
        verdicts: One for each document; empty where only counts are known.
        counts: Figures of the outcome: retained, repealed or lapsed, amended.
        period: Days in which the cycle took place, as far as known.
    """

    id: ClearanceCycleId
    scope: ClearanceScope
    authority: AuthorityId | None = None
    period: DateSpan | None = None
    population: tuple[DocumentId, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    counts: tuple[FigureId, ...] = ()
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html
