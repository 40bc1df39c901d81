"""What stands on the graph: kinds of nodes and edges, their keys and attributes.

This is the one place that types them. A node is named by its kind and an id, an edge
runs from what says something to what it is said of: a power ``based_on`` a provision,
an instrument that ``contains`` a version. Days are half-open: a node or an edge is in
force on a day if ``since <= day < until``, where None is unbounded; in the spans of
``doubt`` that is possible and not known. The limits: a graph is plain networkx data,
so what somebody else writes on it is not checked here (see ``problems_of``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from adminlaw.labels import LabelledEnum
from adminlaw.model import (
    AuthorityKind,
    CaseKind,
    ClearanceOutcome,
    Confidence,
    DocumentKind,
    PowerForm,
    PowerKind,
    SubjectKind,
    TransferKind,
)
from adminlaw.rulebook import RuleKind
from adminlaw.spans import DateSpan
from adminlaw.statutes import InstrumentKind, Obligation, ResolutionStatus


class NodeKind(LabelledEnum):
    """What a node of the graph is (节点类别)."""

    INSTRUMENT = "instrument", "法律文件", "instrument"
    VERSION = "version", "版本", "version of an instrument"
    PROVISION = "provision", "条文", "provision"
    POWER = "power", "行政职权", "power"
    SERVICE_ITEM = "service_item", "政务服务事项", "service item"
    BENCHMARK = "benchmark", "裁量基准", "benchmark of discretion"
    TRANSFER = "transfer", "权限流转", "transfer of powers"
    SUBJECT = "subject", "执法主体资格", "enforcement subject"
    AUTHORITY = "authority", "机关、机构", "authority"
    PLACE = "place", "行政区域", "place"
    DOCUMENT = "document", "文件", "document"
    DECISION = "decision", "重大行政决策", "major decision"
    CASE = "case", "案件", "case"
    RULE = "rule", "规则", "rule of the rule book"
    CLEARANCE_CYCLE = "clearance_cycle", "清理", "clearance cycle"
    UNRESOLVED = "unresolved", "未能解析的依据", "unresolved basis"


class EdgeKind(LabelledEnum):
    """What an edge of the graph says (边类别)."""

    CONTAINS = "contains", "包含", "contains"
    CITES = "cites", "引用", "cites"
    BASED_ON = "based_on", "依据", "based on"
    ENABLED_BY = "enabled_by", "制定依据", "enabled by"
    IMPLEMENTS = "implements", "实施、细化", "implements"
    APPLIES = "applies", "适用", "applies"
    AMENDS = "amends", "修改", "amends"
    REPEALS = "repeals", "废止", "repeals"
    SUPERSEDES = "supersedes", "取代", "supersedes"
    DELEGATES_TO = "delegates_to", "授权制定", "delegates rule-making to"
    TRANSFERS = "transfers", "移交职权", "transfers powers to"
    ENTRUSTS = "entrusts", "委托", "entrusts"
    EXERCISED_BY = "exercised_by", "行使", "exercised by"
    DECIDED_UNDER = "decided_under", "据以决定", "decided under"
    GOVERNED_BY = "governed_by", "受规则约束", "governed by"
    CLEARED_IN = "cleared_in", "清理于", "cleared in"
    FILED_WITH = "filed_with", "报备于", "filed with"


DEPENDS_ON_TARGET: Final = frozenset(
    {
        EdgeKind.BASED_ON,
        EdgeKind.ENABLED_BY,
        EdgeKind.IMPLEMENTS,
        EdgeKind.APPLIES,
        EdgeKind.DECIDED_UNDER,
        EdgeKind.GOVERNED_BY,
    }
)
"""Edges whose source loses something with their target; of ``contains`` the target
depends on the source. A text that only cites another loses nothing but a reference."""


class BasisRole(LabelledEnum):
    """What a basis is the basis of (依据类别)."""

    CREATION = "creation", "设定依据", "creates the power"
    EXERCISE = "exercise", "实施依据", "governs its exercise"
    DUTY = "duty", "职责依据", "assigns the duty"
    UNSAID = "unsaid", "未注明", "unsaid"


class Continuity(LabelledEnum):
    """How what was cited stands in the version that an edge points at (条文延续)."""

    WRITTEN = "written", "引用时的版本", "the version that was cited"
    KEPT = "kept", "条号文字未改", "same number, same words"
    REWORDED = "reworded", "条号未改、文字有改", "same number, reworded"
    MOVED = "moved", "条号已变", "under another number"
    DISPLACED = "displaced", "条号已属他条、去向未知", "its number is another's now"
    UNCHECKED = "unchecked", "条号相同、文字未比对", "same number, words not compared"


ATTRIBUTES: Final[Mapping[str, Any]] = MappingProxyType(
    {
        # Every node and every edge.
        "kind": NodeKind | EdgeKind,
        "since": date,
        "until": date,
        "doubt": tuple[DateSpan, ...],
        "source": str,
        # Nodes.
        "label": str,
        "ref": str,
        "title": str,
        "names": tuple[str, ...],
        "instrument_kind": InstrumentKind,
        "rank": int,
        "territory": str,
        "issuer": str,
        "number": str,
        "adopted": date,
        "held": bool,
        "article": str,
        "text_name": str,
        "ended_by": str,
        "power_kind": PowerKind,
        "forms": tuple[PowerForm, ...],
        "highest_fine": Decimal,
        "subject_matter": str,
        "content": str,
        "case_kind": CaseKind,
        "document_kind": DocumentKind,
        "authority_kind": AuthorityKind,
        "subject_kind": SubjectKind,
        "transfer_kind": TransferKind,
        "rule_kind": RuleKind,
        "domains": tuple[str, ...],
        "division": str,
        "level": str,
        "in_writing": bool,
        "published": bool,
        "approved": bool,
        "approver": str,
        "in_writing_on": date,
        "published_on": date,
        "approved_on": date,
        "candidates": tuple[str, ...],
        # Edges.
        "offset": int,
        "words": str,
        "confidence": Confidence,
        "status": ResolutionStatus,
        "place": str,
        "cited_place": str,
        "role": BasisRole,
        "continuity": Continuity,
        "by": str,
        "outcome": ClearanceOutcome,
        "matter": str,
        "obligation": Obligation,
        "term": str,
        "partial": bool,
    }
)
"""Each attribute and its type; one name means one thing, on nodes and on edges.

