"""What checks look at: records one by one, or figures that a rule brings together.

A claim is a relation with its figures in hand. It comes from the register,
which states it, or from the rule book, which finds the figures by their
measures; the arithmetic is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import evolve, field, frozen

from adminlaw.checks.tracks import Track, tracks_of
from adminlaw.citations import Citation
from adminlaw.findings import Judgement, SourceStatus, Subject
from adminlaw.graph import Orphan, legal_basis_graph, orphans
from adminlaw.labels import Label, Modality
from adminlaw.model import (
    Event,
    EventKind,
    Figure,
    FigureRole,
    Place,
    PublishedReport,
    Register,
    RelationKind,
    first,
)
from adminlaw.periods.calendars import WorkCalendar, work_calendar
from adminlaw.rulebook import Rule, Rulebook
from adminlaw.statutes import Corpus, Facts, load_facts

if TYPE_CHECKING:
    from adminlaw.graph.paths import Graph

Item = TypeVar("Item")
Said = TypeVar("Said")

_ASKED = frozenset({FigureRole.NORM, FigureRole.TARGET})

GroupKey = tuple[str | None, object, str | None, str]


@frozen
class Group:
    """Figures that may be compared: one report, one period, one place, one scope.

    Attributes:
        key: Stable name of the group.
        report: The report that prints them, if any.
        by_measure: The figures by measure; several where one is stated again.
        law: The rule book, which knows the units of measures.
    """

    key: str
    report: PublishedReport | None
    by_measure: Mapping[str, tuple[Figure, ...]]

    law: Rulebook

    def figure(self, measure: str) -> Figure | None:
        """Return the figure that states the number of a measure, or None.

        What is asked for is no evidence that it was done, and a number in another
        unit is the number of something else.
        """
        known = self.law.measures.get(measure)
        for figure in self.by_measure.get(measure, ()):
            asked = figure.role in _ASKED
            fits = known is None or figure.unit is known.unit
            if figure.value is not None and fits and not asked:
                return figure
        return None


@frozen(kw_only=True)
class Crash:
    """A check that could not finish, or could not judge one thing (检查异常).

    Attributes:
        check: Id of the check.
        subject: What it was looking at; None where it was still looking around.
        error: Name of the error; its text may name persons and is not kept.
        place: Where in the code it arose.
    """

    check: str
    subject: Subject | None
    error: str
    place: str


@frozen(slots=False, kw_only=True)
class Context:
    """A register, the law and the day of an audit.

    Attributes:
        calendar: The working days by which times are counted.
        corpus: Texts of law beyond the facts that ship; None for none.
        division: Division code of the register's place; empty if unknown.
        judged: What the other checks have said, for the checks that come afterwards.
        crashes: What they could not judge.
    """

    register: Register
    law: Rulebook
    as_of: date
    calendar: WorkCalendar = field(factory=work_calendar)
    corpus: Corpus | None = None
    judged: tuple[Judgement, ...] = ()
    crashes: tuple[Crash, ...] = ()
    division: str = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Find the division whose own rules apply."""
        place = self.register.get(Place, self.register.place)
        object.__setattr__(self, "division", place.division_code if place else "")

    @cached_property
    def law_of_place(self) -> Rulebook:
        """The rule book without the rules of other places."""
        own = {
            code: rule
            for code, rule in self.law.rules.items()
            if rule.applies_in(self.division)
        }
        return evolve(self.law, rules=MappingProxyType(own))

    @cached_property
    def graph(self) -> Graph:
        """The legal-basis graph of the register, drawn when it is first asked for.

        The rules of the rule book are not on it: their own bases are no question of
        an audit, and they are many.
        """
        none = MappingProxyType[str, Rule]({})
        bare = evolve(self.law, rules=none, review=none, statutes=none)
        return legal_basis_graph(self.register, self.corpus, rulebook=bare)

    @cached_property
    def lost_bases(self) -> Mapping[str, Orphan]:
        """What has lost a basis, or some of it, by its node on the graph."""
        found = orphans(self.graph, as_of=self.as_of, rulebook=self.law_of_place)
        return {each.node: each for each in (*found.weakened, *found.orphans)}

    @cached_property
    def facts(self) -> Facts | Corpus:
        """What is known of the texts of law."""
        return self.corpus or load_facts()

    @cached_property
    def _tracks(self) -> dict[str, tuple[Track, ...]]:
        return {}

    def tracks(self, records: str) -> tuple[Track, ...]:
        """Return the records of a collection with their events as of the day."""
        if records not in self._tracks:
            self._tracks[records] = tracks_of(self.register, records, self.as_of)
        return self._tracks[records]

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The figures with a measure, grouped so that they may be compared."""
        gathered: dict[GroupKey, dict[str, list[Figure]]] = {}
        for figure in self.register.figures:
            if figure.measure:
                key = (figure.report, figure.period, figure.place, figure.scope)
                measures = gathered.setdefault(key, {})
                measures.setdefault(figure.measure, []).append(figure)
        return tuple(self._group(*item) for item in gathered.items())

    def _group(self, key: GroupKey, measures: Mapping[str, list[Figure]]) -> Group:
        report, period, place, scope = key
        names = [str(each) for each in (report, period, place, scope) if each]
        return Group(
            "/".join(names),
            self.register.get(PublishedReport, report),
            {name: tuple(each) for name, each in measures.items()},
            self.law,
        )

    def saying(self, content: type[Said], day: date) -> Iterator[tuple[Rule, Said]]:
        """Yield each rule of the place that says a *content* on *day*, with it."""
        for rule in (*self.law.rules.values(), *self.law.review.values()):
            version = rule.on(day) if rule.applies_in(self.division) else None
            if version is not None and isinstance(version.content, content):
                yield rule, version.content

    def day_of(self, report: PublishedReport | None) -> date:
        """Return the day whose law governs a report: its publication or signing.

        Where neither is known it is the day of the audit.
        """
        if report is not None:
            for kind in (EventKind.PUBLISHED, EventKind.SIGNED):
                event: Event | None = first(report.events, kind)
                if event is not None and event.day is not None:
                    return event.day
        return self.as_of


@frozen(kw_only=True)
class Ground:
    """What a judgement rests on: the provision, and how strongly it speaks."""

    modality: Modality
    source: Citation
    status: SourceStatus


@frozen(kw_only=True)
class Sight(Generic[Item]):
    """One thing to judge: what, under which name, by which rule of which day.

    Attributes:
        rule: Id of the rule; empty for the first rule of the check.
        day: Day whose version of the rule counts; None for the day of the audit.
        ground: The source and strength themselves, where they are already known.
    """

    item: Item
    subject: Subject
    rule: str = ""
    day: date | None = None
    ground: Ground | None = None


@frozen(kw_only=True)
class Claim:
    """How some figures should relate, with the figures themselves.

    Attributes:
        whole: The total or stated result; None where no report states it.
        parts: The other figures, in the order that the kind needs.
        missing: Labels of measures that a rule speaks of and no figure gives.
        unheld: Ids of figures that the relation names and the register lacks.
        chained: Whether each part is a part of the one before it.
        closed: Whether the parts have to fill the whole.
        overlap: Two figures of which the first may lie inside the second.
        assumption: What has to be supposed.
    """

    kind: RelationKind
    whole: Figure | None
    parts: tuple[Figure, ...]
    missing: tuple[Label, ...] = ()
    unheld: tuple[str, ...] = ()
    chained: bool = False
    closed: bool = False
    overlap: tuple[Figure, ...] = ()
    assumption: Label | None = None

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures of the claim, the whole first."""
        return (*filter(None, (self.whole,)), *self.parts)


