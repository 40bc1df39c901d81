"""One official yearly form, filled in (年度报表)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from adminlaw.errors import Problem, UnknownCodeError
from adminlaw.forms.checking import Filled, judge
from adminlaw.forms.reports import FormReport
from adminlaw.labels import Label
from adminlaw.markup import html_table
from adminlaw.rulebook import Rulebook
from adminlaw.tables.matrices import (
    TOTAL,
    Address,
    Cell,
    CellKind,
    Layout,
    MatrixTable,
    load_layout,
)
from adminlaw.tables.matrices.cells import BLANK

SCHEMA_VERSION = 1
"""Version of the JSON that ``Form.json`` gives."""


@frozen(kw_only=True)
class Form:
    """A yearly form with its numbers (年度报表).

    Attributes:
        id: Id of its layout, such as ``disclosure-2021``.
        year: The year reported on.
        authority: The body that reports.
        cells: Its cells by table, row and column; what is missing is blank.
        texts: Parts of the report's text by key, such as ``six``.
        scope: Whose records it counts, where it was filled in from a register.
        source: The file that it was read from, or the register.
        problems: What could not be read; not compared.
        layout: The empty form, which follows from ``id``.

    Raises:
        UnknownCodeError: there is no such layout, or a cell stands where the layout
            has none.

    >>> form = Form(
    ...     id="disclosure-2021",
    ...     year=2023,
    ...     cells={("fees", "fees", "amount"): Cell.of(Decimal("59237.2449"))},
    ... )
    >>> form.value("fees", "fees", "amount")
    Decimal('59237.2449')
    >>> form.cell("requests", "granted", "total").kind
    CellKind.BLANK
    """

    id: str
    year: int | None = None
    authority: str = ""
    cells: Mapping[Address, Cell] = field(factory=dict, hash=False)
    texts: Mapping[str, str] = field(factory=dict, hash=False)
    scope: Label | None = field(default=None, eq=False)
    source: str = field(default="", eq=False)
    problems: tuple[Problem, ...] = field(default=(), eq=False)
    layout: Layout = field(eq=False, repr=False)

    @layout.default
    def _layout_of_id(self) -> Layout:
        return load_layout(self.id)

    def __attrs_post_init__(self) -> None:
        """Refuse cells that the layout has no place for; blanks are left out."""
        for address in self.cells:
            table, _ = self.layout.place(address)
            if not table.open_rows and table.row(address[1]) is None:
                known = tuple(each.key for each in table.rows)
                raise UnknownCodeError(".".join(address), self.id, known)
        kept = {
            address: cell
            for address, cell in self.cells.items()
            if cell.kind is not CellKind.BLANK or cell.note or cell.raw
        }
        object.__setattr__(self, "cells", kept)

    def __eq__(self, other: object) -> bool:
        """Tell whether two forms say the same; a blank cell is one that is missing."""
        if not isinstance(other, Form):
            return NotImplemented
        return (self.id, self.year, self.authority, dict(self.texts)) == (
            other.id,
            other.year,
            other.authority,
            dict(other.texts),
        ) and _said(self) == _said(other)

    def __hash__(self) -> int:
        return hash((self.id, self.year, self.authority))

    def cell(self, table: str, row: str, column: str) -> Cell:
        """Return a cell; one that the form does not have is blank.

        Raises:
            UnknownCodeError: the layout has no such table or column.
        """
        self.layout.place((table, row, column))
        return self.cells.get((table, row, column), BLANK)

    def value(self, table: str, row: str, column: str) -> Decimal | date | None:
        """Return the number or the day of a cell; None where it has neither.

        Raises:
            UnknownCodeError: the layout has no such table or column.
        """
        return self.cell(table, row, column).value

    def rows_of(self, table: MatrixTable) -> dict[str, Label]:
        """Return the rows of a table with their labels, open ones before the total."""
        known = {each.key: each.label for each in table.rows}
        if not table.open_rows:
            return known
        open_rows = {
            row: Label(row, row)
            for key, row, _ in self.cells
            if key == table.key and row != TOTAL
        }
        return {**open_rows, **known}

    def check(self, *, law: Rulebook | None = None) -> FormReport:
        """Return what the rules of the form say of its numbers.

        Args:
            law: Rules that set days; those that ship by default.

        >>> cells = {
        ...     ("remedies", "reconsideration", name): Cell.of(number)
        ...     for name, number in
        ...     (("upheld", 3), ("corrected", 1), ("other", 0), ("pending", 2))
        ... }
        >>> form = Form(id="disclosure-2021", cells=cells)
        >>> [each.status.zh for each in form.check().rule("remedies.results")]
        ['无法评判', '无法评判', '无法评判']
        """
        filled = Filled(
            layout=self.layout, year=self.year, cells=self.cells, texts=self.texts
        )
        return FormReport(label=self.label, judgements=tuple(judge(filled, law=law)))

    @property
    def label(self) -> Label:
        """What the form is, of whom and of which year."""
        year = self.year or ""
        own = self.layout.label
        zh = " ".join(
            part for part in (self.authority, f"{year}年度" if year else "") if part
        )
        parts = (own.en, self.authority, str(year))
        return Label(
            f"{zh} {own.zh}".strip(), ", ".join(each for each in parts if each)
        )

    def json(self) -> dict[str, Any]:
        """Return the form as plain data for ``json.dumps``.

        A whole number is a number, a decimal is text, a blank is ``null``, what does
        not apply is ``"/"``, a day is ``"2024-03-20"``.

        >>> cells = {("fees", "fees", "amount"): Cell.of(Decimal("1.50"))}
        >>> Form(id="disclosure-2021", year=2023, cells=cells).json()["tables"]
        {'fees': {'fees': {'amount': '1.50'}}}
        """
        tables: dict[str, dict[str, dict[str, Any]]] = {}
        for (table, row, column), cell in self.cells.items():
            tables.setdefault(table, {}).setdefault(row, {})[column] = _plain(cell)
        notes = [
            {
                "cell": list(address),
                "zh": cell.note.zh,
                "en": cell.note.en,
                **({"records": list(cell.records)} if cell.records else {}),
            }
            for address, cell in self.cells.items()
            if cell.note is not None
        ]
        said = {
            "form": self.id,
            "year": self.year,
            "authority": self.authority,
            "scope": {"zh": self.scope.zh, "en": self.scope.en} if self.scope else None,
            "source": self.source,
            "tables": tables,
            "texts": dict(self.texts),
            "notes": notes,
        }
        kept = {key: value for key, value in said.items() if value not in ("", None)}
        return {"schema_version": SCHEMA_VERSION, **kept}

    def _repr_html_(self) -> str:
        return "".join(
            html_table(
                f"{self.label.zh}：{table.label.zh}",
                ("", *(each.label.zh for each in table.columns)),
                self._shown_rows(table),
            )
            for table in self.layout.tables
        )

    def _shown_rows(self, table: MatrixTable) -> list[tuple[str, ...]]:
        return [
            (
                label.zh,
                *(
                    self.cells.get((table.key, row, each.key), BLANK).text()
                    for each in table.columns
                ),
            )
            for row, label in self.rows_of(table).items()
        ]


def _said(form: Form) -> dict[Address, Cell]:
    return {
        address: cell
        for address, cell in form.cells.items()
        if cell.kind is not CellKind.BLANK
    }


def _plain(cell: Cell) -> int | str | None:
    if cell.day is not None:
        return cell.day.isoformat()
    if cell.number is not None:
        whole = cell.number == cell.number.to_integral_value()
        plain = format(cell.number, "f")
        return int(plain) if whole and "." not in plain else plain
    return "/" if cell.kind is CellKind.NOT_APPLICABLE else None
