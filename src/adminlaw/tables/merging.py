"""Records of a table into a register: a new one, or one that is there already.

A body is known by its name: where the register has exactly one body of that name,
what was read refers to it and no second one is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

import attrs

from adminlaw.converter import shown
from adminlaw.errors import InputError, Problem
from adminlaw.labels import Label
from adminlaw.model import Authority, Register
from adminlaw.model.fields import field_types
from adminlaw.model.identities import AuthorityId
from adminlaw.model.registers import kind_of


def register_of(
    records: Iterable[Any],
    id: str,  # noqa: A002
    label: Label,
) -> Register:
    """Return a register that holds *records*."""
    return merged(Register(id=id, label=label), records)


def merged(register: Register, records: Iterable[Any]) -> Register:
    """Return *register* with *records* added, each to the collection of its kind.

    Raises:
        InputError: a record bears the id of another one; it lists every such record.
    """
    members = tuple(records)
    known = _known_bodies(register, members)
    kinds = {cls: kind_of(cls) for cls in {type(each) for each in members}}
    added: dict[str, dict[str, Any]] = {kind: {} for kind in kinds.values()}
    problems = []
    for each in members:
        if each.id in known and isinstance(each, Authority):
            continue
        record = _renamed(each, known) if known else each
        kind = kinds[type(record)]
        held = register.get(type(record), record.id)
        held = added[kind].setdefault(record.id, record) if held is None else held
        if held is not record and held != record:
            problems.append(_taken(kind, record.id))
    if problems:
        raise InputError(tuple(problems))
    changes = {
        kind: (*getattr(register, kind), *found.values())
        for kind, found in added.items()
    }
    return cast("Register", attrs.evolve(cast("Any", register), **changes))


def _taken(kind: str, key: str) -> Problem:
    return Problem(
        path=f"$.{kind}",
        received=shown(key),
        expected_zh="登记簿中没有的标识，或与之相同的记录",
        expected_en="an id that the register lacks, or the same record",
    )


def _known_bodies(register: Register, records: Iterable[Any]) -> Mapping[str, str]:
    """Return the ids of bodies read, with those of the bodies of the same name."""
    if not register.authorities:
        return {}
    names: dict[str, list[str]] = {}
    for body in register.authorities:
        names.setdefault("".join(body.name.split()), []).append(body.id)
    return {
        each.id: names[each.name][0]
        for each in records
        if isinstance(each, Authority) and len(names.get(each.name, ())) == 1
    }


def _renamed(record: Any, known: Mapping[str, str]) -> Any:  # noqa: ANN401
    """Return a record that refers to the bodies of the register, at every depth."""
    cls = type(record)
    types = field_types(cls)
    changes = {}
    for each in attrs.fields(cls):
        value = getattr(record, each.name)
        if not each.init or value is None or value == () or each.name == "id":
            continue
        new = _renamed_value(value, "AuthorityId" in _written(types[each.name]), known)
        if new != value:
            changes[each.name] = new
    return attrs.evolve(record, **changes) if changes else record


def _written(annotation: Any) -> str:  # noqa: ANN401
    """Return a type as text, in which the names of id types are found."""
    return annotation.__name__ if annotation is AuthorityId else str(annotation)


def _renamed_value(value: object, named: bool, known: Mapping[str, str]) -> Any:  # noqa: ANN401, FBT001
    if isinstance(value, tuple):
        return tuple(_renamed_value(each, named, known) for each in value)
    if named and isinstance(value, str):
        return known.get(value, value)
    inner: Any = type(value)
    is_record = attrs.has(inner) and inner.__module__.startswith("adminlaw.model")
    return _renamed(value, known) if is_record else value
