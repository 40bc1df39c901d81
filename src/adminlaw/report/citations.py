"""The citations of texts as text for a terminal, as JSON lines and as CSV.

A line of JSON is one text with its citations, written as the conventions for
citations write them, so that it can be scored and read elsewhere.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from adminlaw.citations import CitationKind, Provision
from adminlaw.errors import Lang
from adminlaw.labels import Label
from adminlaw.statutes.resolutions import (
    PlaceResolution,
    Resolution,
    ResolutionStatus,
    places_text,
)
from adminlaw.statutes.surveying import Reference, Survey

_COUNTS: Final = Label("{} 处引用，{} 件文本", "{} citations in {} texts")
_INTERNAL: Final = Label(
    "内部引用：{} 处中 {} 处已由文本确定所指",
    "internal references: {1} of {0} settled by the text",
)
_UNRESOLVED: Final = Label("未能准确对应（{} 处）", "Not resolved exactly ({})")
_UNHELD: Final = Label("未收录的名称（{} 个）", "Names of no instrument held ({})")
_MORE: Final = Label("另有 {} 项，见 --all", "and {} more, see --all")
_COLUMNS: Final = (
    "source",
    "line",
    "column",
    "start",
    "end",
    "kind",
    "text",
    "title",
    "canonical_title",
    "provisions",
    "resolved",
    "relation",
    "number",
    "status",
    "confidence",
    "version",
    "reason",
)


def citations_text(found: Survey, lang: Lang = "zh", *, most: int | None = 20) -> str:
    """Return what was found, what it refers to, and what did not resolve and why.

    Args:
        found: The citations.
        lang: Language of the text.
        most: How many lines of each list are written out; None for all.
    """
    settled, internal = found.internal
    lines = [_COUNTS.text(lang).format(len(found.references), len(found.sources))]
    lines += [
        f"  {kind.text(lang)} {count}" for kind, count in found.by_kind.items() if count
    ]
    lines += [_INTERNAL.text(lang).format(internal, settled), ""]
    lines += [
        f"  {status.text(lang)} {count}"
        for status, count in found.by_status.items()
        if count
    ]
    unresolved = [_line(each, lang) for each in found.unresolved]
    names = [f"{count:6} 《{name}》" for name, count in found.unheld_titles]
    lines += _listed(_UNRESOLVED, unresolved, lang, most)
    lines += _listed(_UNHELD, names, lang, most)
    return "\n".join(lines)


def _listed(
    head: Label, lines: list[str], lang: Lang, most: int | None
) -> Iterator[str]:
    """Yield a list under its head; how many were left out is said."""
    if not lines:
        return
    yield ""
    yield head.text(lang).format(len(lines))
    shown = lines[:most]
    yield from (f"  {line}" for line in shown)
    if len(shown) < len(lines):
        yield f"  {_MORE.text(lang).format(len(lines) - len(shown))}"


def _line(reference: Reference, lang: Lang) -> str:
    """Return one citation with its place, its answer and the reason."""
    place = f"{reference.source}:{reference.line}:{reference.column}"
    words = "".join(reference.citation.text.split())
    answer = reference.resolution
    if answer is None:
        return f"{place} {words}"
    status = answer.status.text(lang)
    return f"{place} {words} [{status}] {answer.reason.text(lang)}"


def citations_json(found: Survey, lang: Lang = "zh") -> str:
    """Return one line of JSON for each text."""
    groups = groupby(found.references, key=lambda each: each.source)
    rows = {name: [_row(each, lang) for each in group] for name, group in groups}
    return "\n".join(
        json.dumps({"id": name, "citations": rows.get(name, [])}, ensure_ascii=False)
        for name in found.sources
    )


def _row(reference: Reference, lang: Lang) -> dict[str, Any]:
    """Return one citation as the conventions write it, with its resolution."""
    citation = reference.citation
    row: dict[str, Any] = {
        "start": citation.start,
        "end": citation.end,
        "line": reference.line,
        "column": reference.column,
        "text": citation.text,
        "kind": citation.kind.code,
        "title": citation.title,
        "canonical_title": citation.canonical_title,
        "provisions": [_levels(each) for each in citation.provisions],
        "relation": citation.relation.code if citation.relation else None,
        "number": citation.number,
    }
    if citation.kind is CitationKind.INTERNAL_REFERENCE:
        places = citation.resolved
        row["resolved"] = None if places is None else [_levels(each) for each in places]
    row["resolution"] = _answer(reference.resolution, lang)
    return {name: value for name, value in row.items() if value not in ("", None)}


def _levels(place: Provision) -> dict[str, Any]:
    """Return one place as the conventions write it."""
    names = {"suffix": "article_suffix"}
    row: dict[str, Any] = {names.get(k, k): v for k, v in place.levels().items()}
    if place.rel:
        row["rel"] = place.rel.code
    if place.n is not None:
        row["n"] = place.n
    if place.proviso:
        row["proviso"] = True
    return row


def _answer(resolution: Resolution | None, lang: Lang) -> dict[str, Any] | None:
    """Return what a citation refers to."""
    if resolution is None:
        return None
    row: dict[str, Any] = {
        "status": resolution.status.code,
        "confidence": resolution.confidence.code,
        "title": resolution.title,
        "version": str(resolution.version.adopted) if resolution.version else "",
        "reason": resolution.reason.text(lang),
        "candidates": list(resolution.candidates),
    }
    row["places"] = [_answer_of(each, lang) for each in resolution.places]
    if resolution.status is ResolutionStatus.REPEALED and resolution.ending:
        row["ended"] = str(resolution.ending.ended.day)
        row["by"] = resolution.ending.by
    return {name: value for name, value in row.items() if value not in ("", [])}


def _answer_of(place: PlaceResolution, lang: Lang) -> dict[str, Any]:
    """Return what one place of a citation refers to."""
    row: dict[str, Any] = {
        "place": str(place.provision),
        "status": place.status.code,
        "reason": place.reason.text(lang),
    }
    if place.versions:
        row["versions"] = [str(each.adopted) for each in place.versions]
    if place.moved:
        row["moved"] = str(place.moved.target)
    return row


def citations_csv(found: Survey, lang: Lang = "zh") -> str:
    """Return a table with one citation a row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(_cells(each, lang) for each in found.references)
    return out.getvalue().removesuffix("\n")


def _cells(reference: Reference, lang: Lang) -> tuple[object, ...]:
    """Return one citation as the cells of a row."""
    citation, answer = reference.citation, reference.resolution
    return (
        reference.source,
        reference.line,
        reference.column,
        citation.start,
        citation.end,
        citation.kind.code,
        citation.text,
        citation.title,
        citation.canonical_title,
        places_text(citation.provisions),
        places_text(citation.resolved or ()),
        citation.relation.code if citation.relation else "",
        citation.number,
        answer.status.code if answer else "",
        answer.confidence.code if answer else "",
        answer.version.adopted if answer and answer.version else "",
        answer.reason.text(lang) if answer else "",
    )
