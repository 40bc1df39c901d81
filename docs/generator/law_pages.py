"""The pages of the rules: of the country, of places, and of the statutes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache

import attrs

from adminlaw.converter import unstructure
from adminlaw.rulebook import (
    Norm,
    Rule,
    Rulebook,
    RuleVersion,
    left_out,
    load_rulebook,
    measures_of,
)
from adminlaw.rulebook.reading import CONTENT_OF
from adminlaw.spans import DateSpan
from generator.samples import EXAMPLES
from generator.writing import Lines, link, page, paragraph, prose, table

RULES = """
These rules ship with the library. Each version has its days, its strength
([Modality](lists.md#modality)) and its source. How the source is known matters:
*recalled, not verified* means that nobody has yet compared it with the text, and an
audit says so beside each finding.
"""

STATUTES = """
The time limits, fixed dates and quantities of the statutes, who may create a power and
who may exercise it, and which of two norms prevails, stand on pages of their own, one
for each area. A rule is asked for by its id:
`al.load_rulebook().time_limit("penalty.decide", on=day)`.
"""

CONTENTS = ("```{toctree}", ":hidden:", ":glob:", "", "rules/*", "```", "")

AREA = """
Each version has its days, its source in one text (by the day of its adoption), the
number as printed there, and how the text is known. *Says* lists the keys of the rule
file that are not their defaults; [kinds of rule](../rules.md#kinds-of-rule) names them
all, and [closed lists](../lists.md) their codes.
"""

LEFT_OUT = """
These articles print a time or a number and bear no rule, each for the reason given.
"""

MEASURES = """
A figure whose `measure` is one of these codes is found by the rules named.
"""


def rules_page() -> str:
    """Return the page of rules: kinds, national rules, local rules, measures."""
    law = load_rulebook()
    return page(
        "Rules",
        paragraph(RULES),
        kinds_section(),
        statutes_section(),
        rule_sections(law),
        measures_section(law),
    )


def kinds_section() -> Lines:
    """Yield what each kind of rule says, with its keys."""
    yield from ("## Kinds of rule", "")
    yield from table(
        ("table", "中文", "what it says", "keys"),
        (
            (f"`[[{kind.code}]]`", kind.zh, prose(cls).split("\n")[0], keys(cls))
            for kind, cls in CONTENT_OF.items()
        ),
    )


def keys(cls: type) -> str:
    """Return the keys of a kind of rule, those that are required in bold."""
    return ", ".join(
        f"**`{each.name}`**" if each.default is attrs.NOTHING else f"`{each.name}`"
        for each in attrs.fields(cls)
    )


def rule_sections(law: Rulebook) -> Lines:
    """Yield the rules of the whole country, then those of each place."""
    names = place_names()
    for place in sorted({each.place for each in law.rules.values()}):
        title = (
            f"Rules of {names.get(place, '')} ({place})" if place else "National rules"
        )
        yield from (f"## {title}", "")
        for rule in law.rules.values():
            if rule.place == place:
                yield from rule_section(rule, law)


def place_names() -> dict[str, str]:
    """Return the names of the places in the example registers, by division code."""
    lines = (
        json.loads(line)
        for file in sorted(EXAMPLES.glob("*/places.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    )
    return {
        each["division_code"]: each["name"] for each in lines if "division_code" in each
    }


def rule_section(rule: Rule, law: Rulebook) -> Lines:
    """Yield one rule; days and source are given once where rules share them."""
    kind = f"{rule.kind.zh} · {rule.kind.en}"
    yield from (f"### {rule.id}", "", f"{rule.label.zh} · {rule.label.en} ({kind})", "")
    other = shared_with(rule, law)
    if other is None:
        headings = ("in force", "strength", "source", "how it is known", "says")
        yield from table(headings, map(version_row, rule.versions))
        return
    says = said(rule.versions[0])
    yield from (f"Days, strength and source as in {link(other)}. Says: {says}.", "")


def shared_with(rule: Rule, law: Rulebook) -> str | None:
    """Return the first rule with these days, strengths and sources, if not this one."""
    frames = [frame(each) for each in rule.versions]
    for other in law.rules.values():
        if [frame(each) for each in other.versions] == frames:
            return None if other is rule or len(frames) == 1 else other.id
    return None


def frame(version: RuleVersion) -> RuleVersion:
    """Return a version without what it says."""
    return attrs.evolve(version, content=Norm())


def version_row(version: RuleVersion) -> tuple[str, ...]:
    """Return one version as a row."""
    return (
        days(version.valid),
        version.modality.en,
        str(version.source),
        version.status.en,
        said(version),
    )


def days(span: DateSpan) -> str:
    """Return a span of days in words; both days named are inside it."""
    since = f"{span.since} " if span.since else ""
    return f"{since}to {span.last_day}" if span.last_day else f"from {since}".strip()


def said(version: RuleVersion) -> str:
    """Return what a version says, by the keys of the file."""
    content = unstructure(version.content)
    return "; ".join(f"{name}: {value(each)}" for name, each in content.items())


def value(content: object) -> str:
    """Return one value of a rule as text."""
    match content:
        case {"zh": zh, "en": en}:
            return f"{zh} ({en})"
        case {"label": label, "stage": stage}:
            return f"{stage} {value(label)}"
        case Mapping():
            inside = (f"{name}: {value(each)}" for name, each in content.items())
            return f"[{', '.join(inside)}]"
        case bool():
            return str(content).lower()
        case list():
            return ", ".join(map(value, content))
        case _:
            return str(content)


def measures_section(law: Rulebook) -> Lines:
    """Yield the measures with the rules that speak of them."""
    yield from ("## Measures", "")
    yield from paragraph(MEASURES)
    used: dict[str, dict[str, None]] = {}
    for rule in law.rules.values():
        for version in rule.versions:
            for code in measures_of(version.content):
                used.setdefault(code, {})[rule.id] = None
    yield from table(
        ("measure", "中文", "English", "unit", "rules"),
        (
            (
                f"`{each.id}`",
                each.label.zh,
                each.label.en,
                each.unit.code,
                ", ".join(map(link, used.get(each.id, ()))),
            )
            for each in law.measures.values()
        ),
    )


@cache
def areas() -> Mapping[str, tuple[Rule, ...]]:
    """Return the rules of the statutes by their area, in the order of the files."""
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in load_rulebook().statutes.values():
        area = rule.id.partition(".")[0]
        found[area] = (*found.get(area, ()), rule)
    return found


def statutes_of(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Return the full titles that rules cite, in the order in which they do."""
    return tuple(
        dict.fromkeys(each.source.title for rule in rules for each in rule.versions)
    )


def statutes_section() -> Lines:
    """Yield the list of the pages of statutes."""
    yield from ("## Rules of the statutes", "")
    yield from paragraph(STATUTES)
    yield from CONTENTS
    yield from table(
        ("area", "instruments", "rules"),
        (
            (
                f"[{area}](rules/{area}.md)",
                "、".join(f"《{title}》" for title in statutes_of(rules)),
                str(len(rules)),
            )
            for area, rules in areas().items()
        ),
    )


def statute_pages() -> dict[str, str]:
    """Return the page of each area by its path below ``docs/``."""
    return {
        f"reference/rules/{area}.md": statute_page(area, rules)
        for area, rules in areas().items()
    }


def statute_page(area: str, rules: tuple[Rule, ...]) -> str:
    """Return a page with every rule of an area, by the instrument that it cites now."""
    titles = dict.fromkeys(rule.versions[-1].source.title for rule in rules)
    sections = (
        line
        for title in titles
        for line in (f"## {title}", "", *instrument_section(title, rules))
    )
    return page(
        f"Rules: {area}",
        paragraph(AREA),
        sections,
        left_out_section(statutes_of(rules)),
    )


def instrument_section(title: str, rules: tuple[Rule, ...]) -> Lines:
    """Yield the rules whose last version cites an instrument."""
    for rule in rules:
        if rule.versions[-1].source.title == title:
            kind = f"{rule.kind.zh} · {rule.kind.en}"
            name = f"{rule.label.zh} · {rule.label.en} ({kind})"
            yield from (f"### {rule.id}", "", name, "")
            headings = ("in force", "strength", "source", "text", "printed", "says")
            yield from table(headings, map(statute_row, rule.versions))


def statute_row(version: RuleVersion) -> tuple[str, ...]:
    """Return one version of a statute's rule as a row."""
    texts = ", ".join(each.isoformat() for each in version.texts)
    return (
        days(version.valid),
        version.modality.en,
        str(version.source),
        f"{texts}: {version.status.en}",
        version.printed,
        said(version),
    )


def left_out_section(titles: tuple[str, ...]) -> Lines:
    """Yield the articles of instruments that bear no rule, with the reasons."""
    rows = [
        (each.statute, each.text.isoformat(), str(each.article), each.reason)
        for each in left_out()
        if each.statute in titles
    ]
    if rows:
        yield from ("## Articles without a rule", "")
        yield from paragraph(LEFT_OUT)
        yield from table(("instrument", "text", "article", "why"), rows)
