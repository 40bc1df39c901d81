"""The model: what a constructor refuses, what it holds, and what follows from it.

The tests run over every entity, every field and every kind of record, so that a
new one is covered without a new test.
"""

from __future__ import annotations

import copy
import pickle
import re
import tomllib
import types
import typing
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any, NewType

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adminlaw.citations import Citation
from adminlaw.errors import (
    AdminLawError,
    FieldTypeError,
    FieldValueError,
    UnknownRecordError,
)
from adminlaw.identifiers import DivisionLevel
from adminlaw.labels import Label, LabelledEnum
from adminlaw.model import (
    COLLECTIONS,
    Authority,
    AuthorityKind,
    Case,
    CaseKind,
    CaseState,
    Document,
    Event,
    EventKind,
    Figure,
    Place,
    Power,
    PowerKind,
    Register,
    Relation,
    RelationKind,
    Responsibility,
    Unit,
    case_state,
    first,
    latest_possible,
    when,
)
from adminlaw.model.fields import entity_label, field_label, field_types
from adminlaw.model.identities import (
    AuthorityId,
    CaseId,
    DocumentId,
    FigureId,
    PlaceId,
    PowerId,
    RelationId,
)
from adminlaw.model.registers import identity_type, kind_of
from adminlaw.money import Money, MoneyUnit
from adminlaw.periods import Length, LengthUnit
from adminlaw.spans import DateSpan
from tests.strategies import ENTITIES, PERSONAL, entities, init_types, specimen

HAN = re.compile("[一-鿿]")
LABELS: dict[str, Any] = tomllib.loads(
    files("adminlaw.model").joinpath("fields.toml").read_text("utf-8")
)
FIELDS = [(cls, name) for cls in ENTITIES for name in init_types(cls)]

every_entity = pytest.mark.parametrize("cls", ENTITIES, ids=lambda cls: cls.__name__)
every_field = pytest.mark.parametrize(
    ("cls", "name"), FIELDS, ids=[f"{cls.__name__}.{name}" for cls, name in FIELDS]
)


# What a constructor refuses: a value of a wrong type, and nothing else

ODD: tuple[object, ...] = (object(), 1.5, b"bytes", {"key": "value"})
"""Values of types that no field of any record has."""

LOOKALIKES: dict[Any, tuple[object, ...]] = {
    str: (5, ("text",)),
    int: (True, "3", Decimal(3)),
    bool: (1, 0, "true"),
    date: (datetime(2021, 7, 15, 8), "2021-07-15", 20210715),  # noqa: DTZ001 - no zone is the point
    time: ("08:25:30", datetime(2021, 7, 15, 8)),  # noqa: DTZ001 - the same
    Decimal: (5, "95.5", True),
    DateSpan: ("2021", (date(2021, 1, 1), None), date(2021, 1, 1)),
    Label: ("名称", ("名称", "name")),
    Money: (5, Decimal(5), "5元"),
    Length: ("20 days", 20, timedelta(days=20)),
    Citation: ("《行政处罚法》第五条", ("行政处罚法",)),
}
"""What is easily taken for a value of a type."""


def misfits(annotation: Any) -> list[object]:  # noqa: ANN401
    """Return values that a field of this type cannot hold."""
    if isinstance(annotation, NewType):
        return misfits(annotation.__supertype__)
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (types.UnionType, typing.Union):
        inner, nothing = arguments
        assert nothing is type(None)
        return [each for each in misfits(inner) if each is not None]
    if origin in (tuple, frozenset):
        members = [origin([each]) for each in (1.5, b"bytes", None)]
        return [*ODD, None, "text", [], set(), *members]
    if annotation in LOOKALIKES:
        return [*ODD, None, *LOOKALIKES[annotation]]
    if issubclass(annotation, LabelledEnum):
        member = next(iter(annotation))
        return [*ODD, None, member.code, member.zh]
    return [*ODD, None, "text", ()]


