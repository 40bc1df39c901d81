"""What has lost its basis on a day, why, and what falls with it.

The days on which laws begin and end are those of the facts table: 《信访条例》 ended on
2022-05-01, 《环境噪声污染防治法》 on 2022-06-05, 《学位法》 began on 2025-01-01.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from adminlaw.errors import SpanError
from adminlaw.graph import (
    Loss,
    NodeKind,
    legal_basis_graph,
    orphans,
)
from tests.graph_registers import (
    Graph,
    article,
    benchmark,
    case,
    clearance,
    decision,
    document,
    graph_of,
    instrument,
    item,
    on,
    orphaned,
    power,
    reward,
    since,
    subject,
    transfer,
    weakened,
)

DAY = date(2024, 6, 1)
BEFORE = timedelta(days=1)
NOISE = "《环境噪声污染防治法》第五十八条"
NOISE_ENDS = date(2022, 6, 5)
SOUND = "《食品安全法》第一百二十二条第一款"
SEVERAL = "《最高人民法院关于适用〈中华人民共和国公司法〉若干问题的规定》第三条"
WATER = "《临湖市节水办法》第三条"


def losses(graph: Graph, node: str, day: date) -> set[Loss]:
    """Return why a record has no sound basis; empty where it has one."""
    found = orphaned(graph, day).get(node)
    return set(found.losses) if found else set()


# --- each reason


@pytest.mark.parametrize("basis", [NOISE, "《环境噪声污染防治法》"])
@pytest.mark.parametrize("days", [{}, since("2019-06-01")])
def test_a_basis_that_was_repealed(basis: str, days: dict[str, str]) -> None:
    """The power stands until 2022-06-04 and has lost its basis on 2022-06-05."""
    graph = graph_of(power("p", basis, valid=days))
    assert losses(graph, "power:p", NOISE_ENDS - BEFORE) == set()
    assert losses(graph, "power:p", NOISE_ENDS) == {Loss.REPEALED}


def test_a_repealed_basis_says_what_ended_it() -> None:
    """《噪声污染防治法》 took the place of the older law, and the reason names it."""
    [lost] = orphaned(graph_of(power("p", NOISE)), DAY)["power:p"].lost
    assert "噪声污染防治法" in lost.text("zh")
    assert lost.link is not None


def test_a_document_that_lapsed() -> None:
    """A document ends with its validity; on that day what rests on it has nothing."""
    graph = graph_of(
        document("w", "临湖市节水办法", valid=since("2018-01-01", "2023-01-01")),
        reward("p", WATER),
    )
    assert losses(graph, "power:p", date(2022, 12, 31)) == set()
    assert losses(graph, "power:p", date(2023, 1, 1)) == {Loss.LAPSED}


@pytest.mark.parametrize(
    ("outcome", "expected"), [("repealed", Loss.REPEALED), ("lapsed", Loss.LAPSED)]
)
def test_a_document_that_a_clearance_ended(outcome: str, expected: Loss) -> None:
    """The day of publication of the clearance is the first day without it."""
    graph = graph_of(
        document("w", "临湖市节水办法"),
        reward("p", WATER),
        clearance("c", "2020-05-01", ("w", outcome)),
    )
    assert losses(graph, "power:p", date(2020, 4, 30)) == set()
    assert losses(graph, "power:p", date(2020, 5, 1)) == {expected}


@pytest.mark.parametrize("outcome", ["retained", "amended"])
def test_a_clearance_that_keeps_a_document_ends_nothing(outcome: str) -> None:
    """A document that is retained or to be amended stays in force."""
    graph = graph_of(
        document("w", "临湖市节水办法"),
        reward("p", WATER),
        clearance("c", "2020-05-01", ("w", outcome)),
    )
    assert losses(graph, "power:p", DAY) == set()


def test_a_document_that_an_event_repealed() -> None:
    """A repeal recorded on the document itself ends it as well."""
    gone = document("w", "临湖市节水办法", events=[on("repealed", "2021-03-01")])
    graph = graph_of(gone, reward("p", WATER))
    assert losses(graph, "power:p", date(2021, 2, 28)) == set()
    assert losses(graph, "power:p", date(2021, 3, 1)) == {Loss.REPEALED}


def test_a_basis_that_is_not_yet_in_force() -> None:
    """《学位法》, adopted in April 2024, is law from 2025-01-01 on."""
    graph = graph_of(power("p", "《学位法》第五条", valid=since("2024-05-01")))
    assert losses(graph, "power:p", DAY) == {Loss.NOT_YET}
    assert losses(graph, "power:p", date(2024, 12, 31)) == {Loss.NOT_YET}
    assert losses(graph, "power:p", date(2025, 1, 1)) == set()


def test_an_undated_basis_of_an_earlier_text_is_unknown() -> None:
    """《慈善法》 was in force in June 2024, in the text before 2024-09-05.

    A record without days does not say which text it cites, so that its article of the
    later text is no sign that it came too early.
    """
    graph = graph_of(power("p", "《慈善法》第二十二条"))
    assert losses(graph, "power:p", date(2024, 6, 1)) == {Loss.UNKNOWN}
    assert losses(graph, "power:p", date(2024, 10, 1)) == set()
    dated = graph_of(power("p", "《慈善法》第二十二条", valid=since("2018-01-01")))
    assert losses(dated, "power:p", date(2024, 6, 1)) == set()


def test_an_article_that_does_not_exist() -> None:
    """《行政许可法》 has eighty-three articles."""
    graph = graph_of(power("p", "《行政许可法》第九十九条", valid=since("2020-01-01")))
    assert losses(graph, "power:p", DAY) == {Loss.NOT_FOUND}


def test_a_paragraph_that_does_not_exist() -> None:
    """《行政强制法》第十三条 has two paragraphs, not three."""
    graph = graph_of(power("p", "《行政强制法》第十三条第三款"))
    assert losses(graph, "power:p", DAY) == {Loss.NOT_FOUND}


def test_an_instrument_that_nobody_holds() -> None:
    """Of a fictional regulation nothing can be checked."""
    graph = graph_of(power("p", "《云泽省集市条例》第五条"))
    assert losses(graph, "power:p", DAY) == {Loss.NOT_HELD}


def test_a_name_that_several_bear() -> None:
    """Five interpretations of 《公司法》 bear the name without its number."""
    assert losses(graph_of(power("p", SEVERAL)), "power:p", DAY) == {Loss.AMBIGUOUS}


def test_words_that_cite_nothing() -> None:
    """按照上级要求 is no basis."""
    graph = graph_of(power("p", basis_text="按照上级要求"))
    assert losses(graph, "power:p", DAY) == {Loss.NO_CITATION}


def test_a_power_without_any_basis() -> None:
    """A power needs a basis; a document, an item or a decision need not name one."""
    graph = graph_of(
        power("p"),
        document("w", "临湖市节水办法"),
        item("i"),
        decision("d"),
    )
    assert losses(graph, "power:p", DAY) == {Loss.NO_BASIS}
    assert set(orphaned(graph, DAY)) == {"power:p"}


def test_a_basis_of_which_it_is_unknown_whether_it_is_in_force() -> None:
    """The commencement of the regulation of 2009 is not held, its end in 2021 is."""
    graph = graph_of(power("p", "《流动人口计划生育工作条例》"))
    assert losses(graph, "power:p", date(2010, 6, 1)) == {Loss.UNKNOWN}
    assert losses(graph, "power:p", date(2022, 6, 1)) == {Loss.REPEALED}


def test_a_number_that_moved_weakens_and_orphans_nothing() -> None:
    """第三十二条 of 2018 is 第四十五条 now: the record cites the wrong number."""
    graph = graph_of(reward("p", "《行政处罚法》第三十二条", valid=since("2018-06-01")))
    assert "power:p" not in weakened(graph, date(2021, 7, 14))
    assert losses(graph, "power:p", date(2021, 7, 15)) == set()
    found = weakened(graph, date(2021, 7, 15))["power:p"]
    assert found.losses == {Loss.RENUMBERED}
    assert not found.whole
    assert "四十五" in found.text("zh")


def test_an_article_to_which_nothing_answers_any_more() -> None:
    """第十八条 of 《行政复议法》 of 2017 has no heir in the text of 2023."""
    graph = graph_of(reward("p", "《行政复议法》第十八条", valid=since("2019-01-01")))
    assert losses(graph, "power:p", date(2023, 12, 31)) == set()
    [loss] = losses(graph, "power:p", date(2024, 1, 1))
    assert loss in (Loss.REPEALED, Loss.NOT_FOUND)


def test_a_basis_of_a_rank_that_may_not_create_it() -> None:
    """A document of the city may not create a fine (《行政处罚法》第十六条)."""
    graph = graph_of(
        power("p", article("r"), forms=["fine"]), instrument("r", "normative")
    )
    assert losses(graph, "power:p", DAY) == {Loss.RANK}


def test_a_rank_that_may_be_enough_loses_nothing() -> None:
    """Whether a rule of the city may set this fine is unknown, so nothing is lost."""
    graph = graph_of(
        power("p", article("r"), forms=["fine"]), instrument("r", "local_rule")
    )
    assert Loss.RANK not in losses(graph, "power:p", DAY)


# --- one sound basis


@pytest.mark.parametrize("bases", [(NOISE, SOUND), (SOUND, NOISE)])
def test_one_sound_basis_is_enough(bases: tuple[str, ...]) -> None:
    """Whatever their order, a sound basis carries and a lost one weakens."""
    graph = graph_of(power("p", *bases))
    assert losses(graph, "power:p", DAY) == set()
    assert weakened(graph, DAY)["power:p"].losses == {Loss.REPEALED}


def test_each_basis_gives_its_own_reason() -> None:
    """A record that lost three bases names three reasons."""
    bases = (NOISE, "《云泽省集市条例》第五条", SEVERAL)
    found = losses(graph_of(power("p", *bases)), "power:p", DAY)
    assert found == {Loss.REPEALED, Loss.NOT_HELD, Loss.AMBIGUOUS}


def test_a_record_out_of_force_is_not_looked_at() -> None:
    """A power that was given up has lost nothing by a later repeal."""
    graph = graph_of(power("p", NOISE, valid=since("2018-01-01", "2021-01-01")))
    assert losses(graph, "power:p", DAY) == set()


def test_other_records_lose_their_bases_too() -> None:
    """Documents, decisions, subjects and transfers that name a repealed law."""
    graph = graph_of(
        power("p", SOUND),
        document("w", "临湖市防噪办法", NOISE),
        decision("d", NOISE),
        subject("s", "statutory", "market", NOISE),
        transfer("t", "delegation", ("market", "urban"), "p", basis=[NOISE]),
        item("i", "p", basis=[NOISE]),
        benchmark("b", "p", NOISE),
    )
    assert set(orphaned(graph, DAY)) == {
        "document:w",
        "decision:d",
        "subject:s",
        "transfer:t",
        "service_item:i",
        "benchmark:b",
    }


def test_only_the_kinds_that_are_asked_for_are_looked_at() -> None:
    """Asked for powers, documents are left out."""
    graph = graph_of(power("p", NOISE), document("w", "临湖市防噪办法", NOISE))
    found = orphans(graph, as_of=DAY, kinds=(NodeKind.DOCUMENT,))
    assert [each.node for each in found] == ["document:w"]


# --- what falls with it


def test_benchmark_item_transfer_and_open_case_fall_with_their_power() -> None:
    """What carries out a power that has no basis has none either."""
    graph = graph_of(
        power("p", NOISE),
        benchmark("b", "p"),
        item("i", "p"),
        transfer("t", "delegation", ("county-market", "liuxi-gov"), "p"),
        case("open", "p", "2022-01-04"),
        case("closed", "p", "2021-01-04", concluded="2021-06-01"),
    )
    fallen = ("benchmark:b", "service_item:i", "transfer:t", "case:open")
    assert orphaned(graph, NOISE_ENDS - BEFORE) == {}
    for node in fallen:
        assert losses(graph, node, NOISE_ENDS) == {Loss.CARRIED}, node
    assert set(orphaned(graph, NOISE_ENDS)) == {"power:p", *fallen}


def test_an_item_that_carries_out_a_sound_power_too_does_not_fall() -> None:
    """One of two powers of an item is enough."""
    graph = graph_of(power("p", NOISE), power("q", SOUND), item("i", "p", "q"))
    assert set(orphaned(graph, DAY)) == {"power:p"}


def test_a_power_falls_with_the_document_that_created_it() -> None:
    """Law, document, power, item: the loss runs down the whole chain."""
    graph = graph_of(
        document("w", "临湖市节水办法", events=[on("repealed", "2021-03-01")]),
        reward("p", WATER),
        item("i", "p"),
    )
    assert losses(graph, "service_item:i", date(2021, 2, 28)) == set()
    assert losses(graph, "service_item:i", date(2021, 3, 1)) == {Loss.CARRIED}


def test_an_annex_falls_with_the_document_that_contains_it() -> None:
    """A document inside another one that has ended has nothing to stand in."""
    graph = graph_of(
        document("w", "临湖市节水办法", valid=since("2018-01-01", "2023-01-01")),
        document("annex", "临湖市节水奖励标准", parent="w"),
    )
    assert losses(graph, "document:annex", date(2022, 12, 31)) == set()
    assert losses(graph, "document:annex", date(2023, 1, 1)) == {Loss.CARRIED}


def test_the_power_of_an_organisation_falls_with_its_authorisation() -> None:
    """The institution may penalise only while the regulation authorises it."""
    graph = graph_of(
        power("p", SOUND, holder="institute"),
        subject("s", "authorised", "institute", NOISE),
    )
    assert losses(graph, "power:p", NOISE_ENDS - BEFORE) == set()
    assert losses(graph, "power:p", NOISE_ENDS) == {Loss.CARRIED}


def test_the_power_of_an_organ_does_not_hang_by_a_subject_record() -> None:
    """A bureau has its powers by law, whatever its record as a subject names."""
    graph = graph_of(power("p", SOUND), subject("s", "statutory", "market", NOISE))
    assert set(orphaned(graph, DAY)) == {"subject:s"}


# --- nothing found, wrong use


def test_a_sound_register_has_no_orphans() -> None:
    """Where everything rests on law in force, nothing is named."""
    graph = graph_of(
        power("p", SOUND),
        item("i", "p"),
        benchmark("b", "p"),
        case("k", "p", "2024-01-02"),
    )
    found = orphans(graph, as_of=DAY)
    assert len(found) == 0
    assert found.weakened == ()


def test_an_empty_graph_has_no_orphans() -> None:
    """Without records there is nothing to lose."""
    assert len(orphans(graph_of(), as_of=DAY)) == 0


@pytest.mark.parametrize(
    "day",
    ["2024-06-01", datetime(2024, 6, 1), None, 20240601],  # noqa: DTZ001 - the fault
)
def test_a_day_that_is_none_is_an_error(day: object) -> None:
    """A text, a moment, nothing or a number is no day."""
    graph = graph_of(power("p", SOUND))
    with pytest.raises(SpanError):
        orphans(graph, as_of=day)  # type: ignore[arg-type]


def test_the_rules_that_ship_rest_on_nothing_repealed() -> None:
    """No rule in force of the rule book has lost its article."""
    found = orphans(legal_basis_graph(), as_of=DAY, kinds=(NodeKind.RULE,))
    assert [each.node for each in found if Loss.REPEALED in each.losses] == []


def test_the_answer_is_told_in_both_languages() -> None:
    """Each orphan and each reason has words in Chinese and in English."""
    found = orphans(graph_of(power("p", NOISE)), as_of=DAY)
    assert Loss.REPEALED.zh in found.text("zh")
    assert Loss.REPEALED.en in found.text("en")
    assert "职权p" in found.text("zh")
