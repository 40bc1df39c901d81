"""The facts table that ships: names, versions, their days, their articles.

It answers which version is in force on a day, and whether an article exists in it,
without a text. Every day has its own source, and what is only remembered says so.
Law lives in ``data/instruments.toml`` (kept by hand) and ``data/addresses.toml``
(made from texts); nothing of it is in Python.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any

from attrs import evolve, field, frozen

from adminlaw.citations import Provision, title_key
from adminlaw.converter import shown, structure
from adminlaw.errors import FieldValueError, InputError, Problem
from adminlaw.findings import SourceStatus
from adminlaw.statutes.addresses import Addresses, parse_addresses
from adminlaw.statutes.holdings import Holdings
from adminlaw.statutes.instruments import (
    DayFact,
    Ending,
    InForce,
    Instrument,
    PartFact,
    Version,
)
from adminlaw.statutes.kinds import InstrumentKind
from adminlaw.statutes.names import Names
from adminlaw.statutes.records import ActKind
from adminlaw.statutes.resolutions import Cited, Resolution
from adminlaw.statutes.resolving import resolve


@frozen(kw_only=True)
class _PartRow:
    """Provisions with a day of their own, as a file states them."""

    part: str
    commenced: date
    source: str
    status: SourceStatus = SourceStatus.READ


@frozen(kw_only=True)
class _VersionRow:
    """One version, as a file states it."""

    adopted: date
    act: ActKind | None = None
    days: tuple[date, ...] = ()
    commenced: date | None = None
    source: str = ""
    status: SourceStatus = SourceStatus.READ
    part: tuple[_PartRow, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse a day that does not say where it is from."""
        if self.commenced and not self.source:
            raise FieldValueError("source", "", "施行日期的出处", "a source of the day")


@frozen(kw_only=True)
class _EndingRow:
    """The end of an instrument, as a file states it."""

    day: date
    source: str
    by: str = ""
    status: SourceStatus = SourceStatus.READ


@frozen(kw_only=True)
class _InstrumentRow:
    """One instrument, as a file states it; *complete* if no version is left out."""

    title: str
    kind: InstrumentKind | None = None
    place: str = ""
    issuer: str = ""
    number: str = ""
    aliases: tuple[str, ...] = ()
    complete: bool = False
    version: tuple[_VersionRow, ...] = ()
    ended: tuple[_EndingRow, ...] = ()


@frozen(kw_only=True)
class _DecisionRow:
    """A decision that amends many instruments at once, as a file states it."""

    title: str
    body: str
    adopted: date
    commenced: date
    source: str
    status: SourceStatus = SourceStatus.READ


@frozen(kw_only=True)
class _AddressRow:
    """The articles of one version, as a file states them."""

    title: str
    adopted: date
    articles: str

    def __attrs_post_init__(self) -> None:
        """Refuse a line that cannot be read."""
        parse_addresses(self.articles)


@frozen(kw_only=True)
class AmendingDecision:
    """A decision that amends many instruments, and when it commences (一揽子修改决定).

    Attributes:
        title: Its name, marks off.
        body: Who made it, a name without its session.
        adopted: When it was made.
        commenced: When what it amends commences.
    """

    title: str
    body: str
    adopted: date
    commenced: DayFact


@frozen(kw_only=True)
class Facts:
    """The facts table (事实表): instruments, decisions, addresses; immutable.

    >>> held = load_facts().on("行政处罚法", date(2021, 7, 14))
    >>> held.version.adopted.isoformat()
    '2017-09-01'
    """

    instruments: tuple[Instrument, ...]
    decisions: tuple[AmendingDecision, ...]
    addresses: Mapping[tuple[str, date], Addresses] = field(repr=False)
    names: Names = field(repr=False, eq=False)

    def instrument(self, title: str) -> Instrument:
        """Return the instrument that bears a name.

        Raises:
            UnknownInstrumentError: none does.
            AmbiguousTitleError: several do.
        """
        return self.names.one(title)

    def on(self, title: str, day: date) -> InForce:
        """Say which version of an instrument is in force on a day.

        Raises:
            UnknownInstrumentError: no instrument bears the name.
            AmbiguousTitleError: several do.
        """
        return self.instrument(title).on(day)

    def has(self, title: str, provision: Provision, *, on: date) -> bool | None:
        """Tell whether a place exists in the version in force on a day.

        Returns:
            None where no version is known to be in force, or its articles are not
            held.

        Raises:
            UnknownInstrumentError: no instrument bears the name.
            AmbiguousTitleError: several do.

        >>> load_facts().has("行政复议法", Provision(article=90), on=date(2024, 1, 1))
        True
        """
        instrument = self.instrument(title)
        version = instrument.on(on).version
        if version is None:
            return None
        table = self.addresses.get((title_key(instrument.title), version.adopted))
        return table.has(provision) if table else None

    @cached_property
    def _holdings(self) -> Holdings:
        """What citations are looked up in."""
        return Holdings(self.names, self.addresses)

    def resolve(
        self,
        citation: Cited | str,
        *,
        as_of: date | None = None,
        within: str | None = None,
    ) -> Resolution:
        """Say what a citation refers to as far as the table tells, or why not.

        Args:
            citation: The citation, or its text.
            as_of: The day on which it is read. Without it: the version that the
                citation names, else the day of the text *within*, else the latest.
            within: Any name of the instrument in whose text it stands.

        Raises:
            CitationSyntaxError: *citation* is a text and no single citation.

        Source: 《立法法》第六十一条、第六十五条.

        >>> facts = load_facts()
        >>> facts.resolve("《行政复议法》第九十条", as_of=date(2023, 12, 31)).status
        ResolutionStatus.OTHER_VERSION
        """
        return resolve(citation, self._holdings, as_of=as_of, within=within)

    def commencement(self, body: str, document: str, adopted: date) -> DayFact | None:
        """Return when the amendments made by a decision commence, where it is held.

        Args:
            body: Who made the decision, without the session.
            document: Its name; empty where only body and day are known, which is
                enough where all decisions of that day agree.
            adopted: When it was made.
        """
        key = title_key(document)
        found = {
            each.commenced.day: each.commenced
            for each in self.decisions
            if each.adopted == adopted
            and each.body == body
            and key in ("", title_key(each.title))
        }
        return next(iter(found.values())) if len(found) == 1 else None


