"""The closed lists that a column of a template may name."""

from __future__ import annotations

from functools import cache
from typing import Any

from adminlaw import model
from adminlaw.identifiers import DivisionLevel, IdentifierKind
from adminlaw.labels import LabelledEnum


@cache
def choices_of(name: str) -> type[LabelledEnum] | None:
    """Return the closed list of that name, or None.

    >>> choices_of("PowerKind").__name__, choices_of("Power")
    ('PowerKind', None)
    """
    found: Any = DivisionLevel if name == "DivisionLevel" else vars(model).get(name)
    is_list = isinstance(found, type) and issubclass(found, LabelledEnum)
    return found if is_list else None


def code_kinds() -> tuple[str, ...]:
    """Return the kinds of code that a ``code`` column may name."""
    return tuple(each.code for each in IdentifierKind)
