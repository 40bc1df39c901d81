"""The rule book: law as dated, placed and sourced data, with its loader."""

from __future__ import annotations

from adminlaw.findings import SourceStatus
from adminlaw.rulebook.loader import Rulebook, load_rulebook, measures_of
from adminlaw.rulebook.rules import (
    Balance,
    Content,
    Frequency,
    Measure,
    Norm,
    Partition,
    Procedure,
    ProcedureStep,
    Rate,
    Ratio,
    Rule,
    RuleKind,
    RuleVersion,
    Subset,
    Threshold,
    TimeLimit,
    YearlyDay,
)

__all__ = [
    "Balance",
    "Content",
    "Frequency",
    "Measure",
    "Norm",
    "Partition",
    "Procedure",
    "ProcedureStep",
    "Rate",
    "Ratio",
    "Rule",
    "RuleKind",
    "RuleVersion",
    "Rulebook",
    "SourceStatus",
    "Subset",
    "Threshold",
    "TimeLimit",
    "YearlyDay",
    "load_rulebook",
    "measures_of",
]
