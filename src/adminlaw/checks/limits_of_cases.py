"""The time limits of cases: kept, missed, running; and whether they were made longer.

The clocks of a case say how each limit stands; a limit that belongs to a step of a
procedure, such as a city's own, is asked of the step. A right that nobody used harms
nobody, so limits that only permit are not judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import frozen

from adminlaw.checks.asking import Matter
from adminlaw.checks.identity import Check, check
from adminlaw.checks.sights import Context, Ground, Sight
from adminlaw.checks.timing import Timed, times_check
from adminlaw.clocks import (
    Clock,
    ClockState,
    Facts,
    Granted,
    clock_rules,
    due,
    timeline,
)
from adminlaw.clocks.ledger import GAPS, NOT_TOLD
from adminlaw.errors import PeriodError
from adminlaw.findings import (
    Outcome,
    Step,
    Subject,
    failed,
    not_applicable,
    passed,
    pending,
    unknown,
)
from adminlaw.labels import Label, Modality
from adminlaw.model import Case, CaseKind, EventKind
from adminlaw.model.identities import CaseId
from adminlaw.model.registers import kind_of
from adminlaw.rulebook import Procedure, Rulebook
from adminlaw.rulebook.limits import TimeLimit

_CLOCKED = frozenset(each.rule for each in clock_rules())
_OF_RIGHTS = frozenset(each.rule for each in clock_rules() if each.ends_in)
_KINDS = frozenset(kind for each in clock_rules() for kind in each.cases)
_CASES = kind_of(Case)


def _times(matter: Matter) -> Check[Timed]:
    return times_check("C201", matter=matter, zh="法定期限", en="statutory time limits")


_TIMES = _times(Matter(records=_CASES))

Others = Mapping[CaseId, tuple[Case, ...]]


@frozen
class Limit:
    """One limit of one case."""

    case: Case
    clock: Clock


@frozen
class Longer:
    """One extension of a limit of one case."""

    case: Case
    clock: Clock
    granted: Granted


def _others(context: Context) -> Others:
    """Return the cases that name a case among their links, by that case."""
    found: dict[CaseId, list[Case]] = {}
    for case in context.register.cases:
        for link in case.links:
            found.setdefault(link.case, []).append(case)
    return {key: tuple(each) for key, each in found.items()}


def _clocks(
    context: Context, wanted: Callable[[Case], bool]
) -> Iterator[tuple[Case, Clock]]:
    """Yield the clocks of the cases that are wanted, those that only permit aside."""
    others = _others(context)
    complete = _CASES in context.register.complete
    for case in context.register.cases:
        if case.kind not in _KINDS or not wanted(case):
            continue
        line = timeline(
            case,
            as_of=context.as_of,
            others=others.get(case.id, ()),
            complete=complete,
            rulebook=context.law,
            calendar=context.calendar,
        )
        for clock in line.clocks:
            if not _permits(clock):
                yield case, clock


def _permits(clock: Clock) -> bool:
    """Tell whether a limit is that of a right, such as to bring another case."""
    if clock.rule in _OF_RIGHTS:
        return True
    return clock.due is not None and clock.due.version.modality is Modality.PERMISSION


def _sight(case: Case, clock: Clock, item: Any, tail: str = "") -> Sight[Any]:  # noqa: ANN401
    label = clock.due.rule.label if clock.due else Label(clock.rule, clock.rule)
    name = case.number or case.id
    return Sight(
        item=item,
        subject=Subject(
            key=f"{case.id}/{clock.rule}{tail}",
            label=Label(f"{name} {label.zh}", f"{name} {label.en}"),
            records=(f"{_CASES}/{case.id}",),
        ),
        rule=clock.rule,
        day=clock.start,
        ground=_ground(clock),
    )


def _ground(clock: Clock) -> Ground | None:
    if clock.due is None:
        return None
    version = clock.due.version
    return Ground(
        modality=version.modality, source=version.source, status=version.status
    )


def _limits(context: Context) -> Iterator[Sight[Any]]:
    for case, clock in _clocks(context, lambda _: True):
        yield _sight(case, clock, Limit(case, clock))
    kinds = _timed_kinds(context.law)
    steps = _times(Matter(records=_CASES, kinds=kinds)) if kinds else None
    for sight in steps.select(context) if steps else ():
        # A limit that has a clock of its own is not judged a second time.
        if sight.rule not in _CLOCKED:
            yield sight


def _timed_kinds(law: Rulebook) -> tuple[str, ...]:
    """Return the kinds of case whose procedures have a limit without a clock."""
    found: set[str] = set()
    for rule in (*law.rules.values(), *law.review.values()):
        for version in rule.versions:
            said = version.content
            if isinstance(said, Procedure) and said.records == _CASES:
                limits = {
                    e for step in said.steps for e in (step.within, step.at_least)
                }
                if limits - _CLOCKED - {""}:
                    found |= set(said.kinds or (each.code for each in CaseKind))
    return tuple(sorted(found))


def _limit_kept(item: Limit | Timed, context: Context) -> Outcome:
    """Judge a limit as its clock stands, or as the step to which it belongs fared."""
    if isinstance(item, Timed):
        return _TIMES.judge(item, context)
    clock = item.clock
    facts = _facts(clock)
    if clock.state is ClockState.MET:
        return passed(Label("在期限之内", "in time"), facts)
    if clock.state is ClockState.MISSED:
        return _missed(clock, facts, context)
    if clock.state is ClockState.RUNNING:
        return pending(facts)
    if clock.state is ClockState.SUSPENDED:
        return not_applicable(Label("期限中止", "the time stands still"), facts)
    if clock.state is ClockState.PROVISIONAL:
        return unknown(_NO_NOTICE, (_NOTICE,), facts)
    missing = clock.missing or (Label("日期", "the day"),)
    return unknown(_NOT_CLEAR, missing)


_NOT_CLEAR = Label("记录不足以判断", "the record does not decide it")
_NO_NOTICE = Label("届满日待定", "the last day is not settled yet")
_NOTICE = Label("放假调休安排", "the notice on holidays")


def _missed(clock: Clock, facts: Mapping[str, str], context: Context) -> Outcome:
    """Judge a missed limit; where the law takes silence for the act, nobody is late."""
    if clock.deemed is not None and clock.met_on is None:
        kind = clock.deemed.kind
        return not_applicable(Label(f"视为{kind.zh}", f"deemed {kind.en}"), facts)
    gaps = _gaps(clock, context)
    if gaps and not _late_anyway(clock, context):
        message = Label("延长是否合法没有证据", "whether it was extended is not shown")
        return unknown(message, gaps, facts)
    steps = tuple(
        Step(each.reason, each.day.isoformat())
        for each in (clock.due.steps if clock.due else ())
    )
    return failed(Label("逾期", "late"), facts, steps)


def _gaps(clock: Clock, context: Context) -> tuple[Label, ...]:
    """Return what an extension on record lacks for it to count, if only evidence."""
    for granted in clock.extensions:
        if not granted.effective and _open(context).issuperset(granted.problems):
            return granted.problems
    return ()


def _open(context: Context) -> frozenset[Label]:
    """Return what a record may just not show: notices, too, unless it is complete."""
    return GAPS - {NOT_TOLD} if _CASES in context.register.complete else GAPS


def _late_anyway(clock: Clock, context: Context) -> bool:
    """Tell whether a limit was missed even with the longest extension."""
    answer, start = clock.due, clock.start
    if answer is None or start is None or clock.met_on is None:
        return False
    content = answer.version.content
    allowed = content.extension if isinstance(content, TimeLimit) else None
    if allowed is None or allowed.length is None:
        return False
    facts = Facts(excluded=clock.excluded, extended=allowed.length)
    try:
        longest = due(
            clock.rule,
            start=start,
            facts=facts,
            rulebook=context.law,
            calendar=context.calendar,
        )
    except PeriodError:
        return False
    return clock.met_on > longest.latest


def _facts(clock: Clock) -> dict[str, str]:
    facts = {"start": clock.start.isoformat()} if clock.start else {}
    if clock.last_day:
        facts["last_day"] = clock.last_day.isoformat()
    if clock.met_on:
        facts["day"] = clock.met_on.isoformat()
    return facts


def _limit_rules(law: Rulebook) -> tuple[str, ...]:
    return (*(each.rule for each in clock_rules()), *_TIMES.others(law))


LIMITS = Check[Any](
    id="C201",
    label=_TIMES.label,
    rule="",
    select=_limits,
    judge=_limit_kept,
    others=_limit_rules,
)


# --- Extensions -------------------------------------------------------------------


def _extended_rules(_law: Rulebook) -> tuple[str, ...]:
    """Return the ids of the limits of cases that an event can make longer."""
    return tuple(each.rule for each in clock_rules() if each.extends)


def _extensions(context: Context) -> Iterator[Sight[Longer]]:
    for case, clock in _clocks(context, _extended):
        for number, granted in enumerate(clock.extensions, 1):
            yield _sight(case, clock, Longer(case, clock, granted), f"/{number}")


def _extended(case: Case) -> bool:
    return any(each.kind is EventKind.EXTENDED for each in case.events)


@check(
    "C214",
    zh="延长期限合法",
    en="extensions are lawful",
    rule="",
    over=_extensions,
    others=_extended_rules,
)
def extension_lawful(item: Longer, context: Context) -> Outcome:
    """Judge an extension as the ledger of its clock does."""
    granted = item.granted
    facts = _facts(item.clock)
    if granted.event.day is not None:
        facts["day"] = granted.event.day.isoformat()
    if granted.effective:
        return passed(Label("延长有效", "lawfully extended"), facts)
    breaches = [e for e in granted.problems if e not in _open(context)]
    if breaches:
        return failed(breaches[0], facts)
    return unknown(_NOT_CLEAR, granted.problems, facts)


LIMIT_CHECKS: tuple[Check[Any], ...] = (LIMITS, extension_lawful)
