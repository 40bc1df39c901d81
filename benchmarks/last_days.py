"""Last days of a million starts: against a bare look-up in numpy tables.

Run with ``make bench``. The bare look-up adds twenty working days by two tables and
knows nothing of rules, versions or of days that no notice settles; compare ratios.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

import adminlaw as al

STARTS = 1_000_000
RUNS = 7
RULES = ("licence.decide", "litigation.sue", "penalty.decide")
FIRST, LAST = date(2004, 7, 1), date(2025, 12, 1)
WORKING_DAYS = 20


def starts() -> NDArray[np.datetime64]:
    """Return random starts, the same in every run."""
    drawn = np.random.default_rng(1).integers(0, (LAST - FIRST).days, STARTS)
    return np.datetime64(FIRST, "D") + drawn.astype("timedelta64[D]")


def tables() -> tuple[NDArray[np.datetime64], NDArray[np.int64]]:
    """Return the working days, and for each day how many came before its end."""
    calendar = al.work_calendar()
    working, ranks = [], []
    day = FIRST
    while day <= calendar.known_until:
        if calendar.is_working_day(day):
            working.append(day)
        ranks.append(len(working))
        day += timedelta(days=1)
    return np.array(working, dtype="datetime64[D]"), np.array(ranks)


def median(run: Callable[[], object]) -> float:
    """Return the median seconds of several runs of a function."""
    seconds = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


def main() -> None:
    """Print the bare look-up, and each rule with its ratio to it."""
    column = starts()
    working, ranks = tables()
    base = np.datetime64(FIRST, "D")
    bare = median(
        lambda: working[ranks[(column - base).astype(np.int64)] + WORKING_DAYS - 1]
    )
    print(f"{'bare look-up':20} {bare * 1e3:8.1f} ms")
    for rule in RULES:
        seconds = median(lambda rule=rule: al.last_days(rule, column))
        print(f"{rule:20} {seconds * 1e3:8.1f} ms {seconds / bare:6.1f} x")


if __name__ == "__main__":
    main()
