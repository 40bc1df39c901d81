"""Records as data frames and as tables in files, and back again (数据框与表格).

Frames are those of pandas, polars or pyarrow, as is asked for; files are CSV, XLSX
and Parquet. How fields become columns is said in :mod:`adminlaw.frames.columns`.
Libraries are loaded when they are needed. The limits: a table holds records of one
class; a register has many.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from adminlaw.frames.columns import Labels
from adminlaw.frames.extracting import Form, Table, table_of
from adminlaw.frames.files import (
    SUFFIXES,
    Rows,
    frame_library,
    read_rows,
    read_table_file,
)
from adminlaw.frames.readable import readable_table
from adminlaw.frames.restoring import Cells, paths_of, records_of
from adminlaw.frames.writing import table_bytes
from adminlaw.model import Register
from adminlaw.register.files import collector_off, replace_files

T = TypeVar("T")


def to_frame(  # noqa: PLR0913 - each is an option of its own
    records: Iterable[Any],
    *,
    labels: Labels = "zh",
    backend: str = "pandas",
    explode: str = "",
    personal: bool = True,
    cls: type | None = None,
    names: Register | None = None,
) -> Any:  # noqa: ANN401 - the frame of a library that need not be installed
    """Return records as a data frame: a row for each, a column for each field.

    A field that holds one record is a column for each of its fields, as in
    ``valid.since``; a field that holds several values is JSON text. Closed lists are
    written by their labels. Days are days (in pandas moments at midnight), numbers
    are whole or decimal, never rounded; what is missing is null.

    Args:
        records: Records of one class, of the model or any other frozen class.
        labels: Language of headings, members of closed lists and lengths of time;
            ``code`` for the names that programs use.
        backend: ``pandas``, ``polars`` or ``pyarrow``.
        explode: A field that holds several values, such as ``events``: each of them
            becomes a row, after the id of its record.
        personal: Whether fields that may name a natural person are filled. They are
            the caller's own data, so they are unless this is False; a frame that is
            shown or passed on shows them.
        cls: The class of the records, for the headings where there are none.
        names: A register in which ids are looked up. It makes a table for people,
            which cannot be read back: the name of what an id stands for, several
            values in words, amounts in 元, and no column without a cell.

    Raises:
        FieldTypeError: the records are of several classes, or no records.
        FieldValueError: an option has no such value.
        MissingExtraError: narwhals or the library asked for is not installed.

    >>> from adminlaw.model import Place
    >>> from adminlaw.converter import structure
    >>> place = structure({"id": "p", "name": "某市", "level": "county"}, Place)
    >>> frame = to_frame([place], backend="polars")
    >>> frame["名称"].to_list(), from_frame(frame, Place) == (place,)
    (['某市'], True)
    """
    form = Form(labels=labels, personal=personal, explode=explode)
    table = _table(records, form, cls, names)
    frame: Any = frame_library().to_native(table, backend)
    return frame


def _table(
    records: Iterable[Any], form: Form, cls: type | None, names: Register | None
) -> Table:
    if names is None:
        return table_of(records, form, cls)
    return readable_table(records, form, names, cls)


def from_frame(frame: Any, cls: type[T], *, labels: Labels = "zh") -> tuple[T, ...]:  # noqa: ANN401
    """Return the records in a data frame that ``to_frame`` made, or one like it.

    Columns may stand in any order, and those of fields with a default may be left out.

    Args:
        frame: A frame of pandas, polars or pyarrow.
        cls: The class of the records.
        labels: How its headings and closed lists are written.

    Raises:
        FieldTypeError: *frame* is no frame, or *cls* cannot be read from columns.
        InputError: headings or cells do not fit; it lists every problem with its row.
        MissingExtraError: narwhals is not installed.
    """
    names, values = frame_library().from_native(frame)
    lines = range(1, len(values[0]) + 1 if values else 1)
    return _restored(Rows(names=names, values=values, lines=lines), cls, labels)


def write_table(  # noqa: PLR0913 - each is an option of its own
    records: Iterable[Any],
    path: str | Path,
    *,
    labels: Labels = "zh",
    explode: str = "",
    personal: bool = True,
    cls: type | None = None,
    names: Register | None = None,
) -> None:
    """Write records as a table: CSV, XLSX or Parquet, by the ending of *path*.

    CSV is UTF-8 with a mark, as spreadsheet programs open it. A text that such a
    program would run as a formula or change into a number or a day begins with an
    apostrophe, which reading takes off again. In XLSX days, numbers and truth values
    are typed; codes are text, and so are numbers of more than 15 digits.

    Args:
        records: Records of one class.
        path: The file; it is replaced whole.
        labels: As in :func:`to_frame`.
        explode: As in :func:`to_frame`.
        personal: As in :func:`to_frame`.
        cls: As in :func:`to_frame`.
        names: As in :func:`to_frame`.

    Raises:
        FieldTypeError: the records are of several classes, or no records.
        FieldValueError: an option or the ending has no such value, or there is more
            than a sheet or a cell of XLSX can hold.
        MissingExtraError: xlsxwriter or pyarrow is not installed.
        OSError: the file cannot be written.
    """
    file = Path(path)
    form = Form(labels=labels, personal=personal, explode=explode)
    table = _table(records, form, cls, names)
    replace_files({file: table_bytes(table, file, labels)})


def read_records(
    path: str | Path, cls: type[T], *, labels: Labels = "zh"
) -> tuple[T, ...]:
    """Return the records of a CSV or Parquet file that ``write_table`` wrote.

    Workbooks are read by :func:`adminlaw.forms.records.read_records`.

    Args:
        path: The file.
        cls: The class of the records.
        labels: How its headings and closed lists are written.

    Raises:
        FieldTypeError: *cls* cannot be read from columns.
        FieldValueError: the file ends in neither ``.csv`` nor ``.parquet``.
        InputError: the file does not fit; it lists every problem with its row.
        MissingExtraError: pyarrow is not installed.
        OSError: the file cannot be read.
    """
    file = Path(path)
    return _restored(read_table_file(file), cls, labels, file=file.name)


def records_in_rows(
    rows: Iterable[Sequence[Any]],
    cls: type[T],
    *,
    labels: Labels = "zh",
    file: str = "",
) -> tuple[T, ...]:
    """Return the records in rows of cells, the headings first.

    Args:
        rows: Rows as any reader of spreadsheets gives them.
        cls: The class of the records.
        labels: How the headings and closed lists are written.
        file: Name of the file, for messages.

    Raises:
        FieldTypeError: *cls* cannot be read from columns.
        InputError: headings or cells do not fit; it lists every problem with its row.
    """
    return _restored(read_rows(rows), cls, labels, file=file)


def _restored(
    rows: Rows, cls: type[T], labels: Labels, *, file: str = ""
) -> tuple[T, ...]:
    paths = paths_of(rows.names, cls, labels, file=file)
    columns = dict(zip(paths, rows.values, strict=True))
    cells = Cells(columns=columns, lines=rows.lines, labels=labels)
    with collector_off():
        return records_of(cells, cls, file=file)


__all__ = [
    "SUFFIXES",
    "Labels",
    "from_frame",
    "read_records",
    "records_in_rows",
    "to_frame",
    "write_table",
]
