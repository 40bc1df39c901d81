"""Build the legal-basis graph: a register, a corpus, the rule book, or all of them.

What is drawn: every text of the corpus; every rule and every record; every instrument
that one of them refers to, with all its versions and the articles that are held. A
basis that cannot be found stays on the graph as a marked node. The limits: what the
facts table and the corpus do not hold is not on the graph, and questions say so.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from adminlaw.errors import check_given
from adminlaw.graph.drawing import Drawing, Evidence
from adminlaw.graph.enabling import draw_enabling, draw_fulfilment
from adminlaw.graph.laws import Laws
from adminlaw.graph.movements import draw_clearances, draw_filings, draw_transfers
from adminlaw.graph.records import (
    Desk,
    draw_authorities,
    draw_benchmarks,
    draw_cases,
    draw_decisions,
    draw_document_bases,
    draw_documents,
    draw_items,
    draw_powers,
    draw_subjects,
)
from adminlaw.graph.schema import BasisRole, EdgeKind, NodeKind, node_key
from adminlaw.graph.targets import Reading, targets
from adminlaw.graph.texts import draw_texts
from adminlaw.graph.validity import Validity
from adminlaw.model import Place, Register
from adminlaw.rulebook import Rule, Rulebook, load_rulebook
from adminlaw.statutes import Corpus, Facts, load_facts, shipped_titles, titles_of

if TYPE_CHECKING:
    import networkx as nx

_RULEBOOK: Final = "rulebook"


def legal_basis_graph(
    register: Register | None = None,
    corpus: Corpus | None = None,
    *,
    rulebook: Rulebook | None = None,
    facts: Facts | None = None,
    workers: int = 1,
) -> nx.MultiDiGraph[str]:
    """Return the graph of what rests on what, with the days of everything on it.

    Args:
        register: The records of a place.
        corpus: Texts of law; without it titles and articles are looked up in the
            facts table.
        rulebook: The rules that rest on law; those that ship, by default, without
            the rules of other places than the register's.
        facts: The facts table, where there is no corpus; the one that ships, by
            default.
        workers: How many processes look for citations in the corpus; the result
            does not depend on it.

    Returns:
        A plain ``networkx.MultiDiGraph``; its schema is ``adminlaw.graph.schema``.

    Raises:
        FieldTypeError: *register* is no register, such as a corpus given without
            its name.
        InputError: a text of the corpus is gone or has changed.

    Source: 《立法法》第六十一条 (from when a text is law).

    >>> graph = legal_basis_graph()
    >>> graph.nodes["rule:penalty.decide"]["label"]
    '行政处罚决定期限'
    """
    if register is not None:
        check_given("legal_basis_graph", "register", register, Register)
    held = corpus or facts or load_facts()
    drawing = Drawing(held=held)
    laws = Laws(drawing)
    if corpus is not None:
        draw_texts(drawing, laws, corpus, workers=workers)
    book = rulebook or load_rulebook(place=_division(register))
    for rule in book.every():
        _rule(drawing, laws, rule)
    if register is not None:
        _register(drawing, laws, register)
    draw_enabling(drawing, laws)
    draw_fulfilment(drawing)
    drawing.graph.graph.update(
        made_from=", ".join(_sources(register, corpus)),
        register=register.id if register else "",
        complete=", ".join(sorted(register.complete)) if register else "",
    )
    return drawing.graph  # type: ignore[no-any-return]  # drawn as one


def _sources(register: Register | None, corpus: Corpus | None) -> list[str]:
    """Return what a graph was made from."""
    named = ((register, "register"), (corpus, "corpus"))
    return [name for each, name in named if each is not None] + ["facts", _RULEBOOK]


def _division(register: Register | None) -> str | None:
    """Return the division code of a register's place; None for rules of all places."""
    if register is None:
        return None
    place = register.get(Place, register.place)
    return place.division_code if place and place.division_code else ""


def _register(drawing: Drawing, laws: Laws, register: Register) -> None:
    """Draw a register; documents come before what rests on them."""
    named = isinstance(drawing.held, Corpus)
    titles = titles_of(drawing.held.instruments) if named else shipped_titles()
    desk = Desk(drawing=drawing, laws=laws, register=register, titles=titles)
    for draw in (
        draw_authorities,
        draw_documents,
        draw_document_bases,
        draw_subjects,
        draw_powers,
        draw_benchmarks,
        draw_items,
        draw_transfers,
        draw_decisions,
        draw_cases,
        draw_filings,
        draw_clearances,
    ):
        draw(desk)


def _rule(drawing: Drawing, laws: Laws, rule: Rule) -> None:
    """Draw a rule of the rule book with the provision that each version rests on."""
    spans = [each.valid for each in rule.versions]
    since = min((each.since or date.min for each in spans), default=date.min)
    until = max((each.until or date.max for each in spans), default=date.max)
    node = drawing.node(
        node_key(NodeKind.RULE, rule.id),
        NodeKind.RULE,
        Validity(
            None if since == date.min else since, None if until == date.max else until
        ),
        source=_RULEBOOK,
        label=rule.label.zh,
        ref=rule.id,
        rule_kind=rule.kind,
        territory=rule.place,
    )
    for version in rule.versions:
        days = Validity.of(version.valid)
        reading = Reading(days=days, as_of=version.valid.since or version.text)
        for target in targets(drawing, laws, version.source, reading):
            drawing.edge(
                (node, target.node),
                EdgeKind.BASED_ON,
                Evidence(
                    source=f"{node}.source",
                    words=str(version.source),
                    confidence=target.confidence,
                    status=target.status,
                ),
                validity=days.meet(target.days),
                role=BasisRole.UNSAID,
                place=target.place,
                cited_place=target.cited_place,
                continuity=target.continuity,
            )
