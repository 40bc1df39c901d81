"""Read the tables that the model city is made of, and number its records.

The tables stand beside this file: powers in CSV, all else in TOML. A power that
other records need has a key, which is kept apart from its number.
"""

from __future__ import annotations

import csv
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Row = dict[str, Any]
"""One record, as a file of a register writes it."""

HERE = Path(__file__).parent
REFERENCE_DAY = date(2025, 6, 30)
"""The day on which the city is looked at; it covers the days before."""


def sheet(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV table."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tables(name: str) -> dict[str, list[Row]]:
    """Return the tables of a TOML file."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def text(day: date) -> str:
    """Return a day as registers write it."""
    return day.isoformat()


def later(day: date, days: int) -> str:
    """Return the day that lies some days after another, as text."""
    return text(day + timedelta(days=days))


def event(kind: str, day: str, **more: str | bool) -> Row:
    """Return an event."""
    return {"kind": kind, "day": day, **more}


def without_empty(row: Row) -> Row:
    """Return a record without the fields that are not filled."""
    return {key: value for key, value in row.items() if value not in ("", [], {}, None)}


def span(since: date | None, until: date | None = None) -> Row:
    """Return a span of days."""
    found = {"since": since and text(since), "until": until and text(until)}
    return without_empty(found)
