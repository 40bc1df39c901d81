"""The times of steps: by when one is due, and how long has to be over before it.

How long is a rule of its own; the calendar counts. An end that is not certain is a
pair of days, and what lies between them is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from adminlaw.checks.asking import (
    Demand,
    Matter,
    asked,
    procedures,
    shown,
    step_subject,
)
from adminlaw.checks.identity import Check
from adminlaw.checks.sights import Context, Ground, Sight
from adminlaw.checks.tracks import Track
from adminlaw.clocks import Due, due
from adminlaw.errors import PeriodError, UnknownRuleError
from adminlaw.findings import Outcome, Step, failed, passed, unknown
from adminlaw.labels import Label
from adminlaw.model import Event, EventKind, when
from adminlaw.rulebook import Procedure, ProcedureStep, Rulebook
from adminlaw.spans import DateSpan


@frozen
class Timed:
    """A step on record with one of its times.

    Attributes:
        due: What the time limit says; None where its start has no certain day.
        least: Whether the time has to be over before the step.
    """

    demand: Demand
    track: Track
    due: Due | None
    least: bool


def times_check(code: str, *, matter: Matter, zh: str, en: str) -> Check[Timed]:
    """Make the check of the times of all steps of a matter."""

    def select(context: Context) -> Iterator[Sight[Timed]]:
        timed = timed_steps(context.law, matter)
        for track, demand in asked(context, matter, timed.__contains__):
            yield from _timed(demand, track, context)

    def others(law: Rulebook) -> tuple[str, ...]:
        return tuple(
            limit for step in _steps(law, matter) for limit, _ in _limits(step)
        )

    return Check(
        id=code,
        label=Label(zh, en),
        rule="",
        select=select,
        judge=in_time,
        others=others,
    )


def timed_steps(law: Rulebook, matter: Matter) -> frozenset[str]:
    """Return the ids of the steps of a matter that have a time."""
    return frozenset(each.id for each in _steps(law, matter) if _limits(each))


def _steps(law: Rulebook, matter: Matter) -> Iterator[ProcedureStep]:
    for rule in procedures(law, matter):
        for version in rule.versions:
            if isinstance(version.content, Procedure):
                yield from version.content.steps


def _limits(step: ProcedureStep) -> list[tuple[str, bool]]:
    """Return the ids of a step's times, and whether each is a least one."""
    found = ((step.within, False), (step.at_least, True))
    return [(limit, least) for limit, least in found if limit]


def _timed(demand: Demand, track: Track, context: Context) -> Iterator[Sight[Timed]]:
    if not _started(demand, track):
        return
    for limit, least in _limits(demand.step):
        if not shown(track, demand.step) and not (least and _gone_by(demand, track)):
            continue
        found = _due(limit, demand, track, context)
        yield Sight(
            item=Timed(demand, track, found, least),
            subject=step_subject(track, demand.step),
            rule=limit,
            ground=_ground(found) if found else demand.ground,
        )


def _gone_by(demand: Demand, track: Track) -> bool:
    """Tell whether a step that is asked of all has no record though a later one has.

    How long lay before it is then unknown; one that is late is another check's.
    """
    step = demand.step
    later = any(shown(track, each) for each in demand.later)
    return later and not step.when and not step.unless


def _ground(found: Due) -> Ground:
    version = found.version
    return Ground(
        modality=version.modality, source=version.source, status=version.status
    )


def _started(demand: Demand, track: Track) -> tuple[Event, ...]:
    start = demand.step.start
    return track.of(start) if start is not None else ()


def _due(limit: str, demand: Demand, track: Track, context: Context) -> Due | None:
    """Return by which day a time ends; None where its start is not certain."""
    days = [each.day for each in _started(demand, track)]
    if not days or days[0] is None:
        return None
    try:
        return due(
            limit, start=days[0], rulebook=context.law, calendar=context.calendar
        )
    except (UnknownRuleError, PeriodError):
        # No such limit on that day, or one in hours from a day without a time.
        return None


def time_over(demand: Demand, track: Track, context: Context) -> bool | None:
    """Tell whether the time for a step is over; None where it has none to be told."""
    limit = demand.step.within
    if not _LONGER.isdisjoint(track.by_kind):
        return None  # the clock of the case knows how much longer it has become
    found = _due(limit, demand, track, context) if limit else None
    if found is None:
        return None
    return found.latest < context.as_of


_LONGER = frozenset({EventKind.SUSPENDED, EventKind.EXTENDED})


def in_time(timed: Timed, _context: Context) -> Outcome:
    """Judge whether a step was taken in its time."""
    found, step = timed.due, timed.demand.step
    if found is None:
        start = step.start
        missing = Label(start.zh, start.en) if start else step.label
        return unknown(_NO_START, (missing,))
    spans = [when(each) for each in shown(timed.track, step)]
    judged = [_verdict(each, found, least=timed.least) for each in spans]
    facts = _facts(spans, found)
    if not spans:
        return unknown(_NO_END, (step.label,), facts)
    if any(judged):
        return passed(_IN_TIME, facts)
    if None in judged:
        return unknown(_UNSURE, (Label("日期", "the day"),), facts)
    steps = tuple(Step(each.reason, each.day.isoformat()) for each in found.steps)
    return failed(_TOO_EARLY if timed.least else _LATE, facts, steps)


_NO_START = Label("起算日期未载明", "the day from which it runs is not recorded")
_NO_END = Label("该步骤没有记录", "the step is not on record")
_IN_TIME = Label("在期限之内", "in time")
_UNSURE = Label("日期或者期限不确定", "the day or the end is not certain")
_LATE = Label("逾期", "late")
_TOO_EARLY = Label("期间未满", "before the time was over")


def _verdict(span: DateSpan | None, found: Due, *, least: bool) -> bool | None:
    first = span.since if span else None
    last = span.last_day if span else None
    if first is None or last is None:
        return None
    if least:
        return _known(first >= found.latest, last < found.earliest)
    return _known(last <= found.earliest, first > found.latest)


def _known(good: bool, bad: bool) -> bool | None:  # noqa: FBT001 - two answers
    if good:
        return True
    return False if bad else None


def _facts(spans: list[DateSpan | None], found: Due) -> dict[str, str]:
    days = [span.since for span in spans if span and span.since]
    end = found.last_day
    facts = {"start": _text(found.deadline.start)}
    facts["last_day"] = end.isoformat() if end else f"{found.earliest} – {found.latest}"
    if days:
        facts["day"] = min(days).isoformat()
    return facts


def _text(day: date) -> str:
    return day.isoformat()[:10]
