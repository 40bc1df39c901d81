"""Pictures of cases, clearances and powers for print, as they are asked for.

Each draws what its chart in ``pictures`` draws, by matplotlib. The limits: those of the
charts; without a font with Chinese characters a figure is in English.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from adminlaw.clearance import ClearancePartition
from adminlaw.clocks import Timeline
from adminlaw.errors import Lang, MissingExtraError
from adminlaw.model import Case, CaseKind, ClearanceCycle, Power, Register
from adminlaw.plots.bars import MOST_BARS, MOST_MEMBERS
from adminlaw.plots.lanes import MOST_LANES, lanes_of
from adminlaw.plots.loads import MOST_PERIODS, Step, load_of, outcomes_of
from adminlaw.plots.shares import By, Clearance, clearance_of, powers_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def case_load_figure(  # noqa: PLR0913 - each is an option of the question
    cases: Register | Iterable[Case],
    *,
    as_of: date,
    by: Step = "year",
    kind: CaseKind | None = None,
    since: date | None = None,
    lang: Lang = "zh",
    font: str | Path | None = None,
    most: int = MOST_PERIODS,
) -> Figure:
    """Return ``case_load_chart`` as a drawing for print.

    Args:
        cases: As there.
        as_of: As there, like all that follows.
        by: ``month``, ``quarter`` or ``year``.
        kind: Only cases of a kind.
        since: The first period is that of this day.
        lang: The language of the labels.
        font: As in ``chain_figure``; where no font with Chinese characters is found,
            the figure is in English.
        most: The most periods that are drawn.

    Raises:
        FieldValueError: as there; or there is no such font.
        MissingExtraError: matplotlib is not installed.

    Warns:
        MissingFontWarning: no font with Chinese characters was found.
    """
    load = load_of(cases, by=by, as_of=as_of, kind=kind, since=since, most=most)
    return _drawn("load_figure", load, lang=lang, font=font)


def outcomes_figure(  # noqa: PLR0913 - each is an option of the question
    cases: Register | Iterable[Case],
    *,
    as_of: date,
    by: Literal["kind", "year"] = "kind",
    kind: CaseKind | None = None,
    lang: Lang = "zh",
    font: str | Path | None = None,
    most: int = MOST_BARS,
) -> Figure:
    """Return ``outcomes_chart`` as a drawing for print.

    Args:
        cases: As there.
        as_of: As there, like all that follows.
        by: ``kind`` or ``year``.
        kind: Only cases of a kind.
        lang: The language of the labels.
        font: As in :func:`case_load_figure`.
        most: The most bars that are drawn.

    Raises:
        FieldValueError: as there; or there is no such font.
        MissingExtraError: matplotlib is not installed.

    Warns:
        MissingFontWarning: no font with Chinese characters was found.
    """
    bars = outcomes_of(cases, by=by, as_of=as_of, kind=kind).checked(most)
    return _drawn("bars_figure", bars, lang=lang, font=font)


def timeline_figure(
    timeline: Timeline,
    *,
    lang: Lang = "zh",
    font: str | Path | None = None,
    most: int = MOST_LANES,
) -> Figure:
    """Return ``timeline_chart`` as a drawing for print.

    Args:
        timeline: What ``timeline`` gave.
        lang: The language of the labels.
        font: As in :func:`case_load_figure`.
        most: The most lanes that are drawn.

    Raises:
        FieldValueError: as there; or there is no such font.
        MissingExtraError: matplotlib is not installed.

    Warns:
        MissingFontWarning: no font with Chinese characters was found.
    """
    lanes = lanes_of(timeline).checked(most)
    return _drawn("lanes_figure", lanes, lang=lang, font=font)


def clearance_figure(
    clearance: Clearance | Sequence[ClearancePartition | ClearanceCycle],
    *,
    size: int | None = None,
    lang: Lang = "zh",
    font: str | Path | None = None,
    most: int = MOST_BARS,
) -> Figure:
    """Return ``clearance_chart`` as a drawing for print.

    Args:
        clearance: As there.
        size: How many documents there were.
        lang: The language of the labels.
        font: As in :func:`case_load_figure`.
        most: The most bars that are drawn.

    Raises:
        FieldValueError: as there; or there is no such font.
        MissingExtraError: matplotlib is not installed.

    Warns:
        MissingFontWarning: no font with Chinese characters was found.
    """
    bars = clearance_of(clearance, size=size).checked(most)
    return _drawn("bars_figure", bars, lang=lang, font=font)


def powers_figure(  # noqa: PLR0913 - each is an option of the question
    powers: Register | Iterable[Power],
    *,
    by: By = "kind",
    register: Register | None = None,
    as_of: date | None = None,
    lang: Lang = "zh",
    font: str | Path | None = None,
    members: int = MOST_MEMBERS,
    most: int = MOST_BARS,
) -> Figure:
    """Return ``powers_chart`` as a drawing for print.

    Args:
        powers: As there.
        by: ``kind``, ``level`` or ``department``.
        register: Where their holders stand.
        as_of: Only powers that are in force on this day.
        lang: The language of the labels.
        font: As in :func:`case_load_figure`.
        members: The most departments with a bar of their own.
        most: The most bars that are drawn.

    Raises:
        FieldValueError: as there; or there is no such font.
        MissingExtraError: matplotlib is not installed.

    Warns:
        MissingFontWarning: no font with Chinese characters was found.
    """
    bars = powers_of(powers, by=by, register=register, as_of=as_of, most=members)
    return _drawn("bars_figure", bars.checked(most), lang=lang, font=font)


def _drawn(name: str, rows: object, *, lang: Lang, font: str | Path | None) -> Figure:
    """Return rows as the figure that a function of the matplotlib module makes."""
    try:
        figures = import_module("adminlaw.plots.case_figures")
    except ImportError:
        raise MissingExtraError("matplotlib", "plot") from None
    drawn: Figure = getattr(figures, name)(rows, figures.pen_of(font, lang))
    return drawn
