"""Do published numbers add up: wholes and parts, sums, partitions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

from adminlaw.checks.identity import check
from adminlaw.checks.intervals import Interval, interval, plain, printed, total
from adminlaw.checks.sights import (
    Claim,
    Context,
    Group,
    Sight,
    by_rule,
    figure_subject,
    stated,
)
from adminlaw.findings import (
    Outcome,
    Step,
    failed,
    not_assessable,
    passed,
    unknown,
)
from adminlaw.labels import Label
from adminlaw.model import Figure, RelationKind
from adminlaw.rulebook import Balance, Partition, Rule, Subset

ACCURACY = "figures.accuracy"

ONLY_RANGES = Label("数字只给出范围", "the figures are given as ranges")
ALTERED = Label(
    "原文数字被改动，还原值不作为依据",
    "an altered number: its restoration proves nothing",
)
NOT_STATED = Label("所需数字未载明", "a number that is needed is not stated")


_PARTS_NEEDED: Mapping[RelationKind, tuple[int, int | None]] = MappingProxyType(
    {
        RelationKind.BALANCE: (1, None),
        RelationKind.PARTITION: (1, None),
        RelationKind.SUBSET: (1, None),
        RelationKind.ORDER: (2, None),
        RelationKind.EQUAL: (2, None),
        RelationKind.SEPARATE: (2, None),
        RelationKind.SPAN: (2, 2),
        RelationKind.QUOTIENT: (2, 2),
        RelationKind.DIFFERENCE: (2, 2),
        RelationKind.DAILY: (1, 1),
        RelationKind.REMAINDER: (3, 3),
    }
)
"""The least and the greatest number of parts that each kind of relation takes."""


def undecidable(claim: Claim) -> Outcome | None:
    """Return the outcome where a claim lacks figures or a figure its number."""
    if claim.unheld:
        names = tuple(Label(key, key) for key in claim.unheld)
        return unknown(
            Label("登记簿没有所需数字", "the register lacks a figure"), names
        )
    least, greatest = _PARTS_NEEDED[claim.kind]
    count = len(claim.parts)
    headless = claim.kind is RelationKind.SUBSET and not (claim.whole or claim.chained)
    if headless or count < least or (greatest is not None and count > greatest):
        return not_assessable(
            Label("勾稽关系的分项数目不符", "the relation has not the parts it needs"),
            {"parts": str(count)},
        )
    silent = tuple(each.label for each in claim.figures if interval(each) is None)
    if not silent:
        return _incomparable(claim)
    masked: dict[str, str] = {
        each.id: str(each.restored) for each in claim.figures if each.restored
    }
    if masked:
        return not_assessable(ALTERED, masked)
    return unknown(NOT_STATED, silent)


def _incomparable(claim: Claim) -> Outcome | None:
    """Return the outcome where a day stands beside a number: neither is more."""
    compared = claim.figures
    if claim.kind is RelationKind.DIFFERENCE:
        compared = claim.parts  # the distance of two days is a number of days
    numbers = [each.value is not None for each in compared]
    days = [each.when is not None for each in compared]
    if all(numbers) or all(days) or claim.kind is RelationKind.SPAN:
        return None
    return not_assessable(
        Label("日期与数字不能比较", "a day and a number have no order")
    )


def ranges(figures: Iterable[Figure]) -> tuple[Interval, ...]:
    """Return what each figure allows, leaving out those that state nothing."""
    found = (interval(each) for each in figures)
    return tuple(each for each in found if each is not None)


def one_unit(figures: Iterable[Figure]) -> bool:
    """Tell whether all figures count the same thing."""
    return len({(each.unit, each.per) for each in figures}) <= 1


def _sum_step(parts: tuple[Figure, ...], result: Fraction | None) -> Step:
    text = " + ".join(printed(each) for each in parts)
    return Step(Label(text, text), plain(result))


# --- A part is at most its whole -------------------------------------------------


def _subsets(context: Context) -> Iterator[Sight[Claim]]:
    yield from stated(context, frozenset({RelationKind.SUBSET}))
    for rule, said, group in by_rule(context, Subset):
        found = [(code, group.figure(code)) for code in said.chain]
        figures = tuple(each for _, each in found if each is not None)
        if len(figures) > 1:
            claim = Claim(
                kind=RelationKind.SUBSET,
                whole=None,
                parts=figures,
                missing=tuple(
                    context.law.label(code) for code, each in found if each is None
                ),
                chained=True,
            )
            yield sight_of(claim, rule, group, context)


def sight_of(claim: Claim, rule: Rule, group: Group, context: Context) -> Sight[Claim]:
    """Return the sight of a claim that a rule makes over one group of figures."""
    return Sight(
        item=claim,
        subject=figure_subject(f"{rule.id}@{group.key}", rule.label, claim.figures),
        rule=rule.id,
        day=context.day_of(group.report),
    )


@check(
    "N101",
    zh="部分不大于整体",
    en="a part is at most its whole",
    rule=ACCURACY,
    over=_subsets,
)
def part_within_whole(claim: Claim, _context: Context) -> Outcome:
    """A part larger than its whole shows that one of two published counts is wrong.

    Blind to: whether the part is really a part, which the rule or register says.
    """
    silent = undecidable(claim)
    if silent is not None:
        return silent
    wholes = claim.parts if claim.chained else (claim.whole,) * len(claim.parts)
    parts = claim.parts[1:] if claim.chained else claim.parts
    pairs = [(w, p) for w, p in zip(wholes, parts, strict=False) if w is not None]
    held = [_within(whole, part) for whole, part in pairs]
    facts = _differences(pairs)
    steps = tuple(_comparison(whole, part) for whole, part in pairs)
    if any(each is False for each in held):
        return failed(Label("部分大于整体", "a part exceeds its whole"), facts, steps)
    if claim.missing:
        message = Label("有一项未公布", "a count of the chain is not published")
        return unknown(message, claim.missing, facts)
    if all(each is True for each in held):
        return passed(
            Label("部分不大于整体", "no part exceeds its whole"), facts, steps
        )
    return not_assessable(ONLY_RANGES, facts, steps)


def _within(whole: Figure, part: Figure) -> bool | None:
    outer, inner = interval(whole), interval(part)
    return None if outer is None or inner is None else inner.at_most(outer)


def _differences(pairs: list[tuple[Figure, Figure]]) -> dict[str, str]:
    """Return what each whole holds beyond its part, numbered from the second on."""
    facts = {}
    for index, (whole, part) in enumerate(pairs, 1):
        outer, inner = ranges((whole, part))
        if outer.exact is not None and inner.exact is not None:
            name = "difference" if index == 1 else f"difference{index}"
            facts[name] = plain(outer.exact - inner.exact)
    return facts


def _comparison(whole: Figure, part: Figure) -> Step:
    text = f"{printed(whole)} − {printed(part)}"
    outer, inner = ranges((whole, part))
    if outer.exact is None or inner.exact is None:
        return Step(Label(text, text), "…")
    return Step(Label(text, text), plain(outer.exact - inner.exact))


# --- A whole is the sum of its parts ---------------------------------------------


def _balances(context: Context) -> Iterator[Sight[Claim]]:
    yield from stated(context, frozenset({RelationKind.BALANCE}))
    for rule, said, group in by_rule(context, Balance):
        claim = _claim(RelationKind.BALANCE, said, group, context)
        if claim.whole is not None and claim.parts:
            yield sight_of(claim, rule, group, context)


def _claim(
    kind: RelationKind, content: Balance | Partition, group: Group, context: Context
) -> Claim:
    found = {code: group.figure(code) for code in content.parts}
    return Claim(
        kind=kind,
        whole=group.figure(content.whole),
        parts=tuple(each for each in found.values() if each is not None),
        missing=tuple(
            context.law.label(code) for code, each in found.items() if each is None
        ),
    )


@check(
    "N102",
    zh="合计等于各项之和",
    en="a whole is the sum of its parts",
    rule=ACCURACY,
    over=_balances,
)
def whole_is_sum(claim: Claim, _context: Context) -> Outcome:
    """Accepted cases that are neither concluded nor pending have been lost somewhere.

    Blind to: errors that cancel out. Figures in different units are never added,
    and a total that no report states is derived, not judged.
    """
    silent = undecidable(claim)
    if silent is not None:
        return silent
    if not one_unit(claim.figures):
        return mixed_units(claim)
    parts = total(ranges(claim.parts))
    facts = {"sum": plain(parts.exact)}
    steps = (_sum_step(claim.parts, parts.exact),)
    if claim.whole is None:
        return not_assessable(
            Label("合计未公布，只能推算", "no total is published; one is derived"),
            facts,
            steps,
        )
    whole = ranges((claim.whole,))[0]
    if claim.missing:
        return _incomplete(claim, whole, parts)
    return _compared(whole, parts, facts, steps)


def _compared(
    whole: Interval, parts: Interval, facts: dict[str, str], steps: tuple[Step, ...]
) -> Outcome:
    facts = {"whole": plain(whole.exact), **facts}
    equal = whole.equals(parts)
    if equal:
        return passed(Label("合计相符", "the sum is the whole"), facts, steps)
    if equal is False:
        return failed(
            Label("合计与各项之和不符", "the sum is not the whole"), facts, steps
        )
    return not_assessable(ONLY_RANGES, facts, steps)


def mixed_units(claim: Claim) -> Outcome:
    """Return the sum of the parts where they at least share a unit; no comparison."""
    names = "、".join(dict.fromkeys(each.unit.zh for each in claim.figures))
    names_en = ", ".join(dict.fromkeys(each.unit.en for each in claim.figures))
    message = Label(
        f"单位不同，不得相加：{names}", f"units that may not be added: {names_en}"
    )
    if not one_unit(claim.parts):
        return not_assessable(message)
    exact = total(ranges(claim.parts)).exact
    return not_assessable(
        message, {"sum": plain(exact)}, (_sum_step(claim.parts, exact),)
    )


def _incomplete(claim: Claim, whole: Interval, parts: Interval) -> Outcome:
    """Return what the missing parts must come to, or that the rest is too much.

    That the rest is nothing does not show that nothing is missing.
    """
    rest = None
    if whole.exact is not None and parts.exact is not None:
        rest = whole.exact - parts.exact
    facts = {"sum": plain(parts.exact), "rest": plain(rest)}
    if parts.at_most(whole) is False:
        steps = (_sum_step(claim.parts, parts.exact),)
        return failed(
            Label("已列各项之和大于合计", "the parts given exceed the whole"),
            facts,
            steps,
        )
    message = Label("部分分项未公布", "some parts are not published")
    return unknown(message, claim.missing, facts)


# --- Exclusive parts of a whole --------------------------------------------------


def _partitions(context: Context) -> Iterator[Sight[Claim]]:
    yield from stated(context, frozenset({RelationKind.PARTITION}))
    for rule, said, group in by_rule(context, Partition):
        claim = _partition(said, group, context)
        if len(claim.parts) > 1:
            yield sight_of(claim, rule, group, context)


def _partition(content: Partition, group: Group, context: Context) -> Claim:
    claim = _claim(RelationKind.PARTITION, content, group, context)
    overlap = tuple(filter(None, map(group.figure, content.overlap)))
    return Claim(
        kind=claim.kind,
        whole=claim.whole,
        parts=claim.parts,
        missing=claim.missing if content.closed else (),
        closed=content.closed,
        overlap=overlap if len(overlap) == len(content.overlap) else (),
    )


@check(
    "N103",
    zh="互斥各项不超过总数",
    en="exclusive parts fit their whole",
    rule=ACCURACY,
    over=_partitions,
)
def parts_fit_whole(claim: Claim, _context: Context) -> Outcome:
    """Outcomes of one population exclude each other, so together they fit it.

    Blind to: a population that no report states, and a rest that is not named; the
    rest and the derived total are given.
    """
    silent = undecidable(claim)
    if silent is not None:
        return silent
    if not one_unit(claim.figures):
        return mixed_units(claim)
    parts = total(ranges(claim.parts))
    steps = (_sum_step(claim.parts, parts.exact),)
    facts = {"sum": plain(parts.exact), **_overlapping(claim, parts)}
    if claim.whole is None:
        return not_assessable(
            Label(
                "总数未公布，按各项互斥推算",
                "no total is published; it is derived, if the parts are exclusive",
            ),
            facts,
            steps,
        )
    whole = ranges((claim.whole,))[0]
    if claim.missing:
        return _incomplete(claim, whole, parts)
    if not claim.closed:
        return _fitting(whole, parts, steps)
    if facts.get("sum_if_overlapping") == plain(whole.exact):
        return passed(
            Label("按有重叠计与总数相符", "the whole, if the parts overlap"),
            facts,
            steps,
        )
    return _compared(whole, parts, facts, steps)


def _overlapping(claim: Claim, parts: Interval) -> dict[str, str]:
    """Return the total for the case that one part lies inside another."""
    if not claim.overlap or parts.exact is None:
        return {}
    inner = ranges(claim.overlap[:1])[0].exact
    return {"sum_if_overlapping": plain(parts.exact - inner)} if inner else {}


def _fitting(whole: Interval, parts: Interval, steps: tuple[Step, ...]) -> Outcome:
    facts = {"sum": plain(parts.exact), **_rest(whole, parts)}
    fits = parts.at_most(whole)
    if fits:
        return passed(
            Label("各项之和不超过总数", "the parts fit the whole"), facts, steps
        )
    if fits is False:
        return failed(
            Label("各项之和超过总数", "the parts exceed the whole"), facts, steps
        )
    return not_assessable(ONLY_RANGES, facts, steps)


def _rest(whole: Interval, parts: Interval) -> dict[str, str]:
    if not whole.exact or parts.exact is None:
        return {}
    rest = whole.exact - parts.exact
    return {"rest": plain(rest), "percent": plain(100 * rest / whole.exact, 2)}
