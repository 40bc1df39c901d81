"""Clearance as a cycle: what to look at, what was decided, what came of it, when next.

Expected values come from the law and from counting by hand over registers of a few
documents. A city's clearance of 2017 kept 92 documents, repealed or let lapse 64 and
amended 23, and named no total.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import adminlaw as al
import adminlaw.clearance as clearing
from adminlaw.checks.auditing import run_audit
from adminlaw.checks.clearing import CLEARING_CHECKS
from adminlaw.checks.reasons import reasons
from adminlaw.checks.sights import Context
from adminlaw.checks.waivers import check_finished
from adminlaw.clearance import ClearanceReason, SunsetState
from adminlaw.errors import (
    FieldValueError,
    SpanError,
    UnknownRecordError,
    UnknownRuleError,
)
from adminlaw.findings import FACT_LABELS, Judgement, Severity, Status
from adminlaw.graph import EdgeKind, NodeKind, in_force
from adminlaw.model import (
    ClearanceCycle,
    ClearanceOutcome,
    ClearanceScope,
    Document,
    Register,
    Verdict,
)
from adminlaw.model.identities import DocumentId
from adminlaw.periods import Length
from adminlaw.rulebook import Rulebook, load_rulebook
from adminlaw.spans import DateSpan
from tests.graph_registers import (
    Graph,
    article,
    benchmark,
    case,
    clearance,
    document,
    filing,
    graph_of,
    instrument,
    item,
    on,
    power,
    register,
    reward,
    since,
    transfer,
)

ROOT = Path(__file__).parents[1]
FILED_AND_CLEARED = ("filings", "clearance_cycles", "documents")
NOISE = "《环境噪声污染防治法》第四十九条"  # it ended on 2022-06-05
SOUND = "《行政强制法》第四条"  # in force since 2012, never amended
JUNE = date(2022, 6, 5)
YEAR = Length.parse("1 year")


def looked_at(
    *records: object, on_day: date = JUNE, complete: tuple[str, ...] = ()
) -> dict[str, clearing.Candidate]:
    """Return what a clearance should look at, by document, the unclear included."""
    found = clearing.candidates(
        register(*records, complete=complete), graph_of(*records), as_of=on_day
    )
    return {each.document: each for each in (*found.candidates, *found.unclear)}


def filed(*keys: str) -> tuple[object, ...]:
    """Return a filing of each document, so that filing raises no question."""
    return tuple(filing(f"f-{key}", key, "2018-01-10") for key in keys)


# --- What to look at --------------------------------------------------------------


def test_a_sound_document_is_no_candidate() -> None:
    """In force, filed, on a standing basis and issued last year: nothing to look at."""
    sound = document("d", "临湖市甲办法", SOUND, valid=since("2021-06-05"))
    assert looked_at(sound, *filed("d"), complete=FILED_AND_CLEARED) == {}


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2022, 6, 4), set()),
        (date(2022, 6, 5), {ClearanceReason.BASIS_ENDED}),
    ],
)
def test_a_basis_that_ended(day: date, reason: set[ClearanceReason]) -> None:
    """From the first day without its only basis, repeal is what follows."""
    held = document("d", "临湖市甲办法", NOISE, valid=since("2021-06-05"))
    found = looked_at(held, *filed("d"), on_day=day).get("d")
    assert (found.reasons if found else set()) == reason
    if found:
        assert found.suggestion.outcome is ClearanceOutcome.REPEALED
        assert found.grounds[0].nodes[0].startswith("provision:")


@pytest.mark.parametrize(
    ("day", "amended"), [(date(2021, 7, 14), False), (date(2021, 7, 15), True)]
)
@pytest.mark.parametrize("cited", ["《行政处罚法》第二十四条", "《行政处罚法》"])
def test_a_basis_that_was_amended_after_issue(
    day: date,
    cited: str,
    amended: bool,  # noqa: FBT001
) -> None:
    """《行政处罚法》 of 2021 took effect on 15 July; a document of 2018 rests on it."""
    held = document("d", "临湖市甲办法", cited, valid=since("2018-06-01"))
    found = looked_at(held, on_day=day)["d"]
    assert (ClearanceReason.BASIS_AMENDED in found.reasons) is amended


def test_a_document_on_two_bases_of_which_one_ended_is_to_be_amended() -> None:
    """One basis carries on, so the document is amended and not repealed."""
    held = document("d", "临湖市甲办法", NOISE, SOUND, valid=since("2021-06-05"))
    found = looked_at(held, *filed("d"))["d"]
    assert found.reasons == {ClearanceReason.BASIS_ENDED}
    assert found.suggestion.outcome is ClearanceOutcome.AMENDED


def test_where_a_basis_is_not_held_nothing_is_suggested() -> None:
    """A basis that nobody holds may stand or not: the outcome is to be found out."""
    held = document(
        "d", "临湖市甲办法", "《外地办法》第三条", valid=since("2021-06-05")
    )
    found = looked_at(held, *filed("d"))["d"]
    assert found.reasons == set()
    assert ClearanceReason.BASIS_LOST in found.missing
    assert found.suggestion.outcome is None


def test_a_document_without_a_recorded_basis_is_unclear() -> None:
    """That no basis is recorded does not say that there is none."""
    found = looked_at(document("d", "临湖市甲办法", valid=since("2021-06-05")))["d"]
    assert found.reasons == set()
    assert found.suggestion.outcome is None


@pytest.mark.parametrize(
    ("until", "run_out"), [("2022-06-05", True), ("2022-06-06", False)]
)
def test_validity_that_ran_out(until: str, run_out: bool) -> None:  # noqa: FBT001
    """On the first day after the last one the document is to be declared lapsed."""
    held = document("d", "临湖市甲办法", SOUND, valid=since("2021-06-01", until))
    found = looked_at(held, *filed("d")).get("d")
    assert bool(found) is run_out
    if found:
        assert found.reasons == {ClearanceReason.VALIDITY_RUN_OUT}
        assert found.suggestion.outcome is ClearanceOutcome.LAPSED


@pytest.mark.parametrize("kind", ["repealed", "lapsed"])
def test_a_document_whose_end_was_made_known_is_over(kind: str) -> None:
    """What was said to have ended is in no population."""
    held = document(
        "d",
        "临湖市甲办法",
        valid=since("2021-06-01", "2022-06-01"),
        events=[on(kind, "2022-06-01")],
    )
    assert looked_at(held) == {}
    cleared = clearance("c", "2022-06-01", ("e", kind))
    other = document("e", "临湖市乙办法", valid=since("2021-06-01", "2022-06-01"))
    assert looked_at(other, cleared) == {}


def test_a_renewal_that_is_recorded_leaves_the_end_open() -> None:
    """A validity that ran out beside a renewal contradicts itself: found out first."""
    held = document(
        "d",
        "临湖市甲办法",
        SOUND,
        valid=since("2021-06-01", "2022-06-01"),
        events=[on("renewed", "2022-05-20")],
    )
    found = looked_at(held, *filed("d"))["d"]
    assert found.missing == {ClearanceReason.VALIDITY_RUN_OUT}
    assert found.suggestion.outcome is None


def test_a_successor_on_record_supersedes() -> None:
    """A clearance named what takes its place, and that is in force: repeal."""
    old = document("d", "临湖市甲办法", SOUND, valid=since("2021-01-01"))
    new = document("e", "临湖市甲新办法", SOUND, valid=since("2022-01-01"))
    named = clearance("c", "2022-03-01", ("d", "amended", "e"))
    found = looked_at(old, new, named, *filed("d", "e"))
    assert found["d"].reasons == {ClearanceReason.SUPERSEDED}
    assert found["d"].suggestion.outcome is ClearanceOutcome.REPEALED
    assert "e" not in found


def test_a_later_document_of_the_same_name_is_only_a_question() -> None:
    """That 甲办法 came after 甲办法（试行） is recorded; that it replaced it is not."""
    old = document("d", "临湖市甲办法（试行）", SOUND, valid=since("2021-01-01"))
    new = document("e", "临湖市甲办法", SOUND, valid=since("2022-01-01"))
    found = looked_at(old, new, *filed("d", "e"))
    assert found["d"].missing == {ClearanceReason.SUPERSEDED}
    assert found["d"].suggestion.outcome is None
    assert "e" not in found


def test_never_filed_is_known_where_filings_are_complete() -> None:
    """Else the filing may only not be recorded."""
    held = document("d", "临湖市甲办法", SOUND, valid=since("2021-06-05"))
    assert looked_at(held)["d"].missing == {ClearanceReason.NEVER_FILED}
    found = looked_at(held, complete=("filings",))["d"]
    assert found.reasons == {ClearanceReason.NEVER_FILED}
    assert found.suggestion.outcome is ClearanceOutcome.RETAINED


@pytest.mark.parametrize(
    ("day", "late"), [(date(2022, 6, 5), False), (date(2022, 6, 6), True)]
)
def test_a_document_is_cleared_every_two_years(day: date, late: bool) -> None:  # noqa: FBT001
    """规范性文件一般每隔2年清理一次: cleared on 2020-06-05, due on 2022-06-05."""
    held = document("d", "临湖市甲办法", SOUND, valid=since("2018-01-01"))
    made = (held, *filed("d"), clearance("c", "2020-06-05", ("d", "retained")))
    found = looked_at(*made, on_day=day, complete=("clearance_cycles",)).get("d")
    assert bool(found) is late
    if found:
        assert found.reasons == {ClearanceReason.NOT_CLEARED}
        assert found.grounds[0].rule == "clearance.normative"
    unsure = looked_at(*made, on_day=day).get("d")
    assert (unsure.reasons if unsure else set()) == set()


def test_a_document_that_creates_a_fine_conflicts_with_the_law() -> None:
    """其他规范性文件不得设定行政处罚 (《行政处罚法》第十六条)."""
    held = document("d", "临湖市甲办法", SOUND, valid=since("2021-08-01"))
    fine = power("p", "《临湖市甲办法》第三条", forms=["fine"])
    found = looked_at(held, fine, *filed("d"))["d"]
    assert found.reasons == {ClearanceReason.CONFLICT}
    assert found.suggestion.outcome is ClearanceOutcome.AMENDED
    assert "第十六条" in str(found.grounds[0].source)


@pytest.mark.parametrize(
    ("kind", "scope", "known"),
    [
        ("local_rule", ClearanceScope.RULES, True),
        ("normative", ClearanceScope.NORMATIVE, False),
    ],
)
def test_two_benchmarks_of_one_power_conflict(
    kind: str,
    scope: ClearanceScope,
    known: bool,  # noqa: FBT001
) -> None:
    """A rule yields to the local regulation; of other documents no article speaks."""
    ranges = ({"unit": "yuan", "least": 1, "most": 9}, {"unit": "yuan", "most": 5})
    records = (
        instrument("条例", "local_regulation"),
        document("d", "临湖市甲办法", SOUND, kind=kind, valid=since("2021-08-01")),
        reward("p", article("条例")),
        benchmark("one", "p", article("条例"), statutory_range=ranges[0]),
        benchmark("two", "p", "《临湖市甲办法》第三条", statutory_range=ranges[1]),
        *filed("d"),
    )
    found = clearing.candidates(
        register(*records), graph_of(*records), as_of=JUNE, scope=scope
    )
    (each,) = found.candidates or found.unclear
    assert ClearanceReason.CONFLICT in (each.reasons if known else each.missing)
    assert set(each.grounds[0].nodes) == {"benchmark:one", "benchmark:two"}
    outcome = ClearanceOutcome.AMENDED if known else None
    assert each.suggestion.outcome is outcome


def test_a_document_of_another_body_is_not_looked_at() -> None:
    """Who makes a document clears it: the province's and the county's are not ours."""
    ended = since("2021-01-01", "2022-01-01")
    others = [
        document("p", "云泽省甲办法", issuers=["province-gov"], valid=ended),
        document("c", "东浦县甲办法", issuers=["county-market"], valid=ended),
        document("n", "无名办法", issuers=[], valid=ended),
    ]
    assert looked_at(*others) == {}
    assert set(looked_at(document("d", "临湖市甲办法", valid=ended))) == {"d"}


def test_a_planned_document_and_a_rule_are_not_normative_documents() -> None:
    """A plan is no document yet, and rules have a clearance of their own."""
    ended = since("2021-01-01", "2022-01-01")
    plan = document("d", "临湖市甲办法", mentions=["planned"], valid=ended)
    rule = document("r", "临湖市乙规定", kind="local_rule", valid=ended)
    assert looked_at(plan, rule) == {}
    found = clearing.candidates(
        register(plan, rule),
        graph_of(plan, rule),
        as_of=JUNE,
        scope=ClearanceScope.RULES,
    )
    assert [each.document for each in found] == ["r"]


def test_a_document_without_a_kind_is_looked_at_and_said_to_have_none() -> None:
    """Whether it is a normative document is not guessed."""
    held = document("d", "临湖市甲办法", SOUND, kind=None, valid=since("2021-06-05"))
    found = looked_at(held, complete=FILED_AND_CLEARED)["d"]
    assert found.missing == {ClearanceReason.KIND_UNSAID}
    assert found.suggestion.outcome is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_candidates_say_why_in_both_languages(lang: Any) -> None:  # noqa: ANN401
    """The text names the document, each ground and what follows."""
    held = document("d", "临湖市<甲>办法", NOISE, valid=since("2021-06-05"))
    found = clearing.candidates(register(held), graph_of(held), as_of=JUNE)
    text = found.text(lang)
    assert "临湖市<甲>办法" in text
    assert ClearanceReason.BASIS_ENDED.text(lang) in text
    assert ClearanceOutcome.REPEALED.text(lang) in text
    assert len(found) == 1
    assert found.of(ClearanceReason.CONFLICT) == ()
    assert "临湖市&lt;甲&gt;办法" in found._repr_html_()


# --- A cycle and its partition ----------------------------------------------------


def three() -> tuple[Document, ...]:
    """Return three documents of the city, one of which has run out."""
    return (
        document("a", "临湖市甲办法", SOUND, number="临政规〔2018〕1号"),
        document("b", "临湖市乙办法", SOUND),
        document("c", "临湖市丙办法", valid=since("2018-01-01", "2020-01-01")),
    )


def judged(*verdicts: tuple[str, ...], day: str = "2022-03-01") -> ClearanceCycle:
    """Return a clearance of the three with some verdicts."""
    opened = clearing.open_cycle(register(*three()), "k", since=date(2022, 1, 1))
    return attrs.evolve(
        opened,
        verdicts=clearance("k", day, *verdicts).verdicts,
        events=clearance("k", day).events,
    )


WHOLE = (("a", "retained"), ("b", "repealed"), ("c", "lapsed"))


def test_the_population_is_closed_when_a_clearance_opens() -> None:
    """What is in force, and what ran out without a notice, is in it; nothing else."""
    coming = document("d", "临湖市丁办法", valid=since("2022-01-02"))
    over = document("e", "临湖市戊办法", events=[on("repealed", "2021-12-31")])
    held = register(*three(), coming, over)
    opened = clearing.open_cycle(
        held, "k", since=date(2022, 1, 1), authority="city-gov"
    )
    assert opened.population == ("a", "b", "c")
    assert opened.verdicts == ()
    assert opened.period == DateSpan(date(2022, 1, 1))


def test_an_id_in_use_opens_no_clearance() -> None:
    """Two clearances with one id could not be told apart."""
    held = register(clearance("k", "2020-01-01"))
    with pytest.raises(FieldValueError):
        clearing.open_cycle(held, "k", since=date(2022, 1, 1))


def test_one_verdict_each_divides_the_population() -> None:
    """1 + 1 + 1 = 3."""
    held = register(*three())
    found = clearing.partition(judged(*WHOLE), held, as_of=JUNE)
    assert (found.size, found.total, found.whole) == (3, 3, True)
    assert "= 3 / 3" in found.text("en")


@pytest.mark.parametrize(
    ("verdicts", "field", "said"),
    [
        (WHOLE[:2], "missing", ("c",)),
        ((*WHOLE, ("a", "amended")), "twice", ("a",)),
        ((*WHOLE, ("z", "retained")), "outside", ("z",)),
        ((*WHOLE[:2], ("c", "merged", "a")), "barred", (ClearanceOutcome.MERGED,)),
    ],
)
def test_what_does_not_divide_it_is_named(
    verdicts: tuple[tuple[str, ...], ...], field: str, said: object
) -> None:
    """A document left out, twice, from outside; an outcome that no rule knows."""
    found = clearing.partition(judged(*verdicts), register(*three()), as_of=JUNE)
    assert getattr(found, field) == said
    assert found.whole is False


def test_a_place_may_add_outcomes(tmp_path: Path) -> None:
    """A norm of the place whose id ends in the code of an outcome allows it there."""
    path = tmp_path / "linhu.toml"
    path.write_text(
        """
        [[norm]]
        id = "linhu.clearance.merged"
        label = { zh = "合并", en = "merged" }

        [[norm.version]]
        valid = { since = 2020-01-01 }
        modality = "duty"
        source = "《临湖市规范性文件管理办法》第三十条"
        """,
        encoding="utf-8",
    )
    law = load_rulebook([path])
    held, cycle = register(*three()), judged(*WHOLE[:2], ("c", "merged", "a"))
    assert clearing.partition(cycle, held, as_of=JUNE, rulebook=law).whole is True
    before = clearing.allowed_outcomes(held, as_of=date(2019, 1, 1), rulebook=law)
    national = {"retained", "amended", "repealed", "lapsed"}
    assert {each.code for each in before} == national
    after = clearing.allowed_outcomes(held, as_of=JUNE, rulebook=law)
    assert {each.code for each in after - before} == {"merged"}


def test_the_published_numbers_of_hengshui_add_up_to_179() -> None:
    """92 + 64 + 23 = 179 is derived: no total is given, so nothing is judged by it."""
    city = al.read_register(ROOT / "examples" / "hengshui-2017")
    (cycle, _party) = city.clearance_cycles
    found = clearing.partition(cycle, city, as_of=date(2018, 1, 18))
    assert list(found.published.values()) == [92, 64, 23]
    assert (found.total, found.size, found.whole) == (179, None, None)
    assert "92 + 64 + 23 = 179 / ?" in found.text("en")


def test_the_list_names_each_document_under_its_outcome() -> None:
    """Lists of what stays, what is repealed and what lapsed, with what replaces it."""
    cycle = judged(("b", "repealed", "a"), ("a", "retained"), ("c", "lapsed"))
    found = clearing.published_list(cycle, register(*three()))
    assert found.text() == (
        "行政规范性文件清理结果目录\n"
        "保留（1件）\n"
        "1. 《临湖市甲办法》（临政规〔2018〕1号）\n"
        "废止（1件）\n"
        "1. 《临湖市乙办法》 由其替代：《临湖市甲办法》\n"
        "宣布失效（1件）\n"
        "1. 《临湖市丙办法》"
    )
    assert "repealed (1)" in found.text("en")
    rows = list(csv.reader(StringIO(found.csv("en"))))
    assert rows[0][:3] == ["outcome", "number in the list", "title"]
    assert rows[2] == ["repealed", "1", "临湖市乙办法", "", "临湖市甲办法"]
    assert len(rows) == 1 + len(found)


# --- What the outcomes do ---------------------------------------------------------


def resting() -> tuple[object, ...]:
    """Return a document that carries a power, and all that hangs by that power."""
    made = document("d", "临湖市甲办法", SOUND)
    rests = "《临湖市甲办法》第三条"
    bodies = ("county-market", "liuxi-gov")
    return (
        made,
        document("under", "临湖市甲实施细则", rests),
        reward("p", rests),
        reward("both", rests, SOUND),
        item("i", "p"),
        benchmark("m", "p", rests),
        transfer("t", "delegation", bodies, "p", basis=[rests]),
        case("open", "p", "2022-01-02"),
        case("shut", "p", "2021-01-02", concluded="2021-03-01"),
    )


def test_a_repeal_takes_the_basis_of_all_that_rests_on_it() -> None:
    """The power, its benchmark, item, transfer, open case and the document under it."""
    graph, cycle = graph_of(*resting()), clearance("k", "2022-06-05", ("d", "repealed"))
    found = clearing.apply(graph, cycle, day=JUNE)
    assert found.ended == ("document:d",)
    assert {each.node for each in found.lost} == {
        "power:p",
        "document:under",
        "benchmark:m",
        "service_item:i",
        "transfer:t",
        "case:open",
    }
    assert [each.node for each in found.weakened] == ["power:both"]
    assert [each.node for each in found.open_cases] == ["case:open"]
    assert "行政职权: 1" in found.text()
    assert graph.nodes["document:d"]["until"] is None


@pytest.mark.parametrize("outcome", ["retained", "amended", "to_be_revised"])
def test_what_stays_takes_nothing(outcome: str) -> None:
    """A document that is kept or amended goes on carrying what rests on it."""
    cycle = clearance("k", "2022-06-05", ("d", outcome))
    found = clearing.apply(graph_of(*resting()), cycle, day=JUNE)
    assert (found.ended, found.lost, found.weakened) == ((), (), ())


def test_a_verdict_on_what_the_graph_does_not_hold_is_named() -> None:
    """It ends nothing, and is not passed over in silence."""
    cycle = clearance("k", "2022-06-05", ("z", "lapsed"), ("d", "merged"))
    found = clearing.apply(graph_of(*resting()), cycle, day=JUNE)
    assert (found.absent, found.ended) == (("z",), ("document:d",))


OUTCOMES = st.sampled_from([each.code for each in ClearanceOutcome])
few = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@given(verdicts=st.dictionaries(st.sampled_from("abcz"), OUTCOMES))
@few
def test_the_outcomes_sum_to_the_population_exactly_where_it_is_divided(
    verdicts: dict[str, str],
) -> None:
    """Whole means: every document, none from outside, and the sum is the size."""
    cycle = judged(*verdicts.items())
    national = set(verdicts.values()) <= {"retained", "amended", "repealed", "lapsed"}
    found = clearing.partition(cycle, register(*three()), as_of=JUNE)
    assert sum(found.counts.values()) == len(verdicts)
    assert (found.whole is True) is (set(verdicts) == set("abc") and national)


def based(graph: Graph, day: date) -> set[tuple[str, str]]:
    """Return what rests on what on a day."""
    return {
        (start, end)
        for start, end, data in in_force(graph, day).edges(data=True)
        if data["kind"] is EdgeKind.BASED_ON
    }


@given(
    verdicts=st.dictionaries(st.sampled_from(("d", "under", "z")), OUTCOMES),
    day=st.sampled_from([date(2019, 1, 1), JUNE, date(2030, 1, 1)]),
)
@few
def test_a_clearance_never_adds_a_basis(verdicts: dict[str, str], day: date) -> None:
    """Whatever was decided, nothing rests on more than before; twice is once."""
    graph, cycle = graph_of(*resting()), clearance("k", "2022-06-05", *verdicts.items())
    found = clearing.apply(graph, cycle, day=day)
    assert based(found.graph, day) <= based(graph, day)
    again = clearing.apply(found.graph, cycle, day=day)
    assert based(again.graph, day) == based(found.graph, day)
    assert again.lost == ()


# --- When next, and what runs out -------------------------------------------------


def test_the_next_clearance_is_due_two_years_after_the_last() -> None:
    """From 2020-06-05, by the interval in force then: 2022-06-05 is the last day."""
    held = register(clearance("k", "2018-01-01"), clearance("m", "2020-06-05"))
    found = clearing.next_due(held, as_of=JUNE)
    assert (found.cycle, found.last_day, found.overdue) == ("m", JUNE, False)
    assert clearing.next_due(held, as_of=date(2022, 6, 6)).overdue is True
    assert clearing.next_due(held, as_of=date(2019, 1, 1)).cycle == "k"
    assert "2022-06-05" in found.text("en")


def test_of_a_period_alone_the_due_day_is_not_certain() -> None:
    """A clearance some day in 2019 makes the next one due some day in 2021."""
    loose = attrs.evolve(
        clearance("k", "2019-01-01"), events=(), period=DateSpan.year(2019)
    )
    found = clearing.next_due(register(loose), as_of=date(2021, 6, 1))
    assert (found.earliest, found.latest) == (date(2021, 1, 1), date(2021, 12, 31))
    assert (found.last_day, found.overdue) == (None, None)


def test_where_no_clearance_or_no_rule_is_known_it_is_refused() -> None:
    """Nothing to count from, or no interval: an error and not a guess."""
    with pytest.raises(UnknownRecordError):
        clearing.next_due(register(), as_of=JUNE)
    empty = Rulebook(rules={}, measures={}, statutes={}, review={})
    with pytest.raises(UnknownRuleError):
        clearing.next_due(
            register(clearance("k", "2020-06-05")), as_of=JUNE, rulebook=empty
        )


def test_rules_are_cleared_every_five_years() -> None:
    """规章一般每隔5年清理一次."""
    cycle = attrs.evolve(clearance("k", "2020-06-05"), scope=ClearanceScope.RULES)
    found = clearing.next_due(register(cycle), as_of=JUNE, scope=ClearanceScope.RULES)
    assert found.last_day == date(2025, 6, 5)


@pytest.mark.parametrize(
    ("until", "state"),
    [
        ("2022-06-04", SunsetState.RUN_OUT),
        ("2022-06-05", SunsetState.RUN_OUT),
        ("2022-06-06", SunsetState.RUNNING_OUT),
        ("2023-06-06", SunsetState.RUNNING_OUT),
        ("2023-06-07", None),
    ],
)
def test_a_sunset_is_watched_within_a_year(
    until: str, state: SunsetState | None
) -> None:
    """The last day is the one before the end; a year from 5 June ends on 5 June."""
    held = document("d", "临湖市甲办法", valid=since("2018-01-01", until))
    found = clearing.sunsets(register(held), as_of=JUNE, within=YEAR)
    assert [each.state for each in found] == ([state] if state else [])


def test_a_sunset_with_a_notice_is_not_watched() -> None:
    """Once it was said that it lapsed, or will, nobody is misled."""
    days = since("2018-01-01", "2022-06-01")
    told = document(
        "d", "临湖市甲办法", valid=days, events=[on("lapsed", "2022-06-01")]
    )
    cleared = document("e", "临湖市乙办法", valid=days)
    held = register(told, cleared, clearance("k", "2022-06-02", ("e", "lapsed")))
    assert clearing.sunsets(held, as_of=JUNE, within=YEAR) == ()


@pytest.mark.parametrize(
    ("complete", "certain"),
    [((), False), (("documents",), False), (FILED_AND_CLEARED, True)],
)
def test_a_missing_notice_is_known_where_the_register_is_complete(
    complete: tuple[str, ...],
    certain: bool,  # noqa: FBT001
) -> None:
    """Documents and clearances have to be complete: either may hold the notice."""
    held = document("d", "临湖市甲办法", valid=since("2018-01-01", "2022-06-01"))
    made = register(held, complete=complete)
    (found,) = clearing.sunsets(made, as_of=JUNE, within=YEAR)
    assert found.certain is certain
    assert "2022-05-31" in found.text("en")


def test_a_renewal_is_shown_with_the_sunset() -> None:
    """The day and the renewal contradict each other; both are said."""
    held = document(
        "d",
        "临湖市甲办法",
        valid=since("2018-01-01", "2022-06-01"),
        events=[on("renewed", "2022-05-01")],
    )
    (found,) = clearing.sunsets(
        register(held, complete=FILED_AND_CLEARED), as_of=JUNE, within=YEAR
    )
    assert (found.state, found.certain) == (SunsetState.RUN_OUT_RENEWED, False)


def test_a_length_without_a_calendar_is_refused() -> None:
    """Working days need a calendar, which is not asked here."""
    with pytest.raises(FieldValueError):
        clearing.sunsets(register(), as_of=JUNE, within=Length.parse("5 working days"))


@pytest.mark.parametrize(
    "ask",
    [
        lambda day: clearing.candidates(register(), graph_of(), as_of=day),
        lambda day: clearing.population(register(), as_of=day),
        lambda day: clearing.next_due(register(), as_of=day),
        lambda day: clearing.sunsets(register(), as_of=day, within=YEAR),
        lambda day: clearing.apply(graph_of(), clearance("k", "2020-01-01"), day=day),
    ],
)
def test_what_is_no_day_is_refused(ask: Callable[[Any], object]) -> None:
    """A text is not taken for a day."""
    with pytest.raises(SpanError):
        ask("2022-06-05")


# --- The checks -------------------------------------------------------------------


def said(
    code: str, held: Register, day: date = JUNE, law: Rulebook | None = None
) -> list[Judgement]:
    """Return what one check says of a register."""
    checks = tuple(each for each in CLEARING_CHECKS if each.id == code)
    context = Context(register=held, law=law or load_rulebook(), as_of=day)
    report = run_audit(context, checks, finished=check_finished)
    return list(report.judgements)


def outcome_of(code: str, held: Register, day: date = JUNE) -> Status:
    """Return the one outcome of a check."""
    (found,) = said(code, held, day)
    assert found.source is not None
    assert set(found.outcome.facts) <= FACT_LABELS.keys()
    return found.status


def city(
    *verdicts: tuple[str, ...], complete: tuple[str, ...] = (), day: str = "2022-03-01"
) -> Register:
    """Return the three documents with one clearance of them."""
    return register(*three(), judged(*verdicts, day=day), complete=complete)


@pytest.mark.parametrize("check", CLEARING_CHECKS, ids=lambda each: each.id)
def test_each_check_of_a_clearance_says_why_and_what_it_misses(check: Any) -> None:  # noqa: ANN401
    """In both languages, and its rule is in the rule book."""
    reason = reasons()[check.id]
    assert all((reason.why.zh, reason.why.en, reason.blind.zh, reason.blind.en))
    assert load_rulebook().get(check.rule)


@pytest.mark.parametrize(
    ("held", "status"),
    [
        (city(*WHOLE), Status.PASSED),
        (city(*WHOLE, ("a", "amended")), Status.FAILED),
        (city(*WHOLE[:2]), Status.UNKNOWN),
        (city(*WHOLE[:2], complete=("clearance_cycles",)), Status.FAILED),
        (city(*WHOLE[:2], day="2022-09-01"), Status.NOT_APPLICABLE),
        (register(clearance("k", "2022-03-01", ("a", "retained"))), Status.UNKNOWN),
        (register(clearance("k", "2022-03-01")), Status.UNKNOWN),
    ],
)
def test_each_document_has_one_verdict(held: Register, status: Status) -> None:
    """K201: two fail; none fails once the clearance is over and all is on record."""
    assert outcome_of("K201", held) is status


def derived(
    *verdicts: tuple[str, ...], complete: tuple[str, ...] = FILED_AND_CLEARED
) -> Register:
    """Return the three documents and a clearance whose population is not recorded."""
    plain = attrs.evolve(judged(*verdicts), population=())
    return register(*three(), plain, complete=complete)


@pytest.mark.parametrize(
    ("held", "status"),
    [
        (derived(*WHOLE), Status.PASSED),
        (derived(*WHOLE[:2]), Status.FAILED),
        (derived(*WHOLE[:2], complete=("documents",)), Status.UNKNOWN),
        (derived(*WHOLE, complete=("clearance_cycles",)), Status.UNKNOWN),
    ],
)
def test_where_all_documents_are_held_the_population_is_known(
    held: Register, status: Status
) -> None:
    """K201: what stood when it began and when it ended had to be gone through."""
    assert outcome_of("K201", held) is status


@pytest.mark.parametrize("complete", [(), ("clearance_cycles",)])
def test_a_clearance_without_a_day_leaves_the_next_one_open(
    complete: tuple[str, ...],
) -> None:
    """K205: it may be the one that is missed, so that nothing is overdue for sure."""
    unsaid = attrs.evolve(clearance("u", "2020-01-01"), events=())
    held = register(clearance("k", "2016-06-05"), unsaid, complete=complete)
    assert {each.status for each in said("K205", held)} == {Status.UNKNOWN}


def loose(*, until: str = "2022-03-01", **fields: Any) -> ClearanceCycle:  # noqa: ANN401
    """Return a clearance that ended before a day, and says no more."""
    period = DateSpan(date(2022, 1, 1), date.fromisoformat(until))
    plain = clearance("k", "2022-03-01")
    return attrs.evolve(plain, events=(), period=period, **fields)


@pytest.mark.parametrize(
    ("cycle", "complete", "status"),
    [
        (clearance("k", "2022-03-01"), (), Status.PASSED),
        (loose(), (), Status.UNKNOWN),
        (loose(), ("clearance_cycles",), Status.FAILED),
        (loose(until="2022-12-01"), ("clearance_cycles",), Status.NOT_APPLICABLE),
    ],
)
def test_the_result_is_published(
    cycle: ClearanceCycle, complete: tuple[str, ...], status: Status
) -> None:
    """K202: while a clearance runs nothing is due; after it, publication is."""
    assert outcome_of("K202", register(cycle, complete=complete)) is status


REPEAL = [on("repealed", "2022-03-01")]
AMENDMENT = [on("amended", "2022-05-01")]
EARLIER = [on("amended", "2019-05-01")]


@pytest.mark.parametrize(
    ("outcome", "fields", "day", "complete", "status"),
    [
        ("repealed", {"events": REPEAL}, JUNE, (), Status.PASSED),
        (
            "lapsed",
            {"valid": since("2018-01-01", "2022-02-01")},
            JUNE,
            (),
            Status.PASSED,
        ),
        ("repealed", {}, JUNE, (), Status.UNKNOWN),
        ("repealed", {}, JUNE, ("documents",), Status.FAILED),
        (
            "repealed",
            {"events": [on("repealed", "2022-09-01")]},
            JUNE,
            ("documents",),
            Status.UNKNOWN,
        ),
        ("repealed", {}, date(2022, 2, 1), ("documents",), Status.NOT_APPLICABLE),
        ("amended", {"events": AMENDMENT}, JUNE, (), Status.PASSED),
        ("amended", {"events": EARLIER}, JUNE, (), Status.NOT_APPLICABLE),
        ("amended", {}, date(2024, 3, 1), ("documents",), Status.NOT_APPLICABLE),
        ("amended", {}, date(2024, 3, 2), ("documents",), Status.FAILED),
        (
            "amended",
            {"events": EARLIER},
            date(2024, 3, 2),
            ("documents",),
            Status.FAILED,
        ),
        ("amended", {}, date(2024, 3, 2), (), Status.UNKNOWN),
        ("to_be_revised", {"events": AMENDMENT}, JUNE, (), Status.PASSED),
    ],
)
def test_what_was_decided_is_done(
    outcome: str,
    fields: dict[str, Any],
    day: date,
    complete: tuple[str, ...],
    status: Status,
) -> None:
    """K203: an end shows at once, an amendment by the next clearance."""
    held = document("d", "临湖市甲办法", **fields)
    cycle = clearance("k", "2022-03-01", ("d", outcome))
    assert outcome_of("K203", register(held, cycle, complete=complete), day) is status


def test_a_retained_document_asks_for_nothing() -> None:
    """K203 looks only at verdicts that something has to follow."""
    held = register(
        document("d", "甲"), clearance("k", "2022-03-01", ("d", "retained"))
    )
    assert said("K203", held) == []


def test_a_successor_in_force_is_an_amendment() -> None:
    """What was to be amended gave way to another document."""
    old, new = document("d", "临湖市甲办法"), document("e", "临湖市甲新办法")
    cycle = clearance("k", "2022-03-01", ("d", "amended", "e"))
    assert outcome_of("K203", register(old, new, cycle)) is Status.PASSED


def test_a_verdict_on_an_unknown_document_is_unknown() -> None:
    """Nothing can be seen of a document that the register does not hold."""
    cycle = clearance("k", "2022-03-01", ("z", "repealed"))
    assert outcome_of("K203", register(cycle)) is Status.UNKNOWN


@pytest.mark.parametrize(
    ("held", "status"),
    [
        (city(*WHOLE), Status.PASSED),
        (city(*WHOLE, ("z", "retained")), Status.FAILED),
        (city(*WHOLE[:2], ("c", "merged", "a")), Status.FAILED),
        (city(*WHOLE[:2], complete=("clearance_cycles",)), Status.FAILED),
        (city(*WHOLE[:2]), Status.UNKNOWN),
        (register(clearance("k", "2022-03-01", ("a", "retained"))), Status.UNKNOWN),
    ],
)
def test_the_outcomes_divide_the_population(held: Register, status: Status) -> None:
    """K204: the outcomes of a closed population add up to it."""
    assert outcome_of("K204", held) is status


def test_the_sum_of_hengshui_is_derived_and_judges_nothing() -> None:
    """K204 gives 179 as a fact and calls the population unknown."""
    held = al.read_register(ROOT / "examples" / "hengshui-2017")
    found = {each.subject.key: each for each in said("K204", held, date(2018, 1, 18))}
    cycle = found["hs-clearance"]
    assert (cycle.status, cycle.outcome.facts["sum"]) == (Status.UNKNOWN, "179")


@pytest.mark.parametrize(
    ("days", "today", "complete", "status"),
    [
        (
            ("2020-06-05",),
            date(2022, 6, 5),
            ("clearance_cycles",),
            Status.NOT_APPLICABLE,
        ),
        (("2020-06-05",), date(2022, 6, 6), ("clearance_cycles",), Status.FAILED),
        (("2020-06-05",), date(2022, 6, 6), (), Status.UNKNOWN),
        (("2018-06-05", "2020-06-05"), date(2022, 6, 5), (), Status.PASSED),
        (("2018-06-05", "2020-06-06"), date(2022, 6, 5), (), Status.FAILED),
    ],
)
def test_a_clearance_is_followed_by_another(
    days: tuple[str, ...], today: date, complete: tuple[str, ...], status: Status
) -> None:
    """K205: two years to the day are in time, a day more is not."""
    cycles = [clearance(f"k{number}", day) for number, day in enumerate(days)]
    first = said("K205", register(*cycles, complete=complete), today)[0]
    assert first.status is status
    assert first.severity is Severity.WARNING


def test_clearances_are_followed_whatever_their_order() -> None:
    """The order of records says nothing."""
    cycles = [
        clearance(key, f"20{year}-06-05")
        for key, year in zip("abc", (16, 19, 21), strict=True)
    ]
    one, other = (
        {each.subject.key: each.outcome for each in said("K205", register(*made))}
        for made in (cycles, cycles[::-1])
    )
    assert one == other


@given(
    verdicts=st.lists(st.tuples(st.sampled_from("abcz"), OUTCOMES), max_size=5),
    opened=st.booleans(),
    complete=st.sets(st.sampled_from(FILED_AND_CLEARED)),
    day=st.dates(date(2015, 1, 1), date(2030, 1, 1)),
)
@few
def test_no_clearance_crashes_a_check(
    verdicts: list[tuple[str, str]],
    opened: bool,  # noqa: FBT001
    complete: set[str],
    day: date,
) -> None:
    """Whatever was recorded is judged, and judged the same twice."""
    cycle = judged(*verdicts)
    if not opened:
        cycle = attrs.evolve(cycle, events=(), population=(), period=None)
    held = register(*three(), cycle, complete=tuple(complete))
    context = Context(register=held, law=load_rulebook(), as_of=day)
    once, twice = (
        run_audit(context, CLEARING_CHECKS, finished=check_finished) for _ in range(2)
    )
    assert once.judgements == twice.judgements
    assert not {each.check for each in once.judgements} - {
        each.id for each in CLEARING_CHECKS
    }


def test_every_kind_that_loses_its_basis_can_be_asked_for() -> None:
    """An answer gives the powers, benchmarks, items, documents and open cases."""
    cycle = clearance("k", "2022-06-05", ("d", "lapsed"))
    found = clearing.apply(graph_of(*resting()), cycle, day=JUNE)
    kinds = (
        NodeKind.POWER,
        NodeKind.BENCHMARK,
        NodeKind.SERVICE_ITEM,
        NodeKind.DOCUMENT,
    )
    assert [len(found.of(kind)) for kind in kinds] == [1, 1, 1, 1]
    assert (
        Verdict(document=DocumentId("d"), outcome=ClearanceOutcome.LAPSED)
        in cycle.verdicts
    )
