"""Time limits as builders read them (法定办结时限、承诺办结时限).

A limit has its unit in its own cell, in a column beside it or in the heading. The
limits: 即办 is understood and is no length of time; where it belongs the builder says.
"""

from __future__ import annotations

from adminlaw.errors import MisreadError
from adminlaw.periods import Length
from adminlaw.tables.building.readings import coded, said
from adminlaw.tables.groups import Group
from adminlaw.tables.limits import NoLength, read_limit

STATUTORY = "statutory_limit", "statutory_unit"
"""The column of the statutory limit, and that of its unit."""
PROMISED = "promised_limit", "promised_unit"
"""The column of the promised limit, and that of its unit."""


def stated_limit(group: Group, columns: tuple[str, str]) -> Length | NoLength | None:
    """Return the limit of a record; None where it is blank, or cannot be read.

    Args:
        group: The rows of the record.
        columns: The column of the limit and that of its unit.
    """
    name, unit = columns
    text = said(group, name)
    if not text:
        return None
    beside = coded(group, unit)
    if not beside:
        found: Length | NoLength | None = group.value(name)
        return found
    try:
        return read_limit(text, unit=beside)
    except MisreadError as error:
        group.remark(name, error.expected_zh, error.expected_en)
        return None
