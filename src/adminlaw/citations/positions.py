"""Where a place in running text stands: in which article, paragraph and item.

A label at the start of a line (第五条, 第三章) opens what it names; every further
line is a further paragraph, unless it is an item (（一）, 1.), which belongs to the
paragraph before (《立法法》第六十五条 names the levels). Only the lines of an article
that is asked about are read. The limits: a text whose lines were broken by a page
counts too many paragraphs; items that follow each other in one line are not told
apart.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from adminlaw.citations.grammar import IN_LINE, NUMERAL
from adminlaw.citations.numerals import read_numeral

LABEL: Final = re.compile(
    rf"第{IN_LINE}({NUMERAL}){IN_LINE}(分?编|[章节条])(?:{IN_LINE}之{IN_LINE}({NUMERAL}))?"
    "(?![第、，,和与及至到或规的所中—－~-]|增加|修改为|改为|删[去除]|合并|移至|作为)"
)
"""The label of a part, chapter, section or article, where a line starts."""

_HEAD: Final = rf"{IN_LINE}(?:>{IN_LINE})?#*+{IN_LINE}[“\"‘*]*+{IN_LINE}"
_LINE: Final = (
    rf"{_HEAD}(?:[（(]{IN_LINE}({NUMERAL}){IN_LINE}[）)]"
    r"|([0-9０-９]{1,3})(?=[.．、](?![0-9]))|([①-⑳])"
    r"|([一二三四五六七八九十]{1,3})(?=、)"
    r"|[^\s|<-])"
)
_FIRST: Final = re.compile(_LINE)
_NEXT: Final = re.compile(f"\n{_LINE}")
_ALONE: Final = re.compile(r"[ \t\u3000\xa0\r*]*+(?:\n|\Z)")
_CIRCLED: Final = ord("①") - 1


Label = tuple[int, int, str, str, str | None]
"""Where a label starts and ends, its mark, its number and suffix as written."""

Known = tuple[int, int, int, int, int, int, int, int]
"""The number of each level, from the part down; 0 for none."""


class Positions:
    """Follows a text from its start; asked for places in their order.

    Attributes:
        part: Number of the part; 0 where the text names none, as for all levels.
        chapter: Number of the chapter.
        section: Number of the section.
        article: Number of the article.
        suffix: Number after 之 of the article.
        paragraph: Number of the paragraph.
        item: Number of the item.
        subitem: Number of the subitem.
        before: Number and suffix of the article before, if the text holds it.
        listing: The paragraph of the last list of items in the article; 0 for none.
    """

    def __init__(self, text: str, labels: Sequence[Label]) -> None:
        self._text = text
        self._articles = [each for each in labels if each[2] == "条"]
        self._starts = [each[0] for each in self._articles]
        self._headings = [each for each in labels if each[2] != "条"]
        self._passed = self._above = self._read = 0
        self.part = self.chapter = self.section = 0
        self.article = self.suffix = self.paragraph = self.item = self.subitem = 0
        self.before: tuple[int, int] | None = None
        self.listing = 0
        self._numbered = self._by_digits = False
        first = _FIRST.match(text)
        if first and not (labels and labels[0][0] < first.end()):
            self._take(first)

    def go_to(self, position: int) -> None:
        """Go on to *position*, which lies behind every place asked for so far."""
        headings = self._headings
        while self._above < len(headings) and headings[self._above][0] <= position:
            self._open_heading(headings[self._above])
            self._above += 1
        passed = bisect_right(self._starts, position)
        if passed > self._passed:
            self._passed = passed
            self._open_article(passed - 1)
        while line := _NEXT.search(self._text, self._read, position + 1):
            self._read = line.end()
            if line.end() > position + 1:
                break
            self._take(line)
        self._read = max(self._read, position)

    @property
    def known(self) -> Known:
        """The number of each level, from the part down; 0 where the text names none."""
        return (
            self.part,
            self.chapter,
            self.section,
            self.article,
            self.suffix,
            self.paragraph,
            self.item,
            self.subitem,
        )

    def enter(self, article: int, suffix: int, paragraph: int, item: int) -> None:
        """Stand in another place, whose words are quoted from here on."""
        self.before, self.listing = None, 0
        self.article, self.suffix = article, suffix
        self.paragraph, self.item, self.subitem = paragraph, item, 0
        self._numbered = False

    def _open_heading(self, label: Label) -> None:
        """Open a part, chapter or section."""
        start, end, mark, written, _ = label
        number = read_numeral(written) or 0
        if mark == "节":
            self.section = number
        else:
            self.part = number if mark == "编" else self.part
            self.chapter = number if mark == "章" else 0
            self.section = 0
        self._start_at(start, end)

    def _open_article(self, index: int) -> None:
        """Open the article whose label has that index."""
        start, end, *_ = self._articles[index]
        self.before = self._number(index - 1) if index else None
        self.article, self.suffix = self._number(index)
        self._numbered, self.listing = False, 0
        self._start_at(start, end)

    def _number(self, index: int) -> tuple[int, int]:
        """Return the number and suffix of an article."""
        _, _, _, number, suffix = self._articles[index]
        return read_numeral(number) or 0, read_numeral(suffix or "") or 0

    def _start_at(self, start: int, end: int) -> None:
        """Go on reading behind a label, in its first paragraph."""
        if start < self._read:
            return
        alone = _ALONE.match(self._text, end)
        self.paragraph, self.item, self.subitem = 0 if alone else 1, 0, 0
        self._read = end

    def _take(self, line: re.Match[str]) -> None:
        """Take in how a line without a label starts."""
        bracketed, digits, circled, listed = line.groups()
        if bracketed:
            self._list(read_numeral(bracketed) or 0, digits=bracketed.isdigit())
        elif digits:
            self._list(read_numeral(digits) or 0, digits=True)
        elif circled:
            self._list(ord(circled) - _CIRCLED, digits=True)
        elif listed and (self._numbered or not self.article):
            # 一、二、 count the articles of a text that has none.
            self.before = (self.article, 0) if self.article else None
            self.article, self.suffix = read_numeral(listed) or 0, 0
            self.paragraph, self.item, self.subitem = 1, 0, 0
            self._numbered = True
        elif listed:
            self._list(read_numeral(listed) or 0, digits=False)
        else:
            self.paragraph, self.item, self.subitem = self.paragraph + 1, 0, 0

    def _list(self, number: int, *, digits: bool) -> None:
        """Take in an item, or a subitem where digits stand below an item."""
        if digits and self.item and not self._by_digits:
            self.subitem = number
            return
        self.item, self.subitem, self._by_digits = number, 0, digits
        self.paragraph = self.listing = self.paragraph or 1
