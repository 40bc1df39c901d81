"""Clearances: a verdict for each document, none left out, and the result published.

What a clearance decided is read from its verdicts or its published numbers. What came
of it is judged in ``cleared`` (《立法法》第一百一十六条).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from attrs import evolve

from adminlaw.checks.cleared import (
    CYCLES,
    cleared_again,
    has_ended,
    law_day,
    subject_of,
    verdict_carried_out,
)
from adminlaw.checks.identity import Check, check
from adminlaw.checks.records import is_over
from adminlaw.checks.sights import Context, Sight
from adminlaw.clearance import ClearancePartition, partition
from adminlaw.clearance.cycles import POPULATION
from adminlaw.clearance.owning import days_of, possible, standing
from adminlaw.findings import (
    Outcome,
    failed,
    passed,
    pending,
    unknown,
)
from adminlaw.labels import Label
from adminlaw.model import (
    ClearanceCycle,
    ClearanceScope,
    Document,
    EventKind,
)

_PUBLISHED: Final = (EventKind.PUBLISHED, EventKind.RESULT_PUBLISHED)
_DOCUMENTS: Final = frozenset(
    {ClearanceScope.NORMATIVE, ClearanceScope.RULES, ClearanceScope.PARTY}
)


def _cycles(context: Context) -> Iterator[Sight[ClearanceCycle]]:
    """Yield the clearances of documents, each under the law of its own day."""
    for cycle in context.register.clearance_cycles:
        if cycle.scope in _DOCUMENTS:
            day = law_day(cycle, context.as_of)
            yield Sight(item=cycle, subject=subject_of(cycle), day=day)


def _divided(cycle: ClearanceCycle, context: Context) -> ClearancePartition:
    register, law = context.register, context.law
    return partition(cycle, register, as_of=context.as_of, rulebook=law)


def _closed(cycle: ClearanceCycle, context: Context) -> ClearanceCycle:
    """Return a clearance with its population, derived where that is not recorded.

    Where all documents are on record, those are known that its authority had made by
    its beginning and that still stood at its end; one of an unsaid kind need not be
    among them.
    """
    begun = cycle.period.since if cycle.period else None
    days = days_of(cycle)
    open_ = bool(cycle.verdicts) and not cycle.population
    whole = "documents" in context.register.complete
    if begun is None or days is None or not open_ or not whole:
        return cycle
    given = {each.document for each in cycle.verdicts}
    register, scope = context.register, cycle.scope
    left = {e.id for e in standing(register, days[1], scope) if _sure(e, cycle)}
    made = (each.id for each in standing(register, begun, scope))
    return evolve(cycle, population=tuple(e for e in made if e in given | left))


def _sure(document: Document, cycle: ClearanceCycle) -> bool:
    """Tell whether a document was the authority's own to clear, for certain."""
    since = document.valid.since if document.valid else None
    own = cycle.authority is None or cycle.authority in document.issuers
    return document.kind is not None and since is not None and own


_POPULATION: Final = Label("清理总体", "documents to be cleared")
_VERDICTS: Final = Label("逐件结论", "verdicts")


@check(
    "K201",
    zh="每件一个结论",
    en="one verdict a document",
    rule="clearance.verdicts",
    over=_cycles,
)
def one_verdict_each(cycle: ClearanceCycle, context: Context) -> Outcome:
    """Judge that no document has two verdicts and none of the population has none."""
    cycle = _closed(cycle, context)
    found = _divided(cycle, context)
    facts = {"recorded": str(len(cycle.verdicts))}
    if found.twice:
        named = facts | {"named": " ".join(found.twice)}
        message = Label("同一文件有多个结论", "a document has several verdicts")
        return failed(message, named)
    if not cycle.verdicts and not cycle.population:
        return unknown(
            Label("没有逐件结论的记录", "no verdicts are recorded"), (_VERDICTS,), facts
        )
    if not cycle.population:
        message = Label("清理总体未载明", "the population is not recorded")
        return unknown(message, (_POPULATION,), facts)
    facts |= {"needed": str(found.size)}
    if not found.missing:
        return passed(Label("逐件作出结论", "each has a verdict"), facts)
    if has_ended(cycle, context.as_of) is False:
        return pending(facts)
    facts |= {"others": " ".join(found.missing)}
    message = Label("有文件未作结论", "a document has no verdict")
    if CYCLES in context.register.complete and has_ended(cycle, context.as_of):
        return failed(message, facts)
    return unknown(message, (_VERDICTS,), facts)


