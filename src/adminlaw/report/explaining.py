"""What a check is, for whoever meets it in a report: why, by which rules, and how.

The limits: rules that single records bring with them, such as those of published
figures, are named in the report, where they are applied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from adminlaw.errors import Lang
from adminlaw.findings import Status, severity_of
from adminlaw.labels import Label
from adminlaw.model import COLLECTIONS
from adminlaw.model.fields import entity_label
from adminlaw.rulebook import Procedure, ProcedureStep, Rule, Rulebook, RuleVersion
from adminlaw.statutes.resolutions import places_text

if TYPE_CHECKING:
    from adminlaw.checks import Check

_WHY: Final = Label("为什么：", "Why: ")
_BLIND: Final = Label("局限：", "Blind to: ")
_RULES: Final = Label("规则（{}）", "Rules (as of {})")
_NO_RULE: Final = Label(
    "所看的记录各自载明规则", "what it looks at brings its own rule"
)
_NOT_THEN: Final = Label("当日没有有效的版本", "no version was in force on that day")
_MODALITY: Final = Label("规范强度：{}；违反即为{}", "it speaks as: {}; a breach: {}")
_PLACE: Final = Label("仅适用于 {}", "only in {}")
_LOOKS: Final = Label("所看记录：{}", "looks at: {}")
_STEPS: Final = Label("环节：{}", "steps: {}")
_JOIN: Final = Label("、", ", ")
_OUTCOMES: Final = Label("结论", "Outcomes")
_BRACKETS: Final = Label("{}（{}）", "{} ({})")
_MEANINGS: Final = {
    Status.PASSED: Label("记录表明符合规则", "the record shows that the rule is kept"),
    Status.FAILED: Label(
        "记录表明不符合规则；或者登记簿声明该类记录完整、期限已过，而没有记录",
        "the record shows that it is not; or there is none, where the register "
        "declares such records complete and the time is over",
    ),
    Status.UNKNOWN: Label(
        "缺少证据，所缺的证据逐项列出",
        "evidence is missing, and the report names it",
    ),
    Status.NOT_APPLICABLE: Label(
        "规则对该记录没有要求，或者尚未到期",
        "the rule asks nothing of the record, or not yet",
    ),
    Status.NOT_ASSESSABLE: Label(
        "记录本身使问题没有确定的答案",
        "the record itself leaves the question without an answer",
    ),
}
_OF_STEPS: Final = {
    **_MEANINGS,
    Status.PASSED: Label(
        "有该环节的记录，而且先后、通过与否、载体等均符合程序",
        "the step is on record, in its place in the procedure, and as it has to be",
    ),
    Status.FAILED: Label(
        "先后颠倒、未通过而进入下一环节、机构或者载体不符；或者登记簿声明该类记录"
        "完整，后一环节已经进行或者期限已过，而没有该环节的记录",
        "it is out of order, did not pass, or was not done as it has to be; or it is "
        "not on record, where the register declares such records complete and a "
        "later step was taken or the time is over",
    ),
}


def explain_text(
    check: Check[Any], law: Rulebook, *, on: date, lang: Lang = "zh"
) -> str:
    """Return why a check matters, what it cannot see, its rules, and what is said.

    Args:
        check: The check.
        law: The rule book.
        on: The day whose versions of the rules are shown.
        lang: Language of the text.
    """
    rules = [found for code in check.rules(law) if (found := law.get(code))]
    contents = [each.content for rule in rules for each in rule.versions]
    stepwise = any(isinstance(each, Procedure) for each in contents)
    meanings = _OF_STEPS if stepwise else _MEANINGS
    lines = [
        f"{check.id} {check.label.text(lang)}",
        f"{_WHY.text(lang)}{check.why.text(lang)}",
        f"{_BLIND.text(lang)}{check.blind.text(lang)}",
        "",
        _RULES.text(lang).format(on),
        *(line for each in rules for line in _rule(each, on, lang)),
    ]
    if not rules:
        lines.append(f"  {_NO_RULE.text(lang)}")
    lines += ["", _OUTCOMES.text(lang)]
    lines += [
        f"  {status.text(lang)}: {meaning.text(lang)}"
        for status, meaning in meanings.items()
    ]
    return "\n".join(lines)


def _rule(rule: Rule, on: date, lang: Lang) -> Iterator[str]:
    """Yield a rule and what its version of the day says."""
    yield f"  {rule.id} {rule.label.text(lang)}"
    if rule.place:
        yield f"    {_PLACE.text(lang).format(rule.place)}"
    version = rule.on(on)
    if version is None:
        yield f"    {_NOT_THEN.text(lang)}"
        return
    yield f"    {version.source} [{version.status.text(lang)}]"
    grade = severity_of(version.modality).text(lang)
    yield f"    {_MODALITY.text(lang).format(version.modality.text(lang), grade)}"
    if isinstance(version.content, Procedure):
        yield from _procedure(version, version.content, lang)


def _procedure(version: RuleVersion, content: Procedure, lang: Lang) -> Iterator[str]:
    """Yield what passes a procedure, and its steps with sources of their own."""
    if content.records:
        label = entity_label(COLLECTIONS[content.records], lang)
        kinds = _JOIN.text(lang).join(content.kinds)
        what = _BRACKETS.text(lang).format(label, kinds) if kinds else label
        yield f"    {_LOOKS.text(lang).format(what)}"
    steps = [_step(each, version, lang) for each in content.steps]
    if steps:
        yield f"    {_STEPS.text(lang).format(_JOIN.text(lang).join(steps))}"


def _step(step: ProcedureStep, version: RuleVersion, lang: Lang) -> str:
    """Return a step, with its source if that is another place or another text."""
    name, source = step.label.text(lang), step.source
    if source is None or source == version.source:
        return name
    same = source.title == version.source.title
    place = places_text(source.provisions) if same else ""
    return _BRACKETS.text(lang).format(name, place or source)


def checks_text(checks: Iterable[Check[Any]], lang: Lang = "zh") -> str:
    """Return a line for each check: its id and what it asks."""
    return "\n".join(f"{each.id}  {each.label.text(lang)}" for each in checks)
