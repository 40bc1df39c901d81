"""Many texts: read a folder once, then ask by title, article and day.

A corpus holds instruments with their versions, and gives the words of a place in
the version in force on a day. It refuses to guess: an ambiguous name, an unknown
commencement or a version without a text is an error that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cached_property, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from attrs import evolve, field, frozen

from adminlaw.citations import Provision, parse_provision
from adminlaw.errors import (
    InputError,
    Problem,
    UnknownInstrumentError,
    UnknownProvisionError,
    VersionError,
)
from adminlaw.markup import html_table
from adminlaw.statutes.facts import Facts, load_facts
from adminlaw.statutes.holdings import Holdings
from adminlaw.statutes.instruments import InForce, Instrument, Version
from adminlaw.statutes.moves import Move
from adminlaw.statutes.names import Names
from adminlaw.statutes.reading import Passage, Statute
from adminlaw.statutes.relations import TextRelation, find_relations
from adminlaw.statutes.resolutions import Cited, Resolution
from adminlaw.statutes.resolving import resolve
from adminlaw.statutes.store import Shelf, Store, fresh
from adminlaw.statutes.texts import Entry, Sheet, read_sheet, unpack
from adminlaw.statutes.versions import instruments_of
from adminlaw.wording import nearest

Progress = Callable[[int, int], None]
"""Called with how many texts are read and how many there are."""

TEXTS: Final = frozenset({".md", ".txt"})
"""How the names of files end that are texts."""
_CHUNK: Final = 32


@frozen(kw_only=True)
class Excerpt:
    """The words of a place in one version of an instrument (条文).

    Attributes:
        title: The full name of the instrument.
        version: The version it was taken from.
        provision: The place.
        passage: Its words, and where they stand in the text.
        text_name: Name of the text, as the corpus lists it.
    """

    title: str
    version: Version
    provision: Provision
    passage: Passage
    text_name: str

    @property
    def text(self) -> str:
        """The words of the place, its label included."""
        return self.passage.text

    def _repr_html_(self) -> str:
        caption = f"《{self.title}》{self.provision}（{self.version.adopted}）"
        return html_table(caption, ("条文",), ((self.text,),))


@frozen(kw_only=True)
class Corpus:
    """Many texts as instruments with versions (语料); immutable.

    Attributes:
        folder: Where its texts are.
        instruments: By name, those of the facts table included.
        entries: Every text that was read, in the order of its name.
        unread: The files that could not be read, each with its reason.
        left_out: Names of files that are no texts.
        facts: The facts table that was used.
    """

    folder: Path
    instruments: tuple[Instrument, ...] = field(repr=False)
    entries: tuple[Entry, ...] = field(repr=False)
    unread: tuple[Problem, ...] = ()
    left_out: tuple[str, ...] = ()
    facts: Facts = field(repr=False)
    shelf: Shelf | Store = field(repr=False, eq=False)

    def __repr__(self) -> str:
        left = f"unread={len(self.unread)}, left_out={len(self.left_out)}"
        return f"Corpus({str(self.folder)!r}, texts={len(self.entries)}, {left})"

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was not understood in the texts, and which files were not read."""
        inside = (each for entry in self.entries for each in entry.statute.problems)
        return (*self.unread, *inside)

    @cached_property
    def names(self) -> Names:
        """The index of all names."""
        return Names(self.instruments)

    @cached_property
    def _by_name(self) -> dict[str, Entry]:
        return {entry.name: entry for entry in self.entries}

    def instrument(self, title: str) -> Instrument:
        """Return the instrument that bears a name, short, full or customary.

        Raises:
            UnknownInstrumentError: none does.
            AmbiguousTitleError: several do.
        """
        return self.names.one(title)

    def on(self, title: str, day: date) -> InForce:
        """Say which version of an instrument is in force on a day, or why not.

        Raises:
            UnknownInstrumentError: no instrument bears the name.
            AmbiguousTitleError: several do.
        """
        return self.instrument(title).on(day)

    def statute(self, name: str) -> Statute:
        """Return one text in full, by its name in ``entries``.

        Raises:
            UnknownInstrumentError: the corpus holds no text of that name.
            InputError: its file is gone or has changed.
        """
        entry = self._by_name.get(name)
        if entry is None:
            raise UnknownInstrumentError(name, nearest(name, tuple(self._by_name)))
        units, text = self.shelf.load(entry)
        return evolve(entry.statute, units=unpack(units), text=text)

    def statutes(self) -> Iterator[Statute]:
        """Yield every text in full, one at a time, in the order of its name."""
        for entry in self.entries:
            yield self.statute(entry.name)

    def relations(self, name: str) -> tuple[TextRelation, ...]:
        """Return what one text says of others and of its own words."""
        return find_relations(self.statute(name))

    def article(
        self, title: str, provision: str | Provision, *, on: date | None = None
    ) -> Excerpt:
        """Return the words of a place in the version in force on a day.

        Args:
            title: Any name of the instrument.
            provision: Such as 第六十二条第一款.
            on: The day; without it, the latest version of which a text is held.

        Raises:
            UnknownInstrumentError: no instrument bears the name.
            AmbiguousTitleError: several do.
            VersionError: none is in force that day, or it is not known which.
            UnknownProvisionError: no text of that version is held, or it has no such
                place, or several places answer to it.
            CitationSyntaxError: *provision* is no place.

        Source: 《立法法》第六十五条.
        """
        place = _provision(provision)
        instrument = self.instrument(title)
        version = _asked_version(instrument, on)
        found = [
            (name, passage)
            for name in version.texts
            for passage in self.statute(name).places(place)
        ]
        words = {"".join(passage.text.split()) for _, passage in found}
        if len(words) != 1:
            reason = _NO_TEXT if not version.texts else _SEVERAL if words else _ABSENT
            raise UnknownProvisionError(
                instrument.title, str(place), version.adopted, reason
            )
        return Excerpt(
            title=instrument.title,
            version=version,
            provision=place,
            passage=found[0][1],
            text_name=found[0][0],
        )

    @cached_property
    def holdings(self) -> Holdings:
        """What citations are looked up in."""
        return Holdings(
            self.names,
            self.facts.addresses,
            statute=self.statute,
            instruments=self.instruments,
            entries=self.entries,
        )

    def resolve(
        self,
        citation: Cited | str,
        *,
        as_of: date | None = None,
        within: str | None = None,
    ) -> Resolution:
        """Say what a citation refers to, or why that cannot be said.

        Args:
            citation: The citation, or its text.
            as_of: The day on which it is read. Without it: the version that the
                citation names, else the day of the text *within*, else the latest.
            within: The text in which it stands: its name in ``entries``, or a title.

        Raises:
            CitationSyntaxError: *citation* is a text and no single citation.
            InputError: a file of the corpus is gone or has changed.

        Source: 《立法法》第六十一条、第六十五条.
        """
        return resolve(citation, self.holdings, as_of=as_of, within=within)

    def follow(
        self, title: str, provision: str | Provision, *, old: date, new: date
    ) -> Move | None:
        """Return where the words of a place stand in another version.

        Args:
            title: Any name of the instrument.
            provision: The place, such as 第五条第一款.
            old: A day of the decision that made the version in which it stands.
            new: The same of the version in which it is looked for.

        Returns:
            None where no place answers to it, or it is not sure which one does.

        Raises:
            UnknownInstrumentError: no instrument bears the name.
            AmbiguousTitleError: several do.
            VersionError: no version is known of one of the days.
            UnknownProvisionError: no text of one of the versions is held.
            CitationSyntaxError: *provision* is no place.
        """
        place, instrument = _provision(provision), self.instrument(title)
        versions = [_held_version(instrument, day, place) for day in (old, new)]
        return self.holdings.move(instrument, versions[0], versions[1], place)

    def _repr_html_(self) -> str:
        kinds: dict[str, list[int]] = {}
        for entry in self.entries:
            kind = entry.statute.kind.zh if entry.statute.kind else "未知"
            row = kinds.setdefault(kind, [0, 0])
            row[0] += 1
            row[1] += entry.articles
        rows = [
            (kind, str(texts), str(count)) for kind, (texts, count) in kinds.items()
        ]
        return html_table(self.folder.name, ("种类", "文本", "条"), sorted(rows))


