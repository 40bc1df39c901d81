"""Rows of the credit publicity tables with faults are kept and remarked upon."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adminlaw.tables import ImportResult, read_table
from tests.template_tables import as_csv, table, told

NAME = "欧阳某测"


def penalty(**cells: str) -> dict[str, Any]:
    """Return a row without a fault, with some cells changed."""
    row = {
        "行政相对人名称": NAME,
        "行政处罚决定书文号": "某罚〔2024〕4号",
        "违法事实": "某事",
        "处罚决定日期": "2024-05-20",
        "公示截止期": "2025-05-20",
        "处罚机关": "某市司法局",
    }
    return row | cells


def read(folder: Path, *rows: dict[str, Any]) -> ImportResult:
    """Read rows as penalties; each of them is kept."""
    found = read_table(as_csv(folder, table(*rows)), "credit-penalties")
    assert len(found.records) == len(rows)
    assert found.problems == ()
    return found


def test_a_row_without_a_fault_has_no_remark(tmp_path: Path) -> None:
    """Nothing is doubted without a reason."""
    assert read(tmp_path, penalty()).remarks == ()


def test_a_blank_name_of_the_party_is_remarked_upon(tmp_path: Path) -> None:
    """The case is kept under its number."""
    found = read(tmp_path, penalty(行政相对人名称=""))
    assert [each.path for each in found.remarks] == ["A2"]
    assert found.records[0].number == "某罚〔2024〕4号"


@pytest.mark.parametrize("again", ["某罚〔2024〕4号", "某罚[2024]4号 "])
def test_a_number_of_two_cases_is_remarked_upon_at_the_second(
    tmp_path: Path, again: str
) -> None:
    """The remark names the cell of the first, and no party."""
    rows = (penalty(), penalty(行政处罚决定书文号=again, 处罚决定日期="2024-05-21"))
    found = read(tmp_path, *rows)
    assert [each.path for each in found.remarks] == ["B3"]
    assert "the same as B2" in told(found.remarks)
    assert NAME not in told(found.remarks)
    assert len({each.id for each in found.records}) == 2


def test_the_same_number_of_another_body_is_no_doubt(tmp_path: Path) -> None:
    """Two bodies may count alike."""
    assert read(tmp_path, penalty(), penalty(处罚机关="某县司法局")).remarks == ()


def test_a_publication_that_ends_before_the_decision_is_kept_with_a_remark(
    tmp_path: Path,
) -> None:
    """The day stays as written, so that a check can find it."""
    found = read(tmp_path, penalty(公示截止期="2023-05-21"))
    assert found.records[0].published_until == date(2023, 5, 21)
    assert [each.path for each in found.remarks] == ["E2"]


@pytest.mark.parametrize("place", ["公示截止期", "处罚决定日期"])
def test_an_open_end_in_place_of_a_day_is_remarked_upon(
    tmp_path: Path, place: str
) -> None:
    """长期 is no day: the field is empty, and the remark says so."""
    found = read(tmp_path, penalty(**{place: "长期"}))
    (remark,) = found.remarks
    assert remark.path == {"公示截止期": "E2", "处罚决定日期": "D2"}[place]
    assert "未记入" in remark.expected_zh
    (case,) = found.records
    kept = case.published_until if place == "公示截止期" else case.events or None
    assert kept is None


def test_a_licence_is_doubted_as_a_penalty_is(tmp_path: Path) -> None:
    """A start that is an open end, a blank party and a number given twice."""
    row = {
        "行政相对人名称": "",
        "行政许可决定文书号": "某许〔2024〕1号",
        "许可内容": "某事",
        "许可决定日期": "2024-05-20",
        "有效期自": "长期",
        "有效期至": "长期",
        "许可机关": "某市司法局",
    }
    path = as_csv(tmp_path, table(row, row))
    found = read_table(path, "credit-licences")
    assert [each.path for each in found.remarks] == ["E2", "A2", "E3", "A3", "B3"]
