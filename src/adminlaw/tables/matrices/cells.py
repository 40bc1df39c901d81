"""Cells of a form: a number, a zero, nothing, or what does not apply (单元格).

Blank is not zero: an authority that leaves a cell empty has said nothing. ``/`` and
``-`` say that the question does not arise. A number is read only where it can be
nothing else; digits that ran together are refused.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from unicodedata import normalize

from attrs import field, frozen

from adminlaw.errors import FieldValueError, Lang
from adminlaw.labels import Label, LabelledEnum
from adminlaw.markup import shown_as
from adminlaw.model import Unit
from adminlaw.tables.grids import Value
from adminlaw.tables.matrices.layouts import ColumnContent


class CellKind(LabelledEnum):
    """What a cell says (单元格含义)."""

    NUMBER = "number", "数字", "number"
    ZERO = "zero", "零", "zero"
    BLANK = "blank", "空白", "blank"
    NOT_APPLICABLE = "not_applicable", "不适用", "not applicable"
    DAY = "day", "日期", "day"


@frozen(kw_only=True)
class Cell:
    """One cell of a form (单元格).

    Attributes:
        kind: What it says; blank is not zero.
        number: The number; zero for a zero, else None where it is none.
        day: The day, for a cell that holds one.
        raw: How the source writes it; not compared.
        note: Why it is blank, or in doubt; not compared.
        records: Register ids of the records for which it is blank; not compared.

    Raises:
        FieldValueError: the kind and what the cell holds do not fit.

    >>> Cell.of(0).kind, Cell.of(None).kind, Cell.of(Decimal("1.5")).text()
    (CellKind.ZERO, CellKind.BLANK, '1.5')
    """

    kind: CellKind
    number: Decimal | None = None
    day: date | None = None
    raw: str = field(default="", eq=False)
    note: Label | None = field(default=None, eq=False)
    records: tuple[str, ...] = field(default=(), eq=False)

    _repr_html_ = shown_as(
        "单元格", kind="类别", number="数值", day="日期", raw="原文", note="说明"
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a cell whose kind says something else than what it holds."""
        number = {CellKind.NUMBER, CellKind.ZERO}
        fits = (
            (self.number is not None) == (self.kind in number)
            and (self.day is not None) == (self.kind is CellKind.DAY)
            and (self.number is None or self.number.is_finite())
            and (self.kind is not CellKind.ZERO or self.number == 0)
            and (self.kind is not CellKind.NUMBER or self.number != 0)
        )
        if not fits:
            raise FieldValueError(
                "kind", self.kind.code, "与内容相符", "a kind that fits what it holds"
            )

    @classmethod
    def of(cls, value: Decimal | date | int | None, note: Label | None = None) -> Cell:
        """Return the cell of a number, a day, or nothing."""
        if value is None:
            return cls(kind=CellKind.BLANK, note=note)
        if isinstance(value, date):
            return cls(kind=CellKind.DAY, day=value, note=note)
        number = Decimal(value)
        kind = CellKind.NUMBER if number else CellKind.ZERO
        return cls(kind=kind, number=number, note=note)

    @classmethod
    def not_applicable(cls) -> Cell:
        """Return the cell that says that the question does not arise."""
        return cls(kind=CellKind.NOT_APPLICABLE)

    @property
    def value(self) -> Decimal | date | None:
        """The number or the day; None where the cell has neither."""
        return self.number if self.day is None else self.day

    def text(self, _lang: Lang = "zh") -> str:
        """Return the cell as a table shows it."""
        if self.day is not None:
            return self.day.isoformat()
        if self.number is not None:
            return format(self.number, "f")
        return "/" if self.kind is CellKind.NOT_APPLICABLE else ""


BLANK: Final = Cell(kind=CellKind.BLANK)

_NOTHING: Final = re.compile(r"[\s\u200b-\u200f\ufeff\xa0]*")
_DASHES: Final = re.compile(r"[/\\\-‐-―−—－／]+")
_NUMBER: Final = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(万元|亿元|元)?")
_MEASURES: Final = re.compile(r"[件宗个次起项人份]$")
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:00:00:00)?")
_LONGEST: Final = 12
_LONGEST_AMOUNT: Final = 14
"""Digits before the point; more are several numbers that ran together."""
_ZEROS: Final = {"元": 0, "万元": 4, "亿元": 8}
_EXACT: Final = 2.0**53


