"""Indicators against values worked out by hand, before and without the library.

Each row of ``cases/indicators`` says what an indicator of a register comes to by the
sentence of its definition. A row with ``refused`` has no value to be given: neither
invented nor taken from an altered number. A row on the basis ``published`` says what
a report prints, which may stand beside a computed value but never in its place.
``3..5`` are bounds, open where a side is empty, as for a printed 860余.
"""

from __future__ import annotations

import csv
import hashlib
import math
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from attrs import frozen

import adminlaw as al
from adminlaw.errors import UnknownRecordError
from adminlaw.measures import (
    Count,
    CountBasis,
    Indicators,
    IndicatorStatus,
    IndicatorValue,
    indicators,
)
from adminlaw.spans import DateSpan

CASES = Path(__file__).parent / "cases" / "indicators"
EXAMPLES = Path(__file__).parent.parent / "examples"
REGISTERS = sorted(path.stem for path in CASES.glob("*.csv"))
FROZEN_REMAINDER = 0
"""Of three: which rows nobody looks at before the final run."""


@frozen
class Expected:
    """One row: an indicator, and what it comes to by hand."""

    register: str
    indicator: str
    member: str
    period: str
    as_of: str
    basis: str
    numerator: str
    denominator: str
    value: str
    refused: str
    how: str
    frozen: str

    @property
    def name(self) -> str:
        """What the row is called in a list of disagreements."""
        return " ".join(filter(None, (self.indicator, self.member, self.period)))


def _rows(register: str) -> tuple[Expected, ...]:
    with (CASES / f"{register}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Expected(register=register, **row) for row in csv.DictReader(file))


@cache
def _computed(register: str, period: str, as_of: str) -> Indicators:
    ends = [date.fromisoformat(each) for each in period.split("..") if each]
    return indicators(
        al.read_register(EXAMPLES / register),
        period=DateSpan(since=ends[0], until=ends[1]) if ends else None,
        as_of=date.fromisoformat(as_of) if as_of else None,
    )


def _disagreements(register: str, *, hidden: bool) -> list[str]:
    rows = [each for each in _rows(register) if (each.frozen == "yes") is hidden]
    found = ((each, _difference(each)) for each in rows)
    return [f"{row.name}: {difference}" for row, difference in found if difference]


def _difference(row: Expected) -> str:
    """Return in what the library differs from the row; empty where it agrees."""
    try:
        found = _computed(row.register, row.period, row.as_of).find(
            row.indicator, member=row.member
        )
    except UnknownRecordError:
        return f"{row.value or row.refused} by hand, and no such indicator or member"
    if row.basis == "published":
        return _printed_difference(row, found)
    if row.refused == "several figures":
        return _scopes_difference(row)
    return _worked_difference(row, found)


def _scopes_difference(row: Expected) -> str:
    """Tell whether each number that the row names stands in a scope, and no whole."""
    values = _computed(row.register, row.period, row.as_of)
    told = [each for each in values if each.id == row.indicator]
    named = sorted(Decimal(each) for each in re.findall(r"\d+", row.how))
    scoped = sorted(each.value for each in told if each.scope and each.value)
    whole = [each for each in told if not each.scope and each.value is not None]
    apart = len({each.scope for each in told if each.value}) == len(named)
    if scoped == named and apart and not whole:
        return ""
    return f"{named} in scopes of their own, not {[each.text() for each in told]}"


def _printed_difference(row: Expected, found: IndicatorValue) -> str:
    if row.refused:
        kept = all(each.value is None for each in found.published)
        return "" if kept and found.value is None else f"refused, not {found.text()}"
    if Decimal(row.value) in [each.value for each in found.published]:
        return ""
    return f"{row.value} is printed, not {[each.value for each in found.published]}"


def _on_basis(row: Expected, found: IndicatorValue) -> IndicatorValue | None:
    """Return the value that rests on what the row rests on; None if there is none."""
    for each in (found, found.other):
        if each is not None and _basis_of(each) == row.basis:
            return each
    return None


def _basis_of(value: IndicatorValue) -> str:
    """Return on what a value rests, or what its numerator does if that is both."""
    mixed = value.basis is CountBasis.MIXED and value.numerator is not None
    basis = value.numerator.basis if mixed and value.numerator else value.basis
    return basis.code if basis else ""


def _worked_difference(row: Expected, given_for: IndicatorValue) -> str:
    if row.refused:
        gone = _given_up(row, given_for)
        return "" if gone else f"{row.refused}, not {given_for.text()}"
    found = _on_basis(row, given_for)
    if found is None:
        return f"{row.value} from {row.basis}, not {given_for.text()}"
    wanted = (row.value, row.numerator, row.denominator)
    given = (found, found.numerator, found.denominator)
    same = all(_stands(text, value) for text, value in zip(wanted, given, strict=True))
    return "" if same else f"{wanted} by hand, not {found.text()}"


def _given_up(row: Expected, found: IndicatorValue) -> bool:
    """Tell whether no value is given; bounds are none."""
    if row.refused == "not stated":
        return found.value is None
    return found.status is IndicatorStatus.REFUSED and found.reason is not None


def _stands(text: str, found: IndicatorValue | Count | None) -> bool:
    """Tell whether *found* is the number of a cell, ``3``, or its bounds, ``3..5``."""
    if not text:
        return True
    if found is None:
        return False
    least, bounded, most = text.partition("..")
    if not bounded:
        return found.value is not None and Decimal(found.value) == Decimal(text)
    return _rounds(found.least, least) and _rounds(found.most, most)


def _rounds(exact: Decimal | Fraction | None, text: str) -> bool:
    """Tell whether *exact* is the number of *text*, to as many decimals."""
    if exact is None or not text:
        return exact is None and not text
    places = len(text.partition(".")[2])
    scaled = math.floor(Fraction(exact) * 10**places + Fraction(1, 2))
    return Decimal(scaled).scaleb(-places) == Decimal(text)


@pytest.mark.parametrize("register", REGISTERS)
def test_every_indicator_agrees_with_the_value_worked_out_by_hand(
    register: str,
) -> None:
    """Every open row agrees: in its value, its counts, or in having none."""
    assert not _disagreements(register, hidden=False)


@pytest.mark.parametrize("register", REGISTERS)
def test_the_values_that_nobody_looked_at_agree_as_well(register: str) -> None:
    """Every hidden row agrees; a failure tells how many do not, and not which."""
    disagreeing = len(_disagreements(register, hidden=True))
    assert disagreeing == 0


@pytest.mark.parametrize("register", REGISTERS)
def test_chance_and_no_person_chose_the_rows_that_nobody_looks_at(
    register: str,
) -> None:
    """The digest of its name draws a row, whatever it says."""
    for row in _rows(register):
        key = f"{row.indicator}{register}{row.member}".encode()
        chosen = int(hashlib.sha256(key).hexdigest(), 16) % 3 == FROZEN_REMAINDER
        assert (row.frozen == "yes") is chosen, row.name


@pytest.mark.parametrize("register", REGISTERS)
def test_every_row_says_how_it_was_worked_out(register: str) -> None:
    """A row has a value or a reason for none, and its arithmetic in words."""
    for row in _rows(register):
        assert row.how, row.name
        assert bool(row.value) is not bool(row.refused), row.name
