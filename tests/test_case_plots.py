"""What pictures of cases, clearances and powers draw is what the records say."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

import adminlaw as al
from adminlaw.clearance import partition
from adminlaw.errors import FieldValueError, Lang, MissingExtraError, SpanError
from adminlaw.graph.measuring import measures_by_year
from adminlaw.identifiers import DivisionLevel
from adminlaw.labels import Label
from adminlaw.model import (
    Case,
    CaseKind,
    CaseOutcome,
    ClearanceCycle,
    ClearanceOutcome,
    ClearanceScope,
    Event,
    EventKind,
    Power,
    PowerKind,
    Register,
)
from adminlaw.model.identities import (
    AuthorityId,
    CaseId,
    ClearanceCycleId,
    PowerId,
)
from adminlaw.plots import (
    MissingFontWarning,
    case_load_chart,
    case_load_figure,
    cited_age_chart,
    clearance_chart,
    clearance_figure,
    outcomes_chart,
    outcomes_figure,
    powers_chart,
    powers_figure,
    timeline_chart,
    timeline_figure,
)
from adminlaw.plots.bars import Bar, Group, counted, gathered
from adminlaw.plots.lanes import BOUNDS, EXCLUDED, lanes_of
from adminlaw.plots.loads import load_of, outcomes_of
from adminlaw.plots.shares import clearance_of, powers_of
from adminlaw.plots.words import NO_FONT_NAMES
from adminlaw.spans import DateSpan

EXAMPLES = Path(__file__).parents[1] / "examples"
DAY = date(2025, 6, 30)
# Ships with matplotlib, without a Chinese character in it.
LATIN = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
LANGUAGES: tuple[Lang, ...] = ("zh", "en")


@pytest.fixture(scope="module")
def city() -> Register:
    """Return the model city."""
    return al.read_register(EXAMPLES / "model-city")


@pytest.fixture(scope="module")
def hengshui() -> Register:
    """Return the register of the report of 2017."""
    return al.read_register(EXAMPLES / "hengshui-2017")


@pytest.fixture
def no_chinese_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave only the fonts that ship with matplotlib, none of which is Chinese."""
    latin = [each for each in fontManager.ttflist if each.name.startswith("DejaVu")]
    monkeypatch.setattr(fontManager, "ttflist", latin)


