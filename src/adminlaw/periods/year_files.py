"""Years that a user adds: our TOML, or the JSON of the holiday-cn project.

A year of ours names what the notice printed, breaks with their first and last day and
weekend days that are worked::

    [[year]]
    year = 2027
    number = "国办发明电〔2026〕1号"
    published = 2026-11-05
    working = [2027-02-14]
    breaks = [{ name = "元旦", first = 2027-01-01, last = 2027-01-03 }]

The JSON has ``year`` and ``days`` of ``name``, ``date`` and ``isOffDay``. A file that
leaves out a festival of the holiday regulation is refused: an unfinished year would be
taken for the plain week.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from attrs import define, evolve, field

from adminlaw.errors import InputError, Problem, unreadable
from adminlaw.labels import Label
from adminlaw.periods.festivals import (
    festival_days,
    festival_labels,
    joined,
    regulation_of,
)
from adminlaw.periods.notices import (
    Arrangement,
    Notice,
    NoticeStatus,
    is_weekday,
)
from adminlaw.periods.published import YearDays, notice_year
from adminlaw.spans import is_day

_YEAR_KEYS: Final = {
    "year": int,
    "number": str,
    "issued": date,
    "published": date,
    "source": str,
    "working": list,
    "breaks": list,
}
_BREAK_KEYS: Final = {"name": str, "first": date, "last": date}
_JSON_KEYS: Final = {"name": str, "date": str, "isOffDay": bool}
_DAY: Final = timedelta(days=1)
_LONGEST_BREAK: Final = timedelta(days=31)


def read_years(
    path: Path, *, held: Collection[int], published: date | None
) -> dict[int, Arrangement]:
    """Return the years of a file.

    Args:
        path: A file whose name ends in ``.json``, or TOML.
        held: The years of the calendar; a new one follows them without a gap.
        published: Day of publication for years that do not say theirs.

    Raises:
        InputError: the file cannot be used; it lists every problem.
    """
    reader = _Reader(path.name)
    years = reader.json(path) if path.suffix == ".json" else reader.toml(path)
    known = set(held)
    for year, each in sorted(years.items()):
        reader.complete(each, known)
        known.add(year)
    if reader.problems:
        raise InputError(tuple(reader.problems))
    return {
        year: evolve(
            each,
            notice=evolve(each.notice, published=each.notice.published or published),
        )
        for year, each in years.items()
    }


@define
class _Reader:
    """A file being read, and the problems found in it."""

    file: str
    problems: list[Problem] = field(factory=list)

    def toml(self, path: Path) -> dict[int, Arrangement]:
        """Return the years of a TOML file of ours."""
        data = self._parsed(path, tomllib.loads, "TOML")
        years = {}
        for number, each in enumerate(self._list(data, "year", "$")):
            place = f"$.year[{number}]"
            if self._fits(each, _YEAR_KEYS, {"year", "breaks"}, place):
                years[each["year"]] = self._year(each, place)
        if not years:
            self._refuse("$.year", "", "至少一个年度", "at least one year")
        return years

    def json(self, path: Path) -> dict[int, Arrangement]:
        """Return the year of a file of the holiday-cn project."""
        data = self._parsed(path, json.loads, "JSON")
        days = YearDays()
        for number, each in enumerate(self._list(data, "days", "$")):
            place = f"$.days[{number}]"
            if not self._fits(each, _JSON_KEYS, set(_JSON_KEYS), place):
                continue
            day = self._iso_day(each["date"], f"{place}.date")
            if day and each["isOffDay"]:
                days.days_off[day] = _named(each["name"])
            elif day:
                days.working.add(day)
        year = data.get("year")
        if not isinstance(year, int) or isinstance(year, bool):
            self._refuse("$.year", repr(year), "年份", "a year")
            return {}
        papers = data.get("papers")
        source = ", ".join(map(str, papers)) if isinstance(papers, list) else ""
        notice = Notice(year=year, status=NoticeStatus.SUPPLIED, source=source)
        return {year: Arrangement(notice=notice, final=days)}

    def complete(self, arrangement: Arrangement, known: Collection[int]) -> None:
        """Refuse a year that does not follow, or days that cannot be its own."""
        year, days = arrangement.notice.year, arrangement.final
        last = min(max(known) + 1, max(festival_days()) - 1)
        if not min(known) <= year <= last:
            span = f"{min(known)}–{last}"
            self._refuse("$.year", str(year), f"{span} 之间的年份", f"a year in {span}")
            return
        for day in sorted({*days.days_off, *days.working}):
            if notice_year(day) != year and day.year != year:
                self._refuse("$", f"{day}", f"{year}年的日期", f"a day of {year}")
            elif day in days.working and (day in days.days_off or is_weekday(day)):
                zh, en = "本应休息的周末", "a weekend day that is not off"
                self._refuse("$", f"{day}", zh, en)
        for code, statutory in regulation_of(year).statutory_days(year).items():
            if not any(day in days.days_off for day in statutory):
                label = festival_labels()[code]
                self._refuse("$", "", f"{label.zh}的放假日", f"days off for {label.en}")

    def _year(self, each: Mapping[str, Any], place: str) -> Arrangement:
        days = YearDays()
        for number, piece in enumerate(each["breaks"]):
            days.days_off.update(self._break(piece, f"{place}.breaks[{number}]"))
        for number, day in enumerate(each.get("working", ())):
            if is_day(day):
                days.working.add(day)
            else:
                where = f"{place}.working[{number}]"
                self._refuse(where, repr(day), "日期", "a day")
        notice = Notice(
            year=each["year"],
            number=each.get("number", ""),
            issued=each.get("issued"),
            published=each.get("published"),
            source=each.get("source", ""),
            status=NoticeStatus.SUPPLIED,
        )
        return Arrangement(notice=notice, final=days)

    def _break(self, piece: dict[str, Any], place: str) -> Iterator[tuple[date, Label]]:
        if not self._fits(piece, _BREAK_KEYS, set(_BREAK_KEYS), place):
            return
        day, last = piece["first"], piece["last"]
        if not day <= last <= day + _LONGEST_BREAK:
            self._refuse(place, f"{day}–{last}", "先后有序的起止日", "first, then last")
            return
        while day <= last:
            yield day, _named(piece["name"])
            day += _DAY

    def _fits(
        self,
        value: Any,  # noqa: ANN401 - whatever the file holds
        keys: Mapping[str, type],
        needed: set[str],
        place: str,
    ) -> bool:
        """Tell whether *value* is a table with these keys; say what is wrong."""
        found = len(self.problems)
        if not isinstance(value, dict):
            self._refuse(place, type(value).__name__, "表", "a table")
            return False
        for key in sorted(needed - value.keys()):
            self._refuse(f"{place}.{key}", "", "此项必填", "a value")
        for key, held in value.items():
            kind = keys.get(key)
            if kind is None:
                self._refuse(f"{place}.{key}", "", "已知的键", "a known key")
            elif not (is_day(held) if kind is date else type(held) is kind):
                received = type(held).__name__
                self._refuse(f"{place}.{key}", received, kind.__name__, kind.__name__)
        return len(self.problems) == found

    def _iso_day(self, text: str, place: str) -> date | None:
        try:
            return date.fromisoformat(text)
        except ValueError:
            self._refuse(place, text, "日期（YYYY-MM-DD）", "a day (YYYY-MM-DD)")
            return None

    def _list(self, data: Mapping[str, Any], key: str, place: str) -> list[Any]:
        value = data.get(key)
        if isinstance(value, list):
            return value
        self._refuse(f"{place}.{key}", type(value).__name__, "列表", "a list")
        return []

    def _parsed(
        self, path: Path, parse: Callable[[str], Any], form: str
    ) -> dict[str, Any]:
        try:
            data = parse(path.read_bytes().decode("utf-8-sig"))
        except OSError as error:
            self.problems.append(unreadable(self.file, error))
        except (ValueError, RecursionError) as error:
            self._refuse("$", str(error), form, form)
        else:
            if isinstance(data, dict):
                return data
            self._refuse("$", type(data).__name__, "表", "a table")
        raise InputError(tuple(self.problems))

    def _refuse(self, place: str, received: str, zh: str, en: str) -> None:
        self.problems.append(
            Problem(
                expected_zh=zh,
                expected_en=en,
                received=received,
                path=place,
                file=self.file,
            )
        )


def _named(name: str) -> Label:
    """Return the label of a festival by code or Chinese name, or of several."""
    labels = festival_labels()
    known = {label.zh: label for label in labels.values()} | dict(labels)
    parts = name.replace(",", "、").split("、")
    return joined([known.get(each, Label(each, each)) for each in parts])
