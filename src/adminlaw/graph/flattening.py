"""Attributes of a graph as plain cells, and back: the one place that does it.

A day becomes ISO text, a member of an enum its code, a decimal and a tuple text, and
each comes back as what it was; the types stand in the schema. The three ways to say
nothing are kept apart: left out, None and empty. The limits: whole numbers of 64
bits, finite numbers, text without surrogates; a decimal comes back as an equal number,
not with its exponent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Any, Final, get_args, get_origin

from attrs import evolve, frozen

from adminlaw.converter import shown, structure, unstructure
from adminlaw.errors import FieldTypeError, FieldValueError, InputError, Problem
from adminlaw.graph.columns import (
    EMPTY,
    MISSING,
    NATIVE,
    NONE,
    OWN_TYPES,
    Column,
    Part,
    column_named,
    is_mark,
    ordered,
)

Keys = tuple[str, ...]
"""What names a node (its key) or an edge (both ends and its key)."""

Item = tuple[Keys, Mapping[str, Any]]
"""A node or an edge: what names it, and its attributes."""

Cell = str | int | float | bool | date
"""What one cell of a table holds."""

_LARGEST: Final = 2**63
_LIMITED: Final = frozenset({str, int, float, Decimal, tuple})
_SHOWN: Final = 60  # characters of a refused value that a message repeats


@frozen
class Table:
    """Nodes or edges as rows of cells.

    Attributes:
        part: What they are.
        columns: In order: always there, of the schema, own, marks.
        rows: What names each, and its cells by column; empty cells are left out.
    """

    part: Part
    columns: tuple[Column, ...]
    rows: tuple[tuple[Keys, dict[str, Cell]], ...]


# Out: values to cells.


def flatten(part: Part, items: Iterable[Item]) -> Table:
    """Return nodes or edges as a table.

    Raises:
        FieldTypeError: see :func:`stated`.
        FieldValueError: see :func:`stated`.
    """
    used: dict[str, Column] = {}
    rows = []
    for keys, pairs in stated(part, items):
        cells: dict[str, Cell] = {}
        marks = _marks(part, pairs)
        for column, value in (*pairs, *marks):
            if value is not None:
                header = column.header
                used[header] = column
                cells[header] = cell(column, value)
        rows.append((keys, cells))
    return Table(part, ordered(part, used.values()), tuple(rows))


def _marks(
    part: Part, pairs: Iterable[tuple[Column, Any]]
) -> Iterator[tuple[Column, Any]]:
    """Yield the cells that say which nothing an empty cell of this row is."""
    pairs = tuple(pairs)
    names = {column.name for column, _ in pairs}
    missing = tuple(each for each in part.always if each not in names)
    none = (column.name for column, value in pairs if value is None)
    told = tuple(sorted(each for each in none if not _blank_is_none(part, each)))
    if told:
        yield NONE, told
    if missing:
        yield MISSING, missing


def _blank_is_none(part: Part, name: str) -> bool:
    return name in part.always and part.blank(name) is None


def stated(
    part: Part, items: Iterable[Item]
) -> Iterator[tuple[Keys, list[tuple[Column, Any]]]]:
    """Yield what names each node or edge, and its attributes with their columns.

    Raises:
        FieldTypeError: an attribute or a key is of a type that cannot be written; it
            names the node or the edge, and the attribute.
        FieldValueError: the same of a value.
    """
    names = [Column(name, str) for name in part.keys]
    known: dict[tuple[str, type], Column] = {}
    for keys, attributes in items:
        for column, each in zip(names, keys, strict=True):
            _check(column, each, place=(part, keys))
        pairs = []
        for name, value in attributes.items():
            found = known.get((name, type(value)))
            if found is None:
                found = known[name, type(value)] = _column(part, (name, value), keys)
            if value is not None:
                _check(found, value, place=(part, keys))
            pairs.append((found, value))
        yield keys, pairs


def _column(part: Part, pair: tuple[object, object], keys: Keys) -> Column:
    """Return the column of an attribute; refuse one that no file has room for."""
    name, value = pair
    place, kind = part.place(keys), type(value)
    if not isinstance(name, str):
        raise FieldTypeError(place, str(name), "str", type(name).__name__)
    if name in part.columns:
        return part.columns[name]
    if name in part.keys or not _sound(name):
        where = f"{place}.{name}"
        zh, en = "文件自身不用的名称", "a name that the files do not use themselves"
        raise FieldValueError(where, name, zh, en)
    if value is not None and kind not in OWN_TYPES.values():
        raise FieldTypeError(place, name, ", ".join(OWN_TYPES), kind.__name__)
    return Column(name, str if value is None else kind, own=True)


def _check(column: Column, value: object, *, place: tuple[Part, Keys]) -> None:
    """Refuse a value that is not of its column's type, or that no file can hold."""
    (part, keys), kind = place, type(value)
    if kind is not column.type and not (column.many and _fits(value, column.type)):
        expected = str(column.type) if column.many else column.type.__name__
        raise FieldTypeError(part.place(keys), column.name, expected, kind.__name__)
    if kind in _LIMITED and not _sound(value):
        where = f"{part.place(keys)}.{column.name}"
        raise FieldValueError(
            where,
            value[:_SHOWN] if isinstance(value, str) else value,
            "可编码的文本、64 位整数或有限的数",
            "text without surrogates, a whole number of 64 bits or a finite number",
        )


