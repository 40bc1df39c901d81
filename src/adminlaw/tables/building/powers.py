"""Powers of a list of powers and responsibilities (权责清单).

A sub-item (子项) is a power of its own that names the one above it; a main item that
has no row of its own has the basis that all its sub-items share. Time limits make a
service item of the power, as a power has none. What no field holds of them, and kinds
that the law no longer knows, are kept in the remark. The limits: whom a list holds to
account (追责对象) and its telephone numbers stay in the provenance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from attrs import evolve

from adminlaw.identifiers import DivisionLevel
from adminlaw.model import Event, EventKind, Power, PowerKind, ServiceItem
from adminlaw.model.identities import AuthorityId, PowerId, ServiceItemId
from adminlaw.periods import Length
from adminlaw.tables.building.limits import PROMISED, STATUTORY, stated_limit
from adminlaw.tables.building.readings import code_of, remark_on_several
from adminlaw.tables.cells import tidy
from adminlaw.tables.desk import Desk
from adminlaw.tables.groups import Group, Refused
from adminlaw.tables.limits import NoLength

_MAIN = "main items"
_NOTHING = frozenset({"", "无", "/", "-", "—", "——", "--", "\\"})
_IN_USE = "in_use"
_ORDINAL = re.compile(
    r"^[(（]?(?:第?[一二三四五六七八九十百]+|\d+)[)）]?(?:部分)?[、.．:：\s]*"
)
_COUNT = re.compile(r"[(（\[:：]?\s*共?计?\d+(?:大?项|小项|类|条|件)?[)）\]]?$")


def powers(group: Group, desk: Desk) -> Iterator[Power]:
    """Yield the power of a group; before the first of its sub-items also itself."""
    kind, note = _kind(group)
    written = next(iter(group.texts("holder")), group.about)
    holder = desk.authority(written)
    remark_on_several(group, "holder", written)
    name, sub_item = _line(group, "name"), _line(group, "sub_item")
    if sub_item in _NOTHING or sub_item == name:
        yield _power(group, desk, (name, "", holder, kind, note))
        return
    place = f"{holder}\x1f{kind.code}\x1f{name}"
    known = desk.notes.get(place)
    parent = known or _identity(desk, (name, "", holder, kind, note), "")
    desk.notes[place] = parent
    power = _power(group, desk, (name, sub_item, holder, kind, note), parent)
    main = desk.notes.setdefault(_MAIN, {})
    if known is None:
        main[parent] = []
    if parent in main:
        main[parent].append(power.basis_text)
    yield power
    if known is None:
        yield Power(id=parent, name=name, kind=kind, holder=holder)


def with_shared_basis(records: Iterable[Power], desk: Desk) -> Iterator[Power]:
    """Yield powers; a main item without a row has the basis its sub-items share.

    So a basis that is merged over all of their rows is that of the main item as well.
    """
    main = desk.notes.get(_MAIN, {})
    for each in records:
        texts = set(main.get(each.id, ()))
        text = texts.pop() if len(texts) == 1 else ""
        yield (
            evolve(each, basis=desk.citations(text), basis_text=text) if text else each
        )


_Core = tuple[str, str, AuthorityId, PowerKind, str]
"""Name, name of the sub-item, holder, kind, and what the list calls the kind."""


def _identity(desk: Desk, core: _Core, code: str) -> PowerId:
    name, sub_item, holder, kind, _ = core
    return PowerId(desk.identity("power", holder, kind.code, name, sub_item, code))


def _power(
    group: Group, desk: Desk, core: _Core, parent: PowerId | None = None
) -> Power:
    name, sub_item, holder, kind, note = core
    code, basis = _line(group, "code"), tidy(group.text("basis"))
    key = _identity(desk, core, code)
    if not sub_item:
        desk.notes.setdefault(f"{holder}\x1f{kind.code}\x1f{name}", key)
    limits = _limits(group)
    _relate_item(desk, (key, sub_item or name, holder), limits)
    return Power(
        id=key,
        name=sub_item or name,
        kind=kind,
        holder=holder,
        code=code,
        parent=parent,
        levels=_levels(group),
        handling_unit="、".join(map(tidy, group.texts("handling_unit"))),
        basis=desk.citations(basis) if basis else (),
        basis_text=basis,
        steps=_flat(group, "steps"),
        risk_points=_flat(group, "risk_points"),
        duties=_flat(group, "duties"),
        duties_basis=tidy(group.text("duties_basis")),
        liability=_flat(group, "liability"),
        remark=_remark(group, note, limits),
        events=_ended(group),
    )


_Limits = dict[str, Length | str]
"""By the names of columns: a length of time, or what a list says instead of one."""


def _limits(group: Group) -> _Limits:
    """Return what a power's rows say of its limits; nothing where they say none."""
    found: _Limits = {}
    for columns in (STATUTORY, PROMISED):
        name = columns[0]
        texts = tuple(dict.fromkeys(map(tidy, group.texts(name))))
        if len(texts) > 1:
            group.remark(
                name,
                "一个期限（多个均记入备注）",
                "one limit; several are kept in the remark",
            )
            found[name] = "、".join(texts)
            continue
        limit = stated_limit(group, columns)
        if isinstance(limit, Length):
            found[name] = limit
        elif texts and limit is not NoLength.UNKNOWN:
            unit = tidy(group.text(columns[1]))
            found[name] = f"{texts[0]}（{unit}）" if unit else texts[0]
    return found


