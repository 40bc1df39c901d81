"""What a register does not say stays open in a form; what it says is not lost."""

from __future__ import annotations

from datetime import date

import pytest

from adminlaw.forms import Form, compare_years, fill
from adminlaw.labels import Label
from adminlaw.model import (
    Authority,
    AuthorityKind,
    Case,
    CaseKind,
    CaseLink,
    CaseLinkKind,
    CaseOutcome,
    Document,
    DocumentKind,
    Event,
    EventKind,
    PowerForm,
    Register,
)
from adminlaw.model.identities import AuthorityId, CaseId, DocumentId
from adminlaw.tables.matrices import Cell

OURS = AuthorityId("bureau")


def register(*cases: Case, documents: tuple[Document, ...] = ()) -> Register:
    """Return a register that declares its cases and documents complete."""
    return Register(
        id="r",
        label=Label("某市", "a city"),
        authorities=(Authority(id=OURS, name="某局", kind=AuthorityKind.DEPARTMENT),),
        cases=cases,
        documents=documents,
        complete=frozenset({"cases", "documents"}),
    )


def case(key: str, kind: CaseKind, *events: Event, **facts: object) -> Case:
    """Return a case with events."""
    return Case(id=key, kind=kind, events=events, **facts)  # type: ignore[arg-type]


def event(kind: EventKind, month: int, year: int = 2024) -> Event:
    """Return an event of the first day of a month."""
    return Event(kind=kind, day=date(year, month, 1))


PENALTY = case("p", CaseKind.PENALTY, event(EventKind.DECIDED, 1), handler=OURS)
OVER = (CaseLink(case=CaseId("p"), kind=CaseLinkKind.REVIEWS),)


@pytest.mark.parametrize(
    ("respondent", "number"), [(None, None), (OURS, 1), ("another", 0)]
)
@pytest.mark.parametrize("column", ["reconsidered", "sued"])
def test_a_case_against_an_unsaid_respondent_is_not_counted_as_ours(
    respondent: str | None, number: int | None, column: str
) -> None:
    """Who was taken to reconsideration or court is not guessed."""
    kind = {"reconsidered": CaseKind.RECONSIDERATION, "sued": CaseKind.LITIGATION}
    came = event(EventKind.RECEIVED, 3)
    other = case("c", kind[column], came, links=OVER, respondent=respondent)
    form = fill(
        "enforcement-statistics-2019", register(PENALTY, other), 2024, authority=OURS
    )
    assert form.value("penalties", "total", column) == number


def test_a_case_that_was_only_joined_with_a_penalty_is_not_over_it() -> None:
    """A reconsideration counts where it reviews the penalty."""
    links = (CaseLink(case=CaseId("p"), kind=CaseLinkKind.JOINED_WITH),)
    came = event(EventKind.RECEIVED, 3)
    other = case("c", CaseKind.RECONSIDERATION, came, links=links, respondent=OURS)
    form = fill("enforcement-statistics-2019", register(PENALTY, other), 2024)
    assert form.value("penalties", "total", "reconsidered") == 0


@pytest.mark.parametrize(
    ("kind", "sealing"),
    [
        (PowerForm.SEALING, 1),
        (PowerForm.SEIZURE, 0),
        (PowerForm.RESTRAINT_OF_LIBERTY, None),
    ],
)
def test_a_measure_that_has_no_column_is_not_lost(
    kind: PowerForm, sealing: int | None
) -> None:
    """No source says where a restraint of liberty counts, so that nothing is said."""
    decided = event(EventKind.DECIDED, 3)
    taken = case("c", CaseKind.COMPULSORY_MEASURE, decided, handler=OURS, forms=(kind,))
    form = fill("enforcement-statistics-2019", register(taken), 2024)
    assert form.value("compulsion", "total", "sealing") == sealing


@pytest.mark.parametrize(("handler", "number"), [(None, None), (OURS, 1)])
def test_a_transfer_by_an_unsaid_body_is_not_counted_as_ours(
    handler: str | None, number: int | None
) -> None:
    """A transfer whose handler is not recorded leaves the cell blank."""
    moved = event(EventKind.TRANSFERRED, 3)
    transfer = case("t", CaseKind.CRIME_TRANSFER_OUT, moved, handler=handler)
    form = fill("enforcement-statistics-2019", register(transfer), 2024, authority=OURS)
    assert form.value("penalties", "total", "transferred") == number


@pytest.mark.parametrize(("respondent", "number"), [(None, None), (OURS, 1)])
def test_a_remedy_against_an_unsaid_respondent_is_not_counted_as_ours(
    respondent: str | None, number: int | None
) -> None:
    """Table four counts those of the body that reports."""
    asked = case("a", CaseKind.DISCLOSURE, event(EventKind.RECEIVED, 1))
    remedy = case(
        "c",
        CaseKind.RECONSIDERATION,
        event(EventKind.RECEIVED, 3),
        links=(CaseLink(case=CaseId("a"), kind=CaseLinkKind.REVIEWS),),
        respondent=respondent,
    )
    form = fill("disclosure-2021", register(asked, remedy), 2024, authority=OURS)
    assert form.value("remedies", "reconsideration", "pending") == number


def test_a_rejection_leaves_open_only_the_two_kinds_of_rejection() -> None:
    """Under the law of 2023 the claim or the application is rejected, no third."""
    steps = (EventKind.RECEIVED, EventKind.ACCEPTED, EventKind.CONCLUDED)
    events = tuple(event(kind, month) for month, kind in enumerate(steps, 3))
    cases = (
        case("a", CaseKind.RECONSIDERATION, *events, outcome=CaseOutcome.REJECTED),
        case("b", CaseKind.RECONSIDERATION, *events, outcome=CaseOutcome.UPHELD),
    )
    form = fill("reconsideration-statistics-2024", register(*cases), 2024)
    for column in ("claim_rejected", "application_rejected"):
        assert form.value("cases", "total", f"concluded_{column}") is None
    assert form.value("cases", "total", "concluded_upheld") == 1
    assert form.value("cases", "total", "concluded_revoked") == 0


def test_a_document_of_unknown_validity_may_have_been_repealed() -> None:
    """Neither the repeals of the year nor the documents in force are guessed."""
    signed = (event(EventKind.SIGNED, 1, 2020),)
    text = Document(
        id=DocumentId("d"), title="办法", kind=DocumentKind.NORMATIVE, events=signed
    )
    form = fill("disclosure-2021", register(documents=(text,)), 2024)
    assert form.value("documents", "normative", "issued") == 0
    assert form.value("documents", "normative", "repealed") is None
    assert form.value("documents", "normative", "in_force") is None


def test_a_row_that_only_the_year_before_has_is_not_lost() -> None:
    """What it leaves pending has to be carried over: nobody says to where."""
    name = "reconsideration-statistics-2024"
    before = Form(id=name, year=2024, cells={("cases", "公安", "pending"): Cell.of(5)})
    report = compare_years(before, Form(id=name, year=2025))
    assert [each.subject.label.zh for each in report.not_assessable] == [
        "上一年未审结等于本年上期结转（总计）",
        "上一年未审结等于本年上期结转（公安）",
    ]
