"""How a record shows itself in a notebook: Chinese headings, no personal data."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import attrs

from adminlaw.labels import Label, LabelledEnum
from adminlaw.markup import html_table
from adminlaw.model.fields import entity_label, field_label, is_personal


def record_html(record: Any) -> str:  # noqa: ANN401
    """Return an HTML table of one record: a row for each field that says something."""
    rows = [
        (field_label(each.name, "zh"), cell(getattr(record, each.name)))
        for each in attrs.fields(type(record))
        if each.init
        and not is_personal(each)
        and getattr(record, each.name) not in (None, "", ())
    ]
    caption = entity_label(type(record), "zh")
    return html_table(caption, ("项目", "内容"), rows)


def cell(value: object) -> str:
    """Return the Chinese text of one value."""
    if isinstance(value, (LabelledEnum, Label)):
        return value.zh
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (tuple, frozenset)):
        return "；".join(cell(each) for each in value)
    if isinstance(value, (str, int, Decimal, date, time)) or not attrs.has(type(value)):
        return str(value)
    return _nested(value)


def _nested(value: Any) -> str:  # noqa: ANN401
    if "__str__" in vars(type(value)):
        return str(value)
    return " ".join(
        cell(getattr(value, each.name))
        for each in attrs.fields(type(value))
        if not is_personal(each) and getattr(value, each.name) not in (None, "", ())
    )