def load_facts(extra: Iterable[str | Path] = ()) -> Facts:
    """Return the facts that ship with the library, and those of *extra* files.

    Args:
        extra: TOML files of the same form; an instrument in one of them replaces
            the one that ships.

    Raises:
        InputError: a file cannot be used; it lists every problem.
    """
    paths = tuple(Path(each) for each in extra)
    return _load(paths) if paths else _shipped_facts()


@cache
def _shipped_facts() -> Facts:
    return _load(())


def _load(extra: tuple[Path, ...]) -> Facts:
    data = files("adminlaw.statutes").joinpath("data")
    shipped = [data.joinpath(name) for name in ("instruments.toml", "addresses.toml")]
    rows: dict[str, list[Any]] = {name: [] for name in _ROWS}
    problems: list[Problem] = []
    for file in (*shipped, *extra):
        for name, row, found in _rows(file):
            rows[name] += [row] if row is not None else []
            problems += found
    if problems:
        raise InputError(tuple(problems))
    instruments = {title_key(row.title): _instrument(row) for row in rows["instrument"]}
    held = tuple(instruments.values())
    return Facts(
        instruments=held,
        decisions=tuple(_decision(row) for row in rows["decision"]),
        addresses=MappingProxyType(
            {
                (title_key(row.title), row.adopted): parse_addresses(row.articles)
                for row in rows["text"]
            }
        ),
        names=Names(held),
    )


_ROWS: Mapping[str, type] = MappingProxyType(
    {"instrument": _InstrumentRow, "decision": _DecisionRow, "text": _AddressRow}
)


def _rows(file: Traversable) -> Iterator[tuple[str, Any, tuple[Problem, ...]]]:
    """Yield each table of a file: its kind, and what it states or what is wrong."""
    try:
        tables = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        problem = Problem(
            file=file.name,
            received=error.strerror or "",
            expected_zh="可读的文件",
            expected_en="a readable file",
        )
        yield "instrument", None, (problem,)
        return
    except ValueError as error:
        problem = Problem(
            file=file.name,
            received=shown(str(error)),
            expected_zh="TOML",
            expected_en="TOML",
        )
        yield "instrument", None, (problem,)
        return
    for name, members in tables.items():
        for index, payload in enumerate(
            members if isinstance(members, list) else [members]
        ):
            path = f"$.{name}[{index}]"
            try:
                yield name, _row(name, payload), ()
            except InputError as error:
                problems = tuple(
                    evolve(
                        each, file=file.name, path=path + each.path.removeprefix("$")
                    )
                    for each in error.problems
                )
                yield "instrument", None, problems


def _row(name: str, payload: object) -> object:
    if name not in _ROWS:
        known = "、".join(_ROWS)
        raise InputError(
            (Problem(received=shown(name), expected_zh=known, expected_en=known),)
        )
    return structure(payload, _ROWS[name])


def _instrument(row: _InstrumentRow) -> Instrument:
    return Instrument(
        title=row.title,
        kind=row.kind,
        place=row.place,
        issuer=row.issuer,
        number=row.number,
        aliases=row.aliases,
        versions=tuple(
            _version(each, first=row.complete and index == 0)
            for index, each in enumerate(row.version)
        ),
        endings=tuple(
            Ending(
                ended=DayFact(day=each.day, source=each.source, status=each.status),
                by=each.by,
            )
            for each in row.ended
        ),
    )


def _version(row: _VersionRow, *, first: bool) -> Version:
    fact = row.commenced and DayFact(
        day=row.commenced, source=row.source, status=row.status
    )
    return Version(
        adopted=row.adopted,
        act=row.act,
        days=frozenset({row.adopted, *row.days}),
        commenced=fact or None,
        parts=tuple(
            PartFact(
                part=each.part,
                commenced=DayFact(
                    day=each.commenced, source=each.source, status=each.status
                ),
            )
            for each in row.part
        ),
        first=first,
    )


def _decision(row: _DecisionRow) -> AmendingDecision:
    return AmendingDecision(
        title=row.title,
        body=row.body,
        adopted=row.adopted,
        commenced=DayFact(day=row.commenced, source=row.source, status=row.status),
    )
