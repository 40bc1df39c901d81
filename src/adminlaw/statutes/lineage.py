"""Follow an article from version to version, and a version to what it is made under.

Where no text is held the facts table tells which article of one version answers to
which of the next (条文沿革), and which instruments a version names in its enabling
clause (制定依据). In a file the articles of one revision are one line of words:

- ``1-10``: these kept their numbers; whether their words changed is not known.
- ``1-10=``, ``5~``: the same, and the words were kept, or were changed.
- ``11>12``, ``11>12=``, ``11>12~``: moved; ``11-20>12``: ten in a row, to 12 to 21.
- ``54>69+70``: divided among several; ``60>``, ``60-62>``: nothing answers to them.
- ``120_1`` is 第一百二十条之一.

The limits: what is not listed is not known; only articles are listed, so a paragraph
or an item is followed only where the words of its article were kept; and the way
leads forward, to later versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import Final, Never

from attrs import Factory, evolve, field, frozen

from adminlaw.citations import Provision, title_key
from adminlaw.errors import FieldValueError
from adminlaw.findings import SourceStatus
from adminlaw.markup import shown_as
from adminlaw.statutes.addresses import Article
from adminlaw.statutes.moves import MoveKind

Targets = tuple[Article, ...]
"""What answers to an article: none where it ended, several where it was divided."""

_NUMBER: Final = "[1-9][0-9]{0,3}"
_PLACE: Final = f"{_NUMBER}(?:_{_NUMBER})?"
_WORD: Final = re.compile(
    rf"({_NUMBER})(?:_({_NUMBER})|-({_NUMBER}))?(?:(>)({_PLACE}(?:\+{_PLACE})*)?)?([=~]?)"
)
_MARKS: Final[Mapping[str, MoveKind | None]] = MappingProxyType(
    {"": None, "=": MoveKind.KEPT, "~": MoveKind.REWORDED}
)
_MARK_OF: Final = {kind: mark for mark, kind in _MARKS.items()}
_STATUSES: Final = tuple(SourceStatus)


@frozen
class ArticleMove:
    """What became of one article in the next version (条文去向).

    Attributes:
        targets: The articles that answer to it; none where it has no successor.
        kind: What became of its words; None where that is not known.
        status: How it is known.
        source: Where it was taken from.
    """

    targets: Targets
    kind: MoveKind | None = None
    status: SourceStatus = SourceStatus.READ
    source: str = ""

    _repr_html_ = shown_as("条文去向", targets="去向", kind="类别", source="来源")


@frozen(kw_only=True)
class Successor:
    """A place that answers to one of an older version, as the table tells (对应条款).

    Attributes:
        provision: The place in the newer version.
        kind: What became of the words on the way; None where that is not known.
        status: How it is known: where several steps were taken, the least sure one.
        sources: Where each step was taken from.
    """

    provision: Provision
    kind: MoveKind | None
    status: SourceStatus = SourceStatus.READ
    sources: tuple[str, ...] = ()

    _repr_html_ = shown_as(
        "对应条款", provision="条款", kind="类别", status="来源核验状态", sources="来源"
    )


@frozen
class Lineage:
    """What became of the articles of one version in a later one (条文沿革)."""

    steps: Mapping[Article, ArticleMove]

    def follow(self, place: Provision) -> tuple[Successor, ...] | None:
        """Return what answers to *place*, as `Facts.successors` does.

        >>> line = parse_lineage("1-4= 5~ 6>7+8 9>")
        >>> [str(each.provision) for each in line.follow(Provision(article=6))]
        ['第七条', '第八条']
        >>> line.follow(Provision(article=9)), line.follow(Provision(article=10))
        ((), None)
        """
        step = self.steps.get((place.article or 0, place.suffix or 0))
        if step is None or (step.targets and not _follows(place, step)):
            return None
        return tuple(
            Successor(
                provision=_moved(place, target),
                kind=step.kind,
                status=step.status,
                sources=(step.source,),
            )
            for target in step.targets
        )


def _follows(place: Provision, step: ArticleMove) -> bool:
    """Tell whether a step says where *place* went, an article or a part of one."""
    within = place.paragraph or place.item or place.subitem or place.proviso
    return not within or step.kind is MoveKind.KEPT


def _moved(place: Provision, target: Article) -> Provision:
    """Return *place* with another article; levels above it are not known there."""
    article, suffix = target
    return evolve(
        place,
        part=None,
        chapter=None,
        section=None,
        article=article,
        suffix=suffix or None,
    )


Lineages = Mapping[tuple[date, date], Lineage]
"""The lineages of one instrument, by the days of the older and the newer version."""


def followed(
    lineages: Lineages, place: Provision, *, old: date, new: date
) -> tuple[Successor, ...] | None:
    """Return what answers to *place* after all steps between two versions.

    Args:
        lineages: The steps that are known.
        place: The place in the version of *old*.
        old: The day of the version in which it stands.
        new: The day of the version in which it is looked for.
    """
    if old == new:
        return (Successor(provision=place, kind=MoveKind.KEPT),)
    ahead = sorted((end for begun, end in lineages if begun == old), reverse=True)
    for middle in ahead:
        first = lineages[old, middle].follow(place) if middle <= new else None
        found = None if first is None else _onward(lineages, first, (middle, new))
        if found is not None:
            return found
    return None


def _onward(
    lineages: Lineages, reached: Iterable[Successor], days: tuple[date, date]
) -> tuple[Successor, ...] | None:
    """Return what answers to all that was *reached*, or None if one gets lost."""
    found: dict[Successor, None] = {}
    for each in reached:
        rest = followed(lineages, each.provision, old=days[0], new=days[1])
        if rest is None:
            return None
        found |= dict.fromkeys(_joined(each, further) for further in rest)
    return tuple(found)


def _joined(first: Successor, then: Successor) -> Successor:
    """Return two steps as one: no surer than either of them."""
    kinds = (first.kind, then.kind)
    unknown = None if None in kinds else MoveKind.KEPT
    return Successor(
        provision=then.provision,
        kind=MoveKind.REWORDED if MoveKind.REWORDED in kinds else unknown,
        status=max(first.status, then.status, key=_STATUSES.index),
        sources=(*first.sources, *then.sources),
    )


def parse_lineage(
    line: str, *, status: SourceStatus = SourceStatus.READ, source: str = ""
) -> Lineage:
    """Read what became of the articles of one version.

    Raises:
        FieldValueError: *line* has a word of another form, or lists an article twice.
    """
    steps: dict[Article, ArticleMove] = {}
    for word in line.split():
        for article, targets, kind in _read(word):
            if article in steps:
                _refuse(word)
            steps[article] = ArticleMove(targets, kind, status, source)
    return Lineage(MappingProxyType(steps))


def _read(word: str) -> Iterator[tuple[Article, Targets, MoveKind | None]]:
    """Yield what a word says of each article that it lists."""
    found = _WORD.fullmatch(word)
    if found is None:
        _refuse(word)
    first, suffix, last, moved, places, mark = found.groups()
    targets = tuple(map(_article, places.split("+"))) if places else ()
    run = range(int(first), int(last or first) + 1)
    if last:
        shifts = len(targets) == 1 and not targets[0][1]
        if not run[1:] or (targets and not shifts):
            _refuse(word)
    # What ended has no words, and what was divided has not the same ones.
    if (mark and moved and not targets) or (mark == "=" and targets[1:]):
        _refuse(word)
    for offset, number in enumerate(run):
        article = (number, int(suffix or 0))
        ahead = tuple((target + offset, more) for target, more in targets)
        yield article, ahead if moved else (article,), _MARKS[mark]


def _article(place: str) -> Article:
    """Return the number and the suffix of one article."""
    number, _, suffix = place.partition("_")
    return int(number), int(suffix or 0)


def _refuse(word: str) -> Never:
    raise FieldValueError(
        "articles", word, "“11>12”式条文去向", "what became of articles, as '11>12'"
    )


def format_lineage(lineage: Lineage) -> str:
    """Return a lineage as one line, runs of articles shortened."""
    return " ".join(_words(lineage.steps))


def _words(steps: Mapping[Article, ArticleMove]) -> Iterator[str]:
    """Yield a word for each run of articles that went the same way."""
    ordered = enumerate(sorted(steps))
    for _, run in groupby(ordered, lambda each: _way(each[0], each[1], steps[each[1]])):
        articles = [article for _, article in run]
        yield _word(steps[articles[0]], articles)


def _way(index: int, article: Article, step: ArticleMove) -> tuple[object, ...]:
    """Return what articles have in common that are written as one run."""
    number, suffix = article
    if suffix or len(step.targets) > 1 or any(more for _, more in step.targets):
        return article
    offset = step.targets[0][0] - number if step.targets else None
    return number - index, offset, step.kind


def _word(step: ArticleMove, run: list[Article]) -> str:
    """Return the word of a run that begins with *step*."""
    name = _name(run[0]) if len(run) == 1 else f"{run[0][0]}-{run[-1][0]}"
    stays = step.targets == (run[0],)
    targets = "" if stays else ">" + "+".join(map(_name, step.targets))
    return f"{name}{targets}{_MARK_OF[step.kind]}"


def _name(article: Article) -> str:
    number, suffix = article
    return f"{number}_{suffix}" if suffix else f"{number}"


@frozen(kw_only=True)
class MoveRow:
    """What became of the articles of one version, as a file states it."""

    title: str
    old: date
    new: date
    articles: str
    source: str
    status: SourceStatus = SourceStatus.READ
    lineage: Lineage = field(
        init=False,
        repr=False,
        default=Factory(
            lambda row: parse_lineage(
                row.articles, status=row.status, source=row.source
            ),
            takes_self=True,
        ),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a newer version that is not newer."""
        if self.old >= self.new:
            raise FieldValueError(
                "new", self.new, "晚于 old 的日期", "a day after that of old"
            )


