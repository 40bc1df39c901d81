"""Powers that move to other bodies: who decided, who can receive, who still acts.

What the penalty law says of handing penalties to towns is asked of delegations of
penalties (《行政处罚法》第二十四条); of a transfer whose powers are not recorded it is
not known whether it is one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, frozen

from adminlaw.checks.handing_down import (
    HANDED_DOWN,
    asked_to_receive,
    begun_on,
    penalties_unsaid,
    receiving_check,
)
from adminlaw.checks.identity import Check
from adminlaw.checks.order import certainly_before, not_after
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.stepping import Asked, judge_step, rules_of, sight_of
from adminlaw.checks.tracks import Track
from adminlaw.findings import (
    Outcome,
    Status,
    failed,
    passed,
    pending,
    unknown,
)
from adminlaw.identifiers import DivisionLevel
from adminlaw.labels import Label
from adminlaw.model import (
    Authority,
    AuthorityKind,
    CertificateKind,
    Event,
    EventKind,
    Officer,
    Subject,
    when,
)
from adminlaw.rulebook import Quantity
from adminlaw.spans import DateSpan

# --- Decided by the province, and published ---------------------------------------

_MAKERS = frozenset(
    {
        AuthorityKind.GOVERNMENT,
        AuthorityKind.CONGRESS,
        AuthorityKind.STANDING_COMMITTEE,
    }
)


def _judge_decision(asked: Asked, context: Context) -> Outcome:
    """Judge that the province decided a delegation, and that this was published."""
    open_ = penalties_unsaid(asked, context)
    if open_ is not None:
        return open_
    track = asked.track
    verdicts = [_by_province(each, context) for each in track.of(EventKind.APPROVED)]
    decided = True if True in verdicts else (None if None in verdicts else False)
    published = bool(track.of(EventKind.PUBLISHED))
    facts = {
        "approved": str(len(verdicts)),
        "published": _day(track, EventKind.PUBLISHED),
    }
    if decided and published:
        return passed(
            Label("省级决定并已公布", "decided by the province, published"), facts
        )
    if verdicts and decided is False:
        return failed(Label("不是省级决定的", "not decided by the province"), facts)
    missing = [] if decided else [Label("省级的决定", "decision of the province")]
    missing += [] if published else [Label("公布", "publication")]
    if (
        "transfers" in context.register.complete
        and begun_on(track)
        and decided is not None
    ):
        return failed(
            Label("没有省级决定或者没有公布", "not decided, or not published"), facts
        )
    return unknown(
        Label("没有决定和公布的记录", "it is not all on record"), tuple(missing), facts
    )


def _by_province(event: Event, context: Context) -> bool | None:
    body = context.register.get(Authority, event.actor)
    if body is None or body.level is None:
        return None
    return body.level is DivisionLevel.PROVINCE and body.kind in _MAKERS


def _day(track: Track, kind: EventKind) -> str:
    days = [each.day for each in track.of(kind) if each.day]
    return min(days).isoformat() if days else ""


decided_by_province = receiving_check(
    "P211",
    Label("下放由省级决定并公布", "decided by the province and published"),
    "publish",
    _judge_decision,
)

# --- Able to receive --------------------------------------------------------------

_OFFICERS = "penalty.officers"


@frozen
class Receiving:
    """The step of assessing capacity, with the certified officers of the receivers.

    Attributes:
        officers: How many hold a certificate on the day for certain.
        possible: The same with those whose certificate states no days.
    """

    asked: Asked
    officers: Mapping[str, int]
    possible: Mapping[str, int]
    needed: int | None


def _receiving(context: Context) -> Iterator[Sight[Receiving]]:
    counts: tuple[Mapping[str, int], Mapping[str, int]] | None = None
    for asked in asked_to_receive(context, "capacity"):
        if counts is None:
            counts = _certified(context)
        sight = sight_of(asked, named=False)
        transfer = asked.track.record
        yield Sight(
            item=Receiving(
                asked,
                {key: counts[0].get(key, 0) for key in transfer.receivers},
                {key: counts[1].get(key, 0) for key in transfer.receivers},
                _needed(context),
            ),
            subject=sight.subject,
            rule=sight.rule,
            ground=sight.ground,
        )


def _certified(context: Context) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return how many certified officers each body has: for certain, and perhaps."""
    sure: Counter[str] = Counter()
    possible: Counter[str] = Counter()
    for officer in context.register.officers:
        holds = _holds(officer, context) if context.as_of in officer.valid else False
        if holds is False:
            continue
        subject = context.register.get(Subject, officer.subject)
        bodies = {officer.authority, subject.authority if subject else None}
        named = [each for each in bodies if each is not None]
        possible.update(named)
        sure.update(named if holds else ())
    return sure, possible


