"""Indicators of documents, people, powers and tasks equal a count by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from adminlaw.identifiers import DivisionLevel
from adminlaw.measures import (
    IndicatorStatus,
    indicators,
)
from adminlaw.model import (
    Activity,
    ActivityKind,
    Authority,
    AuthorityKind,
    Certificate,
    CertificateKind,
    ClearanceCycle,
    ClearanceOutcome,
    ClearanceScope,
    Document,
    DocumentKind,
    Event,
    EventKind,
    Filing,
    FilingDirection,
    Headcount,
    HeadcountKind,
    Officer,
    OfficerCategory,
    Place,
    Power,
    PowerKind,
    ServiceItem,
    Task,
    Transfer,
    TransferKind,
    Verdict,
)
from adminlaw.periods import Length
from adminlaw.spans import DateSpan
from tests.measure_registers import YEAR, event, record, register


def documents() -> tuple[Document, ...]:
    """Return four normative documents of 2021, and one of 2018 that has ended."""
    new = tuple(
        record(
            Document,
            id=f"d{index}",
            title=f"某办法{index}",
            kind=DocumentKind.NORMATIVE,
            issuers=("gov",),
            valid=DateSpan(date(2021, 5, 1)),
            events=(
                *(
                    (event(EventKind.REVIEWED, "2021-03-01", passed=True),)
                    * (index < 3)
                ),
                event(EventKind.PUBLISHED, "2021-04-01"),
            ),
        )
        for index in range(4)
    )
    old = record(
        Document,
        id="old",
        title="旧办法",
        kind=DocumentKind.NORMATIVE,
        valid=DateSpan(date(2018, 1, 1), date(2021, 1, 1)),
        events=(event(EventKind.PUBLISHED, "2018-01-01"),),
    )
    return (*new, old)


def filing(key: str, document: str, direction: FilingDirection, *more: Event) -> Filing:
    """Return a filing of April 2021, which the county received unless it is across."""
    events = (event(EventKind.FILED, "2021-04-10"), *more)
    across = direction is FilingDirection.CONGRESS
    return record(
        Filing,
        id=key,
        document=document,
        direction=direction,
        receiver="committee" if across else "gov",
        events=events,
    )


def test_documents_are_filed_reviewed_and_corrected() -> None:
    """Three of four upward, two across, two both ways; all three received reviewed."""
    home = record(Place, id="p", name="某县", level=DivisionLevel.COUNTY)
    bodies = tuple(
        record(
            Authority,
            id=key,
            name=key,
            kind=kind,
            level=DivisionLevel.COUNTY,
            place="p",
        )
        for key, kind in (
            ("gov", AuthorityKind.GOVERNMENT),
            ("committee", AuthorityKind.STANDING_COMMITTEE),
        )
    )
    bad = event(EventKind.FILING_REVIEWED, "2021-05-01", passed=False)
    good = event(EventKind.FILING_REVIEWED, "2021-05-01", passed=True)
    up, across = FilingDirection.UPWARD, FilingDirection.CONGRESS
    filings = (
        filing("u0", "d0", up, bad, event(EventKind.CORRECTED, "2021-06-01")),
        filing("u1", "d1", up, bad),
        filing("u2", "d2", up, good),
        filing("a0", "d0", across, good),
        filing("a1", "d1", across),
    )
    found = indicators(
        register(
            documents=documents(),
            filings=filings,
            authorities=bodies,
            places=(home,),
            place="p",
        )
    )
    values = {
        key: found.find(key).value
        for key in (
            "documents.review_rate",
            "filings.rate",
            "filings.upward_rate",
            "filings.congress_rate",
            "filings.review_rate",
            "filings.correction_rate",
        )
    }
    assert list(values.values()) == [75, 50, 75, 50, 100, 50]


def test_survival_is_told_for_each_year_of_publication() -> None:
    """The documents of 2021 are in force, that of 2018 is not."""
    found = indicators(register(documents=documents()))
    years = {each.member: each.value for each in found.members("documents.survival")}
    assert years == {"2018": 0, "2021": 100}
    assert found.find("documents.survival").value == 80


def cycle(key: str, year: int, *outcomes: ClearanceOutcome) -> ClearanceCycle:
    """Return a clearance of the last day of June over one document more."""
    names = [f"{key}-{index}" for index in range(len(outcomes) + 1)]
    return record(
        ClearanceCycle,
        id=key,
        scope=ClearanceScope.NORMATIVE,
        population=tuple(names),
        verdicts=tuple(
            record(Verdict, document=name, outcome=outcome)
            for name, outcome in zip(names, outcomes, strict=False)
        ),
        events=(event(EventKind.PUBLISHED, f"{year}-06-30"),),
    )


def test_a_clearance_has_shares_coverage_and_an_interval() -> None:
    """Two kept, one repealed, one amended, one left out; 731 days after the last."""
    kept, gone = ClearanceOutcome.RETAINED, ClearanceOutcome.REPEALED
    cycles = (
        cycle("before", 2019, kept),
        cycle("now", 2021, kept, kept, gone, ClearanceOutcome.AMENDED),
    )
    found = indicators(register(clearance_cycles=cycles))
    assert found.find("clearance.retained_share").value == 50
    assert found.find("clearance.ended_share").value == 25
    assert found.find("clearance.amended_share").value == 25
    assert found.find("clearance.coverage").value == 80
    assert found.find("clearance.interval").value == 731


def officer(key: str, until: str | None, **more: Any) -> Officer:  # noqa: ANN401
    """Return an officer whose certificate is good until a day, or who has none."""
    good = DateSpan(date(2020, 1, 1), date.fromisoformat(until)) if until else None
    certificates = (
        (Certificate(kind=CertificateKind.ENFORCEMENT, valid=good),) if good else ()
    )
    return record(
        Officer,
        id=key,
        category=OfficerCategory.OFFICER,
        certificates=certificates,
        **more,
    )


def test_officers_are_certified_on_the_as_of_day_and_trained_in_the_period() -> None:
    """A certificate that ended in November is none at the end of the year."""
    trained = (event(EventKind.TRAINED, "2021-05-01"),)
    officers = (
        officer("a", "2023-01-01", events=trained),
        officer("b", "2021-11-01"),
        officer("c", None),
        officer("d", "2023-01-01", valid=DateSpan(date(2020, 1, 1), date(2021, 6, 1))),
    )
    found = indicators(register(officers=officers))
    rate = found.find("officers.certified_rate")
    assert rate.exact == Fraction(100, 3)
    assert found.find("training.rate").exact == Fraction(100, 3)


def test_reviewer_ratios_have_bases_of_their_own() -> None:
    """One of a hundred in the legal affairs body, five of fifty in a department."""
    bodies = (
        record(Authority, id="jus", name="司法局", kind=AuthorityKind.JUSTICE_BUREAU),
        record(Authority, id="mkt", name="市场监管局", kind=AuthorityKind.DEPARTMENT),
    )
    counts = tuple(
        count
        for body, reviewers, base in (("jus", 1, 100), ("mkt", 5, 50))
        for count in (
            record(
                Headcount,
                id=body,
                kind=HeadcountKind.REVIEWERS,
                authority=body,
                number=reviewers,
                as_of=date(2021, 6, 30),
                base=f"{body}-base",
            ),
            record(
                Headcount,
                id=f"{body}-base",
                kind=HeadcountKind.OFFICERS,
                authority=body,
                number=base,
            ),
        )
    )
    found = indicators(register(authorities=bodies, headcounts=counts))
    assert found.find("reviewers.government_ratio").value == 1
    assert found.find("reviewers.department_ratio").value == 10


def power(key: str, kind: PowerKind, holder: str, **more: Any) -> Power:  # noqa: ANN401
    """Return a power."""
    return record(Power, id=key, name=key, kind=kind, holder=holder, **more)


def test_powers_are_told_by_kind_level_and_department() -> None:
    """A power of two levels counts at each, one without any at that of its holder."""
    body = record(
        Authority,
        id="mkt",
        name="市场监管局",
        kind=AuthorityKind.DEPARTMENT,
        level=DivisionLevel.CITY,
    )
    both = (DivisionLevel.CITY, DivisionLevel.COUNTY)
    powers = (
        power("a", PowerKind.PENALTY, "mkt"),
        power("b", PowerKind.PENALTY, "mkt", levels=both),
        power("c", PowerKind.LICENSING, "urb"),
        power("z", PowerKind.PENALTY, "mkt", valid=DateSpan(None, date(2020, 1, 1))),
    )
    found = indicators(register(authorities=(body,), powers=powers))

    def told(key: str) -> dict[str, Decimal | None]:
        return {each.member: each.value for each in found.members(key)}

    assert told("powers.by_kind") == {"licensing": 1, "penalty": 2}
    assert told("powers.by_level") == {"city": 2, "county": 1, "unstated": 1}
    assert told("powers.by_department") == {"mkt": 2, "urb": 1}
    assert found.find("powers.by_kind").value == 3
    labels = {x.member: x.name() for x in found.members("powers.by_department")}
    assert labels["mkt"] == "行政权力事项按部门（市场监管局）"


def item(key: str, law: str | None, promise: str | None) -> ServiceItem:
    """Return a service item with its limits."""
    return record(
        ServiceItem,
        id=key,
        name=key,
        statutory_limit=Length.parse(law) if law else None,
        promised_limit=Length.parse(promise) if promise else None,
    )


def test_compression_counts_items_with_both_limits_in_one_unit() -> None:
    """(20 + 10 - 5 - 4) / 30: an item in months, or with one limit, stays outside."""
    items = (
        item("a", "20 working days", "5 working days"),
        item("b", "10 working days", "4 working days"),
        item("c", "2 months", "10 working days"),
        item("d", "20 working days", None),
    )
    found = indicators(register(service_items=items))
    assert found.find("service.limit_compression").value == 70


def test_compression_has_no_total_over_several_units() -> None:
    """Days and working days are not added; each unit has its own value."""
    items = (item("a", "20 days", "5 days"), item("b", "10 months", "5 months"))
    found = indicators(register(service_items=items))
    assert found.find("service.limit_compression").status is IndicatorStatus.REFUSED
    told = {x.member: x.value for x in found.members("service.limit_compression")}
    assert told == {"day": 75, "month": 50}


def test_transfers_are_told_by_town() -> None:
    """Two powers to one town, one of them to another as well."""
    kind = TransferKind.DELEGATION
    transfers = (
        record(Transfer, id="t1", kind=kind, powers=("a", "b"), receivers=("east",)),
        record(Transfer, id="t2", kind=kind, powers=("a",), receivers=("east", "west")),
    )
    found = indicators(register(transfers=transfers))
    told = {each.member: each.value for each in found.members("transfers.by_town")}
    assert told == {"east": 3, "west": 1}
    assert found.find("transfers.items").value == 3


def test_tasks_are_on_time_on_the_due_day_and_not_after() -> None:
    """Done on the day, done a day late, and not due this year."""

    def task(key: str, due: str, done: str) -> Task:
        events = (event(EventKind.COMPLETED, done),)
        return record(Task, id=key, due=date.fromisoformat(due), events=events)

    tasks = (
        task("a", "2021-07-31", "2021-07-31"),
        task("b", "2021-07-31", "2021-08-01"),
        task("c", "2022-07-31", "2021-08-01"),
    )
    assert indicators(register(tasks=tasks)).find("tasks.on_time_rate").value == 50


def test_topics_are_not_sessions() -> None:
    """Occurrences are added up; a series of unsaid number leaves no upper bound."""
    kind = ActivityKind.STUDY_SESSION
    told = record(Activity, id="a", kind=kind, occurrences=3, period=YEAR)
    silent = record(Activity, id="b", kind=kind, period=YEAR, topics=("x", "y"))
    assert indicators(register(activities=(told,))).find("study.sessions").value == 3
    both = indicators(register(activities=(told, silent))).find("study.sessions")
    assert both.least == 4
    assert both.most is None
