"""Count records for a cell, as far as the register can say (按登记簿计数).

Whether a record counts is yes, no or unsaid. One record that does not say leaves the
cell blank with the reason; none at all is zero only where the register declares that
kind of record complete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from attrs import define, evolve, field

from adminlaw.forms.filling.scoping import is_foreign
from adminlaw.labels import Label
from adminlaw.model import (
    Case,
    CaseKind,
    CaseLinkKind,
    Document,
    Event,
    EventKind,
    Register,
    when,
)
from adminlaw.model.registers import kind_of
from adminlaw.money import Money
from adminlaw.spans import DateSpan
from adminlaw.tables.matrices import Address, Cell, Layout

Sure = bool | None
"""Whether something holds; None where the record does not say."""

CASES: Final = kind_of(Case)
DOCUMENTS: Final = kind_of(Document)

_INCOMPLETE = Label(
    "登记簿未声明该类记录完整，没有记录不等于零",
    "the register does not declare these records complete: none is not zero",
)
_AT_LEAST = Label(
    "登记簿未声明该类记录完整，实际可能更多",
    "the register does not declare these records complete: there may be more",
)
NOT_HELD: Final = Label("登记簿不记载此项", "the register does not hold this")
NOT_FILLED: Final = Label("未由本库填报", "not filled in by this library")
_UNCOVERED: Final = Label(
    "登记簿的期间未覆盖该年度全年，不计数",
    "the period of the register does not cover the whole year: nothing is counted",
)


@define
class Count:
    """Records that count for a cell, and those that do not say.

    Attributes:
        sure: How many count.
        unsure: Ids of those that do not say, each once.
    """

    sure: int = 0
    unsure: dict[str, None] = field(factory=dict)

    def add(self, holds: Sure, record: str) -> None:
        """Count a record by its id."""
        self.sure += holds is True
        if holds is None:
            self.unsure[record] = None


@define
class Sheet:
    """A form that is being filled in from a register.

    Attributes:
        authority: Id of the body whose records count; None for all.
        cells: What was found so far.
    """

    layout: Layout
    register: Register
    year: int
    authority: str | None = None
    cells: dict[Address, Cell] = field(factory=dict)
    _foreign: dict[str, bool] = field(init=False, factory=dict)

    @property
    def span(self) -> DateSpan:
        """The days of the year."""
        return DateSpan.year(self.year)

    @property
    def covered(self) -> bool:
        """Whether the register covers all days of the year, or says no period."""
        period = self.register.period
        return period is None or period.covers(self.span)

    def cases(self, *kinds: CaseKind) -> tuple[Case, ...]:
        """Return the cases of some kinds that the body handles, or may handle."""
        return tuple(
            each
            for each in self.register.cases
            if each.kind in kinds and self.mine(each.handler) is not False
        )

    def mine(self, body: str | None) -> Sure:
        """Tell whether a record is one of the body that reports.

        Of the whole register it is, unless its body stands above the place or outside.
        """
        if self.authority is None:
            return body is None or not self._is_foreign(body)
        return None if body is None else body == self.authority

    def _is_foreign(self, body: str) -> bool:
        if body not in self._foreign:
            self._foreign[body] = is_foreign(self.register, body)
        return self._foreign[body]

    def put(self, address: Address, count: Count, *, kind: str) -> None:
        """Fill in a count of records of a kind; not where the form has no such cell."""
        if self._has(address):
            self.cells[address] = self._cell(count, kind=kind)

    def _has(self, address: Address) -> bool:
        table = self.layout.table(address[0])
        return table is not None and table.column(address[2]) is not None

    def blank(self, address: Address, reason: Label | None = None) -> None:
        """Leave a cell blank, and say why; a cell that is filled in stays."""
        table, column = self.layout.place(address)
        row = table.row(address[1])
        held = column.held and (row is None or row.held)
        why = reason or (NOT_FILLED if held else NOT_HELD)
        self.cells.setdefault(address, Cell.of(None, why))

    def put_amount(
        self,
        address: Address,
        amounts: Iterable[tuple[str, Money | None]],
        *,
        kind: str,
    ) -> None:
        """Fill in a sum of money in the unit of the column, exactly.

        Args:
            address: The cell.
            amounts: Ids of records with their amounts, None where unsaid.
            kind: Of which kind of record they are.
        """
        if not self._has(address):
            return
        count, total = Count(), Decimal(0)
        for record, amount in amounts:
            count.add(None if amount is None else True, record)
            total += amount.yuan if amount is not None else 0
        cell = self._cell(count, kind=kind)
        if cell.number is None:
            self.cells[address] = cell
            return
        table, column = self.layout.place(address)
        in_wan = table.unit_of(column).code == "wan_yuan"
        self.cells[address] = Cell.of(_in_wan(total) if in_wan else total, cell.note)

    def _cell(self, count: Count, *, kind: str) -> Cell:
        complete = kind in self.register.complete
        if not self.covered:
            return Cell.of(None, _UNCOVERED)
        if count.unsure:
            number = len(count.unsure)
            reason = Label(
                f"{number} 条记录未载明是否计入",
                f"{number} records do not say whether they count",
            )
            return evolve(Cell.of(None, reason), records=tuple(count.unsure))
        if not count.sure and not complete:
            return Cell.of(None, _INCOMPLETE)
        return Cell.of(count.sure, None if complete else _AT_LEAST)


def _in_wan(yuan: Decimal) -> Decimal:
    sign, digits, exponent = yuan.as_tuple()
    plain = format(Decimal((sign, digits, int(exponent) - 4)), "f")
    return Decimal(plain.rstrip("0").rstrip(".") if "." in plain else plain)


def both(first: Sure, second: Sure) -> Sure:
    """Return whether both hold; one that does not is enough to say no.

    >>> both(True, None), both(False, None), both(True, True)
    (None, False, True)
    """
    if first is False or second is False:
        return False
    return None if first is None or second is None else True


def negated(holds: Sure) -> Sure:
    """Return whether it does not hold."""
    return None if holds is None else not holds


def in_span(event: Event | None, span: DateSpan) -> Sure:
    """Tell whether an event happened in a span; one that is not there did not."""
    if event is None:
        return False
    days = when(event)
    if days is None:
        return None
    if span.covers(days):
        return True
    return None if span.overlaps(days) else False


def before(event: Event | None, day: date) -> Sure:
    """Tell whether an event happened before a day."""
    return in_span(event, DateSpan(None, day))


def earliest(events: Iterable[Event], kinds: tuple[EventKind, ...]) -> Event | None:
    """Return the first event of some kinds, in the order of the kinds given."""
    members = tuple(events)
    return next((each for kind in kinds for each in members if each.kind is kind), None)


def counted(records: Iterable[Case], holds: Callable[[Case], Sure]) -> Count:
    """Return how many cases count, and how many do not say."""
    count = Count()
    for each in records:
        count.add(holds(each), each.id)
    return count


_OVER: Final = frozenset(
    {CaseLinkKind.REVIEWS, CaseLinkKind.ENFORCES, CaseLinkKind.ARISES_FROM}
)


def linked(register: Register, case: Case) -> Iterator[Case]:
    """Yield the cases that a case reviews, enforces or arises from."""
    for link in case.links:
        if link.kind not in _OVER:
            continue
        target = register.get(Case, link.case)
        if target is not None:
            yield target
