"""Indicators of cases equal what a person counts by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from adminlaw.identifiers import DivisionLevel
from adminlaw.labels import Label
from adminlaw.measures import (
    CountBasis,
    IndicatorStatus,
    indicators,
)
from adminlaw.model import (
    Case,
    CaseKind,
    DisclosureResult,
    EventKind,
    Headcount,
    HeadcountKind,
    Place,
    Trait,
    Unit,
)
from adminlaw.spans import DateSpan
from tests.measure_registers import (
    YEAR,
    case,
    event,
    figure,
    litigation,
    reconsideration,
    record,
    register,
    ten_cases,
)


@pytest.mark.parametrize(
    ("key", "above", "below"),
    [
        ("reconsideration.acceptance_rate", 8, 10),
        ("reconsideration.conclusion_rate", 6, 8),
        ("reconsideration.correction_rate", 1, 6),
        ("reconsideration.correction_rate_with_change", 2, 6),
        ("reconsideration.mediation_rate", 1, 6),
        ("reconsideration.upheld_rate", 2, 6),
        ("reconsideration.in_time_rate", 6, 6),
    ],
)
def test_rates_of_reconsideration_are_counted_from_the_cases(
    key: str, above: int, below: int
) -> None:
    """Ten received, eight accepted, six concluded: each rate has its own base."""
    found = indicators(register(cases=ten_cases())).find(key)
    assert found.exact == Fraction(100 * above, below)
    assert found.complete
    assert found.basis is CountBasis.RECORDS
    assert found.denominator is not None
    assert len(found.denominator.records) == below


def test_records_behind_a_count_are_named() -> None:
    """Whoever doubts a number finds the cases that it counts."""
    found = indicators(register(cases=ten_cases())).find("reconsideration.pending")
    assert found.numerator is not None
    assert found.numerator.records == ("p0", "p1")


def test_records_that_are_not_declared_complete_count_at_least() -> None:
    """Six cases on record are six or more, and the value says so."""
    held = attrs.evolve(register(cases=ten_cases()), complete=frozenset())
    found = indicators(held).find("reconsideration.concluded")
    assert not found.complete
    assert found.shown() == "≥ 6"


def test_no_record_is_no_zero_unless_declared() -> None:
    """A register without cases has none only where it declares its cases complete."""
    nothing = indicators(register(complete=frozenset()))
    assert nothing.find("reconsideration.received").status is IndicatorStatus.REFUSED
    declared = indicators(register(complete=frozenset({"cases"})))
    assert declared.find("reconsideration.received").value == 0
    rate = declared.find("reconsideration.acceptance_rate")
    assert rate.reason == Label("分母为零", "the base is zero")


def test_records_and_figures_are_both_given() -> None:
    """Complete records come first; what the report prints stands beside them."""
    figures = (figure("f", "reconsideration.received", "12"),)
    held = register(cases=ten_cases(), figures=figures)
    found = indicators(attrs.evolve(held, complete=frozenset({"cases"})))
    value = found.find("reconsideration.received")
    assert value.value == 10
    assert value.basis == CountBasis.RECORDS
    assert value.other is not None
    assert value.other.value == 12
    assert value.published[0].difference == -2


def test_figures_come_before_records_that_are_not_complete() -> None:
    """The report knows more than a register that does not claim to hold everything."""
    figures = (figure("f", "reconsideration.received", "12"),)
    held = register(cases=ten_cases(), figures=figures, complete=frozenset())
    value = indicators(held).find("reconsideration.received")
    assert value.value == 12
    assert value.basis == CountBasis.FIGURES
    assert value.other is not None
    assert value.other.value == 10


def test_an_unknown_day_widens_the_bounds() -> None:
    """A case whose day of receipt is unknown may or may not be of the year."""
    unknown = case("u", CaseKind.RECONSIDERATION, event(EventKind.RECEIVED))
    found = indicators(register(cases=(*ten_cases(), unknown)))
    value = found.find("reconsideration.received")
    assert value.status == IndicatorStatus.BOUNDED
    assert value.value is None
    assert value.least == 10
    assert value.most == 11


def test_an_unsaid_outcome_widens_the_bounds() -> None:
    """Concluded without a word on how: it may have been corrected."""
    silent = reconsideration("s", "2021-03-01", "2021-03-05", "2021-04-01")
    found = indicators(register(cases=(*ten_cases(), silent)))
    value = found.find("reconsideration.corrected")
    assert value.least == 2
    assert value.most == 3


def test_later_events_are_not_known_on_the_as_of_day() -> None:
    """On 1 April nothing has been concluded yet."""
    found = indicators(register(cases=ten_cases()), as_of=date(2021, 4, 1))
    assert found.find("reconsideration.concluded").value == 0
    assert found.find("reconsideration.pending").value == 6


def test_the_appearance_rate_rises_against_the_year_before() -> None:
    """Three of four after one of two: 25 percentage points more (M312)."""
    cases = (
        litigation("a", 2020, appeared=True),
        litigation("b", 2020, appeared=False),
        *(litigation(f"c{i}", 2021, appeared=i > 0) for i in range(4)),
    )
    found = indicators(register(cases=cases, period=None), period=YEAR)
    value = found.find("litigation.head_appearance_change")
    assert value.value == 25
    assert value.shown("zh") == "25.00个百分点"
    assert [each.value for each in value.operands] == [75, 50]


def test_a_change_needs_a_year_and_the_year_before() -> None:
    """A period of five years, or a year without a predecessor, has none."""
    key = "litigation.head_appearance_change"
    cases = (litigation("c", 2021, appeared=True),)
    alone = indicators(register(cases=cases)).find(key)
    assert alone.status is IndicatorStatus.REFUSED
    long = indicators(
        register(cases=cases), period=DateSpan(date(2017, 1, 1), date(2022, 1, 1))
    )
    assert long.find(key).reason == Label("期间不是一年", "the period is not one year")


def test_cases_and_reviews_for_each_member_of_staff() -> None:
    """Ten cases and forty papers among four persons (M472)."""
    staff = record(
        Headcount,
        id="h",
        kind=HeadcountKind.LEGAL_STAFF,
        authority="jus",
        number=4,
        as_of=date(2021, 6, 30),
    )
    found = indicators(
        register(
            cases=ten_cases(),
            headcounts=(staff,),
            figures=(figure("f", "documents.papers", "40"),),
            complete=frozenset({"cases", "headcounts"}),
        )
    )
    cases = found.find("staff.reconsideration_cases_per_person")
    assert cases.value == Decimal("2.50")
    assert cases.unit == Unit.CASE
    reviews = found.find("staff.reviews_per_person")
    assert reviews.value == 10
    assert reviews.basis == CountBasis.MIXED


def message(key: str, replied: str, *traits: Trait) -> Case:
    """Return a message of Monday 1 March 2021 with its reply."""
    events = [event(EventKind.RECEIVED, "2021-03-01")]
    events += [event(EventKind.REPLIED, replied)] if replied else []
    without = () if Trait.SIMPLE in traits else (Trait.SIMPLE,)
    return case(key, CaseKind.PUBLIC_MESSAGE, *events, traits=traits, without=without)


def test_messages_are_answered_in_time_by_the_rule_of_the_place() -> None:
    """Five working days, one if simple, in the one place that has such a rule."""
    cases = (
        message("a", "2021-03-08"),
        message("b", "2021-03-09"),
        message("c", "2021-03-02", Trait.SIMPLE),
        message("d", "2021-03-03", Trait.SIMPLE),
    )
    place = record(
        Place, id="p", name="廉江市", level=DivisionLevel.COUNTY, division_code="440881"
    )
    held = register(cases=cases, places=(place,), place="p")
    assert indicators(held).find("messages.in_time_rate").value == 50
    elsewhere = attrs.evolve(held, places=(), place=None)
    assert indicators(elsewhere).find("messages.due").value == 0


def test_suggestions_are_answered_within_the_months_of_the_law() -> None:
    """Assigned on 1 March: a reply on 1 June is in time, one a day later is not."""

    def suggestion(key: str, day: str) -> Case:
        return case(
            key,
            CaseKind.DEPUTY_SUGGESTION,
            event(EventKind.RECEIVED, "2021-02-25"),
            event(EventKind.ASSIGNED, "2021-03-01"),
            event(EventKind.REPLIED, day),
        )

    cases = (suggestion("a", "2021-06-01"), suggestion("b", "2021-06-02"))
    found = indicators(register(cases=cases)).find("proposals.on_time_rate")
    assert found.value == 50


def test_disclosure_outcomes_are_shares_of_what_was_answered() -> None:
    """Two of four granted, one not held, one unstated."""
    results = (
        DisclosureResult.GRANTED,
        DisclosureResult.GRANTED,
        DisclosureResult.NOT_HELD,
        None,
    )
    cases = tuple(
        case(
            f"d{index}",
            CaseKind.DISCLOSURE,
            event(EventKind.RECEIVED, "2021-03-01"),
            event(EventKind.REPLIED, "2021-03-10"),
            disclosure_result=result,
        )
        for index, result in enumerate(results)
    )
    found = indicators(register(cases=cases))
    shares = {x.member: x.value for x in found.members("disclosure.outcomes")}
    assert shares == {"granted": 50, "not_held": 25, "unstated": 25}
    rate = found.find("disclosure.granted_rate")
    assert rate.least == 50
    assert rate.most == 75


def test_statutory_time_is_told_for_each_limit() -> None:
    """A penalty decided after 90 days missed its limit; another kept it."""

    def penalty(key: str, day: str) -> Case:
        return case(
            key,
            CaseKind.PENALTY,
            event(EventKind.OPENED, "2021-08-01"),
            event(EventKind.DECIDED, day),
        )

    cases = (penalty("a", "2021-09-01"), penalty("b", "2021-11-30"))
    found = indicators(register(cases=cases))
    (value,) = (
        each
        for each in found.members("time.kept_rate")
        if each.member == "penalty.decide"
    )
    assert value.value == 50
    assert found.find("time.kept_rate").numerator is not None
