"""``read_table`` takes a yearly form for what it is, in each format of a table.

The tables of a form are no lists of records: their numbers come as figures, the same
that ``read_form`` finds, and a form in JSON is sent to the function that reads it.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

import adminlaw as al
from adminlaw.errors import InputError, UnknownCodeError
from adminlaw.forms import Form, load_layout, read_form, write_form
from adminlaw.tables import read_grids
from adminlaw.tables.grids import Grid
from adminlaw.tables.matrices import Address, Cell, ColumnContent, Layout, layouts

IDS = [each.id for each in layouts()]
UNLIKE_LISTS = [each for each in IDS if not each.startswith("law-based")]
"""The report on building a law-based government has one column of numbers."""


def addresses(layout: Layout) -> Iterator[Address]:
    """Yield the address of each cell of a layout that holds a number."""
    for table in layout.tables:
        for row in table.rows:
            for column in table.columns:
                if column.kind is not ColumnContent.DAY:
                    yield table.key, row.key, column.key


def filled(form: str) -> Form:
    """Return a form with a number of its own in each cell that holds one."""
    numbered = enumerate(addresses(load_layout(form)), 1)
    cells = {address: Cell.of(Decimal(number)) for number, address in numbered}
    return Form(id=form, year=2023, cells=cells)


def figures(found: al.ImportResult) -> dict[str, Decimal]:
    """Return the numbers of a result by what they measure."""
    return {each.measure: each.value for each in found.records}


def numbers(form: Form) -> dict[str, Decimal]:
    """Return the numbers of a form by what they measure."""
    return {
        f"{form.id}.{'.'.join(address)}": cell.number
        for address, cell in form.cells.items()
        if cell.number is not None
    }


def as_text(grids: tuple[Grid, ...]) -> str:
    """Return the sheets of a workbook below each other, as delimited text."""
    text = io.StringIO()
    for grid in grids:
        csv.writer(text).writerows(grid.rows)
    return text.getvalue()


def as_page(grids: tuple[Grid, ...]) -> str:
    """Return the sheets of a workbook as tables of a page."""
    tables = []
    for grid in grids:
        rows = (
            "".join(f"<td>{html.escape(str(each or ''))}</td>" for each in row)
            for row in grid.rows
        )
        tables.append("".join(f"<tr>{row}</tr>" for row in rows))
    return "".join(f"<table>{each}</table>" for each in tables)


@pytest.mark.parametrize("form", IDS)
def test_a_workbook_of_a_yearly_form_gives_the_numbers_of_the_form(
    tmp_path: Path, form: str
) -> None:
    """Asked for by its id, each form that ships comes back as its figures."""
    path = write_form(filled(form), tmp_path / "表.xlsx")
    found = al.read_table(path, form)
    assert found.template == form
    assert found.problems == ()
    assert figures(found) == numbers(read_form(path))
    assert sum(found.counts.values()) == len(found.rows)


@pytest.mark.parametrize("form", UNLIKE_LISTS)
def test_a_yearly_form_is_found_unasked(tmp_path: Path, form: str) -> None:
    """No list is seen in it, and of several years the form that fits is chosen."""
    path = write_form(filled(form), tmp_path / "表.xlsx")
    assert al.read_table(path).template == form


@pytest.mark.parametrize("year", ["2019", "2021"])
@pytest.mark.parametrize(("ending", "write"), [("html", as_page), ("csv", as_text)])
def test_a_disclosure_report_is_read_from_a_page_and_from_text(
    tmp_path: Path, year: str, ending: str, write: object
) -> None:
    """The tables of a report say the same in each format."""
    assert callable(write)
    book = write_form(filled(f"disclosure-{year}"), tmp_path / "年报.xlsx")
    sheets = tuple(each for each in read_grids(book) if each.sheet != "说明")
    path = tmp_path / f"年报.{ending}"
    path.write_text(write(sheets), "utf-8")
    found = al.read_table(path)
    assert found.template == f"disclosure-{year}"
    assert figures(found) == figures(al.read_table(book))


def test_a_form_in_json_is_sent_to_the_function_that_reads_it(tmp_path: Path) -> None:
    """The message names ``al.forms.read_form``, which then reads the file."""
    path = write_form(filled("disclosure-2021"), tmp_path / "年报.json")
    with pytest.raises(InputError, match=r"al\.forms\.read_form"):
        al.read_table(path)
    assert al.forms.read_form(path).cells


def test_an_unknown_template_is_answered_with_templates_and_forms(
    tmp_path: Path,
) -> None:
    """A slip in the id of a form names the form that was probably meant."""
    path = write_form(filled("disclosure-2021"), tmp_path / "年报.xlsx")
    with pytest.raises(UnknownCodeError, match="disclosure-2021"):
        al.read_table(path, "disclosure-2020")
