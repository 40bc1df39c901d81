"""Apply the outcomes of a clearance to the graph, and see what loses its basis.

What is repealed, lapsed or merged ends on the day; what is retained, amended or to be
revised stays. What rested on it alone has lost its basis on that day. The limits: it is
a trial on a copy, and a successor is not taken to carry what rested on the one before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from adminlaw.clearance.owning import ENDS
from adminlaw.errors import Lang
from adminlaw.graph.changing import ended, newly_lost
from adminlaw.graph.losing import RECORDS, Orphan, orphans
from adminlaw.graph.schema import NodeKind, node_key
from adminlaw.markup import html_table
from adminlaw.model import ClearanceCycle
from adminlaw.rulebook import Rulebook
from adminlaw.spans import plain_day

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]


@frozen(kw_only=True)
class Aftermath:
    """A graph after a clearance, and what has lost its basis by it (清理后果).

    Attributes:
        cycle: Register id of the clearance.
        day: The first day on which what it ended is no longer in force.
        graph: The graph after it; the one that was asked is unchanged.
        ended: Nodes of the documents that it ended.
        absent: Register ids of documents that it ended and the graph does not hold.
        lost: What has no sound basis on that day and would have had one.
        weakened: What loses some of its bases by it.
    """

    cycle: str
    day: date
    graph: Graph = field(repr=False)
    ended: tuple[str, ...]
    absent: tuple[str, ...]
    lost: tuple[Orphan, ...]
    weakened: tuple[Orphan, ...]

    def of(self, *kinds: NodeKind) -> tuple[Orphan, ...]:
        """Return what has lost its basis, of some kinds."""
        return tuple(each for each in self.lost if each.kind in kinds)

    @property
    def open_cases(self) -> tuple[Orphan, ...]:
        """The cases that are open on the day and have lost their basis."""
        return self.of(NodeKind.CASE)

    def text(self, lang: Lang = "zh") -> str:
        """Return how many documents ended, and what has lost its basis."""
        heads = (
            ("清理终止", "失去依据") if lang == "zh" else ("ended", "lost their basis")
        )
        lines = [f"{heads[0]} ({self.day}): {len(self.ended)}"]
        lines.append(f"{heads[1]}: {len(self.lost)}")
        counts = Counter(each.kind for each in self.lost)
        lines += [
            f"  {kind.text(lang)}: {counts[kind]}" for kind in NodeKind if counts[kind]
        ]
        lines += [each.text(lang) for each in self.lost]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [
            (each.kind.zh, each.label, "、".join(one.loss.zh for one in each.lost))
            for each in self.lost
        ]
        caption = f"清理后失去依据（{self.day}）"
        return html_table(caption, ("类别", "名称", "原因"), rows)


def apply(
    graph: Graph,
    cycle: ClearanceCycle,
    *,
    day: date,
    kinds: Iterable[NodeKind] = RECORDS,
    rulebook: Rulebook | None = None,
) -> Aftermath:
    """Return the graph after a clearance, and what has lost its basis by it.

    Args:
        graph: The legal-basis graph before; it is not changed.
        cycle: The clearance with its verdicts.
        day: The first day on which what it ends is no longer in force.
        kinds: What is looked at: records, by default.
        rulebook: The rules on creation; those that ship, by default.

    Raises:
        NotADayError: *day* is no day.

    Source: 《立法法》第六十一条 (until when a text is law).
    """
    plain_day(day)
    looked_at = tuple(kinds)
    ending = dict.fromkeys(
        node_key(NodeKind.DOCUMENT, each.document)
        for each in cycle.verdicts
        if each.outcome in ENDS
    )
    held = tuple(node for node in ending if node in graph)
    after = ended(graph, held, day)
    before, now = (
        orphans(each, as_of=day, kinds=looked_at, rulebook=rulebook)
        for each in (graph, after)
    )
    lost, weakened = newly_lost(before, now)
    return Aftermath(
        cycle=cycle.id,
        day=day,
        graph=after,
        ended=held,
        absent=tuple(node.partition(":")[2] for node in ending if node not in graph),
        lost=lost,
        weakened=weakened,
    )
