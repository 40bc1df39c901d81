"""Files of tables, opened by what they are and not by what they are called."""

from __future__ import annotations

import csv
import json
import sys
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adminlaw.errors import InputError, MissingExtraError
from adminlaw.tables.grids import Grid, Merge
from adminlaw.tables.opening import read_grids

HEADER = ("序号", "事项名称", "依据")
ROWS = (HEADER, ("1", "采矿许可", "第三条\n第四条"), ("2", "罚款，“加处”", ""))
TEXTS = st.text(
    st.characters(codec="gb18030", exclude_characters="\0\ufeff"), max_size=8
)


def opened(folder: Path, name: str, data: bytes, **options: Any) -> tuple[Grid, ...]:  # noqa: ANN401 - options of the reader
    """Return the tables of a file with that content."""
    file = folder / name
    file.write_bytes(data)
    return read_grids(file, **options)


def written(rows: object, delimiter: str = ",") -> str:
    """Return rows as delimited text."""
    out = StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue()


def workbook(**options: object) -> bytes:
    """Return a workbook with two sheets, one of them hidden."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, options)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("市住建局")
    sheet.write_row(2, 1, HEADER)
    sheet.merge_range(3, 1, 5, 1, 7)
    sheet.write(3, 2, 1.5)
    sheet.write_datetime(3, 3, datetime(2014, 3, 1), day)  # noqa: DTZ001 - as a workbook has it
    sheet.write(4, 2, 440118199001011234)
    sheet.write(4, 3, True)  # noqa: FBT003 - the value of a cell
    book.add_worksheet("底稿").hide()
    book.add_chartsheet("图").set_chart(_chart(book))
    book.close()
    return out.getvalue()


def _chart(book: xlsxwriter.Workbook) -> Any:  # noqa: ANN401 - a chart of the library
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=市住建局!$B$4:$B$5"})
    return chart


def refused(folder: Path, name: str, data: bytes, **options: Any) -> str:  # noqa: ANN401 - options of the reader
    """Return what is said of a file that is refused, in both languages."""
    with pytest.raises(InputError) as caught:
        opened(folder, name, data, **options)
    assert caught.value.problems[0].file == name
    return caught.value.message("zh") + caught.value.message("en")


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_delimited_text_is_read_in_each_encoding(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    """Delimiter and encoding are found, and lines inside a cell stay there."""
    data = written(ROWS, delimiter).encode(encoding)
    assert opened(tmp_path, "清单.csv", data)[0].rows == ROWS


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(TEXTS, TEXTS, st.just("末")).filter(lambda row: row[0].strip() != ""),
        min_size=1,
        max_size=6,
    ),
    encoding=st.sampled_from(["utf-8-sig", "utf-16"]),
)
def test_delimited_text_round_trips(
    tmp_path: Path, rows: list[tuple[str, ...]], encoding: str
) -> None:
    """What ``csv`` writes, with any text in its cells, is read back."""
    data = written([HEADER] * 12 + rows).encode(encoding)
    assert opened(tmp_path, "a.txt", data)[0].rows[12:] == tuple(rows)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.lists(
            st.one_of(
                st.text(
                    st.characters(codec="utf-8", exclude_categories=("C", "Z")),
                    min_size=1,
                    max_size=8,
                ).map("字".__add__),
                st.integers(-(2**52), 2**52),
                st.floats(-1e6, 1e6).map(lambda number: round(number, 3)),
                st.booleans(),
                st.dates(date(1950, 1, 1), date(2098, 1, 1)),
            ),
            min_size=1,
            max_size=5,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_workbooks_round_trip(tmp_path: Path, rows: list[list[Any]]) -> None:
    """Cells of a workbook keep text, whole number, number, truth and day."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    [grid] = opened(tmp_path, "a.xlsx", out.getvalue())
    width = max(map(len, rows))
    expected = tuple((*row, *[""] * (width - len(row))) for row in rows)
    assert grid.rows == expected
    for read, row in zip(grid, rows, strict=True):
        for cell, given_cell in zip(read, row, strict=False):
            whole = type(given_cell) is float and given_cell.is_integer()
            assert type(cell) is (int if whole else type(given_cell))


def test_a_workbook_keeps_the_numbers_of_its_rows(tmp_path: Path) -> None:
    """Blank rows and columns at the top count; merged, hidden and charts are known."""
    grid, hidden = opened(tmp_path, "a.xlsx", workbook())
    assert grid.sheet == "市住建局"
    assert grid.rows[2][1:] == HEADER
    assert grid.rows[3][1:] == (7, 1.5, date(2014, 3, 1))
    assert isinstance(grid.rows[4][2], float)
    assert grid.merges == (Merge(top=3, left=1, bottom=5, right=1),)
    assert (grid.hidden, hidden.hidden, hidden.sheet) == (False, True, "底稿")


