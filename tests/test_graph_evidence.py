"""Missing or stale evidence is never a pass: cases that a reviewer of the law found."""

from __future__ import annotations

from datetime import date

import pytest

from adminlaw.errors import UnknownInstrumentError
from adminlaw.findings import Status
from adminlaw.graph import (
    ExerciseAnswer,
    Loss,
    basis_chain,
    creation_authority,
    exercise_authority,
    impact,
    orphans,
    prevailing,
    terminate,
)
from tests.graph_registers import (
    body,
    case,
    decision,
    document,
    graph_of,
    on,
    orphaned,
    power,
    since,
    subject,
    transfer,
)

DAY = date(2024, 6, 1)
FOOD = "《食品安全法》第一百二十二条第一款"
OLD_NOISE = "《环境噪声污染防治法》第四十三条"
NOISE_ENDS = date(2022, 6, 5)
APPROVED = on("approved", "2021-12-01", actor="province-gov")
PUBLISHED = on("published", "2021-12-20")
TOWNS = "《行政处罚法》第二十四条第一款"


def exercised(*records: object, day: date = DAY) -> ExerciseAnswer:
    """Return whether those who exercise the power ``p`` may."""
    graph = graph_of(*records, complete=("transfers", "subjects"))
    return exercise_authority(graph, "p", as_of=day)


def to_town(
    receiver: str = "liuxi-gov", *events: object, **more: object
) -> ExerciseAnswer:
    """Return the answer for a fine of the county given to a body."""
    moved = transfer(
        "t",
        "delegation",
        ("county-market", receiver),
        "p",
        **{"basis": [TOWNS], "events": list(events) or [APPROVED, PUBLISHED], **more},
    )
    record = power("p", FOOD, forms=["fine"], holder="county-market")
    return exercised(record, moved)


def test_what_governs_the_exercise_does_not_stand_in_for_what_creates() -> None:
    """With its 设定依据 repealed a power is an orphan, whatever 实施依据 stands."""
    cell = f"设定依据：{OLD_NOISE}\n实施依据：《行政处罚法》第六十条"
    graph = graph_of(power("p", basis_text=cell, forms=["fine"]))
    assert Loss.REPEALED in orphaned(graph, DAY)["power:p"].losses
    answer = creation_authority(graph, "p", as_of=DAY)
    assert answer.status is Status.UNKNOWN


def test_a_place_that_does_not_exist_creates_nothing() -> None:
    """第六十条 has no ninth paragraph, so nothing is known to create the power."""
    graph = graph_of(power("p", "《行政处罚法》第六十条第九款", forms=["fine"]))
    assert creation_authority(graph, "p", as_of=DAY).status is Status.UNKNOWN


def test_a_law_that_has_ended_prevails_over_nothing() -> None:
    """On a day on which one of both is not in force no winner is named."""
    graph = graph_of(power("p", OLD_NOISE, "《信访工作条例》"), power("q", FOOD))
    answer = prevailing(graph, "环境噪声污染防治法", "食品安全法", as_of=DAY)
    assert answer.winner is None
    assert "环境噪声污染防治法" in answer.reason.zh


def test_the_later_norm_prevails_only_if_the_older_one_is_not_special() -> None:
    """第一百零三条 and 第一百零五条: the condition is said with the answer."""
    graph = graph_of(power("p", "《治安管理处罚法》第二十三条"), power("q", TOWNS))
    answer = prevailing(graph, "治安管理处罚法", "行政处罚法", as_of=DAY)
    assert "特别规定" in answer.reason.zh


@pytest.mark.parametrize(
    ("basis", "loss"),
    [(OLD_NOISE, Loss.REPEALED), ("《没有这部法》第四条", Loss.NOT_HELD)],
)
def test_an_open_case_is_judged_by_the_law_that_it_applies(
    basis: str, loss: Loss
) -> None:
    """A case opened after the end of what it applies has lost its basis."""
    graph = graph_of(power("p", FOOD), case("k", "p", "2023-06-01", basis=[basis]))
    assert loss in orphaned(graph, DAY)["case:k"].losses


def test_detention_is_not_ruled_out_where_forms_are_unsaid() -> None:
    """A penalty without forms may be a detention, which only the police impose."""
    assert exercised(power("p", FOOD)).status is Status.UNKNOWN


def test_a_transfer_of_which_no_rule_speaks_is_not_passed() -> None:
    """Before 2021-07-15 no article gave penalties to towns."""
    moved = transfer(
        "t",
        "delegation",
        ("county-market", "liuxi-gov"),
        "p",
        valid=since("2019-01-01"),
        events=[on("approved", "2018-12-01", actor="province-gov")],
    )
    record = power("p", FOOD, forms=["fine"], holder="county-market")
    answer = exercised(record, moved, day=date(2020, 6, 1))
    assert answer.status is Status.UNKNOWN


