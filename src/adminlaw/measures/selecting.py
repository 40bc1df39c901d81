"""Take a count from the records: which count, for how much, and which may count.

One pass over the records of a kind answers a selector. A record that may count, for
its day or its outcome is not known, widens the bounds instead of being guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from attrs import frozen

from adminlaw.labels import LabelledEnum
from adminlaw.measures.amounts import Amount
from adminlaw.measures.counting import ALSO, ALSO_READS, AMOUNT_OF
from adminlaw.measures.definitions import CountWindow, Select
from adminlaw.measures.truths import (
    Truth,
    both,
    either,
    happened,
    lies_in,
    negated,
)
from adminlaw.measures.viewing import View
from adminlaw.model import (
    Activity,
    Event,
    EventKind,
    Power,
    case_state,
    first,
    when,
)
from adminlaw.periods import Length
from adminlaw.spans import DateSpan

_SORTED = ("kind", "category")
"""Fields by which collections are sorted, so that a count reads its own part only."""

_ONE = Amount(Fraction(1), Fraction(1))


@frozen
class Piece:
    """One record that counts or may count, and for how much."""

    id: str
    record: Any
    amount: Amount


def pieces(select: Select, view: View) -> tuple[Piece, ...]:
    """Return what a selector counts, in the order of the register.

    Raises:
        UnanswerableError: it needs a day that there is none.
    """
    return tuple(_pieces(select, view))


def _pieces(select: Select, view: View) -> Iterator[Piece]:
    for record in _candidates(select, view):
        answer = _counts(record, select, view)
        if answer is not False:
            amount = _amount(record, select, view)
            counted = amount if answer else amount.maybe()
            yield Piece(record.id, record, counted)


def _candidates(select: Select, view: View) -> Sequence[Any]:
    for name in _SORTED:
        if name in select.where and select.of != "clocks":
            codes = (*select.where[name], "")
            parts = (view.records(select.of, name, code) for code in codes)
            return [record for part in parts for record in part]
    return view.records(select.of)


def is_complete(select: Select, view: View) -> bool:
    """Tell whether the register declares complete what a selector reads."""
    other = ALSO_READS.get(select.also, "")
    return view.complete(select.of) and (not other or view.complete(other))


def sure(piece: Piece) -> bool:
    """Tell whether a record counts, once: neither perhaps nor for an open number."""
    return piece.amount is _ONE


def once_in(record: Any, select: Select, base: Select, view: View) -> Truth:  # noqa: ANN401
    """Tell whether a record counts once it counts in a base.

    What both ask is then answered with yes; only what is asked beyond that is open.
    """
    asked = {question for question, _ in _answers(record, base, view)}
    own = _answers(record, select, view)
    return both(*(answer for question, answer in own if question not in asked))


def _counts(record: Any, select: Select, view: View) -> Truth:  # noqa: ANN401
    """Tell whether a record counts, asking what is cheap first."""
    found: Truth = True
    for _, answer in _answers(record, select, view):
        found = both(found, answer)
        if found is False:
            return False
    return found


Question = tuple[object, ...]
"""What is asked of a record, so that two selectors can be compared."""


def _answers(
    record: Any,  # noqa: ANN401
    select: Select,
    view: View,
) -> Iterator[tuple[Question, Truth]]:
    yield from _of_fields(record, select)
    if select.event:
        asked = (select.event, select.time, select.passed)
        yield ("event", *asked), _event(record, select, view)
    if select.dated:
        days = getattr(record, select.dated)
        yield ("dated", select.dated), lies_in(days, view.period)
    if select.then:
        yield ("then", select.then), _by_now(record, select.then, view)
    if select.unless:
        came = _by_now(record, select.unless, view)
        yield ("unless", select.unless), negated(came)
    if select.state:
        state = case_state(record, as_of=view.as_of).code
        yield ("state", select.state), state in select.state
    if select.in_force:
        yield ("in_force",), _in_force(record, view)
    if select.also:
        yield ("also", select.also), ALSO[select.also](record, view)


def _of_fields(record: Any, select: Select) -> Iterator[tuple[Question, Truth]]:  # noqa: ANN401
    for name, codes in select.where.items():
        yield ("where", name, codes), _has(record, name, codes)
    for name in select.present:
        yield ("present", name), bool(getattr(record, name))
    for name in select.absent:
        yield ("absent", name), not getattr(record, name)


def _by_now(record: Any, kinds: tuple[EventKind, ...], view: View) -> Truth:  # noqa: ANN401
    """Tell whether an event of some kinds happened up to the as-of day."""
    events = [each for each in record.events if each.kind in kinds]
    return either(happened(each, view.as_of) for each in events)


def _has(record: Any, name: str, codes: Iterable[str]) -> Truth:  # noqa: ANN401
    value = getattr(record, name)
    if value is None:
        # A case that is not concluded has no outcome; one that is has an unsaid one.
        pending = (
            name == "outcome" and first(record.events, EventKind.CONCLUDED) is None
        )
        return False if pending else None
    return _code(value) in codes


def _code(value: object) -> str:
    if isinstance(value, LabelledEnum):
        return value.code
    return str(value).lower() if isinstance(value, bool) else str(value)


def _event(record: Any, select: Select, view: View) -> Truth:  # noqa: ANN401
    kinds = frozenset(select.event)
    found = [each for each in record.events if each.kind in kinds]
    answer = either(
        both(_in_time(each, select, view), _went(each, select)) for each in found
    )
    if len(kinds) > 1 and select.time is CountWindow.PERIOD:
        # Each of them ends the same thing: the first one is the day of it.
        return both(answer, _none_before(found, view.period))
    return answer


def _none_before(events: Iterable[Event], period: DateSpan) -> Truth:
    """Tell whether no event came before a period."""
    if period.since is None:
        return True
    before = DateSpan(None, period.since)
    return negated(either(lies_in(when(each), before) for each in events))


_ENDINGS = frozenset({EventKind.REPEALED, EventKind.LAPSED})


def _in_force(record: Any, view: View) -> Truth:  # noqa: ANN401
    """Tell whether a record is in force: within its days, and not ended by an event.

    Whether a power still counts while it is suspended no rule says; it stays open.
    """
    if record.valid is None:
        return None
    events = getattr(record, "events", ())  # what is derived from records has none
    ended = [each for each in events if each.kind in _ENDINGS]
    over = either(happened(each, view.as_of) for each in ended)
    stands = both(view.as_of in record.valid, negated(over))
    return both(stands, None) if _is_suspended(record, view) else stands


def _is_suspended(record: Any, view: View) -> bool:  # noqa: ANN401
    """Tell whether a power may be suspended on the day that is looked at."""
    if not isinstance(record, Power):
        return False
    turns = [
        each
        for each in record.events
        if each.kind in {EventKind.SUSPENDED, EventKind.RESUMED}
        and happened(each, view.as_of) is not False
    ]
    return bool(turns) and turns[-1].kind is EventKind.SUSPENDED


def _in_time(event: Event, select: Select, view: View) -> Truth:
    if select.time is CountWindow.TO_DATE:
        return happened(event, view.as_of)
    span = view.period
    if view.given is not None and view.given in span:
        # What came after the as-of day is not known on it.
        return both(lies_in(when(event), span), happened(event, view.given))
    return lies_in(when(event), span)


def _went(event: Event, select: Select) -> Truth:
    if select.passed is None or event.passed is None:
        return True if select.passed is None else None
    return event.passed is select.passed


def _amount(record: Any, select: Select, view: View) -> Amount:  # noqa: ANN401
    """Return for how much a record counts: once, or by the number that is added."""
    if not select.add:
        return _ONE
    if select.also in AMOUNT_OF:
        return AMOUNT_OF[select.also](record, view)
    value = getattr(record, select.add)
    if isinstance(value, Amount):
        return value
    if isinstance(value, Length):
        return Amount.of(value.number)
    if value is not None:
        return Amount.of(value)
    if isinstance(record, Activity):
        return _times_held(record, view.period)
    return Amount(Fraction(0), None)


def _times_held(activity: Activity, period: DateSpan) -> Amount:
    """Return how often an activity was held, where it does not say so itself."""
    held = [each for each in activity.events if each.kind is EventKind.HELD]
    days = [lies_in(when(each), period) for each in held]
    if not held:
        return Amount(Fraction(1), None)
    possible = Fraction(sum(each is not False for each in days))
    return Amount(Fraction(sum(each is True for each in days)), possible)