@every_field
def test_a_field_refuses_a_value_of_another_type(cls: type[Any], name: str) -> None:
    """A value of a wrong type is refused, naming class, field and both types."""
    for wrong in misfits(field_types(cls)[name]):
        with pytest.raises(FieldTypeError) as caught:
            attrs.evolve(specimen(cls), **{name: wrong})
        assert (caught.value.cls, caught.value.field) == (cls.__name__, name)
        assert caught.value.received == type(wrong).__name__
        for lang in ("zh", "en"):
            assert f"{cls.__name__}.{name}" in caught.value.message(lang)


@pytest.mark.parametrize("text", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_a_figure_refuses_a_number_that_is_not_finite(text: str) -> None:
    """A printed number is finite, so that sums and shares of it exist."""
    with pytest.raises(FieldValueError) as caught:
        attrs.evolve(specimen(Figure), value=Decimal(text))
    assert caught.value.field == "value"


@pytest.mark.parametrize(
    ("cls", "arguments"),
    [
        (Label, (1, "one")),
        (Label, ("一", None)),
        (Money, ("5",)),
        (Money, (5,)),
        (Money, (1.5,)),
        (Money, (Decimal("NaN"),)),
        (Money, (Decimal("Infinity"),)),
        (Money, (Decimal(1), "wan_yuan")),
        (Money, (Decimal(1), None)),
        (Length, (0, LengthUnit.DAY)),
        (Length, (-5, LengthUnit.DAY)),
        (Length, (True, LengthUnit.DAY)),
        (Length, (1.0, LengthUnit.DAY)),
        (Length, ("5", LengthUnit.DAY)),
        (Length, (5, "day")),
        (Length, (5, MoneyUnit.YUAN)),
    ],
    ids=lambda each: getattr(each, "__name__", None) or repr(each),
)
def test_a_value_object_refuses_what_it_cannot_represent(
    cls: type[Any], arguments: tuple[object, ...]
) -> None:
    """A label, an amount and a length refuse parts of a wrong type or size."""
    with pytest.raises(AdminLawError):
        cls(*arguments)


def test_an_amount_in_wan_yuan_is_ten_thousand_times_as_much() -> None:
    """One 万元 is 10 000 元, exactly."""
    assert Money(Decimal("1.5"), MoneyUnit.WAN_YUAN).yuan == Decimal(15_000)
    assert Money(Decimal("0.0001"), MoneyUnit.WAN_YUAN).yuan == Decimal(1)
    assert Money(Decimal("1.5")).yuan == Decimal("1.5")
    assert str(Money(Decimal("1.5"), MoneyUnit.WAN_YUAN)) == "1.5万元"


DAY = date(2021, 3, 1)
FAULTY: list[Any] = [
    Power(id=PowerId(""), name="", kind=PowerKind.PENALTY, holder=AuthorityId("无")),
    Authority(
        id=AuthorityId("a"), name="局", kind=AuthorityKind.OTHER, credit_code="错"
    ),
    Place(
        id=PlaceId("p"),
        name="县",
        level=DivisionLevel.NATION,
        division_code="99",
        parent=PlaceId("p"),
    ),
    Case(
        id=CaseId("c"),
        kind=CaseKind.PENALTY,
        amount=Money(Decimal(-5)),
        events=(
            Event(kind=EventKind.CONCLUDED, day=DAY),
            Event(kind=EventKind.RECEIVED, day=DAY + timedelta(days=1)),
            Event(kind=EventKind.RECEIVED),
            Event(kind=EventKind.HEARD, day=DAY, within=DateSpan.year(1999), stage=-1),
        ),
    ),
    Document(
        id=DocumentId("d"),
        title="",
        number="〔21〕第0号号",
        issuers=(AuthorityId("a"), AuthorityId("a")),
        inferred=("no such field",),
    ),
    Figure(
        id=FigureId("f"),
        label=Label("率", "rate"),
        unit=Unit.PERCENT,
        value=Decimal("-180.5"),
        base=FigureId("f"),
        measure="no.such.measure",
    ),
    Relation(id=RelationId("r"), kind=RelationKind.BALANCE),
]


@pytest.mark.parametrize("record", FAULTY, ids=lambda each: type(each).__name__)
def test_an_unlawful_or_incomplete_record_can_be_held(record: Any) -> None:  # noqa: ANN401
    """What law or care forbids but a record can contain is kept as it was given."""
    given_fields = attrs.asdict(record, recurse=False)
    assert type(record)(**given_fields) == record
    assert {**given_fields} == {each: getattr(record, each) for each in given_fields}


# What every record is: frozen, slotted, keyword-only, comparable, copyable


@every_entity
def test_no_field_of_a_record_can_be_set(cls: type[Any]) -> None:
    """A record is immutable: each of its fields refuses assignment and deletion."""
    record = specimen(cls)
    for each in attrs.fields(cls):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(record, each.name, getattr(record, each.name))
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            delattr(record, each.name)


@every_entity
def test_a_record_has_no_room_for_other_attributes(cls: type[Any]) -> None:
    """A record is slotted: even the back door finds no place for a new attribute."""
    record = specimen(cls)
    assert not hasattr(record, "__dict__")
    with pytest.raises(AttributeError):
        object.__setattr__(record, "novelty", "新")


@every_entity
def test_a_record_takes_keywords_only(cls: type[Any]) -> None:
    """No field can be given by position, so that order never decides a meaning."""
    assert all(each.kw_only for each in attrs.fields(cls) if each.init)
    with pytest.raises(TypeError, match="positional"):
        cls(SPECIMEN)


SPECIMEN = "by position"


@every_entity
def test_equal_records_hash_alike(cls: type[Any]) -> None:
    """Records with the same fields are equal and count once in a set."""
    record = specimen(cls)
    twin = attrs.evolve(record)
    assert twin is not record
    assert {record, twin} == {record}


@every_entity
@pytest.mark.parametrize(
    "again",
    [
        copy.copy,
        copy.deepcopy,
        lambda record: pickle.loads(pickle.dumps(record)),  # noqa: S301 - our own bytes
    ],
    ids=["copy", "deepcopy", "pickle"],
)
def test_a_record_survives_copying_and_pickling(
    cls: type[Any],
    again: typing.Callable[[Any], Any],
) -> None:
    """A copy of a record, also in another process, is equal to the record."""
    assert again(specimen(cls)) == specimen(cls)


@every_entity
@settings(max_examples=15)
@given(data=st.data())
def test_a_drawn_record_holds_what_it_was_given(
    cls: type[Any], data: st.DataObject
) -> None:
    """A constructor converts and drops nothing: every field reads as it was given."""
    record = data.draw(entities(cls))
    arguments = {name: getattr(record, name) for name in init_types(cls)}
    assert cls(**arguments) == record


# What things are called


@every_entity
def test_every_entity_and_field_has_a_label_in_both_languages(cls: type[Any]) -> None:
    """Chinese labels are written in 汉字, English ones without."""
    assert HAN.search(entity_label(cls, "zh"))
    assert re.fullmatch("[a-z -]+", entity_label(cls, "en"))
    for name in init_types(cls):
        assert HAN.search(field_label(name, "zh"))
        assert re.fullmatch("[a-z ]+", field_label(name, "en"))


def test_no_label_outlives_its_entity_or_field() -> None:
    """The table of labels names what exists, and each name once."""
    walk = {each.name for each in attrs.fields(Responsibility)}
    named = {cls.__name__ for cls in ENTITIES}
    assert set(LABELS["entities"]) == named | {"Responsibility"}
    assert set(LABELS["fields"]) == {name for _, name in FIELDS} | walk


@every_entity
def test_the_labels_of_one_record_tell_its_fields_apart(cls: type[Any]) -> None:
    """Within one record no two fields are called the same."""
    labels = [
        field_label(name, "zh") for name in init_types(cls) if shown_of(cls, name)
    ]
    assert len(labels) == len(set(labels))


def shown_of(cls: type[Any], name: str) -> bool:
    """Tell whether a field names no person, so that it may be shown."""
    return (cls.__name__, name) not in PERSONAL


@every_entity
def test_every_entity_names_its_chinese_term(cls: type[Any]) -> None:
    """The first line of the docstring of an entity says the Chinese term."""
    assert re.search(r"\([一-鿿、]+\)", (cls.__doc__ or "").split("\n")[0])


# How a record shows itself in a notebook


class Page(HTMLParser):
    """The tags of a page, and the text inside each of them."""

    def __init__(self, text: str) -> None:
        """Read *text* to its end."""
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.cells: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: Iterable[object]) -> None:
        """Note an opening tag; none of ours has attributes."""
        assert not list(attrs)
        self.tags.append(tag)
        self.cells.append((tag, ""))

    def handle_data(self, data: str) -> None:
        """Add text to the tag that was opened last."""
        tag, text = self.cells.pop()
        self.cells.append((tag, text + data))

    def texts(self, tag: str) -> list[str]:
        """Return the text of every element *tag*, in order."""
        return [text for each, text in self.cells if each == tag]


