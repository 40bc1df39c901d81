"""The powers of the model city: those that are sound, and those that are planted."""

from __future__ import annotations

from scripts.model_city_parts.reading import (
    Row,
    event,
    sheet,
    tables,
    text,
    without_empty,
)

_KINDS = (
    "licensing",
    "penalty",
    "compulsion",
    "collection",
    "payment",
    "inspection",
    "confirmation",
    "reward",
    "adjudication",
    "charge",
    "planning",
    "guidance",
    "other",
)
_POST = {"penalty": "执法科示例岗", "licensing": "审批科示例岗"}
_OTHER_POST = "业务科示例岗"
_STEPS = {
    "penalty": ("立案", "调查", "告知", "决定", "送达"),
    "licensing": ("受理", "审查", "决定", "送达"),
}
_OTHER_STEPS = ("受理", "办理", "办结")
_REVIEWED = "2025-06-16"
"""The city went through its list after the law had last changed."""

_CHANGED = ("repealed", "lapsed", "renumbered")
_PLACES = {"a": "示范区", "b": "样板区"}


def powers() -> list[Row]:
    """Return every power with its number; planted ones come last.

    A power has its key under ``planted``; that field and ``same`` are working
    fields, which ``bare`` takes out again.
    """
    found = [*_sound(), *tables("planted.toml")["power"]]
    codes: dict[str, str] = {}
    return [_power(row, number, codes) for number, row in enumerate(found, 1)]


def bare(row: Row) -> Row:
    """Return a power as a register holds it."""
    return {key: value for key, value in row.items() if key != "planted"}


def keys(found: list[Row]) -> dict[str, Row]:
    """Return powers by what other tables call them.

    A planted one is called by its key; a sound one by holder, kind and index.
    """
    named = {row["planted"]: row for row in found if row.get("planted")}
    counts: dict[str, int] = {}
    for row in found:
        if not row.get("planted"):
            prefix = f"{row['holder']}:{row['kind']}"
            index = counts.get(prefix, 0)
            counts[prefix] = index + 1
            named[f"{prefix}:{index}"] = row
    return named


def _sound() -> list[Row]:
    """Return the rows of the table; one of both districts becomes two powers."""
    found: list[Row] = []
    for line in sheet("powers.csv"):
        row: Row = {**line, "basis": [line["basis"]] if line["basis"] else []}
        row["forms"] = line["forms"].split()
        holder = line["holder"]
        if not holder.startswith("d-"):
            found.append(row)
            continue
        first = {**row, "holder": holder.replace("d-", "a-"), "pair": str(len(found))}
        found += [first, {**first, "holder": holder.replace("d-", "b-")}]
    return found


def _stale(row: Row) -> bool:
    """Tell whether what a power rests on has changed, and nobody looked at it since."""
    return any(plant["fault"] in _CHANGED for plant in row.get("rows", ()))


def _power(row: Row, number: int, codes: dict[str, str]) -> Row:
    matter = row.get("same") or row.get("key") or row.get("pair") or f"n{number}"
    serial = len(codes) + 1
    code = codes.setdefault(
        matter, f"99{_KINDS.index(row['kind']) + 1:02}{serial:05}000"
    )
    place = _PLACES.get(row["holder"][0] if row["holder"][1:2] == "-" else "", "示例市")
    fine = row.get("fine")
    since = row["since"]
    return without_empty(
        {
            "id": f"p{number:03}",
            "name": f"{row['name']}（{place}）",
            "kind": row["kind"],
            "holder": row["holder"],
            "code": code,
            "basis": row.get("basis", []),
            "basis_text": row.get("basis_text", ""),
            "forms": row.get("forms", []),
            "highest_fine": {"amount": fine, "unit": "wan_yuan"} if fine else {},
            "posts": [_POST.get(row["kind"], _OTHER_POST)],
            "steps": list(_STEPS.get(row["kind"], _OTHER_STEPS)),
            "valid": {"since": since if isinstance(since, str) else text(since)},
            "events": [] if _stale(row) else [event("reviewed", _REVIEWED)],
            "planted": row.get("key", ""),
        }
    )
