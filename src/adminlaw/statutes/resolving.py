"""Look a citation up: which instrument, which version, and whether the place exists.

One function answers for a corpus and for the facts table. It never guesses and never
puts one status for another: an open day of commencement, two bearers of a name, an
article that some possible version lacks are said to be what they are. The limits: a
place counted from another (前款) has to be made absolute before, and until then it is
ambiguous; what a text calls by a short name of its own has to be given its title.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from attrs import evolve, frozen

from adminlaw.citations import Provision, parse_citation, title_key
from adminlaw.errors import FieldTypeError
from adminlaw.labels import Label
from adminlaw.model import Confidence
from adminlaw.statutes.bearers import Home, Named, bearers_of, home_of, named_by
from adminlaw.statutes.holdings import UNDATED, Holdings
from adminlaw.statutes.instruments import Standing
from adminlaw.statutes.meant import Meant, meant_by
from adminlaw.statutes.placing import RELATIVE, resolve_place
from adminlaw.statutes.resolutions import (
    CERTAINTY,
    NO_REASON,
    Cited,
    PlaceResolution,
    Resolution,
    ResolutionStatus,
    joined,
    least,
)

_NO_TITLE: Final = Label(
    "引用没有写明文件，也没有给出所在文本",
    "it names no instrument, and no text that it stands in is given",
)
_BARE: Final = Label(
    "引用没有写明文件，可能指另一件",
    "it names no instrument and may mean another one",
)
_AMENDED: Final = Label(
    "所在文本修改其他文件，“本法”可能指被修改的文件",
    "the text it stands in amends others, and 本法 may be the one amended",
)
_NO_HOME: Final = Label("未收录所在文本", "the text it stands in is not held")
_NO_NAME: Final = Label("未收录这一名称的文件", "no instrument of that name is held")
_NAMESAKES: Final = Label(
    "这一名称不止一件文件使用", "several instruments bear that name"
)
_NOT_CURRENT: Final = Label(
    "当日有效的不是该版本", "another version is in force that day"
)
_NOT_YET: Final = Label("当日尚未施行", "not yet in force that day")
_A_NUMBER: Final = Label(
    "编号本身不指明所收录的文件", "a number by itself names no instrument that is held"
)
_NO_VERSION: Final = Label("未收录所指的版本", "the version that is meant is not held")


@frozen(kw_only=True)
class _Asked:
    """What a citation asks for; *bare* if it says neither a name nor 本法."""

    title: str
    provisions: tuple[Provision, ...]
    version: str
    bare: bool = False


def resolve(
    citation: Cited | str,
    holdings: Holdings,
    *,
    as_of: date | None = None,
    within: str | None = None,
) -> Resolution:
    """Say what a citation refers to.

    Args:
        citation: The citation, or its text.
        holdings: What it is looked up in; a corpus and a facts table have theirs.
        as_of: The day on which it is read. Without it: the version that the
            citation names, else the day of the text *within*, else the latest.
        within: The text in which it stands: its name in the corpus, or a title.

    Raises:
        CitationSyntaxError: *citation* is a text and no single citation.
        FieldTypeError: *as_of* is no day.
        InputError: a text of the corpus is gone or has changed.

    Source: 《立法法》第六十一条 (commencement)、第六十五条 (places).
    """
    if as_of is not None and type(as_of) is not date:
        received = type(as_of).__name__
        raise FieldTypeError("resolve", "as_of", "date", received)
    if isinstance(citation, str):
        citation = parse_citation(citation)
    within = within or ""
    home = holdings.recall(("home", within), lambda: home_of(within, holdings))
    asked = _asked(citation, home)
    number = getattr(citation, "number", None)
    if number and not citation.title:
        return _unsettled(citation, ResolutionStatus.NOT_HELD, _A_NUMBER)
    if not asked.title and any(each.rel for each in asked.provisions):
        return _unsettled(citation, ResolutionStatus.AMBIGUOUS, RELATIVE)
    if not asked.title and home and home.amends:
        return _unsettled(citation, ResolutionStatus.AMBIGUOUS, _AMENDED)
    named = named_by(asked.title, home, holdings)
    if len(named.found) != 1:
        return _unnamed(citation, named, within, holdings)
    meant = holdings.recall(
        ("meant", asked.title, asked.version, as_of, within),
        lambda: meant_by(asked, named, holdings, home=home, as_of=as_of),
    )
    places = tuple(resolve_place(p, meant, holdings) for p in asked.provisions)
    if asked.bare:
        places = tuple(map(_perhaps_elsewhere, places))
    if within and home is None and as_of is None:
        meant = evolve(
            meant,
            reason=joined(_NO_HOME, meant.reason),
            confidence=least(meant.confidence, Confidence.MEDIUM),
        )
    return _assembled(citation, meant, places)


def _perhaps_elsewhere(place: PlaceResolution) -> PlaceResolution:
    """Leave open what a bare 第九条 means that its own text does not have.

    It may be an article of a law that the sentence before has named.
    """
    if place.present is not False:
        return place
    status = ResolutionStatus.AMBIGUOUS
    return evolve(place, status=status, reason=joined(place.reason, _BARE))


def _asked(citation: Cited, home: Home | None) -> _Asked:
    """Return what is asked for; a citation found in a text may know more of itself.

    There the full name may be known, and the absolute places that 前款 means. The
    text's own name, where 本法 was written, adds nothing to it.
    """
    resolved = getattr(citation, "resolved", None)
    title = getattr(citation, "canonical_title", "") or citation.title
    if (
        home
        and not citation.title
        and title_key(title) == title_key(home.instrument.title)
    ):
        title = ""
    words = getattr(citation, "text", "")
    return _Asked(
        title=title,
        provisions=citation.provisions if resolved is None else resolved,
        version=citation.version,
        bare=not title and words[:1] not in ("", "本"),
    )


def _unnamed(
    citation: Cited, named: Named, within: str, holdings: Holdings
) -> Resolution:
    """Answer for a citation of which no one instrument is meant."""
    found = named.found
    if not citation.title and within:
        found = bearers_of(within, holdings)
    candidates = tuple(sorted(each.title for each in found))
    if candidates:
        status, reason = ResolutionStatus.AMBIGUOUS, _NAMESAKES
    elif citation.title:
        status, reason = ResolutionStatus.NOT_HELD, _NO_NAME
    elif within:
        status, reason = ResolutionStatus.NOT_HELD, _NO_HOME
    else:
        status, reason = ResolutionStatus.AMBIGUOUS, _NO_TITLE
    return _unsettled(citation, status, reason, candidates)


def _unsettled(
    citation: Cited,
    status: ResolutionStatus,
    reason: Label,
    candidates: tuple[str, ...] = (),
) -> Resolution:
    places = tuple(
        PlaceResolution(
            provision=each, status=status, reason=reason, confidence=Confidence.HIGH
        )
        for each in citation.provisions
    )
    return Resolution(
        citation=citation,
        status=status,
        reason=reason,
        confidence=Confidence.HIGH,
        places=places,
        candidates=candidates,
    )


def _assembled(
    citation: Cited, meant: Meant, places: tuple[PlaceResolution, ...]
) -> Resolution:
    """Put the answers for the places together; the least certain one leads."""
    status, reason, sure = _whole(meant)
    if places:
        last = max(places, key=lambda each: CERTAINTY.index(each.status))
        status, reason = last.status, last.reason
        sure = least(*(e.confidence for e in places if e.status is status))
    shown = tuple(each for each in meant.versions if each.adopted != UNDATED)
    if meant.standing is Standing.NOT_YET and not shown:
        shown = meant.instrument.versions[:1]
    return Resolution(
        citation=citation,
        status=status,
        reason=joined(meant.reason, reason),
        confidence=sure,
        title=meant.instrument.title,
        version=shown[0] if len(shown) == 1 else None,
        possible=shown if len(shown) > 1 else (),
        places=places,
        ending=meant.ending,
    )


def _whole(meant: Meant) -> tuple[ResolutionStatus, Label, Confidence]:
    """Answer for the instrument itself, no place being asked for."""
    if meant.ending:
        return ResolutionStatus.REPEALED, NO_REASON, meant.confidence
    if meant.standing is Standing.NOT_YET:
        return ResolutionStatus.OTHER_VERSION, _NOT_YET, meant.confidence
    if not meant.versions:
        return ResolutionStatus.NOT_HELD, _NO_VERSION, Confidence.HIGH
    if not meant.current:
        return ResolutionStatus.OTHER_VERSION, _NOT_CURRENT, meant.confidence
    return ResolutionStatus.EXACT, NO_REASON, meant.confidence
