"""The documents of the model city, and the three clearances that went over them."""

from __future__ import annotations

from datetime import date, timedelta

from scripts.model_city_parts.reading import (
    REFERENCE_DAY,
    Row,
    event,
    span,
    tables,
    text,
    without_empty,
)
from scripts.model_city_parts.review import record

_SUFFIXES = ("管理办法", "实施细则", "工作规程", "暂行办法", "若干规定")
_TRIAL = 3
_YEARS = 5
_TRIAL_YEARS = 2
_DAYS_OF_YEAR = 365
_GENERAL = "《中华人民共和国行政强制法》第四条"
"""What a document rests on where nothing nearer is older than it is."""
CYCLES = (
    ("cycle-2019", date(2019, 11, 20)),
    ("cycle-2022", date(2022, 10, 25)),
    ("cycle-2024", date(2024, 9, 12)),
)
_OUTCOMES = (
    *("retained",) * 4,
    "amended",
    *("retained",) * 2,
    "repealed",
    "retained",
    "lapsed",
)


def documents(powers: list[Row]) -> list[Row]:
    """Return all documents: those of the table first, then those of the topics."""
    special = [
        _special(row, at) for at, row in enumerate(tables("documents.toml")["document"])
    ]
    made = [
        _made(body, topic, at, powers) for at, (body, topic) in enumerate(_topics())
    ]
    good = [row for row in made if in_force(row)]
    for row in good[:: len(_SUFFIXES)]:
        older = [
            each for each in good if each["valid"]["since"] < row["valid"]["since"]
        ]
        if older:
            row["parent"] = older[0]["id"]
    return [*special, *made]


def _topics() -> list[tuple[Row, str]]:
    bodies = tables("bodies.toml")["body"]
    return [(body, topic) for body in bodies for topic in body.get("topics", [])]


def _special(row: Row, at: int) -> Row:
    kind = row.get("kind", "normative")
    since: date = row["since"]
    published = row.get("published", since - timedelta(days=30))
    return without_empty(
        {
            "id": row["id"],
            "title": row["title"],
            "kind": kind,
            "level": row.get("level", "city"),
            "number": f"示例发〔{published.year}〕{at + 1}号",
            "issuers": [row["issuer"]],
            "basis": row.get("basis", [_GENERAL]),
            "parent": row.get("parent", ""),
            "trial": row.get("trial"),
            **_history(kind, row["id"]),
            "valid": span(since, row.get("until")),
            "events": _events(kind, row["issuer"], (published, since)),
        }
    )


def _made(body: Row, topic: str, at: int, powers: list[Row]) -> Row:
    trial = at % len(_SUFFIXES) == _TRIAL
    since = date(2016, 1, 10) + timedelta(days=at * 37 % 3200)
    published = since - timedelta(days=30)
    years = _TRIAL_YEARS if trial else _YEARS
    issuer = body["id"]
    place = "" if topic.startswith(("示范区", "样板区")) else "示例市"
    own = [row for row in powers if row["holder"] == issuer]
    return without_empty(
        {
            "id": f"d{at + 1:03}",
            "title": f"{place}{topic}{_SUFFIXES[at % len(_SUFFIXES)]}",
            "kind": "normative",
            "level": "city" if body["place"] == "city" else "county",
            "number": f"示例规〔{since.year}〕{at + 1}号",
            "issuers": [issuer],
            "basis": [_basis(own, at, text(since))],
            "trial": trial or None,
            **_history("normative", f"d{at + 1:03}"),
            "valid": span(since, published + timedelta(days=years * _DAYS_OF_YEAR)),
            "events": _events("normative", issuer, (published, since)),
        }
    )


def _basis(own: list[Row], at: int, since: str) -> str:
    """Return the basis of an older sound power: its number was in force already."""
    found = [
        row["basis"][0]
        for row in own
        if row.get("basis") and not row.get("planted")
        if row["valid"]["since"] <= since
    ]
    return found[at % len(found)] if found else _GENERAL


_TEMPLATES = {
    "normative": "normative",
    "local_rule": "local_rule",
    "departmental_rule": "local_rule",
}
_CREATES = {
    "doc-bikes": ["sets_penalty"],
    "doc-homestay": ["sets_penalty"],
    "doc-workshops": ["sets_compulsion"],
    "doc-poultry": ["sets_compulsion"],
    "doc-fitting": ["sets_penalty", "sets_compulsion"],
}
"""What documents do that they may not: powers of the city rest on them alone."""


def _history(kind: str, key: str) -> Row:
    """Return what a document is and is not; documents of other makers say nothing."""
    if kind not in _TEMPLATES:
        return {}
    made = record(_TEMPLATES[kind], key)
    creates = _CREATES.get(key, [])
    return {
        "traits": [*made["traits"], *creates],
        "without": [each for each in made["without"] if each not in creates],
    }


def _events(kind: str, issuer: str, days: tuple[date, date]) -> list[Row]:
    """Return how a document came about; of the organs of congress, its end alone."""
    published, since = days
    took_effect = event("took_effect", text(since))
    if kind not in _TEMPLATES:
        return [event("published", text(published), medium="gazette"), took_effect]
    made = record(_TEMPLATES[kind], issuer, published)["events"]
    actors = {"gov": issuer, "gov-law": f"{issuer}-law"}
    if kind != "normative":
        actors["jus"] = f"{issuer}-law"
    changed = [
        {**each, "actor": actors.get(each["actor"], each["actor"])}
        if "actor" in each
        else each
        for each in made[:-1]
    ]
    return [*changed, took_effect]


def in_force(row: Row) -> bool:
    """Tell whether a made document is in force on the day of reference."""
    until = row["valid"].get("until", "9999-12-31")
    ended = any(
        verdict["outcome"] in ("repealed", "lapsed")
        for cycle in (0, 1, 2)
        if (verdict := verdict_on(row, cycle))
    )
    return until > text(REFERENCE_DAY) and not ended


def verdict_on(row: Row, cycle: int) -> Row:
    """Return the verdict of a clearance on a made document; nothing if it missed it."""
    day = text(CYCLES[cycle][1])
    if not row["valid"]["since"] <= day < row["valid"]["until"]:
        return {}
    if any(
        verdict_on(row, before).get("outcome") in ("repealed", "lapsed")
        for before in range(cycle)
    ):
        return {}
    at = int(row["id"][1:]) + 3 * cycle
    return {"document": row["id"], "outcome": _OUTCOMES[at % len(_OUTCOMES)]}


def document_plants() -> list[Row]:
    """Return the planted rows of documents, each with its record."""
    return [
        {"kind": "document", "record": row["id"], **plant}
        for row in tables("documents.toml")["document"]
        for plant in row.get("rows", [])
    ]
