"""Choose between what the records and what the figures give for one indicator."""

from __future__ import annotations

from typing import Final

from attrs import evolve

from adminlaw.labels import Label
from adminlaw.measures.results import IndicatorValue

NO_FIGURE: Final = Label("没有公布所需的数字", "the figures needed are not printed")


def chosen_of(
    records: IndicatorValue | None, figures: IndicatorValue
) -> IndicatorValue:
    """Return the value to give, with the other one beside it."""
    if records is None:
        return figures
    if records.amount is None:
        return (
            figures
            if figures.amount or figures.denominator
            else _told(records, figures)
        )
    if figures.amount is None or _same(records, figures):
        return records
    first, second = (records, figures) if records.complete else (figures, records)
    return evolve(first, other=second)


def _told(records: IndicatorValue, figures: IndicatorValue) -> IndicatorValue:
    """Return the refusal that says more."""
    return records if figures.reason is NO_FIGURE else figures


def _same(records: IndicatorValue, figures: IndicatorValue) -> bool:
    return (records.numerator, records.denominator) == (
        figures.numerator,
        figures.denominator,
    )
