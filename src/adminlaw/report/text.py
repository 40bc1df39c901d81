"""An audit as text for a terminal, in Chinese or in English."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from adminlaw.checks import AuditReport
from adminlaw.errors import Lang
from adminlaw.findings import Judgement, Outcome, Status, fact_label, fact_text
from adminlaw.labels import Label

_SECTIONS: tuple[tuple[Status, Label], ...] = (
    (Status.FAILED, Label("发现", "Findings")),
    (Status.UNKNOWN, Label("缺少证据", "Evidence is missing")),
    (Status.NOT_ASSESSABLE, Label("无法评判", "Not assessable")),
    (Status.NOT_APPLICABLE, Label("不适用", "Not applicable")),
    (Status.PASSED, Label("相符", "In order")),
)

_AS_OF = Label("审查日", "as of")
_CHECK = Label("检查", "check")
_TOTAL = Label("合计", "all")
_SOURCE = Label("依据：", "source: ")
_MISSING = Label("缺：", "missing: ")
_JOIN = Label("、", ", ")
_SEPARATE = Label("；", "; ")
_BRACKETS = Label("（{}）", " ({})")
_MORE = Label("另有 {} 项，见 --format json", "and {} more, see --format json")
_NONE = Label("无", "none")
_UNEXAMINED = Label("{} 个数字没有检查涉及。", "{} figures were looked at by no check.")
_UNCHECKED = Label(
    "在本地有效而未据以评判的规则：", "Rules in force here that judged nothing: "
)


def audit_text(report: AuditReport, lang: Lang = "zh", *, most: int = 60) -> str:
    """Return an audit as lines of text.

    Args:
        report: The audit.
        lang: Language of the text.
        most: How many judgements each section writes out, findings excepted, which
            are all written; a section that is cut says how many more there are.
    """
    lines = [
        f"{report.label.text(lang)}  {_AS_OF.text(lang)} {report.as_of}",
        "",
        *_summary(report, lang),
    ]
    for status, title in _SECTIONS:
        judgements = report.with_status(status)
        if status is Status.NOT_APPLICABLE and not judgements:
            continue
        lines += ["", f"{title.text(lang)} ({len(judgements)})"]
        shown = judgements if status is Status.FAILED else judgements[:most]
        lines += [line for each in shown for line in _written(each, lang)]
        if len(shown) < len(judgements):
            lines.append(f"  {_MORE.text(lang).format(len(judgements) - len(shown))}")
    if not report.only:
        lines += ["", *_left_over(report, lang)]
    return "\n".join(lines)


def _summary(report: AuditReport, lang: Lang) -> Iterator[str]:
    """Yield the table of checks; columns are padded by what a terminal shows."""
    rows = [
        [
            f"{check.id} {check.label.text(lang)}",
            str(sum(report.counts(check.id).values())),
            *(str(count or "·") for count in report.counts(check.id).values()),
        ]
        for check in report.checks
    ]
    heading = [_CHECK.text(lang), _TOTAL.text(lang), *(s.text(lang) for s in Status)]
    table = [heading, *rows]
    widths = [max(width(row[i]) for row in table) for i in range(len(heading))]
    for row in table:
        yield _line(row, widths)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first = row[0] + " " * (widths[0] - width(row[0]))
    rest = (
        " " * (w - width(cell)) + cell
        for cell, w in zip(row[1:], widths[1:], strict=True)
    )
    return "  ".join([first, *rest])


def width(text: str) -> int:
    """Return how many columns a terminal shows *text* in; 汉字 take two.

    >>> width("N101 部分")
    9
    """
    return sum(
        0 if unicodedata.combining(char) else 1 + (_is_wide(char)) for char in text
    )


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def _written(judgement: Judgement, lang: Lang) -> Iterator[str]:
    """Yield one judgement: what, why, the arithmetic, the source."""
    outcome, found = judgement.outcome, judgement.status is Status.FAILED
    mark = f"[{judgement.severity.text(lang)}] " if found else ""
    yield f"  {mark}{judgement.check} {judgement.subject.label.text(lang)}"
    yield f"      {outcome.message.text(lang)}{_facts(outcome, lang)}"
    if outcome.missing:
        missing = _JOIN.text(lang).join(each.text(lang) for each in outcome.missing)
        yield f"      {_MISSING.text(lang)}{missing}"
    if found:
        yield from (f"      {step.line(lang)}" for step in outcome.steps)
        status = judgement.source_status.text(lang)
        yield f"      {_SOURCE.text(lang)}{judgement.source} [{status}]"
        yield f"      {', '.join(judgement.subject.records)}"


def _facts(outcome: Outcome, lang: Lang) -> str:
    """Return the facts in brackets, or nothing where there are none."""
    known = [(name, each) for name, each in outcome.facts.items() if each]
    text = _SEPARATE.text(lang).join(
        f"{fact_label(name, lang)} {fact_text(name, each, lang)}"
        for name, each in known
    )
    return _BRACKETS.text(lang).format(text) if text else ""


def _left_over(report: AuditReport, lang: Lang) -> Iterator[str]:
    """Yield what no check looked at: figures and rules."""
    yield _UNEXAMINED.text(lang).format(report.unexamined_figures)
    rules = ", ".join(report.unchecked_rules) or _NONE.text(lang)
    yield f"{_UNCHECKED.text(lang)}{rules}"
