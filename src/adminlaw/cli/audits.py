"""The commands that judge a register and explain the checks.

They stand apart, so that no other command loads the checks and the graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal

from cyclopts import Parameter

from adminlaw.checks import CHECKS, AuditReport, audit
from adminlaw.cli.terminal import (
    FOUND,
    REGISTER,
    TEXTS,
    progress,
    refused,
    today,
    unusable,
)
from adminlaw.errors import AdminLawError, Lang, UnknownCheckError
from adminlaw.labels import Label
from adminlaw.register import read_register
from adminlaw.report import audit_in, checks_text, explain_text, form_of, write_audit
from adminlaw.rulebook import load_rulebook
from adminlaw.statutes import read_corpus

_CHECKS: Final = Label("检查", "checks")
_HTML: Final = "html"

Form = Literal["text", "json", "csv", "markdown", "html"]
Files = Annotated[tuple[Path, ...], Parameter(negative="")]


def audit_command(
    path: Path,
    /,
    *,
    as_of: date | None = None,
    lang: Lang = "zh",
    format: Form | None = None,  # noqa: A002
    html: Path | None = None,
    out: Files = (),
    check: Annotated[tuple[str, ...], Parameter(negative="")] = (),
    rules: Files = (),
    corpus: Path | None = None,
    store: Path | None = None,
) -> int:
    """Judge a register by every check, or by those named.

    Parameters
    ----------
    path:
        A folder with register.toml, or a .json file.
    as_of:
        The day of the audit, YYYY-MM-DD; today by default.
    lang:
        Language of text and messages: zh or en.
    format:
        What is printed: text for people, json for programs, csv, markdown or html;
        text by default, and nothing where a file is written.
    html:
        File to write the report to, as one page to mail or print.
    out:
        File to write the report to, ending in .txt, .json, .csv, .md or .html; may be
        given several times.
    check:
        Id of a check to run; may be given several times.
    rules:
        TOML file with rules of a place, beside those that ship; may be given
        several times.
    corpus:
        Folder of texts of law, where bases are looked up beyond the facts that ship.
    store:
        File that keeps what was read of the corpus.
    """
    try:
        files = dict(_files(html, out))
        with progress() as bar:
            register = read_register(path, progress=bar(REGISTER.text(lang)))
            texts = None
            if corpus is not None:
                shown = bar(TEXTS.text(lang))
                texts = read_corpus(corpus, store=store, progress=shown)
            report = audit(
                register,
                as_of=as_of or today(),
                rulebook=load_rulebook(rules),
                corpus=texts,
                checks=check,
                progress=bar(_CHECKS.text(lang)),
            )
        _write(report, files, lang)
    except AdminLawError as error:
        return refused(error.message(lang))
    except OSError as error:
        return unusable(error, lang)
    if format or not files:
        print(audit_in(report, format or "text", lang))
    return FOUND if report.errors else 0


def _files(html: Path | None, out: tuple[Path, ...]) -> Iterator[tuple[Path, str]]:
    """Yield each file to be written, and its form.

    Raises:
        FieldValueError: the ending of a file's name names no form.
    """
    if html is not None:
        yield html, _HTML
    for file in out:
        yield file, form_of(file)


def _write(report: AuditReport, files: dict[Path, str], lang: Lang) -> None:
    for file, form in files.items():
        write_audit(report, file, lang, form=form)


def explain_command(
    check: str = "",
    /,
    *,
    as_of: date | None = None,
    lang: Lang = "zh",
    rules: Files = (),
) -> int:
    """Say of a check why it matters, what it cannot see, and by which rules it judges.

    Parameters
    ----------
    check:
        Id of a check; without one, every check is listed.
    as_of:
        The day whose rules are shown, YYYY-MM-DD; today by default.
    lang:
        Language of text and messages: zh or en.
    rules:
        TOML file with rules of a place, beside those that ship; may be given
        several times.
    """
    known = {each.id: each for each in CHECKS}
    if not check:
        print(checks_text(CHECKS, lang))
        return 0
    if check not in known:
        return refused(UnknownCheckError(check, tuple(known)).message(lang))
    try:
        law = load_rulebook(rules)
    except AdminLawError as error:
        return refused(error.message(lang))
    print(explain_text(known[check], law, on=as_of or today(), lang=lang))
    return 0
