"""The cases of the model city: most are concluded, every fourth is still pending."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from scripts.model_city_parts.bodies import domain
from scripts.model_city_parts.dependants import wanted
from scripts.model_city_parts.reading import (
    REFERENCE_DAY,
    Row,
    span,
    without_empty,
)
from scripts.model_city_parts.review import record

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
_LENGTH = 55
_TENTH = 10


def cases(named: dict[str, Row], benchmarks: list[Row]) -> list[Row]:
    """Return the cases: of sound powers, of planted powers (open), reconsiderations."""
    guides = {row["power"]: row for row in reversed(benchmarks)}
    chosen: list[tuple[Row, bool]] = []
    for kind, share in _SHARES:
        pool = [row for key, row in named.items() if ":" in key and row["kind"] == kind]
        chosen += [
            (pool[at * 7 % len(pool)], at % _PENDING_EVERY == 0) for at in range(share)
        ]
    chosen += [(named[key], True) for key in wanted("case")]
    chosen += [(named[key], False) for key in wanted("case")[:3]]
    found = [
        _case(at, power, pending=pending, guide=guides.get(power["id"], {}))
        for at, (power, pending) in enumerate(chosen, 1)
    ]
    return [*found, *_reconsiderations(found, named["jus:other:0"])]


def _case(at: int, power: Row, *, pending: bool, guide: Row) -> Row:
    kind = _KINDS[power["kind"]]
    start = _start(at, power, pending=pending)
    sound = not power.get("planted")
    ranged = "statutory_range" in guide
    holder = power["holder"]
    return without_empty(
        {
            "id": f"c{at:03}",
            "kind": kind,
            "number": f"示例案〔{start.year}〕{at}号",
            "subject": f"{power['name'].rsplit('（', 1)[0]}（虚构案件）",
            "without": _made(kind, start)["without"],
            "handler": holder,
            "power": power["id"],
            "basis": _basis(power) if sound else [],
            "benchmark": guide["id"] if ranged else "",
            "officers": [f"o-{holder}-1", f"o-{holder}-2"],
            "events": _timeline(kind, start, holder, pending=pending),
            "outcome": "" if pending else _OUTCOMES[kind],
            "amount": {} if pending else _amount(power, guide),
            "party": "虚构当事人",
        }
    )


_TEMPLATES = {
    "penalty": "penalty",
    "licence": "licence",
    "compulsory_measure": "measure",
    "reconsideration": "reconsideration",
}
_CITED = re.compile("(《[^》]+》)(?:（[^）]*）)?(第[零一二三四五六七八九十百]+条)")


def _basis(power: Row) -> list[str]:
    """Return the first provision that a power rests on, parsed or as written."""
    if power.get("basis"):
        return list(power["basis"][:1])
    found = _CITED.search(power.get("basis_text", ""))
    return ["".join(found.groups())] if found else []


_QUICK = ("licensing", "compulsion")


def _made(kind: str, start: date) -> Row:
    """Return a lawful case of a kind that came in on a day."""
    first = timedelta(days=3 if kind == "penalty" else 0)
    return record(_TEMPLATES[kind], "", start + first)


def _start(at: int, power: Row, *, pending: bool) -> date:
    """Return when a case came in: lately if pending, else after its power began."""
    if pending:
        most = 14 if power["kind"] in _QUICK else 50
        return REFERENCE_DAY - timedelta(days=4 + at * 3 % most)
    since = date.fromisoformat(power["valid"]["since"])
    room = (REFERENCE_DAY - since).days - _LENGTH - 1
    return since + timedelta(days=1 + at * 29 % room)


def _timeline(kind: str, start: date, holder: str, *, pending: bool) -> list[Row]:
    """Return the lawful course of a case; of one that is pending, its beginning."""
    events: list[Row] = _made(kind, start)["events"]
    for each in events:
        if "person" in each:
            each["person"] = each["person"].replace("mkt", holder)
        if each.get("actor") == "mkt":
            each["actor"] = holder
    return events[:2] if pending else events


def _amount(power: Row, guide: Row) -> Row:
    """Return the least fine of the benchmark, or a tenth of the highest one."""
    if power["kind"] != "penalty":
        return {}
    if "statutory_range" in guide:
        return {"amount": str(guide["statutory_range"]["least"]), "unit": "yuan"}
    highest = power.get("highest_fine", {}).get("amount")
    if not highest:
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
            "without": _made("reconsideration", start)["without"],
            "events": _timeline("reconsideration", start, "gov", pending=pending),
            "outcome": "" if pending else _OUTCOMES["reconsideration"],
            "party": "虚构申请人",
            "links": [{"kind": "reviews", "case": row["id"]}],
        }
    )


def officers(found: list[Row], holders: list[str], subjects: list[Row]) -> list[Row]:
    """Return two officers of each body that handles cases or receives powers.

    A body that imposes penalties has a reviewer, too.
    """
    of = {row["authority"]: row["id"] for row in subjects}
    handlers = [row["handler"] for row in found if row.get("officers")]
    reviewing = [row["handler"] for row in found if row["kind"] == "penalty"]
    return [
        *(
            _officer(holder, number, of.get(holder, ""))
            for holder in dict.fromkeys([*handlers, *holders])
            for number in (1, 2)
        ),
        *map(_reviewer, dict.fromkeys(reviewing)),
    ]


_CERTIFIED = date(2015, 4, 13)


def _officer(holder: str, number: int, subject: str) -> Row:
    """Return an officer who was examined, certified and checked every year."""
    made = record("officer", f"o-{holder}-{number}", _CERTIFIED)
    made["authority"] = holder
    made["subject"] = subject
    made["certificates"][0]["domains"] = [domain(holder)]
    return without_empty(made)


def _reviewer(holder: str) -> Row:
    """Return a reviewer of a body, with the qualification of the legal profession."""
    return {
        "id": f"o-{holder}-r",
        "category": "reviewer",
        "authority": holder,
        "certificates": [{"kind": "legal_profession", "valid": span(_CERTIFIED)}],
        "valid": span(_CERTIFIED),
    }
