"""What counts look at: the records of a register, and what is derived from them once.

Clocks of cases, verdicts of clearances and powers of transfers are looked at like
records; each is worked out when a count first asks for it, and once for all counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from attrs import define, field, frozen

from adminlaw.clearance.owning import days_of, division_of
from adminlaw.clocks import Clock, ClockState, clock_rules, timeline
from adminlaw.labels import Label, Modality
from adminlaw.measures.gaps import gaps_of
from adminlaw.model import (
    COLLECTIONS,
    Case,
    CaseKind,
    CaseOutcome,
    ClearanceScope,
    Filing,
    Headcount,
    Register,
    TransferKind,
    Verdict,
)
from adminlaw.periods.calendars import WorkCalendar, work_calendar
from adminlaw.rulebook import Rulebook
from adminlaw.rulebook.limits import Side, TimeLimit
from adminlaw.spans import DateSpan


class UnanswerableError(Exception):
    """A count cannot be taken; it never leaves this package.

    Attributes:
        reason: Why not.
    """

    def __init__(self, reason: Label) -> None:
        super().__init__(reason.en)
        self.reason = reason


NO_DAY: Final = Label(
    "期间没有末日，也未给出统计日",
    "the period has no last day, and no as-of day is given",
)
NO_LENGTH: Final = Label("期间没有起止日", "the period has no first or last day")


@frozen
class CaseClock:
    """One statutory limit of one case; *state* is None where evidence is missing."""

    id: str
    kind: CaseKind
    rule: str
    state: str | None
    days: DateSpan | None
    withdrawn: bool = False


@frozen
class ClearedDocument:
    """One document of one clearance; *outcome* is ``none`` without a verdict."""

    id: str
    scope: ClearanceScope
    outcome: str
    in_population: bool
    days: DateSpan | None


@frozen
class MovedPower:
    """One power that one transfer lists."""

    id: str
    kind: TransferKind
    power: str
    receivers: tuple[str, ...]
    valid: DateSpan | None


@frozen
class PeriodDays:
    """The calendar days of the period."""

    id: str
    days: int


COMPLETE_BY: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "clocks": ("cases",),
        "verdicts": ("clearance_cycles",),
        "clearance_intervals": ("clearance_cycles",),
        "moves": ("transfers",),
        "days": (),
    }
)
"""Which collections have to be complete for what is derived from them to be so."""


@define(slots=False)
class View:
    """A register seen for one period and one as-of day (统计口径).

    Attributes:
        asked: The period; None for all days.
        given: The as-of day; None if there is none.
    """

    register: Register
    asked: DateSpan | None
    given: date | None
    law: Rulebook
    calendar: WorkCalendar = field(factory=work_calendar)
    _held: dict[tuple[str, str, str], tuple[Any, ...]] = field(factory=dict, init=False)

    @property
    def period(self) -> DateSpan:
        """The period; all days where none is asked for."""
        return self.asked or DateSpan.always()

    @property
    def as_of(self) -> date:
        """The as-of day.

        Raises:
            UnanswerableError: there is none.
        """
        if self.given is None:
            raise UnanswerableError(NO_DAY)
        return self.given

    def complete(self, collection: str) -> bool:
        """Tell whether absence from a collection counts as evidence."""
        needed = COMPLETE_BY.get(collection, (collection,))
        return set(needed) <= self.register.complete

    def records(self, of: str, field_name: str = "", code: str = "") -> Sequence[Any]:
        """Return the records of a collection, or those with a code in a field."""
        key = (of, field_name, code)
        if key not in self._held:
            if not field_name:
                self._held[key] = tuple(self._collection(of))
            else:
                self._sort(of, field_name)
        return self._held.get(key, ())

    def _sort(self, of: str, name: str) -> None:
        """Sort a collection by a field once, so that each count reads its own part."""
        found: dict[str, list[Any]] = {}
        for record in self.records(of):
            value = getattr(record, name)
            found.setdefault("" if value is None else value.code, []).append(record)
        for code, members in found.items():
            self._held[of, name, code] = tuple(members)

    def _collection(self, of: str) -> Iterator[Any]:
        derive = _DERIVED.get(of)
        return derive(self) if derive else iter(getattr(self.register, of))

    @cached_property
    def division(self) -> str:
        """Division code of the register's place; empty if unknown."""
        return division_of(self.register)

    @cached_property
    def filings(self) -> Mapping[str, tuple[Filing, ...]]:
        """The filings of each document, by its id."""
        found: dict[str, list[Filing]] = {}
        for each in self.register.filings:
            if each.document:
                found.setdefault(each.document, []).append(each)
        return {key: tuple(members) for key, members in found.items()}

    @cached_property
    def _last_headcounts(self) -> Mapping[str, tuple[Headcount, ...]]:
        """By id of a headcount, those of its body and kind that may be the last.

        They are those of the last day by the as-of day, and those without a day.
        """
        groups: dict[tuple[str | None, str], list[Headcount]] = {}
        for each in self.register.headcounts:
            if each.as_of is None or self.given is None or each.as_of <= self.given:
                groups.setdefault((each.authority, each.kind.code), []).append(each)
        found: dict[str, tuple[Headcount, ...]] = {}
        for group in groups.values():
            last = max((each.as_of for each in group if each.as_of), default=None)
            rivals = tuple(each for each in group if each.as_of in {None, last})
            found |= {each.id: rivals for each in rivals}
        return found

    def rivals(self, headcount: Headcount) -> tuple[Headcount, ...]:
        """Return the headcounts that may be the last, this one among them, or none."""
        return self._last_headcounts.get(headcount.id, ())

    @cached_property
    def shares_of(self) -> Mapping[str, tuple[Headcount, ...]]:
        """The headcounts that name each headcount as their base, by its id."""
        found: dict[str, list[Headcount]] = {}
        for each in self.register.headcounts:
            if each.base:
                found.setdefault(each.base, []).append(each)
        return {key: tuple(members) for key, members in found.items()}

    @cached_property
    def linked(self) -> Mapping[str, tuple[Case, ...]]:
        """The cases that link to each case, by its id."""
        found: dict[str, list[Case]] = {}
        for case in self.register.cases:
            for link in case.links:
                found.setdefault(link.case, []).append(case)
        return {key: tuple(members) for key, members in found.items()}


