"""Links and paths: how an answer explains itself.

A link is one edge as an answer shows it: what rests on what, on which days, who says
so and how sure that is. A path is links in a row. The limits: a link holds what stood
on the graph when the question was asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from adminlaw.errors import Lang
from adminlaw.graph.schema import Continuity, EdgeKind, NodeKind
from adminlaw.graph.views import doubted
from adminlaw.markup import shown_as
from adminlaw.model import Confidence
from adminlaw.spans import DateSpan
from adminlaw.statutes import CERTAINTY, ResolutionStatus

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]

_SURE: Final = tuple(Confidence)


@frozen(kw_only=True)
class Link:
    """One edge of an explanation (依据链的一环).

    Attributes:
        start: Node that says something.
        end: Node that it is said of.
        start_label: What the first is called.
        end_label: What the second is called.
        kind: What is said.
        since: The first day on which it holds; None for no known beginning.
        until: The first day on which it no longer holds; None for no known end.
        doubt: Days on which it is possible and not known.
        source: Who says so: a text, or a field of a record.
        offset: Where in the text, in code points; None where there is no text.
        words: The words themselves.
        place: The place inside the article.
        status: How well it was found.
        confidence: How sure that is.
        continuity: How what was cited stands there.
        upward: Whether the path follows the edge against its direction: from what
            is contained to what contains it.
    """

    start: str
    end: str
    start_label: str
    end_label: str
    kind: EdgeKind
    since: date | None
    until: date | None
    doubt: tuple[DateSpan, ...] = ()
    source: str = ""
    offset: int | None = None
    words: str = ""
    place: str = ""
    status: ResolutionStatus = ResolutionStatus.EXACT
    confidence: Confidence = Confidence.HIGH
    continuity: Continuity | None = None
    upward: bool = False

    _repr_html_ = shown_as(
        "依据链的一环",
        start_label="从",
        kind="类别",
        end_label="到",
        place="条款",
        since="自",
        until="至",
        status="结论",
        confidence="可信度",
    )

    def holds(self, day: date) -> bool:
        """Tell whether it holds on a day, be it in doubt."""
        return in_span({"since": self.since, "until": self.until}, day)

    def in_doubt(self, day: date) -> bool:
        """Tell whether it is only possible that it holds on a day."""
        return doubted(self.doubt, day)

    def weakness(self, day: date) -> tuple[int, int, int, int]:
        """Return how weak it is on a day, to be compared: more is weaker."""
        return (
            0 if self.holds(day) else 1,
            CERTAINTY.index(self.status),
            1 if self.in_doubt(day) else 0,
            _SURE.index(self.confidence),
        )

    def text(self, lang: Lang = "zh") -> str:
        """Return the link as one line: what, on which days, who says so."""
        days = f"[{self.since or '…'}, {self.until or '…'})"
        arrow = f"—{self.kind.text(lang)}→"
        ends = (self.start_label, self.end_label)
        if self.upward:
            ends, arrow = ends[::-1], f"←{self.kind.text(lang)}—"
        status = "" if self.status is ResolutionStatus.EXACT else self.status.text(lang)
        note = "，".join(filter(None, (self.place, status, self.source)))
        return f"{ends[0]} {arrow} {ends[1]} {days} ({note})"


Path = tuple[Link, ...]
"""Links in a row, from what is asked about to what it is about."""


def in_span(data: Mapping[str, Any], day: date) -> bool:
    """Tell whether a node or an edge is in force on a day, be it in doubt."""
    since, until = data["since"], data["until"]
    return (since is None or since <= day) and (until is None or day < until)


def in_doubt(data: Mapping[str, Any], day: date) -> bool:
    """Tell whether it is only possible that a node or an edge is in force."""
    return doubted(data.get("doubt", ()), day)


def link_of(
    graph: Graph,
    ends: tuple[str, str],
    data: Mapping[str, Any],
    *,
    upward: bool = False,
) -> Link:
    """Return an edge of the graph as a link."""
    start, end = ends
    return Link(
        start=start,
        end=end,
        start_label=graph.nodes[start]["label"],
        end_label=graph.nodes[end]["label"],
        upward=upward,
        **{name: data[name] for name in _KEPT if data.get(name) is not None},
        since=data["since"],
        until=data["until"],
    )


_KEPT: Final = (
    "kind",
    "doubt",
    "source",
    "offset",
    "words",
    "place",
    "status",
    "confidence",
    "continuity",
)


def out_edges(
    graph: Graph, node: str, *kinds: EdgeKind
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the target and the data of each edge of some kinds from a node."""
    for end, edges in graph.succ[node].items():
        for data in edges.values():
            if data["kind"] in kinds:
                yield end, data


def in_edges(
    graph: Graph, node: str, *kinds: EdgeKind
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the source and the data of each edge of some kinds to a node."""
    for start, edges in graph.pred[node].items():
        for data in edges.values():
            if data["kind"] in kinds:
                yield start, data


def container(graph: Graph, node: str) -> str | None:
    """Return what contains a node; None where nothing does."""
    return next((each for each, _ in in_edges(graph, node, EdgeKind.CONTAINS)), None)


def instrument_of(graph: Graph, node: str) -> str | None:
    """Return the instrument of an article or a version; a document is its own."""
    kind = graph.nodes[node]["kind"]
    if kind in (NodeKind.INSTRUMENT, NodeKind.DOCUMENT):
        return node
    if kind not in (NodeKind.VERSION, NodeKind.PROVISION):
        return None
    above = container(graph, node)
    return instrument_of(graph, above) if above else None


def basis_key(data: Mapping[str, Any]) -> tuple[object, ...]:
    """Return what tells one reference from another: who says it, where, and of what.

    A reference has an edge for each version that it points at; all of them have this
    in common.
    """
    place = data.get("cited_place") or data.get("place")
    return data["source"], data["offset"], place


def contains_link(
    graph: Graph, above: str, node: str, *, upward: bool = False
) -> Link | None:
    """Return the link between what contains and what is contained; None without one."""
    for end, data in out_edges(graph, above, EdgeKind.CONTAINS):
        if end == node:
            return link_of(graph, (above, end), data, upward=upward)
    return None


def law_within(graph: Graph, node: str) -> Iterator[str]:
    """Yield an instrument or a version with the versions and articles inside it."""
    yield node
    for end, _ in out_edges(graph, node, EdgeKind.CONTAINS):
        if graph.nodes[end]["kind"] in (NodeKind.VERSION, NodeKind.PROVISION):
            yield from law_within(graph, end)
