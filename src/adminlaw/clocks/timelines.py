"""Every clock of a case: met, missed, running, suspended, or not to be told.

Which event starts which limit is data (``data/clocks.toml``); how long it runs is
the rule book's. An event that is not on record is missing evidence: a limit counts
as missed only where the case's events are declared complete. An extension changes
the end only where the rule allows it and the record shows that it was lawful.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from attrs import evolve, frozen

from adminlaw.clocks.due import NO_CHOICE, Due, Facts, due, limit_of
from adminlaw.converter import structure
from adminlaw.errors import Lang, UnknownRuleError
from adminlaw.labels import Label, LabelledEnum
from adminlaw.markup import html_table
from adminlaw.model import Case, Event, EventKind
from adminlaw.model.cases import CaseKind, CaseTrait
from adminlaw.periods import Direction, LengthUnit
from adminlaw.periods.calendars import WorkCalendar, work_calendar
from adminlaw.periods.deadlines import DeadlineStatus
from adminlaw.periods.readings import Choice
from adminlaw.rulebook import Extension, Nature, Rulebook, load_rulebook
from adminlaw.spans import DateSpan


class ClockState(LabelledEnum):
    """How a clock stands on a day (期限状态)."""

    MET = "met", "按期", "met"
    MISSED = "missed", "逾期", "missed"
    RUNNING = "running", "进行中", "running"
    SUSPENDED = "suspended", "中止", "suspended"
    PROVISIONAL = "provisional", "待放假通知公布", "provisional"
    INDETERMINATE = "indeterminate", "证据不足", "indeterminate"


@frozen(kw_only=True)
class Deemed:
    """What the law takes to have happened when a limit is missed (视为).

    Attributes:
        event: The event.
        on: ``start`` if from the day the clock started, ``last_day`` if from its end.
    """

    event: EventKind
    on: str


@frozen(kw_only=True)
class ClockRule:
    """Which events of a case start and meet a time limit (期限起止事件)."""

    rule: str
    cases: tuple[CaseKind, ...]
    starts: tuple[EventKind, ...]
    ends: tuple[EventKind, ...]
    ends_in: CaseKind | None = None
    needs: EventKind | None = None
    only: tuple[CaseTrait, ...] = ()
    never: tuple[CaseTrait, ...] = ()
    extends: bool = False
    deems: Deemed | None = None


@cache
def clock_rules() -> tuple[ClockRule, ...]:
    """Return every clock that is known."""
    path = files("adminlaw.clocks").joinpath("data", "clocks.toml")
    rows = tomllib.loads(path.read_text("utf-8"))["clock"]
    return tuple(structure(row, ClockRule) for row in rows)


@frozen(kw_only=True)
class Granted:
    """One extension on record, and whether it changed the end (延期台账).

    Attributes:
        event: The event that records it.
        effective: Whether it changed the end.
        problems: Why not, or what the record does not show.
    """

    event: Event
    effective: bool
    problems: tuple[Label, ...] = ()


@frozen(kw_only=True)
class Clock:
    """One time limit of a case, and how it stands (案件期限).

    Attributes:
        rule: Id of the time limit.
        state: How it stands.
        start: The day from which it runs; None where that is not known.
        due: The calculation; None where it cannot be made.
        met_on: The day of the event that met it.
        extensions: The ledger of its extensions.
        excluded: Days that did not count.
        missing: The evidence that would settle it.
        deemed: What the law takes to have happened.
    """

    rule: str
    state: ClockState
    start: date | None = None
    due: Due | None = None
    met_on: date | None = None
    extensions: tuple[Granted, ...] = ()
    excluded: tuple[DateSpan, ...] = ()
    missing: tuple[Label, ...] = ()
    deemed: Event | None = None

    @property
    def last_day(self) -> date | None:
        """The last day; None unless it is certain."""
        return self.due.last_day if self.due else None


@frozen(kw_only=True)
class NotApplied:
    """A time limit that was considered and does not run, with the reason."""

    rule: str
    reason: Label


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
    days = f"{clock.start or '?'} – {clock.last_day or '?'}"
    source = f"  {clock.due.source}" if clock.due else ""
    missing = "; ".join(each.text(lang) for each in clock.missing)
    return f"{days}  {clock.state.text(lang)}  {name}{source}" + (
        f"  ({missing})" if missing else ""
    )


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
        as_of: The day; later events do not count.
        others: Other cases, among which those linked to it are looked for.
        complete: Whether the events on record are all there were; only then is a
            limit without its event missed rather than indeterminate.
        choice: Readings of open questions.
        rulebook: The rules; those that ship, by default.
        calendar: The working days; as published, by default.

    Source: the articles of the rules; see each clock.
    """
    world = _World(
        as_of=as_of,
        rulebook=rulebook or load_rulebook(),
        calendar=calendar or work_calendar(),
        choice=choice,
        others=tuple(others),
        complete=complete,
    )
    events = [each for each in case.events if each.day is None or each.day <= as_of]
    current = evolve(case, events=tuple(events))
    clocks: list[Clock] = []
    aside: list[NotApplied] = []
    for rule in clock_rules():
        if case.kind not in rule.cases:
            continue
        result = _result(rule, current, world)
        if isinstance(result, NotApplied):
            aside.append(result)
            continue
        clocks.append(result)
        if result.deemed:
            current = evolve(current, events=(*current.events, result.deemed))
    clocks.sort(key=lambda each: (each.start or date.max, each.rule))
    return Timeline(
        case=case, as_of=as_of, clocks=tuple(clocks), not_applied=tuple(aside)
    )


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


