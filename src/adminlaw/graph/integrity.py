"""Look whether a graph keeps the rules of the schema.

What this library draws keeps them; what somebody else wrote, or a file that was
altered, may not. Every breach is named, none is mended. The limits: whether what the
graph says is true is not asked here.
"""

from __future__ import annotations

import typing
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from types import MappingProxyType, UnionType
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from adminlaw.errors import Lang
from adminlaw.graph.schema import (
    ATTRIBUTES,
    EDGE_ALWAYS,
    NODE_ALWAYS,
    EdgeKind,
    NodeKind,
)
from adminlaw.labels import Label
from adminlaw.statutes import ResolutionStatus

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]

LASTING: Final = frozenset(EdgeKind) - {
    EdgeKind.AMENDS,
    EdgeKind.REPEALS,
    EdgeKind.SUPERSEDES,
    EdgeKind.CLEARED_IN,
    EdgeKind.FILED_WITH,
}
"""Edges that last; the others happen on a day, and their span is empty."""

_LAW: Final = frozenset({NodeKind.INSTRUMENT, NodeKind.VERSION, NodeKind.PROVISION})
_ENDS: Final[Mapping[EdgeKind, tuple[frozenset[NodeKind], frozenset[NodeKind]]]] = (
    MappingProxyType(
        {
            EdgeKind.CITES: (_LAW, _LAW | {NodeKind.UNRESOLVED}),
            EdgeKind.ENABLED_BY: (_LAW, _LAW | {NodeKind.UNRESOLVED}),
            EdgeKind.DELEGATES_TO: (_LAW, frozenset({NodeKind.AUTHORITY})),
            EdgeKind.DECIDED_UNDER: (
                frozenset({NodeKind.CASE}),
                frozenset({NodeKind.POWER}),
            ),
            EdgeKind.TRANSFERS: (
                frozenset({NodeKind.AUTHORITY}),
                frozenset({NodeKind.AUTHORITY}),
            ),
            EdgeKind.ENTRUSTS: (
                frozenset({NodeKind.AUTHORITY}),
                frozenset({NodeKind.AUTHORITY}),
            ),
            EdgeKind.CLEARED_IN: (
                frozenset({NodeKind.DOCUMENT}),
                frozenset({NodeKind.CLEARANCE_CYCLE}),
            ),
        }
    )
)
"""Kinds of nodes that an edge joins, where only these make sense."""


@frozen(kw_only=True)
class Breach:
    """One rule of the schema that a graph breaks (图完整性问题).

    Attributes:
        rule: The rule, by its name in ``RULES``.
        about: The node, or the edge as ``start → end``.
        message: What is wrong.
    """

    rule: str
    about: str
    message: Label

    def text(self, lang: Lang = "zh") -> str:
        """Return it as one line."""
        return f"{self.rule} {self.about}: {self.message.text(lang)}"


def problems_of(graph: Graph) -> tuple[Breach, ...]:
    """Return every rule of the schema that a graph breaks, and where.

    Args:
        graph: A legal-basis graph, such as one that was read from a file.

    >>> from adminlaw.graph.building import legal_basis_graph
    >>> problems_of(legal_basis_graph())
    ()
    """
    return tuple(
        Breach(rule=name, about=about, message=message)
        for name, check in RULES.items()
        for about, message in check(graph)
    )


_Found = Iterator[tuple[str, Label]]


def _nodes_complete(graph: Graph) -> _Found:
    for node, data in graph.nodes(data=True):
        lacking = [name for name in NODE_ALWAYS if name not in data]
        if lacking:
            yield node, _lacks(lacking)


def _edges_complete(graph: Graph) -> _Found:
    for start, end, data in graph.edges(data=True):
        lacking = [name for name in EDGE_ALWAYS if name not in data]
        if lacking:
            yield f"{start} → {end}", _lacks(lacking)


def _lacks(names: list[str]) -> Label:
    listed = ", ".join(names)
    return Label(f"缺少属性 {listed}", f"lacks {listed}")


def _typed(graph: Graph) -> _Found:
    for about, data in _everything(graph):
        for name, value in data.items():
            expected = ATTRIBUTES.get(name)
            if expected is None or value is None:
                continue
            if not _fits(value, expected):
                shown = f"{name}={value!r}"
                yield about, Label(f"{shown} 类型不对", f"{shown} is of another type")


def _everything(graph: Graph) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from graph.nodes(data=True)
    for start, end, data in graph.edges(data=True):
        yield f"{start} → {end}", data


def _fits(value: object, expected: Any) -> bool:  # noqa: ANN401 - a type of ATTRIBUTES
    if isinstance(expected, UnionType):
        return isinstance(value, expected)
    if typing.get_origin(expected) is tuple:
        member = typing.get_args(expected)[0]
        return isinstance(value, tuple) and all(isinstance(v, member) for v in value)
    return isinstance(value, expected)


def _keys_tell_kinds(graph: Graph) -> _Found:
    for node, data in graph.nodes(data=True):
        kind = data.get("kind")
        if not isinstance(kind, NodeKind) or not node.startswith(f"{kind.code}:"):
            yield node, Label("键与类别不符", "its key does not tell its kind")


def _edge_keys_tell_kinds(graph: Graph) -> _Found:
    for start, end, key, data in graph.edges(keys=True, data=True):
        kind = data.get("kind")
        if not isinstance(kind, EdgeKind) or not str(key).startswith(f"{kind.code}#"):
            about = f"{start} → {end}"
            yield about, Label("边的键与类别不符", "its key does not tell its kind")


