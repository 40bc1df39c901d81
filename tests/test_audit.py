"""An audit as a whole: it never breaks, knows nothing of tomorrow, invents no pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any, cast

import attrs
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import adminlaw as al
from adminlaw.checks import CHECKS, AuditReport
from adminlaw.checks.identity import check as check_of
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.tracks import name_of
from adminlaw.citations import Citation
from adminlaw.errors import UnknownCheckError
from adminlaw.findings import (
    Judgement,
    Outcome,
    Severity,
    Status,
    Subject,
    failed,
    severity_of,
)
from adminlaw.identifiers import DivisionLevel
from adminlaw.labels import Label, Modality
from adminlaw.model import (
    COLLECTIONS,
    Activity,
    ActivityKind,
    Appraisal,
    Case,
    CaseKind,
    Event,
    EventKind,
    Figure,
    FigureRole,
    Officer,
    OfficerCategory,
    Place,
    PublishedReport,
    Qualifier,
    Register,
    Relation,
    RelationKind,
    ReportKind,
    ServiceItem,
    Unit,
    Waiver,
)
from adminlaw.model.identities import (
    ActivityId,
    AppraisalId,
    AuthorityId,
    CaseId,
    FigureId,
    OfficerId,
    PlaceId,
    RelationId,
    ReportId,
    ServiceItemId,
    WaiverId,
)
from adminlaw.periods import Length
from adminlaw.rates import Rounding
from adminlaw.report import audit_json, audit_text
from adminlaw.rulebook import Procedure, Rule, Rulebook
from adminlaw.spans import DateSpan
from tests import strategies

LAW = al.load_rulebook()
EXAMPLES = Path(__file__).parent.parent / "examples"
AS_OF = {"hengshui-2017": date(2018, 1, 31), "lianjiang-2021": date(2021, 12, 30)}
IDS = ("a", "b", "c", "d", "e")

Key = tuple[str, str]


@cache
def example_of(name: str) -> Register:
    """Return one of the example registers."""
    return al.read_register(EXAMPLES / name)


def audited(made: Register, as_of: date = date(2018, 6, 30)) -> AuditReport:
    """Return the audit of a register under the law that ships."""
    return al.audit(made, as_of=as_of, rulebook=LAW)


def register(**fields: object) -> Register:
    """Return a register with these records and no others."""
    empty: Any = Register(id="r", label=Label("某地", "somewhere"))
    return cast("Register", attrs.evolve(empty, **fields))


def figure(key: str, value: str = "", unit: Unit = Unit.CASE, **more: object) -> Figure:
    """Return a figure with a number, if one is given."""
    made: Any = Figure(
        id=FigureId(key),
        label=Label(f"数{key}", f"figure {key}"),
        unit=unit,
        value=Decimal(value) if value else None,
    )
    return cast("Figure", attrs.evolve(made, **more))


def relation(kind: RelationKind, whole: str, parts: str, rule: str = "") -> Relation:
    """Return a relation between figures whose ids have one letter."""
    return Relation(
        id=RelationId("case"),
        kind=kind,
        whole=FigureId(whole) if whole else None,
        parts=tuple(map(FigureId, parts)),
        rule=rule,
    )


# No register breaks an audit


numbers = st.one_of(
    st.none(),
    st.integers(-2, 6).map(Decimal),
    st.sampled_from(list(map(Decimal, ("95.5", "100", "2017", "0.00", "-0", "1E+3")))),
)
spans = st.one_of(
    st.none(),
    st.sampled_from(
        [
            DateSpan.year(2017),
            DateSpan.year(2021),
            DateSpan.month(2018, 1),
            DateSpan(None, date(2018, 1, 1)),
            DateSpan(date(2016, 1, 1), None),
            DateSpan.always(),
            DateSpan.day(date(1999, 12, 31)),
        ]
    ),
)
ids = st.sampled_from(IDS)
figures = st.builds(
    Figure,
    id=ids,
    label=st.just(Label("数", "figure")),
    unit=st.sampled_from([Unit.PERCENT, Unit.CASE, Unit.PERSON, Unit.YEAR]),
    value=numbers,
    report=st.none() | ids,
    measure=st.one_of(
        st.just(""), st.just("no.such"), st.sampled_from([*LAW.measures])
    ),
    when=spans,
    role=st.sampled_from([FigureRole.MEASURED, FigureRole.STRUCTURAL]),
    qualifier=st.sampled_from(Qualifier),
    period=spans,
    numerator=st.none() | ids,
    base=st.none() | ids,
    rounding=st.none() | st.sampled_from(Rounding),
    members=st.lists(st.sampled_from("甲乙"), max_size=3).map(tuple),
    open_list=st.booleans(),
)
relations = st.builds(
    Relation,
    id=ids,
    kind=st.sampled_from(RelationKind),
    whole=st.none() | ids,
    parts=st.lists(ids, max_size=4).map(tuple),
    rule=st.sampled_from(["", "no.such", "documents.punctuation", "service.limit"]),
)
events = st.builds(
    Event,
    kind=st.sampled_from([EventKind.PUBLISHED, EventKind.SIGNED, EventKind.HELD]),
    day=st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    within=spans,
)
timelines = st.lists(events, max_size=2).map(tuple)
reports = st.builds(
    PublishedReport,
    id=ids,
    title=st.just("报告"),
    kind=st.sampled_from(ReportKind),
    period=spans,
    rounding=st.none() | st.sampled_from(Rounding),
    events=timelines,
)
activities = st.builds(
    Activity,
    id=ids,
    kind=st.sampled_from([ActivityKind.STUDY_SESSION, ActivityKind.RECEPTION]),
    occurrences=st.none() | st.integers(-1, 9),
    period=spans,
    events=timelines,
)
items = st.builds(
    ServiceItem,
    id=ids,
    name=st.just("登记"),
    statutory_limit=st.none() | strategies.LEAVES[Length],
    promised_limit=st.none() | strategies.LEAVES[Length],
    limit_rule=st.sampled_from(["", "no.such", *LAW.rules]),
)
places = st.builds(
    Place,
    id=st.just("a"),
    name=st.just("某地"),
    level=st.sampled_from(DivisionLevel),
    division_code=st.sampled_from(["", "131100", "440881", "13", "x"]),
)


def several(records: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Return a few records of a kind; some may share an id."""
    return st.lists(records, max_size=4).map(tuple)


