"""A published schema of a yearly report's tables, as a layout (表格模式导入).

The schema names tables, columns and rows with their keys; it has no rules of balance.
Read as a layout it can be held against ours, or used to read files of its kind.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from adminlaw.errors import InputError, Problem
from adminlaw.labels import Label
from adminlaw.model import Unit
from adminlaw.tables.matrices import (
    Address,
    ColumnContent,
    Layout,
    MatrixColumn,
    MatrixRow,
    MatrixTable,
)

_WAN_YUAN = "万元"


def read_layout(path: str | Path, *, id: str = "") -> Layout:  # noqa: A002
    """Return the layout that a schema of tables in JSON describes.

    Args:
        path: A file with ``tables``, each with ``id``, ``columns`` and ``rows`` that
            have a ``key`` and a name.
        id: Id of the layout; the name of the file without its ending by default.

    Raises:
        InputError: the file cannot be read, or is no such schema.
    """
    file = Path(path)
    try:
        read = json.loads(file.read_text("utf-8-sig"))
        tables = tuple(_table(each) for each in read["tables"])
        name, source = str(read.get("name", file.stem)), str(read.get("source", ""))
    except OSError:
        raise _refused(file, "可读的文件", "a readable file") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _refused(
            file, "含 tables 的表格模式", "a schema with its tables"
        ) from None
    return Layout(
        id=id or file.stem,
        label=Label(name, name),
        source=source,
        status="reported",
        tables=tables,
    )


def mapping(schema: Layout, layout: Layout) -> Mapping[Address, Address | None]:
    """Return for each cell of a schema where it stands in a layout, or None."""
    return {each: layout.resolve(*each) for each in _addresses(schema)}


def _addresses(schema: Layout) -> Iterator[Address]:
    yield from schema.addresses()


def _table(read: Mapping[str, Any]) -> MatrixTable:
    money = read.get("options", {}).get("unit") == _WAN_YUAN
    title = str(read.get("title", read["id"]))
    return MatrixTable(
        key=str(read["id"]),
        label=Label(title, title),
        unit=Unit.WAN_YUAN if money else Unit.CASE,
        columns=tuple(_column(each, money=money) for each in read["columns"]),
        rows=tuple(_row(each) for each in read["rows"]),
    )


def _column(read: Mapping[str, Any], *, money: bool) -> MatrixColumn:
    name = str(read["name"])
    return MatrixColumn(
        key=str(read["key"]),
        label=Label(name, name),
        synonyms=(name,),
        kind=ColumnContent.AMOUNT if money else ColumnContent.COUNT,
    )


def _row(read: Mapping[str, Any]) -> MatrixRow:
    label = str(read["label"])
    words = read.get("match", [label])
    return MatrixRow(
        key=str(read["key"]), label=Label(label, label), synonyms=(str(words[-1]),)
    )


def _refused(file: Path, zh: str, en: str) -> InputError:
    return InputError((Problem(expected_zh=zh, expected_en=en, file=file.name),))
