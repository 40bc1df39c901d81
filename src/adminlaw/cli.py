"""The command line: it reads, calls the library, prints what comes back.

Exit codes: 0 without errors found, 1 with errors found, 2 where the input or the
call cannot be used, 70 where the program itself broke.
"""

from __future__ import annotations

import io
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, CycloptsError, Parameter
from rich.console import Console
from rich.progress import Progress

from adminlaw.checks import audit
from adminlaw.citations import parse_provision
from adminlaw.clocks import (
    ClockState,
    Facts,
    due,
    read_case,
    timeline,
    write_calendar,
)
from adminlaw.errors import AdminLawError, Lang, UnknownCodeError
from adminlaw.labels import Label
from adminlaw.model import COLLECTIONS, Register
from adminlaw.periods.calendars import work_calendar
from adminlaw.register import json_schema, read_register, write_register
from adminlaw.report import (
    audit_json,
    audit_text,
    calendar_text,
    citations_csv,
    citations_json,
    citations_text,
    corpus_text,
    due_text,
    excerpt_text,
    place_text,
    rules_on,
    rules_text,
    stale_text,
    timeline_text,
)
from adminlaw.rulebook import load_rulebook
from adminlaw.rulebook.stale import stale
from adminlaw.statutes import load_facts, read_corpus, read_sources, survey

_FOUND, _UNUSABLE, _BROKEN = 1, 2, 70
_SHOWN = 10  # problems of a corpus that are written out unasked
_LISTED = 20  # citations and names that are written out unasked

_NO_PATHS = Label("未指定文件或者文件夹", "no file and no folder is named")

app = App(
    name="adminlaw",
    help="Administrative law as data: audit a register from the shell.",
    version_flags=[],
)


