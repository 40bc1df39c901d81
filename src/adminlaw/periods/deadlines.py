"""Find the last day of a period (期间届满日).

The first day does not count, and a month ends on its corresponding day or on its
last one (《民法典》第二百零一条、第二百零二条); an extension is counted from the start
of the period, and the end is moved once, to the next working day (第二百零三条).
Whether an end moves, which days do not count and what caps a period is for the
statute to say and is handed over. What the calendar cannot know yet gives bounds.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from attrs import frozen

from adminlaw.errors import Lang, PeriodError, UnpublishedYearError
from adminlaw.labels import Label, LabelledEnum
from adminlaw.markup import shown_as
from adminlaw.periods.bounds import Bounds
from adminlaw.periods.calendars import WorkCalendar
from adminlaw.periods.counting import counting_law
from adminlaw.periods.lengths import Length, LengthUnit
from adminlaw.periods.options import Direction, FirstDay, FirstHour
from adminlaw.spans import DateSpan

DAYS_A_WEEK: Final = 7
MONTHS_A_YEAR: Final = 12


class DeadlineStatus(LabelledEnum):
    """How sure a deadline is (期限确定程度)."""

    CERTAIN = "certain", "确定", "certain"
    PROVISIONAL = "provisional", "待放假通知公布", "provisional"
    JUDGEMENT = "judgement", "须由法律判断", "requires judgement"


@frozen(kw_only=True)
class Period:
    """A period as a statute states it, ready to be counted (期间).

    Attributes:
        length: How long it is.
        direction: Whether it runs from the day of the event or lies before it.
        rolls: Whether an end on a rest day moves to the next working day.
        extension: How much longer it was made; counted from the start of the whole.
        excluded: Days that do not count, each span half-open.
        cap: The day beyond which it never goes; a cap does not move.
        first_day: Whether the day of the event counts.
        first_hour: Whether the hour of the event counts, for hours.
        roll_article: The article that moves the end, where it is not the general law
            of counting; empty where the statute's own clause is not named.
        moves_before_extension: Whether an extension counts from the moved end.
        months_from_next_day: Whether months run from the day after the event.

    Raises:
        PeriodError: an excluded span has no end, or the parts cannot be combined.
    """

    length: Length
    direction: Direction = Direction.FORWARD
    rolls: bool = False
    extension: Length | None = None
    excluded: tuple[DateSpan, ...] = ()
    cap: date | None = None
    first_day: FirstDay = FirstDay.EXCLUDED
    first_hour: FirstHour = FirstHour.EXCLUDED
    roll_article: str | None = None
    moves_before_extension: bool = False
    months_from_next_day: bool = False

    _repr_html_ = shown_as(
        "期间",
        length="期限",
        extension="延长",
        direction="方向",
        excluded="扣除期间",
        cap="最长期限",
    )

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be counted."""
        if any(span.since is None or span.until is None for span in self.excluded):
            raise PeriodError("扣除的期间没有起止", "an excluded span has no end")
        hours = {self.length.unit is LengthUnit.HOUR}
        if self.extension:
            hours.add(self.extension.unit is LengthUnit.HOUR)
        if len(hours) > 1:
            raise PeriodError("小时与日不能相加", "hours and days cannot be added")

    @property
    def sign(self) -> int:
        """Which way it is counted: 1 from the day of the event on, -1 before it."""
        return 1 if self.direction is Direction.FORWARD else -1

    @property
    def parts(self) -> tuple[Length, ...]:
        """The lengths in order: one where the extension has the unit of the base."""
        if self.extension is None:
            return (self.length,)
        joins = not self.moves_before_extension
        if self.extension.unit is self.length.unit and joins:
            total = self.length.number + self.extension.number
            return (Length(total, self.length.unit),)
        return (self.length, self.extension)


@frozen(kw_only=True)
class PeriodStep:
    """One step of a calculation (计算步骤).

    Attributes:
        reason: What was done.
        day: The day reached.
        article: The article it rests on; empty where the statute's own rule says it.
    """

    reason: Label
    day: date
    article: str = ""

    _repr_html_ = shown_as("计算步骤", reason="步骤", day="日期", article="条文")

    def line(self, lang: Lang = "en") -> str:
        """Return the step as one line of text."""
        article = f"（{self.article}）" if self.article else ""
        return f"{self.day} {self.reason.text(lang)}{article}"


