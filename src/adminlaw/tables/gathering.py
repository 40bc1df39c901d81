"""Gather the records of the sheets of one file, and the fate of each of their rows.

A sheet is a table under a header, or cards one below the other; one that is neither is
set apart. The rows of one record are a group, of which a builder makes records.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any

from attrs import define, field

from adminlaw.errors import AdminLawError, Problem
from adminlaw.model import redact as redacted
from adminlaw.tables.building import BUILDERS, FINISHERS, Builder
from adminlaw.tables.cards import Card, find_cards
from adminlaw.tables.cells import blank
from adminlaw.tables.desk import Desk
from adminlaw.tables.detecting import refuse_unknown
from adminlaw.tables.grids import Grid
from adminlaw.tables.groups import Group, Refused
from adminlaw.tables.header_search import find_header
from adminlaw.tables.headers import Matcher, version_of
from adminlaw.tables.layout import Template
from adminlaw.tables.results import (
    Fate,
    ImportResult,
    Mapped,
    Origin,
    RowFate,
    place_of,
)
from adminlaw.tables.rows import DataRow, Plan, data_rows, fates_of, grouped
from adminlaw.tables.sheets import (
    Sheet,
    formula_errors,
    origin_cells,
    seen_twice,
    wrong_totals,
)

_NUMBER, _CELLS = attrgetter("number"), attrgetter("cells")


@define
class Work:
    """What is gathered while the sheets of one file are read."""

    template: Template
    desk: Desk
    records: list[Any] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    remarks: list[Problem] = field(factory=list)
    provenance: dict[str, Origin] = field(factory=dict)
    rows: list[RowFate] = field(factory=list)
    mapping: list[Mapped] = field(factory=list)
    versions: list[str] = field(factory=list)

    def result(self, file: str) -> ImportResult:
        """Return what was gathered."""
        versions = tuple(dict.fromkeys(self.versions))
        related = self.desk.related
        finish = FINISHERS.get(self.template.builder)
        return ImportResult(
            file=file,
            template=self.template.id,
            version=versions[0] if len(versions) == 1 else "",
            records=tuple(finish(self.records, self.desk) if finish else self.records),
            related=redacted(related) if self.desk.redact else related,
            problems=tuple(self.problems),
            remarks=tuple(self.remarks),
            provenance=self.provenance,
            rows=tuple(self.rows),
            mapping=tuple(self.mapping),
        )


def read_sheets(
    grids: Sequence[Grid], asked: Sequence[Grid], work: Work
) -> ImportResult:
    """Return the result of a file; a sheet without the table is set apart.

    Raises:
        InputError: no sheet has a header of the template.
    """
    matcher = Matcher(work.template)
    seen = 0
    work.remarks += seen_twice(asked)
    for grid in grids:
        cards = find_cards(grid, matcher) if grid in asked else ()
        if cards:
            seen += 1
            _read_cards(cards, grid, work)
            continue
        header = find_header(grid, matcher) if grid in asked else None
        if header is None:
            apart = grid.hidden and grid not in asked
            fate = Fate.HIDDEN if apart else Fate.OTHER_TABLE
            work.rows += [
                RowFate(sheet=grid.sheet, row=number, fate=fate)
                for number in range(1, len(grid.rows) + 1)
            ]
            continue
        seen += 1
        _read_sheet(Sheet.of(grid, header, work.template), work)
    if not seen:
        refuse_unknown(asked, [work.template])
    return work.result(work.desk.file)


def _read_sheet(sheet: Sheet, work: Work) -> None:
    grid, header, template = sheet.grid, sheet.header, work.template
    work.mapping += header.mapping(grid, template)
    work.versions.append(version_of(header, template))
    fates = fates_of(grid, header, template)
    owners = [""] * len(fates)
    builder = BUILDERS[template.builder]
    plan = Plan.of(header, template)
    rows = data_rows(grid, header, fates)
    for members in grouped(rows, grid, plan):
        key = _build(members, sheet, (work, builder))
        for each in members:
            owners[each.number - 1] = key
            if not key:
                fates[each.number - 1] = Fate.PROBLEM
    work.rows += [
        RowFate(sheet=grid.sheet, row=number, fate=fate, record=owner)
        for number, (fate, owner) in enumerate(zip(fates, owners, strict=True), 1)
    ]
    work.remarks += formula_errors(sheet, fates)
    work.remarks += wrong_totals(sheet, fates, work.template)


def _read_cards(cards: Sequence[Card], grid: Grid, work: Work) -> None:
    """Read a sheet that is made of cards; what stands between them is set apart."""
    parts = {row: part for card in cards for row, part in _rows_of(card, grid, work)}
    above = cards[0].rows[0]
    for number, row in enumerate(grid.rows, 1):
        apart = Fate.TITLE if number < above else Fate.NOTE
        apart = Fate.BLANK if all(map(blank, row)) else apart
        fate, owner = parts.get(number, (apart, ""))
        work.rows.append(RowFate(sheet=grid.sheet, row=number, fate=fate, record=owner))


def _rows_of(
    card: Card, grid: Grid, work: Work
) -> Iterator[tuple[int, tuple[Fate, str]]]:
    """Read a card as a table of one row; yield the fate of each of its own rows."""
    part = Work(work.template, work.desk)
    _read_sheet(Sheet.of(card.grid, card.header, work.template), part)
    fate, owner = part.rows[1].fate, part.rows[1].record
    work.records += part.records
    work.versions += part.versions
    work.mapping += map(card.mapped, part.mapping)
    work.remarks += map(card.problem, part.remarks)
    work.provenance |= {
        key: card.origin(origin) for key, origin in part.provenance.items()
    }
    problems = tuple(map(card.problem, part.problems))
    if fate is Fate.PROBLEM:
        problems = tuple(_told(grid.sheet, card.rows, problems))
    work.problems += problems
    for row in card.rows:
        yield row, (fate, owner)


def _build(members: Sequence[DataRow], sheet: Sheet, task: tuple[Work, Builder]) -> str:
    """Make the records of a group; return the id of the first, empty if refused."""
    work, builder = task
    group = Group(
        template=work.template,
        file=work.desk.file,
        sheet=sheet.grid.sheet,
        rows=tuple(map(_NUMBER, members)),
        cells=tuple(map(_CELLS, members)),
        columns=sheet.header.columns,
        reader=sheet.reader,
        section=members[0].section,
        about=sheet.about,
        title=sheet.title,
    )
    faults = group.faults()
    found: tuple[Any, ...] = ()
    if not faults:
        found, faults = _made(group, work.desk, builder)
    if not found:
        work.problems += _told(group.sheet, group.rows, faults)
        return ""
    work.remarks += group.remarks
    _keep(group, found, (sheet, work))
    return str(found[0].id)


def _made(
    group: Group, desk: Desk, builder: Builder
) -> tuple[tuple[Any, ...], tuple[Problem, ...]]:
    """Return the records of a group; what is wrong with it where there are none."""
    try:
        found = tuple(builder(group, desk))
    except Refused as refusal:
        return (), refusal.problems
    except AdminLawError as error:
        return (), (group.problem("", error.message("zh"), error.message("en")),)
    if found:
        return found, ()
    return (), (group.problem("", "可以成为记录的行", "a row that makes a record"),)


def _told(
    sheet: str, rows: Sequence[int], faults: Sequence[Problem]
) -> Iterator[Problem]:
    """Yield the faults of a group, and one for each row that shares its fate."""
    yield from faults
    told = {each.line for each in faults}
    first = min(told)
    for row in rows:
        if row not in told:
            yield Problem(
                file=faults[0].file,
                line=row,
                path=place_of(sheet, row, 0),
                expected_zh=f"所属记录（第{first}行）可以读入",
                expected_en=f"its record, that of row {first}, to be understood",
            )


def _keep(group: Group, found: Sequence[Any], task: tuple[Sheet, Work]) -> None:
    sheet, work = task
    if work.desk.redact:
        found = redacted(tuple(found))
    origin = Origin(
        file=group.file,
        sheet=group.sheet,
        rows=group.rows,
        cells=tuple(
            [
                origin_cells(sheet.grid.rows[row - 1], sheet, hide=work.desk.redact)
                for row in group.rows
            ]
        ),
    )
    for record in found:
        work.records.append(record)
        work.provenance[record.id] = origin
