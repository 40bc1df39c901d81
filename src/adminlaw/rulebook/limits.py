"""What rules of time and amount say: time limits, days of the year, quantities.

A statute gives a length and an event, says or leaves open which days count, and
whether the last one moves. That is written down here as it stands, and counted
elsewhere. A deadline that the law leaves to judgement is no rule (《立法法》第七条:
norms are to be clear enough to be carried out).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import field, frozen

from adminlaw.citations import Citation
from adminlaw.errors import FieldValueError
from adminlaw.labels import Label, LabelledEnum
from adminlaw.markup import shown_as
from adminlaw.model.events import EventKind
from adminlaw.model.fields import typed
from adminlaw.periods import Direction, FirstDay, Length


class Nature(LabelledEnum):
    """What a time limit does (期限性质)."""

    DEADLINE = "deadline", "办理期限", "deadline"
    MINIMUM = "minimum", "最短期间", "minimum length"
    WAITING = "waiting", "等待期间", "waiting time"
    LIMITATION = "limitation", "时效、起诉期限", "limitation"
    NOTICE = "notice", "提前通知期", "advance notice"
    RESTRAINT = "restraint", "强制措施最长期间", "maximum of a restraint"
    VALIDITY = "validity", "有效期限", "validity"
    DEEMED = "deemed", "逾期视为", "deemed consequence"
    RECURRENCE = "recurrence", "周期", "recurrence"
    RETENTION = "retention", "保存期间", "retention"


class Side(LabelledEnum):
    """Whose step a time limit is for (期限所约束的一方)."""

    ORGAN = "organ", "国家机关", "organ of the state"
    CITIZEN = "citizen", "公民、法人或者其他组织", "citizen or organisation"


class Roll(LabelledEnum):
    """Whether a last day that is a rest day moves, and by which clause (期末顺延)."""

    STATUTE = "statute", "本法规定顺延", "the statute itself moves it"
    REFERENCE = "reference", "援引民事诉讼法顺延", "by reference to civil procedure"
    SILENT = "silent", "本法未规定", "the statute is silent"
    NEVER = "never", "不顺延", "it never moves"


class QuantityUnit(LabelledEnum):
    """What a quantity of the law is counted in (数量单位)."""

    YUAN = "yuan", "元", "yuan"
    YUAN_PER_DAY = "yuan per day", "元/日", "yuan per day"
    PERSONS = "persons", "人", "persons"
    PERCENT = "percent", "百分比", "percent"
    THIRDS = "thirds", "三分之", "thirds"
    TIMES = "times", "次、倍", "times"
    COPIES = "copies", "份", "copies"
    ITEMS = "items", "件", "items"
    GRADE = "grade", "级", "grade"
    HOURS = "hours", "小时", "hours"
    DAYS = "days", "日", "days"
    MONTHS = "months", "个月", "months"
    YEARS = "years", "年、周岁", "years"


@frozen(kw_only=True, field_transformer=typed)
class Extension:
    """How a time limit may be made longer (延长).

    Attributes:
        source: The provision that allows it.
        length: By how much; None where the law sets no maximum.
        printed: The number phrase as printed; empty where there is none.
        approver: Who approves it.
        notify: Whether the law asks that the party be told.
        times: How often; None where the law does not say.
    """

    source: Citation
    length: Length | None = None
    printed: str = ""
    approver: Label | None = None
    notify: bool = False
    times: int | None = None

    _repr_html_ = shown_as(
        "延长",
        length="期限",
        approver="批准机关",
        times="次数",
        printed="原文",
        source="依据",
    )


@frozen(kw_only=True, field_transformer=typed)
class Cap:
    """An absolute maximum beside a time limit (最长期限); the earlier day wins.

    Attributes:
        length: How long it is.
        starts: The event from which it runs.
        printed: The number phrase as printed.
        source: Where it stands; None where it stands with the time limit.
    """

    length: Length
    starts: Label
    printed: str
    source: Citation | None = None

    _repr_html_ = shown_as(
        "最长期限", length="期限", starts="起算", printed="原文", source="依据"
    )


@frozen(kw_only=True, field_transformer=typed)
class TimeLimit:
    """A length of time from an event (期限); arithmetic is not done here.

    Attributes:
        starts: The event from which it runs; for a notice, the event before which
            it lies.
        length: How long it is; the unit is the one that counts.
        nature: What it does.
        actor: Whose step it is.
        side: On which side the actor stands, which decides where the law is silent.
        action: The step.
        unit_by: The clause that makes 日 a working day or a calendar day; None where
            the text is silent or writes 工作日 out.
        direction: Whether it runs from the event or lies before it.
        first_day: Whether the day of the event counts: 当日 is one day that does.
        roll: Whether its last day moves.
        start_event: The kind of event that starts it, where records have one.
        extension: How it may be made longer.
        cap: An absolute maximum beside it.
        excluded: Times that do not count.
        excluded_source: The provisions that say so.
        condition: Where it applies, if not always.
        consequence: What follows from missing it, where the law says so.
        judgement: What the law leaves to judgement and changes the length.
    """

    starts: Label
    length: Length
    nature: Nature
    actor: Label
    side: Side
    action: Label
    roll: Roll
    unit_by: Citation | None = None
    direction: Direction = Direction.FORWARD
    first_day: FirstDay = FirstDay.EXCLUDED
    start_event: EventKind | None = None
    extension: Extension | None = None
    cap: Cap | None = None
    excluded: tuple[Label, ...] = ()
    excluded_source: tuple[Citation, ...] = ()
    condition: Label | None = None
    consequence: Label | None = None
    judgement: Label | None = None

    _repr_html_ = shown_as(
        "期限",
        length="期限",
        starts="起算",
        actor="主体",
        action="事项",
        nature="性质",
        roll="顺延",
        extension="延长",
        cap="最长期限",
        condition="条件",
        consequence="后果",
    )


@frozen(kw_only=True, field_transformer=typed)
class FixedDate:
    """A step is due by one day of every year (固定日期).

    Attributes:
        actor: Whose step it is.
        action: The step.
        month: Month of the last day.
        day: The last day.
        years_later: Years after the year that it concerns; 0 in the same year.
        from_month: Month of the first day, where the law opens a window; else None.
        from_day: The first day of the window.

    Raises:
        FieldValueError: there is no such day, or half of a first day is given.
    """

    actor: Label
    action: Label
    month: int
    day: int = field()
    years_later: int
    from_month: int | None = None
    from_day: int | None = field(default=None)

    _repr_html_ = shown_as(
        "固定日期", actor="主体", action="事项", month="月", day="日"
    )

    @day.validator
    def _exists(self, _attribute: object, value: int) -> None:
        check_day(self.month, value)

    @from_day.validator
    def _opens(self, _attribute: object, value: int | None) -> None:
        if self.from_month is not None or value is not None:
            check_day(self.from_month or 0, value or 0)


def check_day(month: int, day: int) -> None:
    """Refuse a day that no year has.

    Raises:
        FieldValueError: there is no such day.
    """
    try:
        # A leap year has every day that any year has.
        date(2000, month, day)
    except ValueError:
        written = f"{month}-{day}"
        raise FieldValueError(
            "day", written, "存在的月日", "a day that exists"
        ) from None


@frozen(kw_only=True, field_transformer=typed)
class Quantity:
    """A number that the law sets: an amount, a share, a composition (数量).

    Attributes:
        subject: What is counted.
        unit: What it is counted in.
        at_least: The number it reaches or exceeds (以上, 不少于).
        at_most: The number it does not exceed (以下, 不超过).
        more_than: The number it exceeds (超过, 过半数).
        less_than: The number it stays below (不满).
        condition: Where it applies, if not always.

    Raises:
        FieldValueError: it sets no bound at all.
    """

    subject: Label
    unit: QuantityUnit
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    more_than: Decimal | None = None
    less_than: Decimal | None = None
    condition: Label | None = None

    _repr_html_ = shown_as(
        "数量",
        subject="对象",
        unit="单位",
        at_least="至少",
        at_most="至多",
        more_than="超过",
        less_than="少于",
        condition="条件",
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a quantity without a number."""
        bounds = (self.at_least, self.at_most, self.more_than, self.less_than)
        if all(each is None for each in bounds):
            raise FieldValueError(
                "at_least",
                None,
                "at_least、at_most、more_than、less_than 之一",
                "one of at_least, at_most, more_than, less_than",
            )
