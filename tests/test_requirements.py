"""The two registers against the table of numbers that was read out of the reports.

The table stands outside the project; ``make corpus`` names its folder. It holds the
published numbers with the place of each in a report, and the relations between them,
each marked as balancing, as not balancing or as undecided.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import adminlaw as al
from adminlaw.findings import Judgement, Status
from adminlaw.model import Figure, FigureRole, PublishedReport, Qualifier, Register
from adminlaw.rates import decimals
from adminlaw.spans import DateSpan

TESTS = Path(__file__).parent
GOLD = "expected_relations.csv"

AS_OF = {"hengshui-2017": date(2018, 1, 31), "lianjiang-2021": date(2021, 12, 30)}
SEEDS = {"002": "hengshui-2017", "003": "lianjiang-2021"}
"""The first three digits of a report in the table, and the register made from it."""

STATUS = {
    True: Status.PASSED,
    False: Status.FAILED,
    None: Status.NOT_ASSESSABLE,
}
"""What a relation that balances, does not, or cannot be decided has to end in."""

UNITS = {"sub-district": "town"}
"""Units that the library writes in a wider one; others differ in their hyphen only."""

QUALIFIERS = {"exactly": "exact"}

EXTRA = {
    "hs_decision_steps": "five steps listed, no count printed",
    "hs_supporting_systems": "five systems listed, no count printed",
    "hs_quotes_open": "punctuation, counted rather than printed",
    "hs_quotes_close": "punctuation, counted rather than printed",
    "lj_staff_classes": "four classes listed, no count printed",
    "lj_application_stages": "five stages listed, no count printed",
    "lj_file_criteria": "five criteria listed, no count printed",
    "lj_duty_reporters": "four bodies listed, no count printed",
    "lj_personal_duties": "four duties listed, no count printed",
}
"""Figures that the table has only inside a relation, not as numbers of their own."""

OF_OTHER_REPORTS = {"R-X-02", "R-X-03", "R-X-04"}
"""Relations that reach into a report of which there is no register."""

WITHOUT_JUDGEMENT = {"R-003-19": "days of documents", "R-X-01": "both registers"}
"""Relations that no single judgement carries; ``test_two_cities`` tests each."""

Row = dict[str, Any]


@pytest.fixture(scope="module")
def numbers(requirements: Path) -> tuple[Row, ...]:
    """Return the rows of the table that speak of the two reports."""
    lines = (requirements / "numbers.jsonl").read_text(encoding="utf-8").splitlines()
    read = [json.loads(line, parse_float=Decimal) for line in lines if line]
    return tuple(row for row in read if any(map(is_ours, reports_of(row))))


def is_ours(seed: str) -> bool:
    """Tell whether a register was made from a report of the table."""
    return seed[:3] in SEEDS


def reports_of(row: Row) -> list[str]:
    """Return the reports that a row of the table speaks of."""
    seeds: list[str] = row["seeds"] if row["record"] == "relation" else [row["seed"]]
    return seeds


def quantities(numbers: tuple[Row, ...]) -> Iterator[tuple[Row, Figure]]:
    """Yield each number of the table with the figure that has its key."""
    for row in numbers:
        if row["record"] == "quantity":
            yield row, register(SEEDS[row["seed"][:3]]).find(Figure, row["key"])


def relations(numbers: tuple[Row, ...]) -> dict[str, Row]:
    """Return the relations whose reports all have a register, by their id."""
    return {
        row["id"]: row
        for row in numbers
        if row["record"] == "relation" and all(map(is_ours, row["seeds"]))
    }


@cache
def register(name: str) -> Register:
    """Return one of the example registers."""
    return al.read_register(TESTS.parent / "examples" / name)


@cache
def judgements(name: str) -> Mapping[tuple[str, str], Judgement]:
    """Return what the audit of a register says, by check and subject."""
    found = al.audit(register(name), as_of=AS_OF[name]).judgements
    return {(each.check, each.subject.key): each for each in found}


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of ``data/``."""
    with (TESTS / "data" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def carried() -> Iterator[tuple[str, Judgement, list[str]]]:
    """Yield each relation with a judgement that carries it and the facts compared."""
    places = {row["relation"]: row["register"] for row in table(GOLD)}
    for row in table("relation_subjects.csv"):
        if row["relation"] not in WITHOUT_JUDGEMENT:
            known = judgements(places[row["relation"]])
            halves = [each.partition("=")[2] for each in row["fact_map"].split(";")]
            facts = [fact for fact in halves if fact]
            yield row["relation"], known[row["check"], row["subject"]], facts


# --- Numbers ---------------------------------------------------------------------


def test_every_number_of_the_table_is_a_figure(numbers: tuple[Row, ...]) -> None:
    """No number is missing, and what is added is listed here with its reason."""
    known = {
        (name, each.id) for name in SEEDS.values() for each in register(name).figures
    }
    read = {
        (SEEDS[row["seed"][:3]], row["key"])
        for row in numbers
        if row["record"] == "quantity"
    }
    assert len(read) == 165
    assert read <= known
    assert {key for _name, key in known - read} == set(EXTRA)


def test_every_figure_states_the_number_of_the_table(numbers: tuple[Row, ...]) -> None:
    """A figure has the number printed, with the decimals printed, and no other."""
    for row, figure in quantities(numbers):
        printed = row["value"]
        if printed is None or isinstance(printed, str):
            assert figure.value is None, figure.id
        else:
            assert figure.value == printed, figure.id
            assert decimals(figure.value) == decimals(Decimal(printed)), figure.id


def named_days(row: Row) -> DateSpan | None:
    """Return the day, month or year that a number of the table names."""
    value = row["value"]
    if isinstance(value, str):
        year, month, *rest = re.findall(r"\d+", value)
        if not rest:
            return DateSpan.month(int(year), int(month))
        return DateSpan.day(date(int(year), int(month), int(rest[0])))
    # A year is a number in the table; as a length it has another role.
    names_a_year = row["unit"] == "year" and row["role"] in ("date", "target")
    return DateSpan.year(value) if names_a_year else None


def test_every_date_of_the_table_is_a_span_of_days(numbers: tuple[Row, ...]) -> None:
    """A day, a month and a year each become the days that they name."""
    spans = [(named_days(row), figure) for row, figure in quantities(numbers)]
    assert len([span for span, _figure in spans if span is not None]) == 19
    for span, figure in spans:
        assert figure.when == span, figure.id


def test_a_time_of_posting_is_kept_with_the_report(numbers: tuple[Row, ...]) -> None:
    """The one moment of the table stands on the timeline of the report."""
    (moment,) = [row for row, _figure in quantities(numbers) if "T" in text_of(row)]
    report = register("hengshui-2017").find(PublishedReport, "hs-report")
    moments = [f"{each.day}T{each.time}" for each in report.events if each.time]
    assert moments == [moment["value"]]


def text_of(row: Row) -> str:
    """Return the value of a row as text."""
    return str(row["value"])


def test_every_figure_has_the_unit_of_the_table(numbers: tuple[Row, ...]) -> None:
    """What is counted, and for each of what, is the same on both sides."""
    for row, figure in quantities(numbers):
        unit, _sign, per = row["unit"].partition("/")
        assert figure.unit.code == code_of(unit), figure.id
        assert (figure.per.code if figure.per else "") == code_of(per), figure.id


def code_of(unit: str) -> str:
    """Return the code of a unit that the table writes."""
    return UNITS.get(unit, unit).replace("-", "_").replace(" ", "_")


def test_every_figure_has_the_role_of_the_table(numbers: tuple[Row, ...]) -> None:
    """A measured number, a norm, a date and an idiom stay what they are."""
    for row, figure in quantities(numbers):
        said: str = row["qualifier"]
        assert figure.role is FigureRole.of(row["role"]), figure.id
        assert figure.qualifier is Qualifier.of(QUALIFIERS.get(said, said)), figure.id


def period_of(row: Row) -> DateSpan | None:
    """Return the days that a period of the table holds."""
    text = row["period"].removesuffix(" (to December)")
    if not text:
        return None
    if text.startswith("before "):
        return DateSpan(None, date(int(text.removeprefix("before ")), 1, 1))
    if text.startswith("to "):
        return DateSpan(None, DateSpan.year(int(text.removeprefix("to "))).until)
    years = [int(year) for year in text.split("-")]
    return DateSpan(date(years[0], 1, 1), DateSpan.year(years[-1]).until)


def test_every_figure_covers_the_period_of_the_table(numbers: tuple[Row, ...]) -> None:
    """A number of 2016 in a report on 2017 stays a number of 2016."""
    for row, figure in quantities(numbers):
        assert figure.period == period_of(row), figure.id


def test_every_figure_keeps_a_number_as_it_was_written(
    numbers: tuple[Row, ...],
) -> None:
    """Where the table keeps a wording beside the number, the figure keeps it too."""
    worded = [(row, figure) for row, figure in quantities(numbers) if row["raw"]]
    assert worded
    for row, figure in worded:
        assert figure.raw == row["raw"], figure.id


# --- Relations -------------------------------------------------------------------


def test_every_relation_of_the_table_is_looked_at(numbers: tuple[Row, ...]) -> None:
    """Every relation inside the two reports has a judgement or a stated reason."""
    known = relations(numbers)
    assert len(known) == 69
    assert {relation for relation, _each, _facts in carried()} == (
        set(known) - set(WITHOUT_JUDGEMENT)
    )
    reaching = {row["id"] for row in numbers if row["record"] == "relation"}
    assert reaching - set(known) == OF_OTHER_REPORTS


def test_a_relation_ends_as_the_table_says_that_it_balances(
    numbers: tuple[Row, ...],
) -> None:
    """What balances passes, what does not fails, what is undecided is not judged."""
    known = relations(numbers)
    for relation, found, _facts in carried():
        assert found.status is STATUS[known[relation]["balances"]], relation


def numbers_in(row: Row) -> set[Decimal]:
    """Return every number that a relation of the table states or computes."""
    text = f"{row['stated']} {row['computed']} {row['detail']}"
    return {Decimal(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)}


def alike(one: Decimal, other: Decimal) -> bool:
    """Tell whether two numbers are the same in the decimals that both print."""
    shared = Decimal(1).scaleb(-min(decimals(one), decimals(other)))
    return one.quantize(shared) == other.quantize(shared)


def numbers_of(found: Judgement, facts: list[str]) -> Iterator[Decimal]:
    """Yield the numbers among some facts; roundings are words, compared below."""
    for fact in facts:
        if fact != "agreeing":
            yield from map(Decimal, found.outcome.facts[fact].split())


def test_what_a_judgement_computes_is_what_the_table_computes(
    numbers: tuple[Row, ...],
) -> None:
    """Each number of a relation's facts stands in the table, perhaps cut shorter."""
    known = relations(numbers)
    compared = [
        (relation, number)
        for relation, found, facts in carried()
        for number in numbers_of(found, facts)
    ]
    assert len(compared) == 84
    for relation, number in compared:
        printed = numbers_in(known[relation])
        assert any(alike(number, each) for each in printed), relation


def test_an_undecided_relation_still_gives_the_numbers_of_the_table(
    numbers: tuple[Row, ...],
) -> None:
    """What cannot be judged is derived wherever the table derives a number."""
    derived = {
        relation
        for relation, row in relations(numbers).items()
        if row["balances"] is None and re.search(r"\d", str(row["computed"]))
    }
    given = {relation for relation, found, facts in carried() if facts}
    # Two laws studied are no number of sessions; see ``test_two_cities``.
    assert derived - given - set(WITHOUT_JUDGEMENT) == {"R-003-23"}


def test_the_roundings_that_fit_are_those_of_the_table(
    numbers: tuple[Row, ...],
) -> None:
    """The table prints each rate under three roundings; some print what is stated."""
    known = relations(numbers)
    rates = [
        (known[key], each) for key, each, facts in carried() if "agreeing" in facts
    ]
    assert len(rates) == 3
    for row, found in rates:
        stated = Decimal(row["stated"])
        fitting = {
            mode for mode, rate in row["detail"].items() if Decimal(rate) == stated
        }
        assert set(found.outcome.facts["agreeing"].split()) == fitting


def test_a_list_has_the_names_of_the_table_in_their_order(
    numbers: tuple[Row, ...],
) -> None:
    """No name is dropped or invented; words that cling to a name may be left off."""
    known = relations(numbers)
    lists = 0
    for relation, found, _facts in carried():
        row = known[relation]
        if row["kind"] != "enumeration":
            continue
        ((_kind, key),) = [each.split("/") for each in found.subject.records]
        figure = register(SEEDS[row["seeds"][0][:3]]).find(Figure, key)
        names = zip(figure.members, row["detail"], strict=True)
        assert all(member in name for member, name in names), relation
        lists += 1
    assert lists == 18


# --- The expectations of the project ---------------------------------------------


def test_the_expected_outcomes_agree_with_the_table(numbers: tuple[Row, ...]) -> None:
    """The expectations that ship with the tests say what the table says."""
    known = relations(numbers)
    expected = {row["relation"]: row for row in table(GOLD)}
    assert set(expected) == set(known)
    for relation, row in expected.items():
        assert row["expected"] == STATUS[known[relation]["balances"]].code, relation
        assert row["operands"].split() == known[relation]["operand_keys"], relation
