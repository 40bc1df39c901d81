"""A graph goes into a file and comes back as it was, or the file says what is wrong."""

from __future__ import annotations

import json
import pickle
import re
import sys
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from adminlaw.errors import (
    FieldTypeError,
    FieldValueError,
    InputError,
    MissingExtraError,
    Problem,
)
from adminlaw.graph.columns import EDGES, GRAPH, NODES, Part
from adminlaw.graph.files import PICTURES, READABLE, read_graph, write_graph
from adminlaw.graph.mermaid import MOST_NODES, SHAPES
from adminlaw.graph.schema import (
    EDGE_ALWAYS,
    NODE_ALWAYS,
    EdgeKind,
    NodeKind,
)
from adminlaw.model import Confidence, PowerForm, PowerKind
from adminlaw.spans import DateSpan
from adminlaw.statutes import ResolutionStatus
from tests.strategies import AWKWARD, values

FORMS = (*READABLE, "")
"""Endings of the forms that come back; the last is a folder."""

# Texts that mean something to one of the formats, or to the marks of this one.
ODD = (*AWKWARD, ":none", "a:str", ',"', "=1+1", "007", "true", "1e5", '["a"]', "]]>")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

anything = st.one_of(st.text(max_size=6), st.sampled_from(ODD))
xml_texts = anything.map(lambda text: CONTROL.sub("?", text))
whole_numbers = st.integers(-(2**63), 2**63 - 1)


def own(texts: SearchStrategy[str]) -> SearchStrategy[dict[str, Any]]:
    """Return attributes that the schema does not name, of every type allowed."""
    taken = {*NODES.types, *NODES.keys, *EDGES.keys}
    return st.dictionaries(
        texts.filter(lambda name: name not in taken),
        st.one_of(
            st.none(),
            texts,
            whole_numbers,
            st.floats(allow_nan=False, allow_infinity=False),
            st.booleans(),
            st.dates(),
        ),
        max_size=3,
    )


def attributes(part: Part, texts: SearchStrategy[str]) -> SearchStrategy[Any]:
    """Return attributes of a node or an edge: any may be None or left out."""
    kinds: dict[Any, SearchStrategy[Any]] = {
        str: texts,
        int: whole_numbers,
        tuple[str, ...]: st.lists(texts, max_size=3).map(tuple),
    }
    fields = {
        name: st.none() | (kinds[each] if each in kinds else values(each))
        for name, each in part.types.items()
    }
    drawn = st.fixed_dictionaries({}, optional=fields)
    return st.builds(lambda said, mine: said | mine, drawn, own(texts))


@st.composite
def graphs(draw: st.DrawFn, texts: SearchStrategy[str] = anything) -> Any:  # noqa: ANN401
    """Return any graph that the schema allows, and some that it does not."""
    graph: Any = nx.MultiDiGraph()
    graph.graph.update(draw(own(texts)))
    keys = draw(st.lists(texts, max_size=5, unique=True))
    for key in keys:
        graph.add_node(key)
        graph.nodes[key].update(draw(attributes(NODES, texts)))
    for _ in range(draw(st.integers(0, 5)) if keys else 0):
        start, end = draw(st.sampled_from(keys)), draw(st.sampled_from(keys))
        key = draw(texts)
        graph.add_edge(start, end, key)
        graph.edges[start, end, key].update(draw(attributes(EDGES, texts)))
    return graph


def typed(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return attributes with their types, for 1, 1.0 and True are equal."""
    return {name: (type(each), each) for name, each in said.items()}


def content(graph: Any) -> list[Any]:  # noqa: ANN401
    """Return all that two equal graphs share, in order."""
    return [
        type(graph),
        typed(graph.graph),
        [(key, typed(said)) for key, said in graph.nodes(data=True)],
        [(*keys, typed(said)) for *keys, said in graph.edges(keys=True, data=True)],
    ]


def returned(graph: Any, ending: str) -> tuple[Any, bool]:  # noqa: ANN401
    """Return a graph as it comes back, and whether writing it is always the same."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder, name, f"g{ending}") for name in ("one", "two")]
        write_graph(graph, paths[0])
        back = read_graph(paths[0])
        write_graph(back, paths[1])
        files = [
            {each.name: each.read_bytes() for each in path.parent.rglob("*.*")}
            for path in paths
        ]
        return back, files[0] == files[1]


@pytest.mark.parametrize("ending", FORMS)
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=50)
@given(data=st.data())
def test_a_graph_comes_back_equal_and_is_written_the_same_again(
    ending: str, data: st.DataObject
) -> None:
    """Nodes, keys, attributes, types and order survive; the bytes do not change."""
    texts = xml_texts if ending == ".graphml" else anything
    graph = data.draw(graphs(texts))
    back, same = returned(graph, ending)
    assert content(back) == content(graph)
    assert same


