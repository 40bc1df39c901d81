"""Benchmarks of discretion: a statutory range cut into tiers."""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen

from adminlaw.citations import Citation
from adminlaw.errors import FieldValueError
from adminlaw.labels import LabelledEnum
from adminlaw.model.events import Event
from adminlaw.model.fields import typed
from adminlaw.model.headings import record_html
from adminlaw.model.identities import AuthorityId, BenchmarkId, DocumentId, PowerId
from adminlaw.spans import DateSpan


class DiscretionFactor(LabelledEnum):
    """What a benchmark weighs (裁量因素)."""

    FACTS = "facts", "事实", "facts"
    NATURE = "nature", "性质", "nature"
    CIRCUMSTANCES = "circumstances", "情节", "circumstances"
    HARM = "harm", "社会危害程度", "degree of social harm"
    FAULT = "fault", "主观过错", "subjective fault"


class RangeUnit(LabelledEnum):
    """What a range measures (幅度单位)."""

    YUAN = "yuan", "元", "yuan"
    WAN_YUAN = "wan_yuan", "万元", "ten thousand yuan"
    TIMES = "times", "倍", "times a base amount"
    PERCENT = "percent", "百分之", "percent"
    DAYS = "days", "日", "calendar days"
    MONTHS = "months", "个月", "months"


@frozen(kw_only=True, field_transformer=typed)
class Range:
    """From *least* to *most* of a unit (幅度); None is unbounded.

    以上 and 以下 include their number, 不满 and 超过 do not
    (民法典第一千二百五十九条).

    A range whose end is below its start can be written down; a check reports it.

    Raises:
        FieldValueError: a bound is no finite number.
    """

    unit: RangeUnit
    least: Decimal | None = field(default=None)
    most: Decimal | None = field(default=None)
    least_included: bool = True
    most_included: bool = True

    _repr_html_ = record_html

    @least.validator
    @most.validator
    def _finite(self, _attribute: object, value: object) -> None:
        if isinstance(value, Decimal) and not value.is_finite():
            raise FieldValueError("range", value, "有限小数", "a finite Decimal")


@frozen(kw_only=True, field_transformer=typed)
class Tier:
    """One tier of a benchmark (裁量阶次).

    Attributes:
        name: What it is called, such as 较轻.
        range: What may be imposed in it; None where it is not a number.
    """

    name: str
    range: Range | None = None

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class Benchmark:
    """A benchmark for one violation (行政处罚裁量基准).

    Attributes:
        power: Register id of the power whose discretion it guides.
        authority: Register id of the body that made it, or adopted it.
        adopted_from: Register id of the document that it was taken over from.
        basis_text: The basis as the source writes it, where it was not parsed.
        statutory_range: What the law itself allows.
        tiers: Its tiers, lightest first.
        factors: What it weighs.
        events: Report to the government, publication.
    """

    id: BenchmarkId
    name: str
    power: PowerId | None = None
    authority: AuthorityId | None = None
    document: DocumentId | None = None
    adopted_from: DocumentId | None = None
    basis: tuple[Citation, ...] = ()
    basis_text: str = ""
    statutory_range: Range | None = None
    tiers: tuple[Tier, ...] = ()
    factors: tuple[DiscretionFactor, ...] = ()
    valid: DateSpan = DateSpan.always()
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html
