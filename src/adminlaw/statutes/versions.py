"""Put the texts of a corpus together into instruments with versions.

What the records of several texts tell of one version is one version; a text is of
the last version that its record tells of, or of a later one where the name of its
file says so. Days of commencement come from the facts table, from the record, from
the closing article of a first version or of a whole revision, and from the
decisions that amend many instruments; what is printed by an amended text is taken
for the first version only, and only where it is older than every amendment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from attrs import define, evolve, field, frozen

from adminlaw.citations import title_key
from adminlaw.statutes.commencements import Printed
from adminlaw.statutes.facts import Facts
from adminlaw.statutes.instruments import (
    DayFact,
    Ending,
    Instrument,
    PartFact,
    Version,
)
from adminlaw.statutes.kinds import InstrumentKind
from adminlaw.statutes.names import Names, keys_of
from adminlaw.statutes.records import CHANGES, Act, ActKind, Edition, bare_body
from adminlaw.statutes.texts import Entry, Repeal

_MAKING: Final = frozenset({ActKind.ADOPTED, ActKind.PUBLISHED, ActKind.APPROVED})
_TO_PUBLICATION: Final = 400
"""Days within which what was adopted is published, at most."""


@define(kw_only=True)
class _Draft:
    """A version while it is put together."""

    adopted: date
    act: ActKind | None
    body: str = ""
    days: set[date] = field(factory=set)
    commenced: DayFact | None = None
    published: date | None = None
    entries: list[Entry] = field(factory=list)
    recorded: bool = True
    document: str = ""


def instruments_of(entries: Iterable[Entry], facts: Facts) -> tuple[Instrument, ...]:
    """Return the instruments of a corpus, with those facts that are held of them."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        key = title_key(entry.statute.title)
        known = facts.names.all(entry.statute.title) if key else ()
        one = known[0] if len(known) == 1 else None
        if one and _number_of(key) in map(_number_of, keys_of(one)):
            key = title_key(one.title)
        groups.setdefault(key, []).append(entry)
    held = {title_key(each.title): each for each in facts.instruments}
    made = [
        _instrument(group, held.pop(key, None), facts) for key, group in groups.items()
    ]
    every = (*made, *held.values())
    return _with_endings(every, [entry for group in groups.values() for entry in group])


def _number_of(key: str) -> str:
    """Return the number in parentheses that ends a name: 解释（二） is no 解释.

    >>> _number_of("关于甲的解释(二)"), _number_of("关于甲的解释(试行)")
    ('二', '')
    """
    found = _NUMBERED.search(key)
    return found[1] if found else ""


_NUMBERED: Final = re.compile(r"\(([一二三四五六七八九十]{1,3})\)\Z")


def _instrument(
    group: Sequence[Entry], known: Instrument | None, facts: Facts
) -> Instrument:
    drafts: list[_Draft] = []
    for entry in group:
        _add_text(drafts, entry)
    drafts.sort(key=lambda each: each.adopted)
    versions = _versions(drafts, known, facts)
    latest = max(group, key=lambda each: max(_days(each), default=date.min))
    statute = next(
        (each.statute for each in group if each.statute.kind), latest.statute
    )
    made = Instrument(
        title=latest.statute.title,
        kind=statute.kind,
        place=statute.place,
        issuer=statute.issuer,
        number=latest.statute.number,
        versions=versions,
        undated=tuple(each.name for each in group if not _days(each)),
    )
    if known is None:
        return made
    return evolve(
        made,
        title=known.title,
        kind=known.kind or made.kind,
        place=known.place or made.place,
        issuer=known.issuer or made.issuer,
        number=known.number or made.number,
        aliases=known.aliases,
        endings=known.endings,
    )


def _days(entry: Entry) -> set[date]:
    """Return the days on which the version of a text was made."""
    found = {day for each in entry.statute.editions for day in each.days}
    return found | ({entry.statute.dated} if entry.statute.dated else set())


def _add_text(drafts: list[_Draft], entry: Entry) -> None:
    """Add the versions that a text tells of, and the text to its own."""
    last: _Draft | None = None
    for edition in entry.statute.editions:
        last = _draft_of(drafts, edition)
    dated = entry.statute.dated
    if dated and (last is None or _is_later(last, dated, entry)):
        own = next((each for each in drafts if dated in each.days), None)
        if own is None:
            body = _maker_of(entry)
            own = _Draft(
                adopted=dated, act=None, days={dated}, recorded=False, body=body
            )
            drafts.append(own)
        last = own
    elif dated and last:
        last.days.add(dated)
    if last:
        last.entries.append(entry)


