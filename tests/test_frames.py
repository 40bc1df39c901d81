"""Records become frames and files, and the same records come back."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pandas as pd
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from adminlaw.citations import parse_citation
from adminlaw.errors import (
    AdminLawError,
    FieldTypeError,
    FieldValueError,
    InputError,
    MissingExtraError,
)
from adminlaw.findings import Judgement
from adminlaw.forms.records import read_records
from adminlaw.frames import (
    SUFFIXES,
    from_frame,
    records_in_rows,
    to_frame,
    write_table,
)
from adminlaw.frames.columns import columns_of, headings
from adminlaw.labels import Label
from adminlaw.model import (
    COLLECTIONS,
    Authority,
    Case,
    CaseKind,
    Event,
    EventKind,
    Figure,
    Officer,
    Power,
    Register,
    ServiceItem,
    Unit,
    Waiver,
    redact,
)
from adminlaw.money import Money, MoneyUnit
from adminlaw.periods import Length
from adminlaw.register import read_register
from adminlaw.spans import DateSpan
from tests.strategies import AWKWARD, ENTITIES, decimals, entities, specimen

ROOT = Path(__file__).parents[1]
BACKENDS = ("pandas", "polars", "pyarrow")
LABELS: tuple[Any, ...] = ("zh", "en", "code")
CLASSES = tuple(cls for cls in ENTITIES if cls is not Register)
PERSON = "身份某某110101199003070000"

every_class = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
every_backend = pytest.mark.parametrize("backend", BACKENDS)
every_label = pytest.mark.parametrize("labels", LABELS)
every_ending = pytest.mark.parametrize("ending", SUFFIXES)
some = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def written(record: Any) -> Any:  # noqa: ANN401
    """Return a record as it is written, so that 95.0 is told from 95."""
    if isinstance(record, Decimal):
        return format(record, "f").replace("-0", "0") if not record else f"{record:f}"
    if isinstance(record, (tuple, list)):
        return [written(each) for each in record]
    if attrs.has(type(record)):
        names = [each.name for each in attrs.fields(type(record)) if each.init]
        return {name: written(getattr(record, name)) for name in names}
    return record


def back(path: Path, cls: type[Any], labels: Any = "zh") -> tuple[Any, ...]:  # noqa: ANN401
    """Return the records of a file; those of a workbook also by another library."""
    records: tuple[Any, ...] = read_records(path, cls, labels=labels)
    if path.suffix == ".xlsx":
        rows = cells(path)
        assert records_in_rows(rows, cls, labels=labels, file=path.name) == records
    return records


def cells(path: Path) -> list[list[Any]]:
    """Return the rows of a workbook as another library reads them."""
    book = CalamineWorkbook.from_object(io.BytesIO(path.read_bytes()))
    return [list(row) for row in book.get_sheet_by_index(0).to_python()]


# What goes out comes back


@pytest.mark.parametrize("cls", COLLECTIONS.values(), ids=lambda cls: cls.__name__)
@some
@given(data=st.data())
def test_records_come_back(cls: type[Any], data: st.DataObject, tmp_path: Path) -> None:
    """A frame of any library and a file of any kind hold all that records hold."""
    records = tuple(data.draw(st.lists(entities(cls), min_size=1, max_size=3)))
    labels = data.draw(st.sampled_from(LABELS))
    for backend in BACKENDS:
        frame = to_frame(records, labels=labels, backend=backend)
        again = from_frame(frame, cls, labels=labels)
        assert again == records
        assert written(again) == written(records)
    for ending in SUFFIXES:
        path = tmp_path / f"table{ending}"
        write_table(records, path, labels=labels)
        again = back(path, cls, labels)
        assert again == records
        assert written(again) == written(records)


@every_class
@every_label
def test_a_record_with_every_field_comes_back(cls: type[Any], labels: Any) -> None:  # noqa: ANN401
    """No field of any class is left out."""
    records = (specimen(cls),)
    for backend in BACKENDS:
        frame = to_frame(records, labels=labels, backend=backend)
        assert from_frame(frame, cls, labels=labels) == records


@every_class
@every_label
def test_no_two_columns_bear_one_name(cls: type[Any], labels: Any) -> None:  # noqa: ANN401
    """Headings of a class differ, and each is known again."""
    names = headings(list(columns_of(cls)), labels)
    assert len(set(names)) == len(names)
    assert all(names)


@every_ending
def test_the_records_of_a_city_come_back(ending: str, tmp_path: Path) -> None:
    """Every collection of a real register survives the way out and in."""
    city = read_register(ROOT / "examples" / "hengshui-2017")
    path = tmp_path / f"table{ending}"
    for name, cls in COLLECTIONS.items():
        records = getattr(city, name)
        write_table(records, path, cls=cls)
        assert back(path, cls) == records


@every_ending
@pytest.mark.parametrize("text", [*AWKWARD, "'", "''a", "'\"", "'\"a\"", "=1+1",
    "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "2021-03", "0012", "123456789012345678",
    "1e5", "12:30", "2014年3月1日", "_x0041_", "_x005F_x0041_", "\ufffe", "a\rb",
])  # fmt: skip
def test_a_text_comes_back_as_it_was(ending: str, text: str, tmp_path: Path) -> None:
    """Formulas, digits, blanks and control characters are kept to the letter."""
    path = tmp_path / f"table{ending}"
    records = (specimen(Authority), attrs.evolve(specimen(Authority), name=text))
    write_table(records, path)
    assert back(path, Authority) == records


def test_a_record_that_is_there_but_says_nothing_is_told_from_none() -> None:
    """An open span and no span at all are two things, also in a frame."""
    bare = Case(id=specimen(Case).id, kind=CaseKind.PETITION)
    records = (bare, attrs.evolve(bare, valid=DateSpan.always()))
    frame = to_frame(records, backend="polars")
    assert frame["有效期间·有无"].to_list() == [None, True]
    assert from_frame(frame, Case) == records
    assert "有效期间·有无" not in to_frame((bare,), backend="polars").columns


@given(numbers=st.lists(decimals, min_size=1, max_size=4))
@settings(deadline=None)
def test_a_number_keeps_its_printed_decimals(numbers: list[Decimal]) -> None:
    """Whether 95 or 95.0 was printed matters to how a rate was rounded."""
    plain = Figure(id=specimen(Figure).id, label=Label("率", "rate"), unit=Unit.PERCENT)
    records = tuple(attrs.evolve(plain, value=each) for each in numbers)
    for backend in BACKENDS:
        again = from_frame(to_frame(records, backend=backend), Figure)
        assert written(again) == written(records)


# What a frame holds


def power(**fields: Any) -> Power:  # noqa: ANN401
    """Return a power with few fields."""
    full = specimen(Power)
    return Power(id=full.id, name="名", kind=full.kind, holder=full.holder, **fields)


def test_a_frame_of_polars_is_typed() -> None:
    """Text, numbers, days and truth values keep their types; lists are JSON text."""
    basis = (parse_citation("《行政处罚法》第五条"),)
    money = Money(Decimal("1.50"), MoneyUnit.WAN_YUAN)
    frame = to_frame(
        [power(basis=basis, highest_fine=money, valid=DateSpan.year(2021))],
        backend="polars",
    )
    assert frame.schema["名称"] == pl.String
    assert frame.schema["有效期间·起日（含）"] == pl.Date
    assert frame.schema["罚款上限·金额"] == pl.Decimal(38, 2)
    row = frame.row(0, named=True)
    assert row["有效期间·止日（不含）"] == date(2022, 1, 1)
    assert row["罚款上限·单位"] == "万元"
    assert row["依据"] == '["《行政处罚法》第五条"]'
    assert row["事件"] is None


def test_a_frame_of_pandas_knows_what_is_missing() -> None:
    """Missing values are null, and no column of numbers becomes one of floats."""
    event = Event(kind=EventKind.HELD, stage=3, passed=True, time=time(8, 30))
    frame = to_frame([event, Event(kind=EventKind.HELD)])
    assert isinstance(frame, pd.DataFrame)
    types = {name: str(kind) for name, kind in frame.dtypes.items()}
    assert types["环节"] == "Int64"
    assert types["是否通过"] == "boolean"
    assert types["日期"] == "datetime64[s]"
    assert frame["环节"].isna().tolist() == [False, True]
    assert from_frame(frame, Event)[1] == Event(kind=EventKind.HELD)


def test_a_frame_of_pyarrow_is_typed() -> None:
    """Days are 32-bit dates and truth values are such."""
    table = to_frame([specimen(Event)], backend="pyarrow", labels="code")
    assert table.schema.field("day").type == pa.date32()
    assert table.schema.field("passed").type == pa.bool_()
    assert table.schema.field("within.since").type == pa.date32()


def test_labels_are_those_of_the_language() -> None:
    """Headings, members of lists and lengths follow the language asked for."""
    item = attrs.evolve(specimen(ServiceItem), promised_limit=Length.parse("5 days"))
    shown = {
        labels: to_frame([item], backend="polars", labels=labels).row(0, named=True)
        for labels in LABELS
    }
    assert shown["zh"]["承诺期限"] == "5日"
    assert shown["en"]["promised limit"] == shown["code"]["promised_limit"] == "5 days"
    assert shown["zh"]["网上办理深度"] == "全程网办"
    assert shown["code"]["online"] == "full"


def test_a_number_beyond_64_bits_is_text() -> None:
    """What a word of 64 bits cannot hold is not cut down."""
    events = (attrs.evolve(specimen(Event), stage=10**20),)
    for backend in BACKENDS:
        assert from_frame(to_frame(events, backend=backend), Event) == events


@every_backend
def test_a_field_with_several_records_becomes_rows(backend: str) -> None:
    """Exploded, each member of a field is a row that names its owner."""
    held = Event(kind=EventKind.HELD, day=date(2021, 3, 1))
    powers = [power(), power(events=(held, attrs.evolve(held, stage=2)))]
    frame = to_frame(powers, backend=backend, explode="events")
    text = to_frame(powers, backend="polars", explode="events")
    assert len(frame) == 2
    assert text.columns[:2] == ["行政职权·标识", "类别"]
    assert text["环节"].to_list() == [None, 2]
    plain = to_frame([specimen(Power)], backend="polars", explode="levels")
    assert plain.columns == ["行政职权·标识", "行使层级"]
    assert plain.rows() == [("甲-1", "村级")]


def test_a_field_without_members_cannot_become_rows() -> None:
    """The error names the fields that can."""
    with pytest.raises(FieldValueError, match="events"):
        to_frame([specimen(Power)], explode="name")


def test_findings_become_a_frame() -> None:
    """What an audit says is a table too, though it is not read back."""
    from adminlaw import audit  # noqa: PLC0415

    city = read_register(ROOT / "examples" / "hengshui-2017")
    report = audit(city, as_of=date(2018, 1, 31))
    frame = to_frame(report.judgements, backend="polars", labels="code")
    assert len(frame) == len(report.judgements)
    assert set(frame["outcome.status"]) >= {"passed", "failed"}
    with pytest.raises(FieldTypeError):
        from_frame(frame, Judgement, labels="code")


def test_no_records_are_an_empty_frame() -> None:
    """Without a class there are no columns; with one there are its headings."""
    assert to_frame([], backend="polars").shape == (0, 0)
    assert to_frame([], backend="polars", cls=Waiver).width > 5
    assert from_frame(to_frame([], cls=Waiver), Waiver) == ()


# What is refused


@pytest.mark.parametrize(
    "records", [[specimen(Power), specimen(Case)], ["text"], [1], [None]], ids=repr
)
def test_records_of_several_classes_are_refused(records: list[Any]) -> None:
    """A frame has the columns of one class."""
    with pytest.raises(FieldTypeError):
        to_frame(records)


def test_a_record_alone_is_no_list_of_records() -> None:
    """Neither a record nor a register can be gone through."""
    for one in (specimen(Power), specimen(Register)):
        with pytest.raises(FieldTypeError, match="list of records"):
            to_frame(one)


def test_an_unknown_option_is_refused(tmp_path: Path) -> None:
    """Languages, libraries and endings are those that are named."""
    wrong: Any = "fr"
    with pytest.raises(FieldValueError, match="labels"):
        to_frame([specimen(Power)], labels=wrong)
    with pytest.raises(FieldValueError, match="polars"):
        to_frame([specimen(Power)], backend="spark")
    with pytest.raises(FieldValueError, match=r"\.parquet"):
        write_table([specimen(Power)], tmp_path / "table.xls")
    with pytest.raises(FieldValueError, match=r"\.parquet"):
        read_records(tmp_path / "table.xls", Power)


def test_a_library_that_is_not_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The error says what to install."""
    for name in ("xlsxwriter", "pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtraError, match="xlsxwriter"):
        write_table([specimen(Power)], tmp_path / "table.xlsx")
    with pytest.raises(MissingExtraError, match="pyarrow"):
        write_table([specimen(Power)], tmp_path / "table.parquet")


def test_a_frame_of_a_library_that_is_not_installed_is_refused() -> None:
    """The error names the library; it is asked in an interpreter without it."""
    program = (
        "import sys\n"
        "sys.modules['polars'] = None\n"
        "import adminlaw.frames as f\n"
        "from adminlaw.errors import MissingExtraError\n"
        "from adminlaw.model import Event, EventKind\n"
        "try:\n"
        "    f.to_frame([Event(kind=EventKind.HELD)], backend='polars')\n"
        "except MissingExtraError as error:\n"
        "    assert error.package == 'polars'\n"
        "else:\n"
        "    raise SystemExit(1)\n"
    )
    command = [sys.executable, "-c", program]
    subprocess.run(command, check=True)  # noqa: S603 - the program stands above


def test_no_library_is_loaded_that_is_not_asked_for(tmp_path: Path) -> None:
    """CSV needs no library at all, and a frame only its own."""
    program = (
        "import sys, adminlaw.frames as f\n"
        "from adminlaw.model import Event, EventKind\n"
        "extras = {'narwhals', 'pandas', 'polars', 'pyarrow', 'xlsxwriter', 'numpy'}\n"
        "assert not extras & set(sys.modules)\n"
        "f.write_table([Event(kind=EventKind.HELD)], sys.argv[1])\n"
        "assert not extras & set(sys.modules)\n"
        "f.to_frame([Event(kind=EventKind.HELD)], backend='polars')\n"
        "assert not {'pandas', 'pyarrow', 'xlsxwriter'} & set(sys.modules)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "table.csv")]
    subprocess.run(command, check=True)  # noqa: S603 - the program stands above


def test_a_wrong_cell_is_reported_with_its_row() -> None:
    """Every wrong cell is named, with its row and field."""
    frame = to_frame([specimen(Power)] * 2, backend="polars")
    broken = frame.with_columns(
        pl.Series("类别", ["行政许可", "无此类别"]), pl.Series("事件", ["[{}]", "x"])
    )
    with pytest.raises(InputError) as caught:
        from_frame(broken, Power)
    places = [(each.line, each.path) for each in caught.value.problems]
    assert places == [(1, "$.events[0].kind"), (2, "$.kind"), (2, "$.events")]


def test_an_unknown_column_is_reported() -> None:
    """A column of one's own is no silent loss; it has to be taken out first."""
    frame = to_frame([specimen(Power)]).assign(备考="甲")
    with pytest.raises(InputError, match="备考"):
        from_frame(frame, Power)


def test_a_column_with_a_default_may_be_left_out() -> None:
    """What is not there says what it says by default; what is required is missed."""
    frame = to_frame([specimen(Power)], backend="polars")
    assert from_frame(frame.drop("备注", "事件"), Power)[0].events == ()
    with pytest.raises(InputError, match=r"\$\.holder"):
        from_frame(frame.drop("行使主体"), Power)


@pytest.mark.parametrize("frame", ["text", [1], pl.LazyFrame({"a": [1]})], ids=type)
def test_what_is_no_frame_is_refused(frame: object) -> None:
    """A frame that is not loaded yet is no frame either."""
    with pytest.raises(FieldTypeError):
        from_frame(frame, Power)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b'"open', b"a,b\r\n1,2,3\r\n"])
