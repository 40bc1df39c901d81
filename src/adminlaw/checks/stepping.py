"""Judge the steps of procedures: done, passed, in order; or not yet, or not shown.

A step is judged where the procedures of the place name it, so a city's own procedure
is judged by the same checks as the national one. What comes first must not come after
what comes later; a step that is not shown is unknown, and missed only where the
register declares its records complete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from attrs import frozen

from adminlaw.checks.asking import (
    Demand,
    Matter,
    asked,
    happened,
    procedures,
    shown,
    step_subject,
)
from adminlaw.checks.identity import Check
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.timing import time_over
from adminlaw.checks.tracks import Track
from adminlaw.findings import (
    Outcome,
    failed,
    not_applicable,
    passed,
    pending,
    unknown,
)
from adminlaw.labels import Label
from adminlaw.model import Event, Trait, has_trait, when
from adminlaw.rulebook import Procedure, ProcedureStep, Rulebook
from adminlaw.spans import DateSpan

Wanted = Callable[[str], bool]


@frozen
class Asked:
    """One step asked of one record."""

    demand: Demand
    track: Track

    @property
    def step(self) -> ProcedureStep:
        """The step."""
        return self.demand.step


def step_check(
    code: str, *, step: str, matter: Matter, zh: str, en: str
) -> Check[Asked]:
    """Make the check of one step: every procedure's step of that id."""
    return _check(code, matter, lambda name: name == step, Label(zh, en))


def others_check(
    code: str, *, claimed: tuple[str, ...], matter: Matter, zh: str, en: str
) -> Check[Asked]:
    """Make the check of all steps of a matter but those that have their own check."""
    return _check(
        code, matter, lambda name: name not in claimed, Label(zh, en), named=True
    )


def steps_check(code: str, *, matter: Matter, zh: str, en: str) -> Check[Asked]:
    """Make the check of all steps of a matter."""
    return others_check(code, claimed=(), matter=matter, zh=zh, en=en)


def _check(
    code: str, matter: Matter, wanted: Wanted, label: Label, *, named: bool = False
) -> Check[Asked]:
    def select(context: Context) -> Iterator[Sight[Asked]]:
        for each in asked_of(context, matter, wanted):
            yield sight_of(each, named=named)

    return Check(
        id=code,
        label=label,
        rule="",
        select=select,
        judge=judge_step,
        others=rules_of(matter, wanted),
    )


def asked_of(context: Context, matter: Matter, wanted: Wanted) -> Iterator[Asked]:
    """Yield each step that a version in force asks of each record of a matter."""
    for track, demand in asked(context, matter, wanted):
        yield Asked(demand, track)


def sight_of(asked: Asked, *, named: bool) -> Sight[Asked]:
    """Return the sight of a step of a record, named by the step where it has to be."""
    track, step = asked.track, asked.step
    subject = step_subject(track, step) if named else track.subject
    return Sight(
        item=asked,
        subject=subject,
        rule=asked.demand.rule.id,
        ground=asked.demand.ground,
    )


def rules_of(matter: Matter, wanted: Wanted) -> Callable[[Rulebook], tuple[str, ...]]:
    """Return a function that names the procedures that a check judges by."""

    def rules(law: Rulebook) -> tuple[str, ...]:
        return tuple(
            rule.id
            for rule in procedures(law, matter)
            if any(
                wanted(step.id)
                for version in rule.versions
                if isinstance(version.content, Procedure)
                for step in version.content.steps
            )
        )

    return rules


# --- One step of one record -------------------------------------------------------


def judge_step(asked: Asked, context: Context) -> Outcome:
    """Judge one step: whether it is asked for, shown, passed and in its place."""
    step, track = asked.step, asked.track
    applies = _applies(asked)
    if applies is False:
        return _not_asked(asked)
    events = shown(track, step)
    bounds = _bounds(asked)
    graded = [(each, _grade(each, step, bounds)) for each in events]
    good = next((each for each, why in graded if why is None), None)
    if good is not None:
        return passed(_DONE, _facts(step, good, bounds))
    if applies is None:
        return _condition_unsaid(step)
    if graded:
        return _not_good(asked, graded, bounds)
    return _missing(asked, context)


_DONE = Label("已完成，先后相符", "done, and in its place")


def _applies(asked: Asked) -> bool | None:
    """Tell whether the step is asked of the record; None where that is unsaid."""
    step, record = asked.step, asked.track.record
    if step.asked_by is not None and not shown(asked.track, step):
        asking = asked.track.of(step.asked_by)
        if step.asked_by_failed:
            asking = tuple(each for each in asking if each.passed is False)
        if not asking:
            return False
    if step.outcomes and not _ended_so(asked, step):
        return False
    if any(has_trait(record, each) for each in step.unless):
        return False
    return _any_of(record, step.when) if step.when else True


def _any_of(record: object, traits: tuple[Trait, ...]) -> bool | None:
    held = [has_trait(record, each) for each in traits]
    if any(held):
        return True
    return None if None in held else False


def _ended_so(asked: Asked, step: ProcedureStep) -> bool:
    return getattr(asked.track.record, "outcome", None) in step.outcomes


def _complete(asked: Asked, context: Context) -> bool:
    return asked.track.records in context.register.complete


