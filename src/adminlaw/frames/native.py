"""Tables as frames of pandas, polars or pyarrow, and frames as columns of cells.

What each library lacks is met in one way: pandas has no days, so days are moments at
midnight, and its missing values are NA, never a not-a-number. A number that 64 bits
or 38 digits cannot hold makes its column text.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias

import narwhals as nw
from narwhals.exceptions import NarwhalsError

from adminlaw.errors import FieldTypeError, FieldValueError, MissingExtraError
from adminlaw.frames.cells import places
from adminlaw.frames.columns import Column, Kind
from adminlaw.frames.extracting import Table, Values

Backend: TypeAlias = Literal["pandas", "polars", "pyarrow"]
"""The library whose frame is wanted."""

_EXTRAS: Final = MappingProxyType(
    {"pandas": "pandas", "polars": "polars", "pyarrow": "parquet"}
)
_WORD: Final = 2**63
_DIGITS: Final = 38


def to_native(table: Table, backend: Backend) -> Any:  # noqa: ANN401
    """Return a table as a frame of a library.

    Raises:
        FieldValueError: the library is not one of the three.
        MissingExtraError: it is not installed.
    """
    if backend not in _EXTRAS:
        names = tuple(_EXTRAS)
        zh, en = "、".join(names), ", ".join(names)
        raise FieldValueError("backend", backend, f"{zh} 之一", f"one of {en}")
    library = _library(backend)
    make = _MAKERS[backend]
    series = []
    for column, values in zip(table.columns, table.values, strict=True):
        shape = _shape(column, values)
        wide = shape[0] is Kind.TEXT and column.kind in (Kind.WHOLE, Kind.DECIMAL)
        series.append(make(library, shape, _texts(values) if wide else values))
    held = dict(zip(table.headings, series, strict=True))
    if backend == "pyarrow":
        return library.table(held)
    return library.DataFrame(held)


def _library(backend: Backend) -> Any:  # noqa: ANN401
    """Return a library; it is loaded only when its frame is asked for."""
    try:
        return nw.Implementation.from_backend(backend).to_native_namespace()
    except ImportError:
        raise MissingExtraError(backend, _EXTRAS[backend]) from None


def _shape(column: Column, values: Values) -> tuple[Kind, int]:
    """Return what the cells of a column are in a frame, and their decimals."""
    if column.kind is Kind.WHOLE:
        wide = any(each is not None and not -_WORD <= each < _WORD for each in values)
        return (Kind.TEXT if wide else Kind.WHOLE), 0
    if column.kind is not Kind.DECIMAL:
        typed = column.kind in (Kind.TRUTH, Kind.DAY, Kind.TIME, Kind.FLOAT)
        return (column.kind if typed else Kind.TEXT), 0
    numbers = [each for each in values if each is not None]
    scale = max(map(places, numbers), default=0)
    whole = max((each.adjusted() + 1 for each in numbers), default=1)
    fits = max(whole, 1) + scale <= _DIGITS
    return (Kind.DECIMAL if fits else Kind.TEXT), scale


def _texts(values: Values) -> Values:
    """Return numbers as text, none of their digits lost."""
    return [None if each is None else format(Decimal(each), "f") for each in values]


_PANDAS: Final = MappingProxyType(
    {
        Kind.TEXT: "string",
        Kind.WHOLE: "Int64",
        Kind.TRUTH: "boolean",
        Kind.DAY: "datetime64[s]",
        Kind.FLOAT: "Float64",
    }
)


def _pandas(pd: Any, shape: tuple[Kind, int], values: Values) -> Any:  # noqa: ANN401
    kind, _ = shape
    return pd.Series(values, dtype=_PANDAS.get(kind, "object"))


def _polars(pl: Any, shape: tuple[Kind, int], values: Values) -> Any:  # noqa: ANN401
    kind, scale = shape
    types = {
        Kind.TEXT: pl.String,
        Kind.WHOLE: pl.Int64,
        Kind.TRUTH: pl.Boolean,
        Kind.DAY: pl.Date,
        Kind.TIME: pl.Time,
        Kind.FLOAT: pl.Float64,
        Kind.DECIMAL: pl.Decimal(_DIGITS, scale),
    }
    return pl.Series(values, dtype=types[kind])


def _pyarrow(pa: Any, shape: tuple[Kind, int], values: Values) -> Any:  # noqa: ANN401
    kind, scale = shape
    types = {
        Kind.TEXT: pa.string(),
        Kind.WHOLE: pa.int64(),
        Kind.TRUTH: pa.bool_(),
        Kind.DAY: pa.date32(),
        Kind.TIME: pa.time64("us"),
        Kind.FLOAT: pa.float64(),
        Kind.DECIMAL: pa.decimal128(_DIGITS, scale),
    }
    return pa.array(values, types[kind])


_MAKERS: Final[MappingProxyType[str, Callable[..., Any]]] = MappingProxyType(
    {"pandas": _pandas, "polars": _polars, "pyarrow": _pyarrow}
)


def from_native(frame: Any) -> tuple[list[str], list[Values]]:  # noqa: ANN401
    """Return the headings and the cells of a frame; None where a cell is missing.

    Raises:
        FieldTypeError: it is no frame, or one that is not loaded yet.
    """
    try:
        found = nw.from_native(frame, eager_only=True)
    except (TypeError, NarwhalsError):
        name = type(frame).__name__
        raise FieldTypeError("from_frame", "frame", "a data frame", name) from None
    return list(found.columns), [_cells(each) for each in found.iter_columns()]


def _cells(series: nw.Series[Any]) -> Values:
    missing = series.is_null().to_list()
    # Not-a-number, which no record holds, is what some libraries call missing.
    return [
        None if gone or each != each else each  # noqa: PLR0124
        for each, gone in zip(series.to_list(), missing, strict=True)
    ]
