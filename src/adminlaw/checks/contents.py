"""What documents say and rest on: nothing forbidden, on law in force, against none.

A normative document creates no penalty, licence, compulsion or fee and takes no right
without a basis (《行政处罚法》第十六条, 《行政许可法》第十七条, 《行政强制法》第十条).
What it rests on, and what rests on it, is read off the legal-basis graph, asked once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from adminlaw.checks.drafting import MADE, NORMATIVE, RULES
from adminlaw.checks.identity import Check, also, check
from adminlaw.checks.records import absent
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.tracks import Track
from adminlaw.findings import (
    Outcome,
    Subject,
    failed,
    not_assessable,
    passed,
    unknown,
)
from adminlaw.graph import (
    Conflict,
    EdgeKind,
    NodeKind,
    Orphan,
    Prevailing,
    conflicts,
    orphans,
)
from adminlaw.graph.losses import Loss
from adminlaw.graph.paths import in_edges, in_span, out_edges
from adminlaw.graph.schema import node_key
from adminlaw.labels import Label
from adminlaw.model import Case, Event, EventKind, Trait, first, has_trait, when

if TYPE_CHECKING:
    from adminlaw.graph.paths import Graph


# --- Nothing forbidden ------------------------------------------------------------

_FORBIDDEN: Final = (
    (Trait.SETS_PENALTY, "documents.no_penalty"),
    (Trait.SETS_LICENCE, "documents.no_licence"),
    (Trait.SETS_COMPULSION, "documents.no_compulsion"),
    (Trait.SETS_FEE, "documents.content"),
    (Trait.REDUCES_RIGHTS, "documents.no_reduction"),
)
"""What no normative document may do, each with the rule that says so."""


def _issued(track: Track, context: Context) -> date:
    """Return the day whose law governs a document: that of its publication."""
    days = [each.day for each in track.of(EventKind.PUBLISHED) if each.day]
    valid = track.record.valid
    since = valid.since if valid else None
    return min(days, default=None) or since or context.as_of


def _contents(context: Context) -> Iterator[Sight[Track]]:
    for track in context.tracks(NORMATIVE.records):
        if NORMATIVE.holds(track.record):
            held = [
                rule for trait, rule in _FORBIDDEN if has_trait(track.record, trait)
            ]
            yield Sight(
                item=track,
                subject=track.subject,
                rule=next(iter(held), "documents.content"),
                day=_issued(track, context),
            )


@check(
    "D218",
    zh="没有禁止内容",
    en="no forbidden content",
    rule="documents.content",
    over=_contents,
    others=also(*dict(_FORBIDDEN).values()),
)
def nothing_forbidden(track: Track, _context: Context) -> Outcome:
    """Judge whether a document is free of what only law may set."""
    answers = {trait: has_trait(track.record, trait) for trait, _ in _FORBIDDEN}
    held = [trait for trait, answer in answers.items() if answer]
    if held:
        facts = {"named": "、".join(each.zh for each in held)}
        return failed(Label("含有禁止内容", "it sets what it may not"), facts)
    unsaid = [trait for trait, answer in answers.items() if answer is None]
    if unsaid:
        missing = tuple(Label(each.zh, each.en) for each in unsaid)
        return unknown(Label("有无禁止内容未载明", "not said of all of it"), missing)
    return passed(Label("没有禁止内容", "it sets nothing forbidden"))


# --- On law in force --------------------------------------------------------------


def _law_of(track: Track, name: str) -> str:
    return f"rules.{name}" if RULES.holds(track.record) else f"documents.{name}"


def _nodes(context: Context) -> dict[str, Track]:
    """Return the documents of the register's own bodies by their nodes."""
    return {
        node_key(NodeKind.DOCUMENT, track.record.id): track
        for track in context.tracks(MADE.records)
        if MADE.holds(track.record)
    }


def _based(context: Context) -> Iterator[Sight[Orphan | None]]:
    own = {
        node: track
        for node, track in _nodes(context).items()
        if track.record.basis or track.record.basis_text.strip()
    }
    if not own:
        return
    found = orphans(
        context.graph,
        as_of=context.as_of,
        kinds=(NodeKind.DOCUMENT,),
        rulebook=context.law,
    )
    lost = {each.node: each for each in (*found.orphans, *found.weakened)}
    for node, track in own.items():
        if in_span(context.graph.nodes[node], context.as_of):
            yield Sight(
                item=lost.get(node),
                subject=track.subject,
                rule=_law_of(track, "basis"),
            )