every_record = pytest.mark.parametrize(
    "cls",
    [cls for cls in ENTITIES if cls is not Register],
    ids=lambda cls: cls.__name__,
)


@every_record
@settings(max_examples=15)
@given(data=st.data())
def test_a_notebook_shows_a_record_under_chinese_headings(
    cls: type[Any], data: st.DataObject
) -> None:
    """The HTML is one table of plain cells whose caption and headings are Chinese."""
    page = Page(data.draw(entities(cls))._repr_html_())
    assert page.tags[:2] == ["table", "caption"]
    assert set(page.tags) <= {"table", "caption", "tr", "th", "td"}
    assert page.texts("caption") == [LABELS["entities"][cls.__name__]["zh"]]
    assert all(HAN.search(heading) for heading in page.texts("th"))


def test_a_notebook_shows_a_register_under_chinese_headings() -> None:
    """The HTML of a register is made of such tables and says that it is one."""
    page = Page(specimen(Register)._repr_html_())
    assert set(page.tags) <= {"table", "caption", "tr", "th", "td"}
    assert "登记簿" in page.texts("caption")[0]
    assert all(HAN.search(heading) for heading in page.texts("th"))


@every_record
@settings(max_examples=15)
@given(data=st.data())
def test_a_notebook_shows_each_field_that_says_something(
    cls: type[Any], data: st.DataObject
) -> None:
    """There is a row for each public field that is not empty, in the field order."""
    record = data.draw(entities(cls))
    headings = Page(record._repr_html_()).texts("td")[::2]
    assert headings == [
        LABELS["fields"][name]
        for name in init_types(cls)
        if shown_of(cls, name) and getattr(record, name) not in (None, "", ())
    ]


