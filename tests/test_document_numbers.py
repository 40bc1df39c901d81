"""Document and case numbers: one number, numbers in text, and the gold tables.

``data/document_numbers.csv``, ``data/case_numbers.csv`` and
``data/numbers_refused.csv`` say what is read and what is refused, one number a
row; a jurist extends them without Python.
"""

from __future__ import annotations

import csv
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adminlaw.citations.case_numbers import CaseNumber, parse_case_number
from adminlaw.citations.document_numbers import (
    DocumentNumber,
    NumberForm,
    NumberLayout,
    parse_document_number,
)
from adminlaw.citations.numbers_in_text import numbers_in
from adminlaw.errors import CitationSyntaxError, FieldTypeError, FieldValueError

DATA = Path(__file__).parent / "data"
PARSERS: dict[str, Callable[[str], DocumentNumber | CaseNumber]] = {
    "document": parse_document_number,
    "case": parse_case_number,
}
LEAST_DOCUMENTS, LEAST_CASES, LEAST_REFUSED = 80, 30, 30


def rows(name: str) -> list[dict[str, str]]:
    """Read one gold table."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def by_text(row: dict[str, str]) -> str:
    """Name a test after the text and the note of its row."""
    return f"{row['text']} ({row['note']})"


def number(written: str) -> int | None:
    """Return the number in a cell; an empty cell is None."""
    return int(written) if written else None


def outcome(
    parse: Callable[[str], DocumentNumber | CaseNumber], text: str
) -> tuple[DocumentNumber | CaseNumber | None, int]:
    """Return what *text* is read as, or None and where it is refused."""
    try:
        return parse(text), 0
    except CitationSyntaxError as error:
        return None, error.position


DOCUMENTS = rows("document_numbers.csv")
CASES = rows("case_numbers.csv")
REFUSED = rows("numbers_refused.csv")


def test_the_tables_keep_their_size() -> None:
    """No row is lost from the gold tables unnoticed."""
    assert len(DOCUMENTS) >= LEAST_DOCUMENTS
    assert len(CASES) >= LEAST_CASES
    assert len(REFUSED) >= LEAST_REFUSED


# One number


@pytest.mark.parametrize("row", DOCUMENTS, ids=by_text)
def test_a_document_number_is_read_as_the_table_says(row: dict[str, str]) -> None:
    """Code or body, year, serial and canonical form are those of the table."""
    read = parse_document_number(row["text"])
    assert (read.form.code, read.agency, read.year, read.serial, str(read)) == (
        row["form"],
        row["agency"],
        number(row["year"]),
        int(row["serial"]),
        row["canonical"],
    )
    assert read.original == row["text"]
    assert parse_document_number(str(read)) == read


@pytest.mark.parametrize("row", CASES, ids=by_text)
def test_a_case_number_is_read_as_the_table_says(row: dict[str, str]) -> None:
    """Year, court, type, serial, suffix and canonical form are the table's."""
    read = parse_case_number(row["text"])
    assert (read.year, read.court, read.type_code, read.serial, str(read)) == (
        int(row["year"]),
        row["court"],
        row["type_code"],
        int(row["serial"]),
        row["canonical"],
    )
    assert read.suffix == number(row["suffix"])
    assert read.original == row["text"]
    assert parse_case_number(str(read)) == read


@pytest.mark.parametrize("row", REFUSED, ids=by_text)
def test_what_is_no_number_is_refused_at_its_place(row: dict[str, str]) -> None:
    """The error points at the first character that no number can hold there."""
    with pytest.raises(CitationSyntaxError) as refused:
        PARSERS[row["kind"]](row["text"])
    assert refused.value.position == int(row["position"])
    assert refused.value.expected
    assert refused.value.expected_zh


def test_what_was_written_is_kept_but_not_compared() -> None:
    """Two ways to write one number are one number, and each is remembered."""
    standard, dirty = map(parse_document_number, ("国发〔2020〕1号", "国发[2020]01号"))
    assert standard == dirty
    assert hash(standard) == hash(dirty)
    assert dirty.original == "国发[2020]01号"


