"""The pages of the model: entities, closed lists, and the glossary of both."""

from __future__ import annotations

import pkgutil
import typing
from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from importlib import import_module
from types import MappingProxyType
from typing import Any, NewType

import attrs

import adminlaw
from adminlaw.checks import AuditReport, Check
from adminlaw.citations import Citation, Provision
from adminlaw.labels import Label, LabelledEnum
from adminlaw.model.fields import entity_label, field_label, field_types, is_personal
from adminlaw.model.registers import COLLECTIONS, Register, identity_type, kind_of
from adminlaw.money import Money
from adminlaw.periods import Length
from adminlaw.rulebook import Measure, Rule, Rulebook
from adminlaw.spans import DateSpan
from generator.writing import (
    Lines,
    attribute_notes,
    first_sentence,
    link,
    page,
    paragraph,
    prose,
    table,
    term,
)

ENTITIES = """
An entity is one class of record. In a folder it is one line of the file named here;
[File format](file-format.md) says how values are written. A field in **bold** is
required. Every other field may be left out, and then says nothing.
"""

LISTS = """
A closed list has members with one stable code, which files carry, and two labels. Any
other code is refused, with the list of those that are known.
"""

GLOSSARY = """
One concept has one name. The labels are those that files, messages and notebooks show;
[Entities](../reference/entities.md) and [Closed lists](../reference/lists.md) hold the
details.
"""

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


def holds(annotation: Any) -> str:  # noqa: ANN401 - annotations have no type
    """Return in words, with links, what a field with this annotation holds."""
    inner = [each for each in typing.get_args(annotation) if each is not type(None)]
    if typing.get_origin(annotation) in (tuple, frozenset):
        return listed(inner[0])
    if inner:
        return " or ".join(map(holds, inner))
    if annotation in LEAVES:
        return LEAVES[annotation]
    if isinstance(annotation, NewType):
        return f"id of {link(NAMED[annotation].__name__)}"
    if issubclass(annotation, LabelledEnum):
        return f"code of {link(annotation.__name__, 'lists.md')}"
    return link(annotation.__name__)


def listed(annotation: Any) -> str:  # noqa: ANN401 - annotations have no type
    """Return in words what a list of values with this annotation holds."""
    words = holds(annotation)
    for one, many in (("id of", "ids of"), ("code of", "codes of")):
        if words.startswith(one):
            return f"{many}{words.removeprefix(one)}"
    return f"list of {words}" if words.startswith("[") else f"{words}s"


def entity_classes() -> Iterator[type]:
    """Yield the register, its records, then the classes inside records, once each."""
    seen: dict[type, None] = dict.fromkeys((Register, *COLLECTIONS.values()))
    for cls in tuple(seen):
        seen |= dict.fromkeys(nested(cls))
    yield from seen


def nested(cls: type) -> Iterator[type]:
    """Yield the classes that the fields of *cls* hold, at every depth."""
    for annotation in field_types(cls).values():
        for each in (annotation, *typing.get_args(annotation)):
            if isinstance(each, type) and attrs.has(each) and each not in LEAVES:
                yield each
                yield from nested(each)


PLAIN: Mapping[type, tuple[str, str]] = MappingProxyType(
    {
        DateSpan: ("期间", "span of days"),
        Label: ("名称", "name in two languages"),
        Money: ("金额", "amount of money"),
    }
)
"""Classes below the model that records hold, with their terms."""


def terms(cls: type) -> tuple[str, str]:
    """Return the Chinese and the English term for an entity."""
    return PLAIN.get(cls) or (entity_label(cls, "zh"), entity_label(cls))


def entities_page() -> str:
    """Return the page of entities: each with its file, its terms and its fields."""
    classes = tuple(entity_classes())
    overview = ((link(cls.__name__), *terms(cls), place_of(cls)) for cls in classes)
    sections = (line for cls in classes for line in entity_section(cls))
    headings = ("entity", "中文", "English", "written in")
    return page("Entities", paragraph(ENTITIES), table(headings, overview), sections)


