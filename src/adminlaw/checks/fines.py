"""Fines: within what may be decided on the spot, inside the benchmark, paid.

The limits of the summary procedure are those of the rule book on the day of the
decision; a benchmark may be left for a reason that the decision gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from attrs import evolve, frozen

from adminlaw.checks.acts import quantity, tracks_of_cases
from adminlaw.checks.identity import Check, check
from adminlaw.checks.records import absent, is_over
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.tracks import Track
from adminlaw.clocks import due
from adminlaw.errors import PeriodError, UnknownRuleError
from adminlaw.findings import (
    Outcome,
    failed,
    not_applicable,
    not_assessable,
    passed,
    pending,
    unknown,
)
from adminlaw.labels import Label
from adminlaw.model import (
    Benchmark,
    CaseLinkKind,
    CaseOutcome,
    Event,
    EventKind,
    Range,
    RangeUnit,
    Trait,
    has_trait,
    when,
)
from adminlaw.money import Money, MoneyUnit
from adminlaw.rulebook import Rulebook
from adminlaw.spans import DateSpan


@frozen
class Fined:
    """A penalty with the days among which it was decided; None where unsaid."""

    track: Track
    decided: DateSpan | None


def _decided(track: Track) -> DateSpan | None:
    """Return the days among which the first dated decision was made."""
    spans = [span for each in track.of(EventKind.DECIDED) if (span := when(each))]
    return min(spans, key=lambda each: each.since or date.min, default=None)


def _fined(context: Context) -> Iterator[Sight[Fined]]:
    for track in tracks_of_cases(context, "penalty"):
        if track.of(EventKind.DECIDED):
            span = _decided(track)
            yield Sight(
                item=Fined(track, span),
                subject=track.subject,
                day=span.since if span else None,
            )


def _in_summary(context: Context) -> Iterator[Sight[Fined]]:
    for sight in _fined(context):
        if has_trait(sight.item.track.record, Trait.SUMMARY):
            yield sight


@check(
    "E216",
    zh="简易程序条件",
    en="summary procedure within its limits",
    rule="penalty.summary_limits",
    over=_in_summary,
)
def within_summary_limits(item: Fined, context: Context) -> Outcome:
    """Judge whether a fine decided on the spot was small enough for that."""
    amount: Money | None = item.track.record.amount
    limits = _summary_limits(item.decided, context)
    if limits is None:
        return unknown(_NO_DAY, (Label("作出决定的日期", "the day of the decision"),))
    if amount is None:
        return unknown(
            Label("罚款数额未载明", "no amount is recorded"),
            (Label("罚款数额或者处罚种类", "the amount, or the kind of penalty"),),
        )
    citizen, organisation = limits
    facts = {"stated": str(amount.yuan), "least": str(citizen)}
    facts["most"] = str(organisation)
    if amount.yuan <= min(limits):
        return passed(Label("在简易程序限额之内", "within the limits"), facts)
    if amount.yuan > max(limits):
        return failed(Label("超出简易程序限额", "beyond the limits"), facts)
    return unknown(
        Label("限额因当事人而异", "the limit depends on the party"),
        (Label("当事人是公民还是组织", "whether the party is a citizen"),),
        facts,
    )


_NO_DAY = Label("日期不确定", "the day is not certain")
_LIMITS = ("penalty.summary.citizen_fine", "penalty.summary.organisation_fine")


def _summary_limits(
    span: DateSpan | None, context: Context
) -> tuple[Decimal, Decimal] | None:
    """Return the limits for citizens and organisations; None if the day is open."""
    if span is None or span.since is None or span.last_day is None:
        return None
    found = [
        tuple(quantity(context, rule, day) for rule in _LIMITS)
        for day in (span.since, span.last_day)
    ]
    if found[0] != found[1]:
        return None
    citizen, organisation = (each.at_most if each else None for each in found[0])
    if citizen is None or organisation is None:
        return None
    return citizen, organisation


def _guided(context: Context) -> Iterator[Sight[Fined]]:
    for sight in _fined(context):
        if sight.item.track.record.benchmark:
            yield sight


@check(
    "E220",
    zh="裁量在基准之内",
    en="amount inside the benchmark",
    rule="penalty.benchmark",
    over=_guided,
)
def inside_benchmark(item: Fined, context: Context) -> Outcome:
    """Judge whether a fine lies in a tier, or its decision says why it does not."""
    case = item.track.record
    benchmark = context.register.get(Benchmark, case.benchmark)
    if benchmark is None or not benchmark.tiers:
        return _unsaid("裁量基准的阶次", "the tiers of the benchmark")
    if item.decided and not benchmark.valid.overlaps(item.decided):
        return not_applicable(
            Label("该基准当日未施行", "the benchmark was not in force that day")
        )
    if case.amount is None:
        return _unsaid("罚款数额", "the amount")
    ranges = [each.range for each in benchmark.tiers if each.range]
    bounds = [_in_yuan(each) for each in ranges if each.unit in _MONEY]
    amount = case.amount.yuan
    facts = {"stated": str(amount)}
    if any(_within(amount, each) for each in bounds):
        return passed(Label("在裁量阶次之内", "inside a tier"), facts)
    if case.departure.strip():
        return passed(Label("已说明偏离理由", "the decision says why not"), facts)
    if any(each.unit in _RELATIVE for each in ranges):
        return _unsaid("倍数或者百分比的基数", "the base of the multiple or share")
    if len(bounds) < len(benchmark.tiers):
        return not_assessable(
            Label("有阶次未以金额表示", "a tier is not given in money"), facts
        )
    return failed(
        Label("不在任何阶次之内且未说明理由", "outside every tier, without a reason"),
        facts,
    )


def _unsaid(zh: str, en: str) -> Outcome:
    missing = Label(zh, en)
    return unknown(Label(f"{zh}未载明", f"not recorded: {en}"), (missing,))


_MONEY: Mapping[RangeUnit, MoneyUnit] = MappingProxyType(
    {RangeUnit.YUAN: MoneyUnit.YUAN, RangeUnit.WAN_YUAN: MoneyUnit.WAN_YUAN}
)

_RELATIVE = frozenset({RangeUnit.TIMES, RangeUnit.PERCENT})

Bounds = tuple[Range, Decimal | None, Decimal | None]


def _in_yuan(tier: Range) -> Bounds:
    unit = _MONEY[tier.unit]
    least = None if tier.least is None else Money(tier.least, unit).yuan
    most = None if tier.most is None else Money(tier.most, unit).yuan
    return tier, least, most


def _within(amount: Decimal, bounds: Bounds) -> bool:
    tier, least, most = bounds
    above = least is None or amount > least or (amount == least and tier.least_included)
    below = most is None or amount < most or (amount == most and tier.most_included)
    return above and below


# --- Performance ------------------------------------------------------------------


@frozen
class Owed:
    """A penalty that was imposed, and whether a case was opened to enforce it."""

    track: Track
    decided: DateSpan | None
    enforced: bool

    @property
    def done(self) -> tuple[Event, ...]:
        """What shows that it was performed or executed."""
        return (*self.track.of(EventKind.PAID), *self.track.of(EventKind.EXECUTED))


def _owed(context: Context) -> Iterator[Sight[Owed]]:
    enforced = {
        link.case
        for case in context.register.cases
        for link in case.links
        if link.kind is CaseLinkKind.ENFORCES
    }
    for sight in _fined(context):
        case = sight.item.track.record
        if case.outcome is CaseOutcome.PENALISED:
            yield Sight(
                item=Owed(sight.item.track, sight.item.decided, case.id in enforced),
                subject=sight.subject,
                day=sight.day,
            )


@check(
    "E214",
    zh="执行",
    en="executed",
    rule="penalty.execution",
    over=_owed,
)
def performed_or_enforced(item: Owed, context: Context) -> Outcome:
    """Judge whether a penalty was performed, or enforcement was sought."""
    track = item.track
    if any(is_over(each, context.as_of) for each in item.done):
        if all(_before(each, item.decided) for each in item.done):
            return failed(Label("先于决定执行", "executed before the decision"))
        return passed(Label("已履行或者执行", "performed or executed"))
    if item.enforced:
        return passed(Label("已进入强制执行", "enforcement was sought"))
    if any(track.of(kind) for kind in (EventKind.EXTENDED, EventKind.SUSPENDED)):
        return _unsaid("延期或者中止后的履行期限", "the time after a deferral")
    last = _last_day_to_pay(track, context)
    if last is None:
        return _unsaid("履行期限", "the time to perform")
    facts = {"last_day": last.isoformat()}
    if context.as_of <= last:
        return pending(facts)
    message = Label("逾期未履行，也未强制执行", "neither performed nor enforced")
    return absent(message, facts, complete="cases" in context.register.complete)


def _last_day_to_pay(track: Track, context: Context) -> date | None:
    """Return by when a fine is to be paid; None where that is not known."""
    days = [each.day for each in track.of(EventKind.SERVED) if each.day]
    if not days or track.record.amount is None:
        return None
    try:
        return due(
            "penalty.pay_fine",
            start=min(days),
            rulebook=context.law,
            calendar=context.calendar,
        ).latest
    except (UnknownRuleError, PeriodError):
        return None


def _before(event: Event, decided: DateSpan | None) -> bool:
    """Tell whether an event was certainly before the day of the decision."""
    span = when(event)
    last = span.last_day if span else None
    begun = decided.since if decided else None
    return last is not None and begun is not None and last < begun


def _payment(_law: Rulebook) -> tuple[str, ...]:
    return ("penalty.pay_fine",)


def _limits(_law: Rulebook) -> tuple[str, ...]:
    return _LIMITS


FINE_CHECKS: tuple[Check[Any], ...] = (
    evolve(performed_or_enforced, others=_payment),
    evolve(within_summary_limits, others=_limits),
    inside_benchmark,
)
