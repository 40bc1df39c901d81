"""Documents of a list (文件目录), as sites and departments publish them.

A number is not a key: one document stands on several sites, and joint ones bear the
number of the first issuer, so no two rows are put together. The day of publication is
never taken for that of signing or of taking effect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from adminlaw.citations import parse_document_number
from adminlaw.errors import CitationSyntaxError
from adminlaw.model import Document, DocumentKind, Event, EventKind
from adminlaw.model.identities import DocumentId
from adminlaw.spans import DateSpan
from adminlaw.tables.building.readings import code_of
from adminlaw.tables.cells import tidy
from adminlaw.tables.desk import Desk, bodies_in
from adminlaw.tables.groups import Group
from adminlaw.tables.values import key

_LABEL = re.compile(r"^(?:发文字号|文\s*号|文件编号|字号|索引号)\s*[:：]\s*")
_DAYS = {
    "signed": EventKind.SIGNED,
    "published": EventKind.PUBLISHED,
    "took_effect": EventKind.TOOK_EFFECT,
}
_ENDS = frozenset({EventKind.REPEALED, EventKind.LAPSED})
_IN_FORCE = "in_force"
_KINDS = {key(each.zh): each for each in DocumentKind}
_TRIAL = ("试行", "暂行")


def documents(group: Group, desk: Desk) -> Iterator[Document]:
    """Yield the document of a row."""
    title, number, index = _title(group), _number(group), _bare(group, "index_number")
    if not (title or number or index):
        group.refuse(
            next(iter(name for name in group.template.keys if group.has(name)), ""),
            "标题、发文字号或者索引号",
            "a title, a document number or an index number",
        )
    if not title and group.has("title"):
        group.remark("title", "标题", "a title")
    basis = tidy(group.text("basis"))
    yield Document(
        id=DocumentId(desk.identity("document", title, number, index)),
        title=title,
        kind=_kind(group),
        number=number,
        index_number=index,
        topic=_bare(group, "topic"),
        issuers=tuple(map(desk.authority, _issuers(group))),
        basis=desk.citations(basis) if basis else (),
        basis_text=basis,
        trial=any(word in title for word in _TRIAL),
        valid=_valid(group),
        events=tuple(_events(group)),
    )


def _bare(group: Group, name: str) -> str:
    """Return the first text of a column on one line, without a label before it."""
    text = "".join(tidy(next(iter(group.texts(name)), "")).split("\n"))
    return _LABEL.sub("", text).strip()


def _title(group: Group) -> str:
    title = _bare(group, "title")
    whole = title.startswith("《") and title.find("》") == len(title) - 1
    return title[1:-1] if whole else title


def _number(group: Group) -> str:
    """Return the number as written; what is no number is kept, with a remark."""
    number = _bare(group, "number")
    if number:
        try:
            parse_document_number(number)
        except CitationSyntaxError as error:
            group.remark("number", f"发文字号（{error.expected_zh}）", error.expected)
    return number


def _issuers(group: Group) -> tuple[str, ...]:
    """Return the names of the bodies; of a joint issue they may be parted by lines."""
    return bodies_in(next(iter(group.texts("issuers")), ""))


def _kind(group: Group) -> DocumentKind | None:
    """Return the kind where the list names it in the words of the model."""
    return _KINDS.get(key(_bare(group, "genre")))


def _events(group: Group) -> Iterator[Event]:
    for name, kind in _DAYS.items():
        day = group.value(name)
        if isinstance(day, DateSpan):
            yield Event(kind=kind, within=day)
        elif isinstance(day, date):
            yield Event(kind=kind, day=day)
        elif day is not None:
            group.remark(name, "日期", "a day")
    yield from _ending(group)


def _ending(group: Group) -> Iterator[Event]:
    """Yield what a list says of the force of a document, without a day of its own."""
    state = _bare(group, "state")
    code = code_of(group, "state", state) if state else _IN_FORCE
    if code == _IN_FORCE:
        return
    kind = _happening(code)
    if kind is not None:
        yield Event(kind=kind)
    zh = "有效，或者废止、失效、修改的日期" if kind else "有效、失效、废止或者已修改"
    en = "in force, or the day of its end" if kind else "in force, lapsed, repealed"
    group.remark("state", zh, en)


def _happening(code: str | None) -> EventKind | None:
    """Return the event of which the state of a document tells, or None."""
    return None if code is None or code == _IN_FORCE else EventKind.of(code)


def _valid(group: Group) -> DateSpan | None:
    """Return the days in force as far as the list states them.

    One that has ended on a day that is not stated is in force nobody knows how long.
    """
    since, last = group.value("took_effect"), group.value("ends")
    if isinstance(last, DateSpan):
        # 2020年 as an end means its last day; 自…至… says both ends.
        stated = last.since if since is None and not _is_period(last) else since
        since, last = stated, last.last_day
    first = since if isinstance(since, date) else None
    if not isinstance(last, date):
        state = _bare(group, "state")
        code = code_of(group, "state", state) if state else None
        ended = _happening(code) in _ENDS
        return DateSpan(first) if first and not ended else None
    if last == date.max or (first and last < first):
        group.remark("ends", "晚于施行日期的日期", "a day after that of taking effect")
        return None
    return DateSpan(first, last + timedelta(days=1))


def _is_period(span: DateSpan) -> bool:
    """Tell whether a span is a calendar year or month, rather than two stated days."""
    first = span.since
    if first is None or first.year == date.max.year:
        return False
    month = DateSpan.month(first.year, first.month)
    return span in (month, DateSpan.year(first.year))
