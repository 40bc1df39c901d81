"""How every clock of a case stands: worked cases, and what must never matter."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import permutations
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from adminlaw.clocks import (
    Clock,
    ClockState,
    Timeline,
    calendar_of,
    clock_rules,
    read_case,
    timeline,
    write_calendar,
)
from adminlaw.errors import InputError, MissingExtraError
from adminlaw.model import Case, Event, EventKind, Trait
from adminlaw.model.cases import CaseKind, CaseLink, CaseLinkKind
from adminlaw.model.identities import AuthorityId, CaseId
from adminlaw.periods.calendars import work_calendar
from adminlaw.periods.readings import Choice
from adminlaw.rulebook import TimeLimit, load_rulebook
from adminlaw.spans import DateSpan

ORGAN = AuthorityId("bureau")


def event(kind: str, day: str = "", *, actor: bool = False) -> Event:
    """Return an event; its day may hold a time, or be left out."""
    when = datetime.fromisoformat(day) if "T" in day else None
    known = date.fromisoformat(day[:10]) if day else None
    return Event(
        kind=EventKind.of(kind),
        day=known,
        time=when.time() if when else None,
        actor=ORGAN if actor else None,
    )


def case_of(kind: str, *events: Event, key: str = "c-1") -> Case:
    """Return a case of a kind with its events."""
    return Case(id=CaseId(key), kind=CaseKind.of(kind), events=events)


def linked(kind: str, to: Case, *events: Event, key: str = "c-2") -> Case:
    """Return a case that reviews another."""
    link = CaseLink(kind=CaseLinkKind.REVIEWS, case=to.id)
    return evolve(case_of(kind, *events, key=key), links=(link,))


def seen(
    case: Case, as_of: str, *others: Case, complete: bool = False
) -> dict[str, Clock]:
    """Return the clocks of a case by their rules."""
    found = timeline(
        case, as_of=date.fromisoformat(as_of), others=others, complete=complete
    )
    return {clock.rule: clock for clock in found.clocks}


def reasons(case: Case, as_of: str) -> dict[str, str]:
    """Return why each limit that was considered does not run."""
    found = timeline(case, as_of=date.fromisoformat(as_of))
    return {each.rule: each.reason.en for each in found.not_applied}


# The states

PENALTY = case_of(
    "penalty",
    event("opened", "2024-01-08"),
    event("decided", "2024-03-29"),
    event("served", "2024-04-03"),
)


def test_a_step_taken_in_time_meets_its_limit() -> None:
    """Ninety days from 立案; seven working days over 清明节 and a make-up Sunday."""
    clocks = seen(PENALTY, "2024-04-03")
    decide, serve = clocks["penalty.decide"], clocks["penalty.serve_decision"]
    assert (decide.state, str(decide.last_day)) == (ClockState.MET, "2024-04-07")
    assert str(decide.met_on) == "2024-03-29"
    assert (serve.state, str(serve.last_day)) == (ClockState.MET, "2024-04-10")
    assert str(serve.start) == "2024-03-29"


def test_a_step_on_the_last_day_is_in_time_and_the_day_after_is_late() -> None:
    """The last day is included, a rest day too where it does not move."""
    for day, state in (("2024-04-07", "met"), ("2024-04-08", "missed")):
        case = case_of("penalty", event("opened", "2024-01-08"), event("decided", day))
        assert seen(case, "2024-05-01")["penalty.decide"].state.code == state


def test_a_limit_runs_to_the_end_of_its_last_day() -> None:
    """The day after, nothing shows that it was met, and nothing that it was not."""
    case = case_of("penalty", event("opened", "2024-01-08"))
    assert seen(case, "2024-04-07")["penalty.decide"].state is ClockState.RUNNING
    late = seen(case, "2024-04-08")["penalty.decide"]
    assert late.state is ClockState.INDETERMINATE
    assert [each.en for each in late.missing] == ["a record of: decided / concluded"]
    assert late.missing[0].zh == "“作出决定、办结”的记录"


def test_a_missing_step_is_a_fault_only_where_the_record_is_complete() -> None:
    """Absence is evidence where it was declared to be."""
    case = case_of("penalty", event("opened", "2024-01-08"))
    late = seen(case, "2024-04-08", complete=True)["penalty.decide"]
    assert (late.state, late.missing) == (ClockState.MISSED, ())
    on_time = seen(case, "2024-04-07", complete=True)["penalty.decide"]
    assert on_time.state is ClockState.RUNNING


def test_a_suspended_case_stops_its_clock() -> None:
    """The days since do not count, and whether it is in time cannot be said yet."""
    case = case_of(
        "reconsideration",
        event("received", "2024-03-01"),
        event("accepted", "2024-03-06"),
        event("suspended", "2024-04-01"),
    )
    clock = seen(case, "2024-08-01", complete=True)["reconsideration.decide"]
    assert clock.state is ClockState.SUSPENDED
    assert clock.excluded == (DateSpan(date(2024, 4, 1), date(2024, 8, 1)),)


def test_a_limit_that_waits_for_a_notice_is_provisional() -> None:
    """Until the notice is out it is so before its end, and between its bounds."""
    calendar = work_calendar().before(2024)
    case = case_of("licence", event("accepted", "2024-01-15"))
    for day in ("2024-01-20", "2024-02-17"):
        found = timeline(case, as_of=date.fromisoformat(day), calendar=calendar)
        (clock,) = (x for x in found.clocks if x.rule == "licence.decide")
        assert clock.state is ClockState.PROVISIONAL
        assert clock.last_day is None
        assert clock.due
        assert clock.due.earliest < clock.due.latest
    between = evolve(case, events=(*case.events, event("decided", "2024-02-17")))
    found = timeline(between, as_of=date(2024, 3, 20), calendar=calendar)
    states = {x.rule: x.state.code for x in found.clocks}
    assert states["licence.decide"] == "provisional"
    true = timeline(between, as_of=date(2024, 3, 20))
    assert {x.rule: x.state.code for x in true.clocks}["licence.decide"] == "missed"


def test_an_event_without_a_day_leaves_its_clock_indeterminate() -> None:
    """The case was opened, and nobody knows when."""
    clock = seen(case_of("penalty", event("opened")), "2024-04-08")["penalty.decide"]
    assert clock.state is ClockState.INDETERMINATE
    assert (clock.start, clock.due, clock.last_day) == (None, None, None)
    assert [each.zh for each in clock.missing] == ["“立案”之日"]


def test_a_step_without_a_day_is_no_missing_step() -> None:
    """The decision is on record without its day: even a complete record is no proof."""
    case = case_of("penalty", event("opened", "2024-01-08"), event("decided"))
    clock = seen(case, "2024-06-01", complete=True)["penalty.decide"]
    assert clock.state is ClockState.INDETERMINATE
    assert [each.en for each in clock.missing] == ["the day of: decided"]
    dated = evolve(case, events=(*case.events, event("decided", "2024-03-01")))
    assert seen(dated, "2024-06-01")["penalty.decide"].state is ClockState.MET


# Hours


def compelled(*events: Event) -> Clock:
    """Return the clock of a report of a measure taken at once at 16:20."""
    executed = event("executed", "2024-03-05T16:20")
    case = case_of("compulsory_measure", executed, *events)
    rule = "compulsion.report_urgent_measure"
    found = timeline(
        case, as_of=date(2024, 3, 10), choice=Choice({"hours": "exact"})
    ).clocks
    return next(clock for clock in found if clock.rule == rule)


@pytest.mark.parametrize(
    ("reported", "state"),
    [
        ("2024-03-05T20:00", "met"),
        ("2024-03-06T16:20", "met"),
        ("2024-03-06T16:21", "missed"),
        ("2024-03-06", "indeterminate"),
        ("2024-03-05", "met"),
        ("2024-03-07", "missed"),
    ],
)
def test_hours_are_kept_by_the_minute(reported: str, state: str) -> None:
    """On the day on which they end the time decides; without it nobody can tell."""
    clock = compelled(event("reported", reported))
    assert clock.due
    assert clock.due.deadline.last_moment == datetime(2024, 3, 6, 16, 20)  # noqa: DTZ001
    assert clock.state.code == state
    assert bool(clock.missing) is (state == "indeterminate")


def test_hours_without_a_moment_cannot_be_counted() -> None:
    """The day of the measure is known, its time is the missing evidence."""
    case = case_of(
        "compulsory_measure", event("executed", "2024-03-05"), event("reported")
    )
    clock = seen(case, "2024-03-10")["compulsion.report_urgent_measure"]
    assert clock.state is ClockState.INDETERMINATE
    assert [each.en for each in clock.missing] == ["the time of: executed"]


# The ledger of extensions


def licence(*events: Event) -> Clock:
    """Return the clock of a licence accepted on 2024-01-22: 2024-02-22, or 03-07."""
    case = case_of("licence", event("accepted", "2024-01-22"), *events)
    return seen(case, "2024-03-01", complete=True)["licence.decide"]


def test_a_lawful_extension_moves_the_end() -> None:
    """Approved in time, by somebody, and told: ten more working days."""
    clock = licence(
        event("extended", "2024-02-22", actor=True), event("notified", "2024-02-22")
    )
    assert str(clock.last_day) == "2024-03-07"
    assert clock.state is ClockState.RUNNING
    assert [x.effective for x in clock.extensions] == [True]


BY_NOBODY = "no record of who approved it"
UNTOLD = "no record that the party was told"


@pytest.mark.parametrize(
    ("events", "problems"),
    [
        (
            [event("extended", "2024-02-20"), event("notified", "2024-02-21")],
            [BY_NOBODY],
        ),
        ([event("extended", "2024-02-20", actor=True)], [UNTOLD]),
        (
            [
                event("notified", "2024-02-01"),
                event("extended", "2024-02-20", actor=True),
            ],
            [UNTOLD],
        ),
        (
            [
                event("extended", "2024-02-23", actor=True),
                event("notified", "2024-02-23"),
            ],
            ["extended after the end"],
        ),
        (
            [event("extended"), event("notified", "2024-02-23")],
            ["no record of the day of the extension", BY_NOBODY, UNTOLD],
        ),
    ],
)
def test_an_extension_that_was_not_lawful_changes_nothing(
    events: list[Event], problems: list[str]
) -> None:
    """It stays in the ledger with what is wrong with it, and the limit was missed."""
    clock = licence(*events)
    assert str(clock.last_day) == "2024-02-22"
    assert clock.state is ClockState.MISSED
    (entry,) = clock.extensions
    assert not entry.effective
    assert [each.en for each in entry.problems] == problems


def test_only_as_many_extensions_count_as_the_law_allows() -> None:
    """The second one of two is too many; one that was not lawful does not count."""
    told = event("notified", "2024-02-21")
    first = event("extended", "2024-02-19", actor=True)
    second = event("extended", "2024-02-20", actor=True)
    clock = licence(second, first, told)
    assert [x.event.day for x in clock.extensions] == [first.day, second.day]
    assert [x.effective for x in clock.extensions] == [True, False]
    assert clock.extensions[1].problems[0].en == "extended too often"
    assert str(clock.last_day) == "2024-03-07"
    clock = licence(second, evolve(first, actor=None), told)
    assert [x.effective for x in clock.extensions] == [False, True]
    assert str(clock.last_day) == "2024-03-07"


def test_an_extension_of_unknown_length_proves_no_delay() -> None:
    """《行政诉讼法》第八十一条: the higher court extends; how far is not on record."""
    suit = case_of(
        "litigation",
        event("accepted", "2023-01-09"),
        event("extended", "2023-06-20", actor=True),
        event("decided", "2023-09-01"),
    )
    clock = seen(suit, "2023-12-01", complete=True)["litigation.first_instance"]
    assert str(clock.last_day) == "2023-07-10"
    assert clock.extensions[0].unmeasured
    assert clock.state is ClockState.INDETERMINATE
    assert [each.en for each in clock.missing] == ["by how much it was extended"]
    unapproved = evolve(
        suit,
        events=(suit.events[0], evolve(suit.events[1], actor=None), suit.events[2]),
    )
    clock = seen(unapproved, "2023-12-01")["litigation.first_instance"]
    assert clock.state is ClockState.MISSED


# Suspensions


def suspended(*marks: tuple[str, str]) -> Clock:
    """Return the clock of a reconsideration accepted on 2024-03-06, 60 days."""
    marked = [event(kind, day) for kind, day in marks]
    case = case_of("reconsideration", event("accepted", "2024-03-06"), *marked)
    return seen(case, "2024-05-01")["reconsideration.decide"]


def test_the_days_of_a_suspension_do_not_count() -> None:
    """From 中止 to the day before 恢复; two stretches add up."""
    assert str(suspended().last_day) == "2024-05-06"
    one = suspended(("suspended", "2024-03-20"), ("resumed", "2024-04-10"))
    assert str(one.last_day) == "2024-05-27"
    assert one.excluded == (DateSpan(date(2024, 3, 20), date(2024, 4, 10)),)
    two = suspended(
        ("suspended", "2024-03-20"),
        ("resumed", "2024-04-10"),
        ("suspended", "2024-04-15"),
        ("resumed", "2024-04-25"),
    )
    assert str(two.last_day) == "2024-06-05"
    assert two.state is ClockState.RUNNING


def test_a_suspension_of_no_length_changes_nothing() -> None:
    """Suspended and resumed on one day; resumed without ever having been suspended."""
    plain = suspended()
    assert suspended(("suspended", "2024-03-20"), ("resumed", "2024-03-20")) == plain
    assert suspended(("resumed", "2024-03-20")) == plain
    before = suspended(("suspended", "2024-02-20"), ("resumed", "2024-03-06"))
    assert before == plain
    kept = suspended(("suspended", "2024-03-10"), ("suspended", "2024-03-20"))
    assert kept.excluded == (DateSpan(date(2024, 3, 10), date(2024, 5, 1)),)


# What the law deems done


def test_a_licence_that_nobody_answered_is_accepted_from_receipt() -> None:
    """《行政许可法》第三十二条第一款第四项: the limit to decide runs from receipt."""
    case = case_of("licence", event("received", "2024-03-04"))
    clocks = seen(case, "2024-03-12", complete=True)
    ask, decide = clocks["licence.ask_completion"], clocks["licence.decide"]
    assert (ask.state, str(ask.last_day)) == (ClockState.MISSED, "2024-03-11")
    assert ask.deemed == event("accepted", "2024-03-04")
    assert (str(decide.start), str(decide.last_day)) == ("2024-03-04", "2024-04-01")
    assert "licence.decide" not in seen(case, "2024-03-11")


def test_a_late_answer_does_not_undo_what_the_law_deemed_done() -> None:
    """Accepted after eight working days: the limit still runs from receipt."""
    case = case_of(
        "licence", event("received", "2024-03-04"), event("accepted", "2024-03-14")
    )
    clocks = seen(case, "2024-03-20")
    assert clocks["licence.ask_completion"].state is ClockState.MISSED
    assert str(clocks["licence.decide"].start) == "2024-03-04"
    in_time = evolve(case, events=(case.events[0], event("accepted", "2024-03-08")))
    assert str(seen(in_time, "2024-03-20")["licence.decide"].start) == "2024-03-08"


def test_a_reconsideration_is_accepted_when_its_examination_ends() -> None:
    """《行政复议法》(2023)第三十条第三款: at the end, here a Sunday that was worked."""
    case = case_of("reconsideration", event("received", "2024-02-05"))
    clocks = seen(case, "2024-02-19", complete=True)
    assert clocks["reconsideration.examine"].deemed == event("accepted", "2024-02-18")
    assert str(clocks["reconsideration.decide"].last_day) == "2024-04-18"


def test_before_2024_a_reconsideration_was_accepted_on_receipt() -> None:
    """《行政复议法》(2017)第十七条第二款: 收到之日起即为受理."""
    case = case_of("reconsideration", event("received", "2023-11-06"))
    clocks = seen(case, "2023-12-01", complete=True)
    assert clocks["reconsideration.examine"].deemed == event("accepted", "2023-11-06")
    assert str(clocks["reconsideration.decide"].last_day) == "2024-01-05"


def test_nothing_is_deemed_done_while_the_end_is_not_certain() -> None:
    """Neither before the end, nor where the step is on record without a day."""
    case = case_of("reconsideration", event("received", "2024-02-05"))
    assert seen(case, "2024-02-18")["reconsideration.examine"].deemed is None
    undated = evolve(case, events=(*case.events, event("not_accepted")))
    clock = seen(undated, "2024-03-18", complete=True)["reconsideration.examine"]
    assert clock.deemed is None
    assert clock.state is ClockState.INDETERMINATE


# Backward clocks and waiting times


@pytest.mark.parametrize(
    ("notified", "state"),
    [("2024-04-26", "met"), ("2024-04-28", "missed"), ("2024-04-10", "met")],
)
def test_a_hearing_is_notified_in_advance(notified: str, state: str) -> None:
    """Seven working days before 2024-05-09 is 04-26, over 劳动节 and a make-up day."""
    case = case_of("licence", event("heard", "2024-05-09"), event("notified", notified))
    clock = seen(case, "2024-05-09")["licence.hearing_notice"]
    assert (str(clock.last_day), clock.state.code) == ("2024-04-26", state)


def test_a_notice_after_the_hearing_is_no_notice() -> None:
    """What came later did not announce it."""
    case = case_of(
        "licence", event("heard", "2024-05-09"), event("notified", "2024-05-20")
    )
    clock = seen(case, "2024-06-01", complete=True)["licence.hearing_notice"]
    assert (clock.state, clock.met_on) == (ClockState.MISSED, None)


@pytest.mark.parametrize(
    ("requested", "state"),
    [("2024-10-15", "missed"), ("2024-10-16", "met"), ("2024-09-27", "missed")],
)
def test_a_waiting_time_has_to_be_over_first(requested: str, state: str) -> None:
    """《行政强制法》第五十四条: ten working days from 2024-09-26 end on 10-15."""
    case = case_of(
        "enforcement_application",
        event("demanded", "2024-09-26"),
        event("requested", requested),
    )
    clock = seen(case, "2024-12-01")["compulsion.wait_after_demand"]
    assert (str(clock.last_day), clock.state.code) == ("2024-10-15", state)


def test_a_waiting_time_that_nobody_broke_was_kept() -> None:
    """No request is no fault: while it runs, and when it is over."""
    case = case_of("enforcement_application", event("demanded", "2024-09-26"))
    for day, state in (("2024-10-15", "running"), ("2024-10-16", "met")):
        clock = seen(case, day, complete=True)["compulsion.wait_after_demand"]
        assert clock.state.code == state


# Linked cases


def test_a_penalty_a_reconsideration_and_a_suit_hang_together() -> None:
    """The step that meets a limit may stand in another case, linked to this one."""
    review = linked(
        "reconsideration",
        PENALTY,
        event("received", "2024-06-03"),
        event("accepted", "2024-06-05"),
        event("decided", "2024-08-05"),
        event("served", "2024-08-08"),
    )
    suit = linked("litigation", review, event("received", "2024-08-23"), key="c-3")
    apply = seen(PENALTY, "2024-09-01", review, suit)["reconsideration.apply"]
    assert (str(apply.last_day), str(apply.met_on)) == ("2024-06-03", "2024-06-03")
    assert apply.state is ClockState.MET
    clocks = seen(review, "2024-09-01", suit, PENALTY)
    sue = clocks["litigation.sue_after_reconsideration"]
    assert (sue.state, str(sue.last_day)) == (ClockState.MET, "2024-08-23")
    decide = clocks["reconsideration.decide"]
    assert (decide.state, str(decide.last_day)) == (ClockState.MET, "2024-08-05")


def test_a_case_without_the_link_meets_nothing() -> None:
    """Another reconsideration, or one of another penalty, is not this one's."""
    events = (event("received", "2024-05-06"),)
    stranger = case_of("reconsideration", *events, key="c-9")
    other = linked("reconsideration", evolve(PENALTY, id=CaseId("p-8")), *events)
    suit = linked("litigation", PENALTY, *events)
    for each in (stranger, other, suit):
        clock = seen(PENALTY, "2024-09-01", each)["reconsideration.apply"]
        assert clock.state is ClockState.INDETERMINATE
    sue = seen(PENALTY, "2024-09-01", suit)["litigation.sue"]
    assert sue.state is ClockState.MET


