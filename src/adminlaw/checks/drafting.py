"""How documents and rules are made: the steps, who takes them, and their times.

The steps are those of the national procedures and of the place's own; what each one
needs stands in the rule book (《规章制定程序条例》 and the notices on normative
documents). Only documents that the register's own bodies make are judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from adminlaw.checks.asking import Matter, is_own
from adminlaw.checks.bodies import actors_check
from adminlaw.checks.identity import Check
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.stepping import (
    Asked,
    asked_of,
    judge_step,
    others_check,
    rules_of,
    sight_of,
    step_check,
)
from adminlaw.checks.timing import times_check
from adminlaw.labels import Label
from adminlaw.model import EventKind, Trait, has_trait

NORMATIVE = Matter(records="documents", kinds=("normative",), admits=is_own)
"""Normative documents of the register's own bodies."""

RULES = Matter(
    records="documents", kinds=("local_rule", "departmental_rule"), admits=is_own
)
"""Rules of the register's own bodies."""

MADE = Matter(records="documents", kinds=NORMATIVE.kinds + RULES.kinds, admits=is_own)
"""Both."""

PAPERS = Matter(
    records="documents",
    kinds=("normative", "ordinary", "joint", "meeting_item", "contract"),
    admits=is_own,
)
"""All papers of which some place may ask a legality review."""

_OF_DOCUMENTS = (
    "comment",
    "expert",
    "hearing",
    "competition",
    "review",
    "deliberate",
    "register",
    "publish",
)
_OF_RULES = (
    "plan",
    "comment",
    "expert",
    "hearing",
    "review",
    "deliberate",
    "sign",
    "publish",
    "competition",
)
_ORDER_ONLY = (
    "draft",
    "review_time",
    "comment_time",
    "issue",
    "effect",
    "deliberation",
)
"""Steps that bear an order or a time, and whose absence says nothing."""

_ARGUED = ("expert", "hearing")


def _argued(name: str) -> bool:
    return name in _ARGUED


def _arguments(context: Context) -> Iterator[Sight[Asked]]:
    for asked in asked_of(context, RULES, _argued):
        # A hearing is asked of a rule only where it is said that one is needed.
        needed = has_trait(asked.track.record, Trait.HEARING_REQUIRED)
        if asked.step.id != "hearing" or needed:
            yield sight_of(_or_heard(asked), named=True)


def _or_heard(asked: Asked) -> Asked:
    """Return what is asked, of the hearing where that is how experts were consulted.

    Source: 《规章制定程序条例》第十五条第一款、第二十三条第一款.
    """
    step, track = asked.step, asked.track
    if track.of(step.event) or not track.of(EventKind.HEARD):
        return asked
    heard = evolve(step, event=EventKind.HEARD)
    return Asked(evolve(asked.demand, step=heard), track)


argument_or_hearing = Check(
    id="G203",
    label=Label("专家论证或者听证", "argument or hearing"),
    rule="",
    select=_arguments,
    judge=judge_step,
    others=rules_of(RULES, _argued),
)

DRAFTING_CHECKS: tuple[Check[Any], ...] = (
    step_check(
        "D201",
        step="comment",
        matter=NORMATIVE,
        zh="公开征求意见",
        en="public comment",
    ),
    step_check(
        "D202", step="expert", matter=NORMATIVE, zh="专家论证", en="expert argument"
    ),
    step_check("D203", step="hearing", matter=NORMATIVE, zh="听证", en="hearing"),
    step_check(
        "D204",
        step="competition",
        matter=NORMATIVE,
        zh="公平竞争审查",
        en="fair competition review",
    ),
    step_check(
        "D205", step="review", matter=PAPERS, zh="合法性审核", en="legality review"
    ),
    step_check(
        "D206",
        step="deliberate",
        matter=NORMATIVE,
        zh="集体审议",
        en="collective deliberation",
    ),
    step_check(
        "D207",
        step="register",
        matter=NORMATIVE,
        zh="统一登记编号印发",
        en="unified registration, numbering, issue",
    ),
    step_check(
        "D208",
        step="publish",
        matter=NORMATIVE,
        zh="在规定载体公布",
        en="published in the designated media",
    ),
    others_check(
        "D209",
        claimed=_OF_DOCUMENTS + _ORDER_ONLY,
        matter=NORMATIVE,
        zh="本地程序的其他步骤",
        en="other steps of the place's procedure",
    ),
    actors_check(
        "D210",
        matter=MADE,
        zh="由应当的机构实施",
        en="done by the body that has to",
    ),
    times_check("D211", matter=MADE, zh="步骤的期限", en="times of the steps"),
)
"""The steps of normative documents, in the order of the procedure."""

RULE_MAKING_CHECKS: tuple[Check[Any], ...] = (
    step_check("G201", step="plan", matter=RULES, zh="立项", en="project approved"),
    step_check(
        "G202", step="comment", matter=RULES, zh="公开征求意见", en="public comment"
    ),
    argument_or_hearing,
    step_check(
        "G204",
        step="review",
        matter=RULES,
        zh="法制机构审查",
        en="review by the legal affairs body",
    ),
    step_check(
        "G205",
        step="deliberate",
        matter=RULES,
        zh="会议审议决定",
        en="decided by the meeting",
    ),
    step_check(
        "G206", step="sign", matter=RULES, zh="首长签署命令", en="signed by the head"
    ),
    step_check(
        "G207",
        step="publish",
        matter=RULES,
        zh="在公报等刊载",
        en="published in gazette and media",
    ),
    step_check(
        "G208",
        step="competition",
        matter=RULES,
        zh="公平竞争审查",
        en="fair competition review",
    ),
    others_check(
        "G210",
        claimed=_OF_RULES + _ORDER_ONLY,
        matter=RULES,
        zh="其他步骤",
        en="other steps",
    ),
)
"""The steps of rules, in the order of the procedure."""