def test_an_order_is_the_same_wherever_its_word_stands() -> None:
    """第7号令 and 令第7号 of one body are one order, each laid out as written."""
    first, last = map(
        parse_document_number, ("某市人民政府令第7号", "某市人民政府第7号令")
    )
    assert first == last
    assert (first.layout, last.layout) == (NumberLayout.PLAIN, NumberLayout.WORD_LAST)
    assert str(last) == "某市人民政府第7号令"


def test_a_term_is_told_from_a_year() -> None:
    """A congress numbers its announcements within a term, not within a year."""
    read = parse_document_number("全国人民代表大会常务委员会公告〔十三届〕第三号")
    assert (read.term, read.year) == (13, None)


@pytest.mark.parametrize(
    "parts",
    [
        {"agency": "", "year": 2020},
        {"agency": "国发"},
        {"agency": "国发", "year": 20},
        {"agency": "根据国发", "year": 2020},
        {"agency": "GF", "year": 2020},
        {"agency": "国发", "year": 2020, "serial": 0},
        {"agency": "国发", "year": 2020, "layout": NumberLayout.WORD_LAST},
        {"agency": "禁止", "form": NumberForm.ORDER},
        {"agency": "国务院", "form": NumberForm.ORDER, "term": 0},
    ],
    ids=str,
)
def test_parts_that_no_number_has_are_refused(parts: dict[str, Any]) -> None:
    """A document number that could not be read back cannot be made."""
    with pytest.raises(FieldValueError):
        DocumentNumber(**{"serial": 1, **parts})


@pytest.mark.parametrize(
    "parts",
    [
        {"year": 20},
        {"serial": 0},
        {"type_code": "中止"},
        {"court": "X"},
        {"suffix": 0},
        {"court": ""},
        {"former": True, "type_code": "管辖"},
    ],
    ids=str,
)
def test_parts_that_no_case_number_has_are_refused(parts: dict[str, Any]) -> None:
    """A case number that could not be read back cannot be made."""
    plain = {"year": 2020, "court": "京01", "type_code": "民终", "serial": 1}
    with pytest.raises(FieldValueError):
        CaseNumber(**{**plain, **parts})


def test_fields_of_another_type_are_refused() -> None:
    """A year that is a text is a mistake of the caller, not a number."""
    wrong: Any = "2020"
    with pytest.raises(FieldTypeError):
        DocumentNumber(agency="国发", year=wrong, serial=1)
    with pytest.raises(FieldTypeError):
        CaseNumber(year=wrong, court="京01", type_code="民终", serial=1)


def test_numbers_survive_pickling() -> None:
    """Numbers travel between processes with what was written."""
    for read in (
        parse_document_number("国发[2020]1号"),
        parse_case_number("(2020)京01民终1号"),
    ):
        again = pickle.loads(pickle.dumps(read))  # noqa: S301 - our own bytes
        assert again == read
        assert again.original == read.original


# A number in a sentence

# In running text a blank parts a body from a code: there the code would be 发.
WHOLE_ONLY = {"国 发〔2020〕1号"}
IN_TEXT = [row for row in DOCUMENTS + CASES if row["text"] not in WHOLE_ONLY]


@pytest.mark.parametrize("row", IN_TEXT, ids=by_text)
def test_a_number_alone_in_a_sentence_is_found(row: dict[str, str]) -> None:
    """What one number is read as, a sentence that holds it yields too."""
    found = numbers_in(f"查，{row['text']}。")
    assert [str(each) for _, _, each in found] == [row["canonical"]]


# Properties