def figure_subject(key: str, label: Label, figures: Iterable[Figure]) -> Subject:
    """Return the subject of a judgement over figures."""
    records = tuple(f"figures/{each.id}" for each in figures)
    return Subject(key=key, label=label, records=records)


def stated(context: Context, kinds: frozenset[RelationKind]) -> Iterator[Sight[Claim]]:
    """Yield the claims that the register itself states."""
    for relation in context.register.relations:
        if relation.kind not in kinds:
            continue
        find = context.register.get
        keys = (*filter(None, (relation.whole,)), *relation.parts)
        claim = Claim(
            kind=relation.kind,
            whole=find(Figure, relation.whole),
            parts=tuple(filter(None, (find(Figure, key) for key in relation.parts))),
            unheld=tuple(key for key in keys if find(Figure, key) is None),
            assumption=relation.assumption,
        )
        yield Sight(
            item=claim,
            subject=figure_subject(relation.id, _names(claim.figures), claim.figures),
            rule=relation.rule,
            day=day_of_figures(context, claim.figures),
        )


def _names(figures: Iterable[Figure]) -> Label:
    members = tuple(figures)
    return Label(
        "、".join(each.label.zh for each in members),
        "; ".join(each.label.en for each in members),
    )


def day_of_figures(context: Context, figures: tuple[Figure, ...]) -> date:
    """Return the day whose law governs figures: that of the report they stand in."""
    reports = (context.register.get(PublishedReport, each.report) for each in figures)
    return context.day_of(next((each for each in reports if each), None))


def by_rule(
    context: Context, content: type[Said]
) -> Iterator[tuple[Rule, Said, Group]]:
    """Yield each rule that says a *content*, with each group it might speak of."""
    for group in context.groups:
        for rule, said in context.saying(content, context.day_of(group.report)):
            yield rule, said, group
