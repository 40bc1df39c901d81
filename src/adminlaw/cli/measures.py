"""The commands that work out indicators and check yearly forms.

They stand apart, so that no other command loads the definitions and the layouts.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal

from attrs import evolve
from cyclopts import Parameter

from adminlaw.cli.audits import Files
from adminlaw.cli.terminal import FOUND, WRITTEN, refused, unusable
from adminlaw.errors import AdminLawError, Lang
from adminlaw.forms import (
    Form,
    FormReport,
    compare_years,
    fill,
    read_form,
    write_form,
)
from adminlaw.frames import write_table
from adminlaw.labels import Label
from adminlaw.measures import Indicators, indicators
from adminlaw.register import read_register
from adminlaw.rulebook import load_rulebook
from adminlaw.spans import DateSpan

_UNSAID: Final = Label(
    "填报须有 --form 和 --year", "to fill a form needs --form and --year"
)
_NO_REGISTER: Final = Label(
    "--authority 须与 --register 同用", "--authority goes with --register"
)
_REFUSED: Final = Label(
    "没有可以计算的指标；--refusals 列出各项理由",
    "no indicator could be worked out: --refusals gives the reasons",
)
_LEFT: Final = Label(
    "另有 {} 项拒绝计算；--refusals 列出各项理由",
    "{} more are refused: --refusals gives the reasons",
)


def indicators_command(
    path: Path,
    /,
    *,
    year: int | None = None,
    as_of: date | None = None,
    indicator: Annotated[tuple[str, ...], Parameter(negative="")] = (),
    published: Annotated[bool, Parameter(negative="")] = False,
    refusals: Annotated[bool, Parameter(negative="")] = False,
    out: Path | None = None,
    rules: Files = (),
    lang: Lang = "zh",
) -> int:
    """Work out the indicators of a register, with what they rest on.

    Parameters
    ----------
    path:
        A folder with register.toml, or a .json file.
    year:
        The calendar year; the period of the register by default.
    as_of:
        The day to which they run; the last day of the period by default.
    indicator:
        Id of an indicator; may be given several times; all by default.
    published:
        Only those that a report prints, beside what was printed.
    refusals:
        Also those that are refused, each with its reason.
    out:
        A table to write them to, refused ones too: CSV, XLSX or Parquet.
    rules:
        TOML file with rules of a place, beside those that ship; may be given
        several times.
    lang:
        Language of messages: zh or en.
    """
    try:
        found = indicators(
            read_register(path),
            period=None if year is None else DateSpan.year(year),
            as_of=as_of,
            rulebook=load_rulebook(rules),
            ids=indicator or None,
        )
        if out is not None:
            write_table(found.lines(lang), out, labels=lang)
    except AdminLawError as error:
        return refused(error.message(lang))
    except OSError as error:
        return unusable(error, lang, out)
    if out is None:
        print(_shown(found, lang, published=published, refusals=refusals))
    else:
        print(WRITTEN.text(lang).format(out))
    return 0


def _shown(found: Indicators, lang: Lang, *, published: bool, refusals: bool) -> str:
    if published:
        return found.published().text(lang)
    if refusals:
        return "\n".join(each.text(lang) for each in found)
    told = found.text(lang)
    if not told:
        return _REFUSED.text(lang)
    left = len(found.refused)
    return f"{told}\n{_LEFT.text(lang).format(left)}" if left else told


def form_command(
    file: Path,
    /,
    *,
    form: str = "",
    year: int | None = None,
    before: Path | None = None,
    register: Path | None = None,
    authority: str | None = None,
    lang: Lang = "zh",
    format: Literal["text", "json"] = "text",  # noqa: A002
) -> int:
    """Check a yearly form by its balancing rules, or fill one from a register.

    Parameters
    ----------
    file:
        The form: JSON, XLSX, HTML or CSV. With --register, the file to write.
    form:
        Id of the form, such as disclosure-2021; told by the file by default.
    year:
        The year reported on, where the file does not say.
    before:
        The form of the year before, to check what is carried over; which form it is
        is told by the file.
    register:
        Fill the form from this register instead of reading it; with --form and --year.
    authority:
        With --register, the id of the body that reports; the whole register by default.
    lang:
        Language of messages: zh or en.
    format:
        What is printed: text for people, or the form as json for programs.
    """
    unsaid = register is not None and (year is None or not form)
    if unsaid or (register is None and authority is not None):
        return refused((_UNSAID if unsaid else _NO_REGISTER).text(lang))
    try:
        earlier = None if before is None else read_form(before)
        if register is None:
            made = read_form(file, form or None, year=year)
        else:
            made = fill(form, read_register(register), year or 0, authority=authority)
        reports = _reports(made, earlier)
        if register is not None:
            write_form(made, file)
    except AdminLawError as error:
        return refused(error.message(lang))
    except OSError as error:
        return unusable(error, lang, file)
    if format == "json":
        print(json.dumps(made.json(), ensure_ascii=False, indent=2))
    else:
        print("\n".join(each.text(lang) for each in reports))
        if register is not None:
            print(WRITTEN.text(lang).format(file))
    # What could not be read is no part of the form.
    for each in made.problems:
        print(each.text(lang), file=sys.stderr)
    return FOUND if made.problems or any(each.failed for each in reports) else 0


def _reports(made: Form, earlier: Form | None) -> list[FormReport]:
    """Return what its rules say of a form, and what the year before does."""
    if earlier is None:
        return [made.check()]
    return [made.check(), compare_years(_in_year(earlier, made.year), made)]


def _in_year(earlier: Form, year: int | None) -> Form:
    """Return the form of the year before; a file need not say its year."""
    if earlier.year is not None or year is None:
        return earlier
    return evolve(earlier, year=year - 1)
