"""Read a file of the facts table: each row as it states it, or what is wrong with it.

A row has the keys of its class and no others, and a problem names the file and the
path. The limits: whether rows agree with each other is not looked at.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, Final

from attrs import Factory, evolve, field, frozen

from adminlaw.converter import shown, structure
from adminlaw.errors import FieldValueError, InputError, Problem, unreadable
from adminlaw.findings import SourceStatus
from adminlaw.statutes.addresses import Addresses, parse_addresses
from adminlaw.statutes.kinds import InstrumentKind
from adminlaw.statutes.lineage import EnablingRow, MoveRow
from adminlaw.statutes.records import ActKind


@frozen(kw_only=True)
class PartRow:
    """Provisions with a day of their own, as a file states them."""

    part: str
    commenced: date
    source: str
    status: SourceStatus = SourceStatus.READ


@frozen(kw_only=True)
class VersionRow:
    """One version, as a file states it."""

    adopted: date
    act: ActKind | None = None
    days: tuple[date, ...] = ()
    commenced: date | None = None
    source: str = ""
    status: SourceStatus = SourceStatus.READ
    part: tuple[PartRow, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse a day that does not say where it is from."""
        if self.commenced and not self.source:
            raise FieldValueError("source", "", "施行日期的出处", "a source of the day")


@frozen(kw_only=True)
class EndingRow:
    """The end of an instrument, as a file states it."""

    day: date
    source: str
    by: str = ""
    status: SourceStatus = SourceStatus.READ


@frozen(kw_only=True)
class InstrumentRow:
    """One instrument, as a file states it; *complete* if no version is left out."""

    title: str
    kind: InstrumentKind | None = None
    place: str = ""
    issuer: str = ""
    number: str = ""
    aliases: tuple[str, ...] = ()
    complete: bool = False
    version: tuple[VersionRow, ...] = ()
    ended: tuple[EndingRow, ...] = ()


@frozen(kw_only=True)
class DecisionRow:
    """A decision that amends many instruments at once, as a file states it."""

    title: str
    body: str
    adopted: date
    commenced: date
    source: str
    status: SourceStatus = SourceStatus.READ


@frozen(kw_only=True)
class AddressRow:
    """The articles of one version, as a file states them."""

    title: str
    adopted: date
    articles: str
    table: Addresses = field(
        init=False,
        repr=False,
        default=Factory(lambda row: parse_addresses(row.articles), takes_self=True),
    )


ROWS: Final[Mapping[str, type]] = MappingProxyType(
    {
        "instrument": InstrumentRow,
        "decision": DecisionRow,
        "text": AddressRow,
        "moves": MoveRow,
        "enabling": EnablingRow,
    }
)
"""The tables that a file may hold."""


def rows_in(file: Traversable) -> Iterator[tuple[str, Any, tuple[Problem, ...]]]:
    """Yield each table of a file: its kind, and what it states or what is wrong."""
    try:
        tables = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        yield "instrument", None, (unreadable(file.name, error),)
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
    if name not in ROWS:
        known = "、".join(ROWS)
        raise InputError(
            (Problem(received=shown(name), expected_zh=known, expected_en=known),)
        )
    return structure(payload, ROWS[name])
