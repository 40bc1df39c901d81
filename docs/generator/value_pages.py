"""The page of values: what is printed, what a person counted, what the library says."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

import adminlaw as al
from adminlaw.measures import Indicators, IndicatorValue, Published, indicators
from adminlaw.model import FigureRole
from adminlaw.spans import DateSpan
from generator.writing import Lines, page, paragraph, table

ROOT = Path(__file__).parent.parent.parent
VALUES = ROOT / "tests" / "cases" / "indicators"

INTRODUCTION = """
What every indicator comes to for the six registers under `examples/`: as a report
prints it, as a person worked it out from the definitions and the register without
the library, and as the library has it. The rows by hand stand in
`tests/cases/indicators/`, each with its arithmetic in words, and a test fails where
one of them and the library part; a third of them, drawn by chance, was kept hidden
from whoever wrote the code until it had run. Those on which the two parted were looked
at since: a definition, the code or the count by hand was then mended.
"""

READING = """
*Difference* is the computed value less the printed one: a report that rounds
otherwise, or that divided by something else, shows here. `3…5` are bounds: a day or an
outcome is not on record, and nothing was guessed; an open end has no number. Where
there is no value by hand, the reason stands in its place, and the library has to
refuse as well. Rows with two years behind them are changes.
"""

HEADINGS = (
    "indicator",
    "period",
    "taken from",
    "by hand",
    "library",
    "printed",
    "difference",
)

Row = Mapping[str, str]


def values_page() -> str:
    """Return the page of published, hand-computed and computed values."""
    return page(
        "Indicators: published, by hand, computed",
        paragraph(INTRODUCTION),
        paragraph(READING),
        (line for path in sorted(VALUES.glob("*.csv")) for line in section(path)),
    )


def section(path: Path) -> Lines:
    """Yield the table of one register."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = tuple(csv.DictReader(file))
    register = al.read_register(ROOT / "examples" / path.stem)
    yield from (f"## {register.label.en}", "")
    yield from table(HEADINGS, _lines(rows, register))


def _lines(rows: Iterable[Row], register: al.Register) -> Iterator[tuple[str, ...]]:
    computed: dict[tuple[str, str], Indicators] = {}
    for row in rows:
        key = row["period"], row["as_of"]
        if key not in computed:
            computed[key] = _computed(register, *key)
        yield line(row, computed[key].find(row["indicator"], member=row["member"]))


def _computed(register: al.Register, period: str, as_of: str) -> Indicators:
    ends = [date.fromisoformat(each) for each in period.split("..") if each]
    return indicators(
        register,
        period=DateSpan(since=ends[0], until=ends[1]) if ends else None,
        as_of=date.fromisoformat(as_of) if as_of else None,
    )


def line(row: Row, found: IndicatorValue) -> tuple[str, ...]:
    """Return one row of the table: the value by hand beside the library's."""
    name = f"`{row['indicator']}`"
    member = found.member_label.en if found.member_label else row["member"]
    differences = [each.difference for each in found.published]
    return (
        f"{name}, {member}" if member else name,
        period(row),
        row["basis"],
        by_hand(row),
        library(row, found),
        ", ".join(filter(None, map(printed, found.published))),
        ", ".join(f"{each}" for each in differences if each is not None),
    )


def period(row: Row) -> str:
    """Return the calendar year, or the days, and the day that it is seen from."""
    since, _, until = row["period"].partition("..")
    year = since.endswith("-01-01") and until == f"{int(since[:4]) + 1}-01-01"
    days = since[:4] if year else row["period"].replace("..", " to before ")
    return f"{days}, as of {row['as_of']}" if row["as_of"] else days


def by_hand(row: Row) -> str:
    """Return what a person worked out, with its parts, or why there is none."""
    if row["refused"]:
        return row["refused"]
    parts = " / ".join(filter(None, (row["numerator"], row["denominator"])))
    value = row["value"].replace("..", "…")
    return f"{parts.replace('..', '…')} = {value}" if parts else value


def library(row: Row, found: IndicatorValue) -> str:
    """Return the library's value on the basis of *row*, or why it is refused."""
    if row["basis"] == "published":
        return found.shown("en") or "printed only"
    other = found.other
    if other and other.basis and other.basis.value == row["basis"]:
        found = other
    said = found.reason.en if found.reason else ""
    return found.shown("en") or said or found.status.en


def printed(published: Published) -> str:
    """Return a printed value, with its role where it is not a measured number."""
    number = published.raw if published.value is None else str(published.value)
    measured = published.role is FigureRole.MEASURED
    return number if measured else f"{number} ({published.role.en})"
