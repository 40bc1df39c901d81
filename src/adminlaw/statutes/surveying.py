"""Find and resolve the citations of many texts in one run (引用普查).

Texts are searched in as many processes as are allowed; what was found is then looked
up in one corpus or in the facts table. The result does not depend on the number of
processes, nor on the order in which they finish.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cached_property, lru_cache, partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from attrs import field, frozen

from adminlaw.citations import (
    CitationKind,
    FoundCitation,
    Titles,
    bare_title,
    find_in,
    names_instrument,
)
from adminlaw.errors import InputError, Problem
from adminlaw.markup import html_table
from adminlaw.statutes.citing import names_of
from adminlaw.statutes.corpus import TEXTS, Corpus, Progress
from adminlaw.statutes.facts import Facts
from adminlaw.statutes.reading import read_text
from adminlaw.statutes.resolutions import Resolution, ResolutionStatus

_NUMBERS: Final = frozenset({CitationKind.DOCUMENT_NUMBER, CitationKind.CASE_NUMBER})
_NAMED: Final = frozenset({CitationKind.LAW_PROVISION, CitationKind.LAW_TITLE})
_CHUNK: Final = 64
_LONGEST: Final = 100
"""Characters of the longest heading that is taken for the name of a text."""
_MOST: Final = 15
"""Names in a table for a notebook."""


@frozen(kw_only=True)
class Source:
    """A text that is searched for citations.

    Attributes:
        name: Its name: that of its file, as a corpus lists it where it holds it.
        text: Its words.
        title: The full name of what it is the text of; empty if unknown.
    """

    name: str
    text: str = field(repr=False)
    title: str = ""


@frozen(kw_only=True)
class Reference:
    """One citation of one text, and what it refers to (文中引用及其解析).

    Attributes:
        source: Name of the text.
        line: Its line, from 1.
        column: Its place in the line, from 1, in code points.
        citation: What was found.
        resolution: What it refers to; None for document and case numbers.
    """

    source: str
    line: int
    column: int
    citation: FoundCitation
    resolution: Resolution | None = None


@frozen(kw_only=True)
class Survey:
    """The citations of many texts, resolved (引用普查结果).

    Attributes:
        references: Every citation, in the order of the texts and within them.
        sources: The names of the texts that were searched.
    """

    references: tuple[Reference, ...] = field(repr=False)
    sources: tuple[str, ...] = field(repr=False)

    @cached_property
    def by_status(self) -> Mapping[ResolutionStatus, int]:
        """How many citations have which answer; numbers are not counted."""
        found = (each.resolution.status for each in self.references if each.resolution)
        counts = Counter(found)
        return {status: counts[status] for status in ResolutionStatus}

    @cached_property
    def by_kind(self) -> Mapping[CitationKind, int]:
        """How many citations there are of each kind."""
        counts = Counter(each.citation.kind for each in self.references)
        return {kind: counts[kind] for kind in CitationKind}

    @property
    def internal(self) -> tuple[int, int]:
        """How many internal references the text settles, and how many there are."""
        internal = CitationKind.INTERNAL_REFERENCE
        found = (each.citation for each in self.references)
        settled = [each.resolved is not None for each in found if each.kind is internal]
        return sum(settled), len(settled)

    @property
    def unresolved(self) -> tuple[Reference, ...]:
        """Every citation whose answer is not ``exact``, in order."""
        return tuple(
            each
            for each in self.references
            if each.resolution and each.resolution.status is not ResolutionStatus.EXACT
        )

    @cached_property
    def unheld_titles(self) -> tuple[tuple[str, int], ...]:
        """The names that no held instrument bears, the most frequent first.

        A short name counts for the full name that its text gives.
        """
        counts = Counter(
            each.citation.canonical_title or each.citation.title
            for each in self.references
            if each.citation.kind in _NAMED
            and each.resolution
            and each.resolution.status is ResolutionStatus.NOT_HELD
            and not each.resolution.title
        )
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    def _repr_html_(self) -> str:
        rows = [(status.zh, str(count)) for status, count in self.by_status.items()]
        rows += [(f"《{name}》", str(n)) for name, n in self.unheld_titles[:_MOST]]
        return html_table(
            f"引用普查（{len(self.sources)} 件文本）", ("结果", "数量"), rows
        )


def sources_of(corpus: Corpus) -> Iterator[Source]:
    """Yield every text of a corpus, in the order of its name."""
    for entry in corpus.entries:
        _, text = corpus.shelf.load(entry)
        yield Source(name=entry.name, text=text, title=entry.statute.title)


def read_sources(
    paths: Iterable[Path], held: Corpus | Facts
) -> tuple[list[Source], tuple[Problem, ...]]:
    """Read texts from files, and from the folders among *paths*.

    Args:
        paths: Files, or folders, of which the files in .md and .txt are read.
        held: What they will be looked up in; a text that a corpus holds keeps the
            name that it has there.

    Returns:
        The texts, and the files that could not be read, each with its reason.

    Raises:
        InputError: There is no such file or folder.
    """
    root = held.folder.resolve() if isinstance(held, Corpus) else None
    known = (
        {each.name: each for each in held.entries} if isinstance(held, Corpus) else {}
    )
    sources: list[Source] = []
    unread: list[Problem] = []
    for path in _files(paths):
        try:
            text = read_text(path)
        except InputError as error:
            unread += error.problems
            continue
        name = str(path)
        if root and path.resolve().is_relative_to(root):
            name = path.resolve().relative_to(root).as_posix()
        entry = known.get(name)
        title = entry.statute.title if entry else _title(text)
        sources.append(Source(name=name, text=text, title=title))
    return sources, tuple(unread)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield each file that is named, or stands in a folder that is named, once."""
    seen: set[Path] = set()
    for path in _named(paths):
        if path.resolve() not in seen:
            seen.add(path.resolve())
            yield path