@given(title=st.text(min_size=1).filter(lambda text: "\0" not in text))
def test_a_notebook_shows_text_as_it_is_and_runs_none_of_it(title: str) -> None:
    """Text is escaped: what a browser reads back is the text, not a tag."""
    for text in (title, f'<img src=x onerror="{title}">', f"</td>{title}&amp;"):
        document = Document(id=DocumentId("d"), title=text)
        cells = Page(document._repr_html_()).texts("td")
        assert cells[:4] == ["标识", "d", "标题", text]


def test_a_notebook_shows_codes_by_their_chinese_labels() -> None:
    """Enum members, truth values, amounts and spans are shown for people to read."""
    html = attrs.evolve(
        specimen(Case), kind=CaseKind.RECONSIDERATION, amount=Money(Decimal(5))
    )._repr_html_()
    assert "行政复议" in html
    assert "reconsideration" not in html
    assert "5元" in html
    assert "是" in specimen(Document)._repr_html_()


# The state of a case follows from its events

BEFORE, AFTER = date(2021, 1, 1), date(2021, 1, 20)
STATES = {
    EventKind.RECEIVED: CaseState.RECEIVED,
    EventKind.SUPPLEMENT_ASKED: CaseState.RECEIVED,
    EventKind.ACCEPTED: CaseState.ACCEPTED,
    EventKind.OPENED: CaseState.ACCEPTED,
    EventKind.NOT_ACCEPTED: CaseState.NOT_ACCEPTED,
    EventKind.SUSPENDED: CaseState.SUSPENDED,
    EventKind.RESUMED: CaseState.ACCEPTED,
    EventKind.CONCLUDED: CaseState.CONCLUDED,
}
"""What the events of a procedure make of a case."""

