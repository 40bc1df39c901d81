"""What each indicator is, as data (``data/*.toml``).

A count says which records, which days and what counts, and which printed figures
say the same; an indicator puts counts together. Each has one sentence by which a
person can work it out by hand. The keys are described at the head of
``data/cases.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from attrs import evolve, field, frozen

from adminlaw.converter import structure
from adminlaw.labels import Label, LabelledEnum
from adminlaw.markup import shown_as
from adminlaw.measures.outcomes import outcome_sets
from adminlaw.measures.statuses import DefinitionStatus
from adminlaw.model import EventKind, Unit
from adminlaw.rates import Rounding
from adminlaw.rulebook import Rulebook, load_rulebook

FILES = ("cases", "documents", "people", "powers", "government")
"""The areas, in the order in which indicators are given."""


class IndicatorKind(LabelledEnum):
    """How an indicator is worked out (指标类别)."""

    COUNT = "count", "计数", "count"
    SUM = "sum", "合计", "sum"
    RATE = "rate", "比率", "rate"
    QUOTIENT = "quotient", "均值", "quotient"
    INTERVAL = "interval", "间隔", "interval"
    CHANGE = "change", "升降", "change"


class CountWindow(LabelledEnum):
    """Up to which days an event counts (计入时段)."""

    PERIOD = "period", "期间内", "in the period"
    TO_DATE = "to_date", "截至统计日", "up to the as-of day"


@frozen(kw_only=True)
class Select:
    """Which records count, and for how much (计数条件); see ``data/cases.toml``.

    Attributes:
        of: Collection of the register, or one that ``counting`` derives.
        where: Field and codes, one of which it has.
        present: Fields that are filled.
        absent: Fields that are empty.
        event: Kinds of event, one of which happened; of several, the first decides.
        time: On which days that event counts.
        passed: How it went; None if that does not matter.
        then: Kinds of event, one of which happened up to the as-of day.
        unless: Kinds of event, none of which happened up to the as-of day.
        state: States of a case, one of which it is in.
        in_force: Whether its days of validity have to hold the as-of day.
        dated: Field whose day or days lie in the period.
        add: Field whose number is added up; empty to count records.
        also: Name of what more is asked; empty if nothing.
    """

    of: str
    where: dict[str, tuple[str, ...]] = field(factory=dict)
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    event: tuple[EventKind, ...] = ()
    time: CountWindow = CountWindow.PERIOD
    passed: bool | None = None
    then: tuple[EventKind, ...] = ()
    unless: tuple[EventKind, ...] = ()
    state: tuple[str, ...] = ()
    in_force: bool = False
    dated: str = ""
    add: str = ""
    also: str = ""


@frozen(kw_only=True)
class CountDefinition:
    """What is counted (计数定义).

    Attributes:
        definition: The sentence by which a person counts.
        source: Where that comes from; empty where it is our own.
        measure: Codes of printed figures that say the same; None for its own id.
        stand_in: Codes of figures taken where none of those is printed.
        sum_of: Ids of counts whose printed figures add up to it.
        assumption: What has to be supposed when figures stand in or are added.
        part: Whether it only serves a rate.
        select: Which records count; None where no record tells.
    """

    id: str
    label: Label
    definition: Label
    unit: Unit
    status: DefinitionStatus
    source: str = ""
    measure: tuple[str, ...] | None = None
    stand_in: tuple[str, ...] = ()
    sum_of: tuple[str, ...] = ()
    assumption: Label | None = None
    part: bool = False
    select: Select | None = None


@frozen(kw_only=True)
class IndicatorDefinition:
    """What an indicator is (指标定义).

    Attributes:
        per: Unit of the base of a quotient.
        rounding: How it is shortened to *places* decimals.
        source: Where the definition comes from; empty where it is our own.
        numerator: Ids of the counts that are added up.
        minus: Ids of counts that are taken off.
        denominator: Ids of the counts of the base, added up.
        published: Codes of printed figures of the indicator itself.
        of: Id of the indicator of which it is the change.
        by: Field whose members each have a value, with a base of their own.
        share_by: Field whose members each have a value, over the whole base.
        across_scopes: Whether its base is by definition of another scope than its
            numerator, as all the officers of a city are.
        one_member: Whether it has no total where there is more than one member.
    """

    id: str
    label: Label
    definition: Label
    kind: IndicatorKind
    unit: Unit
    status: DefinitionStatus
    per: Unit | None = None
    rounding: Rounding = Rounding.HALF_UP
    places: int = 2
    source: str = ""
    numerator: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    of: str = ""
    by: str = ""
    share_by: str = ""
    across_scopes: bool = False
    one_member: bool = False

    _repr_html_ = shown_as(
        "指标定义",
        id="标识",
        label="名称",
        definition="定义",
        unit="单位",
        numerator="分子",
        minus="减",
        denominator="分母",
        rounding="舍入方式",
        source="来源",
    )

    @property
    def counts(self) -> tuple[str, ...]:
        """Ids of every count that it needs, each once."""
        return tuple(dict.fromkeys((*self.numerator, *self.minus, *self.denominator)))


@frozen(kw_only=True)
class Definitions:
    """Every count and every indicator by id (指标库), immutable."""

    counts: Mapping[str, CountDefinition]
    indicators: Mapping[str, IndicatorDefinition]

    def codes(self, count: str) -> tuple[str, ...]:
        """Return the codes of printed figures that say what a count says."""
        own = self.counts[count].measure
        return (count,) if own is None else own


@cache
def shipped_definitions() -> Definitions:
    """Return the definitions that ship with the library.

    >>> held = shipped_definitions()
    >>> held.indicators["reconsideration.conclusion_rate"].label.zh
    '行政复议结案率'
    """
    law = load_rulebook()
    tables = [_tables(area) for area in FILES]
    pattern = next(each["printing"] for each in tables if "printing" in each)
    counts: dict[str, CountDefinition] = {}
    indicators: dict[str, IndicatorDefinition] = {}
    for table in tables:
        found = [structure(row, CountDefinition) for row in table["count"]]
        found += _printed(table, law, structure(pattern["definition"], Label))
        counts |= {each.id: each for each in found}
        own = (_as_indicator(each) for each in found if not each.part)
        indicators |= {each.id: each for each in own}
        stated = (structure(row, IndicatorDefinition) for row in table["indicator"])
        indicators |= {each.id: each for each in stated}
    return Definitions(
        counts=MappingProxyType(counts), indicators=MappingProxyType(indicators)
    )


def _tables(area: str) -> dict[str, Any]:
    path = files("adminlaw.measures").joinpath("data", f"{area}.toml")
    table = tomllib.loads(path.read_text("utf-8"))
    for row in table["count"]:
        where = row.get("select", {}).get("where", {})
        for name, codes in where.items():
            where[name] = list(_spelt_out(codes))
    return table


def _spelt_out(codes: Iterable[str]) -> Iterator[str]:
    """Yield codes, and in the place of ``@id`` those of a set of outcomes."""
    for code in codes:
        if code.startswith("@"):
            yield from (each.code for each in outcome_sets()[code[1:]].outcomes)
        else:
            yield code


def _printed(
    table: Mapping[str, Any], law: Rulebook, pattern: Label
) -> Iterator[CountDefinition]:
    """Yield the counts that only reports tell, each named by its measure."""
    for code in _codes(table.get("printed", ())):
        measure = law.measures[code]
        yield CountDefinition(
            id=code,
            label=measure.label,
            definition=Label(
                pattern.zh.format(zh=measure.label.zh),
                pattern.en.format(en=measure.label.en),
            ),
            unit=measure.unit,
            status=DefinitionStatus.OWN,
        )


def _codes(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield from row["codes"]


def _as_indicator(count: CountDefinition) -> IndicatorDefinition:
    """Return the indicator that a count is by itself."""
    plain = IndicatorDefinition(
        id=count.id,
        label=count.label,
        definition=count.definition,
        kind=IndicatorKind.COUNT,
        unit=count.unit,
        status=count.status,
        numerator=(count.id,),
    )
    return evolve(plain, source=count.source)
