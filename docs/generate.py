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
from generator.glossary_pages import chinese_glossary_page, glossary_page
from generator.graph_pages import graph_page
from generator.indicator_pages import indicators_page
from generator.law_pages import rules_page, statute_pages
from generator.list_pages import lists_page
from generator.notebooks import notebook
from generator.schema_files import schema_files, schemas_page
from generator.template_pages import templates_page
from generator.time_pages import notices_page, readings_page
from generator.value_pages import values_page

DOCS = Path(__file__).parent


def pages() -> dict[str, str]:
    """Return every generated page by its path below ``docs/``."""
    return {
        "explanation/glossary.md": glossary_page(),
        "reference/checks.md": checks_page(),
        "reference/entities.md": entities_page(),
        "reference/findings.md": findings_page(),
        "reference/graph.md": graph_page(),
        "reference/indicators.md": indicators_page(),
        "reference/indicator-values.md": values_page(),
        "reference/lists.md": lists_page(),
        "reference/rules.md": rules_page(),
        **entity_pages(),
        "reference/notices.md": notices_page(),
        "reference/readings.md": readings_page(),
        "reference/review.md": review_page(),
        "reference/schemas.md": schemas_page(),
        "reference/templates.md": templates_page(),
        **check_pages(),
        **review_pages(),
        **statute_pages(),
        "tutorial/citations.ipynb": notebook(DOCS / "tutorial" / "citations.md"),
        "tutorial/network.ipynb": notebook(DOCS / "tutorial" / "network.md"),
        "zh/glossary.md": chinese_glossary_page(),
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
        path: text
        for path, text in files(chosen.folder).items()
        if not path.exists() or path.read_text("utf-8") != text
    }
    sys.stdout.writelines(f"{name_of(each, chosen.folder)}\n" for each in stale)
    if chosen.check:
        return 1 if stale else 0
    for path, text in stale.items():
        write(path, text)
    return 0


def files(folder: Path) -> dict[Path, str]:
    """Return each page below a folder; of the docs, the schemas in the wheel too."""
    found = {folder / name: text for name, text in pages().items()}
    return {**found, **schema_files()} if folder == DOCS else found


def name_of(path: Path, folder: Path) -> str:
    """Return how a file is named: from the folder, or from the root of the project."""
    below = path.is_relative_to(folder)
    return path.relative_to(folder if below else DOCS.parent).as_posix()


if __name__ == "__main__":
    sys.exit(main())
