"""On which days something is in force, and on which that is only possible.

A version begins with its commencement and ends with that of the next one; where a
commencement is not known, the days from its adoption on are possible and no more
(《立法法》第六十一条). What depends on two things is in force while both are, and in
doubt while either is. The limits: a version is taken to be in force in one stretch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Self

from attrs import frozen

from adminlaw.spans import DateSpan
from adminlaw.statutes import Instrument, Standing, Version


@frozen
class Validity:
    """Days in force, half-open, with the days of doubt inside them (效力期间).

    Attributes:
        since: The first day; None for no known beginning.
        until: The first day after; None for no known end. Equal to *since*: never.
        doubt: Days on which it is possible and not known.

    >>> law = Validity(date(2004, 7, 1), None)
    >>> law.meet(Validity(date(1999, 1, 1), date(2005, 1, 1))).until
    datetime.date(2005, 1, 1)
    """

    since: date | None = None
    until: date | None = None
    doubt: tuple[DateSpan, ...] = ()

    @classmethod
    def of(cls, span: DateSpan | None) -> Self:
        """Return the validity of a record; all days where it has no span."""
        return cls() if span is None else cls(span.since, span.until)

    @property
    def empty(self) -> bool:
        """Whether there is no day at all."""
        if self.since is None or self.until is None:
            return False
        return self.until <= self.since

    def __contains__(self, day: date) -> bool:
        after = self.since is None or self.since <= day
        return after and (self.until is None or day < self.until)

    def doubtful(self, day: date) -> bool:
        """Tell whether it is only possible that it is in force on *day*."""
        return any(day in span for span in self.doubt)

    def meet(self, other: Validity) -> Validity:
        """Return the days of both; the empty validity keeps the later beginning."""
        since = max(filter(None, (self.since, other.since)), default=None)
        until = min(filter(None, (self.until, other.until)), default=None)
        if since is not None and until is not None and until <= since:
            return Validity(since, since)
        doubts = _clipped((*self.doubt, *other.doubt), since, until)
        return Validity(since, until, _merged(doubts))


def _clipped(
    spans: Iterable[DateSpan], since: date | None, until: date | None
) -> Iterator[DateSpan]:
    """Yield what of the spans lies between two days."""
    for span in spans:
        start = max(filter(None, (span.since, since)), default=None)
        end = min(filter(None, (span.until, until)), default=None)
        if start is None or end is None or start < end:
            yield DateSpan(start, end)


def _merged(spans: Iterable[DateSpan]) -> tuple[DateSpan, ...]:
    """Return spans in order, those that meet joined."""
    merged: list[DateSpan] = []
    for span in sorted(spans, key=lambda each: each.since or date.min):
        last = merged[-1] if merged else None
        if last and (last.until is None or (span.since or date.min) <= last.until):
            ends = (last.until, span.until)
            merged[-1] = DateSpan(last.since, None if None in ends else max(ends))  # type: ignore[type-var]  # None was ruled out
        else:
            merged.append(span)
    return tuple(merged)


def validities(
    instrument: Instrument, versions: Sequence[Version]
) -> tuple[Validity, Mapping[date, Validity]]:
    """Return when an instrument is in force, and when each of its versions is.

    Args:
        instrument: The instrument.
        versions: Its versions; one of unknown day stands for texts without a day.

    It says what ``Instrument.on`` says on every day.
    """
    found: dict[date, list[tuple[DateSpan, bool]]] = {
        each.adopted: [] for each in versions
    }
    whole: list[tuple[DateSpan, bool]] = []
    for span, day in _stretches(instrument):
        answer = instrument.on(day)
        if answer.version is not None:
            found[answer.version.adopted].append((span, True))
            whole.append((span, True))
        elif answer.standing is Standing.UNKNOWN:
            whole.append((span, False))
            for each in answer.candidates:
                if each.commenced is None or each.commenced.day <= day:
                    found[each.adopted].append((span, False))
    if not instrument.versions:
        open_ = _until_end(instrument)
        whole = [(open_, False)]
        found = {each.adopted: [(open_, False)] for each in versions}
    return _joined(whole), {
        adopted: _joined(spans, _begun(instrument.version(adopted)))
        for adopted, spans in found.items()
    }


def _stretches(instrument: Instrument) -> Iterator[tuple[DateSpan, date]]:
    """Yield the stretches in which nothing changes, each with one of its days."""
    days = {each.adopted for each in instrument.versions}
    days |= {each.commenced.day for each in instrument.versions if each.commenced}
    days |= {each.ended.day for each in instrument.endings}
    ordered = sorted(days)
    if not ordered:
        return
    if ordered[0] > date.min:
        yield DateSpan(None, ordered[0]), ordered[0] - timedelta(days=1)
    for start, end in pairwise((*ordered, None)):
        if start is not None:
            yield DateSpan(start, end), start


def _until_end(instrument: Instrument) -> DateSpan:
    last = max((each.ended.day for each in instrument.endings), default=None)
    return DateSpan(None, last)


def _begun(version: Version | None) -> date:
    """Return the day at which a version that was never in force stands."""
    if version is None:
        return date.max
    return version.commenced.day if version.commenced else version.adopted


def _joined(spans: Sequence[tuple[DateSpan, bool]], never: date = date.max) -> Validity:
    """Return stretches, in the order of time, as one validity."""
    if not spans:
        return Validity(never, never)
    doubts = _merged(span for span, known in spans if not known)
    return Validity(spans[0][0].since, spans[-1][0].until, doubts)
