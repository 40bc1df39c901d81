"""Bounds of a share of which the numerator is part of the base (分子为分母之一部分).

A record that may count counts in both or in neither: a document of a clearance that
may have ended this year or the next is in the base of the same year in which it is
retained. Bounds taken of the two counts apart would be sound and too wide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from adminlaw.measures.amounts import Amount
from adminlaw.measures.definitions import (
    Definitions,
    IndicatorDefinition,
    IndicatorKind,
    Select,
)
from adminlaw.measures.selecting import Piece, once_in, sure
from adminlaw.measures.viewing import View

Held = Sequence[Piece]
"""The records that count, or may count."""

Counted = tuple[Select, Held]
"""A selector with the records that it counts."""


def parts_of(
    definition: IndicatorDefinition,
    definitions: Definitions,
    held: Mapping[str, Held],
) -> tuple[Counted, Counted] | None:
    """Return what is above and below the line, where a rate is of one count in one."""
    if definition.kind is not IndicatorKind.RATE or definition.minus:
        return None
    if (len(definition.numerator), len(definition.denominator)) != (1, 1):
        return None
    (above,), (base,) = definition.numerator, definition.denominator
    first, second = (definitions.counts[each].select for each in (above, base))
    if first is None or second is None:
        return None
    return (first, held[above]), (second, held[base])


def share_of(
    above: Counted,
    base: Counted,
    view: View,
) -> Amount | None:
    """Return the bounds of a share; None where nothing is gained by looking at records.

    Where the base may be empty, the bounds are those of the share that there then is.
    """
    (select, counted), (whole, members) = above, base
    if whole.add or select.add or whole.of != select.of:
        return None
    parts = {id(each.record): each for each in counted}
    held = {id(each.record): each for each in members}
    within = all(
        key in held and (sure(held[key]) or not sure(each))
        for key, each in parts.items()
    )
    if not within or all(map(sure, (*counted, *members))):
        return None
    fates: Counter[tuple[bool, bool | None]] = Counter()
    for key, each in held.items():
        fates[sure(each), _part(parts, key, (select, whole), view)] += 1
    return _bounds(fates)


def _part(
    parts: Mapping[int, Piece],
    key: int,
    selects: tuple[Select, Select],
    view: View,
) -> bool | None:
    """Tell whether a record is part of the numerator once it is in the base."""
    piece = parts.get(key)
    if piece is None:
        return False
    return True if sure(piece) else once_in(piece.record, *selects, view)


def _bounds(fates: Mapping[tuple[bool, bool | None], int]) -> Amount | None:
    """Return the least and the most share that the records leave possible.

    The least leaves out of the base what could only raise it, and the most what could
    only lower it; if nothing else is left, the share is that of what was left out.
    """
    yes, maybe, no = (fates.get((True, each), 0) for each in (True, None, False))
    open_yes, open_maybe, open_no = (
        fates.get((False, each), 0) for each in (True, None, False)
    )
    lowest = _over(yes, yes + maybe + no + open_maybe + open_no)
    raised = yes + maybe + open_yes + open_maybe
    highest = _over(raised, raised + no)
    if lowest is None and highest is None:
        return None
    least = lowest if lowest is not None else Fraction(1)
    return Amount(least, highest if highest is not None else Fraction(0))


def _over(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None
