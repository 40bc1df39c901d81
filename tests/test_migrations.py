"""Registers of older file formats are read as if the present release had written them.

``data/register-v1`` was written by hand in version 1, which called the code of a place
``code``; the first release read it. What it says is built here a second time, in
Python, so that the reading of old files is compared with something that no reader made.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adminlaw.citations import Citation, Provision
from adminlaw.cli import main
from adminlaw.errors import InputError, Problem
from adminlaw.identifiers import DivisionLevel
from adminlaw.labels import Label
from adminlaw.model import (
    COLLECTIONS,
    Activity,
    ActivityKind,
    Appraisal,
    Authority,
    AuthorityKind,
    Case,
    CaseKind,
    CaseLink,
    CaseLinkKind,
    CaseOutcome,
    Catalogue,
    CatalogueKind,
    ClearanceCycle,
    ClearanceScope,
    Document,
    DocumentKind,
    DocumentMention,
    Event,
    EventKind,
    Figure,
    FigureRole,
    Filing,
    FilingDirection,
    ListKind,
    Place,
    Power,
    PowerKind,
    PowerList,
    Programme,
    PublishedReport,
    Qualifier,
    Register,
    Relation,
    RelationKind,
    ReportKind,
    ServiceItem,
    Transfer,
    TransferKind,
    Unit,
)
from adminlaw.model.identities import (
    ActivityId,
    AppraisalId,
    AuthorityId,
    CaseId,
    CatalogueId,
    ClearanceCycleId,
    DocumentId,
    FigureId,
    FilingId,
    PlaceId,
    PowerId,
    PowerListId,
    ProgrammeId,
    RelationId,
    ReportId,
    ServiceItemId,
    TransferId,
)
from adminlaw.money import Money, MoneyUnit
from adminlaw.periods import Length, LengthUnit
from adminlaw.rates import Rounding
from adminlaw.register import (
    SCHEMA_VERSION,
    read_partial_register,
    read_register,
    write_register,
)
from adminlaw.register.migrations import MIGRATIONS, migrated
from adminlaw.spans import DateSpan

OLD = Path(__file__).parent / "data" / "register-v1"
FIRST_KINDS = {file.stem for file in OLD.glob("*.jsonl")}
"""Every kind of record that version 1 knew."""

HEAD = 'schema_version = {}\nid = "r"\nlabel = {{ zh = "册", en = "register" }}\n'

YEAR = DateSpan(date(2020, 1, 1), date(2021, 1, 1))
GOV, BUREAU = AuthorityId("gov"), AuthorityId("bureau")
CITY, COUNTY, TOWN = PlaceId("city"), PlaceId("county"), PlaceId("town")
MEASURES, TEXT = DocumentId("measures"), DocumentId("catalogue-text")
HELD, MADE, SHARE = map(FigureId, ("powers-held", "documents-made", "share"))
FINE = PowerId("fine")

PLACES = (
    Place(id=CITY, name="某市", level=DivisionLevel.CITY, division_code="130100"),
    Place(
        id=COUNTY,
        name="某县",
        level=DivisionLevel.COUNTY,
        division_code="130102",
        parent=CITY,
    ),
    Place(id=TOWN, name="某镇", level=DivisionLevel.TOWN, parent=COUNTY),
)
AUTHORITIES = (
    Authority(
        id=GOV,
        name="某县人民政府",
        kind=AuthorityKind.GOVERNMENT,
        level=DivisionLevel.COUNTY,
        place=COUNTY,
    ),
    Authority(
        id=BUREAU,
        name="某县某局",
        kind=AuthorityKind.DEPARTMENT,
        place=COUNTY,
        parent=GOV,
        credit_code="11341802003284723Q",
        valid=DateSpan(date(2004, 7, 1)),
        events=(Event(kind=EventKind.ESTABLISHED, day=date(2004, 7, 1)),),
    ),
)
POWERS = (
    Power(
        id=FINE,
        name="对占道经营的处罚",
        kind=PowerKind.PENALTY,
        holder=BUREAU,
        code="440118009000",
        basis=(
            Citation(
                title="行政处罚法", provisions=(Provision(article=24, paragraph=1),)
            ),
        ),
        basis_text="依照行政处罚法",
        valid=DateSpan(date(2020, 1, 1), date(2021, 7, 15)),
    ),
)
POWER_LISTS = (
    PowerList(
        id=PowerListId("list"),
        name="权力清单",
        kind=ListKind.POWERS,
        publisher=GOV,
        powers=(FINE,),
        counts=(HELD,),
    ),
)
SERVICE_ITEMS = (
    ServiceItem(
        id=ServiceItemId("permit"),
        name="占道许可",
        handler=BUREAU,
        code="440118009001",
        basis=(Citation(title="行政许可法", provisions=(Provision(article=42),)),),
        statutory_limit=Length(20, LengthUnit.WORKING_DAY),
        promised_limit=Length(5, LengthUnit.WORKING_DAY),
        limit_rule="licensing.decision",
        powers=(FINE,),
        events=(
            Event(
                kind=EventKind.PUBLISHED,
                within=DateSpan(date(2020, 3, 1), date(2020, 4, 1)),
            ),
        ),
    ),
)
TRANSFERS = (
    Transfer(
        id=TransferId("entrusting"),
        kind=TransferKind.ENTRUSTMENT,
        name="委托执法",
        transferors=(BUREAU,),
        receivers=(GOV,),
        receivers_text="各镇",
        powers=(FINE,),
        counts=(HELD,),
        basis=(Citation(title="行政处罚法", provisions=(Provision(article=18),)),),
        valid=DateSpan(None, date(2021, 1, 1)),
    ),
)
DOCUMENTS = (
    Document(
        id=MEASURES,
        title="某县城市管理办法",
        kind=DocumentKind.NORMATIVE,
        level=DivisionLevel.COUNTY,
        number="某政发〔2020〕3号",
        issuers=(GOV, BUREAU),
        mentions=(DocumentMention.ISSUED, DocumentMention.CITED),
        members=MADE,
        trial=True,
        valid=DateSpan(date(2020, 5, 1), date(2022, 5, 1)),
        inferred=("kind",),
        events=(
            Event(
                kind=EventKind.PUBLISHED,
                day=date(2020, 4, 1),
                time=time(8, 25, 30),
                actor=GOV,
            ),
        ),
    ),
    Document(id=TEXT, title="2020年度重大行政决策目录", parent=MEASURES),
)
FILINGS = (
    Filing(
        id=FilingId("filing"),
        direction=FilingDirection.UPWARD,
        receiver=GOV,
        document=MEASURES,
        counts=(MADE,),
        events=(Event(kind=EventKind.FILED, day=date(2020, 4, 20), document=MEASURES),),
    ),
)
CLEARANCES = (
    ClearanceCycle(
        id=ClearanceCycleId("clearance"),
        scope=ClearanceScope.NORMATIVE,
        authority=GOV,
        period=YEAR,
        counts=(MADE,),
    ),
)
CATALOGUES = (
    Catalogue(
        id=CatalogueId("decisions-2020"),
        kind=CatalogueKind.DECISIONS,
        authority=GOV,
        document=TEXT,
        counts=(MADE,),
    ),
    Catalogue(
        id=CatalogueId("hearings-2020"),
        kind=CatalogueKind.HEARINGS,
        within=CatalogueId("decisions-2020"),
        period=YEAR,
    ),
)
CASES = (
    Case(
        id=CaseId("case-1"),
        kind=CaseKind.PENALTY,
        number="某罚〔2020〕1号",
        handler=BUREAU,
        power=FINE,
        document=MEASURES,
        events=(
            Event(kind=EventKind.OPENED, day=date(2020, 6, 1)),
            Event(
                kind=EventKind.CONCLUDED,
                day=date(2020, 6, 30),
                stage=2,
                passed=True,
                note="当场",
            ),
        ),
        outcome=CaseOutcome.PENALISED,
        amount=Money(Decimal("0.50"), MoneyUnit.WAN_YUAN),
        party="某人",
        party_number="1",
    ),
    Case(
        id=CaseId("case-2"),
        kind=CaseKind.RECONSIDERATION,
        respondent=BUREAU,
        amount=Money(Decimal(100)),
        links=(CaseLink(kind=CaseLinkKind.REVIEWS, case=CaseId("case-1")),),
    ),
)
ACTIVITIES = (
    Activity(
        id=ActivityId("study"),
        kind=ActivityKind.STUDY_SESSION,
        organiser=GOV,
        occurrences=4,
        period=YEAR,
        topics=(MEASURES,),
        subject="会前学法",
        counts=(MADE,),
        events=(Event(kind=EventKind.HELD, day=date(2020, 2, 29)),),
    ),
)
APPRAISALS = (
    Appraisal(
        id=AppraisalId("appraisal"),
        authority=GOV,
        period=DateSpan(date(2019, 1, 1), date(2020, 1, 1)),
        standard=MEASURES,
        counts=(SHARE,),
    ),
)
PROGRAMMES = (
    Programme(
        id=ProgrammeId("programme"),
        document=TEXT,
        authority=GOV,
        period=DateSpan(date(2020, 1, 1)),
        counts=(MADE,),
    ),
)
REPORTS = (
    PublishedReport(
        id=ReportId("report"),
        title="某县2020年法治政府建设报告",
        kind=ReportKind.LAW_BASED_GOVERNMENT,
        authority=GOV,
        document=TEXT,
        period=YEAR,
        as_of=date(2020, 12, 31),
        rounding=Rounding.HALF_UP,
        events=(Event(kind=EventKind.SIGNED, day=date(2021, 1, 15)),),
    ),
)
FIGURES = (
    Figure(
        id=HELD,
        label=Label("权力事项", "powers"),
        unit=Unit.ITEM,
        value=Decimal(8),
        report=ReportId("report"),
        place=TOWN,
        members=("甲", "乙"),
        open_list=True,
        raw="八项",
        section="一",
    ),
    Figure(
        id=MADE,
        label=Label("规范性文件", "normative documents"),
        unit=Unit.DOCUMENT,
        value=Decimal(2),
        measure="documents.made",
        role=FigureRole.NORM,
        qualifier=Qualifier.AT_LEAST,
        period=YEAR,
        as_of=date(2020, 12, 31),
        scope="县本级",
    ),
    Figure(
        id=SHARE,
        label=Label("占比", "share"),
        unit=Unit.PERCENT,
        value=Decimal("25.00"),
        numerator=MADE,
        base=HELD,
        rounding=Rounding.TRUNCATE,
        per=Unit.YEAR,
        when=YEAR,
    ),
)
RELATIONS = (
    Relation(
        id=RelationId("share-of-documents"),
        kind=RelationKind.QUOTIENT,
        whole=SHARE,
        parts=(MADE, HELD),
        rule="figures.accuracy",
        assumption=Label("口径相同", "the same scope"),
    ),
)
REGISTER = Register(
    id="county-2020",
    label=Label("某县2020年登记簿", "A county, 2020"),
    place=COUNTY,
    period=YEAR,
    sources=(ReportId("report"),),
    complete=frozenset({"filings", "places"}),
    places=PLACES,
    authorities=AUTHORITIES,
    powers=POWERS,
    power_lists=POWER_LISTS,
    service_items=SERVICE_ITEMS,
    transfers=TRANSFERS,
    documents=DOCUMENTS,
    filings=FILINGS,
    clearance_cycles=CLEARANCES,
    catalogues=CATALOGUES,
    cases=CASES,
    activities=ACTIVITIES,
    appraisals=APPRAISALS,
    programmes=PROGRAMMES,
    reports=REPORTS,
    figures=FIGURES,
    relations=RELATIONS,
)
"""What ``data/register-v1`` says."""

by_folder_and_file = pytest.mark.parametrize("name", ["folder", "file.json"])


def folder(path: Path, version: object, **rows: str) -> Path:
    """Write a register whose header names *version*, with the lines of each kind."""
    path.mkdir(exist_ok=True)
    (path / "register.toml").write_text(HEAD.format(version), "utf-8")
    for kind, text in rows.items():
        (path / f"{kind}.jsonl").write_text(text, "utf-8")
    return path


def single(path: Path, version: object, **rows: str) -> Path:
    """Write the same register as one file, from one line of each kind."""
    payload = {
        "schema_version": version,
        "id": "r",
        "label": {"zh": "册", "en": "register"},
        **{kind: [json.loads(text)] for kind, text in rows.items()},
    }
    file = path / "register.json"
    file.write_text(json.dumps(payload, ensure_ascii=False), "utf-8")
    return file


def problems(path: Path) -> tuple[Problem, ...]:
    """Return every problem for which the register at *path* is refused."""
    with pytest.raises(InputError) as caught:
        read_register(path)
    return caught.value.problems


# The old register


def test_a_register_of_version_1_says_what_it_always_said() -> None:
    """Every record and every field of the old files is read, and nothing more."""
    assert read_register(OLD) == REGISTER


def test_nothing_of_a_register_of_version_1_is_left_out() -> None:
    """Partial reading of the old files reports no problem."""
    partial = read_partial_register(OLD)
    assert (partial.register, partial.problems) == (REGISTER, ())


def test_the_old_register_holds_every_kind_of_version_1() -> None:
    """The comparison above passes over no kind of record that version 1 knew."""
    assert len(FIRST_KINDS) == 17
    assert set(COLLECTIONS) >= FIRST_KINDS
    assert all(getattr(REGISTER, kind) for kind in FIRST_KINDS)


def test_a_register_of_version_1_in_one_file_says_the_same(tmp_path: Path) -> None:
    """The form of one JSON file is migrated as the folder is."""
    header = {
        "schema_version": 1,
        "id": "county-2020",
        "label": {"zh": "某县2020年登记簿", "en": "A county, 2020"},
        "place": "county",
        "period": {"since": "2020-01-01", "until": "2021-01-01"},
        "sources": ["report"],
        "complete": ["places", "filings"],
    }
    records = {
        file.stem: [
            json.loads(line) for line in file.read_text("utf-8").split("\n") if line
        ]
        for file in OLD.glob("*.jsonl")
    }
    file = tmp_path / "old.json"
    file.write_text(json.dumps({**header, **records}), "utf-8")
    assert read_register(file) == REGISTER


@by_folder_and_file
def test_an_old_register_is_written_in_the_present_version(
    name: str, tmp_path: Path
) -> None:
    """Written anew it names version 2, calls the code of a place so, and is equal."""
    write_register(read_register(OLD), tmp_path / name)
    assert read_register(tmp_path / name) == REGISTER
    if name == "folder":
        head = (tmp_path / name / "register.toml").read_text("utf-8")
        assert "schema_version = 2\n" in head
        rows = (tmp_path / name / "places.jsonl").read_text("utf-8").splitlines()
        places = [json.loads(row) for row in rows]
    else:
        payload = json.loads((tmp_path / name).read_text("utf-8"))
        assert payload["schema_version"] == 2
        places = payload["places"]
    assert [each.get("division_code") for each in places] == ["130100", "130102", None]
    assert not any("code" in each for each in places)


@by_folder_and_file
def test_a_register_made_by_hand_is_read_as_the_old_one(
    name: str, tmp_path: Path
) -> None:
    """The old files and the present files of one register give one register."""
    write_register(REGISTER, tmp_path / name)
    assert read_register(tmp_path / name) == read_register(OLD)


@by_folder_and_file
def test_the_command_line_converts_an_old_register(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``adminlaw convert`` brings a register to the present version without a word."""
    assert main(["convert", str(OLD), str(tmp_path / name)]) == 0
    assert capsys.readouterr() == ("", "")
    assert read_register(tmp_path / name) == REGISTER