def _holds(officer: Officer, context: Context) -> bool | None:
    """Tell whether an officer holds a good certificate; None where no days are said."""
    spans = [
        each.valid
        for each in officer.certificates
        if each.kind is CertificateKind.ENFORCEMENT
    ]
    if any(span and context.as_of in span for span in spans):
        return True
    return None if None in spans else False


def _needed(context: Context) -> int | None:
    rule = context.law.get(_OFFICERS)
    version = rule.on(context.as_of) if rule else None
    said = version.content if version else None
    if not isinstance(said, Quantity) or said.at_least is None:
        return None
    return int(said.at_least)


def _judge_capacity(item: Receiving, context: Context) -> Outcome:
    """Judge that receivers were found able, and have the officers that an act needs."""
    asked = item.asked
    open_ = penalties_unsaid(asked, context)
    if open_ is not None:
        return open_
    transfer, needed = asked.track.record, item.needed
    if transfer.valid.until is not None and transfer.valid.until <= context.as_of:
        return judge_step(asked, context)
    fewest = min(item.officers.values(), default=None)
    facts = {"needed": str(needed or ""), "officers": str(fewest or 0)}
    short = fewest is not None and needed is not None and fewest < needed
    too_few = short and min(item.possible.values(), default=0) < (needed or 0)
    if too_few and begun_on(asked.track) and "officers" in context.register.complete:
        return failed(
            Label("承接机构执法人员不足", "too few certified officers"), facts
        )
    assessed = _assessed(asked, context)
    if assessed.status is not Status.PASSED:
        return evolve(assessed, facts={**assessed.facts, **facts})
    if fewest is None or needed is None or short:
        missing = Label("承接机构的持证人员", "certified officers of the receivers")
        return unknown(
            Label("持证人员未载明", "officers are not recorded"), (missing,), facts
        )
    return passed(Label("有承接能力", "able to receive it"), facts)


def _assessed(asked: Asked, context: Context) -> Outcome:
    """Judge the step itself: an assessment that ended in a no is none."""
    found = judge_step(asked, context)
    events = asked.track.of(EventKind.CAPACITY_ASSESSED)
    if found.status is Status.PASSED and all(each.passed is False for each in events):
        if begun_on(asked.track):
            return failed(Label("评估认为不能承接", "found unable, and given it"))
        return pending()
    return found


able_to_receive: Check[Any] = Check(
    id="P212",
    label=Label("承接能力", "capacity to receive"),
    rule="",
    select=_receiving,
    judge=_judge_capacity,
    others=lambda law: (
        *rules_of(HANDED_DOWN, lambda name: name == "capacity")(law),
        _OFFICERS,
    ),
)

# --- Evaluated --------------------------------------------------------------------


@frozen
class Followed:
    """The step of evaluation, with the evaluations of the transfer on record."""

    asked: Asked
    events: tuple[Event, ...]


def _followed(context: Context) -> Iterator[Sight[Followed]]:
    by_transfer: dict[str, list[Event]] | None = None
    for asked in asked_to_receive(context, "evaluate"):
        if by_transfer is None:
            by_transfer = defaultdict(list)
            for track in context.tracks("evaluations"):
                if track.record.transfer is not None:
                    events = [each for kind in track.by_kind.values() for each in kind]
                    by_transfer[track.record.transfer] += events
        sight = sight_of(asked, named=False)
        others = by_transfer.get(asked.track.record.id, ())
        yield Sight(
            item=Followed(asked, (*asked.track.of(EventKind.EVALUATED), *others)),
            subject=sight.subject,
            rule=sight.rule,
            ground=sight.ground,
        )


