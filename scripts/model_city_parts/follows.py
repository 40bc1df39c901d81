"""What the checks of the review find of the faults of the legal basis.

A power without a basis is a finding of a check as well as an answer of the graph, so
every plant of the one is a plant of the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.model_city_parts.reading import Row

_LOST = ("repealed", "lapsed", "not_yet", "not_found", "carried")
_CHANGED = ("repealed", "lapsed", "renumbered")


def follows(rows: list[Row], payload: Row) -> Iterator[Row]:
    """Yield a row for each check that finds a planted fault, and each record once."""
    moved = {row["id"]: row["powers"] for row in payload["transfers"]}
    seen = {(row["check"], row["record"]) for row in rows if row.get("check")}
    for row in [each for each in rows if not each.get("check")]:
        for check, kind, record in _found(row, moved):
            if (check, record) in seen:
                continue
            seen.add((check, record))
            found = {"question": check, "check": check, "kind": kind, "record": record}
            yield {**row, **found, "because": ""}


def _found(row: Row, moved: dict[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    """Yield check, kind and record of each finding that a plant leads to."""
    question, kind, record = row["question"], row["kind"], row["record"]
    if question == "orphans":
        yield from _of_an_orphan(row)
    if question == "creation_authority":
        yield "P202", kind, record
    if question == "misheld":
        yield "P204", kind, record
    if kind == "subject":
        yield "P218", kind, record
    if question == "exercise_authority":
        own = {"subject": [row["because"]], "power": [record]}
        for power in own.get(kind) or moved[record]:
            yield "P203", "power", power


def _of_an_orphan(row: Row) -> Iterator[tuple[str, str, str]]:
    kind, record, fault = row["kind"], row["record"], row["fault"]
    if kind == "document" and fault in _LOST:
        yield "D219", kind, record
    if kind != "power":
        return
    if fault in (*_LOST, "no_basis"):
        yield "P201", kind, record
    if fault in _CHANGED:
        yield "P209", kind, record
    if fault == "no_basis":
        yield "P101", kind, record
    if row["because"].startswith("doc-"):
        yield "D221", "document", row["because"]
