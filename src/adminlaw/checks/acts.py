"""Who acted in a case: enough officers, and different persons.

At least as many officers as the law asks for; a hearing and a review by persons who
did not investigate. The numbers are those of the rule book.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from attrs import evolve, frozen

from adminlaw.checks.asking import Matter
from adminlaw.checks.identity import Check, check
from adminlaw.checks.records import absent
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.tracks import Track
from adminlaw.findings import (
    Outcome,
    failed,
    not_applicable,
    passed,
    unknown,
)
from adminlaw.labels import Label
from adminlaw.model import (
    CaseKind,
    EventKind,
    Officer,
    OfficerCategory,
    Trait,
    has_trait,
    when,
)
from adminlaw.rulebook import Quantity, Rulebook

_COMPLETE = "cases"


def tracks_of_cases(context: Context, *kinds: str) -> Iterator[Track]:
    """Yield the cases of some kinds with what had happened by the day of the audit."""
    matter = Matter(records=_COMPLETE, kinds=kinds)
    for track in context.tracks(matter.records):
        if matter.holds(track.record):
            yield track


def first_day(track: Track, *kinds: EventKind) -> date | None:
    """Return the first day on which one of several kinds of event can have been."""
    spans = [when(each) for kind in kinds for each in track.of(kind)]
    return min((each.since for each in spans if each and each.since), default=None)


def _complete(context: Context) -> bool:
    return _COMPLETE in context.register.complete


# --- Officers ---------------------------------------------------------------------

_OFFICERS: Mapping[CaseKind, str] = MappingProxyType(
    {
        CaseKind.PENALTY: "penalty.officers",
        CaseKind.COMPULSORY_MEASURE: "compulsion.officers",
        CaseKind.INSPECTION: "inspection.officers",
        CaseKind.CRIME_TRANSFER_OUT: "transfer.officers",
    }
)
"""Which rule gives the number of officers in a case of a kind."""

_SUMMARY_OFFICERS = "penalty.summary_officers"
_BY_ENTRUSTED = frozenset({CaseKind.PENALTY, CaseKind.INSPECTION})
"""Kinds of case in which an entrusted organisation may act with its own officers."""

_IN_PERSON = (EventKind.IDENTIFIED, EventKind.INVESTIGATED, EventKind.INSPECTED)
_ACTS = (*_IN_PERSON, EventKind.DECIDED, EventKind.EXECUTED)


@frozen
class Manned:
    """A case with the rule that says how many officers have to act in it."""

    track: Track
    rule: str
    day: date | None


def _manned(context: Context) -> Iterator[Sight[Manned]]:
    for track in tracks_of_cases(context, *(kind.code for kind in _OFFICERS)):
        if any(track.of(kind) for kind in _ACTS):
            rule = _OFFICERS[track.record.kind]
            if has_trait(track.record, Trait.SUMMARY) and rule == "penalty.officers":
                rule = _SUMMARY_OFFICERS
            day = first_day(track, *_ACTS)
            item = Manned(track, rule, day)
            yield Sight(item=item, subject=track.subject, rule=rule, day=day)


@check(
    "E202",
    zh="执法人员不少于两人",
    en="at least two officers",
    rule="penalty.officers",
    over=_manned,
)
def enough_officers(item: Manned, context: Context) -> Outcome:
    """Judge whether enough officers acted; auxiliaries do not count."""
    needed = quantity(context, item.rule, item.day)
    if needed is None or needed.at_least is None:
        return not_applicable(_NO_RULE)
    sure, perhaps = _counted(item.track, context)
    facts = {"recorded": str(sure), "needed": str(needed.at_least)}
    if sure >= needed.at_least:
        return passed(Label("人数符合规定", "enough officers"), facts)
    if sure + perhaps >= needed.at_least:
        return unknown(
            Label("有人员未登记", "somebody who acted is not on record"),
            (Label("人员类别", "category of the person"),),
            facts,
        )
    return absent(
        Label("记载的执法人员不足", "too few officers on record"),
        facts,
        complete=_complete(context),
    )


_NO_RULE = Label("当日没有有效的规则", "no rule was in force on that day")


def quantity(context: Context, rule: str, day: date | None) -> Quantity | None:
    """Return what a rule of quantity says on a day; None if it says nothing then."""
    held = context.law.get(rule)
    version = held.on(day or context.as_of) if held else None
    content = version.content if version else None
    return content if isinstance(content, Quantity) else None


def _counted(track: Track, context: Context) -> tuple[int, int]:
    """Return how many officers acted, and how many persons of no known category."""
    events = (each for kind in _IN_PERSON for each in track.of(kind))
    persons = {*track.record.officers, *(e.person for e in events if e.person)}
    counting = {OfficerCategory.OFFICER}
    if track.record.kind in _BY_ENTRUSTED:
        counting.add(OfficerCategory.ENTRUSTED)
    found = [context.register.get(Officer, each) for each in persons]
    sure = sum(each is not None and each.category in counting for each in found)
    return sure, found.count(None)


# --- Persons kept apart -----------------------------------------------------------


@frozen
class KeptApart:
    """Two kinds of event of a case that have to be the work of different persons."""

    track: Track
    one: EventKind
    other: EventKind


def _apart(
    context: Context, one: EventKind, others: Mapping[str, tuple[EventKind, str]]
) -> Iterator[Sight[KeptApart]]:
    for track in tracks_of_cases(context, *others):
        if track.of(one):
            other, rule = others[track.record.kind.code]
            yield Sight(
                item=KeptApart(track, one, other),
                subject=track.subject,
                rule=rule,
                day=first_day(track, one),
            )


def _chaired(context: Context) -> Iterator[Sight[KeptApart]]:
    return _apart(
        context,
        EventKind.HEARD,
        {
            "penalty": (EventKind.INVESTIGATED, "penalty.hearing_chair"),
            "licence": (EventKind.VETTED, "licence.hearing_chair"),
        },
    )


@check(
    "E221",
    zh="听证主持人不是调查人员",
    en="hearing chair is not the investigator",
    rule="penalty.hearing_chair",
    over=_chaired,
)
def chair_is_no_investigator(item: KeptApart, _context: Context) -> Outcome:
    """Judge whether somebody else than the investigators chaired a hearing."""
    return _by_others(item)


def _reviewed(context: Context) -> Iterator[Sight[KeptApart]]:
    others = {"penalty": (EventKind.INVESTIGATED, "penalty.reviewers_apart")}
    return _apart(context, EventKind.REVIEWED, others)


@check(
    "E222",
    zh="法制审核人员不是调查人员",
    en="reviewer is not the investigator",
    rule="penalty.reviewers_apart",
    over=_reviewed,
)
def reviewer_is_no_investigator(item: KeptApart, _context: Context) -> Outcome:
    """Judge whether somebody else than the investigators reviewed a case."""
    return _by_others(item)


def _by_others(item: KeptApart) -> Outcome:
    ones = [each.person for each in item.track.of(item.one)]
    others = {each.person for each in item.track.of(item.other) if each.person}
    facts = {"count": str(len(ones))}
    if others and all(each and each not in others for each in ones):
        return passed(Label("由不同的人进行", "done by different persons"), facts)
    if any(each in others for each in ones):
        return failed(Label("由同一人进行", "done by the same person"), facts)
    return unknown(
        Label("人员未载明", "who did it is not recorded"),
        tuple(Label(f"{kind.zh}人员", f"person: {kind.en}") for kind in _kinds(item)),
        facts,
    )


def _kinds(item: KeptApart) -> tuple[EventKind, EventKind]:
    return item.one, item.other


def _numbers(_law: Rulebook) -> tuple[str, ...]:
    return (*_OFFICERS.values(), _SUMMARY_OFFICERS)


def _chairs(_law: Rulebook) -> tuple[str, ...]:
    return ("licence.hearing_chair",)


ACT_CHECKS: tuple[Check[Any], ...] = (
    evolve(enough_officers, others=_numbers),
    evolve(chair_is_no_investigator, others=_chairs),
    reviewer_is_no_investigator,
)
