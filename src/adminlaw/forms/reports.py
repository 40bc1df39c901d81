"""What checking a form says: one judgement for each line that a rule compares."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from adminlaw.errors import Lang
from adminlaw.findings import Judgement, Status
from adminlaw.labels import Label
from adminlaw.markup import html_table


@frozen(kw_only=True)
class FormReport:
    """Judgements over a form, or over the forms of two years (表格校验结果).

    Attributes:
        label: What was checked.
        judgements: In the order of the rules; each with its arithmetic and source.
    """

    label: Label
    judgements: tuple[Judgement, ...] = ()

    def of(self, status: Status) -> tuple[Judgement, ...]:
        """Return the judgements of one status."""
        return tuple(each for each in self.judgements if each.status is status)

    @property
    def passed(self) -> tuple[Judgement, ...]:
        """Lines that satisfy their rule."""
        return self.of(Status.PASSED)

    @property
    def failed(self) -> tuple[Judgement, ...]:
        """Lines that break it: the findings."""
        return self.of(Status.FAILED)

    @property
    def not_assessable(self) -> tuple[Judgement, ...]:
        """Lines of which a cell is blank, so that nothing can be said."""
        return self.of(Status.NOT_ASSESSABLE)

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many judgements have each status."""
        found = {each: len(self.of(each)) for each in Status}
        return {status: number for status, number in found.items() if number}

    def rule(self, rule: str) -> tuple[Judgement, ...]:
        """Return the judgements of one rule."""
        return tuple(each for each in self.judgements if each.rule == rule)

    def text(self, lang: Lang = "en") -> str:
        """Return the counts, and what is wrong with its arithmetic, as lines."""
        lines = [self.label.text(lang)]
        lines += [
            f"  {status.text(lang)}: {number}" for status, number in self.counts.items()
        ]
        for each in self.failed:
            lines.append(f"  {each.severity.text(lang)}: {_said(each, lang)}")
            lines += [f"    {step.line(lang)}" for step in each.outcome.steps]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [
            (
                each.status.zh,
                each.subject.label.zh,
                "；".join(step.line("zh") for step in each.outcome.steps)
                or each.outcome.message.zh,
                str(each.source) if each.source else "",
                each.source_status.zh,
            )
            for each in sorted(self.judgements, key=_by_weight)
        ]
        counts = "，".join(f"{each.zh} {n}" for each, n in self.counts.items())
        caption = f"{self.label.zh}：{counts}"
        return html_table(caption, ("结论", "勾稽关系", "计算", "依据", "核验"), rows)


_WEIGHTS = {Status.FAILED: 0, Status.NOT_ASSESSABLE: 1}


def _by_weight(judgement: Judgement) -> int:
    return _WEIGHTS.get(judgement.status, 2)


def _said(judgement: Judgement, lang: Lang) -> str:
    subject = judgement.subject.label.text(lang)
    return f"{subject}: {judgement.outcome.message.text(lang)}"
