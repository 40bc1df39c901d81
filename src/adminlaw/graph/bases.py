"""Read the bases of a record: parsed citations, or the words of an 依据 cell.

A cell of a power list names its bases one after another, numbered or under headings,
and often quotes the article after its name; what the quotation cites is no basis. A
heading such as 设定依据 says what the bases under it are for. The limits: a cell in
which no citation is found is kept as one marked basis with its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from attrs import frozen

from adminlaw.citations import CitationKind, FoundCitation, Titles, find_in
from adminlaw.graph.schema import BasisRole
from adminlaw.statutes.resolutions import Cited

_NAMED: Final = frozenset({CitationKind.LAW_PROVISION, CitationKind.LAW_TITLE})
_HEADING: Final = re.compile(
    "【?(?:职权|权力|事项)?(?P<role>设定|设立|法律|实施|行使|执法|职责|责任)的?依据[】：:]+"
)
_ROLES: Final[Mapping[str, BasisRole]] = MappingProxyType(
    {
        "设定": BasisRole.CREATION,
        "设立": BasisRole.CREATION,
        "实施": BasisRole.EXERCISE,
        "行使": BasisRole.EXERCISE,
        "执法": BasisRole.EXERCISE,
        "职责": BasisRole.DUTY,
        "责任": BasisRole.DUTY,
    }
)
_ENTRY: Final = re.compile(
    r"[\r\n]+|(?=【)|(?:(?<=[\s。；;：:])|\A)(?=(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})[.．、]"
    r"|[①-⑳]|[（(](?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})[）)]\s*《)"
)
_LEAD: Final = re.compile(r"【[^】]*】|[（(][^（）()]{0,12}[）)]|[\s0-9.．、：:①-⑳]")
_OPENS: Final = re.compile(".{0,8}", re.DOTALL)
"""What may stand before the first name of an entry, labels and numbers left out."""

_GOES_ON: Final = re.compile("(?:依据|根据|依照|按照|参照|见)?")
"""The same for a line without a label: more than that is the text of an article."""
_JOINS: Final = re.compile(
    r"(?:[\s、，,；;。]|和|及|与|以及|并|或者?|的?规定|[（(][^（）()]*[）)])*"
)


@frozen(kw_only=True)
class Basis:
    """One basis that a record names (依据).

    Attributes:
        citation: The citation; None where none was found in the words.
        role: What it is the basis of.
        offset: Where it starts in the words, in code points; None if it was parsed.
        words: The words themselves.
    """

    citation: Cited | None
    role: BasisRole = BasisRole.UNSAID
    offset: int | None = None
    words: str = ""


def bases_in(text: str, titles: Titles) -> Iterator[Basis]:
    """Yield the bases that a cell names, in its order; a cell in blank has none.

    >>> from adminlaw.statutes import shipped_titles
    >>> cell = "设定依据：1.《食品安全法》第三十五条：依照《行政许可法》办理。"
    >>> [(each.words, each.role.code) for each in bases_in(cell, shipped_titles())]
    [('《食品安全法》第三十五条', 'creation')]
    """
    if not text.strip():
        return
    found = [each for each in find_in(text, titles) if each.kind in _NAMED]
    bases = [
        Basis(
            citation=each,
            role=_role(text, each.start),
            offset=each.start,
            words=each.text,
        )
        for start, end in _entries(text)
        for each in _leading(text, (start, end), found)
    ]
    yield from bases or _without_names(text, titles)


def _without_names(text: str, titles: Titles) -> Iterator[Basis]:
    """Yield the document numbers of a cell that names nothing, or its words."""
    numbers = [
        Basis(
            citation=each,
            role=_role(text, each.start),
            offset=each.start,
            words=each.text,
        )
        for each in find_in(text, titles)
        if each.kind is CitationKind.DOCUMENT_NUMBER
    ]
    words = Basis(
        citation=None, role=_role(text, len(text)), offset=0, words=text.strip()
    )
    yield from numbers or (words,)


def _entries(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each entry of a cell starts and ends."""
    cuts = {0, len(text)}
    cuts |= {each.end() for each in _ENTRY.finditer(text)}
    cuts |= {each.end() for each in _HEADING.finditer(text)}
    ordered = sorted(cuts)
    yield from pairwise(ordered)


def _leading(
    text: str, entry: tuple[int, int], found: list[FoundCitation]
) -> Iterator[FoundCitation]:
    """Yield the citations that open an entry; what follows them may be quoted."""
    start, end = entry
    position = start
    for each in found:
        if not start <= each.start < end:
            continue
        between = text[position : each.start]
        if position == start:
            lead = _LEAD.sub("", between)
            labelled = lead != "".join(between.split())
            short = _GOES_ON if start and not labelled else _OPENS
            opens = bool(short.fullmatch(lead))
        else:
            opens = bool(_JOINS.fullmatch(between))
        if not opens:
            return
        yield each
        position = each.end


def _role(text: str, position: int) -> BasisRole:
    """Return what the last heading before a place says."""
    headings = list(_HEADING.finditer(text, 0, position))
    if not headings:
        return BasisRole.UNSAID
    return _ROLES.get(headings[-1]["role"], BasisRole.UNSAID)
