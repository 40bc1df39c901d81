"""Read a table into records: open, find the header, sort the rows, build.

Nothing is dropped in silence: each row of each sheet has one fate, and the result
refuses to be made where that does not add up (see ``ImportResult``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from attrs import define, evolve, field

from adminlaw.converter import shown
from adminlaw.errors import AdminLawError, InputError, Problem, listed, masked
from adminlaw.model import redact as redacted
from adminlaw.register.files import collector_off
from adminlaw.tables.building import BUILDERS, Builder
from adminlaw.tables.cards import Card, find_cards
from adminlaw.tables.cells import blank, cell_text
from adminlaw.tables.desk import Desk
from adminlaw.tables.grids import Grid
from adminlaw.tables.groups import Group, Refused
from adminlaw.tables.headers import Header, Matcher, find_header, missing, version_of
from adminlaw.tables.layout import Template
from adminlaw.tables.loading import load_template, templates
from adminlaw.tables.matrices import Layout, best_layout, layouts, read_matrix
from adminlaw.tables.opening import read_grids
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

_MATRIX = "matrix"


def read_table(
    path: str | Path,
    template: str | Path | Template | None = None,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    redact: bool = False,
) -> ImportResult:
    r"""Return the records of a spreadsheet, with what became of each of its rows.

    Args:
        path: XLSX, XLS, ODS, CSV, HTML or JSON, told by content and not by name.
        template: Id of a template or of a yearly form that ships, a template file, or
            a template; by default the one whose headings fit best.
        sheet: The only sheet to read, even if hidden; by default every visible sheet
            that has the table.
        encoding: Encoding of a text file; by default UTF-8, else GB18030.
        redact: Whether personal data are left out of records and origins.

    Raises:
        InputError: it cannot be read, or has no such sheet or no known table.
        UnknownCodeError: there is no template of that id.
        MissingExtraError: the library that opens such files is not installed.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "教育局.csv")
    ...     text = "权力类型,事项名称,行使主体\n行政许可,某项许可,某市教育局\n"
    ...     _ = file.write_text(text, "utf-8")
    ...     found = read_table(file)
    >>> found.template, found.records[0].name, found.counts
    ('powers', '某项许可', {Fate.RECORD: 1, Fate.HEADER: 1})
    """
    with collector_off():
        return _read(path, template, (sheet, encoding, redact))


def _read(
    path: str | Path,
    template: str | Path | Template | None,
    options: tuple[str | None, str | None, bool],
) -> ImportResult:
    sheet, encoding, redact = options
    grids = _named_apart(read_grids(path, encoding=encoding))
    asked = _asked(grids, sheet, Path(path).name)
    chosen = detected(asked) if template is None else _chosen(template)
    if isinstance(chosen, Layout) or chosen.builder == _MATRIX:
        found = read_matrix(asked, chosen)
        return evolve(found, rows=(*found.rows, *_apart(grids, asked)))
    work = Work(chosen, Desk(masked(Path(path).name), redact))
    return read_sheets(grids, asked, work)


def _chosen(template: str | Path | Template) -> Template | Layout:
    """Return the template or the yearly form of that id."""
    form = next((each for each in layouts() if each.id == template), None)
    return form or load_template(template)


def _apart(grids: Sequence[Grid], asked: Sequence[Grid]) -> Iterator[RowFate]:
    """Yield the fates of rows of sheets that were not asked for."""
    for grid in grids:
        if grid not in asked:
            fate = Fate.HIDDEN if grid.hidden else Fate.OTHER_TABLE
            for number in range(1, len(grid.rows) + 1):
                yield RowFate(sheet=grid.sheet, row=number, fate=fate)


def _named_apart(grids: Sequence[Grid]) -> tuple[Grid, ...]:
    """Return sheets whose names differ, as tables of one page may have none."""
    names: dict[str, int] = {}
    found = []
    for grid in grids:
        names[grid.sheet] = times = names.get(grid.sheet, 0) + 1
        new = grid.sheet if times == 1 else f"{grid.sheet}({times})"
        while new != grid.sheet and new in names:
            times += 1
            new = f"{grid.sheet}({times})"
        names.setdefault(new, 1)
        found.append(grid if new == grid.sheet else evolve(grid, sheet=new))
    return tuple(found)


def _asked(grids: Sequence[Grid], sheet: str | None, file: str) -> list[Grid]:
    """Return the sheets that may have the table.

    Raises:
        InputError: there is no sheet of that name.
    """
    if sheet is None:
        return [each for each in grids if not each.hidden]
    found = [each for each in grids if each.sheet == masked(sheet)]
    if not found:
        zh, en = listed(each.sheet for each in grids)
        _refuse(file, shown(sheet), (f"工作表之一：{zh}", f"one of the sheets: {en}"))
    return found


def _refuse(file: str, received: str, expected: tuple[str, str]) -> NoReturn:
    zh, en = expected
    problem = Problem(
        file=masked(file), received=received, expected_zh=zh, expected_en=en
    )
    raise InputError((problem,))


def detected(grids: Sequence[Grid]) -> Template | Layout:
    """Return the template whose headings fit best; of equals that in whose words.

    A yearly form has no heading of records; it is looked for where no template fits.

    Raises:
        InputError: none fits.
    """
    best, rank = None, (0, 0, 0.0)
    for template in templates():
        matcher = Matcher(template)
        for grid in grids:
            cards = find_cards(grid, matcher)
            header = cards[0].header if cards else find_header(grid, matcher)
            if header is None or missing(header, template):
                continue
            if template.mentions and not _mentioned(grid, header, template):
                continue
            found = (
                header.score,
                header.own,
                _share_of_keys(header, template),
            )
            if found > rank:
                best, rank = template, found
    if best is not None:
        return best
    form = best_layout(grids, layouts())
    if form is None:
        zh = "；".join(f"{each.id}（{_looked_for(each)}）" for each in templates())
        en = ", ".join(each.id for each in templates())
        file = grids[0].file if grids else ""
        _refuse(file, "", (f"某一模板的表头：{zh}", f"the header of a template: {en}"))
    return form


def _mentioned(grid: Grid, header: Header, template: Template) -> bool:
    """Tell whether a word that the template asks for stands with the table."""
    rows = grid.rows[: header.bottom + 1]
    texts = [cell_text(each) for row in rows for each in row if not blank(each)]
    said = "\n".join((grid.file, grid.sheet, *texts)).casefold()
    return any(word in said for word in template.mentions)


def _share_of_keys(header: Header, template: Template) -> float:
    """Return how many of the columns that tell a template are there, up to 1."""
    found = header.columns.keys() & set(template.keys)
    return len(found) / max(1, len(template.keys))


def _looked_for(template: Template) -> str:
    wanted = [
        each for each in template.columns if each.required or each.name in template.keys
    ]
    return "、".join(each.label.zh for each in wanted)


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
        return ImportResult(
            file=file,
            template=self.template.id,
            version=versions[0] if len(versions) == 1 else "",
            records=tuple(self.records),
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
        template = work.template
        wanted = _looked_for(template)
        zh, en = f"{template.label.zh}的表头：{wanted}", f"a header with {wanted}"
        _refuse(work.desk.file, "", (zh, en))
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
            owners[each.index] = key
            if not key:
                fates[each.index] = Fate.PROBLEM
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
        rows=tuple([each.index + 1 for each in members]),
        cells=tuple([each.cells for each in members]),
        columns=sheet.header.columns,
        reader=sheet.reader,
        section=members[0].section,
        about=sheet.about,
        title=sheet.title,
    )
    faults = group.faults()
    found: tuple[Any, ...] = ()
    if not faults:
        try:
            found = tuple(builder(group, work.desk))
        except Refused as refusal:
            faults = refusal.problems
        except AdminLawError as error:
            faults = (group.problem("", error.message("zh"), error.message("en")),)
    if not found:
        if not faults:
            zh, en = "可以成为记录的行", "a row that makes a record"
            faults = (group.problem("", zh, en),)
        work.problems += _told(group.sheet, group.rows, faults)
        return ""
    work.remarks += group.remarks
    _keep(group, found, (sheet, work))
    return str(found[0].id)


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
