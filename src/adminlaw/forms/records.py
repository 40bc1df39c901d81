"""Read back the tables that ``write_table`` wrote, whatever their format.

Workbooks are opened by ``tables`` and understood by ``frames``; neither knows the
other, so the two meet here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from adminlaw import frames
from adminlaw.frames import Labels
from adminlaw.tables.opening import read_grids

T = TypeVar("T")


def read_records(
    path: str | Path, cls: type[T], *, labels: Labels = "zh"
) -> tuple[T, ...]:
    """Return the records of a table that ``write_table`` wrote: CSV, XLSX or Parquet.

    A table of another make is read by ``read_table``, which knows what its columns may
    be called.

    Args:
        path: The file. Of a workbook the first sheet is read.
        cls: The class of the records, such as ``Power``.
        labels: How its headings and closed lists are written.

    Raises:
        FieldTypeError: *cls* cannot be read from columns.
        FieldValueError: the file has another ending.
        InputError: the file does not fit; it lists every problem with its row.
        MissingExtraError: a library is not installed.
        OSError: the file cannot be read.

    >>> from tempfile import TemporaryDirectory
    >>> from adminlaw.model import Event, EventKind
    >>> events = (Event(kind=EventKind.HELD),)
    >>> with TemporaryDirectory() as folder:
    ...     frames.write_table(events, Path(folder, "events.xlsx"))
    ...     read_records(Path(folder, "events.xlsx"), Event) == events
    True
    """
    file = Path(path)
    if file.suffix.lower() != ".xlsx":
        return frames.read_records(file, cls, labels=labels)
    grids = read_grids(file)
    rows = grids[0].rows if grids else ()
    return frames.records_in_rows(rows, cls, labels=labels, file=file.name)


__all__ = ["read_records"]