some_days = st.dates(BEFORE, AFTER)
some_spans = st.builds(
    lambda since, size: DateSpan(since, since + timedelta(days=size)),
    some_days,
    st.integers(1, 9),
)
kinds = st.one_of(st.sampled_from(list(STATES)), st.sampled_from(EventKind))
events = st.one_of(
    st.builds(Event, kind=kinds, day=some_days),
    st.builds(Event, kind=kinds, day=st.none() | some_days, within=some_spans),
    st.builds(Event, kind=kinds, within=some_days.map(lambda day: DateSpan(day, None))),
    st.builds(Event, kind=kinds),
)
timelines = st.lists(events, max_size=6).map(tuple)


def case_of(timeline: Iterable[Event]) -> Case:
    """Return a case with these events."""
    kind = CaseKind.RECONSIDERATION
    return Case(id=CaseId("c"), kind=kind, events=tuple(timeline))


def replay(timeline: Iterable[Event], as_of: date) -> CaseState:
    """Live through every day up to *as_of*, letting what is certain happen."""
    state, day = CaseState.NOT_RECEIVED, BEFORE - timedelta(days=1)
    while day <= as_of:
        for event in timeline:
            end = event.within.until if event.within else None
            certain = event.day or (end - timedelta(days=1) if end else None)
            if certain == day and event.kind in STATES:
                state = STATES[event.kind]
        day += timedelta(days=1)
    return state


@given(timeline=timelines, as_of=some_days)
def test_the_state_of_a_case_is_what_living_through_its_days_makes_it(
    timeline: tuple[Event, ...], as_of: date
) -> None:
    """The state equals a day-by-day replay of the events that are certain by then."""
    assert case_state(case_of(timeline), as_of=as_of) is replay(timeline, as_of)


@given(timeline=timelines)
def test_a_case_is_not_received_before_its_first_event(
    timeline: tuple[Event, ...],
) -> None:
    """On the day before all events no case has been received."""
    eve = BEFORE - timedelta(days=1)
    assert case_state(case_of(timeline), as_of=eve) is CaseState.NOT_RECEIVED


@given(timeline=timelines, as_of=some_days, later=timelines)
def test_later_events_never_change_an_earlier_state(
    timeline: tuple[Event, ...], as_of: date, later: tuple[Event, ...]
) -> None:
    """What happens after a day does not reach back to the state on that day."""
    shifted = [
        Event(kind=each.kind, day=as_of + timedelta(days=1 + index))
        for index, each in enumerate(later)
    ]
    with_more = case_of((*shifted, *timeline))
    assert case_state(with_more, as_of=as_of) is case_state(
        case_of(timeline), as_of=as_of
    )


@given(timeline=timelines, as_of=some_days, kind=st.sampled_from(list(STATES)))
def test_an_event_of_an_unknown_day_does_not_count(
    timeline: tuple[Event, ...], as_of: date, kind: EventKind
) -> None:
    """An event without a day, or in a span without an end, changes no state."""
    vague = (Event(kind=kind), Event(kind=kind, within=DateSpan(BEFORE, None)))
    assert case_state(case_of((*timeline, *vague)), as_of=as_of) is case_state(
        case_of(timeline), as_of=as_of
    )


