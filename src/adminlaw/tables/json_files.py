"""Tables that are written as JSON: lists of objects, and figures by name.

A list of flat objects is a table whose keys are the header; a list of texts in it is
one cell of several lines. An object is a table for each such list, and for each mapping
of names to numbers, however deep they lie in it, as the answers of open data sites
wrap them; what else it says stands in rows above. The limits: objects inside the rows
of a table are refused, since no rule says in which cell they would stand.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from adminlaw.errors import InputError
from adminlaw.tables.grids import Grid, Value
from adminlaw.tables.refusing import unreadable

_NAME: Final = "名称"
_FIGURE: Final = "数值"
_TOTAL: Final = "合计"
_Row = tuple[Value, ...]
_PLAIN: Final = (str, int, float, bool, type(None))


class _UnknownShapeError(ValueError):
    """What is neither a table nor holds one."""


class _RepeatedKeyError(ValueError):
    """An object has a key twice, so that one of the values would be lost."""


def read_json(text: str, file: str) -> tuple[Grid, ...]:
    """Return the tables of a JSON text.

    A table inside objects is named by the keys that lead to it, such as ``data.rows``.
    Of ``{"unit": "件", "total": 3, "values": {"甲": 1, "乙": 2}}`` the table
    ``values`` has a row for each name and its total as the last row.

    Raises:
        InputError: the text is not JSON, has a key twice in one object or is neither
            a list of flat objects nor an object with such lists or with figures in it.

    >>> read_json('[{"事项": "采矿许可", "时限": 20}]', "a.json")[0].rows
    (('事项', '时限'), ('采矿许可', 20))
    """
    try:
        read = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise unreadable(file, "JSON 文本", "JSON text", line=error.lineno) from None
    except (ValueError, RecursionError):
        raise _shape(file) from None
    if isinstance(read, list) and _is_table(read):
        return (Grid(file=file, rows=_table(read)),)
    if isinstance(read, dict):
        try:
            return _of_object(read, file)
        except (_UnknownShapeError, RecursionError):
            raise _shape(file) from None
    raise _shape(file)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RepeatedKeyError
    return {key: _number(value) for key, value in found.items()}


def _number(value: object) -> object:
    """Return a number without a fraction as ``int``, as workbooks do."""
    whole = isinstance(value, float) and value.is_integer() and abs(value) < 2.0**53
    return int(value) if whole and isinstance(value, float) else value


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _is_table(value: object) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(row, dict) and _is_flat(row) for row in value)
    )


def _is_flat(row: Mapping[str, object]) -> bool:
    return all(isinstance(value, _PLAIN) or _is_lines(value) for value in row.values())


def _is_lines(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, _PLAIN) for each in value)


def _is_figures(value: object) -> bool:
    return (
        isinstance(value, dict)
        and bool(value)
        and all(type(number) in (int, float) for number in value.values())
    )


def _table(rows: list[dict[str, Any]]) -> tuple[_Row, ...]:
    """Return the header, which is every key in the order of appearance, and rows."""
    header = tuple(Counter(key for row in rows for key in row))
    return header, *(tuple(_cell(row.get(key)) for key in header) for row in rows)


def _cell(value: Any) -> Value:  # noqa: ANN401 - a plain value or a list of them
    if not isinstance(value, list):
        found: Value = value
        return found
    return "\n".join(str(each) for each in value if each is not None)


def _of_object(read: dict[str, Any], file: str) -> tuple[Grid, ...]:
    if _is_figures(read):
        return (Grid(file=file, rows=_figures(read, unit="")),)
    found = tuple(
        Grid(file=file, sheet=key, rows=_with_facts(value, facts))
        for key, value, facts in _tables(read, "", {})
    )
    if not found:
        raise _shape(file)
    return found


def _tables(
    read: dict[str, Any], path: str, above: dict[str, Value]
) -> Iterator[tuple[str, Any, dict[str, Value]]]:
    """Yield each table in an object, its path, and what is said beside and above it.

    Raises:
        _UnknownShapeError: something in it is neither plain nor a table.
    """
    own = {key: value for key, value in read.items() if isinstance(value, _PLAIN)}
    facts = {**above, **own}
    for key, value in read.items():
        if key in own or value in ([], {}):
            continue
        if _is_table(value) or (not path and _is_figures(value)):
            yield f"{path}{key}", value, facts
        elif isinstance(value, dict):
            yield from _tables(value, f"{path}{key}.", facts)
        elif not _is_lines(value):
            raise _UnknownShapeError


def _with_facts(value: Any, facts: Mapping[str, Value]) -> tuple[_Row, ...]:  # noqa: ANN401 - one of the two shapes above
    """Return a table under what the object says of it, its total below."""
    figures = isinstance(value, dict)
    total = facts.get("total") if figures else None
    above = tuple(
        (key, fact)
        for key, fact in facts.items()
        if not (key == "total" and total is not None)
    )
    unit = facts.get("unit")
    rows = (
        _figures(value, unit=unit if isinstance(unit, str) else "")
        if figures
        else _table(value)
    )
    return *above, *rows, *(((_TOTAL, total),) if total is not None else ())


def _figures(values: Mapping[str, Value], *, unit: str) -> tuple[_Row, ...]:
    header = (_NAME, f"{_FIGURE}（{unit}）" if unit else _FIGURE)
    return header, *values.items()


def _shape(file: str) -> InputError:
    return unreadable(
        file,
        "由单层对象组成的列表（可在对象之内），或以名称对应数字的对象，键不重复"
        "（年度报表的 JSON 由 al.forms.read_form 读取）",
        "a list of flat objects (it may lie in objects), or an object of names with "
        "numbers, no key twice (a yearly form in JSON is read by al.forms.read_form)",
    )
