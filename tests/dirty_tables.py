"""The same table written in the ways in which offices really write it.

A clean table is laid out as one sheet, and each way is a step that makes it dirtier:
cells are merged, days are written in seven forms, a header is moved, repeated or
split, notes are added. Ways can be combined; they always work in the order of
``WAYS``. Each line keeps what a reader has to make of it, so that the fate of every
row of a file is known before the file is read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from itertools import groupby
from random import Random
from typing import TypeAlias

from attrs import evolve, frozen

from tests.dirty_records import HOLDER, Meant, Table

Plain: TypeAlias = str | date | Decimal | int | None
"""What a cell can be written as; an ``int`` is a bare number of a spreadsheet."""


@frozen
class Span:
    """A cell that is merged with those below and to the right of it."""

    value: Plain
    down: int = 1
    right: int = 1


Cell: TypeAlias = Plain | Span
Cells: TypeAlias = tuple[Cell, ...]


@frozen
class Line:
    """A row, what has to become of it, and the number of its record from 0."""

    cells: Cells
    fate: str = "record"
    record: int = -1


@frozen
class Sheet:
    """A sheet, with the clean heading of each of its columns."""

    name: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    hidden: bool = False


Way: TypeAlias = Callable[[Sheet, Random], Sheet]


def clean(table: Table) -> Sheet:
    """Lay a table out as its form prescribes: one header, one row a record."""
    header = Line(table.headings, "header")
    lines = tuple(
        Line(tuple(_whole(each) for each in row.values()), "record", at)
        for at, row in enumerate(table.rows)
    )
    return Sheet("Sheet1", table.headings, (header, *lines))


def _whole(meant: Meant) -> Plain:
    """Return a value as one cell, paragraphs numbered, each on its own line."""
    if not isinstance(meant, tuple):
        return meant or None
    return "\n".join(f"{at}.{each}" for at, each in enumerate(meant, start=1))


def _cells(sheet: Sheet, change: Callable[[str, Plain], Plain]) -> Sheet:
    """Return a sheet with every cell of a record changed; *change* sees its column."""
    lines = tuple(
        evolve(
            line,
            cells=tuple(map(change, sheet.columns, line.cells)),  # type: ignore[arg-type]
        )
        if line.fate == "record"
        else line
        for line in sheet.lines
    )
    return evolve(sheet, lines=lines)


def headed(sheet: Sheet, change: Callable[[str], str]) -> Sheet:
    """Return a sheet with the texts of its header changed."""
    lines = tuple(
        evolve(line, cells=tuple(change(str(each)) for each in line.cells))
        if line.fate == "header"
        else line
        for line in sheet.lines
    )
    return evolve(sheet, lines=lines)


def _units(sheet: Sheet, rng: Random) -> Sheet:
    """Write amounts with their unit in the cell, some in 元."""

    def written(_column: str, value: Plain) -> Plain:
        if not isinstance(value, Decimal):
            return value
        yuan = value * 10_000
        forms = (f"{value}万元", f"{yuan:.2f}元", f"{yuan:,.0f}元", f"{yuan:.0f} 元")
        return rng.choice(forms)

    return _cells(sheet, written)


def _days(sheet: Sheet, rng: Random) -> Sheet:
    """Write each day in a form of its own, as text or as a number."""

    def written(_column: str, value: Plain) -> Plain:
        return rng.choice(_forms(value)) if isinstance(value, date) else value

    return _cells(sheet, written)


def _forms(day: date) -> tuple[str | int, ...]:
    # Databases count from midnight in China, which is still the day before in UTC.
    midnight = datetime.combine(day, time(), timezone(timedelta(hours=8)))
    return (
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day} 00:00:00",
        f"{day:%Y%m%d}",
        (day - date(1899, 12, 30)).days,
        int(midnight.timestamp()) * 1000,
    )


def _brackets(sheet: Sheet, rng: Random) -> Sheet:
    """Mix the brackets of document numbers and of headings, and put blanks in."""

    def number(column: str, value: Plain) -> Plain:
        if not isinstance(value, str) or "〔" not in value or "号" not in column:
            return value
        left, right = rng.choice(("[]", "()", "（）", "［］", "(〕", "【】", "〔〕"))
        blank = rng.choice(("", " "))
        return value.replace("〔", blank + left).replace("〕", right)

    def heading(text: str) -> str:
        left, right = rng.choice(("()", "[]", "［］", "（）"))
        return text.replace("（", f" {left}").replace("）", right)

    return headed(_cells(sheet, number), heading)


def _wide(text: str) -> str:
    narrow = "".join(map(chr, range(0x21, 0x7F)))
    return "".join(
        chr(ord(each) + 0xFEE0)
        if each in narrow and (each.isalnum() or each in ".-/")
        else each
        for each in text
    )


def _full_width(sheet: Sheet, rng: Random) -> Sheet:
    """Write digits and letters at full width, in headings too."""

    def written(column: str, value: Plain) -> Plain:
        if value is None or isinstance(value, int) or rng.random() < 1 / 4:
            return value
        # Paragraphs keep their numbers: what is in question is the text.
        return value if column in {"责任事项", "追责情形"} else _wide(str(value))

    return headed(_cells(sheet, written), _wide)


def _invisible(sheet: Sheet, rng: Random) -> Sheet:
    """Put U+3000 round texts and U+200B into them, as copies from web pages have."""

    def written(_column: str, value: Plain) -> Plain:
        if not isinstance(value, str) or not value:
            return value
        at = rng.randint(0, len(value))
        marked = value[:at] + rng.choice("\u200b\ufeff\u200d") + value[at:]
        return rng.choice(("\u3000\u3000", "\u00a0", "")) + marked + "\u3000"

    def heading(text: str) -> str:
        return "\u3000".join(text) if len(text) < 4 else f"\u200b{text}\u3000"

    return headed(_cells(sheet, written), heading)


def _reordered(sheet: Sheet, rng: Random) -> Sheet:
    """Put the columns in another order, with columns of the place between them."""
    extra = ("录入批次", "校验标识", "自定义字段1")
    order = [*range(len(sheet.columns)), *(-1 - at for at in range(len(extra)))]
    rng.shuffle(order)

    def moved(cells: Cells, more: Cells) -> Cells:
        return tuple(cells[at] if at >= 0 else more[-1 - at] for at in order)

    lines = tuple(
        evolve(
            line,
            cells=moved(
                line.cells, extra if line.fate == "header" else ("批1", None, "是")
            ),
        )
        for line in sheet.lines
    )
    columns = tuple(str(each) for each in moved(sheet.columns, extra))
    return Sheet(sheet.name, columns, lines)


def _spread(sheet: Sheet, _rng: Random) -> Sheet:
    """Give each numbered paragraph a row of its own, and merge the other cells.

    A table without such paragraphs has the cells of one authority merged instead.
    """
    if "责任事项" in sheet.columns:
        sheet = evolve(sheet, lines=tuple(_rows_of(sheet)))
    return _runs(sheet)


def _rows_of(sheet: Sheet) -> Iterable[Line]:
    many = sheet.columns.index("责任事项")
    for line in sheet.lines:
        duties = str(line.cells[many]).split("\n")
        if line.fate != "record" or len(duties) == 1:
            yield line
            continue
        for at, duty in enumerate(duties):
            yield evolve(
                line,
                cells=tuple(
                    duty
                    if column == many
                    else None
                    if at
                    else Span(_value(cell), len(duties))
                    for column, cell in enumerate(line.cells)
                ),
            )


def _value(cell: Cell) -> Plain:
    return cell.value if isinstance(cell, Span) else cell


def _runs(sheet: Sheet) -> Sheet:
    """Merge the cells of one authority that stand below each other."""
    holders = set(HOLDER.values()).intersection(sheet.columns)
    if not holders:
        return sheet
    at = sheet.columns.index(holders.pop())
    lines = list(sheet.lines)
    numbers = [row for row, line in enumerate(lines) if line.fate == "record"]
    for holder, run in groupby(_filled(lines, numbers, at), key=lambda each: each[1]):
        rows = [row for row, _ in run]
        for row in rows:
            cell = Span(holder, len(rows)) if row == rows[0] else None
            cells = lines[row].cells
            lines[row] = evolve(lines[row], cells=(*cells[:at], cell, *cells[at + 1 :]))
    return evolve(sheet, lines=tuple(lines))


def _filled(
    lines: list[Line], numbers: list[int], at: int
) -> Iterable[tuple[int, Plain]]:
    holder: Plain = None
    for row in numbers:
        holder = _value(lines[row].cells[at]) or holder
        yield row, holder


def _two_rows(sheet: Sheet, rng: Random) -> Sheet:
    """Split the header: a group over some headings, the others merged downwards."""
    (header, *rest) = sheet.lines
    start = rng.randrange(len(header.cells) - 2)
    size = rng.randint(2, min(4, len(header.cells) - start))
    group = range(start, start + size)
    upper = tuple(
        (Span("基本情况", 1, size) if at == start else None)
        if at in group
        else Span(_value(cell), 2)
        for at, cell in enumerate(header.cells)
    )
    lower = tuple(cell if at in group else None for at, cell in enumerate(header.cells))
    lines = (Line(upper, "header"), Line(lower, "header"), *rest)
    return evolve(sheet, lines=lines)


def _cuts(lines: Collection[Line]) -> list[int]:
    """Return the rows before which a line fits: no record, no merged cell is cut."""
    free, cuts, record = 0, [], None
    for at, line in enumerate(lines):
        if line.fate == "record" and at >= free and record not in {None, line.record}:
            cuts.append(at)
        record = line.record if line.fate == "record" else None
        downs = (each.down for each in line.cells if isinstance(each, Span))
        free = max([free, *(at + down for down in downs)])
    return cuts


def _inserted(sheet: Sheet, lines: Iterable[Line], rng: Random) -> Sheet:
    cuts = _cuts(sheet.lines)
    if not cuts:
        return sheet
    at = rng.choice(cuts)
    return evolve(sheet, lines=(*sheet.lines[:at], *lines, *sheet.lines[at:]))


def _repeated(sheet: Sheet, rng: Random) -> Sheet:
    """Write the header again in the middle, as printed pages do."""
    header = [line for line in sheet.lines if line.fate == "header"]
    again = (evolve(line, fate="repeated_header") for line in header)
    return _inserted(sheet, again, rng)


def _gaps(sheet: Sheet, rng: Random) -> Sheet:
    """Leave a row blank between two records."""
    return _inserted(sheet, (Line((None,) * len(sheet.columns), "blank"),), rng)


def _noted(sheet: Sheet, _rng: Random) -> Sheet:
    """End the table with a total and notes."""
    records = {line.record for line in sheet.lines if line.fate == "record"}
    blank = (None,) * (len(sheet.columns) - 2)
    below = (
        Line(("合 计", len(records), *blank), "total"),
        Line((None,) * len(sheet.columns), "blank"),
        Line(("注：本表数据截至年末。", None, *blank), "note"),
        Line(
            ("表格说明：1.各单位应当如实填写；\n2.空白处填“无”。", None, *blank), "note"
        ),
    )
    return evolve(sheet, lines=(*sheet.lines, *below))


def _framed(sheet: Sheet, rng: Random) -> Sheet:
    """Put titles above the table and empty columns to the left of it."""
    width = len(sheet.columns)
    blank = (None,) * (width - 2)
    above = (
        Line((Span("某市2023年情况汇总表", 1, width), None, *blank), "title"),
        Line(("填报单位：某市司法局", "填报日期：2023年12月31日", *blank), "title"),
        Line((None, None, *blank), "blank"),
    )
    left = (None,) * rng.randint(1, 2)
    lines = (*above[: rng.randint(1, 3)], *sheet.lines)
    moved = tuple(evolve(line, cells=(*left, *line.cells)) for line in lines)
    return evolve(sheet, lines=moved)


WAYS: Mapping[str, Way] = {
    "units in cells": _units,
    "days in every form": _days,
    "brackets mixed": _brackets,
    "full width": _full_width,
    "invisible characters": _invisible,
    "columns reordered": _reordered,
    "cells merged": _spread,
    "header in two rows": _two_rows,
    "header again": _repeated,
    "gaps": _gaps,
    "notes and totals": _noted,
    "frame": _framed,
}
"""Ways that concern one sheet, in the order in which they work."""
