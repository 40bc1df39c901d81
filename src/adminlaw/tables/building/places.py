"""Places of a table of divisions (行政区划代码表, GB/T 2260).

The level of a place is read off its code, and it belongs to the nearest place above it
that the same revision of the table holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from adminlaw.identifiers import division_level, division_parent
from adminlaw.model import Place
from adminlaw.model.identities import PlaceId
from adminlaw.tables.cells import tidy
from adminlaw.tables.desk import Desk
from adminlaw.tables.groups import Group

_SHORT = (2, 4)  # digits of a province and of a prefecture, without the noughts


def _full(code: str) -> str:
    """Return a code with the noughts that tables of one level leave out."""
    short = len(code) in _SHORT and code.isascii() and code.isdigit()
    return code.ljust(6, "0") if short else code


def places(group: Group, desk: Desk) -> Iterator[Place]:
    """Yield the place of a row."""
    code, name = _full(tidy(group.text("code"))), tidy(group.text("name"))
    level = division_level(code)
    if level is None:
        group.refuse("code", "行政区划代码", "a division code")
    held = desk.notes.setdefault(f"places {tidy(group.text('revision'))}", {})
    parent = division_parent(code)
    while parent is not None and parent not in held:
        parent = division_parent(parent)
    key = PlaceId(desk.identity("place", code))
    held.setdefault(code, key)
    yield Place(
        id=key,
        name=name,
        level=level,
        division_code=code,
        parent=None if parent is None else held[parent],
    )
