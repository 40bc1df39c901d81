"""Builders: what makes records of the rows of one kind of table.

A builder is a plain function: it is given the rows of one record and the desk of the
import, and yields one or more records, the main one first. What it cannot make a
record of it refuses (``group.refuse``); what it doubts it remarks (``group.remark``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from adminlaw.tables.building.clearances import clearances
from adminlaw.tables.building.credit import credit_licences, credit_penalties
from adminlaw.tables.building.decisions import decisions
from adminlaw.tables.building.documents import documents
from adminlaw.tables.building.figures import figures
from adminlaw.tables.building.people import officers, subjects
from adminlaw.tables.building.places import places
from adminlaw.tables.building.powers import powers, with_shared_basis
from adminlaw.tables.building.services import service_items
from adminlaw.tables.desk import Desk
from adminlaw.tables.groups import Group

Builder: TypeAlias = Callable[[Group, Desk], Iterator[Any]]
"""Makes records of the rows of one record."""

BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "clearances": clearances,
        "credit_licences": credit_licences,
        "credit_penalties": credit_penalties,
        "decisions": decisions,
        "documents": documents,
        "figures": figures,
        "officers": officers,
        "places": places,
        "powers": powers,
        "service_items": service_items,
        "subjects": subjects,
    }
)
"""Each builder by the name that templates give it; ``matrix`` is none of rows."""

FINISHERS: Mapping[str, Callable[[Iterable[Any], Desk], Iterator[Any]]] = (
    MappingProxyType({"powers": with_shared_basis})
)
"""What adds to the records of a builder once all rows have been read, by its name."""
