"""Make records of columns of cells again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

from attrs import evolve, frozen

from adminlaw.converter import shown, structure
from adminlaw.errors import InputError, Problem
from adminlaw.frames.cells import padded, plain_of
from adminlaw.frames.columns import (
    PLACES,
    STATED,
    TOP,
    Column,
    Kind,
    Labels,
    Nest,
    Path,
    Place,
    check_readable,
    columns_of,
    heading,
    headings,
    parts_of,
)
from adminlaw.wording import listed

T = TypeVar("T")

_ABSENT: Final = object()
"""Stands for a field that is left out, so that it says what it says by default."""


@frozen(kw_only=True)
class Cells:
    """Columns of cells by the path of their field.

    Attributes:
        columns: The cells of each column; None where a cell is blank.
        lines: The number of each row, for messages.
        labels: How closed lists are written.
    """

    columns: Mapping[Path, list[Any]]
    lines: Sequence[int]
    labels: Labels

    def found(self, path: Path) -> list[Any] | None:
        """Return the cells of a column, or None where there is no such column."""
        return self.columns.get(path)


def records_of(cells: Cells, cls: type[T], *, file: str = "") -> tuple[T, ...]:
    """Return the records in columns of cells.

    Args:
        cells: The columns.
        cls: The class of the records.
        file: Name of the file that they come from, for messages.

    Raises:
        FieldTypeError: the class cannot be read from columns.
        InputError: cells do not fit; it lists every problem with its row.
    """
    check_readable(cls)
    payloads, _ = _payloads(cells, cls)
    records: list[T] = []
    problems: list[Problem] = []
    for line, payload in zip(cells.lines, payloads, strict=True):
        try:
            records.append(structure(payload, cls, file=file, line=line))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(tuple(problems))
    return tuple(records)


def _payloads(
    cells: Cells,
    cls: Any,  # noqa: ANN401
    place: Place = TOP,
) -> tuple[list[dict[str, Any]], list[bool]]:
    """Return the plain data of each row, and whether the row says anything."""
    payloads: list[dict[str, Any]] = [{} for _ in cells.lines]
    filled = [False] * len(cells.lines)
    for part in parts_of(cls, place):
        found = _leaf(cells, part) if isinstance(part, Column) else _nested(cells, part)
        if found is None:
            continue
        name = part.place.path[-1]
        for row, (value, says) in enumerate(zip(*found, strict=True)):
            if value is not _ABSENT:
                payloads[row][name] = value
            filled[row] = filled[row] or says
    return payloads, filled


def _leaf(cells: Cells, column: Column) -> tuple[list[Any], list[bool]] | None:
    held = cells.found(column.path)
    if held is None:
        return None
    blank = _blank(column)
    turn = plain_of(column, cells.labels)
    values = [blank if each is None else turn(each) for each in held]
    decimals = cells.found((*column.path, PLACES))
    if column.kind is Kind.DECIMAL and decimals is not None:
        values = [
            padded(value, _number(each))
            for value, each in zip(values, decimals, strict=True)
        ]
    return values, [each is not None for each in held]


def _number(cell: object) -> int | None:
    """Return how many decimals a cell asks for; spreadsheets know no whole numbers."""
    known = isinstance(cell, (int, float)) and float(cell).is_integer()
    return int(cell) if known else None  # type: ignore[call-overload]


def _blank(column: Column) -> object:
    """Return what a blank cell says."""
    if column.optional:
        return None
    return "" if column.kind is Kind.TEXT else _ABSENT


def _nested(cells: Cells, part: Nest) -> tuple[list[Any], list[bool]] | None:
    """Return the records of one field, and whether each is there."""
    path = part.place.path
    if not any(each[: len(path)] == path for each in cells.columns):
        return None
    payloads, filled = _payloads(cells, part.cls, part.place)
    stated = cells.found((*path, STATED))
    if stated is not None:
        filled = [a or b is not None for a, b in zip(filled, stated, strict=True)]
    if not part.optional:
        return payloads, filled
    pairs = zip(payloads, filled, strict=True)
    return [payload if says else None for payload, says in pairs], filled


def paths_of(
    names: list[str], cls: type, labels: Labels, *, file: str = ""
) -> tuple[Path, ...]:
    """Return the path that each heading of a table stands for.

    Raises:
        FieldTypeError: the class cannot be read from columns.
        InputError: a heading is of no column of the class, or stands there twice.
    """
    check_readable(cls)
    known = _known(cls, labels)
    wanted = listed(dict.fromkeys(known))
    problem = Problem(
        expected_zh=f"{cls.__name__} 的列之一：{wanted[0]}",
        expected_en=f"one of the columns of {cls.__name__}: {wanted[1]}",
        file=file,
    )
    bad = [
        evolve(problem, received=shown(each))
        for at, each in enumerate(names)
        if each not in known or each in names[:at]
    ]
    if bad:
        raise InputError(tuple(bad))
    return tuple(known[each] for each in names)


def _known(cls: type, labels: Labels) -> dict[str, Path]:
    """Return the path of each heading that the columns of a class may bear.

    Which of two columns of one name bears its code follows from the columns that are
    there, so the code is known of each.
    """
    columns = tuple(columns_of(cls))
    found: dict[str, Path] = {}
    for each, name in zip(columns, headings(columns, labels), strict=True):
        found[name] = each.path
        found.setdefault(f"{heading(each, labels)}（{each.code}）", each.path)
    return found
