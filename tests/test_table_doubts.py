"""What a cell leaves open is remarked upon: its unit, its size, how many it names."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from adminlaw.money import Money, MoneyUnit
from adminlaw.tables import ImportResult, read_table
from adminlaw.tables.desk import bodies_in
from adminlaw.tables.values import read_money
from tests.template_tables import as_csv, as_xlsx, table, told

YUAN, WAN = MoneyUnit.YUAN, MoneyUnit.WAN_YUAN


def penalty(heading: str, *amounts: str, above: str = "") -> list[list[Any]]:
    """Return a table of penalties with a column of amounts."""
    rows = [
        {
            "行政相对人名称": "某公司",
            "行政处罚决定书文号": f"某罚〔2020〕{number}号",
            "处罚机关": "某市司法局",
            "违法事实": "某事",
            "处罚决定日期": "2020-01-01",
            heading: amount,
        }
        for number, amount in enumerate(amounts, 1)
    ]
    return [*([[above]] if above else []), *table(*rows)]


def read(folder: Path, rows: list[list[Any]]) -> ImportResult:
    """Read rows as penalties."""
    return read_table(as_csv(folder, rows), "credit-penalties")


# --- Amounts ----------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["罚款金额（万元）", "罚款金额万元", "CF_NR_FK"])
def test_a_heading_with_its_unit_leaves_no_doubt(tmp_path: Path, heading: str) -> None:
    """In brackets, at its end, or as the code of the official form."""
    found = read(tmp_path, penalty(heading, "0.5"))
    assert found.records[0].amount == Money(Decimal("0.5"), WAN)
    assert found.remarks == ()


def test_a_heading_in_yuan_is_not_read_in_the_unit_of_the_form(tmp_path: Path) -> None:
    """罚款金额元 without brackets means yuan: no factor of 10,000 in silence."""
    found = read(tmp_path, penalty("罚款金额元", "50000"))
    assert found.records[0].amount == Money(Decimal(50000), YUAN)
    assert found.remarks == ()


def test_a_line_above_the_table_may_name_the_unit(tmp_path: Path) -> None:
    """单位：元 holds for a heading that names none; 单位：元阳县 is a body."""
    found = read(tmp_path, penalty("罚款金额", "5000", above="单位：元"))
    assert found.records[0].amount == Money(Decimal(5000), YUAN)
    assert found.remarks == ()
    found = read(tmp_path, penalty("罚款金额", "5", above="单位：元阳县司法局"))
    assert found.records[0].amount == Money(Decimal(5), WAN)


def test_an_amount_whose_unit_nothing_names_is_remarked_upon_once(
    tmp_path: Path,
) -> None:
    """The unit of the template stands, with one remark for the column."""
    found = read(tmp_path, penalty("罚款金额", "0", "3", "2", "300元"))
    assert [each.amount for each in found.records] == [
        Money(Decimal(0), WAN),
        Money(Decimal(3), WAN),
        Money(Decimal(2), WAN),
        Money(Decimal(300), YUAN),
    ]
    assert [each.line for each in found.remarks] == [3]
    assert "本列未写明，按模板读作万元" in told(found.remarks)


@pytest.mark.parametrize(("amount", "doubted"), [("50000", True), ("999", False)])
def test_an_amount_that_is_hardly_meant_in_its_unit_is_remarked_upon(
    tmp_path: Path, amount: str, *, doubted: bool
) -> None:
    """50000 in a column of 万元 was probably written in yuan; it is kept as it is."""
    found = read(tmp_path, penalty("罚款金额（万元）", amount))
    assert found.records[0].amount == Money(Decimal(amount), WAN)
    assert ("疑以元填写" in told(found.remarks)) is doubted


def test_an_amount_with_its_own_unit_may_be_large(tmp_path: Path) -> None:
    """What says 元 or 万元 itself is not doubted."""
    found = read(tmp_path, penalty("罚款金额（万元）", "50000000元", "5000万元"))
    assert found.remarks == ()


@pytest.mark.parametrize("amount", ["壹万", "1万", "一万"])
def test_a_bare_wan_counts_once(tmp_path: Path, amount: str) -> None:
    """In a column of 万元 it is 10,000 yuan, not 100 million, with a remark."""
    found = read(tmp_path, penalty("罚款金额（万元）", amount))
    assert found.records[0].amount.yuan == 10_000
    assert "counts once" in told(found.remarks)


@pytest.mark.parametrize(
    ("text", "yuan"),
    [("壹万贰仟", 12_000), ("三百万", 3_000_000), ("三千", 30_000_000)],
)
def test_capital_numerals_with_wan_are_yuan(text: str, yuan: int) -> None:
    """Numerals without 万 are in the unit of the column, as digits are."""
    assert read_money(text, unit="万元").yuan == yuan


# --- Several bodies ---------------------------------------------------------------


@pytest.mark.parametrize("sign", ["、", "；", "\n", " ", "，", "/"])
def test_a_joint_document_has_each_of_its_issuers(tmp_path: Path, sign: str) -> None:
    """However they are parted, both are bodies of their own."""
    rows = table(
        {
            "文件名称": "某办法",
            "发文字号": "某政发〔2020〕1号",
            "发文机关": f"某市人民政府{sign}某市司法局",
        }
    )
    found = read_table(as_xlsx(tmp_path, {"表": rows}), "documents")
    assert [each.name for each in found.related] == ["某市人民政府", "某市司法局"]
    assert len(found.records[0].issuers) == 2


@pytest.mark.parametrize(
    "text",
    ["某市卫生\n健康委员会", "某市人民政府 办公室", "中国 证券监督", "某市林业局"],
)
def test_a_long_name_over_two_lines_is_one_body(text: str) -> None:
    """A break parts names only where each part is named as a body is."""
    assert bodies_in(text) == ("".join(text.split()),)


def test_two_bodies_in_a_cell_for_one_are_remarked_upon(tmp_path: Path) -> None:
    """The record has one, under both names, and the cell is named."""
    rows = table({"事项名称": "某项许可", "实施主体": "县住建局\n县行政审批局"})
    found = read_table(as_xlsx(tmp_path, {"表": rows}), "service-items")
    assert len(found.related) == 1
    assert [each.path for each in found.remarks] == ["表!B2"]
    rows = penalty("罚款金额（万元）", "1")
    rows[1][rows[0].index("处罚机关")] = "某市司法局、某市公安局"
    found = read(tmp_path, rows)
    assert "one body" in told(found.remarks)


# --- What is shown, and stray cells -----------------------------------------------


def test_a_heading_over_two_lines_keeps_to_its_line(tmp_path: Path) -> None:
    """The list of columns has one line for each."""
    rows = [("权力类型", "事项名称", "实 施\n依 据", "行使主体"), ("行政许可",) * 4]
    found = read_table(as_xlsx(tmp_path, {"表": rows}), "powers")
    assert "  表 3 实 施 依 据 → legal basis" in found.text().splitlines()


def test_a_stray_cell_in_the_last_column_is_kept_and_costs_little(
    tmp_path: Path,
) -> None:
    """It is mapped to nothing and stands with the origin of its row."""
    path = tmp_path / "远.xlsx"
    rows = [("权力类型", "事项名称", "行使主体")]
    rows += [("行政许可", f"某项许可{each}", "某市教育局") for each in range(3)]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        sheet.write(2, 16383, "远")
    found = read_table(path)
    assert [each.column for each in found.mapping] == [1, 2, 3, 16384]
    [cells] = found.provenance[found.records[1].id].cells
    assert cells["XFD"] == "远"
