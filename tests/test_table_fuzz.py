"""Whatever bytes a file holds, it is read whole or refused with a typed error.

Files are cut, mixed up, misnamed and blown up. ``read_table`` may answer with a result
that accounts for every row, or with an error of the library; with nothing else, in
bounded time, and without a word on the persons in the file.
"""

from __future__ import annotations

import io
import tempfile
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adminlaw.errors import AdminLawError
from adminlaw.tables.reading import read_table
from adminlaw.tables.results import ImportResult
from tests.dirty_books import dirtied
from tests.dirty_files import FORMATS, write
from tests.dirty_records import PERSON, SPECIMEN, plain, table
from tests.dirty_tables import clean

ENDINGS = (".xlsx", ".xls", ".csv", ".ods", ".html", ".json", ".txt", "")
# Drawn whole from a seed: no simpler table than a small one would say more of a fault.
draws = st.integers(0, 2**32).map(Random)


def attempt(content: bytes, ending: str = ".xlsx") -> ImportResult | AdminLawError:
    """Read bytes under a name, and check what is said about them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"表{ending}"
        path.write_bytes(content)
        try:
            found: ImportResult | AdminLawError = read_table(path)
        except AdminLawError as error:
            found = error
    if isinstance(found, AdminLawError):
        assert found.message("zh")
        words = [found.message("zh"), found.message("en"), repr(found)]
    else:
        assert sum(found.counts.values()) == len(found.rows)
        words = [repr(found), *(each.text("zh") for each in found.problems)]
        words += [each.text("zh") for each in found.remarks]
    for shown in words:
        assert PERSON not in shown
        assert SPECIMEN not in plain(shown)
    return found


def bytes_of(form: str, rng: Random, ways: tuple[str, ...] = ()) -> bytes:
    """Return a penalty table of persons and companies as a file of a format."""
    with tempfile.TemporaryDirectory() as folder:
        book = dirtied(table("penalties", 4, rng), ways, rng)
        return write(book, form, Path(folder)).read_bytes()


@given(content=st.binary(max_size=300), ending=st.sampled_from(ENDINGS))
@settings(max_examples=60)
def test_random_bytes_are_refused_or_accounted_for(content: bytes, ending: str) -> None:
    """No bytes are too strange for a typed answer."""
    attempt(content, ending)


@given(
    head=st.sampled_from(
        (
            b"PK\x03\x04",
            b"PK\x05\x06",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"\xef\xbb\xbf",
            b"\xff\xfe",
            b"\xfe\xff",
            b"<html><table>",
            b"<?xml version='1.0'?>",
            b"{",
            b"[",
            b"%PDF-1.7\n",
            b"\x89PNG\r\n\x1a\n",
        )
    ),
    content=st.binary(max_size=600),
)
@settings(max_examples=60)
def test_a_known_beginning_promises_nothing(head: bytes, content: bytes) -> None:
    """Bytes that begin as a known format may still be of none."""
    attempt(head + content)


@given(content=st.text(max_size=200), ending=st.sampled_from(ENDINGS))
@settings(max_examples=40)
def test_random_texts_are_refused_or_accounted_for(content: str, ending: str) -> None:
    """A text without a known header is no table."""
    attempt(content.encode("utf-8", "surrogatepass"), ending)


@pytest.mark.parametrize("form", FORMATS)
@given(rng=draws, part=st.floats(0, 1))
@settings(max_examples=8)
def test_a_file_that_was_cut_off_is_refused_or_accounted_for(
    form: str, rng: Random, part: float
) -> None:
    """A download that broke off gives an error, or the rows that are there."""
    content = bytes_of(form, rng)
    attempt(content[: int(len(content) * part)], FORMATS[form][0])


@pytest.mark.parametrize("form", FORMATS)
@given(rng=draws, places=st.lists(st.floats(0, 0.999), min_size=1, max_size=8))
@settings(max_examples=8)
def test_a_file_with_changed_bytes_is_refused_or_accounted_for(
    form: str, rng: Random, places: list[float]
) -> None:
    """Damage on the way changes cells or the format, never the kind of answer."""
    content = bytearray(bytes_of(form, rng))
    for place in places:
        content[int(len(content) * place)] = rng.randrange(256)
    attempt(bytes(content), FORMATS[form][0])


def _rezipped(content: bytes, part: str, change: Mapping[bytes, bytes]) -> bytes:
    """Return a workbook with one of its parts changed, and its sums right again."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            inner = old.read(name)
            for was, becomes in change.items() if part in name else ():
                inner = inner.replace(was, becomes)
            new.writestr(name, inner)
    return out.getvalue()


