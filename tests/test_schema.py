"""The JSON Schema of every entity agrees with what the converter reads.

A schema cannot say that an id is held, that a span ends after it starts or that a
text is a citation; in all else what it accepts and what ``structure`` accepts are
compared, record by record and mistake by mistake.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from adminlaw.converter import structure, unstructure
from adminlaw.errors import InputError
from adminlaw.labels import Label
from adminlaw.model import COLLECTIONS, Case, Event, Figure, Register
from adminlaw.money import Money
from adminlaw.register import json_schema, read_register, write_register
from adminlaw.spans import DateSpan
from tests.strategies import (
    ENTITIES,
    entities,
    init_types,
    json_values,
    nodes,
    replaced,
    specimen,
)

HAN = re.compile("[一-鿿]")
HEAD = {"schema_version": 1}
"""What the file of a register holds besides its fields."""

every_entity = pytest.mark.parametrize("cls", ENTITIES, ids=lambda cls: cls.__name__)


@cache
def validator(name: str) -> Draft202012Validator:
    """Return the validator of the entity called *name*."""
    (cls,) = [each for each in ENTITIES if each.__name__ == name]
    return Draft202012Validator(json_schema(cls))


def accepts(cls: type[Any], payload: object) -> bool:
    """Tell whether the schema of *cls* accepts *payload*."""
    return validator(cls.__name__).is_valid(_as_file(cls, payload))


def _as_file(cls: type[Any], payload: object) -> object:
    """The schema of a register is that of its file, which says its version."""
    return (
        {**HEAD, **payload}
        if cls is Register and isinstance(payload, dict)
        else payload
    )


def reads(cls: type[Any], payload: object) -> bool:
    """Tell whether ``structure`` reads *payload*."""
    try:
        structure(payload, cls)
    except InputError:
        return False
    return True


# What is read is accepted


@every_entity
def test_each_schema_is_a_schema_of_its_dialect(cls: type[Any]) -> None:
    """The schema is valid, names its dialect and consists of plain JSON."""
    schema = json_schema(cls)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert json.loads(json.dumps(schema)) == schema


@every_entity
@settings(max_examples=30)
@given(data=st.data())
def test_the_schema_accepts_every_record(cls: type[Any], data: st.DataObject) -> None:
    """Whatever record is made, its plain data satisfies the schema."""
    payload = unstructure(data.draw(entities(cls)))
    validator(cls.__name__).validate(_as_file(cls, payload))
    assert reads(cls, payload)


@every_entity
def test_the_schema_accepts_a_record_with_every_field(cls: type[Any]) -> None:
    """The schema knows every field of every class."""
    assert accepts(cls, unstructure(specimen(cls)))


@every_entity
def test_the_schema_accepts_a_record_with_required_fields_only(
    cls: type[Any],
) -> None:
    """What has a default may be left out."""
    full = unstructure(specimen(cls))
    bare = {name: full[name] for name in required(cls)}
    assert accepts(cls, bare)
    assert reads(cls, bare)


def required(cls: type[Any]) -> list[str]:
    """Return the names of the fields that the constructor insists on."""
    return [
        each.name
        for each in attrs.fields(cls)
        if each.init and each.default is attrs.NOTHING
    ]


def test_the_files_of_a_register_satisfy_its_schema(tmp_path: Any) -> None:  # noqa: ANN401
    """A register in one file is a document of the schema of registers."""
    file = tmp_path / "register.json"
    register = specimen(Register)
    write_register(attrs.evolve(register, place=register.places[0].id), file)
    payload = json.loads(file.read_text("utf-8"))
    Draft202012Validator(json_schema(Register)).validate(payload)
    assert read_register(file).id == payload["id"]


@every_entity
@settings(max_examples=60)
@given(data=st.data())
def test_the_schema_accepts_whatever_is_read(
    cls: type[Any], data: st.DataObject
) -> None:
    """Of changed payloads the schema refuses none that ``structure`` reads."""
    good = unstructure(specimen(cls))
    path = data.draw(st.sampled_from([path for path, _ in nodes(good)]))
    changed = replaced(good, path, data.draw(json_values | near_values))
    assert accepts(cls, changed) or not reads(cls, changed)


near_values: st.SearchStrategy[object] = st.sampled_from(
    [
        None,
        [],
        {},
        "",
        "2021-02-29",
        "24:00",
        "08:25",
        "1 days",
        "3 month",
        "-0",
        "0.0",
        -5,
        10**20,
        True,
        ["《刑法》"],
        {"since": "2021-01-01"},
        {"since": None, "until": None},
        {"amount": "5"},
        {"zh": "", "en": ""},
        {"kind": "held"},
        ["cases"],
        [[]],
    ]
)
"""Plain values that fit some field or nearly do."""


# What is broken is refused


@every_entity
def test_a_record_without_a_required_field_is_refused(cls: type[Any]) -> None:
    """Each required field is missed, by the schema and by the converter."""
    good = unstructure(specimen(cls))
    assert required(cls)
    for name in required(cls):
        broken = {each: value for each, value in good.items() if each != name}
        assert not accepts(cls, broken)
        assert not reads(cls, broken)


@every_entity
def test_an_unknown_field_is_refused_at_every_depth(cls: type[Any]) -> None:
    """Each object of a record, also one inside it, has its own fields and no others."""
    good = unstructure(specimen(cls))
    for path, each in nodes(good):
        if isinstance(each, dict):
            broken = replaced(good, path, {**each, "colour": "red"})
            assert not accepts(cls, broken), path
            assert not reads(cls, broken), path


@every_entity
@pytest.mark.parametrize(
    "wrong", [{"colour": "red"}, 1.5, [[1.5]], b"bytes".hex() * 9], ids=repr
)
def test_a_value_of_a_wrong_type_is_refused_in_each_field(
    cls: type[Any], wrong: object
) -> None:
    """No field takes an unknown object, a fraction or a list of lists of them."""
    good = unstructure(specimen(cls))
    for name in init_types(cls):
        broken = {**good, name: wrong}
        assert not accepts(cls, broken) or takes_any_text(cls, name, wrong), name
        assert accepts(cls, broken) == reads(cls, broken), name


def takes_any_text(cls: type[Any], name: str, value: object) -> bool:
    """Tell whether a field is plain text, which any text fits."""
    shown = unstructure(specimen(cls))[name]
    return isinstance(value, str) and isinstance(shown, str)


@every_entity
def test_a_scalar_of_a_wrong_type_is_refused_at_every_depth(cls: type[Any]) -> None:
    """Text for a number, a number for text, null for what is required: none fits."""
    good = unstructure(specimen(cls))
    wrongs: tuple[object, ...] = (True, 7.25, [], {}, [None])
    for path, each in shallow(cls, good):
        for wrong in wrongs:
            if type(wrong) is not type(each):
                broken = replaced(good, path, wrong)
                assert accepts(cls, broken) == reads(cls, broken), (path, wrong)


def shallow(cls: type[Any], good: object) -> list[tuple[str, object]]:
    """Return every value of a record; of a register what is above its records."""
    return [
        (path, each)
        for path, each in nodes(good)
        if cls is not Register or "[0]." not in path
    ]


@every_entity
def test_an_unknown_code_is_refused(cls: type[Any]) -> None:
    """A closed list takes its codes only: no other, no label, no other case."""
    good = unstructure(specimen(cls))
    for path in coded(cls, good):
        for wrong in ("no such code", "", "其他", "OTHER", None):
            broken = replaced(good, path, wrong)
            assert accepts(cls, broken) == reads(cls, broken)
            assert wrong is None or not accepts(cls, broken), path


def coded(cls: type[Any], good: object) -> list[str]:
    """Return the paths in *good* at which the schema lists what is allowed."""
    return [
        path
        for path, each in shallow(cls, good)
        if isinstance(each, str)
        and any(
            "enum" in json.dumps(error.schema)
            for error in validator(cls.__name__).iter_errors(
                _as_file(cls, replaced(good, path, "no such code"))
            )
        )
    ]


def test_the_codes_of_every_closed_list_are_found() -> None:
    """The test above looks at the codes that a case holds, inside its parts as well."""
    good = unstructure(specimen(Case))
    assert {"$.kind", "$.outcome", "$.events[0].kind", "$.links[0].kind"} <= set(
        coded(Case, good)
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("as_of", "2021-7-15"),
        ("as_of", "15.07.2021"),
        ("as_of", "2021-07-15T00:00:00"),
        ("as_of", 20210715),
        ("value", "1e3"),
        ("value", "1,000"),
        ("value", ".5"),
        ("value", "007"),
        ("value", "NaN"),
        ("value", 95.5),
        ("value", True),
        ("open_list", 1),
        ("open_list", "true"),
        ("members", "甲"),
        ("members", ["甲", None]),
        ("label", "名称"),
        ("label", {"zh": "名称"}),
        ("label", {"zh": "名称", "en": None}),
        ("period", {"since": "2021"}),
        ("period", {"from": "2021-01-01"}),
        ("unit", None),
    ],
)
def test_a_value_in_another_writing_is_refused(field: str, value: object) -> None:
    """Days, decimals and labels have one writing, which the schema knows."""
    broken = {**unstructure(specimen(Figure)), field: value}
    assert not accepts(Figure, broken)
    assert not reads(Figure, broken)


@pytest.mark.parametrize("text", ["8:25", "08:25:30.5", "08:25Z", "0825"])
def test_a_time_in_another_writing_is_refused(text: str) -> None:
    """A time of day has hours and minutes, and seconds perhaps."""
    broken = {"kind": "held", "time": text}
    assert not accepts(Event, broken)
    assert not reads(Event, broken)


@pytest.mark.parametrize(
    "text",
    ["20 workdays", "0 days", "-1 days", "20", "days", "20  days", "1.5 years",
     "1000000 days", " 20 days"],
)  # fmt: skip
def test_a_length_in_another_writing_is_refused(text: str) -> None:
    """A length is a whole number from 1, a blank and a unit."""
    (cls,) = [each for each in ENTITIES if each.__name__ == "ServiceItem"]
    broken = {**unstructure(specimen(cls)), "promised_limit": text}
    assert not accepts(cls, broken)
    assert not reads(cls, broken)


@pytest.mark.parametrize("version", [None, "1", 1.5, True, [1]], ids=repr)
def test_a_register_says_its_version_as_a_number(version: object) -> None:
    """The version of the format is required of a register and is a whole number."""
    payload = unstructure(specimen(Register))
    schema = Draft202012Validator(json_schema(Register))
    assert schema.is_valid({**payload, "schema_version": 1})
    assert not schema.is_valid({**payload, "schema_version": version})
    assert not schema.is_valid(payload)


# The schema is made for people as well


@every_entity
def test_every_object_and_property_has_a_chinese_title(cls: type[Any]) -> None:
    """A form that is made from the schema is labelled in Chinese throughout."""
    schema = json_schema(cls)
    for each in [schema, *schema.get("$defs", {}).values()]:
        assert HAN.search(each["title"])
        for name, member in each["properties"].items():
            assert name == "schema_version" or HAN.search(member["title"])


@every_entity
def test_the_properties_are_the_fields(cls: type[Any]) -> None:
    """Each field is a property under its own name, in order, and nothing else is."""
    extra = ["schema_version"] if cls is Register else []
    assert list(json_schema(cls)["properties"]) == [*init_types(cls), *extra]


def test_closed_lists_are_explained_in_chinese() -> None:
    """The codes of a closed list come with their Chinese labels."""
    kind = json_schema(Case)["properties"]["kind"]
    assert "reconsideration" in kind["enum"]
    assert "reconsideration (行政复议)" in kind["description"]


@pytest.mark.parametrize(
    "record", [Label("甲", "a"), Money(specimen(Figure).value), DateSpan.year(2021)],
    ids=lambda each: type(each).__name__,
)  # fmt: skip
def test_a_part_of_a_record_has_a_schema_of_its_own(record: object) -> None:
    """Labels, amounts and spans are described like entities."""
    schema = Draft202012Validator(json_schema(type(record)))
    assert schema.is_valid(unstructure(record))
    assert not schema.is_valid({"colour": "red"})


def test_the_schema_of_a_register_describes_every_kind_of_record() -> None:
    """Each collection is a list of records defined once."""
    schema = json_schema(Register)
    for name, cls in COLLECTIONS.items():
        items = schema["properties"][name]["items"]
        assert items == {"$ref": f"#/$defs/{cls.__name__}"}
        assert cls.__name__ in schema["$defs"]


def test_a_caller_may_change_a_schema() -> None:
    """A schema belongs to who asked for it: no two share an object or a list."""
    one, two = json_schema(Register), json_schema(Register)
    assert not containers(one) & containers(two)


def containers(schema: object) -> set[int]:
    """Return the identity of every object and list inside a schema."""
    return {id(each) for _, each in nodes(schema) if isinstance(each, (dict, list))}
