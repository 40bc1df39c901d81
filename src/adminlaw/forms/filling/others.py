"""Fill in reconsideration statistics and the report on law-based government (其他报表).

The limits: by kind of administration, of respondent and of organ a register does not
tell cases apart surely enough; those columns stay blank.
"""

from __future__ import annotations

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
from adminlaw.forms.filling.outcomes import ended_so
from adminlaw.labels import Label
from adminlaw.model import (
    Authority,
    Case,
    CaseKind,
    Event,
    EventKind,
    PublishedReport,
    ReportKind,
)
from adminlaw.tables.matrices import TOTAL, Cell, MatrixTable

_NO_DAY = Label("登记簿没有此日期", "the register has no such day")
_DAYS = "days"


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
    for column in table.columns:
        if not column.outcomes:
            continue
        count = counted(
            cases,
            lambda case, column=column: mine(  # type: ignore[misc]
                sheet,
                case,
                both(_concluded(sheet, case), ended_so(case, column, table)),
            ),
        )
        sheet.put((table.key, TOTAL, column.key), count, kind=CASES)


def fill_report(sheet: Sheet) -> None:
    """Fill in the days of the report on building a law-based government."""
    for report in sheet.register.reports:
        if report.kind is ReportKind.LAW_BASED_GOVERNMENT and _of_year(sheet, report):
            for event in report.events:
                _day(sheet, event)
    for address in sheet.layout.addresses():
        sheet.blank(address, _NO_DAY if address[0] == _DAYS else None)


def _of_year(sheet: Sheet, report: PublishedReport) -> bool:
    own = sheet.mine(report.authority) is not False
    return own and report.period is not None and sheet.span.covers(report.period)


def _day(sheet: Sheet, event: Event) -> None:
    """Put the day of an event where it belongs; to whom a report went is its actor.

    A row that counts kinds of bodies takes reports to one of them, and one that counts
    none those to any other body.
    """
    table = sheet.layout.table(_DAYS)
    body = sheet.register.get(Authority, event.actor)
    if table is None or event.day is None:
        return
    rows = [each for each in table.rows if event.kind.code in each.events]
    kind = body.kind.code if body is not None else ""
    named = [each for each in rows if kind in each.codes]
    for row in named or [each for each in rows if not each.codes]:
        if body is not None or event.kind is not EventKind.REPORTED:
            address = (_DAYS, row.key, "day")
            sheet.cells.setdefault(address, Cell.of(event.day))
