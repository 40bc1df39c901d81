"""Codes are read with a diagnosis, and no text stops the reading.

The expected check characters of ``data/identifiers.csv`` were worked out before
the module existed, by the congruences below and a search over the alphabet: the
standards' tables of weights and their subtraction are not used here.

* GB 32100-2015: the sum of 3^i times value i over all 18 places, the check with
  weight 1, is 0 modulo 31 (weights 1, 3, 9, 27, 19, … are the powers of 3).
* GB 11714-1997: 3a+7b+9c+10d+5e+8f+4g+2h plus the check is 0 modulo 11.
* GB 11643-1999 (ISO 7064 MOD 11-2): doubling after each digit, then adding the
  check, gives 1 modulo 11.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adminlaw.errors import FieldValueError
from adminlaw.identifiers import (
    DivisionLevel,
    Identifier,
    IdentifierKind,
    IdentifierProblemKind,
    check_character,
    division_level,
    division_parent,
    parse_credit_code,
    parse_division_code,
    parse_item_code,
    parse_organisation_code,
)

DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CREDIT = [each for each in DIGITS + LETTERS if each not in "IOSVZ"]
CHECKS = "0123456789X"
SPECIMEN = "11010519491231002X"  # printed in GB 11643 itself; it is nobody's number

PARSERS: dict[str, Callable[[str], Identifier]] = {
    "credit_code": parse_credit_code,
    "organisation_code": parse_organisation_code,
    "division_code": parse_division_code,
    "item_code": parse_item_code,
}
GOLD_FILE = Path(__file__).parent / "data" / "identifiers.csv"
with GOLD_FILE.open(encoding="utf-8", newline="") as _stream:
    GOLD = list(csv.DictReader(_stream))

# The division never ends in 00 to 29, so that no body reads as a year of birth.
credit_bodies = st.from_regex(
    r"[0-9A-HJ-NP-RTUWXY]{2}[1-9][0-9]{3}[3-9][0-9][0-9A-HJ-NP-RTUWXY]{9}",
    fullmatch=True,
)
organisation_bodies = st.text(DIGITS + LETTERS, min_size=8, max_size=8)
division_codes = st.from_regex(
    r"[1-9][0-9]{5}(000|002|002000|002205|000205)?", fullmatch=True
)
parsers = st.sampled_from(list(PARSERS.values()))
noises = st.sampled_from("\u200b\u200d\ufeff\u3000 -－–\n\t\u2212")
sizes = st.sampled_from([6, 9, 12, 18, 31, 33])
texts = st.one_of(
    st.text(max_size=40),
    sizes.flatmap(lambda size: st.text(min_size=size, max_size=size)),
    sizes.flatmap(lambda size: st.text(DIGITS + "X", min_size=size, max_size=size)),
)


def searched_credit_check(body: str) -> str:
    """Return the one character that brings the whole sum to 0 modulo 31."""
    total = 0
    for character in reversed(body):  # Horner's rule for the powers of 3
        total = total * 3 + CREDIT.index(character)
    (found,) = [each for each in CREDIT if (total + CREDIT.index(each)) % 31 == 0]
    return found


def searched_organisation_check(body: str) -> str:
    """Return the one check that brings the whole sum to 0 modulo 11."""
    a, b, c, d, e, f, g, h = (int(character, 36) for character in body)
    total = 3 * a + 7 * b + 9 * c + 10 * d + 5 * e + 8 * f + 4 * g + 2 * h
    (found,) = [each for each in CHECKS if (total + CHECKS.index(each)) % 11 == 0]
    return found


def searched_personal_check(body: str) -> str:
    """Return the one check that brings ISO 7064 MOD 11-2 to 1."""
    total = 0
    for digit in body:
        total = (total + int(digit)) * 2
    (found,) = [each for each in CHECKS if (total + CHECKS.index(each)) % 11 == 1]
    return found


SEARCHES: dict[tuple[str, int], tuple[int, Callable[[str], str]]] = {
    ("credit_code", 18): (17, searched_credit_check),
    ("organisation_code", 9): (8, searched_organisation_check),
    ("item_code", 31): (17, searched_credit_check),
    ("item_code", 33): (17, searched_credit_check),
}


def places(found: Identifier) -> str:
    """Return the problems as the gold table writes them: kind@place."""
    return " ".join(
        each.kind.code + ("" if each.position is None else f"@{each.position + 1}")
        for each in found.problems
    )


def everything_said(found: Identifier) -> str:
    """Return all that an identifier shows of itself, in both languages."""
    messages = [p.text("zh") + p.text("en") + repr(p) for p in found.problems]
    return "".join([repr(found), str(found), str(attrs.asdict(found)), *messages])


@pytest.mark.parametrize("row", GOLD, ids=[f"{r['kind']}:{r['note']}" for r in GOLD])
def test_each_gold_row_gets_its_verdict_and_its_problems(row: dict[str, str]) -> None:
    """Every code of the table is judged as worked out by hand, place by place."""
    found = PARSERS[row["kind"]](row["text"])
    assert found.kind is IdentifierKind.of(row["kind"])
    assert ("yes" if found.valid else "no", places(found)) == (
        row["valid"],
        row["problems"],
    )


def test_the_gold_table_has_every_kind_and_every_problem() -> None:
    """The table is large and leaves out no kind of code and no kind of problem."""
    named = {word.split("@")[0] for row in GOLD for word in row["problems"].split()}
    assert len(GOLD) >= 40
    assert {row["kind"] for row in GOLD} == {kind.code for kind in IdentifierKind}
    assert named == {kind.code for kind in IdentifierProblemKind}


def test_the_gold_verdicts_on_checks_follow_from_the_congruences() -> None:
    """In plain rows, check_character is named exactly where a search disagrees."""
    judged = 0
    for row in GOLD:
        code = row["text"]
        size, search = SEARCHES.get((row["kind"], len(code)), (0, str))
        problems = {word.split("@")[0] for word in row["problems"].split()}
        plain = code.isascii() and code == code.upper()
        if size and plain and not problems & {"character", "personal_number"}:
            differs = search(code[:size]) != code[size]
            assert differs is ("check_character" in problems), code
            judged += 1
    assert judged >= 25


@given(body=credit_bodies)
def test_a_credit_body_with_its_check_character_is_valid(body: str) -> None:
    """Any body of 17 takes the one character that a search over the alphabet finds."""
    assert check_character(body) == searched_credit_check(body)
    assert parse_credit_code(body + check_character(body)).valid


@given(body=organisation_bodies)
def test_an_organisation_body_with_its_check_character_is_valid(body: str) -> None:
    """Any body of 8 takes the one check that a search over the eleven finds."""
    assert check_character(body) == searched_organisation_check(body)
    assert parse_organisation_code(body + check_character(body)).valid


def test_a_sum_of_nothing_has_the_check_character_zero() -> None:
    """Modulus minus zero is no value of either alphabet; it is written 0."""
    assert check_character("0" * 17) == check_character("0" * 8) == "0"


@given(
    body=credit_bodies, place=st.integers(0, 17), replacement=st.sampled_from(CREDIT)
)
def test_every_single_substitution_in_a_credit_code_is_detected(
    body: str, place: int, replacement: str
) -> None:
    """31 is prime and the 31 values differ, so no one wrong character passes."""
    code = body + searched_credit_check(body)
    changed = code[:place] + replacement + code[place + 1 :]
    assert parse_credit_code(changed).valid is (changed == code)


@given(body=credit_bodies, place=st.integers(0, 16))
def test_every_swap_of_neighbours_in_a_credit_code_is_detected(
    body: str, place: int
) -> None:
    """Neighbouring weights differ modulo 31, so no transposition passes."""
    code = body + searched_credit_check(body)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert parse_credit_code(swapped).valid is (swapped == code)


@given(
    body=organisation_bodies,
    place=st.integers(0, 7),
    replacement=st.sampled_from(DIGITS + LETTERS),
)
@example(body="00525312", place=0, replacement="B")
@example(body="00525312", place=0, replacement="L")
def test_a_substitution_in_an_organisation_code_hides_only_behind_eleven(
    body: str, place: int, replacement: str
) -> None:
    """A wrong character passes exactly where its value differs by 0, 11, 22 or 33."""
    changed = body[:place] + replacement + body[place + 1 :]
    found = parse_organisation_code(changed + searched_organisation_check(body))
    assert found.valid is ((int(replacement, 36) - int(body[place], 36)) % 11 == 0)


@given(body=organisation_bodies, replacement=st.sampled_from(CHECKS))
def test_an_organisation_code_has_one_check_character(
    body: str, replacement: str
) -> None:
    """Of the eleven check characters exactly one is accepted."""
    found = parse_organisation_code(body + replacement)
    assert found.valid is (replacement == searched_organisation_check(body))


@given(parse=parsers, text=texts)
@example(parse=parse_credit_code, text="e\u200d\u0301" * 6)
@example(parse=parse_division_code, text="١٣١١٠٠")
@example(parse=parse_division_code, text="²²²²²²")
@example(parse=parse_item_code, text="\ud800" * 12)
def test_no_text_stops_a_parser(parse: Callable[[str], Identifier], text: str) -> None:
    """Any text gets an identifier that says all it has to say."""
    assert everything_said(parse(text))


@given(parse=parsers, text=texts)
@example(parse=parse_credit_code, text="e\u200d\u0301")
@example(parse=parse_credit_code, text="ſﬁŉǰ")
def test_the_canonical_form_is_its_own_canonical_form(
    parse: Callable[[str], Identifier], text: str
) -> None:
    """Reading a canonical form again changes nothing in it."""
    canonical = parse(text).canonical
    assert parse(canonical).canonical == canonical


@given(parse=parsers, shaped=credit_bodies, seeds=st.lists(noises, min_size=18))
def test_noise_between_characters_changes_no_verdict(
    parse: Callable[[str], Identifier], shaped: str, seeds: list[str]
) -> None:
    """Spaces, hyphens, joiners and case stay in the text and leave the canonical."""
    code = shaped + searched_credit_check(shaped)
    noisy = "".join(a + b for a, b in zip(code.lower(), seeds, strict=False))
    clean, dirty = parse(code), parse(noisy)
    assert (dirty.canonical, dirty.parts) == (clean.canonical, clean.parts)
    assert (dirty.text, dirty.problems) == (noisy, clean.problems)


@given(parse=parsers, text=texts)
def test_parts_are_the_whole_code_or_nothing(
    parse: Callable[[str], Identifier], text: str
) -> None:
    """Parts joined give the canonical form; without parts there is a problem."""
    found = parse(text)
    joined = "".join(value for _, value in found.parts)
    assert joined == found.canonical if found.parts else not found.valid


def test_the_parts_of_a_credit_code_can_be_read_on_their_own() -> None:
    """Five parts stand in order, and the body inside is an organisation code."""
    found = parse_credit_code("11500000MB1553803Q")
    names = [name for name, _ in found.parts]
    assert names == ["registrar", "category", "division", "body", "check"]
    assert found.part("division") == "500000"
    assert parse_organisation_code(found.part("body") or "").valid


def test_a_handling_item_names_its_holder_level_and_basic_code() -> None:
    """A code of 33 characters carries the credit code, the level and the item."""
    found = parse_item_code("11440100007482575H344011800900001")
    values = [value for _, value in found.parts]
    assert values[2:] == ["440100", "007482575", "H", "3", "440118009000", "01"]
    assert parse_item_code("440118009000").part("body") is None


def test_a_problem_says_its_place_in_both_languages() -> None:
    """A message counts from 1 and holds what was expected and what was received."""
    (problem,) = parse_credit_code("11341802003284723R").problems
    assert problem.text("zh") == "校验码不符（第18位）：应为 Q，收到 R"
    assert problem.text("en") == (
        "wrong check character (character 18): expected Q, received R"
    )


def test_a_problem_of_the_whole_text_says_no_place() -> None:
    """A length has no place, and a withheld number has nothing to show either."""
    (length,) = parse_credit_code("1134180200328472").problems
    assert length.text("zh") == "长度不符：应为 18，收到 16"
    (withheld,) = parse_credit_code(SPECIMEN).problems
    assert withheld.text() == "looks like a resident identity number, withheld"


def test_a_look_alike_letter_is_told_by_its_code_point() -> None:
    """A Cyrillic letter cannot be seen in a message, so its number is shown."""
    (problem,) = parse_credit_code(
        "11500000M\N{CYRILLIC CAPITAL LETTER VE}1553803Q"
    ).problems
    assert problem.received == "U+0412"


@pytest.mark.parametrize("parse", list(PARSERS.values()), ids=list(PARSERS))
@pytest.mark.parametrize(
    "text",
    [SPECIMEN.lower(), "张三 110105-19491231-002X", "110105\u200b19491231\u200b0021"],
)
def test_a_personal_number_is_masked_wherever_it_stands(
    parse: Callable[[str], Identifier], text: str
) -> None:
    """Nothing but its first two digits is kept, be it dressed up or mistyped."""
    found = parse(text)
    assert places(found) == "personal_number"
    assert found.text == found.canonical == "11" + "*" * 16
    assert not any(run in everything_said(found) for run in ("0105", "1949", "张三"))


@given(
    area=st.from_regex(r"[1-6][1-5][0-9]{4}", fullmatch=True),
    day=st.dates(date(1800, 1, 1), date(2099, 12, 31)),
    serial=st.from_regex(r"[0-9]{3}", fullmatch=True),
    parse=parsers,
)
def test_every_well_formed_personal_number_is_withheld(
    area: str, day: date, serial: str, parse: Callable[[str], Identifier]
) -> None:
    """A number with a day of birth and a fitting check never comes back."""
    body = area + day.strftime("%Y%m%d") + serial
    number = body + searched_personal_check(body)
    found = parse(number)
    assert places(found) == "personal_number"
    assert number[6:] not in everything_said(found)


def test_a_repr_shows_only_what_has_the_shape_of_a_code() -> None:
    """A name in the column of codes is kept as data and not shown."""
    found = parse_credit_code("张三")
    assert found.text == "张三"
    assert "张三" not in repr(found)
    assert parse_credit_code("11341802003284723I").parts == ()


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("100000", DivisionLevel.NATION, None),
        ("130000", DivisionLevel.PROVINCE, None),
        ("131100", DivisionLevel.CITY, "130000"),
        ("440881", DivisionLevel.COUNTY, "440800"),
        ("110101", DivisionLevel.COUNTY, "110100"),
        ("429004", DivisionLevel.COUNTY, "429000"),
        ("460025", DivisionLevel.COUNTY, "460000"),
        ("511602001", DivisionLevel.TOWN, "511602000"),
        ("511602000000", DivisionLevel.COUNTY, "511600000000"),
        ("511602001002", DivisionLevel.VILLAGE, "511602001000"),
        ("441900003000", DivisionLevel.TOWN, "441900000000"),
        ("１３１１００", DivisionLevel.CITY, "130000"),
        ("511602000001", None, None),
        ("010000", None, None),
        ("13110O", None, None),
        ("", None, None),
    ],
)
def test_a_division_knows_its_level_and_its_parent(
    code: str, level: DivisionLevel | None, parent: str | None
) -> None:
    """Trailing zeros tell the level, and the lowest level is cleared for the parent."""
    assert (division_level(code), division_parent(code)) == (level, parent)


@given(code=division_codes)
def test_going_up_from_a_division_ends_at_a_province(code: str) -> None:
    """Every step up is valid, as long as before and strictly higher."""
    order = list(DivisionLevel)
    while (parent := division_parent(code)) is not None:
        low, high = division_level(code), division_level(parent)
        assert low is not None
        assert high is not None
        assert len(parent) == len(code)
        assert order.index(high) < order.index(low)
        code = parent
    assert not parse_division_code(code).valid or code[2:].strip("0") == ""


@pytest.mark.parametrize(
    "body", ["", "1134180200328472", "1134180200328472I", "0052531中", SPECIMEN]
)
def test_a_body_that_cannot_be_summed_is_wrong_use(body: str) -> None:
    """A body of no known length or alphabet is refused without being repeated."""
    with pytest.raises(FieldValueError) as caught:
        check_character(body)
    shown = caught.value.message("zh") + caught.value.message("en")
    assert not body or body not in shown
