"""Texts of law: read one, read many, ask what stands where on which day.

The idea: a text is cut into pieces with stable addresses; texts of one name are
versions of one instrument; a version is in force from its commencement, which is a
fact with a source. What a text says of others is found with its place. The limits:
resolving citations, and the graph of instruments, are built upon this.
"""

from __future__ import annotations

from adminlaw.statutes.addresses import (
    Addresses,
    addresses_of,
    format_addresses,
    parse_addresses,
)
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
from adminlaw.statutes.reading import Passage, Statute, read_statute
from adminlaw.statutes.records import Act, ActKind, Edition
from adminlaw.statutes.relations import TextRelation, find_relations
from adminlaw.statutes.texts import Entry, Repeal
from adminlaw.statutes.units import Levels, Unit, UnitKind

__all__ = [
    "Act",
    "ActKind",
    "Addresses",
    "AmendingDecision",
    "Corpus",
    "DayFact",
    "Edition",
    "Ending",
    "Entry",
    "Excerpt",
    "Facts",
    "InForce",
    "Instrument",
    "InstrumentKind",
    "Levels",
    "Obligation",
    "PartFact",
    "Passage",
    "Printed",
    "Repeal",
    "Standing",
    "Statute",
    "TextRelation",
    "TextRelationKind",
    "Unit",
    "UnitKind",
    "Version",
    "addresses_of",
    "find_relations",
    "format_addresses",
    "load_facts",
    "parse_addresses",
    "read_corpus",
    "read_statute",
]
