"""Run every example of the README, of the documentation and of the docstrings.

The Python examples of one file share their names. A ``console`` block whose first
line starts with ``$ adminlaw`` is a transcript: each of its commands runs and has
to print what stands below it; a line of three dots stands for any lines. Examples
run in a folder of their own that holds a copy of ``examples/``.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from difflib import unified_diff
from doctest import ELLIPSIS
from pathlib import Path

import pytest
from sybil import Document, Example, Region, Sybil
from sybil.parsers.markdown.lexers import FencedCodeBlockLexer
from sybil.parsers.myst import PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

ROOT = Path(__file__).parent

COMMAND = re.compile(r"^\$ (?P<typed>(?:[^\n]*\\\n)*[^\n]*)\n?", re.MULTILINE)
"""A prompt and what is typed after it, over several lines where each ends in \\."""

TERMINAL = {"COLUMNS": "80", "LC_ALL": "C", "NO_COLOR": "1", "PYTHONUTF8": "1"}
"""The terminal of a transcript, the same on every machine."""


@pytest.fixture(scope="module")
def example_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Run the examples of one file in a folder that holds a copy of ``examples/``."""
    folder = tmp_path_factory.mktemp("examples")
    if (ROOT / "examples").is_dir():
        shutil.copytree(ROOT / "examples", folder / "examples")
    before = Path.cwd()
    os.chdir(folder)
    yield folder
    os.chdir(before)


def transcripts(document: Document) -> Iterator[Region]:
    """Find the ``console`` blocks that start with ``$ adminlaw``."""
    for block in FencedCodeBlockLexer("console")(document):
        source = block.lexemes["source"]
        if source.startswith("$ adminlaw"):
            block.parsed, block.evaluator = source, replay
            yield block


def replay(example: Example) -> str | None:
    """Run each command of a transcript; return how an output differs, if one does."""
    _, *parts = COMMAND.split(example.parsed)
    status = 0
    for typed, shown in zip(parts[::2], parts[1::2], strict=True):
        status, printed = run(typed, status)
        wanted, got = lines(shown), lines(printed)
        if not re.fullmatch(pattern(wanted), "".join(f"{line}\n" for line in got)):
            diff = unified_diff(wanted, got, "shown", "printed", lineterm="")
            return "\n".join([f"$ {typed}", *diff])
    return None


def run(typed: str, status: int) -> tuple[int, str]:
    """Run what is typed as a reader's shell would, *status* being the last ``$?``.

    Returns:
        The exit status, and all that a terminal would show: output and errors.
    """
    module = f"{shlex.quote(sys.executable)} -u -m adminlaw"
    script = f'adminlaw() {{ {module} "$@"; }}\n(exit {status})\n{typed}'
    done = subprocess.run(  # noqa: S603 - the commands stand in this repository
        ["/bin/sh", "-c", script],
        check=False,
        encoding="utf-8",
        env=os.environ | TERMINAL,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return done.returncode, done.stdout


def lines(text: str) -> list[str]:
    """Return the lines of *text* without the blanks at their ends, or at its end."""
    return [line.rstrip() for line in text.rstrip().splitlines()]


def pattern(wanted: list[str]) -> str:
    """Return a pattern for the lines shown, where ``...`` stands for any lines."""
    return "".join(
        "(?:.*\n)*" if line == "..." else re.escape(f"{line}\n") for line in wanted
    )


pages = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), transcripts],
    patterns=["README*.md", "docs/*.md", "docs/*/*.md", "docs/*/*/*.md"],
    fixtures=["example_folder"],
)
docstrings = Sybil(
    parsers=[DocTestParser(optionflags=ELLIPSIS)],
    path="src/adminlaw",
    pattern="*.py",
    fixtures=["example_folder"],
)
pytest_collect_file = (pages + docstrings).pytest()
