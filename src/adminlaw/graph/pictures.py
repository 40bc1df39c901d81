"""A graph for other programs to draw: GEXF for Gephi, JSON for Cytoscape.

Edges bear the label of their kind. In GEXF a node or an edge has the days on which
it is in force, so that Gephi shows the graph of a day; both ends count there. The
limits: what a picture cannot hold (None, an attribute called like a member of the
format) is left out or renamed, so it is written and never read back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from attrs import define, field

from adminlaw.errors import Lang
from adminlaw.graph.columns import EDGES, GRAPH, NODES
from adminlaw.graph.flattening import Cell, Table, flatten, plain_rows
from adminlaw.graph.node_link import edge_items, node_items
from adminlaw.graph.schema import EdgeKind
from adminlaw.graph.xml_text import TYPES, check, escaped

NAMESPACE: Final = "http://www.gexf.net/1.2draft"
_KEY: Final = "networkx_key"  # what networkx calls the key of an edge in GEXF


def kind_label(code: object, lang: Lang) -> str:
    """Return the label of a kind of edge; nothing where the edge does not say it.

    >>> kind_label("based_on", "zh")
    '依据'
    """
    return EdgeKind.of(code).text(lang) if isinstance(code, str) else ""


def gexf_bytes(graph: Any, lang: Lang = "zh") -> bytes:  # noqa: ANN401 - a graph
    """Return a graph as GEXF 1.2.

    Raises:
        FieldTypeError: an attribute is of a type that cannot be written.
        FieldValueError: a text holds a character that XML does not have.
    """
    nodes = _Drawn(flatten(NODES, node_items(graph)))
    edges = _Drawn(flatten(EDGES, edge_items(graph)))
    lines = [
        "<?xml version='1.0' encoding='utf-8'?>",
        f'<gexf xmlns="{NAMESPACE}" version="1.2">',
        '<graph defaultedgetype="directed" mode="dynamic" timeformat="date">',
        *nodes.declared(),
        *edges.declared(),
        "<nodes>",
        *_nodes(nodes),
        "</nodes>",
        "<edges>",
        *_edges(edges, lang),
        "</edges>",
        "</graph>",
        "</gexf>",
        "",
    ]
    return "\n".join(lines).encode()


@define
class _Drawn:
    """A table on its way into GEXF.

    Attributes:
        ids: The id of each column; the label of a node is no column there.
    """

    table: Table
    ids: dict[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Number the columns."""
        names = [each.header for each in self.table.columns if each.name != "label"]
        keys = [_KEY] if self.table.part is EDGES else []
        self.ids = {name: str(at) for at, name in enumerate([*keys, *names])}

    def declared(self) -> Iterator[str]:
        """Yield the lines that declare the columns."""
        types = {each.header: TYPES[each.scalar] for each in self.table.columns}
        yield f'<attributes class="{self.table.part.name}" mode="static">'
        for name, key in self.ids.items():
            kind = types.get(name, TYPES[str])
            yield f'<attribute id="{key}" title="{escaped(name)}" type="{kind}"/>'
        yield "</attributes>"

    def element(self, head: Mapping[str, Cell], cells: Mapping[str, Cell]) -> str:
        """Return a node or an edge as one line."""
        given = "".join(f' {name}="{escaped(each)}"' for name, each in head.items())
        values = "".join(
            f'<attvalue for="{self.ids[name]}" value="{escaped(each)}"/>'
            for name, each in cells.items()
            if name in self.ids
        )
        name = self.table.part.name
        return f"<{name}{given}><attvalues>{values}</attvalues></{name}>"


def _nodes(drawn: _Drawn) -> Iterator[str]:
    for keys, cells in drawn.table.rows:
        check(drawn.table.part, keys, cells)
        head = {"id": keys[0], "label": cells.get("label") or keys[0], **_days(cells)}
        yield drawn.element(head, cells)


def _edges(drawn: _Drawn, lang: Lang) -> Iterator[str]:
    for at, (keys, cells) in enumerate(drawn.table.rows):
        check(drawn.table.part, keys, cells)
        start, end, key = keys
        label = kind_label(cells.get("kind"), lang)
        head: dict[str, Cell] = {"id": at, "source": start, "target": end}
        days = _days(cells)
        yield drawn.element({**head, "label": label, **days}, {**cells, _KEY: key})


def _days(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """Return the first and the last day in force; an event has its day as both."""
    since, until = cells.get("since"), cells.get("until")
    days: dict[str, Cell] = {"start": since} if isinstance(since, date) else {}
    if isinstance(until, date) and until > date.min:
        last = until - timedelta(days=1)
        days["end"] = max(last, since) if isinstance(since, date) else last
    return days


def cytoscape_bytes(graph: Any, lang: Lang = "zh") -> bytes:  # noqa: ANN401 - a graph
    """Return a graph as Cytoscape JSON, which ``networkx.cytoscape_graph`` reads too.

    Raises:
        FieldTypeError: an attribute is of a type that cannot be written.
        FieldValueError: an attribute has a value that cannot be written.
    """
    ((_, whole),) = plain_rows(GRAPH, [((), graph.graph)])
    nodes = [
        _data(
            {"id": keys[0], "value": keys[0], "name": said.get("label") or keys[0]},
            said,
        )
        for keys, said in plain_rows(NODES, node_items(graph))
    ]
    edges = [
        _data(_link(keys, at, kind_label(said.get("kind"), lang)), said)
        for at, (keys, said) in enumerate(plain_rows(EDGES, edge_items(graph)))
    ]
    content = {
        "data": whole,
        "directed": True,
        "multigraph": True,
        "elements": {"nodes": nodes, "edges": edges},
    }
    return f"{json.dumps(content, ensure_ascii=False)}\n".encode()


def _link(keys: tuple[str, ...], at: int, label: str) -> dict[str, str]:
    start, end, key = keys
    return {"id": f"e{at}", "source": start, "target": end, "key": key, "label": label}


_TAKEN: Final = frozenset({"parent"})  # in Cytoscape a node inside another


def _data(names: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return an element; an attribute called like a member of it gets a ``_``."""
    kept = {
        f"_{name}" if name in names or name in _TAKEN else name: each
        for name, each in said.items()
    }
    return {"data": {**kept, **names}}
