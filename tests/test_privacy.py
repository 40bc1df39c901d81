"""Natural persons: what may name one is shown nowhere, and can be emptied.

A marker is planted in every personal field at every depth of a record; then
everything that the library says of the record is searched for it. The duty behind
the tests: 《个人信息保护法》第五十一条 (no leaks of personal information).
"""

from __future__ import annotations

import json
import traceback
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adminlaw.converter import structure, unstructure
from adminlaw.errors import AdminLawError, FieldTypeError, InputError
from adminlaw.model import Case, Event, EventKind, Register, redact
from adminlaw.register import read_partial_register, read_register
from tests.strategies import (
    ENTITIES,
    PERSONAL,
    entities,
    init_types,
    nodes,
    replaced,
    specimen,
)

MARK = "某某某"
"""Stands for the name or the number of a person."""

NAMES = {name for _, name in PERSONAL}

every_entity = pytest.mark.parametrize("cls", ENTITIES, ids=lambda cls: cls.__name__)


def planted(record: Any, mark: str = MARK) -> Any:  # noqa: ANN401
    """Return a copy with *mark* in every personal field, at every depth."""
    if isinstance(record, tuple):
        return tuple(planted(each, mark) for each in record)
    if type(record) not in ENTITIES:
        return record
    changes = {
        name: mark
        if (type(record).__name__, name) in PERSONAL
        else planted(getattr(record, name), mark)
        for name in init_types(type(record))
    }
    return attrs.evolve(record, **changes)


def marked(cls: type[Any]) -> Any:  # noqa: ANN401
    """Return plain data of *cls* with the marker in it, before all that a cut hides."""
    return _personal_first(unstructure(planted(specimen(cls))))


def _personal_first(payload: object) -> object:
    if isinstance(payload, dict):
        holders = {"events", "cases"} | NAMES
        names = sorted(payload, key=lambda name: name not in holders)
        return {name: _personal_first(payload[name]) for name in names}
    if isinstance(payload, list):
        return [_personal_first(each) for each in payload]
    return payload


HOLDERS = [
    cls for cls in ENTITIES if MARK in json.dumps(marked(cls), ensure_ascii=False)
]
every_holder = pytest.mark.parametrize("cls", HOLDERS, ids=lambda cls: cls.__name__)


def said(error: BaseException) -> str:
    """Return all that an error shows: messages, arguments, traceback."""
    words = [str(error), repr(error), *traceback.format_exception(error)]
    if isinstance(error, AdminLawError):
        words += [error.message("zh"), error.message("en")]
    return "\n".join(words)


def refusal(payload: object, cls: type[Any]) -> str:
    """Return all that is said where *payload* is refused; empty where it is read."""
    try:
        structure(payload, cls)
    except InputError as error:
        return said(error)
    return ""


def test_the_fields_that_may_name_a_person_are_marked_so() -> None:
    """The marks are names of persons, their numbers and the keeper's remark."""
    found = {
        (cls.__name__, each.name)
        for cls in ENTITIES
        for each in attrs.fields(cls)
        if each.metadata.get("personal")
    }
    assert found == PERSONAL


def test_persons_are_held_by_cases_registers_and_whatever_has_events() -> None:
    """The search below covers whatever names a person or stands on a timeline."""
    naming = {cls for cls in ENTITIES if cls.__name__ in {name for name, _ in PERSONAL}}
    with_events = {cls for cls in ENTITIES if "events" in init_types(cls)}
    assert set(HOLDERS) == with_events | naming | {Event, Case, Register}


@every_holder
def test_a_record_shows_no_person(cls: type[Any]) -> None:
    """No ``repr``, text, format or HTML of a record holds its personal fields."""
    record = planted(specimen(cls))
    shown = [repr(record), str(record), f"{record}", f"{record!r}", "%s" % (record,)]  # noqa: UP031 - one way more
    if cls is not Register:
        shown.append(record._repr_html_())
    assert MARK not in "".join(shown)


def test_a_register_shows_no_person_in_a_notebook() -> None:
    """The HTML of a register holds no personal field of any of its records."""
    assert MARK not in planted(specimen(Register))._repr_html_()


@settings(max_examples=20)
@given(register=entities(Register))
def test_no_register_shows_a_person(register: Register) -> None:
    """Whatever a register holds, its ``repr`` and those of its records are silent."""
    full = planted(register)
    records = [each for name in init_types(Register) for each in _members(full, name)]
    assert MARK not in "".join(map(repr, [full, *records]))


def _members(register: Register, name: str) -> tuple[object, ...]:
    value = getattr(register, name)
    return value if isinstance(value, tuple) else ()


@every_entity
def test_a_redacted_record_holds_no_person(cls: type[Any]) -> None:
    """Redaction empties every personal field at every depth and changes no other."""
    record = planted(specimen(cls))
    assert MARK not in json.dumps(unstructure(redact(record)), ensure_ascii=False)
    assert redact(record) == planted(record, "")


@every_entity
@settings(max_examples=15)
@given(data=st.data())
def test_redaction_is_idempotent_and_keeps_the_rest(
    cls: type[Any], data: st.DataObject
) -> None:
    """To redact twice is to redact once, and only personal fields are changed."""
    record = data.draw(entities(cls))
    assert redact(record) == planted(record, "")
    assert redact(redact(record)) == redact(record)
    assert type(redact(record)) is cls


@every_entity
def test_redaction_leaves_the_original_alone(cls: type[Any]) -> None:
    """A redacted copy is a copy: the record itself keeps what it held."""
    record = planted(specimen(cls))
    redact(record)
    assert record == planted(specimen(cls))


