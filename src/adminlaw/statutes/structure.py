"""Build the structure of a text from its rows (编章节条款项目).

Unnumbered paragraphs of an article are its 款; numbered pieces are the 项 of the
paragraph that introduces them, and pieces numbered in a second notation their 目
(《立法法》第六十五条). An article's number has to follow the one before it, or else
be set off from its text; what cannot be understood is reported with its place,
and nothing is left out. The limits: a third notation inside a 目 is not cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from attrs import define, evolve, field

from adminlaw.errors import Problem
from adminlaw.statutes.lines import NUMERAL, Mark, Marker, inline_marks, mark_of
from adminlaw.statutes.rows import ANNEX, Label, Row, Upcoming, rows_of, upcoming
from adminlaw.statutes.units import HEADINGS, Levels, Unit, UnitKind

_DEEPEST: Final = 2
"""Notations that have a level: those of 项 and of 目."""

_TOP_NOTATIONS: Final = (
    Marker.HAN_COMMA,
    Marker.DIGIT_POINT,
    Marker.HAN_BRACKETS,
    Marker.ORDINAL,
)
_GOES_ON: Final = "，；、"
"""Signs at the end of a line that the next one goes on."""

_ABOVE: Final = ("part", "subpart", "chapter", "section")
_KINDS: Final = {name: UnitKind.of(name) for name in _ABOVE}
_GAP: Final = 3
"""How many numbers may be missing where labels are not set off from the text."""


def structure_of(
    text: str, start: int, *, amends: bool
) -> tuple[list[Unit], list[Problem]]:
    """Return the units of the body of *text*, and what was not understood.

    Args:
        text: The whole text.
        start: Where its body starts.
        amends: Whether its articles are instructions to amend other texts.
    """
    rows = rows_of(text, start)
    if not rows and start < len(text):
        return [Unit(UnitKind.PASSAGE, start, len(text))], []
    builder = _Builder(rows=rows, ahead=upcoming(rows), amends=amends)
    builder.build()
    return _without_repeats(builder.units), builder.problems


def _without_repeats(units: list[Unit]) -> list[Unit]:
    """Number equal headings, so that each address stands for one piece."""
    seen: dict[tuple[UnitKind, Levels], int] = {}
    for index, unit in enumerate(units):
        if unit.kind not in HEADINGS:
            continue
        key = (unit.kind, unit.levels)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            units[index] = evolve(unit, repeat=seen[key])
    return units


def _counted(levels: Levels) -> tuple[int, ...]:
    """Return the levels that an address writes: articles count through all chapters."""
    return levels[len(_ABOVE) :] if levels.article else levels


@define
class _Builder:
    """The state of reading: where in the text the next row stands."""

    rows: Sequence[Row]
    ahead: Sequence[Upcoming]
    amends: bool
    units: list[Unit] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    above: tuple[int, int, int, int] = (0, 0, 0, 0)
    article: int = 0
    suffix: int = 0
    paragraph: int = 0
    stack: list[tuple[Marker, int]] = field(factory=list)
    lines: dict[tuple[UnitKind, tuple[int, ...], int], int] = field(factory=dict)
    top: Marker | None = None
    spaced: bool = False
    quoting: bool = False
    annexed: bool = False
    contents: str = ""
    listing: bool = False
    signed: frozenset[int] = frozenset()
    annex_counts: bool = False
    times: dict[tuple[int, int], int] = field(factory=dict)
    following: dict[int, Row] = field(factory=dict)

    def build(self) -> None:
        """Read every row."""
        labels = [row.label for row in self.rows if row.label]
        self.spaced = any(label.spaced for label in labels)
        if not any(label.spaced or label.article == 1 for label in labels):
            self.top = _top_notation(self.rows)
        self.signed = frozenset(row.at for row in _signature(self.rows))
        self.following = {row.start: after for row, after in pairwise(self.rows)}
        for index, row in enumerate(self.rows):
            self._read(row, self.ahead[index])
            self._watch_lists(row)

    def _read(self, row: Row, ahead: Upcoming) -> None:
        if self._is_aside(row) or self._is_contents(row):
            return
        label = self._label(row)
        if label and self._accepts(label, row):
            self._begin_article(label, row, ahead)
        elif self._is_quotation(row):
            self._quote(row, ahead)
        elif row.at in self.signed:
            self._add(UnitKind.SIGNATURE, row.start, row.end, Levels())
        elif row.heading and not self.annexed:
            self._begin_heading(row)
        elif self.annexed or (self.article and ANNEX.match(row.line)):
            self.annexed = True
            self._add(UnitKind.ANNEX, row.start, row.end, Levels())
        elif self.article:
            self._pieces(row, row.mark, ahead)
        else:
            self._outside(row)
        self._watch_quotes(row)

    def _is_aside(self, row: Row) -> bool:
        """Add a row that belongs to the file or to a table."""
        line = row.line.lstrip()
        if line.startswith("<!--"):
            self._add(UnitKind.MARKUP, row.start, row.end, Levels())
        elif line.startswith("|"):
            levels = Levels() if self.annexed else None
            self._add(UnitKind.TABLE, row.start, row.end, levels)
        else:
            return False
        return True

    def _is_contents(self, row: Row) -> bool:
        """Add a row of the table of contents; it ends where its first line recurs."""
        words = _LEADER.sub("", _SPACE.sub("", row.line)).lstrip("#")
        if not self.article and words in ("目录", "【目录】"):
            self.contents = "?"
        elif not self.contents:
            return False
        elif self.contents == "?":
            self.contents = words
        elif (
            words == self.contents
            or (row.label and row.label.spaced)
            or (not row.heading and words.endswith(("。", "；", "：", "，")))
        ):
            self.contents = ""
            return False
        self._add(UnitKind.CONTENTS, row.start, row.end, Levels())
        return True

    def _label(self, row: Row) -> Label | None:
        """Return the label that makes *row* the start of an article."""
        if row.mark and self.top is row.mark.marker:
            return Label(row.mark.number, 0, spaced=True, end=row.mark.end)
        return None if self.top else row.label

    def _accepts(self, label: Label, row: Row) -> bool:
        """Tell whether *label* counts on, and report it where it does not."""
        last = (self.article, self.suffix)
        if self.annexed and (self.annex_counts or label.article == 1):
            # The annex is a text with articles of its own.
            self.annex_counts = True
            return False
        follows = (label.article == last[0] + 1 and label.suffix in (0, 1)) or (
            label.article == last[0] and label.suffix == last[1] + 1
        )
        if follows or not self.article:
            return not (self.amends and self.top and self.quoting and not follows)
        if self.amends or self.top or (self.quoting and label.spaced):
            return False
        near = not self.spaced and last[0] < label.article <= last[0] + _GAP
        if not (near or (label.spaced and not self.annexed)):
            return False
        self._report(
            row,
            f"第{last[0] + 1}条" + (f"或者第{last[0]}条之{last[1] + 1}"),
            f"article {last[0] + 1}, or {last[0]} 之{last[1] + 1}",
        )
        return True

    def _begin_article(self, label: Label, row: Row, ahead: Upcoming) -> None:
        self.article, self.suffix = label.article, label.suffix
        key = (label.article, label.suffix)
        self.times[key] = self.times.get(key, 0) + 1
        self.paragraph, self.stack, self.annexed = 1, [], False
        self.quoting = False
        rest = _first_mark(row.line, label.end)
        self._pieces(row, None, ahead, skip=label.end, first=rest)
        self._watch_quotes(row)

    def _begin_heading(self, row: Row) -> None:
        heading = row.heading
        if heading is None:
            return
        level = _ABOVE.index(heading.level)
        last = self.above[level]
        if heading.number != last + 1 and not self.amends and last:
            expected = f"{heading.level} {last + 1}"
            self._report(row, f"第{last + 1}{_KINDS[heading.level].zh}", expected)
        numbers = [*self.above[:level], heading.number, 0, 0, 0]
        self.above = (numbers[0], numbers[1], numbers[2], numbers[3])
        levels = Levels(*self.above)
        self.stack, self.quoting = [], False
        self._add(_KINDS[heading.level], row.start, row.end, levels)

    def _outside(self, row: Row) -> None:
        """Add a row that stands before the first article, or in a text without."""
        words = row.line.strip()
        if words.startswith("#"):
            self._add(UnitKind.HEADING, row.start, row.end)
        else:
            numbered = self.spaced or self.top
            kind = UnitKind.PREAMBLE if numbered else UnitKind.PASSAGE
            self._add(kind, row.start, row.end, Levels())

    def _is_quotation(self, row: Row) -> bool:
        """Tell whether *row* quotes another text rather than being of this one."""
        if self.amends and self.article:
            return self.quoting or row.line.lstrip().startswith("“")
        return self.quoting and row.label is not None

    def _quote(self, row: Row, ahead: Upcoming) -> None:
        """Add a row of quoted text; its paragraphs count as those of the article."""
        before = len(self.units)
        self._pieces(row, row.mark or mark_of(row.line.lstrip("“ ")), ahead)
        self.units[before:] = [
            evolve(each, kind=UnitKind.QUOTATION) for each in self.units[before:]
        ]

    def _watch_lists(self, row: Row) -> None:
        """Remember whether the next line goes on a list without numbers.

        国务院由下列人员组成： and a line for each of them are one paragraph.
        """
        end = row.line[-1:]
        self.listing = not (row.mark or row.heading) and (
            end in _GOES_ON or (end == "：" and self._lists(row)) or _says_nothing(row)
        )

    def _lists(self, row: Row) -> bool:
        """Tell whether the line after *row* is short and ends with a comma."""
        following = self.following.get(row.start)
        return (
            following is not None
            and not following.mark
            and (following.line[-1:] in _GOES_ON)
        )

    def _watch_quotes(self, row: Row) -> None:
        """Remember whether a quotation goes on beyond *row*."""
        opened, closed = row.line.rfind("“"), row.line.rfind("”")
        if self.amends and row.line.rstrip().endswith(("内容如下：", "修改为：")):
            self.quoting = True
        elif opened != closed:
            self.quoting = opened > closed

    def _pieces(
        self,
        row: Row,
        mark: Mark | None,
        ahead: Upcoming,
        *,
        skip: int = 0,
        first: Mark | None = None,
    ) -> None:
        """Cut one row of an article where items start inside it."""
        after = skip or (mark.end if mark else 0)
        own = mark or first
        marks = list(inline_marks(row.line, after, own))
        if first:
            marks = [first, *marks]
        ends = [row.at + each.start for each in marks] + [row.end]
        if skip:
            self._add_here(UnitKind.PARAGRAPH, row.start, ends[0])
        else:
            self._piece(mark, row.start, ends[0], ahead)
        for inner, begun, end in zip(marks, ends, ends[1:], strict=False):
            self._piece(inner, begun, end, ahead)

    def _piece(self, mark: Mark | None, start: int, end: int, ahead: Upcoming) -> None:
        """Add one paragraph, item or subitem, or a further line of one."""
        if mark:
            self._count(mark)
        elif not self._goes_on(ahead) and not self.listing:
            self.paragraph += 1
            self.stack = []
        depth = min(len(self.stack), _DEEPEST)
        kinds = (UnitKind.PARAGRAPH, UnitKind.ITEM, UnitKind.SUBITEM)
        self._add_here(kinds[depth], start, end)

    def _count(self, mark: Mark) -> None:
        """Find the level of a numbered piece by its notation."""
        self.paragraph = self.paragraph or 1
        notations = [marker for marker, _ in self.stack]
        if mark.marker in notations:
            self.stack = self.stack[: notations.index(mark.marker)]
        self.stack.append((mark.marker, mark.number))

    def _goes_on(self, ahead: Upcoming) -> bool:
        """Tell whether an unnumbered line belongs to the item before it.

        It does where the numbering goes on after it; a list that starts anew, or
        none, shows that the line is a paragraph of the article.
        """
        return any(ahead.get(marker) == number + 1 for marker, number in self.stack)

    def _add_here(self, kind: UnitKind, start: int, end: int) -> None:
        numbers = [number for _, number in self.stack[:_DEEPEST]]
        item, subitem = (*numbers, 0, 0)[:2]
        here = (self.article, self.suffix, self.paragraph, item, subitem)
        levels = Levels(*self.above, *here)
        self._add(kind, start, end, levels)

    def _add(
        self, kind: UnitKind, start: int, end: int, levels: Levels | None = None
    ) -> None:
        if levels is None:
            levels = Levels(*self.above, self.article, self.suffix)
        number = 1
        repeat = self.times.get((levels.article, levels.suffix), 1)
        if kind not in HEADINGS:
            key = (kind, _counted(levels), repeat)
            number = self.lines.get(key, 0) + 1
            self.lines[key] = number
        self.units.append(Unit(kind, start, end, levels, number, repeat))

    def _report(self, row: Row, zh: str, en: str) -> None:
        received = " ".join(row.line.split())[:20]
        self.problems.append(
            Problem(
                path=f"@{row.at}", received=received, expected_zh=zh, expected_en=en
            )
        )


def _first_mark(line: str, start: int) -> Mark | None:
    """Return the label that directly follows an article's label, if one does."""
    found = mark_of(line[start:])
    if found is None or found.number != 1:
        return None
    return Mark(found.marker, 1, start + found.start, start + found.end)


