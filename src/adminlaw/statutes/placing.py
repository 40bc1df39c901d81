"""Whether a place exists in the version that is meant, or where else it does.

The answer follows from all versions that can be meant (《立法法》第六十一条: a law says
when it commences):

- all of them have it, and they are in force on the day: ``exact``;
- they have it and are not in force, or they lack it and another one has it:
  ``other_version``;
- some have it and some do not, or several places answer: ``ambiguous``;
- it is not known whether they have it: ``not_held``;
- no version has it, and all there were are held: ``not_found``. Where some are not
  held the answer is ``not_held``, with ``present`` false.

The limits: of provisions that commence apart from the whole only the later ones are
seen; versions that came after the last one known cannot be.
"""

from __future__ import annotations

from typing import Final

from attrs import evolve, frozen

from adminlaw.citations import Provision, parse_citation
from adminlaw.errors import CitationSyntaxError
from adminlaw.labels import Label
from adminlaw.model import Confidence
from adminlaw.statutes.holdings import UNDATED, Found, Holdings
from adminlaw.statutes.instruments import PartFact, Standing, Version
from adminlaw.statutes.meant import Meant
from adminlaw.statutes.moves import Move
from adminlaw.statutes.resolutions import (
    NO_REASON,
    PlaceResolution,
    ResolutionStatus,
    joined,
    least,
)

RELATIVE: Final = Label(
    "相对引用，先要由上下文确定所指",
    "it counts from another place, which the text around it has to settle first",
)
_THERE: Final = Label("该版本有此条款", "that version has it")
_NOT_YET: Final = Label("当日尚未施行", "not yet in force that day")
_SOME: Final = Label(
    "可能的版本中有的有、有的没有", "some of the possible versions have it"
)
_SOME_HELD: Final = Label(
    "可能的版本中有的有、有的未收录条文",
    "some of the possible versions have it, of others the articles are not held",
)
_NO_VERSION: Final = Label("未收录所指的版本", "the version that is meant is not held")
_ENDED: Final = Label("整件已废止", "the whole instrument has ended")
_NOWHERE: Final = Label("各版本都没有此条款", "no version has it")
_EARLIER: Final = Label("此前可能另有版本", "there may have been a version before")
_MOVED: Final = Label(
    "但引用写成时该条号下的文字现在另一条",
    "but what bore that number when it was written now stands elsewhere",
)


@frozen(kw_only=True, eq=False)
class _Question:
    """One place, and what the versions that can be meant say of it."""

    place: Provision
    meant: Meant
    holdings: Holdings
    found: tuple[Found, ...]

    @property
    def present(self) -> bool | None:
        """Whether the version that is meant has it; None where that is not known."""
        there = {each.there for each in self.found}
        return there.pop() if len(there) == 1 else None

    @property
    def note(self) -> Label:
        """What has to be said of how it was looked for."""
        return next((each.note for each in self.found if each.note.zh), NO_REASON)

    def find(self, version: Version) -> Found:
        """Tell whether a version has it."""
        return self.holdings.find(self.meant.instrument, version, self.place)

    @property
    def elsewhere(self) -> tuple[Version, ...]:
        """The versions that have it, without those that can be meant."""
        return tuple(
            each
            for each in self.holdings.versions(self.meant.instrument)
            if each not in self.meant.versions and self.find(each).there
        )

    def answer(
        self,
        status: ResolutionStatus,
        reason: Label,
        *,
        sure: Confidence = Confidence.HIGH,
        versions: tuple[Version, ...] = (),
    ) -> PlaceResolution:
        """Make an answer, no surer than it is what is meant."""
        return PlaceResolution(
            provision=self.place,
            status=status,
            reason=reason,
            confidence=least(sure, self.meant.confidence),
            present=self.present,
            versions=versions,
        )


def resolve_place(
    place: Provision, meant: Meant, holdings: Holdings
) -> PlaceResolution:
    """Answer for one place of an instrument."""
    looked_for = meant.versions if place.rel is None else ()
    found = tuple(holdings.find(meant.instrument, each, place) for each in looked_for)
    asked = _Question(place=place, meant=meant, holdings=holdings, found=found)
    if place.rel is not None:
        return asked.answer(ResolutionStatus.AMBIGUOUS, RELATIVE)
    if meant.ending:
        status = ResolutionStatus.REPEALED
        return asked.answer(status, _ENDED, versions=asked.elsewhere)
    several = next((each for each in found if each.several), None)
    if several:
        made = asked.answer(ResolutionStatus.AMBIGUOUS, several.note)
        return evolve(made, choices=several.choices)
    if asked.present:
        return _there(asked)
    not_begun = meant.standing is Standing.NOT_YET and not meant.versions
    if asked.present is False or not_begun:
        return _absent(asked)
    return _unknown(asked)


