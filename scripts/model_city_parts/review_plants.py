"""The plants and near misses of the review, put into the city and listed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

from scripts.model_city_parts import review
from scripts.model_city_parts.reading import Row

_LISTED = date(2016, 3, 14)
NEAR_COLUMNS = ("id", "check", "kind", "record", "like", "explanation_zh", "article")


def records(named: dict[str, Row]) -> dict[str, list[Row]]:
    """Return the records of all rows by collection."""
    templates = review.templates()
    made: dict[str, list[Row]] = {}
    for row in review.rows():
        for each in (row, *row.get("besides", ())):
            if "like" not in each:
                continue
            collection = templates[each["like"]]["collection"]
            found = review.build(each, lambda key: _called(key, named))
            made.setdefault(collection, []).append(found)
        if row.get("guide"):
            key = row["id"] if row["guide"] is True else row["guide"]
            made.setdefault("benchmarks", []).append(_guide(key))
    return made


def _called(key: str, named: dict[str, Row]) -> str:
    """Return the id of a power that a row calls by its key, or by its own id."""
    return str(named[key]["id"]) if key in named else key


def _guide(power: str) -> Row:
    """Return a benchmark for a power, so that its want is not found too."""
    made = review.record("benchmark", f"{power}-guide")
    name = f"示例职权{power}的裁量基准"
    del made["statutory_range"]
    tiers = [{"name": each["name"]} for each in made["tiers"]]
    return {**made, "name": name, "power": power, "tiers": tiers}


def lists_of(powers: list[Row], made: dict[str, list[Row]]) -> list[Row]:
    """Return the published list of each holder; a row may leave its power out."""
    left_out = {row["id"] for row in review.rows() if row.get("unlisted")}
    held: dict[str, list[str]] = {}
    for row in [*powers, *made.get("powers", [])]:
        if row["id"] not in left_out:
            held.setdefault(row["holder"], []).append(row["id"])
    return [_list(holder, ids) for holder, ids in held.items()]


def _list(holder: str, powers: list[str]) -> Row:
    listed = review.record("power_list", f"list-{holder}", _LISTED)
    name = f"示例市权责清单（{holder}）"
    return {**listed, "name": name, "publisher": holder, "powers": powers}


def add(payload: Row, made: dict[str, list[Row]]) -> None:
    """Add records to a payload."""
    for collection, rows in made.items():
        payload.setdefault(collection, []).extend(rows)


def faults(payload: Row) -> Iterator[Row]:
    """Yield the plants of the tables, each with what else has to be found with it."""
    kinds = _kinds(payload)
    for row in review.rows():
        if "fault" not in row:
            continue
        record = row.get("record") or row["id"]
        yield _plant(row["check"], record, row, kinds)
        for other in row.get("also", ()):
            check, _, key = other.partition(":")
            yield _plant(check, key or record, {**row, "fault": "follows"}, kinds)


def _plant(check: str, record: str, row: Row, kinds: dict[str, str]) -> Row:
    return {
        "question": check,
        "check": check,
        "fault": row["fault"],
        "kind": kinds.get(record, "rule"),
        "record": record,
        "because": "",
        "zh": row["zh"],
        "article": row["article"],
    }


def _kinds(payload: Row) -> dict[str, str]:
    templates = review.templates().values()
    kinds = {each["collection"]: each["kind"] for each in templates}
    return {
        row["id"]: kinds[name]
        for name, rows in payload.items()
        if name in kinds
        for row in rows
    }


def near_misses(payload: Row) -> str:
    """Return what looks like a fault and is none, as a CSV table."""
    kinds = _kinds(payload)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(NEAR_COLUMNS)
    near = [row for row in review.rows() if "near" in row]
    for number, row in enumerate(near, 1):
        record = row.get("record") or row["id"]
        line = [row["check"], kinds.get(record, "rule"), record, row["near"]]
        writer.writerow([f"n{number:03}", *line, row["zh"], row["article"]])
    return buffer.getvalue()
