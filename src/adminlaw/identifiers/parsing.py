"""Read four kinds of code: text in, diagnosis out, never an error.

A text is folded to its canonical form, cleared of persons' numbers, laid along
the layout that has its length, and only then checked by arithmetic.
"""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from adminlaw.identifiers.checksums import (
    ALPHANUMERIC,
    CREDIT_ALPHABET,
    ORGANISATION_CHECKS,
    credit_check,
    masked,
    organisation_check,
    personal_number,
)
from adminlaw.identifiers.diagnosis import (
    Identifier,
    IdentifierKind,
    IdentifierProblem,
    IdentifierProblemKind,
)


class _Segment(NamedTuple):
    """A run of characters with a name and an alphabet."""

    name: str
    width: int
    alphabet: str


_Layout = tuple[_Segment, ...]
_Problems = tuple[IdentifierProblem, ...]


class _Scheme(NamedTuple):
    """The layouts of a kind of code, and what is examined once one fits."""

    kind: IdentifierKind
    layouts: tuple[_Layout, ...]
    examine: Callable[[str], _Problems]


_CREDIT: _Layout = (
    _Segment("registrar", 1, CREDIT_ALPHABET),
    _Segment("category", 1, CREDIT_ALPHABET),
    _Segment("division", 6, string.digits),
    _Segment("body", 9, CREDIT_ALPHABET),
    _Segment("check", 1, CREDIT_ALPHABET),
)
_ORGANISATION: _Layout = (
    _Segment("body", 8, ALPHANUMERIC),
    _Segment("check", 1, ORGANISATION_CHECKS),
)
_COUNTY: _Layout = (
    _Segment("province", 2, string.digits),
    _Segment("city", 2, string.digits),
    _Segment("county", 2, string.digits),
)
_TOWN: _Layout = (*_COUNTY, _Segment("town", 3, string.digits))
_VILLAGE: _Layout = (*_TOWN, _Segment("village", 3, string.digits))
_BASIC: _Layout = (_Segment("basic", 12, ALPHANUMERIC),)
_IMPLEMENTATION: _Layout = (*_CREDIT, _Segment("level", 1, string.digits), *_BASIC)
_HANDLING: _Layout = (*_IMPLEMENTATION, _Segment("handling", 2, ALPHANUMERIC))

_UPPER = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)
# Spaces, controls, invisible joiners and dashes; the minus sign is none of these.
_IGNORED_CATEGORIES = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"})
_MINUS_SIGN = "\N{MINUS SIGN}"


def parse_credit_code(text: str) -> Identifier:
    """Read a unified social credit code (统一社会信用代码) of 18 characters.

    The nine characters of the body are an organisation code; its own check
    character is not demanded, since the one at the end covers all of them.

    Source: GB 32100-2015.

    >>> parse_credit_code("11341802003284723q").valid
    True
    """
    return _parse(text, _Scheme(IdentifierKind.CREDIT_CODE, (_CREDIT,), _credit))


def parse_organisation_code(text: str) -> Identifier:
    """Read an organisation code (组织机构代码): eight characters and a check.

    Its check cannot tell apart characters whose values differ by 11, as 0 and B.

    Source: GB 11714-1997.

    >>> parse_organisation_code("00525312-X").canonical
    '00525312X'
    """
    kind = IdentifierKind.ORGANISATION_CODE
    return _parse(text, _Scheme(kind, (_ORGANISATION,), _organisation))


def parse_division_code(text: str) -> Identifier:
    """Read a division code (行政区划代码) of 6, 9 or 12 digits.

    Only structure is judged, since codes change yearly. A county under city
    ``00`` lies directly under its province, a town under county ``00`` directly
    under its city; a village without a town is a defect.

    Source: GB/T 2260; nine digits add the town, twelve the village.

    >>> parse_division_code("511602001").parts[-1]
    ('town', '001')
    """
    layouts = (_COUNTY, _TOWN, _VILLAGE)
    return _parse(text, _Scheme(IdentifierKind.DIVISION_CODE, layouts, _division))


def parse_item_code(text: str) -> Identifier:
    """Read a service item code (政务服务事项编码) of 12, 31 or 33 characters.

    Twelve are the basic code (基本编码). An implementation code (实施编码) is
    the holder's credit code, the level of exercise and the basic code; two more
    name a handling item (业务办理项). The two longer forms are inferred from a
    published code, not read in the standard [M]. Local forms, such as the
    fourteen characters of some portals, are reported as a wrong length.

    Source: GB/T 39554.1-2020.

    >>> parse_item_code("11440100007482575H3440118009000").part("basic")
    '440118009000'
    """
    layouts = (_BASIC, _IMPLEMENTATION, _HANDLING)
    return _parse(text, _Scheme(IdentifierKind.ITEM_CODE, layouts, _item))


