"""Judge the steps of procedures: done, passed, in order; or not yet, or not shown.

A step is judged where the procedures of the place name it, so a city's own procedure
is judged by the same checks as the national one. What comes first must not come after
what comes later; a step that is not shown is unknown, and missed only where the
register declares its records complete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from attrs import frozen

from adminlaw.checks.asking import (
    Demand,
    Matter,
    asked,
    is_settled,
    law_is_open,
    procedures,
    shown,
    step_subject,
)
from adminlaw.checks.identity import Check
from adminlaw.checks.order import day_of, in_order
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.timing import time_over
from adminlaw.checks.tracks import Track, is_past
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

Wanted = Callable[[str], bool]
Graded = list[tuple[Event, str | None]]


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
    applies = _applies(step, track)
    if applies is False:
        return _not_asked(asked)
    events = shown(track, step)
    bounds = _bounds(asked)
    graded = [
        (each, _grade(each, step, bounds) if is_past(each, track.as_of) else "?day")
        for each in events
    ]
    if step.must_pass:
        graded = [(each, why or _overruled(each, graded)) for each, why in graded]
    good = next((each for each, why in graded if why is None), None)
    if good is not None:
        return passed(_DONE, _facts(good, bounds))
    if graded:
        return _not_good(asked, graded, bounds) if applies else _condition_unsaid(step)
    return _missing(asked, context, applies=applies is True)


_DONE = Label("已完成，先后相符", "done, and in its place")


def _applies(step: ProcedureStep, track: Track) -> bool | None:
    """Tell whether a step is asked of a record; None where that is unsaid."""
    record = track.record
    if step.asked_by is not None and not shown(track, step):
        asking = track.of(step.asked_by)
        if step.asked_by_failed:
            asking = tuple(each for each in asking if each.passed is False)
        if not asking:
            return False
    outcome = getattr(record, "outcome", None)
    if step.outcomes and outcome is not None and outcome not in step.outcomes:
        return False
    if any(has_trait(record, each) for each in step.unless):
        return False
    if any(has_trait(record, each) is False for each in step.only_with):
        return False
    return _any_of(record, step.when) if step.when else True


def _any_of(record: object, traits: tuple[Trait, ...]) -> bool | None:
    held = [has_trait(record, each) for each in traits]
    if any(held):
        return True
    return None if None in held else False


def _complete(asked: Asked, context: Context) -> bool:
    return asked.track.records in context.register.complete


def _not_asked(asked: Asked) -> Outcome:
    step = asked.step
    if step.asked_by is not None and not asked.track.of(step.asked_by):
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
    )


def _overruled(event: Event, graded: Graded) -> str | None:
    """Say whether a refusal before the next step came after an approval: it counts.

    On one day without times, or without a day, which was the last word is open.
    """
    refusals = [each for each, why in graded if why == "not_passed"]
    answers = [in_order(each, event) for each in refusals]
    if False in answers:
        return "not_passed"
    return "?day" if any(_same_day(each, event) for each in refusals) else None


def _same_day(one: Event, other: Event) -> bool:
    """Tell whether nothing shows which of two events was first."""
    timed = one.time is not None and other.time is not None
    return in_order(one, other) is None or (one.day == other.day and not timed)


@frozen
class Bound:
    """A step on record with which another one has to be in order.

    Attributes:
        event: Its first event.
        follows: Whether it comes after the step that is judged, not before.
    """

    step: ProcedureStep
    event: Event
    follows: bool


def _bounds(asked: Asked) -> list[Bound]:
    """Return the first event of each later step, and of those that come just before.

    A step that need not have come first, though it was taken, binds nothing.
    """
    demand, track = asked.demand, asked.track
    found = [
        Bound(each, event, follows=True) for each, event in _firsts(demand.later, track)
    ]
    before = [each for each in demand.earlier if _applies(each, track)]
    found += [
        Bound(each, event, follows=False) for each, event in _firsts(before, track)
    ]
    return found


def _firsts(
    steps: Iterable[ProcedureStep], track: Track
) -> Iterator[tuple[ProcedureStep, Event]]:
    for step in steps:
        events = [each for each in shown(track, step) if is_past(each, track.as_of)]
        if events:
            yield step, min(events, key=_start)


def _start(event: Event) -> date:
    span = when(event)
    return (span.since if span else None) or date.max


def _grade(event: Event, step: ProcedureStep, bounds: list[Bound]) -> str | None:
    """Say what is wrong with an event as evidence of a step; None if nothing is.

    What begins with ``?`` is not certain.
    """
    found = {_passing(event, step), _by_medium(event, step), _stage(event, step)}
    found |= {_placed(event, each) for each in bounds}
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


def _placed(event: Event, bound: Bound) -> str | None:
    """Say whether an event lies on the wrong side of a step, or may do so."""
    both = (event, bound.event) if bound.follows else (bound.event, event)
    answer = in_order(*both)
    if answer is None:
        return "?day"
    return None if answer else "late"


def _facts(event: Event, bounds: list[Bound]) -> dict[str, str]:
    facts = {"day": day_of(event)}
    return facts | _bound_day(bounds)


def _bound_day(bounds: list[Bound]) -> dict[str, str]:
    first = _first(bounds)
    return {"bound": day_of(first[0].event)} if first else {}


def _first(bounds: list[Bound]) -> list[Bound]:
    """Return the first later step on record, or nothing."""
    later = [each for each in bounds if each.follows]
    return sorted(later, key=lambda each: _start(each.event))[:1]


def _not_good(asked: Asked, graded: Graded, bounds: list[Bound]) -> Outcome:
    """Judge a step of which no event is good evidence: unsure, or bad."""
    step = asked.step
    event, why = next(
        ((each, why) for each, why in graded if why and why.startswith("?")), graded[-1]
    )
    facts = _facts(event, bounds)
    if why in _UNSURE:
        missing = _UNSURE[why]
        return unknown(_NOT_CLEAR, (missing,), facts)
    if why == "late":
        return _disorder(step, event, bounds)
    if why == "not_passed" and not _first(bounds):
        return pending(facts)
    return failed(_BAD[why or ""], facts)


def _disorder(step: ProcedureStep, event: Event, bounds: list[Bound]) -> Outcome:
    """Return the finding with the two days that are in the wrong order."""
    wrong = next(each for each in bounds if _placed(event, each) == "late")
    pair = (step.label, wrong.step.label)
    first, second = pair if wrong.follows else (pair[1], pair[0])
    message = Label(
        f"先后颠倒：{first.zh}应当先于{second.zh}",
        f"out of order: {first.en} comes before {second.en}",
    )
    return failed(message, {"day": day_of(event), "bound": day_of(wrong.event)})


_NOT_CLEAR = Label("记录不足以判断", "the record does not decide it")
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


def _missing(asked: Asked, context: Context, *, applies: bool) -> Outcome:
    """Judge a step that is not on record: not yet due, missed, or not shown.

    Whether it is asked for may be unsaid; that matters once it is due.
    """
    step = asked.step
    bounds = _bounds(asked)
    later, facts = _first(bounds), _bound_day(bounds)
    over = time_over(asked.demand, asked.track, context)
    if not later and not over and (over is False or _lies_ahead(asked)):
        return pending()
    if not applies:
        return _condition_unsaid(step)
    if (later or over) and _complete(asked, context):
        if law_is_open(asked.demand, asked.track):
            return unknown(_LAW_OPEN, (Label("日期", "the day"),), facts)
        return failed(_not_done(later), facts)
    return unknown(_NOT_SHOWN, (step.evidence or step.label,), facts)


def _not_done(later: list[Bound]) -> Label:
    for each in later:
        name = each.step.label
        return Label(f"{name.zh}之前没有进行", f"not done before: {name.en}")
    return Label("逾期没有进行", "not done in time")


def _lies_ahead(asked: Asked) -> bool:
    """Tell whether a record is not yet where a step without a time is looked for.

    That is before any later step, or, of the last step, before any earlier one. A
    record without a timeline is nowhere.
    """
    demand, track = asked.demand, asked.track
    if not track.by_kind or is_settled(track):
        return False
    if demand.step.at_once and any(shown(track, each) for each in demand.earlier):
        return False
    if demand.later:
        return True
    return bool(demand.earlier) and not any(
        shown(track, each) for each in demand.earlier
    )


_LAW_OPEN = Label("当日适用的法律不确定", "which law governs is not certain")
_NOT_SHOWN = Label("没有进行的记录", "no record that it was done")
