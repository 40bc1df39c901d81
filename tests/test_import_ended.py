"""What a list says has ended is not read as in force without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from adminlaw.model import days_in_force
from adminlaw.spans import DateSpan
from adminlaw.tables import ImportResult, read_table


def read(folder: Path, *lines: str) -> ImportResult:
    """Read a file of the lines."""
    file = folder / "清单.csv"
    file.write_text("\n".join(lines), "utf-8")
    return read_table(file)


@pytest.mark.parametrize("state", ["失效", "已废止", "宣布失效"])
def test_a_document_that_ended_on_an_unsaid_day_has_no_days_in_force(
    tmp_path: Path, state: str
) -> None:
    """That it took effect is kept; that it still holds is not concluded from it."""
    header = "标题,发文字号,发布机构,发布日期,施行日期,有效性"
    row = f"某办法,某政规〔2020〕1号,某市政府,2020-01-05,2020-02-01,{state}"
    result = read(tmp_path, header, row)
    assert result.records[0].valid is None
    assert len(result.remarks) == 1


def test_a_document_in_force_keeps_the_day_on_which_it_took_effect(
    tmp_path: Path,
) -> None:
    """Its days are open, for no end is stated."""
    header = "标题,发文字号,发布机构,发布日期,施行日期,有效性"
    row = "某办法,某政规〔2020〕1号,某市政府,2020-01-05,2020-02-01,有效"
    [document] = read(tmp_path, header, row).records
    assert isinstance(document.valid, DateSpan)
    assert document.valid.until is None


@pytest.mark.parametrize(
    ("state", "valid", "remarks"),
    [
        ("已取消", None, 1),
        ("废止", None, 1),
        ("暂停", None, 1),
        ("未取消", DateSpan.always(), 1),
        ("在用", DateSpan.always(), 0),
        ("", DateSpan.always(), 0),
    ],
)
def test_a_power_that_is_not_in_use_is_not_in_force_and_remarked_upon(
    tmp_path: Path, state: str, valid: DateSpan | None, remarks: int
) -> None:
    """Its list says that it has ended and not when, which a reader has to be told."""
    header = "序号,权力类型,事项名称,行使主体,实施依据,状态"
    result = read(tmp_path, header, f"1,行政处罚,某项处罚,某局,某法,{state}")
    assert days_in_force(result.records[0]) == valid
    assert [each.path for each in result.remarks] == ["F2"] * remarks
