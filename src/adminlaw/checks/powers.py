"""Powers as their register lists them."""

from __future__ import annotations

from collections.abc import Iterator

from adminlaw.checks.identity import check
from adminlaw.checks.records import sight_of_record
from adminlaw.checks.sights import Context, Sight
from adminlaw.findings import Outcome, failed, passed, unknown
from adminlaw.labels import Label
from adminlaw.model import Power
from adminlaw.model.registers import kind_of


def _powers(context: Context) -> Iterator[Sight[Power]]:
    for power in context.register.powers:
        yield sight_of_record(power, power.name)


@check(
    "P101",
    zh="职权载明依据",
    en="a power names its basis",
    rule="powers.basis",
    over=_powers,
)
def power_has_basis(power: Power, context: Context) -> Outcome:
    """A power without a basis in law is no power.

    Blind to: whether the basis is in force and may create the power. Absence counts
    as failure only where the register declares powers complete.
    """
    if power.basis or power.basis_text.strip():
        return passed(Label("载明依据", "its basis is named"))
    if kind_of(Power) in context.register.complete:
        return failed(Label("未载明依据", "it names no basis"), {"named": "0"})
    return unknown(Label("未载明依据", "it names no basis"), (Label("依据", "basis"),))
