"""What the procedures in force ask of the records of a collection, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from attrs import field, frozen

from adminlaw.checks.sights import Context, Ground
from adminlaw.checks.tracks import Track
from adminlaw.findings import Subject
from adminlaw.labels import Label
from adminlaw.model import DocumentMention, Event, EventKind, has_trait, when
from adminlaw.rulebook import Procedure, ProcedureStep, Rule, Rulebook, RuleVersion
from adminlaw.spans import DateSpan

_MADE = frozenset(
    {DocumentMention.ISSUED, DocumentMention.REVISED, DocumentMention.PLANNED}
)


def _any(_record: object) -> bool:
    return True


def is_own(document: Any) -> bool:  # noqa: ANN401 - a document; others have no mentions
    """Tell whether a document is one that the register's bodies make, not just cite."""
    return not document.mentions or not _MADE.isdisjoint(document.mentions)


@frozen(kw_only=True)
class Matter:
    """The records that a family of procedures is about.

    Attributes:
        records: Their collection.
        kinds: Codes of their kinds; all if empty.
        admits: Which of them are meant.
    """

    records: str
    kinds: tuple[str, ...] = ()
    admits: Callable[[Any], bool] = _any

    def holds(self, record: Any) -> bool:  # noqa: ANN401 - of any kind of record
        """Tell whether a record is one of them."""
        kind = getattr(record, "kind", None)
        known = not self.kinds or (kind is not None and kind.code in self.kinds)
        return known and self.admits(record)


@frozen(kw_only=True)
class Demand:
    """One step that one version of a procedure asks for.

    Attributes:
        later: The steps that come after it, directly or by way of others.
        earlier: The steps that come directly before it.
    """

    rule: Rule
    version: RuleVersion
    procedure: Procedure = field(repr=False)
    step: ProcedureStep
    later: tuple[ProcedureStep, ...]
    earlier: tuple[ProcedureStep, ...]

    @property
    def ground(self) -> Ground:
        """The step's own source and strength, or those of the version."""
        step, version = self.step, self.version
        return Ground(
            modality=step.modality or version.modality,
            source=step.source or version.source,
            status=step.status or version.status,
        )

    def concerns(self, record: Any) -> bool:  # noqa: ANN401 - of any kind of record
        """Tell whether the procedure is meant for a record."""
        said = self.procedure
        kind = getattr(record, "kind", None)
        if said.kinds and (kind is None or kind.code not in said.kinds):
            return False
        if any(has_trait(record, each) for each in said.never):
            return False
        return not said.only or any(has_trait(record, each) for each in said.only)


def demands(
    context: Context, matter: Matter, wanted: Callable[[str], bool]
) -> tuple[Demand, ...]:
    """Return what the procedures of the place ask of a matter, in all versions."""
    return tuple(
        each
        for rule in procedures(context.law, matter)
        if rule.applies_in(context.division)
        for each in _demands(rule)
        if wanted(each.step.id)
    )


def procedures(law: Rulebook, matter: Matter) -> Iterator[Rule]:
    """Yield the procedures of all places that are about a matter."""
    for rule in (*law.rules.values(), *law.review.values()):
        if any(_about(version, matter) for version in rule.versions):
            yield rule


def _about(version: RuleVersion, matter: Matter) -> bool:
    said = version.content
    if not isinstance(said, Procedure) or said.records != matter.records:
        return False
    both = said.kinds and matter.kinds
    return not both or not set(said.kinds).isdisjoint(matter.kinds)


def _demands(rule: Rule) -> Iterator[Demand]:
    for version in rule.versions:
        said = version.content
        if isinstance(said, Procedure):
            for step in said.steps:
                yield Demand(
                    rule=rule,
                    version=version,
                    procedure=said,
                    step=step,
                    later=tuple(_later(said, step.id)),
                    earlier=tuple(e for e in said.steps if e.id in step.after),
                )


def _later(procedure: Procedure, name: str) -> Iterator[ProcedureStep]:
    """Yield the steps that come after one, directly or by way of others."""
    reached = {name}
    # Each round reaches at least one more step, or none that is left.
    for _ in procedure.steps:
        reached |= {e.id for e in procedure.steps if reached & set(e.after)}
    for step in procedure.steps:
        if step.id in reached and step.id != name:
            yield step


def step_subject(track: Track, step: ProcedureStep) -> Subject:
    """Return a step of a record as what was judged."""
    subject = track.subject
    label = subject.label
    return Subject(
        key=f"{subject.key}/{step.id}",
        label=Label(f"{label.zh} {step.label.zh}", f"{label.en} {step.label.en}"),
        records=subject.records,
    )


def shown(track: Track, step: ProcedureStep) -> tuple[Event, ...]:
    """Return the events that may show a step; one without a stage may show any."""
    found = track.of(step.event)
    if step.stage is None:
        return found
    return tuple(each for each in found if each.stage in (step.stage, None))


def governed(demand: Demand, track: Track, as_of: date) -> bool:
    """Tell whether the version asks it of the record: by the day it has to be done.

    That is the first day of a later step; else its own day; else the audit's.
    """
    spans = [span for each in demand.later if (span := first_of(track, each))]
    if not spans:
        own = first_of(track, demand.step)
        spans = [own] if own else []
    days = [each.since for each in spans if each.since is not None]
    return min(days, default=as_of) in demand.version.valid


def first_of(track: Track, step: ProcedureStep) -> DateSpan | None:
    """Return when a step was first shown, as far as days are recorded; else None."""
    spans = [span for each in shown(track, step) if (span := when(each))]
    known = [span for span in spans if span.since is not None]
    return min(known, key=lambda span: span.since or date.max, default=None)


def happened(track: Track, kind: EventKind) -> bool:
    """Tell whether an event of a kind is on record, with a day or without."""
    return bool(track.of(kind))
