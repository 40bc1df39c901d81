"""Forms that are written as JSON: our own shape, and those of others (JSON 年报).

Three shapes are read. Ours has ``form`` and ``tables``: table, row, column, number.
Keys of others, such as those of a published schema, stand in ``tables`` in the same way
or as a list of tables with rows. A file of a section for each table (``table2``,
``table3``) has rows by name, as mappings, as lists in the order of the columns, or as
one number.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from attrs import define, evolve, field

from adminlaw.converter import shown
from adminlaw.errors import InputError, Problem
from adminlaw.labels import Label
from adminlaw.tables.grids import Value
from adminlaw.tables.matrices import Address, Cell, Layout, MatrixTable, layouts
from adminlaw.tables.matrices.cells import MisreadError, read_cell
from adminlaw.wording import masked

_ANY = Label("表式中的表、行、栏", "a table, row and column of the form")
_CELL = Label('数字、null 或 "/"', 'a number, null or "/"')
_LIST = Label("每栏一个数", "one number for each column")


@define
class JsonForm:
    """What a JSON file says of a form."""

    layout: Layout
    year: int | None = None
    authority: str = ""
    scope: Label | None = None
    cells: dict[Address, Cell] = field(factory=dict)
    texts: dict[str, str] = field(factory=dict)
    problems: list[Problem] = field(factory=list)
    file: str = ""

    def put(self, path: str, address: Address | None, value: object) -> None:
        """Keep a cell, or report why it cannot be kept."""
        if address is None:
            self.refuse(path, _ANY, "")
            return
        if not isinstance(value, (str, int, Decimal, type(None))):
            self.refuse(path, _CELL, shown(value))
            return
        table, column = self.layout.place(address)
        plain: Value = format(value, "f") if isinstance(value, Decimal) else value
        try:
            cell = read_cell(plain, column.kind, table.unit_of(column))
        except MisreadError as error:
            self.refuse(path, error.expected, shown(value))
            return
        if self.cells.setdefault(address, cell) != cell:
            expected = Label("同一数字只出现一次", "a number once")
            self.refuse(path, expected, shown(value))

    def refuse(self, path: str, expected: Label, received: str) -> None:
        """Note what could not be read."""
        self.problems.append(
            Problem(
                expected_zh=expected.zh,
                expected_en=expected.en,
                received=received,
                path=masked(path),
                file=masked(self.file),
            )
        )


def is_json(data: bytes) -> bool:
    """Tell whether a file begins as a JSON object does."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def read_json_form(data: bytes, file: str, layout: Layout | None) -> JsonForm | None:
    """Return what a JSON file says of a form, or None where it has another shape.

    Args:
        data: The content of the file.
        file: Its name, for messages.
        layout: The form, where it is known; else the file has to name it.

    Raises:
        InputError: it is no JSON in UTF-8, or names no form.
    """
    try:
        read = json.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError):
        raise InputError((_problem(file, "JSON 文本", "JSON text"),)) from None
    if not isinstance(read, dict):
        return None
    read = _inner(read)
    if not isinstance(read.get("tables"), (dict, list)) and not _sections(read):
        return None
    found = JsonForm(layout=layout or _named(read, file), file=file)
    _facts(read, found)
    if "tables" in read:
        _tables(read["tables"], found)
    for section, rows in _sections(read).items():
        _section(section, rows, found)
    _notes(read.get("notes"), found)
    return found


def _notes(notes: object, found: JsonForm) -> None:
    """Give cells the notes that our own shape keeps beside them."""
    for each in notes if isinstance(notes, list) else ():
        match each:
            case {"cell": [str(), str(), str()] as place, "zh": str(zh), "en": str(en)}:
                cell = found.cells.get((place[0], place[1], place[2]))
                if cell is not None:
                    address = place[0], place[1], place[2]
                    found.cells[address] = evolve(
                        cell, note=Label(zh, en), records=_ids(each.get("records"))
                    )
            case _:
                found.refuse("$.notes", Label("cell、zh、en", "cell, zh and en"), "")


