"""Lay out a case in lanes: its events day by day, and each clock as a bar.

A bar goes from the day on which the clock starts to its last day, which is included.
Where the end is not certain it is solid up to the first day that it can be, and lighter
up to the last; where the event came too late, what went beyond is a bar of its own. The
limits: limits that do not run in the case are not drawn, nor is any remark or party.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final, Self

from attrs import evolve, frozen

from adminlaw.clocks.standing import Clock, ClockState
from adminlaw.clocks.timelines import Timeline
from adminlaw.errors import FieldValueError
from adminlaw.labels import Label
from adminlaw.model import Event, when
from adminlaw.spans import DateSpan

MOST_LANES: Final = 40
"""More lanes are refused: nobody reads them."""

EVENT: Final = Label("事件", "event")
CLOCK: Final = Label("期限", "time limit")
STATE: Final = Label("状态", "state")
DAY: Final = Label("日期", "day")
MET_ON: Final = Label("完成之日", "done on")
EXCLUDED: Final = Label("不计入", "not counted")
BOUNDS: Final = Label("届满日可能的范围", "the end lies in here")
OVER: Final = Label("超过届满日", "beyond the last day")
AS_OF: Final = Label("截至", "as of")


@frozen(kw_only=True)
class Moment:
    """What happened in a case on one day, or in a span where only that is known.

    Attributes:
        name: The day and the kinds of the events.
        days: When; open ends are those of the record.
    """

    name: Label
    days: DateSpan


@frozen(kw_only=True)
class Lane:
    """One clock of a case as it is drawn; spans hold the days that are coloured.

    Attributes:
        rule: Id of the time limit.
        name: What the limit is called.
        said: How it stands, in words.
        state: How it stands.
        sure: From its start to its last day, or to the first that it can be; None
            where it has no start or no end.
        bounds: The further days among which its last day lies; None where it is sure.
        over: Days beyond its end until it was met; None where it was met in time.
        met_on: The day on which it was met.
        excluded: Days that did not count, as far as they lie in the bar.
    """

    rule: str
    name: Label
    said: Label
    state: ClockState
    sure: DateSpan | None = None
    bounds: DateSpan | None = None
    over: DateSpan | None = None
    met_on: date | None = None
    excluded: tuple[DateSpan, ...] = ()


@frozen(kw_only=True)
class Lanes:
    """A case in lanes, from top to bottom.

    Attributes:
        span: The days from the first to the last that anything is drawn on.
        as_of: The day; inside the span or not.
    """

    title: Label
    moments: tuple[Moment, ...]
    clocks: tuple[Lane, ...]
    span: DateSpan
    as_of: date
    notes: tuple[Label, ...] = ()

    def checked(self, most: int) -> Self:
        """Return the lanes.

        Raises:
            FieldValueError: there are more of them than *most*.
        """
        number = len(self.moments) + len(self.clocks)
        if number > most:
            zh = f"至多{most}行（可用 most= 放宽）"
            en = f"at most {most} lanes, unless most= allows more"
            raise FieldValueError("lanes", number, zh, en)
        return self


def lanes_of(timeline: Timeline) -> Lanes:
    """Return the events of a case and its clocks, as they are drawn.

    Raises:
        FieldValueError: nothing in the case has a day.
    """
    as_of, case = timeline.as_of, timeline.case
    events = [each for each in case.events if _begun(each, as_of)]
    clocks = [_lane(each, as_of) for each in timeline.clocks]
    moments = tuple(_moments(events))
    days = sorted(
        {*_days_of(moments), *(day for each in clocks for day in _ends(each))}
    )
    if not days:
        raise FieldValueError("timeline", case.id, "有日期的案件", "a case with a day")
    number = case.number or case.id
    return Lanes(
        title=Label(
            f"{case.kind.zh} {number}（截至{as_of}）",
            f"{case.kind.en} {number} (as of {as_of})",
        ),
        moments=moments,
        clocks=tuple(_told_apart(clocks)),
        span=DateSpan(days[0], days[-1] + _DAY),
        as_of=as_of,
        notes=tuple(_notes(events)),
    )


_DAY: Final = timedelta(days=1)


def _begun(event: Event, as_of: date) -> bool:
    days = when(event)
    return days is None or days.since is None or days.since <= as_of


def _moments(events: Sequence[Event]) -> Iterator[Moment]:
    """Yield what happened, one for each day or span, the earliest first."""
    found: dict[DateSpan, list[Event]] = {}
    for each in events:
        days = when(each)
        if days is not None:
            found.setdefault(days, []).append(each)
    for days in sorted(found, key=_start):
        kinds = list(dict.fromkeys(each.kind for each in found[days]))
        sure = found[days][0].day is not None
        head = Label(str(days.since), str(days.since)) if sure else _between(days)
        zh, en = "、".join(x.zh for x in kinds), ", ".join(x.en for x in kinds)
        yield Moment(name=Label(f"{head.zh} {zh}", f"{head.en} {en}"), days=days)


def _between(days: DateSpan) -> Label:
    """Return the first and the last day of a span as a text."""
    since, until = days.since or "?", days.last_day or "?"
    return Label(f"{since}至{until}", f"{since} to {until}")


def _start(days: DateSpan) -> tuple[date, date]:
    return days.since or date.min, days.until or date.max


def _days_of(moments: Iterable[Moment]) -> Iterator[date]:
    for each in moments:
        yield from filter(None, (each.days.since, each.days.last_day))


def _ends(lane: Lane) -> Iterator[date]:
    """Yield the first and the last day of whatever is drawn of a clock."""
    for span in (lane.sure, lane.bounds, lane.over, *lane.excluded):
        if span:
            yield from filter(None, (span.since, span.last_day))


def _lane(clock: Clock, as_of: date) -> Lane:
    sure, bounds = _extent(clock, as_of)
    end = bounds or sure
    over = None
    late = clock.state is ClockState.MISSED and clock.met_on
    if late and end and end.last_day and late > end.last_day:
        over = DateSpan(end.until, late + _DAY)
    name = clock.due.rule.label if clock.due else Label(clock.rule, clock.rule)
    return Lane(
        rule=clock.rule,
        name=name,
        said=_said(clock),
        state=clock.state,
        sure=sure,
        bounds=bounds,
        over=over,
        met_on=clock.met_on,
        excluded=tuple(_inside(clock.excluded, sure)),
    )


def _extent(clock: Clock, as_of: date) -> tuple[DateSpan | None, DateSpan | None]:
    """Return the days that a clock surely takes, and those that it may take.

    While it stands still its end is not known, so that it goes as far as the day. One
    that is counted back from its event ends before it starts.
    """
    start, due = clock.start, clock.due
    if start is None or due is None:
        return None, None
    if clock.state is ClockState.SUSPENDED:
        return DateSpan(start, max(start, as_of) + _DAY), None
    first, last = due.earliest, due.latest
    if last < start:
        bounds = DateSpan(first, last) if first < last else None
        return DateSpan(last, start + _DAY), bounds
    bounds = DateSpan(first + _DAY, last + _DAY) if first < last else None
    return DateSpan(start, max(start, first) + _DAY), bounds


def _inside(excluded: Iterable[DateSpan], sure: DateSpan | None) -> Iterator[DateSpan]:
    """Yield days that did not count, as far as they lie in a bar."""
    if sure is None or sure.since is None or sure.until is None:
        return
    for each in excluded:
        since = max(sure.since, each.since or date.min)
        until = min(sure.until, each.until or date.max)
        if since < until:
            yield DateSpan(since, until)


def _said(clock: Clock) -> Label:
    """Return how a clock stands: its state, its last day, and when it was met."""
    zh, en = [clock.state.zh], [clock.state.en]
    if clock.met_on:
        zh.append(f"{clock.met_on}完成")
        en.append(f"done {clock.met_on}")
    if clock.last_day:
        zh.append(f"{clock.last_day}届满")
        en.append(f"last day {clock.last_day}")
    elif clock.due and clock.state is not ClockState.SUSPENDED:
        first, last = clock.due.earliest, clock.due.latest
        zh.append(f"{first}至{last}届满")
        en.append(f"last day {first} to {last}")
    if clock.missing:
        zh.append("缺" + "、".join(each.zh for each in clock.missing))
        en.append("missing: " + ", ".join(each.en for each in clock.missing))
    if clock.deemed:
        zh.append(f"视为{clock.deemed.kind.zh}")
        en.append(f"deemed: {clock.deemed.kind.en}")
    return Label("，".join(zh), ", ".join(en))


def _told_apart(lanes: Sequence[Lane]) -> Iterator[Lane]:
    """Yield lanes, those that are called the same with the ids of their rules."""
    names = [each.name.zh for each in lanes]
    for lane in lanes:
        if names.count(lane.name.zh) == 1:
            yield lane
        else:
            name = Label(
                f"{lane.name.zh}（{lane.rule}）", f"{lane.name.en} ({lane.rule})"
            )
            yield evolve(lane, name=name)


def _notes(events: Iterable[Event]) -> Iterator[Label]:
    number = sum(when(each) is None for each in events)
    if number:
        yield Label(f"另有{number}项事件没有日期", f"events without a day: {number}")