tangled = st.builds(
    Register,
    id=st.just("r"),
    label=st.just(Label("某地", "somewhere")),
    place=st.none() | st.just("a"),
    period=spans,
    complete=st.frozensets(st.sampled_from([*COLLECTIONS, "no.such"]), max_size=2),
    places=several(places),
    service_items=several(items),
    activities=several(activities),
    reports=several(reports),
    figures=several(figures),
    relations=several(relations),
)
"""Registers in which everything bears on everything and references may dangle."""

any_day = st.one_of(
    st.dates(date(1999, 1, 1), date(2030, 1, 1)),
    st.sampled_from([date.min, date.max, date(2000, 12, 31), date(2018, 6, 30)]),
)


def modalities(rule: Rule) -> Iterator[Modality]:
    """Yield how strongly a rule and its steps speak."""
    for version in rule.versions:
        yield version.modality
        if isinstance(version.content, Procedure):
            yield from filter(None, (each.modality for each in version.content.steps))


def sources(rule: Rule) -> Iterator[Citation]:
    """Yield the provisions that a rule and its steps rest on."""
    for version in rule.versions:
        yield version.source
        if isinstance(version.content, Procedure):
            yield from filter(None, (each.source for each in version.content.steps))


def sound(report: AuditReport, law: Rulebook = LAW) -> None:
    """Assert of an audit what holds of every audit."""
    assert [each for each in report.judgements if each.check == "X102"] == []
    for each in report.judgements:
        assert isinstance(each.status, Status)
        assert each.outcome.message.zh
        assert each.outcome.message.en
        assert "None" not in each.outcome.facts.values()
        rule = law.get(each.rule)
        if each.status is Status.FAILED:
            assert rule is not None
            grounds = [*map(severity_of, modalities(rule))]
            assert each.severity in grounds
            assert each.source in list(sources(rule))
        if each.status is Status.UNKNOWN:
            assert each.outcome.missing
    assert sum(len(report.with_status(status)) for status in Status) == len(
        report.judgements
    )
    assert all(each in report.findings for each in report.errors)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(made=tangled, as_of=any_day)
def test_no_tangle_of_figures_and_relations_breaks_an_audit(
    made: Register, as_of: date
) -> None:
    """What a constructor takes an audit judges, whatever the day."""
    report = audited(made, as_of)
    sound(report)
    assert audit_text(report, "zh")
    assert audit_text(report, "en")
    assert audit_json(report)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(made=strategies.registers(), as_of=any_day)
