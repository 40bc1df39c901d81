"""Tell what a line of a text begins with: a heading, an article, an item.

What a label counts is decided later, from its neighbours; here it is only
recognised, in every notation that official texts and their copies use:
（一） (一) ㈠ 1. １． 1、 (1) （1） ⑴ ① 一、 甲、. The limits: a line is seen by
itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import Final

from attrs import frozen

from adminlaw.citations.numerals import read_numeral

NUMERAL: Final = "[0-9０-９〇零○Ｏ一二三四五六七八九十百千两]"
"""One character of a number, 第一百二十条 as well as 第120条 and 第一○一条."""

_BLANK: Final = r"[\s\u200b\ufeff]"
_ROUND: Final = str.maketrans("○Ｏ", "零零")

HEADING: Final = re.compile(
    rf"{_BLANK}*#*{_BLANK}*第{_BLANK}*({NUMERAL}{{1,8}}){_BLANK}*(编|分编|章|节)"
    rf"(?:{_BLANK}++|(?=[^\s的规定、和至，。；第])|\Z)([^。；;]{{0,60}}?){_BLANK}*+\Z"
)
"""A heading: 第三章 行政处罚的实施机关, with or without signs of Markdown."""

ARTICLE: Final = re.compile(
    rf"{_BLANK}*(?:[*#]+{_BLANK}*)?第{_BLANK}*({NUMERAL}{{1,8}}){_BLANK}*条"
    rf"(?:之({NUMERAL}{{1,4}}))?\**"
    rf"(?:{_BLANK}+|[:：]|(?=[【〔\[（(])|\Z"
    r"|(?![第的规定之款项、和与及至或到所中以，。；]))"
)
"""An article's label: 第一百二十条之一, and what separates it from the text."""

SPACED: Final = re.compile(rf"{_BLANK}\Z")


class Marker(Enum):
    """The notation of a numbered piece; two notations are two levels."""

    HAN_BRACKETS = auto()
    """（一） or (一) or 一） or ㈠"""
    HAN_COMMA = auto()
    """一、"""
    DIGIT_POINT = auto()
    """1. or 1、 or ⒈"""
    DIGIT_BRACKETS = auto()
    """（1） or (1) or 1） or ⑴"""
    CIRCLED = auto()
    """①"""
    ORDINAL = auto()
    """第一，"""
    STEM = auto()
    """甲、 or （甲）"""
    LETTER = auto()
    """A. or a) or (a)"""


_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_HAN_SIGNS: Final = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_BRACKET_SIGNS: Final = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_POINT_SIGNS: Final = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_SIGNS: Final = (
    _CIRCLED,
    _HAN_SIGNS,
    _BRACKET_SIGNS,
    _POINT_SIGNS,
    _STEMS,
    _LETTERS,
)
_HAN: Final = "[〇零一二三四五六七八九十百]{1,5}"
_DIGIT: Final = "[0-9０-９]{1,3}"

_MARKERS: Final = (
    (Marker.HAN_BRACKETS, rf"[（(]\s?({_HAN})\s?[）)]|({_HAN})[）)]|([{_HAN_SIGNS}])"),
    (Marker.HAN_COMMA, rf"({_HAN})、"),
    (
        Marker.DIGIT_BRACKETS,
        rf"[（(]\s?({_DIGIT})\s?[）)]|({_DIGIT})[）)]|([{_BRACKET_SIGNS}])",
    ),
    (Marker.DIGIT_POINT, rf"({_DIGIT})(?:[.．](?![0-9０-９])|、)|([{_POINT_SIGNS}])"),
    (Marker.CIRCLED, f"([{_CIRCLED}])"),
    (Marker.ORDINAL, rf"第({_HAN})(?:，|：)"),
    (Marker.STEM, rf"[（(]([{_STEMS}])[）)]|([{_STEMS}])、"),
    (Marker.LETTER, r"[（(]([A-Za-z])[）)]|([A-Za-z])[.)）、](?![A-Za-z])"),
)
_GROUPS: Final = {marker: re.compile(pattern).groups for marker, pattern in _MARKERS}
_ANY: Final = "|".join(f"({pattern})" for _, pattern in _MARKERS)
_LABEL: Final = re.compile(rf"{_BLANK}*(?:[-*+]{_BLANK}+)?(?:{_ANY})")
_INLINE: Final = re.compile(
    rf"(?<=[：:；;。，,\s])(?:[（(]({_HAN})[）)]|[（(]({_DIGIT})[）)]|([{_CIRCLED}]))"
    r"(?![项款目条、和或至章节号])"
)
_OPENINGS: Final = ("（", "(", "①", "②")
_INLINE_MARKERS: Final = (
    Marker.HAN_BRACKETS,
    Marker.DIGIT_BRACKETS,
    Marker.CIRCLED,
)


@frozen
class Mark:
    """A numbered label: its notation, its number, where it starts and ends."""

    marker: Marker
    number: int
    start: int
    end: int


def number_of(written: str) -> int | None:
    """Return the number that a label writes; None where it writes none.

    >>> number_of("一百○一"), number_of("②"), number_of("丙")
    (101, 2, 3)
    """
    for row in _SIGNS:
        if len(written) == 1 and written.lower() in row:
            return row.index(written.lower()) + 1
    return read_numeral(written.translate(_ROUND))


def mark_of(line: str) -> Mark | None:
    """Return the label that *line* begins with.

    >>> mark_of("（三）其他情形。").number
    3
    """
    found = _LABEL.match(line)
    if found is None:
        return None
    groups = iter(found.groups())
    for marker, _ in _MARKERS:
        whole = next(groups)
        inner = [next(groups) for _ in range(_GROUPS[marker])]
        if whole:
            number = number_of(next(each for each in inner if each))
            if number is None:
                return None
            return Mark(marker, number, found.start(), found.end())
    return None


def inline_marks(line: str, start: int, own: Mark | None = None) -> Iterator[Mark]:
    """Yield the labels inside *line* from *start*, where they count 1, 2, 3.

    Only a full sequence is a list; a single （一） in a sentence is not. The label
    that the line begins with, if any, is where its own notation counts from.

    >>> [mark.number for mark in inline_marks("包括：（一）甲；（二）乙。", 0)]
    [1, 2]
    """
    if not any(opening in line for opening in _OPENINGS):
        return
    by_marker: dict[Marker, list[Mark]] = {own.marker: [own]} if own else {}
    for found in _INLINE.finditer(line, start):
        index, written = next(
            (place, text) for place, text in enumerate(found.groups()) if text
        )
        marker, number = _INLINE_MARKERS[index], number_of(written)
        marks = by_marker.setdefault(marker, [])
        if number == (marks[-1].number + 1 if marks else 1):
            marks.append(Mark(marker, number, found.start(), found.end()))
    inside = [mark for each in by_marker.values() if len(each) > 1 for mark in each]
    yield from sorted(
        (mark for mark in inside if mark is not own), key=lambda mark: mark.start
    )
