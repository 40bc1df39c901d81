"""Names and numbers of natural persons reach no ``repr``, message, report or log.

A name and an identity number are planted in every personal field of every class, and
the number also where it does not belong: in values of a wrong type, in unknown fields,
in ids, in file names. Then all that the library says is searched for them. A name in a
field that is not personal cannot be known to be one: only the number is sought there.

《个人信息保护法》第五十一条 asks for measures against leaks of personal data. One
number is the specimen that GB 11643 itself prints, the other has a month 13: both are
nobody's.
"""

from __future__ import annotations

import json
import logging
import pickle
import re
import traceback
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adminlaw.checks import audit
from adminlaw.citations import parse_citation
from adminlaw.cli import main
from adminlaw.converter import shown, structure, unstructure
from adminlaw.errors import AdminLawError, InputError
from adminlaw.identifiers import parse_credit_code
from adminlaw.model import (
    COLLECTIONS,
    Accountability,
    Authority,
    AuthorityKind,
    Case,
    CaseKind,
    Place,
    Power,
    PowerKind,
    Register,
    redact,
    trace_responsibility,
)
from adminlaw.model.fields import field_types, is_personal
from adminlaw.model.identities import AuthorityId, PlaceId, PowerId
from adminlaw.periods import Length
from adminlaw.register import (
    json_schema,
    read_partial_register,
    read_register,
    write_register,
)
from adminlaw.report import audit_json, audit_text
from tests.strategies import nodes, replaced, specimen

NAME = "欧阳某某"
NUMBER = "11010519491231002X"
DIGITS = "110105194913310021"  # month 13, so that it is nobody's
PERSON = f"{NAME}{NUMBER}"
DAY = date(2021, 7, 15)


def held_by(annotation: Any) -> Iterator[type[Any]]:  # noqa: ANN401
    """Yield the attrs classes that a field type names."""
    for each in (annotation, *get_args(annotation)):
        of_model = getattr(each, "__module__", "").startswith("adminlaw.model.")
        if of_model and isinstance(each, type) and attrs.has(each):
            yield each


def reached(cls: type[Any], known: dict[str, type[Any]]) -> dict[str, type[Any]]:
    """Return every class that is a field of *cls*, at every depth, by its name."""
    known[cls.__name__] = cls
    for annotation in field_types(cls).values():
        for inner in held_by(annotation):
            if inner.__name__ not in known:
                reached(inner, known)
    return known


CLASSES = reached(Register, {})
PERSONAL = {
    (name, field.name)
    for name, cls in CLASSES.items()
    for field in attrs.fields(cls)
    if is_personal(field)
}
every_class = pytest.mark.parametrize("cls", CLASSES.values(), ids=list(CLASSES))


def planted(record: Any, mark: str = PERSON) -> Any:  # noqa: ANN401
    """Return a copy with *mark* in every personal field, at every depth."""
    if isinstance(record, tuple):
        return tuple(planted(each, mark) for each in record)
    if type(record) not in CLASSES.values():
        return record
    changes = {
        each.name: mark if is_personal(each) else planted(getattr(record, each.name))
        for each in attrs.fields(type(record))
        if each.init
    }
    return attrs.evolve(record, **changes)


def made(cls: type[Any]) -> Any:  # noqa: ANN401
    """Return a record of *cls* in which every field is filled, the person in some."""
    return planted(specimen(cls))


def leaked(text: str) -> set[str]:
    """Return what of the person *text* tells, however it is written.

    Full-width digits count as digits, and blanks and hyphens between them for nothing.
    """
    plain = unicodedata.normalize("NFKC", text)
    squeezed = re.sub(r"[\s\-]", "", plain)
    numbers = {number for number in (NUMBER, DIGITS) if number[:17] in squeezed}
    return numbers | ({NAME} if NAME in plain else set())


def numbers(text: str) -> set[str]:
    """Return the identity numbers that *text* tells, names apart."""
    return leaked(text) - {NAME}


def said(error: BaseException) -> str:
    """Return all that an error says: messages, arguments, traceback, a copy of it."""
    words = [str(error), repr(error), *traceback.format_exception(error)]
    if isinstance(error, AdminLawError):
        copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own error
        words += [error.message("zh"), error.message("en"), str(copy)]
    return "\n".join(words)


