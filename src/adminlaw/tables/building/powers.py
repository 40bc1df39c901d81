"""Powers of a list of powers and responsibilities (权责清单).

A sub-item (子项) is a power of its own that names the one above it. Kinds that the law
no longer knows are kept as others, with their name in the remark. The limits: whom a
list holds to account (追责对象) and its telephone numbers stay in the provenance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from adminlaw.identifiers import DivisionLevel
from adminlaw.model import Event, EventKind, Power, PowerKind
from adminlaw.model.identities import AuthorityId, PowerId
from adminlaw.tables.cells import tidy
from adminlaw.tables.desk import Desk
from adminlaw.tables.groups import Group, Refused

_NOTHING = frozenset({"", "无", "/", "-", "—", "——", "--", "\\"})
_IN_USE = frozenset({"", "有效", "正常", "在用", "保留", "启用", "已发布", "1"})
_ORDINAL = re.compile(
    r"^[(（]?(?:第?[一二三四五六七八九十百]+|\d+)[)）]?(?:部分)?[、.．:：\s]*"
)
_COUNT = re.compile(r"[(（\[:：]?\s*共?计?\d+(?:大?项|小项|类|条|件)?[)）\]]?$")


def powers(group: Group, desk: Desk) -> Iterator[Power]:
    """Yield the power of a group; before the first of its sub-items also itself."""
    kind, note = _kind(group)
    written = next(iter(group.texts("holder")), group.about)
    holder = desk.authority(written)
    if _SEVERAL.search(written):
        group.remark(
            "holder",
            "一个行使主体（多个按原文合为一个）",
            "one holder; several are one",
        )
    name, sub_item = _line(group, "name"), _line(group, "sub_item")
    if sub_item in _NOTHING or sub_item == name:
        yield _power(group, desk, (name, "", holder, kind, note))
        return
    place = f"{holder}\x1f{kind.code}\x1f{name}"
    known = desk.notes.get(place)
    parent = known or _identity(desk, (name, "", holder, kind, note), "")
    desk.notes[place] = parent
    yield _power(group, desk, (name, sub_item, holder, kind, note), parent)
    if known is None:
        yield Power(id=parent, name=name, kind=kind, holder=holder)


_SEVERAL = re.compile(r"[；;\n]")
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
        remark=_remark(group, note),
        events=_ended(group),
    )


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
    kind = _ENDS.get(state.removeprefix("已"))
    return () if kind is None else (Event(kind=kind, note=state),)


_ENDS = {
    "取消": EventKind.REPEALED,
    "废止": EventKind.REPEALED,
    "失效": EventKind.LAPSED,
    "暂停": EventKind.SUSPENDED,
    "停用": EventKind.SUSPENDED,
}


def _remark(group: Group, note: str) -> str:
    state = _line(group, "state")
    parts = [
        tidy(group.text("remark")),
        f"原权力类型：{note}" if note else "",
        "" if state in _IN_USE else f"状态：{state}",
    ]
    if state not in _IN_USE:
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