def small() -> Any:  # noqa: ANN401
    """Return a graph of two nodes and two edges, with every kind of value."""
    graph: Any = nx.MultiDiGraph(made_from="衡水 2017", as_of=date(2018, 1, 18))
    graph.add_node(
        "power:p1",
        kind=NodeKind.POWER,
        label='责令改正, "一"\r\n二',
        since=date(2017, 1, 1),
        until=None,
        source="powers[0]",
        power_kind=PowerKind.PENALTY,
        forms=tuple(PowerForm)[:2],
        names=("甲", ""),
        highest_fine=Decimal("2000.50"),
        doubt=(DateSpan(date(2017, 1, 1)), DateSpan.year(2016)),
        weight=0.5,
    )
    graph.add_node(
        "provision:某法@2021-01-22#24",
        kind=NodeKind.PROVISION,
        label="某法第二十四条",
        since=None,
        until=None,
        source="",
        article="007",
        rank=3,
        held=False,
        content="",
    )
    for number in range(2):
        graph.add_edge(
            "power:p1",
            "provision:某法@2021-01-22#24",
            f"based_on#{number}",
            kind=EdgeKind.BASED_ON,
            since=None,
            until=date(2021, 7, 15),
            source="powers[0].basis[0]",
            offset=number or None,
            confidence=Confidence.HIGH,
            status=ResolutionStatus.EXACT,
        )
    return graph


@pytest.mark.parametrize("ending", FORMS)
def test_a_graph_of_every_kind_of_value_comes_back(ending: str) -> None:
    """Days, codes, decimals, tuples, spans and what is None are what they were."""
    assert content(returned(small(), ending)[0]) == content(small())


@pytest.mark.parametrize("ending", FORMS)
def test_an_empty_graph_comes_back(ending: str) -> None:
    """A graph without nodes is a graph."""
    back, same = returned(nx.MultiDiGraph(), ending)
    assert content(back) == content(nx.MultiDiGraph())
    assert same


@pytest.mark.parametrize("ending", FORMS)
def test_a_long_text_comes_back(ending: str) -> None:
    """No format cuts a text, however long."""
    graph: Any = nx.MultiDiGraph()
    graph.add_node("a", content="条" * 300_000)
    assert returned(graph, ending)[0].nodes["a"]["content"] == "条" * 300_000


