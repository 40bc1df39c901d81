"""Find every citation in running text (文中引用的识别).

The idea: names, anchors (前款, 本法, 该条), places and numbers are each looked for by
a pattern that starts from a rare character; then one walk through what was found, in
the order of the text, joins names to places, lets a reference stand for what was
named before it, and reads relative references from where they stand. The law:
《立法法》第六十五条. The limits: what a reference means is told by its form and its
neighbours, not by the sense of the sentence; a citation broken over two lines is not
joined.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import itemgetter
from typing import Any, Final

from adminlaw.citations.case_numbers import CaseNumber
from adminlaw.citations.context import Context
from adminlaw.citations.cues import is_amended_by, relation_of
from adminlaw.citations.found import CitationKind, CitationRelation, FoundCitation
from adminlaw.citations.naming import KIND_WORDS, Titles
from adminlaw.citations.numbers_in_text import numbers_in
from adminlaw.citations.patterns import BELOW, NO_FIRST, PARENTHESIS, PART
from adminlaw.citations.provisions import RelativeKind
from adminlaw.citations.remarks import remarks_in
from adminlaw.citations.scanning import (
    Anchor,
    Mark,
    anchors_in,
    fills_line,
    first_names_in,
    marks_in,
    name_before,
    names_in,
    pins_in,
)
from adminlaw.citations.settling import Places, places_of, relative_places

_MARK, _NAME, _ANCHOR, _PINS, _NUMBER = range(5)
_COORDINATED: Final = re.compile(
    "[ \t\u3000]*+(?:[、，,](?:以及|或者|[和与及或])?|以及|或者|[和与及或]|至|到)(?=第)"
)
# Some texts run on in one line: 。 第五条 is a label there.
_IN_LINE: Final = re.compile("[。；] 第[^条]{1,9}条(?:之.)? ")
_NO_LAW: Final = ("附件", "附录", "附表", "合同", "协议", "公司章程")
"""What has articles and items of its own, and is no law here."""
_NAME_ENDS: Final = frozenset("法典例定则释约书程章案知复要准范）)")


def find_in(text: str, titles: Titles, document: str = "") -> tuple[FoundCitation, ...]:
    """Return every citation in *text*, in its order.

    Args:
        text: Running text of any length.
        titles: The names that are known, for canonical titles and for names
            without marks.
        document: The full name of the text itself, which 本法 then means.

    >>> [each.text for each in find_in("依照本法第五条和前款的规定", Titles())]
    ['本法第五条', '前款']
    """
    return tuple(_Walk(text, titles, document).found())


class _Walk:
    """One walk through a text; keeps what was named last, and where it stands."""

    def __init__(self, text: str, titles: Titles, document: str) -> None:
        self.text, self.titles = text, titles
        self.pins, labels = pins_in(text)
        self.context = Context(text, labels, document)
        self.short_names: dict[str, str] = {}
        self.kinds: tuple[str, ...] = ()
        self.plain: set[str] = set()
        self.citations: list[FoundCitation] = []
        self.covered = self.aliased = 0
        self.numbers = False

    def found(self) -> list[FoundCitation]:
        """Take up everything that was found, in order."""
        for start, against_end, rank, what in self._events():
            end = -against_end
            if rank == _NUMBER:
                self._number(start, end, what)
            elif start < self.covered or start < self.aliased:
                continue
            elif rank == _PINS:
                self._alone(start, end)
            elif rank == _ANCHOR:
                self._anchor(start, end, what)
            else:
                self._name(start, end, what, marked=rank == _MARK)
        # A number may begin in a citation that is taken up later.
        return sorted(self.citations, key=_by_place) if self.numbers else self.citations

    def _events(self) -> list[tuple[int, int, int, Any]]:
        """Return everything that was found, by its place; the longer first."""
        text = self.text
        marks = [(s, -e, _MARK, mark) for s, e, mark in marks_in(text)]
        known = [(s, -e, _NAME, mark) for s, e, mark in names_in(text, self.titles)]
        self._learn_all(marks)
        self._learn_all(known)
        events: list[tuple[int, int, int, Any]] = list(marks)
        events += [(s, -e, _PINS, None) for s, e in self.pins.items()]
        events += known
        if self.short_names:
            full = self.titles.full
            short = [
                name
                for name in self.short_names
                if name not in full and (name not in KIND_WORDS or name in self.plain)
            ]
            self.kinds = tuple(KIND_WORDS & self.short_names.keys())
            events += [(s, -e, _NAME, m) for s, e, m in first_names_in(text, short)]
        events += [(s, -e, _ANCHOR, anchor) for s, e, anchor in anchors_in(text)]
        events += [(s, -e, _NUMBER, each) for s, e, each in numbers_in(text)]
        events.sort(key=itemgetter(0, 1, 2))
        return events

    def _learn_all(self, names: Sequence[tuple[int, int, int, Mark]]) -> None:
        """Take note of the short names given after any of *names*."""
        for index, (_, end, _, mark) in enumerate(names):
            if mark.is_instrument and self.text[-end : 1 - end] in ("（", "("):
                self._learn(names, index, -end)

    def _learn(
        self, marks: Sequence[tuple[int, int, int, Mark]], index: int, end: int
    ) -> None:
        """Take note of the short names that a parenthesis gives the last names."""
        remark = PARENTHESIS.match(self.text, end)
        names = remarks_in(remark["inside"])[1] if remark else ()
        for back, (name, marked) in enumerate(reversed(names)):
            title = marks[max(0, index - back)][3].title
            full = self.titles.full_name(title) or title
            self.short_names.setdefault(name, full)
            if not marked:
                self.plain.add(name)

    def _number(self, start: int, end: int, number: object) -> None:
        """Take up a document or case number; it may stand inside a citation.

        Where a citation ends in the middle of it, it begins after that.
        """
        if start < self.covered < end:
            rest = numbers_in(self.text[self.covered : end])
            if not rest:
                return
            start, number = self.covered + rest[-1][0], rest[-1][2]
        self.numbers = True
        of_case = isinstance(number, CaseNumber)
        kind = CitationKind.CASE_NUMBER if of_case else CitationKind.DOCUMENT_NUMBER
        self.citations.append(
            FoundCitation(start, end, self.text[start:end], kind, number=str(number))
        )

    def _name(self, start: int, end: int, mark: Mark, *, marked: bool) -> None:
        """Take up a name, with the places that follow it."""
        if not marked and fills_line(self.text, start, end):
            return
        if not mark.is_instrument:
            self.covered = end
            return
        pins, version = self._pins_after(end), ""
        if self.text[end : end + 1] in ("（", "("):
            after, version = self._remarks(end)
            pins = self._pins_after(after)
        places = places_of(self.text[pins : self.pins[pins]]) if pins else ()
        stop = self.pins[pins] if places else end
        if not pins and (bare := NO_FIRST.match(self.text, end)):
            places, stop = places_of(f"第{bare[0]}"), bare.end()
        self._put(self._named(start, stop, mark.title, places, version))

    def _named(
        self, start: int, end: int, title: str, places: Places, version: str = ""
    ) -> FoundCitation:
        """Return the citation of a named instrument."""
        return FoundCitation(
            start,
            end,
            self.text[start:end],
            CitationKind.LAW_PROVISION if places else CitationKind.LAW_TITLE,
            title=title,
            canonical_title=self.short_names.get(title)
            or self.titles.full_name(title)
            or self.context.full_name(title, self.titles),
            provisions=places,
            relation=self._relation(start, end, title),
            version=version,
        )

    def _remarks(self, position: int) -> tuple[int, str]:
        """Return where the parentheses after a name end, and the version they name."""
        version, aliased = "", 0
        while remark := PARENTHESIS.match(self.text, position):
            found, short = remarks_in(remark["inside"])
            version = version or found
            aliased = remark.end() if short else aliased
            position = remark.end()
        self.aliased = max(self.aliased, aliased)
        return position, version

    def _pins_after(self, position: int) -> int:
        """Return where the places start that belong to what ends at *position*.

        0 where none do; no place can start there.
        """
        if position in self.pins:
            return position
        bridge = PART.match(self.text, position)
        return bridge.end() if bridge and bridge.end() in self.pins else 0

    def _anchor(self, start: int, end: int, anchor: Anchor) -> None:
        """Take up a word that stands for a place or an instrument named before."""
        rel, n = anchor
        below = BELOW.match(self.text, end) if rel else None
        if below:
            self.pins[end] = below.end()
        pins = self._pins_after(end)
        if not pins and rel and rel is not RelativeKind.PRECEDING:
            more = _COORDINATED.match(self.text, end)
            pins = more.end() if more and more.end() in self.pins else 0
        if not pins and rel in (None, RelativeKind.THAT_DOCUMENT):
            return
        stop = self.pins[pins] if pins else end
        written = self.text[pins:stop] if pins else ""
        places = relative_places(written, rel, n) if rel else places_of(written)
        if pins and pins != end and rel:
            places = relative_places("", rel, n) + places_of(written)
        if places:
            self._put_internal(start, stop, places)

    def _alone(self, start: int, end: int) -> None:
        """Take up places with nothing known before them."""
        places = places_of(self.text[start:end])
        if not places or _IN_LINE.fullmatch(self.text, max(0, start - 2), end + 1):
            return
        if self.text.endswith(_NO_LAW, 0, start):
            return
        kind = self._kind_before(start)
        if kind:
            self._put(self._named(start - len(kind), end, kind, places))
            return
        if start and self.text[start - 1] in _NAME_ENDS:
            named = name_before(self.text, start, self.covered)
            if named:
                self._put(self._named(named[0], end, named[1].title, places))
                return
        self._put_internal(start, end, places)

    def _kind_before(self, start: int) -> str:
        """Return the short name, such as 办法, that stands right before a place."""
        text = self.text
        if not self.kinds or not text.endswith(self.kinds, 0, start):
            return ""
        ends = [each for each in self.kinds if text.endswith(each, 0, start)]
        kind = max(ends, key=len)
        before = text[start - len(kind) - 1 : start - len(kind)]
        return "" if before and before in "本该同此其" else kind

    def _put_internal(self, start: int, end: int, places: Places) -> None:
        """Add an internal reference, and what it means where that is settled."""
        resolved, whose = self.context.meaning(start, places)
        self._put(
            FoundCitation(
                start,
                end,
                self.text[start:end],
                CitationKind.INTERNAL_REFERENCE,
                canonical_title=whose,
                provisions=places,
                resolved=resolved,
                relation=self._relation(start, end),
            )
        )

    def _relation(
        self, start: int, end: int, title: str = ""
    ) -> CitationRelation | None:
        """Return what the clause says of what stands there."""
        if "关于修" in title and is_amended_by(self.text, end):
            return CitationRelation.AMENDED_BY
        before = self.citations[-1] if self.citations else None
        return relation_of(self.text, start, end, before)

    def _put(self, found: FoundCitation) -> None:
        """Add a citation."""
        self.citations.append(found)
        self.covered = found.end
        self.context.note(found)


def _by_place(found: FoundCitation) -> tuple[int, int]:
    """Return what sorts a citation: the one that holds another comes first."""
    return found.start, -found.end