def known_collection(name: str) -> bool:
    """Tell whether there is a collection, of the register or derived."""
    return name in COLLECTIONS or name in _DERIVED


# --- What is derived ------------------------------------------------------------------

_KINDS: Final = frozenset(kind for each in clock_rules() for kind in each.cases)
_OF_RIGHTS: Final = frozenset(each.rule for each in clock_rules() if each.ends_in)
_OPEN: Final = frozenset({ClockState.INDETERMINATE, ClockState.PROVISIONAL})


def _clocks(view: View) -> Iterator[CaseClock]:
    """Yield the limits of the organs in every case; rights of the parties are none."""
    complete = view.complete("cases")
    for case in view.register.cases:
        if case.kind not in _KINDS:
            continue
        line = timeline(
            case,
            as_of=view.as_of,
            others=view.linked.get(case.id, ()),
            complete=complete,
            rulebook=view.law,
            calendar=view.calendar,
        )
        for clock in line.clocks:
            if _binds_an_organ(clock, view.law):
                yield CaseClock(
                    id=case.id,
                    kind=case.kind,
                    rule=clock.rule,
                    state=None if clock.state in _OPEN else clock.state.code,
                    days=_end_of(clock),
                    withdrawn=case.outcome is CaseOutcome.WITHDRAWN,
                )


def _binds_an_organ(clock: Clock, law: Rulebook) -> bool:
    if clock.rule in _OF_RIGHTS:
        return False
    if clock.due is not None:
        versions = [clock.due.version]
    else:
        rule = law.get(clock.rule)
        versions = list(rule.versions) if rule else []
    return any(
        isinstance(each.content, TimeLimit)
        and each.content.side is Side.ORGAN
        and each.modality is not Modality.PERMISSION
        for each in versions
    )


def _end_of(clock: Clock) -> DateSpan | None:
    """Return the days among which the last lawful one is; None if unknown."""
    if clock.last_day is not None:
        return DateSpan.day(clock.last_day)
    if clock.due is None or clock.state is ClockState.SUSPENDED:
        return None
    return between(clock.due.earliest, clock.due.latest)


def between(first: date, last: date) -> DateSpan:
    """Return the span from *first* to *last*, both included."""
    return DateSpan(first, None if last == date.max else last + timedelta(days=1))


def _verdicts(view: View) -> Iterator[ClearedDocument]:
    for cycle in view.register.clearance_cycles:
        ends = days_of(cycle)
        first: dict[str, Verdict] = {}
        for verdict in cycle.verdicts:
            first.setdefault(verdict.document, verdict)
        population = frozenset(cycle.population)
        for key in dict.fromkeys((*cycle.population, *first)):
            told = first.get(key)
            yield ClearedDocument(
                id=key,
                scope=cycle.scope,
                outcome=told.outcome.code if told else "none",
                in_population=key in population,
                days=between(*ends) if ends else None,
            )


def _moves(view: View) -> Iterator[MovedPower]:
    for each in view.register.transfers:
        for power in dict.fromkeys(each.powers):
            yield MovedPower(
                id=f"{each.id}/{power}",
                kind=each.kind,
                power=power,
                receivers=each.receivers,
                valid=each.valid,
            )


def _days(view: View) -> Iterator[PeriodDays]:
    number = view.period.days
    if number is None:
        raise UnanswerableError(NO_LENGTH)
    yield PeriodDays(id="period", days=number)


_DERIVED: Final[Mapping[str, Callable[[View], Iterator[Any]]]] = MappingProxyType(
    {
        "clocks": _clocks,
        "verdicts": _verdicts,
        "clearance_intervals": lambda view: gaps_of(
            view.register.clearance_cycles, view.as_of
        ),
        "moves": _moves,
        "days": _days,
    }
)
