"""Who holds a power in a place on a day, asked of a graph.

Exactly one body should (《行政处罚法》第二十二条至第二十五条): a county power given to
a town under 第二十四条 is no longer the county's there, and whoever is entrusted acts
in the name of who entrusts (第二十条).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from adminlaw.errors import SpanError, UnknownRecordError
from adminlaw.graph import Holders, HoldingState, holders, misheld
from adminlaw.model import Authority, Power
from tests.graph_registers import (
    body,
    graph_of,
    power,
    since,
    subject,
    transfer,
)

DAY = date(2024, 6, 1)
ONE = timedelta(days=1)
MOVED = date(2022, 1, 1)
LAW = "《食品安全法》第一百二十二条第一款"


def record(key: str, holder: str, **more: object) -> Power:
    """Return a record of the power with item code 4201."""
    return power(key, LAW, code="4201", holder=holder, **more)


def held(where: str, *records: object, day: date = DAY) -> Holders:
    """Return who holds the power of record ``p`` in a place."""
    return holders(graph_of(*records), "p", where, as_of=day)


def bodies(answer: Holders) -> list[str]:
    """Return the ids of the bodies that hold a power."""
    return [each.authority.partition(":")[2] for each in answer.holders]


def test_a_body_holds_its_power_in_its_place() -> None:
    """The bureau of the city holds the power in the city."""
    answer = held("linhu", record("p", "market"))
    assert answer.state is HoldingState.SINGLE
    assert bodies(answer) == ["market"]


@pytest.mark.parametrize("where", ["dongpu", "liuxi"])
def test_a_body_acts_in_all_that_lies_in_its_place(where: str) -> None:
    """A county of the city, and a town of that county, lie in the city."""
    assert bodies(held(where, record("p", "market"))) == ["market"]


@pytest.mark.parametrize("where", ["yunze", "linhu", "xishan"])
def test_a_power_that_nobody_holds_in_a_place_is_a_gap(where: str) -> None:
    """The bureau of one county acts neither in another one nor in the city."""
    answer = held(where, record("p", "county-market"))
    assert answer.state is HoldingState.GAP
    assert answer.holders == ()


def test_two_bodies_of_one_place_overlap() -> None:
    """Market and urban bureau of the city both list the power."""
    answer = held("linhu", record("p", "market"), record("q", "urban"))
    assert answer.state is HoldingState.OVERLAP
    assert sorted(bodies(answer)) == ["market", "urban"]


def test_two_records_of_one_body_do_not_overlap() -> None:
    """A body that lists its power twice is still one body."""
    answer = held("linhu", record("p", "market"), record("q", "market"))
    assert answer.state is HoldingState.SINGLE


def test_bodies_of_two_levels_are_told_from_an_overlap() -> None:
    """City and county both act in the county, the city alone in the city."""
    both = (record("p", "market"), record("q", "county-market"))
    assert held("dongpu", *both).state is HoldingState.ACROSS_LEVELS
    assert held("liuxi", *both).state is HoldingState.ACROSS_LEVELS
    assert held("linhu", *both).state is HoldingState.SINGLE
    assert bodies(held("xishan", *both)) == ["market"]


def test_without_codes_the_same_kind_and_name_are_one_matter() -> None:
    """Two records without a code are one matter if they are called the same."""
    same = {"name": "对无证经营的处罚", "code": ""}
    other = {"name": "对超范围经营的处罚", "code": ""}
    first = power("p", LAW, **same)
    twice = held("linhu", first, power("q", LAW, holder="urban", **same))
    assert twice.state is HoldingState.OVERLAP
    differing = held("linhu", first, power("q", LAW, holder="urban", **other))
    assert differing.state is HoldingState.SINGLE


def test_powers_of_two_kinds_are_two_matters() -> None:
    """A penalty and a licence may bear one name."""
    same = {"name": "食品经营", "code": ""}
    licence = power("q", LAW, kind="licensing", holder="urban", **same)
    answer = held("linhu", power("p", LAW, **same), licence)
    assert answer.state is HoldingState.SINGLE


def test_a_record_out_of_force_does_not_count() -> None:
    """The urban bureau gave the power up at the end of 2020."""
    old = record("q", "urban", valid=since("2015-01-01", "2021-01-01"))
    records = (record("p", "market"), old)
    assert held("linhu", *records).state is HoldingState.SINGLE
    earlier = held("linhu", *records, day=date(2020, 12, 31))
    assert earlier.state is HoldingState.OVERLAP


# --- powers that move


def to_town() -> tuple[object, ...]:
    """Return a county power, given to one of the county's two towns in 2022."""
    moved = transfer("t", "delegation", ("county-market", "liuxi-gov"), "p")
    return record("p", "county-market"), moved


def test_a_power_given_to_a_town_is_the_towns_alone_there() -> None:
    """In 柳溪镇 the town acts, in 石桥镇 still the county."""
    assert held("liuxi", *to_town()).state is HoldingState.SINGLE
    assert bodies(held("liuxi", *to_town())) == ["liuxi-gov"]
    assert bodies(held("shiqiao", *to_town())) == ["county-market"]
    assert bodies(held("dongpu", *to_town())) == ["county-market"]


