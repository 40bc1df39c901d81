"""A case in from a JSON file; the last days of its clocks out to a calendar file."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from adminlaw.clocks.standing import Clock
from adminlaw.clocks.timelines import Timeline
from adminlaw.converter import structure
from adminlaw.errors import InputError, MissingExtraError, Problem, unreadable
from adminlaw.model import Case


def read_case(path: str | Path) -> Case:
    """Return the case in a JSON file.

    Raises:
        InputError: the file cannot be read, or holds no case; it lists every problem.
    """
    file = Path(path)
    try:
        payload = json.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise InputError((unreadable(file.name, error),)) from None
    except (ValueError, RecursionError):
        problem = Problem(file=file.name, expected_zh="JSON", expected_en="JSON")
        raise InputError((problem,)) from None
    return structure(payload, Case, file=file.name)


def calendar_of(found: Timeline) -> Any:  # noqa: ANN401 - a class of the extra
    """Return the last days of a timeline as an iCalendar object.

    A last day that is not certain is left out: an entry in a diary looks certain.

    Raises:
        MissingExtraError: icalendar is not installed.
    """
    try:
        icalendar = import_module("icalendar")
    except ImportError:
        raise MissingExtraError("icalendar", "ical") from None
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//adminlaw//clocks//ZH")
    calendar.add("version", "2.0")
    for clock in found.clocks:
        if clock.last_day and clock.due:
            calendar.add_component(_entry(icalendar, clock, found))
    return calendar


def _entry(icalendar: Any, clock: Clock, found: Timeline) -> Any:  # noqa: ANN401
    """Return one all-day entry on the last day of a clock."""
    event = icalendar.Event()
    answer, last = clock.due, clock.last_day
    if answer and last:
        event.add("uid", f"{found.case.id}/{clock.rule}@adminlaw")
        # An entry has to say when it was made; no clock is read here.
        event.add("dtstamp", datetime.combine(found.as_of, time(), UTC))
        event.add("dtstart", last)
        event.add("dtend", last + timedelta(days=1))
        event.add("summary", f"{answer.rule.label.zh} {clock.state.zh}")
        event.add("description", answer.text("zh"))
    return event


def write_calendar(found: Timeline, path: str | Path) -> None:
    """Write the last days of a timeline into a calendar file (.ics).

    Raises:
        MissingExtraError: icalendar is not installed.
    """
    Path(path).write_bytes(calendar_of(found).to_ical())
