"""The transfers of the model city, its decisions and its catalogues."""

from __future__ import annotations

from datetime import date, timedelta

from scripts.model_city_parts.reading import Row, event, later, span, tables, text
from scripts.model_city_parts.review import record


def transfers(named: dict[str, Row]) -> list[Row]:
    """Return the transfers of the table."""
    return [_transfer(row, named) for row in tables("transfers.toml")["transfer"]]


def _transfer(row: Row, named: dict[str, Row]) -> Row:
    since: date = row["since"]
    approver = row.get("approved_by", "")
    steps = [event("approved", later(since, -40), actor=approver)] if approver else []
    if row.get("signed"):
        steps.append(event("signed", later(since, -15), document="doc-entrust"))
    if row.get("published") or approver:
        steps.append(event("published", later(since, -7), medium="website"))
    if row["kind"] != "entrustment":
        before = ("capacity_assessed", -90), ("established", -80), ("staffed", -60)
        steps = [*(event(kind, later(since, day)) for kind, day in before), *steps]
    ends = [event("took_effect", text(since))]
    if row["kind"] != "entrustment":
        ends.insert(0, event("handed_over", later(since, -1)))
        ends.append(event("evaluated", later(since, 200)))
    return {
        "id": row["id"],
        "kind": row["kind"],
        "name": row["name"],
        "transferors": [row["from"]],
        "receivers": row["to"],
        "powers": [named[key]["id"] for key in row["powers"]],
        "basis": [row["basis"]],
        "valid": span(since),
        "supervisors": [row["from"]],
        "events": [*steps, *ends],
    }


def transfer_plants() -> list[Row]:
    """Return the planted rows of transfers."""
    return [
        {"kind": "transfer", "record": row["id"], **plant}
        for row in tables("transfers.toml")["transfer"]
        for plant in row.get("rows", [])
    ]


_DECISIONS = (
    ("示例市综合交通规划调整", "planning", "tra"),
    ("示例市生活垃圾处理费标准调整", "policy", "urb"),
    ("示例市第二水厂建设", "project", "wat"),
    ("示例市轨道交通示例线建设", "project", "tra"),
    ("示例市重点河道禁渔期调整", "resources", "agr"),
    ("示例市医疗资源布局规划", "planning", "hea"),
    ("示例市中小学学区调整办法", "policy", "edu"),
    ("示例市历史街区保护利用", "resources", "cul"),
    ("示例市危险化学品企业搬迁", "project", "emg"),
    ("示例市居住证积分办法", "policy", "ps"),
)


def decisions() -> list[Row]:
    """Return ten major decisions with all their steps."""
    return [_decision(at) for at in range(len(_DECISIONS))]


def _decision(at: int) -> Row:
    title, category, lead = _DECISIONS[at]
    start = date(2022, 1, 17 - at) + timedelta(days=at * 90)
    made = record("decision", f"m{at + 1:02}", start)
    for each in made["events"]:
        if each.get("actor") == "urb":
            each["actor"] = lead
    own = {"title": title, "category": category, "lead": lead}
    decided = start + timedelta(days=120)
    return {**made, **own, "catalogue": f"cat-{decided.year}"}


def catalogues() -> list[Row]:
    """Return the catalogues of decisions of three years, and one of hearings."""
    made = [_catalogue("catalogue", f"cat-{year}", year) for year in _YEARS]
    return [*made, _catalogue("hearing_catalogue", "hearings-2024", _YEARS[-1])]


_YEARS = (2022, 2023, 2024)


def _catalogue(template: str, key: str, year: int) -> Row:
    made = record(template, key, date(year, 1, 15))
    period = {"since": f"{year}-01-01", "until": f"{year + 1}-01-01"}
    return {**made, "period": period}