@pytest.mark.parametrize("ending", FORMS)
@pytest.mark.parametrize("text", ODD)
def test_an_odd_text_comes_back_wherever_it_stands(text: str, ending: str) -> None:
    """As a key, a name, a value and a metadata entry, alone in its table or not."""
    if ending == ".graphml" and CONTROL.search(text):
        return
    graph: Any = nx.MultiDiGraph()
    graph.graph[text] = text
    graph.add_edge(text, text, text)
    graph.nodes[text].update({text: text, "label": text, "names": (text, text)})
    graph.edges[text, text, text].update({text: None, "words": text})
    back, same = returned(graph, ending)
    assert content(back) == content(graph)
    assert same


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
@pytest.mark.parametrize("ending", [".json", ".csv"])
def test_a_text_of_another_encoding_is_refused(
    ending: str, encoding: str, tmp_path: Path
) -> None:
    """A file that a spreadsheet saved in an encoding of its own is not guessed at."""
    path = tmp_path / f"g{ending}"
    write_graph(small(), path)
    file = max(tmp_path.iterdir())
    file.write_bytes(file.read_bytes().decode().encode(encoding))
    assert refusal(path)[0].expected_zh == "UTF-8 文本"


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\ufffe"])
@pytest.mark.parametrize("ending", [".graphml", ".gexf"])
def test_a_character_that_xml_does_not_have_is_refused(
    ending: str, character: str, tmp_path: Path
) -> None:
    """The error names the node and the attribute, and nothing is written."""
    graph: Any = nx.MultiDiGraph()
    graph.add_node("power:p1", label=character)
    with pytest.raises(FieldValueError) as caught:
        write_graph(graph, tmp_path / f"g{ending}")
    assert caught.value.field == "power:p1.label"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rank", 2**63),
        ("weight", float("inf")),
        ("weight", float("nan")),
        ("label", "\ud800"),
        ("names", ("甲", "\ud800")),
        ("highest_fine", Decimal("NaN")),
        ("highest_fine", Decimal("1E+40")),
        ("id", "the files call the node so"),
    ],
)
@pytest.mark.parametrize("ending", [*FORMS, *PICTURES])
def test_a_value_that_no_file_can_hold_is_refused(
    ending: str, name: str, value: object, tmp_path: Path
) -> None:
    """The error is typed and names the node and the attribute, in both languages."""
    graph: Any = nx.MultiDiGraph()
    graph.add_node("power:p1", **{name: value})
    with pytest.raises(FieldValueError) as caught:
        write_graph(graph, tmp_path / f"g{ending}")
    assert caught.value.field == f"power:p1.{name}"
    assert "power:p1" in caught.value.message("zh")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rank", "3"),
        ("rank", True),
        ("kind", EdgeKind.CITES),
        ("names", ["甲"]),
        ("names", (1,)),
        ("since", "2017-01-01"),
        ("own", [1]),
        ("own", Decimal(1)),
    ],
)
@pytest.mark.parametrize("ending", [*FORMS, *PICTURES])
def test_a_value_of_another_type_is_refused(
    ending: str, name: str, value: object, tmp_path: Path
) -> None:
    """What the schema types is not written as something else."""
    graph: Any = nx.MultiDiGraph()
    graph.add_node("a")
    graph.add_node("b")
    graph.add_edge("a", "b", "cites#0")
    graph.edges["a", "b", "cites#0"].update({name: value})
    if value is EdgeKind.CITES:
        graph.nodes["a"]["kind"] = value
        graph.remove_edge("a", "b")
    with pytest.raises(FieldTypeError) as caught:
        write_graph(graph, tmp_path / f"g{ending}")
    assert caught.value.field == name
    assert caught.value.cls == ("a" if name == "kind" else "a -> b [cites#0]")


def test_keys_and_names_have_to_be_text(tmp_path: Path) -> None:
    """A number as a key would come back as a text, so it is refused."""
    graph: Any = nx.MultiDiGraph()
    graph.add_edge("a", "b")
    with pytest.raises(FieldTypeError, match="key"):
        write_graph(graph, tmp_path / "g.json")
    graph = nx.MultiDiGraph()
    graph.add_node("a")
    graph.nodes["a"][1] = "one"
    with pytest.raises(FieldTypeError):
        write_graph(graph, tmp_path / "g.json")


def test_another_kind_of_graph_is_refused(tmp_path: Path) -> None:
    """A graph without direction would come back with one."""
    with pytest.raises(FieldTypeError, match="MultiDiGraph"):
        write_graph(nx.Graph(), tmp_path / "g.json")


# Input that cannot be used.


def refusal(path: Path) -> tuple[Problem, ...]:
    """Return the problems of a file that has to be refused; both languages speak."""
    with pytest.raises(InputError) as caught:
        read_graph(path)
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - made here
    assert again.message("zh") == caught.value.message("zh")
    problems = caught.value.problems
    assert all(each.expected_zh and each.expected_en for each in problems)
    return problems


def changed(folder: Path, ending: str, change: Callable[[str], str]) -> Path:
    """Write the small graph, change the text of its first file that changes."""
    path = folder / f"g{ending}"
    write_graph(small(), path)
    for file in sorted(folder.iterdir()):
        before = file.read_text("utf-8")
        if change(before) != before:
            file.write_text(change(before), "utf-8", newline="")
            return path
    pytest.fail("nothing was changed")


