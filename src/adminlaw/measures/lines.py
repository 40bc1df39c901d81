"""Indicators and comparisons as flat rows, for data frames and sheets.

``al.to_frame(al.indicators(register).lines())`` has a row for each indicator;
``al.to_frame(compare(…).lines())`` one for each indicator and column, so that
``pivot`` sets them side by side.
"""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from adminlaw.errors import Lang
from adminlaw.markup import shown_as
from adminlaw.measures.results import (
    Count,
    CountBasis,
    IndicatorStatus,
    IndicatorValue,
)
from adminlaw.model import Unit


@frozen(kw_only=True)
class IndicatorLine:
    """An indicator in one row (指标行).

    Attributes:
        id: Id of the indicator.
        name: What it is called, with its member and scope.
        member: Code of the member of a breakdown.
        scope: Scope of the printed figures.
        status: Whether it was computed, lies between bounds, or was refused.
        value: Its value; None without an exact one.
        least: The least that it can be.
        most: The most that it can be.
        unit: What it is counted in.
        numerator: What was counted; None where only bounds are known.
        denominator: Its base.
        basis: What it was taken from.
        complete: Whether everything it was taken from is declared complete.
        published: What the first report prints for it.
        difference: Computed less published.
        note: Why it was refused, and what had to be supposed.
    """

    id: str
    name: str
    member: str
    scope: str
    status: IndicatorStatus
    value: Decimal | None
    least: Decimal | None
    most: Decimal | None
    unit: Unit
    numerator: Decimal | None
    denominator: Decimal | None
    basis: CountBasis | None
    complete: bool
    published: Decimal | None
    difference: Decimal | None
    note: str

    _repr_html_ = shown_as(
        "指标",
        id="标识",
        name="名称",
        member="分项",
        scope="口径",
        status="计算状态",
        value="值",
        least="下限",
        most="上限",
        unit="单位",
        numerator="分子",
        denominator="分母",
        basis="数据来源",
        complete="登记完整",
        published="公布值",
        difference="差额",
        note="说明",
    )


@frozen(kw_only=True)
class ComparisonLine:
    """One cell of a comparison in a row of its own (指标对比行).

    Attributes:
        id: Id of the indicator.
        name: What it is called, with its member and scope.
        member: Code of the member of a breakdown.
        scope: Scope of the printed figures.
        column: What the column is called: a place or a year.
        value: The value; None where there is none, or none to be compared.
        unit: What it is counted in; None where there is no value.
        difference: It less the first value of the indicator.
        note: Why it may not be set beside the others.
    """

    id: str
    name: str
    member: str
    scope: str
    column: str
    value: Decimal | None
    unit: Unit | None
    difference: Decimal | None
    note: str

    _repr_html_ = shown_as(
        "指标对比",
        id="标识",
        name="名称",
        member="分项",
        scope="口径",
        column="对比项",
        value="值",
        unit="单位",
        difference="差额",
        note="说明",
    )


def line_of(value: IndicatorValue, lang: Lang = "zh") -> IndicatorLine:
    """Return an indicator as a flat row."""
    printed = value.published[0] if value.published else None
    return IndicatorLine(
        id=value.id,
        name=value.name(lang),
        member=value.member,
        scope=value.scope,
        status=value.status,
        value=plain(value.value),
        least=plain(value.least),
        most=plain(value.most),
        unit=value.unit,
        numerator=_number(value.numerator),
        denominator=_number(value.denominator),
        basis=value.basis,
        complete=value.amount is not None and value.complete,
        published=plain(printed.value) if printed else None,
        difference=plain(printed.difference) if printed else None,
        note=("；" if lang == "zh" else "; ").join(value.remarks(lang)),
    )


def _number(count: Count | None) -> Decimal | None:
    return count.value if count else None


def plain(number: Decimal | None) -> Decimal | None:
    """Return a number without zeros at its end: a sheet has its own format for them.

    >>> plain(Decimal("50.00")), plain(Decimal("120"))
    (Decimal('50'), Decimal('120'))
    """
    if number is None:
        return None
    text = format(number, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
