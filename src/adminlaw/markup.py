"""Small HTML tables for notebooks, escaped and without style of their own.

Headings are Chinese; what may name a natural person is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from functools import partial
from html import escape
from typing import Any

import attrs
from attrs import frozen

from adminlaw.labels import Label, LabelledEnum

_SAYS_NOTHING = (None, "", ())


def html_table(
    caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]]
) -> str:
    """Return an HTML table; every cell is escaped.

    >>> html_table("权力", ["名称"], [["<b>"]])
    '<table><caption>权力</caption><tr><th>名称</th></tr><tr><td>&lt;b&gt;</td></tr></table>'
    """
    head = "".join(f"<th>{escape(cell)}</th>" for cell in headings)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"
        for row in rows
    )
    return f"<table><caption>{escape(caption)}</caption><tr>{head}</tr>{body}</table>"


@frozen
class Display:
    """How objects of a class show themselves: a ``_repr_html_`` that knows its words.

    Attributes:
        caption: What an object is called in Chinese.
        headings: The attributes that are shown, with their Chinese headings.
    """

    caption: str
    headings: Mapping[str, str]

    def __get__(self, instance: object, owner: type) -> Callable[[], str] | Display:
        """Return what shows an object, or to its class the display itself."""
        return self if instance is None else partial(self.html, instance)

    def html(self, instance: object) -> str:
        """Return a table: a row for each attribute that says something."""
        values = {name: getattr(instance, name) for name in self.headings}
        rows = [
            (self.headings[name], cell(value))
            for name, value in values.items()
            if not _empty(value)
        ]
        return html_table(self.caption, ("项目", "内容"), rows)


def shown_as(caption: str, **headings: str) -> Display:
    """Return a ``_repr_html_``: a row for each attribute that says something.

    Args:
        caption: What the object is called in Chinese.
        headings: The attributes that are shown, with their Chinese headings.

    >>> shown_as("名称", zh="中文").html(Label("权力", "power"))
    '<table><caption>名称</caption><tr><th>项目</th><th>内容</th></tr><tr><td>中文</td><td>权力</td></tr></table>'
    """
    return Display(caption, headings)


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
        if not each.metadata.get("personal") and not _empty(getattr(value, each.name))
    )


def _empty(value: object) -> bool:
    return value in _SAYS_NOTHING
