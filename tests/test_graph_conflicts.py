"""Which of two norms prevails, and which records of a register contradict each other.

Expected answers are read off 《立法法》第九十八条至第一百零三条、第一百零五条、
第一百零六条: superior, special, later, and who decides where the law does not.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from adminlaw.errors import AdminLawError, SpanError, UnknownInstrumentError
from adminlaw.graph import Conflicts, Prevailing, conflicts, prevailing
from adminlaw.rulebook import Prevalence
from tests.graph_registers import (
    Graph,
    article,
    benchmark,
    graph_of,
    instrument,
    item,
    power,
    since,
    yuan,
)

DAY = date(2024, 6, 1)
LAW = "《食品安全法》第一百二十二条第一款"
OLD_REGULATION = "《物业管理条例》第五十七条"
NEW_REGULATION = "《道路运输条例》第六十三条"
DEPARTMENT = "《市场监督管理行政处罚信息公示规定》第五条"
COMMITTEE = "全国人民代表大会常务委员会"


def graph() -> Graph:
    """Return a graph that holds norms of every rank."""
    bases = (LAW, OLD_REGULATION, NEW_REGULATION, DEPARTMENT, "《行政强制法》")
    return graph_of(
        power("p", *bases, "《宪法》第五条", "《行政复议法》第五条"),
        instrument("province-regulation", "local_regulation", "province"),
        instrument("province-rule", "local_rule", "province"),
        instrument("city-rule", "local_rule"),
        instrument("city-regulation", "local_regulation"),
        instrument("later-rule", "local_rule", valid=since("2020-01-01")),
        instrument("unsaid", None),
        instrument("notice", "normative"),
    )


def asked(first: str, second: str, *, special: str | None = None) -> Prevailing:
    """Return which of two norms prevails, asked in both orders."""
    held = graph()
    answer = prevailing(held, first, second, as_of=DAY, special=special)
    other = prevailing(held, second, first, as_of=DAY, special=special)
    assert (answer.winner, answer.by) == (other.winner, other.by)
    assert (answer.adjudicator, answer.then) == (other.adjudicator, other.then)
    return answer


@pytest.mark.parametrize(
    ("higher", "lower"),
    [
        ("《宪法》第五条", LAW),
        ("《宪法》第五条", "document:city-rule"),
        (LAW, OLD_REGULATION),
        (LAW, "document:province-regulation"),
        (LAW, DEPARTMENT),
        (LAW, "document:city-rule"),
        (OLD_REGULATION, "document:province-regulation"),
        (OLD_REGULATION, DEPARTMENT),
        (OLD_REGULATION, "document:province-rule"),
        ("document:province-regulation", "document:province-rule"),
        ("document:province-regulation", "document:city-rule"),
        ("document:province-rule", "document:city-rule"),
    ],
)
def test_the_superior_norm_prevails(higher: str, lower: str) -> None:
    """第九十八条至第一百条: Constitution, laws, regulations, local norms by rank."""
    answer = asked(higher, lower)
    assert answer.by is Prevalence.SUPERIOR
    name = higher if higher.startswith("document:") else higher[1:3]
    assert answer.winner is not None
    assert name in answer.winner
    assert answer.adjudicator is None
    assert answer.source is not None


def test_of_one_organ_the_later_norm_prevails() -> None:
    """Two regulations of the State Council: the one of 2023 over that of 2018."""
    answer = asked(OLD_REGULATION, NEW_REGULATION)
    assert answer.by is Prevalence.LATER
    assert answer.winner is not None
    assert "道路运输条例" in answer.winner


def test_of_one_organ_the_special_norm_prevails() -> None:
    """The newer regulation is the special one too, so nothing is open."""
    answer = asked(OLD_REGULATION, NEW_REGULATION, special=NEW_REGULATION)
    assert answer.by in (Prevalence.SPECIAL, Prevalence.LATER)
    assert answer.winner is not None
    assert "道路运输条例" in answer.winner


def test_a_new_general_and_an_old_special_regulation_are_for_the_council() -> None:
    """第一百零五条第二款: where they differ, the State Council decides."""
    answer = asked(OLD_REGULATION, NEW_REGULATION, special=OLD_REGULATION)
    assert answer.winner is None
    assert answer.adjudicator is not None
    assert answer.adjudicator.zh == "国务院"


def test_a_new_general_and_an_old_special_law_are_for_the_committee() -> None:
    """第一百零五条第一款: between laws the standing committee decides."""
    old, new = "《行政强制法》", "《行政复议法》"
    answer = asked(old, new, special=old)
    assert answer.winner is None
    assert answer.adjudicator is not None
    assert answer.adjudicator.zh == COMMITTEE


def test_two_rules_of_one_government_are_for_that_government() -> None:
    """第一百零六条第一款第一项: old special against new general, the maker decides."""
    old, new = "document:city-rule", "document:later-rule"
    answer = asked(old, new, special=old)
    assert answer.winner is None
    assert answer.adjudicator is not None
    assert "制定" in answer.adjudicator.zh
    assert asked(old, new).winner == new


def test_a_local_regulation_against_a_departmental_rule_is_for_the_council() -> None:
    """第一百零六条第一款第二项: the Council, and after it perhaps the committee."""
    answer = asked("document:province-regulation", DEPARTMENT)
    assert answer.winner is None
    assert answer.adjudicator is not None
    assert answer.then is not None
    assert (answer.adjudicator.zh, answer.then.zh) == ("国务院", COMMITTEE)


@pytest.mark.parametrize("rule", ["document:city-rule", "document:province-rule"])
def test_a_departmental_rule_against_a_local_rule_is_for_the_council(rule: str) -> None:
    """第一百零二条、第一百零六条第一款第三项: of equal force, the Council decides."""
    answer = asked(DEPARTMENT, rule)
    assert answer.winner is None
    assert answer.adjudicator is not None
    assert answer.adjudicator.zh == "国务院"


def test_the_regulation_of_a_city_prevails_over_the_rules_of_that_city() -> None:
    """第一百条第一款: over the rules of the government of the same level."""
    answer = asked("document:city-regulation", "document:city-rule")
    assert answer.winner == "document:city-regulation"


def test_no_article_ranks_a_city_regulation_under_a_provincial_rule() -> None:
    """本级和下级: a rule of the province is not of a lower level than the city."""
    answer = asked("document:city-regulation", "document:province-rule")
    assert answer.winner != "document:city-regulation"


@pytest.mark.parametrize("other", ["document:unsaid", "document:notice"])
def test_a_pair_of_which_no_article_speaks_is_not_answered(other: str) -> None:
    """《立法法》 ranks neither documents of no kind nor normative documents."""
    answer = asked("document:city-rule", other)
    assert (answer.winner, answer.by, answer.adjudicator) == (None, None, None)
    assert answer.reason.zh
    assert answer.reason.en


def test_before_the_revision_of_2015_the_older_articles_are_named() -> None:
    """In 2014 a law prevailed by 第七十九条 of the text of 2000."""
    held = graph_of(power("p", "《行政强制法》第十七条", "《物业管理条例》第五条"))
    answer = prevailing(
        held, "《行政强制法》", "《物业管理条例》", as_of=date(2014, 6, 1)
    )
    assert answer.by is Prevalence.SUPERIOR
    assert "七十九" in str(answer.source)


def test_norms_that_cannot_be_asked_about_are_an_error() -> None:
    """An unknown name, a special one that is neither, a day that is none."""
    held = graph()
    with pytest.raises(UnknownInstrumentError):
        prevailing(held, LAW, "《没有这部法》", as_of=DAY)
    with pytest.raises(AdminLawError):
        prevailing(held, LAW, OLD_REGULATION, as_of=DAY, special=DEPARTMENT)
    for day in ("2024-06-01", datetime(2024, 6, 1), None):  # noqa: DTZ001 - the fault
        with pytest.raises(SpanError):
            prevailing(held, LAW, OLD_REGULATION, as_of=day)  # type: ignore[arg-type]
        with pytest.raises(SpanError):
            conflicts(held, as_of=day)  # type: ignore[arg-type]


# --- records of a register


def found(*records: object, day: date = DAY) -> Conflicts:
    """Return the conflicts among some records."""
    return conflicts(graph_of(*records), as_of=day)


def ranges(first: str, second: str, most: int = 900) -> tuple[object, ...]:
    """Return two benchmarks of one power on two bases."""
    return (
        power("p", LAW),
        benchmark("a", "p", first, statutory_range=yuan(100, 500)),
        benchmark("b", "p", second, statutory_range=yuan(100, most)),
    )


def test_two_ranges_for_one_violation_contradict_each_other() -> None:
    """The law allows 500 元, the regulation 900: the law prevails (第九十九条)."""
    [clash] = found(*ranges(LAW, OLD_REGULATION)).conflicts
    assert {clash.first, clash.second} == {"benchmark:a", "benchmark:b"}
    assert clash.first_says != clash.second_says
    assert clash.answer is not None
    assert clash.answer.by is Prevalence.SUPERIOR
    assert clash.answer.winner is not None
    assert "食品安全法" in clash.answer.winner


def test_the_later_of_two_regulations_wins_a_contradiction() -> None:
    """Both are of the State Council, so the later one is applied (第一百零三条)."""
    [clash] = found(*ranges(OLD_REGULATION, NEW_REGULATION)).conflicts
    assert clash.answer is not None
    assert clash.answer.by is Prevalence.LATER


def test_a_contradiction_may_be_for_somebody_to_decide() -> None:
    """A local regulation and a departmental rule: the State Council decides."""
    local = instrument("r", "local_regulation", "province")
    [clash] = found(*ranges(article("r"), DEPARTMENT), local).conflicts
    assert clash.answer is not None
    assert clash.answer.winner is None
    assert clash.answer.adjudicator is not None
    assert clash.answer.adjudicator.zh == "国务院"


def test_the_same_range_twice_is_no_contradiction() -> None:
    """Two benchmarks that say the same agree."""
    assert found(*ranges(LAW, OLD_REGULATION, most=500)).conflicts == ()


def test_ranges_of_two_powers_are_not_compared() -> None:
    """Two violations may have two ranges."""
    records = (
        power("p", LAW),
        power("q", LAW),
        benchmark("a", "p", LAW, statutory_range=yuan(100, 500)),
        benchmark("b", "q", LAW, statutory_range=yuan(100, 900)),
    )
    assert found(*records).conflicts == ()


def test_two_limits_for_one_matter_contradict_each_other() -> None:
    """One item code, 20 working days by law and 30 by regulation."""
    records = (
        item("a", code="77", basis=[LAW], statutory_limit="20 working days"),
        item("b", code="77", basis=[OLD_REGULATION], statutory_limit="30 working days"),
    )
    [clash] = found(*records).conflicts
    assert {clash.first, clash.second} == {"service_item:a", "service_item:b"}
    assert clash.answer is not None
    assert clash.answer.by is Prevalence.SUPERIOR


def test_two_bodies_by_two_instruments_contradict_each_other() -> None:
    """A law gives the matter to one bureau, a regulation to another one."""
    records = (
        power("a", LAW, code="77", holder="market"),
        power("b", OLD_REGULATION, code="77", holder="urban"),
    )
    [clash] = found(*records).conflicts
    assert {clash.first, clash.second} == {"power:a", "power:b"}
    assert clash.answer is not None
    assert clash.answer.winner is not None


def test_a_side_without_a_basis_leaves_the_contradiction_unanswered() -> None:
    """A benchmark whose basis ended in 2022 cannot be weighed."""
    records = ranges(LAW, "《信访条例》第五条")
    [clash] = found(*records).conflicts
    assert clash.answer is None


def test_what_is_not_in_force_contradicts_nothing() -> None:
    """An older benchmark that ended before the newer one began."""
    old = benchmark(
        "a",
        "p",
        LAW,
        statutory_range=yuan(100, 500),
        valid=since("2019-01-01", "2022-01-01"),
    )
    new = benchmark(
        "b", "p", LAW, statutory_range=yuan(100, 900), valid=since("2022-01-01")
    )
    assert found(power("p", LAW), old, new).conflicts == ()


def test_a_conflict_is_told_in_both_languages() -> None:
    """The matter, what both say and who prevails have words in both."""
    answer = found(*ranges(LAW, OLD_REGULATION))
    assert "900" in answer.text("zh")
    assert "900" in answer.text("en")
