"""An audit as comma-separated text: a row for each judgement, whatever its status.

A spreadsheet takes a cell that begins with ``=`` for a formula and runs it. Such a cell
gets an apostrophe before it, and so does one that begins with an apostrophe, so that
taking one away gives back what was there.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from adminlaw.checks.sections import (
    WAIVED,
    columns_of,
    facts_line,
    key_of,
    missing_line,
    names_of,
)
from adminlaw.errors import Lang
from adminlaw.findings import Judgement
from adminlaw.labels import Label

if TYPE_CHECKING:
    from adminlaw.checks import AuditReport

_COLUMNS: Final = (
    Label("检查", "check"),
    Label("检查名称", "title"),
    Label("结论", "status"),
    Label("严重程度", "severity"),
    Label("对象", "subject"),
    Label("对象名称", "label"),
    Label("说明", "message"),
    Label("事实", "facts"),
    Label("计算", "steps"),
    Label("缺少的证据", "missing"),
    Label("规则", "rule"),
    Label("依据", "source"),
    Label("依据核验", "source status"),
    Label("记录", "records"),
    Label("豁免理由", "waiver reason"),
    Label("豁免人职务", "waiver role"),
    Label("豁免作出日", "waived on"),
    Label("豁免截止日", "waived until"),
)
_NO_WAIVER: Final = ("", "", "", "")
# A tab and a carriage return too: some programs drop them before they look.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")


def audit_csv(report: AuditReport, lang: Lang = "zh") -> str:
    """Return an audit as a table with one judgement a row.

    Args:
        report: The audit.
        lang: Language of headings and texts; ids and days have none.
    """
    out = io.StringIO()
    # Every cell is quoted: a lone carriage return would end a row otherwise.
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(each.text(lang) for each in _COLUMNS)
    names = names_of(report)
    standings = {key: label.text(lang) for key, label in columns_of(report)}
    for judgement in report.judgements:
        label = names.get(judgement.check)
        title = label.text(lang) if label else ""
        standing = standings[key_of(judgement)]
        cells = _cells(judgement, lang)
        writer.writerow(
            map(safe_cell, (judgement.check, title, standing, *cells)),
        )
    return out.getvalue().removesuffix("\n")


def _cells(judgement: Judgement, lang: Lang) -> Iterable[str]:
    """Return the cells of a judgement from its severity on."""
    outcome, waiver = judgement.outcome, judgement.waiver
    said = _NO_WAIVER
    if key_of(judgement) == WAIVED and waiver is not None:
        days = (waiver.day.isoformat(), waiver.expires.isoformat())
        said = (waiver.reason, waiver.role, *days)
    return (
        judgement.severity.text(lang),
        judgement.subject.key,
        judgement.subject.label.text(lang),
        outcome.message.text(lang),
        facts_line(outcome, lang),
        "; ".join(step.line(lang) for step in outcome.steps),
        missing_line(outcome, lang),
        judgement.rule,
        "" if judgement.source is None else str(judgement.source),
        judgement.source_status.text(lang),
        " ".join(judgement.subject.records),
        *said,
    )


def safe_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> safe_cell("=1+1"), safe_cell("第一条")
    ("'=1+1", '第一条')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
