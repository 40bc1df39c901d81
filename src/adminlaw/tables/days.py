"""Days as cells have them: written, serial, or milliseconds of a system (日期).

A form that could mean two days is refused: ``2/3/2014`` is the second of March or
the third of February. A month, a quarter or a year is a span, not a day. The limits:
years 1900 to 2199, days in China Standard Time; which numbers are serial days is told
by their size, so that a number is only to be read here where a day is asked for.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import Final

from adminlaw.citations.numerals import read_numeral
from adminlaw.errors import MisreadError, SpanError
from adminlaw.labels import LabelledEnum
from adminlaw.spans import DateSpan
from adminlaw.tables.grids import Value
from adminlaw.tables.words import half_width


class OpenEnd(LabelledEnum):
    """An end that never comes (长期)."""

    OPEN = "open", "长期", "without an end"


OPEN_END: Final = OpenEnd.OPEN
"""What 长期, 2099-12-31 and 9999-12-31 are read as."""

Day = date | DateSpan | OpenEnd
"""A day, a month or a year or a span of days, or no end."""

_EXPECTED: Final = (
    "日期，如 2014年3月1日、2014-03-01 或 20140301",
    "a day such as 2014年3月1日, 2014-03-01 or 20140301",
)
_CHINA: Final = timezone(timedelta(hours=8))
_FIRST, _LAST = 1900, 2199
_LARGEST_SERIAL: Final = 80_000
_NO_SUCH_SERIAL: Final = 60  # the 29 February 1900 of spreadsheets, which never was
_NEVER: Final = frozenset({date(2099, 12, 31), date(9999, 12, 31)})
_OPEN: Final = re.compile(r"(?:长期|永久|长久|无限期|无固定期限)(?:有效)?")
_LABEL: Final = re.compile(r"[\u4e00-\u9fff]{0,6}(?:日期|时间) ?: ?")
_CLOCK: Final = (
    r"(?:(?: |T)(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?"
    r"(Z|[+-]\d\d:?\d\d)?)?"
)
_WEEKDAY: Final = r"(?: ?\(?(?:星期|周)[一二三四五六日天]\)?)?"
_MARKED: Final = re.compile(
    r"(\d{4}) ?年 ?(?:(\d{1,2}) ?月(?:份| ?(\d{1,2}) ?[日号]?)?)?" + _WEEKDAY + _CLOCK
)
_PARTED: Final = re.compile(
    r"(\d{4})(?: ?([-/.]) ?(\d{1,2})(?: ?\2 ?(\d{1,2}))?)?" + _WEEKDAY + _CLOCK
)
_HAN: Final = re.compile(
    r"([〇零一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,2})月(?:份|([一二三四五六七八九十]{1,3})[日号])?)?"
)
_PART_OF_YEAR: Final = re.compile(
    r"(\d{4}) ?年 ?(?:第? ?([一二三四1-4]) ?季度|([上下]) ?半年)"
)
_QUARTERS: Final = {"一": 1, "二": 2, "三": 3, "四": 4}
_ZEROS: Final = re.compile(
    "(?<=[一二三四五六七八九〇零])[○◯Oo0](?=[一二三四五六七八九〇零○◯Oo0年])"
)
_COMPACT: Final = re.compile(r"(\d{4})(\d\d)(?:(\d\d)(?:\d{6})?)?")
_RANGE: Final = re.compile(r" ?(?:至|到|~|—+|–) ?")


def is_open_end(text: str) -> bool:
    """Tell whether a text says that there is no end.

    >>> is_open_end("长期有效"), is_open_end("2024年")
    (True, False)
    """
    return _OPEN.fullmatch(text) is not None


def read_day(value: Value, *, epoch_1904: bool = False) -> Day:
    """Return the day of a cell, the span of its month or year, or an open end.

    Args:
        value: The cell. A number is a serial day of a spreadsheet from 1 to 80000,
            a day of eight digits, or milliseconds since 1970 of 12 or 13 digits.
        epoch_1904: Whether serial days count from 1904.

    Raises:
        MisreadError: it is none of these, no day of the calendar, or could be two.

    >>> read_day("二〇一四年三月一日"), read_day(41699), read_day("长期")
    (datetime.date(2014, 3, 1), datetime.date(2014, 3, 1), OpenEnd.OPEN)
    >>> str(read_day("2014年3月"))
    '[2014-03-01, 2014-04-01)'
    """
    try:
        found = _of(value, epoch_1904=epoch_1904)
    except (ValueError, OverflowError, SpanError):
        raise MisreadError(value, *_EXPECTED) from None
    if found is None or isinstance(found, DateSpan | OpenEnd):
        if found is None:
            raise MisreadError(value, *_EXPECTED)
        return found
    if found in _NEVER:
        return OPEN_END
    if not _FIRST <= found.year <= _LAST:
        raise MisreadError(value, *_EXPECTED)
    return found


def _of(value: Value, *, epoch_1904: bool) -> Day | None:
    match value:
        case bool():
            return None
        case datetime():
            return value.date()
        case date():
            return value
        case int() | float():
            return _of_number(value, epoch_1904=epoch_1904)
        case str():
            return _of_text(half_width(value), epoch_1904=epoch_1904)
        case _:
            return None


def _of_number(value: float, *, epoch_1904: bool) -> Day | None:
    number = int(value)
    if number != value:
        # A fraction is a time of day; 2014.1 may be a month, and which one is lost.
        return None if _is_year(number) else _serial(number, epoch_1904)
    if 1 <= number <= _LARGEST_SERIAL and not _is_year(number):
        return _serial(number, epoch_1904)
    return _of_digits(str(number))


def _is_year(number: int) -> bool:
    """Tell whether a number is a year: as a serial day it would be before 1906."""
    return _FIRST <= number <= _LAST


def _serial(number: int, epoch_1904: bool) -> date | None:  # noqa: FBT001 - a fact of the workbook, handed on
    if not 1 <= number <= _LARGEST_SERIAL:
        return None
    if epoch_1904:
        return date(1904, 1, 1) + timedelta(days=number)
    if number == _NO_SUCH_SERIAL:
        return None
    start = date(1899, 12, 31 if number < _NO_SUCH_SERIAL else 30)
    return start + timedelta(days=number)


def _of_text(text: str, *, epoch_1904: bool) -> Day | None:
    text = _LABEL.sub("", text, count=1) if _LABEL.match(text) else text
    if text.isascii() and text.isdigit():
        return _of_written_number(text, epoch_1904=epoch_1904)
    parts = _RANGE.split(text)
    match [_single(part) for part in parts[:3]]:
        case [day]:
            return day
        case [first, last]:
            return _between(first, last)
        case _:
            return None


def _of_written_number(text: str, *, epoch_1904: bool) -> Day | None:
    """Read digits of a text file, where a serial day is known by its five digits."""
    if len(text) == len(str(_LARGEST_SERIAL)) and text[0] != "0":
        return _serial(int(text), epoch_1904)
    return _of_digits(text)


def _of_digits(text: str) -> Day | None:
    written = _COMPACT.fullmatch(text)
    if written:
        return _day(written[1], written[2], written[3])
    if len(text) == len("yyyy") and _is_year(int(text)):
        return DateSpan.year(int(text))
    if len(text) in (12, 13) and not _is_stamp(text):
        return datetime.fromtimestamp(int(text) // 1000, _CHINA).date()
    return None


def _is_stamp(text: str) -> bool:
    """Tell whether twelve digits may also be year, month, day, hour and minute."""
    if len(text) != len("yyyymmddhhmm"):
        return False
    try:
        found = datetime.strptime(text, "%Y%m%d%H%M").replace(tzinfo=_CHINA)
    except ValueError:
        return False
    return _is_year(found.year)


def _single(text: str) -> Day | None:
    if is_open_end(text):
        return OPEN_END
    marked = _MARKED.fullmatch(text)
    if marked:
        return _at(_day(marked[1], marked[2], marked[3]), marked.groups()[3:])
    parted = _PARTED.fullmatch(text)
    if parted:
        return _at(_day(parted[1], parted[3], parted[4]), parted.groups()[4:])
    part = _PART_OF_YEAR.fullmatch(text)
    if part:
        return _part_of_year(int(part[1]), part[2], part[3])
    han = _HAN.fullmatch(_ZEROS.sub("〇", text.replace(" ", "")))
    if han:
        return _day(*(part and str(read_numeral(part)) for part in han.groups()))
    return OPEN_END if text == "9999-12-31" else None


def _part_of_year(year: int, quarter: str | None, half: str | None) -> DateSpan:
    """Return the span of a quarter, or of a half year."""
    months = 3 if quarter else 6
    number = (
        _QUARTERS.get(quarter) or int(quarter)
        if quarter
        else "上下".index(half or "上") + 1
    )
    first = date(year, (number - 1) * months + 1, 1)
    last = DateSpan.month(year, number * months)
    return DateSpan(first, last.until)


def _day(year: str, month: str | None, day: str | None) -> Day:
    if month is None:
        return DateSpan.year(int(year))
    if day is None:
        return DateSpan.month(int(year), int(month))
    return date(int(year), int(month), int(day))


def _at(day: Day, clock: tuple[str | None, ...]) -> Day | None:
    """Return the day in China of a time of day, which may be of another zone."""
    hour, minute, second, zone = clock
    if hour is None:
        return day
    if isinstance(day, DateSpan | OpenEnd):
        return None
    stamp = f"{day.isoformat()}T{int(hour):02}:{minute}:{second or '00'}{zone or ''}"
    moment = datetime.fromisoformat(stamp)
    return moment.astimezone(_CHINA).date() if moment.tzinfo else moment.date()


def _between(first: Day | None, last: Day | None) -> DateSpan | None:
    """Return the span of two ends, both included, as 至 has it."""
    since = first.since if isinstance(first, DateSpan) else first
    if not isinstance(since, date):
        return None
    if last is OPEN_END or (isinstance(last, date) and last in _NEVER):
        return DateSpan(since, None)
    if isinstance(last, DateSpan):
        return DateSpan(since, last.until)
    if isinstance(last, date):
        return DateSpan(since, last + timedelta(days=1))
    return None
