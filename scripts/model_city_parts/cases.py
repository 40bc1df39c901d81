"""The cases of the model city: most are concluded, every fourth is still pending."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from scripts.model_city_parts.dependants import wanted
from scripts.model_city_parts.reading import (
    REFERENCE_DAY,
    Row,
    event,
    text,
    without_empty,
)

_KINDS = {
    "penalty": "penalty",
    "licensing": "licence",
    "compulsion": "compulsory_measure",
}
_OUTCOMES = {
    "penalty": "penalised",
    "licence": "granted",
    "compulsory_measure": "enforced",
    "reconsideration": "upheld",
}
_SHARES = (("penalty", 106), ("licensing", 44), ("compulsion", 20))
_RECONSIDERATIONS = 20
_PENDING_EVERY = 4
_LENGTH = 45
_TENTH = 10


def cases(named: dict[str, Row], benchmarks: list[Row]) -> list[Row]:
    """Return the cases: of sound powers, of planted powers (open), reconsiderations."""
    guides = {row["power"]: row["id"] for row in reversed(benchmarks)}
    chosen: list[tuple[Row, bool]] = []
    for kind, share in _SHARES:
        pool = [row for key, row in named.items() if ":" in key and row["kind"] == kind]
        chosen += [
            (pool[at * 7 % len(pool)], at % _PENDING_EVERY == 0) for at in range(share)
        ]
    chosen += [(named[key], True) for key in wanted("case")]
    chosen += [(named[key], False) for key in wanted("case")[:3]]
    found = [
        _case(at, power, pending=pending, guide=guides.get(power["id"], ""))
        for at, (power, pending) in enumerate(chosen, 1)
    ]
    return [*found, *_reconsiderations(found, named["jus:other:0"])]


def _case(at: int, power: Row, *, pending: bool, guide: str) -> Row:
    kind = _KINDS[power["kind"]]
    start = _start(at, power, pending=pending)
    sound = not power.get("planted")
    begun = "accepted" if kind == "licence" else "opened"
    return without_empty(
        {
            "id": f"c{at:03}",
            "kind": kind,
            "number": f"示例案〔{start.year}〕{at}号",
            "subject": f"{power['name'].rsplit('（', 1)[0]}（虚构案件）",
            "handler": power["holder"],
            "power": power["id"],
            "basis": power.get("basis", [])[:1] if sound else [],
            "benchmark": guide,
            "events": _timeline(start, begun, pending=pending),
            "outcome": "" if pending else _OUTCOMES[kind],
            "amount": {} if pending else _amount(power),
            "party": "虚构当事人",
        }
    )


def _start(at: int, power: Row, *, pending: bool) -> date:
    """Return when a case came in: lately if pending, else after its power began."""
    if pending:
        return REFERENCE_DAY - timedelta(days=4 + at * 3 % 50)
    since = date.fromisoformat(power["valid"]["since"])
    room = (REFERENCE_DAY - since).days - _LENGTH - 1
    return since + timedelta(days=1 + at * 29 % room)


def _timeline(start: date, begun: str, *, pending: bool) -> list[Row]:
    steps = [("received", 0), (begun, 3)]
    steps += [] if pending else [("decided", 30), ("served", 34), ("concluded", 40)]
    return [event(kind, text(start + timedelta(days=days))) for kind, days in steps]


def _amount(power: Row) -> Row:
    """Return a fine of a tenth of the highest one, where that is known."""
    highest = power.get("highest_fine", {}).get("amount")
    if not highest or power["kind"] != "penalty":
        return {}
    amount = Decimal(highest) * 10000 / _TENTH
    return {"amount": str(amount.normalize().quantize(Decimal(1))), "unit": "yuan"}


def _reconsiderations(found: list[Row], power: Row) -> list[Row]:
    begun = power["valid"]["since"]
    decided = [
        row
        for row in found
        if "outcome" in row and row["kind"] == "penalty"
        if row["events"][-1]["day"] > begun
    ]
    return [
        _reconsideration(len(found) + at, row, power, pending=at % 4 == 1)
        for at, row in enumerate(decided[:_RECONSIDERATIONS], 1)
    ]


def _reconsideration(at: int, row: Row, power: Row, *, pending: bool) -> Row:
    ended = date.fromisoformat(row["events"][-1]["day"])
    last = REFERENCE_DAY - timedelta(days=_LENGTH)
    start = REFERENCE_DAY - timedelta(days=5 + at % 40) if pending else min(ended, last)
    return without_empty(
        {
            "id": f"c{at:03}",
            "kind": "reconsideration",
            "number": f"示例复〔{start.year}〕{at}号",
            "subject": f"不服{row['number']}决定（虚构案件）",
            "handler": "gov",
            "respondent": row["handler"],
            "power": power["id"],
            "basis": ["《中华人民共和国行政复议法》第十一条"],
            "events": _timeline(start, "accepted", pending=pending),
            "outcome": "" if pending else _OUTCOMES["reconsideration"],
            "party": "虚构申请人",
            "links": [{"kind": "reviews", "case": row["id"]}],
        }
    )
