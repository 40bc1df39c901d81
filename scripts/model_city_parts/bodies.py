"""The places of the model city, its bodies, and those that may enforce."""

from __future__ import annotations

from datetime import date

from scripts.model_city_parts.reading import (
    Row,
    event,
    span,
    tables,
    text,
    without_empty,
)

_LEVELS = {"province": "province", "city": "city", "a": "county", "b": "county"}
_GENERAL = "《中华人民共和国行政强制法》第十七条第一款"
"""What makes an organ a subject where the table names no sound power of it."""


def places() -> list[Row]:
    """Return the places, the province first."""
    return tables("bodies.toml")["place"]


def authorities() -> list[Row]:
    """Return every body, those that have ended included."""
    bodies = tables("bodies.toml")["body"]
    return [*map(_authority, bodies), *(_legal_unit(row) for row in _issuers(bodies))]


def _issuers(bodies: list[Row]) -> list[Row]:
    """Return the bodies that make documents: each has a legal unit of its own."""
    made = {row["issuer"] for row in tables("documents.toml")["document"]}
    return [row for row in bodies if row.get("topics") or row["id"] in made]


def _legal_unit(row: Row) -> Row:
    unit = {**row, "id": f"{row['id']}-law", "name": f"{row['name']}法制机构"}
    return {**_authority({**unit, "kind": "legal_unit"}), "parent": row["id"]}


def domain(holder: str) -> str:
    """Return the field in which a body enforces."""
    names = {row["id"]: row["name"] for row in tables("bodies.toml")["body"]}
    return f"{names[holder]}领域"


def _authority(row: Row) -> Row:
    valid = row.get("valid", {})
    ended = [event("dissolved", text(valid["until"]))] if "until" in valid else []
    place = row.get("place", "")
    return without_empty(
        {
            "id": row["id"],
            "name": row["name"],
            "kind": row["kind"],
            "place": place,
            "level": _LEVELS.get(place, "town") if place else "nation",
            "valid": {key: text(day) for key, day in valid.items()},
            "events": ended,
        }
    )


def subjects(powers: list[Row]) -> list[Row]:
    """Return who may enforce: organs that hold powers, and those that law allows."""
    bodies = tables("bodies.toml")
    named = [_named(row) for row in bodies["subject"]]
    other = {row["authority"] for row in named}
    ends = {row["id"]: row["valid"] for row in bodies["body"] if "valid" in row}
    holders = dict.fromkeys(row["holder"] for row in powers)
    return [
        *(
            _statutory(holder, powers, ends.get(holder, {}))
            for holder in holders
            if holder not in other
        ),
        *named,
    ]


def _statutory(holder: str, powers: list[Row], valid: Row) -> Row:
    """Return an organ as a subject; it rests on what its first sound power rests on."""
    own = [row for row in powers if row["holder"] == holder]
    sound = [row for row in own if row.get("basis") and not row.get("planted")]
    first = min(sound or own, key=lambda row: str(row["valid"]["since"]))
    since = date.fromisoformat(first["valid"]["since"])
    return without_empty(
        {
            "id": f"s-{holder}",
            "authority": holder,
            "kind": "statutory",
            "basis": first["basis"][:1] if sound else [_GENERAL],
            "domains": [domain(holder)],
            "valid": span(since, valid.get("until")),
        }
    )


def _named(row: Row) -> Row:
    events = [event("established", text(row["since"]))]
    if row["kind"] == "entrusted":
        day = text(row["since"])
        events = [event("signed", day, document="doc-entrust"), event("published", day)]
    return without_empty(
        {
            "id": row["id"],
            "authority": row["authority"],
            "kind": row["kind"],
            "principal": row.get("principal", ""),
            "basis": row["basis"],
            "domains": [domain(row["authority"])],
            "valid": span(row["since"]),
            "events": events,
        }
    )


def subject_plants() -> list[Row]:
    """Return the planted rows of subjects, each with its record."""
    return [
        {"kind": "subject", "record": row["id"], **plant}
        for row in tables("bodies.toml")["subject"]
        for plant in row.get("rows", [])
    ]
