"""Collect the citations of a graph: what one text mentions at one place, on which days.

An edge of the graph says what a mention points at in one version; a citation over
decades is many edges. Here they are one mention again, with the instrument that it
names and where it leads on each of some days. The limits: only mentions of other
instruments by texts of law; what records rest on is not a mention.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attrs import frozen

from adminlaw.graph.paths import in_doubt, in_span, instrument_of, out_edges
from adminlaw.graph.schema import Continuity, EdgeKind, NodeKind, node_key
from adminlaw.spans import DateSpan
from adminlaw.statutes import CERTAINTY, ResolutionStatus

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]

# Tuples of members compare by identity; to hash a member is a call into Python.
_NAMING: Final = (EdgeKind.CITES, EdgeKind.ENABLED_BY, EdgeKind.APPLIES)
"""Edges that a text says by naming something; what it ends or amends it does once."""

_TEXTS: Final = (NodeKind.INSTRUMENT, NodeKind.VERSION, NodeKind.PROVISION)


class Stretch(NamedTuple):
    """On which of some days something is in force, a bit for each day.

    Attributes:
        known: Days on which it is.
        doubtful: Days on which that is possible and not known.
    """

    known: int
    doubtful: int

    def on(self, at: int, *, doubtful: bool) -> bool:
        """Tell whether it counts on the day of an index."""
        days = self.known | self.doubtful if doubtful else self.known
        return bool(days >> at & 1)


class Calendar:
    """Some days in their order, and what is in force on them."""

    def __init__(self, days: Sequence[date]) -> None:
        self.days = tuple(days)
        self._found: dict[object, Stretch] = {}

    def stretch(self, data: Mapping[str, Any]) -> Stretch:
        """Return on which of the days a node or an edge is in force."""
        key = data["since"], data["until"], data.get("doubt", ())
        if key not in self._found:
            self._found[key] = self._of(*key)
        return self._found[key]

    def _of(
        self, since: date | None, until: date | None, doubt: tuple[DateSpan, ...]
    ) -> Stretch:
        days, doubtful = self._between(since, until), 0
        for span in doubt:
            doubtful |= self._between(span.since, span.until)
        return Stretch(days & ~doubtful, days & doubtful)

    def _between(self, since: date | None, until: date | None) -> int:
        """Return a bit for each day from *since* on and before *until*."""
        first = 0 if since is None else bisect_left(self.days, since)
        end = len(self.days) if until is None else bisect_left(self.days, until)
        return (1 << end) - (1 << first) if first < end else 0


@frozen(kw_only=True)
class Lead:
    """Where a mention leads on some days: one edge of the graph.

    Attributes:
        when: The days.
        status: How well what is named was found.
        version: The version that it points at; None for an instrument as a whole.
        written: Whether that is the version that was meant when it was written.
    """

    when: Stretch
    status: ResolutionStatus
    version: str | None
    written: bool


@frozen(kw_only=True)
class Mention:
    """A place in a text of law that names another instrument (引用).

    Attributes:
        start: The version, or the article of one, that names it.
        within: The instrument that this is part of.
        named: The instrument that is named, or the marked node that stands for it.
        standing: The days on which what names it is in force.
        leads: Where it leads, in each version.
    """

    start: str
    within: str
    named: str
    standing: Stretch
    leads: tuple[Lead, ...]

    def on(self, at: int, *, doubtful: bool) -> tuple[Lead, ...]:
        """Return where it leads on a day; nowhere where nothing named is in force."""
        return tuple(each for each in self.leads if each.when.on(at, doubtful=doubtful))


def least_certain(leads: Iterable[Lead]) -> ResolutionStatus:
    """Return the worst status of some leads."""
    return max((each.status for each in leads), key=CERTAINTY.index)


class Enabling(NamedTuple):
    """That an instrument is made under another one, on some days."""

    made: str
    under: str
    when: Stretch


class Library:
    """The instruments of a graph: what is part of what, which version when."""

    def __init__(self, graph: Graph, calendar: Calendar) -> None:
        self.graph, self.calendar = graph, calendar
        self.instruments: Mapping[str, Mapping[str, Any]] = {
            node: data
            for node, data in graph.nodes(data=True)
            if data["kind"] is NodeKind.INSTRUMENT
        }
        self._tops: dict[str, str | None] = {}
        self._on: dict[tuple[str, date], date | None] = {}

    def top(self, node: str) -> str | None:
        """Return the instrument that a version or an article is part of."""
        if node not in self._tops:
            found = instrument_of(self.graph, node)
            whole = found and self.graph.nodes[found]["kind"] is NodeKind.INSTRUMENT
            self._tops[node] = found if whole else None
        return self._tops[node]

    def version(self, node: str) -> str | None:
        """Return the version that an article is part of; a version is its own."""
        while self.graph.nodes[node]["kind"] is NodeKind.PROVISION:
            above = self._above(node)
            if above is None:
                return None
            node = above
        return node if self.graph.nodes[node]["kind"] is NodeKind.VERSION else None

    def _above(self, node: str) -> str | None:
        for start, edges in self.graph.pred[node].items():
            if any(each["kind"] is EdgeKind.CONTAINS for each in edges.values()):
                return start
        return None

    def adopted(self, version: str | None) -> date | None:
        """Return the day of adoption of a version."""
        if version is None:
            return None
        found: date | None = self.graph.nodes[version].get("adopted")
        return found

    def adopted_on(self, instrument: str, day: date) -> date | None:
        """Return the adoption of the one version in force on a day; else None."""
        if (instrument, day) not in self._on:
            found = [
                self.adopted(end)
                for end in self._versions(instrument)
                if in_span(data := self.graph.nodes[end], day)
                and not in_doubt(data, day)
            ]
            self._on[instrument, day] = found[0] if len(found) == 1 else None
        return self._on[instrument, day]

    def mentions(self) -> list[Mention]:
        """Return every mention of another instrument by a text of law."""
        found: dict[tuple[str, str, str, int | None], list[Lead]] = {}
        for start, end, data in self._naming():
            named = self.named(end)
            if named == self.top(start):
                continue
            # What is said at no place of a text is said by the node as a whole.
            key = start, named, data["source"], data["offset"]
            found.setdefault(key, []).append(self._lead(end, data))
        return [
            Mention(
                start=start,
                within=self.top(start) or start,
                named=named,
                standing=self.calendar.stretch(self.graph.nodes[start]),
                leads=tuple(leads),
            )
            for (start, named, _, _), leads in found.items()
        ]

    def _naming(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        nodes = self.graph.nodes
        for start, end, data in self.graph.edges(data=True):
            if data["kind"] in _NAMING and nodes[start]["kind"] in _TEXTS:
                yield start, end, data

    def named(self, node: str) -> str:
        """Return the instrument that is named by naming a node."""
        top = self.top(node)
        if top is not None:
            return top
        key = node_key(NodeKind.INSTRUMENT, self.graph.nodes[node].get("title", ""))
        return key if key in self.graph else node

    def _lead(self, end: str, data: Mapping[str, Any]) -> Lead:
        return Lead(
            when=self.calendar.stretch(data),
            status=data["status"],
            version=self.version(end),
            written=data.get("continuity") is Continuity.WRITTEN,
        )

    def written_age(self, mention: Mention) -> int | None:
        """Return the days from the adoption of what is cited to that of what cites.

        None where either is not known, or several versions may have been meant.
        """
        citing = self.adopted(self.version(mention.start))
        meant = {each.version for each in mention.leads if each.written}
        if citing is None or len(meant) > 1:
            return None
        if meant:
            cited = self.adopted(meant.pop())
        else:
            since = self.graph.nodes[mention.start]["since"] or citing
            cited = self._as_whole(mention, since)
        return (citing - cited).days if cited else None

    def _as_whole(self, mention: Mention, day: date) -> date | None:
        """Return the adoption of an instrument that was cited without a place."""
        if any(each.version for each in mention.leads):
            return None
        return self.adopted_on(mention.named, day)

    def enabling(self) -> Iterator[Enabling]:
        """Yield which instruments are made under which others."""
        for start, end, data in self.graph.edges(data=True):
            if data["kind"] is EdgeKind.ENABLED_BY:
                made, under = self.top(start), self.top(end)
                if made and under and made != under:
                    yield Enabling(made, under, self.calendar.stretch(data))

    def _versions(self, instrument: str) -> Iterator[str]:
        if self.graph.nodes[instrument]["kind"] is NodeKind.INSTRUMENT:
            for end, _ in out_edges(self.graph, instrument, EdgeKind.CONTAINS):
                yield end
