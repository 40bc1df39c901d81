"""Who may create a power, asked of a graph.

Expected answers are read off chapter 2 of 《行政处罚法》, 《行政许可法》 and
《行政强制法》. Each basis is written as 设定依据, so that the
record says itself that it creates the power.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adminlaw.findings import Status
from adminlaw.graph import CreationAnswer, creation_authority
from adminlaw.model import Power
from tests.graph_registers import (
    Graph,
    article,
    graph_of,
    instrument,
    power,
    since,
)

DAY = date(2024, 6, 1)
TABLE = Path(__file__).parent / "cases" / "graph_creation.csv"
HELD = {
    "law": "《食品安全法》第一百二十二条第一款",
    "administrative_regulation": "《物业管理条例》第六十条",
    "departmental_rule": "《市场监督管理行政处罚信息公示规定》第五条",
    "judicial_interpretation": "《最高人民法院关于行政诉讼证据若干问题的规定》第一条",
    "party_regulation": "《信访工作条例》第五条",
    "state_council_document": "《国务院关于加强法治政府建设的意见》",
    "not_held": "《云泽省集市条例》第五条",
}


def rows() -> list[dict[str, str]]:
    """Return the cases of creation."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = rows()


def creating(*bases: str, kind: str = "penalty", forms: str = "", **more: Any) -> Power:  # noqa: ANN401 - fields as a file has them
    """Return a power whose record says by what it is created."""
    cell = "设定依据：" + "；".join(bases)
    plain = {"kind": kind, "forms": forms.split(), "valid": since("2019-01-01")}
    return power("p", **{**plain, "basis_text": cell, **more})


def created(row: dict[str, str]) -> Graph:
    """Return the graph of one row of the table."""
    kind, forms = row["power"], row["forms"]
    if row["basis"] in HELD:
        return graph_of(creating(HELD[row["basis"]], kind=kind, forms=forms))
    made = None if row["basis"] == "unsaid" else row["basis"]
    return graph_of(
        creating(article("r"), kind=kind, forms=forms),
        instrument("r", made, row["level"]),
    )


def asked(*records: object, day: date = DAY) -> CreationAnswer:
    """Return whether the bases of a power may create it."""
    return creation_authority(graph_of(*records), "p", as_of=day)


def named(row: dict[str, str]) -> str:
    """Return what a row is called."""
    return "-".join((row["forms"] or row["power"], row["basis"], row["as_of"][:4]))


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_the_rank_of_a_basis_decides_what_it_may_create(row: dict[str, str]) -> None:
    """Each case of the table is answered as its article says."""
    day = date.fromisoformat(row["as_of"])
    answer = creation_authority(created(row), "p", as_of=day)
    assert answer.status.code == row["expected"], row["why"]


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_an_answer_names_its_article(row: dict[str, str]) -> None:
    """A failure has a finding with a rule and the place that says so."""
    answer = creation_authority(created(row), "p", as_of=DAY)
    if answer.status is Status.FAILED:
        worst = [each for each in answer.findings if each.status is Status.FAILED]
        assert worst
        assert all(each.rule and each.source for each in worst)
    assert answer.message.zh
    assert answer.message.en


def test_one_basis_that_may_is_enough() -> None:
    """A law and a rule of government together: the law created it."""
    rule = instrument("r", "local_rule")
    bases = (article("r"), HELD["law"])
    power_of_both = creating(*bases, forms="confiscation")
    assert asked(power_of_both, rule).status is Status.PASSED


