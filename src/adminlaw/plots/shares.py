"""Divide wholes into parts that are drawn: a clearance, the powers of a place.

Each document and each power counts once. The limits: of a clearance of which only
numbers are published, what they do not name is the rest; a power that says at which
levels it is exercised stands at all of them together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, Literal, TypeAlias

from attrs import frozen

from adminlaw.clearance.cycles import MEASURES, ClearancePartition
from adminlaw.errors import FieldValueError
from adminlaw.identifiers import DivisionLevel
from adminlaw.labels import Label
from adminlaw.model import (
    Authority,
    ClearanceCycle,
    ClearanceOutcome,
    Power,
    PowerKind,
    Register,
    days_in_force,
)
from adminlaw.model.identities import AuthorityId
from adminlaw.plots.bars import (
    MOST_MEMBERS,
    NOT_SAID,
    UNSAID,
    Bar,
    Bars,
    Group,
    bar_of,
    counted,
    gathered,
    longest_first,
    one_of,
    told_apart,
)
from adminlaw.spans import plain_day

Clearance: TypeAlias = (
    ClearancePartition | ClearanceCycle | Mapping[ClearanceOutcome, int]
)
"""What says how a clearance ended."""

By: TypeAlias = Literal["kind", "level", "department"]
"""What powers are counted by."""

Holders: TypeAlias = Mapping[AuthorityId, Authority]

REST: Final = "rest"
NO_VERDICT: Final = Label("未作结论", "without a verdict")
UNNAMED: Final = Label("其余未列明", "the rest, not named")
_ALL: Final = Label("", "")
_DOCUMENTS: Final = Label("文件（件）", "documents")
_POWERS: Final = Label("职权（项）", "powers")


# Clearances.


@frozen(kw_only=True)
class _Divided:
    """How one clearance ended, and how many documents it had, where that is known."""

    key: str
    bars: tuple[Bar, ...]
    size: int | None
    rest: Label = UNNAMED
    outside: int = 0

    @property
    def left(self) -> int | None:
        """How many documents no outcome names; below 0 where the numbers clash."""
        done = sum(each.number for each in self.bars) - self.outside
        return None if self.size is None else self.size - done

    def group(self, name: Label) -> Group:
        """Return the outcomes, with the rest where there is one."""
        left = self.left or 0
        rest = Bar(key=REST, name=self.rest, number=left, rest=True)
        return Group(
            key=self.key,
            name=name,
            bars=(*self.bars, *([rest] if left > 0 else ())),
            whole=self.size is not None,
        )

    def notes(self, head: str) -> Iterator[Label]:
        """Yield what the reader of the bars has to know."""
        if self.size is None:
            zh, en = "文件总数未载明", "how many documents there were is not recorded"
            yield Label(f"{head}{zh}", f"{head}{en}")
        elif self.left is not None and self.left < 0:
            zh, en = (
                f"各项之和超过总数{self.size}",
                f"more than the {self.size} there were",
            )
            yield Label(f"{head}{zh}", f"{head}{en}")
        if self.outside:
            zh = f"其中{self.outside}件不在清理范围"
            en = f"{self.outside} of them are outside of the clearance"
            yield Label(f"{head}{zh}", f"{head}{en}")


def clearance_of(
    given: Clearance | Sequence[ClearancePartition | ClearanceCycle],
    *,
    size: int | None = None,
) -> Bars:
    """Return how one clearance, or each of several, divides its documents.

    Args:
        given: What ``partition`` gave, a clearance with its verdicts, or the number of
            each outcome; or several of the first two.
        size: How many documents there were, where *given* does not say so.

    Raises:
        FieldValueError: a clearance has no verdicts.

    >>> counts = {ClearanceOutcome.RETAINED: 92, ClearanceOutcome.AMENDED: 23}
    >>> [bar.number for bar in clearance_of(counts, size=179).groups[0].bars]
    [92, 23, 64]
    """
    wholes = given if isinstance(given, Sequence) else (given,)
    divided = [_divided(each, size) for each in wholes]
    several = len(divided) > 1
    groups = tuple(
        each.group(Label(each.key, each.key) if several else _ALL) for each in divided
    )
    return Bars(
        title=Label("历次清理结果", "results of the clearances")
        if several
        else _headed(divided),
        unit=_DOCUMENTS,
        groups=groups if any(each.total for each in groups) else (),
        notes=tuple(
            note
            for each in divided
            for note in each.notes(f"{each.key}: " if several else "")
        ),
    )


def _headed(divided: Sequence[_Divided]) -> Label:
    """Return the title of the only clearance, with its documents if they are known."""
    key = "".join(f" {each.key}".rstrip() for each in divided)
    size = next((each.size for each in divided), None)
    if size is None:
        return Label(f"清理结果{key}", f"clearance{key}")
    return Label(f"清理结果{key}（共{size}件）", f"clearance{key} ({size})")


def _divided(given: Clearance, size: int | None) -> _Divided:
    if isinstance(given, Mapping):
        return _Divided(key="", bars=_outcomes(given), size=size)
    if isinstance(given, ClearanceCycle):
        return _of_verdicts(given, size)
    whole = size if given.size is None else given.size
    if not given.counts:
        bars = _published(given.published)
        return _Divided(key=given.cycle, bars=bars, size=whole)
    return _Divided(
        key=given.cycle,
        bars=_outcomes(given.counts),
        size=whole,
        rest=NO_VERDICT,
        outside=len(given.outside),
    )


def _of_verdicts(cycle: ClearanceCycle, size: int | None) -> _Divided:
    if not cycle.verdicts:
        zh = "有结论的清理；只有公布数字的，先用 partition(…)"
        en = "a clearance with verdicts; of published numbers, give partition(…)"
        raise FieldValueError("clearance", cycle.id, zh, en)
    first = {each.document: each.outcome for each in reversed(cycle.verdicts)}
    held = frozenset(cycle.population)
    return _Divided(
        key=cycle.id,
        bars=_outcomes(Counter(first.values())),
        size=len(held) if held else size,
        rest=NO_VERDICT,
        outside=len(first.keys() - held) if held else 0,
    )


def _outcomes(counts: Mapping[ClearanceOutcome, int]) -> tuple[Bar, ...]:
    """Return a bar for each outcome, in the order of their list."""
    found = (each for each in ClearanceOutcome if each in counts)
    return tuple(bar_of(each, counts[each]) for each in found)


def _published(numbers: Mapping[str, int]) -> tuple[Bar, ...]:
    """Return a bar for each published number, which may count several outcomes."""
    found = []
    for measure, outcomes in MEASURES:
        if measure in numbers:
            members = [each for each in ClearanceOutcome if each in outcomes]
            zh = "或".join(each.zh for each in members)
            en = " or ".join(each.en for each in members)
            code = measure.rpartition(".")[2]
            found.append(Bar(key=code, name=Label(zh, en), number=numbers[measure]))
    return tuple(found)


# Powers.


def powers_of(
    given: Register | Iterable[Power],
    *,
    by: str,
    register: Register | None = None,
    as_of: date | None = None,
    most: int = MOST_MEMBERS,
) -> Bars:
    """Return how many powers there are, by kind, by level and kind, or by department.

    Args:
        given: The powers, or the register that holds them.
        by: ``kind``, ``level`` or ``department``.
        register: Where the names and the levels of their holders stand, if *given* are
            powers.
        as_of: Only powers that are in force on this day.
        most: The most departments with a bar of their own, at least 2.

    Raises:
        FieldValueError: *by* is none of these, or *most* is too small.
        NotADayError: *as_of* is no day.
    """
    one_of("by", by, ("kind", "level", "department"))
    if most < 2:  # noqa: PLR2004 - one department and the others
        raise FieldValueError("most", most, "2以上", "at least 2")
    held = given if isinstance(given, Register) else register
    authorities = held.authorities if held else ()
    holders: Holders = {each.id: each for each in authorities}
    powers = given.powers if isinstance(given, Register) else tuple(given)
    if as_of is not None:
        plain_day(as_of)
        spans = ((each, days_in_force(each)) for each in powers)
        powers = tuple(each for each, days in spans if days and as_of in days)
    groups = {
        "kind": lambda: _one(counted(each.kind for each in powers)),
        "level": lambda: _by_level(powers, holders),
        "department": lambda: _one(_departments(powers, holders), most),
    }[by]()
    return Bars(
        title=_called(by, len(powers), as_of),
        unit=_POWERS,
        groups=groups if powers else (),
        notes=tuple(_notes(powers, by)),
    )


def _called(by: str, number: int, as_of: date | None) -> Label:
    zh = {"kind": "类型", "level": "层级和类型", "department": "部门"}[by]
    en = {"kind": "kind", "level": "level and kind", "department": "department"}[by]
    day, on = (f"，{as_of}", f", {as_of}") if as_of else ("", "")
    return Label(
        f"行政职权，按{zh}（共{number}项{day}）", f"powers by {en} ({number}{on})"
    )


def _notes(powers: Sequence[Power], by: str) -> Iterable[Label]:
    parts = sum(each.parent is not None for each in powers)
    if parts:
        yield Label(f"含子项{parts}项", f"{parts} of them are parts of another")
    unsaid = sum(not each.levels for each in powers)
    if by == "level" and unsaid:
        yield Label(
            f"{unsaid}项未载明行使层级，按行使机关所在层级计",
            f"{unsaid} do not say their level and count at that of the holder",
        )


def _one(bars: Sequence[Bar], most: int = len(PowerKind)) -> tuple[Group, ...]:
    noun = Label("个部门", "departments")
    return (Group(key="", name=_ALL, bars=gathered(bars, most, noun)),)


def _departments(powers: Iterable[Power], holders: Holders) -> list[Bar]:
    numbers = Counter(each.holder for each in powers)
    names = {key: holders[key].name if key in holders else key for key in numbers}
    bars = [
        Bar(key=key, name=Label(names[key], names[key]), number=number)
        for key, number in numbers.items()
    ]
    return longest_first(told_apart(bars))


def _by_level(powers: Iterable[Power], holders: Holders) -> tuple[Group, ...]:
    """Return a group for each level, or set of levels, the highest first."""
    found: dict[tuple[DivisionLevel, ...], list[Power]] = {}
    for each in powers:
        found.setdefault(_levels(each, holders), []).append(each)
    order = tuple(DivisionLevel)
    ordered = sorted(
        found, key=lambda each: (not each, [order.index(level) for level in each])
    )
    return tuple(
        Group(
            key="+".join(level.code for level in each) or UNSAID,
            name=_named(each, len(found[each])),
            bars=tuple(counted(power.kind for power in found[each])),
        )
        for each in ordered
    )


def _levels(power: Power, holders: Holders) -> tuple[DivisionLevel, ...]:
    holder = holders.get(power.holder)
    own = holder.level if holder else None
    found = set(power.levels or ((own,) if own else ()))
    return tuple(each for each in DivisionLevel if each in found)


def _named(levels: Sequence[DivisionLevel], number: int) -> Label:
    zh = "、".join(each.zh for each in levels) or NOT_SAID.zh
    en = ", ".join(each.en for each in levels) or NOT_SAID.en
    return Label(f"{zh}（{number}项）", f"{en} ({number})")