TEXT_FORMS = (".graphml", ".json", ".csv")


@pytest.mark.parametrize("ending", READABLE)
@pytest.mark.parametrize("kept", [0, 1, 100, -20, -3])
def test_a_file_that_was_cut_off_is_refused(
    ending: str, kept: int, tmp_path: Path
) -> None:
    """A truncated file is not taken for a smaller graph."""
    path = tmp_path / f"g{ending}"
    write_graph(small(), path)
    cut = max(tmp_path.iterdir())
    cut.write_bytes(cut.read_bytes()[:kept])
    assert refusal(path)[0].file == cut.name


@pytest.mark.parametrize("ending", TEXT_FORMS)
def test_every_unknown_code_is_listed(ending: str, tmp_path: Path) -> None:
    """Each row with a code that is none is a problem of its own, with its place."""
    path = changed(tmp_path, ending, lambda text: text.replace("based_on", "rests_on"))
    problems = refusal(path)
    assert [each.path.rpartition(".")[2] for each in problems] == ["kind", "kind"]
    assert [each.received for each in problems] == ["'rests_on'"] * 2
    assert len({(each.line, each.path) for each in problems}) == 2


@pytest.mark.parametrize("ending", TEXT_FORMS)
def test_an_edge_to_a_node_that_is_not_there_is_listed(
    ending: str, tmp_path: Path
) -> None:
    """The node would be made by networkx; here each such edge is a problem."""
    start = {".graphml": 'source="', ".json": '"from": "', ".csv": "\n"}[ending]
    edges = f"{start}power:p1"
    wrong = f"{start}power:p9"

    def change(text: str) -> str:
        return text.replace(edges, wrong) if "based_on" in text else text

    problems = refusal(changed(tmp_path, ending, change))
    assert [each.received for each in problems] == ["'power:p9'"] * 2
    assert all(each.path.endswith(".from") for each in problems)


@pytest.mark.parametrize("ending", TEXT_FORMS)
def test_a_node_that_is_there_twice_is_listed(ending: str, tmp_path: Path) -> None:
    """The second node of a key would hide the first."""
    path = changed(
        tmp_path,
        ending,
        lambda text: re.sub(
            r"provision:某法@2021-01-22#24(?=[^\n]*某法第二十四条)", "power:p1", text
        ),
    )
    problems = refusal(path)
    assert problems[0].received == "'power:p1'"
    assert "不重复" in problems[0].expected_zh


@pytest.mark.parametrize("ending", TEXT_FORMS)
def test_an_edge_that_is_there_twice_is_listed(ending: str, tmp_path: Path) -> None:
    """Two edges between two nodes have two keys."""
    path = changed(
        tmp_path, ending, lambda text: text.replace("based_on#1", "based_on#0")
    )
    (problem,) = refusal(path)
    assert problem.path.endswith(".key")
    assert "based_on#0" in problem.received


def tables(folder: Path, nodes: str, edges: str = "") -> Path:
    """Write the two tables of a graph; a good head of edges, where none is given."""
    head = ",".join((*EDGES.keys, *EDGE_ALWAYS)) + "\n"
    (folder / "g.nodes.csv").write_text(nodes, "utf-8", newline="")
    (folder / "g.edges.csv").write_text(edges or head, "utf-8", newline="")
    return folder / "g.csv"


HEAD = ",".join((*NODES.keys, *NODE_ALWAYS))


