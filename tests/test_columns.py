"""A column of starts gives what each start gives by itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import adminlaw as al
from adminlaw.clocks.columns import STATUSES
from adminlaw.clocks.many import last_days
from adminlaw.errors import PeriodError, UnknownRuleError
from adminlaw.periods.calendars import work_calendar
from adminlaw.periods.readings import Choice

RULES = (
    "licence.decide",
    "litigation.sue",
    "penalty.decide",
    "penalty.hearing_notice",
    "reconsideration.apply",
    "compulsion.seal_seize",
    "compensation.claim",
)
days = st.dates(date(2022, 1, 1), date(2027, 6, 30))


@given(rule=st.sampled_from(RULES), starts=st.lists(days, min_size=1, max_size=12))
def test_a_column_agrees_with_each_single_answer(rule: str, starts: list[date]) -> None:
    """Last day and status of each start are those of ``due``."""
    found = last_days(rule, np.array(starts, dtype="datetime64[D]"))
    for start, last, status in zip(starts, found.last_day, found.status, strict=True):
        answer = al.due(rule, start=start)
        assert last.astype(object) == answer.last_day
        assert status == answer.status.code


def test_versions_on_both_sides_of_an_amendment_stand_in_one_column() -> None:
    """Seven days counted as calendar days before 2021-07-15, as working days since."""
    starts = np.array(["2021-07-14", "2021-07-15"], dtype="datetime64[D]")
    found = last_days("penalty.registered_evidence", starts)
    assert found.last_day.astype(str).tolist() == ["2021-07-21", "2021-07-26"]


def test_a_start_that_is_missing_has_no_answer() -> None:
    """Neither a day nor a status is made up for it."""
    starts = np.array(["2024-01-31", "NaT"], dtype="datetime64[D]")
    found = last_days("litigation.sue", starts)
    assert found.last_day.astype(str).tolist() == ["2024-07-31", "NaT"]
    assert found.status.tolist() == ["certain", ""]
    nothing = last_days("litigation.sue", np.array(["NaT"], dtype="datetime64[D]"))
    assert nothing.status.tolist() == [""]


def test_a_start_before_any_version_has_no_answer() -> None:
    """The column says which rows no rule governs, and goes on with the others."""
    starts = np.array(["2003-01-01", "2024-01-31"], dtype="datetime64[D]")
    found = last_days("licence.decide", starts)
    assert found.status.tolist() == ["", "certain"]


def test_what_no_notice_settles_is_provisional() -> None:
    """A start whose end lies beyond the last notice has a status and no day."""
    late = work_calendar().settled_until - timedelta(days=5)
    found = last_days("licence.decide", np.array([late], dtype="datetime64[D]"))
    assert found.status.tolist() == ["provisional"]
    assert np.isnat(found.last_day).all()


def test_pandas_and_polars_columns_come_back_as_such() -> None:
    """The kind of column is the user's choice."""
    starts = [date(2024, 1, 31), None]
    polars = last_days("litigation.sue", pl.Series(starts)).last_day
    assert isinstance(polars, pl.Series)
    assert polars.to_list() == [datetime(2024, 7, 31), None]  # noqa: DTZ001
    pandas = last_days("litigation.sue", pd.to_datetime(pd.Series(starts))).last_day
    assert isinstance(pandas, pd.Series)
    assert pandas.isna().tolist() == [False, True]
    assert pandas[0] == pd.Timestamp("2024-07-31")


def test_a_reading_taken_for_a_column_is_taken_for_every_row() -> None:
    """The organ's ninety days end on a rest day, or after it, as one reads the law."""
    starts = np.array(["2024-07-01"], dtype="datetime64[D]")  # 90 days: 2024-09-29
    plain = last_days("penalty.decide", starts)
    moved = last_days(
        "penalty.decide", starts, choice=Choice({"roll-when-silent": "rolled"})
    )
    assert plain.last_day.astype(str).tolist() == ["2024-09-29"]
    assert moved.last_day.astype(str).tolist() == ["2024-09-29"]  # a working Sunday


def test_hours_and_unknown_rules_are_refused() -> None:
    """A column holds days; a rule in hours needs moments."""
    starts = np.array(["2024-01-31"], dtype="datetime64[D]")
    with pytest.raises(PeriodError):
        last_days("transfer.hand_over", starts)
    with pytest.raises(UnknownRuleError):
        last_days("no.such.rule", starts)
    with pytest.raises(UnknownRuleError):
        last_days("licence.decide", np.array(["1990-01-01"], dtype="datetime64[D]"))


def test_the_codes_stand_for_the_statuses() -> None:
    """Zero is no answer; the others are the statuses in their order."""
    assert STATUSES == ("", "certain", "provisional", "judgement")
