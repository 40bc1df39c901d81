"""Deadlines under the law, and the clocks of a case."""

from __future__ import annotations

from adminlaw.clocks.due import Due, Facts, due
from adminlaw.clocks.files import calendar_of, read_case, write_calendar
from adminlaw.clocks.fixed import DueDay, due_for_year
from adminlaw.clocks.ledger import Granted
from adminlaw.clocks.standing import Clock, ClockState, clock_rules
from adminlaw.clocks.timelines import NotApplied, Timeline, timeline

__all__ = [
    "Clock",
    "ClockState",
    "Due",
    "DueDay",
    "Facts",
    "Granted",
    "NotApplied",
    "Timeline",
    "calendar_of",
    "clock_rules",
    "due",
    "due_for_year",
    "read_case",
    "timeline",
    "write_calendar",
]
