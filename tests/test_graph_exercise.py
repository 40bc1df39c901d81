"""Who may exercise a power, asked of a graph.

Expected answers are read off chapter 3 of 《行政处罚法》 and 《行政许可法》 and off
《行政强制法》第十三条、第十七条、第七十条.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from adminlaw.errors import SpanError, UnknownRecordError
from adminlaw.findings import Status
from adminlaw.graph import ExerciseAnswer, creation_authority, exercise_authority
from adminlaw.model import Power
from tests.graph_registers import (
    article,
    body,
    graph_of,
    instrument,
    on,
    power,
    since,
    subject,
    transfer,
)

DAY = date(2024, 6, 1)
LAW = "《食品安全法》第一百二十二条第一款"
PENALISE = "《行政处罚法》第二十条第一款"
PUBLISHED = on("published", "2021-12-20")
SIGNED = on("signed", "2021-12-10")
APPROVED = on("approved", "2021-12-01", actor="province-gov")
ALL = ("transfers", "subjects")


def fine(**more: object) -> Power:
    """Return a fine that rests on a law."""
    return power("p", LAW, **{"forms": ["fine"], **more})


def exercised(
    *records: object, day: date = DAY, complete: tuple[str, ...] = ALL
) -> ExerciseAnswer:
    """Return whether those who exercise a power may."""
    graph = graph_of(*records, complete=complete)
    return exercise_authority(graph, "p", as_of=day)


def entrusted(*events: object, basis: str = PENALISE, **more: object) -> object:
    """Return the entrusting of the power to a public institution."""
    bodies = ("market", "institute")
    fields = {"basis": [basis], "events": list(events), **more}
    return transfer("t", "entrustment", bodies, "p", **fields)


def failing(answer: ExerciseAnswer) -> set[str]:
    """Return the rules that are broken."""
    return {each.rule for each in answer.findings if each.status is Status.FAILED}


def test_an_organ_exercises_its_own_power() -> None:
    """A bureau that penalises within its powers is as it should be."""
    assert exercised(fine()).status is Status.PASSED


def test_compulsory_measures_may_not_be_entrusted() -> None:
    """《行政强制法》第十七条第一款 allows no entrusting, however it is done."""
    record = power("p", LAW, kind="compulsion", forms=["seizure"])
    answer = exercised(record, entrusted(SIGNED, PUBLISHED))
    assert answer.status is Status.FAILED
    assert "compulsion.entrust" in failing(answer)


@pytest.mark.parametrize(
    ("kinds", "fails"),
    [(("entrusted",), True), (("entrusted", "authorised"), False)],
)
def test_a_body_that_is_only_entrusted_takes_no_measures(
    kinds: tuple[str, ...], *, fails: bool
) -> None:
    """Whoever acts under an entrusting alone may not seize (第十七条第一款)."""
    rights = [subject(each, each, "institute", article("r")) for each in kinds]
    answer = exercised(
        power("p", LAW, kind="compulsion", forms=["seizure"], holder="institute"),
        instrument("r", "law", "nation"),
        *rights,
    )
    assert ("compulsion.entrust" in failing(answer)) is fails


def test_a_penalty_entrusted_as_the_law_says_is_in_order() -> None:
    """In writing, published, under the law, to a public institution: 第二十条."""
    assert exercised(fine(), entrusted(SIGNED, PUBLISHED)).status is Status.PASSED


@pytest.mark.parametrize("event", [SIGNED, PUBLISHED])
def test_entrusting_has_to_be_written_and_published(event: object) -> None:
    """One of both is not enough (第二十条第一款、第二款)."""
    answer = exercised(fine(), entrusted(event))
    assert failing(answer) == {"penalty.entrust"}


@pytest.mark.parametrize("event", [SIGNED, PUBLISHED])
def test_what_an_incomplete_register_does_not_record_is_unknown(event: object) -> None:
    """Where transfers are not declared complete a missing event proves nothing."""
    answer = exercised(fine(), entrusted(event), complete=())
    assert failing(answer) == set()
    assert answer.status is Status.UNKNOWN


def test_before_the_revision_entrusting_needed_no_publication() -> None:
    """Until 2021-07-14 neither writing nor publication was asked for (第十八条)."""
    moved = entrusted(basis="《行政处罚法》第十八条", valid=since("2020-01-01"))
    assert exercised(fine(), moved, day=date(2020, 6, 1)).status is Status.PASSED


def test_who_was_entrusted_may_not_pass_it_on() -> None:
    """第二十条第四款 forbids a second entrusting."""
    again = transfer(
        "t2",
        "entrustment",
        ("institute", "team"),
        "p",
        basis=[PENALISE],
        events=[SIGNED, PUBLISHED],
    )
    answer = exercised(fine(), entrusted(SIGNED, PUBLISHED), again)
    assert answer.status is Status.FAILED


def test_a_normative_document_is_no_ground_to_entrust() -> None:
    """依照法律、法规、规章的规定: a document of the city is none of these."""
    moved = entrusted(SIGNED, PUBLISHED, basis=article("n"))
    answer = exercised(fine(), moved, instrument("n", "normative"))
    assert answer.status is Status.FAILED


def licence(receiver: str) -> ExerciseAnswer:
    """Return the answer for a licence that is entrusted to a body."""
    moved = transfer(
        "t",
        "entrustment",
        ("market", receiver),
        "p",
        basis=["《行政许可法》第二十四条第一款"],
        events=[SIGNED, PUBLISHED],
    )
    return exercised(power("p", LAW, kind="licensing"), moved)


def test_a_licence_may_be_entrusted_to_another_organ() -> None:
    """《行政许可法》第二十四条 names other administrative organs."""
    assert licence("urban").status is Status.PASSED


def test_a_licence_may_not_be_entrusted_to_a_public_institution() -> None:
    """A public institution is no administrative organ."""
    assert "licence.entrust" in failing(licence("institute"))


def detention(holder: str) -> ExerciseAnswer:
    """Return the answer for detention by a body."""
    basis = "《治安管理处罚法》第二十三条第一款"
    coast = body("coast", "临湖海警局", place="linhu", level="city")
    return exercised(power("p", basis, forms=["detention"], holder=holder), coast)


@pytest.mark.parametrize(
    ("holder", "expected"),
    [
        ("police", Status.PASSED),
        ("coast", Status.PASSED),
        ("market", Status.FAILED),
        ("urban", Status.FAILED),
    ],
)
def test_only_the_police_and_organs_named_by_law_detain(
    holder: str, expected: Status
) -> None:
    """第十八条第三款; the coast guard is named by 《海警法》."""
    assert detention(holder).status is expected


def centralised(*events: object, complete: tuple[str, ...] = ALL) -> ExerciseAnswer:
    """Return the answer for a power that was centralised in the urban bureau."""
    moved = transfer(
        "t",
        "centralisation",
        ("market", "urban"),
        "p",
        basis=["《行政处罚法》第十八条第二款"],
        events=list(events),
    )
    return exercised(fine(), moved, complete=complete)


def test_a_province_may_centralise_penalties() -> None:
    """第十八条第二款: the State Council or the provincial government decides."""
    assert centralised(APPROVED, PUBLISHED).status is Status.PASSED


def test_a_city_may_not_centralise_penalties() -> None:
    """A decision of the city government is not that of the province."""
    approved = on("approved", "2021-12-01", actor="city-gov")
    assert "penalty.centralise" in failing(centralised(approved))


def test_centralising_without_any_decision_is_a_fault_where_all_are_listed() -> None:
    """Declared complete, a missing decision was not taken; else it is unknown."""
    assert "penalty.centralise" in failing(centralised())
    assert centralised(complete=()).status is Status.UNKNOWN


def test_detention_may_not_be_centralised() -> None:
    """第十八条第三款 leaves it with the police and organs named by law."""
    record = power("p", LAW, forms=["detention"], holder="police")
    moved = transfer("t", "centralisation", ("police", "urban"), "p", events=[APPROVED])
    assert exercised(record, moved).status is Status.FAILED


def to_town(giver: str, *events: object) -> ExerciseAnswer:
    """Return the answer for a power given to a town."""
    moved = transfer(
        "t",
        "delegation",
        (giver, "liuxi-gov"),
        "p",
        basis=["《行政处罚法》第二十四条第一款"],
        events=list(events),
    )
    return exercised(fine(holder=giver), moved)


def test_a_province_may_give_county_penalties_to_a_town() -> None:
    """第二十四条第一款, decided by the province and published."""
    answer = to_town("county-market", APPROVED, PUBLISHED)
    assert Status.FAILED is not answer.status


def test_giving_penalties_to_a_town_has_to_be_published() -> None:
    """决定应当公布 (第二十四条第一款)."""
    assert "penalty.transfer_to_towns" in failing(to_town("county-market", APPROVED))


def test_only_county_penalties_may_be_given_to_a_town() -> None:
    """第二十四条 speaks of departments of county governments, not of a city's."""
    assert to_town("market", APPROVED, PUBLISHED).status is not Status.PASSED


