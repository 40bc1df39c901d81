"""Small fictional registers for the tests of the legal-basis graph.

Each record is made by a short function that takes what a test is about and leaves the
rest to a plain default, in the form in which records stand in files. The places and
bodies are made up; laws are those of the facts table that ships.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, TypeVar

from adminlaw.converter import structure
from adminlaw.graph import EdgeKind, Orphan, legal_basis_graph, orphans
from adminlaw.labels import Label
from adminlaw.model import (
    Authority,
    Benchmark,
    Case,
    ClearanceCycle,
    Decision,
    Document,
    Filing,
    Officer,
    Place,
    Power,
    Register,
    ServiceItem,
    Subject,
    Transfer,
)
from adminlaw.model.identities import PlaceId
from adminlaw.model.registers import kind_of
from adminlaw.rulebook import Rulebook

Graph = Any
Fields = Mapping[str, object]
T = TypeVar("T")

NO_RULES: Final = Rulebook(rules={}, measures={}, statutes={})
"""A rule book without rules: a graph of nothing but a register and its laws."""

PLACES: Final = (
    ("yunze", "云泽省（虚构）", "province", None),
    ("linhu", "临湖市（虚构）", "city", "yunze"),
    ("dongpu", "东浦县（虚构）", "county", "linhu"),
    ("xishan", "西山县（虚构）", "county", "linhu"),
    ("liuxi", "柳溪镇（虚构）", "town", "dongpu"),
    ("shiqiao", "石桥镇（虚构）", "town", "dongpu"),
)

BODIES: Final = (
    ("province-gov", "云泽省人民政府", "government", "yunze", "province"),
    ("city-gov", "临湖市人民政府", "government", "linhu", "city"),
    (
        "province-congress",
        "云泽省人大",
        "standing_committee",
        "yunze",
        "province",
    ),
    ("city-congress", "临湖市人大", "standing_committee", "linhu", "city"),
    ("market", "临湖市市场监督管理局", "department", "linhu", "city"),
    ("urban", "临湖市城市管理局", "enforcement_bureau", "linhu", "city"),
    ("police", "临湖市公安局", "department", "linhu", "city"),
    ("county-market", "东浦县市场监督管理局", "department", "dongpu", "county"),
    ("liuxi-gov", "柳溪镇人民政府", "government", "liuxi", "town"),
    ("shiqiao-gov", "石桥镇人民政府", "government", "shiqiao", "town"),
    ("institute", "临湖市检验中心", "public_institution", "linhu", "city"),
    ("team", "临湖市技术服务队", "public_institution", "linhu", "city"),
)


def since(day: str, until: str | None = None) -> Fields:
    """Return the days from one on, or up to another one, as a file has them."""
    return {"since": day, "until": until} if until else {"since": day}


def on(kind: str, day: str, **more: object) -> Fields:
    """Return an event."""
    return {"kind": kind, "day": day, **more}


def made(cls: type[T], key: str, fields: Fields) -> T:
    """Return a record of a class from its fields as a file has them."""
    lists = {
        name: list(each) if isinstance(each, tuple) else each
        for name, each in fields.items()
    }
    return structure({"id": key, **lists}, cls)


def power(key: str, *basis: str, **more: object) -> Power:
    """Return a penalty of the market bureau, unless a test says otherwise."""
    plain = {"name": f"职权{key}", "kind": "penalty", "holder": "market"}
    return made(Power, key, {**plain, "basis": basis, **more})


def reward(key: str, *basis: str, **more: object) -> Power:
    """Return a power that any instrument may create."""
    return power(key, *basis, **{"kind": "reward", **more})


def document(key: str, title: str, *basis: str, **more: object) -> Document:
    """Return a normative document of the city, in force since 2018."""
    plain = {"kind": "normative", "level": "city", "issuers": ["city-gov"]}
    days = {"valid": since("2018-01-01")}
    return made(
        Document, key, {"title": title, **plain, **days, "basis": basis, **more}
    )


def instrument(
    key: str, kind: str | None, level: str = "city", **more: object
) -> Document:
    """Return a local regulation, a rule or whatever kind, entitled by its id."""
    maker = "congress" if kind == "local_regulation" else "gov"
    issuers = [f"{level}-{maker}"]
    fields = {"kind": kind, "level": level, "issuers": issuers, **more}
    return document(key, f"{key}规定（虚构）", **fields)


def article(key: str, number: str = "第五条") -> str:
    """Return a citation of an ``instrument``."""
    return f"《{key}规定（虚构）》{number}"


def item(key: str, *powers: str, **more: object) -> ServiceItem:
    """Return a service item that carries out powers."""
    plain = {"name": f"事项{key}", "handler": "market"}
    return made(ServiceItem, key, {**plain, "powers": powers, **more})


def benchmark(key: str, of: str, *basis: str, **more: object) -> Benchmark:
    """Return a benchmark of a power."""
    plain = {"name": f"基准{key}", "power": of, "authority": "market"}
    return made(Benchmark, key, {**plain, "basis": basis, **more})


def yuan(least: int, most: int) -> Fields:
    """Return a range of a fine."""
    return {"unit": "yuan", "least": least, "most": most}


def case(
    key: str, under: str, opened: str, *, concluded: str = "", **more: object
) -> Case:
    """Return a penalty case under a power, open until it is concluded."""
    events = [on("opened", opened)]
    events += [on("concluded", concluded)] if concluded else []
    plain = {"kind": "penalty", "handler": "market", "power": under}
    return made(Case, key, {**plain, "events": events, **more})


def transfer(
    key: str, kind: str, bodies: tuple[str, str], *powers: str, **more: object
) -> Transfer:
    """Return a transfer of powers from one body to another since 2022."""
    giver, receiver = bodies
    ends = {"transferors": [giver], "receivers": [receiver], "powers": powers}
    days = {"valid": since("2022-01-01")}
    return made(Transfer, key, {"kind": kind, **ends, **days, **more})


def subject(key: str, kind: str, body: str, *basis: str, **more: object) -> Subject:
    """Return what makes a body one that may enforce."""
    plain = {"kind": kind, "authority": body, "basis": basis}
    return made(Subject, key, {**plain, **more})


def decision(key: str, *basis: str, **more: object) -> Decision:
    """Return a major decision of the city."""
    return made(Decision, key, {"title": f"决策{key}", "basis": basis, **more})


def filing(key: str, sent: str, day: str) -> Filing:
    """Return the filing of a document with the provincial government."""
    ends = {"sender": "city-gov", "receiver": "province-gov", "document": sent}
    fields = {"direction": "upward", **ends, "events": [on("filed", day)]}
    return made(Filing, key, fields)


def clearance(key: str, day: str, *verdicts: tuple[str, ...]) -> ClearanceCycle:
    """Return a clearance published on a day: document, outcome, perhaps successor."""
    names = ("document", "outcome", "successor")
    fields = {
        "scope": "normative",
        "authority": "city-gov",
        "verdicts": [dict(zip(names, each, strict=False)) for each in verdicts],
        "events": [on("published", day)],
    }
    return made(ClearanceCycle, key, fields)


def officer(key: str, name: str, number: str) -> Officer:
    """Return an officer of the market bureau with a certificate."""
    certificate = {"kind": "enforcement", "number": number}
    plain = {"category": "officer", "authority": "market", "name": name}
    return made(Officer, key, {**plain, "certificates": [certificate]})


def place(key: str, name: str, level: str, parent: str | None) -> Place:
    """Return a place."""
    return made(Place, key, {"name": name, "level": level, "parent": parent})


def body(key: str, name: str, kind: str = "department", **more: object) -> Authority:
    """Return a body."""
    return made(Authority, key, {"name": name, "kind": kind, **more})


def world() -> Iterable[object]:
    """Yield the places and bodies of every register."""
    for row in PLACES:
        yield place(*row)
    for key, name, kind, where, level in BODIES:
        yield body(key, name, kind, place=where, level=level)


def register(*records: object, complete: Iterable[str] = ()) -> Register:
    """Return a register of the city with some records."""
    held: dict[str, list[object]] = {}
    for each in (*world(), *records):
        held.setdefault(kind_of(type(each)), []).append(each)
    fields: dict[str, Any] = {name: tuple(each) for name, each in held.items()}
    return Register(
        id="linhu",
        label=Label("临湖市（虚构）", "Linhu, a fictional city"),
        place=PlaceId("linhu"),
        complete=frozenset(complete),
        **fields,
    )


def graph_of(*records: object, complete: Iterable[str] = ()) -> Graph:
    """Return the graph of some records and the laws that they name."""
    return legal_basis_graph(register(*records, complete=complete), rulebook=NO_RULES)


def orphaned(graph: Graph, day: date) -> dict[str, Orphan]:
    """Return what has no sound basis left on a day, by its node."""
    return {each.node: each for each in orphans(graph, as_of=day)}


def weakened(graph: Graph, day: date) -> dict[str, Orphan]:
    """Return what has lost some of its bases on a day, by its node."""
    return {each.node: each for each in orphans(graph, as_of=day).weakened}


def edges_of(graph: Graph, record: str, *kinds: EdgeKind) -> list[tuple[str, Any]]:
    """Return the target and data of the edges from a node, of some kinds."""
    return [
        (end, data)
        for _, end, data in graph.out_edges(record, data=True)
        if not kinds or data["kind"] in kinds
    ]


def bases_on(graph: Graph, record: str, day: date) -> set[str]:
    """Return what a record is based on, on a day."""
    return {
        end
        for end, data in edges_of(graph, record, EdgeKind.BASED_ON)
        if (data["since"] or date.min) <= day < (data["until"] or date.max)
    }
