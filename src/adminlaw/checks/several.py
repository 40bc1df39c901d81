"""A check that judges by several rules: each thing by the one that is meant for it."""

from __future__ import annotations

from typing import TypeVar

from attrs import evolve

from adminlaw.checks.identity import Check

Item = TypeVar("Item")


def judging_also(check: Check[Item], *rules: str) -> Check[Item]:
    """Return a check that names the further rules by which it judges.

    >>> from adminlaw.checks.power_records import on_published_list
    >>> from adminlaw.rulebook import load_rulebook
    >>> on_published_list.rules(load_rulebook())
    ('powers.listed', 'powers.listed_licences')
    """
    return evolve(check, others=lambda _law: rules)
