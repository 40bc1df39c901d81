"""Charts and drawings show what the results hold, and change nothing else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import altair as alt
import matplotlib as mpl
import pytest
from matplotlib.figure import Figure
from matplotlib.font_manager import FontEntry, fontManager

import adminlaw as al
from adminlaw.errors import FieldValueError, Lang, MissingExtraError
from adminlaw.graph import BasisChain, EdgeKind, Impact, Link, NodeKind
from adminlaw.graph.measuring import measures_by_year
from adminlaw.graph.yearly import Measures
from adminlaw.plots import (
    MOST_BOXES,
    MissingFontWarning,
    chain_figure,
    impact_figure,
    measures_chart,
    overview_chart,
)
from adminlaw.plots.figures import lines_of
from adminlaw.plots.fonts import chinese_font
from adminlaw.plots.layers import Layers, layers_of
from adminlaw.plots.words import NO_FONT, UNITS
from adminlaw.spans import DateSpan

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]

EXAMPLES = Path(__file__).parents[1] / "examples"
DAY = date(2025, 6, 30)
# Ships with matplotlib, without a Chinese character in it.
LATIN = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


@pytest.fixture(scope="module")
def city() -> Graph:
    """Return the graph of the model city."""
    return al.legal_basis_graph(al.read_register(EXAMPLES / "model-city"))


@pytest.fixture(scope="module")
def measures(city: Graph) -> Measures:
    """Return the measures of the model city."""
    return measures_by_year(city, [1980, *range(2016, 2026)])


@pytest.fixture
def no_chinese_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave only the fonts that ship with matplotlib, none of which is Chinese."""
    latin = [each for each in fontManager.ttflist if each.name.startswith("DejaVu")]
    monkeypatch.setattr(fontManager, "ttflist", latin)


# --- Charts -----------------------------------------------------------------------


def values(chart: alt.Chart | alt.LayerChart) -> list[dict[str, Any]]:
    """Return the rows that a chart holds."""
    ((_, found),) = chart.to_dict()["datasets"].items()
    return list(found)


@pytest.mark.parametrize("measure", UNITS)
def test_every_measure_has_a_chart(measures: Measures, measure: str) -> None:
    """It holds the year of each of them, and is titled in the language asked for."""
    languages: tuple[Lang, ...] = ("zh", "en")
    for lang in languages:
        chart = measures_chart(measures, measure, lang=lang)
        drawn = chart.to_dict()
        assert {row["year"] for row in values(chart)} <= {e.year for e in measures}
        first = drawn.get("layer", [drawn])[0]["encoding"]
        assert first["y"]["title"] == UNITS[measure].text(lang)


def test_a_measure_with_members_is_a_line_for_each(measures: Measures) -> None:
    """Ranks are lines by their number, kinds by their labels."""
    ranks = values(measures_chart(measures, "ranks", lang="en"))
    last = {row["member"]: row["value"] for row in ranks if row["year"] == 2025}
    assert last == {
        "without rank" if rank is None else str(rank): number
        for rank, number in measures[-1].ranks.items()
    }
    order = measures_chart(measures, "ranks").to_dict()["encoding"]["color"]["sort"]
    assert order == sorted(order)
    kinds = values(measures_chart(measures, "nodes"))
    assert NodeKind.POWER.zh in {row["member"] for row in kinds}


def test_a_spread_is_a_median_in_a_band(measures: Measures) -> None:
    """A year in which nothing is cited is a gap."""
    rows = {row["year"]: row for row in values(measures_chart(measures, "version_age"))}
    for each in measures:
        spread = each.version_age
        row = rows[each.year]
        if spread is None:
            assert (row["value"], row["median"], row["number"]) == (None, None, 0)
        else:
            shown = (row["value"], row["median"], row["upper"])
            assert shown == (spread.lower, spread.median, spread.upper)


