"""Documents with what a clearance decided on them (规范性文件清理结果目录).

Each row is a document; the whole file is one clearance with a verdict for each row.
The outcome stands in a column, in the heading of the section, in the title above the
table, or in the name of the sheet or the file, in this order. A row that has none of
them is kept as a document without a verdict and remarked upon. The limits: the kind of
a document is known only where a heading or a name says 规范性文件.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from adminlaw.model import (
    ClearanceCycle,
    ClearanceOutcome,
    ClearanceScope,
    Document,
    DocumentKind,
    EventKind,
    Verdict,
)
from adminlaw.model.identities import ClearanceCycleId, DocumentId
from adminlaw.tables.building.readings import (
    bodies,
    happened,
    named_in,
    said,
    spanned,
    titled_body,
    untitled,
)
from adminlaw.tables.desk import Desk
from adminlaw.tables.groups import Group

_CYCLE = "clearance-cycle"


def clearances(group: Group, desk: Desk) -> Iterator[Document]:
    """Yield the document of one row, and note the verdict on it in the one clearance.

    Source: 《规章制定程序条例》第三十七条; other documents by the rules of each place.
    """
    title = untitled(said(group, "title"))
    if not title:
        group.refuse("title", "文件名称", "the title of a document")
    issuers, number = bodies(group, desk, "issuer"), said(group, "number")
    issuer = next(iter(issuers), None)
    effective = group.value("effective")
    document = Document(
        id=DocumentId(desk.identity("document", number, title)),
        title=title,
        kind=DocumentKind.NORMATIVE if _scope(group) is _NORMATIVE else None,
        number=number,
        issuers=issuers,
        trial="试行" in title or "暂行" in title,
        valid=spanned(group, effective, "valid_until"),
        events=(
            *happened(EventKind.SIGNED, group.value("signed"), issuer),
            *happened(EventKind.PUBLISHED, group.value("published"), issuer),
            *happened(EventKind.TOOK_EFFECT, effective),
        ),
    )
    _decide(group, desk, document.id)
    yield document


_NORMATIVE = ClearanceScope.NORMATIVE


def _decide(group: Group, desk: Desk, document: DocumentId) -> None:
    """Add the verdict on a document to the clearance of the file."""
    cycle = _cycle(group, desk)
    outcome = _outcome(group)
    if outcome is None:
        group.remark(
            "outcome",
            "一种清理结果（保留、修改、废止、失效等），未记结论",
            "one outcome of a clearance; no verdict is recorded",
        )
        return
    verdict = Verdict(document=document, outcome=outcome)
    _keep(desk, evolve(cycle, verdicts=(*cycle.verdicts, verdict)))


def _keep(desk: Desk, cycle: ClearanceCycle) -> None:
    desk.notes[_CYCLE] = cycle
    desk.replace(_CYCLE, cycle)


def _cycle(group: Group, desk: Desk) -> ClearanceCycle:
    """Return the clearance of the file, begun with its first row."""
    held: ClearanceCycle | None = desk.notes.get(_CYCLE)
    if held is not None:
        return held
    begun = ClearanceCycle(
        id=ClearanceCycleId(desk.identity("clearance", desk.file)),
        scope=_scope(group) or _NORMATIVE,
        authority=titled_body(group, desk),
    )
    _keep(desk, begun)
    return begun


def _outcome(group: Group) -> ClearanceOutcome | None:
    """Return the outcome of a row; the nearest text that names one counts."""
    own = said(group, "outcome")
    # What a row says for itself no heading overrules, even if it is not understood.
    texts = (own,) if own else (group.section, group.title, group.sheet, group.file)
    codes = (named_in(group, "outcome", each) for each in texts)
    code = next((each for each in codes if each), None)
    return ClearanceOutcome.of(code) if code else None


def _scope(group: Group) -> ClearanceScope | None:
    """Return what is cleared, as headings and names say; None where they do not."""
    text = f"{group.section} {group.title} {group.sheet} {group.file}"
    for scope, word in (
        (ClearanceScope.PARTY, "党内规范性文件"),
        (_NORMATIVE, "规范性文件"),
        (ClearanceScope.RULES, "规章"),
    ):
        if word in text:
            return scope
    return None
