"""Put counts together to an indicator, and refuse where they do not belong together.

Counts of different units, scopes, places or as-of days are never added or divided;
a base that is or may be zero gives no rate.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import frozen

from adminlaw.labels import Label
from adminlaw.measures.amounts import Amount, total
from adminlaw.measures.definitions import IndicatorDefinition, IndicatorKind
from adminlaw.measures.results import Count, CountBasis
from adminlaw.measures.viewing import UnanswerableError
from adminlaw.model import Unit

_HUNDRED = 100  # in the hundred: what a percentage is


@frozen(kw_only=True)
class Operands:
    """The counts of an indicator: added, taken off, and those of the base."""

    plus: tuple[Count, ...]
    minus: tuple[Count, ...] = ()
    base: tuple[Count, ...] = ()

    @property
    def every(self) -> tuple[Count, ...]:
        """All of them."""
        return (*self.plus, *self.minus, *self.base)


def combined(
    definition: IndicatorDefinition, operands: Operands, share: Amount | None = None
) -> tuple[Amount, Count, Count | None]:
    """Return the amount of an indicator, its numerator and its base.

    Args:
        definition: What it is.
        operands: Its counts.
        share: The bounds of the share, where more is known than the counts tell.

    Raises:
        UnanswerableError: the counts do not belong together, or there is no base.
    """
    _check(definition, operands)
    above = _numerator(operands)
    below = joined(operands.base) if operands.base else None
    if below is None:
        return above.amount, above, None
    if below.amount.exact == 0:
        raise UnanswerableError(ZERO_BASE)
    if share is not None:
        return share.times(_HUNDRED), above, below
    rate = definition.kind is IndicatorKind.RATE
    scaled = above.amount.times(_HUNDRED) if rate else above.amount
    amount = scaled.over(below.amount)
    if amount is None:
        raise UnanswerableError(OPEN_BASE)
    if rate:
        if amount.least > _HUNDRED:
            raise UnanswerableError(NO_PART)
        amount = amount.within(Fraction(0), Fraction(_HUNDRED))
    return amount, above, below


ZERO_BASE = Label("分母为零", "the base is zero")
OPEN_BASE = Label("分母可能为零", "the base may be zero")
NO_PART = Label("分子大于分母，不是其中一部分", "the numerator is more than the base")
NO_END = Label("减数没有上限", "what is taken off has no upper bound")


def _numerator(operands: Operands) -> Count:
    above = joined(operands.plus)
    if not operands.minus:
        return above
    off = joined(operands.minus)
    rest = above.amount.minus(off.amount)
    if rest is None:
        raise UnanswerableError(NO_END)
    label = Label(
        f"{above.label.zh}－{off.label.zh}", f"{above.label.en} - {off.label.en}"
    )
    return _made((*operands.plus, *operands.minus), label, rest, " - ")


def joined(counts: Sequence[Count]) -> Count:
    """Return several counts added up, or the only one."""
    if len(counts) == 1:
        return counts[0]
    label = Label(
        "＋".join(each.label.zh for each in counts),
        " + ".join(each.label.en for each in counts),
    )
    return _made(counts, label, total(each.amount for each in counts), " + ")


def _made(counts: Sequence[Count], label: Label, amount: Amount, sign: str) -> Count:
    first = counts[0]
    bases = {each.basis for each in counts}
    days = [each.as_of for each in counts if each.as_of]
    return Count(
        id=sign.join(each.id for each in counts),
        label=label,
        amount=amount,
        basis=first.basis if len(bases) == 1 else CountBasis.MIXED,
        unit=first.unit,
        records=tuple(dict.fromkeys(key for each in counts for key in each.records)),
        as_of=days[0] if days else None,
        period=first.period,
        place=first.place,
        scope=first.scope,
        complete=all(each.complete for each in counts),
        parts=tuple(counts),
    )


def _check(definition: IndicatorDefinition, operands: Operands) -> None:
    """Refuse counts that do not belong together."""
    together = (*operands.plus, *operands.minus)
    if definition.kind is IndicatorKind.RATE:
        together = operands.every
    _same_unit(together)
    if definition.kind is not IndicatorKind.RATE:
        _same_unit(operands.base)
    days = dict.fromkeys(each.as_of for each in operands.every if each.as_of)
    if len(days) > 1:
        named = "、".join(map(str, days))
        raise UnanswerableError(
            Label(f"统计日不同：{named}", f"the as-of days differ: {named}")
        )


def _same_unit(counts: Iterable[Count]) -> None:
    units: dict[Unit, None] = dict.fromkeys(each.unit for each in counts)
    if len(units) > 1:
        zh = "、".join(each.zh for each in units)
        en = ", ".join(each.en for each in units)
        raise UnanswerableError(Label(f"单位不同：{zh}", f"the units differ: {en}"))
