"""Cards: one record written as labels with their values beside them (表单式页面).

Sites publish a single decision or document so: 发文字号 to the left of a number, two
or four columns wide. A card is turned into a table of one row, and what is said of that
row is said of the cells of the card again. The limits: where a label
has several values beside it, nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from adminlaw.errors import Problem
from adminlaw.tables.cells import blank, cell_text
from adminlaw.tables.grids import Grid, Value
from adminlaw.tables.header_search import ROWS_SEARCHED
from adminlaw.tables.headers import Header, Matcher
from adminlaw.tables.results import Mapped, Origin, place_of, sheet_of

_MOST_ROWS = 10_000
_LEAST_LABELS = 3


@frozen
class _Field:
    """A label and the value beside it; *row* from 0, *column* that of the value."""

    label: str
    value: Value
    row: int
    column: int


@frozen(kw_only=True)
class Card:
    """One record of a sheet, as a table of one row.

    Attributes:
        grid: The table: a row of labels and a row of values.
        header: Its header.
        rows: Numbers of the rows of the card in its sheet, from 1.
        places: Row, from 1, and column, from 0, of each value in the sheet.
    """

    grid: Grid
    header: Header
    rows: tuple[int, ...]
    places: tuple[tuple[int, int], ...]

    def problem(self, found: Problem) -> Problem:
        """Return what is said of a cell of the table, of the cell of the card."""
        letters = found.path.rpartition("!")[2].rstrip("0123456789")
        row, column = self.places[_place(letters)] if letters else (self.rows[0], 0)
        return evolve(found, line=row, path=place_of(sheet_of(found.path), row, column))

    def origin(self, found: Origin) -> Origin:
        """Return where the record comes from: the rows of the card."""
        cells: dict[int, dict[str, str]] = {row: {} for row in self.rows}
        rows = {
            label: row
            for label, (row, _) in zip(self.header.headings, self.places, strict=True)
        }
        for each in found.cells:
            for label, text in each.items():
                cells[rows.get(label, self.rows[0])][label] = text
        return evolve(found, rows=self.rows, cells=tuple(cells.values()))

    def mapped(self, found: Mapped) -> Mapped:
        """Return a column of the table as the column of its value in the sheet."""
        return evolve(found, column=self.places[found.column - 1][1] + 1)


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def find_cards(grid: Grid, matcher: Matcher) -> tuple[Card, ...]:
    """Return the cards that a sheet is made of, one below the other; none if it is not.

    Of each at least three rows begin with a known label, no label stands there twice,
    and one of them is a column that tells the template.
    """
    top = [_labels_of(row, matcher) for row in grid.rows[:ROWS_SEARCHED]]
    if sum(map(bool, top)) < _LEAST_LABELS or len(grid.rows) > _MOST_ROWS:
        return ()
    known = [_labels_of(row, matcher) for row in grid.rows]
    begun = [
        row
        for row, labels in enumerate(known)
        if labels and labels[0] == _first(grid.rows[row])
    ]
    if len(begun) < _LEAST_LABELS:
        return ()
    first = next(_names(grid, begun[0], known[begun[0]], matcher))
    starts = [
        row for row in begun if next(_names(grid, row, known[row], matcher)) == first
    ]
    ends = [*starts[1:], len(grid.rows)]
    found = []
    for start, end in zip(starts, ends, strict=True):
        card = _card_in(grid, known, (start, end), matcher)
        if card is None:
            return ()
        found.append(card)
    return tuple(found)


def _card_in(
    grid: Grid,
    known: Sequence[tuple[int, ...]],
    bounds: tuple[int, int],
    matcher: Matcher,
) -> Card | None:
    """Return the card of some rows of a sheet, or None."""
    rows = range(*bounds)
    names = [name for row in rows for name in _names(grid, row, known[row], matcher)]
    begun = [row for row in rows if known[row][:1] == (_first(grid.rows[row]),)]
    if len(begun) < _LEAST_LABELS or len(set(names)) != len(names):
        return None
    if not set(names) & set(matcher.template.keys):
        return None
    places = {place for row in rows for place in known[row]}
    fields: list[_Field] = []
    for row in rows:
        if not known[row] and sum(not blank(each) for each in grid.rows[row]) == 1:
            continue  # A title or a note.
        found = _fields(grid.rows[row], row, places)
        if found is None:
            return None
        fields += found
    return _card(grid, fields, matcher) if _is_filled(fields) else None


def _first(row: Sequence[Value]) -> int:
    return next((place for place, each in enumerate(row) if not blank(each)), -1)


def _labels_of(row: Sequence[Value], matcher: Matcher) -> tuple[int, ...]:
    """Return where the labels of a row stand; what is next to one is its value."""
    found: list[int] = []
    for place, each in enumerate(row):
        if blank(each) or (found and found[-1] == place - 1):
            continue
        match = matcher.match(cell_text(each).strip())
        if match is not None and match.exact:
            found.append(place)
    return tuple(found)


def _names(
    grid: Grid, row: int, labels: Sequence[int], matcher: Matcher
) -> Iterator[str]:
    for place in labels:
        match = matcher.match(cell_text(grid.rows[row][place]).strip())
        if match is not None:
            yield match.column.name


def _fields(row: Sequence[Value], number: int, labels: set[int]) -> list[_Field] | None:
    """Return the fields of a row; None where a label has two values or has none left.

    Where a label stands in one row, what stands there in others is a label as well.
    """
    found: list[_Field] = []
    label = ""
    for place, each in enumerate(row):
        if place in labels:
            if label:
                found.append(_Field(label, None, number, place - 1))
            label = "" if blank(each) else cell_text(each).strip()
        elif not blank(each):
            if not label:
                return None
            found.append(_Field(label, each, number, place))
            label = ""
    if label:
        found.append(_Field(label, None, number, len(row) - 1))
    return found


def _is_filled(fields: Sequence[_Field]) -> bool:
    filled = [each for each in fields if not blank(each.value)]
    distinct = {each.label for each in fields}
    return len(filled) >= _LEAST_LABELS and len(distinct) == len(fields)


def _card(grid: Grid, fields: Sequence[_Field], matcher: Matcher) -> Card:
    labels = tuple(each.label for each in fields)
    found: dict[str, int] = {}
    matches = {
        place: match
        for place, label in enumerate(labels)
        if (match := matcher.match(label)) is not None and match.exact
    }
    for place, match in matches.items():
        found.setdefault(match.column.name, place)
    columns: Mapping[str, tuple[int, ...]] = {
        name: (place,) for name, place in found.items()
    }
    values = tuple("" if each.value is None else each.value for each in fields)
    return Card(
        grid=evolve(grid, rows=(labels, values), merges=(), errors=()),
        header=Header(
            top=0,
            bottom=0,
            columns=columns,
            headings=labels,
            exact=frozenset(matches),
            score=2 * len(columns),
        ),
        rows=tuple(dict.fromkeys(each.row + 1 for each in fields)),
        places=tuple((each.row + 1, each.column) for each in fields),
    )