def _fits(value: object, annotation: Any) -> bool:  # noqa: ANN401 - any type
    """Tell whether a value is of exactly a type: a bool is no whole number."""
    if get_origin(annotation) is not tuple:
        return type(value) is annotation
    member = get_args(annotation)[0]
    return type(value) is tuple and all(_fits(each, member) for each in value)


def _sound(value: object) -> bool:
    """Tell whether a value of a known type comes back from a file as it was."""
    if isinstance(value, str):
        return value.isascii() or _encodable(value)
    if isinstance(value, tuple):
        return all(map(_sound, value))
    if isinstance(value, int):
        return -_LARGEST <= value < _LARGEST
    if isinstance(value, float):
        return isfinite(value)
    if isinstance(value, Decimal):
        return value.is_finite() and _comes_back(value)
    return True


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _comes_back(value: Decimal) -> bool:
    try:
        return structure(unstructure(value), Decimal) == value
    except InputError:
        return False


def plain(column: Column, value: Any) -> Any:  # noqa: ANN401 - JSON, as it comes
    """Return a value as JSON has it.

    >>> plain(Column("since", date), date(2021, 7, 15))
    '2021-07-15'
    """
    return value if value is None or column.type in NATIVE else unstructure(value)


def plain_rows(
    part: Part, items: Iterable[Item]
) -> Iterator[tuple[Keys, dict[str, Any]]]:
    """Yield what names each node or edge, and its attributes as a JSON object.

    Raises:
        FieldTypeError: see :func:`stated`.
        FieldValueError: see :func:`stated`.
    """
    for keys, pairs in stated(part, items):
        yield keys, {column.short: plain(column, value) for column, value in pairs}


def cell(column: Column, value: Any) -> Cell:  # noqa: ANN401 - of the column's type
    """Return a value as one cell of a table.

    >>> cell(Column("names", tuple[str, ...]), ("行政处罚法", "处罚法"))
    '["行政处罚法", "处罚法"]'
    """
    if column.many:
        return json.dumps(unstructure(value), ensure_ascii=False)
    kept: Cell = value
    return kept if column.scalar is column.type else str(unstructure(value))