def refusal(payload: object, cls: type[Any]) -> str:
    """Return what is said where *payload* is refused; empty where it is read."""
    try:
        structure(payload, cls)
    except AdminLawError as error:
        return "\n".join([error.message("zh"), error.message("en"), repr(error)])
    return ""


def spots(cls: type[Any], payload: object) -> list[tuple[str, object]]:
    """Return the path and value of each place for a mistake.

    The records of a register are walked through on their own, not once more in it.
    """
    deepest = 1 if cls is Register else 9
    return [each for each in nodes(payload) if each[0].count(".") <= deepest]


# What is marked

KNOWN = {
    ("Accountability", "responsible"),
    ("Adviser", "name"),
    ("Case", "content"),
    ("Case", "party"),
    ("Case", "party_number"),
    ("Certificate", "number"),
    ("Event", "note"),
    ("Officer", "name"),
    ("Vote", "voter"),
}
HOLDERS = [cls for cls in CLASSES.values() if NAME in str(unstructure(made(cls)))]
every_holder = pytest.mark.parametrize("cls", HOLDERS, ids=lambda cls: cls.__name__)


def test_the_fields_that_name_a_person_are_marked() -> None:
    """Parties, officers, advisers, voters, their numbers and remarks are personal."""
    assert PERSONAL >= KNOWN


def test_every_personal_field_is_text_that_may_be_empty() -> None:
    """Only text can be emptied by redaction and hidden from messages as a whole."""
    for name, field in PERSONAL:
        attribute = attrs.fields_dict(CLASSES[name])[field]
        assert field_types(CLASSES[name])[field] is str
        assert (attribute.default, attribute.repr) == ("", False)


def test_the_search_finds_a_person_that_is_told() -> None:
    """The tests below would notice a name, and a number in whatever dress."""
    assert leaked(f"…{PERSON}…") == {NAME, NUMBER}
    for dress in DRESSES.values():
        assert numbers(dress(NUMBER)) == {NUMBER}
    assert leaked("某县 2021-07-15 11341802003284723Q ***") == set()


# Records


@every_class
def test_no_record_tells_of_a_person(cls: type[Any]) -> None:
    """No ``repr``, text, format or table of a record of any class shows the person."""
    record = made(cls)
    words = [repr(record), str(record), f"{record}", repr((record,)), repr([record])]
    html = getattr(record, "_repr_html_", None)
    if html is not None:
        words.append(html())
    assert leaked("\n".join(words)) == set()


@every_holder
def test_a_record_holds_what_it_does_not_tell(cls: type[Any]) -> None:
    """The person is there to be written to files, where the record belongs."""
    assert leaked(json.dumps(unstructure(made(cls)), ensure_ascii=False)) == {
        NAME,
        NUMBER,
    }


@every_class
def test_a_redacted_record_holds_no_person(cls: type[Any]) -> None:
    """Redaction empties every personal field of every class and keeps the rest."""
    record = made(cls)
    assert leaked(json.dumps(unstructure(redact(record)), ensure_ascii=False)) == set()
    assert redact(record) == redact(specimen(cls))


def test_a_partial_reading_tells_of_no_person(tmp_path: Path) -> None:
    """The ``repr`` of what was read, and of what was left out, is silent."""
    partial = read_partial_register(
        register(tmp_path, cases=f'{{"id": "c", "kind": "?", "party": "{PERSON}"}}')
    )
    assert partial.problems
    assert leaked(repr(partial)) == set()


def test_the_walk_back_to_the_responsible_tells_of_no_person() -> None:
    """Who proposed, reviewed and voted is found; a ``repr`` or a table names none."""
    whole = made(Register)
    walk = trace_responsibility(whole, whole.accountabilities[0].id)
    assert walk.votes[0].voter == PERSON
    assert isinstance(walk.record, Accountability)
    assert leaked(repr(walk) + str(walk) + walk._repr_html_()) == set()


def test_a_schema_tells_of_no_person() -> None:
    """A JSON Schema is read off the types and holds nothing of any record."""
    made(Register)
    assert leaked(json.dumps(json_schema(Register), ensure_ascii=False)) == set()


# Mistakes in personal fields

