"""How a record shows itself in a notebook: Chinese headings, no personal data."""

from __future__ import annotations

from typing import Any

import attrs

from adminlaw.markup import cell, html_table
from adminlaw.model.fields import (
    entity_label,
    field_label,
    is_personal,
    without_numbers,
)


def record_html(record: Any) -> str:  # noqa: ANN401
    """Return an HTML table of one record: a row for each field that says something."""
    rows = [
        (
            field_label(each.name, "zh"),
            without_numbers(value, cell(value)),
        )
        for each in attrs.fields(type(record))
        if each.init
        and not is_personal(each)
        and (value := getattr(record, each.name)) not in (None, "", ())
    ]
    caption = entity_label(type(record), "zh")
    return html_table(caption, ("项目", "内容"), rows)
