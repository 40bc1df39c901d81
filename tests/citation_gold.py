"""Score a finder of citations against passages that were labelled by reading.

The labels stand in ``cases/citations.jsonl`` and, frozen, in
``cases/citations_frozen.jsonl``: the file of the passage, where it starts and ends,
and the citations in it, without their words. Run as a program it prints the scores::

    python tests/citation_gold.py FOLDER_OF_TEXTS [--frozen] [--misses]

What counts as right is in `docs/reference/citations.md`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import adminlaw as al
from adminlaw.citations import FoundCitation, Provision, title_key

CASES = Path(__file__).parent / "cases"
SETS = {False: "citations.jsonl", True: "citations_frozen.jsonl"}
LEAST_OVERLAP = 0.5
Row = dict[str, Any]
Target = tuple[tuple[str, Any], ...]


class Passage(NamedTuple):
    """A passage, its labels, and what was found in it."""

    id: str
    form: str
    text: str
    gold: list[Row]
    found: tuple[FoundCitation, ...]


class Score(NamedTuple):
    """How many are right, of how many found, of how many labelled."""

    right: int
    found: int
    labelled: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.labelled or 1)

    @property
    def share(self) -> float:
        """The share of the labelled ones that are right."""
        return self.right / (self.labelled or 1)


def labels(*, frozen: bool) -> list[Row]:
    """Return the labels of one set, a passage a row."""
    lines = (CASES / SETS[frozen]).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def passages(folder: Path, *, frozen: bool) -> Iterator[Passage]:
    """Yield each labelled passage, rebuilt from its file, with what is found in it."""
    for row in labels(frozen=frozen):
        text = (folder / row["source"]).read_text(encoding="utf-8")
        text = text[row["start"] : row["end"]]
        if hashlib.sha256(text.encode()).hexdigest()[:16] != row["sha"]:
            message = f"{row['source']} is another text than the one labelled"
            raise ValueError(message)
        found = al.find_citations(text)
        yield Passage(row["id"], row["drawn_for"], text, row["citations"], found)


def target(place: Row | Provision) -> Target:
    """Return a place as the levels that it writes."""
    if isinstance(place, Provision):
        levels: Row = dict(place.levels())
        if "suffix" in levels:
            levels["article_suffix"] = levels.pop("suffix")
        if place.rel:
            levels["rel"] = place.rel.code
        if place.n is not None:
            levels["n"] = place.n
    else:
        levels = {name: value for name, value in place.items() if value is not None}
    return tuple(sorted(levels.items()))


def targets(places: Iterable[Row | Provision] | None) -> frozenset[Target] | None:
    """Return places as a set; None where there are none to compare."""
    return None if places is None else frozenset(map(target, places))


def overlap(one: tuple[int, int], two: tuple[int, int]) -> int:
    """Return how many characters two spans share."""
    return max(0, min(one[1], two[1]) - max(one[0], two[0]))


def span(citation: Row | FoundCitation) -> tuple[int, int]:
    """Return where a citation starts and ends."""
    if isinstance(citation, FoundCitation):
        return citation.start, citation.end
    return citation["start"], citation["end"]


def counted(passage: Passage) -> list[FoundCitation]:
    """Return what was found, without what meets an optional label best."""
    required = [span(each) for each in passage.gold if not each.get("optional")]
    optional = [span(each) for each in passage.gold if each.get("optional")]
    return [
        each
        for each in passage.found
        if not (
            (best := best_iou(span(each), optional)) >= LEAST_OVERLAP
            and best > best_iou(span(each), required)
        )
    ]


def best_iou(one: tuple[int, int], others: Sequence[tuple[int, int]]) -> float:
    """Return the best share of characters that a span has in common with another."""
    shares = (
        overlap(one, each) / (max(one[1], each[1]) - min(one[0], each[0]))
        for each in others
        if overlap(one, each)
    )
    return max(shares, default=0.0)


def gold_of(passage: Passage) -> list[Row]:
    """Return the labels that are required."""
    return [each for each in passage.gold if not each.get("optional")]


def detection(passages: Iterable[Passage]) -> Score:
    """Score exact spans and kinds."""
    right = found = labelled = 0
    for each in passages:
        gold = {(*span(label), label["kind"]) for label in gold_of(each)}
        mine = {(*span(one), one.kind.code) for one in counted(each)}
        right += len(gold & mine)
        found, labelled = found + len(mine), labelled + len(gold)
    return Score(right, found, labelled)


def names(citation: Row | FoundCitation) -> set[str]:
    """Return the keys of the names that a citation carries, and of its number."""
    if isinstance(citation, FoundCitation):
        values = [citation.title, citation.canonical_title, citation.number]
    else:
        values = [citation.get(n, "") for n in ("title", "canonical_title", "number")]
    return {title_key(value) for value in values if value}


NAMED = ("law_provision", "law_title", "document_number", "case_number")


def titles(passages: Iterable[Passage]) -> Score:
    """Score the names of named instruments, and numbers."""
    right = found = labelled = 0
    for each in passages:
        gold = [label for label in gold_of(each) if label["kind"] in NAMED]
        mine = [one for one in counted(each) if one.kind.code in NAMED]
        found, labelled = found + len(mine), labelled + len(gold)
        for label in gold:
            best = nearest(label, mine)
            right += bool(best and names(best) & names(label))
    return Score(right, found, labelled)


def nearest(label: Row, found: Sequence[FoundCitation]) -> FoundCitation | None:
    """Return what shares the most characters with a label, and at least one."""
    best = max(found, key=lambda one: overlap(span(one), span(label)), default=None)
    return best if best and overlap(span(best), span(label)) else None


WITH_PLACES = ("law_provision", "internal_reference")


def places(passages: Iterable[Passage]) -> Score:
    """Score whether exactly the labelled places were found."""
    right = labelled = 0
    for each in passages:
        for label in gold_of(each):
            if label["kind"] in WITH_PLACES:
                labelled += 1
                right += right_places(label, each)
    return Score(right, labelled, labelled)


def pooled(label: Row, passage: Passage) -> list[FoundCitation]:
    """Return what is found inside a label: half of it lies there or more."""
    return [
        one
        for one in passage.found
        if one.kind.code in WITH_PLACES
        and 2 * overlap(span(one), span(label)) >= one.end - one.start
    ]


def right_places(label: Row, passage: Passage) -> bool:
    """Tell whether the places found under a label are those labelled."""
    mine = pooled(label, passage)
    written = targets(place for one in mine for place in one.provisions)
    settled = targets(place for one in mine for place in one.resolved or ())
    if written == targets(label["provisions"]):
        return True
    internal = label["kind"] == "internal_reference" and label.get("resolved")
    return bool(internal and settled == targets(label["resolved"]))


def relative(passages: Iterable[Passage]) -> Score:
    """Score the resolution of references that need their context."""
    right = labelled = 0
    for each in passages:
        for label in gold_of(each):
            if needs_context(label):
                labelled += 1
                right += right_resolution(label, each)
    return Score(right, labelled, labelled)


def needs_context(label: Row) -> bool:
    """Tell whether a label is a reference that its own words do not settle."""
    return label["kind"] == "internal_reference" and targets(
        label["provisions"]
    ) != targets(label.get("resolved"))


def right_resolution(label: Row, passage: Passage) -> bool:
    """Tell whether a reference was resolved as labelled, or left open as labelled."""
    internal = [one for one in passage.found if one.kind.code == label["kind"]]
    best = nearest(label, internal)
    if best is None:
        return False
    return (targets(best.resolved) or None) == (targets(label.get("resolved")) or None)


SCORES = {
    "detection, exact span (F1)": detection,
    "titles and numbers (F1)": titles,
    "exact provision sets": places,
    "relative references resolved": relative,
}


def by_form(passages: Sequence[Passage]) -> dict[str, tuple[int, Score]]:
    """Return for each form how many passages it has and how exactly it is found."""
    forms: dict[str, list[Passage]] = {}
    for each in passages:
        forms.setdefault(each.form, []).append(each)
    return {
        form: (len(group), detection(group)) for form, group in sorted(forms.items())
    }


def misses(passage: Passage) -> Iterator[str]:
    """Yield what differs between a passage's labels and what was found in it."""
    text = passage.text
    gold = {(*span(label), label["kind"]) for label in gold_of(passage)}
    mine = {(*span(one), one.kind.code) for one in counted(passage)}
    for start, end, kind in sorted(gold ^ mine):
        sign = "missed" if (start, end, kind) in gold else "extra"
        words = f"{text[max(0, start - 12) : start]}[{text[start:end]}]"
        after = text[end : end + 8]
        yield f"{passage.id} {sign} {kind}: {words}{after}".replace("\n", "/")
    for label in gold_of(passage):
        yield from wrong(label, passage)


