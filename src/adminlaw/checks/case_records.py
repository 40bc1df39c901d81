"""What the record of a case says of itself: its stages, its outcome, its links.

A case is received before it is accepted and concluded before it is filed away. Where
the days on record say otherwise, one of them is wrong, or the case is.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from attrs import frozen

from adminlaw.checks.identity import Check, check
from adminlaw.checks.local import by_ending, local_rules
from adminlaw.checks.order import certainly_before, not_after
from adminlaw.checks.records import sight_of_record
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.tracks import Track
from adminlaw.findings import (
    Outcome,
    Subject,
    failed,
    passed,
    pending,
    unknown,
)
from adminlaw.labels import Label
from adminlaw.model import Case, CaseKind, EventKind, first, when
from adminlaw.model.registers import kind_of
from adminlaw.spans import DateSpan

_CASES = kind_of(Case)

# --- The order of the stages ------------------------------------------------------

_CHAINS = (
    (
        EventKind.RECEIVED,
        EventKind.ACCEPTED,
        EventKind.CONCLUDED,
        EventKind.ARCHIVED,
    ),
    (EventKind.OPENED, EventKind.DECIDED, EventKind.SERVED),
)


def _staged(context: Context) -> Iterator[Sight[Track]]:
    for track in context.tracks(_CASES):
        if any(_pairs(track)):
            yield Sight(item=track, subject=track.subject)


def _pairs(track: Track) -> Iterator[tuple[EventKind, EventKind]]:
    """Yield the stages on record that follow one another."""
    for chain in _CHAINS:
        yield from pairwise(kind for kind in chain if track.of(kind))


@check(
    "C202",
    zh="先后次序",
    en="order of the stages",
    rule="cases.order",
    over=_staged,
)
def stages_in_order(track: Track, _context: Context) -> Outcome:
    """Judge that no stage lies wholly before the one that leads to it."""
    unsure: list[EventKind] = []
    for before, after in _pairs(track):
        earlier = [when(each) for each in track.of(before)]
        later = [when(each) for each in track.of(after)]
        order = _order(earlier, later)
        if order is False:
            return failed(
                Label("先后颠倒", "out of order"),
                {
                    "step": before.zh,
                    "day": _days(earlier),
                    "before": after.zh,
                    "bound": _days(later),
                },
            )
        if order is None:
            unsure += [before, after]
    if unsure:
        missing = tuple(Label(f"{each.zh}日期", f"day: {each.en}") for each in unsure)
        return unknown(_UNCERTAIN, tuple(dict.fromkeys(missing)))
    return passed(Label("先后有序", "in order"))


_UNCERTAIN = Label("日期不确定", "the days are not certain")
Days = list[DateSpan | None]


def _order(earlier: Days, later: Days) -> bool | None:
    """Tell whether one of the events came before one of the later ones.

    A case that is opened again bears a stage twice: one good pair is enough.
    """
    pairs = [(one, two) for one in earlier for two in later]
    if any(one and two and not_after(one, two) for one, two in pairs):
        return True
    if all(one and two and certainly_before(two, one) for one, two in pairs):
        return False
    return None


def _days(spans: Days) -> str:
    days = (span.since if span and span.days == 1 else span for span in spans)
    return "、".join(str(each) for each in days if each)


# --- The outcome ------------------------------------------------------------------


def _concluded(context: Context) -> Iterator[Sight[Track]]:
    for track in context.tracks(_CASES):
        if track.of(EventKind.CONCLUDED):
            yield Sight(item=track, subject=track.subject)


@check(
    "C203",
    zh="结案有结果",
    en="a concluded case has its outcome",
    rule="cases.outcome",
    over=_concluded,
)
def outcome_stated(track: Track, context: Context) -> Outcome:
    """Judge that a case that is over says how it ended."""
    outcome = track.record.outcome
    if outcome is not None:
        return passed(Label("载明办理结果", "its outcome is stated"))
    message = Label("没有办理结果", "no outcome is stated")
    if _CASES in context.register.complete:
        return failed(message)
    return unknown(message, (Label("办理结果", "outcome"),))


# --- Linked cases -----------------------------------------------------------------

_CLAIMS = frozenset({CaseKind.PETITION, CaseKind.PUBLIC_MESSAGE})
_UNLAWFUL = frozenset(
    {CaseKind.PENALTY, CaseKind.COMPULSORY_MEASURE, CaseKind.CRIME_TRANSFER_OUT}
)
_HANDLED = (EventKind.CONCLUDED, EventKind.DECIDED, EventKind.TRANSFERRED)
_RULE = "cases.unlawful_first"


@frozen
class Linked:
    """A claim, and a case of an unlawful act that is linked to it."""

    claim: Case
    act: Case


def _linked(context: Context) -> Iterator[Sight[Linked]]:
    rules = local_rules(context, _RULE)
    if not rules:
        return
    for claim, act in _pairs_of_cases(context):
        sight = sight_of_record(claim)
        records = (*sight.subject.records, f"{_CASES}/{act.id}")
        key = f"{claim.id}/{act.id}"
        subject = Subject(key=key, label=sight.subject.label, records=records)
        for rule in rules:
            yield Sight(item=Linked(claim, act), subject=subject, rule=rule.id)


def _pairs_of_cases(context: Context) -> Iterator[tuple[Case, Case]]:
    """Yield each claim with each case of an unlawful act, whichever names the other."""
    seen: set[tuple[str, str]] = set()
    for case in context.register.cases:
        for link in case.links:
            other = context.register.get(Case, link.case)
            for claim, act in ((case, other), (other, case)):
                if claim is None or act is None or (claim.id, act.id) in seen:
                    continue
                if claim.kind in _CLAIMS and act.kind in _UNLAWFUL:
                    seen.add((claim.id, act.id))
                    yield claim, act


def unlawful_act_first(item: Linked, context: Context) -> Outcome:
    """Judge that the unlawful act was handled before the claim was taken up."""
    accepted = first(item.claim.events, EventKind.ACCEPTED)
    taken_up = when(accepted) if accepted else None
    if accepted is None or _future(taken_up, context):
        return pending()
    handled = [
        span
        for kind in _HANDLED
        for each in item.act.events
        if each.kind is kind and not _future(span := when(each), context)
    ]
    if not handled:
        return _unhandled(taken_up, context)
    facts = {"accepted": _days([taken_up]), "handled": _days(handled)}
    order = _order(handled, [taken_up])
    if order is None:
        return unknown(_UNCERTAIN, (Label("日期", "the day"),), facts)
    if order:
        return passed(Label("违法行为先行处理", "the act was handled first"), facts)
    return failed(Label("先受理诉求", "the claim was taken up first"), facts)


def _unhandled(taken_up: DateSpan | None, context: Context) -> Outcome:
    facts = {"accepted": _days([taken_up])}
    message = Label("违法行为没有处理的记录", "no record that the act was handled")
    if _CASES in context.register.complete:
        return failed(message, facts)
    missing = (Label("违法行为处理日期", "day on which the act was handled"),)
    return unknown(message, missing, facts)


def _future(span: DateSpan | None, context: Context) -> bool:
    return span is not None and span.since is not None and span.since > context.as_of


LINKED = Check[Linked](
    id="C213",
    label=Label("关联案件先后", "order of linked cases"),
    rule="",
    select=_linked,
    judge=unlawful_act_first,
    others=by_ending(_RULE),
)

CASE_RECORD_CHECKS: tuple[Check[Any], ...] = (stages_in_order, outcome_stated, LINKED)
