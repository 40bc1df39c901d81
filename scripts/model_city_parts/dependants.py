"""What hangs on powers: benchmarks and service items."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from scripts.model_city_parts.reading import (
    Row,
    event,
    later,
    sheet,
    span,
    tables,
    without_empty,
)

_BENCHMARKS = 34
_ITEMS = 50
_WAN = Decimal(10000)
_UNSTATED = Decimal(50000)
_PARTS = 5
_FACTORS = ("facts", "nature", "circumstances", "harm", "fault")
_TIERS = ("较轻", "一般", "较重")
_ITEM_KINDS = ("licensing", "confirmation", "payment")
_LIMITS = {
    "licensing": "20 working days",
    "confirmation": "30 days",
    "payment": "30 days",
}
_DEFAULT_LIMIT = "60 days"
_GENERAL = "《中华人民共和国行政处罚法》第三十四条"
_GUIDED = date(2021, 8, 1)
"""The city has benchmarks since the Administrative Penalty Law speaks of them."""


def wanted(dependant: str) -> list[str]:
    """Return the keys of the planted powers that ask for a dependant."""
    rows = tables("planted.toml")["power"]
    return [row["key"] for row in rows if dependant in row["with"]]


def benchmarks(named: dict[str, Row]) -> list[Row]:
    """Return benchmarks: of sound penalties, of planted powers, and in conflict."""
    lines = {line["name"]: line["least"] for line in sheet("powers.csv")}
    sound = [
        (row, Decimal(lines[_plain(row)]) * _WAN, _highest(row))
        for key, row in named.items()
        if ":" in key and lines[_plain(row)] and _highest(row)
    ][::2][:_BENCHMARKS]
    planted = [
        (row, most / _PARTS, most)
        for row in map(named.__getitem__, wanted("benchmark"))
        if (most := _highest(row) or _UNSTATED)
    ]
    found = [
        _benchmark(f"b{at:03}", row, bounds=(least, most))
        for at, (row, least, most) in enumerate([*sound, *planted], 1)
    ]
    conflicts = [
        _conflicting(row, named) for row in tables("conflicts.toml")["benchmark"]
    ]
    guided = {row["power"] for row in [*found, *conflicts]}
    plain = [
        _plain_benchmark(f"g-{row['id']}", row)
        for row in named.values()
        if row["kind"] == "penalty" and row["id"] not in guided
    ]
    return [*found, *conflicts, *plain]


def _plain(row: Row) -> str:
    return str(row["name"]).rsplit("（", 1)[0]


def _highest(row: Row) -> Decimal:
    return Decimal(row.get("highest_fine", {}).get("amount", 0)) * _WAN


def _conflicting(row: Row, named: dict[str, Row]) -> Row:
    power = named[row["power"]]
    bounds = (Decimal(row["least"]), Decimal(row["most"]))
    return _benchmark(row["id"], power, bounds=bounds, basis=row["basis"])


def _benchmark(
    key: str, power: Row, *, bounds: tuple[Decimal, Decimal], basis: str = ""
) -> Row:
    """Return a benchmark that cuts the range of a power into three tiers."""
    least, most = bounds
    since = max(date.fromisoformat(power["valid"]["since"]), _GUIDED)
    return {
        "id": key,
        "name": f"{power['name']}裁量基准",
        "power": power["id"],
        "authority": power["holder"],
        "basis": [basis or _GENERAL],
        "statutory_range": _range(least, most, last=True),
        "tiers": _tiers(least, most),
        "factors": list(_FACTORS),
        "valid": span(since),
        "events": _publication(since),
    }


def _publication(since: date) -> list[Row]:
    """Return that a benchmark was reported to the government, then published."""
    return [
        event("reported", later(since, -30)),
        event("published", later(since, -10), medium="website"),
    ]


def _plain_benchmark(key: str, power: Row) -> Row:
    """Return a benchmark of a penalty whose highest fine is not on record."""
    since = max(date.fromisoformat(power["valid"]["since"]), _GUIDED)
    return {
        "id": key,
        "name": f"{power['name']}裁量基准",
        "power": power["id"],
        "authority": power["holder"],
        "basis": [_GENERAL]
        if power.get("planted")
        else power.get("basis", [])[:1] or [_GENERAL],
        "tiers": [{"name": name} for name in _TIERS],
        "factors": list(_FACTORS),
        "valid": span(since),
        "events": _publication(since),
    }


def _tiers(least: Decimal, most: Decimal) -> list[Row]:
    step = (most - least) / len(_TIERS)
    cuts = [least, *(_round(least + step * at) for at in (1, 2)), most]
    return [
        {"name": name, "range": _range(cuts[at], cuts[at + 1], last=name == _TIERS[-1])}
        for at, name in enumerate(_TIERS)
    ]


def _round(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1))


def _range(least: Decimal, most: Decimal, *, last: bool) -> Row:
    """Return a range in 元; all but the last tier leave out their end."""
    ends = {} if last else {"most_included": False}
    return {"unit": "yuan", "least": int(least), "most": int(most), **ends}


def items(named: dict[str, Row]) -> list[Row]:
    """Return service items: of sound powers, of planted ones, and in conflict."""
    doubled = {named[row["power"]]["id"] for row in tables("conflicts.toml")["item"]}
    sound = [
        row for key, row in named.items() if ":" in key and row["kind"] in _ITEM_KINDS
    ]
    chosen = [row for row in sound if row["id"] in doubled]
    chosen += [row for row in sound if row["id"] not in doubled][: _ITEMS - len(chosen)]
    chosen += [named[key] for key in wanted("item")]
    found = [_item(f"i{at:03}", row) for at, row in enumerate(chosen, 1)]
    second = [
        _item(row["id"], named[row["power"]], limit=row["limit"])
        for row in tables("conflicts.toml")["item"]
    ]
    return [*found, *second]


def _item(key: str, power: Row, *, limit: str = "") -> Row:
    stated = limit or _LIMITS.get(power["kind"], _DEFAULT_LIMIT)
    sound = not power.get("planted")
    return without_empty(
        {
            "id": key,
            "name": f"{_plain(power)}办理（虚构）",
            "handler": power["holder"],
            "code": power["code"],
            "basis": power.get("basis", []) if sound else [],
            "basis_text": power.get("basis_text", "") if sound else "",
            "statutory_limit": stated,
            "promised_limit": "7 working days" if "working" in stated else "10 days",
            "in_hall": True,
            "online": "applying",
            "materials": [{"name": "申请书"}, {"name": "身份证明"}],
            "steps": ["收件", "受理", "审查", "决定"],
            "powers": [power["id"]],
        }
    )


def item_plants(found: list[Row]) -> list[Row]:
    """Return the planted rows of items that state two limits for one matter."""
    by_code: dict[str, list[str]] = {}
    for row in found:
        by_code.setdefault(row["code"], []).append(row["id"])
    second = [row["id"] for row in tables("conflicts.toml")["item"]]
    pairs = [ids for ids in by_code.values() if set(ids) & set(second)]
    return [
        {
            "question": "conflicts",
            "fault": "two_limits",
            "kind": "service_item",
            "record": each,
            "because": next(other for other in ids if other != each),
            "zh": "同一事项的两个办理项写明的法定期限不同",
            "article": "",
        }
        for ids in pairs
        for each in ids
    ]


def benchmark_plants() -> list[Row]:
    """Return the planted rows of benchmarks in conflict."""
    return [
        {"kind": "benchmark", "record": row["id"], **plant}
        for row in tables("conflicts.toml")["benchmark"]
        for plant in row["rows"]
    ]
