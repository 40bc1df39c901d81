"""Read the head of a text: its name and its record, up to where the body starts.

Files of databases close the head with a mark; in a promulgated text it ends where
the contents, a heading, an article or a sentence begins. The order that publishes
a text, or what a publisher notes of it, may stand before the name; they are read
where the text bears no record of its own. The law: a text bears the record of its
making under its name (《立法法》第六十五条第三款).
The limits: a name is the first line that says something, with the lines that it
needs to name a kind of document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from attrs import frozen

from adminlaw.errors import Problem
from adminlaw.statutes.lines import NUMERAL, number_of
from adminlaw.statutes.records import UNFINISHED, Record, read_record
from adminlaw.statutes.rows import Row, rows_of
from adminlaw.statutes.units import Levels, Unit, UnitKind

_END: Final = "<!-- INFO END -->"
_COUNTRY: Final = "中华人民共和国"
_BLANK: Final = r"[\s\u200b\ufeff]"
_EDGES: Final = " \t　\xa0\u200b\ufeff"
_YEAR: Final = "[0-9０-９〇零○Ｏ一二三四五六七八九]{4}"
_DAY: Final = rf"{_YEAR}年{NUMERAL}{{1,3}}月{NUMERAL}{{1,3}}日"
_ACT_LINE: Final = re.compile(
    rf"[（(〔\[]?\s*(?:根据)?\s*[自从]?\s*{_YEAR}\s*年.*"
    r"(?:通过|批准|公布|发布|颁布|修正|修订|施行|废止|生效|实施|印发)"
)
_BEGINS_ACT: Final = re.compile(
    rf"(?:根据)?{_DAY}|[自从](?:公布|发布|颁布)之日起(?:施行|实施|生效|执行)\Z"
)
_NUMBER_LINE: Final = re.compile(
    r"\s*[（(]?[\u4e00-\u9fff、 ]{0,30}(?:令|公告|[释发函字])\s*"
    rf"[第〔（\[(]\s*{NUMERAL}{{1,6}}[^。；，]{{0,20}}号?[）)]?\s*\Z"
)
_LONGEST_HEAD: Final = 60
"""Rows in which the record of a text without the mark is looked for."""

_ORDER_NUMBER: Final = (
    rf"[（(]?(?:[〔\[]?{_YEAR}[〕\]]?年?)?第?{NUMERAL}{{1,6}}号[）)]?"
)
_ORDER: Final = re.compile(rf"(?!.*关于).{{2,60}}?(?:令|公告)(?:{_ORDER_NUMBER})?")
_DATUM: Final = re.compile(
    r"[【\[]?(标题|法规标题|名称|发文字号|文号|发文机关|制定机关|发布部门|发布机关|颁布单位"
    r"|发布日期|公布日期|颁布日期|成文日期|实施日期|施行日期|生效日期|时效性|有效性"
    r"|效力级别|效力位阶|法律性质|法规类别|主题分类|主题词|索引号|公文种类|来源"
    r"|法宝引证码)(?:】|\]|：|:)(.*)"
)
_DATED: Final = re.compile(r"([12][0-9]{3})[.年/-]([0-9]{1,2})[.月/-]([0-9]{1,2})日?")
_DOCUMENT: Final = re.compile(
    r"(?:法|法典|宪法|条例|办法|规定|规则|细则|通则|准则|守则|决定|决议|解释|批复|答复|复函"
    r"|意见|通知|通告|公告|命令|方案|规程|规范|标准|章程|修正案|纲要|规划|计划|制度|措施"
    r"|目录|名录|名单|要点|指引|指南|安排|说明|报告|纪要|解答|函|法律|令)"
    r"(?:[（(][^（()）]{1,20}[）)])*\Z"
)
_VERSION: Final = re.compile(
    r"[（(][12][0-9]{3}年?(?:修正|修订|修改)(?:文本|版|本)?[）)]\Z"
)


@frozen
class Header:
    """What stands before the body of a text.

    Attributes:
        title: The name, marks off, inner names in 〈〉; empty if there is none.
        record: The acts under it, or those that the order before it tells of.
        end: Where the body starts, in code points.
        units: The pieces of the head.
        number: The number that stands in a line of its own; empty if none does.
    """

    title: str
    record: Record
    end: int
    units: tuple[Unit, ...]
    problems: tuple[Problem, ...]
    number: str = ""


@frozen
class _Head:
    """The rows of a head: before the name, of the name, and under it."""

    before: Sequence[Row] = ()
    name: Sequence[Row] = ()
    under: Sequence[Row] = ()


def read_header(text: str) -> Header:
    """Return what stands before the body of *text*."""
    head = _head_of(text)
    rows = [*head.before, *head.name, *head.under]
    title = _title(head.name)
    noted = _data([*head.before, *head.under])
    record = read_record(_record_lines(head.under, title))
    if not record.acts and (head.before or noted):
        told = read_record([*_told_by_order(head.before), *_told_by_data(noted)])
        record = Record(told.acts, (*record.leftover, *told.leftover))
    problems = tuple(
        Problem(
            path="@0",
            received=part[:40],
            expected_zh="机关、日期和立法行为",
            expected_en="a day, a body and what it did",
        )
        for part in record.leftover
        if not _NUMBER_LINE.match(part) and not re.fullmatch(_DAY, part)
    )
    end = rows[-1].end if rows else 0
    return Header(title, record, end, _units(head), problems, _number(head, noted))


def _units(head: _Head) -> tuple[Unit, ...]:
    before = len(head.before) + 1
    return (
        *_pieces(UnitKind.RECORD, head.before, 1),
        *_pieces(UnitKind.TITLE, head.name, 1),
        *_pieces(UnitKind.RECORD, head.under, before),
    )


def _pieces(kind: UnitKind, rows: Sequence[Row], first: int) -> list[Unit]:
    return [
        Unit(kind, row.start, row.end, Levels(), number)
        for number, row in enumerate(rows, first)
    ]


def _head_of(text: str) -> _Head:
    """Return the rows of the head."""
    mark = text.find(_END)
    if mark < 0:
        return _head_without_mark(text)
    rows = rows_of(text[: mark + len(_END)], 0)
    end = _skip_blank(text, mark + len(_END))
    last = rows[-1]
    rows[-1] = Row(last.start, end, last.line, last.at)
    count = _lines_of_name_in_markdown(rows)
    return _Head((), rows[:count], rows[count:])


def _skip_blank(text: str, position: int) -> int:
    """Return where the first line after *position* that says something starts."""
    rest = re.compile(r"\s*").match(text, position)
    end = rest.end() if rest else position
    if end == len(text):
        return end
    newline = max(text.rfind("\n", position, end), text.rfind("\r", position, end))
    return newline + 1 if newline >= 0 else end


def _head_without_mark(text: str) -> _Head:
    """Return the name, what introduces it, and the lines under it of its record."""
    end = 0
    for _ in range(_LONGEST_HEAD):
        newline = text.find("\n", end)
        end = len(text) if newline < 0 else newline + 1
    rows = rows_of(text[:end], 0)
    first = _row_of_name(rows)
    if first >= len(rows) or _is_body(rows[first]):
        return _Head()
    last = first + _lines_of_name(rows[first:])
    name = _squeezed("".join(row.line for row in rows[first:last]))
    stop = _end_of_record(rows, last, name)
    return _Head(rows[:first], rows[first:last], rows[last:stop])


def _end_of_record(rows: Sequence[Row], start: int, name: str) -> int:
    """Return the row after the record; the name may stand there once more."""
    full = _COUNTRY + _inner(name).removeprefix(_COUNTRY)
    depth = 0
    goes_on = False
    for index, row in enumerate(rows[start:], start):
        again = _repeats(row.line, full)
        if row.label or row.heading or row.mark:
            return index
        if not (depth > 0 or goes_on or again or _is_record(row.line)):
            return index
        depth += _opened(row.line)
        goes_on = row.line.endswith(UNFINISHED)
    return len(rows)


def _row_of_name(rows: Sequence[Row]) -> int:
    """Return which row bears the name: the first, or one after order or data."""
    if not rows:
        return 0
    first = _squeezed(rows[0].line)
    if _DATUM.match(first) and not first.startswith(("标题", "名称", "【法规标题")):
        return next(
            (n for n, row in enumerate(rows) if not _DATUM.match(_squeezed(row.line))),
            0,
        )
    return _row_after_order(rows) if _ORDER.fullmatch(first) else 0


def _row_after_order(rows: Sequence[Row]) -> int:
    """Return the row that the order before it names, or that follows its day."""
    said = signed = ""
    for index, row in enumerate(rows):
        words = _inner(_squeezed(row.line)).removeprefix(_COUNTRY)
        if any(f"〈{country}{words}〉" in said for country in ("", _COUNTRY)):
            return index
        if re.fullmatch(_DAY, signed) and not _is_body(row):
            return index
        signed = words
        said += words
    return 0


def _is_body(row: Row) -> bool:
    """Tell whether a first line belongs to the body, there being no name."""
    ends = row.line.rstrip().endswith(("。", "；", "：", "，"))
    return ends or row.label is not None or row.mark is not None


def _is_record(line: str) -> bool:
    words = line.strip(_EDGES)
    bare = _squeezed(words)
    if not words.endswith(("。", "；", "：", "，")) and (
        _ACT_LINE.match(words) or _BEGINS_ACT.match(bare)
    ):
        return True
    return bool(
        _NUMBER_LINE.match(words)
        or re.match(rf"[（(〔\[].*{_YEAR}\s*年", words)
        or _DATUM.match(bare)
    )


def _opened(line: str) -> int:
    return sum((char in "（(《") - (char in "）)》") for char in line)


def _squeezed(line: str) -> str:
    """Return *line* without blanks and without signs of Markdown around it."""
    return re.sub(_BLANK, "", line).strip("#*")


def _inner(words: str) -> str:
    """Return *words* with the marks of names as they stand inside a name."""
    return words.translate(str.maketrans("《》<>＜＞", "〈〉〈〉〈〉"))


def _lines_of_name(rows: Sequence[Row]) -> int:
    """Return how many lines the name has: those up to a word for a document."""
    if rows[0].line.lstrip(_EDGES).startswith("#"):
        return _lines_of_name_in_markdown(rows)
    words = ""
    for count, row in enumerate(rows[:_LINES], 1):
        line = _squeezed(row.line)
        if count > 1 and (_is_body(row) or row.heading or _is_record(row.line)):
            break
        words += line
        if _DOCUMENT.search(_VERSION.sub("", words.rstrip("》"))):
            return count
    return 1


def _repeats(line: str, full: str) -> bool:
    """Tell whether *line* is the name once more, or a part that it is broken into."""
    words = _inner(_squeezed(line))
    starts = words.startswith(_COUNTRY) and full.startswith(words)
    return len(words) > _SHORT and (starts or full.endswith(words))


_SHORT: Final = 4
"""Characters that a line has to have more of to be the name once more."""

_LINES: Final = 4
"""Lines over which a name may be broken."""


def _lines_of_name_in_markdown(rows: Sequence[Row]) -> int:
    """Return how many lines the name has: one, or those that are headings."""
    count = 1
    if rows[0].line.lstrip().startswith("#"):
        while count < len(rows) and rows[count].line.lstrip().startswith("# "):
            count += 1
    return 0 if rows[0].line.startswith("<!--") else count


def _title(rows: Sequence[Row]) -> str:
    """Return the name; inner marks become 〈〉, the year of a version is left out."""
    if not rows:
        return ""
    marked = rows[0].line.lstrip(_EDGES).startswith("#")
    words = "".join(_squeezed(row.line) for row in (rows[:1] if marked else rows))
    datum = _DATUM.match(words)
    words = _VERSION.sub("", datum[2] if datum else words)
    if words.startswith("《") and words.endswith("》") and words.count("《") == 1:
        words = words[1:-1]
    return _inner(words)


def _record_lines(rows: Sequence[Row], title: str) -> list[str]:
    """Return the lines that may tell of acts, brackets off."""
    lines = [row.line.strip(f"（）()〔〕{_EDGES}") for row in rows]
    return [
        line
        for line in lines
        if not line.startswith("<!--")
        and not _DATUM.match(_squeezed(line))
        and not _repeats(line, _COUNTRY + title.removeprefix(_COUNTRY))
    ]


def _number(head: _Head, noted: dict[str, str]) -> str:
    """Return the number of the text: in a line of its own, or as a publisher has it."""
    words = [_squeezed(row.line).strip("（）()") for row in head.under]
    own = next((line for line in words if _NUMBER_LINE.match(line)), "")
    return own or noted.get("发文字号", "") or _order_of(head.before)


def _order_of(rows: Sequence[Row]) -> str:
    """Return the order, as 国务院令第714号; empty where the rows are no order."""
    words = [_squeezed(row.line) for row in rows[:2]]
    if not words or not _ORDER.fullmatch(words[0]):
        return ""
    if len(words) > 1 and re.fullmatch(_ORDER_NUMBER, words[1]):
        words[0] += words[1]
    order = words[0].removeprefix(_COUNTRY).translate(str.maketrans("", "", "（）()"))
    return re.sub(
        rf"第({NUMERAL}+)号", lambda found: f"第{number_of(found[1])}号", order
    )


_DONE: Final = re.compile(
    rf"(?:已|并|现|，)*(?:由|经|于|在)?(?P<before>.*?)[于在]?(?P<day>{_DAY})(?:由|经)?"
    r"(?P<after>.*?)(?P<verb>(?:修订|修正)?通过|批准|修订|修正)"
)
_COMMENCES: Final = re.compile(
    rf"(?:({_DAY})|(?:公布|发布|颁布)之日)起?(?:正式)?(?:施行|实施|生效|执行)"
)


def _told_by_order(rows: Sequence[Row]) -> list[str]:
    """Return the record that an order tells of, as it would stand under the name."""
    order = _order_of(rows)
    if not order:
        return []
    office = re.split("令|公告", order)[0]
    words = [_squeezed(row.line) for row in rows]
    signed = [line for line in words if re.fullmatch(_DAY, line)]
    said = re.sub(rf"\A{_ORDER_NUMBER}|《[^》]*》", "", "".join(words[1:]))
    lines: list[str] = []
    for clause in re.split("[，。；]", said):
        done = _DONE.match(clause)
        if done:
            body = done["before"] + done["after"]
            body = f"{office}{body}" if body.startswith("第") else body
            lines.append(f"{done['day']}{body}{done['verb']}")
    if signed:
        lines.append(f"{signed[-1]}{order}公布")
    commences = _COMMENCES.search(said)
    return [*lines, commences[0]] if commences else lines


def _data(rows: Sequence[Row]) -> dict[str, str]:
    """Return what a publisher notes of a text, by the name of the datum."""
    found = (_DATUM.match(_squeezed(row.line)) for row in rows)
    return {each[1]: each[2] for each in found if each}


def _told_by_data(noted: dict[str, str]) -> list[str]:
    """Return the record that the publisher's notes tell of."""
    lines: list[str] = []
    for names, verb in ((_PUBLISHED, "公布"), (_COMMENCED, "施行")):
        written = next((noted[name] for name in names if name in noted), "")
        day = _DATED.match(written)
        body = next((noted[name] for name in _OFFICES if name in noted), "")
        if day:
            who = body if verb == "公布" else ""
            lines.append(f"{day[1]}年{day[2]}月{day[3]}日{who}{verb}")
    return lines


_PUBLISHED: Final = ("公布日期", "发布日期", "颁布日期", "成文日期")
_COMMENCED: Final = ("施行日期", "实施日期", "生效日期")
_OFFICES: Final = ("制定机关", "发布部门", "发布机关", "发文机关", "颁布单位")
