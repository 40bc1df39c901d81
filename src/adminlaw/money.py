"""Amounts of money with their unit: 元 or 万元, never a float."""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen

from adminlaw.errors import FieldValueError, check_type
from adminlaw.labels import LabelledEnum

_ZEROS_IN_WAN = 4


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
    Decimal('15000')
    """

    amount: Decimal = field()
    unit: MoneyUnit = field(default=MoneyUnit.YUAN)

    @amount.validator
    def _finite(self, _attribute: object, value: object) -> None:
        if not isinstance(value, Decimal) or not value.is_finite():
            raise FieldValueError("amount", value, "有限小数", "a finite Decimal")

    @unit.validator
    def _known(self, _attribute: object, value: object) -> None:
        check_type(self, "unit", value, MoneyUnit)

    @property
    def yuan(self) -> Decimal:
        """The amount in 元."""
        if self.unit is MoneyUnit.YUAN:
            return self.amount
        # By its digits: multiplication would round to the caller's decimal context.
        sign, digits, exponent = self.amount.as_tuple()
        whole = exponent if isinstance(exponent, int) else 0
        shifted = Decimal((sign, digits, whole + _ZEROS_IN_WAN))
        return Decimal(format(shifted, "f")) if whole < 0 else shifted

    def __str__(self) -> str:
        return f"{self.amount}{self.unit.zh}"
