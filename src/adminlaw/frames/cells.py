"""Values of records as cells, and cells as plain data.

A cell is text, a number, a truth value, a day, a time or None. What a closed list
holds is written by its label or its code, a length of time in the words of the
language, several values as JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from adminlaw.converter import unstructure
from adminlaw.frames.columns import Column, Kind, Labels, is_record, kind_of
from adminlaw.model import redact
from adminlaw.periods import LengthUnit

_JSON: Final = json.JSONEncoder(ensure_ascii=False, default=str).encode
_WHOLE: Final = re.compile(r"-?[0-9]{1,30}")
_LENGTH: Final = re.compile(r"([1-9][0-9]{0,5})(.+)")
_UNITS: Final[Mapping[str, str]] = {each.zh: each.code for each in LengthUnit}
TRUTHS: Final[Mapping[Labels, tuple[str, str]]] = {
    "zh": ("否", "是"),
    "en": ("no", "yes"),
    "code": ("false", "true"),
}
"""How a truth value is written where a file knows text only."""

Turn = Callable[[Any], Any]
"""Makes a cell of a value, or plain data of a cell; neither is ever None."""


def cell_of(column: Column, labels: Labels, *, personal: bool) -> Turn | None:
    """Return what makes a cell of a value of a column; None where it is one already."""
    if column.personal and not personal:
        return lambda _: ""
    match column.kind:
        case Kind.CHOICE:
            return _written(labels)
        case Kind.LENGTH:
            return (lambda value: value.label("zh")) if labels == "zh" else str
        case Kind.CITATION:
            return _once(str)
        case Kind.MANY:
            return _list_out(column.type, labels, personal=personal)
        case Kind.OTHER:
            return _any_out
        case _:
            return None


def _written(labels: Labels) -> Turn:
    """Return what writes a member of a closed list."""
    name = "_value_" if labels == "code" else labels
    return lambda member: getattr(member, name)


def _list_out(member: Any, labels: Labels, *, personal: bool) -> Turn:  # noqa: ANN401
    kind, _ = kind_of(member)
    if is_record(member):
        kept = _same if personal else redact
        return lambda value: _JSON(unstructure(kept(value)))
    if kind in (Kind.CHOICE, Kind.CITATION):
        turn = _written(labels) if kind is Kind.CHOICE else str
        return _once(lambda value: _JSON([turn(each) for each in value]))
    return _once(
        lambda value: _JSON(sorted(value) if _unordered(value) else unstructure(value))
    )


def _once(turn: Turn) -> Turn:
    """Return a turn that makes each cell once: many records rest on one provision."""
    made: dict[Any, Any] = {}

    def found(value: Any) -> Any:  # noqa: ANN401
        cell = made.get(value)
        if cell is None:
            cell = made[value] = turn(value)
        return cell

    return found


def _unordered(value: object) -> bool:
    return isinstance(value, frozenset)


def _any_out(value: object) -> str:
    """Return what is written of a value that has no plain form."""
    if isinstance(value, (str, Decimal)):
        return str(value)
    if isinstance(value, Mapping):
        return _JSON({str(name): unstructure(each) for name, each in value.items()})
    return _JSON(unstructure(value)) if isinstance(value, tuple) else str(value)


def places(value: Decimal) -> int:
    """Return how many decimals a number is written with.

    >>> places(Decimal("95.50")), places(Decimal("1E+2"))
    (2, 0)
    """
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def shortest(value: Decimal) -> str:
    """Return a number as text without zeros at its end.

    >>> shortest(Decimal("95.50")), shortest(Decimal("1E+2"))
    ('95.5', '100')
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def spare_places(values: list[Any]) -> list[int | None] | None:
    """Return the decimals of each number; None where the numbers themselves say them.

    >>> spare_places([Decimal("95.5"), None]), spare_places([Decimal("95.0")])
    (None, [1])
    """
    longer = (
        each is not None and places(each) > places(Decimal(shortest(each)))
        for each in values
    )
    if not any(longer):
        return None
    return [None if each is None else places(each) for each in values]


def plain_of(column: Column, labels: Labels) -> Turn:
    """Return what makes plain data, as ``structure`` reads it, of a cell.

    What does not fit is passed on as it is, so that ``structure`` reports it.
    """
    if column.kind is Kind.CHOICE:
        return _read(column.type, labels)
    if column.kind is Kind.MANY:
        return _list_in(column.type, labels)
    return _PLAIN.get(column.kind, _same)


def _same(cell: object) -> object:
    return cell


def _read(cls: Any, labels: Labels) -> Turn:  # noqa: ANN401
    """Return what reads a member of a closed list, by its label or its code."""
    codes = {} if labels == "code" else {each.text(labels): each.code for each in cls}
    return lambda cell: codes.get(cell, cell) if isinstance(cell, str) else cell


def _whole(cell: object) -> object:
    if isinstance(cell, str):
        return int(cell) if _WHOLE.fullmatch(cell) else cell
    if isinstance(cell, (float, Decimal)) and float(cell).is_integer():
        return int(cell)
    return cell


def _truth(cell: object) -> object:
    for no, yes in TRUTHS.values():
        if cell in (no, yes) and isinstance(cell, str):
            return cell == yes
    return cell


def _day(cell: object) -> object:
    if isinstance(cell, datetime):
        midnight = cell.time() == time() and cell.tzinfo is None
        return cell.date().isoformat() if midnight else cell.isoformat()
    return cell.isoformat() if isinstance(cell, date) else cell


def _decimal(cell: object) -> object:
    if isinstance(cell, float):
        cell = Decimal(repr(cell))
    return shortest(cell) if isinstance(cell, Decimal) else cell


def _time(cell: object) -> object:
    return cell.isoformat() if isinstance(cell, time) else cell


def padded(number: object, decimals: object) -> object:
    """Return the text of a number with as many decimals as it was printed with.

    >>> padded("95.5", 2), padded("95", None)
    ('95.50', '95')
    """
    if not isinstance(number, (str, int)) or not isinstance(decimals, int):
        return number
    whole, _, rest = str(number).partition(".")
    digits = rest.ljust(decimals, "0")
    return f"{whole}.{digits}" if digits else number


def _length(cell: object) -> object:
    """Return a length as files write it; its Chinese words are known too."""
    found = _LENGTH.fullmatch(cell) if isinstance(cell, str) else None
    if found is None or found[2] not in _UNITS:
        return cell
    return f"{found[1]} {_UNITS[found[2]]}{'s' if found[1] != '1' else ''}"


_PLAIN: Final[Mapping[Kind, Turn]] = {
    Kind.WHOLE: _whole,
    Kind.TRUTH: _truth,
    Kind.DAY: _day,
    Kind.TIME: _time,
    Kind.DECIMAL: _decimal,
    Kind.LENGTH: _length,
}


def _list_in(member: Any, labels: Labels) -> Turn:  # noqa: ANN401
    kind, cls = kind_of(member)
    read = _read(cls, labels) if kind is Kind.CHOICE else None

    def turn(cell: object) -> object:
        found = list(_members(cell))
        if len(found) == 1 and found[0] is cell:
            return cell
        return [read(each) for each in found] if read else found

    return turn


def _members(cell: object) -> Iterator[object]:
    """Yield the members of a list in a cell; the cell itself where it is none."""
    if isinstance(cell, str):
        try:
            held = json.loads(cell)
        except (ValueError, RecursionError):
            held = None
        cell = held if isinstance(held, list) else cell
    if isinstance(cell, (list, tuple)):
        yield from cell
    else:
        yield cell
