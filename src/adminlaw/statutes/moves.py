"""Follow a place from one version to another, where its words were kept.

A revision gives an article another number and leaves its words, or nearly so. Two
articles answer to each other where their words are the same, or where they are much
alike, no other article comes near, and no third article has what either of them
lacks: an article that was split or merged is not followed. How alike is measured on
pairs of neighbouring characters, white space and labels off. A paragraph (款) or an
item (项) is followed inside the article that was followed, by the same measure. The
limits: 目, 但书 and headings are not followed, nor a paragraph that went to another
article than the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

from attrs import evolve, field, frozen

from adminlaw.citations import Provision
from adminlaw.labels import LabelledEnum
from adminlaw.markup import html_table
from adminlaw.model import Confidence
from adminlaw.statutes.instruments import Version
from adminlaw.statutes.reading import Statute
from adminlaw.statutes.units import IN_ARTICLE, Unit

ALIKE: Final = 0.75
"""The least likeness of two articles of which one is the other reworded."""

LEAD: Final = 0.2
"""How much less alike every other article has to be."""

SHARE: Final = 0.4
"""The share of a missing piece in a third article that shows a split or a merger."""

PIECE: Final = 12
"""The fewest runs of four characters that make such a piece."""

Key = tuple[int, ...]
"""Article and suffix (0 for none), then paragraph, then item."""

_ARTICLE_DEPTH: Final = 2
_LABEL: Final = re.compile(
    r"\A[*#]*第[零〇○一二三四五六七八九十百千0-9]+条(?:之[一二三四五六七八九十]+)?[*]*"
)
_NUMBER: Final = re.compile(
    r"\A(?:[（(][零〇一二三四五六七八九十百0-9]+[）)]|[0-9]+[.．、]|"
    r"[一二三四五六七八九十百]+、)"
)


class MoveKind(LabelledEnum):
    """What became of the words of a place in another version (条文沿革)."""

    KEPT = "kept", "文字未改", "wording kept"
    REWORDED = "reworded", "文字有改", "reworded"


@frozen(kw_only=True)
class Move:
    """Where the words of a place stand in another version (条文对应).

    Attributes:
        origin: The place that was asked for.
        origin_version: The version that has it.
        target: The place that answers to it; it may have the same number.
        target_version: The version that has that one.
        kind: Whether the words are the same.
        likeness: How alike they are, from 0 to 1, which is the same.
        confidence: High where the words were kept, medium where they were changed.
    """

    origin: Provision
    origin_version: Version
    target: Provision
    target_version: Version
    kind: MoveKind
    likeness: float

    @property
    def confidence(self) -> Confidence:
        """How sure it is."""
        return Confidence.HIGH if self.kind is MoveKind.KEPT else Confidence.MEDIUM

    @property
    def renumbered(self) -> bool:
        """Whether the number changed."""
        return self.origin != self.target

    def _repr_html_(self) -> str:
        row = (str(self.origin), str(self.target), self.kind.zh, f"{self.likeness:.2f}")
        caption = f"{self.origin_version.adopted} → {self.target_version.adopted}"
        return html_table(caption, ("原条款", "现条款", "文字", "相似度"), (row,))


@frozen(eq=False)
class Wording:
    """The words of each numbered place of one version, made to be compared (条文用语).

    Attributes:
        bodies: By key, without white space and labels. An article whose number
            a text gives twice is left out.
    """

    bodies: Mapping[Key, str]

    @cached_property
    def articles(self) -> tuple[Key, ...]:
        """The keys of the articles, in the order of the text."""
        return tuple(key for key in self.bodies if len(key) == _ARTICLE_DEPTH)

    @cached_property
    def by_body(self) -> Mapping[str, tuple[Key, ...]]:
        """The articles that have just these words."""
        found: dict[str, tuple[Key, ...]] = {}
        for key in self.articles:
            found[self.bodies[key]] = (*found.get(self.bodies[key], ()), key)
        return found

    @cached_property
    def pairs(self) -> Mapping[Key, frozenset[str]]:
        """For each article its pairs of neighbouring characters."""
        return {key: runs(self.bodies[key], 2) for key in self.articles}

    @cached_property
    def fours(self) -> Mapping[Key, frozenset[str]]:
        """For each article its runs of four characters."""
        return {key: runs(self.bodies[key], 4) for key in self.articles}

    def below(self, key: Key) -> dict[Key, str]:
        """Return the words of the paragraphs of an article, or items of a paragraph."""
        return {
            each: body
            for each, body in self.bodies.items()
            if len(each) > len(key) and each[: len(key)] == key
            if len(each) == len(key) + 1
        }


def wording_of(statutes: Iterable[Statute]) -> Wording:
    """Return the words of a version, be it held as one text or in several."""
    pieces: dict[Key, list[str]] = {}
    doubled: set[Key] = set()
    for statute in statutes:
        before = frozenset(pieces)
        for unit in statute.units:
            if unit.kind not in IN_ARTICLE:
                continue
            article = (unit.levels.article, unit.levels.suffix)
            if unit.repeat > 1:
                doubled.add(article)
            # The same text may be held twice; parts of a code share no article.
            if article not in before:
                words = "".join(statute.text[unit.start : unit.end].split())
                _add(pieces, unit, words)
    return Wording(
        {
            key: "".join(words)
            for key, words in pieces.items()
            if key[:_ARTICLE_DEPTH] not in doubled
        }
    )


def _add(pieces: dict[Key, list[str]], unit: Unit, words: str) -> None:
    """Put the words of a piece to its article, its paragraph and its item."""
    levels = unit.levels
    article = (levels.article, levels.suffix)
    if article not in pieces:
        words = _LABEL.sub("", words)
    key: Key = article
    for level in (levels.paragraph, levels.item):
        pieces.setdefault(key, []).append(words)
        if not level:
            return
        key = (*key, level)
    if key not in pieces:
        words = _NUMBER.sub("", words)
    pieces.setdefault(key, []).append(words)


def runs(text: str, length: int) -> frozenset[str]:
    """Return all runs of *length* characters; a shorter text is one run.

    >>> sorted(runs("有效期", 2))
    ['效期', '有效']
    """
    last = max(len(text) - length + 1, 1)
    return frozenset(text[at : at + length] for at in range(last))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how alike two sets of runs are: twice what they share over their sum.

    >>> likeness(runs("应当公开", 2), runs("应当公示", 2))
    0.6666666666666666
    """
    return 2 * len(one & other) / (len(one) + len(other) or 1)