def test_only_a_town_or_sub_district_may_take_county_penalties() -> None:
    """第二十四条第一款 names 乡镇人民政府、街道办事处."""
    assert to_town("urban").status is Status.FAILED


def test_a_department_of_the_province_does_not_decide_for_it() -> None:
    """The province decides: its government or congress, not one of its departments."""
    office = body("justice", "云泽省司法厅（虚构）", place="yunze", level="province")
    moved = transfer(
        "t",
        "delegation",
        ("county-market", "liuxi-gov"),
        "p",
        basis=[TOWNS],
        events=[on("approved", "2021-12-01", actor="justice"), PUBLISHED],
    )
    record = power("p", FOOD, forms=["fine"], holder="county-market")
    assert exercised(record, moved, office).status is Status.FAILED


def test_what_was_approved_later_was_not_approved_before() -> None:
    """An approval of 2024-12 does not carry a transfer in June."""
    late = on("approved", "2024-12-01", actor="province-gov")
    assert to_town("liuxi-gov", late, PUBLISHED).status is Status.FAILED


def test_a_refusal_that_was_followed_by_an_approval_does_not_count() -> None:
    """The decision that went through is the one that counts."""
    refused = on("approved", "2021-06-01", actor="province-gov", passed=False)
    answer = to_town("liuxi-gov", refused, APPROVED, PUBLISHED)
    assert answer.status is not Status.FAILED


def test_a_court_is_no_administrative_organ() -> None:
    """第十七条: penalties are imposed by administrative organs."""
    court = body("court", "临湖市法院（虚构）", "court", place="linhu", level="city")
    record = power("p", FOOD, forms=["fine"], holder="court")
    assert exercised(record, court).status is Status.FAILED


def test_every_basis_of_a_cell_has_its_path() -> None:
    """A repealed basis in a cell with a sound one does not vanish from the chain."""
    cell = f"1.{OLD_NOISE}\n2.《噪声污染防治法》第七十五条"
    chain = basis_chain(graph_of(power("p", basis_text=cell)), "p", as_of=DAY)
    named = {path[0].end_label for path in chain.paths}
    assert {"环境噪声污染防治法第四十三条", "噪声污染防治法第七十五条"} <= named


def test_a_chain_that_leads_to_no_law_is_not_sound() -> None:
    """A notice of the city that rests on nothing is no law (行政处罚法第四条)."""
    graph = graph_of(
        document("n", "临湖市停车通知"), power("p", "《临湖市停车通知》第二条")
    )
    assert not basis_chain(graph, "p", as_of=DAY).sound


def test_a_record_that_cites_a_missing_article_is_touched_by_its_law() -> None:
    """Its law is named, though the article does not exist."""
    graph = graph_of(power("p", "《行政处罚法》第九百条"), power("q", FOOD))
    found = impact(graph, "《行政处罚法》", as_of=DAY)
    assert "power:p" in {each.node for each in found}


def test_the_law_that_replaces_another_touches_what_rested_on_it() -> None:
    """On 2022-06-05 《噪声污染防治法》 takes the place of the older law."""
    graph = graph_of(power("p", OLD_NOISE, valid=since("2019-01-01")))
    found = impact(graph, "《环境噪声污染防治法》", as_of=NOISE_ENDS)
    assert "power:p" in {each.node for each in found}


def test_a_power_falls_with_the_right_of_who_holds_it() -> None:
    """The end of what authorises an organisation touches the powers that it holds."""
    graph = graph_of(
        power("p", FOOD, holder="institute"),
        subject("s", "authorised", "institute", "《消防法》第六十条"),
    )
    found = impact(graph, "《消防法》", as_of=DAY)
    assert {"subject:s", "power:p"} <= {each.node for each in found}


def test_only_what_can_end_is_ended() -> None:
    """A power is no instrument."""
    with pytest.raises(UnknownInstrumentError):
        terminate(graph_of(power("p", FOOD)), "power:p", DAY)


def test_a_decision_that_was_not_made_yet_is_in_doubt() -> None:
    """A draft opened for comment is no decision in force."""
    draft = decision("d", OLD_NOISE, events=[on("comment_opened", "2024-05-01")])
    graph = graph_of(draft)
    assert graph.nodes["decision:d"].get("doubt")
    assert orphans(graph, as_of=DAY) is not None
