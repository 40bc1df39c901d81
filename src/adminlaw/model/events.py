"""Events: everything that happens to a record, on one kind of timeline.

A draft sent for comment, an application received, a hearing held and a
document filed differ only in their kind. A day that a source leaves open is a
span (a month, a year), never a made-up day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from datetime import date, time
from functools import lru_cache

from attrs import field, frozen

from adminlaw.errors import FieldValueError
from adminlaw.labels import LabelledEnum
from adminlaw.model.fields import PERSONAL, typed
from adminlaw.model.headings import record_html
from adminlaw.model.identities import AuthorityId, DocumentId, OfficerId
from adminlaw.spans import DateSpan


class EventKind(LabelledEnum):
    """What happened (事件类型)."""

    # The life of a document, a decision or a catalogue.
    PLANNED = "planned", "立项", "planned"
    DRAFTED = "drafted", "起草", "drafted"
    COMMENT_OPENED = "comment_opened", "公开征求意见开始", "public comment opened"
    COMMENT_CLOSED = "comment_closed", "公开征求意见结束", "public comment closed"
    EXPERT_ARGUED = "expert_argued", "专家论证", "expert argument"
    RISK_ASSESSED = "risk_assessed", "风险评估", "risk assessed"
    REVIEWED = "reviewed", "合法性审查", "legality review"
    DELIBERATED = "deliberated", "集体讨论", "collective deliberation"
    ADOPTED = "adopted", "通过", "adopted"
    SIGNED = "signed", "签署", "signed"
    NUMBERED = "numbered", "统一编号", "numbered"
    PUBLISHED = "published", "公布", "published"
    TOOK_EFFECT = "took_effect", "施行", "took effect"
    FILED = "filed", "报送备案", "filed"
    AMENDED = "amended", "修改", "amended"
    REPEALED = "repealed", "废止", "repealed"
    LAPSED = "lapsed", "失效", "lapsed"
    EVALUATED = "evaluated", "后评估", "evaluated"
    FILING_REVIEWED = "filing_reviewed", "备案审查", "filing reviewed"
    CORRECTED = "corrected", "纠正", "corrected"
    RENEWED = "renewed", "延续有效期", "renewed"
    EXECUTION_STARTED = "execution_started", "开始执行", "execution started"
    ADJUSTED = "adjusted", "调整", "adjusted"
    RESEARCHED = "researched", "调研", "researched"
    SYMPOSIUM_HELD = "symposium_held", "座谈会", "symposium held"
    PUBLIC_NOTICE = "public_notice", "社会公示", "public notice"
    SECRECY_REVIEWED = "secrecy_reviewed", "保密审查", "secrecy review"
    BASIS_PUBLISHED = "basis_published", "公开依据", "basis published"
    RESULT_PUBLISHED = "result_published", "公开结果", "result published"
    COMPETITION_REVIEWED = (
        "competition_reviewed",
        "公平竞争审查",
        "fair competition review",
    )
    # The life of a case, of whatever kind.
    RECEIVED = "received", "收到", "received"
    ACCEPTED = "accepted", "受理", "accepted"
    NOT_ACCEPTED = "not_accepted", "不予受理", "not accepted"
    SUPPLEMENT_ASKED = "supplement_asked", "要求补正", "supplement asked"
    SUPPLEMENTED = "supplemented", "补正", "supplemented"
    OPENED = "opened", "立案", "opened"
    INVESTIGATED = "investigated", "调查取证", "investigated"
    NOTIFIED = "notified", "告知", "notified"
    HEARING_REQUESTED = "hearing_requested", "要求听证", "hearing requested"
    HEARD = "heard", "听证", "heard"
    DEMANDED = "demanded", "催告", "demand to perform"
    RELEASED = "released", "解除强制措施", "compulsory measure lifted"
    MEDIATED = "mediated", "调解", "mediated"
    EXTENDED = "extended", "延长期限", "extended"
    SUSPENDED = "suspended", "中止", "suspended"
    RESUMED = "resumed", "恢复", "resumed"
    TRANSFERRED = "transferred", "移送", "transferred"
    HEAD_APPEARED = "head_appeared", "负责人出庭应诉", "head of the organ appeared"
    REPLIED = "replied", "答复", "replied"
    CONCLUDED = "concluded", "办结", "concluded"
    SERVED = "served", "送达", "served"
    EXECUTED = "executed", "执行", "executed"
    ARCHIVED = "archived", "归档", "archived"
    DRAWN = "drawn", "随机抽取", "drawn at random"
    IDENTIFIED = "identified", "出示证件", "identification shown"
    STATED = "stated", "陈述申辩", "statement and defence"
    RECORDED = "recorded", "全过程记录", "recorded"
    DECIDED = "decided", "作出决定", "decided"
    PAID = "paid", "缴款", "paid"
    VOIDED = "voided", "被撤销或确认违法", "voided"
    DAMAGED = "damaged", "造成损害", "damage done"
    REQUESTED = "requested", "提出申请", "requested"
    REGISTERED = "registered", "登记", "registered"
    VETTED = "vetted", "审核", "vetted"
    CIRCULATED = "circulated", "抄告", "copied to departments"
    OPINION_GIVEN = "opinion_given", "出具意见", "opinion given"
    HANDLED = "handled", "办理", "handled"
    TRACKED = "tracked", "全程跟踪", "tracked"
    EDUCATION_GIVEN = "education_given", "教育", "education given"
    DEFENDED = "defended", "提出答复、答辩和证据", "defence and evidence submitted"
    REMINDED = "reminded", "督促提醒", "reminded"
    GUIDED = "guided", "业务指导", "guidance given"
    ASSIGNED = "assigned", "交办", "assigned"
    CIRCULAR_ISSUED = "circular_issued", "通报", "circular issued"
    WARNED = "warned", "预警", "warning given"
    RECTIFICATION_ORDERED = (
        "rectification_ordered",
        "责令整改",
        "rectification ordered",
    )
    # The life of an organisation and what it holds.
    ESTABLISHED = "established", "成立", "established"
    DISSOLVED = "dissolved", "撤销", "dissolved"
    HELD = "held", "举行", "held"
    COMPLETED = "completed", "完成", "completed"
    APPROVED = "approved", "批准", "approved"
    CAPACITY_ASSESSED = "capacity_assessed", "承接能力评估", "capacity assessed"
    TRAINED = "trained", "培训", "trained"
    EXAMINED = "examined", "考试", "examined"
    CERTIFIED = "certified", "发证", "certified"
    CHECKED = "checked", "年检", "annual check"
    REISSUED = "reissued", "换发", "reissued"
    WITHDRAWN = "withdrawn", "收回或取消", "withdrawn"
    REPORTED = "reported", "报告", "reported"
    APPOINTED = "appointed", "聘任", "appointed"
    LEFT_OFFICE = "left_office", "离任", "left office"
    RECTIFIED = "rectified", "整改", "rectified"
    STAFFED = "staffed", "人员配备", "staffed"
    HANDED_OVER = "handed_over", "权限交接", "powers handed over"
    ATTENDED = "attended", "列席", "attended without vote"
    INSPECTED = "inspected", "检查", "inspected"
    UPDATED = "updated", "更新", "updated"
    SHUT_DOWN = "shut_down", "关停", "shut down"
    RESULT_APPLIED = "result_applied", "结果运用", "result applied"
    SUPERVISED = "supervised", "督办", "implementation supervised"


class Medium(LabelledEnum):
    """By which way something was done or made known (方式、载体)."""

    WEBSITE = "website", "政府网站", "government website"
    GAZETTE = "gazette", "政府公报", "government gazette"
    NEWSPAPER = "newspaper", "报刊", "newspaper"
    NEW_MEDIA = "new_media", "政务新媒体", "new media account"
    HOTLINE = "hotline", "热线", "hotline"
    COUNTER = "counter", "现场", "in person"
    POST = "post", "邮寄", "post"
    PAPER = "paper", "文字记录", "written record"
    AUDIO_VISUAL = "audio_visual", "音像记录", "audio-visual record"
    OTHER = "other", "其他", "other"


@frozen(kw_only=True, field_transformer=typed)
class Event:
    """One dated happening on a record (事件).

    Attributes:
        kind: What happened.
        day: The day, where the source gives one.
        within: The span in which it happened, where only that is known.
        time: The time of day, China Standard Time.
        actor: Register id of the authority that acted.
        person: Register id of the officer who acted.
        medium: By which way it was done or made known.
        document: Register id of the document that records it.
        stage: Number of the stage, where a procedure counts its stages.
        passed: Whether a review or a vote went through; None where unsaid.
        note: A remark of the register's keeper; may name persons.

    >>> Event(kind=EventKind.RECEIVED, day=date(2021, 3, 1)).kind.text("zh")
    '收到'
    """

    kind: EventKind
    day: date | None = None
    within: DateSpan | None = None
    time: time | None = field(default=None)
    actor: AuthorityId | None = None
    person: OfficerId | None = None
    medium: Medium | None = None
    document: DocumentId | None = None
    stage: int | None = None
    passed: bool | None = None
    note: str = field(default="", repr=False, metadata=PERSONAL)

    _repr_html_ = record_html

    @time.validator
    def _whole_second(self, _attribute: object, value: object) -> None:
        if isinstance(value, dt.time) and (value.microsecond or value.tzinfo):
            raise FieldValueError(
                "time", value, "整秒且不带时区的时刻", "whole seconds, without a zone"
            )


def first(events: Iterable[Event], kind: EventKind) -> Event | None:
    """Return the first event of *kind* in the order given, or None."""
    return next((event for event in events if event.kind is kind), None)


def when(event: Event) -> DateSpan | None:
    """Return the days among which *event* happened, or None."""
    return _span_of(event.day) if event.day is not None else event.within


@lru_cache(maxsize=100_000)
def _span_of(day: date) -> DateSpan:
    """Return the span of one day; records of a place share their days."""
    return DateSpan.day(day)


def latest_possible(event: Event) -> date | None:
    """Return the last day on which *event* can have happened, or None."""
    if event.day is not None:
        return event.day
    return event.within.last_day if event.within else None
