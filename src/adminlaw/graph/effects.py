"""Ask what an article, an instrument or an amendment touches (影响分析).

The walk goes from what was asked about to whatever rests on it: a regulation made
under a law and what rests on that, the power under an article, its benchmark, its
service item, its transfer, its open cases, the rule of the rule book. A text that only
cites it is named and not walked on from: it loses a reference, not its basis. On the
day on which one version gives way to the next, what rested on the old one is found as
well, with what it rests on now. The limits: an effect is a dependency that stands on
the graph; whether the change matters to it is for a jurist to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from adminlaw.errors import Lang
from adminlaw.graph.asking import check_asked, nodes_asked
from adminlaw.graph.paths import (
    Link,
    Path,
    contains_link,
    in_edges,
    in_span,
    instrument_of,
    link_of,
    out_edges,
)
from adminlaw.graph.schema import DEPENDS_ON_TARGET, Continuity, EdgeKind, NodeKind
from adminlaw.graph.walking import Reach, walk
from adminlaw.markup import html_table, shown_as
from adminlaw.model import SubjectKind

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]

_STEPS: Final[Mapping[EdgeKind, Any]] = MappingProxyType(
    {**dict.fromkeys(DEPENDS_ON_TARGET, "back"), EdgeKind.CONTAINS: "forth"}
)

_PARTS: Final = frozenset({NodeKind.INSTRUMENT, NodeKind.VERSION, NodeKind.PROVISION})
_MADE_UNDER: Final = frozenset({EdgeKind.ENABLED_BY, EdgeKind.IMPLEMENTS})
_MOST_SHOWN: Final = 200


@frozen(kw_only=True)
class Effect:
    """One thing that a change touches, and how it comes to that (受影响者).

    Attributes:
        node: Its node.
        kind: What it is; a text is named by its version or by the citing article.
        label: What it is called.
        path: The links from it to what was asked about, its own first.
        depth: How many links of the path say that something rests on something.
        cites: Whether it only cites what was asked about.
        now: What it rests on from the day of the question on, where the link to the
            old version ended on that day; None where it lost it.
        doubtful: Whether one of the links is only possibly in force.
    """

    node: str
    kind: NodeKind
    label: str
    path: Path
    depth: int
    cites: bool = False
    now: Link | None = None
    doubtful: bool = False

    _repr_html_ = shown_as(
        "受影响者",
        kind="类别",
        label="名称",
        depth="层数",
        cites="仅引用",
        doubtful="是否存疑",
    )

    @property
    def direct(self) -> bool:
        """Whether it rests on it by itself, and not through something else."""
        return self.depth == 1

    @property
    def continuity(self) -> Continuity | None:
        """How what it cites stands in the version that it now points at."""
        last = self.now or self.path[-1]
        return last.continuity

    def text(self, lang: Lang = "zh") -> str:
        """Return what it is, and the path."""
        way = " / ".join(each.text(lang) for each in self.path)
        now = f" ⇒ {self.now.text(lang)}" if self.now else ""
        return f"{self.kind.text(lang)} {self.label} [{self.depth}] {way}{now}"


@frozen(kw_only=True)
class Impact:
    """All that a change touches on a day (影响分析结果).

    Attributes:
        what: What was asked about, as it was asked.
        as_of: The day.
        starts: The nodes that were meant.
        effects: What is touched, by kind, the nearest first.
        citing: Articles and texts that only cite it.
    """

    what: str
    as_of: date
    starts: tuple[str, ...]
    effects: tuple[Effect, ...]
    citing: tuple[Effect, ...] = field(repr=False)

    def __iter__(self) -> Iterator[Effect]:
        return iter(self.effects)

    def __len__(self) -> int:
        return len(self.effects)

    def of(self, *kinds: NodeKind) -> tuple[Effect, ...]:
        """Return what is touched of some kinds."""
        return tuple(each for each in self.effects if each.kind in kinds)

    @property
    def direct(self) -> tuple[Effect, ...]:
        """What rests on it by itself."""
        return tuple(each for each in self.effects if each.direct)

    @property
    def open_cases(self) -> tuple[Effect, ...]:
        """The cases that are open on the day; a closed one is not touched."""
        return self.of(NodeKind.CASE)

    @property
    def clearance_candidates(self) -> tuple[Effect, ...]:
        """The documents and instruments that a clearance has to look at."""
        return self.of(NodeKind.DOCUMENT, NodeKind.VERSION)

    def text(self, lang: Lang = "zh") -> str:
        """Return every effect with its path, then what only cites."""
        lines = [f"{self.what} {self.as_of}: {len(self.effects)}"]
        lines += [f"  {each.text(lang)}" for each in self.effects]
        word = "仅引用" if lang == "zh" else "only cite it"
        lines += [f"{word}: {len(self.citing)}"]
        lines += [f"  {each.text(lang)}" for each in self.citing]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        shown = (*self.effects, *self.citing)[:_MOST_SHOWN]
        rows = [
            (
                each.kind.zh,
                each.label,
                "引用"
                if each.cites
                else "直接"
                if each.direct
                else f"第{each.depth}层",
                " → ".join((each.label, *(one.end_label for one in each.path))),
                each.now.end_label if each.now else "",
            )
            for each in shown
        ]
        more = len(self.effects) + len(self.citing) - len(rows)
        caption = f"{self.what}（{self.as_of}）" + (f"，另有{more}项" if more else "")
        return html_table(caption, ("类别", "名称", "层次", "路径", "现依据"), rows)


def impact(graph: Graph, what: str, *, as_of: date) -> Impact:
    """Return all that rests on an article, an instrument or an amendment.

    Args:
        graph: The legal-basis graph.
        what: A citation such as 《行政许可法》第十二条, any name of an instrument or
            of a register's document, or a node. A decision that amends others is
            asked about with what it amends.
        as_of: The day. On the day on which a version gives way to another one,
            what rested on either is found.

    Raises:
        UnknownInstrumentError: nothing on the graph bears the name.
        AmbiguousTitleError: several do.
        VersionError: no version of that day is on the graph.
        UnknownProvisionError: it has no such article.
        NotADayError: *as_of* is no day.

    Source: 《立法法》第一百一十六条 (clearance), 《行政处罚法》第十五条.

    >>> from adminlaw.graph import legal_basis_graph
    >>> graph = legal_basis_graph()
    >>> found = impact(graph, "《行政处罚法》第六十条", as_of=date(2022, 1, 1))
    >>> "rule:penalty.decide" in [each.node for each in found]
    True
    """
    check_asked(graph, as_of)
    asked = nodes_asked(graph, what, as_of)
    starts = tuple(dict.fromkeys(_with_amended(graph, asked, as_of)))
    walks = _walks(graph, starts, as_of)
    effects = [
        effect
        for trail in walks
        for node in trail.reach
        if (effect := trail.effect(node)) is not None
    ]
    within = [node for trail in walks[:1] for node in trail.inside()]
    citing = _citing(graph, within, as_of)
    return Impact(
        what=what,
        as_of=as_of,
        starts=starts,
        effects=tuple(sorted(_nearest(effects), key=_order)),
        citing=tuple(sorted(citing, key=_order)),
    )


_ORDER: Final = (
    NodeKind.POWER,
    NodeKind.SERVICE_ITEM,
    NodeKind.BENCHMARK,
    NodeKind.DOCUMENT,
    NodeKind.TRANSFER,
    NodeKind.SUBJECT,
    NodeKind.CASE,
    NodeKind.DECISION,
    NodeKind.RULE,
    NodeKind.VERSION,
    NodeKind.PROVISION,
    NodeKind.INSTRUMENT,
)


def _order(effect: Effect) -> tuple[int, int, str]:
    return _ORDER.index(effect.kind), effect.depth, effect.node


def _nearest(effects: list[Effect]) -> Iterator[Effect]:
    """Yield each node once, by its shortest path."""
    seen: set[str] = set()
    for each in sorted(effects, key=lambda one: one.depth):
        if each.node not in seen:
            seen.add(each.node)
            yield each


def _with_amended(graph: Graph, nodes: tuple[str, ...], day: date) -> Iterator[str]:
    """Yield nodes, what they amend, and the version that gives way to one."""
    for node in nodes:
        yield node
        for end, _ in out_edges(graph, node, EdgeKind.AMENDS):
            yield end
        for end, data in out_edges(graph, node, EdgeKind.SUPERSEDES, EdgeKind.REPEALS):
            if data["since"] == day and graph.nodes[node]["kind"] in _ENDING:
                yield end
        if graph.nodes[node]["kind"] is NodeKind.INSTRUMENT:
            yield from _marks(graph, graph.nodes[node]["title"])


_ENDING: Final = frozenset({NodeKind.VERSION, NodeKind.INSTRUMENT, NodeKind.DOCUMENT})


def _marks(graph: Graph, title: str) -> Iterator[str]:
    """Yield the marked nodes for places that an instrument does not have."""
    for node, data in graph.nodes(data=True):
        if data["kind"] is NodeKind.UNRESOLVED and data.get("title") == title:
            yield node


@frozen(kw_only=True)
class _Trail:
    """One walk, and how its starts were come to.

    Attributes:
        before: For a start that another walk led to, the path from it.
    """

    graph: Graph
    day: date
    reach: Reach
    before: Mapping[str, Path]

    def path(self, node: str) -> Path:
        """Return the links from a node to what was asked about, its own first."""
        edges = self.reach.edges(node)
        start = self.reach.path(node)[0]
        links = tuple(
            link_of(
                self.graph,
                (each.source, each.target),
                each.data,
                upward=each.data["kind"] is EdgeKind.CONTAINS,
            )
            for each in reversed(edges)
        )
        return (*links, *self.before.get(start, ()))

    def inside(self) -> Iterator[str]:
        """Yield the starts and what they contain."""
        for node, hop in self.reach.items():
            if hop.parent is None or all(
                each.data["kind"] is EdgeKind.CONTAINS
                for each in self.reach.edges(node)
            ):
                yield node

    def effect(self, node: str) -> Effect | None:
        """Return a node as an effect; None for what was asked about, and for parts."""
        data = self.graph.nodes[node]
        hop = self.reach[node]
        if data["kind"] not in _ORDER or (
            hop.parent is None and (node not in self.before or data["kind"] in _PARTS)
        ):
            return None
        if data["kind"] in _PARTS and hop.data.get("kind") is EdgeKind.CONTAINS:
            return None
        path = self.path(node)
        depth = sum(1 for each in path if each.kind is not EdgeKind.CONTAINS)
        if not depth:
            return None
        return Effect(
            node=node,
            kind=data["kind"],
            label=data["label"],
            path=path,
            depth=depth,
            now=_now(self.graph, path, self.day),
            doubtful=any(each.in_doubt(self.day) for each in path),
        )


def _now(graph: Graph, path: Path, day: date) -> Link | None:
    """Return what the last link that ended on the day was followed by."""
    ended = [each for each in path if each.until == day]
    if not ended:
        return None
    link = ended[0]
    for end, data in out_edges(graph, link.start, link.kind):
        if (
            data["source"] == link.source
            and data["offset"] == link.offset
            and _same_place(graph, link, data)
            and in_span(data, day)
        ):
            return link_of(graph, (link.start, end), data)
    return None


def _same_place(graph: Graph, link: Link, data: Mapping[str, Any]) -> bool:
    """Tell whether an edge says of a later version what a link said of this one.

    A rule of the rule book names its article anew in each of its versions.
    """
    if graph.nodes[link.start]["kind"] is NodeKind.RULE:
        return True
    return data.get("cited_place", data.get("place")) in (link.place, None)


def _walks(graph: Graph, starts: tuple[str, ...], day: date) -> list[_Trail]:
    """Return the walks from the starts, and from each instrument made under them.

    A version is reached by what it was made under; what cites its instrument as a
    whole is reached from the instrument.
    """
    before: dict[str, Path] = {}
    seen: set[str] = set(starts)
    trails: list[_Trail] = []
    waiting: tuple[str, ...] = starts
    while waiting:
        reach = walk(graph, waiting, day, steps=_STEPS, also_ended=True, doubtful=True)
        trail = _Trail(graph=graph, day=day, reach=reach, before=before)
        trails.append(trail)
        seen |= reach.keys()
        tops = {
            top: (*filter(None, (up,)), *trail.path(node))
            for node, hop in reach.items()
            if hop.parent is not None
            and hop.data["kind"] in _MADE_UNDER
            and (top := instrument_of(graph, node)) is not None
            and top not in seen
            for up in (contains_link(graph, top, node, upward=True),)
        }
        for node in reach:
            tops |= {
                power: (*path, *trail.path(node))
                for power, path in _under_right(graph, node, day)
                if power not in seen
            }
        before = {**before, **tops}
        waiting = tuple(tops)
        seen |= tops.keys()
    return trails


def _under_right(graph: Graph, node: str, day: date) -> Iterator[tuple[str, Path]]:
    """Yield the powers that an organisation holds by a right, and the links to it."""
    data = graph.nodes[node]
    if data["kind"] is not NodeKind.SUBJECT or (
        data["subject_kind"] is SubjectKind.STATUTORY
    ):
        return
    for body, right in out_edges(graph, node, EdgeKind.EXERCISED_BY):
        for power, held in in_edges(graph, body, EdgeKind.EXERCISED_BY):
            own = graph.nodes[power]["kind"] is NodeKind.POWER and not held.get("by")
            if own and in_span(held, day):
                yield (
                    power,
                    (
                        link_of(graph, (power, body), held),
                        link_of(graph, (node, body), right, upward=True),
                    ),
                )


def _citing(graph: Graph, nodes: list[str], day: date) -> list[Effect]:
    """Return the articles and texts that cite some nodes from outside of them."""
    inside = set(nodes)
    tops = {instrument_of(graph, each) for each in nodes}
    reach = walk(
        graph,
        nodes,
        day,
        steps={EdgeKind.CITES: "back"},
        depth=1,
        also_ended=True,
        doubtful=True,
    )
    found: list[Effect] = []
    for node, hop in reach.items():
        if hop.depth != 1 or node in inside or instrument_of(graph, node) in tops:
            continue
        path = tuple(
            link_of(graph, (each.source, each.target), each.data)
            for each in reach.edges(node)
        )
        found.append(
            Effect(
                node=node,
                kind=graph.nodes[node]["kind"],
                label=graph.nodes[node]["label"],
                path=path,
                depth=1,
                cites=True,
                now=_now(graph, path, day),
                doubtful=any(each.in_doubt(day) for each in path),
            )
        )
    return found