_NOT_SURE: Final = frozenset(
    {
        Loss.NOT_HELD,
        Loss.AMBIGUOUS,
        Loss.NO_CITATION,
        Loss.NO_BASIS,
        Loss.UNKNOWN,
    }
)
"""What leaves open whether a basis stands."""


@check(
    "D219",
    zh="文件依据有效",
    en="basis of the document in force",
    rule="documents.basis",
    over=_based,
    others=also("rules.basis"),
)
def basis_in_force(item: Orphan | None, _context: Context) -> Outcome:
    """Judge whether every basis that a document in force names is in force itself."""
    losses = item.losses - {Loss.RENUMBERED} if item is not None else frozenset()
    if item is None or not losses:
        return passed(Label("依据均有效", "all of its bases are in force"))
    lost = [each for each in item.lost if each.loss in losses]
    said = [each for each in lost if each.loss not in _NOT_SURE]
    facts = {
        f"basis{number}": each.text("zh") for number, each in enumerate(said or lost, 1)
    }
    if said:
        return failed(Label("依据已失效或者不存在", "a basis is not in force"), facts)
    missing = tuple(Label(each.loss.zh, each.loss.en) for each in lost)
    return unknown(Label("依据效力不明", "not known of every basis"), missing, facts)


# --- No basis itself, unless published and in force -------------------------------


@frozen
class Used:
    """A document on which another record rests.

    Attributes:
        document: The document.
        node: What the graph says of the document.
        day: The day on which it has to carry the record; None where that is unknown.
    """

    document: Track
    node: Mapping[str, Any]
    day: date | None


_RESTS: Final = (EdgeKind.BASED_ON, EdgeKind.APPLIES)


def _used(context: Context) -> Iterator[Sight[Used]]:
    for node, track in _nodes(context).items():
        users = {user for user, _ in in_edges(context.graph, node, *_RESTS)}
        for user in sorted(users):
            data = context.graph.nodes[user]
            if data["kind"] is NodeKind.CASE or in_span(data, context.as_of):
                yield _use(user, track, context)


def _use(user: str, track: Track, context: Context) -> Sight[Used]:
    data = context.graph.nodes[user]
    _, _, key = user.partition(":")
    case = context.register.get(Case, key) if data["kind"] is NodeKind.CASE else None
    day = _decided(case, data, context.as_of) if case else context.as_of
    subject, name = track.subject, data["label"]
    label = Label(f"{name} ← {subject.label.zh}", f"{name} ← {subject.label.en}")
    node = node_key(NodeKind.DOCUMENT, subject.key)
    return Sight(
        item=Used(track, context.graph.nodes[node], day),
        subject=Subject(
            key=f"{subject.key}/{key}", label=label, records=subject.records
        ),
        day=day,
    )


def _decided(case: Case, node: Mapping[str, Any], as_of: date) -> date | None:
    """Return the day on which a case needs its bases: of the decision, or today."""
    decided = first(case.events, EventKind.DECIDED)
    if decided is None or (decided.day is not None and decided.day > as_of):
        return as_of if in_span(node, as_of) else None
    return decided.day


@check(
    "D221",
    zh="未公布、已失效的文件不得作为依据",
    en="unpublished or ended documents are no basis",
    rule="documents.as_basis",
    over=_used,
)
def fit_as_basis(item: Used, context: Context) -> Outcome:
    """Judge whether a document was published and in force when it had to carry."""
    day = item.day
    if day is None:
        return unknown(_NO_DAY, (Label("决定日期", "day of the decision"),))
    since, until = item.node["since"], item.node["until"]
    facts = {"day": day.isoformat()}
    if until is not None and until <= day:
        facts["expires"] = until.isoformat()
        return failed(Label("当日文件已失效", "the document had ended"), facts)
    if since is not None and day < since:
        facts["effective"] = since.isoformat()
        return failed(Label("当日文件尚未施行", "it was not yet in force"), facts)
    published = [_on_or_before(e, day) for e in item.document.of(EventKind.PUBLISHED)]
    if any(published):
        return _in_force(item.node, day, facts)
    if None in published:
        return unknown(_NO_DAY, (Label("公布日期", "day of publication"),), facts)
    complete = MADE.records in context.register.complete or bool(published)
    return absent(Label("文件未公布", "it was not published"), facts, complete=complete)


