"""How long one deadline takes, with its steps, against a bare look-up in the calendar.

Run with ``make bench``. For rules of each kind every start of four years is asked for:
by ``due`` (version, readings, steps, notices), by ``deadline_of`` with the period
ready, and by the calendar alone. The sides take turns in one process and the median
run is printed; the target of ``due`` is 20 µs. Then a profile says where its time goes.
"""

from __future__ import annotations

import cProfile
import pstats
import statistics
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from adminlaw.clocks import due
from adminlaw.periods import Length, LengthUnit
from adminlaw.periods.calendars import work_calendar
from adminlaw.periods.deadlines import deadline_of

RULES = (
    "licence.decide",
    "penalty.hearing_notice",
    "penalty.decide",
    "penalty.pay_fine",
    "reconsideration.apply",
    "litigation.sue",
    "compulsion.seal_seize",
    "compulsion.report_urgent_measure",
)
"""Working days, forward and back; days of an organ and of a citizen, moved or not;
months, a restraint, and hours."""

TARGET = 20.0
RUNS = 7
PROFILED = 20
FIRST = datetime(2021, 7, 15, 9, 30)  # noqa: DTZ001 - China Standard Time
DAYS = 1500
STARTS = [FIRST + timedelta(step) for step in range(DAYS)]

Ask = Callable[[datetime], object]


def timed(ask: Ask) -> float:
    """Return microseconds an answer, the loop included."""
    begun = time.perf_counter()
    for start in STARTS:
        ask(start)
    return (time.perf_counter() - begun) / len(STARTS) * 1e6


def asked(rule: str) -> Ask:
    """Return the whole question, as a caller puts it."""
    return lambda start: due(rule, start=start)


def counted(rule: str) -> Ask:
    """Return the arithmetic alone, the period of today's version ready."""
    period, calendar = due(rule, start=STARTS[-1]).deadline.period, work_calendar()
    return lambda start: deadline_of(period, start, calendar)


def looked_up(length: Length) -> Ask:
    """Return the bare look-up that the answer rests on."""
    calendar = work_calendar()
    if length.unit is LengthUnit.WORKING_DAY:
        return lambda start: calendar.add(start.date(), length.number)
    return lambda start: calendar.roll(start.date() + timedelta(length.number))


def compare(rule: str) -> float:
    """Print how long a rule takes on each side; return the time of ``due``."""
    length = due(rule, start=STARTS[-1]).deadline.period.length
    sides = (asked(rule), counted(rule), looked_up(length))
    # In turn, so that a drift of the machine hits all three.
    runs = [[timed(side) for side in sides] for _ in range(RUNS)]
    whole, bare, least = (
        float(statistics.median(each)) for each in zip(*runs, strict=True)
    )
    print(
        f"{rule:34} {length!s:16} {whole:6.1f} {bare:6.1f} {least:6.2f}"
        f" {whole / least:5.0f} times"
    )
    return whole


def profile() -> None:
    """Print the functions in which ``due`` spends its time, with what they call."""
    watched = cProfile.Profile()
    watched.enable()
    for rule in RULES:
        timed(asked(rule))
    watched.disable()
    table: dict[Any, Any] = pstats.Stats(watched).stats  # type: ignore[attr-defined]
    whole = sum(own for _, _, own, _, _ in table.values())
    calls = len(RULES) * DAYS
    print(f"{'with calls':>12} {'own':>5} {'calls each':>10}")
    inside = [row for row in table.items() if "adminlaw" in row[0][0]]
    for key, row in sorted(inside, key=lambda item: -item[1][3])[:PROFILED]:
        file, line, name = key
        place = f"{file.rpartition('/')[2]}:{line} {name}"
        shares = f"{row[3] / whole:12.0%} {row[2] / whole:5.0%}"
        print(f"{shares} {row[1] / calls:10.1f}  {place}")


def main() -> int:
    """Print the times, the target, and where they go."""
    for rule in RULES:
        due(rule, start=FIRST)  # the tables are read once, before the clock runs
    print(f"{'µs an answer':34} {'':16} {'due':>6} {'period':>6} {'bare':>6}")
    times = [compare(rule) for rule in RULES]
    middle, worst = statistics.median(times), max(times)
    kept = sum(each <= TARGET for each in times)
    print(f"due: {middle:.1f} µs in the middle, {worst:.1f} µs at worst;", end=" ")
    print(f"target {TARGET:.0f} µs: kept by {kept} of {len(times)}")
    profile()
    return 0


if __name__ == "__main__":
    sys.exit(main())
