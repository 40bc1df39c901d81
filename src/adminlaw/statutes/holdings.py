"""What is held of each version: its articles, its text, its words.

One view of a corpus and of the facts table, so that a citation is looked up in both
alike: articles come from a text where one is held, else from the facts table. What
was looked at once is kept. The limits: the facts table knows neither 目 nor the
levels above the article, and of a code that comes as one text a part, the numbers of
the parts are not known.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final, TypeVar

from attrs import evolve, frozen

from adminlaw.citations import Provision, title_key
from adminlaw.errors import UnknownInstrumentError
from adminlaw.labels import Label
from adminlaw.markup import shown_as
from adminlaw.statutes.addresses import Addresses, Article, Items, addresses_of
from adminlaw.statutes.instruments import Instrument, Version
from adminlaw.statutes.moves import Comparison, Move, Wording, wording_of
from adminlaw.statutes.names import Names
from adminlaw.statutes.reading import Statute
from adminlaw.statutes.resolutions import NO_REASON
from adminlaw.statutes.texts import Entry

T = TypeVar("T")

MOST_RECENT: Final = 200_000
"""How many answers are remembered at most."""

UNDATED: Final = date.min
"""The day of the version that stands for texts without a day; never shown."""

_NO_TEXT: Final = Label(
    "未收录该版本的条文", "the articles of that version are not held"
)
_NO_ARTICLES: Final = Label(
    "该版本的文本没有分条", "the text of that version has no articles"
)
_LEVEL: Final = Label(
    "未收录条以上各级和目", "neither levels above the article nor 目 are held"
)
_ABOVE: Final = Label("其上的编、章、节未核对", "the levels above it were not compared")
_GAP: Final = Label(
    "所收文本缺此条号，前后条号都有", "the text skips that number, with others after it"
)
_CUT_OFF: Final = Label(
    "所收文本止于此前的条号，且没有施行条款，可能不全",
    "the text ends before that number and says no commencement: it may be cut off",
)
_DOUBLED: Final = Label("所收文本有两条用此条号", "the text gives that number twice")
_HEADED: Final = frozenset({"part", "chapter", "section"})
_LOST: Final = Label(
    "所收文本没有这一标题，可能漏收",
    "the text lacks that heading, which a copy may lose",
)
_PROVISO: Final = Label("但书未核对", "whether it has a proviso was not compared")
_SEVERAL: Final = Label("有几处符合", "several places answer to it")


@frozen(kw_only=True)
class Found:
    """Whether a version has a place.

    Attributes:
        there: Whether it has; None where that is not known.
        note: What has to be said about it; empty where nothing has.
        several: Whether more than one place answers.
        choices: Those places, where they can be named.
    """

    there: bool | None
    note: Label = NO_REASON
    several: bool = False
    choices: tuple[Provision, ...] = ()

    _repr_html_ = shown_as(
        "条款存在情况", there="是否存在", note="说明", choices="候选"
    )


@frozen(kw_only=True)
class _Articles:
    """The articles of one version; those whose number its text gives twice."""

    table: Addresses | None
    doubled: frozenset[Article] = frozenset()


class Holdings:
    """All that citations are looked up in; what was looked at is kept.

    Attributes:
        names: The index of names.
        homes: By the name of a text, the instrument that it is of.
        amending: Names of the texts whose articles quote other instruments.
        closed: Names of the texts that end with their commencement.
    """

    def __init__(
        self,
        names: Names,
        tables: Mapping[tuple[str, date], Addresses],
        *,
        statute: Callable[[str], Statute] | None = None,
        instruments: Iterable[Instrument] = (),
        entries: Iterable[Entry] = (),
    ) -> None:
        self.names = names
        self.homes = {name: each for each in instruments for name in each.texts}
        known = tuple(entries)
        self.amending = frozenset(x.name for x in known if x.statute.amends)
        self.closed = frozenset(x.name for x in known if x.printed)
        self._tables = tables
        self._statute = statute
        self._kept: dict[Hashable, object] = {}
        self._recent: dict[Hashable, object] = {}

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made for *key*, making it the first time."""
        made = self._kept.get(key, self)
        if made is self:
            made = self._kept.setdefault(key, make())
        return made  # type: ignore[return-value]  # made by the same *make*

    def recall(self, key: Hashable, make: Callable[[], T]) -> T:
        """Do the same, but forget at times: much is asked that nobody asks again."""
        made = self._recent.get(key, self)
        if made is self:
            made = make()
            if len(self._recent) >= MOST_RECENT:
                self._recent.clear()
            self._recent[key] = made
        return made  # type: ignore[return-value]  # made by the same *make*

    def versions(self, instrument: Instrument) -> tuple[Version, ...]:
        """Return the versions of an instrument, or one for its texts without a day."""
        if instrument.versions or not instrument.undated:
            return instrument.versions
        return (Version(adopted=UNDATED, texts=instrument.undated, first=None),)

    def addresses(self, instrument: Instrument, version: Version) -> Addresses | None:
        """Return the articles of a version; None where they are not held."""
        return self._articles(instrument, version).table

    def statute(self, name: str) -> Statute:
        """Return one text in full.

        Raises:
            UnknownInstrumentError: no texts are held, or none of that name.
        """
        if self._statute is None:
            raise UnknownInstrumentError(name)
        return self._statute(name)

    def _articles(self, instrument: Instrument, version: Version) -> _Articles:
        """Return the articles of a version, from its texts or the facts table."""
        key = ("articles", instrument.title, version.adopted)
        return self.keep(key, lambda: self._read_articles(instrument, version))

    def _read_articles(self, instrument: Instrument, version: Version) -> _Articles:
        texts = self._texts(version)
        if texts:
            table = _joined([addresses_of(each) for each in texts])
            return _Articles(table=table, doubled=frozenset(_doubled(texts)))
        title = title_key(instrument.title)
        days = sorted({version.adopted} | version.days)
        held = (self._tables.get((title, day)) for day in days)
        return _Articles(table=next(filter(None, held), None))

    def _texts(self, version: Version) -> list[Statute]:
        return [self._statute(name) for name in version.texts] if self._statute else []

    def find(self, instrument: Instrument, version: Version, place: Provision) -> Found:
        """Tell whether a version has a place.

        An article is found by its number, which runs through the whole instrument;
        levels above it are compared where a text is held.
        """
        key = ("find", instrument.title, version.adopted, place)
        return self.recall(key, lambda: self._find(instrument, version, place))

    def _proviso(
        self, instrument: Instrument, version: Version, place: Provision
    ) -> Found:
        """Look for 但 among the words of a place of which the proviso is cited."""
        whole = evolve(place, proviso=False)
        found = self.find(instrument, version, whole)
        if not found.there or found.several:
            return found
        passages = [p for text in self._texts(version) for p in text.places(whole)]
        if not passages:
            return evolve(found, note=_PROVISO)
        return found if "但" in passages[0].text else Found(there=False)

    def _find(
        self, instrument: Instrument, version: Version, place: Provision
    ) -> Found:
        articles = self._articles(instrument, version)
        table = articles.table
        if table is None:
            return Found(there=None, note=_NO_TEXT)
        if place.proviso:
            return self._proviso(instrument, version, place)
        if place.article is None:
            return self._search(version, place)
        if not table.articles:
            return Found(there=None, note=_NO_ARTICLES)
        if (place.article, place.suffix or 0) in articles.doubled:
            return Found(there=True, note=_DOUBLED, several=True)
        return self._find_in_article(table, version, place)

    def _find_in_article(
        self, table: Addresses, version: Version, place: Provision
    ) -> Found:
        """Look for an article or a place in one."""
        bare = evolve(place, part=None, chapter=None, section=None)
        if not table.has(evolve(bare, subitem=None)):
            return self._lacking(table, version, place)
        if place.subitem is not None:
            return self._search(version, place)
        above = self._search(version, place) if bare != place else Found(there=True)
        if above.there is None:
            return Found(there=True, note=_ABOVE)
        return _in_paragraphs(table, bare) if above.there else above

    def _lacking(self, table: Addresses, version: Version, place: Provision) -> Found:
        """Say what it means that a table lacks a place.

        Beyond its last article a text that does not say when it commences may be
        cut off; it is not taken to be whole.
        """
        article = place.article or 0
        if article > max(number for number, _ in table.articles):
            cut_off = self._statute and version.texts
            open_ = cut_off and self.closed.isdisjoint(version.texts)
            return Found(there=None, note=_CUT_OFF) if open_ else Found(there=False)
        gap = not place.suffix and (article, 0) not in table.articles
        return Found(there=False, note=_GAP if gap else NO_REASON)

    def _search(self, version: Version, place: Provision) -> Found:
        """Look for a place among the pieces of the texts."""
        texts = self._texts(version)
        if not texts:
            return Found(there=None, note=_LEVEL)
        words = {
            "".join(passage.text.split())
            for text in texts
            for passage in text.places(place)
        }
        if len(words) > 1:
            return Found(there=True, note=_SEVERAL, several=True)
        if words:
            return Found(there=True)
        # Of a code in several texts the numbers of its parts are not known.
        if len(texts) > 1 and (place.article is None or place.part is not None):
            return Found(there=None, note=_LEVEL)
        lost = place.article is None and _may_have_lost(texts[0], place)
        return Found(there=None, note=_LOST) if lost else Found(there=False)

    def move(
        self, instrument: Instrument, old: Version, new: Version, place: Provision
    ) -> Move | None:
        """Return where the words of a place of *old* stand in *new*, if followed."""
        if not (self._statute and old.texts and new.texts):
            return None
        found = self._comparison(instrument, old, new).follow(place)
        if found is None:
            return None
        target, kind, alike = found
        return Move(
            origin=place,
            origin_version=old,
            target=target,
            target_version=new,
            kind=kind,
            likeness=alike,
        )

    def _comparison(
        self, instrument: Instrument, old: Version, new: Version
    ) -> Comparison:
        key = ("comparison", instrument.title, old.adopted, new.adopted)
        return self.keep(
            key,
            lambda: Comparison(
                self._wording(instrument, old), self._wording(instrument, new)
            ),
        )

    def _wording(self, instrument: Instrument, version: Version) -> Wording:
        key = ("wording", instrument.title, version.adopted)
        return self.keep(key, lambda: wording_of(self._texts(version)))


