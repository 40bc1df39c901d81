"""Cut a text into rows: a line that says something, with the blank lines after it.

A row knows what it could be, from its own form; which of that it is depends on
the rows around it. The limits: lines are those of `str.splitlines`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from adminlaw.statutes.lines import (
    ARTICLE,
    HEADING,
    NUMERAL,
    SPACED,
    Mark,
    Marker,
    mark_of,
    number_of,
)

LEVEL_OF_HEADING: Final = {
    "编": "part",
    "分编": "subpart",
    "章": "chapter",
    "节": "section",
}
ANNEX: Final = re.compile(
    r"\s*(?:#+\s*)?(?:附件|附表|附录|附图|附)"
    r"(?:\s*(?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,3}))?"
    r"\s*(?:[：:].{0,80}|[《（(].{0,80}|\s\S.{0,60})?\Z"
)


@frozen
class Label:
    """The label of an article as a row could bear it.

    Attributes:
        spaced: Whether something separates it from the text after it.
        end: Where that text starts, from the row's start.
    """

    article: int
    suffix: int
    spaced: bool
    end: int


@frozen
class Heading:
    """A numbered heading: its level, its number and its words."""

    level: str
    number: int
    words: str


@frozen
class Row:
    """One line with the blank lines after it.

    Attributes:
        start: Where it starts in the text, blank lines before the first included.
        end: Where the next row starts.
        line: The line itself, without its end.
        at: Where the line starts in the text.
    """

    start: int
    end: int
    line: str
    at: int
    label: Label | None = None
    heading: Heading | None = None
    mark: Mark | None = None

    @property
    def bounds(self) -> bool:
        """Whether an article cannot go on beyond this row."""
        return self.heading is not None or (
            self.label is not None and self.label.spaced
        )


def rows_of(text: str, start: int) -> list[Row]:
    """Return the rows of *text* from *start*; joined, they are the rest of it."""
    lines: list[tuple[int, str]] = []
    at, last = start, 0
    for line in text[start:].splitlines(keepends=True):
        for piece in _split(line, last):
            if piece.strip(_BLANK):
                lines.append((at, piece.rstrip()))
                label = _label(piece) if "条" in piece[:_LONGEST_LABEL] else None
                last = label.article if label else last
            at += len(piece)
    starts = [start, *(begun for begun, _ in lines[1:]), at]
    rows = [
        _row(begun, end, line, own)
        for begun, end, (own, line) in zip(starts, starts[1:], lines, strict=False)
    ]
    return _without_citations(rows)


def _without_citations(rows: list[Row]) -> list[Row]:
    """Take the label off a line that only cites the article which comes next.

    第四条适用于灯船。 is a sentence where the next label set off from its text is
    that of 第四条 itself.
    """
    coming: tuple[int, int] | None = None
    for index in range(len(rows) - 1, -1, -1):
        row, label = rows[index], rows[index].label
        if label and label.spaced:
            coming = label.article, label.suffix
        elif label and (label.article, label.suffix) == coming:
            mark = mark_of(row.line)
            rows[index] = Row(row.start, row.end, row.line, row.at, mark=mark)
    return rows


_BLANK: Final = (
    " \t\r\n\f\v\u200b\ufeff\xa0\u3000\u2002\u2003\u2028\u2029\x85\x1c\x1d\x1e"
)
_INSIDE: Final = re.compile(
    rf"(?<=[。；：！”）\s])(第{NUMERAL}{{1,6}}章[^。，；：第]{{1,16}})?"
    rf"(第({NUMERAL}{{1,8}})条)(?=[ \u3000\xa0\u2002]|本[法条办规细])"
)


def _split(line: str, last: int) -> Iterator[str]:
    """Yield the pieces of *line*; the next article may have lost its line break.

    Args:
        line: One line with its end.
        last: The article that was labelled last, from which the next one counts.
    """
    if line.find("条", _SHORTEST) < 0:
        yield line
        return
    own = _label(line)
    last = own.article if own else last
    begun = 0
    for found in _INSIDE.finditer(line):
        if not last or not found.start() or number_of(found[3]) != last + 1:
            continue
        last += 1
        for cut in {found.start(): None, found.start(2): None}:
            yield line[begun:cut]
            begun = cut
    yield line[begun:]


_LONGEST_LABEL: Final = 20
"""Characters within which the 条 of a label stands."""

_SHORTEST: Final = 12
"""Characters of a label and the least text before another one."""


def _row(start: int, end: int, line: str, at: int) -> Row:
    heading = _heading(line) if "第" in line[:12] else None
    near = "条" in line[:_LONGEST_LABEL]
    label = _label(line) if near and not heading else None
    return Row(start, end, line, at, label, heading, None if label else mark_of(line))


def _heading(line: str) -> Heading | None:
    found = HEADING.match(line)
    number = number_of(found[1]) if found else None
    if found is None or number is None:
        return None
    return Heading(LEVEL_OF_HEADING[found[2]], number, "".join(found[3].split()))


def _label(line: str) -> Label | None:
    found = ARTICLE.match(line)
    article = number_of(found[1]) if found else None
    if found is None or article is None:
        return None
    suffix = (number_of(found[2]) if found[2] else 0) or 0
    spaced = bool(SPACED.search(found[0])) or found.end() == len(line)
    return Label(article, suffix, spaced, found.end())


Upcoming = dict[Marker, int]
"""For each notation the number that comes next in the same article."""


def upcoming(rows: Sequence[Row]) -> list[Upcoming]:
    """Return, for each row, which numbers come after it in the same article."""
    ahead: list[Upcoming] = []
    current: Upcoming = {}
    for row in reversed(rows):
        ahead.append(current)
        if row.bounds:
            current = {}
        elif row.mark:
            current = {**current, row.mark.marker: row.mark.number}
    ahead.reverse()
    return ahead
