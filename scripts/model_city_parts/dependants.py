"""What hangs on powers: benchmarks, service items, transfers and decisions."""

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
    text,
    without_empty,
)

_BENCHMARKS = 34
_ITEMS = 50
_WAN = Decimal(10000)
_UNSTATED = Decimal(50000)
_PARTS = 5
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
    return [*found, *conflicts]


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
        "factors": ["circumstances", "harm"],
        "valid": span(since),
        "events": [event("published", later(since, -10), medium="website")],
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


def transfers(named: dict[str, Row]) -> list[Row]:
    """Return the transfers of the table."""
    return [_transfer(row, named) for row in tables("transfers.toml")["transfer"]]


def _transfer(row: Row, named: dict[str, Row]) -> Row:
    since: date = row["since"]
    approver = row.get("approved_by", "")
    steps = [event("approved", later(since, -40), actor=approver)] if approver else []
    if row.get("signed"):
        steps.append(event("signed", later(since, -15), document="doc-entrust"))
    if row.get("published") or approver:
        steps.append(event("published", later(since, -7), medium="website"))
    return {
        "id": row["id"],
        "kind": row["kind"],
        "name": row["name"],
        "transferors": [row["from"]],
        "receivers": row["to"],
        "powers": [named[key]["id"] for key in row["powers"]],
        "basis": [row["basis"]],
        "valid": span(since),
        "events": [*steps, event("took_effect", text(since))],
    }


def transfer_plants() -> list[Row]:
    """Return the planted rows of transfers."""
    return [
        {"kind": "transfer", "record": row["id"], **plant}
        for row in tables("transfers.toml")["transfer"]
        for plant in row.get("rows", [])
    ]


_DECISIONS = (
    ("示例市综合交通规划调整", "planning", "tra"),
    ("示例市生活垃圾处理费标准调整", "policy", "urb"),
    ("示例市第二水厂建设", "project", "wat"),
    ("示例市轨道交通示例线建设", "project", "tra"),
    ("示例市重点河道禁渔期调整", "resources", "agr"),
    ("示例市医疗资源布局规划", "planning", "hea"),
    ("示例市中小学学区调整办法", "policy", "edu"),
    ("示例市历史街区保护利用", "resources", "cul"),
    ("示例市危险化学品企业搬迁", "project", "emg"),
    ("示例市居住证积分办法", "policy", "ps"),
)


def decisions(good: list[str]) -> list[Row]:
    """Return ten major decisions with their steps, each put into words."""
    return [_decision(at, good[at % len(good)]) for at in range(len(_DECISIONS))]


def _decision(at: int, document: str) -> Row:
    title, category, lead = _DECISIONS[at]
    start = date(2022, 1, 17 - at)
    steps = ("comment_opened", "expert_argued", "risk_assessed", "reviewed")
    ends = ("deliberated", "decided", "published")
    return {
        "id": f"m{at + 1:02}",
        "title": title,
        "category": category,
        "lead": lead,
        "maker": "gov",
        "document": document,
        "basis": ["《重大行政决策程序暂行条例》第三条第一款"],
        "events": [
            event(kind, later(start, at * 90 + step * 35))
            for step, kind in enumerate((*steps, *ends))
        ],
    }