@frozen(kw_only=True)
class Enabling:
    """What a version says it is made under (制定依据).

    Attributes:
        by: The instruments that it names; those of the facts table by their titles.
        place: Where it names them, such as 第一条.
        status: How it is known.
        source: Where it was taken from, if not from that place.
    """

    by: tuple[str, ...]
    place: str
    status: SourceStatus = SourceStatus.READ
    source: str = ""

    _repr_html_ = shown_as("制定依据", by="依据", place="条款", source="来源")


@frozen(kw_only=True)
class EnablingRow:
    """What a version says it is made under, as a file states it."""

    title: str
    adopted: date
    by: tuple[str, ...]
    place: str
    status: SourceStatus = SourceStatus.READ
    source: str = ""

    def __attrs_post_init__(self) -> None:
        """Refuse a row that names nothing."""
        if not self.by:
            raise FieldValueError("by", (), "至少一个名称", "at least one title")


def lineages_of(
    rows: Iterable[MoveRow],
) -> Mapping[tuple[str, date, date], Lineage]:
    """Return the rows by title and days; of two on one article the later one stands."""
    steps: dict[tuple[str, date, date], dict[Article, ArticleMove]] = {}
    for row in rows:
        key = (title_key(row.title), row.old, row.new)
        steps.setdefault(key, {}).update(row.lineage.steps)
    return MappingProxyType(
        {key: Lineage(MappingProxyType(found)) for key, found in steps.items()}
    )


def enabling_by_version(
    rows: Iterable[EnablingRow],
) -> Mapping[tuple[str, date], Enabling]:
    """Return the rows by title and day; of two on one version the later one stands."""
    return MappingProxyType(
        {
            (title_key(row.title), row.adopted): Enabling(
                by=row.by, place=row.place, status=row.status, source=row.source
            )
            for row in rows
        }
    )
