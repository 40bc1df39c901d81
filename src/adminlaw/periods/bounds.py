"""Bounds for years whose days off are not yet published.

Weekends and the statutory days of the holiday regulation are known. Which working
days a notice will move is not. Every notice so far kept to this (the figures are in
``data/festivals.toml``): a break is in one piece and holds the statutory days, and the
weekdays it takes, less the weekend days worked for it, are as many as the statutory
days. So what lies wholly behind a break is certain to the day, and only what ends or
starts near one is not.

A ``Season`` holds every way in which the break of a festival may be laid. For two days
it tells by how many working days the span between them may at least and at most differ
from one of plain weeks; sums of these bound every count, and so every last day.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import pairwise, product
from typing import Final

from attrs import Factory, define, frozen

from adminlaw.labels import Label
from adminlaw.markup import shown_as
from adminlaw.periods.festivals import festival_data, joined, regulation_of
from adminlaw.periods.notices import (
    extraordinary,
    publication_days,
    shipped_arrangements,
    title,
)
from adminlaw.periods.published import notice_year

_WEEK: Final = 7
_WORKING_WEEK: Final = 5

Run = tuple[int, int]
"""A first and a last day, both included, as ordinals."""


@frozen(kw_only=True)
class Bounds:
    """Between which days an answer lies (答案的范围).

    Attributes:
        earliest: No arrangement that keeps to the assumption gives an earlier day.
        latest: None gives a later one.
        certain: Whether published notices alone settle it; then both days are one.
        assumption: What the bounds rest on; None where the answer is certain.
        missing: The notices that are not published yet; None where it is certain.
        recheck_after: From this day on the missing notice may be out; None where the
            answer is certain.
    """

    earliest: date
    latest: date
    certain: bool = False
    assumption: Label | None = None
    missing: Label | None = None
    recheck_after: date | None = None

    _repr_html_ = shown_as(
        "答案的范围",
        earliest="最早",
        latest="最晚",
        certain="是否确定",
        assumption="前提",
        missing="缺少",
        recheck_after="复核日期",
    )


def provisional(run: Run, unknown: Run, known_at: date | None) -> Bounds:
    """Return bounds with what they rest on and what is missing.

    Args:
        run: The earliest and the latest day.
        unknown: The first and the last day that is not settled and was counted.
        known_at: The day as on which the question is answered; None is today's law.
    """
    first, last = (_setting_year(day, known_at) for day in unknown)
    years = range(first, last + 1)
    return Bounds(
        earliest=date.fromordinal(run[0]),
        latest=date.fromordinal(run[1]),
        assumption=_assumption(years, known_at),
        missing=joined([title(year) for year in years]),
        recheck_after=_recheck_after(first, known_at),
    )


def _setting_year(day: int, known_at: date | None) -> int:
    """Return the year whose notice, the last of those in question, may set a day."""
    year = date.fromordinal(day).year
    following = notice_year(date.fromordinal(day))
    if following > year and day >= seasons(following, known_at)[0].first:
        return following
    return year


def _recheck_after(year: int, known_at: date | None) -> date:
    """Return when a notice for *year* may be out, by the days of earlier ones."""
    usual = date(year - 1, *publication_days()[0])
    return usual if known_at is None else max(usual, known_at + timedelta(days=1))


def _assumption(years: Iterable[int], known_at: date | None) -> Label:
    versions = dict.fromkeys(regulation_of(year, known_at).label for year in years)
    held = shipped_arrangements()
    regulation, exceptions = joined(tuple(versions)), joined(extraordinary())
    texts = festival_data()["assumption"]
    earliest, latest = publication_days()
    span = (*earliest, *latest)
    facts = {"first": min(held), "last": max(held)}
    zh = facts | {"regulation": regulation.zh, "exceptions": exceptions.zh}
    en = facts | {"regulation": regulation.en, "exceptions": exceptions.en}
    return Label(texts["zh"].format(*span, **zh), texts["en"].format(*span, **en))


def plain_rank(day: int) -> int:
    """Return how many days from Monday to Friday there are up to an ordinal."""
    weeks, rest = divmod(day, _WEEK)
    return weeks * _WORKING_WEEK + min(rest, _WORKING_WEEK)


@frozen
class _Break:
    """One way to lay a break.

    Attributes:
        off: Weekdays off.
        made_up: Weekend days of which some may be worked for it.
        moved: How many of them are.
    """

    off: frozenset[int]
    made_up: frozenset[int]
    moved: int

    def change(self, since: int, until: int) -> tuple[int, int]:
        """Return by how much the count in (since, until] differs, least and most."""
        off = sum(since < day <= until for day in self.off)
        within = sum(since < day <= until for day in self.made_up)
        outside = len(self.made_up) - within
        return max(0, self.moved - outside) - off, min(self.moved, within) - off


@define
class Season:
    """Every way to lay the break of one festival, or of two that are near.

    Attributes:
        first: First day that may differ from a plain week.
        last: Last such day.
        change: By how much the season changes the count as a whole.
        breaks: The ways.
    """

    first: int
    last: int
    change: int
    breaks: tuple[_Break, ...]
    _known: dict[Run, tuple[int, int]] = Factory(dict)

    def limits(self, since: int, until: int) -> tuple[int, int]:
        """Return how far the count in (since, until] may be off plain weeks."""
        since, until = max(since, self.first - 1), min(until, self.last)
        if since >= until:
            return 0, 0
        if since < self.first and until == self.last:
            return self.change, self.change
        span = (since, until)
        if span not in self._known:
            changes = [each.change(since, until) for each in self.breaks]
            self._known[span] = (
                min(least for least, _ in changes),
                max(most for _, most in changes),
            )
        return self._known[span]


@cache
def seasons(year: int, known_at: date | None = None) -> tuple[Season, ...]:
    """Return the seasons of a year, in the order of the regulation.

    Args:
        year: A year from 2004 to 2050.
        known_at: Use the version of the regulation that was known on this day.

    Raises:
        KeyError: the days of the festivals of that year are not held.

    >>> [len(each.breaks) for each in seasons(2027)]
    [3, 6, 3, 6, 3, 3, 6]
    """
    by_festival = regulation_of(year, known_at).statutory_days(year)
    groups = _grouped(
        _Festival(tuple(sorted(day.toordinal() for day in days)), _limit(code, year))
        for code, days in by_festival.items()
    )
    statutory = {day for group in groups for each in group for day in each.days}
    return tuple(_season(group, frozenset(statutory)) for group in groups)


@frozen
class _Festival:
    """The statutory days of one festival, and how far its break may reach.

    Attributes:
        days: The days, in order.
        limit: ``moved``, ``before`` and ``after`` of the data.
    """

    days: tuple[int, ...]
    limit: Mapping[str, int]

    def runs(self, longest: int) -> list[Run]:
        """Return every run that holds the days and weekdays before and after them.

        Args:
            longest: How many weekdays a run may add at most.
        """
        before = min(self.limit.get("before", longest), longest)
        after = min(self.limit.get("after", longest), longest)
        return [
            (
                _weekday_beyond(self.days[0], -early),
                _weekday_beyond(self.days[-1], late),
            )
            for early in range(before + 1)
            for late in range(after + 1)
            if early + late <= longest
        ]


def _limit(festival: str, year: int) -> Mapping[str, int]:
    limits: list[Mapping[str, int]] = [
        each
        for each in festival_data()["moves"]["limit"]
        if festival in each["festivals"] and each["since_year"] <= year
    ]
    return limits[-1]


def _grouped(festivals: Iterable[_Festival]) -> list[list[_Festival]]:
    """Return festivals by time, those that are near each other together."""
    most = festival_data()["moves"]["pooled_within"]
    groups: list[list[_Festival]] = []
    for each in sorted(festivals, key=lambda festival: festival.days):
        if groups and each.days[0] - groups[-1][-1].days[-1] <= most:
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups


def _season(group: list[_Festival], statutory: frozenset[int]) -> Season:
    own = {day for each in group for day in each.days}
    near = festival_data()["moves"]["near"]
    taken = {day + shift for day in statutory - own for shift in range(-near, near + 1)}
    breaks = tuple(dict.fromkeys(_breaks(group, taken, statutory)))
    touched = own.union(*(each.off | each.made_up for each in breaks))
    return Season(
        first=min(touched),
        last=max(touched),
        change=-sum(len(each.days) for each in group),
        breaks=breaks,
    )


def _breaks(
    group: list[_Festival], taken: set[int], statutory: frozenset[int]
) -> Iterator[_Break]:
    """Yield every way to lay the breaks of a group.

    Festivals that are near share what they have to make up: each may have a break of
    its own, or one break may hold them all. A day that is two festivals counts twice.
    """
    moves = [each.limit["moved"] for each in group]
    number = sum(len(each.days) for each in group)
    longest = sum(moves) + number
    for runs in product(*(each.runs(longest) for each in group)):
        pieces = _merged(runs)
        off = frozenset(
            day
            for first, last in pieces
            for day in range(first, last + 1)
            if _is_weekday(day)
        )
        most = sum(moves) if len(pieces) == len(group) else max(moves)
        if 0 <= len(off) - number <= most:
            made_up = frozenset(_made_up(pieces, taken)) - statutory
            yield _Break(off, made_up, len(off) - number)


def _merged(runs: Iterable[Run]) -> list[Run]:
    """Return runs that touch, weekends aside, as one."""
    merged: list[Run] = []
    for first, last in sorted(runs):
        if merged and first <= _weekday_beyond(merged[-1][1], 1):
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _made_up(pieces: list[Run], taken: set[int]) -> Iterator[int]:
    """Yield the weekend days that may be worked for breaks, between them too."""
    yield from _nearest_weekends(pieces[0][0], -1, taken)
    yield from _nearest_weekends(pieces[-1][1], 1, taken)
    for (_, last), (first, _) in pairwise(pieces):
        yield from (day for day in range(last + 1, first) if not _is_weekday(day))


def _nearest_weekends(day: int, step: int, taken: set[int]) -> Iterator[int]:
    """Yield the days of the nearest weekends before or after the end of a break.

    A weekend that touches the break may be part of it, and one near another festival
    part of that break; then the next one counts as well.
    """
    wanted = festival_data()["moves"]["weekends"]
    day += step
    if not _is_weekday(day):
        wanted += 1
    while wanted:
        while _is_weekday(day):
            day += step
        free = True
        while not _is_weekday(day):
            yield day
            free = free and day not in taken
            day += step
        wanted -= free


def _weekday_beyond(day: int, number: int) -> int:
    """Return the weekday that is *number* weekdays after, or before, a day."""
    step = 1 if number > 0 else -1
    for _ in range(abs(number)):
        day += step
        while not _is_weekday(day):
            day += step
    return day


def _is_weekday(day: int) -> bool:
    return (day - 1) % _WEEK < _WORKING_WEEK


Count = Callable[[int, int], tuple[int, int]]
"""How many working days lie in (since, until], at least and at most."""


def forward_bounds(count: Count, since: int, number: int) -> Run:
    """Return between which days the *number*-th working day after *since* lies."""
    reach = range(since + 1, since + _reach(number))
    least = bisect_left(reach, number, key=lambda day: count(since, day)[1])
    most = bisect_left(reach, number, key=lambda day: count(since, day)[0])
    return reach[least], reach[most]


def backward_bounds(count: Count, until: int, number: int) -> Run:
    """Return between which days the *number*-th working day before *until* lies."""
    reach = range(until - 1, until - _reach(number), -1)
    last = until - 1
    most = bisect_left(reach, number, key=lambda day: count(day - 1, last)[1])
    least = bisect_left(reach, number, key=lambda day: count(day - 1, last)[0])
    return reach[least], reach[most]


def _reach(number: int) -> int:
    """Return more days than *number* working days can take: two weeks for each one."""
    return 2 * _WEEK * 2 + 2 * number
