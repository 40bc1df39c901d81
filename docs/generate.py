# ruff: noqa: INP001 - a script beside the pages that it writes, run by its path
"""Write the pages that follow from the code, and the notebook that follows from a page.

``python docs/generate.py`` writes them, ``--check`` only names those that are out
of date. What a page says stands once, in the code: labels, docstrings, rules; what
the code does not say stands in ``generator/samples.json``, ``glossary.csv`` and
``findings.csv``.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.check_pages import (
    check_pages,
    checks_page,
    review_page,
    review_pages,
)
from generator.entity_pages import entities_page, entity_pages
from generator.finding_pages import findings_page
from generator.glossary_pages import glossary_page
from generator.graph_pages import graph_page
from generator.law_pages import rules_page, statute_pages
from generator.list_pages import lists_page
from generator.notebooks import notebook
from generator.time_pages import notices_page, readings_page

DOCS = Path(__file__).parent


def pages() -> dict[str, str]:
    """Return every generated page by its path below ``docs/``."""
    return {
        "explanation/glossary.md": glossary_page(),
        "reference/checks.md": checks_page(),
        "reference/entities.md": entities_page(),
        "reference/findings.md": findings_page(),
        "reference/graph.md": graph_page(),
        "reference/lists.md": lists_page(),
        "reference/rules.md": rules_page(),
        **entity_pages(),
        "reference/notices.md": notices_page(),
        "reference/readings.md": readings_page(),
        "reference/review.md": review_page(),
        **check_pages(),
        **review_pages(),
        **statute_pages(),
        "tutorial/citations.ipynb": notebook(DOCS / "tutorial" / "citations.md"),
        "tutorial/network.ipynb": notebook(DOCS / "tutorial" / "network.md"),
    }


def write(path: Path, text: str) -> None:
    """Write one page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


def main(arguments: list[str] | None = None) -> int:
    """Write the pages that are out of date and name them.

    With ``--check`` nothing is written, and the exit code is 1 where one is stale.
    """
    parser = argparse.ArgumentParser(description="Write the generated pages.")
    parser.add_argument("--check", action="store_true", help="only name stale pages")
    parser.add_argument("folder", nargs="?", type=Path, default=DOCS)
    chosen = parser.parse_args(arguments)
    stale = {
        name: text
        for name, text in pages().items()
        if not (path := chosen.folder / name).exists()
        or path.read_text("utf-8") != text
    }
    sys.stdout.writelines(f"{name}\n" for name in stale)
    if chosen.check:
        return 1 if stale else 0
    for name, text in stale.items():
        write(chosen.folder / name, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
