"""What comes of asking whether those who exercise a power may.

The limits: an answer holds the rules and the graph as they were when it was asked.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from adminlaw.citations import Citation
from adminlaw.errors import Lang
from adminlaw.findings import Status
from adminlaw.labels import Label
from adminlaw.markup import html_table, shown_as

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]


@frozen(kw_only=True)
class ExerciseFinding:
    """Whether one condition of exercising a power is met (实施主体判断).

    Attributes:
        status: Failed or unknown; what is as it should be is not listed.
        message: Why.
        about: Node that it is about: a body or a transfer.
        about_label: What that is called.
        rule: Id of the rule; empty where none speaks of it.
        source: The place that says so; None without a rule.
    """

    status: Status
    message: Label
    about: str
    about_label: str
    rule: str = ""
    source: Citation | None = None

    _repr_html_ = shown_as(
        "实施主体判断",
        about_label="对象",
        status="结论",
        message="说明",
        rule="规则",
        source="依据",
    )


@frozen(kw_only=True)
class ExerciseAnswer:
    """Whether those who exercise a power may (实施主体核查结果).

    Attributes:
        node: The power.
        label: What it is called.
        as_of: The day of the question.
        findings: What is not as it should be, or not known to be.
        judged: Ids of the rules that were applied.
    """

    node: str
    label: str
    as_of: date
    findings: tuple[ExerciseFinding, ...]
    judged: tuple[str, ...]

    @property
    def status(self) -> Status:
        """Failed, unknown, passed, or not applicable where no rule speaks of it."""
        found = {each.status for each in self.findings}
        if Status.FAILED in found:
            return Status.FAILED
        if found:
            return Status.UNKNOWN
        return Status.PASSED if self.judged else Status.NOT_APPLICABLE

    def text(self, lang: Lang = "zh") -> str:
        """Return the answer and each finding."""
        lines = [f"{self.label} ({self.as_of}): {self.status.text(lang)}"]
        lines += [
            f"  {each.about_label}: {each.status.text(lang)}: "
            f"{each.message.text(lang)} ({each.source or ''})"
            for each in self.findings
        ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [
            (each.about_label, each.status.zh, each.message.zh, str(each.source or ""))
            for each in self.findings
        ]
        caption = f"实施主体：{self.label}（{self.as_of}）{self.status.zh}"
        return html_table(caption, ("对象", "结论", "理由", "来源"), rows)