def test_a_later_step_of_a_linked_case_does_not_count_yet() -> None:
    """What happened after the day asked about is not known on it."""
    review = linked("reconsideration", PENALTY, event("received", "2024-05-06"))
    before = seen(PENALTY, "2024-05-05", review)["reconsideration.apply"]
    assert (before.state, before.met_on) == (ClockState.RUNNING, None)


# What does not run, and old law


def test_every_limit_that_does_not_run_has_its_reason() -> None:
    """No event, an event it needs, a trait, or no law of that day."""
    found = reasons(PENALTY, "2024-06-01")
    assert found["penalty.hearing_notice"] == "no event: heard"
    assert found["penalty.request_hearing"] == "no event: hearing requested"
    accepted = case_of("reconsideration", event("accepted", "2024-03-06"))
    plain = reasons(accepted, "2024-06-01")
    assert plain["reconsideration.summary.decide"] == "only for: summary procedure"
    brief = evolve(accepted, traits=(Trait.SUMMARY,))
    short = reasons(brief, "2024-06-01")
    assert short["reconsideration.decide"] == "not for this kind of procedure"
    clock = seen(brief, "2024-04-01")["reconsideration.summary.decide"]
    assert str(clock.last_day) == "2024-04-07"
    old = case_of("penalty", event("opened", "2021-07-14"))
    said = "no version in force on 2021-07-14"
    assert reasons(old, "2021-08-01")["penalty.decide"] == said


