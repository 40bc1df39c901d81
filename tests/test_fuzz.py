"""Whatever comes in is read or refused, and what is read fits its JSON Schema.

A valid payload of each class is changed at random places: values are left out,
replaced, doubled, nested, moved and turned into other types, so that most of it stays
plausible. Files are changed byte by byte and line by line. The only answers allowed are
a record or an InputError; anything else is a defect, however odd the input.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from adminlaw.checks import audit
from adminlaw.converter import structure, unstructure
from adminlaw.errors import AdminLawError, InputError
from adminlaw.model import COLLECTIONS, Register
from adminlaw.model.fields import field_types
from adminlaw.register import (
    SCHEMA_VERSION,
    PartialRegister,
    json_schema,
    read_partial_register,
    read_register,
    write_register,
)
from adminlaw.report import audit_json, audit_text
from tests.strategies import json_values, specimen

Steps = tuple[str | int, ...]
"""The way to a value inside plain data: keys and positions."""


def reached(cls: type[Any], known: dict[str, type[Any]]) -> dict[str, type[Any]]:
    """Return *cls* and every class of the model inside it, by name."""
    known[cls.__name__] = cls
    for annotation in field_types(cls).values():
        for inner in (annotation, *get_args(annotation)):
            of_model = getattr(inner, "__module__", "").startswith("adminlaw.model.")
            if of_model and attrs.has(inner) and inner.__name__ not in known:
                reached(inner, known)
    return known


CLASSES = reached(Register, {})
FIELDS = sorted({each for cls in CLASSES.values() for each in field_types(cls)})
every_class = pytest.mark.parametrize("cls", CLASSES.values(), ids=list(CLASSES))


@cache
def full_text(name: str) -> str:
    """Return a payload of a class in which every field is filled, as JSON."""
    record = specimen(CLASSES[name])
    if type(record) is Register:
        record = attrs.evolve(record, place=record.places[0].id)
    return json.dumps(unstructure(record))


@cache
def bare_text(name: str) -> str:
    """Return a payload of a class with its required fields only, as JSON."""
    full = json.loads(full_text(name))
    required = [
        each.name
        for each in attrs.fields(CLASSES[name])
        if each.init and each.default is attrs.NOTHING
    ]
    return json.dumps({field: full[field] for field in required})


def texts_of(cls: type[Any]) -> tuple[str, str]:
    """Return both payloads of *cls*."""
    return full_text(cls.__name__), bare_text(cls.__name__)


# Changes

NEAR: tuple[Any, ...] = (
    *(
        "",
        " ",
        "甲-1",
        "\x00",
        "\ud800",
        "《刑\ud800》",
        "\u2028",
        "null",
        "0",
        "-0",
        "0.0",
        "95.50",
    ),
    *("1" * 30, "1" * 31, "-1", "1.", "1e3", 0, -1, 1, 2**63, 10**30 - 1, 10**30),
    *(-(10**30), 1.0, 0.5, 1e308, float("inf"), float("nan"), True, False, None),
    *("2021-07-15", "2021-02-29", "0001-01-01", "9999-12-31", "2021-7-1", "20210715"),
    *("08:25", "08:25:30", "24:00", "25:00", "8:25", "20 days", "1 hours", "0 days"),
    *("999999 years", "1000000 years", "《刑法》第五条", "刑法", "《》", "第五条"),
    *("county", "penalty", "held", "other", "case", "yuan", "places", "县级"),
    *([], {}, [[]], [{}], {"": None}, ["甲-1"], ["甲-1", "甲-1"], ["places"]),
    *({"since": "2021-01-01"}, {"since": "9999-12-31"}, {"until": "0001-01-01"}),
    *({"since": "2021-01-02", "until": "2021-01-01"}, {"amount": 1}, {"amount": "1.5"}),
    *({"zh": "", "en": ""}, {"kind": "held"}, {"unit": "yuan", "least": 2, "most": 1}),
)
"""Values that are right somewhere, or wrong by a hair."""


def steps_in(payload: object, before: Steps = ()) -> Iterator[Steps]:
    """Yield the way to every value inside plain data, the whole first."""
    yield before
    if isinstance(payload, dict):
        for name, each in payload.items():
            yield from steps_in(each, (*before, name))
    elif isinstance(payload, list):
        for index, each in enumerate(payload):
            yield from steps_in(each, (*before, index))


def value_at(payload: Any, steps: Steps) -> Any:  # noqa: ANN401
    """Return the value at the end of the way."""
    for step in steps:
        payload = payload[step]
    return payload


def changed(payload: Any, steps: Steps, new: Callable[[Any], Any]) -> Any:  # noqa: ANN401
    """Return a copy in which *new* was done to the value at the end of the way."""
    if not steps:
        return new(payload)
    first, rest = steps[0], steps[1:]
    copy = payload.copy()
    copy[first] = changed(payload[first], rest, new)
    return copy


def without(payload: Any, steps: Steps) -> Any:  # noqa: ANN401
    """Return a copy without the value at the end of the way."""

    def less(holder: Any) -> Any:  # noqa: ANN401
        copy = holder.copy()
        del copy[steps[-1]]
        return copy

    return changed(payload, steps[:-1], less) if steps else None


def doubled(value: Any) -> Any:  # noqa: ANN401
    """Return a list or text twice in a row, an object with each value once more."""
    if isinstance(value, dict):
        return {**value, **{f"{name}2": each for name, each in value.items()}}
    return value * 2 if isinstance(value, (list, str)) else [value, value]


def turned(value: Any) -> Any:  # noqa: ANN401
    """Return what is nearest to a value in another type of JSON."""
    if isinstance(value, bool) or value is None:
        return int(value or 0)
    if isinstance(value, dict):
        return [[name, each] for name, each in value.items()]
    if isinstance(value, list):
        return {str(index): each for index, each in enumerate(value)}
    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdigit() else list(value)
    return str(value)


def nested(value: object) -> list[object]:
    """Return a value one level deeper, in the ways that people get wrong."""
    return [[value], {"value": value}, {"": value}, [[value]], {"zh": value}]


def alike(value: object) -> list[Any]:
    """Return the values nearby that have the JSON type of *value*."""
    return [each for each in NEAR if type(each) is type(value)] or list(NEAR)


Draw = Callable[[st.SearchStrategy[Any]], Any]


def mutated(payload: Any, draw: Draw) -> Any:  # noqa: ANN401
    """Return a copy of plain data with one change at one place."""
    ways = list(steps_in(payload))
    steps: Steps = draw(st.sampled_from(ways))
    other = value_at(payload, draw(st.sampled_from(ways)))
    match draw(st.integers(0, 8)):
        case 0:
            return without(payload, steps)
        case 1:
            new = draw(json_values)
        case 2:
            new = draw(st.sampled_from(NEAR))
        case 3:
            new = draw(st.sampled_from(alike(value_at(payload, steps))))
        case 4:
            new = doubled(value_at(payload, steps))
        case 5:
            new = draw(st.sampled_from(nested(value_at(payload, steps))))
        case 6:
            new = turned(value_at(payload, steps))
        case 7:
            new = other
        case _:
            name = draw(st.sampled_from(FIELDS))
            return changed(
                payload,
                steps,
                lambda old: {**old, name: other} if isinstance(old, dict) else other,
            )
    return changed(payload, steps, lambda _: new)


@st.composite
def mutants(draw: Draw, cls: type[Any], *, most: int = 3) -> Any:  # noqa: ANN401
    """Draw payloads of *cls* with up to *most* changes."""
    payload = json.loads(draw(st.sampled_from(texts_of(cls))))
    for _ in range(draw(st.integers(1, most))):
        payload = mutated(payload, draw)
    return payload


def answer(payload: object, cls: type[Any]) -> Any:  # noqa: ANN401
    """Return the record, or None where it is refused as it should be."""
    try:
        return structure(payload, cls)
    except InputError as error:
        refused_well(error)
        return None


def refused_well(error: InputError) -> None:
    """Fail unless an error has problems, each with a path, and can be written down."""
    problems = error.problems
    assert problems
    for each in problems:
        assert each.path.startswith("$")
        assert each.expected_zh
        assert each.expected_en
    for message in (error.message("zh"), error.message("en")):
        assert message.encode()
        assert len(message.split("\n")) > len(problems)


# Records


@cache
def validator(name: str) -> Draft202012Validator:
    """Return the validator of a class."""
    return Draft202012Validator(json_schema(CLASSES[name]))


def as_file(cls: type[Any], payload: Any) -> Any:  # noqa: ANN401
    """Return what the schema describes: the file of a register says its version."""
    whole = cls is Register and isinstance(payload, dict)
    return {"schema_version": SCHEMA_VERSION, **payload} if whole else payload


@every_class
def test_the_changes_start_from_what_is_read(cls: type[Any]) -> None:
    """Both payloads of each class are good, so that a refusal comes of a change."""
    for text in texts_of(cls):
        assert type(structure(json.loads(text), cls)) is cls
        validator(cls.__name__).validate(as_file(cls, json.loads(text)))


@every_class
@settings(max_examples=40)
@given(data=st.data())
def test_a_changed_payload_is_read_or_refused(
    cls: type[Any], data: st.DataObject
) -> None:
    """Only a record or an InputError comes of a payload, which stays as it was."""
    payload = data.draw(mutants(cls))
    before = repr(payload)
    record = answer(payload, cls)
    assert record is None or type(record) is cls
    assert repr(payload) == before


@every_class
@settings(max_examples=40)
@given(data=st.data())
def test_what_is_read_fits_the_schema(cls: type[Any], data: st.DataObject) -> None:
    """Whenever a payload is read, the JSON Schema of its class accepts it as well."""
    payload = data.draw(mutants(cls, most=1))
    if answer(payload, cls) is not None:
        validator(cls.__name__).validate(as_file(cls, payload))


@every_class
@settings(max_examples=30)
@given(data=st.data())
def test_what_is_read_can_be_shown_and_written(
    cls: type[Any], data: st.DataObject
) -> None:
    """A record that was read has a ``repr`` and survives the way through UTF-8 JSON."""
    record = answer(data.draw(mutants(cls, most=1)), cls)
    if record is None:
        return
    text = json.dumps(unstructure(record), ensure_ascii=False)
    assert structure(json.loads(text.encode()), cls) == record
    assert repr(record)
    if hasattr(record, "_repr_html_"):
        assert record._repr_html_().startswith("<table>")


@settings(max_examples=150)
@given(payload=json_values, name=st.sampled_from(sorted(CLASSES)))
def test_anything_at_all_is_read_or_refused(payload: object, name: str) -> None:
    """JSON that has nothing to do with a class is refused by it, or fits its schema."""
    if answer(payload, CLASSES[name]) is not None:
        validator(name).validate(as_file(CLASSES[name], payload))


# Files

HEADER = 'schema_version = 2\nid = "r"\nlabel = { zh = "册", en = "register" }\n'
PLACES = [
    json.dumps(
        {"id": f"p{each}", "name": "某县", "level": "county"}, ensure_ascii=False
    )
    for each in range(6)
]


@cache
def good_files() -> Mapping[str, bytes]:
    """Return the files of a register in which every field is filled."""
    payload = json.loads(full_text("Register"))
    header = (
        f'{HEADER}place = "{payload["place"]}"\nsources = ["{payload["sources"][0]}"]\n'
        'period = { since = 2021-01-01, until = 2022-01-01 }\ncomplete = ["cases"]\n'
    )
    rows = {
        f"{kind}.jsonl": "".join(f"{json.dumps(each)}\n" for each in payload[kind])
        for kind in COLLECTIONS
    }
    return {
        name: text.encode() for name, text in {"register.toml": header, **rows}.items()
    }


def written(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write files into a new folder."""
    path.mkdir()
    for name, data in files.items():
        (path / name).write_bytes(data)
    return path


