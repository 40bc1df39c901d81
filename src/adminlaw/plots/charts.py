"""Measures over the years as altair charts.

The numbers stand in the chart itself, so that it can be saved as one JSON file and
changed by whoever reads it. The limits: a year without a value is a gap in its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

import altair as alt

from adminlaw.errors import FieldValueError, Lang
from adminlaw.graph.yearly import Measures, Spread, YearMeasures
from adminlaw.labels import LabelledEnum
from adminlaw.plots.words import MEMBER, NO_MEMBER, NO_RANK, RANK, UNITS, YEAR
from adminlaw.wording import listed

OVERVIEW: Final = ("ranks", "received", "statuses", "version_age")
"""The measures on the page that is asked for first."""

_BY_RANK: Final = ("ranks", "received")
_SPREADS: Final = ("written_age", "version_age", "instrument_age")
_Row: TypeAlias = dict[str, str | int | float | None]


def measure_chart(
    measures: Measures, measure: str, lang: Lang
) -> alt.LayerChart | alt.Chart:
    """Return a chart of one measure over the years.

    Raises:
        FieldValueError: there is no such measure.
    """
    if measure not in UNITS:
        zh, en = listed(UNITS)
        raise FieldValueError("measure", measure, f"以下之一：{zh}", f"one of {en}")
    if measure in _SPREADS:
        return _spread_chart(measures, measure, lang)
    rows = [row for each in measures for row in _rows(each, measure, lang)]
    drawn: alt.Chart = (
        _chart(rows)
        .mark_line(point=True)
        .encode(x=_years(lang), y=_axis(measure, lang), tooltip=["year:Q", "value:Q"])
    )
    members = [_member(each, measure, lang) for each in _members(measures, measure)]
    if not members:
        return drawn
    title = (RANK if measure in _BY_RANK else MEMBER).text(lang)
    color = alt.Color("member:N", title=title, sort=members)
    lines: alt.Chart = drawn.encode(color=color)
    return lines


def overview(measures: Measures, lang: Lang) -> alt.ConcatChart:
    """Return the measures that are asked for first, two in a row."""
    charts = [
        measure_chart(measures, name, lang).properties(width=280, height=180)
        for name in OVERVIEW
    ]
    page: alt.ConcatChart = alt.concat(*charts, columns=2)
    apart: alt.ConcatChart = page.resolve_scale(color="independent")
    return apart


def _chart(rows: list[_Row]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=rows))


def _years(lang: Lang) -> alt.X:
    axis = alt.Axis(format="d", tickMinStep=1)
    return alt.X("year:Q", title=YEAR.text(lang), axis=axis).scale(
        zero=False, nice=False
    )


def _axis(measure: str, lang: Lang) -> alt.Y:
    axis = alt.Axis(format="%") if measure == "statuses" else alt.Axis()
    return alt.Y("value:Q", title=UNITS[measure].text(lang), axis=axis)


def _rows(each: YearMeasures, measure: str, lang: Lang) -> Iterator[_Row]:
    """Yield the values of a year, one a member where there are members."""
    value = getattr(each, measure)
    if not isinstance(value, Mapping):
        yield {"year": each.year, "value": value}
        return
    for member, number in value.items():
        name = _member(member, measure, lang)
        yield {"year": each.year, "member": name, "value": number}


def _members(measures: Measures, measure: str) -> list[Any]:
    """Return the members of a measure in the order of their list, None last."""
    found = [getattr(each, measure) for each in measures]
    members = {name for each in found if isinstance(each, Mapping) for name in each}
    return sorted(members, key=_place)


def _place(member: Any) -> tuple[bool, int]:  # noqa: ANN401 - as below
    if isinstance(member, LabelledEnum):
        return False, list(type(member)).index(member)
    return member is None, member or 0


def _member(member: Any, measure: str, lang: Lang) -> str:  # noqa: ANN401 - a member, a rank or None
    if member is None:
        return (NO_RANK if measure in _BY_RANK else NO_MEMBER).text(lang)
    return str(member) if measure in _BY_RANK else str(member.text(lang))


def _spread_chart(measures: Measures, measure: str, lang: Lang) -> alt.LayerChart:
    """Return a median over the years, with a band between the quartiles."""
    spreads = ((each.year, getattr(each, measure)) for each in measures)
    base = _chart([_parts(year, each) for year, each in spreads]).encode(x=_years(lang))
    band = base.mark_area(opacity=0.25).encode(y=_axis(measure, lang), y2="upper:Q")
    lines = base.mark_line(point=True).encode(
        y=alt.Y("median:Q"),
        tooltip=["year:Q", "value:Q", "median:Q", "upper:Q", "number:Q"],
    )
    layered: Any = alt.layer(band, lines)
    drawn: alt.LayerChart = layered
    return drawn


def _parts(year: int, spread: Spread | None) -> _Row:
    """Return a spread as a row; the lower quartile is the value of its axis."""
    if spread is None:
        return {"year": year, "value": None, "median": None, "upper": None, "number": 0}
    return {
        "year": year,
        "value": spread.lower,
        "median": spread.median,
        "upper": spread.upper,
        "number": spread.number,
    }
