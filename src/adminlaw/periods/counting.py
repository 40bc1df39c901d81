"""The general law of counting periods, by the day of the event (期间计算通则).

Which article says that the first day does not count, how months end and where an end
moves is data with its days (``data/counting.toml``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def _counting() -> tuple[tuple[date, Mapping[str, str]], ...]:
    path = files("adminlaw.periods").joinpath("data", "counting.toml")
    rows = tomllib.loads(path.read_text("utf-8"))["counting"]
    return tuple((row["since"], MappingProxyType(row)) for row in reversed(rows))


def counting_law(what: str, day: date) -> str:
    """Return the article of the general law of counting that governs on a day.

    Args:
        what: ``days``, ``months`` or ``roll``.
        day: The day of the event; earlier than 1987 there was none.

    >>> counting_law("months", date(2021, 1, 1))
    '《民法典》第二百零二条'
    """
    return next((row[what] for since, row in _counting() if since <= day), "")