def test_a_case_runs_from_receipt_over_acceptance_to_conclusion() -> None:
    """Each event holds from its own day on, at the end of that day."""
    timeline = [
        (EventKind.RECEIVED, 2, CaseState.RECEIVED),
        (EventKind.SUPPLEMENT_ASKED, 4, CaseState.RECEIVED),
        (EventKind.ACCEPTED, 6, CaseState.ACCEPTED),
        (EventKind.HEARD, 7, CaseState.ACCEPTED),
        (EventKind.SUSPENDED, 8, CaseState.SUSPENDED),
        (EventKind.RESUMED, 10, CaseState.ACCEPTED),
        (EventKind.CONCLUDED, 12, CaseState.CONCLUDED),
        (EventKind.SERVED, 13, CaseState.CONCLUDED),
    ]
    case = case_of(
        Event(kind=kind, day=date(2021, 1, day)) for kind, day, _ in timeline
    )
    before = CaseState.NOT_RECEIVED
    for _, day, state in timeline:
        eve = date(2021, 1, day) - timedelta(days=1)
        assert case_state(case, as_of=eve) is before
        assert case_state(case, as_of=date(2021, 1, day)) is state
        before = state


def test_events_of_one_day_count_in_the_order_given() -> None:
    """Receipt and acceptance on one day leave the case accepted."""
    received = Event(kind=EventKind.RECEIVED, day=DAY)
    accepted = Event(kind=EventKind.ACCEPTED, day=DAY)
    assert case_state(case_of([received, accepted]), as_of=DAY) is CaseState.ACCEPTED
    assert case_state(case_of([accepted, received]), as_of=DAY) is CaseState.RECEIVED


def test_events_need_not_be_given_in_the_order_of_their_days() -> None:
    """A case whose conclusion is listed first is still concluded last."""
    concluded = Event(kind=EventKind.CONCLUDED, day=DAY + timedelta(days=9))
    case = case_of([concluded, Event(kind=EventKind.ACCEPTED, day=DAY)])
    assert case_state(case, as_of=DAY) is CaseState.ACCEPTED
    assert case_state(case, as_of=DAY + timedelta(days=9)) is CaseState.CONCLUDED


def test_an_event_within_a_month_counts_when_the_month_is_over() -> None:
    """Only on the last day of its span has an event certainly happened."""
    case = case_of([Event(kind=EventKind.RECEIVED, within=DateSpan.month(2021, 2))])
    assert case_state(case, as_of=date(2021, 2, 27)) is CaseState.NOT_RECEIVED
    assert case_state(case, as_of=date(2021, 2, 28)) is CaseState.RECEIVED


def test_the_latest_possible_day_is_the_day_or_the_last_of_the_span() -> None:
    """A day that is known wins; a span gives its last day; else there is none."""
    kind, span = EventKind.HELD, DateSpan.month(2020, 2)
    assert latest_possible(Event(kind=kind, day=DAY, within=span)) == DAY
    assert latest_possible(Event(kind=kind, within=span)) == date(2020, 2, 29)
    assert latest_possible(Event(kind=kind, within=DateSpan(DAY, None))) is None
    assert latest_possible(Event(kind=kind)) is None


def test_an_event_happened_on_its_day_or_within_its_span() -> None:
    """A day that is known is a span of one day; nothing known is no span."""
    kind, span = EventKind.HELD, DateSpan.month(2020, 2)
    assert when(Event(kind=kind, day=DAY, within=span)) == DateSpan.day(DAY)
    assert when(Event(kind=kind, within=span)) == span
    assert when(Event(kind=kind)) is None


def test_the_last_day_of_the_calendar_is_a_day_like_any_other() -> None:
    """9999-12-31, which files write for "no end", is taken as the day that it is."""
    far = Event(kind=EventKind.CONCLUDED, day=date.max)
    assert latest_possible(far) == date.max
    assert case_state(case_of([far]), as_of=DAY) is CaseState.NOT_RECEIVED
    assert case_state(case_of([far]), as_of=date.max) is CaseState.CONCLUDED


def test_the_first_event_of_a_kind_is_the_first_given() -> None:
    """The order of the record decides, not the days; None where there is none."""
    late = Event(kind=EventKind.REVIEWED, day=DAY)
    early = Event(kind=EventKind.REVIEWED, day=DAY - timedelta(days=1))
    held = Event(kind=EventKind.HELD)
    assert first((held, late, early), EventKind.REVIEWED) is late
    assert first((held,), EventKind.REVIEWED) is None