def _ids(read: object) -> tuple[str, ...]:
    members = read if isinstance(read, list) else []
    return tuple(each for each in members if isinstance(each, str))


def _problem(file: str, zh: str, en: str) -> Problem:
    return Problem(expected_zh=zh, expected_en=en, file=file)


def _inner(read: dict[str, Any]) -> dict[str, Any]:
    """Return the form itself, where the file is one form under a name."""
    if len(read) == 1:
        name, value = next(iter(read.items()))
        if isinstance(value, dict) and name != "tables":
            year = next((int(part) for part in name.split("_") if _is_year(part)), None)
            return {"year": year, **value} if year else value
    return read


def _is_year(text: str) -> bool:
    return len(text) == len("2023") and text.isascii() and text.isdigit()


def _sections(read: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {
        key.removeprefix("table"): value
        for key, value in read.items()
        if key.startswith("table") and key[5:].isdigit() and isinstance(value, dict)
    }


def _named(read: Mapping[str, Any], file: str) -> Layout:
    """Return the layout that a file names, by its id or by the year of a form."""
    name = read.get("form", read.get("template", ""))
    for each in layouts():
        if name and (each.id in {name, f"disclosure-{name}"}):
            return each
    choices = "、".join(each.id for each in layouts())
    raise InputError(
        (_problem(file, f"form 为 {choices} 之一", f"a form, one of {choices}"),)
    )


def _facts(read: Mapping[str, Any], found: JsonForm) -> None:
    year, authority = read.get("year"), read.get("authority", "")
    if isinstance(year, int) and not isinstance(year, bool):
        found.year = year
    if isinstance(authority, str):
        found.authority = authority
    match read.get("scope"):
        case {"zh": str(zh), "en": str(en)}:
            found.scope = Label(zh, en)
        case _:
            pass  # it is a note for readers
    texts = read.get("texts", {})
    if isinstance(texts, dict):
        found.texts = {
            key: text for key, text in texts.items() if isinstance(text, str)
        }


def _tables(tables: object, found: JsonForm) -> None:
    for table, rows in _keyed(tables, "id"):
        path = f"$.tables.{table}"
        if found.layout.table(table) is None:
            found.refuse(path, _ANY, "")
            continue
        for row, columns in _keyed(_rows(rows), "key"):
            for column, value in _keyed(columns, "key"):
                address = found.layout.resolve(table, row, column)
                found.put(f"{path}.{row}.{column}", address, value)


def _rows(rows: object) -> object:
    return rows.get("rows", rows) if isinstance(rows, dict) else rows


def _keyed(members: object, name: str) -> Iterator[tuple[str, Any]]:
    """Yield members by their keys, whether they are a mapping or a list."""
    if isinstance(members, dict):
        yield from members.items()
    elif isinstance(members, list):
        for each in members:
            if isinstance(each, dict) and isinstance(each.get(name), str):
                rest = each.get("values", each.get("cells", each.get("rows", {})))
                yield each[name], rest


def _section(section: str, rows: Mapping[str, Any], found: JsonForm) -> None:
    tables = [each for each in found.layout.tables if each.section == section]
    for name, value in rows.items():
        path = f"$.table{section}.{name}"
        table = next((each for each in tables if each.row(name)), None)
        if table is None:
            found.refuse(path, _ANY, "")
            continue
        _row(table, name, value, found, path)


def _row(
    table: MatrixTable, name: str, value: object, found: JsonForm, path: str
) -> None:
    if isinstance(value, dict):
        for column, each in value.items():
            address = found.layout.resolve(table.key, name, column)
            found.put(f"{path}.{column}", address, each)
        return
    values = value if isinstance(value, list) else [value]
    if len(values) != len(table.columns):
        found.refuse(path, _LIST, shown(value))
        return
    for column, each in zip(table.columns, values, strict=True):
        address = found.layout.resolve(table.key, name, column.key)
        found.put(f"{path}.{column.key}", address, each)
