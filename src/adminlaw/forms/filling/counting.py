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

from attrs import define, field

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


@define
class Count:
    """Records that count for a cell, and those that do not say."""

    sure: int = 0
    unsure: int = 0

    def add(self, holds: Sure) -> None:
        """Count a record."""
        self.sure += holds is True
        self.unsure += holds is None


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

    @property
    def span(self) -> DateSpan:
        """The days of the year."""
        return DateSpan.year(self.year)

    def cases(self, *kinds: CaseKind) -> tuple[Case, ...]:
        """Return the cases of some kinds that the body handles, or may handle."""
        return tuple(
            each
            for each in self.register.cases
            if each.kind in kinds and self.mine(each.handler) is not False
        )

    def mine(self, body: str | None) -> Sure:
        """Tell whether a record is one of the body that reports."""
        if self.authority is None:
            return True
        return None if body is None else body == self.authority

    def put(self, address: Address, count: Count, *, kind: str) -> None:
        """Fill in a count of records of a kind."""
        self.cells[address] = self._cell(count, kind=kind)

    def blank(self, address: Address, reason: Label = NOT_HELD) -> None:
        """Leave a cell blank, and say why; a cell that is filled in stays."""
        self.cells.setdefault(address, Cell.of(None, reason))

    def put_amount(
        self, address: Address, amounts: Iterable[Money | None], *, kind: str
    ) -> None:
        """Fill in a sum of money in the unit of the column, exactly."""
        found = tuple(amounts)
        count = Count(sum(each is not None for each in found), found.count(None))
        cell = self._cell(count, kind=kind)
        if cell.number is None:
            self.cells[address] = cell
            return
        table, column = self.layout.place(address)
        total = sum((each.yuan for each in found if each is not None), Decimal(0))
        in_wan = table.unit_of(column).code == "wan_yuan"
        self.cells[address] = Cell.of(_in_wan(total) if in_wan else total, cell.note)

    def _cell(self, count: Count, *, kind: str) -> Cell:
        complete = kind in self.register.complete
        if count.unsure:
            number = count.unsure
            reason = Label(
                f"{number} 条记录未载明是否计入",
                f"{number} records do not say whether they count",
            )
            return Cell.of(None, reason)
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
        count.add(holds(each))
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
