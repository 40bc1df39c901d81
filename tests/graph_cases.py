"""Ask the national graph the questions of a table, and compare the answers.

``python tests/graph_cases.py CORPUS [--frozen] [--table FILE] [--misses]`` prints how
many are right by kind. A table is CSV: id, kind, subject, as_of, expected, forbidden,
question, source, status; the kinds are the functions of ``KINDS``. An answer of a
closed kind has to be the expected set; of an open kind it has to hold it; none may
hold what is forbidden.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from adminlaw.errors import AdminLawError
from adminlaw.graph import (
    Continuity,
    Fulfilment,
    Loss,
    NodeKind,
    delegations,
    impact,
    legal_basis_graph,
    orphans,
    prevailing,
    succession,
)
from adminlaw.graph.asking import instrument_node
from adminlaw.graph.paths import in_edges, in_span, out_edges
from adminlaw.graph.schema import EdgeKind
from adminlaw.model import PowerForm
from adminlaw.rulebook import MakerGrade, load_rulebook
from adminlaw.rulebook.creating import creation_of, may_create
from adminlaw.statutes import Corpus, InstrumentKind, read_corpus

CASES = Path(__file__).parent / "cases"
Graph = Any
Row = Mapping[str, str]


def rows(path: Path) -> list[dict[str, str]]:
    """Return the questions of a table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def members(cell: str) -> set[str]:
    """Return the members of a cell."""
    return {each.strip() for each in cell.split(";") if each.strip()}


def _cited(subject: str) -> str:
    """Return a subject of the table as a citation."""
    title, _, article = subject.partition("#")
    return f"《{title}》{article}"


def _version(graph: Graph, row: Row) -> set[str]:
    node = instrument_node(graph, row["subject"])
    day = date.fromisoformat(row["as_of"])
    current = [
        graph.nodes[end]["adopted"].isoformat()
        for end, data in out_edges(graph, node, EdgeKind.CONTAINS)
        if in_span(data, day) and not data.get("doubt")
    ]
    if current:
        return set(current)
    data = graph.nodes[node]
    ended = data["until"] is not None and data["until"] <= day
    return {"repealed" if ended else "not_yet"}


def _name(graph: Graph, node: str) -> str:
    data = graph.nodes[node]
    title = str(data["title"])
    return f"{title}#{data['article']}" if "article" in data else title


def _rests_on(graph: Graph, row: Row) -> set[str]:
    day = date.fromisoformat(row["as_of"])
    found = impact(graph, _cited(row["subject"]), as_of=day)
    # The question is who writes this number, not who wrote the one before it.
    return {
        _name(graph, each.node)
        for each in (*found.citing, *found.direct)
        if each.kind in (NodeKind.PROVISION, NodeKind.VERSION)
        and each.path[-1].continuity is not Continuity.MOVED
    }


def _enabling_law(graph: Graph, row: Row) -> set[str]:
    node = instrument_node(graph, row["subject"])
    return {
        graph.nodes[target]["title"]
        for version in _held(graph, node)
        for target, _ in out_edges(graph, version, EdgeKind.ENABLED_BY)
        if graph.nodes[target].get("title")
    }


def _held(graph: Graph, node: str) -> Iterator[str]:
    for end, _ in out_edges(graph, node, EdgeKind.CONTAINS):
        if graph.nodes[end].get("text_name"):
            yield end


def _enabled_by_it(graph: Graph, row: Row) -> set[str]:
    day = date.fromisoformat(row["as_of"])
    node = instrument_node(graph, row["subject"])
    below = [node, *_all_below(graph, node)]
    return {
        graph.nodes[start]["title"]
        for each in below
        for start, data in in_edges(graph, each, EdgeKind.ENABLED_BY)
        if in_span(graph.nodes[start], day) and graph.nodes[start]["until"] is None
    }


def _all_below(graph: Graph, node: str) -> Iterator[str]:
    for end, _ in out_edges(graph, node, EdgeKind.CONTAINS):
        yield end
        yield from _all_below(graph, end)


def _lost_enabling(graph: Graph, row: Row) -> set[str]:
    day = date.fromisoformat(row["as_of"])
    found = orphans(graph, as_of=day, kinds=(NodeKind.VERSION,))
    lost = found.orphans if row["subject"] == "*" else (*found.orphans, *found.weakened)
    return {
        graph.nodes[each.node]["title"]
        for each in lost
        for one in each.lost
        if one.loss is Loss.REPEALED
        and one.link is not None
        and row["subject"] in ("*", graph.nodes[one.link.end].get("title"))
    }


