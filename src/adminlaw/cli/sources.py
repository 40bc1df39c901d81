"""What every command about the graph shares: its source, and how it answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from attrs import frozen
from cyclopts import Parameter

from adminlaw.cli.terminal import (
    FOUND,
    REGISTER,
    TEXTS,
    progress,
    refused,
    unusable,
)
from adminlaw.errors import AdminLawError, Lang
from adminlaw.graph import legal_basis_graph, read_graph
from adminlaw.labels import Label
from adminlaw.register import read_register
from adminlaw.report.graphs import Answer, graph_json
from adminlaw.statutes import read_corpus

if TYPE_CHECKING:
    from adminlaw.graph.views import Graph

A = TypeVar("A", bound=Answer)

_NOTHING: Final = Label("没有发现", "nothing found")
_NO_SOURCE: Final = Label(
    "未指定来源：须有 --register、--corpus 或者 --graph",
    "no source is named: give --register, --corpus or --graph",
)
_TWO_SOURCES: Final = Label(
    "--graph 已是一张图，不能再有 --register 或者 --corpus",
    "--graph is a graph already: give neither --register nor --corpus with it",
)


@Parameter(name="*")
@frozen(kw_only=True)
class Source:
    """What a graph is made from (图的来源).

    Parameters
    ----------
    register:
        A folder with register.toml, or a .json file.
    corpus:
        Folder of texts of law.
    store:
        File that keeps what was read of the corpus.
    workers:
        How many processes read the corpus.
    graph:
        A graph that was written before, instead of a register and a corpus.
    """

    register: Path | None = None
    corpus: Path | None = None
    store: Path | None = None
    workers: int = 1
    graph: Path | None = None

    def refusal(self) -> Label | None:
        """Return why no graph can be made from it, if none can."""
        named = self.register is not None or self.corpus is not None
        if self.graph is not None:
            return _TWO_SOURCES if named else None
        return None if named else _NO_SOURCE

    def read(self, lang: Lang) -> Graph:
        """Return the graph, with a bar on a terminal while it is made."""
        if self.graph is not None:
            return read_graph(self.graph)  # type: ignore[no-any-return]  # as declared
        register = corpus = None
        with progress() as bar:
            if self.register is not None:
                shown = bar(REGISTER.text(lang))
                register = read_register(self.register, progress=shown)
            if self.corpus is not None:
                corpus = read_corpus(
                    self.corpus,
                    store=self.store,
                    workers=self.workers,
                    progress=bar(TEXTS.text(lang)),
                )
            return legal_basis_graph(register, corpus, workers=self.workers)


@Parameter(name="*")
@frozen(kw_only=True)
class Shown:
    """How an answer is shown (输出方式).

    Parameters
    ----------
    format:
        text for people, json for programs.
    lang:
        Language of text and messages: zh or en.
    """

    format: Literal["text", "json"] = "text"
    lang: Lang = "zh"


def asked(
    source: Source,
    shown: Shown,
    question: Callable[[Graph], A],
    *,
    found: Callable[[A], bool] = lambda _: False,
) -> int:
    """Ask the graph, print the answer, and return 1 if it is a finding.

    Args:
        source: What the graph is made from.
        shown: How the answer is shown.
        question: Takes the graph and returns the answer.
        found: Tells whether an answer is a finding.
    """

    def task(graph: Graph) -> tuple[str, int]:
        answer = question(graph)
        code = FOUND if found(answer) else 0
        if shown.format == "json":
            return graph_json(answer), code
        return answer.text(shown.lang) or _NOTHING.text(shown.lang), code

    return answered(source, shown.lang, task)


def answered(
    source: Source, lang: Lang, task: Callable[[Graph], tuple[str, int]]
) -> int:
    """Do something with the graph; print its text and return its exit code.

    What cannot be used is said on standard error, in the language asked for.
    """
    if (refusal := source.refusal()) is not None:
        return refused(refusal.text(lang))
    try:
        said, code = task(source.read(lang))
    except AdminLawError as error:
        return refused(error.message(lang))
    except OSError as error:
        return unusable(error, lang)
    if said:
        print(said)
    return code
