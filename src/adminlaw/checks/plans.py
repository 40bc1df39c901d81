"""Plans, tasks and law study: done in time, as planned, by whom it should.

What is planned for a later day is not due; a plan's words on numbers are its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import frozen

from adminlaw.checks.identity import Check, check
from adminlaw.checks.records import absent, sight_of_record
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.tracks import Track, name_of
from adminlaw.findings import (
    Outcome,
    Subject,
    failed,
    passed,
    pending,
    unknown,
)
from adminlaw.labels import Label
from adminlaw.model import (
    Activity,
    ActivityKind,
    Authority,
    EventKind,
    Figure,
    FigureRole,
    Programme,
    Task,
    when,
)
from adminlaw.model.registers import kind_of
from adminlaw.rulebook import Frequency, Rulebook
from adminlaw.spans import DateSpan

_ACTIVITIES = kind_of(Activity)

# --- Plans inside plans -----------------------------------------------------------


def _children(context: Context) -> Iterator[Sight[Programme]]:
    for each in context.register.programmes:
        if each.parent is not None:
            yield sight_of_record(each)


@check(
    "Y203",
    zh="下级计划期间在上级之内",
    en="plan inside its parent",
    rule="years.plans",
    over=_children,
)
def inside_the_parent(programme: Programme, context: Context) -> Outcome:
    """Judge that the period of a plan lies in that of the plan that it carries out."""
    parent = context.register.get(Programme, programme.parent)
    outer = parent.period if parent else None
    inner = programme.period
    if inner is None or outer is None:
        missing = (Label("计划期间", "period of the plan"),)
        return unknown(Label("期间未载明", "a period is not recorded"), missing)
    facts = {"period": str(inner), "whole": str(outer)}
    if outer.covers(inner):
        return passed(Label("在上级计划期间之内", "inside its parent"), facts)
    return failed(Label("超出上级计划期间", "outside its parent"), facts)


# --- Tasks ------------------------------------------------------------------------


def _task_sight(task: Task, item: Any) -> Sight[Any]:  # noqa: ANN401
    sight = sight_of_record(task, f"{task.number} {task.subject}".strip())
    return Sight(item=item, subject=sight.subject)


def _tasks_due(context: Context) -> Iterator[Sight[Track]]:
    for track in context.tracks(kind_of(Task)):
        if _due_day(track.record) is not None:
            yield _task_sight(track.record, track)


def _due_day(task: Task) -> date | None:
    return task.due or (task.within.last_day if task.within else None)


@check(
    "Y204",
    zh="任务按期完成",
    en="tasks done in time",
    rule="programme.tasks",
    over=_tasks_due,
)
def task_in_time(track: Track, context: Context) -> Outcome:
    """Judge that a task was completed by its day."""
    due = _due_day(track.record) or date.max
    spans = [when(each) for each in track.of(EventKind.COMPLETED)]
    days = [str(span.since) for span in spans if span and span.since]
    facts = {"due": due.isoformat()} | ({"completed": "、".join(days)} if days else {})
    if any(span and span.last_day and span.last_day <= due for span in spans):
        return passed(Label("按期完成", "done in time"), facts)
    if spans and all(span and span.since and span.since > due for span in spans):
        return failed(Label("逾期完成", "done late"), facts)
    if spans:
        missing = (Label("完成日期", "day of completion"),)
        return unknown(Label("日期不确定", "the day is not certain"), missing, facts)
    if context.as_of <= due:
        return pending(facts)
    complete = track.records in context.register.complete
    return absent(
        Label("没有完成的记录", "not on record as done"), facts, complete=complete
    )


def _tasks_shared(context: Context) -> Iterator[Sight[Task]]:
    for task in context.register.tasks:
        if task.leads and (task.participants or task.participants_text):
            yield _task_sight(task, task)


@check(
    "Y205",
    zh="牵头单位不兼参加单位",
    en="leads are not participants",
    rule="programme.tasks",
    over=_tasks_shared,
)
def leads_stand_apart(task: Task, context: Context) -> Outcome:
    """Judge that no body both leads a task and takes part in it."""
    both = set(task.leads) & set(task.participants)
    facts = {"leads": str(len(task.leads)), "others": str(len(task.participants))}
    if not task.participants:
        missing = (Label("参加单位名单", "which bodies take part"),)
        return unknown(Label("参加单位只有统称", "named as a class"), missing, facts)
    if not both:
        return passed(Label("牵头与参加单位不同", "leads stand apart"), facts)
    bodies = (context.register.get(Authority, each) for each in sorted(both))
    facts["named"] = "、".join(each.name for each in bodies if each)
    return failed(Label("牵头单位兼为参加单位", "a lead is a participant"), facts)


# --- Law study --------------------------------------------------------------------

_ASKED = frozenset({FigureRole.NORM, FigureRole.TARGET})


@frozen
class Planned:
    """A programme and one number of occurrences that it plans."""

    programme: Programme
    planned: Decimal
    measure: str
    activity: ActivityKind


def _planned(context: Context) -> Iterator[Sight[Planned]]:
    known_by = _activity_of(context.law)
    for programme in context.register.programmes:
        for key in programme.counts:
            figure = context.register.get(Figure, key)
            if figure is None or figure.value is None or figure.role not in _ASKED:
                continue
            for measure, activity in known_by.items():
                if _measures(figure, measure, context):
                    item = Planned(programme, figure.value, measure, activity)
                    yield _plan_sight(item, key)


def _plan_sight(item: Planned, figure: str) -> Sight[Planned]:
    name, called = item.programme.id, name_of(item.programme)
    kind = item.activity
    return Sight(
        item=item,
        subject=Subject(
            key=f"{name}/{figure}",
            label=Label(f"{called.zh} {kind.zh}", f"{called.en} {kind.en}"),
            records=(f"{kind_of(Programme)}/{name}", f"figures/{figure}"),
        ),
        day=item.programme.period.last_day if item.programme.period else None,
    )


def _activity_of(law: Rulebook) -> dict[str, ActivityKind]:
    """Return the kind of activity that a measure counts, as rules of frequency say."""
    return {
        said.measure: said.activity
        for rule in law.rules.values()
        for version in rule.versions
        if isinstance(said := version.content, Frequency)
        and said.measure
        and said.activity
    }


def _measures(figure: Figure, measure: str, context: Context) -> bool:
    """Tell whether a figure is of a measure, or unnamed and in its unit."""
    named = context.law.measures.get(measure)
    if figure.measure:
        return figure.measure == measure
    return named is not None and figure.unit is named.unit


@check(
    "V202",
    zh="学法次数不少于计划",
    en="sessions held as planned",
    rule="years.study_plan",
    over=_planned,
)
def held_as_planned(item: Planned, context: Context) -> Outcome:
    """Judge that as many sessions are on record as the plan says."""
    period = item.programme.period
    if period is None:
        missing = (Label("计划期间", "period of the plan"),)
        return unknown(Label("期间未载明", "the period is not recorded"), missing)
    held, sure = _held(item, period, context)
    published = _published(item, period, context)
    facts = {"needed": str(item.planned), "recorded": str(held)}
    if published is not None:
        facts["count"] = str(published)
    if max(held, published or 0) >= item.planned:
        return passed(Label("不少于计划", "as many as planned"), facts)
    if period.last_day is None or context.as_of <= period.last_day:
        return pending(facts)
    complete = sure and _ACTIVITIES in context.register.complete
    if published is not None or complete:
        return failed(Label("少于计划", "fewer than planned"), facts)
    missing = (Label("举行次数", "how often it was held"),)
    return unknown(Label("次数记录不足", "not enough on record"), missing, facts)


def _held(item: Planned, period: DateSpan, context: Context) -> tuple[int, bool]:
    """Return how often it was held for certain, and whether that is all there is."""
    times, sure = 0, True
    for each in context.register.activities:
        if each.kind is not item.activity:
            continue
        if item.programme.authority not in (None, each.organiser):
            continue
        spans = [each.period] if each.period else []
        spans += [span for event in each.events if (span := when(event))]
        if spans and not any(map(period.overlaps, spans)):
            continue
        if spans and all(map(period.covers, spans)) and each.occurrences is not None:
            times += each.occurrences
        else:
            sure = False
    return times, sure


def _published(item: Planned, period: DateSpan, context: Context) -> Decimal | None:
    for group in context.groups:
        figure = group.figure(item.measure)
        if figure is not None and figure.period == period and not figure.scope:
            return figure.value
    return None


PLAN_CHECKS: tuple[Check[Any], ...] = (
    held_as_planned,
    inside_the_parent,
    task_in_time,
    leads_stand_apart,
)