def read(path: Path) -> PartialRegister | None:
    """Return what can be read, or None where the register is refused as it should be.

    Reading in full and in part have to agree.
    """
    error = refusal(path)
    try:
        partial = read_partial_register(path)
    except InputError as lost:
        if error is None or error.problems != lost.problems:
            raise
        return None
    assert partial.problems == (error.problems if error else ())
    assert error is not None or read_register(path) == partial.register
    return partial


def refusal(path: Path) -> InputError | None:
    """Return the error for which a register is refused, or None where it is read."""
    try:
        read_register(path)
    except InputError as error:
        refused_well(error)
        return error
    return None


@st.composite
def spoiled(draw: Draw, data: bytes) -> bytes:
    """Draw copies of *data* with bytes left out, doubled, changed or put in."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 12)))
        new = draw(
            st.one_of(
                st.binary(max_size=4),
                st.just(data[start:end] * 2),
                st.sampled_from(
                    [b"", b"\n", b"\r", b"\0", b'"', b"[", b"{", b"\xef\xbb"]
                ),
                st.sampled_from(
                    ["汉".encode("gb18030"), b"\xff\xfe", b"\\ud800", b"1e9"]
                ),
            )
        )
        data = data[:start] + new + data[end:]
    return data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data


@settings(max_examples=80)
@given(data=st.data())
def test_a_register_with_spoiled_bytes_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever bytes a file has lost or gained, there is a register or a report."""
    files = good_files()
    name = data.draw(st.sampled_from(["register.toml", *sorted(files)]))
    changed_file = {name: data.draw(spoiled(files[name]))}
    path = tmp_path_factory.mktemp("spoiled") / "register"
    partial = read(written(path, {**files, **changed_file}))
    assert partial is None or isinstance(partial.register, Register)


