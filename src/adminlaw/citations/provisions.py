"""Say which place of an instrument is meant (编、章、节、条、款、项、目).

A provision is the address inside the instrument, without the instrument: any
of the seven levels, each null unless it was written. An article that was
inserted later carries a suffix: 第一百二十条之一 is a different article from
第一百二十条 (《立法法》第六十五条 names the levels). The limits: 分编, named parts,
preambles and annexes are not addresses here, and whether a place exists is for
the statute to say.
"""

from __future__ import annotations

from typing import Final, Never

from attrs import field, frozen

from adminlaw.citations.numerals import LARGEST, format_numeral
from adminlaw.errors import FieldTypeError, FieldValueError

MARKS: Final = {
    "part": "编",
    "chapter": "章",
    "section": "节",
    "article": "条",
    "suffix": "之",
    "paragraph": "款",
    "item": "项",
    "subitem": "目",
}
"""Each level of an address and its mark, from the highest down."""

_ABOVE_ARTICLE: Final = ("part", "chapter", "section")


def _level() -> int | None:
    """Declare one level: optional, and an unwritten one sorts first."""
    level: int | None = field(default=None, order=lambda number: number or 0)
    return level


@frozen(kw_only=True, order=True)
class Provision:
    """One place in an instrument (条款项目), as precise as it was written.

    Provisions sort in the order of the text as far as their numbers tell, a
    whole before its parts and 第十条 before 第十条之一.

    Attributes:
        part: Number of the part (编).
        chapter: Number of the chapter (章).
        section: Number of the section (节).
        article: Number of the article (条).
        suffix: Number after 之 of an article inserted later (条之一).
        paragraph: Number of the paragraph (款).
        item: Number of the item (项).
        subitem: Number of the subitem (目).

    Raises:
        FieldTypeError: A level is not an integer.
        FieldValueError: A level is outside 1 to 9999, a suffix has no article,
            or no level is given at all.

    Source: 《立法法》第六十五条.

    >>> Provision(article=120, suffix=1, paragraph=2)
    Provision(article=120, suffix=1, paragraph=2)
    >>> str(Provision(article=5, paragraph=1, item=3))
    '第五条第一款第三项'
    """

    part: int | None = _level()
    chapter: int | None = _level()
    section: int | None = _level()
    article: int | None = _level()
    suffix: int | None = _level()
    paragraph: int | None = _level()
    item: int | None = _level()
    subitem: int | None = _level()

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be written as an address."""
        levels = self.levels()
        for name, number in levels.items():
            if type(number) is not int or not 1 <= number <= LARGEST:
                _refuse_number(name, number)
        if not levels:
            raise FieldValueError("Provision", None, "至少一级", "at least one level")
        if self.suffix is not None and self.article is None:
            raise FieldValueError(
                "suffix", self.suffix, "条的序号之后的之几", "a suffix after an article"
            )

    def levels(self) -> dict[str, int]:
        """Return the levels that were written, from the highest down.

        >>> Provision(article=5, item=2).levels()
        {'article': 5, 'item': 2}
        """
        numbers = (
            self.part,
            self.chapter,
            self.section,
            self.article,
            self.suffix,
            self.paragraph,
            self.item,
            self.subitem,
        )
        pairs = zip(MARKS, numbers, strict=True)
        return {name: number for name, number in pairs if number is not None}

    def contains(self, other: Provision) -> bool:
        """Tell whether *other* is this place or lies inside it.

        Only what the two addresses say is used: whether 第三章 holds 第十条 is
        for the statute to tell, and so it is False here. Articles are numbered
        through the whole instrument, which is why levels above them do not count.

        >>> Provision(article=5).contains(Provision(article=5, paragraph=1))
        True
        >>> Provision(article=120).contains(Provision(article=120, suffix=1))
        False
        """
        mine, theirs = self.levels(), other.levels()
        if "article" in mine and "article" in theirs:
            for name in _ABOVE_ARTICLE:
                mine.pop(name, None)
                theirs.pop(name, None)
        # A suffix names another article, so an address at or below the article
        # must agree on it; a whole chapter need not.
        deepest = "suffix" if list(mine)[-1] == "article" else list(mine)[-1]
        names = list(MARKS)[: list(MARKS).index(deepest) + 1]
        return all(mine.get(name) == theirs.get(name) for name in names)

    def __repr__(self) -> str:
        """Show the levels that were written and no others."""
        pairs = (f"{name}={number}" for name, number in self.levels().items())
        return f"Provision({', '.join(pairs)})"

    def __str__(self) -> str:
        """Write the address in full: 第十条之一第二款第三项第一目."""
        return "".join(
            f"之{format_numeral(number)}"
            if name == "suffix"
            else f"第{format_numeral(number)}{MARKS[name]}"
            for name, number in self.levels().items()
        )


def _refuse_number(name: str, number: object) -> Never:
    """Say why *number* is not the number of a level."""
    if type(number) is not int:
        raise FieldTypeError("Provision", name, "int", type(number).__name__)
    raise FieldValueError(name, number, "1至9999的整数", "an integer from 1 to 9999")
