"""Indicators are defined for every number, and equal what reports print."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import attrs
import pytest

from adminlaw import rates
from adminlaw.labels import LabelledEnum
from adminlaw.measures import (
    CountBasis,
    DefinitionStatus,
    IndicatorStatus,
    Published,
    shipped_definitions,
)
from adminlaw.measures import gaps as gaps_module
from adminlaw.measures import viewing as view_module
from adminlaw.measures.counting import ALSO
from adminlaw.measures.definitions import (
    CountDefinition,
    IndicatorDefinition,
)
from adminlaw.model import (
    COLLECTIONS,
    FigureRole,
    Unit,
)
from adminlaw.model.fields import field_types
from adminlaw.rates import Rounding
from adminlaw.register import read_register
from adminlaw.rulebook import load_rulebook
from tests.measure_registers import (
    EXAMPLES,
    REAL,
    ROOT,
    real,
)

HELD = shipped_definitions()


KINDS = {
    "clocks": view_module.CaseClock,
    "verdicts": view_module.ClearedDocument,
    "clearance_intervals": gaps_module.ClearanceGap,
    "moves": view_module.MovedPower,
    "days": view_module.PeriodDays,
}


def test_every_definition_is_said_in_two_languages_with_its_source() -> None:
    """A label, a sentence and a standing; a source where it is not our own."""
    every: list[CountDefinition | IndicatorDefinition] = [*HELD.counts.values()]
    every += HELD.indicators.values()
    for each in every:
        for label in (each.label, each.definition):
            assert label.zh, each.id
            assert label.en, each.id
        assert bool(each.source) or each.status is DefinitionStatus.OWN, each.id


def test_every_indicator_names_counts_and_measures_that_exist() -> None:
    """Numerators, bases and printed codes are all defined, in the unit of the count."""
    measures = load_rulebook().measures
    for each in HELD.indicators.values():
        assert set(each.counts) <= HELD.counts.keys(), each.id
        assert set(each.published) <= measures.keys(), each.id
        assert not each.of or each.of in HELD.indicators, each.id
    for count in HELD.counts.values():
        codes = [*HELD.codes(count.id), *count.stand_in]
        for code in codes:
            assert code in measures or code == count.id, count.id
            assert code not in measures or measures[code].unit is count.unit, count.id


def test_every_measure_is_that_of_an_indicator() -> None:
    """No code that a figure may bear is left without an indicator or a part of one."""
    told = {code for each in HELD.counts for code in HELD.codes(each)}
    told |= {code for each in HELD.counts.values() for code in each.stand_in}
    told |= {code for each in HELD.indicators.values() for code in each.published}
    assert told >= load_rulebook().measures.keys()


@pytest.mark.parametrize("count", HELD.counts.values(), ids=lambda each: each.id)
def test_a_selector_names_what_records_have(count: CountDefinition) -> None:
    """Collections, fields and codes of a selector exist: none counts nothing."""
    select = count.select
    if select is None:
        return
    cls = COLLECTIONS.get(select.of) or KINDS[select.of]
    fields = {each.name for each in attrs.fields(cls)}
    named = {*select.where, *select.present, *select.absent}
    named |= {select.dated, select.add} - {""}
    assert named <= fields
    assert not select.also or select.also in ALSO
    if select.of in COLLECTIONS:
        for name, codes in select.where.items():
            enum = next(
                (each for each in _types(cls, name) if issubclass(each, LabelledEnum)),
                None,
            )
            assert enum is None or {enum.of(code).code for code in codes} == set(codes)


def _types(cls: type, name: str) -> Iterator[type]:
    hint = field_types(cls)[name]
    for each in getattr(hint, "__args__", (hint,)):
        if isinstance(each, type):
            yield each


@pytest.mark.parametrize(
    ("example", "key", "above", "below", "value"),
    [
        ("county-speech", "reconsideration.conclusion_rate", 20, 21, "95.24"),
        ("county-speech", "reconsideration.correction_rate_with_change", 5, 20, "25"),
        ("county-speech", "reconsideration.termination_rate", 9, 20, "45"),
        ("lianjiang-2021", "reconsideration.acceptance_rate", 45, 52, "86.54"),
        ("lianjiang-2021", "reconsideration.conclusion_rate", 43, 45, "95.56"),
        ("lianjiang-2021", "decisions.hearing_share", 3, 10, "30"),
        ("lianjiang-2021", "officers.per_town", 205, 21, "9.76"),
        ("lianjiang-2021", "transfers.items_per_department", 888, 6, "148"),
        ("lianjiang-2021", "receptions.persons_per_batch", 5832, 3358, "1.74"),
        ("lianjiang-2021", "website.visits_per_day", 3602276, 365, "9869.25"),
        ("lianjiang-2021", "website.items_per_day", 9383, 365, "25.71"),
        ("hengshui-2017", "proposals.solved_rate", 375, 564, "66.49"),
        ("hengshui-2017", "proposals.planned_rate", 137, 564, "24.29"),
        ("hengshui-2017", "proposals.rest_rate", 52, 564, "9.22"),
        ("hengshui-2017", "reconsideration.mediation_rate", 36, 223, "16.14"),
        ("hengshui-2017", "reviewers.mixed_ratio", 853, 7193, "11.86"),
        ("hengshui-2017", "powers.items_per_department", 32936, 352, "93.57"),
        ("hengshui-2017", "powers.items_per_subject", 32936, 428, "76.95"),
        ("hengshui-2017", "rectification.listed_rate", 18936, 19013, "99.60"),
        ("hengshui-2017", "rectification.verified_rate", 12275, 19013, "64.56"),
        ("hengshui-2017", "clearance.retained_share", 92, 179, "51.40"),
        ("hengshui-2017", "litigation.loss_rate", 0, 76, "0"),
        ("hengshui-2017", "training.city_share", 3115, 7193, "43.31"),
        ("hengshui-2017", "documents.opinions_per_paper", 33, 418, "0.0789"),
    ],
)
def test_a_rate_of_a_report_is_that_of_its_counts(
    example: str, key: str, above: int, below: int, value: str
) -> None:
    """The numerator and the base are those that the report prints."""
    found = real(example).find(key)
    assert found.status is IndicatorStatus.COMPUTED
    assert found.numerator is not None
    assert found.denominator is not None
    assert found.numerator.value == above
    assert found.denominator.value == below
    assert found.value == Decimal(value)
    assert CountBasis.FIGURES in {found.numerator.basis, found.basis}


@pytest.mark.parametrize(
    ("example", "key", "value"),
    [
        ("county-speech", "reconsideration.unnamed_outcomes", None),
        ("county-speech", "reconsideration.pending", 1),
        ("hengshui-2017", "clearance.total", 179),
        ("hengshui-2017", "proposals.rest", 52),
        ("hengshui-2017", "certificates.added", 17),
        ("hengshui-2017", "lists.all", 21),
        ("hengshui-2017", "legislation.requests", 31),
        ("hengshui-2017", "enforcement.covered_places", 73),
        ("hengshui-2017", "accountability.persons", 8735),
        ("hengshui-2017", "study.sessions", 6),
        ("lianjiang-2021", "channels.net", -5),
        ("lianjiang-2021", "advisers.engaged", 3),
        ("bazhong-2008", "programme.tasks", 15),
    ],
)
def test_a_number_of_a_report_stays_that_number(
    example: str, key: str, value: int | None
) -> None:
    """Counts, sums and differences; a part that is not printed refuses the whole."""
    assert real(example).find(key).value == value


def test_a_derived_total_says_what_it_supposes() -> None:
    """179 is a sum of outcomes and holds only if they exclude each other."""
    found = real("hengshui-2017").find("clearance.total")
    assert [each.zh for each in found.assumptions] == [
        "总数由各结果相加得出，以各结果互斥为前提"
    ]
    assert found.value == 92 + 64 + 23


@pytest.mark.parametrize(
    ("example", "key", "agreeing"),
    [
        ("lianjiang-2021", "reconsideration.conclusion_rate", {Rounding.TRUNCATE}),
        (
            "hengshui-2017",
            "proposals.solved_rate",
            {Rounding.HALF_UP, Rounding.HALF_EVEN},
        ),
        ("hengshui-2017", "proposals.planned_rate", set(Rounding)),
    ],
)
def test_a_printed_rate_tells_how_it_was_rounded(
    example: str, key: str, agreeing: set[Rounding]
) -> None:
    """95.5 of 43/45 is truncation alone, 66.49 of 375/564 half up, 24.29 either."""
    (told,) = real(example).find(key).published
    assert set(told.agreeing) == agreeing


def test_the_difference_is_computed_less_published() -> None:
    """95.56 computed, 95.5 published: 0.06."""
    (told,) = real("lianjiang-2021").find("reconsideration.conclusion_rate").published
    assert (told.value, told.difference) == (Decimal("95.5"), Decimal("0.06"))


@pytest.mark.parametrize(
    ("example", "key", "half_up", "truncated"),
    [
        ("lianjiang-2021", "litigation.head_appearance_rate", [8], [8]),
        ("hengshui-2017", "reconsideration.correction_rate", [44, 45], [45, 46]),
        ("hengshui-2017", "litigation.win_rate", [188, 189], [189, 190]),
    ],
)
def test_a_rate_with_a_base_alone_allows_certain_counts(
    example: str, key: str, half_up: list[int], truncated: list[int]
) -> None:
    """It is refused, its base is given, and the whole numbers that print as it."""
    found = real(example).find(key)
    assert found.status is IndicatorStatus.REFUSED
    (told,) = found.published
    assert list(told.allowed[Rounding.HALF_UP]) == half_up
    assert list(told.allowed[Rounding.TRUNCATE]) == truncated


@pytest.mark.parametrize(
    ("example", "key", "reason"),
    [
        ("hengshui-2017", "accountability.problems_answered", "the units differ"),
        ("hengshui-2017", "opinions.all", "the scopes differ"),
        ("hengshui-2017", "reviewers.government_ratio", "no record"),
        ("hengshui-2017", "reviewers.department_ratio", "no record"),
        ("hengshui-2017", "powers.cancelled_or_delegated_share", "not printed"),
        ("county-speech", "appraisal.units", "the units differ"),
        ("county-speech", "documents.drafts", "altered"),
        ("county-speech", "training.qualified", "altered"),
        ("lianjiang-2021", "advisers.villages", "rough"),
        ("liyang-2015", "reconsideration.in_time_rate", "no record"),
    ],
)
def test_what_cannot_be_told_is_refused(example: str, key: str, reason: str) -> None:
    """Persons and problems, 33 and 314 opinions, mixed bases, masks, 83.76%."""
    found = real(example).find(key)
    assert found.status is IndicatorStatus.REFUSED
    assert found.reason is not None
    assert reason in found.reason.en
    assert found.value is None


def test_a_masked_figure_is_never_replaced_by_its_restoration() -> None:
    """20230% stands beside the refused rate as it was written, without a difference."""
    (told,) = real("county-speech").find("reconsideration.execution_rate").published
    assert (told.value, told.raw, told.difference) == (None, "20230%", None)


def test_more_than_a_number_leaves_no_upper_bound() -> None:
    """More than 860 appearances in 196 cases are at least 4.39 a case."""
    found = real("hengshui-2017").find("litigation.appearances_per_case")
    assert (found.status, found.least) == (IndicatorStatus.BOUNDED, Decimal("4.39"))
    assert found.most is None
    assert found.value is None


def test_scopes_have_values_of_their_own() -> None:
    """213 and 882 persons belong to two campaigns and are never one number."""
    values = {
        each.scope: each.value
        for each in real("hengshui-2017")
        if each.id == "discipline.persons"
    }
    assert sorted(filter(None, values.values())) == [213, 882]


@pytest.mark.parametrize("name", REAL)
def test_every_number_of_an_example_comes_back_as_printed(name: str) -> None:
    """A count is the printed one; a rate prints as it by some way of rounding."""
    for value, told in real(name).published():
        if told.difference is not None and told.exact and _measured(told):
            assert told.agreeing, value.text()
        if value.unit is not Unit.PERCENT and value.value is not None:
            assert told.role is FigureRole.NORM or not told.difference, value.text()


def _measured(told: Published) -> bool:
    return told.role is FigureRole.MEASURED


def test_a_rate_off_by_a_tenth_of_a_point_prints_as_none() -> None:
    """375/564 is 66.489…: 66.48, 66.49, 66.4 and 66.5 print it, 66.47 does not."""
    exact = Fraction(100 * 375, 564)
    for text, agrees in (
        ("66.49", True),
        ("66.48", True),
        ("66.5", True),
        ("66.4", True),
        ("66.47", False),
        ("66.59", False),
        ("66.6", False),
    ):
        assert bool(rates.agreeing(Decimal(text), exact)) is agrees, text


TABLE = ROOT / "docs" / "reference" / "figures.csv"


def rows() -> list[dict[str, str]]:
    """Return the rows of the table of numbers."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


