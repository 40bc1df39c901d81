"""A graph as a Mermaid flowchart, for a page of text: one shape for each kind of node.

The shapes are those of Mermaid 11.3 and newer. Mermaid draws at most 500 edges and
50,000 characters, and nobody reads more nodes than :data:`MOST_NODES`; more is refused
unless it is asked for. Control characters are shown as U+FFFD.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Any, Final

from adminlaw.errors import FieldValueError, Lang
from adminlaw.graph.columns import EDGES, NODES
from adminlaw.graph.flattening import plain_rows
from adminlaw.graph.node_link import edge_items, node_items
from adminlaw.graph.pictures import kind_label
from adminlaw.graph.schema import NodeKind

MOST_NODES: Final = 400
"""More nodes are refused; Mermaid cannot lay them out so that they can be read."""

MOST_EDGES: Final = 500
"""More edges are refused: Mermaid does not draw them."""

MOST_CHARACTERS: Final = 50_000
"""A longer text is refused: Mermaid does not draw it."""

SHAPES: Final = MappingProxyType(
    {
        NodeKind.INSTRUMENT: "docs",
        NodeKind.VERSION: "doc",
        NodeKind.PROVISION: "lin-doc",
        NodeKind.POWER: "hex",
        NodeKind.SERVICE_ITEM: "rounded",
        NodeKind.BENCHMARK: "lin-rect",
        NodeKind.TRANSFER: "flag",
        NodeKind.SUBJECT: "stadium",
        NodeKind.AUTHORITY: "subproc",
        NodeKind.PLACE: "circle",
        NodeKind.DOCUMENT: "tag-doc",
        NodeKind.DECISION: "diam",
        NodeKind.CASE: "rect",
        NodeKind.RULE: "notch-rect",
        NodeKind.CLEARANCE_CYCLE: "cyl",
        NodeKind.UNRESOLVED: "odd",
    }
)
"""The shape of each kind of node."""

# Whatever Mermaid, the YAML inside it or HTML might read as their own.
_SPECIAL: Final = re.compile(r"""["#&;<>\\{}|()`\[\]%'@*_~$]""")
_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")


def escaped(text: str) -> str:
    """Return a text as it stands in a label between quotes.

    >>> escaped('《行政处罚法》第五条 "甲"')
    '《行政处罚法》第五条 #34;甲#34;'
    """
    lines = [
        _CONTROL.sub("\ufffd", _SPECIAL.sub(lambda found: f"#{ord(found[0])};", line))
        for line in _BREAK.split(text)
    ]
    return "<br>".join(lines)


def mermaid_text(
    graph: Any,  # noqa: ANN401 - networkx declares its graphs so
    *,
    lang: Lang = "zh",
    any_size: bool = False,
) -> str:
    """Return a graph as a Mermaid flowchart.

    Args:
        graph: A legal-basis graph, or a part of one.
        lang: The language in which the kinds of edges are named.
        any_size: Write it even where Mermaid does not draw so much.

    Raises:
        FieldValueError: the graph has more nodes, edges or characters than Mermaid
            draws, or an attribute that cannot be written.

    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("power:p1", kind=NodeKind.POWER, label="责令改正")
    >>> print(mermaid_text(graph).strip())
    flowchart LR
    n0@{ shape: hex, label: "责令改正" }
    """
    if not any_size:
        _refuse_more("nodes", graph.number_of_nodes(), MOST_NODES)
        _refuse_more("edges", graph.number_of_edges(), MOST_EDGES)
    lines, names = ["flowchart LR"], {}
    for at, ((key,), said) in enumerate(plain_rows(NODES, node_items(graph))):
        names[key] = f"n{at}"
        kind = said.get("kind")
        shape = SHAPES[NodeKind.of(kind)] if kind else "rect"
        label = escaped(said.get("label") or key) or " "
        lines.append(f'n{at}@{{ shape: {shape}, label: "{label}" }}')
    for (start, end, _), said in plain_rows(EDGES, edge_items(graph)):
        label = escaped(kind_label(said.get("kind"), lang))
        arrow = f'-->|"{label}"|' if label else "-->"
        lines.append(f"{names[start]} {arrow} {names[end]}")
    text = "\n".join(lines) + "\n"
    if not any_size:
        _refuse_more("characters", len(text), MOST_CHARACTERS)
    return text


def _refuse_more(what: str, count: int, most: int) -> None:
    if count > most:
        raise FieldValueError(
            what,
            count,
            f"至多 {most}（Mermaid 的限度；any_size=True 可不受此限）",
            f"at most {most}, which Mermaid draws, unless any_size is asked for",
        )
