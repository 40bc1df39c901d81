"""The reader against a corpus: every file whole, and answers written by reading.

The tables in ``cases/`` were written by people who read the law and did not see the
code, before it ran; a third of each is frozen: it was not looked at until the end.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import adminlaw as al
from adminlaw.errors import AdminLawError
from adminlaw.statutes import (
    Corpus,
    Excerpt,
    Standing,
    TextRelation,
    find_relations,
    load_facts,
    read_corpus,
    read_statute,
)
from adminlaw.statutes.store import Store
from adminlaw.statutes.units import HEADER

CASES = Path(__file__).parent / "cases"
DIGESTS = {
    "articles_frozen": "784e79cd4da979ad4945ad9e2b2f1476"
    "f0ae0ebca86a20d14fd7cd34a137c480",
    "relations_frozen": "749e98c9c6a961b369c18ddbd0786963"
    "d7094a1db0ad2c244ac7b068d7e83a07",
    "versions_frozen": "cf3d7504bf6b74e9453b3efc1d0865e2"
    "25947328d3357ea48ff7ebeaf5a31e3d",
}


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of cases."""
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def texts(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Return the corpus, read once, from two processes into a store."""
    store = tmp_path_factory.mktemp("store") / "corpus.sqlite"
    return read_corpus(corpus, workers=2, store=store)


def test_every_file_is_read_and_its_pieces_joined_are_the_file(corpus: Path) -> None:
    """No text of the corpus loses a character, and no two pieces share an address."""
    files = sorted(corpus.rglob("*.md"))
    assert files
    for file in files:
        statute = read_statute(file)
        text = file.read_bytes().decode("utf-8-sig")
        pieces = [text[unit.start : unit.end] for unit in statute.units]
        assert "".join(pieces) == text, file.name
        body = [
            text[unit.start : unit.end]
            for unit in statute.units
            if unit.kind not in HEADER
        ]
        assert "".join(body) == statute.body, file.name
        addresses = [unit.address for unit in statute.units]
        assert len(set(addresses)) == len(addresses), file.name


def test_two_runs_and_two_numbers_of_workers_give_the_same_corpus(
    corpus: Path, texts: Corpus
) -> None:
    """The result depends on the files alone, not on processes or on the store."""
    again = read_corpus(corpus)
    assert again.entries == texts.entries
    assert again.instruments == texts.instruments
    name = again.entries[-1].name
    assert again.statute(name) == texts.statute(name)


def test_a_second_start_takes_everything_from_the_store(
    corpus: Path, texts: Corpus
) -> None:
    """Nothing is read again while no file has changed."""
    seen: list[int] = []
    assert isinstance(texts.shelf, Store)
    path = texts.shelf.path
    again = read_corpus(corpus, store=path, progress=lambda done, _: seen.append(done))
    assert not seen
    assert again.instruments == texts.instruments


# Articles

ARTICLE_LABEL = re.compile(
    r"\s*(?:第[^条]{1,9}条(?:之[一二三四五六七八九十]+)?(?:\s+|(?=本|[（(]))"
    r"|[（(][一二三四五六七八九十百0-9]+[）)]|[0-9]+[.．、]|[①-⑳]|[一二三四五六七八九十]+、)"
)


def first_characters(excerpt: Excerpt) -> str:
    """Return the digest of the first twelve characters after the label."""
    words = ARTICLE_LABEL.sub("", excerpt.text, count=1)
    words = re.sub(r"[\s\u200b]", "", words)
    return hashlib.sha256(words[:12].encode()).hexdigest()[:12]


def look_up(texts: Corpus, row: dict[str, str]) -> str:
    """Return how the answer to a row differs from what it expects; empty if right."""
    day = date.fromisoformat(row["day"]) if row["day"] else None
    try:
        found = texts.article(row["title"], row["address"], on=day)
    except AdminLawError as error:
        return "" if row["stratum"] == "absent" else type(error).__name__
    if row["stratum"] == "absent":
        return "found"
    if row["version"] and date.fromisoformat(row["version"]) not in found.version.days:
        return "version"
    if first_characters(found) != row["starts"]:
        return "text"
    return "" if row["phrase"] in "".join(found.text.split()) else "phrase"


@pytest.mark.parametrize("name", ["articles", "articles_frozen"])
def test_articles_are_found_as_a_reader_finds_them(texts: Corpus, name: str) -> None:
    """At least 97 of 100 look-ups give the words that a reader expects.

    What is not found says so; a place that does not exist is never found.
    """
    wrong = [
        (row["title"], row["address"], verdict)
        for row in rows(name)
        if (verdict := look_up(texts, row))
    ]
    assert len(wrong) <= 0.03 * len(rows(name)), wrong
    assert not [each for each in wrong if each[2] == "found"]


# Versions


def asked(source: Corpus | al.Facts, row: dict[str, str]) -> str:
    """Return ``right``, ``unknown`` or how the answer to a row is wrong."""
    try:
        answer = source.on(row["title"], date.fromisoformat(row["day"]))
    except AdminLawError:
        return "unknown"
    if answer.standing is Standing.UNKNOWN:
        return "unknown"
    if answer.version is None:
        return "right" if answer.standing.code == row["expected"] else "wrong"
    if not row["expected"][0].isdigit():
        return "wrong"
    day = date.fromisoformat(row["expected"])
    return "right" if day in answer.version.days else "wrong"


@pytest.mark.parametrize("name", ["versions", "versions_frozen"])
def test_no_version_is_ever_named_wrongly_by_a_corpus(texts: Corpus, name: str) -> None:
    """Of two hundred questions none is answered wrongly; four of five are answered."""
    verdicts = Counter(asked(texts, row) for row in rows(name))
    assert not verdicts["wrong"]
    assert verdicts["right"] >= 0.8 * verdicts.total()


@pytest.mark.parametrize("name", ["versions", "versions_frozen"])
def test_no_version_is_ever_named_wrongly_by_the_facts_table(name: str) -> None:
    """Without a corpus the table answers what it holds, and nothing wrongly."""
    facts = load_facts()
    held = [row for row in rows(name) if facts.names.all(row["title"])]
    verdicts = Counter(asked(facts, row) for row in held)
    assert not verdicts["wrong"]
    assert verdicts["right"] >= 0.8 * verdicts.total()


# Relations

FLOORS = {"enabling": 0.95, "repeal": 0.95, "delegation": 0.85}


def bare(target: str) -> str:
    """Return a target without marks, white space and the name of the country."""
    kept = re.sub(r"[\s《》〈〉<>“”]", "", target).translate(
        str.maketrans("（）", "()")
    )
    return kept.replace("中华人民共和国", "")


def judged(corpus: Path, suffix: str) -> Iterator[tuple[str, str]]:
    """Yield kind and verdict of each label and of each relation without a label."""
    labels: dict[str, list[dict[str, str]]] = {}
    for row in rows(f"relations{suffix}"):
        labels.setdefault(row["file"], []).append(row)
    found: dict[str, tuple[TextRelation, ...]] = {}
    for passage in rows(f"relation_passages{suffix}"):
        name, start, end = passage["file"], int(passage["start"]), int(passage["end"])
        if name not in found:
            found[name] = find_relations(read_statute(corpus / name))
        left = [each for each in found[name] if each.start < end and each.end > start]
        for row in labels.get(name, ()):
            if start <= int(row["start"]) < end:
                hit = next((each for each in left if agrees(each, row)), None)
                yield row["kind"], "right" if hit else "missed"
                if hit:
                    left.remove(hit)
        for each in left:
            yield each.kind.code, "extra"


def agrees(relation: TextRelation, row: dict[str, str]) -> bool:
    """Tell whether a relation is the one that a label means."""
    return (
        relation.kind.code == row["kind"]
        and relation.start < int(row["end"])
        and relation.end > int(row["start"])
        and bare(relation.target) == bare(row["target"])
    )


@pytest.mark.parametrize("suffix", ["", "_frozen"])
def test_relations_are_found_as_a_reader_labels_them(corpus: Path, suffix: str) -> None:
    """Precision and recall reach the floors on both sets, the frozen one too."""
    verdicts: dict[str, Counter[str]] = {}
    for kind, verdict in judged(corpus, suffix):
        verdicts.setdefault(kind, Counter())[verdict] += 1
    for kind, floor in FLOORS.items():
        counts = verdicts[kind]
        assert counts["right"] >= floor * (counts["right"] + counts["extra"]), kind
        assert counts["right"] >= floor * (counts["right"] + counts["missed"]), kind


@pytest.mark.parametrize("name", DIGESTS)
def test_a_frozen_table_has_not_been_changed(name: str) -> None:
    """What was set aside before the code ran is what is judged in the end."""
    digest = hashlib.sha256((CASES / f"{name}.csv").read_bytes()).hexdigest()
    assert digest == DIGESTS[name]
