"""Read 100,000 powers: time and memory against plain ``json.loads`` of the same file.

Run with ``make bench``. Each side runs in a process of its own, several times in
turn, so that neither warms the other and a drift of the machine hits both; the
medians and their ratio are printed. Absolute times say little: compare ratios.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

POWERS = 100_000
RUNS = 3

_BASIS = "《中华人民共和国行政处罚法》第{article}条第一款"
_DIGITS = "一二三四五六七八九"


def write_register(folder: Path) -> Path:
    """Write a register of *POWERS* powers of 100 agencies; return its powers file."""
    (folder / "register.toml").write_text(
        'schema_version = 1\nid = "bench"\nlabel = { zh = "试", en = "bench" }\n',
        "utf-8",
    )
    agencies = [
        {"id": f"a{number}", "name": f"第{number}局", "kind": "department"}
        for number in range(100)
    ]
    _write(folder / "authorities.jsonl", agencies)
    _write(folder / "powers.jsonl", [_power(number) for number in range(POWERS)])
    return folder / "powers.jsonl"


def _power(number: int) -> dict[str, object]:
    return {
        "id": f"p{number:06}",
        "name": f"对第{number}类违法行为的行政处罚",
        "kind": "penalty",
        "holder": f"a{number % 100}",
        "code": f"3101{number:08}",
        "basis": [_BASIS.format(article=_DIGITS[number % 9])],
        "basis_text": "依照有关法律、法规、规章的规定实施行政处罚。",
        "valid": {"since": "2017-01-01", "until": "2027-01-01"},
        "events": [{"kind": "published", "day": "2017-06-01", "actor": "a1"}],
    }


def _write(file: Path, records: list[dict[str, object]]) -> None:
    lines = (json.dumps(each, ensure_ascii=False) for each in records)
    file.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def read_plain(folder: Path) -> int:
    """Read the powers as dicts."""
    with (folder / "powers.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return len(records)


def read_typed(folder: Path) -> int:
    """Read the whole register, checked, as frozen records."""
    from adminlaw import read_register  # noqa: PLC0415 - its import is part of the cost

    return len(read_register(folder).powers)


def one_run(side: str, folder: Path) -> None:
    """Run one side and print seconds and peak MiB; the interpreter is included."""
    start = time.perf_counter()
    count = {"plain": read_plain, "typed": read_typed}[side](folder)
    seconds = time.perf_counter() - start
    if count != POWERS:
        message = f"{side} read {count} records"
        raise SystemExit(message)
    # Linux counts in KiB, macOS in bytes.
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(f"{seconds} {peak}")


def main() -> None:
    """Run both sides in turn and print the medians and their ratios."""
    results: dict[str, list[tuple[float, float]]] = {"plain": [], "typed": []}
    with tempfile.TemporaryDirectory() as name:
        size = write_register(Path(name)).stat().st_size
        for _ in range(RUNS):
            for side, rows in results.items():
                command = [sys.executable, __file__, side, name]
                run = subprocess.run(  # noqa: S603 - our own interpreter and script
                    command, capture_output=True, check=True, text=True
                )
                seconds, peak = map(float, run.stdout.split())
                rows.append((seconds, peak))
    print(f"{POWERS} powers, {size / POWERS:.0f} bytes each, medians of {RUNS} runs")
    medians = {
        side: [statistics.median(column) for column in zip(*rows, strict=True)]
        for side, rows in results.items()
    }
    for side, (seconds, peak) in medians.items():
        speed = POWERS / seconds
        print(f"{side:6} {seconds:6.2f} s  {speed:9.0f} a second  {peak:5.0f} MiB")
    time_ratio = medians["typed"][0] / medians["plain"][0]
    memory_ratio = medians["typed"][1] / medians["plain"][1]
    print(f"typed / plain: time {time_ratio:.1f}, memory {memory_ratio:.2f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one_run(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
