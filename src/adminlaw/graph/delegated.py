"""Ask which rules that a text orders to be made have not been made (未落实的授权).

具体办法由国务院规定 is an order; the instrument that carries it out says so, or bears
the matter in its name (《立法法》第六十六条: within one year of the law's commencement,
where the law sets no other time). The limits: only what is held can carry an order
out, so each answer says how many instruments of that kind of body are held at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from adminlaw.errors import Lang
from adminlaw.graph.asking import check_asked, nodes_asked
from adminlaw.graph.enabling import kind_made_by
from adminlaw.graph.paths import (
    Link,
    in_doubt,
    in_edges,
    in_span,
    instrument_of,
    law_within,
    link_of,
)
from adminlaw.graph.schema import EdgeKind, NodeKind
from adminlaw.labels import LabelledEnum
from adminlaw.markup import html_table, shown_as
from adminlaw.model import Confidence
from adminlaw.periods.deadlines import moved_by
from adminlaw.rulebook import Rulebook, TimeLimit, load_rulebook
from adminlaw.statutes import InstrumentKind, Obligation

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]

_RULE = "legislation.implementing_rules"


class Fulfilment(LabelledEnum):
    """Whether a delegated rule was made (授权落实情况)."""

    MET = "met", "已落实", "met"
    PERHAPS = "perhaps", "可能已落实", "perhaps met"
    UNMET = "unmet", "未见落实", "none held"


@frozen(kw_only=True)
class Delegation:
    """An order or permission to make a rule, and what became of it (授权制定).

    Attributes:
        provision: Node of the article that gives it.
        label: What it is called.
        body: Who is to make the rule; empty if unsaid.
        matter: What is to be ruled.
        obligation: Whether it has to be made.
        term: Within what time, as the article writes it; empty if unsaid.
        kind: What kind of instrument gives it; None where that is unknown.
        since: From when the article is law in the version of the day; it may be
            older. None where that is not known.
        age: Calendar days from then to the day of the question.
        fulfilment: Whether a rule was made.
        made: What makes it, with the evidence.
        held: How many instruments are held of the kind that this body makes; None
            where its name tells no kind.
        doubtful: Whether it is only possible that the article is in force.
    """

    provision: str
    label: str
    body: str
    matter: str
    obligation: Obligation
    term: str
    kind: InstrumentKind | None
    since: date | None
    age: int | None
    fulfilment: Fulfilment
    made: tuple[Link, ...]
    held: int | None
    doubtful: bool = False

    _repr_html_ = shown_as(
        "授权制定",
        label="授权条款",
        body="机关",
        matter="事项",
        obligation="强度",
        term="期限",
        fulfilment="落实情况",
        since="自",
        doubtful="是否存疑",
    )

    def text(self, lang: Lang = "zh") -> str:
        """Return it as one line, with what makes the rule."""
        made = "、".join(each.start_label for each in self.made)
        return (
            f"{self.label}: {self.body} {self.obligation.text(lang)} {self.matter}"
            f" [{self.since or '?'}] {self.fulfilment.text(lang)} {made}".rstrip()
        )


@frozen(kw_only=True)
class Delegations:
    """Delegations of rule-making on a day (授权制定核查结果).

    Attributes:
        as_of: The day.
        delegations: Each article and body once.
    """

    as_of: date
    delegations: tuple[Delegation, ...]

    def __iter__(self) -> Iterator[Delegation]:
        return iter(self.delegations)

    def __len__(self) -> int:
        return len(self.delegations)

    @property
    def unfulfilled(self) -> Delegations:
        """Those that order a rule which no instrument held carries out."""
        owed = (
            each
            for each in self.delegations
            if each.fulfilment is Fulfilment.UNMET
            and each.obligation is Obligation.MUST
        )
        return evolve(self, delegations=tuple(owed))

    def text(self, lang: Lang = "zh") -> str:
        """Return a line for each."""
        return "\n".join(each.text(lang) for each in self.delegations)

    def _repr_html_(self) -> str:
        rows = [
            (
                each.label,
                each.body,
                each.matter,
                each.obligation.zh,
                each.term,
                "" if each.age is None else str(each.age),
                each.fulfilment.zh,
                "、".join(one.start_label for one in each.made),
                "" if each.held is None else str(each.held),
            )
            for each in self.delegations
        ]
        heads = (
            "条文",
            "机关",
            "事项",
            "强度",
            "期限",
            "天数",
            "落实",
            "文件",
            "收录数",
        )
        return html_table(f"授权制定（{self.as_of}）", heads, rows)


def delegations(graph: Graph, what: str | None = None, *, as_of: date) -> Delegations:
    """Return the orders and permissions to make rules that are in force on a day.

    Args:
        graph: The legal-basis graph, made from a corpus.
        what: Only those of this article or instrument.
        as_of: The day.

    Raises:
        UnknownInstrumentError: nothing on the graph bears the name.
        AmbiguousTitleError: several do.
        UnknownProvisionError: it has no such article.
        NotADayError: *as_of* is no day.

    Source: 《立法法》第六十六条.
    """
    check_asked(graph, as_of)
    asked = () if what is None else nodes_asked(graph, what, as_of)
    starts = {each for node in asked for each in law_within(graph, node)}
    held = Counter(
        data.get("instrument_kind")
        for _, data in graph.nodes(data=True)
        if data["kind"] is NodeKind.INSTRUMENT
    )
    found = [
        _delegation(graph, (start, end, data), as_of, held)
        for start, end, data in graph.edges(data=True)
        if data["kind"] is EdgeKind.DELEGATES_TO
        and in_span(data, as_of)
        and (what is None or start in starts)
    ]
    return Delegations(as_of=as_of, delegations=tuple(found))


def unfulfilled_delegations(graph: Graph, *, as_of: date) -> Delegations:
    """Return the orders to make a rule that no instrument held carries out.

    Permissions (可以) are left out: nothing is owed. What is perhaps carried out is
    left out as well; ``delegations`` has it.

    Args:
        graph: The legal-basis graph, made from a corpus.
        as_of: The day.

    Raises:
        NotADayError: *as_of* is no day.

    Source: 《立法法》第六十六条.
    """
    return delegations(graph, as_of=as_of).unfulfilled


def _delegation(
    graph: Graph,
    edge: tuple[str, str, Mapping[str, Any]],
    day: date,
    held: Mapping[InstrumentKind | None, int],
) -> Delegation:
    start, end, data = edge
    body = "" if end.endswith("@") else graph.nodes[end]["label"]
    made = tuple(
        link_of(graph, (other, start), found)
        for other, found in in_edges(graph, start, EdgeKind.IMPLEMENTS)
        if in_span(found, day) and _by(graph, other, body)
    )
    kind = kind_made_by(body) if body else None
    since = data["since"]
    return Delegation(
        provision=start,
        label=graph.nodes[start]["label"],
        body=body,
        matter=data.get("matter", ""),
        obligation=data.get("obligation", Obligation.MUST),
        term=data.get("term", ""),
        kind=_kind_of(graph, start),
        since=since,
        age=(day - since).days if since else None,
        fulfilment=_fulfilment(made),
        made=made,
        held=held.get(kind, 0) if kind else None,
        doubtful=in_doubt(data, day),
    )


def _kind_of(graph: Graph, node: str) -> InstrumentKind | None:
    top = instrument_of(graph, node)
    kind: InstrumentKind | None = (
        graph.nodes[top].get("instrument_kind") if top else None
    )
    return kind


def _by(graph: Graph, version: str, body: str) -> bool:
    """Tell whether an instrument can be one that a body makes."""
    kind = kind_made_by(body) if body else None
    made = graph.nodes[version].get("instrument_kind")
    return kind is None or made is None or made is kind


def _fulfilment(made: tuple[Link, ...]) -> Fulfilment:
    if not made:
        return Fulfilment.UNMET
    sure = any(each.confidence is Confidence.HIGH for each in made)
    return Fulfilment.MET if sure else Fulfilment.PERHAPS


def due_by(delegation: Delegation, *, rulebook: Rulebook | None = None) -> date | None:
    """Return the last day on which a delegated rule was due, where the law sets one.

    《立法法》第六十六条 gives one year from the commencement of a law, unless the law
    itself sets another time; then None is returned, as it is for a permission, for
    what is no law, and where the commencement is not known.

    Args:
        delegation: The delegation.
        rulebook: The rules; those that ship, by default.
    """
    law = rulebook or load_rulebook()
    rule = law.get(_RULE)
    since = delegation.since
    owed = delegation.obligation is Obligation.MUST
    if since is None or delegation.term or rule is None or not owed:
        return None
    if delegation.kind is not InstrumentKind.LAW:
        return None
    version = rule.on(since)
    content = version.content if version else None
    if not isinstance(content, TimeLimit):
        return None
    return moved_by(since, content.length)
