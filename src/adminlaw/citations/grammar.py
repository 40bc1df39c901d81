"""The pieces of which a list of places is made, written once.

One citation may hold blanks of every kind, running text only those inside a line;
but for that the two readers read the same numbers, connectors and signs of a range,
so that what one finds the other can expand (《立法法》第六十五条 for the numbers).
"""

from __future__ import annotations

from typing import Final, NamedTuple

IN_LINE: Final = "[ \t\u3000\xa0]*+"
"""Blanks inside a line, as a pattern."""

ANY: Final = r"\s*+"
"""Blanks of every kind, line breaks too, as a pattern."""

NUMERAL: Final = "[0-9０-９〇零一二三四五六七八九十百千两]++"
"""A number in Chinese numerals or digits, as a pattern."""

STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
"""The signs by which basic laws count items: （甲）（乙）."""

TO: Final = "(?:至|到|[-－—–―~～]{1,2}+)"
"""A sign of a range, as a pattern."""


class Pieces(NamedTuple):
    """Patterns that depend on which blanks are allowed.

    Attributes:
        opened: A number in a bracket, up to where the bracket closes.
        number: A number, in brackets or not.
        conjunction: What coordinates two places.
        more: More numbers under the same mark, at most 99, so that a list that
            never comes to its mark costs no more than its length.
    """

    opened: str
    number: str
    conjunction: str
    more: str


def pieces(blank: str) -> Pieces:
    """Return the patterns for text in which *blank* may stand between pieces.

    >>> import re
    >>> re.match(pieces(ANY).number, "（ 三 ）").group()
    '（ 三 ）'
    """
    opened = rf"[（(]{blank}(?:{NUMERAL}|[{STEMS}]){blank}"
    number = rf"(?:{NUMERAL}|{opened}[）)])"
    conjunction = rf"(?:[、，,]{blank}(?:以及|或者|[和与及或])?|以及|或者|[和与及或])"
    # Brackets may stand side by side (（一）（三）项); 第二十五（二）项 lacks its 条.
    beside = rf"(?<=[）)]){blank}(?=[（(])"
    joint = rf"{blank}(?:{conjunction}|{TO}){blank}(?:第{blank})?"
    more = rf"(?:(?:{joint}|{beside}){number}){{0,99}}+"
    return Pieces(opened, number, conjunction, more)
