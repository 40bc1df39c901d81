"""Sentences that hold of every legal-basis graph, tried on small random registers.

A record keeps what it has while nothing is taken from it, and nothing that ends gives
anything a basis: repeal and lapse only ever take (《立法法》第六十一条).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adminlaw.graph import (
    EdgeKind,
    NodeKind,
    Orphans,
    impact,
    in_force,
    orphans,
    terminate,
)
from adminlaw.graph.schema import DEPENDS_ON_TARGET
from adminlaw.model import Confidence
from adminlaw.statutes import ResolutionStatus
from tests.graph_registers import (
    Graph,
    benchmark,
    case,
    clearance,
    decision,
    document,
    graph_of,
    item,
    on,
    power,
    since,
    subject,
    transfer,
)

LAWS = (
    "《行政处罚法》第三十二条",
    "《行政处罚法》第十二条、第十八条",
    "《行政复议法》第十八条",
    "《行政复议法》第九条",
    "《行政强制法》",
    "《信访条例》第五条",
    "《信访条例》",
    "《环境噪声污染防治法》第五十八条",
    "《学位法》第五条",
    "《流动人口计划生育工作条例》",
    "《行政许可法》第九十九条",
    "《云泽省集市条例》第三条",
    "《罚款决定与罚款收缴分离实施办法》第五条",
)
TITLES = ("临湖市甲办法", "临湖市乙办法", "临湖市丙办法")
DOCUMENTS = tuple(f"《{each}》第三条" for each in TITLES)
DAYS = st.sampled_from(
    [
        date(2015, 6, 1),
        date(2018, 6, 1),
        date(2020, 5, 1),
        date(2021, 7, 14),
        date(2021, 7, 15),
        date(2022, 5, 1),
        date(2024, 1, 1),
        date(2024, 6, 1),
    ]
)
SPANS = st.sampled_from(
    [{}, since("2018-06-01"), since("2019-01-01", "2022-05-01"), since("2021-07-15")]
)
KEYS = ("0", "1", "2")
ENDED = (
    "行政处罚法",
    "行政复议法",
    "行政强制法",
    "信访条例",
    "document:0",
    "document:1",
)

few = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def bases(draw: Callable[..., Any], most: int = 3) -> list[str]:
    """Draw what a record rests on."""
    pool = st.sampled_from((*LAWS, *DOCUMENTS))
    return draw(st.lists(pool, max_size=most, unique=True))  # type: ignore[no-any-return]


@st.composite
def documents(draw: Callable[..., Any]) -> list[object]:
    """Draw three documents, perhaps one inside another, perhaps repealed."""
    made: list[object] = []
    for key, title in zip(KEYS, TITLES, strict=True):
        laws = draw(st.lists(st.sampled_from(LAWS), max_size=1))
        repeal = draw(st.lists(st.just(on("repealed", "2021-07-15")), max_size=1))
        parent = draw(st.sampled_from([None, "0"])) if key != "0" else None
        days = {"valid": draw(SPANS), "events": repeal, "parent": parent}
        made.append(document(key, title, *laws, **days))
    if draw(st.booleans()):
        made.append(clearance("c", "2022-05-01", ("1", "repealed"), ("2", "lapsed")))
    return made


@st.composite
def registers(draw: Callable[..., Any]) -> list[object]:
    """Draw a small register: powers and documents, and what hangs by them."""
    made: list[object] = draw(documents())
    for key in KEYS:
        kind = draw(st.sampled_from(["penalty", "reward"]))
        named = draw(bases())
        made.append(power(key, *named, kind=kind, valid=draw(SPANS)))
    for key in draw(st.sets(st.sampled_from(KEYS))):
        made.append(item(key, key, *draw(st.sets(st.sampled_from(KEYS), max_size=1))))
        made.append(benchmark(key, key, *draw(bases(1))))
        made.append(case(key, key, "2020-01-02", concluded=""))
    if draw(st.booleans()):
        bodies = ("county-market", "liuxi-gov")
        made.append(transfer("t", "delegation", bodies, "0", basis=draw(bases(1))))
    if draw(st.booleans()):
        made.append(subject("s", "authorised", "market", *draw(bases(1))))
        made.append(decision("d", *draw(bases(1))))
    return made


graphs = registers().map(lambda each: graph_of(*each))


def whole(found: Orphans) -> set[str]:
    """Return the nodes that have no sound basis left."""
    return {each.node for each in found}


def ends(data: Any) -> tuple[date, date]:  # noqa: ANN401 - attributes of a graph
    """Return the first day in force and the first day after it."""
    return data["since"] or date.min, data["until"] or date.max


def on_graph(graph: Graph) -> tuple[list[Any], list[Any]]:
    """Return all that stands on a graph, in its order."""
    return list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))


@given(graph=graphs, day=DAYS)
@few
def test_a_slice_of_a_day_is_a_part_of_the_whole(graph: Graph, day: date) -> None:
    """What is in force on a day is on the graph, and in force on that day."""
    part = in_force(graph, day, doubtful=True)
    sure = in_force(graph, day)
    assert set(sure) <= set(part) <= set(graph)
    assert set(sure.edges(keys=True)) <= set(part.edges(keys=True))
    assert set(part.edges(keys=True)) <= set(graph.edges(keys=True))
    for _, data in part.nodes(data=True):
        first, after = ends(data)
        assert first <= day < after
    assert all(start in part and end in part for start, end in part.edges())


@given(graph=graphs, name=st.sampled_from(ENDED), day=DAYS)
@few
def test_ending_something_twice_is_ending_it_once(
    graph: Graph, name: str, day: date
) -> None:
    """The second end changes nothing and costs nothing."""
    graph = with_laws(graph)
    once = terminate(graph, name, day)
    twice = terminate(once.graph, name, day)
    assert on_graph(twice.graph) == on_graph(once.graph)
    assert (twice.lost, twice.weakened) == ((), ())


def with_laws(graph: Graph) -> Graph:
    """Return the graph with the instruments that a test may end."""
    missing = graph_of(power("laws", *(f"《{each}》" for each in ENDED[:4])))
    for node, data in missing.nodes(data=True):
        if node not in graph and node != "power:laws":
            graph.add_node(node, **data)
    for start, end, key, data in missing.edges(keys=True, data=True):
        if start != "power:laws" and not graph.has_edge(start, end):
            graph.add_edge(start, end, key=key, **data)
    return graph


@given(graph=graphs, name=st.sampled_from(ENDED), end=DAYS, day=DAYS)
@few
def test_an_end_never_gives_a_record_its_basis_back(
    graph: Graph, name: str, end: date, day: date
) -> None:
    """What had lost its basis has lost it still, unless it has ended itself."""
    graph = with_laws(graph)
    after = terminate(graph, name, end).graph
    before, now = orphans(graph, as_of=day), orphans(after, as_of=day)
    still = {
        node
        for node in whole(before)
        if ends(after.nodes[node])[0] <= day < ends(after.nodes[node])[1]
    }
    assert still <= whole(now)


@given(graph=graphs, name=st.sampled_from(ENDED), end=DAYS, day=DAYS)
@few
def test_an_end_changes_nothing_on_the_days_before_it(
    graph: Graph, name: str, end: date, day: date
) -> None:
    """Until the day before, what has lost its basis is the same."""
    graph = with_laws(graph)
    after = terminate(graph, name, end).graph
    if day < end:
        assert whole(orphans(after, as_of=day)) == whole(orphans(graph, as_of=day))


@given(graph=graphs, name=st.sampled_from(ENDED), end=DAYS)
@few
def test_what_is_lost_is_what_has_become_an_orphan(
    graph: Graph, name: str, end: date
) -> None:
    """The cost of an end is the difference of two lists of orphans."""
    graph = with_laws(graph)
    found = terminate(graph, name, end)
    before, after = orphans(graph, as_of=end), orphans(found.graph, as_of=end)
    assert {each.node for each in found.lost} == whole(after) - whole(before)


@given(records=registers(), order=st.randoms(use_true_random=False), day=DAYS)
@few
def test_the_order_of_bases_does_not_matter(
    records: list[object],
    order: Random,
    day: date,
) -> None:
    """Whatever basis a record names first, it has lost the same."""
    shuffled = [_shuffled(each, order) for each in records]
    first = orphans(graph_of(*records), as_of=day)
    second = orphans(graph_of(*shuffled), as_of=day)
    for one, other in ((first, second), (second, first)):
        told = {each.node: set(each.losses) for each in one}
        assert told == {each.node: set(each.losses) for each in other}
    assert {each.node for each in first.weakened} == {
        each.node for each in second.weakened
    }


def _shuffled(record: Any, order: Random) -> Any:  # noqa: ANN401 - any record
    if NodeKind.POWER.code != type(record).__name__.lower():
        return record
    mixed = list(record.basis)
    order.shuffle(mixed)
    return power(
        record.id,
        *(str(each) for each in mixed),
        kind=record.kind.code,
        valid={"since": _text(record.valid.since), "until": _text(record.valid.until)},
    )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


@given(graph=graphs, day=DAYS, data=st.data())
@few
def test_an_effect_is_never_lost_by_one_more_basis(
    graph: Graph, day: date, data: st.DataObject
) -> None:
    """A record that rests on one thing more takes no effect away."""
    current = in_force(graph, day)
    records = sorted(each for each in current if each.startswith("power:"))
    laws = sorted(
        each for each in current if each.startswith(("provision:", "document:"))
    )
    if not records or not laws:
        return
    start, end = data.draw(st.sampled_from(records)), data.draw(st.sampled_from(laws))
    asked = data.draw(st.sampled_from(laws))
    before = {each.node for each in impact(graph, asked, as_of=day)}
    graph.add_edge(start, end, **_resting(graph, start, end))
    after = {each.node for each in impact(graph, asked, as_of=day)}
    assert before <= after
    assert start in {each.node for each in impact(graph, end, as_of=day)}


def _resting(graph: Graph, start: str, end: str) -> dict[str, object]:
    nodes = (graph.nodes[start], graph.nodes[end])
    first = [each["since"] for each in nodes if each["since"]]
    last = [each["until"] for each in nodes if each["until"]]
    return {
        "kind": EdgeKind.BASED_ON,
        "since": max(first, default=None),
        "until": min(last, default=None),
        "source": "a test",
        "offset": None,
        "confidence": Confidence.HIGH,
        "status": ResolutionStatus.EXACT,
    }


@given(graph=graphs, day=DAYS, data=st.data())
@few
def test_what_depends_on_a_node_directly_is_touched_by_it(
    graph: Graph, day: date, data: st.DataObject
) -> None:
    """Every edge of a dependency that is in force leads an effect to its source."""
    current = in_force(graph, day, doubtful=True)
    node = data.draw(st.sampled_from(sorted(current)))
    resting = {
        start
        for start, _, edge in current.in_edges(node, data=True)
        if edge["kind"] in DEPENDS_ON_TARGET
    }
    found = {each.node for each in impact(graph, node, as_of=day)}
    assert resting <= found


@given(graph=graphs, day=DAYS)
@few
def test_an_orphan_is_in_force_and_has_no_sound_basis(graph: Graph, day: date) -> None:
    """Nothing is named twice, with no reason, or out of force."""
    found = orphans(graph, as_of=day)
    named = [each.node for each in (*found.orphans, *found.weakened)]
    assert len(named) == len(set(named))
    for each in (*found.orphans, *found.weakened):
        first, after = ends(graph.nodes[each.node])
        assert first <= day < after
        assert each.losses
