"""Follow a power up to the law: power, article, instrument, enabling law (依据链).

Every path is kept, also one that breaks; the weakest link of the strongest path is
what the power hangs by (《行政处罚法》第四条, 《行政许可法》第四条: no power without a
basis in law). The limits: what the graph does not hold ends a path.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from attrs import frozen

from adminlaw.errors import Lang
from adminlaw.graph.asking import check_asked, record_or_law
from adminlaw.graph.paths import (
    Link,
    Path,
    basis_key,
    contains_link,
    in_edges,
    in_span,
    instrument_of,
    link_of,
    out_edges,
)
from adminlaw.graph.schema import RECORD_KINDS, EdgeKind, NodeKind
from adminlaw.markup import html_table
from adminlaw.statutes import InstrumentKind

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]

_LAW: Final = InstrumentKind.LAW.rank or 0
_OF_LAW: Final = frozenset({NodeKind.INSTRUMENT, NodeKind.VERSION, NodeKind.PROVISION})
_DEEPEST: Final = 12
"""Links of the longest path that is followed."""


@frozen(kw_only=True)
class BasisChain:
    """The paths from a power, or another record, up to the law (依据链).

    Attributes:
        node: What was asked about.
        label: What it is called.
        as_of: The day of the question.
        paths: Every path, the strongest first.
        reaches_law: Whether the strongest path leads up to a law or the Constitution.
    """

    node: str
    label: str
    as_of: date
    paths: tuple[Path, ...]
    reaches_law: bool = False

    @property
    def weakest(self) -> Link | None:
        """The weakest link of the strongest path; None where there is no basis."""
        return self._weakest_of(self.paths[0]) if self.paths else None

    def _weakest_of(self, path: Path) -> Link:
        return max(path, key=lambda link: link.weakness(self.as_of))

    @property
    def sound(self) -> bool:
        """Whether every link of the strongest path holds, and it leads up to a law."""
        weakest = self.weakest
        if weakest is None or not self.reaches_law:
            return False
        return weakest.weakness(self.as_of)[:3] == (0, 0, 0)

    def text(self, lang: Lang = "zh") -> str:
        """Return every path, one link a line, and the weakest link."""
        lines = [f"{self.label} {self.as_of}"]
        for number, path in enumerate(self.paths, 1):
            lines += [f"{number}. {path[0].text(lang)}"]
            lines += [f"   {link.text(lang)}" for link in path[1:]]
        named = "最弱一环" if lang == "zh" else "weakest link"
        if self.weakest:
            lines.append(f"{named}: {self.weakest.text(lang)}")
        else:
            lines.append("没有依据" if lang == "zh" else "no basis is recorded")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [
            (
                str(number),
                link.kind.zh,
                link.end_label if not link.upward else link.start_label,
                link.place,
                f"{link.since or '…'} 至 {link.until or '…'}",
                link.status.zh,
                "最弱" if link is self.weakest else "",
            )
            for number, path in enumerate(self.paths, 1)
            for link in path
        ]
        heads = ("路径", "关系", "到", "条款", "有效", "结果", "")
        return html_table(f"{self.label}（{self.as_of}）", heads, rows)


def basis_chain(graph: Graph, power: str, *, as_of: date) -> BasisChain:
    """Return every path from a power, another record or an instrument up to the law.

    Args:
        graph: The legal-basis graph.
        power: Register id of a power, the key of any node that rests on law, or the
            title of an instrument, whose paths are what it was made under.
        as_of: The day on which the paths are judged.

    Raises:
        UnknownRecordError: the graph has no such record, and no such instrument.
        AmbiguousTitleError: several instruments bear the title.
        NotADayError: *as_of* is no day.

    Source: 《行政处罚法》第四条, 《行政许可法》第四条.

    >>> from adminlaw.graph import legal_basis_graph
    >>> chain = basis_chain(
    ...     legal_basis_graph(), "rule:penalty.decide", as_of=date(2022, 1, 1)
    ... )
    >>> chain.paths[0][0].end_label, chain.sound
    ('行政处罚法第六十条', True)
    """
    check_asked(graph, as_of)
    node = record_or_law(graph, power, (*RECORD_KINDS, NodeKind.RULE))
    of_law = graph.nodes[node]["kind"] in _OF_LAW
    paths = list((_paths_of_law if of_law else _paths)(graph, node, as_of))

    def strength(path: Path) -> tuple[tuple[int, ...], bool, int]:
        worst = max(link.weakness(as_of) for link in path)
        return worst, not _reaches_law(graph, path), len(path)

    ordered = tuple(sorted(paths, key=strength))
    return BasisChain(
        node=node,
        label=graph.nodes[node]["label"],
        as_of=as_of,
        paths=ordered,
        reaches_law=bool(ordered) and _reaches_law(graph, ordered[0]),
    )


def _reaches_law(graph: Graph, path: Path) -> bool:
    """Tell whether a path comes to a law or the Constitution."""
    passed = (each.start if each.upward else each.end for each in path)
    ranks = (graph.nodes[each].get("rank") for each in passed)
    return any(rank is not None and rank <= _LAW for rank in ranks)


def _paths(graph: Graph, node: str, day: date) -> Iterator[Path]:
    """Yield the paths that begin with what a record rests on."""
    edges = list(out_edges(graph, node, EdgeKind.BASED_ON))
    # Of one basis the version of the day counts; the others are shown if none does.
    current = {basis_key(data) for _, data in edges if in_span(data, day)}
    for end, data in edges:
        if in_span(data, day) or basis_key(data) not in current:
            first = link_of(graph, (node, end), data)
            for rest in _upwards(graph, end, day, (node, end)):
                yield (first, *rest)


def _paths_of_law(graph: Graph, node: str, day: date) -> Iterator[Path]:
    """Yield the paths from an instrument, a version or an article that go beyond it."""
    top = instrument_of(graph, node) or node
    for path in _upwards(graph, node, day, (node, top)):
        if any(link.kind is not EdgeKind.CONTAINS for link in path):
            yield path


def _upwards(
    graph: Graph, node: str, day: date, seen: tuple[str, ...]
) -> Iterator[Path]:
    """Yield how a node goes on up: what contains it, under what it was made."""
    if len(seen) > _DEEPEST:
        yield ()
        return
    up = _contained(graph, node)
    if up:
        path, top = up
        for rest in _made_under(graph, (top, path), day, seen):
            yield (*path, *rest)
        return
    yield from _made_under(graph, (node, ()), day, seen)


def _contained(graph: Graph, node: str) -> tuple[Path, str] | None:
    """Return the links from an article or a version up to its instrument."""
    links: list[Link] = []
    while graph.nodes[node]["kind"] in (NodeKind.PROVISION, NodeKind.VERSION):
        found = next(in_edges(graph, node, EdgeKind.CONTAINS), None)
        if found is None:
            break
        above, data = found
        links.append(link_of(graph, (above, node), data, upward=True))
        node = above
    return (tuple(links), node) if links else None


def _made_under(
    graph: Graph, at: tuple[str, Path], day: date, seen: tuple[str, ...]
) -> Iterator[Path]:
    """Yield the links from an instrument to what it was made under, and on."""
    node, path = at
    versions = [link.end for link in path if link.end.startswith("version:")]
    if not versions and graph.nodes[node]["kind"] is NodeKind.INSTRUMENT:
        versions = [
            end
            for end, data in out_edges(graph, node, EdgeKind.CONTAINS)
            if in_span(data, day)
        ]
    starts = (*versions, node)
    found = False
    for start in starts:
        for end, data in out_edges(
            graph, start, EdgeKind.ENABLED_BY, EdgeKind.BASED_ON
        ):
            top = instrument_of(graph, end) or end
            if end in seen or top in seen or (top == node):
                continue
            found = True
            first = (
                *_down(graph, node, start, path),
                link_of(graph, (start, end), data),
            )
            for rest in _upwards(graph, end, day, (*seen, end, top)):
                yield (*first, *rest)
    if not found:
        yield ()


def _down(graph: Graph, node: str, version: str, path: Path) -> Path:
    """Return the link from an instrument to a version that the path does not hold."""
    if version == node or any(link.end == version for link in path):
        return ()
    link = contains_link(graph, node, version)
    return (link,) if link else ()
