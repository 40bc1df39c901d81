"""Penalties that are handed down to towns: which transfers those are, since when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from adminlaw.checks.asking import Matter
from adminlaw.checks.identity import Check
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.stepping import Asked, asked_of, rules_of, sight_of
from adminlaw.checks.tracks import Track
from adminlaw.findings import Outcome, unknown
from adminlaw.labels import Label
from adminlaw.model import EventKind, Power, PowerKind, Transfer, when
from adminlaw.spans import DateSpan

HANDED_DOWN = Matter(records="transfers", kinds=("delegation",))
_BEGINNINGS = (EventKind.HANDED_OVER, EventKind.TOOK_EFFECT)


def kinds_moved(transfer: Transfer, context: Context) -> frozenset[PowerKind | None]:
    """Return the kinds of the powers that move; None where one is not recorded."""
    powers = [context.register.get(Power, key) for key in transfer.powers]
    return frozenset(each.kind if each else None for each in powers) or frozenset(
        {None}
    )


def asked_to_receive(context: Context, step: str) -> Iterator[Asked]:
    """Yield a step for each delegation that moves penalties, or may."""
    for asked in asked_of(context, HANDED_DOWN, lambda name: name == step):
        kinds = kinds_moved(asked.track.record, context)
        if PowerKind.PENALTY in kinds or None in kinds:
            yield asked


def penalties_unsaid(asked: Asked, context: Context) -> Outcome | None:
    """Return the outcome where it is not known whether penalties move."""
    if PowerKind.PENALTY in kinds_moved(asked.track.record, context):
        return None
    return unknown(
        Label("所移交的职权未载明", "which powers move is not recorded"),
        (Label("职权", "the powers"),),
    )


def begun_on(track: Track) -> DateSpan | None:
    """Return when whoever receives the powers began to have them."""
    spans = [
        span for kind in _BEGINNINGS for each in track.of(kind) if (span := when(each))
    ]
    known = [(each.since, each) for each in spans if each.since is not None]
    return min(known, key=lambda pair: pair[0])[1] if known else None


def receiving_check(
    code: str, label: Label, step: str, judge: Callable[[Any, Context], Outcome]
) -> Check[Any]:
    """Make a check of one step of receiving penalties, with a judge of its own."""

    def select(context: Context) -> Iterator[Sight[Asked]]:
        for asked in asked_to_receive(context, step):
            yield sight_of(asked, named=False)

    return Check(
        id=code,
        label=label,
        rule="",
        select=select,
        judge=judge,
        others=rules_of(HANDED_DOWN, lambda name: name == step),
    )
