"""Measure a legal-basis graph year by year: its size, its depth, what it cites.

Each year is measured on its 31 December, over what is in force on that day. A citation
is one mention in a text of law of another instrument, wherever it leads on that day:
it is counted once, though the graph has an edge for each version and each article that
it points at. The limits: the graph holds what its sources hold, so a count says as
much of the collection as of the law; nodes and edges whose validity is in doubt are
left out unless asked for, and counted apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import fmean
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx
from attrs import frozen

from adminlaw.errors import FieldValueError
from adminlaw.graph.mentions import (
    Calendar,
    Enabling,
    Lead,
    Library,
    Mention,
    Stretch,
    least_certain,
)
from adminlaw.graph.views import check_graph
from adminlaw.graph.yearly import KINDS, RANKS, Measures, Spread, YearMeasures
from adminlaw.statutes import CERTAINTY, ResolutionStatus

if TYPE_CHECKING:
    Graph = nx.MultiDiGraph[str]


def measures_by_year(
    graph: Graph, years: Iterable[int], *, doubtful: bool = False
) -> Measures:
    """Return what a graph measures on the 31 December of each of some years.

    Args:
        graph: A legal-basis graph; an edge counts by its own days, which by the schema
            lie within those of both its ends.
        years: The years, in any order; each is measured once.
        doubtful: Whether to count as well what is only possibly in force.

    Raises:
        FieldValueError: one is no year of the calendar.

    >>> from adminlaw.graph import legal_basis_graph
    >>> early, late = measures_by_year(legal_basis_graph(), [2024, 2004])
    >>> early.day, early.ranks[2] < late.ranks[2]
    (datetime.date(2004, 12, 31), True)
    """
    check_graph(graph)
    ordered = tuple(sorted({_checked(each) for each in years}))
    calendar = Calendar([date(year, 12, 31) for year in ordered])
    library = Library(graph, calendar)
    counted = _Counted(
        days=calendar.days,
        doubtful=doubtful,
        nodes=_counts(calendar, (data for _, data in graph.nodes(data=True))),
        edges=_counts(calendar, (data for _, _, data in graph.edges(data=True))),
        library=library,
        mentions=tuple(library.mentions()),
        enabling=tuple(library.enabling()),
    )
    return Measures(
        years=tuple(counted.year(at) for at in range(len(ordered))), doubtful=doubtful
    )


def _checked(year: int) -> int:
    if type(year) is not int or not date.min.year <= year <= date.max.year:
        expected = ("公历年份（1至9999）", "a year of the calendar, 1 to 9999")
        raise FieldValueError("years", year, *expected)
    return year


_Counts: TypeAlias = Mapping[tuple[Any, Stretch], int]


def _counts(calendar: Calendar, rows: Iterable[Mapping[str, Any]]) -> _Counts:
    """Return how many nodes or edges there are of a kind that last alike."""
    return Counter((data["kind"], calendar.stretch(data)) for data in rows)


@frozen(kw_only=True)
class _Counted:
    """A graph read once, from which each day is measured."""

    days: tuple[date, ...]
    doubtful: bool
    nodes: _Counts
    edges: _Counts
    library: Library
    mentions: tuple[Mention, ...]
    enabling: tuple[Enabling, ...]

    def year(self, at: int) -> YearMeasures:
        """Return what is measured on the day of an index."""
        day = self.days[at]
        instruments = self._instruments(at)
        cited = [
            (mention, leads)
            for mention in self.mentions
            if (leads := mention.on(at, doubtful=self.doubtful))
        ]
        chains = self._chains(at)
        return YearMeasures(
            year=day.year,
            day=day,
            nodes=self._by_kind(self.nodes, at),
            edges=self._by_kind(self.edges, at),
            doubtful_nodes=_in_doubt(self.nodes, at),
            doubtful_edges=_in_doubt(self.edges, at),
            instruments=_ordered(instruments.values(), "instrument_kind", KINDS),
            ranks=(ranks := _ordered(instruments.values(), "rank", RANKS)),
            enabled=len(chains),
            longest_chain=max(chains, default=0),
            mean_chain=fmean(chains) if chains else None,
            citations=len(cited),
            lapsed=self._lapsed(at),
            received=_received(cited, instruments, ranks),
            statuses=_shares(cited),
            written_age=Spread.of(self._written(cited)),
            version_age=Spread.of(self._versions(cited, day)),
            instrument_age=Spread.of(self._began(cited, day)),
        )

    def _by_kind(self, counts: _Counts, at: int) -> dict[Any, int]:
        found: dict[Any, int] = {}
        for (kind, when), number in counts.items():
            if when.on(at, doubtful=self.doubtful):
                found[kind] = found.get(kind, 0) + number
        return found

    def _instruments(self, at: int) -> dict[str, Mapping[str, Any]]:
        return {
            node: data
            for node, data in self.library.instruments.items()
            if self.library.calendar.stretch(data).on(at, doubtful=self.doubtful)
        }

    def _lapsed(self, at: int) -> int:
        """Count what texts in force cite that is not even possibly in force."""
        return sum(
            1
            for each in self.mentions
            if each.standing.on(at, doubtful=self.doubtful)
            and not each.on(at, doubtful=True)
        )

    def _chains(self, at: int) -> list[int]:
        """Return the longest chain of each instrument that is made under another."""
        links = {
            (each.made, each.under)
            for each in self.enabling
            if each.when.on(at, doubtful=self.doubtful)
        }
        longest = _longest(links)
        return [longest[each] for each in dict.fromkeys(made for made, _ in links)]

    def _written(self, cited: Sequence[_Cited]) -> list[int]:
        """Return the days from the version that was meant to that which cites it."""
        meant = (self.library.written_age(mention) for mention, _ in cited)
        return [days for days in meant if days is not None]

    def _versions(self, cited: Sequence[_Cited], day: date) -> list[int]:
        """Return the days since the version pointed at was adopted."""
        found = (self._adopted(*each, day) for each in cited)
        return [(day - adopted).days for adopted in found if adopted is not None]

    def _adopted(
        self, mention: Mention, leads: Sequence[Lead], day: date
    ) -> date | None:
        versions = {each.version for each in leads}
        if len(versions) > 1:
            return None
        version = versions.pop()
        if version is not None:
            return self.library.adopted(version)
        return self.library.adopted_on(mention.named, day)

    def _began(self, cited: Sequence[_Cited], day: date) -> list[int]:
        """Return the days since the instruments cited were first in force."""
        known = self.library.instruments
        found = (known.get(mention.named, {}).get("since") for mention, _ in cited)
        return [(day - since).days for since in found if since is not None]


_Cited: TypeAlias = tuple[Mention, tuple[Lead, ...]]


def _in_doubt(counts: _Counts, at: int) -> int:
    return sum(n for (_, when), n in counts.items() if when.doubtful >> at & 1)


def _ordered(
    rows: Iterable[Mapping[str, Any]], name: str, members: Iterable[Any]
) -> dict[Any, int]:
    """Count rows by an attribute, in the order of its members."""
    found = Counter(data.get(name) for data in rows)
    order = [*members, *found]
    return {each: found[each] for each in dict.fromkeys(order) if found[each]}


def _received(
    cited: Iterable[_Cited],
    instruments: Mapping[str, Mapping[str, Any]],
    ranks: Mapping[int | None, int],
) -> dict[int | None, float]:
    """Return the mean citations received by the instruments of each rank."""
    found = Counter(
        instruments[mention.named].get("rank")
        for mention, _ in cited
        if mention.named in instruments
    )
    return {rank: found[rank] / number for rank, number in ranks.items()}


def _shares(cited: Sequence[_Cited]) -> dict[ResolutionStatus, float]:
    """Return the share of citations by their worst status, the best first."""
    found = Counter(least_certain(leads) for _, leads in cited)
    return {each: found[each] / len(cited) for each in CERTAINTY if found[each]}


def _longest(links: Iterable[tuple[str, str]]) -> Mapping[str, int]:
    """Return the links of the longest chain that goes up from each instrument.

    >>> sorted(_longest({("细则", "条例"), ("条例", "法"), ("细则", "法")}).items())
    [('条例', 1), ('法', 0), ('细则', 2)]
    """
    graph: nx.DiGraph[str] = nx.DiGraph(links)
    # Instruments that say they are made under each other stand on one step.
    steps: Any = nx.condensation(graph)
    depth: dict[int, int] = {}
    for step in reversed(list(nx.topological_sort(steps))):
        depth[step] = max((depth[each] + 1 for each in steps.succ[step]), default=0)
    return {name: depth[step] for name, step in steps.graph["mapping"].items()}