def place_of(cls: type) -> str:
    """Return the file that holds records of *cls*; nested classes have none."""
    if cls is Register:
        return "`register.toml`"
    return f"`{kind_of(cls)}.jsonl`" if cls in COLLECTIONS.values() else "a record"


def entity_section(cls: type) -> Lines:
    """Yield the section of one entity."""
    zh, en = terms(cls)
    yield from (f"## {cls.__name__}", "", f"{zh} · {en}", "")
    yield from (prose(cls), "")
    notes, hints = attribute_notes(cls), field_types(cls)
    fields = [each for each in attrs.fields(cls) if each.init]
    yield from table(
        ("field", "中文", "holds", "meaning"),
        (
            (
                field_name(each),
                "" if cls in PLAIN else field_label(each.name, "zh"),
                "text, its own id" if each.name == "id" else holds(hints[each.name]),
                meaning(each, notes),
            )
            for each in fields
        ),
    )


def field_name(field: attrs.Attribute[Any]) -> str:
    """Return the name of a field, in bold where it is required."""
    return (
        f"**`{field.name}`**" if field.default is attrs.NOTHING else f"`{field.name}`"
    )


def meaning(field: attrs.Attribute[Any], notes: Mapping[str, str]) -> str:
    """Return what is said of a field: its note, its default, that it is personal."""
    parts = [notes.get(field.name, "")]
    if isinstance(field.default, LabelledEnum):
        parts.append(f"Default: `{field.default.code}`.")
    if is_personal(field):
        parts.append("[Personal](../howto/hide-personal-data.md).")
    return " ".join(filter(None, parts))


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


def lists_page() -> str:
    """Return the page of closed lists: codes with both labels."""
    sections = (line for cls in closed_lists() for line in list_section(cls))
    return page("Closed lists", paragraph(LISTS), sections)


def list_section(cls: type[LabelledEnum]) -> Lines:
    """Yield the section of one closed list."""
    yield from (f"## {cls.__name__}", "", f"{term(cls)} · {first_sentence(cls)}", "")
    members = ((f"`{each.code}`", each.zh, each.en) for each in cls)
    yield from table(("code", "中文", "English"), members)


OTHER_CLASSES: Mapping[type, str] = MappingProxyType(
    {
        Rulebook: "rule book",
        Rule: "rule",
        Measure: "measure",
        Check: "check",
        AuditReport: "audit report",
        Citation: "citation",
        Provision: "provision",
        Length: "length of time",
        Money: "amount of money",
    }
)
"""Classes that are no records, with their English terms."""


def glossary_page() -> str:
    """Return the glossary: Chinese term, English term, name in the library."""
    headings = ("中文", "English", "name in the library")
    records = (
        (*terms(cls), f"`{cls.__name__}`")
        for cls in entity_classes()
        if cls not in PLAIN
    )
    others = ((term(cls), en, f"`{cls.__name__}`") for cls, en in OTHER_CLASSES.items())
    lists = (
        (term(cls), first_sentence(cls), f"`{cls.__name__}`") for cls in closed_lists()
    )
    return page(
        "Glossary",
        paragraph(GLOSSARY),
        ("## Records", "", *table(headings, records)),
        ("## Law, judgements and small values", "", *table(headings, others)),
        ("## Closed lists", "", *table(headings, lists)),
        ("## Members of closed lists", "", *table(headings, members())),
        ("## Fields", "", *table(("中文", "name of the field"), fields())),
    )


def members() -> Iterator[tuple[str, str, str]]:
    """Yield every member of a list by its English label; one term has one row."""
    names: dict[tuple[str, str], list[str]] = {}
    for cls in closed_lists():
        for each in cls:
            name = f"`{cls.__name__}.{each.name}`"
            names.setdefault((each.en, each.zh), []).append(name)
    for (en, zh), found in sorted(names.items(), key=lambda each: each[0][0].lower()):
        yield zh, en, ", ".join(found)


def fields() -> Iterator[tuple[str, str]]:
    """Yield every field of an entity with its Chinese label."""
    records = (cls for cls in entity_classes() if cls not in PLAIN)
    names = {each.name for cls in records for each in attrs.fields(cls) if each.init}
    for name in sorted(names):
        yield field_label(name, "zh"), f"`{name}`"
