"""Draw instruments, their versions and articles, and how they follow each other.

An instrument contains its versions, a version its articles. A version supersedes the
one before it, and an article the one whose words it carries on, where texts or the
facts table tell which that is. The limits: paragraphs and items are places of an
article, not nodes; provisions that commence on days of their own share the version's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from attrs import frozen

from adminlaw.citations import Provision
from adminlaw.errors import AmbiguousTitleError, UnknownInstrumentError
from adminlaw.graph.drawing import Drawing, Evidence
from adminlaw.graph.following import followed
from adminlaw.graph.schema import (
    Continuity,
    EdgeKind,
    NodeKind,
    node_key,
    provision_key,
    version_key,
)
from adminlaw.graph.validity import Validity, validities
from adminlaw.statutes import (
    Ending,
    Instrument,
    ResolutionStatus,
    Statute,
    Version,
)

Article = tuple[int, int]

FACTS: Final = "facts"
"""What says that something is so: the facts table."""

_TABLE: Final = Evidence(source=FACTS)


@frozen(kw_only=True)
class Drawn:
    """An instrument as it was drawn.

    Attributes:
        node: Its node.
        instrument: The instrument.
        versions: Its versions, those without a day as one.
        spans: When each of them is in force, by its day of adoption.
    """

    node: str
    instrument: Instrument
    versions: tuple[Version, ...]
    spans: dict[date, Validity]

    def key(self, version: Version) -> str:
        """Return the node of a version."""
        return version_key(self.instrument.title, version.adopted)


class Laws:
    """The instruments of a drawing, each drawn when it is first asked for."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._drawn: dict[str, Drawn] = {}

    def drawn(self, instrument: Instrument) -> Drawn:
        """Return an instrument, drawn with its versions and their articles."""
        title = instrument.title
        if title not in self._drawn:
            self._drawn[title] = _draw(self._drawing, instrument)
            self._history(self._drawn[title])
        return self._drawn[title]

    def named(self, title: str) -> Drawn | None:
        """Return the instrument that bears a name; None where not just one does."""
        try:
            return self.drawn(self._drawing.holdings.names.one(title))
        except (UnknownInstrumentError, AmbiguousTitleError):
            return None

    def _history(self, drawn: Drawn) -> None:
        """Draw which version follows which, and what ended the instrument."""
        for old, new in pairwise(in_order(drawn)):
            _succeed(self._drawing, drawn, old, new)
        for ending in drawn.instrument.endings:
            self._ending(drawn, ending)

    def _ending(self, drawn: Drawn, ending: Ending) -> None:
        """Draw the end of an instrument by another one that is held."""
        by = self.named(ending.by) if ending.by else None
        if by is None or by.node == drawn.node:
            return
        day = ending.ended.day
        evidence = Evidence(source=FACTS, words=ending.ended.source)
        ends = (by.node, drawn.node)
        self._drawing.happening(ends, EdgeKind.REPEALS, evidence, day=day)
        if replaces(by.instrument.title):
            self._drawing.happening(ends, EdgeKind.SUPERSEDES, evidence, day=day)


_ONLY_ENDS: Final = ("决定", "通知", "目录", "公告")


def replaces(title: str) -> bool:
    """Tell whether an instrument that ends another takes its place.

    A decision to abolish only ends; a regulation whose last article ends an older
    one takes its place.

    >>> replaces("国务院关于废止部分行政法规的决定"), replaces("某条例")
    (False, True)
    """
    return not title.endswith(_ONLY_ENDS)


def in_order(drawn: Drawn) -> Sequence[Version]:
    """Return the versions in the order in which they begin."""
    return sorted(
        drawn.versions,
        key=lambda each: (drawn.spans[each.adopted].since or date.min, each.adopted),
    )


def _draw(drawing: Drawing, instrument: Instrument) -> Drawn:
    versions = drawing.holdings.versions(instrument)
    whole, spans = validities(instrument, versions)
    kind = instrument.kind
    node = drawing.node(
        node_key(NodeKind.INSTRUMENT, instrument.title),
        NodeKind.INSTRUMENT,
        whole,
        source=FACTS if not instrument.texts else "corpus",
        label=instrument.title,
        title=instrument.title,
        names=instrument.aliases,
        instrument_kind=kind,
        rank=kind.rank if kind else None,
        territory=instrument.place,
        issuer=instrument.issuer,
        number=instrument.number,
        ended_by=instrument.endings[-1].by if instrument.endings else "",
    )
    drawn = Drawn(
        node=node, instrument=instrument, versions=versions, spans=dict(spans)
    )
    for version in versions:
        _draw_version(drawing, drawn, version)
    return drawn