def test_no_register_breaks_an_audit(made: Register, as_of: date) -> None:
    """Whatever an unlawful or incomplete record can contain becomes a judgement."""
    sound(audited(made, as_of))


def balance(*members: Figure) -> Register:
    """Return a register whose figure a should be the sum of the others."""
    parts = "".join(each.id for each in members if each.id != "a")
    return register(
        figures=members, relations=(relation(RelationKind.BALANCE, "a", parts),)
    )


BREAKERS: Mapping[str, Register] = {
    "relation to nothing": register(
        relations=(relation(RelationKind.BALANCE, "a", "bc"),)
    ),
    "parts that are not held": register(
        figures=(figure("a", "3"),),
        relations=(relation(RelationKind.BALANCE, "a", "b"),),
    ),
    "a rate of nothing": register(
        figures=(figure("a", "0"), figure("b", "0"), figure("c", "96", Unit.PERCENT)),
        relations=(relation(RelationKind.REMAINDER, "a", "abc"),),
    ),
    "a rate of itself": register(
        figures=(
            figure(
                "a", "50", Unit.PERCENT, numerator=FigureId("a"), base=FigureId("a")
            ),
        )
    ),
    "a base beyond the machine word": register(
        figures=(
            figure("a", "1E+20"),
            figure("b", "50", Unit.PERCENT, base=FigureId("a")),
        )
    ),
    "a number of five thousand digits": balance(
        figure("a", "1E+5000"), figure("b", "1E+5000")
    ),
    "a number of five thousand decimals": register(
        figures=(
            figure("a", "1E-5000", Unit.PERCENT, base=FigureId("b")),
            figure("b", "3"),
        )
    ),
    "a relation that is its own whole": register(
        figures=(figure("a", "3"),),
        relations=(relation(RelationKind.PARTITION, "a", "aa"),),
    ),
    "the last year of the calendar": register(
        reports=(
            PublishedReport(
                id=ReportId("a"),
                title="报告",
                kind=ReportKind.LAW_BASED_GOVERNMENT,
                period=DateSpan(date(9999, 1, 1), date.max),
            ),
        )
    ),
    "two figures of one id": balance(
        figure("a", "3"), figure("a", "4"), figure("b", "3")
    ),
}


@pytest.mark.parametrize("name", BREAKERS)
def test_an_awkward_register_is_judged_like_any_other(name: str) -> None:
    """No number is too long, no reference too empty and no year too late."""
    sound(audited(BREAKERS[name]))


def test_a_relation_to_figures_that_are_not_held_is_not_decided() -> None:
    """A part that nobody states is missing evidence, and is not left out of the sum."""
    made = register(
        figures=(figure("a", "3"), figure("b", "3")),
        relations=(relation(RelationKind.BALANCE, "a", "bz"),),
    )
    (said,) = [each for each in audited(made).judgements if each.check == "N102"]
    assert said.status in (Status.UNKNOWN, Status.NOT_ASSESSABLE)


@pytest.mark.parametrize("as_of", [date(1990, 1, 1), date(2014, 6, 30)])
@pytest.mark.parametrize("name", AS_OF)
def test_an_audit_before_there_was_a_rule_finds_nothing_against_it(
    name: str, as_of: date
) -> None:
    """Where no version was in force on the day, its rule does not apply."""
    for each in audited(example_of(name), as_of).judgements:
        if each.check == "I101":
            assert each.status is Status.NOT_APPLICABLE
            assert each.source is None


def test_a_relation_under_a_rule_that_is_not_held_is_unknown() -> None:
    """Whether a breach matters cannot be said without the rule."""
    rule = relation(RelationKind.BALANCE, "a", "b", "no.such")
    made = register(figures=(figure("a", "3"), figure("b", "4")), relations=(rule,))
    (said,) = [each for each in audited(made).judgements if each.check == "N102"]
    assert (said.status, said.source) == (Status.UNKNOWN, None)
    assert said.outcome.missing


# Missing evidence is never a pass


def without(held: Register, gone: str) -> Register:
    """Return a register without a figure, what relates it and what refers to it."""

    def kept(record: object) -> object:
        changes: dict[str, object] = {}
        for each in attrs.fields(type(record)):  # type: ignore[arg-type]
            value = getattr(record, each.name)
            if each.name == "counts":
                changes[each.name] = tuple(one for one in value if one != gone)
            elif each.name in ("members", "numerator", "base") and value == gone:
                changes[each.name] = None
        return attrs.evolve(cast("Any", record), **changes)

    collections: dict[str, object] = {
        name: tuple(map(kept, getattr(held, name))) for name in COLLECTIONS
    }
    collections["figures"] = tuple(
        kept(each) for each in held.figures if each.id != gone
    )
    collections["relations"] = tuple(
        each for each in held.relations if gone not in (each.whole, *each.parts)
    )
    return cast("Register", attrs.evolve(cast("Any", held), **collections))


