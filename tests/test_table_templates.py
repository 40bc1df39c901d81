"""Each template and each of its versions is read into the records that it means.

The tables are built here, in the headings of the forms; what is read in doubt is
remarked upon, what cannot be read is a problem, and no message names a person.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from adminlaw.model import (
    CaseKind,
    CaseOutcome,
    EventKind,
    PartyKind,
    PowerForm,
)
from adminlaw.money import Money, MoneyUnit
from adminlaw.spans import DateSpan
from adminlaw.tables import Fate, load_template, read_table
from adminlaw.tables.headers import heading_key
from tests.template_tables import (
    GOVERNMENT,
    NUMBER,
    PERSON,
    as_csv,
    as_xlsx,
    remarked,
    silent,
    table,
    told,
)

COMPANY = "91341802003284723G"
OWN = (
    "clearance-results",
    "credit-licences",
    "credit-penalties",
    "decision-catalogue",
    "officers",
    "service-items",
    "subjects",
)
# --- The templates as data --------------------------------------------------------


@pytest.mark.parametrize("name", OWN)
def test_a_heading_names_one_column(name: str) -> None:
    """No heading or machine name of a template stands for two of its columns."""
    seen: dict[str, str] = {}
    for column in load_template(name).columns:
        for text in (*column.synonyms, *column.codes):
            assert seen.setdefault(heading_key(text), column.name) == column.name, text


@pytest.mark.parametrize("name", ["credit-licences", "credit-penalties"])
def test_the_form_of_2023_is_a_slot_of_which_nothing_is_claimed(name: str) -> None:
    """It is marked as recalled, and no column says that it belongs to it."""
    template = load_template(name)
    slot = next(each for each in template.versions if each.id == "2023")
    assert slot.status == "recalled"
    assert not any("2023" in each.versions for each in template.columns)


@pytest.mark.parametrize(
    "heading",
    [
        "行政处罚决定书文号",
        "行政处罚决定文书号",
        "行政处罚决定书号",
        "行政处罚决定文号",
        "行政处罚文书号",
        "处罚决定书文号",
        "处罚决定文书号",
        "处罚决定书号",
        "处罚文号",
        "政处罚决定文书号",
        "决定书文号",
        "文书号",
        "CF_WSH",
        "* 行政处罚 决定书文号（必填）",
    ],
)
def test_the_number_is_known_under_its_many_headings(
    tmp_path: Path, heading: str
) -> None:
    """However the heading of 文书号 is spelled, it is the number of the case."""
    record = {heading: "某罚〔2021〕3号", "处罚机关": "某局", "处罚类别": "警告"}
    result = read_table(as_csv(tmp_path, table(record)))
    assert result.template == "credit-penalties"
    assert result.records[0].number == "某罚〔2021〕3号"


# --- 双公示: penalties -------------------------------------------------------------

PENALTY_2020 = {
    "行政相对人名称": "某某有限公司",
    "行政相对人类别": "法人及非法人组织",
    "行政相对人代码_1(统一社会信用代码)": COMPANY,
    "行政相对人代码_2(工商注册号)": "",
    "法定代表人": PERSON,
    "法定代表人证件类型": "身份证",
    "法定代表人证件号码": NUMBER,
    "证件类型": "",
    "证件号码": "",
    "行政处罚决定书文号": "某市监罚〔2021〕3号",
    "违法行为类型": "虚假宣传",
    "违法事实": "某事实",
    "处罚依据": "《反不正当竞争法》第二十条",
    "处罚类别": "罚款；没收违法所得、警告",
    "处罚内容": "罚款",
    "罚款金额（万元）": "1.234567",
    "没收违法所得、没收非法财务的金额（万元）": "0.000001",
    "处罚决定日期": "2021/07/15",
    "处罚有效期": "2024-07-15",
    "公示截止期": "2022年7月15日",
    "处罚机关": "某市市场监督管理局",
    "处罚机关统一社会信用代码": GOVERNMENT,
}


def penalty(**changes: str) -> dict[str, Any]:
    """Return a row of the form of 2020 with some cells changed."""
    assert not changes.keys() - PENALTY_2020.keys()
    return {**PENALTY_2020, **changes}


def test_a_penalty_of_2020_is_read_whole(tmp_path: Path) -> None:
    """Amounts keep six decimals, kinds are told apart, nothing is remarked upon."""
    rows = [*table(penalty()), ["表格说明：一、带*为必填"]]
    result = read_table(as_csv(tmp_path, rows))
    case = result.records[0]
    assert (result.template, result.version) == ("credit-penalties", "2020")
    assert result.counts == {Fate.RECORD: 1, Fate.HEADER: 1, Fate.NOTE: 1}
    assert not result.problems
    assert not result.remarks
    assert (case.kind, case.outcome) == (CaseKind.PENALTY, CaseOutcome.PENALISED)
    assert case.amount == Money(Decimal("1.234567"), MoneyUnit.WAN_YUAN)
    assert case.confiscated == Money(Decimal("0.000001"), MoneyUnit.WAN_YUAN)
    assert case.forms == (PowerForm.FINE, PowerForm.CONFISCATION, PowerForm.WARNING)
    assert [str(each) for each in case.basis] == ["《反不正当竞争法》第二十条"]
    assert case.valid == DateSpan(None, date(2024, 7, 16))
    assert case.published_until == date(2022, 7, 15)
    assert (case.subject, case.party_number) == ("虚假宣传", COMPANY)
    handler = result.related[0]
    assert (case.handler, handler.credit_code) == (handler.id, GOVERNMENT)
    assert case.events[0].day == date(2021, 7, 15)
    assert case.events[0].actor == handler.id
    silent(result)


def test_a_penalty_of_a_person_hides_the_person(tmp_path: Path) -> None:
    """Name and number are in their fields, and in no message, subject or id."""
    row = penalty(
        行政相对人名称=PERSON,
        行政相对人类别="自然人",
        证件类型="身份证",
        证件号码=NUMBER,
        违法行为类型=f"{PERSON}无照经营",
    )
    result = read_table(as_csv(tmp_path, table(row)))
    case = result.records[0]
    assert (case.party, case.party_number) == (PERSON, NUMBER)
    assert case.party_kind is PartyKind.NATURAL_PERSON
    assert case.subject == "***无照经营"
    assert remarked(result) == ["C2", "E2"]  # a code and a representative are given
    silent(result)
    redacted = read_table(as_csv(tmp_path, table(row)), redact=True)
    assert redacted.records[0].party_number == ""
    assert PERSON not in str(redacted.provenance.values())


def test_what_the_form_of_2020_asks_is_remarked_upon(tmp_path: Path) -> None:
    """A person needs a certificate, a body a code; 91 and 92 are information only."""
    person = penalty(行政相对人类别="自然人", 法定代表人="")
    person["行政相对人代码_1(统一社会信用代码)"] = ""
    body = penalty(证件类型="身份证")
    body["行政相对人代码_1(统一社会信用代码)"] = ""
    trader = penalty(行政相对人类别="个体工商户")
    for number, each in enumerate((person, body, trader), 1):
        each["行政处罚决定书文号"] = f"某罚〔2021〕{number}号"
    result = read_table(as_csv(tmp_path, table(person, body, trader)))
    assert len(result.records) == 3
    assert remarked(result) == ["C3", "C4", "H2", "H3", "I2"]
    assert "提示" in told(result.remarks)


def test_doubtful_cells_of_a_penalty_are_kept_with_a_remark(tmp_path: Path) -> None:
    """An unknown kind is another penalty, a wrong code is named, days stay."""
    row = penalty(
        处罚类别="责令改正/警告，其他-训诫",
        处罚有效期="2020-01-01",
        处罚机关统一社会信用代码=GOVERNMENT[:-1] + "R",
    )
    row["罚款金额（万元）"] = "5000元"
    result = read_table(as_csv(tmp_path, table(row)))
    case = result.records[0]
    assert case.forms == (PowerForm.OTHER_PENALTY, PowerForm.WARNING)
    assert case.amount == Money(Decimal(5000), MoneyUnit.YUAN)
    assert case.valid is None
    assert remarked(result) == ["N2", "S2", "V2"]
    assert "第18位" in told(result.remarks)


@pytest.mark.parametrize(
    ("heading", "amount"),
    [
        ("罚款金额（万元）", Money(Decimal("0.123456"), MoneyUnit.WAN_YUAN)),
        ("罚款金额", Money(Decimal("0.123456"), MoneyUnit.WAN_YUAN)),
        ("CF_NR_FK", Money(Decimal("0.123456"), MoneyUnit.WAN_YUAN)),
        ("罚款金额（元）", Money(Decimal("0.123456"), MoneyUnit.YUAN)),
    ],
)
def test_an_amount_of_a_workbook_is_exact(
    tmp_path: Path, heading: str, amount: Money
) -> None:
    """The unit is that of the heading, else 万元; digits are those of the cell."""
    row = {
        "行政处罚决定书文号": "某罚〔2021〕3号",
        "处罚机关": "某局",
        heading: 0.123456,
    }
    result = read_table(as_xlsx(tmp_path, {"处罚": table(row)}))
    assert result.records[0].amount == amount


def test_a_penalty_of_2015_is_read_by_its_codes(tmp_path: Path) -> None:
    """Machine names are headings, the second kind repeats the first, 1 is revoked."""
    row = {
        "CF_WSH": "某罚〔2016〕1号",
        "CF_CFMC": f"{PERSON}案",
        "CF_CFLB1": "罚款",
        "CF_CFLB2": "罚款",
        "CF_SY": "某事由",
        "CF_YJ": "《食品安全法》第五条",
        "CF_XDR_MC": PERSON,
        "CF_XDR_SFZ": NUMBER,
        "CF_JG": "罚款5000元",
        "CF_JDRQ": datetime(2016, 3, 1),  # noqa: DTZ001 - a day of a workbook
        "CF_XZJG": "某市某局",
        "CF_ZT": 1,
        "DFBM": "341802",
    }
    result = read_table(as_xlsx(tmp_path, {"处罚": table(row)}))
    case = result.records[0]
    assert (result.template, result.version) == ("credit-penalties", "2015")
    assert case.forms == (PowerForm.FINE,)
    assert (case.subject, case.party_number) == ("***案", NUMBER)
    assert [each.kind for each in case.events] == [EventKind.DECIDED, EventKind.VOIDED]
    assert case.events[0].day == date(2016, 3, 1)
    assert not result.remarks
    silent(result)


def test_a_penalty_of_2018_has_no_kind_of_party(tmp_path: Path) -> None:
    """Without that column the version is 2018, and the kind is not guessed."""
    row = {
        name: text
        for name, text in PENALTY_2020.items()
        if name not in ("行政相对人类别", "法定代表人证件类型")
    }
    result = read_table(as_csv(tmp_path, table(row)))
    assert result.version == "2018"
    assert result.records[0].party_kind is None
    assert not result.remarks


def test_a_penalty_without_number_and_party_is_a_problem(tmp_path: Path) -> None:
    """A row that names neither is refused, and the next one is read."""
    bare = penalty(行政相对人名称="", 行政处罚决定书文号="")
    result = read_table(as_csv(tmp_path, table(bare, penalty())))
    assert result.counts[Fate.PROBLEM] == 1
    assert [each.line for each in result.problems] == [2]
    assert len(result.records) == 1


# --- 双公示: licences --------------------------------------------------------------

LICENCE_2018 = {
    "XK_XDR_MC": "某某有限公司",
    "XK_XDR_SHXYM": COMPANY,
    "XK_FRDB": PERSON,
    "XK_FR_SFZH": NUMBER,
    "XK_XKWS": "准予许可决定书",
    "XK_WSH": "某许〔2019〕1号",
    "XK_XKLB": "登记",
    "XK_XKZS": "食品经营许可证",
    "XK_XKBH": "JY1",
    "XK_NR": "食品经营",
    "XK_JDRQ": "2019-01-01",
    "XK_YXQZ": "2019-01-01",
    "XK_YXQZI": "2023-12-31",
    "XK_XKJG": "某局",
    "XK_XKJGDM": GOVERNMENT,
    "XK_ZT": "0",
    "XK_LYDW": "某局",
    "XK_LYDWDM": GOVERNMENT,
}


def test_a_licence_of_2018_is_read_whole(tmp_path: Path) -> None:
    """QZ is the start and QZI the end of its validity, both included."""
    result = read_table(as_csv(tmp_path, table(LICENCE_2018)))
    case = result.records[0]
    assert (result.template, result.version) == ("credit-licences", "2018")
    assert (case.kind, case.outcome) == (CaseKind.LICENCE, CaseOutcome.GRANTED)
    assert case.valid == DateSpan(date(2019, 1, 1), date(2024, 1, 1))
    assert (case.number, case.subject) == ("某许〔2019〕1号", "食品经营许可证")
    assert case.content == "食品经营"
    assert not result.remarks
    silent(result)


def test_a_licence_with_swapped_days_is_not_turned_round(tmp_path: Path) -> None:
    """A start after the end is remarked upon; a blank number is that of the licence."""
    row = {**LICENCE_2018, "XK_WSH": "", "XK_YXQZ": "2024-01-01"}
    row |= {"XK_ZT": "7", "XK_YXQZI": "2019-01-01"}
    result = read_table(as_csv(tmp_path, table(row)))
    case = result.records[0]
    assert (case.number, case.valid) == ("JY1", None)
    assert remarked(result) == ["F2", "M2", "P2"]


def test_a_licence_of_2015_and_one_of_2020(tmp_path: Path) -> None:
    """The first has only an end, which may be open; the second knows its party."""
    old = {
        "行政许可决定书文号": "某许〔2016〕1号",
        "项目名称": "食品经营",
        "审批类别": "普通",
        "许可内容": "食品经营",
        "行政相对人名称": PERSON,
        "居民身份证号": NUMBER,
        "许可决定日期": "2016年3月1日",
        "许可截止期": "2099-12-31",
        "许可机关": "某局",
        "地方编码": "341802",
    }
    result = read_table(as_csv(tmp_path, table(old)))
    case = result.records[0]
    assert (result.version, case.valid) == ("2015", DateSpan.always())
    assert case.party_number == NUMBER
    silent(result)
    new = {**LICENCE_2018, "XK_XDR_LB": "法人及非法人组织", "XK_FR_ZJLX": "身份证"}
    result = read_table(as_csv(tmp_path, table(new)))
    assert (result.version, not result.remarks) == ("2020", True)
    assert result.records[0].party_kind is PartyKind.ORGANISATION
