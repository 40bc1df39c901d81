"""Read one file of rules, a TOML file with closed keys: an unknown key is refused.

A file mirrors the classes, so nothing is translated. Everything wrong with it is
reported at once, each problem with its place.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from attrs import define, evolve, field, fields

from adminlaw.converter import CONVERTER, shown, structure
from adminlaw.errors import InputError, Problem, unreadable
from adminlaw.identifiers import parse_division_code
from adminlaw.rulebook.authority import CreationAuthority, ExerciseAuthority
from adminlaw.rulebook.limits import FixedDate, Quantity, TimeLimit
from adminlaw.rulebook.precedence import Precedence
from adminlaw.rulebook.procedures import Procedure
from adminlaw.rulebook.rules import (
    Balance,
    Content,
    Frequency,
    Measure,
    Norm,
    Partition,
    Rate,
    Ratio,
    Rule,
    RuleKind,
    RuleVersion,
    Subset,
    Threshold,
    YearlyDay,
    measures_of,
)
from adminlaw.wording import listed

CONTENT_OF: Mapping[RuleKind, type[Content]] = MappingProxyType(
    {
        RuleKind.NORM: Norm,
        RuleKind.BALANCE: Balance,
        RuleKind.PARTITION: Partition,
        RuleKind.SUBSET: Subset,
        RuleKind.RATE: Rate,
        RuleKind.RATIO: Ratio,
        RuleKind.FREQUENCY: Frequency,
        RuleKind.THRESHOLD: Threshold,
        RuleKind.YEARLY_DAY: YearlyDay,
        RuleKind.TIME_LIMIT: TimeLimit,
        RuleKind.FIXED_DATE: FixedDate,
        RuleKind.QUANTITY: Quantity,
        RuleKind.PROCEDURE: Procedure,
        RuleKind.CREATION_AUTHORITY: CreationAuthority,
        RuleKind.EXERCISE_AUTHORITY: ExerciseAuthority,
        RuleKind.PRECEDENCE: Precedence,
    }
)
"""The class that holds what a rule of each kind says."""

_COMMON = frozenset(each.name for each in fields(RuleVersion)) - {"content"}
_HEADING = frozenset({"id", "label"})


@define
class Book:
    """What has been read so far, and the place of the file being read.

    Attributes:
        origins: File and path of each rule, for problems found at the end.
        others: Where other rules are held; their ids are taken.
    """

    rules: dict[str, Rule] = field(factory=dict)
    measures: dict[str, Measure] = field(factory=dict)
    origins: dict[str, tuple[str, str]] = field(factory=dict)
    others: tuple[Mapping[str, Rule], ...] = ()
    place: str = ""

    def get(self, rule: str) -> Rule | None:
        """Return the rule of that id, read or held elsewhere."""
        held = (self.rules, *self.others)
        return next((each[rule] for each in held if rule in each), None)


def read_file(file: Traversable, book: Book) -> None:
    """Add the rules and measures of a file to *book*.

    Raises:
        InputError: the file cannot be used; it lists every problem.
    """
    try:
        _read_file(file, book)
    except InputError as error:
        problems = tuple(evolve(each, file=file.name) for each in error.problems)
        raise InputError(problems) from None


def _tables(file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InputError((unreadable(file.name, error),)) from None
    except UnicodeDecodeError as error:
        byte = f"byte {error.start}"
        raise _refusal("$", byte, "UTF-8 文本", "UTF-8 text") from None
    except RecursionError:
        raise _refusal("$", "", "层级较浅的 TOML", "TOML less deep") from None
    except ValueError as error:
        raise _refusal("$", str(error), "TOML", "TOML") from None


def _read_file(file: Traversable, book: Book) -> None:
    tables = _tables(file)
    book.place = tables.pop("place", "")
    problems = list(_bad_place(book.place))
    for name, members in tables.items():
        if not isinstance(members, list):
            refusal = _refusal(f"$.{name}", members, f"[[{name}]]", f"[[{name}]]")
            problems += refusal.problems
            continue
        for index, payload in enumerate(members):
            path = f"$.{name}[{index}]"
            try:
                key = _add(name, payload, book)
                book.origins[key] = (file.name, path)
            except InputError as error:
                problems += [_under(each, path) for each in error.problems]
    if problems:
        raise InputError(tuple(problems))


def _bad_place(place: object) -> tuple[Problem, ...]:
    if place == "" or (isinstance(place, str) and parse_division_code(place).valid):
        return ()
    return _refusal("$.place", place, "行政区划代码", "a division code").problems


def _add(name: str, payload: object, book: Book) -> str:
    """Add one rule or measure to what has been read; return its id."""
    if not isinstance(payload, dict):
        raise _refusal("$", payload, "表（花括号）", "a table")
    if name == "measure":
        measure = structure(payload, Measure)
        if measure.id in book.measures:
            raise _taken(measure.id)
        book.measures[measure.id] = measure
        return measure.id
    if name not in {kind.code for kind in RuleKind}:
        raise _refusal("$", name, *listed(RuleKind.choices()))
    rule = _rule(RuleKind.of(name), payload, book)
    if book.get(rule.id):
        raise _taken(rule.id)
    book.rules[rule.id] = rule
    return rule.id


def _taken(key: str) -> InputError:
    return _refusal("$.id", key, "不重复的标识", "an id used once")


_OURS = frozenset({"kind", "place", "versions"})
"""Fields of a rule that follow from where it stands, and are not written in it."""


def _rule(kind: RuleKind, payload: dict[str, Any], book: Book) -> Rule:
    for name in sorted(payload.keys() & _OURS):
        raise _refusal("$", name, "规则的已知字段", "a known field of a rule")
    if "rests_on" in payload:
        return _resting(kind, payload, book)
    payload = dict(payload)
    versions = payload.pop("version", [])
    problems: list[Problem] = []
    read: list[RuleVersion] = []
    for index, each in enumerate(_list_of_versions(versions)):
        try:
            read.append(_version(kind, each))
        except InputError as error:
            path = f"$.version[{index}]"
            problems += [_under(problem, path) for problem in error.problems]
    try:
        heading = _heading(kind, payload, book)
    except InputError as error:
        raise InputError((*error.problems, *problems)) from None
    if problems:
        raise InputError(tuple(problems))
    rule = evolve(heading, versions=tuple(read))
    _check_versions(rule)
    return rule


def _list_of_versions(versions: object) -> list[Any]:
    if not isinstance(versions, list):
        raise _refusal("$.version", versions, "[[….version]]", "[[….version]]")
    return versions


def _heading(kind: RuleKind, payload: Mapping[str, Any], book: Book) -> Rule:
    header = {**payload, "kind": kind.code, "place": book.place, "versions": []}
    return structure(header, Rule)


def _resting(kind: RuleKind, payload: Mapping[str, Any], book: Book) -> Rule:
    """Return a rule that takes days, strength and source from another one.

    Arithmetic does not change with the law; that a breach matters does.
    """
    other = payload["rests_on"]
    base = book.get(other) if isinstance(other, str) else None
    if base is None:
        raise _refusal("$.rests_on", other, "前文已有的规则", "a rule further up")
    heading = {name: each for name, each in payload.items() if name in _HEADING}
    rest = payload.keys() - _HEADING - {"rests_on"}
    content = structure({name: payload[name] for name in rest}, CONTENT_OF[kind])
    return evolve(
        _heading(kind, heading, book),
        versions=tuple(evolve(version, content=content) for version in base.versions),
    )


def _version(kind: RuleKind, payload: object) -> RuleVersion:
    """Structure one version: what this kind of rule says, then the common keys."""
    if not isinstance(payload, dict):
        raise _refusal("$", payload, "表（花括号）", "a table")
    rest = {name: each for name, each in payload.items() if name not in _COMMON}
    common = {name: each for name, each in payload.items() if name in _COMMON}
    problems: list[Problem] = []
    content: Content = Norm()
    try:
        content = structure(rest, CONTENT_OF[kind])
    except InputError as error:
        problems += error.problems
    try:
        version = structure({**common, "content": content}, RuleVersion)
    except InputError as error:
        raise InputError((*problems, *error.problems)) from None
    if problems:
        raise InputError(tuple(problems))
    return version


def _already_structured(content: Content, _type: object) -> Content:
    return content


# The keys of a version depend on the kind of its rule, which only the loader knows:
# it structures the content first and hands it over as it is.
CONVERTER.register_structure_hook_func(
    lambda annotation: annotation == Content, _already_structured
)


def _check_versions(rule: Rule) -> None:
    """Refuse a rule without versions, or with two on one day."""
    if not rule.versions:
        raise _refusal("$.version", rule.id, "至少一个版本", "at least one version")
    for index, each in enumerate(rule.versions):
        if any(each.valid.overlaps(other.valid) for other in rule.versions[:index]):
            path = f"$.version[{index}].valid"
            raise _refusal(
                path,
                str(each.valid),
                "与其他版本不重叠的期间",
                "days that no other version has",
            )


def unknown_measures(book: Book) -> Iterator[Problem]:
    """Yield a problem for each measure that a rule names and no file defines."""
    for rule in book.rules.values():
        codes = {code for each in rule.versions for code in measures_of(each.content)}
        file, path = book.origins[rule.id]
        for code in sorted(codes - book.measures.keys()):
            yield Problem(
                file=file,
                path=path,
                received=shown(code),
                expected_zh="已定义的指标代码",
                expected_en="the code of a measure",
            )


def _refusal(path: str, received: object, zh: str, en: str) -> InputError:
    problem = Problem(
        path=path, received=shown(received), expected_zh=zh, expected_en=en
    )
    return InputError((problem,))


def _under(problem: Problem, path: str) -> Problem:
    return evolve(problem, path=f"{path}{problem.path.removeprefix('$')}")