def text_of(value: Cell) -> str:
    """Return a cell as text, for a file that knows nothing else.

    >>> text_of(True), text_of(date(2021, 7, 15))
    ('true', '2021-07-15')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


# Back: cells to values. What a type cannot hold is a problem, with its column.

_WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]{0,18})")
_FLOAT: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?", re.IGNORECASE)
_TRUTH: Final = {"true": True, "false": False}

Restored = tuple[dict[str, Any], list[Problem]]
"""Attributes, and what could not be used of them."""


def cell_of(column: Column, text: str) -> Cell:
    """Return a text as a cell; one that its type cannot hold stays a text.

    >>> cell_of(Column("rank", int), "7"), cell_of(Column("rank", int), "07")
    (7, '07')
    """
    if column.type is int and _WHOLE.fullmatch(text):
        return int(text)
    if column.type is float and _FLOAT.fullmatch(text):
        return float(text)
    return _TRUTH.get(text, text) if column.type is bool else text


def restore(part: Part, cells: Mapping[Column, Any]) -> Restored:
    """Return the attributes of one row of a table; a cell that is None is empty."""
    attributes: dict[str, Any] = {}
    marks: dict[str, Any] = {}
    problems: list[Problem] = []
    for column, each in cells.items():
        if each is not None:
            held = _unpacked(each) if column.many else each
            _put(
                marks if is_mark(column) else attributes,
                column,
                held,
                problems=problems,
            )
    if marks:
        problems += _marked(part, cells, attributes, marks=marks)
    for name in part.always:
        if name not in attributes and name not in marks.get(MISSING.name, ()):
            attributes[name] = part.blank(name)
    return attributes, problems


def _marked(
    part: Part,
    cells: Mapping[Column, Any],
    attributes: dict[str, Any],
    *,
    marks: Mapping[str, tuple[str, ...]],
) -> Iterator[Problem]:
    """Set what the marks of a row say; yield what they say in vain."""
    blank = {each.header: each for each, held in cells.items() if held is None}
    for header in marks.get(EMPTY.name, ()):
        column = blank.get(header)
        if column is None or column.type is not str or column.name in attributes:
            yield _misnamed(EMPTY, header)
        else:
            attributes[column.name] = ""
    for name in marks.get(NONE.name, ()):
        if name in part.keys or name in attributes:
            yield _misnamed(NONE, name)
        attributes.setdefault(name)
    for name in marks.get(MISSING.name, ()):
        if name not in part.always or name in attributes:
            yield _misnamed(MISSING, name)


def restore_plain(part: Part, members: Mapping[str, Any]) -> Restored:
    """Return the attributes of a JSON object."""
    attributes: dict[str, Any] = {}
    problems: list[Problem] = []
    for header, each in members.items():
        native = str if each is None else type(each)
        column = column_named(part, header, native)
        if column is None:
            problems.append(unknown_column(header))
        else:
            _put(attributes, column, each, problems=problems)
    return attributes, problems


def _put(
    attributes: dict[str, Any],
    column: Column,
    held: object,
    *,
    problems: list[Problem],
) -> None:
    """Set one attribute, or note why it cannot be."""
    if column.name in attributes:
        problems.append(_said_twice(column.header))
    try:
        attributes[column.name] = None if held is None else _value(column, held)
    except InputError as error:
        problems += [
            evolve(each, path=f"$.{column.header}{each.path.removeprefix('$')}")
            for each in error.problems
        ]


def _value(column: Column, held: object) -> Any:  # noqa: ANN401 - of the column's type
    if column.type is float and not (isinstance(held, float) and isfinite(held)):
        problem = Problem(
            received=shown(held), expected_zh="有限的数", expected_en="a finite number"
        )
        raise InputError((problem,))
    return structure(held, column.type)


def _unpacked(text: object) -> object:
    """Return what a JSON text holds; what is none stays, and no list is found."""
    try:
        return json.loads(text) if isinstance(text, str) else text
    except (ValueError, RecursionError):
        return text


def _misnamed(mark: Column, name: str) -> Problem:
    return Problem(
        path=f"$.{mark.name}",
        received=shown(name),
        expected_zh="本行没有值的属性名",
        expected_en="names of attributes that have no value in this row",
    )


def _said_twice(header: str) -> Problem:
    return Problem(
        path=f"$.{header}",
        expected_zh="只说一次的属性",
        expected_en="an attribute that is said once",
    )


def unknown_column(header: str) -> Problem:
    """Return the problem of a column that neither the schema nor a user can have."""
    return Problem(
        path=f"$.{header}",
        received=shown(header),
        expected_zh="图谱模式中的属性，或写明类型的自有属性（如 weight:float）",
        expected_en="an attribute of the schema, or one's own with its type, such as"
        " weight:float",
    )
