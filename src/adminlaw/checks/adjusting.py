"""Powers whose law has changed: does the list still cite what is no longer there?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from attrs import frozen

from adminlaw.checks.graphs import GONE, live_powers
from adminlaw.checks.identity import Check, check
from adminlaw.checks.sights import Context, Sight
from adminlaw.findings import Outcome, failed, not_applicable, passed, unknown
from adminlaw.graph import Continuity, Loss, LostBasis, Orphan
from adminlaw.graph.paths import in_doubt, in_span, out_edges
from adminlaw.graph.schema import EdgeKind
from adminlaw.labels import Label
from adminlaw.model import Event, EventKind, Power
from adminlaw.statutes import ResolutionStatus

_LOOKED_AT = frozenset(
    {
        EventKind.PUBLISHED,
        EventKind.ADJUSTED,
        EventKind.REVIEWED,
        EventKind.UPDATED,
        EventKind.CHECKED,
    }
)
"""What shows that somebody went through a power, or the list that names it."""

_CHANGED = frozenset({Continuity.REWORDED, Continuity.UNCHECKED})


@frozen
class Standing:
    """A power with what became of its bases, and when it was last gone through.

    Attributes:
        orphan: The bases that it has lost or that have moved.
        changed: The days on which the text of a basis changed under its number.
        looked_at: When the power or a list that names it was last gone through.
        bases: How many bases there are on the day.
        sure: Whether all of them are what they were resolved to for certain.
    """

    orphan: Orphan | None
    changed: tuple[date, ...]
    looked_at: date | None
    bases: int
    sure: bool


def _standings(context: Context) -> Iterator[Sight[Standing]]:
    lost = context.lost_bases
    by_list = _days_of_lists(context)
    for power, sight in live_powers(context):
        node = f"power:{power.id}"
        edges = [
            data
            for _, data in out_edges(context.graph, node, EdgeKind.BASED_ON)
            if in_span(data, context.as_of)
        ]
        changed = (each for each in edges if each.get("continuity") in _CHANGED)
        sure = all(each["status"] is ResolutionStatus.EXACT for each in edges)
        yield Sight(
            item=Standing(
                lost.get(node),
                tuple(each["since"] for each in changed if each["since"] is not None),
                _last(power, by_list.get(power.id), context.as_of),
                len(edges),
                sure and not any(in_doubt(each, context.as_of) for each in edges),
            ),
            subject=sight.subject,
        )


def _days_of_lists(context: Context) -> Mapping[str, date]:
    """Return when the lists that name each power were last gone through."""
    found: dict[str, date] = defaultdict(lambda: date.min)
    for each in context.register.power_lists:
        last = _latest(each.events, context.as_of)
        for key in each.powers if last is not None else ():
            found[key] = max(found[key], last or date.min)
    return found


def _latest(events: tuple[Event, ...], as_of: date) -> date | None:
    days = (each.day for each in events if each.kind in _LOOKED_AT)
    return max((each for each in days if each and each <= as_of), default=None)


def _last(power: Power, by_list: date | None, as_of: date) -> date | None:
    days = (_latest(power.events, as_of), by_list)
    return max(filter(None, days), default=None)


@check(
    "P209",
    zh="法律修改后调整",
    en="adjusted when the law changed",
    rule="powers.adjusted",
    over=_standings,
)
def adjusted(item: Standing, context: Context) -> Outcome:
    """Judge that a power no longer cites what was repealed or renumbered.

    That the record names what was repealed shows it. Where a number moved or the words
    changed, going through the list after that day shows that it was thought of: the
    number that stands there is that of the new text.
    """
    lost = item.orphan.lost if item.orphan else ()
    gone = [each for each in lost if each.loss in GONE]
    moved = [each for each in lost if _moved_since(each, item.looked_at)]
    facts = {"looked_at": str(item.looked_at)} if item.looked_at else {}
    if gone:
        return failed(_NOT_ADJUSTED, facts | _told(gone[0]))
    if moved and "powers" in context.register.complete:
        return failed(_NOT_ADJUSTED, facts | _told(moved[0]))
    if moved:
        return unknown(_NOT_LOOKED_AT, (_LOOKING,), facts | _told(moved[0]))
    if not item.bases:
        return not_applicable(Label("没有可以核对的依据", "no basis to compare"), facts)
    if not item.sure:
        message = Label("依据无法核对", "its basis cannot be looked up")
        return unknown(message, (Label("依据", "basis"),), facts)
    last = max(item.changed, default=None)
    if last is None:
        return passed(Label("依据没有变动", "its basis has not changed"), facts)
    facts["changed"] = last.isoformat()
    if item.looked_at is not None and last <= item.looked_at:
        return passed(Label("变动后已经核对", "gone through since the change"), facts)
    return unknown(_NOT_LOOKED_AT, (_LOOKING,), facts)


_NOT_ADJUSTED = Label("依据变动后没有调整", "not adjusted to the change")
_NOT_LOOKED_AT = Label("依据修改后没有核对的记录", "no review on record")
_LOOKING = Label("修改后的核对或者调整", "a review since the change")


def _moved_since(basis: LostBasis, looked_at: date | None) -> bool:
    """Tell whether a number moved that nobody has gone through since."""
    if basis.loss is not Loss.RENUMBERED:
        return False
    moved = basis.link.since if basis.link else None
    return moved is None or looked_at is None or looked_at < moved


def _told(basis: LostBasis) -> dict[str, str]:
    """Return why a basis is lost, and which, as facts."""
    facts = {"reason": basis.loss.zh, "detail": basis.detail}
    return facts | ({"basis": basis.link.end_label} if basis.link else {})


ADJUSTING_CHECKS: tuple[Check[Any], ...] = (adjusted,)
