"""The model city as a whole: a register, its plants and a page that says what it is."""

from __future__ import annotations

import csv
import io
import textwrap
from collections import Counter

import adminlaw as al
from scripts.model_city_parts import (
    bodies,
    cases,
    clearing,
    dependants,
    documents,
    filings,
    moves,
    plants,
    review_plants,
    years,
)
from scripts.model_city_parts.powers import bare, keys, powers
from scripts.model_city_parts.reading import REFERENCE_DAY, Row, later

COMPLETE = (
    "documents",
    "filings",
    "clearance_cycles",
    "catalogues",
    "decisions",
    "cases",
    "powers",
    "power_lists",
    "benchmarks",
    "transfers",
    "subjects",
    "officers",
    "evaluations",
    "appraisals",
    "activities",
    "tasks",
    "accountabilities",
    "reports",
)
"""The kinds that the city declares complete: of these, what is absent is a fault."""

_README = """\
# 示例市（虚构） / The model city (fictional)

**本目录的一切均为虚构。** 示例市、虚构省、各机关、文件、职权、案件都不存在；区划代码以
99开头，没有一个省级行政区使用。所引的法律、行政法规是真实的，用来检验依据是否有效。

**Everything in this folder is fictional**: no such province, city, body, document,
power or case exists. Division codes begin with 99, which no province uses. The laws
and administrative regulations that it cites are real, so that bases can be checked.

The city is looked at on {day}. Most of it is sound. Some of it is wrong on purpose:
`plants.csv` lists every fault with the record that bears it, the question or the check
that has to find it, what it rests on, and what follows from it. `near_misses.csv` lists
{near} records that look like a fault and are lawful: no check may find them.

Of these records the city declares that it has all, so that what is absent is a fault:
{complete}.

`rules.toml` holds rules of its own, as fictional as the city:

    law = al.load_rulebook([folder / "rules.toml"], place="990100")
    al.audit(al.read_register(folder), as_of=date(2025, 6, 30), rulebook=law)

| records | number |
| --- | --- |
{sizes}

| question | faults | rows |
| --- | --- | --- |
{faults}

| check | plants | near misses |
| --- | --- | --- |
{checks}

The folder is written by `python scripts/model_city.py`; `--check` tells whether it is
up to date.
"""


def build() -> tuple[al.Register, str, str, str]:
    """Return the register, its plants and near misses as CSV, and its README."""
    payload, found = _payload()
    register = al.structure(payload, al.Register)
    table = plants.plants(payload, keys(found))
    near = review_plants.near_misses(payload)
    return register, table, near, _readme(payload, table, near)


def _payload() -> tuple[Row, list[Row]]:
    found = powers()
    named = keys(found)
    papers = documents.documents(found)
    guides = dependants.benchmarks(named)
    extra = review_plants.records(named)
    papers += extra.pop("documents", [])
    rounds = clearing.cycles(papers)
    files = cases.cases(named, guides)
    moved = moves.transfers(named)
    acted = [*files, *extra.get("cases", [])]
    enforcing = bodies.subjects(found)
    receivers = [body for row in moved for body in row["receivers"]]
    payload = {
        "id": "model-city",
        "label": {
            "zh": "示例市（虚构）：职权与依据",
            "en": "The model city (fictional): powers and their bases",
        },
        "place": "city",
        "period": {"since": "2015-01-01", "until": later(REFERENCE_DAY, 1)},
        "places": bodies.places(),
        "authorities": bodies.authorities(),
        "subjects": enforcing,
        "powers": [bare(row) for row in found],
        "benchmarks": guides,
        "service_items": dependants.items(named),
        "power_lists": review_plants.lists_of(found, extra),
        "transfers": moved,
        "documents": papers,
        "filings": filings.filings(papers),
        "clearance_cycles": rounds,
        "catalogues": moves.catalogues(),
        "decisions": moves.decisions(),
        "cases": files,
        "officers": cases.officers(acted, receivers, enforcing),
        "reports": years.reports(),
        "complete": list(COMPLETE),
    }
    review_plants.add(payload, extra)
    return payload, found


def _readme(payload: Row, table: str, near: str) -> str:
    rows = list(csv.DictReader(io.StringIO(table)))
    misses = Counter(row["check"] for row in csv.DictReader(io.StringIO(near)))
    asked = Counter((row["question"], row["fault"]) for row in rows if not row["check"])
    found = Counter(row["check"] for row in rows if row["check"])
    return _README.format(
        day=REFERENCE_DAY,
        near=misses.total(),
        complete=textwrap.fill(", ".join(f"`{name}`" for name in COMPLETE), 88),
        sizes="\n".join(_sizes(payload)),
        faults="\n".join(
            f"| `{question}` | `{fault}` | {count} |"
            for (question, fault), count in sorted(asked.items())
        ),
        checks="\n".join(
            f"| {check} | {found[check]} | {misses[check]} |"
            for check in sorted({*found, *misses})
        ),
    )


def _sizes(payload: Row) -> list[str]:
    return [
        f"| {name} | {len(rows)} |"
        for name, rows in payload.items()
        if isinstance(rows, list) and name != "complete"
    ]