def _not_applied(rule: ClockRule, case: Case) -> Label | None:
    """Return why a limit does not concern a case."""
    if rule.only and not set(rule.only) & set(case.traits):
        names = "、".join(each.zh for each in rule.only)
        return Label(f"仅适用于{names}", f"only for: {rule.only[0].en}")
    if set(rule.never) & set(case.traits):
        return Label("不适用于此类程序", "not for this kind of procedure")
    if rule.needs and not _last(case.events, rule.needs):
        return Label(f"没有“{rule.needs.zh}”", f"no event: {rule.needs.en}")
    return None


def _last(events: Iterable[Event], kind: EventKind) -> Event | None:
    """Return the last event of a kind, one without a day before all others."""
    found = [event for event in events if event.kind is kind]
    return max(found, key=lambda each: each.day or date.min, default=None)


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
    begun = _moment(start) if limit.length.unit is LengthUnit.HOUR else day
    if begun is None:
        missing = Label(f"“{start.kind.zh}”的时刻", f"the time of: {start.kind.en}")
        return Clock(
            rule=rule.rule,
            state=ClockState.INDETERMINATE,
            start=day,
            missing=(missing,),
        )
    excluded, paused = _pauses(case, day, world)
    facts = Facts(excluded=excluded)
    plain = _due(rule, begun, facts, world)
    ledger = tuple(_ledger(rule, case, plain, limit.extension))
    granted = any(each.effective for each in ledger)
    answer = (
        _due(rule, begun, evolve(facts, extended=True), world) if granted else plain
    )
    ended = _end(rule, case, day, world)
    clock = Clock(
        rule=rule.rule,
        state=ClockState.SUSPENDED,
        start=day,
        due=answer,
        met_on=ended.day if ended else None,
        extensions=ledger,
        excluded=excluded,
    )
    if paused and ended is None:
        return clock
    return _judged(clock, rule, ended, world)


def _moment(event: Event) -> datetime | None:
    if event.day is None or event.time is None:
        return None
    return datetime.combine(event.day, event.time)


def _due(rule: ClockRule, begun: date | datetime, facts: Facts, world: _World) -> Due:
    return due(
        rule.rule,
        start=begun,
        facts=facts,
        choice=world.choice,
        rulebook=world.rulebook,
        calendar=world.calendar,
    )


