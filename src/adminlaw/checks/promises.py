"""Promised time limits against the limits that the law sets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from adminlaw.checks.identity import check
from adminlaw.checks.sights import Context, Sight
from adminlaw.findings import (
    Outcome,
    Subject,
    failed,
    not_assessable,
    passed,
    unknown,
)
from adminlaw.labels import Label
from adminlaw.model import ServiceItem
from adminlaw.periods import Length
from adminlaw.rulebook import Rulebook, TimeLimit


def _promised(context: Context) -> Iterator[Sight[ServiceItem]]:
    """Yield the items that promise a limit."""
    for item in context.register.service_items:
        if item.promised_limit is not None:
            yield Sight(
                item=item,
                subject=Subject(
                    key=item.id,
                    label=Label(item.name, item.name),
                    records=(f"service_items/{item.id}",),
                ),
            )


@check(
    "S101",
    zh="承诺期限不超过法定期限",
    en="a promised limit is within the limit set by law",
    rule="service.limit",
    over=_promised,
)
def promise_within_law(item: ServiceItem, context: Context) -> Outcome:
    """A promise to be slower than the law promises to break it.

    Blind to: limits in different units, which have no order without a calendar.
    """
    statutory = item.statutory_limit or _by_rule(item, context.law, context.as_of)
    promised = item.promised_limit
    if statutory is None or promised is None:
        return unknown(
            Label("法定期限未载明", "the limit set by law is not recorded"),
            (Label("法定期限", "statutory limit"),),
            {"promised": str(promised)},
        )
    facts = {"promised": str(promised), "statutory": str(statutory)}
    if promised.unit is not statutory.unit:
        return not_assessable(
            Label("期限单位不同，不能直接比较", "limits in different units"), facts
        )
    if promised.number <= statutory.number:
        return passed(
            Label("承诺期限不超过法定期限", "the promise is within the law"), facts
        )
    return failed(Label("承诺期限超过法定期限", "the promise is beyond the law"), facts)


def _by_rule(item: ServiceItem, law: Rulebook, day: date) -> Length | None:
    rule = law.get(item.limit_rule)
    version = rule.on(day) if rule else None
    if version is None or not isinstance(version.content, TimeLimit):
        return None
    return version.content.length