def _relate_item(
    desk: Desk, power: tuple[PowerId, str, AuthorityId], limits: _Limits
) -> None:
    """Keep the lengths of time of a power on a service item that carries it out.

    Source: 《国务院关于在线政务服务的若干规定》第四条第二款 (items of powers are items
    of service).
    """
    key, name, holder = power
    statutory, promised = (limits.get(each) for each, _ in (STATUTORY, PROMISED))
    if isinstance(statutory, Length) or isinstance(promised, Length):
        item = ServiceItem(
            id=ServiceItemId(desk.identity("item", key)),
            name=name,
            handler=holder,
            powers=(key,),
            statutory_limit=statutory if isinstance(statutory, Length) else None,
            promised_limit=promised if isinstance(promised, Length) else None,
        )
        desk.relate(item.id, item)


def _line(group: Group, name: str) -> str:
    """Return the first text of a column on one line."""
    if name not in group.columns:
        return ""
    texts = group.texts(name)
    return tidy(texts[0]).replace("\n", "") if texts else ""


def _flat(group: Group, name: str) -> tuple[str, ...]:
    found = group.values(name)
    if not found:
        return ()
    return found[0] if len(found) == 1 else tuple(chain.from_iterable(found))


def _levels(group: Group) -> tuple[DivisionLevel, ...]:
    found = group.values("levels")
    if len(found) == 1:
        only: tuple[DivisionLevel, ...] = found[0]
        return only
    return tuple(dict.fromkeys(chain.from_iterable(found)))


def _kind(group: Group) -> tuple[PowerKind, str]:
    """Return the kind of a power, and its old name where today's list has none.

    A list without a column of kinds names them above each section or on the sheet, or
    is of one kind that its title or the name of its file names: 行政许可事项清单.

    Raises:
        Refused: no kind is named, or one that is not known.
    """
    written = group.texts("kind")
    names = written[:1] or (_bare(group.section), _bare(group.sheet))
    for name in names:
        kind, misread = group.reader.read("kind", name) if name else (None, None)
        if kind is not None:
            return kind, _old_name(name, kind)
        if misread and written:
            group.refuse("kind", *misread)
    for text in (group.title, group.sheet, group.file):
        named = [each for each in PowerKind if each.zh in text]
        if len(named) == 1:
            return named[0], ""
    expected = ("权力类型，如 行政处罚", "a kind of power such as 行政处罚")
    raise Refused(group.problem("kind", *expected))


def _bare(heading: str) -> str:
    """Return a heading without its number and its count.

    >>> _bare("一、行政许可（共12项）"), _bare("行政处罚")
    ('行政许可', '行政处罚')
    """
    return _COUNT.sub("", _ORDINAL.sub("", heading.strip())).strip()


def _old_name(text: str, kind: PowerKind) -> str:
    if kind is not PowerKind.OTHER:
        return ""
    plain = tidy(text)
    return "" if plain.startswith(("其他", "其它")) or plain == kind.code else plain


def _ended(group: Group) -> tuple[Event, ...]:
    """Return the end of a power that its list says to have ended, on no known day."""
    state = _line(group, "state")
    code = code_of(group, "state", state) if state else _IN_USE
    if code is None or code == _IN_USE:
        return ()
    return (Event(kind=EventKind.of(code), note=state),)


def _remark(group: Group, note: str, limits: _Limits) -> str:
    state = _line(group, "state")
    doubted = bool(state) and code_of(group, "state", state) != _IN_USE
    parts = [
        tidy(group.text("remark")),
        f"原权力类型：{note}" if note else "",
        f"状态：{state}" if doubted else "",
        *(
            f"{group.reader.columns[name].label.zh}：{said}"
            for name, said in limits.items()
            if isinstance(said, str)
        ),
    ]
    if doubted:
        group.remark(
            "state",
            "在用的事项，或者终止日期；未载明终止日期，状态记入备注",
            "a power in use, or the day of its end; the state is kept as a remark",
        )
    if note:
        group.remark(
            "kind",
            "现行权力类型；已按“其他行政权力”读入，原名记入备注",
            "a kind of today; read as another power, the name kept in its remark",
        )
    return "；".join(part for part in parts if part)