def test_a_clock_follows_the_law_of_its_starting_day() -> None:
    """Days or working days to serve a penalty; three months or six to sue."""
    for decided, last_day in (
        ("2021-07-14", "2021-07-21"),
        ("2021-07-15", "2021-07-26"),
    ):
        case = case_of("penalty", event("decided", decided))
        clock = seen(case, "2021-07-20")["penalty.serve_decision"]
        assert str(clock.last_day) == last_day
    for served, last_day in (
        ("2015-04-30", "2015-07-30"),
        ("2015-05-01", "2015-11-02"),
    ):
        case = case_of("penalty", event("served", served))
        assert str(seen(case, "2015-06-01")["litigation.sue"].last_day) == last_day


def test_every_clock_rule_is_a_time_limit_of_the_rule_book() -> None:
    """Each id is known, each start and end is an event, and no row says it twice."""
    law = load_rulebook()
    keys = [(rule.rule, rule.cases) for rule in clock_rules()]
    assert len(set(keys)) == len(keys) >= 30
    for rule in clock_rules():
        held = law.get(rule.rule)
        assert held, rule.rule
        assert all(isinstance(x.content, TimeLimit) for x in held.versions), rule.rule
        assert rule.cases
        assert rule.starts
        assert rule.ends
        for deemed in rule.deems:
            assert deemed.on in ("start", "last_day")


