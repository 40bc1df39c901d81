"""The entities of the register: frozen, typed, ignorant of formats and of law."""

from __future__ import annotations

from adminlaw.model.activities import (
    Activity,
    ActivityKind,
    Appraisal,
    Catalogue,
    CatalogueKind,
    Programme,
)
from adminlaw.model.authorities import Authority, AuthorityKind, Place
from adminlaw.model.cases import (
    Case,
    CaseKind,
    CaseLink,
    CaseLinkKind,
    CaseOutcome,
    CaseState,
    case_state,
)
from adminlaw.model.documents import (
    ClearanceCycle,
    ClearanceScope,
    Document,
    DocumentKind,
    DocumentMention,
    Filing,
    FilingDirection,
)
from adminlaw.model.events import Event, EventKind, first, latest_possible, when
from adminlaw.model.figures import (
    Figure,
    FigureRole,
    PublishedReport,
    Qualifier,
    Relation,
    RelationKind,
    ReportKind,
)
from adminlaw.model.powers import (
    ListKind,
    Power,
    PowerKind,
    PowerList,
    ServiceItem,
    Transfer,
    TransferKind,
)
from adminlaw.model.privacy import redact
from adminlaw.model.registers import COLLECTIONS, Register
from adminlaw.model.units import Unit

__all__ = [
    "COLLECTIONS",
    "Activity",
    "ActivityKind",
    "Appraisal",
    "Authority",
    "AuthorityKind",
    "Case",
    "CaseKind",
    "CaseLink",
    "CaseLinkKind",
    "CaseOutcome",
    "CaseState",
    "Catalogue",
    "CatalogueKind",
    "ClearanceCycle",
    "ClearanceScope",
    "Document",
    "DocumentKind",
    "DocumentMention",
    "Event",
    "EventKind",
    "Figure",
    "FigureRole",
    "Filing",
    "FilingDirection",
    "ListKind",
    "Place",
    "Power",
    "PowerKind",
    "PowerList",
    "Programme",
    "PublishedReport",
    "Qualifier",
    "Register",
    "Relation",
    "RelationKind",
    "ReportKind",
    "ServiceItem",
    "Transfer",
    "TransferKind",
    "Unit",
    "case_state",
    "first",
    "latest_possible",
    "redact",
    "when",
]
