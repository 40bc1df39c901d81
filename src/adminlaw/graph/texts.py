"""Draw what the texts of a corpus say of each other.

They cite, rest on, end and amend others, and leave rules to be made. Every named
citation becomes an edge from the article that writes it to the article
that it points at, in each version that was in force meanwhile; where the clause says
that the text is made under the other, ends or amends it, the edge says that instead.
References inside one text are edges between its articles. The limits: what the finder
of citations and the finder of relations do not see.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Final

from attrs import frozen

from adminlaw.citations import CitationKind, CitationRelation, Provision
from adminlaw.graph.drawing import ALL_DAYS, Drawing, Evidence
from adminlaw.graph.laws import Drawn, Laws, replaces
from adminlaw.graph.schema import EdgeKind, NodeKind, node_key, provision_key
from adminlaw.graph.targets import Reading, Target, targets, targets_of
from adminlaw.graph.validity import Validity
from adminlaw.statutes import (
    Corpus,
    Entry,
    Reference,
    Statute,
    TextRelation,
    TextRelationKind,
    Version,
    find_relations,
    sources_of,
    survey,
)

_NAMED: Final = frozenset({CitationKind.LAW_PROVISION, CitationKind.LAW_TITLE})
_SAID: Final[Mapping[TextRelationKind, EdgeKind]] = MappingProxyType(
    {
        TextRelationKind.ENABLING: EdgeKind.ENABLED_BY,
        TextRelationKind.AMENDMENT: EdgeKind.AMENDS,
        TextRelationKind.ANALOGY: EdgeKind.APPLIES,
        TextRelationKind.REPEAL: EdgeKind.REPEALS,
    }
)
"""What an edge says where the clause around a citation says more than the citation."""

_LOOKED_FOR: Final = (*_SAID, TextRelationKind.DELEGATION)
_HAPPENINGS: Final = frozenset({EdgeKind.AMENDS, EdgeKind.REPEALS})
_WHOLE: Final = frozenset({EdgeKind.ENABLED_BY, *_HAPPENINGS})
"""What a text says as a whole, and not one of its articles."""


@frozen(kw_only=True)
class _Name:
    """A name that a relation gives where the finder of citations found none."""

    title: str
    provisions: tuple[Provision, ...] = ()
    version: str = ""


@frozen(kw_only=True)
class _Text:
    """One text: what it is of, and which article stands where."""

    entry: Entry
    drawn: Drawn
    version: Version
    starts: Sequence[int]
    nodes: Sequence[str]

    @property
    def node(self) -> str:
        """The node of its version."""
        return self.drawn.key(self.version)

    @property
    def days(self) -> Validity:
        """The days on which its version is in force."""
        return self.drawn.spans[self.version.adopted]

    def at(self, offset: int) -> str:
        """Return the node of the article at a place, or of the version."""
        found = bisect_right(self.starts, offset)
        return self.nodes[found - 1] if found else self.node


def draw_texts(drawing: Drawing, laws: Laws, corpus: Corpus, *, workers: int) -> None:
    """Draw every text of a corpus."""
    for entry in corpus.entries:
        laws.drawn(corpus.holdings.homes[entry.name])
    found = survey(sources_of(corpus), corpus, workers=workers).references
    by_text = {
        name: tuple(group)
        for name, group in groupby(found, key=lambda each: each.source)
    }
    for entry in corpus.entries:
        _draw_text(drawing, laws, entry, by_text.get(entry.name, ()))


def _draw_text(
    drawing: Drawing, laws: Laws, entry: Entry, references: Sequence[Reference]
) -> None:
    drawn = laws.drawn(drawing.holdings.homes[entry.name])
    version = next(each for each in drawn.versions if entry.name in each.texts)
    statute = drawing.holdings.statute(entry.name)
    text = _text(drawing, entry, (drawn, version), statute)
    relations = find_relations(statute, kinds=_LOOKED_FOR)
    said = _said(relations)
    seen: set[int] = set()
    for each in references:
        kind, start = said(each)
        if kind is EdgeKind.CITES and _enables(text, statute, each):
            kind = EdgeKind.ENABLED_BY
        seen |= {start} if start is not None else set()
        if each.citation.kind in _NAMED:
            _cite(drawing, laws, text, (each, kind))
        elif not statute.amends:
            _refer_inside(drawing, text, each)
    for relation in relations:
        if relation.kind is TextRelationKind.DELEGATION:
            _delegate(drawing, text, relation)
            node = text.at(relation.start)
            drawing.orders[node] = _words_of(statute, relation.start)
        elif relation.kind in _SAID and relation.start not in seen:
            _relate(drawing, laws, text, relation)


_MAKES: Final = re.compile("制定本|制定|作出如下|解释如下|规定如下")
_REACH: Final = 120
"""Characters after a citation in which a text says that it is made under it."""


def _enables(text: _Text, statute: Statute, reference: Reference) -> bool:
    """Tell whether a text opens by saying that it is made under what it cites."""
    found = reference.citation
    if found.relation is not CitationRelation.BASIS:
        return False
    node = text.at(found.start)
    if node != text.node and not node.endswith(("#1", "#2")):
        return False
    after = statute.text[found.end : found.end + _REACH]
    return bool(_MAKES.search(after.partition("。")[0]))


def _words_of(statute: Statute, offset: int) -> str:
    """Return the words of the article in which a place stands."""
    inside = [each for each in statute.units if each.start <= offset < each.end]
    if not inside:
        return ""
    article = (inside[0].levels.article, inside[0].levels.suffix)
    return "".join(
        statute.text[each.start : each.end]
        for each in statute.units
        if (each.levels.article, each.levels.suffix) == article
        and (article[0] or each is inside[0])
    )


def _text(
    drawing: Drawing, entry: Entry, of: tuple[Drawn, Version], statute: Statute
) -> _Text:
    drawn, version = of
    starts: list[int] = []
    nodes: list[str] = []
    last: object = None
    for unit in statute.units:
        article = (unit.levels.article, unit.levels.suffix)
        if article == last:
            continue
        last = article
        node = provision_key(drawn.instrument.title, version.adopted, article)
        starts.append(unit.start)
        nodes.append(node if node in drawing.spans else drawn.key(version))
    return _Text(entry=entry, drawn=drawn, version=version, starts=starts, nodes=nodes)


def _said(
    relations: Iterable[TextRelation],
) -> Callable[[Reference], tuple[EdgeKind, int | None]]:
    """Return what tells which relation a citation stands in, and where that starts."""
    found = sorted(
        (each for each in relations if each.kind in _SAID), key=lambda each: each.start
    )
    spans = [(each.start, each.end, _SAID[each.kind]) for each in found]
    starts = [start for start, _, _ in spans]

    def said(reference: Reference) -> tuple[EdgeKind, int | None]:
        found = reference.citation
        index = bisect_right(starts, found.end - 1) - 1
        if index >= 0 and spans[index][1] > found.start:
            return spans[index][2], spans[index][0]
        return EdgeKind.CITES, None

    return said


def _cite(
    drawing: Drawing, laws: Laws, text: _Text, said: tuple[Reference, EdgeKind]
) -> None:
    """Draw a citation by name, as what its clause says."""
    reference, kind = said
    found = reference.citation
    if reference.resolution is None:
        return
    if reference.resolution.title == text.drawn.instrument.title:
        _refer_inside(drawing, text, reference)
        return
    reading = Reading(days=text.days, within=text.entry.name)
    for target in targets_of(drawing, laws, reference.resolution, reading):
        _draw(drawing, text, (kind, target), _Said(found.start, found.text))


@frozen
class _Said:
    """Where something is said, in code points, and in which words."""

    start: int
    words: str


def _draw(
    drawing: Drawing, text: _Text, edge: tuple[EdgeKind, Target], said: _Said
) -> None:
    kind, target = edge
    start = text.node if kind in _WHOLE else text.at(said.start)
    evidence = Evidence(
        source=text.entry.name,
        offset=said.start,
        words=said.words,
        confidence=target.confidence,
        status=target.status,
    )
    places = {
        "place": target.place,
        "cited_place": target.cited_place,
        "continuity": target.continuity,
    }
    ends = (start, target.node)
    if kind in _HAPPENINGS:
        _happen(drawing, text, (ends, kind), evidence)
    else:
        drawing.edge(ends, kind, evidence, validity=target.days, **places)


def _happen(
    drawing: Drawing,
    text: _Text,
    edge: tuple[tuple[str, str], EdgeKind],
    evidence: Evidence,
) -> None:
    """Draw that a text amends or ends an instrument, on the day it commences."""
    (_, end), kind = edge
    whole = drawing.graph.nodes[end].get("title", "")
    instrument = node_key(NodeKind.INSTRUMENT, whole)
    ends = (text.drawn.node, instrument if instrument in drawing.spans else end)
    if ends[0] == ends[1]:
        return
    day = text.days.since
    if kind is EdgeKind.AMENDS:
        drawing.happening(ends, kind, evidence, day=day)
        return
    partial = any(
        each.partial
        for each in text.entry.repeals
        if each.start <= (evidence.offset or 0) < each.end
    )
    drawing.happening(ends, kind, evidence, day=day, partial=partial or None)
    known = drawing.graph.get_edge_data(*ends, default={}).values()
    replaced = any(each["kind"] is EdgeKind.SUPERSEDES for each in known)
    if not (partial or replaced) and replaces(text.drawn.instrument.title):
        drawing.happening(ends, EdgeKind.SUPERSEDES, evidence, day=day)


def _refer_inside(drawing: Drawing, text: _Text, reference: Reference) -> None:
    """Draw references from one article of a text to others of the same text."""
    found = reference.citation
    start = text.at(found.start)
    title, adopted = text.drawn.instrument.title, text.version.adopted
    evidence = Evidence(source=text.entry.name, offset=found.start, words=found.text)
    for place in found.places:
        article = (place.article or 0, place.suffix or 0)
        end = provision_key(title, adopted, article)
        if end in drawing.spans and end != start:
            drawing.edge((start, end), EdgeKind.CITES, evidence, place=str(place))


def _relate(drawing: Drawing, laws: Laws, text: _Text, relation: TextRelation) -> None:
    """Draw a relation to an instrument that no citation was found of."""
    if not relation.target or relation.target.startswith("本"):
        return
    reading = Reading(days=text.days, within=text.entry.name)
    said = _Said(relation.start, relation.target)
    for target in targets(drawing, laws, _Name(title=relation.target), reading):
        if target.node != text.drawn.node:
            _draw(drawing, text, (_SAID[relation.kind], target), said)


def _delegate(drawing: Drawing, text: _Text, relation: TextRelation) -> None:
    """Draw that a text leaves a rule to be made by somebody."""
    body = relation.target
    authority = drawing.node(
        node_key(NodeKind.AUTHORITY, f"@{body}"),
        NodeKind.AUTHORITY,
        ALL_DAYS,
        source="text",
        label=body or "未指明的机关",
    )
    evidence = Evidence(
        source=text.entry.name,
        offset=relation.start,
        confidence=relation.confidence,
    )
    drawing.edge(
        (text.at(relation.start), authority),
        EdgeKind.DELEGATES_TO,
        evidence,
        matter=relation.matter,
        obligation=relation.obligation,
        term=relation.term,
        place=relation.address,
    )
