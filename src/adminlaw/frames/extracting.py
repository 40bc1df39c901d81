"""Take records apart into columns, a field at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

import attrs
from attrs import frozen

from adminlaw.errors import FieldTypeError, FieldValueError
from adminlaw.frames.cells import cell_of, spare_places
from adminlaw.frames.columns import (
    PLACES,
    STATED,
    TOP,
    Column,
    Kind,
    Labels,
    Place,
    headings,
    is_record,
    kind_of,
    parts_of,
    spare,
    title_of,
)
from adminlaw.model.fields import field_types
from adminlaw.wording import listed

Values = list[Any]


@frozen(kw_only=True)
class Table:
    """Columns of cells, all of one length, and the name of what they hold.

    Attributes:
        title: What the records are called.
        headings: What each column is called.
        columns: The columns.
        values: The cells of each column.
        rows: How many rows there are.
    """

    title: str
    headings: list[str]
    columns: tuple[Column, ...]
    values: list[Values]
    rows: int


@frozen(kw_only=True)
class Form:
    """How a table is wanted.

    Attributes:
        labels: How headings and closed lists are written.
        personal: Whether personal fields are filled.
        explode: Field whose members become rows; empty for a row for each record.
    """

    labels: Labels = "zh"
    personal: bool = True
    explode: str = ""


def table_of(records: Iterable[Any], form: Form, cls: type | None = None) -> Table:
    """Return the columns of records of one class.

    Raises:
        FieldTypeError: the records are of several classes, or no records.
        FieldValueError: the field to be exploded does not hold several values, or the
            labels are of no known language.
    """
    members, cls = checked(records, form, cls)
    if cls is None:
        return Table(title="", headings=[], columns=(), values=[], rows=0)
    pairs = (
        _exploded(members, cls, form) if form.explode else _taken(members, cls, form)
    )
    columns, values = zip(*pairs, strict=True)
    return Table(
        title=title_of(cls, form.labels),
        headings=headings(columns, form.labels),
        columns=columns,
        values=list(values),
        rows=len(values[0]),
    )


def checked(
    records: Iterable[Any], form: Form, cls: type | None = None
) -> tuple[list[Any], type | None]:
    """Return records as a list, with their class; None where there is none.

    Raises:
        FieldTypeError: the records are of several classes, or no records.
        FieldValueError: the labels are of no known language.
    """
    if form.labels not in ("zh", "en", "code"):
        raise FieldValueError("labels", form.labels, "zh、en 或 code", "zh, en or code")
    members = _members(records)
    return members, _class_of(members, cls)


def _members(records: Iterable[Any]) -> list[Any]:
    """Return records as a list; one that stands alone, or a register, is none."""
    try:
        return list(records)
    except TypeError:
        name = type(records).__name__
        raise FieldTypeError("to_frame", "records", "a list of records", name) from None


def _class_of(members: Sequence[Any], cls: type | None) -> type | None:
    """Return the one class of the records."""
    found = {type(each) for each in members} | ({cls} if cls else set())
    if any(not is_record(each) for each in found) or len(found) > 1:
        names = listed(sorted(each.__name__ for each in found))[1]
        raise FieldTypeError("to_frame", "records", "records of one class", names)
    return found.pop() if found else None


def _taken(
    members: Sequence[Any],
    cls: Any,  # noqa: ANN401
    form: Form,
    *,
    place: Place = TOP,
) -> Iterator[tuple[Column, Values]]:
    """Yield each column with its cells; a member may be None."""
    whole = not place.nullable or all(each is not None for each in members)
    for part in parts_of(cls, place):
        get = attrgetter(part.place.path[-1])
        values = [get(each) for each in members] if whole else _where(get, members)
        if isinstance(part, Column):
            yield from _column(part, values, form)
            continue
        pairs = list(_taken(values, part.cls, form, place=part.place))
        if part.optional and _silent(values, pairs):
            yield spare(part.place, STATED), _there(values)
        yield from pairs


def _where(get: Any, members: Sequence[Any]) -> Values:  # noqa: ANN401
    return [None if each is None else get(each) for each in members]


def _there(values: Values) -> Values:
    return [None if each is None else True for each in values]


def _silent(values: Values, pairs: list[tuple[Column, Values]]) -> bool:
    """Tell whether some record is there although none of its columns says anything."""
    lists = [cells for _, cells in pairs]
    return any(
        each is not None and all(cells[row] is None for cells in lists)
        for row, each in enumerate(values)
    )


def _column(
    column: Column, values: Values, form: Form
) -> Iterator[tuple[Column, Values]]:
    """Yield a column with its cells, and the column beside it where one is needed."""
    turn = cell_of(column, form.labels, personal=form.personal)
    if turn is None:
        yield column, values
        decimals = spare_places(values) if column.kind is Kind.DECIMAL else None
        if decimals is not None:
            yield spare(column.place, PLACES), decimals
        return
    # An empty list is said by an empty cell, so that a table stays readable.
    if column.kind is Kind.MANY and not column.optional:
        yield column, [turn(each) if each else None for each in values]
    else:
        yield column, [None if each is None else turn(each) for each in values]


def _exploded(
    members: Sequence[Any],
    cls: Any,  # noqa: ANN401
    form: Form,
) -> Iterator[tuple[Column, Values]]:
    """Yield the columns of the members of one field, after the id of their record."""
    kind, inner = kind_of(field_types(cls).get(form.explode))
    if kind is not Kind.MANY:
        names = [n for n, t in field_types(cls).items() if kind_of(t)[0] is Kind.MANY]
        zh, en = listed(names)
        raise FieldValueError("explode", form.explode, f"{zh} 之一", f"one of {en}")
    get = attrgetter(form.explode)
    rows = [(owner, each) for owner in members for each in get(owner)]
    if attrs.fields_dict(cls).get("id"):
        place = TOP.below(None, title_of(cls, form.labels)).below(cls, "id")
        column = Column(place=place, kind=Kind.TEXT)
        yield column, [owner.id for owner, _ in rows]
    parts = [each for _, each in rows]
    if is_record(inner):
        yield from _taken(parts, inner, form)
        return
    kind, member = kind_of(inner)
    column = Column(place=TOP.below(cls, form.explode), kind=kind, type=member)
    yield from _column(column, parts, form)
