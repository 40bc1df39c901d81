"""Find the header of a table, and what each of its columns is (识别表头).

A heading is compared without blanks, brackets, stars and units, in one width of
letters. The row of the first thirty that is most like a header is one, and it may be
two rows deep: machine names above Chinese ones, or groups above their parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from unicodedata import normalize

from attrs import define, field, frozen

from adminlaw.errors import masked
from adminlaw.tables.cells import blank, cell_text
from adminlaw.tables.grids import Grid, Value
from adminlaw.tables.layout import Column, Template
from adminlaw.tables.results import Mapped

ROWS_SEARCHED = 30
_LONGEST = 60  # characters; what is longer is no heading
_LONGEST_KEY = 30
_SHORTEST_PART = 2  # characters of a synonym that a heading may contain

_UNITS = (
    "元|万元|亿元|分|件|宗|个|人|人次|项|次|天|日|工作日|个工作日|月|年|%|"
    "必填|选填|可选"
)
_UNIT = re.compile(rf"[(\[【〔](?:单位[::]?)?({_UNITS})[)\]】〕]")
_MARKS = re.compile(r"[\s\u200b-\u200f\ufeff*★☆()\[\]【】〔〕「」《》<>:：\"'“”]")
_ASCII_NAME = re.compile(r"(?:[^/]*/)?[A-Za-z][A-Za-z0-9_]*")
_SPLIT = re.compile(r"[/\n|]")


def heading_key(text: str) -> str:
    r"""Return a heading as it is compared.

    >>> heading_key("* 权力（事项）\n名称 "), heading_key("罚款金额(万元)")
    ('权力事项名称', '罚款金额')
    """
    plain = normalize("NFKC", text).casefold()
    return _MARKS.sub("", _UNIT.sub("", plain))


def heading_unit(text: str) -> str:
    """Return the unit that a heading names in brackets; empty where none.

    >>> heading_unit("罚款金额（万元）")
    '万元'
    """
    found = _UNIT.search(normalize("NFKC", text))
    return found[1] if found else ""


@frozen
class Match:
    """The column that a heading was taken for; *weight* says how surely.

    Attributes:
        rank: The place of the heading among those of the column, the surest first.
    """

    column: Column
    exact: bool
    rank: int = 0

    @property
    def weight(self) -> int:
        """Two for a known heading, one for a heading that holds one."""
        return 2 if self.exact else 1


@define
class Matcher:
    """The headings of one template, ready to be compared."""

    template: Template
    _exact: dict[str, Match] = field(factory=dict)
    _parts: list[tuple[str, Column]] = field(factory=list)
    _seen: dict[str, Match | None] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """Index headings and machine names; the longest are tried first."""
        for column in self.template.columns:
            for rank, text in enumerate((*column.synonyms, *column.codes)):
                known = Match(column, exact=True, rank=rank)
                self._exact.setdefault(heading_key(text), known)
            self._parts += [
                (heading_key(text), column)
                for text in column.synonyms
                if len(heading_key(text)) >= _SHORTEST_PART
            ]
        self._parts.sort(key=lambda pair: -len(pair[0]))

    def match(self, heading: str) -> Match | None:
        """Return what a heading stands for, or None."""
        if not heading or len(heading) > _LONGEST:
            return None
        if heading not in self._seen:
            self._seen[heading] = self._find(heading)
        return self._seen[heading]

    def _find(self, heading: str) -> Match | None:
        key = heading_key(heading)
        known = self._exact.get(key)
        if known is None and _SPLIT.search(heading):
            # An export may write two names into one heading: 篇扩设定依据/pkbasis.
            parts = (heading_key(each) for each in reversed(_SPLIT.split(heading)))
            known = next(
                (self._exact[each] for each in parts if each in self._exact), None
            )
        if known is not None:
            return known
        if len(key) > _LONGEST_KEY:
            return None
        for part, candidate in self._parts:
            if part in key:
                return Match(candidate, exact=False)
        return None


@frozen(kw_only=True)
class Header:
    """The header of one sheet (表头).

    Attributes:
        top: Its first row, from 0.
        bottom: Its last row.
        columns: Columns of the grid by the names of the template; several where a
            heading is divided.
        headings: The heading of each column of the grid, as the file writes it.
        exact: Columns of the grid whose heading is a known one.
        score: How much it is like a header of the template.
        own: How many headings are the template's own name of a column, its first.
    """

    top: int
    bottom: int
    columns: Mapping[str, tuple[int, ...]]
    headings: tuple[str, ...]
    exact: frozenset[int]
    score: int
    own: int = 0

    def mapping(self, grid: Grid, template: Template) -> tuple[Mapped, ...]:
        """Return each column of the grid and what it was taken for."""
        names = {place: name for name, at in self.columns.items() for place in at}
        labels = {each.name: each.label for each in template.columns}
        return tuple(
            Mapped(
                sheet=grid.sheet,
                column=place + 1,
                heading=masked(heading),
                name=names.get(place, ""),
                label=labels.get(names.get(place, "")),
                exact=place in self.exact,
            )
            for place, heading in enumerate(self.headings)
            if heading or _has_data(grid, place, self.bottom)
        )

    def units(self) -> dict[str, str]:
        """Return the units that headings name, by column name."""
        found = {
            name: heading_unit(self.headings[places[0]])
            for name, places in self.columns.items()
        }
        return {name: unit for name, unit in found.items() if unit}


def _has_data(grid: Grid, place: int, bottom: int) -> bool:
    return any(
        place < len(row) and not blank(row[place]) for row in grid.rows[bottom + 1 :]
    )


def find_header(grid: Grid, matcher: Matcher) -> Header | None:
    """Return what is most like a header of the template, the upper one of equals."""
    best: Header | None = None
    width = max(map(len, grid.rows), default=0)
    for top in range(min(ROWS_SEARCHED, len(grid.rows))):
        if all(blank(each) for each in grid.rows[top]):
            continue
        found = _header_at(grid, (top, width), matcher)
        if found is not None and (best is None or found.score > best.score):
            best = found
    return best


def missing(header: Header, template: Template) -> tuple[Column, ...]:
    """Return required columns that a header lacks and no sheet name stands for."""
    return tuple(
        each
        for each in template.columns
        if each.required
        and each.name not in header.columns
        and each.name != template.sheet_column
    )


def _header_at(grid: Grid, bounds: tuple[int, int], matcher: Matcher) -> Header | None:
    top, width = bounds
    bottom = _bottom(grid, top, matcher)
    parts = _parts_of(grid, (top, bottom), width)
    found = [_column_of(each, matcher) for each in parts]
    chosen = _chosen(found, parts)
    columns: dict[str, tuple[int, ...]] = {}
    for place, match in sorted(chosen.items()):
        name = match.column.name
        columns[name] = (*columns.get(name, ()), place)
    filled = sum(1 for each in parts if each)
    exact = frozenset(place for place, match in chosen.items() if match.exact)
    if len(columns) < min(2, filled) or (filled == 1 and not exact):
        return None  # A title may hold the name of a column: 重大行政决策事项目录.
    if matcher.template.keys and not columns.keys() & set(matcher.template.keys):
        return None
    weights = {match.column.name: match.weight for match in chosen.values()}
    return Header(
        top=top,
        bottom=bottom,
        columns=columns,
        headings=tuple("/".join(each) for each in parts),
        exact=exact,
        score=sum(weights.values()),
        own=sum(_is_own(match.column, parts[place]) for place, match in chosen.items()),
    )


def _is_own(column: Column, parts: Sequence[str]) -> bool:
    first = (*column.synonyms[:1], *column.codes)
    return any(heading_key(each) in map(heading_key, first) for each in parts)


def _column_of(parts: Sequence[str], matcher: Matcher) -> Match | None:
    """Return what a heading of one or two rows stands for; the lower row first."""
    tries = [*reversed(parts), "".join(parts)] if len(parts) > 1 else list(parts)
    found = [match for match in map(matcher.match, tries) if match is not None]
    return next((match for match in found if match.exact), found[0] if found else None)


def _chosen(
    found: Sequence[Match | None], parts: Sequence[Sequence[str]]
) -> dict[int, Match]:
    """Keep one column for each name, the surest; all parts of a divided heading.

    Of two known headings that is surer which the template names first: a list may
    have 主管部门 beside 实施机关.
    """
    best: dict[str, int] = {}
    for place, match in enumerate(found):
        if match is None:
            continue
        held = best.get(match.column.name)
        before = None if held is None else found[held]
        if before is None or _is_surer(match, before):
            best[match.column.name] = place
    chosen = {}
    for place, match in enumerate(found):
        if match is None:
            continue
        first = best[match.column.name]
        divided = len(parts[place]) > 1 and parts[place][0] == parts[first][0]
        if place == first or (divided and len(parts[first]) > 1):
            chosen[place] = match
    return chosen


def _is_surer(match: Match, before: Match) -> bool:
    if match.exact != before.exact:
        return match.exact
    return match.exact and match.rank < before.rank


def _bottom(grid: Grid, top: int, matcher: Matcher) -> int:
    """Return the last row of a header that begins at *top*: that row or the next."""
    if top + 1 >= len(grid.rows):
        return top
    upper, lower = grid.rows[top], grid.rows[top + 1]
    filled = sum(1 for each in lower if not blank(each))
    if not filled:
        return top
    for merge in grid.merges:
        if merge.top != top:
            continue
        if merge.bottom == top + 1 and merge.left == merge.right:
            return top + 1
        narrow = merge.right - merge.left + 1 < filled or filled < _count(upper)
        wide = merge.right > merge.left and merge.bottom == top
        if wide and narrow and _under(lower, merge.left, merge.right):
            return top + 1
    if _second_names(upper, lower, matcher) or _parts_below(upper, lower, matcher):
        return top + 1
    return top


def _count(row: Iterable[object]) -> int:
    return sum(1 for each in row if not blank(each))


def _under(row: Sequence[Value], left: int, right: int) -> bool:
    return any(not blank(each) for each in row[left : right + 1])


def _second_names(
    upper: Sequence[Value], lower: Sequence[Value], matcher: Matcher
) -> bool:
    """Tell whether the lower row says the same headings in other words."""
    texts = [cell_text(each).strip() for each in upper if not blank(each)]
    known = [_exactly(each, matcher) for each in lower if not blank(each)]
    above = sum(_exactly(each, matcher) for each in upper if not blank(each))
    if all(map(_is_machine_name, texts)):
        return above >= 1 and sum(known) >= 2  # noqa: PLR2004 - one may be chance
    return above >= 2 and sum(known) >= max(2, (len(known) + 1) // 2)  # noqa: PLR2004


def _is_machine_name(text: str) -> bool:
    return _ASCII_NAME.fullmatch(text) is not None


def _exactly(value: Value, matcher: Matcher) -> bool:
    found = matcher.match(cell_text(value).strip())
    return found is not None and found.exact


def _parts_below(
    upper: Sequence[Value], lower: Sequence[Value], matcher: Matcher
) -> bool:
    """Tell whether the lower row only divides headings, as where merges are lost."""
    divided = False
    for place, each in enumerate(lower):
        if blank(each):
            continue
        above = upper[place] if place < len(upper) else None
        match = None if blank(above) else matcher.match(cell_text(above).strip())
        if match is not None and match.column.name in matcher.template.keys:
            return False
        if len(cell_text(each)) > _LONGEST_KEY or cell_text(each).strip().isdigit():
            return False
        divided = divided or blank(above)
    named = [matcher.match(cell_text(each).strip()) for each in upper]
    above = sum(each is not None for each in named)
    header = above >= 2 and above * 2 >= _count(upper)  # noqa: PLR2004
    return divided and header and _inner_blanks(upper, lower)


def _inner_blanks(upper: Sequence[Value], lower: Sequence[Value]) -> bool:
    """Tell whether a heading stands to the left of each divided blank one."""
    return all(
        place > 0 and not blank(lower[place - 1])
        for place, each in enumerate(lower)
        if not blank(each) and (place >= len(upper) or blank(upper[place]))
    )


def _parts_of(grid: Grid, bounds: tuple[int, int], width: int) -> list[tuple[str, ...]]:
    """Return the texts above each other in each column; merged ones are repeated."""
    top, bottom = bounds
    texts = [
        [cell_text(each).strip() for each in row] + [""] * (width - len(row))
        for row in grid.rows[top : bottom + 1]
    ]
    for merge in grid.merges:
        if top <= merge.top <= bottom:
            _spread(texts, merge.top - top, (merge.left, merge.right))
    if bottom > top:
        _spread_lost(texts)
    return [
        tuple(dict.fromkeys(row[place] for row in texts if row[place]))
        for place in range(width)
    ]


def _spread(texts: list[list[str]], row: int, bounds: tuple[int, int]) -> None:
    left, right = bounds
    for place in range(left + 1, min(right + 1, len(texts[row]))):
        texts[row][place] = texts[row][place] or texts[row][left]


def _spread_lost(texts: list[list[str]]) -> None:
    """Repeat a group heading over its parts, where merges were lost."""
    upper, lower = texts[0], texts[-1]
    for place in range(1, len(upper)):
        if not upper[place] and lower[place] and lower[place - 1]:
            upper[place] = upper[place - 1]


def version_of(header: Header, template: Template) -> str:
    """Return the version whose columns are there; empty where several fit alike.

    A table with no more than the columns of every version is of none in particular.
    """
    if len(template.versions) < 2:  # noqa: PLR2004 - nothing to choose
        return template.versions[0].id if template.versions else ""
    own = [each for each in template.columns if each.versions]
    scores = {
        version.id: _fit(header, own, version.id) for version in template.versions
    }
    best = max(scores.values())
    if best[0] < 1:
        return ""
    names = [name for name, score in scores.items() if score == best]
    return names[0] if len(names) == 1 else ""


def _fit(header: Header, columns: Iterable[Column], version: str) -> tuple[int, int]:
    """Return how many columns speak for a version, and how many it lacks."""
    score = lacking = 0
    for each in columns:
        present, meant = each.name in header.columns, version in each.versions
        if present:
            score += 1 if meant else -1
        elif meant:
            lacking += 1
    return score, -lacking