CHANGES: Mapping[str, tuple[str, Mapping[bytes, bytes]]] = {
    "a shared text that is not there": ("sheet1.xml", {b"<v>0</v>": b"<v>99999</v>"}),
    "a negative text": ("sheet1.xml", {b"<v>0</v>": b"<v>-1</v>"}),
    "a cell far to the right": ("sheet1.xml", {b'r="A1"': b'r="XFD1"'}),
    "a cell beyond every column": ("sheet1.xml", {b'r="A1"': b'r="ZZZZZZ1"'}),
    "a row that is a word": ("sheet1.xml", {b'r="1"': b'r="one"'}),
    "a day in the year 99999": ("sheet1.xml", {b"<v>4": b"<v>99999999"}),
    "no sheet": ("sheet1.xml", {b"sheetData": b"nothing"}),
    "a missing part": ("workbook.xml", {b"sheet1.xml": b"sheet9.xml"}),
    "a name of a sheet that is twice there": ("workbook.xml", {b"Sheet1": b""}),
    "an entity in the texts": (
        "sharedStrings.xml",
        {
            b"<sst": b'<!DOCTYPE s [<!ENTITY a "aaa"><!ENTITY b "&a;&a;&a;">]><sst',
            b"</t>": b"&b;</t>",
        },
    ),
    "a merged cell that is turned round": ("sheet1.xml", {b"J2:J3": b"J3:J2"}),
    "a merged cell without end": ("sheet1.xml", {b"J2:J": b"A1:XFD1048576"}),
}
"""Workbooks that no program writes: the part, and what is changed in it."""


@pytest.mark.parametrize("change", CHANGES)
@given(rng=draws)
@settings(max_examples=3)
def test_a_workbook_that_contradicts_itself_is_refused_or_accounted_for(
    change: str, rng: Random
) -> None:
    """Wrong references inside a workbook do not stop the program."""
    part, what = CHANGES[change]
    content = bytes_of("xlsx", rng, ("cells merged",))
    attempt(_rezipped(content, part, what))


def test_a_workbook_that_blows_up_is_refused_or_read_in_bounded_time() -> None:
    """A small file that unpacks into a large one takes no more than seconds."""
    filler = b"<row>" + b"<c/>" * 50 + b"</row>"
    blown = {b"</sheetData>": filler * 50_000 + b"</sheetData>"}
    content = _rezipped(bytes_of("xlsx", Random(1)), "sheet1.xml", blown)  # noqa: S311
    assert len(content) < 200_000
    began = time.monotonic()
    attempt(content)
    assert time.monotonic() - began < 20


def test_a_far_cell_does_not_fill_the_memory() -> None:
    """One cell in the last row of a sheet is one row more, or a typed refusal."""
    far = b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData>'
    content = _rezipped(
        bytes_of("xlsx", Random(1)),  # noqa: S311
        "sheet1.xml",
        {b"</sheetData>": far},
    )
    began = time.monotonic()
    attempt(content)
    assert time.monotonic() - began < 20


