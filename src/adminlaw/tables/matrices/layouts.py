"""Layouts of official yearly forms: tables, rows, columns and their rules, as data.

A layout is a file of ``data/``. Unlike a template of records, whose rows are records, a
layout knows each row and each column of its tables, so that every number has a name of
its own: ``disclosure-2021.requests.granted.total``. Where places fill in one form in
several ways the layout has profiles, and a layout is one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias, TypeVar

from attrs import field, frozen

from adminlaw.errors import UnknownCodeError
from adminlaw.labels import Label, LabelledEnum, Modality
from adminlaw.markup import html_table, shown_as
from adminlaw.model import Unit

Address: TypeAlias = tuple[str, str, str]
"""Where a number of a form stands: its table, its row and its column."""

TOTAL: Final = "total"
"""The key of the row or column that holds a total."""


class ColumnContent(LabelledEnum):
    """What the cells of a column hold (栏目内容)."""

    COUNT = "count", "数量", "count"
    CHANGE = "change", "增减", "difference, which may be negative"
    AMOUNT = "amount", "金额", "amount of money"
    DAY = "day", "日期", "day"


class MatrixRuleKind(LabelledEnum):
    """What a rule of a form compares (勾稽关系类型)."""

    SUM = "sum", "合计等于各分项之和", "the parts add up to the whole"
    BALANCE = "balance", "两边相等", "both sides are equal"
    CARRY = "carry", "上年结转与本年相符", "carried forward = carried over"
    STOCK = "stock", "存量等于上年存量加增减", "stock = stock before + more - fewer"
    TEXT = "text", "正文与表格一致", "text and table agree"
    SECTION = "section", "有数则有说明", "what is counted is explained"
    REQUIRED = "required", "应当载明", "has to be there"
    DAY = "day", "不晚于规定日期", "in time"


class RuleAxis(LabelledEnum):
    """What the names of a rule are, rows or columns (比较方向)."""

    ROWS = "rows", "各行之间", "between rows"
    COLUMNS = "columns", "各列之间", "between columns"


@frozen(kw_only=True)
class MatrixRow:
    """One row of a table of a form (行), or a group of columns where ``across``.

    Attributes:
        synonyms: Words of which its label holds one.
        excludes: Words that its label does not hold.
        aliases: Its keys in files of others.
        codes: Codes of records that it counts.
        outcomes: Outcomes with which a case counts; empty where any other counts.
        unless: Outcomes with which a case does not count.
        events: Kinds of event whose day it holds.
        held: Whether a register has a place for what it counts.
        parent: The heading that it stands under.
        outer: The heading that stands over that one, or over the row itself.
        printed: How it is printed, with its number; the label where empty.
        profiles: Profiles that have it; empty for all.
    """

    key: str
    label: Label
    synonyms: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    held: bool = True
    parent: str = ""
    outer: str = ""
    printed: str = ""
    profiles: tuple[str, ...] = ()

    _repr_html_ = shown_as("行", key="标识", label="名称", parent="上级")


@frozen(kw_only=True)
class MatrixColumn:
    """One column of a table of a form (列).

    Attributes:
        synonyms: Headings by which it is known.
        under: Words of which the headings above it hold one, if it has any above.
        outcomes: Outcomes of cases that it counts; ``@`` and an id for a set of
            outcomes that indicators name by it.
        events: Kinds of event of whose day it counts a record, the first that is there.
        ends: Kinds of event with which a record leaves it.
        held: Whether a register has a place for what it counts.
        headings: What is printed over it, the outermost first.
        printed: How it is printed below them; the label where empty.
        unit: What it counts, where that differs from the table.
        optional: Whether some forms leave it out.
        source: The provision that brought it, where one did.
    """

    key: str
    label: Label
    synonyms: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    held: bool = True
    headings: tuple[str, ...] = ()
    printed: str = ""
    kind: ColumnContent = ColumnContent.COUNT
    unit: Unit | None = None
    optional: bool = False
    profiles: tuple[str, ...] = ()
    source: str = ""

    _repr_html_ = shown_as("列", key="标识", label="名称", unit="单位", kind="类别")


@frozen(kw_only=True)
class MatrixTable:
    """One table of a form (表).

    Attributes:
        section: Number of the section of the report that it stands in.
        heading: How that section is headed in print; tables of one share a sheet.
        corner: What is printed over the labels of the rows.
        unit: What its numbers count.
        across: Whether its rows stand side by side, as groups of columns over a
            single row of numbers.
        open_rows: Whether its rows are named by whoever fills it in; only the total is
            known beforehand.
        folded: Headings of the names, where pairs of a name and a number stand side by
            side.
        mentions: Words of which one stands in the name of the file or sheet or over
            its numbers, for a file to be taken for this form unasked; empty where the
            headings say enough.
        kinds: Kinds of acts that its decisions consist of; others are not counted.
    """

    key: str
    label: Label
    unit: Unit
    rows: tuple[MatrixRow, ...] = ()
    columns: tuple[MatrixColumn, ...] = ()
    section: str = ""
    heading: str = ""
    corner: str = ""
    aliases: tuple[str, ...] = ()
    across: bool = False
    open_rows: bool = False
    folded: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()

    _repr_html_ = shown_as(
        "报表中的表", key="标识", label="名称", unit="单位", section="部分"
    )

    def row(self, key: str) -> MatrixRow | None:
        """Return the row of that key or alias, or None."""
        return _named(self.rows, key)

    def column(self, key: str) -> MatrixColumn | None:
        """Return the column of that key or alias, or None."""
        return _named(self.columns, key)

    def unit_of(self, column: MatrixColumn) -> Unit:
        """Return what the numbers of a column count."""
        return column.unit or self.unit


@frozen(kw_only=True)
class MatrixRule:
    """How numbers of a form should stand to each other (勾稽关系).

    Attributes:
        axis: Whether ``whole`` and ``parts`` name rows or columns of ``table``.
        whole: What is stated; of a text, section or day rule the numbers meant, as
            ``table.row.column``.
        parts: What it should equal; ``*`` for all rows but the whole.
        minus: What is taken off.
        pattern: For a text rule: how the text says the number.
        near: Words of which the sentence holds one in which the text says the number;
            empty where the pattern says enough.
        text: Key of the part of the text; empty for all of it.
        rule: Id of the rule of the rule book that sets a day.
        source: The provision or form that says so.
        status: How that source is known: ``read``, ``reported`` or ``recalled``.
        profiles: Profiles that have it; empty for all.
    """

    id: str
    label: Label
    kind: MatrixRuleKind
    table: str
    source: str
    status: str
    axis: RuleAxis = RuleAxis.ROWS
    whole: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    modality: Modality = Modality.DUTY
    pattern: str = ""
    near: tuple[str, ...] = ()
    text: str = ""
    rule: str = ""
    profiles: tuple[str, ...] = ()

    _repr_html_ = shown_as(
        "勾稽关系", id="标识", label="名称", kind="类别", table="表", source="依据"
    )


@frozen(kw_only=True)
class Profile:
    """One of the ways in which a form is filled in (填报口径).

    Attributes:
        order: Keys of columns from light to grave, where decisions count once.
        since: First year; None where unknown.
        until: Year from which it is no longer used.
    """

    id: str
    label: Label
    source: str
    status: str
    order: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None

    _repr_html_ = shown_as(
        "填报口径", id="标识", label="名称", source="依据", order="次序"
    )


@frozen(kw_only=True)
class Layout:
    """A yearly form, empty (报表表式).

    Attributes:
        id: Such as ``disclosure-2021``; with its profile
            ``enforcement-statistics-2019``.
        since: First year reported on by it.
        until: Year from which it is no longer used.
        profile: The profile that it was narrowed to; None where it has none.
    """

    id: str
    label: Label
    source: str = ""
    status: str = "recalled"
    since: int | None = None
    until: int | None = None
    tables: tuple[MatrixTable, ...] = ()
    rules: tuple[MatrixRule, ...] = ()
    profiles: tuple[Profile, ...] = ()
    profile: Profile | None = field(default=None)

    def table(self, key: str) -> MatrixTable | None:
        """Return the table of that key or alias, or None."""
        return _named(self.tables, key)

    def addresses(self) -> Iterator[Address]:
        """Yield where each number stands; of open rows only the total."""
        for table in self.tables:
            for row in table.rows:
                for column in table.columns:
                    yield table.key, row.key, column.key

    def place(self, address: Address) -> tuple[MatrixTable, MatrixColumn]:
        """Return the table and the column of an address.

        Raises:
            UnknownCodeError: the layout has no such table or column.
        """
        table = self.table(address[0])
        column = table.column(address[2]) if table else None
        if table is None or column is None:
            known = tuple(each.key for each in self.tables)
            raise UnknownCodeError(".".join(address), self.id, known)
        return table, column

    def resolve(self, table: str, row: str, column: str) -> Address | None:
        """Return the address that keys of others stand for, or None.

        >>> from adminlaw.tables.matrices import load_layout
        >>> load_layout("disclosure-2021").resolve(
        ...     "sec4_review_litigation", "counts", "review_keep"
        ... )
        ('remedies', 'reconsideration', 'upheld')
        """
        found = self.table(table)
        if found is None:
            return None
        if found.across and found.row(row) is None:
            return _composed(found, column)
        known = found.row(row)
        at = found.column(column)
        if at is None or (known is None and not found.open_rows):
            return None
        return found.key, known.key if known else row, at.key

    def __repr__(self) -> str:
        return f"Layout(id={self.id!r})"

    def _repr_html_(self) -> str:
        rows = [
            (each.label.zh, str(len(each.rows)), str(len(each.columns)), each.unit.zh)
            for each in self.tables
        ]
        return html_table(self.label.zh, ("表", "行数", "栏数", "单位"), rows)


_Named = TypeVar("_Named", MatrixRow, MatrixColumn, MatrixTable)


def _named(members: Iterable[_Named], key: str) -> _Named | None:
    found = None
    for each in members:
        if each.key == key:
            return each
        if key in each.aliases and found is None:
            found = each
    return found


def _composed(table: MatrixTable, name: str) -> Address | None:
    """Return the address in groups side by side that one joined name stands for."""
    for row in table.rows:
        for column in table.columns:
            for first in (row.key, *row.aliases):
                if name in {
                    f"{first}_{last}" for last in (column.key, *column.aliases)
                }:
                    return table.key, row.key, column.key
    return None
