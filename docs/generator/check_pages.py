"""The pages of checks, one each, and of the procedures and duties they judge by."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from adminlaw.checks import CHECKS, Check
from adminlaw.findings import FACT_LABELS, Status
from adminlaw.rulebook import (
    Procedure,
    ProcedureStep,
    Rule,
    RuleVersion,
    load_rulebook,
)
from generator.classes import entity_link
from generator.law_pages import days, said
from generator.samples import looked_at
from generator.writing import Lines, anchor, page, paragraph, table

CASES = Path(__file__).parents[2] / "tests" / "cases" / "reviews"

FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "N": "Figures",
        "A": "Frequencies",
        "R": "Reports",
        "S": "Service items",
        "T": "Tasks",
        "I": "Codes",
        "D": "Normative documents",
        "G": "Government rules",
        "M": "Major decisions",
        "E": "Enforcement",
        "C": "Cases",
        "P": "Powers, lists and transfers",
        "B": "Benchmarks",
        "O": "Officers",
        "V": "Advisers and programmes",
        "Y": "Reports, appraisal, accountability",
        "K": "Clearance",
        "X": "The audit itself",
    }
)
"""What the first letter of an id stands for, in the order of the page."""

CHECKING = """
A check gives everything that it looks at one outcome;
[Judgements](../explanation/judgements.md) says what the outcomes mean, and
[why unknown is not a pass](../explanation/unknown.md). `adminlaw audit PATH --check ID`
and `al.audit(…, checks=[ID])` run single checks, `adminlaw explain ID` prints its page.
"""

CONTENTS = ("```{toctree}", ":hidden:", ":glob:", "", "checks/*", "```", "")

FACTS = """
What an outcome computed stands in its `facts`, as text, under these names. A fact may
also bear the id of a record or the code of an event.
"""

OUTCOMES = """
Each case is a record of the tests, written from the law by somebody who had not seen
the check.
"""

RULED = """
Strength and source are those of the latest version; a link leads to all of them. A step
of a procedure may have its own.
"""

REVIEW = """
Procedures and duties that records are held against, with the checks that judge by them.
Each version has its days, its strength and its source; a step may have its own. A rule
whose source is *recalled, not verified* shows as such beside each finding.
"""

STEPS = """
A step comes after those named, and otherwise in any order; *event* is what shows it,
*where* says on what it depends, *by* who takes it, *time* which rule of time binds it.
"""


def checks_page() -> str:
    """Return the overview of the checks, by family."""
    return page(
        "Checks",
        paragraph(CHECKING),
        CONTENTS,
        (line for letter in FAMILIES for line in family(letter)),
        ("## Names of facts", ""),
        paragraph(FACTS),
        table(
            ("name", "中文", "English"),
            ((f"`{name}`", each.zh, each.en) for name, each in FACT_LABELS.items()),
        ),
    )


def family(letter: str) -> Lines:
    """Yield the checks of one family."""
    found = [each for each in CHECKS if each.id.startswith(letter)]
    if found:
        yield from (f"## {FAMILIES[letter]}", "")
        yield from table(
            ("id", "中文", "English"),
            ((check_link(each.id), each.label.zh, each.label.en) for each in found),
        )


def family_link(check: str) -> str:
    """Return a link to the family of a check, on the page of all checks."""
    name = FAMILIES[check[0]]
    return f"[{name}](../checks.md#{anchor(name)})"


def check_link(check: str, above: str = "") -> str:
    """Return a link to the page of a check."""
    return f"[{check}]({above}checks/{check}.md)"


def check_pages() -> dict[str, str]:
    """Return the page of each check by its path below ``docs/``."""
    return {f"reference/checks/{each.id}.md": check_page(each) for each in CHECKS}


def check_page(check: Check[Any]) -> str:
    """Return the page of a check: why, what it misses, its rules, what it says."""
    return page(
        f"{check.id} {check.label.en}",
        (f"{check.label.zh} · {family_link(check.id)}", ""),
        ("**Why it matters.** " + check.why.en, "", check.why.zh, ""),
        ("**Blind to.** " + check.blind.en, "", check.blind.zh, ""),
        rules_section(check),
        outcomes_section(check),
        records_section(check),
    )


def rules_section(check: Check[Any]) -> Lines:
    """Yield the rules that a check judges by."""
    law = load_rulebook()
    rules = [rule for code in check.rules(law) if (rule := law.get(code))]
    yield from ("## Rules", "")
    yield from paragraph(RULED)
    yield from table(
        ("rule", "中文", "English", "strength", "source"),
        (
            (
                rule_link(rule, "../"),
                rule.label.zh,
                rule.label.en,
                rule.versions[-1].modality.en,
                f"{rule.versions[-1].source} ({rule.versions[-1].status.en})",
            )
            for rule in rules
        ),
    )


def outcomes_section(check: Check[Any]) -> Lines:
    """Yield a case for each outcome that the tests hold."""
    cases = cases_of().get(check.id, {})
    if cases:
        yield from ("## Outcomes", "")
        yield from paragraph(OUTCOMES)
        yield from table(
            ("outcome", "中文", "case", "source"),
            (
                (each.en, each.zh, case_text(case), case.get("source", ""))
                for each in Status
                if (case := cases.get(each.code))
            ),
        )


def case_text(case: Mapping[str, Any]) -> str:
    """Return why a case ends as it does, without the source, which stands beside it."""
    text: str = case["why"]
    return text.removesuffix(f"（{case.get('source', '')}）")


@cache
def cases_of() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """Return the first case of each outcome of each check, those kept back excepted."""
    found: dict[str, dict[str, Mapping[str, Any]]] = {}
    for file in sorted(CASES.glob("*.json")):
        for case in json.loads(file.read_text("utf-8")):
            if not case.get("frozen") and "|" not in case["expect"]:
                found.setdefault(case["check"], {}).setdefault(case["expect"], case)
    return found


def records_section(check: Check[Any]) -> Lines:
    """Yield the kinds of records that a check was seen to look at."""
    records = [
        entity_link(cls, "../entities/")
        for cls, checks in looked_at().items()
        if check in checks
    ]
    if records:
        yield from (f"Looks at: {', '.join(records)}.", "")


def rule_link(rule: Rule, above: str = "") -> str:
    """Return a link to a rule, on the page where it stands."""
    law = load_rulebook()
    area = rule.id.partition(".")[0]
    if rule.id in law.rules:
        where = "rules.md"
    elif rule.id in law.review:
        where = f"review/{area}.md"
    else:
        where = f"rules/{area}.md"
    return f"[{rule.id}]({above}{where}#{anchor(rule.id)})"


# --- Procedures and duties --------------------------------------------------------


def review_page() -> str:
    """Return the list of the pages of procedures and duties."""
    return page(
        "Procedures and duties",
        paragraph(REVIEW),
        ("```{toctree}", ":hidden:", ":glob:", "", "review/*", "```", ""),
        table(
            ("area", "rules", "in it"),
            (
                (
                    f"[{area}](review/{area}.md)",
                    str(len(rules)),
                    "; ".join(each.label.en for each in rules[:4]),
                )
                for area, rules in areas().items()
            ),
        ),
    )


@cache
def areas() -> Mapping[str, tuple[Rule, ...]]:
    """Return the procedures and duties by area."""
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in load_rulebook().review.values():
        area = rule.id.partition(".")[0]
        found[area] = (*found.get(area, ()), rule)
    return found


def review_pages() -> dict[str, str]:
    """Return the page of each area by its path below ``docs/``."""
    return {
        f"reference/review/{area}.md": page(
            f"Procedures and duties: {area}",
            (line for rule in rules for line in rule_section(rule)),
        )
        for area, rules in areas().items()
    }


@cache
def judged_by() -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the checks that judge by each rule."""
    law = load_rulebook()
    found: dict[str, tuple[str, ...]] = {}
    for check in CHECKS:
        for rule in check.rules(law):
            found[rule] = (*found.get(rule, ()), check.id)
    return found


