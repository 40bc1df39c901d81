"""Say why a basis does not carry what rests on it (失去依据的原因).

The instrument has ended or not begun, the place does not exist, the name is not held or
not clear, the number has moved. The limits: whether a basis fits what rests on it is
not judged, only whether it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from adminlaw.errors import Lang
from adminlaw.graph.paths import (
    Link,
    basis_key,
    in_doubt,
    in_span,
    instrument_of,
    link_of,
    out_edges,
)
from adminlaw.graph.schema import Continuity, EdgeKind, NodeKind
from adminlaw.labels import LabelledEnum
from adminlaw.markup import shown_as
from adminlaw.model import ClearanceOutcome
from adminlaw.statutes import ResolutionStatus

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]


class Loss(LabelledEnum):
    """Why a basis does not carry what rests on it (失去依据的原因)."""

    REPEALED = "repealed", "依据已废止", "repealed"
    LAPSED = "lapsed", "依据已失效", "lapsed"
    NOT_YET = "not_yet", "依据尚未施行", "not yet in force"
    NOT_FOUND = "not_found", "依据条款不存在", "no such article"
    NOT_HELD = "not_held", "依据未收录，无法核对", "not held"
    AMBIGUOUS = "ambiguous", "依据名称不止一种可能", "ambiguous"
    NO_CITATION = "no_citation", "依据原文中没有引用", "no citation in the words"
    NO_BASIS = "no_basis", "没有登记依据", "no basis recorded"
    UNKNOWN = "unknown", "依据效力未知", "whether it is in force is unknown"
    RENUMBERED = "renumbered", "所引条号已变", "the number cited has moved"
    RANK = "rank", "依据位阶无权设定", "of a rank that may not create it"
    CARRIED = "carried", "随其所依附者失去依据", "falls with what it rests on"


_BY_STATUS: Final[Mapping[ResolutionStatus, Loss]] = {
    ResolutionStatus.NOT_HELD: Loss.NOT_HELD,
    ResolutionStatus.NOT_FOUND: Loss.NOT_FOUND,
    ResolutionStatus.OTHER_VERSION: Loss.UNKNOWN,
    ResolutionStatus.AMBIGUOUS: Loss.AMBIGUOUS,
    ResolutionStatus.REPEALED: Loss.REPEALED,
}


@frozen(kw_only=True)
class LostBasis:
    """One basis that does not carry what rests on it (失去的依据).

    Attributes:
        loss: Why not.
        link: The edge to it; None where no basis is recorded.
        detail: What more is to be said: what ended it, the new number.
    """

    loss: Loss
    link: Link | None = None
    detail: str = ""

    _repr_html_ = shown_as("失去的依据", loss="原因", link="环节", detail="说明")

    def text(self, lang: Lang = "zh") -> str:
        """Return the reason as one line."""
        parts = (
            self.loss.text(lang),
            self.link.text(lang) if self.link else "",
            self.detail,
        )
        return "；".join(filter(None, parts))


def bases_of(graph: Graph, node: str, day: date) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the bases of a record: of one that it names, what counts on the day."""
    named: dict[object, list[tuple[str, Mapping[str, Any]]]] = {}
    version = graph.nodes[node]["kind"] is NodeKind.VERSION
    basis = EdgeKind.ENABLED_BY if version else EdgeKind.BASED_ON
    if graph.nodes[node]["kind"] is NodeKind.CASE:
        basis = EdgeKind.APPLIES
    for end, data in out_edges(graph, node, basis):
        if graph.nodes[end]["kind"] is NodeKind.BENCHMARK:
            continue  # it guides a case, which does not rest on it
        named.setdefault(basis_key(data), []).append((end, data))
    return [
        each
        for edges in named.values()
        for each in ([pair for pair in edges if in_span(pair[1], day)] or edges[-1:])
    ]


def loss_of(
    graph: Graph, node: str, edge: tuple[str, Mapping[str, Any]], day: date
) -> LostBasis | None:
    """Return why a basis does not carry, or that its number moved; None if it does."""
    end, data = edge
    target = graph.nodes[end]
    link = link_of(graph, (node, end), data)
    if target["kind"] is NodeKind.UNRESOLVED:
        return LostBasis(loss=_unresolved(target, data), link=link)
    if not in_span(data, day):
        return _out_of_force(graph, (end, link), day)
    if data.get("continuity") is Continuity.DISPLACED:
        detail = data.get("place", "")
        return LostBasis(loss=Loss.RENUMBERED, link=link, detail=detail)
    if data["status"] in _BY_STATUS:
        coming = _coming(graph, node, data, day)
        if coming is not None:
            return LostBasis(loss=Loss.NOT_YET, link=coming, detail=str(coming.since))
        return LostBasis(loss=_BY_STATUS[data["status"]], link=link)
    if in_doubt(data, day):
        return LostBasis(loss=Loss.UNKNOWN, link=link)
    if data.get("continuity") is Continuity.MOVED:
        moved = f"{data.get('cited_place', '')} → {data.get('place', '')}"
        return LostBasis(loss=Loss.RENUMBERED, link=link, detail=moved)
    return None


def _coming(graph: Graph, node: str, data: Mapping[str, Any], day: date) -> Link | None:
    """Return the link to what a basis cites, where that is still to come.

    A record without days was taken to cite the latest text, which does not show that it
    did so before that text came.
    """
    if data["status"] is not ResolutionStatus.OTHER_VERSION:
        return None
    if graph.nodes[node]["since"] is None:
        return None
    for end, other in out_edges(graph, node, data["kind"]):
        same = (other["source"], other["offset"]) == (data["source"], data["offset"])
        if same and other["since"] is not None and other["since"] > day:
            return link_of(graph, (node, end), other)
    return None


def _unresolved(target: Mapping[str, Any], data: Mapping[str, Any]) -> Loss:
    if target["status"] is ResolutionStatus.NOT_FOUND and not target.get("title"):
        return Loss.NO_CITATION
    return _BY_STATUS.get(data["status"], Loss.NOT_HELD)


def _out_of_force(graph: Graph, at: tuple[str, Link], day: date) -> LostBasis:
    """Say why what is no longer, or not yet, in force is not."""
    end, link = at
    node = instrument_of(graph, end) or end
    data = graph.nodes[node]
    if data["until"] is not None and data["until"] <= day:
        lapsed = data.get("outcome") is ClearanceOutcome.LAPSED
        loss = Loss.LAPSED if lapsed else Loss.REPEALED
        detail = f"{data['until']} {data.get('ended_by', '')}".strip()
        return LostBasis(loss=loss, link=link, detail=detail)
    since = graph.nodes[end]["since"]
    if since is not None and since > day:
        return LostBasis(loss=Loss.NOT_YET, link=link, detail=str(since))
    return LostBasis(loss=Loss.UNKNOWN, link=link)
