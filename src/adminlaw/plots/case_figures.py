"""Cases, clearances and powers as matplotlib figures, for print.

The figures belong to no window and change no setting. The limits: without a font with
Chinese characters everything is said in English, and what only has a Chinese name
bears its number; in either case the text at a bar has the key of its row as its id.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen
from matplotlib import dates
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from adminlaw.errors import Lang
from adminlaw.labels import Label
from adminlaw.plots.bars import Bar, Bars, Group, worded
from adminlaw.plots.fonts import chinese_font, in_size
from adminlaw.plots.lanes import (
    AS_OF,
    BOUNDS,
    DAY,
    EXCLUDED,
    MET_ON,
    Lane,
    Lanes,
    Moment,
)
from adminlaw.plots.loads import (
    CASES,
    CONCLUDED,
    PERIOD,
    RECEIVED,
    STOCK,
    CaseLoad,
    Load,
)
from adminlaw.plots.palette import (
    BAR,
    DARK,
    INK,
    LATE,
    LIGHTER,
    PALE,
    PATTERNS,
    REST,
    STATES,
)
from adminlaw.plots.words import NO_FONT_NAMES, ON_NAMES, MissingFontWarning
from adminlaw.spans import DateSpan

_DATES: Final[Any] = dates
"""Published without the types of what is called here."""

_ROOM: Final = 1.18
"""How far an axis goes beyond its longest bar, so that its number has room."""

_LANE, _HEAD = 0.27, 1.0
"""Inches: the height of a lane, and of what stands above and below them."""

_PAPER: Final = 6.3
"""Inches: the width of what is printed on A4 between its margins."""


@frozen(kw_only=True)
class Pen:
    """In which language and in which font is written."""

    lang: Lang
    font: FontProperties | None

    def of(self, size: float) -> FontProperties:
        """Return the font in a size, in points."""
        return in_size(self.font, size)

    def says(self, label: Label, number: int = 0) -> str:
        """Return a text, or its number where it cannot be written."""
        text = label.text(self.lang)
        return text if self.font or text.isascii() else f"No. {number}"

    def on(self, texts: Iterable[Any], size: float = 8) -> None:
        """Set texts in the font; nothing in them is taken for mathematics."""
        for each in texts:
            each.set(fontproperties=self.of(size), parse_math=False)

    def head(self, axes: Axes, title: Label, notes: Sequence[Label]) -> None:
        """Write the title of a figure, and under it what its reader has to know."""
        lines = [each.text(self.lang) for each in (title, *notes)]
        if self.font is None:
            plain = [each.encode("ascii", "replace").decode() for each in lines]
            lines = [ON_NAMES, *plain]
        text, font = "\n".join(lines), self.of(9)
        axes.set_title(text, loc="left", fontproperties=font, parse_math=False)

    def finish(self, axes: Axes, unit: Label | None = None) -> None:
        """Set the axes in the font, and take away lines that say nothing."""
        if unit:
            axes.set_xlabel(self.says(unit))
        self.on([*axes.get_xticklabels(), *axes.get_yticklabels()], 8)
        self.on([axes.xaxis.label, axes.yaxis.label], 8)
        axes.spines[["top", "right"]].set_visible(False)

    def legend(self, axes: Axes, marks: Sequence[Artist], below: float) -> None:
        """Write what the marks mean under the axes, *below* inches."""
        height = axes.get_figure(root=True).get_size_inches()[1]  # type: ignore[union-attr]
        axes.legend(
            handles=marks,
            prop=self.of(8),
            loc="upper left",
            bbox_to_anchor=(0, -below / height),
            ncols=4,
            frameon=False,
        )


def pen_of(font: Any, lang: Lang) -> Pen:  # noqa: ANN401 - a name, a file or None
    """Return what to write with; warn where no font with Chinese characters is.

    Raises:
        FieldValueError: there is no such font.
    """
    found = chinese_font(font)
    if found is None:
        text = f"{NO_FONT_NAMES.zh} / {NO_FONT_NAMES.en}"
        warnings.warn(text, MissingFontWarning, stacklevel=4)
    return Pen(lang=lang if found else "en", font=found)


# Bars.


def bars_figure(bars: Bars, pen: Pen) -> Figure:
    """Return bars from top to bottom, group by group, each with its number."""
    named = sum(bool(whole.name.zh) for whole in bars.groups)
    high = named + sum(len(whole.bars) for whole in bars.groups)
    figure, axes = _paper(high * _LANE + _HEAD)
    pen.head(axes, bars.title, bars.notes)
    longest = max(bar.number for whole in bars.groups for bar in whole.bars)
    axes.set(xlim=(0, max(1, longest) * _ROOM), ylim=(high - 0.4, -0.6))
    names: list[str] = []
    for whole in bars.groups:
        if whole.name.zh:
            names.append(_HEADING.format(pen.says(whole.name, len(names) + 1)))
        for bar in whole.bars:
            _bar(axes, whole, bar, len(names), pen)
            names.append(pen.says(bar.name, len(names) + 1))
    axes.set_yticks(range(high), names)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    pen.finish(axes, bars.unit)
    return figure


_HEADING: Final = "[{}]"


def _bar(axes: Axes, whole: Group, bar: Bar, at: int, pen: Pen) -> None:
    """Draw a bar with its number; what is left is pale and hatched."""
    axes.barh(
        at,
        bar.number,
        height=0.72,
        color=REST if bar.rest else BAR,
        hatch="///" if bar.rest else "",
        edgecolor=INK,
        linewidth=0.5,
    )
    text = axes.annotate(
        worded(bar.number, whole.base),
        (bar.number, at),
        (3, 0),
        textcoords="offset points",
        va="center",
        gid=f"{whole.key}:{bar.key}" if whole.key else bar.key,
    )
    pen.on([text], 7.5)


def _paper(high: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(_PAPER, high), layout="tight")
    return figure, figure.add_subplot()


# The case load.


def load_figure(load: CaseLoad, pen: Pen) -> Figure:
    """Return what came in and went out, above what is pending."""
    figure = Figure(figsize=(max(_PAPER, 0.42 * len(load.loads)), 4.6), layout="tight")
    upper, lower = figure.subplots(2, sharex=True, height_ratios=(2, 1))
    pen.head(upper, load.title, load.notes)
    at = range(len(load.loads))
    for shift, what, color, pattern in (
        (-0.21, RECEIVED, BAR, ""),
        (0.21, CONCLUDED, DARK, "///"),
    ):
        numbers = [_flow(each, what) for each in load.loads]
        _columns(upper, [x + shift for x in at], numbers, (0.4, color, pattern), pen)
    _columns(lower, at, [each.pending for each in load.loads], (0.6, REST, ""), pen)
    marks = [
        Patch(facecolor=BAR, edgecolor=INK, label=pen.says(RECEIVED)),
        Patch(facecolor=DARK, edgecolor=INK, hatch="///", label=pen.says(CONCLUDED)),
    ]
    # Inside, above the columns: over the axes it would meet a long title.
    upper.set_ylim(0, upper.get_ylim()[1] * _ROOM)
    upper.legend(
        handles=marks, prop=pen.of(8), frameon=False, loc="upper right", ncols=2
    )
    upper.set_ylabel(pen.says(CASES))
    lower.set_ylabel(pen.says(STOCK))
    long = len(load.loads[0].period) > len("2024")
    turned = {"rotation": 45, "ha": "right"} if long else {}
    lower.set_xticks(at, [each.period for each in load.loads], **turned)
    pen.finish(upper)
    pen.finish(lower, PERIOD)
    return figure


def _flow(load: Load, what: Label) -> int:
    return load.received if what is RECEIVED else load.concluded


def _columns(
    axes: Axes,
    at: Sequence[float],
    numbers: Sequence[int],
    look: tuple[float, str, str],
    pen: Pen,
) -> None:
    """Draw columns of a width, a colour and a pattern, with their numbers above."""
    width, color, pattern = look
    columns = axes.bar(
        at, numbers, width, color=color, hatch=pattern, edgecolor=INK, linewidth=0.5
    )
    pen.on(axes.bar_label(columns, padding=1), 7)
    highest = max(1, axes.dataLim.y1)
    axes.set_ylim(0, highest * _ROOM)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))


# A case and its clocks.


def lanes_figure(lanes: Lanes, pen: Pen) -> Figure:
    """Return the events of a case above its clocks, on one axis of days."""
    above, high = len(lanes.moments), len(lanes.moments) + len(lanes.clocks)
    figure, axes = _paper(high * _LANE + 1.7)
    figure.set_size_inches(_PAPER * 1.5, high * _LANE + 1.7)
    pen.head(axes, lanes.title, lanes.notes)
    first, last = _DATES.date2num(lanes.span.since), _DATES.date2num(lanes.span.until)
    room = 0.02 * (last - first)
    axes.set(xlim=(first - room, last + room), ylim=(high - 0.4, -0.6))
    for at, moment in enumerate(lanes.moments):
        _moment(axes, moment, at, lanes.span)
    for at, lane in enumerate(lanes.clocks, above):
        _clock(axes, lane, at, pen)
    labels = [each.name for each in lanes.moments]
    labels += [each.name for each in lanes.clocks]
    names = [pen.says(each, number) for number, each in enumerate(labels, 1)]
    axes.set_yticks(range(high), names)
    axes.axhline(above - 0.5, color=PALE, linewidth=0.8)
    axes.xaxis.set_major_locator(_DATES.AutoDateLocator(maxticks=7))
    axes.xaxis.set_major_formatter(_DATES.DateFormatter("%Y-%m-%d"))
    axes.grid(axis="x", color=REST, linewidth=0.6)
    axes.set_axisbelow(True)
    marks = list(_marks(axes, lanes, pen))
    pen.finish(axes, DAY)
    pen.legend(axes, marks, 0.55)
    return figure


def _moment(axes: Axes, moment: Moment, at: int, span: DateSpan) -> None:
    """Draw an event: a dot on its day, or a line over the days it may have been."""
    since = _DATES.date2num(moment.days.since or span.since)
    if moment.days.days == 1:
        axes.plot([since], [at], "o", color=INK, markersize=4)
        return
    until = _DATES.date2num(moment.days.until or span.until)
    axes.plot([since, until], [at, at], "-", color=PALE, linewidth=3)


def _clock(axes: Axes, lane: Lane, at: int, pen: Pen) -> None:
    """Draw a clock: its bar, where it may end, what went beyond, and its words."""
    look = {"edgecolor": INK, "linewidth": 0.6, "facecolor": STATES[lane.state]}
    pattern = PATTERNS[lane.state]
    _stretch(axes, lane.sure, at, look | {"height": 0.66, "hatch": pattern})
    _stretch(axes, lane.bounds, at, look | {"height": 0.66, "alpha": LIGHTER})
    _stretch(axes, lane.over, at, look | {"height": 0.25})
    for each in lane.excluded:
        white = {"facecolor": "white", "edgecolor": INK, "linewidth": 0.5}
        _stretch(axes, each, at, white | {"height": 0.3})
    if lane.met_on:
        axes.plot([_DATES.date2num(lane.met_on)], [at], **_DIAMOND)
    text = axes.text(
        1.01,
        at,
        pen.says(lane.said),
        transform=axes.get_yaxis_transform(),
        va="center",
        gid=lane.rule,
    )
    pen.on([text], 7.5)


_DIAMOND: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "marker": "D",
        "linestyle": "",
        "color": "black",
        "markersize": 4.5,
        "markeredgecolor": "white",
    }
)


def _stretch(
    axes: Axes, span: DateSpan | None, at: int, look: Mapping[str, Any]
) -> None:
    if span is not None:
        since, until = _DATES.date2num(span.since), _DATES.date2num(span.until)
        axes.barh(at, until - since, left=since, **look)


def _marks(axes: Axes, lanes: Lanes, pen: Pen) -> Iterator[Artist]:
    """Yield what the legend explains, and draw the day as of which is asked."""
    for state in dict.fromkeys(each.state for each in lanes.clocks):
        color, name = STATES[state], pen.says(Label(state.zh, state.en))
        pattern = PATTERNS[state]
        yield Patch(facecolor=color, edgecolor=INK, hatch=pattern, label=name)
        if any(each.bounds for each in lanes.clocks if each.state is state):
            name = pen.says(BOUNDS)
            yield Patch(facecolor=color, edgecolor=INK, alpha=LIGHTER, label=name)
    if any(each.excluded for each in lanes.clocks):
        yield Patch(facecolor="white", edgecolor=INK, label=pen.says(EXCLUDED))
    if any(each.met_on for each in lanes.clocks):
        yield Line2D([], [], label=pen.says(MET_ON), **_DIAMOND)
    if lanes.as_of in lanes.span:
        name = f"{pen.says(AS_OF)} {lanes.as_of}"
        day = _DATES.date2num(lanes.as_of) + 1
        yield axes.axvline(day, color=LATE, linestyle="--", linewidth=1, label=name)
