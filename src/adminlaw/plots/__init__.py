"""Pictures of measures, answers and records: altair charts, matplotlib drawings.

Both come with the extra ``plot`` and are loaded when a picture is asked for. What is
returned is theirs: an ``altair`` chart, a ``matplotlib`` figure, to be changed and
saved as those are. The limits: a picture shows what a result holds and judges nothing;
a drawing of more boxes than can be read is refused.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adminlaw.errors import Lang, MissingExtraError
from adminlaw.graph import BasisChain, Impact
from adminlaw.graph.yearly import Measures
from adminlaw.plots.bars import MOST_BARS, MOST_MEMBERS
from adminlaw.plots.lanes import MOST_LANES
from adminlaw.plots.layers import MOST_BOXES, Layers, layers_of
from adminlaw.plots.loads import MOST_PERIODS
from adminlaw.plots.pictures import (
    case_load_chart,
    cited_age_chart,
    clearance_chart,
    outcomes_chart,
    powers_chart,
    timeline_chart,
)
from adminlaw.plots.prints import (
    case_load_figure,
    clearance_figure,
    outcomes_figure,
    powers_figure,
    timeline_figure,
)
from adminlaw.plots.words import MissingFontWarning

if TYPE_CHECKING:
    import altair as alt
    from matplotlib.figure import Figure


def measures_chart(
    measures: Measures, measure: str, *, lang: Lang = "zh"
) -> alt.LayerChart | alt.Chart:
    """Return a chart of one measure over the years.

    Args:
        measures: What ``measures_by_year`` gave.
        measure: A field of ``YearMeasures``. A field with members is a line for each
            of them, a spread is its median with a band between the quartiles.
        lang: The language of the labels.

    Raises:
        FieldValueError: there is no such measure.
        MissingExtraError: altair is not installed.

    >>> from adminlaw.graph import legal_basis_graph
    >>> from adminlaw.graph.measuring import measures_by_year
    >>> measures = measures_by_year(legal_basis_graph(), range(2000, 2025, 6))
    >>> measures_chart(measures, "ranks", lang="en").to_dict()["mark"]["type"]
    'line'
    """
    found: alt.LayerChart | alt.Chart = _charts().measure_chart(measures, measure, lang)
    return found


def overview_chart(measures: Measures, *, lang: Lang = "zh") -> alt.ConcatChart:
    """Return what is mostly asked first, as one page of small charts.

    Args:
        measures: What ``measures_by_year`` gave.
        lang: The language of the labels.

    Raises:
        MissingExtraError: altair is not installed.
    """
    found: alt.ConcatChart = _charts().overview(measures, lang)
    return found


def chain_figure(
    chain: BasisChain,
    *,
    lang: Lang = "zh",
    font: str | Path | None = None,
    most: int = MOST_BOXES,
) -> Figure:
    """Return a drawing of the paths from a power up to the law.

    What does not hold on the day is dashed and what is in doubt is dotted. Where the
    chain is not sound its weakest link is red.

    Args:
        chain: What ``basis_chain`` gave.
        lang: The language of kinds and notes; names of law stay Chinese.
        font: A font with Chinese characters, by its name or its file; the first one
            that is found, by default. Where none is, boxes bear numbers; in either
            case the text of a box has the key of its node as its ``gid``.
        most: The most boxes that are drawn.

    Raises:
        FieldValueError: there are more boxes, or no such font.
        MissingExtraError: matplotlib is not installed.

    Warns:
        MissingFontWarning: no font with Chinese characters was found.
    """
    layers = layers_of(
        chain.paths,
        chain.as_of,
        asked={chain.node: chain.label},
        weakest=None if chain.sound else chain.weakest,
    )
    title = f"{chain.label} ({chain.as_of})"
    return _drawn(layers.checked(most), title, lang=lang, font=font)


def impact_figure(
    impact: Impact,
    *,
    lang: Lang = "zh",
    font: str | Path | None = None,
    most: int = MOST_BOXES,
) -> Figure:
    """Return a drawing of what rests on an article, an instrument or an amendment.

    Args:
        impact: What ``impact`` gave; what only cites is left out.
        lang: The language of kinds and notes; names of law stay Chinese.
        font: As in :func:`chain_figure`.
        most: The most boxes that are drawn.

    Raises:
        FieldValueError: there are more boxes, or no such font.
        MissingExtraError: matplotlib is not installed.

    Warns:
        MissingFontWarning: no font with Chinese characters was found.
    """
    layers = layers_of(
        [each.path for each in impact],
        impact.as_of,
        asked=dict.fromkeys(impact.starts, impact.what),
    )
    title = f"{impact.what} ({impact.as_of})"
    return _drawn(layers.checked(most), title, lang=lang, font=font)


def _charts() -> Any:  # noqa: ANN401 - a module that is only loaded here
    try:
        return import_module("adminlaw.plots.charts")
    except ImportError:
        raise MissingExtraError("altair", "plot") from None


def _drawn(
    layers: Layers, title: str, *, lang: Lang, font: str | Path | None
) -> Figure:
    try:
        figures = import_module("adminlaw.plots.figures")
    except ImportError:
        raise MissingExtraError("matplotlib", "plot") from None
    drawn: Figure = figures.figure(layers, title, lang=lang, font=font)
    return drawn


__all__ = [
    "MOST_BARS",
    "MOST_BOXES",
    "MOST_LANES",
    "MOST_MEMBERS",
    "MOST_PERIODS",
    "MissingFontWarning",
    "case_load_chart",
    "case_load_figure",
    "chain_figure",
    "cited_age_chart",
    "clearance_chart",
    "clearance_figure",
    "impact_figure",
    "measures_chart",
    "outcomes_chart",
    "outcomes_figure",
    "overview_chart",
    "powers_chart",
    "powers_figure",
    "timeline_chart",
    "timeline_figure",
]
