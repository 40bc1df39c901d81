"""The steps of enforcement: penalties, licences, compulsion, inspection, transfers.

One check a duty, whatever the kind of case: the procedures of the rule book say which
cases it is asked of, a city's own beside the national one. What no check bears the
name of is judged together with the others.
"""

from __future__ import annotations

from typing import Any

from adminlaw.checks.approving import approved_in_time
from adminlaw.checks.asking import Matter
from adminlaw.checks.bodies import actors_check
from adminlaw.checks.identity import Check
from adminlaw.checks.recording import recording_check
from adminlaw.checks.stepping import others_check, step_check, steps_check


def _cases(*kinds: str) -> Matter:
    return Matter(records="cases", kinds=kinds)


_PENALTY = _cases("penalty")
_ENFORCING = _cases(
    "penalty",
    "licence",
    "compulsory_measure",
    "compulsory_enforcement",
    "enforcement_application",
    "inspection",
)
_TRANSFERS = _cases("crime_transfer_out", "crime_transfer_in")

_MARKS = ("inquiry", "decision", "application", "impose", "conclude")
"""Steps that nothing asks for: they are the days by which others have to be there."""

_STEPS = (
    ("E201", "open", _PENALTY, "立案", "case opened"),
    ("E203", "identify", _ENFORCING, "出示执法证件", "certificate shown"),
    ("E204", "investigate", _PENALTY, "调查取证", "investigated"),
    (
        "E205",
        "notify",
        _PENALTY,
        "告知事实、理由、依据和权利",
        "facts and rights notified",
    ),
    ("E206", "state", _PENALTY, "陈述申辩", "statement and defence heard"),
    ("E207", "hearing", _ENFORCING, "依申请听证", "hearing on request"),
    (
        "E208",
        "review",
        _PENALTY,
        "重大执法决定法制审核",
        "legality review of major decisions",
    ),
    ("E209", "deliberate", _PENALTY, "集体讨论", "collective discussion"),
    ("E210", "decide", _ENFORCING, "作出决定", "decision"),
    ("E211", "serve", _ENFORCING, "送达", "served"),
    ("E212", "publish", _ENFORCING, "依法公开", "published where the law asks"),
    ("E215", "demand", _ENFORCING, "催告", "demand first"),
    ("E217", "accept", _cases("licence"), "受理", "accepted"),
    ("E218", "examine", _cases("licence"), "审查", "examined"),
    ("E223", "draw", _cases("inspection"), "随机抽取", "drawn at random"),
    ("E224", "file", _PENALTY, "重大行政处罚备案", "major penalty filed"),
)
"""Id of the check, id of the step, the cases, and what it asks."""

_BY_STEP = tuple(
    step_check(code, step=step, matter=matter, zh=zh, en=en)
    for code, step, matter, zh, en in _STEPS
)


ACTING_CHECKS: tuple[Check[Any], ...] = (
    *_BY_STEP,
    recording_check(_ENFORCING),
    approved_in_time,
    steps_check("E226", matter=_TRANSFERS, zh="移送程序", en="steps of a transfer"),
    actors_check(
        "E229",
        matter=_ENFORCING,
        zh="由应当的机构实施",
        en="done by the body that has to",
    ),
    others_check(
        "E230",
        claimed=("record", "approve", *(step for _, step, *_ in _STEPS), *_MARKS),
        matter=_ENFORCING,
        zh="其他步骤",
        en="other steps",
    ),
)
