"""The page of the legal-basis graph: its schema, its questions, and what it lacks.

Which attributes a kind bears is seen on two graphs: the model city's, and one of three
made-up texts, which say what only texts can say.
"""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

import adminlaw as al
from adminlaw import graph as asked
from adminlaw.graph import ATTRIBUTES, EdgeKind, NodeKind
from adminlaw.graph.schema import EDGE_ALWAYS, NODE_ALWAYS
from adminlaw.labels import LabelledEnum
from adminlaw.spans import DateSpan
from generator.graph_says import ATTRIBUTES_SAY, EDGES, HAPPENINGS, NODES
from generator.samples import EXAMPLES
from generator.writing import Lines, link, page, paragraph, table

PAGE = Path(__file__).parents[1] / "reference" / "graph.md"
COUNTS = re.compile(r"<!-- counts -->\n(.*?)<!-- /counts -->", re.DOTALL)

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "云岭省渡船条例.md": "# 云岭省渡船条例\n\n"
        "2001年3月1日 云岭省人民代表大会常务委员会通过\n\n"
        "第一条 为了便利过河，制定本条例。\n\n"
        "第二条 渡船每年检验一次，具体办法由省人民政府规定。\n\n"
        "第三条 本条例自2001年7月1日起施行。\n",
        "云岭省渡船检验办法.md": "# 云岭省渡船检验办法\n\n"
        "2003年4月6日 云岭省人民政府令第5号公布\n\n"
        "第一条 根据《云岭省渡船条例》第二条，制定本办法。\n\n"
        "第二条 检验依照《云岭省渡船条例》第二条和《云岭省物价条例》执行。\n\n"
        "第三条 本办法自2003年6月1日起施行。《云岭省渡船规定》同时废止。\n",
        "修改检验办法的决定.md": "# 云岭省关于修改《云岭省渡船检验办法》的决定\n\n"
        "2015年5月20日 云岭省人民政府令第9号公布\n\n"
        "云岭省人民政府决定对《云岭省渡船检验办法》作如下修改：\n\n"
        "一、删去第二条中的“每年”。\n\n"
        "二、废止《云岭省渡船条例》第三条。\n\n"
        "本决定自2015年9月1日起施行。\n",
    }
)
"""Three texts that amend, end, cite and delegate."""

FIRST = """
`al.legal_basis_graph` draws one plain `networkx.MultiDiGraph`: what exists, what
rests on what, and on which days. This page says what stands on it. [The legal-basis
graph](../explanation/graph.md) says why it is drawn so, and the guides [Find out who
is affected](../howto/who-is-affected.md) and [Study the network of
law](../howto/study-the-network.md) show what can be done with it.
"""

SCHEMA = """
The names stand in `adminlaw.graph.schema`. A *code* is what files carry; in Python it
is a member of `NodeKind` or `EdgeKind`.
"""

NODES_SAY = """
The key of a node is its kind, a colon and a name. The name of an instrument is its
full title; a version adds `@` and the day of adoption, `0001-01-01` where that is not
known; an article adds `#` and its number, with `_1` for 之一. A record has its own
id, a rule its id in the rule book. `node_key`, `version_key` and `provision_key` make
them.
"""

EDGES_SAY = """
An edge runs from what says something to what it is said of: a power `based_on` an
article, a version `contains` it. `impact` and `orphans` take a node to lose something
with the target of its edges of the kinds in bold, and with what contains it. The key
of an edge is its kind and a number: `based_on#0`.
"""

HAPPENED = """
These edges say what happened on one day. Their span is empty (`since` is `until`), so
they are part of no slice of the graph; the day is `since`, and `9999-12-31` where it
is not known.
"""

ATTRIBUTES_ARE = """
One name means one thing on every node and every edge. An attribute that has nothing
to say is left out, except those that each node or each edge has. Files keep the
types.
"""

DAYS = """
Spans are half-open: something is in force on a day if `since <= day < until`, where
None is unbounded. An edge is in force at most while both its ends are.
`al.in_force(graph, day)` is a view of a day that any algorithm of networkx takes; it
costs nothing to make.
"""

DOUBT = """
A commencement that nobody holds, a text without a date: then a span is possible and
not known. Such days stand in `doubt`, which lies inside of `since` and `until`.
`al.in_force` and `measures_by_year` leave what is in doubt out unless
`doubtful=True`; `impact` keeps it and marks it (`Effect.doubtful`); `orphans` says
[`UNKNOWN`](lists.md#loss), never *sound*.
"""

