"""Count what is drawn as bars: outcomes of cases, clearances, powers.

Only numbers and their names are found here, no picture is drawn, and the bars of a
group always add up to what was counted. The limits: what is too small to have a bar of
its own stands in the bar of the others, which says how many they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Self

from attrs import evolve, field, frozen

from adminlaw.errors import FieldValueError, Lang
from adminlaw.labels import Label, LabelledEnum
from adminlaw.wording import listed

MOST_BARS: Final = 60
"""More bars are refused: nobody reads them."""

MOST_MEMBERS: Final = 20
"""More members of one group are put together as others."""

OTHERS: Final = "others"
UNSAID: Final = "unsaid"
NOT_SAID: Final = Label("未载明", "not recorded")


@frozen(kw_only=True)
class Bar:
    """One number with its name.

    Attributes:
        key: The code of what was counted, or its register id; ``others`` or
            ``unsaid`` for what has neither.
        name: What it is called.
        number: How many there are.
        rest: Whether it stands for what is left: the others, or what is not recorded.
    """

    key: str
    name: Label
    number: int
    rest: bool = False


@frozen(kw_only=True)
class Group:
    """Bars that divide one whole.

    Attributes:
        key: The code of the whole, its register id or its year; empty for the only one.
        name: What it is called.
        bars: Its parts; each thing counts in one of them.
        whole: Whether they are known to make up the whole; else none has a share.
    """

    key: str
    name: Label
    bars: tuple[Bar, ...]
    whole: bool = True

    @property
    def total(self) -> int:
        """The sum of the bars."""
        return sum(each.number for each in self.bars)

    @property
    def base(self) -> int:
        """What the share of a bar is taken of; 0 where the whole is not known."""
        return self.total if self.whole else 0

    def rows(
        self, lang: Lang = "zh"
    ) -> list[dict[str, str | int | float | bool | None]]:
        """Return a flat row for each bar; ``share`` is that of the whole, 0 to 1."""
        base = self.base
        return [
            {
                "group": self.name.text(lang),
                "key": bar.key,
                "name": bar.name.text(lang),
                "number": bar.number,
                "share": bar.number / base if base else None,
                "text": worded(bar.number, base),
                "rest": bar.rest,
            }
            for bar in self.bars
        ]


@frozen(kw_only=True)
class Bars:
    """Groups of bars, as they are drawn from top to bottom.

    Attributes:
        title: What is counted.
        unit: What the axis says: what a number counts.
        groups: The wholes.
        notes: What the numbers leave out or rest on.
    """

    title: Label
    unit: Label
    groups: tuple[Group, ...]
    notes: tuple[Label, ...] = field(default=())

    def checked(self, most: int) -> Self:
        """Return the bars.

        Raises:
            FieldValueError: there is none, or more of them than *most*.
        """
        number = sum(len(each.bars) for each in self.groups)
        if number == 0:
            raise FieldValueError("bars", 0, "至少有一项可画", "something to draw")
        if number > most:
            zh = f"至多{most}条（可用 most= 放宽，或缩小所问的范围）"
            en = f"at most {most} bars, unless most= allows more; ask about less"
            raise FieldValueError("bars", number, zh, en)
        return self


def worded(number: int, total: int) -> str:
    """Return a number as it stands at its bar, with its share where it is a part.

    >>> worded(3, 4), worded(4, 4), worded(3, 0)
    ('3 (75.0%)', '4', '3')
    """
    part = total and 0 < number < total
    return f"{number} ({number / total:.1%})" if part else str(number)


def one_of(name: str, value: str, choices: Iterable[str]) -> None:
    """Refuse a word that is not among those that can be asked for.

    Raises:
        FieldValueError: it is not.
    """
    known = tuple(choices)
    if value not in known:
        zh, en = listed(known)
        raise FieldValueError(name, value, f"以下之一：{zh}", f"one of {en}")


def bar_of(member: LabelledEnum | None, number: int) -> Bar:
    """Return the bar of a member of a list; None is what is not recorded."""
    if member is None:
        return Bar(key=UNSAID, name=NOT_SAID, number=number, rest=True)
    return Bar(key=member.code, name=Label(member.zh, member.en), number=number)


def counted(members: Iterable[LabelledEnum | None]) -> list[Bar]:
    """Return a bar for each member, the longest first and equal ones as listed.

    >>> from adminlaw.model import CaseOutcome
    >>> granted, refused = CaseOutcome.GRANTED, CaseOutcome.REFUSED
    >>> [bar.number for bar in counted([refused, granted, granted, None])]
    [2, 1, 1]
    """
    numbers = Counter(members)
    return longest_first(bar_of(each, numbers[each]) for each in numbers)


def longest_first(bars: Iterable[Bar]) -> list[Bar]:
    """Return bars by their length; what is left always comes last."""
    return sorted(bars, key=lambda bar: (bar.rest, -bar.number, bar.key))


def gathered(bars: Sequence[Bar], most: int, noun: Label) -> tuple[Bar, ...]:
    """Return at most *most* bars, the shortest ones as one that says how many.

    Args:
        bars: The bars in their order.
        most: How many may stand there, at least 2.
        noun: What each of them is; its Chinese form follows a number.
    """
    if len(bars) <= most:
        return tuple(bars)
    own = [each for each in bars if not each.rest]
    rest = [each for each in bars if each.rest]
    kept, small = own[: most - 1 - len(rest)], own[most - 1 - len(rest) :]
    name = Label(f"其余{len(small)}{noun.zh}", f"{len(small)} other {noun.en}")
    number = sum(each.number for each in small)
    return (*kept, Bar(key=OTHERS, name=name, number=number, rest=True), *rest)


def told_apart(bars: Sequence[Bar]) -> Iterator[Bar]:
    """Yield bars, those that are called the same with their keys."""
    names = Counter(each.name.zh for each in bars)
    for bar in bars:
        if names[bar.name.zh] == 1:
            yield bar
        else:
            name = Label(f"{bar.name.zh}（{bar.key}）", f"{bar.name.en} ({bar.key})")
            yield evolve(bar, name=name)