@app.command(name="audit")
def _audit(
    path: Path,
    /,
    *,
    as_of: date | None = None,
    lang: Lang = "zh",
    format: Literal["text", "json"] = "text",  # noqa: A002
    check: Annotated[tuple[str, ...], Parameter(negative="")] = (),
    rules: Annotated[tuple[Path, ...], Parameter(negative="")] = (),
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
        text for people, json for programs.
    check:
        Id of a check to run; may be given several times.
    rules:
        TOML file with rules of a place, beside those that ship; may be given
        several times.
    """
    # Only commands read a clock: the library itself is always given the day.
    day = as_of or date.today()  # noqa: DTZ011
    try:
        with _progress() as bar:
            register = read_register(
                path, progress=bar("登记簿" if lang == "zh" else "register")
            )
            report = audit(
                register,
                as_of=day,
                rulebook=load_rulebook(rules),
                only=check,
                progress=bar("检查" if lang == "zh" else "checks"),
            )
    except AdminLawError as error:
        return _refused(error.message(lang))
    print(audit_json(report) if format == "json" else audit_text(report, lang))
    return _FOUND if report.errors else 0


@app.command(name="convert")
def _convert(source: Path, target: Path, /, *, lang: Lang = "zh") -> int:
    """Copy a register from one form to the other, and to the present file format.

    Parameters
    ----------
    source:
        A folder with register.toml, or a .json file; of any known version.
    target:
        A folder, or a file whose name ends in .json.
    lang:
        Language of messages: zh or en.
    """
    try:
        write_register(read_register(source), target)
    except AdminLawError as error:
        return _refused(error.message(lang))
    except OSError as error:
        return _refused(f"{target}: {error.strerror}")
    return 0


@app.command(name="schema")
def _schema(kind: str, /, *, lang: Lang = "zh") -> int:
    """Print the JSON Schema of a kind of record, or of a whole register.

    Parameters
    ----------
    kind:
        Name of a collection such as figures, or register.
    lang:
        Language of messages: zh or en.
    """
    kinds: dict[str, type] = {"register": Register, **COLLECTIONS}
    if kind not in kinds:
        return _refused(UnknownCodeError(kind, "Register", tuple(kinds)).message(lang))
    print(json.dumps(json_schema(kinds[kind]), ensure_ascii=False, indent=2))
    return 0


@app.command(name="corpus")
def _corpus(
    folder: Path,
    /,
    *,
    store: Path | None = None,
    workers: int = 1,
    problems: Annotated[bool, Parameter(negative="")] = False,
    lang: Lang = "zh",
) -> int:
    """Read a folder of statutes and say what it holds.

    Parameters
    ----------
    folder:
        Texts are its files that end in .md or .txt, at any depth.
    store:
        File to keep what was read, so that the next start is quick.
    workers:
        How many processes read.
    problems:
        List everything that was not understood.
    lang:
        Language of text and messages: zh or en.
    """
    try:
        with _progress() as bar:
            title = "法律文本" if lang == "zh" else "texts"
            corpus = read_corpus(
                folder, store=store, workers=workers, progress=bar(title)
            )
    except AdminLawError as error:
        return _refused(error.message(lang))
    print(corpus_text(corpus, lang, most=None if problems else _SHOWN))
    return _FOUND if corpus.unread else 0


@app.command(name="article")
def _article(
    title: str,
    provision: str,
    /,
    *,
    on: date | None = None,
    corpus: Path | None = None,
    store: Path | None = None,
    lang: Lang = "zh",
) -> int:
    """Print a place of an instrument in the version in force on a day.

    Without a corpus it says which version that is, and whether it has the place;
    the exit code is 1 where it has not, or where no version is known to be in force.

    Parameters
    ----------
    title:
        Any name of the instrument, such as 行政复议法.
    provision:
        The place, such as 第六十二条第一款.
    on:
        The day, YYYY-MM-DD; without it the latest version held, or today.
    corpus:
        Folder of texts.
    store:
        File that keeps what was read of it.
    lang:
        Language of text and messages: zh or en.
    """
    try:
        place = parse_provision(provision)
        if corpus is None:
            day = on or date.today()  # noqa: DTZ011 - the day of whoever asks
            facts = load_facts()
            print(place_text(facts, title, place, day, lang))
            there = facts.has(title, place, on=day)
            found = facts.on(title, day).version is not None and there is not False
            return 0 if found else _FOUND
        with _progress() as bar:
            name = "法律文本" if lang == "zh" else "texts"
            texts = read_corpus(corpus, store=store, progress=bar(name))
        print(excerpt_text(texts.article(title, place, on=on), lang))
    except AdminLawError as error:
        return _refused(error.message(lang))
    return 0


@app.command(name="cite")
def _cite(
    *paths: Path,
    format: Literal["text", "json", "csv"] = "text",  # noqa: A002
    as_of: date | None = None,
    corpus: Path | None = None,
    store: Path | None = None,
    workers: int = 1,
    all: Annotated[bool, Parameter(negative="")] = False,  # noqa: A002
    lang: Lang = "zh",
) -> int:
    """Find the citations in texts, and say what each refers to.

    Without a corpus they are looked up in the facts table. Citations that do not
    resolve exactly are listed with the reason; the exit code is 1 where a file
    could not be read.

    Parameters
    ----------
    paths:
        Files of text, or folders of them; of a folder its .md and .txt files.
    format:
        text for people, json (one line a text) or csv for programs.
    as_of:
        The day on which the citations are read, YYYY-MM-DD; without it the day of
        each text, where the corpus holds it, else the latest version.
    corpus:
        Folder of texts in which they are looked up.
    store:
        File that keeps what was read of it.
    workers:
        How many processes read and search.
    all:
        List everything that did not resolve.
    lang:
        Language of text and messages: zh or en.
    """
    if not paths:
        return _refused(_NO_PATHS.text(lang))
    try:
        with _progress() as bar:
            held = (
                load_facts()
                if corpus is None
                else read_corpus(
                    corpus,
                    store=store,
                    workers=workers,
                    progress=bar("法律文本" if lang == "zh" else "texts"),
                )
            )
            sources, unread = read_sources(paths, held)
            found = survey(
                sources,
                held,
                as_of=as_of,
                workers=workers,
                progress=bar("引用" if lang == "zh" else "citations"),
            )
    except AdminLawError as error:
        return _refused(error.message(lang))
    if format == "text":
        print(citations_text(found, lang, most=None if all else _LISTED))
    else:
        write = citations_json if format == "json" else citations_csv
        print(write(found, lang))
    for problem in unread:
        print(problem.text(lang), file=sys.stderr)
    return _FOUND if unread else 0


@app.command(name="due")
def _due(
    rule: str,
    /,
    *,
    start: Annotated[str, Parameter()],
    explain: Annotated[bool, Parameter(negative="")] = False,
    extended: Annotated[bool, Parameter(negative="")] = False,
    choice: Annotated[tuple[str, ...], Parameter(negative="")] = (),
    lang: Lang = "zh",
) -> int:
    """Say by which day what a rule demands is due.

    Parameters
    ----------
    rule:
        Id of a time limit, such as reconsideration.apply; see adminlaw rules.
    start:
        Day of the event, YYYY-MM-DD, or for hours its moment, YYYY-MM-DDTHH:MM.
    explain:
        Show each step, its article, and the readings the result rests on.
    extended:
        The period was lawfully extended by what the rule allows.
    choice:
        A reading of an open question, as id=answer; may be given several times.
    lang:
        Language of text and messages: zh or en.
    """
    try:
        begun = _moment(start)
        answer = due(
            rule,
            start=begun,
            facts=Facts(extended=extended),
            choice=dict(each.partition("=")[::2] for each in choice),
        )
    except AdminLawError as error:
        return _refused(error.message(lang))
    except ValueError:
        return _refused(f"--start: {start!r}: YYYY-MM-DD[THH:MM]")
    print(due_text(answer, lang, explain=explain))
    return 0 if answer.last_day else _FOUND


def _moment(text: str) -> date | datetime:
    """Return a day, or a moment where a time is given."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


@app.command(name="timeline")
def _timeline(
    path: Path,
    /,
    *,
    as_of: date | None = None,
    complete: Annotated[bool, Parameter(negative="")] = False,
    ical: Path | None = None,
    lang: Lang = "zh",
) -> int:
    """Say how every clock of a case stands.

    Parameters
    ----------
    path:
        JSON file with one case.
    as_of:
        The day, YYYY-MM-DD; today by default.
    complete:
        The events on record are all there were, so that a missing one is a fault.
    ical:
        Calendar file to write the last days into (needs icalendar).
    lang:
        Language of text and messages: zh or en.
    """
    day = as_of or date.today()  # noqa: DTZ011 - the day of whoever asks
    try:
        found = timeline(read_case(path), as_of=day, complete=complete)
        if ical:
            write_calendar(found, ical)
    except AdminLawError as error:
        return _refused(error.message(lang))
    print(timeline_text(found, lang))
    missed = any(clock.state is ClockState.MISSED for clock in found.clocks)
    return _FOUND if missed else 0


@app.command(name="calendar")
def _calendar(
    year: int,
    /,
    *,
    known_at: date | None = None,
    file: Annotated[tuple[Path, ...], Parameter(negative="")] = (),
    lang: Lang = "zh",
) -> int:
    """Print the days off and the working weekends of a year.

    Parameters
    ----------
    year:
        The year.
    known_at:
        As the notices stood on that day, YYYY-MM-DD.
    file:
        File that adds or replaces a year; may be given several times.
    lang:
        Language of text and messages: zh or en.
    """
    try:
        known = work_calendar()
        for each in file:
            known = known.with_year(each)
        if known_at:
            known = known.as_known_at(known_at)
        print(calendar_text(known, year, lang))
    except AdminLawError as error:
        return _refused(error.message(lang))
    return 0


@app.command(name="rules")
def _rules(
    *,
    statute: str = "",
    on: date | None = None,
    only_stale: Annotated[bool, Parameter(name="--stale", negative="")] = False,
    lang: Lang = "zh",
) -> int:
    """List the rules in force, or those whose source is no longer in force.

    Parameters
    ----------
    statute:
        Only rules that rest on this statute, by any of its names.
    on:
        The day, YYYY-MM-DD; today by default.
    only_stale:
        Only rules that claim to be law while their source is known not to be.
    lang:
        Language of text and messages: zh or en.
    """
    day = on or date.today()  # noqa: DTZ011 - the day of whoever asks
    book = load_rulebook()
    if only_stale:
        old = stale(book, load_facts(), day)
        print(stale_text(old, lang))
        return _FOUND if old else 0
    try:
        title = load_facts().instrument(statute).title if statute else ""
    except AdminLawError as error:
        return _refused(error.message(lang))
    print(rules_text(rules_on(book, day, title), lang))
    return 0


def _refused(message: str) -> int:
    print(message, file=sys.stderr)
    return _UNUSABLE


@contextmanager
def _progress() -> Iterator[Callable[[str], Callable[[int, int], None]]]:
    """Show bars on a terminal's standard error; elsewhere show nothing."""
    console = Console(stderr=True)
    with Progress(
        console=console, transient=True, disable=not console.is_terminal
    ) as progress:

        def bar(title: str) -> Callable[[int, int], None]:
            task = progress.add_task(title, total=None)

            def update(done: int, total: int) -> None:
                progress.update(task, completed=done, total=total)

            return update

        yield bar


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        arguments: Words after the program's name; those of the process by default.
    """
    try:
        result = app(
            arguments,
            exit_on_error=False,
            print_error=True,
            result_action="return_value",
        )
        sys.stdout.flush()
    except CycloptsError:
        return _UNUSABLE
    except BrokenPipeError:
        # The reader went away, as ``head`` does; nothing is left to say to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _UNUSABLE
    except OSError as error:
        return _refused(f"adminlaw: {error.strerror}")
    except Exception:  # noqa: BLE001 - a defect must not look like errors found
        traceback.print_exc()
        return _BROKEN
    return result if isinstance(result, int) else 0


def run() -> None:
    """Run the command line and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal without 汉字 shows their codes rather than breaking off.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(main())
