"""Whether a case was the handler's to decide, on law in force, and not a crime.

The power of a case has to be good on the day and the handler's own, or handed to it;
the provisions applied have to be in force; a suspected crime goes to the police.
What is in force is asked of the facts that are known of the texts of law.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import evolve, frozen

from adminlaw.checks.acts import tracks_of_cases
from adminlaw.checks.identity import Check, check
from adminlaw.checks.records import absent, is_over
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.tracks import Track
from adminlaw.citations import Citation
from adminlaw.findings import Outcome, failed, passed, pending, unknown
from adminlaw.labels import Label
from adminlaw.model import (
    Authority,
    Case,
    CaseKind,
    CaseOutcome,
    Confidence,
    EventKind,
    Power,
    Register,
    Trait,
    Transfer,
    days_in_force,
    has_trait,
    when,
)
from adminlaw.periods.deadlines import moved_by
from adminlaw.rulebook import Rulebook, TimeLimit
from adminlaw.spans import DateSpan
from adminlaw.statutes import ResolutionStatus

_ENFORCING = (
    "penalty",
    "licence",
    "compulsory_measure",
    "compulsory_enforcement",
    "inspection",
)


@frozen
class Decided:
    """A case with the days among which it was decided, and what is looked up once.

    Attributes:
        known: The transfers of each power, or how each citation was read so far.
    """

    track: Track
    span: DateSpan | None
    known: dict[Any, Any]


def _decided(
    tracks: Iterable[Track], known: dict[Any, Any], context: Context
) -> Iterator[Sight[Decided]]:
    for track in tracks:
        events = track.of(EventKind.DECIDED)
        if any(is_over(each, context.as_of) for each in events):
            spans = [span for each in events if (span := when(each)) and span.since]
            span = min(spans, key=lambda each: each.since or date.max, default=None)
            yield Sight(
                item=Decided(track, span, known),
                subject=track.subject,
                day=span.since if span else None,
            )


def _no_day() -> Outcome:
    return unknown(
        Label("作出决定的日期不确定", "the day of the decision is not certain"),
        (Label("作出决定的日期", "the day of the decision"),),
    )


# --- The power --------------------------------------------------------------------


def _empowered(context: Context) -> Iterator[Sight[Decided]]:
    tracks = tracks_of_cases(context, *_ENFORCING)
    yield from _decided(tracks, _moves(context.register), context)


def _moves(register: Register) -> dict[Any, Any]:
    """Return the transfers of each power, and those whose powers are not listed."""
    found: dict[Any, list[Transfer]] = {}
    for transfer in register.transfers:
        for key in transfer.powers or (None,):
            found.setdefault(key, []).append(transfer)
    return found


@check(
    "E227",
    zh="职权当日有效且由处理机关行使",
    en="the power was good and the handler's on the day",
    rule="enforcement.competence",
    over=_empowered,
)
def power_is_the_handlers(item: Decided, context: Context) -> Outcome:
    """Judge whether the handler held the power on the day it decided."""
    case, span = item.track.record, item.span
    power = context.register.get(Power, case.power)
    if power is None or case.handler is None:
        return unknown(_NO_POWER, (Label("职权及其主体", "the power and its holder"),))
    if span is None:
        return _no_day()
    facts = _names(case, power, context) | {"day": str(span.since)}
    if days_in_force(power) is None:
        return unknown(_NO_END, (Label("终止日期", "the day of its end"),), facts)
    if not power.valid.overlaps(span):
        return failed(Label("职权当日无效", "the power was not good that day"), facts)
    if not power.valid.covers(span):
        return _no_day()
    held = _held(item, power, context)
    if held:
        return passed(Label("由职权主体行使", "used by its holder"), facts)
    if held is None:
        return unknown(_UNCLEAR, (Label("委托或者移交", "a transfer"),), facts)
    return failed(Label("不是职权主体", "not the holder of the power"), facts)


_NO_POWER = Label("职权或者主体未登记", "power, holder or handler is not on record")
_NO_END = Label("职权终止日期未载明", "the day of its end is not recorded")
_UNCLEAR = Label("处理机关如何取得职权未载明", "how the handler has it is not recorded")


def _names(case: Case, power: Power, context: Context) -> dict[str, str]:
    def name(key: str | None) -> str:
        body = context.register.get(Authority, key)
        return body.name if body else str(key)

    return {"actor": name(case.handler), "holder": name(power.holder)}


def _held(item: Decided, power: Power, context: Context) -> bool | None:
    """Tell whether the handler is the holder, or has the power by a transfer."""
    handler, span = item.track.record.handler, item.span
    if handler == power.holder or _one_line(handler, power.holder, context):
        return True
    moves = [each for each in item.known.get(power.id, ()) if handler in each.receivers]
    if span and any(each.valid.covers(span) for each in moves):
        return True
    open_moves = [
        each
        for each in item.known.get(None, ())
        if power.holder in each.transferors
        and (handler in each.receivers or not each.receivers)
    ]
    unsure = any(span and each.valid.overlaps(span) for each in (*moves, *open_moves))
    body = context.register.get(Authority, handler)
    own_unit = body is None or body.parent == power.holder
    return None if unsure or own_unit else False


def _one_line(one: str | None, other: str | None, context: Context) -> bool:
    """Tell whether one body follows the other."""
    return _follows(one, other, context) or _follows(other, one, context)


def _follows(body: str | None, target: str | None, context: Context) -> bool:
    seen: set[str] = set()
    while body is not None and body not in seen:
        seen.add(body)
        held = context.register.get(Authority, body)
        body = held.successor if held else None
        if body == target:
            return True
    return False


# --- The law applied --------------------------------------------------------------


def _based(context: Context) -> Iterator[Sight[Decided]]:
    tracks = (
        track
        for track in context.tracks("cases")
        if track.record.basis or track.record.kind.code in _ENFORCING
    )
    yield from _decided(tracks, {}, context)


@check(
    "E228",
    zh="案件依据当日有效",
    en="basis of the case in force",
    rule="enforcement.basis",
    over=_based,
)
def basis_in_force(item: Decided, context: Context) -> Outcome:
    """Judge whether what a case rests on was in force on the day it was decided."""
    span = item.span
    if span is None or span.since is None or span.last_day is None:
        return _no_day()
    if not item.track.record.basis:
        complete = "cases" in context.register.complete
        return absent(_NO_BASIS, {"recorded": "0"}, complete=complete)
    ends = (span.since, span.last_day)
    open_ones: list[Citation] = []
    for citation in item.track.record.basis:
        good = _together(_in_force(citation, day, item, context) for day in ends)
        if good is False and not _once_good(citation, item, context):
            facts = {"citation": str(citation), "day": str(span.since)}
            return failed(Label("当日无效", "not in force that day"), facts)
        if not good:
            open_ones.append(citation)
    facts = {"recorded": str(len(item.track.record.basis))}
    if open_ones:
        missing = tuple(Label(str(each), str(each)) for each in open_ones)
        return unknown(_NOT_TOLD, missing, facts)
    return passed(Label("依据当日有效", "in force that day"), facts)


_NO_BASIS = Label("未载明依据", "no basis is recorded")
_NOT_TOLD = Label(
    "依据当日是否适用无法确定", "whether it applied that day cannot be told"
)


def _together(answers: Iterable[bool | None]) -> bool | None:
    found = set(answers)
    return found.pop() if len(found) == 1 else None


def _in_force(
    citation: Citation, day: date, item: Decided, context: Context
) -> bool | None:
    """Tell whether a provision was in force on a day; None where that is not known."""
    key = (citation, day)
    if key not in item.known:
        found = context.facts.resolve(citation, as_of=day)
        answer = _ANSWERS.get(found.status)
        item.known[key] = None if found.confidence is Confidence.LOW else answer
    answered: bool | None = item.known[key]
    return answered


_ANSWERS: Mapping[ResolutionStatus, bool] = {
    ResolutionStatus.EXACT: True,
    ResolutionStatus.OTHER_VERSION: False,
    ResolutionStatus.REPEALED: False,
    ResolutionStatus.NOT_FOUND: False,
}


def _once_good(citation: Citation, item: Decided, context: Context) -> bool:
    """Tell whether a penalty may rest on what was law when the violation happened.

    It is decided by the law of that day unless the new one is milder (《行政处罚法》
    第三十七条), and the day may lie back as long as a violation may be pursued.
    """
    case, span = item.track.record, item.span
    if case.kind is not CaseKind.PENALTY or span is None or span.since is None:
        return False
    first = min((span.since, *_days_begun(item.track)))
    back = _limitation(context.law, span.since, first)
    return back is not None and _in_force(citation, back, item, context) is not False


def _days_begun(track: Track) -> Iterator[date]:
    for kind in (EventKind.RECEIVED, EventKind.OPENED, EventKind.INVESTIGATED):
        for event in track.of(kind):
            if event.day is not None:
                yield event.day


def _limitation(law: Rulebook, decided: date, found: date) -> date | None:
    """Return the earliest day of a violation that was found on a day."""
    rule = law.get("penalty.limitation")
    version = rule.on(decided) if rule else None
    content = version.content if version else None
    if not isinstance(content, TimeLimit) or content.length is None:
        return None
    return moved_by(found, content.length, -1)


# --- Suspected crimes -------------------------------------------------------------


@frozen
class Suspected:
    """A case of a suspected crime with the cases that are linked to it."""

    track: Track
    linked: tuple[Track, ...]


def _suspected(context: Context) -> Iterator[Sight[Suspected]]:
    tracks = tuple(tracks_of_cases(context, *_ENFORCING))
    found = [each for each in tracks if _suspects(each)]
    if not found:
        return
    transfers = _transfers(context)
    for track in found:
        case = track.record
        keys = (case.id, *(link.case for link in case.links))
        linked = tuple(each for key in keys for each in transfers.get(key, ()))
        day = min((e.day for e in track.of(EventKind.DECIDED) if e.day), default=None)
        yield Sight(item=Suspected(track, linked), subject=track.subject, day=day)


def _suspects(track: Track) -> bool:
    return has_trait(track.record, Trait.SUSPECTED_CRIME) is True


def _transfers(context: Context) -> Mapping[str, list[Track]]:
    """Return the cases of transfer by their own id and those they are linked to."""
    found: dict[str, list[Track]] = {}
    for track in tracks_of_cases(context, "crime_transfer_out"):
        for key in (track.record.id, *(link.case for link in track.record.links)):
            found.setdefault(key, []).append(track)
    return found


@check(
    "E225",
    zh="涉嫌犯罪案件移送",
    en="suspected crimes are transferred",
    rule="transfer.suspected_crime",
    over=_suspected,
)
def crime_is_transferred(item: Suspected, context: Context) -> Outcome:
    """Judge whether a suspected crime was handed over and not just penalised."""
    track = item.track
    if any(_handed_over(each, context) for each in (track, *item.linked)):
        return passed(Label("已移送", "it was transferred"))
    if not track.of(EventKind.DECIDED) and not track.of(EventKind.CONCLUDED):
        return pending()
    message = Label("涉嫌犯罪而未见移送", "a suspected crime, and no transfer")
    complete = "cases" in context.register.complete
    return absent(message, {"count": str(len(item.linked))}, complete=complete)


def _handed_over(track: Track, context: Context) -> bool:
    events = track.of(EventKind.TRANSFERRED)
    ended = track.record.outcome is CaseOutcome.TRANSFERRED
    return ended or any(is_over(each, context.as_of) for each in events)


def _more(_law: Rulebook) -> tuple[str, ...]:
    return ("penalty.limitation",)


COMPETENCE_CHECKS: tuple[Check[Any], ...] = (
    crime_is_transferred,
    power_is_the_handlers,
    evolve(basis_in_force, others=_more),
)