# What must not matter

KINDS = ("received", "accepted", "extended", "notified", "suspended", "resumed")
MORE = (
    "decided",
    "served",
    "heard",
    "supplement_asked",
    "supplemented",
    "not_accepted",
)
case_kinds = st.sampled_from(
    ("penalty", "licence", "reconsideration", "litigation", "disclosure", "petition")
)
events = st.builds(
    Event,
    kind=st.sampled_from([EventKind.of(each) for each in (*KINDS, *MORE, "opened")]),
    day=st.none() | st.dates(date(2020, 1, 1), date(2024, 12, 31)),
    time=st.none() | st.times().map(lambda x: time(x.hour, x.minute)),
    actor=st.none() | st.just(ORGAN),
)
days = st.dates(date(2020, 1, 1), date(2025, 12, 31))


def told(found: Timeline) -> tuple[object, ...]:
    """Return all that a timeline says, the case aside."""
    return found.clocks, found.not_applied, found.text("zh"), found.text("en")


@given(
    kind=case_kinds,
    known=st.lists(events, max_size=8),
    later=st.lists(events, min_size=1, max_size=4),
    as_of=days,
    complete=st.booleans(),
)
def test_what_happens_later_changes_nothing(
    kind: str,
    known: list[Event],
    later: list[Event],
    as_of: date,
    complete: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    """A day is judged by what had happened on it, with a day or within a span."""
    after = [evolve(each, day=date(2026, 3, 1)) for each in later]
    spans = [evolve(each, day=None, within=DateSpan.month(2026, 2)) for each in later]
    before = timeline(case_of(kind, *known), as_of=as_of, complete=complete)
    case = case_of(kind, *after, *known, *spans)
    assert told(timeline(case, as_of=as_of, complete=complete)) == told(before)


@given(
    kind=case_kinds,
    drawn=st.lists(events, max_size=8, unique_by=lambda x: (x.kind, x.day)),
    as_of=days,
    data=st.data(),
)
def test_the_order_of_the_record_changes_nothing(
    kind: str, drawn: list[Event], as_of: date, data: st.DataObject
) -> None:
    """Events are taken by their days, not by the order in which they were written."""
    shuffled = data.draw(st.permutations(drawn))
    one = timeline(case_of(kind, *drawn), as_of=as_of, complete=True)
    two = timeline(case_of(kind, *shuffled), as_of=as_of, complete=True)
    assert told(one) == told(two)


def test_two_extensions_stand_in_the_ledger_by_their_days() -> None:
    """However they were written down."""
    marks = (
        event("extended", "2024-02-19", actor=True),
        event("extended", "2024-02-20", actor=True),
        event("notified", "2024-02-21"),
    )
    assert len({licence(*each) for each in permutations(marks)}) == 1


@given(kind=case_kinds, drawn=st.lists(events, max_size=8), as_of=days)
def test_every_limit_considered_is_a_clock_or_has_a_reason(
    kind: str, drawn: list[Event], as_of: date
) -> None:
    """None is lost, none stands twice, and each says what it has to."""
    found = timeline(case_of(kind, *drawn), as_of=as_of)
    considered = [
        rule.rule for rule in clock_rules() if CaseKind.of(kind) in rule.cases
    ]
    rules = [clock.rule for clock in found.clocks]
    rules += [each.rule for each in found.not_applied]
    assert sorted(rules) == sorted(considered)
    for clock in found.clocks:
        open_ended = clock.state is ClockState.INDETERMINATE
        assert bool(clock.missing) is open_ended
        if clock.met_on:
            assert clock.met_on <= as_of
        if clock.start:
            assert clock.start <= as_of
    starts = [clock.start or date.max for clock in found.clocks]
    assert starts == sorted(starts)
    heads = [x for x in found.text().splitlines() if not x.startswith(" ")]
    assert len(heads) == len(found.clocks)


@given(kind=case_kinds, drawn=st.lists(events, max_size=8), as_of=days)
def test_only_a_complete_record_adds_faults(
    kind: str, drawn: list[Event], as_of: date
) -> None:
    """Declaring it complete settles what a missing record left open, and no more."""
    plain = timeline(case_of(kind, *drawn), as_of=as_of)
    sure = timeline(case_of(kind, *drawn), as_of=as_of, complete=True)
    for before, after in zip(plain.clocks, sure.clocks, strict=True):
        if before.state is after.state:
            assert before == after
        else:
            assert before.state is ClockState.INDETERMINATE
            assert after.state is ClockState.MISSED


# Shown, read and written


def test_a_timeline_shows_itself() -> None:
    """A line a clock in both languages, and a table in a notebook."""
    found = timeline(PENALTY, as_of=date(2024, 6, 1))
    assert "2024-01-08 – 2024-04-07  按期" in found.text("zh")
    assert "2024-01-08 – 2024-04-07  met" in found.text("en")
    assert "(a record of: paid)" in found.text("en")
    html = found._repr_html_()
    assert html.count("<tr>") == len(found.clocks) + 1
    assert "《中华人民共和国行政处罚法》第六十条" in html
    bare = timeline(case_of("penalty", event("opened")), as_of=date(2024, 6, 1))
    assert bare.text("en").startswith("? – ?  indeterminate  penalty.decide")
    assert "penalty.decide" in bare._repr_html_()


@pytest.mark.parametrize(
    "text",
    ["", "[", "[]", "1", '{"id": "c-1"}', '{"id": "c-1", "kind": "nope"}', "[" * 9999],
)
def test_a_file_that_holds_no_case_is_refused(tmp_path: Path, text: str) -> None:
    """The problem names the file."""
    file = tmp_path / "case.json"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        read_case(file)
    assert "case.json" in caught.value.message("zh")


@pytest.mark.parametrize("content", [b"\xff\xfe{", None])
def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, content: bytes | None
) -> None:
    """Bytes that are no text, or no file at all."""
    file = tmp_path / "case.json"
    if content:
        file.write_bytes(content)
    with pytest.raises(InputError):
        read_case(file)


