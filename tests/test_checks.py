"""What each check says of records that were made to be judged.

``data/worked_cases.csv`` was written from published reports and by hand before the
checks were read. A row needs no Python: *kind* is a kind of relation, ``rate``,
``enumeration``, or ``rule`` with the id of a rule; figures are written ``20 case``,
``at_least 20 case``, ``day 2018-01-18`` or ``month 2018-01``, with ``?`` for a count
that is not published; behind ``rule`` each is led by its measure. *expected* is a
status, several joined by ``or``, or ``undecided`` for either of the two that are
neither a pass nor a failure. Numbers in *facts* compare as numbers, in no order.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from itertools import product
from pathlib import Path
from typing import Any, TypeVar, cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import adminlaw as al
from adminlaw.checks import CHECKS, AuditReport, Check
from adminlaw.checks.reasons import reasons
from adminlaw.citations import Citation
from adminlaw.findings import FACT_LABELS, Judgement, Severity, Status, severity_of
from adminlaw.identifiers import DivisionLevel
from adminlaw.labels import Label
from adminlaw.model import (
    Activity,
    ActivityKind,
    Authority,
    AuthorityKind,
    Benchmark,
    Case,
    CaseKind,
    Certificate,
    CertificateKind,
    ClearanceCycle,
    ClearanceScope,
    Confidence,
    Document,
    Event,
    EventKind,
    Figure,
    FigureRole,
    Officer,
    OfficerCategory,
    Place,
    Power,
    PowerKind,
    PublishedReport,
    Qualifier,
    Range,
    RangeUnit,
    Register,
    Relation,
    RelationKind,
    ReportKind,
    ServiceItem,
    Task,
    Tier,
    Unit,
)
from adminlaw.model.identities import (
    ActivityId,
    AuthorityId,
    BenchmarkId,
    CaseId,
    ClearanceCycleId,
    DocumentId,
    FigureId,
    OfficerId,
    PlaceId,
    PowerId,
    RelationId,
    ReportId,
    ServiceItemId,
    TaskId,
)
from adminlaw.periods import Length
from adminlaw.rates import Rounding
from adminlaw.spans import DateSpan

Row = Mapping[str, str]
Made = TypeVar("Made")

LAW = al.load_rulebook()
AS_OF = date(2018, 6, 30)
UNDECIDED = frozenset({Status.UNKNOWN, Status.NOT_ASSESSABLE})
PASSED, FAILED = frozenset({Status.PASSED}), frozenset({Status.FAILED})
QUALIFIERS = {each.code for each in Qualifier}
RATES = ("N201", "N202", "N203")
"""The checks of a printed rate, the one that needs most first."""

WORKED_FILE = Path(__file__).parent / "data" / "worked_cases.csv"
with WORKED_FILE.open(encoding="utf-8", newline="") as _stream:
    WORKED = tuple(csv.DictReader(_stream))
LEAST_WORKED = 150


# Registers made of a few words


def changed(record: Made, fields: Mapping[str, object]) -> Made:
    """Return a copy of a record with these fields."""
    return cast("Made", attrs.evolve(cast("Any", record), **fields))


def figure(text: str, key: str, **fields: object) -> Figure:
    """Return the figure that a few words describe: ``at_least 20 case``."""
    label = Label(f"数{key}", f"figure {key}")
    *front, last = text.split()
    if front and front[0] in ("day", "month"):
        year, month, day = map(int, f"{last}-1".split("-")[:3])
        span = DateSpan.month(year, month)
        if front[0] == "day":
            span = DateSpan.day(date(year, month, day))
        made = Figure(id=FigureId(key), label=label, unit=Unit.DATE, when=span)
        return changed(made, fields)
    qualifier = Qualifier.of(front[0]) if front[0] in QUALIFIERS else Qualifier.EXACT
    made = Figure(
        id=FigureId(key),
        label=label,
        unit=Unit.of(last),
        value=Decimal(front[-1]),
        qualifier=qualifier,
    )
    return changed(made, fields)


def several(texts: str) -> tuple[Figure, ...]:
    """Return the figures of a list set off by semicolons, as f1, f2 and so on."""
    found = enumerate(texts.split(";"), 1)
    return tuple(figure(each, f"f{n}") for n, each in found if each.strip())


def register(**fields: object) -> Register:
    """Return a register with these records and no others."""
    return changed(Register(id="r", label=Label("某地", "somewhere")), fields)


def related(kind: str, whole: str, parts: str, **fields: object) -> Register:
    """Return a register that relates a whole, if it states one, to its parts."""
    members = several(parts)
    totals = (figure(whole, "f0"),) if whole else ()
    relation = Relation(
        id=RelationId("case"),
        kind=RelationKind.of(kind),
        whole=FigureId("f0") if whole else None,
        parts=tuple(each.id for each in members),
    )
    span = fields.pop("period", None)
    figures = tuple(attrs.evolve(each, period=span) for each in (*totals, *members))
    return register(figures=figures, relations=(changed(relation, fields),))


def measured(figures: str, *, place: str = "", **fields: object) -> Register:
    """Return a register whose figures each carry a measure: ``measure = 20 case``."""
    period = fields.get("period")
    made = []
    for number, each in enumerate(figures.split(";"), 1):
        measure, _sign, text = (part.strip() for part in each.partition("="))
        made.append(figure(text, f"f{number}", measure=measure, period=period))
    places: tuple[Place, ...] = ()
    if place:
        home = Place(
            id=PlaceId("home"),
            name="某地",
            level=DivisionLevel.CITY,
            division_code=place,
        )
        places = (home,)
        fields["place"] = PlaceId("home")
    return register(figures=tuple(made), places=places, **fields)


def rated(rate: str, counts: str, rounding: str = "") -> Register:
    """Return a register with a rate, its count and its base; ``?`` is not published."""
    names = ("numerator", "base")
    found = {
        name: figure(text, name)
        for name, text in zip(names, counts.split(";"), strict=True)
        if text.strip() != "?"
    }
    declared = Rounding.of(rounding) if rounding else None
    ids: dict[str, object] = {name: each.id for name, each in found.items()}
    stated = figure(rate, "rate", rounding=declared, **ids)
    return register(figures=(stated, *found.values()))


def enumerated(count: str, names: str, *, open_list: bool = False) -> Register:
    """Return a register with one figure and the names that it lists."""
    members = tuple(names.split("、")) if names else ()
    made = figure(count, "list", members=members, open_list=open_list)
    return register(figures=(attrs.evolve(made, role=FigureRole.STRUCTURAL),))


def pairs(text: str) -> dict[str, str]:
    """Return what ``a=1; b=2; c`` says of a, b and c."""
    halves = (each.strip().partition("=") for each in text.split(";") if each)
    return {name: value for name, _sign, value in halves}


def worked(row: Row) -> Register:
    """Return the register that a row of the table describes."""
    given_ = pairs(row["given"])
    period = DateSpan.year(int(given_["period"])) if "period" in given_ else None
    if row["kind"].startswith("rule "):
        made = measured(row["parts"], place=given_.get("place", ""), period=period)
        if "raw" in given_:
            (stated,) = made.figures
            made = attrs.evolve(
                made, figures=(attrs.evolve(stated, raw=given_["raw"]),)
            )
        return made
    if row["kind"] == "rate":
        return rated(row["whole"], row["parts"], given_.get("rounding", ""))
    if row["kind"] == "enumeration":
        return enumerated(row["whole"], row["parts"], open_list="open" in given_)
    return related(row["kind"], row["whole"], row["parts"], period=period)


# What is said of them


def audited(made: Register, as_of: date = AS_OF) -> AuditReport:
    """Return the audit of a register under the law that ships."""
    return al.audit(made, as_of=as_of, rulebook=LAW)


def judgements(made: Register, check: str, as_of: date = AS_OF) -> list[Judgement]:
    """Return what one check says of a register."""
    report = al.audit(made, as_of=as_of, rulebook=LAW, checks=[check])
    return list(report.judgements)


def related_judgement(made: Register) -> Judgement:
    """Return what is said of the one relation of a register."""
    (said,) = [each for each in audited(made).judgements if each.subject.key == "case"]
    return said


def judgement(row: Row) -> Judgement:
    """Return the judgement that decides a row of the table."""
    made = worked(row)
    as_of = date(2022, 6, 30) if made.period == DateSpan.year(2021) else AS_OF
    found = audited(made, as_of).judgements
    if row["kind"].startswith("rule "):
        (one,) = [each for each in found if each.rule == row["kind"].split()[1]]
        return one
    if row["kind"] == "rate":
        return min(
            (each for each in found if each.check in RATES), key=lambda each: each.check
        )
    subject = "list" if row["kind"] == "enumeration" else "case"
    (one,) = [each for each in found if each.subject.key == subject]
    return one


def statuses(text: str) -> frozenset[Status]:
    """Return the statuses that a cell allows."""
    words = text.split(" or ")
    named = {Status.of(word) for word in words if word != "undecided"}
    return frozenset(named) | (UNDECIDED if "undecided" in words else frozenset())


def tokens(text: str) -> frozenset[Decimal | str]:
    """Return the words of a value; numbers compare as numbers."""
    return frozenset(map(token, text.split()))


def token(word: str) -> Decimal | str:
    """Return a number where a word is one, else the word."""
    try:
        return Decimal(word)
    except InvalidOperation:
        return word


@pytest.mark.parametrize("row", WORKED, ids=lambda row: row["case"])
def test_a_worked_case_comes_to_what_was_worked_out(row: Row) -> None:
    """The checks agree with arithmetic that was done by hand before they existed."""
    said = judgement(row)
    assert said.status in statuses(row["expected"]), said.outcome
    facts = {name: tokens(value) for name, value in said.outcome.facts.items()}
    expected = {name: tokens(value) for name, value in pairs(row["facts"]).items()}
    assert {name: facts.get(name) for name in expected} == expected


def test_the_table_of_worked_cases_is_whole() -> None:
    """No case is dropped or named twice, and every kind of relation has some."""
    assert len({row["case"] for row in WORKED}) == len(WORKED) >= LEAST_WORKED
    kinds = {row["kind"].split()[0] for row in WORKED}
    assert kinds == {"rule", "rate", "enumeration"} | {k.code for k in RelationKind}


# Every check, as a battery


def received(day: str = "", **fields: object) -> Register:
    """Return a register with the report on 2017, published on a day if one is given."""
    events: tuple[Event, ...] = ()
    if day:
        published = date.fromisoformat(day)
        events = (Event(kind=EventKind.PUBLISHED, day=published),)
    report = PublishedReport(
        id=ReportId("report"),
        title="法治政府建设年度报告",
        kind=ReportKind.LAW_BASED_GOVERNMENT,
        period=DateSpan.year(2017),
        events=events,
    )
    return register(reports=(changed(report, fields),))


def promised(limit: str, statutory: str = "", rule: str = "") -> Register:
    """Return a register with one item handled within a limit that is promised."""
    item = ServiceItem(
        id=ServiceItemId("item"),
        name="登记",
        promised_limit=Length.parse(limit),
        statutory_limit=Length.parse(statutory) if statutory else None,
        limit_rule=rule,
    )
    return register(service_items=(item,))


def placed(code: str) -> Register:
    """Return a register with one place of this code."""
    home = Place(
        id=PlaceId("home"), name="某市", level=DivisionLevel.CITY, division_code=code
    )
    return register(places=(home,))


def studied(*times: int | None, year: int = 2017, **fields: object) -> Register:
    """Return a register of a year with study sessions, each record so many times."""
    span = DateSpan.year(year)
    activities = tuple(
        Activity(
            id=ActivityId(f"study-{number}"),
            kind=ActivityKind.STUDY_SESSION,
            occurrences=each,
            period=span,
        )
        for number, each in enumerate(times)
    )
    return changed(register(period=span, activities=activities), fields)


def restored(**fields: object) -> Register:
    """Return a register with one number that was altered and restored."""
    made = figure("45 case", "f", value=None, raw="4?", restored=Decimal(45), **fields)
    return register(figures=(made,))


def empowered(*basis: str, **fields: object) -> Register:
    """Return a register with one power that rests on these laws."""
    power = Power(
        id=PowerId("power"),
        name="处罚",
        kind=PowerKind.PENALTY,
        holder=AuthorityId("holder"),
        basis=tuple(Citation(title=each) for each in basis),
    )
    return register(powers=(power,), **fields)


def assigned(*leads: str, **fields: object) -> Register:
    """Return a register, complete as to tasks, with a task that these bodies lead."""
    task = Task(
        id=TaskId("task"), number="1", leads=tuple(AuthorityId(each) for each in leads)
    )
    return register(tasks=(changed(task, fields),), complete=frozenset({"tasks"}))


def tier(text: str) -> Tier:
    """Return the tier of ``10-50``; ``(`` leaves out its start, ``)`` its end."""
    least, _sign, most = text.strip("()").partition("-")
    if not least:
        return Tier(name=text)
    amounts = Range(
        unit=RangeUnit.YUAN,
        least=Decimal(least),
        most=Decimal(most),
        least_included=not text.startswith("("),
        most_included=not text.endswith(")"),
    )
    return Tier(name=text, range=amounts)


def tiered(*tiers: str, law: str = "", **fields: object) -> Register:
    """Return a register with one benchmark of these tiers under this range of law."""
    benchmark = Benchmark(
        id=BenchmarkId("benchmark"),
        name="某违法行为",
        tiers=tuple(map(tier, tiers)),
        statutory_range=tier(law).range if law else None,
    )
    return register(benchmarks=(changed(benchmark, fields),))


def unpublished(**fields: object) -> Register:
    """Return a register with one benchmark that is nowhere said to be published."""
    return changed(tiered(), fields)


def in_effect(published: DateSpan, effective: str) -> Register:
    """Return a register with a document published and in effect on these days."""
    document = Document(
        id=DocumentId("document"),
        title="某办法",
        events=(
            Event(kind=EventKind.PUBLISHED, within=published),
            Event(kind=EventKind.TOOK_EFFECT, day=date.fromisoformat(effective)),
        ),
    )
    return register(documents=(document,))


def enforced(day: date, *certified: DateSpan) -> Register:
    """Return a register with a penalty by an officer certified on these days."""
    officer = Officer(
        id=OfficerId("officer"),
        category=OfficerCategory.OFFICER,
        certificates=tuple(
            Certificate(kind=CertificateKind.ENFORCEMENT, valid=each)
            for each in certified
        ),
    )
    case = Case(
        id=CaseId("penalty"),
        kind=CaseKind.PENALTY,
        officers=(officer.id,),
        events=(Event(kind=EventKind.DECIDED, day=day),),
    )
    return register(officers=(officer,), cases=(case,))


ACTIVITIES = frozenset({"activities"})
APART = Relation(
    id=RelationId("apart"),
    kind=RelationKind.SEPARATE,
    parts=(FigureId("f1"), FigureId("f2")),
)


def joined(kind: str, parts: str = "33 opinion; 314 opinion") -> Register:
    """Return a register that sets two figures apart and relates them all the same."""
    made = related(kind, "", parts)
    return attrs.evolve(made, relations=(*made.relations, APART))


MADE: Mapping[str, tuple[Register | None, Register, Register | None]] = {
    "N101": (
        related("subset", "10 post", "2 post"),
        related("subset", "10 post", "11 post"),
        related("subset", "10 post", "at_least 10 post"),
    ),
    "N102": (
        related("balance", "21 case", "20 case; 1 case"),
        related("balance", "21 case", "20 case; 2 case"),
        related("balance", "", "20 case; 1 case"),
    ),
    "N103": (
        related("partition", "20 case", "6 case; 5 case; 9 case"),
        related("partition", "20 case", "6 case; 5 case; 10 case"),
        related("partition", "", "6 case; 5 case; 9 case"),
    ),
    "N104": (
        related("equal", "", "3 adviser; 3 adviser"),
        related("equal", "", "3 adviser; 4 adviser"),
        related("equal", "", "3 adviser; at_least 3 adviser"),
    ),
    # That two scopes differ is what the register says; nothing can confirm it.
    "N105": (None, joined("balance"), related("separate", "", "1 opinion; 2 opinion")),
    "N106": (
        related("order", "", "43 case; 45 case"),
        related("order", "", "45 case; 43 case"),
        related("order", "", "month 2018-01; day 2018-01-15"),
    ),
    "N107": (
        related("span", "5 year", "2017 year; 2021 year"),
        related("span", "6 year", "2017 year; 2021 year"),
        related("span", "", "2017 year; 2021 year"),
    ),
    "N108": (
        related("difference", "7 case", "52 case; 45 case"),
        related("difference", "8 case", "52 case; 45 case"),
        related("difference", "", "52 case; 45 case"),
    ),
    "N201": (
        rated("95.5 percent", "43 case; 45 case"),
        rated("95.5 percent", "42 case; 45 case"),
        rated("95.5 percent", "0 case; 0 case"),
    ),
    "N202": (
        rated("53.3 percent", "?; 15 case"),
        rated("53.4 percent", "?; 15 case"),
        rated("53.3 percent", "?; 0 case"),
    ),
    "N203": (
        rated("53.3 percent", "?; 15 case"),
        rated("53.3 percent", "?; 15 percent"),
        rated("53.3 percent", "?; ?"),
    ),
    "N301": (
        measured(
            "reviewers.departments = 5 person; officers.departments = 100 person",
            place="131100",
        ),
        measured(
            "reviewers.departments = 4 person; officers.departments = 100 person",
            place="131100",
        ),
        measured("reviewers.departments = 5 person", place="131100"),
    ),
    "N302": (
        measured("proposals.full_rate = 100 percent"),
        measured("proposals.full_rate = 20230 percent"),
        register(
            figures=(
                figure("1 percent", "f", measure="proposals.full_rate", value=None),
            )
        ),
    ),
    "N401": (
        enumerated("2 list", "甲、乙"),
        enumerated("2 list", "甲、乙、丙"),
        enumerated("6 category", "甲", open_list=True),
    ),
    # An altered number is never evidence, however sure its restoration is.
    "N402": (
        None,
        restored(),
        restored(confidence=Confidence.FORCED),
    ),
    "N403": (
        measured("advisers.engaged = 3 person"),
        measured("advisers.engaged = 3 case"),
        measured("no.such.measure = 3 person"),
    ),
    "A101": (
        studied(1, 1),
        studied(1, complete=ACTIVITIES),
        studied(1),
    ),
    "R101": (received("2018-03-31"), received("2018-04-01"), received()),
    "S101": (
        promised("30 working days", "30 working days"),
        promised("31 working days", "30 working days"),
        promised("31 working days"),
    ),
    "P101": (
        empowered("中华人民共和国行政处罚法"),
        empowered(complete=frozenset({"powers"})),
        empowered(),
    ),
    # A plan that was taken down whole names an owner and a day, or it does not.
    "T101": (
        assigned("bureau", due=date(2018, 12, 31)),
        assigned(due=date(2018, 12, 31)),
        None,
    ),
    "B101": (
        tiered("10-20)", "20-50"),
        tiered("10-20", "20-50"),
        tiered("10-20)", ""),
    ),
    "B102": (
        tiered("10-20)", "20-50", law="10-50"),
        tiered("10-20)", "20-51", law="10-50"),
        tiered("10-20)", "20-50"),
    ),
    "B103": (
        tiered(events=(Event(kind=EventKind.PUBLISHED, day=date(2021, 8, 1)),)),
        unpublished(complete=frozenset({"benchmarks"})),
        unpublished(),
    ),
    "D101": (
        in_effect(DateSpan.month(2018, 5), "2018-06-01"),
        in_effect(DateSpan.month(2018, 6), "2018-05-31"),
        in_effect(DateSpan.month(2018, 6), "2018-06-15"),
    ),
    "O101": (
        enforced(date(2021, 8, 2), DateSpan.year(2021)),
        enforced(date(2021, 8, 2), DateSpan.year(2020)),
        enforced(date(2021, 8, 2)),
    ),
    # A code is well formed or it is not: there is no third case.
    "I101": (placed("131100"), placed("001100"), None),
}
"""For each check a register that passes, one that fails and one it cannot decide."""

AS_OF_CHECK = {
    "S101": date(2021, 6, 30),
    "B101": date(2022, 7, 29),
    "B102": date(2021, 12, 31),
    "B103": date(2021, 12, 31),
    "O101": date(2021, 12, 31),
}
"""The day of the audit where a rule was not law on the usual one."""

by_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)


def said_by(check: Check[object], made: Register) -> set[Status]:
    """Return the statuses of what a check says of a register."""
    as_of = AS_OF_CHECK.get(check.id, AS_OF)
    return {each.status for each in judgements(made, check.id, as_of)}


def test_every_check_has_its_own_id() -> None:
    """A finding can be asked for by the id of its check, a letter and a number."""
    ids = [each.id for each in CHECKS]
    assert len(set(ids)) == len(ids)
    assert all(len(each) == 4 and each[1:].isdigit() for each in ids)
    assert set(MADE) <= set(ids)


@by_check
def test_every_check_says_what_it_asks_and_why(check: Check[object]) -> None:
    """A check has two labels, a reason, and a rule that is in the rule book."""
    assert check.label.zh != check.label.en
    assert not check.label.en.isupper()
    assert all(each.isascii() for each in check.label.en)
    for text in (check.why, check.blind):
        assert len(text.en) > len(check.label.en)
        assert text.en.endswith(".")
        assert text.zh.endswith("。")
    assert check.rules(LAW)
    assert not check.rule or LAW.get(check.rule)


def test_every_reason_is_of_a_check() -> None:
    """No text is left of a check that is gone."""
    assert set(reasons()) == {each.id for each in CHECKS}


by_own_check = pytest.mark.parametrize(
    "check", [each for each in CHECKS if each.id in MADE], ids=lambda check: check.id
)
"""The checks whose records are made here; those of the others are tables."""


@by_own_check
def test_every_check_passes_a_record_that_is_in_order(check: Check[object]) -> None:
    """What is as it should be is said to be so."""
    made = MADE[check.id][0]
    if made is None:
        assert check.id in {"N105", "N402"}
    else:
        said = said_by(check, made)
        assert Status.PASSED in said
        assert Status.FAILED not in said


@by_own_check
def test_every_check_fails_a_record_that_is_not_in_order(check: Check[object]) -> None:
    """A check that cannot fail would be no check."""
    assert Status.FAILED in said_by(check, MADE[check.id][1])


@by_own_check
def test_every_check_leaves_open_what_cannot_be_decided(check: Check[object]) -> None:
    """Without the evidence a record neither passes nor fails."""
    made = MADE[check.id][2]
    if made is None:
        assert check.id in {"I101", "T101"}
    else:
        said = said_by(check, made)
        assert said
        assert said <= UNDECIDED


@by_own_check
def test_every_finding_carries_its_source_and_speaks_both_languages(
    check: Check[object],
) -> None:
    """A finding names the rule, the provision, how it is known, and what is wrong."""
    as_of = AS_OF_CHECK.get(check.id, AS_OF)
    for each in judgements(MADE[check.id][1], check.id, as_of):
        if each.status is Status.FAILED:
            version = LAW.version(each.rule, as_of)
            assert each.severity is severity_of(version.modality)
            assert each.source == version.source
            assert each.source_status.zh == version.status.zh
            assert each.outcome.message.zh != each.outcome.message.en
            assert each.outcome.facts or each.outcome.steps
            assert each.subject.records or check.id == "A101"


@by_check
def test_no_check_says_anything_of_an_empty_register(check: Check[object]) -> None:
    """Where there is nothing to look at nothing is judged, save what has to happen."""
    found = judgements(register(), check.id)
    assert all(each.status is Status.NOT_ASSESSABLE for each in found)
    assert not found or check.id == "A101"


# How grave a finding is


QUOTES = "58 mark; 57 mark"


@pytest.mark.parametrize(
    ("made", "severity"),
    [
        (related("balance", "21 case", "20 case; 2 case"), Severity.ERROR),
        (MADE["N301"][1], Severity.WARNING),
        (related("equal", "", QUOTES, rule="documents.punctuation"), Severity.INFO),
        (placed("001100"), Severity.WARNING),
    ],
)
def test_the_strength_of_the_rule_makes_a_finding_grave(
    made: Register, severity: Severity
) -> None:
    """应当 is an error, 原则上 and 一般 a warning, a recommended standard a note."""
    (found,) = audited(made).findings
    assert found.severity is severity


@pytest.mark.parametrize(
    ("day", "severity", "title"),
    [
        (date(2011, 1, 30), Severity.ERROR, "国家行政机关公文处理办法"),
        (date(2018, 1, 30), Severity.INFO, "标点符号用法"),
    ],
)
def test_a_report_is_judged_by_the_law_of_its_publication(
    day: date, severity: Severity, title: str
) -> None:
    """What was a duty when a report came out stays a breach of duty."""
    made = related("equal", "", QUOTES, rule="documents.punctuation")
    source = received(day.isoformat()).reports
    figures = tuple(
        attrs.evolve(each, report=ReportId("report")) for each in made.figures
    )
    report = audited(attrs.evolve(made, figures=figures, reports=source))
    (found,) = [each for each in report.findings if each.check == "N104"]
    assert found.source is not None
    assert (found.severity, found.source.title) == (severity, title)


# Ranges: only a certain answer is given


def admitted(number: int, qualifier: Qualifier) -> range:
    """Return some of the counts that 不少于, 余, 不超过 and 基本 leave possible."""
    return {
        Qualifier.EXACT: range(number, number + 1),
        Qualifier.UNIVERSAL: range(number, number + 1),
        Qualifier.AT_LEAST: range(number, number + 4),
        Qualifier.MORE_THAN: range(number + 1, number + 4),
        Qualifier.AT_MOST: range(max(0, number - 3), number + 1),
        Qualifier.BASICALLY_ALL: range(max(0, number - 3), number + 1),
    }[qualifier]


def holds(kind: str, numbers: tuple[int, ...]) -> bool:
    """Tell whether a relation holds between a whole and its parts."""
    whole, *parts = numbers
    return {
        "balance": whole == sum(parts),
        "partition": whole >= sum(parts),
        "subset": all(whole >= each for each in parts),
        "equal": all(whole == each for each in parts),
        "difference": whole == parts[0] - parts[-1],
        "span": whole == parts[-1] - parts[0] + 1,
        "order": list(parts) == sorted(parts),
    }[kind]


@given(
    kind=st.sampled_from(
        ["balance", "partition", "subset", "equal", "difference", "span", "order"]
    ),
    numbers=st.lists(st.integers(0, 6), min_size=3, max_size=3),
    qualifiers=st.lists(st.sampled_from(list(Qualifier)), min_size=3, max_size=3),
)
def test_a_range_is_judged_only_where_every_number_in_it_agrees(
    kind: str, numbers: list[int], qualifiers: list[Qualifier]
) -> None:
    """A pass holds for all that was meant, a failure for none of it."""
    texts = [
        f"{qualifier.code} {number} year"
        for number, qualifier in zip(numbers, qualifiers, strict=True)
    ]
    made = related(kind, texts[0], "; ".join(texts[1:]))
    said = related_judgement(made)
    possible = product(*map(admitted, numbers, qualifiers))
    held = {holds(kind, each) for each in possible}
    if said.status is Status.PASSED:
        assert held == {True}
    if said.status is Status.FAILED:
        assert held == {False}


@given(
    kind=st.sampled_from(["balance", "subset", "equal", "difference", "span"]),
    numbers=st.lists(st.integers(0, 6), min_size=3, max_size=3),
)
def test_exact_figures_are_always_decided(kind: str, numbers: list[int]) -> None:
    """A relation between exact figures holds or it does not."""
    texts = [f"{number} year" for number in numbers]
    said = related_judgement(related(kind, texts[0], "; ".join(texts[1:])))
    expected = Status.PASSED if holds(kind, tuple(numbers)) else Status.FAILED
    assert said.status is expected


@given(
    parts=st.lists(st.integers(0, 20), min_size=1, max_size=4), whole=st.integers(0, 40)
)
def test_parts_that_are_exclusive_fit_their_whole_and_leave_a_rest(
    parts: list[int], whole: int
) -> None:
    """A partition may leave something over, and never takes more than there is."""
    text = "; ".join(f"{each} case" for each in parts)
    said = related_judgement(related("partition", f"{whole} case", text))
    assert said.status is (Status.PASSED if sum(parts) <= whole else Status.FAILED)


@given(count=st.integers(0, 60), base=st.integers(1, 60), tenths=st.integers(0, 1000))
def test_a_rate_passes_where_its_counts_print_as_it(
    count: int, base: int, tenths: int
) -> None:
    """100 × count ÷ base lies less than one last place from what is printed."""
    rate = f"{tenths / 10:.1f}"
    found = judgements(rated(f"{rate} percent", f"{count} case; {base} case"), "N201")
    thousand = 1000 * count
    truncated = thousand // base == tenths
    half_up = (2 * thousand + base) // (2 * base) == tenths
    expected = Status.PASSED if truncated or half_up else Status.FAILED
    assert [each.status for each in found] == [expected]


# Units and scopes


MIXED = ("33 document; 46 department", "33 person; 46 problem", "33 case; 46 batch")


@pytest.mark.parametrize("kind", ["balance", "partition", "equal", "difference"])
@pytest.mark.parametrize("parts", MIXED)
@pytest.mark.parametrize("whole", ["", "79 document", "13 document"])
def test_figures_in_different_units_are_never_put_together(
    kind: str, parts: str, whole: str
) -> None:
    """Persons are not problems: nothing that adds them passes or fails."""
    said = related_judgement(related(kind, whole, parts))
    assert said.status in UNDECIDED
    assert "sum" not in said.outcome.facts


@pytest.mark.parametrize("parts", MIXED)
def test_figures_of_separate_scopes_are_not_added_across_units(parts: str) -> None:
    """Not even a would-be sum is shown of different things."""
    said = related_judgement(related("separate", "", parts))
    assert "would_be_sum" not in said.outcome.facts


@pytest.mark.parametrize(
    "kind", sorted(each.code for each in RelationKind if each.code != "separate")
)
def test_figures_that_are_set_apart_may_not_be_joined(kind: str) -> None:
    """不得相加或关联: a register that relates them all the same is found out."""
    parts = "2017 year; 2018 year"
    if kind == "remainder":
        parts += "; 96 percent"
    if kind == "daily":
        parts = "2017 year"
        made = related(kind, "2018 year", parts)
        apart = attrs.evolve(APART, parts=(FigureId("f0"), FigureId("f1")))
        made = attrs.evolve(made, relations=(*made.relations, apart))
    else:
        made = joined(kind, parts)
    (said,) = judgements(made, "N105")
    assert said.status is Status.FAILED
    assert said.outcome.facts["joined_by"] == "case"


def test_a_rate_may_not_join_what_is_set_apart() -> None:
    """A share of one series in the other links them as well."""
    made = rated("50.0 percent", "33 opinion; 66 opinion")
    ids = (FigureId("numerator"), FigureId("base"))
    apart = attrs.evolve(APART, parts=ids)
    (said,) = judgements(attrs.evolve(made, relations=(apart,)), "N105")
    assert said.status is Status.FAILED


def test_figures_set_apart_from_each_other_may_each_be_related() -> None:
    """Each series has sums of its own; only both in one relation are joined."""
    made = related("balance", "33 opinion", "30 opinion; 3 opinion")
    other = attrs.evolve(figure("314 opinion", "f9"))
    apart = attrs.evolve(APART, parts=(FigureId("f1"), FigureId("f9")))
    made = attrs.evolve(
        made, figures=(*made.figures, other), relations=(*made.relations, apart)
    )
    (said,) = judgements(made, "N105")
    assert said.status is not Status.FAILED


@pytest.mark.parametrize("name", ["report", "period", "place", "scope"])
def test_figures_of_different_reports_periods_places_or_scopes_are_not_compared(
    name: str,
) -> None:
    """The accepted cases of one year are not the sum of another year's."""
    made = measured(
        "reconsideration.accepted = 21 case; reconsideration.concluded = 30 case"
    )
    other: dict[str, object] = {
        "report": ReportId("report"),
        "period": DateSpan.year(2016),
        "place": PlaceId("elsewhere"),
        "scope": "政府法制机构",
    }
    first, second = made.figures
    moved = changed(second, {name: other[name]})
    made = attrs.evolve(made, figures=(first, moved), reports=received().reports)
    found = audited(made).judgements
    assert not [each for each in found if each.rule.startswith("reconsideration")]


