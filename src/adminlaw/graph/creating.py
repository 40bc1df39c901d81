"""Judge whether what a power rests on may create it (设定权).

The rule book says which kinds of instrument may create which form of penalty, licence,
compulsory measure or compulsory enforcement (《行政处罚法》第十条至第十四条、第十六条,
《行政许可法》第十四条至第十七条, 《行政强制法》第十条、第十一条、第十三条). One basis
that may is enough. A grant that holds only where no superior instrument exists, or a
limit that nobody holds, leaves the answer unknown. The limits: whether the article
really creates the power is for its reader to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from adminlaw.citations import Citation
from adminlaw.errors import UnknownRuleError
from adminlaw.findings import Status
from adminlaw.graph.asking import check_asked, record_node
from adminlaw.graph.creation_answers import CreationAnswer, CreationFinding
from adminlaw.graph.paths import in_doubt, in_span, instrument_of, out_edges
from adminlaw.graph.ranks import level_of
from adminlaw.graph.schema import BasisRole, EdgeKind, NodeKind
from adminlaw.identifiers import DivisionLevel
from adminlaw.labels import Label
from adminlaw.model import PowerForm, PowerKind
from adminlaw.periods.deadlines import moved_by
from adminlaw.rulebook import (
    CreationAct,
    CreationAuthority,
    Grant,
    MakerGrade,
    Quantity,
    Rulebook,
    RuleVersion,
    load_rulebook,
)
from adminlaw.rulebook.creating import CREATION_RULES, creation_rule, grants_to
from adminlaw.statutes import InstrumentKind, ResolutionStatus

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]


_AREAS: Final[Mapping[PowerKind, str]] = MappingProxyType(
    {
        PowerKind.PENALTY: "penalty.",
        PowerKind.LICENSING: "licence.",
        PowerKind.COMPULSION: "compulsion.",
    }
)


"""Kinds of power whose creation a law of its own rules, and the area of its rules."""


_GRADES: Final[Mapping[DivisionLevel, MakerGrade]] = MappingProxyType(
    {
        DivisionLevel.NATION: MakerGrade.STATE_COUNCIL,
        DivisionLevel.PROVINCE: MakerGrade.PROVINCE,
        DivisionLevel.CITY: MakerGrade.CITY,
    }
)


_WORST: Final = (
    Status.FAILED,
    Status.UNKNOWN,
    Status.PASSED,
    Status.NOT_APPLICABLE,
)


def creation_authority(
    graph: Graph, power: str, *, as_of: date, rulebook: Rulebook | None = None
) -> CreationAnswer:
    """Say whether an instrument of that rank may create this power.

    Args:
        graph: The legal-basis graph.
        power: Register id of a power, or its node.
        as_of: The day.
        rulebook: The rules on creation; those that ship, by default.

    Raises:
        UnknownRecordError: the graph has no such power.
        NotADayError: *as_of* is no day.

    Source: 《行政处罚法》第十条至第十四条、第十六条, 《行政许可法》第十四条至第十七条,
    《行政强制法》第十条、第十一条、第十三条.
    """
    check_asked(graph, as_of)
    node = record_node(graph, NodeKind.POWER, power)
    data = graph.nodes[node]
    area = _AREAS.get(data["power_kind"])
    if area is None and not data.get("forms"):
        message = Label("此处不判断此类职权的设定权", "its creation is not judged here")
        return _answer(graph, node, as_of, (Status.NOT_APPLICABLE, message, ()))
    bases = _creating(graph, node, as_of)
    if not bases:
        message = Label("没有已知有效的设定依据", "no basis is known to be in force")
        return _answer(graph, node, as_of, (Status.UNKNOWN, message, ()))
    law = rulebook or load_rulebook()
    judged = [
        [_Judge(graph, law, (node, as_of)).judge(form, basis) for basis in bases]
        for form in data.get("forms") or (None,)
    ]
    return _answer(graph, node, as_of, _together(judged))


def _answer(
    graph: Graph,
    node: str,
    as_of: date,
    found: tuple[Status, Label, tuple[CreationFinding, ...]],
) -> CreationAnswer:
    status, message, findings = found
    return CreationAnswer(
        node=node,
        label=graph.nodes[node]["label"],
        as_of=as_of,
        status=status,
        message=message,
        findings=findings,
    )


def _together(
    judged: Sequence[Sequence[CreationFinding]],
) -> tuple[Status, Label, tuple[CreationFinding, ...]]:
    """Of each form the best basis counts, of all forms the worst."""
    best = [max(each, key=lambda one: _WORST.index(one.status)) for each in judged]
    worst = min(best, key=lambda one: _WORST.index(one.status))
    findings = tuple(one for each in judged for one in each)
    return worst.status, worst.message, findings


def _creating(graph: Graph, node: str, day: date) -> list[str]:
    """Return the bases, known to be in force, that may be what creates a power."""
    edges = list(out_edges(graph, node, EdgeKind.BASED_ON))
    creating = [pair for pair in edges if pair[1].get("role") is BasisRole.CREATION]
    unsaid = [pair for pair in edges if pair[1].get("role") is BasisRole.UNSAID]
    # Where a basis is named that creates it, no other stands in for that one; a list
    # that knows 实施依据 only means both by it.
    return list(
        dict.fromkeys(
            end
            for end, data in creating or unsaid or edges
            if in_span(data, day)
            and data["status"] not in _NOT_THERE
            and not in_doubt(data, day)
            and graph.nodes[end]["kind"] is not NodeKind.UNRESOLVED
        )
    )


_NOT_THERE: Final = frozenset(
    {ResolutionStatus.NOT_FOUND, ResolutionStatus.OTHER_VERSION}
)


class _Judge:
    """What is at hand while the bases of one power are judged."""

    def __init__(self, graph: Graph, law: Rulebook, of: tuple[str, date]) -> None:
        self.graph, self.law = graph, law
        self.node, self.day = of

    def judge(self, form: PowerForm | None, basis: str) -> CreationFinding:
        """Say whether a basis may create a form."""
        top = instrument_of(self.graph, basis)
        kind = self.graph.nodes[top].get("instrument_kind") if top else None
        if kind is None:
            said = Label("依据的种类未知", "of what kind the basis is is unknown")
            status, rule, source = Status.UNKNOWN, "", None
        elif form is None:
            status, said, rule, source = self._any_form(kind)
        else:
            status, said, rule, source = self._form(form, kind, basis)
        return CreationFinding(
            form=form,
            basis=basis,
            basis_label=self.graph.nodes[basis]["label"],
            instrument_kind=kind,
            status=status,
            message=said,
            rule=rule,
            source=source,
        )

    def _any_form(
        self, kind: InstrumentKind
    ) -> tuple[Status, Label, str, Citation | None]:
        """Judge a power that does not say its forms: all may, none may, or unknown."""
        area = _AREAS.get(self.graph.nodes[self.node]["power_kind"], "")
        versions = [
            (each, version)
            for each in CREATION_RULES
            if each.startswith(area)
            and (held := self.law.get(each))
            and (version := held.on(self.day))
        ]
        may = [bool(self._grants(version, kind)) for _, version in versions]
        rule, version = versions[0] if versions else ("", None)
        source = version.source if version else None
        if may and all(may) and kind is InstrumentKind.LAW:
            said = Label("法律可以设定", "a law may create it")
            return Status.PASSED, said, rule, source
        if may and not any(may):
            said = _denied(None, kind)
            return Status.FAILED, said, rule, source
        missing = Label("没有登记种类，无法判断", "the record does not say its forms")
        return Status.UNKNOWN, missing, rule, source

    def _grants(self, version: RuleVersion, kind: InstrumentKind) -> list[Grant]:
        return [
            each
            for each in grants_to(version, kind)
            if each.act is not CreationAct.SPECIFY
        ]

    def _form(
        self, form: PowerForm, kind: InstrumentKind, basis: str
    ) -> tuple[Status, Label, str, Citation | None]:
        """Judge one form by the rule that covers it on the day."""
        try:
            rule = creation_rule(self.law, form, self.day)
        except UnknownRuleError:
            said = Label("当日没有设定权规则", "no rule on its creation that day")
            return Status.NOT_APPLICABLE, said, "", None
        version = self.law.version(rule.id, self.day)
        content = version.content
        if isinstance(content, CreationAuthority) and kind in content.unsettled:
            said = Label("法律没有规定此类文件可否设定", "the law does not settle it")
            return Status.UNKNOWN, said, rule.id, version.source
        grants = self._grants(version, kind)
        grade = self._grade(basis, kind)
        fitting = [
            each for each in grants if each.grade is None or grade in (None, each.grade)
        ]
        if not fitting:
            return self._specified(version, (form, kind), rule.id)
        status, said = self._granted(fitting, grade, basis)
        return status, said, rule.id, fitting[0].source

    def _specified(
        self, version: RuleVersion, what: tuple[PowerForm, InstrumentKind], rule: str
    ) -> tuple[Status, Label, str, Citation | None]:
        """Answer where nothing may be created; what exists may be specified."""
        form, kind = what
        content = version.content
        closed = content.closed_by if isinstance(content, CreationAuthority) else None
        return Status.FAILED, _denied(form, kind), rule, closed or version.source

    def _grade(self, basis: str, kind: InstrumentKind) -> MakerGrade | None:
        """Return who made an instrument, where the graph tells."""
        top = instrument_of(self.graph, basis)
        level = level_of(self.graph.nodes[top]) if top else None
        if level is None or kind is InstrumentKind.LOCAL_REGULATION:
            return None
        return _GRADES.get(level, MakerGrade.OTHER)

    def _granted(
        self, grants: Sequence[Grant], grade: MakerGrade | None, basis: str
    ) -> tuple[Status, Label]:
        """Judge grants by their conditions: the best one counts."""
        judged = [self._by(each, grade, basis) for each in grants]
        return max(judged, key=lambda pair: _WORST.index(pair[0]))

    def _by(
        self, grant: Grant, grade: MakerGrade | None, basis: str
    ) -> tuple[Status, Label]:
        late = self._outlasted(grant, basis)
        if late is not None:
            return late
        fine = self._fine(grant)
        if fine is not None and fine[0] is Status.FAILED:
            return fine
        open_ = tuple(self._open(grant, grade))
        if fine is not None:
            open_ = (*open_, fine[1])
        if open_:
            return Status.UNKNOWN, Label(
                "可以设定，但要核实：" + "；".join(each.zh for each in open_),
                "it may, if: " + "; ".join(each.en for each in open_),
            )
        return Status.PASSED, Label("可以设定", "it may create this")

    def _open(self, grant: Grant, grade: MakerGrade | None) -> Iterator[Label]:
        """Yield the conditions of a grant that the graph cannot answer."""
        if grant.grade is not None and grade is None:
            yield Label(f"由{grant.grade.zh}制定", f"made by the {grant.grade.en}")
        if grant.unless:
            zh = "、".join(each.zh for each in grant.unless)
            en = ", ".join(each.en for each in grant.unless)
            yield Label(f"尚未制定{zh}", f"no such {en} exists")
        if grant.under and grant.act is CreationAct.CREATE:
            zh = "、".join(each.zh for each in grant.under)
            en = ", ".join(each.en for each in grant.under)
            yield Label(f"{zh}授予", f"a {en} leaves it to this")
        if grant.condition is not None:
            yield grant.condition

    def _outlasted(self, grant: Grant, basis: str) -> tuple[Status, Label] | None:
        """Return the answer for what lasts longer than a grant allows."""
        if grant.longest is None:
            return None
        top = instrument_of(self.graph, basis)
        since = self.graph.nodes[top]["since"] if top else None
        if since is None:
            return None
        if self.day < moved_by(since, grant.longest):
            return None
        return Status.FAILED, Label(
            f"自{since}施行，已满{grant.longest.label('zh')}",
            f"in force since {since}, longer than {grant.longest}",
        )

    def _fine(self, grant: Grant) -> tuple[Status, Label] | None:
        """Judge the highest fine by the limit, where the deciding rule is held."""
        highest = self.graph.nodes[self.node].get("highest_fine")
        if highest is None or grant.fine_limit_by is None:
            return None
        limits = [limit for each in grant.fine_limits if (limit := self._limit(each))]
        by = grant.fine_limit_by
        if not limits:
            return Status.UNKNOWN, Label(
                f"罚款限额由{by.zh}规定，未收录",
                f"the limit of fines is set by {by.en} and not held",
            )
        if any(highest <= most for most, _ in limits):
            return self._within(highest, limits)
        most = max(most for most, _ in limits)
        return Status.FAILED, Label(
            f"罚款上限{highest:f}元超过{most:f}元",
            f"a fine of up to {highest:f} yuan exceeds {most:f} yuan",
        )

    def _within(
        self, highest: Decimal, limits: Sequence[tuple[Decimal, Label]]
    ) -> tuple[Status, Label] | None:
        """Return the condition of a limit above the lowest one; None below that."""
        most, where = min(
            (each for each in limits if highest <= each[0]), key=lambda pair: pair[0]
        )
        if most == min(each for each, _ in limits):
            return None
        return Status.UNKNOWN, Label(
            f"罚款上限{highest:f}元，限于：{where.zh}",
            f"a fine of up to {highest:f} yuan only where {where.en}",
        )

    def _limit(self, rule: str) -> tuple[Decimal, Label] | None:
        """Return the highest fine that a rule allows, and where, if it is held."""
        held = self.law.get(rule)
        version = held.on(self.day) if held else None
        content = version.content if version else None
        if held is None or not isinstance(content, Quantity):
            return None
        if content.at_most is None:
            return None
        return content.at_most, content.condition or content.subject


def _denied(form: PowerForm | None, kind: InstrumentKind) -> Label:
    named = form or Label("此类职权", "this kind of power")
    return Label(
        f"{kind.zh}不得设定{named.zh}", f"a {kind.en} may not create {named.en}"
    )
