"""Clearances: a verdict for each document, published, carried out, and again in time.

What a clearance decided is read from its verdicts or its published numbers; what came
of it is read from the documents (《立法法》第一百一十六条).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from attrs import frozen

from adminlaw.checks.identity import Check, check
from adminlaw.checks.sights import Context, Sight
from adminlaw.clearance import ClearancePartition, partition
from adminlaw.clearance.owning import ENDS, days_of, possible
from adminlaw.clearance.recurring import after, intervals
from adminlaw.findings import (
    Outcome,
    Subject,
    failed,
    not_assessable,
    passed,
    pending,
    unknown,
)
from adminlaw.graph.lives import clearance_day
from adminlaw.labels import Label
from adminlaw.model import (
    ClearanceCycle,
    ClearanceOutcome,
    ClearanceScope,
    Document,
    Event,
    EventKind,
    Verdict,
    when,
)
from adminlaw.periods import Length

_CYCLES: Final = "clearance_cycles"
_PUBLISHED: Final = (EventKind.PUBLISHED, EventKind.RESULT_PUBLISHED)
_DOCUMENTS: Final = frozenset(
    {ClearanceScope.NORMATIVE, ClearanceScope.RULES, ClearanceScope.PARTY}
)


def _subject(cycle: ClearanceCycle) -> Subject:
    return Subject(
        key=cycle.id,
        label=Label(f"{cycle.scope.zh}清理{cycle.id}", f"clearance {cycle.id}"),
        records=(f"{_CYCLES}/{cycle.id}",),
    )


def _cycles(context: Context) -> Iterator[Sight[ClearanceCycle]]:
    """Yield the clearances of documents, each under the law of its own day."""
    for cycle in context.register.clearance_cycles:
        if cycle.scope in _DOCUMENTS:
            day = _day(cycle, context.as_of)
            yield Sight(item=cycle, subject=_subject(cycle), day=day)


def _day(cycle: ClearanceCycle, as_of: date) -> date:
    days = days_of(cycle)
    return min(days[1], as_of) if days else as_of


def _ended(cycle: ClearanceCycle, as_of: date) -> bool | None:
    """Tell whether a clearance has ended by a day; None where that is not known."""
    days = days_of(cycle)
    if days is None:
        return None
    if days[1] <= as_of:
        return True
    return False if days[0] > as_of or cycle.period is not None else None


def _divided(cycle: ClearanceCycle, context: Context) -> ClearancePartition:
    register, law = context.register, context.law
    return partition(cycle, register, as_of=context.as_of, rulebook=law)


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
    if _ended(cycle, context.as_of) is False:
        return pending(facts)
    facts |= {"others": " ".join(found.missing)}
    message = Label("有文件未作结论", "a document has no verdict")
    if _CYCLES in context.register.complete and _ended(cycle, context.as_of):
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
    if any(_is_over(each, context.as_of) for each in events):
        return passed(Label("已公布清理结果", "the result was published"))
    message = Label(
        "没有公布清理结果的记录", "no publication of the result is recorded"
    )
    missing = (Label("公布清理结果", "publication of the result"),)
    begun = any(possible(events, each, context.as_of) for each in _PUBLISHED)
    if begun:
        return unknown(message, missing)
    if _period_runs(cycle, context.as_of) or _ended(cycle, context.as_of) is False:
        return pending()
    if _CYCLES in context.register.complete and _ended(cycle, context.as_of):
        return failed(Label("清理结果未公布", "the result was not published"))
    return unknown(message, missing)


def _period_runs(cycle: ClearanceCycle, as_of: date) -> bool:
    last = cycle.period.last_day if cycle.period else None
    return cycle.period is not None and (last is None or last >= as_of)


def _is_over(event: Event, as_of: date) -> bool:
    """Tell whether an event is past for certain; one without a day is on record."""
    span = when(event)
    return span is None or (span.last_day is not None and span.last_day <= as_of)


# --- What came of the verdicts -----------------------------------------------------


@frozen
class Decided:
    """A verdict that asks for something to be done to a document (待落实的结论).

    Attributes:
        due: The day of the next clearance, by which it has to be done; None where
            no interval is known.
    """

    cycle: ClearanceCycle
    verdict: Verdict
    document: Document | None
    successor: Document | None
    due: date | None


def _verdicts(context: Context) -> Iterator[Sight[Decided]]:
    find = context.register.get
    for cycle in context.register.clearance_cycles:
        due = _amend_by(cycle, context)
        for verdict in cycle.verdicts:
            if verdict.outcome is ClearanceOutcome.RETAINED:
                continue
            document = find(Document, verdict.document)
            item = Decided(
                cycle, verdict, document, find(Document, verdict.successor), due
            )
            day = _day(cycle, context.as_of)
            yield Sight(item=item, subject=_of_verdict(item), day=day)


def _of_verdict(item: Decided) -> Subject:
    cycle, key = item.cycle, item.verdict.document
    title = item.document.title if item.document else key
    outcome = item.verdict.outcome
    return Subject(
        key=f"{cycle.id}/{key}",
        label=Label(f"{title}：{outcome.zh}", f"{title}: {outcome.en}"),
        records=(f"{_CYCLES}/{cycle.id}", f"documents/{key}"),
    )


@check(
    "K203",
    zh="结论已落实",
    en="verdicts carried out",
    rule="clearance.carried_out",
    over=_verdicts,
)
def verdict_carried_out(item: Decided, context: Context) -> Outcome:
    """Judge that what a verdict says has happened to the document."""
    days = days_of(item.cycle)
    if days is not None and days[0] > context.as_of:
        return pending()
    if item.document is None:
        message = Label("文件不在登记簿中", "the register does not hold the document")
        return unknown(message, (Label("文件", "document"),))
    ending = item.verdict.outcome in ENDS
    if ending:
        return _ending(item, item.document, context)
    return _amending(item, item.document, context)


def _ending(item: Decided, document: Document, context: Context) -> Outcome:
    """Judge that a document has ended."""
    ends = (EventKind.REPEALED, EventKind.LAPSED)
    events = [each for each in document.events if each.kind in ends]
    until = document.valid.until if document.valid else None
    facts = {"expires": until.isoformat()} if until else {}
    if (until is not None and until <= context.as_of) or any(
        _is_over(each, context.as_of) for each in events
    ):
        return passed(Label("文件已终止", "the document has ended"), facts)
    if any(possible(events, each, context.as_of) for each in ends):
        message = Label("终止日期不确定", "the day of its end is not certain")
        return not_assessable(message, facts)
    if events:
        return pending(facts)
    message = Label("文件仍登记为有效", "the document is still recorded as in force")
    if "documents" in context.register.complete and _ended(item.cycle, context.as_of):
        return failed(message, facts)
    return unknown(message, (Label("废止或者失效", "its repeal or lapse"),), facts)


def _amending(item: Decided, document: Document, context: Context) -> Outcome:
    """Judge that a document was amended, or another one took its place."""
    amended = [each for each in document.events if _amends(each, item, context)]
    if any(_is_over(each, context.as_of) for each in amended):
        return passed(Label("文件已修改", "the document was amended"))
    new = item.successor
    since = new.valid.since if new and new.valid else None
    if since is not None and since <= context.as_of:
        facts = {"effective": since.isoformat()}
        return passed(Label("已有替代文件", "another took its place"), facts)
    message = Label("没有修改的记录", "no amendment is recorded")
    due = item.due
    facts = {"due": due.isoformat()} if due else {}
    if due is not None and context.as_of <= due:
        return pending(facts)
    complete = "documents" in context.register.complete
    if due is not None and complete and not amended and new is None:
        return failed(Label("未修改", "it was not amended"), facts)
    return unknown(message, (Label("修改", "amendment"),), facts)


def _amends(event: Event, item: Decided, context: Context) -> bool:
    """Tell whether an event may be the amendment that was decided."""
    if event.kind is not EventKind.AMENDED:
        return False
    span, period = when(event), item.cycle.period
    begun = period.since if period else None
    begun = begun or clearance_day(item.cycle)
    early = begun and span and span.last_day and span.last_day < begun
    return not early and possible((event,), EventKind.AMENDED, context.as_of)


def _amend_by(cycle: ClearanceCycle, context: Context) -> date | None:
    """Return the day of the next clearance: by then it has to be amended."""
    days = days_of(cycle)
    found = _every(cycle, context)
    if days is None or not found:
        return None
    return max(after(days[1], every) for _, every in found)


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
        if _ended(cycle, context.as_of) is False:
            return pending(facts)
        sure = _CYCLES in context.register.complete and _ended(cycle, context.as_of)
        return failed(message, facts) if sure else unknown(message, (_VERDICTS,), facts)
    return failed(message, facts)


def _sum(found: ClearancePartition) -> dict[str, str]:
    facts = {each.code: str(number) for each, number in found.counts.items()}
    facts = facts or {
        name.rpartition(".")[2]: str(n) for name, n in found.published.items()
    }
    total = {} if found.total is None else {"sum": str(found.total)}
    whole = {} if found.size is None else {"whole": str(found.size)}
    return facts | total | whole


# --- The next one -----------------------------------------------------------------


@frozen
class Followed:
    """A clearance, the one that came after it, and how often it is due (下一次清理)."""

    cycle: ClearanceCycle
    following: ClearanceCycle | None
    every: Length


def _every(cycle: ClearanceCycle, context: Context) -> list[tuple[str, Length]]:
    day = _day(cycle, context.as_of)
    found = intervals(context.division, cycle.scope, day, context.law)
    return [(rule.id, every) for rule, _, every in found]


def _followed(context: Context) -> Iterator[Sight[Followed]]:
    """Yield each clearance with the next one, for each rule on how often it is due."""
    for scope in ClearanceScope:
        dated = [
            (days, each)
            for each in context.register.clearance_cycles
            if each.scope is scope
            and (days := days_of(each)) is not None
            and days[0] <= context.as_of
        ]
        ordered = [
            each for _, each in sorted(dated, key=lambda one: (one[0], one[1].id))
        ]
        for cycle, following in zip(ordered, (*ordered[1:], None), strict=False):
            yield from _by_rule(context, cycle, following)


def _by_rule(
    context: Context, cycle: ClearanceCycle, following: ClearanceCycle | None
) -> Iterator[Sight[Followed]]:
    nearby: Iterable[ClearanceCycle] = filter(None, (cycle, following))
    subject = _subject(cycle)
    records = tuple(f"{_CYCLES}/{each.id}" for each in nearby)
    for rule, every in _every(cycle, context):
        yield Sight(
            item=Followed(cycle, following, every),
            subject=Subject(
                key=f"{rule}@{cycle.id}", label=subject.label, records=records
            ),
            rule=rule,
            day=_day(cycle, context.as_of),
        )


@check(
    "K205",
    zh="清理不中断",
    en="next clearance not overdue",
    rule="clearance.normative",
    over=_followed,
)
def cleared_again(item: Followed, context: Context) -> Outcome:
    """Judge that the next clearance ended within the interval after this one."""
    first, last = days_of(item.cycle) or (date.min, date.max)
    earliest, latest = after(first, item.every), after(last, item.every)
    facts = {"every": str(item.every), "start": str(last), "due": str(latest)}
    days = days_of(item.following) if item.following else None
    if item.following is None or days is None or days[1] > context.as_of:
        return _not_again(earliest, latest, facts, context)
    facts |= {"day": str(days[1])}
    period = item.following.period
    begun = min(filter(None, (days[0], period.since if period else None)))
    if days[1] <= earliest:
        return passed(Label("按期再次清理", "cleared again in time"), facts)
    if begun > latest:
        message = Label("再次清理超过周期", "cleared again after the interval")
        return failed(message, facts)
    message = Label("清理跨越期限，或者日期不确定", "it runs across the last day")
    return not_assessable(message, facts)


def _not_again(
    earliest: date, latest: date, facts: dict[str, str], context: Context
) -> Outcome:
    """Judge a clearance after which no other one has ended yet."""
    if context.as_of <= earliest:
        return pending(facts)
    message = Label("没有再次清理的记录", "no further clearance is recorded")
    if _CYCLES in context.register.complete and context.as_of > latest:
        return failed(Label("逾期未再清理", "the next clearance is overdue"), facts)
    return unknown(message, (Label("下一次清理", "next clearance"),), facts)


CLEARING_CHECKS: tuple[Check[Any], ...] = (
    one_verdict_each,
    result_published,
    verdict_carried_out,
    outcomes_divide,
    cleared_again,
)
"""The checks of clearances, in the order of their ids."""
