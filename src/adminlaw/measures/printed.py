"""Take a count from the figures that a report prints, kept apart by place and scope.

A figure fits a period where it is of that period, or runs up to its first or last
day. Figures of different scope are never put together; one that is altered, masked
or only 基本 is not used.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from attrs import define, field

from adminlaw.labels import Label
from adminlaw.measures.amounts import Amount, total
from adminlaw.measures.definitions import CountDefinition, Definitions
from adminlaw.measures.results import Count, CountBasis
from adminlaw.measures.viewing import UnanswerableError
from adminlaw.model import (
    Figure,
    FigureRole,
    PublishedReport,
    Qualifier,
    Register,
)
from adminlaw.spans import DateSpan

Key = tuple[str, str]
"""Place and scope of printed figures."""

ALTERED = Label("公布数字被改动或缺失", "the printed figure is altered or missing")
ROUGH = Label("公布数字只是大致的", "the printed figure is only rough")
TWO_NUMBERS = Label("同一指标公布了不同的数字", "different numbers are printed for it")
OTHER_UNIT = Label("公布数字的单位与指标不同", "the printed figure is in another unit")


COUNTED = frozenset({FigureRole.MEASURED, FigureRole.STRUCTURAL})
"""Roles of numbers that say how many there are; a norm or a target does not."""


@define
class PrintedFigures:
    """The figures of a register that fit a period, by measure and by place and scope.

    Attributes:
        register: The records.
        period: The period; None for figures that are of no period.
    """

    register: Register
    period: DateSpan | None
    definitions: Definitions
    _held: dict[str, dict[Key, list[Figure]]] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        """Sort the figures once."""
        for figure in self.register.figures:
            if figure.measure and self._fits(figure):
                by_key = self._held.setdefault(figure.measure, {})
                by_key.setdefault(self._key(figure), []).append(figure)

    def _key(self, figure: Figure) -> Key:
        return figure.place or self.register.place or "", figure.scope

    def _fits(self, figure: Figure) -> bool:
        report = self.register.get(PublishedReport, figure.report)
        days = figure.period or (report.period if report else None)
        if days is None:
            return self.period == self.register.period
        if self.period is None:
            return False
        if days.since is None and days.until is not None:
            return days.until in (self.period.since, self.period.until)
        return days == self.period

    def keys(self, codes: Iterator[str] | tuple[str, ...]) -> Iterator[Key]:
        """Yield the places and scopes for which some of the codes are printed."""
        for code in codes:
            yield from self._held.get(code, ())

    def all(self, code: str, key: Key) -> tuple[Figure, ...]:
        """Return the figures of a code, of whatever role."""
        return tuple(self._held.get(code, {}).get(key, ()))

    def codes(self, count: CountDefinition) -> Iterator[str]:
        """Yield every code from which a count can be taken."""
        yield from self.definitions.codes(count.id)
        yield from count.stand_in
        for each in count.sum_of:
            yield from self.codes(self.definitions.counts[each])

    def elsewhere(self, count: CountDefinition, key: Key) -> tuple[Key, ...]:
        """Return the other places and scopes for which a count is printed."""
        codes = tuple(self.codes(count))
        others = dict.fromkeys(each for each in self.keys(codes) if each != key)
        return tuple(
            each for each in others if any(self._measured(c, each) for c in codes)
        )

    def count(self, definition: CountDefinition, key: Key) -> Count | None:
        """Return what the figures print for a count; None where they print nothing.

        Raises:
            UnanswerableError: what they print cannot be used.
        """
        for code in self.definitions.codes(definition.id):
            if found := self._measured(code, key):
                return self._of(definition, found, key)
        for code in definition.stand_in:
            if found := self._measured(code, key):
                return self._of(definition, found, key, definition.assumption)
        return self._added(definition, key) if definition.sum_of else None

    def _measured(self, code: str, key: Key) -> list[Figure]:
        figures = self._held.get(code, {}).get(key, ())
        return [each for each in figures if each.role in COUNTED]

    def _of(
        self,
        definition: CountDefinition,
        figures: list[Figure],
        key: Key,
        assumption: Label | None = None,
    ) -> Count:
        amounts = {amount_of(each) for each in figures}
        if len(amounts) > 1:
            raise UnanswerableError(TWO_NUMBERS)
        if any(each.unit is not definition.unit for each in figures):
            raise UnanswerableError(OTHER_UNIT)
        return Count(
            id=definition.id,
            label=definition.label,
            amount=amounts.pop(),
            basis=CountBasis.FIGURES,
            unit=definition.unit,
            records=tuple(each.id for each in figures),
            as_of=self._as_of(figures[0]),
            period=figures[0].period or self.period,
            place=key[0],
            scope=key[1],
            assumption=assumption,
        )

    def _as_of(self, figure: Figure) -> date | None:
        report = self.register.get(PublishedReport, figure.report)
        return figure.as_of or (report.as_of if report else None)

    def _added(self, definition: CountDefinition, key: Key) -> Count | None:
        held = self.definitions.counts
        parts = [self.count(held[each], key) for each in definition.sum_of]
        known = [each for each in parts if each is not None]
        if len(known) < len(parts):
            return None
        return Count(
            id=definition.id,
            label=definition.label,
            amount=total(each.amount for each in known),
            basis=CountBasis.FIGURES,
            unit=definition.unit,
            records=tuple(record for each in known for record in each.records),
            as_of=known[0].as_of,
            period=known[0].period,
            place=key[0],
            scope=key[1],
            assumption=definition.assumption,
            parts=tuple(known),
        )


def amount_of(figure: Figure) -> Amount:
    """Return the number that a figure prints, or the bounds that it leaves.

    Raises:
        UnanswerableError: it is altered, masked, or only rough.
    """
    if figure.value is None:
        raise UnanswerableError(ALTERED)
    number = Fraction(figure.value)
    match figure.qualifier:
        case Qualifier.AT_LEAST | Qualifier.MORE_THAN:
            return Amount(number, None)
        case Qualifier.AT_MOST:
            return Amount(Fraction(0), number)
        case Qualifier.BASICALLY_ALL:
            raise UnanswerableError(ROUGH)
        case _:
            return Amount(number, number)