@pytest.mark.parametrize(
    ("nodes", "line", "path"),
    [
        ("\n", 1, "$"),
        ("id,kind\n", 1, "$"),
        (f"kind,{HEAD}\n", 1, "$"),
        (f"{HEAD},rank,rank\n", 1, "$"),
        (f"{HEAD},color\n", 1, "$.color"),
        (f"{HEAD},rank:float\n", 1, "$.rank:float"),
        (f"{HEAD},id:str\n", 1, "$.id:str"),
        (f"{HEAD}\na,power\n", 2, "$"),
        (f"{HEAD}\n\n", 2, "$"),
        (f"{HEAD}\na,power,甲,,,,,\n", 2, "$"),
        (f'{HEAD}\na,power,"甲"乙,,,\n', 2, "$"),
        (f'{HEAD}\na,power,"甲,,,\n', 2, "$"),
        (f"{HEAD},rank\na,power,甲,,,,03\n", 2, "$.rank"),
        (f"{HEAD},rank\na,power,甲,,,,9e9\n", 2, "$.rank"),
        (f"{HEAD},held\na,power,甲,,,,yes\n", 2, "$.held"),
        (f"{HEAD},names\na,power,甲,,,,甲\n", 2, "$.names"),
        (f'{HEAD},names\na,power,甲,,,,"[""甲"", 2]"\n', 2, "$.names[1]"),
        (f"{HEAD},weight:float\na,power,甲,,,,nan\n", 2, "$.weight:float"),
        (f"{HEAD},weight:float\na,power,甲,,,,1e999\n", 2, "$.weight:float"),
        (f"{HEAD},w:int,w:str\na,power,甲,,,,1,1\n", 2, "$.w:str"),
        (f"{HEAD}\na,power,甲,2017-02-29,,\n", 2, "$.since"),
        (f'{HEAD},:none\na,power,甲,,,,"[""id""]"\n', 2, "$.:none"),
        (f'{HEAD},:none\na,power,甲,,,,"[""label""]"\n', 2, "$.:none"),
        (f'{HEAD},:missing\na,power,甲,,,,"[""rank""]"\n', 2, "$.:missing"),
        (f'{HEAD},:empty\na,power,甲,,,,"[""rank""]"\n', 2, "$.:empty"),
    ],
)
def test_a_bad_table_is_refused_at_its_place(
    nodes: str, line: int, path: str, tmp_path: Path
) -> None:
    """Each wrong column, row and cell is a problem with its line and its column."""
    problems = refusal(tables(tmp_path, nodes))
    assert (problems[0].file, problems[0].line) == ("g.nodes.csv", line)
    assert path in {each.path for each in problems}


def test_both_tables_are_judged_at_once(tmp_path: Path) -> None:
    """A reader who mends one file learns of the other in the same run."""
    problems = refusal(tables(tmp_path, "id\n", "from\n"))
    assert {each.file for each in problems} == {"g.nodes.csv", "g.edges.csv"}


def test_every_row_that_is_wrong_is_listed(tmp_path: Path) -> None:
    """A row too short to name an edge does not hide what is wrong with the others."""
    nodes = f"{HEAD},rank\na,power,甲,,,,x\nb,powers,乙,,,,1\n"
    edges = f"{','.join((*EDGES.keys, *EDGE_ALWAYS))}\n\na,c,k,,,,,,,\n"
    problems = refusal(tables(tmp_path, nodes, edges))
    assert sorted((each.file[2:7], each.line, each.path) for each in problems) == [
        ("edges", 2, "$"),
        ("edges", 3, "$.to"),
        ("nodes", 2, "$.rank"),
        ("nodes", 3, "$.kind"),
    ]


def test_a_row_that_is_wrong_does_not_make_its_edges_wrong(tmp_path: Path) -> None:
    """One mistake is one problem."""
    edges = f"{','.join((*EDGES.keys, *EDGE_ALWAYS))}\na,a,k,,,,,,,\n"
    problems = refusal(tables(tmp_path, f"{HEAD}\na,power\n", edges))
    assert [each.line for each in problems] == [2]


def test_a_table_that_a_spreadsheet_saved_again_is_read(tmp_path: Path) -> None:
    """A byte order mark and carriage returns at line ends are no part of the data."""
    text = f"\ufeff{HEAD}\r\na,power,甲,2017-01-01,,\r\n"
    graph = read_graph(tables(tmp_path, text))
    assert graph.nodes["a"]["since"] == date(2017, 1, 1)
    assert graph.nodes["a"]["source"] == ""
    assert graph.nodes["a"]["until"] is None


def test_what_is_said_of_the_whole_stands_in_one_row(tmp_path: Path) -> None:
    """Two rows would be two graphs."""
    path = tables(tmp_path, f"{HEAD}\n")
    (tmp_path / "g.graph.csv").write_text("a:str\nx\ny\n", "utf-8")
    assert refusal(path)[0].line == 3