@cache
def passing(name: str) -> Mapping[Key, bool]:
    """Return what an example register is judged, and whether it passes."""
    return by_key(audited(example_of(name), AS_OF[name]))


def by_key(report: AuditReport) -> Mapping[Key, bool]:
    """Return each judgement by its check and subject, and whether it is a pass."""
    return {
        (each.check, each.subject.key): each.status is Status.PASSED
        for each in report.judgements
    }


def all_figures() -> Iterator[tuple[str, str]]:
    """Yield every figure of the example registers."""
    for name in AS_OF:
        yield from ((name, each.id) for each in example_of(name).figures)


@pytest.mark.parametrize(("name", "gone"), tuple(all_figures()))
def test_a_figure_that_is_withheld_turns_nothing_into_a_pass(
    name: str, gone: str
) -> None:
    """Who publishes less is not found to be more in order."""
    after = by_key(audited(without(example_of(name), gone), AS_OF[name]))
    before = passing(name)
    assert not [
        key for key, passes in after.items() if passes and not before.get(key, passes)
    ]


@pytest.mark.parametrize(("name", "gone"), tuple(all_figures()))
def test_a_figure_whose_number_is_withheld_turns_nothing_into_a_pass(
    name: str, gone: str
) -> None:
    """A figure that states nothing any more proves nothing any more."""
    held = example_of(name)
    silent = tuple(
        attrs.evolve(each, value=None, when=None, members=())
        if each.id == gone
        else each
        for each in held.figures
    )
    report = audited(attrs.evolve(held, figures=silent), AS_OF[name])
    before = passing(name)
    for each in report.judgements:
        if each.status is Status.PASSED:
            assert before.get((each.check, each.subject.key), True)
            shown = f"figures/{gone}" in each.subject.records
            # That a rate names its base, and that a figure is in the unit of its
            # measure, holds whether or not the number is stated.
            assert not shown or each.check in ("N203", "N403")


@given(
    values=st.lists(st.integers(0, 5), min_size=3, max_size=3), gone=st.integers(0, 2)
)
@example(values=[5, 3, 4], gone=1)
def test_a_count_that_is_withheld_does_not_mend_a_chain(
    values: list[int], gone: int
) -> None:
    """52 received, 60 accepted, 43 concluded: hiding the 60 does not put it right."""
    measures = [f"reconsideration.{n}" for n in ("received", "accepted", "concluded")]
    chain = tuple(
        figure(key, str(value), measure=measure)
        for key, value, measure in zip("abc", values, measures, strict=True)
    )
    before = by_key(audited(register(figures=chain)))
    left = tuple(each for number, each in enumerate(chain) if number != gone)
    after = by_key(audited(register(figures=left)))
    assert not [
        key for key, passes in after.items() if passes and not before.get(key, passes)
    ]


# Nothing is known before its day


def of_check(report: AuditReport, check: str, rule: str) -> Judgement:
    """Return the one judgement of a check by a rule."""
    (said,) = [
        each for each in report.judgements if (each.check, each.rule) == (check, rule)
    ]
    return said


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        (date(2018, 1, 18), Status.UNKNOWN),
        (date(2018, 1, 29), Status.UNKNOWN),
        (date(2018, 1, 30), Status.PASSED),
        (date(2020, 1, 1), Status.PASSED),
    ],
)
def test_a_report_is_out_from_the_day_of_its_publication(
    as_of: date, status: Status
) -> None:
    """衡水市 posted its report on 30 January 2018 and not before."""
    report = audited(example_of("hengshui-2017"), as_of)
    assert of_check(report, "R101", "report.publication").status is status


def study(*days: date) -> Register:
    """Return a register of 2017 with a study session on each of some days."""
    held = tuple(
        Activity(
            id=ActivityId(f"s{number}"),
            kind=ActivityKind.STUDY_SESSION,
            occurrences=1,
            events=(Event(kind=EventKind.HELD, day=day),),
        )
        for number, day in enumerate(days)
    )
    return register(period=DateSpan.year(2017), activities=held)


