"""Say which absolute place a relative reference means, where the text settles it.

前款 in the second paragraph of 第五条 is 第五条第一款; 第三项 alone stands in the
paragraph in which it is written; 该条 is the article named last. What the text does
not settle stays open: a wrong article would be worse than none. The law:
《立法法》第六十五条. The limits: 前数款 and 上述规定 say neither how many nor which,
and are settled only where the words just before name them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from adminlaw.citations.numerals import LARGEST
from adminlaw.citations.pins import read_pins
from adminlaw.citations.positions import Known, Positions
from adminlaw.citations.provisions import MARKS, Provision, RelativeKind
from adminlaw.errors import CitationSyntaxError

Places = tuple[Provision, ...]

_RANKS: Final = {name: rank for rank, name in enumerate(MARKS)}
_LEVELS: Final[Mapping[RelativeKind, str]] = MappingProxyType(
    {
        RelativeKind.PREV_ARTICLE: "article",
        RelativeKind.PREV_PARAGRAPH: "paragraph",
        RelativeKind.PREV_ITEM: "item",
        RelativeKind.THIS_PART: "part",
        RelativeKind.THIS_CHAPTER: "chapter",
        RelativeKind.THIS_SECTION: "section",
        RelativeKind.THIS_ARTICLE: "article",
        RelativeKind.THIS_PARAGRAPH: "paragraph",
        RelativeKind.THIS_ITEM: "item",
        RelativeKind.THAT_ARTICLE: "article",
        RelativeKind.THAT_PARAGRAPH: "paragraph",
        RelativeKind.THAT_ITEM: "item",
    }
)
_UP_TO: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "part": ("part",),
        "chapter": ("part", "chapter"),
        "section": ("part", "chapter", "section"),
        "article": ("article", "suffix"),
        "paragraph": ("article", "suffix", "paragraph"),
        "item": ("article", "suffix", "paragraph", "item"),
        "subitem": ("article", "suffix", "paragraph", "item", "subitem"),
    }
)
"""The levels that say where a place of each level stands."""

_NAMED: Final = frozenset(
    kind
    for kind in RelativeKind
    if kind.code.startswith("that") or kind is RelativeKind.PRECEDING
)
_MOST: Final = 200
"""Places of the longest answer that is remembered."""
_THOUSANDS: Final = re.compile("千|[0-9０-９]{4}")
_LONGEST: Final = 400
"""Characters of the longest list of places that is remembered."""


def places_of(written: str) -> Places:
    """Return the places that a list writes; none where its numbers are unreadable.

    >>> places_of("第三条第一款、第二款")
    (Provision(article=3, paragraph=1), Provision(article=3, paragraph=2))
    """
    return _read.__wrapped__(written) if _is_long(written) else _read(written)


def _is_long(written: str) -> bool:
    """Tell whether a list is not worth remembering: long, or a range of thousands."""
    return len(written) > _LONGEST or bool(_THOUSANDS.search(written))


@lru_cache(maxsize=65536)
def _read(written: str) -> Places:
    try:
        return read_pins(written, 0, nearest=True)
    except CitationSyntaxError:
        return ()


def relative_places(written: str, rel: RelativeKind, n: int | None) -> Places:
    """Return the places of a relative reference with the pins written after it.

    A place on the level of the reference or above stands for itself: in
    本条第一款和第五条 the second is no longer 本条.

    >>> relative_places("第三项", RelativeKind.PREV_PARAGRAPH, None)
    (Provision(item=3, rel=RelativeKind.PREV_PARAGRAPH),)
    """
    if _is_long(written):
        return _relative.__wrapped__(written, rel, n)
    return _relative(written, rel, n)


@lru_cache(maxsize=65536)
def _relative(written: str, rel: RelativeKind, n: int | None) -> Places:
    places = places_of(written) if written else ()
    if not places:
        return (Provision(rel=rel, n=n),)
    rank = _RANKS[_LEVELS[rel]] if rel in _LEVELS else -1
    return tuple(
        Provision.of(each.levels(), rel=rel, n=n)
        if _RANKS[next(iter(each.levels()))] > rank
        else each
        for each in places
    )


def settle(places: Places, where: Positions, named: Places) -> Places | None:
    """Return the absolute places that are meant; None where the text leaves it open.

    Args:
        places: The places as written.
        where: Where the reference stands.
        named: The absolute places that the text named last.
    """
    named = named if needs_names(places) else ()
    if len(places) + len(named) > _MOST:
        return _settled.__wrapped__(places, where.known, where.before, named)
    return _settled(places, where.known, where.before, named)


def needs_names(places: Places) -> bool:
    """Tell whether places mean what was named before: 该条, 各该款, 上述规定.

    >>> needs_names((Provision(rel=RelativeKind.THAT_ARTICLE),))
    True
    """
    return any(each.rel in _NAMED or each.n == 0 for each in places)


@lru_cache(maxsize=65536)
def _settled(
    places: Places, where: Known, before: tuple[int, int] | None, named: Places
) -> Places | None:
    """Return what *places* mean at one place of a text."""
    settled: list[Provision] = []
    for each in places:
        if each.rel is None:
            found = _filled(each, where)
        else:
            found = _from(each, where, before, named)
        if not found:
            return None
        settled += found
    return tuple(settled)


def filled_from(places: Places, above: Provision) -> Places:
    """Return *places* with the levels that they leave unsaid taken from *above*.

    >>> filled_from((Provision(item=3),), Provision(article=5, paragraph=1, item=1))
    (Provision(article=5, paragraph=1, item=3),)
    """
    upper = above.levels()
    return tuple(_under(each, _above_of(each, upper)) for each in places)


def first_of(place: Provision, reference: Provision) -> Places | None:
    """Return what 前三款 means right after a place: the first three in it.

    >>> first_of(Provision(article=5), Provision(rel=RelativeKind.PREV_ITEM, n=2))
    (Provision(article=5, item=1), Provision(article=5, item=2))
    """
    level = _LEVELS.get(reference.rel) if reference.rel else None
    if level not in {"paragraph", "item"} or not reference.n:
        return None
    upper = place.levels()
    return tuple(
        Provision.of({**upper, level: number, **reference.levels()})
        for number in range(1, reference.n + 1)
    )


def _filled(place: Provision, where: Known) -> Places:
    """Return a place without a relative word, its unsaid levels filled in."""
    top = next(iter(place.levels()))
    if top in ("article", "part"):
        return (place,)
    upper = _position(where, _UP_TO[top][:-1])
    if "article" in _UP_TO[top] and "article" not in upper:
        return ()
    return (_under(place, upper),)


def _from(
    place: Provision, where: Known, before: tuple[int, int] | None, named: Places
) -> Places:
    """Return what a relative reference means; nothing where that is open."""
    rel, levels = place.rel, place.levels()
    if "article" in levels or rel is RelativeKind.THAT_DOCUMENT:
        return (Provision.of(levels),) if levels else ()
    if rel is RelativeKind.PRECEDING:
        return named
    bases = _bases(place, where, before, named)
    return tuple(
        _under(Provision.of(levels), base) if levels else Provision.of(base)
        for base in bases
    )


def _bases(
    place: Provision, where: Known, before: tuple[int, int] | None, named: Places
) -> Iterable[dict[str, int]]:
    """Return the places from which the written levels count."""
    rel, n = place.rel, place.n
    level = _LEVELS[rel] if rel else ""
    if rel is None or (rel.counts and n == 0) or rel.code.startswith("that"):
        return _named(level, named)
    position = _position(where, _UP_TO[level])
    if level in {"paragraph", "item"} and "article" not in position:
        return []
    if rel.counts:
        return _before(level, n or 1, position, before)
    return [position] if level in position else []


def _named(level: str, named: Places) -> list[dict[str, int]]:
    """Return the places on *level* that were named last, each once."""
    found: dict[tuple[int | None, ...], dict[str, int]] = {}
    for each in named:
        levels = each.levels()
        if level in levels:
            key = tuple(levels.get(name) for name in _UP_TO[level])
            base = {name: levels[name] for name in _UP_TO[level] if name in levels}
            found.setdefault(key, base)
    return list(found.values())


def _before(
    level: str, n: int, position: dict[str, int], before: tuple[int, int] | None
) -> list[dict[str, int]]:
    """Return the *n* places on *level* before the present one."""
    last = position.get(level, 0)
    if level == "article" and n == 1 and before:
        number, suffix = before
        return [{"article": number, **({"suffix": suffix} if suffix else {})}]
    if level == "article" and "suffix" in position:
        suffix = position["suffix"] - n
        return [{"article": last, **({"suffix": suffix} if suffix > 0 else {})}]
    if last <= n:
        return []
    return [{**position, level: number} for number in range(last - n, last)]


def _position(where: Known, names: tuple[str, ...]) -> dict[str, int]:
    """Return the levels of the present place that are known and can be written."""
    pairs = zip(MARKS, where, strict=True)
    return {
        name: number
        for name, number in pairs
        if 0 < number <= LARGEST and name in names
    }


def _above_of(place: Provision, levels: Mapping[str, int]) -> dict[str, int]:
    """Return those of *levels* that stand above the first one of *place*."""
    top = next(iter(place.levels()))
    return {name: levels[name] for name in _UP_TO[top][:-1] if name in levels}


def _under(place: Provision, upper: Mapping[str, int]) -> Provision:
    """Return *place* with more levels above it."""
    return Provision.of({**upper, **place.levels()})
