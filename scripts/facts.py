# ruff: noqa: INP001 - a script, run by its path
"""Bring the facts table up to date with a corpus, and show what would change.

``python scripts/facts.py CORPUS`` reads the texts, puts what their records and
closing articles say beside the facts that are kept by hand, and prints the
difference as a diff; ``--write`` writes it. A fact that stands in the table stays:
where a text says otherwise, that is printed as a conflict and nothing is changed.

What is listed: the instruments that the table already holds, all laws of the corpus,
and what ``--add`` names. Articles and the enabling clause are listed for each version
of them that the corpus has as a text, and what became of the articles from one such
version to the next. A row on other versions stays as it is.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import unified_diff
from itertools import pairwise
from pathlib import Path

from adminlaw.citations import Provision, title_key
from adminlaw.findings import SourceStatus
from adminlaw.statutes import (
    ArticleMove,
    Corpus,
    DayFact,
    Enabling,
    Ending,
    Facts,
    Instrument,
    InstrumentKind,
    Lineage,
    TextRelation,
    TextRelationKind,
    Version,
    addresses_of,
    format_addresses,
    format_lineage,
    load_facts,
    read_corpus,
)

DATA = Path(__file__).parents[1] / "src/adminlaw/statutes/data"
LISTED = {
    InstrumentKind.CONSTITUTION,
    InstrumentKind.LAW,
    InstrumentKind.LEGAL_INTERPRETATION,
}


def quoted(text: str) -> str:
    """Return *text* as a TOML string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def strings(texts: tuple[str, ...]) -> str:
    """Return texts as a TOML array."""
    return f"[{', '.join(map(quoted, texts))}]"


def fact_lines(name: str, fact: DayFact) -> Iterator[str]:
    """Yield the lines of a day with its source."""
    yield f"{name} = {fact.day}"
    yield f"source = {quoted(fact.source)}"
    yield from status_lines(fact.status)


def status_lines(status: SourceStatus) -> Iterator[str]:
    """Yield how a fact is known, unless it was read."""
    if status is not SourceStatus.READ:
        yield f"status = {quoted(status.code)}"


def version_lines(version: Version) -> Iterator[str]:
    """Yield the lines of one version."""
    yield "[[instrument.version]]"
    yield f"adopted = {version.adopted}"
    if version.act:
        yield f"act = {quoted(version.act.code)}"
    others = sorted(version.days - {version.adopted})
    if others:
        yield f"days = [{', '.join(map(str, others))}]"
    if version.commenced:
        yield from fact_lines("commenced", version.commenced)
    for part in version.parts:
        yield "[[instrument.version.part]]"
        yield f"part = {quoted(part.part)}"
        yield from fact_lines("commenced", part.commenced)


def ending_lines(ending: Ending) -> Iterator[str]:
    """Yield the lines of the end of an instrument."""
    yield "[[instrument.ended]]"
    yield from fact_lines("day", ending.ended)
    if ending.by:
        yield f"by = {quoted(ending.by)}"


def instrument_lines(instrument: Instrument) -> Iterator[str]:
    """Yield the lines of one instrument."""
    yield "[[instrument]]"
    yield f"title = {quoted(instrument.title)}"
    if instrument.kind:
        yield f"kind = {quoted(instrument.kind.code)}"
    for name in ("place", "issuer", "number"):
        value = getattr(instrument, name)
        if value:
            yield f"{name} = {quoted(value)}"
    if instrument.aliases:
        yield f"aliases = {strings(instrument.aliases)}"
    if instrument.versions and instrument.versions[0].first:
        yield "complete = true"
    for version in instrument.versions:
        yield from version_lines(version)
    for ending in instrument.endings:
        yield from ending_lines(ending)
    yield ""


def decision_lines(facts: Facts) -> Iterator[str]:
    """Yield the lines of the decisions that amend many instruments."""
    for each in sorted(facts.decisions, key=lambda each: (each.adopted, each.title)):
        yield "[[decision]]"
        yield f"title = {quoted(each.title)}"
        yield f"body = {quoted(each.body)}"
        yield f"adopted = {each.adopted}"
        yield from fact_lines("commenced", each.commenced)
        yield ""


