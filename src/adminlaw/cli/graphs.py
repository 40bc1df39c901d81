"""The commands about the legal-basis graph: make it, ask it, take it away.

The exit code is 1 where a question looks for what is wrong and finds it (``orphans``,
``conflicts``, ``holders`` without exactly one, ``delegations --unfulfilled``); an
answer about what rests on what is no fault, and ends with 0.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import App, Parameter

from adminlaw.cli.sources import Shown, Source, answered, asked
from adminlaw.cli.terminal import today
from adminlaw.errors import Lang
from adminlaw.graph import (
    Delegations,
    HoldingState,
    NodeKind,
    Orphans,
    basis_chain,
    conflicts,
    delegations,
    diff,
    holders,
    impact,
    in_force,
    orphans,
    succession,
    terminate,
    write_graph,
)
from adminlaw.graph.losing import RECORDS
from adminlaw.report.graphs import size_json, size_text

if TYPE_CHECKING:
    from adminlaw.graph.views import Graph

app = App(
    name="graph",
    usage="Usage: adminlaw graph COMMAND",
    version_flags=[],
)

_SOURCE: Final = Source()
_SHOWN: Final = Shown()


@app.default
def _graph() -> None:
    """Say what can be asked."""
    app.help_print()


@app.command(name="build")
def _build(
    *, source: Source = _SOURCE, out: Path | None = None, shown: Shown = _SHOWN
) -> int:
    """Make the graph, say how large it is, and write it.

    Parameters
    ----------
    out:
        File or folder to write it to; its ending names the form.
    """

    def written(graph: Graph) -> tuple[str, int]:
        if out is not None:
            write_graph(graph, out, lang=shown.lang)
        if shown.format == "json":
            return size_json(graph), 0
        return size_text(graph, shown.lang), 0

    return answered(source, shown.lang, written)


@app.command(name="export")
def _export(
    file: Path,
    /,
    *,
    source: Source = _SOURCE,
    as_of: date | None = None,
    doubtful: Annotated[bool, Parameter(negative="")] = False,
    any_size: Annotated[bool, Parameter(negative="")] = False,
    lang: Lang = "zh",
) -> int:
    """Write what of the graph is in force on a day, as a graph or as a picture.

    Parameters
    ----------
    file:
        File or folder to write it to; its ending names the form.
    as_of:
        The day, YYYY-MM-DD; today by default.
    doubtful:
        Also what is only possibly in force.
    any_size:
        Write Mermaid even where it is more than Mermaid draws.
    lang:
        Language of a picture and of messages: zh or en.
    """

    def written(graph: Graph) -> tuple[str, int]:
        part = in_force(graph, as_of or today(), doubtful=doubtful).copy()
        write_graph(part, file, lang=lang, any_size=any_size)
        return "", 0

    return answered(source, lang, written)


@app.command(name="impact")
def _impact(
    what: str,
    /,
    *,
    source: Source = _SOURCE,
    as_of: date | None = None,
    shown: Shown = _SHOWN,
) -> int:
    """Say what an article, an instrument or an amendment touches.

    Parameters
    ----------
    what:
        A citation such as 《行政许可法》第十二条, a name of an instrument or a
        document, or a node.
    as_of:
        The day, YYYY-MM-DD; today by default.
    """
    day = as_of or today()
    return asked(source, shown, lambda graph: impact(graph, what, as_of=day))


@app.command(name="orphans")
def _orphans(
    *,
    source: Source = _SOURCE,
    as_of: date | None = None,
    kind: Annotated[tuple[str, ...], Parameter(negative="")] = (),
    shown: Shown = _SHOWN,
) -> int:
    """List what has no sound basis on a day, and why.

    Parameters
    ----------
    as_of:
        The day, YYYY-MM-DD; today by default.
    kind:
        Code of a kind of node to look at, such as power; may be given several times;
        all records of a register by default.
    """
    day = as_of or today()

    def question(graph: Graph) -> Orphans:
        kinds = tuple(map(NodeKind.of, kind)) or RECORDS
        return orphans(graph, as_of=day, kinds=kinds)

    return asked(source, shown, question, found=bool)


@app.command(name="chain")
def _chain(
    power: str,
    /,
    *,
    source: Source = _SOURCE,
    as_of: date | None = None,
    shown: Shown = _SHOWN,
) -> int:
    """Follow a power, or another record, up to the law.

    Parameters
    ----------
    power:
        Register id of a power, or any node that rests on law.
    as_of:
        The day, YYYY-MM-DD; today by default.
    """
    day = as_of or today()
    return asked(source, shown, lambda graph: basis_chain(graph, power, as_of=day))


@app.command(name="diff")
def _diff(
    day1: date, day2: date, /, *, source: Source = _SOURCE, shown: Shown = _SHOWN
) -> int:
    """Compare what is in force on two days.

    Parameters
    ----------
    day1:
        One day, YYYY-MM-DD.
    day2:
        Another one; their order does not matter.
    """
    return asked(source, shown, lambda graph: diff(graph, day1, day2))


@app.command(name="holders")
def _holders(
    power: str,
    place: str,
    /,
    *,
    source: Source = _SOURCE,
    as_of: date | None = None,
    shown: Shown = _SHOWN,
) -> int:
    """Say who holds a power in a place: exactly one body should.

    Parameters
    ----------
    power:
        Register id of a power, or its node.
    place:
        Register id of a place, or its node.
    as_of:
        The day, YYYY-MM-DD; today by default.
    """
    day = as_of or today()
    return asked(
        source,
        shown,
        lambda graph: holders(graph, power, place, as_of=day),
        found=lambda answer: answer.state is not HoldingState.SINGLE,
    )


@app.command(name="conflicts")
def _conflicts(
    *, source: Source = _SOURCE, as_of: date | None = None, shown: Shown = _SHOWN
) -> int:
    """List records that contradict each other, and which basis prevails.

    Parameters
    ----------
    as_of:
        The day, YYYY-MM-DD; today by default.
    """
    day = as_of or today()
    return asked(source, shown, lambda graph: conflicts(graph, as_of=day), found=bool)


@app.command(name="delegations")
def _delegations(
    what: str = "",
    /,
    *,
    source: Source = _SOURCE,
    as_of: date | None = None,
    unfulfilled: Annotated[bool, Parameter(negative="")] = False,
    shown: Shown = _SHOWN,
) -> int:
    """List the orders and permissions of articles to make further rules.

    Parameters
    ----------
    what:
        Only those of this article or instrument.
    as_of:
        The day, YYYY-MM-DD; today by default.
    unfulfilled:
        Only orders that nothing held carries out.
    """
    day = as_of or today()

    def question(graph: Graph) -> Delegations:
        every = delegations(graph, what or None, as_of=day)
        return every.unfulfilled if unfulfilled else every

    return asked(
        source, shown, question, found=lambda answer: unfulfilled and bool(answer)
    )


@app.command(name="succession")
def _succession(
    title: str, /, *, source: Source = _SOURCE, shown: Shown = _SHOWN
) -> int:
    """Say what an instrument came from and what became of it.

    Parameters
    ----------
    title:
        Any name of an instrument or a document, or its node.
    """
    return asked(source, shown, lambda graph: succession(graph, title))


@app.command(name="terminate")
def _terminate(
    title: str,
    day: date,
    /,
    *,
    source: Source = _SOURCE,
    shown: Shown = _SHOWN,
) -> int:
    """Try out the end of an instrument: say what loses its basis by it.

    Parameters
    ----------
    title:
        Any name of an instrument or a document, or its node.
    day:
        The first day on which it is no longer in force, YYYY-MM-DD.
    """
    return asked(source, shown, lambda graph: terminate(graph, title, day))
