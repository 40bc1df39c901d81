"""The yearly reports of the units of the model city."""

from __future__ import annotations

from datetime import date

from scripts.model_city_parts.reading import REFERENCE_DAY, Row, event, tables, text
from scripts.model_city_parts.review import rows

_FIRST = 2015
_GOVERNMENTS = {"city": "gov", "a": "a-gov", "b": "b-gov"}


def reports() -> list[Row]:
    """Return one report a year of every department, but for what a row leaves out."""
    left_out = {each for row in rows() for each in row.get("no_report", ())}
    return [
        _report(row, year)
        for row in tables("bodies.toml")["body"]
        if row["kind"] == "department"
        for year in range(_FIRST, REFERENCE_DAY.year)
        if f"{row['id']}-{year}" not in left_out and _exists(row, year)
    ]


def _exists(row: Row, year: int) -> bool:
    """Tell whether a body was there when the report on a year was due."""
    until = row.get("valid", {}).get("until")
    return until is None or until > date(year + 1, 2, 1)


def _report(row: Row, year: int) -> Row:
    receiver = _GOVERNMENTS.get(row.get("place", ""), "cabinet")
    return {
        "id": f"report-{row['id']}-{year}",
        "title": f"{row['name']}{year}年度法治政府建设情况报告",
        "kind": "law_based_government",
        "authority": row["id"],
        "period": {"since": f"{year}-01-01", "until": f"{year + 1}-01-01"},
        "events": [
            event("reported", text(date(year + 1, 1, 18)), actor=receiver),
            event("published", text(date(year + 1, 1, 22)), medium="website"),
        ],
    }
