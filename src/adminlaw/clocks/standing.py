"""How a clock stands: which events start and meet it, and what follows if none does.

Which event starts which limit is data (``data/clocks.toml``). An event that is not on
record is missing evidence: a limit counts as missed only where an event shows it, or
where the case's events are declared complete.
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from attrs import evolve, frozen

from adminlaw.clocks.due import Due, limit_of
from adminlaw.clocks.ledger import Granted
from adminlaw.converter import structure
from adminlaw.labels import Label, LabelledEnum
from adminlaw.markup import shown_as
from adminlaw.model import CaseKind, CaseOutcome, Event, EventKind, Trait
from adminlaw.periods.deadlines import DeadlineStatus
from adminlaw.rulebook import Nature
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
        since: The first day of the clock's start for which the law says so.
        until: The day from which it does so no longer.
    """

    event: EventKind
    on: str
    since: date | None = None
    until: date | None = None

    def applies(self, start: date) -> bool:
        """Tell whether a clock that started on a day is one that the law speaks of."""
        return (self.since or date.min) <= start < (self.until or date.max)


@frozen(kw_only=True)
class ClockRule:
    """Which events of a case start and meet a time limit (期限起止事件).

    Attributes:
        outcomes: How a case has to have ended for it to run; one whose outcome is
            unsaid may have.
        after: Id of the limit whose silent end starts this one: an organ that has
            not acted by its last day opens the way to a court.
    """

    rule: str
    cases: tuple[CaseKind, ...]
    starts: tuple[EventKind, ...]
    ends: tuple[EventKind, ...]
    ends_in: CaseKind | None = None
    needs: EventKind | None = None
    outcomes: tuple[CaseOutcome, ...] = ()
    only: tuple[Trait, ...] = ()
    never: tuple[Trait, ...] = ()
    extends: bool = False
    deems: tuple[Deemed, ...] = ()
    after: str = ""


@cache
def clock_rules() -> tuple[ClockRule, ...]:
    """Return every clock that is known."""
    path = files("adminlaw.clocks").joinpath("data", "clocks.toml")
    rows = tomllib.loads(path.read_text("utf-8"))["clock"]
    return tuple(structure(row, ClockRule) for row in rows)


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

    _repr_html_ = shown_as(
        "案件期限",
        rule="规则",
        state="状态",
        start="起",
        last_day="最后一日",
        met_on="完成日期",
        extensions="延长",
        excluded="扣除期间",
        missing="缺少",
    )

    @property
    def last_day(self) -> date | None:
        """The last day; None unless it is certain, and while the clock stands still."""
        stands = self.state is ClockState.SUSPENDED or self.due is None
        return None if stands or self.due is None else self.due.last_day


def moment_of(event: Event) -> datetime | None:
    """Return the moment of an event; None where its day or its time is not known."""
    if event.day is None or event.time is None:
        return None
    return datetime.combine(event.day, event.time)


def judged(
    clock: Clock, rule: ClockRule, ended: Event | None, *, as_of: date, complete: bool
) -> Clock:
    """Return a clock with the state that its end and the day give it.

    Args:
        clock: The clock, counted.
        rule: Which events meet it, and what the law deems where none does.
        ended: The event that met it; one without a day may have.
        as_of: The day.
        complete: Whether the events on record are all there were.
    """
    answer = clock.due
    if answer is None:
        return clock
    waiting = limit_of(answer.version).nature is Nature.WAITING
    if ended and ended.day:
        state = _verdict(answer, ended, waiting=waiting)
        clock = evolve(clock, state=state, met_on=ended.day)
        if state is ClockState.INDETERMINATE:
            kind = ended.kind
            missing = Label(f"“{kind.zh}”的时刻", f"the time of: {kind.en}")
            return evolve(clock, missing=(missing,))
    else:
        clock = evolve(clock, state=_awaited(answer, as_of, waiting=waiting))
    if clock.state is not ClockState.MISSED:
        return clock
    return _missed(clock, rule, ended, complete=complete)


def _verdict(answer: Due, ended: Event, *, waiting: bool) -> ClockState:
    """Return whether an event kept the limit."""
    day, last_moment = ended.day or date.max, answer.deadline.last_moment
    early, late = ClockState.MET, ClockState.MISSED
    if waiting:
        early, late = late, early
    if last_moment and day == last_moment.date():
        moment = moment_of(ended)
        if moment is None:
            return ClockState.INDETERMINATE
        return early if moment <= last_moment else late
    if day <= answer.earliest:
        return early
    return late if day > answer.latest else ClockState.PROVISIONAL


def _awaited(answer: Due, as_of: date, *, waiting: bool) -> ClockState:
    """Return how a limit stands at the end of a day without the event that meets it."""
    over = as_of >= answer.latest if answer.deadline.last_moment else False
    if over or as_of > answer.latest:
        return ClockState.MET if waiting else ClockState.MISSED
    certain = answer.status is DeadlineStatus.CERTAIN
    return ClockState.RUNNING if certain else ClockState.PROVISIONAL


def _missed(
    clock: Clock, rule: ClockRule, ended: Event | None, *, complete: bool
) -> Clock:
    """Return a clock that was not met with what follows, or what would settle it."""
    if any(each.unmeasured for each in clock.extensions):
        missing = Label("批准延长的期限", "by how much it was extended")
    elif ended and ended.day is None:
        missing = Label(f"“{ended.kind.zh}”之日", f"the day of: {ended.kind.en}")
    else:
        clock = _deemed(clock, rule)
        if ended or complete:
            return clock
        names = "、".join(kind.zh for kind in rule.ends)
        labels = " / ".join(kind.en for kind in rule.ends)
        missing = Label(f"“{names}”的记录", f"a record of: {labels}")
    return evolve(clock, state=ClockState.INDETERMINATE, missing=(missing,))


def _deemed(clock: Clock, rule: ClockRule) -> Clock:
    """Return a clock that was not met with what the law takes to have happened."""
    if clock.start is None or clock.last_day is None:
        return clock
    for each in rule.deems:
        if each.applies(clock.start):
            day = clock.last_day if each.on == "last_day" else clock.start
            return evolve(clock, deemed=Event(kind=each.event, day=day))
    return clock
