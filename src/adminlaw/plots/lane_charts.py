"""A case and its clocks as an altair chart.

Events stand above clocks on one axis of days; how a clock stands is said in words right
of its bar. The limits: a browser shows each day as that of its own place.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import altair as alt

from adminlaw.errors import Lang
from adminlaw.labels import Label
from adminlaw.plots.case_charts import LANE, WIDE, layered_of, titled
from adminlaw.plots.lanes import (
    AS_OF,
    BOUNDS,
    CLOCK,
    DAY,
    EVENT,
    EXCLUDED,
    MET_ON,
    OVER,
    STATE,
    Lane,
    Lanes,
    Moment,
)
from adminlaw.plots.palette import INK, LATE, LIGHTER, PALE, STATES
from adminlaw.spans import DateSpan


def lanes_chart(lanes: Lanes, lang: Lang) -> alt.VConcatChart:
    """Return the events of a case above its clocks, on one axis of days."""
    panels: list[Any] = []
    if lanes.moments:
        last = not lanes.clocks
        panels.append(_events(lanes, lang, last=last))
    if lanes.clocks:
        panels.append(_clocks(lanes, lang))
    page: alt.VConcatChart = alt.vconcat(*panels, spacing=6).properties(
        title=titled(lanes.title, (*_legend(lanes), *lanes.notes), lang)
    )
    return page


def _legend(lanes: Lanes) -> Iterator[Label]:
    """Yield what the marks mean that no legend of colours explains."""
    clocks = lanes.clocks
    for drawn, mark, what in (
        ([each.met_on for each in clocks], Label("菱形", "diamond"), MET_ON),
        ([each.bounds for each in clocks], Label("浅色", "lighter"), BOUNDS),
        ([each.over for each in clocks], Label("细条", "thin"), OVER),
        ([each.excluded for each in clocks], Label("白条", "white"), EXCLUDED),
    ):
        if any(drawn):
            yield Label(f"{mark.zh}：{what.zh}", f"{mark.en}: {what.en}")


def _events(lanes: Lanes, lang: Lang, *, last: bool) -> alt.LayerChart:
    rows = [_moment_row(each, lanes.span, lang) for each in lanes.moments]
    names = [row["name"] for row in rows]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=_days(lanes, lang, last=last),
        y=_lanes(names, EVENT.text(lang)),
        tooltip=["name:N"],
    )
    spans: Any = base.mark_rule(color=PALE, strokeWidth=3).encode(x2="until:T")
    point = base.transform_filter("datum.since == datum.until")
    points: Any = point.mark_point(filled=True, color=INK, size=45, opacity=1)
    return _panel([spans, points], lanes, lang, head=True)


def _clocks(lanes: Lanes, lang: Lang) -> alt.LayerChart:
    names = [each.name.text(lang) for each in lanes.clocks]
    stretches = [row for each in lanes.clocks for row in _stretches(each, lang)]
    layers: list[Any] = [_said(lanes, lang)]
    if stretches:
        layers.insert(0, _stretched(stretches, lanes, lang))
    out = [
        _row(each, span, EXCLUDED.text(lang), lang)
        for each in lanes.clocks
        for span in each.excluded
    ]
    if out:
        layers.append(_not_counted(out, names, lang))
    points = [
        {
            "name": each.name.text(lang),
            "since": _at(each.met_on),
            "what": MET_ON.text(lang),
        }
        for each in lanes.clocks
        if each.met_on
    ]
    if points:
        layers.append(
            alt.Chart(alt.InlineData(values=points))
            .mark_point(shape="diamond", filled=True, color="black", size=70, opacity=1)
            .encode(
                x=alt.X("since:T"),
                y=_lanes(names, CLOCK.text(lang)),
                tooltip=["name:N", "what:N", "since:T"],
            )
        )
    return _panel(layers, lanes, lang, head=not lanes.moments)


def _stretched(rows: list[dict[str, Any]], lanes: Lanes, lang: Lang) -> alt.Chart:
    """Return the bars of clocks; the colour is the state, the rest is said."""
    names = [each.name.text(lang) for each in lanes.clocks]
    states = list(dict.fromkeys(each.state for each in lanes.clocks))
    color = alt.Color("state:N", title=STATE.text(lang)).scale(
        domain=[each.text(lang) for each in states],
        range=[STATES[each] for each in states],
    )
    light = alt.value(LIGHTER)
    bounds = alt.when(alt.datum.part == BOUNDS.text(lang)).then(light)
    drawn: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(stroke=INK, strokeWidth=0.6)
        .encode(
            x=_days(lanes, lang, last=True),
            x2="until:T",
            y=_lanes(names, CLOCK.text(lang)),
            color=color.legend(orient="bottom"),
            fillOpacity=bounds.otherwise(alt.value(1)),
            size=alt.Size("high:Q", scale=None, legend=None),
            tooltip=["name:N", "part:N", "since:T", "until:T"],
        )
    )
    return drawn


def _not_counted(rows: list[dict[str, Any]], names: list[str], lang: Lang) -> alt.Chart:
    """Return the days that do not count, white in the bars."""
    drawn: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(color="white", stroke=INK, strokeWidth=0.6, size=6)
        .encode(
            x=alt.X("since:T"),
            x2="until:T",
            y=_lanes(names, CLOCK.text(lang)),
            tooltip=["name:N", "part:N", "since:T", "until:T"],
        )
    )
    return drawn


def _said(lanes: Lanes, lang: Lang) -> alt.Chart:
    """Return in words how each clock stands, right of its lane."""
    names = [each.name.text(lang) for each in lanes.clocks]
    rows = [
        {"name": each.name.text(lang), "said": each.said.text(lang)}
        for each in lanes.clocks
    ]
    words: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_text(align="left", dx=8, color=INK, fontSize=10)
        .encode(
            x=alt.value(WIDE),
            y=_lanes(names, CLOCK.text(lang)),
            text=alt.Text("said:N"),
        )
    )
    return words


def _stretches(lane: Lane, lang: Lang) -> list[dict[str, Any]]:
    """Return the parts of a clock's bar; days that do not count lie over it."""
    parts = [
        (lane.sure, CLOCK, lane.state, 13),
        (lane.bounds, BOUNDS, lane.state, 13),
        (lane.over, OVER, lane.state, 5),
    ]
    return [
        _row(lane, span, part.text(lang), lang)
        | {"state": state.text(lang), "high": high}
        for span, part, state, high in parts
        if span
    ]


