"""Reports of a year: to the higher government, to the congress, and of each unit.

The day is a rule; to whom a report went is the body that its event names.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import MAXYEAR, date
from typing import Any

from attrs import frozen

from adminlaw.checks.identity import Check, check
from adminlaw.checks.local import by_ending
from adminlaw.checks.records import absent, sight_of_record
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.tracks import known
from adminlaw.findings import (
    Outcome,
    Subject,
    failed,
    not_applicable,
    passed,
    pending,
    unknown,
)
from adminlaw.identifiers import DivisionLevel
from adminlaw.labels import Label
from adminlaw.model import (
    Activity,
    ActivityKind,
    Authority,
    AuthorityKind,
    Event,
    EventKind,
    PublishedReport,
    ReportKind,
    when,
)
from adminlaw.model.registers import kind_of
from adminlaw.rulebook.limits import FixedDate
from adminlaw.spans import DateSpan

_REPORTS = kind_of(PublishedReport)
_UPWARD = frozenset(
    {
        AuthorityKind.GOVERNMENT,
        AuthorityKind.GOVERNMENT_OFFICE,
        AuthorityKind.PARTY_ORGAN,
    }
)
_CONGRESS = frozenset({AuthorityKind.CONGRESS, AuthorityKind.STANDING_COMMITTEE})


def _of_governments(context: Context) -> Iterator[Sight[PublishedReport]]:
    for report in context.register.reports:
        last = report.period.last_day if report.period else None
        body = context.register.get(Authority, report.authority)
        government = body is not None and body.kind is AuthorityKind.GOVERNMENT
        if report.kind is ReportKind.LAW_BASED_GOVERNMENT and last and government:
            yield sight_of_record(report, day=last)


@check(
    "Y201",
    zh="向上级政府报告",
    en="reported to the higher government",
    rule="years.report_upward",
    over=_of_governments,
)
def reported_upward(report: PublishedReport, context: Context) -> Outcome:
    """Judge that a yearly report went to the higher government by its day."""
    return _reported(report, "years.report_upward", _UPWARD, context)


@check(
    "Y202",
    zh="向人大及其常委会报告",
    en="reported to congress",
    rule="years.report_congress",
    over=_of_governments,
)
def reported_to_congress(report: PublishedReport, context: Context) -> Outcome:
    """Judge that a yearly report went to the congress by its day."""
    return _reported(report, "years.report_congress", _CONGRESS, context)


def _reported(
    report: PublishedReport,
    rule: str,
    receivers: frozenset[AuthorityKind],
    context: Context,
) -> Outcome:
    last = report.period.last_day if report.period else None
    due = _due(rule, last, context)
    facts = {"due": due.isoformat()} if due else {}
    found = list(_sent(report, context))
    sure = [each for each in found if _goes_to(each, report, receivers, context)]
    spans = [span for each in sure if (span := when(each))]
    if spans:
        facts["reported"] = "、".join(str(span.since) for span in spans if span.since)
    if any(_by(span, due) for span in spans):
        return passed(Label("按时报告", "reported in time"), facts)
    if due is not None and context.as_of <= due:
        return pending(facts)
    unsaid = [e for e in found if _goes_to(e, report, receivers, context) is None]
    if unsaid or len(spans) < len(sure) or not all(_after(each, due) for each in spans):
        missing = (Label("报告对象和日期", "to whom and when it was reported"),)
        return unknown(
            Label("报告情况不明", "not clear from the record"), missing, facts
        )
    if spans:
        return failed(Label("逾期报告", "reported late"), facts)
    complete = _REPORTS in context.register.complete
    return absent(_NOT_REPORTED, facts, complete=complete)


_NOT_REPORTED = Label("没有报告的记录", "no record that it was reported")


def _sent(report: PublishedReport, context: Context) -> Iterator[Event]:
    for event in known(report.events, context.as_of):
        if event.kind is EventKind.REPORTED:
            yield event


def _goes_to(
    event: Event,
    report: PublishedReport,
    receivers: frozenset[AuthorityKind],
    context: Context,
) -> bool | None:
    """Tell whether an event names a receiver of the kind; None where it names none."""
    if event.actor is None or event.actor == report.authority:
        return None
    body = context.register.get(Authority, event.actor)
    if body is None:
        return None
    own = context.register.get(Authority, report.authority)
    if own and own.level and body.level and _lower(body.level, own.level):
        return False
    return body.kind in receivers


def _lower(one: DivisionLevel, other: DivisionLevel) -> bool:
    """Tell whether a level is below another one."""
    levels = list(DivisionLevel)
    return levels.index(one) > levels.index(other)


def _by(span: DateSpan, due: date | None) -> bool:
    return due is not None and span.last_day is not None and span.last_day <= due


def _after(span: DateSpan, due: date | None) -> bool:
    return due is not None and span.since is not None and span.since > due


def _due(rule: str, last: date | None, context: Context) -> date | None:
    """Return the day by which what concerns the year of *last* is due."""
    held = context.law.get(rule)
    version = held.on(last) if held and last else None
    if last is None or version is None or not isinstance(version.content, FixedDate):
        return None
    said = version.content
    try:
        return date(last.year + said.years_later, said.month, said.day)
    except ValueError:
        return None  # no such day that year, or none in the calendar


# --- One report a unit a year -----------------------------------------------------


@frozen
class UnitYear:
    """A department in one year, with what is on record of its report."""

    unit: Authority
    year: int
    reports: tuple[PublishedReport, ...]
    activities: tuple[Activity, ...]


def _units(context: Context) -> Iterator[Sight[UnitYear]]:
    """Yield each department and year of a register that records units' reports."""
    register = context.register
    reports: dict[str | None, list[PublishedReport]] = {}
    for report in register.reports:
        if report.kind is ReportKind.LAW_BASED_GOVERNMENT:
            reports.setdefault(report.authority, []).append(report)
    told: dict[str | None, list[Activity]] = {}
    for each in register.activities:
        if each.kind is ActivityKind.PERIODIC_REPORT:
            told.setdefault(each.organiser, []).append(each)
    units = [
        each for each in register.authorities if each.kind is AuthorityKind.DEPARTMENT
    ]
    said = any(each.id in reports or each.id in told for each in units)
    if not said and _REPORTS not in register.complete:
        return
    for unit in units:
        own = tuple(reports.get(unit.id, ())), tuple(told.get(unit.id, ()))
        for year in _years(unit, own[0], context):
            yield _sight(UnitYear(unit, year, *own))


