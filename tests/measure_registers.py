"""Registers for the tests of indicators: a few cases, a few printed figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from adminlaw.labels import Label
from adminlaw.measures import (
    Amount,
    Indicators,
    indicators,
)
from adminlaw.model import (
    Case,
    CaseKind,
    CaseOutcome,
    Document,
    DocumentKind,
    Event,
    EventKind,
    Figure,
    Register,
)
from adminlaw.register import read_register
from adminlaw.rulebook import load_rulebook
from adminlaw.spans import DateSpan

T = TypeVar("T")

ROOT = Path(__file__).parent.parent


EXAMPLES = ROOT / "examples"


REAL = (
    "hengshui-2017",
    "lianjiang-2021",
    "county-speech",
    "liyang-2015",
    "bazhong-2008",
)


YEAR = DateSpan.year(2021)


def record(cls: type[T], **fields: Any) -> T:  # noqa: ANN401
    """Return a record; ids are plain text here."""
    return cls(**fields)


def register(**records: Any) -> Register:  # noqa: ANN401
    """Return a register of 2021 that declares its records complete."""
    held: dict[str, Any] = {
        "complete": frozenset(records) - {"figures", "period", "place"}
    }
    held |= {"period": YEAR}
    return Register(id="r", label=Label("某市", "a city"), **(held | records))


def event(kind: EventKind, day: str = "", **more: Any) -> Event:  # noqa: ANN401
    """Return an event of a day; without one, of an unknown day."""
    return Event(kind=kind, day=date.fromisoformat(day) if day else None, **more)


def figure(key: str, measure: str, value: str | None, **more: Any) -> Figure:  # noqa: ANN401
    """Return a printed figure in the unit of its measure."""
    unit = more.pop("unit", load_rulebook().measures[measure].unit)
    number = None if value is None else Decimal(value)
    return record(
        Figure,
        id=key,
        label=Label(key, key),
        measure=measure,
        unit=unit,
        value=number,
        **more,
    )


def printed(**numbers: str) -> Register:
    """Return a register of figures; two underscores stand for the dot of a code."""
    figures = (
        figure(name, name.replace("__", "."), value) for name, value in numbers.items()
    )
    return register(figures=tuple(figures))


def case(
    key: str,
    kind: CaseKind,
    *events: Event,
    **more: Any,  # noqa: ANN401
) -> Case:
    """Return a case."""
    return record(Case, id=key, kind=kind, events=events, **more)


def real(name: str) -> Indicators:
    """Return the indicators of an example."""
    return indicators(read_register(EXAMPLES / name))


def reconsideration(key: str, *days: str, outcome: CaseOutcome | None = None) -> Case:
    """Return a case received, accepted and concluded on days, as far as they go."""
    kinds = (EventKind.RECEIVED, EventKind.ACCEPTED, EventKind.CONCLUDED)
    events = (event(kind, day) for kind, day in zip(kinds, days, strict=False) if day)
    return case(key, CaseKind.RECONSIDERATION, *events, outcome=outcome)


def ten_cases() -> tuple[Case, ...]:
    """Return ten cases: eight accepted, six concluded."""
    outcomes = (
        CaseOutcome.UPHELD,
        CaseOutcome.UPHELD,
        CaseOutcome.REVOKED,
        CaseOutcome.CHANGED,
        CaseOutcome.WITHDRAWN,
        CaseOutcome.REJECTED,
    )
    ended = (
        reconsideration(
            f"e{index}", "2021-03-01", "2021-03-05", "2021-04-20", outcome=o
        )
        for index, o in enumerate(outcomes)
    )
    pending = (reconsideration(f"p{i}", "2021-11-01", "2021-11-04") for i in range(2))
    waiting = (reconsideration(f"w{i}", "2021-12-30") for i in range(2))
    return (*ended, *pending, *waiting)


def litigation(key: str, year: int, *, appeared: bool) -> Case:
    """Return a case heard in a year, with or without the head."""
    kinds = [EventKind.RECEIVED, EventKind.HEARD]
    events = [event(each, f"{year}-03-0{n}") for n, each in enumerate(kinds, 1)]
    if appeared:
        events.append(event(EventKind.HEAD_APPEARED, f"{year}-03-02"))
    return case(key, CaseKind.LITIGATION, *events)


def between(least: int | Fraction, most: int | Fraction) -> Amount:
    """Return bounds; one number twice where they meet."""
    return Amount(Fraction(least), Fraction(most))


def amount(key: str, **records: Any) -> Amount | None:  # noqa: ANN401
    """Return what an indicator of a register of 2021 comes to."""
    return indicators(register(**records)).find(key).amount


def published(*reviews: Event, **more: Any) -> Document:  # noqa: ANN401
    """Return a normative document of May 2021 with reviews."""
    events = (*reviews, event(EventKind.PUBLISHED, "2021-05-10"))
    return record(
        Document,
        id=more.pop("id", "d"),
        title="某办法",
        kind=DocumentKind.NORMATIVE,
        events=events,
        **more,
    )
