"""Amounts of money with their unit: 元 or 万元, never a float."""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen

from adminlaw.errors import FieldValueError
from adminlaw.labels import LabelledEnum

_YUAN_IN_WAN = 10_000


class MoneyUnit(LabelledEnum):
    """Unit of an amount (金额单位)."""

    YUAN = "yuan", "元", "yuan"
    WAN_YUAN = "wan_yuan", "万元", "ten thousand yuan"


@frozen
class Money:
    """An amount (金额) as it was written, with its unit.

    Equality compares what was written; ``yuan`` compares what is meant.

    Raises:
        FieldValueError: the amount is not a finite ``Decimal``.

    >>> Money(Decimal("1.5"), MoneyUnit.WAN_YUAN).yuan
    Decimal('15000.0')
    """

    amount: Decimal = field()
    unit: MoneyUnit = field(default=MoneyUnit.YUAN)

    @amount.validator
    def _finite(self, _attribute: object, value: object) -> None:
        if not isinstance(value, Decimal) or not value.is_finite():
            raise FieldValueError("amount", value, "有限小数", "a finite Decimal")

    @property
    def yuan(self) -> Decimal:
        """The amount in 元."""
        factor = _YUAN_IN_WAN if self.unit is MoneyUnit.WAN_YUAN else 1
        return self.amount * factor

    def __str__(self) -> str:
        return f"{self.amount}{self.unit.zh}"
