"""A graph as GraphML, as networkx, Gephi, Cytoscape and yEd read it.

The key of an edge is an attribute and not its id, for ids are unique in a file and keys
only between two nodes; networkx takes it as the key again. The limits: text with
characters that XML does not have is refused; of GraphML itself only what is
written here is read, and anything else in a file is a problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from attrs import define, field, frozen

from adminlaw.errors import Problem
from adminlaw.graph.assembling import Parts, Row, Source, named
from adminlaw.graph.columns import (
    EDGES,
    GRAPH,
    MARKS,
    NODES,
    Column,
    Part,
    column_named,
)
from adminlaw.graph.flattening import Cell, Table, cell_of, restore
from adminlaw.graph.xml_text import TYPES, check, escaped

NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"

_KEY: Final = Column("key", str)
_PARTS: Final = {each.name: each for each in (GRAPH, NODES, EDGES)}
_NATIVE: Final = {
    "string": str,
    "long": int,
    "int": int,
    "double": float,
    "float": float,
    "boolean": bool,
}


def graphml_bytes(whole: Table, nodes: Table, edges: Table) -> bytes:
    """Return tables as a GraphML file.

    Raises:
        FieldValueError: a text holds a character that XML does not have.
    """
    ids: dict[tuple[Part, str], str] = {}
    lines = ["<?xml version='1.0' encoding='utf-8'?>", f'<graphml xmlns="{NAMESPACE}">']
    for table in (whole, nodes, edges):
        keys = [_KEY] if table.part is EDGES else []
        for column in (*keys, *table.columns):
            name = ids[table.part, column.header] = f"d{len(ids)}"
            lines.append(_declared(name, table.part, column))
    lines.append('<graph edgedefault="directed">')
    for table in (whole, nodes, edges):
        lines += _elements(table, ids)
    lines += ["</graph>", "</graphml>", ""]
    return "\n".join(lines).encode()


def _declared(name: str, part: Part, column: Column) -> str:
    return (
        f'<key id="{name}" for="{part.name}" attr.name="{escaped(column.short)}"'
        f' attr.type="{TYPES[column.scalar]}"/>'
    )


def _elements(table: Table, ids: dict[tuple[Part, str], str]) -> Iterator[str]:
    """Yield one line for each node or edge; the data of the whole have no element."""
    part = table.part
    for keys, cells in table.rows:
        check(part, keys, cells)
        said = ({_KEY.name: keys[2]} if part is EDGES else {}) | cells
        data = "".join(
            f'<data key="{ids[part, name]}">{escaped(value)}</data>'
            for name, value in said.items()
        )
        names = ("id",) if part is NODES else ("source", "target")
        given = zip(names, keys, strict=False)  # the third key of an edge is data
        head = "".join(f' {name}="{escaped(each)}"' for name, each in given)
        if part is not GRAPH:
            yield f"<{part.name}{head}>{data}</{part.name}>"
        elif data:
            yield data


def graphml_parts(source: Source) -> Parts:
    """Return what a GraphML file holds.

    Raises:
        InputError: it is no such file, or holds what is not written here.
    """
    reading = _Reading(source)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, given: reading.start(
        tag, given, parser.CurrentLineNumber
    )
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text.append
    parser.StartDoctypeDeclHandler = reading.refuse_doctype
    try:
        parser.Parse(source.content, True)  # noqa: FBT003 - it takes no name
    except expat.ExpatError as error:
        zh, en = "完整的 XML", "XML that is whole"
        raise source.refusal(zh, en, line=error.lineno, received=str(error)) from None
    return reading.parts()


@frozen
class _Frame:
    """An element that is not closed yet.

    Attributes:
        cells: The data inside it.
    """

    name: str
    given: dict[str, str]
    line: int
    cells: dict[Column, Cell | None] = field(factory=dict)
    problems: list[Problem] = field(factory=list)


_INSIDE: Final = {
    "": {"graphml": frozenset[str]()},
    "graphml": {
        "key": frozenset({"id", "for", "attr.name", "attr.type"}),
        "graph": frozenset({"edgedefault"}),
    },
    "graph": {
        "data": frozenset({"key"}),
        "node": frozenset({"id"}),
        "edge": frozenset({"source", "target"}),
    },
    "node": {"data": frozenset({"key"})},
    "edge": {"data": frozenset({"key"})},
}
"""Elements, those that may stand in each, and what these have to say of themselves."""


@define
class _Reading:
    """A GraphML file while it is read, element by element."""

    source: Source
    columns: dict[str, tuple[Part, Column]] = field(factory=dict)
    frames: list[_Frame] = field(factory=list)
    text: list[str] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    rows: dict[str, list[Row]] = field(factory=lambda: {name: [] for name in _PARTS})

    def start(self, tag: str, given: dict[str, str], line: int) -> None:
        """Open an element; refuse one that is not written here."""
        self.no_text(line)
        name = tag.removeprefix(f"{NAMESPACE} ")
        inside = _INSIDE.get(self.frames[-1].name if self.frames else "", {})
        wanted = inside.get(name)
        if wanted is None or (wanted and wanted != given.keys()):
            known = ", ".join(f"{each}({', '.join(inside[each])})" for each in inside)
            zh, en = (
                f"此处可有的元素：{known}",
                f"an element that may stand here: {known}",
            )
            raise self.source.refusal(zh, en, line=line, received=name)
        self.frames.append(_Frame(name, given, line))
        if name == "graph":
            self.one_directed_graph(given, line)

    def one_directed_graph(self, given: dict[str, str], line: int) -> None:
        """Refuse a graph that is not directed, or that is not the only one."""
        if given["edgedefault"] != "directed" or self.rows["graph"]:
            zh, en = "唯一的有向图", "one directed graph"
            raise self.source.refusal(zh, en, line=line)

    def end(self, _tag: str) -> None:
        """Close an element: what it says is complete."""
        frame = self.frames.pop()
        if frame.name == "key":
            self.declare(frame)
        elif frame.name == "data":
            self.datum(frame)
        elif frame.name in _PARTS:
            self.row(frame)
        self.no_text(frame.line)

    def no_text(self, line: int) -> None:
        """Refuse text between elements; it would be lost."""
        if "".join(self.text).strip():
            zh, en = "元素之间无文字", "no text between elements"
            raise self.source.refusal(zh, en, line=line)
        self.text.clear()

    def refuse_doctype(self, *_: object) -> None:
        """Refuse a document type: it may define entities that have no end."""
        zh, en = "不含 DOCTYPE 的 XML", "XML without a DOCTYPE"
        raise self.source.refusal(zh, en)

    def declare(self, frame: _Frame) -> None:
        """Take note of a column."""
        given = frame.given
        part, native = _PARTS.get(given["for"]), _NATIVE.get(given["attr.type"])
        name = given["attr.name"]
        column = None
        if part is EDGES and name == _KEY.name:
            column = _KEY
        elif part and native:
            column = MARKS.get(name) or column_named(part, name, native)
        if part is None or column is None or given["id"] in self.columns:
            zh, en = "已知且只声明一次的属性", "a known attribute, declared once"
            raise self.source.refusal(zh, en, line=frame.line, received=repr(name))
        self.columns[given["id"]] = part, column

    def datum(self, frame: _Frame) -> None:
        """Set one cell of the element around it."""
        outer, text = self.frames[-1], "".join(self.text)
        self.text.clear()
        part, column = self.columns.get(frame.given["key"], (None, _KEY))
        if part is not _PARTS[outer.name] or column in outer.cells:
            problem = Problem(
                path=f"$.{frame.given['key']}",
                expected_zh="已声明且只说一次的属性",
                expected_en="an attribute that is declared, and said once",
            )
            outer.problems.append(problem)
        else:
            outer.cells[column] = cell_of(column, text)

    def row(self, frame: _Frame) -> None:
        """Keep a node, an edge or what is said of the whole."""
        part, given = _PARTS[frame.name], frame.given
        rows = self.rows[part.name]
        key = frame.cells.pop(_KEY, None)
        attributes, problems = restore(part, frame.cells)
        path = "$" if part is GRAPH else f"$.{part.name}s[{len(rows)}]"
        place = Row(
            (),
            (attributes, [*frame.problems, *problems]),
            self.source.name,
            frame.line,
            path,
        )
        keys = {"node": (given.get("id"),), "graph": ()}.get(
            part.name, (given.get("source"), given.get("target"), key)
        )
        rows += named(part, keys, place, problems=self.problems)

    def parts(self) -> Parts:
        """Return all that was read.

        Raises:
            InputError: there was no graph.
        """
        if not self.rows["graph"]:
            zh, en = "含图的 GraphML", "GraphML with a graph"
            raise self.source.refusal(zh, en)
        (whole,), nodes, edges = self.rows.values()
        return Parts(whole, tuple(nodes), tuple(edges), tuple(self.problems))
