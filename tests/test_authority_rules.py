"""Who may create a power, who may exercise it, and which of two norms prevails."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise, product
from pathlib import Path

import pytest

from adminlaw.citations import Citation
from adminlaw.errors import FieldValueError, UnknownRuleError
from adminlaw.model import PowerForm, PowerKind, SubjectKind, TransferKind
from adminlaw.rulebook import (
    CREATION_RULES,
    CreationAct,
    CreationAuthority,
    ExerciseAuthority,
    Grant,
    MakerGrade,
    Precedence,
    Prevalence,
    Quantity,
    Rule,
    RuleVersion,
    SourceStatus,
    creation_of,
    creation_rule,
    grants_to,
    load_rulebook,
    may_create,
)
from adminlaw.statutes import InstrumentKind, load_facts

LAW = load_rulebook()
FACTS = load_facts()
RULES = tuple(
    rule
    for rule in LAW.statutes.values()
    if isinstance(
        rule.versions[0].content, CreationAuthority | ExerciseAuthority | Precedence
    )
)
PAIRS = tuple((rule, version) for rule in RULES for version in rule.versions)
CREATIONS = tuple(
    (rule, version, version.content)
    for rule, version in PAIRS
    if isinstance(version.content, CreationAuthority)
)
PRECEDENCES = tuple(
    (rule, version, version.content)
    for rule, version in PAIRS
    if isinstance(version.content, Precedence)
)

PENALTIES = tuple(PowerForm)[: tuple(PowerForm).index(PowerForm.OTHER_PENALTY) + 1]
LICENCES = tuple(PowerForm)[tuple(PowerForm).index(PowerForm.PERMANENT_LICENCE) :]
BEGINS = {
    form: date(1996, 10, 1)
    if form in PENALTIES
    else date(2004, 7, 1)
    if form in LICENCES
    else date(2012, 1, 1)
    for form in PowerForm
}
"""The first day of the statute on each form."""

TODAY = date(2026, 6, 1)


def named(value: object) -> str:
    """Return what a case is called."""
    return value.id if isinstance(value, Rule) else str(getattr(value, "valid", value))


def exercise(rule: str, day: date) -> ExerciseAuthority:
    """Return what a rule says on a day of who may exercise a power."""
    content = LAW.version(rule, day).content
    assert isinstance(content, ExerciseAuthority)
    return content


def conflict(rule: str, day: date) -> Precedence:
    """Return what a rule says on a day of a conflict of norms."""
    content = LAW.version(rule, day).content
    assert isinstance(content, Precedence)
    return content


# What the files hold


def test_the_look_ups_know_every_rule_on_creation() -> None:
    """A rule that is not among their ids would never be asked."""
    held = [rule.id for rule in RULES if rule.kind.code == "creation_authority"]
    assert sorted(CREATION_RULES) == sorted(held)


@pytest.mark.parametrize("form", PowerForm, ids=lambda form: form.code)
def test_a_form_is_ruled_exactly_once_on_each_day(form: PowerForm) -> None:
    """Each form has one rule from the first day of its statute on, and none before."""
    days = {
        day + timedelta(days=step)
        for _, version, _ in CREATIONS
        for day in (version.valid.since, version.valid.until, TODAY)
        if day
        for step in (-1, 0)
    }
    for day in sorted(days):
        found = [
            rule.id
            for rule, version, content in CREATIONS
            if day in version.valid and form in content.forms
        ]
        assert len(found) == (day >= BEGINS[form]), (day, found)


@pytest.mark.parametrize(("rule", "version"), PAIRS, ids=named)
def test_the_versions_of_a_rule_leave_no_gap(rule: Rule, version: RuleVersion) -> None:
    """These articles were never without a text once there was one."""
    assert version in rule.versions
    spans = [each.valid for each in rule.versions]
    assert all(before.until == after.since for before, after in pairwise(spans))
    assert spans[-1].until is None


def sources(version: RuleVersion) -> Iterator[Citation]:
    """Yield every place that a version names."""
    yield version.source
    if isinstance(version.content, CreationAuthority):
        yield version.content.closed_by
        yield from version.content.outside_source
        yield from (each.source for each in version.content.may)


@pytest.mark.parametrize(("rule", "version"), PAIRS, ids=named)
def test_every_place_that_a_rule_names_exists(rule: Rule, version: RuleVersion) -> None:
    """The place stands in the text in force on the first and the last day."""
    ends = (version.valid.since, version.valid.last_day or TODAY)
    for day, source in product(filter(None, ends), sources(version)):
        assert source.title == version.source.title, rule.id
        for place in source.provisions:
            found = FACTS.has(source.title, place, on=day)
            read = version.status is SourceStatus.READ
            assert found is True if read else found is not False, (rule.id, place)


def test_a_grant_to_specify_names_what_it_specifies() -> None:
    """Whoever specifies or supplements has a superior; who creates may have none."""
    for rule, _, content in CREATIONS:
        for grant in content.may:
            assert grant.under or grant.act is CreationAct.CREATE, rule.id
            assert not (grant.under and grant.unless), rule.id
            assert not set(grant.kinds) & set(content.unsettled), rule.id
            assert all(superior(grant)), rule.id


def superior(grant: Grant) -> Iterator[bool]:
    """Tell of each instrument that a grant looks at whether it is above or beside."""
    for kind, other in product(grant.kinds, (*grant.unless, *grant.under)):
        assert kind.rank is not None
        assert other.rank is not None
        yield other.rank <= kind.rank


def test_the_limit_of_a_fine_is_a_quantity_where_it_is_held() -> None:
    """The ids name rules; a limit that nobody holds is at least said to be set."""
    held = set()
    for _, _, content in CREATIONS:
        for grant in content.may:
            assert not grant.fine_limits or grant.fine_limit_by
            assert not grant.fine_limit_by or PowerForm.FINE in content.forms
            held |= set(grant.fine_limits)
    rules = {each: LAW.statutes[each].versions[-1].content for each in held}
    limits = {each.at_most for each in rules.values() if isinstance(each, Quantity)}
    assert {str(each) for each in limits} == {"100000", "200000"}


# Who may create


def cases() -> Iterator[tuple[str, ...]]:
    """Yield the cases that were written down from the statutes."""
    path = Path(__file__).parent / "cases" / "creation.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        yield from (tuple(row.values()) for row in csv.DictReader(stream))


def answer(
    version: RuleVersion, kind: InstrumentKind, grade: MakerGrade | None
) -> tuple[str, tuple[Citation, ...]]:
    """Return what instruments of a kind may do, and the places that decide it."""
    content = version.content
    assert isinstance(content, CreationAuthority)
    created = may_create(version, kind, grade)
    if created:
        expected = "may_if_none_above" if created.unless else "may"
        return expected, (created.source,)
    specified = grants_to(version, kind, grade)
    if specified:
        return "only_within", tuple(each.source for each in specified)
    closed = "not_said" if kind in content.unsettled else "may_not"
    return closed, (version.source, content.closed_by)


@pytest.mark.parametrize(
    ("form", "kind", "grade", "day", "expected", "article"), tuple(cases())
)
def test_who_may_create_is_answered_as_the_statute_does(  # noqa: PLR0913 - a row
    form: str, kind: str, *, grade: str, day: str, expected: str, article: str
) -> None:
    """The answer and the article that gives it are those written from the text."""
    version = creation_of(LAW, PowerForm.of(form), date.fromisoformat(day))
    maker = MakerGrade.of(grade) if grade else None
    found, places = answer(version, InstrumentKind.of(kind), maker)
    assert found == expected
    articles = {str(place) for each in places for place in each.provisions}
    assert article in articles


LADDER = (
    InstrumentKind.LAW,
    InstrumentKind.ADMINISTRATIVE_REGULATION,
    InstrumentKind.LOCAL_REGULATION,
    InstrumentKind.LOCAL_RULE,
)
"""Kinds of falling rank. A decision of the State Council stands outside: it creates
licences (《行政许可法》第十四条第二款) without being a regulation."""


@pytest.mark.parametrize(("rule", "version", "_"), CREATIONS, ids=named)
def test_what_a_lower_rank_may_create_a_higher_one_may(
    rule: Rule, version: RuleVersion, _: CreationAuthority
) -> None:
    """Authority to create never grows downwards, and laws may create everything."""
    may = [
        bool(may_create(version, each, MakerGrade.PROVINCE))
        for each in (*LADDER, InstrumentKind.DEPARTMENTAL_RULE)
    ]
    assert may[0], rule.id
    assert may[:4] == sorted(may[:4], reverse=True), rule.id
    # A departmental rule is beside the local one, and below the other three.
    assert all(may[:2]) or not may[4], rule.id


@pytest.mark.parametrize(("rule", "version", "content"), CREATIONS, ids=named)
def test_no_document_without_rank_creates_but_by_decision_of_the_state_council(
    rule: Rule, version: RuleVersion, content: CreationAuthority
) -> None:
    """What is no law, regulation or rule creates nothing, save the one exception."""
    for kind in (
        InstrumentKind.NORMATIVE,
        InstrumentKind.JUDICIAL_INTERPRETATION,
        InstrumentKind.PARTY_REGULATION,
    ):
        assert kind not in content.unsettled
        for grade in MakerGrade:
            exception = (
                kind is InstrumentKind.NORMATIVE
                and grade is MakerGrade.STATE_COUNCIL
                and set(content.forms) <= set(LICENCES)
            )
            assert bool(grants_to(version, kind, grade)) is exception, rule.id


def test_a_provisional_licence_lasts_a_year() -> None:
    """Of a provincial government's rule only, and where nothing above rules it."""
    version = creation_of(LAW, PowerForm.PROVISIONAL_LICENCE, date(2024, 1, 1))
    kind = InstrumentKind.LOCAL_RULE
    grant = may_create(version, kind, MakerGrade.PROVINCE)
    assert grant
    assert str(grant.longest) == "1 year"
    assert len(grant.unless) == 3
    with pytest.raises(FieldValueError):
        may_create(version, kind)


