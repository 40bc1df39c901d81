"""Who may create a power (设定权), and who may exercise it (实施主体).

A form of penalty, measure, enforcement or licence is created by instruments of
certain kinds only, and exercised by organs, or by those whom an organ or a statute
puts in their place (《行政处罚法》, 《行政许可法》, 《行政强制法》: 第二章、第三章).
What is written down here is what the articles say. The limits: whether a superior
instrument exists on a matter is a question to the register, and kinds that no
article names are left unsettled.
"""

from __future__ import annotations

from attrs import frozen

from adminlaw.citations import Citation
from adminlaw.identifiers import DivisionLevel
from adminlaw.labels import Label, LabelledEnum
from adminlaw.markup import shown_as
from adminlaw.model.fields import typed
from adminlaw.model.powers import PowerForm, PowerKind, TransferKind
from adminlaw.model.subjects import SubjectKind
from adminlaw.periods import Length
from adminlaw.statutes.kinds import InstrumentKind


class CreationAct(LabelledEnum):
    """What an instrument does to a power (设定行为)."""

    CREATE = "create", "设定", "creation"
    SUPPLEMENT = "supplement", "补充设定", "supplementary creation"
    SPECIFY = "specify", "具体规定", "specification within what is created"


class MakerGrade(LabelledEnum):
    """Who made an instrument, where the law looks at that too (制定机关层级)."""

    STATE_COUNCIL = "state_council", "国务院", "State Council"
    PROVINCE = "province", "省、自治区、直辖市", "province"
    CITY = "city", "设区的市、自治州", "city divided into districts"
    OTHER = "other", "其他制定机关", "another body"


@frozen(kw_only=True, field_transformer=typed)
class Grant:
    """What instruments of some kinds may do to a form of power (一项设定权).

    Attributes:
        kinds: Kinds of instrument that may.
        source: The place that says so.
        act: Whether they create, supplement, or only specify.
        grade: Who has to have made it; None where the law looks at the kind alone.
        unless: Kinds of superior instrument of which none may exist on the matter
            (尚未制定).
        under: Kinds of superior instrument of which one has to exist: to specify,
            one that has already created it; to supplement, one that rules the matter
            and does not; to create, one that leaves it to this instrument.
        condition: What else has to be so, which the kinds do not tell.
        bounds: What it may not go beyond.
        longest: How long what it creates lasts; None where the law sets no end.
        fine_limit_by: Who sets the highest fine; None where nobody does.
        fine_limits: Ids of the rules that hold that limit, where it is held.
    """

    kinds: tuple[InstrumentKind, ...]
    source: Citation
    act: CreationAct = CreationAct.CREATE
    grade: MakerGrade | None = None
    unless: tuple[InstrumentKind, ...] = ()
    under: tuple[InstrumentKind, ...] = ()
    condition: Label | None = None
    bounds: tuple[Label, ...] = ()
    longest: Length | None = None
    fine_limit_by: Label | None = None
    fine_limits: tuple[str, ...] = ()

    _repr_html_ = shown_as(
        "一项设定权",
        kinds="文件种类",
        source="依据",
        act="行为",
        condition="条件",
        bounds="限度",
        longest="最长",
        unless="例外",
        under="前提文件",
    )


@frozen(kw_only=True, field_transformer=typed)
class CreationAuthority:
    """Which kinds of instrument may create forms of power (设定权).

    Attributes:
        forms: The forms that the law treats alike.
        may: What may be done, the highest kinds first; what is not granted is denied.
        closed_by: The place that shuts all others out.
        unsettled: Kinds that no place grants and none shuts out by name; whether they
            may is not answered here.
        outside: What the statute leaves to other laws.
        outside_source: The places that say so.
    """

    forms: tuple[PowerForm, ...]
    may: tuple[Grant, ...]
    closed_by: Citation
    unsettled: tuple[InstrumentKind, ...] = ()
    outside: tuple[Label, ...] = ()
    outside_source: tuple[Citation, ...] = ()

    _repr_html_ = shown_as(
        "设定权", forms="种类", may="可以设定", closed_by="限制依据", outside="范围外"
    )


@frozen(kw_only=True, field_transformer=typed)
class ExerciseAuthority:
    """Who may exercise a power, or put another body in its place (实施主体).

    A member that is None is one on which the law is silent.

    Attributes:
        kinds: Kinds of power that it is about.
        forms: The only forms that it is about; empty for all of those kinds.
        but_not: Forms that it leaves out.
        subject: What the body that exercises it is.
        transfer: How the power comes to that body, if it moves.
        allowed: Whether that may be done at all.
        only: The only bodies that may exercise it.
        only_named: Words that the names of such bodies bear.
        givers: The bodies whose power moves.
        giver_level: At which level they stand.
        receivers: The bodies to which it may come.
        receiver_level: At which level they stand.
        to_organs_only: Whether only administrative organs may receive it.
        authorised_by: Kinds of instrument on which it has to rest.
        decided_by: Who decides that it moves.
        approver: Who has to approve that decision.
        in_writing: Whether it has to be in writing.
        published: Whether it has to be made public.
        evaluated: Whether the law asks that it be evaluated from time to time.
        passed_on: Whether who receives it may pass it on.
        own_name: Whether who receives it acts in its own name.
        condition: What else has to be so.
    """

    kinds: tuple[PowerKind, ...]
    forms: tuple[PowerForm, ...] = ()
    but_not: tuple[PowerForm, ...] = ()
    subject: SubjectKind | None = None
    transfer: TransferKind | None = None
    allowed: bool = True
    only: Label | None = None
    only_named: tuple[str, ...] = ()
    givers: Label | None = None
    giver_level: DivisionLevel | None = None
    receivers: Label | None = None
    receiver_level: DivisionLevel | None = None
    to_organs_only: bool | None = None
    authorised_by: tuple[InstrumentKind, ...] = ()
    decided_by: Label | None = None
    approver: Label | None = None
    in_writing: bool | None = None
    published: bool | None = None
    evaluated: bool | None = None
    passed_on: bool | None = None
    own_name: bool | None = None
    condition: Label | None = None

    _repr_html_ = shown_as(
        "实施主体",
        kinds="职权种类",
        forms="种类",
        subject="主体",
        transfer="流转方式",
        allowed="是否允许",
        only="仅限",
        givers="移出方",
        receivers="承接方",
        decided_by="决定机关",
        approver="批准机关",
        condition="条件",
    )