def test_what_only_governs_the_exercise_creates_nothing() -> None:
    """A law named as 实施依据 does not make up for a 设定依据 that may not."""
    cell = f"设定依据：{article('r')}；实施依据：{HELD['law']}"
    record = power("p", forms=["confiscation"], basis_text=cell)
    answer = asked(record, instrument("r", "normative"))
    assert answer.status is Status.FAILED


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2022, 3, 1), Status.UNKNOWN),
        (date(2023, 2, 28), Status.UNKNOWN),
        (date(2023, 3, 2), Status.FAILED),
        (date(2024, 6, 1), Status.FAILED),
    ],
)
def test_a_provisional_licence_of_a_province_lasts_one_year(
    day: date, expected: Status
) -> None:
    """After a year a local regulation is needed (《行政许可法》第十五条第一款)."""
    days = since("2022-03-01")
    rule = instrument("r", "local_rule", "province", valid=days)
    record = creating(
        article("r"), kind="licensing", forms="provisional_licence", valid=days
    )
    assert asked(record, rule, day=day).status is expected


def test_a_departmental_fine_of_100000_is_within_the_limit() -> None:
    """国发〔2021〕26号 allows 10万元; whether a law exists is not known."""
    fine = {"amount": 10, "unit": "wan_yuan"}
    record = creating(HELD["departmental_rule"], forms="fine", highest_fine=fine)
    assert asked(record).status is Status.UNKNOWN


def test_a_departmental_fine_of_150000_depends_on_what_is_harmed() -> None:
    """Up to 20万元 only where life, health or financial safety is harmed."""
    fine = {"amount": 15, "unit": "wan_yuan"}
    record = creating(HELD["departmental_rule"], forms="fine", highest_fine=fine)
    assert asked(record).status is Status.UNKNOWN


def test_a_departmental_fine_above_every_limit_never_passes() -> None:
    """Above 20万元 the State Council has to approve; nothing says that it did."""
    fine = {"amount": 100, "unit": "wan_yuan"}
    record = creating(HELD["departmental_rule"], forms="fine", highest_fine=fine)
    assert asked(record).status in (Status.FAILED, Status.UNKNOWN)
    limited = asked(creating(HELD["departmental_rule"], forms="fine"))
    assert asked(record).findings[0].message != limited.findings[0].message


@pytest.mark.parametrize(("amount", "printed"), [(30, "300000元"), (15, "150000元")])
def test_an_amount_is_printed_in_plain_digits(amount: int, printed: str) -> None:
    """A fine of 30万元 is 300000 yuan, and never 3.0E+5."""
    fine = {"amount": amount, "unit": "wan_yuan"}
    record = creating(HELD["departmental_rule"], forms="fine", highest_fine=fine)
    messages = [each.message for each in asked(record).findings]
    assert any(printed in each.zh for each in messages)
    assert not any("E+" in each.zh + each.en for each in messages)


def test_the_fine_of_a_law_knows_no_such_limit() -> None:
    """The limits of 国发〔2021〕26号 bind rules, not laws."""
    fine = {"amount": 1000, "unit": "wan_yuan"}
    record = creating(HELD["law"], forms="fine", highest_fine=fine)
    assert asked(record).status is Status.PASSED


def test_a_state_council_decision_may_set_a_licence() -> None:
    """第十四条第二款 of 《行政许可法》 does not shut decisions of the Council out."""
    basis = "《国务院关于加强市县政府依法行政的决定》"
    record = creating(basis, kind="licensing", forms="permanent_licence")
    assert asked(record).status in (Status.PASSED, Status.UNKNOWN)


def test_before_the_compulsion_law_nothing_is_known_of_sealing() -> None:
    """《行政强制法》 is in force since 2012-01-01, and no rule speaks of before."""
    record = creating(
        article("r"), kind="compulsion", forms="sealing", valid=since("2010-01-01")
    )
    rule = instrument("r", "local_rule", valid=since("2009-01-01"))
    answer = asked(record, rule, day=date(2011, 6, 1))
    assert answer.status in (Status.UNKNOWN, Status.NOT_APPLICABLE)


def test_a_power_without_a_basis_in_force_is_created_by_nothing_known() -> None:
    """A repealed regulation creates nothing on the day."""
    record = creating("《信访条例》第五条", forms="fine")
    assert asked(record).status is Status.UNKNOWN
