"""What a change does: an end tried out, two days compared, who follows whom, orders.

Days of laws are those of the facts table. The law with delegations is made up; the
year within which a rule is due is that of 《立法法》第六十六条.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from adminlaw.errors import AmbiguousTitleError, SpanError, UnknownInstrumentError
from adminlaw.graph import (
    EdgeKind,
    Fulfilment,
    delegations,
    diff,
    due_by,
    in_force,
    legal_basis_graph,
    orphans,
    succession,
    terminate,
    unfulfilled_delegations,
)
from adminlaw.statutes import Obligation, read_corpus
from tests.graph_registers import (
    NO_RULES,
    Graph,
    benchmark,
    case,
    clearance,
    document,
    graph_of,
    item,
    orphaned,
    power,
    reward,
    since,
)

DAY = date(2024, 6, 1)
ONE = timedelta(days=1)
REVISED = date(2021, 7, 15)
SOUND = "《食品安全法》第一百二十二条第一款"
WATER = "《临湖市节水办法》第三条"


# --- terminate


def city() -> Graph:
    """Return a document with what rests on it alone, and what rests on more."""
    return graph_of(
        document("w", "临湖市节水办法"),
        reward("p", WATER),
        item("i", "p"),
        benchmark("b", "p"),
        case("k", "p", "2024-01-02"),
        reward("both", WATER, SOUND),
        reward("other", SOUND),
    )


@pytest.mark.parametrize("name", ["临湖市节水办法", "document:w"])
def test_ending_a_city_document_names_what_loses_its_basis(name: str) -> None:
    """The power and what hangs by it lose everything, the one with a law some."""
    found = terminate(city(), name, DAY)
    assert {each.node for each in found.lost} == {
        "power:p",
        "service_item:i",
        "benchmark:b",
        "case:k",
    }
    assert [each.node for each in found.weakened] == ["power:both"]
    assert (found.node, found.day) == ("document:w", DAY)


def test_ending_something_changes_only_the_days_after_it() -> None:
    """The day before, all rests as it did; on the day, it does not."""
    graph = city()
    after = terminate(graph, "document:w", DAY).graph
    assert orphaned(after, DAY - ONE) == orphaned(graph, DAY - ONE) == {}
    assert "power:p" in orphaned(after, DAY)
    assert "document:w" in in_force(after, DAY - ONE)
    assert "document:w" not in in_force(after, DAY)


def test_the_graph_that_was_asked_is_not_changed() -> None:
    """A trial leaves the graph as it was, down to each attribute."""
    graph = city()
    nodes = {node: dict(data) for node, data in graph.nodes(data=True)}
    edges = [(*ends, dict(data)) for *ends, data in graph.edges(keys=True, data=True)]
    terminate(graph, "document:w", DAY)
    assert {node: dict(data) for node, data in graph.nodes(data=True)} == nodes
    assert edges == [
        (*ends, dict(data)) for *ends, data in graph.edges(keys=True, data=True)
    ]


def test_ending_an_instrument_ends_its_versions_and_articles() -> None:
    """Whatever article of 《行政强制法》 a power rests on is gone with it."""
    graph = graph_of(
        power("p", "《行政强制法》第十七条"), power("q", "《行政许可法》第十二条")
    )
    found = terminate(graph, "《行政强制法》".strip("《》"), DAY)
    assert [each.node for each in found.lost] == ["power:p"]
    left = in_force(found.graph, DAY)
    assert not any("行政强制法" in node for node in left)
    assert any("行政许可法" in node for node in left)


def test_ending_what_nothing_rests_on_costs_nothing() -> None:
    """A document that nobody names can end."""
    graph = graph_of(document("w", "临湖市节水办法"), reward("p", SOUND))
    found = terminate(graph, "document:w", DAY)
    assert (found.lost, found.weakened) == ((), ())


def test_an_earlier_end_stays() -> None:
    """《信访条例》 ended on 2022-05-01, and a later end does not bring it back."""
    graph = graph_of(power("p", "《信访条例》第五条"))
    after = terminate(graph, "信访条例", DAY).graph
    assert after.nodes["instrument:信访条例"]["until"] == date(2022, 5, 1)
    assert terminate(graph, "信访条例", DAY).lost == ()


def test_a_successor_is_not_taken_to_carry_what_rested_on_the_old_document() -> None:
    """A new document of another name does not mend a basis that names the old one."""
    graph = graph_of(
        document("w", "临湖市节水办法"),
        document("v", "临湖市节约用水办法"),
        clearance("c", "2030-01-01", ("w", "repealed", "v")),
        reward("p", WATER),
    )
    found = terminate(graph, "document:w", DAY)
    assert [each.node for each in found.lost] == ["power:p"]


def test_what_cannot_be_ended_is_an_error() -> None:
    """An unknown name, a name of two, a day that is none."""
    graph = graph_of(
        document("w", "临湖市节水办法"),
        document("a", "临湖市甲办法"),
        document("b", "临湖市甲办法"),
    )
    with pytest.raises(UnknownInstrumentError):
        terminate(graph, "没有这部法", DAY)
    with pytest.raises(AmbiguousTitleError):
        terminate(graph, "临湖市甲办法", DAY)
    for day in ("2024-06-01", datetime(2024, 6, 1), None):  # noqa: DTZ001 - the fault
        with pytest.raises(SpanError):
            terminate(graph, "document:w", day)  # type: ignore[arg-type]


# --- diff


def revised() -> Graph:
    """Return a power of 2018 on an article that was renumbered in 2021."""
    return graph_of(
        power("p", "《行政处罚法》第三十二条", valid=since("2018-06-01")),
        power("q", "《行政强制法》第十七条"),
        document("w", "临湖市节水办法", valid=since("2018-01-01", "2021-07-15")),
    )


def test_a_revision_shows_as_a_version_that_ends_and_one_that_begins() -> None:
    """From one day to the next the version and what the power rests on change."""
    found = diff(revised(), REVISED - ONE, REVISED)
    began = {each.node for each in found.nodes if each.began}
    ended = {each.node for each in found.nodes if not each.began}
    assert "version:中华人民共和国行政处罚法@2021-01-22" in began
    assert {"version:中华人民共和国行政处罚法@2017-09-01", "document:w"} <= ended


def test_a_renumbered_basis_is_named_with_both_articles() -> None:
    """For the power it says what it rested on and what it rests on."""
    found = diff(revised(), REVISED - ONE, REVISED)
    assert {each for each in found.rebased if not each.startswith("rule:")} == {
        "power:p"
    }
    before, after = found.rebased["power:p"]
    assert [each.partition("第")[2].partition("（")[0] for each in before] == [
        "三十二条"
    ]
    assert [each.partition("第")[2].partition("（")[0] for each in after] == [
        "四十五条"
    ]


def test_the_order_of_the_days_does_not_matter() -> None:
    """Compared backwards, the same things began and ended."""
    graph = revised()
    there, back = (
        diff(graph, REVISED - ONE, REVISED),
        diff(graph, REVISED, REVISED - ONE),
    )
    assert (back.first, back.second) == (there.first, there.second)
    assert set(back.nodes) == set(there.nodes)
    assert set(back.edges) == set(there.edges)


def test_nothing_changes_within_one_day_or_between_quiet_days() -> None:
    """A day compared with itself, and two days on which nothing begins or ends."""
    graph = revised()
    for days in ((DAY, DAY), (date(2020, 3, 2), date(2020, 3, 3))):
        found = diff(graph, *days)
        assert (found.nodes, found.edges, dict(found.rebased)) == ((), (), {})


def test_a_day_that_is_none_cannot_be_compared() -> None:
    """A text is no day, on either side."""
    for days in (("2024-06-01", DAY), (DAY, None)):
        with pytest.raises(SpanError):
            diff(revised(), *days)


# --- succession


def test_the_versions_of_a_law_follow_each_other_on_their_days() -> None:
    """《行政处罚法》: 1996, then 2009-08-27, 2018-01-01 and 2021-07-15."""
    found = succession(revised(), "行政处罚法")
    assert [each.day for each in found.versions] == [
        date(2009, 8, 27),
        date(2018, 1, 1),
        REVISED,
    ]
    assert all(each.kind is EdgeKind.SUPERSEDES for each in found.versions)
    assert (found.before, found.after) == ((), ())


def test_an_instrument_that_was_replaced_names_what_took_its_place() -> None:
    """《信访工作条例》 took the place of 《信访条例》 on 2022-05-01."""
    graph = graph_of(power("p", "《信访条例》第五条", "《信访工作条例》第五条"))
    [step] = succession(graph, "信访条例").after
    assert (step.new_label, step.day) == ("信访工作条例", date(2022, 5, 1))
    [same] = succession(graph, "信访工作条例").before
    assert same.old_label == "信访条例"


def test_a_city_document_names_its_successor() -> None:
    """A clearance that repeals a document may say what takes its place."""
    graph = graph_of(
        document("w", "临湖市节水办法"),
        document("v", "临湖市节约用水办法", valid=since("2020-05-01")),
        clearance("c", "2020-05-01", ("w", "repealed", "v")),
    )
    [step] = succession(graph, "临湖市节水办法").after
    assert (step.old, step.new) == ("document:w", "document:v")
    assert step.day == date(2020, 5, 1)


def test_what_has_neither_history_nor_heir_says_so() -> None:
    """A law of one version that is in force has no steps."""
    found = succession(graph_of(power("p", "《行政强制法》第十七条")), "行政强制法")
    assert (found.before, found.versions, found.after) == ((), (), ())


def test_the_history_of_an_unknown_instrument_is_an_error() -> None:
    """What is not on the graph has no history."""
    with pytest.raises(UnknownInstrumentError):
        succession(graph_of(), "没有这部法")


# --- delegations

LAKES = """# 中华人民共和国湖泊保护法

