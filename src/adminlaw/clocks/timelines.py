"""Every clock of a case: met, missed, running, suspended, or not to be told.

How long a limit runs is the rule book's. An extension changes the end only where the
rule allows it and the record shows that it was lawful; what the law takes to have
happened starts the next clock as an event on record would.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from attrs import evolve, frozen

from adminlaw.clocks.due import NO_CHOICE, NO_FACTS, Due, Facts, due, limit_of
from adminlaw.clocks.ledger import ledger, lengthened, pauses
from adminlaw.clocks.standing import (
    Clock,
    ClockRule,
    ClockState,
    clock_rules,
    judged,
    moment_of,
)
from adminlaw.errors import Lang, UnknownRuleError, check_day, check_given
from adminlaw.labels import Label
from adminlaw.markup import html_table, shown_as
from adminlaw.model import Case, Event, EventKind
from adminlaw.periods import Direction, LengthUnit
from adminlaw.periods.calendars import WorkCalendar, work_calendar
from adminlaw.periods.readings import Choice
from adminlaw.rulebook import Rulebook, load_rulebook


@frozen(kw_only=True)
class NotApplied:
    """A time limit that was considered and does not run, with the reason."""

    rule: str
    reason: Label

    _repr_html_ = shown_as("不适用的期限", rule="规则", reason="理由")


@frozen(kw_only=True)
class Timeline:
    """Every clock of a case on a day (案件时限).

    Attributes:
        case: The case.
        as_of: The day.
        clocks: Those that run or ran, in the order of their start.
        not_applied: Those that were considered and do not run.
    """

    case: Case
    as_of: date
    clocks: tuple[Clock, ...]
    not_applied: tuple[NotApplied, ...] = ()

    def text(self, lang: Lang = "zh") -> str:
        """Return one line a clock."""
        return "\n".join(_line(clock, lang) for clock in self.clocks)

    def __repr__(self) -> str:
        clocks = ", ".join(f"{each.rule}={each.state.code}" for each in self.clocks)
        return f"Timeline({self.case.id!r}, as_of={self.as_of}, {clocks or 'no clock'})"

    def _repr_html_(self) -> str:
        rows = [
            (
                clock.due.rule.label.zh if clock.due else clock.rule,
                str(clock.start or ""),
                str(clock.last_day or ""),
                str(clock.met_on or ""),
                clock.state.zh,
                str(clock.due.source) if clock.due else "",
            )
            for clock in self.clocks
        ]
        heads = ("期限", "起算", "届满", "完成", "状态", "依据")
        return html_table(f"{self.case.id} {self.as_of}", heads, rows)


def _line(clock: Clock, lang: Lang) -> str:
    name = clock.due.rule.label.text(lang) if clock.due else clock.rule
    days = f"{clock.start or '?'} – {clock.last_day or _range(clock)}"
    source = f"  {clock.due.source}" if clock.due else ""
    missing = "; ".join(each.text(lang) for each in clock.missing)
    line = f"{days}  {clock.state.text(lang)}  {name}{source}"
    line += f"  ({missing})" if missing else ""
    notes = [f"{_OUT.text(lang)} {span}" for span in clock.excluded]
    for granted in clock.extensions:
        faults = "; ".join(each.text(lang) for each in granted.problems)
        said = _LONGER if granted.effective else _NO_LONGER
        notes.append(f"{said.text(lang)} {granted.event.day} {faults}".rstrip())
    if clock.deemed:
        notes.append(f"{_DEEMED.text(lang)}: {clock.deemed.kind.text(lang)}")
    return "\n".join([line, *(f"    {note}" for note in notes)])


def _range(clock: Clock) -> str:
    """Return the days between which an end lies that is not certain."""
    stands = clock.state is ClockState.SUSPENDED or clock.due is None
    if stands or clock.due is None:
        return "?"
    return f"[{clock.due.earliest}, {clock.due.latest}]"


_OUT = Label("不计入", "not counted")
_LONGER = Label("延长有效", "extended")
_NO_LONGER = Label("延长无效", "extension without effect")
_DEEMED = Label("视为", "deemed")


@frozen(kw_only=True)
class _World:
    """What a timeline is made with."""

    as_of: date
    rulebook: Rulebook
    calendar: WorkCalendar
    choice: Choice
    others: Sequence[Case]
    complete: bool


def timeline(  # noqa: PLR0913 - each is a fact or an option of the question
    case: Case,
    *,
    as_of: date,
    others: Iterable[Case] = (),
    complete: bool = False,
    choice: Choice = NO_CHOICE,
    rulebook: Rulebook | None = None,
    calendar: WorkCalendar | None = None,
) -> Timeline:
    """Return every clock of a case as it stands at the end of a day.

    Args:
        case: The case; its events are its evidence.
        as_of: The day; later events do not count. It has no default, since the library
            does not look at the time of the machine.
        others: Other cases, among which those linked to it are looked for.
        complete: Whether the events on record are all there were; only then is a
            limit without its event missed rather than indeterminate.
        choice: Readings of open questions.
        rulebook: The rules; those that ship, by default.
        calendar: The working days; as published, by default.

    Raises:
        FieldTypeError: *case* is no case, or *as_of* no day.

    Source: the articles of the rules; see each clock.
    """
    check_given("timeline", "case", case, Case)
    check_day("timeline", "as_of", as_of)
    world = _World(
        as_of=as_of,
        rulebook=rulebook or load_rulebook(),
        calendar=calendar or work_calendar(),
        choice=choice,
        others=tuple(others),
        complete=complete,
    )
    events = [each for each in case.events if _begun(each, as_of)]
    current = evolve(case, events=tuple(events))
    clocks: list[Clock] = []
    aside: list[NotApplied] = []
    for rule in clock_rules():
        if case.kind not in rule.cases:
            continue
        if rule.after:
            result = _after_silence(rule, current, clocks, world)
        else:
            result = _result(rule, current, world)
        if isinstance(result, NotApplied):
            aside.append(result)
            continue
        clocks.append(result)
        if result.deemed:
            current = _with_deemed(current, result.deemed)
    clocks.sort(key=lambda each: (each.start or date.max, each.rule))
    return Timeline(
        case=case, as_of=as_of, clocks=tuple(clocks), not_applied=tuple(aside)
    )


def _begun(event: Event, as_of: date) -> bool:
    """Tell whether an event can have happened by a day."""
    if event.day is not None:
        return event.day <= as_of
    since = event.within.since if event.within else None
    return since is None or since <= as_of


def _with_deemed(case: Case, deemed: Event) -> Case:
    """Return a case with what the law deems done; doing it later changes nothing."""
    kept = [
        event
        for event in case.events
        if event.kind is not deemed.kind
        or not (event.day and deemed.day and event.day >= deemed.day)
    ]
    return evolve(case, events=(*kept, deemed))


def _result(rule: ClockRule, case: Case, world: _World) -> Clock | NotApplied:
    """Return how one limit stands in a case, or why it does not run."""
    reason = _not_applied(rule, case)
    if reason:
        return NotApplied(rule=rule.rule, reason=reason)
    start = next(
        (event for kind in rule.starts if (event := _last(case.events, kind))), None
    )
    if start is None:
        names = "、".join(kind.zh for kind in rule.starts)
        labels = " / ".join(kind.en for kind in rule.starts)
        return NotApplied(
            rule=rule.rule, reason=Label(f"没有“{names}”", f"no event: {labels}")
        )
    if start.day is None:
        missing = Label(f"“{start.kind.zh}”之日", f"the day of: {start.kind.en}")
        return Clock(rule=rule.rule, state=ClockState.INDETERMINATE, missing=(missing,))
    return _running(rule, case, start, world)


def _after_silence(
    rule: ClockRule, case: Case, clocks: Sequence[Clock], world: _World
) -> Clock | NotApplied:
    """Return a limit that starts when another one ended without its event."""
    before = next((each for each in clocks if each.rule == rule.after), None)
    last = before.last_day if before else None
    if before is None or last is None or before.met_on or world.as_of <= last:
        reason = Label("前一期限没有因不作为届满", "no silent end of a limit before it")
        return NotApplied(rule=rule.rule, reason=reason)
    return _running(rule, case, Event(kind=rule.starts[0], day=last), world)


def _not_applied(rule: ClockRule, case: Case) -> Label | None:
    """Return why a limit does not concern a case."""
    if rule.only and not set(rule.only) & set(case.traits):
        names = "、".join(each.zh for each in rule.only)
        return Label(f"仅适用于{names}", f"only for: {rule.only[0].en}")
    if set(rule.never) & set(case.traits):
        return Label("不适用于此类程序", "not for this kind of procedure")
    if rule.outcomes and case.outcome is not None and case.outcome not in rule.outcomes:
        return Label("案件结果不涉及", "not for a case that ended so")
    if rule.needs and not _last(case.events, rule.needs):
        return Label(f"没有“{rule.needs.zh}”", f"no event: {rule.needs.en}")
    return None


def _last(events: Iterable[Event], kind: EventKind) -> Event | None:
    """Return the last event of a kind, one without a day before all others."""
    found = [event for event in events if event.kind is kind]
    return max(found, key=_latest, default=None)


def _latest(event: Event) -> tuple[date, time]:
    return event.day or date.min, event.time or time.min


def _running(
    rule: ClockRule, case: Case, start: Event, world: _World
) -> Clock | NotApplied:
    """Return a limit that has started."""
    day = start.day or date.min
    try:
        version = world.rulebook.time_limit(rule.rule, on=day)
    except UnknownRuleError:
        reason = Label(f"{day}无有效规定", f"no version in force on {day}")
        return NotApplied(rule=rule.rule, reason=reason)
    limit = limit_of(version)
    begun = moment_of(start) if limit.length.unit is LengthUnit.HOUR else day
    if begun is None:
        missing = Label(f"“{start.kind.zh}”的时刻", f"the time of: {start.kind.en}")
        return Clock(
            rule=rule.rule,
            state=ClockState.INDETERMINATE,
            start=day,
            missing=(missing,),
        )
    excluded, paused = pauses(case, day, world.as_of)
    clock = _counted(rule, case, begun, evolve(NO_FACTS, excluded=excluded), world)
    ended = _end(rule, case, day, world)
    if paused and (ended is None or ended.day is None):
        return clock
    return judged(clock, rule, ended, as_of=world.as_of, complete=world.complete)


def _counted(
    rule: ClockRule, case: Case, begun: date | datetime, facts: Facts, world: _World
) -> Clock:
    """Return a limit with its end and its ledger, not judged yet."""
    plain = answer = _due(rule, begun, facts, world)
    allowed = limit_of(plain.version).extension
    found = tuple(ledger(case, plain, allowed)) if rule.extends else ()
    longer = lengthened(found, allowed)
    if longer:
        answer = _due(rule, begun, evolve(facts, extended=longer), world)
    return Clock(
        rule=rule.rule,
        state=ClockState.SUSPENDED,
        start=begun.date() if isinstance(begun, datetime) else begun,
        due=answer,
        extensions=found,
        excluded=facts.excluded,
    )


def _due(rule: ClockRule, begun: date | datetime, facts: Facts, world: _World) -> Due:
    return due(
        rule.rule,
        start=begun,
        facts=facts,
        choice=world.choice,
        rulebook=world.rulebook,
        calendar=world.calendar,
    )


def _end(rule: ClockRule, case: Case, start: date, world: _World) -> Event | None:
    """Return the event that met the limit, in the case or in one linked to it.

    One without a day is returned only where there is no other.
    """
    backward = _is_backward(rule, start, world)
    events = case.events if rule.ends_in is None else _linked(rule, case, world)
    found = [
        event
        for event in events
        if event.kind in rule.ends
        and _begun(event, world.as_of)
        and (
            event.day is None
            or (event.day <= start if backward else event.day >= start)
        )
    ]
    return min(found, key=_order, default=None)


def _order(event: Event) -> tuple[date, time]:
    return event.day or date.max, event.time or time.max


def _is_backward(rule: ClockRule, start: date, world: _World) -> bool:
    limit = limit_of(world.rulebook.time_limit(rule.rule, on=start))
    return limit.direction is Direction.BACKWARD


def _linked(rule: ClockRule, case: Case, world: _World) -> list[Event]:
    """Return the events of the cases of a kind that are linked to this one."""
    return [
        event
        for other in world.others
        if other.kind is rule.ends_in and any(x.case == case.id for x in other.links)
        for event in other.events
    ]