def wrong(label: Row, passage: Passage) -> Iterator[str]:
    """Yield what is wrong about one labelled citation."""
    words = f"{passage.id} {passage.text[label['start'] : label['end']]}"
    named = [one for one in counted(passage) if one.kind.code in NAMED]
    if label["kind"] in WITH_PLACES and not right_places(label, passage):
        yield f"{words}: places {label['provisions']}"
    if needs_context(label) and not right_resolution(label, passage):
        got = nearest(label, passage.found)
        yield f"{words}: resolved {label.get('resolved')}, got {got and got.resolved}"
    if label["kind"] in NAMED:
        best = nearest(label, named)
        if not (best and names(best) & names(label)):
            yield f"{words}: named {sorted(names(label))}, got {best}"


def lines(labelled: Sequence[Passage], *, with_misses: bool) -> Iterator[str]:
    """Yield the scores of one set, line by line."""
    if with_misses:
        for each in labelled:
            yield from misses(each)
    for name, score in SCORES.items():
        result = score(labelled)
        value = result.f1 if "F1" in name else result.share
        yield f"{name:32} {value:.4f}  {result}"
    for form, (count, result) in by_form(labelled).items():
        yield f"{form:16} {count:3} passages {result.labelled:4} labels {result.f1:.3f}"


def main() -> None:
    """Print the scores of one set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--frozen", action="store_true")
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    labelled = list(passages(arguments.folder, frozen=arguments.frozen))
    for line in lines(labelled, with_misses=arguments.misses):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
