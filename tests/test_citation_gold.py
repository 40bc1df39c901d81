"""The finder and the resolver against answers that were written by reading.

The labels and tables in ``cases/`` were written by people who read the law and did
not see the code, before it ran; a third is frozen: it was not looked at until the
end. `citation_gold` scores a finder, and prints what it missed.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from adminlaw.citations import parse_provision
from adminlaw.statutes import (
    Corpus,
    Instrument,
    Reference,
    Resolution,
    ResolutionStatus,
    Source,
    Survey,
    Version,
    load_facts,
    read_corpus,
    sources_of,
    survey,
)
from tests import citation_gold as gold

DIGESTS = {
    "citations_frozen.jsonl": "49579930619981c0eb2b25a0f8e0a0a1"
    "8acb26734fa543668ba65b8f42b2adaf",
    "resolutions_frozen.csv": "c212f51b458a1edb273d8e9313cd2589"
    "856c8d44015cc61e4b3edca7550fac0c",
    "moves_frozen.csv": "09a43f6566154ba5c61a06418d12610e"
    "884c2e99616e508bf38584c50536cc64",
}
LEAST = {
    gold.detection: 0.97,
    gold.titles: 0.97,
    gold.places: 0.97,
    gold.relative: 0.95,
}
"""What each score has to reach at least."""

FORMS = 15
"""Passages drawn for each hard form, the frozen ones included."""


@pytest.fixture(scope="session")
def texts(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Return the corpus, read once."""
    store = tmp_path_factory.mktemp("store") / "corpus.sqlite"
    return read_corpus(corpus, workers=2, store=store)


@pytest.fixture(scope="session")
def found(texts: Corpus) -> Survey:
    """Return the citations of the whole corpus, searched by two processes."""
    return survey(sources_of(texts), texts, workers=2)


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of cases."""
    with (gold.CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", DIGESTS)
def test_what_was_frozen_has_not_been_changed(name: str) -> None:
    """What was set aside before the code ran is what is judged in the end."""
    digest = hashlib.sha256((gold.CASES / name).read_bytes()).hexdigest()
    assert digest == DIGESTS[name]


def test_the_labels_hold_no_text_and_enough_of_each_form() -> None:
    """Labels are places and facts; every hard form has its fifteen passages."""
    labelled = [row for frozen in gold.SETS for row in gold.labels(frozen=frozen)]
    assert not [row["id"] for row in labelled if "text" in row]
    assert not [c for row in labelled for c in row["citations"] if "text" in c]
    forms = Counter(row["drawn_for"] for row in labelled)
    # One passage of the whole corpus names a version in parentheses after a name.
    assert forms.pop("version_paren") == 1
    assert min(forms.values()) >= FORMS
    assert len(labelled) >= 300


@pytest.mark.parametrize("frozen", [False, True], ids=["open", "frozen"])
def test_citations_are_found_as_people_labelled_them(
    corpus: Path, *, frozen: bool
) -> None:
    """Spans, names, places and what relative references mean reach their scores."""
    passages = list(gold.passages(corpus, frozen=frozen))
    for score, least in LEAST.items():
        result = score(passages)
        value = result.f1 if score in (gold.detection, gold.titles) else result.share
        assert value >= least, (score.__name__, result)


ANSWERS = frozenset(
    {
        ResolutionStatus.EXACT,
        ResolutionStatus.OTHER_VERSION,
        ResolutionStatus.REPEALED,
        ResolutionStatus.NOT_FOUND,
    }
)
"""What says something of the law; the two others say that it is not known."""


def is_right(answer: Resolution, row: dict[str, str]) -> bool:
    """Tell whether an answer is that of a row: its status, version and end."""
    if answer.status.code != row["status"]:
        return False
    if row["ended"] and answer.ending:
        return str(answer.ending.ended.day) == row["ended"]
    return True


@pytest.mark.parametrize("held", ["corpus", "facts"])
@pytest.mark.parametrize("name", ["resolutions", "resolutions_frozen"])
def test_no_citation_is_resolved_to_what_it_does_not_mean(
    texts: Corpus, name: str, held: str
) -> None:
    """An answer may be open; one that is given is the one that a reader gave."""
    answers = texts if held == "corpus" else load_facts()
    wrong, right = [], 0
    for row in rows(name):
        answer = answers.resolve(row["text"], as_of=date.fromisoformat(row["as_of"]))
        if is_right(answer, row):
            right += 1
        elif answer.status in ANSWERS:
            wrong.append((row["text"], row["as_of"], row["status"], answer.status))
    assert not wrong
    assert right >= len(rows(name)) * (0.85 if held == "corpus" else 0.55)


@pytest.mark.parametrize("name", ["moves", "moves_frozen"])
def test_articles_that_moved_are_followed_as_people_followed_them(
    texts: Corpus, name: str
) -> None:
    """Kept and reworded articles are found; merged and rewritten ones are not."""
    results = Counter(move_of(texts, row) for row in rows(name))
    assert set(results) <= {"right", "open"}
    assert results["right"] >= len(rows(name)) * 0.95


def move_of(texts: Corpus, row: dict[str, str]) -> str:
    """Say how the program follows what a row says: right, open or wrong."""
    instrument = texts.instrument(row["title"])
    old, new = (
        version_of(instrument, row[each]) for each in ("from_version", "to_version")
    )
    place = parse_provision(row["provision"])
    move = texts.follow(row["title"], place, old=old.adopted, new=new.adopted)
    got = str(move.target) if move else ""
    if got == row["to_provision"]:
        return "right"
    return "wrong" if got else "open"


def version_of(instrument: Instrument, day: str) -> Version:
    """Return the version of a day, which may be the one in the name of its file."""
    held = [each for each in instrument.versions if each.texts]
    named = [each for each in held if any(day in name for name in each.texts)]
    decided = [each for each in held if date.fromisoformat(day) in each.days]
    return (named or decided)[-1]


def test_internal_references_of_the_whole_corpus_are_settled(found: Survey) -> None:
    """At least 98 of 100 references inside a text have an absolute place."""
    settled, internal = found.internal
    assert internal > 10_000
    assert settled >= 0.98 * internal


def test_no_citation_is_lost_between_runs_or_by_the_order_of_texts(
    texts: Corpus, found: Survey
) -> None:
    """One process or two, forwards or backwards: the same citations are found."""
    backwards = list(reversed(list(sources_of(texts))))
    again = survey(backwards, texts)
    assert again.sources == tuple(reversed(found.sources))
    assert sorted(map(key, again.references)) == sorted(map(key, found.references))


def key(reference: object) -> str:
    """Return everything that is known of a citation, as one text."""
    return repr(reference)


def test_every_citation_stands_where_it_says(texts: Corpus, found: Survey) -> None:
    """Offsets, lines and columns lead to the words of the citation."""
    for source, references in by_source(texts, found):
        lines = source.text.split("\n")
        for each in references:
            one = each.citation
            assert source.text[one.start : one.end] == one.text
            words = one.text.partition("\n")[0]
            assert lines[each.line - 1][each.column - 1 :].startswith(words)


def by_source(texts: Corpus, found: Survey) -> Iterator[tuple[Source, list[Reference]]]:
    """Yield each text with its citations."""
    groups: dict[str, list[Reference]] = {}
    for each in found.references:
        groups.setdefault(each.source, []).append(each)
    for source in sources_of(texts):
        yield source, groups.get(source.name, [])