WRONG: Mapping[str, object] = {
    "a list": [PERSON],
    "an object": {"zh": PERSON},
    "a name for a key": {PERSON: 1},
    "lists in lists": [[[PERSON, 5]]],
    "a number": int(DIGITS),
    "a float": float(DIGITS[:14]),
    "half a character": f"{PERSON}\ud800",
    "null": None,
    "a truth value": True,
}


def personal_paths(payload: object) -> list[str]:
    """Return the JSON path of every personal value in plain data."""
    return [path for path, each in nodes(payload) if each == PERSON][:60]


@every_holder
@pytest.mark.parametrize("wrong", WRONG.values(), ids=list(WRONG))
def test_a_mistake_in_a_personal_field_is_not_repeated(
    wrong: object, cls: type[Any]
) -> None:
    """The message names the field and not what stood in it, whatever that was."""
    good = unstructure(made(cls))
    for path in personal_paths(good):
        message = refusal(replaced(good, path, wrong), cls)
        assert path in message
        assert leaked(message) == set()
        if not isinstance(wrong, (bool, type(None))):
            assert str(wrong) not in message


@every_holder
def test_a_mistake_beside_a_personal_field_repeats_nothing_of_it(
    cls: type[Any],
) -> None:
    """Where any other value is wrong, its own message does not speak of the person."""
    good = unstructure(made(cls))
    for path, each in spots(cls, good):
        if each != PERSON and path != "$":
            assert leaked(refusal(replaced(good, path, 1.5), cls)) == set()


@every_holder
def test_a_record_in_a_wrong_place_is_not_repeated(cls: type[Any]) -> None:
    """A whole record where a text, a list or a number belongs is not written out."""
    good = unstructure(made(cls))
    for path, each in spots(cls, good):
        for wrong in (good, [good], {"other": good}, {"other": each}):
            assert leaked(refusal(replaced(good, path, wrong), cls)) == set()


@every_holder
def test_a_missing_field_is_asked_for_without_naming_the_person(
    cls: type[Any],
) -> None:
    """A record that lacks a field is refused, and the rest of it is not repeated."""
    good = unstructure(made(cls))
    for name in good:
        less = {key: each for key, each in good.items() if key != name}
        assert leaked(refusal(less, cls)) == set()


# The number where it does not belong

DRESSES: Mapping[str, Callable[[str], str]] = {
    "as it is": str,
    "with a name": lambda number: f"{NAME}（{number}）",
    "in small letters": str.lower,
    "after letters": lambda number: f"ID{number}",
    "in full-width digits": lambda number: number.translate(
        {ord("0") + digit: ord("０") + digit for digit in range(10)}
    ),
    "with blanks": lambda number: f"{number[:6]} {number[6:14]} {number[14:]}",
    "with hyphens": lambda number: f"{number[:6]}-{number[6:14]}-{number[14:]}",
}
every_dress = pytest.mark.parametrize("dress", DRESSES.values(), ids=list(DRESSES))


def misplaced(number: str) -> tuple[object, ...]:
    """Return a number as text, in a list, and as key and value of an object."""
    return number, [number], {"number": number}, {number: number}, [[number]]


@every_class
def test_a_number_in_any_field_is_not_repeated(cls: type[Any]) -> None:
    """Wherever a number is refused, the message does not repeat it."""
    good = unstructure(specimen(cls))
    for path, _ in spots(cls, good):
        for wrong in misplaced(NUMBER):
            assert numbers(refusal(replaced(good, path, wrong), cls)) == set()


@every_class
def test_a_number_that_json_reads_as_a_number_is_not_repeated(cls: type[Any]) -> None:
    """A spreadsheet writes the number without quotation marks; it is masked as well."""
    good = unstructure(specimen(cls))
    for path, _ in spots(cls, good):
        for wrong in (int(DIGITS), -int(DIGITS), [int(DIGITS)], {"n": int(DIGITS)}):
            assert numbers(refusal(replaced(good, path, wrong), cls)) == set()


@every_class
def test_a_number_for_the_name_of_a_field_is_not_repeated(cls: type[Any]) -> None:
    """An unknown field is named in the message, but not where it is a number."""
    message = refusal({**unstructure(specimen(cls)), NUMBER: 1}, cls)
    assert "$" in message
    assert numbers(message) == set()


