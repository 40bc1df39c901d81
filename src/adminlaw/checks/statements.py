"""Figures that a report states more than once, and figures to be kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from adminlaw.checks.identity import check
from adminlaw.checks.intervals import plain, printed, total
from adminlaw.checks.sights import Claim, Context, Sight, figure_subject, stated
from adminlaw.checks.sums import (
    ACCURACY,
    ONLY_RANGES,
    mixed_units,
    one_unit,
    ranges,
    undecidable,
)
from adminlaw.findings import Outcome, failed, not_assessable, passed
from adminlaw.labels import Label
from adminlaw.model import FigureRole, RelationKind


def _repeated(context: Context) -> Iterator[Sight[Claim]]:
    yield from stated(context, frozenset({RelationKind.EQUAL}))
    for group in context.groups:
        for measure, stated_figures in group.by_measure.items():
            figures = tuple(
                each for each in stated_figures if each.role is FigureRole.MEASURED
            )
            if len(figures) > 1:
                claim = Claim(kind=RelationKind.EQUAL, whole=None, parts=figures)
                subject = figure_subject(
                    f"{measure}@{group.key}", context.law.label(measure), figures
                )
                day = context.day_of(group.report)
                yield Sight(item=claim, subject=subject, day=day)


@check(
    "N104",
    zh="同一数字前后一致",
    en="a number stated again is the same",
    rule=ACCURACY,
    over=_repeated,
)
def stated_alike(claim: Claim, _context: Context) -> Outcome:
    """One quantity with two values makes at least one of them wrong.

    Blind to: two quantities that only seem to be one; scope and period keep them
    apart.
    """
    silent = undecidable(claim)
    if silent is not None:
        return silent
    if not one_unit(claim.figures):
        return mixed_units(claim)
    pairs = list(combinations(ranges(claim.figures), 2))
    facts: dict[str, str] = {each.id: printed(each) for each in claim.figures}
    alike = [one.equals(other) for one, other in pairs]
    if all(each is True for each in alike):
        return passed(Label("前后一致", "the statements agree"), facts)
    if any(each is False for each in alike):
        return failed(Label("前后不一致", "the statements differ"), facts)
    return not_assessable(ONLY_RANGES, facts)


def _separate(context: Context) -> Iterator[Sight[Claim]]:
    return stated(context, frozenset({RelationKind.SEPARATE}))


@check(
    "N105",
    zh="不同口径不得相加或关联",
    en="figures of different scope are kept apart",
    rule=ACCURACY,
    over=_separate,
)
def kept_apart(claim: Claim, context: Context) -> Outcome:
    """Two series that look alike may count different things, or one the other.

    Blind to: what their scopes really are; it finds a register that states them to
    be apart and joins them all the same.
    """
    if claim.unheld:
        return undecidable(claim) or not_assessable(_APART)
    ids = {each.id for each in claim.parts}
    joined = [name for name, figures in _joins(context) if len(ids & figures) > 1]
    if joined:
        return failed(
            Label("应分开的数字被相加或关联", "figures to be kept apart are joined"),
            {"joined_by": " ".join(joined)},
        )
    exact = total(ranges(claim.parts)).exact if one_unit(claim.parts) else None
    return not_assessable(
        _APART, {} if exact is None else {"would_be_sum": plain(exact)}
    )


_APART = Label("口径不同，不得相加", "different scopes: not to be added")


def _joins(context: Context) -> Iterator[tuple[str, set[str | None]]]:
    """Yield whatever joins figures: each relation, and each rate with its counts."""
    for relation in context.register.relations:
        if relation.kind is not RelationKind.SEPARATE:
            yield relation.id, {*relation.parts, relation.whole}
    for figure in context.register.figures:
        yield figure.id, {figure.id, figure.numerator, figure.base}
