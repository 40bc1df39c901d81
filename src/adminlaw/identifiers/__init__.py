"""Read identifiers and say what is wrong with them, without ever stopping.

Four codes are read: unified social credit codes (GB 32100-2015), organisation
codes (GB 11714-1997), division codes (GB/T 2260 with the nine and twelve digit
forms) and service item codes (GB/T 39554.1-2020). Real files are full of cut,
retyped and full-width codes, so a wrong one is reported and stops nothing.

Limits: structure only. Whether a division exists on a day, or a body is
registered, needs a dated table; an unknown but well-formed code is valid here.
What looks like a resident identity number (GB 11643-1999) is masked and kept
nowhere, and a ``repr`` shows only what has the shape of a code.
"""

from adminlaw.identifiers.checksums import check_character
from adminlaw.identifiers.diagnosis import (
    Identifier,
    IdentifierKind,
    IdentifierProblem,
    IdentifierProblemKind,
)
from adminlaw.identifiers.divisions import (
    DivisionLevel,
    division_level,
    division_parent,
)
from adminlaw.identifiers.parsing import (
    parse_credit_code,
    parse_division_code,
    parse_item_code,
    parse_organisation_code,
)

__all__ = [
    "DivisionLevel",
    "Identifier",
    "IdentifierKind",
    "IdentifierProblem",
    "IdentifierProblemKind",
    "check_character",
    "division_level",
    "division_parent",
    "parse_credit_code",
    "parse_division_code",
    "parse_item_code",
    "parse_organisation_code",
]
