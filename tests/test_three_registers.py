"""Three more published texts, judged relation by relation.

``data/expected_relations_3.csv`` says what each recorded relation comes to, worked out
from the texts alone; ``data/relation_subjects_3.csv`` says where the registers carry
it. Together with the table of the two cities they hold all 107 recorded relations.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

import adminlaw as al
from adminlaw.checks import AuditReport
from adminlaw.findings import Judgement, Status
from adminlaw.model import Document, EventKind, Figure, first
from adminlaw.spans import DateSpan

TESTS = Path(__file__).parent
GOLD_FILE = TESTS / "data" / "expected_relations_3.csv"
GOLD_SHA256 = "76a60a1fb91a680dc0942cd8074cfaf6449284741744cd5fe7c071de284586ac"
AS_OF = {
    "liyang-2015": date(2016, 3, 1),
    "bazhong-2008": date(2008, 12, 31),
    "county-speech": date(2010, 12, 31),
}
REFUSED = {
    "R-004-03": "the recorded rate has four decimals and two roundings; see below",
    "R-004-06": "towns and departments are two units: no sum is formed",
    "R-004-08": "documents and departments are two units: no sum is formed",
    "R-004-11": "one side is altered: no difference is formed",
    "R-000-06": "the two counts are facts named after their figures; see below",
    "R-004-14": "the two counts are facts named after their figures; see below",
}
"""Relations whose recorded numbers no judgement gives under their name, and why."""

Row = Mapping[str, str]


def rows(name: str) -> tuple[Row, ...]:
    """Return the rows of a table of ``data/``."""
    with (TESTS / "data" / name).open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


GOLD = {row["relation"]: row for row in rows(GOLD_FILE.name)}
SUBJECTS = rows("relation_subjects_3.csv")
JUDGED = ("relation", "members", "rate", "measures", "restored", "candidates")
CARRIED = {
    relation: [
        row["where"]
        for row in SUBJECTS
        if row["relation"] == relation and row["where"].partition(":")[0] in JUDGED
    ]
    for relation in GOLD
}


@cache
def register(name: str) -> al.Register:
    """Return one of the example registers."""
    return al.read_register(TESTS.parent / "examples" / name)


@cache
def audited(name: str) -> AuditReport:
    """Return the audit of one of the example registers."""
    return al.audit(register(name), as_of=AS_OF[name])


def carriers(relation: str) -> Iterator[Judgement]:
    """Yield the judgements that carry a relation."""
    judgements = audited(GOLD[relation]["register"]).judgements
    for where in CARRIED[relation]:
        kind, _, target = where.partition(":")
        if kind == "measures":
            yield from by_measures(judgements, relation, target)
            continue
        check = {"members": "N401", "rate": "N203"}.get(kind, "")
        check = "N402" if kind in ("restored", "candidates") else check
        (found,) = [
            each
            for each in judgements
            if each.subject.key == target
            and (each.check == check or (not check and each.check[:2] == "N1"))
        ]
        yield found


def by_measures(
    judgements: tuple[Judgement, ...], relation: str, target: str
) -> Iterator[Judgement]:
    """Yield the sums that a rule forms over exactly the figures of some measures."""
    codes = set(target.split("+"))
    ids = {
        f"figures/{each.id}"
        for each in register(GOLD[relation]["register"]).figures
        if each.measure in codes
    }
    for each in judgements:
        if each.check == "N102" and set(each.subject.records) == ids:
            yield each


def values(relation: str) -> Iterator[tuple[str, list[Decimal]]]:
    """Yield the recorded numbers of a relation by name, without their counter."""
    for pair in filter(None, GOLD[relation]["values"].split(";")):
        name, _, value = pair.partition("=")
        yield name.rstrip("0123456789"), [Decimal(each) for each in value.split()]


JUDGED_RELATIONS = [relation for relation, where in CARRIED.items() if where]


@pytest.mark.parametrize("relation", JUDGED_RELATIONS)
def test_a_relation_ends_in_the_recorded_status(relation: str) -> None:
    """Some judgement reaches the recorded status, and none contradicts it."""
    found = {each.status for each in carriers(relation)}
    wanted = Status.of(GOLD[relation]["expected"])
    assert wanted in found
    assert found <= {wanted, Status.NOT_ASSESSABLE}


@pytest.mark.parametrize(
    "relation", [each for each in JUDGED_RELATIONS if each not in REFUSED]
)
def test_a_relation_comes_to_the_recorded_numbers(relation: str) -> None:
    """Each recorded number is a fact of a judgement that carries the relation."""
    facts = [
        (name.rstrip("0123456789"), text)
        for each in carriers(relation)
        for name, text in each.outcome.facts.items()
    ]
    for name, numbers in values(relation):
        if not numbers:
            continue
        said = [
            [Decimal(word) for word in text.split()]
            for fact, text in facts
            if fact == name
        ]
        assert numbers in said, (name, facts)


def test_the_expectations_are_the_ones_set_aside() -> None:
    """A changed expectation is another expectation: the table is frozen."""
    text = GOLD_FILE.read_text(encoding="utf-8")
    assert sha256(text.encode()).hexdigest() == GOLD_SHA256


def test_both_tables_hold_every_recorded_relation() -> None:
    """107 relations are recorded; 69 of them belong to the two cities."""
    first_table = {row["relation"] for row in rows("expected_relations.csv")}
    assert not first_table & GOLD.keys()
    assert len(first_table) + len(GOLD) == 107


@pytest.mark.parametrize(
    ("name", "subject", "facts"),
    [
        ("liyang-2015", "ly-headings", {"ly_headings": "4", "ly_last_heading": "5"}),
        ("county-speech", "xc-ordinals", {"xc_ordinals": "3", "xc_last_ordinal": "4"}),
    ],
)
def test_a_gap_in_the_numbering_is_a_finding(
    name: str, subject: str, facts: dict[str, str]
) -> None:
    """Headings 一二三五 and ordinals 一二四 lack a number (R-000-06, R-004-14)."""
    (found,) = audited(name).findings
    assert found.subject.key == subject
    assert dict(found.outcome.facts) == facts


def test_the_unstated_conclusion_rate_is_given_to_two_decimals() -> None:
    """20 of 21 is 95.24 half up; the speech states no rate (R-004-03)."""
    (found,) = carriers("R-004-03")
    assert found.outcome.facts["percent"] == "95.24"


def test_a_five_year_period_needs_two_clearances() -> None:
    """Every two years, five years hold two whole intervals (R-000-08)."""
    (found,) = [
        each
        for each in audited("liyang-2015").judgements
        if each.subject.key == "liyang.clearance"
    ]
    assert found.status is Status.UNKNOWN
    assert found.outcome.facts["needed"] == "2"


def test_a_regulation_is_cited_before_it_takes_effect() -> None:
    """The plan invokes the disclosure regulation 17 days early (R-001-05)."""
    plan = register("bazhong-2008")
    cited = plan.find(Document, "bz-d025")
    notice = plan.find(Document, "bz-d019")
    signed = first(notice.events, EventKind.SIGNED)
    assert signed is not None
    assert signed.day is not None
    assert cited.valid is not None
    assert cited.valid.since is not None
    assert (cited.valid.since - signed.day).days == 17


def test_each_of_fifteen_tasks_has_an_owner_and_a_day() -> None:
    """The plan ends every task with a responsibility clause (R-001-06, M-tasks)."""
    tasks = [
        each for each in audited("bazhong-2008").judgements if each.check == "T101"
    ]
    assert len(tasks) == 15
    assert {each.status for each in tasks} == {Status.PASSED}
    plan = register("bazhong-2008")
    leads = [len(each.leads) for each in plan.tasks]
    assert leads == [1, 1, 1, 3, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1, 0]
    assert [each.due for each in plan.tasks if each.due] == [date(2008, 7, 31)]


def test_altered_years_have_candidates_and_no_value() -> None:
    """What cannot be restored is not restored (R-004-10)."""
    speech = register("county-speech")
    years = [speech.find(Figure, f"xc_year{number}") for number in (1, 2, 3)]
    assert [each.candidates for each in years] == [
        (2008, 2009),
        (2008, 2009),
        (2009, 2010),
    ]
    assert all(each.value is None and each.when is None for each in years)


def test_two_places_state_the_same_intervals() -> None:
    """Clearance every two years, study twice a year: in both (R-X-02, R-X-03)."""
    liyang, lianjiang = register("liyang-2015"), lianjiang_2021()
    for mine, theirs in (
        ("liyang_clearance", "lj_clear"),
        ("liyang_study", "lj_study"),
    ):
        ours = liyang.find(Figure, mine), lianjiang.find(Figure, theirs)
        assert ours[0].value == ours[1].value == 2


def test_two_places_list_the_same_five_steps_of_a_decision() -> None:
    """Liyang and Hengshui name the same steps in the same order (R-X-04)."""
    hengshui = al.read_register(TESTS.parent / "examples" / "hengshui-2017")
    ours = register("liyang-2015").find(Figure, "ly_decision_steps").members
    assert ours == hengshui.find(Figure, "hs_decision_steps").members
    assert len(ours) == 5


@cache
def lianjiang_2021() -> al.Register:
    """Return the register of Lianjiang."""
    return al.read_register(TESTS.parent / "examples" / "lianjiang-2021")


@pytest.mark.parametrize("name", AS_OF)
def test_a_register_is_written_as_it_was_read(name: str, tmp_path: Path) -> None:
    """Each example register survives both of its forms unchanged."""
    for target in (tmp_path / "folder", tmp_path / "one.json"):
        al.write_register(register(name), target)
        assert al.read_register(target) == register(name)


def test_the_span_of_a_year_holds_its_days() -> None:
    """The two halves of Liyang's text meet without a gap (R-000-04)."""
    liyang = register("liyang-2015")
    last = liyang.find(Figure, "liyang_sum_to").when
    following = liyang.find(Figure, "liyang_plan_from").when
    assert last == DateSpan.year(2015)
    assert following is not None
    assert last is not None
    assert last.until == following.since