@settings(max_examples=60)
@given(data=st.data())
def test_a_single_file_with_spoiled_bytes_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """The same of a register in one file, which is lost as a whole where it is cut."""
    good = json.dumps(
        {"schema_version": 2, "id": "r", "label": {"zh": "册", "en": "r"}}
    )[:-1]
    text = f'{good}, "places": [{", ".join(PLACES)}]}}'
    file = tmp_path_factory.mktemp("spoiled") / "register.json"
    file.write_bytes(data.draw(spoiled(text.encode())))
    partial = read(file)
    assert partial is None or isinstance(partial.register, Register)


one_line = st.one_of(
    st.text(max_size=30).map(lambda text: text.replace("\n", " ")),
    json_values.map(json.dumps),
    mutants(COLLECTIONS["places"]).map(json.dumps),
)


@settings(max_examples=100)
@given(data=st.data())
def test_good_lines_among_bad_ones_are_read_and_bad_ones_reported(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Of each line there is a record or a problem with its number; none is lost.

    A bad line that happens to be a good record may take an id before its owner.
    """
    numbers = data.draw(st.sets(st.integers(1, len(PLACES)), min_size=1, max_size=4))
    lines = [
        _encodable(data.draw(one_line)) if number in numbers else line
        for number, line in enumerate(PLACES, 1)
    ]
    path = tmp_path_factory.mktemp("lines") / "register"
    files = {"register.toml": HEADER, "places.jsonl": "\n".join(lines)}
    partial = read(written(path, {name: each.encode() for name, each in files.items()}))
    assert partial is not None
    held = {each.id for each in partial.register.places}
    assert held >= {f"p{number - 1}" for number in range(1, 7) if number not in numbers}
    reported = {each.line for each in partial.problems}
    # The reader looks at bytes, in which U+0085 is no blank as it is in a text.
    filled = sum(bool(line.encode().strip()) for line in lines)
    assert len(partial.register.places) + len(reported) == filled


def _encodable(text: str) -> str:
    return text.encode(errors="replace").decode()


# Whole registers

days = st.dates(date(1990, 1, 1), date(2040, 1, 1))


@settings(max_examples=60)
@given(data=st.data(), day=days | st.sampled_from([date.min, date.max]))
def test_whatever_is_read_can_be_audited(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, day: date
) -> None:
    """An audit of what a changed file still holds ends with a report, on any day."""
    payload = data.draw(mutants(Register))
    file = tmp_path_factory.mktemp("audit") / "register.json"
    file.write_text(json.dumps(as_file(Register, payload)))
    partial = read(file)
    if partial is None:
        return
    report = audit(partial.register, as_of=day)
    for text in (audit_text(report, "zh"), audit_text(report, "en")):
        assert text.encode()
    assert json.loads(audit_json(report))["register"] == partial.register.id


@settings(max_examples=40)
@given(data=st.data())
def test_whatever_is_read_can_be_written_and_read_again(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """What a changed file still holds survives in both forms."""
    payload = data.draw(mutants(Register))
    path = tmp_path_factory.mktemp("again")
    (path / "a.json").write_text(json.dumps(as_file(Register, payload)))
    partial = read(path / "a.json")
    if partial is None:
        return
    for name in ("folder", "file.json"):
        write_register(partial.register, path / name)
        assert read_register(path / name) == partial.register


@every_class
@settings(max_examples=15)
@given(data=st.data())
def test_no_error_but_those_of_the_tree_comes_of_a_constructor(
    cls: type[Any], data: st.DataObject
) -> None:
    """A class called with any values makes a record or raises an AdminLawError."""
    names = [each.name for each in attrs.fields(cls) if each.init]
    values = {
        name: data.draw(st.sampled_from(NEAR) | json_values)
        for name in data.draw(st.sets(st.sampled_from(names), min_size=1))
    }
    try:
        result: object = attrs.evolve(specimen(cls), **values)
    except AdminLawError as error:
        result = error
    assert isinstance(result, (cls, AdminLawError))
