"""Say what a citation points at, version by version.

A citation is written on a day and read on others: as long as a record cites 第二十四条
of a law it points at that article in the version in force when it was written, and
afterwards at what became of it. So one citation gives one target a version, each with
its days. Where the words moved to another number the target is that number; where
nothing tells, it is the same number, unchecked; where nothing is found, a marked node
stands for it and is kept (《立法法》第六十一条、第六十五条). The limits: a reference is
taken to follow amendments, which is how law refers unless it says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from attrs import evolve, frozen

from adminlaw.citations import Provision, title_key
from adminlaw.graph.drawing import ALL_DAYS, Drawing
from adminlaw.graph.following import Followed, followed
from adminlaw.graph.laws import Drawn, Laws, draw_article, in_order
from adminlaw.graph.schema import Continuity, NodeKind, node_key, provision_key
from adminlaw.graph.validity import Validity
from adminlaw.model import Confidence
from adminlaw.statutes import (
    PlaceResolution,
    Resolution,
    ResolutionStatus,
    Version,
)
from adminlaw.statutes.resolutions import Cited, least, written

_EXACT: Final = ResolutionStatus.EXACT


@frozen(kw_only=True)
class Target:
    """What a citation points at on certain days.

    Attributes:
        node: The node: the deepest one that is held.
        days: When it points there.
        status: How well what is cited was found there.
        confidence: How sure that is.
        place: The place in that version.
        cited_place: The place as it was cited, where that is another.
        continuity: How the cited words stand there.
    """

    node: str
    days: Validity = ALL_DAYS
    status: ResolutionStatus = _EXACT
    confidence: Confidence = Confidence.HIGH
    place: str = ""
    cited_place: str = ""
    continuity: Continuity | None = None


@frozen(kw_only=True)
class Reading:
    """When and where a citation stands.

    Attributes:
        days: The days on which what cites is in force.
        as_of: The day on which it was written; None where that is not known.
        within: The text in which it stands, for a corpus.
    """

    days: Validity = ALL_DAYS
    as_of: date | None = None
    within: str | None = None


def targets(
    drawing: Drawing, laws: Laws, citation: Cited, reading: Reading
) -> Iterator[Target]:
    """Yield what a citation points at; at least one target, be it a marked one."""
    found = drawing.held.resolve(citation, as_of=reading.as_of, within=reading.within)
    yield from targets_of(drawing, laws, found, reading)


def targets_of(
    drawing: Drawing, laws: Laws, found: Resolution, reading: Reading
) -> Iterator[Target]:
    """Do the same for a citation that was looked up."""
    if not found.title:
        yield from _documents(drawing, found) or (_marked(drawing, found),)
        return
    drawn = laws.named(found.title)
    if drawn is None:
        yield _marked(drawing, found)
    elif not found.places:
        # The instrument was found; whether it is in force is told by its days.
        yield Target(node=drawn.node, confidence=found.confidence)
    else:
        for place in found.places:
            yield from _places(drawing, drawn, (found, place), reading)


def _documents(drawing: Drawing, found: Resolution) -> tuple[Target, ...]:
    """Return the documents of the register that bear the name."""
    cited = found.citation
    number = getattr(cited, "number", None)
    name = title_key(cited.title) if cited.title else str(number or "")
    nodes = drawing.documents.get(name, ())
    place = "、".join(map(str, found.citation.provisions))
    return tuple(Target(node=each, place=place) for each in nodes)


def _marked(
    drawing: Drawing, found: Resolution, place: PlaceResolution | None = None
) -> Target:
    """Return a marked node for what was not found."""
    status = place.status if place else found.status
    name = f"《{found.title}》{place.provision}" if place else written(found.citation)
    return Target(
        node=mark(
            drawing, name, status, title=found.title, candidates=found.candidates
        ),
        status=status,
        confidence=place.confidence if place else found.confidence,
        place=str(place.provision) if place else "",
    )


def mark(
    drawing: Drawing,
    name: str,
    status: ResolutionStatus,
    *,
    title: str = "",
    candidates: tuple[str, ...] = (),
) -> str:
    """Draw a marked node for a basis that was not found, and return its key."""
    return drawing.node(
        node_key(NodeKind.UNRESOLVED, f"{name}#{status.code}"),
        NodeKind.UNRESOLVED,
        ALL_DAYS,
        source="citation",
        label=name,
        title=title,
        candidates=candidates,
        status=status,
    )


def _places(
    drawing: Drawing,
    drawn: Drawn,
    asked: tuple[Resolution, PlaceResolution],
    reading: Reading,
) -> Iterator[Target]:
    """Yield what one place points at in each version of its instrument."""
    anchors = _anchors(drawn, *asked)
    found = [
        target
        for version in drawn.versions
        for target in _in_version(drawing, drawn, version, (asked, anchors))
    ]
    days = reading.days
    during = [each for each in found if not days.meet(each.days).empty]
    # A basis that was never in force while it was cited is still its basis.
    yield from during or _nearest(found, anchors, drawn) or (_marked(drawing, *asked),)


def _nearest(
    found: Iterable[Target], anchors: tuple[Version, ...], drawn: Drawn
) -> list[Target]:
    """Return the targets in the versions that were meant, or else the last one."""
    spans = [drawn.spans[each.adopted] for each in anchors]
    meant = [each for each in found if each.days in spans]
    return meant or list(found)[-1:]


def _anchors(
    drawn: Drawn, found: Resolution, place: PlaceResolution
) -> tuple[Version, ...]:
    """Return the versions in which a place was cited."""
    meant = (found.version,) if found.version else found.possible
    if place.present is False and place.versions:
        # What the version of the day lacks and a later one has was written later.
        later = [
            each
            for each in place.versions
            if all(each.adopted > one.adopted for one in meant)
        ]
        return (min(later or place.versions, key=lambda each: each.adopted),)
    return meant or drawn.versions[-1:]


_Asked = tuple[tuple[Resolution, PlaceResolution], tuple[Version, ...]]


def _in_version(
    drawing: Drawing, drawn: Drawn, version: Version, asked: _Asked
) -> Iterator[Target]:
    """Yield what a place points at in one version, if anything."""
    (_, place), anchors = asked
    days = drawn.spans[version.adopted]
    cited, sure = place.provision, place.confidence
    if version in anchors:
        yield _there(drawing, drawn, version, (cited, Continuity.WRITTEN, sure))
        return
    before = [each for each in anchors if each.adopted < version.adopted]
    if not before:
        # What it rested on before the version it cites is not told.
        yield Target(
            node=drawn.key(version),
            days=evolve(days, doubt=()),
            status=ResolutionStatus.OTHER_VERSION,
            confidence=Confidence.LOW,
            place=str(cited),
        )
        return
    last = max(before, key=lambda each: each.adopted)
    carried = _carried(drawing, drawn, (last, version), cited)
    if not carried:
        yield _ended(drawing, drawn, version, (cited, sure))
    for where, how in carried:
        if how is Continuity.DISPLACED:
            yield Target(
                node=drawn.key(version),
                days=days,
                status=ResolutionStatus.OTHER_VERSION,
                confidence=Confidence.LOW,
                place=str(cited),
                continuity=how,
            )
            continue
        certain = sure if how is Continuity.KEPT else least(sure, Confidence.MEDIUM)
        target = _there(drawing, drawn, version, (where, how, certain))
        yield evolve(target, cited_place=str(cited) if where != cited else "")


def _carried(
    drawing: Drawing, drawn: Drawn, versions: tuple[Version, Version], cited: Provision
) -> Followed:
    """Return what became of a place, over the versions between where need be.

    Where one step is not known its number is taken to stay, and that is said.
    """
    key = (drawn.node, versions[0].adopted, versions[1].adopted, cited)
    known: Followed | None = drawing.carried.get(key)
    if known is None:
        known = drawing.carried[key] = _carry(drawing, drawn, versions, cited)
    return known


def _carry(
    drawing: Drawing, drawn: Drawn, versions: tuple[Version, Version], cited: Provision
) -> Followed:
    told = followed(drawing, drawn.instrument, versions, cited)
    if told is not None:
        return told
    old, new = versions
    between = [v for v in in_order(drawn) if old.adopted < v.adopted < new.adopted]
    if not between:
        return ((cited, Continuity.UNCHECKED),)
    middle = between[-1]
    found: dict[Provision, Continuity] = {}
    for place, how in _carried(drawing, drawn, (old, middle), cited):
        step = followed(drawing, drawn.instrument, (middle, new), place)
        if step is None:
            step = ((place, Continuity.UNCHECKED),)
        for where, then in step:
            if Continuity.DISPLACED in (how, then):
                found[where] = Continuity.DISPLACED
                continue
            unsure = Continuity.UNCHECKED in (how, then)
            kept = Continuity.UNCHECKED if unsure else _worse(how, then)
            found[where] = Continuity.MOVED if where != cited else kept
    return tuple(found.items())


def _worse(first: Continuity, second: Continuity) -> Continuity:
    """Return what two steps come to: words are kept only if both kept them."""
    both = first is Continuity.KEPT and second is Continuity.KEPT
    return Continuity.KEPT if both else Continuity.REWORDED


def _ended(
    drawing: Drawing,
    drawn: Drawn,
    version: Version,
    cited: tuple[Provision, Confidence],
) -> Target:
    """Return a marked node for an article to which nothing answers any more."""
    place, sure = cited
    title, status = drawn.instrument.title, ResolutionStatus.NOT_FOUND
    name = f"《{title}》（{version.adopted}）已无{place}"
    return Target(
        node=mark(drawing, name, status, title=title),
        days=drawn.spans[version.adopted],
        status=status,
        confidence=sure,
        place=str(place),
    )


def _there(
    drawing: Drawing,
    drawn: Drawn,
    version: Version,
    where: tuple[Provision, Continuity, Confidence],
) -> Target:
    """Return a place in a version: its article, or what stands for it."""
    place, continuity, sure = where
    title = drawn.instrument.title
    there = drawing.holdings.find(drawn.instrument, version, place)
    status = _status(there.there, several=there.several)
    article = (place.article or 0, place.suffix or 0)
    node = provision_key(title, version.adopted, article)
    if node not in drawing.spans and status is ResolutionStatus.NOT_FOUND:
        name = f"《{title}》（{version.adopted}）{place}"
        node = mark(drawing, name, status, title=title)
    elif not place.article:
        node = drawn.key(version)
    elif node not in drawing.spans:
        draw_article(drawing, drawn, version, article)
    return Target(
        node=node,
        days=drawn.spans[version.adopted],
        status=status,
        confidence=sure,
        place=str(place),
        continuity=continuity,
    )


def _status(there: bool | None, *, several: bool) -> ResolutionStatus:  # noqa: FBT001
    if several:
        return ResolutionStatus.AMBIGUOUS
    if there is None:
        return ResolutionStatus.NOT_HELD
    return _EXACT if there else ResolutionStatus.NOT_FOUND
