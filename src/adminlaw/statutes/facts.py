"""The facts table that ships: names, versions, their days, their articles.

It answers without a text which version is in force on a day, whether an article
exists in it, which article of the next version answers to it, and what a version is
made under. Every fact has a source, and what is only remembered says so. Law lives in
``data/``: ``instruments.toml`` is kept by hand, ``addresses.toml``, ``moves.toml`` and
``enabling.toml`` are made from texts; nothing of it is in Python.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from attrs import field, frozen

from adminlaw.citations import Provision, parse_provision, title_key
from adminlaw.errors import InputError, Problem, VersionError
from adminlaw.markup import html_table, shown_as
from adminlaw.statutes.addresses import Addresses
from adminlaw.statutes.holdings import Holdings
from adminlaw.statutes.instruments import (
    DayFact,
    Ending,
    InForce,
    Instrument,
    PartFact,
    Version,
)
from adminlaw.statutes.lineage import (
    Enabling,
    Lineage,
    Successor,
    enabling_by_version,
    followed,
    lineages_of,
)
from adminlaw.statutes.moves import MoveKind
from adminlaw.statutes.names import Names
from adminlaw.statutes.resolutions import Cited, Resolution
from adminlaw.statutes.resolving import resolve
from adminlaw.statutes.tabled import (
    ROWS,
    DecisionRow,
    InstrumentRow,
    VersionRow,
    rows_in,
)


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

    _repr_html_ = shown_as(
        "一揽子修改决定",
        title="标题",
        body="机关",
        adopted="通过日期",
        commenced="施行日期",
    )


@frozen(kw_only=True)
class Facts:
    """The facts table (事实表): instruments and what is known of them; immutable.

    Attributes:
        instruments: Each with its versions.
        decisions: Those that amend many instruments at once.
        addresses: The articles of a version, by title key and day.
        moves: What became of them, by title key, older and newer day.
        enabling: What a version is made under, by title key and day.
        names: The index of all names.

    >>> held = load_facts().on("行政处罚法", date(2021, 7, 14))
    >>> held.version.adopted.isoformat()
    '2017-09-01'
    """

    instruments: tuple[Instrument, ...]
    decisions: tuple[AmendingDecision, ...]
    addresses: Mapping[tuple[str, date], Addresses] = field(repr=False)
    moves: Mapping[tuple[str, date, date], Lineage] = field(repr=False)
    enabling: Mapping[tuple[str, date], Enabling] = field(repr=False)
    names: Names = field(repr=False, eq=False)

    def _repr_html_(self) -> str:
        kinds = Counter(
            each.kind.zh if each.kind else "未知" for each in self.instruments
        )
        rows = [(kind, str(count)) for kind, count in kinds.most_common()]
        return html_table("事实表", ("文件种类", "文件数"), rows)

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

    def successors(
        self, title: str, provision: str | Provision, *, old: date, new: date
    ) -> tuple[Successor, ...] | None:
        """Return all places of a later version that answer to one, as the table tells.

        Args:
            title: Any name of the instrument.
            provision: The place, such as 第五条第一款.
            old: A day of the decision that made the version in which it stands.
            new: The same of the later version in which it is looked for.

        Returns:
            None where that is not known; an empty tuple where nothing answers to it,
            and several where it was divided.

        Raises:
            UnknownInstrumentError: no instrument bears the name.
            AmbiguousTitleError: several do.
            VersionError: no version is known of one of the days.
            CitationSyntaxError: *provision* is no place.

        >>> days = {"old": date(2017, 9, 1), "new": date(2021, 1, 22)}
        >>> found = load_facts().successors("行政处罚法", "第四十二条", **days)
        >>> [(str(each.provision), each.status.code) for each in found]
        [('第六十三条', 'recalled'), ('第六十四条', 'recalled')]
        """
        place = parse_provision(provision) if isinstance(provision, str) else provision
        instrument = self.instrument(title)
        first, last = (_adopted(instrument, day) for day in (old, new))
        key = title_key(instrument.title)
        known = {
            (begun, end): lineage
            for (name, begun, end), lineage in self.moves.items()
            if name == key
        }
        return followed(known, place, old=first, new=last)

    def follow(
        self, title: str, provision: str | Provision, *, old: date, new: date
    ) -> tuple[Provision, MoveKind | None] | None:
        """Return the one place that answers to a place, and whether its words did.

        Arguments and errors are those of `successors`, which also tells a place that
        ended or was divided from one of which nothing is known, and how it is known.

        Returns:
            The place in the later version, and what became of the words, None where
            only the numbers are known. None where no single place is known.

        >>> days = {"old": date(2017, 9, 1), "new": date(2021, 1, 22)}
        >>> load_facts().follow("行政处罚法", "第三十二条", **days)
        (Provision(article=45), MoveKind.REWORDED)
        """
        found = self.successors(title, provision, old=old, new=new)
        if not found or len(found) > 1:
            return None
        return found[0].provision, found[0].kind

    def enabling_of(self, title: str, day: date) -> Enabling | None:
        """Return what a version says it is made under; None where that is not held.

        Args:
            title: Any name of the instrument.
            day: A day of the decision that made the version.

        Raises:
            UnknownInstrumentError: no instrument bears the name.
            AmbiguousTitleError: several do.
            VersionError: no version is known of the day.

        >>> load_facts().enabling_of("行政复议法实施条例", date(2007, 5, 29)).by
        ('中华人民共和国行政复议法',)
        """
        instrument = self.instrument(title)
        key = (title_key(instrument.title), _adopted(instrument, day))
        return self.enabling.get(key)

    @cached_property
    def holdings(self) -> Holdings:
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
        return resolve(citation, self.holdings, as_of=as_of, within=within)

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


_FILES: Final = ("instruments.toml", "addresses.toml", "moves.toml", "enabling.toml")


def _load(extra: tuple[Path, ...]) -> Facts:
    data = files("adminlaw.statutes").joinpath("data")
    shipped = [data.joinpath(name) for name in _FILES]
    rows: dict[str, list[Any]] = {name: [] for name in ROWS}
    problems: list[Problem] = []
    for file in (*shipped, *extra):
        for name, row, found in rows_in(file):
            rows[name] += [row] if row is not None else []
            problems += found
    if problems:
        raise InputError(tuple(problems))
    instruments = {title_key(row.title): _instrument(row) for row in rows["instrument"]}
    held = tuple(instruments.values())
    tables = {(title_key(row.title), row.adopted): row.table for row in rows["text"]}
    return Facts(
        instruments=held,
        decisions=tuple(_decision(row) for row in rows["decision"]),
        addresses=MappingProxyType(tables),
        moves=lineages_of(rows["moves"]),
        enabling=enabling_by_version(rows["enabling"]),
        names=Names(held),
    )


def _adopted(instrument: Instrument, day: date) -> date:
    """Return the day that is the key of the version that was made on *day*."""
    version = instrument.version(day)
    if version is None:
        raise VersionError(instrument.title, day, _NO_VERSION, ("", ""))
    return version.adopted


_NO_VERSION: Final = ("没有这样的版本", "no such version is known")


def _instrument(row: InstrumentRow) -> Instrument:
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


def _version(row: VersionRow, *, first: bool) -> Version:
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


def _decision(row: DecisionRow) -> AmendingDecision:
    return AmendingDecision(
        title=row.title,
        body=row.body,
        adopted=row.adopted,
        commenced=DayFact(day=row.commenced, source=row.source, status=row.status),
    )
