"""A written workbook looks like the official form, and says why cells are blank."""

from __future__ import annotations

from pathlib import Path

import pytest

from adminlaw.cli import main
from adminlaw.forms import (
    Cell,
    Form,
    compare_years,
    fill,
    layouts,
    load_layout,
    read_form,
    write_form,
)
from adminlaw.forms.explaining import reasons_of
from adminlaw.forms.papers import Block, paper_of
from adminlaw.labels import Label
from adminlaw.model import Unit
from adminlaw.register import read_register
from adminlaw.tables.grids import Grid
from adminlaw.tables.matrices import Layout, MatrixTable
from adminlaw.tables.opening import read_grids

MODEL_CITY = Path(__file__).parents[1] / "examples" / "model-city"
CITY = read_register(MODEL_CITY)


def sheets(form: Form, folder: Path) -> dict[str, Grid]:
    """Return the sheets of a form that was written."""
    written = read_grids(write_form(form, folder / "form.xlsx"))
    return {each.sheet: each for each in written}


def lines(grid: Grid) -> list[str]:
    """Return the rows of a sheet as texts."""
    return ["|".join("" if v is None else str(v) for v in row) for row in grid.rows]


def test_table_three_has_the_headings_and_numbers_of_the_form(tmp_path: Path) -> None:
    """申请人情况 over its columns, 三 over its rows, （七）总计 at the end."""
    form = fill("disclosure-2021", CITY, 2024, authority="gov")
    grid = sheets(form, tmp_path)["三、收到和处理政府信息公开申请情况"]
    said = lines(grid)
    assert said[0].startswith("三、收到和处理政府信息公开申请情况|")
    assert said[1].startswith("填报机关：示例市人民政府　　年度：2024　　单位：")
    assert said[2].split("|")[3] == "申请人情况"
    assert said[3].split("|")[3:5] == ["自然人", "法人或其他组织"]
    assert said[5].startswith("一、本年新收政府信息公开申请数量|")
    assert said[7].startswith("三、本年度办理结果|（一）予以公开|")
    assert said[9].startswith("|（三）不予公开|1.属于国家秘密|")
    assert said[-2].startswith("|（七）总计|")
    assert said[-1].startswith("四、结转下年度继续办理|")
    spans = {(each.top, each.left, each.bottom, each.right) for each in grid.merges}
    assert {(0, 0, 0, 9), (2, 0, 4, 2), (2, 3, 2, 9), (3, 4, 3, 8), (7, 0, 28, 0)} <= (
        spans
    )


def test_the_tables_of_one_section_share_a_sheet(tmp_path: Path) -> None:
    """第二十条 has four tables below each other, each with its title."""
    said = sheets(Form(id="disclosure-2021", year=2024), tmp_path)
    assert list(said) == [
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "说明",
    ]
    titles = [each.strip("|") for each in lines(said["二、主动公开政府信息情况"])]
    assert [each for each in titles if each.startswith("第二十条")] == [
        "第二十条第（一）项",
        "第二十条第（五）项",
        "第二十条第（六）项",
        "第二十条第（八）项",
    ]


def test_table_four_has_groups_over_groups(tmp_path: Path) -> None:
    """行政诉讼 stands over both of its groups, and no label before the numbers."""
    said = lines(
        sheets(Form(id="disclosure-2021"), tmp_path)[
            "四、政府信息公开行政复议、行政诉讼情况"
        ]
    )
    assert said[2].startswith("行政复议|||||行政诉讼|")
    assert said[3].split("|")[5] == "未经复议直接起诉"
    assert said[4].startswith("结果维持|结果纠正|其他结果|尚未审结|总计|结果维持")


@pytest.mark.parametrize("layout", layouts(), ids=lambda each: each.id)
def test_no_two_headings_cover_one_cell(layout: Layout) -> None:
    """Headings, labels and numbers tile a table: each cell belongs to one of them."""
    form = Form(id=layout.id)
    for table in layout.tables:
        paper = paper_of(form, table)
        cells = [each for block in paper.blocks for each in covered(block)]
        cells += [place for place, _ in paper.numbers]
        rows = max(row for row, _ in cells) + 1
        assert len(cells) == len(set(cells)) == rows * paper.width


def covered(block: Block) -> list[tuple[int, int]]:
    """Return the cells of a block."""
    return [
        (row, column)
        for row in range(block.top, block.bottom + 1)
        for column in range(block.left, block.right + 1)
    ]


def test_reasons_stand_once_with_their_cells_and_records() -> None:
    """Columns that the same cases leave open are one line; long lists are cut."""
    form = fill("enforcement-statistics-datong-2021", CITY, 2024)
    found = reasons_of(form)
    assert len(found) < 8
    [open_line] = [each for each in found if each[0].startswith("68 条")]
    assert open_line[1] == "12"
    assert open_line[2].startswith("行政处罚实施情况：警告；")
    assert open_line[3].endswith("；另有 38 条")
    assert len(form.cell("penalties", "total", "fine").records) == 68
    many = {
        address: Cell.of(None, Label("空", "blank"))
        for address in load_layout("disclosure-2021").addresses()
    }
    [line] = reasons_of(Form(id="disclosure-2021", cells=many))
    assert line[2].endswith(f"；另有 {len(many) - 20} 个单元格")


def test_a_whole_register_says_that_it_is_one(tmp_path: Path) -> None:
    """Nobody takes the sum of a hundred bodies for the form of one."""
    form = fill("disclosure-2021", CITY, 2024)
    assert form.authority == ""
    assert form.scope is not None
    written = sheets(form, tmp_path)
    about = lines(written["说明"])
    assert "统计范围|" + form.scope.zh in about[3]
    assert "不计上级机关和辖区外机关" in lines(written["二、主动公开政府信息情况"])[1]
    again = read_form(write_form(form, tmp_path / "form.json"))
    assert again.scope == form.scope
    assert again.cell("documents", "normative", "issued").records == ("r-d221-doc",)
    # The city issued 21 rules in 2024, which take effect in 2025; by the rule of the
    # stock they count at the end of 2024. Seven others are not the city's.
    assert form.value("documents", "rules", "issued") == 21
    assert form.value("documents", "rules", "in_force") == 21
    assert not compare_years(fill("disclosure-2021", CITY, 2023), form).failed


def test_the_command_fills_in_for_one_body(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--authority`` names it; an unknown one is refused, as is one to be read."""
    file = str(tmp_path / "f.xlsx")
    words = ["--form", "disclosure-2021", "--year", "2024"]
    city = ["--register", str(MODEL_CITY)]
    assert main(["form", file, *words, *city, "--authority", "gov"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("示例市人民政府 2024年度 政府信息公开工作年度报告")
    assert out.endswith(f"已写入 {file}\n")
    filled = fill("disclosure-2021", CITY, 2024, authority="gov")
    assert read_form(file) == filled
    assert main(["form", file, *words, *city, "--authority", "none"]) == 2
    assert main(["form", file, "--authority", "gov"]) == 2
    assert "--register" in capsys.readouterr().err


def test_a_table_without_rows_or_columns_is_written(tmp_path: Path) -> None:
    """A layout of one's own may be begun before its tables are."""
    parts = [
        MatrixTable(
            key=f"t{number}", label=Label("表", "table"), unit=Unit.CASE, across=across
        )
        for number, across in enumerate((True, False))
    ]
    own = Layout(id="own", label=Label("表", "table"), tables=tuple(parts))
    form = Form(id="own", layout=own)
    file = write_form(form, tmp_path / "own.xlsx")
    assert [each.sheet for each in read_grids(file)] == ["1 表", "2 表", "说明"]
