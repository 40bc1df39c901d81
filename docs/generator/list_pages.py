"""The page of closed lists."""

from __future__ import annotations

from adminlaw.labels import LabelledEnum
from generator.classes import closed_lists, entity_classes, entity_link, lists_of
from generator.writing import Lines, first_sentence, page, paragraph, table, term

LISTS = """
A closed list has members with one stable code, which files carry, and two labels. Any
other code is refused, with the list of those that are known.
"""


def lists_page() -> str:
    """Return the page of closed lists: codes with both labels."""
    sections = (line for cls in closed_lists() for line in list_section(cls))
    return page("Closed lists", paragraph(LISTS), sections)


def list_section(cls: type[LabelledEnum]) -> Lines:
    """Yield the section of one closed list."""
    yield from (f"## {cls.__name__}", "", f"{term(cls)} · {first_sentence(cls)}", "")
    users = [
        entity_link(each, "entities/")
        for each in entity_classes()
        if cls in lists_of(each)
    ]
    if users:
        yield from (f"In {', '.join(users)}.", "")
    if cls.__module__.startswith("adminlaw.statutes."):
        yield from ("In [texts of law](statutes.md).", "")
    if cls.__module__.startswith("adminlaw.citations."):
        yield from ("In [citations](citations.md).", "")
    if cls.__module__.startswith("adminlaw.graph."):
        yield from ("On [the legal-basis graph](graph.md).", "")
    members = ((f"`{each.code}`", each.zh, each.en) for each in cls)
    yield from table(("code", "中文", "English"), members)
