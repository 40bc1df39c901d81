"""The days between the last two clearances (清理间隔), as far as those are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import permutations
from typing import Final, TypeAlias

from attrs import frozen

from adminlaw.clearance.owning import days_of
from adminlaw.graph.lives import clearance_day
from adminlaw.measures.amounts import Amount
from adminlaw.model import ClearanceCycle, ClearanceScope

_Days: TypeAlias = tuple[date, date]
"""The first and the last day on which a clearance may have ended."""

_TWO: Final = 2


@frozen
class ClearanceGap:
    """The days between the last two clearances."""

    id: str
    days: Amount


def gaps_of(cycles: Iterable[ClearanceCycle], as_of: date) -> Iterator[ClearanceGap]:
    """Yield the days between the last two clearances, if there were two.

    One that may still have been going on widens them: with it, and without it.
    """
    begun = sorted(
        (days, cycle.id)
        for cycle in cycles
        if (days := _ends(cycle)) and days[0] <= as_of
    )
    spans = [days for days, _ in begun]
    sure = [at for at, days in enumerate(spans) if days[1] <= as_of]
    if len(sure) < _TWO:
        return
    known = [(first, min(last, as_of)) for first, last in spans]
    gaps = [
        gap
        for pair in permutations(range(len(known)), _TWO)
        if (gap := _between(known, pair, [at for at in sure if at not in pair]))
    ]
    least, most = min(low for low, _ in gaps), max(high for _, high in gaps)
    yield ClearanceGap(id=begun[-1][1], days=Amount(Fraction(least), Fraction(most)))


def _between(
    spans: Sequence[_Days], pair: tuple[int, int], others: Sequence[int]
) -> tuple[int, int] | None:
    """Return the days from one end to another; None if they were not the last two.

    Every other clearance that has ended did so by the first of the two.
    """
    before, last = (spans[at] for at in pair)
    earliest = max(before[0], *(spans[at][0] for at in others), date.min)
    if earliest > before[1] or earliest > last[1]:
        return None
    return max(0, (last[0] - before[1]).days), (last[1] - earliest).days


def _ends(cycle: ClearanceCycle) -> _Days | None:
    """Return when a clearance of normative documents may have ended, if that is known.

    One of which only numbers are held has no day of its own.
    """
    days = days_of(cycle)
    if cycle.scope is not ClearanceScope.NORMATIVE or days is None:
        return None
    exact = clearance_day(cycle) is not None or bool(cycle.verdicts)
    return days if exact and date.min < days[0] else None
