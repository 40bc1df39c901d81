"""Make a notebook of a page: its words, its code and what the page says it prints.

The page stays the one source: the tests run its examples, so what they print is true
in the notebook as well. A block without prompts is a cell; in one with prompts each
example that prints something ends a cell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from doctest import DocTestParser
from pathlib import Path
from typing import Any

BLOCK = re.compile(r"^```python\n(.*?)^```$\n?", re.MULTILINE | re.DOTALL)

Cell = dict[str, Any]


def notebook(page: Path) -> str:
    """Return a page as a notebook (nbformat 4.4), with the outputs that it shows."""
    cells = list(cells_of(page.read_text("utf-8")))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    made = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 4,
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def cells_of(text: str) -> Iterator[Cell]:
    """Yield the cells of a page, in its order."""
    # What stands outside the blocks and inside them comes in turns.
    for index, piece in enumerate(BLOCK.split(text)):
        if index % 2:
            yield from code_cells(piece)
        elif piece.strip():
            yield {"cell_type": "markdown", "metadata": {}, "source": lines(piece)}


def code_cells(block: str) -> Iterator[Cell]:
    """Yield the cells of one block of code."""
    if ">>> " not in block:
        yield code_cell(block, "")
        return
    source = ""
    for example in DocTestParser().get_examples(block):
        source += example.source
        if example.want:
            yield code_cell(source, example.want)
            source = ""
    if source:
        yield code_cell(source, "")


def code_cell(source: str, printed: str) -> Cell:
    """Return one cell with what it prints."""
    output = {"name": "stdout", "output_type": "stream", "text": lines(printed)}
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [output] if printed else [],
        "source": lines(source),
    }


def lines(text: str) -> list[str]:
    """Return the lines of a text, as notebooks keep them."""
    return text.strip("\n").splitlines(keepends=True)
