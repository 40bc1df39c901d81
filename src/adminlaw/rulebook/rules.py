"""Rules of law as dated data: what each kind says, and one version of it.

A rule has an id and labels; what it says, how strongly, on which days and by
which article belongs to a version. A number that changes with an amendment is
a new version below the old one.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import field, frozen

from adminlaw.citations import Citation
from adminlaw.findings import SourceStatus
from adminlaw.labels import Label, LabelledEnum, Modality
from adminlaw.markup import shown_as
from adminlaw.model.activities import ActivityKind
from adminlaw.model.documents import ClearanceScope
from adminlaw.model.events import EventKind
from adminlaw.model.fields import typed
from adminlaw.model.units import Unit
from adminlaw.periods import Length
from adminlaw.rulebook.authority import CreationAuthority, ExerciseAuthority
from adminlaw.rulebook.limits import FixedDate, Quantity, TimeLimit, check_day
from adminlaw.rulebook.precedence import Precedence
from adminlaw.rulebook.procedures import Procedure
from adminlaw.spans import DateSpan


class RuleKind(LabelledEnum):
    """What a rule sets (规则类别)."""

    NORM = "norm", "一般要求", "general requirement"
    BALANCE = "balance", "平衡关系", "balance identity"
    PARTITION = "partition", "互斥划分", "partition"
    SUBSET = "subset", "包含关系", "subset"
    RATE = "rate", "比率定义", "definition of a rate"
    RATIO = "ratio", "比例下限", "ratio with a floor"
    FREQUENCY = "frequency", "频次", "frequency"
    THRESHOLD = "threshold", "限值", "threshold"
    YEARLY_DAY = "yearly_day", "年度时点", "day of every year"
    TIME_LIMIT = "time_limit", "期限", "time limit"
    FIXED_DATE = "fixed_date", "固定日期", "fixed date"
    QUANTITY = "quantity", "数量", "quantity"
    PROCEDURE = "procedure", "程序", "procedure"
    CREATION_AUTHORITY = "creation_authority", "设定权", "authority to create"
    EXERCISE_AUTHORITY = "exercise_authority", "实施权", "authority to exercise"
    PRECEDENCE = "precedence", "适用规则", "precedence of norms"


@frozen(kw_only=True, field_transformer=typed)
class Measure:
    """What a figure measures (指标), so that rules can find it."""

    id: str
    label: Label
    unit: Unit

    _repr_html_ = shown_as("指标", id="标识", label="名称", unit="单位")


@frozen(kw_only=True, field_transformer=typed)
class Norm:
    """A requirement without a number: it gives a check its source and strength."""

    _repr_html_ = shown_as("规范要求")


@frozen(kw_only=True, field_transformer=typed)
class Balance:
    """*whole* is the sum of *parts*; all are codes of measures."""

    whole: str
    parts: tuple[str, ...]

    _repr_html_ = shown_as("合计关系", whole="合计", parts="分项")


@frozen(kw_only=True, field_transformer=typed)
class Partition:
    """*parts* are exclusive and together at most *whole*, or all of it if *closed*.

    Attributes:
        overlap: Two parts of which the first may lie inside the second, where
            practice differs; the other total is then given as well.
    """

    whole: str
    parts: tuple[str, ...]
    closed: bool = False
    overlap: tuple[str, ...] = ()

    _repr_html_ = shown_as("互斥分项", whole="总数", parts="分项")


@frozen(kw_only=True, field_transformer=typed)
class Subset:
    """Each measure of *chain* is at least the one after it."""

    chain: tuple[str, ...]

    _repr_html_ = shown_as("其中关系", chain="依次")


@frozen(kw_only=True, field_transformer=typed)
class Rate:
    """*rate* is *numerator* in percent of *base*."""

    rate: str
    numerator: str
    base: str

    _repr_html_ = shown_as("比率", rate="比率", numerator="分子", base="分母")


@frozen(kw_only=True, field_transformer=typed)
class Ratio:
    """*numerator* is at least *at_least* percent of *base*.

    Attributes:
        mixed_numerator: A wider count that holds more than the numerator.
        mixed_base: A wider count that holds more than the base: with only these
            two in hand the ratio cannot be judged.
    """

    numerator: str
    base: str
    at_least: Decimal
    mixed_numerator: str = ""
    mixed_base: str = ""

    _repr_html_ = shown_as("比例要求", numerator="分子", base="分母", at_least="至少")


@frozen(kw_only=True, field_transformer=typed)
class Frequency:
    """Something happens at least *at_least* times in every *every*.

    Attributes:
        measure: Code of the measure that counts it.
        activity: Kind of activity that it is.
        clearance: Scope of the clearance that it is.
        each: For each of whom it is counted, where that is not the authority.
    """

    at_least: int
    every: Length
    measure: str = ""
    activity: ActivityKind | None = None
    clearance: ClearanceScope | None = None
    each: Label | None = None

    _repr_html_ = shown_as("频次要求", at_least="至少", every="周期", measure="指标")


@frozen(kw_only=True, field_transformer=typed)
class Threshold:
    """A measure is at least, or at most, a number in the unit of the measure."""

    measure: str
    at_least: Decimal | None = None
    at_most: Decimal | None = None

    _repr_html_ = shown_as("数量要求", measure="指标", at_least="至少", at_most="至多")


@frozen(kw_only=True, field_transformer=typed)
class YearlyDay:
    """An event on the report of a year is due by a day of a later year."""

    event: EventKind
    month: int
    day: int = field()
    years_later: int = 1

    _repr_html_ = shown_as("年度日期", event="事件", month="月", day="日")

    @day.validator
    def _exists(self, _attribute: object, value: int) -> None:
        check_day(self.month, value)


Content = (
    Norm
    | Balance
    | Partition
    | Subset
    | Rate
    | Ratio
    | Frequency
    | Threshold
    | YearlyDay
    | TimeLimit
    | FixedDate
    | Quantity
    | Procedure
    | CreationAuthority
    | ExerciseAuthority
    | Precedence
)


@frozen(kw_only=True, field_transformer=typed)
class RuleVersion:
    """What a rule says on certain days, by which article.

    Attributes:
        valid: Days on which it is law.
        modality: How strongly it speaks.
        source: The provision that it rests on.
        status: How that source is known.
        content: What it says.
        text: Day of adoption of the text cited; None where no text is meant.
        also_texts: Days of adoption of other texts with the same words at that place.
        printed: The number phrase as printed there; empty where there is none.
    """

    valid: DateSpan
    modality: Modality
    source: Citation
    content: Content
    status: SourceStatus = SourceStatus.READ
    text: date | None = None
    also_texts: tuple[date, ...] = ()
    printed: str = ""

    _repr_html_ = shown_as(
        "规则版本",
        valid="有效期间",
        modality="强度",
        source="依据",
        status="来源核验状态",
        content="内容",
        printed="原文",
    )

    @property
    def texts(self) -> tuple[date, ...]:
        """Days of adoption of all texts in which it stands."""
        return (self.text, *self.also_texts) if self.text else ()


@frozen(kw_only=True, field_transformer=typed)
class Rule:
    """A rule of law with its versions (规则).

    Attributes:
        place: Division code of the place whose rule it is; empty if national.
        versions: Its versions; no two are in force on one day.
    """

    id: str
    kind: RuleKind
    label: Label
    versions: tuple[RuleVersion, ...]
    place: str = ""

    _repr_html_ = shown_as(
        "规则", id="标识", kind="类别", label="名称", place="适用地", versions="版本"
    )

    def on(self, day: date) -> RuleVersion | None:
        """Return the version in force on *day*, or None."""
        return next((each for each in self.versions if day in each.valid), None)

    def applies_in(self, division: str) -> bool:
        """Tell whether the rule is law in the place with this division code.

        A province's rule is law in its cities, a city's in its counties.
        """
        return division.startswith(self.place.removesuffix("00").removesuffix("00"))


def measures_of(content: Content) -> tuple[str, ...]:
    """Return the codes of the measures that a rule speaks of."""
    match content:
        case Balance():
            return (content.whole, *content.parts)
        case Partition():
            return (content.whole, *content.parts, *content.overlap)
        case Subset():
            return content.chain
        case Rate():
            return (content.rate, content.numerator, content.base)
        case Ratio():
            wide = (content.mixed_numerator, content.mixed_base)
            return (content.numerator, content.base, *filter(None, wide))
        case Frequency() | Threshold():
            return (content.measure,) if content.measure else ()
        case _:
            return ()