def test_one_measure_stated_twice_has_to_be_one_number() -> None:
    """A report that gives a number twice is compared with itself."""
    made = measured("advisers.engaged = 3 person; advisers.engaged = 4 person")
    (found,) = audited(made).findings
    assert (found.check, found.subject.records) == (
        "N104",
        ("figures/f1", "figures/f2"),
    )


# Relations with the wrong number of figures


@pytest.mark.parametrize("kind", list(RelationKind), ids=lambda kind: kind.code)
@pytest.mark.parametrize("parts", range(6))
@pytest.mark.parametrize("whole", ["", "5 year"])
def test_a_relation_takes_any_number_of_parts_without_breaking(
    kind: RelationKind, parts: int, whole: str
) -> None:
    """A relation that lacks figures, or has too many, cannot be assessed."""
    text = "; ".join(f"{2017 + number} year" for number in range(parts))
    said = related_judgement(related(kind.code, whole, text))
    least, most = {
        "order": (2, 9),
        "equal": (2, 9),
        "separate": (2, 9),
        "span": (2, 2),
        "quotient": (2, 2),
        "difference": (2, 2),
        "daily": (1, 1),
        "remainder": (3, 3),
    }.get(kind.code, (1, 9))
    headless = kind is RelationKind.SUBSET and not whole
    if headless or not least <= parts <= most:
        assert said.status is Status.NOT_ASSESSABLE


