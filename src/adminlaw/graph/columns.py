"""What a file of a graph has columns for: its parts and their attributes.

Everything is read off ``ATTRIBUTES``. An attribute that the schema does not name is
the user's own: a text, a number, a truth value or a day, and its column says its
type (``weight:float``), so that one name may hold several.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, get_origin

from attrs import field, frozen

from adminlaw.graph.schema import (
    ATTRIBUTES,
    EDGE_ALWAYS,
    NODE_ALWAYS,
    EdgeKind,
    NodeKind,
)

OWN_TYPES: Final[Mapping[str, type]] = MappingProxyType(
    {each.__name__: each for each in (str, int, float, bool, date)}
)
"""Types of attributes that the schema does not name, by what a column calls them."""

NATIVE: Final = frozenset({str, int, float, bool})
"""Types that JSON and GraphML know themselves."""


@frozen(cache_hash=True)
class Column:
    """One column: an attribute and its type.

    Attributes:
        own: Whether it is the user's own, which the schema does not name.
    """

    name: str
    type: Any
    own: bool = False

    @cached_property
    def header(self) -> str:
        """Its name in a table; an own attribute says its type.

        >>> Column("weight", float, own=True).header
        'weight:float'
        """
        return f"{self.name}:{self.type.__name__}" if self.own else self.name

    @cached_property
    def short(self) -> str:
        """Its name in a file that knows types; the type is said where it has to be.

        >>> Column("weight", float, own=True).short, Column("on", date, own=True).short
        ('weight', 'on:date')
        """
        _, colon, tail = self.name.rpartition(":")
        clear = self.type in NATIVE and not (colon and tail in _TAILS)
        return self.name if clear else self.header

    @cached_property
    def scalar(self) -> type:
        """The type of its cells."""
        return self.type if self.type in OWN_TYPES.values() else str

    @cached_property
    def many(self) -> bool:
        """Whether an attribute holds several values; its cell is JSON text."""
        return get_origin(self.type) is tuple


@frozen(eq=False)
class Part:
    """One part of a graph: its nodes, its edges, or what is said of the whole.

    Attributes:
        name: What it is called in messages.
        types: The attributes that the schema names, with their types.
        always: Those that are always there; an empty cell of theirs is None, or an
            empty text where the type is text.
        keys: The cells that name a node or an edge; no attribute may be called so.
        columns: The columns of the attributes that the schema names.
    """

    name: str
    types: Mapping[str, Any]
    always: tuple[str, ...]
    keys: tuple[str, ...]
    columns: Mapping[str, Column] = field(init=False, repr=False)

    @columns.default
    def _columns(self) -> Mapping[str, Column]:
        return {name: Column(name, each) for name, each in self.types.items()}

    def place(self, keys: tuple[object, ...]) -> str:
        """Return how messages call a node or an edge.

        >>> EDGES.place(("power:p1", "place:hs", "exercised_by#0"))
        'power:p1 -> place:hs [exercised_by#0]'
        """
        if len(keys) < len(EDGES.keys):
            return str(keys[0]) if keys else self.name
        start, end, key = keys
        return f"{start} -> {end} [{key}]"

    def blank(self, name: str) -> str | None:
        """Return what an empty cell of an attribute that is always there means."""
        return "" if self.types[name] is str else None


NODES: Final = Part("node", {**ATTRIBUTES, "kind": NodeKind}, NODE_ALWAYS, ("id",))
EDGES: Final = Part(
    "edge", {**ATTRIBUTES, "kind": EdgeKind}, EDGE_ALWAYS, ("from", "to", "key")
)
GRAPH: Final = Part("graph", {}, (), ())


NONE: Final = Column(":none", tuple[str, ...])
"""Names the attributes that are None where an empty cell would say something else."""

MISSING: Final = Column(":missing", tuple[str, ...])
"""Names the attributes that are left out though they are always there."""

EMPTY: Final = Column(":empty", tuple[str, ...])
"""Names the columns with an empty text, in a file where that looks like nothing."""

MARKS: Final[Mapping[str, Column]] = MappingProxyType(
    {each.name: each for each in (NONE, MISSING, EMPTY)}
)
"""The columns that say which nothing an empty cell is."""


def is_mark(column: Column) -> bool:
    """Tell whether a column only says which nothing an empty cell is.

    >>> is_mark(NONE), is_mark(Column(":none", str, own=True))
    (True, False)
    """
    return column.name in MARKS and not column.own


_TAILS: Final = frozenset({*OWN_TYPES, *(name.lstrip(":") for name in MARKS)})


def column_named(part: Part, header: str, native: type = object) -> Column | None:
    """Return the column that a file calls *header*, or None where there is none.

    Args:
        part: Where the column stands.
        header: Its name in the file.
        native: The type that the file itself gives it, where it knows types; a type
            that JSON does not know stands for none.

    >>> column_named(NODES, "rank").type
    <class 'int'>
    >>> column_named(NODES, "weight:float").name
    'weight'
    """
    if header in part.columns:
        return part.columns[header]
    name, colon, tail = header.rpartition(":")
    if not (colon and tail in OWN_TYPES):
        name, tail = header, native.__name__ if native in NATIVE else ""
    if tail not in OWN_TYPES or name in part.types or name in part.keys:
        return None
    return Column(name, OWN_TYPES[tail], own=True)


def ordered(part: Part, columns: Iterable[Column]) -> tuple[Column, ...]:
    """Return columns in the order of every file: the schema's, own ones, marks.

    >>> [each.name for each in ordered(NODES, [Column("a", int, own=True)])]
    ['kind', 'label', 'since', 'until', 'source', 'a']
    """
    always = [part.columns[name] for name in part.always]
    found = {each.header: each for each in (*always, *columns)}
    own = sorted(each.header for each in found.values() if each.own)
    order = dict.fromkeys((*part.always, *part.types, *own, *MARKS))
    return tuple(found[header] for header in order if header in found)
