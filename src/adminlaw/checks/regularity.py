"""What has to happen every so often, and by a day of every year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import MAXYEAR, date, timedelta

from attrs import frozen

from adminlaw.checks.identity import check
from adminlaw.checks.intervals import interval, point, printed
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.sums import ACCURACY
from adminlaw.findings import (
    Outcome,
    Subject,
    failed,
    not_assessable,
    passed,
    unknown,
)
from adminlaw.labels import Label
from adminlaw.model import (
    Activity,
    ClearanceCycle,
    Figure,
    PublishedReport,
    ReportKind,
    first,
    when,
)
from adminlaw.periods import Length, LengthUnit
from adminlaw.rulebook import Frequency, Rule, YearlyDay
from adminlaw.spans import DateSpan


@frozen
class Demand:
    """How often something has to happen, and what the register says of it.

    Attributes:
        windows: The whole intervals of the register's period, in order.
        figures: Published counts, each of exactly one of the windows or of all.
        records: The records that show it.
    """

    rule: Rule
    content: Frequency
    period: DateSpan | None
    windows: tuple[DateSpan, ...]
    figures: tuple[Figure, ...]
    records: tuple[Activity | ClearanceCycle, ...]

    @property
    def kind(self) -> str:
        """The kind of record that shows it."""
        return "activities" if self.content.clearance is None else "clearance_cycles"


def _demands(context: Context) -> Iterator[Sight[Demand]]:
    period = context.register.period
    last = period.last_day if period else None
    day = min(last, context.as_of) if last else context.as_of
    for rule, content in context.saying(Frequency, day):
        demand = Demand(
            rule=rule,
            content=content,
            period=period,
            windows=tuple(_windows(period, content.every)) if period else (),
            figures=tuple(_published(content, context)),
            records=_shown_by(content, context),
        )
        looked_at = [f"figures/{each.id}" for each in demand.figures]
        looked_at += [f"{demand.kind}/{each.id}" for each in demand.records]
        yield Sight(
            item=demand,
            subject=Subject(key=rule.id, label=rule.label, records=tuple(looked_at)),
            rule=rule.id,
            day=day,
        )


def _windows(period: DateSpan, every: Length) -> Iterator[DateSpan]:
    """Yield the whole intervals of a closed period, from its first day on.

    Working days and hours are counted by a calendar, which is not asked here.
    """
    start = period.since
    while start is not None and period.until is not None:
        end = _after(start, every)
        if end is None or end > period.until:
            return
        yield DateSpan(start, end)
        start = end


def _after(day: date, length: Length) -> date | None:
    """Return the first day after an interval, None where it cannot be told.

    An interval from the end of a month is left to the calendar as well.
    """
    months = {LengthUnit.YEAR: 12, LengthUnit.MONTH: 1}.get(length.unit)
    days = {LengthUnit.WEEK: 7, LengthUnit.DAY: 1}.get(length.unit)
    try:
        if months is not None:
            years, month = divmod(day.month - 1 + months * length.number, 12)
            return day.replace(year=day.year + years, month=month + 1)
        return None if days is None else day + timedelta(days=days * length.number)
    except (ValueError, OverflowError):
        return None  # no such day, or none in the calendar


def _published(content: Frequency, context: Context) -> Iterator[Figure]:
    """Yield the published counts of the register's own place, of all of its field."""
    own = (None, context.register.place)
    for group in context.groups:
        figure = group.figure(content.measure) if content.measure else None
        if figure is not None and figure.place in own and not figure.scope:
            yield figure


def _shown_by(
    content: Frequency, context: Context
) -> tuple[Activity | ClearanceCycle, ...]:
    register = context.register
    if content.clearance is not None:
        cycles = register.clearance_cycles
        return tuple(each for each in cycles if each.scope is content.clearance)
    activities = register.activities
    return tuple(each for each in activities if each.kind is content.activity)


@check(
    "A101",
    zh="频次达到要求",
    en="it happens as often as required",
    rule=ACCURACY,
    over=_demands,
)
def often_enough(demand: Demand, context: Context) -> Outcome:
    """A duty to do something twice a year is met by two occurrences in each year.

    Topics are no occurrences. Absence is evidence only where the register declares
    the kind of record complete, and only for an interval that is over; what is
    required of each person needs records of each person.
    """
    if demand.content.each is not None:
        return unknown(
            Label("需要逐一记录", "records of each are needed"), (demand.content.each,)
        )
    if demand.period is None:
        return not_assessable(Label("登记簿未载明期间", "the register has no period"))
    if not demand.windows:
        return _short(demand, demand.period, context)
    verdicts = [_window(demand, window, context) for window in demand.windows]
    facts = _facts(demand, len(demand.windows), context)
    if any(each is False for each in verdicts):
        return failed(Label("低于规定频次", "less often than required"), facts)
    if all(verdicts):
        return passed(Label("达到频次", "often enough"), facts)
    if any(_uncounted(each) for each in demand.records):
        return not_assessable(_TOPICS, facts)
    message = Label("没有足够的记录", "not enough records")
    return unknown(message, (demand.rule.label,), facts)


