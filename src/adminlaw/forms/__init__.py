"""Official yearly forms: layouts as data, filled in, read, checked (年度报表).

The yearly disclosure report, the enforcement and reconsideration statistics and the
report on building a law-based government are tables whose every cell has a name. Their
layouts and balancing rules are data; a form is filled in from a register, or read from
JSON, a workbook or a page, and checked: passed, failed, not assessable. Blank is not
zero.

>>> from adminlaw import forms
>>> [each.id for each in forms.layouts()][:2]
['disclosure-2019', 'disclosure-2021']
"""

from __future__ import annotations

from adminlaw.forms.equations import Equation, equations
from adminlaw.forms.filling import fill
from adminlaw.forms.form import Form
from adminlaw.forms.reading import read_form
from adminlaw.forms.reports import FormReport
from adminlaw.forms.schemas import mapping, read_layout
from adminlaw.forms.severity import heaviest
from adminlaw.forms.writing import write_form
from adminlaw.forms.years import compare_years
from adminlaw.tables.matrices import Cell, CellKind, Layout, layouts, load_layout

__all__ = [
    "Cell",
    "CellKind",
    "Equation",
    "Form",
    "FormReport",
    "Layout",
    "compare_years",
    "equations",
    "fill",
    "heaviest",
    "layouts",
    "load_layout",
    "mapping",
    "read_form",
    "read_layout",
    "write_form",
]