def _draw_version(drawing: Drawing, drawn: Drawn, version: Version) -> None:
    """Draw a version with the articles that are held of it."""
    instrument = drawn.instrument
    articles = list(_articles(drawing, instrument, version))
    source = version.texts[0] if version.texts else FACTS
    days = drawn.spans[version.adopted]
    key = drawing.node(
        drawn.key(version),
        NodeKind.VERSION,
        days,
        source=source,
        label=f"{instrument.short_title}（{_day(version.adopted)}）",
        title=instrument.title,
        adopted=None if version.adopted == date.min else version.adopted,
        instrument_kind=instrument.kind,
        text_name=version.texts[0] if version.texts else "",
        held=bool(articles or version.texts),
    )
    drawing.edge((drawn.node, key), EdgeKind.CONTAINS, Evidence(source=source))
    for article, name, offset in articles:
        _draw_article(drawing, drawn, version, (article, name, offset))


def draw_article(
    drawing: Drawing, drawn: Drawn, version: Version, article: Article
) -> None:
    """Draw an article that is cited of a version whose articles are not held."""
    _draw_article(
        drawing,
        drawn,
        version,
        (article, "citation", None),
        status=ResolutionStatus.NOT_HELD,
    )


def _draw_article(
    drawing: Drawing,
    drawn: Drawn,
    version: Version,
    told: tuple[Article, str, int | None],
    *,
    status: ResolutionStatus = ResolutionStatus.EXACT,
) -> None:
    """Draw an article; *told* is its number, who tells of it, and where."""
    article, name, offset = told
    instrument, place = drawn.instrument, str(_place(article))
    held = status is ResolutionStatus.EXACT
    node = drawing.node(
        provision_key(instrument.title, version.adopted, article),
        NodeKind.PROVISION,
        drawn.spans[version.adopted],
        source=name,
        label=f"{instrument.short_title}{place}",
        title=instrument.title,
        article=place,
        held=None if held else False,
    )
    evidence = Evidence(source=name, offset=offset, status=status)
    drawing.edge((drawn.key(version), node), EdgeKind.CONTAINS, evidence)


def _day(adopted: date) -> str:
    return "日期不详" if adopted == date.min else adopted.isoformat()


def _place(article: Article) -> Provision:
    return Provision(article=article[0], suffix=article[1] or None)


def _article(place: Provision) -> Article:
    return place.article or 0, place.suffix or 0


def _articles(
    drawing: Drawing, instrument: Instrument, version: Version
) -> Iterator[tuple[Article, str, int | None]]:
    """Yield each article of a version, the text that has it, and where it starts."""
    seen: set[Article] = set()
    for name in version.texts:
        for article, offset in articles_of(drawing.holdings.statute(name)):
            if article not in seen:
                seen.add(article)
                yield article, name, offset
    if version.texts:
        return
    table = drawing.holdings.addresses(instrument, version)
    for article in table.articles if table else ():
        yield article, FACTS, None


def articles_of(statute: Statute) -> Iterator[tuple[Article, int]]:
    r"""Yield each article of a text with where it starts, in code points.

    >>> from adminlaw.statutes import read_statute
    >>> list(articles_of(read_statute("某法\n第一条 甲。\n第二条 乙。")))
    [((1, 0), 3), ((2, 0), 10)]
    """
    last = None
    for unit in statute.units:
        article = (unit.levels.article, unit.levels.suffix)
        if unit.levels.article and article != last:
            yield article, unit.start
        last = article


def _succeed(drawing: Drawing, drawn: Drawn, old: Version, new: Version) -> None:
    """Draw that a version follows another, and which articles answer to which."""
    day = drawn.spans[new.adopted].since
    drawing.happening(
        (drawn.key(new), drawn.key(old)), EdgeKind.SUPERSEDES, _TABLE, day=day
    )
    title = drawn.instrument.title
    for article, _, _ in _articles(drawing, drawn.instrument, old):
        found = followed(drawing, drawn.instrument, (old, new), _place(article))
        for place, continuity in found or ():
            ends = (
                provision_key(title, new.adopted, _article(place)),
                provision_key(title, old.adopted, article),
            )
            if all(end in drawing.spans for end in ends):
                _carry_on(drawing, ends, continuity, day)


def _carry_on(
    drawing: Drawing, ends: tuple[str, str], continuity: Continuity, day: date | None
) -> None:
    drawing.happening(ends, EdgeKind.SUPERSEDES, _TABLE, day=day, continuity=continuity)