def test_an_old_register_may_be_converted_in_place(tmp_path: Path) -> None:
    """A folder of version 1 that is read and written again is one of version 2."""
    path = tmp_path / "register"
    shutil.copytree(OLD, path)
    write_register(read_register(path), path)
    assert "schema_version = 2\n" in (path / "register.toml").read_text("utf-8")
    assert read_register(path) == REGISTER


# The steps


def test_each_migration_leads_to_the_next_version() -> None:
    """The steps stand in order, none is left out, and they end at the present."""
    versions = [each.to for each in MIGRATIONS]
    assert versions[0] == 2  # the first step leads away from version 1
    assert versions[-1] == SCHEMA_VERSION
    assert all(later == earlier + 1 for earlier, later in pairwise(versions))


def test_the_step_to_version_2_renames_the_code_of_a_place() -> None:
    """The value stays as it was, and so do the other fields and their order."""
    old = {"code": "130102", "id": "county", "name": "某县"}
    new = {"division_code": "130102", "id": "county", "name": "某县"}
    assert json.dumps(migrated("places", old, 1)) == json.dumps(new)


rows = st.dictionaries(
    st.sampled_from(["id", "code", "name", "kind", "holder"]), st.text(max_size=3)
)
other_kinds = st.sampled_from(sorted(set(COLLECTIONS) - {"places"}))