@pytest.mark.parametrize("kind", list(RelationKind), ids=lambda kind: kind.code)
def test_a_relation_over_a_figure_without_a_number_is_not_decided(
    kind: RelationKind,
) -> None:
    """A report that gives no number proves nothing."""
    made = related(kind.code, "2018 year", "2017 year; 2018 year; 96 percent")
    silent = tuple(attrs.evolve(each, value=None) for each in made.figures)
    said = related_judgement(attrs.evolve(made, figures=silent))
    assert said.status in UNDECIDED


def test_a_day_is_no_year_of_a_plan() -> None:
    """From the first day of 2004 to the last of 2008 are not 1827 years."""
    made = related("span", "", "day 2004-01-01; day 2008-12-31")
    said = related_judgement(made)
    assert said.outcome.facts.get("years") in (None, "5")


# Lists


@pytest.mark.parametrize(
    ("count", "names", "expected"),
    [
        ("4 list", "甲、乙、丙", FAILED),
        ("3 list", "甲、乙、甲", FAILED),
        ("3 list", "甲、乙、丙", PASSED),
        ("3.5 list", "甲、乙、丙", FAILED | UNDECIDED),
        ("at_most 3 list", "甲、乙、丙、丁", FAILED),
        ("at_least 5 list", "甲、乙、丙", FAILED | UNDECIDED),
        ("19 list", "", UNDECIDED),
    ],
)
def test_a_list_is_counted(count: str, names: str, expected: frozenset[Status]) -> None:
    """As many names as the count, none of them twice; a count alone stays a count."""
    (said,) = judgements(enumerated(count, names), "N401")
    assert said.status in expected


