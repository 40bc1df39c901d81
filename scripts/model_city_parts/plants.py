"""What is wrong in the model city on purpose, with every consequence of it.

A record that hangs on an orphan loses its basis with it, so it is listed too: what
a register is asked for has to be found in full.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import permutations

from scripts.model_city_parts import review
from scripts.model_city_parts.bodies import subject_plants
from scripts.model_city_parts.dependants import (
    benchmark_plants,
    item_plants,
)
from scripts.model_city_parts.documents import document_plants
from scripts.model_city_parts.follows import follows
from scripts.model_city_parts.moves import transfer_plants
from scripts.model_city_parts.reading import Row, tables
from scripts.model_city_parts.review_plants import faults

COLUMNS = (
    "id",
    "question",
    "check",
    "fault",
    "kind",
    "record",
    "because",
    "explanation_zh",
    "article",
)
_CREATED = {
    "detention-by-regulation": "detention_by_regulation",
    "fine-by-document": "fine_by_document",
    "licence-by-rule": "licence_by_rule",
    "revocation-by-local": "revocation_by_local_regulation",
    "freezing-by-regulation": "freezing_by_regulation",
    "enforcement-by-regulation": "enforcement_by_regulation",
    "sealing-by-document": "sealing_by_document",
    "provisional": "provisional_over_a_year",
    "high-fine-by-rule": "fine_over_limit",
}
_NOT_EXERCISED = {
    "enforcement_by_regulation": "《行政强制法》第十三条第二款",
    "sealing_by_document": "《行政强制法》第十七条第一款",
}
"""What no instrument that may gives an organ, it may not exercise either."""

_ZH = {
    "benchmarks": "基准所服务的职权失去依据",
    "service_items": "事项所办理的职权失去依据",
    "transfers": "所转移的职权失去依据",
    "cases": "未结案件所依据的职权失去依据",
}
_KINDS = {
    "benchmarks": "benchmark",
    "service_items": "service_item",
    "transfers": "transfer",
    "cases": "case",
}


def plants(register: Row, named: dict[str, Row]) -> str:
    """Return the plants as a CSV table."""
    rows = [*_of_powers(named), *subject_plants(), *document_plants()]
    rows += [*transfer_plants(), *benchmark_plants()]
    rows += item_plants(register["service_items"])
    for row in rows:
        if row["because"].startswith("@"):
            row["because"] = named[row["because"][1:]]["id"]
    rows += [*_carried(rows, register), *_of_the_review(), *faults(register)]
    rows += list(follows(rows, register))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number, row in enumerate(rows, 1):
        writer.writerow(_line(f"x{number:03}", row))
    return buffer.getvalue()


def _line(key: str, row: Row) -> list[str]:
    names = ("question", "check", "fault", "kind", "record")
    return [
        key,
        *(row.get(name, "") for name in names),
        row["because"],
        row["zh"],
        row["article"],
    ]


def _of_the_review() -> Iterator[Row]:
    """Yield what the graph is asked, and finds in the records of the review."""
    for row in review.rows():
        for one, other in permutations(row.get("conflict", ()), 2):
            answer = ("conflicts", "superior", "benchmark", one, other)
            yield _answer(answer, row["zh"], "《立法法》第九十九条第一款")
        for line in row.get("orphans", ()):
            kind, record, fault = line.split()
            answer = ("orphans", fault, kind, record, "")
            yield _answer(answer, row["zh"], row["article"])
        if row.get("unpublished"):
            about = ("transfer", row["id"], row["guide"])
            answer = ("exercise_authority", "delegated_without_publication", *about)
            yield _answer(answer, row["zh"], row["article"])


def _answer(found: tuple[str, ...], zh: str, article: str) -> Row:
    names = ("question", "fault", "kind", "record", "because")
    return {**dict(zip(names, found, strict=True)), "zh": zh, "article": article}


def _of_powers(named: dict[str, Row]) -> Iterator[Row]:
    for row in tables("planted.toml")["power"]:
        record = {"kind": "power", "record": named[row["key"]]["id"]}
        for plant in row.get("rows", []):
            yield {**record, **plant}
        if "rank" in row:
            yield from _created(row, record)
        if "carried_by" in row:
            yield {
                **record,
                "question": "orphans",
                "fault": "carried",
                "because": row["carried_by"],
                "zh": "行使该职权的组织，其授权的依据已经废止",
                "article": "",
            }


def _created(row: Row, record: Row) -> Iterator[Row]:
    """Yield both rows of a power that its basis may not create."""
    cited = [*row.get("basis", []), row.get("basis_text", "")][0]
    title = cited[cited.index("《") + 1 : cited.index("》")]
    plain = {**record, "because": title, "zh": row["rank"], "article": row["article"]}
    fault = _CREATED[row["key"].rsplit("-", 1)[0]]
    yield {**plain, "question": "creation_authority", "fault": fault}
    yield {**plain, "question": "orphans", "fault": "rank"}
    if fault in _NOT_EXERCISED:
        article = _NOT_EXERCISED[fault]
        yield {
            **plain,
            "question": "exercise_authority",
            "fault": "organ_not_named_by_law",
            "article": article,
        }


def _carried(rows: list[Row], register: Row) -> Iterator[Row]:
    """Yield what hangs on each orphan power; a case only while it is open."""
    orphans = {
        row["record"]
        for row in rows
        # A number that moved is a stale reference, and the power stands.
        if row["question"] == "orphans"
        and row["kind"] == "power"
        and row["fault"] != "renumbered"
    }
    for name, kind in _KINDS.items():
        for record in register[name]:
            if name == "cases" and "outcome" in record:
                continue
            for power in record.get("powers", [record.get("power", "")]):
                if power in orphans:
                    yield {
                        "question": "orphans",
                        "fault": "carried",
                        "kind": kind,
                        "record": record["id"],
                        "because": power,
                        "zh": _ZH[name],
                        "article": "",
                    }