def _moved(graph: Graph, row: Row) -> set[str]:
    """Return every citation in force whose number moved, is another's, or is gone."""
    day = date.fromisoformat(row["as_of"])
    title = row["subject"]
    node = instrument_node(graph, title)
    gone = [
        each
        for each, data in graph.nodes(data=True)
        if data["kind"] is NodeKind.UNRESOLVED and data.get("title") == title
    ]
    return {
        f"{_name(graph, start)}>{title}#{_article(data)}"
        for target in [node, *_all_below(graph, node), *gone]
        for start, data in in_edges(graph, target, EdgeKind.CITES, EdgeKind.ENABLED_BY)
        if in_span(data, day)
        and (target in gone or data.get("continuity") in _OTHER_NUMBERS)
    }


_OTHER_NUMBERS: Final = (Continuity.MOVED, Continuity.DISPLACED)


def _article(data: Mapping[str, Any]) -> str:
    """Return the article that an edge cites, as it was written."""
    place = str(data.get("cited_place") or data.get("place", ""))
    head, _, rest = place.partition("条")
    return head + "条" + (rest[:2] if rest.startswith("之") else "")


def _delegation(graph: Graph, row: Row) -> set[str]:
    day = date.fromisoformat(row["as_of"])
    found = delegations(graph, _cited(row["subject"]), as_of=day)
    made = {
        f"met:{graph.nodes[link.start]['title']}"
        for each in found
        if each.fulfilment is not Fulfilment.UNMET
        for link in each.made
    }
    return made or {"unmet"}


def _creation(_graph: Graph, row: Row) -> set[str]:
    form, kind, grade = row["subject"].split("|")
    day = date.fromisoformat(row["as_of"])
    version = creation_of(load_rulebook(), PowerForm.of(form), day)
    grant = may_create(
        version,
        InstrumentKind.of(kind),
        MakerGrade.of(grade) if grade else MakerGrade.OTHER,
    )
    if grant is None:
        return {"may_not"}
    return {"may_if_none_above" if grant.unless else "may"}


def _prevails(graph: Graph, row: Row) -> set[str]:
    first, second, *hint = row["subject"].split("|")
    special = None
    if hint:
        special = {"A special": first, "B special": second}[hint[0]]
    day = date.fromisoformat(row["as_of"])
    answer = prevailing(graph, first, second, as_of=day, special=special)
    article = str(answer.source.provisions[0]) if answer.source else ""
    article = article.partition("条")[0] + "条"
    if answer.adjudicator:
        return {f"adjudicator:{answer.adjudicator.zh}@{article}"}
    title = graph.nodes[answer.winner]["title"] if answer.winner else ""
    return {f"{title}@{article}"}


def _succession(graph: Graph, row: Row) -> set[str]:
    found = succession(graph, row["subject"])
    before = {f"before:{graph.nodes[each.old]['title']}" for each in found.before}
    after = {f"after:{graph.nodes[each.new]['title']}" for each in found.after}
    return before | after


KINDS: Final[Mapping[str, tuple[Callable[[Graph, Row], set[str]], bool]]] = (
    MappingProxyType(
        {
            "version": (_version, True),
            "rests_on": (_rests_on, True),
            "enabling_law": (_enabling_law, True),
            "enabled_by_it": (_enabled_by_it, True),
            "lost_enabling": (_lost_enabling, False),
            "moved": (_moved, False),
            "delegation": (_delegation, False),
            "creation": (_creation, True),
            "prevails": (_prevails, True),
            "succession": (_succession, False),
        }
    )
)
"""The function of each kind of question, and whether its answers are closed."""


def judge(graph: Graph, row: Row) -> tuple[bool, set[str], set[str]]:
    """Return whether an answer is right, what it lacks, and what it has too much."""
    ask, closed = KINDS[row["kind"]]
    expected = members(row["expected"])
    try:
        answer = ask(graph, row)
    except AdminLawError as error:
        return False, expected, {error.message("zh")}
    lacking = expected - answer
    extra = answer & members(row["forbidden"])
    if closed:
        extra |= answer - expected
    if row["kind"] == "delegation" and expected == {"unmet"}:
        extra |= answer - expected
    return not lacking and not extra, lacking, extra


def national(corpus: Corpus) -> Graph:
    """Return the graph that is asked."""
    return legal_basis_graph(corpus=corpus)


def main() -> int:
    """Print how many questions are answered right, by kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--frozen", action="store_true")
    parser.add_argument("--table", type=Path)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    table = options.table or CASES / (
        "graph_frozen.csv" if options.frozen else "graph.csv"
    )
    graph = national(read_corpus(options.corpus, store=options.store))
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in rows(table):
        fine, lacking, extra = judge(graph, row)
        total[row["kind"]] += 1
        right[row["kind"]] += fine
        if options.misses and not fine:
            sys.stdout.write(f"{row['id']} lacks {lacking} has {extra}\n")
    for kind, number in total.items():
        sys.stdout.write(f"{kind}: {right[kind]} of {number}\n")
    sys.stdout.write(f"all: {right.total()} of {total.total()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
