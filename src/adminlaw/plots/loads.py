"""Follow cases through the years: received, concluded, pending, and how they ended.

A case is pending from the first day on which it stands on record until the day since
which it is closed, so that what is pending at the end of a period is what was pending
before, with what came in and without what was concluded. The limits: a case that was
taken up again counts as concluded on its last such day, and one of which no day is
known cannot be counted, as a note says.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, Literal, TypeAlias

from attrs import frozen

from adminlaw.errors import FieldValueError, Lang
from adminlaw.labels import Label, LabelledEnum
from adminlaw.model import Case, CaseKind, CaseState, Register, case_state
from adminlaw.model.events import latest_possible
from adminlaw.plots.bars import Bars, Group, counted, gathered, one_of
from adminlaw.spans import plain_day

MOST_PERIODS: Final = 24
"""More periods are refused: their numbers would stand on each other."""

Step: TypeAlias = Literal["month", "quarter", "year"]
_STEPS: Final = {"month": 12, "quarter": 4, "year": 1}
_CLOSED: Final = frozenset({CaseState.CONCLUDED, CaseState.NOT_ACCEPTED})
_MOST_OUTCOMES: Final = 8

RECEIVED: Final = Label("收案", "received")
CONCLUDED: Final = Label("结案", "concluded")
PENDING: Final = Label("期末未结", "pending at the end")
CASES: Final = Label("案件（件）", "cases")
STOCK: Final = Label("期末未结（件）", "pending (cases)")
PERIOD: Final = Label("期间", "period")


@frozen(kw_only=True)
class Life:
    """From when until when a case is pending (案件存续).

    Attributes:
        since: The first day on which it stands on record.
        until: The day since which it is closed; None while it is pending.
    """

    since: date
    until: date | None = None


@frozen(kw_only=True)
class Load:
    """The cases of one period (期间收结案).

    Attributes:
        period: The period, such as ``2024``, ``2024-Q3`` or ``2024-09``.
        last_day: Its last day, or the day as of which is counted.
        received: Cases that came on record in it.
        concluded: Cases that were closed in it, those not accepted as well.
        pending: Cases that are pending at the end of its last day.
    """

    period: str
    last_day: date
    received: int
    concluded: int
    pending: int


@frozen(kw_only=True)
class CaseLoad:
    """The cases of some periods in a row (收结案情况).

    Attributes:
        opening: Cases that were pending before the first of them.
    """

    title: Label
    opening: int
    loads: tuple[Load, ...]
    notes: tuple[Label, ...] = ()

    def rows(self, lang: Lang = "zh") -> list[dict[str, str | int]]:
        """Return a flat row for each number that is drawn."""
        return [
            {"period": each.period, "what": what.text(lang), "number": number}
            for each in self.loads
            for what, number in (
                (RECEIVED, each.received),
                (CONCLUDED, each.concluded),
                (PENDING, each.pending),
            )
        ]


def life_of(case: Case, as_of: date) -> Life | None:
    """Return how long a case was pending as far as a day; None where it is not there.

    >>> from adminlaw.model import Event, EventKind
    >>> case = Case(
    ...     id="c",
    ...     kind=CaseKind.PETITION,
    ...     events=(Event(kind=EventKind.RECEIVED, day=date(2024, 3, 1)),),
    ... )
    >>> life_of(case, date(2024, 3, 2)).since
    datetime.date(2024, 3, 1)
    """
    found = {latest_possible(each) for each in case.events}
    days = sorted(day for day in found if day is not None and day <= as_of)
    begun = (day for day in days if _state(case, day) is not CaseState.NOT_RECEIVED)
    since, until = next(begun, None), None
    for day in reversed(days):
        if _state(case, day) not in _CLOSED:
            break
        until = day
    return None if since is None else Life(since=since, until=until)


def _state(case: Case, day: date) -> CaseState:
    return case_state(case, as_of=day)


def load_of(  # noqa: PLR0913 - each is an option of the question
    given: Register | Iterable[Case],
    *,
    by: str,
    as_of: date,
    kind: CaseKind | None = None,
    since: date | None = None,
    most: int = MOST_PERIODS,
) -> CaseLoad:
    """Return how many cases came in, were concluded and are pending, by period.

    Args:
        given: The cases, or the register that holds them.
        by: ``month``, ``quarter`` or ``year``.
        as_of: The day; what happened later is not counted.
        kind: Only cases of a kind.
        since: The first period is that of this day; by default that of the first case.
        most: The most periods.

    Raises:
        FieldValueError: there is no case, or there are more periods.
        NotADayError: *as_of* or *since* is no day.
    """
    one_of("by", by, _STEPS)
    cases = cases_of(given, kind)
    lives = _lives(cases, plain_day(as_of))
    if not lives:
        raise FieldValueError("cases", 0, "至少一件有日期的案件", "a case with a day")
    first = plain_day(since) if since else min(each.since for each in lives)
    numbers = range(_number(first, by), _number(as_of, by) + 1)
    if not 0 < len(numbers) <= most:
        zh = f"1至{most}期（可用 since= 或更长的 by= 缩短，或用 most= 放宽）"
        en = (
            f"1 to {most} periods: shorten with since= or by=, or allow more with most="
        )
        raise FieldValueError("periods", len(numbers), zh, en)
    before = numbers[0] - 1
    opening = sum(_number(each.since, by) <= before for each in lives) - sum(
        each.until is not None and _number(each.until, by) <= before for each in lives
    )
    return CaseLoad(
        title=_titled(Label("收结案情况", "case load"), kind, as_of),
        opening=opening,
        loads=tuple(_loads(lives, numbers, opening, by=by, as_of=as_of)),
        notes=tuple(_notes(cases, as_of, opening=opening, last=_ends(numbers[-1], by))),
    )


def _loads(
    lives: Sequence[Life], numbers: range, opening: int, *, by: str, as_of: date
) -> list[Load]:
    """Return the numbers of each period, each with what is pending after it."""
    came = [_number(each.since, by) for each in lives]
    went = [_number(each.until, by) for each in lives if each.until]
    found, pending = [], opening
    for number in numbers:
        received, concluded = came.count(number), went.count(number)
        pending += received - concluded
        load = Load(
            period=_called(number, by),
            last_day=min(_ends(number, by), as_of),
            received=received,
            concluded=concluded,
            pending=pending,
        )
        found.append(load)
    return found


def _notes(
    cases: Sequence[Case], as_of: date, *, opening: int, last: date
) -> Iterable[Label]:
    """Yield what the numbers of a load rest on."""
    yield Label(
        "结案含不予受理；未结为期末数",
        "concluded includes not accepted; pending is at the end of a period",
    )
    if opening:
        yield Label(f"期初未结{opening}件", f"{opening} were pending at the start")
    if as_of < last:
        yield Label(f"末期截至{as_of}", f"the last period ends on {as_of}")
    yield from undated(cases)


def undated(cases: Iterable[Case]) -> Iterable[Label]:
    """Yield a note where cases have no day from which they could be counted."""
    number = sum(_state(each, date.max) is CaseState.NOT_RECEIVED for each in cases)
    if number:
        yield Label(
            f"另有{number}件没有收到、受理或立案之日，未计入",
            f"{number} more without the day on which they came in are not counted",
        )


def outcomes_of(
    given: Register | Iterable[Case],
    *,
    by: str,
    as_of: date,
    kind: CaseKind | None = None,
) -> Bars:
    """Return how the cases that are closed on a day ended, by their kind or year.

    Args:
        given: The cases, or the register that holds them.
        by: ``kind``, or ``year`` for the year in which they were closed.
        as_of: The day; pending cases are not counted.
        kind: Only cases of a kind.

    Raises:
        FieldValueError: *by* is neither.
        NotADayError: *as_of* is no day.
    """
    one_of("by", by, ("kind", "year"))
    plain_day(as_of)
    cases = cases_of(given, kind)
    lives = [(each, life_of(each, as_of)) for each in cases]
    wholes: dict[LabelledEnum | int, list[Case]] = {}
    for case, life in lives:
        if life and life.until:
            whole = case.kind if by == "kind" else life.until.year
            wholes.setdefault(whole, []).append(case)
    pending = sum(life is not None and life.until is None for _, life in lives)
    notes = [Label(f"未结{pending}件，未计入", f"{pending} pending, not counted")]
    return Bars(
        title=_titled(Label("案件办理结果", "outcomes of cases"), kind, as_of),
        unit=CASES,
        groups=tuple(_whole(each, wholes[each], as_of) for each in _ordered(wholes)),
        notes=(*(notes if pending else ()), *undated(cases)),
    )


def _ordered(
    wholes: dict[LabelledEnum | int, list[Case]],
) -> list[LabelledEnum | int]:
    """Return kinds with most cases first, years as they follow."""
    if any(isinstance(each, int) for each in wholes):
        return sorted(wholes, key=str)
    return sorted(wholes, key=lambda each: -len(wholes[each]))


def _whole(whole: LabelledEnum | int, cases: Sequence[Case], as_of: date) -> Group:
    bars = counted(_ending(each, as_of) for each in cases)
    name = str(whole) if isinstance(whole, int) else whole.code
    label = Label(name, name) if isinstance(whole, int) else Label(whole.zh, whole.en)
    noun = Label("种结果", "outcomes")
    return Group(key=name, name=label, bars=gathered(bars, _MOST_OUTCOMES, noun))


def _ending(case: Case, as_of: date) -> LabelledEnum | None:
    """Return how a closed case ended; one not accepted has no other outcome."""
    refused = _state(case, as_of) is CaseState.NOT_ACCEPTED
    return case.outcome or (CaseState.NOT_ACCEPTED if refused else None)


def cases_of(
    given: Register | Iterable[Case], kind: CaseKind | None
) -> tuple[Case, ...]:
    """Return the cases of a register, or those given, of a kind."""
    cases = given.cases if isinstance(given, Register) else given
    return tuple(each for each in cases if kind in (None, each.kind))


def _lives(cases: Iterable[Case], as_of: date) -> list[Life]:
    return [life for each in cases if (life := life_of(each, as_of))]


def _titled(what: Label, kind: CaseKind | None, as_of: date) -> Label:
    zh = f"{kind.zh}{what.zh}" if kind else what.zh
    en = f"{kind.en}: {what.en}" if kind else what.en
    return Label(f"{zh}（截至{as_of}）", f"{en} (as of {as_of})")


# Periods are numbered without a gap, whatever their length.


def _number(day: date, by: str) -> int:
    a_year = _STEPS[by]
    return day.year * a_year + (day.month - 1) * a_year // 12


def _ends(number: int, by: str) -> date:
    year, place = divmod(number, _STEPS[by])
    month = (place + 1) * 12 // _STEPS[by]
    return date(year, month, monthrange(year, month)[1])


def _called(number: int, by: str) -> str:
    year, place = divmod(number, _STEPS[by])
    if by == "year":
        return str(year)
    return f"{year}-Q{place + 1}" if by == "quarter" else f"{year}-{place + 1:02}"
