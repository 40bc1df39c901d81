"""Draw the records of a register: what exists, who holds it, what it rests on.

Each record is one node with its own days; the days of a document end with its
validity, its repeal or the clearance that ended it, whichever is first. Personal data
is never drawn. The limits: powers of a list that gives only a count are not invented.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import frozen

from adminlaw.citations import Citation, Titles, title_key
from adminlaw.graph.bases import Basis, bases_in
from adminlaw.graph.drawing import ALL_DAYS, Drawing, Evidence
from adminlaw.graph.laws import Laws
from adminlaw.graph.lives import (
    case_days,
    decision_days,
    document_days,
    ended_by_clearance,
    ending_of,
)
from adminlaw.graph.ranks import kind_of_document
from adminlaw.graph.schema import BasisRole, EdgeKind, NodeKind, node_key
from adminlaw.graph.targets import Reading, mark, targets
from adminlaw.graph.validity import Validity
from adminlaw.model import (
    Authority,
    Benchmark,
    Case,
    Document,
    Place,
    Power,
    Register,
    ServiceItem,
    Subject,
    days_in_force,
)
from adminlaw.statutes import ResolutionStatus


@frozen(kw_only=True)
class Desk:
    """What is at hand while a register is drawn.

    Attributes:
        drawing: The graph so far.
        laws: Its instruments.
        register: The register.
        titles: The names by which a cell may cite.
    """

    drawing: Drawing
    laws: Laws
    register: Register
    titles: Titles

    @property
    def written(self) -> date | None:
        """The day on which a record without a day is taken to be written."""
        period = self.register.period
        if period is None:
            return None
        return period.last_day or period.since

    def node(
        self,
        kind: NodeKind,
        record: Any,  # noqa: ANN401 - a record of whatever kind
        days: Validity = ALL_DAYS,
        **attributes: Any,  # noqa: ANN401 - any that the schema has
    ) -> str:
        """Draw the node of a record."""
        name = getattr(record, "name", "") or getattr(record, "title", "")
        return self.drawing.node(
            node_key(kind, record.id),
            kind,
            days,
            source=self.register.id,
            label=attributes.pop("label", "") or name or record.id,
            ref=record.id,
            **attributes,
        )

    def link(
        self,
        ends: tuple[str, str],
        kind: EdgeKind,
        field: str,
        **attributes: Any,  # noqa: ANN401 - any that the schema has
    ) -> None:
        """Draw an edge that a field of a record says, if both its ends are drawn."""
        if all(end in self.drawing.spans for end in ends):
            source = ends[1] if kind is EdgeKind.CONTAINS else ends[0]
            evidence = Evidence(source=f"{source}.{field}")
            self.drawing.edge(ends, kind, evidence, **attributes)


def draw_authorities(desk: Desk) -> None:
    """Draw places and the bodies in them."""
    register = desk.register
    for place in register.places:
        _place(desk, place)
    for body in register.authorities:
        _authority(desk, body)
    for place in register.places:
        ends = _pair((NodeKind.PLACE, place.parent), (NodeKind.PLACE, place.id))
        desk.link(ends, EdgeKind.CONTAINS, "parent")
    for body in register.authorities:
        ends = _pair((NodeKind.PLACE, body.place), (NodeKind.AUTHORITY, body.id))
        desk.link(ends, EdgeKind.CONTAINS, "place")
        ends = _pair(
            (NodeKind.AUTHORITY, body.successor), (NodeKind.AUTHORITY, body.id)
        )
        if all(end in desk.drawing.spans for end in ends):
            evidence = Evidence(source=f"{ends[1]}.successor")
            day = body.valid.until
            desk.drawing.happening(ends, EdgeKind.SUPERSEDES, evidence, day=day)


def _place(desk: Desk, place: Place) -> None:
    desk.node(
        NodeKind.PLACE, place, division=place.division_code, level=place.level.code
    )


def _authority(desk: Desk, body: Authority) -> None:
    desk.node(
        NodeKind.AUTHORITY,
        body,
        Validity.of(body.valid),
        authority_kind=body.kind,
        level=body.level.code if body.level else "",
    )


def _pair(
    start: tuple[NodeKind, str | None], end: tuple[NodeKind, str | None]
) -> tuple[str, str]:
    return node_key(start[0], start[1] or ""), node_key(end[0], end[1] or "")


def draw_documents(desk: Desk) -> None:
    """Draw documents first, for other records may rest on them."""
    register = desk.register
    ended = ended_by_clearance(register)
    for each in register.documents:
        node = desk.node(
            NodeKind.DOCUMENT,
            each,
            document_days(each, ended.get(each.id)),
            title=each.title,
            document_kind=each.kind,
            instrument_kind=kind_of_document(each.kind),
            rank=_rank(each),
            number=each.number,
            level=each.level.code if each.level else "",
            issuer="、".join(each.issuers),
            outcome=ending_of(each, register),
        )
        for name in filter(None, (title_key(each.title), each.number)):
            desk.drawing.documents.setdefault(name, []).append(node)
    for each in register.documents:
        ends = _pair((NodeKind.DOCUMENT, each.parent), (NodeKind.DOCUMENT, each.id))
        desk.link(ends, EdgeKind.CONTAINS, "parent")


def _rank(document: Document) -> int | None:
    kind = kind_of_document(document.kind)
    return kind.rank if kind else None


def draw_subjects(desk: Desk) -> None:
    """Draw who may enforce, and in whose name."""
    for each in desk.register.subjects:
        days = Validity.of(each.valid)
        node = desk.node(
            NodeKind.SUBJECT,
            each,
            days,
            label=_subject_label(desk.register, each),
            subject_kind=each.kind,
            domains=each.domains,
        )
        body = node_key(NodeKind.AUTHORITY, each.authority)
        desk.link((node, body), EdgeKind.EXERCISED_BY, "authority")
        if each.principal:
            principal = node_key(NodeKind.AUTHORITY, each.principal)
            desk.link(
                (principal, body),
                EdgeKind.ENTRUSTS,
                "principal",
                by=node,
                validity=days,
            )
        rest(desk, (node, days), each, role=BasisRole.DUTY)


def _subject_label(register: Register, subject: Subject) -> str:
    body = register.get(Authority, subject.authority)
    return f"{body.name if body else subject.authority}（{subject.kind.zh}）"


def draw_powers(desk: Desk) -> None:
    """Draw powers with their holders and bases."""
    for each in desk.register.powers:
        days = _power_days(each)
        node = desk.node(
            NodeKind.POWER,
            each,
            days,
            power_kind=each.kind,
            forms=each.forms,
            highest_fine=each.highest_fine.yuan if each.highest_fine else None,
            subject_matter=_matter(each),
            number=each.code,
        )
        holder = node_key(NodeKind.AUTHORITY, each.holder)
        desk.link((node, holder), EdgeKind.EXERCISED_BY, "holder")
        rest(desk, (node, days), each)


def _power_days(power: Power) -> Validity:
    """Return the days of a power: in doubt where it has ended, and not said when."""
    days = days_in_force(power)
    if days is None:
        return Validity(power.valid.since, None, (power.valid,))
    return Validity.of(days)


def _matter(record: Power | ServiceItem) -> str:
    """Return what two records of one matter have in common: their code, or name."""
    kind = f"{record.kind.code}:" if isinstance(record, Power) else ""
    return record.code or kind + "".join(record.name.split())


def draw_benchmarks(desk: Desk) -> None:
    """Draw benchmarks with the powers they guide and the documents they stand in."""
    for each in desk.register.benchmarks:
        days = Validity.of(each.valid)
        node = desk.node(NodeKind.BENCHMARK, each, days, content=_range(each))
        if each.power:
            power = node_key(NodeKind.POWER, each.power)
            desk.link((node, power), EdgeKind.IMPLEMENTS, "power")
        ends = _pair((NodeKind.DOCUMENT, each.document), (NodeKind.BENCHMARK, each.id))
        desk.link(ends, EdgeKind.CONTAINS, "document")
        rest(desk, (node, days), each)


def _range(benchmark: Benchmark) -> str:
    """Return the statutory range of a benchmark as text; empty if it gives none."""
    span = benchmark.statutory_range
    if span is None:
        return ""
    return f"{_bound(span.least)}–{_bound(span.most)}{span.unit.zh}"


def _bound(number: Any) -> str:  # noqa: ANN401 - a Decimal or None
    return "" if number is None else f"{number.normalize():f}"


def draw_items(desk: Desk) -> None:
    """Draw service items with the powers they carry out and the rules of their time."""
    for each in desk.register.service_items:
        limit = each.statutory_limit
        node = desk.node(
            NodeKind.SERVICE_ITEM,
            each,
            subject_matter=_matter(each),
            content=limit.label("zh") if limit else "",
            number=each.code,
        )
        for power in each.powers:
            ends = (node, node_key(NodeKind.POWER, power))
            desk.link(ends, EdgeKind.IMPLEMENTS, "powers")
        ends = _pair(
            (NodeKind.SERVICE_ITEM, each.id), (NodeKind.AUTHORITY, each.handler)
        )
        desk.link(ends, EdgeKind.EXERCISED_BY, "handler")
        ends = _pair((NodeKind.SERVICE_ITEM, each.id), (NodeKind.RULE, each.limit_rule))
        desk.link(ends, EdgeKind.GOVERNED_BY, "limit_rule")
        rest(desk, (node, ALL_DAYS), each)


def draw_decisions(desk: Desk) -> None:
    """Draw major decisions with their makers and bases."""
    for each in desk.register.decisions:
        days = decision_days(each)
        node = desk.node(NodeKind.DECISION, each, days)
        ends = _pair((NodeKind.DECISION, each.id), (NodeKind.AUTHORITY, each.maker))
        desk.link(ends, EdgeKind.EXERCISED_BY, "maker")
        rest(desk, (node, days), each)


def draw_cases(desk: Desk) -> None:
    """Draw cases while they are open, with what they are decided under."""
    for each in desk.register.cases:
        days = case_days(each)
        node = desk.node(
            NodeKind.CASE,
            each,
            days,
            label=f"{each.kind.zh}案件{each.id}",
            case_kind=each.kind,
        )
        for kind, target, field in _of_case(each):
            desk.link((node, target), kind, field)
        for number, citation in enumerate(each.basis):
            basis = Basis(citation=citation)
            where = f"{node}.basis[{number}]"
            draw_basis(desk, (node, days), basis, where, kind=EdgeKind.APPLIES)


def _of_case(case: Case) -> Iterable[tuple[EdgeKind, str, str]]:
    """Yield what a case is decided under, by whom, and what guides it."""
    found = (
        (EdgeKind.DECIDED_UNDER, NodeKind.POWER, "power"),
        (EdgeKind.APPLIES, NodeKind.BENCHMARK, "benchmark"),
        (EdgeKind.EXERCISED_BY, NodeKind.AUTHORITY, "handler"),
    )
    for edge, kind, field in found:
        key = getattr(case, field)
        if key:
            yield edge, node_key(kind, key), field


def draw_document_bases(desk: Desk) -> None:
    """Draw what documents rest on, once all documents are drawn."""
    for each in desk.register.documents:
        node = node_key(NodeKind.DOCUMENT, each.id)
        rest(desk, (node, desk.drawing.spans[node]), each)


def rest(
    desk: Desk,
    node: tuple[str, Validity],
    record: Any,  # noqa: ANN401 - whatever has a basis
    *,
    role: BasisRole = BasisRole.UNSAID,
) -> None:
    """Draw every basis that a record names, parsed or in words."""
    for number, citation in enumerate(record.basis):
        basis = Basis(citation=citation, role=role)
        draw_basis(desk, node, basis, f"{node[0]}.basis[{number}]")
    for basis in bases_in(getattr(record, "basis_text", ""), desk.titles):
        draw_basis(desk, node, basis, f"{node[0]}.basis_text")


def draw_basis(
    desk: Desk,
    node: tuple[str, Validity],
    basis: Basis,
    source: str,
    *,
    kind: EdgeKind = EdgeKind.BASED_ON,
) -> None:
    """Draw one basis: an edge to each thing that it points at."""
    key, days = node
    role = basis.role if kind is EdgeKind.BASED_ON else None
    if basis.citation is None:
        status = ResolutionStatus.NOT_FOUND
        target = mark(desk.drawing, basis.words, status)
        evidence = Evidence(source=source, offset=0, words=basis.words, status=status)
        desk.drawing.edge((key, target), kind, evidence, role=role)
        return
    as_of = days.since or desk.written
    reading = Reading(days=days, as_of=as_of)
    for each in targets(desk.drawing, desk.laws, basis.citation, reading):
        evidence = Evidence(
            source=source,
            offset=basis.offset,
            words=basis.words or _words(basis.citation),
            confidence=each.confidence,
            status=each.status,
        )
        desk.drawing.edge(
            (key, each.node),
            kind,
            evidence,
            validity=each.days,
            place=each.place,
            cited_place=each.cited_place,
            continuity=each.continuity,
            role=role,
        )


def _words(citation: Any) -> str:  # noqa: ANN401 - whatever can be looked up
    return str(citation) if isinstance(citation, Citation) else ""
