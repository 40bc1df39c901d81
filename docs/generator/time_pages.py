"""The pages of time: the notices on days off, and the readings of open questions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from adminlaw.labels import Label
from adminlaw.periods.festivals import festival_labels, regulations
from adminlaw.periods.notices import Change, Notice, shipped_arrangements
from adminlaw.periods.readings import Reading, readings
from generator.writing import Lines, page, paragraph, table

NOTICES = """
The State Council says for each year which days are off and which weekend days are
worked (国务院办公厅关于某年部分节假日安排的通知). These years are held. *Published* is
the first day on which the public could read the notice; `as_known_at` goes by it.
Where no day of publication is held, the year counts as known on every day. The days
themselves are printed by [`adminlaw calendar`](command-line.md#calendar);
[The working-day calendar](calendar.md) says what is done with them.
"""

CHANGES = """
These documents changed a year after its notice. An *extraordinary* one departs from the
holiday regulation, so no bound computed before it could have held it.
"""

REGULATIONS = """
The holiday regulation (全国年节及纪念日放假办法) names the days on which everyone is
off. A date is that day of the year. A number counts from the day of the festival, so
that -1 of the Spring Festival is 除夕. Bounds for a year without a notice rest on the
version of that year.
"""

READINGS = """
Some questions of time are open: the text of the law allows more than one answer. Each
has an id, a default, and the other answers that are given. A result that rests on one
says so in its notices. `al.due("…", start=day, choice={"days-before": "clear_days"})`
and `adminlaw due … --choice days-before=clear_days` take another answer. [How counting
works](../explanation/how-counting-works.md#disputed-readings) says on which of them
`al.due` acts.
"""


def notices_page() -> str:
    """Return the page of notices, changes and versions of the holiday regulation."""
    notices = [each.notice for each in shipped_arrangements().values()]
    changes = [(notice.year, change) for notice in notices for change in notice.changes]
    return page(
        "Notices on days off",
        paragraph(NOTICES),
        table(
            ("year", "number", "published", "how it is known", "where it was seen"),
            map(notice_row, notices),
        ),
        ("## Changes within a year", ""),
        paragraph(CHANGES),
        table(
            ("year", "number", "published", "what", "off", "worked", "extraordinary"),
            (change_row(year, change) for year, change in changes),
        ),
        regulations_section(),
    )


def notice_row(notice: Notice) -> tuple[str, ...]:
    """Return one notice as a row."""
    published = notice.published.isoformat() if notice.published else ""
    return (
        str(notice.year),
        notice.number,
        published,
        notice.status.en,
        notice.source,
    )


def change_row(year: int, change: Change) -> tuple[str, ...]:
    """Return one change as a row."""
    return (
        str(year),
        change.number,
        change.published.isoformat(),
        both(change.label),
        listed(change.days_off),
        listed(change.working),
        "yes" if change.extraordinary else "no",
    )


def listed(days: Iterable[date]) -> str:
    """Return days as text."""
    return ", ".join(each.isoformat() for each in days)


def both(label: Label) -> str:
    """Return a label in both languages."""
    return f"{label.zh} · {label.en}"


def regulations_section() -> Lines:
    """Yield the versions of the holiday regulation, a row for each festival."""
    versions = regulations()
    yield from ("## Versions of the holiday regulation", "")
    yield from paragraph(REGULATIONS)
    heads = (f"{each.label.en}, from {each.since_year} on" for each in versions)
    yield from table(
        ("festival", *heads),
        (
            (both(label), *(shown(each.days.get(code, ())) for each in versions))
            for code, label in festival_labels().items()
        ),
    )


def shown(days: Iterable[str | int]) -> str:
    """Return the days of a festival as they stand in the data."""
    return ", ".join(map(str, days))


def readings_page() -> str:
    """Return the page of readings: the question, the default, the other answers."""
    return page(
        "Disputed readings",
        paragraph(READINGS),
        (line for each in readings().values() for line in reading_section(each)),
    )


def reading_section(reading: Reading) -> Lines:
    """Yield the section of one open question."""
    yield from (f"## {reading.id}", "", both(reading.question), "")
    yield from table(
        ("answer", "中文", "English", ""),
        (
            (f"`{code}`", label.zh, label.en, "default" * (code == reading.default))
            for code, label in reading.options.items()
        ),
    )