CONTINUES = """
A citation is one edge a version of what it cites: the words that were cited stand in
the next version as well, under the same number, under another, or not at all.
`continuity` tells which; `cited_place` keeps the number as it was written, where it
has changed.
"""

QUESTIONS = """
Each takes the graph, and a day as `as_of`. Each answer explains itself: `text("zh")`
or `text("en")`, and a table in a notebook.
"""

LACKS = """
- What neither the facts table, nor the corpus, nor the register holds. A name that is
  cited and not held is a node of the kind `unresolved`.
- Paragraphs and items as nodes: they are places of an edge.
- Days of commencement of single provisions: an article has the days of its version.
- Powers of a list that gives only their number.
- Personal data: neither the persons of a case nor the officers.
- Whether an article really creates the power that names it. That is read by a jurist.
- Numbers of documents that texts cite (国发〔2015〕8号): they are found, and not
  looked up.
"""

COUNTED = """
The graph of the corpus of 2,400 national and local texts that the tests read, with
the facts table and the rule book:
"""

WAITING = "*to be counted by `make corpus`*\n"


def graph_page() -> str:
    """Return the page of the graph."""
    return page(
        "The legal-basis graph",
        paragraph(FIRST),
        ("![Kinds of nodes and edges](graph.svg)", ""),
        paragraph(SCHEMA),
        section("Nodes", NODES_SAY, nodes_table()),
        section("Edges", EDGES_SAY, edges_table()),
        section("What happened on a day", HAPPENED, happenings()),
        section("Attributes", ATTRIBUTES_ARE, attributes_table()),
        section("Days", DAYS, ()),
        section("Doubt", DOUBT, ()),
        section("Continuity", CONTINUES, members(asked.Continuity)),
        section("Questions", QUESTIONS, questions_table()),
        ("## What is not on the graph", LACKS),
        section("National graph", COUNTED, counts()),
    )


def section(heading: str, words: str, lines: Iterable[str]) -> Lines:
    """Yield one section of the page."""
    yield from (f"## {heading}", "")
    yield from paragraph(words)
    yield from lines


def nodes_table() -> Lines:
    """Yield the table of kinds of nodes."""
    said = {
        kind: seen(data for _, data in drawn_nodes() if data["kind"] is kind)
        for kind in NodeKind
    }
    yield from table(
        ("code", "中文", "English", "key", "what it is", "attributes"),
        (
            (
                f"`{kind.code}`",
                kind.zh,
                kind.en,
                f"`{NODES[kind][0]}`",
                NODES[kind][1],
                names(said[kind], NODE_ALWAYS),
            )
            for kind in NodeKind
        ),
    )
    yield from (f"Each node has {names(NODE_ALWAYS)}.", "")


def edges_table() -> Lines:
    """Yield the table of kinds of edges."""
    check_ends()
    said = {
        kind: seen(data for _, _, data in drawn_edges() if data["kind"] is kind)
        for kind in EdgeKind
    }
    yield from table(
        ("code", "中文", "English", "from", "to", "what it says", "attributes"),
        (
            (
                strong(kind),
                kind.zh,
                kind.en,
                codes(EDGES[kind].starts),
                codes(EDGES[kind].ends),
                EDGES[kind].words,
                names(said[kind], EDGE_ALWAYS),
            )
            for kind in EdgeKind
        ),
    )
    yield from (f"Each edge has {names(EDGE_ALWAYS)}.", "")


def check_ends() -> None:
    """See to it that no edge runs between kinds of nodes that the table leaves out.

    Raises:
        ValueError: one does.
    """
    for graph in graphs():
        for start, end, data in graph.edges(data=True):
            said = EDGES[data["kind"]]
            ends = (graph.nodes[start]["kind"].code, graph.nodes[end]["kind"].code)
            if ends[0] not in said.starts.split() or ends[1] not in said.ends.split():
                message = f"an edge {data['kind'].code} runs {ends[0]} → {ends[1]}"
                raise ValueError(message)


def strong(kind: EdgeKind) -> str:
    """Return the code of a kind, in bold where its start depends on its end."""
    code = f"`{kind.code}`"
    return f"**{code}**" if kind in asked.schema.DEPENDS_ON_TARGET else code


def codes(kinds: str) -> str:
    """Return kinds of nodes as codes."""
    return ", ".join(f"`{each}`" for each in kinds.split())


