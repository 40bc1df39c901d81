"""Older file formats, brought up to the present one while they are read.

A migration works on plain data, before anything is structured, and knows only
the step from one version to the next. Old registers are read for ever; only
the present version is written.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import frozen

Row = dict[str, Any]

SCHEMA_VERSION = 2
"""Version of the file format that this release writes."""


@frozen
class Migration:
    """The step from the version before *to* to *to*.

    Attributes:
        to: The version that it leads to.
        row: Changes one record, given the name of its kind.
    """

    to: int
    row: Callable[[str, Row], Row]


def _name_division_codes(kind: str, row: Row) -> Row:
    """Give the code of a place its full name: items have codes of another kind."""
    if kind != "places" or "code" not in row:
        return row
    return {("division_code" if name == "code" else name): row[name] for name in row}


MIGRATIONS: tuple[Migration, ...] = (Migration(2, _name_division_codes),)
"""All steps, oldest first."""


def migrated(kind: str, payload: object, version: int) -> object:
    """Return a record written by *version* as the present version writes it.

    What is not an object is returned as it is, for the reader to refuse.

    >>> migrated("places", {"id": "p", "code": "131100"}, 1)
    {'id': 'p', 'division_code': '131100'}
    """
    if not isinstance(payload, dict):
        return payload
    for step in MIGRATIONS:
        if step.to > version:
            payload = step.row(kind, payload)
    return payload
