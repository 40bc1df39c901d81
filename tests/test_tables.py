"""Spreadsheets become records, and every row of a file is accounted for."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from adminlaw.errors import FieldValueError, InputError, UnknownCodeError
from adminlaw.labels import Label
from adminlaw.model import EventKind, Power, PowerKind
from adminlaw.tables import (
    Fate,
    Grid,
    ImportResult,
    Merge,
    RowFate,
    Template,
    detecting,
    gathering,
    load_template,
    read_table,
    templates,
)
from adminlaw.tables.building import BUILDERS
from adminlaw.tables.desk import Desk

Rows = Sequence[Sequence[object]]

CITY: Rows = (
    ("某市教育局权力清单",),
    (
        "序号",
        "权力类型",
        "事项名称",
        "子项",
        "实施依据",
        "责任事项",
        "追责情形",
        "备注",
    ),
    ("一、行政许可（共2项）",),
    (
        1,
        "行政许可",
        "民办学校设立审批",
        "",
        "《中华人民共和国民办教育促进法》第十二条",
        "1.受理责任：公示条件。",
        "1.违规受理的；2.超期办理的。",
        "",
    ),
    ("", "", "", "", "", "2.审查责任：组织评议。", "", ""),
    ("", "", "", "", "", "3.决定责任：作出决定。", "", ""),
    (2, "行政许可", "教师资格认定", "幼儿园教师资格认定", "", "1.受理责任。", "", ""),
    ("", "", "", "小学教师资格认定", "", "1.受理责任。", "", ""),
    (
        "序号",
        "权力类型",
        "事项名称",
        "子项",
        "实施依据",
        "责任事项",
        "追责情形",
        "备注",
    ),
    (3, "审核转报", "校车使用转报", "", "", "", "", "由县级受理"),
    (4, "行政魔法", "某事项", "", "", "", "", ""),
    ("", "", "", "", "", "", "", ""),
    ("合 计", "", 4, "", "", "", "", ""),
    ("注：本表由某科负责解释。",),
)


def read(
    *sheets: Grid, template: str | None = "powers", redact: bool = False
) -> ImportResult:
    """Read sheets as ``read_table`` reads those of a file."""
    found = detecting.detected(sheets) if template is None else load_template(template)
    assert isinstance(found, Template)
    work = gathering.Work(found, Desk("表.xlsx", redact))
    shown = [each for each in sheets if not each.hidden]
    return gathering.read_sheets(sheets, shown, work)


def grid(rows: Rows, sheet: str = "Sheet1", merges: Sequence[Merge] = ()) -> Grid:
    """Return a sheet of cells."""
    cells = tuple(tuple(row) for row in rows)
    return Grid(file="表.xlsx", sheet=sheet, rows=cells, merges=tuple(merges))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def city() -> ImportResult:
    """Return a list of a city with merged cells."""
    merges = [
        Merge(top=3, bottom=5, left=column, right=column) for column in (0, 1, 2, 3, 4)
    ]
    merges += [
        Merge(top=6, bottom=7, left=column, right=column) for column in (0, 1, 2)
    ]
    return read(grid(CITY, merges=merges))


def test_each_row_of_a_city_list_has_its_fate(city: ImportResult) -> None:
    """Titles, headers, sections, totals and notes are set apart, the rest is read."""
    assert [each.fate.code for each in city.rows] == [
        "title",
        "header",
        "section",
        *["record"] * 5,
        "repeated_header",
        "record",
        "problem",
        "blank",
        "total",
        "note",
    ]
    assert sum(city.counts.values()) == len(CITY)


def test_the_rows_of_one_power_are_one_record(city: ImportResult) -> None:
    """A power over three merged rows has the duties of all three."""
    power = city.records[0]
    assert power.duties == (
        "受理责任：公示条件。",
        "审查责任：组织评议。",
        "决定责任：作出决定。",
    )
    assert power.liability == ("违规受理的；", "超期办理的。")
    assert [str(each) for each in power.basis] == [
        "《中华人民共和国民办教育促进法》第十二条"
    ]
    assert city.provenance[power.id].rows == (4, 5, 6)
    assert city.provenance[power.id].cells[0]["事项名称"] == "民办学校设立审批"


def test_a_sub_item_names_the_power_above_it(city: ImportResult) -> None:
    """The 子项 of a merged 事项 are powers whose parent is the 事项."""
    by_name = {each.name: each for each in city.records}
    parent = by_name["教师资格认定"]
    for name in ("幼儿园教师资格认定", "小学教师资格认定"):
        assert by_name[name].parent == parent.id
    assert parent.parent is None


def test_a_kind_that_is_gone_is_another_power_with_its_name_kept(
    city: ImportResult,
) -> None:
    """审核转报 is read as another power, and the remark says what it was called."""
    power = next(each for each in city.records if each.name == "校车使用转报")
    assert power.kind is PowerKind.OTHER
    assert power.remark == "由县级受理；原权力类型：审核转报"
    assert [each.line for each in city.remarks] == [10]


def test_an_unknown_kind_is_a_problem_at_its_cell(city: ImportResult) -> None:
    """The problem names file, row and cell, and what was expected."""
    (problem,) = city.problems
    assert (problem.file, problem.line, problem.path) == ("表.xlsx", 11, "Sheet1!B11")
    assert "行政处罚" in problem.expected_zh


def test_the_holder_is_taken_from_the_title_or_the_sheet(city: ImportResult) -> None:
    """A list without a column of holders is that of the body named above it."""
    assert [each.name for each in city.related] == ["某市教育局"]
    rows = [("事项名称", "权力类型"), ("某许可", "行政许可")]
    named = read(grid(rows, sheet="3.卫生健康局"))
    assert [each.name for each in named.related] == ["卫生健康局"]
    nobody = read(grid(rows))
    assert nobody.counts[Fate.PROBLEM] == 1


def test_a_section_names_the_kind_of_the_powers_below_it() -> None:
    """Where a list has no column of kinds, its sections say them."""
    rows = [
        ("序号", "事项名称", "行使主体", "备注"),
        ("一、行政处罚（共1项）",),
        (1, "某处罚", "某局", ""),
        ("（二）其他类",),
        (2, "某备案", "某局", ""),
    ]
    found = read(grid(rows))
    assert [each.kind for each in found.records] == [
        PowerKind.PENALTY,
        PowerKind.OTHER,
    ]
    assert not found.remarks


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("行政许可", PowerKind.LICENSING),
        ("处罚", PowerKind.PENALTY),
        ("行政强制措施", PowerKind.COMPULSION),
        ("行政检查（12项）", PowerKind.INSPECTION),
        *[
            (each, PowerKind.OTHER)
            for each in ("其他行政权力", "其他权力", "其他职权", "其他类", "其他")
        ],
    ],
)
def test_the_kinds_of_lists_are_known_by_their_words(
    written: str, kind: PowerKind
) -> None:
    """The nine kinds and the spellings of the last one need no remark."""
    rows = [("事项名称", "职权类别", "实施机关"), ("某事项", written, "某局")]
    found = read(grid(rows))
    assert found.records[0].kind is kind
    assert (found.records[0].remark, found.remarks) == ("", ())


def test_a_header_is_found_in_two_rows_of_groups() -> None:
    """The parts of a merged group heading are its columns."""
    rows = [
        ("序号", "事项名称", "权力类型", "责任", ""),
        ("", "", "", "责任事项", "追责情形"),
        (1, "某许可", "行政许可", "1.受理。2.审查。", "不作为的"),
    ]
    down = [Merge(top=0, bottom=1, left=each, right=each) for each in (0, 1, 2)]
    wide = Merge(top=0, bottom=0, left=3, right=4)
    for merges in ([*down, wide], []):
        found = read(grid(rows, "教育局", merges))
        assert found.records[0].duties == ("受理。", "审查。")
        assert found.records[0].liability == ("不作为的",)
        assert found.counts == {Fate.HEADER: 2, Fate.RECORD: 1}


def test_the_provincial_template_is_a_version_of_its_own() -> None:
    """Machine names stand above Chinese ones, and mixed headings are known."""
    rows = [
        (
            "libNum",
            "title",
            "publishDate",
            "篇扩类别/pkitemType",
            "篇扩设定依据/pkbasis",
            "篇扩行使层级/pkexeLevel",
            "篇扩行使主体/pkorgName",
            "篇扩领域/pkfield",
        ),
        ("资源库编号", "标题", "发布日期", "", "", "", "", ""),
        (
            "1",
            "某处罚",
            "2021-01-01",
            "行政处罚",
            "《种子法》",
            "市级、县级",
            "某局",
            "农",
        ),
    ]
    found = read(grid(rows), template=None)
    assert (found.template, found.version) == ("powers", "provincial")
    assert found.counts == {Fate.HEADER: 2, Fate.RECORD: 1}
    assert [each.zh for each in found.records[0].levels] == ["地级", "县级"]
    (origin,) = found.provenance.values()
    assert origin.cells[0]["篇扩领域/pkfield"] == "农"


DOCUMENTS: Rows = (
    ("标题", "发文字号", "发文机构", "成文日期", "发布日期", "有效性", "联系人"),
    ("《某办法》", "发文字号：某政发〔2020〕3号", "甲局、乙局", "2020年1月2日", 43834,
     "有效", "王某"),
    ("某规定（试行）", "某政发〔2014〕号16", "甲局", "2014年3月", "", "废止", ""),
    ("某规定", "某政发〔2014〕16号", "甲局", "去年", "", "", ""),
    ("另一规定", "某政发〔2014〕16号", "甲局", date(2014, 5, 1), "", "", ""),
    ("", "", "甲局", "", "", "", ""),
)  # fmt: skip


def test_a_document_list_is_read_with_its_doubts() -> None:
    """Numbers, issuers and days are read; what is malformed is kept and remarked."""
    found = read(grid(DOCUMENTS), template=None)
    assert found.template == "documents"
    first, second, third, fourth = found.records
    assert (first.title, first.number) == ("某办法", "某政发〔2020〕3号")
    assert len(first.issuers) == 2
    assert [(each.kind, each.day) for each in first.events] == [
        (EventKind.SIGNED, date(2020, 1, 2)),
        (EventKind.PUBLISHED, date(2020, 1, 4)),
    ]
    assert second.trial
    assert second.number == "某政发〔2014〕号16"
    assert second.events[0].day is None
    assert {each.path for each in found.remarks} >= {"Sheet1!B3", "Sheet1!D4"}
    assert third.number == fourth.number
    assert [each.line for each in found.problems] == [6]


def test_unmapped_columns_are_shown_and_their_text_is_kept() -> None:
    """A local column stands in the mapping without a field, its cells in the origin."""
    found = read(grid(DOCUMENTS), template="documents")
    assert [each.heading for each in found.mapping if not each.name] == ["联系人"]
    assert found.provenance[found.records[0].id].cells[0]["联系人"] == "王某"
    hidden = read(grid(DOCUMENTS), template="documents", redact=True)
    assert "联系人" not in hidden.provenance[hidden.records[0].id].cells[0]


def test_hidden_sheets_and_sheets_without_the_table_are_set_apart() -> None:
    """Each of their rows is counted, and none is read."""
    hidden = Grid(file="表.xlsx", sheet="旧", rows=grid(CITY).rows, hidden=True)
    other = grid([("封面",), ("目录",)], sheet="封面")
    found = read(hidden, other, grid(CITY))
    assert found.counts[Fate.HIDDEN] == len(CITY)
    assert found.counts[Fate.OTHER_TABLE] == 2


def test_personal_data_stand_in_no_message() -> None:
    """What is wrong in a personal column is said without what stands there."""
    rows = [
        ("行政处罚决定书文号", "行政相对人名称", "处罚决定日期", "处罚机关"),
        ("某罚〔2021〕1号", "张某某", "不是日期110101199003070000", "某局"),
    ]
    found = read(grid(rows), template="credit-penalties")
    said = [repr(found), found.text("zh"), found.text("en"), found._repr_html_()]
    said += [each.text("zh") for each in (*found.problems, *found.remarks)]
    for text in said:
        assert "张某某" not in text
        assert "110101199003070000" not in text


def test_a_total_that_is_not_the_sum_is_remarked() -> None:
    """The count of all places is checked against theirs."""
    rows = [("地区", "数量（件）"), ("甲省", 3), ("乙省", "4"), ("合计", 7)]
    right = read(grid(rows), template="reconsideration-by-place")
    assert [int(each.value) for each in right.records] == [3, 4]
    assert not right.remarks
    wrong = read(grid([*rows[:3], ("合计", 8)]), template="reconsideration-by-place")
    assert [(each.path, each.received) for each in wrong.remarks] == [
        ("Sheet1!B4", "8")
    ]


def test_a_division_belongs_to_the_nearest_one_above_it() -> None:
    """A county under a heading that the table lacks belongs to its province."""
    rows = [
        ("Source", "Revision", "Code", "Name"),
        ("stats", "201810", "110000", "北京市"),
        ("stats", "201810", "110101", "东城区"),
        ("stats", "201810", "11010", "错"),
    ]
    found = read(grid(rows), template=None)
    city, district = found.records
    assert (city.level.zh, district.level.zh) == ("省级", "县级")
    assert district.parent == city.id
    assert [each.path for each in found.problems] == ["Sheet1!C4"]


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[[Mapping[str, Rows]], Path]:
    """Return a function that writes sheets to a workbook, under a wrong name."""

    def write(sheets: Mapping[str, Rows]) -> Path:
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out)
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
        book.close()
        path = tmp_path / "清单.xls"
        path.write_bytes(out.getvalue())
        return path

    return write


def test_a_file_is_detected_read_and_put_into_a_register(
    workbook: Callable[[Mapping[str, Rows]], Path],
) -> None:
    """A body that the register knows by name is not added again."""
    found = read_table(workbook({"教育局": CITY}))
    assert found.template == "powers"
    register = found.register("r", Label("清单", "list"))
    assert len(register.powers) == len(found.records)
    again = found.merge_into(register)
    assert again == register
    other = read_table(
        workbook({"教育局": [("事项名称", "权力类型"), ("新许可", "许可")]})
    )
    both = other.merge_into(register)
    assert len(both.authorities) == 1
    assert both.powers[-1].holder == register.authorities[0].id


def test_asking_for_what_is_not_there_says_what_is(
    workbook: Callable[[Mapping[str, Rows]], Path], tmp_path: Path
) -> None:
    """An unknown sheet, template or table is refused with the choices."""
    path = workbook({"教育局": CITY, "空": [("无", "表")]})
    with pytest.raises(InputError, match="教育局"):
        read_table(path, sheet="没有")
    with pytest.raises(UnknownCodeError, match="powers"):
        read_table(path, "没有")
    with pytest.raises(InputError, match="header"):
        read_table(path, sheet="空")
    with pytest.raises(InputError, match="header"):
        read_table(path, "divisions")
    own = tmp_path / "own.toml"
    own.write_text('id = "x"\nbuilder = "powers"\nkeys = ["y"]\n', "utf-8")
    with pytest.raises(InputError, match="label"):
        read_table(path, own)


def test_a_template_whose_names_name_nothing_is_refused(tmp_path: Path) -> None:
    """Keys, lists, codes and versions of a user's template are checked with paths."""
    own = tmp_path / "own.toml"
    own.write_text(
        """
        id = "own"
        label = { zh = "表", en = "table" }
        builder = "powers"
        keys = ["nothing"]
        [[columns]]
        name = "kind"
        label = { zh = "类", en = "kind" }
        synonyms = ["类"]
        kind = "enum"
        choices = "PowerKind"
        values = { "甲" = "no_such_code" }
        versions = ["none"]
        """,
        "utf-8",
    )
    with pytest.raises(InputError) as refused:
        load_template(own)
    paths = [each.path for each in refused.value.problems]
    assert paths == [
        "$.keys",
        "$.columns[0].versions",
        "$.columns[0].values.甲",
    ]


