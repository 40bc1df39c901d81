"""Whatever the public face gives shows itself in a notebook, in Chinese."""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import networkx as nx
import numpy as np
import pytest

import adminlaw as al
from adminlaw.errors import Problem
from adminlaw.findings import Status
from adminlaw.labels import Label
from adminlaw.markup import Display, shown_as
from adminlaw.model import Case, CaseKind, Event, EventKind
from adminlaw.money import Money
from adminlaw.rates import Rounding
from adminlaw.register import PartialRegister, read_register
from adminlaw.spans import DateSpan
from adminlaw.statutes.addresses import Addresses
from adminlaw.statutes.holdings import Holdings
from adminlaw.statutes.lineage import Lineage
from adminlaw.statutes.names import Names
from adminlaw.statutes.resolutions import Cited
from adminlaw.statutes.store import Shelf, Store
from adminlaw.statutes.units import Levels
from tests.strategies import specimen

EXAMPLES = Path(__file__).parents[1] / "examples"
HAN = re.compile("[一-鿿]")
PERSON = "身份某某"

PLAIN = (Label, Money, DateSpan, Problem)
"""Values on a line of their own, below the layer that knows tables."""

INNER = (Addresses, Cited, Holdings, Levels, Lineage, Names, Shelf, Store)
"""Look-ups inside the facts and the corpus, which nobody asks for by themselves."""


def members(annotation: object) -> Iterator[type]:
    """Yield every class of the library that an annotation names."""
    if isinstance(annotation, type) and annotation.__module__.startswith("adminlaw"):
        yield annotation
    for each in typing.get_args(annotation):
        yield from members(each)


def hints(thing: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the annotations of a class or a function, those of networkx left out."""
    space = {**vars(inspect.getmodule(thing) or al), "nx": nx, "Graph": object}
    try:
        return typing.get_type_hints(thing, globalns=space)
    except (NameError, TypeError):
        # What only type checkers see is the graph or a column of another library.
        return {}


def functions(cls: type) -> Iterator[Any]:
    """Yield the public methods and properties of a class."""
    for name, each in vars(cls).items():
        if name.startswith("_"):
            continue
        if isinstance(each, property):
            yield each.fget
        elif isinstance(each, cached_property):
            yield each.func
        elif isinstance(each, (classmethod, staticmethod)):
            yield each.__func__
        elif inspect.isfunction(each):
            yield each


def below(thing: object) -> Iterator[object]:
    """Yield what a public name leads to: members, results, fields."""
    if isinstance(thing, ModuleType):
        yield from (getattr(thing, name) for name in thing.__all__)
    elif isinstance(thing, type):
        for each in functions(thing):
            yield from members(hints(each).get("return"))
        if attrs.has(thing):
            for name, annotation in hints(thing).items():
                yield from () if name.startswith("_") else members(annotation)
    elif callable(thing):
        yield from members(hints(thing).get("return"))


def public_classes() -> tuple[type, ...]:
    """Return every class that the public face leads to, however far."""
    found: dict[type, None] = {}
    waiting = [getattr(al, name) for name in al.__all__]
    seen: set[int] = set()
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, type):
            found[thing] = None
        waiting += below(thing)
    return tuple(
        each
        for each in found
        if not issubclass(each, (Enum, BaseException)) and each not in (*PLAIN, *INNER)
    )


CLASSES = public_classes()


def test_the_walk_finds_the_public_classes() -> None:
    """The walk reaches results, what stands in them, and what they hold."""
    names = {each.__name__ for each in CLASSES}
    assert {"Due", "Timeline", "Judgement", "Candidate", "Conflict", "Holder"} <= names
    assert {"Power", "Citation", "WorkCalendar", "Rulebook", "Facts"} <= names
    assert len(CLASSES) > 100


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__qualname__)
def test_every_public_class_shows_itself(cls: type) -> None:
    """A class that a user can meet has a table of its own."""
    found = getattr(cls, "_repr_html_", None)
    assert isinstance(found, Display) or callable(found)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__qualname__)
def test_every_heading_is_chinese_and_of_an_attribute(cls: Any) -> None:  # noqa: ANN401
    """What a table shows by name is there, and is called by a Chinese name."""
    shown = vars(cls).get("_repr_html_")
    if isinstance(shown, Display):
        assert HAN.search(shown.caption)
        assert all(hasattr(cls, name) for name in shown.headings), cls
        assert all(HAN.search(each) for each in shown.headings.values())


def html_of(thing: Any) -> str:  # noqa: ANN401
    """Return how a thing shows itself."""
    found: str = thing._repr_html_()
    assert found.startswith("<table><caption>")
    assert HAN.search(found)
    return found


def test_the_results_of_a_day_show_themselves() -> None:
    """Results of every layer are tables with Chinese headings."""
    city = read_register(EXAMPLES / "hengshui-2017")
    report = al.audit(city, as_of=date(2018, 1, 31))
    failed = report.with_status(Status.FAILED)[0]
    deadline = al.due("reconsideration.apply", start=date(2021, 9, 25))
    citation = al.parse_citation("《行政处罚法》第二十四条第一款")
    rulebook = al.load_rulebook()
    for thing in (
        *(report, failed, failed.subject, failed.outcome, *failed.outcome.steps),
        *(deadline, deadline.deadline, deadline.deadline.period, *deadline.steps),
        *(citation, *citation.provisions, al.find_citations("《刑法》第一条")[0]),
        *(rulebook, *(each for rule in rulebook.every() for each in rule.versions)),
        *(version.content for rule in rulebook.every() for version in rule.versions),
        *(al.load_facts(), al.load_facts().on("行政处罚法", date(2022, 1, 1))),
        *(al.work_calendar(), al.work_calendar().notice(2021)),
        PartialRegister(city, (Problem(expected_zh="文本", expected_en="text"),)),
    ):
        html_of(thing)
    assert "届满日" in html_of(deadline.deadline)
    assert "行政处罚法" in html_of(citation)


def test_a_column_of_last_days_shows_its_beginning() -> None:
    """A million answers are not written into a notebook."""
    starts = np.array(["2022-03-01"] * 100, dtype="datetime64[D]")
    text = html_of(al.last_days("penalty.decide", starts))
    assert "共 100 行" in text
    assert text.count("2022-05-30") == 20


def test_no_person_is_shown() -> None:
    """A table leaves out what may name a person, also inside another record."""
    event = Event(kind=EventKind.HELD, note=PERSON)
    case = Case(id=specimen(Case).id, kind=CaseKind.PETITION, party=PERSON)
    holder: Any = attrs.make_class("Holder", {"held": attrs.field()}, frozen=True)
    holder._repr_html_ = shown_as("持有", held="内容")
    for each in (case, event, (case,), (event,)):
        assert PERSON not in holder(each)._repr_html_()
    assert EventKind.HELD.zh in holder(event)._repr_html_()


def test_what_is_shown_is_escaped() -> None:
    """A text is a text in a notebook too."""
    html = shown_as("名称", zh="中文").html(Label("<b>", "b"))
    assert "<b>" not in html
    assert Rounding.HALF_UP.zh in shown_as("甲", x="乙").html(
        attrs.make_class("Held", {"x": attrs.field()})(Rounding.HALF_UP)
    )
