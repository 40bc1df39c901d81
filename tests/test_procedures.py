"""Procedures as data, and what the engine says of their steps.

The procedure of these tests is made up, so that each clause can be tried alone; what
the law's own procedures say of real records is in ``test_reviews.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import adminlaw as al
from adminlaw.checks import Check
from adminlaw.checks.asking import Matter
from adminlaw.checks.bodies import actors_check
from adminlaw.checks.stepping import others_check, step_check
from adminlaw.checks.timing import times_check
from adminlaw.errors import InputError
from adminlaw.findings import Judgement, Severity, Status
from adminlaw.labels import Label
from adminlaw.model import (
    Authority,
    AuthorityKind,
    Decision,
    Event,
    EventKind,
    Medium,
    Register,
    Trait,
)
from adminlaw.model.identities import AuthorityId, DecisionId
from adminlaw.rulebook import Rulebook
from adminlaw.spans import DateSpan

DAY = date(2024, 6, 30)
LEGAL, CITY = AuthorityId("legal"), AuthorityId("city")
DECISIONS = Matter(records="decisions")
NAMES = ("comment", "review", "deliberate", "publish", "hear")
CHECKS = {
    name: step_check(f"Z20{number}", step=name, matter=DECISIONS, zh="步", en="step")
    for number, name in enumerate(NAMES)
}
OTHERS = others_check("Z210", claimed=NAMES, matter=DECISIONS, zh="其他", en="others")
ACTORS = actors_check("Z211", matter=DECISIONS, zh="机构", en="bodies")
TIMES = times_check("Z212", matter=DECISIONS, zh="期限", en="times")

PROCEDURE = """
[[time_limit]]
id = "made.notice"
label = { zh = "公示期", en = "days of notice" }

[[time_limit.version]]
valid = { since = 2000-01-01 }
modality = "in_principle"
source = "《甲办法》第五条"
status = "recalled"
nature = "minimum"
actor = { zh = "机关", en = "organ" }
side = "organ"
starts = { zh = "征求意见开始", en = "comment opened" }
action = { zh = "结束", en = "close" }
length = "30 days"
roll = "never"

[[procedure]]
id = "made.steps"
label = { zh = "程序", en = "procedure" }

[[procedure.version]]
valid = { since = 2020-01-01 }
modality = "duty"
source = "《甲办法》第一条"
status = "recalled"
records = "decisions"

[[procedure.version.steps]]
id = "comment"
label = { zh = "征求意见", en = "comment" }
event = "comment_opened"
when = ["public_interest"]
unless = ["emergency"]

[[procedure.version.steps]]
id = "close"
label = { zh = "征求意见结束", en = "comment closed" }
event = "comment_closed"
after = ["comment"]
when = ["public_interest"]
start = "comment_opened"
at_least = "made.notice"

[[procedure.version.steps]]
id = "hear"
label = { zh = "听证", en = "hearing" }
event = "heard"
asked_by = "hearing_requested"
modality = "in_principle"
source = "《甲办法》第三条"
status = "read"

[[procedure.version.steps]]
id = "review"
label = { zh = "审查", en = "review" }
event = "reviewed"
after = ["comment", "hear"]
must_pass = true
bodies = ["legal_affairs"]

[[procedure.version.steps]]
id = "deliberate"
label = { zh = "讨论", en = "deliberation" }
event = "deliberated"
after = ["review"]
apart_from = "review"

