"""Read a corpus of statutes: against reading and decoding the files alone.

Run with ``make bench`` where ``ADMINLAW_CORPUS`` names a folder; without it an
invented corpus of the same size is written first, so that the ratios can be looked
at anywhere. Each side runs in a process of its own; times include the interpreter.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 3
INVENTED = 2_400
ARTICLES = 45
SIDES = ("files", "one", "two", "store", "second", "relations")
NAMES = {
    "files": "files read and decoded",
    "one": "read_corpus, one process",
    "two": "read_corpus, two processes",
    "store": "read_corpus, into a store",
    "second": "second start from the store",
    "relations": "relations of every text",
}


def invent(folder: Path) -> None:
    """Write a corpus of invented texts, each with chapters, articles and items."""
    for number in range(INVENTED):
        lines = [
            f"# 某省第{number}号条例\n",
            "2001年3月1日 某省第九届人民代表大会常务委员会第一次会议通过\n",
            "<!-- INFO END -->\n",
        ]
        for article in range(1, ARTICLES + 1):
            lines.append(
                f"第{numeral(article)}条 {'应当依照有关规定办理手续，' * 6}并公布。\n"
            )
            lines.append("有下列情形之一的，由有关部门处理：\n")
            lines += [
                f"（{numeral(item)}）{'其他情形' * 5}；\n" for item in range(1, 4)
            ]
        lines.append(f"第{numeral(ARTICLES + 1)}条 本条例自2001年7月1日起施行。\n")
        (folder / f"某省第{number}号条例(2001-03-01).md").write_text(
            "\n".join(lines), "utf-8"
        )


def numeral(number: int) -> str:
    """Return a number below 100 as texts count."""
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    ten = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
    return ten + (digits[ones] if ones else "")


def one_run(side: str, folder: Path, store: Path) -> None:
    """Run one side; print seconds, peak MiB and characters."""
    start = time.perf_counter()
    characters = measured(side, folder, store)
    seconds = time.perf_counter() - start
    mine = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(seconds, max(mine, workers) / 1024, characters)


def measured(side: str, folder: Path, store: Path) -> int:
    """Do what *side* measures; return how many characters it went through."""
    if side == "files":
        return sum(
            len(path.read_bytes().decode("utf-8")) for path in folder.rglob("*.md")
        )
    from adminlaw import find_relations, read_corpus  # noqa: PLC0415 - counted too

    if side == "store":
        store.unlink(missing_ok=True)
    corpus = read_corpus(
        folder,
        workers=2 if side == "two" else 1,
        store=store if side in ("store", "second", "relations") else None,
    )
    if side == "relations":
        for statute in corpus.statutes():
            find_relations(statute)
    return sum(each.characters for each in corpus.entries)


def compare(folder: Path, store: Path) -> None:
    """Run each side several times in turn, and print medians and ratios."""
    seconds: dict[str, list[float]] = {side: [] for side in SIDES}
    memory: dict[str, float] = {}
    characters = 0
    for _ in range(RUNS):
        for side in SIDES:
            out = subprocess.run(  # noqa: S603 - this script, by this interpreter
                [sys.executable, __file__, side, str(folder), str(store)],
                check=True,
                capture_output=True,
                text=True,
            ).stdout.split()
            seconds[side].append(float(out[0]))
            memory[side] = float(out[1])
            characters = int(out[2])
    floor = statistics.median(seconds["files"])
    print(f"{characters:,} characters, medians of {RUNS}")
    for side in SIDES:
        median = statistics.median(seconds[side])
        print(
            f"{NAMES[side]:30} {median:7.2f} s {memory[side]:6.0f} MiB"
            f" {median / floor:7.1f} x files {characters / median / 1e6:7.2f} M chars/s"
        )


def main() -> None:
    """Compare the sides, or run one of them where the arguments name it."""
    if len(sys.argv) > 1:
        one_run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
        return
    with tempfile.TemporaryDirectory() as temporary:
        named = os.environ.get("ADMINLAW_CORPUS", "")
        folder = Path(named) if named else Path(temporary) / "laws"
        if not named:
            folder.mkdir()
            invent(folder)
        compare(folder, Path(temporary) / "corpus.sqlite")


if __name__ == "__main__":
    main()