@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_a_broken_file_is_reported(content: bytes, ending: str, tmp_path: Path) -> None:
    """Whatever the file holds, the error is one of ours and names the file."""
    path = tmp_path / f"broken{ending}"
    path.write_bytes(content)
    with pytest.raises(InputError, match="broken"):
        read_records(path, Power)


def test_a_cell_without_a_heading_is_reported(tmp_path: Path) -> None:
    """A row that is wider than the headings is no silent loss."""
    path = tmp_path / "table.csv"
    write_table([specimen(Event)], path)
    path.write_bytes(path.read_bytes().rstrip() + b",more\r\n")
    with pytest.raises(InputError):
        read_records(path, Event)


# Persons


@every_backend
def test_personal_fields_are_emptied_on_request(backend: str) -> None:
    """Without personal data a frame holds what ``redact`` leaves."""
    event = attrs.evolve(specimen(Event), note=PERSON)
    case = attrs.evolve(
        specimen(Case),
        party=PERSON,
        party_number=PERSON,
        content=PERSON,
        events=(event,),
    )
    frame = to_frame([case], backend=backend, personal=False)
    assert PERSON not in str(to_frame([case], backend="polars", personal=False).rows())
    assert from_frame(frame, Case) == (redact(case),)
    assert from_frame(to_frame([case], backend=backend), Case) == (case,)


