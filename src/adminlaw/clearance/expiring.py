"""Watch documents run out: without a notice, and soon (有效期届满).

A document whose validity has run out while nobody said so is the commonest fault in
practice: it is still handed out and applied. The limits: what is on record is told;
that no notice is recorded shows that none was given only where the register declares
its documents and clearances complete.
"""

from __future__ import annotations

from datetime import date, timedelta

from attrs import frozen

from adminlaw.clearance.owning import (
    noticed_by_clearance,
    own_documents,
    possible,
    ran_out,
)
from adminlaw.clearance.recurring import CALENDAR, after
from adminlaw.errors import FieldValueError, Lang
from adminlaw.labels import LabelledEnum
from adminlaw.markup import shown_as
from adminlaw.model import ClearanceScope, Document, EventKind, Register
from adminlaw.periods import Length
from adminlaw.spans import plain_day

SHOWS_ABSENCE = frozenset({"documents", "clearance_cycles"})
"""Kinds of record that have to be complete before a missing notice is known."""


class SunsetState(LabelledEnum):
    """How a document stands to the end of its validity (有效期状态)."""

    RUN_OUT = "run_out", "已届满而未公告", "run out without a notice"
    RUN_OUT_RENEWED = (
        "run_out_renewed",
        "已届满，另有延续记录",
        "run out, though a renewal is recorded",
    )
    RUNNING_OUT = "running_out", "即将届满", "running out soon"


@frozen(kw_only=True)
class Sunset:
    """A document at the end of its validity (有效期届满的文件).

    Attributes:
        document: Its register id.
        title: What it is called.
        last_day: The last day on which it is valid.
        state: How it stands to that day.
        certain: Whether the register is complete enough to know that no notice
            was given; True for what still runs.
    """

    document: str
    title: str
    last_day: date
    state: SunsetState
    certain: bool

    _repr_html_ = shown_as(
        "有效期届满的文件",
        title="标题",
        document="标识",
        last_day="最后一日",
        state="状态",
        certain="是否确定",
    )

    def text(self, lang: Lang = "zh") -> str:
        """Return the document as one line."""
        unsure = "" if self.certain else " ?"
        return f"{self.last_day} {self.title}: {self.state.text(lang)}{unsure}"


def sunsets(
    register: Register,
    *,
    as_of: date,
    within: Length,
    scope: ClearanceScope = ClearanceScope.NORMATIVE,
) -> tuple[Sunset, ...]:
    """Return the own documents that ran out without a notice, or will soon.

    Args:
        register: The records.
        as_of: The day.
        within: How far ahead to look.
        scope: Which documents.

    Returns:
        The documents by their last day.

    Raises:
        NotADayError: *as_of* is no day.
        FieldValueError: *within* is not in days, weeks, months or years.
    """
    plain_day(as_of)
    if within.unit not in CALENDAR:
        raise FieldValueError(
            "within", str(within), "日、周、月、年", "days, weeks, months or years"
        )
    noticed = noticed_by_clearance(register, as_of)
    horizon = after(as_of, within)
    complete = register.complete >= SHOWS_ABSENCE
    found = [
        sunset
        for each in own_documents(register, scope)
        if each.id not in noticed
        and (sunset := _sunset(each, (as_of, horizon), complete=complete)) is not None
    ]
    return tuple(sorted(found, key=lambda each: (each.last_day, each.document)))


def _sunset(
    document: Document, days: tuple[date, date], *, complete: bool
) -> Sunset | None:
    """Return a document with the end of its validity, if that is to be watched."""
    as_of, horizon = days
    until = document.valid.until if document.valid else None
    if until is None:
        return None
    last_day = until - timedelta(days=1)
    if ran_out(document, as_of):
        renewed = possible(document.events, EventKind.RENEWED, as_of)
        state = SunsetState.RUN_OUT_RENEWED if renewed else SunsetState.RUN_OUT
        known = complete and not renewed
    elif as_of <= last_day <= horizon and not _ended(document, as_of):
        state, known = SunsetState.RUNNING_OUT, True
    else:
        return None
    return Sunset(
        document=document.id,
        title=document.title,
        last_day=last_day,
        state=state,
        certain=known,
    )


def _ended(document: Document, day: date) -> bool:
    kinds = (EventKind.REPEALED, EventKind.LAPSED)
    return any(possible(document.events, kind, day) for kind in kinds)