class MisreadError(ValueError):
    """A cell cannot be read; it never leaves this package."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.expected = Label(zh, en)


def blank_value(value: Value) -> bool:
    r"""Tell whether a cell of a file is empty, or looks so.

    >>> blank_value("\u3000\xa0"), blank_value(0)
    (True, False)
    """
    return value is None or (
        isinstance(value, str) and _NOTHING.fullmatch(value) is not None
    )


def plain_text(value: Value) -> str:
    r"""Return a cell of a file as one line of text without blanks.

    >>> plain_text(" 自 然\n人 ")
    '自然人'
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        value = int(value)
    text = "" if value is None else str(value)
    return re.sub(r"[\s\u200b-\u200f\ufeff]+", "", normalize("NFKC", text))


def name_text(value: Value) -> str:
    r"""Return a name in a cell as it is written, without blanks.

    >>> name_text(" 某局（本级） ")
    '某局（本级）'
    """
    return re.sub(r"[\s\u200b-\u200f\ufeff]+", "", "" if value is None else str(value))


def is_numeric(value: Value) -> bool:
    """Tell whether a cell is a number or stands in its place, as ``/`` does.

    >>> is_numeric("１２３件"), is_numeric("/"), is_numeric("1.属于国家秘密")
    (True, True, False)
    """
    if isinstance(value, bool) or blank_value(value):
        return False
    if isinstance(value, (int, float)):
        return True
    text = plain_text(value)
    return bool(_DASHES.fullmatch(text) or _NUMBER.fullmatch(_MEASURES.sub("", text)))


def read_cell(value: Value, kind: ColumnContent, unit: Unit, *, head: str = "") -> Cell:
    """Return what a cell of a file says.

    Args:
        value: The cell.
        kind: What its column holds.
        unit: Unit of the column; amounts are turned into it exactly.
        head: Unit of money that the heading names, where it differs.

    Raises:
        MisreadError: it says nothing that such a column can hold.
    """
    if blank_value(value):
        return BLANK
    raw = str(value).strip()
    text = plain_text(value)
    if isinstance(value, bool):
        raise _misread(kind)
    if _DASHES.fullmatch(text):
        return Cell(kind=CellKind.NOT_APPLICABLE, raw=raw)
    if kind is ColumnContent.DAY:
        return Cell(kind=CellKind.DAY, day=_day(value), raw=raw)
    number = _number(value, kind, unit, head)
    shape = CellKind.NUMBER if number else CellKind.ZERO
    return Cell(kind=shape, number=number, raw=raw)


def _misread(kind: ColumnContent) -> MisreadError:
    match kind:
        case ColumnContent.DAY:
            return MisreadError("日期", "a day")
        case ColumnContent.AMOUNT:
            return MisreadError("金额", "an amount")
        case ColumnContent.CHANGE:
            return MisreadError("整数，可为负数", "a whole number, negative or not")
        case _:
            return MisreadError("不带小数的数量", "a whole number")


def _number(value: Value, kind: ColumnContent, unit: Unit, head: str) -> Decimal:
    text = plain_text(repr(value) if isinstance(value, float) else value)
    found = _NUMBER.fullmatch(_MEASURES.sub("", text))
    if found is None:
        raise _misread(kind)
    sign, whole, fraction, written = found.groups()
    digits = whole.replace(",", "")
    amount = kind is ColumnContent.AMOUNT
    if len(digits) > (_LONGEST_AMOUNT if amount else _LONGEST):
        raise MisreadError(
            "一个数（此处疑为数个数字连写）", "one number, not several run together"
        )
    number = Decimal(f"{sign}{digits}{fraction or ''}")
    if amount:
        return _turned(number, written or head, unit)
    if written or number != number.to_integral_value():
        raise _misread(kind)
    if number < 0 and kind is ColumnContent.COUNT:
        raise _misread(kind)
    return Decimal(int(number))


def _turned(number: Decimal, written: str, unit: Unit) -> Decimal:
    """Return an amount in the unit of its column, by moving the point."""
    own = "万元" if unit is Unit.WAN_YUAN else "元"
    by = _ZEROS[written or own] - _ZEROS[own]
    if not by:
        return number
    sign, digits, exponent = number.as_tuple()
    moved = Decimal((sign, digits, int(exponent) + by))
    plain = format(moved, "f")
    return Decimal(plain.rstrip("0").rstrip(".") if "." in plain else plain)


def _day(value: Value) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DAY.fullmatch(plain_text(value))
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass  # a day that does not exist is refused like any other text
    raise _misread(ColumnContent.DAY)
