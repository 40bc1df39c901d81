"""The State Council's notices on days off, and the editions of a year.

The notice for a year (国务院办公厅关于某年部分节假日安排的通知) comes at the end of the
year before and may be changed within the year. What was known on a day is the final
arrangement with the later changes undone: one table of days serves every edition.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from attrs import evolve, frozen

from adminlaw.labels import Label, LabelledEnum
from adminlaw.markup import shown_as
from adminlaw.periods.published import YearDays, notice_year, published_years

_WEEKDAYS: Final = range(5)


class NoticeStatus(LabelledEnum):
    """How well the number and days of a notice are known (核对状态)."""

    CONFIRMED = "confirmed", "已核对原文", "checked against its text"
    RECALLED = "recalled", "文号或日期未核对", "number or day not checked"
    NOT_HELD = "not_held", "未收录", "not held"
    SUPPLIED = "supplied", "用户提供", "supplied by the user"


@frozen(kw_only=True)
class Change:
    """A change of a year's days off after its notice (假期调整).

    Attributes:
        number: Number of the document that made it; empty where it is not known.
        published: First day on which the public could read it.
        label: What it did.
        days_off: Days that worked before it and are off since.
        working: Days that were off before it and work since.
        extraordinary: Whether it departs from the holiday regulation, so that no
            bound could have held it.
        source: Where it was seen.
    """

    number: str
    published: date
    label: Label
    days_off: tuple[date, ...] = ()
    working: tuple[date, ...] = ()
    extraordinary: bool = False
    source: str = ""

    _repr_html_ = shown_as(
        "假期调整",
        label="名称",
        number="文号",
        published="公布日期",
        days_off="放假",
        working="上班",
        source="依据",
    )


@frozen(kw_only=True)
class Notice:
    """The notice that arranges the days off of one year (放假安排通知).

    Attributes:
        year: The year in its title; it may set days of the December before.
        number: Its number (发文字号); empty where it is not known.
        issued: The day below its text; None where it is not known.
        published: First day on which the public could read it; None where it is not
            known. Such a year counts as known on every day.
        status: How well number and days are known.
        source: Where it was seen.
        changes: What was changed within the year, oldest first.
    """

    year: int
    number: str = ""
    issued: date | None = None
    published: date | None = None
    status: NoticeStatus = NoticeStatus.NOT_HELD
    source: str = ""
    changes: tuple[Change, ...] = ()

    _repr_html_ = shown_as(
        "放假安排通知",
        year="年度",
        number="文号",
        issued="发文日期",
        published="公布日期",
        status="结论",
        source="依据",
        changes="调整",
    )

    @property
    def label(self) -> Label:
        """The title with the number.

        >>> shipped_arrangements()[2019].notice.label.zh
        '国务院办公厅关于2019年部分节假日安排的通知（国办发明电〔2018〕15号）'
        """
        zh = f"（{self.number}）" if self.number else ""
        en = f" ({self.number})" if self.number else ""
        return Label(f"{title(self.year).zh}{zh}", f"{title(self.year).en}{en}")


@frozen(kw_only=True)
class Arrangement:
    """The days that a notice and its changes set in the end.

    Attributes:
        notice: The notice with its changes.
        final: The days as they are after every change.
    """

    notice: Notice
    final: YearDays

    def known_at(self, day: date) -> Arrangement | None:
        """Return what was known on *day*; None where the notice was not out.

        >>> early = shipped_arrangements()[2019].known_at(date(2019, 3, 1))
        >>> date(2019, 5, 2) in early.final.days_off
        False
        """
        notice = self.notice
        if notice.published and notice.published > day:
            return None
        later = [each for each in notice.changes if each.published > day]
        if not later:
            return self
        return self.without(later)

    def without(self, changes: list[Change]) -> Arrangement:
        """Return this arrangement as if these changes had not been made."""
        days_off, working = dict(self.final.days_off), set(self.final.working)
        for change in reversed(changes):
            for day in change.days_off:
                days_off.pop(day, None)
                if not is_weekday(day):
                    working.add(day)
            working -= set(change.working)
            days_off |= {day: change.label for day in change.working if is_weekday(day)}
        kept = tuple(each for each in self.notice.changes if each not in changes)
        return Arrangement(
            notice=evolve(self.notice, changes=kept), final=YearDays(days_off, working)
        )


def is_weekday(day: date) -> bool:
    """Tell whether *day* is one of Monday to Friday."""
    return day.weekday() in _WEEKDAYS


def title(year: int) -> Label:
    """Return the title that the notice for *year* has or will have."""
    return Label(
        f"国务院办公厅关于{year}年部分节假日安排的通知",
        f"the State Council's notice on the days off of {year}",
    )


@cache
def shipped_arrangements() -> Mapping[int, Arrangement]:
    """Return, by year, what the library holds."""
    data = _notice_data()
    notices = {each["year"]: each for each in data["notice"]}
    years = published_years()
    for each in data["correction"]:
        if each["working"]:
            years[notice_year(each["day"])].working.add(each["day"])
    return MappingProxyType(
        {
            year: Arrangement(notice=_notice(year, notices.get(year, {})), final=days)
            for year, days in years.items()
        }
    )


@cache
def named_days() -> Mapping[date, Label]:
    """Return the days off that no festival names."""
    return MappingProxyType(
        {each["day"]: Label(**each["label"]) for each in _notice_data()["named_day"]}
    )


@cache
def publication_days() -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the earliest and latest month and day of publication so far.

    >>> publication_days()
    ((10, 25), (12, 18))
    """
    days = [
        (each.notice.published.month, each.notice.published.day)
        for each in shipped_arrangements().values()
        if each.notice.published
    ]
    return min(days), max(days)


@cache
def extraordinary() -> tuple[Label, ...]:
    """Return the changes that departed from the holiday regulation."""
    return tuple(
        change.label
        for each in shipped_arrangements().values()
        for change in each.notice.changes
        if change.extraordinary
    )


@cache
def _notice_data() -> Mapping[str, Any]:
    file = files("adminlaw.periods").joinpath("data", "notices.toml")
    return MappingProxyType(tomllib.loads(file.read_text("utf-8")))


def _notice(year: int, held: Mapping[str, Any]) -> Notice:
    return Notice(
        year=year,
        number=held.get("number", ""),
        issued=held.get("issued"),
        published=held.get("published"),
        status=NoticeStatus.of(held.get("status", NoticeStatus.NOT_HELD.code)),
        source=held.get("source", ""),
        changes=tuple(
            _change(each) for each in _notice_data()["change"] if each["year"] == year
        ),
    )


def _change(held: Mapping[str, Any]) -> Change:
    return Change(
        number=held["number"],
        published=held["published"],
        label=Label(**held["label"]),
        days_off=tuple(held["days_off"]),
        working=tuple(held["working"]),
        extraordinary=held["extraordinary"],
        source=held["source"],
    )
