"""How texts name things: in lists, by the nearest name, without persons' numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

_LONG_NUMBER = re.compile(r"\d(?:[ \u3000-]?\d){13,}[ \u3000-]?[\dXxＸｘ]")


def masked(text: str) -> str:
    """Return a text without numbers that may identify a person.

    >>> masked("收到 110105 19491231 002X")
    '收到 ***'
    """
    return _LONG_NUMBER.sub("***", text)


def listed(names: Iterable[str]) -> tuple[str, str]:
    """Return names as a Chinese and as an English list.

    >>> listed(["penalty", "licence"])
    ('penalty、licence', 'penalty, licence')
    """
    members = tuple(names)
    return "、".join(members), ", ".join(members)


_LONGEST_NAME = 60  # characters; what is longer is no slip in a name
_NEAR = 3  # names that a message offers


def nearest(text: str, words: Iterable[str] | Mapping[str, str]) -> tuple[str, ...]:
    """Return the names that a text was probably meant to be, the likeliest first.

    Args:
        text: What was written.
        words: The names; or words for them, such as labels, each with its name.

    >>> nearest("handlr", ["kind", "handler", "holder"])
    ('handler',)
    >>> nearest("处罚", {"penalty": "penalty", "行政处罚": "penalty"})
    ('penalty',)
    """
    known = words if isinstance(words, Mapping) else {each: each for each in words}
    if text in known or len(text) > _LONGEST_NAME:
        return (known[text],) if text in known else ()
    folded = {word.casefold(): name for word, name in known.items()}
    asked = text.casefold()
    holding = [word for word in folded if len(asked) > 1 and asked in word]
    found = (*sorted(holding, key=len), *get_close_matches(asked, folded, _NEAR))
    return tuple(dict.fromkeys(folded[each] for each in found))[:_NEAR]


def suggested(near: tuple[str, ...], choices: Iterable[str] = ()) -> tuple[str, str]:
    """Return what to offer for an unknown name: those near it, else all, else nothing.

    >>> suggested(("powers",), ["powers", "places"])[1]
    ' (did you mean powers?)'
    >>> suggested((), ["powers", "places"])[1]
    ': powers, places'
    """
    zh, en = listed(near or choices)
    if near:
        return f"（是否为 {zh}？）", f" (did you mean {en}?)"
    return (f"：{zh}", f": {en}") if zh else ("", "")


def width(text: str) -> int:
    """Return how many columns a terminal shows *text* in; 汉字 take two.

    >>> width("N101 部分")
    9
    """
    return sum(
        0 if unicodedata.combining(char) else 1 + (_is_wide(char)) for char in text
    )


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"