@given(kind=other_kinds, row=rows)
def test_the_code_of_anything_else_keeps_its_name(
    kind: str, row: Mapping[str, str]
) -> None:
    """Powers and service items have codes of another kind, which no step touches."""
    assert migrated(kind, dict(row), 1) == row


@given(kind=st.sampled_from(sorted(COLLECTIONS)), row=rows)
def test_a_record_of_the_present_version_is_not_changed(
    kind: str, row: Mapping[str, str]
) -> None:
    """What is of the present version needs no step, a field called code neither."""
    assert migrated(kind, dict(row), SCHEMA_VERSION) == row


@given(row=rows)
def test_a_migration_leaves_its_input_alone(row: dict[str, str]) -> None:
    """The step returns another row; the caller's own is as it was."""
    before = dict(row)
    migrated("places", row, 1)
    assert row == before


@given(row=rows)
def test_a_migration_done_twice_is_done_once(row: dict[str, str]) -> None:
    """A row that was brought to the present version is left by a second reading."""
    once = migrated("places", row, 1)
    assert migrated("places", once, 1) == once


@pytest.mark.parametrize("payload", [None, 5, "code", ["code"], True], ids=repr)
def test_what_is_no_record_is_left_to_the_reader(payload: object) -> None:
    """A row of an old file that is no object is refused, not stumbled upon."""
    assert migrated("places", payload, 1) is payload


