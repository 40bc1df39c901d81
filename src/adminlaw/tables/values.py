"""Read the values of cells: days, amounts, limits, lists, yes and no.

Each reader takes a cell as the file holds it and returns what it means, or raises
``MisreadError`` with what was expected in Chinese and in English. Nothing is guessed:
a form that could mean two things is refused. The readers know no columns; which of
them reads a column is said by its template.
"""

from __future__ import annotations

from typing import Final

from adminlaw.errors import MisreadError
from adminlaw.tables.amounts import read_decimal, read_money, read_whole
from adminlaw.tables.days import OPEN_END, Day, OpenEnd, read_day
from adminlaw.tables.grids import Value
from adminlaw.tables.limits import IMMEDIATE, UNKNOWN, NoLength, read_limit
from adminlaw.tables.lists import numbered_parts, read_numbered, read_texts
from adminlaw.tables.words import cell_text, half_width, is_blank, key, tidy

_YES: Final = frozenset(
    {"是", "有", "需", "需要", "要", "1", "y", "yes", "true", "√", "✓", "✔", "☑"}
)
_NO: Final = frozenset(
    {
        "否",
        "不是",
        "无",
        "没有",
        "不需",
        "不需要",
        "无需",
        "不要",
        "0",
        "n",
        "no",
        "false",
    }
    | {"×", "✗", "✘", "x"}
)


def read_yes_no(value: Value) -> bool:
    """Tell whether a cell says yes.

    Raises:
        MisreadError: it says neither yes nor no; a blank says neither.

    >>> [read_yes_no(each) for each in ("是", "√", 0, "无")]
    [True, True, False, False]
    """
    if isinstance(value, bool):
        return value
    text = key(value)
    if text in _YES or text in _NO:
        return text in _YES
    raise MisreadError(value, "是或否", "yes or no")


__all__ = [
    "IMMEDIATE",
    "OPEN_END",
    "UNKNOWN",
    "Day",
    "MisreadError",
    "NoLength",
    "OpenEnd",
    "cell_text",
    "half_width",
    "is_blank",
    "key",
    "numbered_parts",
    "read_day",
    "read_decimal",
    "read_limit",
    "read_money",
    "read_numbered",
    "read_texts",
    "read_whole",
    "read_yes_no",
    "tidy",
]
