"""The measures of a legal-basis graph, as they are given back: year by year.

Each field says in which unit it is. The rows are flat, so that any library of tables
takes them. The limits: what a number counts is said by ``adminlaw.graph.measuring``,
which finds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from statistics import quantiles
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from adminlaw.errors import Lang
from adminlaw.graph.schema import EdgeKind, NodeKind
from adminlaw.markup import html_table
from adminlaw.statutes import InstrumentKind, ResolutionStatus

_YEAR: Final = 365.2425
"""Days of a mean calendar year."""

_Cell: TypeAlias = str | int | float | date | None


@frozen(kw_only=True)
class Spread:
    """How numbers are spread (分布).

    Attributes:
        lower: A quarter of them is at most this; in years.
        median: Half of them is at most this; in years.
        upper: Three quarters of them are at most this; in years.
        number: How many there are.
    """

    lower: float
    median: float
    upper: float
    number: int

    @classmethod
    def of(cls, days: Sequence[int]) -> Spread | None:
        """Return how lengths of time are spread; None where there are none.

        Args:
            days: Lengths in days; quartiles between two of them are interpolated.

        >>> Spread.of([0, 365, 730]).median
        0.9993360575508052
        """
        if not days:
            return None
        cuts = quantiles(days, method="inclusive") if len(days) > 1 else [days[0]] * 3
        lower, median, upper = (each / _YEAR for each in cuts)
        return cls(lower=lower, median=median, upper=upper, number=len(days))


@frozen(kw_only=True)
class YearMeasures:
    """What a graph measures on the last day of a year (年度指标).

    Attributes:
        year: The year.
        day: Its 31 December, on which everything is measured.
        nodes: Nodes in force, by kind.
        edges: Edges in force, by kind.
        doubtful_nodes: Nodes that are only possibly in force on the day.
        doubtful_edges: Edges that are only possibly in force on the day.
        instruments: Instruments in force, by kind; None for an unknown one.
        ranks: Instruments in force, by rank, 1 the highest; None for those without.
        enabled: Instruments in force of which it is known under what they were made.
        longest_chain: Links of the longest chain of instruments, each made under the
            next; those made under each other count as one.
        mean_chain: Mean links of the longest chain of each instrument of ``enabled``;
            None where there is none.
        citations: Citations in force, those inside one instrument left out.
        lapsed: Citations by texts in force of which nothing that they cite is.
        received: Mean citations received by an instrument, by its rank: citations in
            force for each instrument of ``ranks``.
        statuses: Share of the citations in force by how well they were found, from 0
            to 1; of one that names several places the worst counts.
        written_age: Years from the adoption of the version cited to that of the
            version citing, where both are known; below 0 for what was cited before
            it was adopted.
        version_age: Years from the adoption of the version that the citation points
            at on the day, to the day.
        instrument_age: Years from the first day in force of the instrument cited to
            the day.
    """

    year: int
    day: date
    nodes: Mapping[NodeKind, int]
    edges: Mapping[EdgeKind, int]
    doubtful_nodes: int
    doubtful_edges: int
    instruments: Mapping[InstrumentKind | None, int]
    ranks: Mapping[int | None, int]
    enabled: int
    longest_chain: int
    mean_chain: float | None
    citations: int
    lapsed: int
    received: Mapping[int | None, float]
    statuses: Mapping[ResolutionStatus, float]
    written_age: Spread | None
    version_age: Spread | None
    instrument_age: Spread | None

    def row(self) -> dict[str, _Cell]:
        """Return the measures as one flat row; a mapping gives a column a member.

        The columns are the same in every year: what was not found is 0, or None.
        """
        plain = ("year", "day", "doubtful_nodes", "doubtful_edges", "enabled")
        more = ("longest_chain", "mean_chain", "citations", "lapsed")
        cells = {name: getattr(self, name) for name in (*plain, *more)}
        for name, members in _MEMBERS.items():
            found = getattr(self, name)
            missing = None if name in _MEANS else 0
            for each in members:
                cells[f"{name}.{_code(each)}"] = found.get(each, missing)
        for name in _SPREADS:
            spread = getattr(self, name)
            for part in ("lower", "median", "upper", "number"):
                cells[f"{name}.{part}"] = getattr(spread, part, None)
        return cells


KINDS: Final = (*InstrumentKind, None)
RANKS: Final = (
    *sorted({each.rank for each in InstrumentKind if each.rank is not None}),
    None,
)
_MEMBERS: Final[Mapping[str, tuple[Any, ...]]] = {
    "nodes": tuple(NodeKind),
    "edges": tuple(EdgeKind),
    "instruments": KINDS,
    "ranks": RANKS,
    "received": RANKS,
    "statuses": tuple(ResolutionStatus),
}
_MEANS: Final = frozenset({"received", "statuses"})
_SPREADS: Final = ("written_age", "version_age", "instrument_age")


def _code(member: Any) -> str:  # noqa: ANN401 - a member, a rank or None
    return "none" if member is None else str(getattr(member, "code", member))


@frozen(kw_only=True)
class Measures:
    """The measures of a graph, year by year (逐年指标).

    Attributes:
        years: One for each year, in their order.
        doubtful: Whether what is only possibly in force was counted as well.
    """

    years: tuple[YearMeasures, ...] = field(repr=False)
    doubtful: bool = False

    def __iter__(self) -> Iterator[YearMeasures]:
        return iter(self.years)

    def __len__(self) -> int:
        return len(self.years)

    def __getitem__(self, at: int) -> YearMeasures:
        return self.years[at]

    def __repr__(self) -> str:
        span = f"{self.years[0].year} to {self.years[-1].year}" if self.years else ""
        return f"Measures({span}; rows(), text())"

    def rows(self) -> list[dict[str, _Cell]]:
        """Return a flat row for each year, as any library of tables takes them."""
        return [each.row() for each in self]

    def text(self, lang: Lang = "zh") -> str:
        """Return a line for each year."""
        heads = _HEADS[0] if lang == "zh" else _HEADS[1]
        return "\n".join("\t".join(each) for each in (heads, *map(_shown, self)))

    def _repr_html_(self) -> str:
        return html_table("逐年指标", _HEADS[0], map(_shown, self))


_HEADS: Final = (
    (
        "年份",
        "节点",
        "边",
        "现行法律文件",
        "最长依据链",
        "引用",
        "引用已失效",
        "准确对应",
        "所引版本年龄（年）",
    ),
    (
        "year",
        "nodes",
        "edges",
        "instruments",
        "longest chain",
        "citations",
        "lapsed",
        "exact",
        "median age of the version cited (years)",
    ),
)


def _shown(each: YearMeasures) -> tuple[str, ...]:
    exact = each.statuses.get(ResolutionStatus.EXACT)
    counts = (
        each.year,
        sum(each.nodes.values()),
        sum(each.edges.values()),
        sum(each.instruments.values()),
        each.longest_chain,
        each.citations,
        each.lapsed,
    )
    share = "" if exact is None else f"{exact:.1%}"
    age = f"{each.version_age.median:.1f}" if each.version_age else ""
    return (*map(str, counts), share, age)
