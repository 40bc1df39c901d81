"""Indicators as the law has them: who has to file, who reviews, who won.

Each value is reasoned from the article that its docstring names, or from what a record
does not say: then there are bounds and no value.
"""

from __future__ import annotations

from typing import Any

import pytest

from adminlaw.identifiers import DivisionLevel
from adminlaw.measures import (
    CountDefinition,
    IndicatorDefinition,
    IndicatorStatus,
    OutcomeSet,
    indicators,
    outcome_sets,
    shipped_definitions,
)
from adminlaw.measures.bodies import BodyGroup, body_groups
from adminlaw.model import (
    Authority,
    AuthorityKind,
    Case,
    CaseKind,
    CaseLink,
    CaseLinkKind,
    CaseOutcome,
    Event,
    EventKind,
    Filing,
    FilingDirection,
    Place,
)
from tests.measure_registers import (
    amount,
    between,
    case,
    event,
    published,
    record,
    register,
)

# --- Who has to file, and who reviews -------------------------------------------------


def body(key: str, kind: AuthorityKind, **more: Any) -> Authority:  # noqa: ANN401
    """Return a body of the county."""
    told = {"level": DivisionLevel.COUNTY, "place": "p"} | more
    return record(Authority, id=key, name=key, kind=kind, **told)


GOV = body("gov", AuthorityKind.GOVERNMENT)
BUREAU = body("bureau", AuthorityKind.DEPARTMENT)
OTHER = body("other", AuthorityKind.OTHER)
COURT = body("court", AuthorityKind.COURT)
CITY = body("city", AuthorityKind.GOVERNMENT, level=DivisionLevel.CITY, place="c")
JUSTICE = body("justice", AuthorityKind.JUSTICE_BUREAU)
COMMITTEE = body("committee", AuthorityKind.STANDING_COMMITTEE)
TOWN = body("town", AuthorityKind.GOVERNMENT, level=DivisionLevel.TOWN)
VAGUE = body("vague", AuthorityKind.GOVERNMENT, level=None)
BODIES = (GOV, BUREAU, JUSTICE, OTHER, COURT, CITY, COMMITTEE, TOWN, VAGUE)
COUNTY = {
    "authorities": BODIES,
    "places": (record(Place, id="p", name="某县", level=DivisionLevel.COUNTY),),
    "place": "p",
}


def sent(
    key: str,
    direction: FilingDirection = FilingDirection.UPWARD,
    *more: Event,
    **told: Any,  # noqa: ANN401
) -> Filing:
    """Return a filing of the document of May."""
    events = (event(EventKind.FILED, "2021-05-20"), *more)
    fields = {"document": "d"} | told
    return record(Filing, id=key, direction=direction, events=events, **fields)


@pytest.mark.parametrize(
    ("issuers", "upward", "across"),
    [
        (("gov",), 1, 1),
        (("bureau",), 1, 0),
        (("town",), 1, 0),
        (("gov", "bureau"), 1, 1),
        (("court",), 0, 0),
    ],
)
def test_whoever_issues_a_document_files_it_where_the_law_asks(
    issuers: tuple[str, ...], upward: int, across: int
) -> None:
    """A government files both ways, a department with its own government only.

    《地方组织法》第七十五条 speaks to governments from the county up, each of which has
    a standing committee beside it; a town has none. A court files nothing here.
    """
    made = published(issuers=issuers)
    found = indicators(register(documents=(made,), filings=(), **COUNTY))
    counts = [
        found.find(key).denominator
        for key in ("filings.upward_rate", "filings.congress_rate", "filings.rate")
    ]
    given = [0 if each is None else each.value for each in counts]
    assert given == [upward, across, across * upward]


@pytest.mark.parametrize("issuers", [(), ("other",), ("vague",), ("unheard-of",)])
def test_an_issuer_of_no_known_kind_leaves_the_rate_open(
    issuers: tuple[str, ...],
) -> None:
    """No issuer, one of no kind, of no level, or not on record: it may have to file.

    Beside one document that has to be filed and was, the rate is all or half.
    """
    sure = published(issuers=("gov",))
    doubtful = published(id="e", issuers=issuers)
    records = {"documents": (sure, doubtful), "filings": (sent("f"),), **COUNTY}
    key = "filings.upward_rate"
    if issuers == ("vague",):
        key = "filings.congress_rate"
        across = FilingDirection.CONGRESS
        records["filings"] = (sent("f", across),)
    assert amount(key, **records) == between(50, 100)


