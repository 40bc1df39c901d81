"""Tables whose every cell has a name: yearly forms and statistics (统计报表).

A matrix is not a list of records: its rows and columns are fixed by an official form,
and each number is known by its table, row and column. What the forms are is data, in
``data/``; how their numbers should relate is judged in ``adminlaw.forms``.
"""

from __future__ import annotations

from adminlaw.tables.matrices.cells import Cell, CellKind
from adminlaw.tables.matrices.figures import best_layout, label_of, read_matrix
from adminlaw.tables.matrices.layouts import (
    TOTAL,
    Address,
    ColumnContent,
    Layout,
    MatrixColumn,
    MatrixRow,
    MatrixRule,
    MatrixRuleKind,
    MatrixTable,
    Profile,
    RuleAxis,
)
from adminlaw.tables.matrices.locating import Found, Located, locate
from adminlaw.tables.matrices.shipped import layouts, load_layout

__all__ = [
    "TOTAL",
    "Address",
    "Cell",
    "CellKind",
    "ColumnContent",
    "Found",
    "Layout",
    "Located",
    "MatrixColumn",
    "MatrixRow",
    "MatrixRule",
    "MatrixRuleKind",
    "MatrixTable",
    "Profile",
    "RuleAxis",
    "best_layout",
    "label_of",
    "layouts",
    "load_layout",
    "locate",
    "read_matrix",
]