def _may_have_lost(text: Statute, place: Provision) -> bool:
    """Tell whether a copy may have lost a heading: it has none, or later ones."""
    *above, (level, number) = place.levels().items()
    if level not in _HEADED:
        return False
    numbers = [
        getattr(unit.levels, level)
        for unit in text.units
        if all(getattr(unit.levels, name) == wanted for name, wanted in above)
    ]
    last = max(numbers, default=0)
    return last == 0 or number < last


def _doubled(texts: Iterable[Statute]) -> Iterator[Article]:
    """Yield the articles whose number a text gives twice."""
    for text in texts:
        for unit in text.units:
            if unit.repeat > 1:
                yield unit.levels.article, unit.levels.suffix


def _joined(tables: list[Addresses]) -> Addresses:
    """Return the articles of several texts of one version as one table."""
    articles: dict[Article, Items] = {}
    for table in tables:
        for article, items in table.articles.items():
            kept = articles.get(article, ())
            articles[article] = max(kept, items, key=lambda each: (len(each), each))
    return Addresses(articles)


def _in_paragraphs(table: Addresses, place: Provision) -> Found:
    """Tell in which paragraphs an item stands that is cited without its paragraph."""
    if place.article is None or place.item is None or place.paragraph is not None:
        return Found(there=True)
    items = table.articles[place.article, place.suffix or 0]
    homes = [number for number, last in enumerate(items, 1) if last >= place.item]
    if len(homes) == 1:
        return Found(there=True)
    choices = tuple(evolve(place, paragraph=number) for number in homes)
    return Found(there=True, note=_SEVERAL, several=True, choices=choices)
