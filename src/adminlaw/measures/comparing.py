"""Compare indicators over years and places, a row an indicator, a column a register.

A cell that is not like the first one of its row, in definition, scope or length of the
period, is refused with the reason instead of being set beside it. The limits: that two
places define an indicator alike does not mean that they record alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import field, frozen

from adminlaw.errors import FieldValueError, Lang, UnknownRecordError
from adminlaw.labels import Label
from adminlaw.markup import html_table
from adminlaw.measures.lines import ComparisonLine, plain
from adminlaw.measures.listing import Indicators
from adminlaw.measures.results import WHOLE, IndicatorValue
from adminlaw.model import Unit
from adminlaw.rates import rounded
from adminlaw.spans import DateSpan

ABSENT: Final = Label("没有该指标的值", "it has no value there")
OTHER_DEFINITION: Final = Label("定义不同", "the definitions differ")
OTHER_SCOPE: Final = Label("口径不同", "the scopes differ")
OTHER_LENGTH: Final = Label("期间长短不同", "the periods are not equally long")

_UNLIKE: Final = frozenset({OTHER_DEFINITION, OTHER_SCOPE, OTHER_LENGTH})

_DAY_OF_LEAP = 1  # A leap year is one day longer and compares all the same.


@frozen(kw_only=True)
class Cell:
    """One value in a comparison, or why it is not comparable.

    Attributes:
        value: The indicator; None where it has no value there.
        reason: Why it may not be set beside the others; None if it may.
        difference: It less the first value of the row, in its unit or in points.
    """

    value: IndicatorValue | None
    reason: Label | None = None
    difference: Decimal | None = None

    def text(self, lang: Lang = "zh") -> str:
        """Return the value, a dash, or why what is there is not comparable."""
        if self.value is None or self.reason:
            if self.reason in _UNLIKE:
                return f"—{_aside(self.reason.text(lang), lang)}"
            return "—"
        said = self.value.shown(lang)
        if self.difference is None:
            return said
        change = f"{self.difference:+}{_points(self.value, lang)}"
        return f"{said}{_aside(change, lang)}"


def _aside(text: str, lang: Lang) -> str:
    return f"（{text}）" if lang == "zh" else f" ({text})"


def _points(value: IndicatorValue, lang: Lang) -> str:
    if value.unit is not Unit.PERCENT:
        return ""
    return "个百分点" if lang == "zh" else " points"


@frozen(kw_only=True)
class ComparisonRow:
    """One indicator, or one member of it, in every column."""

    id: str
    label: Label
    member: str
    scope: str
    cells: tuple[Cell, ...]


@frozen(kw_only=True)
class Comparison:
    """Indicators side by side (指标对比).

    Attributes:
        labels: What each column is called.
        rows: One for each indicator that some column has a value for.
    """

    labels: tuple[str, ...]
    rows: tuple[ComparisonRow, ...] = field(repr=False)

    def __iter__(self) -> Iterator[ComparisonRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def find(self, key: str, *, member: str = "", scope: str = "") -> ComparisonRow:
        """Return the row of an indicator.

        Raises:
            UnknownRecordError: there is none.
        """
        wanted = (key, member, scope)
        for row in self.rows:
            if (row.id, row.member, row.scope) == wanted:
                return row
        raise UnknownRecordError("ComparisonRow", key)

    def shared(self, least: int = 2) -> Comparison:
        """Return the rows in which *least* columns or more can be compared.

        >>> compare().shared().rows
        ()
        """
        rows = (row for row in self.rows if _comparable(row) >= least)
        return Comparison(labels=self.labels, rows=tuple(rows))

    def lines(self, lang: Lang = "zh") -> tuple[ComparisonLine, ...]:
        """Return a flat row for each cell, as ``al.to_frame`` takes them.

        >>> compare().lines()
        ()
        """
        return tuple(
            _line(row, column, cell, lang)
            for row in self.rows
            for column, cell in zip(self.labels, row.cells, strict=True)
        )

    def text(self, lang: Lang = "zh") -> str:
        """Return one line a row."""
        return "\n".join("  ".join(self._row(row, lang)) for row in self.rows)

    def _row(self, row: ComparisonRow, lang: Lang) -> list[str]:
        return [row.label.text(lang), *(each.text(lang) for each in row.cells)]

    def _repr_html_(self) -> str:
        rows = [self._row(row, "zh") for row in self.rows]
        return html_table("指标对比", ("指标", *self.labels), rows)


def _line(row: ComparisonRow, column: str, cell: Cell, lang: Lang) -> ComparisonLine:
    comparable = cell.value if cell.reason is None else None
    return ComparisonLine(
        id=row.id,
        name=row.label.text(lang),
        member=row.member,
        scope=row.scope,
        column=column,
        value=plain(comparable.value) if comparable else None,
        unit=comparable.unit if comparable else None,
        difference=plain(cell.difference),
        note=cell.reason.text(lang) if cell.reason else "",
    )


def _comparable(row: ComparisonRow) -> int:
    """Return how many cells of a row have a value that may be compared."""
    return sum(each.value is not None and not each.reason for each in row.cells)


def compare(*many: Indicators, labels: Sequence[str] | None = None) -> Comparison:
    """Set the indicators of several registers or years side by side.

    Args:
        many: What ``indicators`` returned, one for each column.
        labels: What the columns are called; the registers' Chinese labels, by default.

    Raises:
        FieldValueError: there are not as many labels as columns.

    >>> compare().rows
    ()
    """
    named = tuple(each.label.zh for each in many) if labels is None else tuple(labels)
    if len(named) != len(many):
        raise FieldValueError("labels", named, f"{len(many)}个", f"{len(many)} of them")
    columns = [_by_key(each) for each in many]
    keys = dict.fromkeys(
        key for column in columns for key, each in column.items() if each.amount
    )
    return Comparison(labels=named, rows=tuple(_compared(key, columns) for key in keys))


Place = tuple[str, str, str]
"""Id, member and scope of a value."""


def _by_key(column: Indicators) -> dict[Place, IndicatorValue]:
    found: dict[Place, IndicatorValue] = {}
    for each in column:
        found.setdefault((each.id, each.member, each.scope), each)
    return found


def _compared(
    key: Place, columns: Sequence[dict[Place, IndicatorValue]]
) -> ComparisonRow:
    values = [column.get(key) for column in columns]
    first = next(each for each in values if each is not None and each.amount)
    cells = tuple(
        _cell(value, first, _elsewhere(key, column))
        for value, column in zip(values, columns, strict=True)
    )
    return ComparisonRow(
        id=key[0],
        label=Label(first.name("zh"), first.name("en")),
        member=key[1],
        scope=key[2],
        cells=cells,
    )


def _elsewhere(key: Place, column: dict[Place, IndicatorValue]) -> bool:
    """Tell whether a column has a value of the same thing in another scope."""
    return any(
        other[:2] == key[:2] and other[2] != key[2] and each.amount
        for other, each in column.items()
    )


def _cell(
    value: IndicatorValue | None,
    first: IndicatorValue,
    elsewhere: bool,  # noqa: FBT001
) -> Cell:
    if value is None or value.amount is None:
        reason = value.reason if value and not elsewhere else None
        return Cell(value=value, reason=OTHER_SCOPE if elsewhere else reason or ABSENT)
    if value.indicator != first.indicator:
        return Cell(value=value, reason=OTHER_DEFINITION)
    if value.indicator.kind in WHOLE and not _as_long(value.period, first.period):
        return Cell(value=value, reason=OTHER_LENGTH)
    return Cell(value=value, difference=_difference(value, first))


def _as_long(one: DateSpan | None, other: DateSpan | None) -> bool:
    days = [each.days if each else None for each in (one, other)]
    if None in days:
        return days[0] == days[1]
    return abs((days[0] or 0) - (days[1] or 0)) <= _DAY_OF_LEAP


def _difference(value: IndicatorValue, first: IndicatorValue) -> Decimal | None:
    if value is first or value.exact is None or first.exact is None:
        return None
    change: Fraction = value.exact - first.exact
    if value.indicator.kind in WHOLE and change.denominator == 1:
        return Decimal(change.numerator)
    return rounded(change, value.indicator.places, value.indicator.rounding)