@every_ending
def test_no_personal_data_is_in_a_file_without_them(
    ending: str, tmp_path: Path
) -> None:
    """Neither a cell of its own nor the text of an event names a person."""
    event = attrs.evolve(specimen(Event), note=PERSON)
    path = tmp_path / f"table{ending}"
    case = attrs.evolve(specimen(Case), party=PERSON, events=(event,))
    write_table([case], path, personal=False)
    assert back(path, Case) == (redact(case),)
    write_table([case], path, explode="events", personal=False)
    assert PERSON.encode() not in path.read_bytes()


def test_an_error_shows_no_personal_data(tmp_path: Path) -> None:
    """A cell that does not fit is masked where its field is personal."""
    frame = to_frame([specimen(Officer)], labels="code", backend="polars")
    broken = frame.with_columns(name=pl.lit(7), category=pl.lit("无"))
    with pytest.raises(InputError) as caught:
        from_frame(broken, Officer, labels="code")
    shown = {each.path: each.received for each in caught.value.problems}
    assert shown["$.name"] == "***"
    long = attrs.evolve(specimen(Case), party=PERSON * 2000)
    with pytest.raises(AdminLawError) as refused:
        write_table([long], tmp_path / "table.xlsx")
    assert "某某" not in str(refused.value)


# What spreadsheet programs see


