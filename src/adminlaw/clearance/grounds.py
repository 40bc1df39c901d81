"""Say why a document has to be looked at, by what is recorded (清理理由).

Each ground names its evidence. Where the evidence is missing the ground is there as
well, and is not known: a document about which nothing is recorded is not sound. The
limits: whether a change of circumstances has overtaken a document is not on record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from adminlaw.citations import Citation
from adminlaw.errors import Lang
from adminlaw.graph.drawing import UNKNOWN_DAY
from adminlaw.graph.losing import Orphan
from adminlaw.graph.losses import Loss
from adminlaw.graph.paths import in_edges, in_span, instrument_of, link_of, out_edges
from adminlaw.graph.schema import Continuity, EdgeKind, NodeKind
from adminlaw.labels import Label, LabelledEnum
from adminlaw.markup import shown_as
from adminlaw.model import Document, EventKind, Register

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]


class ClearanceReason(LabelledEnum):
    """Why a clearance has to look at a document (清理理由)."""

    BASIS_ENDED = (
        "basis_ended",
        "依据已废止或者失效",
        "its basis was repealed or lapsed",
    )
    BASIS_LOST = "basis_lost", "依据不成立", "its basis does not stand"
    BASIS_AMENDED = "basis_amended", "依据已修改", "its basis was amended since"
    CONFLICT = "conflict", "与其他规定相抵触", "it conflicts with other law"
    SUPERSEDED = "superseded", "已被新文件取代", "superseded in fact"
    VALIDITY_RUN_OUT = "validity_run_out", "有效期已届满", "its validity has run out"
    NEVER_FILED = "never_filed", "未报送备案", "never filed"
    NOT_CLEARED = "not_cleared", "逾期未清理", "not cleared within the interval"
    KIND_UNSAID = "kind_unsaid", "文件类别未载明", "its kind is not recorded"


@frozen(kw_only=True)
class ClearanceGround:
    """One reason to look at a document, with its evidence (清理理由及证据).

    Attributes:
        reason: The reason.
        known: Whether it holds for certain; else evidence is missing.
        evidence: What is recorded, or what is missing.
        whole: Whether with this no basis is left.
        nodes: Nodes of the graph that show it.
        rule: Id of the rule that it is measured by; empty where there is none.
        source: The place that says so.
    """

    reason: ClearanceReason
    known: bool
    evidence: Label
    whole: bool = False
    nodes: tuple[str, ...] = ()
    rule: str = ""
    source: Citation | None = None

    _repr_html_ = shown_as(
        "清理理由及证据",
        reason="理由",
        known="是否已知",
        evidence="证据",
        whole="是否全部",
        rule="规则",
        source="依据",
    )

    def text(self, lang: Lang = "zh") -> str:
        """Return the reason and its evidence as one line."""
        unsure = "（待查）" if lang == "zh" else " (to be found out)"
        unsure = "" if self.known else unsure
        source = f" ({self.source})" if self.source else ""
        return f"{self.reason.text(lang)}{unsure}: {self.evidence.text(lang)}{source}"


# --- The basis --------------------------------------------------------------------

_REASONS: Final[Mapping[Loss, tuple[ClearanceReason, bool]]] = MappingProxyType(
    {
        Loss.REPEALED: (ClearanceReason.BASIS_ENDED, True),
        Loss.LAPSED: (ClearanceReason.BASIS_ENDED, True),
        Loss.NOT_YET: (ClearanceReason.BASIS_LOST, True),
        Loss.NOT_FOUND: (ClearanceReason.BASIS_LOST, True),
        Loss.CARRIED: (ClearanceReason.BASIS_LOST, True),
        Loss.NOT_HELD: (ClearanceReason.BASIS_LOST, False),
        Loss.AMBIGUOUS: (ClearanceReason.BASIS_LOST, False),
        Loss.UNKNOWN: (ClearanceReason.BASIS_LOST, False),
        Loss.NO_CITATION: (ClearanceReason.BASIS_LOST, False),
        Loss.NO_BASIS: (ClearanceReason.BASIS_LOST, False),
    }
)
"""What a lost basis comes to; a number that moved is told by the amendment."""


def grounds_of_loss(orphan: Orphan | None) -> Iterator[ClearanceGround]:
    """Yield a ground for each basis that does not carry a document."""
    if orphan is None:
        return
    told = [each for each in orphan.lost if each.loss in _REASONS]
    sure = all(_REASONS[each.loss][1] for each in told)
    for lost in told:
        reason, known = _REASONS[lost.loss]
        yield ClearanceGround(
            reason=reason,
            known=known,
            evidence=Label(lost.text("zh"), lost.text("en")),
            whole=orphan.whole and sure,
            nodes=(lost.link.end,) if lost.link else (),
        )


def grounds_of_no_basis(document: Document) -> Iterator[ClearanceGround]:
    """Yield a ground where no basis is recorded, so that none can be looked at."""
    if not document.basis and not document.basis_text:
        yield ClearanceGround(
            reason=ClearanceReason.BASIS_LOST,
            known=False,
            evidence=Label("没有登记依据", "no basis is recorded"),
        )


_CHANGED: Final = frozenset(
    {
        Continuity.REWORDED,
        Continuity.MOVED,
        Continuity.DISPLACED,
        Continuity.UNCHECKED,
    }
)

ISSUED: Final = (
    EventKind.ADOPTED,
    EventKind.SIGNED,
    EventKind.PUBLISHED,
    EventKind.TOOK_EFFECT,
)
"""Events that show when a document was issued, the nearest first."""


def grounds_of_amendment(
    graph: Graph, register: Register, document: Document, days: tuple[date | None, date]
) -> Iterator[ClearanceGround]:
    """Yield a ground for each basis that was amended after the document was issued."""
    issued, as_of = days
    node = f"document:{document.id}"
    for end, data in out_edges(graph, node, EdgeKind.BASED_ON):
        if not in_span(data, as_of):
            continue
        shown = link_of(graph, (node, end), data)
        if data.get("continuity") in _CHANGED:
            how = data["continuity"]
            evidence = Label(
                f"{shown.text('zh')}；{how.zh}", f"{shown.text('en')}; {how.en}"
            )
        elif changed := _amended(graph, register, end, (issued, as_of)):
            name = graph.nodes[end]["label"]
            evidence = Label(f"{name}于{changed}修改", f"{name} amended on {changed}")
        else:
            continue
        yield ClearanceGround(
            reason=ClearanceReason.BASIS_AMENDED,
            known=True,
            evidence=evidence,
            nodes=(end,),
        )


def _amended(
    graph: Graph, register: Register, basis: str, days: tuple[date | None, date]
) -> date | None:
    """Return the last day on which a whole instrument changed between two days."""
    issued, as_of = days
    if issued is None:
        return None
    kind = graph.nodes[basis]["kind"]
    if kind is NodeKind.INSTRUMENT:
        known = [
            graph.nodes[end]["since"]
            for end, _ in out_edges(graph, basis, EdgeKind.CONTAINS)
            if graph.nodes[end]["kind"] is NodeKind.VERSION
        ]
    elif kind is NodeKind.DOCUMENT:
        held = register.get(Document, graph.nodes[basis]["ref"])
        events = held.events if held else ()
        known = [each.day for each in events if each.kind is EventKind.AMENDED]
    else:
        return None
    since = [each for each in known if each and issued < each <= as_of]
    return max(since, default=None)


# --- What took its place, what contradicts it -------------------------------------


def grounds_of_succession(
    graph: Graph, document: Document, as_of: date
) -> Iterator[ClearanceGround]:
    """Yield a ground for each text that is recorded to have taken its place."""
    node = f"document:{document.id}"
    for other, data in in_edges(graph, node, EdgeKind.SUPERSEDES, EdgeKind.REPEALS):
        day = None if data["since"] == UNKNOWN_DAY else data["since"]
        begun = in_span(graph.nodes[other], as_of)
        if (day is not None and day > as_of) or not begun or data.get("partial"):
            continue
        line = link_of(graph, (other, node), data)
        yield ClearanceGround(
            reason=ClearanceReason.SUPERSEDED,
            known=day is not None,
            evidence=Label(line.text("zh"), line.text("en")),
            nodes=(other,),
        )


def grounds_of_namesakes(
    document: Document, later: Iterable[Document]
) -> Iterator[ClearanceGround]:
    """Yield a ground for each later document of the same body and name."""
    for each in later:
        name = each.number or each.id
        yield ClearanceGround(
            reason=ClearanceReason.SUPERSEDED,
            known=False,
            evidence=Label(
                f"另有同名的后发文件：{each.title}（{name}）",
                f"a later document bears its name: {each.title} ({name})",
            ),
            nodes=(f"document:{each.id}",),
        )
    if document.kind is None:
        yield ClearanceGround(
            reason=ClearanceReason.KIND_UNSAID,
            known=False,
            evidence=Label("文件类别", "kind of document"),
        )


def grounds_of_validity(
    document: Document, *, run_out: bool, renewed: bool
) -> Iterator[ClearanceGround]:
    """Yield a ground where the validity has run out."""
    until = document.valid.until if document.valid else None
    if not run_out or until is None:
        return
    last_day = until - timedelta(days=1)
    more = ("；另有延续记录", "; a renewal is recorded") if renewed else ("", "")
    yield ClearanceGround(
        reason=ClearanceReason.VALIDITY_RUN_OUT,
        known=not renewed,
        evidence=Label(
            f"有效期至{last_day}{more[0]}", f"valid until {last_day}{more[1]}"
        ),
    )


def documents_behind(graph: Graph, record: str, day: date) -> Iterator[str]:
    """Yield the documents that say what a record says: it stands in or rests on them.

    A record rests on an article of a document by the document's own node.
    """
    for above, data in in_edges(graph, record, EdgeKind.CONTAINS):
        if _is_document(graph.nodes[above]) and in_span(data, day):
            yield above
    for end, data in out_edges(graph, record, EdgeKind.BASED_ON):
        if in_span(data, day):
            top = instrument_of(graph, end) or end
            if _is_document(graph.nodes[top]):
                yield top


def _is_document(data: Mapping[str, Any]) -> bool:
    return data["kind"] is NodeKind.DOCUMENT
