"""Tables as files: CSV by the standard library, XLSX and Parquet by others."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from adminlaw.frames.cells import TRUTHS
from adminlaw.frames.columns import Column, Kind, Labels
from adminlaw.frames.extracting import Table
from adminlaw.frames.files import (
    NUMBERS,
    SUFFIXES,
    ending,
    frame_library,
    marked,
    parquet_library,
    texts_of,
)
from adminlaw.frames.workbook import workbook_bytes


def table_bytes(table: Table, file: Path, labels: Labels) -> bytes:
    """Return a table as the content of a file.

    Raises:
        FieldValueError: the file has another ending, or cannot hold the table.
        MissingExtraError: a library is not installed.
    """
    match ending(file, SUFFIXES):
        case ".csv":
            return _csv(table, labels)
        case ".xlsx":
            return workbook_bytes(table)
        case _:
            return _parquet(table)


def _csv(table: Table, labels: Labels) -> bytes:
    def turn(column: Column) -> Callable[[Any], str]:
        if column.kind is Kind.TRUTH:
            return lambda value: TRUTHS[labels][value]
        if column.kind is Kind.DECIMAL:
            return lambda value: format(value, "f")
        return str if column.kind in NUMBERS else marked

    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.headings)
    writer.writerows(zip(*texts_of(table, turn), strict=True))
    return text.getvalue().encode("utf-8-sig")


def _parquet(table: Table) -> bytes:
    _, parquet = parquet_library()
    content = BytesIO()
    parquet.write_table(frame_library().to_native(table, "pyarrow"), content)
    return content.getvalue()
