"""Look up which kinds of instrument may create a form of power (设定权查询).

What no article grants is denied (《行政处罚法》第十六条, 《行政许可法》第十七条,
《行政强制法》第十条第四款). The limits: these are look-ups in the rule book; whether
one instrument kept to them is judged where instruments and powers meet.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from adminlaw.errors import FieldValueError, UnknownRuleError
from adminlaw.model.powers import PowerForm
from adminlaw.rulebook.authority import (
    CreationAct,
    CreationAuthority,
    Grant,
    MakerGrade,
)
from adminlaw.rulebook.loader import Rulebook
from adminlaw.rulebook.rules import Rule, RuleVersion
from adminlaw.statutes.kinds import InstrumentKind

CREATION_RULES: Final = (
    "penalty.create_liberty",
    "penalty.create_business_licence",
    "penalty.create_light",
    "penalty.create_other",
    "penalty.create_unnamed",
    "licence.create",
    "licence.create_provisional",
    "licence.create_national_qualification",
    "licence.create_establishment",
    "compulsion.create_liberty_or_freezing",
    "compulsion.create_seizure",
    "compulsion.create_other_measure",
    "compulsion.create_enforcement",
)
"""Ids of the rules on creation: asking for them reads three areas, not all."""


def creation_rule(law: Rulebook, form: PowerForm, day: date) -> Rule:
    """Return the rule that says who may create a form of power on a day.

    Raises:
        UnknownRuleError: the rule book holds none for that day.

    >>> from adminlaw.rulebook import load_rulebook
    >>> creation_rule(load_rulebook(), PowerForm.FINE, date(2024, 1, 1)).id
    'penalty.create_light'
    """
    for each in CREATION_RULES:
        rule = law.get(each)
        version = rule.on(day) if rule else None
        if rule and version and form in _authority(version).forms:
            return rule
    raise UnknownRuleError(form.code, day)


def creation_of(law: Rulebook, form: PowerForm, day: date) -> RuleVersion:
    """Return what the law says on a day of who may create a form of power.

    Raises:
        UnknownRuleError: the rule book holds nothing for that day.

    >>> from adminlaw.rulebook import load_rulebook
    >>> version = creation_of(load_rulebook(), PowerForm.SEALING, date(2024, 1, 1))
    >>> str(version.source)
    '《中华人民共和国行政强制法》第十条第三款'
    """
    return law.version(creation_rule(law, form, day).id, day)


def grants_to(
    version: RuleVersion, kind: InstrumentKind, grade: MakerGrade | None = None
) -> tuple[Grant, ...]:
    """Return all that instruments of a kind may do, as the file orders it.

    Args:
        version: A version of a rule on creation.
        kind: The kind of instrument.
        grade: Who made it; None where that is not known, which brings every grant to
            the kind, with the grade that each asks for.
    """
    return tuple(
        each
        for each in _authority(version).may
        if kind in each.kinds and (grade is None or each.grade in (None, grade))
    )


def may_create(
    version: RuleVersion, kind: InstrumentKind, grade: MakerGrade | None = None
) -> Grant | None:
    """Return the first grant by which instruments of a kind may create, or None.

    None is no "may not" where the kind is ``unsettled``, and says nothing of what may
    be specified: for that ask ``grants_to``. A grant may have conditions.

    Raises:
        FieldValueError: only some of these instruments may, and ``grade`` is None.

    >>> from adminlaw.rulebook import load_rulebook
    >>> law, day = load_rulebook(), date(2024, 1, 1)
    >>> fine = creation_of(law, PowerForm.FINE, day)
    >>> grant = may_create(fine, InstrumentKind.DEPARTMENTAL_RULE)
    >>> [each.zh for each in grant.unless], grant.fine_limit_by.zh
    (['法律', '行政法规'], '国务院')
    >>> may_create(fine, InstrumentKind.NORMATIVE) is None
    True
    """
    grants = grants_to(version, kind, grade)
    found = next((each for each in grants if each.act is CreationAct.CREATE), None)
    if found and found.grade and grade is None:
        raise FieldValueError(
            "grade", None, "制定机关层级", "the grade of the body that made it"
        )
    return found


def _authority(version: RuleVersion) -> CreationAuthority:
    """Return what a version says of creation.

    Raises:
        FieldValueError: it is a version of a rule of another kind.
    """
    if not isinstance(version.content, CreationAuthority):
        raise FieldValueError(
            "content",
            type(version.content).__name__,
            "设定权规则",
            "a rule on creation",
        )
    return version.content