2020年3月1日 第十三届全国人民代表大会常务委员会第九十九次会议通过

第一条 为了保护湖泊，制定本法。
第二条 湖泊分级的具体办法由国务院规定。
第三条 渔船登记的具体办法由国务院渔业主管部门制定。
第四条 省、自治区、直辖市可以根据本法制定实施办法。
第五条 湖泊巡查的具体办法由国务院水行政主管部门在本法施行之日起六个月内制定。
第六条 本法自2020年7月1日起施行。
"""
GRADES = """# 湖泊分级办法

2021年2月1日 国务院公布

第一条 根据《中华人民共和国湖泊保护法》第二条的规定，制定本办法。
第二条 湖泊分为三级。
第三条 本办法自2021年3月1日起施行。
"""


@pytest.fixture(scope="module")
def lakes(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """Return the graph of a made-up law and of one regulation made under it."""
    folder: Path = tmp_path_factory.mktemp("texts")
    for name, text in (
        ("湖泊保护法(2020-03-01).md", LAKES),
        ("湖泊分级办法(2021-02-01).md", GRADES),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return legal_basis_graph(corpus=read_corpus(folder), rulebook=NO_RULES)


def test_an_order_that_a_regulation_carries_out_is_met(lakes: Graph) -> None:
    """The regulation says that it is made under 第二条."""
    [order] = [
        each
        for each in delegations(lakes, as_of=DAY).delegations
        if each.provision.endswith("#2")
    ]
    assert order.fulfilment is Fulfilment.MET
    assert order.obligation is Obligation.MUST
    assert order.body == "国务院"
    assert any("湖泊分级办法" in each.start_label for each in order.made)


def test_orders_that_nothing_carries_out_are_listed(lakes: Graph) -> None:
    """第三条 and 第五条 wait for a rule; the permission of 第四条 is owed by nobody."""
    waiting = unfulfilled_delegations(lakes, as_of=DAY).delegations
    found = {each.provision.rpartition("#")[2] for each in waiting}
    assert found == {"3", "5"}


def test_a_rule_is_due_one_year_after_the_law_commenced(lakes: Graph) -> None:
    """《立法法》第六十六条: in force since 2020-07-01, so by 2021-07-01."""
    waiting = unfulfilled_delegations(lakes, as_of=DAY).delegations
    [order] = [each for each in waiting if each.provision.endswith("#3")]
    assert order.since == date(2020, 7, 1)
    assert order.age == (DAY - date(2020, 7, 1)).days
    assert due_by(order) == date(2021, 7, 1)


def test_a_term_of_the_law_itself_is_left_to_the_law(lakes: Graph) -> None:
    """Where the law sets another time, that of 《立法法》 does not apply."""
    waiting = unfulfilled_delegations(lakes, as_of=DAY).delegations
    [order] = [each for each in waiting if each.provision.endswith("#5")]
    assert "六个月" in order.term
    assert due_by(order) is None


def test_before_the_law_commences_it_orders_nothing(lakes: Graph) -> None:
    """On 2020-06-30 the law is adopted and not in force."""
    assert delegations(lakes, as_of=date(2020, 6, 30)).delegations == ()
    assert len(delegations(lakes, as_of=date(2020, 7, 1)).delegations) == 4


def test_delegations_of_one_article_can_be_asked_for(lakes: Graph) -> None:
    """《湖泊保护法》第三条 gives one order, 第一条 none."""
    asked = delegations(lakes, "《湖泊保护法》第三条", as_of=DAY).delegations
    assert [each.provision.rpartition("#")[2] for each in asked] == ["3"]
    assert delegations(lakes, "《湖泊保护法》第一条", as_of=DAY).delegations == ()


def test_delegations_of_an_unknown_law_are_an_error(lakes: Graph) -> None:
    """A law that is not held, and a day that is none."""
    with pytest.raises(UnknownInstrumentError):
        delegations(lakes, "《没有这部法》", as_of=DAY)
    with pytest.raises(SpanError):
        unfulfilled_delegations(lakes, as_of="2024")  # type: ignore[arg-type]


def test_a_graph_without_texts_knows_no_orders() -> None:
    """Orders are read in texts; the facts table holds none."""
    assert unfulfilled_delegations(city(), as_of=DAY).delegations == ()
    assert len(orphans(city(), as_of=DAY)) == 0