@pytest.mark.parametrize(
    ("power_kind", "forms", "maker", "fails"),
    [
        ("penalty", ["fine"], "local_regulation", False),
        ("penalty", ["fine"], "local_rule", True),
        ("penalty", ["fine"], "normative", True),
        ("licensing", [], "local_regulation", False),
        ("licensing", [], "local_rule", True),
        ("compulsion", ["sealing"], "local_regulation", True),
        ("compulsion", ["sealing"], "normative", True),
    ],
)
def test_an_organisation_needs_the_authorisation_that_its_statute_asks_for(
    power_kind: str, forms: list[str], maker: str, *, fails: bool
) -> None:
    """第十九条、第二十三条 ask for a law or regulation, 第七十条 for the State's."""
    answer = exercised(
        power("p", LAW, kind=power_kind, forms=forms, holder="institute"),
        subject("s", "authorised", "institute", article("r")),
        instrument("r", maker, "province"),
    )
    assert bool(failing(answer)) is fails


def test_an_institution_that_nobody_authorised_may_not_penalise() -> None:
    """Only organs (第十七条), and organisations with an authorisation (第十九条)."""
    record = fine(holder="institute")
    assert exercised(record).status is Status.FAILED
    assert exercised(record, complete=()).status is Status.UNKNOWN


