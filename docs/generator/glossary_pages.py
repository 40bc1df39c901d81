"""The glossary: the labels of the code, and the terms of the field with their homes.

What the code names has its labels there, and nowhere else. ``glossary.csv`` holds
the terms that are no name in the code, each with the names by which it is said.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import adminlaw
from adminlaw import model
from adminlaw.checks import CHECKS, AuditReport, Check
from adminlaw.citations import (
    CaseNumber,
    Citation,
    Cleaned,
    DocumentNumber,
    FoundCitation,
    Provision,
    Titles,
)
from adminlaw.labels import LabelledEnum
from adminlaw.model.fields import field_label
from adminlaw.money import Money
from adminlaw.periods import Length
from adminlaw.rulebook import Measure, Rule, Rulebook, load_rulebook
from adminlaw.statutes import (
    Corpus,
    Facts,
    Instrument,
    Move,
    PlaceResolution,
    Resolution,
    Statute,
    Version,
)
from generator.classes import (
    PLAIN,
    closed_lists,
    entity_classes,
    fields_of,
    page_name,
    terms,
)
from generator.writing import anchor, first_sentence, page, paragraph, table, term

FILE = Path(__file__).parent / "glossary.csv"

GLOSSARY = """
One concept has one name. The labels of records, lists, members and fields are those
that files, messages and notebooks show; [Entities](../reference/entities.md) and
[Closed lists](../reference/lists.md) hold the details.
"""

SPOKEN = """
Most terms of the field are no class of their own: they are said by a field, a member
of a list, a measure, a rule or a check.
"""

CHINESE = """
一个概念一个名称，文件、消息和笔记本里用的都是这里的名称。按中文排序；详细说明见
[Entities](../reference/entities.md) 和 [Closed lists](../reference/lists.md)。
"""

OTHER_CLASSES: Mapping[type, str] = MappingProxyType(
    {
        Rulebook: "rule book",
        Rule: "rule",
        Measure: "measure",
        Check: "check",
        AuditReport: "audit report",
        Statute: "text of law",
        Instrument: "legal instrument",
        Version: "version of an instrument",
        Corpus: "corpus",
        Facts: "facts table",
        Citation: "citation",
        FoundCitation: "citation in running text",
        Provision: "provision",
        DocumentNumber: "document number",
        CaseNumber: "case number",
        Titles: "table of names",
        Cleaned: "cleaned text",
        Resolution: "resolution of a citation",
        PlaceResolution: "resolution of one place",
        Move: "place that moved",
        Length: "length of time",
        Money: "amount of money",
    }
)
"""Classes that are no records, with their English terms."""


def glossary_page() -> str:
    """Return the glossary: Chinese term, English term, name in the library."""
    headings = ("中文", "English", "name in the library")
    return page(
        "Glossary",
        paragraph(GLOSSARY),
        ("## Records", "", *table(headings, records())),
        ("## Law, judgements and small values", "", *table(headings, others())),
        ("## Terms of the field", "", *paragraph(SPOKEN), *table(headings, spoken())),
        ("## Closed lists", "", *table(headings, lists())),
        ("## Members of closed lists", "", *table(headings, members())),
        ("## Fields", "", *table(headings, fields())),
    )


def chinese_glossary_page() -> str:
    """Return the same for who looks a Chinese term up: sorted by it, in Chinese."""
    headings = ("中文", "英文", "在程序里的名称")

    def section(title: str, rows: Iterator[tuple[str, str, str]]) -> tuple[str, ...]:
        return (f"## {title}", "", *table(headings, sorted(rows)))

    return page(
        "术语表",
        paragraph(CHINESE),
        section("记录", records()),
        section("法律、评判和小的值", others()),
        section("本领域的术语", spoken()),
        section("封闭列表", lists()),
        section("列表成员", members()),
        section("字段", fields()),
    )


def others() -> Iterator[tuple[str, str, str]]:
    """Yield the classes that are no records."""
    for cls, en in OTHER_CLASSES.items():
        yield term(cls), en, f"`{cls.__name__}`"


def lists() -> Iterator[tuple[str, str, str]]:
    """Yield the closed lists."""
    for cls in closed_lists():
        yield term(cls), first_sentence(cls), where(cls.__name__)


def records() -> Iterator[tuple[str, str, str]]:
    """Yield every entity with its terms."""
    for cls in entity_classes():
        if cls not in PLAIN:
            yield (*terms(cls), where(cls.__name__))


def spoken() -> Iterator[tuple[str, str, str]]:
    """Yield the terms of the file by their English, with links to what says them."""
    with FILE.open(encoding="utf-8", newline="") as stream:
        rows = sorted(csv.DictReader(stream), key=lambda row: row["en"].lower())
    for row in rows:
        yield row["zh"], row["en"], ", ".join(map(where, row["names"].split()))


def members() -> Iterator[tuple[str, str, str]]:
    """Yield every member of a list by its English label; one term has one row."""
    names: dict[tuple[str, str], list[str]] = {}
    for cls in closed_lists():
        for each in cls:
            name = f"`{cls.__name__}.{each.name}`"
            names.setdefault((each.en, each.zh), []).append(name)
    for (en, zh), found in sorted(names.items(), key=lambda each: each[0][0].lower()):
        yield zh, en, ", ".join(found)


def fields() -> Iterator[tuple[str, str, str]]:
    """Yield every field of an entity with its labels."""
    records = (cls for cls in entity_classes() if cls not in PLAIN)
    names = {each.name for cls in records for each in fields_of(cls)}
    for name in sorted(names):
        yield field_label(name, "zh"), field_label(name), f"`{name}`"


@cache
def homes() -> Mapping[str, str]:
    """Return the page, with its heading, of each name that a term may be said by."""
    found: dict[str, str] = {}
    for name in (*adminlaw.__all__, *model.__all__):
        found[name] = "../reference/api.md"
    for cls in closed_lists():
        section = f"../reference/lists.md#{cls.__name__.lower()}"
        found |= dict.fromkeys(names_in(cls), section)
    for entity in entity_classes():
        path = f"../reference/entities/{page_name(entity)}"
        names = (f"{entity.__name__}.{each.name}" for each in fields_of(entity))
        found |= dict.fromkeys((entity.__name__, *names), path)
    law = load_rulebook()
    found |= dict.fromkeys(law.measures, "../reference/rules.md#measures")
    found |= {each: f"../reference/rules.md#{anchor(each)}" for each in law.rules}
    found |= {
        each: f"../reference/review/{each.partition('.')[0]}.md#{anchor(each)}"
        for each in law.review
    }
    found |= {each.id: f"../reference/checks/{each.id}.md" for each in CHECKS}
    return found


def names_in(cls: type[LabelledEnum]) -> tuple[str, ...]:
    """Return the name of a closed list, and those of its members."""
    return (cls.__name__, *(f"{cls.__name__}.{each.name}" for each in cls))


def where(name: str) -> str:
    """Return a name as a link to where it is described.

    Raises:
        KeyError: nothing in the library has that name.
    """
    return f"[`{name}`]({homes()[name]})"