def _there(asked: _Question) -> PlaceResolution:
    """Answer for a place that all versions have that can be meant."""
    meant, status = asked.meant, ResolutionStatus.OTHER_VERSION
    late = _late(asked)
    if meant.current and not late:
        sure = Confidence.MEDIUM if asked.note.zh else Confidence.HIGH
        reason = joined(_THERE, asked.note)
        made = asked.answer(ResolutionStatus.EXACT, reason, sure=sure)
        return _since_written(made, asked)
    not_yet = meant.standing is Standing.NOT_YET
    reason = late or joined(_THERE, _NOT_YET if not_yet else NO_REASON)
    made = asked.answer(status, reason, versions=meant.versions)
    return evolve(made, moved=_move(asked, meant.versions))


def _since_written(made: PlaceResolution, asked: _Question) -> PlaceResolution:
    """Mark a place whose words had another number when the citation was written.

    The number exists in the version in force, so the answer stays exact; but whoever
    wrote it meant what now stands elsewhere.
    """
    written, now = asked.meant.written, asked.meant.versions[0]
    if written is None or len(asked.meant.versions) > 1 or written == now:
        return made
    instrument = asked.meant.instrument
    moved = asked.holdings.move(instrument, written, now, asked.place)
    if moved is None or not moved.renumbered:
        return made
    sure = least(made.confidence, Confidence.MEDIUM)
    return evolve(
        made, moved=moved, reason=joined(made.reason, _MOVED), confidence=sure
    )


def _late(asked: _Question) -> Label | None:
    """Return why a place is not in force yet although its version is."""
    day = asked.meant.day
    for version in asked.meant.versions if day else ():
        for part in version.parts:
            begun = part.commenced.day
            if day and begun > day and _covers(part, asked):
                return Label(f"此条款{begun}起施行", f"this place commences {begun}")
    return None


def _covers(part: PartFact, asked: _Question) -> bool:
    """Tell whether a place is in a part; in one that cannot be read, it may be."""

    def read() -> tuple[Provision, ...] | None:
        try:
            return parse_citation(f"《甲》{part.part}").provisions
        except CitationSyntaxError:
            return None

    places = asked.holdings.recall(("part", part.part), read)
    return places is None or any(each.contains(asked.place) for each in places)


def _absent(asked: _Question) -> PlaceResolution:
    """Answer for a place that the version that is meant does not have."""
    not_yet = asked.meant.standing is Standing.NOT_YET
    lacks = _NOT_YET if not_yet else joined(_lacks(asked.meant), asked.note)
    others = asked.elsewhere
    if others:
        days = _days(others)
        has = Label(f"{days}的版本有", f"the version of {days} has it")
        status = ResolutionStatus.OTHER_VERSION
        made = asked.answer(status, joined(lacks, has), versions=others)
        return evolve(made, moved=_move(asked, others))
    unheld = _unheld(asked)
    if unheld.zh:
        status, reason = ResolutionStatus.NOT_HELD, joined(lacks, unheld)
        return asked.answer(status, reason, sure=Confidence.LOW)
    sure = Confidence.MEDIUM if asked.note.zh else Confidence.HIGH
    reason = joined(lacks, _NOWHERE)
    return asked.answer(ResolutionStatus.NOT_FOUND, reason, sure=sure)


def _lacks(meant: Meant) -> Label:
    days = _days(meant.versions)
    return Label(f"{days}的版本没有此条款", f"the version of {days} has no such place")


def _days(versions: tuple[Version, ...]) -> str:
    return "、".join(
        each.adopted.isoformat() for each in versions if each.adopted != UNDATED
    )


def _unheld(asked: _Question) -> Label:
    """Return which versions could have a place without anybody knowing; or nothing."""
    versions = asked.holdings.versions(asked.meant.instrument)
    unknown = tuple(each for each in versions if asked.find(each).there is None)
    if unknown:
        days = _days(unknown)
        return Label(f"{days}的版本未收录条文", f"the version of {days} is not held")
    return NO_REASON if versions and versions[0].first else _EARLIER


def _unknown(asked: _Question) -> PlaceResolution:
    """Answer for a place of which it is not known whether it is there."""
    pairs = zip(asked.meant.versions, asked.found, strict=True)
    having = tuple(version for version, each in pairs if each.there)
    if having:
        unheld = any(each.there is None for each in asked.found)
        reason = _SOME_HELD if unheld else _SOME
        return asked.answer(ResolutionStatus.AMBIGUOUS, reason, versions=having)
    reason = next((x.note for x in asked.found if x.there is None), _NO_VERSION)
    made = asked.answer(ResolutionStatus.NOT_HELD, reason, versions=asked.elsewhere)
    # That nothing is held is sure, whatever is meant.
    return evolve(made, confidence=Confidence.HIGH)


def _move(asked: _Question, versions: tuple[Version, ...]) -> Move | None:
    """Return where the words of a place stand in the version in force.

    They are followed from the version in which the citation was written, else from
    the last one before the version in force, else from the first one after it.
    """
    meant = asked.meant
    target = meant.in_force or (meant.versions[0] if len(meant.versions) == 1 else None)
    if target is None or target in versions:
        return None
    before = [each for each in versions if each.adopted < target.adopted]
    origin = before[-1] if before else versions[0]
    if meant.written is not None and meant.written in versions:
        origin = meant.written
    return asked.holdings.move(meant.instrument, origin, target, asked.place)
