"""The door to columns of deadlines, which need numpy and narwhals (extra ``frame``)."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from adminlaw.clocks.due import NO_CHOICE
from adminlaw.errors import MissingExtraError
from adminlaw.periods.calendars import WorkCalendar, work_calendar
from adminlaw.periods.readings import Choice
from adminlaw.rulebook import Rulebook, load_rulebook

if TYPE_CHECKING:
    from adminlaw.clocks.columns import LastDays


def last_days(
    rule_id: str,
    starts: Any,  # noqa: ANN401 - a numpy array, or a column that narwhals knows
    *,
    choice: Choice = NO_CHOICE,
    rulebook: Rulebook | None = None,
    calendar: WorkCalendar | None = None,
) -> LastDays:
    """Return the last day for each of many starts, under one rule.

    Args:
        rule_id: Id of a time limit that is not counted in hours.
        starts: Days: a numpy array of ``datetime64``, or a pandas or polars column.
        choice: Readings of open questions.
        rulebook: The rules; those that ship, by default.
        calendar: The working days; as published, by default.

    Raises:
        MissingExtraError: numpy or narwhals is not installed.
        UnknownRuleError: there is no such time limit on any of the days.
        PeriodError: the rule counts hours.

    Source: the article of the rule.

    >>> import numpy as np
    >>> starts = np.array(["2024-01-31", "2024-02-09"], dtype="datetime64[D]")
    >>> last_days("litigation.sue", starts).last_day
    array(['2024-07-31', '2024-08-09'], dtype='datetime64[D]')
    """
    try:
        columns = import_module("adminlaw.clocks.columns")
    except ImportError:
        raise MissingExtraError("numpy、narwhals", "frame") from None
    found: LastDays = columns.look_up(
        rule_id,
        starts,
        choice=choice,
        rulebook=rulebook or load_rulebook(),
        calendar=calendar or work_calendar(),
    )
    return found
