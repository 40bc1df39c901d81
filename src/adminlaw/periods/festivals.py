"""The festivals on which everyone has days off, by version of the holiday regulation.

《全国年节及纪念日放假办法》第二条 names the days; 第六条 gives a working day for each
of them that falls on a weekend. The days of the lunar calendar are data, not computed,
and end in 2050. What a year's notice makes of it is not known here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from adminlaw.labels import Label

LUNAR: Final = ("spring_festival", "qingming", "dragon_boat", "mid_autumn")
"""The festivals whose days are a table, in the order of its columns."""


@frozen(kw_only=True)
class Regulation:
    """One version of the holiday regulation (全国年节及纪念日放假办法).

    Attributes:
        since_year: The first calendar year made by it.
        adopted: Day of the decision that made this version.
        published: First day on which the public could read it.
        label: What this version is called.
        days: By festival, its days: ``05-01``, or an offset from the lunar festival.
    """

    since_year: int
    adopted: date
    published: date
    label: Label
    days: Mapping[str, tuple[str | int, ...]]

    def statutory_days(self, year: int) -> dict[str, tuple[date, ...]]:
        """Return by festival the days off that the regulation itself gives in *year*.

        Raises:
            KeyError: the days of the lunar festivals of *year* are not held.

        >>> regulation_of(2027).statutory_days(2027)["labour_day"]
        (datetime.date(2027, 5, 1), datetime.date(2027, 5, 2))
        """
        return {code: _days_of(year, code, days) for code, days in self.days.items()}


def _days_of(year: int, festival: str, days: Sequence[str | int]) -> tuple[date, ...]:
    return tuple(
        date.fromisoformat(f"{year}-{day}")
        if isinstance(day, str)
        else festival_days()[year][festival] + timedelta(days=day)
        for day in days
    )


@cache
def festival_data() -> Mapping[str, Any]:
    """Return what ``data/festivals.toml`` holds."""
    file = files("adminlaw.periods").joinpath("data", "festivals.toml")
    return MappingProxyType(tomllib.loads(file.read_text("utf-8")))


@cache
def festival_labels() -> Mapping[str, Label]:
    """Return by code what each festival is called.

    >>> festival_labels()["qingming"].zh
    '清明节'
    """
    return MappingProxyType(
        {each["code"]: Label(**each["label"]) for each in festival_data()["festival"]}
    )


@cache
def festival_days() -> Mapping[int, Mapping[str, date]]:
    """Return by year the day of each festival that has no fixed one."""
    return MappingProxyType(
        {
            int(year): MappingProxyType(dict(zip(LUNAR, days, strict=True)))
            for year, days in festival_data()["festival_days"].items()
        }
    )


@cache
def regulations() -> tuple[Regulation, ...]:
    """Return every version of the regulation, oldest first."""
    return tuple(
        Regulation(
            since_year=each["since_year"],
            adopted=each["adopted"],
            published=each["published"],
            label=Label(**each["label"]),
            days={code: tuple(days) for code, days in each["days"].items()},
        )
        for each in festival_data()["regulation"]
    )


def regulation_of(year: int, known_at: date | None = None) -> Regulation:
    """Return the version by which the calendar of *year* is made.

    Args:
        year: A calendar year, 2004 or later.
        known_at: Leave out versions that were published after this day; None is none.

    >>> regulation_of(2014).label.en, regulation_of(2014, date(2013, 6, 1)).label.en
    ('as amended in 2013', 'as amended in 2007')
    """
    first, *later = regulations()
    fit = [
        each
        for each in later
        if each.since_year <= year and (known_at is None or each.published <= known_at)
    ]
    return fit[-1] if fit else first


@cache
def statutory_names(year: int) -> Mapping[date, Label]:
    """Return the statutory days off of *year*, each with its festival or festivals.

    >>> statutory_names(2020)[date(2020, 10, 1)].zh
    '国庆节、中秋节'
    """
    named: dict[date, list[Label]] = {}
    by_festival = regulation_of(year).statutory_days(year)
    for code in sorted(by_festival, key=lambda each: each != "national_day"):
        for day in by_festival[code]:
            named.setdefault(day, []).append(festival_labels()[code])
    return MappingProxyType({day: joined(names) for day, names in named.items()})


def joined(names: Sequence[Label]) -> Label:
    """Return several names as one."""
    return Label(
        "、".join(each.zh for each in names), ", ".join(each.en for each in names)
    )