@pytest.mark.parametrize(
    ("as_of", "recorded", "status"),
    [
        (date(2017, 3, 1), "0", Status.UNKNOWN),
        (date(2017, 3, 2), "1", Status.UNKNOWN),
        (date(2017, 9, 1), "1", Status.UNKNOWN),
        (date(2017, 9, 2), "2", Status.PASSED),
        (date(2018, 6, 30), "2", Status.PASSED),
    ],
)
def test_a_session_counts_from_the_day_on_which_it_is_held(
    as_of: date, recorded: str, status: Status
) -> None:
    """What is planned for later has not happened yet."""
    made = study(date(2017, 3, 2), date(2017, 9, 2))
    said = of_check(audited(made, as_of), "A101", "study.leading_body")
    assert said.outcome.facts["recorded"] == recorded
    assert said.status is status


def test_sessions_that_begin_after_the_day_of_the_audit_do_not_count() -> None:
    """A series of the second half of the year is unknown in the first half."""
    series = Activity(
        id=ActivityId("s"),
        kind=ActivityKind.STUDY_SESSION,
        occurrences=6,
        period=DateSpan(date(2017, 7, 1), date(2018, 1, 1)),
    )
    made = register(period=DateSpan.year(2017), activities=(series,))
    early = audited(made, date(2017, 6, 30))
    assert of_check(early, "A101", "study.leading_body").status is Status.UNKNOWN
    late = audited(made, date(2018, 1, 1))
    assert of_check(late, "A101", "study.leading_body").status is Status.PASSED


def test_a_year_that_is_not_over_is_not_failed_for_its_rest() -> None:
    """In March one session of two a year is no breach: there are nine months left."""
    made = attrs.evolve(study(date(2017, 3, 2)), complete=frozenset({"activities"}))
    said = of_check(audited(made, date(2017, 3, 31)), "A101", "study.leading_body")
    assert said.status is not Status.FAILED
    said = of_check(audited(made, date(2018, 1, 1)), "A101", "study.leading_body")
    assert said.status is Status.FAILED


@given(
    days=st.lists(st.dates(date(2017, 1, 1), date(2017, 12, 31)), max_size=4),
    as_of=st.dates(date(2016, 12, 1), date(2018, 2, 1)),
)
def test_what_happens_after_the_day_of_the_audit_changes_nothing(
    days: list[date], as_of: date
) -> None:
    """An audit of a day says the same with and without the events after it."""
    known = [day for day in days if day <= as_of]
    rule = "study.leading_body"
    with_all = of_check(audited(study(*days), as_of), "A101", rule)
    with_known = of_check(audited(study(*known), as_of), "A101", rule)
    assert with_all.status is with_known.status
    assert with_all.outcome.facts["recorded"] == with_known.outcome.facts["recorded"]


# The audit itself


def test_an_audit_runs_every_check_in_the_order_of_the_checks() -> None:
    """With nothing asked for all checks run, and their judgements stay together."""
    report = audited(example_of("hengshui-2017"), AS_OF["hengshui-2017"])
    assert report.checks == CHECKS
    assert report.only == ()
    order = [check.id for check in CHECKS]
    places_ = [order.index(each.check) for each in report.judgements]
    assert places_ == sorted(places_)


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (["N201"], ["N201"]),
        (["N203", "N101"], ["N101", "N203"]),
        (("N101", "N101"), ["N101"]),
        (iter(["S101"]), ["S101"]),
        ([], [check.id for check in CHECKS]),
    ],
)
def test_an_audit_runs_the_checks_asked_for(
    only: list[str], expected: list[str]
) -> None:
    """Each runs once and in its usual place, however it was asked for."""
    held = example_of("lianjiang-2021")
    report = al.audit(held, as_of=date(2021, 12, 30), rulebook=LAW, checks=only)
    assert [check.id for check in report.checks] == expected
    assert {each.check for each in report.judgements} <= set(expected)


@pytest.mark.parametrize("only", [["N999"], ["N101", "n101"], [""], "N101"])
def test_an_audit_refuses_a_check_that_does_not_exist(only: list[str]) -> None:
    """The error names the id and every check that there is."""
    with pytest.raises(UnknownCheckError) as caught:
        al.audit(register(), as_of=date(2018, 1, 1), checks=only)
    assert caught.value.choices == tuple(check.id for check in CHECKS)
    assert caught.value.check in only


def test_the_counts_of_a_check_that_did_not_run_are_refused() -> None:
    """Nought would say that it found nothing."""
    report = al.audit(register(), as_of=date(2018, 1, 1), checks=["N101"])
    with pytest.raises(UnknownCheckError):
        report.counts("N102")