ROWS = {row["key"]: row for row in rows()}


def test_every_number_has_an_indicator_or_a_reason() -> None:
    """One of the two, never both, and an indicator that exists."""
    for row in ROWS.values():
        names = row["indicator"].split()
        assert bool(names) is not bool(row["reason"]), row
        assert set(names) <= HELD.indicators.keys(), row


def test_every_measured_figure_of_the_examples_has_an_indicator() -> None:
    """Numbers about the text itself, such as quotation marks, are none of the field."""
    for name in REAL:
        for each in read_register(EXAMPLES / name).figures:
            if each.id not in ROWS:
                textual = {Unit.MARK, Unit.PART, Unit.ASPECT}
                measured = each.role is FigureRole.MEASURED
                assert not measured or each.unit in textual, each.id
            elif each.role is FigureRole.MEASURED:
                assert ROWS[each.id]["indicator"], each.id
                assert each.measure, each.id


def test_the_indicator_of_a_figure_is_that_of_its_code() -> None:
    """What the table says of a number follows from the code that the figure bears."""
    for name in REAL:
        for each in read_register(EXAMPLES / name).figures:
            names = ROWS.get(each.id, {}).get("indicator", "").split()
            if each.measure and names:
                told = {
                    code
                    for key in names
                    for count in HELD.indicators[key].counts
                    for code in HELD.codes(count)
                }
                told |= {c for key in names for c in HELD.indicators[key].published}
                assert each.measure in told, each.id


def test_the_table_has_the_numbers_that_are_recorded(requirements: Path) -> None:
    """The keys are those recorded; each measured number has an indicator."""
    lines = (requirements / "numbers.jsonl").read_text("utf-8").splitlines()
    numbers = [json.loads(line) for line in lines]
    counted = [each for each in numbers if each["record"] == "quantity"]
    assert [each["key"] for each in counted] == list(ROWS)
    for each in counted:
        row = ROWS[each["key"]]
        assert row["number"] == each["id"]
        if each["role"] == "measured":
            assert row["indicator"], each
