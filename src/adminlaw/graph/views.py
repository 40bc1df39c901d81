"""What of a graph is in force on a day, without a copy of it.

A view is a frozen ``networkx.MultiDiGraph`` that any algorithm takes. It holds the
graph and a day and tests dates when it is asked, so that it costs nothing to make and
what changes on the graph afterwards shows. An edge is shown if it is in force and so
are both its ends. The schema promises that they are; the far end is tested all the
same, which is a quarter to a third of what an algorithm spends on a view, so that a
graph that breaks the promise never shows an edge to a node that is not there. The
limits: what was asked for, such as the neighbours of a node, stays as it was then;
and as with all that networkx freezes, attributes are those of the graph itself.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx

from adminlaw.errors import FieldTypeError
from adminlaw.spans import DateSpan, plain_day

if TYPE_CHECKING:
    Graph = nx.MultiDiGraph[str]

_Data: TypeAlias = Mapping[str, Any]
_Row: TypeAlias = Mapping[str, Mapping[str, _Data]]


def check_graph(graph: Graph) -> None:
    """Refuse what is no graph, such as a register.

    Raises:
        FieldTypeError: it is none.
    """
    if not hasattr(graph, "nodes"):
        received = type(graph).__name__
        raise FieldTypeError("question", "graph", "networkx.MultiDiGraph", received)


def in_force(graph: Graph, day: date, *, doubtful: bool = False) -> Graph:
    """Return what is in force on *day*, as a read-only view of *graph*.

    Args:
        graph: A graph of the schema, or a view of one.
        day: The day; a node or an edge is in force if ``since <= day < until``.
        doubtful: Whether to show as well what is only possibly in force on that day.

    Returns:
        A frozen graph; its ``copy()`` is a plain one.

    Raises:
        NotADayError: *day* is not a plain day.

    Source: 《立法法》第六十一条 (from when a text is law).

    >>> graph = nx.MultiDiGraph()
    >>> change = date(2021, 7, 15)
    >>> graph.add_node("version:甲@2017-09-01", since=date(2018, 1, 1), until=change)
    >>> graph.add_node("version:甲@2021-01-22", since=change, until=None)
    >>> list(in_force(graph, change))
    ['version:甲@2021-01-22']
    """
    check_graph(graph)
    plain_day(day)
    # Made as networkx makes views of its own, so that what it does with those, such
    # as copying, reversing or narrowing them, it does with this one.
    raw: Any = graph
    view: Any = nx.freeze(nx.MultiDiGraph())
    view.graph, view._graph = raw.graph, raw  # noqa: SLF001 - where networkx has them
    view._node = nodes = _Nodes(raw._node, day, doubtful=doubtful)  # noqa: SLF001
    view._succ = _Rows(raw._succ, nodes)  # noqa: SLF001
    view._pred = _Rows(raw._pred, nodes)  # noqa: SLF001
    # What a backend makes of the view must not outlive a change of the graph.
    view.__networkx_cache__ = None
    return view  # type: ignore[no-any-return]  # its inner parts have no types


def doubted(spans: tuple[DateSpan, ...], day: date) -> bool:
    """Tell whether *day*, which is known to be one, lies in one of the spans.

    ``day in span`` says the same at three times the cost.
    """
    for span in spans:
        since, until = span.since, span.until
        if (since is None or since <= day) and (until is None or day < until):
            return True
    return False


class _Nodes(Mapping[str, _Data]):
    """The nodes that are shown, with their attributes."""

    __slots__ = ("_doubtful", "day", "every")

    def __init__(
        self, every: Mapping[str, _Data], day: date, *, doubtful: bool
    ) -> None:
        self.every, self.day, self._doubtful = every, day, doubtful

    def shows(self, data: _Data) -> bool:
        """Tell whether a node or an edge with these attributes is shown."""
        since, until = data["since"], data["until"]
        return (
            (since is None or since <= self.day)
            and (until is None or self.day < until)
            and (
                "doubt" not in data
                or self._doubtful
                or not doubted(data["doubt"], self.day)
            )
        )

    def items(self) -> ItemsView[str, _Data]:
        """Return the nodes with their attributes."""
        return _Items(self)

    def __getitem__(self, node: str) -> _Data:
        data = self.every[node]
        if not self.shows(data):
            raise KeyError(node)
        return data

    def __contains__(self, node: object) -> bool:
        data = self.every.get(node)  # type: ignore[call-overload]  # whatever it is
        return data is not None and self.shows(data)

    def __iter__(self) -> Iterator[str]:
        return (node for node, data in self.every.items() if self.shows(data))

    def __len__(self) -> int:
        return sum(map(self.shows, self.every.values()))


class _Items(ItemsView[str, _Data]):
    """Nodes with their attributes, each tested once and not once more to look it up."""

    __slots__ = ()
    _mapping: _Nodes

    def __iter__(self) -> Iterator[tuple[str, _Data]]:
        nodes = self._mapping
        return (item for item in nodes.every.items() if nodes.shows(item[1]))


class _Rows(Mapping[str, _Row]):
    """The nodes that are shown, each with its neighbours in one direction."""

    __slots__ = ("_every", "_nodes")

    def __init__(self, every: Mapping[str, _Row], nodes: _Nodes) -> None:
        self._every, self._nodes = every, nodes

    def __getitem__(self, node: str) -> _Row:
        if node not in self._nodes:
            raise KeyError(node)
        nodes, shows, day = self._nodes.every, self._nodes.shows, self._nodes.day
        row: dict[str, Mapping[str, _Data]] = {}
        for other, edges in self._every[node].items():
            kept = edges
            for data in edges.values():
                # What ``shows`` says, without a call for most edges: a sixth quicker.
                since, until = data["since"], data["until"]
                if (
                    (since is not None and since > day)
                    or (until is not None and until <= day)
                    or ("doubt" in data and not shows(data))
                ):
                    kept = {key: each for key, each in edges.items() if shows(each)}
                    break
            if kept and shows(nodes[other]):
                row[other] = kept
        return row

    def __contains__(self, node: object) -> bool:
        return node in self._nodes

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)