def test_a_department_is_not_blamed_for_what_it_need_not_file() -> None:
    """Filed with its government, a department's document is filed: 100 and no both."""
    made = published(issuers=("bureau",))
    found = indicators(register(documents=(made,), filings=(sent("f"),), **COUNTY))
    assert found.find("filings.upward_rate").value == 100
    assert found.find("filings.rate").status is IndicatorStatus.REFUSED


REVIEWED = event(EventKind.FILING_REVIEWED, "2021-06-01", passed=True)


def test_what_is_sent_is_for_its_receiver_to_review() -> None:
    """Two received, one of them reviewed; three sent, of which others reviewed two.

    The justice bureau sends one for the government, and files one of its own with it.

    有备必审 is the duty of the body that keeps the file: the rate is one of two.
    """
    up, across = FilingDirection.UPWARD, FilingDirection.CONGRESS
    filings = (
        sent("a", up, REVIEWED, sender="bureau", receiver="gov"),
        sent("b", up, sender="justice", receiver="gov"),
        sent("c", up, REVIEWED, sender="justice", receiver="city"),
        sent("d", across, REVIEWED, sender="gov", receiver="committee"),
        sent("e", across, sender="gov", receiver="committee"),
    )
    found = indicators(register(filings=filings, **COUNTY))
    keys = ("received", "sent", "made", "review_rate")
    values = [found.find(f"filings.{key}").value for key in keys]
    assert values == [2, 3, 5, 50]


def test_a_filing_of_no_known_receiver_may_have_been_received() -> None:
    """Sent upward by a department to nobody named: received here, or by its ministry.

    One that the government itself sent it did not receive, nor one that went across.
    """
    up, across = FilingDirection.UPWARD, FilingDirection.CONGRESS
    filings = (
        sent("a", up, sender="bureau"),
        sent("b", up, sender="gov"),
        sent("c", across),
    )
    found = indicators(register(filings=filings, **COUNTY))
    assert found.find("filings.received").amount == between(0, 1)
    assert found.find("filings.sent").amount == between(1, 2)


# --- Who won --------------------------------------------------------------------------


def suit(key: str, outcome: CaseOutcome | None, *below: str) -> Case:
    """Return a suit that was concluded in 2021, on appeal from others."""
    links = tuple(
        record(CaseLink, kind=CaseLinkKind.REVIEWS, case=each) for each in below
    )
    events = (
        event(EventKind.RECEIVED, "2021-02-01"),
        event(EventKind.CONCLUDED, "2021-05-01"),
    )
    return case(key, CaseKind.LITIGATION, *events, outcome=outcome, links=links)


@pytest.mark.parametrize(
    ("first", "second", "won", "lost"),
    [
        (CaseOutcome.REVOKED, CaseOutcome.UPHELD, (0, 0), (2, 2)),
        (CaseOutcome.REJECTED, CaseOutcome.UPHELD, (2, 2), (0, 0)),
        (CaseOutcome.REJECTED, CaseOutcome.REVOKED, (1, 1), (1, 1)),
        (CaseOutcome.REJECTED, CaseOutcome.REJECTED, (2, 2), (0, 0)),
        (CaseOutcome.REVOKED, CaseOutcome.REJECTED, (0, 1), (1, 2)),
        (CaseOutcome.WITHDRAWN, CaseOutcome.UPHELD, (0, 0), (0, 0)),
        (None, CaseOutcome.UPHELD, (0, 2), (0, 2)),
    ],
)
def test_an_appeal_that_upholds_a_judgment_keeps_its_side(
    first: CaseOutcome | None,
    second: CaseOutcome,
    won: tuple[int, int],
    lost: tuple[int, int],
) -> None:
    """What is upheld stays judged for whomever it was judged.

    《行政诉讼法》第八十九条第一款第一项. Only 驳回诉讼请求 is a win by 第六十九条.
    驳回 over a lost judgment may be that of the appeal: the case stands between.
    """
    cases = (suit("a", first), suit("b", second, "a"))
    assert amount("litigation.won", cases=cases) == between(*won)
    assert amount("litigation.lost", cases=cases) == between(*lost)