def test_enforcement_of_ones_own_needs_a_law() -> None:
    """《行政强制法》第十三条第二款: without a law the organ applies to the court."""
    record = power("p", article("r"), kind="compulsion", forms=["removal"])
    answer = exercised(record, instrument("r", "local_regulation", "province"))
    assert answer.status in (Status.FAILED, Status.UNKNOWN)


def test_no_rule_speaks_of_who_may_inspect() -> None:
    """The three statutes rule penalties, licences and compulsion."""
    record = power("p", LAW, kind="inspection")
    assert exercised(record).status is Status.NOT_APPLICABLE


def test_a_transfer_that_has_ended_is_not_judged() -> None:
    """What was unlawful until 2023 is not a fault of 2024."""
    record = power("p", LAW, kind="compulsion", forms=["seizure"])
    moved = entrusted(SIGNED, PUBLISHED, valid=since("2022-01-01", "2023-01-01"))
    assert exercised(record, moved).status is not Status.FAILED
    assert exercised(record, moved, day=date(2022, 6, 1)).status is Status.FAILED


@pytest.mark.parametrize("question", [creation_authority, exercise_authority])
def test_an_unknown_power_is_an_error(question: Any) -> None:  # noqa: ANN401 - either
    """Asking about a power that is not there, or is no power, is wrong use."""
    graph = graph_of(power("p", LAW))
    for name in ("q", "", "authority:market"):
        with pytest.raises(UnknownRecordError):
            question(graph, name, as_of=DAY)


@pytest.mark.parametrize("question", [creation_authority, exercise_authority])
def test_a_day_that_is_none_is_an_error(question: Any) -> None:  # noqa: ANN401 - either
    """A text or a moment is no day."""
    graph = graph_of(power("p", LAW))
    for day in ("2024-06-01", datetime(2024, 6, 1), None):  # noqa: DTZ001 - the fault
        with pytest.raises(SpanError):
            question(graph, "p", as_of=day)
