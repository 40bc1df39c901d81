"""The columns of a class of records: one rule for every frame and every file.

A plain field is one column. A field that holds one record is a column for each field
of that record, as in ``valid.since``. A field that holds several values is one column
of JSON text, since not every frame knows lists. Two kinds of column come only where
they are needed to read the same records back: how many decimals a number was printed
with, and that an optional record is there although it says nothing.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Sequence
from datetime import date, time
from decimal import Decimal
from enum import Enum, auto
from functools import cache
from typing import Any, Final, Literal, NewType, TypeAlias

import attrs
from attrs import frozen

from adminlaw.citations import Citation
from adminlaw.errors import FieldTypeError
from adminlaw.labels import Label, LabelledEnum
from adminlaw.markup import Display
from adminlaw.model.fields import entity_label, field_label, field_types, is_personal
from adminlaw.money import Money
from adminlaw.periods import Length
from adminlaw.register import json_schema
from adminlaw.spans import DateSpan

Labels: TypeAlias = Literal["zh", "en", "code"]
"""How headings and members of closed lists are written."""

Path: TypeAlias = tuple[str, ...]
"""The fields that lead to a value, such as ``("valid", "since")``."""

PLACES: Final = "places"
STATED: Final = "stated"

_BELOW_THE_MODEL: Final = (DateSpan, Label, Money)
_SPARE: Final = {PLACES: "小数位数", STATED: "有无"}
_JOINTS: Final = {"zh": "·", "en": " · ", "code": "."}


class Kind(Enum):
    """What the cells of a column hold."""

    TEXT = auto()
    CHOICE = auto()
    WHOLE = auto()
    TRUTH = auto()
    DAY = auto()
    TIME = auto()
    DECIMAL = auto()
    FLOAT = auto()
    LENGTH = auto()
    CITATION = auto()
    MANY = auto()
    OTHER = auto()


_LEAVES: Final[dict[Any, Kind]] = {
    str: Kind.TEXT,
    int: Kind.WHOLE,
    bool: Kind.TRUTH,
    date: Kind.DAY,
    time: Kind.TIME,
    Decimal: Kind.DECIMAL,
    float: Kind.FLOAT,
    Length: Kind.LENGTH,
    Citation: Kind.CITATION,
}


@frozen
class Place:
    """Where a record stands inside another one.

    Attributes:
        path: The fields that lead to it.
        owners: The class of each of these fields; None where a column is added.
        nullable: Whether it may be missing.
    """

    path: Path = ()
    owners: tuple[type | None, ...] = ()
    nullable: bool = False

    def below(self, cls: type | None, name: str, *, optional: bool = False) -> Place:
        """Return the place of a field of *cls*, which stands here."""
        nullable = self.nullable or optional
        return Place((*self.path, name), (*self.owners, cls), nullable)


TOP: Final = Place()


@frozen(kw_only=True)
class Column:
    """One column.

    Attributes:
        place: Where its field stands; nullable where it, or a record around it, may
            be None.
        kind: What its cells hold.
        type: The class of a choice, or of the members of a list.
        optional: Whether its field may be None.
        personal: Whether it may name or identify a natural person.
    """

    place: Place
    kind: Kind
    type: Any = None
    optional: bool = False
    personal: bool = False

    @property
    def path(self) -> Path:
        """The fields that lead to it."""
        return self.place.path

    @property
    def code(self) -> str:
        """Its heading for programs."""
        return ".".join(self.place.path)


@frozen(kw_only=True)
class Nest:
    """A field that holds one record, whose fields are columns.

    Attributes:
        place: Where the record stands.
        cls: Class of the record.
        optional: Whether the field may be None.
    """

    place: Place
    cls: Any
    optional: bool


def bare(annotation: Any) -> tuple[Any, bool]:  # noqa: ANN401
    """Return a type without None and without a name of its own, and if None was there.

    >>> bare(int | None)
    (<class 'int'>, True)
    """
    optional = False
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        members = [
            each for each in typing.get_args(annotation) if each is not type(None)
        ]
        optional = len(members) < len(typing.get_args(annotation))
        annotation = members[0] if len(members) == 1 else object
    while isinstance(annotation, NewType):
        annotation = annotation.__supertype__
    return annotation, optional


def kind_of(annotation: Any) -> tuple[Kind, Any]:  # noqa: ANN401
    """Return what cells of a type hold, with the class of a choice or of members."""
    if annotation in _LEAVES:
        return _LEAVES[annotation], None
    arguments = typing.get_args(annotation)
    if typing.get_origin(annotation) in (tuple, frozenset):
        pair = len(arguments) > 1 and arguments[1] is not Ellipsis
        return (Kind.OTHER, None) if pair else (Kind.MANY, bare(arguments[0])[0])
    if isinstance(annotation, type) and issubclass(annotation, LabelledEnum):
        return Kind.CHOICE, annotation
    return Kind.OTHER, None


def is_record(annotation: Any) -> bool:  # noqa: ANN401
    """Tell whether values of a type are records with columns of their own."""
    leaf = annotation in _LEAVES or not isinstance(annotation, type)
    return not leaf and attrs.has(annotation)


@cache
def _fields(cls: Any) -> tuple[tuple[attrs.Attribute[Any], Any], ...]:  # noqa: ANN401
    hints = field_types(cls)
    return tuple(
        (each, hints[each.name])
        for each in attrs.fields(cls)
        if each.init and not each.name.startswith("_")
    )


def parts_of(cls: Any, place: Place = TOP) -> Iterator[Column | Nest]:  # noqa: ANN401
    """Yield what each field of a class becomes: a column, or the columns of a record.

    Args:
        cls: A class of records.
        place: Where a record of it stands.
    """
    for each, annotation in _fields(cls):
        inner, optional = bare(annotation)
        below = place.below(cls, each.name, optional=optional)
        if is_record(inner) and inner not in below.owners:
            yield Nest(place=below, cls=inner, optional=optional)
            continue
        kind, member = kind_of(inner)
        yield Column(
            place=below,
            kind=kind,
            type=member,
            optional=optional,
            personal=is_personal(each),
        )


def columns_of(cls: Any, place: Place = TOP) -> Iterator[Column]:  # noqa: ANN401
    """Yield every column that a class may have, in the order of its fields."""
    for part in parts_of(cls, place):
        if isinstance(part, Column):
            yield part
            if part.kind is Kind.DECIMAL:
                yield spare(part.place, PLACES)
            continue
        if part.optional:
            yield spare(part.place, STATED)
        yield from columns_of(part.cls, part.place)


def spare(place: Place, name: str) -> Column:
    """Return the column that says what the columns of a field do not say."""
    kind = Kind.WHOLE if name == PLACES else Kind.TRUTH
    return Column(place=place.below(None, name, optional=True), kind=kind)


def heading(column: Column, labels: Labels) -> str:
    """Return what a column is called.

    >>> from adminlaw.model import Power
    >>> [heading(each, "zh") for each in columns_of(Power) if "valid" in each.path]
    ['有效期间·起日（含）', '有效期间·止日（不含）']
    """
    names = (
        _name(owner, name, labels)
        for owner, name in zip(column.place.owners, column.path, strict=True)
    )
    return _JOINTS[labels].join(names)


def _name(owner: type | None, name: str, labels: Labels) -> str:
    if labels == "code":
        return name
    words = name.replace("_", " ")
    if owner is None:
        return _SPARE.get(name, name) if labels == "zh" else words
    if labels == "zh" and owner in _BELOW_THE_MODEL:
        title: str = json_schema(owner)["properties"][name]["title"]
        return title
    shown = display_of(owner)
    if labels == "zh" and shown and name in shown.headings:
        return shown.headings[name]
    if labels == "zh" and not owner.__module__.startswith("adminlaw.model"):
        return words  # of another class, whose number need be no 文号
    try:
        return field_label(name, labels)
    except KeyError:
        return words


def display_of(cls: type) -> Display | None:
    """Return the Chinese words of a class outside the model, if it has any."""
    found = getattr(cls, "_repr_html_", None)
    return found if isinstance(found, Display) else None


def headings(columns: Sequence[Column], labels: Labels) -> list[str]:
    """Return what each column is called; no two bear one name.

    Where two fields of a class are called alike, the second one bears its code too.
    """
    found: list[str] = []
    for each in columns:
        name = heading(each, labels)
        found.append(f"{name}（{each.code}）" if name in found else name)
    return found


def title_of(cls: type, labels: Labels) -> str:
    """Return what a class is called; its own name where no other is held."""
    shown = display_of(cls)
    if labels == "zh" and shown:
        return shown.caption
    try:
        return cls.__name__ if labels == "code" else entity_label(cls, labels)
    except KeyError:
        return cls.__name__


def check_readable(cls: Any) -> None:  # noqa: ANN401
    """Refuse a class that cannot be read back from columns.

    Raises:
        FieldTypeError: it is no class of records, or holds what has no plain form.
    """
    if not is_record(cls):
        name = getattr(cls, "__name__", str(cls))
        raise FieldTypeError("from_frame", "cls", "a class of records", name)
    for each in columns_of(cls):
        known = each.type is None or is_record(each.type) or _plain(each.type)
        if each.kind in (Kind.OTHER, Kind.FLOAT) or not known:
            raise FieldTypeError(
                cls.__name__, each.code, "a plain type", each.kind.name
            )


def _plain(annotation: Any) -> bool:  # noqa: ANN401
    return kind_of(annotation)[0] not in (Kind.OTHER, Kind.FLOAT, Kind.MANY)
