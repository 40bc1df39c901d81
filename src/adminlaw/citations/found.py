"""A citation that was found in running text, and what is said of it.

It keeps its span, so that a reader can look, and what was written beside what it
means: 前款 is a relative reference, and the paragraph that it means where the text
itself settles it.
"""

from __future__ import annotations

from attrs import field, frozen

from adminlaw.citations.provisions import Provision
from adminlaw.labels import LabelledEnum
from adminlaw.markup import shown_as


class CitationKind(LabelledEnum):
    """What is cited, by its form (引用类别)."""

    LAW_PROVISION = "law_provision", "法条", "provision of a named instrument"
    LAW_TITLE = "law_title", "法律文件名称", "named instrument"
    INTERNAL_REFERENCE = "internal_reference", "内部引用", "internal reference"
    DOCUMENT_NUMBER = "document_number", "发文字号", "document number"
    CASE_NUMBER = "case_number", "案号", "case number"


class CitationRelation(LabelledEnum):
    """What the clause says of what it cites (引用关系)."""

    BASIS = "basis", "依据", "rests on"
    APPLIES = "applies", "适用", "applies"
    VIOLATES = "violates", "违反", "violates"
    AMENDS = "amends", "修改", "amends"
    AMENDED_BY = "amended_by", "被修改", "amended by"
    REPEALS = "repeals", "废止", "repeals"


@frozen
class FoundCitation:
    """One citation in running text (文中引用).

    Attributes:
        start: Where it starts, in code points.
        end: Where it ends, exclusive.
        text: Its words.
        kind: What is cited.
        title: The name as written, marks, blanks and the country off; empty for
            references without a name and for numbers.
        canonical_title: The full official name, where it is known.
        provisions: The places as they were written, lists and ranges expanded.
        resolved: For internal references the absolute places, where the text
            settles them; None where it does not.
        relation: What the clause says of it, where it says so.
        number: The document or case number in its canonical form.
        version: The version named in parentheses, as written.
    """

    start: int
    end: int
    text: str
    kind: CitationKind
    title: str = ""
    canonical_title: str = ""
    provisions: tuple[Provision, ...] = ()
    resolved: tuple[Provision, ...] | None = None
    relation: CitationRelation | None = None
    number: str = ""
    version: str = field(default="")

    _repr_html_ = shown_as(
        "文中引用",
        text="原文",
        kind="类别",
        canonical_title="规范名称",
        provisions="条款",
        relation="关系",
        start="起",
        end="止",
    )

    @property
    def places(self) -> tuple[Provision, ...]:
        """The absolute places that are meant, as far as they are known."""
        if self.resolved is not None:
            return self.resolved
        for each in self.provisions:
            if each.rel is not None:
                return tuple(one for one in self.provisions if one.rel is None)
        return self.provisions