def test_a_list_without_a_count_is_not_counted_for_the_report() -> None:
    """Five names without 五 are five names; that there are five is not stated."""
    made = enumerated("5 list", "甲、乙、丙、丁、戊")
    silent = attrs.evolve(made.figures[0], value=None)
    (said,) = judgements(attrs.evolve(made, figures=(silent,)), "N401")
    assert said.status is Status.NOT_ASSESSABLE
    assert said.outcome.facts["named"] == "5"


# Rates


@pytest.mark.parametrize(
    ("rounding", "status"),
    [
        (Rounding.HALF_UP, Status.FAILED),
        (Rounding.TRUNCATE, Status.PASSED),
        (None, Status.PASSED),
    ],
)
def test_what_a_report_says_of_its_rounding_holds_for_its_rates(
    rounding: Rounding | None, status: Status
) -> None:
    """95.5 for 43 of 45 fails in a report that says that it rounds half up."""
    made = rated("95.5 percent", "43 case; 45 case")
    sources = received("2018-01-30", rounding=rounding).reports
    figures = tuple(
        attrs.evolve(each, report=ReportId("report")) for each in made.figures
    )
    made = attrs.evolve(made, figures=figures, reports=sources)
    assert [each.status for each in judgements(made, "N201")] == [status]


def test_a_rate_that_the_rule_book_defines_finds_its_counts() -> None:
    """结案率 is concluded over accepted, whether or not the report links them."""
    made = measured(
        "reconsideration.conclusion_rate = 95.5 percent; "
        "reconsideration.concluded = 43 case; reconsideration.accepted = 45 case"
    )
    (said,) = judgements(made, "N201")
    assert said.status is Status.PASSED
    assert said.outcome.facts["agreeing"] == "truncate"