def rule_section(rule: Rule) -> Lines:
    """Yield one rule with its versions, and the steps of a procedure."""
    name = f"{rule.label.zh} · {rule.label.en} ({rule.kind.zh} · {rule.kind.en})"
    yield from (f"## {rule.id}", "", name, "")
    checks = ", ".join(check_link(each, "../") for each in judged_by().get(rule.id, ()))
    if checks:
        yield from (f"Judged by {checks}.", "")
    yield from table(
        ("in force", "strength", "source", "how it is known", "says"),
        map(version_row, rule.versions),
    )
    if any(steps_of(version) for version in rule.versions):
        yield from paragraph(STEPS)
    for version in rule.versions:
        yield from steps_section(version)


def version_row(version: RuleVersion) -> tuple[str, ...]:
    """Return one version as a row; the steps of a procedure follow below."""
    content = version.content
    text = f"{len(content.steps)} steps" if isinstance(content, Procedure) else None
    return (
        days(version.valid),
        version.modality.en,
        str(version.source),
        version.status.en,
        text or said(version),
    )


def steps_section(version: RuleVersion) -> Lines:
    """Yield the steps of a version of a procedure."""
    if steps := steps_of(version):
        yield from (f"Steps, {days(version.valid)}:", "")
        headings = ("step", "中文", "event", "after", "where", "by", "time", "source")
        yield from table(headings, (step_row(each, version) for each in steps))


def steps_of(version: RuleVersion) -> tuple[ProcedureStep, ...]:
    """Return the steps of a version; none where it is no procedure."""
    content = version.content
    return content.steps if isinstance(content, Procedure) else ()


def step_row(step: ProcedureStep, version: RuleVersion) -> tuple[str, ...]:
    """Return one step as a row."""
    own = f"{step.source} {step.modality.en if step.modality else ''}".strip()
    return (
        f"`{step.id}`",
        step.label.zh,
        shown_by(step),
        ", ".join(f"`{each}`" for each in step.after),
        "; ".join(conditions(step)),
        by_whom(step),
        ", ".join(f"`{each}`" for each in (step.within, step.at_least) if each),
        own if step.source else str(version.source),
    )


def shown_by(step: ProcedureStep) -> str:
    """Return the kinds of event that show a step, its stage, and whether it passes."""
    events = " or ".join(f"`{each.code}`" for each in (step.event, *step.also))
    stage = f" {step.stage}" if step.stage is not None else ""
    passing = " (has to pass)" if step.must_pass else ""
    return f"{events}{stage}{passing}"


def conditions(step: ProcedureStep) -> Iterator[str]:
    """Yield on what a step depends."""
    if step.when:
        yield "where " + " or ".join(f"`{each.code}`" for each in step.when)
    if step.unless:
        yield "unless " + " or ".join(f"`{each.code}`" for each in step.unless)
    if step.asked_by is not None:
        failed = " did not pass" if step.asked_by_failed else ""
        yield f"once `{step.asked_by.code}`{failed}"
    if step.outcomes:
        yield "ended as " + " or ".join(f"`{each.code}`" for each in step.outcomes)
    if step.media:
        yield "by " + ", ".join(f"`{each.code}`" for each in step.media)


def by_whom(step: ProcedureStep) -> str:
    """Return who takes a step."""
    apart = f"not by the body of `{step.apart_from}`" if step.apart_from else ""
    return "; ".join(filter(None, (step.actor.en if step.actor else "", apart)))
