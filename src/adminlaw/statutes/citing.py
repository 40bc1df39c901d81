"""Find citations with the names that the facts table or a corpus knows.

The finder itself knows no law: which names stand for which instrument is an
argument. Here the shipped table of names is that argument, unless another is given.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from adminlaw.citations import FoundCitation, Titles, find_in
from adminlaw.errors import FieldTypeError
from adminlaw.statutes.facts import load_facts
from adminlaw.statutes.instruments import Instrument


def find_citations(
    text: str, *, document: str | None = None, titles: Titles | None = None
) -> tuple[FoundCitation, ...]:
    """Return every citation in running text, in its order (识别文中引用).

    Args:
        text: Any text; offsets are code points in it.
        document: The full name of the text itself, which 本法 then means.
        titles: The names that are known; those of the shipped facts table by
            default. A name in 《》 is found whether it is known or not.

    Raises:
        FieldTypeError: *text* is no text, such as an empty cell of a data frame, or
            *titles* no table of names.

    Source: 《立法法》第六十五条 (the levels of a place).

    >>> found = find_citations("依照行政处罚法第三十三条第一款和前款的规定")
    >>> [(each.text, each.kind.code) for each in found]
    [('行政处罚法第三十三条第一款', 'law_provision'), ('前款', 'internal_reference')]
    >>> found[0].canonical_title
    '中华人民共和国行政处罚法'
    """
    for name, value, kind in (("text", text, str), ("titles", titles, Titles | None)):
        if not isinstance(value, kind):
            expected = "str" if kind is str else "Titles"
            received = type(value).__name__
            raise FieldTypeError("find_citations", name, expected, received)
    return find_in(text, shipped_titles() if titles is None else titles, document or "")


def titles_of(instruments: Iterable[Instrument]) -> Titles:
    """Return the names of instruments as the finder takes them.

    >>> titles_of(load_facts().instruments).full_name("民法典")
    '中华人民共和国民法典'
    """
    return Titles.of(names_of(instruments))


def names_of(instruments: Iterable[Instrument]) -> tuple[tuple[str, str], ...]:
    """Return each name in use with the full official name it stands for."""
    return tuple(
        (name, each.title)
        for each in instruments
        for name in (each.title, *each.aliases)
    )


@cache
def shipped_titles() -> Titles:
    """Return the names of the facts table that ships."""
    return titles_of(load_facts().instruments)
