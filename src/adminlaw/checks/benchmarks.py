"""Benchmarks of discretion: their tiers, their range and their publication."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from adminlaw.checks.identity import check
from adminlaw.checks.records import happened, sight_of_record
from adminlaw.checks.sights import Context, Sight
from adminlaw.findings import Outcome, failed, not_assessable, passed, unknown
from adminlaw.labels import Label
from adminlaw.model import Benchmark, EventKind, Range
from adminlaw.model.registers import kind_of


def _tiered(context: Context) -> Iterator[Sight[Benchmark]]:
    for benchmark in context.register.benchmarks:
        if benchmark.tiers:
            yield sight_of_record(benchmark)


@check(
    "B101",
    zh="裁量阶次不重叠、无空档",
    en="tiers neither overlap nor leave a gap",
    rule="benchmarks.tiers",
    over=_tiered,
)
def tiers_meet(benchmark: Benchmark, _context: Context) -> Outcome:
    """An amount in two tiers is two penalties for one act; one in none is neither.

    Blind to: the conditions of the tiers, which are words.
    """
    ranges = [tier.range for tier in benchmark.tiers if tier.range is not None]
    if len(ranges) < len(benchmark.tiers):
        return not_assessable(
            Label("有阶次未以数字表示", "a tier is not given in numbers"),
            {"named": str(len(ranges)), "stated": str(len(benchmark.tiers))},
        )
    if len({each.unit for each in ranges}) > 1:
        return not_assessable(Label("阶次单位不同", "tiers in different units"))
    for tier in filter(_reversed, ranges):
        facts = {"least": _bound(tier.least), "most": _bound(tier.most)}
        return failed(Label("阶次上下限颠倒", "a tier ends before it starts"), facts)
    for lower, upper in pairwise(ranges):
        facts = {"lower": _bound(lower.most), "upper": _bound(upper.least)}
        if _overlap(lower, upper):
            return failed(Label("阶次重叠", "tiers overlap"), facts)
        if _gap(lower, upper):
            return failed(Label("阶次之间有空档", "a gap between tiers"), facts)
    return passed(Label("阶次相接", "the tiers meet"))


def _bound(number: Decimal | None) -> str:
    return "…" if number is None else str(number)


def _reversed(tier: Range) -> bool:
    return tier.least is not None and tier.most is not None and tier.most < tier.least


def _overlap(lower: Range, upper: Range) -> bool:
    if lower.most is None or upper.least is None:
        return True
    both = lower.most_included and upper.least_included
    return upper.least < lower.most or (upper.least == lower.most and both)


def _gap(lower: Range, upper: Range) -> bool:
    if lower.most is None or upper.least is None:
        return False
    neither = not (lower.most_included or upper.least_included)
    return upper.least > lower.most or (upper.least == lower.most and neither)


def _ranged(context: Context) -> Iterator[Sight[Benchmark]]:
    for benchmark in context.register.benchmarks:
        if any(tier.range for tier in benchmark.tiers):
            yield sight_of_record(benchmark)


@check(
    "B102",
    zh="裁量基准在法定幅度内",
    en="a benchmark stays inside the statutory range",
    rule="benchmarks.range",
    over=_ranged,
)
def benchmark_within_law(benchmark: Benchmark, _context: Context) -> Outcome:
    """A benchmark beyond the law sets a penalty, which only law may do.

    Blind to: mitigation below the statutory range, which the law itself allows.
    """
    law = benchmark.statutory_range
    if law is None:
        return unknown(
            Label("法定幅度未载明", "the statutory range is not recorded"),
            (Label("法定幅度", "statutory range"),),
        )
    ranges = [tier.range for tier in benchmark.tiers if tier.range is not None]
    if any(each.unit is not law.unit for each in ranges):
        return not_assessable(Label("单位不同", "different units"))
    outside = [each for each in ranges if not _inside(each, law)]
    if outside:
        facts = {"least": _bound(outside[0].least), "most": _bound(outside[0].most)}
        return failed(Label("超出法定幅度", "outside the statutory range"), facts)
    return passed(Label("在法定幅度内", "inside the statutory range"))


def _inside(tier: Range, law: Range) -> bool:
    low = law.least is None or (
        tier.least is not None
        and (tier.least, not tier.least_included) >= (law.least, not law.least_included)
    )
    high = law.most is None or (
        tier.most is not None
        and (tier.most, tier.most_included) <= (law.most, law.most_included)
    )
    return low and high


def _all_benchmarks(context: Context) -> Iterator[Sight[Benchmark]]:
    for benchmark in context.register.benchmarks:
        yield sight_of_record(benchmark)


@check(
    "B103",
    zh="裁量基准向社会公布",
    en="a benchmark is published",
    rule="benchmarks.publication",
    over=_all_benchmarks,
)
def benchmark_published(benchmark: Benchmark, context: Context) -> Outcome:
    """A benchmark that nobody can read guides nobody.

    Absence counts as failure only where the register declares benchmarks complete.
    """
    return happened(benchmark.events, EventKind.PUBLISHED, context, kind_of(Benchmark))
