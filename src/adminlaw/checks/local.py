"""Rules that places have of their own for one thing, found by how their ids end.

``hunan.documents.validity`` is Hunan's rule of ``documents.validity``; another place
names its own in the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from adminlaw.checks.sights import Context
from adminlaw.rulebook import Rule, Rulebook


def local_rules(context: Context, name: str) -> tuple[Rule, ...]:
    """Return the rules of the place, and of those around it, for one thing."""
    return tuple(
        rule
        for rule in context.law.rules.values()
        if rule.place
        and rule.id.endswith(f".{name}")
        and rule.applies_in(context.division)
    )


def rule_on(own: tuple[Rule, ...], national: str, day: date) -> str:
    """Return the id of the place's rule of a day, or else of the national one."""
    return next((each.id for each in own if each.on(day)), national)


def by_ending(*names: str) -> Callable[[Rulebook], tuple[str, ...]]:
    """Return a function that names all rules for some things, wherever they apply."""

    def rules(law: Rulebook) -> tuple[str, ...]:
        endings = tuple(f".{name}" for name in names)
        held = (*law.rules.values(), *law.review.values())
        return tuple(rule.id for rule in held if rule.id.endswith(endings))

    return rules
