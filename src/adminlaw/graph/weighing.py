"""Weigh two norms on one matter: which is applied, or who decides (法律适用规则).

Superior before inferior, then special before general and later before earlier of one
organ; where the law itself does not answer it names who decides (《立法法》第九十八条至
第一百零三条、第一百零五条、第一百零六条). All of that is data of the rule book. The
limits: which of two is special is for the caller to say; the National People's Congress
and its Standing Committee are taken as one organ.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from adminlaw.citations import Citation
from adminlaw.errors import FieldValueError, Lang
from adminlaw.graph.asking import check_asked, nodes_asked
from adminlaw.graph.paths import in_span, instrument_of, out_edges
from adminlaw.graph.ranks import level_of
from adminlaw.graph.schema import EdgeKind
from adminlaw.identifiers import DivisionLevel
from adminlaw.labels import Label
from adminlaw.markup import shown_as
from adminlaw.rulebook import (
    LevelScope,
    Precedence,
    Prevalence,
    Rulebook,
    RuleVersion,
    load_rulebook,
)
from adminlaw.statutes import InstrumentKind

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]


_AREA: Final = "legislation."


_ONE_MAKER: Final = frozenset(
    {InstrumentKind.LAW, InstrumentKind.ADMINISTRATIVE_REGULATION}
)


"""Kinds that one organ makes: 全国人民代表大会及其常务委员会, 国务院."""


@frozen(kw_only=True)
class Prevailing:
    """Which of two norms is applied, or who decides (适用规则的结论).

    Attributes:
        first: Node of the one.
        second: Node of the other.
        winner: Node of the one that is applied; None where that is to be decided,
            or not known.
        by: Why it is applied; None without a winner.
        adjudicator: Who decides; None where the law itself answers, or is silent.
        then: Who decides after that.
        reason: Why, in both languages.
        rule: Id of the rule; empty where none answers.
        source: The place that says so.
    """

    first: str
    second: str
    winner: str | None
    by: Prevalence | None
    adjudicator: Label | None
    then: Label | None
    reason: Label
    rule: str = ""
    source: Citation | None = None

    _repr_html_ = shown_as(
        "适用规则的结论",
        winner="适用",
        by="根据",
        adjudicator="裁决机关",
        then="之后",
        reason="理由",
        rule="规则",
        source="依据",
    )

    def text(self, lang: Lang = "zh") -> str:
        """Return the answer as one line."""
        answer = self.winner or ""
        if self.adjudicator is not None:
            answer = self.adjudicator.text(lang)
        return f"{answer}: {self.reason.text(lang)} ({self.source or ''})"


def prevailing(  # noqa: PLR0913 - each is a fact of the question
    graph: Graph,
    first: str,
    second: str,
    *,
    as_of: date,
    special: str | None = None,
    rulebook: Rulebook | None = None,
) -> Prevailing:
    """Say which of two norms on one matter is applied, or who decides that.

    Args:
        graph: The legal-basis graph.
        first: A node, or a citation such as 《行政处罚法》第二十九条.
        second: The other one.
        as_of: The day.
        special: The one of both that rules the matter specially, where one does.
        rulebook: The rules on what prevails; those that ship, by default.

    Raises:
        UnknownInstrumentError: nothing on the graph bears the name.
        AmbiguousTitleError: several do.
        FieldValueError: the special one is neither of both.
        VersionError: no version of that day is on the graph.
        UnknownProvisionError: it has no such article.
        NotADayError: *as_of* is no day.

    Source: 《立法法》第九十八条至第一百零三条、第一百零五条、第一百零六条.
    """
    check_asked(graph, as_of)
    nodes = [nodes_asked(graph, each, as_of)[-1] for each in (first, second)]
    if special not in (None, first, second, *nodes):
        raise FieldValueError("special", special, "二者之一", "one of the two")
    marked = {first: nodes[0], second: nodes[1]}.get(special or "", special)
    law = rulebook or load_rulebook()
    return Weigh(graph, law, as_of).weigh((nodes[0], nodes[1]), marked)


class Weigh:
    """The rules on what prevails, on one day."""

    def __init__(self, graph: Graph, law: Rulebook, day: date) -> None:
        self.graph, self.day = graph, day
        self.rules = [
            (rule.id, version, version.content)
            for rule in law.statutes.values()
            if rule.id.startswith(_AREA)
            and (version := rule.on(day))
            and isinstance(version.content, Precedence)
        ]

    def weigh(self, nodes: tuple[str, str], special: str | None) -> Prevailing:
        """Return which of two is applied, or who decides."""
        tops = [instrument_of(self.graph, each) or each for each in nodes]
        marked = None
        if special is not None:
            marked = nodes.index(special) if special in nodes else None
            if marked is None:
                marked = tops.index(special) if special in tops else None
        over = [each for each in tops if not in_span(self.graph.nodes[each], self.day)]
        if over:
            name = self.graph.nodes[over[0]]["label"]
            reason = Label(f"{name}当日无效力", f"{name} is not in force that day")
            return self._answer(nodes, reason=reason)
        for step in (self._superior, self._one_organ, self._decided):
            found = step(nodes, tops, marked)
            if found is not None:
                return found
        unknown = [each for each in tops if self._kind(each) is None]
        if unknown:
            name = self.graph.nodes[unknown[0]]["label"]
            reason = Label(f"{name}的种类未知", f"of what kind {name} is is unknown")
        else:
            reason = Label("法律没有规定", "the law does not say")
        return self._answer(nodes, reason=reason)

    def _kind(self, top: str) -> Any:  # noqa: ANN401 - an InstrumentKind or None
        return self.graph.nodes[top].get("instrument_kind")

    def _answer(
        self,
        nodes: tuple[str, str],
        *,
        reason: Label,
        winner: str | None = None,
        by: tuple[str, RuleVersion, Precedence] | None = None,
    ) -> Prevailing:
        rule, version, content = by or ("", None, None)
        return Prevailing(
            first=nodes[0],
            second=nodes[1],
            winner=winner,
            by=content.prevails if content and winner else None,
            adjudicator=content.adjudicator if content and not winner else None,
            then=content.then if content and not winner else None,
            reason=reason,
            rule=rule,
            source=version.source if version else None,
        )

    def _superior(
        self, nodes: tuple[str, str], tops: list[str], _marked: int | None
    ) -> Prevailing | None:
        """Answer by rank, whichever of both comes first."""
        for one, other in ((0, 1), (1, 0)):
            for each in self.rules:
                content = each[2]
                if (
                    content.prevails in (Prevalence.SUPERIOR, Prevalence.VARIATION)
                    and self._kind(tops[one]) in content.kinds
                    and self._kind(tops[other]) in content.against
                    and self._levels_fit(content, (tops[one], tops[other]))
                ):
                    said = Label(content.prevails.zh, content.prevails.en)
                    return self._answer(nodes, reason=said, winner=nodes[one], by=each)
        return None

    def _levels_fit(self, content: Precedence, tops: tuple[str, str]) -> bool:
        """Tell whether the levels of two bodies are those of which a rule speaks."""
        if content.levels is None:
            return content.condition is None
        levels = [level_of(self.graph.nodes[each]) for each in tops]
        if levels[0] is None or levels[1] is None:
            return False
        order = tuple(DivisionLevel)
        first, second = (order.index(each) for each in levels if each)
        own = content.levels is LevelScope.OWN_AND_LOWER
        return first <= second if own else first < second

    def _same_organ(self, tops: list[str]) -> bool | None:
        """Tell whether one body made both; laws and regulations of the State are."""
        kinds = {self._kind(each) for each in tops}
        issuers = {self.graph.nodes[each].get("issuer", "") for each in tops}
        if len(kinds) != 1:
            return False
        if kinds <= _ONE_MAKER:
            return True
        if "" in issuers:
            return None
        return len(issuers) == 1

    def _one_organ(
        self, nodes: tuple[str, str], tops: list[str], marked: int | None
    ) -> Prevailing | None:
        """Answer by special and later, for what one organ made."""
        if self._same_organ(tops) is not True:
            return None
        days = [self._begun(each) for each in tops]
        later = None if None in days or days[0] == days[1] else _later(days)
        if marked is None:
            if later is None:
                return None
            return self._wins(nodes, tops, later, Prevalence.LATER)
        if later is None or later == marked:
            return self._wins(nodes, tops, marked, Prevalence.SPECIAL)
        # The new general rule against the old special one is decided.
        return self._decided(nodes, tops, marked)

    def _begun(self, top: str) -> date | None:
        """Return when the text in force on the day began."""
        days = [
            self.graph.nodes[end]["since"]
            for end, data in out_edges(self.graph, top, EdgeKind.CONTAINS)
            if in_span(data, self.day)
        ]
        known = [each for each in days if each is not None]
        since: date | None = self.graph.nodes[top]["since"]
        return max(known, default=since)

    def _wins(
        self, nodes: tuple[str, str], tops: list[str], winner: int, by: Prevalence
    ) -> Prevailing | None:
        kind = self._kind(tops[winner])
        for each in self.rules:
            if each[2].prevails is by and kind in each[2].kinds:
                said = Label(by.zh, by.en)
                if by is Prevalence.LATER:
                    said = _UNLESS_SPECIAL
                return self._answer(nodes, reason=said, winner=nodes[winner], by=each)
        return None

    def _decided(
        self, nodes: tuple[str, str], tops: list[str], marked: int | None
    ) -> Prevailing | None:
        """Return who decides between two kinds, where the law names somebody."""
        one, other = (self._kind(each) for each in tops)
        same = self._same_organ(tops)
        for each in self.rules:
            content = each[2]
            pair = (one in content.kinds and other in content.against) or (
                other in content.kinds and one in content.against
            )
            fits = content.same_organ is None or same is content.same_organ
            if content.adjudicator and pair and fits:
                if same and marked is None:
                    continue
                zh = f"由{content.adjudicator.zh}裁决"
                en = f"to be decided by the {content.adjudicator.en}"
                return self._answer(nodes, reason=Label(zh, en), by=each)
        return None


_UNLESS_SPECIAL: Final = Label(
    "新的规定优先，以旧的规定不是特别规定为限",
    "the later one, unless the older one is the special one",
)


def _later(days: Sequence[date | None]) -> int:
    known = [each or date.min for each in days]
    return known.index(max(known))
