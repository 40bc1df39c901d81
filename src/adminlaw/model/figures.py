"""Published figures, the reports that carry them and how they should relate.

A figure is what a report prints: a count without its members stays a count, a
rate keeps its decimals, a name without a list stays open. How figures relate
(勾稽关系) is either a rule of the rule book, found by their measures, or a
relation that the register itself states.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import field, frozen

from adminlaw.errors import FieldValueError
from adminlaw.labels import Label, LabelledEnum
from adminlaw.model.events import Event
from adminlaw.model.fields import typed
from adminlaw.model.headings import record_html
from adminlaw.model.identities import (
    AuthorityId,
    DocumentId,
    FigureId,
    PlaceId,
    RelationId,
    ReportId,
)
from adminlaw.model.units import Unit
from adminlaw.rates import Rounding
from adminlaw.spans import DateSpan


class FigureRole(LabelledEnum):
    """What a number in a report is (数字性质)."""

    MEASURED = "measured", "统计数", "measured"
    NORM = "norm", "要求数", "norm"
    TARGET = "target", "目标", "target"
    STRUCTURAL = "structural", "构成数", "structural"
    DATE = "date", "日期", "date"
    IDENTIFIER = "identifier", "编号", "identifier"
    ORDINAL = "ordinal", "序数", "ordinal"
    RANK_CLAIM = "rank_claim", "排名说法", "rank claim"
    IDIOM = "idiom", "习语", "idiom"


class Qualifier(LabelledEnum):
    """How exactly a number is meant (限定)."""

    EXACT = "exact", "正好", "exactly"
    AT_LEAST = "at_least", "不少于", "at least"
    AT_MOST = "at_most", "不超过", "at most"
    MORE_THAN = "more_than", "余", "more than"
    BASICALLY_ALL = "basically_all", "基本", "basically all"
    UNIVERSAL = "universal", "一律", "without exception"


class Confidence(LabelledEnum):
    """How sure a restoration is (还原可信度)."""

    FORCED = "forced", "唯一可能", "the only possibility"
    HIGH = "high", "高", "high"
    MEDIUM = "medium", "中", "medium"
    LOW = "low", "低", "low"


class ReportKind(LabelledEnum):
    """Kind of published report (报告类别)."""

    LAW_BASED_GOVERNMENT = (
        "law_based_government",
        "法治政府建设年度报告",
        "annual report on building a law-based government",
    )
    DISCLOSURE = "disclosure", "政府信息公开年度报告", "annual disclosure report"
    STATISTICS = "statistics", "统计报表", "statistical return"
    OTHER = "other", "其他报告", "other report"


class RelationKind(LabelledEnum):
    """How figures should relate (勾稽关系)."""

    BALANCE = "balance", "合计等于各分项之和", "the whole is the sum of its parts"
    PARTITION = "partition", "各分项互斥且不超过总数", "exclusive parts of a whole"
    SUBSET = "subset", "其中", "each part is at most the whole"
    ORDER = "order", "依次不减", "each is at least the one before"
    EQUAL = "equal", "前后一致", "stated more than once"
    SPAN = "span", "起止年份与年数", "first year, last year and length"
    SEPARATE = "separate", "不得相加或关联", "may not be added or linked"
    QUOTIENT = "quotient", "两数之比", "quotient of two figures"
    DIFFERENCE = "difference", "两数之差", "difference of two figures"
    DAILY = "daily", "日均", "average for each day of the period"
    REMAINDER = "remainder", "其余部分的比率", "what a rate leaves to the rest"


@frozen(kw_only=True, field_transformer=typed)
class PublishedReport:
    """A report that an authority published (已公布的报告).

    Attributes:
        title: Title without 《》.
        document: Register id of the report as a document.
        period: The period reported on.
        as_of: Day to which its figures run, where it differs from the end of the
            period or is stated.
        rounding: How it says that it rounds; None where it does not say.
        truncated: Whether the source breaks off before its end.
        events: Signing and publication.
    """

    id: ReportId
    title: str
    kind: ReportKind
    authority: AuthorityId | None = None
    document: DocumentId | None = None
    period: DateSpan | None = None
    as_of: date | None = None
    rounding: Rounding | None = None
    truncated: bool = False
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class Figure:
    """One number as a report prints it (指标值).

    Attributes:
        report: Register id of the report that prints it.
        measure: Code of the measure in the rule book; empty where it has none.
        value: The number with its printed decimals; None for an idiom, a date, or a
            count that is not stated.
        unit: What is counted.
        per: What it is counted for each of, as in sessions a year.
        when: The day, month or year that it names, for a date.
        period: Days that it covers.
        as_of: Day to which it runs.
        place: Register id of the territory that it covers.
        scope: What part of the field it covers, where a report limits it.
        numerator: Register id of the count that a rate divides.
        base: Register id of the count that a rate is a share of.
        rounding: How it was shortened, where that is declared.
        members: Names of what it counts, where the report lists them.
        open_list: Whether that list is open (等).
        raw: How the report writes it, where that is not the number itself.
        restored: What an altered or masked number probably was; never used as its
            value.
        confidence: How sure that restoration is.
        candidates: Numbers among which the true one is, where none can be chosen.
        section: Where in the report it stands.

    >>> from adminlaw.model.units import Unit
    >>> Figure(
    ...     id=FigureId("f"),
    ...     label=Label("行政复议收案数", "reconsideration applications received"),
    ...     value=Decimal(52),
    ...     unit=Unit.CASE,
    ... ).value
    Decimal('52')
    """

    id: FigureId
    label: Label
    unit: Unit
    value: Decimal | None = field(default=None)
    report: ReportId | None = None
    measure: str = ""
    per: Unit | None = None
    when: DateSpan | None = None
    role: FigureRole = FigureRole.MEASURED
    qualifier: Qualifier = Qualifier.EXACT
    period: DateSpan | None = None
    as_of: date | None = None
    place: PlaceId | None = None
    scope: str = ""
    numerator: FigureId | None = None
    base: FigureId | None = None
    rounding: Rounding | None = None
    members: tuple[str, ...] = ()
    open_list: bool = False
    raw: str = ""
    restored: Decimal | None = None
    confidence: Confidence | None = None
    candidates: tuple[int, ...] = ()
    section: str = ""

    _repr_html_ = record_html

    @value.validator
    def _finite(self, _attribute: object, value: object) -> None:
        if isinstance(value, Decimal) and not value.is_finite():
            raise FieldValueError("value", value, "有限小数", "a finite Decimal")


@frozen(kw_only=True, field_transformer=typed)
class Relation:
    """How some figures of a register should relate (勾稽关系).

    Attributes:
        whole: Register id of the total, or of the stated result; None where the
            report does not state it, so that only a value can be derived.
        parts: Register ids of the other figures, in the order that the kind needs.
        rule: Id of the rule that makes a breach matter; empty for the general
            duty that published figures be accurate.
        assumption: What has to be supposed, where the report leaves it open.
    """

    id: RelationId
    kind: RelationKind
    whole: FigureId | None = None
    parts: tuple[FigureId, ...] = ()
    rule: str = ""
    assumption: Label | None = None

    _repr_html_ = record_html
