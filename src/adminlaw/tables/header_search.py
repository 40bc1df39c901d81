"""Find the header of a table in its sheet (识别表头).

The row of the first thirty that is most like a header is one, and it may be two rows
deep: machine names above Chinese ones, or groups above their parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from attrs import evolve

from adminlaw.tables.cells import blank, cell_text
from adminlaw.tables.grids import Grid, Value
from adminlaw.tables.headers import LONGEST_KEY, Header, Match, Matcher, heading_key
from adminlaw.tables.layout import Column

ROWS_SEARCHED = 30
_ASCII_NAME = re.compile(r"(?:[^/]*/)?[A-Za-z][A-Za-z0-9_]*")


def find_header(grid: Grid, matcher: Matcher) -> Header | None:
    """Return what is most like a header of the template, the upper one of equals."""
    best: Header | None = None
    for top in range(min(ROWS_SEARCHED, len(grid.rows))):
        if all(blank(each) for each in grid.rows[top]):
            continue
        found = _header_at(grid, top, matcher)
        if found is not None and (best is None or found.score > best.score):
            best = found
    if best is None:
        return None
    beyond = max(map(len, grid.rows)) - len(best.headings)
    return evolve(best, headings=best.headings + ("",) * max(0, beyond))


def _header_at(grid: Grid, top: int, matcher: Matcher) -> Header | None:
    bottom = _bottom(grid, top, matcher)
    parts = _parts_of(grid, (top, bottom))
    found = [_column_of(each, matcher) if each else None for each in parts]
    chosen = _chosen(found, parts)
    columns: dict[str, tuple[int, ...]] = {}
    for place, match in sorted(chosen.items()):
        name = match.column.name
        columns[name] = (*columns.get(name, ()), place)
    filled = sum(1 for each in parts if each)
    exact = frozenset(place for place, match in chosen.items() if match.exact)
    least = min(2, filled, len(matcher.template.columns))
    if len(columns) < least or (len(columns) == 1 and not exact):
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
        if len(cell_text(each)) > LONGEST_KEY or cell_text(each).strip().isdigit():
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


def _parts_of(grid: Grid, bounds: tuple[int, int]) -> list[tuple[str, ...]]:
    """Return the texts above each other in each column; merged ones are repeated."""
    top, bottom = bounds
    width = _reach(grid, bounds)
    texts = [
        [cell_text(each).strip() for each in row[:width]] + [""] * (width - len(row))
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


def _reach(grid: Grid, bounds: tuple[int, int]) -> int:
    """Return how many columns the filled or merged cells of some rows reach over."""
    top, bottom = bounds
    merged = [each.right + 1 for each in grid.merges if top <= each.top <= bottom]
    filled = [
        place + 1
        for row in grid.rows[top : bottom + 1]
        for place, each in enumerate(row)
        if not blank(each)
    ]
    widest = max(map(len, grid.rows), default=0)
    return max(*filled, 0, min(max(merged, default=0), widest))


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
