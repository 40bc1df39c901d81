"""Put marks around the citations of a text, which stays as it is between them.

The limits: a citation that lies in another is marked inside it; citations that cross,
or that are not of this text, are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from adminlaw.citations.found import FoundCitation
from adminlaw.errors import FieldValueError

Marker = Callable[[FoundCitation], tuple[str, str]]
"""Gives what goes before and after one citation."""


def annotate(
    text: str,
    citations: Iterable[FoundCitation],
    *,
    marker: Marker | None = None,
    plain: Callable[[str], str] = escape,
) -> str:
    """Return *text* with marks around its citations (标注引用).

    Args:
        text: The text in which they were found.
        citations: Those to be marked, in any order.
        marker: Gives what goes before and after each; tags for a page by default.
        plain: What is done to the text itself; it is made safe for a page by
            default, and ``str`` leaves it as it is.

    Raises:
        FieldValueError: Two citations cross, or one is not of this text.

    >>> from adminlaw.citations import find_in, Titles
    >>> found = find_in("依照前款处罚", Titles())
    >>> annotate("依照前款处罚", found, marker=lambda each: ("[", "]"))
    '依照[前款]处罚'
    """
    marks = marker or html_marks
    pieces: list[str] = []
    ends: list[tuple[int, str]] = []
    at = 0
    for each in sorted(citations, key=lambda one: (one.start, -one.end)):
        _refuse_crossing(each, text, [end for end in ends if end[0] > each.start])
        before, after = marks(each)
        for end, closing in _closed(ends, each.start):
            pieces += (plain(text[at:end]), closing)
            at = end
        pieces += (plain(text[at : each.start]), before)
        at = each.start
        ends.append((each.end, after))
    for end, closing in _closed(ends, len(text)):
        pieces += (plain(text[at:end]), closing)
        at = end
    return "".join([*pieces, plain(text[at:])])


def _closed(ends: list[tuple[int, str]], position: int) -> Iterator[tuple[int, str]]:
    """Yield, and take off, what ends at *position* or before."""
    while ends and ends[-1][0] <= position:
        yield ends.pop()


def _refuse_crossing(
    citation: FoundCitation, text: str, ends: list[tuple[int, str]]
) -> None:
    """Refuse a citation that is not of this text or crosses the one it starts in."""
    if text[citation.start : citation.end] != citation.text:
        raise FieldValueError(
            "citations", citation.text, "此文中的引用", "a citation of this text"
        )
    if ends and citation.end > ends[-1][0]:
        raise FieldValueError(
            "citations", citation.text, "互不交叉的引用", "citations that do not cross"
        )


def html_marks(citation: FoundCitation) -> tuple[str, str]:
    """Return the tags that mark one citation in a page.

    >>> from adminlaw.citations import find_in, Titles
    >>> html_marks(find_in("前款", Titles())[0])
    ('<mark class="internal_reference">', '</mark>')
    """
    title = citation.canonical_title or citation.title
    places = "、".join(map(str, citation.places))
    about = f"《{title}》{places}" if title else places or citation.number
    told = f' title="{escape(about)}"' if about else ""
    return f'<mark class="{citation.kind.code}"{told}>', "</mark>"
