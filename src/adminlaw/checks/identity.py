"""A check: a pure function with an identity, and where it looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from attrs import frozen

from adminlaw.checks.sights import Context, Sight
from adminlaw.findings import Outcome
from adminlaw.labels import Label

Item = TypeVar("Item")

Select = Callable[[Context], Iterator[Sight[Item]]]
Judge = Callable[[Item, Context], Outcome]


@frozen(kw_only=True)
class Check(Generic[Item]):
    """A judgement that can be asked for by its id (检查).

    Attributes:
        id: Stable id, a letter for the field and a number.
        label: What it asks.
        rule: Id of the rule that gives it source and severity, where what it looks
            at brings no rule of its own.
        select: Yields what there is to judge.
        judge: Says of one thing how it fares; it reads no clock and changes nothing.
        why: Why it matters, and what the check is blind to.
    """

    id: str
    label: Label
    rule: str
    select: Select[Item]
    judge: Judge[Item]
    why: str


def check(
    code: str, *, zh: str, en: str, rule: str, over: Select[Item]
) -> Callable[[Judge[Item]], Check[Item]]:
    """Make a check of a judging function; its docstring says why it matters."""

    def made(judge: Judge[Item]) -> Check[Item]:
        return Check(
            id=code,
            label=Label(zh, en),
            rule=rule,
            select=over,
            judge=judge,
            why=(judge.__doc__ or "").strip(),
        )

    return made
