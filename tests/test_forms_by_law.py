"""What a form counts follows its layout and the law, and never guesses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from adminlaw.errors import InputError, UnknownCodeError, UnknownRecordError
from adminlaw.findings import Severity, Status
from adminlaw.forms import CellKind, Form, fill, layouts, load_layout, read_form
from adminlaw.forms.filling.outcomes import spelt_out
from adminlaw.identifiers import DivisionLevel
from adminlaw.labels import Label
from adminlaw.measures import outcome_sets
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
    Place,
    PowerForm,
    Register,
)
from adminlaw.model.identities import AuthorityId, CaseId, DocumentId, PlaceId
from adminlaw.spans import DateSpan
from adminlaw.tables.grids import Grid
from adminlaw.tables.matrices import Cell, best_layout

HOME, ABOVE = PlaceId("city"), PlaceId("province")
PLACES = (
    Place(id=ABOVE, name="某省", level=DivisionLevel.PROVINCE),
    Place(id=HOME, name="某市", level=DivisionLevel.CITY, parent=ABOVE),
    Place(id=PlaceId("next"), name="邻市", level=DivisionLevel.CITY, parent=ABOVE),
    Place(id=PlaceId("part"), name="某区", level=DivisionLevel.COUNTY, parent=HOME),
)


def body(key: str, place: str | None = None, level: str = "") -> Authority:
    """Return a government."""
    return Authority(
        id=AuthorityId(key),
        name=f"{key}政府",
        kind=AuthorityKind.GOVERNMENT,
        place=None if place is None else PlaceId(place),
        level=DivisionLevel.of(level) if level else None,
    )


BODIES = (
    body("ours", "city"),
    body("district", "part"),
    body("province", "province"),
    body("ministry", level="nation"),
    body("neighbour", "next"),
    body("unsaid"),
)


def register(
    *cases: Case, documents: tuple[Document, ...] = (), period: DateSpan | None = None
) -> Register:
    """Return a register of a city that declares its cases and documents complete."""
    return Register(
        id="r",
        label=Label("某市", "a city"),
        place=HOME,
        period=period,
        places=PLACES,
        authorities=BODIES,
        cases=cases,
        documents=documents,
        complete=frozenset({"cases", "documents"}),
    )


def case(key: str, kind: CaseKind, *events: EventKind, **facts: object) -> Case:
    """Return a case with events of March 2024."""
    days = tuple(Event(kind=each, day=date(2024, 3, 1)) for each in events)
    return Case(id=key, kind=kind, events=days, **facts)  # type: ignore[arg-type]


def over(key: str) -> tuple[CaseLink, ...]:
    """Return the link of a case that reviews another."""
    return (CaseLink(case=CaseId(key), kind=CaseLinkKind.REVIEWS),)


def issued(key: str, *issuers: str) -> Document:
    """Return a normative document of 2024."""
    return Document(
        id=DocumentId(key),
        title="办法",
        kind=DocumentKind.NORMATIVE,
        issuers=tuple(map(AuthorityId, issuers)),
        events=(Event(kind=EventKind.SIGNED, day=date(2024, 2, 1)),),
        valid=DateSpan(date(2024, 3, 1), None),
    )


def test_every_outcome_that_a_layout_names_is_known() -> None:
    """One by one, or as the set of an indicator by its id."""
    tables = [table for each in layouts() for table in each.tables]
    rows = [row for table in tables for row in table.rows]
    columns = [column for table in tables for column in table.columns]
    named = {each.outcomes for each in columns}
    named |= {each for row in rows for each in (row.outcomes, row.unless)}
    assert ("@litigation.lost",) in named
    assert all(spelt_out(each) or not each for each in named)
    with pytest.raises(UnknownCodeError):
        spelt_out(("@nowhere",))
    with pytest.raises(UnknownCodeError):
        spelt_out(("nothing",))


@pytest.mark.parametrize("kind", ["reconsideration", "litigation"])
def test_a_form_means_by_correction_what_an_indicator_means(kind: str) -> None:
    """Each outcome of the set counts in the column of the statistics."""
    column, code = {
        "reconsideration": ("reconsideration_corrected", "reconsideration.corrected"),
        "litigation": ("lost", "litigation.lost"),
    }[kind]
    penalty = case("p", CaseKind.PENALTY, EventKind.DECIDED)
    for outcome in CaseOutcome:
        ended = case(
            "c",
            CaseKind.of(kind),
            EventKind.RECEIVED,
            EventKind.CONCLUDED,
            outcome=outcome,
            links=over("p"),
        )
        form = fill("enforcement-statistics-2019", register(penalty, ended), 2024)
        number = form.value("penalties", "total", column)
        if kind == "litigation" and outcome is CaseOutcome.UPHELD:
            assert number is None  # without the judgment below
        else:
            assert number == (outcome in outcome_sets()[code].outcomes)


def test_a_judgment_upheld_counts_as_the_one_below() -> None:
    """A lost suit stays lost on appeal, one that was won stays won."""
    penalty = case("p", CaseKind.PENALTY, EventKind.DECIDED)
    for first, number in ((CaseOutcome.REVOKED, 2), (CaseOutcome.REJECTED, 0)):
        ended = (EventKind.RECEIVED, EventKind.CONCLUDED)
        kind = CaseKind.LITIGATION
        below = case("b", kind, *ended, outcome=first, links=over("p"))
        links = (*over("p"), *over("b"))
        appeal = case("a", kind, *ended, outcome=CaseOutcome.UPHELD, links=links)
        held = register(penalty, below, appeal)
        form = fill("enforcement-statistics-2019", held, 2024)
        assert form.value("penalties", "total", "lost") == number


def test_an_order_may_be_over_an_agreement() -> None:
    """《行政复议法》第六十六条 and 第七十一条 end alike: both columns stay open."""
    ended = case(
        "c",
        CaseKind.RECONSIDERATION,
        EventKind.RECEIVED,
        EventKind.ACCEPTED,
        EventKind.CONCLUDED,
        outcome=CaseOutcome.ORDERED,
    )
    form = fill("reconsideration-statistics-2024", register(ended), 2024)
    for column in ("concluded_ordered", "concluded_agreement"):
        cell = form.cell("cases", "total", column)
        assert cell.kind is CellKind.BLANK
        assert cell.records == ("c",)
    assert form.value("cases", "total", "concluded_revoked") == 0
    older = fill("reconsideration-statistics-2015", register(ended), 2024)
    assert older.value("cases", "total", "concluded_ordered") == 1


def test_what_the_model_cannot_hold_is_told_from_what_is_not_filled_in() -> None:
    """No register records rewards; revoked licences it may, but nobody counts them."""
    form = fill("enforcement-statistics-2019", register(), 2024)
    notes = {
        name: form.cell(table, "total", name).note
        for table, name in (("others", "rewards"), ("licences", "revoked"))
    }
    said = {name: note.zh if note else "" for name, note in notes.items()}
    assert said == {"rewards": "登记簿不记载此项", "revoked": "未由本库填报"}
    purchases = fill("disclosure-2019", register(), 2020)
    note = purchases.cell("purchases", "purchases", "amount").note
    assert note is not None
    assert note.zh == "登记簿不记载此项"


@pytest.mark.parametrize(
    ("period", "counted"),
    [
        (None, True),
        (DateSpan.year(2024), True),
        (DateSpan(date(2015, 1, 1), None), True),
        (DateSpan(date(2015, 1, 1), date(2024, 7, 1)), False),
        (DateSpan.year(2020), False),
    ],
)
@pytest.mark.parametrize("layout", layouts(), ids=lambda each: each.id)
def test_a_year_that_the_register_does_not_cover_is_not_counted(
    layout: object, period: DateSpan | None, *, counted: bool
) -> None:
    """Nothing of half a year is a number of the year, and no zero either."""
    held = register(issued_case(), documents=(issued("d", "ours"),), period=period)
    form = fill(layout, held, 2024)  # type: ignore[arg-type]
    numbers = [each for each in form.cells.values() if each.number is not None]
    if counted:
        assert numbers or form.id == "law-based-government"
        return
    assert not numbers
    assert {each.note.zh[:3] for each in form.cells.values() if each.note} <= {
        "登记簿",
        "未由本",
    }
    assert all(each.note for each in form.cells.values())


def issued_case() -> Case:
    """Return an application of the year."""
    return case("d", CaseKind.DISCLOSURE, EventKind.RECEIVED)


@pytest.mark.parametrize(
    ("issuers", "number"),
    [
        (("ours",), 1),
        (("district",), 1),
        (("unsaid",), 1),
        (("elsewhere",), 1),
        ((), 1),
        (("ministry",), 0),
        (("province",), 0),
        (("neighbour",), 0),
        (("province", "ours"), 1),
    ],
)
def test_documents_of_higher_bodies_are_none_of_the_whole_register(
    issuers: tuple[str, ...], number: int
) -> None:
    """A rule that a city cites is not one that it issued."""
    held = register(documents=(issued("d", *issuers),))
    form = fill("disclosure-2021", held, 2024)
    assert form.value("documents", "normative", "issued") == number
    assert form.scope is not None
    assert "全部机关（3 个），不计上级机关和辖区外机关" in form.scope.zh


@pytest.mark.parametrize(
    ("issuers", "number"), [(("ours",), 1), (("district",), 0), ((), None)]
)
def test_a_document_of_unsaid_issuer_may_be_ours(
    issuers: tuple[str, ...], number: int | None
) -> None:
    """Who issued it is not guessed."""
    held = register(documents=(issued("d", *issuers),))
    form = fill("disclosure-2021", held, 2024, authority="ours")
    assert form.value("documents", "normative", "issued") == number
    assert form.authority == "ours政府"


def test_a_body_that_the_register_does_not_have_is_refused() -> None:
    """A slip in the id would give a form of zeros."""
    with pytest.raises(UnknownRecordError):
        fill("disclosure-2021", register(), 2024, authority="our")


def test_only_where_a_system_binds_its_sums_are_duties() -> None:
    """大同 has a system of statistics; elsewhere the same sum is a warning."""
    numbers = {"warning": 1, "total": 3}
    for profile, severity in (
        ("datong-2021", Severity.ERROR),
        ("2019", Severity.WARNING),
        ("yiyuan-2021", Severity.WARNING),
    ):
        layout = load_layout(f"enforcement-statistics-{profile}")
        table = layout.table("penalties")
        assert table is not None
        cells = {
            ("penalties", "total", each.key): Cell.of(numbers.get(each.key, 0))
            for each in table.columns
        }
        form = Form(id=layout.id, cells=cells)
        [found] = form.check().rule("penalties.kinds")
        assert (found.status, found.severity) == (Status.FAILED, severity)


def test_the_layouts_of_one_form_have_names_of_their_own() -> None:
    """A list of them can be told apart in both languages."""
    for lang in ("zh", "en"):
        names = [each.label.text(lang) for each in layouts()]
        assert len(set(names)) == len(names)


def test_a_table_of_names_and_numbers_has_to_say_what_it_is(tmp_path: Path) -> None:
    """In the name of the file or sheet, or above the numbers; or by its reader."""
    rows = "名称,数量\n甲市,3\n"
    plain = tmp_path / "n.csv"
    plain.write_text(rows, "utf-8")
    with pytest.raises(InputError):
        read_form(plain)
    asked = read_form(plain, "reconsideration-statistics-2015")
    assert asked.value("regions", "甲市", "accepted") == 3
    titled = tmp_path / "t.csv"
    titled.write_text(f"各地受理行政复议案件情况\n{rows}", "utf-8")
    assert read_form(titled).value("regions", "甲市", "accepted") == 3
    sheet = Grid(file="n.xlsx", sheet="行政复议", rows=(("名称", "数量"), ("甲市", 3)))
    assert best_layout([sheet], layouts()) is not None


def test_a_penalty_of_no_kind_of_the_law_has_no_heaviest() -> None:
    """Kinds of act are the layout's: a measure is no penalty."""
    penalty = case(
        "p",
        CaseKind.PENALTY,
        EventKind.DECIDED,
        outcome=CaseOutcome.PENALISED,
        forms=(PowerForm.SEALING,),
    )
    form = fill("enforcement-statistics-2019", register(penalty), 2024)
    cell = form.cell("penalties", "total", "fine")
    assert cell.kind is CellKind.BLANK
    assert cell.records == ("p",)
