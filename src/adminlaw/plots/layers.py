"""Lay out paths in columns: who depends stands on the left, the law on the right.

Only places are found here, no picture is drawn. The limits: boxes of a column are
ordered by their neighbours once, which keeps most arrows from crossing, not all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final, Self

from attrs import evolve, frozen

from adminlaw.errors import FieldValueError
from adminlaw.graph import EdgeKind, Link, NodeKind

MOST_BOXES: Final = 60
"""More boxes are refused: nobody reads them."""


@frozen(kw_only=True)
class Box:
    """A node in a drawing.

    Attributes:
        key: Its key on the graph.
        label: What it is called.
        kind: What it is; None where its key does not tell.
        column: Where it stands from the left, from 0.
        row: Where it stands from the top, from 0; rows are centred, so it may be a
            fraction.
        asked: Whether it is what was asked about.
    """

    key: str
    label: str
    kind: NodeKind | None
    column: int
    row: float
    asked: bool


@frozen(kw_only=True)
class Arrow:
    """An edge in a drawing, from what says something to what it is said of.

    Attributes:
        holds: Whether it is in force on the day.
        doubtful: Whether that is only possible.
        weakest: Whether it is the link that the whole hangs by.
    """

    start: str
    end: str
    kind: EdgeKind
    holds: bool
    doubtful: bool
    weakest: bool


@frozen(kw_only=True)
class Layers:
    """Boxes in columns, and the arrows between them."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    @property
    def size(self) -> tuple[int, int]:
        """How many columns and how many rows there are."""
        columns = [each.column for each in self.boxes]
        rows = max(columns.count(each) for each in columns)
        return max(columns) + 1, rows

    def checked(self, most: int) -> Self:
        """Return the layers.

        Raises:
            FieldValueError: there are more boxes than *most*.
        """
        if len(self.boxes) > most:
            zh = f"至多{most}个方框（可用 most= 放宽，或缩小所问的范围）"
            en = f"at most {most} boxes, unless most= allows more; ask about less"
            raise FieldValueError("boxes", len(self.boxes), zh, en)
        return self


def layers_of(
    paths: Iterable[Sequence[Link]],
    day: date,
    *,
    asked: Mapping[str, str],
    weakest: Link | None = None,
) -> Layers:
    """Return paths as boxes in columns.

    Args:
        paths: Links in a row, from what depends to what it depends on.
        day: The day on which arrows are judged.
        asked: What was asked about: key and label; it stands there without a path.
        weakest: The link to be marked.
    """
    kept = [tuple(_whole(path)) for path in paths]
    links = {(each.start, each.end, each.kind): each for path in kept for each in path}
    steps = [_step(each) for each in links.values()]
    labels = dict(asked) | _labels(links.values())
    columns = _columns(steps, labels, set(asked))
    rows = _rows(steps, columns)
    return Layers(
        boxes=tuple(
            Box(
                key=key,
                label=label,
                kind=_kind(key),
                column=columns[key],
                row=rows[key],
                asked=key in asked,
            )
            for key, label in labels.items()
        ),
        arrows=tuple(_arrow(each, day, weakest) for each in links.values()),
    )


def _whole(path: Sequence[Link]) -> Iterator[Link]:
    """Yield the links of a path, with those that it leaves out.

    A path goes from an instrument straight to what a version of it was made under.
    """
    names, seen = _labels(path), [""]
    for link in path:
        start, end = _step(link)
        if start not in seen and len(seen) > 1:
            above = seen[-1]
            yield evolve(
                link,
                start=above,
                start_label=names[above],
                end=start,
                end_label=names[start],
                kind=EdgeKind.CONTAINS,
                upward=False,
            )
        seen += [start, end]
        yield link


def _labels(links: Iterable[Link]) -> dict[str, str]:
    """Return what the nodes at the ends of links are called."""
    found: dict[str, str] = {}
    for each in links:
        found |= {each.start: each.start_label, each.end: each.end_label}
    return found


def _step(link: Link) -> tuple[str, str]:
    """Return which node a link leads from and to; up from what is contained."""
    ends = (link.start, link.end)
    return ends[::-1] if link.upward else ends


def _arrow(link: Link, day: date, weakest: Link | None) -> Arrow:
    return Arrow(
        start=link.start,
        end=link.end,
        kind=link.kind,
        holds=link.holds(day),
        doubtful=link.in_doubt(day),
        weakest=link == weakest,
    )


def _kind(key: str) -> NodeKind | None:
    code = key.partition(":")[0]
    return next((each for each in NodeKind if each.code == code), None)


def _columns(
    steps: Sequence[tuple[str, str]], nodes: Iterable[str], asked: AbstractSet[str]
) -> dict[str, int]:
    """Return the column of each node, counted from what was asked about.

    A circle would go on for ever, so each node is moved at most as often as there are
    nodes in a row without one.
    """
    away = dict.fromkeys(nodes, 0)
    # What was asked about stands at the left end of a chain, and right of its effects.
    leftmost = any(start in asked for start, _ in steps)
    pairs = [each[::-1] for each in steps] if leftmost else steps
    for _ in range(len(away) - 1):
        for far, near in pairs:
            away[far] = min(len(away) - 1, max(away[far], away[near] + 1))
    if leftmost:
        return away
    last = max(away.values())
    return {key: last - each for key, each in away.items()}


def _rows(
    steps: Sequence[tuple[str, str]], columns: Mapping[str, int]
) -> dict[str, float]:
    """Return the row of each node; columns are centred."""
    by_column: dict[int, list[str]] = {}
    for key, column in columns.items():
        by_column.setdefault(column, []).append(key)
    most = max(map(len, by_column.values()))
    # From the end at which there is less to order.
    ordered = sorted(by_column)
    if len(by_column[ordered[-1]]) < len(by_column[ordered[0]]):
        ordered.reverse()
    rows: dict[str, float] = {}
    for column in ordered:
        keys = by_column[column]
        keys.sort(key=lambda key: _mean(_beside(key, steps, rows)))
        for at, key in enumerate(keys):
            rows[key] = at + (most - len(keys)) / 2
    return rows


def _beside(
    key: str, steps: Iterable[tuple[str, str]], rows: Mapping[str, float]
) -> Iterator[float]:
    """Yield the rows of the neighbours that have one."""
    for start, end in steps:
        if start == key and end in rows:
            yield rows[end]
        if end == key and start in rows:
            yield rows[start]


def _mean(numbers: Iterable[float]) -> float:
    found = tuple(numbers)
    return sum(found) / len(found) if found else 0.0