def _top_notation(rows: Sequence[Row]) -> Marker | None:
    """Return the notation that stands for articles where no 第X条 does.

    The broadest one that starts at 1; digits that count on through the sections
    一、二、 are the articles, and those are headings.
    """
    marks = [row.mark for row in rows if row.mark]
    firsts = {mark.marker for mark in marks if mark.number == 1}
    found = [marker for marker in _TOP_NOTATIONS if marker in firsts]
    if {Marker.HAN_COMMA, Marker.DIGIT_POINT} <= set(found) and _counts_through(marks):
        return Marker.DIGIT_POINT
    return found[0] if found else None


def _says_nothing(row: Row) -> bool:
    """Tell whether a row is the label of an article and its name at most."""
    rest = row.line[row.label.end :].strip() if row.label else "…"
    return not rest or bool(_NAME_OF_ARTICLE.fullmatch(rest))


_NAME_OF_ARTICLE: Final = re.compile(r"[（(【][^（()）【】]{1,30}[）)】]")
_SPACE: Final = re.compile(r"[\s\u200b\ufeff]+")
_LEADER: Final = re.compile(r"[.．…·—0-9０-９（）()]+\Z")


def _counts_through(marks: Sequence[Mark]) -> bool:
    """Tell whether 1. 2. 3. go on from one section 一、 to the next."""
    last, section, homes = 0, 0, set()
    for mark in marks:
        if mark.marker is Marker.HAN_COMMA:
            section += 1
        elif mark.marker is Marker.DIGIT_POINT:
            if mark.number != last + 1:
                return False
            last = mark.number
            homes.add(section)
    return len(homes) > 1


_DAY_LINE: Final = re.compile(
    rf"[（(]?{NUMERAL}{{4}}\s?年\s?{NUMERAL}{{1,3}}\s?月\s?{NUMERAL}{{1,3}}\s?日[）)]?"
)
_LONGEST_NAME: Final = 40


def _signature(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows that sign a text at its end: its day, and bodies before it."""
    last = len(rows) - 1
    while last > 0 and _NAME_OF_ARTICLE.fullmatch(rows[last].line.strip()):
        last -= 1  # （此件公开发布）
    if not rows or not _DAY_LINE.fullmatch(rows[last].line.strip()):
        return
    yield from rows[last:]
    for row in reversed(rows[:last]):
        said = row.line.strip()
        if (
            len(said) > _LONGEST_NAME
            or said[-1:] in "。；：，、"
            or row.label
            or row.mark
        ):
            return
        yield row
