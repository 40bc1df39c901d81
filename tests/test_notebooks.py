"""The notebooks run from their first cell to their last, and print what they show.

Those kept as text show nothing by themselves: building the documentation runs them and
shows what they give. Here their cells run once more, so that a failure has a name.
"""

from __future__ import annotations

import ast
import io
import json
import re
import shutil
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).parents[1] / "docs"
NOTEBOOKS = sorted(DOCS.rglob("*.ipynb"))
TEXTS = sorted(
    each
    for each in (DOCS / "notebooks").glob("*.md")
    if each.read_text("utf-8").startswith("---\nfile_format: mystnb\n")
)
CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


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


def test_there_are_three_notebooks_kept_as_text() -> None:
    """One for an analyst, one for a researcher, one for a developer."""
    assert [each.stem for each in TEXTS] == ["analyst", "developer", "researcher"]


@pytest.mark.slow
@pytest.mark.parametrize("notebook", TEXTS, ids=lambda each: each.stem)
def test_a_notebook_kept_as_text_runs(
    notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each cell runs after those before it; what its last line gives can be shown."""
    shutil.copytree(DOCS.parent / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "agg")
    names: dict[str, Any] = {"__name__": "__main__"}
    cells = CELL.findall(notebook.read_text("utf-8"))
    assert len(cells) > 5
    for source in cells:
        with redirect_stdout(io.StringIO()):
            shown = _run(source, notebook.name, names)
        display = getattr(shown, "_repr_html_", None)
        assert display is None or display() != "", source


def _run(source: str, name: str, names: dict[str, Any]) -> object:
    """Run a cell and return the value of its last line, if that is an expression."""
    *body, last = ast.parse(source).body
    if not isinstance(last, ast.Expr):
        body.append(last)
    exec(compile(ast.Module(body, []), name, "exec"), names)  # noqa: S102 - ours
    if not isinstance(last, ast.Expr):
        return None
    expression = compile(ast.Expression(last.value), name, "eval")
    return eval(expression, names)  # noqa: S307 - ours
