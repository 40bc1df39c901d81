"""What a written form says of itself: which it is, and why cells are blank (说明).

Cells with one reason stand in one line, with the ids of the records that do not say
whether they count. Long lists are cut, and say by how much.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from adminlaw.forms.form import Form
from adminlaw.forms.pages import Page
from adminlaw.forms.papers import Block
from adminlaw.forms.reading import AUTHORITY, FORM, SCOPE, TEXT, YEAR
from adminlaw.tables.matrices import Address, label_of

_HEADS: Final = ("空白或存疑的原因", "单元格数", "单元格", "有关记录")
_WIDTHS: Final = (44, 44, 70, 70)
_CELLS: Final = 20
_RECORDS: Final = 30


def explain(page: Page, form: Form) -> None:
    """Write the sheet of explanations."""
    said = [
        (FORM, form.id),
        (YEAR, "" if form.year is None else str(form.year)),
        (AUTHORITY, form.authority),
        (SCOPE, form.scope.zh if form.scope else ""),
        *((f"{TEXT}{key}", text) for key, text in form.texts.items()),
    ]
    lines: list[tuple[tuple[str, ...], str]] = [(pair, "line") for pair in said]
    reasons = reasons_of(form)
    if reasons:
        lines += [((), "line"), (_HEADS, "head")]
        lines += [(each, "label") for each in reasons]
    for row, (texts, style) in enumerate(lines):
        for at, text in enumerate(texts):
            page.put(Block(top=row, left=at, bottom=row, right=at, text=text), style)
    for at, width in enumerate(_WIDTHS):
        page.sheet.set_column(at, at, width)


def reasons_of(form: Form) -> list[tuple[str, ...]]:
    """Return each reason for blank or doubtful cells with its cells and records.

    >>> from adminlaw.labels import Label
    >>> from adminlaw.tables.matrices import Cell
    >>> unsaid = Cell.of(None, Label("登记簿不记载此项", "not held"))
    >>> cells = {("fees", "fees", "amount"): unsaid}
    >>> reasons_of(Form(id="disclosure-2021", cells=cells))[0][:2]
    ('登记簿不记载此项', '1')
    """
    found: dict[tuple[str, tuple[str, ...]], list[Address]] = {}
    for address, cell in form.cells.items():
        if cell.note is not None:
            found.setdefault((cell.note.zh, cell.records), []).append(address)
    return [
        (
            reason,
            str(len(cells)),
            _listed([_named(form, each) for each in cells], _CELLS, "个单元格"),
            _listed(records, _RECORDS, "条"),
        )
        for (reason, records), cells in sorted(
            found.items(), key=lambda each: (each[0][0], -len(each[1]))
        )
    ]


def _named(form: Form, address: Address) -> str:
    table = form.layout.table(address[0])
    name = label_of(form.layout, address).zh
    return f"{table.label.zh}：{name}" if table else name


def _listed(names: Sequence[str], most: int, unit: str) -> str:
    text = "；".join(names[:most])
    more = len(names) - most
    return f"{text}；另有 {more} {unit}" if more > 0 else text
