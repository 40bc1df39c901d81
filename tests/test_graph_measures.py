"""Measures of a graph by year, against graphs small enough to be counted by hand."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import adminlaw as al
from adminlaw.errors import FieldValueError
from adminlaw.graph import Continuity, EdgeKind, NodeKind, in_force
from adminlaw.graph.measuring import measures_by_year
from adminlaw.graph.mentions import Calendar
from adminlaw.graph.yearly import Measures, Spread, YearMeasures
from adminlaw.spans import DateSpan
from adminlaw.statutes import InstrumentKind, ResolutionStatus

if TYPE_CHECKING:
    Graph = nx.MultiDiGraph[str]

EXAMPLES = Path(__file__).parents[1] / "examples"
YEAR = 365.2425
LAW, RULE = InstrumentKind.LAW, InstrumentKind.DEPARTMENTAL_RULE
EXACT, NOT_FOUND = ResolutionStatus.EXACT, ResolutionStatus.NOT_FOUND
NOT_HELD = ResolutionStatus.NOT_HELD


class Hand:
    """A graph made by hand: instruments with versions, and what they say."""

    def __init__(self) -> None:
        self.graph: Graph = nx.MultiDiGraph()

    def instrument(
        self,
        name: str,
        kind: InstrumentKind | None,
        *versions: tuple[date, date | None],
        doubt: tuple[DateSpan, ...] = (),
    ) -> None:
        """Draw an instrument whose versions are adopted when they begin."""
        unsure: dict[str, Any] = {"doubt": doubt} if doubt else {}
        self.node(
            f"instrument:{name}",
            NodeKind.INSTRUMENT,
            (versions[0][0], versions[-1][1]),
            title=name,
            **({"instrument_kind": kind, "rank": kind.rank} if kind else {}),
            **unsure,
        )
        for since, until in versions:
            key = f"version:{name}@{since}"
            days = (since, until)
            said = {"title": name, "adopted": since, **unsure}
            self.node(key, NodeKind.VERSION, days, **said)
            self.edge(f"instrument:{name}", key, EdgeKind.CONTAINS, days=days, **unsure)

    def article(self, version: str, number: int) -> str:
        """Draw an article of a version and return its key."""
        data = self.graph.nodes[version]
        key = f"provision:{version.removeprefix('version:')}#{number}"
        days = (data["since"], data["until"])
        self.node(key, NodeKind.PROVISION, days, title=data["title"])
        self.edge(version, key, EdgeKind.CONTAINS, days=days)
        return key

    def node(
        self,
        key: str,
        kind: NodeKind,
        days: tuple[date | None, date | None] = (None, None),
        **said: Any,  # noqa: ANN401 - any attribute
    ) -> None:
        """Draw a node."""
        since, until = days
        self.graph.add_node(
            key, kind=kind, label=key, since=since, until=until, source="", **said
        )

    def edge(  # noqa: PLR0913 - what an edge says
        self,
        start: str,
        end: str,
        kind: EdgeKind,
        *,
        days: tuple[date | None, date | None] = (None, None),
        offset: int | None = None,
        status: ResolutionStatus = EXACT,
        **said: Any,  # noqa: ANN401 - any attribute
    ) -> None:
        """Draw an edge; where it says no days, it lasts as long as both its ends."""
        since, until = days
        if days == (None, None):
            ends = [self.graph.nodes[each] for each in (start, end)]
            since = max((e["since"] for e in ends if e["since"]), default=None)
            until = min((e["until"] for e in ends if e["until"]), default=None)
            if since and until:
                until = max(since, until)
        self.graph.add_edge(
            start,
            end,
            kind=kind,
            since=since,
            until=until,
            source=start,
            offset=offset,
            status=status,
            **said,
        )


def day(year: int) -> date:
    """Return the first of January of a year."""
    return date(year, 1, 1)


def two_laws() -> Hand:
    """Return a law with two versions, and a rule made under it that cites it."""
    hand = Hand()
    hand.instrument("法", LAW, (day(2000), day(2010)), (day(2010), None))
    hand.instrument("规章", RULE, (day(2005), None))
    old = hand.article("version:法@2000-01-01", 1)
    new = hand.article("version:法@2010-01-01", 2)
    rule, article = "version:规章@2005-01-01", "provision:规章@2005-01-01#3"
    hand.article(rule, 3)
    hand.edge(rule, "instrument:法", EdgeKind.ENABLED_BY, offset=5)
    hand.edge(article, old, EdgeKind.CITES, offset=40, continuity=Continuity.WRITTEN)
    hand.edge(article, new, EdgeKind.CITES, offset=40, continuity=Continuity.MOVED)
    return hand


def measured(hand: Hand, *years: int, doubtful: bool = False) -> Measures:
    """Return the measures of some years."""
    return measures_by_year(hand.graph, years, doubtful=doubtful)


def only(hand: Hand, year: int, *, doubtful: bool = False) -> YearMeasures:
    """Return the measures of one year."""
    (found,) = measured(hand, year, doubtful=doubtful)
    return found


def test_a_graph_of_two_laws_is_counted_by_hand() -> None:
    """Nodes, edges, instruments and citations of 2004, 2009 and 2010 are these."""
    early, middle, late = measured(two_laws(), 2004, 2009, 2010)
    assert early.nodes == {
        NodeKind.INSTRUMENT: 1,
        NodeKind.VERSION: 1,
        NodeKind.PROVISION: 1,
    }
    assert early.edges == {EdgeKind.CONTAINS: 2}
    assert (early.instruments, early.ranks) == ({LAW: 1}, {2: 1})
    assert (early.citations, early.statuses, early.written_age) == (0, {}, None)
    assert (early.longest_chain, early.mean_chain, early.enabled) == (0, None, 0)
    assert early.received == {2: 0.0}

    for each in (middle, late):
        assert each.nodes[NodeKind.VERSION] == 2
        assert each.edges == {
            EdgeKind.CONTAINS: 4,
            EdgeKind.ENABLED_BY: 1,
            EdgeKind.CITES: 1,
        }
        assert (each.citations, each.statuses) == (2, {EXACT: 1.0})
        assert each.received == {2: 2.0, 5: 0.0}
        assert (each.longest_chain, each.mean_chain, each.enabled) == (1, 1.0, 1)


def test_ages_are_counted_from_the_right_days() -> None:
    """The version cited ages till it is replaced; the instrument goes on ageing."""
    middle, late = measured(two_laws(), 2009, 2010)
    five = (day(2005) - day(2000)).days / YEAR
    for each in (middle, late):
        # What was meant when the rule was made does not change with the law.
        assert each.written_age == Spread(lower=five, median=five, upper=five, number=2)
    assert middle.version_age is not None
    assert late.version_age is not None
    assert late.instrument_age is not None
    assert middle.version_age.median == (date(2009, 12, 31) - day(2000)).days / YEAR
    assert late.version_age.median == (date(2010, 12, 31) - day(2010)).days / YEAR
    assert late.instrument_age.median == (date(2010, 12, 31) - day(2000)).days / YEAR


def test_quartiles_are_interpolated() -> None:
    """Of five lengths the second, third and fourth are the quartiles."""
    spread = Spread.of([365, 0, 730, 1095, 1460])
    assert spread is not None
    assert (spread.lower, spread.median, spread.upper) == pytest.approx(
        (365 / YEAR, 730 / YEAR, 1095 / YEAR)
    )
    assert spread.number == 5
    assert Spread.of([]) is None


def test_one_mention_of_several_articles_is_one_citation() -> None:
    """It counts once, under the worst of what was found."""
    hand = two_laws()
    article = "provision:规章@2005-01-01#3"
    missing = "unresolved:《法》第九十九条#not_found"
    hand.node(missing, NodeKind.UNRESOLVED, title="法")
    for number in (6, 7):
        end = hand.article("version:法@2010-01-01", number)
        hand.edge(article, end, EdgeKind.CITES, offset=90)
    hand.edge(article, missing, EdgeKind.CITES, offset=90, status=NOT_FOUND)
    found = only(hand, 2010)
    assert found.citations == 3
    assert found.edges[EdgeKind.CITES] == 4
    assert found.statuses == {EXACT: pytest.approx(2 / 3), NOT_FOUND: 1 / 3}
    assert found.received == {2: 3.0, 5: 0.0}


def test_what_is_not_held_is_cited_and_received_by_nobody() -> None:
    """What names an instrument that is not on the graph counts in the shares only."""
    hand = two_laws()
    hand.node("unresolved:《别法》#not_held", NodeKind.UNRESOLVED)
    hand.edge(
        "version:规章@2005-01-01",
        "unresolved:《别法》#not_held",
        EdgeKind.CITES,
        offset=70,
        status=NOT_HELD,
    )
    found = only(hand, 2010)
    assert found.citations == 3
    assert found.statuses == {EXACT: pytest.approx(2 / 3), NOT_HELD: 1 / 3}
    assert found.received[2] == 2.0
    assert found.version_age is not None
    assert found.version_age.number == 2


def test_a_text_that_cites_itself_cites_nobody() -> None:
    """References inside one instrument are edges and no citations."""
    hand = two_laws()
    other = hand.article("version:规章@2005-01-01", 8)
    hand.edge("provision:规章@2005-01-01#3", other, EdgeKind.CITES, offset=99)
    found = only(hand, 2010)
    assert (found.citations, found.edges[EdgeKind.CITES]) == (2, 2)


def test_what_a_record_rests_on_is_no_citation() -> None:
    """A power that is based on an article, or a case that applies it, cites nothing."""
    hand = two_laws()
    for kind, key in ((NodeKind.POWER, "power:p1"), (NodeKind.CASE, "case:c1")):
        hand.node(key, kind)
        hand.edge(key, "provision:法@2010-01-01#2", EdgeKind.BASED_ON)
        hand.edge(key, "provision:法@2010-01-01#2", EdgeKind.APPLIES)
    assert only(hand, 2010).citations == 2


def test_a_citation_of_a_law_that_ended_has_lapsed() -> None:
    """It is in force no more, while the text that says it still is."""
    hand = two_laws()
    hand.instrument("旧法", LAW, (day(2001), day(2008)))
    hand.edge("version:规章@2005-01-01", "instrument:旧法", EdgeKind.CITES, offset=120)
    before, after = measured(hand, 2007, 2008)
    assert (before.citations, before.lapsed) == (3, 0)
    assert (after.citations, after.lapsed) == (2, 1)
    assert before.ranks == {2: 2, 5: 1}
    assert after.ranks == {2: 1, 5: 1}


def test_what_is_in_doubt_is_counted_apart() -> None:
    """It is left out, counted as doubtful, and counted in where that is asked for."""
    hand = two_laws()
    doubt = (DateSpan(day(2006), None),)
    hand.instrument("疑法", LAW, (day(2006), None), doubt=doubt)
    hand.edge(
        "version:规章@2005-01-01",
        "instrument:疑法",
        EdgeKind.CITES,
        offset=130,
        doubt=doubt,
    )
    sure, unsure = only(hand, 2010), only(hand, 2010, doubtful=True)
    assert (sure.doubtful_nodes, sure.doubtful_edges) == (2, 2)
    assert (unsure.doubtful_nodes, unsure.doubtful_edges) == (2, 2)
    assert (sure.ranks, unsure.ranks) == ({2: 1, 5: 1}, {2: 2, 5: 1})
    # What is possibly in force has not lapsed.
    assert (sure.citations, sure.lapsed, unsure.citations) == (2, 0, 3)


def chain_of(*links: tuple[str, str]) -> Hand:
    """Return instruments of which each first one is made under the second."""
    hand = Hand()
    for name in dict.fromkeys(each for link in links for each in link):
        hand.instrument(name, LAW, (day(2000), None))
    for number, (made, under) in enumerate(links):
        start, end = f"version:{made}@2000-01-01", f"instrument:{under}"
        hand.edge(start, end, EdgeKind.ENABLED_BY, offset=number)
    return hand


def test_the_longest_chain_is_counted_in_links() -> None:
    """丁 → 丙 → 乙 → 甲 has three; of the three made under another the mean is two."""
    found = only(chain_of(("丁", "丙"), ("丙", "乙"), ("乙", "甲"), ("丁", "甲")), 2001)
    assert (found.enabled, found.longest_chain, found.mean_chain) == (3, 3, 2.0)


def test_instruments_made_under_each_other_are_one_step() -> None:
    """A circle, which only a mistake can draw, does not go on for ever."""
    found = only(chain_of(("丙", "乙"), ("乙", "甲"), ("甲", "乙")), 2001)
    assert (found.enabled, found.longest_chain) == (3, 1)
    assert found.mean_chain == pytest.approx(1 / 3)


def test_years_come_in_their_order_and_once() -> None:
    """However they are asked for."""
    assert [each.year for each in measured(two_laws(), 2010, 2004, 2010)] == [
        2004,
        2010,
    ]
    assert len(measured(two_laws())) == 0


@pytest.mark.parametrize("year", [0, 10000, "2020", 2020.0, True])
def test_what_is_no_year_is_refused(year: Any) -> None:  # noqa: ANN401 - wrong on purpose
    """Texts, fractions and years outside of the calendar are refused, bilingually."""
    with pytest.raises(FieldValueError, match="year of the calendar") as refused:
        measures_by_year(nx.MultiDiGraph(), [year])
    assert "公历年份" in refused.value.message("zh")


def test_an_empty_graph_has_measures() -> None:
    """Nothing is counted, and no mean of nothing is taken."""
    (found,) = measures_by_year(nx.MultiDiGraph(), [2020])
    assert (found.nodes, found.ranks, found.received, found.statuses) == (
        {},
        {},
        {},
        {},
    )
    assert found.mean_chain is None


def test_the_measures_are_shown_in_two_languages() -> None:
    """As text, as a table in a notebook and in their representation."""
    measures = measured(two_laws(), 2009, 2010)
    assert measures.text().splitlines()[0].startswith("年份\t节点")
    assert (
        measures.text("en").splitlines()[2].startswith("2010\t6\t6\t2\t1\t2\t0\t100.0%")
    )
    assert measures._repr_html_().startswith("<table><caption>逐年指标")
    assert measures[1].year == 2010


def test_the_measures_become_tables() -> None:
    """As flat rows with the same columns in every year, or by attrs itself."""
    measures = measured(two_laws(), 2004, 2010)
    table = pd.DataFrame(measures.rows()).set_index("year")
    assert table.loc[2010, "edges.cites"] == 1
    assert table.loc[2004, "edges.cites"] == 0
    assert table.loc[2010, "received.2"] == 2.0
    assert list(table["received.5"].isna()) == [True, False]
    assert table.loc[2010, "written_age.number"] == 2
    plain = pd.DataFrame(map(attrs.asdict, measures))
    assert list(plain["longest_chain"]) == [0, 1]
    assert set(map(tuple, (row for row in measures.rows()))) == {
        tuple(measures.rows()[0])
    }


def city() -> Graph:
    """Return the graph of the model city."""
    return al.legal_basis_graph(al.read_register(EXAMPLES / "model-city"))


@pytest.mark.parametrize("doubtful", [False, True])
def test_counts_are_those_of_the_view_of_the_day(*, doubtful: bool) -> None:
    """For the model city the numbers are those of what is shown in force on the day."""
    graph = city()
    for each in measures_by_year(graph, range(1990, 2027, 4), doubtful=doubtful):
        view = in_force(graph, each.day, doubtful=doubtful)
        nodes = Counter(data["kind"] for _, data in view.nodes(data=True))
        edges = Counter(data["kind"] for _, _, data in view.edges(data=True))
        assert (each.nodes, each.edges) == (nodes, edges)
        assert sum(each.ranks.values()) == each.nodes.get(NodeKind.INSTRUMENT, 0)
        assert sum(each.statuses.values()) == pytest.approx(1 if each.citations else 0)


FIRST = day(2020)
some_day = st.integers(0, 12).map(lambda days: FIRST + timedelta(days=days))
edge_day = st.none() | some_day


@given(edge_day, edge_day, st.lists(st.tuples(some_day, some_day), max_size=2))
def test_days_are_bits(
    since: date | None, until: date | None, pairs: list[tuple[date, date]]
) -> None:
    """A bit is set for exactly the days that the half-open span holds."""
    days = [FIRST + timedelta(days=number) for number in range(13)]
    doubt = tuple(DateSpan(*pair) for pair in map(sorted, pairs) if pair[0] < pair[1])
    data = {"since": since, "until": until, "doubt": doubt}
    when = Calendar(days).stretch(data)
    for at, each in enumerate(days):
        held = (since is None or since <= each) and (until is None or each < until)
        unsure = held and any(each in span for span in doubt)
        assert when.on(at, doubtful=True) == held
        assert when.on(at, doubtful=False) == (held and not unsure)


@pytest.mark.slow
def test_twenty_years_of_the_country_take_seconds(corpus: Path) -> None:
    """Twenty years of the national graph are measured in less than ten seconds."""
    graph = al.legal_basis_graph(corpus=al.read_corpus(corpus))
    began = time.perf_counter()
    measures = measures_by_year(graph, range(2005, 2025))
    assert time.perf_counter() - began < 10
    assert all(each.longest_chain > 0 for each in measures)