@every_dress
def test_a_number_in_any_dress_is_not_repeated(dress: Callable[[str], str]) -> None:
    """Blanks, hyphens and full-width digits make a number no less personal."""
    good, number = unstructure(specimen(Case)), dress(NUMBER)
    for path, _ in nodes(good):
        for wrong in misplaced(number):
            assert numbers(refusal(replaced(good, path, wrong), Case)) == set()
    assert numbers(refusal({**good, number: 1}, Case)) == set()


@settings(max_examples=60)
@given(before=st.text(max_size=70), after=st.text(max_size=10))
def test_a_number_is_masked_wherever_it_stands_in_a_text(
    before: str, after: str
) -> None:
    """What a message repeats of a value is cut and masked, never cut inside a mask."""
    value = f"{before}{NUMBER}{after}"
    assert not numbers(shown(value))


# Files

HEADER = 'schema_version = 2\nid = "r"\nlabel = { zh = "册", en = "register" }\n'


def register(
    path: Path, header: str = HEADER, name: str = "", **rows: str | bytes
) -> Path:
    """Write a register folder with the rows of some kinds, perhaps one file more."""
    folder = path / "register"
    folder.mkdir()
    (folder / "register.toml").write_text(header, "utf-8")
    for kind, content in rows.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / f"{kind}.jsonl").write_bytes(data)
    if name:
        (folder / name).write_text("{}", "utf-8")
    return folder


def single(path: Path, text: str) -> Path:
    """Write a register of one file."""
    file = path / "register.json"
    file.write_text(text, "utf-8")
    return file


GOOD_CASE = '{"id": "c", "kind": "petition"}\n'
NAMED_CASES: Mapping[str, str | bytes] = {
    "an unclosed record": f'{{"id": "c", "party": "{PERSON}"',
    "a list for a record": f'[{{"id": "c", "kind": "petition", "party": "{PERSON}"}}]',
    "an object for events": (
        f'{{"id": "c", "kind": "petition", "events": {{"note": "{PERSON}"}}}}'
    ),
    "an event too deep": (
        f'{{"id": "c", "kind": "petition", "events": [[{{"note": "{PERSON}"}}]]}}'
    ),
    "an unknown kind": f'{{"id": "c", "kind": "quarrel", "party": "{PERSON}"}}',
    "a missing id": f'{{"kind": "petition", "party": "{PERSON}"}}',
    "a party twice": f'{{"id": "c", "party": "{PERSON}", "party": "{PERSON}"}}',
    "an unknown field": f'{{"id": "c", "kind": "petition", "partei": "{PERSON}"}}',
    "a dangling handler": (
        f'{{"id": "c", "kind": "petition", "party": "{PERSON}", "handler": "nobody"}}'
    ),
    "a number for a party": f'{{"id": "c", "kind": "petition", "party": {DIGITS}}}',
    "NaN": f'{{"id": "c", "kind": "petition", "party": "{PERSON}", "stage": NaN}}',
    "no JSON": PERSON,
    "another encoding": f'{{"id": "c", "party": "{PERSON}"}}'.encode("gb18030"),
    "a comma for a point": f'{{"id": "c", "party": "{PERSON}"; "kind": "petition"}}',
}
NUMBERED_CASES: Mapping[str, str | bytes] = {
    "an id used twice": f'{{"id": "{NUMBER}", "kind": "petition"}}\n' * 2,
    "a dangling id": f'{{"id": "c", "kind": "petition", "handler": "{NUMBER}"}}',
    "a kind": f'{{"id": "c", "kind": "{NUMBER}"}}',
    "a key twice": f'{{"{NUMBER}": 1, "{NUMBER}": 2}}',
    "an unknown field": f'{{"id": "c", "kind": "petition", "{NUMBER}": 1}}',
    "a day": f'{{"id": "c", "kind": "petition", "events": [{{"day": "{NUMBER}"}}]}}',
    "an amount": f'{{"id": "c", "kind": "petition", "amount": {{"unit": "{DIGITS}"}}}}',
    "text": f'"{NUMBER}"',
    "a number": DIGITS,
}
HEADERS: Mapping[str, str] = {
    "a table twice": f"{HEADER}[{DIGITS}]\n[{DIGITS}]\n",
    "a key twice": f"{HEADER}x = {{ {DIGITS} = 1, {DIGITS} = 2 }}\n",
    "a table over a value": f"{HEADER}{DIGITS} = 1\n[{DIGITS}]\n",
    "a dotted key over a value": f"{HEADER}{NUMBER} = 1\n{NUMBER}.x = 1\n",
    "a word without quotation marks": f"{HEADER}x = {NUMBER}\n",
    "an unknown key": f"{HEADER}{NUMBER} = 1\n",
    "a version": HEADER.replace("2", DIGITS, 1),
    "a place": f'{HEADER}place = "{NUMBER}"\n',
    "a source": f'{HEADER}sources = ["{NUMBER}"]\n',
    "a kind declared complete": f'{HEADER}complete = ["{NUMBER}"]\n',
    "a label": HEADER.replace("{ zh", f"{{ {NUMBER} = 1, zh"),
}
SINGLES: Mapping[str, str] = {
    "a list": f'[{{"party": "{PERSON}"}}]',
    "an object for a list": f'{{"schema_version": 2, "cases": {{"c": "{PERSON}"}}}}',
    "a version": f'{{"schema_version": {{"party": "{PERSON}"}}, "id": "r"}}',
    "a label": f'{{"schema_version": 2, "id": "r", "label": ["{PERSON}"]}}',
    "a text": f'"{PERSON}"'.replace(NAME, ""),
    "a kind twice": f'{{"{NUMBER}": 1, "{NUMBER}": 2}}',
    "a kind": f'{{"schema_version": 2, "id": "r", "{NUMBER}": []}}',
}


