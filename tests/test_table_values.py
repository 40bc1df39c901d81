"""The values of cells, read in every form that has been seen."""

from __future__ import annotations

import csv
import pickle
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adminlaw.money import Money, MoneyUnit
from adminlaw.periods import Length, LengthUnit
from adminlaw.spans import DateSpan
from adminlaw.tables.values import (
    OPEN_END,
    UNKNOWN,
    MisreadError,
    NoLength,
    OpenEnd,
    cell_text,
    is_blank,
    key,
    numbered_parts,
    read_day,
    read_decimal,
    read_limit,
    read_money,
    read_numbered,
    read_texts,
    read_whole,
    read_yes_no,
    tidy,
)

CASES: Final = Path(__file__).parent / "cases" / "tables" / "values.csv"
DAYS: Final = st.dates(date(1950, 1, 1), date(2098, 12, 31))
FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")


def day_said(found: object) -> str:
    """Return what a day was read as, the way the table of cases says it."""
    if isinstance(found, OpenEnd):
        return found.code
    if isinstance(found, DateSpan):
        return f"{found.since}..{found.last_day or ''}"
    return str(found)


def limit_said(found: Length | NoLength) -> str:
    """Return what a limit was read as, the way the table of cases says it."""
    return found.code if isinstance(found, NoLength) else str(found)


READERS: Final[Mapping[str, Callable[[str, str], str]]] = {
    "day": lambda cell, _: day_said(read_day(cell)),
    "money": lambda cell, unit: str(read_money(cell, unit=unit)),
    "whole": lambda cell, _: str(read_whole(cell)),
    "decimal": lambda cell, _: str(read_decimal(cell)),
    "limit": lambda cell, unit: limit_said(read_limit(cell, unit=unit)),
    "yes_no": lambda cell, _: "yes" if read_yes_no(cell) else "no",
    "texts": lambda cell, _: "|".join(read_texts(cell)),
    "numbered": lambda cell, _: "|".join(read_numbered(cell)),
}


def named(case: dict[str, str]) -> str:
    """Return what a case is called."""
    return f"{case['reader']}-{case['cell']}"


def refusal(read: Callable[[], object]) -> str | None:
    """Return what a reader expected of a value that it refused."""
    try:
        read()
    except MisreadError as error:
        return min(error.expected_zh, error.expected_en)
    return None


def cases() -> list[dict[str, str]]:
    """Return the rows of the table of cases."""
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", cases(), ids=named)
def test_a_cell_means_what_a_jurist_reads_in_it(case: dict[str, str]) -> None:
    """Each form is read as the table of cases says; ``!`` is refused."""
    reader = READERS[case["reader"]]
    if case["means"] == "!":
        with pytest.raises(MisreadError):
            reader(case["cell"], case["unit"])
    else:
        assert reader(case["cell"], case["unit"]) == case["means"]


FORMS: Final[tuple[Callable[[date], object], ...]] = (
    lambda day: day,
    lambda day: datetime(day.year, day.month, day.day, 12, 30),  # noqa: DTZ001 - as a workbook has it
    lambda day: day.isoformat(),
    lambda day: f"{day} 23:59:59",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year}年{day.month}月{day.day}日".translate(FULL_WIDTH),
    lambda day: f"　{day.year}.{day.month}.{day.day}\u200b",
    lambda day: f"{day.year}/{day.month:02}/{day.day:02}",
    lambda day: f"{day:%Y%m%d}",
    lambda day: int(f"{day:%Y%m%d}"),
    lambda day: (day - date(1899, 12, 30)).days,
    lambda day: float((day - date(1899, 12, 30)).days) + 0.75,
    lambda day: str((day - date(1899, 12, 30)).days),
)


@given(day=DAYS, form=st.sampled_from(FORMS))
def test_a_day_is_the_same_day_in_each_form(
    day: date, form: Callable[[date], object]
) -> None:
    """However a day is written, stored or counted, it is read as that day."""
    written = form(day)
    assert isinstance(written, str | int | float | date)
    assert read_day(written) == day


