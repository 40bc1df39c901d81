"""A check: a pure function with an identity, and where it looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from attrs import frozen

from adminlaw.checks.reasons import reason_of
from adminlaw.checks.sights import Context, Sight
from adminlaw.findings import Outcome
from adminlaw.labels import Label
from adminlaw.rulebook import Rulebook

Item = TypeVar("Item")

Select = Callable[[Context], Iterator[Sight[Item]]]
Judge = Callable[[Item, Context], Outcome]
Rules = Callable[[Rulebook], tuple[str, ...]]


def also(*rules: str) -> Rules:
    """Return a function that names further rules by which a check judges.

    >>> from adminlaw.checks.power_records import on_published_list
    >>> from adminlaw.rulebook import load_rulebook
    >>> on_published_list.rules(load_rulebook())
    ('powers.listed', 'powers.listed_licences')
    """
    return lambda _law: rules


_NO_OTHERS = also()


@frozen(kw_only=True)
class Check(Generic[Item]):
    """A judgement that can be asked for by its id (检查).

    Attributes:
        id: Stable id, a letter for the field and a number.
        label: What it asks.
        rule: Id of the rule that gives it source and severity, where what it looks
            at brings no rule of its own; empty where it always does.
        select: Yields what there is to judge.
        judge: Says of one thing how it fares; it reads no clock and changes nothing.
        others: Returns the ids of further rules that it judges by.
        afterwards: Whether it looks at what the other checks have said.
    """

    id: str
    label: Label
    rule: str
    select: Select[Item]
    judge: Judge[Item]
    others: Rules = _NO_OTHERS
    afterwards: bool = False

    @property
    def why(self) -> Label:
        """Why it matters."""
        return reason_of(self.id).why

    @property
    def blind(self) -> Label:
        """What it cannot see."""
        return reason_of(self.id).blind

    def rules(self, law: Rulebook) -> tuple[str, ...]:
        """Return the ids of the rules that it judges by, as far as *law* holds them."""
        named = (self.rule, *self.others(law))
        return tuple(each for each in dict.fromkeys(named) if law.get(each))


def check(  # noqa: PLR0913 - each says one thing of the check
    code: str,
    *,
    zh: str,
    en: str,
    rule: str,
    over: Select[Item],
    others: Rules = _NO_OTHERS,
    afterwards: bool = False,
) -> Callable[[Judge[Item]], Check[Item]]:
    """Make a check of a judging function."""

    def made(judge: Judge[Item]) -> Check[Item]:
        return Check(
            id=code,
            label=Label(zh, en),
            rule=rule,
            select=over,
            judge=judge,
            others=others,
            afterwards=afterwards,
        )

    return made