def told(path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return all that reading, the log and the command line say of a bad register."""
    words = []
    for read in (read_register, read_partial_register):
        try:
            words.append(repr(read(path)))
        except InputError as error:
            words.append(said(error))
            logging.getLogger("tests").exception("unreadable")
            logging.getLogger("tests").warning("%s %r", error, error)
    for command in (["audit", str(path)], ["convert", str(path), str(path) + "-new"]):
        for lang in ("zh", "en"):
            code = main([*command, "--lang", lang])
            out, err = capsys.readouterr()
            assert (code, out) == (2, "")
            words.append(err)
    return "\n".join(words)


@pytest.mark.parametrize("rows", NAMED_CASES.values(), ids=list(NAMED_CASES))
def test_no_report_on_a_bad_file_tells_of_its_persons(
    rows: str | bytes,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither the errors, nor the command line, nor a log of them shows the person."""
    caplog.set_level(logging.DEBUG)
    assert leaked(told(register(tmp_path, cases=rows), capsys)) == set()
    assert leaked(caplog.text) == set()


@pytest.mark.parametrize("rows", NUMBERED_CASES.values(), ids=list(NUMBERED_CASES))
def test_no_report_on_a_bad_file_tells_a_number(
    rows: str | bytes,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A number in a field that is not personal is masked where the field is refused."""
    caplog.set_level(logging.DEBUG)
    assert numbers(told(register(tmp_path, cases=rows), capsys)) == set()
    assert numbers(caplog.text) == set()


@pytest.mark.parametrize("header", HEADERS.values(), ids=list(HEADERS))
def test_no_report_on_a_bad_header_tells_a_number(
    header: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What TOML itself says of a mistake may hold a key; a number in it is masked."""
    path = register(tmp_path, header, cases=GOOD_CASE)
    assert numbers(told(path, capsys)) == set()


@pytest.mark.parametrize("text", SINGLES.values(), ids=list(SINGLES))
def test_no_report_on_a_bad_single_file_tells_of_its_persons(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A register of one file that is wrong as a whole is not written out."""
    assert leaked(told(single(tmp_path, text), capsys)) == set()


@pytest.mark.parametrize(
    "name", [f"{NUMBER}.json", f"{DIGITS}.jsonl", f"cases-{NUMBER}.jsonl"]
)
def test_no_report_on_a_stray_file_tells_the_number_in_its_name(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is called after a person is reported without the number."""
    path = register(tmp_path, name=name, cases=GOOD_CASE)
    assert numbers(told(path, capsys)) == set()


# Audits


def whole() -> Register:
    """Return a register with the person in every personal field of every record.

    Its own place is one of its places, so that rules of the place are asked for.
    """
    record: Register = made(Register)
    return attrs.evolve(record, place=record.places[0].id)


def test_no_audit_tells_of_a_person() -> None:
    """Text in both languages, JSON, table and ``repr`` of an audit are silent."""
    report = audit(whole(), as_of=DAY)
    assert report.judgements
    words = [audit_text(report, "zh", most=10_000), audit_text(report, "en")]
    words += [audit_json(report), repr(report), report._repr_html_()]
    words += [repr(each) for each in report.judgements]
    assert leaked("\n".join(words)) == set()


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_line_audits_without_telling_of_a_person(
    lang: str,
    form: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Nothing that ``adminlaw audit`` prints or logs shows the person."""
    caplog.set_level(logging.DEBUG)
    write_register(whole(), tmp_path / "register")
    path, day = str(tmp_path / "register"), DAY.isoformat()
    code = main(["audit", path, "--as-of", day, "--lang", lang, "--format", form])
    out, err = capsys.readouterr()
    assert code in (0, 1)
    assert out
    assert leaked(out + err + caplog.text) == set()


CODED: Mapping[str, Register] = {
    "credit code": Register(
        id="r",
        label=whole().label,
        authorities=(
            Authority(
                id=AuthorityId("a"),
                name="某局",
                kind=AuthorityKind.DEPARTMENT,
                credit_code=NUMBER,
            ),
        ),
    ),
    "division code": Register(
        id="r",
        label=whole().label,
        place=PlaceId("p"),
        places=(
            Place(
                id=PlaceId("p"),
                name="某县",
                level=whole().places[0].level,
                division_code=NUMBER,
            ),
        ),
    ),
    "item code": Register(
        id="r",
        label=whole().label,
        powers=(
            Power(
                id=PowerId("p"),
                name="检查",
                kind=PowerKind.INSPECTION,
                holder=AuthorityId("a"),
                code=NUMBER,
            ),
        ),
    ),
}


@pytest.mark.parametrize("record", CODED.values(), ids=list(CODED))
def test_no_audit_repeats_a_number_that_stands_for_a_code(record: Register) -> None:
    """A person's number in the place of a body's code is found and not repeated."""
    report = audit(record, as_of=DAY, checks=["I101"])
    assert len(report.findings) == 1
    words = [audit_text(report, "zh"), audit_text(report, "en"), audit_json(report)]
    assert numbers("\n".join([*words, *map(repr, report.findings)])) == set()


# Errors that no reader raises


def test_no_error_of_a_lookup_or_a_parser_tells_a_number() -> None:
    """An error that a caller causes holds what was asked, with numbers masked."""
    attempts: tuple[Callable[[], object], ...] = (
        lambda: whole().find(Case, NUMBER),
        lambda: CaseKind.of(NUMBER),
        lambda: Length.parse(NUMBER),
        lambda: parse_citation(f"违反{NUMBER}"),
        lambda: trace_responsibility(whole(), NUMBER),
        lambda: audit(whole(), as_of=DAY, checks=[NUMBER]),
    )
    told_by = []
    for attempt in attempts:
        with pytest.raises(AdminLawError) as caught:
            attempt()
        if numbers(caught.value.message("zh") + caught.value.message("en")):
            told_by.append(type(caught.value).__name__)
    assert told_by == []


def test_a_constructor_refuses_without_repeating_the_value() -> None:
    """Its error names the field and the types, not what was handed in."""
    for name, field in sorted(PERSONAL):
        with pytest.raises(AdminLawError) as caught:
            attrs.evolve(specimen(CLASSES[name]), **{field: [PERSON]})
        assert leaked(said(caught.value)) == set()


def test_a_code_that_is_a_persons_number_is_masked() -> None:
    """The parser of codes keeps nothing of a person but a masked number."""
    assert numbers(repr(parse_credit_code(NUMBER))) == set()


def test_the_kinds_of_record_above_are_all_there_are() -> None:
    """The search walks through every kind of record that a register holds."""
    assert set(COLLECTIONS.values()) <= set(CLASSES.values())
