"""What the kinds of nodes and edges and their attributes mean, in one sentence each.

The code names them and types them; what is said here is checked against graphs that
are drawn when the page is made, so that nothing is left out and no end is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from adminlaw.graph import EdgeKind, NodeKind

ANYTHING_READ: Final = "provision version instrument unresolved"


class Said(NamedTuple):
    """What an edge says: from which kinds of nodes to which, and in words.

    Attributes:
        starts: Codes of the kinds that it starts from.
        ends: Codes of the kinds that it ends at; empty for the same kind.
        words: What it says.
    """

    starts: str
    ends: str
    words: str


NODES: Final[Mapping[NodeKind, tuple[str, str]]] = MappingProxyType(
    {
        NodeKind.INSTRUMENT: (
            "instrument:中华人民共和国行政处罚法",
            "A law, a regulation, a rule under its full title, whatever its version.",
        ),
        NodeKind.VERSION: (
            "version:中华人民共和国行政处罚法@2021-01-22",
            "An instrument as adopted on a day, in force till the next one is.",
        ),
        NodeKind.PROVISION: (
            "provision:中华人民共和国刑法@2020-12-26#120_1",
            "An article of a version; paragraphs and items are places of an edge.",
        ),
        NodeKind.POWER: ("power:p001", "A power in the list of an agency."),
        NodeKind.SERVICE_ITEM: ("service_item:i001", "A service item."),
        NodeKind.BENCHMARK: ("benchmark:b001", "A benchmark of discretion."),
        NodeKind.TRANSFER: (
            "transfer:t-down-1",
            "A delegation, an entrustment or a centralisation of powers.",
        ),
        NodeKind.SUBJECT: ("subject:s-mkt", "A body's right to enforce, or its lack."),
        NodeKind.AUTHORITY: (
            "authority:mkt",
            "A body. One that a text names as a rule-maker is `authority:@国务院`.",
        ),
        NodeKind.PLACE: ("place:city", "A place."),
        NodeKind.DOCUMENT: (
            "document:doc-rent",
            "A document of the register; it may be a basis itself.",
        ),
        NodeKind.DECISION: ("decision:m01", "A major administrative decision."),
        NodeKind.CASE: ("case:c001", "A case, in force while it is open."),
        NodeKind.RULE: ("rule:penalty.decide", "A rule of the rule book."),
        NodeKind.CLEARANCE_CYCLE: ("clearance_cycle:cycle-2019", "One clearance."),
        NodeKind.UNRESOLVED: (
            "unresolved:《国家行政机关公文处理办法》第二十五条#not_held",
            "What is cited and could not be found, with the reason in `status`.",
        ),
    }
)

_RECORDS: Final = "power service_item benchmark transfer subject document decision"

EDGES: Final[Mapping[EdgeKind, Said]] = MappingProxyType(
    {
        EdgeKind.CONTAINS: Said(
            "instrument version place document",
            "version provision place authority document benchmark",
            "The second is a part of the first, or lies in it.",
        ),
        EdgeKind.CITES: Said(
            "provision version",
            ANYTHING_READ,
            "The text of the first names the second, and says no more than that.",
        ),
        EdgeKind.BASED_ON: Said(
            f"{_RECORDS} rule",
            f"{ANYTHING_READ} document",
            "The record or the rule names the second as its basis.",
        ),
        EdgeKind.ENABLED_BY: Said(
            "version",
            ANYTHING_READ,
            "The first was made under the second (根据……制定本条例).",
        ),
        EdgeKind.IMPLEMENTS: Said(
            "benchmark service_item version",
            "power provision",
            "The first spells out or carries out the second; a version does so with a "
            "provision that leaves a rule to be made.",
        ),
        EdgeKind.APPLIES: Said(
            "case transfer provision version",
            f"benchmark power {ANYTHING_READ}",
            "The first is decided by the second, is about it, or says that it is "
            "followed (依照……执行).",
        ),
        EdgeKind.AMENDS: Said(
            "instrument",
            "instrument unresolved",
            "The first changes the words of the second, on a day.",
        ),
        EdgeKind.REPEALS: Said(
            "instrument",
            "instrument unresolved version",
            "The first ends the second, or a part of it (`partial`), on a day.",
        ),
        EdgeKind.SUPERSEDES: Said(
            "instrument version provision document authority",
            "instrument version provision document authority unresolved",
            "The first took the place of the second, on a day; an article that of the "
            "article whose words it carries on.",
        ),
        EdgeKind.DELEGATES_TO: Said(
            "provision version",
            "authority",
            "The first leaves a rule to be made by the second.",
        ),
        EdgeKind.TRANSFERS: Said(
            "authority", "authority", "The first gave powers up to the second."
        ),
        EdgeKind.ENTRUSTS: Said(
            "authority", "authority", "The second acts in the name of the first."
        ),
        EdgeKind.EXERCISED_BY: Said(
            f"{_RECORDS} case",
            "authority",
            "The second holds, exercises or handles the first; `by` names the transfer "
            "through which it does.",
        ),
        EdgeKind.DECIDED_UNDER: Said(
            "case", "power", "The case is decided under the power."
        ),
        EdgeKind.GOVERNED_BY: Said(
            "service_item", "rule", "The time of the item is that of the rule."
        ),
        EdgeKind.CLEARED_IN: Said(
            "document",
            "clearance_cycle",
            "The clearance reached a verdict on the document, on a day.",
        ),
        EdgeKind.FILED_WITH: Said(
            "document", "authority", "The document was filed with the body, on a day."
        ),
    }
)

HAPPENINGS: Final = (
    EdgeKind.AMENDS,
    EdgeKind.REPEALS,
    EdgeKind.SUPERSEDES,
    EdgeKind.CLEARED_IN,
    EdgeKind.FILED_WITH,
)
"""Edges that happened on a day and do not last."""

ATTRIBUTES_SAY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "kind": "what it is",
        "since": "the first day in force; None for no known beginning",
        "until": "the first day no longer in force; None for no known end",
        "doubt": "spans in which that is possible and not known; left out where none",
        "source": "who says so: a text, `facts`, `rulebook`, a register, or the field "
        "of a record",
        "label": "what it is called",
        "ref": "the id of the record or the rule",
        "title": "the full title of the instrument that it is, or is part of",
        "names": "other names of an instrument",
        "instrument_kind": "what kind of instrument it is",
        "rank": "its place in the hierarchy of norms, 1 the highest",
        "territory": "the place in which it applies, where that is not the country",
        "issuer": "who made it",
        "number": "the number of a document, or the code of a power or an item",
        "adopted": "the day on which a version was adopted",
        "held": "whether the articles of a version are held; False on an article that "
        "is only known by citations",
        "article": "the number of an article",
        "text_name": "the text of the corpus that a version was read from",
        "ended_by": "what ended an instrument",
        "power_kind": "what kind of power it is",
        "forms": "forms of a penalty or a measure",
        "highest_fine": "the highest fine, in yuan",
        "subject_matter": "what two records of one matter have in common",
        "content": "a range or a limit, as text",
        "case_kind": "what kind of case it is",
        "document_kind": "what kind of document it is",
        "authority_kind": "what kind of body it is",
        "subject_kind": "on what its right to enforce rests",
        "transfer_kind": "how powers are moved",
        "rule_kind": "what kind of rule it is",
        "domains": "fields in which a subject enforces",
        "division": "the division code of a place",
        "level": "the level of a place, a body or a document",
        "in_writing": "whether a transfer was signed; left out where that is unknown",
        "published": "whether a transfer was published",
        "approved": "whether a transfer was approved",
        "approver": "who approved a transfer",
        "in_writing_on": "the day on which it was put in writing",
        "published_on": "the day on which it was made public",
        "approved_on": "the day on which it was decided or approved",
        "candidates": "what an ambiguous name may mean",
        "offset": "where the words stand in a text, in code points, else None",
        "words": "the words that say so",
        "confidence": "how sure the reading is",
        "status": "how well what is named was found",
        "place": "the paragraph and item inside the article that it points at",
        "cited_place": "the place as it was written, where the words have moved since",
        "role": "what a basis is the basis of",
        "continuity": "how what was cited stands in the version pointed at",
        "by": "the transfer or the subject through which it is so",
        "outcome": "the verdict of a clearance",
        "matter": "what a delegated rule is to be about",
        "obligation": "whether a rule has to be made or may be",
        "term": "by when, in the words of the text",
        "partial": "whether only a part was ended",
    }
)