_NO_TEXT: Final = ("未收录该版本的文本", "is not held as a text")
_NONE_HELD: Final = ("未收录任何版本的文本", "no text of it is held")
_NO_VERSION: Final = ("没有这样的版本", "no such version is known")
_ABSENT: Final = ("没有此条款", "has no such place")
_SEVERAL: Final = ("不止一处符合", "has several such places")


def _provision(provision: str | Provision) -> Provision:
    """Return the place that is meant, be it written or made.

    Raises:
        CitationSyntaxError: the text is no single place.
    """
    if isinstance(provision, Provision):
        return provision
    return parse_provision(provision)


def _held_version(instrument: Instrument, day: date, place: Provision) -> Version:
    """Return the version that was made on *day*, which has to be held as a text."""
    version = instrument.version(day)
    if version is None:
        raise VersionError(instrument.title, day, _NO_VERSION, ("", ""))
    if not version.texts:
        raise UnknownProvisionError(
            instrument.title, str(place), version.adopted, _NO_TEXT
        )
    return version


def _asked_version(instrument: Instrument, day: date | None) -> Version:
    """Return the version in force on *day*, or the latest one with a text."""
    if day is None:
        held = [each for each in instrument.versions if each.texts]
        if not held:
            raise VersionError(instrument.title, "", _NONE_HELD, ("", ""))
        return held[-1]
    answer = instrument.on(day)
    if answer.version is None:
        standing = (answer.standing.zh, answer.standing.en)
        reason = (answer.reason.zh, answer.reason.en)
        raise VersionError(instrument.title, day, standing, reason)
    return answer.version