def test_a_graph_of_which_nothing_is_said_removes_what_was_said(
    tmp_path: Path,
) -> None:
    """A file of an earlier graph does not speak for a later one."""
    write_graph(nx.MultiDiGraph(made_from="甲"), tmp_path / "g.csv")
    write_graph(nx.MultiDiGraph(), tmp_path / "g.csv")
    assert read_graph(tmp_path / "g.csv").graph == {}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("[]", "$"),
        ("{", "$ @1:2"),
        ('{"nodes": [], "edges": []}', "$.graph"),
        ('{"graph": {}, "nodes": {}, "edges": []}', "$.nodes"),
        ('{"graph": {}, "nodes": [], "edges": [], "links": []}', "$.links"),
        (
            '{"directed": false, "graph": {}, "nodes": [], "edges": []}',
            "$.directed",
        ),
        (
            '{"schema_version": 2, "graph": {}, "nodes": [], "edges": []}',
            "$.schema_version",
        ),
        ('{"graph": {"a": []}, "nodes": [], "edges": []}', "$.graph.a"),
        ('{"graph": {}, "nodes": [3], "edges": []}', "$.nodes[0]"),
        ('{"graph": {}, "nodes": [{"id": 3}], "edges": []}', "$.nodes[0].id"),
        (
            '{"graph": {}, "nodes": [{"id": "a", "rank": 1.5}], "edges": []}',
            "$.nodes[0].rank",
        ),
        (
            '{"graph": {}, "nodes": [{"id": "a", "x": 1, "x:int": 1}], "edges": []}',
            "$.nodes[0].x:int",
        ),
    ],
)
def test_a_bad_node_link_file_is_refused_at_its_place(
    text: str, path: str, tmp_path: Path
) -> None:
    """Each problem has its JSON path."""
    file = tmp_path / "g.json"
    file.write_text(text, "utf-8")
    (problem,) = refusal(file)
    assert (problem.file, problem.path) == ("g.json", path)


XMLNS = 'xmlns="http://graphml.graphdrawing.org/xmlns"'
KEY = '<key id="d0" for="node" attr.name="rank" attr.type="long"/>'
BODY = f'<graphml {XMLNS}>{KEY}<graph edgedefault="directed">\n'
TWICE = '<data key="d0">1</data><data key="d0">2</data>'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<gexf/>", 1),
        (f"<graphml {XMLNS}/>", 0),
        (f"<!DOCTYPE a [<!ENTITY b 'c'>]>\n<graphml {XMLNS}/>", 0),
        (f'<graphml {XMLNS}><graph edgedefault="undirected"/></graphml>', 1),
        (f"<graphml {XMLNS}>\n<graph/></graphml>", 2),
        (f"<graphml {XMLNS}>\n{KEY}\n{KEY}</graphml>", 3),
        (f"<graphml {XMLNS}>\n{KEY.replace('rank', 'kind:str')}</graphml>", 2),
        (f"<graphml {XMLNS}>\n{KEY.replace('long', 'list')}</graphml>", 2),
        (f'<graphml {XMLNS}><graph edgedefault="directed">甲</graph></graphml>', 1),
        (f'{BODY}<node id="a"><port/></node></graph></graphml>', 2),
        (f'{BODY}<node id="a"><data key="d7"/></node></graph></graphml>', 2),
        (f'{BODY}<node id="a">{TWICE}</node></graph></graphml>', 2),
        (f'{BODY}<edge source="a" target="a"/></graph></graphml>', 2),
    ],
)
def test_a_bad_graphml_file_is_refused_at_its_line(
    text: str, line: int, tmp_path: Path
) -> None:
    """What is not written here is not read in silence."""
    file = tmp_path / "g.graphml"
    file.write_text(text, "utf-8")
    (problem,) = refusal(file)
    assert (problem.file, problem.line) == ("g.graphml", line)


