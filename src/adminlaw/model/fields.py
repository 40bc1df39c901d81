"""What every field of an entity must satisfy, and what it is called.

``typed`` refuses a value of a wrong type when a record is made; it judges no
content. ``PERSONAL`` marks fields that may name a natural person: they appear
in no ``repr``, HTML, error or log. A number of a person that stands in any other
field, such as a basis copied from a decision, is masked in the ``repr``.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Any, NewType, cast

import attrs

from adminlaw.errors import FieldTypeError, Lang
from adminlaw.identifiers import parse_credit_code, parse_item_code
from adminlaw.wording import masked

PERSONAL = types.MappingProxyType({"personal": True})
"""Metadata of a field that may name or identify a natural person."""


def is_personal(attribute: attrs.Attribute[Any]) -> bool:
    """Tell whether a field may name or identify a natural person."""
    return bool(attribute.metadata.get("personal"))


def typed(
    _cls: type, attributes: list[attrs.Attribute[Any]]
) -> list[attrs.Attribute[Any]]:
    """Give each field a validator made from its annotation (a field transformer).

    A field that its ``repr`` shows is shown there without numbers of persons.
    """
    return [
        attribute.evolve(
            validator=_checked(attribute),
            repr=_masked_repr if attribute.repr is True else attribute.repr,
        )
        if attribute.init
        else attribute
        for attribute in attributes
    ]


def _masked_repr(value: object) -> str:
    return without_numbers(value, repr(value))


def without_numbers(value: object, text: str) -> str:
    """Return the *text* that shows a value, without numbers that may be a person's.

    A good code of a body or of an item is as long, and stays.

    >>> without_numbers("", "由 11010519491231002X 处理"), without_numbers("", "20 日")
    ('由 *** 处理', '20 日')
    """
    plain = masked(text)
    return text if plain != text and _is_code(value) else plain


def _is_code(value: object) -> bool:
    return isinstance(value, str) and (
        parse_credit_code(value).valid or parse_item_code(value).valid
    )


def _checked(attribute: attrs.Attribute[Any]) -> Callable[[Any, Any, Any], None]:
    """Return a validator of the type, and then of whatever the field itself asks."""
    type_of = _TypeOf(attribute.name)
    own = attribute.validator
    return type_of if own is None else attrs.validators.and_(type_of, own)


@attrs.frozen
class _TypeOf:
    """Checks one field; the annotation is resolved when the first record is made."""

    name: str

    def __call__(
        self, instance: object, _attribute: attrs.Attribute[Any], value: object
    ) -> None:
        # Any: the type checker doubts that a class is hashable, which ``cache`` needs.
        cls: Any = type(instance)
        if not _accepts(cls, self.name)(value):
            raise FieldTypeError(
                cls.__name__,
                self.name,
                _shown(field_types(cls)[self.name]),
                type(value).__name__,
            )


def field_types(cls: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the resolved annotation of each field of an entity."""
    return _field_types(cls)


@cache
def _field_types(cls: Any) -> dict[str, Any]:  # noqa: ANN401
    hints = typing.get_type_hints(cls)
    return {each.name: hints[each.name] for each in attrs.fields(cls)}


@cache
def _accepts(cls: Any, name: str) -> Callable[[object], bool]:  # noqa: ANN401
    return _acceptor(field_types(cls)[name])


def _acceptor(annotation: Any) -> Callable[[object], bool]:  # noqa: ANN401
    """Return a test for values of *annotation*: classes, unions, tuples, NewTypes."""
    if isinstance(annotation, NewType):
        return _acceptor(annotation.__supertype__)
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (types.UnionType, typing.Union):
        tests = [_acceptor(each) for each in arguments if each is not type(None)]
        # Most fields of most records are optional and empty: ask that first.
        optional = len(tests) < len(arguments)
        return lambda value: (
            (optional and value is None) or any(test(value) for test in tests)
        )
    if origin is tuple:
        test = _acceptor(arguments[0])
        return lambda value: (
            value == () or (isinstance(value, tuple) and all(map(test, value)))
        )
    if origin is frozenset:
        test = _acceptor(arguments[0])
        return lambda value: isinstance(value, frozenset) and all(map(test, value))
    if annotation is date:
        # A datetime is a date by inheritance, but not a day.
        return lambda value: isinstance(value, date) and not isinstance(value, datetime)
    if annotation is int:
        return lambda value: isinstance(value, int) and not isinstance(value, bool)
    return lambda value: isinstance(value, annotation)


def _shown(annotation: Any) -> str:  # noqa: ANN401
    return cast("str", getattr(annotation, "__name__", None) or str(annotation))


@cache
def _labels() -> dict[str, Any]:
    text = files("adminlaw.model").joinpath("fields.toml").read_text("utf-8")
    return loads(text)


def field_label(name: str, lang: Lang = "en") -> str:
    """Return what the field *name* is called; one name means one thing everywhere.

    Raises:
        KeyError: the name has no Chinese label in ``model/fields.toml``.

    >>> field_label("holder", "zh")
    '行使主体'
    """
    zh: str = _labels()["fields"][name]
    return zh if lang == "zh" else name.replace("_", " ")


def entity_label(cls: type, lang: Lang = "en") -> str:
    """Return what an entity is called.

    Raises:
        KeyError: the class has no labels in ``model/fields.toml``.
    """
    label: str = _labels()["entities"][cls.__name__][lang]
    return label
