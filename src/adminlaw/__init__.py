"""Administrative law as data: records, dated rules, and judgements over both.

The names below are the public face. They load what they need when they are
first used, so that ``import adminlaw`` itself costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adminlaw import clearance, forms
    from adminlaw.checks import AuditReport, audit
    from adminlaw.citations import (
        Citation,
        FoundCitation,
        Provision,
        annotate,
        parse_case_number,
        parse_citation,
        parse_document_number,
    )
    from adminlaw.clocks import Due, Timeline, due, timeline
    from adminlaw.clocks.many import last_days
    from adminlaw.converter import structure, unstructure
    from adminlaw.errors import AdminLawError, InputError
    from adminlaw.forms.records import read_records
    from adminlaw.frames import from_frame, to_frame, write_table
    from adminlaw.graph import (
        basis_chain,
        conflicts,
        creation_authority,
        delegations,
        diff,
        exercise_authority,
        holders,
        impact,
        in_force,
        legal_basis_graph,
        misheld,
        orphans,
        prevailing,
        read_graph,
        succession,
        terminate,
        unfulfilled_delegations,
        write_graph,
    )
    from adminlaw.measures import Indicators, indicators
    from adminlaw.model import (
        Case,
        Event,
        Figure,
        Power,
        Register,
        redact,
        trace_responsibility,
    )
    from adminlaw.periods.calendars import WorkCalendar, work_calendar
    from adminlaw.register import (
        json_schema,
        read_partial_register,
        read_register,
        write_register,
    )
    from adminlaw.rulebook import Rulebook, load_rulebook
    from adminlaw.statutes import (
        Corpus,
        Facts,
        Instrument,
        Statute,
        find_citations,
        find_relations,
        load_facts,
        read_corpus,
        read_statute,
    )
    from adminlaw.tables import ImportResult, read_table

_HOMES = {
    "AdminLawError": "errors",
    "AuditReport": "checks",
    "Case": "model",
    "Citation": "citations",
    "Corpus": "statutes",
    "Due": "clocks",
    "Event": "model",
    "Facts": "statutes",
    "Figure": "model",
    "FoundCitation": "citations",
    "ImportResult": "tables",
    "Indicators": "measures",
    "InputError": "errors",
    "Instrument": "statutes",
    "Power": "model",
    "Provision": "citations",
    "Register": "model",
    "Rulebook": "rulebook",
    "Statute": "statutes",
    "Timeline": "clocks",
    "WorkCalendar": "periods.calendars",
    "annotate": "citations",
    "audit": "checks",
    "basis_chain": "graph",
    "conflicts": "graph",
    "creation_authority": "graph",
    "delegations": "graph",
    "diff": "graph",
    "due": "clocks",
    "exercise_authority": "graph",
    "find_citations": "statutes",
    "find_relations": "statutes",
    "from_frame": "frames",
    "holders": "graph",
    "impact": "graph",
    "in_force": "graph",
    "indicators": "measures",
    "json_schema": "register",
    "last_days": "clocks.many",
    "legal_basis_graph": "graph",
    "load_facts": "statutes",
    "load_rulebook": "rulebook",
    "misheld": "graph",
    "orphans": "graph",
    "parse_case_number": "citations",
    "parse_citation": "citations",
    "parse_document_number": "citations",
    "prevailing": "graph",
    "read_corpus": "statutes",
    "read_graph": "graph",
    "read_partial_register": "register",
    "read_records": "forms.records",
    "read_register": "register",
    "read_statute": "statutes",
    "read_table": "tables",
    "redact": "model",
    "structure": "converter",
    "succession": "graph",
    "terminate": "graph",
    "timeline": "clocks",
    "to_frame": "frames",
    "trace_responsibility": "model",
    "unfulfilled_delegations": "graph",
    "unstructure": "converter",
    "work_calendar": "periods.calendars",
    "write_graph": "graph",
    "write_register": "register",
    "write_table": "frames",
}
"""Each public name and the module that it lives in."""

_MODULES = ("clearance", "forms")
"""The modules that are public as such."""

__version__ = "0.1.0"

__all__ = [
    "AdminLawError",
    "AuditReport",
    "Case",
    "Citation",
    "Corpus",
    "Due",
    "Event",
    "Facts",
    "Figure",
    "FoundCitation",
    "ImportResult",
    "Indicators",
    "InputError",
    "Instrument",
    "Power",
    "Provision",
    "Register",
    "Rulebook",
    "Statute",
    "Timeline",
    "WorkCalendar",
    "annotate",
    "audit",
    "basis_chain",
    "clearance",
    "conflicts",
    "creation_authority",
    "delegations",
    "diff",
    "due",
    "exercise_authority",
    "find_citations",
    "find_relations",
    "forms",
    "from_frame",
    "holders",
    "impact",
    "in_force",
    "indicators",
    "json_schema",
    "last_days",
    "legal_basis_graph",
    "load_facts",
    "load_rulebook",
    "misheld",
    "orphans",
    "parse_case_number",
    "parse_citation",
    "parse_document_number",
    "prevailing",
    "read_corpus",
    "read_graph",
    "read_partial_register",
    "read_records",
    "read_register",
    "read_statute",
    "read_table",
    "redact",
    "structure",
    "succession",
    "terminate",
    "timeline",
    "to_frame",
    "trace_responsibility",
    "unfulfilled_delegations",
    "unstructure",
    "work_calendar",
    "write_graph",
    "write_register",
    "write_table",
]


# Hidden from type checkers, to which a misspelt name would be an object of any kind.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Load a public name on first use."""
        if name in _MODULES:
            return import_module(f"adminlaw.{name}")
        if name not in _HOMES:
            message = f"module 'adminlaw' has no attribute {name!r}"
            raise AttributeError(message)
        return getattr(import_module(f"adminlaw.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