@frozen(kw_only=True)
class Deadline:
    """Where a period ends, and how that was found (届满日).

    Attributes:
        period: The period.
        start: The day, or the moment, of its event.
        status: How sure the end is.
        last_day: The last day, included; None unless it is certain.
        last_moment: The moment at which a period in hours ends.
        earliest: The first day that the last day can be.
        latest: The last day that the last day can be.
        recheck_after: When a provisional end can be asked for again.
        missing: The fact that a provisional end waits for.
        assumption: What the bounds rest on.
        steps: The calculation.
    """

    period: Period
    start: date | datetime
    status: DeadlineStatus
    last_day: date | None
    earliest: date
    latest: date
    last_moment: datetime | None = None
    recheck_after: date | None = None
    missing: Label | None = None
    assumption: Label | None = None
    steps: tuple[PeriodStep, ...] = ()

    _repr_html_ = shown_as(
        "届满日",
        status="结论",
        start="起算",
        last_day="最后一日",
        earliest="最早",
        latest="最晚",
        recheck_after="复核日期",
        missing="缺少",
        assumption="前提",
        steps="步骤",
    )

    def again(self, calendar: WorkCalendar) -> Deadline:
        """Return the same deadline by another calendar."""
        return deadline_of(self.period, self.start, calendar)

    def text(self, lang: Lang = "zh") -> str:
        """Return the calculation, a line a step, and the end."""
        end = self.last_day or f"{self.earliest} – {self.latest}"
        lines = [step.line(lang) for step in self.steps]
        return "\n".join([*lines, f"= {end} [{self.status.text(lang)}]"])


def deadline_of(
    period: Period, start: date | datetime, calendar: WorkCalendar
) -> Deadline:
    """Return where *period* ends when its event is on *start*.

    Args:
        period: The period; days are calendar days unless its unit is working days.
        start: The day of the event; for hours a moment.
        calendar: Which days are working days.

    Raises:
        PeriodError: a period in hours starts on a day without a time, or the end
            lies outside the calendar of dates.

    Source: 《民法典》第二百零一条至第二百零四条.

    >>> from adminlaw.periods.calendars import work_calendar
    >>> month = Period(length=Length.parse("1 month"))
    >>> deadline_of(month, date(2024, 1, 31), work_calendar()).last_day
    datetime.date(2024, 2, 29)
    """
    try:
        if period.length.unit is LengthUnit.HOUR:
            return _in_hours(period, start)
        day = start.date() if isinstance(start, datetime) else start
        return _Count(period, day, calendar).deadline(start)
    except OverflowError:
        reason = ("超出日历范围", "the end lies outside the calendar")
        raise PeriodError(*reason) from None


def certain_end(period: Period, start: date, calendar: WorkCalendar) -> date | None:
    """Return the last day of a simple period where it is certain, and no steps.

    It is what columns of starts are counted with; None sends the caller to
    :func:`deadline_of`, which gives the same day with its steps, or bounds.

    Args:
        period: The period.
        start: The day of the event.
        calendar: Which days are working days.

    >>> from adminlaw.periods.calendars import work_calendar
    >>> month = Period(length=Length.parse("1 month"))
    >>> certain_end(month, date(2024, 1, 31), work_calendar())
    datetime.date(2024, 2, 29)
    """
    parts = period.parts
    unit = parts[0].unit
    plain = not (period.excluded or period.months_from_next_day)
    simple = len(parts) == 1 and plain and period.cap is None
    if not simple or unit is LengthUnit.HOUR or period.first_day is FirstDay.COUNTED:
        return None
    sign = period.sign
    try:
        if unit is LengthUnit.WORKING_DAY:
            end = calendar.add(start, sign * parts[0].number)
        else:
            end = moved_by(start, parts[0], sign)
            if not (period.rolls and sign > 0):
                return end
            end = calendar.roll(end)
    except (UnpublishedYearError, OverflowError):
        return None
    return end if end <= calendar.settled_until else None


def _in_hours(period: Period, start: date | datetime) -> Deadline:
    """Return where a period in hours ends; it never moves."""
    if not isinstance(start, datetime):
        raise PeriodError(
            "以小时计算的期间须有起算时刻", "hours need a starting moment"
        )
    begun = start
    steps: list[PeriodStep] = []
    if period.first_hour is FirstHour.EXCLUDED:
        begun = start.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        reason = Label(f"开始之时不计，自{begun:%H}时起算", f"from {begun:%H}:00 on")
        steps.append(PeriodStep(reason=reason, day=begun.date()))
    (whole,) = period.parts
    end = begun + period.sign * timedelta(hours=whole.number)
    moment = f"{end:%Y-%m-%d %H:%M}"
    label = Label(f"{whole.label('zh')}至{moment}", f"{whole} end at {moment}")
    steps.append(PeriodStep(reason=label, day=end.date()))
    return Deadline(
        period=period,
        start=start,
        status=DeadlineStatus.CERTAIN,
        last_day=end.date(),
        last_moment=end,
        earliest=end.date(),
        latest=end.date(),
        steps=tuple(steps),
    )


