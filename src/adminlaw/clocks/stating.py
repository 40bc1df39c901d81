"""Make the period that a rule, the facts of a case and the readings state.

A rule of the book says how long and from what; whether the end moves, which hour
counts or what 七日 means may be left open, and then a reading decides and leaves a
notice. Which rules a reading is about is data. The limits: readings of what a step
requires, and of when a text takes effect, have no say in a last day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from adminlaw.clocks.regimes import is_about
from adminlaw.errors import PeriodError
from adminlaw.labels import Label
from adminlaw.periods import Direction, FirstDay, FirstHour, Length, LengthUnit
from adminlaw.periods.calendars import WorkCalendar
from adminlaw.periods.deadlines import Period, deadline_of
from adminlaw.periods.readings import Choice
from adminlaw.rulebook import Nature, Roll, RuleVersion, Side, TimeLimit
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
        step: The day of the step itself, for the reading that its law governs.
    """

    extended: bool | Length = False
    excluded: tuple[DateSpan, ...] = ()
    cap_from: date | None = None
    disputed: bool = False
    step: date | None = None


NO_FACTS: Final = Facts()


@frozen(kw_only=True)
class Question:
    """What is asked of a rule, and the notices that the answer gathers.

    Attributes:
        rule_id: Id of the rule.
        version: The version that governs.
        facts: What is known beside the day of the event.
        choice: The readings taken.
        calendar: The working days.
        notices: Readings that had a say; added to while the period is made.
    """

    rule_id: str
    version: RuleVersion
    facts: Facts
    choice: Choice
    calendar: WorkCalendar
    notices: list[Label] = field(factory=list)

    @property
    def limit(self) -> TimeLimit:
        """The time limit that the version states."""
        return limit_of(self.version)

    def taken(self, reading: str) -> str:
        """Return the answer to a reading, and note that it had a say."""
        self.notices.append(self.choice.notice(reading))
        return self.choice.of(reading)

    def about(self, reading: str) -> bool:
        """Tell whether a reading is about this rule."""
        number = self.limit.length.number
        return is_about(reading, self.rule_id, self.version, number)


def limit_of(version: RuleVersion) -> TimeLimit:
    """Return the time limit that a version states.

    Raises:
        PeriodError: it states something else.
    """
    if not isinstance(version.content, TimeLimit):
        raise PeriodError("规则不是期限", "the rule is no time limit")
    return version.content


def period_of(question: Question) -> Period:
    """Return the period that a version, the facts and the readings make.

    Each reading that had a say is added to the notices of the question.

    Raises:
        PeriodError: the facts do not fit the rule, such as an extension that it does
            not allow.
    """
    limit = question.limit
    extension = _extension(question)
    return Period(
        length=_length(question),
        direction=limit.direction,
        rolls=_rolls(question),
        roll_article=None if limit.roll is Roll.SILENT else "",
        extension=extension,
        moves_before_extension=bool(extension)
        and question.taken("extension-after-roll") == "from_moved",
        excluded=question.facts.excluded,
        cap=_cap(question),
        first_day=_first_day(question),
        first_hour=_first_hour(question),
        months_from_next_day=limit.length.unit.by_month
        and question.choice.of("month-count") == "from_next_day",
    )


def _length(question: Question) -> Length:
    """Return the length as it counts, where a reading decides its unit or number."""
    length = question.limit.length
    if question.limit.direction is Direction.BACKWARD and (
        question.taken("days-before") == "clear_days"
    ):
        length = Length(length.number + 1, length.unit)
    for reading in ("licensing-applicant-periods", "short-periods-no-clause"):
        if length.unit in _DAY_UNITS and question.about(reading):
            length = Length(length.number, _UNITS[question.taken(reading)])
    return length


_UNITS: Final[Mapping[str, LengthUnit]] = MappingProxyType(
    {"working_days": LengthUnit.WORKING_DAY, "calendar_days": LengthUnit.DAY}
)
_DAY_UNITS: Final = frozenset(_UNITS.values())


def _rolls(question: Question) -> bool:
    """Tell whether the end moves; where the law is silent a reading decides."""
    limit = question.limit
    if limit.roll is not Roll.SILENT:
        return limit.roll in (Roll.STATUTE, Roll.REFERENCE)
    if limit.length.unit in (LengthUnit.WORKING_DAY, LengthUnit.HOUR):
        return False
    answer = question.taken("roll-when-silent")
    if answer == "by_side":
        return limit.side is Side.CITIZEN
    return answer == "rolled"


def _extension(question: Question) -> Length | None:
    """Return how much longer the period was made; only what the rule allows."""
    asked = question.facts.extended
    if not asked:
        return None
    allowed = question.limit.extension
    if allowed is None:
        raise PeriodError("该期限不得延长", "the rule allows no extension")
    longer = asked if isinstance(asked, Length) else allowed.length
    if longer is None:
        raise PeriodError("须给出延长的期限", "say by how much it was extended")
    if allowed.length:
        most = Length(allowed.length.number * (allowed.times or 1), allowed.length.unit)
        if longer.unit is not most.unit or longer.number > most.number:
            too_long = (f"延长至多{most.label('zh')}", f"at most {most} longer")
            raise PeriodError(*too_long)
    return longer


def _cap(question: Question) -> date | None:
    """Return the day beyond which the period never goes."""
    cap, begun = question.limit.cap, question.facts.cap_from
    if cap is None:
        return None
    if begun is None:
        question.notices.append(
            Label(
                f"未给出“{cap.starts.zh}”，最长期限未计",
                f"no day given of: {cap.starts.en}",
            )
        )
        return None
    moves = question.taken("cap-rolls") == "rolled"
    whole = Period(length=cap.length, rolls=moves)
    return deadline_of(whole, begun, question.calendar).latest


_FIRST_DAY_READINGS: Final[Mapping[Nature, str]] = MappingProxyType(
    {Nature.RESTRAINT: "restraint-first-day", Nature.VALIDITY: "validity-start"}
)


def _first_day(question: Question) -> FirstDay:
    """Tell whether the first day counts; for restraints and validity by reading."""
    limit = question.limit
    if limit.first_day is FirstDay.COUNTED:
        return limit.first_day
    reading = _FIRST_DAY_READINGS.get(limit.nature)
    if reading is None or limit.length.unit is LengthUnit.HOUR:
        return FirstDay.EXCLUDED
    return FirstDay.of(question.taken(reading))


def _first_hour(question: Question) -> FirstHour:
    """Tell whether the starting hour counts: by the law that governs the counting."""
    if question.limit.length.unit is not LengthUnit.HOUR:
        return FirstHour.EXCLUDED
    answer = question.taken("hours")
    if answer != "by_regime":
        return FirstHour.of(answer)
    return FirstHour.EXCLUDED if question.about("hours") else FirstHour.EXACT