# What is refused

PLACE = '{"id": "p", "name": "某县", "level": "county"'
OLD_PLACE = PLACE + ', "code": "130102"}'
NEW_PLACE = PLACE + ', "division_code": "130102"}'

Form = Callable[..., Path]
by_form = pytest.mark.parametrize("form", [folder, single], ids=["folder", "file"])


@by_form
def test_the_old_name_of_a_code_is_unknown_to_version_2(
    form: Form, tmp_path: Path
) -> None:
    """A file that names version 2 and says ``code`` is not of version 2."""
    (problem,) = problems(form(tmp_path, 2, places=OLD_PLACE))
    assert (problem.received, problem.line) == ("'code'", int(form is folder))
    assert "division_code" in problem.expected_en


@by_form
def test_a_code_said_under_both_names_is_not_lost(form: Form, tmp_path: Path) -> None:
    """Of two codes of one place neither is thrown away in silence: it is refused."""
    both = PLACE + ', "code": "130102", "division_code": "130103"}'
    assert problems(form(tmp_path, 1, places=both))


@by_form
@pytest.mark.parametrize("version", [SCHEMA_VERSION + 1, 99, 10**6])
def test_a_version_above_the_present_is_refused(
    version: int, form: Form, tmp_path: Path
) -> None:
    """A file of a later release is never read as if its format were known."""
    path = form(tmp_path, version, places=NEW_PLACE)
    (problem,) = problems(path)
    assert (problem.path, problem.received) == ("$.schema_version", str(version))
    for expected in (problem.expected_zh, problem.expected_en):
        assert "1" in expected
        assert str(SCHEMA_VERSION) in expected
    with pytest.raises(InputError):
        read_partial_register(path)


