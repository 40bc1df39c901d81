"""Draw what moves: powers between bodies, documents to those they are filed with.

A transfer (下放、委托、相对集中) is a node that applies to powers and rests on its own
basis; the bodies are joined by what it does, and the receiver exercises the powers
while it lasts. The limits: whether an event is missing or was not recorded is for the
question to say, by what the register declares complete.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import product
from types import MappingProxyType
from typing import Final

from adminlaw.graph.drawing import Evidence
from adminlaw.graph.lives import clearance_day, day_of
from adminlaw.graph.records import Desk, rest
from adminlaw.graph.schema import EdgeKind, NodeKind, node_key
from adminlaw.graph.validity import Validity
from adminlaw.model import (
    ClearanceCycle,
    Event,
    EventKind,
    Filing,
    Transfer,
    TransferKind,
    latest_possible,
)

_JOINS: Final[Mapping[TransferKind, EdgeKind]] = MappingProxyType(
    {
        TransferKind.DELEGATION: EdgeKind.TRANSFERS,
        TransferKind.CENTRALISATION: EdgeKind.TRANSFERS,
        TransferKind.ENTRUSTMENT: EdgeKind.ENTRUSTS,
    }
)


def draw_transfers(desk: Desk) -> None:
    """Draw transfers of powers."""
    for each in desk.register.transfers:
        days = Validity.of(each.valid)
        approval = _event(each, EventKind.APPROVED)
        node = desk.node(
            NodeKind.TRANSFER,
            each,
            days,
            label=each.name or f"{each.kind.zh}{each.id}",
            transfer_kind=each.kind,
            in_writing=_happened(each, EventKind.SIGNED),
            published=_happened(each, EventKind.PUBLISHED),
            approved=_happened(each, EventKind.APPROVED),
            in_writing_on=_day(each, EventKind.SIGNED),
            published_on=_day(each, EventKind.PUBLISHED),
            approved_on=_day(each, EventKind.APPROVED),
            approver=node_key(NodeKind.AUTHORITY, approval.actor)
            if approval and approval.actor
            else "",
        )
        _bodies(desk, each, node)
        _powers(desk, each, node)
        rest(desk, (node, days), each)


def _event(transfer: Transfer, kind: EventKind) -> Event | None:
    """Return the event that counts: one that went through before one that did not."""
    found = [each for each in transfer.events if each.kind is kind]
    through = [each for each in found if each.passed is not False]
    return next(iter(through or found), None)


def _day(transfer: Transfer, kind: EventKind) -> date | None:
    found = _event(transfer, kind)
    return latest_possible(found) if found else None


def _happened(transfer: Transfer, kind: EventKind) -> bool | None:
    """Tell whether an event is recorded; None where it is not."""
    found = _event(transfer, kind)
    return None if found is None else found.passed is not False


def _bodies(desk: Desk, transfer: Transfer, node: str) -> None:
    """Join those who give powers up, or entrust them, to those who receive them."""
    for giver, receiver in product(transfer.transferors, transfer.receivers):
        ends = (
            node_key(NodeKind.AUTHORITY, giver),
            node_key(NodeKind.AUTHORITY, receiver),
        )
        if giver != receiver:
            days = Validity.of(transfer.valid)
            kind = _JOINS[transfer.kind]
            desk.link(ends, kind, "receivers", by=node, validity=days)
    for receiver in transfer.receivers:
        body = node_key(NodeKind.AUTHORITY, receiver)
        desk.link((node, body), EdgeKind.EXERCISED_BY, "receivers")


def _powers(desk: Desk, transfer: Transfer, node: str) -> None:
    """Draw which powers move, and that the receiver exercises them meanwhile."""
    for power in transfer.powers:
        key = node_key(NodeKind.POWER, power)
        desk.link((node, key), EdgeKind.APPLIES, "powers")
        for receiver in transfer.receivers:
            ends = (key, node_key(NodeKind.AUTHORITY, receiver))
            days = Validity.of(transfer.valid)
            desk.link(ends, EdgeKind.EXERCISED_BY, "powers", by=node, validity=days)


def draw_filings(desk: Desk) -> None:
    """Draw with whom documents were filed, and when."""
    for each in desk.register.filings:
        if each.document and each.receiver:
            _filing(desk, each, (each.document, each.receiver))


def _filing(desk: Desk, filing: Filing, pair: tuple[str, str]) -> None:
    ends = (
        node_key(NodeKind.DOCUMENT, pair[0]),
        node_key(NodeKind.AUTHORITY, pair[1]),
    )
    if all(end in desk.drawing.spans for end in ends):
        evidence = Evidence(source=f"filing:{filing.id}")
        day = day_of(filing.events, (EventKind.FILED, EventKind.RECEIVED))
        desk.drawing.happening(ends, EdgeKind.FILED_WITH, evidence, day=day)


def draw_clearances(desk: Desk) -> None:
    """Draw clearance cycles, what each decided, and what took an ended one's place."""
    for each in desk.register.clearance_cycles:
        period = each.period
        node = desk.node(
            NodeKind.CLEARANCE_CYCLE,
            each,
            Validity.of(period),
            label=f"{each.scope.zh}清理{each.id}",
        )
        _verdicts(desk, each, node)


def _verdicts(desk: Desk, cycle: ClearanceCycle, node: str) -> None:
    day = clearance_day(cycle) or (cycle.period.last_day if cycle.period else None)
    for number, verdict in enumerate(cycle.verdicts):
        document = node_key(NodeKind.DOCUMENT, verdict.document)
        evidence = Evidence(source=f"{node}.verdicts[{number}]")
        if document not in desk.drawing.spans:
            continue
        desk.drawing.happening(
            (document, node),
            EdgeKind.CLEARED_IN,
            evidence,
            day=day,
            outcome=verdict.outcome,
        )
        successor = node_key(NodeKind.DOCUMENT, verdict.successor or "")
        if successor in desk.drawing.spans:
            ends = (successor, document)
            desk.drawing.happening(ends, EdgeKind.SUPERSEDES, evidence, day=day)