def listed(corpus: Corpus, added: Iterable[str] = ()) -> list[Instrument]:
    """Return the instruments of the table, those *added* and all laws, by name."""
    kept = {title_key(each.title) for each in corpus.facts.instruments}
    kept |= {title_key(corpus.instrument(name).title) for name in added}
    found = [
        each
        for each in corpus.instruments
        if title_key(each.title) in kept or (each.kind in LISTED and each.versions)
    ]
    return sorted(found, key=lambda each: title_key(each.title))


def address_lines(corpus: Corpus, instruments: list[Instrument]) -> Iterator[str]:
    """Yield the lines of the articles of each version that is held as a text."""
    for instrument in instruments:
        for version in instrument.versions:
            texts = [corpus.statute(name) for name in version.texts]
            articles = " ".join(
                line for each in texts if (line := format_addresses(addresses_of(each)))
            )
            if articles:
                yield "[[text]]"
                yield f"title = {quoted(instrument.title)}"
                yield f"adopted = {version.adopted}"
                yield f"articles = {quoted(articles)}"
                yield ""


COMPARED = "两个文本逐条比对"


def compared(corpus: Corpus, title: str, old: Version, new: Version) -> Lineage:
    """Return what became of each article between two texts, where it is followed."""
    steps: dict[tuple[int, int], ArticleMove] = {}
    for text in map(corpus.statute, old.texts):
        for article, suffix in addresses_of(text).articles:
            place = Provision(article=article, suffix=suffix or None)
            move = corpus.follow(title, place, old=old.adopted, new=new.adopted)
            if move:
                to = (move.target.article or 0, move.target.suffix or 0)
                steps[article, suffix] = ArticleMove((to,), move.kind, source=COMPARED)
    return Lineage(steps)


MoveKey = tuple[str, date, date]


def lineages(corpus: Corpus, instruments: list[Instrument]) -> dict[MoveKey, Lineage]:
    """Return what texts say of revisions, and beside it what the table holds."""
    found = {
        (title_key(each.title), old.adopted, new.adopted): compared(
            corpus, each.title, old, new
        )
        for each in instruments
        for old, new in pairwise([one for one in each.versions if one.texts])
    }
    for key, held in corpus.facts.moves.items():
        read = found.get(key, Lineage({})).steps
        kept = {
            article: step
            for article, step in held.steps.items()
            if article not in read and not (read and step.source == COMPARED)
        }
        found[key] = Lineage({**kept, **read})
    return found


def move_lines(corpus: Corpus, instruments: list[Instrument]) -> Iterator[str]:
    """Yield the lines of each revision, those of one source together."""
    titles = {title_key(each.title): each.title for each in instruments}
    for (key, old, new), lineage in sorted(lineages(corpus, instruments).items()):
        kinds = {(each.status, each.source) for each in lineage.steps.values()}
        for status, source in sorted(kinds, key=lambda each: (each[0].code, each[1])):
            steps = {
                article: step
                for article, step in lineage.steps.items()
                if (step.status, step.source) == (status, source)
            }
            yield "[[moves]]"
            yield f"title = {quoted(titles[key])}"
            yield f"old = {old}"
            yield f"new = {new}"
            yield f"articles = {quoted(format_lineage(Lineage(steps)))}"
            yield f"source = {quoted(source)}"
            yield from status_lines(status)
            yield ""


def enabling(corpus: Corpus, version: Version) -> Enabling | None:
    """Return what the first text of a version that says so is made under."""
    for name in version.texts:
        found = [
            each
            for each in corpus.relations(name)
            if each.kind is TextRelationKind.ENABLING
        ]
        by = [
            full_title(corpus.facts, each.target)
            for each in found
            if not any(inside(each, other) for other in found)
        ]
        if by:
            place = re.sub("(?<=条).*", "", found[0].address)
            return Enabling(by=tuple(dict.fromkeys(by)), place=place)
    return None


def inside(one: TextRelation, other: TextRelation) -> bool:
    """Tell whether the words of *one* are only a piece of those of *other*."""
    return (
        other.start <= one.start
        and one.end <= other.end
        and one.end - one.start < other.end - other.start
    )