def test_a_target_is_no_published_rate() -> None:
    """力争达到90% says nothing of any count."""
    made = rated("90 percent", "1 case; 45 case")
    target, *counts = made.figures
    target = attrs.evolve(target, role=FigureRole.TARGET)
    made = attrs.evolve(made, figures=(target, *counts))
    assert not [each for code in RATES for each in judgements(made, code)]


# How often


def counted(made: Register, as_of: date = AS_OF) -> Judgement:
    """Return what is said of the yearly study of a leading body."""
    found = judgements(made, "A101", as_of)
    (said,) = [each for each in found if each.rule == "study.leading_body"]
    return said


def test_absence_fails_only_where_the_records_are_complete() -> None:
    """One session of two is a breach where no other can have been forgotten."""
    assert counted(studied(1)).status is Status.UNKNOWN
    assert counted(studied(1, complete=ACTIVITIES)).status is Status.FAILED
    assert counted(studied(complete=ACTIVITIES)).status is Status.FAILED
    other = frozenset({"clearance_cycles"})
    assert counted(studied(1, complete=other)).status is Status.UNKNOWN


def test_the_count_that_decides_is_among_what_was_looked_at() -> None:
    """A published number of sessions is not counted as looked at by no check."""
    made = measured("study.sessions = 1 session", period=DateSpan.year(2017))
    assert counted(made).subject.records == ("figures/f1",)
    assert audited(made).unexamined_figures == 0


