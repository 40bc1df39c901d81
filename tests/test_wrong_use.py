"""What is said to those who write a name wrongly, or give an object of another type."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from typing import Any, cast, get_type_hints

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import adminlaw as al
from adminlaw import model
from adminlaw.errors import (
    AdminLawError,
    FieldTypeError,
    InputError,
    NotADayError,
    UnknownCheckError,
    UnknownCodeError,
    UnknownIndicatorError,
    UnknownRuleError,
    unreadable,
)
from adminlaw.labels import Label
from adminlaw.model import COLLECTIONS, Case, CaseId, CaseKind, Register
from adminlaw.rulebook import load_rulebook
from adminlaw.spans import DateSpan
from adminlaw.tables.loading import load_template
from adminlaw.wording import nearest

DAY = date(2024, 3, 1)
EMPTY = Register(id="r", label=Label("册", "register"))

# Names that are nearly right


@given(st.text(), st.lists(st.text(), max_size=5))
def test_what_is_near_is_one_of_the_names(text: str, names: list[str]) -> None:
    """No more than three names are offered, each once; a name itself comes alone."""
    found = nearest(text, names)
    assert set(found) <= set(names)
    assert len(found) == len(set(found)) <= 3
    assert text not in names or found == (text,)


def test_a_long_text_is_no_slip_in_a_name() -> None:
    """It is not compared with anything, which would only cost time."""
    assert nearest("penalty" * 100_000, ["penalty"]) == ()


@pytest.mark.parametrize("kind", CaseKind)
def test_a_label_is_answered_with_the_code_to_write(kind: CaseKind) -> None:
    """Either label of a member, which is no code, leads to its code."""
    for text in {kind.zh, kind.en} - {each.code for each in CaseKind}:
        with pytest.raises(UnknownCodeError) as caught:
            CaseKind.of(text)
        assert caught.value.near == (kind.code,)
        assert f"did you mean {kind.code}?" in caught.value.message("en")
        assert f"是否为 {kind.code}？" in caught.value.message("zh")


def test_a_code_like_no_other_is_answered_with_all() -> None:
    """Without a near code every code is listed; ``choices`` has all of them always."""
    with pytest.raises(UnknownCodeError) as caught:
        CaseKind.of("qq")
    error = caught.value
    assert error.near == ()
    assert all(each.code in error.message("en") for each in CaseKind)
    assert len(error.choices) == len(CaseKind)


NEARLY: dict[str, tuple[Callable[[], object], type[AdminLawError], str]] = {
    "a rule": (
        lambda: al.due("penalty.decided", start=DAY),
        UnknownRuleError,
        "penalty.decide",
    ),
    "a check": (
        lambda: al.audit(EMPTY, as_of=DAY, checks=["n104"]),
        UnknownCheckError,
        "N104",
    ),
    "an indicator": (
        lambda: al.indicators(EMPTY, ids=["reconsideration.conclusion_rat"]),
        UnknownIndicatorError,
        "reconsideration.conclusion_rate",
    ),
    "a template": (lambda: load_template("power"), UnknownCodeError, "powers"),
    "a form": (
        lambda: al.forms.fill("disclosure-2012", EMPTY, 2024),
        UnknownCodeError,
        "disclosure-2021",
    ),
}


@pytest.mark.parametrize("name", NEARLY)
def test_an_id_that_is_nearly_right_is_answered_with_the_right_one(name: str) -> None:
    """The message names it in both languages, and the error can be copied."""
    call, error, right = NEARLY[name]
    with pytest.raises(error) as caught:
        call()
    for lang in ("zh", "en"):
        assert right in caught.value.message(lang)
    assert str(copy.copy(caught.value)) == str(caught.value)


def test_a_rule_that_is_only_not_yet_law_has_no_near_names() -> None:
    """Its name is right; another one would mislead."""
    with pytest.raises(UnknownRuleError) as caught:
        load_rulebook().version("penalty.decide", date(2021, 7, 14))
    assert caught.value.near == ()


# Objects of another type

DOORS: dict[str, Callable[[Any], object]] = {
    "timeline.case": lambda bad: al.timeline(bad, as_of=DAY),
    "audit.register": lambda bad: al.audit(bad, as_of=DAY),
    "structure.cls": lambda bad: al.structure({}, bad),
    "json_schema.cls": al.json_schema,
    "read_register.source": al.read_register,
    "indicators.register": al.indicators,
}


@pytest.mark.parametrize(
    "value", [5, 1.5, None, [], object()], ids=lambda v: type(v).__name__
)
@pytest.mark.parametrize("door", DOORS)
def test_an_object_of_another_type_is_refused_at_the_door(
    door: str, value: object
) -> None:
    """The error says which argument of which function, and what it takes."""
    with pytest.raises(FieldTypeError) as caught:
        DOORS[door](value)
    assert f"{caught.value.cls}.{caught.value.field}" == door


def test_the_text_of_a_day_is_said_to_be_no_day() -> None:
    """What was received stands in the message, and which type is expected."""
    with pytest.raises(NotADayError, match=r"a datetime\.date, received '2024-06-01'"):
        _ = "2024-06-01" in DateSpan.always()  # type: ignore[operator]
    with pytest.raises(NotADayError) as caught:
        al.orphans(nx.MultiDiGraph(), as_of=cast("date", "2024-06-01"))
    assert caught.value.message("zh") == "应为 datetime.date，收到 '2024-06-01'"


def test_a_register_without_records_shows_its_id_alone() -> None:
    """Nothing stands after it."""
    assert repr(EMPTY) == "Register(id='r')"


@pytest.mark.parametrize("door", ["structure.cls", "json_schema.cls"])
def test_the_name_of_a_class_is_no_class(door: str) -> None:
    """``"Case"`` is refused like any other text."""
    with pytest.raises(FieldTypeError) as caught:
        DOORS[door]("Case")
    assert caught.value.received == "str"


# Registers in memory


def whole(**more: object) -> dict[str, object]:
    """Return a register as one object."""
    label = {"zh": "册", "en": "register"}
    return {"schema_version": 2, "id": "r", "label": label, **more}


def test_a_register_in_memory_is_read_as_from_a_file() -> None:
    """What a file would hold gives the register that the file would give."""
    assert al.read_register(whole()) == EMPTY
    case = {"id": "c", "kind": "penalty"}
    held = al.read_register(whole(cases=[case])).cases
    assert held == (Case(id=CaseId("c"), kind=CaseKind.PENALTY),)


def test_references_of_a_register_in_memory_are_checked() -> None:
    """A case with a handler that nobody is costs the reading, or itself is left out."""
    payload = whole(cases=[{"id": "c", "kind": "penalty", "handler": "nobody"}])
    with pytest.raises(InputError) as caught:
        al.read_register(payload)
    assert [each.path for each in caught.value.problems] == ["$.cases[0].handler"]
    assert al.read_partial_register(payload).register == EMPTY


def test_reading_leaves_what_it_was_given_as_it_is() -> None:
    """The mapping is the same before and after."""
    payload = whole(cases=[{"id": "c", "kind": "penalty"}])
    before = copy.deepcopy(payload)
    al.read_register(payload)
    assert payload == before


# Files, and the types of ids


def test_a_file_that_is_not_there_is_said_to_be_missing_in_either_language() -> None:
    """No words of the operating system stand in the message."""
    problem = unreadable("x.json", FileNotFoundError(2, "No such file or directory"))
    assert problem.text("zh") == "x.json $：应为存在的文件"
    assert problem.text("en") == "x.json $: expected a file that exists"


@pytest.mark.parametrize("kind", COLLECTIONS)
def test_the_type_of_every_id_is_offered_by_the_model(kind: str) -> None:
    """A type checker wants it wherever a record is made in Python."""
    made = get_type_hints(COLLECTIONS[kind])["id"]
    assert made.__name__ in model.__all__
    assert getattr(model, made.__name__) is made
