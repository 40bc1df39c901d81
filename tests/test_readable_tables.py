"""Tables for people: names, words, one unit of money, and flat rows of indicators."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import adminlaw as al
from adminlaw.errors import FieldValueError
from adminlaw.labels import Label
from adminlaw.measures import compare
from adminlaw.model import (
    Authority,
    AuthorityKind,
    Case,
    CaseKind,
    Event,
    EventKind,
    Figure,
    Power,
    PowerKind,
    Register,
    Unit,
)
from adminlaw.model.identities import AuthorityId, CaseId, FigureId, PowerId
from adminlaw.money import Money, MoneyUnit

pytest.importorskip("polars")

BUREAU = Authority(
    id=AuthorityId("a1"), name="云山县住建局", kind=AuthorityKind.DEPARTMENT
)


def fine(key: str, amount: Money | None) -> Case:
    """Return a penalty case of the bureau."""
    events = (
        Event(kind=EventKind.ACCEPTED, day=date(2024, 3, 1), passed=True),
        Event(kind=EventKind.DECIDED, day=date(2024, 3, 9), actor=BUREAU.id),
    )
    return Case(
        id=CaseId(key),
        kind=CaseKind.PENALTY,
        handler=BUREAU.id,
        events=events,
        amount=amount,
        party="张某",
    )


CITY = Register(
    id="r",
    label=Label("云山县", "Yunshan"),
    authorities=(BUREAU,),
    powers=(
        Power(
            id=PowerId("p1"),
            name="对擅自占用道路的处罚",
            kind=PowerKind.PENALTY,
            holder=BUREAU.id,
            steps=("立案", "决定"),
        ),
    ),
    cases=(
        fine("c1", Money(Decimal("1.2"), MoneyUnit.WAN_YUAN)),
        fine("c2", Money(Decimal(5000))),
        fine("c3", None),
    ),
)


def rows(records: object, **options: object) -> list[dict[str, object]]:
    """Return a readable frame as rows."""
    frame = al.to_frame(records, names=CITY, backend="polars", **options)  # type: ignore[arg-type]
    found: list[dict[str, object]] = frame.to_dicts()
    return found


def test_an_id_becomes_the_name_of_what_it_stands_for() -> None:
    """The office reads the bureau, not its id; the record's own id stays."""
    (row,) = rows(CITY.powers)
    assert row["行使主体"] == "云山县住建局"
    assert row["标识"] == "p1"


def test_an_id_that_the_register_does_not_hold_stays_an_id() -> None:
    """Nothing is guessed of a body that is not on record."""
    other = Power(
        id=PowerId("p2"),
        name="某处罚",
        kind=PowerKind.PENALTY,
        holder=AuthorityId("zz"),
    )
    (row,) = rows((other,))
    assert row["行使主体"] == "zz"


def test_amounts_of_either_unit_stand_in_yuan() -> None:
    """1.2 万元 and 5,000 元 can be added up in one column: 17,000."""
    amounts = [row["金额（元）"] for row in rows(CITY.cases)]
    assert amounts == [Decimal(12000), Decimal(5000), None]


def test_lists_and_events_are_words_and_no_json() -> None:
    """Steps are told apart by a semicolon; an event says what, when and by whom."""
    (power,) = rows(CITY.powers)
    assert power["步骤"] == "立案；决定"
    events = rows(CITY.cases)[0]["事件"]
    assert events == "受理 2024-03-01 是否通过: 是；作出决定 2024-03-09 云山县住建局"


def test_columns_without_any_cell_are_left_out() -> None:
    """No power of the list has a duty, so there is no column of duties."""
    (row,) = rows(CITY.powers)
    assert "责任事项" not in row
    assert all(value not in (None, "") for value in row.values())


def test_personal_data_stay_out_where_they_are_not_wanted() -> None:
    """The party's name is in no cell."""
    told = str(rows(CITY.cases, personal=False))
    assert "张某" in str(rows(CITY.cases))
    assert "张某" not in told


def test_no_records_make_an_empty_table() -> None:
    """Of no records not even the class is known."""
    assert rows(()) == []


def test_exploding_does_not_go_with_names() -> None:
    """It is refused rather than left undone in silence."""
    with pytest.raises(FieldValueError, match="explode"):
        rows(CITY.cases, explode="events")


def test_a_sheet_for_people_opens_with_typed_amounts(tmp_path: Path) -> None:
    """The workbook holds the sum as numbers under a heading with the unit."""
    calamine = pytest.importorskip("python_calamine")
    pytest.importorskip("xlsxwriter")
    al.write_table(CITY.cases, tmp_path / "c.xlsx", names=CITY)
    with (tmp_path / "c.xlsx").open("rb") as file:
        heads, *cells = calamine.load_workbook(file).get_sheet_by_index(0).to_python()
    at = heads.index("金额（元）")
    assert [row[at] for row in cells] == [12000.0, 5000.0, ""]


# --- Flat rows of indicators ----------------------------------------------------------


def printed(key: str, number: int) -> Figure:
    """Return a figure of a yearly report."""
    return Figure(
        id=FigureId(key),
        label=Label(key, key),
        unit=Unit.CASE,
        value=Decimal(number),
        measure=f"reconsideration.{key}",
    )


def report(key: str, accepted: int, concluded: int) -> Register:
    """Return a register that holds two figures."""
    return Register(
        id=key,
        label=Label(key, key),
        figures=(printed("accepted", accepted), printed("concluded", concluded)),
    )


def test_an_indicator_is_one_flat_row_with_its_parts() -> None:
    """43 of 45 concluded: 95.56 %, with numerator and base in cells of their own."""
    found = al.indicators(report("a", 45, 43))
    (line,) = (x for x in found.lines() if x.id == "reconsideration.conclusion_rate")
    assert (line.value, line.numerator, line.denominator) == (
        Decimal("95.56"),
        Decimal(43),
        Decimal(45),
    )


def test_every_indicator_has_its_row_and_a_refused_one_says_why() -> None:
    """Nothing is left out: as many rows as values, and no refusal without a reason."""
    found = al.indicators(report("a", 45, 43))
    lines = found.lines("en")
    assert len(lines) == len(found)
    refused = [each for each in lines if each.value is None and each.least is None]
    assert refused
    assert all(each.note for each in refused)


def test_a_comparison_is_a_row_for_each_cell() -> None:
    """43 of 45 against 18 of 20, 90 %: 5.56 points less."""
    found = compare(
        al.indicators(report("a", 45, 43)), al.indicators(report("b", 20, 18))
    )
    lines = [x for x in found.lines() if x.id == "reconsideration.conclusion_rate"]
    assert [(x.column, x.value, x.difference) for x in lines] == [
        ("a", Decimal("95.56"), None),
        ("b", Decimal(90), Decimal("-5.56")),
    ]


def test_the_rows_go_into_a_frame_with_chinese_headings() -> None:
    """One heading each, and none about how many decimals there were."""
    frame = al.to_frame(al.indicators(report("a", 45, 43)).lines(), backend="polars")
    assert frame.columns[:6] == ["标识", "名称", "分项", "口径", "计算状态", "值"]
    assert not [name for name in frame.columns if "小数位数" in name]
