"""The model city under review: each check finds what was planted, and nothing else."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

import adminlaw as al
from adminlaw.checks import CHECKS
from adminlaw.findings import Judgement, Status

FOLDER = Path(__file__).parents[1] / "examples" / "model-city"
DAY = date(2025, 6, 30)

FIGURES = "figures are the business of the registers of published reports"
WITHOUT_PLANT = {
    **{each.id: FIGURES for each in CHECKS if each.id.startswith("N")},
    "M209": "evaluation afterwards is left to the maker: its absence is no breach",
    "P213": "the law says 定期 since 2021 and no period: four years show no breach",
    "P217": "a register that can be written draws a sound graph",
    "X102": "a check that breaks off is a fault of the library",
}
"""Checks that find nothing in a register such as this, each with the reason."""

WITHOUT_NEAR_MISS = {
    **{each.id: FIGURES for each in CHECKS if each.id.startswith("N")},
    "M209": "where nothing is a breach, nothing looks like one",
    "X102": "a check that breaks off is a fault of the library",
}


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of the folder that name a check."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["check"]]


PLANTED = {(row["check"], row["record"]) for row in rows("plants.csv")}
NEAR = {(row["check"], row["record"]) for row in rows("near_misses.csv")}


@pytest.fixture(scope="module")
def judgements() -> tuple[Judgement, ...]:
    """Return what the checks say of the city under its own rules."""
    law = al.load_rulebook([FOLDER / "rules.toml"], place="990100")
    city = al.read_register(FOLDER)
    return al.audit(city, as_of=DAY, rulebook=law).judgements


def record_of(each: Judgement) -> str:
    """Return the record that was judged: a key may name a part of it, or a rule."""
    key = each.subject.key
    if each.check == "I101":
        key = key.partition("/")[2].partition(".")[0]
    return key.partition("/")[0].rpartition("@")[2]


@pytest.mark.parametrize("check", [each.id for each in CHECKS])
def test_a_check_finds_what_was_planted_and_nothing_else(
    judgements: tuple[Judgement, ...], check: str
) -> None:
    """Both directions: no plant is missed, and no sound record is blamed."""
    found = {
        record_of(each)
        for each in judgements
        if each.check == check and each.status is Status.FAILED
    }
    planted = {record for name, record in PLANTED if name == check}
    assert found == planted


def test_no_near_miss_is_found(judgements: tuple[Judgement, ...]) -> None:
    """What only looks like a fault is left alone."""
    failed = {
        (each.check, record_of(each))
        for each in judgements
        if each.status is Status.FAILED
    }
    assert failed & NEAR == set()


def test_every_check_has_a_plant_and_a_near_miss() -> None:
    """But for those of which no register such as this can hold one."""
    ids = {each.id for each in CHECKS}
    assert ids - {check for check, _ in PLANTED} == set(WITHOUT_PLANT) & ids
    assert ids - {check for check, _ in NEAR} == set(WITHOUT_NEAR_MISS) & ids


def test_every_row_says_why_and_by_what_law() -> None:
    """A plant that nobody can check proves nothing."""
    near = rows("near_misses.csv")
    written = [row for row in rows("plants.csv") if row["record"].startswith("r-")]
    assert [row for row in [*near, *written] if not row["explanation_zh"]] == []
    assert [row for row in [*near, *written] if "《" not in row["article"]] == []


def test_the_city_breaks_off_no_check(judgements: tuple[Judgement, ...]) -> None:
    """Every check went through to its end."""
    assert [each for each in judgements if each.check == "X102"] == []
