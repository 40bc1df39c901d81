"""Indicators over a register (指标): a number, its base, its source, what is behind it.

Definitions are data (``data/*.toml``), each with one sentence by which a person can
work it out by hand. Nothing is guessed: what lacks a base, mixes units or scopes, or
rests on an altered number is refused with the reason; what is not known widens the
bounds. The limits: an indicator says what the records and figures say, not whether
the work was good.
"""

from __future__ import annotations

from adminlaw.measures.amounts import Amount
from adminlaw.measures.comparing import Cell, Comparison, ComparisonRow, compare
from adminlaw.measures.computing import indicators
from adminlaw.measures.definitions import (
    CountDefinition,
    Definitions,
    IndicatorDefinition,
    IndicatorKind,
    Select,
    shipped_definitions,
)
from adminlaw.measures.lines import ComparisonLine, IndicatorLine
from adminlaw.measures.listing import Indicators, PublishedTable
from adminlaw.measures.outcomes import OutcomeSet, outcome_sets
from adminlaw.measures.results import (
    Count,
    CountBasis,
    IndicatorStatus,
    IndicatorValue,
    Published,
)
from adminlaw.measures.statuses import DefinitionStatus

__all__ = [
    "Amount",
    "Cell",
    "Comparison",
    "ComparisonLine",
    "ComparisonRow",
    "Count",
    "CountBasis",
    "CountDefinition",
    "DefinitionStatus",
    "Definitions",
    "IndicatorDefinition",
    "IndicatorKind",
    "IndicatorLine",
    "IndicatorStatus",
    "IndicatorValue",
    "Indicators",
    "OutcomeSet",
    "Published",
    "PublishedTable",
    "Select",
    "compare",
    "indicators",
    "outcome_sets",
    "shipped_definitions",
]
