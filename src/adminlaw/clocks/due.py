"""Ask the rule book and the calendar together: by which day (期限届满日).

A rule says how long, from what, which days count and whether the end moves; the
version is that of the day of the event, unless another reading is taken. What the
law leaves open is an option, and a result that rests on one says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from attrs import evolve, frozen

from adminlaw.citations import Citation
from adminlaw.clocks.stating import (
    NO_CHOICE,
    NO_FACTS,
    Facts,
    Question,
    limit_of,
    period_of,
)
from adminlaw.errors import Lang, UnknownRuleError, check_day
from adminlaw.labels import Label
from adminlaw.markup import html_table
from adminlaw.periods.calendars import WorkCalendar, work_calendar
from adminlaw.periods.deadlines import (
    Deadline,
    DeadlineStatus,
    PeriodStep,
    deadline_of,
)
from adminlaw.periods.readings import Choice
from adminlaw.rulebook import (
    Rule,
    Rulebook,
    RuleVersion,
    load_rulebook,
)


@frozen(kw_only=True)
class Due:
    """By which day something is due, under which rule (期限).

    Attributes:
        rule: The rule.
        version: The version of it that governs.
        deadline: The calculation; its ends are those of the properties below.
        notices: Readings of the law that the result rests on, and warnings.
    """

    rule: Rule
    version: RuleVersion
    deadline: Deadline
    notices: tuple[Label, ...] = ()

    @property
    def last_day(self) -> date | None:
        """The last day, included; None unless it is certain."""
        return self.deadline.last_day

    @property
    def status(self) -> DeadlineStatus:
        """How sure the end is."""
        return self.deadline.status

    @property
    def earliest(self) -> date:
        """The first day that the last day can be."""
        return self.deadline.earliest

    @property
    def latest(self) -> date:
        """The last day that the last day can be."""
        return self.deadline.latest

    @property
    def source(self) -> Citation:
        """The article that sets the period."""
        return self.version.source

    @property
    def steps(self) -> tuple[PeriodStep, ...]:
        """The calculation, step by step."""
        return self.deadline.steps

    def text(self, lang: Lang = "zh") -> str:
        """Return the rule, the calculation and what it rests on, a line each."""
        head = f"{self.rule.label.text(lang)}  {self.source}"
        status = self.version.status.text(lang)
        lines = [f"{head} [{status}]", self.deadline.text(lang)]
        return "\n".join([*lines, *(f"* {each.text(lang)}" for each in self.notices)])

    @property
    def _end(self) -> str:
        return str(self.last_day or f"{self.earliest} – {self.latest}")

    def __repr__(self) -> str:
        return f"Due({self.rule.id!r}, {self._end}, {self.status.en})"

    def _repr_html_(self) -> str:
        rows = [(str(s.day), s.reason.zh, s.article) for s in self.steps]
        rows.append((self._end, self.status.zh, str(self.source)))
        return html_table(self.rule.label.zh, ("日期", "步骤", "依据"), rows)


def due(  # noqa: PLR0913 - each is a fact or an option of the question
    rule_id: str,
    *,
    start: date | datetime,
    facts: Facts = NO_FACTS,
    choice: Choice | Mapping[str, str] = NO_CHOICE,
    rulebook: Rulebook | None = None,
    calendar: WorkCalendar | None = None,
) -> Due:
    """Return by which day what a rule demands is due.

    Args:
        rule_id: Id of a time limit, such as ``reconsideration.apply``.
        start: The day of the event from which it runs, or before which it lies; a
            moment for periods in hours (China Standard Time).
        facts: Extension, days that do not count, start of the maximum.
        choice: Readings of open questions; the defaults for all others.
        rulebook: The rules; those that ship, by default.
        calendar: The working days; as published, by default.

    Raises:
        FieldTypeError: *start* is neither a day nor a moment.
        UnknownRuleError: there is no such time limit in force that day.
        PeriodError: a period in hours starts on a day without a time.

    Source: the article of the rule; 《民法典》第二百零一条至第二百零三条.

    >>> due("reconsideration.apply", start=date(2026, 9, 25)).last_day
    datetime.date(2026, 11, 24)
    """
    check_day("due", "start", start)
    book = rulebook or load_rulebook()
    taken = choice if isinstance(choice, Choice) else Choice(MappingProxyType(choice))
    day = start.date() if isinstance(start, datetime) else start
    by_step = taken.of("transition-procedure") == "law_of_step" and facts.step
    version = book.time_limit(rule_id, on=facts.step if by_step and facts.step else day)
    rule = book.get(rule_id)
    if rule is None:
        raise UnknownRuleError(rule_id, day)
    question = Question(
        rule_id=rule_id,
        version=version,
        facts=facts,
        choice=taken,
        calendar=calendar or work_calendar(),
    )
    if facts.step and rule.on(facts.step) is not rule.on(day):
        question.taken("transition-procedure")
    found = deadline_of(period_of(question), start, question.calendar)
    said = question.limit.judgement
    if said:
        notice = Label(f"须判断：{said.zh}", f"to be judged: {said.en}")
        question.notices.append(notice)
        if facts.disputed:
            found = evolve(found, status=DeadlineStatus.JUDGEMENT, last_day=None)
    return Due(
        rule=rule, version=version, deadline=found, notices=tuple(question.notices)
    )


__all__ = ["NO_CHOICE", "NO_FACTS", "Due", "Facts", "due", "limit_of"]