# A register finds its records


def test_the_collections_are_the_kinds_of_the_file_format() -> None:
    """The names of the collections are those of files in use; none is renamed."""
    assert {name: cls.__name__ for name, cls in COLLECTIONS.items()} == {
        "places": "Place",
        "authorities": "Authority",
        "subjects": "Subject",
        "officers": "Officer",
        "headcounts": "Headcount",
        "powers": "Power",
        "power_lists": "PowerList",
        "benchmarks": "Benchmark",
        "service_items": "ServiceItem",
        "transfers": "Transfer",
        "documents": "Document",
        "filings": "Filing",
        "clearance_cycles": "ClearanceCycle",
        "catalogues": "Catalogue",
        "decisions": "Decision",
        "evaluations": "Evaluation",
        "cases": "Case",
        "channels": "Channel",
        "activities": "Activity",
        "appraisals": "Appraisal",
        "programmes": "Programme",
        "tasks": "Task",
        "advisers": "Adviser",
        "accountabilities": "Accountability",
        "reports": "PublishedReport",
        "figures": "Figure",
        "relations": "Relation",
        "waivers": "Waiver",
    }


@pytest.mark.parametrize("kind", COLLECTIONS)
def test_each_collection_has_a_class_and_an_id_type_of_its_own(kind: str) -> None:
    """A collection is known by its class, and its class by the type of its id."""
    cls = COLLECTIONS[kind]
    others = [each for each in COLLECTIONS.values() if each is not cls]
    assert kind_of(cls) == kind
    assert identity_type(cls) not in {identity_type(each) for each in others}


@settings(max_examples=30)
@given(register=entities(Register))
def test_a_register_finds_each_of_its_records_by_class_and_id(
    register: Register,
) -> None:
    """``find`` and ``get`` return the very record, and no record of another class."""
    for name, cls in COLLECTIONS.items():
        members = getattr(register, name)
        for record in members:
            assert register.find(cls, record.id) is record
            assert register.get(cls, record.id) is record
        held = {record.id for record in members}
        assert register.get(cls, "无此标识") is None or "无此标识" in held


def test_of_two_records_with_one_id_a_register_finds_the_first() -> None:
    """A faulty register can be held; its first record of an id is the one found."""
    one, two = (
        Place(id=PlaceId("p"), name=n, level=DivisionLevel.COUNTY) for n in "甲乙"
    )
    register = Register(id="r", label=Label("册", "register"), places=(one, two))
    assert register.find(Place, "p") is one
    assert register.places == (one, two)


def test_what_a_register_does_not_hold_is_none_or_an_error() -> None:
    """``get`` answers None, also for no id; ``find`` raises, naming kind and id."""
    register = Register(id="r", label=Label("册", "register"))
    assert register.get(Place, "p") is None
    assert register.get(Place, None) is None
    with pytest.raises(UnknownRecordError) as caught:
        register.find(Place, "p")
    assert (caught.value.kind, caught.value.key) == ("Place", "p")


def test_a_register_asked_for_what_has_no_collection_says_so() -> None:
    """Events have no ids, so to look one up is wrong use and raises our error."""
    register = specimen(Register)
    with pytest.raises(AdminLawError):
        register.find(Event, "e")


def test_the_index_of_a_register_is_no_part_of_its_value() -> None:
    """Changing a copy of a register gives the copy an index of its own."""
    place = Place(id=PlaceId("p"), name="县", level=DivisionLevel.COUNTY)
    empty = Register(id="r", label=Label("册", "register"))
    full = attrs.evolve(empty, places=(place,))
    assert full.find(Place, "p") is place
    assert empty.get(Place, "p") is None
    assert attrs.evolve(full, places=()) == empty


def test_a_register_shows_its_sizes_and_not_its_records() -> None:
    """The ``repr`` of a register is one short line."""
    place = Place(id=PlaceId("p"), name="县", level=DivisionLevel.COUNTY)
    register = Register(id="r", label=Label("册", "register"), places=(place,))
    assert repr(register) == "Register(id='r', places=1)"
