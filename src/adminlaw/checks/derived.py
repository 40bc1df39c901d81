"""Order, spans and values that follow from published numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType

from adminlaw.checks.identity import check
from adminlaw.checks.intervals import (
    Interval,
    plain,
    point,
    printed,
    run,
    whole_number,
)
from adminlaw.checks.sights import Claim, Context, Sight, stated
from adminlaw.checks.sums import (
    ACCURACY,
    ONLY_RANGES,
    mixed_units,
    one_unit,
    ranges,
    undecidable,
)
from adminlaw.findings import Outcome, Step, failed, not_assessable, passed
from adminlaw.labels import Label
from adminlaw.model import Figure, RelationKind
from adminlaw.rates import Rounding, agreeing, counts_allowed


def _orders(context: Context) -> Iterator[Sight[Claim]]:
    return stated(context, frozenset({RelationKind.ORDER}))


@check(
    "N106",
    zh="先后与大小次序",
    en="numbers and days are in order",
    rule=ACCURACY,
    over=_orders,
)
def in_order(claim: Claim, _context: Context) -> Outcome:
    """A report is signed before it is published; a merger leaves more than before.

    Blind to: days of which only the month is known and that share it.
    """
    silent = undecidable(claim)
    if silent is not None:
        return silent
    found = ranges(claim.parts)
    held = [a.at_most(b) for a, b in pairwise(found)]
    facts = _distance(claim.parts)
    steps = tuple(
        Step(Label(f"{printed(a)} ≤ {printed(b)}", f"{printed(a)} ≤ {printed(b)}"), "")
        for a, b in pairwise(claim.parts)
    )
    if all(each is True for each in held):
        return passed(Label("次序相符", "they are in order"), facts, steps)
    if any(each is False for each in held):
        return failed(Label("次序颠倒", "they are out of order"), facts, steps)
    return not_assessable(ONLY_RANGES, facts, steps)


def _distance(parts: tuple[Figure, ...]) -> dict[str, str]:
    first, last = ranges((parts[0], parts[-1]))
    if first.exact is None or last.exact is None:
        return {}
    name = "difference" if parts[0].value is not None else "days"
    return {name: plain(last.exact - first.exact)}


def _spans(context: Context) -> Iterator[Sight[Claim]]:
    return stated(context, frozenset({RelationKind.SPAN}))


@check(
    "N107",
    zh="起止年份与年数",
    en="first and last year fit the length",
    rule=ACCURACY,
    over=_spans,
)
def years_fit(claim: Claim, _context: Context) -> Outcome:
    """A plan called five-year that names six years has a wrong title or a wrong end.

    Both years count: 2017 to 2021 are five.
    """
    silent = undecidable(claim)
    if silent is not None:
        return silent
    since, until = map(_year, claim.parts)
    if since is None or until is None:
        return not_assessable(Label("年份不确定", "the years are not certain"))
    years = until - since + 1
    facts = {"years": plain(years)}
    text = f"{plain(until)} − {plain(since)} + 1"
    steps = (Step(Label(text, text), plain(years)),)
    if claim.whole is None or claim.whole.value is None:
        return not_assessable(Label("未载明年数", "no length is stated"), facts, steps)
    fits = ranges((claim.whole,))[0].equals(point(years))
    if fits:
        return passed(Label("年数相符", "the length fits"), facts, steps)
    if fits is False:
        return failed(Label("年数不符", "the length does not fit"), facts, steps)
    return not_assessable(ONLY_RANGES, facts, steps)


def _year(figure: Figure) -> Fraction | None:
    """Return the year that a figure names for certain: as a number, or as its days."""
    if figure.value is not None:
        return ranges((figure,))[0].exact
    span = figure.when
    if span is None or span.since is None or span.last_day is None:
        return None
    whole = span.since.year == span.last_day.year and (span.days or 0) > _SHORTEST_YEAR
    return Fraction(span.since.year) if whole else None


_SHORTEST_YEAR = 364  # more days than this within one calendar year are all of it


# --- Values that no report states, or states and rounds --------------------------

_DERIVED = frozenset(
    {
        RelationKind.QUOTIENT,
        RelationKind.DIFFERENCE,
        RelationKind.DAILY,
        RelationKind.REMAINDER,
    }
)


def _derivations(context: Context) -> Iterator[Sight[Claim]]:
    return stated(context, _DERIVED)


@check(
    "N108",
    zh="可推算的数值",
    en="values that can be derived",
    rule=ACCURACY,
    over=_derivations,
)
def derived_value(claim: Claim, _context: Context) -> Outcome:
    """A derived value helps a reader; where the report states it, it has to agree.

    Blind to: whether the two figures belong together; the register says so, with
    what it assumes.
    """
    silent = undecidable(claim)
    if silent is not None:
        return silent
    return _DERIVING[claim.kind](claim)


def _judged(claim: Claim, value: Interval, facts: Mapping[str, str]) -> Outcome:
    """Return the derived value; compare it where the report states one."""
    left, sign, right = _terms(claim)
    text = f"{left} {sign} {right}"
    steps = (Step(Label(text, text), plain(value.stated)),)
    if claim.whole is None or claim.whole.value is None:
        return not_assessable(_derived(claim), facts, steps)
    agrees = _agrees(claim.whole, value)
    if agrees:
        return passed(Label("与推算值相符", "it is the derived value"), facts, steps)
    if agrees is False:
        message = Label("与推算值不符", "it is not the derived value")
        return failed(message, facts, steps)
    return not_assessable(ONLY_RANGES, facts, steps)


def _agrees(stated_value: Figure, value: Interval) -> bool | None:
    """Tell whether a stated result is the derived one, as it was rounded."""
    said = ranges((stated_value,))[0]
    if value.exact is None or said.exact is None or stated_value.value is None:
        return False if said.equals(value) is False else None
    modes = agreeing(stated_value.value, value.exact)
    declared = stated_value.rounding
    return declared in modes if declared else bool(modes)


def _derived(claim: Claim) -> Label:
    """Return the message of a derived value, with what it supposes."""
    if claim.assumption is None:
        return Label("报告未载明，推算值", "not stated; derived")
    zh, en = claim.assumption.zh, claim.assumption.en
    return Label(f"推算值，前提：{zh}", f"derived, supposing that {en}")


def _terms(claim: Claim) -> tuple[str, str, str]:
    if claim.kind is RelationKind.DAILY:
        return printed(claim.parts[0]), "÷", "日数/days"
    sign = "÷" if claim.kind is RelationKind.QUOTIENT else "−"
    return printed(claim.parts[0]), sign, printed(claim.parts[1])


def _quotient(claim: Claim) -> Outcome:
    above, below = ranges(claim.parts)
    if below.stated == 0:
        return not_assessable(Label("除数为零", "the divisor is zero"))
    ratio = above.stated / below.stated
    facts = {"quotient": plain(ratio, 2)}
    if one_unit(claim.parts):
        facts["percent"] = plain(100 * ratio, 2)
    return _judged(claim, above.over(below), facts)


def _difference(claim: Claim) -> Outcome:
    if all(each.when is not None for each in claim.parts):
        return _day_difference(claim)
    if not one_unit(claim.figures):
        return mixed_units(claim)
    more, less = ranges(claim.parts)
    rest = more.stated - less.stated
    facts = {"difference": plain(rest)}
    if rest > 0:
        facts["percent"] = plain(100 * less.stated / rest, 2)
    return _judged(claim, more.plus(less.negated()), facts)


def _day_difference(claim: Claim) -> Outcome:
    """Days from the second date to the end of the first one."""
    ends = [each.when.last_day for each in claim.parts if each.when is not None]
    later, earlier = ends
    if later is None or earlier is None:
        return not_assessable(Label("日期不确定", "the days are not certain"))
    days = (later - earlier).days
    return _judged(claim, point(days), {"days": str(days)})


def _daily(claim: Claim) -> Outcome:
    days = claim.parts[0].period.days if claim.parts[0].period else None
    if days is None:
        return not_assessable(Label("期间不明", "the period is not known"))
    count = ranges(claim.parts)[0]
    facts = {"quotient": plain(count.stated / days, 2), "days": str(days)}
    return _judged(claim, count.over(point(days)), facts)


def _remainder(claim: Claim) -> Outcome:
    """Locate what a rate leaves over: losses of the whole outside one part.

    Parts: how many lie in the part, how many of these are lost, the rate of the
    whole that is not lost.
    """
    whole, (part, lost, rate) = claim.whole, claim.parts
    base = whole_number(whole)
    if whole is None or not base or rate.value is None:
        return not_assessable(Label("总数不是整数", "the whole is no whole number"))
    inside = whole_number(lost)
    if inside is None:
        return not_assessable(Label("败诉数不是整数", "the lost are no whole number"))
    rest = base - inside
    facts = {"others": plain(base - ranges((part,))[0].stated)}
    for mode in (Rounding.HALF_UP, Rounding.TRUNCATE):
        kept = counts_allowed(rate.value, base, mode)
        name = "lost" if mode is Rounding.HALF_UP else "lost_truncate"
        facts[name] = run(range(rest - kept.stop + 1, rest - kept.start + 1))
    return not_assessable(_derived(claim), facts)


_DERIVING: Mapping[RelationKind, Callable[[Claim], Outcome]] = MappingProxyType(
    {
        RelationKind.QUOTIENT: _quotient,
        RelationKind.DIFFERENCE: _difference,
        RelationKind.DAILY: _daily,
        RelationKind.REMAINDER: _remainder,
    }
)
