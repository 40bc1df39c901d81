"""Who took a step: the body that has to, and not the one that took another."""

from __future__ import annotations

from collections.abc import Iterator

from adminlaw.checks.asking import Matter, shown
from adminlaw.checks.identity import Check
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.stepping import Asked, asked_of, rules_of, sight_of
from adminlaw.findings import Outcome, failed, not_applicable, passed, unknown
from adminlaw.labels import Label
from adminlaw.model import Authority, Event
from adminlaw.rulebook import ProcedureStep


def actors_check(code: str, *, matter: Matter, zh: str, en: str) -> Check[Asked]:
    """Make the check of who took the steps of a matter that are on record."""

    def select(context: Context) -> Iterator[Sight[Asked]]:
        for asked in asked_of(context, matter, _any_step):
            step = asked.step
            if (step.bodies or step.apart_from) and shown(asked.track, step):
                yield sight_of(asked, named=True)

    return Check(
        id=code,
        label=Label(zh, en),
        rule="",
        select=select,
        judge=by_whom,
        others=rules_of(matter, _any_step),
    )


def _any_step(_name: str) -> bool:
    return True


def by_whom(asked: Asked, context: Context) -> Outcome:
    """Judge whether a step was taken by a body of the kind that has to, and apart."""
    step = asked.step
    verdicts = [
        _together(_of_kind(each, step, context), _apart(each, asked))
        for each in shown(asked.track, step)
        if not step.must_pass or each.passed is not False
    ]
    if not verdicts:
        return not_applicable(_REFUSED)
    facts = {"actor": _names(asked, context)}
    if any(verdicts):
        return passed(_RIGHT, facts)
    if None in verdicts:
        return unknown(_UNSAID, (Label("实施机构", "the body that acted"),), facts)
    return failed(_WRONG, facts)


_REFUSED = Label("没有通过", "it did not pass")
_RIGHT = Label("由应当的机构实施", "by the body that has to")
_WRONG = Label(
    "不是应当实施的机构，或者与另一步骤为同一机构",
    "not by the body that has to, or by the body of another step",
)
_UNSAID = Label("实施机构未载明", "who acted is not recorded")


def _together(*answers: bool | None) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def _of_kind(event: Event, step: ProcedureStep, context: Context) -> bool | None:
    if not step.bodies:
        return True
    body = context.register.get(Authority, event.actor)
    return None if body is None else body.kind in step.bodies


def _apart(event: Event, asked: Asked) -> bool | None:
    """Tell whether somebody else took the step from which this one is kept apart."""
    name = asked.step.apart_from
    if not name:
        return True
    steps = asked.demand.procedure.steps
    other = next(each for each in steps if each.id == name)
    answers = [_differ(event, each) for each in shown(asked.track, other)]
    if False in answers:
        return False
    return True if answers and None not in answers else None


def _differ(first: Event, second: Event) -> bool | None:
    """Tell whether two events were the work of different bodies."""
    if first.actor is None or second.actor is None:
        return None
    return first.actor != second.actor


def _names(asked: Asked, context: Context) -> str:
    keys = [each.actor for each in shown(asked.track, asked.step)]
    found = (context.register.get(Authority, key) for key in keys)
    return "、".join(each.name for each in found if each is not None)