@check(
    "K202",
    zh="清理结果公布",
    en="result published",
    rule="clearance.publication",
    over=_cycles,
)
def result_published(cycle: ClearanceCycle, context: Context) -> Outcome:
    """Judge that the result was made known once the clearance had ended."""
    events = [each for each in cycle.events if each.kind in _PUBLISHED]
    if any(is_over(each, context.as_of) for each in events):
        return passed(Label("已公布清理结果", "the result was published"))
    message = Label(
        "没有公布清理结果的记录", "no publication of the result is recorded"
    )
    missing = (Label("公布清理结果", "publication of the result"),)
    begun = any(possible(events, each, context.as_of) for each in _PUBLISHED)
    if begun:
        return unknown(message, missing)
    unended = cycle.period is None and has_ended(cycle, context.as_of) is False
    if unended or _period_runs(cycle, context.as_of):
        return pending()
    if CYCLES in context.register.complete and has_ended(cycle, context.as_of):
        return failed(Label("清理结果未公布", "the result was not published"))
    return unknown(message, missing)


def _period_runs(cycle: ClearanceCycle, as_of: date) -> bool:
    last = cycle.period.last_day if cycle.period else None
    return cycle.period is not None and (last is None or last >= as_of)


# --- The population ------------------------------------------------------------------


@check(
    "K204",
    zh="结论互斥完整",
    en="outcomes partition the population",
    rule="clearance.partition",
    over=_cycles,
)
def outcomes_divide(cycle: ClearanceCycle, context: Context) -> Outcome:
    """Judge that the outcomes add up to the population, by verdicts or by numbers."""
    found = _divided(cycle, context)
    facts = _sum(found)
    if found.barred:
        named = " ".join(each.code for each in found.barred)
        message = Label("本地规则没有这种结论", "no rule allows such an outcome here")
        return failed(message, facts | {"named": named})
    if found.outside:
        message = Label("结论所涉文件不在清理范围", "a verdict on what was not cleared")
        return failed(message, facts | {"named": " ".join(found.outside)})
    if found.differing:
        message = Label(
            "公布数与逐件结论不符", "published numbers differ from verdicts"
        )
        return failed(message, facts | {"named": " ".join(found.differing)})
    if found.size is None or found.total is None:
        lacking = _POPULATION if found.size is None else _VERDICTS
        message = Label(f"{lacking.zh}未载明", f"not recorded: {lacking.en}")
        return unknown(message, (lacking,), facts)
    return _fits(cycle, found, context)


def _fits(
    cycle: ClearanceCycle, found: ClearancePartition, context: Context
) -> Outcome:
    facts = _sum(found)
    if found.total == found.size:
        return passed(Label("合计等于总体", "they add up"), facts)
    message = Label("合计不等于总体", "they do not add up")
    if found.counts and found.missing:
        if has_ended(cycle, context.as_of) is False:
            return pending(facts)
        sure = CYCLES in context.register.complete and has_ended(cycle, context.as_of)
        return failed(message, facts) if sure else unknown(message, (_VERDICTS,), facts)
    if _without_amended(found) == found.size:
        return unknown(_AMENDED_STAY, (_AMENDED_APART,), facts)
    return failed(message, facts)


_AMENDED_STAY: Final = Label(
    "修改的文件可能已经计入保留", "what was amended may be counted as retained"
)
_AMENDED_APART: Final = Label(
    "修改的文件是否计入保留", "whether what was amended counts as retained"
)


def _without_amended(found: ClearancePartition) -> int | None:
    """Return the sum of published numbers without those that stay in force, amended."""
    amended = found.published.get("clearance.amended")
    if found.counts or found.total is None or amended is None:
        return None
    return found.total - amended


def _sum(found: ClearancePartition) -> dict[str, str]:
    facts = {each.code: str(number) for each, number in found.counts.items()}
    facts = facts or {
        name.rpartition(".")[2]: str(n)
        for name, n in found.published.items()
        if name != POPULATION
    }
    total = {} if found.total is None else {"sum": str(found.total)}
    whole = {} if found.size is None else {"whole": str(found.size)}
    return facts | total | whole


CLEARING_CHECKS: tuple[Check[Any], ...] = (
    one_verdict_each,
    result_published,
    verdict_carried_out,
    outcomes_divide,
    cleared_again,
)
"""The checks of clearances, in the order of their ids."""