def test_a_workbook_says_from_when_its_days_count(tmp_path: Path) -> None:
    """Days are the same days in a workbook of 1904, and serial ones can be told."""
    grid, _ = opened(tmp_path, "a.xlsx", workbook(date_1904=True))
    assert grid.epoch_1904
    assert grid.rows[3][3] == date(2014, 3, 1)
    assert not opened(tmp_path, "a.xlsx", workbook())[0].epoch_1904


@pytest.mark.parametrize("name", ["a.xls", "a.csv", "a.html", "a"])
def test_a_workbook_is_one_by_any_name(tmp_path: Path, name: str) -> None:
    """The name of a file does not matter, its content does."""
    assert opened(tmp_path, name, workbook())[0].sheet == "市住建局"


def test_a_page_or_text_called_a_workbook_is_what_it_is(tmp_path: Path) -> None:
    """Exports of web systems are pages or text called xls."""
    page = "<html><body><table><tr><td>序号<td>事项</table>"
    assert opened(tmp_path, "a.xls", page.encode())[0].rows == (("序号", "事项"),)
    assert opened(tmp_path, "a.xlsx", written(ROWS).encode())[0].rows == ROWS


BAD_WORKBOOKS = {
    "cut": workbook()[:900],
    "noise": b"PK\x03\x04" + bytes(range(256)) * 4,
    "compound": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
}


@pytest.mark.parametrize("case", BAD_WORKBOOKS)
def test_a_broken_workbook_is_refused(tmp_path: Path, case: str) -> None:
    """The message says what was expected, in both languages."""
    said = refused(tmp_path, "坏.xlsx", BAD_WORKBOOKS[case])
    assert "完好的" in said
    assert "sound workbook" in said


def test_a_protected_workbook_is_refused(tmp_path: Path) -> None:
    """Of a workbook with a password the user hears about the password."""
    name = "EncryptedPackage".encode("utf-16-le")
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + name + bytes(1000)
    said = refused(tmp_path, "密.xlsx", data)
    assert "密码" in said
    assert "password" in said


