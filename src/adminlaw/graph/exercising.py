"""Judge whether a body may exercise a power, and whether it may have been moved to it.

Who may is written in the rule book (《行政处罚法》第十七条至第二十四条, 《行政许可法》
第二十二条至第二十五条, 《行政强制法》第十七条、第七十条). What the register does not
record is unknown, or a fault where it declares its transfers complete. The limits: the
conditions of 第二十一条 on those who are entrusted are not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from adminlaw.findings import Status
from adminlaw.graph.asking import check_asked, record_node
from adminlaw.graph.exercise_answers import ExerciseAnswer, ExerciseFinding
from adminlaw.graph.holding import bodies_of, rights_of
from adminlaw.graph.paths import in_edges, in_span, instrument_of, out_edges
from adminlaw.graph.schema import EdgeKind, NodeKind
from adminlaw.identifiers import DivisionLevel
from adminlaw.labels import Label
from adminlaw.model import AuthorityKind, PowerKind, SubjectKind, TransferKind
from adminlaw.rulebook import (
    ExerciseAuthority,
    Rule,
    Rulebook,
    RuleVersion,
    load_rulebook,
)
from adminlaw.statutes import InstrumentKind

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]


EXERCISE_RULES: Final = (
    "penalty.exercise",
    "penalty.exercise_liberty",
    "penalty.authorise",
    "penalty.entrust",
    "penalty.centralise",
    "penalty.transfer_to_towns",
    "licence.exercise",
    "licence.authorise",
    "licence.entrust",
    "licence.centralise",
    "compulsion.exercise_measures",
    "compulsion.exercise_enforcement",
    "compulsion.authorise",
    "compulsion.entrust",
)


"""Ids of the rules that are judged here."""


ORGANS: Final = frozenset(
    {
        AuthorityKind.GOVERNMENT,
        AuthorityKind.GOVERNMENT_OFFICE,
        AuthorityKind.DEPARTMENT,
        AuthorityKind.LEGAL_AFFAIRS,
        AuthorityKind.JUSTICE_BUREAU,
        AuthorityKind.STAFFING_OFFICE,
        AuthorityKind.SUB_DISTRICT,
        AuthorityKind.APPROVAL_BUREAU,
        AuthorityKind.ENFORCEMENT_BUREAU,
    }
)
"""Kinds of body that are administrative organs."""

_UNSAID: Final = (None, AuthorityKind.OTHER)

_DECIDING: Final = frozenset(
    {
        AuthorityKind.GOVERNMENT,
        AuthorityKind.CONGRESS,
        AuthorityKind.STANDING_COMMITTEE,
    }
)
"""Kinds of body that decide for a place."""

_HIGH: Final = frozenset({DivisionLevel.NATION.code, DivisionLevel.PROVINCE.code})


def exercise_authority(
    graph: Graph, power: str, *, as_of: date, rulebook: Rulebook | None = None
) -> ExerciseAnswer:
    """Say whether those who exercise a power on a day may.

    Args:
        graph: The legal-basis graph.
        power: Register id of a power, or its node.
        as_of: The day.
        rulebook: The rules on who may; those that ship, by default.

    Raises:
        UnknownRecordError: the graph has no such power.
        NotADayError: *as_of* is no day.

    Source: 《行政处罚法》第十七条至第二十四条, 《行政许可法》第二十三条至第二十五条,
    《行政强制法》第十七条.
    """
    check_asked(graph, as_of)
    node = record_node(graph, NodeKind.POWER, power)
    return _Judge(graph, node, as_of, {}).answer(rulebook or load_rulebook())


def exercise_authorities(
    graph: Graph, *, as_of: date, rulebook: Rulebook | None = None
) -> Iterator[ExerciseAnswer]:
    """Say of every power in force on a day whether those who exercise it may.

    What a body is authorised to do is looked up once, for a body holds many powers.

    Args:
        graph: The legal-basis graph.
        as_of: The day.
        rulebook: The rules on who may; those that ship, by default.

    Raises:
        NotADayError: *as_of* is no day.

    Source: 《行政处罚法》第十七条至第二十四条, 《行政许可法》第二十三条至第二十五条,
    《行政强制法》第十七条.
    """
    check_asked(graph, as_of)
    law = rulebook or load_rulebook()
    rights: dict[str, list[str]] = {}
    for node, data in graph.nodes(data=True):
        if data["kind"] is NodeKind.POWER and in_span(data, as_of):
            yield _Judge(graph, node, as_of, rights).answer(law)


_Fault = tuple[Status, Label, str]

_RULED: Final = frozenset(
    {PowerKind.PENALTY, PowerKind.LICENSING, PowerKind.COMPULSION}
)
"""Kinds of power of which a law says how they may move."""


class _Judge:
    """What is at hand while one power is judged."""

    def __init__(
        self, graph: Graph, node: str, day: date, rights: dict[str, list[str]]
    ) -> None:
        self.graph, self.node, self.day = graph, node, day
        # The rights of bodies looked up so far: a body holds many powers.
        self.rights = rights
        self.data: Mapping[str, Any] = graph.nodes[node]
        self.missing = self._lacking("transfers")

    def answer(self, law: Rulebook) -> ExerciseAnswer:
        """Return what all the rules say of the power."""
        findings: list[ExerciseFinding] = []
        judged: list[str] = []
        for name in EXERCISE_RULES:
            rule = law.get(name)
            version = rule.on(self.day) if rule else None
            if rule is None or version is None or not self.speaks_of(version):
                continue
            found = self.judge(rule, version)
            if found is not None:
                judged.append(name)
                findings += found
        findings += self.unruled(law, judged)
        return ExerciseAnswer(
            node=self.node,
            label=self.data["label"],
            as_of=self.day,
            findings=tuple(findings),
            judged=tuple(judged),
        )

    def _rights(self, body: str) -> list[str]:
        if body not in self.rights:
            self.rights[body] = rights_of(self.graph, body, self.day)
        return self.rights[body]

    def _lacking(self, kind: str) -> Status:
        """Return what it means that a record is not there: a fault if all are."""
        declared = self.graph.graph.get("complete", "").split(", ")
        return Status.FAILED if kind in declared else Status.UNKNOWN

    def speaks_of(self, version: RuleVersion) -> bool:
        """Tell whether a rule speaks of this kind and form of power."""
        content = version.content
        if not isinstance(content, ExerciseAuthority):
            return False
        forms = set(self.data.get("forms", ()))
        if self.data["power_kind"] not in content.kinds:
            return False
        if forms and forms <= set(content.but_not):
            return False
        return not (forms and content.forms) or bool(forms & set(content.forms))

    def judge(self, rule: Rule, version: RuleVersion) -> list[ExerciseFinding] | None:
        """Return what a rule finds; None where nothing that it rules is there."""
        content = version.content
        if not isinstance(content, ExerciseAuthority):
            return None
        if content.transfer is not None:
            cases = self._transfers(content.transfer)
            if not content.allowed and content.subject is SubjectKind.ENTRUSTED:
                cases = [*cases, *self._entrusted()]
            faults = [one for each in cases for one in self._moved(content, each)]
        elif content.subject is SubjectKind.AUTHORISED:
            cases = self._authorised()
            faults = [one for each in cases for one in self._authority(content, each)]
        else:
            cases = self._bodies()
            faults = [one for each in cases for one in self._only(content, each)]
            faults += self._basis_of_power(content)
        if not cases:
            return None
        if content.forms and not self.data.get("forms"):
            # Whether the rule speaks of this power depends on forms that are unsaid.
            faults = [
                (
                    Status.UNKNOWN,
                    Label(f"种类未登记：{m.zh}", f"forms unsaid: {m.en}"),
                    n,
                )
                for _, m, n in faults
            ]
        return [self._finding(rule, version, each) for each in faults]

    def unruled(self, law: Rulebook, judged: list[str]) -> list[ExerciseFinding]:
        """Return the transfers of the power of which no rule speaks that applied."""
        ruled = {
            version.content.transfer
            for name in judged
            if (rule := law.get(name))
            and (version := rule.on(self.day))
            and isinstance(version.content, ExerciseAuthority)
        }
        if self.data["power_kind"] not in _RULED:
            return []
        message = Label("没有规则允许此种流转", "no rule that is held allows this")
        return [
            ExerciseFinding(
                status=Status.UNKNOWN,
                message=message,
                about=each,
                about_label=self.graph.nodes[each]["label"],
            )
            for kind in TransferKind
            if kind not in ruled
            for each in self._transfers(kind)
        ]

    def _finding(
        self, rule: Rule, version: RuleVersion, fault: _Fault
    ) -> ExerciseFinding:
        status, message, about = fault
        return ExerciseFinding(
            status=status,
            message=message,
            about=about,
            about_label=self.graph.nodes[about]["label"],
            rule=rule.id,
            source=version.source,
        )

    def _bodies(self) -> list[str]:
        """Return the bodies that exercise the power, in whosever name."""
        return list(
            dict.fromkeys(
                body
                for body, data in out_edges(
                    self.graph, self.node, EdgeKind.EXERCISED_BY
                )
                if in_span(data, self.day)
            )
        )

    def _basis_of_power(self, content: ExerciseAuthority) -> Iterator[_Fault]:
        """Yield a fault where the power rests on no instrument of those asked for."""
        kinds = self._kinds(self.node)
        if not content.authorised_by or any(k in content.authorised_by for k in kinds):
            return
        named = "、".join(each.zh for each in content.authorised_by)
        message = Label(
            f"须有{named}规定",
            "it has to rest on one of: "
            + ", ".join(each.en for each in content.authorised_by),
        )
        known = kinds and None not in kinds
        yield Status.FAILED if known else Status.UNKNOWN, message, self.node

    def _kinds(self, node: str) -> list[InstrumentKind | None]:
        """Return the kinds of the instruments in force that a record rests on."""
        return [
            self.graph.nodes[top].get("instrument_kind")
            for end, data in out_edges(self.graph, node, EdgeKind.BASED_ON)
            if in_span(data, self.day) and (top := instrument_of(self.graph, end))
        ]

    def _transfers(self, kind: TransferKind) -> list[str]:
        """Return the transfers of a kind by which this power moves on the day."""
        return [
            each
            for each, data in in_edges(self.graph, self.node, EdgeKind.APPLIES)
            if in_span(data, self.day)
            and self.graph.nodes[each].get("transfer_kind") is kind
        ]

    def _receivers(self, transfer: str) -> list[str]:
        return [
            end
            for end, data in out_edges(self.graph, transfer, EdgeKind.EXERCISED_BY)
            if in_span(data, self.day)
        ]

    def _moved(self, content: ExerciseAuthority, transfer: str) -> Iterator[_Fault]:
        """Yield what is wrong with one transfer of the power."""
        data = self.graph.nodes[transfer]
        if not content.allowed:
            message = Label("此项职权不得委托", "this power may not be entrusted")
            yield Status.FAILED, message, transfer
            return
        if content.in_writing:
            yield from self._said(transfer, "in_writing", _WRITING)
        if content.published:
            yield from self._said(transfer, "published", _PUBLICATION)
        if content.decided_by is not None:
            yield from self._decided(content, transfer, data)
        if content.to_organs_only:
            yield from self._organs(transfer)
        if content.authorised_by:
            yield from self._authority(content, transfer)
        if content.giver_level is not None:
            yield from self._givers(content, transfer)
        if content.receiver_level is not None:
            yield from self._takers(content.receiver_level, transfer)
        if content.passed_on is False:
            yield from self._passed_on(transfer)

    def _said(self, transfer: str, name: str, said: Label) -> Iterator[_Fault]:
        """Yield a fault where something did not happen, or is not recorded."""
        value = self.graph.nodes[transfer].get(name)
        if value is None:
            message = Label(f"没有{said.zh}的记录", f"no {said.en} is recorded")
            yield self.missing, message, transfer
        elif not value:
            yield Status.FAILED, Label(f"没有{said.zh}", f"no {said.en}"), transfer
        elif self._not_yet(transfer, name):
            message = Label(f"当日尚未{said.zh}", f"{said.en} came later")
            yield Status.FAILED, message, transfer

    def _not_yet(self, transfer: str, name: str) -> bool:
        """Tell whether what is recorded happened after the day."""
        on = self.graph.nodes[transfer].get(f"{name}_on")
        return on is not None and on > self.day

    def _decided(
        self, content: ExerciseAuthority, transfer: str, data: Mapping[str, Any]
    ) -> Iterator[_Fault]:
        """Yield a fault where the body that has to did not decide."""
        by = content.decided_by or Label("", "")
        if not data.get("approved") or self._not_yet(transfer, "approved"):
            failed = data.get("approved") is not None
            message = Label(
                f"没有{by.zh}决定的记录", f"no decision of the {by.en} is recorded"
            )
            yield Status.FAILED if failed else self.missing, message, transfer
            return
        approver = data.get("approver", "")
        level = self.graph.nodes[approver].get("level") if approver else None
        if level is None:
            message = Label("决定机关未知", "by whom it was decided is unknown")
            yield Status.UNKNOWN, message, transfer
        elif level not in _HIGH or (
            self.graph.nodes[approver].get("authority_kind") not in _DECIDING
        ):
            message = Label(f"应由{by.zh}决定", f"the {by.en} has to decide it")
            yield Status.FAILED, message, transfer

    def _givers(self, content: ExerciseAuthority, transfer: str) -> Iterator[_Fault]:
        """Yield a fault for each giver that stands at another level."""
        wanted = content.giver_level or DivisionLevel.COUNTY
        givers = dict.fromkeys(
            start
            for body, _ in out_edges(self.graph, transfer, EdgeKind.EXERCISED_BY)
            for start, data in in_edges(self.graph, body, EdgeKind.TRANSFERS)
            if data.get("by") == transfer
        )
        if not givers:
            message = Label("没有登记移交机关", "who gives it up is not recorded")
            yield Status.UNKNOWN, message, transfer
        for each in givers:
            level = self.graph.nodes[each].get("level")
            if level == wanted.code:
                continue
            message = Label(
                f"移交的应为{wanted.zh}机关",
                f"who gives it up has to be of a {wanted.en}",
            )
            yield Status.FAILED if level else Status.UNKNOWN, message, transfer

    def _takers(self, wanted: DivisionLevel, transfer: str) -> Iterator[_Fault]:
        """Yield a fault for each receiver that stands at another level."""
        for body in self._receivers(transfer):
            level = self.graph.nodes[body].get("level")
            if level != wanted.code:
                message = Label(
                    f"承接的应为{wanted.zh}机关",
                    f"who receives it is of no {wanted.en}",
                )
                yield Status.FAILED if level else Status.UNKNOWN, message, body

    def _organs(self, transfer: str) -> Iterator[_Fault]:
        for body in self._receivers(transfer):
            kind = self.graph.nodes[body].get("authority_kind")
            if kind not in ORGANS:
                status = Status.UNKNOWN if kind in _UNSAID else Status.FAILED
                message = Label(
                    "受委托或者承接的不是行政机关", "who receives it is no organ"
                )
                yield status, message, body

    def _passed_on(self, transfer: str) -> Iterator[_Fault]:
        """Yield a fault for each further transfer by who received it."""
        receivers = set(self._receivers(transfer))
        for other, data in in_edges(self.graph, self.node, EdgeKind.APPLIES):
            if other == transfer or not in_span(data, self.day):
                continue
            givers = {
                start
                for body in self._receivers(other)
                for start, edge in in_edges(
                    self.graph, body, EdgeKind.ENTRUSTS, EdgeKind.TRANSFERS
                )
                if edge.get("by") == other
            }
            if givers & receivers:
                message = Label("受委托者又再委托", "it was passed on")
                yield Status.FAILED, message, other

    def _authorised(self) -> list[str]:
        """Return the authorisations of the organisations that hold the power."""
        return [
            right
            for body in bodies_of(self.graph, self.node, self.day)
            for right in self._rights(body)
            if self.graph.nodes[right]["subject_kind"] is SubjectKind.AUTHORISED
        ]

    def _entrusted(self) -> list[str]:
        """Return the entrustings on which a body's holding of the power rests alone."""
        found: list[str] = []
        for body in self._bodies():
            rights = self._rights(body)
            kinds = [self.graph.nodes[each]["subject_kind"] for each in rights]
            organ = self.graph.nodes[body].get("authority_kind") in ORGANS
            if not organ and all(each is SubjectKind.ENTRUSTED for each in kinds):
                found += rights
        return found

    def _authority(self, content: ExerciseAuthority, right: str) -> Iterator[_Fault]:
        """Yield a fault where an organisation rests on no instrument that may."""
        kinds = self._kinds(right)
        if any(each in content.authorised_by for each in kinds):
            return
        known = sorted(each.zh for each in kinds if each is not None)
        if not known or len(known) < len(kinds):
            message = Label(
                "授权依据或者其种类未知", "on what it is authorised is unknown"
            )
            yield Status.UNKNOWN, message, right
            return
        named = "、".join(dict.fromkeys(known))
        message = Label(
            f"授权依据是{named}，应为法律、法规",
            "what authorises it is no law or regulation",
        )
        yield Status.FAILED, message, right

    def _only(self, content: ExerciseAuthority, body: str) -> Iterator[_Fault]:
        """Yield a fault where a body is not one of those who alone may."""
        only = content.only or Label("", "")
        label = self.graph.nodes[body]["label"]
        status = Status.FAILED
        if content.only_named:
            fits = any(each in label for each in content.only_named)
        else:
            fits = self._may_act(body)
            status = self._lacking("subjects")
        if not fits:
            message = Label(f"只能由{only.zh}行使", f"only {only.en} may")
            yield status, message, body

    def _may_act(self, body: str) -> bool:
        """Tell whether a body is an organ, or was authorised or entrusted."""
        if self.graph.nodes[body].get("authority_kind") in ORGANS:
            return True
        moved = any(
            data.get("by") and in_span(data, self.day)
            for end, data in out_edges(self.graph, self.node, EdgeKind.EXERCISED_BY)
            if end == body
        )
        return moved or bool(self._rights(body))


_WRITING: Final = Label("书面委托", "entrusting in writing")


_PUBLICATION: Final = Label("向社会公布", "publication")
