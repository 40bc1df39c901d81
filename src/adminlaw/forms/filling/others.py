"""Fill in reconsideration statistics and the report on law-based government (其他报表).

The limits: by kind of administration, of respondent and of organ a register does not
tell cases apart surely enough; those columns stay blank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from adminlaw.forms.filling.cases import (
    ACCEPTANCE,
    CLOSING,
    RECEIPT,
    happened,
    mine,
    open_at,
    received,
)
from adminlaw.forms.filling.counting import CASES, Sheet, Sure, both, counted
from adminlaw.model import (
    Authority,
    AuthorityKind,
    Case,
    CaseKind,
    Event,
    EventKind,
    PublishedReport,
    ReportKind,
)
from adminlaw.tables.matrices import TOTAL, Cell, MatrixTable

_CONGRESS = frozenset({AuthorityKind.CONGRESS, AuthorityKind.STANDING_COMMITTEE})


def fill_reconsideration(sheet: Sheet) -> None:
    """Fill in the total of the cases."""
    table = sheet.layout.table("cases")
    if table is not None:
        _flow(sheet, table)
        _outcomes(sheet, table)
    for address in sheet.layout.addresses():
        sheet.blank(address)


def _flow(sheet: Sheet, table: MatrixTable) -> None:
    cases = sheet.cases(CaseKind.RECONSIDERATION)
    accepted = (*ACCEPTANCE[:1],)
    judges = {
        "carried_over": lambda case: open_at(sheet, case, accepted, end=False),
        "received": lambda case: received(sheet, case, RECEIPT),
        "accepted": lambda case: happened(sheet, case, accepted),
        "concluded_total": lambda case: _concluded(sheet, case),
        "pending": lambda case: open_at(sheet, case, accepted, end=True),
    }
    for column, judge in judges.items():
        count = counted(
            tuple(case for case in cases if _counts(case, column)),
            lambda case, judge=judge: mine(sheet, case, judge(case)),  # type: ignore[misc]
        )
        sheet.put((table.key, TOTAL, column), count, kind=CASES)


def _counts(case: Case, column: str) -> bool:
    """Tell whether a case may count; one that was not accepted came in, no more."""
    refused = any(each.kind is EventKind.NOT_ACCEPTED for each in case.events)
    return column == "received" or not refused


def _concluded(sheet: Sheet, case: Case) -> Sure:
    return happened(sheet, case, CLOSING)


def _outcomes(sheet: Sheet, table: MatrixTable) -> None:
    cases = [
        case for case in sheet.cases(CaseKind.RECONSIDERATION) if _counts(case, "")
    ]
    known = Counter(code for each in table.columns for code in each.codes)
    for column in table.columns:
        if not column.codes:
            continue
        codes = column.codes
        count = counted(
            cases,
            lambda case, codes=codes: mine(  # type: ignore[misc]
                sheet, case, both(_concluded(sheet, case), _so(case, codes, known))
            ),
        )
        sheet.put((table.key, TOTAL, column.key), count, kind=CASES)


def _so(case: Case, codes: tuple[str, ...], known: Mapping[str, int]) -> Sure:
    """Tell whether a case ended so; unsaid where a form parts one outcome in two."""
    code = case.outcome.code if case.outcome else ""
    if code not in known:
        return None
    parted = known[code] > 1
    return (None if parted else True) if code in codes else False


def fill_report(sheet: Sheet) -> None:
    """Fill in the days of the report on building a law-based government."""
    for report in sheet.register.reports:
        if report.kind is ReportKind.LAW_BASED_GOVERNMENT and _of_year(sheet, report):
            for event in report.events:
                _day(sheet, event)
    for address in sheet.layout.addresses():
        sheet.blank(address)


def _of_year(sheet: Sheet, report: PublishedReport) -> bool:
    own = sheet.mine(report.authority) is not False
    return own and report.period is not None and sheet.span.covers(report.period)


def _day(sheet: Sheet, event: Event) -> None:
    """Put the day of an event where it belongs; to whom a report went is its actor."""
    row = ""
    if event.kind is EventKind.PUBLISHED:
        row = "published"
    elif event.kind is EventKind.REPORTED:
        body = sheet.register.get(Authority, event.actor)
        if body is not None:
            row = "congress" if body.kind in _CONGRESS else "upward"
    if row and event.day is not None:
        sheet.cells.setdefault(("days", row, "day"), Cell.of(event.day))
