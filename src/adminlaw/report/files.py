"""Write an audit to a file; the ending of its name says in which form."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from adminlaw.checks.text import audit_text
from adminlaw.errors import FieldValueError, Lang
from adminlaw.register.files import replace_files
from adminlaw.report.csv_table import audit_csv
from adminlaw.report.data import audit_json
from adminlaw.report.markdown import audit_markdown
from adminlaw.report.page import audit_html

if TYPE_CHECKING:
    from adminlaw.checks import AuditReport

Writer = Callable[["AuditReport", Lang], str]


def _json(report: AuditReport, _lang: Lang) -> str:
    """Return JSON, which is in both languages."""
    return audit_json(report)


_FORMS: Final[Mapping[str, Writer]] = {
    "text": audit_text,
    "json": _json,
    "csv": audit_csv,
    "markdown": audit_markdown,
    "html": audit_html,
}

_ENDINGS: Final[Mapping[str, str]] = {
    ".txt": "text",
    ".json": "json",
    ".csv": "csv",
    ".md": "markdown",
    ".html": "html",
}


def audit_in(report: AuditReport, form: str, lang: Lang = "zh") -> str:
    """Return an audit in the form of that name.

    Args:
        report: The audit.
        form: ``text``, ``json``, ``csv``, ``markdown`` or ``html``.
        lang: Language of the texts; JSON has both.

    Raises:
        FieldValueError: there is no such form.
    """
    if form not in _FORMS:
        names = tuple(_FORMS)
        zh, en = f"{'、'.join(names)} 之一", f"one of {', '.join(names)}"
        raise FieldValueError("form", form, zh, en)
    return _FORMS[form](report, lang)


def form_of(path: str | os.PathLike[str]) -> str:
    """Return the form that the ending of a file's name names.

    Raises:
        FieldValueError: it names none.

    >>> form_of("audit.md")
    'markdown'
    """
    file = Path(path)
    form = _ENDINGS.get(file.suffix.lower())
    if form is None:
        endings = tuple(_ENDINGS)
        zh = f"以 {'、'.join(endings)} 结尾的文件名"
        en = f"a name that ends in {', '.join(endings)}"
        raise FieldValueError("path", file.name, zh, en)
    return form


def write_audit(
    report: AuditReport,
    path: str | os.PathLike[str],
    lang: Lang = "zh",
    *,
    form: str = "",
) -> None:
    """Write an audit to a file, in folders that are made where there are none.

    A table begins with a byte order mark, without which spreadsheets garble 汉字.

    Args:
        report: The audit.
        path: A file; as a rule it ends in .txt, .json, .csv, .md or .html.
        lang: Language of the texts; JSON has both.
        form: Name of the form; the ending says it by default.

    Raises:
        FieldValueError: the ending, or *form*, names no form.
        OSError: the file cannot be written.
    """
    file, form = Path(path), form or form_of(path)
    text = audit_in(report, form, lang)
    # A register may hold half of a character, which no encoding has.
    content = f"{text}\n".encode("utf-8-sig" if form == "csv" else "utf-8", "replace")
    file.parent.mkdir(parents=True, exist_ok=True)
    replace_files({file: content})