def test_before_it_moves_a_power_is_held_where_it_was() -> None:
    """Until 2021-12-31 the county acts in the town, from 2022-01-01 the town."""
    assert bodies(held("liuxi", *to_town(), day=MOVED - ONE)) == ["county-market"]
    assert bodies(held("liuxi", *to_town(), day=MOVED)) == ["liuxi-gov"]


def test_a_power_comes_back_when_its_transfer_ends() -> None:
    """After the last day of the transfer the county acts in the town again."""
    days = since("2022-01-01", "2023-01-01")
    moved = transfer("t", "delegation", ("county-market", "liuxi-gov"), "p", valid=days)
    answer = held("liuxi", record("p", "county-market"), moved)
    assert bodies(answer) == ["county-market"]


def test_a_centralised_power_is_held_by_its_receiver() -> None:
    """The urban bureau exercises what the market bureau gave up."""
    moved = transfer("t", "centralisation", ("market", "urban"), "p")
    answer = held("linhu", record("p", "market"), moved)
    assert answer.state is HoldingState.SINGLE
    assert bodies(answer) == ["urban"]


def test_who_is_entrusted_is_no_second_holder() -> None:
    """The institution acts in the name of the bureau and is named beside it."""
    moved = transfer("t", "entrustment", ("market", "institute"), "p")
    answer = held("linhu", record("p", "market"), moved)
    assert answer.state is HoldingState.SINGLE
    assert bodies(answer) == ["market"]
    assert answer.holders[0].entrusted == ("authority:institute",)


def test_a_body_that_is_entrusted_by_its_record_is_no_second_holder() -> None:
    """A subject record that says 受委托 is enough to know in whose name it acts."""
    answer = held(
        "linhu",
        record("p", "market"),
        record("q", "team"),
        subject("s", "entrusted", "team", principal="market"),
    )
    assert bodies(answer) == ["market"]


def dissolved() -> Authority:
    """Return a bureau of the city that was dissolved at the end of 2022."""
    days = since("2010-01-01", "2023-01-01")
    return body("old", "临湖市旧局", place="linhu", valid=days)


def test_a_body_that_is_no_more_leaves_a_gap() -> None:
    """The bureau was dissolved in 2023; the answer names it as gone."""
    old = body(
        "old", "临湖市旧局", place="linhu", valid=since("2010-01-01", "2023-01-01")
    )
    answer = held("linhu", record("p", "old"), old)
    assert answer.state is HoldingState.GAP
    assert answer.gone == ("authority:old",)
    assert held("linhu", record("p", "old"), old, day=date(2022, 12, 31)).holders


def test_a_body_without_a_place_leaves_the_answer_open() -> None:
    """Nobody says where the body acts, so it is unknown who holds the power."""
    answer = held("linhu", record("p", "adrift"), body("adrift", "某局（虚构）"))
    assert answer.state is HoldingState.UNKNOWN


# --- all of them


def test_a_sound_register_has_nothing_misheld() -> None:
    """Each matter has one body in each place that matters to it."""
    graph = graph_of(*to_town(), power("q", LAW, name="另一职权", holder="market"))
    assert misheld(graph, as_of=DAY) == ()


def test_everything_misheld_is_listed_once() -> None:
    """One overlap in the city; the places that lie in it are not repeated."""
    graph = graph_of(record("p", "market"), record("q", "urban"))
    found = misheld(graph, as_of=DAY)
    assert [each.state for each in found] == [HoldingState.OVERLAP]
    assert found[0].place == "place:linhu"


def test_a_gap_is_listed_where_the_body_that_held_it_is_gone() -> None:
    """A power whose body was dissolved is a gap in that body's place."""
    old = body(
        "old", "临湖市旧局", place="linhu", valid=since("2010-01-01", "2023-01-01")
    )
    found = misheld(graph_of(record("p", "old"), old), as_of=DAY)
    assert [(each.state, each.place) for each in found] == [
        (HoldingState.GAP, "place:linhu")
    ]


@pytest.mark.parametrize(
    ("name", "where"), [("q", "linhu"), ("p", "nowhere"), ("", "linhu"), ("p", "")]
)
def test_an_unknown_power_or_place_is_an_error(name: str, where: str) -> None:
    """Asking about what is not there is wrong use, and no gap."""
    with pytest.raises(UnknownRecordError):
        holders(graph_of(record("p", "market")), name, where, as_of=DAY)


@pytest.mark.parametrize("day", ["2024-06-01", datetime(2024, 6, 1), None])  # noqa: DTZ001 - the fault
def test_a_day_that_is_none_is_an_error(day: object) -> None:
    """A text, a moment or nothing is no day."""
    graph = graph_of(record("p", "market"))
    with pytest.raises(SpanError):
        holders(graph, "p", "linhu", as_of=day)  # type: ignore[arg-type]
    with pytest.raises(SpanError):
        misheld(graph, as_of=day)  # type: ignore[arg-type]
