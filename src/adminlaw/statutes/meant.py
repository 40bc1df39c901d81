"""Which version of an instrument a citation means, before any place is looked up.

It is the one that the citation names, or that of the text itself (本法), else the one
in force on a day: the day asked for, or the day of the text in which the citation
stands; without any day it is the latest version (《立法法》第六十一条). Where no fact
says when a version commenced, several can be meant, and all of them are kept. The
limits: 第二次修正 without a year is not counted out, so any version may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from attrs import evolve, frozen

from adminlaw.citations import title_key
from adminlaw.findings import SourceStatus
from adminlaw.labels import Label
from adminlaw.model import Confidence
from adminlaw.statutes.bearers import VERSION_TAIL, Home, Named
from adminlaw.statutes.holdings import UNDATED, Holdings
from adminlaw.statutes.instruments import Ending, InForce, Instrument, Standing, Version
from adminlaw.statutes.records import ActKind
from adminlaw.statutes.resolutions import NO_REASON, Cited, joined, least

_YEAR: Final = re.compile(
    r"(?P<year>[12][0-9]{3})(?:[年.\-/](?P<month>[0-9]{1,2})[月.\-/](?P<day>[0-9]{1,2}))?"
)
_DIGITS: Final = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_ACTS: Final = (("修订", ActKind.REVISED), ("修正", ActKind.AMENDED))


@frozen(kw_only=True, eq=False)
class Meant:
    """The instrument and the version that a citation means.

    Attributes:
        instrument: The instrument.
        versions: The versions that can be meant; one where it is known.
        reason: How that was found.
        confidence: How sure it is.
        day: The day on which it is read; None where no day is asked for.
        standing: How the instrument stands on that day; None without a day.
        current: Whether *versions* are what is in force on that day.
        in_force: The version in force on that day, or the latest one.
        written: The version in force when the citation was written.
        ending: How the instrument ended, where it has by that day.
    """

    instrument: Instrument
    versions: tuple[Version, ...]
    reason: Label
    confidence: Confidence = Confidence.HIGH
    day: date | None = None
    standing: Standing | None = None
    current: bool = True
    in_force: Version | None = None
    written: Version | None = None
    ending: Ending | None = None


def meant_by(
    citation: Cited,
    named: Named,
    holdings: Holdings,
    *,
    home: Home | None,
    as_of: date | None,
) -> Meant:
    """Return the version that a citation of one instrument means."""
    instrument = named.found[0]
    fixed = _fixed(citation, instrument, home, holdings)
    day, how, sure = as_of, fixed.reason, fixed.confidence
    if as_of is not None:
        how = joined(how, Label(f"按{as_of}读", f"read on {as_of}"))
    elif fixed.versions is None and home and home.day:
        day, how, sure = home.day, _of_home(home), _certain(home)
    meant = (
        _latest(instrument, fixed.versions, holdings)
        if day is None
        else _on(instrument, day, fixed.versions, holdings)
    )
    if as_of is None and day and home and not home.begun:
        meant = _with_coming(meant, day)
    return evolve(
        meant,
        reason=joined(named.reason, how, meant.reason),
        confidence=least(sure, named.confidence, meant.confidence),
        written=_written(instrument, home) if day else None,
    )


def _certain(home: Home) -> Confidence:
    """Return how sure the day of a text is: its adoption only stands in for it."""
    return Confidence.HIGH if home.begun else Confidence.MEDIUM


def _of_home(home: Home) -> Label:
    zh, en = ("施行", "commencement") if home.begun else ("通过", "adoption")
    return Label(
        f"按所在文本{zh}之日{home.day}读",
        f"read on {home.day}, the {en} of the text it stands in",
    )


def _with_coming(meant: Meant, day: date) -> Meant:
    """Add the versions that were adopted when a text was, and commenced after.

    When that text commenced is not known; it may have been written for them.
    """
    coming = tuple(
        each
        for each in meant.instrument.versions
        if each.commenced and each.adopted <= day < each.commenced.day
    )
    if not coming or meant.ending:
        return meant
    days = _listed(coming)
    also = Label(
        f"所在文本施行日期不明，也可能指{days.zh}",
        f"the text commenced on an unknown day and may mean {days.en}",
    )
    return evolve(
        meant,
        versions=(*meant.versions, *coming),
        reason=joined(meant.reason, also),
        standing=Standing.UNKNOWN,
        current=True,
        in_force=None,
    )


def _written(instrument: Instrument, home: Home | None) -> Version | None:
    """Return the version in force when the text that cites it commenced."""
    if home is None or not home.named or home.day is None:
        return None
    return instrument.on(home.day).version


@frozen(kw_only=True)
class _Fixed:
    """The versions that a citation itself fixes; None where it fixes none."""

    versions: tuple[Version, ...] | None = None
    reason: Label = NO_REASON
    confidence: Confidence = Confidence.HIGH


def _fixed(
    citation: Cited, instrument: Instrument, home: Home | None, holdings: Holdings
) -> _Fixed:
    """Return the version that a citation names, or that of the text itself (本法)."""
    if not citation.title and home and home.named and home.version:
        how = Label("按所在文本自身的版本", "read in the version of the text itself")
        return _Fixed(versions=(home.version,), reason=how)
    tail = VERSION_TAIL.search(title_key(citation.title))
    written = citation.version or (tail[1] if tail else "")
    if not written:
        return _Fixed()
    versions = holdings.versions(instrument)
    # Of several acts the last one made the version: 2017年通过，2019年修正.
    written = written.rpartition("，")[2]
    year = _YEAR.search(written.translate(_DIGITS))
    if year is None:
        how = Label(f"版本说明“{written}”未能识别", f"{written!r} names no year")
        return _Fixed(versions=versions, reason=how, confidence=Confidence.MEDIUM)
    found, sure = _of_year(year, written, versions)
    how = Label(
        f"按引用写明的版本“{written}”", f"the version that it names, {written!r}"
    )
    return _Fixed(versions=found, reason=how, confidence=sure)


def _of_year(
    year: re.Match[str], written: str, versions: Sequence[Version]
) -> tuple[tuple[Version, ...], Confidence]:
    """Return the versions of a year or of a day, by their decision or commencement."""
    numbers = tuple(int(part) for part in year.groups() if part)
    decided = [
        each for each in versions if any(_in(day, numbers) for day in _days(each))
    ]
    begun = [
        each for each in versions if each.commenced and _in(each.commenced.day, numbers)
    ]
    found = decided or begun
    acts = {act for word, act in _ACTS if word in written}
    by_act = [each for each in found if each.act in acts]
    # Writers mix up 修正 and 修订: where one version is left, the year settles it.
    exact = bool(decided) and (not acts or bool(by_act))
    sure = Confidence.HIGH if exact else Confidence.MEDIUM
    return tuple(by_act or found), sure


def _days(version: Version) -> frozenset[date]:
    return version.days | {version.adopted}


def _in(day: date, numbers: tuple[int, ...]) -> bool:
    return (day.year, day.month, day.day)[: len(numbers)] == numbers


def _latest(
    instrument: Instrument, fixed: tuple[Version, ...] | None, holdings: Holdings
) -> Meant:
    """Return the version that is meant where no day is asked for."""
    if fixed is not None:
        return Meant(instrument=instrument, versions=fixed, reason=_listed(fixed))
    answer = instrument.on(date.max)
    if answer.standing is Standing.REPEALED:
        return _ended(instrument, answer)
    last = holdings.versions(instrument)[-1:]
    how = Label("未给出日期，按最新版本", "no day given: the latest version")
    undated = any(each.adopted == UNDATED for each in last)
    return Meant(
        instrument=instrument,
        versions=last,
        reason=joined(how, _listed(last)),
        confidence=Confidence.MEDIUM if undated else Confidence.HIGH,
        in_force=last[0] if last else None,
    )


def _ended(instrument: Instrument, answer: InForce) -> Meant:
    # A name that no text of the instrument confirms is known from its end alone.
    sure = Confidence.HIGH if instrument.versions else Confidence.MEDIUM
    fact = answer.ending and answer.ending.ended
    return Meant(
        instrument=instrument,
        versions=(),
        reason=answer.reason,
        confidence=least(sure, _sure(fact.status if fact else None)),
        standing=answer.standing,
        ending=answer.ending,
    )


def _on(
    instrument: Instrument,
    day: date,
    fixed: tuple[Version, ...] | None,
    holdings: Holdings,
) -> Meant:
    """Return the version that is meant on a day."""
    answer = holdings.recall(("on", instrument.title, day), lambda: instrument.on(day))
    if answer.standing is Standing.REPEALED:
        return evolve(_ended(instrument, answer), day=day)
    possible = _possible(instrument, answer, day, holdings)
    versions = possible if fixed is None else fixed
    return Meant(
        instrument=instrument,
        versions=versions,
        reason=_on_that_day(answer, possible, fixed),
        confidence=_certainty(answer, possible),
        day=day,
        standing=answer.standing,
        current=bool(versions) and set(versions) <= set(possible),
        in_force=answer.version,
    )


def _on_that_day(
    answer: InForce,
    possible: tuple[Version, ...],
    fixed: tuple[Version, ...] | None,
) -> Label:
    """Return what is in force and, where the citation fixes a version, which."""
    if fixed is None:
        return joined(_listed(possible) if possible else NO_REASON, answer.reason)
    if set(fixed) <= set(possible) or not possible:
        return joined(_listed(fixed), answer.reason)
    days = _listed(possible)
    now = Label(f"当日有效的是{days.zh}", f"in force that day: {days.en}")
    return joined(_listed(fixed), now, answer.reason)


def _possible(
    instrument: Instrument, answer: InForce, day: date, holdings: Holdings
) -> tuple[Version, ...]:
    """Return the versions that can be in force on *day*.

    One that is known to commence later is not among them.
    """
    if answer.version:
        return (answer.version,)
    if answer.standing is not Standing.UNKNOWN:
        return ()
    versions = answer.candidates or holdings.versions(instrument)
    return tuple(
        each
        for each in versions
        if each.adopted <= day and (not each.commenced or each.commenced.day <= day)
    )


def _certainty(answer: InForce, possible: tuple[Version, ...]) -> Confidence:
    """Return how sure it is what is in force: least where nothing is known to be."""
    if answer.version and answer.version.commenced:
        return _sure(answer.version.commenced.status)
    if answer.standing is Standing.NOT_YET:
        return Confidence.HIGH
    begun = any(each.commenced for each in possible)
    return Confidence.MEDIUM if begun else Confidence.LOW


def _sure(status: SourceStatus | None) -> Confidence:
    recalled = status is SourceStatus.RECALLED
    return Confidence.MEDIUM if recalled else Confidence.HIGH


def _listed(versions: Sequence[Version] | None) -> Label:
    """Return which versions are meant, as words."""
    days = [
        each.adopted.isoformat() for each in versions or () if each.adopted != UNDATED
    ]
    if not versions:
        return Label("没有这样的版本", "no such version is held")
    if not days:
        return Label("所收文本没有日期", "the text that is held bears no day")
    zh, en = "或".join(days), " or ".join(days)
    return Label(f"{zh}的版本", f"the version of {en}")
