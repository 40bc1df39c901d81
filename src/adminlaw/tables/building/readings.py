"""What several builders read alike: plain texts, coded texts, spans and events.

A code that a template does not know, or an end before its start, is remarked upon and
left out; nothing is put in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from adminlaw.identifiers import (
    Identifier,
    parse_credit_code,
    parse_organisation_code,
)
from adminlaw.model import Event, EventKind
from adminlaw.model.identities import AuthorityId
from adminlaw.spans import DateSpan
from adminlaw.tables.desk import Desk, bodies_in, names_a_body
from adminlaw.tables.groups import Group
from adminlaw.tables.words import key, tidy

_TITLE = re.compile(r"(.+?)(?:关于|\d{4}年|重大行政决策|行政?规范性文件|规章)")
_RANGE = re.compile(r"[至到~—–]")


def said(group: Group, name: str) -> str:
    """Return the text of the first filled cell of a column; empty where none is."""
    texts = group.texts(name)
    return tidy(texts[0]) if texts else ""


def coded(group: Group, name: str) -> str | None:
    """Return the code that the template gives the text of a column.

    None where the column is blank, or says what the template does not know, which is
    remarked upon.
    """
    text = said(group, name)
    found = code_of(group, name, text) if text else None
    if text and found is None:
        column = group.reader.columns[name]
        group.remark(
            name,
            f"“{column.label.zh}”的已知写法或代码",
            f"a known text or code of the {column.label.en}",
        )
    return found


def code_of(group: Group, name: str, text: str) -> str | None:
    """Return the code that the template gives a text in a column, or None."""
    values = group.reader.columns[name].values
    if text in values:
        return values[text]
    wanted = key(text)
    return next((code for each, code in values.items() if key(each) == wanted), None)


def named_in(group: Group, name: str, text: str) -> str | None:
    """Return the one code of a column whose text stands in a heading or a cell.

    A longer text goes before those inside it; what is negated (不予保留) is not named.
    None where no text stands there, or texts of several codes do.
    """
    rest, found = key(text), set()
    values = group.reader.columns[name].values
    for each in sorted(map(key, values), key=len, reverse=True):
        if each.isascii() or each not in rest:
            continue
        if re.search(rf"[不未非](?:予|再)?{re.escape(each)}", rest):
            return None
        rest = rest.replace(each, "\n")
        found.add(next(code for one, code in values.items() if key(one) == each))
    return found.pop() if len(found) == 1 else None


def untitled(text: str) -> str:
    """Return a title on one line, without marks that stand around the whole of it.

    >>> untitled("《某市管理办法》"), untitled("《甲》和《乙》")
    ('某市管理办法', '《甲》和《乙》')
    """
    plain = "".join(text.split("\n"))
    depth, open_until = 0, 0
    for place, sign in enumerate(plain):
        depth += (sign == "《") - (sign == "》")
        if depth == 0:
            open_until = place
            break
    whole = plain[:1] == "《" and open_until == len(plain) - 1
    return plain[1:-1] if whole else plain


def diagnosed(
    group: Group, name: str, parse: Callable[[str], Identifier] = parse_credit_code
) -> str:
    """Return the code in a column as written, with a remark on each of its defects."""
    text = said(group, name)
    if not text:
        return ""
    found = parse(text)
    if parse is parse_credit_code and parse_organisation_code(text).valid:
        group.remark(
            name,
            "统一社会信用代码（此为组织机构代码）",
            "a credit code (this is an organisation code)",
        )
        return found.text
    for each in found.problems:
        group.remark(
            name,
            f"有效的{found.kind.zh}（{each.text('zh')}）",
            f"a valid {found.kind.en} ({each.text()})",
        )
    return found.text


def body(group: Group, desk: Desk, name: str, code: str = "") -> AuthorityId | None:
    """Return the body that a column names, with the code of another column, or None.

    Where the record has place for one only, several in the cell are one, with a remark.
    """
    text = said(group, name)
    remark_on_several(group, name, text)
    number = diagnosed(group, code) if code else ""
    return desk.authority(text, number) if text else None


def bodies(group: Group, desk: Desk, name: str) -> tuple[AuthorityId, ...]:
    """Return the bodies that a column names, in their order."""
    return tuple(map(desk.authority, bodies_in(said(group, name))))


def remark_on_several(group: Group, name: str, text: str) -> None:
    """Remark on a column of one body whose text names several.

    A name may itself hold the sign that parts names: 文化、旅游局 is one body.
    """
    if sum(map(names_a_body, bodies_in(text))) > 1:
        group.remark(
            name,
            "一个机关（多个按原文合为一个）",
            "one body; several are read as one",
        )


def titled_body(group: Group, desk: Desk) -> AuthorityId | None:
    """Return the body that the sheet is about, or that its title begins with."""
    begins = (_TITLE.match("".join(line.split())) for line in group.title.split("\n"))
    names = (found[1] for found in begins if found and names_a_body(found[1]))
    name = group.about or next(names, "")
    return desk.authority(name) if name else None


def happened(
    kind: EventKind, value: object, actor: AuthorityId | None = None
) -> tuple[Event, ...]:
    """Return the event of a day or of a span of days; none where neither is known."""
    if isinstance(value, DateSpan):
        return (Event(kind=kind, within=value, actor=actor),)
    if isinstance(value, date):
        return (Event(kind=kind, day=value, actor=actor),)
    return ()


def spanned(group: Group, first: object, until: str) -> DateSpan | None:
    """Return the days from *first* to those of a column, included; None if unsaid.

    A column may hold both ends (2020年1月1日至2024年12月31日). A month as a start
    leaves it open. An end before its start is remarked upon and not turned round.
    """
    last = group.value(until)
    is_range = _RANGE.search(said(group, until)) is not None
    if first is None and isinstance(last, DateSpan) and is_range:
        return last
    start = first if isinstance(first, date) else None
    end = _after(last)
    if start is None and last is None:
        return None
    if start is not None and end is not None and end <= start:
        group.remark(
            until,
            "不早于起始日的截止日（起止可能填反，未作调换）",
            "an end that is not before its start (they may be swapped; left as it is)",
        )
        return None
    return DateSpan(start, end)


def _after(value: Any) -> date | None:  # noqa: ANN401 - a day, a span or an open end
    """Return the day after an end; None where it is open or unsaid."""
    if isinstance(value, DateSpan):
        return value.until
    return value + timedelta(days=1) if isinstance(value, date) else None
