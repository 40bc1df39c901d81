"""The rule book: law as dated, placed and sourced data, with its loader.

Which rules rest on what is no longer law is asked of ``adminlaw.rulebook.stale``: it
needs the facts table, which an audit does not.
"""

from __future__ import annotations

from adminlaw.findings import SourceStatus
from adminlaw.rulebook.authority import (
    CreationAct,
    CreationAuthority,
    ExerciseAuthority,
    Grant,
    MakerGrade,
)
from adminlaw.rulebook.creating import (
    CREATION_RULES,
    creation_of,
    creation_rule,
    grants_to,
    may_create,
)
from adminlaw.rulebook.left_out import LeftOut, left_out
from adminlaw.rulebook.limits import (
    Cap,
    Extension,
    FixedDate,
    Nature,
    Quantity,
    QuantityUnit,
    Roll,
    Side,
    TimeLimit,
)
from adminlaw.rulebook.loader import Rulebook, load_rulebook
from adminlaw.rulebook.precedence import LevelScope, Precedence, Prevalence
from adminlaw.rulebook.procedures import Procedure, ProcedureStep
from adminlaw.rulebook.rules import (
    Balance,
    Content,
    Frequency,
    Measure,
    Norm,
    Partition,
    Rate,
    Ratio,
    Rule,
    RuleKind,
    RuleVersion,
    Subset,
    Threshold,
    YearlyDay,
    measures_of,
)

__all__ = [
    "CREATION_RULES",
    "Balance",
    "Cap",
    "Content",
    "CreationAct",
    "CreationAuthority",
    "ExerciseAuthority",
    "Extension",
    "FixedDate",
    "Frequency",
    "Grant",
    "LeftOut",
    "LevelScope",
    "MakerGrade",
    "Measure",
    "Nature",
    "Norm",
    "Partition",
    "Precedence",
    "Prevalence",
    "Procedure",
    "ProcedureStep",
    "Quantity",
    "QuantityUnit",
    "Rate",
    "Ratio",
    "Roll",
    "Rule",
    "RuleKind",
    "RuleVersion",
    "Rulebook",
    "Side",
    "SourceStatus",
    "Subset",
    "Threshold",
    "TimeLimit",
    "YearlyDay",
    "creation_of",
    "creation_rule",
    "grants_to",
    "left_out",
    "load_rulebook",
    "may_create",
    "measures_of",
]
