"""Find the nodes that a question is about, by key, by id, or by how people write it.

《行政处罚法》第二十四条 is the article in the version in force on the day of the
question; on the day on which one version gives way to the next it is both. A name that
nothing bears, or that several bear, is an error that says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from adminlaw.citations import Citation, Provision, parse_citation, title_key
from adminlaw.errors import (
    AmbiguousTitleError,
    CitationSyntaxError,
    UnknownInstrumentError,
    UnknownProvisionError,
    UnknownRecordError,
    VersionError,
)
from adminlaw.graph.paths import in_span, out_edges
from adminlaw.graph.schema import EdgeKind, NodeKind, node_key
from adminlaw.graph.views import check_graph
from adminlaw.spans import plain_day
from adminlaw.statutes.names import shortened
from adminlaw.wording import nearest

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]

_NAMED: Final = frozenset({NodeKind.INSTRUMENT, NodeKind.DOCUMENT})
_YEAR: Final = re.compile(r"[12][0-9]{3}")
_ABSENT: Final = ("图上没有此条", "has no such article on the graph")
_NO_VERSION: Final = ("图上没有当日的版本", "no version of that day is on the graph")


def check_asked(graph: Graph, day: date) -> None:
    """Refuse what is no graph, such as a register, and what is no day.

    Raises:
        FieldTypeError: *graph* is no graph.
        NotADayError: *day* is no day.
    """
    check_graph(graph)
    plain_day(day)


def record_node(graph: Graph, kind: NodeKind, name: str) -> str:
    """Return the node of a record, given its id or its key.

    Raises:
        UnknownRecordError: the graph has no such record.
    """
    for key in (name, node_key(kind, name)):
        if key in graph and graph.nodes[key]["kind"] is kind:
            return key
    raise UnknownRecordError(kind.code, name)


def record_or_law(graph: Graph, name: str, kinds: Iterable[NodeKind]) -> str:
    """Return the node of a record, or of an instrument that bears the name.

    Raises:
        UnknownRecordError: the graph has neither.
        AmbiguousTitleError: several instruments bear the name.
    """
    try:
        return any_record(graph, name, kinds)
    except UnknownRecordError as error:
        try:
            return instrument_node(graph, name)
        except UnknownInstrumentError:
            raise error from None


def any_record(graph: Graph, name: str, kinds: Iterable[NodeKind]) -> str:
    """Return the node of a record of one of some kinds.

    Raises:
        UnknownRecordError: the graph has none.
    """
    if name in graph:
        return name
    keys = [node_key(kind, name) for kind in kinds]
    found = next((key for key in keys if key in graph), None)
    if found is None:
        raise UnknownRecordError("/".join(kind.code for kind in kinds), name)
    return found


def instrument_node(graph: Graph, title: str) -> str:
    """Return the instrument, or the document of a register, that bears a name.

    Raises:
        UnknownInstrumentError: none does.
        AmbiguousTitleError: several do.
    """
    if title in graph and graph.nodes[title]["kind"] in _NAMED:
        return title
    key = title_key(title)
    found = list(_bearers(graph, key)) or list(_bearers(graph, key, exact=False))
    instruments = [
        each for each in found if graph.nodes[each]["kind"] is NodeKind.INSTRUMENT
    ]
    found = instruments or found
    if not found:
        raise UnknownInstrumentError(title, nearest(key, _names(graph)))
    if len(found) > 1:
        raise AmbiguousTitleError(title, tuple(graph.nodes[n]["label"] for n in found))
    return found[0]


def _names(graph: Graph) -> dict[str, str]:
    """Return what instruments and documents are called, by what is compared."""
    return {
        title_key(data["title"]): data["title"]
        for _, data in graph.nodes(data=True)
        if data["kind"] in _NAMED and data.get("title")
    }


def _bearers(graph: Graph, key: str, *, exact: bool = True) -> Iterator[str]:
    """Yield what bears a name, or one from which its issuer or tail is left out."""
    asked = {key} if exact else {key, *shortened(key)}
    for node, data in graph.nodes(data=True):
        if data["kind"] in _NAMED:
            names = map(title_key, (data.get("title", ""), *data.get("names", ())))
            forms = ((each, *(() if exact else shortened(each))) for each in names)
            if any(asked.intersection(each) for each in forms):
                yield node


def versions_of(graph: Graph, instrument: str, day: date | None = None) -> list[str]:
    """Return the versions of an instrument; with a day, those in force on it.

    On the day on which a version gives way, both are.
    """
    found = [end for end, _ in out_edges(graph, instrument, EdgeKind.CONTAINS)]
    if day is None:
        return found
    return [each for each in found if touches(graph.nodes[each], day)]


def touches(data: Any, day: date) -> bool:  # noqa: ANN401 - data of a node or an edge
    """Tell whether something is in force on a day, or ends on it."""
    return in_span(data, day) or (data["until"] == day and data["since"] != day)


def nodes_asked(graph: Graph, what: str, as_of: date) -> tuple[str, ...]:
    """Return the nodes that a question is about.

    Args:
        graph: The graph.
        what: The key of a node, the register id of a document, or a citation such as
            《行政许可法》第十二条.
        as_of: The day of the question.

    Raises:
        UnknownInstrumentError: nothing on the graph bears the name.
        AmbiguousTitleError: several do.
        VersionError: no version that is meant is on the graph.
        UnknownProvisionError: no version that is meant has the article.
        CitationSyntaxError: *what* is neither a key nor a citation.
    """
    check_asked(graph, as_of)
    for key in (what, node_key(NodeKind.DOCUMENT, what)):
        if key in graph:
            return (key,)
    citation = _citation(what)
    node = instrument_node(graph, citation.title)
    if graph.nodes[node]["kind"] is NodeKind.DOCUMENT:
        return (node,)
    if not citation.provisions and not citation.version:
        return (node,)
    versions = _versions(graph, node, citation, as_of)
    if not citation.provisions:
        return tuple(versions)
    return tuple(
        each
        for place in citation.provisions
        for each in _articles(graph, versions, (citation.title, place, as_of))
    )


def _citation(what: str) -> Citation:
    """Return what was asked as a citation; a bare name is one."""
    try:
        return parse_citation(what)
    except CitationSyntaxError:
        if "《" in what or not what.strip():
            raise
        return parse_citation(f"《{what.strip()}》")


def _versions(graph: Graph, node: str, citation: Citation, as_of: date) -> list[str]:
    if citation.version:
        year = _YEAR.search(citation.version)
        found = [
            each
            for each in versions_of(graph, node)
            if year and str(graph.nodes[each].get("adopted", "")).startswith(year[0])
        ]
    else:
        found = versions_of(graph, node, as_of)
    if not found:
        raise VersionError(citation.title, as_of, _NO_VERSION, ("", ""))
    return found


def _articles(
    graph: Graph, versions: list[str], asked: tuple[str, Provision, date]
) -> list[str]:
    """Return the node of an article in each version that has it."""
    title, place, day = asked
    wanted = str(Provision(article=place.article or 1, suffix=place.suffix))
    found = [
        end
        for version in versions
        for end, _ in out_edges(graph, version, EdgeKind.CONTAINS)
        if graph.nodes[end].get("article") == wanted
    ]
    if not found or place.article is None:
        raise UnknownProvisionError(title, str(place), day, _ABSENT)
    return found


def named_node(graph: Graph, name: str) -> str:
    """Return an instrument or a document, by key, register id, or any of its names.

    Raises:
        UnknownInstrumentError: nothing on the graph bears the name.
        AmbiguousTitleError: several do.
    """
    if name in graph and graph.nodes[name]["kind"] in (*_NAMED, NodeKind.VERSION):
        return name
    if (key := f"document:{name}") in graph:
        return record_node(graph, NodeKind.DOCUMENT, key)
    return instrument_node(graph, name.strip().removeprefix("《").removesuffix("》"))