@given(day=DAYS)
def test_serial_days_count_from_the_epoch_of_the_workbook(day: date) -> None:
    """A workbook of 1904 counts 1462 days less for the same day."""
    serial = (day - date(1904, 1, 1)).days
    assert read_day(serial, epoch_1904=True) == day
    assert read_day(serial + 1462) == day


@given(day=st.dates(date(1974, 1, 1), date(2098, 12, 31)), hour=st.integers(0, 23))
def test_milliseconds_are_of_the_day_in_china(day: date, hour: int) -> None:
    """Any hour of a day in China, in milliseconds of 13 digits, is that day."""
    seconds = (day - date(1970, 1, 1)) // timedelta(seconds=1) + hour * 3600 - 8 * 3600
    if seconds * 1000 >= 10**12:
        assert read_day(seconds * 1000) == day


@pytest.mark.parametrize(
    "value",
    [True, None, 0, 60, 80_001, -5, 2014.1, float("nan"), float("inf"), "", 1e300],
)
def test_numbers_that_are_no_day_are_refused(value: float | str | None) -> None:
    """The 29 February 1900 of spreadsheets, a lost month and the like are no days."""
    with pytest.raises(MisreadError):
        read_day(value)


def test_the_last_day_of_the_calendar_is_no_end() -> None:
    """9999-12-31 and 2099-12-31 stand for an open end in every form."""
    for never in (date(9999, 12, 31), date(2099, 12, 31), "2099年12月31日", 20991231):
        assert read_day(never) is OPEN_END


@given(
    amount=st.decimals(0, 10**9, places=6),
    unit=st.sampled_from(tuple(MoneyUnit)),
    comma=st.booleans(),
)
def test_an_amount_is_read_back_by_its_digits(
    amount: Decimal,
    unit: MoneyUnit,
    comma: bool,  # noqa: FBT001 - given by Hypothesis
) -> None:
    """What is written with its unit, with or without commas, is the same amount."""
    written = f"{amount:,f}" if comma else f"{amount:f}"
    expected = Money(amount, unit)
    assert read_money(f"{written}{unit.zh}", unit="") == expected
    assert read_money(written, unit=unit.zh) == expected
    assert read_money(written, unit=unit.code) == expected


@given(number=st.floats(0, 1e12, allow_nan=False))
def test_a_stored_number_keeps_its_digits(number: float) -> None:
    """A number of a workbook becomes a decimal that prints and counts the same."""
    found = read_decimal(number)
    assert float(found) == number
    assert format(found, "f") == cell_text(number)


def test_a_number_that_lost_digits_is_no_whole_number() -> None:
    """Eighteen digits in a number of a workbook are refused: the last are not true."""
    with pytest.raises(MisreadError):
        read_whole(440118199001011234.0)
    assert read_whole("440118199001011234") == 440118199001011234


@given(number=st.integers(1, 999_999), unit=st.sampled_from(tuple(LengthUnit)))
def test_a_limit_is_read_back(number: int, unit: LengthUnit) -> None:
    """A length in words, or as a number with the unit of its column, is that length."""
    expected = Length(number, unit)
    assert read_limit(expected.label("zh")) == expected
    assert read_limit(f"自受理之日起{expected.label('zh')}内") == expected
    assert read_limit(number, unit=unit.code) == expected


def test_a_blank_limit_is_not_stated() -> None:
    """A blank is no limit of nothing."""
    assert read_limit(None) is UNKNOWN
    assert read_limit("　") is UNKNOWN


TEXTS: Final = st.text(
    st.sampled_from("立案责任调查12一二三（）()、.．。；①② \n　\u200b/第条项5"),
    max_size=40,
)


def solid(text: str) -> str:
    """Return a text without blanks and characters that nobody sees."""
    return re.sub(r"[\s\u200b]", "", text)