def test_a_case_is_read_from_a_file(tmp_path: Path) -> None:
    """One JSON object, with or without the mark that some programs write first."""
    file = tmp_path / "case.json"
    text = '{"id": "c-1", "kind": "penalty", "events": [{"kind": "opened"}]}'
    for encoding in ("utf-8", "utf-8-sig"):
        file.write_text(text, encoding)
        assert read_case(file) == case_of("penalty", event("opened"))


def test_last_days_go_into_a_calendar_file(tmp_path: Path) -> None:
    """One entry of a whole day for each certain last day, and none for the others."""
    icalendar = pytest.importorskip("icalendar")
    case = evolve(PENALTY, events=(*PENALTY.events, event("heard")))
    found = timeline(case, as_of=date(2024, 6, 1))
    write_calendar(found, tmp_path / "case.ics")
    read = icalendar.Calendar.from_ical((tmp_path / "case.ics").read_bytes())
    entries = list(read.walk("VEVENT"))
    certain = [clock for clock in found.clocks if clock.last_day]
    assert len(entries) == len(certain) < len(found.clocks)
    assert len({str(each["uid"]) for each in entries}) == len(entries)
    assert [each["dtstart"].dt for each in entries] == [x.last_day for x in certain]
    for each in entries:
        assert each["dtstamp"].dt == datetime(2024, 6, 1, tzinfo=UTC)
        assert (each["dtend"].dt - each["dtstart"].dt).days == 1
    assert "行政处罚" in str(entries[0]["summary"])
    assert calendar_of(found).to_ical() == (tmp_path / "case.ics").read_bytes()


def test_a_provisional_last_day_does_not_go_into_a_diary() -> None:
    """An entry looks certain, so there is none."""
    pytest.importorskip("icalendar")
    case = case_of("disclosure", event("received", "2026-12-20"))
    found = timeline(case, as_of=date(2026, 12, 21))
    assert found.clocks
    assert calendar_of(found).walk("VEVENT") == []


def test_without_icalendar_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says what to install."""

    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("adminlaw.clocks.files.import_module", absent)
    found = timeline(PENALTY, as_of=date(2024, 6, 1))
    with pytest.raises(MissingExtraError, match="ical"):
        calendar_of(found)