def test_an_audit_tells_how_far_it_is() -> None:
    """Progress is called after each check with how many are done and how many are."""
    calls: list[tuple[int, int]] = []
    al.audit(
        register(),
        as_of=date(2018, 1, 1),
        rulebook=LAW,
        progress=lambda done, total: calls.append((done, total)),
    )
    assert calls == [(n, len(CHECKS)) for n in range(1, len(CHECKS) + 1)]


@pytest.mark.parametrize("name", AS_OF)
def test_the_counts_of_an_audit_are_those_of_its_judgements(name: str) -> None:
    """Each judgement is counted once, under its check and its status."""
    report = audited(example_of(name), AS_OF[name])
    for check in CHECKS:
        mine = [each for each in report.judgements if each.check == check.id]
        counts = report.counts(check.id)
        assert sum(counts.values()) == len(mine)
        for status in Status:
            assert counts[status] == sum(each.status is status for each in mine)
    assert report.findings == report.with_status(Status.FAILED)
    graves = [each for each in report.findings if each.severity is Severity.ERROR]
    assert list(report.errors) == graves


@pytest.mark.parametrize("name", AS_OF)
def test_no_subject_is_judged_twice_by_one_check(name: str) -> None:
    """A check, a rule and the key of a subject name one judgement."""
    report = audited(example_of(name), AS_OF[name])
    keys = [(each.check, each.rule, each.subject.key) for each in report.judgements]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", AS_OF)
def test_the_rules_that_judged_nothing_are_named(name: str) -> None:
    """Of the rules in force in the place each has judged something or is listed."""
    held, day = example_of(name), AS_OF[name]
    home = held.find(Place, held.place or "")
    report = audited(held, day)
    law_here = [
        rule.id
        for rule in LAW.rules.values()
        if (not rule.place or home.division_code.startswith(rule.place))
        and any(day in version.valid for version in rule.versions)
    ]
    used = {each.rule for each in report.judgements}
    assert list(report.unchecked_rules) == [r for r in law_here if r not in used]
    assert any("hengshui" in r or "lianjiang" in r for r in report.unchecked_rules)


@pytest.mark.parametrize("name", AS_OF)
def test_the_figures_that_no_judgement_speaks_of_are_counted(name: str) -> None:
    """A figure is examined where some judgement has it among its records."""
    held = example_of(name)
    report = audited(held, AS_OF[name])
    spoken = {key for each in report.judgements for key in each.subject.records}
    silent = [each for each in held.figures if f"figures/{each.id}" not in spoken]
    assert report.unexamined_figures == len(silent) > 0
    nothing = al.audit(held, as_of=AS_OF[name], rulebook=LAW, checks=["S101"])
    assert nothing.unexamined_figures == len(held.figures)


def test_an_audit_shows_itself_in_one_line() -> None:
    """The register, the day and how many judgements ended in which status."""
    made = balance(figure("a", "3"), figure("b", "4"))
    report = al.audit(made, as_of=date(2018, 6, 30), rulebook=LAW, checks=["N102"])
    assert repr(report) == (
        "AuditReport('r', as_of=2018-06-30, passed=0, failed=1, unknown=0, "
        "not_applicable=0, not_assessable=0)"
    )


