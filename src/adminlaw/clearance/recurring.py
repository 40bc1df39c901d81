"""Say by when the next clearance is due (定期清理).

The interval is a rule of the rule book or of the place, counted from the day on which
the last clearance was published or decided. The limits: of a clearance of which only
the period is known, the next one is due between two days.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import frozen

from adminlaw.citations import Citation
from adminlaw.clearance.owning import days_of, division_of
from adminlaw.errors import Lang, UnknownRecordError, UnknownRuleError
from adminlaw.findings import SourceStatus
from adminlaw.labels import Label, Modality
from adminlaw.markup import html_table
from adminlaw.model import ClearanceCycle, ClearanceScope, Register
from adminlaw.periods import Length, LengthUnit
from adminlaw.periods.deadlines import moved_by
from adminlaw.rulebook import Frequency, Rule, Rulebook, RuleVersion, load_rulebook
from adminlaw.spans import plain_day

CALENDAR: Final = frozenset(
    {LengthUnit.DAY, LengthUnit.WEEK, LengthUnit.MONTH, LengthUnit.YEAR}
)
"""Units that the calendar alone counts."""


@frozen(kw_only=True)
class NextDue:
    """By when the next clearance is due (下次清理期限).

    Attributes:
        scope: What is cleared.
        as_of: The day of the question.
        cycle: Register id of the last clearance.
        every: The interval.
        earliest: The first day that can be the last lawful one.
        latest: The last day that can be it; both are one where the day is known.
        rule: Id of the rule that sets the interval.
        label: What the rule is called.
        modality: How strongly it speaks.
        source: The place that says so.
        status: How that is known.
    """

    scope: ClearanceScope
    as_of: date
    cycle: str
    every: Length
    earliest: date
    latest: date
    rule: str
    label: Label
    modality: Modality
    source: Citation
    status: SourceStatus

    @property
    def last_day(self) -> date | None:
        """The last day in time; None where it is not certain."""
        return self.latest if self.earliest == self.latest else None

    @property
    def overdue(self) -> bool | None:
        """Whether it is overdue on the day; None where that is not certain."""
        if self.as_of > self.latest:
            return True
        return False if self.as_of <= self.earliest else None

    def text(self, lang: Lang = "zh") -> str:
        """Return the answer as one line."""
        day = str(self.last_day or f"{self.earliest}…{self.latest}")
        return (
            f"{self.scope.text(lang)}: {day} ({self.every.label(lang)}, {self.source}, "
            f"{self.modality.text(lang)}, {self.status.text(lang)})"
        )

    def _repr_html_(self) -> str:
        day = str(self.last_day or f"{self.earliest}…{self.latest}")
        row = (self.scope.zh, self.every.label("zh"), day, str(self.source))
        return html_table("下次清理", ("范围", "周期", "期限", "依据"), [row])


def next_due(
    register: Register,
    *,
    as_of: date,
    scope: ClearanceScope = ClearanceScope.NORMATIVE,
    rulebook: Rulebook | None = None,
) -> NextDue:
    """Say by when the next clearance is due, by the shortest interval in force.

    Args:
        register: The records, with their clearances.
        as_of: The day; clearances that ended later have not happened yet.
        scope: What is cleared.
        rulebook: The rules; those that ship, by default.

    Raises:
        NotADayError: *as_of* is no day.
        UnknownRecordError: the register holds no clearance that has ended on a known
            day, so that there is nothing to count from.
        UnknownRuleError: no rule sets an interval there.
    """
    plain_day(as_of)
    last = last_cycle(register, as_of, scope)
    if last is None:
        raise UnknownRecordError("ClearanceCycle", scope.code)
    cycle, (first, latest) = last
    law = rulebook or load_rulebook()
    found = shortest_interval(register, scope, latest, law)
    if found is None:
        rule_id = f"clearance.{scope.code}"
        raise UnknownRuleError(rule_id, latest)
    rule, version, every = found
    return NextDue(
        scope=scope,
        as_of=as_of,
        cycle=cycle.id,
        every=every,
        earliest=after(first, every),
        latest=after(latest, every),
        rule=rule.id,
        label=rule.label,
        modality=version.modality,
        source=version.source,
        status=version.status,
    )


def last_cycle(
    register: Register, as_of: date, scope: ClearanceScope
) -> tuple[ClearanceCycle, tuple[date, date]] | None:
    """Return the last clearance that has ended by a day, with its days."""
    ended = [
        (each, days)
        for each in register.clearance_cycles
        if each.scope is scope
        and (days := days_of(each)) is not None
        and days[1] <= as_of
    ]
    return max(ended, key=lambda each: (each[1][1], each[0].id), default=None)


def shortest_interval(
    register: Register, scope: ClearanceScope, day: date, law: Rulebook
) -> tuple[Rule, RuleVersion, Length] | None:
    """Return the rule in force on a day under which the next one is due first."""
    found = intervals(division_of(register), scope, day, law)
    return min(found, key=lambda each: (after(day, each[2]), each[0].id), default=None)


def intervals(
    division: str, scope: ClearanceScope, day: date, law: Rulebook
) -> Iterator[tuple[Rule, RuleVersion, Length]]:
    """Yield the rules of a place that say how often a scope is cleared."""
    for rule in (*law.rules.values(), *law.review.values()):
        version = rule.on(day) if rule.applies_in(division) else None
        if version is None or not isinstance(version.content, Frequency):
            continue
        content = version.content
        if content.clearance is scope and content.every.unit in CALENDAR:
            yield rule, version, content.every


def after(day: date, every: Length) -> date:
    """Return the day an interval later; the last of the calendar if that is beyond."""
    try:
        return moved_by(day, every)
    except OverflowError:
        return date.max