@by_form
@pytest.mark.parametrize("version", [0, -1])
def test_a_version_below_the_first_is_refused(
    version: int, form: Form, tmp_path: Path
) -> None:
    """There was no version before 1."""
    (problem,) = problems(form(tmp_path, version, places=NEW_PLACE))
    assert (problem.path, problem.received) == ("$.schema_version", str(version))


@by_form
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_line_names_the_version_that_it_cannot_read(
    lang: str, form: Form, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A later version ends with exit code 2, and the present one is left alone."""
    path, target = form(tmp_path, 3, places=NEW_PLACE), tmp_path / "new"
    assert main(["convert", str(path), str(target), "--lang", lang]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "schema_version" in err
    assert not target.exists()


@by_form
def test_problems_of_old_files_are_reported_where_they_stand(
    form: Form, tmp_path: Path
) -> None:
    """A record of version 1 that cannot be used names its file, line and field."""
    (problem,) = problems(form(tmp_path, 1, places=OLD_PLACE.replace("county", "县")))
    where = {
        folder: ("places.jsonl", 1, "$.level"),
        single: ("register.json", 0, "$.places[0].level"),
    }
    assert (problem.file, problem.line, problem.path) == where[form]


@by_form
def test_a_problem_of_an_old_field_bears_its_old_name(
    form: Form, tmp_path: Path
) -> None:
    """A path leads to what stands in the file, so an old field keeps its name there."""
    row = PLACE + ', "code": 130102}'
    (problem,) = problems(form(tmp_path, 1, places=row))
    assert problem.path.endswith(".code")
    assert problem.received == "130102"
