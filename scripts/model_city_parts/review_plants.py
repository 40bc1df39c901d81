"""The plants and near misses of the review, put into the city and listed."""

from __future__ import annotations

from scripts.model_city_parts import review
from scripts.model_city_parts.reading import Row, tables


def records(named: dict[str, Row]) -> dict[str, list[Row]]:
    """Return the records of all rows by collection."""
    templates = tables("review_templates.toml")
    made: dict[str, list[Row]] = {}
    for row in review.rows():
        for each in (row, *row.get("besides", ())):
            if "like" not in each:
                continue
            collection = templates[each["like"]]["collection"]
            found = review.build(each, lambda key: named[key]["id"])
            made.setdefault(collection, []).append(found)
    return made


def list_of(powers: list[Row]) -> Row:
    """Return the published list of all powers of the city."""
    listed = review.record("power_list", "list-city")
    ids = [row["id"] for row in powers]
    return {**listed, "name": "示例市权责清单", "publisher": "gov", "powers": ids}


def add(payload: Row, made: dict[str, list[Row]]) -> None:
    """Add records to a payload, and list every power that a row does not leave out."""
    for collection, rows in made.items():
        payload.setdefault(collection, []).extend(rows)
    left_out = {row["id"] for row in review.rows() if row.get("unlisted")}
    listed = [row["id"] for row in made.get("powers", []) if row["id"] not in left_out]
    payload["power_lists"][0]["powers"] += listed
