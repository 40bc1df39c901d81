"""How a register and its laws become a graph: its schema, its days, privacy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args, get_origin

import networkx as nx
import pytest

from adminlaw.graph import (
    ATTRIBUTES,
    EdgeKind,
    NodeKind,
    holders,
    in_force,
    legal_basis_graph,
    orphans,
)
from adminlaw.graph.schema import EDGE_ALWAYS, NODE_ALWAYS
from adminlaw.model import Register
from adminlaw.spans import DateSpan
from tests.graph_registers import (
    Graph,
    article,
    benchmark,
    body,
    case,
    clearance,
    decision,
    document,
    filing,
    graph_of,
    instrument,
    item,
    officer,
    on,
    place,
    power,
    register,
    reward,
    since,
    subject,
    transfer,
    yuan,
)

CELLS = Path(__file__).parent / "cases" / "basis_cells.csv"
DAY = date(2024, 6, 1)
REVISED = date(2021, 7, 15)
REPLACED = date(2024, 1, 1)
BEFORE = timedelta(days=1)
PENALTY = "provision:中华人民共和国行政处罚法@"
SEVERAL = "《最高人民法院关于适用〈中华人民共和国公司法〉若干问题的规定》第三条"
REVIEW = "provision:中华人民共和国行政复议法@"
PEOPLE = ("甲某某", "乙某某", "丙某某", "丁某某", "ZJ-0042", "SF-4242", "戊某某")
OPEN_ENDED = ("since", "until", "offset")
FIRST, LAST = date.min, date.max


def whole() -> Register:
    """Return a register with a record of every kind, sound and faulty ones."""
    return register(
        power("p", "《行政处罚法》第三十二条", valid=since("2018-06-01")),
        power("text", basis_text="设定依据：《食品安全法》第三十五条"),
        power("gone", "《信访条例》第五条"),
        power("unknown", "《云泽省集市条例》第三条"),
        power("wordless", basis_text="按照上级要求"),
        power("several", "《最高人民法院的规定》第三条", "《行政许可法》第九十九条"),
        power("bare", valid=since("2020-01-01", "2023-01-01")),
        power("fine", article("rule"), forms=["fine"], highest_fine={"amount": 500}),
        reward("city", "《临湖市节水奖励办法》第三条"),
        power("lost", "《行政处罚法》第三十二条", holder="nobody"),
        document("water", "临湖市节水奖励办法", "《行政许可法》第十二条"),
        document("annex", "临湖市节水奖励细则", parent="water"),
        document("next", "临湖市节水办法", valid=since("2020-05-01")),
        instrument("rule", "local_rule", "province"),
        benchmark("b", "p", "《行政处罚法》第五条", statutory_range=yuan(100, 500)),
        item("i", "p", basis_text="《行政许可法》第四十二条"),
        transfer("t", "entrustment", ("market", "institute"), "p"),
        transfer("moved", "delegation", ("county-market", "liuxi-gov"), "text"),
        subject("s", "authorised", "institute", "《行政处罚法》第十九条"),
        decision("d", "《行政许可法》第十二条", responsible="丁某某"),
        case("k", "p", "2021-01-04", party="甲某某", party_number="SF-4242"),
        case(
            "noted",
            "p",
            "2021-02-01",
            events=[on("opened", "2021-02-01", note="戊某某到场")],
            party="乙某某",
        ),
        officer("o", "丙某某", "ZJ-0042"),
        filing("f", "water", "2018-02-01"),
        clearance("c", "2020-05-01", ("water", "repealed", "next")),
    )


@pytest.fixture(scope="module")
def graph() -> Graph:
    """Return the graph of that register with the rules that ship."""
    return legal_basis_graph(whole())


# --- the schema


def fits(value: object, hint: Any) -> bool:  # noqa: ANN401 - a type of any form
    """Tell whether a value is of the type that the schema names."""
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return isinstance(value, tuple) and all(fits(each, inner) for each in value)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if hint is date:
        return type(value) is date
    return isinstance(value, hint)


def wrong(data: dict[str, object]) -> Iterator[str]:
    """Yield the attributes that are not as the schema says."""
    for name, value in data.items():
        nothing = value is None and name in OPEN_ENDED
        if name not in ATTRIBUTES or not (nothing or fits(value, ATTRIBUTES[name])):
            yield f"{name}={value!r}"


def test_every_node_has_what_every_node_has(graph: Graph) -> None:
    """The attributes that are always there are there, on each node."""
    lacking = [
        (node, name)
        for node, data in graph.nodes(data=True)
        for name in NODE_ALWAYS
        if name not in data
    ]
    assert lacking == []


def test_every_edge_has_what_every_edge_has(graph: Graph) -> None:
    """The attributes that are always there are there, on each edge."""
    lacking = [
        (start, end, name)
        for start, end, data in graph.edges(data=True)
        for name in EDGE_ALWAYS
        if name not in data
    ]
    assert lacking == []


def test_attributes_are_of_the_schema_and_of_its_types(graph: Graph) -> None:
    """No attribute is unknown to the schema or of another type than it says."""
    parts = [data for _, data in graph.nodes(data=True)]
    parts += [data for *_, data in graph.edges(data=True)]
    assert [each for data in parts for each in wrong(data)] == []


def test_what_has_nothing_to_say_is_left_out(graph: Graph) -> None:
    """An attribute that is not always there is never empty."""
    empty = [
        (node, name)
        for node, data in graph.nodes(data=True)
        for name, value in data.items()
        if name not in NODE_ALWAYS and value in (None, "", ())
    ]
    empty += [
        (end, name)
        for _, end, data in graph.edges(data=True)
        for name, value in data.items()
        if name not in EDGE_ALWAYS and value in (None, "", ())
    ]
    assert empty == []


def test_a_key_begins_with_the_kind_of_its_node(graph: Graph) -> None:
    """The key of a node is its kind, a colon and its id."""
    assert all(
        isinstance(data["kind"], NodeKind) and node.startswith(f"{data['kind'].code}:")
        for node, data in graph.nodes(data=True)
    )


def test_edges_between_two_nodes_have_keys_of_their_own(graph: Graph) -> None:
    """Two edges between the same nodes are told apart by their keys."""
    keys = list(graph.edges(keys=True))
    assert len(keys) == len(set(keys)) == graph.number_of_edges()


def test_every_record_of_a_kind_on_the_graph_is_one_node(graph: Graph) -> None:
    """Each record gives a node with its id, each once."""
    held = whole()
    for kind, name in (
        (NodeKind.POWER, "powers"),
        (NodeKind.DOCUMENT, "documents"),
        (NodeKind.CASE, "cases"),
        (NodeKind.AUTHORITY, "authorities"),
        (NodeKind.PLACE, "places"),
        (NodeKind.TRANSFER, "transfers"),
        (NodeKind.BENCHMARK, "benchmarks"),
        (NodeKind.SERVICE_ITEM, "service_items"),
        (NodeKind.SUBJECT, "subjects"),
        (NodeKind.DECISION, "decisions"),
        (NodeKind.CLEARANCE_CYCLE, "clearance_cycles"),
    ):
        nodes = {n for n, data in graph.nodes(data=True) if data["kind"] is kind}
        assert nodes == {f"{kind.code}:{each.id}" for each in getattr(held, name)}


def test_what_contains_forms_trees(graph: Graph) -> None:
    """Nothing is contained in two things, or in itself by any way round."""
    tree = nx.DiGraph(
        (start, end)
        for start, end, data in graph.edges(data=True)
        if data["kind"] is EdgeKind.CONTAINS
    )
    assert tree.number_of_edges() > 0
    assert nx.is_directed_acyclic_graph(tree)
    assert all(count <= 1 for _, count in tree.in_degree())


def test_no_edge_leads_to_a_node_that_was_not_drawn(graph: Graph) -> None:
    """A record that names an unknown body makes no empty node for it."""
    assert all("kind" in data for _, data in graph.nodes(data=True))
    assert "authority:nobody" not in graph


def test_an_edge_is_in_force_at_most_while_both_its_ends_are(graph: Graph) -> None:
    """The span of an edge lies inside the spans of its ends, if it has a day."""
    for start, end, data in graph.edges(data=True):
        begin, stop = data["since"] or FIRST, data["until"] or LAST
        if begin >= stop:
            continue
        for node in (start, end):
            ends = graph.nodes[node]
            assert (ends["since"] or FIRST) <= begin, (start, end, data)
            assert stop <= (ends["until"] or LAST), (start, end, data)


def test_doubt_lies_inside_the_days_in_force(graph: Graph) -> None:
    """Days on which something is only possible are days on which it may be."""
    parts = [data for _, data in graph.nodes(data=True)]
    parts += [data for *_, data in graph.edges(data=True)]
    doubtful = [data for data in parts if data.get("doubt")]
    for data in doubtful:
        if data["since"] == data["until"] is not None:
            continue
        days = DateSpan(data["since"], data["until"])
        assert all(days.covers(each) for each in data["doubt"]), data


def test_the_same_build_twice_is_the_same_graph() -> None:
    """Nodes, edges, keys and attributes come out alike, and in one order."""
    first, second = legal_basis_graph(whole()), legal_basis_graph(whole())
    assert list(first.nodes(data=True)) == list(second.nodes(data=True))
    assert list(first.edges(keys=True, data=True)) == list(
        second.edges(keys=True, data=True)
    )
    assert first.graph == second.graph


def test_no_person_is_on_the_graph(graph: Graph) -> None:
    """Parties, officers, their numbers and what a note says of them stay behind."""
    said = repr(list(graph.nodes(data=True)))
    said += repr(list(graph.edges(keys=True, data=True))) + repr(graph.graph)
    assert [name for name in PEOPLE if name in said] == []
    assert "officer" not in {node.partition(":")[0] for node in graph}


def test_records_that_contain_each_other_hang_nothing() -> None:
    """Two documents, and two places, that name each other as parent are loaded."""
    graph = graph_of(
        document("a", "临湖市甲办法", parent="b"),
        document("b", "临湖市乙办法", parent="a"),
        place("x", "某处（虚构）", "county", "y"),
        place("y", "某地（虚构）", "county", "x"),
        body("at-x", "某处某局", place="x"),
        reward("p", "《临湖市甲办法》第一条", holder="at-x"),
    )
    assert [each.node for each in orphans(graph, as_of=DAY)] == []
    assert holders(graph, "p", "x", as_of=DAY).holders


# --- slices and days of records


def test_a_slice_holds_what_is_in_force_and_its_edges() -> None:
    """On the day of a change the old version is gone and the new one there."""
    graph = graph_of(power("p", "《行政处罚法》第三十二条", valid=since("2018-06-01")))
    version = "version:中华人民共和国行政处罚法@"
    before, after = in_force(graph, REVISED - BEFORE), in_force(graph, REVISED)
    assert f"{version}2017-09-01" in before
    assert f"{version}2017-09-01" not in after
    assert f"{version}2021-01-22" in after
    assert list(after.successors("power:p"))


def test_doubtful_things_are_shown_only_where_they_are_asked_for() -> None:
    """A commencement that is not held leaves the regulation of 2009 in doubt."""
    graph = graph_of(power("p", "《流动人口计划生育工作条例》第五条"))
    version = "version:流动人口计划生育工作条例@2009-04-29"
    day = date(2010, 6, 1)
    assert version not in in_force(graph, day)
    assert version in in_force(graph, day, doubtful=True)


def test_a_document_ends_with_the_first_of_its_ends() -> None:
    """Validity, repeal and clearance: whichever comes first."""
    graph = graph_of(
        document("a", "临湖市甲办法", valid=since("2018-01-01", "2021-01-01")),
        document("b", "临湖市乙办法", events=[on("repealed", "2019-03-01")]),
        document("c", "临湖市丙办法", valid=since("2018-01-01", "2023-01-01")),
        document("d", "临湖市丁办法"),
        clearance("c", "2020-05-01", ("a", "retained"), ("c", "lapsed")),
    )
    ends = {key: graph.nodes[f"document:{key}"]["until"] for key in "abcd"}
    assert ends == {
        "a": date(2021, 1, 1),
        "b": date(2019, 3, 1),
        "c": date(2020, 5, 1),
        "d": None,
    }


def test_a_case_is_on_the_graph_while_it_is_open() -> None:
    """It begins with its first event and is closed on the day it is concluded."""
    graph = graph_of(
        power("p", "《行政处罚法》第五条"),
        case("k", "p", "2022-01-04", concluded="2022-03-01"),
    )
    data = graph.nodes["case:k"]
    assert data["since"] == date(2022, 1, 4)
    assert data["until"] in (date(2022, 3, 1), date(2022, 3, 2))


def test_a_graph_without_a_register_holds_no_record() -> None:
    """The rules that ship and the laws that they rest on are all there is."""
    graph = legal_basis_graph()
    kinds = {data["kind"] for _, data in graph.nodes(data=True)}
    assert NodeKind.RULE in kinds
    assert kinds.isdisjoint({NodeKind.POWER, NodeKind.DOCUMENT, NodeKind.AUTHORITY})
