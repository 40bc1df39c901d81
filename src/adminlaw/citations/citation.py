"""One written citation: an instrument's name and the places in it.

A citation is what the text says, not what it refers to: the name stays as
written, and whether such an instrument or article exists is asked elsewhere
(《立法法》第六十五条 for the places). The limits: exactly one name, then what stands
in parentheses after it, then its places, and nothing else.
"""

from __future__ import annotations

from itertools import pairwise

from attrs import field, frozen

from adminlaw.citations.document_numbers import DocumentNumber
from adminlaw.citations.naming import without_country
from adminlaw.citations.pins import can_follow, read_pins, write_pins
from adminlaw.citations.provisions import Provision
from adminlaw.citations.relatives import read_relative
from adminlaw.citations.remarks import (
    is_short_name,
    is_version,
    read_remarks,
    write_remarks,
)
from adminlaw.citations.titles import is_title, read_bridge, read_title
from adminlaw.errors import CitationSyntaxError, FieldTypeError, FieldValueError
from adminlaw.markup import shown_as


@frozen(kw_only=True)
class Citation:
    """One reference to an instrument, with or without places (法条引用).

    Attributes:
        title: The name as written, without its marks and without white space;
            a name inside the name stands between 〈 and 〉.
        provisions: The places, in the order written; empty where the citation
            names the instrument as a whole.
        version: The version that it names in parentheses, such as 2021年修订;
            empty if it names none.
        number: The number of the document that it names in parentheses.
        short_name: The short name that it gives the instrument; empty if none.

    Raises:
        FieldTypeError: A field holds something of another type.
        FieldValueError: The title is not a bare name, a place is relative or
            cannot be written after the one before it (第三款 after 第五条第一款
            would be read as 第五条第三款), the version or the short name is not
            written as a citation writes it.

    >>> str(Citation(title="行政处罚法", provisions=(Provision(article=5),)))
    '《行政处罚法》第五条'
    """

    title: str = field()
    provisions: tuple[Provision, ...] = field(default=())
    version: str = field(default="")
    number: DocumentNumber | None = field(default=None)
    short_name: str = field(default="")

    _repr_html_ = shown_as(
        "法条引用", title="文件", provisions="条款", version="版本", number="文号"
    )

    def __attrs_post_init__(self) -> None:
        """Refuse what could not be written as one citation."""
        _refuse_odd_types(self.title, self.provisions)
        if not is_title(self.title):
            raise FieldValueError(
                "title",
                self.title,
                "不带书名号、不含空白的名称（内层用〈〉）",
                "a name without 《》 and white space, inner names in 〈〉",
            )
        _refuse_odd_remarks(self.version, self.number, self.short_name)
        for pin in self.provisions:
            if pin.rel is not None:
                raise FieldValueError(
                    "provisions", str(pin), "绝对的条款", "a place that is not relative"
                )
        for before, pin in pairwise(self.provisions):
            if not can_follow(pin, before):
                raise FieldValueError(
                    "provisions",
                    str(pin),
                    f"能够写在“{before}”之后的条款",
                    f"a place that can be written after {before}",
                )

    @property
    def short_title(self) -> str:
        """The name without a leading 中华人民共和国.

        >>> Citation(title="中华人民共和国行政处罚法").short_title
        '行政处罚法'
        """
        return without_country(self.title)

    def __str__(self) -> str:
        """Write the citation in its canonical form, which reads back as itself."""
        remarks = write_remarks(self.version, self.number, self.short_name)
        return f"《{self.title}》{remarks}{write_pins(self.provisions)}"


def parse_citation(text: str) -> Citation:
    """Read *text* as exactly one citation of one instrument.

    Args:
        text: A name, in 《》 or bare, what stands in parentheses after it (a
            version, a document number, a short name), and the places in it, if
            any; blanks are tolerated, numbers may be Chinese numerals or digits,
            and a range stands for every number in it.

    Raises:
        FieldTypeError: *text* is no text.
        CitationSyntaxError: *text* is anything else, such as a sentence or two
            citations; its position is the offending code point.

    Source: 《立法法》第六十五条 (the levels and their numbers).

    >>> parse_citation("《行政处罚法》第五条第一款、第三款").provisions
    (Provision(article=5, paragraph=1), Provision(article=5, paragraph=3))
    >>> str(parse_citation("刑法第120条之1第(二)项"))
    '《刑法》第一百二十条之一第二项'
    >>> str(parse_citation("《立法法》(2015年修正)第8-10条"))
    '《立法法》（2015年修正）第八条至第十条'
    """
    if not isinstance(text, str):
        raise FieldTypeError("parse_citation", "text", "str", type(text).__name__)
    title, position = read_title(text)
    remarks = read_remarks(text, position)
    position = read_bridge(text, remarks.position)
    pins = read_pins(text, position) if position < len(text) else ()
    return Citation(
        title=title,
        provisions=pins,
        version=remarks.version,
        number=remarks.number,
        short_name=remarks.short_name,
    )


def parse_provision(text: str) -> Provision:
    """Read *text* as exactly one place, without the name of an instrument.

    Args:
        text: An absolute place, or a relative one: 前款第三项, 本条第二款, 该条.

    Raises:
        CitationSyntaxError: *text* is anything else, such as two places.

    Source: 《立法法》第六十五条.

    >>> parse_provision("第一百二十条之一第二款")
    Provision(article=120, suffix=1, paragraph=2)
    >>> parse_provision("前款第三项")
    Provision(item=3, rel=RelativeKind.PREV_PARAGRAPH)
    """
    relative, position = read_relative(text)
    if relative and position == len(text):
        return relative
    pins = read_pins(text, position)
    if len(pins) > 1:
        raise CitationSyntaxError(text, len(text), "one place", "一处条款")
    if relative is None:
        return pins[0]
    return Provision.of(
        pins[0].levels(), proviso=pins[0].proviso, rel=relative.rel, n=relative.n
    )


def _refuse_odd_types(title: object, provisions: object) -> None:
    """Refuse fields that hold something else than a name and places."""
    if not isinstance(title, str):
        raise FieldTypeError("Citation", "title", "str", type(title).__name__)
    if not isinstance(provisions, tuple):
        received = type(provisions).__name__
        raise FieldTypeError("Citation", "provisions", "tuple", received)
    for pin in provisions:
        if not isinstance(pin, Provision):
            received = type(pin).__name__
            raise FieldTypeError("Citation", "provisions", "Provision", received)


def _refuse_odd_remarks(version: object, number: object, short_name: object) -> None:
    """Refuse remarks that could not be written so that they are read again."""
    for name, value in (("version", version), ("short_name", short_name)):
        if not isinstance(value, str):
            raise FieldTypeError("Citation", name, "str", type(value).__name__)
    if not isinstance(number, DocumentNumber | None):
        received = type(number).__name__
        raise FieldTypeError("Citation", "number", "DocumentNumber", received)
    if version and not is_version(str(version)):
        raise FieldValueError(
            "version", version, "如“2021年修订”的版本", "a version such as 2021年修订"
        )
    if short_name and not is_short_name(str(short_name)):
        raise FieldValueError(
            "short_name",
            short_name,
            "不带书名号、引号、括号、逗号和空白的简称",
            "a short name without marks, quotes, brackets, commas and blanks",
        )
