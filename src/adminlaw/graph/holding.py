"""Ask who holds a power in a place on a day: exactly one body should.

A body acts in its place and in all that lies in it; a power that moved to the body of
a town is no longer held there by the body that gave it up, and whoever is entrusted
acts in the name of who entrusts. Two bodies of one place are an overlap (执法交叉),
bodies of two levels that both act are doubled enforcement, none is a gap (执法空白):
《行政处罚法》第二十二条至第二十五条. The limits: two records speak of one power where
they have the same item code, or without codes the same kind and name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from adminlaw.errors import Lang
from adminlaw.graph.asking import check_asked, record_node
from adminlaw.graph.paths import Link, container, in_edges, in_span, link_of, out_edges
from adminlaw.graph.schema import EdgeKind, NodeKind
from adminlaw.labels import LabelledEnum
from adminlaw.markup import html_table, shown_as
from adminlaw.model import SubjectKind

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]


class HoldingState(LabelledEnum):
    """How many bodies hold a power in a place (职权归属)."""

    SINGLE = "single", "唯一主体", "one holder"
    OVERLAP = "overlap", "执法交叉", "overlap"
    ACROSS_LEVELS = "across_levels", "层级重复", "held at several levels"
    GAP = "gap", "执法空白", "gap"
    UNKNOWN = "unknown", "未知", "unknown"


@frozen(kw_only=True)
class Holder:
    """One body that holds a power in a place (职权主体).

    Attributes:
        authority: Its node.
        label: What it is called.
        power: The record of the power that says so.
        place: The place of the body; None where that is unsaid.
        link: The edge from power to body.
        entrusted: Bodies that act in its name, by their nodes.
    """

    authority: str
    label: str
    power: str
    place: str | None
    link: Link
    entrusted: tuple[str, ...] = ()

    _repr_html_ = shown_as(
        "职权主体", label="主体", power="职权", place="区域", entrusted="受委托组织"
    )


@frozen(kw_only=True)
class Holders:
    """Who holds a power in a place on a day (职权归属核查).

    Attributes:
        power: The record of the power that was asked about.
        label: What it is called.
        place: The place.
        place_label: What that is called.
        as_of: The day.
        state: One holder, several, none, or unknown.
        holders: Those who hold it there, in the order of their nodes.
        gone: Those who would, but are no longer, or not yet, in being.
    """

    power: str
    label: str
    place: str
    place_label: str
    as_of: date
    state: HoldingState
    holders: tuple[Holder, ...]
    gone: tuple[str, ...] = ()

    def text(self, lang: Lang = "zh") -> str:
        """Return the answer and each holder."""
        head = f"{self.label} @ {self.place_label} ({self.as_of})"
        lines = [f"{head}: {self.state.text(lang)}"]
        lines += [f"  {each.link.text(lang)}" for each in self.holders]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [
            (
                each.label,
                each.power,
                f"{each.link.since or '…'}",
                "、".join(each.entrusted),
            )
            for each in self.holders
        ]
        caption = f"{self.label}：{self.place_label}（{self.as_of}）{self.state.zh}"
        return html_table(caption, ("行使主体", "记录", "起", "受委托者"), rows)


def holders(graph: Graph, power: str, place: str, *, as_of: date) -> Holders:
    """Return who holds a power in a place on a day.

    Args:
        graph: The legal-basis graph.
        power: Register id of a power, or its node; all records of the same matter
            are looked at.
        place: Register id of a place, or its node.
        as_of: The day.

    Raises:
        UnknownRecordError: the graph has no such power or place.
        NotADayError: *as_of* is no day.

    Source: 《行政处罚法》第二十二条至第二十五条.
    """
    check_asked(graph, as_of)
    node = record_node(graph, NodeKind.POWER, power)
    where = record_node(graph, NodeKind.PLACE, place)
    matter = graph.nodes[node].get("subject_matter")
    records = [
        each
        for each, data in graph.nodes(data=True)
        if data["kind"] is NodeKind.POWER and data.get("subject_matter") == matter
    ]
    return _Matter(graph, as_of, records, ({}, {})).at(node, where)


def misheld(graph: Graph, *, as_of: date) -> tuple[Holders, ...]:
    """Return every power and place on a day without exactly one holder.

    Each matter is asked about in the place of each body that holds, held or would hold
    it, and in the places that it moved to; places that only lie in those are not
    repeated.

    Args:
        graph: The legal-basis graph.
        as_of: The day.

    Raises:
        NotADayError: *as_of* is no day.

    Source: 《行政处罚法》第二十二条至第二十五条.
    """
    check_asked(graph, as_of)
    matters: dict[str, list[str]] = {}
    rights: dict[str, bool] = {}
    homes: dict[str, str | None] = {}
    for node, data in graph.nodes(data=True):
        if data["kind"] is NodeKind.POWER:
            matters.setdefault(data["subject_matter"], []).append(node)
    return tuple(
        answer
        for records in matters.values()
        for answer in _Matter(graph, as_of, records, (rights, homes)).everywhere()
        if answer.state not in (HoldingState.SINGLE, HoldingState.UNKNOWN)
    )


class _Matter:
    """All records of one matter on one day."""

    def __init__(
        self,
        graph: Graph,
        day: date,
        records: list[str],
        known: tuple[dict[str, bool], dict[str, str | None]],
    ) -> None:
        self.graph, self.day, self.records = graph, day, records
        # A body holds many powers: its rights and its place are looked up once.
        self.entrusted, self.homes = known

    def home(self, body: str) -> str | None:
        """Return the place of a body."""
        if body not in self.homes:
            self.homes[body] = container(self.graph, body)
        return self.homes[body]

    def everywhere(self) -> Iterator[Holders]:
        """Yield the answer for each place of a body that has to do with it."""
        live = [
            each for each in self.records if in_span(self.graph.nodes[each], self.day)
        ]
        places = {
            place: power
            for power in reversed(live)
            for body, _ in out_edges(self.graph, power, EdgeKind.EXERCISED_BY)
            if (place := self.home(body))
        }
        for place in sorted(places):
            yield self.at(places[place], place)

    def at(self, power: str, place: str) -> Holders:
        """Return who holds it in a place."""
        area = self._area(place)
        found, gone = self._candidates(area)
        found = [each for each in found if not self._given_up(each, area)]
        state = self._state(found, area)
        live = any(in_span(self.graph.nodes[each], self.day) for each in self.records)
        if not live or any(each.place is None for each in found):
            state = HoldingState.UNKNOWN
        return Holders(
            power=power,
            label=self.graph.nodes[power]["label"],
            place=place,
            place_label=self.graph.nodes[place]["label"],
            as_of=self.day,
            state=state,
            holders=tuple(sorted(found, key=lambda each: (each.authority, each.power))),
            gone=tuple(sorted(gone)),
        )

    def _area(self, place: str) -> tuple[str, ...]:
        """Return a place and all that it lies in, the smallest first."""
        area = [place]
        while (above := container(self.graph, area[-1])) and above not in area:
            area.append(above)
        return tuple(area)

    def _candidates(self, area: tuple[str, ...]) -> tuple[list[Holder], list[str]]:
        """Return the bodies that hold it there by record, and those that are gone."""
        found: list[Holder] = []
        gone: list[str] = []
        for power in self.records:
            if not in_span(self.graph.nodes[power], self.day):
                continue
            for body, data in out_edges(self.graph, power, EdgeKind.EXERCISED_BY):
                home = self.home(body)
                if (home is not None and home not in area) or self._in_name(data):
                    continue
                if self._only_entrusted(body):
                    continue
                if in_span(data, self.day):
                    found.append(self._holder(power, body, (home, data)))
                else:
                    gone.append(body)
        return found, gone

    def _in_name(self, data: Mapping[str, Any]) -> bool:
        """Tell whether a body only acts in another's name."""
        by = data.get("by")
        if not by:
            return False
        kind = self.graph.nodes[by].get("transfer_kind")
        return kind is not None and kind.code == "entrustment"

    def _only_entrusted(self, body: str) -> bool:
        """Tell whether a body is recorded as one that acts in another's name only."""
        if body not in self.entrusted:
            rights = rights_of(self.graph, body, self.day)
            kinds = {self.graph.nodes[each]["subject_kind"] for each in rights}
            self.entrusted[body] = kinds == {SubjectKind.ENTRUSTED}
        return self.entrusted[body]

    def _holder(
        self, power: str, body: str, about: tuple[str | None, Mapping[str, Any]]
    ) -> Holder:
        home, data = about
        entrusted = (
            end
            for end, edge in out_edges(self.graph, power, EdgeKind.EXERCISED_BY)
            if self._in_name(edge) and in_span(edge, self.day)
        )
        return Holder(
            authority=body,
            label=self.graph.nodes[body]["label"],
            power=power,
            place=home,
            link=link_of(self.graph, (power, body), data),
            entrusted=tuple(dict.fromkeys(entrusted)),
        )

    def _given_up(self, holder: Holder, area: tuple[str, ...]) -> bool:
        """Tell whether a body gave the power up to a body that acts in the area.

        It did even where that body is no more: the power does not fall back.
        """
        for receiver, data in out_edges(
            self.graph, holder.authority, EdgeKind.TRANSFERS
        ):
            home = self.home(receiver)
            moved = data.get("by", "")
            if (
                in_span(self.graph.nodes[moved], self.day)
                and (home is None or home in area)
                and self._applies(moved, holder.power)
            ):
                return True
        return False

    def _applies(self, transfer: str, power: str) -> bool:
        return any(
            end == power and in_span(data, self.day)
            for end, data in out_edges(self.graph, transfer, EdgeKind.APPLIES)
        )

    def _state(self, found: list[Holder], area: tuple[str, ...]) -> HoldingState:
        bodies = {each.authority: each.place for each in found}
        if not bodies:
            return HoldingState.GAP
        if len(bodies) == 1:
            return HoldingState.SINGLE
        levels = {area.index(each) if each in area else 0 for each in bodies.values()}
        if len(levels) == len(bodies):
            return HoldingState.ACROSS_LEVELS
        return HoldingState.OVERLAP


def bodies_of(graph: Graph, power: str, day: date) -> list[str]:
    """Return the bodies that exercise a power on a day, in their own right."""
    return [
        body
        for body, data in out_edges(graph, power, EdgeKind.EXERCISED_BY)
        if not data.get("by") and in_span(data, day)
    ]


def rights_of(graph: Graph, body: str, day: date) -> list[str]:
    """Return the records of what makes a body an enforcement subject."""
    return [
        each
        for each, data in in_edges(graph, body, EdgeKind.EXERCISED_BY)
        if graph.nodes[each]["kind"] is NodeKind.SUBJECT and in_span(data, day)
    ]
