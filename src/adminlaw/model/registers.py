"""The register: all records of one place and period, indexed and immutable."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from attrs import field, fields, frozen

from adminlaw.errors import UnknownRecordError
from adminlaw.labels import Label
from adminlaw.markup import html_table
from adminlaw.model.activities import (
    Activity,
    Adviser,
    Appraisal,
    Catalogue,
    Programme,
    Task,
)
from adminlaw.model.authorities import Authority, Place
from adminlaw.model.benchmarks import Benchmark
from adminlaw.model.cases import Case
from adminlaw.model.channels import Channel
from adminlaw.model.decisions import Accountability, Decision, Evaluation
from adminlaw.model.documents import ClearanceCycle, Document, Filing
from adminlaw.model.fields import field_label, field_types, typed
from adminlaw.model.figures import Figure, PublishedReport, Relation
from adminlaw.model.identities import PlaceId, ReportId
from adminlaw.model.powers import Power, PowerList, ServiceItem, Transfer
from adminlaw.model.subjects import Headcount, Officer, Subject
from adminlaw.model.waivers import Waiver
from adminlaw.spans import DateSpan

Record = TypeVar("Record")


@frozen(kw_only=True, field_transformer=typed)
class Register:
    """The records of one place (登记簿): an immutable whole.

    Attributes:
        place: Register id of the place that it is about.
        period: Days that it covers.
        sources: Register ids of the reports that it was made from.
        complete: Names of the kinds of record that it declares complete, so that
            absence counts as evidence.

    >>> Register(id="r", label=Label("空", "empty")).powers
    ()
    """

    id: str
    label: Label
    place: PlaceId | None = None
    period: DateSpan | None = None
    sources: tuple[ReportId, ...] = ()
    complete: frozenset[str] = frozenset()
    places: tuple[Place, ...] = ()
    authorities: tuple[Authority, ...] = ()
    subjects: tuple[Subject, ...] = ()
    officers: tuple[Officer, ...] = ()
    headcounts: tuple[Headcount, ...] = ()
    powers: tuple[Power, ...] = ()
    power_lists: tuple[PowerList, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    service_items: tuple[ServiceItem, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    documents: tuple[Document, ...] = ()
    filings: tuple[Filing, ...] = ()
    clearance_cycles: tuple[ClearanceCycle, ...] = ()
    catalogues: tuple[Catalogue, ...] = ()
    decisions: tuple[Decision, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    cases: tuple[Case, ...] = ()
    channels: tuple[Channel, ...] = ()
    activities: tuple[Activity, ...] = ()
    appraisals: tuple[Appraisal, ...] = ()
    programmes: tuple[Programme, ...] = ()
    tasks: tuple[Task, ...] = ()
    advisers: tuple[Adviser, ...] = ()
    accountabilities: tuple[Accountability, ...] = ()
    reports: tuple[PublishedReport, ...] = ()
    figures: tuple[Figure, ...] = ()
    relations: tuple[Relation, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    _index: Mapping[type, Mapping[str, Any]] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Index every collection once; of records with one id the first is kept."""
        # Plain dicts, which can be copied and pickled; nobody else sees them.
        index = {
            cls: {each.id: each for each in reversed(getattr(self, name))}
            for name, cls in COLLECTIONS.items()
        }
        object.__setattr__(self, "_index", index)

    def find(self, cls: type[Record], key: str) -> Record:
        """Return the record of class *cls* with id *key*.

        Raises:
            UnknownRecordError: there is none.
        """
        record = self.get(cls, key)
        if record is None:
            raise UnknownRecordError(cls.__name__, key)
        return record

    def get(self, cls: type[Record], key: str | None) -> Record | None:
        """Return the record of class *cls* with id *key*, or None."""
        return None if key is None else self._index.get(cls, {}).get(key)

    def _repr_html_(self) -> str:
        rows = [
            (field_label(name, "zh"), str(len(getattr(self, name))))
            for name in COLLECTIONS
            if getattr(self, name)
        ]
        return html_table(f"登记簿：{self.label.zh}", ("类别", "记录数"), rows)

    def __repr__(self) -> str:
        sizes = (
            f", {name}={len(getattr(self, name))}"
            for name in COLLECTIONS
            if getattr(self, name)
        )
        return f"Register(id={self.id!r}{''.join(sizes)})"


def _collections() -> dict[str, type[Any]]:
    hints = {
        name: typing.get_args(hint)[0]
        for name, hint in typing.get_type_hints(Register).items()
        if typing.get_origin(hint) is tuple
    }
    return {
        each.name: hints[each.name]
        for each in fields(Register)
        if each.name in hints and isinstance(hints[each.name], type)
    }


COLLECTIONS: Mapping[str, type[Any]] = MappingProxyType(_collections())
"""Each collection of a register: its name in files, and the class of its records."""


def kind_of(cls: type) -> str:
    """Return the name of the collection that holds records of *cls*.

    >>> kind_of(Figure)
    'figures'
    """
    return next(name for name, each in COLLECTIONS.items() if each is cls)


def identity_type(cls: type) -> Any:  # noqa: ANN401
    """Return the id type of an entity, such as ``FigureId``."""
    return field_types(cls)["id"]