def _draft_of(drafts: list[_Draft], edition: Edition) -> _Draft:
    """Return the draft of an edition: one that shares a day with it, or a new one."""
    found = next((each for each in drafts if each.days & edition.days), None)
    if found is None:
        found = _Draft(
            adopted=edition.day,
            act=edition.act.kind,
            body=_body_of(edition.act),
            document=edition.act.document,
        )
        drafts.append(found)
    elif found.act is None:
        found.act, found.recorded = edition.act.kind, True
        found.adopted, found.document = edition.day, edition.act.document
        found.body = _body_of(edition.act)
    found.days |= edition.days
    published = [each.day for each in edition.acts if each.kind is ActKind.PUBLISHED]
    found.published = found.published or (published[0] if published else None)
    if edition.commenced and not found.commenced:
        found.commenced = DayFact(day=edition.commenced, source="题注")
    return found


_MAKER: Final = re.compile(
    r"((?:国务院|[^《〈]{2,20}(?:人民政府|委员会|总局|局|厅|部|署)))关于"
)
"""Whose decision it is, where its name says so."""


def _body_of(act: Act) -> str:
    """Return who made a version; a decision names whose it is."""
    named = _MAKER.match(act.document)
    return named[1] if named else bare_body(act.body)


def _maker_of(entry: Entry) -> str:
    """Return who could have made a version that the record leaves out."""
    regulation = entry.statute.kind is InstrumentKind.ADMINISTRATIVE_REGULATION
    return "国务院" if regulation else entry.statute.issuer


def _is_later(last: _Draft, dated: date, entry: Entry) -> bool:
    """Tell whether the file's day is that of a version which the record leaves out.

    What a court, a meeting or a city adopts is published later, and then that is
    the file's day; what was published or enacted by a congress has no later day.
    """
    if dated <= max(last.days):
        return False
    commenced = last.commenced.day if last.commenced else None
    if commenced and dated <= commenced:
        return False
    published = any(
        act.kind is ActKind.PUBLISHED for act in entry.statute.editions[-1].acts
    )
    older = any(
        each.day and each.day < dated and not each.part for each in entry.printed
    )
    first = last.act in _MAKING
    waits = (dated - max(last.days)).days <= _TO_PUBLICATION
    return (
        published or not waits or (first and older and (commenced or date.min) < dated)
    )


def _versions(
    drafts: Sequence[_Draft], known: Instrument | None, facts: Facts
) -> tuple[Version, ...]:
    """Return the versions of the drafts and of the facts table, in order."""
    versions = [
        _version(draft, _Around(drafts, index, known, facts))
        for index, draft in enumerate(drafts)
    ]
    if known:
        taken = {day for each in versions for day in each.days}
        versions += [each for each in known.versions if each.adopted not in taken]
    versions.sort(key=lambda each: each.adopted)
    return tuple(
        evolve(each, first=bool(each.first) and index == 0)
        for index, each in enumerate(versions)
    )


@frozen
class _Around:
    """What stands around a draft: the others, and the facts that are held."""

    drafts: Sequence[_Draft]
    index: int
    known: Instrument | None
    facts: Facts

    def fact(self, draft: _Draft) -> Version | None:
        """Return the version of the facts table that is the one of *draft*.

        They share a day, or the table has the publication of what was adopted
        before, with nothing in between.
        """
        versions = self.known.versions if self.known else ()
        shared = next((each for each in versions if each.days & draft.days), None)
        if shared or draft.published:
            return shared
        following = [each.adopted for each in self.drafts[self.index + 1 :]]
        until = min([*following, draft.adopted + timedelta(days=_TO_PUBLICATION)])
        between = [each for each in versions if draft.adopted < each.adopted < until]
        return between[0] if len(between) == 1 and _is_published(between[0]) else None


def _is_published(version: Version) -> bool:
    """Tell whether a version of the table is a new text, dated by its publication."""
    return version.act in _MAKING


def _version(draft: _Draft, around: _Around) -> Version:
    fact = around.fact(draft)
    first = around.index == 0
    printed = draft.commenced or (
        _first_day(draft, around.drafts) if first else _revision_day(draft)
    )
    held = fact.commenced if fact else None
    # A text that prints the day of the table is the better evidence for it.
    agree = held and printed and held.day == printed.day
    commenced = printed if agree or not held else held
    return Version(
        adopted=fact.adopted if fact else draft.adopted,
        act=(fact and fact.act) or draft.act,
        days=frozenset(draft.days | (fact.days if fact else frozenset())),
        commenced=commenced or _decided_day(draft, around.facts),
        parts=(fact and fact.parts) or _parts(draft, first=first),
        texts=tuple(each.name for each in draft.entries),
        first=first and draft.recorded and draft.act in _MAKING,
    )


def _whole(entries: Iterable[Entry]) -> Iterator[Printed]:
    """Yield what texts print of the commencement of the whole."""
    return (each for entry in entries for each in entry.printed if not each.part)