def _one_parent(graph: Graph) -> _Found:
    parents = Counter(
        end
        for _, end, data in graph.edges(data=True)
        if data.get("kind") is EdgeKind.CONTAINS
    )
    for node, number in parents.items():
        # A benchmark stands in one document, a body in one place, an article once.
        if number > 1:
            yield node, Label(f"有{number}个上级", f"has {number} parents")


def _contains_no_cycle(graph: Graph) -> _Found:
    above = {
        end: start
        for start, end, data in graph.edges(data=True)
        if data.get("kind") is EdgeKind.CONTAINS
    }
    done: set[str] = set()
    for node in above:
        trail: list[str] = []
        at: str | None = node
        while at is not None and at not in done and at not in trail:
            trail.append(at)
            at = above.get(at)
        if at is not None and at in trail:
            yield at, Label("包含关系成环", "contains itself")
        done.update(trail)


def _spans_in_order(graph: Graph) -> _Found:
    for about, data in _everything(graph):
        since, until = data.get("since"), data.get("until")
        if since is not None and until is not None and until < since:
            yield about, Label("止于起之前", "ends before it begins")


def _doubt_inside(graph: Graph) -> _Found:
    for about, data in _everything(graph):
        for span in data.get("doubt", ()):
            if not _within((span.since, span.until), data):
                yield about, Label("存疑期间越界", "its doubt reaches beyond its span")


def _edges_inside_ends(graph: Graph) -> _Found:
    for start, end, data in graph.edges(data=True):
        if data.get("kind") not in LASTING or _empty(data):
            continue
        for node in (start, end):
            if not _within((data["since"], data["until"]), graph.nodes[node]):
                yield (
                    f"{start} → {end}",
                    Label(f"期间超出{node}", f"lasts longer than {node}"),
                )


def _within(span: tuple[date | None, date | None], data: Mapping[str, Any]) -> bool:
    since, until = data.get("since"), data.get("until")
    begins = since is None or (span[0] is not None and since <= span[0])
    ends = until is None or (span[1] is not None and span[1] <= until)
    return begins and ends


def _empty(data: Mapping[str, Any]) -> bool:
    return data["since"] is not None and data["since"] == data["until"]


def _happenings_empty(graph: Graph) -> _Found:
    for start, end, data in graph.edges(data=True):
        kind = data.get("kind")
        if isinstance(kind, EdgeKind) and kind not in LASTING and not _empty(data):
            yield (
                f"{start} → {end}",
                Label("一日之事却有期间", "lasts, but happened once"),
            )


def _ends_fit(graph: Graph) -> _Found:
    for start, end, data in graph.edges(data=True):
        fitting = _ENDS.get(data.get("kind", EdgeKind.CONTAINS))
        kinds = (graph.nodes[start].get("kind"), graph.nodes[end].get("kind"))
        if fitting and not (kinds[0] in fitting[0] and kinds[1] in fitting[1]):
            yield (
                f"{start} → {end}",
                Label("两端类别不符", "joins other kinds of nodes"),
            )


def _parts_of_one_title(graph: Graph) -> _Found:
    for start, end, data in graph.edges(data=True):
        law = graph.nodes[end].get("kind") in (NodeKind.VERSION, NodeKind.PROVISION)
        if data.get("kind") is EdgeKind.CONTAINS and law:
            titles = {graph.nodes[each].get("title") for each in (start, end)}
            if len(titles) > 1:
                yield f"{start} → {end}", Label("名称不一", "bear different titles")


def _one_version_a_day(graph: Graph) -> _Found:
    for node, data in graph.nodes(data=True):
        if data.get("kind") is not NodeKind.INSTRUMENT:
            continue
        spans = sorted(
            (about["since"] or date.min, about["until"] or date.max)
            for end, edges in graph.succ[node].items()
            if any(each.get("kind") is EdgeKind.CONTAINS for each in edges.values())
            for about in (graph.nodes[end],)
            if "doubt" not in about and not _empty(about)
        )
        for before, after in pairwise(spans):
            if after[0] < before[1]:
                yield node, Label("两个版本同日有效", "two versions in force on a day")


def _unresolved_marked(graph: Graph) -> _Found:
    for start, end, data in graph.edges(data=True):
        marked = graph.nodes[end].get("kind") is NodeKind.UNRESOLVED
        if marked and data.get("status") is ResolutionStatus.EXACT:
            about = f"{start} → {end}"
            yield about, Label("未解析却称准确", "says exact of what was not found")


RULES: Final[Mapping[str, Callable[[Graph], _Found]]] = MappingProxyType(
    {
        "nodes_complete": _nodes_complete,
        "edges_complete": _edges_complete,
        "typed": _typed,
        "keys_tell_kinds": _keys_tell_kinds,
        "edge_keys_tell_kinds": _edge_keys_tell_kinds,
        "one_parent": _one_parent,
        "contains_no_cycle": _contains_no_cycle,
        "spans_in_order": _spans_in_order,
        "doubt_inside": _doubt_inside,
        "edges_inside_ends": _edges_inside_ends,
        "happenings_empty": _happenings_empty,
        "ends_fit": _ends_fit,
        "parts_of_one_title": _parts_of_one_title,
        "one_version_a_day": _one_version_a_day,
        "unresolved_marked": _unresolved_marked,
    }
)
"""Each rule by its name."""