@frozen(eq=False)
class Comparison:
    """Two versions of one instrument, to be followed from the one to the other."""

    old: Wording
    new: Wording
    _known: dict[Key, tuple[Key, float] | None] = field(factory=dict, init=False)

    def follow(self, place: Provision) -> tuple[Provision, MoveKind, float] | None:
        """Return the place that answers to *place*, and how alike the words are.

        None where no place does, where several could, or where the old version
        has no such place.
        """
        key = self._key(place)
        if key is None:
            return None
        found = self.article(key[:_ARTICLE_DEPTH])
        for depth in range(_ARTICLE_DEPTH + 1, len(key) + 1):
            if found is None:
                return None
            found = self._part(key[:depth], found[0])
        if found is None:
            return None
        kept = self.old.bodies[key] == self.new.bodies[found[0]]
        kind = MoveKind.KEPT if kept else MoveKind.REWORDED
        return self._provision(found[0], place), kind, found[1]

    def _key(self, place: Provision) -> Key | None:
        """Return the key of a place; None where it is not one that can be followed."""
        if place.article is None or place.subitem is not None or place.proviso:
            return None
        key: Key = (place.article, place.suffix or 0)
        if place.paragraph is not None:
            key = (*key, place.paragraph)
        if place.item is not None and place.paragraph is None:
            # An item cited without its paragraph stands in the only one that has it.
            homes = [each for each in self.old.below(key) if self._has(each, place)]
            key = homes[0] if len(homes) == 1 else ()
        if place.item is not None:
            key = (*key, place.item)
        return key if key in self.old.bodies else None

    def _has(self, paragraph: Key, place: Provision) -> bool:
        return (*paragraph, place.item) in self.old.bodies

    def article(self, key: Key) -> tuple[Key, float] | None:
        """Return the article that answers to an article of the old version."""
        if key not in self._known:
            self._known[key] = self._kept(key) or self._reworded(key)
        return self._known[key]

    def _kept(self, key: Key) -> tuple[Key, float] | None:
        """Return the article with the same words, if there is one on each side."""
        body = self.old.bodies.get(key, "")
        same = self.new.by_body.get(body, ())
        once = len(same) == len(self.old.by_body.get(body, ())) == 1
        return (same[0], 1.0) if once else None

    def _reworded(self, key: Key) -> tuple[Key, float] | None:
        """Return the article that is much alike, none other being near on either side.

        Words that stand twice on a side tell nothing of which went where.
        """
        if len(self.old.by_body.get(self.old.bodies.get(key, ""), ())) != 1:
            return None
        best = _best(self.old.pairs[key], self.new.pairs)
        if best is None or self._taken(best[0]):
            return None
        back = _best(self.new.pairs[best[0]], self.old.pairs)
        if back is None or back[0] != key or self._split_or_merged(key, best[0]):
            return None
        return best

    def _taken(self, key: Key) -> bool:
        """Tell whether an article of the new version kept the words of another."""
        return self.new.bodies[key] in self.old.by_body

    def _split_or_merged(self, key: Key, target: Key) -> bool:
        """Tell whether a third article has what one of the two lacks of the other.

        An article whose words were kept has nothing of any other.
        """
        mine, theirs = self.old.fours[key], self.new.fours[target]
        others_new = (
            runs_
            for each, runs_ in self.new.fours.items()
            if each != target and self.new.bodies[each] not in self.old.by_body
        )
        others_old = (
            runs_
            for each, runs_ in self.old.fours.items()
            if each != key and self.old.bodies[each] not in self.new.by_body
        )
        return _stands_in(mine - theirs, others_new) or _stands_in(
            theirs - mine, others_old
        )

    def _part(self, key: Key, parent: Key) -> tuple[Key, float] | None:
        """Return the paragraph or item below *parent* that answers to *key*."""
        body, siblings = self.old.bodies[key], self.new.below(parent)
        if self.old.bodies[key[:-1]] == self.new.bodies[parent]:
            same = (*parent, key[-1])
            return (same, 1.0) if siblings.get(same) == body else None
        equal = [each for each, words in siblings.items() if words == body]
        twice = list(self.old.below(key[:-1]).values()).count(body) > 1
        if equal or twice:
            return (equal[0], 1.0) if len(equal) == 1 and not twice else None
        return _best(
            runs(body, 2), {each: runs(words, 2) for each, words in siblings.items()}
        )

    def _provision(self, key: Key, asked: Provision) -> Provision:
        """Return the place of a key, with no more levels than it needs.

        The paragraph above an item is written where it was asked for, or where
        several paragraphs have such an item.
        """
        article, suffix, *rest = key
        paragraph = rest[0] if rest else None
        item = rest[1] if len(rest) > 1 else None
        place = Provision(
            article=article,
            suffix=suffix or None,
            paragraph=paragraph if item is None or asked.paragraph else None,
            item=item,
        )
        homes = [
            each for each in self.new.below(key[:2]) if (*each, item) in self.new.bodies
        ]
        return evolve(place, paragraph=paragraph) if item and len(homes) > 1 else place


def _best(
    mine: frozenset[str], others: Mapping[Key, frozenset[str]]
) -> tuple[Key, float] | None:
    """Return the one that is much alike, if every other is clearly less so."""
    # Of two that are alike in full none leads, so which comes first does not matter.
    ranked = sorted(((likeness(mine, runs_), key) for key, runs_ in others.items()))
    first = ranked[-1] if ranked else (0.0, ())
    second = ranked[-2][0] if len(ranked) > 1 else 0.0
    return (
        (first[1], first[0])
        if first[0] >= ALIKE and first[0] - second >= LEAD
        else None
    )


def _stands_in(piece: frozenset[str], others: Iterable[frozenset[str]]) -> bool:
    """Tell whether one of *others* has a good share of a piece that is no trifle."""
    return len(piece) >= PIECE and any(
        len(piece & each) >= SHARE * len(piece) for each in others
    )
