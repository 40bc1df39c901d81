"""Two published reports, judged relation by relation.

``data/expected_relations.csv`` says what each recorded relation of the two reports
has to come to; it was worked out from the reports alone. ``data/relation_subjects.csv``
says which judgement carries a relation and under which names it holds the recorded
numbers: ``quotient2=quotient`` where the names differ, nothing behind the sign where
no judgement holds the number and a test of its own stands for it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache
from hashlib import sha256
from pathlib import Path

import attrs
import pytest

import adminlaw as al
from adminlaw.checks import AuditReport
from adminlaw.findings import Judgement, Severity, Status
from adminlaw.model import (
    COLLECTIONS,
    Activity,
    Document,
    EventKind,
    Figure,
    FigureRole,
    PublishedReport,
    Register,
    Unit,
    first,
)
from adminlaw.spans import DateSpan

TESTS = Path(__file__).parent
GOLD_FILE = TESTS / "data" / "expected_relations.csv"
GOLD_SHA256 = "0dbdf4d2d3e32d4dc3f875eec8f8a2d8e57459dac3750bde65af522bf0c00905"
"""Of the text with ``\\n`` line ends; a changed expectation is another expectation."""

AS_OF = {"hengshui-2017": date(2018, 1, 31), "lianjiang-2021": date(2021, 12, 30)}
"""The registers; one is audited after its report was posted, the other on signing."""

Row = Mapping[str, str]
Tokens = frozenset[Decimal | str]


def rows(name: str) -> tuple[Row, ...]:
    """Return the rows of a table of ``data/``."""
    with (TESTS / "data" / name).open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


GOLD = {row["relation"]: row for row in rows(GOLD_FILE.name)}
SUBJECTS = rows("relation_subjects.csv")

# What one judgement cannot carry has a test of its own below.
CARRIED = [row for row in SUBJECTS if row["relation"] not in ("R-003-19", "R-X-01")]
ROUNDED = [row for row in SUBJECTS if row["relation"] == "R-X-01"]
FROZEN = [row for row in CARRIED if GOLD[row["relation"]]["frozen"] == "yes"]
OTHER = [row for row in CARRIED if GOLD[row["relation"]]["frozen"] == "no"]


def named(row: Row) -> str:
    """Return the id of a case: the relation, the check and what it looked at."""
    return f"{row['relation']}-{row['check']}-{row['subject'].partition('@')[0]}"


@cache
def register(name: str) -> Register:
    """Return one of the example registers."""
    return al.read_register(TESTS.parent / "examples" / name)


@cache
def audited(name: str) -> AuditReport:
    """Return the audit of one of the example registers."""
    return al.audit(register(name), as_of=AS_OF[name])


def judgement(name: str, row: Row) -> Judgement:
    """Return the one judgement of an audit that a row points at."""
    (found,) = [
        each
        for each in audited(name).judgements
        if (each.check, each.subject.key) == (row["check"], row["subject"])
    ]
    return found


def pairs(text: str) -> dict[str, str]:
    """Return what ``a=b;c=d`` assigns."""
    halves = (each.partition("=") for each in text.split(";") if each)
    return {name: value for name, _sign, value in halves}


def tokens(text: str) -> Tokens:
    """Return the words of a value; numbers compare as numbers, in no order."""
    return frozenset(map(token, text.split()))


def token(word: str) -> Decimal | str:
    """Return a number where a word is one, else the word."""
    try:
        return Decimal(word)
    except InvalidOperation:
        return word


def expected(row: Row) -> dict[str, Tokens]:
    """Return what the record demands of the judgement of a row."""
    gold = GOLD[row["relation"]]
    values = pairs(gold["values"])
    demanded = {
        fact: tokens(values[name])
        for name, fact in pairs(row["fact_map"]).items()
        if fact
    }
    return {"status": tokens(gold["expected"]), **demanded}


def received(row: Row) -> dict[str, Tokens]:
    """Return what the judgement of a row says, of what the record speaks of."""
    found = judgement(GOLD[row["relation"]]["register"], row)
    facts = found.outcome.facts
    spoken = [fact for fact in pairs(row["fact_map"]).values() if fact]
    said = {fact: tokens(facts[fact]) for fact in spoken if fact in facts}
    return {"status": tokens(found.status.code), **said}


def gold_sha256() -> str:
    """Return the digest of the record as it stands in the folder."""
    text = GOLD_FILE.read_text(encoding="utf-8")
    return sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("row", OTHER, ids=named)
def test_a_recorded_relation_is_judged_as_the_record_has_it(row: Row) -> None:
    """Each relation ends in the recorded status, with the recorded numbers."""
    assert received(row) == expected(row)


@pytest.mark.parametrize("row", FROZEN, ids=named)
def test_a_frozen_relation_is_judged_as_the_record_had_it(row: Row) -> None:
    """Relations set aside before the code was written hold in the record untouched."""
    assert gold_sha256() == GOLD_SHA256
    assert received(row) == expected(row)


def test_every_recorded_relation_has_a_judgement_to_carry_it() -> None:
    """No relation of the record is left out, and none is added."""
    assert {row["relation"] for row in SUBJECTS} == set(GOLD)
    assert len(GOLD) == 69


def test_every_recorded_number_is_compared_with_a_fact() -> None:
    """Only two numbers have no fact to compare; both have a test of their own."""
    mapped: dict[str, dict[str, str]] = {relation: {} for relation in GOLD}
    for row in SUBJECTS:
        mapped[row["relation"]] |= pairs(row["fact_map"])
    silent = {
        (relation, name)
        for relation, facts in mapped.items()
        for name, fact in facts.items()
        if not fact
    }
    assert silent == {("R-002-24", "stated"), ("R-003-23", "count")}
    for relation, row in GOLD.items():
        assert set(mapped[relation]) == set(pairs(row["values"]))


def test_every_figure_that_a_relation_names_is_in_its_register() -> None:
    """The operands of the record are figures of the register that it speaks of."""
    known = {name: {each.id for each in register(name).figures} for name in AS_OF}
    known["both"] = set().union(*known.values())
    for row in GOLD.values():
        assert set(row["operands"].split()) <= known[row["register"]]


def test_the_open_list_of_nineteen_is_the_figure_of_the_report() -> None:
    """The record counts four names; that there are nineteen lists the report says."""
    lists = register("hengshui-2017").find(Figure, "hs_lists")
    assert lists.value == 19
    assert len(lists.members) == 4
    assert lists.open_list


def test_two_topics_of_study_are_not_two_sessions() -> None:
    """Lianjiang names two laws studied and counts no session (R-003-23)."""
    study = register("lianjiang-2021").find(Activity, "lj-act-study")
    assert len(study.topics) == 2
    assert study.occurrences is None
    (row,) = [each for each in SUBJECTS if each["relation"] == "R-003-23"]
    found = judgement("lianjiang-2021", row)
    assert (found.status, found.outcome.facts["recorded"]) == (
        Status.NOT_ASSESSABLE,
        "0",
    )


def test_the_penalty_law_was_studied_after_adoption_and_before_its_force() -> None:
    """R-003-19: adopted 22 January, studied in April, in force from 15 July 2021."""
    lianjiang = register("lianjiang-2021")
    law = lianjiang.find(Document, "lj-d085")
    training = lianjiang.find(Activity, "lj-act-town-training-april")
    adopted = first(law.events, EventKind.ADOPTED)
    assert adopted is not None
    assert adopted.day == date(2021, 1, 22)
    assert law.valid == DateSpan(date(2021, 7, 15))
    assert law.id in training.topics
    april = DateSpan.month(2021, 4)
    assert training.period == april
    assert lianjiang.find(Figure, "lj_train_month").when == april
    assert not law.valid.overlaps(april)


def test_no_judgement_takes_a_law_that_was_studied_for_a_basis() -> None:
    """R-003-19: studying a law before its force is lawful; no check speaks of it."""
    assert gold_sha256() == GOLD_SHA256
    assert GOLD["R-003-19"]["expected"] == Status.NOT_ASSESSABLE.code
    apart = {"figures/lj_train_month", "documents/lj-d085"}
    judgements = audited("lianjiang-2021").judgements
    assert not [each for each in judgements if apart & set(each.subject.records)]


def agreeing_everywhere(name: str) -> frozenset[str]:
    """Return the roundings under which every rate of a register prints as stated."""
    stated = [
        frozenset(each.outcome.facts["agreeing"].split())
        for each in audited(name).judgements
        if each.check == "N201"
    ]
    return frozenset.intersection(*stated)


def test_the_cities_round_differently_but_only_one_of_them_shows_how() -> None:
    """R-X-01: no rounding fits both, and two of them still fit Hengshui."""
    hengshui = agreeing_everywhere("hengshui-2017")
    lianjiang = agreeing_everywhere("lianjiang-2021")
    assert hengshui == {"half_up", "half_even"}
    assert lianjiang == {"truncate"}
    decided = len(hengshui) == 1 and len(lianjiang) == 1
    gold = GOLD["R-X-01"]["expected"]
    assert (decided, gold) == (False, Status.NOT_ASSESSABLE.code)


@pytest.mark.parametrize("row", ROUNDED, ids=named)
def test_a_rate_that_some_rounding_prints_is_not_a_finding(row: Row) -> None:
    """With no rounding declared, a rate passes under any rounding that gives it."""
    name = "hengshui-2017" if row["subject"].startswith("hs") else "lianjiang-2021"
    assert register(name).find(Figure, row["subject"]).rounding is None
    assert judgement(name, row).status is Status.PASSED


def test_a_posting_that_has_not_happened_yet_is_not_known() -> None:
    """On the day of signing the report is unpublished; twelve days later it is out."""
    (row,) = [each for each in SUBJECTS if each["check"] == "R101"]
    report = al.audit(register("hengshui-2017"), as_of=date(2018, 1, 18))
    (signing,) = [each for each in report.judgements if each.check == "R101"]
    assert signing.status is Status.UNKNOWN
    assert judgement("hengshui-2017", row).status is Status.PASSED


@pytest.mark.parametrize("name", AS_OF)
def test_nothing_fails_but_the_unpaired_quotation_mark(name: str) -> None:
    """The one slip of the two reports is a missing mark, and that is no error."""
    found = [(each.check, each.subject.key) for each in audited(name).findings]
    assert found == ([("N104", "hs-quotes")] if name == "hengshui-2017" else [])
    assert all(each.severity is Severity.INFO for each in audited(name).findings)
    assert audited(name).errors == ()


@pytest.mark.parametrize("name", AS_OF)
def test_every_judgement_rests_on_a_source_and_on_records_that_exist(name: str) -> None:
    """A judgement names its article, and speaks of no record that is not there."""
    held = register(name)
    known = {
        f"{kind}/{each.id}" for kind in COLLECTIONS for each in getattr(held, kind)
    }
    for each in audited(name).judgements:
        assert str(each.source)
        assert set(each.subject.records) <= known


@pytest.mark.parametrize("name", AS_OF)
def test_every_figure_says_what_it_counts_and_where_it_stands(name: str) -> None:
    """A figure has a unit, the report that prints it, and a section or a period."""
    held = register(name)
    for figure in held.figures:
        assert isinstance(figure.unit, Unit), figure.id
        assert held.get(PublishedReport, figure.report) is not None, figure.id
        assert figure.section or figure.period, figure.id
        assert figure.place == held.place, figure.id


@pytest.mark.parametrize("name", AS_OF)
def test_every_figure_states_a_number_a_day_or_names(name: str) -> None:
    """Only an idiom states neither number nor day nor names; it keeps no value."""
    for figure in register(name).figures:
        says = figure.value is not None or figure.when is not None or figure.members
        assert bool(says) is (figure.role is not FigureRole.IDIOM), figure.id
        assert (figure.role is not FigureRole.DATE) or figure.when, figure.id


def signing_day(name: str) -> date:
    """Return the day on which the report of a register was signed."""
    (report,) = register(name).reports
    signed = first(report.events, EventKind.SIGNED)
    assert signed is not None
    assert signed.day is not None
    return signed.day


def measured(name: str) -> Iterable[Figure]:
    """Return the counts and rates of a register that run over the year reported."""
    held = register(name)
    return [
        each
        for each in held.figures
        if each.role is FigureRole.MEASURED and each.period == held.period
    ]


def test_figures_of_a_year_that_is_not_over_run_to_the_day_of_signing() -> None:
    """Lianjiang signed a day before its year ended: 2021 is counted to 30 December."""
    (report,) = register("lianjiang-2021").reports
    assert report.period == DateSpan.year(2021)
    assert signing_day("lianjiang-2021") == date(2021, 12, 31) - timedelta(days=1)
    assert report.as_of == signing_day("lianjiang-2021")
    assert {each.as_of for each in measured("lianjiang-2021")} == {report.as_of}


def test_figures_of_a_year_that_is_over_need_no_other_day() -> None:
    """Hengshui signed after its year had ended, so its figures are those of 2017."""
    assert signing_day("hengshui-2017") == date(2018, 1, 18)
    assert {each.as_of for each in measured("hengshui-2017")} == {None}


def personal_texts(record: object) -> Iterator[str]:
    """Yield what stands in the fields marked personal, at every depth of a record."""
    if isinstance(record, tuple):
        for each in record:
            yield from personal_texts(each)
        return
    cls = type(record)
    if attrs.has(cls):
        for attribute in attrs.fields(cls):
            value: object = getattr(record, attribute.name)
            if attribute.metadata.get("personal"):
                yield str(value)
            else:
                yield from personal_texts(value)


@pytest.mark.parametrize("name", AS_OF)
def test_the_registers_hold_no_name_of_a_natural_person(name: str) -> None:
    """The reports name officials; what is made of them for reuse names offices only."""
    texts = list(personal_texts(register(name)))
    assert texts, "no field is marked personal, so nothing was looked at"
    assert set(texts) == {""}
    assert al.redact(register(name)) == register(name)
