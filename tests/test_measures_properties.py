"""Sentences about indicators that hold for every register."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from adminlaw.identifiers import DivisionLevel
from adminlaw.measures import (
    Amount,
    IndicatorValue,
    indicators,
    shipped_definitions,
)
from adminlaw.measures.definitions import IndicatorKind
from adminlaw.measures.gaps import gaps_of
from adminlaw.model import (
    Authority,
    AuthorityKind,
    Case,
    CaseKind,
    CaseOutcome,
    ClearanceCycle,
    ClearanceOutcome,
    ClearanceScope,
    Document,
    DocumentKind,
    Event,
    EventKind,
    Filing,
    FilingDirection,
    Register,
    Task,
    Verdict,
)
from adminlaw.model.identities import DocumentId
from adminlaw.register import read_register
from adminlaw.spans import DateSpan
from tests.measure_registers import EXAMPLES, case, record, register

HELD = shipped_definitions()


DAYS = st.dates(date(2020, 6, 1), date(2022, 6, 30))


@st.composite
def some_cases(draw: st.DrawFn) -> tuple[Case, ...]:
    """Draw reconsideration cases with days that may be unknown or outside the year."""
    made = []
    for index in range(draw(st.integers(0, 8))):
        received = draw(DAYS)
        events = [Event(kind=EventKind.RECEIVED, day=received)]
        if draw(st.booleans()):
            accepted = received + timedelta(draw(st.integers(0, 9)))
            events.append(Event(kind=EventKind.ACCEPTED, day=accepted))
            if draw(st.booleans()):
                ended = accepted + timedelta(draw(st.integers(1, 200)))
                day = draw(st.sampled_from([ended, ended, None]))
                events.append(Event(kind=EventKind.CONCLUDED, day=day))
        outcome = draw(st.sampled_from([None, *CaseOutcome]))
        kind = CaseKind.RECONSIDERATION
        made.append(case(f"c{index}", kind, *events, outcome=outcome))
    return tuple(made)


WANTED = [
    each.id
    for each in HELD.indicators.values()
    if each.id.startswith(("reconsideration.", "time."))
]


def values(cases: Iterable[Case]) -> dict[tuple[str, str], IndicatorValue]:
    """Return the indicators of reconsideration by id and member."""
    found = indicators(register(cases=tuple(cases)), ids=WANTED)
    return {(each.id, each.member): each for each in found}


@given(some_cases())
def test_a_part_is_never_more_than_its_whole(cases: tuple[Case, ...]) -> None:
    """Every rate of records lies between nothing and a hundred."""
    for each in values(cases).values():
        if each.indicator.kind is IndicatorKind.RATE and each.amount:
            assert each.amount.least >= 0, each.text()
            assert each.amount.most is not None
            assert each.amount.most <= 100, each.text()
            assert each.amount.least <= each.amount.most


@given(some_cases(), st.dates(date(2021, 1, 1), date(2021, 12, 31)))
def test_a_case_that_is_not_accepted_never_raises_a_rate(
    cases: tuple[Case, ...], day: date
) -> None:
    """It adds to what was received, and to nothing else."""
    new = case("new", CaseKind.RECONSIDERATION, Event(kind=EventKind.RECEIVED, day=day))
    before, after = values(cases), values((*cases, new))
    for key in ("reconsideration.acceptance_rate", "reconsideration.conclusion_rate"):
        old, now = before[key, ""], after[key, ""]
        if old.amount and now.amount:
            assert old.amount.most is not None
            assert now.amount.most is not None
            assert now.amount.most <= old.amount.most


@given(some_cases(), st.randoms(use_true_random=False))
def test_the_order_of_records_changes_nothing(
    cases: tuple[Case, ...],
    random: Any,  # noqa: ANN401
) -> None:
    """Counting is not reading in a row."""
    mixed = list(cases)
    random.shuffle(mixed)
    before, after = values(cases), values(mixed)
    assert {key: each.amount for key, each in before.items()} == {
        key: each.amount for key, each in after.items()
    }


@given(some_cases())
def test_forgetting_a_day_only_widens_the_bounds(cases: tuple[Case, ...]) -> None:
    """What was told before stays possible when a day is no longer known."""
    sums = [each for each in WANTED if HELD.indicators[each].kind.code == "count"]
    before = values(cases)
    for index, each in enumerate(cases):
        events = (*each.events[:-1], attrs.evolve(each.events[-1], day=None))
        if each.events[-1].kind is not EventKind.CONCLUDED:
            continue
        forgot = (
            *cases[:index],
            attrs.evolve(each, events=events),
            *cases[index + 1 :],
        )
        after = values(forgot)
        for key in sums:
            old, now = before[key, ""].amount, after[key, ""].amount
            if old and now and key not in AS_OF_A_DAY:
                assert now.least <= old.least
                assert (now.most or 0) >= (old.most or 0)


KINDS = (EventKind.REVIEWED, EventKind.PUBLISHED, EventKind.REPEALED)
RATES = (
    "documents.review_rate",
    "documents.survival",
    "filings.upward_rate",
    "tasks.on_time_rate",
)
COUNTED = ("documents.published", "filings.made", "tasks.due")


@st.composite
def some_events(draw: st.DrawFn, kinds: tuple[EventKind, ...]) -> tuple[Event, ...]:
    """Draw events of some kinds on known days, with how they went."""
    drawn = draw(st.lists(st.sampled_from(kinds), max_size=3))
    return tuple(
        Event(kind=kind, day=draw(DAYS), passed=draw(st.booleans())) for kind in drawn
    )


def held_of(parts: dict[str, tuple[Event, ...]], due: date | None) -> Register:
    """Return two documents, a filing of the first and a task, with events."""
    gov = record(
        Authority,
        id="gov",
        name="某县人民政府",
        kind=AuthorityKind.GOVERNMENT,
        level=DivisionLevel.COUNTY,
    )
    documents = tuple(
        record(
            Document,
            id=key,
            title=key,
            kind=DocumentKind.NORMATIVE,
            issuers=("gov",),
            valid=DateSpan.always(),
            events=parts[key],
        )
        for key in ("d", "e")
    )
    filing = record(
        Filing,
        id="f",
        document="d",
        direction=FilingDirection.UPWARD,
        events=parts["f"],
    )
    task = record(Task, id="t", due=due, events=parts["t"])
    return register(
        authorities=(gov,), documents=documents, filings=(filing,), tasks=(task,)
    )


@given(
    st.fixed_dictionaries(
        {
            "d": some_events(KINDS),
            "e": some_events(KINDS),
            "f": some_events((EventKind.FILED,)),
            "t": some_events((EventKind.COMPLETED,)),
        }
    ),
    DAYS,
    st.data(),
)
def test_forgetting_a_day_of_a_document_filing_or_task_only_widens_the_bounds(
    parts: dict[str, tuple[Event, ...]], due: date, data: st.DataObject
) -> None:
    """A value told before lies within the bounds told after, whatever was forgotten."""
    key = data.draw(st.sampled_from([*(each for each in parts if parts[each]), "due"]))
    fewer = dict(parts)
    if key != "due":
        index = data.draw(st.integers(0, len(parts[key]) - 1))
        events = list(parts[key])
        events[index] = attrs.evolve(events[index], day=None)
        fewer[key] = tuple(events)
    ids = (*RATES, *COUNTED)
    before = indicators(held_of(parts, due), ids=ids)
    after = indicators(held_of(fewer, None if key == "due" else due), ids=ids)
    for each in ids:
        old, now = before.find(each).amount, after.find(each).amount
        if old is not None and now is not None:
            assert old.most is not None
            assert now.most is not None
            assert now.least <= old.least, each
            assert old.most <= now.most, each


AS_OF_A_DAY = {"reconsideration.pending", "reconsideration.in_time"}
"""States and clocks, which have bounds of their own making."""


amounts = st.builds(
    lambda least, more: Amount(Fraction(least), Fraction(least + more)),
    st.integers(0, 50),
    st.integers(0, 50),
)


@given(amounts, amounts, st.data())
def test_bounds_hold_every_number_between_them(
    first: Amount, second: Amount, data: st.DataObject
) -> None:
    """Sums, differences and quotients of numbers within bounds stay within bounds."""

    def one(amount: Amount) -> int:
        return data.draw(st.integers(int(amount.least), int(amount.most or 0)))

    left, right = one(first), one(second)
    found = [(first + second, Fraction(left + right))]
    difference, quotient = first.minus(second), first.over(second)
    found += [(difference, Fraction(left - right))] if difference else []
    found += [(quotient, Fraction(left, right))] if quotient else []
    for bounds, number in found:
        assert bounds.most is not None
        assert bounds.least <= number <= bounds.most


def test_every_share_of_the_model_city_is_a_share() -> None:
    """In each of its years, all rates lie between nothing and a hundred."""
    city = read_register(EXAMPLES / "model-city")
    for year in (2019, 2023, 2024):
        for each in indicators(city, period=DateSpan.year(year)):
            if each.indicator.kind is IndicatorKind.RATE and each.amount:
                most = each.amount.most
                assert most is not None
                assert 0 <= each.amount.least <= most <= 100, each.text()


def test_members_of_the_model_city_make_the_whole() -> None:
    """Powers by kind and by department add up to the powers in force."""
    city = read_register(EXAMPLES / "model-city")
    found = indicators(city, as_of=date(2024, 12, 31), period=DateSpan.year(2024))
    whole = found.find("powers.held").value
    held = sum(date(2024, 12, 31) in each.valid for each in city.powers)
    assert whole == held
    for key in ("powers.by_kind", "powers.by_department"):
        assert sum(each.value or 0 for each in found.members(key)) == whole
    shares = found.members("powers.kind_shares")
    assert sum(each.exact or 0 for each in shares) == 100


# --- The interval between clearances --------------------------------------------------

_FIRST = date(2021, 1, 1)
RETAINED = Verdict(document=DocumentId("d"), outcome=ClearanceOutcome.RETAINED)


def _cleared(key: str, begin: int, length: int) -> ClearanceCycle:
    """Return a clearance that may have ended on each of some days after the first."""
    since = _FIRST + timedelta(begin)
    return record(
        ClearanceCycle,
        id=key,
        scope=ClearanceScope.NORMATIVE,
        period=DateSpan(since, since + timedelta(length)),
        verdicts=(RETAINED,),
    )


@given(
    spans=st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4)), max_size=4),
    today=st.integers(0, 12),
)
def test_the_interval_of_clearances_is_bounded_by_every_way_it_may_have_been(
    spans: list[tuple[int, int]], today: int
) -> None:
    """Each end on each of its days, those after the as-of day left out."""
    cycles = [_cleared(f"c{at}", *each) for at, each in enumerate(spans)]
    found = list(gaps_of(cycles, _FIRST + timedelta(today)))
    gaps = set()
    for ends in product(*(range(at, at + length) for at, length in spans)):
        past = sorted(end for end in ends if end <= today)
        if len(past) > 1:
            gaps.add(past[-1] - past[-2])
    if sum(at + length - 1 <= today for at, length in spans) < 2:
        assert found == []  # it is not sure that there were two
    else:
        assert [each.days for each in found] == [
            Amount(Fraction(min(gaps)), Fraction(max(gaps)))
        ]