@given(text=TEXTS)
def test_splitting_paragraphs_loses_nothing(text: str) -> None:
    """Numbers and paragraphs put together are the text, but for blanks."""
    parts = numbered_parts(text)
    assert solid("".join(mark + piece for mark, piece in parts)) == solid(text)
    assert read_numbered(text) == tuple(piece for _, piece in parts if piece)


@given(text=TEXTS)
def test_splitting_lists_loses_only_separators(text: str) -> None:
    """The texts of a list are those of the cell, in order."""
    kept = re.sub(r"[、；;/／]", "", solid(text))
    if kept not in ("无", ""):
        assert re.sub(r"[、；;/／]", "", solid("".join(read_texts(text)))) == kept


@given(
    items=st.lists(
        st.sampled_from(["立案责任：受理。", "调查责任：取证；", "送达"]),
        min_size=2,
        max_size=15,
    ),
    style=st.sampled_from(["{}.", "{}、", "（{}）", "{}．", "({}) "]),
)
def test_numbered_paragraphs_are_found_again(items: list[str], style: str) -> None:
    """Paragraphs that were numbered on lines of their own come back as they were."""
    numbers = range(1, len(items) + 1)
    pairs = zip(numbers, items, strict=True)
    text = "\n".join(style.format(number) + item for number, item in pairs)
    assert read_numbered(text) == tuple(items)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (20210715.0, "20210715"),
        (1.5, "1.5"),
        (1e22, "10000000000000000000000"),
        (date(2021, 7, 15), "2021-07-15"),
        (datetime(2021, 7, 15), "2021-07-15"),  # noqa: DTZ001 - as a workbook has it
        (datetime(2021, 7, 15, 9, 30), "2021-07-15 09:30:00"),  # noqa: DTZ001 - the same
        (datetime(2021, 7, 15, 9, 30).time(), "09:30:00"),  # noqa: DTZ001 - the same
        (timedelta(hours=26, minutes=5), "26:05:00"),
        (-timedelta(minutes=5), "-0:05:00"),
        (False, "FALSE"),
        (None, ""),
        (" 甲 ", " 甲 "),
    ],
)
def test_a_cell_prints_as_people_see_it(value: float | str | date, text: str) -> None:
    """Days are ISO, whole numbers have no fraction, a text is left alone."""
    assert cell_text(value) == text


def test_texts_are_compared_without_width_and_blanks() -> None:
    """NFKC is for keys; what is kept has its own brackets and digits."""
    assert key("　总　计（ＡＢ）\u200b\n") == "总计(ab)"
    assert tidy("　第１条（一）\r\n\r\n ㊣ ") == "第１条（一）\n㊣"
    assert is_blank("\u3000\u200b\xa0\n")


def test_a_misreading_does_not_repeat_the_cell() -> None:
    """A cell may name a person, so the message says only what was expected."""
    with pytest.raises(MisreadError) as caught:
        read_day("张三丰")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own error
    assert again.value == "张三丰"
    for said in (str(again), again.message("zh")):
        assert "张三丰" not in said
    assert "日期" in again.message("zh")


@pytest.mark.parametrize("reader", [read_day, read_decimal, read_whole, read_yes_no])
@given(value=st.one_of(st.text(max_size=20), st.floats(), st.integers(), st.none()))
def test_a_reader_reads_or_says_what_it_expected(
    reader: Callable[[object], object], value: object
) -> None:
    """No value of a cell makes a reader fail in any other way."""
    assert refusal(lambda: reader(value)) != ""


@given(value=st.one_of(st.text(max_size=20), st.floats(), st.integers(), st.none()))
def test_readers_with_a_unit_refuse_in_the_same_way(
    value: str | float | None,
) -> None:
    """The same holds for amounts and limits."""
    assert refusal(lambda: read_money(value, unit="元")) != ""
    assert refusal(lambda: read_limit(value, unit="日")) != ""
