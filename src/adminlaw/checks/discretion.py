"""How a place makes its benchmarks of discretion: reported first, and weighing all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from adminlaw.checks.asking import Matter
from adminlaw.checks.identity import Check, check
from adminlaw.checks.local import by_ending, local_rules
from adminlaw.checks.records import sight_of_record
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.stepping import step_check
from adminlaw.findings import Outcome, failed, passed, unknown
from adminlaw.labels import Label
from adminlaw.model import Benchmark, DiscretionFactor

BENCHMARKS = Matter(records="benchmarks")

reported_first = step_check(
    "B201",
    step="report",
    matter=BENCHMARKS,
    zh="先报告后公布",
    en="reported before publication",
)

_FACTORS = "benchmarks.factors"


def _where_asked(context: Context) -> Iterator[Sight[Benchmark]]:
    """Yield the benchmarks of a place whose own rule names what they weigh."""
    for rule in local_rules(context, _FACTORS):
        for each in context.register.benchmarks:
            sight = sight_of_record(each, day=each.valid.since)
            yield evolve(sight, rule=rule.id)


@check(
    "B202",
    zh="裁量因素齐备",
    en="the five factors",
    rule="",
    over=_where_asked,
    others=by_ending(_FACTORS),
)
def factors_weighed(benchmark: Benchmark, context: Context) -> Outcome:
    """Judge that a benchmark weighs every factor that the rule of the place names."""
    lacking = [each for each in DiscretionFactor if each not in benchmark.factors]
    facts = {
        "recorded": str(len(DiscretionFactor) - len(lacking)),
        "needed": str(len(DiscretionFactor)),
    }
    if not lacking:
        return passed(Label("因素齐备", "it weighs all of them"), facts)
    message = Label("因素不齐", "it does not weigh all of them")
    named = bool(benchmark.factors) or "benchmarks" in context.register.complete
    if named:
        facts["missing"] = "、".join(each.zh for each in lacking)
        return failed(message, facts)
    missing = tuple(Label(each.zh, each.en) for each in lacking)
    return unknown(Label("因素未载明", "no factors are recorded"), missing, facts)


DISCRETION_CHECKS: tuple[Check[Any], ...] = (reported_first, factors_weighed)
