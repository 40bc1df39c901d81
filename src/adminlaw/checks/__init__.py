"""Judgements with an identity: the checks, in one explicit tuple, and the audit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from adminlaw.checks.auditing import AuditReport, Progress, run_audit
from adminlaw.checks.codes import code_is_valid
from adminlaw.checks.derived import derived_value, in_order, years_fit
from adminlaw.checks.identity import Check
from adminlaw.checks.lists import altered_is_marked, in_its_unit, list_is_complete
from adminlaw.checks.percentages import (
    base_is_named,
    counts_exist,
    rate_agrees,
    ratio_reached,
    within_limits,
)
from adminlaw.checks.promises import promise_within_law
from adminlaw.checks.records import (
    benchmark_published,
    benchmark_within_law,
    certified_on_the_day,
    power_has_basis,
    published_before_effect,
    task_has_owner,
    tiers_meet,
)
from adminlaw.checks.regularity import often_enough, report_in_time
from adminlaw.checks.statements import kept_apart, stated_alike
from adminlaw.checks.sums import part_within_whole, parts_fit_whole, whole_is_sum
from adminlaw.model import Register
from adminlaw.rulebook import Rulebook

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
)
"""Every check, in the order in which reports list them."""


def audit(
    register: Register,
    *,
    as_of: date,
    rulebook: Rulebook | None = None,
    only: Iterable[str] = (),
    progress: Progress | None = None,
) -> AuditReport:
    """Judge a register by every check.

    Args:
        register: What to judge.
        as_of: The day on which it is judged; nothing after it is known.
        rulebook: The law; the rule book that ships with the library by default.
        only: Ids of the checks to run; all by default.
        progress: Called with how many checks are done and how many there are.

    Raises:
        UnknownCheckError: *only* names a check that does not exist.

    >>> from adminlaw.labels import Label
    >>> audit(Register(id="r", label=Label("空", "empty")), as_of=date(2021, 1, 1))
    AuditReport('r', as_of=2021-01-01, passed=0, ...)
    """
    return run_audit(
        register,
        CHECKS,
        as_of=as_of,
        rulebook=rulebook,
        only=only,
        progress=progress,
    )


__all__ = ["CHECKS", "AuditReport", "Check", "audit"]