def test_a_licence_of_a_document_asks_whose_it_is() -> None:
    """A decision of the State Council may; a notice of a county may not."""
    version = creation_of(LAW, PowerForm.PERMANENT_LICENCE, date(2024, 1, 1))
    with pytest.raises(FieldValueError):
        may_create(version, InstrumentKind.NORMATIVE)
    assert may_create(version, InstrumentKind.NORMATIVE, MakerGrade.OTHER) is None


def test_a_fine_of_a_rule_has_a_limit_that_somebody_sets() -> None:
    """The State Council for departments, the provincial congress for governments."""
    version = creation_of(LAW, PowerForm.FINE, date(2024, 1, 1))
    kinds = (InstrumentKind.DEPARTMENTAL_RULE, InstrumentKind.LOCAL_RULE)
    found = [may_create(version, each) for each in kinds]
    setters = [each.fine_limit_by for each in found if each]
    assert [each.zh for each in setters if each] == [
        "国务院",
        "省、自治区、直辖市人民代表大会常务委员会",
    ]


def test_the_enterprise_was_dropped_from_the_licence_of_business() -> None:
    """Before 2021-07-15 a local regulation might take other business licences."""
    form, kind = PowerForm.BUSINESS_LICENCE_REVOCATION, InstrumentKind.LOCAL_REGULATION
    before = may_create(creation_of(LAW, form, date(2021, 7, 14)), kind)
    assert before
    assert before.condition
    assert may_create(creation_of(LAW, form, date(2021, 7, 15)), kind) is None


