"""Whose records a form counts, and of which days (统计范围).

A form of one body counts what is that body's. A form of the whole register leaves out
what a higher body or one of another place did: a rule of a ministry is none of a city.
"""

from __future__ import annotations

from adminlaw.identifiers import DivisionLevel
from adminlaw.labels import Label
from adminlaw.model import Authority, Place, Register


def is_foreign(register: Register, body: str | None) -> bool:
    """Tell whether a body stands above the place of a register, or outside it.

    What the register does not say of a body does not make it foreign.
    """
    home = register.get(Place, register.place)
    known = register.get(Authority, body)
    if home is None or known is None:
        return False
    place = register.get(Place, known.place)
    level = known.level or (place.level if place else None)
    above = level is not None and _rank(level) < _rank(home.level)
    return above or (place is not None and not _within(register, place, home))


def _rank(level: DivisionLevel) -> int:
    return tuple(DivisionLevel).index(level)


def _within(register: Register, place: Place, home: Place) -> bool:
    """Tell whether a place is another or a part of it; yes where nothing is said."""
    at: Place | None = place
    seen = set[str]()
    while at is not None and at.id not in seen:
        if at.id == home.id:
            return True
        seen.add(at.id)
        if at.parent is None:
            # A place of that level or above is another one; a lower one may be a part.
            return _rank(at.level) > _rank(home.level)
        at = register.get(Place, at.parent)
    return True


def only_body(register: Register) -> Authority | None:
    """Return the body of a register that has just one of its own, or None."""
    own = [each for each in register.authorities if not is_foreign(register, each.id)]
    return own[0] if len(own) == 1 else None


def scope_of(register: Register, body: Authority | None) -> Label:
    """Return whose records are counted, in words.

    >>> empty = Register(id="r", label=Label("某县", "a county"))
    >>> scope_of(empty, None).zh
    '登记簿“某县”全部机关（0 个），不计上级机关和辖区外机关'
    """
    if body is not None:
        return Label(body.name, body.name)
    own = sum(not is_foreign(register, each.id) for each in register.authorities)
    name = register.label
    return Label(
        f"登记簿“{name.zh}”全部机关（{own} 个），不计上级机关和辖区外机关",
        f"all {own} bodies of the register “{name.en}”, without those above it or "
        "outside its place",
    )
