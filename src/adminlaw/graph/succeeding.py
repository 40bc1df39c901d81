"""Tell what an instrument came from and what became of it (沿革).

The limits: a successor is not taken to carry what rested on the one before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from adminlaw.errors import Lang
from adminlaw.graph.asking import named_node
from adminlaw.graph.drawing import UNKNOWN_DAY
from adminlaw.graph.paths import in_edges, out_edges
from adminlaw.graph.schema import EdgeKind, NodeKind
from adminlaw.markup import html_table, shown_as

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]


@frozen(kw_only=True)
class Succeeding:
    """One step of a succession: what took the place of what (沿革).

    Attributes:
        old: Node of the one that gave way.
        old_label: What it is called.
        new: Node of the one that took its place.
        new_label: What that is called.
        kind: Whether it superseded, ended or amended it.
        day: When; None where that is not known.
        source: Who says so.
    """

    old: str
    old_label: str
    new: str
    new_label: str
    kind: EdgeKind
    day: date | None
    source: str

    _repr_html_ = shown_as(
        "沿革", old_label="原", kind="类别", new_label="新", day="日期", source="依据"
    )

    def text(self, lang: Lang = "zh") -> str:
        """Return the step as one line."""
        return (
            f"{self.day or '?'} {self.new_label} "
            f"—{self.kind.text(lang)}→ {self.old_label} ({self.source})"
        )


@frozen(kw_only=True)
class Succession:
    """What an instrument came from, its versions, what became of it (沿革).

    Attributes:
        node: The instrument.
        label: What it is called.
        before: What gave way to it, and to that, the nearest first.
        versions: How its versions followed each other.
        after: What it gave way to, and that, the nearest first.
    """

    node: str
    label: str
    before: tuple[Succeeding, ...]
    versions: tuple[Succeeding, ...]
    after: tuple[Succeeding, ...]

    def text(self, lang: Lang = "zh") -> str:
        """Return every step in its order."""
        steps = (*reversed(self.before), *self.versions, *self.after)
        return "\n".join((self.label, *(f"  {each.text(lang)}" for each in steps)))

    def _repr_html_(self) -> str:
        rows = [
            (str(each.day or "未知"), each.new_label, each.kind.zh, each.old_label)
            for each in (*reversed(self.before), *self.versions, *self.after)
        ]
        return html_table(f"{self.label}沿革", ("日期", "新", "关系", "旧"), rows)


def succession(graph: Graph, instrument: str) -> Succession:
    """Return what an instrument came from and what became of it.

    Args:
        graph: The legal-basis graph.
        instrument: Any name of an instrument or a register's document, or its node.

    Raises:
        UnknownInstrumentError: nothing on the graph bears the name.
        AmbiguousTitleError: several do.
    """
    node = named_node(graph, instrument)
    versions = [
        step
        for version, _ in out_edges(graph, node, EdgeKind.CONTAINS)
        if graph.nodes[version]["kind"] is NodeKind.VERSION
        for step in _steps(graph, version, back=True)
    ]
    return Succession(
        node=node,
        label=graph.nodes[node]["label"],
        before=tuple(_follow(graph, node, back=True)),
        versions=tuple(sorted(versions, key=lambda each: each.day or date.max)),
        after=tuple(_follow(graph, node, back=False)),
    )


def _follow(graph: Graph, node: str, *, back: bool) -> Iterator[Succeeding]:
    """Yield the steps from an instrument on, the nearest first."""
    waiting, seen = [node], {node}
    while waiting:
        at = waiting.pop(0)
        for step in _steps(graph, at, back=back):
            yield step
            following = step.old if back else step.new
            if following not in seen and step.kind is EdgeKind.SUPERSEDES:
                seen.add(following)
                waiting.append(following)


def _steps(graph: Graph, node: str, *, back: bool) -> Iterator[Succeeding]:
    """Yield what a node took the place of, or gave way to."""
    kinds = (EdgeKind.SUPERSEDES, EdgeKind.REPEALS)
    around = out_edges(graph, node, *kinds) if back else in_edges(graph, node, *kinds)
    found = _once(around)
    replaced = {end for end, data in found if data["kind"] is EdgeKind.SUPERSEDES}
    for other, data in found:
        if data["kind"] is EdgeKind.REPEALS and other in replaced:
            continue
        old, new = (other, node) if back else (node, other)
        yield Succeeding(
            old=old,
            old_label=graph.nodes[old]["label"],
            new=new,
            new_label=graph.nodes[new]["label"],
            kind=data["kind"],
            day=None if data["since"] == UNKNOWN_DAY else data["since"],
            source=data["source"],
        )


def _once(
    edges: Iterable[tuple[str, Mapping[str, Any]]],
) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the first edge of each kind to each node, however many say so."""
    found: dict[tuple[str, EdgeKind], tuple[str, Mapping[str, Any]]] = {}
    for node, data in edges:
        found.setdefault((node, data["kind"]), (node, data))
    return list(found.values())
