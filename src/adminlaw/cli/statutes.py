"""The commands that read texts of law: a corpus, an article, the citations in texts."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal

from cyclopts import Parameter

from adminlaw.citations import parse_provision
from adminlaw.cli.terminal import FOUND, TEXTS, progress, refused, today
from adminlaw.errors import AdminLawError, Lang
from adminlaw.labels import Label
from adminlaw.report import (
    citations_csv,
    citations_json,
    citations_text,
    corpus_text,
    excerpt_text,
    place_text,
)
from adminlaw.statutes import load_facts, read_corpus, read_sources, survey

_SHOWN: Final = 10  # problems of a corpus that are written out unasked
_LISTED: Final = 20  # citations and names that are written out unasked

_CITATIONS: Final = Label("引用", "citations")
_NO_PATHS: Final = Label("未指定文件或者文件夹", "no file and no folder is named")


def corpus_command(
    folder: Path,
    /,
    *,
    store: Path | None = None,
    workers: int = 1,
    problems: Annotated[bool, Parameter(negative="")] = False,
    lang: Lang = "zh",
) -> int:
    """Read a folder of statutes and say what it holds.

    Parameters
    ----------
    folder:
        Texts are its files that end in .md or .txt, at any depth.
    store:
        File to keep what was read, so that the next start is quick.
    workers:
        How many processes read.
    problems:
        List everything that was not understood.
    lang:
        Language of text and messages: zh or en.
    """
    try:
        with progress() as bar:
            title = TEXTS.text(lang)
            corpus = read_corpus(
                folder, store=store, workers=workers, progress=bar(title)
            )
    except AdminLawError as error:
        return refused(error.message(lang))
    print(corpus_text(corpus, lang, most=None if problems else _SHOWN))
    return FOUND if corpus.unread else 0


def article_command(
    title: str,
    provision: str,
    /,
    *,
    on: date | None = None,
    corpus: Path | None = None,
    store: Path | None = None,
    lang: Lang = "zh",
) -> int:
    """Print a place of an instrument in the version in force on a day.

    Without a corpus it says which version that is, and whether it has the place;
    the exit code is 1 where it has not, or where no version is known to be in force.

    Parameters
    ----------
    title:
        Any name of the instrument, such as 行政复议法.
    provision:
        The place, such as 第六十二条第一款.
    on:
        The day, YYYY-MM-DD; without it the latest version held, or today.
    corpus:
        Folder of texts.
    store:
        File that keeps what was read of it.
    lang:
        Language of text and messages: zh or en.
    """
    try:
        place = parse_provision(provision)
        if corpus is None:
            day = on or today()
            facts = load_facts()
            print(place_text(facts, title, place, day, lang))
            there = facts.has(title, place, on=day)
            found = facts.on(title, day).version is not None and there is not False
            return 0 if found else FOUND
        with progress() as bar:
            name = TEXTS.text(lang)
            texts = read_corpus(corpus, store=store, progress=bar(name))
        print(excerpt_text(texts.article(title, place, on=on), lang))
    except AdminLawError as error:
        return refused(error.message(lang))
    return 0


def cite_command(
    *paths: Path,
    format: Literal["text", "json", "csv"] = "text",  # noqa: A002
    as_of: date | None = None,
    corpus: Path | None = None,
    store: Path | None = None,
    workers: int = 1,
    all: Annotated[bool, Parameter(negative="")] = False,  # noqa: A002
    lang: Lang = "zh",
) -> int:
    """Find the citations in texts, and say what each refers to.

    Without a corpus they are looked up in the facts table. Citations that do not
    resolve exactly are listed with the reason; the exit code is 1 where a file
    could not be read.

    Parameters
    ----------
    paths:
        Files of text, or folders of them; of a folder its .md and .txt files.
    format:
        text for people, json (one line a text) or csv for programs.
    as_of:
        The day on which the citations are read, YYYY-MM-DD; without it the day of
        each text, where the corpus holds it, else the latest version.
    corpus:
        Folder of texts in which they are looked up.
    store:
        File that keeps what was read of it.
    workers:
        How many processes read and search.
    all:
        List everything that did not resolve.
    lang:
        Language of text and messages: zh or en.
    """
    if not paths:
        return refused(_NO_PATHS.text(lang))
    try:
        with progress() as bar:
            held = (
                load_facts()
                if corpus is None
                else read_corpus(
                    corpus,
                    store=store,
                    workers=workers,
                    progress=bar(TEXTS.text(lang)),
                )
            )
            sources, unread = read_sources(paths, held)
            found = survey(
                sources,
                held,
                as_of=as_of,
                workers=workers,
                progress=bar(_CITATIONS.text(lang)),
            )
    except AdminLawError as error:
        return refused(error.message(lang))
    if format == "text":
        print(citations_text(found, lang, most=None if all else _LISTED))
    else:
        write = citations_json if format == "json" else citations_csv
        print(write(found, lang))
    for problem in unread:
        print(problem.text(lang), file=sys.stderr)
    return FOUND if unread else 0
