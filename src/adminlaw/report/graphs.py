"""Answers of the legal-basis graph as plain data for programs, and a graph's size.

The keys of an answer are the attributes of its class. A day is written in ISO form, a
member of a closed list with its code and both labels, a path as the list of its links,
each with the evidence for it. The limits: the graph itself is not written here (see
``adminlaw.graph.write_graph``). This module stands apart from the package's own names,
since it loads networkx, which no other report needs.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from adminlaw.citations import Citation
from adminlaw.errors import Lang
from adminlaw.graph import (
    BasisChain,
    Conflicts,
    Delegations,
    EdgeKind,
    Effect,
    GraphDiff,
    Holders,
    Impact,
    Orphan,
    Orphans,
    Succession,
    Termination,
)
from adminlaw.graph.paths import basis_key
from adminlaw.labels import Label, LabelledEnum
from adminlaw.statutes import CERTAINTY, ResolutionStatus

if TYPE_CHECKING:
    from adminlaw.graph.views import Graph

Answer: TypeAlias = (
    BasisChain
    | Conflicts
    | Delegations
    | GraphDiff
    | Holders
    | Impact
    | Orphans
    | Succession
    | Termination
)
"""What a question to the graph returns."""

_QUESTIONS: Final[Mapping[type, str]] = {
    BasisChain: "chain",
    Conflicts: "conflicts",
    Delegations: "delegations",
    GraphDiff: "diff",
    Holders: "holders",
    Impact: "impact",
    Orphans: "orphans",
    Succession: "succession",
    Termination: "terminate",
}
"""What was asked, by the class of the answer."""

_DERIVED: Final[Mapping[type, tuple[str, ...]]] = {
    BasisChain: ("sound", "weakest"),
    Effect: ("direct", "continuity"),
    Orphan: ("losses",),
}
"""Properties that are written beside the attributes of a class."""

_LEFT_OUT: Final[Mapping[type, tuple[str, ...]]] = {Termination: ("graph",)}
"""Attributes that are no part of the answer as text."""

_REFERRING: Final = (EdgeKind.BASED_ON, EdgeKind.CITES, EdgeKind.ENABLED_BY)
"""Edges that stand for a reference to a text."""

_NODES: Final = Label("个节点", "nodes")
_EDGES: Final = Label("条边", "edges")
_REFERENCES: Final = Label(
    "处引用，各以对应得最好的一条边计", "references, each by the best of its edges"
)


def graph_data(answer: Answer) -> dict[str, Any]:
    """Return an answer as dicts, lists and text that JSON can hold.

    >>> from adminlaw.graph import legal_basis_graph, orphans
    >>> graph_data(orphans(legal_basis_graph(), as_of=date(2025, 6, 30)))
    {'question': 'orphans', 'as_of': '2025-06-30', 'orphans': [], 'weakened': []}
    """
    return {"question": _QUESTIONS[type(answer)], **_members(answer)}


def graph_json(answer: Answer) -> str:
    """Return an answer as JSON text."""
    return json.dumps(graph_data(answer), ensure_ascii=False, indent=2)


def _members(record: attrs.AttrsInstance) -> dict[str, Any]:
    """Return the attributes of a record, and what is derived from them."""
    cls = type(record)
    names = (*(each.name for each in attrs.fields(cls)), *_DERIVED.get(cls, ()))
    left_out = _LEFT_OUT.get(cls, ())
    return {
        name: _plain(getattr(record, name)) for name in names if name not in left_out
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever an answer holds
    """Return a value of an answer as JSON holds it."""
    if isinstance(value, LabelledEnum):
        return {"code": value.code, "zh": value.zh, "en": value.en}
    if isinstance(value, (date, Citation)):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, frozenset):
        return [_plain(each) for each in sorted(value, key=lambda one: one.code)]
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return _members(value) if attrs.has(type(value)) else value


def size_data(graph: Graph) -> dict[str, Any]:
    """Return how many nodes, edges and references a graph has, as plain data.

    A reference counts once, though it has an edge for each version that it leads to,
    and as the best of those edges: a law that is held in its present version only is
    found by it.

    >>> from adminlaw.graph import legal_basis_graph
    >>> sorted(size_data(legal_basis_graph()))
    ['edges', 'nodes', 'question', 'references']
    """
    nodes, edges, references = _sizes(graph)
    return {
        "question": "build",
        "nodes": _counts(nodes),
        "edges": _counts(edges),
        "references": _counts(references),
    }


def size_json(graph: Graph) -> str:
    """Return how large a graph is as JSON text."""
    return json.dumps(size_data(graph), ensure_ascii=False, indent=2)


def size_text(graph: Graph, lang: Lang = "zh") -> str:
    """Return how many nodes, edges and references a graph has, by kind and status."""
    nodes, edges, references = _sizes(graph)
    return "\n".join(
        (
            *_listed(_NODES, nodes, lang),
            *_listed(_EDGES, edges, lang),
            *_listed(_REFERENCES, references, lang, share=True),
        )
    )


_Counts: TypeAlias = Mapping[LabelledEnum, int]


def _sizes(graph: Graph) -> tuple[_Counts, _Counts, _Counts]:
    """Return the nodes and edges by kind, and the references by how they resolved."""
    nodes = Counter(data["kind"] for _, data in graph.nodes(data=True))
    edges = Counter(data["kind"] for *_, data in graph.edges(data=True))
    best: dict[tuple[object, ...], int] = {}
    for start, _, data in graph.edges(data=True):
        if data["kind"] in _REFERRING:
            key = (start, data["kind"], *basis_key(data))
            status = CERTAINTY.index(data["status"])
            best[key] = min(status, best.get(key, status))
    references = Counter(CERTAINTY[each] for each in best.values())
    return _sorted(nodes), _sorted(edges), _in_order(references)


def _sorted(counts: Counter[LabelledEnum]) -> _Counts:
    """Return counts, the largest first; of two alike the one with the first code."""
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].code)))


def _in_order(counts: Counter[ResolutionStatus]) -> _Counts:
    """Return counts of statuses, the most certain first."""
    return {each: counts[each] for each in CERTAINTY if counts[each]}


def _counts(counts: _Counts) -> list[dict[str, Any]]:
    return [{**_plain(each), "count": number} for each, number in counts.items()]


def _listed(
    head: Label, counts: _Counts, lang: Lang, *, share: bool = False
) -> Iterator[str]:
    """Yield a total and a line for each part of it, with its share if asked for."""
    total = sum(counts.values())
    yield f"{total:,} {head.text(lang)}"
    for each, number in counts.items():
        part = f" {number / total:7.1%}" if share else ""
        yield f"  {number:>9,}{part}  {each.text(lang)}"
