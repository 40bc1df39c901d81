"""Find norms that say different things of one matter, and which of them prevails.

Superior before inferior, then special before general and later before earlier of one
organ; where the law itself does not answer it names who decides (《立法法》第九十八条至
第一百零三条、第一百零五条、第一百零六条). All of that is data of the rule book. The
limits: that two norms differ is read from what records say of them (ranges, limits,
holders), not from their words; which of two is special is for the caller to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

from attrs import frozen

from adminlaw.errors import Lang
from adminlaw.graph.asking import check_asked
from adminlaw.graph.paths import container, in_span, instrument_of, out_edges
from adminlaw.graph.schema import EdgeKind, NodeKind
from adminlaw.graph.weighing import Prevailing, Weigh
from adminlaw.markup import html_table, shown_as
from adminlaw.rulebook import (
    Rulebook,
    load_rulebook,
)

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]


@frozen(kw_only=True)
class Conflict:
    """Two records that say different things of one matter (规范冲突).

    Attributes:
        matter: What both are about.
        first: Node of the one record.
        second: Node of the other.
        first_says: What the one says.
        second_says: What the other says.
        answer: Which basis prevails; None where one of them has none in force.
    """

    matter: str
    first: str
    second: str
    first_says: str
    second_says: str
    answer: Prevailing | None

    _repr_html_ = shown_as(
        "规范冲突",
        matter="事项",
        first="甲",
        first_says="甲的内容",
        second="乙",
        second_says="乙的内容",
        answer="适用",
    )

    def text(self, lang: Lang = "zh") -> str:
        """Return the conflict and its answer."""
        answer = self.answer.text(lang) if self.answer else "?"
        return (
            f"{self.matter}: {self.first} {self.first_says} / "
            f"{self.second} {self.second_says} → {answer}"
        )


@frozen(kw_only=True)
class Conflicts:
    """What contradicts each other on a day (规范冲突核查结果).

    Attributes:
        as_of: The day.
        conflicts: Each pair of records once.
    """

    as_of: date
    conflicts: tuple[Conflict, ...]

    def __iter__(self) -> Iterator[Conflict]:
        return iter(self.conflicts)

    def __len__(self) -> int:
        return len(self.conflicts)

    def text(self, lang: Lang = "zh") -> str:
        """Return a line for each conflict."""
        return "\n".join(each.text(lang) for each in self.conflicts)

    def _repr_html_(self) -> str:
        rows = [
            (
                each.matter,
                f"{each.first} {each.first_says}",
                f"{each.second} {each.second_says}",
                each.answer.text("zh") if each.answer else "依据不明",
            )
            for each in self.conflicts
        ]
        caption = f"规范冲突（{self.as_of}）"
        return html_table(caption, ("事项", "一", "二", "适用"), rows)


def conflicts(
    graph: Graph, *, as_of: date, rulebook: Rulebook | None = None
) -> Conflicts:
    """Return the records that contradict each other, and which basis prevails.

    Compared are benchmarks of one power by their statutory ranges, service items of
    one matter by their statutory limits, and powers of one matter that different
    instruments give to different bodies.

    Args:
        graph: The legal-basis graph.
        as_of: The day.
        rulebook: The rules on what prevails; those that ship, by default.

    Raises:
        NotADayError: *as_of* is no day.

    Source: 《立法法》第九十八条至第一百零三条、第一百零五条、第一百零六条.
    """
    check_asked(graph, as_of)
    scale = Weigh(graph, rulebook or load_rulebook(), as_of)
    found = [
        Conflict(
            matter=matter,
            first=first,
            second=second,
            first_says=says[0],
            second_says=says[1],
            answer=_of_records(graph, (first, second), as_of, scale),
        )
        for matter, first, second, says in _pairs(graph, as_of)
    ]
    return Conflicts(as_of=as_of, conflicts=tuple(found))


_Pair = tuple[str, str, str, tuple[str, str]]


def _pairs(graph: Graph, day: date) -> Iterator[_Pair]:
    """Yield pairs of records that say different things of one matter."""
    live = [(n, d) for n, d in graph.nodes(data=True) if in_span(d, day)]
    for node, data in live:
        if data["kind"] is NodeKind.POWER:
            guides = [
                (each, graph.nodes[each].get("content", ""))
                for each in _guides(graph, node, day)
            ]
            yield from _differing(data["label"], guides)
    items = [(n, d) for n, d in live if d["kind"] is NodeKind.SERVICE_ITEM]
    for matter, members in _by_matter(items).items():
        said = [(each, graph.nodes[each].get("content", "")) for each in members]
        yield from _differing(matter, said)
    powers = [(n, d) for n, d in live if d["kind"] is NodeKind.POWER]
    for matter, members in _by_matter(powers).items():
        held = [(each, _holders(graph, each, day)) for each in members]
        yield from (
            pair
            for pair in _differing(matter, held)
            if _tops(graph, pair[1], day).isdisjoint(_tops(graph, pair[2], day))
        )


def _guides(graph: Graph, power: str, day: date) -> list[str]:
    """Return the benchmarks of a power."""
    return [
        start
        for start in graph.pred[power]
        if graph.nodes[start]["kind"] is NodeKind.BENCHMARK
        and any(
            in_span(data, day) and data["kind"] is EdgeKind.IMPLEMENTS
            for data in graph.pred[power][start].values()
        )
    ]


def _by_matter(
    records: Iterable[tuple[str, Mapping[str, Any]]],
) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node, data in records:
        found.setdefault(data["subject_matter"], []).append(node)
    return found


def _differing(matter: str, said: Sequence[tuple[str, str]]) -> Iterator[_Pair]:
    """Yield the pairs that both say something, and not the same."""
    for (first, one), (second, other) in combinations(said, 2):
        if one and other and one != other:
            yield matter, first, second, (one, other)


def _holders(graph: Graph, power: str, day: date) -> str:
    return "、".join(
        graph.nodes[end]["label"]
        for end, data in out_edges(graph, power, EdgeKind.EXERCISED_BY)
        if not data.get("by") and in_span(data, day)
    )


def _tops(graph: Graph, record: str, day: date) -> set[str]:
    """Return the instruments in force that a record rests on."""
    named = {
        top
        for end, data in out_edges(graph, record, EdgeKind.BASED_ON)
        if in_span(data, day) and (top := instrument_of(graph, end))
    }
    above = container(graph, record)
    return named or ({above} if above else set())


def _of_records(
    graph: Graph, records: tuple[str, str], day: date, scale: Weigh
) -> Prevailing | None:
    """Weigh the bases of two records: of several the one of the highest rank."""
    tops = [_highest(graph, _tops(graph, each, day)) for each in records]
    first, second = tops
    if first is None or second is None or first == second:
        return None
    return scale.weigh((first, second), None)


def _highest(graph: Graph, tops: Iterable[str]) -> str | None:
    return min(
        sorted(tops),
        key=lambda each: graph.nodes[each].get("rank") or len(NodeKind),
        default=None,
    )
