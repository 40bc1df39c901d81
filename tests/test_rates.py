"""Printed rates against brute force over fractions and against ``decimal``.

Nothing here asks the library for an expected value: counts are tried one by one,
and the standard library rounds.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adminlaw.rates import (
    Rounding,
    agreeing,
    counts_allowed,
    decimals,
    percentage,
    rounded,
)

MODES = tuple(Rounding)

DECIMAL_MODE: Mapping[Rounding, str] = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.TRUNCATE: ROUND_DOWN,
}
"""What the standard library calls each rounding."""

TO_WHOLE: Mapping[Rounding, Callable[[Fraction], int]] = {
    Rounding.HALF_UP: lambda value: floor(value + Fraction(1, 2)),
    Rounding.HALF_EVEN: round,
    Rounding.TRUNCATE: floor,
}
"""How a number that is not negative becomes whole, by definition."""

modes = st.sampled_from(MODES)
places_ = st.integers(0, 4)
shares = st.fractions(0, 200, max_denominator=10_000)
# Decimals with few places sit on the halves, where the roundings part.
on_the_half = st.decimals(-1000, 1000, places=3, allow_nan=False, allow_infinity=False)


def printed(value: Fraction, places: int, mode: Rounding) -> Decimal:
    """Return how a number prints, worked out from the definition of its rounding."""
    whole = TO_WHOLE[mode](abs(value) * 10**places)
    digits = tuple(map(int, str(whole)))
    return Decimal((int(value < 0), digits, -places))


def fitting(rate: str, base: int, mode: Rounding) -> list[int]:
    """Return every count of *base* that prints as *rate* percent, by trying all."""
    places = len(rate.partition(".")[2])
    return [
        count
        for count in range(base + 1)
        if printed(Fraction(100 * count, base), places, mode) == Decimal(rate)
    ]


@pytest.mark.parametrize(
    ("text", "places"),
    [("66.49", 2), ("53.3", 1), ("20", 0), ("20.0", 1), ("2E+1", 0), ("0.000", 3)],
)
def test_decimals_are_those_that_were_printed(text: str, places: int) -> None:
    """A trailing zero was printed on purpose and counts as a decimal."""
    assert decimals(Decimal(text)) == places


@given(value=on_the_half, places=st.integers(0, 3), mode=modes)
def test_rounding_is_that_of_the_decimal_module(
    value: Decimal, places: int, mode: Rounding
) -> None:
    """四舍五入, 四舍六入五成双 and 截尾 are half up, half even and down."""
    expected = value.quantize(Decimal(1).scaleb(-places), DECIMAL_MODE[mode])
    assert rounded(Fraction(value), places, mode) == expected


@given(value=st.fractions(-500, 500), places=places_, mode=modes)
def test_rounding_follows_its_definition(
    value: Fraction, places: int, mode: Rounding
) -> None:
    """A fraction that no decimal reaches is shortened by the same definition."""
    assert rounded(value, places, mode) == printed(value, places, mode)


@given(value=shares, places=places_, mode=modes)
def test_a_rounded_number_has_the_places_asked_for(
    value: Fraction, places: int, mode: Rounding
) -> None:
    """The result carries its trailing zeros, as a printed number does."""
    assert rounded(value, places, mode).as_tuple().exponent == -places


@given(value=shares, other=shares, places=places_, mode=modes)
def test_a_larger_number_never_prints_smaller(
    value: Fraction, other: Fraction, places: int, mode: Rounding
) -> None:
    """Rounding is monotone under every mode."""
    low, high = sorted((value, other))
    assert rounded(low, places, mode) <= rounded(high, places, mode)


@given(value=st.fractions(-500, 500), places=places_, mode=modes)
def test_rounding_does_not_depend_on_the_sign(
    value: Fraction, places: int, mode: Rounding
) -> None:
    """A shortfall is shortened like the surplus of the same size."""
    assert rounded(-value, places, mode) == -rounded(value, places, mode)


@given(value=st.fractions(-500, 500), places=places_, mode=modes)
def test_a_printed_number_is_near_the_exact_one(
    value: Fraction, places: int, mode: Rounding
) -> None:
    """Truncation loses less than one last place, the others at most half of one."""
    lost = abs(Fraction(rounded(value, places, mode)) - value) * 10**places
    assert lost < 1 if mode is Rounding.TRUNCATE else lost <= Fraction(1, 2)


@given(value=on_the_half, mode=modes)
def test_rounding_again_changes_nothing(value: Decimal, mode: Rounding) -> None:
    """A number that already has so many places prints as itself."""
    assert rounded(Fraction(value), decimals(value), mode) == value


@pytest.mark.parametrize("mode", MODES)
def test_long_numbers_are_rounded_exactly(mode: Rounding) -> None:
    """No digit is lost to the precision of decimal arithmetic."""
    number = 10**40 + 1
    assert rounded(Fraction(number), 0, mode) == Decimal(number)


@pytest.mark.parametrize("mode", MODES)
def test_rounding_ignores_the_decimal_context(mode: Rounding) -> None:
    """What a program sets for its own decimals does not change a published rate."""
    expected = printed(Fraction(123_456, 7), 2, mode)
    with decimal.localcontext() as context:
        context.prec = 3
        received = rounded(Fraction(123_456, 7), 2, mode)
    assert received == expected


@given(count=st.integers(0, 10**6), base=st.integers(1, 10**6))
def test_a_percentage_is_exact(count: int, base: int) -> None:
    """A share is a fraction until it is printed."""
    assert percentage(Decimal(count), Decimal(base)) * base == 100 * count


def test_a_percentage_of_nothing_is_refused() -> None:
    """A share of no cases is no number."""
    with pytest.raises(ZeroDivisionError):
        percentage(Decimal(0), Decimal(0))


@pytest.mark.parametrize(
    ("stated", "count", "base", "expected"),
    [
        ("95.5", 43, 45, {Rounding.TRUNCATE}),
        ("95.6", 43, 45, {Rounding.HALF_UP, Rounding.HALF_EVEN}),
        ("66.49", 375, 564, {Rounding.HALF_UP, Rounding.HALF_EVEN}),
        ("66.48", 375, 564, {Rounding.TRUNCATE}),
        ("24.29", 137, 564, set(MODES)),
        ("53.3", 8, 15, set(MODES)),
        ("13", 1, 8, {Rounding.HALF_UP}),
        ("12", 1, 8, {Rounding.HALF_EVEN, Rounding.TRUNCATE}),
        ("12.5", 1, 8, set(MODES)),
        ("12.50", 1, 8, set(MODES)),
        ("38", 3, 8, {Rounding.HALF_UP, Rounding.HALF_EVEN}),
        ("100", 45, 45, set(MODES)),
        ("0", 0, 45, set(MODES)),
        ("66.5", 43, 45, set()),
    ],
)
def test_a_published_rate_agrees_with_its_counts_under_some_roundings(
    stated: str, count: int, base: int, expected: set[Rounding]
) -> None:
    """43 of 45 is 95.5 by truncation alone, 375 of 564 is 66.49 without it."""
    exact = Fraction(100 * count, base)
    assert set(agreeing(Decimal(stated), exact)) == expected


@given(exact=shares, places=places_, mode=modes)
def test_a_printed_rate_agrees_with_the_number_that_it_was_printed_from(
    exact: Fraction, places: int, mode: Rounding
) -> None:
    """The rounding that was used is always among those that fit."""
    assert mode in agreeing(printed(exact, places, mode), exact)


@given(exact=shares, places=places_, stated=st.decimals(0, 200, places=2))
def test_agreement_means_printing_the_same(
    exact: Fraction, places: int, stated: Decimal
) -> None:
    """A rounding fits if and only if it prints the stated number, decimals included."""
    for number in (stated, *(printed(exact, places, mode) for mode in MODES)):
        places_stated = len(str(number).partition(".")[2])
        expected = [m for m in MODES if printed(exact, places_stated, m) == number]
        assert list(agreeing(number, exact)) == expected


@pytest.mark.parametrize(
    ("rate", "base", "mode", "expected"),
    [
        ("53.3", 15, Rounding.HALF_UP, [8]),
        ("53.3", 15, Rounding.TRUNCATE, [8]),
        ("53.4", 15, Rounding.HALF_UP, []),
        ("20", 223, Rounding.HALF_UP, [44, 45]),
        ("20", 223, Rounding.TRUNCATE, [45, 46]),
        ("96", 196, Rounding.HALF_UP, [188, 189]),
        ("96", 196, Rounding.TRUNCATE, [189, 190]),
        ("100", 196, Rounding.TRUNCATE, [196]),
        ("100", 196, Rounding.HALF_UP, [196]),
        ("100", 201, Rounding.HALF_UP, [200, 201]),
        ("0", 3, Rounding.HALF_UP, [0]),
        ("101", 196, Rounding.HALF_UP, []),
        ("-1", 196, Rounding.HALF_UP, []),
    ],
)
def test_a_rate_and_its_base_allow_certain_counts(
    rate: str, base: int, mode: Rounding, expected: list[int]
) -> None:
    """20 % of 223 is 44 or 45 half up; 53.3 % of 15 can only be 8."""
    assert list(counts_allowed(Decimal(rate), base, mode)) == expected


@given(base=st.integers(1, 300), hundredths=st.integers(0, 10_000), mode=modes)
def test_no_allowed_count_is_missed(base: int, hundredths: int, mode: Rounding) -> None:
    """Trying every count of the base finds the same ones."""
    rate = f"{Decimal(hundredths) / 100:.2f}"
    for text in (rate, rate[:-1], rate.partition(".")[0]):
        expected = fitting(text, base, mode)
        assert list(counts_allowed(Decimal(text), base, mode)) == expected


@settings(max_examples=30)
@given(base=st.integers(1, 400), mode=modes)
def test_every_count_prints_as_exactly_one_rate(base: int, mode: Rounding) -> None:
    """The whole percentages share the counts of a base out, each count once."""
    shared = [list(counts_allowed(Decimal(p), base, mode)) for p in range(101)]
    assert [count for counts in shared for count in counts] == list(range(base + 1))


@given(data=st.data(), base=st.integers(1, 10**9), places=places_, mode=modes)
def test_a_count_is_allowed_by_the_rate_that_it_prints_as(
    data: st.DataObject, base: int, places: int, mode: Rounding
) -> None:
    """Printing a share and asking back never loses the count, however large."""
    count = data.draw(st.integers(0, base))
    rate = printed(Fraction(100 * count, base), places, mode)
    assert count in counts_allowed(rate, base, mode)


def test_a_base_beyond_the_machine_word_has_counts_as_well() -> None:
    """A whole number has no greatest one: 20 % of 10²⁰ ends before 20.5 %."""
    counts = counts_allowed(Decimal(20), 10**20, Rounding.HALF_UP)
    assert (counts.start, counts.stop) == (195 * 10**17, 205 * 10**17)
