"""The forms of two years in a row: what is carried over, and what stock remains.

四 of one year is 二 of the next in each column; what is in force is what was in force,
with what was issued and without what was repealed.
"""

from __future__ import annotations

from adminlaw.errors import FieldValueError
from adminlaw.forms.checking import judged, weigh
from adminlaw.forms.equations import Equation, equations_of
from adminlaw.forms.form import Form
from adminlaw.forms.reports import FormReport
from adminlaw.labels import Label
from adminlaw.tables.matrices import Address, Cell, MatrixRuleKind
from adminlaw.tables.matrices.cells import BLANK

_BEFORE = "before"
"""Stands before the table in an address of the year before."""


def compare_years(before: Form, after: Form) -> FormReport:
    """Return whether two forms of one body agree from one year to the next.

    Args:
        before: The form of a year.
        after: The form of the next year; it may be a later form of the same report.

    Raises:
        FieldValueError: the years are not in a row, or the forms of two bodies.

    >>> def stock(year, issued, repealed, in_force):
    ...     names = ("issued", "repealed", "in_force")
    ...     numbers = zip(names, (issued, repealed, in_force), strict=True)
    ...     cells = {
    ...         ("documents", "normative", name): Cell.of(number)
    ...         for name, number in numbers if number is not None
    ...     }
    ...     return Form(id="disclosure-2021", year=year, cells=cells)
    >>> report = compare_years(stock(2023, None, None, 597), stock(2024, 50, 227, 420))
    >>> print(report.passed[0].outcome.steps[1].line("zh"))
    右边 597 + 50 − 227 = 420
    """
    _check(before, after)
    # A row that only one of the two years has is compared as well: it is blank there.
    held = (*after.cells, *before.cells)
    judgements = [
        judged(rule, each.line, weigh(each, _Seek(before, after)))
        for rule in after.layout.rules
        if rule.kind in (MatrixRuleKind.CARRY, MatrixRuleKind.STOCK)
        for each in map(_over_years, equations_of(after.layout, rule, held))
    ]
    years = f"{before.year}–{after.year}"
    label = after.layout.label
    return FormReport(
        label=Label(
            f"{after.authority} {years} {label.zh}".strip(),
            ", ".join(each for each in (label.en, after.authority, years) if each),
        ),
        judgements=tuple(judgements),
    )


def _check(before: Form, after: Form) -> None:
    if before.year is None or after.year is None or before.year + 1 != after.year:
        raise FieldValueError(
            "year", (before.year, after.year), "相连的两个年度", "years in a row"
        )
    if before.authority and after.authority and before.authority != after.authority:
        raise FieldValueError(
            "authority", after.authority, "同一机关的表", "forms of one body"
        )


def _over_years(equation: Equation) -> Equation:
    """Return an equation whose cells of the year before are marked as such."""
    if equation.rule.kind is MatrixRuleKind.CARRY:
        right = tuple(map(_earlier, equation.right))
    else:
        right = (*map(_earlier, equation.left), *equation.right)
    return Equation(
        rule=equation.rule,
        line=equation.line,
        left=equation.left,
        right=right,
        minus=equation.minus,
    )


def _earlier(address: Address) -> Address:
    table, row, column = address
    return f"{_BEFORE} {table}", row, column


class _Seek:
    """Gives cells of two forms; those of the year before by their mark."""

    def __init__(self, before: Form, after: Form) -> None:
        self.before, self.after = before, after

    def __call__(self, address: Address) -> Cell:
        mark, _, table = address[0].rpartition(" ")
        form = self.before if mark else self.after
        return form.cells.get((table, address[1], address[2]), BLANK)
