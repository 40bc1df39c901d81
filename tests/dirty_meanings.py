"""What a table means to a reader of the field, and what a reading of it says.

Both are told in the same words, so that they can be compared field by field: ``said``
of a result, ``meant`` of the rows that were written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adminlaw.model import Case, Document, Power
from adminlaw.tables.results import ImportResult
from tests.dirty_records import Meant, Table, plain

# What a reading says, in the words of the table.


def said(result: ImportResult) -> list[Mapping[str, object]]:
    """Return what each record of a result says, without its id."""
    names = {each.id: each.name for each in result.related if hasattr(each, "name")}
    return [
        {"of": type(each).__name__, **_SAID[type(each)](each, names)}
        for each in result.records
    ]


def _power(record: Power, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "kind": record.kind.zh,
        "name": plain(record.name),
        "basis": plain(record.basis_text),
        "parsed": [plain(str(each)) for each in record.basis],
        "holder": plain(names[record.holder]),
        "unit": plain(record.handling_unit),
        "levels": [each.zh for each in record.levels],
        "duties": [plain(each).lstrip("123.") for each in record.duties],
        "liability": [plain(each).lstrip("123.") for each in record.liability],
        "remark": plain(record.remark),
    }


def _document(record: Document, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "title": plain(record.title),
        "number": plain(record.number),
        "issuers": [plain(names[each]) for each in record.issuers],
        "days": {each.kind.value: each.day for each in record.events},
        "topic": plain(record.topic),
        "index": plain(record.index_number),
    }


def _case(record: Case, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "kind": record.kind.value,
        "number": plain(record.number),
        "party": plain(record.party),
        "party number": plain(record.party_number),
        "party kind": record.party_kind.zh if record.party_kind else "",
        "basis": plain(record.basis_text),
        "content": plain(record.content),
        "amount": record.amount.yuan.normalize() if record.amount else None,
        "forms": sorted(each.value for each in record.forms),
        "days": [each.day for each in record.events],
        "valid": record.valid,
        "published until": record.published_until,
        "handler": plain(names[record.handler]) if record.handler else "",
    }


_SAID: Mapping[type, Any] = {Power: _power, Document: _document, Case: _case}

# What the table means, said in the same words.


def meant(source: Table) -> list[Mapping[str, object]]:
    """Return what each row of a clean table says to a reader of the field."""
    return [_MEANT[source.subject](row) for row in source.rows]


def _text(value: Meant) -> str:
    return plain(value) if isinstance(value, str) else ""


def _meant_power(row: Mapping[str, Meant]) -> dict[str, object]:
    duties, liability = row["责任事项"], row["追责情形"]
    assert isinstance(duties, tuple)
    assert isinstance(liability, tuple)
    return {
        "kind": row["权力类型"],
        "name": _text(row["事项名称"]),
        "basis": _text(row["实施依据"]),
        "holder": _text(row["行使主体"]),
        "unit": _text(row["承办机构"]),
        "levels": [{"市": "地级", "县": "县级", "省": "省级"}[str(row["行使层级"])[0]]],
        "duties": [_text(each) for each in duties],
        "liability": [_text(each) for each in liability],
        "remark": _text(row["备注"]),
    }


def _meant_document(row: Mapping[str, Meant]) -> dict[str, object]:
    return {
        "title": _text(row["标题"]),
        "number": _text(row["发文字号"]),
        "issuers": [_text(row["发文机关"])],
        "days": {"signed": row["成文日期"], "published": row["发布日期"]},
        "topic": _text(row["主题分类"]),
        "index": _text(row["索引号"]),
    }


def _meant_party(row: Mapping[str, Meant]) -> dict[str, object]:
    code, number = row["行政相对人代码_1（统一社会信用代码）"], row["证件号码"]
    return {
        "party": _text(row["行政相对人名称"]),
        "party number": _text(code) or _text(number),
        "party kind": _text(row["行政相对人类别"]),
    }


def _meant_penalty(row: Mapping[str, Meant]) -> dict[str, object]:
    amount = row["罚款金额（万元）"]
    return {
        **_meant_party(row),
        "kind": "penalty",
        "number": _text(row["行政处罚决定书文号"]),
        "basis": _text(row["处罚依据"]),
        "amount": (amount * 10_000).normalize(),  # type: ignore[operator, union-attr]
        "days": [row["处罚决定日期"]],
        "forms": sorted(
            {"罚款": "fine", "警告": "warning"}[each]
            for each in str(row["处罚类别"]).split("、")
        ),
        "published until": row["公示截止期"],
        "handler": _text(row["处罚机关"]),
    }


def _meant_licence(row: Mapping[str, Meant]) -> dict[str, object]:
    return {
        **_meant_party(row),
        "kind": "licence",
        "number": _text(row["行政许可决定文书号"]),
        "content": _text(row["许可内容"]),
        "days": [row["许可决定日期"]],
        "handler": _text(row["许可机关"]),
    }


_MEANT: Mapping[str, Any] = {
    "powers": _meant_power,
    "documents": _meant_document,
    "penalties": _meant_penalty,
    "licences": _meant_licence,
}
