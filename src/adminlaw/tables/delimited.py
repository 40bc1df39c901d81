"""Delimited text: CSV and its relatives, by the module ``csv`` of Python.

The delimiter is the one by which most of the first rows fall into the same number of
cells. The limits: a file whose quotes do not close is read with quotes as plain
characters where all its rows then have the same length and no cell is quoted, and
else refused; read as usual, one open quote would swallow every row after it.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from io import StringIO
from itertools import islice
from typing import Final

from adminlaw.tables.grids import Grid
from adminlaw.tables.refusing import unreadable

_DELIMITERS: Final = (",", "\t", ";", "|")
_LOOKED_AT: Final = 50  # rows; enough to outweigh titles and notes above the table
_QUOTED: Final = re.compile('".*"')
_Rows = tuple[tuple[str, ...], ...]


def read_delimited(text: str, file: str) -> Grid:
    r"""Return the rows of a delimited text; blank lines are rows without cells.

    Raises:
        InputError: the quotes of a row do not close, or a cell is longer than
            ``csv.field_size_limit()``.

    >>> read_delimited('事项;依据\n采矿许可;"第三条\n第四条"', "a.csv").rows
    (('事项', '依据'), ('采矿许可', '第三条\n第四条'))
    """
    delimiter = _delimiter(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows: _Rows = tuple(map(tuple, reader))
    except csv.Error:
        plain = _unquoted(text, delimiter)
        if plain is None:
            raise unreadable(
                file,
                f"引号成对的以 {delimiter!r} 分隔的文本",
                f"text delimited by {delimiter!r} whose quotes close",
                line=reader.line_num,
            ) from None
        rows = plain
    return Grid(file=file, rows=rows)


def _delimiter(text: str) -> str:
    """Return the delimiter by which the first rows agree best."""
    return max(_DELIMITERS, key=lambda each: _agreement(text, each))


def _agreement(text: str, delimiter: str) -> int:
    """Return how many cells stand in the rows of the most frequent length."""
    widths: Counter[int] = Counter()
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths.update(len(row) for row in islice(reader, _LOOKED_AT))
    except csv.Error:
        return 0
    return max(((width - 1) * rows for width, rows in widths.items()), default=0)


def _unquoted(text: str, delimiter: str) -> _Rows | None:
    """Return the rows with quotes as characters, if they agree and none quotes."""
    lines = StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    try:
        rows = tuple(map(tuple, reader))
    except csv.Error:
        return None
    lengths = {len(row) for row in rows if row}
    quoted = any(_QUOTED.fullmatch(cell) for row in rows for cell in row)
    return rows if len(lengths) == 1 and lengths != {1} and not quoted else None
