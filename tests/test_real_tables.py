"""Tables of the shapes that real files have, with made-up contents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from adminlaw.errors import InputError
from adminlaw.model import EventKind, PowerKind
from adminlaw.spans import DateSpan
from adminlaw.tables import Fate, read_grids, read_table

_ODS_HEAD = (
    '<?xml version="1.0"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>"
)
_ODS_CELL = (
    '<table:table-cell office:value-type="string"{}>'
    "<text:p>甲</text:p></table:table-cell>"
)


def _ods(file: Path, rows: str) -> Path:
    """Write a workbook of ods whose only sheet has these rows."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f'{_ODS_HEAD}<table:table table:name="表">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return file


# --- Sheets that do not fit into memory, errors of formulas -------------------------


def test_a_blank_cell_far_off_with_a_format_only_is_no_content(tmp_path: Path) -> None:
    """Whole columns are often formatted to the last row, and that costs nothing."""
    file = tmp_path / "权力.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("序号", "事项名称"))
        sheet.write_blank(2**20 - 1, 2**14 - 1, None, book.add_format({"bold": True}))
    assert [len(each) for each in read_grids(file)] == [1]


def test_a_filled_cell_far_off_is_refused_with_its_place(tmp_path: Path) -> None:
    """A sheet is kept as a whole rectangle, which would fill the memory."""
    file = tmp_path / "权力.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("序号", "事项名称"))
        sheet.write(2**20 - 1, 2**14 - 1, "甲")
    with pytest.raises(InputError, match="XFD1048576"):
        read_grids(file)


def test_a_sheet_of_many_columns_is_read(tmp_path: Path) -> None:
    """Columns beyond Z are counted and not refused."""
    file = tmp_path / "宽表.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for row in range(20):
            sheet.write_row(row, 0, range(300))
    assert [len(each) for each in read_grids(file)] == [20]


def test_a_workbook_that_unpacks_beyond_bounds_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a packed workbook comes to is known before it is unpacked."""
    file = tmp_path / "权力.xlsx"
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write(0, 0, "序号")
    monkeypatch.setattr("adminlaw.tables.archives.MOST_BYTES", 100)
    with pytest.raises(InputError, match="when unpacked"):
        read_grids(file)


_LAST_BLANK = (
    "<table:table-row>{cell}"
    '<table:table-cell table:number-columns-repeated="16383"/></table:table-row>'
    '<table:table-row table:number-rows-repeated="1048575">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)
_LAST_FILLED = (
    "<table:table-row>{cell}</table:table-row>"
    '<table:table-row table:number-rows-repeated="1048574"/>'
    '<table:table-row><table:table-cell table:number-columns-repeated="16380"/>'
    "{cell}</table:table-row>"
)
_ALL_FILLED = (
    '<table:table-row table:number-rows-repeated="99999">{wide}</table:table-row>'
)


@pytest.mark.parametrize(
    ("rows", "size"),
    [
        ("<table:table-row>{cell}</table:table-row>", 1),
        (_LAST_BLANK, 1),
        (_LAST_FILLED, 0),
        (_ALL_FILLED, 0),
    ],
)
def test_repeated_cells_of_ods_count_where_they_are_filled(
    tmp_path: Path, rows: str, size: int
) -> None:
    """Blank rows down to the last one are how such programs save every sheet."""
    wide = _ODS_CELL.format(' table:number-columns-repeated="16384"')
    text = rows.format(cell=_ODS_CELL.format(""), wide=wide)
    file = _ods(tmp_path / "表.ods", text)
    if size:
        assert [len(each) for each in read_grids(file)] == [size]
        return
    with pytest.raises(InputError, match="cells far off"):
        read_grids(file)


def test_errors_of_formulas_are_remarked_upon(tmp_path: Path) -> None:
    """A cell with #REF! reads as blank, which is said of rows of the table."""
    file = tmp_path / "权力.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("甲 & 乙局")
        sheet.write_formula(0, 5, "=NA()", None, "#N/A")
        sheet.write_row(1, 0, ("权力类型", "事项名称", "行使主体", "备注"))
        sheet.write_row(2, 0, ("行政处罚", "对某行为的处罚", "某市某局", "无"))
        sheet.write_row(3, 0, ("行政处罚", "对另一行为的处罚", "某市某局"))
        sheet.write_formula(3, 3, "=VLOOKUP(1,A1:A2,3)", None, "#REF!")
    found = read_table(file, "powers")
    [remark] = [each for each in found.remarks if each.received == "#REF!"]
    assert (remark.path, remark.line) == ("甲 & 乙局!D4", 4)
    assert found.counts[Fate.RECORD] == 2


