"""Spreadsheets in, by templates that are data (表格导入)."""

from __future__ import annotations

from adminlaw.tables.grids import Grid, Merge
from adminlaw.tables.layout import Column, ColumnKind, Template, TemplateVersion
from adminlaw.tables.loading import load_template, templates
from adminlaw.tables.opening import read_grids
from adminlaw.tables.reading import read_table
from adminlaw.tables.results import Fate, ImportResult, Mapped, Origin, RowFate

__all__ = [
    "Column",
    "ColumnKind",
    "Fate",
    "Grid",
    "ImportResult",
    "Mapped",
    "Merge",
    "Origin",
    "RowFate",
    "Template",
    "TemplateVersion",
    "load_template",
    "read_grids",
    "read_table",
    "templates",
]
