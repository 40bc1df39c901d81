"""Clean a text before citations are looked for, and lead them back to the original.

Text from pages and scans holds tags, characters without width, blanks between
characters and lines broken in a sentence. Each step takes characters out and changes
none, so that every character left knows where it came from. The limits: whether a
line was broken by a page is guessed from the sign before the break.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from attrs import evolve, field, frozen

from adminlaw.citations.found import FoundCitation
from adminlaw.errors import FieldTypeError, FieldValueError
from adminlaw.labels import LabelledEnum


class Cleaning(LabelledEnum):
    """What is taken out of a text (清理步骤)."""

    TAGS = "tags", "标签", "tags of a page"
    INVISIBLE = "invisible", "不可见字符", "characters without width"
    BLANKS = "blanks", "字间空白", "blanks between characters"
    BREAKS = "breaks", "句中换行", "line breaks inside a sentence"


_HAN: Final = "\u3007\u4e00-\u9fff"
_OUT: Final[Mapping[Cleaning, re.Pattern[str]]] = MappingProxyType(
    {
        Cleaning.TAGS: re.compile(
            "</?[a-zA-Z][a-zA-Z0-9]*+(?:\\s[^<>]{0,400})?/?>|<!--[^<>]{0,400}-->"
        ),
        Cleaning.INVISIBLE: re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]+"),
        Cleaning.BLANKS: re.compile(
            rf"(?<=[{_HAN}《〈（(〔〕）)0-9])[ \t\u3000\xa0]+"
            rf"(?=[{_HAN}》〉）)〕0-9])"
        ),
        Cleaning.BREAKS: re.compile(
            rf"(?:(?<=第)|(?<=[{_HAN}0-9，、《〈（(〕）)]))"
            r"[ \t\u3000]*\r?\n[ \t\u3000]*"
            # Items and labels begin lines of their own.
            r"(?![一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]"
            r"|[0-9]{1,3}[.．、]|第[^条章节编\n]{1,9}[条章节编][ \u3000])"
            rf"(?=[{_HAN}0-9》〉）)〔（(，、。；])"
        ),
    }
)

_LONGEST_LABEL: Final = 24
_A_LABEL: Final = re.compile(
    "[ \t\u3000]*第[ \t\u3000]*[^条章节编\n]{1,9}[条章节编](?:之.)?"
)


@frozen
class Cleaned:
    """A text with characters taken out, and where those left came from (清理后文本).

    Attributes:
        text: What is left.
        original: The text before.
    """

    text: str
    original: str = field(repr=False)
    _origins: array[int] = field(repr=False)

    def back(self, citation: FoundCitation) -> FoundCitation:
        """Return a citation found in ``text`` as one of the original.

        Raises:
            FieldValueError: It is no citation of this text.

        >>> text = "依照《行政<b>处罚</b>法》处罚"
        >>> cleaned = clean(text, Cleaning.TAGS)
        >>> from adminlaw.citations import find_in, Titles
        >>> cleaned.back(find_in(cleaned.text, Titles())[0]).text
        '《行政<b>处罚</b>法》'
        """
        if self.text[citation.start : citation.end] != citation.text:
            raise FieldValueError(
                "citation", citation.text, "此文中的引用", "a citation of this text"
            )
        if citation.start == citation.end:
            return citation
        start = self._origins[citation.start]
        end = self._origins[citation.end - 1] + 1
        return evolve(citation, start=start, end=end, text=self.original[start:end])


def clean(text: str, *steps: Cleaning) -> Cleaned:
    """Return *text* without what the *steps* take out, in their order.

    Put tags last: a line break beside a tag is one of the page, not of a sentence.
    What a page writes as ``&nbsp;`` is not a blank here.

    Raises:
        FieldTypeError: A step is none of `Cleaning`.

    >>> clean("第 五 条\u200b第 二 款", Cleaning.INVISIBLE, Cleaning.BLANKS).text
    '第五条第二款'
    """
    left, origins = text, array("q", range(len(text)))
    for step in steps:
        if not isinstance(step, Cleaning):
            raise FieldTypeError("clean", "steps", "Cleaning", type(step).__name__)
        pieces, kept, at = [], array("q"), 0
        for found in _OUT[step].finditer(left):
            if step is Cleaning.BLANKS and _ends_label(left, found.start()):
                continue
            pieces.append(left[at : found.start()])
            kept.extend(origins[at : found.start()])
            at = found.end()
        left = "".join([*pieces, left[at:]])
        kept.extend(origins[at:])
        origins = kept
    return Cleaned(left, text, origins)


def _ends_label(text: str, position: int) -> bool:
    """Tell whether the label of a line ends there: its blank is what shows it."""
    low = max(0, position - _LONGEST_LABEL)
    begun = text.rfind("\n", low, position) + 1
    if begun == 0 and low > 0:
        return False
    return bool(_A_LABEL.fullmatch(text, begun, position))
