"""The graph on a day: a view against networkx's own and a copy; a walk against both.

Run with ``make bench``; ``--large`` adds a graph of a million nodes. The graphs are
invented by the schema, with three edges a node: instruments contain versions and those
provisions, powers rest on provisions, and provisions cite older ones, the oldest most
often. All sides answer the same questions in one process and have to agree, and the
ratios can be looked at anywhere. Where ``ADMINLAW_CORPUS`` names a folder, the
national graph is built from it, and ``impact`` is asked of it.
"""

from __future__ import annotations

import os
import random
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import chain, zip_longest
from typing import Any

import networkx as nx

import adminlaw as al
from adminlaw.graph.schema import (
    EdgeKind,
    NodeKind,
    node_key,
    provision_key,
    version_key,
)
from adminlaw.graph.validity import Validity
from adminlaw.graph.views import in_force
from adminlaw.graph.walking import Direction, walk
from adminlaw.model import Confidence
from adminlaw.statutes import ResolutionStatus

SIZES = (10_000, 100_000)
LARGE = 1_000_000
RUNS = 5
DAY = date(2021, 7, 15)
BEGINNINGS = [date(1990 + n // 12, n % 12 + 1, 1) for n in range(400)]
"""The days on which something begins; nodes share them, as those of a corpus do."""

VERSIONS, ARTICLES, POWERS = 2, 20, 20
"""Of an instrument: its versions, the articles of each, the powers that rest on one."""

CONTAINS = EdgeKind.CONTAINS
ASKED = "《行政许可法》第十二条"
NODE = re.compile("provision:中华人民共和国行政许可法@.*#12")
AS_OF = date(2025, 6, 30)
BACK: dict[EdgeKind, Direction] = dict.fromkeys(EdgeKind, "back")
FORTH: dict[EdgeKind, Direction] = dict.fromkeys(EdgeKind, "forth")
SAID = {
    "offset": 1,
    "confidence": Confidence.HIGH,
    "status": ResolutionStatus.EXACT,
}

Graph = Any
Ends = tuple[str, str, EdgeKind]
Answer = tuple[float, Any]
"""Milliseconds, and what was answered."""


class Invention:
    """A graph that is made up, instrument by instrument.

    Attributes:
        graph: What was drawn so far.
        days: The days of each node.
        last: The last instrument.
        places: Every article, oldest instruments first, as the nodes of its versions.
    """

    def __init__(self, nodes: int) -> None:
        self.chance = random.Random(1)  # noqa: S311 - nothing secret is drawn
        self.graph: Graph = nx.MultiDiGraph()
        self.days: dict[str, Validity] = {}
        self.last = ""
        self.places: list[tuple[str, ...]] = []
        for number in range(nodes // (1 + VERSIONS * (1 + ARTICLES) + POWERS)):
            for start, end, kind in self.draw(f"某省第{number}号条例"):
                self.edge(start, end, kind)

    def draw(self, title: str) -> Iterator[Ends]:
        """Draw the nodes of an instrument and of its powers; yield their edges."""
        first = self.chance.randrange(len(BEGINNINGS) // 2)
        changes = self.chance.sample(BEGINNINGS[first + 1 :], VERSIONS - 1)
        begins = [BEGINNINGS[first], *sorted(changes)]
        whole = node_key(NodeKind.INSTRUMENT, title)
        self.last = self.node(NodeKind.INSTRUMENT, whole, begins[0])
        texts = []
        for since, until in zip_longest(begins, begins[1:]):
            version = version_key(title, since)
            yield whole, self.node(NodeKind.VERSION, version, since, until), CONTAINS
            articles = [provision_key(title, since, (n, 0)) for n in range(ARTICLES)]
            for article in articles:
                self.node(NodeKind.PROVISION, article, since, until)
                yield version, article, CONTAINS
            texts.append(articles)
        places = list(zip(*texts, strict=True))
        # Each article cites an older one, and every third of them two.
        for article in chain(*places, *places[::3]) if self.places else ():
            older = int(len(self.places) * self.chance.random() ** 2)
            yield from ((article, each, EdgeKind.CITES) for each in self.places[older])
        for number in range(POWERS):
            power = node_key(NodeKind.POWER, f"{title}-{number}")
            self.node(NodeKind.POWER, power, begins[0])
            basis = self.chance.choice(places)
            yield from ((power, each, EdgeKind.BASED_ON) for each in basis)
        self.places += places

    def node(
        self, kind: NodeKind, key: str, since: date, until: date | None = None
    ) -> str:
        """Draw a node with what every node has."""
        self.days[key] = Validity(since, until)
        self.graph.add_node(
            key, kind=kind, label=key, since=since, until=until, source=key
        )
        return key

    def edge(self, start: str, end: str, kind: EdgeKind) -> None:
        """Draw an edge with what every edge has, in force while both its ends are."""
        days = self.days[start].meet(self.days[end])
        self.graph.add_edge(
            start,
            end,
            f"{kind.code}#0",
            kind=kind,
            since=days.since,
            until=days.until,
            source=start,
            **SAID,
        )

    def in_force(self, place: int) -> str:
        """Return the node of an article, by its place among all, on the day."""
        return next(each for each in self.places[place] if DAY in self.days[each])


def filtered(graph: Graph) -> Graph:
    """Return the view that networkx has for this, with filters as quick as may be."""
    nodes, edges = graph._node, graph._adj  # noqa: SLF001 - its views would cost more

    def stands(data: dict[str, Any]) -> bool:
        since, until = data["since"], data["until"]
        return (
            (since is None or since <= DAY)
            and (until is None or until > DAY)
            and not any(DAY in span for span in data.get("doubt", ()))
        )

    return nx.subgraph_view(
        graph,
        filter_node=lambda node: stands(nodes[node]),
        filter_edge=lambda start, end, key: stands(edges[start][end][key]),
    )


SIDES: dict[str, Callable[[Graph], Graph]] = {
    "whole": lambda graph: graph,
    "view": lambda graph: in_force(graph, DAY),
    "nx view": filtered,
    "copy": lambda graph: in_force(graph, DAY).copy(),
}
"""The graph of all days, for comparison; ours; that of networkx; a copy of ours."""


def timed(ask: Callable[..., Any], *given: Any, runs: int = 1) -> Answer:  # noqa: ANN401
    """Return the milliseconds of the best of some runs, and the answer."""
    best, answer = float("inf"), None
    for _ in range(runs):
        begun = time.perf_counter()
        answer = ask(*given)
        best = min(best, time.perf_counter() - begun)
    return best * 1000, answer


def peak() -> str:
    """Return the most memory that this process has had so far."""
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit:,.0f} MiB"


def compare(size: int) -> None:
    """Print what each side takes for each question on a graph of a size."""
    took, made = timed(Invention, size)
    graph, famous, last = made.graph, made.in_force(0), made.last
    counted = f"{len(graph):,} nodes, {graph.number_of_edges():,} edges"
    print(f"\n{counted}, built in {took / 1000:.1f} s, {peak()}")
    print(f"{'milliseconds':12}" + "".join(f"{side:>10}" for side in (*SIDES, "walk")))
    sides = [timed(make, graph) for make in SIDES.values()]
    print(f"{'making it':12}" + "".join(f"{took:10.2f}" for took, _ in sides))
    graphs, runs = [each for _, each in sides], RUNS if size < LARGE else 1
    for name, ask in (("nodes", list), ("edges", all_edges)):
        show(name, [timed(ask, each, runs=runs) for each in graphs])
    for name, search, steps, start in (
        ("descendants", nx.descendants, FORTH, last),
        ("ancestors", nx.ancestors, BACK, famous),
    ):
        answers = [timed(search, each, start, runs=runs) for each in graphs]
        reach = timed(partial(walk, steps=steps), graph, [start], DAY, runs=runs)
        show(name, [*answers, (reach[0], reach[1].keys() - {start})])
    print(f"with the copy {peak()}")


def all_edges(graph: Graph) -> list[tuple[str, str, str]]:
    """Return every edge by its ends and its key."""
    return list(graph.edges(keys=True))


def show(name: str, answers: list[Answer]) -> None:
    """Print the times of one question; the sides that know the day have to agree."""
    times = [took for took, _ in answers]
    every, *found = (set(answer) for _, answer in answers)
    if any(each != found[0] for each in found):
        sys.exit(f"the sides disagree: {name}")
    print(f"{name:12}" + "".join(f"{took:10.2f}" for took in times))
    whole, view, networkx, _, *walked = times
    print(f"{'':12}{len(found[0]):,} of {len(every):,}; the view takes", end=" ")
    print(
        f"{view / networkx:.2f} of networkx's, {view / whole:.1f} of all days", end=""
    )
    for own in walked:
        print(f"; the walk {own / view:.2f} and {own / whole:.1f}", end="")
    print()


def national() -> None:
    """Print how long the national graph takes, and a question to it."""
    named = os.environ.get("ADMINLAW_CORPUS", "")
    if not named:
        print("\nADMINLAW_CORPUS is not set: the national graph is not measured")
        return
    reading, corpus = timed(al.read_corpus, named)
    building, graph = timed(partial(al.legal_basis_graph, corpus=corpus))
    counted = f"{len(graph):,} nodes, {graph.number_of_edges():,} edges, {peak()}"
    print(f"\nnational graph: {counted}")
    print(f"built in {building / 1000:.1f} s; corpus read in {reading / 1000:.1f} s")
    asked, _ = timed(partial(al.impact, as_of=AS_OF), graph, ASKED, runs=RUNS)
    print(f"impact of {ASKED} {asked:.1f} ms")
    node = next(each for each in in_force(graph, AS_OF) if NODE.fullmatch(each))
    for search in (nx.descendants, nx.ancestors):
        bare, found = timed(search, graph, node, runs=RUNS)
        print(f"{search.__name__} of it, of all days: {len(found):,} in {bare:.1f} ms")


def main(*options: str) -> None:
    """Compare the sides on graphs of growing size, then ask the national one."""
    for size in (*SIZES, LARGE) if "--large" in options else SIZES:
        compare(size)
    national()


if __name__ == "__main__":
    main(*sys.argv[1:])
