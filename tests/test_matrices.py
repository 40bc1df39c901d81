"""Numbers of yearly forms are found where sites put them, and never shifted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adminlaw.errors import FieldValueError, InputError, UnknownCodeError
from adminlaw.model import Unit
from adminlaw.tables.grids import Grid, Merge, Value
from adminlaw.tables.html_pages import read_page
from adminlaw.tables.matrices import (
    Cell,
    CellKind,
    ColumnContent,
    Layout,
    MatrixRuleKind,
    best_layout,
    layouts,
    load_layout,
    locate,
    read_matrix,
)
from adminlaw.tables.matrices.cells import MisreadError, is_numeric, read_cell
from adminlaw.tables.results import Fate

RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
NUMBERS = range(1, 16)


def cells(texts: object, attributes: str = "") -> str:
    """Return cells of a row of a page."""
    assert isinstance(texts, (list, range, tuple))
    return "".join(f"<td{attributes}>{each}</td>" for each in texts)


def page(*rows: str) -> str:
    """Return a page with one table."""
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


GROUPS = "<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td>"
HEADER_IN_TWO = (
    "<td colspan=5>行政复议</td><td colspan=10>行政诉讼</td>",
    cells(RESULTS, " rowspan=2") + GROUPS,
    cells(RESULTS * 2),
)
HEADER_IN_THREE = (
    "<td colspan=5 rowspan=2>行政复议</td><td colspan=10>行政诉讼</td>",
    GROUPS,
    cells(RESULTS * 3),
)
LOST_MERGES: tuple[tuple[Value, ...], ...] = (
    ("行政复议", *[None] * 4, "行政诉讼", *[None] * 9),
    (*[None] * 5, "未经复议直接起诉", *[None] * 4, "复议后起诉", *[None] * 4),
    (*RESULTS, *RESULTS, *RESULTS),
    tuple(NUMBERS),
)
TITLE = "<td colspan=15>四、政府信息公开行政复议、行政诉讼情况</td>"


def remedies(grids: tuple[Grid, ...]) -> dict[str, int]:
    """Return the numbers of table four by row and column."""
    found = read_matrix(grids, "disclosure-2021")
    assert found.problems == ()
    return {
        each.measure.partition(".remedies.")[2]: int(each.value)
        for each in found.records
    }


@pytest.mark.parametrize("header", [HEADER_IN_TWO, HEADER_IN_THREE])
@pytest.mark.parametrize("title", [(), (TITLE,)])
def test_each_layout_of_the_header_of_table_four_gives_the_same(
    header: tuple[str, ...], title: tuple[str, ...]
) -> None:
    """Two rows or three above the results: each number stands under its group."""
    text = page(*title, *header, cells(NUMBERS))
    found = remedies(read_page(text, "a.html"))
    assert list(found.values()) == list(NUMBERS)
    assert found["reconsideration.total"] == 5
    assert found["litigation_direct.upheld"] == 6
    assert found["litigation_after_reconsideration.total"] == 15


def test_a_text_file_that_lost_its_merges_gives_the_same() -> None:
    """A group stands over the columns to its right, where merges are lost."""
    found = remedies((Grid(file="a.csv", rows=LOST_MERGES),))
    assert list(found.values()) == list(NUMBERS)


@pytest.mark.parametrize(
    "row",
    [
        cells([*range(1, 14), 15]),
        cells(range(1, 17)),
        cells([*range(1, 6), 813179757417314, *range(7, 16)]),
        "<td colspan=2>3</td>" + cells(range(3, 16)),
    ],
)
def test_a_row_that_does_not_fit_its_columns_is_a_problem(row: str) -> None:
    """A cell too few or too many, digits run together, merged numbers: none is kept."""
    grids = read_page(page(*HEADER_IN_THREE, row), "a.html")
    found = read_matrix(grids, "disclosure-2021")
    assert found.records == ()
    assert found.counts[Fate.PROBLEM] == 1
    assert "813179757417314" not in found.text("zh")


def test_digits_that_ran_together_are_never_a_number() -> None:
    """A header that collapsed leaves one long number, which stands for no column."""
    rows = (
        ("单位名称", "申请数量", "受理数量", "许可数量", "不予许可数量"),
        ("合计", 813179757417314, None, None, None),
    )
    found = read_matrix([Grid(file="a.csv", rows=rows)], "enforcement-statistics-2019")
    assert found.records == ()
    assert [each.line for each in found.problems] == [2]


TABLE_TWO = (
    "<td colspan=4>第二十条第（一）项</td>",
    cells(["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]),
    cells(["规章", 2, 0, 11]),
    cells(["行政规范性文件", 109, 489, 597]),
    "<td colspan=4>第二十条第（五）项</td>",
    "<td>信息内容</td><td colspan=3>本年处理决定数量</td>",
    "<td>行政许可</td><td colspan=3>1808595</td>",
    "<td colspan=4>第二十条第（六）项</td>",
    "<td>信息内容</td><td colspan=3>本年处理决定数量</td>",
    "<td>行政处罚</td><td colspan=3>/</td>",
    "<td>行政强制</td><td colspan=3>&nbsp;</td>",
    "<td colspan=4>第二十条第（八）项</td>",
    "<td>信息内容</td><td colspan=3>本年收费金额（单位：万元）</td>",
    "<td>行政事业性收费</td><td colspan=3>59237.2449</td>",
)


def test_tables_of_one_grid_are_told_apart_by_their_rows() -> None:
    """Four small tables share one grid, and two of them one heading."""
    grids = read_page(page(*TABLE_TWO), "a.html")
    found = locate(grids, load_layout("disclosure-2021"))
    said = {each.address: each.cell for each in found.cells}
    assert found.problems == ()
    assert said["documents", "normative", "in_force"].number == 597
    assert said["licensing", "licences", "decisions"].number == 1808595
    assert said["enforcement", "penalties", "decisions"].kind is CellKind.NOT_APPLICABLE
    assert said["enforcement", "compulsion", "decisions"].kind is CellKind.BLANK
    assert said["fees", "fees", "amount"].number == Decimal("59237.2449")
    assert said["documents", "rules", "repealed"].kind is CellKind.ZERO


def test_every_row_has_a_fate_and_every_number_an_origin() -> None:
    """Rows in are rows accounted for, and a figure says where it was read."""
    grids = read_page(page(*TABLE_TWO), "a.html")
    found = read_matrix(grids, "disclosure-2021", year=2023)
    assert len(found.rows) == len(TABLE_TWO)
    [fee] = [each for each in found.records if each.unit is Unit.WAN_YUAN]
    assert fee.measure == "disclosure-2021.fees.fees.amount"
    assert fee.label.zh == "行政事业性收费·本年收费金额（万元）"
    assert found.provenance[fee.id].rows == (14,)
    assert fee.period is not None
    assert date(2023, 6, 1) in fee.period


def test_an_unknown_row_with_a_number_is_a_problem() -> None:
    """What the form has no row for is reported, not dropped."""
    rows = (*TABLE_TWO[:4], cells(["党内文件", 1, 2, 3]))
    found = read_matrix(read_page(page(*rows), "a.html"), "disclosure-2021")
    assert [each.path for each in found.problems] == ["B5"]


def test_a_number_said_twice_in_two_ways_is_a_problem() -> None:
    """A repeated header with other numbers below it is not the same table."""
    rows = (*TABLE_TWO[:4], TABLE_TWO[1], cells(["规章", 3, 0, 11]))
    found = read_matrix(read_page(page(*rows), "a.html"), "disclosure-2021")
    assert found.counts[Fate.REPEATED_HEADER] == 1
    assert len(found.problems) == 1


def test_pairs_side_by_side_are_folded_and_the_header_between_is_set_apart() -> None:
    """Four pairs of a place and a number a row, the header again in the middle."""
    head = ("省份", "数量") * 2
    rows: tuple[tuple[Value, ...], ...] = (
        ("表1：受理行政复议案件情况", None, None, None),
        head,
        ("广东", 31392, "河北", 7040),
        head,
        ("吉林", 7682, None, None),
        ("总计", 46114, None, None),
    )
    found = read_matrix(
        [Grid(file="a.csv", rows=rows)], "reconsideration-statistics-2015"
    )
    values = [int(each.value) for each in found.records]
    assert (sum(values[:3]), values[3]) == (46114, 46114)
    assert found.counts[Fate.REPEATED_HEADER] == 1


def test_units_of_money_are_taken_from_heading_and_cell() -> None:
    """元 in the heading or in the cell becomes 万元 by moving the point."""
    lighter = ("警告", "罚款", "没收违法所得、没收非法财物", "暂扣许可证、执照")
    graver = ("责令停产停业", "吊销许可证、执照", "行政拘留", "其他行政处罚")
    head = (
        "序号",
        "单位名称",
        *lighter,
        *graver,
        "合计（宗）",
        "罚没金额（元）",
        "备注",
    )
    rows: tuple[tuple[Value, ...], ...] = (
        head,
        (1, "甲局", 0, 1, 0, 0, 0, 0, 0, 0, 1, 8000, None),
        (2, "乙局", 1, 0, 0, 0, 0, 0, 0, 0, 1, "0.5万元", None),
        ("合计", None, 1, 1, 0, 0, 0, 0, 0, 0, 2, "13,000", None),
    )
    found = locate(
        [Grid(file="a.xlsx", rows=rows)], load_layout("enforcement-statistics-2019")
    )
    assert found.problems == ()
    amounts = [each.cell.number for each in found.cells if each.address[2] == "amount"]
    assert amounts == [Decimal("0.8"), Decimal("0.5"), Decimal("1.3")]


def test_hidden_sheets_and_sheets_without_the_form_are_set_apart() -> None:
    """Neither gives a number, and each of their rows says why."""
    hidden = Grid(file="a.xlsx", sheet="a", rows=LOST_MERGES, hidden=True)
    other = Grid(file="a.xlsx", sheet="b", rows=(("姓名", "电话"), ("甲", "1")))
    found = read_matrix([hidden, other], "disclosure-2021")
    assert found.records == ()
    assert found.counts == {Fate.HIDDEN: 4, Fate.OTHER_TABLE: 2}


def test_numbers_merged_downwards_are_refused() -> None:
    """A number over two rows belongs to neither of them surely."""
    rows: tuple[tuple[Value, ...], ...] = (
        ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        ("规章", 2, 0, 11),
        ("规范性文件", None, 3, 4),
    )
    merge = Merge(top=1, left=1, bottom=2, right=1)
    found = locate(
        [Grid(file="a.xlsx", rows=rows, merges=(merge,))],
        load_layout("disclosure-2021"),
    )
    assert len(found.problems) == 2


def requests(number: str, *, merged: bool) -> str:
    """Return table three as a site lays it out, each cell with the same number."""
    table = load_layout("disclosure-2021").table("requests")
    assert table is not None
    parties = [each.label.zh for each in table.columns]
    rows = [
        "<td colspan=10>（勾稽关系：第一项加第二项之和等于第三项加第四项之和）</td>",
        "<td colspan=3 rowspan=3></td><td colspan=7>申请人情况</td>",
        cells(["自然人"], " rowspan=2")
        + "<td colspan=5>法人或其他组织</td><td rowspan=2>总计</td>",
        cells(parties[1:-1]),
    ]
    done, parents = False, set[str]()
    for row in table.rows:
        middle = ""
        if row.codes and not done:
            span = " rowspan=22" if merged else ""
            middle, done = f"<td{span}>三、本年度办理结果</td>", True
        elif row.codes or row.key == "total":
            middle = "" if merged else "<td></td>"
        if row.parent and row.parent not in parents:
            count = sum(each.parent == row.parent for each in table.rows)
            span = f" rowspan={count}" if merged else ""
            middle += f"<td{span}>{row.parent}</td>"
            parents.add(row.parent)
        elif row.parent and not merged:
            middle += "<td></td>"
        wide = 1 if row.parent else 2 if row.codes or row.key == "total" else 3
        label = f"<td colspan={wide}>1.{row.label.zh}</td>"
        rows.append(middle + label + cells([number] * 7))
    return page(*rows)


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize(
    ("number", "kind"),
    [("4", CellKind.NUMBER), ("&nbsp;", CellKind.BLANK), ("0", CellKind.ZERO)],
)
def test_table_three_is_read_with_and_without_its_merges(
    number: str, kind: CellKind, *, merged: bool
) -> None:
    """Twenty-five rows of seven cells; a blank is a blank and no zero."""
    grids = read_page(requests(number, merged=merged), "a.html")
    found = locate(grids, load_layout("disclosure-2021"))
    assert found.problems == ()
    assert len(found.cells) == 25 * 7
    assert {each.cell.kind for each in found.cells} == {kind}


def test_the_form_of_2019_is_told_from_that_of_2021() -> None:
    """其他处理 is one row, and table two has other columns."""
    rows = (
        cells(["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"]),
        cells(["规章", 0, 0, 0]),
        cells(["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"]),
        cells(["行政许可", 5, "-1", 30]),
        cells(["其他对外管理服务事项", 0, "+2", 0]),
        cells(["信息内容", "上一年项目数量", "本年增/减"]),
        cells(["行政事业性收费", 3, 0]),
        cells(["信息内容", "采购项目数量", "采购总金额"]),
        cells(["政府集中采购", 8, "251000元"]),
    )
    grids = read_page(page(*rows), "a.html")
    best = best_layout(grids, layouts())
    assert best is not None
    assert best.id == "disclosure-2019"
    found = locate(grids, best)
    said = {each.address: each.cell.number for each in found.cells}
    assert found.problems == ()
    assert said["licensing", "licences", "change"] == -1
    assert said["licensing", "other_services", "change"] == 2
    assert said["fees", "fees", "items_before"] == 3
    assert said["purchases", "purchases", "amount"] == Decimal("25.1")


CELLS = st.one_of(
    st.none(),
    st.integers(-3, 10**15),
    st.floats(allow_nan=True),
    st.booleans(),
    st.dates(),
    st.text(max_size=6),
    st.sampled_from(
        (
            "总计",
            "合计",
            "数量",
            "省份",
            "其他",
            "规章",
            "本年制发件数",
            "行政复议",
            "/",
        )
    ),
)


@given(
    st.lists(st.lists(CELLS, max_size=6).map(tuple), max_size=8).map(tuple),
    st.sampled_from(layouts()),
)
def test_no_grid_makes_reading_fail(
    rows: tuple[tuple[Value, ...], ...], layout: Layout
) -> None:
    """Whatever a sheet holds, each of its rows meets one fate."""
    found = read_matrix([Grid(file="a.csv", rows=rows)], layout)
    assert sum(found.counts.values()) == len(rows)


def test_the_form_is_told_by_its_headings() -> None:
    """The layout that reads most is chosen, and none for another table."""
    table_two = read_page(page(*TABLE_TWO), "a.html")
    best = best_layout(table_two, layouts())
    assert best is not None
    assert best.id == "disclosure-2021"
    assert best_layout([Grid(file="a", rows=(("姓名",),))], layouts()) is None


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        ("１２３", ColumnContent.COUNT, "123"),
        ("1,234件", ColumnContent.COUNT, "1234"),
        (3.0, ColumnContent.COUNT, "3"),
        ("-3", ColumnContent.CHANGE, "-3"),
        ("+3", ColumnContent.CHANGE, "3"),
        (59237.2449, ColumnContent.AMOUNT, "59237.2449"),
        ("251000元", ColumnContent.AMOUNT, "25.1"),
        ("1.5亿元", ColumnContent.AMOUNT, "15000"),
        ("2024年3月20日", ColumnContent.DAY, "2024-03-20"),
        ("——", ColumnContent.COUNT, "/"),
        ("\u3000", ColumnContent.COUNT, ""),
    ],
)
def test_a_cell_is_read_by_what_its_column_holds(
    value: Value, kind: ColumnContent, expected: str
) -> None:
    """Full width, separators, units, signs, days, and what is not a number."""
    assert read_cell(value, kind, Unit.WAN_YUAN).text() == expected


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("无", ColumnContent.COUNT),
        ("3.5", ColumnContent.COUNT),
        ("-3", ColumnContent.COUNT),
        ("3万元", ColumnContent.COUNT),
        (True, ColumnContent.COUNT),
        ("1234567890123", ColumnContent.COUNT),
        ("2024年2月30日", ColumnContent.DAY),
        ("约3", ColumnContent.AMOUNT),
        ("0.5", ColumnContent.CHANGE),
    ],
)
def test_what_may_mean_something_else_is_not_read(
    value: Value, kind: ColumnContent
) -> None:
    """无 is not zero, a half is no case, and thirteen digits are several numbers."""
    with pytest.raises(MisreadError):
        read_cell(value, kind, Unit.WAN_YUAN)


def test_a_cell_that_is_no_number_is_a_remark_in_a_row_that_is_read() -> None:
    """无 is left blank with a remark, and its row is kept."""
    rows = (*TABLE_TWO[:2], cells(["规章", "无", 0, 11]))
    found = read_matrix(read_page(page(*rows), "a.html"), "disclosure-2021")
    assert len(found.records) == 2
    assert [each.path for each in found.remarks] == ["B3"]


@given(st.integers(0, 10**12 - 1))
def test_every_count_is_read_as_it_is_written(number: int) -> None:
    """Plain, with separators, in full width or with a measure word: the same number."""
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for text in (str(number), f"{number:,}", wide, f"{number}件", number):
        assert is_numeric(text)
        cell = read_cell(text, ColumnContent.COUNT, Unit.CASE)
        assert cell == Cell.of(number)


@given(st.decimals(0, 10**9, places=4))
def test_an_amount_is_the_same_in_either_unit(amount: Decimal) -> None:
    """元 and 万元 of one amount are read as one amount."""
    yuan = format(amount * 10000, "f").split(".")[0]
    written = read_cell(f"{amount:f}万元", ColumnContent.AMOUNT, Unit.WAN_YUAN)
    turned = read_cell(f"{yuan}元", ColumnContent.AMOUNT, Unit.WAN_YUAN)
    assert written == turned


def test_a_cell_whose_kind_does_not_fit_is_refused() -> None:
    """A blank with a number, a zero that is not zero: neither can be made."""
    with pytest.raises(FieldValueError):
        Cell(kind=CellKind.BLANK, number=Decimal(0))
    with pytest.raises(FieldValueError):
        Cell(kind=CellKind.ZERO, number=Decimal(1))
    with pytest.raises(FieldValueError):
        Cell(kind=CellKind.NUMBER)


def test_layouts_hold_together() -> None:
    """Ids are unique, and a rule names rows and columns that its table has."""
    assert len({each.id for each in layouts()}) == len(layouts())
    for layout in layouts():
        for table in layout.tables:
            for keys in (
                [each.key for each in table.rows],
                [each.key for each in table.columns],
            ):
                assert len(set(keys)) == len(keys), (layout.id, table.key)
        for rule in layout.rules:
            named = layout.table(rule.table)
            assert named is not None, rule.id
            single = rule.kind in {
                MatrixRuleKind.TEXT,
                MatrixRuleKind.SECTION,
                MatrixRuleKind.REQUIRED,
                MatrixRuleKind.DAY,
            }
            assert not single or layout.place(_address(rule.whole[0])), rule.id


def _address(name: str) -> tuple[str, str, str]:
    table, row, column = name.split(".")
    return table, row, column


def test_the_reconsideration_return_of_2015_has_its_47_columns() -> None:
    """The law of 2023 brings further outcomes, each with its article."""
    old = load_layout("reconsideration-statistics-2015").table("cases")
    new = load_layout("reconsideration-statistics-2024").table("cases")
    assert old is not None
    assert new is not None
    assert len(old.columns) == 47
    known = {each.key for each in old.columns}
    added = {each.key: each.source for each in new.columns if each.key not in known}
    assert added["concluded_confirmed_invalid"].endswith("第六十七条")
    assert all("第" in source for source in added.values())


def test_a_layout_of_ones_own_is_read_from_a_file(tmp_path: Path) -> None:
    """A user's TOML file is a layout; what is wrong with one is said."""
    file = tmp_path / "own.toml"
    file.write_text(
        'id = "own"\nlabel = { zh = "表", en = "table" }\n', encoding="utf-8"
    )
    assert load_layout(file).id == "own"
    file.write_text("id = 3\n", encoding="utf-8")
    with pytest.raises(InputError):
        load_layout(file)
    with pytest.raises(InputError):
        load_layout(tmp_path / "none.toml")
    with pytest.raises(UnknownCodeError):
        load_layout("enforcement-statistics")


def test_profiles_differ_in_their_columns() -> None:
    """Seven, eleven and thirteen kinds of penalty, besides 其他."""
    for profile, kinds in (("2019", 7), ("datong-2021", 11), ("yiyuan-2021", 13)):
        layout = load_layout(f"enforcement-statistics-{profile}")
        assert layout.profile is not None
        assert len(layout.profile.order) == kinds
        table = layout.table("penalties")
        assert table is not None
        assert set(layout.profile.order) <= {each.key for each in table.columns}