def test_a_csv_file_is_as_spreadsheet_programs_like_it(tmp_path: Path) -> None:
    """There is a mark of UTF-8, lines end in CR LF, and formulas do not run."""
    path = tmp_path / "table.csv"
    name = '=HYPERLINK("x")'
    write_table([attrs.evolve(power(), name=name, code="310112003456789012")], path)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == 2
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0]["名称"] == f"'{name}"
    assert rows[0]["编码"] == "'310112003456789012"
    assert rows[0]["依据"] == ""


def test_a_workbook_has_typed_cells(tmp_path: Path) -> None:
    """Days are days, numbers are numbers, codes and long numbers are text."""
    path = tmp_path / "table.xlsx"
    figure = Figure(
        id=specimen(Figure).id,
        label=Label("率", "rate"),
        unit=Unit.PERCENT,
        value=Decimal("95.5"),
        as_of=date(2021, 7, 15),
        raw="123456789012345678",
    )
    exact = attrs.evolve(figure, value=Decimal("0.1234567890123456789"))
    early = attrs.evolve(figure, as_of=date(1899, 12, 31))
    write_table([figure, exact, early], path)
    heads, *rows = cells(path)
    first, second, third = (dict(zip(heads, row, strict=True)) for row in rows)
    assert first["数值"] == 95.5
    assert first["截止日期"] == date(2021, 7, 15)
    assert first["原文写法"] == "123456789012345678"
    assert first["列举未尽"] is False
    assert second["数值"] == "0.1234567890123456789"
    assert third["截止日期"] == "1899-12-31"


