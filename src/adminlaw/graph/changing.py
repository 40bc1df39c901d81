"""Ask what a change does: an end, two days compared, who follows whom.

``terminate`` is a trial: it returns another graph, in which an instrument ends, and
names what loses its basis by that; ending it twice is ending it once. ``diff`` compares
two days of one graph. ``succession`` tells what an instrument came from and what became
of it. The limits: a successor is not taken to carry what rested on the one before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from adminlaw.errors import Lang
from adminlaw.graph.asking import check_asked, named_node
from adminlaw.graph.losing import RECORDS, Orphan, Orphans, orphans
from adminlaw.graph.paths import in_span, law_within, out_edges
from adminlaw.graph.schema import EdgeKind, NodeKind
from adminlaw.markup import html_table, shown_as
from adminlaw.spans import plain_day

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]


@frozen(kw_only=True)
class Termination:
    """A graph in which something has ended, and what that costs (废止推演).

    Attributes:
        node: What ends.
        label: What it is called.
        day: The first day on which it is no longer in force.
        graph: The graph after it; the one that was asked is unchanged.
        lost: What has no sound basis on that day and would have had one.
        weakened: What loses some of its bases by it.
    """

    node: str
    label: str
    day: date
    graph: Graph = field(repr=False)
    lost: tuple[Orphan, ...]
    weakened: tuple[Orphan, ...]

    def text(self, lang: Lang = "zh") -> str:
        """Return what ends, and what loses its basis."""
        word = "废止" if lang == "zh" else "ends"
        lines = [f"{self.label} {word} {self.day}: {len(self.lost)}"]
        lines += [each.text(lang) for each in self.lost]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [
            (each.kind.zh, each.label, "、".join(one.zh for one in each.losses))
            for each in (*self.lost, *self.weakened)
        ]
        caption = f"{self.label}自{self.day}起废止"
        return html_table(caption, ("类别", "失去依据", "原因"), rows)


def terminate(
    graph: Graph, instrument: str, day: date, *, kinds: Iterable[NodeKind] = RECORDS
) -> Termination:
    """Return the graph after an instrument has ended, and what lost its basis.

    Args:
        graph: The legal-basis graph; it is not changed.
        instrument: Any name of an instrument or a register's document, or its node.
        day: The first day on which it is no longer in force; an earlier end stays.
        kinds: What is looked at: records, by default; ``NodeKind.VERSION`` for the
            instruments that were made under it.

    Raises:
        UnknownInstrumentError: nothing on the graph bears the name.
        AmbiguousTitleError: several do.
        NotADayError: *day* is no day.

    Source: 《立法法》第六十一条 (from when a text is law, and until when).
    """
    check_asked(graph, day)
    node = named_node(graph, instrument)
    after = ended(graph, (node,), day)
    looked_at = tuple(kinds)
    before, now = (orphans(each, as_of=day, kinds=looked_at) for each in (graph, after))
    lost, weakened = newly_lost(before, now)
    return Termination(
        node=node,
        label=graph.nodes[node]["label"],
        day=day,
        graph=after,
        lost=lost,
        weakened=weakened,
    )


def ended(graph: Graph, nodes: Iterable[str], day: date) -> Graph:
    """Return a copy of the graph in which nodes of law end on a day.

    Args:
        graph: The legal-basis graph; it is not changed.
        nodes: Keys of instruments or documents on it.
        day: The first day on which they are no longer in force; an earlier end stays.
    """
    after = graph.copy()
    for each in {part for node in nodes for part in law_within(after, node)}:
        _cut(after.nodes[each], day)
        for edges in (*after.succ[each].values(), *after.pred[each].values()):
            for data in edges.values():
                _cut(data, day)
    return after


def newly_lost(
    before: Orphans, now: Orphans
) -> tuple[tuple[Orphan, ...], tuple[Orphan, ...]]:
    """Return what has lost its basis between two answers, and what is weakened."""
    known = {each.node: each for each in (*before.orphans, *before.weakened)}
    lost = tuple(
        each
        for each in now.orphans
        if each.node not in known or not known[each.node].whole
    )
    weakened = tuple(
        each
        for each in now.weakened
        if each.node not in known or known[each.node].lost != each.lost
    )
    return lost, weakened


def _cut(data: dict[str, Any], day: date) -> None:
    """End a node or an edge on a day, unless it has ended before."""
    since, until = data["since"], data["until"]
    if since is not None and since >= day:
        data["until"] = since
    elif until is None or until > day:
        data["until"] = day
    spans = [each for each in data.get("doubt", ()) if _before(each.since, data)]
    if "doubt" in data:
        data["doubt"] = tuple(
            type(each)(each.since, _earlier(each.until, data["until"]))
            for each in spans
        )
        if not data["doubt"]:
            del data["doubt"]


def _before(since: date | None, data: Mapping[str, Any]) -> bool:
    return since is None or data["until"] is None or since < data["until"]


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(filter(None, (one, other)), default=None)


@frozen(kw_only=True)
class Change:
    """A node or an edge that is in force on one of two days only (变化).

    Attributes:
        kind: What it is.
        label: What it is called; an edge by both its ends.
        began: Whether it is in force on the later day; else on the earlier one.
        node: The node, or the start of the edge.
        end: The end of an edge; empty for a node.
    """

    kind: NodeKind | EdgeKind
    label: str
    began: bool
    node: str
    end: str = ""

    _repr_html_ = shown_as(
        "变化", kind="类别", label="名称", began="是否新增", node="节点", end="止"
    )


@frozen(kw_only=True)
class GraphDiff:
    """What is in force on one of two days only (两日对比).

    Attributes:
        first: The earlier day.
        second: The later day.
        nodes: Nodes that began or ended between them.
        edges: Edges that did.
        rebased: Records in force on both days that rest on other things: for each
            what it rested on and what it rests on.
    """

    first: date
    second: date
    nodes: tuple[Change, ...]
    edges: tuple[Change, ...] = field(repr=False)
    rebased: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]

    def text(self, lang: Lang = "zh") -> str:
        """Return the counts by kind, and each record that rests on other things."""
        lines = [f"{self.first} → {self.second}"]
        names = ("节点", "边") if lang == "zh" else ("node", "edge")
        for name, changes in zip(names, (self.nodes, self.edges), strict=True):
            counts = Counter((each.kind.text(lang), each.began) for each in changes)
            lines += [
                f"  {name} {'+' if began else '-'} {kind}: {number}"
                for (kind, began), number in sorted(counts.items())
            ]
        lines += [
            f"  {node}: {'、'.join(old)} → {'、'.join(new)}"
            for node, (old, new) in self.rebased.items()
        ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [
            (node, "、".join(old), "、".join(new))
            for node, (old, new) in self.rebased.items()
        ]
        caption = f"{self.first} → {self.second}"
        return html_table(caption, ("记录", "原依据", "现依据"), rows)


def diff(graph: Graph, day1: date, day2: date) -> GraphDiff:
    """Return what is in force on one of two days and not on the other.

    Args:
        graph: The legal-basis graph.
        day1: One day.
        day2: Another one; their order does not matter.

    Raises:
        NotADayError: one of them is no day.
    """
    first, second = sorted((plain_day(day1), plain_day(day2)))
    days = (first, second)
    nodes = [
        Change(kind=data["kind"], label=data["label"], began=began, node=node)
        for node, data in graph.nodes(data=True)
        if (began := _began(data, days)) is not None
    ]
    edges = [
        Change(
            kind=data["kind"],
            label=f"{graph.nodes[start]['label']} → {graph.nodes[end]['label']}",
            began=began,
            node=start,
            end=end,
        )
        for start, end, data in graph.edges(data=True)
        if (began := _began(data, days)) is not None
    ]
    return GraphDiff(
        first=first,
        second=second,
        nodes=tuple(nodes),
        edges=tuple(edges),
        rebased=_rebased(graph, edges, days),
    )


def _began(data: Mapping[str, Any], days: tuple[date, date]) -> bool | None:
    """Tell whether something began or ended between two days; None if neither."""
    then, now = (in_span(data, day) for day in days)
    return None if then == now else now


def _rebased(
    graph: Graph, edges: list[Change], days: tuple[date, date]
) -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    changed = dict.fromkeys(
        each.node for each in edges if each.kind is EdgeKind.BASED_ON
    )
    return {
        node: (_bases(graph, node, days[0]), _bases(graph, node, days[1]))
        for node in changed
        if all(in_span(graph.nodes[node], day) for day in days)
    }


def _bases(graph: Graph, node: str, day: date) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            _dated_label(graph, end)
            for end, data in out_edges(graph, node, EdgeKind.BASED_ON)
            if in_span(data, day)
        )
    )


def _dated_label(graph: Graph, node: str) -> str:
    """Return what a basis is called; an article with the day of its version."""
    label = str(graph.nodes[node]["label"])
    if graph.nodes[node]["kind"] is not NodeKind.PROVISION:
        return label
    return f"{label}（{node.partition('@')[2].partition('#')[0]}）"
