"""A graph on a day, and walks over it, against filters and closures written out here.

The graphs are small and arbitrary: spans that are open, empty or nested, doubts, loops,
parallel edges, and edges in force whose ends are not, which the schema rules out. The
oracle is counting: whether an edge is in force is asked of the set of its days.
"""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Hashable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from adminlaw.errors import SpanError, UnknownCodeError
from adminlaw.graph import EdgeKind, Reach, in_force, walk
from adminlaw.graph.walking import Direction
from adminlaw.spans import DateSpan

if TYPE_CHECKING:
    Graph = nx.MultiDiGraph[str]

FIRST = date(2021, 7, 15)
DAYS = [FIRST + timedelta(days=number) for number in range(6)]
FRAME = [
    date.min,
    FIRST - timedelta(days=1),
    *DAYS,
    DAYS[-1] + timedelta(days=1),
    date.max,
]
"""The days drawn below and those around them, so that open ends show as well."""

KINDS = (EdgeKind.BASED_ON, EdgeKind.CONTAINS, EdgeKind.CITES)
NAMES = tuple("abcdef")
ALWAYS: dict[str, Any] = {"since": None, "until": None}
NEVER: dict[str, Any] = {"since": FIRST, "until": FIRST}

days = st.sampled_from(DAYS)
frame = st.sampled_from(FRAME)
ends = st.tuples(st.none() | days, st.none() | days).map(
    lambda pair: pair if None in pair else tuple(sorted(pair))  # type: ignore[type-var]
)
spans = ends.filter(lambda pair: None in pair or pair[0] != pair[1])
doubts: SearchStrategy[dict[str, Any]] = st.just({}) | st.lists(
    spans, min_size=1, max_size=2
).map(lambda pairs: {"doubt": tuple(DateSpan(*pair) for pair in pairs)})
dated = st.builds(
    lambda pair, doubt: {"since": pair[0], "until": pair[1], **doubt}, ends, doubts
)
edges = st.tuples(
    st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(KINDS), dated
)


def graph_of(
    nodes: list[dict[str, Any]],
    drawn: list[tuple[str, str, EdgeKind, dict[str, Any]]],
) -> Graph:
    """Return a graph of nodes a, b, c … and of edges, each with a key of its own."""
    graph: Graph = nx.MultiDiGraph(made_from="test")
    graph.add_nodes_from(zip(NAMES, nodes, strict=False))
    for number, (start, end, kind, data) in enumerate(drawn):
        graph.add_edge(start, end, f"{kind.code}#{number}", kind=kind, **data)
    return graph


graphs = st.builds(
    graph_of,
    st.lists(dated, min_size=len(NAMES), max_size=len(NAMES)),
    st.lists(edges, max_size=14),
)
steps = st.fixed_dictionaries(
    dict.fromkeys(KINDS[:2], st.sampled_from(["back", "forth"])),
    optional={KINDS[2]: st.sampled_from(["back", "forth"])},
)


def days_of(data: dict[str, Any], *, doubtful: bool) -> set[date]:
    """Return the days of the frame on which something is in force, one by one."""
    since, until = data["since"] or date.min, data["until"]
    held = {day for day in FRAME if since <= day and (until is None or day < until)}
    sure = {day for day in held for span in data.get("doubt", ()) if day in span}
    return held if doubtful else held - sure


Everything = tuple[dict[str, Any], dict[tuple[str, str, Hashable], Any]]


def everything(graph: Graph) -> Everything:
    """Return every node and every edge with its attributes."""
    return dict(graph.nodes.items()), {
        (start, end, key): data
        for start, end, key, data in graph.edges(keys=True, data=True)
    }


def filtered(graph: Graph, day: date, *, doubtful: bool = False) -> Everything:
    """Return what of a graph is in force on a day, looked up one by one."""
    nodes, drawn = everything(graph)
    nodes = {
        node: data
        for node, data in nodes.items()
        if day in days_of(data, doubtful=doubtful)
    }
    return nodes, {
        edge: data
        for edge, data in drawn.items()
        if day in days_of(data, doubtful=doubtful) and nodes.keys() >= {*edge[:2]}
    }


def plain(shown: Everything) -> Graph:
    """Return a graph of its own that is made of nodes and edges."""
    graph: Graph = nx.MultiDiGraph()
    graph.add_nodes_from(shown[0].items())
    for (start, end, key), data in shown[1].items():
        graph.add_edge(start, end, key, **data)
    return graph