def test_every_template_has_a_builder_and_knows_its_own_headings() -> None:
    """The first names of the columns of a template are detected as that template."""
    for template in templates():
        if template.builder == "matrix":
            continue
        assert template.builder in BUILDERS
        headings = tuple(each.synonyms[0] for each in template.columns)
        detected = detecting.detected([grid([*title_of(template), headings])])
        assert detected.id == template.id


def title_of(template: Template) -> Rows:
    """Return what has to stand above a table whose headings do not tell enough."""
    return [template.mentions[:1]] if template.mentions else []


def test_a_result_that_does_not_add_up_is_refused() -> None:
    """A row without a word, twice or without an origin cannot be said to be read."""
    row = RowFate(sheet="", row=1, fate=Fate.PROBLEM)
    with pytest.raises(FieldValueError):
        ImportResult(file="f", template="powers", rows=(row,))
    blank = RowFate(sheet="", row=1, fate=Fate.BLANK)
    with pytest.raises(FieldValueError):
        ImportResult(file="f", template="powers", rows=(blank, blank))


CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            *(str(cell) for row in CITY for cell in row),
            *(str(cell) for row in DOCUMENTS for cell in row),
            "合计",
            "注：某",
            "一、行政处罚",
            "长期",
        ]
    ),
    st.text(max_size=8),
    st.integers(-10, 50_000),
    st.floats(),
    st.booleans(),
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001
)
BODIES = st.lists(st.lists(CELLS, max_size=9), max_size=12)
MERGES = st.lists(
    st.builds(
        lambda top, left, down, wide: Merge(
            top=top, left=left, bottom=top + down, right=left + wide
        ),
        st.integers(0, 14),
        st.integers(0, 9),
        st.integers(0, 4),
        st.integers(0, 4),
    ),
    max_size=4,
)


@settings(max_examples=80)
@given(
    body=BODIES,
    merges=MERGES,
    name=st.sampled_from([each.id for each in templates()]),
    redact=st.booleans(),
)
def test_whatever_a_sheet_holds_each_of_its_rows_is_accounted_for(
    body: list[list[object]], merges: list[Merge], name: str, *, redact: bool
) -> None:
    """No grid of cells breaks the reading, and rows in are rows accounted for."""
    template = load_template(name)
    if template.builder == "matrix":
        return
    headings = [each.synonyms[0] for each in template.columns][:9]
    found = read(grid([headings, *body], "某局", merges), template=name, redact=redact)
    assert [each.row for each in found.rows] == list(range(1, len(body) + 2))
    assert {each.record for each in found.rows if each.fate is Fate.RECORD} <= set(
        found.provenance
    )
    assert len(found.text("zh")) > 0
    assert found._repr_html_().startswith("<table>")


def test_a_power_of_a_list_is_an_ordinary_power(city: ImportResult) -> None:
    """Records are entities of the model, each with an id of its own."""
    assert all(isinstance(each, Power) for each in city.records)
    assert len({each.id for each in city.records}) == len(city.records)
