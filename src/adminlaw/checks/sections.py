"""An audit laid out for people: its sections, its counts, and what is said in each.

Text, Markdown and HTML say the same in the same order. A finding that somebody has
accepted is neither hidden nor counted among the others: it has a section of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from attrs import frozen

from adminlaw.errors import Lang
from adminlaw.findings import (
    Judgement,
    Outcome,
    SourceStatus,
    Status,
    fact_label,
    fact_text,
)
from adminlaw.labels import Label
from adminlaw.model import Waiver

if TYPE_CHECKING:
    from adminlaw.checks.auditing import AuditReport

WAIVED: Final = "waived"
FOUND: Final = (Status.FAILED.code, WAIVED)
"""The sections of failed judgements; they are never cut."""

_TITLES: Final[Mapping[str, Label]] = {
    Status.FAILED.code: Label("发现", "Findings"),
    WAIVED: Label("已豁免的发现", "Waived findings"),
    Status.UNKNOWN.code: Label("缺少证据", "Evidence is missing"),
    Status.NOT_ASSESSABLE.code: Label("无法评判", "Not assessable"),
    Status.NOT_APPLICABLE.code: Label("不适用", "Not applicable"),
    Status.PASSED.code: Label("相符", "In order"),
}
_OPTIONAL: Final = (WAIVED, Status.NOT_APPLICABLE.code)
"""Sections that are left out where they are empty."""

_WAIVED_COLUMN: Final = Label("已豁免", "waived")
_JOIN: Final = Label("、", ", ")
_SEPARATE: Final = Label("；", "; ")
_LACKING: Final = Label("缺少的证据：", "missing evidence: ")
_WAIVER: Final = Label(
    "豁免：{}（{}，{} 作出，至 {} 止）", "waived: {} ({}, on {}, until {})"
)
_FOR: Final = Label("{}，{}", "{} for {}")
_NO_SOURCE: Final = Label("无", "none")


@frozen(kw_only=True)
class Section:
    """The judgements that stand under one heading.

    Attributes:
        key: The code of their status, or ``waived``.
    """

    key: str
    title: Label
    judgements: tuple[Judgement, ...]


def key_of(judgement: Judgement) -> str:
    """Return the key of the section in which a judgement stands."""
    waived = judgement.status is Status.FAILED and judgement.waiver is not None
    return WAIVED if waived else judgement.status.code


def sections_of(report: AuditReport) -> tuple[Section, ...]:
    """Return the sections of an audit, findings first."""
    gathered: dict[str, list[Judgement]] = {key: [] for key in _TITLES}
    for judgement in report.judgements:
        gathered[key_of(judgement)].append(judgement)
    return tuple(
        Section(key=key, title=_TITLES[key], judgements=tuple(found))
        for key, found in gathered.items()
        if found or key not in _OPTIONAL
    )


def columns_of(report: AuditReport) -> tuple[tuple[str, Label], ...]:
    """Return keys and headings of the table of checks; ``waived`` only if some are."""
    waived = any(key_of(each) == WAIVED for each in report.judgements)
    found: list[tuple[str, Label]] = []
    for status in Status:
        found.append((status.code, Label(status.zh, status.en)))
        if status is Status.FAILED and waived:
            found.append((WAIVED, _WAIVED_COLUMN))
    return tuple(found)


def counts_of(report: AuditReport) -> Mapping[str, Counter[str]]:
    """Return how many judgements of each check stand in each section.

    A check that judged nothing is there as well, in the order of the audit.
    """
    counts: dict[str, Counter[str]] = {check.id: Counter() for check in report.checks}
    for judgement in report.judgements:
        counts.setdefault(judgement.check, Counter())[key_of(judgement)] += 1
    return counts


def names_of(report: AuditReport) -> Mapping[str, Label]:
    """Return what each check is called, by its id."""
    return {check.id: check.label for check in report.checks}


def facts_of(outcome: Outcome, lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield the name and the value of each fact that says something."""
    for name, value in outcome.facts.items():
        if value:
            yield fact_label(name, lang), fact_text(name, value, lang)


def facts_line(outcome: Outcome, lang: Lang) -> str:
    """Return the facts in one line; empty where there are none."""
    said = (f"{name} {value}" for name, value in facts_of(outcome, lang))
    return _SEPARATE.text(lang).join(said)


def missing_line(outcome: Outcome, lang: Lang) -> str:
    """Return the evidence that is missing in one line; empty where none is."""
    return _JOIN.text(lang).join(each.text(lang) for each in outcome.missing)


def lacking_line(outcome: Outcome, lang: Lang) -> str:
    """Return what is missing, under its heading, unless the message says it."""
    said = f"{outcome.message.text(lang)} {facts_line(outcome, lang)}"
    names = (each.text(lang) for each in outcome.missing)
    told = _JOIN.text(lang).join(name for name in names if name not in said)
    return f"{_LACKING.text(lang)}{told}" if told else ""


def source_line(judgement: Judgement, lang: Lang) -> str:
    """Return the provision and how it is known."""
    source = str(judgement.source or _NO_SOURCE.text(lang))
    return f"{source} [{judgement.source_status.text(lang)}]"


def is_read(judgement: Judgement) -> bool:
    """Tell whether the text of the source was read."""
    return judgement.source_status.en == SourceStatus.READ.en


def waiver_line(waiver: Waiver, lang: Lang) -> str:
    """Return why a finding was accepted, in which office, when, and until when.

    >>> from datetime import date
    >>> from adminlaw.model.identities import WaiverId
    >>> waiver = Waiver(
    ...     id=WaiverId("w"),
    ...     check="D201",
    ...     subject="doc-1",
    ...     reason="承继的历史文件",
    ...     role="法制机构负责人",
    ...     day=date(2025, 1, 6),
    ...     expires=date(2025, 12, 31),
    ... )
    >>> waiver_line(waiver, "zh")
    '豁免：承继的历史文件（法制机构负责人，2025-01-06 作出，至 2025-12-31 止）'
    """
    role = waiver.role
    if waiver.authority:
        role = _FOR.text(lang).format(role, waiver.authority)
    facts = (waiver.reason, role, waiver.day, waiver.expires)
    return _WAIVER.text(lang).format(*facts)
