"""Yearly forms are filled in, written, read again and held against their rules."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from adminlaw.errors import FieldValueError, InputError, UnknownCodeError
from adminlaw.findings import Severity, Status
from adminlaw.forms import (
    Cell,
    CellKind,
    Form,
    Layout,
    compare_years,
    equations,
    fill,
    heaviest,
    layouts,
    load_layout,
    mapping,
    read_form,
    read_layout,
    write_form,
)
from adminlaw.labels import Label
from adminlaw.model import (
    Authority,
    AuthorityKind,
    Case,
    CaseKind,
    CaseLink,
    CaseLinkKind,
    CaseOutcome,
    DisclosureResult,
    Document,
    DocumentKind,
    Event,
    EventKind,
    PartyKind,
    PowerForm,
    PublishedReport,
    Register,
    ReportKind,
)
from adminlaw.model.identities import AuthorityId, CaseId, DocumentId, ReportId
from adminlaw.model.traits import Trait
from adminlaw.money import Money, MoneyUnit
from adminlaw.spans import DateSpan
from adminlaw.tables.matrices import TOTAL, Address

DISCLOSURE = load_layout("disclosure-2021")
PARTIES = (
    "natural_person",
    "company",
    "research",
    "social_organisation",
    "legal_service",
    "other",
)
RESULTS = tuple(
    each.key for each in DISCLOSURE.tables[4].rows if each.codes
)  # the rows of results, not of totals
Numbers = dict[Address, int]


@st.composite
def reports(draw: st.DrawFn) -> Form:
    """Draw a complete disclosure report whose numbers satisfy every rule."""
    count = st.integers(0, 10**6)
    cells: Numbers = {
        (table, row, column): draw(count)
        for table, row, column in DISCLOSURE.addresses()
        if table in {"documents", "licensing", "enforcement"}
    }
    cells |= _requests(draw)
    cells |= _remedies(draw)
    filled = {address: Cell.of(number) for address, number in cells.items()}
    filled["fees", "fees", "amount"] = Cell.of(draw(st.decimals(0, 10**6, places=4)))
    return Form(id="disclosure-2021", year=2023, authority="某局", cells=filled)


def _requests(draw: st.DrawFn) -> Numbers:
    cells: Numbers = {}
    for party in PARTIES:
        for row in RESULTS:
            cells["requests", row, party] = draw(st.integers(0, 999))
        done = sum(cells["requests", row, party] for row in RESULTS)
        left = draw(st.integers(0, 99))
        carried = draw(st.integers(0, done + left))
        cells["requests", TOTAL, party] = done
        cells["requests", "carried_forward", party] = left
        cells["requests", "carried_over", party] = carried
        cells["requests", "new_received", party] = done + left - carried
    for row in (*RESULTS, TOTAL, "carried_forward", "carried_over", "new_received"):
        cells["requests", row, TOTAL] = sum(
            cells["requests", row, party] for party in PARTIES
        )
    return cells


def _remedies(draw: st.DrawFn) -> Numbers:
    cells: Numbers = {}
    names = ("upheld", "corrected", "other", "pending")
    for row in DISCLOSURE.tables[5].rows:
        for name in names:
            cells["remedies", row.key, name] = draw(st.integers(0, 999))
        cells["remedies", row.key, TOTAL] = sum(
            cells["remedies", row.key, name] for name in names
        )
    return cells


@settings(max_examples=15, deadline=None)
@given(reports())
def test_a_report_that_adds_up_satisfies_every_rule(form: Form) -> None:
    """Forty-two lines are compared, and none fails."""
    report = form.check()
    assert report.failed == ()
    assert len(report.passed) == len(equations(DISCLOSURE))


@settings(max_examples=10, deadline=None)
@given(reports(), st.data())
def test_one_more_in_any_cell_of_a_rule_breaks_a_rule(
    form: Form, data: st.DataObject
) -> None:
    """Whatever number is off by one, some line of arithmetic says so."""
    bound = sorted(
        frozenset().union(*(each.addresses for each in equations(DISCLOSURE)))
    )
    assert len(bound) == 25 * 7 + 15
    for address in data.draw(st.lists(st.sampled_from(bound), min_size=1, max_size=8)):
        number = form.cells[address].number
        assert number is not None
        off = evolve(form, cells={**form.cells, address: Cell.of(number + 1)})
        assert off.check().failed


@settings(max_examples=10, deadline=None)
@given(reports(), st.data())
def test_a_blank_cell_is_never_passed(form: Form, data: st.DataObject) -> None:
    """Blank is not zero: each line that it stands in is not assessable."""
    known = equations(DISCLOSURE)
    bound = sorted(frozenset().union(*(each.addresses for each in known)))
    address = data.draw(st.sampled_from(bound))
    cells = {key: cell for key, cell in form.cells.items() if key != address}
    report = evolve(form, cells=cells).check()
    touched = sum(address in each.addresses for each in known)
    blanks = [
        each
        for each in report.not_assessable
        if each.rule.split(".")[1] not in {"section_six", "text"}
    ]
    assert len(blanks) == touched
    assert report.failed == ()


@settings(max_examples=5, deadline=None)
@given(reports())
def test_what_is_written_is_read_as_the_same_form(form: Form) -> None:
    """Through JSON and through a workbook, nothing is lost and nothing added."""
    with TemporaryDirectory() as folder:
        for ending in ("json", "xlsx"):
            file = write_form(form, Path(folder, f"form.{ending}"))
            read = read_form(file)
            assert read == form
            assert read.problems == ()
            assert read.source == file.name


@pytest.mark.parametrize("layout", layouts(), ids=lambda each: each.id)
def test_every_form_comes_back_from_its_files(layout: Layout, tmp_path: Path) -> None:
    """Numbers, zeros, blanks, what does not apply and days, in every shipped form."""
    values = [Cell.of(7), Cell.of(0), Cell.not_applicable(), Cell.of(None)]
    cells = {
        address: values[number % len(values)]
        for number, address in enumerate(layout.addresses())
    }
    for table in layout.tables:
        for column in table.columns:
            if table.open_rows:
                cells[table.key, "甲单位（本级）", column.key] = Cell.of(3)
            for row in table.rows:
                if column.kind.code == "day":
                    cells[table.key, row.key, column.key] = Cell.of(date(2024, 3, 1))
    form = Form(id=layout.id, year=2024, cells=cells, texts={"six": "无"})
    for ending in ("json", "xlsx"):
        read = read_form(write_form(form, tmp_path / f"form.{ending}"))
        assert read.problems == ()
        assert read == form


def test_the_report_of_a_city_satisfies_its_rules(samples: Path) -> None:
    """The published report of 2023 passes on all 42 lines; nothing fails."""
    form = read_form(samples / "annual-report" / "suqian-2023.json")
    assert (form.id, form.year, len(form.cells)) == ("disclosure-2021", 2023, 200)
    assert form.problems == ()
    report = form.check()
    assert len(report.passed) == 42
    assert report.failed == ()
    assert form.value("fees", "fees", "amount") == Decimal("59237.2449")


def test_the_cases_of_2019_add_up_to_their_total(samples: Path) -> None:
    """Thirty-two places, 183,489 cases."""
    form = read_form(samples / "moj_2019_reconsideration.json", year=2019)
    [sums] = form.check().rule("regions.rows")
    assert sums.status is Status.PASSED
    assert sums.outcome.facts["sum"] == "183489"


def test_a_published_schema_maps_to_the_layout_cell_by_cell(samples: Path) -> None:
    """Each of its 200 cells is one of ours, and each of ours is one of its."""
    schema = read_layout(samples / "annual_report_table_schema_v2.json")
    found = mapping(schema, DISCLOSURE)
    assert len(found) == 200
    assert set(found.values()) == set(DISCLOSURE.addresses())


def test_files_with_the_keys_of_the_schema_are_read(tmp_path: Path) -> None:
    """As mappings and as lists of tables with rows; unknown keys are problems."""
    file = tmp_path / "a.json"
    rows = {"new_received": {"natural_person": 3, "total": 3, "nobody": 1}}
    said: dict[str, Any] = {
        "form": "disclosure-2021",
        "tables": {"sec3_requests": rows, "sec9": {}},
    }
    file.write_text(json.dumps(said), encoding="utf-8")
    form = read_form(file, year=2022)
    assert form.value("requests", "new_received", TOTAL) == 3
    assert [each.path for each in form.problems] == [
        "$.tables.sec3_requests.new_received.nobody",
        "$.tables.sec9",
    ]
    said["tables"] = [
        {
            "id": "sec4_review_litigation",
            "rows": [{"key": "counts", "values": {"review_keep": "/"}}],
        }
    ]
    file.write_text(json.dumps(said), encoding="utf-8")
    cell = read_form(file).cell("remedies", "reconsideration", "upheld")
    assert cell.kind is CellKind.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("section", "path"),
    [
        ({"rules": [1, 2]}, "$.table2.rules"),
        ({"pets": 1}, "$.table2.pets"),
        ({"licences": "many"}, "$.table2.licences.decisions"),
        ({"licences": [[1]]}, "$.table2.licences.decisions"),
    ],
)
def test_what_a_file_says_in_no_known_way_is_a_problem(
    section: dict[str, Any], path: str, tmp_path: Path
) -> None:
    """A list of another length, an unknown row, a word: reported with its place."""
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"template": "2021", "table2": section}), "utf-8")
    assert [each.path for each in read_form(file).problems] == [path]


@pytest.mark.parametrize("text", ["{", '{"tables": {}}', "姓名,电话\n甲,1\n"])
def test_a_file_that_holds_no_form_is_refused(text: str, tmp_path: Path) -> None:
    """Neither broken JSON, nor JSON that names no form, nor another table is a form."""
    file = tmp_path / "a.json"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError):
        read_form(file)


def test_of_forms_that_fit_alike_that_of_the_year_is_taken(tmp_path: Path) -> None:
    """Cases by province look the same before and after the law of 2023."""
    file = tmp_path / "行政复议.csv"
    file.write_text("省份,数量\n广东,3\n总计,3\n", "utf-8")
    assert read_form(file, year=2019).id == "reconsideration-statistics-2015"
    assert read_form(file, year=2024).id == "reconsideration-statistics-2024"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """The error names the file."""
    with pytest.raises(InputError, match=r"none\.json"):
        read_form(tmp_path / "none.json")
    with pytest.raises(InputError):
        read_layout(tmp_path / "none.json")
    with pytest.raises(FieldValueError):
        write_form(Form(id="disclosure-2021"), tmp_path / "a.docx")


def documents(year: int, **numbers: int) -> Form:
    """Return a report with numbers of normative documents only."""
    cells = {
        ("documents", "normative", name): Cell.of(number)
        for name, number in numbers.items()
    }
    return Form(id="disclosure-2021", year=year, cells=cells)


def test_the_stock_of_documents_follows_from_the_year_before() -> None:
    """597 + 50 − 227 = 420; one more in force is a finding with its arithmetic."""
    before = documents(2023, in_force=597)
    after = documents(2024, issued=50, repealed=227, in_force=420)
    [normative] = compare_years(before, after).passed
    assert normative.outcome.facts["sum"] == "420"
    wrong = documents(2024, issued=50, repealed=227, in_force=421)
    [found] = compare_years(before, wrong).failed
    assert found.outcome.facts["difference"] == "1"
    assert "597 + 50 − 227" in found.outcome.steps[1].text.zh


def test_the_stock_of_rules_follows_too() -> None:
    """11 + 2 − 1 = 12; what the year before leaves blank is not assessable."""
    names = {"issued": 2, "repealed": 1, "in_force": 12}
    cells = {("documents", "rules", name): Cell.of(n) for name, n in names.items()}
    after = Form(id="disclosure-2021", year=2024, cells=cells)
    held = {("documents", "rules", "in_force"): Cell.of(11)}
    before = Form(id="disclosure-2021", year=2023, cells=held)
    assert len(compare_years(before, after).passed) == 1
    blank = Form(id="disclosure-2021", year=2023)
    assert compare_years(blank, after).passed == ()


@settings(max_examples=5, deadline=None)
@given(reports())
def test_what_is_carried_forward_is_carried_over(form: Form) -> None:
    """四 of one year is 二 of the next in each of seven columns."""
    carried = {
        ("requests", "carried_over", column): form.cells[
            "requests", "carried_forward", column
        ]
        for column in (*PARTIES, TOTAL)
    }
    after = Form(id="disclosure-2021", year=2024, cells=carried)
    found = compare_years(form, after).rule("requests.carry")
    assert [each.status for each in found] == [Status.PASSED] * 7


def test_years_that_do_not_follow_each_other_are_not_compared() -> None:
    """Neither a gap nor two bodies can be held against each other."""
    with pytest.raises(FieldValueError):
        compare_years(documents(2022), documents(2024))
    with pytest.raises(FieldValueError):
        compare_years(
            evolve(documents(2023), authority="甲局"),
            evolve(documents(2024), authority="乙局"),
        )


def remedies(total: int | None, text: str) -> Form:
    """Return a report with a total of table four and a text."""
    cell = {("remedies", "reconsideration", TOTAL): Cell.of(total)}
    return Form(id="disclosure-2021", year=2024, cells=cell, texts={"one": text})


@pytest.mark.parametrize(
    ("total", "text", "status"),
    [
        (170, "因政府信息公开被申请行政复议134件。", Status.FAILED),
        (134, "因政府信息公开被申请行政复议134件。", Status.PASSED),
        (1340, "政府信息公开行政复议案件1,340件", Status.PASSED),
        (None, "政府信息公开行政复议134件", Status.NOT_ASSESSABLE),
        (170, "本年度未经复议直接起诉3件", Status.NOT_APPLICABLE),
        (170, "", Status.NOT_ASSESSABLE),
        # Of what the cases are, the sentence does not say.
        (134, "办理行政复议134件。", Status.NOT_ASSESSABLE),
        (170, "推进政府信息公开。全市行政复议134件。", Status.NOT_ASSESSABLE),
        # A number that stands elsewhere with the same words is no proof.
        (170, "信息公开行政复议134件。全市行政复议170件。", Status.FAILED),
        # Of two numbers nobody says which is meant.
        (
            170,
            "信息公开行政复议170件，上年信息公开行政复议134件。",
            Status.NOT_ASSESSABLE,
        ),
        (170, "信息公开行政复议134件，其中信息公开行政复议3件。", Status.FAILED),
    ],
)
def test_numbers_of_the_text_are_held_against_the_table(
    total: int | None, text: str, status: Status
) -> None:
    """134 in the text against 170 in the table is a warning."""
    [found] = remedies(total, text).check().rule("remedies.text")
    assert found.status is status
    assert found.severity is Severity.WARNING
    if status is Status.FAILED:
        assert found.outcome.facts["stated"].startswith("134")
        assert found.outcome.facts["whole"] == "170"


def test_two_numbers_of_the_text_are_both_named() -> None:
    """A reader sees what the text says and what the table has."""
    said = "信息公开行政复议170件，上年信息公开行政复议134件。"
    [found] = remedies(170, said).check().rule("remedies.text")
    assert found.outcome.message.zh == "正文为 170、134，表格为 170"
    [loose] = remedies(170, "行政复议134件").check().rule("remedies.text")
    assert loose.outcome.facts == {"stated": "134"}


@pytest.mark.parametrize(
    ("amount", "texts", "status"),
    [
        ("1.5", {"six": ""}, Status.FAILED),
        ("1.5", {"six": "收取信息处理费1.5万元。"}, Status.PASSED),
        ("1.5", {}, Status.NOT_ASSESSABLE),
        ("0", {"six": ""}, Status.NOT_APPLICABLE),
    ],
)
def test_fees_call_for_a_word_in_section_six(
    amount: str, texts: dict[str, str], status: Status
) -> None:
    """Where fees were taken, an empty section six is a finding."""
    cells = {("fees", "fees", "amount"): Cell.of(Decimal(amount))}
    form = Form(id="disclosure-2021", cells=cells, texts=texts)
    [found] = form.check().rule("fees.section_six")
    assert found.status is status


def test_a_blank_total_is_not_assessable_and_a_dash_is_no_zero() -> None:
    """Neither makes a line pass; a line of dashes alone is not asked anything."""
    names = ("upheld", "corrected", "other", "pending", TOTAL)
    row = "reconsideration"
    said: dict[Address, Cell] = {("remedies", row, name): Cell.of(0) for name in names}
    statuses = []
    for kind in (Cell.of(None), Cell.not_applicable()):
        cells = {**said, ("remedies", row, TOTAL): kind}
        form = Form(id="disclosure-2021", cells=cells)
        statuses.append(form.check().rule("remedies.results")[0].status)
    dashes = dict.fromkeys(said, Cell.not_applicable())
    form = Form(id="disclosure-2021", cells=dashes)
    statuses.append(form.check().rule("remedies.results")[0].status)
    assert statuses == [
        Status.NOT_ASSESSABLE,
        Status.NOT_ASSESSABLE,
        Status.NOT_APPLICABLE,
    ]


@pytest.mark.parametrize(
    ("kinds", "profile", "expected"),
    [
        ("fine confiscation", "2019", "confiscation"),
        ("fine other_penalty", "2019", "fine"),
        ("public_criticism", "2019", "other_penalty"),
        ("public_criticism warning", "2019", "warning"),
        ("public_criticism warning", "datong-2021", "public_criticism"),
        ("licence_revocation closure", "datong-2021", "licence_revocation"),
        ("licence_revocation closure", "yiyuan-2021", "closure"),
        (
            "licence_revocation restriction_of_business",
            "yiyuan-2021",
            "restriction_of_business",
        ),
        ("business_licence_revocation fine", "2019", "business_licence_revocation"),
        ("sealing", "2019", ""),
        ("", "2019", ""),
    ],
)
def test_a_decision_counts_under_its_heaviest_kind(
    kinds: str, profile: str, expected: str
) -> None:
    """The order is that of the profile; a named kind comes before 其他."""
    found = heaviest(map(PowerForm.of, kinds.split()), profile)
    assert (found.code if found else "") == expected


def test_an_order_is_needed_to_say_which_is_the_heaviest() -> None:
    """A form without an order of penalties, or no form, is refused."""
    with pytest.raises(FieldValueError):
        heaviest((PowerForm.FINE,), DISCLOSURE)
    with pytest.raises(UnknownCodeError):
        heaviest((PowerForm.FINE,), "2050")


OFFICE = AuthorityId("office")


def case(
    key: str,
    kind: CaseKind,
    *days: tuple[EventKind, date],
    **rest: Any,  # noqa: ANN401 - any field of a case
) -> Case:
    """Return a case of the office with its events."""
    events = tuple(Event(kind=each, day=day) for each, day in days)
    return Case(id=CaseId(key), kind=kind, events=events, handler=OFFICE, **rest)


IN, OUT = EventKind.RECEIVED, EventKind.CONCLUDED
APPLICATIONS = (
    case(
        "d1",
        CaseKind.DISCLOSURE,
        (IN, date(2023, 3, 1)),
        (OUT, date(2023, 3, 20)),
        party_kind=PartyKind.NATURAL_PERSON,
        disclosure_result=DisclosureResult.GRANTED,
    ),
    case(
        "d2",
        CaseKind.DISCLOSURE,
        (IN, date(2022, 12, 20)),
        (OUT, date(2023, 1, 9)),
        party_kind=PartyKind.COMPANY,
        disclosure_result=DisclosureResult.NOT_HELD,
    ),
    case(
        "d3",
        CaseKind.DISCLOSURE,
        (IN, date(2023, 12, 28)),
        party_kind=PartyKind.NATURAL_PERSON,
    ),
)


def register(
    *cases: Case,
    complete: Iterable[str] = ("cases", "documents"),
    **rest: Any,  # noqa: ANN401 - any collection of a register
) -> Register:
    """Return a register of the office."""
    office = Authority(id=OFFICE, name="某局", kind=AuthorityKind.DEPARTMENT)
    return Register(
        id="r",
        label=Label("某", "some"),
        authorities=(office,),
        cases=cases,
        complete=frozenset(complete),
        **rest,
    )


def test_a_disclosure_report_is_filled_in_from_cases() -> None:
    """Received, carried over, answered and carried forward: and the whole adds up."""
    form = fill("disclosure-2021", register(*APPLICATIONS), 2023, authority=OFFICE)
    assert form.authority == "某局"
    for row, person, company in (
        ("new_received", 2, 0),
        ("carried_over", 0, 1),
        ("granted", 1, 0),
        ("not_held", 0, 1),
        (TOTAL, 1, 1),
        ("carried_forward", 1, 0),
    ):
        assert form.value("requests", row, "natural_person") == person, row
        assert form.value("requests", row, "company") == company, row
        assert form.value("requests", row, TOTAL) == person + company, row
    report = form.check()
    assert report.failed == ()
    assert len(report.rule("requests.balance")) == 7
    assert {each.rule for each in report.not_assessable} <= {
        "fees.section_six",
        "fee_notices.section_six",
        "requests.text",
        "remedies.text",
    }


def test_what_is_filled_in_comes_back_from_a_file(tmp_path: Path) -> None:
    """Fill, write, read: the same form, with the reasons of its blanks in JSON."""
    form = fill("disclosure-2021", register(*APPLICATIONS, complete=()), 2023)
    assert form.value("requests", "granted", TOTAL) == 1
    blank = form.cell("requests", "state_secret", TOTAL)
    assert blank.kind is CellKind.BLANK
    assert blank.note is not None
    for ending in ("json", "xlsx"):
        assert read_form(write_form(form, tmp_path / f"a.{ending}")) == form
    said = form.json()
    assert len(said["notes"]) > 100
    again = read_form(tmp_path / "a.json")
    assert again.cell("requests", "state_secret", TOTAL).note == blank.note
    assert again.json()["notes"] == said["notes"]


def test_an_applicant_of_no_kind_counts_in_the_total_alone() -> None:
    """The columns of kinds stay blank with the reason; the total is known."""
    unsaid = evolve(APPLICATIONS[0], party_kind=None)
    form = fill("disclosure-2021", register(unsaid), 2023)
    assert form.value("requests", "granted", TOTAL) == 1
    cell = form.cell("requests", "granted", "company")
    assert cell.kind is CellKind.BLANK
    assert cell.note is not None
    assert "1 条记录" in cell.note.zh
    assert form.value("requests", "state_secret", "company") == 0


def test_an_answer_of_no_day_leaves_its_rows_blank() -> None:
    """A case that ended on no recorded day may have ended in another year."""
    undated = evolve(APPLICATIONS[0], events=APPLICATIONS[0].events[:1])
    form = fill("disclosure-2021", register(undated), 2023)
    assert form.value("requests", "new_received", TOTAL) == 1
    assert form.cell("requests", TOTAL, TOTAL).kind is CellKind.BLANK
    assert form.cell("requests", "carried_forward", TOTAL).kind is CellKind.BLANK


def test_remedies_are_told_apart_by_what_they_review() -> None:
    """Litigation after a reconsideration is not litigation without one."""

    def over(key: str, kind: CaseKind, target: str, outcome: CaseOutcome) -> Case:
        link = CaseLink(kind=CaseLinkKind.REVIEWS, case=CaseId(target))
        days = ((IN, date(2023, 5, 1)), (OUT, date(2023, 6, 1)))
        return case(key, kind, *days, outcome=outcome, links=(link,))

    cases = (
        *APPLICATIONS,
        over("r1", CaseKind.RECONSIDERATION, "d1", CaseOutcome.UPHELD),
        over("l1", CaseKind.LITIGATION, "d2", CaseOutcome.REVOKED),
        over("l2", CaseKind.LITIGATION, "r1", CaseOutcome.WITHDRAWN),
    )
    form = fill("disclosure-2021", register(*cases), 2023)
    assert form.value("remedies", "reconsideration", "upheld") == 1
    assert form.value("remedies", "litigation_direct", "corrected") == 1
    assert form.value("remedies", "litigation_after_reconsideration", "other") == 1
    assert [each.status for each in form.check().rule("remedies.results")] == [
        Status.PASSED
    ] * 3


def test_documents_count_by_when_they_were_issued_and_ended() -> None:
    """Issued, repealed and in force at the end of the year."""

    def document(
        key: str, *days: tuple[EventKind, date], since: date, until: date | None
    ) -> Document:
        return Document(
            id=DocumentId(key),
            title="办法",
            kind=DocumentKind.NORMATIVE,
            issuers=(OFFICE,),
            events=tuple(Event(kind=each, day=day) for each, day in days),
            valid=DateSpan(since, until),
        )

    old, new, gone = (
        document("a", since=date(2020, 1, 1), until=None),
        document(
            "b",
            (EventKind.PUBLISHED, date(2023, 2, 1)),
            since=date(2023, 3, 1),
            until=None,
        ),
        document(
            "c",
            (EventKind.REPEALED, date(2023, 7, 1)),
            since=date(2019, 1, 1),
            until=date(2023, 7, 1),
        ),
    )
    held = register(documents=(old, new, gone))
    form = fill("disclosure-2021", held, 2023, authority=OFFICE)
    numbers = [
        form.value("documents", "normative", name)
        for name in ("issued", "repealed", "in_force")
    ]
    assert numbers == [1, 1, 2]
    assert form.value("documents", "rules", "issued") == 0
    older = fill("disclosure-2019", held, 2019)
    assert older.cell("documents", "normative", "public").kind is CellKind.BLANK


def penalty(
    key: str,
    forms: str,
    fine: str = "",
    worth: str = "",
    **rest: Any,  # noqa: ANN401 - any field of a case
) -> Case:
    """Return a penalty of 2023."""
    return case(
        key,
        CaseKind.PENALTY,
        (EventKind.DECIDED, date(2023, 5, 4)),
        outcome=CaseOutcome.PENALISED,
        forms=tuple(map(PowerForm.of, forms.split())),
        amount=Money(Decimal(fine)) if fine else None,
        confiscated=Money(Decimal(worth), MoneyUnit.WAN_YUAN) if worth else None,
        **rest,
    )


PENALTIES = (
    penalty("p1", "fine confiscation", "8000", "0.5", without=(Trait.SUMMARY,)),
    penalty("p2", "warning", traits=(Trait.SUMMARY,)),
    penalty("p3", "confiscation fine", "2000.5", without=(Trait.SUMMARY,)),
    penalty("p4", "public_criticism", without=(Trait.SUMMARY,)),
)


def test_enforcement_statistics_count_each_decision_once() -> None:
    """A confiscation of no known worth is left out of the amount, not of the count."""
    form = fill("enforcement-statistics-2019", register(*PENALTIES), 2023)
    said = {
        column: form.value("penalties", TOTAL, column)
        for column in ("warning", "fine", "confiscation", "other", TOTAL, "amount")
    }
    assert said == {
        "warning": 1,
        "fine": 0,
        "confiscation": 2,
        "other": 1,
        TOTAL: 4,
        "amount": Decimal("1.50005"),
    }
    assert form.check().rule("penalties.kinds")[0].status is Status.PASSED
    assert form.check().rule("penalties.procedures")[0].status is Status.PASSED
    assert form.value("others", TOTAL, "inspections") == 0
    assert form.cell("others", TOTAL, "rewards").kind is CellKind.BLANK


def test_a_profile_that_parts_confiscations_leaves_them_blank() -> None:
    """The register does not tell gains from goods; the other kinds are counted."""
    form = fill("enforcement-statistics-yiyuan-2021", register(*PENALTIES), 2023)
    assert form.value("penalties", TOTAL, "public_criticism") == 1
    for column in ("confiscation_gains", "confiscation_goods"):
        assert form.cell("penalties", TOTAL, column).kind is CellKind.BLANK
    assert form.check().rule("penalties.kinds")[0].status is Status.NOT_ASSESSABLE


def test_a_fine_of_no_amount_leaves_the_sum_blank() -> None:
    """What is not known is not nothing."""
    form = fill("enforcement-statistics-2019", register(penalty("p", "fine")), 2023)
    assert form.value("penalties", TOTAL, "fine") == 1
    assert form.cell("penalties", TOTAL, "amount").kind is CellKind.BLANK


def test_measures_licences_and_reviews_are_counted() -> None:
    """A measure of two kinds is left open; litigation over a penalty is counted."""
    decided = (EventKind.DECIDED, date(2023, 5, 4))
    link = CaseLink(kind=CaseLinkKind.REVIEWS, case=CaseId("p1"))
    came, ended = (IN, date(2023, 6, 1)), (OUT, date(2023, 8, 1))
    cases = (
        *PENALTIES,
        case("m", CaseKind.COMPULSORY_MEASURE, decided, forms=(PowerForm.SEALING,)),
        case("l", CaseKind.LICENCE, came, ended, outcome=CaseOutcome.GRANTED),
        case(
            "s",
            CaseKind.LITIGATION,
            came,
            ended,
            outcome=CaseOutcome.REVOKED,
            respondent=OFFICE,
            links=(link,),
        ),
    )
    form = fill("enforcement-statistics-2019", register(*cases), 2023)
    assert form.value("compulsion", TOTAL, "sealing") == 1
    assert form.value("licences", TOTAL, "granted") == 1
    assert form.value("licences", TOTAL, "applied") == 1
    assert form.value("penalties", TOTAL, "lost") == 1
    assert form.value("penalties", TOTAL, "reconsidered") == 0
    two = case("t", CaseKind.COMPULSORY_MEASURE, decided)
    form = fill("enforcement-statistics-2019", register(*cases, two), 2023)
    assert form.cell("compulsion", TOTAL, "sealing").kind is CellKind.BLANK


def test_reconsideration_statistics_balance() -> None:
    """Carried over and accepted are concluded or pending; outcomes by their era."""
    accepted = EventKind.ACCEPTED

    def review(
        key: str, start: date, end: date | None, outcome: CaseOutcome | None
    ) -> Case:
        days = [(IN, start), (accepted, start)] + ([(OUT, end)] if end else [])
        return case(key, CaseKind.RECONSIDERATION, *days, outcome=outcome)

    cases = (
        review("a", date(2023, 12, 1), date(2024, 1, 20), CaseOutcome.UPHELD),
        review("b", date(2024, 3, 1), date(2024, 4, 1), CaseOutcome.CONFIRMED_INVALID),
        review("c", date(2024, 12, 1), None, None),
    )
    form = fill("reconsideration-statistics-2024", register(*cases), 2024)
    assert form.check().rule("cases.balance")[0].status is Status.PASSED
    assert form.value("cases", TOTAL, "concluded_confirmed_invalid") == 1
    assert form.value("cases", TOTAL, "concluded_upheld") == 1
    older = fill("reconsideration-statistics-2015", register(*cases), 2024)
    assert older.cell("cases", TOTAL, "concluded_upheld").kind is CellKind.BLANK


def test_the_days_of_the_yearly_report_are_held_against_the_rule_book() -> None:
    """Published on 2 April is a day late; what is not recorded is not assessable."""
    report = PublishedReport(
        id=ReportId("y"),
        title="报告",
        kind=ReportKind.LAW_BASED_GOVERNMENT,
        period=DateSpan.year(2023),
        events=(Event(kind=EventKind.PUBLISHED, day=date(2024, 4, 2)),),
    )
    form = fill("law-based-government", register(reports=(report,)), 2023)
    found = {each.rule: each.status for each in form.check().judgements}
    assert found["days.published"] is Status.FAILED
    assert found["days.upward"] is Status.NOT_ASSESSABLE
    assert found["parts.plans"] is Status.NOT_ASSESSABLE
    parts = {("parts", "plans", "present"): Cell.of(0)}
    late = Form(id="law-based-government", year=2023, cells=parts)
    assert late.check().rule("parts.plans")[0].status is Status.FAILED


def test_a_form_shows_itself_in_chinese() -> None:
    """A notebook shows tables with Chinese headings, and findings first."""
    form = remedies(170, "信息公开行政复议134件")
    assert "<th>自然人</th>" in form._repr_html_()
    report = form.check()
    html = report._repr_html_()
    assert html.index("不通过") < html.index("无法评判")
    assert "134" in report.text("zh")
    assert "the text says 134" in report.text()


def test_a_cell_outside_the_layout_is_refused() -> None:
    """Neither an unknown table, nor a row, nor a column can be filled in."""
    for address in (
        ("pets", "cats", TOTAL),
        ("requests", "cats", TOTAL),
        ("requests", "granted", "cats"),
    ):
        with pytest.raises(UnknownCodeError):
            Form(id="disclosure-2021", cells={address: Cell.of(1)})


def test_every_judgement_names_its_rule_and_source() -> None:
    """Each rule of each form says where it comes from, and how that is known."""
    for layout in layouts():
        for each in Form(id=layout.id, year=2023).check().judgements:
            assert each.source is not None
            assert each.source_status.zh
            assert each.subject.label.zh


def test_reports_go_to_the_body_that_their_event_names() -> None:
    """To the standing committee on 1 March is in time, to the government a day late."""
    bodies = tuple(
        Authority(id=AuthorityId(each.code), name=each.zh, kind=each)
        for each in (AuthorityKind.STANDING_COMMITTEE, AuthorityKind.GOVERNMENT)
    )
    events = tuple(
        Event(kind=EventKind.REPORTED, day=date(2024, 3, day), actor=body.id)
        for day, body in enumerate(bodies, 1)
    )
    report = PublishedReport(
        id=ReportId("y"),
        title="报告",
        kind=ReportKind.LAW_BASED_GOVERNMENT,
        period=DateSpan.year(2023),
        events=events,
    )
    held = Register(
        id="r", label=Label("某", "some"), authorities=bodies, reports=(report,)
    )
    form = fill("law-based-government", held, 2023)
    found = {each.rule: each.status for each in form.check().judgements}
    assert found["days.congress"] is Status.PASSED
    assert found["days.upward"] is Status.FAILED
    early = evolve(form, year=2010)
    assert not early.check().rule("days.upward")[0].outcome.steps


def test_fees_are_added_up_in_ten_thousand_yuan() -> None:
    """Two charges of the year; one without an amount leaves the sum blank."""
    decided = (EventKind.DECIDED, date(2023, 5, 4))
    charges = [
        case(f"f{yuan}", CaseKind.CHARGE, decided, amount=Money(Decimal(yuan)))
        for yuan in ("12345", "55")
    ]
    form = fill("disclosure-2021", register(*charges), 2023)
    assert form.value("fees", "fees", "amount") == Decimal("1.24")
    unsaid = case("f", CaseKind.CHARGE, decided)
    form = fill("disclosure-2021", register(*charges, unsaid), 2023)
    assert form.cell("fees", "fees", "amount").kind is CellKind.BLANK


def test_records_of_other_bodies_are_not_counted() -> None:
    """A case of another body is none of ours, and one of no body may be."""
    other = evolve(APPLICATIONS[0], handler=AuthorityId("other"))
    form = fill("disclosure-2021", register(other), 2023, authority=OFFICE)
    assert form.value("requests", "new_received", TOTAL) == 0
    nobody = evolve(APPLICATIONS[0], handler=None)
    form = fill("disclosure-2021", register(nobody), 2023, authority=OFFICE)
    assert form.cell("requests", "new_received", TOTAL).kind is CellKind.BLANK


def test_what_happened_on_an_uncertain_day_is_not_counted_as_sure() -> None:
    """A span that reaches into the next year decides nothing; one inside it does."""

    def came(since: date, until: date) -> Form:
        event = Event(kind=IN, within=DateSpan(since, until))
        application = evolve(APPLICATIONS[2], events=(event,))
        return fill("disclosure-2021", register(application), 2023)

    inside = came(date(2023, 5, 1), date(2023, 6, 1))
    assert inside.value("requests", "new_received", TOTAL) == 1
    across = came(date(2023, 12, 1), date(2024, 2, 1))
    assert across.cell("requests", "new_received", TOTAL).kind is CellKind.BLANK


def test_a_form_that_no_register_fills_in_is_refused() -> None:
    """A layout of one's own can be read and checked, but not filled in."""
    own = Layout(id="own", label=Label("表", "table"))
    with pytest.raises(UnknownCodeError):
        fill(own, register(), 2023)


def test_forms_of_a_layout_of_ones_own_are_checked_and_written(tmp_path: Path) -> None:
    """The layout goes with the form, and reading takes it as an argument."""
    file = tmp_path / "own.toml"
    lines = (
        'id = "own"',
        'label = { zh = "表", en = "table" }',
        "[[tables]]",
        'key = "t"',
        'label = { zh = "一表", en = "t" }',
        'unit = "case"',
        'rows = [{ key = "a", label = { zh = "（一）甲", en = "a" } }]',
        "[[tables.columns]]",
        'key = "n"',
        'label = { zh = "数量", en = "n" }',
    )
    file.write_text("\n".join(lines), "utf-8")
    own = load_layout(file)
    form = Form(id="own", layout=own, year=2023, cells={("t", "a", "n"): Cell.of(3)})
    for ending in ("json", "xlsx"):
        written = write_form(form, tmp_path / f"own.{ending}")
        assert read_form(written, own) == form
    assert form.check().judgements == ()
