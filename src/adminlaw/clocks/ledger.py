"""What makes a clock longer: extensions on record, and days that did not count.

An extension changes the end only where the rule allows it and the record shows that
it was approved, in time and told to the party; one that was not changes nothing and
is a finding of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from adminlaw.clocks.due import Due
from adminlaw.labels import Label
from adminlaw.markup import shown_as
from adminlaw.model import Case, Event, EventKind
from adminlaw.periods import Length
from adminlaw.rulebook import Extension
from adminlaw.spans import DateSpan

_NO_LENGTH = Label("法律未定可延长的长度", "the law sets no length of extension")
_NO_DAY = Label("没有延长之日的记录", "no record of the day of the extension")
_NO_APPROVER = Label("没有批准人的记录", "no record of who approved it")
NOT_TOLD = Label("没有告知当事人的记录", "no record that the party was told")

GAPS = frozenset({_NO_LENGTH, _NO_DAY, _NO_APPROVER, NOT_TOLD})
"""What a record may merely not show; any other problem is a breach."""


@frozen(kw_only=True)
class Granted:
    """One extension on record, and whether it changed the end (延期台账).

    Attributes:
        event: The event that records it.
        effective: Whether it changed the end.
        problems: Why not, or what the record does not show.
        unmeasured: Whether it was lawful, but the law sets no length and so the
            record would have to say by how much.
    """

    event: Event
    effective: bool
    problems: tuple[Label, ...] = ()
    unmeasured: bool = False

    _repr_html_ = shown_as(
        "延期台账", event="事件", effective="是否有效", problems="问题"
    )


def ledger(case: Case, plain: Due, allowed: Extension | None) -> Iterator[Granted]:
    """Yield each extension on record, in the order of their days.

    Args:
        case: The case.
        plain: The limit without any extension.
        allowed: What the rule allows.
    """
    found = [each for each in case.events if each.kind is EventKind.EXTENDED]
    effective = 0
    for event in sorted(found, key=lambda each: each.day or date.max):
        problems = tuple(_problems(event, case, plain, allowed))
        if allowed and allowed.times and effective >= allowed.times:
            problems = (*problems, Label("超过延长次数", "extended too often"))
        effective += not problems
        yield Granted(
            event=event,
            effective=not problems,
            problems=problems,
            unmeasured=problems == (_NO_LENGTH,),
        )


def lengthened(found: tuple[Granted, ...], allowed: Extension | None) -> Length | None:
    """Return by how much effective extensions made a limit longer; None if by none.

    Where the law does not say how often, they do not add up.
    """
    number = sum(each.effective for each in found)
    if not number or allowed is None or allowed.length is None:
        return None
    times = min(number, allowed.times or 1)
    return Length(allowed.length.number * times, allowed.length.unit)


def _problems(
    event: Event, case: Case, plain: Due, allowed: Extension | None
) -> Iterator[Label]:
    """Yield what is wrong with an extension, or not shown of it."""
    if allowed is None:
        yield Label("该期限不得延长", "the rule allows no extension")
    elif allowed.length is None:
        yield _NO_LENGTH
    if event.day is None:
        yield _NO_DAY
    elif event.day > plain.latest:
        yield Label("期限届满后才延长", "extended after the end")
    if event.actor is None and event.person is None:
        yield _NO_APPROVER
    if allowed and allowed.notify and not _told(event, case):
        yield NOT_TOLD


def _told(event: Event, case: Case) -> bool:
    """Tell whether the party was told on or after the day of an extension."""
    return any(
        each.kind is EventKind.NOTIFIED
        and each.day is not None
        and event.day is not None
        and each.day >= event.day
        for each in case.events
    )


def pauses(case: Case, start: date, as_of: date) -> tuple[tuple[DateSpan, ...], bool]:
    """Return the days after *start* on which a case was suspended, and if it still is.

    A day on which it was both suspended and resumed changes nothing.
    """
    stopped, resumed = (
        {each.day for each in case.events if each.kind is kind and each.day}
        for kind in (EventKind.SUSPENDED, EventKind.RESUMED)
    )
    spans: list[DateSpan] = []
    begun: date | None = None
    for day in sorted(stopped ^ resumed):
        if day in stopped:
            begun = begun or day
        elif begun:
            spans += _clipped(begun, day, start)
            begun = None
    if begun:
        spans += _clipped(begun, as_of, start)
    return tuple(spans), begun is not None


def _clipped(since: date, until: date, start: date) -> list[DateSpan]:
    """Return the days from *since* up to *until* that lie after *start*."""
    since = max(since, start)
    return [DateSpan(since, until)] if since < until else []
