"""Run the checks over a register and gather what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from attrs import frozen

from adminlaw.checks.identity import Check
from adminlaw.checks.sights import Context, Sight
from adminlaw.errors import UnknownCheckError
from adminlaw.findings import (
    Judgement,
    Outcome,
    Severity,
    Status,
    severity_of,
    unknown,
)
from adminlaw.labels import Label, LabelledEnum
from adminlaw.markup import html_table
from adminlaw.model import Register
from adminlaw.rulebook import Rule, Rulebook, load_rulebook


@frozen(kw_only=True)
class AuditReport:
    """What an audit found (审查报告): every judgement, not only the failed ones.

    Attributes:
        register: Id of the register.
        label: Its name.
        as_of: The day of the audit.
        checks: The checks that were run, in order.
        judgements: Each thing looked at, with its outcome.
        only: Ids of the checks that were asked for; empty for all.
        unchecked_rules: Rules that are law in the place and that judged nothing.
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
        """The failed judgements."""
        return self.with_status(Status.FAILED)

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
        found = Counter(each.status for each in self.judgements if each.check == check)
        return MappingProxyType({status: found[status] for status in Status})

    def __repr__(self) -> str:
        found = Counter(each.status for each in self.judgements)
        parts = ", ".join(f"{status.code}={found[status]}" for status in Status)
        return f"AuditReport({self.register!r}, as_of={self.as_of}, {parts})"

    def _repr_html_(self) -> str:
        headings = ("检查", "名称", *(status.zh for status in Status))
        rows = [
            (each.id, each.label.zh, *map(str, self.counts(each.id).values()))
            for each in self.checks
        ]
        return html_table(f"{self.label.zh}（{self.as_of}）", headings, rows)


Progress = Callable[[int, int], None]
"""Called with how many checks are done and how many there are."""


def run_audit(  # noqa: PLR0913
    register: Register,
    checks: tuple[Check[Any], ...],
    *,
    as_of: date,
    rulebook: Rulebook | None = None,
    only: Iterable[str] = (),
    progress: Progress | None = None,
) -> AuditReport:
    """Run *checks* over a register; see ``adminlaw.audit``."""
    asked = tuple(only)
    chosen = _chosen(checks, asked)
    context = Context(register, rulebook or load_rulebook(), as_of)
    judgements: list[Judgement] = []
    for number, each in enumerate(chosen, 1):
        judgements += _judgements(each, context)
        if progress is not None:
            progress(number, len(chosen))
    return AuditReport(
        register=register.id,
        label=register.label,
        as_of=as_of,
        checks=chosen,
        only=asked,
        judgements=tuple(judgements),
        unchecked_rules=_unchecked(context, judgements),
        unexamined_figures=_unexamined(register, judgements),
    )


def _chosen(
    checks: tuple[Check[Any], ...], only: tuple[str, ...]
) -> tuple[Check[Any], ...]:
    known = [each.id for each in checks]
    for code in only:
        if code not in known:
            raise UnknownCheckError(code, tuple(known))
    return tuple(each for each in checks if not only or each.id in only)


def _judgements(check: Check[Any], context: Context) -> Iterator[Judgement]:
    for sight in check.select(context):
        outcome = check.judge(sight.item, context)
        yield _judgement(check, sight, outcome, context)


def _judgement(
    check: Check[Any], sight: Sight[Any], outcome: Outcome, context: Context
) -> Judgement:
    code = sight.rule or check.rule
    rule = context.law.rules.get(code)
    version = rule.on(sight.day or context.as_of) if rule else None
    if version is None:
        outcome = _without_rule(rule)
    return Judgement(
        check=check.id,
        subject=sight.subject,
        outcome=outcome,
        rule=code,
        severity=severity_of(version.modality) if version else Severity.INFO,
        source=version.source if version else None,
        source_status=_both(version.status) if version else _NOT_HELD,
    )


_NOT_HELD = Label("未收录", "not held")


def _both(member: LabelledEnum) -> Label:
    return Label(member.zh, member.en)


def _without_rule(rule: Rule | None) -> Outcome:
    """Return the outcome where no rule decides: none that day, or none of that id."""
    if rule is not None:
        message = Label("当日没有有效的规则", "no rule was in force on that day")
        return Outcome(status=Status.NOT_APPLICABLE, message=message)
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


__all__ = ["AuditReport", "run_audit"]