def _parse(text: str, scheme: _Scheme) -> Identifier:
    """Diagnose *text*: first privacy, then length, then what the layout says."""
    canonical = _canonical(text)
    person = personal_number(canonical)
    if person is not None:
        return _withheld(scheme.kind, person)
    for layout in scheme.layouts:
        if _width(layout) == len(canonical):
            parts, problems = _read(canonical, layout, scheme)
            break
    else:
        parts, problems = (), _wrong_length(canonical, scheme)
    return Identifier(
        kind=scheme.kind,
        text=text,
        canonical=canonical,
        parts=parts,
        problems=problems,
    )


def _canonical(text: str) -> str:
    """Return *text* half-width, upper case and without invisible characters."""
    kept = "".join(filter(_counts, unicodedata.normalize("NFKC", text)))
    # Dropping a joiner can bring a letter and its accent together: compose again.
    return unicodedata.normalize("NFKC", kept.translate(_UPPER))


def _counts(character: str) -> bool:
    """Tell whether *character* belongs to a code, unlike spaces and hyphens."""
    ignored = unicodedata.category(character) in _IGNORED_CATEGORIES
    return not ignored and character != _MINUS_SIGN


def _withheld(kind: IdentifierKind, number: str) -> Identifier:
    """Return an identifier that keeps nothing of a person but a masked number."""
    problem = IdentifierProblem(kind=IdentifierProblemKind.PERSONAL_NUMBER)
    shown = masked(number)  # a label or a name around the number goes as well
    return Identifier(kind=kind, text=shown, canonical=shown, problems=(problem,))


def _width(layout: _Layout) -> int:
    """Return how many characters *layout* takes."""
    return sum(segment.width for segment in layout)


def _wrong_length(code: str, scheme: _Scheme) -> _Problems:
    """Report a length that no layout has."""
    problem = IdentifierProblem(
        kind=IdentifierProblemKind.LENGTH,
        expected="/".join(str(_width(layout)) for layout in scheme.layouts),
        received=str(len(code)),
    )
    return (problem,)


def _read(
    code: str, layout: _Layout, scheme: _Scheme
) -> tuple[tuple[tuple[str, str], ...], _Problems]:
    """Return the named parts of *code* and its problems."""
    wrong = _wrong_characters(code, layout)
    # Arithmetic on a wrong character has no meaning, and its parts are no codes.
    return ((), wrong) if wrong else (_split(code, layout), scheme.examine(code))


def _split(code: str, layout: _Layout) -> tuple[tuple[str, str], ...]:
    """Return the named parts of *code*."""
    parts: list[tuple[str, str]] = []
    start = 0
    for segment in layout:
        parts.append((segment.name, code[start : start + segment.width]))
        start += segment.width
    return tuple(parts)


def _wrong_characters(code: str, layout: _Layout) -> _Problems:
    """Report every character outside the alphabet of its place."""
    alphabets = [each.alphabet for each in layout for _ in range(each.width)]
    return tuple(
        IdentifierProblem(
            kind=IdentifierProblemKind.CHARACTER,
            position=position,
            expected=alphabets[position],
            received=_visible(character),
        )
        for position, character in enumerate(code)
        if character not in alphabets[position]
    )


def _visible(character: str) -> str:
    """Return *character*, or its code point where it may only look like ASCII."""
    return character if character.isascii() else f"U+{ord(character):04X}"


def _credit(code: str) -> _Problems:
    """Report an impossible division and a check character that does not fit.

    What follows the credit code, as in an item code, is left alone.
    """
    impossible = _no_province(code, _width(_CREDIT[:2]))
    return impossible + _wrong_check(code[: _width(_CREDIT)], credit_check)


def _organisation(code: str) -> _Problems:
    """Report a check character that does not fit."""
    return _wrong_check(code, organisation_check)


def _division(code: str) -> _Problems:
    """Report a province that cannot be, and a village without a town."""
    start, end = _width(_COUNTY), _width(_TOWN)
    problems = _no_province(code, 0)
    if code[start:end].strip("0") or not code[end:].strip("0"):
        return problems
    orphan = IdentifierProblem(
        kind=IdentifierProblemKind.STRUCTURE,
        position=start,
        expected="001-999",
        received=code[start:end],
    )
    return (*problems, orphan)


def _item(code: str) -> _Problems:
    """Report what is wrong with the holder; a basic code names none."""
    return () if len(code) == _width(_BASIC) else _credit(code)


def _no_province(code: str, position: int) -> _Problems:
    """Report a division at *position* that begins with 0, as no province does."""
    if code[position] != "0":
        return ()
    problem = IdentifierProblem(
        kind=IdentifierProblemKind.DIVISION,
        position=position,
        expected="1-9",
        received="0",
    )
    return (problem,)


def _wrong_check(code: str, check: Callable[[str], str]) -> _Problems:
    """Report a last character that is not what *check* makes of the others."""
    expected, received = check(code[:-1]), code[-1]
    if expected == received:
        return ()
    problem = IdentifierProblem(
        kind=IdentifierProblemKind.CHECK_CHARACTER,
        position=len(code) - 1,
        expected=expected,
        received=received,
    )
    return (problem,)
