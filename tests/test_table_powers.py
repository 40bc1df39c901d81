"""Lists of powers: time limits, main items, several bodies in a cell, states."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from adminlaw.labels import Label
from adminlaw.model import EventKind
from adminlaw.tables import ImportResult, load_template, read_table
from tests.template_tables import as_csv, as_xlsx, table, told


def power(**cells: str) -> dict[str, Any]:
    """Return a row of a list of powers, with some cells added or changed."""
    row = {
        "权力类型": "行政许可",
        "事项名称": "某项许可",
        "行使主体": "某市教育局",
        "实施依据": "《教育法》第十五条",
    }
    return row | cells


def read(folder: Path, *rows: dict[str, Any]) -> ImportResult:
    """Read rows as a list of powers."""
    return read_table(as_csv(folder, table(*rows)), "powers")


def items(found: ImportResult) -> list[Any]:
    """Return the service items of a result."""
    return list(found.register("r", Label("清单", "list")).service_items)


# --- Time limits ------------------------------------------------------------------


@pytest.mark.parametrize("name", ["statutory_limit", "promised_limit"])
def test_a_limit_is_known_by_the_same_headings_in_both_lists(name: str) -> None:
    """法定期限 is no less known in a list of powers than in one of service items."""
    known = [
        next(each for each in load_template(of).columns if each.name == name)
        for of in ("powers", "service-items")
    ]
    assert known[0].synonyms == known[1].synonyms
    assert known[0].kind is known[1].kind


def test_the_limits_of_a_power_stand_on_a_service_item_of_it(tmp_path: Path) -> None:
    """A power has no field for them; the item names the power that it carries out."""
    found = read(tmp_path, power(法定期限="20个工作日", 承诺期限="自受理之日起5日内"))
    (one,) = found.records
    (item,) = items(found)
    assert (item.name, item.handler, item.powers) == (one.name, one.holder, (one.id,))
    assert str(item.statutory_limit) == "20 working days"
    assert str(item.promised_limit) == "5 days"
    assert found.remarks == ()
    assert one.remark == ""


@pytest.mark.parametrize(
    ("text", "remarks"), [("30", 1), ("即办", 0), ("按规定办理", 1)]
)
def test_a_limit_that_is_no_length_of_time_is_kept_in_the_remark(
    tmp_path: Path, text: str, remarks: int
) -> None:
    """What cannot be read is not lost: the power says it as its list does."""
    found = read(tmp_path, power(承诺期限=text, 备注="由县级受理"))
    assert found.records[0].remark == f"由县级受理；承诺办结时限：{text}"
    assert items(found) == []
    assert len(found.remarks) == remarks


@pytest.mark.parametrize("text", ["", "无", "-1"])
def test_a_limit_that_is_not_stated_makes_nothing(tmp_path: Path, text: str) -> None:
    """No item, no remark."""
    found = read(tmp_path, power(法定期限=text))
    assert (items(found), found.records[0].remark, found.remarks) == ([], "", ())


@pytest.mark.parametrize(
    "cells",
    [
        {"法定期限（工作日）": "20"},
        {"法定期限": "20", "法定期限单位": "工作日"},
    ],
)
def test_the_unit_of_a_limit_may_stand_in_the_heading_or_beside_it(
    tmp_path: Path, cells: dict[str, str]
) -> None:
    """As in a list of service items."""
    (item,) = items(read(tmp_path, power(**cells)))
    assert str(item.statutory_limit) == "20 working days"


def test_two_limits_of_one_power_are_both_kept_as_text(tmp_path: Path) -> None:
    """Neither is chosen; the cell is named."""
    rows = table(
        power(责任事项="1.受理", 法定期限="20日"),
        dict.fromkeys(power(), "") | {"责任事项": "2.审查", "法定期限": "30日"},
    )
    found = read_table(as_csv(tmp_path, rows), "powers")
    assert found.records[0].remark == "法定办结时限：20日、30日"
    assert "one limit" in told(found.remarks)
    assert items(found) == []


def test_a_list_with_limits_is_merged_twice_without_a_change(tmp_path: Path) -> None:
    """Items get the same ids each time, so that nothing is added again."""
    found = read(tmp_path, power(法定期限="20日"))
    register = found.register("r", Label("清单", "list"))
    assert found.merge_into(register) == register


def test_a_list_of_service_items_with_limits_is_still_one(tmp_path: Path) -> None:
    """Headings that both templates know do not make it a list of powers."""
    row = {
        "事项名称": "某项许可",
        "实施主体": "某市教育局",
        "设定依据": "《教育法》第十五条",
        "法定期限": "20日",
        "承诺期限": "10日",
    }
    found = read_table(as_csv(tmp_path, table(row)))
    assert found.template == "service-items"


# --- Main items -------------------------------------------------------------------


def workbook(folder: Path, bases: tuple[str, ...], *, merged: bool) -> Path:
    """Write a main item merged over its sub-items, with the basis of each."""
    path = folder / "清单.xlsx"
    head = ("权力类型", "事项名称", "子项名称", "实施依据", "行使主体")
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 0, head)
        last = len(bases)
        for column, text in ((0, "行政许可"), (1, "主项"), (4, "某市教育局")):
            sheet.merge_range(1, column, last, column, text)
        for row, basis in enumerate(bases, 1):
            sheet.write(row, 2, f"子项{row}")
            if not merged:
                sheet.write(row, 3, basis)
        if merged:
            sheet.merge_range(1, 3, last, 3, bases[0])
    return path


@pytest.mark.parametrize("merged", [True, False])
def test_a_main_item_has_the_basis_that_all_its_sub_items_share(
    tmp_path: Path, *, merged: bool
) -> None:
    """Whether the cell is merged over the same rows or repeated in each of them."""
    found = read_table(workbook(tmp_path, ("《教师法》第十条",) * 3, merged=merged))
    by_name = {each.name: each for each in found.records}
    main = by_name["主项"]
    assert main.basis_text == "《教师法》第十条"
    assert main.basis == by_name["子项1"].basis
    assert main.id in found.provenance


@pytest.mark.parametrize("other", ["《教育法》第十五条", ""])
def test_a_main_item_has_no_basis_where_its_sub_items_differ(
    tmp_path: Path, other: str
) -> None:
    """The basis of one sub-item is not that of all."""
    bases = ("《教师法》第十条", other)
    found = read_table(workbook(tmp_path, bases, merged=False))
    (main,) = (each for each in found.records if each.name == "主项")
    assert (main.basis, main.basis_text) == ((), "")


def test_a_main_item_with_a_row_of_its_own_keeps_its_own_basis(tmp_path: Path) -> None:
    """What the list says of it is not overruled by its sub-items, and it is a row."""
    rows = (power(子项=""), power(子项="甲", 实施依据="《教师法》第十条"))
    found = read(tmp_path, *rows)
    assert [each.basis_text for each in found.records] == [
        "《教育法》第十五条",
        "《教师法》第十条",
    ]
    assert found.main_items == 0


def test_the_count_says_how_many_main_items_it_includes(tmp_path: Path) -> None:
    """Two rows and three records add up for the reader."""
    found = read_table(workbook(tmp_path, ("《教师法》第十条",) * 2, merged=True))
    assert (len(found.records), found.main_items) == (3, 1)
    assert "3 records (including 1 main item)" in found.text("en")
    assert "3 条记录（含1个主项）" in found.text("zh")
    assert "（含1个主项）" in found._repr_html_()
    plain = read(tmp_path, power())
    assert "main item" not in plain.text("en")


# --- Several bodies in a cell -----------------------------------------------------


@pytest.mark.parametrize(
    ("holder", "several"),
    [
        ("某市教育局、某市公安局", True),
        ("某市教育局\n某市公安局", True),
        ("某市教育局；某市公安局", True),
        ("某市文化、旅游局", False),
        ("某市卫生\n健康委员会", False),
        ("某市人民政府\n办公室", False),
        ("某市教育局", False),
    ],
)
def test_a_holder_that_is_several_bodies_is_remarked_upon_and_no_other(
    tmp_path: Path, holder: str, *, several: bool
) -> None:
    """A name that is broken by a line, or holds the sign itself, is one body."""
    rows = table(power(行使主体=holder))
    found = read_table(as_xlsx(tmp_path, {"表": rows}), "powers")
    assert len(found.related) == 1
    assert [each.path for each in found.remarks] == (["表!C2"] if several else [])


@pytest.mark.parametrize("template", ["officers", "subjects"])
def test_two_bodies_in_a_cell_of_a_roster_are_remarked_upon(
    tmp_path: Path, template: str
) -> None:
    """The place of an officer, or the name of a subject, is one body."""
    both = "某市教育局、某市公安局"
    rows = {
        "officers": {"姓名": "张某某", "执法证号": "A1", "所在单位": both},
        "subjects": {"执法主体名称": both, "执法主体类别": "法定行政机关"},
    }
    path = as_csv(tmp_path, table(rows[template]))
    found = read_table(path, template)
    assert len(found.records) == 1
    assert "one body" in told(found.remarks)


# --- States -----------------------------------------------------------------------


def test_the_words_for_a_state_are_those_of_the_template() -> None:
    """Each stands for a code: in use or in force, or the kind of an event."""
    for name, usual in (("powers", "in_use"), ("documents", "in_force")):
        (state,) = (
            each for each in load_template(name).columns if each.name == "state"
        )
        assert usual in state.values.values()
        for code in set(state.values.values()) - {usual}:
            assert EventKind.of(code).code == code


@pytest.mark.parametrize(("state", "ended"), [("已 废止", True), ("未废止", False)])
def test_a_state_is_known_whole_and_without_its_blanks(
    tmp_path: Path, state: str, *, ended: bool
) -> None:
    """未废止 holds a word for an end, and says none."""
    (one,) = read(tmp_path, power(状态=state)).records
    assert [each.kind for each in one.events] == [EventKind.REPEALED] * ended
    assert one.remark == f"状态：{state}"