def test_topics_are_no_occurrences() -> None:
    """A record that does not say how often proves no session, complete or not."""
    assert counted(studied(None)).status in UNDECIDED
    assert counted(studied(None, complete=ACTIVITIES)).status in UNDECIDED
    assert counted(studied(None, 2)).status is Status.PASSED


def test_sessions_of_a_good_year_do_not_make_up_for_a_bad_one() -> None:
    """Twice a year means in each year: four times in 2016 and never in 2017 is not."""
    made = studied(4, year=2016, complete=ACTIVITIES)
    made = attrs.evolve(made, period=DateSpan(date(2016, 1, 1), date(2018, 1, 1)))
    assert counted(made).status is Status.FAILED


def test_sessions_in_each_year_of_a_longer_register_count() -> None:
    """Two sessions in each of two years are often enough."""
    first, second = (studied(2, year=year).activities[0] for year in (2016, 2017))
    made = register(
        period=DateSpan(date(2016, 1, 1), date(2018, 1, 1)),
        activities=(first, attrs.evolve(second, id=ActivityId("other"))),
    )
    assert counted(made).status is Status.PASSED


def test_sessions_outside_the_period_do_not_count() -> None:
    """What was studied the year before is no study of this year."""
    made = studied(6, year=2016, complete=ACTIVITIES)
    made = attrs.evolve(made, period=DateSpan.year(2017))
    assert counted(made).status is Status.FAILED


