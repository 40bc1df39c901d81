"""Find what a text says of other texts and of its own words (法律文本间关系).

What a text rests on, ends, amends, applies by analogy, leaves to another's rules,
gives way to; which terms it defines and shortens, and how it counts days. Each
relation carries its span in the text, so that a reader can look. The limits: a
relation is found by the words that law uses for it, not by what is meant.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from types import MappingProxyType
from typing import Final

from attrs import frozen

from adminlaw.markup import shown_as
from adminlaw.model import Confidence
from adminlaw.statutes.clauses import (
    Clause,
    Found,
    Obligation,
    TextRelationKind,
    unquoted,
)
from adminlaw.statutes.delegations import delegations
from adminlaw.statutes.foundations import CHANGED, amendments, enabling, repeals
from adminlaw.statutes.reading import Statute
from adminlaw.statutes.readings import (
    analogies,
    counting,
    definitions,
    precedence,
    short_names,
)
from adminlaw.statutes.units import Unit, UnitKind


@frozen(kw_only=True)
class TextRelation:
    """What one text says of another, or of its own words (文本关系).

    Attributes:
        kind: What it says.
        target: The instrument, body or term concerned, as the text writes it.
        start: Where the words that say so start in the text, in code points.
        end: Where they end, exclusive.
        address: The place of the text that says so.
        matter: What is to be made, for a delegation.
        obligation: Whether it has to be made, for a delegation.
        term: Within what time, as written; empty if unsaid.
        confidence: How sure the reading is.
    """

    kind: TextRelationKind
    target: str
    start: int
    end: int
    address: str
    matter: str = ""
    obligation: Obligation | None = None
    term: str = ""
    confidence: Confidence = Confidence.HIGH

    _repr_html_ = shown_as(
        "文本关系",
        kind="类别",
        target="对象",
        address="位置",
        matter="事项",
        obligation="强度",
        term="期限",
        confidence="可信度",
    )


_LOOKED_AT: Final = frozenset(
    {
        UnitKind.PREAMBLE,
        UnitKind.PASSAGE,
        UnitKind.PARAGRAPH,
        UnitKind.ITEM,
        UnitKind.SUBITEM,
    }
)
_LISTED: Final = frozenset({UnitKind.ITEM, UnitKind.SUBITEM})
_OPENING_ARTICLES: Final = 2
_FINDERS: Final = MappingProxyType(
    {
        TextRelationKind.ENABLING: enabling,
        TextRelationKind.REPEAL: repeals,
        TextRelationKind.AMENDMENT: amendments,
        TextRelationKind.ANALOGY: analogies,
        TextRelationKind.DELEGATION: delegations,
        TextRelationKind.PRECEDENCE: precedence,
        TextRelationKind.DEFINITION: definitions,
        TextRelationKind.SHORT_NAME: short_names,
        TextRelationKind.COUNTING: counting,
    }
)


def find_relations(
    statute: Statute, *, kinds: Collection[TextRelationKind] = tuple(TextRelationKind)
) -> tuple[TextRelation, ...]:
    r"""Return what a text says of other texts and of its own words, in its order.

    Args:
        statute: A text that was read with its words kept.
        kinds: What is looked for; everything by default.

    Source: 《立法法》第六十六条 (delegated rules), 第一百零三条 (what prevails).

    >>> from adminlaw.statutes.reading import read_statute
    >>> first = "第一条 根据《甲法》，制定本条例。"
    >>> law = read_statute(f"某条例\n{first}\n第二条 具体办法由国务院规定。")
    >>> [(each.kind.code, each.target) for each in find_relations(law)]
    [('enabling', '甲法'), ('delegation', '国务院')]
    """
    relations: list[TextRelation] = []
    finders = [_FINDERS[kind] for kind in TextRelationKind if kind in kinds]
    for unit, clause in _clauses(statute):
        for finder in finders:
            relations += [_relation(unit, clause, each) for each in finder(clause)]
    return tuple(
        sorted(relations, key=lambda each: (each.start, each.end, each.kind.code))
    )


def _relation(unit: Unit, clause: Clause, found: Found) -> TextRelation:
    """Return what was *found* in a clause with its place in the text."""
    return TextRelation(
        kind=found.kind,
        target=found.target,
        start=clause.start + found.start,
        end=clause.start + found.end,
        address=unit.address,
        matter=found.matter,
        obligation=found.obligation,
        term=found.term,
        confidence=found.confidence,
    )


def _clauses(statute: Statute) -> Iterator[tuple[Unit, Clause]]:
    """Yield each piece that speaks for the text itself, ready to be looked at."""
    numbered = bool(statute.articles)
    amends = statute.amends
    article, lead = (0, 0), ""
    for unit in statute.units:
        if unit.kind not in _LOOKED_AT:
            continue
        if article != (unit.levels.article, unit.levels.suffix):
            article, lead = (unit.levels.article, unit.levels.suffix), ""
        words = statute.text[unit.start : unit.end]
        clause = Clause(
            text=unquoted(words) if amends else words,
            start=unit.start,
            opening=not numbered or unit.levels.article <= _OPENING_ARTICLES,
            amends=amends,
            lead=lead,
        )
        yield unit, clause
        if unit.kind not in _LISTED and clause.mask.rstrip().endswith("："):
            lead = clause.mask.strip()
            # A text may turn into instructions without saying so in its title.
            amends = amends or bool(clause.opening and CHANGED.search(lead))