def _first_day(draft: _Draft, drafts: Sequence[_Draft]) -> DayFact | None:
    """Return the commencement of a first version, as its closing article prints it.

    A later text still prints it, which shows where that day is older than every
    later version.
    """
    for printed in _whole(draft.entries):
        if printed.day and printed.day >= min(draft.days):
            return DayFact(day=printed.day, source="施行条款")
        if printed.day is None and draft.published:
            return DayFact(day=draft.published, source="施行条款：自公布之日起")
    if len(drafts) == 1 or not draft.recorded:
        return None
    following = drafts[1].adopted
    for printed in _whole(each for later in drafts[1:] for each in later.entries):
        if printed.day and draft.adopted <= printed.day < following:
            return DayFact(day=printed.day, source="后一版本仍载的施行条款")
    return None


def _revision_day(draft: _Draft) -> DayFact | None:
    """Return the commencement that a whole revision prints, if it is not an old one."""
    if draft.act is not ActKind.REVISED or draft.document:
        return None
    days = [each.day for each in _whole(draft.entries) if each.day]
    fits = [day for day in days if day >= draft.adopted]
    return DayFact(day=fits[-1], source="修订文本的施行条款") if fits else None


def _decided_day(draft: _Draft, facts: Facts) -> DayFact | None:
    """Return the commencement of an amendment, by the decision that made it."""
    if draft.recorded and draft.act not in CHANGES:
        return None
    for day in sorted(draft.days):
        found = facts.commencement(draft.body, draft.document, day)
        if found:
            return found
    return None


def _parts(draft: _Draft, *, first: bool) -> tuple[PartFact, ...]:
    """Return the provisions that a first version or a revision lets commence apart."""
    whole_text = first or (draft.act is ActKind.REVISED and not draft.document)
    return tuple(
        PartFact(
            part=printed.part, commenced=DayFact(day=printed.day, source="施行条款")
        )
        for entry in draft.entries
        for printed in entry.printed
        if whole_text and printed.part and printed.day and printed.day >= draft.adopted
    )


def _with_endings(
    instruments: Sequence[Instrument], entries: Sequence[Entry]
) -> tuple[Instrument, ...]:
    """Add to each instrument how other texts ended it.

    What is ended and not held becomes an instrument without versions: that it has
    ended is known.
    """
    names = Names(instruments)
    homes = {name: each for each in instruments for name in each.texts}
    endings: dict[str, list[Ending]] = {}
    followers: set[str] = set()
    for entry in entries:
        home = homes.get(entry.name)
        if home and (recorded := tuple(_recorded_endings(entry))):
            endings.setdefault(home.title, []).extend(recorded)
        for repeal in entry.repeals if home else ():
            title = _ended_title(repeal, names)
            if home and title == home.title:
                followers.add(title)
            elif home and title and (fact := _day_of_end(entry, repeal, home)):
                ending = Ending(ended=fact, by=home.title)
                endings.setdefault(title, []).append(ending)
    held = {each.title for each in instruments}
    stubs = [Instrument(title=each, kind=None) for each in endings if each not in held]
    return tuple(
        evolve(
            each,
            endings=(*each.endings, *_new(endings.get(each.title, ()), each)),
            versions=_not_first(each) if each.title in followers else each.versions,
        )
        for each in (*instruments, *stubs)
    )


def _recorded_endings(entry: Entry) -> Iterator[Ending]:
    """Yield how the record of a text says that it ended."""
    for act in entry.statute.record:
        if act.kind is ActKind.REPEALED:
            yield Ending(ended=DayFact(day=act.day, source="题注"), by=act.document)


def _ended_title(repeal: Repeal, names: Names) -> str:
    """Return the full name of what is ended; empty where that is not certain."""
    found = names.all(repeal.title)
    if repeal.partial or len(found) > 1 or len(repeal.title) < _SHORTEST:
        return ""
    return found[0].title if found else repeal.title


_SHORTEST: Final = 4
"""Characters of the shortest name in marks that stands for one instrument."""


def _not_first(instrument: Instrument) -> tuple[Version, ...]:
    """Return the versions, an instrument of the same name having come before them."""
    return tuple(evolve(each, first=False) for each in instrument.versions)


def _new(found: Sequence[Ending], instrument: Instrument) -> Iterator[Ending]:
    """Yield each ending once, the facts table having the last word."""
    if instrument.endings:
        return
    days: set[date] = set()
    for each in sorted(found, key=lambda each: each.ended.day):
        if each.ended.day not in days:
            days.add(each.ended.day)
            yield each


def _day_of_end(entry: Entry, repeal: Repeal, home: Instrument) -> DayFact | None:
    """Return when a repeal takes effect: the day printed with it, or its text's own."""
    near = [
        each.day
        for each in _whole((entry,))
        if each.day and each.start <= repeal.start <= each.end + _SAME_ARTICLE
    ]
    if near:
        return DayFact(day=near[-1], source="施行条款")
    version = next((each for each in home.versions if entry.name in each.texts), None)
    if version and version.first and version.commenced:
        return version.commenced
    return None


_SAME_ARTICLE: Final = 1500
"""Characters within which a repeal goes with the commencement printed before it."""
