"""Working days: add against two other libraries, and how wide provisional bounds are.

Run with ``make bench``. The libraries answer the same starts in turn in one process;
compare the ratios, absolute times say little. Then each year's notice is hidden in
turn, as the tests do by sample, and every start day from July of the year before is
asked for: the widths are in calendar days, and a true day outside ends the run with 1
unless an extraordinary notice moved it.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import chinese_calendar
import holidays

from adminlaw.periods.bounds import Bounds
from adminlaw.periods.calendars import WorkCalendar, work_calendar

NUMBERS = (15, 60)
RUNS = 7
FIRST, LAST = 2008, 2026
WORKING_DAYS = (3, 5, 7, 10, 15, 20, 30, 60)
ROLLED_DAYS = (15, 30, 60, 90)
DAY = timedelta(days=1)
PERCENTILE = 0.95
EXTRAORDINARY = (
    (date(2015, 9, 3), date(2015, 9, 6)),
    (date(2020, 1, 31), date(2020, 2, 2)),
)

Widths = dict[str, list[int]]


def timed(answer: Callable[[date, int], object], starts: list[date], n: int) -> float:
    """Return microseconds an answer, the loop included."""
    begun = time.perf_counter()
    for start in starts:
        answer(start, n)
    return (time.perf_counter() - begun) / len(starts) * 1e6


def compare_speed(calendar: WorkCalendar, number: int) -> None:
    """Print how long each library takes to add *number* days, and the ratios."""
    other = holidays.country_holidays("CN", years=range(2007, LAST + 1))
    many = [date(2008, 1, 1) + step * DAY for step in range(6500)]
    few = many[::65]

    def theirs(start: date, delta: int) -> object:
        return chinese_calendar.find_workday(delta, start)

    # From a rest day chinesecalendar starts at the next working day: one too many.
    for start in map(calendar.roll, few):
        found = calendar.add(start, number)
        if (
            not found
            == theirs(start, number)
            == other.get_nth_working_day(start, number)
        ):
            print(f"the libraries differ on {start}")
    sides = (
        (calendar.add, many),
        (theirs, few),
        (other.get_nth_working_day, few),
    )
    # In turn, so that a drift of the machine hits all three.
    runs = [
        [timed(side, starts, number) for side, starts in sides] for _ in range(RUNS)
    ]
    ours, slow, slower = (statistics.median(each) for each in zip(*runs, strict=True))
    print(f"{number} working days: calendar.add {ours:.2f} µs")
    print(f"  chinese_calendar.find_workday {slow:.0f} µs: {slow / ours:,.0f} times")
    print(f"  holidays.get_nth_working_day {slower:.0f} µs: {slower / ours:,.0f} times")


def questions(
    known: WorkCalendar, hidden: WorkCalendar, start: date
) -> Iterator[tuple[str, date, date, Bounds]]:
    """Yield each length with its first day, the true day and the bounds."""
    for number in WORKING_DAYS:
        true = known.bounds_of_add(start, number)
        if true.certain:
            bounds = hidden.bounds_of_add(start, number)
            yield f"{number} working days", start, true.earliest, bounds
    for number in ROLLED_DAYS:
        day = start + number * DAY
        true = known.bounds_of_roll(day)
        if true.certain:
            yield (
                f"{number} days, rolled",
                day,
                true.earliest,
                hidden.bounds_of_roll(day),
            )


def hide_each_year(known: WorkCalendar) -> tuple[Widths, int, int]:
    """Return the widths, and how many true days lay outside, excused or not."""
    widths: Widths = defaultdict(list)
    excused = outside = 0
    for year in range(FIRST, LAST + 1):
        hidden, start = known.before(year), date(year - 1, 7, 1)
        while start.year <= year:
            for name, since, true, bounds in questions(known, hidden, start):
                if not bounds.certain:
                    widths[name].append((bounds.latest - bounds.earliest).days)
                if not bounds.earliest <= true <= bounds.latest:
                    if any(since <= b and true >= a for a, b in EXTRAORDINARY):
                        excused += 1
                    else:
                        outside += 1
            start += DAY
    return widths, excused, outside


def main() -> int:
    """Print both parts; return 1 where a bound did not hold."""
    calendar = work_calendar()
    for number in NUMBERS:
        compare_speed(calendar, number)
    begun = time.perf_counter()
    widths, excused, outside = hide_each_year(calendar)
    print(f"{'width in days':20} {'asked':>6} {'exact':>6} median  95 %  worst")
    for name, each in widths.items():
        each.sort()
        exact = each.count(0) / len(each)
        high = each[int(len(each) * PERCENTILE)]
        middle = statistics.median(each)
        print(
            f"{name:20} {len(each):6} {exact:6.0%} {middle:6.0f} {high:5} {each[-1]:6}"
        )
    taken = time.perf_counter() - begun
    print(f"outside the bounds: {outside}; by an extraordinary notice: {excused}")
    print(f"({taken:.0f} s)")
    return int(outside > 0)


if __name__ == "__main__":
    sys.exit(main())
