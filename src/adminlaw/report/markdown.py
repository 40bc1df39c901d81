"""An audit as Markdown, with tables that every reader of Markdown knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from adminlaw.checks.sections import (
    FOUND,
    Section,
    columns_of,
    counts_of,
    facts_line,
    lacking_line,
    names_of,
    sections_of,
    source_line,
    waiver_line,
)
from adminlaw.errors import Lang
from adminlaw.findings import Judgement, Status
from adminlaw.labels import Label

if TYPE_CHECKING:
    from adminlaw.checks import AuditReport

_AS_OF: Final = Label("审查日", "as of")
_CHECKS: Final = Label("各项检查", "Checks")
_TITLE: Final = Label("检查", "check")
_TOTAL: Final = Label("合计", "all")
_MORE: Final = Label("另有 {} 项未列出。", "And {} more.")
_COUNTED: Final = Label("只计数，见上表。", "Counted in the table above.")
_NONE: Final = Label("无。", "None.")
_HEADS: Final = (
    Label("严重程度", "severity"),
    Label("检查", "check"),
    Label("对象", "subject"),
    Label("说明", "what"),
    Label("依据", "source"),
)
# Every mark that means something; Markdown lets each be written with a backslash.
_MARKS: Final = re.compile(r"[\\`*_{}\[\]<>#|~&$^]")


def audit_markdown(report: AuditReport, lang: Lang = "zh", *, most: int = 60) -> str:
    """Return an audit as Markdown.

    Args:
        report: The audit.
        lang: Language of the text.
        most: How many judgements each section writes out, findings excepted, which
            are all written; a section that is cut says how many more there are. What
            is in order is only counted.
    """
    lines = [f"# {escaped(report.label.text(lang))}", ""]
    lines += [f"{_AS_OF.text(lang)} {report.as_of}", "", f"## {_CHECKS.text(lang)}", ""]
    lines += _summary(report, lang)
    for section in sections_of(report):
        title = f"{section.title.text(lang)} ({len(section.judgements)})"
        lines += ["", f"## {title}", "", *_section(section, lang, most)]
    return "\n".join(lines)


def _summary(report: AuditReport, lang: Lang) -> Iterator[str]:
    """Yield the table of checks."""
    columns, names = columns_of(report), names_of(report)
    heads = (_TITLE, _TOTAL, *(label for _, label in columns))
    yield from _head(each.text(lang) for each in heads)
    for check, counts in counts_of(report).items():
        title = names[check].text(lang) if check in names else ""
        cells = (str(counts[key]) for key, _ in columns)
        yield _row((f"{check} {title}", str(counts.total()), *cells))


def _section(section: Section, lang: Lang, most: int) -> Iterator[str]:
    """Yield a table of judgements, or what stands in its place."""
    found = section.judgements
    if not found:
        yield _NONE.text(lang)
        return
    if section.key == Status.PASSED.code:
        yield _COUNTED.text(lang)
        return
    graded = section.key in FOUND
    shown = found if graded else found[:most]
    if shown:
        heads = _HEADS if graded else _HEADS[1:]
        yield from _head(each.text(lang) for each in heads)
    for each in shown:
        grade = (each.severity.text(lang),) if graded else ()
        subject = each.subject.label.text(lang)
        yield _row(
            (*grade, each.check, subject), (_said(each, lang), _source(each, lang))
        )
    if len(shown) < len(found):
        yield ""
        yield _MORE.text(lang).format(len(found) - len(shown))


def _said(judgement: Judgement, lang: Lang) -> str:
    """Return what is said of a subject, in lines of one cell."""
    outcome = judgement.outcome
    lines = [outcome.message.text(lang), facts_line(outcome, lang)]
    lines.append(lacking_line(outcome, lang))
    lines += [step.line(lang) for step in outcome.steps]
    if judgement.waiver is not None:
        lines.append(waiver_line(judgement.waiver, lang))
    return "<br>".join(map(escaped, filter(None, lines)))


def _source(judgement: Judgement, lang: Lang) -> str:
    lines = (source_line(judgement, lang), " ".join(judgement.subject.records))
    return "<br>".join(map(escaped, filter(None, lines)))


def _head(names: Iterable[str]) -> Iterator[str]:
    cells = tuple(names)
    yield _row(cells)
    yield f"|{' --- |' * len(cells)}"


def _row(plain: Iterable[str], ready: Iterable[str] = ()) -> str:
    """Return a row; the *ready* cells are Markdown already."""
    return f"| {' | '.join((*map(escaped, plain), *ready))} |"


def escaped(text: str) -> str:
    r"""Return a text as one line in which no mark means anything.

    >>> escaped("甲|乙 <b>")
    '甲\\|乙 \\<b\\>'
    """
    return _MARKS.sub(r"\\\g<0>", " ".join(text.split()))
