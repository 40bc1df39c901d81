"""Chains up to the law, and what a change of the law touches.

《行政处罚法》 was revised from 2021-07-15 on; that 第三十二条 became 第四十五条 is of
the facts table (recalled). What rests on what is read off the records.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from adminlaw.errors import (
    AdminLawError,
    AmbiguousTitleError,
    CitationSyntaxError,
    SpanError,
    UnknownInstrumentError,
    UnknownProvisionError,
    UnknownRecordError,
    VersionError,
)
from adminlaw.graph import (
    Effect,
    Impact,
    NodeKind,
    basis_chain,
    impact,
    legal_basis_graph,
)
from tests.graph_registers import (
    Graph,
    benchmark,
    case,
    decision,
    document,
    graph_of,
    item,
    power,
    reward,
    since,
    subject,
    transfer,
)

DAY = date(2024, 6, 1)
REVISED = date(2021, 7, 15)
ONE = timedelta(days=1)
NOISE = "《环境噪声污染防治法》第五十八条"
SOUND = "《食品安全法》第一百二十二条第一款"
WATER = "《临湖市节水办法》第三条"
HEARD = "《行政处罚法》第三十二条"
HEARD_NOW = "《行政处罚法》第四十五条"


def test_a_chain_leads_from_a_power_to_the_law() -> None:
    """Power, article of the regulation, regulation, and the law it is made under."""
    basis = "《食品安全法实施条例》第六十七条"
    chain = basis_chain(graph_of(power("p", basis)), "p", as_of=DAY)
    assert chain.sound
    first = chain.paths[0]
    assert first[0].start == "power:p"
    assert first[0].end == "provision:中华人民共和国食品安全法实施条例@2019-03-26#67"
    assert any(
        "食品安全法@2021" in each.end or each.end.endswith("食品安全法")
        for each in first
    )


def test_every_basis_has_its_path_the_strongest_first() -> None:
    """A path that breaks is kept, behind the one that holds."""
    chain = basis_chain(graph_of(power("p", NOISE, SOUND)), "p", as_of=DAY)
    ends = [each[0].end for each in chain.paths]
    assert any("噪声" in each for each in ends)
    assert "食品安全法" in ends[0]
    assert chain.sound


def test_a_chain_that_breaks_is_not_sound() -> None:
    """Its weakest link is the one to the repealed law."""
    chain = basis_chain(graph_of(power("p", NOISE)), "p", as_of=DAY)
    assert not chain.sound
    assert chain.weakest is not None
    assert not chain.weakest.holds(DAY)


def test_a_power_without_a_basis_has_no_chain() -> None:
    """Nothing leads up from it."""
    chain = basis_chain(graph_of(power("p")), "p", as_of=DAY)
    assert chain.paths == ()
    assert chain.weakest is None
    assert not chain.sound


def test_a_chain_over_days_of_doubt_is_not_sound() -> None:
    """Where it is only possible that a basis is in force, the chain says so."""
    graph = graph_of(power("p", "《流动人口计划生育工作条例》第五条"))
    assert not basis_chain(graph, "p", as_of=date(2010, 6, 1)).sound


def test_a_chain_of_an_unknown_record_is_an_error() -> None:
    """What is not on the graph has no chain."""
    with pytest.raises(UnknownRecordError):
        basis_chain(graph_of(), "p", as_of=DAY)


# --- impact


def effects(graph: Graph, what: str, day: date) -> dict[str, Effect]:
    """Return what a change touches, by its node."""
    return {each.node: each for each in impact(graph, what, as_of=day)}


def heard() -> Graph:
    """Return a power of 2018 on the right to be heard, and what hangs by it."""
    return graph_of(
        power("p", HEARD, valid=since("2018-06-01")),
        item("i", "p"),
        benchmark("b", "p"),
        transfer("t", "delegation", ("county-market", "liuxi-gov"), "p"),
        case("open", "p", "2021-01-04"),
        case("closed", "p", "2020-01-04", concluded="2020-06-01"),
    )


def test_the_day_before_a_revision_the_old_article_carries_the_power() -> None:
    """On 2021-07-14 the power rests on 第三十二条, and nothing comes after it yet."""
    found = effects(heard(), HEARD, REVISED - ONE)
    assert found["power:p"].direct
    assert found["power:p"].now is None
    assert found["power:p"].path[-1].end.endswith("@2017-09-01#32")


def test_on_the_day_of_a_revision_what_rested_on_the_old_article_is_found() -> None:
    """On 2021-07-15 the power is named, with the article on which it rests from now."""
    found = effects(heard(), HEARD, REVISED)["power:p"]
    assert found.path[-1].end.endswith("@2017-09-01#32")
    assert found.now is not None
    assert found.now.end.endswith("@2021-01-22#45")


def test_after_a_revision_the_new_number_carries_the_power() -> None:
    """From 2021-07-16 on 第四十五条 touches it, and 第三十二条 does not."""
    after = REVISED + ONE
    assert "power:p" in effects(heard(), HEARD_NOW, after)
    assert "power:p" not in effects(heard(), HEARD, after)


def test_what_hangs_by_a_power_is_touched_through_it() -> None:
    """Item, benchmark, transfer and open case are touched, one link further on."""
    found = effects(heard(), HEARD, REVISED - ONE)
    assert found["power:p"].depth == 1
    for node in ("service_item:i", "benchmark:b", "case:open"):
        assert found[node].depth == 2, node
        assert not found[node].direct


def test_a_closed_case_is_not_touched() -> None:
    """A case that was concluded is decided under the law of its day."""
    found = impact(heard(), HEARD, as_of=REVISED - ONE)
    assert [each.node for each in found.open_cases] == ["case:open"]
    assert "case:closed" not in [each.node for each in found]


def test_effects_can_be_asked_for_by_kind() -> None:
    """Powers are powers, and an article that is cited touches nothing of a kind."""
    found = impact(heard(), HEARD, as_of=REVISED - ONE)
    assert [each.node for each in found.of(NodeKind.POWER)] == ["power:p"]
    assert found.of(NodeKind.DECISION) == ()


def test_a_change_of_a_city_document_touches_what_rests_on_it() -> None:
    """Powers, their items, its annex and a decision under it are touched."""
    graph = graph_of(
        document("w", "临湖市节水办法"),
        document("annex", "临湖市节水标准", parent="w"),
        document("under", "临湖市节水奖励细则", WATER),
        reward("p", WATER),
        reward("q", SOUND),
        item("i", "p"),
        item("j", "q"),
        decision("d", WATER),
    )
    found = effects(graph, "《临湖市节水办法》", DAY)
    expected = {"power:p", "service_item:i", "decision:d", "document:under"}
    assert expected <= set(found)
    assert {"power:q", "service_item:j"}.isdisjoint(found)
    assert set(effects(graph, "document:w", DAY)) == set(found)


def test_a_clearance_has_to_look_at_documents_under_a_revised_law() -> None:
    """A document made under the law is a candidate, a power is none."""
    graph = graph_of(
        document("w", "临湖市节水办法", HEARD, valid=since("2018-06-01")),
        reward("p", WATER),
    )
    found = impact(graph, "《行政处罚法》", as_of=REVISED)
    nodes = {each.node for each in found.clearance_candidates}
    assert "document:w" in nodes
    assert "power:p" not in nodes


def test_a_regulation_made_under_a_law_carries_the_change_on() -> None:
    """《罚款决定与罚款收缴分离实施办法》 is made under 《行政处罚法》."""
    graph = graph_of(power("p", "《罚款决定与罚款收缴分离实施办法》第五条"))
    found = effects(graph, "《行政处罚法》", DAY)
    assert found["power:p"].depth == 2


def test_the_whole_of_a_law_touches_the_rules_of_the_rule_book() -> None:
    """Every rule that rests on an article of 《行政处罚法》 then is named, no other."""
    graph = legal_basis_graph()
    found = effects(graph, "《行政处罚法》", DAY)
    rules = {node for node, each in found.items() if each.kind is NodeKind.RULE}
    expected = {
        node
        for node, end, data in graph.edges(data=True)
        if node.startswith("rule:") and "行政处罚法@2021-01-22" in end
        if data["until"] is None or data["until"] > DAY
    }
    assert expected
    assert expected <= rules
    assert "rule:reconsideration.apply" not in rules


def test_an_article_on_which_nothing_rests_touches_nothing() -> None:
    """Nobody named 《行政强制法》第七十一条."""
    graph = graph_of(power("p", "《行政强制法》第十七条"))
    found = impact(graph, "《行政强制法》第七十一条", as_of=DAY)
    assert isinstance(found, Impact)
    assert found.effects == ()
    assert found.citing == ()


def test_what_is_only_possible_is_marked_as_doubtful() -> None:
    """A commencement that is not held leaves the effect in doubt."""
    graph = graph_of(power("p", "《流动人口计划生育工作条例》"))
    found = effects(graph, "《流动人口计划生育工作条例》", date(2010, 6, 1))
    assert found["power:p"].doubtful


def test_a_document_that_has_ended_touches_nothing() -> None:
    """After its end a city document carries nothing any more."""
    gone = document("w", "临湖市节水办法", valid=since("2018-01-01", "2023-01-01"))
    graph = graph_of(gone, reward("p", WATER))
    assert effects(graph, "document:w", DAY) == {}
    assert "power:p" in effects(graph, "document:w", date(2022, 12, 31))


def test_the_path_of_an_effect_leads_from_it_to_what_was_asked_about() -> None:
    """Its own link comes first, the one to the article last."""
    path = effects(heard(), HEARD, REVISED - ONE)["service_item:i"].path
    assert path[0].start == "service_item:i"
    assert path[-1].end.endswith("#32")
    assert all(one.end == two.start for one, two in pairwise(path))


@pytest.mark.parametrize(
    ("what", "error"),
    [
        ("《没有这部法》第一条", UnknownInstrumentError),
        ("《临湖市节水办法》", AmbiguousTitleError),
        ("《行政强制法》第九十九条", UnknownProvisionError),
        ("第五条", AdminLawError),
        ("", CitationSyntaxError),
    ],
)
def test_what_cannot_be_asked_about_is_an_error(
    what: str, error: type[Exception]
) -> None:
    """An unknown title, one of two documents, a missing article, no citation."""
    graph = graph_of(
        power("p", "《行政强制法》第十七条"),
        document("w", "临湖市节水办法"),
        document("v", "临湖市节水办法"),
    )
    with pytest.raises(error):
        impact(graph, what, as_of=DAY)


def test_a_law_cannot_be_asked_about_before_it_was_made() -> None:
    """On 2010-01-01 there is no version of 《行政强制法》."""
    graph = graph_of(power("p", "《行政强制法》第十七条"))
    with pytest.raises(VersionError):
        impact(graph, "《行政强制法》第十七条", as_of=date(2010, 1, 1))


@pytest.mark.parametrize("day", ["2024-06-01", datetime(2024, 6, 1), None])  # noqa: DTZ001 - the fault
def test_a_day_that_is_none_is_an_error(day: object) -> None:
    """A text, a moment or nothing is no day."""
    graph = graph_of(power("p", SOUND), subject("s", "statutory", "market"))
    with pytest.raises(SpanError):
        impact(graph, "《食品安全法》", as_of=day)  # type: ignore[arg-type]
    with pytest.raises(SpanError):
        basis_chain(graph, "p", as_of=day)  # type: ignore[arg-type]