def test_another_activity_is_no_study_session() -> None:
    """A training course does not stand for a session of the leading body."""
    (held,) = studied(6).activities
    course = attrs.evolve(held, kind=ActivityKind.TRAINING)
    assert counted(studied(activities=(course,))).status is Status.UNKNOWN


def test_sessions_on_days_count_one_by_one() -> None:
    """Two records with a day each are two sessions where each says that it is one."""
    events = [Event(kind=EventKind.HELD, day=date(2017, m, 2)) for m in (3, 9)]
    activities = tuple(
        Activity(
            id=ActivityId(f"s{number}"),
            kind=ActivityKind.STUDY_SESSION,
            occurrences=1,
            events=(event,),
        )
        for number, event in enumerate(events)
    )
    assert counted(studied(activities=activities)).status is Status.PASSED


@pytest.mark.parametrize("name", ["place", "scope"])
def test_sessions_of_somebody_else_are_not_counted(name: str) -> None:
    """A count for another place or a part of the field is not that of the body."""
    other: dict[str, object] = {"place": PlaceId("county"), "scope": "市司法局"}
    made = measured("study.sessions = 6 session", period=DateSpan.year(2017))
    moved = changed(made.figures[0], {name: other[name]})
    county = Place(id=PlaceId("county"), name="某县", level=DivisionLevel.COUNTY)
    made = attrs.evolve(made, figures=(moved,), places=(county,))
    assert counted(made).status is not Status.PASSED


@pytest.mark.parametrize("role", [FigureRole.NORM, FigureRole.TARGET])
def test_what_is_asked_for_is_no_evidence_that_it_was_done(role: FigureRole) -> None:
    """每年不少于两次, printed as a requirement or a goal, is not two sessions held."""
    made = measured("study.sessions = at_least 2 session", period=DateSpan.year(2017))
    asked = attrs.evolve(made.figures[0], role=role)
    assert counted(attrs.evolve(made, figures=(asked,))).status in UNDECIDED


def test_a_count_for_another_period_is_not_that_of_the_register() -> None:
    """Six sessions in 2016 say nothing of 2017."""
    made = measured("study.sessions = 6 session", period=DateSpan.year(2016))
    made = attrs.evolve(made, period=DateSpan.year(2017))
    assert counted(made).status is Status.UNKNOWN


def test_a_register_without_a_period_cannot_be_counted() -> None:
    """So many times a year needs a year."""
    made = attrs.evolve(studied(6), period=None)
    assert counted(made).status is Status.NOT_ASSESSABLE


def cleared(*years: int, until: int = 2018, **fields: object) -> Register:
    """Return a register of two years with clearances of normative documents."""
    cycles = tuple(
        ClearanceCycle(
            id=ClearanceCycleId(f"c{year}"),
            scope=ClearanceScope.NORMATIVE,
            period=DateSpan.year(year),
        )
        for year in years
    )
    span = DateSpan(date(2016, 1, 1), date(until, 1, 1))
    return register(period=span, clearance_cycles=cycles, **fields)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (cleared(2017), PASSED),
        (cleared(2017, until=2020), UNDECIDED),
        (cleared(2017, 2018, until=2020), PASSED),
        (cleared(), UNDECIDED),
        (cleared(complete=frozenset({"clearance_cycles"})), FAILED),
        (cleared(until=2017, complete=frozenset({"clearance_cycles"})), UNDECIDED),
        (cleared(complete=ACTIVITIES), UNDECIDED),
    ],
)
def test_documents_are_cleared_every_two_years(
    made: Register, expected: frozenset[Status]
) -> None:
    """A period shorter than the interval proves nothing by its silence."""
    found = judgements(made, "A101", date(2020, 6, 30))
    (said,) = [each for each in found if each.rule == "clearance.normative"]
    assert said.status in expected
    assert said.severity is Severity.WARNING


def test_a_clearance_of_party_documents_is_another_population() -> None:
    """Party documents are cleared by the Party."""
    (cycle,) = cleared(2017).clearance_cycles
    party = attrs.evolve(cycle, scope=ClearanceScope.PARTY)
    made = attrs.evolve(cleared(), clearance_cycles=(party,))
    found = judgements(made, "A101")
    (said,) = [each for each in found if each.rule == "clearance.normative"]
    assert said.status is Status.UNKNOWN


MEETINGS = """
[[frequency]]
id = "own.meetings"
label = {{ zh = "联席会议", en = "joint meetings" }}

[[frequency.version]]
valid = {{ since = 2017-01-01 }}
modality = "duty"
source = "《某办法》第三条"
status = "reported"
at_least = 1
every = "{every}"
activity = "joint_meeting"
"""


def met(*days: date) -> Register:
    """Return a register of January and February 2018 with meetings on these days."""
    held = tuple(
        Activity(
            id=ActivityId(f"m{number}"),
            kind=ActivityKind.JOINT_MEETING,
            occurrences=1,
            events=(Event(kind=EventKind.HELD, day=day),),
        )
        for number, day in enumerate(days)
    )
    span = DateSpan(date(2018, 1, 1), date(2018, 3, 1))
    return register(period=span, activities=held, complete=ACTIVITIES)


TWO_MONTHS = tuple(date(2018, 1, 1) + timedelta(days=n) for n in range(59))


@pytest.mark.parametrize(
    ("every", "days", "expected"),
    [
        ("1 day", TWO_MONTHS, PASSED),
        ("1 day", TWO_MONTHS[:30] + TWO_MONTHS[31:], FAILED),
        ("1 week", TWO_MONTHS[::7], PASSED),
        ("1 week", TWO_MONTHS[:49:7], FAILED),
        ("2 weeks", TWO_MONTHS[::14], PASSED),
        ("1 month", (date(2018, 1, 31), date(2018, 2, 1)), PASSED),
        ("1 month", (date(2018, 1, 31),), FAILED),
        ("1 month", (date(2018, 1, 2), date(2018, 1, 31)), FAILED),
        ("3 months", (date(2018, 1, 2),), PASSED),
        ("3 months", (), UNDECIDED),
        ("1 working day", TWO_MONTHS[:1], UNDECIDED),
    ],
)
def test_once_in_every_interval_means_in_each_of_them(
    tmp_path: Path, every: str, days: tuple[date, ...], expected: frozenset[Status]
) -> None:
    """Two meetings in January do not stand for one in February."""
    file = tmp_path / "own.toml"
    file.write_text(MEETINGS.format(every=every), "utf-8")
    law = al.load_rulebook(extra=[file])
    report = al.audit(met(*days), as_of=AS_OF, rulebook=law, checks=["A101"])
    (said,) = [each for each in report.judgements if each.rule == "own.meetings"]
    assert said.status in expected


