"""Follow a place to another version, by the texts or by the facts table.

The texts are compared where both versions are held as texts; where they do not tell,
the facts table may say which number answers to which. The limits: nothing is guessed
from a number that stayed; whoever needs it says that it is unchecked.
"""

from __future__ import annotations

from adminlaw.citations import Provision, title_key
from adminlaw.errors import VersionError
from adminlaw.graph.drawing import Drawing
from adminlaw.graph.schema import Continuity
from adminlaw.statutes import Instrument, MoveKind, Version

Followed = tuple[tuple[Provision, Continuity], ...]
"""What answers to a place: nothing where it ended, several where it was divided."""


def followed(
    drawing: Drawing,
    instrument: Instrument,
    versions: tuple[Version, Version],
    place: Provision,
) -> Followed | None:
    """Return where a place of the first version stands in the second, if known.

    Where a paragraph or an item cannot be followed and its article moved, that
    article is the answer; where its number is now that of another article, it is
    displaced.
    """
    told = _told(drawing, instrument, versions, place)
    if told is not None or place.article is None:
        return told
    bare = Provision(article=place.article, suffix=place.suffix)
    if bare != place:
        whole = _told(drawing, instrument, versions, bare)
        if whole is not None and all(each != bare for each, _ in whole):
            return whole
        if whole is not None:
            return None
    if _taken(drawing, instrument, versions, (place.article, place.suffix or 0)):
        return ((place, Continuity.DISPLACED),)
    return None


def _told(
    drawing: Drawing,
    instrument: Instrument,
    versions: tuple[Version, Version],
    place: Provision,
) -> Followed | None:
    """Return what the texts, or else the table, tell of a place."""
    old, new = versions
    move = drawing.holdings.move(instrument, old, new, place)
    if move is not None:
        return ((move.target, _continuity(place, move.target, move.kind)),)
    if title_key(instrument.title) not in drawing.moved:
        return None
    try:
        told = drawing.facts.successors(
            instrument.title, place, old=old.adopted, new=new.adopted
        )
    except VersionError:
        # The corpus knows a version that the table does not.
        return None
    if told is None:
        return None
    return tuple(
        (each.provision, _continuity(place, each.provision, each.kind)) for each in told
    )


def _taken(
    drawing: Drawing,
    instrument: Instrument,
    versions: tuple[Version, Version],
    article: tuple[int, int],
) -> bool:
    """Tell whether an article number is that of another article in the second one."""
    old, new = versions
    key = ("taken", instrument.title, old.adopted, new.adopted)
    if key not in drawing.carried:
        table = drawing.holdings.addresses(instrument, old)
        numbers = table.articles if table else ()
        drawing.carried[key] = frozenset(
            (where.article, where.suffix or 0)
            for number in numbers
            for where, how in _told(drawing, instrument, versions, _place(number)) or ()
            if how is Continuity.MOVED
        )
    return article in drawing.carried[key]


def _place(article: tuple[int, int]) -> Provision:
    return Provision(article=article[0], suffix=article[1] or None)


def _continuity(
    place: Provision, target: Provision, kind: MoveKind | None
) -> Continuity:
    if target != place:
        return Continuity.MOVED
    if kind is None:
        return Continuity.UNCHECKED
    return Continuity.KEPT if kind is MoveKind.KEPT else Continuity.REWORDED
