"""Read the word with which a relative reference begins: 前款, 前两款, 本条, 该条.

It is written back by the place itself. The limits: the words of the canonical form
and their usual variants; 上述规定 and 该法 stand for what running text has named.
"""

from __future__ import annotations

import re
from typing import Final

from adminlaw.citations.numerals import read_numeral
from adminlaw.citations.provisions import Provision, RelativeKind

_WORDS: Final = {kind.zh: kind for kind in RelativeKind} | {
    "上条": RelativeKind.PREV_ARTICLE,
    "上款": RelativeKind.PREV_PARAGRAPH,
    "上项": RelativeKind.PREV_ITEM,
    "前述规定": RelativeKind.PRECEDING,
    "以上规定": RelativeKind.PRECEDING,
}
_SEVERAL: Final = re.compile(
    r"\s*+前(?P<n>[一二两三四五六七八九十百千零0-9]{1,9}|数)(?P<level>[条款项])\s*+"
)
_ONE: Final = re.compile(rf"\s*+(?P<word>{'|'.join(_WORDS)})\s*+")


def read_relative(text: str) -> tuple[Provision | None, int]:
    """Return the relative reference that begins *text*, and where it ends.

    Returns:
        None and 0 where *text* begins with none.

    >>> read_relative("前两款第一项")
    (Provision(rel=RelativeKind.PREV_PARAGRAPH, n=2), 3)
    """
    several = _SEVERAL.match(text)
    if several:
        n = 0 if several["n"] == "数" else read_numeral(several["n"])
        kind = _WORDS[f"前{several['level']}"]
        if n is not None:
            return Provision(rel=kind, n=None if n == 1 else n), several.end()
    one = _ONE.match(text)
    if one:
        return Provision(rel=_WORDS[one["word"]]), one.end()
    return None, 0
