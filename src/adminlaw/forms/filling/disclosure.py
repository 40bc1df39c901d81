"""Fill in the yearly disclosure report from a register (政府信息公开年报填报).

The limits: an applicant of no kind, or of one that the form does not tell apart,
counts in the totals alone; a rejection may be upheld or otherwise ended, so that it is
left open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from adminlaw.forms.filling.cases import (
    CLOSING,
    RECEIPT,
    decided,
    happened,
    mine,
    open_at,
    received,
)
from adminlaw.forms.filling.counting import (
    CASES,
    DOCUMENTS,
    Count,
    Sheet,
    Sure,
    before,
    both,
    counted,
    earliest,
    in_span,
    linked,
    negated,
)
from adminlaw.forms.filling.outcomes import ended_so
from adminlaw.model import (
    Case,
    CaseKind,
    Document,
    DocumentMention,
    EventKind,
)
from adminlaw.tables.matrices import (
    TOTAL,
    ColumnContent,
    MatrixColumn,
    MatrixRow,
    MatrixTable,
)

_OWN = frozenset(
    {DocumentMention.CONTAINER, DocumentMention.ISSUED, DocumentMention.REVISED}
)


def fill_disclosure(sheet: Sheet) -> None:
    """Fill in tables two to four."""
    for table in sheet.layout.tables:
        match table.key:
            case "documents":
                _documents(sheet, table)
            case "licensing" | "enforcement":
                _decisions(sheet, table)
            case "fees":
                _fees(sheet, table)
            case "requests":
                _requests(sheet, table)
            case "remedies":
                _remedies(sheet, table)
            case _:
                pass  # what is left is blanked below
    for address in sheet.layout.addresses():
        sheet.blank(address)


def _documents(sheet: Sheet, table: MatrixTable) -> None:
    judges: dict[str, Callable[[Sheet, Document, MatrixColumn], Sure]] = {
        "issued": _issued,
        "made": _issued,
        "repealed": _repealed,
        "in_force": _in_force,
        "published": _published,
    }
    for row in table.rows:
        documents = [
            (each, own)
            for each in sheet.register.documents
            if each.kind
            and each.kind.code in row.codes
            and (own := _own(sheet, each)) is not False
        ]
        for column in table.columns:
            judge = judges.get(column.key)
            if judge is None:
                continue
            count = Count()
            for each, own in documents:
                count.add(both(own, judge(sheet, each, column)), each.id)
            sheet.put((table.key, row.key, column.key), count, kind=DOCUMENTS)


def _own(sheet: Sheet, document: Document) -> Sure:
    """Tell whether a document is one of the body, not one that it only cites."""
    if document.mentions and not _OWN & {*document.mentions}:
        return False
    if not document.issuers:
        return sheet.mine(None)
    return any(sheet.mine(each) for each in document.issuers)


def _kinds(codes: tuple[str, ...]) -> tuple[EventKind, ...]:
    return tuple(map(EventKind.of, codes))


def _issued(sheet: Sheet, document: Document, column: MatrixColumn) -> Sure:
    event = earliest(document.events, _kinds(column.events))
    if event is None:
        since = document.valid.since if document.valid else None
        # What took effect before the year was issued before it.
        return False if since and since < (sheet.span.since or since) else None
    return in_span(event, sheet.span)


def _published(sheet: Sheet, document: Document, column: MatrixColumn) -> Sure:
    event = earliest(document.events, _kinds(column.events))
    return None if event is None else in_span(event, sheet.span)


def _repealed(sheet: Sheet, document: Document, column: MatrixColumn) -> Sure:
    event = earliest(document.events, _kinds(column.events))
    if event is not None:
        return in_span(event, sheet.span)
    if document.valid is None:
        return None
    until = document.valid.until
    return until is not None and until in sheet.span


def _in_force(sheet: Sheet, document: Document, column: MatrixColumn) -> Sure:
    """Tell whether a document had been issued and had not ended at the end of a year.

    That it takes effect later makes no difference: by the form's own rule, what was in
    force, and what was issued less what was repealed, is what is in force.
    """
    last = sheet.span.last_day
    if last is None or document.valid is None:
        return None
    after = last + timedelta(days=1)
    ended = before(earliest(document.events, _kinds(column.ends)), after)
    started = document.valid.since is None or document.valid.since <= last
    issued = earliest(document.events, _kinds(column.events))
    stands = document.valid.until is None or last < document.valid.until
    return both(both(stands, started or before(issued, after)), negated(ended))


def _decisions(sheet: Sheet, table: MatrixTable) -> None:
    for row in table.rows:
        if not row.codes:
            continue
        cases = sheet.cases(*map(CaseKind.of, row.codes))
        count = counted(cases, lambda case, row=row: decided(sheet, case, row))  # type: ignore[misc]
        sheet.put((table.key, row.key, "decisions"), count, kind=CASES)


def _fees(sheet: Sheet, table: MatrixTable) -> None:
    column = next(
        (each for each in table.columns if each.kind is ColumnContent.AMOUNT), None
    )
    if column is None:
        return
    row = table.rows[0]
    judged = [
        (case, decided(sheet, case, row))
        for case in sheet.cases(*map(CaseKind.of, row.codes))
    ]
    amounts = [
        (case.id, case.amount if sure else None)
        for case, sure in judged
        if sure is not False
    ]
    sheet.put_amount((table.key, row.key, column.key), amounts, kind=CASES)


def _requests(sheet: Sheet, table: MatrixTable) -> None:
    cases = sheet.cases(CaseKind.DISCLOSURE)
    for row in table.rows:
        holds = _membership(sheet, row)
        judged = [(case, mine(sheet, case, holds(case))) for case in cases]
        whole = Count()
        for case, sure in judged:
            whole.add(sure, case.id)
        for column in table.columns:
            address = table.key, row.key, column.key
            if column.key == TOTAL:
                sheet.put(address, whole, kind=CASES)
                continue
            count = Count()
            for case, sure in judged:
                count.add(both(sure, _of_kind(case, column.codes, table)), case.id)
            sheet.put(address, count, kind=CASES)


def _of_kind(case: Case, codes: tuple[str, ...], table: MatrixTable) -> Sure:
    """Tell whether an applicant is of one of the kinds of a column."""
    code = case.party_kind.code if case.party_kind else ""
    known = {each for column in table.columns for each in column.codes}
    return code in codes if code in known else None


def _membership(sheet: Sheet, row: MatrixRow) -> Callable[[Case], Sure]:
    """Return what tells whether an application counts in a row."""
    match row.key:
        case "new_received":
            return lambda case: received(sheet, case, RECEIPT)
        case "carried_over":
            return lambda case: open_at(sheet, case, RECEIPT, end=False)
        case "carried_forward":
            return lambda case: open_at(sheet, case, RECEIPT, end=True)
        case "total":
            return lambda case: happened(sheet, case, CLOSING)
        case _:
            return lambda case: both(
                happened(sheet, case, CLOSING), _answered(case, row.codes)
            )


def _answered(case: Case, codes: tuple[str, ...]) -> Sure:
    result = case.disclosure_result
    return None if result is None else result.code in codes


def _remedies(sheet: Sheet, table: MatrixTable) -> None:
    for row in table.rows:
        cases = tuple(_of_remedy(sheet, row.key))
        pending = counted(
            cases,
            lambda case: both(
                sheet.mine(case.respondent), open_at(sheet, case, RECEIPT, end=True)
            ),
        )
        ended = [
            (case, both(sheet.mine(case.respondent), happened(sheet, case, CLOSING)))
            for case in cases
        ]
        for column in table.columns:
            count = Count()
            if column.key == "pending":
                count = pending
            elif column.key == TOTAL:
                for case, sure in ended:
                    count.add(sure, case.id)
                unsure = {**count.unsure, **pending.unsure}
                count = Count(count.sure + pending.sure, unsure)
            else:
                for case, sure in ended:
                    count.add(both(sure, ended_so(case, column, table)), case.id)
            sheet.put((table.key, row.key, column.key), count, kind=CASES)


def _of_remedy(sheet: Sheet, remedy: str) -> Iterator[Case]:
    """Yield reconsiderations or litigations over answers to applications."""
    kind = (
        CaseKind.RECONSIDERATION if remedy == "reconsideration" else CaseKind.LITIGATION
    )
    for case in sheet.register.cases:
        if case.kind is not kind or sheet.mine(case.respondent) is False:
            continue
        targets = tuple(linked(sheet.register, case))
        direct = any(each.kind is CaseKind.DISCLOSURE for each in targets)
        after = any(
            over.kind is CaseKind.DISCLOSURE
            for each in targets
            if each.kind is CaseKind.RECONSIDERATION
            for over in linked(sheet.register, each)
        )
        if (
            after
            if remedy == "litigation_after_reconsideration"
            else direct and not after
        ):
            yield case
