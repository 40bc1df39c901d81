"""Read and write the list of places that a citation names in its instrument.

A list shares the levels above the first one that a later pin writes:
第五条第一款、第三款第二项 is two places in 第五条. An article shares nothing, for
articles are numbered through the whole instrument (《立法法》第六十五条 names the
levels). The limits: no ranges and no relative references yet; a list that has
two readings (第五、六条第一款, 第五条、第三款) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Never

from adminlaw.citations.numerals import misread_at, read_numeral
from adminlaw.citations.provisions import MARKS, Provision
from adminlaw.errors import CitationSyntaxError

Pin = dict[str, int]
"""The levels of one place, as `Provision.levels` gives them."""

_NAMES: Final = {mark: name for name, mark in MARKS.items() if name != "suffix"}
_RANKS: Final = {name: rank for rank, name in enumerate(MARKS)}
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"

_NUMERAL: Final = "[0-9０-９〇零一二三四五六七八九十百千两]++"
_OPENED: Final = rf"[（(]\s*+(?:{_NUMERAL}|[{_STEMS}])\s*+"
_NUMBER: Final = rf"(?:{_NUMERAL}|{_OPENED}[）)])"
_AND: Final = r"(?:[、，,]\s*+(?:以及|或者|[和与及或])?|以及|或者|[和与及或])"
# Brackets may stand side by side (（一）（三）项); 第二十五（二）项 lacks its 条.
_BESIDE: Final = r"(?<=[）)])\s*+(?=[（(])"
_MORE: Final = rf"(?:(?:\s*+{_AND}\s*+(?:第\s*+)?|{_BESIDE}){_NUMBER})*+"

_LEVEL: Final = re.compile(
    rf"\s*+(第\s*+)?({_NUMBER})({_MORE})\s*+([编章节条款项目])(?:\s*+(之)\s*+({_NUMERAL}))?"
)
_SUFFIX: Final = re.compile(rf"之\s*+({_NUMERAL})")
_NUMBERS: Final = re.compile(_NUMBER)
_CONNECTOR: Final = re.compile(rf"\s*+{_AND}\s*+|\s++(?=第)")
_BLANKS: Final = re.compile(r"\s*+")
_UP_TO_MARK: Final = re.compile(rf"(?:第\s*+)?(?:({_NUMBER}{_MORE})|({_OPENED}))?\s*+")

_A_PIN: Final = ("第 and a number", "“第”加数字")
_A_NUMBER: Final = ("a number from 1 to 9999", "1至9999的数字")
_A_MARK: Final = ("one of 编章节条款项目", "编、章、节、条、款、项、目之一")
_A_BRACKET: Final = ("）", "）")
_A_CONNECTOR: Final = ("a lower level, 、 or the end", "下一级、顿号，或者引用到此结束")
_SAME_LEVEL: Final = (
    "a place on a level that the one before has, or an article",
    "与前一处同级或者更高的条款，或者某条",
)
_ONE_ARTICLE: Final = (
    "、 or the end: 之 follows one article",
    "顿号或者结束：之几仅接单独一条",
)


def read_pins(text: str, position: int) -> tuple[Provision, ...]:
    """Read every place that *text* names from *position* to its end.

    Args:
        text: One citation.
        position: Where its first 第 stands, in code points.

    Raises:
        CitationSyntaxError: The rest of *text* is not one list of places.

    Source: 《立法法》第六十五条 (the levels and their numbers).

    >>> read_pins("第六十五条第二、三款", 0)
    (Provision(article=65, paragraph=2), Provision(article=65, paragraph=3))
    """
    pins: list[Pin] = []
    while True:
        before = pins[-1] if pins else {}
        found, position = _read_pin(text, position, before)
        pins += found
        connector = _CONNECTOR.match(text, position)
        if connector is None:
            break
        position = connector.end()
    position = _skip_blanks(text, position)
    if position < len(text):
        raise CitationSyntaxError(text, position, *_A_CONNECTOR)
    return tuple([Provision(**pin) for pin in pins])


def write_pins(provisions: Sequence[Provision]) -> str:
    """Write *provisions* as one list, each level no oftener than needed.

    >>> write_pins([Provision(article=5, item=1), Provision(article=5, item=2)])
    '第五条第一项、第二项'
    """
    first = [str(provision) for provision in provisions[:1]]
    rest = [str(_unshared(pin, before)) for before, pin in pairwise(provisions)]
    return "、".join(first + rest)


def can_follow(pin: Provision, before: Provision) -> bool:
    """Tell whether *pin*, written after *before*, is read as itself.

    >>> fifth = Provision(article=5, paragraph=1)
    >>> can_follow(Provision(article=5, paragraph=3), fifth)
    True
    >>> can_follow(Provision(paragraph=3), fifth)  # it would be read as 第五条第三款
    False
    """
    top, top_before = next(iter(pin.levels())), next(iter(before.levels()))
    return top == "article" or _RANKS[top] <= _RANKS[top_before]


def _unshared(pin: Provision, before: Provision) -> Provision:
    """Return the part of *pin* that has to be written after *before*."""
    levels, shared = pin.levels(), before.levels()
    for name in MARKS:
        if levels.get(name) == shared.get(name):
            continue
        shares = name in levels and name in shared and name not in {"article", "suffix"}
        if not shares:
            return pin
        return Provision(**_below(levels, _RANKS[name] - 1))
    return pin


def _below(levels: Pin, rank: int) -> Pin:
    """Return the levels that rank lower than *rank*."""
    return {name: number for name, number in levels.items() if _RANKS[name] > rank}


def _read_pin(text: str, position: int, before: Pin) -> tuple[list[Pin], int]:
    """Read one place, or several that share one mark (第二、三款).

    Returns the places and the position after them.
    """
    suffix = _SUFFIX.match(text, position) if "suffix" in before else None
    if suffix:
        pins = [_above(before, "paragraph") | {"suffix": _numeral(suffix, 1)}]
        name, position = "suffix", suffix.end()
    else:
        level = _LEVEL.match(text, position) or _refuse_level(text, position)
        name, position = _NAMES[level[4]], level.end()
        pins = _places(level, _shared(level, name, before))
    # Whether a level after 第五、六条 belongs to both or to the last is unclear.
    while len(pins) == 1 and (lower := _lower_level(text, position, name)):
        name, position = _NAMES[lower[4]], lower.end()
        pins = _places(lower, pins[0])
    return pins, position


def _lower_level(text: str, position: int, name: str) -> re.Match[str] | None:
    """Match the next level of the same place, if one follows."""
    if position == len(text):
        return None
    level = _LEVEL.match(text, position)
    if level is None:
        if text[position] == "第":
            _refuse_level(text, position)
        return None
    # Without 第 or a bracket the number may be a part of the next word.
    begun = level[1] or level[2][0] in "（("
    return level if begun and _RANKS[_NAMES[level[4]]] > _RANKS[name] else None


def _above(levels: Pin, name: str) -> Pin:
    """Return the levels that rank higher than the level *name*."""
    rank = _RANKS[name]
    return {each: number for each, number in levels.items() if _RANKS[each] < rank}


def _shared(level: re.Match[str], name: str, before: Pin) -> Pin:
    """Return the levels that a pin beginning with *level* has from *before*."""
    if name == "article" or not before:
        return {}
    # 第五条、第三款 may mean 第五条第三款 or a paragraph of nothing named.
    if _RANKS[name] > max(_RANKS[each] for each in before):
        raise CitationSyntaxError(level.string, _start(level), *_SAME_LEVEL)
    return _above(before, name)


def _places(level: re.Match[str], upper: Pin) -> list[Pin]:
    """Return one place under *upper* for each number of *level*."""
    name = _NAMES[level[4]]
    if not level[3] and not level[5]:
        return [upper | {name: _numeral(level, 2)}]
    text, start, end = level.string, level.start(2), level.end(3)
    pins = [upper | {name: _number(one)} for one in _NUMBERS.finditer(text, start, end)]
    if level[5]:
        if name != "article" or len(pins) > 1:
            raise CitationSyntaxError(text, level.start(5), *_ONE_ARTICLE)
        pins[0]["suffix"] = _numeral(level, 6)
    return pins


def _numeral(found: re.Match[str], group: int) -> int:
    """Return the number that *group* of *found* writes, in brackets or not."""
    number = read_numeral(found[group])
    return _number(found, group) if number is None else number


def _number(found: re.Match[str], group: int = 0) -> int:
    """Return the number of a numeral, a bracketed one or a heavenly stem.

    Basic laws count items with （甲）（乙）, which count 1, 2.
    """
    written = found[group]
    bare = written.strip("（()）").strip()
    number = _STEMS.find(bare) + 1 or read_numeral(bare)
    if number is None:
        start = found.start(group) + written.index(bare)
        raise CitationSyntaxError(found.string, start + misread_at(bare), *_A_NUMBER)
    return number


def _start(level: re.Match[str]) -> int:
    """Return where *level* begins after its blanks."""
    return _skip_blanks(level.string, level.start())


def _skip_blanks(text: str, position: int) -> int:
    """Return the position of the next character that is not blank."""
    if position == len(text):
        return position
    blanks = _BLANKS.match(text, position)
    return blanks.end() if blanks else position


def _refuse_level(text: str, position: int) -> Never:
    """Point at the character that keeps a level from being read."""
    start = _skip_blanks(text, position)
    begun = _UP_TO_MARK.match(text, start)
    end = begun.end() if begun else start
    if begun and begun[1]:
        raise CitationSyntaxError(text, end, *_A_MARK)
    if begun and begun[2]:
        raise CitationSyntaxError(text, end, *_A_BRACKET)
    raise CitationSyntaxError(text, end, *(_A_NUMBER if end > start else _A_PIN))
