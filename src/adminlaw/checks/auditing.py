"""Run the checks over a register and gather what they say.

A check that cannot finish becomes a finding about itself, and the others go on. A
waiver marks a finding as accepted; it takes nothing out of the report.
"""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from attrs import evolve, frozen

from adminlaw.checks.identity import Check
from adminlaw.checks.sights import Context, Crash, Ground, Sight
from adminlaw.checks.text import audit_text
from adminlaw.errors import Lang, UnknownCheckError
from adminlaw.findings import (
    Judgement,
    Outcome,
    Severity,
    SourceStatus,
    Status,
    not_applicable,
    severity_of,
    unknown,
)
from adminlaw.labels import Label
from adminlaw.markup import html_table
from adminlaw.model import Register, Waiver
from adminlaw.rulebook import Rule


@frozen(kw_only=True, slots=False)
class AuditReport:
    """What an audit found (审查报告): every judgement, not only the failed ones.

    Attributes:
        register: Id of the register.
        label: Its name.
        as_of: The day of the audit.
        checks: The checks that were run, in order.
        judgements: Each thing looked at, with its outcome.
        only: Ids of the checks that were asked for; empty for all.
        unchecked_rules: Rules of figures, of government and of the place that are law
            there and judged nothing.
        unexamined_figures: How many figures no judgement speaks of.
    """

    register: str
    label: Label
    as_of: date
    checks: tuple[Check[Any], ...]
    only: tuple[str, ...]
    judgements: tuple[Judgement, ...]
    unchecked_rules: tuple[str, ...]
    unexamined_figures: int

    @property
    def findings(self) -> tuple[Judgement, ...]:
        """The failed judgements that nobody has waived."""
        failed = self.with_status(Status.FAILED)
        return tuple(each for each in failed if each.waiver is None)

    @property
    def waived(self) -> tuple[Judgement, ...]:
        """The failed judgements that a waiver accepts for a time."""
        failed = self.with_status(Status.FAILED)
        return tuple(each for each in failed if each.waiver is not None)

    @property
    def errors(self) -> tuple[Judgement, ...]:
        """The findings against a duty."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)

    def with_status(self, status: Status) -> tuple[Judgement, ...]:
        """Return the judgements that ended in *status*."""
        return tuple(each for each in self.judgements if each.status is status)

    def counts(self, check: str) -> Mapping[Status, int]:
        """Return how many things a check judged to each status.

        Raises:
            UnknownCheckError: the audit did not run that check.
        """
        known = [each.id for each in self.checks]
        if check not in known:
            raise UnknownCheckError(check, tuple(known))
        tally = self._tally
        return MappingProxyType({status: tally[check, status] for status in Status})

    def text(self, lang: Lang = "zh") -> str:
        """Return the table of checks, then what was found, as lines of text."""
        return audit_text(self, lang)

    @cached_property
    def _tally(self) -> Counter[tuple[str, Status]]:
        """How many things each check judged to each status."""
        return Counter((each.check, each.status) for each in self.judgements)

    def __repr__(self) -> str:
        found = Counter(each.status for each in self.judgements)
        parts = ", ".join(f"{status.code}={found[status]}" for status in Status)
        return f"AuditReport({self.register!r}, as_of={self.as_of}, {parts})"

    def _repr_html_(self) -> str:
        headings = ("检查", "名称", *(status.zh for status in Status))
        rows = [
            (each.id, each.label.zh, *map(str, counts))
            for each in self.checks
            if any(counts := tuple(self.counts(each.id).values()))
        ]
        idle = f"，另有{len(self.checks) - len(rows)}项检查没有对象"
        caption = f"{self.label.zh}（{self.as_of}{idle}）"
        return html_table(caption, headings, rows)


Progress = Callable[[int, int], None]
"""Called with how many checks are done and how many there are."""


def run_audit(
    context: Context,
    checks: tuple[Check[Any], ...],
    *,
    finished: Check[Any],
    asked: tuple[str, ...] = (),
    progress: Progress | None = None,
) -> AuditReport:
    """Run *checks* in a context; see ``adminlaw.audit``.

    What broke off is reported by the check *finished*, asked for or not.
    """
    run = _Run(context, progress, len(checks))
    for each in (*_those(checks, late=False), *_those(checks, late=True)):
        if each.id != finished.id:
            run.look_back(each)
            run.add(each)
    reported = finished in checks
    run.look_back(finished)
    if reported or run.crashes:
        run.add(finished)
    register, judgements = context.register, run.judgements
    return AuditReport(
        register=register.id,
        label=register.label,
        as_of=context.as_of,
        checks=checks if reported or not run.crashes else (*checks, finished),
        only=asked,
        judgements=tuple(judgements),
        unchecked_rules=_unchecked(context, judgements),
        unexamined_figures=_unexamined(register, judgements),
    )


def _those(checks: Iterable[Check[Any]], *, late: bool) -> Iterator[Check[Any]]:
    """Yield the checks that come afterwards, or the others."""
    return (each for each in checks if each.afterwards is late)


def chosen(
    checks: tuple[Check[Any], ...], asked: Iterable[str | Check[Any]]
) -> tuple[Check[Any], ...]:
    """Return the checks asked for, in the order of *checks*, then those given whole.

    Raises:
        UnknownCheckError: an id is of no check.
    """
    wanted = tuple(asked)
    if not wanted:
        return checks
    codes = {each for each in wanted if isinstance(each, str)}
    known = [each.id for each in checks]
    for code in codes:
        if code not in known:
            raise UnknownCheckError(code, tuple(known))
    given = [each for each in wanted if not isinstance(each, str)]
    own = {each.id for each in given}
    named = [each for each in checks if each.id in codes and each.id not in own]
    return (*named, *given)


class _Run:
    """The checks of one audit, one after another."""

    def __init__(
        self, context: Context, progress: Progress | None, checks: int
    ) -> None:
        self.context, self.progress, self.checks = context, progress, checks
        self.judgements: list[Judgement] = []
        self.crashes: list[Crash] = []
        self.done = 0
        self.waivers = _waivers(context)
        self.grounds: dict[tuple[str, date], Ground | None] = {}
        # Many records fare alike: equal outcomes are kept once.
        self.outcomes: dict[object, Outcome] = {}

    def add(self, check: Check[Any]) -> None:
        """Run one check."""
        self.judgements += self._judged(check)
        self.done += 1
        if self.progress is not None:
            self.progress(self.done, self.checks)

    def look_back(self, check: Check[Any]) -> None:
        """Let a check that comes afterwards see what the others have said."""
        if not check.afterwards:
            return
        judged, crashes = tuple(self.judgements), tuple(self.crashes)
        self.context = evolve(self.context, judged=judged, crashes=crashes)

    def _judged(self, check: Check[Any]) -> Iterator[Judgement]:
        try:
            for sight in check.select(self.context):
                yield self._judgement(check, sight)
        except Exception as error:  # noqa: BLE001 - it is reported as a finding
            self.crashes.append(_crash(check, None, error))

    def _judgement(self, check: Check[Any], sight: Sight[Any]) -> Judgement:
        try:
            outcome = check.judge(sight.item, self.context)
        except Exception as error:  # noqa: BLE001 - it is reported as a finding
            self.crashes.append(_crash(check, sight.subject, error))
            outcome = unknown(_CRASHED, (check.label,))
        judgement = self._resting(check, sight, outcome)
        waiver = self.waivers.get((judgement.check, judgement.subject.key))
        if waiver is not None and judgement.status is Status.FAILED:
            return evolve(judgement, waiver=waiver)
        return judgement

    def _resting(
        self, check: Check[Any], sight: Sight[Any], outcome: Outcome
    ) -> Judgement:
        """Return a judgement with the rule that stands behind it."""
        code = sight.rule or check.rule
        ground = sight.ground or self._ground(code, sight.day or self.context.as_of)
        if ground is None:
            outcome = _without_rule(self.context.law.get(code))
        return Judgement(
            check=check.id,
            subject=sight.subject,
            outcome=self.outcomes.setdefault(_said(outcome), outcome),
            rule=code,
            severity=severity_of(ground.modality) if ground else Severity.INFO,
            source=ground.source if ground else None,
            source_status=_KNOWN[ground.status] if ground else _NOT_HELD,
        )

    def _ground(self, code: str, day: date) -> Ground | None:
        key = code, day
        if key not in self.grounds:
            self.grounds[key] = _ground(self.context.law.get(code), day)
        return self.grounds[key]


def _said(outcome: Outcome) -> object:
    """Return what an outcome says, so that equal ones can be found."""
    facts = tuple(outcome.facts.items())
    return outcome.status, outcome.message, facts, outcome.steps, outcome.missing


_CRASHED = Label("检查异常，未能评判", "the check broke off; nothing was judged")


def _crash(check: Check[Any], subject: Any, error: Exception) -> Crash:  # noqa: ANN401
    """Return what is known of a crash: its place, but not its text."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return Crash(
        check=check.id, subject=subject, error=type(error).__name__, place=place
    )


