"""What came of clearances: verdicts carried out, and the next one in time.

What a verdict asks for is read from the document, how often a clearance is due from
the rule book and the rules of the place. The limits: of a clearance of which only the
period is known, the days on which something was due are not certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from attrs import evolve, frozen

from adminlaw.checks.identity import check
from adminlaw.checks.records import is_over
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.tracks import with_id
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

CYCLES: Final = "clearance_cycles"
"""The collection of clearances."""


def subject_of(cycle: ClearanceCycle) -> Subject:
    """Return a clearance as what was judged."""
    return Subject(
        key=cycle.id,
        label=with_id(Label(f"{cycle.scope.zh}清理", "clearance"), cycle),
        records=(f"{CYCLES}/{cycle.id}",),
    )


def law_day(cycle: ClearanceCycle, as_of: date) -> date:
    """Return the day whose law governs a clearance: the last on which it ended."""
    days = days_of(cycle)
    return min(days[1], as_of) if days else as_of


def has_ended(cycle: ClearanceCycle, as_of: date) -> bool | None:
    """Tell whether a clearance has ended by a day; None where that is not known."""
    days = days_of(cycle)
    if days is None:
        return None
    if days[1] <= as_of:
        return True
    return False if days[0] > as_of or cycle.period is not None else None


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
            day = law_day(cycle, context.as_of)
            yield Sight(item=item, subject=_of_verdict(item), day=day)


def _of_verdict(item: Decided) -> Subject:
    cycle, key = item.cycle, item.verdict.document
    title = item.document.title if item.document else key
    outcome = item.verdict.outcome
    return Subject(
        key=f"{cycle.id}/{key}",
        label=Label(f"{title}：{outcome.zh}", f"{title}: {outcome.en}"),
        records=(f"{CYCLES}/{cycle.id}", f"documents/{key}"),
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
        is_over(each, context.as_of) for each in events
    ):
        return passed(Label("文件已终止", "the document has ended"), facts)
    if any(possible(events, each, context.as_of) for each in ends):
        message = Label("终止日期不确定", "the day of its end is not certain")
        return not_assessable(message, facts)
    message = Label("文件仍登记为有效", "the document is still recorded as in force")
    if events:
        # A clearance may set a later day; whether it did is not recorded.
        missing = Label("终止日期由何而定", "what set the day of its end")
        return unknown(message, (missing,), facts)
    if "documents" in context.register.complete and has_ended(
        item.cycle, context.as_of
    ):
        return failed(message, facts)
    return unknown(message, (Label("废止或者失效", "its repeal or lapse"),), facts)


def _amending(item: Decided, document: Document, context: Context) -> Outcome:
    """Judge that a document was amended, or another one took its place."""
    amended = [each for each in document.events if _amends(each, item, context)]
    if any(is_over(each, context.as_of) for each in amended):
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


# --- The next one -----------------------------------------------------------------


@frozen
class Followed:
    """A clearance, the one that came after it, and how often it is due (下一次清理).

    Attributes:
        undated: Whether there is another one of which no day is recorded.
    """

    cycle: ClearanceCycle
    following: ClearanceCycle | None
    every: Length
    undated: bool


def _every(cycle: ClearanceCycle, context: Context) -> list[tuple[str, Length]]:
    day = law_day(cycle, context.as_of)
    found = intervals(context.division, cycle.scope, day, context.law)
    return [(rule.id, every) for rule, _, every in found]


def _followed(context: Context) -> Iterator[Sight[Followed]]:
    """Yield each clearance with the next one, for each rule on how often it is due."""
    for scope in ClearanceScope:
        cycles = [e for e in context.register.clearance_cycles if e.scope is scope]
        dated = [
            (days, each)
            for each in cycles
            if (days := days_of(each)) is not None and days[0] <= context.as_of
        ]
        ordered = [
            each for _, each in sorted(dated, key=lambda one: (one[0], one[1].id))
        ]
        undated = [each for each in cycles if days_of(each) is None]
        after_each = (*ordered[1:], None, *(None for _ in undated))
        for cycle, following in zip((*ordered, *undated), after_each, strict=False):
            yield from _by_rule(context, cycle, following, undated=bool(undated))


def _by_rule(
    context: Context,
    cycle: ClearanceCycle,
    following: ClearanceCycle | None,
    *,
    undated: bool,
) -> Iterator[Sight[Followed]]:
    nearby: Iterable[ClearanceCycle] = filter(None, (cycle, following))
    subject = subject_of(cycle)
    records = tuple(f"{CYCLES}/{each.id}" for each in nearby)
    for rule, every in _every(cycle, context):
        yield Sight(
            item=Followed(cycle, following, every, undated),
            subject=evolve(subject, records=records),
            rule=rule,
            day=law_day(cycle, context.as_of),
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
    own = days_of(item.cycle)
    if own is None:
        return _without_day(item.cycle)
    first, last = own
    earliest, latest = after(first, item.every), after(last, item.every)
    facts = {"every": str(item.every), "start": str(last), "due": str(latest)}
    days = days_of(item.following) if item.following else None
    if item.following is None or days is None or days[1] > context.as_of:
        return _not_again(item, (earliest, latest), facts, context)
    facts |= {"day": str(days[1])}
    period = item.following.period
    begun = min(filter(None, (days[0], period.since if period else None)))
    if days[1] <= earliest:
        return passed(Label("按期再次清理", "cleared again in time"), facts)
    if begun > latest and not item.undated:
        message = Label("再次清理超过周期", "cleared again after the interval")
        return failed(message, facts)
    message = Label("清理跨越期限，或者日期不确定", "it runs across the last day")
    return not_assessable(message, facts)


def _without_day(cycle: ClearanceCycle) -> Outcome:
    """Judge a clearance of which the end is not recorded; one may be under way."""
    since = cycle.period.since if cycle.period else None
    if since is not None and (cycle.period is None or cycle.period.until is None):
        return pending({"start": since.isoformat()})
    return unknown(
        Label("清理时间未载明", "the day of the clearance is not recorded"),
        (Label("清理时间", "day of the clearance"),),
    )


def _not_again(
    item: Followed, due: tuple[date, date], facts: dict[str, str], context: Context
) -> Outcome:
    """Judge a clearance after which no other one has ended yet."""
    earliest, latest = due
    if context.as_of <= earliest:
        return pending(facts)
    message = Label("没有再次清理的记录", "no further clearance is recorded")
    whole = CYCLES in context.register.complete and not item.undated
    if whole and context.as_of > latest:
        return failed(Label("逾期未再清理", "the next clearance is overdue"), facts)
    return unknown(message, (Label("下一次清理", "next clearance"),), facts)
