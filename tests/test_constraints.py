"""Every constraint that the published texts state is carried, or has its reason."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from enum import EnumType
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import pytest

import adminlaw as al
from adminlaw import clearance, model
from adminlaw.checks import CHECKS
from adminlaw.model import Qualifier
from adminlaw.rulebook import Rule, Rulebook, RuleKind, load_rulebook
from adminlaw.spans import DateSpan

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
TABLE = ROOT / "docs" / "reference" / "constraints.csv"
MECHANISMS = TABLE.with_name("mechanisms.csv")
CHECK_IDS = frozenset(each.id for each in CHECKS)
LAW = load_rulebook()
BY_RULE = {each.id: frozenset(each.rules(LAW)) for each in CHECKS}
BY_KIND = {
    RuleKind.FREQUENCY: {"A101"},
    RuleKind.SUBSET: {"N101"},
    RuleKind.BALANCE: {"N102"},
    RuleKind.PARTITION: {"N103"},
    RuleKind.RATE: {"N201", "N202"},
    RuleKind.RATIO: {"N301"},
    RuleKind.THRESHOLD: {"N302"},
    RuleKind.YEARLY_DAY: {"R101"},
}
"""Checks that judge by every rule of a kind, whatever its id."""

RECORD = re.compile(r"(?P<register>[a-z]+-[a-z0-9]+):(?P<kind>[a-z_]+)/(?P<id>\S+)")


def rows(file: Path) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


ROWS = rows(TABLE)
NAMED = [
    pytest.param(name, id=f"{row['mechanism']}.{row['number']}-{name}")
    for row in ROWS
    for name in row["carried_by"].split()
]


@cache
def records(register: str, kind: str) -> frozenset[str]:
    """Return the ids of one kind of record of an example register."""
    held = getattr(al.read_register(EXAMPLES / register), kind, ())
    return frozenset(each.id for each in held)


@cache
def own_rules(register: str) -> Rulebook:
    """Return the rule book with the rules that stand beside a register."""
    return load_rulebook([EXAMPLES / register / "rules.toml"])


def of_register(register: str, kind: str, name: str) -> bool:
    """Tell whether an example register, or the file of rules beside it, holds it."""
    if kind == "rules":
        return name in own_rules(register).rules and name not in LAW.rules
    return name in records(register, kind)


def of_code(name: str) -> bool:
    """Tell whether it is a member of a closed list, or a field of an entity."""
    owner, _, part = name.partition(".")
    held: Any = getattr(model, owner, None) or getattr(clearance, owner, None)
    if isinstance(held, EnumType):
        return part in held.__members__
    return held is not None and part in {each.name for each in attrs.fields(held)}


def of_library(name: str) -> bool:
    """Tell whether it is a public function, named with its module."""
    module, _, function = name.rpartition(".")
    return callable(getattr(import_module(module), function, None))


def resolves(name: str) -> bool:
    """Tell whether what carries a constraint is there."""
    if found := RECORD.fullmatch(name):
        return of_register(found["register"], found["kind"], found["id"])
    if name.startswith("measure:"):
        return name.removeprefix("measure:") in LAW.measures
    if name.startswith("adminlaw."):
        return of_library(name)
    if name[0].isupper() and "." in name:
        return of_code(name)
    return name in CHECK_IDS or LAW.get(name) is not None


@pytest.mark.parametrize("name", NAMED)
def test_what_carries_a_constraint_exists(name: str) -> None:
    """A check, rule, record, measure, function, member or field that is named is."""
    assert resolves(name), name


@pytest.mark.parametrize(
    "name",
    [
        "Z999",
        "no.such.rule",
        "measure:no.such",
        "hengshui-2017:relations/none",
        "county-speech:rules/documents.making",
        "adminlaw.clearance.nothing",
        "CaseOutcome.NOTHING",
        "Power.nothing",
        "Nothing.steps",
    ],
)
def test_a_name_that_nothing_bears_does_not_resolve(name: str) -> None:
    """The test above would see a slip of the pen."""
    assert not resolves(name)


def test_each_of_323_constraints_has_a_row() -> None:
    """No constraint is said twice, and all belong to a mechanism of the other table."""
    keys = [(row["mechanism"], row["number"]) for row in ROWS]
    assert len(keys) == len(set(keys)) == 323
    known = {row["mechanism"] for row in rows(MECHANISMS)}
    assert {mechanism for mechanism, _ in keys} <= known


@pytest.mark.parametrize(
    "row", [pytest.param(r, id=f"{r['mechanism']}.{r['number']}") for r in ROWS]
)
def test_a_constraint_without_a_check_has_its_reason_in_words(
    row: dict[str, str],
) -> None:
    """Nothing is left open in silence: no check, so a note says why, in English."""
    if CHECK_IDS.isdisjoint(row["carried_by"].split()):
        assert len(row["note"].split()) >= 2, row
    assert row["note"].isascii(), row


def judges(check: str, rule: Rule) -> bool:
    """Tell whether a check judges by a rule."""
    return check in BY_KIND.get(rule.kind, ()) or rule.id in BY_RULE[check]


def test_a_rule_that_no_check_beside_it_judges_by_has_its_reason_in_words() -> None:
    """To name a check beside a rule is to say that it judges by it, or why not."""
    for row in ROWS:
        names = row["carried_by"].split()
        checks = CHECK_IDS.intersection(names)
        for rule in filter(None, map(LAW.get, names)):
            judged = any(judges(check, rule) for check in checks)
            assert judged or row["note"], (row, rule.id)


def test_most_constraints_are_carried() -> None:
    """What has only a reason stays the smaller part."""
    held = Counter(bool(row["carried_by"]) for row in ROWS)
    assert held[True] > 270


def test_every_rule_that_a_report_tells_of_is_named() -> None:
    """A rule of the four cities stands in one of the two tables."""
    named = {name for row in ROWS for name in row["carried_by"].split()}
    named |= {name for row in rows(MECHANISMS) for name in row["name"].split()}
    cities = {"131100", "320481", "440881", "511900"}
    assert {rule.id for rule in LAW.rules.values() if rule.place in cities} <= named


def test_a_note_names_checks_that_exist() -> None:
    """An id in a note is that of a check."""
    for row in ROWS:
        assert set(re.findall(r"\b[A-Z]\d{3}\b", row["note"])) <= CHECK_IDS, row


def test_the_rows_are_exactly_the_constraints_of_the_texts(requirements: Path) -> None:
    """The recorded constraints that a text states, none more and none less."""
    lines = (requirements / "mechanisms.jsonl").read_text("utf-8").splitlines()
    stated = [
        (mechanism["id"], str(number))
        for mechanism in map(json.loads, lines)
        for number, each in enumerate(mechanism["constraints"])
        if each["source"] == "seed"
    ]
    assert [(row["mechanism"], row["number"]) for row in ROWS] == stated


# --- Rules of places that a check judges by ---------------------------------------


def judged(register: al.Register, rule: str, law: Rulebook = LAW) -> set[str]:
    """Return what an audit at the end of 2021 says by one rule, with its checks."""
    report = al.audit(register, as_of=date(2021, 12, 31), rulebook=law)
    found = (each for each in report.judgements if each.rule == rule)
    return {f"{each.check} {each.status.code}" for each in found}


def held(name: str, **changes: Any) -> al.Register:  # noqa: ANN401
    """Return an example register with some of its collections replaced."""
    return attrs.evolve(al.read_register(EXAMPLES / name), **changes)


def event(kind: str, day: str, **more: object) -> dict[str, object]:
    """Return an event as it stands in a file."""
    return {"kind": kind, "day": day, **more}


@pytest.mark.parametrize(
    ("reviewed", "outcome"),
    [("2021-05-31", "passed"), ("2021-06-02", "failed"), ("", "unknown")],
)
def test_secrecy_is_reviewed_before_a_document_is_issued(
    reviewed: str, outcome: str
) -> None:
    """In Lianjiang the review of secrecy comes before the day of issue."""
    events = [event("published", "2021-06-01")]
    if reviewed:
        events.append(event("secrecy_reviewed", reviewed, passed=True))
    document = al.structure(
        {
            "id": "d",
            "title": "某办法",
            "kind": "normative",
            "issuers": ["lj-gov"],
            "events": events,
        },
        model.Document,
    )
    city = held("lianjiang-2021", documents=(document,), catalogues=(), relations=())
    assert f"D209 {outcome}" in judged(city, "lianjiang.information.secrecy")


@pytest.mark.parametrize(
    ("value", "qualifier", "outcome"),
    [
        ("70", Qualifier.AT_LEAST, "passed"),
        ("60", Qualifier.AT_LEAST, "not_assessable"),
        ("60", Qualifier.EXACT, "failed"),
    ],
)
def test_limits_of_hall_items_are_cut_by_seventy_percent(
    value: str, qualifier: Qualifier, outcome: str
) -> None:
    """Lianjiang's own target is a threshold; sixty or more may still be seventy."""
    measure = "service.limit_compression"
    city = al.read_register(EXAMPLES / "lianjiang-2021")
    figures = [
        attrs.evolve(each, measure=measure, value=Decimal(value), qualifier=qualifier)
        if each.id == "lj_compress"
        else each
        for each in city.figures
    ]
    city = attrs.evolve(city, figures=tuple(figures))
    assert judged(city, "lianjiang.service.compression") == {f"N302 {outcome}"}


