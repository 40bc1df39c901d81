"""What no field of a record holds is said: in the mapping, and where it is written."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

import pytest
from attrs import evolve

from adminlaw.cli import main
from adminlaw.labels import Label
from adminlaw.tables import load_template, read_table, templates
from adminlaw.tables.building import BUILDERS, limits, publicity
from adminlaw.tables.layout import Column, ColumnKind
from tests.template_tables import as_csv, table

ROW = {
    "序号": "1",
    "权力类型": "行政许可",
    "事项名称": "某项许可",
    "行使主体": "某市教育局",
    "法定期限": "20日",
    "追责对象": "某科室",
    "联系\n人": "张某某",
}


def file(folder: Path) -> Path:
    """Write a list of powers with a column that is unknown, and one without a field."""
    return as_csv(folder, table(ROW))


def test_a_column_that_no_field_holds_says_so_in_the_mapping(tmp_path: Path) -> None:
    """Whether the template knows it or not; its text stands with the origin."""
    found = read_table(file(tmp_path))
    apart = [each.heading for each in found.mapping if each.origin_only]
    assert [each.split() for each in apart] == [["追责对象"], ["联系", "人"]]
    assert found.left_out == ("追责对象", "联系 人")
    text = found.text("en")
    assert "追责对象 → who is held to account (no field, kept with the origin)" in text
    assert "联系 人 → (unmapped, kept with the origin)" in text
    assert "法定期限 → statutory time limit\n" in text
    (cells,) = found.provenance[found.records[0].id].cells
    assert cells["追责对象"] == "某科室"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "以下各列没有对应字段，未写入登记簿：追责对象、联系 人"),
        ("en", "not written to the register: 追责对象, 联系 人"),
    ],
)
def test_the_command_says_what_it_did_not_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, said: str
) -> None:
    """A register has no origins, so that the text of these columns is not in it."""
    path = str(file(tmp_path))
    assert main(["import", path, "--lang", lang]) == 0
    assert said not in capsys.readouterr().out
    target = tmp_path / "登记簿"
    assert main(["import", path, "--to", str(target), "--lang", lang]) == 0
    assert f"{said}\n" in capsys.readouterr().out
    written = "".join(each.read_text("utf-8") for each in target.iterdir())
    assert "某科室" not in written
    assert "20 days" in written


def test_a_column_that_its_builder_never_asks_for_is_marked_so() -> None:
    """A running number need not be, as nothing is lost with it."""
    for template in templates():
        builder = BUILDERS.get(template.builder)
        if builder is None:
            continue
        modules = (sys.modules[builder.__module__], limits, publicity)
        asked = "".join(map(inspect.getsource, modules))
        for each in template.columns:
            if f'"{each.name}"' not in asked:
                assert each.origin_only or each.kind is ColumnKind.NUMBER, each.name


def test_a_column_of_a_template_of_ones_own_is_held_under_a_known_name_only(
    tmp_path: Path,
) -> None:
    """A name that its builder does not ask for makes no field."""
    powers = load_template("powers")
    label = Label("科室", "office")
    more = [Column(name=each, label=label, synonyms=(each,)) for each in ("科", "室")]
    own = evolve(powers, id="own", columns=(*powers.columns, *more))
    path = as_csv(tmp_path, table(ROW | {"科": "甲", "室": "乙"}))
    found = read_table(path, own)
    assert found.left_out == ("追责对象", "联系 人", "科", "室")


def test_a_column_without_a_field_is_never_asked_of_a_row() -> None:
    """Neither is it required, nor does it tell where a record begins."""
    for template in map(load_template, templates()):
        for each in template.columns:
            if each.origin_only:
                assert not each.required
                assert each.name not in template.keys