def _not_asked(asked: Asked) -> Outcome:
    step = asked.step
    if step.asked_by is not None and not happened(asked.track, step.asked_by):
        kind = step.asked_by
        return not_applicable(Label(f"没有{kind.zh}的记录", f"no record of: {kind.en}"))
    return not_applicable(
        Label("不属于应当进行的情形", "not one of the cases that ask for it")
    )


def _condition_unsaid(step: ProcedureStep) -> Outcome:
    return unknown(
        Label(
            "是否属于应当进行的情形未载明", "whether it is asked for is not recorded"
        ),
        tuple(Label(each.zh, each.en) for each in step.when),
        {"step": step.label.zh},
    )


Bound = tuple[ProcedureStep, Event]


def _bounds(asked: Asked) -> list[Bound]:
    """Return the first event of each later step that is on record."""
    found = []
    for step in asked.demand.later:
        events = shown(asked.track, step)
        if events:
            found.append((step, min(events, key=_start)))
    return found


def _start(event: Event) -> date:
    span = when(event)
    return (span.since if span else None) or date.max


def _grade(event: Event, step: ProcedureStep, bounds: list[Bound]) -> str | None:
    """Say what is wrong with an event as evidence of a step; None if nothing is.

    What begins with ``?`` is not certain.
    """
    found = {_passing(event, step), _by_medium(event, step), _stage(event, step)}
    found |= {_in_order(event, later) for _, later in bounds}
    for why in _GRAVEST:
        if why in found:
            return why
    return None


_GRAVEST = ("late", "not_passed", "medium", "?day", "?passed", "?medium", "?stage")


def _passing(event: Event, step: ProcedureStep) -> str | None:
    if not step.must_pass or event.passed:
        return None
    return "?passed" if event.passed is None else "not_passed"


def _by_medium(event: Event, step: ProcedureStep) -> str | None:
    if not step.media or event.medium in step.media:
        return None
    return "?medium" if event.medium is None else "medium"


def _stage(event: Event, step: ProcedureStep) -> str | None:
    return "?stage" if step.stage is not None and event.stage is None else None


def _in_order(event: Event, later: Event) -> str | None:
    first, second = when(event), when(later)
    if first is None or second is None:
        return "?day"
    if certainly_before(second, first):
        return "late"
    return None if not_after(first, second) else "?day"


def certainly_before(first: DateSpan, second: DateSpan) -> bool:
    """Tell whether all of *first* lies before *second*."""
    last = first.last_day
    return last is not None and second.since is not None and last < second.since


def not_after(first: DateSpan, second: DateSpan) -> bool:
    """Tell whether no day of *first* lies after a day of *second*.

    One unknown day after another, in one month, is no order.
    """
    last = first.last_day
    return last is not None and second.since is not None and last <= second.since


def _facts(step: ProcedureStep, event: Event, bounds: list[Bound]) -> dict[str, str]:
    facts = {"step": step.label.zh, "day": _day(event)}
    for later, first in sorted(bounds, key=lambda each: _start(each[1]))[:1]:
        facts |= {"before": later.label.zh, "bound": _day(first)}
    return facts


def _day(event: Event) -> str:
    span = when(event)
    if span is None:
        return ""
    return str(span.since) if span.days == 1 else str(span)


Graded = list[tuple[Event, str | None]]


def _not_good(asked: Asked, graded: Graded, bounds: list[Bound]) -> Outcome:
    """Judge a step of which no event is good evidence: unsure, or bad."""
    step = asked.step
    event, why = next(
        ((each, why) for each, why in graded if why and why.startswith("?")), graded[-1]
    )
    facts = _facts(step, event, bounds)
    if why in _UNSURE:
        missing = _UNSURE[why]
        return unknown(_NOT_CLEAR, (missing,), facts)
    if why == "late":
        late = [each for each in bounds if _in_order(event, each[1]) == "late"]
        return failed(_OUT_OF_ORDER, _facts(step, event, late))
    if why == "not_passed" and not bounds:
        return pending(facts)
    return failed(_BAD[why or ""], facts)


_NOT_CLEAR = Label("记录不足以判断", "the record does not decide it")
_OUT_OF_ORDER = Label("先后颠倒", "out of order")
_UNSURE = {
    "?day": Label("日期", "the day"),
    "?passed": Label("是否通过", "whether it passed"),
    "?medium": Label("公布载体", "the medium"),
    "?stage": Label("环节序号", "the number of the stage"),
}
_BAD = {
    "not_passed": Label(
        "未通过而进入下一步", "it did not pass, and the matter went on"
    ),
    "medium": Label("不是规定的载体", "not by a designated medium"),
}


def _missing(asked: Asked, context: Context) -> Outcome:
    """Judge a step that is not on record: not yet due, missed, or not shown."""
    step = asked.step
    bounds = _bounds(asked)
    facts = {"step": step.label.zh}
    for later, event in sorted(bounds, key=lambda each: _start(each[1]))[:1]:
        facts |= {"before": later.label.zh, "bound": _day(event)}
    over = time_over(asked.demand, asked.track, context)
    if not bounds and over is not True:
        begun = any(shown(asked.track, each) for each in asked.demand.earlier)
        if over is False or (asked.track.by_kind and not begun):
            return pending(facts)
    elif _complete(asked, context):
        return failed(_MISSED, facts)
    return unknown(_NOT_SHOWN, (step.evidence or step.label,), facts)


_MISSED = Label("没有进行", "it was not done")
_NOT_SHOWN = Label("没有进行的记录", "no record that it was done")
