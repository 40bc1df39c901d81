"""Read what a clause says of what it cites: 依照…, 违反…, …同时废止.

Only a word right before or right after the citation counts, and a coordinated list
shares the word before its first member. The limits: a hint for a reader, not a
judgement; 不适用 and other negations give none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from adminlaw.citations.found import CitationRelation, FoundCitation

_BEFORE: Final[Mapping[str, CitationRelation]] = MappingProxyType(
    {
        "根据": CitationRelation.BASIS,
        "依据": CitationRelation.BASIS,
        "依照": CitationRelation.BASIS,
        "按照": CitationRelation.BASIS,
        "参照": CitationRelation.BASIS,
        "比照": CitationRelation.BASIS,
        "依": CitationRelation.BASIS,
        "按": CitationRelation.BASIS,
        "适用": CitationRelation.APPLIES,
        "违反": CitationRelation.VIOLATES,
        "删去": CitationRelation.AMENDS,
        "删除": CitationRelation.AMENDS,
        "作为": CitationRelation.AMENDS,
        "废止": CitationRelation.REPEALS,
    }
)
_FIRST: Final = tuple(_BEFORE)
_HEADED: Final = ("依据：", "依据:", "根据：", "根据:")
"""How a column of bases, or a form, begins."""
_NEGATED: Final = ("不适用", "未适用", "不再适用")
_UNDONE: Final = re.compile("未(?:依照|按照|依|按|根据)\\Z")
_PUT_BETWEEN: Final = re.compile(
    "(根据|依据|依照|按照|参照|比照|适用|违反)(?:原|现行|修[改订正]后的?|新修[改订正]的"
    "|(?:最高人民(?:法院|检察院)|全国人民代表大会(?:常务委员会)?|国务院)[、和]?){1,3}\\Z"
)
_AFTER: Final = (
    (
        (
            "修改为",
            "修正为",
            "改为",
            "中增加",
            "后增加",
            "增加一",
            "作如下修改",
            "合并修改为",
        ),
        CitationRelation.AMENDS,
    ),
    (
        ("同时废止", "予以废止", "自行废止", "即行废止", "废止"),
        CitationRelation.REPEALS,
    ),
)
_AFTER_WORDS: Final = tuple(word for words, _ in _AFTER for word in words)
_LATER_STARTS: Final = frozenset("中被删予")
_LIST: Final = re.compile(
    "(?:[的之]?规定|所列)?[、，,]?(?:和|与|及|以及|或|或者|以及)?\\Z"
)
_LATER: Final = re.compile(
    '中的?[“"][^”"\n]{0,80}[”"][^。；\n]{0,4}?(?:修改为|改为|删[去除])'
    "|(?:予以)?删[去除]|被[^。；，\n]{0,40}?废止"
)
_AMENDED: Final = re.compile(
    "[^。；\\n]{0,12}?(?:第[一二三四五六七八九十]+次)?修[正订]"
)
_BETWEEN: Final = 6
"""Characters between two members of a list."""
_REACH: Final = 24
"""Characters before a citation in which its cue is looked for."""


def relation_of(
    text: str, start: int, end: int, before: FoundCitation | None
) -> CitationRelation | None:
    """Return what the clause says of the citation at *start* to *end*.

    Args:
        text: The text.
        start: Where the citation starts, the country before its name included.
        end: Where it ends.
        before: The citation found before it.
    """
    if text[end : end + 1] in _LATER_STARTS and (later := _LATER.match(text, end)):
        ended = later[0].endswith("废止")
        return CitationRelation.REPEALS if ended else CitationRelation.AMENDS
    if text.startswith(_AFTER_WORDS, end):
        for words, relation in _AFTER:
            if text.startswith(words, end):
                return relation
    if text.endswith(_FIRST, 0, start):
        return _cue(text, start)
    if text.endswith(_HEADED, 0, start):
        return CitationRelation.BASIS
    if before and before.relation and start - before.end <= _BETWEEN:
        gap = text[before.end : start]
        return before.relation if _LIST.match(gap) else None
    if text[start - 1 : start] in ("院", "会", "的", "后", "原", "行"):
        found = _PUT_BETWEEN.search(text, max(0, start - _REACH), start)
        return _BEFORE[found[1]] if found else None
    return None


def is_amended_by(text: str, end: int) -> bool:
    """Tell whether what stands after *end* says 修正: the text cited amends."""
    return bool(_AMENDED.match(text, end))


def _cue(text: str, start: int) -> CitationRelation | None:
    """Return what the word right before *start* says."""
    if text.endswith(_NEGATED, 0, start):
        return None
    word = text[max(0, start - 2) : start]
    if _UNDONE.search(text, max(0, start - 4), start):
        return CitationRelation.VIOLATES
    return _BEFORE.get(word) or _BEFORE.get(word[-1:])
