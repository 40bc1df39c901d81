"""A yearly form as it is printed: titles, headings over headings, labels (报表版式).

What the official form prints over its columns and before its rows is data of the
layout; here it becomes cells of a sheet, with those that span several.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from attrs import evolve, frozen

from adminlaw.forms.form import Form
from adminlaw.labels import Label
from adminlaw.tables.matrices import Address, MatrixColumn, MatrixRow, MatrixTable

Path: TypeAlias = tuple[str, ...]
"""The headings over a column or before a row, the outermost first, and its own."""
Key: TypeAlias = tuple[Path, int]
"""A heading: the path down to it, and the line that it stands over alone, or -1."""


@frozen(kw_only=True)
class Block:
    """A text over one cell or several; rows and columns count from 0."""

    top: int
    left: int
    bottom: int
    right: int
    text: str


@frozen(kw_only=True)
class Paper:
    """One table of a form as it is printed.

    Attributes:
        depth: Columns of labels before the numbers.
        width: Columns altogether.
        height: Rows of the header.
        blocks: Headings and labels; rows count from the first of the header.
        numbers: Where each cell of the form stands, by row and column.
    """

    depth: int
    width: int
    height: int
    blocks: tuple[Block, ...]
    numbers: tuple[tuple[tuple[int, int], Address], ...]


def paper_of(form: Form, table: MatrixTable) -> Paper:
    """Return a table of a form as it is printed.

    >>> table = Form(id="disclosure-2021").layout.table("requests")
    >>> paper = paper_of(Form(id="disclosure-2021"), table)
    >>> paper.depth, paper.width, paper.height
    (3, 10, 3)
    >>> [each.text for each in paper.blocks if each.left == 3]
    ['申请人情况', '自然人']
    """
    return _across(table) if table.across else _down(form, table)


def _down(form: Form, table: MatrixTable) -> Paper:
    rows = form.rows_of(table)
    labels = [_label_path(table.row(key), label) for key, label in rows.items()]
    heads = [_column_path(each) for each in table.columns]
    depth, height = max(map(len, labels), default=1), max(map(len, heads), default=1)
    corner = Block(
        top=0, left=0, bottom=height - 1, right=depth - 1, text=_corner(table)
    )
    above = _blocks([_stretched(each, height, at) for at, each in enumerate(heads)])
    side = _blocks([_stretched(each, depth, at) for at, each in enumerate(labels)])
    return Paper(
        depth=depth,
        width=depth + len(heads),
        height=height,
        blocks=(
            corner,
            *(_moved(each, right=depth) for each in above),
            *(_moved(_turned(each), down=height) for each in side),
        ),
        numbers=tuple(
            ((height + down, depth + at), (table.key, row, column.key))
            for down, row in enumerate(rows)
            for at, column in enumerate(table.columns)
        ),
    )


def _across(table: MatrixTable) -> Paper:
    """Return groups side by side, each over its columns; a single one needs none."""
    pairs = [(row, column) for row in table.rows for column in table.columns]
    alone = len(table.columns) == 1
    groups = [_label_path(row, row.label) for row, _ in pairs]
    tails = [() if alone else _column_path(column) for _, column in pairs]
    heights = (len(g) + len(t) for g, t in zip(groups, tails, strict=True))
    height = max(heights, default=1)
    paths = [
        _stretched((*group, *tail), height, at, fills=len(group) - 1)
        for at, (group, tail) in enumerate(zip(groups, tails, strict=True))
    ]
    return Paper(
        depth=0,
        width=max(1, len(paths)),
        height=height,
        blocks=tuple(_blocks(paths)),
        numbers=tuple(
            ((height, at), (table.key, row.key, column.key))
            for at, (row, column) in enumerate(pairs)
        ),
    )


def _corner(table: MatrixTable) -> str:
    return table.corner or (table.folded[0] if table.folded else table.label.zh)


def _label_path(row: MatrixRow | None, label: Label) -> Path:
    if row is None:
        return (label.zh,)
    above = tuple(each for each in (row.outer, row.parent) if each)
    return (*above, row.printed or row.label.zh)


def _column_path(column: MatrixColumn) -> Path:
    return (*column.headings, column.printed or column.label.zh)


def _stretched(path: Path, length: int, at: int, *, fills: int = -1) -> tuple[Key, ...]:
    """Return the heading at each level: one of them fills what a short path leaves."""
    keys = [(path[: level + 1], -1) for level in range(len(path) - 1)] + [(path, at)]
    more = [keys[fills]] * (length - len(path))
    place = len(path) if fills < 0 else fills
    return (*keys[:place], *more, *keys[place:])


def _blocks(lines: Sequence[tuple[Key, ...]]) -> Iterator[Block]:
    """Yield each heading once, over all cells that it spans."""
    for level in range(max(map(len, lines), default=0)):
        groups = groupby(enumerate(lines), key=lambda each: each[1][level])
        for key, members in groups:
            places = [at for at, _ in members]
            line = lines[places[0]]
            if level and line[level - 1] == key:
                continue  # it began above
            yield Block(
                top=level,
                left=places[0],
                bottom=level + line.count(key) - 1,
                right=places[-1],
                text=key[0][-1],
            )


def _turned(block: Block) -> Block:
    return Block(
        top=block.left,
        left=block.top,
        bottom=block.right,
        right=block.bottom,
        text=block.text,
    )


def _moved(block: Block, *, down: int = 0, right: int = 0) -> Block:
    return evolve(
        block,
        top=block.top + down,
        bottom=block.bottom + down,
        left=block.left + right,
        right=block.right + right,
    )
