"""Texts of law: read one, read many, ask what stands where on which day.

The idea: a text is cut into pieces with stable addresses; texts of one name are
versions of one instrument; a version is in force from its commencement, which is a
fact with a source. What a text says of others is found with its place. A
citation is looked up in them, or in the facts alone. The limits: the graph of
instruments is built upon this.
"""

from __future__ import annotations

from adminlaw.statutes.addresses import (
    Addresses,
    addresses_of,
    format_addresses,
    parse_addresses,
)
from adminlaw.statutes.citing import find_citations, shipped_titles, titles_of
from adminlaw.statutes.clauses import Obligation, TextRelationKind
from adminlaw.statutes.commencements import Printed
from adminlaw.statutes.corpus import Corpus, Excerpt, read_corpus
from adminlaw.statutes.facts import AmendingDecision, Facts, load_facts
from adminlaw.statutes.instruments import (
    DayFact,
    Ending,
    InForce,
    Instrument,
    PartFact,
    Standing,
    Version,
)
from adminlaw.statutes.kinds import InstrumentKind
from adminlaw.statutes.lineage import (
    ArticleMove,
    Enabling,
    Lineage,
    Successor,
    format_lineage,
    parse_lineage,
)
from adminlaw.statutes.moves import Move, MoveKind
from adminlaw.statutes.reading import Passage, Statute, read_statute
from adminlaw.statutes.records import Act, ActKind, Edition
from adminlaw.statutes.relations import TextRelation, find_relations
from adminlaw.statutes.resolutions import (
    CERTAINTY,
    PlaceResolution,
    Resolution,
    ResolutionStatus,
)
from adminlaw.statutes.surveying import (
    Reference,
    Source,
    Survey,
    read_sources,
    sources_of,
    survey,
)
from adminlaw.statutes.texts import Entry, Repeal
from adminlaw.statutes.units import Levels, Unit, UnitKind

__all__ = [
    "CERTAINTY",
    "Act",
    "ActKind",
    "Addresses",
    "AmendingDecision",
    "ArticleMove",
    "Corpus",
    "DayFact",
    "Edition",
    "Enabling",
    "Ending",
    "Entry",
    "Excerpt",
    "Facts",
    "InForce",
    "Instrument",
    "InstrumentKind",
    "Levels",
    "Lineage",
    "Move",
    "MoveKind",
    "Obligation",
    "PartFact",
    "Passage",
    "PlaceResolution",
    "Printed",
    "Reference",
    "Repeal",
    "Resolution",
    "ResolutionStatus",
    "Source",
    "Standing",
    "Statute",
    "Successor",
    "Survey",
    "TextRelation",
    "TextRelationKind",
    "Unit",
    "UnitKind",
    "Version",
    "addresses_of",
    "find_citations",
    "find_relations",
    "format_addresses",
    "format_lineage",
    "load_facts",
    "parse_addresses",
    "parse_lineage",
    "read_corpus",
    "read_sources",
    "read_statute",
    "shipped_titles",
    "sources_of",
    "survey",
    "titles_of",
]