def read_corpus(
    folder: str | Path,
    *,
    workers: int = 1,
    store: str | Path | None = None,
    facts: Facts | None = None,
    progress: Progress | None = None,
) -> Corpus:
    """Read every text of a folder and of the folders in it.

    Args:
        folder: Texts are its files that end in .md or .txt.
        workers: How many processes read; the result does not depend on it.
        store: A file to keep what was read; a second start takes from it whatever
            has not changed. Without it nothing is written.
        facts: The facts table; the one that ships, by default.
        progress: Called now and then with texts read and texts in all.

    Raises:
        InputError: there is no such folder, or *store* is no store.
    """
    root = Path(folder)
    if not root.is_dir():
        problem = Problem(file=str(root), expected_zh="文件夹", expected_en="a folder")
        raise InputError((problem,))
    names, left_out = _names(root)
    kept = Store(Path(store)) if store else None
    stored = tuple(kept.entries()) if kept else ()
    known = fresh(stored, root)
    sheets, unread = _read(
        root, [name for name in names if name not in known], workers, progress
    )
    if kept:
        kept.put(sheets, {each.name for each in stored} - set(names))
    entries = {**known, **{each.entry.name: each.entry for each in sheets}}
    ordered = tuple(entries[name] for name in names if name in entries)
    table = facts or load_facts()
    return Corpus(
        folder=root,
        instruments=instruments_of(ordered, table),
        entries=ordered,
        unread=unread,
        left_out=left_out,
        facts=table,
        shelf=kept or Shelf(root, sheets),
    )


def _names(root: Path) -> tuple[list[str], tuple[str, ...]]:
    """Return the names of texts and of other files below *root*, in order."""
    files = sorted(
        path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()
    )
    texts = [name for name in files if Path(name).suffix.lower() in TEXTS]
    return texts, tuple(name for name in files if name not in set(texts))


def _read(
    root: Path, names: Sequence[str], workers: int, progress: Progress | None
) -> tuple[list[Sheet], tuple[Problem, ...]]:
    """Read the files, in this process or in several; the order is that of *names*."""
    sheets: list[Sheet] = []
    unread: list[Problem] = []
    for done, result in enumerate(_results(root, names, workers), 1):
        if isinstance(result, Sheet):
            sheets.append(result)
        else:
            unread += result
        if progress and (done % _CHUNK == 0 or done == len(names)):
            progress(done, len(names))
    return sheets, tuple(unread)


Result = Sheet | tuple[Problem, ...]


def _results(root: Path, names: Sequence[str], workers: int) -> Iterator[Result]:
    one = partial(_sheet, root)
    if workers <= 1 or len(names) <= _CHUNK:
        yield from map(one, names)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(one, names, chunksize=_CHUNK)


def _sheet(root: Path, name: str) -> Result:
    """Read one file, or return why it cannot be read."""
    try:
        return read_sheet(root, name)
    except InputError as error:
        return tuple(evolve(each, file=name) for each in error.problems)