def names(found: Iterable[str], without: Iterable[str] = ()) -> str:
    """Return names of attributes in the order of the schema."""
    kept = set(found) - set(without)
    return ", ".join(f"`{each}`" for each in ATTRIBUTES if each in kept)


def happenings() -> Lines:
    """Yield the list of edges that happened on a day."""
    yield from (*(f"- `{each.code}` {each.zh}" for each in HAPPENINGS), "")


def attributes_table() -> Lines:
    """Yield the table of attributes, with what each holds and where it stands."""
    on_nodes = seen(data for _, data in drawn_nodes())
    on_edges = seen(data for _, _, data in drawn_edges())
    rows: list[tuple[str, ...]] = []
    for name, kind in ATTRIBUTES.items():
        places = [
            word
            for word, found in (("nodes", on_nodes), ("edges", on_edges))
            if name in found
        ]
        # What is on neither graph stands with its neighbours in the schema.
        on = " and ".join(places) or (
            "nodes" if len(rows) < FIRST_OF_EDGES else "edges"
        )
        rows.append((f"`{name}`", holds(kind), on, ATTRIBUTES_SAY[name]))
    yield from table(("name", "holds", "on", "what it says"), rows)


FIRST_OF_EDGES = list(ATTRIBUTES).index("offset")

LEAVES: Mapping[Any, str] = MappingProxyType(
    {
        str: "text",
        int: "whole number",
        bool: "true or false",
        date: "day",
        Decimal: "number",
        DateSpan: "span of days",
    }
)


def holds(kind: Any) -> str:  # noqa: ANN401 - types have no type
    """Return in words what an attribute holds."""
    if typing.get_origin(kind) is tuple:
        return f"list of {holds(typing.get_args(kind)[0])}"
    inner = typing.get_args(kind) or (kind,)
    return " or ".join(
        link(each.__name__, "lists.md")
        if isinstance(each, type) and issubclass(each, LabelledEnum)
        else LEAVES[each]
        for each in inner
    )


def members(cls: type[LabelledEnum]) -> Lines:
    """Yield the members of a closed list."""
    rows = ((f"`{each.code}`", each.zh, each.en) for each in cls)
    yield from table(("code", "中文", "English"), rows)


def questions_table() -> Lines:
    """Yield every function of the layer with what it answers."""
    yield from table(
        ("function", "answer", "what it does"),
        (
            (f"`{called(name)}`", f"`{answer(function)}`", first_line(function))
            for name in asked.__all__
            if inspect.isfunction(function := getattr(asked, name))
        ),
    )


def called(name: str) -> str:
    """Return by which name a function is called."""
    return f"al.{name}" if name in al.__all__ else f"adminlaw.graph.{name}"


def answer(function: Any) -> str:  # noqa: ANN401 - a function
    """Return the class of an answer as it is annotated."""
    said = str(inspect.signature(function).return_annotation).strip("'")
    plain = {"Any": "MultiDiGraph", "Graph": "MultiDiGraph"}
    return plain.get(said, said.replace("nx.", "").replace("[str]", ""))


def first_line(function: Any) -> str:  # noqa: ANN401 - a function
    """Return the first sentence of a docstring, without the names of roles."""
    words = (inspect.getdoc(function) or "").split("\n")[0].rstrip(".")
    return re.sub(r":func:`(\w+)`", r"`\1`", words).replace("*", "`")


def counts() -> Lines:
    """Yield the counts of the national graph as they stand on the page now."""
    found = COUNTS.search(PAGE.read_text("utf-8")) if PAGE.exists() else None
    kept = found[1] if found else f"\n{WAITING}\n"
    yield from ("<!-- counts -->", kept.rstrip("\n"), "", "<!-- /counts -->", "")


def seen(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the attributes that nodes or edges have."""
    return {name for data in rows for name in data}


def drawn_nodes() -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Yield every node of the graphs that are looked at."""
    return (item for graph in graphs() for item in graph.nodes(data=True))


def drawn_edges() -> Iterable[tuple[str, str, Mapping[str, Any]]]:
    """Yield every edge of the graphs that are looked at."""
    return (item for graph in graphs() for item in graph.edges(data=True))


@cache
def graphs() -> tuple[Any, ...]:
    """Return the graph of the model city and that of the made-up texts."""
    city = al.legal_basis_graph(al.read_register(EXAMPLES / "model-city"))
    with TemporaryDirectory() as folder:
        for name, text in TEXTS.items():
            (Path(folder) / name).write_text(text, "utf-8")
        texts = al.legal_basis_graph(corpus=al.read_corpus(folder))
    return city, texts
