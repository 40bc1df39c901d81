"""Powers that have moved: who supervises them now, and who no longer may use them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from adminlaw.checks.handing_down import begun_on, kinds_moved
from adminlaw.checks.identity import Check, also, check
from adminlaw.checks.order import certainly_before, not_after
from adminlaw.checks.power_records import cases_by_power, decisions_of
from adminlaw.checks.records import sight_of_record
from adminlaw.checks.sights import Context, Sight
from adminlaw.findings import Outcome, failed, passed, pending, unknown
from adminlaw.labels import Label
from adminlaw.model import (
    Authority,
    Case,
    Event,
    EventKind,
    Place,
    Power,
    PowerKind,
    Transfer,
    TransferKind,
    when,
)
from adminlaw.spans import DateSpan

# --- Approving and supervising ----------------------------------------------------


def _approvals(context: Context) -> Iterator[Sight[Transfer]]:
    """Yield the transfers that gather licences in one body."""
    for each in context.register.transfers:
        licences = PowerKind.LICENSING in kinds_moved(each, context)
        if each.kind is TransferKind.CENTRALISATION and licences:
            yield sight_of_record(each)


@check(
    "P214",
    zh="审管联动",
    en="supervisor named and apart",
    rule="transfers.supervision",
    over=_approvals,
)
def supervised(transfer: Transfer, context: Context) -> Outcome:
    """Judge that another body than the one that approves supervises afterwards."""
    facts = {"named": str(len(transfer.supervisors))}
    if transfer.valid.since is not None and transfer.valid.since > context.as_of:
        return pending(facts)
    if not transfer.supervisors:
        message = Label("没有载明监管部门", "nobody is named to supervise")
        if "transfers" in context.register.complete:
            return failed(message, facts)
        return unknown(message, (Label("监管部门", "who supervises"),), facts)
    if set(transfer.supervisors) - set(transfer.receivers):
        return passed(Label("另有监管部门", "another body supervises"), facts)
    return failed(Label("承接者自己监管", "who receives it supervises itself"), facts)


# --- The giver no longer acts -----------------------------------------------------


@frozen
class GivenUp:
    """A transfer with the cases that whoever gave the powers up has had under them."""

    transfer: Transfer
    begun: DateSpan | None
    cases: tuple[Case, ...]
    whole: bool


def _given_up(context: Context) -> Iterator[Sight[GivenUp]]:
    cases: Mapping[str, tuple[Case, ...]] | None = None
    for track in context.tracks("transfers"):
        transfer = track.record
        rule = _RULE_OF.get(transfer.kind)
        if rule is None or PowerKind.PENALTY not in kinds_moved(transfer, context):
            continue
        if not transfer.transferors:
            continue
        if cases is None:
            cases = cases_by_power(context)
        begun = begun_on(track) or _first_day(transfer)
        yield Sight(
            item=GivenUp(
                transfer,
                begun,
                tuple(_of_givers(transfer, cases, context)),
                _whole(transfer, context),
            ),
            subject=track.subject,
            rule=rule,
            day=begun.since if begun else None,
        )


_RULE_OF: Mapping[TransferKind, str] = {
    TransferKind.CENTRALISATION: "transfers.giver",
    TransferKind.DELEGATION: "transfers.giver_to_towns",
}


def _first_day(transfer: Transfer) -> DateSpan | None:
    since = transfer.valid.since
    return DateSpan.day(since) if since is not None else None


def _of_givers(
    transfer: Transfer, cases: Mapping[str, tuple[Case, ...]], context: Context
) -> Iterator[Case]:
    """Yield the cases of the givers under a penalty that moved."""
    for key in dict.fromkeys(transfer.powers):
        power = context.register.get(Power, key)
        if power is not None and power.kind is PowerKind.PENALTY:
            for case in cases.get(key, ()):
                # A case of which nobody says who handles it may be the giver's.
                if case.handler in (None, *transfer.transferors):
                    yield case


def _whole(transfer: Transfer, context: Context) -> bool:
    """Tell whether a receiver acts wherever each giver did: nothing is left to them."""
    given = [_home(key, context) for key in transfer.transferors]
    taken = {_home(key, context) for key in transfer.receivers} - {None}
    return bool(given) and all(_covered(each, taken, context) for each in given)


def _home(key: str, context: Context) -> str | None:
    body = context.register.get(Authority, key)
    return body.place if body is not None else None


def _covered(place: str | None, taken: set[str | None], context: Context) -> bool:
    seen: set[str] = set()
    while place is not None and place not in seen:
        if place in taken:
            return True
        seen.add(place)
        found = context.register.get(Place, place)
        place = found.parent if found is not None else None
    return False


@check(
    "P219",
    zh="移出后原机关不再行使",
    en="the giver no longer acts",
    rule="transfers.giver",
    over=_given_up,
    others=also(*_RULE_OF.values()),
)
def no_longer_acts(item: GivenUp, context: Context) -> Outcome:
    """Judge that whoever gave a penalty up decided no case under it since."""
    begun = item.begun
    if begun is None:
        message = Label("移交日期未载明", "the day of the transfer is not recorded")
        return unknown(message, (Label("移交日期", "day of the transfer"),))
    if begun.since is not None and begun.since > context.as_of:
        return pending()
    verdicts = {each.id: _decided_since(each, item, context) for each in item.cases}
    unsaid = {each.id for each in item.cases if each.handler is None}
    late = [key for key, found in verdicts.items() if found and key not in unsaid]
    facts = {"start": str(begun.since), "records": str(len(item.cases))}
    if late and item.whole:
        return failed(
            Label("移出后仍在行使", "still used by the giver"),
            {**facts, "case": late[0]},
        )
    if late or None in verdicts.values() or any(verdicts[key] for key in unsaid):
        missing = Label("案件的地域和日期", "place and day of the case")
        return unknown(
            Label("案件是否属于移出范围不明", "a case may be outside it"),
            (missing,),
            facts,
        )
    if "cases" in context.register.complete:
        return passed(Label("原机关没有再行使", "no longer used by the giver"), facts)
    missing = Label("完整的案件记录", "complete records of cases")
    return unknown(Label("没有再行使的记录", "no use on record"), (missing,), facts)


def _decided_since(case: Case, item: GivenUp, context: Context) -> bool | None:
    """Tell whether a case was opened and decided after the transfer; None if unsure."""
    begun = item.begun
    opened = [each for each in case.events if each.kind is EventKind.OPENED]
    verdicts = [_since(each, begun, item, context) for each in decisions_of(case)]
    if True not in verdicts:
        return None if None in verdicts else False
    # What was opened before may be finished by whoever opened it.
    early = [_since(each, begun, item, context) for each in opened]
    return True if all(early) else None


def _since(
    event: Event, begun: DateSpan | None, item: GivenUp, context: Context
) -> bool | None:
    """Tell whether something happened while the transfer was in force."""
    span = when(event)
    if span is None or begun is None:
        return None
    until = item.transfer.valid.until
    over = until is not None and span.since is not None and until <= span.since
    future = span.since is not None and span.since > context.as_of
    if over or future or certainly_before(span, begun):
        return False
    return True if not_after(begun, span) and until is None else _inside(span, item)


def _inside(span: DateSpan, item: GivenUp) -> bool | None:
    until, last = item.transfer.valid.until, span.last_day
    first = item.begun.last_day if item.begun else None
    if until is None or last is None or first is None or span.since is None:
        return None
    return True if first <= span.since and last < until else None


MOVED_POWER_CHECKS: tuple[Check[Any], ...] = (
    supervised,
    no_longer_acts,
)
