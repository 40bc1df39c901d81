"""The legal-basis graph: powers, provisions, instruments and cases, on any day.

One plain ``networkx.MultiDiGraph`` holds what rests on what; ``schema`` types its nodes
and edges. Questions are functions that take the graph and a day and return an answer
that explains itself. The limits: what neither the facts table, nor the corpus, nor the
register holds is not on the graph, or stands there as a marked node.
"""

from __future__ import annotations

from adminlaw.graph.building import legal_basis_graph
from adminlaw.graph.chains import BasisChain, basis_chain
from adminlaw.graph.changing import (
    Change,
    GraphDiff,
    Termination,
    diff,
    terminate,
)
from adminlaw.graph.clashes import Conflict, Conflicts, conflicts
from adminlaw.graph.creating import creation_authority
from adminlaw.graph.creation_answers import CreationAnswer, CreationFinding
from adminlaw.graph.delegated import (
    Delegation,
    Delegations,
    Fulfilment,
    delegations,
    due_by,
    unfulfilled_delegations,
)
from adminlaw.graph.effects import Effect, Impact, impact
from adminlaw.graph.exercise_answers import ExerciseAnswer, ExerciseFinding
from adminlaw.graph.exercising import exercise_authorities, exercise_authority
from adminlaw.graph.files import read_graph, write_graph
from adminlaw.graph.holding import Holder, Holders, HoldingState, holders, misheld
from adminlaw.graph.integrity import Breach, problems_of
from adminlaw.graph.losing import Orphan, Orphans, orphans
from adminlaw.graph.losses import Loss, LostBasis
from adminlaw.graph.measuring import measures_by_year
from adminlaw.graph.paths import Link
from adminlaw.graph.schema import (
    ATTRIBUTES,
    BasisRole,
    Continuity,
    EdgeKind,
    NodeKind,
)
from adminlaw.graph.succeeding import Succeeding, Succession, succession
from adminlaw.graph.views import in_force
from adminlaw.graph.walking import Reach, walk
from adminlaw.graph.weighing import Prevailing, prevailing

__all__ = [
    "ATTRIBUTES",
    "BasisChain",
    "BasisRole",
    "Breach",
    "Change",
    "Conflict",
    "Conflicts",
    "Continuity",
    "CreationAnswer",
    "CreationFinding",
    "Delegation",
    "Delegations",
    "EdgeKind",
    "Effect",
    "ExerciseAnswer",
    "ExerciseFinding",
    "Fulfilment",
    "GraphDiff",
    "Holder",
    "Holders",
    "HoldingState",
    "Impact",
    "Link",
    "Loss",
    "LostBasis",
    "NodeKind",
    "Orphan",
    "Orphans",
    "Prevailing",
    "Reach",
    "Succeeding",
    "Succession",
    "Termination",
    "basis_chain",
    "conflicts",
    "creation_authority",
    "delegations",
    "diff",
    "due_by",
    "exercise_authorities",
    "exercise_authority",
    "holders",
    "impact",
    "in_force",
    "legal_basis_graph",
    "measures_by_year",
    "misheld",
    "orphans",
    "prevailing",
    "problems_of",
    "read_graph",
    "succession",
    "terminate",
    "unfulfilled_delegations",
    "walk",
    "write_graph",
]