@frozen
class _Reached:
    """How far a count has come: the days that the end can be."""

    earliest: date
    latest: date
    bounds: Bounds | None = None

    @property
    def certain(self) -> bool:
        return self.earliest == self.latest and (
            self.bounds is None or self.bounds.certain
        )


class _Count:
    """The counting of one period in days, months or years."""

    def __init__(self, period: Period, start: date, calendar: WorkCalendar) -> None:
        self.period, self.start, self.calendar = period, start, calendar
        self.excluded = _joined(period.excluded)
        self.steps: list[PeriodStep] = []

    def deadline(self, start: date | datetime) -> Deadline:
        """Count, move and cap, and say how sure the end is."""
        reached = _Reached(self.start, self.start)
        for number, part in enumerate(self.period.parts):
            if number and self.period.moves_before_extension:
                reached = self._rolled(reached)
            reached = self._spent(reached, part)
        reached = self._capped(self._rolled(reached))
        certain = reached.certain
        bounds = None if certain else reached.bounds
        return Deadline(
            period=self.period,
            start=start,
            status=DeadlineStatus.CERTAIN if certain else DeadlineStatus.PROVISIONAL,
            last_day=reached.earliest if certain else None,
            earliest=reached.earliest,
            latest=reached.latest,
            recheck_after=bounds.recheck_after if bounds else None,
            missing=bounds.missing if bounds else None,
            assumption=bounds.assumption if bounds else None,
            steps=tuple(self.steps),
        )

    def _spent(self, reached: _Reached, part: Length) -> _Reached:
        """Count one length on from where the count has come."""
        if part.unit is LengthUnit.WORKING_DAY:
            return self._working_days(reached, part)
        earliest = self._counted(reached.earliest, part)
        latest = self._counted(reached.latest, part)
        article = counting_law("months" if part.unit.by_month else "days", self.start)
        self._step(earliest, f"{part.label('zh')}届满", f"{part} counted", article)
        return _Reached(earliest, latest, reached.bounds)

    def _counted(self, day: date, part: Length) -> date:
        """Return the end of a length in calendar units, days left out added."""
        sign = self.period.sign
        later = part.unit.by_month and self.period.months_from_next_day
        end = moved_by(day + timedelta(days=1) if later else day, part, sign)
        if self.period.first_day is FirstDay.COUNTED and day == self.start:
            end -= timedelta(days=sign)
        plain = end
        while self.excluded:
            out = sum(_overlap(day, end, span) for span in self.excluded)
            if plain + sign * timedelta(days=out) == end:
                break
            end = plain + sign * timedelta(days=out)
        return end

    def _working_days(self, reached: _Reached, part: Length) -> _Reached:
        """Count working days, those left out apart."""
        sign = self.period.sign
        number = part.number
        if self.period.first_day is FirstDay.COUNTED and self._works(reached.earliest):
            number -= 1
        try:
            end = self._nth(reached.earliest, number * sign)
        except UnpublishedYearError:
            return self._bounded(reached, number * sign)
        if end > self.calendar.settled_until:
            return self._bounded(reached, number * sign)
        self._step(end, f"{part.label('zh')}届满", f"{part} counted")
        return _Reached(end, end, reached.bounds)

    def _works(self, day: date) -> bool:
        try:
            return self.calendar.is_working_day(day)
        except UnpublishedYearError:
            return False

    def _nth(self, day: date, number: int) -> date:
        """Return the *number*-th working day from *day* that is not left out."""
        if number == 0:
            return day
        end = self.calendar.add(day, number)
        while self.excluded:
            out = sum(self._working_in(day, end, span) for span in self.excluded)
            wanted = self.calendar.add(day, number + (out if number > 0 else -out))
            if wanted == end:
                break
            end = wanted
        return end

    def _working_in(self, start: date, end: date, span: DateSpan) -> int:
        """Return how many working days of *span* lie between *start* and *end*."""
        shared = _shared(start, end, span)
        if shared is None or shared.since is None or shared.last_day is None:
            return 0
        return self.calendar.count(shared.since - timedelta(days=1), shared.last_day)

    def _bounded(self, reached: _Reached, number: int) -> _Reached:
        """Return bounds where the calendar does not reach far enough."""
        out = sum(span.days or 0 for span in self.period.excluded)
        near = self.calendar.bounds_of_add(reached.earliest, number)
        far_number = number + (out if number > 0 else -out)
        far = self.calendar.bounds_of_add(reached.latest, far_number)
        earliest, latest = (
            min(near.earliest, far.earliest),
            max(near.latest, far.latest),
        )
        self._step(earliest, "最早可能的届满日", "the earliest possible end")
        self._step(latest, "最晚可能的届满日", "the latest possible end")
        return _Reached(earliest, latest, far)

    def _rolled(self, reached: _Reached) -> _Reached:
        """Move an end on a rest day to the next working day, once."""
        moves = self.period.rolls and self.period.direction is Direction.FORWARD
        if not moves or self.period.parts[-1].unit is LengthUnit.WORKING_DAY:
            return reached
        near = self.calendar.bounds_of_roll(reached.earliest)
        far = self.calendar.bounds_of_roll(reached.latest)
        if near.certain and near.earliest != reached.earliest:
            holiday = self.calendar.holiday(reached.earliest)
            zh, en = (holiday.zh, holiday.en) if holiday else ("休息日", "a rest day")
            reason = (f"末日为{zh}，顺延至下一工作日", f"{en}: moved to a working day")
            said = self.period.roll_article
            article = counting_law("roll", self.start) if said is None else said
            self._step(near.earliest, *reason, article)
        return _Reached(near.earliest, far.latest, far if near.certain else near)

    def _capped(self, reached: _Reached) -> _Reached:
        """Let the cap win where it is the earlier day; it does not move."""
        cap = self.period.cap
        if cap is None or reached.latest <= cap:
            return reached
        if reached.earliest >= cap:
            if reached.earliest > cap:
                self._step(cap, "最长期限先届满", "the cap comes first")
            return _Reached(cap, cap)
        return _Reached(reached.earliest, cap, reached.bounds)

    def _step(self, day: date, zh: str, en: str, article: str = "") -> None:
        self.steps.append(PeriodStep(reason=Label(zh, en), day=day, article=article))


