"""Read a yearly form from a file: JSON, a workbook, a page or delimited text.

Which form it is, is told by the file or by its headings: the layout that reads most
cells and refuses fewest rows. Rows that nobody can read surely are problems of the
form, never shifted into place.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from attrs import evolve

from adminlaw.errors import InputError, Problem
from adminlaw.forms.form import Form
from adminlaw.forms.json_files import JsonForm, is_json, read_json_form
from adminlaw.tables.grids import Grid
from adminlaw.tables.matrices import (
    Layout,
    best_layout,
    layouts,
    load_layout,
    locate,
)
from adminlaw.tables.opening import read_grids

ABOUT = "说明"
"""The sheet on which a written form says what it is."""
FORM, YEAR, AUTHORITY, TEXT = "表式", "年度", "填报机关", "正文："
SCOPE = "统计范围"


def read_form(
    path: str | Path,
    form: str | Layout | None = None,
    *,
    year: int | None = None,
    authority: str = "",
    texts: Mapping[str, str] | None = None,
) -> Form:
    r"""Return the yearly form that a file holds.

    Args:
        path: JSON, a workbook, a page, or delimited text.
        form: Id of a layout, or a layout; None to tell by the file. A table of names
            and numbers has to say what it is of, in the name of the file or the sheet
            or above the numbers.
        year: The year reported on, where the file does not say.
        authority: The body that reports, where the file does not say.
        texts: Parts of the report's text by key, such as ``six``.

    Returns:
        The form; ``problems`` says what could not be read.

    Raises:
        InputError: the file cannot be opened, or holds no form.
        UnknownCodeError: there is no layout of that id.
        MissingExtraError: the library that reads such files is not installed.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "行政复议2019.csv")
    ...     _ = file.write_text("省份,数量\n广东,31392\n总计,31392\n", "utf-8")
    ...     found = read_form(file, year=2019)
    >>> found.id, found.value("regions", "广东", "accepted")
    ('reconsideration-statistics-2015', Decimal('31392'))
    """
    layout = load_layout(form) if form is not None else None
    file = Path(path)
    found = _of_json(file, layout) or _of_grids(read_grids(file), layout, year)
    return evolve(
        found,
        year=found.year if year is None else year,
        authority=authority or found.authority,
        texts={**found.texts, **(texts or {})},
        source=file.name,
    )


def _of_json(file: Path, layout: Layout | None) -> Form | None:
    try:
        data = file.read_bytes()
    except OSError:
        return None  # opening it as a table says what is wrong
    read: JsonForm | None = (
        read_json_form(data, file.name, layout) if is_json(data) else None
    )
    if read is None:
        return None
    return Form(
        id=read.layout.id,
        layout=read.layout,
        year=read.year,
        authority=read.authority,
        cells=read.cells,
        texts=read.texts,
        scope=read.scope,
        problems=tuple(read.problems),
    )


def _of_grids(grids: tuple[Grid, ...], layout: Layout | None, year: int | None) -> Form:
    about = _about(grids)
    if layout is None and FORM in about:
        layout = load_layout(about[FORM])
    tables = tuple(each for each in grids if each.sheet != ABOUT)
    said = about.get(YEAR, "")
    known = year if year is not None else int(said) if said.isdigit() else None
    layout = layout or best_layout(tables, _by_year(known))
    if layout is None:
        raise _none(grids)
    located = locate(tables, layout)
    return Form(
        id=layout.id,
        layout=layout,
        year=known,
        authority=about.get(AUTHORITY, ""),
        cells={each.address: each.cell for each in located.cells},
        texts={
            key.removeprefix(TEXT): text
            for key, text in about.items()
            if key.startswith(TEXT)
        },
        problems=(*located.problems, *located.remarks),
    )


def _by_year(year: int | None) -> tuple[Layout, ...]:
    """Return all layouts, those in use in a year first: they win among equals.

    An older form stays in circulation for years, so that none is left out.
    """

    def out_of_use(layout: Layout) -> bool:
        since, until = layout.since, layout.until
        return year is not None and (
            (since is not None and year < since)
            or (until is not None and until <= year)
        )

    return tuple(sorted(layouts(), key=out_of_use))


def _about(grids: tuple[Grid, ...]) -> dict[str, str]:
    """Return what the sheet of explanations of a written form says."""
    sheet = next((each for each in grids if each.sheet == ABOUT), None)
    rows = sheet.rows if sheet is not None else ()
    pairs = 2
    return {
        str(row[0]).strip(): str(row[1])
        for row in rows
        if len(row) >= pairs and row[1] not in (None, "")
    }


def _none(grids: tuple[Grid, ...]) -> InputError:
    names = "、".join(each.label.zh for each in layouts())
    english = ", ".join(each.id for each in layouts())
    problem = Problem(
        expected_zh=f"下列表式之一的栏目和行：{names}",
        expected_en=f"columns and rows of one of the forms: {english}",
        file=grids[0].file if grids else "",
    )
    return InputError((problem,))
