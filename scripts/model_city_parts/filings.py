"""Filings of the documents of the model city, upward and with the congress."""

from __future__ import annotations

from datetime import date

from scripts.model_city_parts.reading import Row, tables
from scripts.model_city_parts.review import happened, record, rows

_FILED = ("normative", "local_rule", "departmental_rule")
_CONGRESS = {
    "city": "congress",
    "a": "a-congress",
    "b": "b-congress",
    "province": "province-congress",
}
_GOVERNMENTS = {"city": "gov", "a": "a-gov", "b": "b-gov", "province": "province-gov"}


def filings(found: list[Row]) -> list[Row]:
    """Return the filings of every document that has to be filed."""
    bodies = {row["id"]: row for row in tables("bodies.toml")["body"]}
    changes = {row["id"]: row for row in rows() if "id" in row}
    made = []
    for row in found:
        if row.get("kind") in _FILED:
            body = bodies[row["issuers"][0]]
            made += _of(row, body, changes.get(row["id"], {}))
    return made


def _of(row: Row, body: Row, change: Row) -> list[Row]:
    """Return both filings of a document of a government, one of a department's."""
    days = [each["day"] for each in row["events"] if each["kind"] == "published"]
    if not days:
        return []
    day, place = date.fromisoformat(days[0]), body.get("place", "")
    common = {"sender": body["id"], "document": row["id"]}
    up = {**record("filing", f"{row['id']}-up", day), **common}
    up["receiver"] = _higher(row, body, place)
    if "upward" in change:
        up["events"] = [happened(line, day) for line in change["upward"]]
    if body["kind"] != "government" or "across" in change:
        return [up]
    across = {**record("filing", f"{row['id']}-across", day), **common}
    return [up, {**across, "direction": "congress", "receiver": _CONGRESS[place]}]


def _higher(row: Row, body: Row, place: str) -> str:
    if row["kind"] != "normative" or place in ("province", ""):
        return "cabinet"
    if body["kind"] != "government":
        return _GOVERNMENTS[place]
    return "province-gov" if place == "city" else "gov"
