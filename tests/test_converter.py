"""The converter: what goes in and comes out, and what it says of what cannot.

A problem names the place (JSON path), repeats what was received and says what was
expected in both languages; an input is never repaired and never guessed at.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from adminlaw.converter import shown, structure, unstructure
from adminlaw.errors import FieldTypeError, FieldValueError, InputError, Problem
from adminlaw.labels import Label
from adminlaw.model import (
    Activity,
    Authority,
    Case,
    Document,
    Event,
    EventKind,
    Figure,
    Place,
    Power,
    Register,
    ServiceItem,
    Unit,
)
from adminlaw.model.identities import FigureId
from adminlaw.money import Money
from adminlaw.periods import Length, LengthUnit
from adminlaw.spans import DateSpan
from tests.strategies import (
    CITATIONS,
    ENTITIES,
    entities,
    init_types,
    json_values,
    nodes,
    replaced,
    specimen,
    values,
)

every_entity = pytest.mark.parametrize("cls", ENTITIES, ids=lambda cls: cls.__name__)

CASE = {"id": "c", "kind": "petition"}
FIGURE = {"id": "f", "label": {"zh": "数", "en": "number"}, "unit": "case"}
ITEM = {"id": "s", "name": "事项"}
PLACE = {"id": "p", "name": "县", "level": "county"}


def problems(payload: object, cls: type[Any]) -> tuple[Problem, ...]:
    """Return the problems for which *payload* is refused."""
    with pytest.raises(InputError) as caught:
        structure(payload, cls)
    return caught.value.problems


def refusal(payload: object, cls: type[Any]) -> InputError | None:
    """Return the error that refuses *payload*, or None where it is read."""
    try:
        structure(payload, cls)
    except InputError as error:
        return error
    return None


# The round trip


@every_entity
@settings(max_examples=40)
@given(data=st.data())
def test_a_record_survives_the_way_through_plain_data(
    cls: type[Any], data: st.DataObject
) -> None:
    """``structure`` undoes ``unstructure``, also by way of JSON text."""
    record = data.draw(entities(cls))
    payload = unstructure(record)
    assert structure(payload, cls) == record
    assert structure(json.loads(json.dumps(payload)), cls) == record


@every_entity
def test_a_record_with_every_field_filled_survives(cls: type[Any]) -> None:
    """No field is lost: the specimen of each class comes back whole."""
    record = specimen(cls)
    assert set(unstructure(record)) == set(init_types(cls))
    assert structure(unstructure(record), cls) == record


@every_entity
@settings(max_examples=15)
@given(data=st.data())
def test_plain_data_holds_nothing_but_what_json_knows(
    cls: type[Any], data: st.DataObject
) -> None:
    """Objects, lists, text, whole numbers and truth values; no float, no null."""
    for _, each in nodes(unstructure(data.draw(entities(cls)))):
        assert type(each) in {dict, list, str, int, bool}


@every_entity
@settings(max_examples=15)
@given(data=st.data())
def test_writing_is_canonical(cls: type[Any], data: st.DataObject) -> None:
    """What was read and is written again is the same plain data, key by key."""
    payload = unstructure(data.draw(entities(cls)))
    assert json.dumps(unstructure(structure(payload, cls))) == json.dumps(payload)


@every_entity
def test_fields_that_hold_their_default_are_left_out(cls: type[Any]) -> None:
    """A record with required fields only is written with those fields only."""
    required = {
        each.name
        for each in attrs.fields(cls)
        if each.init and each.default is attrs.NOTHING
    }
    full = specimen(cls)
    bare = cls(**{name: getattr(full, name) for name in required})
    assert set(unstructure(bare)) == required


@given(number=values(Decimal))
@example(number=Decimal("20.00"))
@example(number=Decimal("1E+2"))
def test_a_printed_number_keeps_its_decimals(number: Decimal) -> None:
    """20.00 percent is written and read with both zeros, for they were printed."""
    figure = attrs.evolve(specimen(Figure), value=number)
    again = structure(json.loads(json.dumps(unstructure(figure))), Figure).value
    assert again is not None
    assert format(again, "f") == format(number, "f")


@given(register=entities(Register))
@settings(max_examples=20)
def test_the_kinds_declared_complete_are_written_in_order(register: Register) -> None:
    """A set has no order, a file has: two writings of one register are equal."""
    written = unstructure(register).get("complete", [])
    assert written == sorted(register.complete)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (date(2021, 7, 15), "2021-07-15"),
        (date(1, 2, 3), "0001-02-03"),
        (time(8, 25, 30), "08:25:30"),
        (Decimal(52), 52),
        (Decimal(-3), -3),
        (Decimal("95.5"), "95.5"),
        (Decimal("20.00"), "20.00"),
        (Decimal("1E+3"), 1000),
        (Length(20, LengthUnit.WORKING_DAY), "20 working days"),
        (Length(1, LengthUnit.YEAR), "1 year"),
        (CITATIONS[2], "《刑法》第一百二十条之一第二项"),
        (EventKind.NOT_ACCEPTED, "not_accepted"),
        (DateSpan.month(2021, 12), {"since": "2021-12-01", "until": "2022-01-01"}),
        (DateSpan.always(), {}),
        (Label("案", "case"), {"zh": "案", "en": "case"}),
        (Money(Decimal("1.50")), {"amount": "1.50"}),
    ],
    ids=repr,
)
def test_a_value_is_written_as_the_format_says(value: object, plain: object) -> None:
    """Each kind of value has one plain form, and the form is read as the value."""
    assert unstructure(value) == plain
    assert type(unstructure(value)) is type(plain)
    assert structure(plain, type(value)) == value


@pytest.mark.parametrize(
    ("plain", "value"),
    [
        ("08:25", time(8, 25)),
        ("23:59:59", time(23, 59, 59)),
        ("0.0", Decimal("0.0")),
        ("-0.5", Decimal("-0.5")),
        ("007", None),
        ("1 days", Length(1, LengthUnit.DAY)),
        ("3 month", Length(3, LengthUnit.MONTH)),
        (" 20 days", None),
        ("20 workdays", None),
        ("0 days", None),
    ],
)
def test_other_writings_of_a_value_are_read_or_refused(
    plain: str, value: object
) -> None:
    """Seconds may be left out and plurals are free; anything looser is refused."""
    cls = type(value) if value is not None else Decimal if plain == "007" else Length
    if value is None:
        assert problems(plain, cls)
    else:
        assert structure(plain, cls) == value


# What can be made can be written: a record is refused early or comes back

UNWRITABLE: list[tuple[str, Callable[[], object]]] = [
    (
        "a time with a zone",
        lambda: Event(kind=EventKind.HELD, time=time.fromisoformat("08:25+09:00")),
    ),
    ("a part of a second", lambda: Event(kind=EventKind.HELD, time=time(8, 0, 0, 1))),
    (
        "a length of seven digits",
        lambda: attrs.evolve(
            specimen(ServiceItem), promised_limit=Length(1_000_000, LengthUnit.DAY)
        ),
    ),
    (
        "a number of thirty digits",
        lambda: attrs.evolve(specimen(Figure), value=Decimal("1" * 30)),
    ),
]


@pytest.mark.parametrize(
    "make", [each for _, each in UNWRITABLE], ids=[name for name, _ in UNWRITABLE]
)
def test_what_a_constructor_takes_comes_back_from_json(
    make: Callable[[], object],
) -> None:
    """A value is refused when the record is made, or it survives the round trip."""
    record = made(make)
    assert record is None or again(record) == record


def made(make: Callable[[], object]) -> object:
    """Return the record, or None where its constructor refuses it."""
    try:
        return make()
    except (FieldTypeError, FieldValueError):
        return None


def again(record: object) -> object:
    """Return *record* after the way through JSON text."""
    return structure(json.loads(json.dumps(unstructure(record))), type(record))


# What is refused, where, and why

A_DAY = "a day that exists, YYYY-MM-DD"
A_DECIMAL = 'a whole number, or a decimal written as text such as "95.5"'
A_TIME = "a time of day, HH:MM or HH:MM:SS"
REQUIRED = "a required field"

REFUSED: list[tuple[type[Any], dict[str, Any], str, str | None, str]] = [
    # class, payload, path, received (None where that is free), start of the expected
    (Case, {"kind": "petition"}, "$.id", "", REQUIRED),
    (Case, {"id": "c"}, "$.kind", "", REQUIRED),
    (Case, {**CASE, "links": [{"kind": "reviews"}]}, "$.links[0].case", "", REQUIRED),
    (Figure, {**FIGURE, "label": {"zh": "数"}}, "$.label.en", "", REQUIRED),
    (Case, {**CASE, "partei": "x"}, "$.partei", "'partei'",
     "one of the known fields (did you mean party, "),
    (Case, {**CASE, "q": "x"}, "$.q", "'q'", "one of the known fields: id, "),
    (Case, {**CASE, "x y": "x"}, "$", "'x y'", "one of the known fields: id, "),
    (Register, {"id": "r", "label": FIGURE["label"], "_index": {}}, "$._index",
     "'_index'", "one of the known fields: id, label"),
    (Case, {**CASE, "amount": {"amount": 5, "cents": 0}}, "$.amount.cents", "'cents'",
     "one of the known fields: amount, unit"),
    # A number is not text, a truth value is not a number, null is neither.
    (Place, {**PLACE, "division_code": 131100}, "$.division_code", "131100", "text"),
    (Place, {**PLACE, "name": None}, "$.name", "None", "text"),
    (Activity, {"id": "a", "kind": "lecture", "occurrences": True}, "$.occurrences",
     "True", "a whole number"),
    (Activity, {"id": "a", "kind": "lecture", "occurrences": 2.0}, "$.occurrences",
     "2.0", "a whole number"),
    (Activity, {"id": "a", "kind": "lecture", "occurrences": "2"}, "$.occurrences",
     "'2'", "a whole number"),
    (Document, {"id": "d", "title": "t", "trial": 1}, "$.trial", "1", "true or false"),
    (Document, {"id": "d", "title": "t", "trial": "false"}, "$.trial", "'false'",
     "true or false"),
    # Decimals are never floats.
    (Figure, {**FIGURE, "value": 95.5}, "$.value", "95.5", A_DECIMAL),
    (Figure, {**FIGURE, "value": 95.0}, "$.value", "95.0", A_DECIMAL),
    (Figure, {**FIGURE, "value": True}, "$.value", "True", A_DECIMAL),
    (Figure, {**FIGURE, "value": float("nan")}, "$.value", "nan", A_DECIMAL),
    (Figure, {**FIGURE, "value": float("inf")}, "$.value", "inf", A_DECIMAL),
    (Figure, {**FIGURE, "value": "NaN"}, "$.value", "'NaN'", A_DECIMAL),
    (Figure, {**FIGURE, "value": "1e3"}, "$.value", "'1e3'", A_DECIMAL),
    (Figure, {**FIGURE, "value": "1,000"}, "$.value", "'1,000'", A_DECIMAL),
    (Figure, {**FIGURE, "value": " 5"}, "$.value", "' 5'", A_DECIMAL),
    (Figure, {**FIGURE, "value": "5\n"}, "$.value", r"'5\n'", A_DECIMAL),
    (Figure, {**FIGURE, "value": "１２"}, "$.value", "'１２'", A_DECIMAL),
    (Figure, {**FIGURE, "value": "٣"}, "$.value", "'٣'", A_DECIMAL),
    (Figure, {**FIGURE, "value": ".5"}, "$.value", "'.5'", A_DECIMAL),
    (Figure, {**FIGURE, "value": "5."}, "$.value", "'5.'", A_DECIMAL),
    (Figure, {**FIGURE, "value": "1_0"}, "$.value", "'1_0'", A_DECIMAL),
    (Case, {**CASE, "amount": {"amount": 1.5}}, "$.amount.amount", "1.5", A_DECIMAL),
    # Days and times exist and are written in one way.
    (Figure, {**FIGURE, "as_of": "2021-02-29"}, "$.as_of", "'2021-02-29'", A_DAY),
    (Figure, {**FIGURE, "as_of": "2100-02-29"}, "$.as_of", "'2100-02-29'", A_DAY),
    (Figure, {**FIGURE, "as_of": "2021-13-01"}, "$.as_of", "'2021-13-01'", A_DAY),
    (Figure, {**FIGURE, "as_of": "0000-01-01"}, "$.as_of", "'0000-01-01'", A_DAY),
    (Figure, {**FIGURE, "as_of": "2021-7-15"}, "$.as_of", "'2021-7-15'", A_DAY),
    (Figure, {**FIGURE, "as_of": "20210715"}, "$.as_of", "'20210715'", A_DAY),
    (Figure, {**FIGURE, "as_of": "2021-W28-4"}, "$.as_of", "'2021-W28-4'", A_DAY),
    (Figure, {**FIGURE, "as_of": "2021-07-15\n"}, "$.as_of", r"'2021-07-15\n'", A_DAY),
    (Figure, {**FIGURE, "as_of": "2021-07-15T00:00:00"}, "$.as_of",
     "'2021-07-15T00:00:00'", A_DAY),
    (Figure, {**FIGURE, "as_of": 20210715}, "$.as_of", "20210715", A_DAY),
    (Event, {"kind": "held", "time": "25:00"}, "$.time", "'25:00'", A_TIME),
    (Event, {"kind": "held", "time": "08:60"}, "$.time", "'08:60'", A_TIME),
    (Event, {"kind": "held", "time": "8:25"}, "$.time", "'8:25'", A_TIME),
    (Event, {"kind": "held", "time": "08:25:30.5"}, "$.time", "'08:25:30.5'", A_TIME),
    (Event, {"kind": "held", "time": "08:25+08:00"}, "$.time", "'08:25+08:00'", A_TIME),
    (Event, {"kind": "held", "time": 825}, "$.time", "825", A_TIME),
    # A span ends after it starts.
    (Figure, {**FIGURE, "period": {"since": "2018-01-01", "until": "2017-01-01"}},
     "$.period", "'2018-01-01 – 2017-01-01'", "a span that ends after it starts"),
    (Figure, {**FIGURE, "period": {"since": "2018-01-01", "until": "2018-01-01"}},
     "$.period", "'2018-01-01 – 2018-01-01'", "a span that ends after it starts"),
    (Figure, {**FIGURE, "period": "2018"}, "$.period", "'2018'", "an object"),
    (Authority, {"id": "a", "name": "局", "kind": "department", "valid": None},
     "$.valid", "None", "an object"),
    # A list is a list: not a text, not an object, not a single member.
    (ServiceItem, {**ITEM, "powers": "p1"}, "$.powers", "'p1'", "a list"),
    (ServiceItem, {**ITEM, "powers": {"p1": 1}}, "$.powers", None, "a list"),
    (ServiceItem, {**ITEM, "powers": None}, "$.powers", "None", "a list"),
    (ServiceItem, {**ITEM, "powers": ["p", 1]}, "$.powers[1]", "1", "text"),
    (Register, {"id": "r", "label": FIGURE["label"], "complete": "cases"},
     "$.complete", "'cases'", "a list"),
    (Case, {**CASE, "amount": "5元"}, "$.amount", "'5元'", "an object"),
    # Closed lists, citations, lengths.
    (Case, {**CASE, "kind": "Petition"}, "$.kind", "'Petition'",
     "one of the codes (did you mean petition"),
    (Case, {**CASE, "kind": "信访"}, "$.kind", "'信访'",
     "one of the codes (did you mean petition?)"),
    (Case, {**CASE, "kind": "administrative reconsideration"}, "$.kind",
     "'administrative reconsideration'",
     "one of the codes (did you mean reconsideration?)"),
    (Case, {**CASE, "kind": "xyz"}, "$.kind", "'xyz'",
     "one of the codes: penalty (行政处罚)"),
    (Case, {**CASE, "kind": None}, "$.kind", "None", "a code of CaseKind"),
    (Case, {**CASE, "kind": ["petition"]}, "$.kind", None, "a code of CaseKind"),
    (Case, {**CASE, "events": [{"kind": "held"}, {"kind": "done"}]},
     "$.events[1].kind", "'done'", "one of the codes"),
    (ServiceItem, {**ITEM, "basis": ["《行政处罚法》第"]}, "$.basis[0]",
     "'《行政处罚法》第'", "one citation; @8 expected "),
    (ServiceItem, {**ITEM, "basis": ["《行政处罚法》", 5]}, "$.basis[1]", "5", "text"),
    (ServiceItem, {**ITEM, "basis": "《行政处罚法》"}, "$.basis", "'《行政处罚法》'",
     "a list"),
    (ServiceItem, {**ITEM, "promised_limit": "20 workdays"}, "$.promised_limit",
     "'20 workdays'", "a length: '20 working days'"),
    (ServiceItem, {**ITEM, "promised_limit": "0 days"}, "$.promised_limit",
     "'0 days'", "a length: '20 working days'"),
    (ServiceItem, {**ITEM, "promised_limit": 20}, "$.promised_limit", "20", "text"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("cls", "payload", "path", "received", "expected"),
    REFUSED,
    ids=[f"{cls.__name__}{path}={got}" for cls, _, path, got, _ in REFUSED],
)
def test_a_bad_input_is_refused_with_place_value_and_expectation(
    cls: type[Any],
    payload: dict[str, Any],
    path: str,
    received: str | None,
    expected: str,
) -> None:
    """There is one problem: its path, what was received and what was expected."""
    (problem,) = problems(payload, cls)
    assert problem.path == path
    assert received is None or problem.received == received
    assert problem.expected_en.startswith(expected)
    assert re.search("[一-鿿]|JSON|^[0-9A-Za-z_]+ 代码$", problem.expected_zh)


@pytest.mark.parametrize(
    "cls", [Case, Place, Register, Event], ids=lambda c: c.__name__
)
@pytest.mark.parametrize("payload", [None, True, 5, 1.5, "text"], ids=repr)
def test_what_is_no_object_is_no_record(cls: type[Any], payload: object) -> None:
    """A record is read from an object and from nothing else."""
    (problem,) = problems(payload, cls)
    assert (problem.path, problem.received) == ("$", repr(payload))
    assert (problem.expected_zh, problem.expected_en) == ("对象（花括号）", "an object")


def test_every_problem_is_reported_at_once() -> None:
    """Seven mistakes at several depths give seven problems, each with its path."""
    found = problems(
        {
            "kind": "quarrel",
            "number": 7,
            "events": [
                {"kind": "received", "day": "2021-02-30", "stage": 1.5},
                {"kind": "accepted"},
                {"day": "2021-03-01"},
            ],
            "links": 5,
            "colour": "red",
        },
        Case,
    )
    assert sorted((each.path, each.received) for each in found) == [
        ("$.colour", "'colour'"),
        ("$.events[0].day", "'2021-02-30'"),
        ("$.events[0].stage", "1.5"),
        ("$.events[2].kind", ""),
        ("$.id", ""),
        ("$.kind", "'quarrel'"),
        ("$.links", "5"),
        ("$.number", "7"),
    ]


def test_the_message_counts_the_problems_and_gives_each_a_line() -> None:
    """The text has a line that counts and one line a problem, in both languages."""
    with pytest.raises(InputError) as caught:
        structure({"id": 1}, Place, file="places.jsonl", line=3)
    assert str(caught.value).splitlines() == [
        "3 problem(s) in input",
        "  places.jsonl:3 $.id: expected text, received 1",
        "  places.jsonl:3 $.name: expected a required field",
        "  places.jsonl:3 $.level: expected a required field",
    ]
    assert caught.value.message("zh").splitlines() == [
        "输入有 3 处问题",
        "  places.jsonl:3 $.id：应为文本，收到 1",
        "  places.jsonl:3 $.name：应为必填字段",
        "  places.jsonl:3 $.level：应为必填字段",
    ]


def test_a_file_and_a_line_go_to_every_problem() -> None:
    """Where the caller says whence the payload came, each problem repeats it."""
    with pytest.raises(InputError) as caught:
        structure({"id": 1}, Place, file="places.jsonl", line=3)
    assert {(each.file, each.line) for each in caught.value.problems} == {
        ("places.jsonl", 3)
    }


def test_an_optional_field_may_be_null_and_is_then_left_out() -> None:
    """Null says of an optional field what its absence says."""
    assert structure({**CASE, "outcome": None}, Case) == structure(CASE, Case)
    assert unstructure(structure({**CASE, "outcome": None}, Case)) == CASE


def test_a_day_that_toml_has_read_is_a_day() -> None:
    """TOML has days of its own; a TOML date and time is no day."""
    span = {"since": date(2017, 1, 1), "until": date(2018, 1, 1)}
    assert structure(span, DateSpan) == DateSpan.year(2017)
    (problem,) = problems(tomllib.loads("since = 2017-01-01T08:00:00"), DateSpan)
    assert problem.path == "$.since"


# Nothing breaks, whatever comes in


@every_entity
@settings(max_examples=25)
@given(data=st.data())
def test_any_json_is_a_record_or_an_input_error(
    cls: type[Any], data: st.DataObject
) -> None:
    """No payload raises anything but an InputError with at least one problem."""
    error = refusal(data.draw(json_values), cls)
    assert error is None or (
        len(error.problems) >= 1
        and len(error.message("zh").splitlines()) > len(error.problems)
        and len(error.message("en").splitlines()) > len(error.problems)
    )


@every_entity
@settings(max_examples=40)
@given(data=st.data())
def test_a_changed_record_is_read_or_refused_at_the_change(
    cls: type[Any], data: st.DataObject
) -> None:
    """Where one value of a good payload is replaced, problems point into it."""
    good = unstructure(specimen(cls))
    path = data.draw(st.sampled_from([path for path, _ in nodes(good)]))
    changed = replaced(good, path, data.draw(json_values))
    error = refusal(changed, cls)
    for problem in error.problems if error else ():
        # A span as a whole is refused for one of its ends.
        assert problem.path.startswith(path) or path.startswith(problem.path)


# What a message repeats


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("110101199003070000", "'***'"),
        ("11010119900307000X", "'***'"),
        ("身份证110101199003070000号", "'身份证***号'"),
        (110101199003070000, "***"),
        ("123456789012345", "'***'"),
        ("12345678901234", "'12345678901234'"),
        ("2021-07-15", "'2021-07-15'"),
        ("长" * 100, "'" + "长" * 59 + "…"),
        ("行\n", r"'行\n'"),
    ],
)
def test_a_message_repeats_a_value_short_and_without_long_numbers(
    value: object, text: str
) -> None:
    """Fifteen digits or more may identify a person and are masked; texts are cut."""
    assert shown(value) == text


numbers = st.from_regex("[0-9]{15,20}[Xx]?", fullmatch=True)


@given(number=numbers, around=st.text(max_size=70), data=st.data())
def test_no_long_number_is_repeated_wherever_it_was_received(
    number: str, around: str, data: st.DataObject
) -> None:
    """A number that may be an identity number reaches no message from any field."""
    good = unstructure(specimen(Case))
    path = data.draw(st.sampled_from([path for path, _ in nodes(good)]))
    for new in (
        [around + number],
        {"x": number + around},
        {number: 1},
        [int(number[:15])],
    ):
        error = refusal(replaced(good, path, new), Case)
        if error is None:
            continue  # a list of ids takes a number written as text
        assert number[:15] not in error.message("zh") + error.message("en")


def test_an_identity_number_in_full_width_digits_is_masked_too() -> None:
    """Full-width digits make an identity number no less personal."""
    number = "１１０１０１１９９００３０７０００Ｘ"
    (problem,) = problems({**PLACE, "level": number}, Place)
    assert number[:15] not in problem.text("zh") + problem.text("en")


def test_a_number_beyond_what_python_prints_is_refused_like_any_other() -> None:
    """A number of five thousand digits does not break the report on it."""
    (problem,) = problems({**PLACE, "division_code": 10**5000}, Place)
    assert problem.path == "$.division_code"


def test_a_whole_number_as_a_value_may_have_thirty_digits() -> None:
    """A count is not an identity number: it is read and written in full."""
    figure = structure({**FIGURE, "value": 10**29}, Figure)
    assert figure == Figure(
        id=FigureId("f"),
        label=Label("数", "number"),
        unit=Unit.CASE,
        value=Decimal(10**29),
    )
    assert unstructure(figure)["value"] == 10**29


def test_an_id_that_is_asked_for_by_type_is_text() -> None:
    """A field type of any kind can be read, an id type as well."""
    assert structure("f", FigureId) == "f"
    assert problems(5, FigureId)


def test_power_without_basis_is_read_as_it_is() -> None:
    """Missing evidence is no input error: the record is held for a check."""
    power = structure({"id": "p", "name": "", "kind": "other", "holder": "?"}, Power)
    assert power.basis == ()