def test_a_workbook_is_made_for_reading(tmp_path: Path) -> None:
    """The header stays, can be filtered, and columns are as wide as 汉字 need."""
    from zipfile import ZipFile  # noqa: PLC0415

    path = tmp_path / "table.xlsx"
    write_table([attrs.evolve(power(), name="对违法行为的处罚")], path)
    with ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        names = book.read("xl/workbook.xml").decode()
    assert '<pane ySplit="1"' in sheet
    assert "<autoFilter" in sheet
    assert '<col min="2" max="2" width="19' in sheet
    assert 'name="行政职权"' in names


def test_the_same_records_make_the_same_file(tmp_path: Path) -> None:
    """A file does not say when it was made."""
    for ending in SUFFIXES:
        one, two = tmp_path / f"one{ending}", tmp_path / f"two{ending}"
        write_table([specimen(Power)], one)
        write_table([specimen(Power)], two)
        assert one.read_bytes() == two.read_bytes()


def test_what_a_sheet_cannot_hold_is_refused(tmp_path: Path) -> None:
    """A text that a cell would cut off is no silent loss."""
    long = attrs.evolve(power(), basis_text="长" * 40_000)
    with pytest.raises(FieldValueError, match="32767"):
        write_table([long], tmp_path / "table.xlsx")
    write_table([long], tmp_path / "table.csv")
    assert back(tmp_path / "table.csv", Power) == (long,)
