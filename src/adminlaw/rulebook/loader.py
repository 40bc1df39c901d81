"""The rule book: what ships, and what a city adds; asked by id and day.

The rules of figures and of places are read at once, for an audit goes through all of
them. The rules of the statutes are many and are asked for one by one: a file is read
when a rule of its area is asked for, and once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from attrs import field, frozen

from adminlaw.converter import shown
from adminlaw.errors import FieldValueError, InputError, Problem, UnknownRuleError
from adminlaw.identifiers import parse_division_code
from adminlaw.labels import Label
from adminlaw.markup import html_table
from adminlaw.rulebook.limits import TimeLimit
from adminlaw.rulebook.reading import Book, read_file, unknown_measures
from adminlaw.rulebook.rules import Measure, Rule, RuleVersion
from adminlaw.wording import nearest


@frozen
class ShippedRules(Mapping[str, Rule]):
    """The rules of a folder of the data by id; a file is read when it is asked for.

    The word before the first dot of an id is its area and names the file:
    ``penalty.decide`` stands in ``penalty.toml``, and ``litigation.sue`` in
    ``litigation.toml`` or in one of ``litigation.*.toml``.

    Attributes:
        folder: ``statutes`` or ``review``.

    >>> ShippedRules("statutes")["penalty.decide"].label.zh
    '行政处罚决定期限'
    """

    folder: str

    def __getitem__(self, rule: str) -> Rule:
        area, _, _ = rule.partition(".")
        known = area in _areas(self.folder)
        return (_area(self.folder, area) if known else {})[rule]

    def __iter__(self) -> Iterator[str]:
        for area in _areas(self.folder):
            yield from _area(self.folder, area)

    def __len__(self) -> int:
        return sum(len(_area(self.folder, area)) for area in _areas(self.folder))


@cache
def _areas(folder: str) -> Mapping[str, tuple[Traversable, ...]]:
    """Return the files of each area, in the order of their names."""
    found: dict[str, tuple[Traversable, ...]] = {}
    for file in _files(folder):
        area, _, _ = file.name.partition(".")
        found[area] = (*found.get(area, ()), file)
    return MappingProxyType(found)


@cache
def _area(folder: str, area: str) -> Mapping[str, Rule]:
    """Return the rules of an area; files ship with the library, so one reading does."""
    book = Book()
    for file in _areas(folder)[area]:
        read_file(file, book)
    return MappingProxyType(book.rules)


@frozen(kw_only=True)
class Rulebook:
    """All rules and measures (规则库), immutable.

    Attributes:
        rules: Rules of figures, of government and of places, by id; an audit goes
            through them.
        measures: By code.
        statutes: Time limits, fixed dates and quantities of the statutes, by id.
        review: Procedures and duties that records are held against, by id.

    >>> law = load_rulebook()
    >>> law.version("figures.accuracy", date(2020, 1, 1)).modality.code
    'duty'
    """

    rules: Mapping[str, Rule]
    measures: Mapping[str, Measure]
    statutes: Mapping[str, Rule] = field(
        factory=lambda: ShippedRules("statutes"), eq=False, repr=False
    )
    review: Mapping[str, Rule] = field(
        factory=lambda: ShippedRules("review"), eq=False, repr=False
    )

    def _repr_html_(self) -> str:
        kinds = Counter(each.kind for each in self.every())
        rows = [(kind.zh, str(count)) for kind, count in kinds.most_common()]
        return html_table("规则库", ("规则种类", "规则数"), rows)

    def get(self, rule: str) -> Rule | None:
        """Return the rule of that id, of a statute or not; None if there is none."""
        return self.rules.get(rule) or self.statutes.get(rule) or self.review.get(rule)

    def every(self) -> Iterator[Rule]:
        """Yield every rule, those of the statutes last."""
        yield from self.rules.values()
        yield from self.review.values()
        yield from self.statutes.values()

    def version(self, rule: str, day: date) -> RuleVersion:
        """Return the version of a rule that is in force on *day*.

        Raises:
            UnknownRuleError: there is no such rule, or no version on that day.
        """
        held = self.get(rule)
        found = held.on(day) if held else None
        if found is None:
            known = () if held else tuple(each.id for each in self.every())
            raise UnknownRuleError(rule, day, nearest(rule, known))
        return found

    def time_limit(self, rule: str, *, on: date) -> RuleVersion:
        """Return the version of a time limit that is in force on a day.

        Args:
            rule: Its id.
            on: The day, as a rule that of the event that starts the time.

        Raises:
            UnknownRuleError: there is no such rule, or no version on that day.
            FieldValueError: the rule is no time limit.

        >>> found = load_rulebook().time_limit("penalty.decide", on=date(2021, 7, 15))
        >>> str(found.content.length), str(found.source)
        ('90 days', '《中华人民共和国行政处罚法》第六十条')
        """
        version = self.version(rule, on)
        if not isinstance(version.content, TimeLimit):
            raise FieldValueError("rule", rule, "期限的标识", "the id of a time limit")
        return version

    def label(self, measure: str) -> Label:
        """Return what a measure is called; its code where it is not known."""
        known = self.measures.get(measure)
        return known.label if known else Label(measure, measure)


def load_rulebook(
    extra: Iterable[str | Path] = (), *, place: str | None = None
) -> Rulebook:
    """Return the rules that ship with the library, and those of *extra* files.

    Args:
        extra: TOML files of the same form, such as a city's own rules.
        place: Division code of a place: rules of places where it does not lie are
            left out. Empty for national rules alone; None for those of all places.

    Raises:
        InputError: a file cannot be used, or ``place`` is no code; all are listed.

    >>> {rule.place for rule in load_rulebook(place="440881").rules.values()}
    {'', '440881'}
    """
    if place and not parse_division_code(place).valid:
        problem = Problem(
            received=shown(place),
            expected_zh="行政区划代码",
            expected_en="a division code",
        )
        raise InputError((problem,))
    files = tuple(map(Path, extra))
    return _rulebook(files, place) if files else _shipped(place)


@cache
def _shipped(place: str | None) -> Rulebook:
    """Return the rules that ship; they are immutable, so one copy serves everybody."""
    return _rulebook((), place)


def _rulebook(extra: tuple[Path, ...], place: str | None) -> Rulebook:
    book = _read((*_files(), *_files("places")), extra)
    rules = {
        each.id: each
        for each in book.rules.values()
        if place is None or each.applies_in(place)
    }
    return Rulebook(
        rules=MappingProxyType(rules), measures=MappingProxyType(book.measures)
    )


def _read(shipped: Iterable[Traversable], extra: Iterable[Path]) -> Book:
    problems: list[Problem] = []
    book = Book()
    for file in shipped:
        problems += _problems_of(file, book)
    # That no id of a statute is used by another file that ships is for a test to see;
    # asking here would read the statutes.
    book.others = (ShippedRules("review"), ShippedRules("statutes"))
    for path in extra:
        problems += _problems_of(path, book)
    problems += unknown_measures(book)
    if problems:
        raise InputError(tuple(problems))
    return book


def _problems_of(file: Traversable, book: Book) -> tuple[Problem, ...]:
    try:
        read_file(file, book)
    except InputError as error:
        return error.problems
    return ()


def _files(folder: str = "") -> tuple[Traversable, ...]:
    """Return the TOML files of a folder of the data, in the order of their names."""
    data = files("adminlaw.rulebook").joinpath("data")
    within = data.joinpath(folder) if folder else data
    found = [each for each in within.iterdir() if each.name.endswith(".toml")]
    return tuple(sorted(found, key=lambda each: each.name))
