"""The clearances of the model city, and what became of the documents after them."""

from __future__ import annotations

from datetime import date, timedelta

from scripts.model_city_parts.documents import CYCLES, verdict_on
from scripts.model_city_parts.reading import (
    REFERENCE_DAY,
    Row,
    event,
    later,
    span,
    tables,
    text,
)
from scripts.model_city_parts.review import rows

_BETWEEN = (
    ("cycle-2016", date(2016, 6, 15)),
    ("cycle-2017", date(2017, 12, 5)),
    ("cycle-2021", date(2021, 11, 10)),
)
"""Clearances that retained everything: no more than two years pass between two."""

_RULES = (("rules-2015", date(2015, 9, 15)), ("rules-2021", date(2021, 9, 15)))
"""Clearances of rules, of which the city has made none before 2024."""

_ENDED = ("repealed", "lapsed")
_LENGTH = 120
_EVALUATED = 60
"""Some days before its end a document was evaluated."""


def cycles(found: list[Row]) -> list[Row]:
    """Return the clearances, each with a verdict on every document then in force.

    What a clearance ended or amended is ended and amended in *found*.
    """
    special = {row["id"]: row for row in tables("documents.toml")["document"]}
    left_out = {row["id"] for row in rows() if row.get("uncleared")}
    whole = found
    found = [row for row in found if row["id"] not in left_out]
    made = [
        _cycle(key, day, [_on(row, at, special) for row in found])
        for at, (key, day) in enumerate(CYCLES)
    ]
    for cycle in made:
        _carry_out(cycle, {row["id"]: row for row in found})
    for key, day in _BETWEEN:
        made.append(_cycle(key, day, [_retained(row, day) for row in found]))
    for cycle in made:
        cycle["population"] = _population(cycle, whole)
    for row in whole:
        _lapse(row)
    rules = [{**_cycle(key, day, []), "scope": "rules"} for key, day in _RULES]
    return [*made, *rules]


def _cycle(key: str, day: date, verdicts: list[Row]) -> Row:
    return {
        "id": key,
        "scope": "normative",
        "authority": "gov",
        "period": span(day - timedelta(days=_LENGTH), day),
        "verdicts": [each for each in verdicts if each],
        "events": [event("published", text(day), medium="gazette")],
    }


def _on(row: Row, at: int, special: dict[str, Row]) -> Row:
    """Return the verdict of one of the three great clearances on a document."""
    key, day = CYCLES[at]
    if row["id"] in special:
        return _ordered(special[row["id"]], key, day)
    if row["id"].startswith("r"):
        return _retained(row, day)
    return verdict_on(row, at)


def _population(cycle: Row, whole: list[Row]) -> list[str]:
    """Return what had to be cleared: all that has a verdict, and what was left out."""
    cleared = [each["document"] for each in cycle["verdicts"]]
    day = date.fromisoformat(cycle["events"][0]["day"])
    rest = [
        row["id"] for row in whole if row["id"].startswith("r") and _retained(row, day)
    ]
    return list(dict.fromkeys([*cleared, *rest]))


def _ordered(row: Row, key: str, day: date) -> Row:
    """Return the verdict that the table orders, else one that retains."""
    order = row.get("verdict", [])
    if order and order[0] == key:
        successor = {"successor": order[2]} if order[2:] else {}
        return {"document": row["id"], "outcome": order[1], **successor}
    if "kind" in row or (order and key > order[0]):
        return {}
    past = row["since"] > day or row.get("until", day + timedelta(1)) <= day
    return {} if past else {"document": row["id"], "outcome": "retained"}


def _retained(row: Row, day: date) -> Row:
    """Return a verdict that retains a document, if it was in force on the day."""
    valid = row.get("valid", {})
    if row.get("kind") != "normative":
        return {}
    if not valid.get("since", "9999") <= text(day) < valid.get("until", "9999"):
        return {}
    return {"document": row["id"], "outcome": "retained"}


def _carry_out(cycle: Row, found: dict[str, Row]) -> None:
    day = cycle["events"][0]["day"]
    for verdict in cycle["verdicts"]:
        row, outcome = found[verdict["document"]], verdict["outcome"]
        if outcome in _ENDED:
            before = later(date.fromisoformat(day), -_EVALUATED)
            row["valid"]["until"] = day
            row["events"] += [event("evaluated", before), event(outcome, day)]
        elif outcome == "amended":
            month_later = later(date.fromisoformat(day), 30)
            row["events"].append(event("amended", month_later))


def _lapse(row: Row) -> None:
    """Say that a document ended, where its days ran out and nobody ended it."""
    until = row.get("valid", {}).get("until", "9999")
    ended = {each["kind"] for each in row["events"]} & {*_ENDED, "renewed"}
    silent = row["id"].startswith("r") or ended
    if until <= text(REFERENCE_DAY) and not silent:
        before = later(date.fromisoformat(until), -_EVALUATED)
        row["events"] += [event("evaluated", before), event("lapsed", until)]
