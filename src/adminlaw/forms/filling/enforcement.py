"""Fill in the enforcement statistics from a register (行政执法统计年报填报).

A decision counts once, under its heaviest kind by the profile. A confiscation whose
worth is not determined is left out of the amount. The limits: a case of several
compulsory measures is left open, since no source says how it counts.
"""

from __future__ import annotations

from collections.abc import Callable

from adminlaw.forms.filling.cases import ACCEPTANCE, RECEIPT, happened, mine, received
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
from adminlaw.forms.filling.disclosure import decided
from adminlaw.forms.severity import PENALTIES, columns_of, heaviest
from adminlaw.model import (
    Case,
    CaseKind,
    CaseOutcome,
    EventKind,
    PowerForm,
    has_trait,
)
from adminlaw.model.traits import Trait
from adminlaw.money import Money
from adminlaw.tables.matrices import TOTAL

_CORRECTED = frozenset(
    {
        CaseOutcome.REVOKED,
        CaseOutcome.CHANGED,
        CaseOutcome.CONFIRMED_UNLAWFUL,
        CaseOutcome.CONFIRMED_INVALID,
        CaseOutcome.ORDERED,
    }
)
_GRANTED = frozenset({CaseOutcome.GRANTED, CaseOutcome.PARTLY_GRANTED})
_REFUSED = frozenset({CaseOutcome.REFUSED})
_COMPULSION = (CaseKind.COMPULSORY_MEASURE, CaseKind.COMPULSORY_ENFORCEMENT)

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


def _licences(sheet: Sheet) -> None:
    cases = sheet.cases(CaseKind.LICENCE)
    judges: dict[str, Judge] = {
        "applied": lambda case: mine(sheet, case, received(sheet, case, RECEIPT)),
        "accepted": lambda case: mine(sheet, case, happened(sheet, case, ACCEPTANCE)),
        "granted": lambda case: both(decided(sheet, case), _ended(case, _GRANTED)),
        "refused": lambda case: both(decided(sheet, case), _ended(case, _REFUSED)),
    }
    for column, judge in judges.items():
        _put(sheet, ("licences", column), cases, judge)


def _ended(case: Case, outcomes: frozenset[CaseOutcome]) -> Sure:
    return None if case.outcome is None else case.outcome in outcomes


def _penalised(sheet: Sheet, case: Case) -> Sure:
    """Tell whether a penalty was imposed in the year."""
    if case.outcome is not None and case.outcome is not CaseOutcome.PENALISED:
        return False
    stated = True if case.outcome or case.forms else None
    return both(decided(sheet, case), stated)


def _penalties(sheet: Sheet) -> None:
    cases = sheet.cases(CaseKind.PENALTY)
    judged = [(case, _penalised(sheet, case)) for case in cases]
    counts: dict[str, Count] = {}
    table = sheet.layout.table(PENALTIES)
    for column in table.columns if table else ():
        if column.codes:
            counts[column.key] = _of_kind(sheet, judged, column.key)
    for key, count in counts.items():
        sheet.put((PENALTIES, TOTAL, key), count, kind=CASES)
    whole = Count()
    for _, sure in judged:
        whole.add(sure)
    sheet.put((PENALTIES, TOTAL, TOTAL), whole, kind=CASES)
    amounts = [each for case, sure in judged if sure for each in _amounts(case)]
    amounts += [None for _, sure in judged if sure is None]
    sheet.put_amount((PENALTIES, TOTAL, "amount"), amounts, kind=CASES)
    summary: Judge = lambda case: both(  # noqa: E731 - one of two that differ in a word
        _penalised(sheet, case), has_trait(case, Trait.SUMMARY)
    )
    ordinary: Judge = lambda case: both(  # noqa: E731 - the other one
        _penalised(sheet, case), negated(has_trait(case, Trait.SUMMARY))
    )
    _put(sheet, (PENALTIES, "simple"), cases, summary)
    _put(sheet, (PENALTIES, "ordinary"), cases, ordinary)


def _of_kind(sheet: Sheet, judged: list[tuple[Case, Sure]], column: str) -> Count:
    """Count decisions whose heaviest kind has that column, and perhaps another."""
    count = Count()
    for case, sure in judged:
        kind = heaviest(case.forms, sheet.layout)
        keys = [each.key for each in columns_of(kind, sheet.layout)] if kind else []
        if not keys:
            count.add(both(sure, None))
        elif column in keys:
            count.add(sure if len(keys) == 1 else both(sure, None))
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
        cases = tuple(
            case
            for case in sheet.register.cases
            if case.kind is kind
            and sheet.mine(case.respondent) is not False
            and any(
                each.kind is CaseKind.PENALTY for each in linked(sheet.register, case)
            )
        )
        _put(
            sheet,
            (PENALTIES, came),
            cases,
            lambda case: both(
                sheet.mine(case.respondent), received(sheet, case, RECEIPT)
            ),
        )
        _put(
            sheet,
            (PENALTIES, lost),
            cases,
            lambda case: both(
                sheet.mine(case.respondent),
                both(happened(sheet, case, _END), _ended(case, _CORRECTED)),
            ),
        )


def _compulsion(sheet: Sheet) -> None:
    table = sheet.layout.table("compulsion")
    if table is None:
        return
    known = frozenset(code for column in table.columns for code in column.codes)
    judged = [(case, decided(sheet, case)) for case in sheet.cases(*_COMPULSION)]
    for column in table.columns:
        if not column.codes:
            continue
        count = Count()
        for case, sure in judged:
            count.add(both(sure, _measure(case, column.codes, known)))
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