def test_entities_of_a_page_do_not_multiply() -> None:
    """A page whose entities refer to each other is not unfolded."""
    entities = "".join(
        f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 12)
    )
    page = (
        f'<!DOCTYPE html [<!ENTITY e0 "啊">{entities}]><html><body><table><tr>'
        f"<td>标题</td><td>发文字号</td></tr><tr><td>&e11;</td><td>1</td></tr>"
        f"</table></body></html>"
    )
    began = time.monotonic()
    attempt(page.encode(), ".html")
    assert time.monotonic() - began < 5


OTHERS: Mapping[str, bytes] = {
    "empty": b"",
    "blanks": b" \r\n\r\n\t ",
    "one letter": b"a",
    "zeros": bytes(4096),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "a portable document": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
    "an old workbook that is none": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000),
    "a number": b"42",
    "a list of numbers": b"[1, 2, 3]",
    "an object": b'{"a": {"b": []}}',
    "deep lists": b"[" * 100_000,
    "a page without tables": "<html><body><p>公告</p></body></html>".encode(),
    "an empty page": b"<?xml version='1.0'?>",
    "a comment": b"<!---->",
    "a broken tag": b"<a",
    "a table of nothing": b"<table></table>",
    "a table in a table": b"<table><tr><td><table><tr><td>1</table></table>",
    "a span without end": b"<table><tr><td rowspan=99999999 colspan=99999999>1</td>",
    "a span that is a word": b"<table><tr><td rowspan=x colspan=-1>1</td></table>",
    "a table without a header": "甲,乙\r\n1,2\r\n".encode(),
    "UTF-16": "标题,发文字号\r\n通知,某政发〔2020〕1号\r\n".encode("utf-16"),
    "neither UTF-8 nor GB18030": b"\xff\xff\x80\x80,\xff\n",
    "an open quotation": '标题,发文字号\n"通知,某政发〔2020〕1号\n'.encode(),
    "NUL in a cell": "标题,发文字号\n通\0知,某政发〔2020〕1号\n".encode(),
    "a cell of a million letters": "标题,发文字号\n".encode() + b"a" * 1_000_000,
}
"""Files that are no table, or hardly."""


@pytest.mark.parametrize("what", OTHERS)
@pytest.mark.parametrize("ending", ENDINGS)
def test_other_files_are_refused_or_accounted_for(what: str, ending: str) -> None:
    """What is no table is said to be none, whatever its name."""
    attempt(OTHERS[what], ending)


@pytest.mark.parametrize(
    "what", ["empty", "blanks", "zeros", "a picture", "a portable document"]
)
def test_what_holds_no_table_is_refused_by_name(what: str) -> None:
    """An error names the file; nothing is guessed into a record."""
    found = attempt(OTHERS[what], ".xlsx")
    assert isinstance(found, AdminLawError)
    assert "表.xlsx" in found.message("zh")


def test_a_document_or_an_archive_is_no_workbook() -> None:
    """A zip file without sheets, such as a .docx, is refused."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert isinstance(attempt(out.getvalue()), AdminLawError)


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    """Both are typed errors that name the path's last part."""
    for path in (tmp_path / "无.xlsx", tmp_path):
        with pytest.raises(AdminLawError, match=path.name):
            read_table(path)


def test_only_the_encoding_that_is_named_is_tried(tmp_path: Path) -> None:
    """A file that is not in the encoding given is refused, not read otherwise."""
    path = tmp_path / "目录.csv"
    rng = Random(5)  # noqa: S311
    path.write_bytes(bytes_of("csv in GB18030", rng))
    assert read_table(path, encoding="gb18030").records
    with pytest.raises(AdminLawError, match="目录"):
        read_table(path, encoding="utf-8")


def test_a_clean_sheet_in_every_wrong_name_is_read(tmp_path: Path) -> None:
    """The content of a file says what it is, and its name does not."""
    rng = Random(6)  # noqa: S311
    book = (clean(table("documents", 3, rng)),)
    for form, (_, made) in FORMATS.items():
        for ending in ENDINGS:
            path = tmp_path / f"目录{ending}"
            path.write_bytes(made(book))
            assert len(read_table(path).records) == 3, (form, ending)
