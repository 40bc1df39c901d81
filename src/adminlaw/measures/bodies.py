"""Which bodies an indicator speaks of (机构范围), as data with its source.

``data/bodies.toml`` says for each group which kinds belong to it, at which levels, and
which never do. A kind that is in neither list, or a level that is not recorded, is not
to be told: the count then has bounds.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from attrs import field, frozen

from adminlaw.converter import structure
from adminlaw.identifiers import DivisionLevel
from adminlaw.labels import Label
from adminlaw.markup import shown_as
from adminlaw.measures.statuses import DefinitionStatus
from adminlaw.measures.truths import Truth, both, either
from adminlaw.measures.viewing import View
from adminlaw.model import Authority, AuthorityKind, Document, Place


@frozen(kw_only=True)
class BodiesAtLevels:
    """Kinds of bodies, and the levels at which they belong to a group.

    Attributes:
        levels: Empty where the level does not matter.
    """

    kinds: tuple[AuthorityKind, ...]
    levels: tuple[DivisionLevel, ...] = ()

    _repr_html_ = shown_as("机构", kinds="类别", levels="层级")

    def holds(self, body: Authority, level: DivisionLevel | None) -> Truth:
        """Tell whether a body is one of them; None where its level is unsaid."""
        if body.kind not in self.kinds:
            return False
        if not self.levels:
            return True
        return None if level is None else level in self.levels


@frozen(kw_only=True)
class BodyGroup:
    """A group of bodies that an indicator speaks of (机构范围).

    Attributes:
        bodies: Who belongs to it.
        never: Kinds that do not belong to it; what is in neither is not to be told.
        source: Where that comes from; empty where it is our own.
    """

    id: str
    label: Label
    status: DefinitionStatus
    source: str = ""
    bodies: tuple[BodiesAtLevels, ...] = field(default=())
    never: tuple[AuthorityKind, ...] = ()

    _repr_html_ = shown_as(
        "机构范围", id="标识", label="名称", source="来源", status="定义来源"
    )

    def holds(self, body: Authority, level: DivisionLevel | None = None) -> Truth:
        """Tell whether a body belongs to the group.

        Args:
            body: The body.
            level: Its level where it does not state one itself.
        """
        stated = body.level or level
        named = any(body.kind in each.kinds for each in self.bodies)
        if named:
            return either(each.holds(body, stated) for each in self.bodies)
        return False if body.kind in self.never else None


@cache
def body_groups() -> Mapping[str, BodyGroup]:
    """Return the groups of bodies by id.

    >>> body_groups()["legal_affairs"].label.zh
    '政府法制机构'
    """
    path = files("adminlaw.measures").joinpath("data", "bodies.toml")
    rows = tomllib.loads(path.read_text("utf-8"))["group"]
    found = (structure(row, BodyGroup) for row in rows)
    return MappingProxyType({each.id: each for each in found})


def issued_by(document: Document, group: str, view: View) -> Truth:
    """Tell whether one of the issuers of a document is of a group; None if unsaid."""
    held = body_groups()[group]
    found = (view.register.get(Authority, key) for key in document.issuers)
    answers = [held.holds(each, document.level) if each else None for each in found]
    return either(answers) if answers else None


def is_own(body: str | None, view: View) -> Truth:
    """Tell whether a body is the government that a register is of, or works for it.

    It is where it is of the register's place and level; None where either is unsaid.
    """
    found = view.register.get(Authority, body)
    if found is None:
        return None
    home = view.register.get(Place, view.register.place)
    of_place = at_level = None
    if view.register.place and found.place:
        of_place = found.place == view.register.place
    if home is not None and found.level is not None:
        at_level = found.level is home.level
    return both(body_groups()["filing.reviewers"].holds(found), of_place, at_level)
