"""What the headings of a table mean, and the header that they make up (表头).

A heading is compared without blanks, brackets, stars and units, in one width of
letters. Where in a sheet the header stands is found by ``header_search``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from unicodedata import normalize

from attrs import define, field, frozen

from adminlaw.tables.cells import blank
from adminlaw.tables.grids import Grid
from adminlaw.tables.layout import Column, ColumnKind, Template
from adminlaw.tables.loading import held_columns
from adminlaw.tables.results import Mapped
from adminlaw.wording import masked

_LONGEST = 60  # characters; what is longer is no heading
LONGEST_KEY = 30
_SHORTEST_PART = 2  # characters of a synonym that a heading may contain

_UNITS = (
    "元|万元|亿元|分|件|宗|个|人|人次|项|次|天|日|工作日|个工作日|月|年|%|"
    "必填|选填|可选"
)
_UNIT = re.compile(rf"[(\[【〔](?:单位[::]?)?({_UNITS})[)\]】〕]")
_COIN = re.compile(r"[百千万亿]?元$")
_MARKS = re.compile(r"[\s\u200b-\u200f\ufeff*★☆()\[\]【】〔〕「」《》<>:：\"'“”]")
_UNIT_LINE = re.compile(r"单位\s*:\s*(?:人民币)?([百千万亿]?元)(?!\w)")
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


def money_unit(text: str) -> str:
    """Return the unit of money that a heading names, in brackets or at its end.

    >>> [money_unit(each) for each in ("罚款金额元", "CF_NR_FK/罚款（万元）", "罚款")]
    ['元', '万元', '']
    """
    ends = (_COIN.search(heading_key(each)) for each in _SPLIT.split(text))
    return heading_unit(text) or next((each[0] for each in ends if each), "")


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
        if len(key) > LONGEST_KEY:
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
        held = held_columns(template)
        filled = self._filled_below(grid)
        return tuple(
            Mapped(
                sheet=grid.sheet,
                column=place + 1,
                heading=masked(heading),
                name=names.get(place, ""),
                label=labels.get(names.get(place, "")),
                exact=place in self.exact,
                origin_only=names.get(place, "") not in held,
            )
            for place, heading in enumerate(self.headings)
            if heading or place in filled
        )

    def _filled_below(self, grid: Grid) -> set[int]:
        """Return the columns without a heading in which something stands."""
        sought = [place for place, each in enumerate(self.headings) if not each]
        found: set[int] = set()
        for row in grid.rows[self.bottom + 1 :]:
            for place in sought:
                if place >= len(row):
                    break
                if not blank(row[place]):
                    found.add(place)
        return found

    def units(self, template: Template, title: str) -> dict[str, str]:
        """Return the units that the sheet names, by column name.

        A heading names one, or what stands above the table does for amounts of money
        (单位：万元). A machine name stands for its official form, with the unit of it.
        """
        found: dict[str, str] = {}
        stated = _UNIT_LINE.search(normalize("NFKC", title))
        for column in template.columns:
            if column.name not in self.columns:
                continue
            heading = self.headings[self.columns[column.name][0]]
            unit = heading_unit(heading)
            if column.kind is ColumnKind.MONEY:
                coded = any(each in heading for each in column.codes)
                own = column.unit if coded else ""
                unit = money_unit(heading) or own or (stated[1] if stated else "")
            if unit:
                found[column.name] = unit
        return found


def missing(header: Header, template: Template) -> tuple[Column, ...]:
    """Return required columns that a header lacks and no sheet name stands for."""
    return tuple(
        each
        for each in template.columns
        if each.required
        and each.name not in header.columns
        and each.name != template.sheet_column
    )


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