# What a view shows


@given(graph=graphs, doubtful=st.booleans())
def test_a_view_shows_what_a_filter_finds(graph: Graph, *, doubtful: bool) -> None:
    """Nodes and edges are those in force on the day, on every day around a boundary."""
    for day in FRAME:
        view = in_force(graph, day, doubtful=doubtful)
        nodes, drawn = filtered(graph, day, doubtful=doubtful)
        assert everything(view) == (nodes, drawn)
        assert list(view) == list(nodes)
        assert (len(view), view.number_of_edges()) == (len(nodes), len(drawn))
        assert list(view.edges(keys=True)) == list(drawn)
        assert sorted(view.in_edges(keys=True)) == sorted(drawn)


@given(graph=graphs, day=frame)
def test_a_view_answers_for_each_node_as_a_filter_does(graph: Graph, day: date) -> None:
    """A node out of force is absent to every question; others have their neighbours."""
    view, nodes = in_force(graph, day), plain(filtered(graph, day))
    for node in NAMES:
        assert (node in view) == (node in nodes)
        if node not in nodes:
            for ask in (view.successors, view.predecessors):
                with pytest.raises(nx.NetworkXError):
                    ask(node)
            for look in (view.nodes, view.adj, view.pred, view):
                with pytest.raises(KeyError):
                    look[node]
            continue
        assert view.nodes[node] is graph.nodes[node]
        assert list(view.successors(node)) == list(nodes.successors(node))
        assert set(view.predecessors(node)) == set(nodes.predecessors(node))
        assert view.in_degree(node) == nodes.in_degree(node)
        assert view.out_degree(node) == nodes.out_degree(node)
    for start in NAMES:
        for end in NAMES:
            assert view.has_edge(start, end) == nodes.has_edge(start, end)
            assert view.get_edge_data(start, end) == nodes.get_edge_data(start, end)


@given(graph=graphs, doubtful=st.booleans())
def test_no_edge_is_shown_without_its_ends(graph: Graph, *, doubtful: bool) -> None:
    """Whatever the dates of an edge are, both its ends are in the view."""
    for day in FRAME:
        view = in_force(graph, day, doubtful=doubtful)
        for rows in (view.succ, view.pred):
            assert rows.keys() == set(view)
            assert all(other in view for row in rows.values() for other in row)


@given(graph=graphs)
def test_the_days_together_show_all_that_ever_is(graph: Graph) -> None:
    """Each slice lies within the graph; their union lacks only what has no day."""
    nodes, drawn = everything(graph)
    seen: tuple[set[str], set[Any]] = (set(), set())
    for day in FRAME:
        shown = everything(in_force(graph, day, doubtful=True))
        assert shown[0].items() <= nodes.items()
        assert all(drawn[edge] is data for edge, data in shown[1].items())
        seen[0].update(shown[0])
        seen[1].update(shown[1])
        assert everything(in_force(graph, day))[0].keys() <= shown[0].keys()
    assert seen[0] == {
        node for node, data in nodes.items() if days_of(data, doubtful=True)
    }
    assert seen[1] == {
        edge
        for edge, data in drawn.items()
        if set.intersection(
            *(
                days_of(each, doubtful=True)
                for each in (data, nodes[edge[0]], nodes[edge[1]])
            )
        )
    }


@given(graph=graphs, day=frame, other=frame)
def test_a_view_of_a_view_shows_what_both_do(
    graph: Graph, day: date, other: date
) -> None:
    """What is in force on two days is the slice of a slice, in either order."""
    twice = everything(in_force(in_force(graph, day), other))
    assert twice == everything(in_force(in_force(graph, other), day))
    assert twice[0].keys() == filtered(graph, day)[0].keys() & (
        filtered(graph, other)[0].keys()
    )


def test_an_empty_span_is_never_in_force() -> None:
    """What begins and ends on one day is on no slice, not even a doubtful one."""
    graph = graph_of([NEVER, ALWAYS], [("b", "b", EdgeKind.CITES, NEVER)])
    for day in FRAME:
        view = in_force(graph, day, doubtful=True)
        assert list(view) == ["b"]
        assert not list(view.edges)


# What networkx makes of it


