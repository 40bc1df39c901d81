"""What the procedures in force ask of the records of a collection, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from attrs import field, frozen

from adminlaw.checks.sights import Context, Ground
from adminlaw.checks.tracks import Track, since_of
from adminlaw.findings import Subject
from adminlaw.labels import Label
from adminlaw.model import DocumentMention, Event, EventKind, has_trait
from adminlaw.rulebook import Procedure, ProcedureStep, Rule, Rulebook, RuleVersion

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
        """Tell whether the procedure is meant for a record of its kinds."""
        said = self.procedure
        if any(has_trait(record, each) for each in said.never):
            return False
        return not said.only or any(has_trait(record, each) for each in said.only)


def asked(
    context: Context, matter: Matter, wanted: Callable[[str], bool]
) -> Iterator[tuple[Track, Demand]]:
    """Yield each record of a matter with each demand that governs it."""
    asking = demands(context, matter, wanted)
    by_kind: dict[Any, tuple[Demand, ...]] = {}
    for track in context.tracks(matter.records) if asking else ():
        record = track.record
        if not matter.holds(record):
            continue
        kind = getattr(record, "kind", None)
        if kind not in by_kind:
            by_kind[kind] = tuple(each for each in asking if _meant(each, kind))
        for demand in by_kind[kind]:
            if demand.concerns(record) and governed(demand, track, context.as_of):
                yield track, demand


def _meant(demand: Demand, kind: Any) -> bool:  # noqa: ANN401 - of any kind of record
    kinds = demand.procedure.kinds
    return not kinds or (kind is not None and kind.code in kinds)


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
    for kind in step.also:
        found = (*found, *track.of(kind))
    if step.stage is None:
        return found
    return tuple(each for each in found if each.stage in (step.stage, None))


def governed(demand: Demand, track: Track, as_of: date) -> bool:
    """Tell whether the version asks it of the record: by the day it has to be done.

    That is the first day of a later step; else its own; else that of the step before
    it, which comes first for what is done together with it; else that of the audit.
    """
    valid = demand.version.valid
    before = _last_before(demand, track) if demand.step.at_once else None
    if before is not None:
        return before in valid
    later = [day for each in demand.later if (day := first_day(track, each))]
    day = min(later) if later else first_day(track, demand.step)
    return (day or _last_before(demand, track) or as_of) in valid


def _last_before(demand: Demand, track: Track) -> date | None:
    days = [day for each in demand.earlier if (day := first_day(track, each))]
    return max(days, default=None)


def law_is_open(demand: Demand, track: Track) -> bool:
    """Tell whether a later step may have been taken under another version."""
    valid = demand.version.valid
    for step in demand.later:
        for event in shown(track, step):
            last = event.within.last_day if event.day is None and event.within else None
            if last is not None and last not in valid:
                return True
    return False


def is_settled(track: Track) -> bool:
    """Tell whether a record shows that its matter is over, or its document in force."""
    record = track.record
    if getattr(record, "outcome", None) is not None:
        return True
    if not _OVER.isdisjoint(track.by_kind):
        return True
    valid = getattr(record, "valid", None) if track.records == "documents" else None
    return valid is not None and valid.since is not None and valid.since <= track.as_of


_OVER = frozenset({EventKind.CONCLUDED, EventKind.ARCHIVED, EventKind.TOOK_EFFECT})


def first_day(track: Track, step: ProcedureStep) -> date | None:
    """Return the first day on which a step can have been shown; None if unknown."""
    if step.stage is None and not step.also:
        return track.begun.get(step.event)
    days = [day for each in shown(track, step) if (day := since_of(each))]
    return min(days, default=None)
