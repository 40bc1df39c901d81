"""Fill in yearly forms from a register (由登记簿填报)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from adminlaw.errors import UnknownCodeError
from adminlaw.forms.filling.counting import Sheet
from adminlaw.forms.filling.disclosure import fill_disclosure
from adminlaw.forms.filling.enforcement import fill_enforcement
from adminlaw.forms.filling.others import fill_reconsideration, fill_report
from adminlaw.forms.filling.scoping import only_body, scope_of
from adminlaw.forms.form import Form
from adminlaw.model import Authority, Register
from adminlaw.tables.matrices import Layout, load_layout

_FILLERS: Mapping[str, Callable[[Sheet], None]] = MappingProxyType(
    {
        "disclosure": fill_disclosure,
        "enforcement": fill_enforcement,
        "reconsideration": fill_reconsideration,
        "law": fill_report,
    }
)
"""What fills in a form, by the first word of its id."""


def fill(
    form: str | Layout,
    register: Register,
    year: int,
    *,
    authority: str | None = None,
) -> Form:
    """Return a yearly form filled in from a register, as far as it can say.

    A cell stays blank, with the reason as its note, where a record does not say
    whether it counts; none is zero only where the register declares that kind of
    record complete; a count of records not declared complete carries a note.

    Args:
        form: Id of a layout, such as ``disclosure-2021``, or a layout.
        register: The records.
        year: The calendar year reported on.
        authority: Register id of the body that reports; None for the whole register,
            of which records of bodies above its place or outside it are left out.

    Returns:
        The form; ``scope`` says whose records it counts. A year that the period of
        the register does not wholly cover is not counted.

    Raises:
        UnknownRecordError: the register has no such body.
        UnknownCodeError: there is no such layout, or none that is filled in.

    >>> from adminlaw.labels import Label
    >>> empty = Register(id="r", label=Label("空", "empty"))
    >>> cell = fill("disclosure-2021", empty, 2023).cell("requests", "total", "total")
    >>> cell.kind.zh, cell.note.zh[:17]
    ('空白', '登记簿未声明该类记录完整，没有记录')
    """
    layout = load_layout(form)
    filler = _FILLERS.get(layout.id.split("-")[0])
    if filler is None:
        raise UnknownCodeError(layout.id, "Form", tuple(_FILLERS))
    body = None if authority is None else register.find(Authority, authority)
    sheet = Sheet(layout=layout, register=register, year=year, authority=authority)
    filler(sheet)
    only = body or only_body(register)
    return Form(
        id=layout.id,
        layout=layout,
        year=year,
        authority=only.name if only else "",
        cells=sheet.cells,
        scope=scope_of(register, only),
        source=register.id,
    )
