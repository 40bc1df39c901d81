"""What records rest on: how bases are read, found and followed over versions.

Expected values are read off the cells and the statutes; the pairs of articles of the
two texts of 《行政复议法》 come from reading both, those of 《行政处罚法》 from the
facts table, where they are marked as recalled.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from adminlaw.citations import Provision, parse_citation
from adminlaw.graph import Continuity, EdgeKind, NodeKind
from adminlaw.graph.bases import Basis, bases_in
from adminlaw.statutes import ResolutionStatus, shipped_titles
from tests.graph_registers import (
    bases_on,
    document,
    edges_of,
    graph_of,
    power,
    reward,
    since,
)

CELLS = Path(__file__).parent / "cases" / "basis_cells.csv"
DAY = date(2024, 6, 1)
REVISED = date(2021, 7, 15)
REPLACED = date(2024, 1, 1)
BEFORE = timedelta(days=1)
PENALTY = "provision:中华人民共和国行政处罚法@"
SEVERAL = "《最高人民法院关于适用〈中华人民共和国公司法〉若干问题的规定》第三条"
REVIEW = "provision:中华人民共和国行政复议法@"


def cell_rows() -> list[dict[str, str]]:
    """Return the cells of the table."""
    with CELLS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = cell_rows()


def bare(title: str) -> str:
    """Return a title without the name of the country."""
    return title.removeprefix("中华人民共和国")


Told = tuple[str, str, tuple[Provision, ...]]


def expected(row: dict[str, str]) -> list[Told]:
    """Return the bases that a row of the table expects."""
    found: list[Told] = []
    for each in row["expected"].split(" | "):
        role, _, what = each.partition(" ")
        if what.startswith("《"):
            citation = parse_citation(what)
            found.append((role, citation.title, citation.provisions))
        elif what:
            found.append((role, what, ()))
    return found


def told(basis: Basis) -> Told:
    """Return a basis that was read, in the form of the table."""
    citation: Any = basis.citation
    if citation is None:
        return basis.role.code, "-", ()
    number = getattr(citation, "number", "")
    title = bare(citation.title) or f"#{number}"
    return basis.role.code, title, tuple(citation.provisions)


@pytest.mark.parametrize("row", ROWS, ids=[each["id"] for each in ROWS])
def test_a_cell_names_the_bases_that_a_reader_finds_in_it(row: dict[str, str]) -> None:
    """Headings, numbers, brackets and quotations are read as cities write them."""
    found = [told(each) for each in bases_in(row["cell"], shipped_titles())]
    assert found == expected(row)


@pytest.mark.parametrize("row", ROWS, ids=[each["id"] for each in ROWS])
def test_a_basis_says_where_in_the_cell_it_stands(row: dict[str, str]) -> None:
    """The words of a basis are those of the cell at its offset."""
    for each in bases_in(row["cell"], shipped_titles()):
        assert each.offset is not None
        end = each.offset + len(each.words)
        assert row["cell"][each.offset : end] == each.words


def test_as_many_bases_are_on_the_graph_as_in_the_cells() -> None:
    """Each basis that is read in a cell gives an edge, and nothing else does."""
    graph = graph_of(*(power(each["id"], basis_text=each["cell"]) for each in ROWS))
    for row in ROWS:
        read = bases_in(row["cell"], shipped_titles())
        edges = edges_of(graph, f"power:{row['id']}", EdgeKind.BASED_ON)
        drawn = {(data["offset"], data["role"]) for _, data in edges}
        assert drawn == {(each.offset, each.role) for each in read}, row["id"]


def test_each_parsed_basis_gives_an_edge() -> None:
    """Four bases of four titles lead to four targets or marked nodes."""
    titles = (
        "《行政许可法》第十二条",
        "《云泽省集市条例》第三条",
        SEVERAL,
        "《行政强制法》",
    )
    graph = graph_of(power("p", *titles))
    ends = bases_on(graph, "power:p", DAY)
    assert len(ends) == 4
    kinds = [graph.nodes[end]["kind"] for end in ends]
    assert kinds.count(NodeKind.UNRESOLVED) == 2
    assert kinds.count(NodeKind.PROVISION) == 1


def test_a_parsed_basis_is_drawn_though_a_cell_stands_beside_it() -> None:
    """What was parsed is never lost to the words of the same record."""
    cell = "《行政处罚法》第五条"
    graph = graph_of(power("p", "《行政许可法》第十二条", basis_text=cell))
    assert any("行政许可法" in end for end in bases_on(graph, "power:p", DAY))


@pytest.mark.parametrize(
    ("basis", "status"),
    [
        ("《云泽省集市条例》第三条", ResolutionStatus.NOT_HELD),
        (SEVERAL, ResolutionStatus.AMBIGUOUS),
        ("《行政许可法》第九十九条", ResolutionStatus.NOT_FOUND),
    ],
)
def test_what_cannot_be_found_is_a_marked_node(
    basis: str, status: ResolutionStatus
) -> None:
    """An unheld title, an ambiguous one and a missing article say what they are."""
    graph = graph_of(power("p", basis, valid=since("2020-01-01")))
    [(end, data)] = edges_of(graph, "power:p", EdgeKind.BASED_ON)
    assert data["status"] is status
    assert graph.nodes[end]["kind"] is NodeKind.UNRESOLVED


def test_an_ambiguous_name_names_what_it_may_be() -> None:
    """Without its number it is one of the five interpretations of 《公司法》."""
    graph = graph_of(power("p", SEVERAL))
    [(end, _)] = edges_of(graph, "power:p", EdgeKind.BASED_ON)
    said = {each[-3:] for each in graph.nodes[end]["candidates"]}
    assert said == {"（一）", "（二）", "（三）", "（四）", "（五）"}


def test_words_without_a_citation_are_kept_on_a_marked_node() -> None:
    """A cell in which nothing is cited is one basis with its words."""
    graph = graph_of(power("p", basis_text="按照上级要求"))
    [(end, data)] = edges_of(graph, "power:p", EdgeKind.BASED_ON)
    assert graph.nodes[end]["kind"] is NodeKind.UNRESOLVED
    assert "按照上级要求" in (data.get("words"), graph.nodes[end]["label"])


def test_no_basis_gives_no_edge() -> None:
    """Nothing is invented for a record that names no basis."""
    graph = graph_of(power("p"))
    assert edges_of(graph, "power:p", EdgeKind.BASED_ON) == []


def test_a_document_of_the_register_is_found_by_its_title() -> None:
    """A basis that names a document of the city leads to its node."""
    graph = graph_of(
        document("water", "临湖市节水奖励办法"),
        reward("p", "《临湖市节水奖励办法》第三条"),
    )
    assert bases_on(graph, "power:p", DAY) == {"document:water"}


def test_two_places_of_one_citation_are_two_edges() -> None:
    """第三条、第五条 are two articles that the power rests on."""
    graph = graph_of(power("p", "《行政处罚法》第三条、第五条"))
    assert bases_on(graph, "power:p", DAY) == {
        f"{PENALTY}2021-01-22#3",
        f"{PENALTY}2021-01-22#5",
    }


# --- versions


def test_a_basis_of_2018_points_at_the_text_of_2018_until_the_revision() -> None:
    """On 2021-07-14 the right to be heard still stands in 第三十二条."""
    graph = graph_of(power("p", "《行政处罚法》第三十二条", valid=since("2018-06-01")))
    for day in (date(2018, 6, 1), REVISED - BEFORE):
        assert bases_on(graph, "power:p", day) == {f"{PENALTY}2017-09-01#32"}
    assert bases_on(graph, "power:p", date(2018, 5, 31)) == set()


def test_a_basis_of_2018_points_at_the_new_number_from_the_revision_on() -> None:
    """From 2021-07-15 on what was 第三十二条 is 第四十五条, and the edge says so."""
    graph = graph_of(power("p", "《行政处罚法》第三十二条", valid=since("2018-06-01")))
    assert bases_on(graph, "power:p", REVISED) == {f"{PENALTY}2021-01-22#45"}
    [data] = [
        data
        for end, data in edges_of(graph, "power:p", EdgeKind.BASED_ON)
        if end.endswith("#45")
    ]
    assert data["continuity"] is Continuity.MOVED
    assert data["since"] == REVISED
    assert "三十二" in data["cited_place"]


def test_a_basis_of_2022_points_at_the_number_as_it_was_then() -> None:
    """Who cites 第三十二条 in 2022 means the article of the text of 2021."""
    graph = graph_of(power("p", "《行政处罚法》第三十二条", valid=since("2022-06-01")))
    assert bases_on(graph, "power:p", DAY) == {f"{PENALTY}2021-01-22#32"}


def test_a_named_version_is_meant_and_no_other() -> None:
    """（2021年修订） says which 第三十二条, whenever the power began."""
    graph = graph_of(
        power("p", "《行政处罚法》（2021年修订）第三十二条", valid=since("2018-06-01"))
    )
    assert bases_on(graph, "power:p", DAY) == {f"{PENALTY}2021-01-22#32"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("第五条", {10}),
        ("第九条", {20}),
        ("第十一条", {22}),
        ("第十二条", {24, 27}),
        ("第十七条", {30}),
        ("第十九条", {34}),
        ("第二十一条", {42}),
        ("第二十三条", {47, 48}),
        ("第二十四条", {46}),
        ("第二十九条", {72}),
        ("第三十一条", {62, 75}),
        ("第三十三条", {78}),
    ],
)
def test_articles_of_reconsideration_are_followed_over_2024(
    old: str, new: set[int]
) -> None:
    """What the text of 2017 says in one article, that of 2023 says in these."""
    graph = graph_of(power("p", f"《行政复议法》{old}", valid=since("2019-01-01")))
    number = parse_citation(f"《行政复议法》{old}").provisions[0].article
    before = bases_on(graph, "power:p", REPLACED - BEFORE)
    assert before == {f"{REVIEW}2017-09-01#{number}"}
    after = bases_on(graph, "power:p", REPLACED)
    assert after == {f"{REVIEW}2023-09-01#{each}" for each in new}


def test_an_article_without_an_heir_leads_to_a_marked_node() -> None:
    """Passing applications on (第十八条, 2017) has no article in the text of 2023."""
    graph = graph_of(power("p", "《行政复议法》第十八条", valid=since("2019-01-01")))
    before = bases_on(graph, "power:p", REPLACED - BEFORE)
    assert before == {f"{REVIEW}2017-09-01#18"}
    [end] = bases_on(graph, "power:p", REPLACED)
    assert graph.nodes[end]["kind"] is NodeKind.UNRESOLVED


def test_adoption_alone_changes_nothing() -> None:
    """Between adoption and commencement the old text is the law."""
    graph = graph_of(power("p", "《行政复议法》第九条", valid=since("2019-01-01")))
    assert bases_on(graph, "power:p", date(2023, 9, 1)) == {f"{REVIEW}2017-09-01#9"}
