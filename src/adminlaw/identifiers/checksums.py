"""Check characters of codes, and numbers of persons that stand in their place.

The alphabets and weights are facts of three standards: GB 32100-2015 (unified
social credit codes), GB 11714-1997 (organisation codes) and GB 11643-1999
(resident identity numbers, 公民身份号码). Nothing here keeps a person's number.
"""

from __future__ import annotations

import re
import string

from adminlaw.errors import FieldValueError

ALPHANUMERIC = string.digits + string.ascii_uppercase
# GB 32100-2015 leaves out I, O, S, V and Z, which are misread as 1, 0, 5, U and 2.
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANISATION_CHECKS = "0123456789X"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_PERSONAL_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PERSONAL_CHECKS = "10X98765432"

# Six digits of a division, a date of birth, a serial of three, a check character.
# One in eleven digits-only codes of bodies passes a person's check by chance;
# asking for a date of birth as well spares nearly all of them.
_PERSONAL = re.compile(
    r"(?<![0-9A-Z])[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])"
    r"(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X](?![0-9A-Z])"
)


def check_character(body: str) -> str:
    """Return the check character that belongs after *body*.

    Args:
        body: In canonical form: the first 17 characters of a credit code or the
            first 8 of an organisation code; the length tells which.

    Raises:
        FieldValueError: *body* has another length or a character outside the
            alphabet; the error does not repeat it.

    Source: GB 32100-2015 for 17 characters, GB 11714-1997 for 8.

    >>> check_character("11341802003284723"), check_character("00525312")
    ('Q', 'X')
    """
    if len(body) == len(_CREDIT_WEIGHTS) and set(body) <= set(CREDIT_ALPHABET):
        return credit_check(body)
    if len(body) == len(_ORGANISATION_WEIGHTS) and set(body) <= set(ALPHANUMERIC):
        return organisation_check(body)
    zh, en = "字符集内的17位或8位", "17 or 8 characters of the alphabet"
    raise FieldValueError("body", "*" * len(body), zh, en)


def credit_check(body: str) -> str:
    """Return the check character of a credit code, modulus 31 (GB 32100-2015)."""
    values = map(CREDIT_ALPHABET.index, body)
    total = sum(w * v for w, v in zip(_CREDIT_WEIGHTS, values, strict=True))
    return CREDIT_ALPHABET[-total % 31]


def organisation_check(body: str) -> str:
    """Return the check of an organisation code, modulus 11, A = 10 (GB 11714)."""
    values = map(ALPHANUMERIC.index, body)
    total = sum(w * v for w, v in zip(_ORGANISATION_WEIGHTS, values, strict=True))
    return ORGANISATION_CHECKS[-total % 11]


def personal_number(canonical: str) -> str | None:
    """Return what looks like a person's number in *canonical*, if anything does.

    A mistyped number still leads to a person. So a wrong check character clears
    it only where the check of a credit code holds instead.
    """
    for match in _PERSONAL.finditer(canonical):
        number = match[0]
        credit = credit_check(number[:-1]) == number[-1]
        if not credit or _personal_check(number[:-1]) == number[-1]:
            return number
    return None


def _personal_check(body: str) -> str:
    """Return the check character of a resident identity number (GB 11643-1999)."""
    total = sum(w * int(v) for w, v in zip(_PERSONAL_WEIGHTS, body, strict=True))
    return _PERSONAL_CHECKS[total % 11]


def masked(number: str) -> str:
    """Return the first two characters, the rest starred."""
    return number[:2] + "*" * (len(number) - 2)
