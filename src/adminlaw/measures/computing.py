"""Work out the indicators of a register for a period; see ``making`` for how.

No clock is read: the as-of day is the last day of the period unless one is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from adminlaw.errors import UnknownIndicatorError, check_given
from adminlaw.measures.definitions import (
    Definitions,
    IndicatorDefinition,
    shipped_definitions,
)
from adminlaw.measures.listing import Indicators
from adminlaw.measures.making import Maker
from adminlaw.measures.viewing import View
from adminlaw.model import Register
from adminlaw.periods.calendars import WorkCalendar, work_calendar
from adminlaw.rulebook import Rulebook, load_rulebook
from adminlaw.spans import DateSpan, plain_day


def indicators(  # noqa: PLR0913 - each is an option of the question
    register: Register,
    *,
    period: DateSpan | None = None,
    as_of: date | None = None,
    rulebook: Rulebook | None = None,
    ids: Iterable[str] | None = None,
    calendar: WorkCalendar | None = None,
) -> Indicators:
    """Return the indicators of a register for a period.

    Args:
        register: The records and the printed figures.
        period: The days that count; those of the register, by default.
        as_of: The day on which states are looked at; later events do not count. The
            last day of the period, by default.
        rulebook: The rules, for time limits; those that ship, by default.
        ids: Ids of the indicators wanted; all, by default.
        calendar: The working days; as published, by default.

    Raises:
        FieldTypeError: *register* is no register.
        NotADayError: *as_of* is no day.
        UnknownIndicatorError: one of *ids* is no indicator; it names those near it.

    Source: the definition of each (``IndicatorDefinition.source``); most are our own.

    >>> from decimal import Decimal
    >>> from adminlaw.labels import Label
    >>> from adminlaw.model import Figure, Unit
    >>> def printed(key, number):
    ...     return Figure(
    ...         id=key, label=Label(key, key), unit=Unit.CASE, value=Decimal(number),
    ...         measure=f"reconsideration.{key}",
    ...     )
    >>> register = Register(
    ...     id="r", label=Label("某市", "a city"),
    ...     figures=(printed("accepted", 45), printed("concluded", 43)),
    ... )
    >>> rate = indicators(register).find("reconsideration.conclusion_rate")
    >>> rate.text("en").removeprefix("reconsideration ")
    'conclusion rate: 95.56%; 43 / 45; the cases concluded in the period stand in'
    """
    check_given("indicators", "register", register, Register)
    asked = register.period if period is None else period
    given = asked.last_day if asked and as_of is None else as_of
    maker = Maker(
        view=View(
            register=register,
            asked=asked,
            given=None if given is None else plain_day(given),
            law=rulebook or load_rulebook(),
            calendar=calendar or work_calendar(),
        ),
        definitions=shipped_definitions(),
    )
    wanted = _wanted(ids, maker.definitions)
    return Indicators(
        register=register.id,
        label=register.label,
        period=asked,
        as_of=given,
        values=tuple(value for each in wanted for value in maker.values(each)),
    )


def _wanted(
    ids: Iterable[str] | None, definitions: Definitions
) -> Sequence[IndicatorDefinition]:
    if ids is None:
        return tuple(definitions.indicators.values())
    named = (ids,) if isinstance(ids, str) else tuple(ids)
    for key in named:
        if key not in definitions.indicators:
            raise UnknownIndicatorError(key, _called(definitions))
    return [definitions.indicators[key] for key in dict.fromkeys(named)]


def _called(definitions: Definitions) -> dict[str, str]:
    """Return the ids of the indicators by what they are called, ids included."""
    every = definitions.indicators.values()
    words = (
        (name, each.id) for each in every for name in (each.label.zh, each.label.en)
    )
    return {**dict(words), **{each.id: each.id for each in every}}
