"""The schemas that the wheel carries are those of the code."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from adminlaw.model import COLLECTIONS, Register
from adminlaw.register import json_schema

SHIPPED = files("adminlaw.register") / "schemas"
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "schemas.md"
CLASSES = {**COLLECTIONS, "register": Register}


@pytest.mark.parametrize("name", CLASSES)
def test_each_schema_file_says_what_the_code_says(name: str) -> None:
    """A schema file is up to date; ``python docs/generate.py`` mends it."""
    text = (SHIPPED / f"{name}.json").read_text("utf-8")
    assert json.loads(text) == json_schema(CLASSES[name])
    assert f"{name}.json" in PAGE.read_text("utf-8")


def test_no_schema_file_is_left_over() -> None:
    """There is a file for each kind of record and for the register, and no other."""
    found = {each.name for each in SHIPPED.iterdir()}
    assert found == {f"{name}.json" for name in CLASSES}
