"""Audit 1, 10 and 100 thousand powers and cases: time and memory against reading them.

Run with ``make bench``. Beside every 100 powers the register holds 20 documents and
100 cases, each with its timeline. Each side runs in a process of its own: one reads
the register, the other reads and audits it; the difference is the audit. Absolute
times say little: compare ratios, and the cost of a record across the three sizes.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

SIZES = (1_000, 10_000, 100_000)
AS_OF = date(2025, 6, 30)
_START = date(2022, 1, 4)
_RECORDS_OF_A_POWER = 2.2
_BASIS = "《中华人民共和国行政处罚法》第五十八条第一款"


def write_register(folder: Path, powers: int) -> None:
    """Write a register of so many powers of 100 agencies, in JSON Lines."""
    (folder / "register.toml").write_text(
        'schema_version = 2\nid = "bench"\nlabel = { zh = "试", en = "bench" }\n'
        'place = "city"\ncomplete = ["cases", "documents"]\n',
        "utf-8",
    )
    place = {"id": "city", "name": "某市", "level": "city", "division_code": ""}
    _write(folder / "places.jsonl", [place])
    agencies = [
        {"id": f"a{number}", "name": f"第{number}局", "kind": "department"}
        for number in range(100)
    ]
    _write(folder / "authorities.jsonl", agencies)
    _write(folder / "powers.jsonl", (_power(number) for number in range(powers)))
    _write(
        folder / "documents.jsonl", (_document(number) for number in range(powers // 5))
    )
    _write(folder / "cases.jsonl", (_case(number) for number in range(powers)))


def _power(number: int) -> dict[str, object]:
    return {
        "id": f"p{number:06}",
        "name": f"对第{number}类违法行为的行政处罚",
        "kind": "penalty",
        "holder": f"a{number % 100}",
        "basis": [_BASIS],
        "posts": ["执法岗"],
        "steps": ["立案", "调查", "决定"],
        "valid": {"since": "2021-08-01"},
        "events": [{"kind": "published", "day": "2021-08-01"}],
    }


def _document(number: int) -> dict[str, object]:
    start = _START + timedelta(days=number % 900)
    return {
        "id": f"d{number:06}",
        "title": f"第{number}号管理办法",
        "kind": "normative",
        "issuers": [f"a{number % 100}"],
        "basis": [_BASIS],
        "valid": {"since": (start + timedelta(days=60)).isoformat()},
        "events": _timeline(
            start,
            ("drafted", 0),
            ("comment_opened", 5),
            ("comment_closed", 36),
            ("reviewed", 45),
            ("deliberated", 50),
            ("numbered", 55),
            ("published", 56),
            ("took_effect", 60),
        ),
    }


def _case(number: int) -> dict[str, object]:
    start = _START + timedelta(days=number % 900)
    return {
        "id": f"c{number:06}",
        "kind": "penalty",
        "number": f"某罚〔2022〕{number}号",
        "handler": f"a{number % 100}",
        "power": f"p{number:06}",
        "basis": [_BASIS],
        "events": _timeline(
            start,
            ("received", 0),
            ("opened", 2),
            ("identified", 10),
            ("investigated", 10),
            ("notified", 30),
            ("reviewed", 40),
            ("decided", 45),
            ("served", 48),
            ("concluded", 60),
            ("archived", 70),
        ),
        "outcome": "penalised",
    }


def _timeline(start: date, *steps: tuple[str, int]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for kind, days in steps:
        day = (start + timedelta(days=days)).isoformat()
        passed = {"passed": True} if kind == "reviewed" else {}
        medium = {"medium": "website"} if kind == "published" else {}
        found.append({"kind": kind, "day": day, **passed, **medium})
    return found


def _write(file: Path, records: Iterable[Mapping[str, object]]) -> None:
    with file.open("w", encoding="utf-8") as stream:
        for each in records:
            stream.write(json.dumps(each, ensure_ascii=False) + "\n")


def one_run(side: str, folder: Path) -> None:
    """Run one side and print seconds, peak MiB and judgements."""
    import adminlaw as al  # noqa: PLC0415 - its import is part of the cost

    start = time.perf_counter()
    register = al.read_register(folder)
    judgements = 0
    if side == "audit":
        report = al.audit(register, as_of=AS_OF)
        judgements = len(report.judgements)
        broken = [each for each in report.judgements if each.check == "X102"]
        if broken or not judgements:
            message = f"the audit broke off: {broken[:3]}"
            raise SystemExit(message)
    seconds = time.perf_counter() - start
    # Linux counts in KiB, macOS in bytes.
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(f"{seconds} {peak} {judgements}")


def main() -> None:
    """Run both sides at each size and print the cost of a record and the ratios."""
    for powers in SIZES:
        with tempfile.TemporaryDirectory() as name:
            write_register(Path(name), powers)
            read, audited = (_run(side, name) for side in ("read", "audit"))
        records = powers * _RECORDS_OF_A_POWER
        own = audited[0] - read[0]
        print(
            f"{powers:7} powers, {powers // 5} documents, {powers} cases: "
            f"read {read[0]:.2f} s {read[1]:.0f} MiB, "
            f"read and audited {audited[0]:.2f} s {audited[1]:.0f} MiB; "
            f"{audited[2]:.0f} judgements, {records / own:.0f} records a second, "
            f"{own / records * 1e6:.0f} µs a record; "
            f"audit / read: time {own / read[0]:.1f}, memory {audited[1] / read[1]:.2f}"
        )


def _run(side: str, folder: str) -> tuple[float, float, float]:
    command = [sys.executable, __file__, side, folder]
    run = subprocess.run(  # noqa: S603 - our own interpreter and script
        command, capture_output=True, check=True, text=True
    )
    seconds, peak, judgements = map(float, run.stdout.split())
    return seconds, peak, judgements


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one_run(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
