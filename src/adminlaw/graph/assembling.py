"""Rows of a file put together to a graph; whatever is wrong is listed, row by row.

A row that cannot be used does not hide what is wrong with the others: its node still
counts as held, so that one mistake is one problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import networkx as nx
from attrs import evolve, field, frozen

from adminlaw.converter import shown
from adminlaw.errors import InputError, Problem
from adminlaw.graph.columns import EDGES, MARKS, NODES, Column, Part, column_named
from adminlaw.graph.flattening import Keys, Restored, unknown_column
from adminlaw.wording import listed

_A_NODE: Final = ("文件中已有的节点", "a node of the file")
_UTF_8: Final = ("UTF-8 文本", "UTF-8 text")


@frozen
class Source:
    """The content of a file, and the name that messages give it."""

    name: str
    content: bytes = field(default=b"", repr=False)

    def refusal(
        self, zh: str, en: str, *, line: int = 0, received: str = ""
    ) -> InputError:
        """Return the error of a file that is not what it should be."""
        problem = Problem(
            file=self.name,
            line=line,
            received=received,
            expected_zh=zh,
            expected_en=en,
        )
        return InputError((problem,))

    def text(self) -> str:
        """Return the content as text.

        Raises:
            InputError: it is not UTF-8.
        """
        try:
            return self.content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            refusal = self.refusal(*_UTF_8, received=f"byte {error.start}")
            raise refusal from None


@frozen
class Row:
    """One node or edge as a file has it.

    Attributes:
        keys: What names it.
        restored: Its attributes, and what could not be used of them.
        file: The file it stands in.
        line: Its line, from 1; 0 where lines have no meaning.
        path: Where in the file, as a JSON path.
    """

    keys: Keys
    restored: Restored
    file: str
    line: int = 0
    path: str = "$"

    def problem(
        self, name: str, expected: tuple[str, str], received: object = None
    ) -> Problem:
        """Return a problem of one member of this row."""
        return Problem(
            file=self.file,
            line=self.line,
            path=f"{self.path}.{name}",
            received="" if received is None else shown(received),
            expected_zh=expected[0],
            expected_en=expected[1],
        )

    def placed(self) -> Iterator[Problem]:
        """Yield what is wrong with its attributes, each at its place."""
        for each in self.restored[1]:
            path = f"{self.path}{each.path.removeprefix('$')}"
            yield evolve(each, file=self.file, line=self.line, path=path)


@frozen
class Parts:
    """What the files of a graph hold.

    Attributes:
        graph: What is said of the whole; None where nothing is.
        problems: What could not even be made a row.
    """

    graph: Row | None
    nodes: tuple[Row, ...]
    edges: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()


def named(
    part: Part, keys: Iterable[object], row: Row, *, problems: list[Problem]
) -> Iterator[Row]:
    """Yield *row* with what names it, or note why that cannot name anything."""
    found = dict(zip(part.keys, keys, strict=True))
    texts = tuple(each for each in found.values() if isinstance(each, str))
    if len(texts) == len(found):
        yield evolve(row, keys=texts)
        return
    problems += row.placed()
    for name, each in found.items():
        if not isinstance(each, str):
            problems.append(row.problem(name, ("文本", "text"), each))


def table_columns(part: Part, headers: Sequence[str], file: str) -> list[Column]:
    """Return the columns of a table, without those that name a node or an edge.

    Raises:
        InputError: one is not known, is there twice, or has to be there and is not.
    """
    names = headers[len(part.keys) :]
    found = {name: MARKS.get(name) or column_named(part, name) for name in names}
    problems = [unknown_column(name) for name, each in found.items() if each is None]
    columns = [each for each in found.values() if each is not None]
    expected = (*part.keys, *part.always)
    whole = tuple(headers[: len(part.keys)]) == part.keys
    if not whole or len(found) < len(names) or not set(expected) <= set(headers):
        zh, en = listed(expected)
        problem = Problem(
            path="$",
            received=listed(headers)[1],
            expected_zh=f"各不相同的列，先列键，其中须有：{zh}",
            expected_en=f"columns that differ, keys first, among them {en}",
        )
        problems.append(problem)
    if problems:
        raise InputError(tuple(evolve(each, file=file, line=1) for each in problems))
    return columns


def assemble(parts: Parts) -> Any:  # noqa: ANN401 - networkx declares its graphs so
    """Return the graph that the rows are.

    Raises:
        InputError: a row cannot be used, names a node or an edge twice, or an edge
            a node that is not there; it lists every problem.
    """
    whole = [parts.graph] if parts.graph else []
    rows = (*whole, *parts.nodes, *parts.edges)
    problems = [
        *parts.problems,
        *(each for row in rows for each in row.placed()),
        *_repeated(NODES, parts.nodes),
        *_dangling(parts),
        *_repeated(EDGES, parts.edges),
    ]
    if problems:
        raise InputError(tuple(problems))
    graph: Any = nx.MultiDiGraph()
    for row in whole:
        graph.graph.update(row.restored[0])
    for row in parts.nodes:
        graph.add_node(row.keys[0])
        # Not as keywords: an attribute may bear the name of a parameter.
        graph.nodes[row.keys[0]].update(row.restored[0])
    for row in parts.edges:
        start, end, key = row.keys
        graph.add_edge(start, end, key)
        graph.edges[start, end, key].update(row.restored[0])
    return graph


def _repeated(part: Part, rows: Iterable[Row]) -> Iterator[Problem]:
    seen: set[Keys] = set()
    for row in rows:
        if row.keys in seen:
            yield row.problem(
                part.keys[-1],
                ("不重复的标识", "a key that is used once"),
                part.place(row.keys),
            )
        seen.add(row.keys)


def _dangling(parts: Parts) -> Iterator[Problem]:
    """Yield a problem for each end of an edge that is no node of the file."""
    held = {row.keys[0] for row in parts.nodes}
    for row in parts.edges:
        for name, key in zip(EDGES.keys[:2], row.keys, strict=False):
            if key not in held:
                yield row.problem(name, _A_NODE, key)