def _judge_evaluation(item: Followed, context: Context) -> Outcome:
    """Judge that a transfer was evaluated after it began, and before it ended."""
    asked = item.asked
    open_ = penalties_unsaid(asked, context)
    if open_ is not None:
        return open_
    begun, until = begun_on(asked.track), asked.track.record.valid.until
    if begun is None:
        return pending()
    spans = [when(each) for each in item.events]
    facts = {"start": str(begun.since), "records": str(len(spans))}
    if any(each is not None and not_after(begun, each) for each in spans):
        return passed(Label("已评估", "it was evaluated"), facts)
    # What went before is no evaluation of how the powers are used.
    early = all(each and certainly_before(each, begun) for each in spans)
    ended = until is not None and until <= context.as_of
    whole = context.register.complete.issuperset({"transfers", "evaluations"})
    if early and ended and whole:
        return failed(Label("直至结束未经评估", "never evaluated"), facts)
    missing = Label("定期评估", "evaluation at intervals")
    return unknown(
        Label("没有评估的记录", "no evaluation on record"), (missing,), facts
    )


followed_up: Check[Any] = Check(
    id="P213",
    label=Label("定期评估", "evaluated"),
    rule="",
    select=_followed,
    judge=_judge_evaluation,
    others=rules_of(HANDED_DOWN, lambda name: name == "evaluate"),
)

# --- Staff before powers ----------------------------------------------------------


def _judge_staffing(asked: Asked, context: Context) -> Outcome:
    """Judge that body and staff were there when the powers were handed over."""
    open_ = penalties_unsaid(asked, context)
    if open_ is not None:
        return open_
    begun = begun_on(asked.track)
    if begun is None:
        return pending()
    facts = {"handed_over": str(begun.since)}
    late = _founded_later(asked.track, begun, context)
    if late:
        return failed(
            Label("机构成立晚于移交", "set up after it"), {**facts, "established": late}
        )
    staffed = [*asked.track.of(EventKind.STAFFED), *_of_bodies(asked, context)]
    spans = [when(each) for each in staffed]
    days = sorted(str(each.since) for each in spans if each and each.since)
    facts |= {"staffed": days[0]} if days else {}
    if any(each is not None and not_after(each, begun) for each in spans):
        return passed(
            Label("先有机构人员后移交", "staffed before the powers came"), facts
        )
    if spans and all(each and certainly_before(begun, each) for each in spans):
        return failed(Label("先移交后配人员", "staffed after the powers came"), facts)
    message = Label("没有人员配备的记录", "no staffing on record")
    if not spans and "transfers" in context.register.complete:
        return failed(message, facts)
    return unknown(message, (Label("人员配备", "staffing"),), facts)


def _of_bodies(asked: Asked, context: Context) -> Iterator[Event]:
    for body in _receivers(asked.track, context):
        yield from (each for each in body.events if each.kind is EventKind.STAFFED)


def _receivers(track: Track, context: Context) -> Iterator[Authority]:
    for key in track.record.receivers:
        body = context.register.get(Authority, key)
        if body is not None:
            yield body


def _founded_later(track: Track, begun: DateSpan, context: Context) -> str:
    """Return the day on which a receiver was set up, if that was after the powers."""
    last = begun.last_day
    for body in _receivers(track, context):
        since = body.valid.since
        if since is not None and last is not None and last < since:
            return since.isoformat()
    founded = [when(each) for each in track.of(EventKind.ESTABLISHED)]
    if founded and all(each and certainly_before(begun, each) for each in founded):
        return min(str(each.since) for each in founded if each)
    return ""


staff_first = receiving_check(
    "P215",
    Label("先有机构人员后移交", "staff before hand-over"),
    "staff",
    _judge_staffing,
)

TRANSFER_CHECKS: tuple[Check[Any], ...] = (
    decided_by_province,
    able_to_receive,
    followed_up,
    staff_first,
)