An attribute that has nothing to say is left out, except those of ``ALWAYS``.
"""

NODE_ALWAYS: Final = ("kind", "label", "since", "until", "source")
"""Attributes of every node."""

EDGE_ALWAYS: Final = (
    "kind",
    "since",
    "until",
    "source",
    "offset",
    "confidence",
    "status",
)
"""Attributes of every edge; ``offset`` is None where the source has no running text."""

RECORD_KINDS: Final[Mapping[NodeKind, str]] = MappingProxyType(
    {
        NodeKind.POWER: "powers",
        NodeKind.SERVICE_ITEM: "service_items",
        NodeKind.BENCHMARK: "benchmarks",
        NodeKind.TRANSFER: "transfers",
        NodeKind.SUBJECT: "subjects",
        NodeKind.AUTHORITY: "authorities",
        NodeKind.PLACE: "places",
        NodeKind.DOCUMENT: "documents",
        NodeKind.DECISION: "decisions",
        NodeKind.CASE: "cases",
        NodeKind.CLEARANCE_CYCLE: "clearance_cycles",
    }
)
"""Nodes that are records of a register, and the collection that holds them."""


def node_key(kind: NodeKind, name: str) -> str:
    """Return the key of a node: its kind, a colon, its id.

    >>> node_key(NodeKind.POWER, "p1")
    'power:p1'
    """
    return f"{kind.code}:{name}"


def version_key(title: str, adopted: date) -> str:
    """Return the key of a version: the full title and its day of adoption.

    >>> version_key("中华人民共和国行政处罚法", date(2021, 1, 22))
    'version:中华人民共和国行政处罚法@2021-01-22'
    """
    return f"version:{title}@{adopted.isoformat()}"


def provision_key(title: str, adopted: date, article: tuple[int, int]) -> str:
    """Return the key of an article of a version; its suffix is 0 where it has none.

    >>> provision_key("中华人民共和国刑法", date(2020, 12, 26), (120, 1))
    'provision:中华人民共和国刑法@2020-12-26#120_1'
    """
    number, suffix = article
    tail = f"_{suffix}" if suffix else ""
    return f"provision:{title}@{adopted.isoformat()}#{number}{tail}"
