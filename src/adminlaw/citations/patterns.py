"""The forms of citations in running text, as patterns that start from a literal.

Each pattern begins with one or two characters that are rare enough to be looked for
(第, 《, 前款, 本法, 该条), and no pattern can go back over what it has taken, so that
the time to read a text grows with its length and with nothing else. The law:
《立法法》第六十五条 for the levels, GB/T 15834—2011 第4.15条 for the marks.
"""

from __future__ import annotations

import re
from typing import Final

from adminlaw.citations.grammar import IN_LINE, NUMERAL, TO, pieces

B: Final = IN_LINE
"""Blanks inside a line."""

_OPENED, _NUMBER, _AND, _MORE = pieces(B)
_BRACKETED: Final = rf"{_OPENED}[）)]"
# 章程, 项目, 款项 and the like are words; what they begin is no place.
_MARK: Final = (
    "(?:分?编(?![号辑制码队写入者])|章(?!程)|节(?![假日能点约水目奏省育])"
    "|条(?![件约线块幅])|款(?![额式项])|项(?!目[^的第规、，。；]|目\\Z)|目(?![录标前]))"
)
_LEVEL: Final = rf"{_NUMBER}{_MORE}{B}{_MARK}(?:{B}之{B}{NUMERAL})?"
_LOWER: Final = (
    rf"{B}(?:(?:第{B}|(?=[（(])){_LEVEL}|前[一二两三四五六七八九十]{{1,3}}[款项](?!目))"
)
_NEXT: Final = (
    rf"(?:{B}(?:{_AND}|{TO}){B}(?:(?:第{B}|(?=[（(])){_LEVEL}|之{B}{NUMERAL}"
    rf"|{_NUMBER}{B}{_MARK})"
    rf"|[ \t\u3000\xa0]++第{B}{_LEVEL})"
)
PINS: Final = re.compile(rf"第{B}{_LEVEL}(?:{_LOWER})*+(?:{_NEXT}(?:{_LOWER})*+)*+")
"""A place and everything that is coordinated with it."""

BELOW: Final = re.compile(rf"(?=[（(]){_LEVEL}(?:{_NEXT}(?:{_LOWER})*+)*+")
"""Items in brackets that follow an anchor without 第: 前款（七）、（八）项."""

NO_FIRST: Final = re.compile(
    rf"[0-9０-９]{{1,4}}+条(?![件约线块幅例])(?:之{NUMERAL})?(?:{_LOWER})*+"
)
"""An article in digits right after a name, its 第 left out: 行政处罚法33条."""

TITLE: Final = re.compile(r"《[^《》\n]*+(?:《[^《》\n]*+》[^《》\n]*+)*+》")
"""A name in marks, outermost; a name inside it may have the same marks."""

# A formatted list would take thirty lines.
# fmt: off
SELF_KINDS: Final = (
    "法", "条例", "办法", "规定", "实施条例", "实施细则", "实施办法", "细则", "规则",
    "解释", "决定", "意见", "通知", "章程", "规程", "规范", "准则", "标准", "纲要",
    "公约", "协定", "议定书", "修正案", "批复", "通告", "公告", "制度", "方案",
    "暂行规定", "暂行办法", "暂行条例", "施行细则", "守则", "目录", "附件", "宪法",
    "指引", "指南", "基准", "安排", "答复", "纪要", "导则", "施行条例", "通则", "总则",
)
# fmt: on
_KINDS: Final = "|".join(sorted(SELF_KINDS, key=len, reverse=True))
_SELF: Final = f"(?:《(?:{_KINDS})》|(?:{_KINDS}))"
ANCHORS: Final = (
    # 前款, 前两款, 前数项; 以前条件 and 目前项目 are words.
    re.compile(
        "前(?P<n>[一二两三四五六七八九十0-9]{1,3}|[数几])?(?P<level>[条款项])"
        "(?![件例约线目额式]|[款项](?!第)|文(?!字))"
    ),
    # 本条, 本条前两款, 本法; 基本条件 and 资本 are words.
    re.compile(
        "本(?:(?P<level>[条款项章节编])(?P<each>各[款项条]|各该[条款项])?"
        "(?![件例约线目额式程制号码点能日假奏]|[款项](?!第)|文(?!字))"
        f"(?:前(?P<n>[一二两三四五六七八九十0-9]{{1,3}}|[数几])?(?P<of>[条款项])(?![件例目额]))?"
        f"|(?P<self>{_SELF}))"
    ),
    re.compile(
        f"该(?:(?P<level>[条款项])(?![件例约线目额式]|[款项](?!第)|文(?!字))|(?P<that>{_SELF}))"
    ),
    re.compile(
        "上(?:(?P<level>[条款项])(?![件例约线目额级一下])|述(?P<rules>规定|条款|各条|各款|法条"
        rf"|(?={_BRACKETED}(?:[、和]|项)|第{B}{NUMERAL}{B}[条款项](?!目))))"
    ),
    re.compile(f"同(?P<that>{_SELF})"),
    re.compile("前[述列](?P<rules>规定|条款|各条|各款)"),
    re.compile("以上(?P<rules>规定|条款|各条|各款)"),
    re.compile("各该(?P<level>[条款项])(?![件目额])"),
)
"""What stands for a place or an instrument that was named before."""

PART: Final = re.compile(
    rf"{B}(?:(?:总则|分则|附则|(?:(?![第和与及或法])\w){{2,6}}编){B})?(?:[的原]{B})?(?=第)"
)
"""What may stand between a name and its places: a named part, 的."""

_INSIDE: Final = r"[^（()）\n]"
PARENTHESIS: Final = re.compile(
    rf"{B}[（(](?P<inside>{_INSIDE}{{1,120}}"
    rf"(?:[（(]{_INSIDE}{{0,60}}[)）]{_INSIDE}{{0,60}})*+)[)）]"
)
"""A parenthesis after a name."""
