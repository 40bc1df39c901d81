"""Fill in the enforcement statistics from a register (行政执法统计年报填报).

A decision counts once, under its heaviest kind by the profile. A confiscation whose
worth is not determined is left out of the amount. The limits: a case of several
compulsory measures is left open, since no source says how it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from adminlaw.forms.filling.cases import (
    ACCEPTANCE,
    RECEIPT,
    decided,
    happened,
    mine,
    received,
)
from adminlaw.forms.filling.counting import (
    CASES,
    Count,
    Sheet,
    Sure,
    both,
    counted,
    earliest,
    in_span,
    linked,
    negated,
)
from adminlaw.forms.filling.outcomes import ended, lost_on_appeal
from adminlaw.forms.severity import PENALTIES, columns_of, heaviest
from adminlaw.model import (
    Case,
    CaseKind,
    EventKind,
    PowerForm,
    has_trait,
)
from adminlaw.model.traits import Trait
from adminlaw.money import Money
from adminlaw.tables.matrices import TOTAL, MatrixColumn, MatrixRow

LICENCES = "licences"
_END = (EventKind.CONCLUDED, EventKind.DECIDED)

Judge = Callable[[Case], Sure]


def fill_enforcement(sheet: Sheet) -> None:
    """Fill in the row of the body, which is the total."""
    _licences(sheet)
    _penalties(sheet)
    _reviewed_penalties(sheet)
    _compulsion(sheet)
    _others(sheet)
    for address in sheet.layout.addresses():
        sheet.blank(address)


def _put(
    sheet: Sheet, place: tuple[str, str], cases: tuple[Case, ...], judge: Judge
) -> None:
    table, column = place
    count = counted(cases, judge)
    sheet.put((table, TOTAL, column), count, kind=CASES)


def _row(sheet: Sheet, table: str) -> MatrixRow | None:
    """Return the row that says which cases a table counts."""
    found = sheet.layout.table(table)
    return found.row(TOTAL) if found else None


def _column(sheet: Sheet, table: str, column: str) -> MatrixColumn | None:
    found = sheet.layout.table(table)
    return found.column(column) if found else None


def _of_row(sheet: Sheet, row: MatrixRow) -> tuple[Case, ...]:
    return sheet.cases(*map(CaseKind.of, row.codes))


def _licences(sheet: Sheet) -> None:
    row = _row(sheet, LICENCES)
    if row is None:
        return
    cases = _of_row(sheet, row)
    judges: dict[str, Judge] = {
        "applied": lambda case: mine(sheet, case, received(sheet, case, RECEIPT)),
        "accepted": lambda case: mine(sheet, case, happened(sheet, case, ACCEPTANCE)),
    }
    for column, judge in judges.items():
        _put(sheet, (LICENCES, column), cases, judge)
    table = sheet.layout.table(LICENCES)
    for each in table.columns if table else ():
        if each.outcomes:
            _put(
                sheet,
                (LICENCES, each.key),
                cases,
                lambda case, each=each: both(  # type: ignore[misc]
                    decided(sheet, case, row), ended(case, each.outcomes)
                ),
            )


def _penalties(sheet: Sheet) -> None:
    row, table = _row(sheet, PENALTIES), sheet.layout.table(PENALTIES)
    if row is None or table is None:
        return
    judged = [(case, decided(sheet, case, row)) for case in _of_row(sheet, row)]
    for column in table.columns:
        if column.codes:
            count = _of_kind(sheet, judged, column.key)
            sheet.put((PENALTIES, TOTAL, column.key), count, kind=CASES)
    _put_judged(sheet, TOTAL, judged)
    _procedures(sheet, judged)
    amounts = [
        (case.id, each) for case, sure in judged if sure for each in _amounts(case)
    ]
    amounts += [(case.id, None) for case, sure in judged if sure is None]
    sheet.put_amount((PENALTIES, TOTAL, "amount"), amounts, kind=CASES)


def _procedures(sheet: Sheet, judged: list[tuple[Case, Sure]]) -> None:
    simple, ordinary = list[tuple[Case, Sure]](), list[tuple[Case, Sure]]()
    for case, sure in judged:
        summary = has_trait(case, Trait.SUMMARY)
        simple.append((case, both(sure, summary)))
        ordinary.append((case, both(sure, negated(summary))))
    _put_judged(sheet, "simple", simple)
    _put_judged(sheet, "ordinary", ordinary)


def _put_judged(sheet: Sheet, column: str, judged: list[tuple[Case, Sure]]) -> None:
    count = Count()
    for case, sure in judged:
        count.add(sure, case.id)
    sheet.put((PENALTIES, TOTAL, column), count, kind=CASES)


def _of_kind(sheet: Sheet, judged: list[tuple[Case, Sure]], column: str) -> Count:
    """Count decisions whose heaviest kind has that column, and perhaps another."""
    count = Count()
    for case, sure in judged:
        kind = heaviest(case.forms, sheet.layout)
        keys = [each.key for each in columns_of(kind, sheet.layout)] if kind else []
        if not keys:
            count.add(both(sure, None), case.id)
        elif column in keys:
            count.add(sure if len(keys) == 1 else both(sure, None), case.id)
    return count


def _amounts(case: Case) -> tuple[Money | None, ...]:
    """Return the fine, which a decision states, and what a confiscation is worth."""
    fined = PowerForm.FINE in case.forms
    amounts: tuple[Money | None, ...] = (case.amount,) if fined or case.amount else ()
    return (*amounts, case.confiscated) if case.confiscated else amounts


def _reviewed_penalties(sheet: Sheet) -> None:
    """Count what came of penalties: transfers, reconsiderations and litigation."""
    transfers = sheet.cases(CaseKind.CRIME_TRANSFER_OUT)
    kinds = (EventKind.TRANSFERRED, *RECEIPT)
    _put(
        sheet,
        (PENALTIES, "transferred"),
        transfers,
        lambda case: mine(sheet, case, received(sheet, case, kinds)),
    )
    for kind, came, lost in (
        (CaseKind.RECONSIDERATION, "reconsidered", "reconsideration_corrected"),
        (CaseKind.LITIGATION, "sued", "lost"),
    ):
        _reviews(sheet, tuple(_over_penalties(sheet, kind)), came, lost)


def _over_penalties(sheet: Sheet, kind: CaseKind) -> Iterator[Case]:
    for case in sheet.register.cases:
        if case.kind is kind and sheet.mine(case.respondent) is not False:
            targets = linked(sheet.register, case)
            if any(each.kind is CaseKind.PENALTY for each in targets):
                yield case


def _reviews(sheet: Sheet, cases: tuple[Case, ...], came: str, lost: str) -> None:
    _put(
        sheet,
        (PENALTIES, came),
        cases,
        lambda case: both(sheet.mine(case.respondent), received(sheet, case, RECEIPT)),
    )
    column = _column(sheet, PENALTIES, lost)
    if column is None:
        return

    def corrected(case: Case) -> Sure:
        done = both(sheet.mine(case.respondent), happened(sheet, case, _END))
        return both(done, _lost(sheet, case, column))

    _put(sheet, (PENALTIES, lost), cases, corrected)


def _lost(sheet: Sheet, case: Case, column: MatrixColumn) -> Sure:
    """Tell whether an act did not stand; on appeal that follows from the case below."""
    found = ended(case, column.outcomes)
    if found is False and case.kind is CaseKind.LITIGATION:
        return lost_on_appeal(case, sheet.register)
    return found


def _compulsion(sheet: Sheet) -> None:
    table, row = sheet.layout.table("compulsion"), _row(sheet, "compulsion")
    if table is None or row is None:
        return
    known = frozenset(code for column in table.columns for code in column.codes)
    judged = [(case, decided(sheet, case, row)) for case in _of_row(sheet, row)]
    for column in table.columns:
        if not column.codes:
            continue
        count = Count()
        for case, sure in judged:
            count.add(both(sure, _measure(case, column.codes, known)), case.id)
        sheet.put((table.key, TOTAL, column.key), count, kind=CASES)
    _put(
        sheet,
        (table.key, "by_court"),
        sheet.cases(CaseKind.ENFORCEMENT_APPLICATION),
        lambda case: mine(
            sheet, case, received(sheet, case, (*RECEIPT, EventKind.DECIDED))
        ),
    )


def _measure(case: Case, codes: tuple[str, ...], known: frozenset[str]) -> Sure:
    """Tell whether a measure is of a kind; of several nobody says how they count.

    Nor of one without a column, such as 限制公民人身自由 (《行政强制法》第九条第一项).
    """
    found = frozenset(each.code for each in case.forms)
    if len(found) != 1 or not found <= known:
        return None
    return found <= frozenset(codes)


def _others(sheet: Sheet) -> None:
    table = sheet.layout.table("others")
    for column in table.columns if table else ():
        if not column.codes:
            continue
        cases = sheet.cases(*map(CaseKind.of, column.codes))
        _put(sheet, ("others", column.key), cases, lambda case: _done(sheet, case))


def _done(sheet: Sheet, case: Case) -> Sure:
    """Tell whether an act was done in the year: by its decision, or its first event."""
    kinds = (
        EventKind.DECIDED,
        EventKind.CONCLUDED,
        EventKind.INSPECTED,
        EventKind.HELD,
        *RECEIPT,
    )
    event = earliest(case.events, kinds)
    return mine(sheet, case, None if event is None else in_span(event, sheet.span))