# --- Headings that real tables have --------------------------------------------------


def write(file: Path, text: str) -> Path:
    """Write a text file and return it."""
    file.write_text(text, "utf-8")
    return file


def test_a_penalty_table_of_a_regulator_keeps_authority_and_facts(
    tmp_path: Path,
) -> None:
    """Such tables speak of 作出决定机关 and 主要违法违规行为, and are of no form."""
    text = (
        "序号,当事人名称,主要违法违规行为,行政处罚内容,作出决定机关\n"
        "1,某某股份有限公司,未按规定报送资料,罚款1万元,某省金融监管局\n"
    )
    found = read_table(write(tmp_path / "公示.csv", text))
    assert (found.template, found.version) == ("credit-penalties", "")
    [case], [body] = found.records, found.related
    assert case.subject == "未按规定报送资料"
    assert (case.handler, body.name) == (body.id, "某省金融监管局")


def test_a_cell_with_authority_and_day_is_divided(tmp_path: Path) -> None:
    """The summary form of market regulation has both in one column."""
    text = (
        "序号,案件名称,行政处罚决定书文号,行政处罚的种类和依据,作出行政处罚的机关名称和日期\n"
        "1,某案,某监罚〔2023〕1号,罚款5000元,某市市场监督管理局 2023年1月5日\n"
        "2,某案,某监罚〔2023〕2号,警告,某市市场监督管理局，二〇二三年二月一日\n"
        "3,某案,某监罚〔2023〕3号,警告,某市市场监督管理局\n"
        "4,某案,某监罚〔2023〕4号,警告,某市市场监督管理局 2023年13月5日\n"
    )
    found = read_table(write(tmp_path / "公示.csv", text), "credit-penalties")
    assert [each.name for each in found.related] == ["某市市场监督管理局"]
    assert [[event.day for event in each.events] for each in found.records] == [
        [date(2023, 1, 5)],
        [date(2023, 2, 1)],
        [],
        [],
    ]
    assert [each.path for each in found.remarks] == ["E5"]
    assert found.records[0].content == "罚款5000元"


def test_a_word_that_many_headings_end_in_is_no_remark(tmp_path: Path) -> None:
    """原因说明 says why, and 说明 alone is a remark."""
    text = (
        "权力类型,事项名称,行使主体,现场办理原因说明,说明\n"
        "行政许可,某项许可,某市某局,须核验原件,保留\n"
    )
    [power] = read_table(write(tmp_path / "清单.csv", text)).records
    assert power.remark == "保留"


def test_who_drafts_a_document_does_not_issue_it(tmp_path: Path) -> None:
    """A list names the drafting unit before the issuer."""
    text = (
        "序号,文件名称,发文字号,起草单位,制定机关\n"
        "1,某办法,某府发〔2020〕1号,某市某局,某市人民政府\n"
    )
    found = read_table(write(tmp_path / "目录.csv", text), "documents")
    assert [each.name for each in found.related] == ["某市人民政府"]


def test_codes_of_one_level_lack_their_noughts(tmp_path: Path) -> None:
    """A table of provinces writes 11 for 110000, one of prefectures 1301."""
    text = "code,name\n11,甲市\n1301,乙市\n130102,丙区\n130102001,丁街道\n"
    found = read_table(write(tmp_path / "区划.csv", text), "divisions")
    assert [each.division_code for each in found.records] == [
        "110000",
        "130100",
        "130102",
        "130102001",
    ]


