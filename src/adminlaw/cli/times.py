"""The commands about time: when something is due, and what counts as a day."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from adminlaw.cli.terminal import FOUND, refused, today, unusable
from adminlaw.clocks import (
    ClockState,
    Facts,
    due,
    read_case,
    timeline,
    write_calendar,
)
from adminlaw.errors import AdminLawError, Lang
from adminlaw.periods.calendars import work_calendar
from adminlaw.report import (
    calendar_text,
    due_data,
    due_text,
    rules_on,
    rules_text,
    stale_text,
    timeline_data,
    timeline_text,
)
from adminlaw.rulebook import RuleKind, load_rulebook
from adminlaw.rulebook.stale import stale
from adminlaw.statutes import load_facts

Form = Literal["text", "json"]


def due_command(
    rule: str,
    /,
    *,
    start: Annotated[str, Parameter()],
    explain: Annotated[bool, Parameter(negative="")] = False,
    extended: Annotated[bool, Parameter(negative="")] = False,
    choice: Annotated[tuple[str, ...], Parameter(negative="")] = (),
    lang: Lang = "zh",
    format: Form = "text",  # noqa: A002
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
    format:
        What is printed: text for people or json, which has every step, for programs.
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
        return refused(error.message(lang))
    except ValueError:
        return refused(f"--start: {start!r}: YYYY-MM-DD[THH:MM]")
    if format == "json":
        print(json.dumps(due_data(answer), ensure_ascii=False, indent=2))
    else:
        print(due_text(answer, lang, explain=explain))
    return 0 if answer.last_day else FOUND


def _moment(text: str) -> date | datetime:
    """Return a day, or a moment where a time is given."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def timeline_command(
    path: Path,
    /,
    *,
    as_of: date | None = None,
    complete: Annotated[bool, Parameter(negative="")] = False,
    ical: Path | None = None,
    lang: Lang = "zh",
    format: Form = "text",  # noqa: A002
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
    format:
        What is printed: text for people or json for programs.
    """
    day = as_of or today()
    try:
        found = timeline(read_case(path), as_of=day, complete=complete)
        if ical:
            write_calendar(found, ical)
    except AdminLawError as error:
        return refused(error.message(lang))
    except OSError as error:
        return unusable(error, lang, ical)
    if format == "json":
        print(json.dumps(timeline_data(found), ensure_ascii=False, indent=2))
    else:
        print(timeline_text(found, lang))
    missed = any(clock.state is ClockState.MISSED for clock in found.clocks)
    return FOUND if missed else 0


def calendar_command(
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
        return refused(error.message(lang))
    return 0


def rules_command(
    *,
    statute: str = "",
    kind: str = "",
    on: date | None = None,
    only_stale: Annotated[bool, Parameter(name="--stale", negative="")] = False,
    lang: Lang = "zh",
) -> int:
    """List the rules in force, or those whose source is no longer in force.

    Parameters
    ----------
    statute:
        Only rules that rest on this statute, by any of its names.
    kind:
        Only rules of this kind, such as time_limit.
    on:
        The day, YYYY-MM-DD; today by default.
    only_stale:
        Only rules that claim to be law while their source is known not to be.
    lang:
        Language of text and messages: zh or en.
    """
    day = on or today()
    book = load_rulebook()
    if only_stale:
        old = stale(book, load_facts(), day)
        print(stale_text(old, lang))
        return FOUND if old else 0
    try:
        title = load_facts().instrument(statute).title if statute else ""
        wanted = RuleKind.of(kind) if kind else None
    except AdminLawError as error:
        return refused(error.message(lang))
    print(rules_text(rules_on(book, day, title, kind=wanted), lang))
    return 0
