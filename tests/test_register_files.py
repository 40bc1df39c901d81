"""A register in files: what is written is read again, and what is wrong is reported.

One read gives one report of everything that is wrong, each problem with its file,
its line and its path; nothing is left out in silence.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from adminlaw.converter import unstructure
from adminlaw.errors import InputError, Problem
from adminlaw.identifiers import DivisionLevel
from adminlaw.labels import Label
from adminlaw.model import COLLECTIONS, Place, Register
from adminlaw.model.identities import PlaceId, ReportId
from adminlaw.register import (
    SCHEMA_VERSION,
    PartialRegister,
    read_partial_register,
    read_register,
    write_register,
)
from adminlaw.register.toml import toml_text
from adminlaw.spans import DateSpan
from tests.strategies import AWKWARD, registers, specimen

EXAMPLES = Path(__file__).parent.parent / "examples"

HEADER = 'schema_version = 1\nid = "r"\nlabel = { zh = "册", en = "register" }\n'
TOP = {"schema_version": 1, "id": "r", "label": {"zh": "册", "en": "register"}}
GOOD = {"id": "p", "name": "某县", "level": "county"}
LABEL = Label("册", "register")

by_folder_and_file = pytest.mark.parametrize("name", ["folder", "file.json"])


def line(**fields: object) -> str:
    """Return one good place as a line of JSON, with some fields changed."""
    return json.dumps({**GOOD, **fields}, ensure_ascii=False)


def folder(
    path: Path, files: Mapping[str, str | bytes], header: str | bytes = HEADER
) -> Path:
    """Write a register folder as it stands, byte by byte."""
    path.mkdir(exist_ok=True)
    for name, content in {"register.toml": header, **files}.items():
        data = content if isinstance(content, bytes) else content.encode()
        (path / name).write_bytes(data)
    return path


def single(path: Path, payload: object) -> Path:
    """Write a register as one file."""
    file = path / "register.json"
    file.write_text(json.dumps(payload, ensure_ascii=False), "utf-8")
    return file


def problems(path: Path) -> tuple[Problem, ...]:
    """Return every problem for which the register at *path* is refused."""
    with pytest.raises(InputError) as caught:
        read_register(path)
    return caught.value.problems


def places(path: Path) -> list[tuple[str, int, str]]:
    """Return where the problems are: file, line and path of each, in order."""
    return sorted((each.file, each.line, each.path) for each in problems(path))


# The round trip


@by_folder_and_file
@settings(max_examples=40)
@given(register=registers())
@example(register=Register(id="", label=Label("", "")))
def test_a_register_survives_the_way_through_files(
    name: str, tmp_path_factory: pytest.TempPathFactory, register: Register
) -> None:
    """What was written is read as an equal register, from a folder and from a file."""
    path = tmp_path_factory.mktemp("register") / name
    write_register(register, path)
    assert read_register(path) == register
    assert read_partial_register(path) == PartialRegister(register, ())


@by_folder_and_file
def test_a_register_with_every_field_filled_survives(name: str, tmp_path: Path) -> None:
    """No kind of record and no field of any of them is lost in files."""
    register = specimen(Register)
    register = attrs.evolve(register, place=register.places[0].id)
    write_register(register, tmp_path / name)
    assert read_register(tmp_path / name) == register


@pytest.mark.parametrize("example_name", ["hengshui-2017", "lianjiang-2021"])
@by_folder_and_file
def test_an_example_register_survives(
    name: str, example_name: str, tmp_path: Path
) -> None:
    """The shipped registers are read, and equal after they are written anew."""
    register = read_register(EXAMPLES / example_name)
    assert len(register.figures) > 50
    write_register(register, tmp_path / name)
    assert read_register(tmp_path / name) == register


@by_folder_and_file
@settings(max_examples=20)
@given(register=registers())
def test_writing_twice_gives_the_same_bytes(
    name: str, tmp_path_factory: pytest.TempPathFactory, register: Register
) -> None:
    """Files are canonical: what was read and is written again does not change."""
    one, two = (tmp_path_factory.mktemp(each) / name for each in ("one", "two"))
    write_register(register, one)
    write_register(read_register(one), two)
    assert contents(one) == contents(two)


def contents(path: Path) -> dict[str, bytes]:
    """Return the bytes of a file, or of each file in a folder."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {each.name: each.read_bytes() for each in files}