def test_a_name_with_a_number_is_not_taken_for_reconsideration(tmp_path: Path) -> None:
    """Any list of names and numbers has such headings."""
    text = "单位,件数\n甲市,3\n乙市,4\n"
    with pytest.raises(InputError):
        read_table(write(tmp_path / "数量.csv", text))
    named = read_table(write(tmp_path / "复议案件.csv", text))
    assert named.template == "reconsideration-by-place"


def test_an_organisation_code_in_place_of_a_credit_code_is_named(
    tmp_path: Path,
) -> None:
    """Older lists of items carry nine characters."""
    text = "事项名称,实施主体,实施主体编码\n某项服务,某市某局,12345678-8\n"
    found = read_table(write(tmp_path / "事项.csv", text), "service-items")
    assert "组织机构代码" in found.remarks[0].expected_zh


def test_a_list_of_licences_is_of_one_kind_that_its_title_names(
    tmp_path: Path,
) -> None:
    """Lists of licensing items name who is in charge beside who decides."""
    text = (
        "某县行政许可事项清单（2022年版）,,,,\n"
        "序号,主管部门,许可事项名称,实施机关,设定和实施依据\n"
        "1,县发展改革局,某项目核准,县政府；县发展改革局,《某条例》第一条\n"
        "2,县教育局,某学校设立审批,县教育局,《某法》第二条\n"
    )
    found = read_table(write(tmp_path / "清单.csv", text), "powers")
    assert {each.kind for each in found.records} == {PowerKind.LICENSING}
    assert [each.name for each in found.related] == ["县政府；县发展改革局", "县教育局"]
    assert [each.path for each in found.remarks] == ["D3"]


def test_a_list_whose_title_names_two_kinds_names_none(tmp_path: Path) -> None:
    """Which of them a row is of cannot be told."""
    text = "行政许可和行政处罚事项,\n事项名称,实施主体\n某项许可,某局\n"
    found = read_table(write(tmp_path / "清单.csv", text), "powers")
    assert found.counts[Fate.PROBLEM] == 1


def test_a_title_that_holds_a_heading_is_no_header(tmp_path: Path) -> None:
    """The title of a catalogue says 重大行政决策事项 in its only cell."""
    text = (
        "2025年区政府重大行政决策事项目录,,,,\n"
        "序号,决策项目,申报单位,拟决策时间,决策程序\n"
        "1,某规划纲要,区发改局,2025.12—2026.01,公众参与、集体讨论\n"
        "2,某办法,区住建局,2025年三季度,合法性审查\n"
    )
    found = read_table(write(tmp_path / "目录.csv", text))
    assert [each.title for each in found.records] == ["某规划纲要", "某办法"]
    assert [each.events[0].within for each in found.records] == [
        DateSpan(date(2025, 12, 1), date(2026, 2, 1)),
        DateSpan(date(2025, 7, 1), date(2025, 10, 1)),
    ]


# --- Answers of open data sites ------------------------------------------------------


def test_a_table_inside_the_answer_of_a_site_is_found(tmp_path: Path) -> None:
    """Rows lie two objects deep, and a field of a row lists several texts."""
    text = (
        '{"code": 200, "data": {"total": 1, "rows": [{"title": "某通知", '
        '"docNumber": "某发〔2020〕1号", "issuer": "某市人民政府", '
        '"tags": ["甲", "乙"]}]}, "errors": []}'
    )
    found = read_table(write(tmp_path / "答复.json", text))
    assert found.template == "documents"
    [record] = found.records
    assert record.number == "某发〔2020〕1号"
    [origin] = found.provenance.values()
    assert (origin.sheet, origin.cells[0]["tags"]) == ("data.rows", "甲\n乙")


# --- Cards ---------------------------------------------------------------------------

_DECISION = (
    ("行政处罚决定书文号", "某罚决字〔2024〕1号"),
    ("被处罚当事人", "某某有限公司"),
    ("主要违法违规事实", "财务数据不真实"),
    ("行政处罚依据", "《中华人民共和国保险法》第八十六条"),
    ("行政处罚决定", "罚款10万元"),
    ("作出处罚决定的机关名称", "某省金融监管局"),
    ("作出处罚决定的日期", "2024年1月2日"),
)


