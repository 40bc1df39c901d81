# ruff: noqa: INP001 - a script, run by its path
"""Bring the facts table up to date with a corpus, and show what would change.

``python scripts/facts.py CORPUS`` reads the texts, puts what their records and
closing articles say beside the facts that are kept by hand, and prints the
difference as a diff; ``--write`` writes it. A fact that stands in the table stays:
where a text says otherwise, that is printed as a conflict and nothing is changed.

What is listed: the instruments that the table already holds, and all laws of the
corpus. Articles are listed for each version of them that the corpus has as a text.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

from adminlaw.citations import title_key
from adminlaw.statutes import (
    Corpus,
    DayFact,
    Ending,
    Facts,
    Instrument,
    InstrumentKind,
    Version,
    addresses_of,
    format_addresses,
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
    if fact.status.code != "read":
        yield f"status = {quoted(fact.status.code)}"


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


def listed(corpus: Corpus) -> list[Instrument]:
    """Return the instruments of the table and the laws of the corpus, by name."""
    kept = {title_key(each.title) for each in corpus.facts.instruments}
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
}


def files(corpus: Corpus) -> dict[str, str]:
    """Return what each file of the table should hold."""
    instruments = listed(corpus)
    table = [line for each in instruments for line in instrument_lines(each)]
    lines = {
        "instruments.toml": [*table, *decision_lines(corpus.facts)],
        "addresses.toml": list(address_lines(corpus, instruments)),
    }
    return {name: "\n".join((*HEAD[name], *lines[name])) for name in lines}


def main() -> int:
    """Show the difference, and write it where that is asked for."""
    parser = argparse.ArgumentParser(description="Bring the facts table up to date.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true", help="write the files")
    chosen = parser.parse_args()
    corpus = read_corpus(chosen.corpus, facts=load_facts())
    changed = False
    for name, text in files(corpus).items():
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
