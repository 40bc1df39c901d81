"""Judgements with an identity: the checks, in one explicit tuple, and the audit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from adminlaw.checks.auditing import AuditReport, Progress, chosen, run_audit
from adminlaw.checks.catalogue import CHECKS
from adminlaw.checks.identity import Check
from adminlaw.checks.sights import Context
from adminlaw.checks.waivers import check_finished
from adminlaw.errors import check_day, check_given
from adminlaw.model import Register
from adminlaw.periods.calendars import WorkCalendar, work_calendar
from adminlaw.rulebook import Rulebook, load_rulebook
from adminlaw.statutes import Corpus


def audit(  # noqa: PLR0913 - each is a fact or an option of the question
    register: Register,
    *,
    as_of: date,
    rulebook: Rulebook | None = None,
    corpus: Corpus | None = None,
    calendar: WorkCalendar | None = None,
    checks: Iterable[str | Check[Any]] = (),
    progress: Progress | None = None,
) -> AuditReport:
    """Judge a register by every check.

    Args:
        register: What to judge.
        as_of: The day on which it is judged; nothing after it is known.
        rulebook: The law; the rule book that ships with the library by default.
        corpus: Texts of law, where bases are looked up beyond the facts that ship.
        calendar: The working days; as published, by default.
        checks: Ids of the checks to run, or checks of your own; all that ship by
            default.
        progress: Called with how many checks are done and how many there are.

    Raises:
        FieldTypeError: *register* is no register, or *as_of* no day.
        UnknownCheckError: *checks* names a check that does not exist.

    >>> from adminlaw.labels import Label
    >>> audit(Register(id="r", label=Label("空", "empty")), as_of=date(2021, 1, 1))
    AuditReport('r', as_of=2021-01-01, passed=..., ...)
    """
    check_given("audit", "register", register, Register)
    check_day("audit", "as_of", as_of)
    wanted = tuple(checks)
    context = Context(
        register=register,
        law=rulebook or load_rulebook(),
        as_of=as_of,
        calendar=calendar or work_calendar(),
        corpus=corpus,
    )
    asked = tuple(each if isinstance(each, str) else each.id for each in wanted)
    return run_audit(
        context,
        chosen(CHECKS, wanted),
        finished=check_finished,
        asked=asked,
        progress=progress,
    )


__all__ = ["CHECKS", "AuditReport", "Check", "audit"]
