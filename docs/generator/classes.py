"""Which classes the pages describe, what their fields hold, and who holds whom."""

from __future__ import annotations

import pkgutil
import re
import typing
from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from importlib import import_module
from types import MappingProxyType
from typing import Any, NewType

import attrs

import adminlaw
from adminlaw.citations import Citation
from adminlaw.labels import Label, LabelledEnum
from adminlaw.model import COLLECTIONS, Register, Responsibility
from adminlaw.model.fields import entity_label, field_types
from adminlaw.model.registers import identity_type, kind_of
from adminlaw.money import Money
from adminlaw.periods import Length
from adminlaw.spans import DateSpan
from generator.writing import link

PLAIN: Mapping[type, tuple[str, str]] = MappingProxyType(
    {
        DateSpan: ("期间", "span of days"),
        Label: ("名称", "name in two languages"),
        Money: ("金额", "amount of money"),
    }
)
"""Classes below the model that records hold, with their terms."""

LEAVES: Mapping[Any, str] = MappingProxyType(
    {
        str: "text",
        int: "whole number",
        bool: "true or false",
        date: "day",
        time: "time of day",
        Decimal: "number",
        Length: "length of time",
        Citation: "citation",
    }
)
"""What a field holds, where it is neither a record nor a member of a list."""

NAMED = MappingProxyType({identity_type(cls): cls for cls in COLLECTIONS.values()})
"""Each type of id, and the class of records that it names."""


def entity_classes() -> tuple[type, ...]:
    """Return the register, its records, the classes inside records, and the walk."""
    seen: dict[type, None] = dict.fromkeys((Register, *COLLECTIONS.values()))
    for cls in tuple(seen):
        seen |= dict.fromkeys(nested(cls))
    return (*seen, Responsibility)


def nested(cls: type) -> Iterator[type]:
    """Yield the classes that the fields of *cls* hold, at every depth."""
    for annotation in field_types(cls).values():
        for each in inside(annotation):
            if isinstance(each, type) and attrs.has(each) and each not in LEAVES:
                yield each
                yield from nested(each)


def inside(annotation: Any) -> tuple[Any, ...]:  # noqa: ANN401 - types have no type
    """Return what an optional or a tuple holds, else the annotation itself."""
    arguments = typing.get_args(annotation)
    return tuple(each for each in arguments if each is not type(None)) or (annotation,)


def terms(cls: type) -> tuple[str, str]:
    """Return the Chinese and the English term for an entity."""
    return PLAIN.get(cls) or (entity_label(cls, "zh"), entity_label(cls))


def fields_of(cls: type) -> tuple[attrs.Attribute[Any], ...]:
    """Return the fields that a record of *cls* can be given."""
    return tuple(each for each in attrs.fields(cls) if each.init)


def page_name(cls: type) -> str:
    """Return the name of the page of an entity: ``clearance-cycle.md``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", cls.__name__).lower() + ".md"


def entity_link(cls: type, folder: str = "") -> str:
    """Return a link to the page of an entity, in *folder* or beside this one."""
    return f"[{cls.__name__}]({folder}{page_name(cls)})"


def holds(annotation: Any) -> str:  # noqa: ANN401 - types have no type
    """Return in words, with links, what a field with this annotation holds."""
    inner = inside(annotation)
    if typing.get_origin(annotation) in (tuple, frozenset):
        return listed(inner[0])
    if len(inner) > 1:
        return " or ".join(map(holds, inner))
    (only,) = inner
    if only in LEAVES:
        return LEAVES[only]
    if isinstance(only, NewType):
        return f"id of {entity_link(NAMED[only])}"
    if issubclass(only, LabelledEnum):
        return f"code of {link(only.__name__, '../lists.md')}"
    return entity_link(only)


def listed(annotation: Any) -> str:  # noqa: ANN401 - types have no type
    """Return in words what a list of values with this annotation holds."""
    words = holds(annotation)
    for one, many in (("id of", "ids of"), ("code of", "codes of")):
        if words.startswith(one):
            return f"{many}{words.removeprefix(one)}"
    return f"list of {words}" if words.startswith("[") else f"{words}s"


def lists_of(cls: type) -> tuple[type[LabelledEnum], ...]:
    """Return the closed lists whose codes the fields of *cls* hold."""
    found = (each for hint in field_types(cls).values() for each in inside(hint))
    lists = (each for each in found if isinstance(each, type))
    return tuple(
        dict.fromkeys(each for each in lists if issubclass(each, LabelledEnum))
    )


def uses_of(cls: type) -> Iterator[tuple[type, str]]:
    """Yield each entity, with the field, that holds a *cls* or names one by its id."""
    wanted: set[Any] = {cls}
    if cls in COLLECTIONS.values():
        wanted.add(identity_type(cls))
    for holder in entity_classes():
        hints = field_types(holder)
        for each in fields_of(holder):
            own_id = each.name == "id"
            if not own_id and wanted & set(inside(hints[each.name])):
                yield holder, each.name


def place_of(cls: type) -> str:
    """Return where records of *cls* are written."""
    if cls is Register:
        return "`register.toml`"
    if cls is Responsibility:
        return "no file"
    return f"`{kind_of(cls)}.jsonl`" if cls in COLLECTIONS.values() else "a record"


def closed_lists() -> tuple[type[LabelledEnum], ...]:
    """Return every closed list of the library, by name."""
    for module in pkgutil.walk_packages(adminlaw.__path__, "adminlaw."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    ours = (
        each
        for each in LabelledEnum.__subclasses__()
        if each.__module__.startswith("adminlaw.")
    )
    return tuple(sorted(ours, key=lambda each: each.__name__))
