"""Read the head of a text: its name and its record, up to where the body starts.

Files of databases close the head with a mark; in a promulgated text it ends where
the contents, a heading, an article or a sentence begins. The law: a text bears the
record of its making under its name (《立法法》第六十五条第三款).
The limits: a name is the first line that says something.
"""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

from adminlaw.errors import Problem
from adminlaw.statutes.lines import NUMERAL
from adminlaw.statutes.records import Record, read_record
from adminlaw.statutes.rows import Row, rows_of
from adminlaw.statutes.units import Levels, Unit, UnitKind

_END: Final = "<!-- INFO END -->"
_ACT_LINE: Final = re.compile(
    r"\s*[（(〔\[]?\s*(?:根据)?\s*[0-9０-９]{4}\s*年.*"
    r"(?:通过|批准|公布|发布|颁布|修正|修订|施行|废止|生效|实施|印发)"
)
_NUMBER_LINE: Final = re.compile(
    r"\s*[（(]?[\u4e00-\u9fff、 ]{0,30}(?:令|公告|[释发函字])\s*"
    rf"[第〔（\[(]\s*{NUMERAL}{{1,6}}[^。；，]{{0,20}}号?[）)]?\s*\Z"
)
_LONGEST_HEAD: Final = 60
"""Rows in which the record of a text without the mark is looked for."""


@frozen
class Header:
    """What stands before the body of a text.

    Attributes:
        title: The name, marks off, inner names in 〈〉; empty if there is none.
        record: The acts under it.
        end: Where the body starts, in code points.
        units: The pieces of the head.
    """

    title: str
    record: Record
    end: int
    units: tuple[Unit, ...]
    problems: tuple[Problem, ...]


def read_header(text: str) -> Header:
    """Return what stands before the body of *text*."""
    rows = _head_of(text)
    end = rows[-1].end if rows else 0
    titles = _titles(rows)
    lines = [row for row in rows[len(titles) :] if not row.line.startswith("<!--")]
    record = read_record([row.line.strip("（）() \t　") for row in lines])
    units = [
        Unit(UnitKind.TITLE, row.start, row.end, Levels(), number)
        for number, row in enumerate(titles, 1)
    ]
    units += [
        Unit(UnitKind.RECORD, row.start, row.end, Levels(), number)
        for number, row in enumerate(rows[len(titles) :], 1)
    ]
    problems = tuple(
        Problem(
            path="@0",
            received=part[:40],
            expected_zh="机关、日期和立法行为",
            expected_en="a day, a body and what it did",
        )
        for part in record.leftover
        if not _NUMBER_LINE.match(part)
    )
    return Header(_title(titles), record, end, tuple(units), problems)


def _head_of(text: str) -> list[Row]:
    """Return the rows of the head."""
    mark = text.find(_END)
    if mark >= 0:
        rows = rows_of(text[: mark + len(_END)], 0)
        end = _skip_blank(text, mark + len(_END))
        last = rows[-1]
        return [*rows[:-1], Row(last.start, end, last.line, last.at)]
    return _head_without_mark(text)


def _skip_blank(text: str, position: int) -> int:
    """Return where the first line after *position* that says something starts."""
    rest = re.compile(r"\s*").match(text, position)
    end = rest.end() if rest else position
    if end == len(text):
        return end
    newline = max(text.rfind("\n", position, end), text.rfind("\r", position, end))
    return newline + 1 if newline >= 0 else end


def _head_without_mark(text: str) -> list[Row]:
    """Return the name and the lines after it that look like a record."""
    end = 0
    for _ in range(_LONGEST_HEAD):
        newline = text.find("\n", end)
        end = len(text) if newline < 0 else newline + 1
    rows = rows_of(text[:end], 0)
    head: list[Row] = []
    depth = 0
    for row in rows:
        if not head:
            if _is_body(row):
                return []
            head.append(row)
            continue
        if not (depth > 0 or _is_record(row.line)):
            break
        head.append(row)
        depth += _opened(row.line)
    return head


def _is_body(row: Row) -> bool:
    """Tell whether a first line belongs to the body, there being no name."""
    ends = row.line.rstrip().endswith(("。", "；", "：", "，"))
    return ends or row.label is not None or row.mark is not None


def _is_record(line: str) -> bool:
    words = line.strip()
    return bool(
        _ACT_LINE.match(words)
        or _NUMBER_LINE.match(words)
        or re.match(r"[（(].*[0-9０-９]{4}\s*年", words)
    )


def _opened(line: str) -> int:
    return sum((char in "（(") - (char in "）)") for char in line)


def _titles(rows: list[Row]) -> list[Row]:
    """Return the lines of the name: one, or those that are headings in Markdown."""
    if not rows:
        return []
    count = 1
    if rows[0].line.lstrip().startswith("#"):
        while count < len(rows) and rows[count].line.lstrip().startswith("# "):
            count += 1
    return [] if rows[0].line.startswith("<!--") else rows[:count]


def _title(rows: list[Row]) -> str:
    """Return the name of the first line; inner marks become 〈〉."""
    if not rows:
        return ""
    words = "".join(rows[0].line.lstrip("#\ufeff ").split())
    if words.startswith("《") and words.endswith("》") and words.count("《") == 1:
        words = words[1:-1]
    return words.translate(str.maketrans("《》<>＜＞", "〈〉〈〉〈〉"))
