"""Major decisions of a yearly catalogue (重大行政决策事项目录).

A catalogue says what is to be done. Its steps and its month are a plan: they stand on
one event of the kind 立项, which bears the month for which the decision is planned, and
none of them is evidence that anything was done. The limits: the year of the catalogue
is read from its title or the name of the sheet or the file only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from adminlaw.model import (
    Catalogue,
    CatalogueKind,
    Decision,
    Event,
    EventKind,
)
from adminlaw.model.identities import CatalogueId, DecisionId
from adminlaw.spans import DateSpan
from adminlaw.tables.building.readings import (
    body,
    code_of,
    happened,
    said,
    titled_body,
    untitled,
)
from adminlaw.tables.desk import Desk
from adminlaw.tables.groups import Group
from adminlaw.tables.values import read_texts
from adminlaw.wording import masked

_CATALOGUE = "decision-catalogue"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年")
_HEARING = "heard"


def decisions(group: Group, desk: Desk) -> Iterator[Decision]:
    """Yield the decision of one row of 重大行政决策事项目录.

    Source: 《重大行政决策程序暂行条例》第三条 (yearly catalogues).
    """
    title = untitled(said(group, "title"))
    if not title:
        group.refuse("title", "决策事项名称", "the title of a decision")
    catalogue = _catalogue(group, desk)
    steps, basis = _steps(group), said(group, "basis")
    lead = body(group, desk, "lead")
    maker = body(group, desk, "maker")
    yield Decision(
        id=DecisionId(desk.identity("decision", said(group, "lead"), title)),
        title=title,
        category=group.value("category"),
        lead=lead,
        maker=maker or catalogue.authority,
        catalogue=catalogue.id,
        responsible=said(group, "responsible"),
        hearing=_hearing(group, steps),
        basis=desk.citations(basis),
        events=(_planned(group),),
    )


def _catalogue(group: Group, desk: Desk) -> Catalogue:
    """Return the catalogue of the sheet."""
    key = f"{_CATALOGUE}:{group.sheet}"
    held: Catalogue | None = desk.notes.get(key)
    if held is not None:
        return held
    begun = Catalogue(
        id=CatalogueId(desk.identity("catalogue", desk.file, group.sheet)),
        kind=CatalogueKind.DECISIONS,
        authority=titled_body(group, desk),
        period=_year(group),
    )
    desk.notes[key] = desk.relate(key, begun)
    return begun


def _year(group: Group) -> DateSpan | None:
    for text in (group.title, group.sheet, group.file):
        found = set(_YEAR.findall(text))
        if found:
            return DateSpan.year(int(found.pop())) if len(found) == 1 else None
    return None


def _steps(group: Group) -> tuple[str, ...]:
    """Return the codes of the steps, with a remark on those that are not known."""
    codes = []
    for each in read_texts(said(group, "procedure"), commas=True):
        code = code_of(group, "procedure", each)
        if code is None:
            step = masked(each)[:12]
            group.remark(
                "procedure",
                f"已知的决策程序（“{step}”未识别，保留原文）",
                f"known steps of a decision ({step!r} is kept as written)",
            )
        codes.append(code or each)
    return tuple(codes)


def _hearing(group: Group, steps: tuple[str, ...]) -> bool | None:
    """Return whether a hearing is listed: by its column, else by the steps."""
    stated: bool | None = group.value("hearing")
    if stated is None:
        return True if _HEARING in steps else None
    if not stated and _HEARING in steps:
        group.remark("hearing", "与决策程序一致", "agreement with the listed steps")
    return stated


def _planned(group: Group) -> Event:
    """Return the event of being listed; the plan itself is its note."""
    plan = (("程序", said(group, "procedure")), ("决策时间", said(group, "planned")))
    note = "；".join(f"目录所列{name}：{text}" for name, text in plan if text)
    found = happened(EventKind.PLANNED, group.value("planned"))
    return evolve(found[0] if found else Event(kind=EventKind.PLANNED), note=note)
