"""The pieces of a text and their addresses (编、章、节、条、款、项、目).

A text is cut into units that follow each other without gap or overlap: joined,
they are the text. Each has an address that does not change as long as the text
does not, and its place in the text, in code points. The levels are those of
《立法法》第六十五条.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from attrs import field, frozen

from adminlaw.citations import LARGEST, Provision, format_numeral
from adminlaw.labels import LabelledEnum
from adminlaw.markup import shown_as


class UnitKind(LabelledEnum):
    """Kind of piece of a text (文本单元类别)."""

    TITLE = "title", "标题", "title"
    RECORD = "record", "题注", "record of adoption"
    CONTENTS = "contents", "目录", "table of contents"
    PREAMBLE = "preamble", "序言", "preamble"
    PASSAGE = "passage", "正文", "passage of a text without articles"
    PART = "part", "编", "heading of a part"
    SUBPART = "subpart", "分编", "heading of a subpart"
    CHAPTER = "chapter", "章", "heading of a chapter"
    SECTION = "section", "节", "heading of a section"
    HEADING = "heading", "小标题", "heading without a number"
    PARAGRAPH = "paragraph", "款", "paragraph"
    ITEM = "item", "项", "item"
    SUBITEM = "subitem", "目", "subitem"
    QUOTATION = "quotation", "引文", "quoted text of another instrument"
    TABLE = "table", "表", "row of a table"
    ANNEX = "annex", "附件", "annex"
    SIGNATURE = "signature", "落款", "signature and day"
    MARKUP = "markup", "标记", "mark-up of the file"


HEADINGS: Final = frozenset(
    {UnitKind.PART, UnitKind.SUBPART, UnitKind.CHAPTER, UnitKind.SECTION}
)
"""The numbered headings above the article."""

HEADER: Final = frozenset({UnitKind.TITLE, UnitKind.RECORD})
"""What stands before the body of a text."""

IN_ARTICLE: Final = frozenset(
    {UnitKind.PARAGRAPH, UnitKind.ITEM, UnitKind.SUBITEM, UnitKind.QUOTATION}
)
"""Pieces of an article; what an amendment quotes counts as its paragraphs."""

_LEVELS: Final = (
    ("part", "编"),
    ("subpart", "分编"),
    ("chapter", "章"),
    ("section", "节"),
    ("article", "条"),
    ("suffix", "之"),
    ("paragraph", "款"),
    ("item", "项"),
    ("subitem", "目"),
)


class Levels(NamedTuple):
    """Where a piece stands, one number a level; 0 where it stands in none."""

    part: int = 0
    subpart: int = 0
    chapter: int = 0
    section: int = 0
    article: int = 0
    suffix: int = 0
    paragraph: int = 0
    item: int = 0
    subitem: int = 0


@frozen
class Unit:
    """One piece of a text, cut no further (文本单元).

    Attributes:
        kind: What kind of piece it is.
        start: Where it starts in the text, in code points.
        end: Where it ends, exclusive; blanks after it belong to it.
        levels: Its part, chapter, article, paragraph and so on.
        number: Which piece of its kind it is at its place, from 1: a second line
            of one item is number 2.
        repeat: Which of several equal addresses it has, from 1; more than 1 only
            where a text numbers two articles alike.
    """

    kind: UnitKind
    start: int
    end: int
    levels: Levels = field(default=Levels())
    number: int = 1
    repeat: int = 1

    _repr_html_ = shown_as("文本单元", kind="类别", number="序号", start="起", end="止")

    @property
    def place(self) -> Provision | None:
        """The place as a citation would name it; None outside numbered places.

        >>> str(Unit(UnitKind.ITEM, 0, 9, Levels(article=5, paragraph=1, item=2)).place)
        '第五条第一款第二项'
        """
        if self.kind not in IN_ARTICLE and self.kind not in HEADINGS:
            return None
        article = self.levels.article
        names = [
            name
            for name, _ in _LEVELS
            if name != "subpart" and not (article and name in _ABOVE_ARTICLE)
        ]
        pairs = ((name, getattr(self.levels, name)) for name in names)
        levels = {name: number for name, number in pairs if number}
        if not levels or max(levels.values()) > LARGEST:
            return None
        return Provision.of(levels)

    @property
    def address(self) -> str:
        """A stable address, unique in the text.

        >>> Unit(UnitKind.PREAMBLE, 0, 9, number=3).address
        '序言第三段'
        """
        above = bool(self.levels.article)
        parts = [
            _written(name, mark, getattr(self.levels, name))
            for name, mark in _LEVELS
            if not (above and name in _ABOVE_ARTICLE)
        ]
        place = "".join(parts)
        if self.kind in HEADINGS or (self.kind in IN_ARTICLE and self.number == 1):
            address = place
        else:
            named = "" if self.kind in IN_ARTICLE else self.kind.zh
            address = f"{place}{named}第{_numeral(self.number)}段"
        return address if self.repeat == 1 else f"{address}〔{self.repeat}〕"


_ABOVE_ARTICLE: Final = frozenset({"part", "subpart", "chapter", "section"})


def _written(name: str, mark: str, number: int) -> str:
    """Return one level of an address; nothing where the piece stands in none."""
    if not number:
        return ""
    numeral = _numeral(number)
    return f"之{numeral}" if name == "suffix" else f"第{numeral}{mark}"


def _numeral(number: int) -> str:
    """Return a number as texts count; in digits where no text counts so far."""
    return format_numeral(number) if number <= LARGEST else str(number)