def _waivers(context: Context) -> Mapping[tuple[str, str], Waiver]:
    """Return the waivers that are good on the day, by check and subject."""
    day = context.as_of
    return {
        (each.check, each.subject): each
        for each in context.register.waivers
        if each.day <= day <= each.expires
        and each.reason.strip()
        and each.role.strip()
        # What the audit says of itself cannot be waived.
        and not each.check.startswith("X")
    }


def _ground(rule: Rule | None, day: date) -> Ground | None:
    version = rule.on(day) if rule else None
    if version is None:
        return None
    return Ground(
        modality=version.modality, source=version.source, status=version.status
    )


_NOT_HELD = Label("未收录", "not held")
_KNOWN = {each: Label(each.zh, each.en) for each in SourceStatus}


def _without_rule(rule: Rule | None) -> Outcome:
    """Return the outcome where no rule decides: none that day, or none of that id."""
    if rule is not None:
        return not_applicable(
            Label("当日没有有效的规则", "no rule was in force on that day")
        )
    message = Label("规则库无此规则", "the rule book holds no such rule")
    return unknown(message, (Label("规则", "rule"),))


def _unchecked(context: Context, judgements: list[Judgement]) -> tuple[str, ...]:
    """Return the rules in force in the place that no judgement rests on."""
    used = {each.rule for each in judgements}
    return tuple(
        rule.id
        for rule in context.law.rules.values()
        if rule.id not in used
        and rule.applies_in(context.division)
        and rule.on(context.as_of) is not None
    )


def _unexamined(register: Register, judgements: list[Judgement]) -> int:
    seen = {record for each in judgements for record in each.subject.records}
    return sum(f"figures/{each.id}" not in seen for each in register.figures)


__all__ = ["AuditReport", "chosen", "run_audit"]