def lines(name: str) -> list[dict[str, Any]]:
    """Return the records of the model city as its file has them."""
    path = EXAMPLES / "model-city" / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def drawn_rows(chart: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any chart
    """Return every row that a chart holds, once for each of its panels."""
    datasets = chart.to_dict()["datasets"]
    return [row for rows in datasets.values() for row in rows]


def numbers_of(chart: Any) -> dict[tuple[str, str], int]:  # noqa: ANN401 - any chart
    """Return the number of each bar of a chart, by its group and its key."""
    return {(row["group"], row["key"]): row["number"] for row in drawn_rows(chart)}


def written(figure: Figure) -> Iterator[str]:
    """Yield whatever is written on a figure."""
    figure.canvas.draw()
    for axes in figure.axes:
        yield axes.get_title(loc="left")
        yield axes.get_xlabel()
        yield axes.get_ylabel()
        for each in (*axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels()):
            yield each.get_text()
        legend = axes.get_legend()
        yield from (each.get_text() for each in legend.get_texts()) if legend else ()


# --- Case load --------------------------------------------------------------------

ENTRIES = {"received", "supplement_asked", "accepted", "opened", "not_accepted"}
ENTRIES |= {"suspended", "resumed", "concluded"}


def first_and_last(case: dict[str, Any]) -> tuple[str, str]:
    """Return the day on which a case of the file came in, and that of its end."""
    until = str(DAY)
    days = [(e["day"], e["kind"]) for e in case["events"] if e["day"] <= until]
    states = [day for day, kind in days if kind in ENTRIES]
    ends = [day for day, kind in days if kind in {"concluded", "not_accepted"}]
    return min(states, default=""), max(ends, default="")


def test_a_case_load_counts_what_the_file_says(city: Register) -> None:
    """Received, concluded and pending by year, counted from the lines of the file."""
    spans = [first_and_last(each) for each in lines("cases")]
    came = Counter(since[:4] for since, _ in spans if since)
    went = Counter(until[:4] for since, until in spans if since and until)
    rows = drawn_rows(case_load_chart(city, as_of=DAY, lang="en"))
    found = {(row["period"], row["what"]): row["number"] for row in rows}
    pending = 0
    for year in map(str, range(2016, 2026)):
        pending += came[year] - went[year]
        assert found[year, "received"] == came[year]
        assert found[year, "concluded"] == went[year]
        assert found[year, "pending at the end"] == pending
    assert len(found) == 3 * 10


@pytest.mark.parametrize("by", ["month", "quarter", "year"])
def test_a_later_start_carries_over_what_was_pending(city: Register, by: str) -> None:
    """Each period begins with what the one before left, whatever its length."""
    whole = load_of(city, by=by, as_of=DAY, most=200)
    part = load_of(city, by=by, as_of=DAY, since=date(2024, 1, 1))
    assert whole.opening == 0
    assert part.loads == whole.loads[-len(part.loads) :]
    before = whole.loads[-len(part.loads) - 1]
    assert part.opening == before.pending > 0
    assert any(f"{part.opening} were pending" in note.en for note in part.notes)


def test_periods_are_called_by_their_length(city: Register) -> None:
    """Years, quarters and months, and the last one ends on the day."""
    for by, name in (("month", "2025-06"), ("quarter", "2025-Q2"), ("year", "2025")):
        last = load_of(city, by=by, as_of=DAY, since=date(2025, 6, 1)).loads[-1]
        assert (last.period, last.last_day) == (name, DAY)
    notes = load_of(city, by="year", as_of=DAY).notes
    assert Label("末期截至2025-06-30", "the last period ends on 2025-06-30") in notes


def test_only_cases_of_a_kind_are_counted(city: Register) -> None:
    """The kind stands in the title, and a list of cases gives the same numbers."""
    kind = CaseKind.PENALTY
    load = load_of(city, by="year", as_of=DAY, kind=kind)
    assert "行政处罚" in load.title.zh
    only = [each for each in city.cases if each.kind is kind]
    assert load_of(only, by="year", as_of=DAY).loads == load.loads


def test_more_periods_than_can_be_read_are_refused(city: Register) -> None:
    """The message says what to do about it."""
    with pytest.raises(FieldValueError, match="shorten with since= or by="):
        case_load_chart(city, by="month", as_of=DAY)
    with pytest.raises(FieldValueError, match="1 to 24 periods"):
        case_load_figure(city, as_of=DAY, since=date(2030, 1, 1), font=LATIN)


def test_what_cannot_be_asked_is_refused(city: Register, hengshui: Register) -> None:
    """A word that is not known, a moment, or a register without a case."""
    with pytest.raises(FieldValueError, match="month, quarter, year"):
        load_of(city, by="week", as_of=DAY)
    with pytest.raises(SpanError):
        load_of(city, by="year", as_of="2025-06-30")  # type: ignore[arg-type]
    with pytest.raises(FieldValueError, match="a case with a day"):
        case_load_chart(hengshui, as_of=DAY)
    with pytest.raises(FieldValueError, match="something to draw"):
        outcomes_chart(hengshui, as_of=DAY)
    with pytest.raises(FieldValueError, match="kind, year"):
        outcomes_of(city, by="month", as_of=DAY)


KINDS = (
    EventKind.RECEIVED,
    EventKind.ACCEPTED,
    EventKind.NOT_ACCEPTED,
    EventKind.SUSPENDED,
    EventKind.RESUMED,
    EventKind.CONCLUDED,
    EventKind.ARCHIVED,
)
days = st.dates(date(2020, 1, 1), date(2025, 12, 31))
events = st.builds(Event, kind=st.sampled_from(KINDS), day=st.none() | days)
cases = st.builds(
    Case,
    id=st.just(CaseId("c")),
    kind=st.sampled_from([CaseKind.PENALTY, CaseKind.PETITION]),
    events=st.lists(events, max_size=5).map(tuple),
    outcome=st.none() | st.sampled_from(CaseOutcome),
)


@given(
    given_cases=st.lists(cases, max_size=12),
    by=st.sampled_from(["month", "quarter", "year"]),
    as_of=days,
    since=st.none() | days,
)
def test_no_case_is_lost_between_periods(
    given_cases: list[Case], by: str, as_of: date, since: date | None
) -> None:
    """What was there and came in is what went out and stays, and ends are endings."""
    try:
        load = load_of(given_cases, by=by, as_of=as_of, since=since, most=100)
    except FieldValueError:
        return
    pending = load.opening
    for each in load.loads:
        pending += each.received - each.concluded
        assert each.pending == pending >= 0
    closed = outcomes_of(given_cases, by="year", as_of=as_of)
    total = sum(each.total for each in closed.groups)
    if since is None:
        assert sum(each.concluded for each in load.loads) == total
    assert outcomes_of(
        given_cases, by="kind", as_of=as_of
    ).groups == () or total == sum(
        each.total for each in outcomes_of(given_cases, by="kind", as_of=as_of).groups
    )


def test_a_case_without_a_day_is_said() -> None:
    """It is in no number, and a note says so."""
    without = Case(id=CaseId("a"), kind=CaseKind.PETITION)
    event = Event(kind=EventKind.RECEIVED, day=date(2024, 5, 1))
    known = Case(id=CaseId("b"), kind=CaseKind.PETITION, events=(event,))
    load = load_of([without, known], by="year", as_of=DAY)
    assert [each.received for each in load.loads] == [1, 0]
    assert any("1 more without the day" in note.en for note in load.notes)


# --- Outcomes ---------------------------------------------------------------------


def test_outcomes_are_those_of_the_file(city: Register) -> None:
    """By kind, each case that is closed once; pending ones are said."""
    kept: Counter[tuple[str, str]] = Counter()
    for each in lines("cases"):
        if all(first_and_last(each)):
            kept[each["kind"], each.get("outcome", "unsaid")] += 1
    chart = outcomes_chart(city, as_of=DAY, lang="en")
    codes = {each.en: each.code for each in CaseKind}
    found = {(codes[kind], key): n for (kind, key), n in numbers_of(chart).items()}
    assert found == dict(kept)
    pending = len(lines("cases")) - sum(kept.values())
    notes = " ".join(chart.to_dict()["title"]["subtitle"])
    told = [int(word) for word in notes.split() if word.isdigit()]
    assert sum(told) == pending


def test_small_outcomes_are_put_together_and_named(city: Register) -> None:
    """The others say how many outcomes they are, and nothing is lost."""
    year = next(
        each
        for each in outcomes_of(city, by="year", as_of=DAY).groups
        if each.key == "2024"
    )
    others = next(each for each in year.bars if each.key == "others")
    spans = [(each, first_and_last(each)) for each in lines("cases")]
    ended = [case for case, (since, until) in spans if since and until[:4] == "2024"]
    outcomes = {case.get("outcome", "unsaid") for case in ended}
    assert year.total == len(ended)
    assert others.rest
    assert others.name.zh == f"其余{len(outcomes) - len(year.bars) + 1}种结果"


def test_a_case_that_is_not_accepted_ended_so() -> None:
    """It has no other outcome."""
    happened = (
        Event(kind=EventKind.RECEIVED, day=date(2024, 5, 1)),
        Event(kind=EventKind.NOT_ACCEPTED, day=date(2024, 5, 3)),
    )
    case = Case(id=CaseId("a"), kind=CaseKind.RECONSIDERATION, events=happened)
    (whole,) = outcomes_of([case], by="kind", as_of=DAY).groups
    assert [each.key for each in whole.bars] == ["not_accepted"]


@given(
    numbers=st.lists(st.integers(1, 1000), min_size=1, max_size=40),
    unsaid=st.integers(0, 5),
    most=st.integers(2, 20),
)
def test_others_keep_the_sum(numbers: list[int], unsaid: int, most: int) -> None:
    """However many bars are put together, and what is unsaid stays apart."""
    bars = [
        Bar(key=str(at), name=Label(str(at), str(at)), number=number)
        for at, number in enumerate(numbers)
    ]
    bars += counted([None] * unsaid)
    kept = gathered(bars, most, Label("个", "things"))
    assert sum(each.number for each in kept) == sum(each.number for each in bars)
    assert len(kept) <= max(most, 2 + bool(unsaid))
    assert len({each.key for each in kept}) == len(kept)


# --- Clearances -------------------------------------------------------------------


def test_a_clearance_draws_its_verdicts(city: Register) -> None:
    """Each outcome as in the file, and the documents without a verdict."""
    cycle = next(
        each for each in lines("clearance_cycles") if each["id"] == "cycle-2022"
    )
    verdicts = {each["document"]: each["outcome"] for each in cycle["verdicts"]}
    expected = dict(Counter(verdicts.values()))
    expected["rest"] = len(set(cycle["population"]) - set(verdicts))
    record = city.get(ClearanceCycle, "cycle-2022")
    assert record is not None
    for given_one in (record, partition(record, city, as_of=DAY)):
        rows = drawn_rows(clearance_chart(given_one, lang="en"))
        assert {row["key"]: row["number"] for row in rows} == expected
        assert rows[-1]["name"] == "without a verdict"
        assert sum(row["share"] for row in rows) == pytest.approx(1)


def test_published_numbers_leave_a_rest(hengshui: Register) -> None:
    """Numbers that count two outcomes together say so; the size may be given."""
    (cycle, _) = hengshui.clearance_cycles
    found = partition(cycle, hengshui, as_of=DAY)
    (whole,) = clearance_of(found).groups
    assert [(each.name.zh, each.number) for each in whole.bars] == [
        ("保留", 92),
        ("废止或宣布失效", 64),
        ("修改", 23),
    ]
    assert "未载明" in clearance_of(found).notes[0].zh
    (more,) = clearance_of(found, size=190).groups
    assert (more.bars[-1].name.zh, more.bars[-1].number) == ("其余未列明", 11)
    with pytest.raises(FieldValueError, match=r"partition\(…\)"):
        clearance_chart(cycle)


def test_several_clearances_stand_under_their_ids(city: Register) -> None:
    """As they are given, each a whole of its own."""
    chosen = [each for each in city.clearance_cycles if each.verdicts][:3]
    bars = clearance_of(chosen)
    assert [each.key for each in bars.groups] == [each.id for each in chosen]
    for whole, cycle in zip(bars.groups, chosen, strict=True):
        assert whole.total == len(set(cycle.population))


def test_documents_outside_of_a_clearance_are_said(city: Register) -> None:
    """They are counted among the outcomes, and are no part of the rest."""
    record = city.get(ClearanceCycle, "cycle-2022")
    assert record is not None
    cycle = ClearanceCycle(
        id=ClearanceCycleId("k"),
        scope=ClearanceScope.NORMATIVE,
        population=record.population[:3],
        verdicts=record.verdicts[:5],
    )
    bars = clearance_of(cycle)
    assert bars.groups[0].total == 5
    assert any("2 of them are outside" in note.en for note in bars.notes)


def test_outcomes_beyond_the_whole_are_said() -> None:
    """No rest is invented where numbers clash."""
    bars = clearance_of({ClearanceOutcome.RETAINED: 5}, size=3)
    assert bars.notes == (Label("各项之和超过总数3", "more than the 3 there were"),)
    assert [each.key for each in bars.groups[0].bars] == ["retained"]
    with pytest.raises(FieldValueError, match="something to draw"):
        clearance_chart({})


# --- Powers -----------------------------------------------------------------------


def test_powers_are_those_of_the_file(city: Register) -> None:
    """By kind, by the level of their holder, and by department."""
    powers = lines("powers")
    holders = {each["id"]: each for each in lines("authorities")}
    kinds = Counter(("", each["kind"]) for each in powers)
    assert numbers_of(powers_chart(city)) == dict(kinds)
    levels = Counter((holders[p["holder"]]["level"], p["kind"]) for p in powers)
    by_level = powers_of(city, by="level")
    assert {
        (whole.key, bar.key): bar.number
        for whole in by_level.groups
        for bar in whole.bars
    } == dict(levels)
    by_department = numbers_of(
        powers_chart(city, by="department", members=500, most=500)
    )
    assert by_department == dict(Counter(("", each["holder"]) for each in powers))


def test_the_other_departments_are_one_bar(city: Register) -> None:
    """It says how many they are; with it the sum is that of all powers."""
    numbers = Counter(each["holder"] for each in lines("powers"))
    rows = drawn_rows(powers_chart(city, by="department", members=6))
    assert [row["number"] for row in rows[:5]] == [n for _, n in numbers.most_common(5)]
    assert rows[5]["name"] == f"其余{len(numbers) - 5}个部门"
    assert sum(row["number"] for row in rows) == len(lines("powers"))
    with pytest.raises(FieldValueError, match="at least 2"):
        powers_chart(city, by="department", members=1)


def power(key: str, **said: Any) -> Power:  # noqa: ANN401 - any field
    """Return a power."""
    usual: dict[str, Any] = {"kind": PowerKind.PENALTY, "holder": AuthorityId("h")}
    return Power(id=PowerId(key), name=key, **usual | said)


def test_a_power_of_several_levels_counts_once() -> None:
    """At those levels together, below those of the highest level alone."""
    town, county = DivisionLevel.TOWN, DivisionLevel.COUNTY
    given_ones = [
        power("a", levels=(town, county)),
        power("b", levels=(county,)),
        power("c"),
        power("d", levels=(county, town), parent=PowerId("a")),
    ]
    bars = powers_of(given_ones, by="level")
    found = [(each.key, each.total) for each in bars.groups]
    assert found == [("county", 1), ("county+town", 2), ("unsaid", 1)]
    said = " ".join(note.en for note in bars.notes)
    assert "1 of them are parts" in said
    assert "1 do not say their level" in said


def test_only_powers_in_force_are_counted() -> None:
    """On the day that is asked for; without one all are."""
    ended = power("a", valid=DateSpan(None, date(2020, 1, 1)))
    assert powers_of([ended, power("b")], by="kind").groups[0].total == 2
    kept = powers_of([ended, power("b")], by="kind", as_of=DAY)
    assert kept.groups[0].total == 1
    with pytest.raises(FieldValueError, match="something to draw"):
        powers_chart([ended], as_of=DAY)
    with pytest.raises(FieldValueError, match="kind, level, department"):
        powers_of([ended], by="place")


def test_departments_of_one_name_are_told_apart(city: Register) -> None:
    """By their ids; without a register the id is all there is."""
    named = powers_of(
        [power("a"), power("b", holder=AuthorityId("i"))], by="department"
    )
    assert [each.name.zh for each in named.groups[0].bars] == ["h", "i"]
    known = powers_of(city.powers, by="department", register=city)
    assert known == powers_of(city, by="department")


def test_more_bars_than_can_be_read_are_refused(city: Register) -> None:
    """Unless that many are asked for."""
    with pytest.raises(FieldValueError, match="at most 10 bars"):
        powers_figure(city, by="level", most=10, font=LATIN)
    with pytest.raises(FieldValueError, match="at most 5 bars"):
        outcomes_figure(city, as_of=DAY, most=5, font=LATIN)


# --- The age of cited law ---------------------------------------------------------


def test_the_age_of_cited_law_is_that_of_the_measures(city: Register) -> None:
    """The medians of both measures, from a graph or from its measures."""
    graph, years = al.legal_basis_graph(city), range(2018, 2026)
    measures = measures_by_year(graph, years)
    expected = {
        (each.year, getattr(each, name).median)
        for each in measures
        for name in ("version_age", "written_age")
    }
    for chart in (cited_age_chart(measures), cited_age_chart(graph, years=years)):
        rows = drawn_rows(chart)
        assert {(row["year"], row["median"]) for row in rows} == expected
    with pytest.raises(FieldValueError, match="the years to draw"):
        cited_age_chart(graph)
    with pytest.raises(FieldValueError, match="a year with a citation"):
        cited_age_chart(graph, years=[1900])


# --- Timelines --------------------------------------------------------------------


def timeline(city: Register, key: str, as_of: date = DAY) -> al.Timeline:
    """Return the timeline of a case of the model city."""
    case = city.get(Case, key)
    assert case is not None
    return al.timeline(case, as_of=as_of, others=city.cases)


def made(kind: CaseKind, *happened: tuple[EventKind, date]) -> Case:
    """Return a case with events."""
    found = tuple(Event(kind=each, day=day) for each, day in happened)
    return Case(id=CaseId("made"), kind=kind, events=found)


def test_a_timeline_draws_every_event_and_clock(city: Register) -> None:
    """Events of one day share a lane; each clock is a bar from start to last day."""
    asked = timeline(city, "r-e221")
    lanes = lanes_of(asked)
    record = next(each for each in lines("cases") if each["id"] == "r-e221")
    happened = sorted({each["day"] for each in record["events"]})
    assert [each.name.zh[:10] for each in lanes.moments] == happened
    assert [each.rule for each in lanes.clocks] == [each.rule for each in asked.clocks]
    for lane, clock in zip(lanes.clocks, asked.clocks, strict=True):
        assert lane.sure is not None
        assert clock.start is not None
        assert clock.last_day is not None
        ends = sorted([clock.start, clock.last_day])
        assert [lane.sure.since, lane.sure.last_day] == ends
        assert (lane.bounds, lane.met_on) == (None, clock.met_on)


def test_a_late_event_draws_how_late_it_was(city: Register) -> None:
    """From the day after the last day to the day of the event, both included."""
    lane = next(e for e in lanes_of(timeline(city, "c014")).clocks if e.over)
    assert lane.over == DateSpan(date(2025, 5, 27), date(2025, 6, 1))
    assert lane.state.code == "missed"
    parts = {
        row.get("part") for row in drawn_rows(timeline_chart(timeline(city, "c014")))
    }
    assert "超过届满日" in parts


def test_an_uncertain_end_is_drawn_lighter() -> None:
    """From the first day that it can be to the last, after what is sure."""
    case = made(CaseKind.DISCLOSURE, (EventKind.RECEIVED, date(2026, 12, 10)))
    asked = al.timeline(case, as_of=date(2026, 12, 30))
    (clock,) = (each for each in asked.clocks if each.state.code == "provisional")
    (lane,) = (each for each in lanes_of(asked).clocks if each.rule == clock.rule)
    assert clock.due is not None
    assert lane.sure == DateSpan(
        date(2026, 12, 10), clock.due.earliest + timedelta(days=1)
    )
    assert lane.bounds is not None
    assert lane.bounds.last_day == clock.due.latest
    chart = timeline_chart(asked, lang="en")
    assert BOUNDS.en in {row.get("part") for row in drawn_rows(chart)}
    assert f"lighter: {BOUNDS.en}" in chart.to_dict()["title"]["subtitle"]


def test_days_that_do_not_count_lie_in_the_bar() -> None:
    """A clock that stands still goes as far as the day; later days are not drawn."""
    received = (EventKind.RECEIVED, date(2024, 12, 10))
    accepted = (EventKind.ACCEPTED, date(2024, 12, 13))
    stopped = (EventKind.SUSPENDED, date(2024, 12, 23))
    resumed = (EventKind.RESUMED, date(2025, 1, 20))
    case = made(CaseKind.RECONSIDERATION, received, accepted, stopped, resumed)
    still, again = (
        lanes_of(al.timeline(case, as_of=day)) for day in (date(2025, 1, 5), DAY)
    )
    first, second = still.clocks
    assert first.excluded == ()
    assert second.state.code == "suspended"
    assert second.sure == DateSpan(date(2024, 12, 13), date(2025, 1, 6))
    assert "2025-01-20" not in str(still.moments)
    (out,) = again.clocks[1].excluded
    assert out == DateSpan(date(2024, 12, 23), date(2025, 1, 20))
    asked = al.timeline(case, as_of=DAY)
    chart = timeline_chart(asked, lang="en")
    drawn = [row for row in drawn_rows(chart) if row.get("part") == EXCLUDED.en]
    assert [row["since"][:10] for row in drawn] == ["2024-12-23"]
    assert EXCLUDED.en in set(written(timeline_figure(asked, lang="en", font=LATIN)))


def test_what_has_no_day_is_said() -> None:
    """An event of a span is a line over it; one without a day is in a note."""
    span = DateSpan(date(2024, 3, 1), date(2024, 4, 1))
    happened = (
        Event(kind=EventKind.RECEIVED, within=span),
        Event(kind=EventKind.NOTIFIED),
    )
    case = Case(id=CaseId("a"), kind=CaseKind.PENALTY, events=happened)
    lanes = lanes_of(al.timeline(case, as_of=DAY))
    assert lanes.moments[0].name.en == "2024-03-01 to 2024-03-31 received"
    assert lanes.notes == (Label("另有1项事件没有日期", "events without a day: 1"),)
    timeline_figure(al.timeline(case, as_of=DAY), font=LATIN, lang="en")
    bare = Case(id=CaseId("a"), kind=CaseKind.PENALTY, events=happened[1:])
    with pytest.raises(FieldValueError, match="a case with a day"):
        timeline_chart(al.timeline(bare, as_of=DAY))


def test_a_picture_names_no_person(city: Register) -> None:
    """Neither the party nor a remark is in what is drawn."""
    day = date(2024, 3, 1)
    event = Event(kind=EventKind.RECEIVED, day=day, note="秘密的附注")
    case = Case(
        id=CaseId("a"), kind=CaseKind.PENALTY, events=(event,), party="秘密的当事人"
    )
    asked = al.timeline(case, as_of=DAY)
    assert "秘密" not in json.dumps(timeline_chart(asked).to_dict(), ensure_ascii=False)
    assert "虚构当事人" not in timeline_chart(timeline(city, "c014")).to_json()


def test_more_lanes_than_can_be_read_are_refused(city: Register) -> None:
    """Unless that many are asked for."""
    with pytest.raises(FieldValueError, match="at most 5 lanes"):
        timeline_chart(timeline(city, "r-e221"), most=5)


# --- Both libraries, both languages -----------------------------------------------

Draw = Callable[..., Any]


def figures(city: Register) -> tuple[tuple[Draw, tuple[Any, ...], dict[str, Any]], ...]:
    """Return every figure with what it is drawn of."""
    cycle = city.get(ClearanceCycle, "cycle-2022")
    return (
        (case_load_figure, (city,), {"as_of": DAY}),
        (outcomes_figure, (city,), {"as_of": DAY}),
        (clearance_figure, (cycle,), {}),
        (powers_figure, (city,), {"by": "level"}),
        (powers_figure, (city,), {"by": "department"}),
        (timeline_figure, (timeline(city, "c014"),), {}),
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_titles_and_axes_are_in_the_language(city: Register, lang: Lang) -> None:
    """Of charts as of figures; nothing Chinese is left in English but names."""
    cycle = city.get(ClearanceCycle, "cycle-2022")
    assert cycle is not None
    charts = (
        case_load_chart(city, as_of=DAY, lang=lang),
        outcomes_chart(city, as_of=DAY, lang=lang),
        clearance_chart(cycle, lang=lang),
        powers_chart(city, by="level", lang=lang),
        timeline_chart(timeline(city, "r-e221"), lang=lang),
        cited_age_chart(al.legal_basis_graph(city), years=[2024, 2025], lang=lang),
    )
    for chart in charts:
        assert chart.to_json(ensure_ascii=False).isascii() == (lang == "en")


def test_figures_say_the_same_numbers_as_charts(city: Register) -> None:
    """The text at each bar bears its group and its key as its id."""
    rows = drawn_rows(powers_chart(city, by="department"))
    (axes,) = powers_figure(city, by="department", font=LATIN).axes
    found = {each.get_gid(): each.get_text() for each in axes.texts}
    assert found == {row["key"]: row["text"] for row in rows}
    upper, lower = case_load_figure(city, as_of=DAY, font=LATIN, lang="en").axes
    load = load_of(city, by="year", as_of=DAY)
    received = [str(each.received) for each in load.loads]
    concluded = [str(each.concluded) for each in load.loads]
    assert [each.get_text() for each in upper.texts] == received + concluded
    assert [each.get_text() for each in lower.texts] == [
        str(each.pending) for each in load.loads
    ]


@pytest.mark.usefixtures("no_chinese_font")
def test_without_a_chinese_font_figures_are_in_english(
    city: Register, tmp_path: Path
) -> None:
    """A warning says in both languages what to install, and the figure in English."""
    for number, (draw, given_ones, options) in enumerate(figures(city)):
        with pytest.warns(MissingFontWarning, match="Noto Sans CJK") as caught:
            figure = draw(*given_ones, **options)
        assert NO_FONT_NAMES.zh in str(caught[0].message)
        assert NO_FONT_NAMES.en in str(caught[0].message)
        assert Path(caught[0].filename) == Path(__file__)
        # Not a single character is missing: a warning of matplotlib would be an error.
        figure.savefig(tmp_path / f"{number}.png")
        texts = [each.replace("\N{MINUS SIGN}", "-") for each in written(figure)]
        assert all(each.isascii() for each in texts)
        assert "No Chinese font found" in texts[0]


def test_a_font_that_is_not_there_is_refused_for_any_figure(city: Register) -> None:
    """Whoever names one wants that one."""
    for draw, given_ones, options in figures(city):
        with pytest.raises(FieldValueError, match="an installed font"):
            draw(*given_ones, **options, font="没有这种字体")


def test_drawing_cases_changes_no_setting(city: Register) -> None:
    """No window is opened, and no setting of matplotlib is another."""
    before = dict(mpl.rcParams)
    for draw, given_ones, options in figures(city):
        draw(*given_ones, **options, font=LATIN)
    assert dict(mpl.rcParams) == before


def test_a_clock_without_an_end_is_words_only() -> None:
    """It has a lane of its own, without a bar."""
    span = DateSpan(date(2024, 3, 1), date(2024, 4, 1))
    happened = (Event(kind=EventKind.OPENED, within=span),)
    case = Case(id=CaseId("a"), kind=CaseKind.PENALTY, events=happened)
    asked = al.timeline(case, as_of=DAY)
    lanes = lanes_of(asked)
    assert {each.sure for each in lanes.clocks} == {None}
    assert all("缺" in each.said.zh for each in lanes.clocks)
    timeline_chart(asked).to_dict()


def test_the_share_of_nothing_is_nothing() -> None:
    """A group of zeros is drawn, and no share of nothing is said."""
    bar = Bar(key="a", name=Label("甲", "a"), number=0)
    (row,) = Group(key="", name=Label("", ""), bars=(bar,)).rows("en")
    assert (row["share"], row["text"]) == (None, "0")


def test_pictures_are_loaded_when_they_are_asked_for() -> None:
    """What counts loads neither of the libraries that draw."""
    program = (
        "import sys, adminlaw.plots.pictures; "
        "print({'altair', 'matplotlib'} & set(sys.modules))"
    )
    done = subprocess.run(  # noqa: S603 - the program stands above
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "set()"


def test_without_the_extra_a_picture_names_it(
    monkeypatch: pytest.MonkeyPatch, city: Register
) -> None:
    """What is not installed is said with what to install."""
    for name in ("case_charts", "lane_charts", "case_figures", "charts", "fonts"):
        monkeypatch.delitem(sys.modules, f"adminlaw.plots.{name}", raising=False)
    for name in ("altair", "matplotlib", "matplotlib.font_manager"):
        monkeypatch.setitem(sys.modules, name, None)
    asked = timeline(city, "c014")
    for draw in (
        lambda: powers_chart(city),
        lambda: powers_figure(city),
        lambda: timeline_chart(asked),
        lambda: timeline_figure(asked),
    ):
        with pytest.raises(MissingExtraError, match=r"adminlaw\[plot\]"):
            draw()
