"""Service items (政务服务事项实施清单).

One row is one item; with several materials it takes several, merged or blank. The
limits: what an item costs is read only where it costs nothing, 即办 is understood but
has no length, so that it is remarked upon and left out, and the kind of an item is
checked against the code system and kept with the origin of the record, since an item
of service has no kind here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from adminlaw.identifiers import DivisionLevel, parse_credit_code, parse_item_code
from adminlaw.model import Material, OnlineDepth, ServiceItem
from adminlaw.model.identities import ServiceItemId
from adminlaw.money import Money
from adminlaw.periods import Length
from adminlaw.tables.building.limits import PROMISED, STATUTORY, stated_limit
from adminlaw.tables.building.readings import (
    code_of,
    coded,
    diagnosed,
    remark_on_several,
    said,
)
from adminlaw.tables.desk import Desk
from adminlaw.tables.groups import Group
from adminlaw.tables.values import NoLength, read_numbered, tidy

# What is most exact comes first; a local code stands only where there is no other.
_CODES = ("handling_code", "task_code", "catalog_code")
_DEPTHS = tuple(OnlineDepth)


def service_items(group: Group, desk: Desk) -> Iterator[ServiceItem]:
    """Yield the item of one row of 实施清单, or of the rows of its materials.

    Source: GB/T 39554.2-2020 (要素要求).
    """
    name = said(group, "name")
    if not name:
        group.refuse("name", "事项名称", "the name of the item")
    handler, code = said(group, "handler") or group.about, _code(group)
    _judge_kind(group)
    remark_on_several(group, "handler", handler)
    for each in ("handler_kind", "item_kind", "power_source"):
        coded(group, each)
    basis = said(group, "basis")
    yield ServiceItem(
        id=ServiceItemId(desk.identity("item", handler, code, name)),
        name=name,
        handler=desk.authority(handler, _handler_code(group)) if handler else None,
        code=code,
        levels=_levels(group),
        basis=desk.citations(basis),
        basis_text=basis,
        statutory_limit=_limit(group, STATUTORY),
        promised_limit=_limit(group, PROMISED),
        fee=Money(Decimal(0)) if group.value("fee") is False else None,
        in_hall=group.value("in_hall"),
        online=_online(group),
        materials=_materials(group),
        steps=tuple(step for each in group.values("steps") for step in each),
    )


def _code(group: Group) -> str:
    found = [diagnosed(group, each, parse_item_code) for each in _CODES]
    return next((each for each in found if each), said(group, "local_code"))


def _handler_code(group: Group) -> str:
    return diagnosed(group, "handler_code", parse_credit_code)


def _judge_kind(group: Group) -> None:
    """Remark on a kind of item that the national code system does not know.

    Places number the kinds in their own way, so that a code that only another system
    has is named as such and not translated.
    """
    text = said(group, "kind")
    padded = text.zfill(2) if text.isdigit() else text
    if not text or code_of(group, "kind", padded) is not None:
        return
    for version in group.template.versions:
        if code_of(group, "kind", f"{version.id}.{padded}") is not None:
            zh = f"国家标准的事项类型代码（此代码见于{version.label.zh}）"
            en = f"a code of the national standard (this is of the {version.label.en})"
            group.remark("kind", zh, en)
            return
    group.remark("kind", "事项类型的代码或名称", "a code or name of a kind of item")


def _levels(group: Group) -> tuple[DivisionLevel, ...]:
    found = {level for each in group.values("levels") for level in each}
    return tuple(level for level in DivisionLevel if level in found)


def _limit(group: Group, columns: tuple[str, str]) -> Length | None:
    """Return a limit that is a length of time; of what is none None."""
    found = stated_limit(group, columns)
    if found is NoLength.IMMEDIATE:
        group.remark(
            columns[0],
            "时长，如 20个工作日；即办没有时长，未记入",
            "a length of time such as 20个工作日; done on the spot has none: left out",
        )
    return found if isinstance(found, Length) else None


def _online(group: Group) -> OnlineDepth | None:
    """Return the deepest of the ways in which an item is handled online."""
    found = {depth for each in group.values("online") for depth in each}
    return max(found, key=_DEPTHS.index) if found else None


def _materials(group: Group) -> tuple[Material, ...]:
    """Return what is handed in, row by row, each with the need that its row states.

    Whether a material is essential is None where nothing is said of it, or nothing that
    is known.
    """
    found: dict[str, Material] = {}
    needs = [_cell(group, "essential", row) for row in range(len(group.rows))]
    codes = [code_of(group, "essential", each) if each else "" for each in needs]
    if None in codes:
        group.remark("essential", "必要或非必要", "essential or not")
    for row, code in enumerate(codes):
        for name in read_numbered(_cell(group, "materials", row)):
            found.setdefault(name, Material(name=name, essential=_ESSENTIAL.get(code)))
    return tuple(found.values())


_ESSENTIAL: Mapping[str | None, bool] = {"yes": True, "no": False}


def _cell(group: Group, name: str, row: int) -> str:
    cells = group.cells[row]
    place = group.columns.get(name, (len(cells),))[0]
    return tidy(cells[place]) if place < len(cells) else ""
