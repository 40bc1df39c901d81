"""Deadlines, clocks, a calendar and rules as text for a terminal, in two languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from adminlaw.citations import title_key
from adminlaw.clocks import Due, Timeline
from adminlaw.errors import Lang
from adminlaw.labels import Label
from adminlaw.periods.calendars import WorkCalendar
from adminlaw.rulebook import Rule, Rulebook, RuleKind, RuleVersion, TimeLimit
from adminlaw.rulebook.stale import StaleRule

_LAST = Label("最后一日", "last day")
_BETWEEN = Label("介于", "between")
_AND = Label("与", "and")
_MISSING = Label("尚缺", "waits for")
_RECHECK = Label("可于此日后再查", "ask again after")
_NO_CLOCK = Label("没有起算的期限", "no clock has started")
_NOT_APPLIED = Label("未适用", "Not applied")
_NOTICE = Label("放假安排", "notice")
_OFF = Label("休", "off")
_WORKING = Label("班", "working")


def due_text(answer: Due, lang: Lang = "zh", *, explain: bool = False) -> str:
    """Return by which day something is due; with *explain*, how that was found."""
    if explain:
        return answer.text(lang)
    head = f"{answer.rule.label.text(lang)}  {answer.source}"
    if answer.last_day:
        moment = answer.deadline.last_moment
        end = f"{moment:%Y-%m-%d %H:%M}" if moment else answer.last_day.isoformat()
        return f"{head}\n{_LAST.text(lang)}: {end} [{answer.status.text(lang)}]"
    days = f"{answer.earliest} {_AND.text(lang)} {answer.latest}"
    lines = [head, f"{_BETWEEN.text(lang)} {days} [{answer.status.text(lang)}]"]
    if answer.deadline.missing:
        lines.append(f"{_MISSING.text(lang)}: {answer.deadline.missing.text(lang)}")
    if answer.deadline.recheck_after:
        lines.append(f"{_RECHECK.text(lang)}: {answer.deadline.recheck_after}")
    return "\n".join(lines)


def timeline_text(found: Timeline, lang: Lang = "zh") -> str:
    """Return each clock of a case, then the limits that do not run."""
    lines = [found.text(lang) or _NO_CLOCK.text(lang)]
    if found.not_applied:
        lines += ["", f"{_NOT_APPLIED.text(lang)} ({len(found.not_applied)})"]
        lines += [f"  {x.rule}: {x.reason.text(lang)}" for x in found.not_applied]
    return "\n".join(lines)


def calendar_text(calendar: WorkCalendar, year: int, lang: Lang = "zh") -> str:
    """Return the notice of a year, its days off on weekdays and its working weekends.

    Raises:
        UnpublishedYearError: no notice is known of that year.
    """
    notice = calendar.notice(year)
    day = f" ({notice.published})" if notice.published else ""
    head = f"{year}  {_NOTICE.text(lang)}: {notice.number or '—'}{day}"
    return "\n".join([head, *_odd_days(calendar, year, lang)])


_SATURDAY = 5


def _odd_days(calendar: WorkCalendar, year: int, lang: Lang) -> Iterator[str]:
    """Yield the days that are not what their day of the week makes of them."""
    day = date(year, 1, 1)
    while day.year == year:
        works = calendar.is_working_day(day)
        if works == (day.weekday() >= _SATURDAY):
            holiday = calendar.holiday(day)
            name = f" {holiday.text(lang)}" if holiday else ""
            mark = _WORKING if works else _OFF
            yield f"  {day} {mark.text(lang)}{name}"
        day += timedelta(days=1)


def rules_on(
    book: Rulebook, day: date, title: str = "", *, kind: RuleKind | None = None
) -> Iterator[tuple[Rule, RuleVersion]]:
    """Yield each rule that is law on a day, and its version.

    Args:
        book: The rule book.
        day: The day.
        title: Only rules that rest on the instrument of this name; all without it.
        kind: Only rules of this kind; all without it.
    """
    for rule in book.every():
        version = rule.on(day) if kind in (None, rule.kind) else None
        if version and title_key(title) in ("", title_key(version.source.title)):
            yield rule, version


def rules_text(rules: Iterable[tuple[Rule, RuleVersion]], lang: Lang = "zh") -> str:
    """Return a line for each rule: id, label, length, article, how it is known."""
    lines = []
    for rule, version in rules:
        content = version.content
        length = content.length.label(lang) if isinstance(content, TimeLimit) else ""
        status = version.status.text(lang)
        parts = (rule.id, rule.label.text(lang), length, str(version.source))
        lines.append("  ".join([*filter(None, parts), f"[{status}]"]))
    return "\n".join(lines)


def stale_text(found: Iterable[StaleRule], lang: Lang = "zh") -> str:
    """Return a line for each rule whose source is not known to be law."""
    return "\n".join(
        f"{each.rule.id}  {each.version.source}  {each.standing.text(lang)}: "
        f"{each.reason.text(lang)}"
        for each in found
    )
