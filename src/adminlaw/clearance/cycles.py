"""Open a clearance over a closed population, and see whether its verdicts divide it.

One verdict a document, no document left and none twice: only then do the numbers that
are published add up. Which outcomes there are is a rule, of the nation or of the place:
``clearance.<outcome>``. The limits: where only numbers are known, their sum is derived,
and is no population.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Final

from attrs import field, frozen

from adminlaw.clearance.owning import division_of, population
from adminlaw.errors import FieldValueError, Lang
from adminlaw.graph.lives import clearance_day
from adminlaw.markup import html_table
from adminlaw.model import (
    ClearanceCycle,
    ClearanceOutcome,
    ClearanceScope,
    Figure,
    Register,
)
from adminlaw.model.identities import AuthorityId, ClearanceCycleId
from adminlaw.rulebook import Norm, Rule, Rulebook, load_rulebook
from adminlaw.spans import DateSpan, plain_day

MEASURES: Final = (
    ("clearance.retained", frozenset({ClearanceOutcome.RETAINED})),
    (
        "clearance.repealed_or_lapsed",
        frozenset({ClearanceOutcome.REPEALED, ClearanceOutcome.LAPSED}),
    ),
    ("clearance.amended", frozenset({ClearanceOutcome.AMENDED})),
)
"""Measures of published numbers, each with the outcomes that it counts."""

POPULATION: Final = "clearance.population"
"""The measure of how many documents there were to clear."""


def open_cycle(
    register: Register,
    key: str,
    *,
    since: date,
    scope: ClearanceScope = ClearanceScope.NORMATIVE,
    authority: str | None = None,
) -> ClearanceCycle:
    """Return a clearance that begins on a day, with its population closed.

    Args:
        register: The records.
        key: Register id of the new clearance.
        since: Its first day.
        scope: What is cleared.
        authority: Register id of the body that clears.

    Raises:
        NotADayError: *since* is no day.
        FieldValueError: the register has a clearance of that id.

    Source: 《立法法》第一百一十六条.
    """
    plain_day(since)
    if register.get(ClearanceCycle, key) is not None:
        raise FieldValueError("key", key, "未用过的标识", "an id that is not in use")
    return ClearanceCycle(
        id=ClearanceCycleId(key),
        scope=scope,
        authority=None if authority is None else AuthorityId(authority),
        period=DateSpan(since),
        population=population(register, as_of=since, scope=scope),
    )


def allowed_outcomes(
    register: Register, *, as_of: date, rulebook: Rulebook | None = None
) -> frozenset[ClearanceOutcome]:
    """Return the outcomes that a clearance may have in the register's place.

    A norm whose id ends in ``clearance.<code of the outcome>`` allows it: the four of
    the nation, and what a place adds.

    Args:
        register: The records, for their place.
        as_of: The day.
        rulebook: The rules; those that ship, by default.

    Raises:
        NotADayError: *as_of* is no day.
    """
    plain_day(as_of)
    law, division = rulebook or load_rulebook(), division_of(register)
    named = [law.get(f"clearance.{each.code}") for each in ClearanceOutcome]
    rules = (*filter(None, named), *law.rules.values())
    codes = {
        _outcome_of(rule)
        for rule in rules
        if rule.applies_in(division) and _is_norm(rule, as_of)
    }
    return frozenset(each for each in ClearanceOutcome if each.code in codes)


def _outcome_of(rule: Rule) -> str:
    head, _, code = rule.id.rpartition("clearance.")
    return code if not head or head.endswith(".") else ""


def _is_norm(rule: Rule, day: date) -> bool:
    version = rule.on(day)
    return version is not None and isinstance(version.content, Norm)


@frozen(kw_only=True)
class ClearancePartition:
    """How the verdicts of a clearance divide its population (清理结果划分).

    Attributes:
        cycle: Register id of the clearance.
        size: How many documents there were; None where that is not recorded.
        counts: How many documents have each outcome; each document counts once.
        published: The published numbers, by measure.
        missing: Documents of the population without a verdict.
        twice: Documents with more than one verdict.
        outside: Documents with a verdict that are not of the population.
        barred: Outcomes that no rule of the place allows.
        differing: Measures whose published number is not that of the verdicts.
    """

    cycle: str
    size: int | None
    counts: Mapping[ClearanceOutcome, int] = field(hash=False)
    published: Mapping[str, int] = field(hash=False)
    missing: tuple[str, ...]
    twice: tuple[str, ...]
    outside: tuple[str, ...]
    barred: tuple[ClearanceOutcome, ...]
    differing: tuple[str, ...]

    @property
    def total(self) -> int | None:
        """The sum of the outcomes: of the verdicts, or else derived from all numbers.

        None where neither the verdicts nor all the numbers are known.
        """
        if self.counts:
            return sum(self.counts.values())
        parts = [self.published.get(measure) for measure, _ in MEASURES]
        known = [each for each in parts if each is not None]
        return sum(known) if len(known) == len(parts) else None

    @property
    def whole(self) -> bool | None:
        """Whether each document has one outcome; None where too little is known."""
        faults = (self.twice, self.outside, self.barred, self.differing)
        if any(faults):
            return False
        if self.size is None or self.total is None:
            return None
        return not self.missing and self.total == self.size

    def text(self, lang: Lang = "zh") -> str:
        """Return the sum of the outcomes, and what does not fit."""
        parts = [f"{each.text(lang)} {number}" for each, number in self.counts.items()]
        parts = parts or [str(each) for each in self.published.values()]
        size = "?" if self.size is None else str(self.size)
        lines = [f"{' + '.join(parts)} = {self.total} / {size}"]
        heads = (
            ("未作结论", "重复", "不在清理范围", "本地无此结论")
            if lang == "zh"
            else ("without a verdict", "twice", "outside", "not an outcome here")
        )
        barred = tuple(each.text(lang) for each in self.barred)
        faults = (self.missing, self.twice, self.outside, barred)
        for head, found in zip(heads, faults, strict=True):
            lines += [f"  {head}: {'、'.join(found)}"] if found else []
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [(each.zh, str(number)) for each, number in self.counts.items()]
        rows.append(("合计", str(self.total)))
        rows.append(("总体", "未载明" if self.size is None else str(self.size)))
        return html_table(f"清理结果（{self.cycle}）", ("结果", "件数"), rows)


def partition(
    cycle: ClearanceCycle,
    register: Register,
    *,
    as_of: date,
    rulebook: Rulebook | None = None,
) -> ClearancePartition:
    """Return how the verdicts of a clearance divide its population.

    Args:
        cycle: The clearance; it need not be in the register.
        register: The records, for published numbers and for the place.
        as_of: The day whose rules say which outcomes there are, where the clearance
            has no day of its own.
        rulebook: The rules; those that ship, by default.

    Raises:
        NotADayError: *as_of* is no day.
    """
    day = clearance_day(cycle) or plain_day(as_of)
    given = Counter(each.document for each in cycle.verdicts)
    first = {each.document: each.outcome for each in reversed(cycle.verdicts)}
    told = Counter(first.values())
    counts = {each: told[each] for each in ClearanceOutcome if told[each]}
    published = _published(cycle, register)
    held = frozenset(cycle.population)
    size = len(held) if held else published.get(POPULATION)
    allowed = allowed_outcomes(register, as_of=day, rulebook=rulebook)
    return ClearancePartition(
        cycle=cycle.id,
        size=size,
        counts=counts,
        published=published,
        missing=tuple(
            each for each in dict.fromkeys(cycle.population) if each not in given
        ),
        twice=tuple(each for each, number in given.items() if number > 1),
        outside=tuple(each for each in given if held and each not in held),
        barred=tuple(each for each in counts if each not in allowed),
        differing=_differing(counts, published) if counts else (),
    )


def _published(cycle: ClearanceCycle, register: Register) -> Mapping[str, int]:
    """Return the published numbers of a clearance that are whole, by measure."""
    found: dict[str, int] = {}
    for key in cycle.counts:
        figure = register.get(Figure, key)
        value = figure.value if figure else None
        if figure and figure.measure and value is not None and value == int(value):
            found.setdefault(figure.measure, int(value))
    return found


def _differing(
    counts: Mapping[ClearanceOutcome, int], published: Mapping[str, int]
) -> tuple[str, ...]:
    return tuple(
        measure
        for measure, outcomes in MEASURES
        if measure in published
        and published[measure] != sum(counts.get(each, 0) for each in outcomes)
    )