OPENING, CLOSING = "〔[［(（【〈<＜﹝〖{｛", "〕]］)）】〉>＞﹞〗}｝"
DIGITS = (
    "0123456789",
    "０１２３４５６７８９",
    "〇一二三四五六七八九",
    "○一二三四五六七八九",
)
years = st.integers(min_value=1949, max_value=2099)
serials = st.integers(min_value=1, max_value=9999)
codes = st.sampled_from(
    ["国发", "国办发", "豫政", "法释", "法（研）发", "厅字", "并政发"]
)
bodies = st.sampled_from(
    ["", "国务院", "财政部、海关总署", "财政部 税务总局", "某市人民政府", "主席团"]
)
coded = st.builds(DocumentNumber, agency=codes, year=years, serial=serials)
orders = st.builds(
    DocumentNumber,
    agency=bodies,
    year=years,
    serial=serials,
    form=st.sampled_from(
        [NumberForm.ORDER, NumberForm.ANNOUNCEMENT, NumberForm.NOTICE]
    ),
    layout=st.sampled_from(NumberLayout),
)
unnumbered_years = st.builds(
    DocumentNumber,
    agency=bodies,
    term=st.none() | st.integers(min_value=1, max_value=20),
    serial=serials,
    form=st.just(NumberForm.ANNOUNCEMENT),
)
cases = st.builds(
    CaseNumber,
    year=years,
    court=st.sampled_from(["京", "京01", "粤0111", "最高法"]),
    type_code=st.sampled_from(["民终", "行初", "执恢", "刑申", "知民终"]),
    serial=serials,
    suffix=st.none() | st.integers(min_value=1, max_value=20),
)
former_cases = st.builds(
    CaseNumber,
    year=years,
    court=st.sampled_from(["", "杭西", "沪一中", "粤高法"]),
    type_code=st.sampled_from(["民一他", "行初", "经终", "民一（民）终"]),
    serial=serials,
    former=st.just(value=True),
)


@given(st.one_of(coded, orders, unnumbered_years))
def test_a_document_number_reads_back_as_itself(each: DocumentNumber) -> None:
    """The canonical form loses nothing, not even the layout."""
    again = parse_document_number(str(each))
    assert again == each
    assert str(again) == str(each)


@given(st.one_of(cases, former_cases))
def test_a_case_number_reads_back_as_itself(each: CaseNumber) -> None:
    """The canonical form loses nothing."""
    assert parse_case_number(str(each)) == each


@given(
    each=coded,
    opening=st.sampled_from(OPENING),
    closing=st.sampled_from(CLOSING),
    digits=st.sampled_from(DIGITS),
    marks=st.tuples(
        st.sampled_from(["", " ", "　"]), st.sampled_from(["", "第", "第 "])
    ),
)
def test_brackets_digits_and_blanks_make_no_other_number(
    *,
    each: DocumentNumber,
    opening: str,
    closing: str,
    digits: str,
    marks: tuple[str, str],
) -> None:
    """However a number is typed, it is the same number."""
    blank, mark = marks
    year = str(each.year).translate(str.maketrans(DIGITS[0], digits))
    serial = str(each.serial)
    if digits == DIGITS[1]:
        serial = serial.translate(str.maketrans(DIGITS[0], digits))
    text = f"{each.agency}{blank}{opening}{blank}{year}{closing}{mark}{serial}{blank}号"
    assert parse_document_number(text) == each


@given(each=cases, opening=st.sampled_from(OPENING), closing=st.sampled_from(CLOSING))
def test_brackets_make_no_other_case(
    each: CaseNumber, opening: str, closing: str
) -> None:
    """A case is the same whatever brackets stand round its year."""
    text = str(each).replace("（", opening).replace("）", closing)
    assert parse_case_number(text) == each


number_like = st.text(
    st.sampled_from(
        "国务院令第号公告部、 根据〔〕（）()2019０一二十〇年届京民终初字法发之 \n我中央"
    ),
    max_size=30,
)
anything = st.one_of(st.text(max_size=40), number_like)


@given(anything)
@example("国务院中央发改〔2020〕1号")
@example("〔届〕第号")
def test_no_text_makes_a_parser_fail_otherwise(text: str) -> None:
    """Whatever is given is read or refused inside the text; what is read reads back."""
    for parse in PARSERS.values():
        read, position = outcome(parse, text)
        assert 0 <= position <= len(text)
        assert read is None or parse(str(read)) == read


@given(anything)
def test_every_found_number_is_where_it_is_said_to_be(text: str) -> None:
    """Spans lie in the text in order, and each holds the number it is said to."""
    end = 0
    for start, beyond, each in numbers_in(text):
        assert end <= start < beyond <= len(text)
        assert each.original == text[start:beyond]
        end = beyond


@given(st.lists(st.one_of(coded, cases), max_size=5), st.sampled_from("，。；、\n"))
def test_numbers_side_by_side_are_all_found(
    numbers: list[DocumentNumber | CaseNumber], mark: str
) -> None:
    """Each number of a list is found once, in order."""
    text = mark.join(map(str, numbers))
    assert [each for _, _, each in numbers_in(text)] == numbers
