"""Judgements with an identity: the checks, in one explicit tuple, and the audit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from adminlaw.checks.auditing import AuditReport, Progress, chosen, run_audit
from adminlaw.checks.benchmarks import (
    benchmark_published,
    benchmark_within_law,
    tiers_meet,
)
from adminlaw.checks.codes import code_is_valid
from adminlaw.checks.derived import derived_value, in_order, years_fit
from adminlaw.checks.documents import published_before_effect
from adminlaw.checks.identity import Check
from adminlaw.checks.lists import altered_is_marked, in_its_unit, list_is_complete
from adminlaw.checks.officers import certified_on_the_day
from adminlaw.checks.percentages import (
    base_is_named,
    counts_exist,
    rate_agrees,
    ratio_reached,
    within_limits,
)
from adminlaw.checks.powers import power_has_basis
from adminlaw.checks.promises import promise_within_law
from adminlaw.checks.regularity import often_enough, report_in_time
from adminlaw.checks.sights import Context
from adminlaw.checks.statements import kept_apart, stated_alike
from adminlaw.checks.sums import part_within_whole, parts_fit_whole, whole_is_sum
from adminlaw.checks.tasks import task_has_owner
from adminlaw.checks.waivers import check_finished, waiver_is_good
from adminlaw.model import Register
from adminlaw.periods.calendars import WorkCalendar, work_calendar
from adminlaw.rulebook import Rulebook, load_rulebook
from adminlaw.statutes import Corpus

CHECKS: tuple[Check[Any], ...] = (
    part_within_whole,
    whole_is_sum,
    parts_fit_whole,
    stated_alike,
    kept_apart,
    in_order,
    years_fit,
    derived_value,
    rate_agrees,
    counts_exist,
    base_is_named,
    ratio_reached,
    within_limits,
    list_is_complete,
    altered_is_marked,
    in_its_unit,
    often_enough,
    report_in_time,
    promise_within_law,
    power_has_basis,
    task_has_owner,
    tiers_meet,
    benchmark_within_law,
    benchmark_published,
    published_before_effect,
    certified_on_the_day,
    code_is_valid,
    waiver_is_good,
    check_finished,
)
"""Every check, in the order in which reports list them."""


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
        UnknownCheckError: *checks* names a check that does not exist.

    >>> from adminlaw.labels import Label
    >>> audit(Register(id="r", label=Label("空", "empty")), as_of=date(2021, 1, 1))
    AuditReport('r', as_of=2021-01-01, passed=..., ...)
    """
    wanted = tuple(checks)
    context = Context(
        register=register,
        law=rulebook or load_rulebook(),
        as_of=as_of,
        calendar=calendar or work_calendar(),
        corpus=corpus,
    )
    asked = tuple(each if isinstance(each, str) else each.id for each in wanted)
    return run_audit(context, chosen(CHECKS, wanted), asked=asked, progress=progress)


__all__ = ["CHECKS", "AuditReport", "Check", "audit"]
