"""What has to happen every so often, and by a day of every year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from attrs import frozen

from adminlaw.checks.identity import check
from adminlaw.checks.intervals import interval
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.sums import ACCURACY, ONLY_RANGES
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
    latest_possible,
    when,
)
from adminlaw.periods import Length, LengthUnit
from adminlaw.rulebook import Frequency, Rule, YearlyDay
from adminlaw.spans import DateSpan


@frozen
class Demand:
    """How often something has to happen, in the days that the register covers."""

    rule: Rule
    content: Frequency
    period: DateSpan | None


def _demands(context: Context) -> Iterator[Sight[Demand]]:
    period = context.register.period
    last = period.last_day if period else None
    day = min(last, context.as_of) if last else context.as_of
    for rule, content in context.saying(Frequency, day):
        yield Sight(
            item=Demand(rule, content, period),
            subject=Subject(key=rule.id, label=rule.label),
            rule=rule.id,
            day=day,
        )


@check(
    "A101",
    zh="频次达到要求",
    en="it happens as often as required",
    rule=ACCURACY,
    over=_demands,
)
def often_enough(demand: Demand, context: Context) -> Outcome:
    """A duty to do something twice a year is met by two occurrences, not by topics.

    Absence is evidence only where the register declares the kind of record
    complete; what is required of each person needs records of each person.
    """
    if demand.content.each is not None:
        return unknown(
            Label("需要逐一记录", "records of each are needed"), (demand.content.each,)
        )
    if demand.period is None:
        return not_assessable(Label("登记簿未载明期间", "the register has no period"))
    return _counted(demand, _intervals(demand.period, demand.content.every), context)


def _intervals(period: DateSpan, every: Length) -> int:
    """Return how many whole intervals of months or years a closed period holds.

    Working days are counted by the calendar, which is not asked here: of shorter
    units only calendar days and weeks are counted.
    """
    since, until = period.since, period.until
    if since is None or until is None:
        return 0
    months = (until.year - since.year) * 12 + until.month - since.month
    months -= until.day < since.day
    days = (until - since).days
    match every.unit:
        case LengthUnit.YEAR:
            return months // (12 * every.number)
        case LengthUnit.MONTH:
            return months // every.number
        case LengthUnit.WEEK:
            return days // (7 * every.number)
        case LengthUnit.DAY:
            return days // every.number
        case _:
            return 0


def _counted(demand: Demand, intervals: int, context: Context) -> Outcome:
    """Judge by a published count, else by the records."""
    needed = demand.content.at_least * max(1, intervals)
    facts = {"needed": str(needed), "every": str(demand.content.every)}
    stated = _stated(demand, context)
    if stated is not None and intervals:
        return _from_figure(stated, needed, facts)
    kind, counts = _occurrences(demand, context)
    known = sum(each for each in counts if each is not None)
    facts |= {"recorded": str(known), "records": str(len(counts))}
    if known >= needed:
        return passed(Label("达到频次", "often enough"), facts)
    if not intervals:
        return not_assessable(
            Label("期间短于一个周期", "the period is shorter than one interval"), facts
        )
    if None in counts:
        return not_assessable(
            Label(
                "次数未载明，内容不等于次数", "not counted: topics are no occurrences"
            ),
            facts,
        )
    if kind in context.register.complete:
        return failed(Label("低于规定频次", "less often than required"), facts)
    message = Label("没有足够的记录", "not enough records")
    return unknown(message, (demand.rule.label,), facts)


def _stated(demand: Demand, context: Context) -> Figure | None:
    """Return the figure that counts it for exactly the period, if one is published."""
    measure = demand.content.measure
    for group in context.groups:
        figure = group.figure(measure) if measure else None
        if figure is not None and figure.period == demand.period:
            return figure
    return None


def _from_figure(figure: Figure, needed: int, facts: dict[str, str]) -> Outcome:
    facts = {**facts, "count": str(figure.value)}
    found = interval(figure)
    if found is not None and found.low is not None and found.low >= Fraction(needed):
        return passed(Label("达到频次", "often enough"), facts)
    if found is not None and found.high is not None and found.high < Fraction(needed):
        return failed(Label("低于规定频次", "less often than required"), facts)
    return not_assessable(ONLY_RANGES, facts)


def _occurrences(
    demand: Demand, context: Context
) -> tuple[str, tuple[int | None, ...]]:
    """Return the kind of record that shows it, and how often each record stands for.

    A record without a day, or without a number of occurrences, stands for None.
    """
    content, register = demand.content, context.register
    records: tuple[Activity | ClearanceCycle, ...]
    if content.clearance is not None:
        kind = "clearance_cycles"
        cycles = register.clearance_cycles
        records = tuple(each for each in cycles if each.scope is content.clearance)
    else:
        kind = "activities"
        activities = register.activities
        records = tuple(each for each in activities if each.kind is content.activity)
    counts = []
    for record in records:
        inside = _inside(record, demand.period or DateSpan.always(), context.as_of)
        if inside is not False:
            times = record.occurrences if isinstance(record, Activity) else 1
            counts.append(times if inside else None)
    return kind, tuple(counts)


def _inside(
    record: Activity | ClearanceCycle, period: DateSpan, as_of: date
) -> bool | None:
    """Tell whether a record falls in *period*; None where it has no day.

    What begins after the day of the audit has not happened yet.
    """
    spans = [record.period] if record.period is not None else []
    spans += [span for event in record.events if (span := when(event)) is not None]
    known = [span for span in spans if span.since is not None]
    if not known:
        return None
    begun = [span for span in known if span.since is not None and span.since <= as_of]
    return len(begun) == len(known) and all(period.covers(span) for span in known)


# --- By a day of every year -------------------------------------------------------


@frozen
class DueReport:
    """A report and the rule that says by when something is done about it."""

    report: PublishedReport
    content: YearlyDay
    due: date


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
    due = date(last.year + content.years_later, content.month, content.day)
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
    kind = item.content.event
    event = first(item.report.events, kind)
    facts = {"due": item.due.isoformat()}
    day = latest_possible(event) if event else None
    if day is None or day > context.as_of:
        early = context.as_of <= item.due
        message = (
            Label("尚未到期", "not yet due")
            if early
            else Label("未载明公开日期", "its publication is not recorded")
        )
        return unknown(message, (Label(kind.zh, kind.en),), facts)
    facts |= {kind.code: day.isoformat()}
    if day <= item.due:
        return passed(Label("按时公开", "out in time"), facts)
    return failed(Label("逾期公开", "out late"), facts)