_NO_DAY = Label("日期未载明", "the day is not recorded")


def _on_or_before(event: Event, day: date) -> bool | None:
    span = when(event)
    if span is None or span.last_day is None or span.since is None:
        return None
    if span.last_day <= day:
        return True
    return False if span.since > day else None


def _in_force(node: Mapping[str, Any], day: date, facts: dict[str, str]) -> Outcome:
    if any(day in span for span in node.get("doubt", ())):
        missing = Label("文件效力期间", "days on which the document is in force")
        return unknown(
            Label("当日效力不明", "not known of that day"), (missing,), facts
        )
    return passed(Label("已公布且有效", "published and in force"), facts)


# --- Against no higher law --------------------------------------------------------


@frozen
class Compared:
    """A document on which records that were compared rest.

    Attributes:
        loses: What is said under it and against higher law.
        open: Contradictions that somebody else has to settle.
    """

    loses: tuple[str, ...]
    open: tuple[str, ...]


def _compared(context: Context) -> Iterator[Sight[Compared]]:
    own = _nodes(context)
    if not own:
        return
    graph = context.graph
    loses, left_open = _conflicts(graph, context)
    for node, track in own.items():
        carries = any(True for _ in in_edges(graph, node, EdgeKind.BASED_ON))
        if carries and in_span(graph.nodes[node], context.as_of):
            item = Compared(tuple(loses.get(node, ())), tuple(left_open.get(node, ())))
            yield Sight(
                item=item, subject=track.subject, rule=_law_of(track, "conflict")
            )


def _conflicts(
    graph: Graph, context: Context
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return for each node what loses under it, and what is open, asked once."""
    loses: dict[str, list[str]] = {}
    left_open: dict[str, list[str]] = {}
    for each in conflicts(graph, as_of=context.as_of, rulebook=context.law):
        said = f"{each.matter}: {each.first_says} / {each.second_says}"
        lower = _lower(graph, each.answer) if each.answer else None
        if lower is not None:
            loses.setdefault(lower, []).append(said)
        else:
            for node in _parties(graph, each):
                left_open.setdefault(node, []).append(said)
    return loses, left_open


def _lower(graph: Graph, answer: Prevailing) -> str | None:
    """Return which of two sides yields; None where somebody has to settle it.

    《立法法》 ranks rules and what is above them; that a normative document stands
    below all of these is the rule of this check.
    """
    sides = (answer.first, answer.second)
    if answer.winner is not None:
        return next((each for each in sides if each != answer.winner), None)
    first, second = (graph.nodes[each].get("rank") for each in sides)
    if answer.adjudicator is not None or first is None or second is None:
        return None
    if first == second:
        return None
    return sides[0] if first > second else sides[1]


def _parties(graph: Graph, conflict: Conflict) -> set[str]:
    """Return what the two records of a contradiction rest on."""
    if conflict.answer is not None:
        return {conflict.answer.first, conflict.answer.second}
    records = (conflict.first, conflict.second)
    return {
        end for each in records for end, _ in out_edges(graph, each, EdgeKind.BASED_ON)
    }


@check(
    "D222",
    zh="与上位法一致",
    en="no conflict with higher law",
    rule="documents.conflict",
    over=_compared,
    others=also("rules.conflict"),
)
def agrees_with_higher_law(item: Compared, _context: Context) -> Outcome:
    """Judge whether what rests on a document contradicts what rests on higher law."""
    said = item.loses or item.open
    facts = {f"conflict{number}": each for number, each in enumerate(said, 1)}
    if item.loses:
        return failed(Label("与上位法不一致", "it contradicts higher law"), facts)
    if item.open:
        message = Label("是否一致须由有权机关裁决", "for the competent body to settle")
        return not_assessable(message, facts)
    return passed(Label("未见不一致", "no contradiction was found"))


CONTENT_CHECKS: tuple[Check[Any], ...] = (
    nothing_forbidden,
    basis_in_force,
    fit_as_basis,
    agrees_with_higher_law,
)
"""What normative documents say, rest on and carry."""