def components(graph: Graph) -> list[list[str]]:
    """Return the parts of a graph, in an order that does not depend on its own."""
    return sorted(sorted(each) for each in nx.weakly_connected_components(graph))


ALGORITHMS: dict[str, Callable[[Graph], object]] = {
    "descendants": lambda graph: {node: nx.descendants(graph, node) for node in graph},
    "ancestors": lambda graph: {node: nx.ancestors(graph, node) for node in graph},
    "distances": lambda graph: dict(nx.all_pairs_shortest_path_length(graph)),
    "components": components,
    "cores": lambda graph: {
        frozenset(each) for each in nx.strongly_connected_components(graph)
    },
    "cycles": nx.is_directed_acyclic_graph,
    "order": lambda graph: (
        set(nx.lexicographical_topological_sort(graph))
        if nx.is_directed_acyclic_graph(graph)
        else None
    ),
    "closure": lambda graph: set(nx.transitive_closure(graph).edges()),
    "centrality": nx.in_degree_centrality,
    "betweenness": lambda graph: nx.betweenness_centrality(nx.DiGraph(graph)),
    "undirected": lambda graph: sorted(
        (*sorted(edge[:2]), edge[2]) for edge in graph.to_undirected().edges(keys=True)
    ),
    "reverse": lambda graph: sorted(graph.reverse(copy=False).edges(keys=True)),
    "subgraph": lambda graph: sorted(graph.subgraph("abc").edges(keys=True)),
    "degree": lambda graph: dict(graph.degree()),
    "size": lambda graph: (
        graph.order(),
        graph.size(),
        graph.number_of_edges("a", "b"),
    ),
    "as dict": nx.to_dict_of_dicts,
    "nbunch": lambda graph: sorted(graph.edges(["a", "b", "z"], keys=True)),
}


@pytest.mark.parametrize("name", ALGORITHMS)
@settings(max_examples=50)
@given(graph=graphs, day=frame, doubtful=st.booleans())
def test_algorithms_answer_on_a_view_as_on_a_copy(
    name: str, graph: Graph, day: date, *, doubtful: bool
) -> None:
    """No algorithm of networkx can tell a view from a graph of the same content."""
    view = in_force(graph, day, doubtful=doubtful)
    ask = ALGORITHMS[name]
    assert ask(view) == ask(plain(filtered(graph, day, doubtful=doubtful)))


@given(graph=graphs, day=frame)
def test_a_copy_of_a_view_is_a_plain_graph(graph: Graph, day: date) -> None:
    """A copy has the content of the view, can be changed, and changes nothing else."""
    view = in_force(graph, day)
    shown, before = everything(view), copy.deepcopy(everything(graph))
    made = view.copy()
    assert type(made) is nx.MultiDiGraph
    assert not nx.is_frozen(made)
    assert everything(made) == shown
    assert made.graph == {"made_from": "test"}
    made.add_edge("new", "a", "k", **ALWAYS)
    for data in made.nodes.values():
        data["label"] = "changed"
    assert everything(graph) == before


@given(graph=graphs, day=frame)
def test_a_view_survives_pickling(graph: Graph, day: date) -> None:
    """A view that was written and read again, or copied deeply, shows the same."""
    view = in_force(graph, day)
    for again in (pickle.loads(pickle.dumps(view)), copy.deepcopy(view)):  # noqa: S301
        assert everything(again) == everything(view)


def test_a_backend_that_is_absent_is_refused_as_ever() -> None:
    """Asking for a backend fails on a view as on a graph; none keeps a conversion."""
    graph = graph_of([ALWAYS, ALWAYS], [("a", "b", EdgeKind.CITES, ALWAYS)])
    view = in_force(graph, FIRST)
    for each in (graph, view):
        with pytest.raises(ImportError, match="absent"):
            nx.descendants(each, "a", backend="absent")
    assert vars(view)["__networkx_cache__"] is None
    assert nx.descendants(view, "a", backend="networkx") == {"b"}


# A view is no copy