TEXTS = (
    *AWKWARD,
    "2017-01-01",
    "2017-02-30",
    "9999-99-99",
    "08:25:30",
    "true",
    '"quoted"',
    "back\\slash",
    "#",
    "]",
    "'''",
)


@by_folder_and_file
@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_the_header_keeps_any_text(name: str, text: str, tmp_path: Path) -> None:
    """An id or a label that looks like a day, a number or a quotation stays text."""
    register = Register(
        id=text,
        label=Label(text, text),
        place=PlaceId(text),
        places=(Place(id=PlaceId(text), name=text, level=DivisionLevel.COUNTY),),
    )
    write_register(register, tmp_path / name)
    assert read_register(tmp_path / name) == register


@given(text=st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_line_holds_any_text_in_one_line(text: str, tmp_path: Path) -> None:
    """A record takes one line, whatever separators its text holds."""
    register = Register(
        id="r",
        label=LABEL,
        places=(Place(id=PlaceId("p"), name=text, level=DivisionLevel.COUNTY),),
    )
    write_register(register, tmp_path)
    assert (tmp_path / "places.jsonl").read_bytes().count(b"\n") == 1
    assert read_register(tmp_path) == register


def test_a_day_in_the_header_is_a_day_of_toml(tmp_path: Path) -> None:
    """Days stand bare in TOML, and a header with quoted days is read as well."""
    register = Register(id="r", label=LABEL, period=DateSpan.year(2017))
    write_register(register, tmp_path)
    text = (tmp_path / "register.toml").read_text("utf-8")
    assert "since = 2017-01-01" in text
    quoted = text.replace("2017-01-01", '"2017-01-01"')
    (tmp_path / "register.toml").write_text(quoted, "utf-8")
    assert read_register(tmp_path) == register


def test_files_are_utf8_with_newlines_only(tmp_path: Path) -> None:
    """汉字 are written as they are, without a byte order mark and without CR."""
    write_register(specimen(Register), tmp_path)
    for data in contents(tmp_path).values():
        assert data.endswith(b"\n")
        assert not data.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in data
        assert "甲".encode() in data


def test_files_of_kinds_no_longer_held_are_removed(tmp_path: Path) -> None:
    """A folder written anew holds the new register and nothing of the old one."""
    write_register(specimen(Register), tmp_path)
    (tmp_path / "README.md").write_text("kept", "utf-8")
    assert {f"{kind}.jsonl" for kind in COLLECTIONS} <= set(contents(tmp_path))
    empty = Register(id="r", label=LABEL)
    write_register(empty, tmp_path)
    assert set(contents(tmp_path)) == {"register.toml", "README.md"}
    assert read_register(tmp_path) == empty


def test_a_register_is_written_into_folders_that_do_not_exist_yet(
    tmp_path: Path,
) -> None:
    """The folder of a register is made, with those above it."""
    register = Register(id="r", label=LABEL)
    write_register(register, str(tmp_path / "a" / "b"))
    assert read_register(str(tmp_path / "a" / "b")) == register


def test_a_register_that_cannot_be_written_raises_an_operating_system_error(
    tmp_path: Path,
) -> None:
    """A file in the way of the folder stops the writing, and says so."""
    (tmp_path / "taken").write_text("", "utf-8")
    with pytest.raises(OSError, match="taken"):
        write_register(Register(id="r", label=LABEL), tmp_path / "taken")


# What may differ without a difference


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    """A mark at the head of a file, which some editors leave, is no part of it."""
    mark = b"\xef\xbb\xbf"
    header, row = mark + HEADER.encode(), mark + line().encode()
    register = read_register(folder(tmp_path, {"places.jsonl": row}, header))
    assert register.find(Place, "p").name == "某县"
    file = single(tmp_path, TOP)
    file.write_bytes(mark + file.read_bytes())
    assert read_register(file).id == "r"


def test_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    """CR LF ends a line as LF does, in the header and in the rows."""
    rows = f"{line(id='a')}\r\n\r\n{line(id='b')}\r\n"
    header = HEADER.replace("\n", "\r\n")
    register = read_register(folder(tmp_path, {"places.jsonl": rows}, header))
    assert [each.id for each in register.places] == ["a", "b"]


def test_blank_lines_are_passed_over_and_counted(tmp_path: Path) -> None:
    """Blank lines hold nothing, and lines after them keep their numbers."""
    rows = f"\n  \t\n{line()}\n\n{line(id='q', name=5)}"
    assert places(folder(tmp_path, {"places.jsonl": rows})) == [
        ("places.jsonl", 5, "$.name")
    ]


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\u0085"], ids=ascii)
def test_other_separators_do_not_end_a_line(separator: str, tmp_path: Path) -> None:
    """U+2028 and its like may stand inside JSON text and end no line."""
    rows = line(name=f"上{separator}下")
    assert separator in rows
    register = read_register(folder(tmp_path, {"places.jsonl": rows}))
    assert register.find(Place, "p").name == f"上{separator}下"


def test_an_empty_file_holds_no_records(tmp_path: Path) -> None:
    """A file of a kind may be empty; a folder needs its header only."""
    register = read_register(folder(tmp_path, {"places.jsonl": ""}))
    assert register == Register(id="r", label=LABEL)


# What cannot be used at all


@pytest.mark.parametrize("name", ["missing", "missing.json", "notes.txt"])
def test_what_is_missing_or_no_register_is_named(name: str, tmp_path: Path) -> None:
    """A path to nothing, or to a file of another kind, gives one problem: its name."""
    (tmp_path / "notes.txt").write_text("notes", "utf-8")
    (problem,) = problems(tmp_path / name)
    assert problem.file == name
    assert "register.toml" in problem.expected_en or "file" in problem.expected_en


def test_a_path_with_a_nul_is_a_missing_file(tmp_path: Path) -> None:
    """No file can have such a name; the reader says so as of any missing file."""
    assert len(problems(tmp_path / "a\0.json")) == 1


def test_a_folder_without_a_header_is_refused(tmp_path: Path) -> None:
    """The message names the header that is missing."""
    (tmp_path / "places.jsonl").write_text(line(), "utf-8")
    (problem,) = problems(tmp_path)
    assert "register.toml" in problem.expected_zh
    assert "register.toml" in problem.expected_en


@pytest.mark.parametrize(
    "header",
    [
        'id = "r',
        "id = ",
        "id = 1\nid = 2",
        "period = { since = 2017-02-30 }",
        f"{HEADER}\0",
        f"x = {'[' * 5000}",
        f"x = {'1' * 5000}",
        f"schema_version = 0x{'f' * 5000}",
    ],
    ids=lambda text: ascii(text)[-24:],
)
def test_a_header_that_is_not_toml_is_refused(header: str, tmp_path: Path) -> None:
    """A syntax error, a repeated key, a day that does not exist: no TOML."""
    for problem in problems(folder(tmp_path, {}, header)):
        assert problem.file == "register.toml"


def test_a_syntax_error_in_the_header_is_placed_in_both_languages(
    tmp_path: Path,
) -> None:
    """The line of the error is said in Chinese as it is in English."""
    (problem,) = problems(folder(tmp_path, {}, "schema_version = 1\n\n\nid = ?\n"))
    for lang in ("zh", "en"):
        assert "4" in problem.text(lang)


def test_a_header_that_is_not_toml_hides_no_other_problem(tmp_path: Path) -> None:
    """The rows are read although the header cannot be, so that one report tells all."""
    rows = {"places.jsonl": line(level="?")}
    assert places(folder(tmp_path, rows, "id = ")) == [
        ("places.jsonl", 1, "$.level"),
        ("register.toml", 0, "$"),
    ]


@pytest.mark.parametrize("version", [0, 3, 99, -1, '"1"', "true", "1.0", "[1]"])
def test_another_schema_version_is_refused(version: object, tmp_path: Path) -> None:
    """A version that this release does not know is never read as its own."""
    header = HEADER.replace("schema_version = 1", f"schema_version = {version}")
    (problem,) = problems(folder(tmp_path, {}, header))
    assert (problem.file, problem.path) == ("register.toml", "$.schema_version")
    assert str(SCHEMA_VERSION) in problem.expected_en


def test_a_register_without_a_schema_version_is_refused(tmp_path: Path) -> None:
    """A file that does not say its version is not guessed at."""
    header = HEADER.replace("schema_version = 1\n", "")
    assert places(folder(tmp_path, {}, header)) == [
        ("register.toml", 0, "$.schema_version")
    ]
    assert places(single(tmp_path, {"id": "r", "label": TOP["label"]})) == [
        ("register.json", 0, "$.schema_version")
    ]


@pytest.mark.parametrize("broken", ["register.toml", "places.jsonl", "file.json"])
def test_bytes_of_another_encoding_are_refused(broken: str, tmp_path: Path) -> None:
    """GB 18030 is not taken for UTF-8; the problem names the file and the byte."""
    files: dict[str, str | bytes] = {"places.jsonl": line()}
    path = folder(tmp_path, files)
    data = "# 中国".encode("gb18030")  # D6 D0 …: after D6 no UTF-8 has D0
    (path / broken).write_bytes(data)
    (problem,) = problems(path / broken if broken == "file.json" else path)
    assert (problem.file, problem.received) == (broken, "byte 2")
    assert "UTF-8" in problem.expected_zh


def test_a_file_that_cannot_be_opened_is_reported(tmp_path: Path) -> None:
    """A folder in the place of a file is reported with the other problems."""
    path = folder(tmp_path, {"places.jsonl": line(level="?")})
    (path / "cases.jsonl").mkdir()
    assert places(path) == [("cases.jsonl", 0, "$"), ("places.jsonl", 1, "$.level")]


def test_a_header_that_cannot_be_opened_is_reported(tmp_path: Path) -> None:
    """A folder in the place of the header is reported under its name."""
    (tmp_path / "register.toml").mkdir()
    assert [each.file for each in problems(tmp_path)] == ["register.toml"]


# What is wrong with rows

SYNTAX = {
    "no JSON": "place",
    "an unclosed object": '{"id": "p"',
    "a comma too many": '{"id": "p",}',
    "two values": "{} {}",
    "single quotes": "{'id': 'p'}",
    "NUL": '{"id": "p\0"}',
    "a bare NUL": "\0",
    "a tab in text": '{"id": "p\t"}',
    "NaN": '{"id": NaN}',
    "Infinity": '{"id": -Infinity}',
    "a repeated key": '{"id": "p", "id": "q", "name": "", "level": "county"}',
    "a repeated key inside": '{"id": {"a": 1, "a": 1}}',
    "a number too long": '{"id": ' + "1" * 5000 + "}",
    "lists too deep": "[" * 100_000,
}


@pytest.mark.parametrize("row", SYNTAX.values(), ids=list(SYNTAX))
def test_a_line_that_is_not_json_is_refused_at_its_line(
    row: str, tmp_path: Path
) -> None:
    """There is one problem, with file and line, and JSON is what was expected."""
    rows = f"{line()}\n{row}\n{line(id='q')}\n"
    (problem,) = problems(folder(tmp_path, {"places.jsonl": rows}))
    assert (problem.file, problem.line) == ("places.jsonl", 2)
    assert problem.expected_zh
    assert problem.expected_en


@pytest.mark.parametrize("text", SYNTAX.values(), ids=list(SYNTAX))
def test_a_single_file_that_is_not_json_is_refused(text: str, tmp_path: Path) -> None:
    """The problem names the file."""
    file = tmp_path / "register.json"
    file.write_text(text, "utf-8")
    assert {each.file for each in problems(file)} == {"register.json"}


def test_a_syntax_error_in_a_single_file_names_line_and_column(tmp_path: Path) -> None:
    """In a file of many lines the place of the error is said."""
    file = tmp_path / "register.json"
    file.write_text('{\n "id": "r",\n "label" 5\n}', "utf-8")
    (problem,) = problems(file)
    assert "3:10" in problem.text()


def test_a_repeated_key_is_named(tmp_path: Path) -> None:
    """Of two values under one key none is chosen; the key is said."""
    rows = '{"id": "p", "id": "p", "name": "", "level": "county"}'
    (problem,) = problems(folder(tmp_path, {"places.jsonl": rows}))
    assert problem.received == "'id'"
    assert problem.expected_zh == "不重复的键"


def test_a_line_that_is_no_object_is_refused(tmp_path: Path) -> None:
    """A record is an object, not a list, a text, a number or null."""
    rows = '[]\n"p"\n5\nnull\n'
    assert places(folder(tmp_path, {"places.jsonl": rows})) == [
        ("places.jsonl", number, "$") for number in (1, 2, 3, 4)
    ]


def test_a_file_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    """A file of lines that is named after no kind of record is not passed over."""
    path = folder(tmp_path, {"persons.jsonl": line(), "places.jsonl": line(level="?")})
    unknown, _ = sorted(problems(path), key=lambda each: each.file)
    assert (unknown.file, unknown.received) == ("persons.jsonl", "'persons.jsonl'")
    assert all(kind in unknown.expected_en for kind in COLLECTIONS)


def test_a_key_of_an_unknown_kind_in_a_single_file_is_refused(tmp_path: Path) -> None:
    """A list that is named after no kind of record is not passed over."""
    (problem,) = problems(single(tmp_path, {**TOP, "persons": [GOOD]}))
    assert (problem.path, problem.received) == ("$.persons", "'persons'")


@pytest.mark.parametrize("value", [None, "p", 5, {"p": 1}, True], ids=repr)
def test_a_collection_that_is_no_list_is_refused(value: object, tmp_path: Path) -> None:
    """Records of a kind stand in a list, even one of them, even none."""
    (problem,) = problems(single(tmp_path, {**TOP, "places": value}))
    assert (problem.file, problem.path) == ("register.json", "$.places")
    assert (problem.expected_zh, problem.expected_en) == ("列表", "a list")


def test_a_problem_in_a_single_file_has_the_whole_path(tmp_path: Path) -> None:
    """The path runs from the top of the file to the value."""
    payload = {**TOP, "places": [GOOD, {**GOOD, "id": "q", "name": 5}]}
    assert places(single(tmp_path, payload)) == [
        ("register.json", 0, "$.places[1].name")
    ]


def test_a_single_file_that_is_no_object_is_refused(tmp_path: Path) -> None:
    """A register is an object."""
    (problem,) = problems(single(tmp_path, [TOP]))
    assert problem.expected_en == "an object"


@pytest.mark.parametrize("kind", ["place", "persons", "", 5, None, ["cases"], {"a": 1}])
def test_an_unknown_kind_declared_complete_is_refused(
    kind: object, tmp_path: Path
) -> None:
    """Only a kind of record can be declared complete, or absence proves nothing."""
    payload = {**TOP, "complete": ["cases", kind]}
    found = problems(single(tmp_path, payload))
    assert {each.path for each in found} == {"$.complete[1]"}
    assert {each.file for each in found} == {"register.json"}


def test_kinds_declared_complete_are_read(tmp_path: Path) -> None:
    """The declaration of a register is kept."""
    register = read_register(single(tmp_path, {**TOP, "complete": ["cases"]}))
    assert register.complete == frozenset({"cases"})


# References and ids


def test_a_reference_to_nothing_is_refused_with_its_path(tmp_path: Path) -> None:
    """The problem has file, line and path, and says of what kind the id should be."""
    events = [{"kind": "held"}, {"kind": "held", "actor": "nobody"}]
    row = json.dumps({"id": "a", "kind": "talk", "events": events})
    (problem,) = problems(folder(tmp_path, {"activities.jsonl": row}))
    assert (problem.file, problem.line) == ("activities.jsonl", 1)
    assert (problem.path, problem.received) == ("$.events[1].actor", "'nobody'")
    assert "authorities" in problem.expected_zh
    assert "authorities" in problem.expected_en


def test_a_reference_in_a_list_is_refused_with_its_index(tmp_path: Path) -> None:
    """Each id of a list is looked up."""
    row = json.dumps({"id": "x", "kind": "balance", "whole": "f", "parts": ["g", "h"]})
    figure = {"unit": "case", "label": TOP["label"]}
    rows = "\n".join(json.dumps({"id": key, **figure}) for key in "fg")
    files = {"relations.jsonl": row, "figures.jsonl": rows}
    assert places(folder(tmp_path, files)) == [("relations.jsonl", 1, "$.parts[1]")]


def test_an_id_of_another_kind_is_no_reference(tmp_path: Path) -> None:
    """The id of a place does not do for that of an authority."""
    row = json.dumps({"id": "w", "name": "权", "kind": "other", "holder": "p"})
    files = {"powers.jsonl": row, "places.jsonl": line()}
    assert places(folder(tmp_path, files)) == [("powers.jsonl", 1, "$.holder")]


def test_a_record_may_refer_forward_and_to_itself(tmp_path: Path) -> None:
    """The order of lines has no meaning."""
    rows = f"{line(parent='q')}\n{line(id='q', parent='q')}"
    register = read_register(folder(tmp_path, {"places.jsonl": rows}))
    assert [each.parent for each in register.places] == ["q", "q"]


def test_the_header_refers_like_a_record(tmp_path: Path) -> None:
    """The place and the sources of a register have to be held."""
    header = f'{HEADER}place = "nowhere"\nsources = ["unread"]\n'
    assert places(folder(tmp_path, {}, header)) == [
        ("register.toml", 0, "$.place"),
        ("register.toml", 0, "$.sources[0]"),
    ]


def test_an_id_used_twice_is_refused(tmp_path: Path) -> None:
    """The second record of an id is a problem, at its own line; kinds do not mix."""
    rows = f"{line()}\n{line(id='q')}\n{line(name='另一县')}\n"
    authority = json.dumps({"id": "p", "name": "局", "kind": "department"})
    files = {"places.jsonl": rows, "authorities.jsonl": authority}
    (problem,) = problems(folder(tmp_path, files))
    assert (problem.file, problem.line, problem.path) == ("places.jsonl", 3, "$.id")
    assert problem.received == "'p'"


def test_records_in_the_header_are_not_lost(tmp_path: Path) -> None:
    """Records in register.toml are refused, or kept beside those of the files."""
    table = '\n[[places]]\nid = "top"\nname = "省"\nlevel = "province"\n'
    path = folder(tmp_path, {"places.jsonl": line()}, HEADER + table)
    try:
        held = {str(each.id) for each in read_register(path).places}
    except InputError as error:
        held = {"top", "p"} if error.problems else set()
    assert held == {"top", "p"}


def test_records_in_the_header_are_not_spared_the_checks(tmp_path: Path) -> None:
    """An id that is used twice in register.toml is a problem as it is in a file."""
    table = '\n[[places]]\nid = "top"\nname = "省"\nlevel = "province"\n'
    assert problems(folder(tmp_path, {}, HEADER + table + table))


# One report


def test_problems_of_header_and_rows_come_in_one_report(tmp_path: Path) -> None:
    """Version, header, files, lines, fields, ids and references are told together."""
    header = 'schema_version = 9\nid = 5\nlabel = { zh = "册" }\ncomplete = ["x"]\n'
    rows = [line(), "{", line(id="q", level="?"), line(), line(id="s", parent="t")]
    files = {"places.jsonl": "\n".join(rows), "persons.jsonl": ""}
    assert places(folder(tmp_path, files, header)) == [
        ("persons.jsonl", 0, "$"),
        ("places.jsonl", 2, "$ @1:2"),
        ("places.jsonl", 3, "$.level"),
        ("places.jsonl", 4, "$.id"),
        ("places.jsonl", 5, "$.parent"),
        ("register.toml", 0, "$.complete[0]"),
        ("register.toml", 0, "$.id"),
        ("register.toml", 0, "$.label.en"),
        ("register.toml", 0, "$.schema_version"),
    ]


def test_problems_of_a_single_file_come_in_one_report(tmp_path: Path) -> None:
    """The same holds where the register is one file."""
    payload = {
        "schema_version": 9,
        "id": 5,
        "label": {"zh": "册"},
        "places": [{**GOOD, "level": "?"}, GOOD, GOOD],
        "cases": "none",
    }
    assert places(single(tmp_path, payload)) == [
        ("register.json", 0, "$.cases"),
        ("register.json", 0, "$.id"),
        ("register.json", 0, "$.label.en"),
        ("register.json", 0, "$.places[0].level"),
        ("register.json", 0, "$.places[2].id"),
        ("register.json", 0, "$.schema_version"),
    ]


def test_every_problem_of_a_report_speaks_both_languages(tmp_path: Path) -> None:
    """A line of the report says in Chinese and in English where, what and why."""
    header = f'{HEADER}place = "nowhere"\ncolour = "red"\n'
    files = {"places.jsonl": f"{{\n{line(parent='x')}", "persons.jsonl": ""}
    for problem in problems(folder(tmp_path, files, header)):
        assert f"{problem.file}" in problem.text("zh")
        assert "应为" in problem.text("zh")
        assert "expected" in problem.text("en")


# Partial reading


def test_partial_reading_lists_exactly_what_was_left_out(tmp_path: Path) -> None:
    """Each record is kept, or a problem stands at its line; no record is both."""
    rows = [line(), "{", line(id="q", level="?"), line(name="2"), line(id="r")]
    path = folder(tmp_path, {"places.jsonl": "\n".join(rows), "persons.jsonl": ""})
    partial = read_partial_register(path)
    assert [each.id for each in partial.register.places] == ["p", "r"]
    assert partial.register.find(Place, "p").name == "某县"
    assert sorted((each.file, each.line) for each in partial.problems) == [
        ("persons.jsonl", 0),
        ("places.jsonl", 2),
        ("places.jsonl", 3),
        ("places.jsonl", 4),
    ]
    assert problems(path) == partial.problems


def test_partial_reading_leaves_out_what_named_something_left_out(
    tmp_path: Path,
) -> None:
    """A record goes with the record that it names, and so on up the chain."""
    rows = [
        line(id="a", parent="b"),
        line(id="b", parent="c"),
        line(id="c", parent="d"),
        line(id="d", level="?"),
        line(id="e"),
    ]
    partial = read_partial_register(folder(tmp_path, {"places.jsonl": "\n".join(rows)}))
    assert [each.id for each in partial.register.places] == ["e"]
    assert sorted((each.line, each.path) for each in partial.problems) == [
        (1, "$.parent"),
        (2, "$.parent"),
        (3, "$.parent"),
        (4, "$.level"),
    ]


def test_partial_reading_cascades_across_kinds(tmp_path: Path) -> None:
    """A power goes with its holder, and a list with its power."""
    power = {"id": "w", "name": "权", "kind": "other", "holder": "a"}
    power_list = {"id": "l", "name": "清单", "kind": "powers", "powers": ["w"]}
    payload = {**TOP, "powers": [power], "power_lists": [power_list], "places": [GOOD]}
    partial = read_partial_register(single(tmp_path, payload))
    assert partial.register.powers == ()
    assert partial.register.power_lists == ()
    assert len(partial.register.places) == 1
    assert sorted(each.path for each in partial.problems) == [
        "$.power_lists[0].powers[0]",
        "$.powers[0].holder",
    ]


@settings(max_examples=30)
@given(register=registers(), data=st.data())
def test_what_partial_reading_keeps_is_a_register_by_itself(
    tmp_path_factory: pytest.TempPathFactory, register: Register, data: st.DataObject
) -> None:
    """Where a record is spoilt, the rest holds together and is accounted for."""
    path = tmp_path_factory.mktemp("spoilt") / "register.json"
    header = attrs.evolve(register, place=None, sources=())
    payload: dict[str, Any] = {"schema_version": 1, **unstructure(header)}
    kinds = [kind for kind in COLLECTIONS if payload.get(kind)]
    kind = data.draw(st.sampled_from(kinds or ["places"]))
    payload.setdefault(kind, [{}])
    spoilt = data.draw(st.integers(0, len(payload[kind]) - 1))
    payload[kind][spoilt]["id"] = None
    path.write_text(json.dumps(payload), "utf-8")
    partial = read_partial_register(path)
    kept = sum(len(getattr(partial.register, each)) for each in COLLECTIONS)
    left_out = {".".join(each.path.split(".")[:2]) for each in partial.problems}
    assert f"$.{kind}[{spoilt}]" in left_out
    assert kept + len(left_out) == sum(
        len(payload.get(each, ())) for each in COLLECTIONS
    )
    write_register(partial.register, path)
    assert read_register(path) == partial.register


def test_partial_reading_needs_a_header(tmp_path: Path) -> None:
    """Without an id and a label there is no register, however good the rows are."""
    path = folder(tmp_path, {"places.jsonl": line()}, "schema_version = 1\n")
    with pytest.raises(InputError) as caught:
        read_partial_register(path)
    assert [each.path for each in caught.value.problems] == ["$.id", "$.label"]


# Reading as an act


def test_progress_is_told_up_to_the_last_row(tmp_path: Path) -> None:
    """Counts rise, never beyond the number of rows, and end at it."""
    rows = "\n".join(line(id=str(number)) for number in range(2500))
    told: list[tuple[int, int]] = []
    path = folder(tmp_path, {"places.jsonl": rows})
    read_register(path, progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert len(told) >= 2
    assert told[-1] == (2500, 2500)


@pytest.mark.parametrize("was_on", [True, False], ids=["on", "off"])
def test_reading_leaves_the_garbage_collector_as_it_was(
    was_on: bool,  # noqa: FBT001 - a case of the table
    tmp_path: Path,
) -> None:
    """Also where the reading fails, collection is on afterwards if it was on before."""
    path = folder(tmp_path, {"places.jsonl": line()})
    before = gc.isenabled()
    (gc.enable if was_on else gc.disable)()
    try:
        read_register(path)
        after_success = gc.isenabled()
        with pytest.raises(InputError):
            read_register(tmp_path / "missing")
        after_failure = gc.isenabled()
    finally:
        (gc.enable if before else gc.disable)()
    assert (after_success, after_failure) == (was_on, was_on)


@settings(max_examples=60)
@given(data=st.binary(max_size=80), text=st.text(max_size=80))
def test_no_bytes_break_the_reader(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, text: str
) -> None:
    """Whatever stands in the files, the reader answers with records or problems."""
    path = tmp_path_factory.mktemp("bytes")
    for content in (data, text.encode()):
        for name in ("places.jsonl", "register.toml", "register.json"):
            folder(path, {"register.json": "{}", name: content})
            target = path / name if name.endswith(".json") else path
            assert answered(target)


def answered(path: Path) -> bool:
    """Tell whether reading ends with a register or with listed problems."""
    try:
        return isinstance(read_register(path), Register)
    except InputError as error:
        return bool(error.problems)


def test_half_a_pair_of_surrogates_is_refused_or_can_be_written(tmp_path: Path) -> None:
    r"""JSON can escape "\ud800", which UTF-8 cannot write: it is not taken half way."""
    path = folder(tmp_path, {"places.jsonl": line().replace("某县", "\\ud800")})
    partial = read_partial_register(path)
    write_register(partial.register, tmp_path / "again")
    assert read_register(tmp_path / "again") == partial.register
    assert len(partial.register.places) + len(partial.problems) == 1


# The header as TOML


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1, "x = 1\n"),
        (True, "x = true\n"),
        ("a\tb", 'x = "a\\tb"\n'),
        ("\x7f", 'x = "\\u007f"\n'),
        (["a", 1], 'x = ["a", 1]\n'),
        ({"a": "b"}, 'x = { a = "b" }\n'),
    ],
    ids=repr,
)
def test_toml_is_written_one_key_a_line(value: object, text: str) -> None:
    """Nested tables stand inline, and control characters are escaped."""
    assert toml_text({"x": value}) == text


@pytest.mark.parametrize("value", [None, 1.5, date(2021, 1, 1), {1}], ids=repr)
def test_toml_is_not_written_for_other_types(value: object) -> None:
    """What plain data of a header never holds is refused."""
    with pytest.raises(TypeError, match="TOML"):
        toml_text({"x": value})


def test_a_key_that_is_no_bare_word_is_quoted() -> None:
    """A key may be any text."""
    assert toml_text({"a b": 1, "": 2}) == '"a b" = 1\n"" = 2\n'


def test_ids_of_the_header_are_ids_of_records(tmp_path: Path) -> None:
    """A register whose sources are held is read with them."""
    report = {"id": "s", "title": "报告", "kind": "other"}
    register = read_register(
        single(tmp_path, {**TOP, "sources": ["s"], "reports": [report]})
    )
    assert register.sources == (ReportId("s"),)
