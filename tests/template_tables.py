"""Small tables for the tests of templates, and what their messages say."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from adminlaw.errors import Problem
from adminlaw.tables import ImportResult

PERSON = "欧阳某测"
"""A party or an officer; no message and no ``repr`` may hold the name."""

NUMBER = "11010519491231002X"
"""The identity number that GB 11643 prints as its example; nobody's."""

GOVERNMENT = "11341802003284723Q"
"""A valid credit code of a government body."""

Rows = Sequence[Sequence[Any]]


def as_csv(folder: Path, rows: Rows, *, name: str = "表.csv") -> Path:
    """Write rows as a text file in GB18030, as spreadsheet programs do."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path = folder / name
    path.write_bytes(text.getvalue().encode("gb18030"))
    return path


def as_xlsx(folder: Path, sheets: Mapping[str, Rows], name: str = "表.xlsx") -> Path:
    """Write sheets as a workbook with real numbers and days."""
    path = folder / name
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    if isinstance(value, datetime):
                        sheet.write_datetime(row, column, value, day)
                    else:
                        sheet.write(row, column, value)
    return path


def table(*records: dict[str, Any]) -> list[list[Any]]:
    """Return a header and rows from records that share their headings."""
    headings = list(dict.fromkeys(name for each in records for name in each))
    return [headings, *[[each.get(name, "") for name in headings] for each in records]]


def told(problems: Sequence[Problem]) -> str:
    """Return all messages in both languages."""
    return "\n".join(each.text("zh") + each.text("en") for each in problems)


def remarked(result: ImportResult) -> list[str]:
    """Return the cells that are remarked upon."""
    return sorted(each.path for each in result.remarks)


def silent(result: ImportResult, *secrets: str) -> None:
    """Assert that no message and no repr holds a secret."""
    said = told([*result.problems, *result.remarks]) + repr(result)
    for each in (*result.records, *result.related):
        said += repr(each)
    for secret in (PERSON, NUMBER, *secrets):
        assert secret not in said
