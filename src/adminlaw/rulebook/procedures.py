"""Procedures as data: a partial order of steps, each with what it depends on.

A step may be required only where something holds, may be excepted where something
else holds, may have to be passed, may belong to certain bodies, and may have a time.
What the law leaves without an order has none here.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from adminlaw.citations import Citation
from adminlaw.errors import FieldValueError
from adminlaw.findings import SourceStatus
from adminlaw.labels import Label, Modality
from adminlaw.markup import shown_as
from adminlaw.model import AuthorityKind, CaseOutcome, EventKind, Medium, Trait
from adminlaw.model.fields import typed


@frozen(kw_only=True, field_transformer=typed)
class ProcedureStep:
    """One step of a procedure: what, after what, where, by whom, by when (程序步骤).

    Attributes:
        id: Its name, the same in all procedures for the same duty: ``review``.
        event: The kind of event that shows it.
        also: Kinds of event that show it as well, where the law leaves a choice.
        stage: The number of the stage that the event bears, where stages of one kind
            are counted.
        after: Ids of the steps that come first.
        at_once: Whether it is taken together with the step before it, by the law of
            whose day it is then asked for.
        when: It is required only where one of these holds; always if empty.
        unless: It is not required where one of these holds.
        only_with: It is not required where one of these is ruled out; that one of them
            is unsaid changes nothing.
        asked_by: It is required only once an event of this kind has happened.
        asked_by_failed: Only where that event did not pass.
        outcomes: It is required only of a case that ended in one of these ways.
        must_pass: Whether what is done has to end in approval.
        actor: Who does it, in words.
        bodies: Kinds of body that may do it; any if empty.
        apart_from: Id of a step that another body has to do.
        media: Ways that count; any if empty.
        start: The kind of event from which its time runs.
        within: Id of the time limit by whose end it is due.
        at_least: Id of the time limit that has to be over before it.
        evidence: The paper that proves it.
        modality: How strongly the step is asked for; None for that of the version.
        source: Its own article; None for that of the version.
        status: How that source is known; None for that of the version.
    """

    id: str
    label: Label
    event: EventKind
    also: tuple[EventKind, ...] = ()
    stage: int | None = None
    after: tuple[str, ...] = ()
    at_once: bool = False
    when: tuple[Trait, ...] = ()
    unless: tuple[Trait, ...] = ()
    only_with: tuple[Trait, ...] = ()
    asked_by: EventKind | None = None
    asked_by_failed: bool = False
    outcomes: tuple[CaseOutcome, ...] = ()
    must_pass: bool = False
    actor: Label | None = None
    bodies: tuple[AuthorityKind, ...] = ()
    apart_from: str = ""
    media: tuple[Medium, ...] = ()
    start: EventKind | None = None
    within: str = ""
    at_least: str = ""
    evidence: Label | None = None
    modality: Modality | None = None
    source: Citation | None = None
    status: SourceStatus | None = None

    _repr_html_ = shown_as(
        "程序步骤",
        label="名称",
        event="事件",
        stage="环节",
        after="先行步骤",
        actor="主体",
        bodies="机构",
        media="载体",
        source="依据",
    )


@frozen(kw_only=True, field_transformer=typed)
class Procedure:
    """Steps that a matter passes, as a partial order (程序).

    Attributes:
        records: The collection whose records pass it, such as ``documents``; empty
            where the source names the steps and not the matter.
        kinds: Codes of the kinds of record; all if empty.
        only: Only records with one of these traits.
        never: Not records with one of these traits.
        steps: The steps that the source names.
        stages: How many steps the source counts; None where it does not say. More
            than named where some are not.

    Raises:
        FieldValueError: a step comes after one that the procedure does not have, or
            after itself, or has a time without a start.
    """

    records: str = ""
    kinds: tuple[str, ...] = ()
    only: tuple[Trait, ...] = ()
    never: tuple[Trait, ...] = ()
    steps: tuple[ProcedureStep, ...] = ()
    stages: int | None = None

    _repr_html_ = shown_as(
        "程序", records="记录", kinds="类别", stages="环节数", steps="步骤"
    )

    def __attrs_post_init__(self) -> None:
        """Refuse an order that cannot be kept."""
        names = {step.id for step in self.steps}
        if len(names) < len(self.steps):
            raise _refused("id", "重复", "不重复的步骤", "steps with different ids")
        for step in self.steps:
            for other in (*step.after, *filter(None, (step.apart_from,))):
                if other not in names:
                    raise _refused("after", other, "本程序的步骤", "a step of it")
            if (step.within or step.at_least) and step.start is None:
                raise _refused("start", None, "起算事件", "an event to start from")
        if _circular({step.id: step.after for step in self.steps}):
            raise _refused("after", "…", "无环的先后", "an order without a circle")


def _refused(name: str, value: object, zh: str, en: str) -> FieldValueError:
    return FieldValueError(name, value, zh, en)


def _circular(after: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether some step comes, by way of others, after itself."""
    left = dict(after)
    while left:
        free = [name for name, first in left.items() if not set(first) & left.keys()]
        if not free:
            return True
        for name in free:
            del left[name]
    return False