def _pauses(
    case: Case, start: date, world: _World
) -> tuple[tuple[DateSpan, ...], bool]:
    """Return the days on which the case was suspended, and whether it still is."""
    spans: list[DateSpan] = []
    begun: date | None = None
    marks = sorted(
        (event.day, event.kind is EventKind.SUSPENDED)
        for event in case.events
        if event.day and event.kind in (EventKind.SUSPENDED, EventKind.RESUMED)
    )
    for day, stops in marks:
        if stops:
            begun = begun or day
        elif begun:
            spans += _clipped(begun, day, start)
            begun = None
    if begun:
        spans += _clipped(begun, world.as_of, start)
    return tuple(spans), begun is not None


def _clipped(since: date, until: date, start: date) -> list[DateSpan]:
    """Return the days from *since* up to *until* that lie after *start*."""
    since = max(since, start)
    return [DateSpan(since, until)] if since < until else []


def _ledger(
    rule: ClockRule, case: Case, plain: Due, allowed: Extension | None
) -> Iterator[Granted]:
    """Yield each extension on record and whether it was lawful."""
    if not rule.extends:
        return
    found = [each for each in case.events if each.kind is EventKind.EXTENDED]
    for number, event in enumerate(found, 1):
        problems = tuple(_problems(event, case, plain, allowed))
        if allowed and allowed.times and number > allowed.times:
            problems = (*problems, Label("超过延长次数", "extended too often"))
        yield Granted(event=event, effective=not problems, problems=problems)


def _problems(
    event: Event, case: Case, plain: Due, allowed: Extension | None
) -> Iterator[Label]:
    """Yield what is wrong with an extension, or not shown of it."""
    if allowed is None or allowed.length is None:
        yield Label("法律未定可延长的长度", "the law sets no length of extension")
    if event.day is None or event.day > plain.latest:
        yield Label("期限届满后才延长", "extended after the end")
    if event.actor is None and event.person is None:
        yield Label("没有批准人的记录", "no record of who approved it")
    told = [
        each.day
        for each in case.events
        if each.kind is EventKind.NOTIFIED and each.day and event.day
    ]
    if (
        allowed
        and allowed.notify
        and not any(event.day and day >= event.day for day in told)
    ):
        yield Label("没有告知当事人的记录", "no record that the party was told")


def _end(rule: ClockRule, case: Case, start: date, world: _World) -> Event | None:
    """Return the event that met the limit, in the case or in one linked to it."""
    backward = _is_backward(rule, start, world)
    events = case.events if rule.ends_in is None else _linked(rule, case, world)
    found = [
        event
        for event in events
        if event.kind in rule.ends
        and event.day
        and event.day <= world.as_of
        and (event.day <= start if backward else event.day >= start)
    ]
    return min(found, key=lambda each: each.day or date.max, default=None)


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


def _judged(clock: Clock, rule: ClockRule, ended: Event | None, world: _World) -> Clock:
    """Return a clock with the state that its end and the day give it."""
    answer = clock.due
    if answer is None:
        return clock
    waiting = limit_of(answer.version).nature is Nature.WAITING
    if ended and ended.day:
        return evolve(clock, state=_verdict(answer, ended.day, waiting=waiting))
    if world.as_of <= answer.earliest:
        running = answer.status is DeadlineStatus.CERTAIN
        state = ClockState.RUNNING if running else ClockState.PROVISIONAL
        return evolve(clock, state=state)
    if world.as_of <= answer.latest:
        return evolve(clock, state=ClockState.PROVISIONAL)
    if rule.deems and answer.last_day:
        day = answer.last_day if rule.deems.on == "last_day" else clock.start
        clock = evolve(clock, deemed=Event(kind=rule.deems.event, day=day))
    if world.complete:
        return evolve(clock, state=ClockState.MISSED)
    names = "、".join(kind.zh for kind in rule.ends)
    labels = " / ".join(kind.en for kind in rule.ends)
    missing = Label(f"“{names}”的记录", f"a record of: {labels}")
    return evolve(clock, state=ClockState.INDETERMINATE, missing=(missing,))


def _verdict(answer: Due, day: date, *, waiting: bool) -> ClockState:
    """Return whether an event on *day* kept the limit."""
    if waiting:
        return ClockState.MET if day > answer.latest else ClockState.MISSED
    if day <= answer.earliest:
        return ClockState.MET
    if day > answer.latest:
        return ClockState.MISSED
    return ClockState.PROVISIONAL