def test_a_form_is_not_ruled_before_its_statute() -> None:
    """No rule is put in the place of one that was not law."""
    with pytest.raises(UnknownRuleError) as caught:
        creation_rule(LAW, PowerForm.SEALING, date(2011, 12, 31))
    assert caught.value.rule == "sealing"


def test_a_rule_of_another_kind_says_nothing_of_creation() -> None:
    """A time limit creates no power."""
    version = LAW.version("penalty.decide", date(2024, 1, 1))
    with pytest.raises(FieldValueError):
        may_create(version, InstrumentKind.LAW)


# Who may exercise


@pytest.mark.parametrize(
    ("rule", "allowed", "passed_on", "organs", "written", "public"),
    [
        ("penalty.entrust", True, False, False, True, True),
        ("licence.entrust", True, False, True, None, True),
        ("compulsion.entrust", False, None, None, None, None),
    ],
)
def test_what_may_be_entrusted_and_how(  # noqa: PLR0913 - a row
    rule: str,
    *,
    allowed: bool,
    passed_on: bool | None,
    organs: bool | None,
    written: bool | None,
    public: bool | None,
) -> None:
    """Penalties to organisations, licences to organs, compulsory measures to nobody."""
    found = exercise(rule, date(2024, 1, 1))
    assert found.transfer is TransferKind.ENTRUSTMENT
    assert found.subject is SubjectKind.ENTRUSTED
    assert (found.allowed, found.passed_on) == (allowed, passed_on)
    assert found.to_organs_only is organs
    assert (found.in_writing, found.published) == (written, public)


def test_an_entrustment_of_penalties_was_not_published_before() -> None:
    """Writing and publication came with the revision in force since 2021-07-15."""
    before = exercise("penalty.entrust", date(2021, 7, 14))
    assert (before.in_writing, before.published) == (None, None)


@pytest.mark.parametrize(
    ("rule", "local"),
    [
        ("penalty.authorise", True),
        ("licence.authorise", True),
        ("compulsion.authorise", False),
    ],
)
def test_by_what_an_organisation_may_be_authorised(rule: str, *, local: bool) -> None:
    """Laws and administrative regulations always, local ones not for compulsion."""
    found = exercise(rule, date(2024, 1, 1))
    assert found.subject is SubjectKind.AUTHORISED
    assert InstrumentKind.LAW in found.authorised_by
    assert InstrumentKind.ADMINISTRATIVE_REGULATION in found.authorised_by
    assert (InstrumentKind.LOCAL_REGULATION in found.authorised_by) is local
    assert InstrumentKind.LOCAL_RULE not in found.authorised_by