def test_the_overview_is_one_page(measures: Measures, tmp_path: Path) -> None:
    """Four charts on it, and it can be saved as JSON."""
    page = overview_chart(measures, lang="en")
    assert len(page.to_dict()["concat"]) == 4
    page.save(str(tmp_path / "page.json"))
    assert (tmp_path / "page.json").stat().st_size > 1000


def test_an_unknown_measure_is_refused(measures: Measures) -> None:
    """The message lists those that are known."""
    with pytest.raises(FieldValueError, match="longest_chain"):
        measures_chart(measures, "year")


# --- Layers -----------------------------------------------------------------------


def link(start: str, end: str, kind: EdgeKind, **said: Any) -> Link:  # noqa: ANN401 - any field
    """Return a link between two nodes that are called by their keys."""
    days = {"since": None, "until": None} | said
    return Link(
        start=start, end=end, start_label=start, end_label=end, kind=kind, **days
    )


BASIS = link("power:p1", "provision:法#1", EdgeKind.BASED_ON)
UP = link("instrument:法", "provision:法#1", EdgeKind.CONTAINS, upward=True)


def columns(layers: Layers) -> dict[str, int]:
    """Return the column of each box."""
    return {each.key: each.column for each in layers.boxes}


def test_a_chain_goes_from_left_to_right() -> None:
    """From the power over the article to the instrument that contains it."""
    layers = layers_of([(BASIS, UP)], DAY, asked={"power:p1": "责令改正"})
    assert columns(layers) == {"power:p1": 0, "provision:法#1": 1, "instrument:法": 2}
    assert [each.kind for each in layers.boxes] == [
        NodeKind.POWER,
        NodeKind.PROVISION,
        NodeKind.INSTRUMENT,
    ]
    assert [each.asked for each in layers.boxes] == [True, False, False]
    # An arrow goes the way that its edge goes on the graph.
    assert [(each.start, each.end) for each in layers.arrows] == [
        ("power:p1", "provision:法#1"),
        ("instrument:法", "provision:法#1"),
    ]
    assert layers.size == (3, 1)


def test_an_effect_stands_left_of_what_it_rests_on() -> None:
    """What was asked about stands on the right, all that is direct next to it."""
    item = link("service_item:s1", "power:p1", EdgeKind.IMPLEMENTS)
    other = link("power:p2", "provision:法#1", EdgeKind.BASED_ON)
    paths = [(BASIS,), (item, BASIS), (other,)]
    layers = layers_of(paths, DAY, asked={"provision:法#1": "《法》第一条"})
    assert columns(layers) == {
        "provision:法#1": 2,
        "power:p1": 1,
        "power:p2": 1,
        "service_item:s1": 0,
    }
    rows = {each.key: each.row for each in layers.boxes}
    assert sorted((rows["power:p1"], rows["power:p2"])) == [0.0, 1.0]
    assert rows["provision:法#1"] == 0.5


def test_a_circle_ends() -> None:
    """Instruments that rest on each other are drawn all the same."""
    there = link("instrument:甲", "instrument:乙", EdgeKind.ENABLED_BY)
    back = link("instrument:乙", "instrument:甲", EdgeKind.ENABLED_BY)
    layers = layers_of([(there, back)], DAY, asked={"instrument:甲": "甲"})
    assert len(layers.boxes) == 2
    assert max(columns(layers).values()) < 2


def test_what_a_path_leaves_out_is_drawn() -> None:
    """Between an instrument and what its version was made under stands the version."""
    enabling = link("version:法@2021-01-22", "instrument:宪法", EdgeKind.ENABLED_BY)
    layers = layers_of([(BASIS, UP, enabling)], DAY, asked={"power:p1": "职权"})
    drawn = {(each.start, each.end, each.kind) for each in layers.arrows}
    assert ("instrument:法", "version:法@2021-01-22", EdgeKind.CONTAINS) in drawn
    assert columns(layers)["instrument:宪法"] == 4


