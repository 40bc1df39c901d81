"""Questions on a graph of texts alone: what a law was made under, and by which name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import adminlaw as al
from adminlaw.errors import (
    AmbiguousTitleError,
    FieldTypeError,
    NotADayError,
    UnknownInstrumentError,
    UnknownRecordError,
)
from adminlaw.graph import EdgeKind, NodeKind, measures_by_year
from adminlaw.labels import Label
from adminlaw.model import Register

DAY = date(2020, 1, 1)
LAW = """2003年3月1日 云岭省第一届人民代表大会常务委员会第二次会议通过

第一条 为了规范市场秩序，制定本条例。

第二条 本条例自2003年7月1日起施行。"""
BELOW = """2009年8月20日 云岭市第二届人民代表大会常务委员会第九次会议通过

第一条 为了方便居民赶集，根据《云岭省市场条例》，制定本条例。

第二条 本条例自2010年1月1日起施行。"""
STAGE = """2012年4月2日 云岭市人民政府第五次常务会议通过

第一条 为了管理摊位，制定本规定。

第二条 本规定自2012年6月1日起施行。"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> al.Corpus:
    """Return four made-up texts, one made under another, two of nearly one name."""
    folder = tmp_path_factory.mktemp("laws")
    texts = {
        "云岭省市场条例": LAW,
        "云岭市集市管理条例": BELOW,
        "云岭市摊位管理规定（一）": STAGE,
        "云岭市摊位管理规定（二）": STAGE,
    }
    for title, body in texts.items():
        (folder / f"{title}.md").write_text(f"# {title}\n\n{body}\n", "utf-8")
    return al.read_corpus(folder)


@pytest.fixture(scope="module")
def graph(corpus: al.Corpus) -> Any:  # noqa: ANN401 - networkx is loaded by the graph
    """Return the graph of these texts."""
    return al.legal_basis_graph(corpus=corpus)


@pytest.mark.parametrize("name", ["云岭市集市管理条例", "《云岭市集市管理条例》"])
def test_an_instrument_has_the_path_to_what_it_was_made_under(
    graph: Any,  # noqa: ANN401
    name: str,
) -> None:
    """By its title or by the key of its version, the enabling text is at the end."""
    version = "version:云岭市集市管理条例@2009-08-20"
    for asked in (name, version):
        chain = al.basis_chain(graph, asked, as_of=DAY)
        (path,) = chain.paths
        assert path[-1].kind is EdgeKind.ENABLED_BY
        assert path[-1].end_label == "云岭省市场条例"
        assert "no basis" not in chain.text("en")


def test_an_instrument_that_names_no_other_has_no_path(graph: Any) -> None:  # noqa: ANN401
    """What contains a version is no basis of it."""
    chain = al.basis_chain(graph, "云岭省市场条例", as_of=DAY)
    assert chain.paths == ()


def test_what_is_neither_record_nor_instrument_is_unknown(graph: Any) -> None:  # noqa: ANN401
    """The error is that of a record, as before."""
    with pytest.raises(UnknownRecordError):
        al.basis_chain(graph, "没有的条例", as_of=DAY)


def test_a_name_without_its_number_is_ambiguous_on_the_graph_too(
    corpus: al.Corpus,
    graph: Any,  # noqa: ANN401
) -> None:
    """Texts and graph give the same answer to the same name."""
    with pytest.raises(AmbiguousTitleError) as of_texts:
        corpus.instrument("云岭市摊位管理规定")
    with pytest.raises(AmbiguousTitleError) as of_graph:
        al.impact(graph, "云岭市摊位管理规定", as_of=DAY)
    assert set(of_graph.value.candidates) == set(of_texts.value.candidates)


def test_a_title_that_is_nearly_right_is_answered_with_the_right_one(
    corpus: al.Corpus,
    graph: Any,  # noqa: ANN401
) -> None:
    """The names near it stand in the message, for texts and for the graph."""
    for ask in (
        lambda: corpus.instrument("云岭市集市管理办法"),
        lambda: al.impact(graph, "云岭市集市管理办法", as_of=DAY),
    ):
        with pytest.raises(UnknownInstrumentError, match="did you mean") as caught:
            ask()
        assert "云岭市集市管理条例" in caught.value.near


EMPTY = Register(id="r", label=Label("册", "register"))
QUESTIONS: dict[str, Callable[[Any], object]] = {
    "impact": lambda what: al.impact(what, "某法", as_of=DAY),
    "orphans": lambda what: al.orphans(what, as_of=DAY),
    "basis_chain": lambda what: al.basis_chain(what, "p", as_of=DAY),
    "conflicts": lambda what: al.conflicts(what, as_of=DAY),
    "holders": lambda what: al.holders(what, "p", "c", as_of=DAY),
    "in_force": lambda what: al.in_force(what, DAY),
    "measures_by_year": lambda what: measures_by_year(what, [2020]),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_register_is_no_graph(question: str) -> None:
    """A question asked of a register says what it takes."""
    with pytest.raises(FieldTypeError, match=r"takes networkx\.MultiDiGraph, not Reg"):
        QUESTIONS[question](EMPTY)


def test_a_corpus_is_no_register(corpus: al.Corpus) -> None:
    """It is given by its name."""
    bad: Any = corpus
    with pytest.raises(FieldTypeError, match="takes Register, not Corpus"):
        al.legal_basis_graph(bad)


@pytest.mark.parametrize("kinds", ["version", ["version"]])
def test_kinds_are_members_and_no_text(graph: Any, kinds: Any) -> None:  # noqa: ANN401
    """A text would select nothing, and nothing would be wrong."""
    with pytest.raises(FieldTypeError, match="takes NodeKind, not str"):
        al.orphans(graph, as_of=DAY, kinds=kinds)
    found = al.orphans(graph, as_of=DAY, kinds=[NodeKind.VERSION])
    assert {each.kind for each in found} <= {NodeKind.VERSION}


def test_the_text_of_a_day_is_no_day_for_a_corpus(corpus: al.Corpus) -> None:
    """The same error as on the graph."""
    bad: Any = "2020-01-01"
    for ask in (
        lambda: corpus.on("云岭省市场条例", bad),
        lambda: corpus.article("云岭省市场条例", "第一条", on=bad),
    ):
        with pytest.raises(NotADayError):
            ask()


def test_a_corpus_says_how_much_it_holds(corpus: al.Corpus) -> None:
    """Folder, texts, and what was not read."""
    assert repr(corpus).endswith("texts=4, unread=0, left_out=0)")
