"""Find what has lost its basis, and what loses it with that (失去依据).

A record has lost its basis where none of the bases that it names is in force and found
on the day. What rests on it alone falls with it: the benchmark of a power, the item
and the transfer that carry it out, the open case under it, the power of an
organisation whose authorisation has ended (《行政许可法》第十五条至第十七条,
《行政处罚法》第三十八条: a penalty without a basis is void). One sound basis is
enough; a record of which only some bases are lost is weakened, not orphaned. The
limits: whether a basis fits the power is not judged here, only whether it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from adminlaw.errors import Lang, check_given
from adminlaw.findings import Status
from adminlaw.graph.asking import check_asked
from adminlaw.graph.creating import creation_authority
from adminlaw.graph.losses import Loss, LostBasis, bases_of, loss_of
from adminlaw.graph.paths import (
    Link,
    in_edges,
    in_span,
    link_of,
    out_edges,
)
from adminlaw.graph.schema import BasisRole, EdgeKind, NodeKind
from adminlaw.markup import html_table, shown_as
from adminlaw.model import SubjectKind
from adminlaw.rulebook import Rulebook, load_rulebook

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]


RECORDS: Final = (
    NodeKind.POWER,
    NodeKind.DOCUMENT,
    NodeKind.BENCHMARK,
    NodeKind.TRANSFER,
    NodeKind.SUBJECT,
    NodeKind.SERVICE_ITEM,
    NodeKind.DECISION,
    NodeKind.CASE,
)


"""What rests on law in a register."""


@frozen(kw_only=True)
class Orphan:
    """A record that lost its basis, or some of it (失去依据的记录).

    Attributes:
        node: Its node.
        kind: What it is.
        label: What it is called.
        lost: Each basis that does not carry it, with the reason.
        whole: Whether no sound basis is left.
    """

    node: str
    kind: NodeKind
    label: str
    lost: tuple[LostBasis, ...]
    whole: bool = True

    _repr_html_ = shown_as(
        "失去依据的记录", kind="类别", label="名称", whole="全部失去", lost="失去的依据"
    )

    @property
    def losses(self) -> frozenset[Loss]:
        """The reasons."""
        return frozenset(each.loss for each in self.lost)

    def text(self, lang: Lang = "zh") -> str:
        """Return what it is and why it is named."""
        reasons = "\n".join(f"  {each.text(lang)}" for each in self.lost)
        return f"{self.kind.text(lang)} {self.label} ({self.node})\n{reasons}"


@frozen(kw_only=True)
class Orphans:
    """What has no sound basis on a day, and what has lost some of it (依据核查结果).

    Attributes:
        as_of: The day.
        orphans: What has no sound basis left.
        weakened: What has one left, but lost others, or cites a number that moved.
    """

    as_of: date
    orphans: tuple[Orphan, ...]
    weakened: tuple[Orphan, ...]

    def __iter__(self) -> Iterator[Orphan]:
        return iter(self.orphans)

    def __len__(self) -> int:
        return len(self.orphans)

    def text(self, lang: Lang = "zh") -> str:
        """Return every orphan, then what is weakened, with their reasons."""
        heads = (
            ("失去依据", "依据有缺")
            if lang == "zh"
            else ("without a sound basis", "with a basis that is lost in part")
        )
        lines = [f"{heads[0]} ({self.as_of}): {len(self.orphans)}"]
        lines += [each.text(lang) for each in self.orphans]
        lines += [f"{heads[1]}: {len(self.weakened)}"]
        lines += [each.text(lang) for each in self.weakened]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [
            (
                each.kind.zh,
                each.label,
                "、".join(one.loss.zh for one in each.lost),
                "；".join(one.link.end_label for one in each.lost if one.link),
                "全部" if each.whole else "部分",
            )
            for each in (*self.orphans, *self.weakened)
        ]
        caption = f"失去依据（{self.as_of}）"
        return html_table(caption, ("类别", "名称", "原因", "依据", "范围"), rows)


def orphans(
    graph: Graph,
    *,
    as_of: date,
    kinds: Iterable[NodeKind] = RECORDS,
    rulebook: Rulebook | None = None,
) -> Orphans:
    """Return every record that has no sound basis on a day, and why.

    Args:
        graph: The legal-basis graph, whole: what has ended is not on a view of a day.
        as_of: The day.
        kinds: What is looked at: records, by default; ``NodeKind.VERSION`` for
            instruments by what they were made under, ``NodeKind.RULE`` for the rules
            of the rule book.
        rulebook: The rules on creation; those that ship, by default.

    Raises:
        FieldTypeError: *graph* is no graph, or one of *kinds* no kind of node.
        NotADayError: *as_of* is no day.

    Source: 《行政处罚法》第三十八条第一款, 《行政许可法》第十七条,
    《行政强制法》第十条第四款.

    >>> from adminlaw.graph import legal_basis_graph
    >>> len(orphans(legal_basis_graph(), as_of=date(2025, 6, 30)))
    0
    """
    check_asked(graph, as_of)
    asked = tuple(kinds)
    for each in asked:
        check_given("orphans", "kinds", each, NodeKind)
    walk = _Walk(graph, as_of, asked, rulebook or load_rulebook())
    walk.judge()
    walk.carry()
    found = [walk.lost[each] for each in sorted(walk.lost, key=_order(graph))]
    weak = [walk.weak[each] for each in sorted(walk.weak, key=_order(graph))]
    return Orphans(
        as_of=as_of,
        orphans=tuple(found),
        weakened=tuple(each for each in weak if each.node not in walk.lost),
    )


def _order(graph: Graph) -> Callable[[str], tuple[int, str]]:
    order = tuple(NodeKind)
    return lambda node: (order.index(graph.nodes[node]["kind"]), node)


class _Walk:
    """What was judged so far on one day."""

    def __init__(
        self,
        graph: Graph,
        day: date,
        kinds: tuple[NodeKind, ...],
        rulebook: Rulebook,
    ) -> None:
        self.graph, self.day, self.kinds = graph, day, kinds
        self.rulebook = rulebook
        self.rights: dict[str, list[str]] = {}
        self.lost: dict[str, Orphan] = {}
        self.weak: dict[str, Orphan] = {}
        self.sound: dict[str, set[str]] = {}

    def judge(self) -> None:
        """Judge every record in force by the bases that it names itself."""
        for node, data in self.graph.nodes(data=True):
            if data["kind"] in self.kinds and in_span(data, self.day):
                self._judge(node, data)

    def _judge(self, node: str, data: Mapping[str, Any]) -> None:
        bases = bases_of(self.graph, node, self.day)
        judged = [
            (each[0], loss_of(self.graph, node, each, self.day)) for each in bases
        ]
        found = [lost for _, lost in judged if lost]
        self.sound[node] = {
            end for end, lost in judged if lost is None or lost.loss is Loss.RENUMBERED
        }
        if data["kind"] is NodeKind.POWER:
            found += self._of_power(node, has_basis=bool(bases))
        if not found:
            return
        mild = all(each.loss is Loss.RENUMBERED for each in found)
        rank = any(each.loss in (Loss.RANK, Loss.NO_BASIS) for each in found)
        uncreated = self._uncreated(node, bases)
        self._add(
            node, found, whole=rank or uncreated or not (mild or self.sound[node])
        )

    def _uncreated(
        self, node: str, bases: Sequence[tuple[str, Mapping[str, Any]]]
    ) -> bool:
        """Tell whether a record names what creates it, and none of that stands."""
        creating = {
            end for end, data in bases if data.get("role") is BasisRole.CREATION
        }
        return bool(creating) and creating.isdisjoint(self.sound[node])

    def _of_power(self, node: str, *, has_basis: bool) -> list[LostBasis]:
        """Return what only a power can lack: a basis at all, a basis of its rank."""
        if not has_basis:
            return [LostBasis(loss=Loss.NO_BASIS)]
        if not self.sound[node]:
            return []
        answer = creation_authority(
            self.graph, node, as_of=self.day, rulebook=self.rulebook
        )
        if answer.status is not Status.FAILED:
            return []
        return [LostBasis(loss=Loss.RANK, detail=answer.message.zh)]

    def _add(self, node: str, found: Iterable[LostBasis], *, whole: bool) -> None:
        data = self.graph.nodes[node]
        home = self.lost if whole else self.weak
        home[node] = Orphan(
            node=node,
            kind=data["kind"],
            label=data["label"],
            lost=tuple(found),
            whole=whole,
        )

    def carry(self) -> None:
        """Find what falls with what has fallen, until nothing more does."""
        waiting = list(self.sound)
        while waiting:
            fallen = [
                node for node in waiting if node not in self.lost and self._falls(node)
            ]
            # What rests on what has just fallen is looked at again.
            waiting = [
                each
                for node in fallen
                for each in _dependents(self.graph, node, self.day)
                if each in self.sound
            ]

    def _falls(self, node: str) -> bool:
        link = self._support_lost(node)
        if link is None:
            return False
        before = self.weak[node].lost if node in self.weak else ()
        lost = LostBasis(loss=Loss.CARRIED, link=link)
        self._add(node, (*before, lost), whole=True)
        return True

    def _support_lost(self, node: str) -> Link | None:
        """Return the link to what a record fell with, if it did."""
        if self.graph.nodes[node]["kind"] not in RECORDS:
            return None
        based = self._all_lost(node, EdgeKind.BASED_ON)
        if based and not self.sound[node] - self.lost.keys():
            return based
        for kind in (EdgeKind.IMPLEMENTS, EdgeKind.DECIDED_UNDER, EdgeKind.APPLIES):
            if kind is EdgeKind.APPLIES and not node.startswith("transfer:"):
                continue
            if link := self._all_lost(node, kind):
                return link
        return self._parent_lost(node) or self._authorisation_lost(node)

    def _all_lost(self, node: str, kind: EdgeKind) -> Link | None:
        """Return a link to what is lost, where every edge of a kind leads there."""
        edges = [
            (end, data)
            for end, data in out_edges(self.graph, node, kind)
            if kind is not EdgeKind.BASED_ON or end in self.sound[node]
        ]
        if not edges:
            return None
        for end, data in edges:
            if end not in self.lost and in_span(data, self.day):
                return None
        end, data = edges[0]
        return link_of(self.graph, (node, end), data)

    def _parent_lost(self, node: str) -> Link | None:
        """Return the link to the document that contains it, where that has gone."""
        for above, data in in_edges(self.graph, node, EdgeKind.CONTAINS):
            if above.startswith("document:") and (
                above in self.lost or not in_span(data, self.day)
            ):
                return link_of(self.graph, (above, node), data, upward=True)
        return None

    def _authorisation_lost(self, node: str) -> Link | None:
        """Return the link to the body that holds a power, if its right has gone."""
        if self.graph.nodes[node]["kind"] is not NodeKind.POWER:
            return None
        for body, data in out_edges(self.graph, node, EdgeKind.EXERCISED_BY):
            if data.get("by") or not in_span(data, self.day):
                continue
            rights = self._rights(body)
            if rights and all(self._right_lost(each) for each in rights):
                return link_of(self.graph, (node, body), data)
        return None

    def _rights(self, body: str) -> list[str]:
        """Return what makes a body an enforcement subject, looked up once."""
        if body not in self.rights:
            self.rights[body] = [
                each
                for each, _ in in_edges(self.graph, body, EdgeKind.EXERCISED_BY)
                if each.startswith("subject:")
            ]
        return self.rights[body]

    def _right_lost(self, subject: str) -> bool:
        data = self.graph.nodes[subject]
        if data["subject_kind"] is SubjectKind.STATUTORY:
            return False
        return subject in self.lost or not in_span(data, self.day)


_RESTING: Final = (
    EdgeKind.BASED_ON,
    EdgeKind.IMPLEMENTS,
    EdgeKind.DECIDED_UNDER,
    EdgeKind.APPLIES,
)


def _dependents(graph: Graph, node: str, day: date) -> Iterator[str]:
    """Yield the records that may fall with one that has fallen."""
    for start, data in in_edges(graph, node, *_RESTING):
        if in_span(data, day):
            yield start
    for end, _ in out_edges(graph, node, EdgeKind.CONTAINS):
        yield end
    if graph.nodes[node]["kind"] is NodeKind.SUBJECT:
        for body, _ in out_edges(graph, node, EdgeKind.EXERCISED_BY):
            for power, data in in_edges(graph, body, EdgeKind.EXERCISED_BY):
                if in_span(data, day):
                    yield power
