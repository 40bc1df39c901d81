"""What a text has named so far, and what an internal reference means in it.

前款 counts from where it stands; 第三项 may belong to the article that the sentence
speaks of; 该条 and 上述规定 are what was named last. Whatever gives the places gives
the name of the instrument too, so that a reference never has the places of one law
and the name of another. The law: 《立法法》第六十五条. The limits: neighbours decide,
not the sense of the sentence.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from typing import Final

from adminlaw.citations.found import CitationKind, CitationRelation, FoundCitation
from adminlaw.citations.naming import Titles
from adminlaw.citations.positions import Label, Positions
from adminlaw.citations.provisions import Provision, RelativeKind
from adminlaw.citations.settling import (
    Places,
    filled_from,
    first_of,
    needs_names,
    settle,
)

Meaning = tuple[Places | None, str]
"""The absolute places that are meant, if settled, and the instrument they are in."""

_JOINED: Final = re.compile(
    "(?:[的之]|所)?(?:有关|相关)?(?:规定|列)?的?(?:情形|行为)?[、，,]?"
    "(?:以及|或者|[和与及或])?(?:违反|依照|按照|根据|适用)?"
)
_AMENDING: Final = re.compile("[^。；\n“”]{0,12}?(?:修改|增加)")
_QUOTED_BELOW: Final = re.compile("[^\n“]{0,24}\n")
_DERIVED: Final = re.compile("其((?:实施|施行)(?:条例|细则|办法|规定))")
_NEW: Final = re.compile("新(?:修[订正改]的)?(法|条例|办法|规定|细则|规则)")
_REMEMBERED: Final = 40
"""Names among which that of 新条例 is looked for."""
_SENTENCE: Final = 400
"""Characters of the longest stretch that is looked at as one sentence."""
_JOINING: Final = 14
"""Characters between two references of which the second may go on with the first."""


class Context:
    """Follows a walk through a text, and says what references mean on the way.

    Attributes:
        where: Where the walk stands.
    """

    def __init__(self, text: str, labels: Sequence[Label], document: str) -> None:
        self.where = Positions(text, labels)
        self._text, self._home = text, document
        self._amends = "修改" in text or "增加" in text
        self._noted: list[FoundCitation] = []
        self._titled: FoundCitation | None = None
        self._named: deque[FoundCitation] = deque(maxlen=_REMEMBERED)
        self._lead: tuple[int, int, FoundCitation] | None = None

    @property
    def _last(self) -> FoundCitation | None:
        """The last citation that named places."""
        return self._noted[-1] if self._noted else None

    def note(self, found: FoundCitation) -> None:
        """Take note of what a citation names, for the references behind it."""
        if found.title:
            self._titled = found
            self._named.append(found)
        if not found.provisions:
            return
        self._noted.append(found)
        places = found.places
        if self._amends and places and self._is_amended(found):
            self._enter(found, places[-1])
        elif self._leads(found, places):
            self._lead = (self.where.article, self.where.paragraph, found)

    def full_name(self, title: str, titles: Titles) -> str:
        """Return the full name that 其实施条例 or 新条例 stands for, if that is known.

        其实施条例 is that of the instrument named last, where it is known; 新条例 is
        the last one named that is a 条例.
        """
        derived = _DERIVED.fullmatch(title)
        if derived and self._titled:
            return titles.full_name(f"{self._name_of(self._titled)}{derived[1]}")
        new = _NEW.fullmatch(title)
        names = (self._name_of(each) for each in reversed(self._named)) if new else ()
        return next((name for name in names if new and name.endswith(new[1])), "")

    def meaning(self, start: int, places: Places) -> Meaning:
        """Return what the internal reference at *start* means."""
        self.where.go_to(start)
        first, last = places[0], self._last
        if first.rel is None and (first.article or first.part):
            return places, self._whose(start)
        if first.rel is RelativeKind.THAT_DOCUMENT:
            return settle(places, self.where, ()), self._name_of(self._titled)
        if first.rel is RelativeKind.PRECEDING:
            return self._preceding(start, first)
        if first.rel and last and last.end == start and last.places:
            return first_of(last.places[-1], first), self._name_of(last)
        if first.rel is None:
            source = self._spoken_of(start, first)
            if source:
                above = source.places[0]
                return filled_from(places, above), self._name_of(source)
            if self._of_list(first):
                return filled_from(places, self._list()), self._home
        named = last.places if last else ()
        whose = self._name_of(last) if needs_names(places) else self._home
        return settle(places, self.where, named), whose

    def _name_of(self, found: FoundCitation | None) -> str:
        """Return the instrument that a citation is about."""
        if found is None:
            return self._home
        return found.canonical_title or found.title or self._home

    def _whose(self, start: int) -> str:
        """Return whose 第九条 is: of the law that it is joined to, or of the text."""
        last = self._last
        if last is None or start - last.end > _JOINING:
            return self._home
        bare = not self._text.startswith("本", start)
        joined = bare and _JOINED.fullmatch(self._text, last.end, start)
        return self._name_of(last) if joined else self._home

    def _spoken_of(self, start: int, first: Provision) -> FoundCitation | None:
        """Return the citation whose article an item or paragraph belongs to."""
        last = self._last
        top = next(iter(first.levels()))
        if top not in {"paragraph", "item", "subitem"}:
            return None
        named = bool(last and last.places and last.places[0].article)
        if last and named and self._goes_on(last, start, first):
            return last
        lead, where = self._lead, self.where
        led = first.paragraph is None and first.item and where.item and lead
        if led and lead and lead[:2] == (where.article, where.paragraph):
            return lead[2]
        return None

    def _goes_on(self, last: FoundCitation, start: int, first: Provision) -> bool:
        """Tell whether what was named last is still spoken of.

        It is to the end of its sentence; and to the end of its paragraph for an
        item, where the present article has no list to which that could belong.
        """
        if start - last.end > _SENTENCE or self._text.find("\n", last.end, start) >= 0:
            return False
        listless = not self.where.listing and first.item and not first.paragraph
        return bool(listless) or self._text.find("。", last.end, start) < 0

    def _of_list(self, first: Provision) -> bool:
        """Tell whether an item is meant of a list that stands in a paragraph before."""
        where = self.where
        bare = first.paragraph is None and first.item and not where.item
        return bool(bare and where.article and 0 < where.listing < where.paragraph)

    def _list(self) -> Provision:
        """Return the paragraph of the last list of items."""
        where = self.where
        return Provision(
            article=where.article, suffix=where.suffix or None, paragraph=where.listing
        )

    def _preceding(self, start: int, first: Provision) -> Meaning:
        """Return what 上述规定 means: what the paragraph named, or the one before."""
        last, where = self._last, self.where
        if first.levels():
            return None, self._home
        if (
            last
            and start - last.end <= _SENTENCE
            and self._text.find("\n", last.end, start) < 0
        ):
            return self._named_with(last)
        if where.article and where.paragraph == 2 and not where.item:  # noqa: PLR2004
            suffix = where.suffix or None
            before = Provision(article=where.article, suffix=suffix, paragraph=1)
            return (before,), self._home
        return None, self._home

    def _named_with(self, last: FoundCitation) -> Meaning:
        """Return every place that the sentence of *last* names.

        Open where it names places of several instruments: they have no one name.
        """
        begin = max(0, last.start - _SENTENCE)
        stops = (self._text.rfind(stop, begin, last.start) for stop in "。\n")
        begin = max(begin, *stops)
        named: list[Provision] = []
        for each in reversed(self._noted):
            if each.start < begin:
                break
            if self._name_of(each) != self._name_of(last):
                return None, ""
            named[:0] = each.places
        return tuple(dict.fromkeys(named)) or None, self._name_of(last)

    def _leads(self, found: FoundCitation, places: Places) -> bool:
        """Tell whether the items of a list may belong to what is cited before it."""
        return bool(
            found.kind is CitationKind.INTERNAL_REFERENCE
            and len(places) == 1
            and places[0].article
            and places[0].item is None
            and not self.where.item
        )

    def _is_amended(self, found: FoundCitation) -> bool:
        """Tell whether new words for the place follow."""
        if found.relation is CitationRelation.AMENDS:
            return True
        return bool(_AMENDING.match(self._text, found.end))

    def _enter(self, found: FoundCitation, place: Provision) -> None:
        """Stand from here on in the place whose new words follow."""
        if not place.article:
            return
        self.where.go_to(found.end)
        if found.title and found.relation is CitationRelation.AMENDS:
            self._home = self._name_of(found)
        below = _QUOTED_BELOW.match(self._text, found.end)
        paragraph = place.paragraph or 1
        self.where.enter(
            place.article,
            place.suffix or 0,
            paragraph - 1 if below else paragraph,
            place.item or 0,
        )
