"""What a row of the credit publicity tables leaves in doubt beside its own cells.

Every row is kept as it stands. The limits: a number may stand in two rows for two
parties of one decision, so that the second one is remarked upon and not refused.
"""

from __future__ import annotations

from datetime import date

from adminlaw.spans import DateSpan
from adminlaw.tables.building.readings import said
from adminlaw.tables.days import OPEN_END
from adminlaw.tables.desk import Desk, identity_key
from adminlaw.tables.groups import Group
from adminlaw.tables.results import place_of


def judge_row(group: Group, desk: Desk, decided: object) -> None:
    """Remark on a blank party, a number given twice, and a decision without a day."""
    if group.has("party") and not said(group, "party"):
        group.remark("party", "行政相对人名称", "the name of the party")
    _judge_number(group, desk)
    judge_day(group, "decided", decided)


def judge_day(group: Group, name: str, found: object) -> None:
    """Remark on 长期 where a day is asked for."""
    if found is OPEN_END:
        group.remark(
            name,
            "具体日期（长期不是日期，未记入）",
            "a day (an open end is none: left out)",
        )


def last_day(group: Group, decided: object) -> date | None:
    """Return the last day of publication; None where it is open, unsaid or no day.

    One before the day of the decision is kept as written, with a remark.
    """
    name = "published_until"
    found = group.value(name)
    judge_day(group, name, found)
    if isinstance(found, DateSpan):
        group.remark(name, "具体日期", "a day")
    if not isinstance(found, date):
        return None
    if isinstance(decided, date) and found < decided:
        group.remark(
            name,
            "不早于决定日期的日期（按原文记入）",
            "no day before the decision (kept as written)",
        )
    return found


def _judge_number(group: Group, desk: Desk) -> None:
    """Remark on the number of a decision that stands in a row above already."""
    number = said(group, "number")
    if not number:
        return
    seen = desk.notes.setdefault("numbers", {})
    here = place_of(group.sheet, group.rows[0], group.columns["number"][0])
    body = said(group, "handler") or said(group, "handled")
    first = seen.setdefault(identity_key(f"{body}\n{number}"), here)
    if first != here:
        group.remark(
            "number",
            f"本文件中不重复的文书号（与 {first} 相同）",
            f"a number used once in this file (the same as {first})",
        )
