"""Levels of administrative divisions, told from their codes alone.

A division code nests: two digits each for province, city and county, three for
town and for village (GB/T 2260). Trailing zeros stand for a higher level.
"""

from __future__ import annotations

from adminlaw.identifiers.diagnosis import Identifier
from adminlaw.identifiers.parsing import parse_division_code
from adminlaw.labels import LabelledEnum


class DivisionLevel(LabelledEnum):
    """Level of an administrative division (行政区划层级), highest first."""

    NATION = "nation", "国家级", "nation"
    PROVINCE = "province", "省级", "province"
    CITY = "city", "地级", "city"
    COUNTY = "county", "县级", "county"
    TOWN = "town", "乡级", "town"
    VILLAGE = "village", "村级", "village"


def division_level(code: str) -> DivisionLevel | None:
    """Return the level of division *code*, or None where it is not a valid one.

    Trailing zeros mean a higher level. ``100000`` stands for the whole country
    in credit codes (GB 32100-2015).

    >>> division_level("131100"), division_level("511602000000")
    (DivisionLevel.CITY, DivisionLevel.COUNTY)
    """
    found = parse_division_code(code)
    if not found.valid:
        return None
    if found.canonical.rstrip("0") == "1":
        return DivisionLevel.NATION
    return tuple(DivisionLevel)[_depth(found) + 1]


def division_parent(code: str) -> str | None:
    """Return the code one level up, as long as *code*; None above a province.

    None also where *code* is not valid. Only digits are used, so the parent may
    be a heading such as ``110100`` (市辖区) that no government answers to.

    >>> division_parent("440881"), division_parent("130000")
    ('440800', None)
    """
    found = parse_division_code(code)
    if not found.valid or _depth(found) == 0:
        return None
    values = [value for _, value in found.parts]
    values[_depth(found)] = "0" * len(values[_depth(found)])
    return "".join(values)


def _depth(division: Identifier) -> int:
    """Return the index of the lowest part of a valid division that is not zero."""
    values = [value.strip("0") for _, value in division.parts]
    return max(index for index, value in enumerate(values) if value)
