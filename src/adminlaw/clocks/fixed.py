"""Find the day of a year by which a step is due (固定日期).

The law names a month and a day: 每年1月31日前. It does not say what happens where that
day is a rest day; that is a reading. The limits: a window that opens on a first day
is answered with its last day, and the first one beside it.
"""

from __future__ import annotations

from datetime import date

from attrs import frozen

from adminlaw.citations import Citation
from adminlaw.clocks.stating import NO_CHOICE
from adminlaw.errors import PeriodError, UnknownRuleError
from adminlaw.labels import Label
from adminlaw.periods.calendars import WorkCalendar, work_calendar
from adminlaw.periods.readings import Choice
from adminlaw.rulebook import FixedDate, Rule, Rulebook, RuleVersion, load_rulebook


@frozen(kw_only=True)
class DueDay:
    """A day of a year by which a step is due (固定日期).

    Attributes:
        rule: The rule.
        version: The version of it that governs.
        day: The last day, included.
        opens: The first day, where the law opens a window.
        notices: Readings that the answer rests on.
    """

    rule: Rule
    version: RuleVersion
    day: date
    opens: date | None = None
    notices: tuple[Label, ...] = ()

    @property
    def source(self) -> Citation:
        """The article that sets the day."""
        return self.version.source


def due_for_year(
    rule_id: str,
    *,
    year: int,
    choice: Choice = NO_CHOICE,
    rulebook: Rulebook | None = None,
    calendar: WorkCalendar | None = None,
) -> DueDay:
    """Return the day by which what concerns a year is due.

    Args:
        rule_id: Id of a fixed date, such as ``disclosure.organ_report``.
        year: The year that it concerns, such as that of a report.
        choice: Readings of open questions.
        rulebook: The rules; those that ship, by default.
        calendar: The working days; asked only by the reading that needs them.

    Raises:
        UnknownRuleError: there is no such rule in force that day.
        PeriodError: the rule is no fixed date.
        UnpublishedYearError: the reading needs a day that no notice settles.

    >>> due_for_year("disclosure.organ_report", year=2023).day
    datetime.date(2024, 1, 31)
    """
    rule = (rulebook or load_rulebook()).get(rule_id)
    for version in rule.versions if rule else ():
        said = version.content
        if not isinstance(said, FixedDate):
            raise PeriodError("规则不是固定日期", "the rule is no fixed date")
        day = date(year + said.years_later, said.month, said.day)
        if rule and day in version.valid:
            known = calendar or work_calendar()
            if choice.of("fixed-dates") == "working_day_before":
                day = day if known.is_working_day(day) else known.add(day, -1)
            return DueDay(
                rule=rule,
                version=version,
                day=day,
                opens=_opens(said, day.year),
                notices=(choice.notice("fixed-dates"),),
            )
    raise UnknownRuleError(rule_id, year)


def _opens(said: FixedDate, year: int) -> date | None:
    if said.from_month is None or said.from_day is None:
        return None
    return date(year, said.from_month, said.from_day)
