"""Older file formats, brought up to the present one while they are read.

A migration works on plain data, before anything is structured, and knows only
the step from one version to the next. Old registers are read for ever; only
the present version is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from attrs import frozen

SCHEMA_VERSION = 2
"""Version of the file format that this release writes."""


@frozen
class Migration:
    """The step from the version before *to* to *to*.

    Attributes:
        to: The version that it leads to.
        renamed: For each kind of record, old names of fields and their new ones.
    """

    to: int
    renamed: Mapping[str, Mapping[str, str]]


MIGRATIONS: tuple[Migration, ...] = (
    # The code of a place got its full name: items have codes of another kind.
    Migration(2, MappingProxyType({"places": {"code": "division_code"}})),
)
"""All steps, oldest first."""


def migrated(kind: str, payload: object, version: int) -> object:
    """Return a record written by *version* as the present version writes it.

    What is not an object is returned as it is, and so is a field that stands under
    both names: the reader refuses what it does not know.

    >>> migrated("places", {"id": "p", "code": "131100"}, 1)
    {'id': 'p', 'division_code': '131100'}
    """
    if not isinstance(payload, dict):
        return payload
    for names in _steps(kind, version):
        row: dict[str, Any] = payload
        payload = {
            new if (new := names.get(name, name)) not in row else name: row[name]
            for name in row
        }
    return payload


def path_as_written(kind: str, path: str, version: int) -> str:
    """Return the path of a problem with the name that the file itself uses.

    >>> path_as_written("places", "$.division_code", 1)
    '$.code'
    """
    for names in reversed(list(_steps(kind, version))):
        for old, new in names.items():
            head, found, tail = path.partition(f"$.{new}")
            if found and not head and tail[:1] in ("", ".", "["):
                path = f"$.{old}{tail}"
    return path


def _steps(kind: str, version: int) -> Iterator[Mapping[str, str]]:
    return (each.renamed.get(kind, {}) for each in MIGRATIONS if each.to > version)
