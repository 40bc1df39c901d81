"""Gather the evidence on documents from a register and its graph, each thing once.

What the graph knows is asked for all documents together; what a register holds is
indexed. The limits: a conflict is found where records of a document say different
things (ranges, limits, holders), or where a power that it creates is not its to create.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from attrs import frozen

from adminlaw.clearance.grounds import (
    ISSUED,
    ClearanceGround,
    ClearanceReason,
    documents_behind,
    grounds_of_amendment,
    grounds_of_loss,
    grounds_of_namesakes,
    grounds_of_no_basis,
    grounds_of_succession,
    grounds_of_validity,
)
from adminlaw.clearance.owning import (
    days_of,
    noticed_by_clearance,
    own_documents,
    possible,
    ran_out,
)
from adminlaw.clearance.recurring import after, shortest_interval
from adminlaw.findings import Status
from adminlaw.graph.clashes import Conflict, conflicts
from adminlaw.graph.creating import creation_authority
from adminlaw.graph.lives import day_of
from adminlaw.graph.losing import Orphan, Orphans, orphans
from adminlaw.graph.losses import Loss
from adminlaw.graph.paths import instrument_of
from adminlaw.graph.schema import NodeKind
from adminlaw.labels import Label
from adminlaw.model import (
    ClearanceScope,
    Document,
    DocumentKind,
    EventKind,
    Register,
)
from adminlaw.periods import Length
from adminlaw.rulebook import Rule, Rulebook, RuleVersion

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]

_TRIAL: Final = re.compile(r"[（(]?(?:试行|暂行)[)）]?")
_FILED_KINDS: Final = frozenset({DocumentKind.NORMATIVE, DocumentKind.LOCAL_RULE})


@frozen(kw_only=True, slots=False)
class Evidence:
    """What is known of the documents of a clearance on a day (清理证据).

    Attributes:
        documents: Those that it goes through.
    """

    register: Register
    graph: Graph
    as_of: date
    scope: ClearanceScope
    law: Rulebook
    documents: tuple[Document, ...]

    def grounds(self, document: Document) -> Iterator[ClearanceGround]:
        """Yield every reason to look at a document, the gravest first."""
        node = f"document:{document.id}"
        issued = day_of(document.events, ISSUED) or _since(document)
        run_out = document.id not in self._noticed and ran_out(document, self.as_of)
        renewed = possible(document.events, EventKind.RENEWED, self.as_of)
        yield from grounds_of_validity(document, run_out=run_out, renewed=renewed)
        if node in self.graph:
            yield from grounds_of_succession(self.graph, document, self.as_of)
            yield from grounds_of_loss(self._orphans.get(node))
            yield from self._conflicts.get(node, ())
            yield from grounds_of_amendment(
                self.graph, self.register, document, (issued, self.as_of)
            )
        yield from grounds_of_no_basis(document)
        yield from grounds_of_namesakes(document, self._later(document))
        yield from self._filing(document)
        yield from self._interval(document)

    # What the graph says of all documents.

    @cached_property
    def _noticed(self) -> frozenset[str]:
        return noticed_by_clearance(self.register, self.as_of)

    @cached_property
    def _found(self) -> Orphans:
        return orphans(self.graph, as_of=self.as_of, rulebook=self.law)

    @cached_property
    def _orphans(self) -> Mapping[str, Orphan]:
        every = (*self._found.orphans, *self._found.weakened)
        return {each.node: each for each in every}

    @cached_property
    def _conflicts(self) -> Mapping[str, list[ClearanceGround]]:
        found: dict[str, list[ClearanceGround]] = {}
        for node, ground in (*self._clashes(), *self._uncreated()):
            held = found.setdefault(node, [])
            if ground not in held:
                held.append(ground)
        return found

    def _clashes(self) -> Iterator[tuple[str, ClearanceGround]]:
        """Yield the documents whose records say otherwise than others do."""
        for each in conflicts(self.graph, as_of=self.as_of, rulebook=self.law):
            for record in (each.first, each.second):
                known = _yields(each, record)
                if known is False:
                    continue
                for node in documents_behind(self.graph, record, self.as_of):
                    yield node, _of_clash(each, known=bool(known))

    def _uncreated(self) -> Iterator[tuple[str, ClearanceGround]]:
        """Yield the documents that create a power which is not theirs to create."""
        for each in self._found.orphans:
            power = each.kind is NodeKind.POWER and Loss.RANK in each.losses
            answer = (
                creation_authority(
                    self.graph, each.node, as_of=self.as_of, rulebook=self.law
                )
                if power
                else None
            )
            for said in answer.findings if answer else ():
                top = instrument_of(self.graph, said.basis) or said.basis
                if said.status is Status.FAILED:
                    yield (
                        top,
                        ClearanceGround(
                            reason=ClearanceReason.CONFLICT,
                            known=True,
                            evidence=_joined(each.label, said.message),
                            nodes=(each.node,),
                            rule=said.rule,
                            source=said.source,
                        ),
                    )

    # What the register says.

    @cached_property
    def _namesakes(self) -> Mapping[tuple[str, frozenset[str]], list[Document]]:
        found: dict[tuple[str, frozenset[str]], list[Document]] = {}
        for each in own_documents(self.register, self.scope):
            found.setdefault(_name(each), []).append(each)
        return found

    def _later(self, document: Document) -> Iterable[Document]:
        """Yield the documents of one body and name that took effect later."""
        since = _since(document)
        for each in self._namesakes.get(_name(document), ()):
            then = _since(each)
            if since and then and since < then <= self.as_of:
                yield each

    @cached_property
    def _filed(self) -> frozenset[str]:
        return frozenset(
            each.document
            for each in self.register.filings
            if each.document is not None
            and (
                not each.events
                or possible(each.events, EventKind.FILED, self.as_of)
                or possible(each.events, EventKind.RECEIVED, self.as_of)
            )
        )

    def _filing(self, document: Document) -> Iterator[ClearanceGround]:
        filed = document.id in self._filed or possible(
            document.events, EventKind.FILED, self.as_of
        )
        if filed or document.kind not in _FILED_KINDS:
            return
        complete = "filings" in self.register.complete
        issued = day_of(document.events, ISSUED) or _since(document)
        known = complete and issued is not None and issued <= self.as_of
        yield ClearanceGround(
            reason=ClearanceReason.NEVER_FILED,
            known=known,
            evidence=Label(
                f"至{self.as_of}没有报送备案的记录",
                f"no filing is recorded up to {self.as_of}",
            ),
        )

    @cached_property
    def _cleared(self) -> Mapping[str, date]:
        """The last day on which each document was certainly cleared."""
        found: dict[str, date] = {}
        for cycle in self.register.clearance_cycles:
            days = days_of(cycle)
            if cycle.scope is not self.scope or days is None or days[0] > self.as_of:
                continue
            for verdict in cycle.verdicts:
                last = min(days[1], self.as_of)
                found[verdict.document] = max(found.get(verdict.document, last), last)
        return found

    @cached_property
    def _every(self) -> tuple[Rule, RuleVersion, Length] | None:
        return shortest_interval(self.register, self.scope, self.as_of, self.law)

    def _interval(self, document: Document) -> Iterator[ClearanceGround]:
        """Yield a ground where a document is not cleared within the interval."""
        if self._every is None:
            return
        rule, version, every = self._every
        last = self._cleared.get(document.id) or _since(document)
        due = after(last, every) if last else None
        if due is not None and self.as_of <= due:
            return
        words = (f"自{last}起", f"since {last}") if last else ("起算日未载明", "no day")
        yield ClearanceGround(
            reason=ClearanceReason.NOT_CLEARED,
            known=last is not None and "clearance_cycles" in self.register.complete,
            evidence=Label(
                f"{words[0]}没有清理的记录，周期{every.label('zh')}",
                f"no clearance is recorded {words[1]}; the interval is {every}",
            ),
            rule=rule.id,
            source=version.source,
        )


def _since(document: Document) -> date | None:
    """Return the day on which a document took effect, or was published."""
    since = document.valid.since if document.valid else None
    events = (EventKind.TOOK_EFFECT, EventKind.PUBLISHED)
    return since or day_of(document.events, events)


def _name(document: Document) -> tuple[str, frozenset[str]]:
    return _TRIAL.sub("", document.title), frozenset(document.issuers)


def _yields(conflict: Conflict, record: str) -> bool | None:
    """Tell whether a record gives way in a conflict; None where that is not known."""
    answer = conflict.answer
    if answer is None or answer.winner is None:
        return None
    loser = conflict.second if answer.winner == answer.first else conflict.first
    return record == loser


def _of_clash(conflict: Conflict, *, known: bool) -> ClearanceGround:
    answer = conflict.answer
    said = f"{conflict.first_says} / {conflict.second_says}"
    zh = f"{conflict.matter}：{said}"
    en = f"{conflict.matter}: {said}"
    if answer is not None:
        zh, en = f"{zh}；{answer.reason.zh}", f"{en}; {answer.reason.en}"
    return ClearanceGround(
        reason=ClearanceReason.CONFLICT,
        known=known,
        evidence=Label(zh, en),
        nodes=(conflict.first, conflict.second),
        rule=answer.rule if answer else "",
        source=answer.source if answer else None,
    )


def _joined(name: str, message: Label) -> Label:
    return Label(f"{name}：{message.zh}", f"{name}: {message.en}")
