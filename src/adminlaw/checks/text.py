"""An audit as text for a terminal, in Chinese or in English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from adminlaw.checks.sections import (
    FOUND,
    columns_of,
    counts_of,
    facts_line,
    key_of,
    lacking_line,
    names_of,
    sections_of,
    source_line,
    waiver_line,
)
from adminlaw.errors import Lang
from adminlaw.findings import Judgement, Outcome
from adminlaw.labels import Label
from adminlaw.wording import width

if TYPE_CHECKING:
    from adminlaw.checks.auditing import AuditReport

_AS_OF = Label("审查日", "as of")
_CHECK = Label("检查", "check")
_TOTAL = Label("合计", "all")
_SOURCE = Label("依据：", "source: ")
_BRACKETS = Label("（{}）", " ({})")
_MORE = Label(
    "另有 {} 项，见 --out 或 --format json", "and {} more: --out, --format json"
)
_BETWEEN = Label("；", "; ")
_OTHERS = Label("；另外 {} 个", "; {} others")
_NAMED = 5  # records that an entry names
_NONE = Label("无", "none")
_IDLE = Label("另有 {} 项检查没有对象。", "{} more had nothing to judge.")
_UNEXAMINED = Label("{} 个数字没有检查涉及。", "{} figures were looked at by no check.")
_UNCHECKED = Label(
    "在本地有效而未据以评判的规则：", "Rules in force here that judged nothing: "
)


def audit_text(report: AuditReport, lang: Lang = "zh", *, most: int = 60) -> str:
    """Return an audit as lines of text.

    Args:
        report: The audit.
        lang: Language of the text.
        most: How many entries each section writes out, findings excepted, which are
            all written; a section that is cut says how many more judgements there are.
            What one check says of several records in the same words is one entry.
    """
    lines = [
        f"{report.label.text(lang)}  {_AS_OF.text(lang)} {report.as_of}",
        "",
        *_summary(report, lang),
    ]
    for section in sections_of(report):
        count = len(section.judgements)
        lines += ["", f"{section.title.text(lang)} ({count})"]
        if section.key in FOUND:
            lines += [
                line for each in section.judgements for line in _written(each, lang)
            ]
        else:
            lines += _gathered(section.judgements, report, lang, most)
    if not report.only:
        lines += ["", *_left_over(report, lang)]
    return "\n".join(lines)


def _summary(report: AuditReport, lang: Lang) -> Iterator[str]:
    """Yield the table of checks; columns are padded by what a terminal shows.

    A check that nobody asked for and that judged nothing is counted below it.
    """
    columns, names = columns_of(report), names_of(report)
    table = [
        [
            _CHECK.text(lang),
            _TOTAL.text(lang),
            *(each.text(lang) for _, each in columns),
        ]
    ]
    counted = counts_of(report)
    judged = {
        check: counts
        for check, counts in counted.items()
        if counts.total() or check in report.only
    }
    for check, counts in judged.items():
        title = names[check].text(lang) if check in names else ""
        cells = (str(counts[key] or "·") for key, _ in columns)
        table.append([f"{check} {title}", str(counts.total()), *cells])
    widths = [max(map(width, column)) for column in zip(*table, strict=True)]
    for row in table:
        yield _line(row, widths)
    if idle := len(counted) - len(judged):
        yield _IDLE.text(lang).format(idle)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first = row[0] + " " * (widths[0] - width(row[0]))
    rest = (
        " " * (w - width(cell)) + cell
        for cell, w in zip(row[1:], widths[1:], strict=True)
    )
    return "  ".join([first, *rest])


def _written(judgement: Judgement, lang: Lang) -> Iterator[str]:
    """Yield one judgement: what, why, the arithmetic, the source."""
    outcome, found = judgement.outcome, key_of(judgement) in FOUND
    mark = f"[{judgement.severity.text(lang)}] " if found else ""
    yield f"  {mark}{judgement.check} {judgement.subject.label.text(lang)}"
    yield from _body(judgement, lang)
    if found:
        yield from (f"      {step.line(lang)}" for step in outcome.steps)
        yield f"      {_SOURCE.text(lang)}{source_line(judgement, lang)}"
        yield f"      {', '.join(judgement.subject.records)}"
    if judgement.waiver is not None:
        yield f"      {waiver_line(judgement.waiver, lang)}"


def _body(judgement: Judgement, lang: Lang) -> Iterator[str]:
    """Yield what is said of a record: why, and what is missing."""
    outcome = judgement.outcome
    yield f"      {outcome.message.text(lang)}{_facts(outcome, lang)}"
    if lacking := lacking_line(outcome, lang):
        yield f"      {lacking}"


def _gathered(
    judgements: Sequence[Judgement], report: AuditReport, lang: Lang, most: int
) -> Iterator[str]:
    """Yield judgements that are no findings, those in the same words together."""
    groups: dict[tuple[str, ...], list[Judgement]] = {}
    for each in judgements:
        groups.setdefault((each.check, *_body(each, lang)), []).append(each)
    names = names_of(report)
    for (check, *body), members in islice(groups.items(), most):
        if len(members) == 1:
            yield from _written(members[0], lang)
            continue
        title = names[check].text(lang) if check in names else ""
        yield f"  {check} {title} ({len(members)})"
        yield from body
        yield f"      {_named(members, lang)}"
    left = sum(map(len, islice(groups.values(), most, None)))
    if left:
        yield f"  {_MORE.text(lang).format(left)}"


def _named(members: Sequence[Judgement], lang: Lang) -> str:
    """Return what several judgements are about, the first by name."""
    names = dict.fromkeys(each.subject.label.text(lang) for each in members)
    named = _BETWEEN.text(lang).join(islice(names, _NAMED))
    left = len(names) - _NAMED
    return named if left <= 0 else named + _OTHERS.text(lang).format(left)


def _facts(outcome: Outcome, lang: Lang) -> str:
    """Return the facts in brackets, or nothing where there are none."""
    text = facts_line(outcome, lang)
    return _BRACKETS.text(lang).format(text) if text else ""


def _left_over(report: AuditReport, lang: Lang) -> Iterator[str]:
    """Yield what no check looked at: figures and rules."""
    yield _UNEXAMINED.text(lang).format(report.unexamined_figures)
    rules = ", ".join(report.unchecked_rules) or _NONE.text(lang)
    yield f"{_UNCHECKED.text(lang)}{rules}"
