"""Figures of a table that has a name and a count in each row (分项统计)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from adminlaw.labels import Label
from adminlaw.model import Figure, Unit
from adminlaw.model.identities import FigureId
from adminlaw.tables.cells import tidy
from adminlaw.tables.desk import Desk
from adminlaw.tables.groups import Group


def figures(group: Group, desk: Desk) -> Iterator[Figure]:
    """Yield the figure of a row; its unit is that of the column in the template."""
    name, count = tidy(group.text("name")), group.value("count")
    what = group.template.label
    yield Figure(
        id=FigureId(desk.identity("figure", group.template.id, name)),
        label=Label(f"{name}：{what.zh}", f"{name}: {what.en}"),
        unit=Unit.of(group.reader.columns["count"].unit),
        value=Decimal(count),
        scope=name,
    )