def test_who_centralises_and_who_hands_over() -> None:
    """The province, for licences with approval; liberty is never moved."""
    day = date(2024, 1, 1)
    penalties = exercise("penalty.centralise", day)
    licences = exercise("licence.centralise", day)
    towns = exercise("penalty.transfer_to_towns", day)
    assert penalties.but_not == towns.but_not == (PowerForm.DETENTION,)
    assert penalties.approver is None
    assert licences.approver
    assert towns.published
    assert towns.transfer is TransferKind.DELEGATION
    with pytest.raises(UnknownRuleError):
        LAW.version("penalty.transfer_to_towns", date(2021, 7, 14))


def test_the_forms_of_a_rule_are_of_its_kind_of_power() -> None:
    """A rule on penalties names no compulsory measure."""
    families = {
        PowerKind.PENALTY: set(PENALTIES),
        PowerKind.LICENSING: set(LICENCES),
        PowerKind.COMPULSION: set(PowerForm) - set(PENALTIES) - set(LICENCES),
    }
    for rule, version in PAIRS:
        if isinstance(version.content, ExerciseAuthority):
            content = version.content
            (kind,) = content.kinds
            assert {*content.forms, *content.but_not} <= families[kind], rule.id
            assert rule.id.partition(".")[0] in {kind.code, "licence"}, rule.id


# Which norm prevails


def test_a_conflict_is_settled_by_the_law_or_by_somebody_never_by_both() -> None:
    """Each rule says which prevails or who decides."""
    for rule, _, content in PRECEDENCES:
        assert (content.prevails is None) is (content.adjudicator is not None), rule.id
        assert (content.then is None) is (content.then_where is None), rule.id
        assert content.adjudicator or not content.then, rule.id


def test_the_superior_norm_has_the_higher_rank() -> None:
    """Between two kinds by rank; between two rules by who made them."""
    for rule, _, content in PRECEDENCES:
        if content.prevails is not Prevalence.SUPERIOR:
            continue
        for kind, other in product(content.kinds, content.against):
            assert kind.rank, rule.id
            assert other.rank, rule.id
            same = kind is other and content.grade is not content.against_grade
            assert kind.rank < other.rank or same, rule.id


def test_a_local_regulation_is_not_above_a_departmental_rule() -> None:
    """The State Council gives its opinion, and the Standing Committee may decide."""
    pair = (InstrumentKind.LOCAL_REGULATION, InstrumentKind.DEPARTMENTAL_RULE)
    speaking = {
        rule.id
        for rule, _, content in PRECEDENCES
        if pair[0] in content.kinds
        and pair[1] in content.against
        and content.same_organ is None
    }
    name = "legislation.adjudicate_local_regulation_and_departmental_rule"
    assert speaking == {name}
    found = conflict(name, date(2024, 1, 1))
    assert found.adjudicator
    assert found.then
    assert (found.adjudicator.zh, found.then.zh) == (
        "国务院",
        "全国人民代表大会常务委员会",
    )


@pytest.mark.parametrize(
    ("rule", "adjudicator"),
    [
        ("adjudicate_laws", "全国人民代表大会常务委员会"),
        ("adjudicate_administrative_regulations", "国务院"),
        ("adjudicate_same_organ", "制定机关"),
        ("adjudicate_rules", "国务院"),
        ("adjudicate_authorised", "全国人民代表大会常务委员会"),
    ],
)
def test_who_decides_a_conflict(rule: str, adjudicator: str) -> None:
    """The body that the law names, and no other."""
    found = conflict(f"legislation.{rule}", date(2024, 1, 1))
    assert found.adjudicator
    assert found.adjudicator.zh == adjudicator
    assert found.then is None


@pytest.mark.parametrize(
    ("day", "article"),
    [
        (date(2000, 7, 1), "第八十六条第一款第三项"),
        (date(2015, 3, 14), "第八十六条第一款第三项"),
        (date(2015, 3, 15), "第九十五条第一款第三项"),
        (date(2023, 3, 14), "第九十五条第一款第三项"),
        (date(2023, 3, 15), "第一百零六条第一款第三项"),
    ],
)
def test_a_conflict_is_settled_by_the_article_of_its_day(
    day: date, article: str
) -> None:
    """The amendment of 2023 took effect two days after its adoption."""
    source = str(LAW.version("legislation.adjudicate_rules", day).source)
    assert source.endswith(article)


@pytest.mark.parametrize("rule", ["variation_autonomous", "variation_zone"])
def test_a_variation_prevails_over_what_it_varies(rule: str) -> None:
    """Over laws and regulations, in its own area, and over no rule by this article."""
    found = conflict(f"legislation.{rule}", date(2024, 1, 1))
    assert found.prevails is Prevalence.VARIATION
    assert found.condition
    assert InstrumentKind.DEPARTMENTAL_RULE not in found.against