[[procedure.version.steps]]
id = "publish"
label = { zh = "公布", en = "publication" }
event = "published"
after = ["deliberate"]
media = ["gazette", "website"]
"""


@pytest.fixture(scope="session")
def law(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """Return the rule book with the made procedure."""
    file = tmp_path_factory.mktemp("law") / "made.toml"
    file.write_text(PROCEDURE, "utf-8")
    return al.load_rulebook([file])


def event(kind: str, day: str | int = "", **fields: Any) -> Event:  # noqa: ANN401
    """Return an event: ``event("reviewed", 3)`` is on 3 June 2024."""
    if day == "":
        when = None
    else:
        when = date(2024, 6, day) if isinstance(day, int) else date.fromisoformat(day)
    return Event(kind=EventKind.of(kind), day=when, **fields)


def city(*events: Event, complete: bool = False, **fields: Any) -> Register:  # noqa: ANN401
    """Return a register with one decision."""
    bodies = [
        Authority(id=AuthorityId(key), name=key, kind=kind)
        for key, kind in (
            ("legal", AuthorityKind.LEGAL_AFFAIRS),
            ("city", AuthorityKind.GOVERNMENT),
        )
    ]
    decision = Decision(id=DecisionId("d"), title="决策", events=events, **fields)
    kinds = frozenset({"decisions"}) if complete else frozenset[str]()
    return Register(
        id="r",
        label=Label("某地", "somewhere"),
        complete=kinds,
        authorities=tuple(bodies),
        decisions=(decision,),
    )


def said(
    check: Check[Any], register: Register, law: Rulebook, as_of: date = DAY
) -> list[Judgement]:
    """Return what a check says by the made procedure."""
    report = al.audit(register, as_of=as_of, rulebook=law, checks=[check])
    return [each for each in report.judgements if each.rule.startswith("made.")]


def status(check: Check[Any], register: Register, law: Rulebook) -> str:
    """Return the one status that a check gives the decision."""
    (found,) = said(check, register, law)
    return found.status.code


REVIEWED = event("reviewed", 3, passed=True)
DELIBERATED = event("deliberated", 5)


@pytest.mark.parametrize(
    ("name", "register", "expected"),
    [
        ("review", city(REVIEWED, DELIBERATED), "passed"),
        # The same day is no wrong order.
        ("review", city(event("reviewed", 5, passed=True), DELIBERATED), "passed"),
        ("review", city(event("reviewed", 6, passed=True), DELIBERATED), "failed"),
        # A first review that failed and a second that passed before the meeting.
        (
            "review",
            city(
                event("reviewed", 1, passed=False),
                event("reviewed", 4, passed=True),
                DELIBERATED,
            ),
            "passed",
        ),
        ("review", city(event("reviewed", 3, passed=False), DELIBERATED), "failed"),
        # The last word before the meeting counts, not an approval before it.
        (
            "review",
            city(REVIEWED, event("reviewed", 4, passed=False), DELIBERATED),
            "failed",
        ),
        (
            "review",
            city(REVIEWED, event("reviewed", 3, passed=False), DELIBERATED),
            "unknown",
        ),
        ("review", city(event("reviewed", 3), DELIBERATED), "unknown"),
        # It has not passed, and the matter has not gone on.
        ("review", city(event("reviewed", 3, passed=False)), "not_applicable"),
        ("review", city(DELIBERATED), "unknown"),
        ("review", city(DELIBERATED, complete=True), "failed"),
        ("review", city(event("drafted", 1), complete=True), "not_applicable"),
        ("review", city(), "unknown"),
        # What has no day cannot be put in order; what has a month can be, at times.
        ("review", city(event("reviewed", passed=True), DELIBERATED), "unknown"),
        (
            "review",
            city(
                Event(
                    kind=EventKind.REVIEWED,
                    within=DateSpan.month(2024, 5),
                    passed=True,
                ),
                DELIBERATED,
            ),
            "passed",
        ),
        (
            "review",
            city(
                Event(
                    kind=EventKind.REVIEWED,
                    within=DateSpan.month(2024, 6),
                    passed=True,
                ),
                DELIBERATED,
            ),
            "unknown",
        ),
        # A later step skips those between: publication without a meeting.
        ("review", city(event("published", 9), complete=True), "failed"),
        # What lies ahead has not happened.
        (
            "review",
            city(event("reviewed", "2024-07-02", passed=True), DELIBERATED),
            "unknown",
        ),
        ("comment", city(REVIEWED, traits=(Trait.PUBLIC_INTEREST,)), "unknown"),
        (
            "comment",
            city(REVIEWED, complete=True, traits=(Trait.PUBLIC_INTEREST,)),
            "failed",
        ),
        ("comment", city(REVIEWED, without=(Trait.PUBLIC_INTEREST,)), "not_applicable"),
        ("comment", city(REVIEWED, complete=True), "unknown"),
        (
            "comment",
            city(
                REVIEWED,
                complete=True,
                traits=(Trait.PUBLIC_INTEREST, Trait.EMERGENCY),
            ),
            "not_applicable",
        ),
        # Done though nobody says whether it was asked for: it was done.
        ("comment", city(event("comment_opened", 1), REVIEWED), "passed"),
        ("hear", city(REVIEWED, complete=True), "not_applicable"),
        ("hear", city(event("hearing_requested", 1), REVIEWED), "unknown"),
        (
            "hear",
            city(event("hearing_requested", 1), REVIEWED, complete=True),
            "failed",
        ),
        (
            "hear",
            city(event("hearing_requested", 1), event("heard", 2), REVIEWED),
            "passed",
        ),
        ("publish", city(event("published", 9, medium=Medium.WEBSITE)), "passed"),
        ("publish", city(event("published", 9, medium=Medium.COUNTER)), "failed"),
        ("publish", city(event("published", 9)), "unknown"),
        # Without a last day nobody can say that it is late.
        ("publish", city(DELIBERATED, complete=True), "unknown"),
    ],
)
def test_a_step_is_judged_by_what_is_on_record(
    name: str, register: Register, expected: str, law: Rulebook
) -> None:
    """Each clause of a step does what it says."""
    assert status(CHECKS[name], register, law) == expected


def test_a_step_out_of_order_shows_both_days(law: Rulebook) -> None:
    """The reader sees which day came after which."""
    late = city(event("reviewed", 6, passed=True), DELIBERATED)
    (found,) = said(CHECKS["review"], late, law)
    assert found.outcome.facts["day"] == "2024-06-06"
    assert found.outcome.facts["bound"] == "2024-06-05"
    assert str(found.source) == "《甲办法》第一条"
    assert found.severity is Severity.ERROR


def test_a_step_speaks_with_its_own_strength_and_source(law: Rulebook) -> None:
    """A step may be asked for less strongly than the rest, by an article of its own."""
    missed = city(event("hearing_requested", 1), REVIEWED, complete=True)
    (found,) = said(CHECKS["hear"], missed, law)
    assert (str(found.source), found.severity) == ("《甲办法》第三条", Severity.WARNING)
    assert found.source_status.en == "the text was read"


def test_a_step_is_asked_for_by_the_law_of_the_day_of_the_next_step(
    law: Rulebook,
) -> None:
    """What was decided before the procedure was law is not held against it."""
    early = city(event("deliberated", "2019-12-31"), complete=True)
    late = city(event("deliberated", "2020-01-01"), complete=True)
    assert said(CHECKS["review"], early, law) == []
    assert status(CHECKS["review"], late, law) == "failed"


def test_the_other_steps_are_judged_one_by_one(law: Rulebook) -> None:
    """Steps without a check of their own are named in the subject."""
    register = city(event("comment_closed", 2), REVIEWED)
    (found,) = said(OTHERS, register, law)
    assert found.subject.key == "d/close"
    assert found.subject.label.zh == "决策 征求意见结束"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (LEGAL, CITY, ["passed", "passed"]),
        # The wrong body, and no other body for the next step.
        (CITY, CITY, ["failed", "failed"]),
        (None, CITY, ["unknown", "unknown"]),
        (LEGAL, LEGAL, ["passed", "failed"]),
    ],
)
def test_a_step_is_for_certain_bodies_and_apart_from_others(
    first: AuthorityId | None, second: AuthorityId, expected: list[str], law: Rulebook
) -> None:
    """Who acted is compared with who has to, and with who may not be the same."""
    register = city(
        attrs.evolve(REVIEWED, actor=first), attrs.evolve(DELIBERATED, actor=second)
    )
    assert [each.status.code for each in said(ACTORS, register, law)] == expected


@pytest.mark.parametrize(
    ("closed", "expected"),
    [
        # Thirty days from 1 May, which does not count, are over on 31 May.
        ("2024-05-31", "passed"),
        ("2024-05-30", "failed"),
    ],
)
def test_a_least_time_has_to_be_over(closed: str, expected: str, law: Rulebook) -> None:
    """The first day does not count, and the rule of the time gives the strength."""
    register = city(
        event("comment_opened", "2024-05-01"), event("comment_closed", closed)
    )
    (found,) = said(TIMES, register, law)
    assert (found.status.code, found.rule) == (expected, "made.notice")
    assert found.severity is Severity.WARNING


def test_a_time_without_a_certain_start_is_unknown(law: Rulebook) -> None:
    """A day that is not recorded starts no time that could be judged."""
    register = city(event("comment_opened"), event("comment_closed", 3))
    (found,) = said(TIMES, register, law)
    assert found.status is Status.UNKNOWN


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('after = ["review"]', 'after = ["no_such"]', "no_such"),
        ('after = ["comment"]', 'after = ["publish", "close"]', "…"),
        ('start = "comment_opened"', "", "None"),
        ('id = "close"', 'id = "comment"', "重复"),
    ],
)
def test_a_procedure_that_cannot_be_followed_is_refused(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    """An unknown step, a circle, a time without a start, a name used twice."""
    file = tmp_path / "bad.toml"
    file.write_text(PROCEDURE.replace(old, new, 1), "utf-8")
    with pytest.raises(InputError) as caught:
        al.load_rulebook([file])
    assert any(expected in each.received for each in caught.value.problems)


# What adding and removing evidence can do

KINDS = ("comment_opened", "heard", "reviewed", "deliberated", "published", "drafted")
days = st.one_of(st.none(), st.dates(date(2019, 6, 1), date(2025, 1, 31)))
happenings = st.builds(
    Event,
    kind=st.sampled_from([EventKind.of(each) for each in KINDS]),
    day=days,
    passed=st.sampled_from([True, False, None]),
    medium=st.sampled_from([Medium.WEBSITE, Medium.COUNTER, None]),
)
EVENT_OF = dict(
    zip(
        NAMES,
        ("comment_opened", "reviewed", "deliberated", "published", "heard"),
        strict=True,
    )
)
traits = st.lists(
    st.sampled_from([Trait.PUBLIC_INTEREST, Trait.EMERGENCY]), unique=True
)
names = st.sampled_from(NAMES)


def last(name: str, events: Sequence[Event], law: Rulebook, **fields: Any) -> set[str]:  # noqa: ANN401
    """Return the statuses that a check of a step gives a decision with events."""
    found = said(CHECKS[name], city(*events, **fields), law)
    return {each.status.code for each in found}


@given(name=names, events=st.lists(happenings), more=happenings, held=traits)
def test_more_evidence_of_a_duty_never_turns_a_pass_into_doubt(
    name: str, events: list[Event], more: Event, held: list[Trait], law: Rulebook
) -> None:
    """One event that shows a step is enough; a second, however poor, takes nothing."""
    # A refusal is no evidence that a review was passed.
    more = attrs.evolve(more, kind=EventKind.of(EVENT_OF[name]), passed=True)
    if last(name, events, law, traits=tuple(held)) == {"passed"}:
        both = last(name, [*events, more], law, traits=tuple(held))
        assert both <= {"passed"}


@given(name=names, events=st.lists(happenings), whole=st.booleans(), held=traits)
def test_less_evidence_of_a_duty_never_turns_a_breach_into_a_pass(
    name: str, events: list[Event], held: list[Trait], law: Rulebook, *, whole: bool
) -> None:
    """Whoever strikes out what shows a step gains nothing by it."""
    fields: dict[str, Any] = {"traits": tuple(held), "complete": whole}
    if "failed" in last(name, events, law, **fields):
        rest = [each for each in events if each.kind.code != EVENT_OF[name]]
        assert "passed" not in last(name, rest, law, **fields)


@given(name=names, events=st.lists(happenings), held=traits, seed=st.randoms())
def test_the_order_in_which_events_are_written_does_not_matter(
    name: str, events: list[Event], held: list[Trait], seed: Random, law: Rulebook
) -> None:
    """A timeline is a set of dated events."""
    mixed = list(events)
    seed.shuffle(mixed)
    assert last(name, events, law, traits=tuple(held)) == last(
        name, mixed, law, traits=tuple(held)
    )


@given(name=names, events=st.lists(happenings), later=st.integers(0, 400))
def test_a_breach_of_order_is_still_one_on_a_later_day(
    name: str, events: list[Event], later: int, law: Rulebook
) -> None:
    """Time passing repairs nothing by itself."""
    made = city(*[each for each in events if each.day is not None])
    now = said(CHECKS[name], made, law, DAY)
    then = said(CHECKS[name], made, law, DAY + timedelta(days=later))
    happened = all(each.day <= DAY for each in made.decisions[0].events if each.day)
    if happened and any(each.status is Status.FAILED for each in now):
        assert any(each.status is Status.FAILED for each in then)