def _row(lane: Lane, span: DateSpan, part: str, lang: Lang) -> dict[str, Any]:
    since, until = _at(span.since), _at(span.until)
    return {
        "name": lane.name.text(lang),
        "part": part,
        "since": since,
        "until": until,
    }


def _moment_row(moment: Moment, span: DateSpan, lang: Lang) -> dict[str, str]:
    """Return an event as a row; one of a span ends with its last day."""
    since = moment.days.since or span.since
    one = moment.days.days == 1
    until = since if one else moment.days.until or span.until
    return {
        "name": moment.name.text(lang),
        "since": _at(since),
        "until": _at(until),
    }


def _panel(
    layers: list[Any], lanes: Lanes, lang: Lang, *, head: bool
) -> alt.LayerChart:
    """Return layers with the day as of which is drawn; the first panel names it."""
    if lanes.as_of in lanes.span:
        words = f"{AS_OF.text(lang)} {lanes.as_of}"
        rows = [{"since": _at(lanes.as_of + timedelta(days=1)), "text": words}]
        day = alt.Chart(alt.InlineData(values=rows)).encode(x=alt.X("since:T"))
        layers.append(day.mark_rule(color=LATE, strokeDash=[4, 3]))
        if head:
            label = day.mark_text(dy=-6, color=LATE, fontSize=10, baseline="bottom")
            layers.append(label.encode(text="text:N", y=alt.value(0)))
    return layered_of(layers, width=WIDE, height=alt.Step(LANE))


def _days(lanes: Lanes, lang: Lang, *, last: bool) -> alt.X:
    axis = alt.Axis(format="%Y-%m-%d", labels=last, ticks=last, tickCount=6)
    title = DAY.text(lang) if last else None
    domain = [_at(lanes.span.since), _at(lanes.span.until)]
    return alt.X("since:T", title=title, axis=axis).scale(domain=domain, nice=False)


def _lanes(names: list[str], title: str) -> alt.Y:
    axis = alt.Axis(labelLimit=360, grid=True, title=title)
    return alt.Y("name:N", sort=names, axis=axis)


def _at(day: date | None) -> str:
    """Return the start of a day, which a browser takes as that of its own place."""
    return f"{day}T00:00:00"