def moved_by(day: date, length: Length, sign: int = 1) -> date:
    """Return *day* moved by a length in calendar units; backwards if *sign* is -1.

    >>> moved_by(date(2024, 2, 29), Length.parse("1 year"))
    datetime.date(2025, 2, 28)
    """
    number = sign * length.number
    match length.unit:
        case LengthUnit.DAY:
            return day + timedelta(days=number)
        case LengthUnit.WEEK:
            return day + timedelta(days=DAYS_A_WEEK * number)
        case LengthUnit.MONTH:
            return add_months(day, number)
        case _:
            return add_months(day, MONTHS_A_YEAR * number)


def add_months(day: date, months: int) -> date:
    """Return the corresponding day *months* later, or that month's last day.

    Args:
        day: The day of the event; it does not count itself.
        months: Calendar months; negative for earlier ones.

    Raises:
        OverflowError: the day lies outside the calendar of dates.

    Source: 《民法典》第二百零二条.

    >>> add_months(date(2024, 1, 31), 1), add_months(date(2023, 6, 30), 6)
    (datetime.date(2024, 2, 29), datetime.date(2023, 12, 30))
    """
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(year)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _joined(spans: Sequence[DateSpan]) -> Sequence[DateSpan]:
    """Return spans in order, those that meet or overlap made one."""
    joined: list[DateSpan] = []
    for span in sorted(spans, key=lambda each: each.since or date.min):
        last = joined[-1] if joined else None
        if last and last.until and span.since and span.since <= last.until:
            until = max(last.until, span.until or last.until)
            joined[-1] = DateSpan(last.since, until)
        else:
            joined.append(span)
    return joined


def _shared(start: date, end: date, span: DateSpan) -> DateSpan | None:
    """Return the days of *span* that lie after *start* up to *end*, or between them."""
    if span.since is None or span.until is None:
        return None
    first, last = (
        (start + timedelta(days=1), end)
        if start <= end
        else (
            end,
            start - timedelta(days=1),
        )
    )
    since, until = max(first, span.since), min(last + timedelta(days=1), span.until)
    return DateSpan(since, until) if since < until else None


def _overlap(start: date, end: date, span: DateSpan) -> int:
    shared = _shared(start, end, span)
    return (shared.days or 0) if shared else 0