def test_a_parquet_file_is_refused_at_its_row(tmp_path: Path) -> None:
    """Wrong columns, wrong cells and missing keys are listed."""
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "g.parquet"
    write_graph(small(), path)
    nodes = tmp_path / "g.nodes.parquet"
    table = parquet.read_table(nodes)
    kinds = arrow.array(["power", "house"])
    parquet.write_table(table.set_column(1, "kind", kinds), nodes)
    assert [each.path for each in refusal(path)] == ["$[1].kind"]
    keys = arrow.array(["power:p1", None])
    parquet.write_table(table.set_column(0, "id", keys), nodes)
    assert "$[1].id" in {each.path for each in refusal(path)}
    parquet.write_table(table.append_column("color", kinds), nodes)
    assert refusal(path)[0].path == "$.color"
    note = {b"adminlaw.graph": b"[]"}
    parquet.write_table(table.replace_schema_metadata(note), nodes)
    assert refusal(path)[0].file == "g.nodes.parquet"


def test_parquet_without_pyarrow_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The extra is named; nothing else needs it."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"adminlaw\[parquet\]"):
        write_graph(small(), tmp_path / "g.parquet")
    write_graph(small(), tmp_path / "g.csv")


@pytest.mark.parametrize("name", ["g.json", "g.graphml", "g.csv", "g.parquet", "none"])
def test_a_file_that_is_not_there_is_refused(name: str, tmp_path: Path) -> None:
    """The problem names the file."""
    assert all(each.file for each in refusal(tmp_path / name))


@pytest.mark.parametrize("ending", [*PICTURES, ".txt"])
def test_a_picture_is_not_read_back(ending: str, tmp_path: Path) -> None:
    """It does not hold the whole graph; the forms that do are named."""
    (problem,) = refusal(tmp_path / f"g{ending}")
    assert ".graphml" in problem.expected_zh
    assert problem.received == f"'{ending}'"


def test_an_unknown_ending_is_not_written(tmp_path: Path) -> None:
    """No form is guessed."""
    with pytest.raises(InputError, match=r"\.mmd"):
        write_graph(small(), tmp_path / "g.txt")


# What other programs read.


def test_networkx_reads_the_files_too(tmp_path: Path) -> None:
    """Keys, ends and texts are where networkx looks for them."""
    ends = [("power:p1", "provision:某法@2021-01-22#24")]
    write_graph(small(), tmp_path / "g.graphml")
    graph: Any = nx.read_graphml(tmp_path / "g.graphml")
    assert list(graph.edges(keys=True)) == [
        (*ends[0], "based_on#0"),
        (*ends[0], "based_on#1"),
    ]
    assert graph.nodes["power:p1"]["highest_fine"] == "2000.50"
    write_graph(small(), tmp_path / "g.json")
    held = json.loads((tmp_path / "g.json").read_text("utf-8"))
    graph = nx.node_link_graph(held, source="from", target="to", edges="edges")
    assert sorted(graph.edges(keys=True)) == sorted(small().edges(keys=True))
    assert graph.edges[(*ends[0], "based_on#0")]["source"] == "powers[0].basis[0]"


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40)
@given(graph=graphs(xml_texts))
def test_gexf_is_read_by_networkx(graph: Any) -> None:  # noqa: ANN401
    """Every node, edge and label of a picture is there for Gephi."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "g.gexf")
        write_graph(graph, path)
        drawn: Any = nx.read_gexf(path)
    assert list(drawn.nodes) == list(graph.nodes)
    assert {each[:2] for each in drawn.edges} == {each[:2] for each in graph.edges}
    assert drawn.number_of_edges() == graph.number_of_edges()
    for key, said in graph.nodes(data=True):
        assert drawn.nodes[key]["label"] == (said.get("label") or key)


def test_gexf_says_on_which_days_an_edge_is_in_force(tmp_path: Path) -> None:
    """Its end is the last day, for Gephi counts both ends."""
    write_graph(small(), tmp_path / "g.gexf", lang="en")
    drawn: Any = nx.read_gexf(tmp_path / "g.gexf")
    edges = drawn.edges(data=True)
    assert list(drawn.edges(keys=True)) == list(small().edges(keys=True))
    assert [said["end"] for _, _, said in edges] == ["2021-07-14"] * 2
    assert {said["label"] for _, _, said in edges} == {"based on"}


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40)
@given(graph=graphs())
def test_cytoscape_json_keeps_every_node_and_edge(graph: Any) -> None:  # noqa: ANN401
    """Ids are unique, ends are nodes, and networkx reads it as well."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "g.cyjs")
        write_graph(graph, path)
        held = json.loads(path.read_text("utf-8"))
    elements = held["elements"]
    nodes = [each["data"] for each in elements["nodes"]]
    edges = [each["data"] for each in elements["edges"]]
    assert [each["id"] for each in nodes] == list(graph.nodes)
    assert len({each["id"] for each in edges}) == graph.number_of_edges()
    assert [(e["source"], e["target"], e["key"]) for e in edges] == list(
        graph.edges(keys=True)
    )
    drawn: Any = nx.cytoscape_graph(held)
    assert sorted(drawn.edges(keys=True)) == sorted(graph.edges(keys=True))


