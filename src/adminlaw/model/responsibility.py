"""The reverse walk of accountability: from harm back to who decided, and how.

Lifelong accountability spares those who are on record against a decision, so
the walk keeps every vote and marks the dissent.
"""

from __future__ import annotations

from datetime import date

from attrs import frozen

from adminlaw.model.authorities import Authority
from adminlaw.model.cases import Case
from adminlaw.model.decisions import Accountability, Decision, Vote, VotePosition
from adminlaw.model.documents import Document
from adminlaw.model.events import Event, EventKind, latest_possible
from adminlaw.model.headings import record_html
from adminlaw.model.identities import AccountabilityId
from adminlaw.model.registers import Register

_STEPS = frozenset(
    {
        EventKind.COMMENT_OPENED,
        EventKind.COMMENT_CLOSED,
        EventKind.EXPERT_ARGUED,
        EventKind.RISK_ASSESSED,
        EventKind.HEARD,
        EventKind.REVIEWED,
        EventKind.DELIBERATED,
        EventKind.ADOPTED,
        EventKind.DECIDED,
        EventKind.PUBLISHED,
    }
)


@frozen(kw_only=True)
class Responsibility:
    """What stands behind a record of accountability (责任倒查).

    Attributes:
        record: The record that the walk starts from.
        case: The case that was voided or did damage.
        document: The document behind it.
        decision: The decision behind it; found through the document where the
            record names none.
        steps: The steps that the decision and the document went through, by day;
            those without one come last.
        proposers: Bodies that proposed or prepared it.
        reviewers: Bodies that reviewed its legality.
        votes: What each member said.
    """

    record: Accountability
    case: Case | None
    document: Document | None
    decision: Decision | None
    steps: tuple[Event, ...]
    proposers: tuple[Authority, ...]
    reviewers: tuple[Authority, ...]
    votes: tuple[Vote, ...]

    _repr_html_ = record_html

    @property
    def dissent(self) -> tuple[Vote, ...]:
        """The votes of those who are on record against the decision."""
        return tuple(
            vote
            for vote in self.votes
            if vote.on_record and vote.position in _DIFFERENT
        )


_DIFFERENT = frozenset({VotePosition.AGAINST, VotePosition.ABSTAINED})


def trace_responsibility(register: Register, record: str) -> Responsibility:
    """Walk back from a record of accountability to who proposed, reviewed and voted.

    Args:
        register: The register that holds it.
        record: Id of the accountability record.

    Raises:
        UnknownRecordError: the register holds no such record.

    Source: 《重大行政决策程序暂行条例》第三十八条第二款.
    """
    start = register.find(Accountability, AccountabilityId(record))
    case = register.get(Case, start.case)
    document = register.get(Document, start.document)
    if document is None and case is not None:
        document = _concluding(register, case)
    decision = register.get(Decision, start.decision) or _behind(register, document)
    if document is None and decision is not None:
        document = register.get(Document, decision.document)
    events = _steps(decision, document)
    return Responsibility(
        record=start,
        case=case,
        document=document,
        decision=decision,
        steps=events,
        proposers=_bodies(register, *_named(decision)),
        reviewers=_bodies(
            register,
            *(each.actor for each in events if each.kind is EventKind.REVIEWED),
        ),
        votes=decision.votes if decision else (),
    )


def _concluding(register: Register, case: Case) -> Document | None:
    """Return the document that concludes a case, or the one that it reviews."""
    reviewed = (register.get(Case, link.case) for link in case.links)
    found = (each.document for each in (case, *filter(None, reviewed)) if each.document)
    return register.get(Document, next(found, None))


def _behind(register: Register, document: Document | None) -> Decision | None:
    """Return the decision that a document puts into words."""
    if document is None:
        return None
    found = (each for each in register.decisions if each.document == document.id)
    return next(found, None)


def _steps(decision: Decision | None, document: Document | None) -> tuple[Event, ...]:
    events = (
        *(decision.events if decision else ()),
        *(document.events if document else ()),
    )
    steps = [each for each in events if each.kind in _STEPS]
    return tuple(sorted(steps, key=lambda each: latest_possible(each) or date.max))


def _named(decision: Decision | None) -> tuple[str | None, ...]:
    return (decision.proposer, decision.lead) if decision else ()


def _bodies(register: Register, *keys: str | None) -> tuple[Authority, ...]:
    found = (register.get(Authority, key) for key in dict.fromkeys(keys))
    return tuple(each for each in found if each is not None)
