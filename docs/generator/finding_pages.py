"""The page of the findings on the registers of real places, each looked at by hand.

What the audits say is asked of them; what a person said of each finding stands in
``findings.csv``. A finding without a word, and a word without a finding, is refused.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

import adminlaw as al
from adminlaw.checks import AuditReport
from adminlaw.findings import Judgement, Status, fact_text
from generator.check_pages import FAMILIES, check_link
from generator.samples import EXAMPLES
from generator.writing import Lines, page, paragraph, table

FILE = Path(__file__).parent / "findings.csv"

AUDITED: Mapping[str, date] = MappingProxyType(
    {
        "hengshui-2017": date(2018, 1, 31),
        "lianjiang-2021": date(2021, 12, 30),
        "liyang-2015": date(2016, 3, 1),
        "bazhong-2008": date(2008, 12, 31),
        "county-speech": date(2010, 12, 31),
    }
)
"""The registers of real places, each with the day on which it is audited here."""

VERDICTS = ("true", "arguable")
"""What may be said of a finding; one that is false is mended, not listed."""

Key = tuple[str, str, str]

FINDINGS = """
Five registers of the examples were made from published sources: reports, a plan, a
speech. Every check was run over each, and every finding was looked at by hand, with the
source open beside it. A finding that turns out to be false is a fault of the library
and is mended; so none is listed. The model city is made up and not among them.
"""

FEW = """
There are few findings because there is little evidence. Reports print sums and claims,
seldom days and papers, and no register here declares any kind of record complete: what
is not there was not published, which is no reproach. That is what [the unknown
outcomes](#what-is-missing) say.
"""

OUTCOMES = """
How many things each family of checks judged, over all five registers. A family without
a row looked at nothing: the registers hold no record of the kind.
"""

MISSING = """
Whoever has these papers could decide what is unknown. Each row is one check over one
register.
"""


def findings_page() -> str:
    """Return the page: the registers, the findings, the counts, what is missing."""
    return page(
        "Findings on real registers",
        paragraph(FINDINGS),
        registers_section(),
        ("## Every finding", ""),
        table(
            ("register", "check", "what it says", "source", "by hand"),
            map(finding_row, findings()),
        ),
        paragraph(FEW),
        outcomes_section(),
        missing_section(),
    )


@cache
def reports() -> Mapping[str, AuditReport]:
    """Return the audit of each register, by its name."""
    return MappingProxyType({name: audited(name) for name in AUDITED})


def audited(name: str) -> AuditReport:
    """Audit one register, with the rules that stand beside it."""
    folder = EXAMPLES / name
    law = al.load_rulebook(sorted(folder.glob("rules.toml")))
    return al.audit(al.read_register(folder), as_of=AUDITED[name], rulebook=law)


def findings() -> Iterator[tuple[str, Judgement]]:
    """Yield each finding with its register."""
    for name, report in reports().items():
        for each in report.with_status(Status.FAILED):
            yield name, each


@cache
def words() -> Mapping[Key, tuple[str, str]]:
    """Return what was said of each finding: the verdict, and why.

    Raises:
        ValueError: a verdict is none of those that there are.
    """
    with FILE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        if row["verdict"] not in VERDICTS or not row["word"]:
            message = f"{FILE.name} says nothing usable of {row['subject']}"
            raise ValueError(message)
    return {
        (row["register"], row["check"], row["subject"]): (row["verdict"], row["word"])
        for row in rows
    }


def finding_row(finding: tuple[str, Judgement]) -> tuple[str, ...]:
    """Return one finding with the word on it."""
    name, each = finding
    verdict, word = words()[(name, each.check, each.subject.key)]
    facts = "; ".join(
        f"`{key}` {fact_text(key, value)}" for key, value in each.outcome.facts.items()
    )
    said = f"{each.subject.label.zh}: {each.outcome.message.en} ({facts})"
    return (
        f"`{name}`",
        f"{check_link(each.check)} `{each.subject.key}`",
        f"**{each.severity.en}** {said}",
        f"{each.source} ({each.source_status.en})",
        f"**{verdict}** {word}",
    )


def registers_section() -> Lines:
    """Yield the registers with their days and how much was judged."""
    yield from table(
        ("register", "", "audited as of", *(status.en for status in Status)),
        (
            (
                f"`{name}`",
                report.label.en,
                str(report.as_of),
                *(str(len(report.with_status(status))) for status in Status),
            )
            for name, report in reports().items()
        ),
    )


def outcomes_section() -> Lines:
    """Yield how many things each family judged to each outcome."""
    found = Counter(
        (each.check[0], each.status)
        for report in reports().values()
        for each in report.judgements
    )
    yield from ("## Outcomes by family", "")
    yield from paragraph(OUTCOMES)
    yield from table(
        ("family", *(f"{status.zh} · {status.en}" for status in Status)),
        (
            (name, *(str(found[letter, status]) for status in Status))
            for letter, name in FAMILIES.items()
            if any(found[letter, status] for status in Status)
        ),
    )


def missing_section() -> Lines:
    """Yield what evidence the unknown outcomes lack, by register and check."""
    yield from ("## What is missing", "")
    yield from paragraph(MISSING)
    yield from table(
        ("register", "check", "unknown", "missing"),
        (
            (f"`{name}`", f"{check_link(check)} {label}", str(len(found)), said(found))
            for name, report in reports().items()
            for check, label, found in unknown(report)
        ),
    )


def unknown(report: AuditReport) -> Iterator[tuple[str, str, list[Judgement]]]:
    """Yield the checks of a report that ended unknown, with what they said."""
    for check in report.checks:
        found = [
            each
            for each in report.with_status(Status.UNKNOWN)
            if each.check == check.id
        ]
        if found:
            yield check.id, check.label.en, found


def said(judgements: list[Judgement]) -> str:
    """Return what judgements lack, each thing once."""
    missing = (each.en for one in judgements for each in one.outcome.missing)
    return "; ".join(dict.fromkeys(missing))
