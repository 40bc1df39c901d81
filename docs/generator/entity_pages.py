"""The pages of the model: an index of the entities, and a page for each of them."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

import adminlaw
from adminlaw.labels import LabelledEnum
from adminlaw.model import COLLECTIONS, Register, Responsibility
from adminlaw.model.fields import field_types, is_personal
from adminlaw.model.registers import kind_of
from adminlaw.register import json_schema
from adminlaw.spans import DateSpan
from generator.classes import (
    PLAIN,
    entity_classes,
    entity_link,
    fields_of,
    holds,
    lists_of,
    page_name,
    place_of,
    terms,
    uses_of,
)
from generator.samples import looked_at, sample_of
from generator.writing import (
    Lines,
    attribute_notes,
    link,
    literal,
    page,
    paragraph,
    prose,
    table,
)

ENTITIES = """
An entity is one class of record. In a folder it is one line of the file named here;
[File format](file-format.md) says how values are written. Each has a page of its own,
with its fields, the checks that look at it, and an example that runs.
"""

INSIDE = """
Some classes have no file: they stand inside a record, or are what a walk over a
register gives.
"""

CONTENTS = ("```{toctree}", ":hidden:", ":glob:", "", "entities/*", "```", "")

FIELDS = """
A field that is not required may be left out; *default* is what it says then.
"""

FOUND = """
A walk gives all of them; one that may be nothing is so where no record leads to it.
"""

NO_CHECK = "No check of this release looks at it."


def entities_page() -> str:
    """Return the index of the entities, with the file of each."""
    classes = entity_classes()
    files: tuple[type, ...] = (Register, *COLLECTIONS.values())
    headings = ("entity", "中文", "English", "written in")
    return page(
        "Entities",
        paragraph(ENTITIES),
        table(headings, map(index_row, files)),
        paragraph(INSIDE),
        table(headings, (index_row(cls) for cls in classes if cls not in files)),
        CONTENTS,
    )


def index_row(cls: type) -> tuple[str, ...]:
    """Return one row of the index."""
    return (entity_link(cls, "entities/"), *terms(cls), place_of(cls))


def entity_pages() -> dict[str, str]:
    """Return the page of each entity by its path below ``docs/``."""
    return {
        f"reference/entities/{page_name(cls)}": entity_page(cls)
        for cls in entity_classes()
    }


def entity_page(cls: type) -> str:
    """Return the page of one entity."""
    zh, en = terms(cls)
    return page(
        cls.__name__,
        (f"{zh} · {en}", ""),
        (prose(cls), ""),
        paragraph(where(cls)),
        ("## Fields", "", *paragraph(FOUND if cls is Responsibility else FIELDS)),
        field_table(cls),
        listed_links("Closed lists", lists_section(cls)),
        listed_links("Held or named by", users(cls)),
        checks_section(cls),
        example(cls),
    )


def where(cls: type) -> str:
    """Return where records of *cls* are written, and where Python finds them."""
    name = f"In Python: `{home(cls)}.{cls.__name__}`"
    if cls is Register:
        return f"Written as a folder, whose header is `register.toml`. {name}."
    if cls is Responsibility:
        return f"Never written: `al.trace_responsibility` gives it. {name}."
    if cls not in COLLECTIONS.values():
        return f"Written inside a record. {name}."
    kind = kind_of(cls)
    return f"Written in `{kind}.jsonl`. {name}, in `register.{kind}`."


def home(cls: type) -> str:
    """Return the module that *cls* is imported from."""
    if cls.__name__ in adminlaw.__all__:
        return "adminlaw"
    return cls.__module__ if cls in PLAIN else "adminlaw.model"


def field_table(cls: type) -> Lines:
    """Yield the table of fields."""
    notes, hints = attribute_notes(cls), field_types(cls)
    titles = json_schema(cls)["properties"]
    return table(
        ("field", "中文", "holds", "default", "meaning"),
        (
            (
                f"`{each.name}`",
                titles[each.name]["title"],
                "text, its own id" if each.name == "id" else holds(hints[each.name]),
                default(each, hints[each.name]),
                meaning(each, notes),
            )
            for each in fields_of(cls)
        ),
    )


def default(field: attrs.Attribute[Any], annotation: object) -> str:
    """Return what a field says where it is left out."""
    if field.default is attrs.NOTHING:
        given = type(None) in typing.get_args(annotation)
        return "**required**, may be nothing" if given else "**required**"
    match field.default:
        case None | "" | () | frozenset():
            return "nothing"
        case bool() as value:
            return f"`{str(value).lower()}`"
        case LabelledEnum() as member:
            return f"`{member.code}`"
        case DateSpan():
            return "always"
        case other:
            message = f"no words for the default {other!r}"
            raise ValueError(message)


def meaning(field: attrs.Attribute[Any], notes: Mapping[str, str]) -> str:
    """Return what is said of a field: its note, and that it is personal."""
    note = notes.get(field.name, "")
    if not is_personal(field):
        return note
    mark = "[Personal](../../howto/hide-personal-data.md)."
    return f"{note.replace('; personal.', '.')} {mark}".strip()


def listed_links(heading: str, links: Iterable[str]) -> Lines:
    """Yield a section with a list of links; nothing where there are none."""
    members = tuple(links)
    if members:
        yield from (f"## {heading}", "", *(f"- {each}" for each in members), "")


def lists_section(cls: type) -> Iterator[str]:
    """Yield a link to each closed list that the fields use."""
    return (link(each.__name__, "../lists.md") for each in lists_of(cls))


def users(cls: type) -> Iterator[str]:
    """Yield the entities, with their fields, that hold or name an entity."""
    found: dict[type, list[str]] = {}
    for holder, name in uses_of(cls):
        found.setdefault(holder, []).append(f"`{name}`")
    for holder, names in found.items():
        yield f"{entity_link(holder)}: {', '.join(names)}"


def checks_section(cls: type) -> Lines:
    """Yield the checks that look at records of *cls*."""
    if cls not in COLLECTIONS.values():
        return
    yield from ("## Checks", "")
    found = looked_at()[cls]
    yield from (
        f"- [{each.id}](../checks/{each.id}.md) {each.label.zh} · {each.label.en}"
        for each in found
    )
    yield from ("",) if found else (NO_CHECK, "")


def example(cls: type) -> Lines:
    """Yield an example: a payload is structured, and some facts are shown."""
    sample = sample_of(cls)
    made = sample.of or cls.__name__
    public = made in adminlaw.__all__
    yield from ("## Example", "", "```python", "import adminlaw as al")
    if not public:
        yield f"from {home(cls)} import {made}"
    name = f"al.{made}" if public else made
    payload = literal(sample.payload, indent=4)
    yield from ("", "record = al.structure(", f"    {payload},", f"    {name},", ")")
    yield from ("```", "", "```python")
    for typed, shown in sample.facts:
        yield f">>> {typed}"
        yield from filter(None, (shown,))
    yield from ("```", "")
