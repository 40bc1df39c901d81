"""Say which place of an instrument is meant (编、章、节、条、款、项、目).

A provision is the address inside the instrument, without the instrument: any
of the seven levels, each null unless it was written. An article that was
inserted later carries a suffix: 第一百二十条之一 is a different article from
第一百二十条 (《立法法》第六十五条 names the levels). A relative reference (前款,
本条第二款, 该条) keeps what was written: from where it counts, how many places, and
the levels that follow. The limits: 分编, named parts, preambles and annexes are not
addresses here, and whether a place exists is for the statute to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Never

from attrs import field, frozen

from adminlaw.citations.numerals import LARGEST, format_numeral
from adminlaw.errors import FieldTypeError, FieldValueError
from adminlaw.labels import LabelledEnum
from adminlaw.markup import shown_as

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
_MANY: Final = {0: "数", 2: "两"}


class RelativeKind(LabelledEnum):
    """From where a relative reference counts (相对引用)."""

    PREV_ARTICLE = "prev_article", "前条", "the article before"
    PREV_PARAGRAPH = "prev_paragraph", "前款", "the paragraph before"
    PREV_ITEM = "prev_item", "前项", "the item before"
    THIS_PART = "this_part", "本编", "this part"
    THIS_CHAPTER = "this_chapter", "本章", "this chapter"
    THIS_SECTION = "this_section", "本节", "this section"
    THIS_ARTICLE = "this_article", "本条", "this article"
    THIS_PARAGRAPH = "this_paragraph", "本款", "this paragraph"
    THIS_ITEM = "this_item", "本项", "this item"
    THAT_DOCUMENT = "that_document", "该法", "that instrument"
    THAT_ARTICLE = "that_article", "该条", "that article"
    THAT_PARAGRAPH = "that_paragraph", "该款", "that paragraph"
    THAT_ITEM = "that_item", "该项", "that item"
    PRECEDING = "preceding", "上述规定", "the rules named before"

    @property
    def counts(self) -> bool:
        """Whether it may count several places: 前两款.

        >>> RelativeKind.PREV_ITEM.counts, RelativeKind.THIS_ITEM.counts
        (True, False)
        """
        return self.zh.startswith("前")


def _level() -> int | None:
    """Declare one level: optional, and an unwritten one sorts first."""
    level: int | None = field(default=None, order=lambda number: number or 0)
    return level


def _rel_order(rel: RelativeKind | None) -> str:
    """Return what sorts a relative reference: an absolute place comes first."""
    return rel.code if rel else ""


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
        proviso: Whether only the proviso of that place is meant (但书).
        rel: From where a relative reference counts; None for an absolute place.
        n: How many places 前两款 means; 0 for several, unstated (前数款); None
            where one is meant.

    Raises:
        FieldTypeError: A level is not an integer, or *rel* no such kind.
        FieldValueError: A level is outside 1 to 9999, a suffix has no article,
            *n* has nothing to count, or neither a level nor *rel* is given.

    Source: 《立法法》第六十五条.

    >>> Provision(article=120, suffix=1, paragraph=2)
    Provision(article=120, suffix=1, paragraph=2)
    >>> str(Provision(article=5, paragraph=1, item=3))
    '第五条第一款第三项'
    >>> str(Provision(rel=RelativeKind.PREV_PARAGRAPH, item=3))
    '前款第三项'
    """

    part: int | None = _level()
    chapter: int | None = _level()
    section: int | None = _level()
    article: int | None = _level()
    suffix: int | None = _level()
    paragraph: int | None = _level()
    item: int | None = _level()
    subitem: int | None = _level()
    proviso: bool = field(default=False)
    rel: RelativeKind | None = field(default=None, order=_rel_order)
    n: int | None = _level()

    _repr_html_ = shown_as(
        "条款项目",
        chapter="章",
        section="节",
        article="条",
        paragraph="款",
        item="项",
        subitem="目",
    )

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be written as an address."""
        levels = self.levels()
        for name, number in levels.items():
            if type(number) is not int or not 1 <= number <= LARGEST:
                _refuse_number(name, number)
        if not levels and self.rel is None:
            raise FieldValueError("Provision", None, "至少一级", "at least one level")
        if self.rel is not None or self.n is not None:
            _refuse_odd_relation(self.rel, self.n)
        if self.suffix is not None and self.article is None:
            raise FieldValueError(
                "suffix", self.suffix, "条的序号之后的之几", "a suffix after an article"
            )

    @classmethod
    def of(
        cls,
        levels: Mapping[str, int],
        *,
        proviso: bool = False,
        rel: RelativeKind | None = None,
        n: int | None = None,
    ) -> Provision:
        """Return the place with these levels, as :meth:`levels` gives them.

        >>> Provision.of({"article": 5, "item": 2})
        Provision(article=5, item=2)
        """
        return cls(**levels, proviso=proviso, rel=rel, n=n)

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
        if self.rel or other.rel or (self.proviso and not other.proviso):
            return self == other
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
        """Show what was written and nothing else."""
        pairs = [f"{name}={number}" for name, number in self.levels().items()]
        pairs += ["proviso=True"] * self.proviso
        pairs += [f"rel={self.rel!r}"] * (self.rel is not None)
        pairs += [f"n={self.n}"] * (self.n is not None)
        return f"Provision({', '.join(pairs)})"

    def __str__(self) -> str:
        """Write the address in full: 第十条之一第二款第三项第一目."""
        levels = "".join(
            f"之{format_numeral(number)}"
            if name == "suffix"
            else f"第{format_numeral(number)}{MARKS[name]}"
            for name, number in self.levels().items()
        )
        return f"{_written_rel(self.rel, self.n)}{levels}{'但书' * self.proviso}"


def _written_rel(rel: RelativeKind | None, n: int | None) -> str:
    """Write from where a relative reference counts: 前款, 前两款, 本条."""
    if rel is None or n is None:
        return rel.zh if rel else ""
    return f"前{_MANY.get(n) or format_numeral(n)}{rel.zh[1:]}"


def _refuse_odd_relation(rel: object, n: object) -> None:
    """Refuse what no relative reference can be."""
    if not isinstance(rel, RelativeKind):
        received = type(rel).__name__
        raise FieldTypeError("Provision", "rel", "RelativeKind", received)
    if n is None:
        return
    if type(n) is not int:
        raise FieldTypeError("Provision", "n", "int", type(n).__name__)
    if not rel.counts or n == 1 or not 0 <= n <= LARGEST:
        raise FieldValueError(
            "n", n, "前几条、前几款、前几项的几", "how many places 前 counts, not 1"
        )


def _refuse_number(name: str, number: object) -> Never:
    """Say why *number* is not the number of a level."""
    if type(number) is not int:
        raise FieldTypeError("Provision", name, "int", type(number).__name__)
    raise FieldValueError(name, number, "1至9999的整数", "an integer from 1 to 9999")
