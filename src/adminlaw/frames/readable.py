"""A table for people: names instead of ids, words instead of JSON, no blank column.

What it says cannot be read back. An id that the register does not hold stays an id.
Amounts of money are in 元, so that a column can be added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final

import attrs
from attrs import evolve, frozen

from adminlaw.errors import FieldValueError
from adminlaw.frames.cells import TRUTHS
from adminlaw.frames.columns import (
    TOP,
    Column,
    Kind,
    Labels,
    Place,
    heading,
    headings,
    is_record,
    parts_of,
    title_of,
)
from adminlaw.frames.extracting import Form, Table, Values, checked
from adminlaw.labels import Label, LabelledEnum
from adminlaw.model import Register, redact
from adminlaw.model.fields import field_types
from adminlaw.money import Money
from adminlaw.periods import Length
from adminlaw.register.integrity import TARGETS, inner_type

_TYPED: Final = (Kind.WHOLE, Kind.DECIMAL, Kind.FLOAT, Kind.TRUTH, Kind.DAY, Kind.TIME)
_IN_YUAN: Final = {"zh": "（元）", "en": " (yuan)", "code": ".yuan"}
_BETWEEN: Final = {"zh": "；", "en": "; ", "code": "; "}


def readable_table(
    records: Iterable[Any], form: Form, names: Register, cls: type | None = None
) -> Table:
    """Return records of one class as a table that a person reads.

    Args:
        records: Records of one class.
        form: How the table is wanted.
        names: Where the ids are looked up.
        cls: The class of the records.

    Raises:
        FieldTypeError: the records are of several classes, or no records.
        FieldValueError: an option has no such value, or a field is to be exploded.
    """
    if form.explode:
        zh, en = "空：用 names 时不展开", "nothing: names does not go with it"
        raise FieldValueError("explode", form.explode, zh, en)
    members, cls = checked(records, form, cls)
    if cls is None:
        return Table(title="", headings=[], columns=(), values=[], rows=0)
    kept = members if form.personal else [redact(each) for each in members]
    found = _Reader(names=names, labels=form.labels).columns(kept, cls, TOP)
    pairs = [(column, values) for column, values in found if _says(values)]
    columns = tuple(column for column, _ in pairs)
    return Table(
        title=title_of(cls, form.labels),
        headings=_headings(columns, form.labels),
        columns=columns,
        values=[values for _, values in pairs],
        rows=len(kept),
    )


def _headings(columns: Sequence[Column], labels: Labels) -> list[str]:
    """Return what each column is called; of money with the unit."""
    return [
        f"{name}{_IN_YUAN[labels]}" if column.type is Money else name
        for name, column in zip(headings(columns, labels), columns, strict=True)
    ]


def _plain(number: Decimal) -> Decimal:
    """Return a number without an exponent, as a sheet shows it."""
    return Decimal(format(number, "f"))


def _says(values: Values) -> bool:
    return any(each not in (None, "") for each in values)


@frozen(kw_only=True)
class _Reader:
    names: Register
    labels: Labels

    def columns(
        self,
        members: Sequence[Any],
        cls: Any,  # noqa: ANN401
        place: Place,
    ) -> Iterator[tuple[Column, Values]]:
        """Yield each column with its cells; a member may be None."""
        for part in parts_of(cls, place):
            name = part.place.path[-1]
            get = attrgetter(name)
            values = [None if each is None else get(each) for each in members]
            if isinstance(part, Column):
                typed = part.kind in _TYPED
                target = TARGETS.get(inner_type(field_types(cls)[name]))
                column = part if typed else evolve(part, kind=Kind.TEXT)
                own = target if name != "id" else None
                yield column, values if typed else self._texts(values, own)
            elif part.cls is Money:
                yield (
                    Column(place=part.place, kind=Kind.DECIMAL, type=Money),
                    [None if each is None else _plain(each.yuan) for each in values],
                )
            else:
                yield from self.columns(values, part.cls, part.place)

    def _texts(self, values: Values, target: type[Any] | None) -> Values:
        return [None if each is None else self.words(each, target) for each in values]

    def words(self, value: object, target: type[Any] | None = None) -> str:
        """Return a value in words; *target* is the class of what an id names."""
        match value:
            case LabelledEnum():
                return value.code if self.labels == "code" else value.text(self.labels)
            case Label():
                return value.en if self.labels == "en" else value.zh
            case Length():
                return value.label("zh") if self.labels == "zh" else str(value)
            case tuple() | frozenset():
                every = sorted(value) if isinstance(value, frozenset) else value
                told = (self.words(each, target) for each in every)
                return _BETWEEN[self.labels].join(filter(None, told))
            case str() if target is not None:
                return self._name(target, value)
            case bool():
                return TRUTHS[self.labels][value]
            case _:
                return self._record(value) if is_record(type(value)) else str(value)

    def _record(self, record: Any) -> str:  # noqa: ANN401
        """Return what a record says, field for field, without the ids that it bears."""
        told = []
        types = field_types(type(record))
        for each in attrs.fields(type(record)):
            value = getattr(record, each.name)
            if each.name == "id" or not each.init or value in (None, "", ()):
                continue
            said = self.words(value, TARGETS.get(inner_type(types[each.name])))
            if isinstance(value, (int, Decimal)):
                column = Column(
                    place=TOP.below(type(record), each.name), kind=Kind.WHOLE
                )
                said = f"{heading(column, self.labels)}: {said}"
            told.append(said)
        return " ".join(told)

    def _name(self, target: type[Any], key: str) -> str:
        """Return what the record of an id is called; the id where it has no name."""
        found: Any = self.names.get(target, key)
        for name in ("name", "title", "label", "number"):
            said = getattr(found, name, None)
            if said:
                return self.words(said)
        return key
