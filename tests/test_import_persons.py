"""What reading a table says of a file names no person that the file names."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from adminlaw.forms import read_form
from adminlaw.tables import ImportResult, read_table

NAME = "欧阳某某"
NUMBER = "11010519491231002X"
HEADER = (
    "行政相对人名称",
    "行政相对人类别",
    "证件类型",
    "证件号码",
    "行政处罚决定书文号",
    "处罚依据",
    "处罚类别",
    "罚款金额(万元)",
    "处罚决定日期",
    "处罚机关",
)
ROW = (
    *(NAME, "自然人", "身份证", NUMBER, "某罚〔2023〕1号"),
    *("某法", "罚款", "0.05", "2023-01-02", "某局"),
)


def said(result: ImportResult) -> str:
    """Return all that a result says of its file, without the records."""
    told = (result.problems, result.remarks, result.mapping, result.rows)
    origins = tuple(result.provenance.values())
    texts = (result.text("zh"), result.text("en"), result._repr_html_())
    return "\n".join((*texts, repr(told), repr(origins)))


def read(folder: Path, header: tuple[str, ...], row: tuple[str, ...]) -> ImportResult:
    """Read one row under a header."""
    file = folder / "双公示.csv"
    file.write_text(f"{','.join(header)}\n{','.join(row)}\n", "utf-8")
    return read_table(file)


@pytest.mark.parametrize("place", [1, 6, 7, 8])
@pytest.mark.parametrize("text", [NAME, NUMBER, f"{NAME}{NUMBER}"])
def test_a_person_in_a_cell_that_cannot_be_read_is_not_repeated(
    tmp_path: Path, place: int, text: str
) -> None:
    """The cell is pointed at; of what it holds, what names the party is hidden."""
    row = (*ROW[:place], text, *ROW[place + 1 :])
    result = read(tmp_path, HEADER, row)
    assert len(result.remarks) == 1
    assert NAME not in said(result)
    assert NUMBER[:12] not in said(result)


@pytest.mark.parametrize("name", ["张三", NAME, "买买提·某某"])
def test_a_name_that_slipped_into_another_column_is_not_repeated(
    tmp_path: Path, name: str
) -> None:
    """Though no column of persons says so, what stands alone may be a name."""
    slipped = ("某公司", name, *ROW[2:7], name, *ROW[8:])
    result = read(tmp_path, HEADER, slipped)
    assert [each.path for each in result.remarks] == ["B2", "H2"]
    assert name not in said(result)


def test_a_word_of_the_form_is_no_name(tmp_path: Path) -> None:
    """What means that there is no end, or is a known word elsewhere, is repeated."""
    row = (*ROW[:7], "长期", "警告", *ROW[9:])
    result = read(tmp_path, HEADER, row)
    assert {each.received for each in result.remarks} == {"'长期'", "'警告'"}


def test_a_number_in_a_heading_or_in_an_unknown_column_is_not_repeated(
    tmp_path: Path,
) -> None:
    """A column that no template knows is listed without it."""
    result = read(tmp_path, (*HEADER, f"经办人{NUMBER}"), (*ROW, NUMBER))
    assert result.mapping[-1].name == ""
    assert NUMBER not in said(result)


def test_a_number_in_the_name_of_a_sheet_is_not_repeated(tmp_path: Path) -> None:
    """The sheet can still be asked for by its name, and its rows are all there."""
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet(NUMBER)
    for number, row in enumerate((HEADER, ROW, ("", "", "", NUMBER))):
        sheet.write_row(number, 0, row)
    book.close()
    file = tmp_path / "双公示.xlsx"
    file.write_bytes(content.getvalue())
    result = read_table(file, sheet=NUMBER, redact=True)
    assert len(result.rows) == 3
    assert len(result.records) == len(result.problems) == 1
    assert NUMBER not in said(result)


def test_a_number_for_the_name_of_a_row_of_a_form_is_not_repeated(
    tmp_path: Path,
) -> None:
    """A form in JSON says where it was misread, without the number."""
    file = tmp_path / "年报.json"
    tables = f'{{"requests": {{"{NUMBER}": {{"total": 1}}}}}}'
    file.write_text(f'{{"form": "disclosure-2021", "tables": {tables}}}', "utf-8")
    form = read_form(file)
    assert len(form.problems) == 1
    assert NUMBER not in repr(form.problems)
