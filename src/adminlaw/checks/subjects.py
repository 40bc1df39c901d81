"""Enforcement subjects: organs, authorised organisations, entrusted ones (执法主体)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from adminlaw.checks.graphs import stands_not
from adminlaw.checks.identity import Check, also, check
from adminlaw.checks.records import absent, sight_of_record
from adminlaw.checks.sights import Context, Sight
from adminlaw.findings import Outcome, failed, passed, unknown
from adminlaw.graph import Orphan
from adminlaw.graph.exercising import ORGANS
from adminlaw.graph.paths import in_span, instrument_of, out_edges
from adminlaw.graph.schema import EdgeKind
from adminlaw.labels import Label
from adminlaw.model import Authority, AuthorityKind, Subject, SubjectKind
from adminlaw.rulebook import ExerciseAuthority
from adminlaw.statutes import InstrumentKind

_RULE_OF: Mapping[SubjectKind, str] = {
    SubjectKind.STATUTORY: "subjects.statutory",
    SubjectKind.AUTHORISED: "subjects.authorised",
    SubjectKind.ENTRUSTED: "subjects.entrusted",
}
_ALLOWING: Mapping[SubjectKind, str] = {
    SubjectKind.AUTHORISED: "penalty.authorise",
    SubjectKind.ENTRUSTED: "penalty.entrust",
}
"""The rule that names the kinds of instrument on which such a subject may rest."""


@frozen
class Standing:
    """A subject with the kinds of instrument that it rests on, and what it has lost."""

    subject: Subject
    kinds: tuple[InstrumentKind | None, ...]
    orphan: Orphan | None


def _subjects(context: Context) -> Iterator[Sight[Standing]]:
    live = [each for each in context.register.subjects if context.as_of in each.valid]
    if not live:
        return
    lost = context.lost_bases
    for each in live:
        body = context.register.get(Authority, each.authority)
        sight = sight_of_record(each, body.name if body else "")
        node = f"subject:{each.id}"
        yield Sight(
            item=Standing(each, tuple(_kinds(node, context)), lost.get(node)),
            subject=sight.subject,
            rule=_RULE_OF[each.kind],
        )


def _kinds(node: str, context: Context) -> Iterator[InstrumentKind | None]:
    """Yield the kind of each instrument in force that a subject rests on."""
    graph = context.graph
    for end, data in out_edges(graph, node, EdgeKind.BASED_ON):
        top = instrument_of(graph, end)
        if top is not None and in_span(data, context.as_of):
            yield graph.nodes[top].get("instrument_kind")


@check(
    "P218",
    zh="主体法定",
    en="subjects rest on law",
    rule="subjects.statutory",
    over=_subjects,
    others=also(*_RULE_OF.values(), *_ALLOWING.values()),
)
def rests_on_law(item: Standing, context: Context) -> Outcome:
    """Judge that a subject is an organ, or rests on what may make it one."""
    subject = item.subject
    if subject.kind is SubjectKind.STATUTORY:
        return _organ(subject, context)
    if subject.kind is SubjectKind.ENTRUSTED and subject.principal is None:
        message = Label("没有载明委托机关", "no principal is named")
        return absent(message, {}, complete="subjects" in context.register.complete)
    return _on_law(item, context)


def _organ(subject: Subject, context: Context) -> Outcome:
    body = context.register.get(Authority, subject.authority)
    if body is None or body.kind is AuthorityKind.OTHER:
        message = Label("机构性质未载明", "what kind of body it is is not recorded")
        return unknown(message, (Label("机构类别", "kind of body"),))
    facts = {"actor": body.kind.zh}
    if body.kind in ORGANS:
        return passed(Label("是行政机关", "it is an organ"), facts)
    return failed(Label("不是行政机关", "it is no organ"), facts)


def _on_law(item: Standing, context: Context) -> Outcome:
    allowed = _allowed(item.subject.kind, context)
    known = [each for each in item.kinds if each is not None]
    facts = {"basis": "、".join(dict.fromkeys(each.zh for each in known))}
    if allowed.intersection(known):
        return passed(Label("有法定的依据", "it rests on what may allow it"), facts)
    if item.orphan is not None and stands_not(item.orphan):
        reasons = dict.fromkeys(each.loss.zh for each in item.orphan.lost)
        return failed(
            Label("依据已失效或者不存在", "its basis does not stand"),
            {"reason": "、".join(reasons)},
        )
    bare = not item.subject.basis and not item.subject.basis_text.strip()
    if bare and "subjects" in context.register.complete:
        return failed(Label("没有依据", "it has no basis"), facts)
    all_known = known and len(known) == len(item.kinds)
    if all_known and allowed and item.orphan is None:
        return failed(Label("依据的位阶不够", "its rank is too low"), facts)
    return unknown(
        Label("依据或者其种类未知", "on what it rests is not known"),
        (Label("依据", "basis"),),
        facts,
    )


def _allowed(kind: SubjectKind, context: Context) -> frozenset[InstrumentKind]:
    rule = context.law.get(_ALLOWING[kind])
    version = rule.on(context.as_of) if rule else None
    said = version.content if version else None
    if not isinstance(said, ExerciseAuthority):
        return frozenset()
    return frozenset(said.authorised_by)


SUBJECT_CHECKS: tuple[Check[Any], ...] = (rests_on_law,)
