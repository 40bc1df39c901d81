"""Why each check matters and what it is blind to, in both languages.

The texts stand in ``checks/data``, one file a family; a check knows its own by its id.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from attrs import frozen

from adminlaw.converter import structure
from adminlaw.labels import Label


@frozen(kw_only=True)
class Reason:
    """What is said of a check (检查说明).

    Attributes:
        why: Why it matters.
        blind: What it cannot see.
    """

    why: Label
    blind: Label


_UNSAID = Label("未说明", "not said")
_NONE = Reason(why=_UNSAID, blind=_UNSAID)


def reason_of(check: str) -> Reason:
    """Return what is said of a check; of one that is not ours, that nothing is."""
    return reasons().get(check, _NONE)


@cache
def reasons() -> Mapping[str, Reason]:
    """Return what is said of each check that ships, by its id."""
    found: dict[str, Reason] = {}
    for file in files("adminlaw.checks").joinpath("data").iterdir():
        if file.name.endswith(".toml"):
            tables = tomllib.loads(file.read_text("utf-8"))
            found |= {code: structure(each, Reason) for code, each in tables.items()}
    return MappingProxyType(found)
