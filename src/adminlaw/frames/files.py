"""Texts as files have them, and what files hold.

A cell of text alone cannot say everything. Where it has to be told from something
else it begins with an apostrophe: an empty text from a missing one, a text from what
a spreadsheet program would run or change. What a workbook cannot hold, such as
control characters, is written as JSON after that apostrophe.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from adminlaw.errors import FieldValueError, InputError, MissingExtraError, Problem
from adminlaw.frames.columns import Column, Kind
from adminlaw.frames.extracting import Table, Values

SUFFIXES: Final = (".csv", ".xlsx", ".parquet")
"""The endings of files that can be written."""

_MARK: Final = "'"
_RUN: Final = re.compile(r"[=+\-@\t\r\n＝＋－＠']")
"""A text that begins so is run by some spreadsheet program."""

_KEPT: Final = re.compile("0|[1-9][0-9]{0,10}")
"""Digits that a spreadsheet program shows as they are."""

_CHANGED: Final = re.compile(
    r"[\s.,$¥￥(]*[0-9][0-9\s.,:/eE+%()\-年月日时分秒]*", re.ASCII
)
"""A text that looks like a number, a day or a time."""

_UNWRITTEN: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]|_x[0-9A-Fa-f]{4}"
)
NUMBERS: Final = (
    Kind.WHOLE,
    Kind.DECIMAL,
    Kind.FLOAT,
    Kind.TRUTH,
    Kind.DAY,
    Kind.TIME,
)


@frozen(kw_only=True)
class Rows:
    """What a file holds: headings, the cells below each, and the numbers of rows."""

    names: list[str]
    values: list[Values]
    lines: Sequence[int]


def marked(text: str) -> str:
    """Return a text as it stands in CSV.

    >>> marked("=1+1"), marked("2021-03"), marked("001"), marked("某市")
    ("'=1+1", "'2021-03", "'001", '某市')
    """
    changed = _CHANGED.fullmatch(text) and not _KEPT.fullmatch(text)
    return f"{_MARK}{text}" if changed or _RUN.match(text) else text


def storable(text: str) -> str:
    """Return a text as it stands in a workbook.

    >>> storable("=1+1"), storable("'")
    ('=1+1', "''")
    """
    if _UNWRITTEN.search(text):
        return f"{_MARK}{json.dumps(text)}".replace("_", "\\u005f")
    return f"{_MARK}{text}" if text.startswith(_MARK) else text


def unmarked(text: str) -> str:
    """Return what a text of a file says.

    >>> unmarked("'=1+1"), unmarked("某市")
    ('=1+1', '某市')
    """
    if text.startswith(f'{_MARK}"') and text.endswith('"'):
        try:
            return str(json.loads(text[1:]))
        except ValueError:
            pass  # typed by hand: what follows the apostrophe is the text
    return text.removeprefix(_MARK)


def ending(file: Path, known: Sequence[str]) -> str:
    """Return the ending of a file, which is one of those known."""
    found = file.suffix.lower()
    if found not in known:
        zh, en = "、".join(known), ", ".join(known)
        raise FieldValueError("path", found, f"以 {zh} 结尾", f"an ending of {en}")
    return found


def texts_of(
    table: Table, turn: Callable[[Column], Callable[[Any], Any]]
) -> list[Values]:
    """Return the cells of a table as a file has them; None where one is blank.

    An empty text is marked where a blank cell would say that nothing is there, and in
    the first column, so that no row is blank.
    """
    found = []
    for at, (column, values) in enumerate(
        zip(table.columns, table.values, strict=True)
    ):
        empty = _MARK if column.place.nullable or at == 0 else None
        make = turn(column)
        found.append(
            [
                None if each is None else empty if each == "" else make(each)
                for each in values
            ]
        )
    return found


def parquet_library() -> tuple[Any, Any]:
    """Return the library that knows Parquet, and its part that does."""
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise MissingExtraError("pyarrow", "parquet") from None


def frame_library() -> Any:  # noqa: ANN401 - a module that is only loaded here
    """Return the module that knows the frames of other libraries."""
    try:
        return import_module("adminlaw.frames.native")
    except ImportError:
        raise MissingExtraError("narwhals", "frame") from None


def read_table_file(file: Path) -> Rows:
    """Return the headings and the cells of a CSV or Parquet file.

    Raises:
        FieldValueError: the file has another ending.
        InputError: the file is not what its ending says.
        MissingExtraError: pyarrow is not installed.
        OSError: the file cannot be read.
    """
    if ending(file, (".csv", ".parquet")) == ".csv":
        return read_rows(_csv_rows(file))
    arrow, parquet = parquet_library()
    try:
        table = parquet.read_table(BytesIO(file.read_bytes()))
    except arrow.ArrowException:
        raise _refusal(file, "Parquet 文件", "a Parquet file") from None
    names, values = frame_library().from_native(table)
    return Rows(names=names, values=values, lines=range(1, table.num_rows + 1))


def _csv_rows(file: Path) -> Iterator[list[str]]:
    try:
        text = file.read_bytes().decode("utf-8-sig")
        yield from csv.reader(StringIO(text, newline=""), strict=True)
    except (UnicodeDecodeError, csv.Error):
        raise _refusal(file, "UTF-8 的 CSV 文件", "a CSV file in UTF-8") from None


def _refusal(file: Path, zh: str, en: str) -> InputError:
    return InputError((Problem(expected_zh=zh, expected_en=en, file=file.name),))


def read_rows(rows: Iterable[Sequence[Any]]) -> Rows:
    """Return the headings and the cells of rows; what is blank is None."""
    found = [[_cell(each) for each in row] for row in rows]
    numbered = [
        (line, row) for line, row in enumerate(found, 1) if any(map(_there, row))
    ]
    width = max((_filled(row) for _, row in numbered), default=0)
    whole = [[*row, *[None] * (width - len(row))] for _, row in numbered]
    return Rows(
        names=["" if each is None else str(each) for each in whole[0]] if whole else [],
        values=[[row[at] for row in whole[1:]] for at in range(width)],
        lines=[line for line, _ in numbered[1:]],
    )


def _filled(row: Sequence[object]) -> int:
    """Return how many cells a row has up to the last that says something."""
    return max((at for at, each in enumerate(row, 1) if each is not None), default=0)


def _there(cell: object) -> bool:
    return cell is not None


def _cell(value: object) -> object:
    if isinstance(value, str):
        return unmarked(value) if value else None
    return value
