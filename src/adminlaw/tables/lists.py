"""Cells that hold several things: lists of texts, and numbered paragraphs.

Nothing is lost: the pieces put together are the text of the cell, but for separators,
numbering and blanks. The limits: numbers are only taken for numbering where they
follow each other, and only the outermost numbering is split.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from adminlaw.citations.numerals import read_numeral
from adminlaw.tables.words import tidy

_SEPARATORS: Final = "、；;\n"
_COMMAS: Final = ",，"
_OPENING, _CLOSING = "（(〔[【《〈“‘「『", "）)〕]】》〉”’」』"
_NOTHING: Final = frozenset({"", "无", "-", "/", "—", "--", "——", "\\"})
_HAN: Final = "一二三四五六七八九十百"
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PARENTHESISED: Final = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_DOTTED: Final = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_AFTER: Final = r"(?<![^\s。；;：:！!？?）)”】，,、.．])"
"""Where an item may begin: at a blank, or after a sign that ends a clause."""
_AFTER_HAN: Final = r"(?<![0-9０-９A-Za-z.．\-—/第表图附件款项条目（(〔])"
_OPEN: Final = r"[（(]\s*"
_SHUT: Final = r"\s*[）)](?![项目款条])[、.．]?"


def _of_arabic(text: str) -> int:
    return int(text)


_STYLES: Final[tuple[tuple[re.Pattern[str], Callable[[str], int | None]], ...]] = (
    (re.compile(_AFTER + rf"([{_HAN}]{{1,4}})、(?![{_HAN}]+[、级类等])"), read_numeral),
    (re.compile(_AFTER_HAN + _OPEN + rf"([{_HAN}]{{1,4}})" + _SHUT), read_numeral),
    (re.compile(_AFTER_HAN + r"([0-9０-９]{1,2})\s*[.．、](?![0-9０-９])"), _of_arabic),
    (re.compile(_AFTER_HAN + _OPEN + r"([0-9０-９]{1,2})" + _SHUT), _of_arabic),
    (re.compile(_AFTER_HAN + r"([0-9０-９]{1,2})[）)]"), _of_arabic),
    (re.compile(rf"([{_CIRCLED}])[、.．]?"), lambda text: _CIRCLED.index(text) + 1),
    (re.compile(rf"([{_PARENTHESISED}])"), lambda text: _PARENTHESISED.index(text) + 1),
    (re.compile(rf"([{_DOTTED}])"), lambda text: _DOTTED.index(text) + 1),
)  # fmt: skip


def read_texts(text: str, *, commas: bool = False) -> tuple[str, ...]:
    """Return the texts of a cell that lists them by ``、``, ``；``, ``/`` or lines.

    A separator inside brackets separates nothing, nor does a ``/`` between digits or
    in an address. A cell that only says 无 or ``-`` lists nothing.

    Args:
        text: The text of the cell.
        commas: Whether commas separate too, as between codes and names of kinds.

    >>> read_texts("警告、罚款（一万元以上、三万元以下）；没收违法所得")
    ('警告', '罚款（一万元以上、三万元以下）', '没收违法所得')
    """
    tidied = tidy(text)
    if tidied in _NOTHING:
        return ()
    separators = _SEPARATORS + (_COMMAS if commas else "")
    pieces = _split(tidied, separators)
    return tuple(piece for each in pieces if (piece := each.strip()))


def _split(text: str, separators: str) -> list[str]:
    pieces, depth = [""], 0
    # An unmatched bracket must not swallow the separators after it.
    heeds = _balanced(text)
    for position, sign in enumerate(text):
        if heeds:
            depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth == 0 and (sign in separators or _slash(text, position)):
            pieces.append("")
        else:
            pieces[-1] += sign
    return pieces


def _balanced(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth < 0:
            return False
    return depth == 0


def _slash(text: str, position: int) -> bool:
    """Tell whether a slash separates there: not in a day, a fraction, an address."""
    if text[position] not in "/／" or "://" in text:
        return False
    around = text[position - 1 : position] + text[position + 1 : position + 2]
    return not any(sign.isdigit() or sign == "/" for sign in around)


def read_numbered(text: str) -> tuple[str, ...]:
    """Return the numbered paragraphs of a cell, without their numbers.

    What stands before the first number is a piece of its own; a text without numbers
    is one piece. Numbers inside a paragraph, of another style, stay in it.

    >>> read_numbered("1.立案责任：（一）受理；（二）登记。2.调查责任：收集证据。")
    ('立案责任：（一）受理；（二）登记。', '调查责任：收集证据。')
    """
    return tuple(piece for _, piece in numbered_parts(text) if piece)


def numbered_parts(text: str) -> tuple[tuple[str, str], ...]:
    """Return each number of a cell, as written, with the paragraph after it.

    The first number is empty where text stands before it. All parts put together are
    the text of the cell, but for blanks and characters without width.

    >>> numbered_parts("责任：一、立案；二、调查")
    (('', '责任：'), ('一、', '立案；'), ('二、', '调查'))
    """
    tidied = tidy(text)
    marks = _marks(tidied)
    bounds = [(0, 0), *(mark.span() for mark in marks), (len(tidied), 0)]
    parts = (
        (tidied[start:end].strip(), tidied[end : following[0]].strip())
        for (start, end), following in pairwise(bounds)
    )
    return tuple(part for part in parts if any(part))


def _marks(text: str) -> tuple[re.Match[str], ...]:
    """Return the numbers that part a text: the style that begins first."""
    found = (tuple(_sequence(text, *style)) for style in _STYLES)
    kept = [marks for marks in found if marks and _counts(marks)]
    return min(kept, key=lambda marks: marks[0].start(), default=())


def _counts(marks: tuple[re.Match[str], ...]) -> bool:
    """Tell whether numbers part the text: several of them, or one at its start."""
    return len(marks) > 1 or marks[0].start() == 0


def _sequence(
    text: str, style: re.Pattern[str], read: Callable[[str], int | None]
) -> Iterator[re.Match[str]]:
    """Yield the marks of one style that count on, from 1 or from the start."""
    expected = 1
    for mark in style.finditer(text):
        number = read(mark[1])
        if number == expected or (mark.start() == 0 and number is not None):
            expected = number + 1
            yield mark
