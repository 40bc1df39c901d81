"""Every mechanism of the field has a place: the table names it, and it exists."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from enum import EnumType
from operator import attrgetter
from pathlib import Path
from typing import Any

import attrs
import pytest

import adminlaw
from adminlaw import model
from adminlaw.checks import CHECKS
from adminlaw.measures import shipped_definitions
from adminlaw.rulebook import load_rulebook

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "docs" / "reference" / "mechanisms.csv"
MODEL_KINDS = {"class", "list", "member", "event", "field"}


def rows() -> list[dict[str, str]]:
    """Return the rows of the table."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


ROWS = rows()
LAW = load_rulebook([ROOT / "examples" / "county-speech" / "rules.toml"])
"""The shipped rules, and those of the county that has no division code."""

CHECK_IDS = {each.id for each in CHECKS}
NAMED = [
    (row["mechanism"], row["kind"], name)
    for row in ROWS
    for name in row["name"].split()
]


def exists(kind: str, name: str) -> bool:
    """Tell whether the library has a thing of this kind and name."""
    owner, _, part = name.partition(".")
    held: Any = getattr(model, owner, None)
    match kind:
        case "class" | "field":
            names = {each.name for each in attrs.fields(held)} if held else set()
            return part in names if kind == "field" else bool(names)
        case "list" | "member" | "event":
            members = set(held.__members__ if isinstance(held, EnumType) else ())
            return part in members if kind != "list" else bool(members)
        case "rule":
            return LAW.get(name) is not None
        case "measure":
            return name in LAW.measures
        case "check":
            return name in CHECK_IDS
        case "function":
            return callable(attrgetter(name)(adminlaw))
        case "indicator":
            return name in shipped_definitions().indicators
        case _:
            return False


def test_the_table_has_a_row_for_each_of_531_mechanisms() -> None:
    """516 mechanisms and 15 tasks are recorded, each once."""
    ids = [row["mechanism"] for row in ROWS]
    assert len(ids) == len(set(ids)) == 531
    assert Counter(each[0] for each in ids) == {"M": 516, "T": 15}


@pytest.mark.parametrize(("mechanism", "kind", "name"), NAMED)
def test_what_a_row_names_exists(mechanism: str, kind: str, name: str) -> None:
    """A class, member, field, rule, measure or check that a row names is there."""
    assert exists(kind, name), (mechanism, kind, name)


def test_every_row_says_where_or_why_not() -> None:
    """A row names something, or is out of scope for a stated reason."""
    for row in ROWS:
        out = row["kind"] == "out of scope"
        assert bool(row["name"]) is not out, row
        if out:
            assert len(row["note"].split()) > 2, row


def test_no_mechanism_is_only_planned() -> None:
    """Records, rules, checks and indicators are here; no row waits for a layer."""
    assert "planned" not in {row["kind"] for row in ROWS}
    assert sum(row["kind"] in MODEL_KINDS for row in ROWS) > 300


def test_a_note_that_says_who_judges_names_a_check() -> None:
    """An id in a note is that of a check, and stands beside no promise of one."""
    for row in ROWS:
        assert set(re.findall(r"\b[A-Z]\d{3}\b", row["note"])) <= CHECK_IDS, row
        assert "check to come" not in row["note"], row
        assert "rulebook to come" not in row["note"], row


def test_the_table_has_the_mechanisms_that_are_recorded(requirements: Path) -> None:
    """The ids are those of the recorded requirements, none more and none less."""
    lines = (requirements / "mechanisms.jsonl").read_text("utf-8").splitlines()
    assert {row["mechanism"] for row in ROWS} == {
        json.loads(line)["id"] for line in lines
    }