def test_who_fails_the_examination_in_lianjiang_gets_no_certificate() -> None:
    """The city's own rule is the one by which the grant is judged."""
    officer = al.structure(
        {
            "id": "o",
            "category": "officer",
            "authority": "lj-urban",
            "certificates": [
                {
                    "kind": "enforcement",
                    "number": "1",
                    "valid": {"since": "2021-03-01"},
                    "events": [event("certified", "2021-03-01")],
                }
            ],
            "events": [event("examined", "2021-02-01", passed=False)],
        },
        model.Officer,
    )
    city = held("lianjiang-2021", officers=(officer,))
    assert judged(city, "lianjiang.officers.exam") == {"O203 failed"}


@pytest.mark.parametrize(
    ("complete", "outcome"), [(frozenset({"activities"}), "failed"), ((), "unknown")]
)
def test_the_county_is_inspected_every_year(
    complete: frozenset[str], outcome: str
) -> None:
    """The rules of the county without a code are law where its file is loaded."""
    county = held(
        "county-speech", period=DateSpan.year(2020), complete=frozenset(complete)
    )
    law = own_rules("county-speech")
    assert judged(county, "county.inspection", law) == {f"A101 {outcome}"}
    inspection = al.structure(
        {
            "id": "a",
            "kind": "supervision",
            "occurrences": 1,
            "events": [event("held", "2020-11-02")],
        },
        model.Activity,
    )
    inspected = attrs.evolve(county, activities=(*county.activities, inspection))
    assert judged(inspected, "county.inspection", law) == {"A101 passed"}
