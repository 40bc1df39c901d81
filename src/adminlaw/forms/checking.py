"""Judge a form by its rules: passed, failed, or not assessable (勾稽校验).

A line is never passed with a blank cell in it: blank is not zero. A line of which every
cell says that it does not apply is not asked anything; one of which some say so is not
assessable, for nobody knows whether they stand for zero.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from attrs import frozen

from adminlaw.citations import Citation, parse_citation
from adminlaw.errors import UnknownRuleError
from adminlaw.findings import (
    Judgement,
    Outcome,
    SourceStatus,
    Step,
    Subject,
    failed,
    not_applicable,
    not_assessable,
    passed,
    severity_of,
)
from adminlaw.forms.equations import WITHIN, Equation, equations_of
from adminlaw.labels import Label
from adminlaw.rulebook import Rulebook, load_rulebook
from adminlaw.tables.matrices import (
    Address,
    Cell,
    CellKind,
    Layout,
    MatrixRule,
    MatrixRuleKind,
    label_of,
)
from adminlaw.tables.matrices.cells import BLANK

CHECK = "forms"
"""Id of the check that stands behind each judgement over a form."""

Seek = Callable[[Address], Cell]

_BLANK = Label("单元格空白，空白不等于零", "a cell is blank, which is not zero")
_PARTLY = Label(
    "部分单元格为“/”，不知是否为零", "some cells do not apply: zero or not is unsaid"
)
_NOT_ASKED = Label("不适用", "does not apply")
_EQUAL = Label("两边相等", "both sides are equal")
_UNEQUAL = Label("两边不相等", "the sides are not equal")
_NO_TEXT = Label("没有正文，无从核对", "no text was given")
_LOOSE = Label(
    "正文有此类数字，但所在句未说明所指",
    "the text does not say of what its numbers are",
)
_ENDS = r"[。；;！!？?\n]"
_UNSAID = Label("正文未提及此数", "the text does not say this number")


@frozen(kw_only=True)
class Filled:
    """A form as the rules see it."""

    layout: Layout
    year: int | None
    cells: Mapping[Address, Cell]
    texts: Mapping[str, str]

    def seek(self, address: Address) -> Cell:
        """Return a cell; what the form does not have is blank."""
        return self.cells.get(address, BLANK)


def judge(form: Filled, *, law: Rulebook | None = None) -> Iterator[Judgement]:
    """Yield a judgement for each line that a rule of the form compares.

    Args:
        form: The cells, the texts and the year.
        law: Rules that set days; those that ship by default.
    """
    for rule in form.layout.rules:
        if rule.kind in WITHIN:
            for each in equations_of(form.layout, rule, form.cells):
                yield judged(each.rule, each.line, weigh(each, form.seek))
        elif rule.kind in _SINGLE:
            outcome = _SINGLE[rule.kind](rule, form, law)
            yield judged(rule, None, outcome)


def judged(rule: MatrixRule, line: Label | None, outcome: Outcome) -> Judgement:
    """Return an outcome with the rule and the source behind it."""
    own = rule.label
    label = Label(f"{own.zh}（{line.zh}）", f"{own.en} ({line.en})") if line else own
    status = SourceStatus.of(rule.status)
    return Judgement(
        check=CHECK,
        subject=Subject(key=f"{rule.id}:{line.en if line else ''}", label=label),
        outcome=outcome,
        rule=rule.id,
        severity=severity_of(rule.modality),
        source=_citation(rule.source),
        source_status=Label(status.zh, status.en),
    )


def _citation(source: str) -> Citation | None:
    return parse_citation(source) if source else None


def weigh(equation: Equation, seek: Seek, *, minus: Seek | None = None) -> Outcome:
    """Return whether both sides of an equation are equal, with the arithmetic.

    Args:
        equation: What should be equal.
        seek: Gives the cells of both sides.
        minus: Gives those that are taken off, where it is not the same.
    """
    sides = [
        [(each, seek(each)) for each in equation.left],
        [(each, seek(each)) for each in equation.right],
        [(each, (minus or seek)(each)) for each in equation.minus],
    ]
    undecided = undecidable(cell for side in sides for _, cell in side)
    if undecided is not None:
        return undecided
    left, right, less = (
        [cell.number for _, cell in side if cell.number is not None] for side in sides
    )
    return compared(left, (right, less))


def undecidable(cells: Iterable[Cell]) -> Outcome | None:
    """Return the outcome of cells that cannot be added, or None."""
    kinds = [cell.kind for cell in cells]
    absent = kinds.count(CellKind.NOT_APPLICABLE)
    if kinds and absent == len(kinds):
        return not_applicable(_NOT_ASKED)
    blank = kinds.count(CellKind.BLANK)
    if blank:
        return not_assessable(_BLANK, {"missing": str(blank)})
    if absent or CellKind.DAY in kinds:
        return not_assessable(_PARTLY, {"missing": str(absent)})
    return None


def compared(
    left: list[Decimal], right: tuple[list[Decimal], list[Decimal]]
) -> Outcome:
    """Return whether the sums are equal; the second side may have cells taken off."""
    plus, minus = right
    first = sum(left, Decimal(0))
    second = sum(plus, Decimal(0)) - sum(minus, Decimal(0))
    steps = (
        Step(Label(f"左边 {_added(left)}", f"left {_added(left)}"), _shown(first)),
        Step(
            Label(f"右边 {_added(plus, minus)}", f"right {_added(plus, minus)}"),
            _shown(second),
        ),
    )
    if first == second:
        return passed(_EQUAL, {"sum": _shown(first)}, steps)
    difference = _shown(first - second)
    facts = {"whole": _shown(first), "sum": _shown(second), "difference": difference}
    return failed(_UNEQUAL, facts, steps)


def _added(plus: list[Decimal], minus: list[Decimal] | None = None) -> str:
    text = " + ".join(map(_shown, plus))
    return text + "".join(f" − {_shown(each)}" for each in minus or [])


def _shown(number: Decimal) -> str:
    return format(number, "f")


def _address(name: str) -> Address:
    table, row, column = name.split(".")
    return table, row, column


def _text(rule: MatrixRule, form: Filled, _law: Rulebook | None) -> Outcome:
    """Compare what the text says with the table.

    A number counts where its sentence says of what it is. One that no such word stands
    with proves nothing; nor do several, of which the table has one: which of them is
    meant is unsaid.
    """
    keys = [rule.text] if rule.text else list(form.texts)
    text = "\n".join(form.texts.get(key, "") for key in keys)
    if not text.strip():
        return not_assessable(_NO_TEXT)
    stated, loose = stated_in(text, rule)
    if not stated:
        return _unclear(_LOOSE, loose) if loose else not_applicable(_UNSAID)
    address = _address(rule.whole[0])
    cell = form.seek(address)
    undecided = undecidable([cell])
    if undecided is not None:
        return undecided
    return _held_against(
        stated, cell.number or Decimal(0), label_of(form.layout, address)
    )


def stated_in(
    text: str, rule: MatrixRule
) -> tuple[tuple[Decimal, ...], tuple[Decimal, ...]]:
    """Return the numbers that a text says of a rule, and those it says of nothing."""
    stated, loose = list[Decimal](), list[Decimal]()
    for sentence in re.split(_ENDS, text):
        numbers = re.findall(rule.pattern, sentence)
        known = not rule.near or any(each in sentence for each in rule.near)
        (stated if known else loose).extend(
            Decimal(re.sub(r"[,，]", "", each)) for each in numbers
        )
    return tuple(dict.fromkeys(stated)), tuple(dict.fromkeys(loose))


def _held_against(
    stated: tuple[Decimal, ...], number: Decimal, label: Label
) -> Outcome:
    said = ", ".join(map(_shown, stated))
    steps = (Step(Label("正文", "text"), said), Step(label, _shown(number)))
    if stated == (number,):
        return passed(Label("正文与表格一致", "text and table agree"), steps=steps)
    facts = {"stated": said, "whole": _shown(number)}
    message = Label(
        f"正文为 {'、'.join(map(_shown, stated))}，表格为 {_shown(number)}",
        f"the text says {said}, the table {_shown(number)}",
    )
    if number in stated:
        return not_assessable(message, facts, steps)
    return failed(message, facts, steps)


def _unclear(reason: Label, numbers: tuple[Decimal, ...]) -> Outcome:
    said = ", ".join(map(_shown, numbers))
    facts = {"stated": said}
    return not_assessable(reason, facts, (Step(Label("正文", "text"), said),))


def _section(rule: MatrixRule, form: Filled, _law: Rulebook | None) -> Outcome:
    """Ask for a text where a number is not zero."""
    cell = form.seek(_address(rule.whole[0]))
    undecided = undecidable([cell])
    if undecided is not None:
        return undecided
    if not cell.number:
        return not_applicable(Label("数字为零", "the number is zero"))
    if rule.text not in form.texts:
        return not_assessable(_NO_TEXT)
    step = (Step(label_of(form.layout, _address(rule.whole[0])), _shown(cell.number)),)
    if form.texts[rule.text].strip():
        return passed(Label("已作说明", "it is explained"), steps=step)
    return failed(Label("应有说明而空白", "it is left unexplained"), steps=step)


def _required(rule: MatrixRule, form: Filled, _law: Rulebook | None) -> Outcome:
    cell = form.seek(_address(rule.whole[0]))
    undecided = undecidable([cell])
    if undecided is not None:
        return undecided
    if cell.number:
        return passed(Label("已载明", "it is there"))
    return failed(Label("没有载明", "it is not there"))


def _day(rule: MatrixRule, form: Filled, law: Rulebook | None) -> Outcome:
    """Hold a day against the rule of the rule book that sets the last one."""
    cell = form.seek(_address(rule.whole[0]))
    if cell.kind is CellKind.NOT_APPLICABLE:
        return not_applicable(_NOT_ASKED)
    if cell.day is None or form.year is None:
        return not_assessable(_BLANK)
    last = _last_day(rule.rule, form.year, law or load_rulebook())
    if last is None:
        return not_assessable(Label("当时没有规定日期", "no day was set then"))
    facts = {"day": str(cell.day), "last_day": str(last)}
    steps = (Step(Label("规定的最后一日", "the last day"), str(last)),)
    if cell.day <= last:
        return passed(Label("未超过规定日期", "in time"), facts, steps)
    return failed(Label("超过规定日期", "after the last day"), facts, steps)


def _last_day(rule: str, year: int, law: Rulebook) -> date | None:
    """Return the last day in the year after the one reported on."""
    try:
        content = law.version(rule, date(year + 1, 1, 1)).content
    except UnknownRuleError:
        return None
    month = getattr(content, "month", None)
    day = getattr(content, "day", None)
    return date(year + 1, month, day) if month and day else None


_SINGLE: Mapping[
    MatrixRuleKind, Callable[[MatrixRule, Filled, Rulebook | None], Outcome]
] = MappingProxyType(
    {
        MatrixRuleKind.TEXT: _text,
        MatrixRuleKind.SECTION: _section,
        MatrixRuleKind.REQUIRED: _required,
        MatrixRuleKind.DAY: _day,
    }
)
