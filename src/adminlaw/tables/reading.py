"""Read a table into records: open it, find its template, gather what it holds.

Nothing is dropped in silence: each row of each sheet has one fate, and the result
refuses to be made where that does not add up (see ``ImportResult``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import evolve

from adminlaw.converter import shown
from adminlaw.errors import UnknownCodeError
from adminlaw.register.files import collector_off
from adminlaw.tables.desk import Desk
from adminlaw.tables.detecting import detected, refuse
from adminlaw.tables.gathering import Work, read_sheets
from adminlaw.tables.grids import Grid
from adminlaw.tables.layout import Template
from adminlaw.tables.loading import load_template
from adminlaw.tables.matrices import Layout, layouts, read_matrix
from adminlaw.tables.opening import Source, name_of, read_grids
from adminlaw.tables.results import Fate, ImportResult, RowFate
from adminlaw.wording import listed, masked

_MATRIX = "matrix"


def read_table(
    path: Source,
    template: str | Path | Template | None = None,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    redact: bool = False,
) -> ImportResult:
    r"""Return the records of a spreadsheet, with what became of each of its rows.

    Args:
        path: XLSX, XLS, ODS, CSV, HTML or JSON, told by content and not by name: a
            path, the bytes of a file, or a file opened in binary mode.
        template: Id of a template or of a yearly form that ships, a template file, or
            a template; by default the one whose headings fit best.
        sheet: The only sheet to read, even if hidden; by default every visible sheet
            that has the table.
        encoding: Encoding of a text file; by default UTF-8, else GB18030.
        redact: Whether personal data are left out of records and origins.

    Raises:
        InputError: it cannot be read, or has no such sheet or no known table.
        UnknownCodeError: there is no template of that id.
        FieldTypeError: what was given is no file, such as one opened as text.
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
    path: Source,
    template: str | Path | Template | None,
    options: tuple[str | None, str | None, bool],
) -> ImportResult:
    sheet, encoding, redact = options
    grids = _named_apart(read_grids(path, encoding=encoding))
    file = masked(name_of(path))
    asked = _asked(grids, sheet, file)
    chosen = detected(asked) if template is None else _chosen(template)
    if isinstance(chosen, Layout) or chosen.builder == _MATRIX:
        found = read_matrix(asked, chosen)
        return evolve(found, rows=(*found.rows, *_apart(grids, asked)))
    work = Work(chosen, Desk(file, redact))
    return read_sheets(grids, asked, work)


def _chosen(template: str | Path | Template) -> Template | Layout:
    """Return the template or the yearly form of that id.

    Raises:
        UnknownCodeError: there is neither.
    """
    try:
        return load_template(template)
    except UnknownCodeError as error:
        known = {each.id: each for each in layouts()}
        form = known.get(str(template))
        if form is None:
            forms = (f"{each.id} ({each.label.zh})" for each in known.values())
            choices = (*error.choices, *forms)
            raise UnknownCodeError(error.code, error.list_name, choices) from None
        return form


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
        expected = f"工作表之一：{zh}", f"one of the sheets: {en}"
        refuse(file, expected, shown(sheet))
    return found
