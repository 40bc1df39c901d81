"""A graph as two Parquet files: a table of nodes and a table of edges.

Cells keep the types that Parquet knows (text, whole number, number, truth value,
day); what is said of the whole graph is a note on the table of nodes. It needs pyarrow,
the extra ``parquet``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from importlib import import_module
from io import BytesIO
from types import ModuleType
from typing import Any, Final

from adminlaw.errors import InputError, MissingExtraError, Problem
from adminlaw.graph.assembling import Parts, Row, Source, named, table_columns
from adminlaw.graph.columns import EDGES, GRAPH, NODES, Part
from adminlaw.graph.flattening import Table, restore, restore_plain
from adminlaw.graph.node_link import OBJECT, json_value

NOTE: Final = b"adminlaw.graph"
"""The key of the note that holds, as JSON, what is said of the whole graph."""

_PARQUET: Final = ("Parquet 文件", "a Parquet file")
_TYPES: Final = {
    str: "string",
    int: "int64",
    float: "float64",
    bool: "bool_",
    date: "date32",
}


def _pyarrow() -> tuple[Any, ModuleType]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise MissingExtraError("pyarrow", "parquet") from None


def parquet_bytes(table: Table, whole: Mapping[str, Any] | None = None) -> bytes:
    """Return a table as a Parquet file.

    Args:
        table: Nodes or edges.
        whole: What is said of the whole graph, as plain data.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    arrow, parquet = _pyarrow()
    columns = {
        name: arrow.array([keys[at] for keys, _ in table.rows], arrow.string())
        for at, name in enumerate(table.part.keys)
    }
    for column in table.columns:
        values = [cells.get(column.header) for _, cells in table.rows]
        kind = getattr(arrow, _TYPES[column.scalar])()
        columns[column.header] = arrow.array(values, kind)
    note = {NOTE: json.dumps(whole, ensure_ascii=False)} if whole else None
    content = BytesIO()
    parquet.write_table(arrow.table(columns, metadata=note), content)
    return content.getvalue()


def parquet_parts(nodes: Source, edges: Source) -> Parts:
    """Return what the files of a graph hold.

    Raises:
        InputError: a file is no such table.
        MissingExtraError: pyarrow is not installed.
    """
    broken: list[Problem] = []
    problems: list[Problem] = []
    found: list[tuple[tuple[Row, ...], bytes]] = []
    for part, source in ((NODES, nodes), (EDGES, edges)):
        try:
            found.append(_rows(part, source, problems))
        except InputError as error:
            broken += error.problems
    if broken:
        raise InputError((*broken, *problems))
    (rows, note), (links, _) = found
    return Parts(_whole(nodes, note), rows, links, tuple(problems))


def _rows(
    part: Part, source: Source, problems: list[Problem]
) -> tuple[tuple[Row, ...], bytes]:
    """Return the rows and the note of a file."""
    arrow, parquet = _pyarrow()
    try:
        table = parquet.read_table(BytesIO(source.content))
    except (arrow.ArrowException, OSError):
        raise source.refusal(*_PARQUET) from None
    columns = table_columns(part, table.column_names, source.name)
    values = [each.to_pylist() for each in table.columns]
    note = (table.schema.metadata or {}).get(NOTE, b"{}")
    rows: list[Row] = []
    for at, row in enumerate(zip(*values, strict=True)):
        cells = dict(zip(columns, row[len(part.keys) :], strict=True))
        place = Row((), restore(part, cells), source.name, path=f"$[{at}]")
        rows += named(part, row[: len(part.keys)], place, problems=problems)
    return tuple(rows), note


def _whole(source: Source, note: bytes) -> Row:
    """Return what is said of the whole graph; it stands in the nodes' file."""
    inner = Source(source.name, note)
    held = json_value(inner)
    if not isinstance(held, dict):
        raise inner.refusal(*OBJECT)
    return Row((), restore_plain(GRAPH, held), source.name)