def test_a_redacted_register_still_finds_its_records() -> None:
    """The index of a redacted register leads to redacted records."""
    register = redact(planted(specimen(Register)))
    case = register.cases[0]
    assert register.find(Case, case.id) is case
    assert (case.party, case.party_number, case.events[0].note) == ("", "", "")


def test_a_tuple_of_records_is_redacted_member_by_member() -> None:
    """Several records are redacted at once; what is no record is returned as it is."""
    case = planted(specimen(Case))
    assert redact((case, (case,))) == (redact(case), (redact(case),))
    assert redact("text") == "text"
    assert redact(None) is None


# Errors

WRONG: tuple[object, ...] = ([MARK], {"name": MARK}, {MARK: 1}, [[MARK, 5]])


@every_holder
def test_no_problem_repeats_the_value_of_a_personal_field(cls: type[Any]) -> None:
    """A value of a wrong type in a personal field is refused without repeating it."""
    good, places = marked(cls), 0
    for path, _ in nodes(good):
        if path.rpartition(".")[2] in NAMES:
            places += 1
            for wrong in WRONG:
                message = refusal(replaced(good, path, wrong), cls)
                assert path in message
                assert MARK not in message
    assert places


@every_holder
def test_no_problem_elsewhere_repeats_a_personal_field(cls: type[Any]) -> None:
    """Other mistakes in the same record leave its personal fields unmentioned."""
    good = marked(cls)
    for path, each in nodes(good):
        if path.rpartition(".")[2] not in NAMES and not isinstance(each, (dict, list)):
            message = refusal(replaced(good, path, {"other": 1.5}), cls)
            assert message
            assert MARK not in message


@every_holder
def test_a_record_of_a_wrong_shape_is_refused_without_its_persons(
    cls: type[Any],
) -> None:
    """An object for a list, or a list for an object, is refused and not repeated."""
    good = marked(cls)
    for path, each in nodes(good):
        if isinstance(each, list) and MARK in json.dumps(each, ensure_ascii=False):
            assert MARK not in refusal(replaced(good, path, {"0": each[0]}), cls), path
            assert MARK not in refusal(replaced(good, path, each[0]), cls), path
        if isinstance(each, dict) and MARK in json.dumps(each, ensure_ascii=False):
            assert MARK not in refusal(replaced(good, path, [each]), cls), path
            assert MARK not in refusal(replaced(good, path, list(each.values())), cls)


@every_holder
def test_a_record_in_the_wrong_field_is_refused_without_its_persons(
    cls: type[Any],
) -> None:
    """A whole record where a text, a code or a number belongs shows no person in it."""
    good = marked(cls)
    for path, each in nodes(good):
        if path != "$" and not isinstance(each, (dict, list)):
            assert MARK not in refusal(replaced(good, path, good), cls), path


def test_a_constructor_refuses_without_repeating_the_value() -> None:
    """The error of a constructor names types, not values."""
    for name in ("party", "party_number"):
        with pytest.raises(FieldTypeError) as caught:
            attrs.evolve(specimen(Case), **{name: [MARK]})
        assert MARK not in str(caught.value) + repr(caught.value)
    with pytest.raises(FieldTypeError) as caught:
        Event(kind=EventKind.HELD, note={"name": MARK})  # type: ignore[arg-type]
    assert MARK not in str(caught.value) + repr(caught.value)


HEADER = 'schema_version = 1\nid = "r"\nlabel = { zh = "册", en = "register" }\n'

ROWS = {
    "a list for a record": f'[{{"id": "c", "kind": "petition", "party": "{MARK}"}}]',
    "an object for a list": (
        f'{{"id": "c", "kind": "petition", "events": {{"note": "{MARK}"}}}}'
    ),
    "an unknown kind": f'{{"id": "c", "kind": "quarrel", "party": "{MARK}"}}',
    "a missing id": f'{{"kind": "petition", "party": "{MARK}"}}',
    "an unclosed object": f'{{"id": "c", "party": "{MARK}"',
    "a repeated key": f'{{"id": "c", "party": "{MARK}", "party": "{MARK}"}}',
    "a dangling name": (
        f'{{"id": "c", "kind": "petition", "party": "{MARK}", "handler": "nobody"}}'
    ),
    "a number for a name": '{"id": "c", "kind": "other", "party": 110101199003070000}',
    "no JSON at all": MARK * 3,
}


@pytest.mark.parametrize("row", ROWS.values(), ids=list(ROWS))
def test_no_report_on_a_file_repeats_a_person(row: str, tmp_path: Path) -> None:
    """Whatever is wrong with a line of a file, its persons are not repeated."""
    (tmp_path / "register.toml").write_text(HEADER, "utf-8")
    (tmp_path / "cases.jsonl").write_text(f"{row}\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_register(tmp_path)
    assert MARK not in said(caught.value)
    assert "110101199003070000" not in said(caught.value)
    assert MARK not in repr(read_partial_register(tmp_path))


@pytest.mark.parametrize(
    "text",
    [
        f'[{{"party": "{MARK}"}}]',
        f'{{"schema_version": 1, "cases": {{"c": {{"party": "{MARK}"}}}}}}',
        f'{{"schema_version": 1, "cases": [[{{"party": "{MARK}"}}]]}}',
        f'{{"schema_version": {{"party": "{MARK}"}}, "id": "r"}}',
        f'{{"schema_version": 1, "id": {{"party": "{MARK}"}}}}',
    ],
    ids=["a list", "an object for a list", "a list too many", "version", "id"],
)
def test_no_report_on_a_single_file_repeats_a_person(text: str, tmp_path: Path) -> None:
    """Whatever is wrong with a file as a whole, its persons are not repeated."""
    file = tmp_path / "register.json"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        read_register(file)
    assert MARK not in said(caught.value)
