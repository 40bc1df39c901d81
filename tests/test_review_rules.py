"""Procedures and duties as data: labels, places, days, strength and sources.

What was read stands in the text that was in force: the facts table that ships answers
it for the addresses it holds, and the corpus (``make corpus``) for the words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import adminlaw as al
from adminlaw.checks import CHECKS
from adminlaw.citations import Citation
from adminlaw.clocks import clock_rules
from adminlaw.findings import SourceStatus
from adminlaw.labels import Label, Modality
from adminlaw.rulebook import (
    Norm,
    Procedure,
    ProcedureStep,
    Rule,
    RuleKind,
    RuleVersion,
    TimeLimit,
    load_rulebook,
)
from adminlaw.statutes import Corpus, ResolutionStatus, read_corpus

LAW = load_rulebook()
RULES = tuple(LAW.review.values())
LOCAL = tuple(each for each in LAW.rules.values() if each.kind is RuleKind.PROCEDURE)
PROCEDURES = (*(each for each in RULES if each.kind is RuleKind.PROCEDURE), *LOCAL)
CHINESE = re.compile("[\u4e00-\u9fff]")
KINDS = {
    RuleKind.PROCEDURE,
    RuleKind.NORM,
    RuleKind.FREQUENCY,
    RuleKind.TIME_LIMIT,
    RuleKind.FIXED_DATE,
    RuleKind.QUANTITY,
}

by_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
by_procedure = pytest.mark.parametrize("rule", PROCEDURES, ids=lambda rule: rule.id)


def steps(rule: Rule) -> Iterator[tuple[RuleVersion, ProcedureStep]]:
    """Yield the steps of a procedure, each with its version."""
    for version in rule.versions:
        if isinstance(version.content, Procedure):
            for step in version.content.steps:
                yield version, step


def labels(rule: Rule) -> Iterator[Label]:
    """Yield every label of a rule."""
    yield rule.label
    for _, step in steps(rule):
        yield from filter(None, (step.label, step.actor, step.evidence))


def sources(rule: Rule) -> Iterator[tuple[Citation, SourceStatus, RuleVersion]]:
    """Yield what a rule rests on, with how it is known, in every version."""
    for version in rule.versions:
        yield version.source, version.status, version
    for version, step in steps(rule):
        if step.source is not None:
            yield step.source, step.status or version.status, version


@by_rule
def test_every_rule_has_names_in_both_languages_and_a_kind(rule: Rule) -> None:
    """Ids are words with dots, labels are 汉字 and English, kinds those of review."""
    assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", rule.id)
    assert rule.kind in KINDS
    assert rule.place == ""
    for label in labels(rule):
        assert CHINESE.search(label.zh)
        assert label.en
        assert not CHINESE.search(label.en)


@by_rule
def test_every_version_has_its_first_day_and_its_source(rule: Rule) -> None:
    """A version begins on a day, speaks with some strength, and names a provision."""
    for version in rule.versions:
        assert version.valid.since is not None
        assert isinstance(version.modality, Modality)
        assert version.source.title
    for source, status, _ in sources(rule):
        # What was read has an article; what is recalled may be a whole document.
        assert status is not SourceStatus.READ or source.provisions, str(source)


@by_procedure
def test_every_time_of_a_step_is_a_rule_of_time(rule: Rule) -> None:
    """A step is due, or has to wait, by a time limit that the rule book holds."""
    for _, step in steps(rule):
        for code in filter(None, (step.within, step.at_least)):
            held = LAW.get(code)
            assert held is not None, code
            assert all(isinstance(each.content, TimeLimit) for each in held.versions)


@by_procedure
def test_every_step_is_judged_by_some_check(rule: Rule) -> None:
    """No procedure asks for anything that nobody looks at."""
    judged = {code for check in CHECKS for code in check.rules(LAW)}
    assert rule.id in judged or not any(steps(rule))


def test_every_norm_is_cited_by_a_check_or_says_why_not() -> None:
    """A duty in the rule book that no check judges by would be decoration."""
    judged = {code for check in CHECKS for code in check.rules(LAW)}
    judged |= {each.rule for each in clock_rules()}
    idle = [
        rule.id
        for rule in RULES
        if rule.id not in judged
        and all(isinstance(each.content, Norm) for each in rule.versions)
    ]
    assert set(idle) <= UNJUDGED.keys()


UNJUDGED = {
    "decisions.accountability": "answered by trace_responsibility, judged as Y209",
    "years.publicity": "no record shows which laws an organ publicises",
    "clearance.retained": "allows an outcome; asked by allowed_outcomes",
    "clearance.amended": "allows an outcome; asked by allowed_outcomes",
    "clearance.repealed": "allows an outcome; asked by allowed_outcomes",
    "clearance.lapsed": "allows an outcome; asked by allowed_outcomes",
}
"""Norms that no check judges by, each with the reason."""


def test_no_id_of_a_step_means_two_things() -> None:
    """A step of one name has one kind of event in all its versions."""
    kinds: dict[tuple[str, str], set[str]] = {}
    for rule in PROCEDURES:
        for _, step in steps(rule):
            key = rule.id, step.id
            kinds.setdefault(key, set()).add(step.event.code)
    assert {key: found for key, found in kinds.items() if len(found) > 1} == {}


def test_the_statuses_of_the_sources_are_counted() -> None:
    """Most duties of the procedures rest on texts that were read."""
    counts = Counter(status for rule in RULES for _, status, _ in sources(rule))
    assert counts[SourceStatus.READ] > counts[SourceStatus.RECALLED]


@by_rule
def test_what_was_read_stands_in_the_version_in_force(rule: Rule) -> None:
    """The facts table holds the address on the first day of the version, or no address.

    A text of which no addresses ship is left to the corpus.
    """
    facts = al.load_facts()
    for source, status, version in sources(rule):
        if status is SourceStatus.READ:
            found = facts.resolve(source, as_of=version.valid.since)
            assert found.status in {ResolutionStatus.EXACT, ResolutionStatus.NOT_HELD}


@cache
def texts(folder: Path) -> Corpus:
    """Return the corpus, read once."""
    return read_corpus(folder)


@pytest.mark.corpus
def test_every_source_that_was_read_is_in_the_corpus(corpus: Path) -> None:
    """Article, paragraph and item stand in the text in force on the version's days."""
    held = texts(corpus)
    wrong = []
    looked_at = 0
    for rule in (*RULES, *LOCAL):
        for source, status, version in sources(rule):
            if status is SourceStatus.READ:
                looked_at += 1
                day = version.valid.since or date.min
                found = held.resolve(source, as_of=day)
                if found.status is not ResolutionStatus.EXACT:
                    wrong.append((rule.id, str(source), found.status.code))
    assert wrong == []
    assert looked_at > 100
