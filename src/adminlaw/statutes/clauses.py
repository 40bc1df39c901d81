"""What the finders of relations share: a clause to look at, and what is found in it.

A finder looks at the *mask* of a clause: its words with every name in marks and
every parenthesis hollowed out, so that 《关于废止…的决定》 is no verb and （市、区） no
list. The mask is as long as the words, so a place in it is a place in them. The
limits: marks that are never closed hide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from attrs import Factory, field, frozen

from adminlaw.citations.naming import INNER_MARKS
from adminlaw.citations.patterns import TITLE as NAME_IN_MARKS
from adminlaw.labels import LabelledEnum
from adminlaw.model import Confidence


class TextRelationKind(LabelledEnum):
    """What one text says of another, or of its own words (文本关系类别)."""

    ENABLING = "enabling", "制定依据", "enabling clause"
    REPEAL = "repeal", "废止", "repeal"
    AMENDMENT = "amendment", "修改", "amendment"
    ANALOGY = "analogy", "参照适用", "application by analogy"
    DELEGATION = "delegation", "授权制定", "delegation of rule-making"
    PRECEDENCE = "precedence", "另有规定从其规定", "precedence of another rule"
    DEFINITION = "definition", "定义", "definition"
    SHORT_NAME = "short_name", "简称", "short name"
    COUNTING = "counting", "期间计算", "how periods are counted"


class Obligation(LabelledEnum):
    """Whether a delegated rule has to be made (授权制定的强度)."""

    MUST = "must", "应当", "must"
    MAY = "may", "可以", "may"


HIDDEN: Final = "\0"
"""What stands in a mask for a character inside marks or a parenthesis."""

TITLE: Final = re.compile(f"《{HIDDEN}+》")
"""A name in marks, as a mask shows it."""

_HOLLOWED: Final = re.compile(
    NAME_IN_MARKS.pattern
    + r"|[（(][^（()）\n]*+(?:[（(][^（()）\n]*+[)）][^（()）\n]*+)*+[)）]"
)
_QUOTED: Final = re.compile("“[^”\n]*+(?:”|(?=\n)|\\Z)")
_FULL_WIDTH: Final = str.maketrans(",;:()", "，；：（）")
_REACH: Final = 200
"""Characters of a sentence that are looked at on either side of a word."""


def _mask_of(clause: Clause) -> str:
    """Return the words of *clause*, hollowed out and with full-width marks."""
    return _HOLLOWED.sub(_hollow, clause.text).translate(_FULL_WIDTH)


def unquoted(text: str) -> str:
    """Return *text* with its quotations hollowed out: the words of another text."""
    return _QUOTED.sub(_hollow, text)


def _hollow(found: re.Match[str]) -> str:
    """Return a name, parenthesis or quotation of the same length without words."""
    whole = found[0]
    return whole[0] + HIDDEN * (len(whole) - 2) + whole[-1] if len(whole) > 1 else whole


@frozen(kw_only=True)
class Clause:
    """A stretch of a text that is looked at as one.

    Attributes:
        text: Its words.
        start: Where it starts in the text, in code points.
        opening: Whether it stands where a text names its basis: before the first
            article, in the first ones, or in a text without articles.
        amends: Whether the text amends others.
        lead: The words that introduce the list it belongs to; empty outside lists.
        mask: Its words with names and parentheses hollowed out, full-width marks.
    """

    text: str
    start: int = 0
    opening: bool = False
    amends: bool = False
    lead: str = ""
    mask: str = field(
        init=False, repr=False, default=Factory(_mask_of, takes_self=True)
    )


@frozen(kw_only=True)
class Found:
    """A relation inside a clause; places count from the start of the clause."""

    kind: TextRelationKind
    start: int
    end: int
    target: str = ""
    matter: str = ""
    obligation: Obligation | None = None
    term: str = ""
    confidence: Confidence = Confidence.HIGH


@frozen
class Title:
    """A name in marks: its words, inner marks as 〈〉, and where it stands."""

    name: str
    start: int
    end: int


def titles_in(
    clause: Clause, start: int = 0, end: int | None = None
) -> Iterator[Title]:
    """Yield the outermost names in marks, none from inside a parenthesis.

    >>> clause = Clause(text="《关于修改〈甲法〉的决定》（以下简称《决定》）和《乙法》")
    >>> [each.name for each in titles_in(clause)]
    ['关于修改〈甲法〉的决定', '乙法']
    """
    stop = len(clause.mask) if end is None else end
    for found in TITLE.finditer(clause.mask, start, stop):
        words = clause.text[found.start() + 1 : found.end() - 1]
        name = "".join(words.split()).translate(INNER_MARKS)
        yield Title(name, found.start(), found.end())


def sentences(clause: Clause, stops: str = "") -> Iterator[tuple[int, int]]:
    """Yield where each sentence starts and ends; a line ends one, and so do *stops*."""
    for found in re.finditer(rf"[^。\n{stops}]+。?", clause.mask):
        yield found.span()


LABEL: Final = re.compile(
    rf"\s*(?:第[^条\s]{{1,8}}条(?:之.)?\s+|（{HIDDEN}{{1,4}}）\s*"
    r"|[一二三四五六七八九十]+、\s*|[0-9]{1,2}[.．、]\s*|[①-⑳]\s*)?"
)
"""The label of an article or item, as a mask shows it, or nothing."""


def label_end(mask: str, start: int = 0) -> int:
    """Return where the words after a label start; *start* where there is none."""
    found = LABEL.match(mask, start)
    return found.end() if found else start


def back_over(mask: str, position: int, marks: str) -> int:
    """Return *position*, moved back over the *marks* directly before it."""
    while position and mask[position - 1] in marks:
        position -= 1
    return position


def begin_of(mask: str, position: int, stops: str) -> int:
    """Return where the piece around *position* begins: after the last of *stops*."""
    low = max(0, position - _REACH)
    return max(low - 1, *(mask.rfind(stop, low, position) for stop in stops)) + 1


def end_of(mask: str, position: int, stops: str) -> int:
    """Return where the piece around *position* ends: before the first of *stops*."""
    high = min(len(mask), position + _REACH)
    places = (mask.find(stop, position, high) for stop in stops)
    return min((place for place in places if place >= 0), default=high)