def test_arrows_say_how_their_links_stand() -> None:
    """Ended, in doubt, or the weakest of them."""
    ended = link(
        "power:p1", "provision:甲#1", EdgeKind.BASED_ON, until=date(2020, 1, 1)
    )
    doubt = link(
        "power:p1",
        "provision:乙#1",
        EdgeKind.BASED_ON,
        doubt=(DateSpan(date(2020, 1, 1), None),),
    )
    paths = [(BASIS,), (ended,), (doubt,)]
    layers = layers_of(paths, DAY, asked={"power:p1": "职权"}, weakest=ended)
    assert [(e.holds, e.doubtful, e.weakest) for e in layers.arrows] == [
        (True, False, False),
        (False, False, True),
        (True, True, False),
    ]


def test_a_node_of_no_known_kind_has_none() -> None:
    """Somebody else's graph may name its nodes as it likes."""
    odd = link("x", "provision:法#1", EdgeKind.BASED_ON)
    layers = layers_of([(odd,)], DAY, asked={"x": "甲"})
    assert layers.boxes[0].kind is None


# --- Figures ----------------------------------------------------------------------


def ask(city: Graph) -> tuple[BasisChain, Impact]:
    """Return a chain and an impact of the model city."""
    return (
        al.basis_chain(city, "p001", as_of=DAY),
        al.impact(city, "《食品安全法》第一百二十二条", as_of=DAY),
    )


def texts(figure: Figure) -> Iterator[str]:
    """Yield the texts of a figure."""
    (axes,) = figure.axes
    yield axes.get_title()
    for each in axes.texts:
        yield each.get_text()


def keys(figure: Figure) -> set[str]:
    """Return the keys of the nodes that are drawn."""
    (axes,) = figure.axes
    return {gid for each in axes.texts if (gid := each.get_gid())}


def test_a_chain_is_drawn_with_every_node_of_its_paths(city: Graph) -> None:
    """Each node is a box that bears its name, and each link says its kind."""
    chain, _ = ask(city)
    figure = chain_figure(chain, font=LATIN)
    nodes = {
        end for path in chain.paths for each in path for end in (each.start, each.end)
    }
    assert keys(figure) == nodes
    shown = "".join(texts(figure)).replace("\n", "")
    assert chain.label in shown
    assert EdgeKind.BASED_ON.zh in shown
    assert EdgeKind.BASED_ON.en in "".join(
        texts(chain_figure(chain, font=LATIN, lang="en"))
    )


def test_an_impact_is_drawn_with_all_that_is_touched(city: Graph) -> None:
    """Whatever rests on the article is a box."""
    _, impact = ask(city)
    figure = impact_figure(impact, font=LATIN)
    assert {each.node for each in impact} <= keys(figure)
    assert "《食品安全法》第一百二十二条 (2025-06-30)" in texts(figure)


def test_an_impact_on_nothing_is_one_box(city: Graph) -> None:
    """What was asked about stands there alone."""
    impact = al.impact(city, "《立法法》第一条", as_of=DAY)
    assert len(impact) == 0
    assert keys(impact_figure(impact, font=LATIN)) == set(impact.starts)


def test_a_weak_link_is_red(city: Graph) -> None:
    """Where a chain is not sound, and only there."""
    sound, _ = ask(city)
    broken = next(
        chain
        for number in range(1, 491)
        if not (chain := al.basis_chain(city, f"p{number:03}", as_of=DAY)).sound
        and chain.weakest
    )
    for chain, red in ((sound, False), (broken, True)):
        (axes,) = chain_figure(chain, font=LATIN).axes
        colors = {each.get_color() for each in axes.texts if not each.get_gid()}
        assert ("#c0392b" in colors) == red