def test_a_document_in_a_zip_is_no_workbook(tmp_path: Path) -> None:
    """A word processor file is refused like a broken workbook."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert "xlsx" in refused(tmp_path, "a.docx", out.getvalue())


@pytest.mark.parametrize(
    ("data", "options", "said"),
    [
        (b"", {}, "空文件"),
        (b" \n", {}, "an empty file"),
        (b"%PDF-1.7", {}, "PDF"),
        (b"a,b\n\xff\xff,c", {}, "第 5 字节"),
        (b"a,b\n\0,c", {}, "NUL"),
        ("决定".encode("gb18030"), {"encoding": "utf-8"}, "UTF-8"),
        (b"a,b", {"encoding": "no-such"}, "no-such"),
        (b'a,b\n1,"x\n2,y,z', {}, "引号"),
        (b'"a",b\n1,"x\n2,y', {}, "引号"),
        (b"<html><p>x</p></html>", {}, "网页"),
        (b"<html><table><tr><td>&nbsp;</table>", {}, "网页"),
        (
            b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            {},
            "XML",
        ),
        (b'{"a": {"b": {"c": 1}}}', {}, "单层对象"),
        (b'[{"a": [{"b": 1}]}]', {}, "单层对象"),
        (b'[{"a": 1, "a": 2}]', {}, "键不重复"),
        (b'[{"a": NaN}]', {}, "单层对象"),
        (b"[[1, 2]]", {}, "单层对象"),
        (b'[\n{"a": }]', {}, "坏:2"),
        (b"[" * 100_000, {}, "坏"),
    ],
)
def test_what_is_no_table_is_refused(
    tmp_path: Path, data: bytes, options: dict[str, str], said: str
) -> None:
    """Each refusal names the file and what was expected of it."""
    assert said in refused(tmp_path, "坏", data, **options)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """So is a folder."""
    for path in (tmp_path / "无.csv", tmp_path):
        with pytest.raises(InputError):
            read_grids(path)


def test_quotes_that_do_not_close_are_characters_where_rows_agree(
    tmp_path: Path,
) -> None:
    """A stray quote swallows no rows, and no quote is lost."""
    data = '序号,事项\n1,"重要"事项\n2,许可\n'.encode()
    assert opened(tmp_path, "a.csv", data)[0].rows == (
        ("序号", "事项"),
        ("1", '"重要"事项'),
        ("2", "许可"),
    )


def test_titles_and_other_marks_do_not_mislead_about_the_delimiter(
    tmp_path: Path,
) -> None:
    """Most cells in rows of one length decide, not most marks."""
    text = "权责清单;说明\n" + "序号\t事项；依据,条\t备注;注\n" * 3 + "\n"
    [grid] = opened(tmp_path, "a.csv", text.encode())
    assert grid.rows[1] == ("序号", "事项；依据,条", "备注;注")
    assert grid.rows[-1] == ()


PAGE = """<html><head><meta charset="gb2312"><title>x</title></head><body>
<h2>三、收到和处理申请情况</h2><p>前言很长</p>
<table><tr><th rowspan="2" colspan=2>指标</th><th colspan="3">申请人</th></tr>
<tr><td>自然人<td>商业<br>企业</td><td>&nbsp;</td></tr>
<tr><td rowspan=0>一</td><td>本年 <b>新收</b>
数</td><td>12</td><td><p>3</p><p></p></td><td>15</td><tr><td>x</table>
<p>四、行政复议</p><div><table><tr><td>外<table><caption>内 表</caption><tr><td>甲
</td></tr></table></td></tr></table></div><table><tr><td>又</td></tr></table>
<table><tr><td> &nbsp; </td></tr></table></body></html>"""


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_tables_of_a_page_are_sheets(tmp_path: Path, encoding: str) -> None:
    """Spans are merges, headings are names, inner tables are tables of their own."""
    first, outer, inner, last = opened(tmp_path, "a.htm", PAGE.encode(encoding))
    assert first.rows == (
        ("指标", None, "申请人", None, None),
        (None, None, "自然人", "商业\n企业", None),
        ("一", "本年 新收 数", "12", "3", "15"),
        (None, "x"),
    )
    assert first.merges == (
        Merge(top=0, left=0, bottom=1, right=1),
        Merge(top=0, left=2, bottom=0, right=4),
        Merge(top=2, left=0, bottom=3, right=0),
    )
    assert (outer.rows, inner.rows) == ((("外",),), (("甲",),))
    names = [each.sheet for each in (first, outer, inner, last)]
    assert names == [
        "三、收到和处理申请情况",
        "四、行政复议",
        "内 表",
        "四、行政复议 #2",
    ]


def test_absurd_spans_are_bounded(tmp_path: Path) -> None:
    """A span that no browser would draw fills neither memory nor the next rows."""
    page = b"<table><tr><td colspan=99999999>a<td rowspan=99999 colspan=x>b</table>"
    [grid] = opened(tmp_path, "a.html", page)
    assert len(grid.rows[0]) == 1001


def test_figures_by_name_are_a_table_with_its_total(tmp_path: Path) -> None:
    """What an object says beside the figures stands above them."""
    read = {"source": "表1", "unit": "件", "total": 3, "values": {"甲": 1, "乙": 2.0}}
    [grid] = opened(tmp_path, "a.json", json.dumps(read).encode())
    assert grid.sheet == "values"
    assert grid.rows == (
        ("source", "表1"),
        ("unit", "件"),
        ("名称", "数值（件）"),
        ("甲", 1),
        ("乙", 2),
        ("合计", 3),
    )
    [plain] = opened(tmp_path, "a.json", b'{"a": 1, "b": 0.5}')
    assert plain.rows == (("名称", "数值"), ("a", 1), ("b", 0.5))


def test_a_list_of_objects_is_a_table(tmp_path: Path) -> None:
    """Every key is a column, also one that only some objects have."""
    rows = [{"甲": 1, "乙": None}, {"甲": "x", "丙": True}]
    expected = (("甲", "乙", "丙"), (1, None, None), ("x", None, True))
    assert opened(tmp_path, "a", json.dumps(rows).encode())[0].rows == expected
    answer = json.dumps({"code": 200, "data": rows}).encode()
    [grid] = opened(tmp_path, "a", answer)
    assert (grid.sheet, grid.rows) == ("data", (("code", 200), *expected))


def test_text_that_begins_with_a_bracket_is_text(tmp_path: Path) -> None:
    """An old document number at the start of a file makes it no JSON."""
    [grid] = opened(tmp_path, "a.csv", "[2013]5号,甲\n[2014]6号,乙\n".encode())
    assert grid.rows[0] == ("[2013]5号", "甲")


@pytest.mark.parametrize(
    ("data", "package"),
    [(workbook(), "python-calamine"), (b"<table><tr><td>a</table>", "lxml")],
)
def test_a_missing_library_is_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    data: bytes,
    package: str,
) -> None:
    """Without the extra the user hears which one to install."""
    for library in ("python_calamine", "lxml.html"):
        monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtraError, match=package):
        opened(tmp_path, "a", data)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(str.encode),
        st.binary(max_size=100).map(b"<table>".__add__),
        st.binary(max_size=100).map(b"[{".__add__),
        st.binary(max_size=100).map(b"PK\x03\x04".__add__),
    )
)
def test_any_file_is_read_or_refused(tmp_path: Path, data: bytes) -> None:
    """No content makes the reader fail in any other way."""
    try:
        grids = opened(tmp_path, "a", data)
    except InputError as error:
        assert error.problems  # noqa: PT017 - either is right, neither may raise more
    else:
        assert grids


def test_a_sample_of_each_kind_is_read(samples: Path) -> None:
    """The real files open, and none of their rows is lost at the door."""
    [moj] = read_grids(samples / "moj_2019_reconsideration.json")
    figures = [row[1] for row in moj.rows[3:-1] if isinstance(row[1], int)]
    assert (sum(figures), moj.rows[-1]) == (183_489, ("合计", 183_489))
    template = read_grids(samples / "power-list-template.xlsx")
    assert len(template[0].rows[0]) == 56
    assert len(read_grids(samples / "divisions" / "201810.tsv")[0]) == 3660