def test_a_later_change_of_the_graph_shows() -> None:
    """What is added, dated or taken away after the view was made is seen in it."""
    graph = graph_of([ALWAYS, ALWAYS], [("a", "b", EdgeKind.CITES, ALWAYS)])
    view = in_force(graph, FIRST)
    nodes, drawn = view.nodes, view.edges
    assert nx.descendants(view, "a") == {"b"}
    graph.add_node("z", **ALWAYS)
    graph.add_edge("b", "z", "k", **ALWAYS)
    assert nx.descendants(view, "a") == {"b", "z"}
    assert ("b", "z", "k") in drawn
    graph.nodes["z"]["until"] = FIRST
    assert list(nodes) == ["a", "b"]
    assert nx.descendants(view, "a") == {"b"}
    graph.edges["a", "b", "cites#0"]["doubt"] = (DateSpan.always(),)
    assert not list(drawn)
    graph.remove_node("a")
    assert list(view) == ["b"]
    assert nx.MultiDiGraph(view).number_of_nodes() == 1


CHANGES: dict[str, Callable[[Graph], object]] = {
    "add_node": lambda view: view.add_node("z"),
    "add_nodes_from": lambda view: view.add_nodes_from("yz"),
    "remove_node": lambda view: view.remove_node("a"),
    "remove_nodes_from": lambda view: view.remove_nodes_from("a"),
    "add_edge": lambda view: view.add_edge("a", "b"),
    "add_edges_from": lambda view: view.add_edges_from([("a", "b")]),
    "add_weighted_edges_from": lambda view: view.add_weighted_edges_from(
        [("a", "b", 1)]
    ),
    "remove_edge": lambda view: view.remove_edge("a", "b"),
    "remove_edges_from": lambda view: view.remove_edges_from([("a", "b")]),
    "update": lambda view: view.update(edges=[("a", "b")]),
    "clear": lambda view: view.clear(),
    "clear_edges": lambda view: view.clear_edges(),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_view_cannot_be_changed(name: str) -> None:
    """Every way to change a graph is refused, as by anything that networkx froze."""
    graph = graph_of([ALWAYS, ALWAYS], [("a", "b", EdgeKind.CITES, ALWAYS)])
    before = copy.deepcopy(everything(graph))
    view = in_force(graph, FIRST)
    assert nx.is_frozen(view)
    with pytest.raises(nx.NetworkXError):
        CHANGES[name](view)
    assert everything(graph) == before
    assert not nx.is_frozen(graph)


# Walks


def counts(
    data: dict[str, Any], day: date, *, also_ended: bool, doubtful: bool
) -> bool:
    """Tell whether a walk may take an edge, asked of the days one by one."""
    held = days_of(data, doubtful=doubtful)
    if day in held:
        return True
    if not also_ended or data["until"] != day or data["since"] == day:
        return False
    before = day - timedelta(days=1)
    return doubtful or not any(before in span for span in data.get("doubt", ()))


def distances(pairs: set[tuple[str, str]], starts: list[str]) -> dict[str, int]:
    """Return how far each node is from a start, by relaxing until nothing changes."""
    found = dict.fromkeys(starts, 0)
    for _ in NAMES:
        found = {
            **{end: found[start] + 1 for start, end in pairs if start in found},
            **found,
        }
    return found


@given(
    graph=graphs,
    starts=st.lists(st.sampled_from(NAMES), min_size=1, max_size=2),
    steps=steps,
    also_ended=st.booleans(),
    doubtful=st.booleans(),
)
def test_a_walk_reaches_what_a_closure_does(
    graph: Graph, starts: list[str], steps: dict[EdgeKind, Direction], **options: bool
) -> None:
    """It reaches what can be reached, by whole and shortest paths that are in force."""
    for day in FRAME[1:]:
        pairs = {
            (start, end) if steps[data["kind"]] == "forth" else (end, start)
            for start, end, data in graph.edges(data=True)
            if data["kind"] in steps and counts(data, day, **options)
        }
        reach = walk(graph, starts, day, steps=steps, **options)
        found = {node: hop.depth for node, hop in reach.items()}
        assert found == distances(pairs, starts)
        for node in reach:
            check_path(graph, reach, node)
            assert (reach[node].parent is None) == (node in starts)
            for edge in reach.edges(node):
                assert counts(dict(edge.data), day, **options)
        for depth in range(3):
            near = walk(graph, starts, day, steps=steps, depth=depth, **options)
            assert list(near.items()) == [
                each for each in reach.items() if each[1].depth <= depth
            ]


def check_path(graph: Graph, reach: Reach, node: str) -> None:
    """Check that a path leads from a start to a node over edges of the graph."""
    path, drawn = reach.path(node), reach.edges(node)
    assert path[-1] == node
    assert len(path) == len(drawn) + 1 == reach[node].depth + 1
    for before, after, edge in zip(path, path[1:], drawn, strict=False):
        assert graph.edges[edge.source, edge.target, edge.key] is edge.data
        ends = (edge.source, edge.target)
        forth = reach.steps[edge.data["kind"]] == "forth"
        assert ends == ((before, after) if forth else (after, before))


@given(graph=graphs, day=frame, doubtful=st.booleans())
def test_a_walk_agrees_with_a_view_where_the_schema_is_kept(
    graph: Graph, day: date, *, doubtful: bool
) -> None:
    """Where edges in force have their ends in force, it finds what networkx finds."""
    sound = plain(filtered(graph, day, doubtful=doubtful))
    view = in_force(sound, day, doubtful=doubtful)
    for node in sound:
        back = walk(
            sound, [node], day, steps=dict.fromkeys(KINDS, "back"), doubtful=True
        )
        forth = walk(
            sound, [node], day, steps=dict.fromkeys(KINDS, "forth"), doubtful=True
        )
        assert back.keys() - {node} == nx.ancestors(view, node)
        assert forth.keys() - {node} == nx.descendants(view, node)


def test_a_walk_keeps_the_order_of_the_graph() -> None:
    """Nodes come level by level, in each level as the edges were added."""
    drawn = [("b", "a"), ("d", "b"), ("c", "a"), ("e", "c"), ("d", "c"), ("a", "f")]
    graph = graph_of(
        [ALWAYS] * len(NAMES), [(*each, EdgeKind.BASED_ON, ALWAYS) for each in drawn]
    )
    reach = walk(graph, ["a"], FIRST, steps={EdgeKind.BASED_ON: "back"})
    assert list(reach) == ["a", "b", "c", "d", "e"]
    assert reach.path("d") == ("a", "b", "d")
    assert repr(reach) == "<Reach of 5 nodes>"
    assert "f" not in reach


def test_what_ends_on_the_day_is_found_on_request() -> None:
    """A basis that ends on the day was one until then; one that never was is not."""
    ended = {"since": None, "until": FIRST}
    graph = graph_of(
        [ALWAYS] * 4,
        [
            ("b", "a", EdgeKind.BASED_ON, ended),
            ("c", "a", EdgeKind.BASED_ON, NEVER),
            ("d", "a", EdgeKind.BASED_ON, {**ended, "doubt": (DateSpan(None, FIRST),)}),
        ],
    )
    steps: Any = {EdgeKind.BASED_ON: "back"}
    assert set(walk(graph, ["a"], FIRST, steps=steps)) == {"a"}
    assert set(walk(graph, ["a"], FIRST, steps=steps, also_ended=True)) == {"a", "b"}
    found = walk(graph, ["a"], FIRST, steps=steps, also_ended=True, doubtful=True)
    assert set(found) == {"a", "b", "d"}


def test_nothing_ends_on_the_first_day_of_the_calendar() -> None:
    """There is no day before it on which something could have been in force."""
    graph = graph_of(
        [ALWAYS] * 2,
        [("b", "a", EdgeKind.BASED_ON, {"since": None, "until": date.min})],
    )
    steps: Any = {EdgeKind.BASED_ON: "back"}
    assert set(walk(graph, ["a"], date.min, steps=steps, also_ended=True)) == {"a"}


# What is refused


@pytest.mark.parametrize(
    "day", [datetime(2021, 7, 15, tzinfo=UTC), "2021-07-15", None, 20210715]
)
def test_a_day_that_is_none_is_refused(day: Any) -> None:  # noqa: ANN401
    """A view and a walk are of a plain day; a moment or a text is not guessed at."""
    graph = graph_of([ALWAYS], [])
    with pytest.raises(SpanError):
        in_force(graph, day)
    with pytest.raises(SpanError):
        walk(graph, ["a"], day, steps={})


def test_a_walk_begins_on_the_graph_and_goes_back_or_forth() -> None:
    """A start that is not on the graph, or a third direction, is an error."""
    graph = graph_of([ALWAYS], [])
    with pytest.raises(nx.NodeNotFound):
        walk(graph, ["a", "z"], FIRST, steps={})
    wrong: Any = {EdgeKind.CITES: "up"}
    with pytest.raises(UnknownCodeError, match="'up'"):
        walk(graph, ["a"], FIRST, steps=wrong)
