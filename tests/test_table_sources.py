"""A table may come as a path, as bytes or as a file that is open; or be refused.

What is no file, and what is no known table, is refused with what would have been one.
"""

from __future__ import annotations

import io
import re
from contextlib import suppress
from pathlib import Path

import pytest

import adminlaw as al
from adminlaw.errors import FieldTypeError, InputError
from adminlaw.tables import load_template, templates
from tests.template_tables import PERSON, as_csv, as_xlsx

POWERS = (
    ("权力类型", "事项名称", "行使主体"),
    ("行政许可", "某项许可", "某市教育局"),
)
ONE_COLUMN = """
id = "own"
label = { zh = "表", en = "table" }
builder = "places"
keys = ["name"]

[[columns]]
name = "name"
label = { zh = "地方", en = "place" }
synonyms = ["地方"]
"""
ANOTHER = """
[[columns]]
name = "count"
label = { zh = "数", en = "count" }
synonyms = ["件数"]
"""


# --- A file -----------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_bytes_and_open_files_are_read_as_their_path_is(
    tmp_path: Path, ending: str
) -> None:
    """The records and the fates are the same; bytes have no name."""
    if ending == "csv":
        path = as_csv(tmp_path, POWERS)
    else:
        path = as_xlsx(tmp_path, {"清单": POWERS})
    expected = al.read_table(path)
    data = path.read_bytes()
    for given in (data, bytearray(data), memoryview(data), io.BytesIO(data)):
        found = al.read_table(given)
        assert (found.records, found.rows) == (expected.records, expected.rows)
        assert found.file == ""
    with path.open("rb") as stream:
        found = al.read_table(stream)
    assert found == expected


def test_a_name_that_is_given_to_bytes_stands_in_messages() -> None:
    """An upload in memory has the name that its object carries, without folders."""
    upload = io.BytesIO("甲,乙\n1,2\n".encode())
    upload.name = "上传/清单.csv"
    with pytest.raises(InputError) as caught:
        al.read_table(upload)
    assert caught.value.problems[0].file == "清单.csv"


@pytest.mark.parametrize("given", [io.StringIO("序号,事项名称"), 7, None, ["清单.csv"]])
def test_what_is_no_file_is_refused_with_what_is_taken(given: object) -> None:
    """An error of the library names the three kinds, in both languages."""
    with pytest.raises(FieldTypeError, match="binary mode") as caught:
        al.read_table(given)  # type: ignore[arg-type]
    assert type(given).__name__ in caught.value.message("zh")


def test_a_closed_file_and_an_impossible_name_cannot_be_opened(tmp_path: Path) -> None:
    """Both are refused as a file that is not there is."""
    path = as_csv(tmp_path, POWERS)
    with path.open("rb") as closed:
        pass
    for given in (closed, "a\0b.csv", tmp_path / "没有.csv"):
        with pytest.raises(InputError, match="can be opened"):
            al.read_table(given)


def test_a_template_is_an_id_a_path_or_a_template() -> None:
    """Anything else is refused with those three."""
    with pytest.raises(FieldTypeError, match="Template"):
        load_template(7)  # type: ignore[arg-type]


def test_a_template_that_ships_bears_the_name_of_its_file() -> None:
    """One alone is loaded where it is asked for by its id."""
    assert [load_template(each.id) for each in templates()] == list(templates())


# --- No known table ---------------------------------------------------------------


def test_an_unknown_table_is_told_what_it_comes_nearest_to(tmp_path: Path) -> None:
    """The message names template, row, headings that are known, and what is lacking."""
    rows = [("表一",), ("事项名称", "行使主体", "联系方式"), ("甲", "乙", "丙")]
    with pytest.raises(InputError) as caught:
        al.read_table(as_csv(tmp_path, rows), "credit-penalties")
    with pytest.raises(InputError) as caught:
        al.read_table(as_csv(tmp_path, [("执法领域", "执法区域"), ("甲", "乙")]))
    [problem] = caught.value.problems
    assert (problem.line, problem.path) == (1, "A1")
    assert problem.received == "执法领域、执法区域"
    assert "officers" in problem.expected_en
    assert "lacks name" in problem.expected_en
    assert "还缺列：“姓名”" in problem.expected_zh


def test_a_table_without_any_known_heading_is_told_every_template(
    tmp_path: Path,
) -> None:
    """What stands in such a table is not repeated: it may name a person."""
    path = as_csv(tmp_path, [("谁", "何处"), (PERSON, "某地")])
    with pytest.raises(InputError) as caught:
        al.read_table(path)
    for each in templates():
        assert each.id in caught.value.message("en")
    assert PERSON not in caught.value.message("zh") + caught.value.message("en")


def test_a_single_known_heading_is_told_that_two_are_needed(tmp_path: Path) -> None:
    """The heading is there, so that it is not said to be lacking."""
    own = tmp_path / "own.toml"
    own.write_text(f"{ONE_COLUMN}{ANOTHER}", "utf-8")
    path = as_csv(tmp_path, [("地方", "甲"), ("某地", "1")])
    with pytest.raises(InputError) as caught:
        al.read_table(path, own)
    assert "one more known heading" in caught.value.message("en")
    assert "另一个已知的列名" in caught.value.message("zh")


def test_a_template_of_one_column_is_found_by_its_one_heading(tmp_path: Path) -> None:
    """Further columns do not matter, as they do not elsewhere."""
    own = tmp_path / "own.toml"
    own.write_text(ONE_COLUMN, "utf-8")
    path = as_csv(tmp_path, [("标题", ""), ("地方", "职务"), ("某地", "好")])
    found = al.read_table(path, own)
    assert [each.name for each in found.mapping] == ["name", ""]
    assert len(found.rows) == 3


def test_words_that_a_template_asks_for_are_named_where_they_lack(
    tmp_path: Path,
) -> None:
    """A list of names and numbers is of reconsideration only where it says so."""
    with pytest.raises(InputError, match="reconsideration"):
        al.read_table(as_csv(tmp_path, [("地区", "案件数"), ("某地", "1")]))


# --- A damaged workbook -----------------------------------------------------------

FLAGS, METHOD, DIGEST = 8, 10, 16
"""Where an entry of the directory of an archive has them (APPNOTE.TXT 4.3.12)."""


@pytest.mark.parametrize(("place", "value"), [(FLAGS, 1), (METHOD, 99), (DIGEST, 1)])
@pytest.mark.parametrize("number", range(9))
def test_a_damaged_part_of_a_workbook_is_no_error_of_the_archive(
    tmp_path: Path, number: int, place: int, value: int
) -> None:
    """Encrypted, packed in an unknown way or changed: it is refused, or read whole."""
    data = bytearray(as_xlsx(tmp_path, {"清单": POWERS}).read_bytes())
    entries = [at.start() for at in re.finditer(b"PK\x01\x02", data)]
    data[entries[number] + place] ^= value
    with suppress(InputError):
        assert len(al.read_table(data).records) == 1
