"""Find rules whose source is no longer law (依据失效的规则).

A rule cites one text of an instrument. When the instrument is amended or ended, the
rule has to be looked at again, though its words may have stayed. Which version is in
force is asked of the facts table (《立法法》第六十一条: a law states its 施行日期). The
limits: the source of the rule is looked at, not that of its extension or its unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from attrs import frozen

from adminlaw.errors import AmbiguousTitleError, UnknownInstrumentError
from adminlaw.labels import Label
from adminlaw.rulebook.loader import Rulebook
from adminlaw.rulebook.rules import Rule, RuleVersion
from adminlaw.statutes import Facts, InForce, Standing


@frozen(kw_only=True)
class StaleRule:
    """A rule in force whose source is not known to be (依据失效的规则).

    Attributes:
        rule: The rule.
        version: Its version on the day asked for.
        standing: How the instrument stands: ended, not begun, unknown; in force
            where another text of it is than the one cited.
        reason: Why the rule is named.
        text: Day of adoption of the text in force, where that is another one.
    """

    rule: Rule
    version: RuleVersion
    standing: Standing
    reason: Label
    text: date | None = None


def stale(rulebook: Rulebook, facts: Facts, day: date) -> tuple[StaleRule, ...]:
    """Name each rule in force on *day* that cites what is not in force on it.

    Where the facts table does not say what is in force, the standing is unknown: such
    a rule may be sound.

    >>> from adminlaw.rulebook import load_rulebook
    >>> from adminlaw.statutes import load_facts
    >>> found = stale(load_rulebook(), load_facts(), date(2024, 12, 1))
    >>> any(each.rule.id == "penalty.decide" for each in found)
    False
    """

    @cache
    def standing(title: str) -> InForce:
        return _standing(facts, title, day)

    return tuple(
        StaleRule(
            rule=rule,
            version=version,
            standing=answer.standing,
            reason=_reason(version, answer),
            text=answer.version.adopted if answer.version else None,
        )
        for rule, version in _in_force(rulebook, day)
        if not _sound(version, answer := standing(version.source.title))
    )


def _in_force(rulebook: Rulebook, day: date) -> Iterator[tuple[Rule, RuleVersion]]:
    for rule in rulebook.every():
        version = rule.on(day)
        if version is not None:
            yield rule, version


def _standing(facts: Facts, title: str, day: date) -> InForce:
    try:
        return facts.on(title, day)
    except (UnknownInstrumentError, AmbiguousTitleError) as error:
        reason = Label(error.message("zh"), error.message("en"))
        return InForce(standing=Standing.UNKNOWN, reason=reason)


def _sound(version: RuleVersion, answer: InForce) -> bool:
    """Tell whether the text cited is the one in force; any is, if none is named."""
    if answer.standing is not Standing.IN_FORCE or answer.version is None:
        return False
    days = {answer.version.adopted, *answer.version.days}
    return not version.texts or not days.isdisjoint(version.texts)


def _reason(version: RuleVersion, answer: InForce) -> Label:
    if answer.version is None:
        return answer.reason
    return Label(
        f"引用{version.text}文本，{answer.reason.zh}",
        f"cites the text of {version.text}; {answer.reason.en}",
    )
