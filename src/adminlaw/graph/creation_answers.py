"""What comes of asking whether a power may be created by what it rests on.

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
from adminlaw.model import PowerForm
from adminlaw.statutes import InstrumentKind

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]


@frozen(kw_only=True)
class CreationFinding:
    """Whether one basis may create one form of a power (设定权判断).

    Attributes:
        form: The form; None where the record names none.
        basis: Node of the basis.
        basis_label: What it is called.
        instrument_kind: What kind of instrument it is; None where that is unknown.
        status: The answer.
        message: Why.
        rule: Id of the rule that says so; empty where none does.
        source: The place that says so.
    """

    form: PowerForm | None
    basis: str
    basis_label: str
    instrument_kind: InstrumentKind | None
    status: Status
    message: Label
    rule: str = ""
    source: Citation | None = None

    _repr_html_ = shown_as(
        "设定权判断",
        form="种类",
        basis_label="依据",
        status="结论",
        message="说明",
        rule="规则",
        source="依据",
    )


@frozen(kw_only=True)
class CreationAnswer:
    """Whether what a power rests on may create it (设定权核查结果).

    Attributes:
        node: The power.
        label: What it is called.
        as_of: The day of the question.
        status: Passed, failed, unknown, or not applicable to its kind.
        message: Why.
        findings: One for each form and basis.
    """

    node: str
    label: str
    as_of: date
    status: Status
    message: Label
    findings: tuple[CreationFinding, ...] = ()

    def text(self, lang: Lang = "zh") -> str:
        """Return the answer, and a line for each form and basis."""
        head = f"{self.label} ({self.as_of}): {self.status.text(lang)}"
        lines = [f"{head}: {self.message.text(lang)}"]
        lines += [
            f"  {each.form.text(lang) if each.form else '…'} ← {each.basis_label}: "
            f"{each.status.text(lang)}: {each.message.text(lang)} ({each.source or ''})"
            for each in self.findings
        ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [
            (
                each.form.zh if each.form else "",
                each.basis_label,
                each.instrument_kind.zh if each.instrument_kind else "未知",
                each.status.zh,
                each.message.zh,
                str(each.source or ""),
            )
            for each in self.findings
        ]
        caption = f"设定权：{self.label}（{self.as_of}）{self.status.zh}"
        heads = ("种类", "依据", "位阶", "结论", "理由", "来源")
        return html_table(caption, heads, rows)
