"""Pictures of cases, clearances and powers for notebooks, as they are asked for.

Each counts what it draws (``loads``, ``shares``, ``lanes``) and hands it to altair. The
limits: what cannot be read is refused, and what is too small to be shown is named as
others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from adminlaw.clearance import ClearancePartition
from adminlaw.clocks import Timeline
from adminlaw.errors import FieldValueError, Lang, MissingExtraError
from adminlaw.graph.measuring import measures_by_year
from adminlaw.graph.yearly import Measures
from adminlaw.model import Case, CaseKind, ClearanceCycle, Power, Register
from adminlaw.plots.bars import MOST_BARS, MOST_MEMBERS
from adminlaw.plots.lanes import MOST_LANES, lanes_of
from adminlaw.plots.loads import MOST_PERIODS, Step, load_of, outcomes_of
from adminlaw.plots.shares import By, Clearance, clearance_of, powers_of

if TYPE_CHECKING:
    import altair as alt

    from adminlaw.graph.views import Graph


def case_load_chart(  # noqa: PLR0913 - each is an option of the question
    cases: Register | Iterable[Case],
    *,
    as_of: date,
    by: Step = "year",
    kind: CaseKind | None = None,
    since: date | None = None,
    lang: Lang = "zh",
    most: int = MOST_PERIODS,
) -> alt.VConcatChart:
    """Return a chart of the cases received, concluded and pending over time.

    Args:
        cases: The cases, or the register that holds them.
        as_of: The day; what happened later is not counted, and the last period ends
            on it.
        by: How long a period is: ``month``, ``quarter`` or ``year``.
        kind: Only cases of a kind.
        since: The first period is that of this day, and what was pending before it is
            said; by default that of the first case.
        lang: The language of the labels.
        most: The most periods that are drawn.

    Raises:
        FieldValueError: no case has a day, or there are more periods.
        NotADayError: *as_of* or *since* is no day.
        MissingExtraError: altair is not installed.

    >>> from adminlaw.model import Event, EventKind
    >>> case = Case(
    ...     id="c",
    ...     kind=CaseKind.PETITION,
    ...     events=(Event(kind=EventKind.RECEIVED, day=date(2024, 3, 1)),),
    ... )
    >>> chart = case_load_chart([case], by="month", as_of=date(2024, 4, 30), lang="en")
    >>> chart.title.text
    'case load (as of 2024-04-30)'
    """
    load = load_of(cases, by=by, as_of=as_of, kind=kind, since=since, most=most)
    drawn: alt.VConcatChart = _charts().load_chart(load, lang)
    return drawn


def outcomes_chart(  # noqa: PLR0913 - each is an option of the question
    cases: Register | Iterable[Case],
    *,
    as_of: date,
    by: Literal["kind", "year"] = "kind",
    kind: CaseKind | None = None,
    lang: Lang = "zh",
    most: int = MOST_BARS,
) -> alt.VConcatChart:
    """Return a chart of how the cases that are closed ended, by their kind or year.

    Args:
        cases: The cases, or the register that holds them.
        as_of: The day; how many are pending on it is said beside.
        by: ``kind``, or ``year`` for the year in which they were closed.
        kind: Only cases of a kind.
        lang: The language of the labels.
        most: The most bars that are drawn.

    Raises:
        FieldValueError: no case is closed, or there are more bars.
        NotADayError: *as_of* is no day.
        MissingExtraError: altair is not installed.
    """
    bars = outcomes_of(cases, by=by, as_of=as_of, kind=kind).checked(most)
    drawn: alt.VConcatChart = _charts().bars_chart(bars, lang)
    return drawn


def timeline_chart(
    timeline: Timeline, *, lang: Lang = "zh", most: int = MOST_LANES
) -> alt.VConcatChart:
    """Return a chart of a case: its events, and each of its clocks as a bar.

    A bar goes from the start of the clock to its last day. Where that day is not
    certain, the days that it may be are lighter; where it was met too late, a thin bar
    goes on to the day on which it was. A diamond is the day that met it.

    Args:
        timeline: What ``timeline`` gave.
        lang: The language of the labels.
        most: The most lanes that are drawn.

    Raises:
        FieldValueError: nothing in the case has a day, or there are more lanes.
        MissingExtraError: altair is not installed.
    """
    lanes = lanes_of(timeline).checked(most)
    drawn: alt.VConcatChart = _charts("lane_charts").lanes_chart(lanes, lang)
    return drawn


def clearance_chart(
    clearance: Clearance | Sequence[ClearancePartition | ClearanceCycle],
    *,
    size: int | None = None,
    lang: Lang = "zh",
    most: int = MOST_BARS,
) -> alt.VConcatChart:
    """Return a chart of how a clearance divides its documents, or each of several.

    Args:
        clearance: What ``partition`` gave, a clearance with its verdicts, or the
            number of each outcome; or several of the first two.
        size: How many documents there were, where *clearance* does not say so; what no
            outcome names is the rest.
        lang: The language of the labels.
        most: The most bars that are drawn.

    Raises:
        FieldValueError: a clearance has no outcome, or there are more bars.
        MissingExtraError: altair is not installed.

    >>> from adminlaw.model import ClearanceOutcome
    >>> counts = {ClearanceOutcome.RETAINED: 92, ClearanceOutcome.AMENDED: 23}
    >>> clearance_chart(counts, size=179, lang="en").title.text
    'clearance (179)'
    """
    bars = clearance_of(clearance, size=size).checked(most)
    drawn: alt.VConcatChart = _charts().bars_chart(bars, lang)
    return drawn


def powers_chart(  # noqa: PLR0913 - each is an option of the question
    powers: Register | Iterable[Power],
    *,
    by: By = "kind",
    register: Register | None = None,
    as_of: date | None = None,
    lang: Lang = "zh",
    members: int = MOST_MEMBERS,
    most: int = MOST_BARS,
) -> alt.VConcatChart:
    """Return a chart of powers by kind, by level and kind, or by department.

    Each power counts once: one that is exercised at several levels at those together.

    Args:
        powers: The powers, or the register that holds them.
        by: ``kind``, ``level`` or ``department``.
        register: Where their holders stand, if *powers* is no register; without it a
            department is its id, and a level that a power does not state is unknown.
        as_of: Only powers that are in force on this day.
        lang: The language of the labels; departments keep their names.
        members: The most departments with a bar of their own; others are one bar.
        most: The most bars that are drawn.

    Raises:
        FieldValueError: there is no power, or there are more bars.
        NotADayError: *as_of* is no day.
        MissingExtraError: altair is not installed.
    """
    bars = powers_of(powers, by=by, register=register, as_of=as_of, most=members)
    drawn: alt.VConcatChart = _charts().bars_chart(bars.checked(most), lang)
    return drawn


def cited_age_chart(
    graph: Graph | Measures,
    *,
    years: Iterable[int] | None = None,
    lang: Lang = "zh",
) -> alt.VConcatChart:
    """Return a chart of the age of cited law over the years.

    Above, how old the versions that are cited are at the end of each year; below, how
    old they were when they were cited.

    Args:
        graph: A legal-basis graph, or what ``measures_by_year`` gave.
        years: The years, where *graph* is a graph.
        lang: The language of the labels.

    Raises:
        FieldValueError: nothing is cited in any of the years, or a graph is given
            without them.
        MissingExtraError: altair is not installed.
    """
    if not isinstance(graph, Measures):
        if years is None:
            raise FieldValueError("years", years, "要画的年份", "the years to draw")
        graph = measures_by_year(graph, years)
    drawn: alt.VConcatChart = _charts().ages_chart(graph, lang)
    return drawn


def _charts(name: str = "case_charts") -> Any:  # noqa: ANN401 - a module only loaded here
    try:
        return import_module(f"adminlaw.plots.{name}")
    except ImportError:
        raise MissingExtraError("altair", "plot") from None
