"""An identifier with what is wrong with it: the answer of every parser.

A code of a real file is data even when it is faulty, so defects are values and
not errors. A ``repr`` shows only what has the shape of a code, because what has
not may be a person's name or number, put into the wrong column.
"""

from __future__ import annotations

from attrs import field, frozen

from adminlaw.errors import Lang
from adminlaw.labels import LabelledEnum


class IdentifierKind(LabelledEnum):
    """Kind of identifier (代码种类)."""

    CREDIT_CODE = "credit_code", "统一社会信用代码", "unified social credit code"
    ORGANISATION_CODE = "organisation_code", "组织机构代码", "organisation code"
    DIVISION_CODE = "division_code", "行政区划代码", "division code"
    ITEM_CODE = "item_code", "政务服务事项编码", "service item code"


class IdentifierProblemKind(LabelledEnum):
    """Kind of defect of an identifier (代码问题种类)."""

    LENGTH = "length", "长度不符", "wrong length"
    CHARACTER = "character", "字符不符", "wrong character"
    CHECK_CHARACTER = "check_character", "校验码不符", "wrong check character"
    DIVISION = "division", "行政区划代码不成立", "not a division"
    STRUCTURE = "structure", "缺上一级代码", "the level above is missing"
    PERSONAL_NUMBER = (
        "personal_number",
        "疑似公民身份号码，内容已隐去",
        "looks like a resident identity number, withheld",
    )


@frozen(kw_only=True)
class IdentifierProblem:
    """One defect of an identifier (代码问题).

    Attributes:
        position: Index from 0 in the canonical text; None for the whole of it.
        expected: A length, an alphabet or a character; the same in both languages.
        received: A length or one character, never more of the text.
    """

    kind: IdentifierProblemKind
    position: int | None = None
    expected: str = ""
    received: str = ""

    def text(self, lang: Lang = "en") -> str:
        """Return one line; it counts characters from 1, as people do.

        >>> from adminlaw.identifiers import parse_credit_code
        >>> print(parse_credit_code("11341802003284723R").problems[0].text("zh"))
        校验码不符（第18位）：应为 Q，收到 R
        """
        place = None if self.position is None else self.position + 1
        if lang == "zh":
            where = "" if place is None else f"（第{place}位）"
            told = f"：应为 {self.expected}，收到 {self.received}"
        else:
            where = "" if place is None else f" (character {place})"
            told = f": expected {self.expected}, received {self.received}"
        return self.kind.text(lang) + where + (told if self.expected else "")


@frozen(kw_only=True)
class Identifier:
    """One code as received, as it is compared, and what is wrong with it (代码).

    Attributes:
        text: As received; masked where it looks like a person's number.
        canonical: Half-width and upper case, without spaces, hyphens and
            invisible characters; masked like ``text``.
        parts: Names and values in order; empty unless length and characters fit.
        problems: Every defect, by position; empty for a valid code.
    """

    kind: IdentifierKind
    # Neither is shown: what is not a code may be a person's name or number.
    text: str = field(repr=False)
    canonical: str = field(repr=False)
    parts: tuple[tuple[str, str], ...] = ()
    problems: tuple[IdentifierProblem, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether nothing is wrong with its structure."""
        return not self.problems

    def part(self, name: str) -> str | None:
        """Return the part called *name*, or None where the code has none.

        >>> from adminlaw.identifiers import parse_credit_code
        >>> parse_credit_code("11500000MB1553803Q").part("division")
        '500000'
        """
        return dict(self.parts).get(name)
