"""A last day, and every clock of a case, as plain data in both languages.

Days are ISO text, what is not known is None, and a text stands in both languages.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from adminlaw.clocks import Clock, Due, Timeline
from adminlaw.labels import Label, LabelledEnum


def due_data(answer: Due) -> dict[str, Any]:
    """Return by which day something is due, as dicts, lists and text for JSON.

    >>> from datetime import date
    >>> from adminlaw.clocks import due
    >>> due_data(due("penalty.decide", start=date(2024, 3, 1)))["last_day"]
    '2024-05-30'
    """
    found = answer.deadline
    return {
        "rule": answer.rule.id,
        "label": _both(answer.rule.label),
        "source": str(answer.source),
        "source_status": _both(answer.version.status),
        "status": answer.status.code,
        "last_day": _iso(answer.last_day),
        "last_moment": _iso(found.last_moment),
        "earliest": _iso(answer.earliest),
        "latest": _iso(answer.latest),
        "missing": _both(found.missing),
        "recheck_after": _iso(found.recheck_after),
        "steps": [
            {"day": _iso(step.day), "text": _both(step.reason), "article": step.article}
            for step in answer.steps
        ],
        "notices": [_both(each) for each in answer.notices],
    }


def timeline_data(found: Timeline) -> dict[str, Any]:
    """Return how every clock of a case stands, as dicts, lists and text for JSON."""
    return {
        "case": found.case.id,
        "as_of": _iso(found.as_of),
        "clocks": [_clock(each) for each in found.clocks],
        "not_applied": [
            {"rule": each.rule, "reason": _both(each.reason)}
            for each in found.not_applied
        ],
    }


def _clock(clock: Clock) -> dict[str, Any]:
    return {
        "rule": clock.rule,
        "state": clock.state.code,
        "start": _iso(clock.start),
        "last_day": _iso(clock.last_day),
        "met_on": _iso(clock.met_on),
        "due": None if clock.due is None else due_data(clock.due),
        "extensions": [
            {
                "day": _iso(each.event.day),
                "effective": each.effective,
                "problems": [_both(problem) for problem in each.problems],
            }
            for each in clock.extensions
        ],
        "excluded": [
            {"since": _iso(span.since), "until": _iso(span.until)}
            for span in clock.excluded
        ],
        "missing": [_both(each) for each in clock.missing],
        "deemed": None if clock.deemed is None else clock.deemed.kind.code,
    }


def _iso(day: date | None) -> str | None:
    """Return a day or a moment as text."""
    return None if day is None else day.isoformat()


def _both(label: Label | LabelledEnum | None) -> dict[str, str] | None:
    return None if label is None else {"zh": label.zh, "en": label.en}
