"""Records that can be written down and should not be, and who answers for them.

Tiers, certificates, days of publication, tasks and powers are judged against the
words of the law (民法典第一千二百五十九条; 行政处罚法第十六条、第三十四条、第四十二条,
in force from 15 July 2021) and against brute force. A faulty record always loads:
what is wrong with it is a finding, not an error.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import adminlaw as al
from adminlaw.citations import Citation
from adminlaw.errors import UnknownRecordError
from adminlaw.findings import Judgement, Status
from adminlaw.labels import Label
from adminlaw.model import (
    Accountability,
    Authority,
    AuthorityKind,
    Benchmark,
    Case,
    CaseKind,
    Certificate,
    CertificateKind,
    Decision,
    Document,
    Event,
    EventKind,
    Officer,
    OfficerCategory,
    Power,
    PowerKind,
    Range,
    RangeUnit,
    Register,
    Task,
    Tier,
    Vote,
    VotePosition,
    trace_responsibility,
)
from adminlaw.model.identities import (
    AccountabilityId,
    AuthorityId,
    BenchmarkId,
    CaseId,
    DecisionId,
    DocumentId,
    OfficerId,
    PowerId,
    TaskId,
)
from adminlaw.spans import DateSpan

LAW = al.load_rulebook()
AS_OF = date(2023, 6, 30)
UNDECIDED = frozenset({Status.UNKNOWN, Status.NOT_ASSESSABLE})
PASSED, FAILED = frozenset({Status.PASSED}), frozenset({Status.FAILED})


def register(**fields: Any) -> Register:  # noqa: ANN401
    """Return a register with these records and no others."""
    return Register(id="r", label=Label("某地", "somewhere"), **fields)


def judgements(made: Register, check: str, as_of: date = AS_OF) -> list[Judgement]:
    """Return what one check says of a register."""
    report = al.audit(made, as_of=as_of, rulebook=LAW, checks=[check])
    return list(report.judgements)


def status(made: Register, check: str, as_of: date = AS_OF) -> Status:
    """Return what one check says of the one thing it looks at."""
    (said,) = judgements(made, check, as_of)
    return said.status


def out(*, day: date | None = None, within: DateSpan | None = None) -> Event:
    """Return a publication."""
    return Event(kind=EventKind.PUBLISHED, day=day, within=within)


# Tiers: one range of the law, cut at points


class Ends(NamedTuple):
    """The ends of a tier, and whether each belongs to it."""

    least: Fraction
    most: Fraction
    least_included: bool = True
    most_included: bool = True

    def __contains__(self, amount: object) -> bool:
        """Tell whether an amount lies in the tier; 以上 and 以下 include theirs."""
        if not isinstance(amount, Fraction):
            return False
        at_least = amount >= self.least if self.least_included else amount > self.least
        at_most = amount <= self.most if self.most_included else amount < self.most
        return at_least and at_most

    def range(self, unit: RangeUnit = RangeUnit.YUAN) -> Range:
        """Return the range of the model with these ends."""
        return Range(
            unit=unit,
            least=Decimal(self.least.numerator) / self.least.denominator,
            most=Decimal(self.most.numerator) / self.most.denominator,
            least_included=self.least_included,
            most_included=self.most_included,
        )


def benchmark(
    *tiers: Ends, law: Ends | None = None, unit: RangeUnit = RangeUnit.YUAN
) -> Register:
    """Return a register with one benchmark of these tiers."""
    made = Benchmark(
        id=BenchmarkId("b"),
        name="某违法行为",
        tiers=tuple(Tier(name=f"{n}", range=t.range()) for n, t in enumerate(tiers)),
        statutory_range=law.range(unit) if law else None,
    )
    return register(benchmarks=(made,))


HALF = Fraction(1, 2)


def cover(tiers: Sequence[Ends]) -> set[int]:
    """Return in how many tiers the amounts lie, on a grid of halves, first to last."""
    first, last = tiers[0].least, tiers[-1].most
    steps = range(int((last - first) / HALF) + 1)
    grid = [first + each * HALF for each in steps]
    inside = [g for g in grid if tiers[0].least_included or g > first]
    inside = [g for g in inside if tiers[-1].most_included or g < last]
    return {sum(amount in each for each in tiers) for amount in inside}


@st.composite
def cut(draw: st.DrawFn) -> list[Ends]:
    """Return one range of the law cut into tiers at whole points."""
    points = sorted(draw(st.sets(st.integers(0, 30), min_size=3, max_size=6)))
    # Whether each point belongs to the tier that it begins, or to the one before.
    begins = [draw(st.booleans()) for _ in points]
    last_included = draw(st.booleans())
    ends = [not each for each in begins[1:-1]] + [last_included]
    pairs = zip(points, points[1:], begins, ends, strict=False)
    return [Ends(Fraction(a), Fraction(b), left, right) for a, b, left, right in pairs]


@settings(max_examples=60)
@given(tiers=cut())
def test_tiers_cut_from_one_range_neither_overlap_nor_gap(tiers: list[Ends]) -> None:
    """民法典第一千二百五十九条: 不满 meets 以上, and 以下 meets 超过."""
    assert cover(tiers) == {1}
    assert status(benchmark(*tiers), "B101") is Status.PASSED


@settings(max_examples=100)
@given(tiers=cut(), data=st.data())
def test_a_bound_that_moves_makes_an_overlap_or_a_gap(
    tiers: list[Ends], data: st.DataObject
) -> None:
    """Whoever moves one inner bound punishes some amounts twice, or not at all."""
    at = data.draw(st.integers(0, len(tiers) - 2), "after which tier")
    by = data.draw(st.sampled_from([-HALF, HALF]), "how far")
    if data.draw(st.booleans(), "which side"):
        tiers[at] = tiers[at]._replace(most=tiers[at].most + by)
        overlap = by > 0
    else:
        tiers[at + 1] = tiers[at + 1]._replace(least=tiers[at + 1].least + by)
        overlap = by < 0
    assert cover(tiers) - {1} == ({2} if overlap else {0})
    (said,) = judgements(benchmark(*tiers), "B101")
    assert said.status is Status.FAILED
    assert said.outcome.message.zh == ("阶次重叠" if overlap else "阶次之间有空档")


@settings(max_examples=60)
@given(tiers=cut(), data=st.data())
def test_a_point_in_both_tiers_or_in_neither_is_found(
    tiers: list[Ends], data: st.DataObject
) -> None:
    """民法典第一千二百五十九条: 以下 and 以上 share a number, 不满 and 超过 none."""
    at = data.draw(st.integers(0, len(tiers) - 2), "after which tier")
    both = not tiers[at].most_included
    tiers[at] = tiers[at]._replace(most_included=both)
    tiers[at + 1] = tiers[at + 1]._replace(least_included=data.draw(st.booleans()))
    expected = cover(tiers) == {1}
    assert (status(benchmark(*tiers), "B101") is Status.PASSED) is expected


def test_an_open_end_between_two_tiers_is_an_overlap() -> None:
    """A tier without a top holds every amount of the tier above it."""
    low = Tier(name="较轻", range=Range(unit=RangeUnit.YUAN, least=Decimal(10)))
    high = Tier(name="较重", range=Ends(Fraction(20), Fraction(50)).range())
    made = Benchmark(id=BenchmarkId("b"), name="某违法行为", tiers=(low, high))
    (said,) = judgements(register(benchmarks=(made,)), "B101")
    assert said.status is Status.FAILED
    assert "None" not in said.outcome.facts.values()


def test_the_last_tier_may_be_open() -> None:
    """二万元以上 without a top is a last tier like any other."""
    below_two = Ends(Fraction(0), Fraction(2), most_included=False)
    low = Tier(name="较轻", range=below_two.range())
    high = Tier(name="较重", range=Range(unit=RangeUnit.YUAN, least=Decimal(2)))
    made = Benchmark(id=BenchmarkId("b"), name="某违法行为", tiers=(low, high))
    assert status(register(benchmarks=(made,)), "B101") is Status.PASSED


def test_tiers_in_different_units_are_not_compared() -> None:
    """Days of detention and yuan neither meet nor overlap."""
    first = Tier(name="较轻", range=Ends(Fraction(1), Fraction(5)).range())
    second = Tier(
        name="较重", range=Ends(Fraction(3), Fraction(10)).range(RangeUnit.DAYS)
    )
    made = Benchmark(id=BenchmarkId("b"), name="某违法行为", tiers=(first, second))
    assert status(register(benchmarks=(made,)), "B101") is Status.NOT_ASSESSABLE


# Benchmarks inside the range that the law sets

TEN_TO_FIFTY = Ends(Fraction(10), Fraction(50))


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        (10, 50, PASSED),
        (20, 30, PASSED),
        (9, 50, FAILED),
        (10, 51, FAILED),
        (60, 70, FAILED),
        (1, 5, FAILED),
    ],
)
def test_a_benchmark_stays_inside_the_range_of_the_law(
    least: int, most: int, expected: frozenset[Status]
) -> None:
    """行政处罚法第十六条: a normative document sets no penalty of its own."""
    made = benchmark(Ends(Fraction(least), Fraction(most)), law=TEN_TO_FIFTY)
    assert status(made, "B102") in expected


@settings(max_examples=100)
@given(data=st.data())
def test_inside_the_law_means_every_amount_of_the_tier(data: st.DataObject) -> None:
    """An amount that a tier allows and the law does not is a penalty without law."""
    law, tier = (
        Ends(Fraction(low), Fraction(low + width), left, right)
        for low, width, left, right in (
            data.draw(
                st.tuples(
                    st.integers(0, 6),
                    st.integers(1, 6),
                    st.booleans(),
                    st.booleans(),
                )
            )
            for _ in range(2)
        )
    )
    grid = [each * HALF for each in range(30)]
    inside = all(amount in law for amount in grid if amount in tier)
    expected = Status.PASSED if inside else Status.FAILED
    assert status(benchmark(tier, law=law), "B102") is expected


@settings(max_examples=60)
@given(tiers=cut())
def test_tiers_cut_from_the_range_of_the_law_stay_inside_it(tiers: list[Ends]) -> None:
    """What is cut from the law is allowed by the law."""
    law = Ends(
        tiers[0].least,
        tiers[-1].most,
        tiers[0].least_included,
        tiers[-1].most_included,
    )
    assert status(benchmark(*tiers, law=law), "B102") is Status.PASSED


def test_a_benchmark_in_another_unit_than_the_law_is_not_compared() -> None:
    """Ten yuan are neither inside nor outside ten per cent."""
    made = benchmark(TEN_TO_FIFTY, law=TEN_TO_FIFTY, unit=RangeUnit.PERCENT)
    assert status(made, "B102") is Status.NOT_ASSESSABLE


def test_a_benchmark_without_the_range_of_the_law_is_not_decided() -> None:
    """What the law allows has to be known before a benchmark can exceed it."""
    assert status(benchmark(TEN_TO_FIFTY), "B102") is Status.UNKNOWN


def test_a_tier_without_a_top_exceeds_a_law_that_has_one() -> None:
    """五万元以下 in the law is exceeded by a tier that ends nowhere."""
    open_tier = Tier(name="较重", range=Range(unit=RangeUnit.YUAN, least=Decimal(20)))
    made = Benchmark(
        id=BenchmarkId("b"),
        name="某违法行为",
        tiers=(open_tier,),
        statutory_range=TEN_TO_FIFTY.range(),
    )
    (said,) = judgements(register(benchmarks=(made,)), "B102")
    assert said.status is Status.FAILED
    assert "None" not in said.outcome.facts.values()


@pytest.mark.parametrize(
    ("events", "complete", "expected"),
    [
        ((Event(kind=EventKind.PUBLISHED, day=date(2022, 1, 4)),), set(), PASSED),
        ((Event(kind=EventKind.PUBLISHED, day=AS_OF),), {"benchmarks"}, PASSED),
        (
            (Event(kind=EventKind.PUBLISHED, day=date(2023, 7, 1)),),
            {"benchmarks"},
            FAILED,
        ),
        ((Event(kind=EventKind.PUBLISHED, day=date(2023, 7, 1)),), set(), UNDECIDED),
        ((Event(kind=EventKind.FILED, day=date(2022, 1, 4)),), {"benchmarks"}, FAILED),
        ((), {"benchmarks"}, FAILED),
        ((), set(), UNDECIDED),
        ((out(within=DateSpan.month(2023, 6)),), set(), PASSED),
        ((out(within=DateSpan.month(2023, 7)),), set(), UNDECIDED),
        ((out(within=DateSpan.year(2023)),), set(), UNDECIDED),
    ],
)
def test_a_benchmark_is_published(
    events: tuple[Event, ...], complete: set[str], expected: frozenset[Status]
) -> None:
    """行政处罚法第三十四条: 应当向社会公布; silence alone proves nothing."""
    made = Benchmark(id=BenchmarkId("b"), name="某违法行为", events=events)
    made_of = register(benchmarks=(made,), complete=frozenset(complete))
    assert status(made_of, "B103") in expected


def test_before_the_law_of_2021_no_benchmark_had_to_be_published() -> None:
    """行政处罚法第三十四条 is in force from 15 July 2021, and not a day sooner."""
    made = register(
        benchmarks=(Benchmark(id=BenchmarkId("b"), name="某违法行为"),),
        complete=frozenset({"benchmarks"}),
    )
    assert status(made, "B103", date(2021, 7, 14)) is Status.NOT_APPLICABLE
    assert status(made, "B103", date(2021, 7, 15)) is Status.FAILED


# Certificates on the day of the act

ACT = date(2022, 5, 10)


def acted(
    *certified: DateSpan,
    days: Sequence[date] = (ACT,),
    kind: CertificateKind = CertificateKind.ENFORCEMENT,
    case_kind: CaseKind = CaseKind.PENALTY,
) -> Register:
    """Return a register with one case of an officer certified on these days."""
    officer = Officer(
        id=OfficerId("o"),
        category=OfficerCategory.OFFICER,
        name="王某某",
        certificates=tuple(Certificate(kind=kind, valid=each) for each in certified),
    )
    kinds = (EventKind.INVESTIGATED, EventKind.DECIDED)
    case = Case(
        id=CaseId("c"),
        kind=case_kind,
        officers=(officer.id,),
        events=tuple(
            Event(kind=kind, day=day) for kind, day in zip(kinds, days, strict=False)
        ),
    )
    return register(officers=(officer,), cases=(case,))


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([DateSpan(date(2020, 1, 1), date(2022, 5, 10))], FAILED),
        ([DateSpan(date(2020, 1, 1), date(2022, 5, 11))], PASSED),
        ([DateSpan(date(2020, 1, 1), date(2022, 5, 9))], FAILED),
        ([DateSpan(date(2022, 5, 10), None)], PASSED),
        ([DateSpan(date(2022, 5, 11), None)], FAILED),
        ([DateSpan.day(ACT)], PASSED),
        ([DateSpan.year(2020), DateSpan.year(2022)], PASSED),
        ([DateSpan.year(2022), DateSpan.year(2020)], PASSED),
        ([DateSpan.year(2020), DateSpan.year(2023)], FAILED),
        ([], UNDECIDED),
    ],
)
def test_a_certificate_has_to_be_good_on_the_day_of_the_act(
    spans: list[DateSpan], expected: frozenset[Status]
) -> None:
    """行政处罚法第四十二条第一款: one that ended before the act is none."""
    assert status(acted(*spans), "O101") in expected


def test_every_act_of_a_case_asks_for_a_certificate() -> None:
    """A certificate that ran out between two acts is missing from the second."""
    spans = (DateSpan(date(2020, 1, 1), date(2022, 5, 1)),)
    days = (date(2022, 4, 30), ACT)
    (said,) = judgements(acted(*spans, days=days), "O101")
    assert said.status is Status.FAILED
    assert said.outcome.facts["day"] == "2022-05-10"


def test_one_certificate_may_take_over_from_another() -> None:
    """Two that meet cover two acts; half-open spans leave no day between them."""
    turn = date(2022, 5, 1)
    spans = (DateSpan(date(2020, 1, 1), turn), DateSpan(turn, None))
    for days in [(date(2022, 4, 30), turn), (turn, ACT)]:
        assert status(acted(*spans, days=days), "O101") is Status.PASSED


def test_an_act_without_a_day_is_not_decided() -> None:
    """Whether a certificate was good cannot be told for a day that is not recorded."""
    assert status(acted(DateSpan.always(), days=()), "O101") is Status.UNKNOWN


@pytest.mark.parametrize("within", [DateSpan.month(2022, 6), None])
def test_an_act_whose_day_is_open_is_no_reason_to_pass(within: DateSpan | None) -> None:
    """One act with a good certificate does not speak for another without a day."""
    made = acted(DateSpan(date(2022, 1, 1), date(2022, 6, 1)))
    (case,) = made.cases
    later = Event(kind=EventKind.DECIDED, within=within)
    case = attrs.evolve(case, events=(*case.events, later))
    assert status(attrs.evolve(made, cases=(case,)), "O101") is not Status.PASSED


def test_an_officer_whom_the_register_lacks_does_not_stop_the_audit() -> None:
    """A register made in Python may name an officer that it does not hold."""
    made = attrs.evolve(acted(DateSpan.always()), officers=())
    found = al.audit(made, as_of=AS_OF, rulebook=LAW).judgements
    said = [each.status for each in found if each.check == "O101"]
    assert Status.PASSED not in said


def test_a_case_that_is_no_enforcement_asks_for_no_certificate() -> None:
    """Who answers a request for information needs no enforcement certificate."""
    made = acted(case_kind=CaseKind.RECONSIDERATION)
    assert not judgements(made, "O101")


@pytest.mark.parametrize(
    "kind", [CertificateKind.LEGAL_PROFESSION, CertificateKind.SUPERVISION]
)
def test_another_certificate_does_not_allow_to_enforce(kind: CertificateKind) -> None:
    """行政处罚法第四十二条第一款 asks for 行政执法资格, and no other."""
    assert status(acted(DateSpan.always(), kind=kind), "O101") is not Status.PASSED


def test_no_finding_names_the_officer() -> None:
    """A finding on a person bears the id of the record and never the name."""
    (said,) = judgements(acted(DateSpan.year(2020)), "O101")
    assert said.status is Status.FAILED
    assert "王某某" not in repr(said)


# Publication and effect


def document(published: Event | None, *, effective: date | None = None) -> Register:
    """Return a register with a document published so, and in effect on a day."""
    events: tuple[Event, ...] = (published,) if published else ()
    if effective:
        events += (Event(kind=EventKind.TOOK_EFFECT, day=effective),)
    made = Document(id=DocumentId("d"), title="某办法", events=events)
    return register(documents=(made,))


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (out(day=date(2022, 5, 9)), PASSED),
        (out(day=ACT), PASSED),
        (out(day=date(2022, 5, 11)), FAILED),
        (out(within=DateSpan.month(2022, 4)), PASSED),
        (out(within=DateSpan.month(2022, 5)), UNDECIDED),
        (out(within=DateSpan.month(2022, 6)), FAILED),
        (out(within=DateSpan(date(2022, 5, 1), date(2022, 5, 11))), PASSED),
        (out(within=DateSpan(date(2022, 5, 1), date(2022, 5, 12))), UNDECIDED),
        (out(within=DateSpan(date(2022, 5, 10), date(2022, 6, 1))), UNDECIDED),
        (out(within=DateSpan(date(2022, 5, 11), date(2022, 6, 1))), FAILED),
        (out(), UNDECIDED),
    ],
)
def test_a_document_is_published_before_it_takes_effect(
    published: Event, expected: frozenset[Status]
) -> None:
    """What nobody could read binds nobody; only a month known may leave it open."""
    assert status(document(published, effective=ACT), "D101") in expected


def test_a_publication_with_an_open_end_is_never_a_pass() -> None:
    """Published some day from 11 May on is after 10 May, whenever it was."""
    since = out(within=DateSpan(date(2022, 5, 11), None))
    until = out(within=DateSpan(None, ACT))
    assert status(document(since, effective=ACT), "D101") is not Status.PASSED
    assert status(document(until, effective=ACT), "D101") is not Status.FAILED


def test_the_earliest_of_several_publications_counts() -> None:
    """A document on the website in time may follow in the gazette, in any order."""
    early, late = out(day=date(2022, 5, 9)), out(day=date(2022, 6, 9))
    for events in ((early, late), (late, early)):
        made = Document(
            id=DocumentId("d"), title="某办法", valid=DateSpan(ACT, None), events=events
        )
        assert status(register(documents=(made,)), "D101") is Status.PASSED


def test_a_document_whose_publication_is_not_recorded_does_not_pass() -> None:
    """Silence about publication is no publication."""
    found = judgements(document(None, effective=ACT), "D101")
    assert all(each.status in UNDECIDED for each in found)


def test_the_first_day_in_force_is_the_day_of_effect() -> None:
    """A document whose days in force are recorded needs no event for its effect."""
    early = Document(
        id=DocumentId("d"),
        title="某办法",
        valid=DateSpan(ACT, None),
        events=(out(day=date(2022, 5, 11)),),
    )
    assert status(register(documents=(early,)), "D101") is Status.FAILED


def test_a_document_that_takes_effect_is_judged_by_the_law_of_that_day() -> None:
    """Before the decision of 12 May 2008 no source of the rule was in force."""
    early, late = date(2008, 5, 11), date(2008, 5, 12)
    published = out(day=date(2008, 6, 1))
    assert status(document(published, effective=early), "D101") is Status.NOT_APPLICABLE
    assert status(document(published, effective=late), "D101") is Status.FAILED


# Tasks

BUREAU, OFFICE = AuthorityId("bureau"), AuthorityId("office")
DUE = date(2022, 12, 31)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"leads": (BUREAU,), "due": DUE}, PASSED),
        ({"leads": (BUREAU, OFFICE), "due": DUE}, PASSED),
        ({"shared": (BUREAU, OFFICE), "due": DUE}, PASSED),
        ({"shared_text": "各部门", "due": DUE}, PASSED),
        ({"leads": (BUREAU,), "within": DateSpan.year(2022)}, PASSED),
        ({"leads": (BUREAU,), "within": DateSpan(None, date(2023, 1, 1))}, PASSED),
        ({"due": DUE}, FAILED),
        ({"participants": (OFFICE,), "due": DUE}, FAILED),
        ({"participants_text": "各部门", "due": DUE}, FAILED),
        ({"leads": (BUREAU,)}, FAILED),
        ({"leads": (BUREAU,), "within": DateSpan(date(2022, 1, 1), None)}, FAILED),
        ({}, FAILED),
    ],
)
def test_a_task_has_somebody_who_answers_and_a_day(
    fields: Mapping[str, Any], expected: frozenset[Status]
) -> None:
    """A lead, joint leads or bodies that share it answer; who takes part does not."""
    made = register(
        tasks=(Task(id=TaskId("t"), **fields),), complete=frozenset({"tasks"})
    )
    assert status(made, "T101") in expected


def test_the_last_day_of_a_span_is_the_day_that_a_task_is_due() -> None:
    """2022年底前 is 31 December, the last day of a half-open year."""
    task = Task(id=TaskId("t"), leads=(BUREAU, OFFICE), within=DateSpan.year(2022))
    (said,) = judgements(register(tasks=(task,)), "T101")
    facts = {name: said.outcome.facts[name] for name in ("leads", "due")}
    assert facts == {"leads": "2", "due": "2022-12-31"}


# Powers


@pytest.mark.parametrize(
    ("fields", "complete", "expected"),
    [
        ({}, {"powers"}, FAILED),
        ({}, set(), UNDECIDED),
        ({}, {"tasks"}, UNDECIDED),
        ({"basis": (Citation(title="行政处罚法"),)}, set(), PASSED),
        ({"basis": (Citation(title="行政处罚法"),)}, {"powers"}, PASSED),
        ({"basis_text": "省里有关文件"}, {"powers"}, PASSED),
    ],
)
def test_a_power_names_its_basis(
    fields: Mapping[str, Any], complete: set[str], expected: frozenset[Status]
) -> None:
    """法无授权不可为: no basis is a breach where no basis can have been left out."""
    power = Power(
        id=PowerId("p"), name="处罚", kind=PowerKind.PENALTY, holder=BUREAU, **fields
    )
    made = register(powers=(power,), complete=frozenset(complete))
    assert status(made, "P101") in expected


# Faulty records load, and become findings

YUAN = {"unit": "yuan"}
FAULTY: Mapping[str, tuple[str, dict[str, list[dict[str, object]]]]] = {
    "promised over statutory": (
        "S101",
        {
            "service_items": [
                {
                    "id": "s",
                    "name": "登记",
                    "promised_limit": "31 working days",
                    "statutory_limit": "30 working days",
                }
            ]
        },
    ),
    "overlapping tiers": (
        "B101",
        {
            "benchmarks": [
                {
                    "id": "b",
                    "name": "某违法行为",
                    "tiers": [
                        {"name": "轻", "range": {**YUAN, "least": "1", "most": "3"}},
                        {"name": "重", "range": {**YUAN, "least": "2", "most": "5"}},
                    ],
                }
            ]
        },
    ),
    "outside the law": (
        "B102",
        {
            "benchmarks": [
                {
                    "id": "b",
                    "name": "某违法行为",
                    "statutory_range": {**YUAN, "least": "1", "most": "5"},
                    "tiers": [
                        {"name": "重", "range": {**YUAN, "least": "2", "most": "6"}}
                    ],
                }
            ]
        },
    ),
    "certificate ended": (
        "O101",
        {
            "officers": [
                {
                    "id": "o",
                    "category": "officer",
                    "certificates": [
                        {
                            "kind": "enforcement",
                            "valid": {"since": "2020-01-01", "until": "2022-05-10"},
                        }
                    ],
                }
            ],
            "cases": [
                {
                    "id": "c",
                    "kind": "penalty",
                    "officers": ["o"],
                    "events": [{"kind": "decided", "day": "2022-05-10"}],
                }
            ],
        },
    ),
    "effective before publication": (
        "D101",
        {
            "documents": [
                {
                    "id": "d",
                    "title": "某办法",
                    "events": [
                        {"kind": "took_effect", "day": "2022-05-10"},
                        {"kind": "published", "day": "2022-05-11"},
                    ],
                }
            ]
        },
    ),
}
"""Records that break the law and none of the rules of the format."""

HEADER = {"id": "r", "label": {"zh": "某地", "en": "somewhere"}}

by_fault = pytest.mark.parametrize("fault", FAULTY)


def found(made: Register) -> set[str]:
    """Return the checks that find something in a whole audit."""
    return {each.check for each in al.audit(made, as_of=AS_OF, rulebook=LAW).findings}


@by_fault
def test_a_faulty_record_is_structured_and_becomes_a_finding(fault: str) -> None:
    """Errors are for callers, findings for facts: an unlawful record is a record."""
    check, records = FAULTY[fault]
    assert found(al.structure({**HEADER, **records}, Register)) == {check}


@by_fault
def test_a_faulty_record_in_a_file_loads_and_becomes_a_finding(
    fault: str, tmp_path: Path
) -> None:
    """A register that is read from a file is refused for no breach of law."""
    check, records = FAULTY[fault]
    file = tmp_path / "register.json"
    payload = {"schema_version": 1, **HEADER, **records}
    file.write_text(json.dumps(payload, ensure_ascii=False), "utf-8")
    assert found(al.read_register(file)) == {check}


@by_fault
def test_a_faulty_record_survives_being_written_down(
    fault: str, tmp_path: Path
) -> None:
    """What is wrong with a record is still wrong after the way through a folder."""
    check, records = FAULTY[fault]
    al.write_register(al.structure({**HEADER, **records}, Register), tmp_path / "r")
    assert found(al.read_register(tmp_path / "r")) == {check}


# Who answers: the walk back from harm

NAMES = ("赵某甲", "钱某乙", "孙某丙", "李某丁", "周某戊", "吴某己")
FOR, AGAINST, ABSTAINED, DISSENTERS, HELD, PARTY = NAMES


def body(key: str, name: str) -> Authority:
    """Return a department."""
    return Authority(id=AuthorityId(key), name=name, kind=AuthorityKind.DEPARTMENT)


VOTES = (
    Vote(position=VotePosition.FOR, voter=FOR, on_record=True),
    Vote(position=VotePosition.AGAINST, voter=AGAINST, on_record=True),
    Vote(position=VotePosition.ABSTAINED, voter=ABSTAINED, on_record=True),
    Vote(position=VotePosition.AGAINST, voter=DISSENTERS),
    Vote(position=VotePosition.ABSENT, on_record=True),
)

DECISION = Decision(
    id=DecisionId("decision"),
    title="某项决策",
    proposer=AuthorityId("proposer"),
    lead=AuthorityId("lead"),
    document=DocumentId("document"),
    responsible=HELD,
    events=(
        Event(kind=EventKind.DRAFTED, day=date(2020, 1, 1)),
        Event(kind=EventKind.COMMENT_OPENED, day=date(2020, 2, 1), note=HELD),
        Event(
            kind=EventKind.REVIEWED, day=date(2020, 3, 1), actor=AuthorityId("reviewer")
        ),
        Event(
            kind=EventKind.DELIBERATED, day=date(2020, 4, 1), actor=AuthorityId("lead")
        ),
    ),
    votes=VOTES,
)
PAPER = Document(
    id=DocumentId("document"),
    title="某办法",
    events=(
        Event(
            kind=EventKind.REVIEWED, day=date(2020, 4, 2), actor=AuthorityId("second")
        ),
        Event(
            kind=EventKind.REVIEWED, day=date(2020, 4, 3), actor=AuthorityId("reviewer")
        ),
        Event(kind=EventKind.PUBLISHED, day=date(2020, 5, 1)),
    ),
)
VOIDED = Case(
    id=CaseId("case"),
    kind=CaseKind.LITIGATION,
    document=PAPER.id,
    party=PARTY,
    events=(Event(kind=EventKind.VOIDED, day=date(2021, 6, 1)),),
)
RECORD = Accountability(
    id=AccountabilityId("record"), case=VOIDED.id, responsible=HELD, roles=("局长",)
)
WHOLE = register(
    authorities=(
        body("lead", "某局"),
        body("proposer", "某委"),
        body("reviewer", "某司法局"),
        body("second", "某审查组"),
        body("other", "某办"),
    ),
    documents=(PAPER,),
    decisions=(DECISION,),
    cases=(VOIDED,),
    accountabilities=(RECORD,),
)


def test_the_walk_goes_from_a_voided_case_to_the_decision() -> None:
    """重大行政决策程序暂行条例第三十八条: the harm leads back to what was decided."""
    walked = trace_responsibility(WHOLE, "record")
    assert walked.record == RECORD
    assert walked.case == VOIDED
    assert walked.document == PAPER
    assert walked.decision == DECISION


def test_the_walk_gives_the_steps_in_order() -> None:
    """Who looks back sees what came first, first; drafting is no step of procedure."""
    steps = trace_responsibility(WHOLE, "record").steps
    assert [each.kind for each in steps] == [
        EventKind.COMMENT_OPENED,
        EventKind.REVIEWED,
        EventKind.DELIBERATED,
        EventKind.REVIEWED,
        EventKind.REVIEWED,
        EventKind.PUBLISHED,
    ]
    days = [each.day for each in steps if each.day]
    assert days == sorted(days)


def test_the_walk_names_who_proposed_and_who_reviewed_once_each() -> None:
    """The body that proposed and the one that prepared it; each reviewer, once."""
    walked = trace_responsibility(WHOLE, "record")
    assert {each.id for each in walked.proposers} == {"proposer", "lead"}
    assert [each.id for each in walked.reviewers] == ["reviewer", "second"]


def test_dissent_is_what_was_said_against_on_the_record() -> None:
    """第三十八条第二款: only those whose different opinion is on record are spared."""
    walked = trace_responsibility(WHOLE, "record")
    assert walked.votes == VOTES
    assert walked.dissent == (VOTES[1], VOTES[2])


@given(
    positions=st.lists(
        st.tuples(st.sampled_from(VotePosition), st.booleans()), max_size=6
    )
)
def test_nobody_is_spared_who_agreed_stayed_away_or_left_no_record(
    positions: list[tuple[VotePosition, bool]],
) -> None:
    """不同意 and 保留意见 spare, and only where they were written down."""
    votes = tuple(
        Vote(position=each, on_record=on_record) for each, on_record in positions
    )
    decision = attrs.evolve(DECISION, votes=votes)
    made = attrs.evolve(WHOLE, decisions=(decision,))
    different = {VotePosition.AGAINST, VotePosition.ABSTAINED}
    expected = [p for p, on_record in positions if on_record and p in different]
    dissent = trace_responsibility(made, "record").dissent
    assert [each.position for each in dissent] == expected


def test_a_decision_that_the_record_names_comes_before_any_other() -> None:
    """A record that says which decision did the harm is believed."""
    other = Decision(id=DecisionId("other"), title="另一项决策")
    named = attrs.evolve(RECORD, decision=other.id)
    made = attrs.evolve(WHOLE, decisions=(DECISION, other), accountabilities=(named,))
    assert trace_responsibility(made, "record").decision == other


def test_an_unknown_record_is_an_error() -> None:
    """Nobody is held to account for a record that the register lacks."""
    with pytest.raises(UnknownRecordError) as caught:
        trace_responsibility(WHOLE, "no such")
    assert caught.value.key == "no such"


@pytest.mark.parametrize(
    "record",
    [
        Accountability(id=AccountabilityId("record")),
        Accountability(id=AccountabilityId("record"), case=CaseId("lost")),
        Accountability(id=AccountabilityId("record"), document=DocumentId("lost")),
        Accountability(id=AccountabilityId("record"), decision=DecisionId("lost")),
    ],
    ids=["nothing", "case", "document", "decision"],
)
def test_a_record_with_nothing_behind_it_leads_nowhere(record: Accountability) -> None:
    """What the register does not hold is left empty, and nothing is guessed."""
    walked = trace_responsibility(register(accountabilities=(record,)), "record")
    assert walked.record == record
    assert (walked.case, walked.document, walked.decision) == (None, None, None)
    empty = (walked.steps, walked.proposers, walked.reviewers, walked.votes)
    assert empty == ((), (), (), ())
    assert walked.dissent == ()


def test_the_walk_shows_no_personal_name() -> None:
    """Names of natural persons stand in no repr and in no table of a notebook."""
    walked = trace_responsibility(WHOLE, "record")
    held = {vote.voter for vote in walked.votes} | {walked.record.responsible}
    assert held >= {FOR, AGAINST, ABSTAINED, DISSENTERS, HELD}
    for text in (repr(walked), str(walked), walked._repr_html_()):
        assert not [name for name in NAMES if name in text]
