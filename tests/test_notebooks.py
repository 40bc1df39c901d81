"""The notebooks run from their first cell to their last, and print what they show."""

from __future__ import annotations

import io
import json
import shutil
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).parents[1] / "docs"
NOTEBOOKS = sorted(DOCS.rglob("*.ipynb"))


def code_cells(notebook: Path) -> list[dict[str, Any]]:
    """Return the cells of a notebook that hold code."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    return [each for each in cells if each["cell_type"] == "code"]


def test_there_is_a_notebook() -> None:
    """The documentation has a notebook, and it holds code."""
    assert all(code_cells(each) for each in NOTEBOOKS)
    assert NOTEBOOKS


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda each: each.stem)
def test_a_notebook_runs_and_prints_what_it_shows(
    notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each cell runs after those before it, and prints the output kept with it."""
    shutil.copytree(DOCS.parent / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"__name__": "__main__"}
    for cell in code_cells(notebook):
        source = "".join(cell["source"])
        with redirect_stdout(io.StringIO()) as printed:
            exec(compile(source, notebook.name, "exec"), names)  # noqa: S102 - ours
        shown = "".join("".join(each["text"]) for each in cell["outputs"])
        assert printed.getvalue().strip() == shown.strip(), source
