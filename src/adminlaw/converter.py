"""The one converter between records and plain data (dicts, lists, text, numbers).

It is strict both ways: a number is not read as text, a list is not read from a
string, an unknown field is refused. Everything wrong with an input is reported
at once, each problem with its JSON path, what was received and what was
expected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.errors import (
    BaseValidationError,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
    StructureHandlerNotFoundError,
)
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from adminlaw.citations import Citation, parse_citation
from adminlaw.errors import (
    AdminLawError,
    CitationSyntaxError,
    FieldTypeError,
    FieldValueError,
    InputError,
    LengthError,
    Problem,
    SpanError,
    UnknownCodeError,
)
from adminlaw.labels import LabelledEnum
from adminlaw.periods import Length
from adminlaw.wording import masked, nearest, suggested

T = TypeVar("T")
Number = TypeVar("Number", int, bool)

DAY_PATTERN = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
TIME_PATTERN = r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?"
# No figure of any government has more digits, and a wider one only costs time.
DECIMAL_PATTERN = r"-?(0|[1-9][0-9]{0,29})(\.[0-9]{1,1000})?"
INTEGER_LIMIT = 10**30
_DIGITS_OF_A_NUMBER = 31  # with a sign

_DAY, _TIME = re.compile(DAY_PATTERN), re.compile(TIME_PATTERN)
_DECIMAL = re.compile(DECIMAL_PATTERN)
_SHOWN = 60  # characters of a received value that a message repeats


class _MisfitError(ValueError):
    """A value that a type cannot hold; it never leaves this module."""

    def __init__(self, value: object, expected_zh: str, expected_en: str) -> None:
        super().__init__(expected_en)
        self.value, self.expected_zh, self.expected_en = value, expected_zh, expected_en


def structure(payload: object, cls: type[T], *, file: str = "", line: int = 0) -> T:
    """Return the *cls* that *payload* describes.

    Args:
        payload: Plain data as ``json.loads`` returns it.
        cls: An entity, ``Register`` or any type that an entity's field has.
        file: Name of the file it came from, for messages.
        line: Its line there, from 1; 0 where lines have no meaning.

    Raises:
        InputError: the payload does not fit; it lists every problem.
        FieldTypeError: *cls* is no class that can be read, such as the name of one.

    >>> from adminlaw.model import Place
    >>> structure({"id": "p", "name": "某市", "level": "county"}, Place).level.zh
    '县级'
    """
    if cls is None or cls.__hash__ is None:  # the converter would fail on either
        raise FieldTypeError("structure", "cls", "type", type(cls).__name__)
    try:
        return CONVERTER.structure(payload, cls)
    except StructureHandlerNotFoundError:
        received = type(cls).__name__
        raise FieldTypeError("structure", "cls", "type", received) from None
    except (BaseValidationError, AdminLawError, _MisfitError) as error:
        problems = tuple(
            attrs.evolve(each, file=file, line=line) for each in _problems(error, "$")
        )
        raise InputError(problems) from None


def unstructure(record: object) -> Any:  # noqa: ANN401
    """Return *record* as plain data; fields that hold their default are left out.

    >>> from adminlaw.periods import Length
    >>> unstructure(Length.parse("5 working days"))
    '5 working days'
    """
    return CONVERTER.unstructure(record)


def _problems(error: Exception, path: str, *, personal: bool = False) -> list[Problem]:
    """Return every problem inside *error*, innermost first, with its path."""
    if isinstance(error, ClassValidationError):
        return list(_in_class(error, path))
    if isinstance(error, IterableValidationError):
        return [
            problem
            for each, note in _noted(error, IterableValidationNote)
            for problem in _problems(each, f"{path}[{note.index}]", personal=personal)
        ]
    return [_leaf(error, path, personal=personal)]


def _in_class(error: ClassValidationError, path: str) -> Iterator[Problem]:
    hidden = {
        each.name for each in attrs.fields(error.cl) if each.metadata.get("personal")
    }
    pairs, rest = error.group_exceptions()
    for each, note in pairs:
        inner = f"{path}.{note.name}"
        if isinstance(each, KeyError):
            yield Problem(
                path=inner, expected_zh="必填字段", expected_en="a required field"
            )
        else:
            yield from _problems(each, inner, personal=note.name in hidden)
    for each in rest:
        if isinstance(each, ForbiddenExtraKeysError):
            yield from _extra_fields(each, path)
        else:
            yield _leaf(each, path)


def _noted(error: BaseValidationError, kind: type[Any]) -> Iterator[tuple[Any, Any]]:
    for each in error.exceptions:
        notes = [n for n in getattr(each, "__notes__", ()) if isinstance(n, kind)]
        yield each, notes[0]


def _extra_fields(error: ForbiddenExtraKeysError, path: str) -> Iterator[Problem]:
    known = [each.name for each in attrs.fields(error.cl) if each.init]
    for name in sorted(map(str, error.extra_fields)):
        zh, en = suggested(nearest(name, known), known)
        # What is masked or is no name stays out of the path.
        plain = name.isidentifier() and shown(name) == repr(name)
        yield Problem(
            path=f"{path}.{name}" if plain else path,
            received=shown(name),
            expected_zh=f"已知字段之一{zh}",
            expected_en=f"one of the known fields{en}",
        )


def _leaf(error: Exception, path: str, *, personal: bool = False) -> Problem:
    value, zh, en = _expectation(error)
    received = "***" if personal else shown(value)
    return Problem(path=path, received=received, expected_zh=zh, expected_en=en)


def _expectation(error: Exception) -> tuple[object, str, str]:
    """Return the value received and what was expected, in both languages."""
    match error:
        case _MisfitError() | FieldValueError():
            return error.value, error.expected_zh, error.expected_en
        case UnknownCodeError():
            zh, en = error.hint_zh, error.hint_en
            return error.code, f"代码之一{zh}", f"one of the codes{en}"
        case SpanError():
            got = f"{error.since} – {error.until}"
            return got, "止日晚于起日的期间", "a span that ends after it starts"
        case LengthError():
            return error.text, "“20 working days”式期限", "a length: '20 working days'"
        case CitationSyntaxError():
            place = f"@{error.position}"
            return (
                error.text,
                f"法条引用（第 {error.position} 字处应为{error.expected_zh}）",
                f"one citation; {place} expected {error.expected}",
            )
        case AdminLawError():
            return "", error.message("zh"), error.message("en")
        case _:
            raise error


def shown(value: object) -> str:
    """Return *value* as messages repeat it: short, and no identity number in it.

    >>> shown("110101199003070000")
    "'***'"
    """
    if isinstance(value, (dict, list, tuple)):
        # What is inside may name a person; that it is a list or an object is enough.
        return "{…}" if isinstance(value, dict) else "[…]"
    try:
        text = masked(repr(value))
    except ValueError:
        return "***"  # a number too long to be written out
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _plain(kind: type[Number], zh: str, en: str) -> Callable[[object, Any], Number]:
    """Return a hook that accepts values of exactly *kind* and converts nothing."""

    def hook(value: object, _type: Any) -> Number:  # noqa: ANN401
        # ``type(…) is``: a bool is an int by inheritance, but not a number.
        if type(value) is not kind or abs(value) >= INTEGER_LIMIT:
            raise _MisfitError(value, zh, en)
        return value

    return hook


def _text(value: object, _type: object) -> str:
    if type(value) is not str:
        raise _MisfitError(value, "文本", "text")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise _MisfitError(value, "可编码的文本", "text without surrogates") from None
    return value


def _day(value: object, _type: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass  # a day that does not exist is reported like any other misfit
    raise _MisfitError(
        value, "存在的日期，如 2021-07-15", "a day that exists, YYYY-MM-DD"
    )


def _time(value: object, _type: object) -> time:
    if isinstance(value, str) and _TIME.fullmatch(value):
        try:
            return time.fromisoformat(value)
        except ValueError:
            pass  # an hour that does not exist is reported like any other misfit
    raise _MisfitError(value, "时刻，如 08:25:30", "a time of day, HH:MM or HH:MM:SS")


def _decimal(value: object, _type: object) -> Decimal:
    if type(value) is int and abs(value) < INTEGER_LIMIT:
        return Decimal(value)
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return Decimal(value)
    raise _MisfitError(
        value,
        '整数，或写成文本的小数，如 "95.5"',
        'a whole number, or a decimal written as text such as "95.5"',
    )


def _decimal_out(value: Decimal) -> int | str:
    """A whole number stays a number; decimals are text, so that none is lost."""
    text = format(value, "f")
    short = len(text) <= _DIGITS_OF_A_NUMBER
    return int(text) if short and "." not in text and text != "-0" else text


def _from_text(parse: Callable[[str], T]) -> Callable[[object, Any], T]:
    def hook(value: object, _type: Any) -> T:  # noqa: ANN401
        return parse(_text(value, _type))

    return hook


def _member(value: object, cls: type[LabelledEnum]) -> LabelledEnum:
    if not isinstance(value, str):
        raise _MisfitError(value, f"{cls.__name__} 代码", f"a code of {cls.__name__}")
    return cls.of(value)


def _is_tuple(annotation: Any) -> bool:  # noqa: ANN401
    return get_origin(annotation) is tuple


def _is_frozenset(annotation: Any) -> bool:  # noqa: ANN401
    return get_origin(annotation) is frozenset


def _is_enum(annotation: Any) -> bool:  # noqa: ANN401
    return isinstance(annotation, type) and issubclass(annotation, LabelledEnum)


def _sequence_hook(annotation: Any) -> Callable[[object, Any], Any]:  # noqa: ANN401
    """Return a hook that reads a list, and only a list, and reports each bad member."""
    inner_type, make = get_args(annotation)[0], get_origin(annotation)
    inner = CONVERTER.get_structure_hook(inner_type)

    def hook(value: object, _type: Any) -> Any:  # noqa: ANN401
        if not isinstance(value, list):
            raise _MisfitError(value, "列表", "a list")
        results, errors = [], []
        for index, each in enumerate(value):
            try:
                results.append(inner(each, inner_type))
            except (BaseValidationError, AdminLawError, _MisfitError) as error:
                note = IterableValidationNote(f"member {index}", index, inner_type)
                error.add_note(note)
                errors.append(error)
        if errors:
            message = f"while reading {annotation}"
            raise IterableValidationError(message, errors, annotation)
        return make(results)

    return hook


def _class_hook(cls: type[Any]) -> Callable[[object, Any], Any]:
    inner = make_dict_structure_fn(
        cls,
        CONVERTER,
        _cattrs_forbid_extra_keys=True,
        _cattrs_detailed_validation=True,
    )

    def hook(value: object, annotation: Any) -> Any:  # noqa: ANN401
        if not isinstance(value, dict):
            raise _MisfitError(value, "对象（花括号）", "an object")
        return inner(value, annotation)

    return hook


def _class_out(cls: type[Any]) -> Callable[[Any], dict[str, Any]]:
    return make_dict_unstructure_fn(cls, CONVERTER, _cattrs_omit_if_default=True)


def _register_leaves(converter: Converter) -> None:
    plain = {
        str: _text,
        int: _plain(int, "整数", "a whole number"),
        bool: _plain(bool, "true 或 false", "true or false"),
        date: _day,
        time: _time,
        Decimal: _decimal,
        Length: _from_text(Length.parse),
        Citation: _from_text(parse_citation),
    }
    for cls, hook in plain.items():
        converter.register_structure_hook(cls, hook)
    for cls in (Length, Citation):
        converter.register_unstructure_hook(cls, str)
    for cls in (date, time):
        converter.register_unstructure_hook(cls, lambda value: value.isoformat())
    converter.register_unstructure_hook(Decimal, _decimal_out)


def _build(converter: Converter) -> None:
    """Give the converter its hooks; a later hook wins over an earlier one."""
    converter.register_structure_hook_factory(attrs.has, _class_hook)
    converter.register_unstructure_hook_factory(attrs.has, _class_out)
    converter.register_structure_hook_factory(_is_tuple, _sequence_hook)
    converter.register_structure_hook_factory(_is_frozenset, _sequence_hook)
    converter.register_unstructure_hook_func(_is_frozenset, sorted)
    converter.register_structure_hook_func(_is_enum, _member)
    converter.register_unstructure_hook_func(_is_enum, lambda member: member.code)
    _register_leaves(converter)


CONVERTER = Converter(forbid_extra_keys=True, detailed_validation=True)
_build(CONVERTER)

__all__ = [
    "CONVERTER",
    "DAY_PATTERN",
    "DECIMAL_PATTERN",
    "INTEGER_LIMIT",
    "TIME_PATTERN",
    "shown",
    "structure",
    "unstructure",
]
