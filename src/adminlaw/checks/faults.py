"""What follows from a fault, who stands behind it, and how case files were found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from adminlaw.checks.identity import Check, check
from adminlaw.checks.records import absent, sight_of_record
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.tracks import known
from adminlaw.findings import (
    Outcome,
    failed,
    not_applicable,
    passed,
    pending,
    unknown,
)
from adminlaw.labels import Label
from adminlaw.model import (
    Accountability,
    Decision,
    Evaluation,
    EvaluationKind,
    EventKind,
    trace_responsibility,
)
from adminlaw.model.registers import kind_of


def _accountabilities(context: Context) -> Iterator[Sight[Accountability]]:
    for each in context.register.accountabilities:
        yield sight_of_record(each)


@check(
    "Y208",
    zh="过错有处理",
    en="a fault has its measure",
    rule="accountability.measures",
    over=_accountabilities,
)
def fault_has_measure(record: Accountability, context: Context) -> Outcome:
    """Judge that a fault whose ground is named had its consequence."""
    facts = {"named": "、".join(each.zh for each in record.grounds)}
    if record.measures and not record.grounds:
        return not_applicable(_NO_GROUND, facts)
    if record.measures:
        facts["measures"] = "、".join(each.zh for each in record.measures)
        return passed(Label("过错已处理", "the fault had its measure"), facts)
    if _under_way(record, context):
        return pending(facts)
    message = Label("没有处理的记录", "no measure is on record")
    complete = kind_of(Accountability) in context.register.complete
    return absent(message, facts, complete=complete and bool(record.grounds))


_NO_GROUND = Label("没有载明事由", "no fault is named")


def _under_way(record: Accountability, context: Context) -> bool:
    """Tell whether an inquiry was opened and is not known to be over."""
    kinds = {each.kind for each in known(record.events, context.as_of)}
    return bool(kinds) and kinds.isdisjoint(_OVER)


_OVER = frozenset({EventKind.CONCLUDED, EventKind.DECIDED, EventKind.ARCHIVED})


@check(
    "Y209",
    zh="终身追责可追溯",
    en="lifelong accountability can be traced",
    rule="accountability.lifelong",
    over=_accountabilities,
)
def traceable(record: Accountability, context: Context) -> Outcome:
    """Judge that the walk back reaches a decision and those who took it.

    Whether they have left office changes nothing.
    """
    found = trace_responsibility(context.register, record.id)
    decision = found.decision
    if decision is not None and (found.votes or decision.responsible):
        facts = {"records": str(len(found.votes))}
        return passed(Label("可以追溯到决策人员", "those who decided are known"), facts)
    if decision is None and record.case and not (record.decision or record.document):
        return not_applicable(Label("不涉及重大行政决策", "no major decision"))
    what = (
        Label("决策记录", "the decision")
        if decision is None
        else Label("表决记录或者责任人", "votes or a responsible person")
    )
    message = Label("追溯中断", "the trace breaks off")
    complete = kind_of(Decision) in context.register.complete
    return failed(message) if complete else unknown(message, (what,))


def _case_files(context: Context) -> Iterator[Sight[Evaluation]]:
    for each in context.register.evaluations:
        if each.kind is EvaluationKind.CASE_FILE:
            yield sight_of_record(each)


@check(
    "Y211",
    zh="案卷评查各项标准",
    en="case-file criteria",
    rule="years.case_files",
    over=_case_files,
)
def criteria_met(evaluation: Evaluation, _context: Context) -> Outcome:
    """Judge that a case file met every criterion, each recorded with its result."""
    criteria = evaluation.criteria
    bad = [each.name for each in criteria if each.passed is False]
    facts = {"parts": str(len(criteria))}
    if bad:
        facts["named"] = "、".join(bad)
        return failed(Label("有标准不合格", "a criterion was not met"), facts)
    if criteria and all(each.passed for each in criteria):
        return passed(Label("各项标准合格", "every criterion was met"), facts)
    missing = (Label("各项标准的结果", "the result on each criterion"),)
    return unknown(Label("评查结果未载明", "results are not recorded"), missing, facts)


FAULT_CHECKS: tuple[Check[Any], ...] = (fault_has_measure, traceable, criteria_met)
