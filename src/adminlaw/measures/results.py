"""Indicators as they come out: each with its base, its records, and what is printed.

A value is computed, lies between bounds, or is refused with the reason; where records
and figures both give one, both are given. What a report prints stands beside it with
the difference, and the roundings under which the two agree.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import field, frozen

from adminlaw.errors import Lang
from adminlaw.labels import Label, LabelledEnum
from adminlaw.markup import html_table, shown_as
from adminlaw.measures.amounts import Amount
from adminlaw.measures.definitions import (
    IndicatorDefinition,
    IndicatorKind,
)
from adminlaw.model import Figure, FigureRole, Unit
from adminlaw.rates import Rounding, agreeing, counts_allowed, rounded
from adminlaw.spans import DateSpan


class CountBasis(LabelledEnum):
    """What a count was taken from (数据来源)."""

    RECORDS = "records", "登记记录", "records"
    FIGURES = "figures", "公布数字", "published figures"
    MIXED = "mixed", "记录与公布数字", "records and figures"


class IndicatorStatus(LabelledEnum):
    """Whether an indicator has a value (计算状态)."""

    COMPUTED = "computed", "已计算", "computed"
    BOUNDED = "bounded", "仅得范围", "between bounds"
    REFUSED = "refused", "拒绝计算", "refused"


@frozen(kw_only=True)
class Count:
    """A count as it stands in an indicator, with what is behind it (计数).

    Attributes:
        id: Id of the count; several with `` + `` where they are added up.
        amount: The number, or the bounds between which it lies.
        records: Ids of the records, or of the figures, behind it.
        as_of: Day to which it runs; None where a report states none.
        complete: Whether the register declares complete what it was taken from; if
            not, there are at least so many.
        assumption: What had to be supposed; None if nothing.
        parts: The counts that were added up or taken off.
    """

    id: str
    label: Label
    amount: Amount
    basis: CountBasis
    unit: Unit
    records: tuple[str, ...] = field(default=(), repr=False)
    as_of: date | None = None
    period: DateSpan | None = None
    place: str = ""
    scope: str = ""
    complete: bool = True
    assumption: Label | None = None
    parts: tuple[Count, ...] = field(default=(), repr=False)

    _repr_html_ = shown_as(
        "计数",
        label="名称",
        amount="数量",
        unit="单位",
        basis="依据",
        as_of="截止日期",
        period="期间",
        place="区域",
        scope="范围",
        assumption="前提",
        records="记录",
    )

    @property
    def value(self) -> Decimal | None:
        """The number; None where only bounds are known."""
        exact = self.amount.exact
        return None if exact is None else _plain(exact)

    @property
    def least(self) -> Decimal:
        """The least that it can be."""
        return _plain(self.amount.least)

    @property
    def most(self) -> Decimal | None:
        """The most that it can be; None without a bound."""
        return None if self.amount.most is None else _plain(self.amount.most)

    def text(self) -> str:
        """Return the number or its bounds; at least so many are marked with ≥."""
        return _bounds(self.value, self.least, self.most, self.complete)


def _plain(number: Fraction) -> Decimal:
    """Return a number exactly, or to six decimals where it never ends."""
    if number.denominator == 1:
        return Decimal(number.numerator)
    return rounded(number, 6, Rounding.HALF_UP).normalize()


def _bounds(
    value: Decimal | None,
    least: Decimal | None,
    most: Decimal | None,
    complete: bool,  # noqa: FBT001
) -> str:
    if value is not None:
        return f"{'' if complete else '≥ '}{value}"
    return f"{least}…" if most is None else f"{least}…{most}"


@frozen(kw_only=True)
class Published:
    """A figure that prints an indicator, beside what was computed (公布值).

    Attributes:
        figure: Register id of the figure.
        value: What it prints; None where that was altered or is no number.
        raw: How it writes it, where that is not the number itself.
        role: Whether it is a measured number, a norm or a target.
        exact: Whether it is meant exactly, and not as at least, more than ….
        difference: Computed less published; None where either is missing.
        agreeing: Roundings under which the computed one prints as the published one.
        allowed_by: Whole numbers of the base that print as it, with the rounding;
            empty where it is no rate, or the base is not known.
    """

    figure: str
    value: Decimal | None
    raw: str
    role: FigureRole
    exact: bool
    difference: Decimal | None = None
    agreeing: tuple[Rounding, ...] = ()
    allowed_by: tuple[tuple[Rounding, range], ...] = field(default=(), repr=False)

    _repr_html_ = shown_as(
        "公布值",
        figure="指标值",
        value="数值",
        raw="原文写法",
        difference="差额",
        agreeing="相符的舍入方式",
    )

    @property
    def allowed(self) -> dict[Rounding, range]:
        """The whole numbers of the base that print as it, by rounding."""
        return dict(self.allowed_by)


@frozen(kw_only=True)
class IndicatorValue:
    """One indicator of one register, with everything it rests on (指标值).

    Attributes:
        indicator: Its definition.
        status: Whether it was computed, lies between bounds, or was refused.
        amount: Its exact value or bounds; None if refused.
        member: Code of the member of a breakdown; empty for the whole.
        member_label: What that member is called.
        numerator: What was counted, less what was taken off.
        denominator: Its base; None where it has none, or none is known.
        reason: Why it was refused.
        published: What reports print for it.
        operands: Of a change: this value and the one before.
        other: The same indicator on the other basis, where both can be had.
    """

    indicator: IndicatorDefinition
    status: IndicatorStatus
    amount: Amount | None = None
    member: str = ""
    member_label: Label | None = None
    numerator: Count | None = None
    denominator: Count | None = None
    period: DateSpan | None = None
    as_of: date | None = None
    place: str = ""
    scope: str = ""
    reason: Label | None = None
    published: tuple[Published, ...] = ()
    operands: tuple[IndicatorValue, ...] = field(default=(), repr=False)
    other: IndicatorValue | None = field(default=None, repr=False)

    @property
    def id(self) -> str:
        """Id of the indicator."""
        return self.indicator.id

    @property
    def exact(self) -> Fraction | None:
        """The exact value; None if refused or between bounds."""
        computed = self.status is IndicatorStatus.COMPUTED
        return self.amount.exact if self.amount and computed else None

    @property
    def value(self) -> Decimal | None:
        """The value, shortened as its definition says; None without an exact one."""
        return None if self.exact is None else self._short(self.exact)

    @property
    def least(self) -> Decimal | None:
        """The least that it can be."""
        return self._short(self.amount.least) if self.amount else None

    @property
    def most(self) -> Decimal | None:
        """The most that it can be; None if refused or without a bound."""
        most = self.amount.most if self.amount else None
        return None if most is None else self._short(most)

    @property
    def rounding(self) -> Rounding:
        """How it is shortened."""
        return self.indicator.rounding

    @property
    def unit(self) -> Unit:
        """What it is counted in; a change is in points of it."""
        return self.indicator.unit

    @property
    def basis(self) -> CountBasis | None:
        """What it was taken from; None if refused."""
        found = {each.basis for each in (self.numerator, self.denominator) if each}
        found |= {each.basis for each in self.operands if each.basis}
        return found.pop() if len(found) == 1 else (CountBasis.MIXED if found else None)

    @property
    def complete(self) -> bool:
        """Whether everything it was taken from is complete."""
        counts = (self.numerator, self.denominator)
        held = all(each.complete for each in counts if each)
        return held and all(each.complete for each in self.operands)

    @property
    def assumptions(self) -> tuple[Label, ...]:
        """What had to be supposed."""
        counts = filter(None, (self.numerator, self.denominator))
        found = (part.assumption for each in counts for part in (each, *each.parts))
        return tuple(dict.fromkeys(filter(None, found)))

    def _short(self, number: Fraction) -> Decimal:
        if self.indicator.kind in WHOLE and number.denominator == 1:
            return Decimal(number.numerator)
        return rounded(number, self.indicator.places, self.indicator.rounding)

    def name(self, lang: Lang = "zh") -> str:
        """Return what it is called, with its member and scope."""
        member = self.member_label.text(lang) if self.member_label else ""
        extra = "、".join(filter(None, (member, self.scope)))
        name = self.indicator.label.text(lang)
        return f"{name}（{extra}）" if extra else name

    def shown(self, lang: Lang = "zh") -> str:
        """Return the value with its unit, or the bounds; empty if refused."""
        if self.amount is None:
            return ""
        if self.numerator and not self.indicator.denominator:
            complete = self.complete
        else:
            complete = True
        number = _bounds(self.value, self.least, self.most, complete)
        return f"{number}{self._sign(lang)}"

    def _sign(self, lang: Lang) -> str:
        if self.unit is not Unit.PERCENT:
            return ""
        if self.indicator.kind is IndicatorKind.CHANGE:
            return "个百分点" if lang == "zh" else " points"
        return "%"

    def counted(self) -> str:
        """Return the numerator over the base, as numbers."""
        counts = [each.text() for each in (self.numerator, self.denominator) if each]
        return " / ".join(counts)

    def text(self, lang: Lang = "zh") -> str:
        """Return one line: name, value, counts, and why it was refused."""
        parts = [self.shown(lang) or self.status.text(lang), self.counted()]
        parts += self.remarks(lang)
        return f"{self.name(lang)}: {'; '.join(filter(None, parts))}"

    def remarks(self, lang: Lang = "zh") -> tuple[str, ...]:
        """Return why it was refused, what had to be supposed, what is incomplete."""
        said = [self.reason] if self.reason else []
        said += self.assumptions
        if self.amount and not self.complete:
            said.append(_PARTIAL)
        return tuple(each.text(lang) for each in said)

    def _repr_html_(self) -> str:
        return html_table(self.name(), HEADS, [row(self)])


WHOLE: Final = frozenset(
    {IndicatorKind.COUNT, IndicatorKind.SUM, IndicatorKind.INTERVAL}
)
"""Kinds whose value is a whole number where it can be."""

_PARTIAL = Label("登记未声明完整", "the records are not declared complete")
HEADS: Final = ("指标", "值", "计算", "单位", "来源", "公布值", "差", "说明")


def row(value: IndicatorValue) -> tuple[str, ...]:
    """Return an indicator as a row of a table in Chinese."""
    basis = value.basis
    return (
        value.name(),
        value.shown() or value.status.zh,
        value.counted(),
        value.unit.zh,
        basis.zh if basis else "",
        "、".join(printed_text(each) for each in value.published),
        "、".join(
            str(e.difference) for e in value.published if e.difference is not None
        ),
        "；".join(value.remarks()),
    )


def printed_text(published: Published, lang: Lang = "zh") -> str:
    """Return what is printed, with its role where it is not a measured number."""
    number = published.raw if published.value is None else str(published.value)
    if published.role is FigureRole.MEASURED:
        return number
    role = published.role.text(lang)
    return f"{number}（{role}）" if lang == "zh" else f"{number} ({role})"


def beside(figure: Figure, value: IndicatorValue, base: Fraction | None) -> Published:
    """Return a printed figure beside a value.

    Args:
        figure: The figure.
        value: What was computed for the same.
        base: The number that it is a share of, where it is known.
    """
    stated = figure.value
    exact = value.exact
    difference = None
    if stated is not None and value.value is not None:
        difference = value.value - stated
    allowed: dict[Rounding, range] = {}
    if stated is not None and figure.unit is Unit.PERCENT and _countable(base, stated):
        number = int(base or 0)
        allowed = {each: counts_allowed(stated, number, each) for each in Rounding}
    return Published(
        figure=figure.id,
        value=stated,
        raw=figure.raw,
        role=figure.role,
        exact=figure.qualifier.code in {"exact", "universal"},
        difference=difference,
        agreeing=agreeing(stated, exact)
        if stated is not None and exact is not None
        else (),
        allowed_by=tuple(allowed.items()),
    )


def _countable(base: Fraction | None, stated: Decimal) -> bool:
    return base is not None and base.denominator == 1 and base > 0 and stated >= 0
