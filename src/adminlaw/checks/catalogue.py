"""The catalogue: every check there is, in one explicit tuple."""

from __future__ import annotations

from typing import Any

from adminlaw.checks.acting import ACTING_CHECKS
from adminlaw.checks.acts import ACT_CHECKS
from adminlaw.checks.adjusting import ADJUSTING_CHECKS
from adminlaw.checks.appraisals import APPRAISAL_CHECKS
from adminlaw.checks.benchmarks import (
    benchmark_published,
    benchmark_within_law,
    tiers_meet,
)
from adminlaw.checks.case_records import CASE_RECORD_CHECKS
from adminlaw.checks.certificates import CERTIFICATE_CHECKS
from adminlaw.checks.clearing import CLEARING_CHECKS
from adminlaw.checks.codes import code_is_valid
from adminlaw.checks.competence import COMPETENCE_CHECKS
from adminlaw.checks.contents import CONTENT_CHECKS
from adminlaw.checks.deciding import DECIDING_CHECKS
from adminlaw.checks.decision_records import DECISION_RECORD_CHECKS
from adminlaw.checks.derived import derived_value, in_order, years_fit
from adminlaw.checks.discretion import DISCRETION_CHECKS
from adminlaw.checks.documents import published_before_effect
from adminlaw.checks.drafting import DRAFTING_CHECKS, RULE_MAKING_CHECKS
from adminlaw.checks.examinations import EXAMINATION_CHECKS
from adminlaw.checks.faults import FAULT_CHECKS
from adminlaw.checks.filing_reviews import FILING_REVIEW_CHECKS
from adminlaw.checks.filings import FILING_CHECKS
from adminlaw.checks.fines import FINE_CHECKS
from adminlaw.checks.graphs import GRAPH_CHECKS
from adminlaw.checks.identity import Check
from adminlaw.checks.limits_of_cases import LIMIT_CHECKS
from adminlaw.checks.lists import altered_is_marked, in_its_unit, list_is_complete
from adminlaw.checks.moved_powers import MOVED_POWER_CHECKS
from adminlaw.checks.officers import certified_on_the_day
from adminlaw.checks.percentages import (
    base_is_named,
    counts_exist,
    rate_agrees,
    ratio_reached,
    within_limits,
)
from adminlaw.checks.personnel import PERSONNEL_CHECKS
from adminlaw.checks.plans import PLAN_CHECKS
from adminlaw.checks.power_records import POWER_RECORD_CHECKS
from adminlaw.checks.proceedings import PROCEEDING_CHECKS
from adminlaw.checks.promises import promise_within_law
from adminlaw.checks.regularity import often_enough, report_in_time
from adminlaw.checks.reviewers import REVIEWER_CHECKS
from adminlaw.checks.statements import kept_apart, stated_alike
from adminlaw.checks.subjects import SUBJECT_CHECKS
from adminlaw.checks.sums import part_within_whole, parts_fit_whole, whole_is_sum
from adminlaw.checks.tasks import task_has_owner
from adminlaw.checks.transfers import TRANSFER_CHECKS
from adminlaw.checks.validity import VALIDITY_CHECKS
from adminlaw.checks.waivers import check_finished, waiver_is_good
from adminlaw.checks.yearly_reports import YEARLY_REPORT_CHECKS

FIRST_CHECKS: tuple[Check[Any], ...] = (
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
    task_has_owner,
    tiers_meet,
    benchmark_within_law,
    benchmark_published,
    published_before_effect,
    certified_on_the_day,
    code_is_valid,
)

AUDIT_CHECKS: tuple[Check[Any], ...] = (waiver_is_good, check_finished)

_FAMILIES = "NARSTIDGMECPBOVYKX"
"""The first letters of the ids, in the order in which reports list them."""


def _place(check: Check[Any]) -> tuple[int, str]:
    return _FAMILIES.index(check.id[0]), check.id


CHECKS: tuple[Check[Any], ...] = tuple(
    sorted(
        (
            *FIRST_CHECKS,
            *ACTING_CHECKS,
            *ACT_CHECKS,
            *ADJUSTING_CHECKS,
            *CASE_RECORD_CHECKS,
            *CERTIFICATE_CHECKS,
            *CLEARING_CHECKS,
            *COMPETENCE_CHECKS,
            *CONTENT_CHECKS,
            *DECIDING_CHECKS,
            *DECISION_RECORD_CHECKS,
            *DISCRETION_CHECKS,
            *DRAFTING_CHECKS,
            *FAULT_CHECKS,
            *FILING_REVIEW_CHECKS,
            *FILING_CHECKS,
            *FINE_CHECKS,
            *GRAPH_CHECKS,
            *LIMIT_CHECKS,
            *MOVED_POWER_CHECKS,
            *PERSONNEL_CHECKS,
            *PLAN_CHECKS,
            *POWER_RECORD_CHECKS,
            *PROCEEDING_CHECKS,
            *SUBJECT_CHECKS,
            *TRANSFER_CHECKS,
            *VALIDITY_CHECKS,
            *YEARLY_REPORT_CHECKS,
            *APPRAISAL_CHECKS,
            *RULE_MAKING_CHECKS,
            *EXAMINATION_CHECKS,
            *REVIEWER_CHECKS,
            *AUDIT_CHECKS,
        ),
        key=_place,
    )
)
"""Every check, family by family, in the order in which reports list them."""
