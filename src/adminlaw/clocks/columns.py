"""Many deadlines at once: a column of starts in, a column of last days out.

The answers are those of :func:`adminlaw.clocks.due`. A column of a million starts
has few distinct days, so each day between the first and the last is answered once,
in a table, and the column is one look-up in it. The column that comes back is of the
kind that was given: numpy, pandas, polars or whatever else narwhals knows. The limits:
periods in hours have no column form, and extensions belong to single cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from types import MappingProxyType
from typing import Any, Final

import narwhals as nw
import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from adminlaw.clocks.due import NO_FACTS, due, limit_of
from adminlaw.clocks.stating import Question, period_of
from adminlaw.errors import PeriodError, UnknownRuleError
from adminlaw.markup import html_table
from adminlaw.periods import LengthUnit
from adminlaw.periods.calendars import WorkCalendar
from adminlaw.periods.deadlines import DeadlineStatus, Period, certain_end
from adminlaw.periods.readings import Choice
from adminlaw.rulebook import Rulebook, RuleVersion
from adminlaw.spans import DateSpan

STATUSES: Final = ("", *(each.code for each in DeadlineStatus))
"""What the codes of a status column stand for; 0 where there is no answer."""

_CODES: Final[Mapping[DeadlineStatus, int]] = MappingProxyType(
    {each: code for code, each in enumerate(DeadlineStatus, 1)}
)
_EPOCH: Final = date(1970, 1, 1).toordinal()
_NONE: Final = np.datetime64("NaT", "D")
_NAT: Final = np.iinfo(np.int64).min
_CERTAIN: Final = _CODES[DeadlineStatus.CERTAIN]
_A_DAY: Final = timedelta(days=1)
_SHOWN: Final = 20  # rows of an answer in a notebook


@frozen(kw_only=True, eq=False)
class LastDays:
    """Last days of a column of starts (批量届满日).

    Attributes:
        last_day: The last day of each start, in the kind of column given; missing
            where it is not certain, or where there is no start or no rule.
        codes: For each start which of :data:`STATUSES` it has.
    """

    last_day: Any
    codes: NDArray[np.int8] = field(repr=False)

    def _repr_html_(self) -> str:
        labels = {each.code: each.zh for each in DeadlineStatus}
        pairs = zip(self.last_day, self.status, strict=True)
        rows = [
            (str(day), labels.get(str(status), "无"))
            for day, status in islice(pairs, _SHOWN)
        ]
        caption = f"届满日（共 {len(self.codes)} 行）"
        return html_table(caption, ("届满日", "状态"), rows)

    @property
    def status(self) -> NDArray[np.str_]:
        """The status of each start, as a code of ``DeadlineStatus``."""
        return np.asarray(STATUSES)[self.codes]


def look_up(
    rule_id: str,
    starts: Any,  # noqa: ANN401 - a numpy array, or a column that narwhals knows
    *,
    choice: Choice,
    rulebook: Rulebook,
    calendar: WorkCalendar,
) -> LastDays:
    """Return the last days of a column; :func:`adminlaw.last_days` describes it."""
    plain = isinstance(starts, np.ndarray)
    series = None if plain else nw.from_native(starts, series_only=True)
    days = _days(starts if series is None else series.to_numpy())
    table = _Table(rule_id, choice, rulebook, calendar)
    ends, codes = table.look_up(days)
    if series is None:
        return LastDays(last_day=ends, codes=codes)
    column = nw.new_series(
        "last_day",
        ends.astype("datetime64[ms]"),
        nw.Datetime("ms"),
        backend=nw.get_native_namespace(series),
    )
    return LastDays(last_day=column.to_native(), codes=codes)


def _days(values: NDArray[Any]) -> NDArray[np.datetime64]:
    """Return starts as days; what is missing stays missing."""
    if np.issubdtype(values.dtype, np.datetime64):
        return values.astype("datetime64[D]")
    found = [_NONE if _missing(each) else np.datetime64(each, "D") for each in values]
    return np.array(found, dtype="datetime64[D]")


def _missing(value: object) -> bool:
    """Tell whether a start is missing; not-a-number is not equal to itself."""
    return value is None or value != value  # noqa: PLR0124


class _Table:
    """The answers of one rule for every day of a stretch."""

    def __init__(
        self, rule_id: str, choice: Choice, book: Rulebook, calendar: WorkCalendar
    ) -> None:
        self.rule_id, self.choice = rule_id, choice
        self.book, self.calendar = book, calendar

    def look_up(
        self, days: NDArray[np.datetime64]
    ) -> tuple[NDArray[np.datetime64], NDArray[np.int8]]:
        """Return last days and codes of *days*."""
        numbers = np.ascontiguousarray(days).view(np.int64)
        there = numbers != _NAT
        whole = bool(there.all())
        known = numbers if whole else numbers[there]
        if not known.size:
            return np.full(days.shape, _NONE), np.zeros(days.shape, np.int8)
        low, high = int(known.min()), int(known.max())
        answers = list(self._answers(low, high))
        # The last place of both tables stands for a start that is missing.
        ends = np.array([end for end, _ in answers] + [_NAT], dtype=np.int64)
        codes = np.array([code for _, code in answers] + [0], dtype=np.int8)
        places = numbers - low
        if not whole:
            places = np.where(there, places, high - low + 1)
        same = whole and bool((codes[:-1] == codes[0]).all())
        return (
            ends.view("datetime64[D]")[places],
            np.full(days.shape, codes[0]) if same else codes[places],
        )

    def _answers(self, low: int, high: int) -> Iterator[tuple[int, int]]:
        """Yield the last day and the code of each day of a stretch."""
        rule = self.book.get(self.rule_id)
        day, last = _day(low), _day(high)
        stretch = DateSpan(day, last + _A_DAY)
        versions = rule.versions if rule else ()
        if not any(each.valid.overlaps(stretch) for each in versions):
            raise UnknownRuleError(self.rule_id, day)
        while day <= last:
            version = rule.on(day) if rule else None
            if version is None:
                yield _NAT, 0
                day += _A_DAY
                continue
            until = version.valid.until
            end = last if until is None else min(last, until - _A_DAY)
            yield from self._stretch(self._period(version), day, end)
            day = end + _A_DAY

    def _stretch(
        self, period: Period, day: date, last: date
    ) -> Iterator[tuple[int, int]]:
        """Yield the answers of the days that one version governs."""
        for number in range(day.toordinal(), last.toordinal() + 1):
            yield self._answer(period, date.fromordinal(number))

    def _period(self, version: RuleVersion) -> Period:
        if limit_of(version).length.unit is LengthUnit.HOUR:
            raise PeriodError("小时没有成列的计算", "hours have no column form")
        question = Question(
            rule_id=self.rule_id,
            version=version,
            facts=NO_FACTS,
            choice=self.choice,
            calendar=self.calendar,
        )
        return period_of(question)

    def _answer(self, period: Period, day: date) -> tuple[int, int]:
        """Return the end of one start: by the short way where that is certain."""
        end = certain_end(period, day, self.calendar)
        if end is not None:
            return end.toordinal() - _EPOCH, _CERTAIN
        answer = due(
            self.rule_id,
            start=day,
            choice=self.choice,
            rulebook=self.book,
            calendar=self.calendar,
        )
        last = answer.last_day
        return (last.toordinal() - _EPOCH if last else _NAT), _CODES[answer.status]


def _day(number: int) -> date:
    return date.fromordinal(_EPOCH + number)