def test_what_each_person_owes_is_not_judged_by_a_sum() -> None:
    """A leader's twelve receptions do not show that each leader had one."""
    home = placed("440881")
    held = Activity(
        id=ActivityId("a"),
        kind=ActivityKind.RECEPTION,
        occurrences=500,
        period=DateSpan.year(2021),
    )
    made = attrs.evolve(
        home, place=PlaceId("home"), period=DateSpan.year(2021), activities=(held,)
    )
    found = judgements(made, "A101", date(2022, 6, 30))
    receptions = [each for each in found if "reception" in each.rule]
    assert [each.status for each in receptions] == [Status.UNKNOWN] * 3


# Reports in time


@pytest.mark.parametrize(
    ("day", "as_of", "expected"),
    [
        ("2018-01-30", date(2018, 6, 30), PASSED),
        ("2018-03-31", date(2018, 6, 30), PASSED),
        ("2018-04-01", date(2018, 6, 30), FAILED),
        ("2018-04-01", date(2018, 3, 31), UNDECIDED),
        ("2018-01-30", date(2018, 1, 29), UNDECIDED),
        ("", date(2018, 6, 30), UNDECIDED),
    ],
)
def test_the_report_on_2017_is_due_in_the_first_quarter(
    day: str, as_of: date, expected: frozenset[Status]
) -> None:
    """《法治政府建设实施纲要》: 每年第一季度, so the last day is 31 March."""
    (said,) = judgements(received(day), "R101", as_of)
    assert said.status in expected
    assert said.outcome.facts["due"] == "2018-03-31"


@pytest.mark.parametrize(
    ("year", "due"), [(2018, "2019-03-31"), (2019, "2020-04-01"), (2021, "2022-04-01")]
)
def test_a_report_is_due_by_the_law_of_its_year(year: int, due: str) -> None:
    """From the report on 2019 on it is 1 April."""
    made = received("2018-01-30", period=DateSpan.year(year))
    (said,) = judgements(made, "R101", date(2023, 1, 1))
    assert said.outcome.facts["due"] == due


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        (DateSpan.month(2018, 1), PASSED),
        (DateSpan.month(2018, 4), FAILED),
        (DateSpan.year(2018), UNDECIDED),
        (DateSpan(None, date(2018, 2, 1)), PASSED),
        (DateSpan(date(2018, 4, 1), None), UNDECIDED | FAILED),
        (DateSpan(date(2018, 1, 1), None), UNDECIDED),
    ],
)
def test_a_report_out_on_an_unknown_day_is_late_only_for_certain(
    within: DateSpan, expected: frozenset[Status]
) -> None:
    """Published some time in 2018 may have been January."""
    event = Event(kind=EventKind.PUBLISHED, within=within)
    (said,) = judgements(received(events=(event,)), "R101", date(2019, 6, 30))
    assert said.status in expected


def test_only_the_yearly_report_on_law_based_government_is_due() -> None:
    """A statistical return has other days."""
    assert not judgements(received(kind=ReportKind.STATISTICS), "R101")


# Promises and codes


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (promised("1 working day", rule="immovable_property.register"), PASSED),
        (promised("30 working days", rule="immovable_property.register"), PASSED),
        (promised("31 working days", rule="immovable_property.register"), FAILED),
        (promised("31 days", rule="immovable_property.register"), UNDECIDED),
        (promised("31 working days", rule="no.such"), UNDECIDED),
        (promised("31 working days", rule="figures.accuracy"), UNDECIDED),
        (promised("2 months", "3 months"), PASSED),
        (
            promised(
                "10 working days", "9 working days", "immovable_property.register"
            ),
            FAILED,
        ),
    ],
)
def test_a_promise_is_within_the_limit_of_the_law(
    made: Register, expected: frozenset[Status]
) -> None:
    """《不动产登记暂行条例》第二十条: thirty working days, and not one more."""
    (said,) = judgements(made, "S101", date(2021, 6, 30))
    assert said.status in expected


def test_an_item_that_promises_nothing_is_not_judged() -> None:
    """No promise is asked for by any rule."""
    item = ServiceItem(id=ServiceItemId("item"), name="登记")
    assert not judgements(register(service_items=(item,)), "S101", date(2021, 6, 30))


CODED = [
    (
        "authorities",
        Authority(
            id=AuthorityId("a"),
            name="某局",
            kind=AuthorityKind.DEPARTMENT,
            credit_code="11341802003284723Q",
        ),
        "credit_code",
        "11341802003284723R",
    ),
    (
        "places",
        Place(
            id=PlaceId("p"),
            name="某市",
            level=DivisionLevel.CITY,
            division_code="131100",
        ),
        "division_code",
        "001100",
    ),
]


@pytest.mark.parametrize(("kind", "record", "field", "wrong"), CODED)
def test_a_code_is_read_by_its_own_standard(
    kind: str, record: Authority | Place, field: str, wrong: str
) -> None:
    """A wrong check character or an unknown division is a finding, and names itself."""
    (said,) = judgements(register(**{kind: (record,)}), "I101")
    assert said.status is Status.PASSED
    broken = changed(record, {field: wrong})
    (said,) = judgements(register(**{kind: (broken,)}), "I101")
    assert said.status is Status.FAILED
    assert said.subject.key == f"{kind}/{record.id}.{field}"
    without = changed(record, {field: ""})
    assert not judgements(register(**{kind: (without,)}), "I101")


def test_the_codes_of_powers_and_items_are_read_as_well() -> None:
    """A text that is no item code is found in a power and in a service item."""
    power = Power(
        id=PowerId("p"),
        name="处罚",
        kind=PowerKind.PENALTY,
        holder=AuthorityId("a"),
        code="?",
    )
    item = ServiceItem(id=ServiceItemId("s"), name="登记", code="?")
    found = judgements(register(powers=(power,), service_items=(item,)), "I101")
    assert [each.status for each in found] == [Status.FAILED] * 2


def test_every_fact_of_a_check_has_a_name_in_both_languages() -> None:
    """A fact bears the id of a record that was looked at, or a name for people."""
    found = [judgement(row) for row in WORKED]
    for check, registers in MADE.items():
        as_of = AS_OF_CHECK.get(check, AS_OF)
        for made in filter(None, registers):
            found += judgements(made, check, as_of)
    for each in found:
        ids = {record.partition("/")[2] for record in each.subject.records}
        stems = {name.rstrip("0123456789") for name in set(each.outcome.facts) - ids}
        assert stems <= set(FACT_LABELS)
