"""Powers and subjects against the legal-basis graph: basis, creation, exercise, holder.

The graph is drawn once an audit, and a question that answers for the whole graph is
asked once a check. Each power that is in force gets one judgement: what does not
stand is failed, what cannot be looked up is unknown. The limits are those of the
questions: a basis that stands may still not fit the power.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, frozen

from adminlaw.checks.identity import Check, also, check
from adminlaw.checks.records import sight_of_record
from adminlaw.checks.sights import Context, Ground, Sight
from adminlaw.findings import (
    Outcome,
    Status,
    failed,
    not_applicable,
    passed,
    unknown,
)
from adminlaw.findings import Subject as About
from adminlaw.graph import (
    Breach,
    CreationAnswer,
    ExerciseAnswer,
    Holders,
    HoldingState,
    Loss,
    Orphan,
    creation_authority,
    exercise_authorities,
    exercise_authority,
    misheld,
    problems_of,
)
from adminlaw.graph.exercising import EXERCISE_RULES
from adminlaw.graph.holding import rights_of
from adminlaw.graph.paths import container, out_edges
from adminlaw.graph.schema import EdgeKind, NodeKind
from adminlaw.labels import Label
from adminlaw.model import Authority, Power, PowerKind, days_in_force
from adminlaw.model.registers import COLLECTIONS
from adminlaw.rulebook import CREATION_RULES

GONE = frozenset({Loss.REPEALED, Loss.LAPSED})
_FALSE = GONE | {Loss.NOT_YET, Loss.NOT_FOUND}
"""Why a basis does not stand for certain; other reasons are a lack of knowledge."""


def live_powers(context: Context) -> Iterator[tuple[Power, Sight[Power]]]:
    """Yield each power that is in force on the day, with its sight."""
    for power in context.register.powers:
        days = days_in_force(power)
        if days is not None and context.as_of in days:
            yield power, sight_of_record(power)


def stands_not(orphan: Orphan) -> bool:
    """Tell whether some basis of a record is gone, or never was, for certain."""
    return not orphan.losses.isdisjoint(_FALSE)


# --- The basis stands -------------------------------------------------------------


@frozen
class Based:
    """A power or a subject with what is wrong with its bases.

    Attributes:
        orphan: What it has lost; None where nothing is.
        roots: Why what it fell with has fallen.
        bare: Whether the record itself names no basis, in the words or otherwise.
    """

    orphan: Orphan | None
    roots: frozenset[Loss]
    bare: bool


def _bases(context: Context) -> Iterator[Sight[Based]]:
    lost = context.lost_bases
    for power, sight in live_powers(context):
        orphan = lost.get(f"power:{power.id}")
        penalty = power.kind is PowerKind.PENALTY
        yield Sight(
            item=Based(
                orphan,
                _roots(orphan, lost, context),
                not power.basis and not power.basis_text.strip(),
            ),
            subject=sight.subject,
            rule="powers.standing_of_penalties" if penalty else "",
        )


def _roots(
    orphan: Orphan | None, lost: Mapping[str, Orphan], context: Context
) -> frozenset[Loss]:
    """Return the reasons of a record, and of what it fell with."""
    reasons: set[Loss] = set()
    waiting = [orphan] if orphan is not None else []
    seen: set[str] = set()
    while waiting:
        each = waiting.pop()
        seen.add(each.node)
        reasons |= each.losses - {Loss.CARRIED}
        for basis in each.lost:
            if basis.loss is Loss.CARRIED and basis.link is not None:
                found = _fallen(basis.link.end, lost, context)
                waiting += [other for other in found if other.node not in seen]
    return frozenset(reasons)


def _fallen(end: str, lost: Mapping[str, Orphan], context: Context) -> list[Orphan]:
    """Return what has fallen at the end of a link: it, or the rights of a body."""
    rights: list[str] = []
    if context.graph.nodes[end]["kind"] is NodeKind.AUTHORITY:
        rights = rights_of(context.graph, end, context.as_of)
    return [lost[each] for each in (end, *rights) if each in lost]


_ONE_STANDS = Label(
    "至少有一个依据有效，另有依据不成立或者未能核对",
    "at least one basis is in force; others are not or could not be looked up",
)

_OF_OTHER_RANK = Label(
    "依据有效，其位阶另行检查", "its basis is in force; its rank is judged apart"
)


@check(
    "P201",
    zh="职权依据有效",
    en="basis of the power in force",
    rule="powers.standing",
    over=_bases,
    others=also("powers.standing_of_penalties"),
)
def basis_stands(item: Based, context: Context) -> Outcome:
    """Judge that a power rests on something in force; one sound basis is enough."""
    orphan = item.orphan
    # The rank is asked only of a basis that stands; it is for another check.
    if orphan is None:
        return passed(Label("依据有效", "its basis is in force"))
    if Loss.RANK in orphan.losses:
        return passed(_OF_OTHER_RANK, _told(orphan))
    if not orphan.whole:
        return passed(_ONE_STANDS, _told(orphan))
    facts = _told(orphan)
    if item.roots & _FALSE:
        return failed(Label("依据已失效或者不存在", "its basis does not stand"), facts)
    if item.bare and "powers" in context.register.complete:
        return failed(Label("没有依据", "it has no basis"), facts)
    missing = tuple(Label(each.zh, each.en) for each in Loss if each in item.roots)
    return unknown(
        Label("依据无法核对", "its basis cannot be looked up"), missing, facts
    )


def _told(orphan: Orphan) -> dict[str, str]:
    """Return the reasons and the bases that are lost, as facts."""
    reasons = dict.fromkeys(each.loss.zh for each in orphan.lost)
    named = dict.fromkeys(each.link.end_label for each in orphan.lost if each.link)
    facts = {"reason": "、".join(reasons)}
    return {**facts, "basis": "；".join(named)} if named else facts


# --- It may create the power ------------------------------------------------------


def _created(context: Context) -> Iterator[Sight[CreationAnswer]]:
    for power, sight in live_powers(context):
        answer = creation_authority(
            context.graph, power.id, as_of=context.as_of, rulebook=context.law
        )
        said = [each.rule for each in answer.findings if each.status is answer.status]
        yield Sight(
            item=answer,
            subject=sight.subject,
            **_cited(said, "powers.creation", context),
        )


def _cited(rules: list[str], norm: str, context: Context) -> dict[str, Any]:
    """Return rule and ground of a judgement: the source of a rule of the statutes.

    To go beyond a permission is no lesser breach than to miss a duty, so the strength
    is that of the norm.
    """
    held = context.law.get(norm)
    strong = held.on(context.as_of) if held else None
    for code in rules:
        rule = context.law.get(code) if code else None
        version = rule.on(context.as_of) if rule else None
        if version is not None and strong is not None:
            ground = Ground(
                modality=strong.modality,
                source=version.source,
                status=version.status,
            )
            return {"rule": code, "ground": ground}
    return {}


@check(
    "P202",
    zh="依据有设定权",
    en="the basis may create the power",
    rule="powers.creation",
    over=_created,
    others=also(*CREATION_RULES),
)
def basis_may_create(answer: CreationAnswer, _context: Context) -> Outcome:
    """Judge that what a power rests on is of a rank that may create it."""
    named = dict.fromkeys(
        each.basis_label for each in answer.findings if each.status is answer.status
    )
    facts = {"basis": "；".join(named)} if named else {}
    return _as_said(answer.status, answer.message, facts)


def _as_said(status: Status, message: Label, facts: dict[str, str]) -> Outcome:
    if status is Status.UNKNOWN:
        return unknown(message, (message,), facts)
    return Outcome(status=status, message=message, facts=facts)


# --- Its holder may exercise it ---------------------------------------------------


def _exercised(context: Context) -> Iterator[Sight[ExerciseAnswer]]:
    answers = {
        each.node: each
        for each in exercise_authorities(
            context.graph, as_of=context.as_of, rulebook=context.law
        )
    }
    for power, sight in live_powers(context):
        # A second record of one id may be in force on days on which the first is not.
        answer = answers.get(f"power:{power.id}") or exercise_authority(
            context.graph, power.id, as_of=context.as_of, rulebook=context.law
        )
        worst = [each for each in answer.findings if each.status is answer.status]
        about = tuple(filter(None, (_record_of(each.about) for each in worst)))
        records = dict.fromkeys((*sight.subject.records, *about))
        yield Sight(
            item=answer,
            subject=evolve(sight.subject, records=tuple(records)),
            **_cited([each.rule for each in worst], "powers.exercise", context),
        )


def _record_of(node: str) -> str:
    """Return the record that a node stands for, as reports name it; else nothing."""
    kind, _, key = node.partition(":")
    name = _COLLECTION_OF.get(kind)
    return f"{name}/{key}" if name else ""


_COLLECTION_OF: Mapping[str, str] = {
    code: name
    for name in COLLECTIONS
    for code in (name.removesuffix("s"),)
    if code in {kind.code for kind in NodeKind}
} | {"authority": "authorities"}


@check(
    "P203",
    zh="主体有实施权",
    en="the holder may exercise it",
    rule="powers.exercise",
    over=_exercised,
    others=also(*EXERCISE_RULES),
)
def holder_may_exercise(answer: ExerciseAnswer, _context: Context) -> Outcome:
    """Judge that whoever exercises a power, in whose name ever, may."""
    worst = [each for each in answer.findings if each.status is answer.status]
    if not worst:
        if answer.status is Status.NOT_APPLICABLE:
            return not_applicable(Label("此处不判断此类职权", "not judged of its kind"))
        return passed(Label("主体有实施权", "its holder may exercise it"))
    messages = dict.fromkeys(each.message for each in worst)
    message = Label(
        "；".join(each.zh for each in messages), "; ".join(each.en for each in messages)
    )
    about = dict.fromkeys(each.about_label for each in worst)
    return _as_said(answer.status, message, {"about": "；".join(about)})


# --- Exactly one holder -----------------------------------------------------------


@frozen
class Held:
    """A power with the places in which it has not exactly one holder.

    Attributes:
        known: Whether it is known who holds the matter, and where.
    """

    faults: tuple[Holders, ...]
    known: bool


def _holdings(context: Context) -> Iterator[Sight[Held]]:
    faults: dict[str, list[Holders]] = defaultdict(list)
    for each in misheld(context.graph, as_of=context.as_of):
        for node in dict.fromkeys((each.power, *(one.power for one in each.holders))):
            faults[node].append(each)
    unplaced = _unplaced(context)
    nodes = context.graph.nodes
    for power, sight in live_powers(context):
        node = f"power:{power.id}"
        penalty = power.kind is PowerKind.PENALTY
        yield Sight(
            item=Held(
                tuple(faults.get(node, ())),
                nodes[node].get("subject_matter") not in unplaced,
            ),
            subject=sight.subject,
            rule="powers.one_holder_of_penalties" if penalty else "",
        )


def _unplaced(context: Context) -> set[object]:
    """Return the matters of which a holder, or its place, is not recorded."""
    found: set[object] = set()
    homes: dict[str, str | None] = {}
    for power, _ in live_powers(context):
        node = f"power:{power.id}"
        bodies = [
            body for body, _ in out_edges(context.graph, node, EdgeKind.EXERCISED_BY)
        ]
        for body in bodies:
            if body not in homes:
                homes[body] = container(context.graph, body)
        if not bodies or any(homes[body] is None for body in bodies):
            found.add(context.graph.nodes[node].get("subject_matter"))
    return found


@check(
    "P204",
    zh="职权主体唯一",
    en="exactly one holder, no gap and no overlap",
    rule="powers.one_holder",
    over=_holdings,
    others=also("powers.one_holder_of_penalties"),
)
def one_holder(item: Held, context: Context) -> Outcome:
    """Judge that one body holds a power in each place, not several and not none."""
    faults = [each for each in item.faults if not _succeeded(each, context)]
    if faults:
        first = faults[0]
        bodies = dict.fromkeys(each.label for each in first.holders)
        facts = {"place": first.place_label, "holders": "、".join(bodies)}
        return failed(_STATES.get(first.state, _NOT_ONE), facts)
    if not item.known:
        message = Label("主体或者其地域未载明", "a holder or its place is not recorded")
        return unknown(message, (Label("主体及其地域", "holder and place"),))
    return passed(Label("主体唯一", "exactly one holder"))


def _succeeded(found: Holders, context: Context) -> bool:
    """Tell whether a body took over from the one that is gone and holds its powers."""
    if found.state is not HoldingState.GAP:
        return False
    return any(_heir(node.partition(":")[2], context) for node in found.gone)


def _heir(body: str, context: Context) -> bool:
    """Tell whether a body, or one that took over from it, exists on the day."""
    seen: set[str] = set()
    held = context.register.get(Authority, body)
    while held is not None and held.id not in seen:
        if context.as_of in held.valid:
            return True
        seen.add(held.id)
        held = context.register.get(Authority, held.successor)
    return False


_NOT_ONE = Label("主体不唯一", "not exactly one holder")
_STATES: Mapping[HoldingState, Label] = {
    state: Label(state.zh, state.en) for state in HoldingState
}

# --- The graph --------------------------------------------------------------------


def _problems(context: Context) -> Iterator[Sight[Breach | None]]:
    found = problems_of(context.graph)
    register = context.register
    for number, each in enumerate(found, 1):
        name = f"{each.rule} {each.about}"
        key = f"graph/{number}"
        yield Sight(item=each, subject=About(key=key, label=Label(name, name)))
    if not found and register.powers:
        yield Sight(item=None, subject=About(key=register.id, label=register.label))


@check(
    "P217",
    zh="法定依据图一致",
    en="the legal-basis graph is sound",
    rule="powers.graph",
    over=_problems,
)
def graph_is_sound(breach: Breach | None, _context: Context) -> Outcome:
    """Judge that the graph that the records draw keeps its own rules."""
    if breach is None:
        return passed(Label("图内部一致", "it agrees with itself"))
    return failed(breach.message, {"about": breach.about})


GRAPH_CHECKS: tuple[Check[Any], ...] = (
    basis_stands,
    basis_may_create,
    holder_may_exercise,
    one_holder,
    graph_is_sound,
)
