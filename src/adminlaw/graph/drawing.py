"""Draw nodes and edges so that the rules of the schema hold by construction.

An edge is in force at most while both its ends are; what has nothing to say is left
out; keys are counted, so that the same drawing gives the same graph. The limits:
what was drawn is not drawn again with other attributes.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final

import networkx as nx
from attrs import field, frozen

from adminlaw.graph.schema import EdgeKind, NodeKind
from adminlaw.graph.validity import Validity
from adminlaw.model import Confidence
from adminlaw.statutes import Corpus, Facts, ResolutionStatus
from adminlaw.statutes.holdings import Holdings


def _new_graph() -> Any:  # noqa: ANN401 - a MultiDiGraph, whose type is generic
    """Return an empty graph."""
    return nx.MultiDiGraph()


ALL_DAYS: Final = Validity()
_NOTHING: Final = (None, "", ())


@frozen(kw_only=True)
class Evidence:
    """Where it is said that an edge is so, and how sure that is (出处).

    Attributes:
        source: The text, the field of a record or the table that says so.
        offset: Where in the text, in code points; None where there is no text.
        words: The words themselves, where they are short.
        confidence: How sure the reading is.
        status: How well what is said was found.
    """

    source: str
    offset: int | None = None
    words: str = ""
    confidence: Confidence = Confidence.HIGH
    status: ResolutionStatus = ResolutionStatus.EXACT


@frozen(kw_only=True)
class Drawing:
    """A graph while it is being drawn.

    Attributes:
        held: What titles and places are looked up in.
        graph: The graph so far.
        spans: When each node is in force.
        documents: Nodes of a register's documents, by the key of their title.
        orders: By the node of an article that leaves a rule to be made, its words.
        carried: What became of places in later versions, once it was looked up.
    """

    held: Corpus | Facts
    graph: Any = field(factory=_new_graph)
    spans: dict[str, Validity] = field(factory=dict)
    documents: dict[str, list[str]] = field(factory=dict)
    orders: dict[str, str] = field(factory=dict)
    carried: dict[Hashable, Any] = field(factory=dict)

    @property
    def facts(self) -> Facts:
        """The facts table that stands behind a corpus, or is all there is."""
        return self.held.facts if isinstance(self.held, Corpus) else self.held

    @cached_property
    def moved(self) -> frozenset[str]:
        """The keys of the titles of which the table tells how articles moved."""
        return frozenset(title for title, _, _ in self.facts.moves)

    @property
    def holdings(self) -> Holdings:
        """What is known of versions and their places."""
        return self.held.holdings

    def node(
        self,
        key: str,
        kind: NodeKind,
        validity: Validity,
        **attributes: Any,  # noqa: ANN401 - any that the schema has
    ) -> str:
        """Draw a node once and return its key."""
        if key not in self.spans:
            self.spans[key] = validity
            data = _dated(validity, attributes)
            # A record may have neither name nor id; every node is called something.
            data.setdefault("label", key)
            self.graph.add_node(key, kind=kind, **data)
        return key

    def edge(
        self,
        ends: tuple[str, str],
        kind: EdgeKind,
        evidence: Evidence,
        *,
        validity: Validity = ALL_DAYS,
        **attributes: Any,  # noqa: ANN401 - any that the schema has
    ) -> None:
        """Draw an edge; it is in force at most while both its ends are."""
        start, end = ends
        days = self.spans[start].meet(self.spans[end]).meet(validity)
        self._edge(ends, kind, evidence, _dated(days, attributes))

    def happening(
        self,
        ends: tuple[str, str],
        kind: EdgeKind,
        evidence: Evidence,
        *,
        day: date | None,
        **attributes: Any,  # noqa: ANN401 - any that the schema has
    ) -> None:
        """Draw what happened between two nodes on a day and does not last.

        Its span is empty: it is part of no slice, and says when it was.
        """
        when = day or UNKNOWN_DAY
        self._edge(ends, kind, evidence, _dated(Validity(when, when), attributes))

    def _edge(
        self,
        ends: tuple[str, str],
        kind: EdgeKind,
        evidence: Evidence,
        attributes: Mapping[str, Any],
    ) -> None:
        start, end = ends
        others = self.graph.get_edge_data(start, end, default={})
        number = sum(1 for each in others.values() if each["kind"] is kind)
        words = {"words": evidence.words} if evidence.words else {}
        self.graph.add_edge(
            start,
            end,
            key=f"{kind.code}#{number}",
            kind=kind,
            source=evidence.source,
            offset=evidence.offset,
            confidence=evidence.confidence,
            status=evidence.status,
            **words,
            **attributes,
        )


UNKNOWN_DAY: Final = date.max
"""Stands for the day of what happened on no known day."""


def _dated(validity: Validity, attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return attributes that say something, with the days."""
    kept = {name: each for name, each in attributes.items() if each not in _NOTHING}
    if validity.doubt:
        kept["doubt"] = validity.doubt
    return {"since": validity.since, "until": validity.until, **kept}