def full_title(facts: Facts, name: str) -> str:
    """Return the title of the one instrument that bears a name, else the name."""
    bare = re.sub(r"\A修[改订]后的", "", name)
    found = facts.names.all(bare)
    return found[0].title if len(found) == 1 else bare


def enabling_lines(corpus: Corpus, instruments: list[Instrument]) -> Iterator[str]:
    """Yield the lines of what each version is made under."""
    for instrument in instruments:
        for version in instrument.versions:
            key = (title_key(instrument.title), version.adopted)
            found = enabling(corpus, version) or corpus.facts.enabling.get(key)
            if found:
                yield "[[enabling]]"
                yield f"title = {quoted(instrument.title)}"
                yield f"adopted = {version.adopted}"
                yield f"by = {strings(found.by)}"
                yield f"place = {quoted(found.place)}"
                if found.source:
                    yield f"source = {quoted(found.source)}"
                yield from status_lines(found.status)
                yield ""


def conflicts(corpus: Corpus) -> Iterator[str]:
    """Yield where a record prints another commencement than the table holds."""
    for instrument in corpus.facts.instruments:
        for name in corpus.instrument(instrument.title).texts:
            for edition in corpus.statute(name).editions:
                version = instrument.version(edition.day)
                held = version.commenced if version else None
                if held and edition.commenced and held.day != edition.commenced:
                    days = f"{held.day} / {edition.commenced}"
                    yield f"{instrument.title} {edition.day}: {days}"


HEAD = {
    "instruments.toml": (
        "# Names, versions, days of adoption and commencement, ends, with sources.",
        "# Kept by hand; scripts/facts.py adds what the texts of a corpus say.",
        "",
    ),
    "addresses.toml": (
        "# The articles of each version, with their paragraphs and items; made by",
        "# scripts/facts.py: 5:0.2 is 第五条 with two 款, the second with two 项.",
        "",
    ),
    "moves.toml": (
        "# Which article of one version answers to which of the next; what is not",
        "# listed is not known. Compared by scripts/facts.py where both versions are",
        "# held as texts; rows that are recalled are kept by hand. Words of a line:",
        "#   1-10 5= 6~   kept their number; = and their words; ~ but were reworded;",
        "#                without a mark it is not known which",
        "#   11>12 11>12~ moved, marked likewise; 11-20>12: ten in a row, to 12 to 21",
        "#   54>69+70     divided among several;  60> 60-62>: nothing answers to them",
        "#   120_1        第一百二十条之一",
        "",
    ),
    "enabling.toml": (
        "# What each version says it is made under, and where it says so; made by",
        "# scripts/facts.py from texts. A name that is no title of the table stays as",
        "# it is written. Rows that are recalled are kept by hand.",
        "",
    ),
}


def files(corpus: Corpus, added: Iterable[str]) -> dict[str, str]:
    """Return what each file of the table should hold."""
    instruments = listed(corpus, added)
    table = [line for each in instruments for line in instrument_lines(each)]
    lines = {
        "instruments.toml": [*table, *decision_lines(corpus.facts)],
        "addresses.toml": list(address_lines(corpus, instruments)),
        "moves.toml": list(move_lines(corpus, instruments)),
        "enabling.toml": list(enabling_lines(corpus, instruments)),
    }
    return {name: "\n".join((*HEAD[name], *lines[name])) for name in lines}


def main() -> int:
    """Show the difference, and write it where that is asked for."""
    parser = argparse.ArgumentParser(description="Bring the facts table up to date.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true", help="write the files")
    parser.add_argument("--add", nargs="+", default=[], metavar="TITLE")
    chosen = parser.parse_args()
    corpus = read_corpus(chosen.corpus, facts=load_facts())
    changed = False
    for name, text in files(corpus, chosen.add).items():
        path = DATA / name
        before = path.read_text("utf-8") if path.exists() else ""
        changed = changed or before != text
        sys.stdout.writelines(
            f"{line}\n"
            for line in unified_diff(
                before.splitlines(), text.splitlines(), name, name, "", "", 0, ""
            )
        )
        if chosen.write:
            path.write_text(text, "utf-8", newline="\n")
    for line in conflicts(corpus):
        sys.stderr.write(f"conflict: {line}\n")
    return 1 if changed and not chosen.write else 0


if __name__ == "__main__":
    sys.exit(main())
