"""The working-day calendar, its editions, and what it can say of years to come.

Which days are worked follows from the week (《国务院关于职工工作时间的规定》第七条),
from the holiday regulation and from the notice for the year. Every answer is about the
country as a whole: local holidays are not held. The last days of December are set by
the notice for the next year: 2018-12-29 was a working Saturday. Until that notice is
out they are answered as the plain week has it, and bounds treat them as open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Protocol, Self, TypeVar

from attrs import field, frozen

from adminlaw.errors import PeriodError, UnpublishedYearError
from adminlaw.labels import Label
from adminlaw.markup import shown_as
from adminlaw.periods.bounds import (
    Bounds,
    Run,
    backward_bounds,
    forward_bounds,
    plain_rank,
    provisional,
    seasons,
)
from adminlaw.periods.festivals import festival_days, statutory_names
from adminlaw.periods.notices import (
    Arrangement,
    Notice,
    is_weekday,
    named_days,
    shipped_arrangements,
)
from adminlaw.periods.published import notice_year
from adminlaw.periods.year_files import read_years

_DAY: Final = timedelta(days=1)
_WEEKEND: Final = Label("周末", "weekend")


class Answer(Protocol):
    """What can be computed again on another calendar, such as a ``Deadline``."""

    @property
    def last_day(self) -> date | None:
        """The last day; None where it is not certain."""

    @property
    def last_moment(self) -> datetime | None:
        """The last moment of a period in hours; None for other periods."""

    @property
    def earliest(self) -> date | None:
        """The earliest day on which it can lie."""

    @property
    def latest(self) -> date | None:
        """The latest day on which it can lie."""

    def again(self, calendar: WorkCalendar) -> Self:
        """Return the answer that *calendar* gives."""


A = TypeVar("A", bound=Answer)


@frozen(kw_only=True, eq=False, repr=False)
class WorkCalendar:
    """A calendar of working days (工作日历), immutable.

    Attributes:
        known_from: The first day that it knows.
        known_until: The last day of the last year whose notice it holds.
        settled_until: The last day that the next notice cannot set apart.

    >>> calendar = work_calendar()
    >>> calendar.add(date(2026, 9, 24), 5)
    datetime.date(2026, 10, 9)
    >>> calendar.known_until, calendar.settled_until
    (datetime.date(2026, 12, 31), datetime.date(2026, 12, 25))
    """

    known_from: date
    known_until: date
    settled_until: date
    _arrangements: Mapping[int, Arrangement] = field(alias="arrangements")
    _known_at: date | None = field(alias="known_at")
    _start: int = field(alias="start")
    _ranks: list[int] = field(alias="ranks")
    _days: list[date] = field(alias="days")
    _behind: dict[date, int] = field(alias="behind")

    _repr_html_ = shown_as(
        "工作日历", known_from="起", known_until="公布至", settled_until="确定至"
    )

    def __repr__(self) -> str:
        return f"WorkCalendar({self.known_from} to {self.known_until})"

    def is_working_day(self, day: date) -> bool:
        """Tell whether *day* is a working day, as the notices held have it.

        Raises:
            UnpublishedYearError: *day* is not known.

        >>> work_calendar().is_working_day(date(2024, 2, 9))  # 除夕
        True
        """
        place = self._place(day)
        return self._ranks[place + 1] > self._ranks[place]

    def add(self, day: date, number: int) -> date:
        """Return the *number*-th working day after *day*; before it, if negative.

        Args:
            day: Where counting starts; it does not count itself.
            number: Working days, not zero.

        Raises:
            PeriodError: *number* is zero.
            UnpublishedYearError: *day* or the answer is not known.
        """
        # One look-up each for the start and the answer: this is what loops call.
        try:
            if number > 0:
                return self._days[self._behind[day] + number]
            index = self._ranks[self._place(day)] + number
            if number and index >= 0:
                return self._days[index]
        except LookupError:
            if isinstance(day, datetime):
                return self.add(day.date(), number)
        raise self._refusal(day, number)

    def count(self, since: date, until: date) -> int:
        """Return how many working days there are after *since*, up to *until*.

        Where *until* lies before *since*, it is the number from *until* on and before
        *since*, negative: ``count(day, add(day, number))`` is always ``number``.

        Raises:
            UnpublishedYearError: one of the days is not known.

        >>> work_calendar().count(date(2024, 2, 9), date(2024, 2, 18))
        1
        """
        first, last = self._place(since), self._place(until)
        after = last >= first
        return self._ranks[last + after] - self._ranks[first + after]

    def roll(self, day: date) -> date:
        """Return *day* if it is a working day, else the next one.

        Raises:
            UnpublishedYearError: *day* or the answer is not known.

        >>> work_calendar().roll(date(2024, 10, 1))
        datetime.date(2024, 10, 8)
        """
        rank = self._ranks[self._place(day)]
        if rank < len(self._days):
            return self._days[rank]
        raise self._unpublished(day)

    def holiday(self, day: date) -> Label | None:
        """Return what makes *day* a day of rest; None where it is a working day.

        Raises:
            UnpublishedYearError: *day* is not known.

        >>> [work_calendar().holiday(date(2024, 10, day)).zh for day in (1, 5, 7)]
        ['国庆节', '周末', '国庆节假期（调休或补休）']
        """
        if self.is_working_day(day):
            return None
        setting = self._arrangements.get(notice_year(day))
        name = setting.final.days_off.get(day) if setting else None
        if name and day in named_days():
            return named_days()[day]
        if day in statutory_names(day.year):
            return statutory_names(day.year)[day]
        if name is None or not is_weekday(day):
            return _WEEKEND
        return Label(f"{name.zh}假期（调休或补休）", f"{name.en} break (day in lieu)")

    def notice(self, year: int) -> Notice:
        """Return the notice for *year*, with the changes that are known.

        Raises:
            UnpublishedYearError: this calendar holds no arrangement of that year.

        >>> work_calendar().notice(2019).changes[0].number
        '国办发明电〔2019〕3号'
        """
        if year not in self._arrangements:
            raise UnpublishedYearError(year, self.known_until)
        return self._arrangements[year].notice

    def as_known_at(self, day: date) -> WorkCalendar:
        """Return the calendar as it could be known on *day*.

        Only notices, changes and versions of the holiday regulation published by then
        count; a year whose day of publication is not known always does.

        >>> calendar, day = work_calendar(), date(2019, 5, 2)
        >>> calendar.as_known_at(date(2019, 3, 1)).is_working_day(day)
        True
        >>> calendar.is_working_day(day)
        False
        """
        known_at = min(day, self._known_at or day)
        held: dict[int, Arrangement] = {}
        for year, arrangement in self._arrangements.items():
            known = arrangement.known_at(known_at)
            if known is None:
                break
            held[year] = known
        return _calendar(held, known_at)

    def before(self, year: int) -> WorkCalendar:
        """Return the calendar without the notices for *year* and later years.

        Unlike ``as_known_at`` it keeps every change, and today's holiday regulation.

        Raises:
            UnpublishedYearError: no earlier year is held.
        """
        held = {key: each for key, each in self._arrangements.items() if key < year}
        if not held:
            raise UnpublishedYearError(year - 1, self.known_until)
        return _calendar(held, self._known_at)

    def with_year(self, path: str | Path, *, published: date | None = None) -> Self:
        """Return a calendar with the years of a file added or replaced.

        Args:
            path: TOML of our own form, or JSON as the holiday-cn project has it.
            published: Day of publication, where the file does not say it.

        Raises:
            InputError: the file cannot be used; it lists every problem.
        """
        years = read_years(Path(path), held=self._arrangements, published=published)
        held = dict(sorted({**self._arrangements, **years}.items()))
        return type(self)(**_tables(held, self._known_at))

    def bounds_of_add(self, day: date, number: int) -> Bounds:
        """Return between which days ``add(day, number)`` lies, in later years too.

        Raises:
            PeriodError: *number* is zero.
            UnpublishedYearError: the answer may lie before the first day known, or in
                years for which the days of the festivals are not held (from the end of
                2050 on).

        >>> bounds = work_calendar().bounds_of_add(date(2026, 12, 31), 20)
        >>> bounds.earliest.isoformat(), bounds.latest.isoformat()
        ('2027-01-28', '2027-02-01')
        """
        try:
            answer = self.add(day, number)
        except UnpublishedYearError:
            return self._provisional(day, number)
        if max(answer, day - _DAY) > self.settled_until:
            return self._provisional(day, number)
        return Bounds(earliest=answer, latest=answer, certain=True)

    def bounds_of_roll(self, day: date) -> Bounds:
        """Return between which days ``roll(day)`` lies, in later years too.

        Raises:
            UnpublishedYearError: as for ``bounds_of_add``.
        """
        if self.known_from <= day <= self.settled_until and self.is_working_day(day):
            return Bounds(earliest=day, latest=day, certain=True)
        return self.bounds_of_add(day - _DAY, 1)

    def affected(self, answers: Iterable[A], other: WorkCalendar) -> tuple[A, ...]:
        """Return those answers that *other* moves, as they were given.

        Args:
            answers: Deadlines, computed on this calendar.
            other: The calendar to compare with, such as one with a year added.
        """
        return tuple(
            each
            for each in answers
            if _days(each.again(self)) != _days(each.again(other))
        )

    def _place(self, day: date) -> int:
        place = day.toordinal() - self._start
        if 0 <= place < len(self._ranks) - 1:
            return place
        raise self._unpublished(day)

    def _refusal(self, day: date, number: int) -> Exception:
        if number == 0:
            return PeriodError(
                "工作日数不能为零", "a number of working days is not zero"
            )
        early = day < self.known_from or (number < 0 and day <= self.known_until)
        return self._unpublished(self.known_from - _DAY if early else day)

    def _unpublished(self, day: date) -> UnpublishedYearError:
        year = day.year
        if day >= self.known_from:
            year = max(day.year, max(self._arrangements) + 1)
        return UnpublishedYearError(year, self.known_until)

    def _provisional(self, day: date, number: int) -> Bounds:
        start = day.toordinal()
        if day < self.known_from:
            raise self._unpublished(day)
        search = forward_bounds if number > 0 else backward_bounds
        try:
            run = search(self._limits, start, abs(number))
        except LookupError:
            raise self._refusal(day, number) from None
        ends = (start, *run)
        setting = notice_year(date.fromordinal(max(ends)))
        if setting not in festival_days():
            raise UnpublishedYearError(setting, self.known_until)
        first = max(min(ends), self.settled_until.toordinal() + 1)
        return provisional(run, (first, max(ends)), self._known_at)

    def _limits(self, since: int, until: int) -> Run:
        """Return how many working days are in (since, until], at least and at most."""
        settled = self._settled(until) - self._settled(since)
        known_until = self.known_until.toordinal()
        least = most = settled + (
            plain_rank(max(until, known_until)) - plain_rank(max(since, known_until))
        )
        last_year = notice_year(date.fromordinal(until))
        for year in range(max(self._arrangements) + 1, last_year + 1):
            if year not in festival_days():
                break  # an end that lies there is refused by the caller
            for season in seasons(year, self._known_at):
                fewer, more = season.limits(since, until)
                least, most = least + fewer, most + more
        return least, most

    def _settled(self, day: int) -> int:
        place = min(max(day - self._start + 1, 0), len(self._ranks) - 1)
        return self._ranks[place]


@cache
def work_calendar() -> WorkCalendar:
    """Return the calendar of every year that the library holds.

    >>> work_calendar().is_working_day(date(2018, 12, 29))
    True
    """
    return _calendar(shipped_arrangements(), None)


def _calendar(
    arrangements: Mapping[int, Arrangement], known_at: date | None
) -> WorkCalendar:
    return WorkCalendar(**_tables(arrangements, known_at))


def _tables(
    arrangements: Mapping[int, Arrangement], known_at: date | None
) -> dict[str, Any]:
    known_from = date(min(arrangements), 1, 1)
    known_until = date(max(arrangements), 12, 31)
    unsettled = seasons(known_until.year + 1, known_at)[0].first
    start = known_from.toordinal()
    off = {day for each in arrangements.values() for day in each.final.days_off}
    working = {day for each in arrangements.values() for day in each.final.working}
    days: list[date] = []
    ranks, behind = [0], {}
    for ordinal in range(start, known_until.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if day in working or (is_weekday(day) and day not in off):
            days.append(day)
        ranks.append(len(days))
        behind[day] = len(days) - 1
    return {
        "known_from": known_from,
        "known_until": known_until,
        "settled_until": date.fromordinal(unsettled - 1),
        "arrangements": MappingProxyType(dict(arrangements)),
        "known_at": known_at,
        "start": start,
        "ranks": ranks,
        "days": days,
        "behind": behind,
    }


def _days(answer: Answer) -> tuple[date | None, ...]:
    return answer.last_day, answer.last_moment, answer.earliest, answer.latest
