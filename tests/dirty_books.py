"""A table as a workbook: the ways of writing that need more than one sheet."""

from __future__ import annotations

from collections.abc import Collection
from random import Random

from attrs import evolve

from tests.dirty_records import HOLDER, Table
from tests.dirty_tables import WAYS, Sheet, clean, headed

BOOK_WAYS = ("a sheet a department", "hidden sheet", "headings of exports")
"""Ways that need more than the sheet: several sheets, or the codes of a table."""


def dirtied(table: Table, ways: Collection[str], rng: Random) -> tuple[Sheet, ...]:
    """Return a table as the sheets of a workbook, dirtied in the ways named."""
    sheet = clean(table)
    if "headings of exports" in ways:
        sheet = headed(sheet, lambda each: table.codes.get(each, each))
    apart = "a sheet a department" in ways
    sheets = _departments(sheet, HOLDER[table.subject]) if apart else (sheet,)
    for name, way in WAYS.items():
        if name in ways:
            sheets = tuple(way(each, rng) for each in sheets)
    return (*_old(table), *sheets) if "hidden sheet" in ways else sheets


def _departments(sheet: Sheet, holder: str) -> tuple[Sheet, ...]:
    """Give each holder a sheet, named after it, and drop its column."""
    at = sheet.columns.index(holder)
    header, *records = (
        evolve(line, cells=(*line.cells[:at], *line.cells[at + 1 :]))
        for line in sheet.lines
    )
    names = [str(line.cells[at]) for line in sheet.lines[1:]]
    columns = (*sheet.columns[:at], *sheet.columns[at + 1 :])
    return tuple(
        Sheet(
            name,
            columns,
            (
                header,
                *(line for line, of in zip(records, names, strict=True) if of == name),
            ),
        )
        for name in dict.fromkeys(names)
    )


def _old(table: Table) -> tuple[Sheet, ...]:
    """Return a hidden sheet with the data of another year, and an empty one."""
    old = clean(table)
    lines = tuple(evolve(line, fate="hidden") for line in old.lines)
    return (
        Sheet("2015年旧表", old.columns, lines, hidden=True),
        Sheet("Sheet3", (), ()),
    )
