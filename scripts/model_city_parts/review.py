"""Lawful records made from templates, and the plants and near misses made of them.

A template gives the lawful course of one kind of record as days from an anchor. A row
of a table beside this file takes a template and changes what it names.
"""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from scripts.model_city_parts.reading import (
    HERE,
    REFERENCE_DAY,
    Row,
    later,
    tables,
    text,
    without_empty,
)

TABLES = (
    "review_documents.toml",
    "review_rules.toml",
    "review_decisions.toml",
    "review_powers.toml",
    "review_enforcement.toml",
    "review_cases.toml",
    "review_officers.toml",
    "review_years.toml",
)


@cache
def templates() -> dict[str, Row]:
    """Return the templates by name."""
    text_of = (HERE / "review_templates.toml").read_text("utf-8")
    return tomllib.loads(text_of)


@cache
def rows() -> tuple[Row, ...]:
    """Return every row of the tables, those of one table in its order."""
    return tuple(row for name in TABLES for row in tables(name)["rows"])


def record(template_name: str, key: str, at: date | None = None) -> Row:
    """Return a lawful record after a template, its days counted from *at*."""
    template = templates()[template_name]
    day = at or template["at"]
    made = {"id": key, **copy.deepcopy(template["fields"])}
    made["without"] = list(template.get("without", ()))
    for span_name in ("valid", "period"):
        if span_name in template:
            made[span_name] = _span(day, template[span_name])
    made["events"] = [happened(line, day) for line in template["events"]]
    made["votes"] = [_vote(line) for line in template.get("votes", ())]
    if "certificate" in template:
        made["certificates"] = [_certificate(template["certificate"], day)]
    return without_empty(made)


def _span(day: date, ends: list[int]) -> Row:
    return dict(
        zip(("since", "until"), (later(day, end) for end in ends), strict=False)
    )


def _certificate(row: Row, day: date) -> Row:
    """Return a certificate that was checked at the beginning of every year."""
    years = range(day.year + 1, REFERENCE_DAY.year + 1)
    checks = [happened(f"checked {year}-01-15 passed=true", day) for year in years]
    since = {"since": text(day)}
    return {**row, "valid": since, "events": [happened("certified 0", day), *checks]}


def _vote(line: str) -> Row:
    position, role, *rest = line.split()
    return without_empty(
        {"position": position, "role": role, "on_record": bool(rest) or None}
    )


def happened(line: str, day: date) -> Row:
    """Return an event that is written as kind, days from the anchor, and more."""
    kind, offset, *more = line.split()
    found: Row = {"kind": kind}
    if offset.lstrip("-").isdigit():
        found["day"] = text(day + timedelta(days=int(offset)))
    elif offset != "?":
        found["day"] = offset
    for pair in more:
        name, _, value = pair.partition("=")
        found[name] = _value(value)
    return found


def _value(written: str) -> str | bool | int:
    if written in ("true", "false"):
        return written == "true"
    return int(written) if written.isdigit() else written


def build(row: Row, resolve: Callable[[str], str]) -> Row:
    """Return the record of a row: its template with the changes of the row."""
    day: date = row.get("at") or templates()[row["like"]]["at"]
    made = record(row["like"], row["id"], day)
    made.update({name: _plain(value) for name, value in row.get("set", {}).items()})
    for name in row.get("unset", ()):
        made.pop(name, None)
    traits = row.get("traits", [])
    made["traits"] = [*made.get("traits", []), *traits]
    silent = {*traits, *row.get("silent", ())}
    made["without"] = [each for each in made.get("without", []) if each not in silent]
    made["without"] += row.get("without", [])
    made["traits"] = [
        each for each in made["traits"] if each not in row.get("without", [])
    ]
    made["events"] = list(_events(made.get("events", []), row, day))
    if made.get("certificates"):
        made["certificates"] = list(_certificates(made["certificates"][0], row, day))
    if row.get("name"):
        made[_named(row["like"])] = row["name"]
    if made.get("power", "").startswith("@"):
        made["power"] = resolve(made["power"][1:])
    if "powers" in made:
        made["powers"] = [
            resolve(each[1:]) if each.startswith("@") else each
            for each in made["powers"]
        ]
    return without_empty(made)


def _certificates(first: Row, row: Row, day: date) -> Iterator[Row]:
    """Yield the certificates of an officer, as a row changes them."""
    made = dict(first)
    if "fields" in row:
        made["domains"] = row["fields"]
    if "checks" in row:
        lines = (line.partition(" ") for line in row["checks"])
        checks = [f"checked {when} passed={passed}" for when, _, passed in lines]
        made["events"] = [happened(line, day) for line in ("certified 0", *checks)]
    for ends in row.get("certificates", ("",)):
        since, _, until = ends.partition(" ")
        valid = {"since": since, "until": until} if ends else made["valid"]
        yield {**made, "valid": valid}


def _named(template: str) -> str:
    collection = templates()[template]["collection"]
    if collection in ("documents", "decisions", "reports"):
        return "title"
    return "subject" if collection in ("cases", "tasks", "activities") else "name"


def _plain(value: Any) -> Any:  # noqa: ANN401
    """Return a value of a table as a register writes it."""
    if isinstance(value, date):
        return text(value)
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return value


def _events(events: list[Row], row: Row, day: date) -> Iterator[Row]:
    """Yield the events left, moved and added; those that are added come last."""
    moved = [happened(line, day) for line in row.get("move", ())]
    days = {(each["kind"], each.get("stage")): each for each in moved}
    for each in events:
        key = (each["kind"], each.get("stage"))
        named = f"{key[0]}/{key[1]}" if key[1] else key[0]
        if each["kind"] in row.get("drop", ()) or named in row.get("drop", ()):
            continue
        yield {**each, **days[key]} if key in days else each
    yield from (happened(line, day) for line in row.get("add", ()))
