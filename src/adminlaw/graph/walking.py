"""Walk a graph along edges in force on a day, and keep the way back.

A walk goes level by level, so that the way to each node is a shortest one, in the
order in which the graph was built, so that it is the same each time. Dates are tested
while it goes: by the schema an edge is in force only while both its ends are, so that
edges are all that is tested, and of those none to a node that was reached before. The
limits: one way to a node is kept, not all of them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

import networkx as nx
from attrs import frozen

from adminlaw.errors import UnknownCodeError
from adminlaw.graph.schema import EdgeKind
from adminlaw.graph.views import doubted
from adminlaw.spans import plain_day

if TYPE_CHECKING:
    Graph = nx.MultiDiGraph[str]

Direction: TypeAlias = Literal["back", "forth"]
"""From the target of an edge to its source, or from its source to its target."""

_DIRECTIONS: Final = ("back", "forth")
_Rows: TypeAlias = Mapping[str, Mapping[str, Mapping[Hashable, Mapping[str, Any]]]]


class Hop(NamedTuple):
    """How a walk came to a node.

    Attributes:
        parent: The node before; None where the walk began.
        key: Key of the edge between the two; None where the walk began.
        data: Attributes of that edge, as they are on the graph.
        depth: How many edges from where the walk began.
    """

    parent: str | None
    key: Hashable
    data: Mapping[str, Any]
    depth: int


class Edge(NamedTuple):
    """An edge as it stands on the graph, whichever way a walk took it."""

    source: str
    target: str
    key: Hashable
    data: Mapping[str, Any]


_DAY: Final = timedelta(days=1)
_START: Final = Hop(None, None, {}, 0)


@frozen(eq=False, repr=False)
class Reach(Mapping[str, Hop]):
    """What a walk reached, in the order in which it did; its starts are at depth 0.

    Attributes:
        hops: Each node with how the walk came to it.
        steps: Which way it took edges of each kind.
    """

    hops: Mapping[str, Hop]
    steps: Mapping[EdgeKind, Direction]

    def path(self, node: str) -> tuple[str, ...]:
        """Return the nodes of the way to *node*, from a start on.

        Raises:
            KeyError: the walk did not reach it.
        """
        nodes = [node]
        while (parent := self.hops[nodes[-1]].parent) is not None:
            nodes.append(parent)
        return tuple(reversed(nodes))

    def edges(self, node: str) -> tuple[Edge, ...]:
        """Return the edges of the way to *node*, each as it stands on the graph.

        Raises:
            KeyError: the walk did not reach it.
        """
        return tuple(self._edge(each) for each in self.path(node)[1:])

    def _edge(self, node: str) -> Edge:
        parent, key, data, _ = self.hops[node]
        ends = (parent or "", node)
        if self.steps[data["kind"]] == "back":
            ends = ends[::-1]
        return Edge(*ends, key, data)

    def __getitem__(self, node: str) -> Hop:
        return self.hops[node]

    def __iter__(self) -> Iterator[str]:
        return iter(self.hops)

    def __len__(self) -> int:
        return len(self.hops)

    def __repr__(self) -> str:
        return f"<Reach of {len(self)} nodes>"


def walk(  # noqa: PLR0913 - each is a fact or an option of the question
    graph: Graph,
    starts: Iterable[str],
    day: date,
    *,
    steps: Mapping[EdgeKind, Direction],
    also_ended: bool = False,
    doubtful: bool = False,
    depth: int | None = None,
) -> Reach:
    """Return all that is reached from some nodes over edges in force on *day*.

    Args:
        graph: A graph of the schema.
        starts: Where to begin, in force or not.
        day: The day.
        steps: Which way to take edges of each kind; those of other kinds are left.
        also_ended: Whether to take edges that end on *day* as well, that is, were in
            force until the day before: what a repeal of that day cuts off.
        doubtful: Whether to take edges that are only possibly in force as well.
        depth: How many edges to go at most; None for as far as they lead.

    Raises:
        NotADayError: *day* is not a plain day.
        NodeNotFound: a start is not on the graph (from networkx).
        UnknownCodeError: a way is neither ``back`` nor ``forth``.

    >>> graph = nx.MultiDiGraph()
    >>> edge = {"kind": EdgeKind.BASED_ON, "since": None, "until": None}
    >>> _ = graph.add_edge("power:p1", "provision:甲#5", **edge)
    >>> steps = {EdgeKind.BASED_ON: "back"}
    >>> walk(graph, ["provision:甲#5"], date(2021, 7, 15), steps=steps).path("power:p1")
    ('provision:甲#5', 'power:p1')
    """
    plain_day(day)
    raw: Any = graph
    # Nothing was in force before the first day of the calendar.
    ended = day if also_ended and day > date.min else None
    walked = _Walk(dict.fromkeys(starts, _START), day, doubtful, ended)
    for node in walked.hops:
        if node not in graph:
            raise nx.NodeNotFound(node)
    ways = (
        (raw._pred, _kinds(steps, "back")),  # noqa: SLF001 - what ``pred`` wraps
        (raw._succ, _kinds(steps, "forth")),  # noqa: SLF001 - what ``succ`` wraps
    )
    level = list(walked.hops)
    while level and (depth is None or walked.hops[level[0]].depth < depth):
        level = [node for way in ways for node in walked.onward(level, *way)]
    return Reach(walked.hops, dict(steps))


def _kinds(
    steps: Mapping[EdgeKind, Direction], direction: Direction
) -> tuple[EdgeKind, ...]:
    """Return the kinds of edges that are taken one way."""
    for each in steps.values():
        if each not in _DIRECTIONS:
            raise UnknownCodeError(each, "Direction", _DIRECTIONS)
    # A tuple compares by identity; the hash of a member is a call into Python.
    return tuple(kind for kind, each in steps.items() if each == direction)


@frozen
class _Walk:
    """A walk under way: what was reached so far, and which edges count."""

    hops: dict[str, Hop]
    day: date
    doubtful: bool
    ended: date | None

    def takes(self, data: Mapping[str, Any]) -> bool:
        """Tell whether an edge counts."""
        day, since, until = self.day, data["since"], data["until"]
        if since is not None and day < since:
            return False
        if until is not None and until <= day:
            if until != self.ended or since == until:
                return False
            day -= _DAY  # its last one, of which there may be doubt
        return self.doubtful or "doubt" not in data or not doubted(data["doubt"], day)

    def onward(
        self, level: Sequence[str], rows: _Rows, kinds: Sequence[EdgeKind]
    ) -> list[str]:
        """Go on from the nodes of a level, one way; return those reached anew."""
        hops, takes, reached = self.hops, self.takes, []
        depth = hops[level[0]].depth + 1
        for node in level if kinds else ():
            for other, edges in rows[node].items():
                if other in hops:
                    continue
                for key, data in edges.items():
                    if data["kind"] in kinds and takes(data):
                        hops[other] = Hop(node, key, data, depth)
                        reached.append(other)
                        break
        return reached
