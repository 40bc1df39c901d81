"""Which rules an open question is about, where their form does not show it.

Whether the starting hour counts, or whether a short period of a statute without a
working-day clause is one of working days, is asked of certain statutes only. Which
ones is data (``data/regimes.toml``), with its source.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from attrs import frozen

from adminlaw.citations import Citation, title_key
from adminlaw.converter import structure
from adminlaw.rulebook import RuleVersion


@frozen(kw_only=True)
class Regime:
    """The rules that a reading is about (适用范围).

    Attributes:
        reading: Id of the reading.
        source: The provision from which that follows.
        titles: Instruments whose rules it is about.
        rules: Single rules that it is about.
        at_most: Only lengths up to this number; None for all.
    """

    reading: str
    source: Citation
    titles: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    at_most: int | None = None


@cache
def _regimes() -> tuple[Regime, ...]:
    path = files("adminlaw.clocks").joinpath("data", "regimes.toml")
    rows = tomllib.loads(path.read_text("utf-8"))["regime"]
    return tuple(structure(row, Regime) for row in rows)


@cache
def _about(reading: str, rule_id: str, title: str, number: int) -> bool:
    return any(
        each.reading == reading
        and (rule_id in each.rules or title_key(title) in map(title_key, each.titles))
        and (each.at_most is None or number <= each.at_most)
        for each in _regimes()
    )


def is_about(reading: str, rule_id: str, version: RuleVersion, number: int) -> bool:
    """Tell whether a reading is about a rule.

    Args:
        reading: Id of the reading.
        rule_id: Id of the rule.
        version: The version that governs; its source names the instrument.
        number: The number of its length.
    """
    return _about(reading, rule_id, version.source.title, number)