class Cells(HTMLParser):
    """The text of each cell of a table."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a row or a cell; our tables have no attributes."""
        assert not attrs
        if tag in ("caption", "tr"):
            self.rows.append([])
        if tag in ("caption", "th", "td"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        """Add text to the cell that is open."""
        self.rows[-1][-1] += data


def test_an_audit_shows_itself_in_a_notebook_in_chinese() -> None:
    """One row for each check that judged something, with a column for each status."""
    report = audited(example_of("hengshui-2017"), AS_OF["hengshui-2017"])
    caption, head, *rows = Cells(report._repr_html_()).rows
    judged = {each.check for each in report.judgements}
    idle = len(CHECKS) - len(judged)
    name = "衡水市2017年度法治政府建设"
    assert caption == [f"{name}（2018-01-31，另有{idle}项检查没有对象）"]
    assert head[2:] == ["通过", "不通过", "缺少证据", "不适用", "无法评判"]
    assert [row[0] for row in rows] == [c.id for c in CHECKS if c.id in judged]
    for row in rows:
        assert list(map(int, row[2:])) == list(report.counts(row[0]).values())


def test_a_name_in_a_notebook_is_escaped() -> None:
    """A register may be called anything."""
    made = attrs.evolve(register(), label=Label("<script>", "<script>"))
    assert "<script>" not in audited(made)._repr_html_()


@pytest.mark.parametrize("name", AS_OF)
def test_an_audit_is_repeatable(name: str) -> None:
    """The same register on the same day is judged the same, and is left as it was."""
    held = example_of(name)
    before = al.unstructure(held)
    one, other = (audited(held, AS_OF[name]) for _ in range(2))
    assert one.judgements == other.judgements
    assert al.unstructure(held) == before


@pytest.mark.parametrize("name", AS_OF)
def test_the_order_of_the_records_decides_nothing(name: str) -> None:
    """A register with its records turned round is judged the same."""
    held = example_of(name)
    turned: dict[str, object] = {
        kind: tuple(reversed(getattr(held, kind))) for kind in COLLECTIONS
    }
    other = cast("Register", attrs.evolve(cast("Any", held), **turned))
    expected = {
        (each.check, each.subject.key): each.status
        for each in audited(held, AS_OF[name]).judgements
    }
    received = {
        (each.check, each.subject.key): each.status
        for each in audited(other, AS_OF[name]).judgements
    }
    assert received == expected


def test_an_audit_uses_the_law_that_ships_unless_told_otherwise() -> None:
    """Without a rule book it is the one of ``load_rulebook``."""
    held, day = example_of("lianjiang-2021"), AS_OF["lianjiang-2021"]
    assert al.audit(held, as_of=day).judgements == audited(held, day).judgements


def test_an_audit_under_another_law_is_another_audit(tmp_path: Path) -> None:
    """A city that demands ten sessions a year finds six to be too few."""
    file = tmp_path / "131100.toml"
    file.write_text(
        """
place = "131100"

[[frequency]]
id = "own.study"
label = { zh = "学法", en = "study" }

[[frequency.version]]
valid = { since = 2017-01-01 }
modality = "in_principle"
source = "《某办法》第三条"
status = "reported"
at_least = 10
every = "1 year"
measure = "study.sessions"
activity = "study_session"
""",
        "utf-8",
    )
    law = al.load_rulebook(extra=[file])
    held, day = example_of("hengshui-2017"), AS_OF["hengshui-2017"]
    report = al.audit(held, as_of=day, rulebook=law)
    said = of_check(report, "A101", "own.study")
    assert (said.status, said.severity) == (Status.FAILED, Severity.WARNING)
    assert said.outcome.facts["needed"] == "10"
    sound(report, law)


def test_the_day_before_a_rule_is_law_it_judges_nothing() -> None:
    """《优化营商环境条例》 is in force from 1 January 2020."""
    item = ServiceItem(
        id=ServiceItemId("s"),
        name="登记",
        promised_limit=Length.parse("31 working days"),
        statutory_limit=Length.parse("30 working days"),
    )
    made = register(service_items=(item,))
    since = date(2020, 1, 1)
    before = of_check(audited(made, since - timedelta(days=1)), "S101", "service.limit")
    assert before.status is Status.NOT_APPLICABLE
    assert not before.outcome.facts
    on_it = of_check(audited(made, since), "S101", "service.limit")
    assert on_it.status is Status.FAILED


def test_the_rules_of_another_city_do_not_apply() -> None:
    """衡水市's own ratios judge nothing in 廉江市, nor where the place is unknown."""
    counts = (
        figure("a", "4", Unit.PERSON, measure="reviewers.departments"),
        figure("b", "100", Unit.PERSON, measure="officers.departments"),
    )
    for code, expected in (("131100", 1), ("131102", 1), ("440881", 0), ("", 0)):
        home = Place(
            id=PlaceId("p"), name="某地", level=DivisionLevel.CITY, division_code=code
        )
        made = register(figures=counts, places=(home,), place=PlaceId("p"))
        report = audited(made)
        assert len([j for j in report.judgements if j.check == "N301"]) == expected


# Checks that break off, and findings that somebody has accepted


def broken(_context: Context) -> Iterator[Sight[str]]:
    """Yield two things to judge, and break off."""
    for each in ("a", "b"):
        yield Sight(item=each, subject=Subject(key=each, label=Label(each, each)))
    raise ZeroDivisionError


def breaking(item: str, _context: Context) -> Outcome:
    """Judge the first thing and break off at the second."""
    if item == "b":
        message = "a name that nobody should read"
        raise KeyError(message)
    return failed(Label("错", "wrong"))


def one(_context: Context) -> Iterator[Sight[str]]:
    """Yield one thing to judge."""
    yield Sight(item="a", subject=Subject(key="a", label=Label("a", "a")))


FAILING = check_of("Z999", zh="坏", en="bad", rule="powers.basis", over=one)(breaking)
BREAKING = check_of("Z999", zh="坏", en="bad", rule="powers.basis", over=broken)(
    breaking
)


def test_a_check_that_breaks_off_is_a_finding_and_the_others_go_on() -> None:
    """What it could not judge is unknown; its place is named, its text is not."""
    report = al.audit(
        register(), as_of=date(2021, 1, 1), rulebook=LAW, checks=[BREAKING]
    )
    said = [
        (each.check, each.subject.key, each.status.code) for each in report.judgements
    ]
    assert said == [
        ("Z999", "a", "failed"),
        ("Z999", "b", "unknown"),
        ("X102", "Z999/1", "failed"),
        ("X102", "Z999/2", "failed"),
    ]
    errors = [each.outcome.facts for each in report.judgements if each.check == "X102"]
    assert [each["error"] for each in errors] == ["KeyError", "ZeroDivisionError"]
    assert all(each["place"].startswith("test_audit.py:") for each in errors)
    assert "nobody should read" not in audit_json(report)


def test_a_waiver_takes_a_finding_out_of_the_errors_and_not_out_of_the_report() -> None:
    """It is shown with its reason; from the day after its last it waives nothing."""
    waiver = Waiver(
        id=WaiverId("w"),
        check="Z999",
        subject="a",
        reason="历史遗留",
        role="法制机构负责人",
        day=date(2021, 1, 1),
        expires=date(2021, 1, 31),
    )
    made = register(waivers=(waiver,))

    def audited_on(day: date) -> AuditReport:
        return al.audit(made, as_of=day, rulebook=LAW, checks=[FAILING, "X101"])

    good = audited_on(date(2021, 1, 31))
    assert [each.waiver for each in good.waived] == [waiver]
    assert good.findings == ()
    assert good.with_status(Status.FAILED) == good.waived
    late = audited_on(date(2021, 2, 1))
    assert late.waived == ()
    assert {each.check for each in late.findings} == {"Z999", "X101"}
    early = audited_on(date(2020, 12, 31))
    assert {each.check for each in early.findings} == {"Z999"}


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(made=strategies.registers(), seed=st.randoms())
def test_an_audit_does_not_depend_on_the_order_of_the_records(
    made: Register, seed: Random
) -> None:
    """The same records in another order give the same judgements, in some order."""
    mixed: dict[str, Any] = {}
    for name in COLLECTIONS:
        records = list(getattr(made, name))
        seed.shuffle(records)
        mixed[name] = tuple(records)
    day = date(2024, 6, 30)
    one, other = (audited(each, day) for each in (made, attrs.evolve(made, **mixed)))
    assert summary(one) == summary(other)


def summary(report: AuditReport) -> Counter[tuple[str, ...]]:
    """Return what an audit says, without its order."""
    return Counter(
        (each.check, each.rule, each.subject.key, each.status.code)
        for each in report.judgements
    )


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(made=strategies.registers())
def test_an_audit_made_twice_is_equal(made: Register) -> None:
    """Nothing is kept from one audit to the next."""
    day = date(2024, 6, 30)
    assert audited(made, day) == audited(made, day)


# What a judgement is about


@pytest.mark.parametrize(
    ("record", "name"),
    [
        (
            Case(id=CaseId("c"), kind=CaseKind.PENALTY, number="某罚〔2024〕1号"),
            "某罚〔2024〕1号",
        ),
        (Case(id=CaseId("c"), kind=CaseKind.PENALTY), "行政处罚（c）"),
        (
            Appraisal(id=AppraisalId("a"), period=DateSpan.year(2016)),
            "依法行政考核（2016年，a）",
        ),
        (
            Appraisal(
                id=AppraisalId("a"), period=DateSpan(date(2016, 1, 1), date(2016, 7, 1))
            ),
            "依法行政考核（a）",
        ),
        (
            Officer(
                id=OfficerId("o"),
                name="张三",
                category=OfficerCategory.OFFICER,
                authority=AuthorityId("b"),
            ),
            "行政执法人员（o）",
        ),
    ],
    ids=["number", "kind", "year", "half-year", "person"],
)
def test_a_record_is_called_by_its_name_or_by_what_it_is(
    record: object, name: str
) -> None:
    """Where it has no name, kind, year and id stand for it; no person is named."""
    assert name_of(record).zh == name
