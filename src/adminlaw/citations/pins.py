"""Read and write the list of places that a citation names in its instrument.

A list shares the levels above the first one that a later pin writes:
第五条第一款、第三款第二项 is two places in 第五条. An article shares nothing, for
articles are numbered through the whole instrument (《立法法》第六十五条 names the
levels). A range stands for every number in it: 第十条至第十二条 is three places, and an
inserted 第十条之一 is not among them, for no statute is asked. The limits: a list with
two readings (第五、六条第一款, 第五条、第三款) is refused where exactly one citation is
read, and read as the nearer words suggest in running text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Never

from adminlaw.citations.grammar import ANY, NUMERAL, STEMS, TO, pieces
from adminlaw.citations.numerals import LARGEST, misread_at, read_numeral
from adminlaw.citations.provisions import MARKS, Provision
from adminlaw.errors import CitationSyntaxError

Pin = dict[str, int]
"""The levels of one place, as `Provision.levels` gives them."""

_NAMES: Final = {mark: name for name, mark in MARKS.items() if name != "suffix"}
_RANKS: Final = {name: rank for rank, name in enumerate(MARKS)}
_SUBPART: Final = "分编"

_OPENED, _NUMBER, _AND, _MORE = pieces(ANY)

_LEVEL: Final = re.compile(
    rf"\s*+(第\s*+)?({_NUMBER})({_MORE})\s*+(分编|[编章节条款项目])"
    rf"(?:\s*+(之)\s*+({NUMERAL}))?"
)
_SUFFIX: Final = re.compile(rf"之\s*+({NUMERAL})")
_NUMBERS: Final = re.compile(rf"({TO})?(?:\s*+第)?\s*+({_NUMBER})")
_CONNECTOR: Final = re.compile(rf"\s*+(?:({TO})|{_AND})\s*+|\s++(?=第)")
_FIRST_ONES: Final = re.compile(rf"\s*+前\s*+({NUMERAL})\s*+个?([款项])(?![目])")
_PROVISO: Final = re.compile(r"\s*+的?但书")
_BLANKS: Final = re.compile(r"\s*+")
_UP_TO_MARK: Final = re.compile(rf"(?:第\s*+)?(?:({_NUMBER}{_MORE})|({_OPENED}))?\s*+")

_MOST_NEAREST: Final = 1500
"""Places of the longest list in running text; the longest code has 1260 articles."""
_A_PIN: Final = ("第 and a number", "“第”加数字")
_A_NUMBER: Final = ("a number from 1 to 9999", "1至9999的数字")
_A_MARK: Final = ("one of 编章节条款项目", "编、章、节、条、款、项、目之一")
_A_BRACKET: Final = ("）", "）")
_A_CONNECTOR: Final = ("a lower level, 、 or the end", "下一级、顿号，或者引用到此结束")
_SAME_LEVEL: Final = (
    "a place on a level that the one before has, or an article",
    "与前一处同级或者更高的条款，或者某条",
)
_ONE_ARTICLE: Final = (
    "、 or the end: 之 follows one article",
    "顿号或者结束：之几仅接单独一条",
)
_A_LATER: Final = (
    "a later place on the level where the range begins",
    "与起点同级、在其之后的条款",
)


def read_pins(
    text: str, position: int, *, nearest: bool = False
) -> tuple[Provision, ...]:
    """Read every place that *text* names from *position* to its end.

    Args:
        text: One citation.
        position: Where its first 第 stands, in code points.
        nearest: Read a list that has two readings as the nearer words suggest,
            leave 分编 out, and of a range beyond all codes keep the two ends,
            instead of refusing them.

    Raises:
        CitationSyntaxError: The rest of *text* is not one list of places.

    Source: 《立法法》第六十五条 (the levels and their numbers).

    >>> read_pins("第六十五条第二、三款", 0)
    (Provision(article=65, paragraph=2), Provision(article=65, paragraph=3))
    >>> len(read_pins("第十条至第十五条", 0))
    6
    """
    reader = _Reader(text, nearest=nearest)
    position = reader.read_list(position)
    if position < len(text):
        raise CitationSyntaxError(text, position, *_A_CONNECTOR)
    return tuple(reader.places())


class _Reader:
    """Reads one list of places, keeping what has been read of it."""

    def __init__(self, text: str, *, nearest: bool) -> None:
        self.text, self.nearest = text, nearest
        self.most = _MOST_NEAREST if nearest else LARGEST
        self.pins: list[Pin] = []
        self.provisos: set[int] = set()

    def places(self) -> list[Provision]:
        """Return the places that were read."""
        return [
            Provision.of(pin, proviso=index in self.provisos)
            for index, pin in enumerate(self.pins)
        ]

    def read_list(self, position: int) -> int:
        """Read a whole list from *position*; return where it ends."""
        text, ranged = self.text, False
        while True:
            position = self._read_place(position, ranged=ranged)
            proviso = _PROVISO.match(text, position)
            if proviso:
                self.provisos.add(len(self.pins) - 1)
                position = proviso.end()
            connector = _CONNECTOR.match(text, position)
            if connector is None:
                return _skip_blanks(text, position)
            position, ranged = connector.end(), bool(connector[1])

    def _read_place(self, position: int, *, ranged: bool) -> int:
        """Read one place, or several that share one mark; return where it ends."""
        start, before = position, self.pins[-1] if self.pins else {}
        suffix = _SUFFIX.match(self.text, position) if "suffix" in before else None
        if suffix:
            upper = _above(before, "paragraph")
            found = [upper | {"suffix": _numeral(suffix, 1)}]
            name, position = "suffix", suffix.end()
        else:
            level = _LEVEL.match(self.text, position)
            level = level or _refuse_level(self.text, position)
            upper = self._shared(level, before)
            found, name, position = self._at(level, upper), level[4], level.end()
            name = _NAMES.get(name, "part")
        found, position = self._lower(found, name, position)
        if ranged and found:
            found = [*self._between(before, found[0], start), *found]
        self.pins += found
        return position

    def _lower(
        self, found: list[Pin], name: str, position: int
    ) -> tuple[list[Pin], int]:
        """Read the levels below *name* that follow; they belong to the last place."""
        # Whether a level after 第五、六条 belongs to both or to the last is unclear.
        while self.nearest or len(found) == 1:
            first = _FIRST_ONES.match(self.text, position)
            if first and found and _RANKS[_NAMES[first[2]]] > _RANKS[name]:
                name, position = _NAMES[first[2]], first.end()
                upper, count = found.pop(), _numeral(first, 1)
                found += [upper | {name: each} for each in range(1, count + 1)]
                continue
            lower = _lower_level(self.text, position, name)
            if lower is None:
                break
            found[-1:] = self._at(lower, found[-1] if found else {})
            name, position = _NAMES.get(lower[4], "part"), lower.end()
        return found, position

    def _shared(self, level: re.Match[str], before: Pin) -> Pin:
        """Return the levels that a pin beginning with *level* has from *before*."""
        name = _NAMES.get(level[4], "part")
        if name == "article" or not before:
            return {}
        # 第五条、第三款 may mean 第五条第三款 or a paragraph of nothing named.
        if not self.nearest and _RANKS[name] > max(_RANKS[each] for each in before):
            raise CitationSyntaxError(self.text, _start(level), *_SAME_LEVEL)
        return _above(before, name)

    def _at(self, level: re.Match[str], upper: Pin) -> list[Pin]:
        """Return one place under *upper* for each number of *level*."""
        if level[4] == _SUBPART:
            if not self.nearest:
                raise CitationSyntaxError(self.text, level.start(4), *_A_MARK)
            return [upper] if upper else []
        name = _NAMES[level[4]]
        if not level[3] and not level[5]:
            return [upper | {name: _numeral(level, 2)}]
        pins: list[Pin] = []
        for one in _NUMBERS.finditer(self.text, level.start(2), level.end(3)):
            pin = upper | {name: _number(one, 2)}
            if one[1]:
                pins += self._between(pins[-1], pin, one.start(2), len(pins))
            pins.append(pin)
        if level[5]:
            if name != "article" or (len(pins) > 1 and not self.nearest):
                raise CitationSyntaxError(self.text, level.start(5), *_ONE_ARTICLE)
            pins[-1]["suffix"] = _numeral(level, 6)
        return pins

    def _between(
        self, first: Pin, last: Pin, position: int, read: int = 0
    ) -> list[Pin]:
        """Return the places between the two ends of a range, without them."""
        name = _ranged_level(first, last)
        low, high = first.get(name, 0), last.get(name, 0)
        if not name or low >= high or high - low > self.most - len(self.pins) - read:
            if self.nearest:
                return []
            raise CitationSyntaxError(self.text, position, *_A_LATER)
        upper = _above(last, name) if name != "article" else {}
        pins = [upper | {name: number} for number in range(low + 1, high)]
        if name == "article" and "suffix" in last:
            # Up to 第十二条之二 the range holds 第十二条 and 第十二条之一.
            pins.append({"article": high})
            pins += [{"article": high, "suffix": n} for n in range(1, last["suffix"])]
        return pins


def _ranged_level(first: Pin, last: Pin) -> str:
    """Return the highest level on which two ends differ; empty if none can range."""
    for name in MARKS:
        if first.get(name) == last.get(name):
            continue
        if name == "suffix":
            return name if name in last else ""
        if name in first and name in last:
            return name
        # 第三章第十条至第十二条: the articles are counted through the chapters.
        if _RANKS[name] > _RANKS["article"] or "article" not in last:
            return ""
    return ""


def write_pins(provisions: Sequence[Provision]) -> str:
    """Write *provisions* as one list, each level no oftener than needed.

    Three or more numbers in a row are a range.

    >>> write_pins([Provision(article=5, item=1), Provision(article=5, item=2)])
    '第五条第一项、第二项'
    >>> write_pins([Provision(article=number) for number in (3, 4, 5, 7)])
    '第三条至第五条、第七条'
    """
    written, index = "", 0
    while index < len(provisions):
        pin = provisions[index]
        before = provisions[index - 1] if index else None
        written += "、" * bool(index) + str(_unshared(pin, before) if before else pin)
        run = _run_from(provisions, index)
        if run > index + 1:
            written += f"至{_unshared(provisions[run], provisions[run - 1])}"
            index = run
        index += 1
    return written


def _run_from(provisions: Sequence[Provision], index: int) -> int:
    """Return where the run of numbers that begins at *index* ends."""
    end = index
    while end + 1 < len(provisions) and _next_to(provisions[end], provisions[end + 1]):
        end += 1
    return end


def _next_to(one: Provision, two: Provision) -> bool:
    """Tell whether *two* is *one* with its last number, and no other, counted on."""
    if one.proviso or two.proviso:
        return False
    levels, following = one.levels(), two.levels()
    name = next(reversed(levels), "")
    if name == "article" and len(levels) > 1:
        return False
    return bool(name) and following == levels | {name: levels[name] + 1}


def can_follow(pin: Provision, before: Provision) -> bool:
    """Tell whether *pin*, written after *before*, is read as itself.

    >>> fifth = Provision(article=5, paragraph=1)
    >>> can_follow(Provision(article=5, paragraph=3), fifth)
    True
    >>> can_follow(Provision(paragraph=3), fifth)  # it would be read as 第五条第三款
    False
    """
    top, top_before = next(iter(pin.levels())), next(iter(before.levels()))
    return top == "article" or _RANKS[top] <= _RANKS[top_before]


def _unshared(pin: Provision, before: Provision) -> Provision:
    """Return the part of *pin* that has to be written after *before*."""
    levels, shared = pin.levels(), before.levels()
    for name in MARKS:
        if levels.get(name) == shared.get(name):
            continue
        shares = name in levels and name in shared and name not in {"article", "suffix"}
        if not shares:
            return pin
        return Provision.of(_below(levels, _RANKS[name] - 1), proviso=pin.proviso)
    return pin


def _below(levels: Pin, rank: int) -> Pin:
    """Return the levels that rank lower than *rank*."""
    return {name: number for name, number in levels.items() if _RANKS[name] > rank}


def _lower_level(text: str, position: int, name: str) -> re.Match[str] | None:
    """Match the next level of the same place, if one follows."""
    if position == len(text):
        return None
    level = _LEVEL.match(text, position)
    if level is None:
        if text[position] == "第":
            _refuse_level(text, position)
        return None
    # Without 第 or a bracket the number may be a part of the next word.
    begun = level[1] or level[2][0] in "（("
    rank = _RANKS[_NAMES.get(level[4], "part")]
    lower = rank > _RANKS[name] or level[4] == _SUBPART
    return level if begun and lower else None


def _above(levels: Pin, name: str) -> Pin:
    """Return the levels that rank higher than the level *name*."""
    rank = _RANKS[name]
    return {each: number for each, number in levels.items() if _RANKS[each] < rank}


def _numeral(found: re.Match[str], group: int) -> int:
    """Return the number that *group* of *found* writes, in brackets or not."""
    number = read_numeral(found[group])
    return _number(found, group) if number is None else number


def _number(found: re.Match[str], group: int = 0) -> int:
    """Return the number of a numeral, a bracketed one or a heavenly stem.

    Basic laws count items with （甲）（乙）, which count 1, 2.
    """
    written = found[group]
    bare = written.strip("（()）").strip()
    number = STEMS.find(bare) + 1 or read_numeral(bare)
    if number is None:
        start = found.start(group) + written.index(bare)
        raise CitationSyntaxError(found.string, start + misread_at(bare), *_A_NUMBER)
    return number


def _start(level: re.Match[str]) -> int:
    """Return where *level* begins after its blanks."""
    return _skip_blanks(level.string, level.start())


def _skip_blanks(text: str, position: int) -> int:
    """Return the position of the next character that is not blank."""
    if position == len(text):
        return position
    blanks = _BLANKS.match(text, position)
    return blanks.end() if blanks else position


def _refuse_level(text: str, position: int) -> Never:
    """Point at the character that keeps a level from being read."""
    start = _skip_blanks(text, position)
    begun = _UP_TO_MARK.match(text, start)
    end = begun.end() if begun else start
    if begun and begun[1]:
        raise CitationSyntaxError(text, end, *_A_MARK)
    if begun and begun[2]:
        raise CitationSyntaxError(text, end, *_A_BRACKET)
    raise CitationSyntaxError(text, end, *(_A_NUMBER if end > start else _A_PIN))