_TOPICS = Label("次数未载明，内容不等于次数", "not counted: topics are no occurrences")


def _uncounted(record: Activity | ClearanceCycle) -> bool:
    return isinstance(record, Activity) and record.occurrences is None


def _facts(demand: Demand, windows: int, context: Context) -> dict[str, str]:
    counted = [
        _times(each, DateSpan.always(), context.as_of) for each in demand.records
    ]
    facts = {
        "needed": str(demand.content.at_least * max(1, windows)),
        "every": str(demand.content.every),
        "recorded": str(sum(each for each in counted if each)),
        "records": str(len(demand.records)),
    }
    counts = " ".join(printed(each) for each in demand.figures)
    return {**facts, "count": counts} if counts else facts


def _short(demand: Demand, period: DateSpan, context: Context) -> Outcome:
    """Judge a period without a whole interval: enough is enough."""
    facts = _facts(demand, 0, context)
    counted = demand.content.every.unit in _COUNTED
    if counted and (_recorded(demand, period, context) or 0) >= demand.content.at_least:
        return passed(Label("达到频次", "often enough"), facts)
    return not_assessable(
        Label("期间短于一个周期", "the period is shorter than one interval"), facts
    )


_COUNTED = frozenset(
    {LengthUnit.YEAR, LengthUnit.MONTH, LengthUnit.WEEK, LengthUnit.DAY}
)


def _window(demand: Demand, window: DateSpan, context: Context) -> bool | None:
    """Tell whether it happened often enough in one interval; None if not certain."""
    for figure in demand.figures:
        found = interval(figure)
        if figure.period == window and found is not None:
            return point(demand.content.at_least).at_most(found)
    known = _recorded(demand, window, context)
    if known >= demand.content.at_least:
        return True
    last = window.last_day
    over = last is not None and last <= context.as_of
    complete = demand.kind in context.register.complete
    sure = all(
        _times(each, window, context.as_of) is not None for each in demand.records
    )
    return False if over and complete and sure else None


def _recorded(demand: Demand, window: DateSpan, context: Context) -> int:
    times = [_times(each, window, context.as_of) for each in demand.records]
    return sum(each for each in times if each is not None)


def _times(
    record: Activity | ClearanceCycle, window: DateSpan, as_of: date
) -> int | None:
    """Return how often a record stands for it in an interval; None if not certain.

    What begins after the day of the audit has not happened yet.
    """
    spans = [record.period] if record.period is not None else []
    spans += [span for event in record.events if (span := when(event)) is not None]
    begun = [span for span in spans if span.since is None or span.since <= as_of]
    if not spans:
        return None
    if len(begun) < len(spans) or not any(map(window.overlaps, begun)):
        return 0
    times = record.occurrences if isinstance(record, Activity) else 1
    return times if all(map(window.covers, begun)) else None


# --- By a day of every year -------------------------------------------------------


@frozen
class DueReport:
    """A report and the rule that says by when something is done about it."""

    report: PublishedReport
    content: YearlyDay
    due: date | None


def _due_reports(context: Context) -> Iterator[Sight[DueReport]]:
    for report in context.register.reports:
        last = report.period.last_day if report.period else None
        if report.kind is not ReportKind.LAW_BASED_GOVERNMENT or last is None:
            continue
        for rule, content in context.saying(YearlyDay, last):
            yield _due_report(report, content, rule, last)


def _due_report(
    report: PublishedReport, content: YearlyDay, rule: Rule, last: date
) -> Sight[DueReport]:
    year = last.year + content.years_later
    due = date(year, content.month, content.day) if year <= MAXYEAR else None
    return Sight(
        item=DueReport(report, content, due),
        subject=Subject(
            key=f"{rule.id}@{report.id}",
            label=rule.label,
            records=(f"reports/{report.id}",),
        ),
        rule=rule.id,
        day=last,
    )


@check(
    "R101",
    zh="年度报告按时公开",
    en="the yearly report is out in time",
    rule=ACCURACY,
    over=_due_reports,
)
def report_in_time(item: DueReport, context: Context) -> Outcome:
    """A report on a year is due by a day of the next one.

    Blind to: reports to other bodies than the public, which have their own days.
    """
    kind, due = item.content.event, item.due
    if due is None:
        return not_assessable(Label("日历没有这一天", "the calendar has no such day"))
    event = first(item.report.events, kind)
    span = when(event) if event else None
    facts = {"due": due.isoformat()}
    if span is None or (span.since is not None and span.since > context.as_of):
        early = context.as_of <= due
        message = (
            Label("尚未到期", "not yet due")
            if early
            else Label("未载明公开日期", "its publication is not recorded")
        )
        return unknown(message, (Label(kind.zh, kind.en),), facts)
    facts |= {kind.code: str(span.since if span.days == 1 else span)}
    if span.last_day is not None and span.last_day <= due:
        return passed(Label("按时公开", "out in time"), facts)
    if span.since is not None and span.since > due:
        return failed(Label("逾期公开", "out late"), facts)
    return not_assessable(Label("日期不确定", "the day is not certain"), facts)
