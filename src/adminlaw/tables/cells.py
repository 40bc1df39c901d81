"""One cell by the kind of its column: what it means, or what was expected.

What a value is, by the kind of its column: a text (``text``, ``person``, ``number``,
``basis``), an int (``whole``), a Decimal (``decimal``), a ``Day`` (``day``), Money
(``money``), an Identifier with its diagnosis (``code``), a member of a list
(``enum``) or a tuple of them (``enums``), a tuple of texts (``texts``, ``numbered``), a
``Length`` or ``NoLength`` (``limit``), a bool (``yes_no``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAlias

from attrs import define, field

from adminlaw.errors import AdminLawError
from adminlaw.identifiers import (
    Identifier,
    IdentifierKind,
    parse_credit_code,
    parse_division_code,
    parse_item_code,
    parse_organisation_code,
)
from adminlaw.labels import LabelledEnum
from adminlaw.tables.choices import choices_of
from adminlaw.tables.grids import Value
from adminlaw.tables.layout import Column, ColumnKind
from adminlaw.tables.values import (
    MisreadError,
    cell_text,
    is_blank,
    key,
    read_day,
    read_decimal,
    read_limit,
    read_money,
    read_numbered,
    read_texts,
    read_whole,
    read_yes_no,
    tidy,
)

Misread: TypeAlias = tuple[str, str]
"""What was expected of a cell, in Chinese and in English."""

_CODES: Mapping[str, Callable[[str], Identifier]] = MappingProxyType(
    {
        IdentifierKind.CREDIT_CODE.code: parse_credit_code,
        IdentifierKind.ORGANISATION_CODE.code: parse_organisation_code,
        IdentifierKind.DIVISION_CODE.code: parse_division_code,
        IdentifierKind.ITEM_CODE.code: parse_item_code,
    }
)
_COUNT = re.compile(r"[(\[][^()\[\]]*[)\]]$")
_EDGES = "、,，。.;；:："


def blank(value: object) -> bool:
    """Tell whether a cell shows nothing; most cells are told at a glance.

    >>> blank(None), blank(" "), blank(0)
    (True, True, False)
    """
    if not value:
        return value is None or value == ""
    if type(value) is not str:
        return False
    # What begins with a sign that prints shows something; only the rest is looked at.
    return (value[0] == " " or not value[0].isprintable()) and is_blank(value)


@define(kw_only=True)
class Reader:
    """Reads the cells of one sheet; each text of a column is parsed once.

    Attributes:
        columns: The columns of the template by name.
        units: Units that the headings of the sheet name, by column.
        places: Where in the grid each undivided column stands, by its name.
        epoch_1904: Whether serial days count from 1904.
        required: The columns that a row has to have.
        always: Names of columns of which every cell means something: its text.
    """

    columns: Mapping[str, Column]
    units: Mapping[str, str] = field(factory=dict)
    places: Mapping[str, int] = field(factory=dict)
    epoch_1904: bool = False
    _seen: dict[Any, tuple[Any, Misread | None]] = field(factory=dict)
    required: tuple[Column, ...] = field(init=False)
    always: frozenset[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Note which columns a row has to have, and which are never misread."""
        columns = self.columns.values()
        self.required = tuple(each for each in columns if each.required)
        self.always = frozenset(
            each.name for each in columns if _SIMPLE.get(each.kind) is tidy
        )

    def unit(self, name: str) -> str:
        """Return the unit of a column: that of its sheet, else of the template."""
        return self.units.get(name, self.columns[name].unit)

    def read(self, name: str, value: Value) -> tuple[Any, Misread | None]:
        """Return the value of a cell, or None and what was expected of it."""
        # 1, 1.0 and True are one key of a dictionary, but not one text.
        place = (name, type(value), value)
        found = self._seen.get(place)
        if found is None:
            found = self._seen[place] = self._read(name, value)
        return found

    def _read(self, name: str, value: Value) -> tuple[Any, Misread | None]:
        try:
            return self._value(self.columns[name], value), None
        except MisreadError as error:
            return None, (error.expected_zh, error.expected_en)
        except (AdminLawError, ArithmeticError, ValueError):
            label = self.columns[name].kind
            return None, (label.zh, label.en)

    def _value(self, column: Column, value: Value) -> Any:  # noqa: ANN401
        simple = _SIMPLE.get(column.kind)
        if simple is not None:
            return simple(value)
        unit = self.unit(column.name)
        match column.kind:
            case ColumnKind.DAY:
                return read_day(value, epoch_1904=self.epoch_1904)
            case ColumnKind.MONEY:
                return read_money(value, unit=unit)
            case ColumnKind.LIMIT:
                return read_limit(value, unit=unit)
            case ColumnKind.CODE:
                return _CODES[column.choices](cell_text(value))
            case ColumnKind.ENUM:
                return member(column, cell_text(value))
            case _:
                return members(column, cell_text(value))


_SIMPLE: Mapping[ColumnKind, Callable[[Value], Any]] = MappingProxyType(
    {
        ColumnKind.TEXT: tidy,
        ColumnKind.PERSON: tidy,
        ColumnKind.NUMBER: tidy,
        ColumnKind.BASIS: tidy,
        ColumnKind.WHOLE: read_whole,
        ColumnKind.DECIMAL: read_decimal,
        ColumnKind.YES_NO: read_yes_no,
        ColumnKind.TEXTS: lambda value: read_texts(cell_text(value)),
        ColumnKind.NUMBERED: lambda value: read_numbered(cell_text(value)),
    }
)
"""Readers of the kinds that need to know nothing but the cell."""


def member(column: Column, text: str) -> LabelledEnum:
    """Return the member of a column's list that a text names.

    Its label, its code or a text of the column's ``values``; blanks, the width of
    letters and a remark in brackets at the end do not count.

    Raises:
        MisreadError: it names none.
    """
    known = _known(column.choices, tuple(sorted(column.values.items())))
    said = key(text).strip(_EDGES)
    found = known.get(said) or known.get(_COUNT.sub("", said))
    if found is None:
        labels = tuple(dict.fromkeys(each.zh for each in known.values()))
        codes = tuple(dict.fromkeys(each.en for each in known.values()))
        raise MisreadError(
            text, f"之一：{'、'.join(labels)}", f"one of: {', '.join(codes)}"
        )
    return found


def members(column: Column, text: str) -> tuple[LabelledEnum, ...]:
    """Return the members that a text lists, each once; the whole may be one label.

    Raises:
        MisreadError: a part names none.
    """
    try:
        return (member(column, text),)
    except MisreadError:
        parts = read_texts(text, commas=True)
        return tuple(dict.fromkeys(member(column, part) for part in parts))


@cache
def _known(
    choices: str, values: tuple[tuple[str, str], ...]
) -> Mapping[str, LabelledEnum]:
    """Return the members of a list by each text that names one."""
    cls = choices_of(choices)
    if cls is None:
        return {}
    known: dict[str, LabelledEnum] = {}
    for each in cls:
        known |= {key(each.zh): each, each.code: each, key(each.en): each}
    return known | {key(text): cls.of(code) for text, code in values}


__all__ = [
    "Misread",
    "Reader",
    "blank",
    "cell_text",
    "member",
    "members",
    "tidy",
]
