"""Finding citations: against one pass of a regular expression that only looks.

Run with ``make bench``. The expression is what one would write for a start: names in
marks or without, what stands for them, and lists of articles, paragraphs and items.
It gives strings; the finder gives typed places, names, what is meant and what is said
of it. Where ``ADMINLAW_CORPUS`` names a folder its texts are used, else invented ones;
both sides read the same text in the same run, so that the ratio can be looked at
anywhere. The last lines double texts that are made to be slow: twice the text has to
take twice the time.
"""

from __future__ import annotations

import os
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import adminlaw as al
from adminlaw.statutes import load_facts, read_corpus, sources_of, survey

RUNS = 5
INVENTED = 40_000
_NUMBER = "[一二三四五六七八九十百千零〇两0-9]+"
_PIN = rf"第(?:{_NUMBER}|[（(]{_NUMBER}[）)])[编章节条款项目](?:之{_NUMBER})?"
PATTERN = re.compile(
    rf"(?:《[^《》\n]{{1,80}}》|本[法条例办法规定解释细则]+|该[法条款项]|前[一二三]?[款条项]"
    rf"|[\u4e00-\u9fff]{{2,12}}?(?:法|条例|规定|办法))?"
    rf"{_PIN}(?:[、和至或]?(?:{_PIN}|{_NUMBER}(?=[、和至]|[款项])))*"
    r"|《[^《》\n]{1,80}》|前[一二三]?[款条项]|[一-龥]{1,6}[〔\[（(]\d{4}[〕\]）)]\d+号"
)
SLOW = {
    "one line of places": "第一条、",
    "one line of ranges": "第1至9999条、",
    "items without an end": "第（一）、",
    "names": "《甲法》",
    "names left open": "《甲",
    "brackets left open": "《甲法》（",
    "anchors": "本法第一条和前款、该条",
    "paragraphs": "前款\n",
    "numbers": "国发〔2020〕1号",
    "signs without a number": "1号",
}


def law() -> str:
    """Return the text of a corpus, or an invented one."""
    named = os.environ.get("ADMINLAW_CORPUS", "")
    if named:
        files = sorted(Path(named).rglob("*.md"))
        return "\n".join(file.read_text("utf-8") for file in files)
    lines = (
        f"第{number % 90 + 10}条 违反本条例第{number % 9 + 1}条第二款规定的，依照"
        "《行政处罚法》第三十三条第一款处理，由县级以上人民政府有关部门责令改正，"
        "并处一千元以上一万元以下罚款。\n有前款规定情形的，从重处罚。\n"
        for number in range(INVENTED)
    )
    return "".join(lines)


def median(run: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median seconds of several runs of a function."""
    seconds = []
    for _ in range(runs):
        begun = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


def main() -> None:
    """Print the seconds of each side, and how slow texts grow."""
    text = law()
    al.find_citations("")
    begun = time.perf_counter()
    found = al.find_citations(text)
    first = time.perf_counter() - begun
    matches = sum(1 for _ in PATTERN.finditer(text))
    pattern = median(lambda: sum(1 for _ in PATTERN.finditer(text)))
    finder = median(lambda: al.find_citations(text))
    size = len(text) / 1e6
    print(f"{size:.1f} million characters, medians of {RUNS}")
    print(f"one pattern     {pattern:6.2f} s  {matches:8,} matches")
    print(f"first search    {first:6.2f} s  {len(found):8,} citations")
    print(
        f"find_citations  {finder:6.2f} s  {size / finder:5.1f} million characters/s"
        f"  {finder / pattern:.2f} x the pattern"
    )
    for name, piece in SLOW.items():
        once, twice = (piece * (count // len(piece)) for count in (250_000, 500_000))
        seconds = [median(lambda t=t: al.find_citations(t), 3) for t in (once, twice)]
        print(f"{name:24} {seconds[0]:6.3f} s, twice the text {seconds[1]:6.3f} s")
    whole_corpus()


def whole_corpus() -> None:
    """Print how long finding and resolving a whole corpus takes."""
    named = os.environ.get("ADMINLAW_CORPUS", "")
    if not named:
        return
    corpus = read_corpus(named, workers=2)
    sources = list(sources_of(corpus))
    for workers in (1, 2):
        begun = time.perf_counter()
        found = survey(sources, load_facts(), workers=workers)
        seconds = time.perf_counter() - begun
        count = len(found.references)
        print(f"{workers} processes, {count:,} citations, facts table {seconds:.2f} s")
    begun = time.perf_counter()
    found = survey(sources, corpus, workers=2)
    print(f"2 processes, resolved in the corpus {time.perf_counter() - begun:.2f} s")


if __name__ == "__main__":
    main()
