"""Single powers as a list keeps them: listed, drawn, assigned, and ended (职权管理)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import evolve, frozen

from adminlaw.checks.asking import Matter
from adminlaw.checks.identity import Check, also, check
from adminlaw.checks.records import is_over, sight_of_record
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.stepping import Asked, judge_step, step_check
from adminlaw.findings import (
    Facts,
    Outcome,
    Status,
    failed,
    not_applicable,
    passed,
    unknown,
)
from adminlaw.labels import Label
from adminlaw.model import (
    Benchmark,
    Case,
    Event,
    EventKind,
    ListKind,
    Power,
    PowerKind,
    PowerList,
    days_in_force,
    when,
)
from adminlaw.model.registers import kind_of

_ENDED = Label("当日不在有效期内", "not in force on the day")
_END_UNSAID = Label("终止日期未载明", "the day of its end is not recorded")


def _not_in_force(power: Power, context: Context) -> Outcome | None:
    """Return the outcome for a power that has ended or may have; None if in force."""
    days = days_in_force(power)
    if days is None:
        return unknown(_END_UNSAID, (Label("终止日期", "the day of its end"),))
    return None if context.as_of in days else not_applicable(_ENDED)


def _lacking(
    message: Label, missing: Label, context: Context, records: Iterable[str]
) -> Outcome:
    """Return what an absence shows: a breach where all the records are complete."""
    if context.register.complete.issuperset(records):
        return failed(message)
    return unknown(message, (missing,))


# --- On a published list ----------------------------------------------------------


@frozen
class Listed:
    """A power with the lists that name it."""

    power: Power
    lists: tuple[PowerList, ...]


def _listed(context: Context) -> Iterator[Sight[Listed]]:
    naming: dict[str, list[PowerList]] = defaultdict(list)
    for each in context.register.power_lists:
        for key in dict.fromkeys(each.powers):
            naming[key].append(each)
    for power in context.register.powers:
        sight = sight_of_record(power)
        licence = power.kind is PowerKind.LICENSING
        yield Sight(
            item=Listed(power, tuple(naming.get(power.id, ()))),
            subject=sight.subject,
            rule="powers.listed_licences" if licence else "",
        )


@check(
    "P205",
    zh="列入公布的清单",
    en="on a published list",
    rule="powers.listed",
    over=_listed,
    others=also("powers.listed_licences"),
)
def on_published_list(item: Listed, context: Context) -> Outcome:
    """Judge that a list that was published names the power."""
    over = _not_in_force(item.power, context)
    if over is not None:
        return over
    facts = {"records": str(len(item.lists))}
    lists = [each for each in item.lists if _is_for(each, item.power)]
    if any(_published(each, context) for each in lists):
        return passed(Label("列入公布的清单", "on a published list"), facts)
    if lists:
        message = Label(
            "所列清单没有公布的记录", "its list is not on record as published"
        )
        return _lacking(message, _PUBLISHED, context, ("power_lists",))
    message = Label("没有清单列有此项职权", "no list names it")
    # A list of which only the size is known may name it.
    counted = [each for each in context.register.power_lists if not each.powers]
    if counted:
        return unknown(message, (Label("清单的内容", "what the lists hold"),), facts)
    return _lacking(
        message, Label("清单", "a list"), context, ("power_lists", "powers")
    )


def _is_for(each: PowerList, power: Power) -> bool:
    """Tell whether a list is one of powers, or of such powers."""
    return each.kind in _OF_POWERS or each.kind in _OF_KIND.get(power.kind, ())


_OF_POWERS = frozenset({ListKind.POWERS, ListKind.RESPONSIBILITIES, ListKind.OTHER})
_OF_KIND: Mapping[PowerKind, tuple[ListKind, ...]] = {
    PowerKind.LICENSING: (ListKind.LICENSING_ITEMS, ListKind.APPROVALS),
    PowerKind.CHARGE: (ListKind.FEES,),
    PowerKind.COLLECTION: (ListKind.FEES,),
}

_PUBLISHED = Label("公布", "publication")


def _published(each: PowerList, context: Context) -> bool:
    return any(
        event.kind is EventKind.PUBLISHED and is_over(event, context.as_of)
        for event in each.events
    )


# --- Flow, benchmark, posts -------------------------------------------------------


def _powers(context: Context) -> Iterator[Sight[Power]]:
    for power in context.register.powers:
        yield sight_of_record(power)


@check(
    "P101",
    zh="职权载明依据",
    en="a power names its basis",
    rule="powers.basis",
    over=_powers,
)
def power_has_basis(power: Power, context: Context) -> Outcome:
    """A power without a basis in law is no power.

    Blind to: whether the basis is in force and may create the power. Absence counts
    as failure only where the register declares powers complete.
    """
    if power.basis or power.basis_text.strip():
        return passed(Label("载明依据", "its basis is named"))
    if kind_of(Power) in context.register.complete:
        return failed(Label("未载明依据", "it names no basis"), {"named": "0"})
    return unknown(Label("未载明依据", "it names no basis"), (Label("依据", "basis"),))


@check(
    "P206", zh="载明流程", en="its flow is recorded", rule="powers.flow", over=_powers
)
def flow_recorded(power: Power, context: Context) -> Outcome:
    """Judge that the steps of a power are recorded."""
    over = _not_in_force(power, context)
    if over is not None:
        return over
    if any(each.strip() for each in power.steps):
        facts = {"records": str(len(power.steps))}
        return passed(Label("载明流程", "its flow is recorded"), facts)
    message = Label("未载明流程", "no flow is recorded")
    return _lacking(message, Label("流程", "its flow"), context, ("powers",))


@check(
    "P208",
    zh="职权落实到岗位",
    en="assigned to a post",
    rule="powers.posts",
    over=_powers,
)
def post_assigned(power: Power, context: Context) -> Outcome:
    """Judge that a post answers for a power."""
    over = _not_in_force(power, context)
    if over is not None:
        return over
    if any(each.strip() for each in power.posts):
        facts = {"records": str(len(power.posts))}
        return passed(Label("落实到岗位", "a post answers for it"), facts)
    message = Label("未落实到岗位", "no post is named")
    return _lacking(message, Label("责任岗位", "the post"), context, ("powers",))


@frozen
class Guided:
    """A power to penalise with the benchmarks that name it."""

    power: Power
    benchmarks: tuple[Benchmark, ...]


def _penalties(context: Context) -> Iterator[Sight[Guided]]:
    naming: dict[str, list[Benchmark]] = defaultdict(list)
    for each in context.register.benchmarks:
        if each.power is not None:
            naming[each.power].append(each)
    for power in context.register.powers:
        if power.kind is PowerKind.PENALTY:
            sight = sight_of_record(power)
            found = tuple(naming.get(power.id, ()))
            yield Sight(item=Guided(power, found), subject=sight.subject)


@check(
    "P207",
    zh="有裁量基准",
    en="has a benchmark",
    rule="powers.benchmark",
    over=_penalties,
)
def has_benchmark(item: Guided, context: Context) -> Outcome:
    """Judge that a benchmark in force guides a power to penalise."""
    over = _not_in_force(item.power, context)
    if over is not None:
        return over
    live = [each for each in item.benchmarks if context.as_of in each.valid]
    if live:
        facts = {"records": str(len(live))}
        return passed(Label("有裁量基准", "a benchmark guides it"), facts)
    message = Label("没有有效的裁量基准", "no benchmark in force")
    return _lacking(message, Label("裁量基准", "a benchmark"), context, ("benchmarks",))


# --- Not exercised after its end --------------------------------------------------


@frozen
class Ended:
    """A power that has ended, with the cases under it."""

    power: Power
    cases: tuple[Case, ...]


def cases_by_power(context: Context) -> Mapping[str, tuple[Case, ...]]:
    """Return the cases decided, or to be decided, under each power."""
    found: dict[str, list[Case]] = defaultdict(list)
    for case in context.register.cases:
        if case.power is not None:
            found[case.power].append(case)
    return {key: tuple(each) for key, each in found.items()}


def _ended(context: Context) -> Iterator[Sight[Ended]]:
    ended = [each for each in context.register.powers if _over(each, context.as_of)]
    cases = cases_by_power(context) if ended else {}
    for power in ended:
        under = cases.get(power.id, ())
        sight = sight_of_record(power)
        late = tuple(f"cases/{each.id}" for each in under if decided_after(each, power))
        licence = power.kind is PowerKind.LICENSING
        yield Sight(
            item=Ended(power, under),
            subject=evolve(sight.subject, records=(*sight.subject.records, *late)),
            rule="powers.ended_licences" if licence else "",
        )


def _over(power: Power, day: date) -> bool:
    days = days_in_force(power)
    return days is None or (days.until is not None and days.until <= day)


def decided_after(case: Case, power: Power) -> bool:
    """Tell whether a case was decided for certain when the power had ended."""
    until = power.valid.until
    return until is not None and any(
        span is not None and span.since is not None and span.since >= until
        for span in map(when, decisions_of(case))
    )


def decisions_of(case: Case) -> tuple[Event, ...]:
    """Return the events by which a case was decided."""
    return tuple(each for each in case.events if each.kind is EventKind.DECIDED)


@check(
    "P210",
    zh="取消后不再行使",
    en="not exercised after its end",
    rule="powers.ended",
    over=_ended,
    others=also("powers.ended_licences"),
)
def not_used_after_end(item: Ended, context: Context) -> Outcome:
    """Judge that no case was decided under a power after its end."""
    if days_in_force(item.power) is None:
        return unknown(_END_UNSAID, (Label("终止日期", "the day of its end"),))
    until = item.power.valid.until
    facts: Facts = {"ended": str(until), "records": str(len(item.cases))}
    made = [(each, decisions_of(each)) for each in item.cases]
    late = [each for each, _ in made if _certainly_late(each, item.power, context)]
    if late:
        return failed(
            Label("取消后仍在行使", "used after its end"), {**facts, "case": late[0].id}
        )
    if any(_unsure(events, item.power, context.as_of) for _, events in made):
        missing = Label("作出决定的日期", "day of the decision")
        return unknown(
            Label("有案件日期不明", "a case has no certain day"), (missing,), facts
        )
    if "cases" in context.register.complete:
        return passed(Label("没有再行使", "not used since"), facts)
    missing = Label("完整的案件记录", "complete records of cases")
    return unknown(Label("没有再行使的记录", "no use on record"), (missing,), facts)


def _certainly_late(case: Case, power: Power, context: Context) -> bool:
    return decided_after(case, power) and any(
        is_over(each, context.as_of) and when(each) for each in decisions_of(case)
    )


def _unsure(events: tuple[Event, ...], power: Power, as_of: date) -> bool:
    """Tell whether a case may have been decided after the end of its power."""
    until = power.valid.until or date.max
    for span in map(when, events):
        if span is None or (span.last_day or date.max) >= until:
            begins = span.since if span else None
            if begins is None or begins <= as_of:
                return True
    return False


# --- Lists ------------------------------------------------------------------------

LISTS = Matter(records="power_lists")


def _judge_list(asked: Asked, context: Context) -> Outcome:
    """Judge that a list was published; one that was approved has to be."""
    found = judge_step(asked, context)
    approved = asked.track.of(EventKind.APPROVED)
    if found.status is Status.NOT_APPLICABLE and approved:
        facts = {"approved": str(len(approved))}
        return unknown(
            Label("没有公布的记录", "no publication on record"), (_PUBLISHED,), facts
        )
    return found


lists_published: Check[Any] = evolve(
    step_check(
        "P216", step="publish", matter=LISTS, zh="清单公布", en="lists are published"
    ),
    judge=_judge_list,
)


POWER_RECORD_CHECKS: tuple[Check[Any], ...] = (
    power_has_basis,
    on_published_list,
    flow_recorded,
    has_benchmark,
    post_assigned,
    not_used_after_end,
    lists_published,
)