def test_an_upheld_judgment_that_is_not_on_record_is_for_nobody() -> None:
    """Without the judgment below nothing tells for whom 维持原判 was."""
    cases = (suit("a", CaseOutcome.UPHELD), suit("b", CaseOutcome.REJECTED))
    assert amount("litigation.win_rate", cases=cases) == between(50, 100)
    assert amount("litigation.loss_rate", cases=cases) == between(0, 50)


def test_suits_that_link_to_each_other_are_for_nobody() -> None:
    """A circle of links ends, and tells nothing."""
    cases = (suit("a", CaseOutcome.UPHELD, "b"), suit("b", CaseOutcome.UPHELD, "a"))
    assert amount("litigation.won", cases=cases) == between(0, 2)


def test_the_act_under_suit_is_no_judgment() -> None:
    """A suit reviews a penalty: its link leads to no court."""
    penalty = case("p", CaseKind.PENALTY, outcome=CaseOutcome.PENALISED)
    cases = (penalty, suit("a", CaseOutcome.REJECTED, "p"))
    assert amount("litigation.won", cases=cases) == between(1, 1)


def test_each_set_of_outcomes_is_told_once_with_its_source() -> None:
    """The two corrections differ by 变更 alone; 败诉 adds 赔偿.

    《行政诉讼法》第七十六条、第七十八条.
    """
    held = outcome_sets()

    def codes(key: str) -> set[CaseOutcome]:
        return set(held[key].outcomes)

    wide = codes("reconsideration.corrected")
    narrow = codes("reconsideration.corrected_without_change")
    assert wide - narrow == {CaseOutcome.CHANGED}
    assert narrow < wide
    assert codes("litigation.lost") - wide == {CaseOutcome.COMPENSATED}
    assert not codes("litigation.lost") & codes("litigation.won")
    every: list[OutcomeSet | BodyGroup] = [*held.values(), *body_groups().values()]
    for each in every:
        assert bool(each.source) is (each.status.code != "own"), each.id
        assert each.label.zh
        assert each.label.en


def test_a_count_takes_its_outcomes_from_the_table() -> None:
    """No set of outcomes is written out in a count that the table has."""
    held = shipped_definitions().counts
    for key, each in outcome_sets().items():
        select = held[key].select if key in held else None
        if select is not None and "outcome" in select.where:
            assert select.where["outcome"] == tuple(x.code for x in each.outcomes)


# --- What a definition says -----------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("reconsideration.acceptance_rate", ("第三十条第三款", "deemed accepted")),
        ("reconsideration.mediation_rate", ("不论是否因和解", "without one")),
        ("reconsideration.corrected", ("第七十一条", "administrative agreement")),
        ("litigation.won", ("各审级分别计", "each instance counts")),
        ("documents.review_rate", ("最后一次", "the last review")),
        ("tasks.due", ("均未载明", "with neither")),
        ("filings.review_rate", ("由接收机关审查", "for their receiver")),
    ],
)
def test_a_definition_says_what_it_leaves_out(key: str, words: tuple[str, str]) -> None:
    """What a jurist would ask stands in the sentence, in both languages."""
    definition = shipped_definitions().indicators[key].definition
    assert words[0] in definition.zh
    assert words[1] in definition.en


def test_no_source_that_was_read_is_called_our_own() -> None:
    """A definition with a source has a standing of its own, save a formula of ours."""
    held = shipped_definitions()
    every: list[CountDefinition | IndicatorDefinition] = [*held.counts.values()]
    every += held.indicators.values()
    for each in every:
        ours = each.status.code == "own" and "本库自定" not in each.source
        assert not (ours and each.source), each.id
