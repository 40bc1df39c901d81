"""Years added from files: both forms, what is refused, and what a new year moves."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from adminlaw.errors import InputError
from adminlaw.periods.calendars import WorkCalendar, work_calendar
from adminlaw.periods.notices import NoticeStatus

DAY = timedelta(days=1)
CALENDAR = work_calendar()
END = date(2026, 12, 31)


def every_day(first: date, last: date) -> list[date]:
    """Return the days from *first* to *last*."""
    return [first + number * DAY for number in range((last - first).days + 1)]


# 2027 as nobody has published it: made up for these tests.
BREAKS_2027 = {
    "元旦": ("2027-01-01", "2027-01-03"),
    "春节": ("2027-02-05", "2027-02-12"),
    "清明节": ("2027-04-03", "2027-04-05"),
    "劳动节": ("2027-05-01", "2027-05-05"),
    "端午节": ("2027-06-09", "2027-06-09"),
    "中秋节": ("2027-09-15", "2027-09-15"),
    "国庆节": ("2027-10-01", "2027-10-07"),
}
WORKING_2027 = ("2027-02-14", "2027-05-08", "2027-09-26", "2027-10-09")


def toml_2027(without: str = "", working: str = ", ".join(WORKING_2027)) -> str:
    """Return 2027 in our form."""
    breaks = "\n".join(
        f'  {{ name = "{name}", first = {first}, last = {last} }},'
        for name, (first, last) in BREAKS_2027.items()
        if name != without
    )
    return (
        '[[year]]\nyear = 2027\nnumber = "国办发明电〔2026〕0号"\n'
        f"published = 2026-11-05\nworking = [{working}]\nbreaks = [\n{breaks}\n]\n"
    )


def json_2027() -> dict[str, Any]:
    """Return 2027 as holiday-cn writes a year."""
    spans = {
        name: every_day(date.fromisoformat(first), date.fromisoformat(last))
        for name, (first, last) in BREAKS_2027.items()
    }
    off = [
        {"name": name, "date": f"{day}", "isOffDay": True}
        for name, span in spans.items()
        for day in span
    ]
    working = [{"name": "调休", "date": day, "isOffDay": False} for day in WORKING_2027]
    return {"$schema": "…", "year": 2027, "papers": ["…"], "days": off + working}


def added(folder: Path, text: str, name: str = "2027.toml") -> WorkCalendar:
    """Return the calendar with a file of this text added."""
    file = folder / name
    file.write_text(text, "utf-8")
    return CALENDAR.with_year(file)


def test_a_year_is_added_from_a_file(tmp_path: Path) -> None:
    """A year in our form settles its days, names them, and has its notice."""
    calendar = added(tmp_path, toml_2027())
    assert calendar.known_until == date(2027, 12, 31)
    assert calendar.is_working_day(date(2027, 2, 14))
    assert not calendar.is_working_day(date(2027, 2, 8))
    name = calendar.holiday(date(2027, 2, 12))
    assert name is not None
    assert name.zh == "春节假期（调休或补休）"
    assert calendar.notice(2027).status is NoticeStatus.SUPPLIED
    assert calendar.as_known_at(date(2026, 11, 4)).known_until == END
    assert CALENDAR.known_until == END


def test_both_forms_give_the_same_days(tmp_path: Path) -> None:
    """The JSON of holiday-cn and our TOML of one year agree."""
    ours = added(tmp_path, toml_2027())
    theirs = added(tmp_path, json.dumps(json_2027()), "2027.json")
    for day in every_day(date(2026, 12, 1), date(2027, 12, 31)):
        assert ours.holiday(day) == theirs.holiday(day)
    assert theirs.notice(2027).published is None


def test_the_publication_day_of_a_json_year_can_be_given(tmp_path: Path) -> None:
    """holiday-cn does not say when a notice came; the caller can."""
    file = tmp_path / "2027.json"
    file.write_text(json.dumps(json_2027()), "utf-8")
    calendar = CALENDAR.with_year(file, published=date(2026, 11, 5))
    assert calendar.as_known_at(date(2026, 11, 4)).known_until == END


def test_a_year_is_replaced(tmp_path: Path) -> None:
    """A file for a year that is held takes its place."""
    first = added(tmp_path, toml_2027())
    file = tmp_path / "again.toml"
    file.write_text(toml_2027().replace("2027-05-08", "2027-04-25"), "utf-8")
    second = first.with_year(file)
    assert first.is_working_day(date(2027, 5, 8))
    assert not second.is_working_day(date(2027, 5, 8))
    assert second.is_working_day(date(2027, 4, 25))


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("[[year", "a.toml", "TOML"),
        ("[", "a.json", "JSON"),
        ("[]", "a.json", "a table"),
        ("{}", "a.json", "a list"),
        ("", "a.toml", "a list"),
        ('{"year": 2027, "papers": [], "days": []}', "a.json", "days off for"),
        ('{"year": "2027", "days": []}', "a.json", "a year"),
        ('{"year": 2027, "days": [1]}', "a.json", "a table"),
        (
            '{"year": 2027, "days": [{"name": "", "date": "x", "isOffDay": true}]}',
            "a.json",
            "a day",
        ),
        (toml_2027(without="春节"), "a.toml", "Spring Festival"),
        (toml_2027().replace("year = 2027", "year = 2029"), "a.toml", "a year in"),
        (toml_2027(working="2027-02-15"), "a.toml", "a weekend day"),
        (toml_2027(working="2027-02-06"), "a.toml", "a weekend day"),
        (toml_2027(working="2028-05-06"), "a.toml", "a day of 2027"),
        (toml_2027(working='"2027-02-14"'), "a.toml", "a day"),
        (toml_2027().replace("number", "nummer"), "a.toml", "a known key"),
        (toml_2027().replace("first =", "since ="), "a.toml", "first"),
        (
            toml_2027().replace("last = 2027-01-03", "last = 2026-01-03"),
            "a.toml",
            "last",
        ),
    ],
)
def test_a_file_that_cannot_be_used_says_where(
    tmp_path: Path, text: str, name: str, expected: str
) -> None:
    """Every fault is an input error that names the file and what was expected."""
    with pytest.raises(InputError) as raised:
        added(tmp_path, text, name)
    assert expected in str(raised.value)
    assert all(each.file == name for each in raised.value.problems)


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    """A path that cannot be read is refused as an input."""
    with pytest.raises(InputError, match=r"2027\.toml"):
        CALENDAR.with_year(tmp_path / "2027.toml")


@frozen
class Twenty:
    """Twenty working days from a start: the least that can be computed again."""

    start: date
    earliest: date
    latest: date
    last_day: date | None = None
    last_moment: None = None

    def again(self, calendar: WorkCalendar) -> Twenty:
        """Return it by another calendar."""
        return twenty(self.start, calendar)


def twenty(start: date, calendar: WorkCalendar) -> Twenty:
    """Return twenty working days from *start*."""
    bounds = calendar.bounds_of_add(start, 20)
    certain = bounds.earliest if bounds.certain else None
    return Twenty(start, bounds.earliest, bounds.latest, certain)


def test_a_new_notice_lists_what_it_moves(tmp_path: Path) -> None:
    """Only deadlines that a notice settles or moves are listed."""
    starts = [date(2026, 3, 2), date(2026, 11, 2), date(2027, 1, 20), date(2027, 3, 1)]
    held = [twenty(start, CALENDAR) for start in starts]
    moved = CALENDAR.affected(held, added(tmp_path, toml_2027()))
    assert [each.start for each in moved] == starts[2:]
    early = CALENDAR.as_known_at(date(2019, 3, 1))
    told = [
        twenty(day, early) for day in every_day(date(2019, 3, 25), date(2019, 4, 12))
    ]
    moved_days = {each.start for each in early.affected(told, CALENDAR)}
    assert date(2019, 4, 3) in moved_days
    assert date(2019, 3, 25) not in moved_days
