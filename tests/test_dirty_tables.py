"""The same records come out of every dirty way in which they can be written.

Records are drawn, written clean and dirtied alone and in combinations, read, and
compared with what they mean, field by field; the fate of every row is known from the
writing and not from the reading.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from attrs import evolve
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from adminlaw.converter import unstructure
from adminlaw.tables.reading import read_table
from adminlaw.tables.results import ImportResult
from tests.dirty_books import BOOK_WAYS, dirtied
from tests.dirty_files import FORMATS, HIDES, MERGES, SHEETS, write
from tests.dirty_meanings import meant, said
from tests.dirty_records import (
    HOLDER,
    PERSON,
    SPECIMEN,
    SUBJECTS,
    Meant,
    Table,
    plain,
    table,
)
from tests.dirty_tables import WAYS, Line, Plain, Sheet, clean

few = settings(max_examples=4, phases=(Phase.explicit, Phase.generate))
# Drawn whole from a seed: no simpler table than a small one would say more of a fault.
draws = st.integers(0, 2**32).map(Random)
EVERY_WAY = (*WAYS, *BOOK_WAYS)

# Writing, reading, counting.


def read(book: Sequence[Sheet], form: str) -> ImportResult:
    """Write a book in a folder that is gone afterwards, and read it."""
    with tempfile.TemporaryDirectory() as folder:
        path = write(book, form, Path(folder))
        result = read_table(path)
        assert sum(result.counts.values()) == rows_of(path, form)
    return result


def rows_of(path: Path, form: str) -> int:
    """Count the rows of a file without the library."""
    if form in SHEETS:
        with path.open("rb") as file:
            workbook = CalamineWorkbook.from_filelike(file)
            sheets = map(workbook.get_sheet_by_name, workbook.sheet_names)
            return sum(len(each.to_python(skip_empty_area=False)) for each in sheets)
    content = path.read_bytes()
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        decoded = content.decode("gb18030")
    if "html" in form:
        return decoded.count("<tr>")
    mark = {"semicolons": ";"}.get(form, "\t" if "tabs" in form else ",")
    return sum(1 for _ in csv.reader(io.StringIO(decoded, newline=""), delimiter=mark))


def fates(book: Sequence[Sheet]) -> Iterator[tuple[str, int, str]]:
    """Return sheet, row and fate of every row of a book, as it was written."""
    for sheet in book:
        for number, line in enumerate(sheet.lines, start=1):
            yield sheet.name, number, line.fate


def possible(ways: Collection[str], form: str, subject: str) -> frozenset[str]:
    """Return the ways that a format can hold and a table can suffer."""
    lost = set[str]()
    if form not in SHEETS or subject != "powers":
        lost.add("a sheet a department")
    if form not in HIDES:
        lost.add("hidden sheet")
    if form not in MERGES and subject != "powers":
        # Without the merging, a blank cell below an authority is a blank cell.
        lost.add("cells merged")
    if subject in {"powers", "documents"}:
        lost.add("headings of exports")
    return frozenset(ways) - lost


def same(source: Table, ways: Collection[str], form: str, rng: Random) -> None:
    """Check that a dirty file gives the records of the clean one, and all its rows."""
    book = dirtied(source, ways, rng)
    result, pure = read(book, form), read((clean(source),), "xlsx")
    assert result.template == pure.template
    assert not result.problems
    if "a sheet a department" in ways:
        # The order of records is that of the sheets.
        assert sorted(map(str, said(result))) == sorted(map(str, said(pure)))
        assert {each.id for each in result.records} == {
            each.id for each in pure.records
        }
    else:
        assert said(result) == said(pure)
        assert [each.id for each in result.records] == [
            each.id for each in pure.records
        ]
    named = form in SHEETS
    found = [
        (each.sheet if named else "", each.row, each.fate.value) for each in result.rows
    ]
    expected = [(sheet if named else "", row, fate) for sheet, row, fate in fates(book)]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("subject", SUBJECTS)
@given(rng=draws, count=st.integers(1, 6))
@few
def test_a_clean_table_says_what_it_means(
    subject: str, rng: Random, count: int
) -> None:
    """Every field of every record is read as a reader of the field reads the row."""
    source = table(subject, count, rng)
    result = read((clean(source),), "xlsx")
    assert not result.problems
    for read_as, means in zip(said(result), meant(source), strict=True):
        assert {name: read_as[name] for name in means} == means


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("subject", SUBJECTS)
@given(rng=draws, count=st.integers(1, 6))
@few
def test_every_format_gives_the_same_records(
    subject: str, form: str, rng: Random, count: int
) -> None:
    """Encodings, delimiters, pages and wrong names of files change no record."""
    same(table(subject, count, rng), (), form, rng)


@pytest.mark.parametrize("way", EVERY_WAY)
@pytest.mark.parametrize("subject", SUBJECTS)
@given(rng=draws, count=st.integers(2, 6), form=st.sampled_from(sorted(FORMATS)))
@few
def test_every_dirty_way_gives_the_same_records(
    subject: str, way: str, rng: Random, count: int, form: str
) -> None:
    """A way of writing that offices really have changes no record."""
    form = form if possible({way}, form, subject) else "xlsx"
    same(table(subject, count, rng), possible({way}, form, subject), form, rng)


@pytest.mark.parametrize("subject", SUBJECTS)
@given(
    rng=draws,
    count=st.integers(2, 6),
    form=st.sampled_from(sorted(FORMATS)),
    ways=st.sets(st.sampled_from(EVERY_WAY), min_size=3),
)
@settings(few, max_examples=40)
def test_dirty_ways_add_up(
    subject: str, rng: Random, count: int, form: str, ways: set[str]
) -> None:
    """Several ways at once, in any format, change no record either."""
    same(table(subject, count, rng), possible(ways, form, subject), form, rng)


# Rows with a mistake in them.

BAD: Mapping[str, tuple[str, str, Plain]] = {
    "power without a name": ("powers", "事项名称", None),
    "unknown kind of power": ("powers", "权力类型", "行政乱罚款"),
    "document without a title": ("documents", "标题", None),
    "day that does not exist": ("documents", "成文日期", "2021-02-30"),
    "day that is a word": ("documents", "发布日期", "去年底"),
    "text in an amount": ("penalties", "罚款金额（万元）", "若干"),
    "month that does not exist": ("penalties", "处罚决定日期", "2021年13月1日"),
    "end before the start": ("licences", "有效期至", "1999-01-01"),
}
"""Mistakes: the table, the column, and what stands there."""


def spoiled(source: Table, row: int, column: str, value: Plain) -> Sheet:
    """Return the clean sheet of a table with one cell of one record changed."""
    sheet = clean(source)
    at = sheet.columns.index(column)
    cells = sheet.lines[row].cells
    line = evolve(sheet.lines[row], cells=(*cells[:at], value, *cells[at + 1 :]))
    return evolve(sheet, lines=(*sheet.lines[:row], line, *sheet.lines[row + 1 :]))


@pytest.mark.parametrize("mistake", BAD)
@given(rng=draws, row=st.integers(1, 4), form=st.sampled_from(("xlsx", "csv", "html")))
@few
def test_a_bad_row_is_reported_and_its_neighbours_are_kept(
    mistake: str, rng: Random, row: int, form: str
) -> None:
    """The report names file and row; the other rows become what they were."""
    subject, column, value = BAD[mistake]
    source = table(subject, 4, rng)
    pure = read((clean(source),), "xlsx")
    result = read((spoiled(source, row, column, value),), form)
    reports = [
        each
        for each in (*result.problems, *result.remarks)
        if (each.file, each.line) == (f"清单{FORMATS[form][0]}", row + 1)
    ]
    assert reports
    assert all(each.expected_zh and each.expected_en for each in reports)
    others = [each for at, each in enumerate(said(pure), start=1) if at != row]
    assert all(each in said(result) for each in others)
    # A row is a record or a problem, never both and never neither.
    assert len(result.records) + len({each.line for each in result.problems}) == 4
    fate = "problem" if result.problems else "record"
    assert Counter(each.fate.value for each in result.rows)[fate] >= 1


@given(rng=draws, form=st.sampled_from(sorted(FORMATS)))
@few
def test_nothing_that_is_said_names_a_person(rng: Random, form: str) -> None:
    """Neither a ``repr`` nor a message nor a page holds a name or a number."""
    for mistake, (subject, column, value) in BAD.items():
        if subject not in {"penalties", "licences"}:
            continue
        source = _of_persons(table(subject, 3, rng))
        result = read((spoiled(source, 2, column, value),), form)
        _silent(result, mistake)
    wrong = _of_persons(table("penalties", 3, rng))
    for column in ("证件类型", "处罚决定日期", "罚款金额（万元）", "处罚类别"):
        # What belongs in another column is written in this one.
        _silent(read((spoiled(wrong, 2, column, SPECIMEN),), form), column)


@given(rng=draws, form=st.sampled_from(sorted(FORMATS)))
@few
def test_a_redacted_reading_holds_no_person(rng: Random, form: str) -> None:
    """Neither records nor origins hold what names a person; no row is lost by it."""
    for subject in ("penalties", "licences"):
        source = _of_persons(table(subject, 3, rng))
        with tempfile.TemporaryDirectory() as folder:
            path = write((clean(source),), form, Path(folder))
            result, whole = read_table(path, redact=True), read_table(path)
        assert result.counts == whole.counts
        assert [each.id for each in result.records] == [
            each.id for each in whole.records
        ]
        held = plain(str([unstructure(each) for each in result.records]))
        for origin in result.provenance.values():
            held += plain(str([dict(each) for each in origin.cells]))
        assert PERSON not in held
        assert SPECIMEN not in held


def _of_persons(source: Table) -> Table:
    party: Mapping[str, Meant] = {
        "行政相对人名称": PERSON,
        "行政相对人类别": "自然人",
        "行政相对人代码_1（统一社会信用代码）": "",
        "证件类型": "身份证",
        "证件号码": SPECIMEN,
    }
    return evolve(source, rows=tuple({**each, **party} for each in source.rows))


def _silent(result: ImportResult, where: str) -> None:
    words = [repr(result), str(result), repr(result.provenance), repr(result.records)]
    for each in (*result.problems, *result.remarks):
        words += [repr(each), each.text("zh"), each.text("en")]
    for shown in words:
        assert PERSON not in shown, where
        assert SPECIMEN not in plain(shown), where
        assert SPECIMEN[:-1] not in plain(shown), where


# Cases that a jurist would call by name.


def test_a_blank_basis_is_not_taken_from_the_power_above() -> None:
    """A power whose basis is left blank has none: nothing is invented for it."""
    rows = (
        {
            "序号": "1",
            "权力类型": "行政处罚",
            "事项名称": "甲事项",
            "实施依据": "《种子法》第二条",
        },
        {"序号": "2", "权力类型": "行政处罚", "事项名称": "乙事项", "实施依据": ""},
    )
    both = tuple({**each, "行使主体": "某市司法局"} for each in rows)
    source = Table("powers", tuple(both[0]), {}, both)
    first, second = read((clean(source),), "xlsx").records
    assert (first.basis_text, second.basis_text) == ("《种子法》第二条", "")


def test_two_rows_that_say_the_same_are_two_records() -> None:
    """Ids are unique even where a list names one power twice; neither is dropped."""
    row = {
        "序号": "1",
        "权力类型": "行政检查",
        "事项名称": "对种子的检查",
        "实施依据": "",
        "行使主体": "某市司法局",
    }
    source = Table("powers", tuple(row), {}, (row, row))
    result = read((clean(source),), "csv")
    assert len({each.id for each in result.records}) == 2


def test_the_open_end_of_a_licence_is_open() -> None:
    """长期 and 2099-12-31 say that a licence has no last day."""
    rng_free = table("licences", 1, Random(1))  # noqa: S311
    for end in ("长期", "2099-12-31", "2099/12/31", date(2099, 12, 31)):
        sheet = spoiled(rng_free, 1, "有效期至", end)
        (record,) = read((sheet,), "xlsx").records
        assert record.valid is not None
        assert record.valid.until is None
    sheet = spoiled(rng_free, 1, "有效期至", "2031年5月31日")
    (record,) = read((sheet,), "xlsx").records
    assert record.valid.until == date(2031, 5, 31) + timedelta(days=1)


def test_a_row_of_column_numbers_is_no_record() -> None:
    """The row of 栏次 under a header counts columns; it is set apart."""
    source = table("powers", 2, Random(2))  # noqa: S311
    sheet = clean(source)
    numbers = Line(tuple(range(1, len(sheet.columns) + 1)), "header")
    result = read(
        (evolve(sheet, lines=(sheet.lines[0], numbers, *sheet.lines[1:])),), "xlsx"
    )
    assert said(result) == said(read((sheet,), "xlsx"))
    assert not result.problems


def test_the_line_of_those_who_filled_it_in_is_set_apart_unread() -> None:
    """填表人 and 联系电话 at the foot are no record and are not repeated."""
    sheet = clean(table("documents", 2, Random(3)))  # noqa: S311
    foot = (f"填表人：{PERSON}", "审核人：", "联系电话：13800000000", *[None] * 5)
    result = read((evolve(sheet, lines=(*sheet.lines, Line(foot, "note"))),), "xlsx")
    assert len(result.records) == 2
    assert not result.problems
    _silent(result, "foot")


def test_a_holder_written_once_for_all_its_powers_holds_them_all() -> None:
    """In a list without merged cells, the blank cells below a holder mean it."""
    sheet = clean(table("powers", 3, Random(4)))  # noqa: S311
    at = sheet.columns.index(HOLDER["powers"])
    first, *rest = sheet.lines[1:]
    holder = first.cells[at]
    blank = (
        evolve(line, cells=(*line.cells[:at], None, *line.cells[at + 1 :]))
        for line in rest
    )
    result = read((evolve(sheet, lines=(sheet.lines[0], first, *blank)),), "csv")
    assert {each["holder"] for each in said(result)} == {holder}
