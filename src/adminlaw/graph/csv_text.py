r"""A graph as comma-separated text: a table of nodes and a table of edges.

The text is plain UTF-8, a line ends in ``\\n`` and what is said of the whole graph
stands in a third table, which is there only if there is something to say. The csv
module is not used: it refuses cells of more than 131,072 characters unless a setting
of the whole process is changed, and some versions of it write a lone carriage return
without quotes. The limits: a file that was cut off just after a line cannot be told
from a whole one, but for edges that then lead nowhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import evolve

from adminlaw.errors import InputError, Problem
from adminlaw.graph.assembling import Parts, Row, Source, table_columns
from adminlaw.graph.columns import EDGES, EMPTY, GRAPH, NODES, Part
from adminlaw.graph.flattening import Cell, Table, cell_of, restore, text_of

# A byte order mark too: without quotes it would be taken for one of the file's own.
_NEEDS_QUOTES: Final = re.compile('[",\r\n\ufeff]')
_CELL: Final = re.compile(r'"((?:[^"]++|"")*+)"|([^",]*+)')


def csv_bytes(table: Table) -> bytes:
    """Return a table as comma-separated text.

    >>> from adminlaw.graph.flattening import flatten
    >>> print(csv_bytes(flatten(GRAPH, [((), {"made_from": "某市, 2018"})])).decode())
    made_from:str
    "某市, 2018"
    <BLANKLINE>
    """
    hidden = [tuple(_hidden(table.part, cells)) for _, cells in table.rows]
    names = [each.header for each in table.columns]
    if any(hidden):
        names.append(EMPTY.header)
    lines = [_line([*table.part.keys, *names])]
    for (keys, cells), headers in zip(table.rows, hidden, strict=True):
        said = dict(cells)
        if headers:
            said[EMPTY.header] = json.dumps(headers, ensure_ascii=False)
        lines.append(_line([*keys, *_texts(names, said)]))
    return "".join(lines).encode()


def _hidden(part: Part, cells: Mapping[str, Cell]) -> Iterator[str]:
    """Yield the columns of empty texts that an empty cell would not tell."""
    for header, value in cells.items():
        if isinstance(value, str) and not value and header not in part.always:
            yield header


def _texts(names: Iterable[str], cells: Mapping[str, Cell]) -> Iterator[str]:
    for name in names:
        value = cells.get(name)
        yield "" if value is None else text_of(value)


def _line(cells: Iterable[str]) -> str:
    return f"{','.join(map(_quoted, cells))}\n"


def _quoted(text: str) -> str:
    if not _NEEDS_QUOTES.search(text):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def csv_parts(nodes: Source, edges: Source, graph: Source | None) -> Parts:
    """Return what the files of a graph hold.

    Raises:
        InputError: a file is no such table.
    """
    broken: list[Problem] = []
    problems: list[Problem] = []
    found: list[tuple[Row, ...]] = []
    for part, source in ((NODES, nodes), (EDGES, edges), (GRAPH, graph)):
        try:
            found.append(tuple(_read(part, source, problems)) if source else ())
        except InputError as error:
            broken += error.problems
    if broken:
        raise InputError((*broken, *problems))
    rows, links, whole = found
    problems += (_one_row(row) for row in whole[1:])
    return Parts(whole[0] if whole else None, rows, links, tuple(problems))


def _one_row(row: Row) -> Problem:
    zh, en = "一行数据", "one row of data"
    return Problem(file=row.file, line=row.line, expected_zh=zh, expected_en=en)


def _read(part: Part, source: Source, problems: list[Problem]) -> Iterator[Row]:
    """Yield a row for each record under the head of a table."""
    records = _records(source)
    _, headers = next(records)
    columns, named = table_columns(part, headers, source.name), len(part.keys)
    for line, texts in records:
        keys = tuple(texts[:named])
        if len(texts) == len(headers):
            pairs = zip(columns, texts[named:], strict=True)
            cells = {
                each: cell_of(each, text) if text else None for each, text in pairs
            }
            yield Row(keys, restore(part, cells), source.name, line)
        elif len(keys) == named:
            yield Row(keys, ({}, [_miscounted(headers, texts)]), source.name, line)
        else:
            wrong = _miscounted(headers, texts)
            problems.append(evolve(wrong, file=source.name, line=line))


def _miscounted(headers: list[str], texts: list[str]) -> Problem:
    count = len(headers)
    return Problem(
        received=str(len(texts)),
        expected_zh=f"{count} 个单元格",
        expected_en=f"{count} cells",
    )


def _records(source: Source) -> Iterator[tuple[int, list[str]]]:
    """Yield the line and the cells of each record, the head first."""
    text = source.text()
    if not text.endswith("\n"):
        zh, en = "以换行结尾的文件（可能被截断）", "a line break at the end of the file"
        raise source.refusal(zh, en, line=text.count("\n") + 1)
    held: list[str] = []
    first, inside = 1, False
    for number, line in enumerate(text[:-1].split("\n"), 1):
        held.append(line)
        inside ^= line.count('"') % 2 == 1
        if not inside:
            yield first, _split("\n".join(held).removesuffix("\r"), source, first)
            held, first = [], number + 1
    if held:
        raise source.refusal("成对的引号", "quotes in pairs", line=first)


def _split(record: str, source: Source, line: int) -> list[str]:
    """Return the cells of a record."""
    if '"' not in record:
        return record.split(",")
    cells, at = [], 0
    while found := _CELL.match(record, at):
        quoted, bare = found.groups()
        cells.append(bare if quoted is None else quoted.replace('""', '"'))
        at = found.end() + 1
        if at > len(record):
            return cells
        if record[at - 1] != ",":
            break
    zh, en = "引号内的引号写两次", "a quote inside quotes written twice"
    raise source.refusal(zh, en, line=line)