def test_cytoscape_json_keeps_who_says_so(tmp_path: Path) -> None:
    """An attribute called like a member of the format is renamed, not lost."""
    write_graph(small(), tmp_path / "g.cyjs")
    held = json.loads((tmp_path / "g.cyjs").read_text("utf-8"))
    edge = held["elements"]["edges"][0]["data"]
    assert edge["_source"] == "powers[0].basis[0]"
    assert edge["label"] == "依据"


MERMAID = re.compile(
    r'n\d+@\{ shape: [a-z-]+, label: "[^"\\<>{}|\n]*(<br>[^"\\<>{}|\n]*)*" \}'
    r'|n\d+ -->(\|"[^"\\<>{}|\n]+"\|)? n\d+'
)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40)
@given(graph=graphs())
def test_each_line_of_a_mermaid_picture_is_a_node_or_an_edge(
    graph: Any,  # noqa: ANN401
) -> None:
    """No text of a label can end the label or the line."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "g.mmd")
        write_graph(graph, path)
        text = path.read_bytes().decode()
    head, *lines = text.removesuffix("\n").split("\n")
    assert head == "flowchart LR"
    assert len(lines) == graph.number_of_nodes() + graph.number_of_edges()
    for line in lines:
        assert MERMAID.fullmatch(line)


def test_each_kind_of_node_has_a_shape_of_its_own() -> None:
    """Kinds can be told apart without colours."""
    assert set(SHAPES) == set(NodeKind)
    assert len(set(SHAPES.values())) == len(NodeKind)


def test_edges_are_named_in_the_language_asked_for(tmp_path: Path) -> None:
    """Chinese unless English is asked for."""
    path = tmp_path / "g.mmd"
    write_graph(small(), path)
    assert 'n0 -->|"依据"| n1' in path.read_text("utf-8")
    write_graph(small(), path, lang="en")
    assert 'n0 -->|"based on"| n1' in path.read_text("utf-8")


def test_more_than_mermaid_draws_is_refused_unless_asked_for(tmp_path: Path) -> None:
    """The error says how many there are and how many may be."""
    graph: Any = nx.MultiDiGraph()
    graph.add_nodes_from(map(str, range(MOST_NODES)))
    path = tmp_path / "g.mmd"
    write_graph(graph, path)
    graph.add_node("one more")
    with pytest.raises(FieldValueError) as caught:
        write_graph(graph, path)
    assert caught.value.value == MOST_NODES + 1
    write_graph(graph, path, any_size=True)
    assert "one more" in path.read_text("utf-8")


def test_long_labels_and_many_edges_are_too_much_as_well(tmp_path: Path) -> None:
    """Mermaid has a limit of edges and of characters too."""
    graph: Any = nx.MultiDiGraph()
    graph.add_node("a", label="条" * 60_000)
    with pytest.raises(FieldValueError, match="characters"):
        write_graph(graph, tmp_path / "g.mmd")
    graph.add_edges_from(("a", "a", str(number)) for number in range(501))
    with pytest.raises(FieldValueError, match="edges"):
        write_graph(graph, tmp_path / "g.mmd")


def test_no_attribute_of_the_schema_is_called_like_a_key() -> None:
    """A file could not tell them apart."""
    for part in (NODES, EDGES, GRAPH):
        assert not set(part.keys) & set(part.types)
