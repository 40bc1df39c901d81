"""The steps of reconsideration, litigation, disclosure, petitions and messages.

Each matter has its procedures in the rule book, the city's own beside the national one;
one check covers the steps of a matter. When a step was due is asked of the limits.
"""

from __future__ import annotations

from typing import Any

from adminlaw.checks.asking import Matter
from adminlaw.checks.identity import Check
from adminlaw.checks.stepping import Asked, others_check, step_check


def _cases(*kinds: str) -> Matter:
    return Matter(records="cases", kinds=kinds)


def _all_steps(
    code: str, *, matter: Matter, zh: str, en: str, besides: tuple[str, ...] = ()
) -> Check[Asked]:
    return others_check(code, claimed=(*_MARKS, *besides), matter=matter, zh=zh, en=en)


_MARKS = ("receive", "trial", "conclude")
"""Steps that only say between what the others lie."""

_LITIGATION = _cases("litigation")
_PROBLEMS = _cases("supervision_problem")

PROCEEDING_CHECKS: tuple[Check[Any], ...] = (
    _all_steps(
        "C204",
        matter=_cases("reconsideration"),
        zh="行政复议程序",
        en="steps of reconsideration",
    ),
    # A city that urges the head to come asks for one more step of the same duty.
    _all_steps(
        "C205",
        besides=("defend",),
        matter=_LITIGATION,
        zh="负责人出庭应诉",
        en="the head appears in court",
    ),
    step_check(
        "C206",
        step="defend",
        matter=_LITIGATION,
        zh="答辩举证",
        en="defence and evidence",
    ),
    _all_steps(
        "C207",
        matter=_cases("disclosure"),
        zh="政府信息公开申请程序",
        en="steps of a disclosure request",
    ),
    _all_steps(
        "C208",
        matter=_cases("petition"),
        zh="信访程序",
        en="steps of a petition",
    ),
    _all_steps(
        "C209",
        matter=_cases("deputy_suggestion", "cppcc_proposal", "congress_suggestion"),
        zh="建议提案办理",
        en="suggestions and proposals answered",
    ),
    _all_steps(
        "C210",
        matter=_cases("public_message"),
        zh="网民留言办理",
        en="public messages answered",
    ),
    _all_steps(
        "C211",
        matter=_cases("judicial_recommendation", "supervision_problem"),
        zh="司法建议和监督问题办理",
        en="recommendations and findings answered",
    ),
    _all_steps(
        "C212",
        matter=_cases("enforcement_complaint"),
        zh="执法投诉处理",
        en="enforcement complaints handled",
    ),
    step_check(
        "Y210",
        step="rectify",
        matter=_PROBLEMS,
        zh="问题有整改",
        en="findings are rectified",
    ),
)
