"""Make the values of one register and period: from records, else from figures.

Records are taken where the register declares them complete; else what a report
prints; else the records, marked as not complete. Where both give a value, the other
one stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import define, evolve, field

from adminlaw.labels import Label
from adminlaw.measures import refusals
from adminlaw.measures.amounts import Amount, total
from adminlaw.measures.choosing import NO_FIGURE, chosen_of
from adminlaw.measures.combining import Operands, combined, joined
from adminlaw.measures.counting import UNSTATED, members
from adminlaw.measures.definitions import (
    CountDefinition,
    Definitions,
    IndicatorDefinition,
    IndicatorKind,
)
from adminlaw.measures.nesting import Held, parts_of, share_of
from adminlaw.measures.printed import Key, PrintedFigures
from adminlaw.measures.results import (
    Count,
    CountBasis,
    IndicatorStatus,
    IndicatorValue,
    Published,
    beside,
)
from adminlaw.measures.selecting import Piece, is_complete, pieces
from adminlaw.measures.viewing import UnanswerableError, View
from adminlaw.measures.years import day_before, year_before
from adminlaw.model import Figure

CountMaker = Callable[[CountDefinition, IndicatorDefinition], Count]
"""Makes a count for an indicator, or says why it cannot."""


@define(slots=False)
class Maker:
    """Makes the values of one register for one period, and counts everything once.

    Attributes:
        view: What is counted.
        definitions: What the indicators are.
    """

    view: View
    definitions: Definitions
    _pieces: dict[str, tuple[Piece, ...] | Label] = field(factory=dict, init=False)

    @cached_property
    def printed(self) -> PrintedFigures:
        """The figures that fit the period."""
        return PrintedFigures(self.view.register, self.view.asked, self.definitions)

    @property
    def home(self) -> Key:
        """The place of the register, without any narrower scope."""
        return self.view.register.place or "", ""

    def values(self, definition: IndicatorDefinition) -> Iterator[IndicatorValue]:
        """Yield the values of an indicator: for each scope, then for each member."""
        if definition.kind is IndicatorKind.CHANGE:
            yield self._change(definition)
            return
        if definition.share_by:
            yield from self._shares(definition)
            return
        records = self._from_records(definition)
        split = bool(definition.by) and records.amount is not None
        inside = tuple(self._members(definition)) if split else ()
        if definition.one_member and len({each.member for each in inside}) > 1:
            records = self._refused(definition, self.home, refusals.NO_TOTAL)
        keys = dict.fromkeys((self.home, *self._keys(definition)))
        if definition.across_scopes and records.amount is None:
            first = self.definitions.counts[definition.numerator[0]]
            above = self.printed.keys(tuple(self.printed.codes(first)))
            keys = dict.fromkeys(above) or keys
        for key in keys:
            figures = self._from_figures(definition, key)
            own = records if key == self.home else None
            chosen = chosen_of(own, figures)
            bare = chosen.amount is None and not any(self._printed_at(definition, key))
            if not (bare and len(keys) > 1):
                yield self._with_published(chosen, key)
        yield from inside

    def _shares(self, definition: IndicatorDefinition) -> Iterator[IndicatorValue]:
        """Yield the share of each member; the whole is always all of it."""
        whole = self._from_records(definition)
        if whole.amount is None:
            yield whole
        else:
            yield from self._members(definition)

    def _keys(self, definition: IndicatorDefinition) -> Iterator[Key]:
        held = self.definitions.counts
        for each in definition.counts:
            yield from self.printed.keys(tuple(self.printed.codes(held[each])))
        yield from self.printed.keys(definition.published)

    def _printed_at(self, definition: IndicatorDefinition, key: Key) -> Iterator[str]:
        """Yield the codes printed for an indicator at a place and scope."""
        held = self.definitions.counts
        codes = [
            c for each in definition.counts for c in self.printed.codes(held[each])
        ]
        for code in (*codes, *definition.published):
            if self.printed.all(code, key):
                yield code

    # --- From records -------------------------------------------------------------

    def _from_records(self, definition: IndicatorDefinition) -> IndicatorValue:
        try:
            operands = self._operands(definition, self._record_count)
            if (
                definition.kind is IndicatorKind.INTERVAL
                and not operands.plus[0].records
            ):
                raise UnanswerableError(refusals.FEWER)  # noqa: TRY301
            share = self._share(definition, operands, self._held_of(definition))
            return self._value(definition, operands, self.home, share=share)
        except UnanswerableError as error:
            return self._refused(definition, self.home, error.reason)

    def _held_of(self, definition: IndicatorDefinition) -> Mapping[str, Held]:
        """Return what each count of an indicator counts."""
        counts = (self.definitions.counts[each] for each in definition.counts)
        return {each.id: self._held(each) for each in counts if each.select}

    def _share(
        self,
        definition: IndicatorDefinition,
        operands: Operands,
        held: Mapping[str, Held],
    ) -> Amount | None:
        """Return the bounds of a share of one count in another, if records tell."""
        if not all(each.complete for each in operands.every):
            return None
        pairs = parts_of(definition, self.definitions, held)
        return share_of(*pairs, self.view) if pairs else None

    def _record_count(
        self, count: CountDefinition, definition: IndicatorDefinition
    ) -> Count:
        """Return a count of records, or for a quotient the figure in its place.

        Raises:
            UnanswerableError: there is neither.
        """
        if count.select is not None:
            found = self._held(count)
            if found or is_complete(count.select, self.view):
                return self._counted(count, found)
        if definition.kind is IndicatorKind.QUOTIENT:
            figure = self.printed.count(count, self.home)
            if figure is not None:
                return figure
        raise UnanswerableError(refusals.NO_RECORD)

    def _held(self, count: CountDefinition) -> tuple[Piece, ...]:
        """Return what a count counts; it is counted once for all indicators."""
        if count.id not in self._pieces:
            try:
                select = count.select
                self._pieces[count.id] = pieces(select, self.view) if select else ()
            except UnanswerableError as error:
                self._pieces[count.id] = error.reason
        found = self._pieces[count.id]
        if isinstance(found, Label):
            raise UnanswerableError(found)
        return found

    def _counted(self, count: CountDefinition, found: Sequence[Piece]) -> Count:
        select = count.select
        timeless = select is not None and select.of == "days"
        complete = select is not None and is_complete(select, self.view)
        amount = total(each.amount for each in found)
        if not complete and amount.exact is None:
            # There may be records that the register does not hold.
            amount = Amount(amount.least, None)
        return Count(
            id=count.id,
            label=count.label,
            amount=amount,
            basis=CountBasis.RECORDS,
            unit=count.unit,
            records=tuple(dict.fromkeys(each.id for each in found)),
            as_of=None if timeless else self.view.given,
            period=self.view.asked,
            place=self.home[0],
            complete=complete,
        )

    def _operands(
        self,
        definition: IndicatorDefinition,
        count: CountMaker,
    ) -> Operands:
        held = self.definitions.counts

        def made(ids: Iterable[str]) -> tuple[Count, ...]:
            return tuple(count(held[each], definition) for each in ids)

        return Operands(
            plus=made(definition.numerator),
            minus=made(definition.minus),
            base=made(definition.denominator),
        )

    # --- By member ----------------------------------------------------------------

    def _members(self, definition: IndicatorDefinition) -> Iterator[IndicatorValue]:
        """Yield the value of each member; by code, what is unstated last."""
        name = definition.by or definition.share_by
        labels: dict[str, Label] = {}
        sorted_: dict[str, dict[str, list[Piece]]] = {}
        for key in definition.counts:
            by_member = sorted_.setdefault(key, {})
            for piece in self._held(self.definitions.counts[key]):
                for code, label in members(piece.record, name, self.view):
                    labels.setdefault(code, label)
                    by_member.setdefault(code, []).append(piece)
        whole = self._whole(definition) if definition.share_by else None
        for code in sorted(labels, key=lambda each: (each == UNSTATED[0], each)):
            mine = {key: found.get(code, []) for key, found in sorted_.items()}
            value = self._member(definition, mine, whole)
            yield evolve(value, member=code, member_label=labels[code])

    def _whole(self, definition: IndicatorDefinition) -> tuple[Count, ...]:
        """Return the base that all members share."""
        held = (self.definitions.counts[each] for each in definition.denominator)
        return tuple(self._counted(each, self._held(each)) for each in held)

    def _member(
        self,
        definition: IndicatorDefinition,
        parts: Mapping[str, Held],
        whole: tuple[Count, ...] | None,
    ) -> IndicatorValue:
        """Return the value of one member, over its own base or the *whole*."""

        def count(each: CountDefinition, _of: IndicatorDefinition) -> Count:
            return self._counted(each, parts[each.id])

        operands = self._operands(definition, count)
        if whole is not None:
            operands = evolve(operands, base=whole)
        # The base of a share by member holds records of all members.
        share = None if whole else self._share(definition, operands, parts)
        try:
            return self._value(definition, operands, self.home, share=share)
        except UnanswerableError as error:
            return self._refused(definition, self.home, error.reason)

    # --- From figures ---------------------------------------------------------------

    def _from_figures(
        self, definition: IndicatorDefinition, key: Key
    ) -> IndicatorValue:
        def count(each: CountDefinition, of: IndicatorDefinition) -> Count:
            return self._figure_count(each, of, key)

        try:
            return self._value(definition, self._operands(definition, count), key)
        except UnanswerableError as error:
            refused = self._refused(definition, key, error.reason)
            return evolve(refused, denominator=self._base(definition, key))

    def _base(self, definition: IndicatorDefinition, key: Key) -> Count | None:
        """Return the printed base of an indicator without a numerator."""
        held = self.definitions.counts
        try:
            found = [self.printed.count(held[x], key) for x in definition.denominator]
        except UnanswerableError:
            return None
        known = [each for each in found if each is not None]
        return joined(known) if known and len(known) == len(found) else None

    def _figure_count(
        self, count: CountDefinition, definition: IndicatorDefinition, key: Key
    ) -> Count:
        """Return a printed count, or for a quotient the records in its place.

        Raises:
            UnanswerableError: there is neither.
        """
        figure = self.printed.count(count, key)
        if figure is not None:
            return figure
        if definition.kind is IndicatorKind.QUOTIENT and count.select is not None:
            found = self._held(count)
            timeless = count.select.of == "days"
            if timeless or (key == self.home and found):
                return self._counted(count, found)
        elsewhere = self.printed.elsewhere(count, key)
        if definition.across_scopes and len(elsewhere) == 1:
            wider = self.printed.count(count, elsewhere[0])
            if wider is not None:
                return wider
        here = any(self._printed_at(definition, key))
        raise UnanswerableError(refusals.SCOPES if elsewhere and here else NO_FIGURE)

    # --- Values ---------------------------------------------------------------------

    def _value(
        self,
        definition: IndicatorDefinition,
        operands: Operands,
        key: Key,
        *,
        share: Amount | None = None,
    ) -> IndicatorValue:
        """Return an indicator of its counts; without a sure base it is no sure value.

        Raises:
            UnanswerableError: they do not belong together.
        """
        amount, above, below = combined(definition, operands, share)
        exact = amount.exact is not None and (below is None or below.amount.least > 0)
        return IndicatorValue(
            indicator=definition,
            status=IndicatorStatus.COMPUTED if exact else IndicatorStatus.BOUNDED,
            amount=amount,
            numerator=above,
            denominator=below,
            period=self.view.asked,
            as_of=above.as_of,
            place=key[0],
            scope=key[1],
        )

    def _refused(
        self, definition: IndicatorDefinition, key: Key, reason: Label
    ) -> IndicatorValue:
        return IndicatorValue(
            indicator=definition,
            status=IndicatorStatus.REFUSED,
            period=self.view.asked,
            as_of=self.view.given,
            place=key[0],
            scope=key[1],
            reason=reason,
        )

    def _with_published(self, value: IndicatorValue, key: Key) -> IndicatorValue:
        definition = value.indicator
        codes: tuple[str, ...] = definition.published
        if definition.kind is IndicatorKind.COUNT and not definition.by:
            codes = tuple(self.definitions.codes(definition.numerator[0]))
        found = (each for code in codes for each in self.printed.all(code, key))
        return evolve(value, published=tuple(self._beside(x, value) for x in found))

    def _beside(self, figure: Figure, value: IndicatorValue) -> Published:
        base = self.view.register.get(Figure, figure.base)
        amount = value.denominator.amount if value.denominator else None
        if base is not None and base.value is not None:
            amount = Amount.of(base.value)
        return beside(figure, value, amount.exact if amount else None)

    # --- Change -----------------------------------------------------------------------

    def _change(self, definition: IndicatorDefinition) -> IndicatorValue:
        """Return the change of an indicator against the year before."""
        view = self.view
        before = year_before(view.asked)
        if before is None:
            return self._refused(definition, self.home, refusals.NO_YEAR)
        earlier = Maker(
            view=evolve(view, asked=before, given=day_before(view.given, view.asked)),
            definitions=self.definitions,
        )
        of = self.definitions.indicators[definition.of]
        pair = (_first(self.values(of)), _first(earlier.values(of)))
        amounts = [each.amount for each in pair if each.amount]
        refused = self._refused(definition, self.home, refusals.NO_BEFORE)
        difference = amounts[0].minus(amounts[1]) if len(amounts) == len(pair) else None
        if difference is None:
            return evolve(refused, operands=pair)
        exact = difference.exact is not None
        return evolve(
            refused,
            status=IndicatorStatus.COMPUTED if exact else IndicatorStatus.BOUNDED,
            amount=difference,
            reason=None,
            operands=pair,
        )


def _first(values: Iterable[IndicatorValue]) -> IndicatorValue:
    return next(iter(values))
