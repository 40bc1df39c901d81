"""Waivers: findings that somebody has accepted for a time, and why.

A waiver hides nothing: the finding stays in the report, marked as waived.
"""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from adminlaw.errors import FieldValueError
from adminlaw.model.fields import typed
from adminlaw.model.headings import record_html
from adminlaw.model.identities import AuthorityId, WaiverId


@frozen(kw_only=True, field_transformer=typed)
class Waiver:
    """One finding that is accepted until a day (豁免).

    Attributes:
        check: Id of the check whose finding it accepts.
        subject: Key of what was judged, as the report prints it: as a rule the id
            of the record.
        reason: Why the finding is accepted.
        role: Office of the person who accepted it; never a name.
        authority: Register id of the body for which that person spoke.
        day: The day on which it was accepted.
        expires: Its last day; from the next day on it waives nothing.

    Raises:
        FieldValueError: it ends before it begins.

    >>> Waiver(
    ...     id=WaiverId("w"),
    ...     check="D201",
    ...     subject="doc-1",
    ...     reason="承继的历史文件",
    ...     role="法制机构负责人",
    ...     day=date(2025, 1, 6),
    ...     expires=date(2025, 12, 31),
    ... ).expires
    datetime.date(2025, 12, 31)
    """

    id: WaiverId
    check: str
    subject: str
    reason: str
    role: str
    day: date
    expires: date = field()
    authority: AuthorityId | None = None

    _repr_html_ = record_html

    @expires.validator
    def _not_before_it_begins(self, _attribute: object, value: date) -> None:
        if value < self.day:
            raise FieldValueError(
                "expires", value, f"不早于 {self.day}", f"no day before {self.day}"
            )
