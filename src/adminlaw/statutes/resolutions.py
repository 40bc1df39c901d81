"""What comes of looking a citation up: a status, a reason, how sure it is.

A citation is what a text says; a resolution is what it refers to, as far as the
texts or the facts that are held can tell. Six statuses say that, and none stands in
for another: what is not held is not called absent, and what is absent today is not
called absent where another version has it. The limits: a confidence is a rank, not
a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from attrs import frozen

from adminlaw.citations import Provision, write_pins
from adminlaw.errors import Lang
from adminlaw.labels import Label, LabelledEnum
from adminlaw.markup import html_table, shown_as
from adminlaw.model import Confidence
from adminlaw.statutes.instruments import Ending, Version
from adminlaw.statutes.moves import Move


class ResolutionStatus(LabelledEnum):
    """What a citation refers to (引用解析结果)."""

    EXACT = "exact", "准确对应", "exact"
    OTHER_VERSION = "other_version", "对应其他版本", "in another version"
    AMBIGUOUS = "ambiguous", "不止一种可能", "ambiguous"
    REPEALED = "repealed", "已废止", "repealed"
    NOT_HELD = "not_held", "未收录", "not held"
    NOT_FOUND = "not_found", "不存在", "not found"


CERTAINTY: Final = (
    ResolutionStatus.EXACT,
    ResolutionStatus.OTHER_VERSION,
    ResolutionStatus.REPEALED,
    ResolutionStatus.NOT_FOUND,
    ResolutionStatus.AMBIGUOUS,
    ResolutionStatus.NOT_HELD,
)
"""From the most certain down; a citation of several places has the last of theirs.

The first four are answers, the better ones for the citation first; after them come
an open choice among what is held, and what is not held.
"""

NO_REASON: Final = Label("", "")
"""Where nothing has to be said."""

_SURE: Final = tuple(Confidence)


class Cited(Protocol):
    """What can be looked up: a citation, written by itself or found in a text."""

    @property
    def title(self) -> str:
        """The name of the instrument; empty where none is written (本法)."""

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """The places in it."""

    @property
    def version(self) -> str:
        """The version that is written after the name; empty if none is."""


def written(citation: Cited) -> str:
    """Return a citation as one line.

    >>> from adminlaw.citations import parse_citation
    >>> written(parse_citation("立法法第61条"))
    '《立法法》第六十一条'
    """
    title = f"《{citation.title}》" if citation.title else ""
    version = f"（{citation.version}）" if citation.version else ""
    return f"{title}{version}{places_text(citation.provisions)}"


def places_text(places: Sequence[Provision]) -> str:
    """Return places as one list, ranges shortened where all are absolute.

    >>> places_text([Provision(article=number) for number in (3, 4, 5)])
    '第三条至第五条'
    """
    if any(each.rel for each in places):
        return "、".join(map(str, places))
    return write_pins(places)


def joined(*labels: Label) -> Label:
    """Return several reasons as one, those that say nothing left out."""
    return Label(
        "，".join(each.zh for each in labels if each.zh),
        ", ".join(each.en for each in labels if each.en),
    )


def least(*confidences: Confidence) -> Confidence:
    """Return the lowest of several confidences.

    >>> least(Confidence.HIGH, Confidence.LOW, Confidence.MEDIUM)
    Confidence.LOW
    """
    return max(confidences, key=_SURE.index)


@frozen(kw_only=True)
class PlaceResolution:
    """What one place of a citation refers to (单处条款的解析结果).

    Attributes:
        provision: The place, as cited.
        status: The answer.
        reason: Why, in both languages.
        confidence: How sure the answer is.
        present: Whether the version that is meant has the place; None where that
            is not known. What is cited but absent there is False, be it
            ``other_version``, ``not_found`` or ``not_held``.
        versions: The other versions that have it; where it is not known which
            version is meant, those of the possible ones that do.
        choices: The places that answer to it, where several do: 第四十条第一项
            in two paragraphs.
        moved: Where its words stand in the version in force, if they were followed.
    """

    provision: Provision
    status: ResolutionStatus
    reason: Label
    confidence: Confidence
    present: bool | None = None
    versions: tuple[Version, ...] = ()
    choices: tuple[Provision, ...] = ()
    moved: Move | None = None

    _repr_html_ = shown_as(
        "单处条款的解析结果",
        provision="条款",
        status="解析结果",
        reason="理由",
        confidence="可信度",
        choices="候选",
    )


@frozen(kw_only=True)
class Resolution:
    """What a citation refers to, and how that is known (引用解析).

    Attributes:
        citation: The citation, as written.
        status: The answer; of several places the least certain one.
        reason: How it was read, and why that came of it, in both languages.
        confidence: How sure the answer is.
        title: The full name of the instrument; empty where none was settled.
        version: The version that is meant; None where that is not known.
        possible: The versions that could be meant, where it is not known which.
        places: One result for each place of the citation, in its order.
        candidates: The full names of the instruments that could be meant.
        ending: How the instrument ended, where it is repealed.
    """

    citation: Cited
    status: ResolutionStatus
    reason: Label
    confidence: Confidence
    title: str = ""
    version: Version | None = None
    possible: tuple[Version, ...] = ()
    places: tuple[PlaceResolution, ...] = ()
    candidates: tuple[str, ...] = ()
    ending: Ending | None = None

    def text(self, lang: Lang = "zh") -> str:
        """Return the answer and its reason, and a line for each place."""
        colon = "：" if lang == "zh" else ": "
        lines = [(written(self.citation), self.status, self.reason)]
        if len(self.places) > 1:
            lines += [
                (f"  {each.provision}", each.status, each.reason)
                for each in self.places
            ]
        return "\n".join(
            f"{name}{colon}{status.text(lang)}{colon}{reason.text(lang)}"
            for name, status, reason in lines
        )

    def _repr_html_(self) -> str:
        rows = [
            (
                str(each.provision),
                each.status.zh,
                each.confidence.zh,
                str(each.moved.target) if each.moved else "",
                each.reason.zh,
            )
            for each in self.places
        ]
        whole = (self.title, self.status.zh, self.confidence.zh, "", self.reason.zh)
        headings = ("对象", "结果", "可信度", "现条款", "理由")
        return html_table(written(self.citation), headings, (whole, *rows))
