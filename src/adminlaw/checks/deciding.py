"""The steps of major decisions and of their catalogues (重大行政决策程序)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from attrs import evolve, frozen

from adminlaw.checks.asking import Matter
from adminlaw.checks.bodies import actors_check
from adminlaw.checks.identity import Check
from adminlaw.checks.order import certainly_before, not_after
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.stepping import (
    Asked,
    asked_of,
    judge_step,
    others_check,
    rules_of,
    sight_of,
    step_check,
    steps_check,
)
from adminlaw.checks.timing import times_check
from adminlaw.findings import (
    Outcome,
    Status,
    failed,
    not_applicable,
    passed,
    unknown,
)
from adminlaw.labels import Label, Modality
from adminlaw.model import Event, EventKind, when
from adminlaw.rulebook import FixedDate
from adminlaw.spans import DateSpan

DECIDING = Matter(records="decisions")
CATALOGUES = Matter(records="catalogues")

public_participation = step_check(
    "M201", step="comment", matter=DECIDING, zh="公众参与", en="public participation"
)
expert_argument = step_check(
    "M202", step="expert", matter=DECIDING, zh="专家论证", en="expert argument"
)
risk_assessment = step_check(
    "M203", step="risk", matter=DECIDING, zh="风险评估", en="risk assessment"
)
legality_review = step_check(
    "M204", step="review", matter=DECIDING, zh="合法性审查", en="legality review"
)
collective_discussion = step_check(
    "M205",
    step="deliberate",
    matter=DECIDING,
    zh="集体讨论决定",
    en="collective discussion last",
)
publication = step_check(
    "M206", step="publish", matter=DECIDING, zh="决定公布", en="decision published"
)
hearing = step_check("M207", step="hearing", matter=DECIDING, zh="听证", en="hearing")
fair_competition = step_check(
    "M208",
    step="fair_competition",
    matter=DECIDING,
    zh="公平竞争审查",
    en="fair competition review",
)

# --- Evaluated afterwards ---------------------------------------------------------


@frozen
class Evaluated:
    """The step of evaluation, with the evaluations of the decision on record."""

    asked: Asked
    events: tuple[Event, ...]


def _evaluations(context: Context) -> Mapping[str, tuple[Event, ...]]:
    """Return what the evaluations of each decision record as done."""
    found: dict[str, tuple[Event, ...]] = {}
    for track in context.tracks("evaluations"):
        events = tuple(each for kind in track.by_kind.values() for each in kind)
        if track.record.decision is not None and events:
            key = track.record.decision
            found[key] = (*found.get(key, ()), *events)
    return found


def _evaluated(context: Context) -> Iterator[Sight[Evaluated]]:
    by_decision: Mapping[str, tuple[Event, ...]] | None = None
    for asked in asked_of(context, DECIDING, _evaluate):
        if by_decision is None:
            by_decision = _evaluations(context)
        own = asked.track.of(EventKind.EVALUATED)
        events = (*own, *by_decision.get(asked.track.record.id, ()))
        sight = sight_of(asked, named=False)
        yield Sight(
            item=Evaluated(asked, events),
            subject=sight.subject,
            rule=sight.rule,
            ground=sight.ground,
        )


def _evaluate(name: str) -> bool:
    return name == "evaluate"


def _judge_evaluation(item: Evaluated, _context: Context) -> Outcome:
    """Judge that a decision was evaluated after it was made or carried out."""
    made = _made(item.asked)
    spans = [when(each) for each in item.events]
    facts = {"evaluated": _days(spans), "decided": str(made or "")}
    if not spans:
        if item.asked.demand.ground.modality is Modality.PERMISSION:
            return not_applicable(Label("没有评估，可以评估", "none; there may be one"))
        missing = Label("决策后评估", "evaluation afterwards")
        return unknown(Label("没有评估的记录", "no evaluation is recorded"), (missing,))
    if any(_follows(made, each) for each in spans):
        return passed(Label("已在决策后评估", "evaluated afterwards"), facts)
    early = all(each and made and certainly_before(each, made) for each in spans)
    if early and item.asked.demand.ground.modality is Modality.PERMISSION:
        # What went before is no evaluation afterwards, of which there need be none.
        return not_applicable(_EARLIER, facts)
    if early:
        return failed(_EARLIER, facts)
    return unknown(_DAYS_UNSAID, (Label("日期", "the day"),), facts)


_EARLIER = Label("评估早于决策", "evaluated before the decision")
_DAYS_UNSAID = Label("日期不足以判断先后", "the days do not tell which came first")


def _made(asked: Asked) -> DateSpan | None:
    """Return when a decision was carried out, or at least made."""
    kinds = (EventKind.EXECUTION_STARTED, EventKind.DECIDED, EventKind.DELIBERATED)
    for kind in kinds:
        spans = [span for each in asked.track.of(kind) if (span := when(each))]
        known = [each for each in spans if each.since is not None]
        if known:
            return min(known, key=lambda each: each.since or date.max)
    return None


def _follows(made: DateSpan | None, span: DateSpan | None) -> bool:
    return made is not None and span is not None and not_after(made, span)


def _days(spans: list[DateSpan | None]) -> str:
    return " ".join(str(each.since) for each in spans if each and each.since)


evaluation: Check[Any] = Check(
    id="M209",
    label=Label("决策后评估", "evaluated afterwards"),
    rule="",
    select=_evaluated,
    judge=_judge_evaluation,
    others=rules_of(DECIDING, _evaluate),
)

# --- Files ------------------------------------------------------------------------

_ARCHIVE_DAY = "decisions.archive_day"


def _judge_archive(asked: Asked, context: Context) -> Outcome:
    """Judge that a decision was filed, by the day on which papers have to be."""
    found = judge_step(asked, context)
    decided = _made(asked)
    last = decided.last_day if decided else None
    due = _archive_day(last, context) if last else None
    if found.status is Status.PASSED or due is None:
        return found
    facts = {"decided": str(last), "last_day": due.isoformat()}
    # 及时 has no days of its own: before the last day nothing is certain.
    late = context.as_of > due and "decisions" in context.register.complete
    if late and not asked.track.of(EventKind.ARCHIVED):
        return failed(Label("逾期未归档", "not filed in time"), facts)
    return evolve(found, facts={**found.facts, **facts})


def _archive_day(decided: date, context: Context) -> date | None:
    rule = context.law.get(_ARCHIVE_DAY)
    version = rule.on(decided) if rule else None
    said = version.content if version else None
    if (
        not isinstance(said, FixedDate)
        or decided.year + said.years_later > date.max.year
    ):
        return None
    return date(decided.year + said.years_later, said.month, said.day)


archived: Check[Any] = evolve(
    step_check(
        "M210", step="archive", matter=DECIDING, zh="档案归档", en="records kept"
    ),
    judge=_judge_archive,
    others=lambda law: (
        *rules_of(DECIDING, lambda name: name == "archive")(law),
        _ARCHIVE_DAY,
    ),
)

# --- Times, bodies, other steps ---------------------------------------------------

times = times_check("M211", matter=DECIDING, zh="步骤的期限", en="times of the steps")
actors = actors_check(
    "M212", matter=DECIDING, zh="由应当的机构实施", en="done by the body that has to"
)
others = others_check(
    "M213",
    claimed=(
        "comment",
        "expert",
        "risk",
        "review",
        "deliberate",
        "publish",
        "hearing",
        "fair_competition",
        "evaluate",
        "archive",
        "issue",
    ),
    matter=DECIDING,
    zh="其他步骤",
    en="other steps",
)
catalogue_steps = steps_check(
    "M214",
    matter=CATALOGUES,
    zh="目录公布程序",
    en="catalogue made and published",
)

DECIDING_CHECKS: tuple[Check[Any], ...] = (
    public_participation,
    expert_argument,
    risk_assessment,
    legality_review,
    collective_discussion,
    publication,
    hearing,
    fair_competition,
    evaluation,
    archived,
    times,
    actors,
    others,
    catalogue_steps,
)