def _named(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield each file that is named, and those of each folder that is named."""
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.is_file())
            yield from (each for each in inside if each.suffix.lower() in TEXTS)
        elif path.is_file():
            yield path
        else:
            raise InputError(
                (
                    Problem(
                        received=str(path),
                        expected_zh="文件或者文件夹",
                        expected_en="a file or a folder",
                    ),
                )
            )


def _title(text: str) -> str:
    """Return the heading of a text, where its first line is the name of one."""
    head = text.lstrip("\ufeff \t\r\n").partition("\n")[0]
    name = bare_title(head.strip("# \t\r"))
    return name if len(name) <= _LONGEST and names_instrument(name) else ""


def survey(
    sources: Iterable[Source],
    held: Corpus | Facts,
    *,
    as_of: date | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> Survey:
    """Find every citation of some texts, and say what each refers to.

    Args:
        sources: The texts.
        held: What the citations are looked up in.
        as_of: The day on which they are read; without it the day of each text,
            where the corpus holds it, else the latest version.
        workers: How many processes search; the result does not depend on it.
        progress: Called now and then with texts done and texts in all.

    Raises:
        InputError: A text of the corpus is gone or has changed.

    >>> from adminlaw.statutes import load_facts
    >>> text = "依照《行政复议法》第六十二条第一款办理。"
    >>> found = survey([Source(name="甲", text=text)], load_facts())
    >>> [(each.citation.text, each.resolution.status) for each in found.references]
    [('《行政复议法》第六十二条第一款', ResolutionStatus.EXACT)]
    """
    texts = list(sources)
    known = {each.name for each in held.entries} if isinstance(held, Corpus) else set()
    references: list[Reference] = []
    for done, (source, found) in enumerate(_found(texts, held, workers), 1):
        within = source.name if source.name in known else source.title
        look_up = partial(held.resolve, as_of=as_of, within=within)
        references += _references(source, found, look_up)
        if progress and (done % _CHUNK == 0 or done == len(texts)):
            progress(done, len(texts))
    names = tuple(each.name for each in texts)
    return Survey(references=tuple(references), sources=names)


def _found(
    texts: Sequence[Source], held: Corpus | Facts, workers: int
) -> Iterator[tuple[Source, tuple[FoundCitation, ...]]]:
    """Yield each text with its citations, searched here or in several processes."""
    names = names_of(held.instruments)
    if workers <= 1 or len(texts) <= _CHUNK:
        yield from zip(texts, _search(names, texts), strict=True)
        return
    chunks = list(_chunks(texts))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for chunk, results in zip(
            chunks, pool.map(partial(_search_all, names), chunks), strict=True
        ):
            yield from zip(chunk, results, strict=True)


def _chunks(texts: Sequence[Source]) -> Iterator[list[Source]]:
    """Yield the texts in portions."""
    rest = iter(texts)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


NamePairs = tuple[tuple[str, str], ...]


def _search_all(
    names: NamePairs, texts: Sequence[Source]
) -> list[tuple[FoundCitation, ...]]:
    return list(_search(names, texts))


def _search(
    names: NamePairs, texts: Sequence[Source]
) -> Iterator[tuple[FoundCitation, ...]]:
    # To look a table of thousands of names up costs more than to search a text.
    titles = _titles(names)
    return (find_in(each.text, titles, each.title) for each in texts)


@lru_cache(maxsize=2)
def _titles(names: NamePairs) -> Titles:
    """Return the table of names, made once in each process."""
    return Titles.of(names)


def _references(
    source: Source,
    found: Sequence[FoundCitation],
    look_up: Callable[[FoundCitation], Resolution],
) -> Iterator[Reference]:
    """Yield each citation of a text with its line and with what it refers to."""
    starts = [0, *(at + 1 for at, char in enumerate(source.text) if char == "\n")]
    for each in found:
        line = bisect_right(starts, each.start)
        yield Reference(
            source=source.name,
            line=line,
            column=each.start - starts[line - 1] + 1,
            citation=each,
            resolution=None if each.kind in _NUMBERS else look_up(each),
        )
