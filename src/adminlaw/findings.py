"""What a judgement says: an outcome, its arithmetic, its source, its severity.

Missing evidence is ``unknown`` and an undefined question is ``not assessable``;
neither is ever a pass. Severity is not chosen by a check: it follows from how
strongly the rule speaks.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attrs import field, frozen

from adminlaw.citations import Citation
from adminlaw.errors import Lang
from adminlaw.labels import Label, LabelledEnum, Modality
from adminlaw.markup import shown_as
from adminlaw.model import Confidence, Unit, Waiver
from adminlaw.periods import Length
from adminlaw.rates import Rounding


class Status(LabelledEnum):
    """How a record fared in a check (检查结论)."""

    PASSED = "passed", "通过", "passed"
    FAILED = "failed", "不通过", "failed"
    UNKNOWN = "unknown", "缺少证据", "unknown"
    NOT_APPLICABLE = "not_applicable", "不适用", "not applicable"
    NOT_ASSESSABLE = "not_assessable", "无法评判", "not assessable"


class SourceStatus(LabelledEnum):
    """How a source is known (来源核验状态)."""

    READ = "read", "已核对原文", "the text was read"
    REPORTED = "reported", "据公布的报告转述", "as a published report states it"
    RECALLED = "recalled", "凭记忆，未经核对", "recalled, not verified"


class Severity(LabelledEnum):
    """How grave a failed judgement is (严重程度)."""

    ERROR = "error", "错误", "error"
    WARNING = "warning", "警告", "warning"
    INFO = "info", "提示", "info"


_SEVERITY_OF: Mapping[Modality, Severity] = MappingProxyType(
    {
        Modality.DUTY: Severity.ERROR,
        Modality.IN_PRINCIPLE: Severity.WARNING,
        Modality.PERMISSION: Severity.INFO,
        Modality.TARGET: Severity.INFO,
        Modality.ADVICE: Severity.INFO,
        Modality.PLANNED: Severity.INFO,
    }
)


def severity_of(modality: Modality) -> Severity:
    """Return how grave a breach of a rule of this strength is.

    >>> severity_of(Modality.IN_PRINCIPLE)
    Severity.WARNING
    """
    return _SEVERITY_OF[modality]


def fact_text(name: str, value: str, lang: Lang = "en") -> str:
    """Return the value of a fact for people: codes become labels.

    >>> fact_text("every", "1 year", "zh"), fact_text("agreeing", "truncate", "zh")
    ('1年', '截尾')
    """
    if name in ("every", "promised", "statutory"):
        return Length.parse(value).label(lang)
    if name == "unit":
        return Unit.of(value).text(lang)
    if name == "confidence" and value:
        return Confidence.of(value).text(lang)
    if name == "agreeing":
        return " ".join(Rounding.of(code).text(lang) for code in value.split())
    return value


Facts = Mapping[str, str]
"""What was looked at and computed, by name."""

NO_FACTS: Facts = MappingProxyType({})


@frozen
class Step:
    """One line of arithmetic or reasoning: what was done, and what came of it."""

    text: Label
    result: str

    _repr_html_ = shown_as("计算步骤", text="步骤", result="结果")

    def line(self, lang: Lang = "en") -> str:
        """Return the step as one line of text."""
        return f"{self.text.text(lang)} = {self.result}"


@frozen(kw_only=True)
class Outcome:
    """What a check says of one subject, before it is known which check spoke.

    Attributes:
        status: The conclusion.
        message: Why, in both languages.
        facts: What was looked at and computed, by name.
        steps: The arithmetic.
        missing: Evidence that would decide it, where the status is unknown.
    """

    status: Status
    message: Label
    facts: Facts = field(default=NO_FACTS, hash=False)
    steps: tuple[Step, ...] = ()
    missing: tuple[Label, ...] = ()

    _repr_html_ = shown_as(
        "结论", status="结论", message="说明", steps="步骤", missing="缺少"
    )


@frozen(kw_only=True)
class Subject:
    """What a check looked at: a record, or some figures seen by a rule.

    Attributes:
        key: Stable id: that of the record, or rule and report.
        label: How people call it.
        records: Ids of the records concerned, as ``kind/id``.
    """

    key: str
    label: Label
    records: tuple[str, ...] = ()

    _repr_html_ = shown_as("评判对象", label="名称", key="标识", records="记录")


@frozen(kw_only=True)
class Judgement:
    """One outcome with the check, the rule and the source that stand behind it.

    A failed judgement is a finding.

    Attributes:
        check: Id of the check.
        rule: Id of the rule.
        severity: From the modality of the rule; it matters when failed.
        source: The provision; None where no rule was in force.
        source_status: Label of how the source is known, such as 凭记忆.
        waiver: Who accepted the finding until when, and why; None as a rule.
    """

    check: str
    subject: Subject
    outcome: Outcome
    rule: str
    severity: Severity
    source: Citation | None
    source_status: Label
    waiver: Waiver | None = None

    _repr_html_ = shown_as(
        "评判结果",
        check="检查",
        subject="对象",
        status="结论",
        severity="严重程度",
        outcome="结果",
        rule="规则",
        source="依据",
        source_status="来源核验状态",
        waiver="豁免",
    )

    @property
    def status(self) -> Status:
        """The conclusion of the outcome."""
        return self.outcome.status


FACT_LABELS: Mapping[str, Label] = MappingProxyType(
    {
        "amended": Label("修改", "amended"),
        "lapsed": Label("宣布失效", "lapsed"),
        "merged": Label("合并", "merged"),
        "repealed": Label("废止", "repealed"),
        "repealed_or_lapsed": Label("废止或者失效", "repealed or lapsed"),
        "retained": Label("保留", "retained"),
        "to_be_revised": Label("拟修订", "to be revised"),
        "after": Label("后于", "after"),
        "about": Label("对象", "about"),
        "approved": Label("批准记录数", "approvals"),
        "case": Label("案件", "case"),
        "changed": Label("变动日期", "changed"),
        "decided": Label("决定", "decided"),
        "detail": Label("说明", "detail"),
        "ended": Label("终止", "ended"),
        "established": Label("成立", "established"),
        "evaluated": Label("评估", "evaluated"),
        "handed_over": Label("移交", "handed over"),
        "holders": Label("主体", "holders"),
        "looked_at": Label("上次核对", "last gone through"),
        "missing": Label("缺少", "missing"),
        "officers": Label("持证人员", "certified officers"),
        "part": Label("部分", "part"),
        "reason": Label("原因", "reason"),
        "staffed": Label("人员配备", "staffed"),
        "agreeing": Label("相符的舍入方式", "agreeing"),
        "at_least": Label("不少于", "at least"),
        "at_most": Label("不超过", "at most"),
        "base": Label("分母", "base"),
        "basis": Label("依据", "basis"),
        "candidates": Label("候选值", "candidates"),
        "confidence": Label("可信度", "confidence"),
        "conflict": Label("不一致", "contradiction"),
        "count": Label("次数", "count"),
        "days": Label("天数", "days"),
        "difference": Label("相差", "difference"),
        "due": Label("期限", "due"),
        "every": Label("周期", "every"),
        "exact": Label("计算值", "exact"),
        "half_even": Label("四舍六入五成双", "half even"),
        "half_up": Label("四舍五入", "half up"),
        "joined_by": Label("关联于", "joined by"),
        "effective": Label("施行", "effective"),
        "day": Label("日期", "day"),
        "leads": Label("牵头", "leads"),
        "least": Label("下限", "least"),
        "lower": Label("低阶上限", "lower ends"),
        "most": Label("上限", "most"),
        "owners": Label("责任单位", "owners"),
        "upper": Label("高阶下限", "upper begins"),
        "lost": Label("败诉（四舍五入）", "lost (half up)"),
        "lost_truncate": Label("败诉（截尾）", "lost (truncation)"),
        "named": Label("列举", "named"),
        "needed": Label("应有", "needed"),
        "others": Label("其余", "others"),
        "parts": Label("分项数", "parts"),
        "percent": Label("百分比", "percent"),
        "problems": Label("问题", "problems"),
        "promised": Label("承诺", "promised"),
        "published": Label("公布", "published"),
        "quotient": Label("商", "quotient"),
        "raw": Label("原文", "raw"),
        "restored": Label("还原值", "restored"),
        "recorded": Label("已记录次数", "recorded"),
        "records": Label("记录数", "records"),
        "rest": Label("余数", "rest"),
        "stated": Label("载明", "stated"),
        "statutory": Label("法定", "statutory"),
        "sum": Label("合计", "sum"),
        "sum_if_overlapping": Label("合计（有重叠时）", "sum if overlapping"),
        "truncate": Label("截尾", "truncation"),
        "unit": Label("单位", "unit"),
        "whole": Label("总数", "whole"),
        "would_be_sum": Label("若相加", "would-be sum"),
        "years": Label("年数", "years"),
        "medium": Label("载体", "medium"),
        "other": Label("另一步骤", "other step"),
        "actor": Label("实施机构", "body"),
        "start": Label("起算", "start"),
        "expires": Label("失效日期", "expires"),
        "place": Label("位置", "place"),
        "error": Label("错误", "error"),
        "bound": Label("后续步骤", "later step"),
        "citation": Label("引用", "citation"),
        "holder": Label("职权主体", "holder of the power"),
        "condition": Label("条件", "condition"),
        "before": Label("先于", "before"),
        "step": Label("步骤", "step"),
        "accepted": Label("受理", "accepted"),
        "completed": Label("完成", "completed"),
        "examined": Label("考试", "examined"),
        "granted": Label("发证或者年检", "granted"),
        "handled": Label("处理", "handled"),
        "issued": Label("发证", "issued"),
        "measures": Label("处理方式", "measures"),
        "period": Label("期间", "period"),
        "reported": Label("报告", "reported"),
        "valid": Label("有效期", "valid"),
        "year": Label("年度", "year"),
        "last_day": Label("最后一日", "last day"),
    }
)
"""What the names of facts are called; a fact may also bear the id of a record."""


def fact_label(name: str, lang: Lang = "en") -> str:
    """Return what a fact is called; a counted one (``difference2``) keeps its number.

    >>> fact_label("difference2", "zh")
    '相差2'
    """
    stem = name.rstrip("0123456789")
    label = FACT_LABELS.get(stem)
    return f"{label.text(lang)}{name[len(stem) :]}" if label else name


def passed(
    message: Label, facts: Facts = NO_FACTS, steps: tuple[Step, ...] = ()
) -> Outcome:
    """Return the outcome of a subject that is as it should be."""
    return Outcome(status=Status.PASSED, message=message, facts=facts, steps=steps)


def failed(
    message: Label, facts: Facts = NO_FACTS, steps: tuple[Step, ...] = ()
) -> Outcome:
    """Return the outcome of a subject that is not as it should be: a finding."""
    return Outcome(status=Status.FAILED, message=message, facts=facts, steps=steps)


def unknown(
    message: Label, missing: tuple[Label, ...], facts: Facts = NO_FACTS
) -> Outcome:
    """Return the outcome where evidence is missing, and name that evidence."""
    return Outcome(status=Status.UNKNOWN, message=message, missing=missing, facts=facts)


def not_assessable(
    message: Label, facts: Facts = NO_FACTS, steps: tuple[Step, ...] = ()
) -> Outcome:
    """Return the outcome where the record itself leaves the question undefined."""
    return Outcome(
        status=Status.NOT_ASSESSABLE, message=message, facts=facts, steps=steps
    )


def not_applicable(message: Label, facts: Facts = NO_FACTS) -> Outcome:
    """Return the outcome where the rule does not ask anything of the subject."""
    return Outcome(status=Status.NOT_APPLICABLE, message=message, facts=facts)


def pending(facts: Facts = NO_FACTS) -> Outcome:
    """Return the outcome where the time for it has not come yet."""
    return not_applicable(Label("尚未到期", "not yet due"), facts)
