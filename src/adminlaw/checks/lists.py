"""Counts against the names that a report lists for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from adminlaw.checks.identity import check
from adminlaw.checks.intervals import Interval, interval, point, printed
from adminlaw.checks.sights import Context, Sight, day_of_figures, figure_subject
from adminlaw.checks.sums import ACCURACY, ALTERED, ONLY_RANGES
from adminlaw.findings import Outcome, failed, not_assessable, passed, unknown
from adminlaw.labels import Label
from adminlaw.model import Figure, FigureRole, Unit

_LENGTHS = frozenset({Unit.YEAR, Unit.MONTH, Unit.WEEK, Unit.DAY, Unit.WORKING_DAY})
"""Units of time: so many years have no names to list."""


def _figures(
    context: Context, wanted: Callable[[Figure], bool]
) -> Iterator[Sight[Figure]]:
    for figure in context.register.figures:
        if wanted(figure):
            yield Sight(
                item=figure,
                subject=figure_subject(figure.id, figure.label, (figure,)),
                day=day_of_figures(context, (figure,)),
            )


def _listed(figure: Figure) -> bool:
    """Tell whether a figure lists names, or should: it says what something has."""
    structural = figure.role is FigureRole.STRUCTURAL
    return bool(figure.members) or (structural and figure.unit not in _LENGTHS)


@check(
    "N401",
    zh="列举与数目相符",
    en="a list has as many names as its count",
    rule=ACCURACY,
    over=partial(_figures, wanted=_listed),
)
def list_is_complete(figure: Figure, _context: Context) -> Outcome:
    """Six departments of which five are named leave one nobody can hold to account.

    A list that ends in 等 is open, and a count without names stays a count; no
    member is invented.
    """
    named = len(set(figure.members))
    facts = {"named": str(named), "stated": _number(figure)}
    if figure.members and len(figure.members) != named:
        return failed(Label("列举有重复", "a name is listed twice"), facts)
    count = interval(figure) if figure.value is not None else None
    if count is None:
        return not_assessable(
            Label("只有列举，未载明数目", "names without a count"), facts
        )
    if not figure.members:
        return not_assessable(
            Label("只有数目，未列举", "counted, never enumerated"), facts
        )
    return _against(point(named), count, figure, facts)


def _against(
    named: Interval, count: Interval, figure: Figure, facts: dict[str, str]
) -> Outcome:
    """Compare the names with the count, which may be a range."""
    if named.at_most(count) is False:
        return failed(Label("列举多于数目", "more names than the count"), facts)
    if named.equals(count):
        return passed(Label("列举与数目相符", "as many names as the count"), facts)
    if figure.open_list:
        return not_assessable(Label("列举未尽（等）", "the list is open"), facts)
    if count.at_most(named) is False:
        return failed(Label("列举少于数目", "fewer names than the count"), facts)
    return not_assessable(ONLY_RANGES, facts)


def _number(figure: Figure) -> str:
    return "" if figure.value is None else printed(figure)


# --- Altered numbers --------------------------------------------------------------


def _is_altered(figure: Figure) -> bool:
    return figure.restored is not None or bool(figure.candidates)


@check(
    "N402",
    zh="被改动的数字不作依据",
    en="an altered number proves nothing",
    rule=ACCURACY,
    over=partial(_figures, wanted=_is_altered),
)
def altered_is_marked(figure: Figure, _context: Context) -> Outcome:
    """A restored number is a guess: it is kept beside what is printed, not as it.

    Blind to: whether the restoration is right.
    """
    facts = {
        "raw": figure.raw,
        "restored": "" if figure.restored is None else str(figure.restored),
        "confidence": figure.confidence.code if figure.confidence else "",
        "candidates": " ".join(map(str, figure.candidates)),
    }
    if figure.value is not None:
        return failed(Label("还原值与原值并存", "a value beside a restoration"), facts)
    if figure.confidence is None or not figure.raw:
        return failed(
            Label("未载明原文写法或可信度", "no raw text, or no confidence"), facts
        )
    return not_assessable(ALTERED, facts)


# --- Figures and their measures ---------------------------------------------------


@check(
    "N403",
    zh="数字与指标单位一致",
    en="a figure is in the unit of its measure",
    rule="records.codes",
    over=partial(_figures, wanted=lambda figure: bool(figure.measure)),
)
def in_its_unit(figure: Figure, context: Context) -> Outcome:
    """A figure in another unit, or of a measure nobody knows, is found by no rule.

    Blind to: a wrong measure whose unit happens to be the same.
    """
    known = context.law.measures.get(figure.measure)
    if known is None:
        return unknown(
            Label("规则库无此指标", "the rule book knows no such measure"),
            (Label(figure.measure, figure.measure),),
        )
    facts = {"unit": figure.unit.code}
    if figure.unit is known.unit:
        return passed(Label("单位一致", "in the unit of its measure"), facts)
    return failed(Label("单位与指标不符", "not in the unit of its measure"), facts)