@pytest.mark.usefixtures("no_chinese_font")
def test_without_a_chinese_font_boxes_bear_numbers(city: Graph, tmp_path: Path) -> None:
    """A warning says in both languages what to install, the figure in English."""
    chain, _ = ask(city)
    with pytest.warns(MissingFontWarning, match="Noto Sans CJK") as caught:
        figure = chain_figure(chain)
    assert all(each in str(caught[0].message) for each in (NO_FONT.zh, NO_FONT.en))
    assert Path(caught[0].filename) == Path(__file__)
    assert all(each.isascii() for each in texts(figure))
    assert "No Chinese font found" in next(texts(figure))
    # Not a single character is missing from what is written.
    for name in ("chain.png", "chain.svg"):
        figure.savefig(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 1000


def test_no_setting_of_matplotlib_is_changed(city: Graph, tmp_path: Path) -> None:
    """Neither by loading the module nor by drawing, and no window is opened."""
    before = dict(mpl.rcParams)
    chain, _ = ask(city)
    with pytest.warns(MissingFontWarning) if chinese_font() is None else nullcontext():
        chain_figure(chain).savefig(tmp_path / "chain.png")
    assert dict(mpl.rcParams) == before
    pyplot = sys.modules.get("matplotlib.pyplot")
    assert pyplot is None or pyplot.get_fignums() == []


@pytest.mark.parametrize("name", ["Noto Sans CJK JP", "WenQuanYi Zen Hei", "SimHei"])
def test_an_installed_font_is_found_by_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Whichever of the usual ones it is."""
    entry = FontEntry(fname=str(LATIN), name=name)
    latin = [each for each in fontManager.ttflist if each.name.startswith("DejaVu")]
    monkeypatch.setattr(fontManager, "ttflist", [*latin, entry])
    found = chinese_font()
    assert found is not None
    assert found.get_family() == [name, "DejaVu Sans"]  # for what the font lacks
    assert chinese_font(name) == found


def test_a_font_is_taken_by_its_file() -> None:
    """The file need not be installed."""
    found = chinese_font(LATIN)
    assert found is not None
    assert found.get_file() == str(LATIN)


def test_a_font_that_is_not_there_is_refused(city: Graph) -> None:
    """Whoever names one wants that one."""
    with pytest.raises(FieldValueError, match="an installed font"):
        chain_figure(ask(city)[0], font="没有这种字体")


def test_more_boxes_than_can_be_read_are_refused(city: Graph) -> None:
    """Unless that many are asked for."""
    impact = al.impact(city, "《行政处罚法》", as_of=DAY)
    assert len(impact) > MOST_BOXES
    with pytest.raises(FieldValueError, match="at most 60 boxes"):
        impact_figure(impact, font=LATIN)
    assert len(keys(impact_figure(impact, font=LATIN, most=500))) > len(impact)


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("", [""]),
        ("食品安全法（2021-04-29）", ["食品安全法（2021-04-29）"]),
        (
            "民办教育促进法及其实施条例（2018-12-29）",
            ["民办教育促进法及其实施条例", "（2018-12-29）"],
        ),
        ("甲" * 14 + "，" + "乙", ["甲" * 13, "甲，乙"]),
    ],
)
def test_names_are_broken_where_they_may_be(label: str, lines: list[str]) -> None:
    """Neither inside a day, nor before a mark that ends something."""
    assert lines_of(label) == lines


# --- Extras -----------------------------------------------------------------------


def test_loading_the_layer_loads_no_extra() -> None:
    """What draws is loaded when something is drawn."""
    program = "import sys, adminlaw.plots; print(*sys.modules)"
    done = subprocess.run(  # noqa: S603 - the program stands above
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert {"altair", "matplotlib"}.isdisjoint(done.stdout.split())


def test_without_the_extra_it_is_named(
    monkeypatch: pytest.MonkeyPatch, city: Graph, measures: Measures
) -> None:
    """What is not installed is said with what to install."""
    for name in ("charts", "figures", "fonts"):
        monkeypatch.delitem(sys.modules, f"adminlaw.plots.{name}", raising=False)
    for name in ("altair", "matplotlib", "matplotlib.font_manager"):
        monkeypatch.setitem(sys.modules, name, None)
    chain, impact = ask(city)
    for draw in (
        lambda: measures_chart(measures, "ranks"),
        lambda: overview_chart(measures),
        lambda: chain_figure(chain),
        lambda: impact_figure(impact),
    ):
        with pytest.raises(MissingExtraError, match=r"adminlaw\[plot\]"):
            draw()
