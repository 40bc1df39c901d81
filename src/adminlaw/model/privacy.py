"""Natural persons do not leave the register by accident.

Fields that may name or identify a person are marked in the entities; here the
marks are acted on. A redacted record is an ordinary record with those fields
emptied.
"""

from __future__ import annotations

from typing import Any, TypeVar, cast

import attrs

from adminlaw.model.fields import is_personal

Anything = TypeVar("Anything")


def redact(record: Anything) -> Anything:
    """Return a copy with every personal field emptied, at every depth.

    Args:
        record: An entity, a register, or a tuple of them; anything else is
            returned as it is.

    >>> from adminlaw.model.cases import Case, CaseKind
    >>> from adminlaw.model.identities import CaseId
    >>> redact(Case(id=CaseId("c"), kind=CaseKind.PETITION, party="某某")).party
    ''
    """
    if isinstance(record, tuple):
        return cast("Anything", tuple(redact(each) for each in record))
    cls: type[Any] = type(record)
    if not attrs.has(cls):
        return record
    changes = {
        each.name: _redacted(each, getattr(record, each.name))
        for each in attrs.fields(cls)
        if each.init
    }
    return cast("Anything", attrs.evolve(cast("Any", record), **changes))


def _redacted(attribute: attrs.Attribute[Any], value: object) -> object:
    return "" if is_personal(attribute) else redact(value)
