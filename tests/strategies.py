"""Hypothesis strategies for every entity, read off the types of its fields.

A new field or a new entity is covered the day it is written, and a type that no
strategy knows stops the tests instead of being left out. Two kinds of record are
made: drawn ones, and for each class one specimen in which every field is filled.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any, NewType

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from adminlaw import model
from adminlaw.citations import Citation, Provision
from adminlaw.labels import Label, LabelledEnum
from adminlaw.model import COLLECTIONS, Register, Responsibility
from adminlaw.model.fields import field_types
from adminlaw.model.waivers import Waiver
from adminlaw.money import Money, MoneyUnit
from adminlaw.periods import Length, LengthUnit
from adminlaw.spans import DateSpan

ENTITIES: tuple[type[Any], ...] = (
    *COLLECTIONS.values(),
    *(
        each
        for each in vars(model).values()
        if isinstance(each, type)
        and attrs.has(each)
        and each not in (*COLLECTIONS.values(), Register, Responsibility)
    ),
    Register,
)
"""Every class of the model that is a record or a part of one."""

PERSONAL = {
    ("Accountability", "responsible"),
    ("Adviser", "name"),
    ("Case", "content"),
    ("Case", "party"),
    ("Case", "party_number"),
    ("Certificate", "number"),
    ("Decision", "responsible"),
    ("Event", "note"),
    ("Officer", "name"),
    ("Vote", "voter"),
}
"""The fields that may name a person, written down apart from the marks on them."""

SPECIMEN_ID = "甲-1"
"""The id of every specimen, so that specimens refer to each other."""

CITATIONS = (
    Citation(title="行政处罚法"),
    Citation(title="行政处罚法", provisions=(Provision(article=5, paragraph=1),)),
    Citation(title="刑法", provisions=(Provision(article=120, suffix=1, item=2),)),
    Citation(
        title="中华人民共和国行政复议法",
        provisions=(Provision(article=5), Provision(article=26, paragraph=3)),
    ),
    Citation(title="关于修改〈立法法〉的决定", provisions=(Provision(chapter=3),)),
)

AWKWARD = (
    "",
    " 首尾空格 ",
    '<b onclick="x">&amp;\'',
    "行\u2028段\u2029格\u0085",
    "\ufeff零\u200b宽",
    "上\r\n下\t\\n",
    "\x00\x1b\x7f",
    "𠀀",
    "{braces} %s",
    "null",
    "0",
)
"""Texts that a format may lose or change."""

texts = st.one_of(st.text(max_size=6), st.sampled_from(AWKWARD))
days = st.dates()
# The format of the files knows whole seconds and no time zone.
times = st.builds(
    time, st.integers(0, 23), st.integers(0, 59), st.one_of(st.just(0), st.just(59))
)
decimals = st.one_of(
    st.integers(-(10**12), 10**12).map(Decimal),
    st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False),
    st.sampled_from([Decimal(each) for each in ("20.00", "-0", "1E+2", "0.000")]),
)


def _span(since: date | None, until: date | None) -> DateSpan:
    """Return the span between two days in their order, open where they are one."""
    if since is not None and until is not None:
        first, last = min(since, until), max(since, until)
        return DateSpan(first, last if last > first else None)
    # Before the first day of the calendar there is none.
    return DateSpan(since, until if until != date.min else None)


spans = st.builds(_span, st.none() | days, st.none() | days)

LEAVES: Mapping[Any, SearchStrategy[Any]] = {
    type(None): st.none(),
    str: texts,
    int: st.integers(-(10**20), 10**20),
    bool: st.booleans(),
    date: days,
    time: times,
    Decimal: decimals,
    DateSpan: spans,
    Label: st.builds(Label, texts, texts),
    Money: st.builds(Money, decimals, st.sampled_from(MoneyUnit)),
    # The text form of a length has six digits.
    Length: st.builds(Length, st.integers(1, 999_999), st.sampled_from(LengthUnit)),
    Citation: st.sampled_from(CITATIONS),
}
"""A strategy for each type that is not taken apart further."""

SPECIMENS: Mapping[Any, object] = {
    str: SPECIMEN_ID,
    int: 3,
    bool: True,
    date: date(2021, 7, 15),
    time: time(8, 25, 30),
    Decimal: Decimal("95.50"),
    DateSpan: DateSpan.year(2021),
    Label: Label("名称", "name"),
    Money: Money(Decimal("1.5"), MoneyUnit.WAN_YUAN),
    Length: Length(20, LengthUnit.WORKING_DAY),
    Citation: CITATIONS[1],
}
"""One value of each of these types; it is the default of no field."""


@cache
def values(annotation: Any) -> SearchStrategy[Any]:  # noqa: ANN401
    """Return values of a field type, whatever a constructor takes for it."""
    if annotation in LEAVES:
        return LEAVES[annotation]
    if isinstance(annotation, NewType):
        return values(annotation.__supertype__)
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (types.UnionType, typing.Union):
        return st.one_of([values(each) for each in arguments])
    if origin in (tuple, frozenset):
        return st.lists(values(arguments[0]), max_size=2).map(origin)
    if issubclass(annotation, LabelledEnum):
        return st.sampled_from(list(annotation))
    return entities(annotation)


def entities(cls: type[Any]) -> SearchStrategy[Any]:
    """Return records of *cls*; the references of a register hold, others need not."""
    if cls is Register:
        return registers()
    return st.deferred(
        lambda: st.builds(
            _waiver if cls is Waiver else cls,
            **{name: values(each) for name, each in init_types(cls).items()},
        )
    )


def _waiver(*, day: date, expires: date, **fields: Any) -> Waiver:  # noqa: ANN401
    """Return a waiver between two days in their order."""
    return Waiver(day=min(day, expires), expires=max(day, expires), **fields)


def init_types(cls: type[Any]) -> dict[str, Any]:
    """Return the type of each field that the constructor of *cls* takes."""
    hints = field_types(cls)
    return {each.name: hints[each.name] for each in attrs.fields(cls) if each.init}


def specimen(cls: type[Any]) -> Any:  # noqa: ANN401
    """Return the one record of *cls* in which every field is filled."""
    values = {name: _filled(each) for name, each in init_types(cls).items()}
    # A truth value that is true by default says something only where it is false.
    defaults = {each.name: each.default for each in attrs.fields(cls)}
    fillers = {name: defaults[name] is not True for name in values}
    return cls(
        **{name: value if fillers[name] else False for name, value in values.items()}
    )


def _filled(annotation: Any) -> Any:  # noqa: ANN401
    """Return one value of a field type that is neither empty nor None."""
    if annotation in SPECIMENS:
        return SPECIMENS[annotation]
    if annotation == frozenset[str]:
        return frozenset(COLLECTIONS)
    if isinstance(annotation, NewType):
        return _filled(annotation.__supertype__)
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (types.UnionType, typing.Union):
        return _filled(arguments[0])
    if origin is tuple:
        return (_filled(arguments[0]),)
    if issubclass(annotation, LabelledEnum):
        return list(annotation)[-1]
    return specimen(annotation)


# Whole registers, whose references hold.

Ids = Mapping[Any, Sequence[str]]
"""The ids held of each id type, such as ``PlaceId``."""


def registers(*, most: int = 2) -> SearchStrategy[Register]:
    """Return registers in which every id that is named is held once."""
    records = {
        name: st.lists(
            entities(cls), min_size=1, max_size=most, unique_by=lambda each: each.id
        )
        for name, cls in COLLECTIONS.items()
    }
    chosen = st.sets(
        st.sampled_from(list(COLLECTIONS)), min_size=2, max_size=8
    ).flatmap(
        lambda names: st.fixed_dictionaries(
            {name: records[name] for name in sorted(names)}
        )
    )
    header = st.fixed_dictionaries(
        {
            name: values(each)
            for name, each in init_types(Register).items()
            if name not in COLLECTIONS and name != "complete"
        }
    )
    complete = st.frozensets(st.sampled_from(list(COLLECTIONS)), max_size=3)
    return st.builds(_register, header, complete, chosen)


def _register(
    header: Mapping[str, Any],
    complete: frozenset[str],
    records: Mapping[str, Sequence[Any]],
) -> Register:
    """Return a register of these records, each reference turned to one that holds."""
    kept = {name: tuple(members) for name, members in records.items()}
    while any(_lacking(COLLECTIONS[name], _ids(kept)) for name in kept):
        held = _ids(kept)
        kept = {
            name: members
            for name, members in kept.items()
            if not _lacking(COLLECTIONS[name], held)
        }
    held = _ids(kept)
    hints = init_types(Register)
    fields: dict[str, Any] = {
        name: _turned(value, hints[name], held)
        for name, value in {**header, **kept}.items()
    }
    return Register(complete=complete, **fields)


def _ids(records: Mapping[str, Iterable[Any]]) -> Ids:
    return {
        field_types(cls)["id"]: [each.id for each in records.get(name, ())]
        for name, cls in COLLECTIONS.items()
    }


def _lacking(annotation: Any, held: Ids) -> bool:  # noqa: ANN401
    """Tell whether a value of this type has to name something, and nothing is held."""
    if annotation in held:
        return not held[annotation]
    if not isinstance(annotation, type) or not attrs.has(annotation):
        return False
    return any(
        _lacking(each, held)
        for name, each in init_types(annotation).items()
        if name != "id"
    )


def _turned(value: Any, annotation: Any, held: Ids) -> Any:  # noqa: ANN401
    """Return *value* with each id replaced by a held one, or left out."""
    if annotation in held:
        return held[annotation][sum(map(ord, value)) % len(held[annotation])]
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is tuple:
        lacking = _lacking(arguments[0], held)
        return () if lacking else tuple(_turned(v, arguments[0], held) for v in value)
    if origin in (types.UnionType, typing.Union):
        (inner,) = [each for each in arguments if each is not type(None)]
        gone = value is None or _lacking(inner, held)
        return None if gone else _turned(value, inner, held)
    if annotation not in LEAVES and attrs.has(type(value)):
        changes = {
            name: _turned(getattr(value, name), each, held)
            for name, each in init_types(type(value)).items()
            if name != "id"
        }
        return attrs.evolve(value, **changes)
    return value


# Plain data, and what may be wrong with it.


def nodes(payload: object, path: str = "$") -> Iterator[tuple[str, object]]:
    """Yield every value inside plain data with its JSON path, the whole first."""
    yield path, payload
    if isinstance(payload, dict):
        for name, each in payload.items():
            yield from nodes(each, f"{path}.{name}")
    elif isinstance(payload, list):
        for index, each in enumerate(payload):
            yield from nodes(each, f"{path}[{index}]")


def replaced(payload: object, path: str, new: object, *, here: str = "$") -> object:
    """Return a copy of plain data with *new* at *path*."""
    if here == path:
        return new
    if isinstance(payload, dict):
        return {
            name: replaced(each, path, new, here=f"{here}.{name}")
            for name, each in payload.items()
        }
    if isinstance(payload, list):
        return [
            replaced(each, path, new, here=f"{here}[{index}]")
            for index, each in enumerate(payload)
        ]
    return payload


json_values: SearchStrategy[object] = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.sampled_from(["2021-07-15", "08:25", "95.5", "20 days", "《刑法》第五条"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.text(max_size=5), inner, max_size=3),
    ),
    max_leaves=6,
)
"""Whatever ``json.loads`` may return."""