def _page(rows: Iterable[Iterable[str]]) -> str:
    cells = ("".join(f"<td>{each}</td>" for each in row) for row in rows)
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"<html><body><table>{table}</table></body></html>"


def test_a_decision_on_a_card_is_one_record(tmp_path: Path) -> None:
    """A page of one decision has its labels on the left."""
    rows = [("行政处罚信息公开表",), *_DECISION]
    found = read_table(write(tmp_path / "决定.html", _page(rows)))
    [case] = found.records
    assert case.number == "某罚决字〔2024〕1号"
    assert case.events[0].day == date(2024, 1, 2)
    assert found.counts == {Fate.RECORD: 7, Fate.TITLE: 1}
    assert found.provenance[case.id].rows == tuple(range(2, 9))
    assert found.provenance[case.id].cells[4] == {"行政处罚决定": "罚款10万元"}
    assert {each.column for each in found.mapping} == {2}


def test_a_card_of_two_labels_a_row_is_one_record(tmp_path: Path) -> None:
    """Document pages write index number and topic side by side."""
    rows = (
        ("索 引 号：", "000014349/2023-00001", "主题分类：", "综合政务"),
        ("发文机关：", "某市人民政府", "成文日期：", "2023年2月1日"),
        ("标　　题：", "某市人民政府关于某事的通知"),
        ("发文字号：", "某政发〔2023〕1号", "发布日期：", ""),
    )
    found = read_table(write(tmp_path / "公文.html", _page(rows)))
    [document] = found.records
    assert document.number == "某政发〔2023〕1号"
    assert document.topic == "综合政务"
    assert [each.kind for each in document.events] == [EventKind.SIGNED]


def test_cards_below_each_other_are_one_record_each(tmp_path: Path) -> None:
    """Lists made in a word processor are a card for each power."""
    card = (
        "职权名称,对{}行为的处罚,,\n职权类型,行政处罚,审核转报,否\n"
        "职权编码,,法定主体,某市某局\n责任事项,1.立案责任：甲。2.调查责任：乙。,,\n"
    )
    text = f"行政权力梳理表,,,\n{card.format('甲')}续表,,,\n{card.format('乙')}"
    found = read_table(write(tmp_path / "权力.csv", text))
    assert [each.name for each in found.records] == ["对甲行为的处罚", "对乙行为的处罚"]
    assert found.counts == {Fate.RECORD: 8, Fate.TITLE: 1, Fate.NOTE: 1}
    assert [each.name for each in found.related] == ["某市某局"]


def test_doubts_about_a_card_name_its_cells(tmp_path: Path) -> None:
    """A remark is said of the cell of the page, not of the row made of it."""
    rows = [
        *_DECISION[:-1],
        ("作出处罚决定的日期", "某日"),
    ]
    found = read_table(write(tmp_path / "决定.html", _page(rows)))
    assert [(each.line, each.path) for each in found.remarks] == [(7, "B7")]


def test_a_card_without_what_is_required_is_a_problem_of_each_row(
    tmp_path: Path,
) -> None:
    """All its rows are refused together."""
    rows = (
        ("权力类型", "行政许可"),
        ("行使主体", "某市某局"),
        ("设定依据", "《某条例》第一条"),
        ("事项名称", ""),
    )
    found = read_table(write(tmp_path / "事项.html", _page(rows)), "powers")
    assert found.counts == {Fate.PROBLEM: 4}
    assert {each.line for each in found.problems} == {1, 2, 3, 4}


def test_labels_with_several_values_beside_them_are_no_card(tmp_path: Path) -> None:
    """A table that stands on its side is not guessed at."""
    rows = [(label, value, value) for label, value in _DECISION]
    with pytest.raises(InputError):
        read_table(write(tmp_path / "决定.html", _page(rows)))


def test_a_table_that_a_page_has_twice_is_remarked_upon(tmp_path: Path) -> None:
    """Pages carry a table for wide and for narrow screens."""
    page = _page(_DECISION)
    table = page[page.index("<table>") : page.index("</body>")]
    found = read_table(write(tmp_path / "决定.html", page.replace(table, table * 2)))
    assert len(found.records) == 2
    assert any("不同的内容" in each.expected_zh for each in found.remarks)
