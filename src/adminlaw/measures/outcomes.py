"""Which outcomes of cases count as what (办理结果口径): one table for all that count.

``data/outcomes.toml`` holds each set with its source, so that a yearly form and an
indicator mean the same by 纠错 and by 败诉. Which side won on appeal follows from the
judgment below, by a link of the case.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal

from attrs import frozen

from adminlaw.converter import structure
from adminlaw.labels import Label
from adminlaw.markup import shown_as
from adminlaw.measures.statuses import DefinitionStatus
from adminlaw.measures.truths import Truth
from adminlaw.measures.viewing import View
from adminlaw.model import Case, CaseKind, CaseLinkKind, CaseOutcome


@frozen(kw_only=True)
class OutcomeSet:
    """Outcomes that count as one thing (办理结果口径).

    Attributes:
        outcomes: The outcomes.
        source: Where that comes from; empty where it is our own.
    """

    id: str
    label: Label
    status: DefinitionStatus
    outcomes: tuple[CaseOutcome, ...]
    source: str = ""

    _repr_html_ = shown_as(
        "办理结果口径", id="标识", label="名称", outcomes="结果", source="来源"
    )


@cache
def outcome_sets() -> Mapping[str, OutcomeSet]:
    """Return the sets of outcomes by id.

    >>> [each.zh for each in outcome_sets()["litigation.won"].outcomes]
    ['驳回']
    """
    path = files("adminlaw.measures").joinpath("data", "outcomes.toml")
    rows = tomllib.loads(path.read_text("utf-8"))["outcomes"]
    found = (structure(row, OutcomeSet) for row in rows)
    return MappingProxyType({each.id: each for each in found})


Side = Literal["won", "lost", "neither"]
"""How a suit against an administrative organ ended for the organ (行政应诉胜败)."""


def won(case: Case, view: View) -> Truth:
    """Tell whether the organ won a suit; None where the records do not tell."""
    side = side_of(case, view)
    return None if side is None else side == "won"


def lost(case: Case, view: View) -> Truth:
    """Tell whether the organ lost a suit; None where the records do not tell."""
    side = side_of(case, view)
    return None if side is None else side == "lost"


def side_of(case: Case, view: View, seen: frozenset[str] = frozenset()) -> Side | None:
    """Tell for whom a suit ended; None where the records do not tell.

    A judgment below that is upheld keeps its side, and without it on record nothing is
    told. 驳回 over a lost judgment may reject the appeal or the claim: neither is told.

    Source: 《行政诉讼法》第六十九条、第七十条、第七十二条至第七十八条、
    第八十九条第一款第一项.
    """
    if case.outcome is None or case.id in seen:
        return None
    held = outcome_sets()
    if case.outcome in held["litigation.lost"].outcomes:
        return "lost"
    below = {side_of(each, view, seen | {case.id}) for each in _below(case, view)}
    if case.outcome in held["litigation.won"].outcomes:
        return "won" if below <= {"won"} else None
    if case.outcome in held["litigation.as_below"].outcomes:
        return below.pop() if len(below) == 1 else None
    return "neither"


_TO_BELOW: Final = frozenset(
    {CaseLinkKind.REVIEWS, CaseLinkKind.ARISES_FROM, CaseLinkKind.REOPENS}
)


def _below(case: Case, view: View) -> Iterator[Case]:
    """Yield the suits of which a suit is the appeal or the retrial."""
    for link in case.links:
        found = view.register.get(Case, link.case)
        if link.kind in _TO_BELOW and found and found.kind is CaseKind.LITIGATION:
            yield found
