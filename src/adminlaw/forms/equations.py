"""The rules of a layout as equations between cells (勾稽关系).

A rule speaks of rows or of columns; here it becomes one equation for each line that it
compares, so that it can be computed, shown and looked up by cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from adminlaw.labels import Label
from adminlaw.markup import html_table
from adminlaw.tables.matrices import (
    TOTAL,
    Address,
    ColumnContent,
    Layout,
    MatrixRule,
    MatrixRuleKind,
    MatrixTable,
    RuleAxis,
)

WITHIN = frozenset({MatrixRuleKind.SUM, MatrixRuleKind.BALANCE})
"""Rules between cells of one form."""

_ALL_OTHERS = "*"


@frozen(kw_only=True)
class Equation:
    """Two sides of cells that should be equal.

    Attributes:
        line: The row or column that is compared.
        left: Cells that are added on the left.
        right: Cells that are added on the right.
        minus: Cells that are taken off on the right.
    """

    rule: MatrixRule
    line: Label
    left: tuple[Address, ...]
    right: tuple[Address, ...]
    minus: tuple[Address, ...] = ()

    @property
    def addresses(self) -> frozenset[Address]:
        """Every cell that stands in it."""
        return frozenset((*self.left, *self.right, *self.minus))

    def _repr_html_(self) -> str:
        sides = (("左边", self.left), ("右边", self.right), ("减去", self.minus))
        rows = [(side, ".".join(each)) for side, cells in sides for each in cells]
        caption = f"{self.rule.label.zh}（{self.line.zh}）"
        return html_table(caption, ("", "单元格"), rows)


def equations(layout: Layout, held: Iterable[Address] = ()) -> tuple[Equation, ...]:
    """Return the equations of a form that stand in one year.

    Args:
        layout: The form.
        held: Cells that a filled form has, which say what its open rows are.

    >>> from adminlaw.tables.matrices import load_layout
    >>> len(equations(load_layout("disclosure-2021")))
    42
    """
    cells = tuple(held)
    return tuple(
        each
        for rule in layout.rules
        if rule.kind in WITHIN
        for each in equations_of(layout, rule, cells)
    )


def equations_of(
    layout: Layout, rule: MatrixRule, held: Iterable[Address] = ()
) -> Iterator[Equation]:
    """Yield the equations of one rule, one for each line."""
    table = layout.table(rule.table)
    if table is None:
        return
    rows = _rows(table, held)
    if rule.axis is RuleAxis.ROWS:
        yield from _between_rows(table, rule, tuple(rows))
    else:
        yield from _between_columns(table, rule, rows)


def _rows(table: MatrixTable, held: Iterable[Address]) -> dict[str, Label]:
    """Return the rows of a table, those of a filled form included."""
    known = {each.key: each.label for each in table.rows}
    if table.open_rows:
        for key, row, _ in held:
            if key == table.key and row not in known:
                known[row] = Label(row, row)
    return known


def _between_rows(
    table: MatrixTable, rule: MatrixRule, rows: tuple[str, ...]
) -> Iterator[Equation]:
    others = tuple(each for each in rows if each != TOTAL)
    parts = others if rule.parts == (_ALL_OTHERS,) else rule.parts
    if not parts:
        return
    for column in table.columns:
        if column.kind is ColumnContent.DAY:
            continue
        yield Equation(
            rule=rule,
            line=column.label,
            left=tuple((table.key, each, column.key) for each in rule.whole),
            right=tuple((table.key, each, column.key) for each in parts),
            minus=tuple((table.key, each, column.key) for each in rule.minus),
        )


def _between_columns(
    table: MatrixTable, rule: MatrixRule, rows: dict[str, Label]
) -> Iterator[Equation]:
    known = {each.key for each in table.columns}

    def cells(row: str, names: tuple[str, ...]) -> tuple[Address, ...]:
        return tuple((table.key, row, each) for each in names if each in known)

    for row, label in rows.items():
        left, right = cells(row, rule.whole), cells(row, rule.parts)
        if left and right:
            yield Equation(
                rule=rule,
                line=label,
                left=left,
                right=right,
                minus=cells(row, rule.minus),
            )