def _sight(item: UnitYear) -> Sight[UnitYear]:
    name = f"{item.unit.name} {item.year}"
    return Sight(
        item=item,
        subject=Subject(
            key=f"{item.unit.id}/{item.year}",
            label=Label(name, name),
            records=(f"{kind_of(Authority)}/{item.unit.id}",),
        ),
        day=date(item.year, 12, 31),
    )


def _years(
    unit: Authority, reports: tuple[PublishedReport, ...], context: Context
) -> list[int]:
    """Return the years of the register's period, and those of the unit's reports."""
    period = context.register.period
    found = {
        each.period.since.year
        for each in reports
        if each.period and each.period.since and each.period.last_day
    }
    if period and period.since and period.last_day:
        last = min(period.last_day, context.as_of)
        found |= set(range(period.since.year, last.year + 1))
    good = (each for each in found if each < MAXYEAR)
    return sorted(each for each in good if _year(each).overlaps(unit.valid))


def _year(year: int) -> DateSpan:
    return DateSpan.year(year)


_GONE = Label("该单位当时已不存在", "the unit no longer existed")


@check(
    "Y212",
    zh="每单位一份年末报告",
    en="one year-end report a unit",
    rule="years.unit_reports",
    over=_units,
    others=by_ending("unit_report_day", "unit_reports"),
)
def unit_reported(item: UnitYear, context: Context) -> Outcome:
    """Judge that a department reported on a year to its government."""
    year = _year(item.year)
    reports = [each for each in item.reports if each.period == year]
    events = [event for each in reports for event in _sent(each, context)]
    told = [
        each for each in item.activities if each.period and year.overlaps(each.period)
    ]
    facts = {"records": str(len(reports) + len(told))}
    if events or any(year.covers(each.period) for each in told if each.period):
        return passed(Label("已报告", "it reported"), facts)
    due = _due("years.unit_report_day", date(item.year, 12, 31), context)
    ended = item.unit.valid.last_day
    if ended is not None and ended < (due or date(item.year, 12, 31)):
        return not_applicable(_GONE, facts)
    if due is not None and context.as_of <= due:
        return pending({**facts, "due": due.isoformat()})
    over = due is not None or context.as_of.year > item.year + 1
    complete = _REPORTS in context.register.complete and over and not reports
    return absent(_NOT_REPORTED, facts, complete=complete and not told)


YEARLY_REPORT_CHECKS: tuple[Check[Any], ...] = (
    reported_upward,
    reported_to_congress,
    unit_reported,
)
