"""Items, subjects, officers, clearances and catalogues are read as their lists mean.

A limit has its unit beside it, an outcome stands above its rows, and a plan is no
evidence: each list has a way of its own to say what its records hold.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from adminlaw.identifiers import DivisionLevel
from adminlaw.model import (
    CertificateKind,
    ClearanceOutcome,
    ClearanceScope,
    DocumentKind,
    EventKind,
    Material,
    OfficerCategory,
    OnlineDepth,
    SubjectKind,
)
from adminlaw.periods import Length
from adminlaw.spans import DateSpan
from adminlaw.tables import Fate, read_table
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

ITEM_CODE = "11440100007482575H3440118009000"

HEADINGS = (
    "事项名称",
    "实施主体",
    "行使层级",
    "法定办结时限（工作日）",
    "承诺办结时限",
    "申请材料",
    "材料必要性",
    "网上办理深度",
)

# --- Service items ----------------------------------------------------------------


def test_an_item_is_read_by_its_machine_names(tmp_path: Path) -> None:
    """Codes are diagnosed, limits take the unit beside them, -1 is unknown."""
    row = {
        "task_name": "某项许可",
        "task_code": ITEM_CODE,
        "task_type": "01",
        "use_level": "3,4",
        "dept_name": "某市某局",
        "dept_code": "11440100007482575H",
        "dept_type": "1",
        "by_law": "《行政许可法》第十二条",
        "anticipate_day": "20",
        "anticipate_type": "W",
        "promise_day": "-1",
        "promise_type": "W",
        "project_type": "2",
        "is_fee": "0",
        "is_entry_center": "1",
    }
    result = read_table(as_csv(tmp_path, table(row)), "service-items")
    item = result.records[0]
    assert item.code == ITEM_CODE
    assert item.levels == (DivisionLevel.CITY, DivisionLevel.COUNTY)
    assert item.statutory_limit == Length.parse("20 working days")
    assert item.promised_limit is None
    assert (str(item.fee), item.in_hall) == ("0元", True)
    assert [str(each) for each in item.basis] == ["《行政许可法》第十二条"]
    assert result.related[0].credit_code == "11440100007482575H"
    assert not result.remarks


def test_an_item_with_materials_takes_several_rows(tmp_path: Path) -> None:
    """Materials below a blank name belong to the item above; 即办 is no length."""
    rows = [
        HEADINGS,
        ["事项甲", "某局", "市级、县级", 20, "即办", "身份证", "必要", "全程网办"],
        ["", "", "", "", "", "申请表", "非必要", ""],
        ["事项乙", "某局", "镇（乡、街道）级", "45日", "", "1.表一 2.表二", "", ""],
    ]
    result = read_table(as_xlsx(tmp_path, {"清单": rows}), "service-items")
    first, second = result.records
    assert first.materials == (
        Material(name="身份证", essential=True),
        Material(name="申请表", essential=False),
    )
    assert (first.online, first.fee) == (OnlineDepth.FULL, None)
    assert first.statutory_limit == Length.parse("20 working days")
    assert first.promised_limit is None
    assert second.levels == (DivisionLevel.TOWN,)
    assert second.statutory_limit == Length.parse("45 days")
    assert second.materials == (Material(name="表一"), Material(name="表二"))
    assert remarked(result) == ["清单!E2"]
    assert result.provenance[first.id].rows == (2, 3)


def test_codes_of_other_systems_are_named_and_not_translated(tmp_path: Path) -> None:
    """14 is of another system, 6 and a unit of 1 differ by place: none is read."""
    row = {
        "事项名称": "某事项",
        "实施主体": "某局",
        "实施编码": "x",
        "事项类型": "14",
        "行使层级": "6",
        "法定办结时限": "20",
        "法定办结时限单位": "1",
    }
    result = read_table(as_csv(tmp_path, table(row)), "service-items")
    item = result.records[0]
    assert (item.levels, item.statutory_limit, item.code) == ((), None, "x")
    assert remarked(result) == ["C2", "D2", "E2", "F2", "G2"]
    assert "江西省" in told(result.remarks)


# --- Subjects and officers --------------------------------------------------------


def test_subjects_have_the_kind_of_their_row_or_section(tmp_path: Path) -> None:
    """The heading of a section says the kind; without any the row is a problem."""
    rows = [
        ["序号", "执法主体名称", "执法主体性质", "委托机关", "执法依据", "执法领域"],
        ["一、法定行政执法机关"],
        ["1", "某市某局", "", "", "《食品安全法》第五条", "食品；药品"],
        ["2", "某队", "受委托组织", "某市城管局", "", ""],
        ["二、其他"],
        ["3", "某站", "", "", "", ""],
    ]
    result = read_table(as_csv(tmp_path, rows))
    first, second = result.records
    assert result.template == "subjects"
    assert (first.kind, first.domains) == (SubjectKind.STATUTORY, ("食品", "药品"))
    assert [str(each) for each in first.basis] == ["《食品安全法》第五条"]
    assert second.kind is SubjectKind.ENTRUSTED
    names = {each.id: each.name for each in result.related}
    assert names[second.principal] == "某市城管局"
    assert "某站" not in names.values()
    assert [each.line for each in result.problems] == [6]


def test_officers_are_read_and_their_numbers_are_kept_nowhere(tmp_path: Path) -> None:
    """An identity number is in no record; the number of the certificate is."""
    officer = {
        "姓名": PERSON,
        "单位": "某市某局",
        "身份证号": NUMBER,
        "性别": "女",
        "出生日期": "1949-12-31",
        "是否监督人员": "否",
        "是否具有法律职业资格": "是",
        "执法证号": "皖P001002",
        "发证机关": "某市司法局",
        "执法类别": "食品、药品",
        "证件有效期": "2025-12-31",
        "联系电话": "13800138000",
    }
    chief = {"姓名": "司马某测", "单位": "某市某局", "是否监督人员": "是"}
    chief["证件有效期"] = "2019.1.1至2024.12.31"
    result = read_table(as_csv(tmp_path, table(officer, chief, {"单位": "某局"})))
    first, second = result.records
    own, law = first.certificates
    assert result.template == "officers"
    assert (first.name, own.number) == (PERSON, "皖P001002")
    assert own.domains == ("食品", "药品")
    assert own.valid.last_day == date(2025, 12, 31)
    assert law.kind is CertificateKind.LEGAL_PROFESSION
    assert second.category is OfficerCategory.INSPECTOR
    assert second.certificates[0].valid == DateSpan(date(2019, 1, 1), date(2025, 1, 1))
    assert [each.line for each in result.problems] == [4]
    silent(result, "13800138000", "皖P001002", "司马某测")
    everything = [str(vars_of(each)) for each in (first, own, law)]
    assert not any(NUMBER in each or "13800138000" in each for each in everything)


def vars_of(record: object) -> dict[str, object]:
    """Return every field of a record, personal ones as well."""
    names = getattr(type(record), "__attrs_attrs__")  # noqa: B009 - of attrs
    return {each.name: getattr(record, each.name) for each in names}


def test_a_roster_has_the_same_ids_whoever_is_in_it(tmp_path: Path) -> None:
    """The id of an officer does not depend on name or number."""
    ids = []
    for name in (PERSON, "司马某测"):
        row = {"姓名": name, "单位": "某局", "执法证号": name}
        ids.append(read_table(as_csv(tmp_path, table(row))).records[0].id)
    assert ids[0] == ids[1]


# --- Clearances -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("保留", ClearanceOutcome.RETAINED),
        ("继续有效", ClearanceOutcome.RETAINED),
        ("拟修改", ClearanceOutcome.TO_BE_REVISED),
        ("予以修改", ClearanceOutcome.AMENDED),
        ("废止（已被新办法代替）", ClearanceOutcome.REPEALED),
        ("宣布失效", ClearanceOutcome.LAPSED),
        ("整合", ClearanceOutcome.MERGED),
        ("不予保留", None),
        ("废止或者修改", None),
        ("研究中", None),
    ],
)
def test_an_outcome_is_read_or_left_open(
    tmp_path: Path, text: str, outcome: ClearanceOutcome | None
) -> None:
    """What says one outcome is a verdict; what denies, or says two, is none."""
    row = {"序号": "1", "文件名称": "某办法", "发文字号": "某政发〔2010〕1号"}
    result = read_table(as_csv(tmp_path, table({**row, "清理结果": text})))
    cycle = result.related[-1]
    assert result.template == "clearance-results"
    assert [each.outcome for each in cycle.verdicts] == ([outcome] if outcome else [])
    assert len(result.remarks) == (outcome is None)


def test_a_clearance_takes_its_outcomes_from_headings(tmp_path: Path) -> None:
    """The title stands for the first rows, a section for those below it."""
    rows = [
        ["某市人民政府关于公布继续有效规范性文件目录的通知"],
        ["序号", "文件名称", "文号", "发布日期"],
        ["1", "《关于印发〈某试行办法〉的通知》", "某政发〔2010〕1号", "2010年"],
        ["二、宣布失效的规范性文件"],
        ["2", "某办法", "", "2011-01-02"],
    ]
    result = read_table(as_csv(tmp_path, rows), "clearance-results")
    first, second = result.records
    body, cycle = result.related
    assert (first.title, first.trial) == ("关于印发〈某试行办法〉的通知", True)
    assert first.events[0].within == DateSpan.year(2010)
    assert second.kind is DocumentKind.NORMATIVE
    assert [(each.document, each.outcome) for each in cycle.verdicts] == [
        (first.id, ClearanceOutcome.RETAINED),
        (second.id, ClearanceOutcome.LAPSED),
    ]
    assert (cycle.authority, body.name) == (body.id, "某市人民政府")
    assert cycle.scope is ClearanceScope.NORMATIVE
    assert result.counts[Fate.SECTION] == 1


def test_sheets_of_one_file_are_one_clearance(tmp_path: Path) -> None:
    """The name of a sheet says the outcome of its rows."""
    head = ["文件名称", "文号"]
    sheets = {
        "继续有效": [head, ["甲办法", "某发〔2010〕1号"]],
        "废止": [head, ["乙办法", "某发〔2010〕2号"]],
    }
    result = read_table(as_xlsx(tmp_path, sheets), "clearance-results")
    (cycle,) = result.related
    assert [each.outcome for each in cycle.verdicts] == [
        ClearanceOutcome.RETAINED,
        ClearanceOutcome.REPEALED,
    ]


def test_a_list_without_outcomes_is_a_list_of_documents(tmp_path: Path) -> None:
    """A clearance is not found where nothing speaks of one."""
    row = {"序号": "1", "文件名称": "某办法", "发文字号": "某发〔2010〕1号", "备注": ""}
    assert read_table(as_csv(tmp_path, table(row))).template == "documents"


# --- Catalogues of decisions ------------------------------------------------------


def test_a_catalogue_is_a_plan_and_no_evidence(tmp_path: Path) -> None:
    """Steps and month are noted on one event; no step is said to be done."""
    rows = [
        ["某市人民政府2025年度重大行政决策事项目录"],
        ["序号", "决策事项名称", "决策事项程序", "是否需听证", "承办单位", "决策时间"],
        ["1", "某规划", "公众参与、专家论证、集体讨论决定", "否", "某局", "2025年7月"],
        ["2", "某项目", "听证、某程序", "", "某局", "年底前"],
    ]
    result = read_table(as_csv(tmp_path, rows))
    first, second = result.records
    catalogue = result.related[-1]
    assert result.template == "decision-catalogue"
    assert catalogue.period == DateSpan.year(2025)
    assert first.catalogue == catalogue.id
    assert first.maker == catalogue.authority
    (event,) = first.events
    assert event.kind is EventKind.PLANNED
    assert event.within == DateSpan.month(2025, 7)
    assert "专家论证" in event.note
    assert (first.hearing, second.hearing) == (False, True)
    assert second.events[0].within is None
    assert remarked(result) == ["C4", "F4"]
    names = {each.id: each.name for each in result.related if hasattr(each, "name")}
    assert names[first.lead] == "某局"
    assert GOVERNMENT not in told(result.remarks)
