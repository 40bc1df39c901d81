"""Document numbers as four governments published them, in tables outside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook

from adminlaw.citations import parse_document_number
from adminlaw.errors import CitationSyntaxError

COLUMNS = ("doc_number", "document_number_parsed")
"""How the tables head the column of numbers."""

REFUSED = {
    "豫政 第24号",
    "发文字号：",
    "发文字号：晋政发〔2014〕号16",
    "发文字号：晋政办发〔2012〕18",
}
"""Every cell that is no document number: no year, no number, 号 out of place."""


def cells(folder: Path) -> Iterator[str]:
    """Yield each cell of a column of numbers that is not blank."""
    for file in sorted((folder / "document-numbers").glob("*.xlsx")):
        workbook = CalamineWorkbook.from_path(str(file))
        head, *rows = workbook.get_sheet_by_index(0).to_python()
        column = next(at for at, name in enumerate(head) if name in COLUMNS)
        yield from (text for row in rows if (text := str(row[column]).strip()))


def test_real_numbers_are_read_and_every_other_cell_is_known(samples: Path) -> None:
    """At least 999 of 1,000 cells are read, and all the others are listed here."""
    refused: list[str] = []
    count = 0
    for cell in cells(samples):
        count += 1
        try:
            number = parse_document_number(cell)
        except CitationSyntaxError:
            refused.append(cell)
        else:
            assert parse_document_number(str(number)) == number
    assert count > 17_000
    assert set(refused) == REFUSED
    assert count - len(refused) >= 0.999 * count
