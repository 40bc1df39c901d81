"""Referential integrity: every id that a record names exists in the register.

What refers to what is read off the field types (``AuthorityId`` names an
``Authority``), so a new entity is covered the day it is written.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import attrs

from adminlaw.converter import shown
from adminlaw.errors import Problem
from adminlaw.model.fields import field_types
from adminlaw.model.registers import COLLECTIONS, identity_type, kind_of

TARGETS: Mapping[Any, type[Any]] = MappingProxyType(
    {identity_type(cls): cls for cls in COLLECTIONS.values()}
)
"""Each id type and the class of records that it names."""


@attrs.frozen
class Reference:
    """One naming of a record by another.

    Attributes:
        path: JSON path of the id inside the naming record.
        target: Class of the named record.
        key: The id.
    """

    path: str
    target: type[Any]
    key: str


def references(record: object, path: str = "$") -> Iterator[Reference]:
    """Yield every reference that *record* makes, at every depth."""
    cls: Any = type(record)
    for name, target in _plan(cls):
        value = getattr(record, name)
        if value is None or value == ():
            continue
        yield from _of_value(value, f"{path}.{name}", target)


def _of_value(
    value: object, path: str, target: type[Any] | None
) -> Iterator[Reference]:
    if isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from _of_value(each, f"{path}[{index}]", target)
    elif target is not None:
        yield Reference(path, target, str(value))
    else:
        yield from references(value, path)


@cache
def _plan(cls: Any) -> tuple[tuple[str, type[Any] | None], ...]:  # noqa: ANN401
    """Return the fields that can refer: with the class named, None if nested."""
    steps: list[tuple[str, type[Any] | None]] = []
    for name, annotation in field_types(cls).items():
        inner = inner_type(annotation)
        if inner in TARGETS and name != "id":
            steps.append((name, TARGETS[inner]))
        elif isinstance(inner, type) and attrs.has(inner) and _plan(inner):
            steps.append((name, None))
    return tuple(steps)


def inner_type(annotation: Any) -> Any:  # noqa: ANN401
    """Return what a tuple or an optional holds."""
    arguments = [each for each in typing.get_args(annotation) if each is not type(None)]
    useful = [each for each in arguments if each is not Ellipsis]
    return useful[0] if len(useful) == 1 else annotation


def dangling(
    record: object, held: Mapping[type, typing.Container[str]]
) -> list[Problem]:
    """Return a problem for each reference of *record* to nothing in *held*."""
    return [
        Problem(
            path=each.path,
            received=shown(each.key),
            expected_zh=f"{kind_of(each.target)} 中已有的标识",
            expected_en=f"the id of a record in {kind_of(each.target)}",
        )
        for each in references(record)
        if each.key not in held[each.target]
    ]
