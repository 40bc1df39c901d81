"""Take a graph away as files, and bring it back: the ending of the path says how.

Four forms give back an equal graph: GraphML, node-link JSON, comma-separated text and
Parquet. Three are pictures for other programs to draw: GEXF (Gephi), Cytoscape JSON
and Mermaid; they are only written. Writing the same graph again gives the same
bytes. The limits: nodes and edges keep their order, but edges that enter a node come
in the order of their sources, as in a copy that networkx makes, and attributes come
in the order of the schema. GraphML cannot hold control characters; the other three
hold any text.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import networkx as nx

from adminlaw.converter import shown
from adminlaw.errors import FieldTypeError, InputError, Lang, unreadable
from adminlaw.graph.assembling import Source, assemble
from adminlaw.graph.columns import EDGES, GRAPH, NODES
from adminlaw.graph.csv_text import csv_bytes, csv_parts
from adminlaw.graph.flattening import Table, flatten
from adminlaw.graph.graphml import graphml_bytes, graphml_parts
from adminlaw.graph.mermaid import mermaid_text
from adminlaw.graph.node_link import (
    edge_items,
    json_bytes,
    json_parts,
    node_items,
    objects,
)
from adminlaw.graph.parquet import parquet_bytes, parquet_parts
from adminlaw.graph.pictures import cytoscape_bytes, gexf_bytes
from adminlaw.register.files import replace_files
from adminlaw.wording import listed, masked

READABLE: Final = (".graphml", ".json", ".csv", ".parquet")
"""Endings of the forms that come back; a path without an ending is a folder of .csv."""

PICTURES: Final = (".gexf", ".cyjs", ".mmd")
"""Endings of the forms that are only written."""


def write_graph(
    graph: Any,  # noqa: ANN401 - networkx declares its graphs so
    path: str | Path,
    *,
    lang: Lang = "zh",
    any_size: bool = False,
) -> None:
    """Write a graph in the form that the ending of *path* names.

    ``x.csv`` stands for ``x.nodes.csv`` and ``x.edges.csv``, and ``x.graph.csv`` where
    something is said of the whole graph; a folder for ``nodes.csv`` and so on in it;
    ``x.parquet`` for ``x.nodes.parquet`` and ``x.edges.parquet``. Files are
    replaced only when all is ready.

    Args:
        graph: A legal-basis graph, or a part of one.
        path: Where to: ``.graphml``, ``.json``, ``.csv`` or a folder, ``.parquet``; for
            pictures ``.gexf``, ``.cyjs``, ``.mmd``.
        lang: The language in which pictures name the kinds of edges.
        any_size: Write Mermaid even where it is more than Mermaid draws.

    Raises:
        FieldTypeError: an attribute is of a type that cannot be written.
        FieldValueError: an attribute has a value that the form cannot hold, or the
            graph is more than Mermaid draws.
        InputError: no form has this ending.
        MissingExtraError: pyarrow is not installed, for Parquet.
        OSError: a file cannot be written.

    >>> graph = nx.MultiDiGraph(made_from="某市 2018")
    >>> graph.add_node("power:p1", label="责令改正", weight=1.5)
    >>> write_graph(graph, "basis.csv")
    >>> read_graph("basis.csv").nodes["power:p1"]["weight"]
    1.5
    """
    if not isinstance(graph, nx.MultiDiGraph):
        kind = type(graph).__name__
        raise FieldTypeError("write_graph", "graph", "MultiDiGraph", kind)
    path = Path(path)
    ending = _ending(path, (*READABLE, *PICTURES))
    if ending == ".csv":
        _write(_csv(graph, path))
    elif ending == ".parquet":
        _write(_parquet(graph, path))
    elif ending == ".mmd":
        text = mermaid_text(graph, lang=lang, any_size=any_size)
        _write({path: text.encode()})
    elif ending in _SAID_IN_A_LANGUAGE:
        _write({path: _SAID_IN_A_LANGUAGE[ending](graph, lang)})
    else:
        _write({path: _WHOLE[ending](graph)})


def read_graph(path: str | Path) -> Any:  # noqa: ANN401 - see write_graph
    """Return the graph in a file, in tables or in a folder; see :func:`write_graph`.

    Raises:
        InputError: a file cannot be read, or something in it cannot be used; it lists
            every row that is wrong, with what was received and what was expected.
            A picture is refused: it does not hold the whole graph.
        MissingExtraError: pyarrow is not installed, for Parquet.

    >>> read_graph("basis.gexf")
    Traceback (most recent call last):
    adminlaw.errors.InputError: 1 problem(s) in input
      basis.gexf $: expected one of .graphml, .json, .csv, .parquet, received '.gexf'
    """
    path = Path(path)
    ending = _ending(path, READABLE)
    if ending == ".graphml":
        return assemble(graphml_parts(_source(path)))
    if ending == ".json":
        return assemble(json_parts(_source(path)))
    nodes, edges, whole = (_beside(path, each) for each in _TABLES)
    if ending == ".parquet":
        return assemble(parquet_parts(_source(nodes), _source(edges)))
    said = _source(whole) if os.path.lexists(whole) else None
    return assemble(csv_parts(_source(nodes), _source(edges), said))


_TABLES: Final = ("nodes", "edges", "graph")


def _ending(path: Path, known: tuple[str, ...]) -> str:
    """Return the form that a path names; a folder holds tables.

    Raises:
        InputError: its ending is not one of *known*.
    """
    ending = path.suffix.lower()
    if not ending or path.is_dir():
        return ".csv"
    if ending not in known:
        zh, en = listed(known)
        expected = f"以下结尾之一：{zh}", f"one of {en}"
        raise Source(_name(path)).refusal(*expected, received=shown(ending))
    return ending


def _beside(path: Path, table: str) -> Path:
    """Return the file of one table of a graph."""
    if not path.suffix or path.is_dir():
        return path / f"{table}.csv"
    return path.with_name(f"{path.stem}.{table}{path.suffix}")


def _name(path: Path) -> str:
    """Return what a file is called, so that it can be printed and names nobody."""
    return masked(path.name.encode("utf-8", "backslashreplace").decode())


def _source(path: Path) -> Source:
    try:
        return Source(_name(path), path.read_bytes())
    except OSError as error:
        raise InputError((unreadable(_name(path), error),)) from None
    except ValueError:
        empty = Source(_name(path))
        raise empty.refusal("可读的文件", "a readable file") from None


def _flat(graph: Any) -> tuple[Table, Table, Table]:  # noqa: ANN401
    """Return what is said of the whole graph, its nodes and its edges, as tables."""
    return (
        flatten(GRAPH, [((), graph.graph)]),
        flatten(NODES, node_items(graph)),
        flatten(EDGES, edge_items(graph)),
    )


def _csv(graph: Any, path: Path) -> dict[Path, bytes]:  # noqa: ANN401
    whole, nodes, edges = _flat(graph)
    return {
        _beside(path, "nodes"): csv_bytes(nodes),
        _beside(path, "edges"): csv_bytes(edges),
        _beside(path, "graph"): csv_bytes(whole) if graph.graph else b"",
    }


def _parquet(graph: Any, path: Path) -> dict[Path, bytes]:  # noqa: ANN401
    _, nodes, edges = _flat(graph)
    (whole,) = objects(GRAPH, [((), graph.graph)])
    return {
        _beside(path, "nodes"): parquet_bytes(nodes, whole),
        _beside(path, "edges"): parquet_bytes(edges),
    }


def _graphml(graph: Any) -> bytes:  # noqa: ANN401
    return graphml_bytes(*_flat(graph))


_WHOLE: Final[Mapping[str, Callable[[Any], bytes]]] = {
    ".graphml": _graphml,
    ".json": json_bytes,
}
_SAID_IN_A_LANGUAGE: Final[Mapping[str, Callable[[Any, Lang], bytes]]] = {
    ".gexf": gexf_bytes,
    ".cyjs": cytoscape_bytes,
}


def _write(contents: Mapping[Path, bytes]) -> None:
    """Write files whole, in folders that are made where there are none."""
    for file in contents:
        file.parent.mkdir(parents=True, exist_ok=True)
    replace_files(contents)
