"""A graph as node-link JSON, as networkx and drawing libraries for the web read it.

The ends of an edge are called ``from`` and ``to``, because ``source`` is an attribute
that says who says so: ``networkx.node_link_graph(data, source="from", target="to",
edges="edges")`` reads the file too, with days and codes as text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from attrs import evolve

from adminlaw.converter import shown
from adminlaw.errors import InputError, Problem
from adminlaw.graph.assembling import Parts, Row, Source, named
from adminlaw.graph.columns import EDGES, GRAPH, NODES, Part
from adminlaw.graph.flattening import Item, plain_rows, restore_plain
from adminlaw.register.gathering import parse_json

OBJECT: Final = ("对象（花括号）", "an object")
VERSION: Final = 1
"""The version of the file format; it counts up when an older reader would err."""

_FIXED: Final = {"schema_version": VERSION, "directed": True, "multigraph": True}
_MEMBERS: Final = {"graph": dict, "nodes": list, "edges": list}


def json_bytes(graph: Any) -> bytes:  # noqa: ANN401 - networkx declares its graphs so
    """Return a graph as node-link JSON, a line for each node and each edge."""
    head = {name: json.dumps(each) for name, each in _FIXED.items()}
    (whole,) = objects(GRAPH, [((), graph.graph)])
    body = {
        "graph": json.dumps(whole, ensure_ascii=False),
        "nodes": _lines(objects(NODES, node_items(graph))),
        "edges": _lines(objects(EDGES, edge_items(graph))),
    }
    members = (f'"{name}": {each}' for name, each in (head | body).items())
    return ("{\n" + ",\n".join(members) + "\n}\n").encode()


def node_items(graph: Any) -> Iterable[Item]:  # noqa: ANN401
    """Yield the key and the attributes of each node."""
    return (((key,), attributes) for key, attributes in graph.nodes(data=True))


def edge_items(graph: Any) -> Iterable[Item]:  # noqa: ANN401
    """Yield the ends, the key and the attributes of each edge."""
    return ((tuple(keys), each) for *keys, each in graph.edges(keys=True, data=True))


def objects(part: Part, items: Iterable[Item]) -> Iterable[dict[str, Any]]:
    """Yield each node or edge as a JSON object."""
    for keys, attributes in plain_rows(part, items):
        yield dict(zip(part.keys, keys, strict=True)) | attributes


def _lines(members: Iterable[dict[str, Any]]) -> str:
    lines = [json.dumps(each, ensure_ascii=False) for each in members]
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"


def json_value(source: Source) -> Any:  # noqa: ANN401 - JSON, as it comes
    """Return what a JSON file holds.

    Raises:
        InputError: it is not JSON.
    """
    try:
        return parse_json(source.text())
    except InputError as error:
        problems = (evolve(each, file=source.name) for each in error.problems)
        raise InputError(tuple(problems)) from None


def json_parts(source: Source) -> Parts:
    """Return what a node-link file holds.

    Raises:
        InputError: it is no such file.
    """
    held = json_value(source)
    if not isinstance(held, dict):
        raise source.refusal(*OBJECT, received=shown(held))
    problems = list(_misfits(held, Row((), ({}, []), source.name)))
    if problems:
        raise InputError(tuple(problems))
    nodes = _rows(NODES, held["nodes"], source, problems=problems)
    edges = _rows(EDGES, held["edges"], source, problems=problems)
    whole = Row((), restore_plain(GRAPH, held["graph"]), source.name, path="$.graph")
    return Parts(whole, nodes, edges, tuple(problems))


def _misfits(held: dict[str, Any], file: Row) -> Iterable[Problem]:
    """Yield what is wrong with the frame of a file."""
    for name, value in _FIXED.items():
        # A file that does not say so was made by another program.
        given = held.get(name, value)
        if type(given) is not type(value) or given != value:
            said = json.dumps(value)
            yield file.problem(name, (said, said), given)
    for name, kind in _MEMBERS.items():
        if not isinstance(held.get(name), kind):
            texts = OBJECT if kind is dict else ("列表", "a list")
            yield file.problem(name, texts, held.get(name))
    for name in sorted(held.keys() - {*_FIXED, *_MEMBERS}):
        yield file.problem(name, ("已知的成员", "a known member"), name)


def _rows(
    part: Part, members: list[Any], source: Source, *, problems: list[Problem]
) -> tuple[Row, ...]:
    rows: list[Row] = []
    for at, each in enumerate(members):
        row = Row((), ({}, []), source.name, path=f"$.{part.name}s[{at}]")
        if not isinstance(each, dict):
            problem = evolve(row.problem("", OBJECT, each), path=row.path)
            problems.append(problem)
            continue
        keys = [each.pop(name, None) for name in part.keys]
        place = evolve(row, restored=restore_plain(part, each))
        rows += named(part, keys, place, problems=problems)
    return tuple(rows)
