"""Ask the rule book and the calendar together: by which day (期限届满日).

A rule says how long, from what, which days count and whether the end moves; the
version is that of the day of the event, unless another reading is taken. What the
law leaves open is an option, and a result that rests on one says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from attrs import evolve, frozen

from adminlaw.citations import Citation
from adminlaw.errors import Lang, PeriodError, UnknownRuleError
from adminlaw.labels import Label
from adminlaw.markup import html_table
from adminlaw.periods import Direction, FirstDay, FirstHour, Length, LengthUnit
from adminlaw.periods.calendars import WorkCalendar, work_calendar
from adminlaw.periods.deadlines import (
    Deadline,
    DeadlineStatus,
    Period,
    PeriodStep,
    deadline_of,
)
from adminlaw.periods.readings import Choice
from adminlaw.rulebook import (
    Nature,
    Roll,
    Rule,
    Rulebook,
    RuleVersion,
    Side,
    TimeLimit,
    load_rulebook,
)
from adminlaw.spans import DateSpan

NO_CHOICE: Final = Choice()


@frozen(kw_only=True)
class Facts:
    """What a caller knows beside the day of the event (事实).

    Attributes:
        extended: Whether the period was extended: by the rule's own length, or by
            this one.
        excluded: Days that do not count in this case, such as those of a hearing.
        cap_from: The day from which the rule's absolute maximum runs.
        disputed: Whether what the law leaves to judgement is at issue here; then the
            answer is no number.
    """

    extended: bool | Length = False
    excluded: tuple[DateSpan, ...] = ()
    cap_from: date | None = None
    disputed: bool = False


NO_FACTS: Final = Facts()


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

    def _repr_html_(self) -> str:
        rows = [(str(s.day), s.reason.zh, s.article) for s in self.steps]
        end = str(self.last_day or f"{self.earliest} – {self.latest}")
        rows.append((end, self.status.zh, str(self.source)))
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
        UnknownRuleError: there is no such time limit in force that day.
        PeriodError: a period in hours starts on a day without a time.

    Source: the article of the rule; 《民法典》第二百零一条至第二百零三条.

    >>> due("reconsideration.apply", start=date(2026, 9, 25)).last_day
    datetime.date(2026, 11, 24)
    """
    book = rulebook or load_rulebook()
    taken = choice if isinstance(choice, Choice) else Choice(MappingProxyType(choice))
    day = start.date() if isinstance(start, datetime) else start
    version = book.time_limit(rule_id, on=day)
    rule = book.get(rule_id)
    if rule is None:
        raise UnknownRuleError(rule_id, day)
    limit = limit_of(version)
    notices: list[Label] = []
    period = period_of(version, facts, taken, notices)
    found = deadline_of(period, start, calendar or work_calendar())
    if limit.judgement:
        said = limit.judgement
        notices.append(Label(f"须判断：{said.zh}", f"to be judged: {said.en}"))
        if facts.disputed:
            found = evolve(found, status=DeadlineStatus.JUDGEMENT, last_day=None)
    return Due(
        rule=rule,
        version=version,
        deadline=found,
        notices=tuple(notices),
    )


def limit_of(version: RuleVersion) -> TimeLimit:
    """Return the time limit that a version states.

    Raises:
        PeriodError: it states something else.
    """
    if not isinstance(version.content, TimeLimit):
        raise PeriodError("规则不是期限", "the rule is no time limit")
    return version.content


def period_of(
    version: RuleVersion, facts: Facts, choice: Choice, notices: list[Label]
) -> Period:
    """Return the period that a version, the facts and the readings make.

    Each reading that had a say is added to *notices*.
    """
    limit = limit_of(version)
    direction = limit.direction
    length = limit.length
    if direction is Direction.BACKWARD:
        notices.append(choice.notice("days-before"))
        if choice.of("days-before") == "clear_days":
            length = Length(length.number + 1, length.unit)
    return Period(
        length=length,
        direction=direction,
        rolls=_rolls(limit, choice, notices),
        extension=_extension(limit, facts, notices),
        excluded=facts.excluded,
        cap=_cap(limit, facts, notices),
        first_day=_first_day(limit, choice, notices),
        first_hour=_first_hour(limit, choice, notices),
    )


def _rolls(limit: TimeLimit, choice: Choice, notices: list[Label]) -> bool:
    """Tell whether the end moves; where the law is silent a reading decides."""
    if limit.roll is not Roll.SILENT:
        return limit.roll in (Roll.STATUTE, Roll.REFERENCE)
    if limit.length.unit is LengthUnit.WORKING_DAY:
        return False
    notices.append(choice.notice("roll-when-silent"))
    answer = choice.of("roll-when-silent")
    if answer == "by_side":
        return limit.side is Side.CITIZEN
    return answer == "rolled"


def _extension(limit: TimeLimit, facts: Facts, notices: list[Label]) -> Length | None:
    """Return how much longer the period was made; only what the rule allows."""
    if not facts.extended:
        return None
    allowed = limit.extension
    if allowed is None:
        raise PeriodError("该期限不得延长", "the rule allows no extension")
    asked = facts.extended if isinstance(facts.extended, Length) else allowed.length
    if asked is None:
        raise PeriodError("须给出延长的期限", "say by how much it was extended")
    if allowed.length:
        most = Length(allowed.length.number * (allowed.times or 1), allowed.length.unit)
        if asked.unit is not most.unit or asked.number > most.number:
            too_long = (f"延长至多{most.label('zh')}", f"at most {most} longer")
            raise PeriodError(*too_long)
    notices.append(Label("延长自起算日合并计算", "the extension counts from the start"))
    return asked


def _cap(limit: TimeLimit, facts: Facts, notices: list[Label]) -> date | None:
    """Return the day beyond which the period never goes."""
    if limit.cap is None:
        return None
    if facts.cap_from is None:
        said = limit.cap.starts
        notices.append(
            Label(f"未给出“{said.zh}”，最长期限未计", f"no day given of: {said.en}")
        )
        return None
    whole = Period(length=limit.cap.length)
    return deadline_of(whole, facts.cap_from, work_calendar()).latest


_FIRST_DAY_READINGS: Final[Mapping[Nature, str]] = MappingProxyType(
    {Nature.RESTRAINT: "restraint-first-day", Nature.VALIDITY: "validity-start"}
)


def _first_day(limit: TimeLimit, choice: Choice, notices: list[Label]) -> FirstDay:
    """Tell whether the first day counts; for restraints and validity by reading."""
    if limit.first_day is FirstDay.COUNTED:
        return limit.first_day
    reading = _FIRST_DAY_READINGS.get(limit.nature)
    if reading is None or limit.length.unit is LengthUnit.HOUR:
        return FirstDay.EXCLUDED
    notices.append(choice.notice(reading))
    return FirstDay.of(choice.of(reading))


def _first_hour(limit: TimeLimit, choice: Choice, notices: list[Label]) -> FirstHour:
    """Tell whether the starting hour counts."""
    if limit.length.unit is not LengthUnit.HOUR:
        return FirstHour.EXCLUDED
    notices.append(choice.notice("hours"))
    return FirstHour.of(choice.of("hours"))
