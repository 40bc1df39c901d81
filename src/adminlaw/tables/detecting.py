"""Find out which template a table is of, or say which one it comes nearest to.

Of the templates whose header is there, that one is chosen of which most is there. What
fits none is refused, with the template that has most of its headings in one row and
with what is lacking. The limits: only headings that are recognised are repeated, for
what stands in a table without a header may name a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NoReturn

from attrs import frozen

from adminlaw.errors import InputError, Problem
from adminlaw.tables.cards import find_cards
from adminlaw.tables.cells import blank, cell_text
from adminlaw.tables.grids import Grid, Value
from adminlaw.tables.header_search import ROWS_SEARCHED, find_header
from adminlaw.tables.headers import Header, Matcher, missing
from adminlaw.tables.layout import Column, Template
from adminlaw.tables.loading import templates
from adminlaw.tables.matrices import Layout, best_layout, layouts, locate
from adminlaw.tables.results import place_of
from adminlaw.wording import listed, masked

_A_HEADER = "模板的表头", "the header of a template"
_LEAST_HEADINGS = 2  # one may be the title of a page or a word of a note


def detected(grids: Sequence[Grid]) -> Template | Layout:
    """Return the template whose headings fit best; of equals that in whose words.

    A yearly form has no heading of records; it is looked for where no template fits, or
    only one whose headings say little of themselves.

    Raises:
        InputError: none fits.
    """
    best, rank = None, (0, 0, 0.0)
    for template in templates():
        matcher = Matcher(template)
        for grid in grids:
            cards = find_cards(grid, matcher)
            header = cards[0].header if cards else find_header(grid, matcher)
            if header is None or missing(header, template):
                continue
            if template.mentions and not _mentioned(grid, header.bottom, template):
                continue
            share = _share_of_keys(header, template)
            found = header.score, header.own, share
            if found > rank:
                best, rank = template, found
    if best is not None and not best.mentions:
        return best
    form = best_layout(grids, layouts())
    if form is None or (best is not None and not _is_filled(form, grids)):
        return best or refuse_unknown(grids, templates())
    return form


def _is_filled(form: Layout, grids: Sequence[Grid]) -> bool:
    """Tell whether a form has more numbers than there are rows, as no list of two has.

    A list of places and counts may hold a total, which a form has as well.
    """
    return len(locate(grids, form).cells) > sum(map(len, grids))


def _mentioned(grid: Grid, bottom: int, template: Template) -> bool:
    """Tell whether a word that the template asks for stands with the table."""
    rows = grid.rows[: bottom + 1]
    texts = [cell_text(each) for row in rows for each in row if not blank(each)]
    said = "\n".join((grid.file, grid.sheet, *texts)).casefold()
    return any(word in said for word in template.mentions)


def _share_of_keys(header: Header, template: Template) -> float:
    """Return how many of the columns that tell a template are there, up to 1."""
    found = header.columns.keys() & set(template.keys)
    return len(found) / max(1, len(template.keys))


def refuse(file: str, expected: tuple[str, str], received: str = "") -> NoReturn:
    """Refuse a file, with what was expected in Chinese and in English.

    Raises:
        InputError: always.
    """
    zh, en = expected
    problem = Problem(
        file=masked(file), received=received, expected_zh=zh, expected_en=en
    )
    raise InputError((problem,))


# --- What comes nearest -----------------------------------------------------------


@frozen(kw_only=True)
class _Near:
    """A row that has headings of a template, though not enough of them."""

    template: Template
    grid: Grid
    row: int
    names: frozenset[str]
    headings: tuple[str, ...]


def refuse_unknown(grids: Sequence[Grid], among: Sequence[Template]) -> NoReturn:
    """Refuse a file of no known table, with the template that it comes nearest to.

    Args:
        grids: The sheets that were looked at.
        among: The templates that they were held against.

    Raises:
        InputError: always.
    """
    near = max(_near(grids, among), key=_likeness, default=None)
    file = grids[0].file if grids else ""
    if near is None:
        refuse(file, _known_headers(among))
    head = _A_HEADER
    if len(near.names) < _LEAST_HEADINGS < len(among):
        head = _known_headers(among)
    name, label, (zh, en) = near.template.id, near.template.label, _lacking(near)
    problem = Problem(
        file=masked(file),
        line=near.row + 1,
        path=place_of(near.grid.sheet, near.row + 1, 0),
        received="、".join(near.headings),
        expected_zh=f"{head[0]}；最接近的 {name}（{label.zh}）还缺{zh}",
        expected_en=f"{head[1]}; the nearest, {name} ({label.en}), lacks {en}",
    )
    raise InputError((problem,))


def _near(grids: Iterable[Grid], among: Iterable[Template]) -> Iterator[_Near]:
    """Yield each row that has a known heading, for each template."""
    sheets = tuple(grids)
    for template in among:
        matcher = Matcher(template)
        for grid in sheets:
            for row, cells in enumerate(grid.rows[:ROWS_SEARCHED]):
                known = dict(_known(cells, matcher))
                if known:
                    yield _Near(
                        template=template,
                        grid=grid,
                        row=row,
                        names=frozenset(known),
                        headings=tuple(known.values()),
                    )


def _known(cells: Sequence[Value], matcher: Matcher) -> Iterator[tuple[str, str]]:
    """Yield the column of each cell that is a known heading, with the heading."""
    for each in cells:
        text = "" if blank(each) else cell_text(each).strip()
        match = matcher.match(text)
        if match is not None and match.exact:
            yield match.column.name, " ".join(text.split())


def _likeness(near: _Near) -> tuple[int, int]:
    """Return how many headings are there, and then how few are lacking."""
    return len(near.names), -len(_lacking_columns(near))


def _lacking_columns(near: _Near) -> tuple[Column, ...]:
    template = near.template
    told = bool(near.names & set(template.keys)) or not template.keys
    return tuple(
        each
        for each in template.columns
        if each.name not in near.names
        and each.name != template.sheet_column
        and (each.required or (each.name in template.keys and not told))
    )


def _lacking(near: _Near) -> tuple[str, str]:
    """Return what a row lacks to be a header, in Chinese and in English."""
    columns = _lacking_columns(near)
    if columns:
        zh = listed(f"“{each.label.zh}”" for each in columns)[0]
        return f"列：{zh}", listed(each.label.en for each in columns)[1]
    if len(near.names) < _LEAST_HEADINGS and len(near.template.columns) > 1:
        return "列：另一个已知的列名", "one more known heading"
    if near.template.mentions:
        zh, en = listed(near.template.mentions)
        return (
            f"字样：文件名、工作表名或者表题中有 {zh} 之一",
            f"one of {en} in the name of the file or the sheet, or above the table",
        )
    return "完整的表头", "the rest of its header"


def _known_headers(among: Sequence[Template]) -> tuple[str, str]:
    """Return what is looked for, where no heading at all is known."""
    if len(among) == 1:
        label, (names_zh, names_en) = among[0].label, _wanted(among[0])
        zh, en = listed(names_zh)[0], listed(names_en)[1]
        return f"{label.zh}的表头：{zh}", f"a header of {label.en} with {en}"
    zh = "；".join(f"{each.id}（{'、'.join(_wanted(each)[0])}）" for each in among)
    en = ", ".join(each.id for each in among)
    return f"某一模板的表头：{zh}", f"the header of a template: {en}"


def _wanted(template: Template) -> tuple[list[str], list[str]]:
    """Return the columns that have to be there, or of which one has to be."""
    wanted = [
        each for each in template.columns if each.required or each.name in template.keys
    ]
    return [each.label.zh for each in wanted], [each.label.en for each in wanted]
