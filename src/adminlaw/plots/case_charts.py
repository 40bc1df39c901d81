"""The case load, bars and the age of cited law as altair charts.

The numbers stand in the chart itself and at each of its marks. The limits: what is
drawn is what the rows hold; the order of marks is theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import altair as alt

from adminlaw.errors import FieldValueError, Lang
from adminlaw.graph.yearly import Measures
from adminlaw.labels import Label
from adminlaw.plots.bars import Bars, Group
from adminlaw.plots.charts import measure_chart
from adminlaw.plots.loads import (
    CASES,
    CONCLUDED,
    PERIOD,
    RECEIVED,
    STOCK,
    CaseLoad,
)
from adminlaw.plots.palette import BAR, DARK, INK, PALE, REST
from adminlaw.plots.words import YEAR

AGES: Final = ("version_age", "written_age")
"""The measures of the chart of cited law, from top to bottom."""

_ROOM: Final = 1.16
"""How far an axis goes beyond its longest bar, so that its number has room."""

WIDE, LANE, _STEP = 560, 20, 34
"""Pixels: the width of a chart, the height of a lane, the width of a period."""


def bars_chart(bars: Bars, lang: Lang) -> alt.VConcatChart:
    """Return bars from top to bottom, group by group, each with its number."""
    longest = max(bar.number for whole in bars.groups for bar in whole.bars)
    panels = []
    for whole in bars.groups:
        axis, last = _whole(longest), whole is bars.groups[-1]
        axis.labels, axis.ticks = last, last
        unit = bars.unit.text(lang) if last else None
        numbers = alt.X("number:Q", title=unit, axis=axis).scale(
            domain=[0, max(1, longest) * _ROOM], nice=False
        )
        panels.append(_group(whole, numbers, lang))
    page: alt.VConcatChart = alt.vconcat(*panels, spacing=10).properties(
        title=titled(bars.title, bars.notes, lang)
    )
    return page


def _group(whole: Group, axis: alt.X, lang: Lang) -> alt.LayerChart:
    """Return the bars of one group under its name."""
    rows = whole.rows(lang)
    names = [bar.name.text(lang) for bar in whole.bars]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("name:N", sort=names, title=None, axis=alt.Axis(labelLimit=320)),
        x=axis,
        tooltip=["group:N", "name:N", "number:Q", alt.Tooltip("share:Q", format=".1%")],
    )
    color = alt.when("datum.rest").then(alt.value(REST)).otherwise(alt.value(BAR))
    drawn: Any = base.mark_bar(stroke=INK, strokeWidth=0.6).encode(color=color)
    numbers: Any = base.mark_text(align="left", dx=4, color=INK).encode(text="text:N")
    layered = layered_of([drawn, numbers], width=WIDE, height=alt.Step(LANE))
    name = whole.name.text(lang)
    if name:
        layered.title = alt.TitleParams(
            name, anchor="start", frame="group", fontSize=11, offset=4
        )
    return layered


def layered_of(layers: list[Any], **size: Any) -> alt.LayerChart:  # noqa: ANN401 - pixels or a step
    """Return marks on each other, in a size."""
    drawn: Any = alt.layer(*layers)
    layered: alt.LayerChart = drawn.properties(**size)
    return layered


def _whole(longest: int) -> alt.Axis:
    """Return an axis that names whole numbers only."""
    return alt.Axis(format="d", tickMinStep=1, tickCount=min(longest, 8))


def titled(title: Label, notes: Sequence[Label], lang: Lang) -> alt.TitleParams:
    """Return a title with what its reader has to know under it."""
    return alt.TitleParams(
        title.text(lang),
        subtitle=[each.text(lang) for each in notes],
        anchor="start",
        subtitleColor=PALE,
    )


# The case load.


def load_chart(load: CaseLoad, lang: Lang) -> alt.VConcatChart:
    """Return what came in and went out, above what is pending."""
    rows = load.rows(lang)
    flows = (RECEIVED.text(lang), CONCLUDED.text(lang))
    color = alt.Color("what:N", title=None, sort=flows).scale(
        domain=list(flows), range=[BAR, DARK]
    )
    above = [row for row in rows if row["what"] in flows]
    upper = _columns(above, CASES.text(lang), lang, last=False).encode(
        color=color.legend(orient="top"), xOffset=alt.XOffset("what:N", sort=flows)
    )
    below = [row for row in rows if row["what"] not in flows]
    lower = _columns(below, STOCK.text(lang), lang, last=True)
    step = max(_STEP, 14 + 12 * len(str(max(row["number"] for row in rows))))
    wide = step * len(load.loads)
    page: alt.VConcatChart = alt.vconcat(
        _numbered(upper, width=wide, height=200),
        _numbered(lower, width=wide, height=110),
        spacing=8,
    ).properties(title=titled(load.title, load.notes, lang))
    return page


def _columns(rows: list[Any], name: str, lang: Lang, *, last: bool) -> alt.Chart:
    """Return columns over the periods; only the lowest of a page names them."""
    highest = max(row["number"] for row in rows)
    periods = list(dict.fromkeys(row["period"] for row in rows))
    axis = alt.Axis(labelAngle=-45 if len(periods[0]) > len("2024") else 0)
    axis.labels, axis.ticks = last, last
    title = PERIOD.text(lang) if last else None
    chart: alt.Chart = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("period:O", title=title, sort=periods, axis=axis).scale(
            paddingInner=0.2, paddingOuter=0.1
        ),
        y=alt.Y("number:Q", title=name, axis=_whole(highest)).scale(
            domain=[0, max(1, highest) * _ROOM], nice=False
        ),
        tooltip=["period:O", "what:N", "number:Q"],
    )
    return chart


def _numbered(columns: alt.Chart, **size: int) -> alt.LayerChart:
    """Return columns with their numbers above them."""
    bars: Any = columns.mark_bar(color=REST, stroke=INK, strokeWidth=0.6)
    numbers: Any = columns.mark_text(dy=-6, fontSize=9).encode(
        text="number:Q", color=alt.value(INK)
    )
    return layered_of([bars, numbers], **size)


# The age of cited law.


def ages_chart(measures: Measures, lang: Lang) -> alt.VConcatChart:
    """Return the ages of what is cited: medians in their bands, with their numbers.

    Raises:
        FieldValueError: nothing is cited in any of the years.
    """
    if not any(getattr(year, name) for year in measures for name in AGES):
        raise FieldValueError("measures", 0, "有引用的年份", "a year with a citation")
    panels = [_age(measures, each, lang) for each in AGES]
    notes = (Label("中位数与四分位区间", "medians, between the quartiles"),)
    title = titled(Label("所引法律的年龄", "the age of cited law"), notes, lang)
    page: alt.VConcatChart = alt.vconcat(*panels).properties(title=title)
    return page


def _age(measures: Measures, measure: str, lang: Lang) -> alt.LayerChart:
    drawn: Any = measure_chart(measures, measure, lang)
    axis = alt.Axis(format="d", tickMinStep=1, labelFlush=False)
    years = alt.X("year:Q", title=YEAR.text(lang), axis=axis).scale(
        zero=False, nice=False, padding=18
    )
    numbers = drawn.layer[1].mark_text(dy=-9, fontSize=9, color=INK)
    numbers = numbers.encode(text=alt.Text("median:Q", format=".1f"))
    halo = numbers.copy().mark_text(dy=-9, fontSize=9, stroke="white", strokeWidth=3)
    layers = [each.encode(x=years) for each in (*drawn.layer, halo, numbers)]
    return layered_of(layers, data=drawn.data, width=WIDE, height=180)
