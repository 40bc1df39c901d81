"""Lengths of time and amounts of money: what is written, read back and refused."""

from __future__ import annotations

import decimal
import pickle
from decimal import Decimal
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adminlaw.errors import AdminLawError, FieldValueError, LengthError
from adminlaw.money import Money, MoneyUnit
from adminlaw.periods import Length, LengthUnit

UNITS = ("hour", "working day", "day", "week", "month", "year")

# The text form has up to six digits.
lengths = st.builds(Length, st.integers(1, 999_999), st.sampled_from(LengthUnit))
amounts = st.decimals(-(10**12), 10**12, places=2)


@given(length=lengths)
def test_a_length_is_read_back_from_its_text(length: Length) -> None:
    """Writing a length and reading it gives the same length."""
    assert Length.parse(str(length)) == length


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(
    ("number", "ending"), [(1, ""), (2, "s"), (30, "s"), (999_999, "s")]
)
def test_the_text_of_a_length_is_plain_english(
    number: int, ending: str, unit: str
) -> None:
    """One day, two days: the number, a blank, and the unit in its number."""
    length = Length.parse(f"{number} {unit}{ending}")
    assert (length.number, length.unit.code) == (number, unit)
    assert str(length) == f"{number} {unit}{ending}"


@pytest.mark.parametrize(
    ("text", "zh"),
    [
        ("20 working days", "20个工作日"),
        ("1 working day", "1个工作日"),
        ("2 years", "2年"),
        ("3 months", "3个月"),
        ("15 days", "15日"),
        ("24 hours", "24小时"),
        ("1 week", "1周"),
    ],
)
def test_a_length_has_a_name_in_both_languages(text: str, zh: str) -> None:
    """The Chinese name is the wording of a statute; the English one is the text."""
    length = Length.parse(text)
    assert length.label("zh") == zh
    assert length.label("en") == length.label() == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20",
        "days",
        "0 days",
        "-1 days",
        "+1 day",
        "1.5 days",
        "007 days",
        "20  days",
        " 20 days",
        "20 days ",
        "20 days\n",
        "20days",
        "20 Days",
        "20 business days",
        "20 workingdays",
        "twenty days",
        "20个工作日",
        "２０ days",
        "٢٠ days",
        "1000000 days",
        "20 dayss",
        "1 day 2 hours",
    ],
)
def test_a_text_that_is_no_length_is_refused(text: str) -> None:
    """A length that is not written in the one form is never guessed at."""
    with pytest.raises(LengthError) as caught:
        Length.parse(text)
    assert caught.value.text == text
    assert all(unit in caught.value.expected_en for unit in UNITS)


@pytest.mark.parametrize("number", [0, -1, True, 1.0, "1", None, Decimal(1)])
def test_a_length_that_is_no_whole_number_from_one_is_refused(
    number: object,
) -> None:
    """No period lasts nought days, half a day or less than nothing."""
    with pytest.raises(FieldValueError):
        Length(cast("int", number), LengthUnit.DAY)


@pytest.mark.parametrize("unit", ["day", None, 1, MoneyUnit.YUAN])
def test_a_length_in_no_unit_of_time_is_refused(unit: object) -> None:
    """A length has one of six units; a word for one is not the unit."""
    with pytest.raises(AdminLawError):
        Length(1, cast("LengthUnit", unit))


def test_lengths_in_different_units_have_no_order() -> None:
    """Thirty days may be more or less than twenty working days."""
    assert "__lt__" not in vars(Length)
    assert Length(30, LengthUnit.DAY) != Length(30, LengthUnit.WORKING_DAY)


@pytest.mark.parametrize("text", ["soon", "", "二十日"])
def test_a_refused_length_says_so_in_both_languages(text: str) -> None:
    """The message carries the text that was refused, and survives pickling."""
    with pytest.raises(LengthError) as caught:
        Length.parse(text)
    error = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert f"“{text}”" in error.message("zh")
    assert repr(text) in error.message("en")


@given(amount=amounts)
def test_ten_thousand_yuan_are_one_wan(amount: Decimal) -> None:
    """1万元 is 10 000元, whatever the amount."""
    in_wan = Money(amount, MoneyUnit.WAN_YUAN)
    assert in_wan.yuan == Money(amount * 10_000, MoneyUnit.YUAN).yuan


@given(amount=amounts)
def test_yuan_are_yuan(amount: Decimal) -> None:
    """An amount in 元 is converted to itself, and 元 is what is meant unsaid."""
    assert Money(amount).yuan == amount
    assert Money(amount).unit is MoneyUnit.YUAN


@pytest.mark.parametrize("unit", list(MoneyUnit))
def test_no_digit_of_an_amount_is_lost(unit: MoneyUnit) -> None:
    """An amount is as exact in 元 as it was written, whatever the decimal context."""
    written = Money(Decimal("1234567.89"), unit)
    factor = {MoneyUnit.YUAN: 1, MoneyUnit.WAN_YUAN: 10_000}[unit]
    expected = Decimal(123_456_789 * factor).scaleb(-2)
    with decimal.localcontext() as context:
        context.prec = 4
        received = written.yuan
    assert received == expected


def test_amounts_are_equal_as_they_were_written() -> None:
    """1万元 and 10000元 mean the same and are not written the same."""
    one, other = Money(Decimal(1), MoneyUnit.WAN_YUAN), Money(Decimal(10_000))
    assert one != other
    assert one.yuan == other.yuan


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        ("1.50", MoneyUnit.WAN_YUAN, "1.50万元"),
        ("200", MoneyUnit.YUAN, "200元"),
        ("-3", MoneyUnit.YUAN, "-3元"),
    ],
)
def test_an_amount_is_written_with_its_unit(
    amount: str, unit: MoneyUnit, text: str
) -> None:
    """The decimals stay as they were written."""
    assert str(Money(Decimal(amount), unit)) == text


@pytest.mark.parametrize(
    "amount", [1, 1.5, "1", None, True, Decimal("NaN"), Decimal("Infinity")]
)
def test_an_amount_that_is_no_finite_decimal_is_refused(amount: object) -> None:
    """A float has lost its cents already, and nothing is counted in infinities."""
    with pytest.raises(FieldValueError):
        Money(cast("Decimal", amount))


@pytest.mark.parametrize("unit", ["yuan", None, LengthUnit.DAY])
def test_an_amount_in_no_unit_of_money_is_refused(unit: object) -> None:
    """An amount whose unit is a mere word would be taken for 元."""
    with pytest.raises(AdminLawError):
        Money(Decimal(1), cast("MoneyUnit", unit))
