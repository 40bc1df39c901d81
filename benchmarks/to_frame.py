"""Make frames of 100,000 powers: time against a frame made of the same plain dicts.

Run with ``make bench``. Both sides run in one process, in turn, several times, so
that a drift of the machine hits both; the medians and their ratio are printed. The
plain side is what a user does without the library: a list of dicts of plain values,
already made, given to pandas or polars. Absolute times say little: compare ratios.
"""

from __future__ import annotations

import gc
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl

from adminlaw.citations import parse_citation
from adminlaw.converter import unstructure
from adminlaw.frames import from_frame, to_frame, write_table
from adminlaw.model import Event, EventKind, Power, PowerKind
from adminlaw.model.identities import AuthorityId, PowerId
from adminlaw.spans import DateSpan

POWERS = 100_000
RUNS = 3


def powers() -> list[Power]:
    """Return *POWERS* powers of 100 agencies; each has a basis, a span, an event."""
    bases = [
        (parse_citation(f"《中华人民共和国行政处罚法》第{digit}条第一款"),)
        for digit in "一二三四五六七八九"
    ]
    return [
        Power(
            id=PowerId(f"p{number:06}"),
            name=f"对第{number}类违法行为的行政处罚",
            kind=PowerKind.PENALTY,
            holder=AuthorityId(f"a{number % 100}"),
            code=f"3101{number:08}",
            basis=bases[number % 9],
            basis_text="依照有关法律、法规、规章的规定实施行政处罚。",
            valid=DateSpan(date(2017, 1, 1), date(2027, 1, 1)),
            events=(
                Event(
                    kind=EventKind.PUBLISHED,
                    day=date(2017, 6, 1 + number % 28),
                    actor=AuthorityId("a1"),
                ),
            ),
        )
        for number in range(POWERS)
    ]


def dicts(records: list[Power]) -> list[dict[str, Any]]:
    """Return the records as flat plain dicts, with as many columns as the frame."""
    frame = to_frame(records[:1], backend="polars", labels="code")
    found = []
    for record in records:
        plain = dict.fromkeys(frame.columns) | unstructure(record)
        span = plain.pop("valid", {})
        plain["valid.since"], plain["valid.until"] = (
            span.get("since"),
            span.get("until"),
        )
        plain["basis"], plain["events"] = str(plain["basis"]), str(plain["events"])
        found.append(plain)
    return found


def seconds(task: Callable[[], object]) -> float:
    """Return how long a task takes; what earlier ones left behind is cleared first."""
    gc.collect()
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def main() -> None:
    """Run all sides in turn and print the medians and their ratios."""
    records = powers()
    plain = dicts(records)
    tasks: dict[str, Callable[[], object]] = {
        "pandas, plain dicts": lambda: pd.DataFrame(plain),
        "pandas, to_frame": lambda: to_frame(records),
        "polars, plain dicts": lambda: pl.DataFrame(plain),
        "polars, to_frame": lambda: to_frame(records, backend="polars"),
        "pyarrow, to_frame": lambda: to_frame(records, backend="pyarrow"),
    }
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(RUNS):
        for name, task in tasks.items():
            times[name].append(seconds(task))
    medians = {name: statistics.median(each) for name, each in times.items()}
    print(f"{POWERS} powers, {len(plain[0])} columns, medians of {RUNS} runs")
    for name, each in medians.items():
        print(f"{name:20} {each:6.2f} s")
    for library in ("pandas", "polars"):
        ratio = medians[f"{library}, to_frame"] / medians[f"{library}, plain dicts"]
        print(f"{library}: to_frame / plain dicts {ratio:.2f}")
    frame = to_frame(records)
    back = seconds(lambda: from_frame(frame, Power))
    print(f"back: from_frame {back:.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        for ending in (".csv", ".xlsx", ".parquet"):
            file = Path(folder) / f"powers{ending}"
            taken = seconds(lambda file=file: write_table(records, file))
            print(f"{ending} {taken:.2f} s, {file.stat().st_size / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
