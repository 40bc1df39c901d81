"""JSON Schema of an entity, walked from the same types that the converter uses.

The schema accepts what ``structure`` accepts, with Chinese titles for forms;
it cannot say that an id is held or that a span ends after it starts, which the
reader checks.
"""

from __future__ import annotations

import types
import typing
from copy import deepcopy
from datetime import date, time
from decimal import Decimal
from typing import Any, NewType

import attrs

from adminlaw.citations import Citation
from adminlaw.converter import (
    DAY_PATTERN,
    DECIMAL_PATTERN,
    INTEGER_LIMIT,
    TIME_PATTERN,
)
from adminlaw.errors import FieldTypeError, check_given
from adminlaw.labels import Label, LabelledEnum
from adminlaw.model.fields import entity_label, field_label, field_types
from adminlaw.model.registers import Register
from adminlaw.money import Money
from adminlaw.periods import Length, LengthUnit
from adminlaw.spans import DateSpan

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_UNITS = "|".join(unit.code for unit in LengthUnit)

_WHOLE: Schema = {
    "type": "integer",
    "exclusiveMinimum": -INTEGER_LIMIT,
    "exclusiveMaximum": INTEGER_LIMIT,
}

_LEAVES: dict[Any, Schema] = {
    str: {"type": "string"},
    int: dict(_WHOLE),
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date", "pattern": f"^{DAY_PATTERN}$"},
    time: {"type": "string", "pattern": f"^{TIME_PATTERN}$"},
    Decimal: {
        "anyOf": [
            dict(_WHOLE),
            {"type": "string", "pattern": f"^{DECIMAL_PATTERN}$"},
        ]
    },
    Length: {"type": "string", "pattern": f"^[1-9][0-9]{{0,5}} ({_UNITS})s?$"},
    Citation: {"type": "string", "minLength": 1},
}

_PLAIN_RECORDS = {DateSpan: "期间", Label: "名称", Money: "金额"}
"""Classes below the model that are written as objects, with their Chinese names."""

_PLAIN_FIELDS = {
    "since": "起日（含）",
    "until": "止日（不含）",
    "zh": "中文",
    "en": "英文",
    "amount": "金额",
    "unit": "单位",
}


def json_schema(cls: type) -> Schema:
    """Return the JSON Schema (draft 2020-12) of an entity or of a whole register.

    Args:
        cls: An entity such as ``Figure``, or ``Register``.

    Raises:
        FieldTypeError: it is no class of records, such as the name of one.

    >>> from adminlaw.model import Place
    >>> json_schema(Place)["title"]
    '行政区域'
    """
    check_given("json_schema", "cls", cls, type)
    if not attrs.has(cls):
        raise FieldTypeError("json_schema", "cls", "entity", cls.__name__)
    definitions: dict[str, Schema] = {}
    schema = {"$schema": DIALECT, **_object(cls, definitions)}
    if cls is Register:
        schema["properties"]["schema_version"] = {"type": "integer"}
        schema["required"] = ["schema_version", *schema["required"]]
    if definitions:
        schema["$defs"] = dict(sorted(definitions.items()))
    return schema


def _object(cls: type, definitions: dict[str, Schema]) -> Schema:
    hints = field_types(cls)
    members = [each for each in attrs.fields(cls) if each.init]
    return {
        "title": _PLAIN_RECORDS.get(cls) or entity_label(cls, "zh"),
        "type": "object",
        "properties": {
            each.name: {
                "title": _title(cls, each.name),
                **_schema(hints[each.name], definitions),
            }
            for each in members
        },
        "required": [each.name for each in members if each.default is attrs.NOTHING],
        "additionalProperties": False,
    }


def _title(cls: type, name: str) -> str:
    return _PLAIN_FIELDS[name] if cls in _PLAIN_RECORDS else field_label(name, "zh")


def _schema(annotation: Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401
    if isinstance(annotation, NewType):
        return _schema(annotation.__supertype__, definitions)
    if annotation in _LEAVES:
        return deepcopy(_LEAVES[annotation])
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (tuple, frozenset):
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [_schema(each, definitions) for each in arguments]}
    if annotation is type(None):
        return {"type": "null"}
    if issubclass(annotation, LabelledEnum):
        return _choices(annotation)
    return _defined(annotation, definitions)


def _choices(cls: type[LabelledEnum]) -> Schema:
    return {
        "enum": [member.code for member in cls],
        "description": "、".join(cls.choices()),
    }


def _defined(cls: type, definitions: dict[str, Schema]) -> Schema:
    if cls.__name__ not in definitions:
        definitions[cls.__name__] = {}  # holds the place, should the class recur
        definitions[cls.__name__] = _object(cls, definitions)
    return {"$ref": f"#/$defs/{cls.__name__}"}
