"""Choose what a clearance should look at, and suggest what to do with it (清理建议).

A document that conflicts with higher law or is overtaken is amended or repealed in
time (《立法法》第一百一十六条, 《规章制定程序条例》第三十七条). The limits: a
suggestion follows from what is recorded, and where evidence that it needs is missing
there is none. Whether a document still serves its purpose no record says.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from attrs import frozen

from adminlaw.clearance.gathering import Evidence
from adminlaw.clearance.grounds import ClearanceGround, ClearanceReason
from adminlaw.clearance.owning import standing
from adminlaw.errors import Lang
from adminlaw.labels import Label
from adminlaw.markup import html_table, shown_as
from adminlaw.model import ClearanceOutcome, ClearanceScope, Document, Register
from adminlaw.rulebook import Rulebook, load_rulebook
from adminlaw.spans import plain_day

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]


@frozen(kw_only=True)
class Suggestion:
    """What follows for a document from what is recorded (清理建议).

    Attributes:
        outcome: What to decide; None where evidence is missing.
        because: Why.
    """

    outcome: ClearanceOutcome | None
    because: Label

    _repr_html_ = shown_as("清理建议", outcome="结果", because="理由")

    def text(self, lang: Lang = "zh") -> str:
        """Return the suggestion as one line."""
        unsaid = "待查" if lang == "zh" else "to be found out"
        outcome = self.outcome.text(lang) if self.outcome else unsaid
        return f"{outcome}: {self.because.text(lang)}"


@frozen(kw_only=True)
class Candidate:
    """A document that a clearance should look at (清理对象).

    Attributes:
        document: Its register id.
        title: What it is called.
        grounds: Why, each with its evidence.
        suggestion: What follows.
    """

    document: str
    title: str
    grounds: tuple[ClearanceGround, ...]
    suggestion: Suggestion

    _repr_html_ = shown_as(
        "清理对象", title="标题", document="标识", grounds="理由", suggestion="建议"
    )

    @property
    def reasons(self) -> frozenset[ClearanceReason]:
        """The reasons that are known to hold."""
        return frozenset(each.reason for each in self.grounds if each.known)

    @property
    def missing(self) -> frozenset[ClearanceReason]:
        """The reasons of which it is not known whether they hold."""
        return frozenset(each.reason for each in self.grounds if not each.known)

    def text(self, lang: Lang = "zh") -> str:
        """Return the document, its grounds and the suggestion."""
        grounds = "".join(f"\n  {each.text(lang)}" for each in self.grounds)
        return f"{self.title}: {self.suggestion.text(lang)}{grounds}"


@frozen(kw_only=True)
class Candidates:
    """What a clearance on a day should look at (清理对象核查结果).

    Attributes:
        as_of: The day.
        scope: What is cleared.
        candidates: Documents with a reason that is known to hold.
        unclear: Documents of which too little is recorded to rule out every reason.
    """

    as_of: date
    scope: ClearanceScope
    candidates: tuple[Candidate, ...]
    unclear: tuple[Candidate, ...]

    def __iter__(self) -> Iterator[Candidate]:
        return iter(self.candidates)

    def __len__(self) -> int:
        return len(self.candidates)

    def of(self, *reasons: ClearanceReason) -> tuple[Candidate, ...]:
        """Return the candidates that have one of some reasons."""
        asked = frozenset(reasons)
        return tuple(each for each in self.candidates if each.reasons & asked)

    def text(self, lang: Lang = "zh") -> str:
        """Return every candidate, and how many documents are unclear."""
        heads = ("清理对象", "待查") if lang == "zh" else ("candidates", "unclear")
        lines = [f"{heads[0]} ({self.as_of}): {len(self.candidates)}"]
        lines += [each.text(lang) for each in self.candidates]
        lines.append(f"{heads[1]}: {len(self.unclear)}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [
            (
                each.title,
                "；".join(ground.text("zh") for ground in each.grounds),
                each.suggestion.text("zh"),
            )
            for each in self.candidates
        ]
        caption = (
            f"{self.scope.zh}清理对象（{self.as_of}），另有{len(self.unclear)}件待查"
        )
        return html_table(caption, ("文件", "理由", "建议"), rows)


def candidates(
    register: Register,
    graph: Graph,
    *,
    as_of: date,
    scope: ClearanceScope = ClearanceScope.NORMATIVE,
    rulebook: Rulebook | None = None,
) -> Candidates:
    """Return each own document that a clearance should look at, why, and what follows.

    Args:
        register: The records.
        graph: The legal-basis graph of the register.
        as_of: The day.
        scope: What is cleared.
        rulebook: The rules; those that ship, by default.

    Raises:
        NotADayError: *as_of* is no day.

    Source: 《立法法》第一百一十六条.
    """
    plain_day(as_of)
    law = rulebook or load_rulebook()
    documents = tuple(standing(register, as_of, scope))
    evidence = Evidence(
        register=register,
        graph=graph,
        as_of=as_of,
        scope=scope,
        law=law,
        documents=documents,
    )
    found = [
        _candidate(each, grounds)
        for each in documents
        if (grounds := tuple(evidence.grounds(each)))
    ]
    return Candidates(
        as_of=as_of,
        scope=scope,
        candidates=tuple(each for each in found if each.reasons),
        unclear=tuple(each for each in found if not each.reasons),
    )


def _candidate(document: Document, grounds: tuple[ClearanceGround, ...]) -> Candidate:
    return Candidate(
        document=document.id,
        title=document.title,
        grounds=grounds,
        suggestion=_suggestion(grounds),
    )


_BY_REASON: Final[tuple[tuple[ClearanceReason, ClearanceOutcome], ...]] = (
    (ClearanceReason.VALIDITY_RUN_OUT, ClearanceOutcome.LAPSED),
    (ClearanceReason.SUPERSEDED, ClearanceOutcome.REPEALED),
)
"""What alone decides, whatever else is not known."""

_OF_SUBSTANCE: Final = frozenset(ClearanceReason) - {
    ClearanceReason.NEVER_FILED,
    ClearanceReason.NOT_CLEARED,
}
"""Reasons that bear on what becomes of a document."""


def _suggestion(grounds: tuple[ClearanceGround, ...]) -> Suggestion:
    """Return the gravest outcome that the grounds lead to for certain."""
    known = {each.reason for each in grounds if each.known}
    for reason, outcome in _BY_REASON:
        if reason in known:
            return Suggestion(outcome=outcome, because=_named((reason,)))
    whole = [each.reason for each in grounds if each.whole and each.known]
    if whole:
        return Suggestion(outcome=ClearanceOutcome.REPEALED, because=_named(whole))
    unsure = [
        each.reason
        for each in grounds
        if not each.known and each.reason in _OF_SUBSTANCE
    ]
    if unsure:
        return Suggestion(outcome=None, because=_named(unsure))
    bearing = [each.reason for each in grounds if each.reason in _OF_SUBSTANCE]
    if bearing:
        return Suggestion(outcome=ClearanceOutcome.AMENDED, because=_named(bearing))
    because = Label("没有修改、废止的理由", "no reason to amend or repeal it")
    return Suggestion(outcome=ClearanceOutcome.RETAINED, because=because)


def _named(reasons: tuple[ClearanceReason, ...] | list[ClearanceReason]) -> Label:
    once = tuple(dict.fromkeys(reasons))
    return Label(
        "、".join(each.zh for each in once), "; ".join(each.en for each in once)
    )
