"""Lengths of time as statutes write them: a number and a unit.

A length is not yet a deadline: which days count is decided by each statute.
Lengths in different units have no order; thirty calendar days may be longer or
shorter than twenty working days.
"""

from __future__ import annotations

import re

from attrs import field, frozen

from adminlaw.errors import FieldValueError, LengthError, check_type
from adminlaw.labels import LabelledEnum
from adminlaw.markup import shown_as


class LengthUnit(LabelledEnum):
    """Unit of a statutory length (期限单位)."""

    HOUR = "hour", "小时", "hour"
    WORKING_DAY = "working day", "个工作日", "working day"
    DAY = "day", "日", "calendar day"
    WEEK = "week", "周", "week"
    MONTH = "month", "个月", "month"
    YEAR = "year", "年", "year"

    @property
    def by_month(self) -> bool:
        """Whether it ends on a corresponding day: months and years do."""
        return self in (LengthUnit.MONTH, LengthUnit.YEAR)


_LENGTH = re.compile(r"([1-9][0-9]{0,5}) (hour|working day|day|week|month|year)s?")


_LONGEST = 999_999  # what six digits of the written form can hold


@frozen
class Length:
    """A length of time (期限): a whole number of one unit.

    Raises:
        FieldValueError: *number* is below 1, or has more than six digits.
        FieldTypeError: *unit* is not a ``LengthUnit``.

    >>> str(Length.parse("20 working days"))
    '20 working days'
    >>> Length.parse("20 working days").label("zh")
    '20个工作日'
    """

    number: int = field()
    unit: LengthUnit = field()

    _repr_html_ = shown_as("期限", number="数目", unit="单位")

    @number.validator
    def _positive(self, _attribute: object, value: int) -> None:
        if type(value) is not int or not 1 <= value <= _LONGEST:
            raise FieldValueError(
                "number",
                value,
                f"1 至 {_LONGEST} 的整数",
                f"a whole number from 1 to {_LONGEST}",
            )

    @unit.validator
    def _known(self, _attribute: object, value: object) -> None:
        check_type(self, "unit", value, LengthUnit)

    @classmethod
    def parse(cls, text: str) -> Length:
        """Read a length such as ``20 working days`` or ``1 year``.

        Raises:
            LengthError: the text is anything else.
        """
        match = _LENGTH.fullmatch(text)
        if match is None:
            raise LengthError(text, LengthUnit.choices())
        return cls(int(match[1]), LengthUnit.of(match[2]))

    def __str__(self) -> str:
        return f"{self.number} {self.unit.code}{'s' if self.number != 1 else ''}"

    def label(self, lang: str = "en") -> str:
        """Return the length in words of *lang*."""
        return f"{self.number}{self.unit.zh}" if lang == "zh" else str(self)
